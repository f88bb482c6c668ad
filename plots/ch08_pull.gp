# formats: svg png pdf
load "plots/style.gp"
set title tr("Very wrong, and hardly pulled: the target is 1", "错得厉害，却几乎不动：目标值是 1")
set xlabel tr("weighted sum z₃", "加权和 z₃")
unset key
f = draw("ch08_pull")
# Where the pull is largest.
stats f using 4 nooutput
most = STATS_max
stats f using 1:4 nooutput
there = STATS_pos_max_y
set xrange [-9:5]
set yrange [0:2.2]
set label 1 tr("how wrong: 2(1 − a₃)", "错得多厉害：2(1 − a₃)") at -8.8,1.86 left tc rgb amber_text
set label 2 tr("how steep: σ′(z₃)", "有多陡：σ′(z₃)") at 2.1,0.36 left tc rgb green_text
set label 3 sprintf(tr("the pull, their product: at most %.2f", "拉力，两者的乘积：最大 %.2f"), most) at there - 0.7,0.42 right tc rgb blue_text
set label 4 tr("saturated", "饱和") at -7,0.17 center tc rgb ink
plot f using 1:2 with lines ls 5, \
     f using 1:3 with lines ls 2, \
     f using 1:4 with lines ls 1 lw 3*lw
