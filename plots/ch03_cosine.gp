# formats: svg png pdf
load "plots/style.gp"
set title tr("Climb in every direction: a cosine", "每个方向的坡度：一条余弦曲线")
set xlabel tr("direction, degrees", "方向（度）")
set ylabel tr("climb per unit", "每单位上升")
set xrange [0:360]
set xtics 45
set yrange [-4.2:4.2]
unset key
f = draw("ch03_cosine")
set label 1 tr("∇C: 18.4°, climb 3.162", "∇C：18.4°，坡度 3.162") at 26,3.6 left tc rgb green
set label 2 tr("−∇C: straight down", "−∇C：最陡下降") at 198.4,-3.6 center tc rgb orange
set label 3 tr("level: along the contour", "水平：沿等高线") at 116,0.45 left tc rgb quiet
set arrow 1 from 18.43,0 to 18.43,3.16 nohead lc rgb green lw lw dt (4,4)
set arrow 2 from 198.43,0 to 198.43,-3.16 nohead lc rgb orange lw lw dt (4,4)
plot 0 with lines ls 7, f using 1:2 with lines ls 1, \
     "+" using (18.43):(3.162) every ::0::0 with points pt 7 ps 1.8*ps lc rgb green, \
     "+" using (198.43):(-3.162) every ::0::0 with points pt 7 ps 1.8*ps lc rgb orange, \
     "+" using (108.43):(0) every ::0::0 with points pt 7 ps 1.4*ps lc rgb ink, \
     "+" using (288.43):(0) every ::0::0 with points pt 7 ps 1.4*ps lc rgb ink
