# formats: svg png pdf
load "plots/style.gp"
set title tr("The luckiest of ten, there and elsewhere", "十个里最走运的：选的时候，换到别处")
f = draw("ch16_luckiest")
stats f using 3 nooutput
low = STATS_min
high = STATS_max
set xrange [0.3:12.7]
set yrange [low - 0.12*(high - low):high + 0.18*(high - low)]
set xtics 1,1,10
set xlabel sprintf(tr("which %s validation images judged", "由哪 %s 幅验证图像评判"), comma(number(f, "judges")))
set label 90 tr("of 100, ahead of the mean of the ten", "每 100 幅，比十个的平均多认对的数") @left_edge
unset key
set arrow 1 from 0.3,0 to 10.5,0 nohead ls 7
luckiest(x) = column(5) > 0 ? x : NaN
stats f using (luckiest($3)) nooutput
there = STATS_mean
stats f using (luckiest($4)) nooutput
away = STATS_mean
set label 1 tr("the luckiest,\nwhere chosen", "最走运的，\n选的时候") at 10.6, first there + 0.08*(high - low) left tc rgb orange_text
set label 2 tr("the same,\nelsewhere", "同一个，\n换到别处") at 10.6, first away - 0.02*(high - low) left tc rgb purple_text
plot f using ($5 > 0 ? NaN : $1):3 with points pt 7 ps 0.9*ps lc rgb pale, \
     f using (luckiest($1)):3:(0):($4 - $3) with vectors nohead lc rgb quiet dt (4,4) lw 1.2*lw, \
     f using (luckiest($1)):3 with points pt 7 ps 2*ps lc rgb orange, \
     f using (luckiest($1)):4 with points pt 9 ps 2*ps lc rgb purple
