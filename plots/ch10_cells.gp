# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("A spiral of square fields, built by hand, and one that was trained", "手工拼成的螺旋，和训练出来的") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_cells")
half_x = 1.9; half_y = 1.9; cols = 120; rows = 120
load "plots/classes.gp"
set = 6
set xrange [-half_x:half_x]
set yrange [-1.8:1.8]
set size ratio -1
big = 0.8
set multiplot
# The trained network is the first in the file and the last on the page.
do for [i=0:5] {
    k = (i + 1) % 6
    left = 0.085 + 0.29*(i % 3)
    top = i < 3 ? 0.89 : 0.45
    set lmargin at screen left
    set rmargin at screen left + 0.2575
    set tmargin at screen top
    set bmargin at screen top - 0.385
    n = 4*2**i
    set label 2 (k ? sprintf(tr("%d x %d cells", "%d x %d 格"), n, n) : tr("trained", "训练出来的")) at graph 0.5,-0.07 center tc rgb ink
    @draw_boundary
    plot @map, @boundary, @points
    unset label 1
}
unset multiplot
