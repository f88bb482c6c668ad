# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What each digit was read as", "每个数字被认成了什么") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch13_confusion")
unset grid; unset key
set border 0
set tics scale 0
set lmargin at screen 0.12
set rmargin at screen 0.84
set tmargin at screen 0.88
set bmargin at screen 0.13
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set xtics 1 offset 0,0.3
set ytics 1
set xlabel tr("the network's answer", "网络的回答") offset 0,0.4
set label 2 tr("the digit", "真实的数字") at screen 0.06,0.505 center rotate tc rgb ink
# Colours count by factors of ten; a cell without images has the page's colour.
shade(n) = n > 0 ? log10(n) : NaN
set cbrange [0:3.1]
set cbtics ("1" 0, "10" 1, "100" 2, "1000" 3)
set cblabel tr("images", "图像数") offset 0.5,0 tc rgb ink
plot f using 1:2:(shade($3)) with image pixels, \
     f using 1:2:($3 > 0 ? sprintf("%d", $3) : ""):(rgb($3 > 150 ? on_bright : on_map)) \
       with labels font face.",19" tc rgb variable
