# formats: svg png pdf
load "plots/style.gp"
set title tr("The same work, on more and more images", "同样的工作量，越来越多的图像")
f = draw("ch16_images")
stats f using 5 nooutput
low = STATS_min
stats f using 1 nooutput
set logscale x
set xrange [0.7*STATS_min:1.5*STATS_max]
set yrange [low - 0.12*(100 - low):100 + 0.08*(100 - low)]
set xtics ("" 1)
# (The last row is of images and their children.)
last = rows(f, 0) - 1
many = cell(f, 0, last, 1)
children = cell(f, 0, last, 5)
do for [k=0:last - 1] { n = cell(f, 0, k, 1); set xtics add (comma(n) n) }
set xlabel tr("images to learn from", "用来学习的图像数")
set label 90 tr("of 100, read right", "每 100 幅认对的数") @left_edge
unset key
set label 1 tr("training images", "训练图像") at graph 0.03, first 100 - 0.07*(100 - low) left tc rgb blue_text
set label 2 tr("validation images", "验证图像") at 1150, first low + 0.36*(100 - low) left tc rgb purple_text
set label 3 tr("the gap: overfitting", "差距：过拟合") at 330, first low + 0.72*(100 - low) left tc rgb quiet_text
set label 4 sprintf(tr("%s and their children", "%s 幅和它们的孩子"), comma(many)) at 0.92*many, first children right tc rgb orange_text
plot f every ::0::last-1 using 1:2:5 with filledcurves fc rgb purple fs transparent solid 0.12 noborder, \
     f every ::0::last-1 using 1:2 with linespoints ls 1 ps 1.4*ps, \
     f every ::0::last-1 using 1:5 with linespoints ls 4 dt 1 lw 2.4*lw ps 1.6*ps, \
     f every ::last::last using 1:5 with points pt 7 ps 2*ps lc rgb orange
