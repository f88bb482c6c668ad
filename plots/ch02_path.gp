# formats: svg png pdf gif
load "plots/style.gp"
f = draw("ch02_path")
stats f index 1 every ::0::0 using 1 name "W" nooutput
stats f index 1 every ::0::0 using 2 name "C" nooutput
stats f index 1 every ::0::0 using 3 name "S" nooutput
set title tr("Walking downhill: each dot is one step", "沿斜率下山：每个点是一步")
set xlabel tr("weight w", "权重 w")
set ylabel tr("cost C(w)", "成本 C(w)")
set xrange [-3:4.2]
set yrange [0:7]
unset key
tangent(x) = C_min + S_min*(x - W_min)
set label 1 tr("start", "起点") at 3.68,C_min left tc rgb orange
set label 2 tr("its slope", "此处的斜率") at 3.25,4.6 right tc rgb green
set label 3 tr("a local minimum", "局部最小值") at 2.85,1.45 center tc rgb orange
set label 4 tr("the lowest valley", "最低的谷") at -1.65,0.45 left tc rgb ink
if (format eq "gif") {
    do for [k=0:30] {
        plot f index 0 using 1:2 with lines ls 1, \
             f index 1 every ::0::k using 1:2 with linespoints ls 3 ps 1.1*ps, \
             f index 1 every ::k::k using 1:2 with points pt 7 ps 2*ps lc rgb orange
    }
} else {
    plot [-3:4.2] f index 0 using 1:2 with lines ls 1, \
         [3.36:3.66] tangent(x) with lines ls 2, \
         f index 1 using 1:2 with points pt 7 ps 1.5*ps lc rgb orange
}
