# formats: svg png pdf
# Drawn by `make bench` from what it measured (build/bench/bench_growth.dat).
load "plots/style.gp"
set title tr("Does one operation cost the same in a large job?", "规模变大，一次运算还是同样的代价吗？")
f = draw("bench_growth")
set logscale xy
set xrange [10:2e7]
set yrange [0.3:300]
set format x "10^{%T}"
set xlabel tr("operations on the tape, parameters of the network", "计算带上的运算数、网络的参数数")
set label 90 tr("nanoseconds for one", "每一个所需的纳秒数") @left_edge
unset key
set label 1 tr("network: one parameter, one step, batch 16", "网络：每个参数、每步，批量 16") at 45,120 left tc rgb orange_text
set label 2 tr("tape: one operation, recorded and reversed", "计算带：每次运算的记录与反向") at 1500,9 left tc rgb blue_text
plot f using 1:($2 > 0 ? $2 : NaN) with linespoints ls 1, f using 1:3 with linespoints ls 3
