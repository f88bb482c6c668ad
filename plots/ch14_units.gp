# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Which digits are lost without a unit", "少了一个神经元，哪些数字认不出来") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_units")
unset grid; unset key
set border 0
set tics scale 0
set tmargin at screen 0.78
set bmargin at screen 0.05
set lmargin at screen 0.10
set rmargin at screen 0.86
# Each layer is a block of ten columns.
set xrange [-0.55:21.05]
set yrange [15.5:-0.5]
unset xtics
set ytics 1
set label 5 tr("unit", "神经元") at screen 0.04,0.42 center rotate tc rgb ink
set cbrange [0:30]
set cblabel tr("of 100 images, lost", "每 100 幅丢掉的幅数") offset 1.5,0 tc rgb ink
set cbtics 10
place(layer, digit) = 11*layer + digit
do for [k = 0:19] {
    set label 20+k sprintf("%d", k % 10) at first place(k/10, k % 10), graph 1.03 center font face.",22" tc rgb ink
}
set label 2 tr("first hidden layer", "第一隐藏层") at first 4.5, graph 1.10 center tc rgb blue_text
set label 3 tr("second hidden layer", "第二隐藏层") at first 15.5, graph 1.10 center tc rgb orange_text
plot f using (place($1, $3)):2:(0.5):(0.5):($4 > 30 ? 30 : $4) with boxxyerror fc palette fs solid border rgb bg, \
     f using (place($1, $3)):2:($4 < 0.5 ? "" : sprintf("%.0f", $4)):(rgb($4 > 18 ? on_bright : on_map)) \
       with labels font face.",13" tc rgb variable
