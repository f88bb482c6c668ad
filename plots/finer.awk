# finer.awk: data set `block` of a file of matrices with `by` cells for each one,
# between its neighbours (bilinear), so that no cells are seen where it is large.
function put(row,   i, at, left, line) {
    line = ""
    for (i = 0; i < by*n; i++) {
        at = (i + 0.5)/by - 0.5
        at = at < 0 ? 0 : at > n - 1 ? n - 1 : at
        left = int(at)
        left = left > n - 2 ? n - 2 : left
        line = line sprintf(" %.3f", row[left] + (at - left)*(row[left + 1] - row[left]))
    }
    print line
}
/^#/ { next }
NF == 0 { if (++blank == 2) set++; next }
{ blank = 0 }
BEGIN { rows = 0 }
set == block { for (i = 1; i <= NF; i++) cell[rows, i - 1] = $i; n = NF; rows++ }
set > block { exit }
END {
    for (j = 0; j < by*rows; j++) {
        at = (j + 0.5)/by - 0.5
        at = at < 0 ? 0 : at > rows - 1 ? rows - 1 : at
        low = int(at)
        low = low > rows - 2 ? rows - 2 : low
        for (i = 0; i < n; i++)
            row[i] = cell[low, i] + (at - low)*(cell[low + 1, i] - cell[low, i])
        put(row)
    }
}
