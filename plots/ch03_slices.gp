# formats: svg png pdf
load "plots/style.gp"
f = draw("ch03_slices")
stats f index 0 using 4 name "X" nooutput
stats f index 1 using 4 name "Y" nooutput
title = tr("A partial derivative is the slope of a slice", "偏导数就是截面上的斜率")
set label 1 title at screen 0.5,0.96 center font face.",26" tc rgb ink
set title offset 0,-0.7 font face.",22" tc rgb ink
set xrange [-1:2]
set yrange [-0.5:5]
set ylabel "C"
unset key
set multiplot layout 1,2 margins screen 0.08,0.98,0.15,0.83 spacing screen 0.09,0.1
do for [k=0:1] {
    set title (k == 0 ? tr("y stays at 1, x moves", "y 固定为 1，x 变化") : tr("x stays at 1, y moves", "x 固定为 1，y 变化"))
    set xlabel (k == 0 ? "x" : "y")
    set label 2 sprintf(tr("slope %g", "斜率 %g"), (k == 0 ? X_min : Y_min)) at 1.1,0.6 left tc rgb green_text
    set label 3 (k == 0 ? "C(x, 1)" : "C(1, y)") at -0.8,3 left tc rgb blue_text
    if (k == 1) { unset label 1 }
    plot f index k using 1:3 with lines ls 2, \
         f index k using 1:2 with lines ls 1, \
         f index k every ::80::80 using 1:2 with points pt 7 ps 2.2*ps lc rgb ink
}
unset multiplot
