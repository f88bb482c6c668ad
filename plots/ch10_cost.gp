# formats: svg png pdf
load "plots/style.gp"
set title tr("Cost on four sets: flat stretches, then a drop", "四个数据集上的成本：先平，再骤降")
f = draw("ch10_cost")
# Each name stands where its line ends.
array step[4]
array cost[4]
do for [k=0:3] {
    step[k + 1] = cell(f, k, rows(f, k) - 1, 1)
    cost[k + 1] = cell(f, k, rows(f, k) - 1, 2)
}
array name[4] = [tr("XOR", "异或"), tr("moons", "月牙"), tr("rings", "圆环"), \
    number(f, "own") > 0 ? tr("yours", "你的点") : tr("spiral", "螺旋")]
set logscale xy
set xrange [1:1.6*step[1]]
set yrange [*:0.6]
set ytics ("0.0001" 0.0001, "0.001" 0.001, "0.01" 0.01, "0.1" 0.1)
set xtics (1, 10, 100, 1000, 10000)
set xlabel tr("steps", "步数")
set label 90 tr("cost", "成本") @left_edge
unset key
set rmargin at screen 0.94
set label 1 name[1] at 1.06*step[1],cost[1] left tc rgb blue_text
set label 2 name[2] at 1.06*step[2],cost[2] left tc rgb green_text
set label 3 name[3] at 1.06*step[3],cost[3] left tc rgb orange_text
set label 4 name[4] at 1.06*step[4],cost[4] left tc rgb amber_text
plot f index 0 using 1:2 with lines ls 1, f index 1 using 1:2 with lines ls 2, \
     f index 2 using 1:2 with lines ls 3 lw 2*lw dt (3,2), f index 3 using 1:2 with lines ls 5 lw 2.4*lw
