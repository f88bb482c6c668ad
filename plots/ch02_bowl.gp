# formats: svg png pdf
load "plots/style.gp"
set title tr("Where the slope is 0: the minimum on paper", "斜率为 0 的地方：纸上就能求出的最小值")
set xlabel tr("weight w", "权重 w")
set ylabel tr("cost C(w)", "成本 C(w)")
set xrange [-0.5:6.5]
set yrange [0:8]
unset key
f = draw("ch02_bowl")
set label 1 tr("C(w) = ½(w - 3)² + 2", "C(w) = ½(w - 3)² + 2") at 0.75,5.6 left tc rgb blue_text
set label 2 tr("slope w - 3 = 0 at w = 3, and C = 2 there", "斜率 w - 3 = 0，即 w = 3，此处 C = 2") at 3,1.3 center tc rgb green_text
set arrow 1 from 1.8,2 to 4.2,2 nohead lc rgb green lw 2*lw dt (10,4) front
plot f using 1:2 with lines ls 1, \
     "+" using (3):(2) every ::0::0 with points pt 7 ps 2.4*ps lc rgb orange
