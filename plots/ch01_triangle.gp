# formats: svg png pdf
load "plots/style.gp"
f = draw("ch01_triangle")
do for [k=1:4] { stats f index 1 using k name sprintf("C%d", k) nooutput }
x0 = C1_min
y0 = C2_min
run = C3_min
rise = C4_min
set title sprintf(tr("The slope of a secant: a run of %g, a rise of %g, so a slope of %g", "割线的斜率：前进 %g，升高 %g，斜率 %g"), run, rise, rise/run)
set xlabel "x"
set ylabel "y"
set xrange [x0-1.25*run:x0+1.75*run]
unset key
set label 1 tr("run: h", "前进：h") at x0+run/2,y0 center offset 0,-0.9 tc rgb ink
set label 2 tr("rise: f(x + h) − f(x)", "升高：f(x + h) − f(x)") at x0+1.05*run,y0+rise/2 left tc rgb ink
set label 3 tr("the secant", "割线") at x0-0.3*run,y0-0.3*rise left offset 1,-1 tc rgb orange_text
set label 4 "y = x²" at x0-1.2*run,(x0-1.2*run)**2 left offset 1,1 tc rgb blue_text
set arrow 1 from x0,y0 to x0+run,y0 filled head size screen 0.012,20 lc rgb ink lw 1.6*lw front
set arrow 2 from x0+run,y0 to x0+run,y0+rise filled head size screen 0.012,20 lc rgb ink lw 1.6*lw front
plot f index 0 using 1:2 with lines ls 1, \
     f index 1 using ($1-0.35*$3):($2-0.35*$4):(1.7*$3):(1.7*$4) with vectors nohead lc rgb orange lw 1.6*lw, \
     f index 1 using 1:2 with points pt 7 ps 2.2*ps lc rgb ink, \
     f index 1 using ($1+$3):($2+$4) with points pt 7 ps 2.2*ps lc rgb orange
