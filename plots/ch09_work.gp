# formats: svg png pdf
load "plots/style.gp"
set label 90 tr("One gradient: multiply–adds, as areas", "求一次梯度：用面积表示乘加次数") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch09_work")
stats f using 1 name "ONCE" nooutput
stats f using ($1+$2) name "BACK" nooutput
stats f using 3 name "TURN" nooutput
stats f using 4 name "SOME" nooutput
unset border
unset tics
unset grid
unset key
# The side of a square of this area; turning every knob is 1.
side(w) = sqrt(w/TURN_max)
a = side(BACK_max)
b = side(SOME_max)
# 0.78 of the height is 1, and so 2.0 of the width (16:9) to scale.
set lmargin at screen 0.05
set rmargin at screen 0.05 + 2.1*0.78*9/16
set bmargin at screen 0.08
set tmargin at screen 0.86
set xrange [0:2.1]
set yrange [0:1]
set object 1 rect from 0,0 to 1,1 fc rgb orange fs solid 1.0 noborder
set object 2 rect from 1.12,0.31-b/2 to 1.12+b,0.31+b/2 fc rgb amber fs solid 1.0 noborder
set object 3 rect from 1.12+b/2-a/2,0.77-a/2 to 1.12+b/2+a/2,0.77+a/2 fc rgb green fs solid 1.0 noborder
big = face.",40"
words = face.",25"
times(w) = w < 1000*BACK_max ? sprintf("× %.0f", w/BACK_max) : \
    sprintf("× %d,%03d", int(w/BACK_max + 0.5)/1000, int(w/BACK_max + 0.5) % 1000)
set label 1 times(TURN_max) at 0.5,0.60 center font big tc rgb on_orange front
set label 2 tr("turn every knob:", "转动每个旋钮：") at 0.5,0.48 center font words tc rgb on_orange front
set label 3 sprintf(tr("%s forward passes", "%s 次前向"), comma(TURN_max/ONCE_max + 0.5)) at 0.5,0.40 center font words tc rgb on_orange front
set label 4 times(BACK_max) at 1.32,0.86 left font big tc rgb green_text
set label 5 tr("backpropagation:", "反向传播：") at 1.32,0.76 left font words tc rgb green_text
set label 6 tr("1 forward, 1 backward pass", "1 次前向，1 次反向") at 1.32,0.68 left font words tc rgb green_text
set label 7 times(SOME_max) at 1.32,0.40 left font big tc rgb amber_text
set label 8 tr("turn every knob, but compute", "转动每个旋钮，但只重算") at 1.32,0.30 left font words tc rgb ink
set label 9 tr("only what it moves", "受它影响的部分") at 1.32,0.22 left font words tc rgb ink
plot -1 with lines
