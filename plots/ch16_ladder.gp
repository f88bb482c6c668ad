# formats: svg png pdf
load "plots/style.gp"
set title tr("What each idea bought, one on top of the other", "每个办法值多少：一级一级往上加")
f = draw("ch16_ladder")
stats f using 2 nooutput
low = STATS_min
stats f using 4 nooutput
high = STATS_max
wide = high - low
set lmargin at screen 0.30
set rmargin at screen 0.90
set xrange [low - 0.05*wide:high + 0.05*wide]
set yrange [-0.6:7.6]
set xlabel sprintf(tr("of 100 validation images, read right (dot: mean of %d seeds; bar: lowest to highest)", "每 100 幅验证图像认对的数（点：%d 个种子的平均；线：最低到最高）"), number(f, "seeds"))
set border 1
set grid noytics
unset key
set ytics scale 0
set ytics add (tr("article 4", "第四篇文章") 0)
set ytics add (sprintf(tr("+ start 1/%sn", "+ 起点 1/%sn"), root) 1)
set ytics add (tr("+ softmax, cross-entropy", "+ softmax 和交叉熵") 2)
set ytics add ("+ ReLU" 3)
set ytics add (tr("+ more neurons", "+ 更多的神经元") 4)
set ytics add (tr("+ a rate that falls", "+ 学习率逐渐减小") 5)
set ytics add (tr("+ momentum", "+ 动量") 6)
set ytics add (tr("+ distorted images", "+ 变形的图像") 7)
set linetype 1 lc rgb blue
plot f using 3:1 with lines lc rgb blue lw 1.2*lw dt (4,4), \
     f using 3:1:2:4 with xerrorbars pt 7 ps 1.8*ps lw 2.4*lw lc rgb blue, \
     f using (high + 0.05*wide):1:(sprintf("%.2f", $3)) with labels left tc rgb ink
