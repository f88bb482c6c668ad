# formats: svg png pdf gif mp4
load "plots/style.gp"
f = draw("ch03_field")
stats f index 1 every ::0::0 using 1 name "X" nooutput
stats f index 1 every ::0::0 using 2 name "Y" nooutput
set title tr("The map: arrows point downhill, each step sets out across the contour", "俯视图：箭头指向下坡，每一步出发时垂直于等高线")
set xlabel "x"
set ylabel "y"
set xrange [-2.025:2.025]
set yrange [-1.02:1.5]
set cbrange [0:8]
load "plots/field.gp"
# One unit is as long in x as in y: a right angle must look like one.
set size ratio -1
set lmargin at screen 0.13
set rmargin at screen 0.79
set colorbox user origin screen 0.81,0.15 size screen 0.018,0.73
squash(a, b) = 0.19 / (0.6 + sqrt(a*a + b*b))
set label 1 tr("start", "起点") at X_min+0.13,Y_min-0.04 left front tc rgb ink boxed
# The animation shows the first steps one by one, then holds the whole path.
do for [k=(moving ? 0 : 29):29] {
plot f index 0 every 1:1:15:0:77:80 using 1:2:3 with image, \
     $contours using 1:2 with lines lc rgb clear(on_map, 160) lw 0.7*lw, \
     f index 0 using (int(column(0)) % 8 == 4 && int(column(-1)) % 8 == 4 ? $1 : NaN):2:(-$4*squash($4,$5)):(-$5*squash($4,$5)) \
        with vectors head filled size screen 0.008,22 lc rgb on_map lw 0.9*lw, \
     f index 1 every ::0::(k > 20 ? 40 : k) using 1:2 with linespoints lc rgb orange lw 2.4*lw pt 7 ps 1.2*ps
}
