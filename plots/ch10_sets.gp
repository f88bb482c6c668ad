# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("A few hidden neurons: a boundary of the shape that is needed", "几个隐藏神经元：需要什么形状，就弯成什么形状") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_sets")
half_x = 2.8; half_y = 2.8; cols = 120; rows = 120
load "plots/classes.gp"
set size ratio -1
set tmargin at screen 0.87
set bmargin at screen 0.10
big = 1.8
set multiplot
k = 1; set = 1
set xrange [-1.7:2.7]
set yrange [-1.73:2.23]
set lmargin at screen 0.015
set rmargin at screen 0.49
set label 2 tr("two moons", "两个月牙") at graph 0.5,-0.06 center tc rgb ink
@draw_boundary
plot @map, @boundary, @points
unset label 1
k = 2; set = 2
set xrange [-2.8:2.8]
set yrange [-2.52:2.52]
set lmargin at screen 0.51
set rmargin at screen 0.985
set label 2 tr("two rings", "两个圆环") at graph 0.5,-0.06 center tc rgb ink
@draw_boundary
plot @map, @boundary, @points
unset multiplot
