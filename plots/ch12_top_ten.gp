# formats: svg png pdf
load "plots/style.gp"
f = draw("ch12_top_ten")
set label 1 tr("The same nudge for each: what the cost does", "都转同样多：成本变化多少") at screen 0.5,0.94 center font face.",26" tc rgb ink
stats f using 2 nooutput
low = STATS_min
stats f index 0 using 3 nooutput
top = STATS_sum
stats f index 1 using 3 nooutput
blind = STATS_sum
set multiplot
unset key
set xrange [0.3:10.7]
set yrange [1.12*low:-1.15*low]
set xtics 1 scale 0
set grid noxtics
set format y "%g"
set boxwidth 0.7
set tmargin at screen 0.80
set bmargin at screen 0.16
set border 2
set xzeroaxis lt 1 lc rgb ink lw 0.6*lw
set lmargin at screen 0.11
set rmargin at screen 0.54
set label 2 tr("the ten largest slopes", "斜率最大的十个") at graph 0.5,1.07 center tc rgb ink
set xlabel tr("rank", "名次")
plot f index 0 using 1:3 with boxes lc rgb blue, \
     f index 0 using 1:4 with boxes lc rgb pale, \
     f index 0 using ($1-0.45):(-$2):(0.9):(0) with vectors nohead lc rgb green lw 3*lw, \
     f index 0 using ($1-0.45):2:(0.9):(0) with vectors nohead lc rgb green lw 3*lw
unset label 1
set lmargin at screen 0.57
set rmargin at screen 0.98
set border 0
set ytics scale 0
set format y ""
set label 2 tr("ten picked blindly", "随机挑的十个") at graph 0.5,1.07 center tc rgb ink
set label 3 sprintf(tr("bars: what a nudge of %g did,", "柱：转动 %g 时的实际变化，"), number(f, "nudge")) at graph 0.08,0.32 left tc rgb blue_text
set label 6 tr("as told, and the other way", "照着转（蓝）和反着转（灰）") at graph 0.08,0.25 left tc rgb blue_text
set label 4 tr("line: what the slope promised", "线：斜率预测的变化") at graph 0.08,0.16 left tc rgb green_text
if (blind < 0) set label 5 sprintf(tr("all ten bars: %.0f times as much on the left", "十个之和：左边是右边的 %.0f 倍"), top/blind) at graph 0.08,0.07 left tc rgb ink
set xlabel tr("knob", "旋钮")
plot f index 1 using 1:3 with boxes lc rgb blue, \
     f index 1 using 1:4 with boxes lc rgb pale, \
     f index 1 using ($1-0.45):(-$2):(0.9):(0) with vectors nohead lc rgb green lw 3*lw, \
     f index 1 using ($1-0.45):2:(0.9):(0) with vectors nohead lc rgb green lw 3*lw
unset multiplot
