# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Which unit of the second layer is lit by which digit", "第二隐藏层：哪个神经元被哪个数字点亮") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_units")
unset grid; unset key
set border 0
set tics scale 0
set lmargin at screen 0.12
set rmargin at screen 0.86
set tmargin at screen 0.80
set bmargin at screen 0.05
# The loop digits on the left, the 4 between, the others on the right.
array place[10] = [0, 5.6, 6.6, 7.6, 4.3, 8.6, 1, 9.6, 2, 3]
set xrange [-0.55:10.15]
set yrange [15.5:-0.5]
unset xtics
set ytics 1
set label 5 tr("unit", "神经元") at screen 0.055,0.43 center rotate tc rgb ink
set cbrange [0:1]
set cblabel tr("mean activation", "平均激活值") offset 0.5,0 tc rgb ink
set cbtics 0.5
do for [d = 0:9] {
    set label 20+d sprintf("%d", d) at first place[d+1], graph 1.03 center font face.",24" tc rgb ink
}
set label 2 tr("with a loop", "有圆圈") at first 1.5, graph 1.09 center tc rgb orange_text
set label 3 tr("either", "两可") at first 4.3, graph 1.09 center tc rgb quiet_text
set label 4 tr("without", "没有圆圈") at first 7.6, graph 1.09 center tc rgb blue_text
plot f using (place[int($1)+1]):2:(0.5):(0.5):3 with boxxyerror fc palette fs solid border rgb bg, \
     f using (place[int($1)+1]):2:(sprintf("%.1f", $3)):(rgb($3 > 0.6 ? on_bright : on_map)) \
       with labels font face.",15" tc rgb variable
