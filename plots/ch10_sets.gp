# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Eight hidden neurons: a boundary of the shape that is needed", "八个隐藏神经元：需要什么形状，就弯成什么形状") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_sets")
load "plots/classes.gp"
cols = 120; rows = 108
set size ratio -1
set tmargin at screen 0.87
set bmargin at screen 0.10
big = 1.8
set multiplot
k = 0; set = 1
mid_x = 0.5; mid_y = 0.25; half_x = 2.2; half_y = 1.98
set xrange [mid_x-half_x:mid_x+half_x]
set yrange [mid_y-half_y:mid_y+half_y]
set lmargin at screen 0.015
set rmargin at screen 0.49
set label 2 tr("two moons", "两个月牙") at graph 0.5,-0.06 center tc rgb ink
@draw_boundary
plot @map, @boundary, @points
unset label 1
k = 1; set = 2
mid_x = 0; mid_y = 0; half_x = 2.8; half_y = 2.52
set xrange [-half_x:half_x]
set yrange [-half_y:half_y]
set lmargin at screen 0.51
set rmargin at screen 0.985
set label 2 tr("two rings", "两个圆环") at graph 0.5,-0.06 center tc rgb ink
@draw_boundary
plot @map, @boundary, @points
unset multiplot
