# formats: svg png pdf
load "plots/style.gp"
set title tr("A slice through 13,002 knobs", "13,002 个旋钮的地形的一个截面")
set xlabel tr("from the trained weights (0) towards the start (1)", "从训练后的权重 (0) 到起点 (1)")
set ylabel tr("sideways, at random", "另一个随机方向")
set xrange [-0.5333:1.5333]
set yrange [-1.575:1.575]
set ytics 0.5
f = draw("ch07_slice")
set cbrange [-1.2:0.6]
set cbtics ("0.1" -1, "0.3" -0.5229, "1" 0, "3" 0.4771)
load "plots/field.gp"
set cblabel tr("cost", "成本") offset 0.5,0
set label 1 tr("start", "起点") at 0.96,0.2 right front tc rgb on_map
set label 2 tr("trained", "训练后") at 0,0.2 center front tc rgb on_map
$ends << EOD
1 0
0 0
EOD
plot f using 1:2:3 with image, \
     $contours using 1:2 with lines lc rgb clear(on_map, 160) lw 0.7*lw, \
     $ends using 1:2 with linespoints lc rgb orange lw 2.4*lw dt (8,4) pt 7 ps 2*ps
