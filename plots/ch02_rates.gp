# formats: svg png pdf
load "plots/style.gp"
f = draw("ch02_rates")
# The rate of a panel is the one that its data were made with.
rate(k) = system(sprintf("awk '/^[^#]/ && !seen[$3]++ { n++; if (n == %d) print $3 }' %s", k + 1, f))
title = tr("The steps on the bowl, four learning rates", "碗上的每一步：四种学习率")
set label 1 title at screen 0.5,0.96 center font face.",26" tc rgb ink
set xrange [-5:11]
set yrange [0:26]
set ytics 10
set xtics 4
set title offset 0,-0.7 font face.",22" tc rgb ink
unset key
bowl(w) = 0.5*(w - 3)**2 + 2
set samples 200
set multiplot layout 2,2 margins screen 0.07,0.98,0.14,0.85 spacing screen 0.06,0.19
do for [k=0:3] {
    set title "η = ".rate(k)
    if (k > 0) { unset label 1 }
    if (k == 2) { set xlabel "w" offset 0,0.5 }
    plot bowl(x) with lines ls 1, \
         f index k using 1:2 with linespoints ls 3 lw 1.3*lw ps 1.2*ps, \
         f index k using 1:2 every ::0::0 with points pt 7 ps 2.4*ps lc rgb orange
}
unset multiplot
