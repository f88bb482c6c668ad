# formats: svg png pdf
load "plots/style.gp"
f = draw("ch16_final")
set title tr("Fewer mistakes as the rate falls", "学习率减小，错误也减少").sprintf(": 784-%g-10", number(f, "hidden"))
stats f using 1 nooutput
last = STATS_max
stats f using (100 - $4) nooutput
top = STATS_max
stats f using (column(0) == last - 1 ? 100 - column(5) : NaN) nooutput
end = STATS_max
set xrange [0:1.02*last]
set yrange [0:1.05*top]
set xlabel tr("epoch", "轮次")
set label 90 tr("mistakes of 100", "每 100 幅的错误数") @left_edge
unset key
set samples 200
set label 1 sprintf(tr("validation images, %d seeds", "验证图像，%d 个种子"), number(f, "seeds")) at graph 0.20, first (end - 0.10*top) left tc rgb purple_text
set label 2 tr("the learning rate, from η to 0", "学习率，从 η 到 0") at graph 0.42, first 0.78*top left tc rgb quiet_text
set label 3 sprintf("%.2f", end) at last, first end + 0.07*top right tc rgb purple_text
plot top*(1 + cos(pi*x/last))/2 with lines ls 7 lw 1.6*lw, \
     f using 1:(100 - $4):(100 - $6) with filledcurves fc rgb purple fs transparent solid 0.25 noborder, \
     f using 1:(100 - $5) with lines ls 4 dt 1 lw 2.4*lw
