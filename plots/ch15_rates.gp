# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_rates")
set label 1 tr("The learning rate η: too small, right, too large", "学习率 η：太小、合适、太大") at screen 0.5,0.95 center font face.",26" tc rgb ink
set multiplot
unset key
set bmargin at screen 0.15
set tmargin at screen 0.80
set lmargin at screen 0.08
set rmargin at screen 0.49
set ytics ("0.1" 0.1, "0.2" 0.2, "0.5" 0.5, "1" 1, "2" 2, "5" 5, "10" 10, "20" 20)
set xrange [0:2.75]
set xtics 1
set xlabel tr("epochs", "轮次")
set ylabel tr("cost, cross-entropy", "成本（交叉熵）") offset 1,0
set label 2 sprintf(tr("cost of training: cross-entropy, 1/%sn", "训练成本：交叉熵，1/%sn"), root) at graph 0.5,1.09 center tc rgb ink
stats f index 0 using 1 name "X" nooutput
stats f index 0 using 2 name "ALL" nooutput
cost_top = ALL_max
stats f index 0 using 4 name "ALL" nooutput
cost_top = ALL_max > cost_top ? ALL_max : cost_top
cost_low = ALL_min
stats f index 0 using 2 every ::X_records-4 name "A" nooutput
stats f index 0 using 3 every ::X_records-4 name "B" nooutput
stats f index 0 using 4 every ::X_records-4 name "C" nooutput
eta(k) = sprintf("η = %g", number(f, sprintf("rate_%d", k)))
set label 3 eta(1) at 2.07,A_mean*1.22 left tc rgb blue_text
set label 4 eta(2) at 2.07,B_mean*0.88 left tc rgb green_text
set label 5 eta(3) at 2.07,C_mean left tc rgb orange_text
set logscale y
set yrange [(B_min < cost_low ? B_min : cost_low)/1.6:cost_top*1.15]
plot f index 0 using 1:2 with lines ls 1, \
     f index 0 using 1:3 with lines ls 2 dt 1 lw 2.4*lw, \
     f index 0 using 1:4 with lines ls 3 dt (12,4) lw 2*lw
unset label
unset logscale y
set lmargin at screen 0.58
set rmargin at screen 0.98
set logscale x
set xrange [0.07:14]
set yrange [0:105]
set xtics ("0.1" 0.1, "0.3" 0.3, "1" 1, "3" 3, "10" 10)
set ytics 25
set xlabel "η"
set ylabel tr("read of 100", "每 100 幅认对") offset 1.6,0
set label 2 tr("test images read right, of 100", "每 100 幅测试图像认对几幅") at graph 0.5,1.09 center tc rgb ink
set label 4 tr("guessing: 10", "瞎猜：10") at 0.078,5 left tc rgb quiet_text
set grid noxtics  # (what the key hides of them would depend on its words)
set key at graph 0.24,0.467 left top Left reverse samplen 1.6 spacing 0.92 font face.",18"
narrow = sprintf("1/%sn", root)
wide = tr("deviation 1", "标准差 1")
plot 10 with lines ls 7 notitle, \
     f index 1 using 1:2:4 with filledcurves fs transparent solid 0.25 lc rgb blue notitle, \
     f index 4 using 1:3 with linespoints ls 3 lw 2.2*lw title tr("cross-entropy, ", "交叉熵，").narrow, \
     f index 2 using 1:3 with linespoints ls 1 lw 2.2*lw title tr("squares, ", "平方，").narrow, \
     f index 3 using 1:3 with linespoints ls 3 dt (4,4) pt 6 title tr("cross-entropy, ", "交叉熵，").wide, \
     f index 1 using 1:3 with linespoints ls 1 dt (4,4) pt 6 title tr("squares, ", "平方，").wide
unset multiplot
