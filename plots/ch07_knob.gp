# formats: svg png pdf
load "plots/style.gp"
set title tr("The cost against one weight, all others held", "只转动一个权重时的成本")
f = draw("ch07_knob")
set xrange [-8:11.5]
set xtics -8,4,8
set xlabel tr("weight", "权重") 
set ylabel tr("mean cost of 500 images", "500 幅图像的平均成本") offset 1,0
unset key
# Each name stands at an end of its line, wherever the data have put that.
end(x, e) = x == e ? x : NaN
plot f using 1:2 with lines ls 1, f using 1:3 with lines ls 3, \
     f using 1:4 with lines ls 7 lw 2*lw, \
     f using (end($1,-8)):2:(tr("hidden → output 3", "隐藏层 → 输出 3")) with labels left offset 1,-1.2 tc rgb blue, \
     f using (end($1,8)):3:(tr("middle pixel", "中间的像素")) with labels left offset 1,0 tc rgb orange, \
     f using (end($1,8)):4:(tr("corner pixel", "角上的像素")) with labels left offset 1,0 tc rgb quiet
