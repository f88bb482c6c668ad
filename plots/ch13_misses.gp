# formats: svg png pdf
load "plots/style.gp"
head = tr("The surest mistakes", "最自信的错误")
rest = tr(", all over %.2f: what it is → what was read", "，都超过 %.2f：真实的数字 → 认成的数字")
f = draw("ch13_misses")
stats f index 0 using 1:4 nooutput
n = STATS_records
set label 1 head.sprintf(rest, STATS_min_y - 0.005) at screen 0.5,0.945 center font face.",26" tc rgb ink
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.03
set rmargin at screen 0.97
set tmargin at screen 0.91
set bmargin at screen 0.01
# Eight in a row, 28 by 28 on a pitch of 39 by 39.
set size ratio -1
set xrange [-2:303]
set yrange [156:-2]
set cbrange [0:255]
set palette defined (0 bg, 1 ink)
left(k) = 39*(int(k)%8)
top(k) = 39*(int(k)/8)
do for [k = 0:n - 1] {
    set object 10+k rect from left(k)-1,top(k)-1 to left(k)+28,top(k)+28 fs empty border rgb grid_color lw 0.8*lw
}
plot for [k = 0:n - 1] f index 1+k using ($2 + left(k)):($3 + top(k)):4 with image, \
     f index 0 using (left($1) + 13.5):(top($1) + 32):(sprintf("%d → %d", $2, $3)) \
       with labels font face.",22" tc rgb ink
