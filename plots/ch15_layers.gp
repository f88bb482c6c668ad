# formats: svg png pdf
load "plots/style.gp"
set title tr("Back through the layers: what is left of δ", "一层层往回：δ 还剩多少")
f = draw("ch15_layers")
set logscale y
n = rows(f, 0)  # the output is the last
set xrange [0.7:n + 0.3]
set yrange [1e-6:5]
set format y "10^{%T}"
set ytics 10
set xtics scale 0 (tr("output", "输出层") n)
do for [k=1:n - 1] { set xtics add (sprintf("%d", k) k) }
# What a layer leaves of δ, on the way back.
left = (cell(f, 0, 0, 3)/cell(f, 0, n - 2, 3))**(1.0/(n - 2))
set xlabel tr("layer", "层")
set label 90 tr("δ, in parts of δ at the output", "δ 与输出层 δ 之比") @left_edge
set grid noxtics
unset key
set label 1 sprintf("ReLU, %s(2/n)", root) at 1,2 left tc rgb orange_text
set label 2 tr("sigmoid, deviation 1", "sigmoid，标准差 1") at 2.15,0.013 left tc rgb blue_text
set label 3 sprintf(tr("sigmoid, 1/%sn: × %.2f a layer", "sigmoid，1/%sn：每层 × %.2f"), root, left) at 4.6,0.00018 left tc rgb green_text
set arrow 1 from 8.6,0.00035 to 5.4,0.0000022 lw 2*lw lc rgb quiet size screen 0.014,24 filled
set label 4 tr("backpropagation", "反向传播") at 7.35,0.000014 left tc rgb quiet_text
plot f using 1:4 with linespoints ls 3 lw 2.2*lw ps 1.3*ps, \
     f using 1:2 with linespoints ls 1 dt (12,4) pt 5 ps 1.3*ps, \
     f using 1:3 with linespoints ls 2 ps 1.5*ps
