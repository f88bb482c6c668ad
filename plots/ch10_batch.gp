# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("One example is a column; in a batch it is a row", "一个样本是一列；在一批里，它是一行") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_batch")
set lmargin at screen 0
set rmargin at screen 1
set bmargin at screen 0
set tmargin at screen 1
set xrange [0:32]
set yrange [0:18]
unset border; unset tics; unset grid; unset key
# Cell (i, j), right and down, of a matrix whose first cell is at (x, y).
C(x, i) = x + 1.5*i
R(y, j) = y - 1.25*j
plain = rgb(cell_color)
example = rgb(example_color)
neuron = rgb(neuron_color)
hit(yes, colour) = yes ? colour : plain
top = 14.2
low = 6.9
set style fill solid 1.0 border rgb bg
set label 2 tr("one example", "一个样本") at 3.9,13.55 center tc rgb quiet_text
set label 3 "z = Wa + b" at 3.9,12.45 center tc rgb ink
set label 4 sprintf(tr("a batch of %d", "一批 %d 个样本"), rows(f, 0)) at 3.9,5.575 center tc rgb quiet_text
set label 5 "z = xWᵀ + b" at 3.9,4.475 center tc rgb ink
name(k, i) = word(k ? "x Wᵀ b z" : "W a b z", i)
where(k, i) = word(k ? "9.75 15.25 21.75 28.25" : "9.75 13.75 17.25 20.75", i) + 0
sign(i) = word("· + =", i)
between(k, i) = word(k ? "12.1 18.5 25" : "12.1 15.5 19", i) + 0
do for [k=0:1] {
    do for [i=1:4] {
        set label 10+10*k+i name(k,i) at where(k,i),15.6-7.3*k center tc rgb ink
    }
    do for [i=1:3] {
        set label 30+10*k+i sign(i) at between(k,i),12.95-7.925*k center font face.",30" tc rgb ink
    }
}
set object 1 rect center 20.75,14.2 size 1.34,1.09 fs empty border rgb ink lw 2*lw front
set object 2 rect center 26.75,5.65 size 1.34,1.09 fs empty border rgb ink lw 2*lw front
n(v) = (v < 0 ? "−" : "").sprintf("%d", abs(v))
cell = "with boxxyerror fc rgb variable lw 1.5*lw"
text = "with labels tc rgb ink font face.',24'"
# Data set 0: a row for each example, x₁ x₂ z₁ z₂ z₃. Set 1: for each neuron, w₁ w₂ b.
w = 0.75; h = 0.625
plot for [i=0:1] f index 1 using (C(9,i)):(R(top,$0)):(w):(h):(hit($0 == 0, neuron)) @cell, \
     for [i=0:1] f index 0 every ::1::1 using (13.75):(R(13.575,i)):(w):(h):(example) @cell, \
     f index 1 using (17.25):(R(top,$0)):(w):(h):(plain) @cell, \
     for [i=0:2] f index 0 every ::1::1 using (20.75):(R(top,i)):(w):(h):(example) @cell, \
     for [i=0:1] f index 0 using (C(9,i)):(R(low,$0)):(w):(h):(hit($0 == 1, example)) @cell, \
     for [i=0:1] f index 1 using (C(13.75,$0)):(R(5.65,i)):(w):(h):(hit($0 == 0, neuron)) @cell, \
     f index 1 using (C(20.25,$0)):(5.025):(w):(h):(plain) @cell, \
     for [i=0:2] f index 0 using (C(26.75,i)):(R(low,$0)):(w):(h):(hit($0 == 1, example)) @cell, \
     for [i=0:1] f index 1 using (C(9,i)):(R(top,$0)):(n(column(i+1))) @text, \
     for [i=0:1] f index 0 every ::1::1 using (13.75):(R(13.575,i)):(n(column(i+1))) @text, \
     f index 1 using (17.25):(R(top,$0)):(n($3)) @text, \
     for [i=0:2] f index 0 every ::1::1 using (20.75):(R(top,i)):(n(column(i+3))) @text, \
     for [i=0:1] f index 0 using (C(9,i)):(R(low,$0)):(n(column(i+1))) @text, \
     for [i=0:1] f index 1 using (C(13.75,$0)):(R(5.65,i)):(n(column(i+1))) @text, \
     f index 1 using (C(20.25,$0)):(5.025):(n($3)) @text, \
     for [i=0:2] f index 0 using (C(26.75,i)):(R(low,$0)):(n(column(i+3))) @text
