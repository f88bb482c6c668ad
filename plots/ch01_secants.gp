# formats: svg png pdf
load "plots/style.gp"
set title tr("The secants turn into the tangent", "割线逐渐变成切线")
set xlabel "x"
set ylabel "y"
set xrange [-0.25:2.35]
set yrange [-0.9:5.4]
set xtics 0.5
set rmargin at screen 0.80
f = draw("ch01_secants")
unset key
set label 1 tr("h = 1.25: slope 3.25", "h = 1.25：斜率 3.25") at 2.4,5.15 left tc rgb orange
set label 6 tr("h = 0.8: slope 2.8", "h = 0.8：斜率 2.8") at 2.4,4.6 left tc rgb orange
set label 2 tr("tangent, slope 2", "切线，斜率 2") at 2.4,3.5 left tc rgb green
set label 5 tr("h = 0.4: slope 2.4", "h = 0.4：斜率 2.4") at 2.4,4.05 left tc rgb orange
set label 3 "y = x²" at -0.2,0.65 left tc rgb blue boxed
set label 4 "(1, 1)" at 1.04,0.62 left tc rgb ink boxed
plot f index 1 using 1:2 with lines lc rgb orange lw 1.2*lw, \
     f index 2 using 1:2 with lines lc rgb orange lw 1.2*lw dt (8,4), \
     f index 3 using 1:2 with lines lc rgb orange lw 1.2*lw dt (3,3), \
     f index 0 using 1:2 with lines ls 1, \
     f index 4 using 1:2 with lines lc rgb green lw 2.2*lw, \
     "+" using (1+($0==0?1.25:$0==1?0.8:0.4)):((1+($0==0?1.25:$0==1?0.8:0.4))**2) \
        every ::0::2 with points pt 7 ps 1.6*ps lc rgb orange, \
     "+" using (1):(1) every ::0::0 with points pt 7 ps 2.2*ps lc rgb ink
