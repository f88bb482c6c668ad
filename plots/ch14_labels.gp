# formats: svg png pdf
load "plots/style.gp"
set title tr("Shuffled labels are learned by heart, and good for nothing", "打乱的标签也能背下来，但毫无用处")
f = draw("ch14_labels")
stats f using 1 nooutput
last = STATS_max
last_row = STATS_records - 1
stats f using (column(0) == last_row ? column(5) : NaN) nooutput
unseen = STATS_min
unset key
set xrange [0:last]
set yrange [0:104]
set ytics 25
set xlabel sprintf(tr("times the %d images were gone through", "%d 幅图像学过的遍数"), number(f, "images"))
set label 90 tr("of 100 images, read right", "每 100 幅图像认对的数") @left_edge
set label 1 tr("true labels, seen", "真标签，见过的图像") at graph 0.14, first 90 left tc rgb blue_text
set label 2 tr("true labels, unseen", "真标签，没见过的图像") at graph 0.985, first unseen - 4.5 right tc rgb purple_text
set label 3 tr("shuffled labels, seen", "打乱的标签，见过的图像") at graph 0.30, first 48 left tc rgb orange_text
set label 4 tr("shuffled labels, unseen: a guess", "打乱的标签，没见过的图像：瞎猜") at graph 0.985, first 16.5 right tc rgb ink
plot f using 1:2:4 with filledcurves fc rgb blue fs transparent solid 0.25 noborder, \
     f using 1:5:7 with filledcurves fc rgb purple fs transparent solid 0.25 noborder, \
     f using 1:8:10 with filledcurves fc rgb orange fs transparent solid 0.25 noborder, \
     f using 1:11:13 with filledcurves fc rgb quiet fs transparent solid 0.25 noborder, \
     f using 1:3 with lines ls 1, f using 1:6 with lines ls 4, \
     f using 1:9 with lines ls 3 lw 2*lw, f using 1:12 with lines ls 6 lw 1.4*lw dt (6,4)
