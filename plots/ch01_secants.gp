# formats: svg png pdf
load "plots/style.gp"
set title tr("The secants turn into the tangent", "割线逐渐变成切线")
set xlabel "x"
set ylabel "y"
set autoscale xfix
set rmargin at screen 0.78
f = draw("ch01_secants")
unset key
# The secants' names stand beside their ends, steepest first.
do for [k=1:4] {
    stats f index k using 3 name "H" nooutput
    stats f index k using 4 name "S" nooutput
    h = sprintf("h = %g", H_min)
    what = k < 4 ? h : tr("tangent", "切线")
    set label k sprintf(tr("%s: slope %g", "%s：斜率 %g"), what, S_min) \
        at graph 1.02,0.99-0.085*k left tc rgb (k < 4 ? orange_text : green_text)
}
stats f index 5 every ::3::3 using 1 name "X" nooutput
stats f index 5 every ::3::3 using 2 name "Y" nooutput
set label 5 "y = x²" at graph 0.03,0.30 left tc rgb blue_text boxed
set label 6 sprintf("(%g, %g)", X_min, Y_min) at X_min,Y_min left offset 1.5,-0.8 tc rgb ink boxed
plot f index 1 using 1:2 with lines lc rgb orange lw 1.2*lw, \
     f index 2 using 1:2 with lines lc rgb orange lw 1.2*lw dt (8,4), \
     f index 3 using 1:2 with lines lc rgb orange lw 1.2*lw dt (3,3), \
     f index 0 using 1:2 with lines ls 1, \
     f index 4 using 1:2 with lines lc rgb green lw 2.2*lw, \
     f index 5 every ::0::2 using 1:2 with points pt 7 ps 1.6*ps lc rgb orange, \
     f index 5 every ::3::3 using 1:2 with points pt 7 ps 2.2*ps lc rgb ink
