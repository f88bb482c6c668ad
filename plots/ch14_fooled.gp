# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("A small nudge, and another answer", "轻轻一推，回答就变了") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_fooled")
e = draw("ch14_example")
stats e index 0 using (was = $1, was_sure = $2, now = $3, $4) nooutput
now_sure = STATS_max
stats e index 1 using (abs($4 - $3)) nooutput
step = STATS_max
stats f using 1 nooutput
far = STATS_max
# Between the band of random signs and the curve over it.
stats f using ($1 == far ? $7 : NaN) nooutput
between = STATS_max/2
stats f using ($1 > 0.74*far && $1 < 0.76*far ? $8 : NaN) nooutput
between = between + STATS_max/2
set multiplot
unset key
unset border; unset tics; unset grid; unset colorbox
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set lmargin at screen 0.22
set rmargin at screen 0.38
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.8*lw front
do for [k = 0:2] {
    set tmargin at screen 0.87 - 0.29*k
    set bmargin at screen 0.62 - 0.29*k
    if (k == 1) {
        set cbrange [-step:step]
        set palette defined (-1 against, 0 bg, 1 for_it)
    } else {
        set cbrange [0:1]
        set palette defined (0 bg, 1 ink)
    }
    if (k == 1) {
        set label 10 tr("more ink", "加墨") at screen 0.205, screen 0.40 right tc rgb green_text
        set label 11 tr("less ink", "减墨") at screen 0.205, screen 0.35 right tc rgb red_text
    } else { unset label 10; unset label 11 }
    set label 5 (k == 1 ? sprintf(tr("+ %.2g a pixel", "+ 每个像素 %.2g"), step) : sprintf(k ? "= %d: %.3f" : "%d: %.3f", k ? now : was, k ? now_sure : was_sure)) \
        at screen 0.205, screen 0.745 - 0.29*k right tc rgb (k == 2 ? orange_text : ink)
    plot e index 1 using 1:2:(k == 0 ? $3 : k == 1 ? $4 - $3 : $4) with image
    unset label 1
}
unset label 5; unset object 2
set size noratio
set lmargin at screen 0.50
set rmargin at screen 0.97
set tmargin at screen 0.83
set bmargin at screen 0.15
set border 3 lw 0.6*lw lc rgb ink
set xrange [0:far]
set yrange [0:100]
set xtics nomirror out
set ytics 25 nomirror out
set grid lw 0.5*lw lc rgb grid_color lt 1
set xlabel tr("each pixel moves by", "每个像素的改动") offset 0,0.5
set label 7 tr("misread, of 100 that were read", "原来认对的 100 幅中，现在认错的") at graph 0,1.06 left tc rgb ink
set label 8 tr("along the gradient", "沿梯度的符号") at graph 0.49,0.70 right tc rgb green_text
set label 9 tr("random signs", "随机的符号") at graph 0.98, first between right tc rgb ink
set label 12 tr("random, kept in 0 … 1", "随机，但限制在 0 … 1") at graph 0.98,0.38 right tc rgb quiet_text
plot f using 1:2:4 with filledcurves fc rgb green fs transparent solid 0.25 noborder, \
     f using 1:5:7 with filledcurves fc rgb quiet fs transparent solid 0.25 noborder, \
     f using 1:8 with lines ls 7, \
     f using 1:3 with lines ls 2 dt 1, f using 1:6 with lines ls 6 lw 1.6*lw dt (6,4)
unset multiplot
