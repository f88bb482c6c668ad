# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_costs")
set label 1 tr("Where the squares lie flat, they no longer pull", "平方成本一平，就拉不动神经元了") at screen 0.5,0.95 center font face.",26" tc rgb ink
set multiplot
unset key
set xrange [-6:8]
set xtics 2
set bmargin at screen 0.15
set tmargin at screen 0.80
set xlabel tr("weighted sum z of one neuron, target 0", "一个神经元的加权和 z，目标为 0")
set lmargin at screen 0.06
set rmargin at screen 0.48
set yrange [0:8.4]
set ytics 2
set label 2 tr("cost C", "成本 C") at graph 0.5,1.07 center tc rgb ink
set label 3 tr("½(a − y)²: a plateau at ½", "½(a − y)²：到 ½ 就平了") at 7.9,0.95 right tc rgb blue_text
set label 4 tr("cross-entropy", "交叉熵") at 4.6,5.6 right tc rgb orange_text
plot f using 1:3 with lines ls 3 dt (12,4) lw 2.6*lw, \
     f using 1:2 with lines ls 1 lw 2.6*lw
unset label
set lmargin at screen 0.56
set rmargin at screen 0.98
set yrange [0:1.08]
set ytics 0.25
set label 2 tr("slope δ = ∂C/∂z", "斜率 δ = ∂C/∂z") at graph 0.5,1.07 center tc rgb ink
set label 3 tr("½(a − y)²: at most 4/27", "½(a − y)²：最大 4/27") at 2.3,0.17 left tc rgb blue_text
set label 4 tr("cross-entropy: a − y", "交叉熵：a − y") at 1.35,0.62 left tc rgb orange_text
plot f using 1:5 with lines ls 3 dt (12,4) lw 2.6*lw, \
     f using 1:4 with lines ls 1 lw 2.6*lw
unset multiplot
