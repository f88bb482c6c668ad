# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_spread")
set label 1 sprintf(tr("The start 1/%sn brings the sums to where σ is steep", "起点取 1/%sn：加权和落到 σ 较陡的一段"), root) at screen 0.5,0.95 center font face.",26" tc rgb ink
times = sqrt(number(f, "inputs"))
set multiplot
unset key
set samples 800
set xrange [-25:25]
set xtics 5
set lmargin at screen 0.07
set rmargin at screen 0.97
set boxwidth 0.25
unset ytics
set border 1
set grid noytics
slope(x) = 1/(2 + exp(x) + exp(-x))
# Each panel: σ′, scaled to its height, behind the sums.
set tmargin at screen 0.86
set bmargin at screen 0.53
set format x ""
set yrange [0:5.4]
set label 2 tr("weights of deviation 1", "权重的标准差为 1") at -24.5,4.3 left tc rgb blue_text
set label 3 "σ′" at 1.5,4.9 left tc rgb green_text
plot f using 1:2 with boxes fs solid 0.85 lc rgb blue, \
     slope(x)*20 with filledcurves y1=0 fs transparent solid 0.30 lc rgb green, \
     slope(x)*20 with lines ls 2 dt 1 lw lw
unset label
set tmargin at screen 0.48
set bmargin at screen 0.15
set format x "%h"
set yrange [0:162]
set xlabel tr("weighted sum z of a hidden neuron", "隐藏层神经元的加权和 z")
set label 2 sprintf(tr("weights of deviation 1/%.3g", "权重的标准差为 1/%.3g"), times) at -24.5,129 left tc rgb orange_text
set label 3 "σ′" at 1.5,147 left tc rgb green_text
set label 4 sprintf(tr("%.3g times as narrow", "宽度只有原来的 1/%.3g"), times) at -24.5,104 left tc rgb quiet_text
plot slope(x)*600 with filledcurves y1=0 fs transparent solid 0.30 lc rgb green, \
     slope(x)*600 with lines ls 2 dt 1 lw lw, \
     f using 1:3 with boxes fs solid 0.9 lc rgb orange
unset multiplot
