# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("One neuron: weights turn the line, the bias shifts it", "一个神经元：权重使直线转动，偏置使它平移") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_line")
half_x = 2; half_y = 2; cols = 120; rows = 120
load "plots/classes.gp"
set xrange [-half_x:half_x]
set yrange [-half_y:half_y]
set size ratio -1
n(k, i) = number(f, sprintf("knob_%d", 3*k + i))  # w₁, w₂, b
w(k) = sprintf("w = (%s, %s)", plain2(n(k, 1)), plain2(n(k, 2)))
b(k) = sprintf("b = %s", plain2(n(k, 3)))
plain2(x) = (x < 0 ? "−" : "").sprintf(x == int(x) ? "%g" : "%.2f", abs(x))
named(i) = i == 0 ? w(0).", ".b(0) : \
    i == 1 ? tr("turn the weights: ", "转动权重：").w(1) : tr("move the bias: ", "改变偏置：").b(2)
set multiplot
do for [k=0:2] {
    left = 0.03 + 0.3225*k
    set lmargin at screen left
    set rmargin at screen left + 0.295
    set tmargin at screen 0.78
    set bmargin at screen 0.2556
    long = sqrt(n(k, 1)**2 + n(k, 2)**2)
    w1 = n(k, 1)/long
    w2 = n(k, 2)/long
    at = k == 2 ? -n(k, 3)/long : 0
    set label 2 named(k) at graph 0.5,-0.1 center tc rgb ink
    # The arrow is (w₁, w₂); dashed is where the line was.
    set arrow 1 from at,0 to at+0.7*w1,0.7*w2 head filled size screen 0.012,22 lc rgb ink lw 2.5*lw front
    if (k == 1) {
        set label 3 "w" at 0.62,0.68 left tc rgb ink font face.",26" front
        set arrow 2 from 0,-2 to 0,2 nohead lc rgb ink lw 1.2*lw dt (6,6) front
    }
    if (k == 2) { unset label 3 }
    x1 = k == 1 ? -2 : at
    x2 = k == 1 ? 2 : at
    set arrow 3 from x1,2 to x2,-2 nohead lc rgb ink lw 2*lw front
    plot @map
    unset label 1
}
unset multiplot
