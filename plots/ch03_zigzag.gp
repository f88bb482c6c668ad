# formats: svg png pdf
load "plots/style.gp"
f = draw("ch03_zigzag")
stats f index 1 using 4 name "S" nooutput
stats f index 3 using 4 name "L" nooutput
set title tr("A narrow valley: steepest is not shortest", "狭长的山谷：最陡的路不一定最短")
set xlabel "x"
set label 90 "y" @left_edge
set xrange [-1.06875:4.55625]
set yrange [-1.40625:1.40625]  # so that a unit is as long as in x
set cbrange [0:30]
load "plots/field.gp"
set label 1 sprintf(tr("η = %g: from wall to wall", "η = %g：在两壁之间来回"), L_min) at 1.3,-1.1 left front tc rgb ink boxed
set label 2 sprintf(tr("η = %g: down to the floor, then it creeps", "η = %g：先下到谷底，再慢慢挪"), S_min) at 1.1,1.1 left front tc rgb ink boxed
plot f index 0 every 1:1:3:31:77:80 using 1:2:3 with image, \
     $contours using 1:2 with lines lc rgb clear(on_map, 160) lw 0.7*lw, \
     f index 1 using 1:2 with linespoints lc rgb on_map lw 1.6*lw pt 5 ps 0.7*ps, \
     f index 3 using 1:2 with linespoints lc rgb orange lw 2*lw pt 7 ps 1.3*ps
