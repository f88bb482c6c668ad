# formats: svg png pdf
load "plots/style.gp"
f = draw("ch06_spread")
far = number(f, "deviation") > 1 ? 40*number(f, "deviation") : 40
set label 1 sprintf(tr("Random weights for %d inputs: the sums, and what σ makes of them", "%d 个输入配随机权重：加权和，以及经过 σ 之后"), number(f, "inputs")) at screen 0.5,0.94 center font face.",26" tc rgb ink
stats f using 1 name "Z" nooutput
set table $act
plot f using (0.05*floor(20/(1 + exp(-$1)) - 1e-9) + 0.025):(100.0/Z_records) smooth frequency
unset table
set multiplot
set samples 600
unset key
set boxwidth 1
# The curve, in the middle.
set lmargin at screen 0.30
set rmargin at screen 0.97
set bmargin at screen 0.44
set tmargin at screen 0.87
set xrange [-far:far]
set yrange [-0.02:1.02]
set xtics far/4
set ytics 0.5
set format x ""
set format y ""
set object 2 rect from -5,graph 0 to 5,graph 1 fc rgb green fs transparent solid 0.18 noborder behind
set label 2 tr("σ is steep only here", "只有这里 σ 才陡") at 6.5,0.42 left tc rgb green_text
set label 3 "σ(z)" at -7,0.6 right tc rgb blue_text
plot 1/(1 + exp(-x)) with lines ls 1 lw 3*lw
unset label
# Below it, the sums.
set bmargin at screen 0.14
set tmargin at screen 0.42
set format x "%h"
set format y "%h"
set yrange [0:*]
set ytics number(f, "deviation") < 0.4 ? 20 : 2
set xlabel tr("weighted sum z of a neuron in the first hidden layer", "第一隐藏层神经元的加权和 z")
set label 2 tr("% of sums", "占比（%）") at screen 0.243,0.28 center rotate tc rgb ink
plot f using (floor($1) + 0.5):(100.0/Z_records) smooth frequency with boxes lc rgb blue
unset label
unset object 2
# To its left, what becomes of them.
set lmargin at screen 0.05
set rmargin at screen 0.235
set bmargin at screen 0.44
set tmargin at screen 0.87
set xrange [45:0]
set yrange [-0.02:1.02]
set xtics 20
set ytics 0.5
unset ytics
set border 9
set y2tics 0.5
set y2range [-0.02:1.02]
set format x "%h"
set xlabel tr("% of activations", "激活值占比（%）") offset 0,0.3
plot $act using (0):1:(0):2:($1 - 0.022):($1 + 0.022) with boxxyerror lc rgb orange
unset multiplot
set samples 600
