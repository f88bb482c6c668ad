# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What each neuron sees: lines, bends, the spiral", "每个神经元看到的：直线、弯曲、螺旋") at screen 0.5,0.95 center font face.",26" tc rgb ink
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
set label 3 tr("hidden layer 2: bends", "隐藏层 2：弯曲") at screen 0.3975,0.09 center tc rgb ink
set label 4 tr("output: the spiral", "输出：螺旋") at screen 0.7585,0.09 center tc rgb ink
set arrow 1 from screen 0.246,0.5147 to screen 0.284,0.5147 head filled size screen 0.012,22 lc rgb quiet lw 1.5*lw
set arrow 2 from screen 0.508,0.5147 to screen 0.544,0.5147 head filled size screen 0.012,22 lc rgb quiet lw 1.5*lw
set multiplot
finer = 1  # these are small
do for [k=0:15] {
    left = 0.028 + (k/8)*0.264 + (k % 2)*(wide + 0.0113)
    top = 0.888 - (k % 8)/2*0.1897
    set lmargin at screen left
    set rmargin at screen left + wide
    set tmargin at screen top
    set bmargin at screen top - tall
    @draw_boundary
    plot @map, @boundary
    unset label
    unset arrow
}
k = 16
finer = 3
set lmargin at screen 0.5485
set rmargin at screen 0.9685
set tmargin at screen 0.888
set bmargin at screen 0.888 - 0.7467
big = 1.5
@draw_boundary
plot @map, @boundary, @points
unset multiplot
