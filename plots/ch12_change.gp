# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("One step that is good on average", "走一步：平均变好，未必每幅都变好") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch12_change")
set multiplot
unset key
set border 1
unset ytics
unset grid
set tmargin at screen 0.74
set bmargin at screen 0.16
set xlabel tr("change of an image's cost", "一幅图像的成本变化")
do for [k = 0:2:2] {
    set xrange [*:*]
    set yrange [*:*]
    stats f using 1 index k nooutput
    # Around the bulk; the outermost bars hold what lies further out, too.
    far = k == 0 && STATS_min < 0 ? -1.15*STATS_min : STATS_stddev > 0 ? 2.6*STATS_stddev : 1
    w = far / 20
    low = -w*20
    high = k == 0 ? w*5 : w*20
    inside(x) = x < low ? low + 0.5*w : x > high ? high - 0.5*w : x
    bin(x) = w * (floor(inside(x) / w) + 0.5)
    stats f using ($1 < 0) index k nooutput
    better = STATS_sum
    stats f using ($1 > 0) index k nooutput
    worse = STATS_sum
    set lmargin at screen (k == 0 ? 0.04 : 0.54)
    set rmargin at screen (k == 0 ? 0.46 : 0.96)
    set xrange [low - 0.5*w:high + 0.5*w]
    set yrange [0:*]
    set xtics autofreq
    set boxwidth 0.9*w
    set label 2 (k == 0 ? tr("from the random start", "从随机起点") : tr("after one pass", "学过一遍之后")) at graph 0.5,1.16 center tc rgb ink
    set label 3 sprintf(tr("%s better", "%s 幅变好"), comma(better)) at graph 0.0,1.05 left tc rgb blue_text
    set label 4 sprintf(tr("%s worse", "%s 幅变差"), comma(worse)) at graph 1.0,1.05 right tc rgb orange_text
    set arrow 1 from 0,graph 0 to 0,graph 1 nohead ls 7 front
    plot f index k using (bin($1)):($1 < 0) smooth frequency with boxes lc rgb blue, \
         f index k using (bin($1)):($1 > 0) smooth frequency with boxes lc rgb orange
    unset label 1
}
unset multiplot
