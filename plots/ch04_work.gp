# formats: svg png pdf
load "plots/style.gp"
set title tr("The work of one gradient", "求一次梯度的运算量")
set xlabel tr("number of inputs", "输入个数")
set label 90 tr("operations", "运算次数") @left_edge
set logscale xy
set mxtics 1
set mytics 1
set format xy "10^{%T}"
set xrange [1:10000]
set yrange [1:1e9]
set ytics 1,100
unset key
f = draw("ch04_work")
set label 1 tr("by turning every knob", "逐个旋钮做数值微分") at 260,7e4 left tc rgb orange_text boxed
set label 2 tr("by the tape", "反向模式（计算带）") at 330,6e3 right tc rgb green_text boxed
set label 3 tr("computing y once", "只计算一次 y") at 700,4e2 left tc rgb blue_text boxed
set label 4 tr("forward mode", "正向模式") at 170,1.2e6 right tc rgb amber_text boxed
plot f using 1:5 with linespoints ls 5 lw 2.4*lw ps 1.6*ps, \
     f using 1:4 with linespoints ls 3 lw 2.4*lw ps 1.6*ps, \
     f using 1:3 with linespoints lc rgb green lw 2.4*lw pt 9 ps 1.8*ps, \
     f using 1:2 with linespoints ls 1 ps 1.4*ps
