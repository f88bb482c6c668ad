# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("A digit and its children", "一个数字和它的孩子们") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch16_children")
stats f using 1 nooutput
n = int(STATS_max) + 1
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.03
set rmargin at screen 0.97
set tmargin at screen 0.91
set bmargin at screen 0.03
# Five in a row, 28 by 28 on a pitch of 33 by 30.
set size ratio -1
set xrange [-4:164]
set yrange [90:-2]
set cbrange [0:255]
set palette defined (0 bg, 1 ink)
left(k) = 33*(int(k)%5)
top(k) = 30*(int(k)/5)
do for [k = 0:n - 1] {
    set object 10+k rect from left(k)-1,top(k)-1 to left(k)+28,top(k)+28 fs empty \
        border rgb (k == 0 ? orange : grid_color) lw (k == 0 ? 2.4 : 0.8)*lw
}
plot for [k = 0:n - 1] f index k using ($2 + left(k)):($3 + top(k)):4 with image
