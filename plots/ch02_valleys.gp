# formats: svg png pdf
load "plots/style.gp"
set title tr("Where does the walk end? It depends on the start", "起点不同，走到的谷底也不同")
set xlabel tr("start w", "起点 w")
set ylabel tr("cost C(w)", "成本 C(w)")
set xrange [-3:4]
set yrange [0:7]
unset key
f = draw("ch02_valleys")
set label 1 tr("lowest valley", "最低的谷") at -1.6,0.5 left tc rgb blue_text
set label 2 tr("middle", "中间的谷") at 0.92,0.85 center tc rgb orange_text
set label 3 tr("right", "右边的谷") at 3.0,1.45 center tc rgb green_text
plot f using 1:($3 < -1 ? $2 : NaN) with lines lc rgb blue lw 4*lw, \
     f using 1:($3 > -1 && $3 < 2 ? $2 : NaN) with lines lc rgb orange lw 4*lw dt (10,3), \
     f using 1:($3 > 2 ? $2 : NaN) with lines lc rgb green lw 4*lw dt (3,2), \
     f using 3:4 with points pt 7 ps 2.4*ps lc rgb ink
