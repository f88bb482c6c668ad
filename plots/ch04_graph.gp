# formats: svg png pdf
load "plots/style.gp"
set title tr("Values flow forward, gradients flow back", "值往前流，梯度往回流")
f = draw("ch04_graph")
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.04
unset border; unset tics; unset grid; unset key
# What arrives at each input, and its sum.
array left[5]; array right[5]; array by_left[5]; array by_right[5]; array back[5]
do for [i=1:5] {
    stats f every ::i-1::i-1 using 3 nooutput; back[i] = STATS_min
    stats f every ::i-1::i-1 using 6 nooutput; by_left[i] = STATS_min
    stats f every ::i-1::i-1 using 7 nooutput; by_right[i] = STATS_min
}
block = 0; all = 1; ox = 0; oy = 0; scale = 1; n = 0
load "plots/tape.gp"
set label 1 tr("value", "数值") at bx[1]-0.8,7.45 center tc rgb blue_text
set label 2 tr("gradient", "梯度") at bx[1]+0.8,7.45 center tc rgb green_text
set label 3 sprintf("%.4g + %.4g = %.4g", by_left[3]*back[3], by_left[4]*back[4], back[1]) at bx[1],4.45 center tc rgb green_text
set label 4 sprintf("%.4g + %.4g = %.4g", by_right[3]*back[3], by_right[4]*back[4], back[2]) at bx[2],0.6 center tc rgb green_text
plot "+" using (0):(-9) with points notitle
