# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_layers")
set label 1 tr("What layers leave of δ, before the first step", "第一步之前：一层层往回，δ 还剩多少") at screen 0.5,0.95 center font face.",26" tc rgb ink
set multiplot
unset key
n = rows(f, 1)  # the output is the last
set bmargin at screen 0.15
set tmargin at screen 0.80
set lmargin at screen 0.09
set rmargin at screen 0.50
set logscale y
set format y "10^{%T}"
set xrange [0.7:n + 0.3]
stats f index 1 using 2 name "N" nooutput
stats f index 1 using 4 name "R" nooutput
set yrange [N_min/3:R_max*6]
set xtics scale 0 (tr("output", "输出层") n)
do for [k=1:n - 1] { set xtics add (sprintf("%d", k) k) }
set grid noxtics
set xlabel tr("layer", "层")
set label 90 tr("δ, in parts of δ at the output", "δ 与输出层 δ 之比") @left_edge
set label 2 tr("layer by layer", "各层") at graph 0.5,1.07 center tc rgb ink
set label 3 sprintf("ReLU, %s(2/n)", root) at graph 0.03,0.93 left tc rgb orange_text
set label 4 sprintf("sigmoid, %s(2/n)", root) at n/2.0 - 0.1,cell(f, 1, int(n/2.0) - 1, 3)*3.2 right tc rgb blue_text
set label 5 sprintf("sigmoid, 1/%sn", root) at n/2.0 + 0.6,cell(f, 1, int(n/2.0) - 1, 2)/1.4 left tc rgb green_text
plot f index 1 using 1:4 with linespoints ls 3 lw 2.2*lw ps 1.3*ps, \
     f index 1 using 1:3 with linespoints ls 1 dt (12,4) pt 5 ps 1.3*ps, \
     f index 1 using 1:2 with linespoints ls 2 ps 1.5*ps
unset label
set lmargin at screen 0.61
set rmargin at screen 0.98
set logscale x
set xrange [0.42:9.5]
set xtics scale 0.5 ("½" 0.5, "1" 1, "2" 2, "4" 4, "8" 8)
set yrange [0.08:10]
set format y "%g"
set ytics (0.1, 0.25, 0.5, 1, 2, 5, 10)
set grid xtics
set xlabel sprintf(tr("weights: deviation in parts of 1/%sn", "权重的标准差是 1/%sn 的几倍"), root)
set label 2 tr("left by one layer", "每过一层剩下的倍数") at graph 0.5,1.07 center tc rgb ink
set label 3 "ReLU" at 2.4,3.4 right tc rgb orange_text
set label 4 "sigmoid" at 3,0.36 left tc rgb blue_text
plot 1 with lines ls 7, \
     f index 0 using 1:3 with linespoints ls 3 lw 2.2*lw ps 1.3*ps, \
     f index 0 using 1:2 with linespoints ls 1 dt (12,4) pt 5 ps 1.3*ps
unset multiplot
