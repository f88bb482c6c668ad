# formats: svg png pdf
load "plots/style.gp"
set title tr("Single steps hover above the bottom: the noise floor", "每步只看一幅，总停不下来：噪声基底")
f = draw("ch11_floor")
set logscale y
set xrange [0:12800]
set yrange [2e-5:1]
set format y "10^{%T}"
set xtics 4000
set xlabel tr("images seen", "看过的图像数")
set label 90 tr("cost above the bottom", "高出谷底的成本") @left_edge
unset key
set rmargin at screen 0.86
rate(k) = number(f, sprintf("rate_%d", k))
law(k) = rate(k)*number(f, "luck")/4
set label 1 "η = ".fraction(rate(1)) at 13000,law(1) left tc rgb amber_text
set label 2 "η = ".fraction(rate(2)) at 13000,law(2) left tc rgb blue_text
set label 3 "η = ".fraction(rate(3)) at 13000,law(3) left tc rgb green_text
set label 4 tr("η shrinks", "η 递减") at 13000,2.5e-4 left tc rgb orange_text
set label 5 tr("dashed: the law ησ²/4", "虚线：公式 ησ²/4") at 7500,0.2 center tc rgb ink
plot f index 0 using 1:2 with lines lc rgb amber lw 1.4*lw, \
     f index 1 using 1:2 with lines lc rgb blue lw 1.4*lw, \
     f index 2 using 1:2 with lines lc rgb green lw 1.4*lw, \
     f index 3 using 1:2 with lines ls 3, \
     for [k=1:3] law(k) with lines lc rgb ink lw 1.2*lw dt (8,6)
