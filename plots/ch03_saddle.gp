# formats: svg png pdf
load "plots/style.gp"
set title tr("A saddle: flat, but not the bottom", "鞍点：平坦，但不是谷底")
set xlabel "x"
set label 90 "y" @left_edge
set xrange [-2.025:2.025]
set yrange [-2.2275:2.2275]
set cbrange [-1:4]
f = draw("ch03_saddle")
load "plots/field.gp"
set label 1 tr("on the ridge: stops here", "正好在山脊上：停在这里") at -0.12,-0.32 right front tc rgb ink boxed
set label 2 tr("a nudge beside it: goes on", "偏一点点：继续下降") at 0.14,1.0 left front tc rgb ink boxed
plot f index 0 using 1:2:3 with image, \
     $contours using 1:2 with lines lc rgb clear(on_map, 160) lw 0.7*lw, \
     f index 1 using 1:2 with linespoints lc rgb orange lw 2*lw pt 7 ps ps, \
     f index 4 using 1:2 with linespoints lc rgb on_map lw 2*lw pt 5 ps 0.8*ps
