# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("How many lines shut in a ring?", "几条直线能围住一个圆环？") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_fences")
half_x = 2.7; half_y = 2.7; cols = 120; rows = 120
load "plots/classes.gp"
set = 4
set xrange [-half_x:half_x]
set yrange [-half_y:half_y]
set size ratio -1
big = 0.8
set multiplot
do for [k=0:3] {
    left = 0.025 + 0.24*k
    set lmargin at screen left
    set rmargin at screen left + 0.23
    set tmargin at screen 0.76
    set bmargin at screen 0.76 - 0.23*16/9.0
    set label 2 sprintf(tr("%d hidden neurons", "%d 个隐藏神经元"), word("2 3 4 8", k + 1) + 0) at graph 0.5,-0.09 center tc rgb ink
    @draw_boundary
    plot @map, @boundary, @points
    unset label 1
}
unset multiplot
