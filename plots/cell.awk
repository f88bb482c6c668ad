# cell.awk: one number of a .dat file, for style.gp. With row = -1 the number of
# rows. Data sets (block) end with two blank lines; rows and columns count as in
# gnuplot, the first row is 0 and the first column 1.
/^#/ { next }
NF == 0 { if (++blank == 2) at++; next }
{ blank = 0 }
at == block && (n++ == row) { print $column; found = 1; exit }
at > block { exit }
END { if (row < 0) print n + 0; else if (!found) print "there is no such cell" }
