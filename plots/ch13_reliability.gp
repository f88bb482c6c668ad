# formats: svg png pdf
load "plots/style.gp"
set title tr("When it says 0.8, is it right in 80 of 100 cases?", "它说 0.8 的时候，100 次里对 80 次吗？")
f = draw("ch13_reliability")
unset key
set xrange [0:1]
set yrange [0:100]
set xtics 0.2
set ytics 20
set xlabel tr("the score, the mean of the answers", "得分（这些回答的平均）")
set label 90 tr("of 100 answers, right", "每 100 个回答，对的个数") @left_edge
set label 1 tr("as sure as right", "自信与正确一致") at first 0.2,10.5 left rotate by 25 tc rgb quiet_text
set label 2 tr("images learned from", "学过的图像") at first 0.53,82 right tc rgb blue_text
set label 3 tr("test images", "测试图像") at first 0.7,60 left tc rgb purple_text
plot 100*x with lines ls 7 dt (3,5), \
     f using 3:4 with linespoints ls 1 pt 9, \
     f using 1:2 with linespoints ls 4 dt 1
