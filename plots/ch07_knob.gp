# formats: svg png pdf
load "plots/style.gp"
set title tr("The cost against one knob, all others held", "只转动一个旋钮时的成本")
f = draw("ch07_knob")
set xrange [-10:10]
set xtics 5
set yrange [0:*]
set xlabel tr("the knob's value", "旋钮的值")
set ylabel tr("mean cost", "平均成本") offset 1,0
# A legend: with other data the lines run elsewhere. (By hand, since gnuplot's
# own moves with the width of its words.)
unset key
set arrow 1 from graph 0.10,0.94 to graph 0.17,0.94 nohead ls 1
set arrow 2 from graph 0.10,0.87 to graph 0.17,0.87 nohead ls 3
set arrow 3 from graph 0.10,0.80 to graph 0.17,0.80 nohead ls 7 lw 2*lw
set label 1 tr("bias of output 3", "输出 3 的偏置") at graph 0.19,0.94 left tc rgb blue_text
set label 2 tr("weight of the middle pixel", "正中像素的权重") at graph 0.19,0.87 left tc rgb orange_text
set label 3 tr("weight of the corner pixel", "角上像素的权重") at graph 0.19,0.80 left tc rgb quiet_text
set label 4 tr("dots: where training left them", "圆点：训练停下的位置") at graph 0.10,0.71 left tc rgb ink
plot f index 0 using 1:2 with lines ls 1, f index 0 using 1:3 with lines ls 3, \
     f index 0 using 1:4 with lines ls 7 lw 2*lw, \
     f index 1 using 1:2 with points pt 7 ps 2*ps lc rgb ink
