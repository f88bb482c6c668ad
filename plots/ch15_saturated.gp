# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_saturated")
set label 1 tr("A saturated start: the squared error cannot leave it", "从饱和处出发：平方误差走不出来") at screen 0.5,0.95 center font face.",26" tc rgb ink
set multiplot
unset key
set yrange [-0.03:1.06]
set ytics 0.5
set bmargin at screen 0.15
set tmargin at screen 0.76
set xrange [0:300]
set xtics 100
set xlabel tr("step", "步数")
set lmargin at screen 0.07
set rmargin at screen 0.49
set label 2 tr("output of one neuron, which should be 0", "一个神经元的输出，应为 0") at screen 0.5,0.895 center tc rgb quiet_text
set label 5 tr("start: a little wrong, ", "起点：错得不多，").sprintf("z = %g", number(f, "z_1")) at graph 0.5,1.06 center tc rgb ink
set label 3 "½(a − y)²" at 110,0.31 left tc rgb blue_text
set label 4 tr("cross-entropy", "交叉熵") at 130,0.105 left tc rgb orange_text
plot f using 1:2 with lines ls 1 lw 2.6*lw, \
     f using 1:3 with lines ls 3 lw 2.6*lw dt (12,4)
unset label
set lmargin at screen 0.56
set rmargin at screen 0.98
set label 5 tr("start: as wrong as can be, ", "起点：错得离谱，").sprintf("z = %g", number(f, "z_2")) at graph 0.5,1.06 center tc rgb ink
set label 3 "½(a − y)²" at 292,0.93 right tc rgb blue_text
set label 4 tr("cross-entropy", "交叉熵") at 66,0.42 left tc rgb orange_text
plot f using 1:4 with lines ls 1 lw 2.6*lw, \
     f using 1:5 with lines ls 3 lw 2.6*lw dt (12,4)
unset multiplot
