# formats: svg png pdf
load "plots/style.gp"
set title tr("Single steps hover above the bottom: the noise floor", "逐个样本地走，总停不下来：噪声基底")
f = draw("ch11_floor")
set logscale y
set xrange [0:20000]
set yrange [1e-6:1]
set format y "10^{%T}"
set xtics 5000
set xlabel tr("images seen", "已看的图像数")
set label 90 tr("cost above the bottom", "高出谷底的成本") @left_edge
unset key
set rmargin at screen 0.86
rate(k) = fraction(number(f, sprintf("rate_%d", k)))
set label 1 "η = ".rate(1) at 20300,0.027 left tc rgb amber_text
set label 2 "η = ".rate(2) at 20300,0.0054 left tc rgb blue_text
set label 3 "η = ".rate(3) at 20300,0.00068 left tc rgb green_text
set label 4 tr("η shrinks", "η 递减") at 20300,5e-6 left tc rgb orange_text
plot f index 0 using 1:2 with lines ls 5 lw 1.4*lw, \
     f index 1 using 1:2 with lines ls 1 lw 1.4*lw, \
     f index 2 using 1:2 with lines ls 2 lw 1.4*lw, \
     f index 3 using 1:2 with lines ls 3
