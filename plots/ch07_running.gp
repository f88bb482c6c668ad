# formats: svg png pdf
load "plots/style.gp"
set title tr("How far the mean of n images is from that of all", "n 幅图像的平均成本与全体平均值相差多少")
f = draw("ch07_running")
set logscale xy
set xrange [1:10000]
set yrange [0.05:400]
set mytics 1
set format y "%g"
set xlabel tr("images so far", "图像数")
set label 90 tr("off by, in percent", "相差的百分比") @left_edge
unset key
set label 1 tr("trained network", "训练之后") at 1400,60 left tc rgb orange_text boxed
set label 2 tr("random weights", "随机权重") at 1.3,0.3 left tc rgb blue_text boxed
set label 3 tr("dashed: the size of the luck", "虚线：估计的误差") at 9000,200 right tc rgb quiet_text
plot f using 1:4 with lines ls 7 lc rgb blue, f using 1:5 with lines ls 7 lc rgb orange, \
     f using 1:($2 > 0 ? $2 : NaN) with lines ls 1, \
     f using 1:($3 > 0 ? $3 : NaN) with linespoints ls 3 pointinterval 6
