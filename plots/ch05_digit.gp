# formats: svg png pdf
load "plots/style.gp"
head = tr("784 bytes: seen two ways, and as they are", "784 个字节：两种显示方式，以及它们本身")
f = draw("ch05_digit")
set multiplot
set label 1 head at screen 0.5,0.93 center font face.",26" tc rgb ink
unset border; unset tics; unset grid; unset key; unset colorbox
set cbrange [0:255]
set size ratio -1
set tmargin at screen 0.84
set bmargin at screen 0.14
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set object 1 rect from 9.5,9.5 to 17.5,17.5 fs empty border rgb orange lw 2*lw front
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.5*lw front
set lmargin at screen 0.02
set rmargin at screen 0.33
set xlabel tr("0 is paper, 255 is ink", "0 为纸，255 为墨")
set palette defined (0 paper, 1 pen)
plot f index 0 using 1:2:3 with image
unset label 1
set lmargin at screen 0.345
set rmargin at screen 0.655
set xlabel tr("0 is dark, 255 is light", "0 为黑，255 为白")
set palette defined (0 pen, 1 paper)
plot f index 0 using 1:2:3 with image
unset object 2
set lmargin at screen 0.67
set rmargin at screen 0.98
set xrange [9.5:17.5]
set yrange [17.5:9.5]
set xlabel tr("the framed part, as numbers", "框内部分的数值")
set palette defined (0 paper, 1 pen)
framed(c, r) = c > 9 && c < 18 && r > 9 && r < 18 ? c : NaN
plot f index 0 using (framed($1, $2)):2:(0.5):(0.5):3 with boxxyerror fs solid noborder fc palette, \
     f index 0 using (framed($1, $2)):2:(sprintf("%d", $3)):(rgb($3 > 127 ? paper : pen)) \
       with labels font face.",15" tc rgb variable
unset multiplot
