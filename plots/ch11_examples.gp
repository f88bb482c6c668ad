# formats: svg png pdf
load "plots/style.gp"
f = draw("ch11_examples")
set label 1 tr("The same descent, counted in images and in work", "同样的下降：按看过的图像数画，按工作量画") at screen 0.5,0.95 center font face.",26" tc rgb ink
size(k) = comma(number(f, sprintf("size_%d", k)))
set multiplot
unset key
set logscale x
set yrange [0:1.2]
set ytics 0.5
set tmargin at screen 0.88
set bmargin at screen 0.16
set lmargin at screen 0.08
set rmargin at screen 0.50
set label 90 tr("mean cost", "平均成本") @left_edge
set xrange [100:60000]
set format x "10^{%T}"
set xlabel tr("images seen", "看过的图像数")
set label 2 sprintf(tr("all %s a step", "每步看全部 %s 幅"), size(4)) at 50000,1.03 right tc rgb blue_text
set label 3 sprintf(tr("%s a step", "每步 %s 幅"), size(1)) at 1500,0.60 right tc rgb orange_text
set label 4 sprintf(tr("%s a step", "每步 %s 幅"), size(2)) at 5500,0.25 right tc rgb green_text
set label 5 sprintf(tr("%s a step", "每步 %s 幅"), size(3)) at 15000,0.85 left tc rgb amber_text
plot f index 3 using 1:3 with linespoints ls 1 pointinterval 3, \
     f index 2 using 1:3 with linespoints ls 5 pointinterval 3, \
     f index 1 using 1:3 with linespoints ls 2 pointinterval 3, \
     f index 0 using 1:3 with linespoints ls 3 pointinterval 3
unset label
set lmargin at screen 0.55
set rmargin at screen 0.98
set format y ""
set xrange [2.6:1580]
set xlabel tr("million multiply–adds", "百万次乘加")
plot f index 3 using 2:3 with linespoints ls 1 pointinterval 3, \
     f index 2 using 2:3 with linespoints ls 5 pointinterval 3, \
     f index 1 using 2:3 with linespoints ls 2 pointinterval 3, \
     f index 0 using 2:3 with linespoints ls 3 pointinterval 3
unset multiplot
