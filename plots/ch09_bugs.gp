# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Seven bugs: the cost while training", "七个错误：训练时的成本") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch09_bugs")
array name[7] = [ \
    tr("a − y for 2(a − y)", "2(a − y) 写成 a − y"), \
    tr("= for +=", "+= 写成 ="), \
    tr("no σ′ at the outputs", "输出层漏掉 σ′"), \
    tr("no σ′ further back", "隐藏层漏掉 σ′"), \
    tr("W for Wᵀ", "Wᵀ 写成 W"), \
    tr("not divided by m", "漏了除以 m"), \
    tr("y − a for a − y", "a − y 写成 y − a")]
stats f index 0 using 1 name "X" nooutput
last = X_max*20/19  # a point where each of twenty parts begins
stats f index 7 using 2 nooutput
high = STATS_max
set multiplot
unset key
set yrange [0:1.25]
set ytics 0.5
set xrange [0:last]
do for [k=1:7] {
    col = (k-1) % 4
    row = (k-1) / 4
    set lmargin at screen 0.06 + 0.238*col
    set rmargin at screen 0.06 + 0.238*col + 0.205
    set tmargin at screen (row ? 0.42 : 0.82)
    set bmargin at screen (row ? 0.13 : 0.53)
    set format y (col ? "" : "%h")
    if (row || col == 3) { set xtics ("0" 0, sprintf("%.0f", last/2) last/2, "" last) } else { set xtics ("" 0, "" last/2, "" last) }
    if (row) { set xlabel tr("step", "步") }
    if (k == 7) {
        set label 5 sprintf(tr("climbs to %.0f", "升到 %.0f"), high) at graph 0.5,0.68 center tc rgb orange_text
        set arrow 3 from graph 0.5,0.76 to graph 0.5,0.93 lw 2.4*lw lc rgb orange size screen 0.012,24 filled
    }
    set label 2 name[k] at graph 0.5,1.09 center tc rgb ink
    plot f index 0 using 1:2 with lines lc rgb quiet lw 2*lw, \
         f index k using 1:2 with lines lc rgb orange lw 2.4*lw
    unset label 1
}
set border 0
unset tics
unset xlabel
unset label 2
unset label 5
unset arrow 3
set lmargin at screen 0.775
set rmargin at screen 0.98
set xrange [0:1]
set yrange [0:1]
set arrow 1 from 0.08,0.66 to 0.26,0.66 nohead lc rgb orange lw 2.4*lw
set arrow 2 from 0.08,0.38 to 0.26,0.38 nohead lc rgb quiet lw 2*lw
set label 3 tr("with the bug", "有错误") at 0.32,0.66 left tc rgb orange_text
set label 4 tr("without", "没有错误") at 0.32,0.38 left tc rgb quiet_text
plot -1 with lines
unset multiplot
