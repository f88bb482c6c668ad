# formats: svg png pdf
load "plots/style.gp"
set title tr("The cost against one weight, all others held", "只转动一个权重时的成本")
f = draw("ch07_knob")
set xrange [-8:8]
set xtics 4
set xlabel tr("weight", "权重")
set ylabel tr("mean cost of 500 images", "500 幅图像的平均成本") offset 1,0
# (A legend, not names at the lines: the lines run elsewhere with other data.)
set key at graph 0.68,0.97 Left reverse samplen 3 spacing 1.3
plot f using 1:2 with lines ls 1 title tr("hidden → output 3", "隐藏层 → 输出 3"), \
     f using 1:3 with lines ls 3 title tr("middle pixel", "中间的像素"), \
     f using 1:4 with lines ls 7 lw 2*lw title tr("corner pixel", "角上的像素")
