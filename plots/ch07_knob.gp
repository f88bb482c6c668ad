# formats: svg png pdf
load "plots/style.gp"
set title tr("The cost against one weight, all others held", "只转动一个权重时的成本")
f = draw("ch07_knob")
set xrange [-8:8]
set xtics 4
set xlabel tr("weight", "权重")
set ylabel tr("mean cost of 500 images", "500 幅图像的平均成本") offset 1,0
# A legend: with other data the lines run elsewhere. (By hand, since gnuplot's
# own moves with the width of its words.)
unset key
set arrow 1 from graph 0.42,0.94 to graph 0.49,0.94 nohead ls 1
set arrow 2 from graph 0.42,0.87 to graph 0.49,0.87 nohead ls 3
set arrow 3 from graph 0.42,0.80 to graph 0.49,0.80 nohead ls 7 lw 2*lw
set label 1 tr("hidden → output 3", "隐藏层 → 输出 3") at graph 0.51,0.94 left tc rgb blue
set label 2 tr("middle pixel", "中间的像素") at graph 0.51,0.87 left tc rgb orange
set label 3 tr("corner pixel", "角上的像素") at graph 0.51,0.80 left tc rgb quiet
plot f using 1:2 with lines ls 1, f using 1:3 with lines ls 3, \
     f using 1:4 with lines ls 7 lw 2*lw
