# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("A 3: ten outputs, and what they should have been", "一幅 3：十个输出和目标值") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch07_squares")
set multiplot
unset key
set xrange [-0.6:9.6]
set yrange [0:1.08]
set xtics 1
set ytics 0.5
set tmargin at screen 0.80
set bmargin at screen 0.16
set xlabel tr("output", "输出")
set boxwidth 0.7
set lmargin at screen 0.08
set rmargin at screen 0.49
set label 2 tr("random weights", "随机权重") at graph 0.5,1.07 center tc rgb ink
plot f using 1:3 with boxes lc rgb blue, \
     f using 1:2 with boxes fs empty border rgb orange lw 2*lw lc rgb orange
unset label 1
set lmargin at screen 0.57
set rmargin at screen 0.98
set label 2 tr("trained", "训练之后") at graph 0.5,1.07 center tc rgb ink
set label 3 tr("outline: target", "空心框：目标值") at graph 0.45,0.85 left tc rgb orange_text
plot f using 1:4 with boxes lc rgb blue, \
     f using 1:2 with boxes fs empty border rgb orange lw 2*lw lc rgb orange
unset multiplot
