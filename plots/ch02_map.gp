# formats: svg png pdf
load "plots/style.gp"
set title tr("Start and rate decide the valley together", "走进哪个谷，由起点和学习率一起决定")
set xlabel tr("start w", "起点 w")
set ylabel tr("learning rate η", "学习率 η")
set xrange [-3:4]
set yrange [0.0085:0.2785]
unset key
unset grid
unset colorbox
set palette defined (0 pale, 1 blue, 2 orange, 3 green)
set palette maxcolors 4
set cbrange [-0.5:3.5]
f = draw("ch02_map")
set label 1 tr("lowest valley", "最低的谷") at -2.0,0.03 center tc rgb bg front
set label 2 tr("middle", "中间的谷") at 0.7,0.03 center tc rgb bg front
set label 3 tr("right", "右边的谷") at 2.95,0.03 center tc rgb bg front
plot f using 1:2:3 with image
