# formats: svg png pdf
load "plots/style.gp"
set title tr("The mean cost settles after some hundred images", "几百幅图像之后，平均成本就稳定了")
f = draw("ch07_running")
set logscale x
set xrange [1:10000]
set yrange [0:3.2]
set xlabel tr("images so far", "已看的图像数")
set ylabel tr("mean cost", "平均成本") offset 1.2,0
unset key
set label 1 tr("random weights", "随机权重") at 60,2.85 left tc rgb blue
set label 2 tr("trained", "训练之后") at 60,0.52 left tc rgb orange
set label 3 tr("0.1 on every output: 0.9", "每个输出都是 0.1：0.9") at 9000,1.05 right tc rgb quiet
plot 0.9 with lines ls 7 lw 1.5*lw, f using 1:2 with lines ls 1, \
     f using 1:3 with linespoints ls 3 pointinterval 6
