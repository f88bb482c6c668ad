# formats: svg png pdf
load "plots/style.gp"
f = draw("ch12_vector")
digit = number(f, "digit")
set label 1 tr("What −∇C says to each of the sixteen first neurons", "−∇C 对隐层一的十六个神经元各说了什么") at screen 0.5,0.945 center font face.",26" tc rgb ink
set label 2 sprintf(tr("one image alone, a %d", "一幅图像（数字 %d）说的"), digit) at screen 0.5,0.873 center tc rgb ink
set label 3 tr("the mean of all images", "全部图像平均以后说的") at screen 0.5,0.456 center tc rgb ink
set label 4 tr("green: increase; red: decrease; each half has a scale of its own", "绿：调大；红：调小；上下两半各有各的标度") at screen 0.5,0.03 center font face.",20" tc rgb quiet_text
# The colours of a half end at 0.8 of its largest number.
array most[2]
do for [k = 0:1] {
    stats f index k using (abs($3)) nooutput
    most[k+1] = STATS_max > 0 ? 0.8*STATS_max : 1
}
cut(v) = v > 1 ? 1 : v < -1 ? -1 : v
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.03
set rmargin at screen 0.97
set tmargin at screen 0.85
set bmargin at screen 0.06
# Eight in a row, 28 by 28 on a pitch of 36 by 32; the halves 13 apart.
set size ratio -1
set xrange [-5:285]
set yrange [135:-2]
left(n) = 36*(n%8)
top(k, n) = 73*k + 32*(n/8)
set cbrange [-1:1]
set palette defined (-1 against, 0 bg, 1 for_it)
do for [k = 0:1] {
    do for [n = 0:15] {
        set object 10+16*k+n rect from left(n)-0.5,top(k,n)-0.5 to left(n)+27.5,top(k,n)+27.5 fs empty border rgb quiet lw 0.6*lw front
    }
}
plot for [i = 0:31] f index i/16 every ::784*(i%16)::784*(i%16)+783 \
    using ($1 + left(i%16)):($2 + top(i/16, i%16)):(cut($3/most[i/16+1])) with image
