# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What each neuron sees: lines, then bends", "每个神经元看到的：先是直线，然后弯曲") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_hidden")
half_x = 1.9; half_y = 1.9; cols = 120; rows = 120
load "plots/classes.gp"
set xrange [-half_x:half_x]
set yrange [-half_y:half_y]
set size ratio -1
# A panel of so much of the page's height is 0.5625 as much of its width.
tall = 0.1775
wide = tall*0.5625
set label 2 tr("hidden layer 1: lines", "隐藏层 1：直线") at screen 0.1335,0.09 center tc rgb ink
set label 3 tr("last hidden layer: bends", "最后的隐藏层：弯曲") at screen 0.3975,0.09 center tc rgb ink
set label 4 tr("output", "输出") at screen 0.7585,0.09 center tc rgb ink
set arrow 1 from screen 0.246,0.5147 to screen 0.284,0.5147 head filled size screen 0.012,22 lc rgb quiet lw 1.5*lw
set arrow 2 from screen 0.508,0.5147 to screen 0.544,0.5147 head filled size screen 0.012,22 lc rgb quiet lw 1.5*lw
# At most eight neurons of the first hidden layer, and of the last, if there is
# another.
first = int(number(f, "first"))
last = int(number(f, "last"))
set = first + last + 1
if (last == 0) { unset label 3; unset arrow 1 }
set multiplot
finer = 1  # these are small
do for [k=0:first+last-1] {
    i = k < first ? k : k - first
    left = 0.028 + (k < first ? 0 : 0.264) + (i % 2)*(wide + 0.0113)
    top = 0.888 - i/2*0.1897
    set lmargin at screen left
    set rmargin at screen left + wide
    set tmargin at screen top
    set bmargin at screen top - tall
    @draw_boundary
    plot @map, @boundary
    unset label
    unset arrow
}
k = first + last
finer = 3
set lmargin at screen 0.5485
set rmargin at screen 0.9685
set tmargin at screen 0.888
set bmargin at screen 0.888 - 0.7467
big = 1.5
@draw_boundary
plot @map, @boundary, @points
unset multiplot
