# formats: svg png pdf
load "plots/style.gp"
set title tr("Cost on four sets: flat stretches, then a drop", "四个数据集上的成本：先平，再骤降")
f = draw("ch10_cost")
set logscale xy
set xrange [1:6500]
set yrange [0.00025:0.6]
set xtics (1, 10, 100, 1000)
set ytics ("0.001" 0.001, "0.01" 0.01, "0.1" 0.1)
set xlabel tr("steps", "步数")
set label 90 tr("cost", "成本") @left_edge
unset key
set rmargin at screen 0.94
set label 1 tr("moons", "月牙") at 4250,0.0056 left tc rgb green_text
set label 2 tr("rings", "圆环") at 4250,0.00088 left tc rgb orange_text
set label 3 tr("spiral", "螺旋") at 4250,0.0021 left tc rgb amber_text
set label 4 tr("XOR", "异或") at 4250,0.00039 left tc rgb blue_text
plot f index 0 using 1:2 with lines ls 1, f index 1 using 1:2 with lines ls 2, \
     f index 2 using 1:2 with lines ls 3 lw 2*lw dt (3,2), f index 3 using 1:2 with lines ls 5 lw 2.4*lw
