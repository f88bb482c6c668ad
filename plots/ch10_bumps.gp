# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Any curve from bumps, two hidden neurons each", "用凸起拼出任意曲线，每个凸起两个隐藏神经元") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_bumps")
unset key
set tmargin at screen 0.82
set xrange [0:1]
set yrange [0:1]
set xtics ("0" 0, "1" 1)
set ytics ("0" 0, "1" 1)
set multiplot
do for [k=0:2] {
    left = 0.05 + 0.32*k
    set lmargin at screen left
    set rmargin at screen left + 0.285
    if (k == 1) { unset label 1; set format y "" }
    set label 2 sprintf(tr("%s bumps", "%s 个凸起"), word("6 12 48", k + 1)) at graph 0.5,1.06 center tc rgb ink
    plot f using 1:2 with lines lc rgb blue lw 2.4*lw, \
        f using 1:k+3 with lines lc rgb orange lw 2*lw
}
unset multiplot
