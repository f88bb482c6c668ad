# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What units look at, and how much of it is an edge", "神经元看的是什么，其中有多少像边") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_weights")
# The colours of a unit end at 0.8 of its largest weight.
array most[18]
do for [k = 0:17] {
    stats f index 1+k using (abs($4)) nooutput
    most[k+1] = STATS_max > 0 ? 0.8*STATS_max : 1
}
cut(w) = w > 1 ? 1 : w < -1 ? -1 : w
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.03
set rmargin at screen 0.97
set tmargin at screen 0.90
set bmargin at screen 0.02
# Six in a row, 28 by 28 on a pitch of 36 by 38; green for, red against.
set size ratio -1
set xrange [-5:213]
set yrange [112:-2]
what(k) = k < 6 ? tr("an edge: ", "一条边：") : k < 12 ? tr("mixture: ", "混合：") : tr("unit: ", "神经元：")
left(k) = 36*(int(k)%6)
top(k) = 38*(int(k)/6)
set cbrange [-1:1]
set palette defined (-1 against, 0 bg, 1 for_it)
do for [k = 0:17] {
    set object 10+k rect from left(k)-0.5,top(k)-0.5 to left(k)+27.5,top(k)+27.5 fs empty border rgb (k < 12 ? blue : quiet) lw (k < 12 ? 1.6*lw : 0.6*lw) front
}
plot for [k = 0:17] f index 1+k using ($2 + left(k)):($3 + top(k)):(cut($4/most[k+1])) with image, \
     f index 0 using (left($1) + 13.5):(top($1) + 31.5):(sprintf("%s%.0f%%", what(int($1)), $2)) \
       with labels font face.",22" tc rgb ink
