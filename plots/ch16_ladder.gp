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
set rmargin at screen 0.93
set xrange [low - 0.05*wide:high + 0.04*wide]
set yrange [-0.6:9.6]
set xlabel tr("of 100 validation images, read right (dot: mean of three seeds; bar: lowest to highest)", \
              "每 100 幅验证图像读对的数（点：三个种子的平均；线：最低到最高）")
set border 1
set grid noytics
unset key
array en[10] = ["article 4: 784-30-10", "start 1/".root."n", "softmax, cross-entropy", "ReLU", "100 neurons for 30", \
    "a rate that falls", "momentum", "(Adam instead)", "weight decay", "dropout"]
array zh[10] = ["文章四：784-30-10", "初始化 1/".root."n", "softmax 与交叉熵", "ReLU", "30 个神经元换成 100 个", \
    "学习率逐渐减小", "动量", "（换成 Adam）", "权重衰减", "随机失活"]
set ytics scale 0
set for [k = 1:10] ytics add ((k > 1 && k != 8 ? "+ " : "") . tr(en[k], zh[k]) k - 1)
set linetype 1 lc rgb blue
kept(k, x) = k == 7 ? NaN : x
plot f using (kept($1, $3)):1 with lines lc rgb blue lw 1.2*lw dt (4,4), \
     f using (kept($1, $3)):1:2:4 with xerrorbars pt 7 ps 1.8*ps lw 2.4*lw lc rgb blue, \
     f using ($1 == 7 ? $3 : NaN):1:2:4 with xerrorbars pt 6 ps 1.8*ps lw 2*lw lc rgb quiet, \
     f using 4:1:(sprintf("%.1f", $3)) with labels left offset 1.4,0 tc rgb ink
