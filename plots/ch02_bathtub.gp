# formats: svg png pdf
load "plots/style.gp"
set title tr("Too small, good, too large: the distance after 20 steps", "太小、正好、太大：20 步以后离谷底多远")
set xlabel tr("learning rate η (curvature 1)", "学习率 η（曲率为 1）")
set label 90 tr("distance", "距离") @left_edge
set logscale y
set mytics 1
set format y "10^{%T}"
set xrange [0:2.3]
set yrange [1e-12:1e4]
unset key
f = draw("ch02_bathtub")
set arrow 1 from 2,graph 0 to 2,graph 1 nohead lc rgb quiet lw lw dt (4,4)
set arrow 2 from 0,3 to 2.3,3 nohead lc rgb quiet lw 0.6*lw dt (4,4)
set label 1 tr("crawls", "太慢") at 0.12,30 left tc rgb ink
set label 2 tr("arrives", "到达") at 1,1e-9 center tc rgb ink boxed
set label 3 tr("diverges", "发散") at 2.03,1e-3 left tc rgb ink
set label 4 tr("where it started", "起点离谷底的距离") at 0.75,10 left tc rgb quiet_text
plot f using 1:($2 > 1e-12 ? $2 : 1e-12) with lines ls 3 lw 2.4*lw
