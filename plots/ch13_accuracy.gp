# formats: svg png pdf
load "plots/style.gp"
set title tr("With a hidden layer and without one, five networks each", "有隐藏层和没有隐藏层，各五个网络")
f = draw("ch13_accuracy")
stats f using 1 nooutput
last = STATS_max
stats f using 4 every ::1 nooutput
top = STATS_max
stats f using 7 every ::1 nooutput
top = STATS_max > top ? STATS_max : top
stats f using 10 every ::1 nooutput
top = STATS_max > top ? STATS_max : top
stats f using 2 every ::1 nooutput
low = STATS_min
stats f using 8 every ::1 nooutput
low = STATS_min < low ? STATS_min : low
stats f using (column(0) == last ? column(3) : NaN) nooutput
a_end = STATS_max
stats f using (column(0) == last ? column(6) : NaN) nooutput
s_end = STATS_max
stats f using (column(0) == last ? column(9) : NaN) nooutput
b_end = STATS_max
stats f using ($3 - $2 > 5 ? $1 : 0) every ::1 nooutput  # where one has lost a digit
dip = STATS_max
set xrange [1:last]
set yrange [low - 0.08*(top - low):top + 0.14*(top - low)]
set xlabel tr("epoch", "轮次")
set label 90 tr("of 100 test images, read right", "每 100 幅测试图像认对的数") @left_edge
unset key
set label 1 tr("784-30-10, article 4's start", "784-30-10，第四篇文章的起点") at graph 0.985, first a_end - 0.09*(top - low) right tc rgb blue_text
set label 2 tr("784-10, small start", "784-10，小起点") at graph 0.985, first b_end - 0.07*(top - low) right tc rgb orange_text
set label 5 tr("784-30-10, small start", "784-30-10，小起点") at graph 0.985, first s_end + 0.07*(top - low) right tc rgb green_text
set label 3 tr("line: the median; band: from the lowest to the highest", "线：中位数；色带：从最低到最高") at graph 0.98,0.09 right tc rgb quiet_text
if (dip > 0) set label 4 tr("one of them has lost a digit", "其中一个网络丢了一个数字") \
    at first dip + 0.6, first low + 0.35*(top - low) left tc rgb blue_text
plot f using 1:2:4 with filledcurves fc rgb blue fs transparent solid 0.2 noborder, \
     f using 1:8:10 with filledcurves fc rgb orange fs transparent solid 0.25 noborder, \
     f using 1:5:7 with filledcurves fc rgb green fs transparent solid 0.25 noborder, \
     f using 1:9 with lines ls 3 lw 2*lw dt (10,4), f using 1:6 with lines ls 2, \
     f using 1:3 with lines ls 1
