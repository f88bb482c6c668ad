# formats: svg png pdf
load "plots/style.gp"
set title tr("How wrong is the slope, for each step h?", "步长 h 与导数误差")
set xlabel tr("step h", "步长 h")
set label 90 tr("error", "误差") @left_edge
set logscale xy
set format xy "10^{%T}"
set xrange [1e-18:1]
set yrange [1e-11:100]
set xtics 1e-18,1000
set ytics 1e-10,100
unset key
set mxtics 1
set mytics 1
f = draw("ch01_error")
set label 1 tr("central, double", "中心差分，double") at 3e-5,1.2e-10 left tc rgb green_text boxed
set label 2 tr("forward, double", "前向差分，double") at 4e-7,6e-6 right tc rgb blue_text boxed
set label 3 tr("central, float", "中心差分，float") at 8e-7,2e-2 right tc rgb orange_text boxed
set label 4 tr("forward, float", "前向差分，float") at 4e-6,3 left tc rgb purple_text boxed
set label 5 tr("rounding wins", "舍入误差为主") at 3e-14,2e-6 right tc rgb quiet_text
set label 7 tr("x + h = x: no step at all", "x + h = x：根本没有动") at 2e-18,55 left tc rgb quiet_text
set label 6 tr("the formula wins", "公式误差为主") at 0.7,30 right tc rgb quiet_text
plot f using 1:2 with lines ls 1, f using 1:3 with lines lc rgb green lw 2.2*lw, \
     f using 1:4 with lines ls 4, f using 1:5 with lines lc rgb orange lw 2*lw dt (12,3,3,3)
