# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What each output would like best, and what it then says", "每个输出最喜欢的图，以及它看到后的回答") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_dream")
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.03
set rmargin at screen 0.97
set tmargin at screen 0.90
set bmargin at screen 0.10
# Five dreams in a row; beneath each, what the network says to it.
set size ratio -1
set xrange [-2:178]
set yrange [74:-2]
set cbrange [0:0.6]  # darker, to be seen from the back row
set palette defined (0 bg, 1 ink)
left(k) = 37*(int(k)%5)
top(k) = 38*(int(k)/5)
do for [k = 0:9] {
    set object 10+k rect from left(k)-0.5,top(k)-0.5 to left(k)+27.5,top(k)+27.5 fs empty border rgb quiet lw 0.6*lw
}
plot for [k = 0:9] f index 1+k using ($2 + left(k)):($3 + top(k)):4 with image, \
     f index 0 using (left($1) + 13.5):(top($1) + 31.5):(sprintf("%d: %.3f", $1, $2)) \
       with labels font face.",22" tc rgb ink
