# formats: svg png pdf gif
load "plots/style.gp"
set title tr("The map: arrows point downhill, the path crosses contours", "俯视图：箭头指向下坡，路径垂直穿过等高线")
set xlabel "x"
set ylabel "y"
set xrange [-2:2]
set yrange [-1.6:1.6]
set cbrange [0:8]
f = draw("ch03_field")
load "plots/field.gp"
squash(a, b) = 0.19 / (0.6 + sqrt(a*a + b*b))
set label 1 tr("start", "起点") at 0.36,1.42 left front tc rgb "#ffffff"
do for [k=(format eq "gif" ? 0 : 40):40] {
plot f index 0 using 1:2:3 with image, \
     $contours using 1:2 with lines lc rgb "#a0ffffff" lw 0.7*lw, \
     f index 0 using (int(column(0)) % 8 == 4 && int(column(-1)) % 8 == 4 ? $1 : NaN):2:(-$4*squash($4,$5)):(-$5*squash($4,$5)) \
        with vectors head filled size screen 0.008,22 lc rgb "#ffffff" lw 0.9*lw, \
     f index 1 every ::0::k using 1:2 with linespoints lc rgb orange lw 2.4*lw pt 7 ps 1.2*ps
}
