# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("XOR: one neuron cannot, two hidden neurons and an output can", "异或：一个神经元做不到，加两个隐藏神经元就行") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_xor")
half_x = 2; half_y = 2; cols = 120; rows = 120
load "plots/classes.gp"
set xrange [-half_x:half_x]
set yrange [-half_y:half_y]
set size ratio -1
$corners << EOD
-1 -1 0
1 1 0
-1 1 1
1 -1 1
EOD
marks = "$corners using ($3 == 0 ? $1 : NaN):2 with points pt 7 ps 3.2*round*m*ps lc rgb bg, \
$corners using ($3 == 1 ? $1 : NaN):2 with points pt 13 ps 4.1*m*ps lc rgb bg, \
$corners using ($3 == 0 ? $1 : NaN):2 with points pt 7 ps 2.6*round*m*ps lc rgb cold, \
$corners using ($3 == 1 ? $1 : NaN):2 with points pt 13 ps 3.35*m*ps lc rgb warm"
set label 2 tr("one neuron: ½ everywhere", "一个神经元：处处是 ½") at screen 0.180,0.2 center tc rgb ink
set label 3 tr("hidden 1", "隐藏 1") at screen 0.482,0.51 center tc rgb ink
set label 4 tr("hidden 2", "隐藏 2") at screen 0.482,0.075 center tc rgb ink
set label 5 tr("output: 1 between the lines", "输出：两条线之间是 1") at screen 0.81,0.2 center tc rgb ink
set arrow 1 from screen 0.595,0.73 to screen 0.64,0.63 head filled size screen 0.012,22 lc rgb quiet lw 1.5*lw
set arrow 2 from screen 0.595,0.295 to screen 0.64,0.395 head filled size screen 0.012,22 lc rgb quiet lw 1.5*lw
set multiplot
m = 1
k = 0
set lmargin at screen 0.03
set rmargin at screen 0.33
set tmargin at screen 0.78
set bmargin at screen 0.245
plot @map, @marks
unset label; unset arrow
m = 0.75
do for [k=1:2] {
    set lmargin at screen 0.382
    set rmargin at screen 0.582
    set tmargin at screen 1.323 - 0.435*k
    set bmargin at screen 0.968 - 0.435*k
    @draw_boundary
    plot @map, @boundary, @marks
}
m = 1
k = 3
set lmargin at screen 0.66
set rmargin at screen 0.96
set tmargin at screen 0.78
set bmargin at screen 0.245
@draw_boundary
plot @map, @boundary, @marks
unset multiplot
