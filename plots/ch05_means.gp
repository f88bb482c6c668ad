# formats: svg png pdf
load "plots/style.gp"
f = draw("ch05_means")
set label 1 sprintf(tr("The mean of each digit, of %s images in all", "每个数字的平均图像，共 %s 幅图像"), comma(number(f, "images"))) \
    at screen 0.5,0.94 center font face.",26" tc rgb ink
set multiplot
unset border; unset tics; unset grid; unset key; unset colorbox
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
set palette defined (0 bg, 1 ink)
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.5*lw front
do for [k=0:9] {
    column = k % 5
    row = k / 5
    set lmargin at screen 0.04+0.186*column
    set rmargin at screen 0.04+0.186*column+0.176
    set tmargin at screen 0.87-0.43*row
    set bmargin at screen 0.87-0.43*row-0.313
    set label 2 sprintf("%d", k) at 1,25 left tc rgb orange_text front
    plot f index k using 1:2:3 with image
    unset label 1
}
unset multiplot
