# formats: svg png pdf
load "plots/style.gp"
f = draw("ch01_balance")
stats f using 6 name "G" nooutput
best = G_min**(1.0/3)
set title tr("The best step: where both errors are equal", "最好的步长：两种误差相等的地方")
set xlabel tr("step h", "步长 h")
set label 90 tr("error", "误差") @left_edge
set logscale xy
set format xy "10^{%T}"
set xrange [1e-12:1]
set yrange [1e-13:10]
set xtics 1e-12,100
set ytics 1e-12,100
set mxtics 1
set mytics 1
unset key
set arrow 1 from best,1e-13 to best,best*best nohead lc rgb quiet lw lw dt (4,4)
set label 1 tr("the formula: h²", "公式误差：h²") at 3e-3,5e-7 left tc rgb green_text
set label 2 tr("rounding: ε/h", "舍入误差：ε/h") at 5e-5,1e-11 left tc rgb purple_text
set label 3 tr("measured", "实测") at 2e-11,5e-4 left tc rgb orange_text
set label 5 tr("both together", "两者之和") at 8e-12,3e-7 left tc rgb blue_text
set label 4 sprintf(tr("h = ε^{1/3} = %.1e", "h = ε^{1/3} = %.1e"), best) at best,4e-13 left offset 1,0 tc rgb ink
plot f using 1:2 with lines lc rgb green lw 2*lw dt (10,4), \
     f using 1:3 with lines ls 4, \
     f using 1:4 with lines ls 1 lw 1.6*lw, \
     f using 1:5 with points pt 7 ps 1.3*ps lc rgb orange
