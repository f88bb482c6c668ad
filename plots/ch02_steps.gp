# formats: svg png pdf
load "plots/style.gp"
set title tr("Distance to the valley: steps that shrink, and steps that do not", "离谷底多远：变步长和定步长")
set xlabel tr("step", "步数")
set label 90 tr("distance", "距离") @left_edge
set logscale y
set mytics 1
set format y "10^{%T}"
set xrange [0:150]
set yrange [1e-7:3]
unset key
set label 1 tr("step ∝ slope: ever closer", "步长 ∝ 斜率：越来越近") at 66,4e-3 left tc rgb orange_text boxed
set label 2 tr("always 0.05: hops for ever", "固定 0.05：永远来回跳") at 62,0.2 left tc rgb purple_text boxed
f = draw("ch02_steps")
# One mark in ten for the straight line; every one where it hops.
plot f using 1:3 with linespoints ls 4 dt 1 lw 0.8*lw ps 0.35*ps, \
     f using 1:2 with linespoints ls 3 lw 2.4*lw ps 1.4*ps pi 10
