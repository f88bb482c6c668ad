# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("A small nudge, and another answer", "轻轻一推，回答就变了") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_fooled")
stats f index 0 using (was = $1, was_sure = $2, now = $3, $4) nooutput
now_sure = STATS_max
# The image, and how far each pixel has moved.
array before[784]
at(column, row) = 1 + int(column) + 28*int(row)
stats f index 1 using (before[at($2, $3)] = $4) nooutput
stats f index 2 using (abs($4 - before[at($2, $3)])) nooutput
step = STATS_max > 0 ? STATS_max : 1
set multiplot
unset key
unset border; unset tics; unset grid; unset colorbox
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set tmargin at screen 0.84
set bmargin at screen 0.22
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.8*lw front
do for [k = 0:2] {
    set lmargin at screen 0.03 + 0.325*k
    set rmargin at screen 0.32 + 0.325*k
    if (k == 1) {
        set cbrange [-step:step]
        set palette defined (-1 against, 0 bg, 1 for_it)
        set label 10 tr("more ink", "加墨") at screen 0.49, screen 0.06 right tc rgb green_text
        set label 11 tr("less ink", "减墨") at screen 0.51, screen 0.06 left tc rgb red_text
    } else {
        set cbrange [0:1]
        set palette defined (0 bg, 1 ink)
        unset label 10; unset label 11
    }
    set label 5 (k == 1 ? sprintf(tr("+ %.2g a pixel", "+ 每个像素 %.2g"), step) : sprintf(k ? "= %d: %.3f" : "%d: %.3f", k ? now : was, k ? now_sure : was_sure)) \
        at screen 0.175 + 0.325*k, screen 0.13 center font face.",24" tc rgb (k == 2 ? orange_text : ink)
    plot f index (k ? 2 : 1) using 2:3:($4 - (k == 1 ? before[at($2, $3)] : 0)) with image
    unset label 1
}
unset multiplot
