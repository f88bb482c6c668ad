# formats: svg png pdf
load "plots/style.gp"
set title tr("Climb in every direction: a cosine", "每个方向的坡度：一条余弦曲线")
set xlabel tr("direction, degrees", "方向（度）")
set ylabel tr("climb per unit", "每单位长度上升")
f = draw("ch03_cosine")
stats f using 3 name "X" nooutput
stats f using 4 name "Y" nooutput
size = sqrt(X_min**2 + Y_min**2)  # of the gradient
best = atan2(Y_min, X_min)*180/pi
set xrange [0:360]
set xtics 45
set yrange [-1.33*size:1.33*size]
unset key
set label 1 sprintf(tr("∇C: %.1f°, climb %.3f", "∇C：%.1f°，坡度 %.3f"), best, size) at best+8,1.14*size left tc rgb green_text
set label 2 tr("−∇C: steepest down", "−∇C：最陡下降") at best+180,-1.14*size center tc rgb orange_text
set label 3 tr("level: along the contour", "水平：沿等高线") at best+98,0.14*size left tc rgb quiet_text
set arrow 1 from best,0 to best,size nohead lc rgb green lw lw dt (4,4)
set arrow 2 from best+180,0 to best+180,-size nohead lc rgb orange lw lw dt (4,4)
plot 0 with lines ls 7, f using 1:2 with lines ls 1, \
     "+" using (best):(size) every ::0::0 with points pt 7 ps 1.8*ps lc rgb green, \
     "+" using (best+180):(-size) every ::0::0 with points pt 7 ps 1.8*ps lc rgb orange, \
     "+" using (best+90):(0) every ::0::0 with points pt 7 ps 1.4*ps lc rgb ink, \
     "+" using (best+270):(0) every ::0::0 with points pt 7 ps 1.4*ps lc rgb ink
