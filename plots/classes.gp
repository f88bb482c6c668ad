# classes.gp: a plane coloured by what a neuron says, for chapter 10. Blue is
# class 0 and a circle, orange class 1 and a diamond; at ½ lies the boundary.
# A script sets `f`, the file of the maps, and half_x, half_y, cols, rows (mid_x,
# mid_y it may set later), loads this, and calls the macros:
#   @draw_boundary  leaves the line where map `k` is ½ in $boundary
#   @map  @boundary  @points   what to plot; `set` is the index of the points in f
mid_x = 0; mid_y = 0; set = 0
X(i) = mid_x + half_x*((2*i + 1)/cols - 1)
Y(j) = mid_y + half_y*((2*j + 1)/rows - 1)
# The line runs to the frame, half a cell beyond the middle of the last.
edge_x(i) = mid_x + half_x*(2.0*i/(cols - 1) - 1)
edge_y(j) = mid_y + half_y*(2.0*j/(rows - 1) - 1)
set palette defined (@plane_colors)
set cbrange [0:1]
unset colorbox; unset key; unset grid; unset tics
set border 15 lw 0.5*lw lc rgb quiet
big = 1.0
round = format eq "svg" || format eq "gif" ? 1.4 : 1  # their circles are small
sharp = format eq "svg" ? 0.82 : 1  # and its diamonds large
# (The last line is far outside: a map without a boundary is no error.)
draw_boundary = "set table $boundary; set contour base; unset surface; \
set cntrparam levels discrete 0.5; \
splot [0:cols-1] [0:rows-1] f index k matrix using 1:2:3 with lines; \
unset table; unset contour; set surface; \
set print $boundary append; print ''; print '1e3 1e3'; unset print"
# (Each cell of a map becomes `finer` by `finer`: none is seen.)
finer = format eq "gif" ? 2 : 3
of_map(k) = sprintf("< awk -v block=%d -v by=%d -f plots/finer.awk '%s'", k, finer, f)
map = "of_map(k) matrix using 1:2:3 axes x2y2 with image"
boundary = "$boundary using (edge_x($1)):(edge_y($2)) with lines lc rgb ink lw 2*lw"
# A map is drawn in its own cells, on axes that are tied to the others: gnuplot is
# slow where it works out 14,400 places one by one.
set link x2 via finer*cols*((x - mid_x)/half_x + 1)/2 - 0.5 inverse X((x + 0.5)/finer - 0.5)
set link y2 via finer*rows*((y - mid_y)/half_y + 1)/2 - 0.5 inverse Y((y + 0.5)/finer - 0.5)
# Each mark stands on a slightly larger one in the colour of the page.
points = "f index set using ($3 == 0 ? $1 : NaN):2 with points pt 7 ps 0.75*round*big*ps lc rgb bg, \
f index set using ($3 == 1 ? $1 : NaN):2 with points pt 13 ps 1.02*sharp*big*ps lc rgb bg, \
f index set using ($3 == 0 ? $1 : NaN):2 with points pt 7 ps 0.5*round*big*ps lc rgb cold, \
f index set using ($3 == 1 ? $1 : NaN):2 with points pt 13 ps 0.72*sharp*big*ps lc rgb warm"
