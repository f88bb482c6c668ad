# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What each output would like best, and what it then says", "每个输出最喜欢的图，以及它看到后的回答") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_dream")
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.03
set rmargin at screen 0.97
set tmargin at screen 0.90
set bmargin at screen 0.02
# Five dreams in a row; beneath each, half as large, the mean image of its digit.
set size ratio -1
set xrange [-2:178]
set yrange [92:-2]
set cbrange [0:0.6]  # darker, to be seen from the back row
set palette defined (0 bg, 1 ink)
left(k) = 37*(int(k)%5)
top(k) = 48*(int(k)/5)
do for [k = 0:9] {
    set object 10+k rect from left(k)-0.5,top(k)-0.5 to left(k)+27.5,top(k)+27.5 fs empty border rgb quiet lw 0.6*lw
    set object 30+k rect from left(k)-0.5,top(k)+28.5 to left(k)+13.5,top(k)+42.5 fs empty border rgb blue lw 0.8*lw
}
plot for [k = 0:9] f index 1+k using ($2 + left(k)):($3 + top(k)):4 with image, \
     for [k = 0:9] f index 11+k using ($2/2 + left(k) - 0.25):($3/2 + top(k) + 28.75):4 with image, \
     f index 0 using (left($1) + 21):(top($1) + 32):(sprintf("%d: %.3f", $1, $2)) \
       with labels font face.",22" tc rgb ink
