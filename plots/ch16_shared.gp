# formats: svg png pdf
load "plots/style.gp"
f = draw("ch16_shared")
stats f index 0 using 1 nooutput
n = STATS_records
# (No more than 98 have room.)
which = n < 98 ? tr("%d images", "%d 幅") : tr("the first %d images", "前 %d 幅")
set label 1 sprintf(tr("Misread alike by all three: ", "三个网络错得一样的：") . which . \
    tr(" (what it is → the answer)", "（真实的数字 → 认成的数字）"), n) at screen 0.5,0.945 center font face.",26" tc rgb ink
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.06
set rmargin at screen 0.94
set tmargin at screen 0.91
set bmargin at screen 0.02
# Fourteen in a row, each 28 by 28, with a line of words above it.
set size ratio -1
set xrange [-1:14*28]
set yrange [32*ceil(n/14.0):-1]
set cbrange [0:255]
set palette defined (0 bg, 1 ink)
left(k) = 28*(int(k)%14)
top(k) = 32*(int(k)/14)
do for [k = 0:n - 1] {
    set object 10+k rect from left(k)-0.5,top(k)-0.5 to left(k)+27.5,top(k)+31.5 \
        front fs empty border rgb grid_color lw 0.8*lw
}
plot f index 1 using 1:2:3 with image, \
     f index 0 using (left($1) + 1):(top($1) + 3):(sprintf("%d→%d", $2, $3)) \
       with labels left font face.",16" tc rgb orange_text
