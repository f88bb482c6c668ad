# formats: svg png pdf
load "plots/style.gp"
f = draw("ch01_zoom")
title = tr("Look closely enough, and the curve is its tangent", "放得够大，曲线就和切线重合")
set label 1 title at screen 0.5,0.96 center font face.",26" tc rgb ink
set label 2 tr("curve", "曲线") at graph 0.62,0.10 left tc rgb blue_text
set label 3 tr("tangent", "切线") at graph 0.62,0.20 left tc rgb green_text
set title offset 0,-0.7 font face.",22" tc rgb ink
set autoscale xfix
set autoscale yfix
set xtics font face.",17"
set ytics font face.",17"
unset key
set multiplot layout 1,3 margins screen 0.07,0.98,0.12,0.84 spacing screen 0.07,0.1
do for [k=0:2] {
    stats f index k using 1 name "X" nooutput
    set title (k == 0 ? " " : sprintf(tr("%d times closer", "放大 %d 倍"), 10**k))
    set xtics X_min,(X_max - X_min)/2
    if (k > 0) { unset label 1; unset label 2; unset label 3 }
    plot f index k using 1:2 with lines ls 1 lw 3*lw, \
         f index k using 1:3 with lines lc rgb green lw 1.6*lw dt (10,4), \
         f index k every ::40::40 using 1:2 with points pt 7 ps 2*ps lc rgb ink
}
unset multiplot
