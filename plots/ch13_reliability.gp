# formats: svg png pdf
load "plots/style.gp"
set title tr("When it says 0.8, is it right in 80 of 100 cases?", "它说 0.8 的时候，100 次里对 80 次吗？")
f = draw("ch13_reliability")
unset key
set xrange [0:1]
set yrange [0:1]
set xtics 0.2
set ytics 0.2
set xlabel tr("the score, the mean of the answers", "得分（这些回答的平均）")
set label 90 tr("part of the answers that are right", "回答正确的比例") @left_edge
set label 1 tr("as sure as right", "自信与正确一致") at first 0.2,0.105 left rotate by 25 tc rgb quiet_text
set label 2 tr("the largest of ten, learned from", "十个里最大的，学过的图像") at first 0.50,0.80 right tc rgb blue_text
set label 3 tr("the largest of ten, test images", "十个里最大的，测试图像") at first 0.66,0.60 left tc rgb purple_text
set label 5 tr("each output, learned from", "每个输出，学过的图像") at first 0.42,0.33 left tc rgb green_text
set label 4 sprintf(tr("band: from the lowest to the highest of %d networks", "色带：%d 个网络中最低到最高"), number(f, "networks")) at graph 0.98,0.06 right tc rgb quiet_text
plot x with lines ls 7 dt (3,5), \
     f using 5:7:8 with filledcurves fc rgb blue fs transparent solid 0.2 noborder, \
     f using 1:3:4 with filledcurves fc rgb purple fs transparent solid 0.3 noborder, \
     f using 9:10 with linespoints ls 2 pt 5 dt (6,4), \
     f using 5:6 with linespoints ls 1 pt 9, \
     f using 1:2 with linespoints ls 4 dt 1
