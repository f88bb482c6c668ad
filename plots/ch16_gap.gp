# formats: svg png pdf
load "plots/style.gp"
set title tr("A few images, learned by heart", "把少量图像背下来")
f = draw("ch16_gap")
stats f using 1 nooutput
last = STATS_max
stats f using 4 nooutput
low = STATS_min
top = STATS_max
best = STATS_index_min + 1
stats f using (column(0) == last - 1 ? column(4) : NaN) nooutput
end = STATS_max
set xrange [0:last]
set yrange [0:1.05*top]
set xlabel tr("epoch", "轮次")
set label 90 tr("cost", "成本") @left_edge
unset key
set label 1 tr("validation: never seen", "验证集：没见过的") at graph 0.72, first end + 0.06*top center tc rgb purple_text
set label 2 tr("training: seen in every epoch", "训练集：每轮都见") at graph 0.72, graph 0.07 center tc rgb blue_text
set label 3 tr("the lowest", "最低点") at best + 0.02*last, first low - 0.07*top left tc rgb ink
set arrow 1 from best,0 to best,low nohead ls 7
plot f using 1:2:4 with filledcurves fc rgb purple fs transparent solid 0.12 noborder, \
     f using 1:2 with lines ls 1, \
     f using 1:4 with lines ls 4 dt 1 lw 2.4*lw, \
     f using (column(0) == best - 1 ? column(1) : NaN):4 with points pt 7 ps 1.6*ps lc rgb ink
