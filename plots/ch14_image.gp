# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Every pixel counts in full, or turns a question", "每个像素全额计数，或者只改变一个问题的答案") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_image")
stats f index 0 using (yes = $1, no = $2, unit = $3) nooutput
array most[3]
do for [k = 0:2] {
    stats f index 1+k using (abs($4)) nooutput
    most[k+1] = STATS_max > 0 ? 0.8*STATS_max : 1
}
cut(w) = w > 1 ? 1 : w < -1 ? -1 : w
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
    if (k == 0) {
        set cbrange [0:1]
        set palette defined (0 bg, 1 ink)
    } else {
        set cbrange [-1:1]
        set palette defined (-1 against, 0 bg, 1 for_it)
    }
    set label 5 (k == 0 ? tr("the image", "图像") : k == 1 ? \
        sprintf(tr("784-10: %d, not %d", "784-10：是 %d，不是 %d"), yes, no) : \
        sprintf(tr("unit %d of layer 1", "第 1 层的神经元 %d"), unit)) \
        at screen 0.175 + 0.325*k, screen 0.13 center font face.",24" tc rgb ink
    if (k == 1) {
        set label 10 tr("for", "赞成") at screen 0.49, screen 0.06 right tc rgb green_text
        set label 11 tr("against", "反对") at screen 0.51, screen 0.06 left tc rgb red_text
    }
    plot f index 1+k using 2:3:(k == 0 ? $4 : cut($4/most[k+1])) with image
    unset label 1; unset label 10; unset label 11
}
unset multiplot
