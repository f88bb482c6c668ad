# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Shown noise, it sees digits, or says that there is none", "给它看噪声，它看到数字，或者说一个也没有") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_noise")
sure = number(f, "over_1")
none = number(f, "over_2")
set multiplot
unset key
# The three pages.
unset border; unset tics; unset grid; unset colorbox
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
set palette defined (0 bg, 1 ink)
set lmargin at screen 0.03
set rmargin at screen 0.17
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.8*lw front
array head[3] = [tr("an image", "一幅图像"), tr("uniform noise", "均匀噪声"), tr("the same ink", "同样多的墨")]
do for [k = 0:2] {
    set tmargin at screen 0.85 - 0.28*k
    set bmargin at screen 0.62 - 0.28*k
    set label 3 head[k+1] at screen 0.195, screen 0.735 - 0.28*k left tc rgb ink
    plot f index k using 2:3:4 with image
    unset label 1
}
unset label 3; unset object 2
# A row for each page: left the networks that say a digit, right none of them.
set size noratio
set border 1 lw 0.6*lw lc rgb ink
set xtics 25 nomirror out
set grid xtics lw 0.5*lw lc rgb grid_color lt 1
set xrange [0:100]
set yrange [2.16:-0.41]  # a row beside its page
set tmargin at screen 0.85
set bmargin at screen 0.13
spread(k) = 0.05*(int(k) % 5 - 2)
do for [side = 0:1] {
    set lmargin at screen (side ? 0.69 : 0.36)
    set rmargin at screen (side ? 0.97 : 0.64)
    set label 4 (side ? sprintf(tr("none over %g", "没有一个超过 %g"), none) : \
        sprintf(tr("an output over %g", "有一个输出超过 %g"), sure)) at graph 0.5,1.02 center tc rgb (side ? blue_text : orange_text)
    set xlabel tr("of 100 images", "每 100 幅图像") offset 0,0.5
    plot for [k = 0:2] f index 3+k using (column(2+side)):(k + spread($1)) with points pt 7 ps 1.3*ps lc rgb (side ? blue : orange)
}
unset multiplot
