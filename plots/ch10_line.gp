# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("One neuron: a line, and how sharp it is", "一个神经元：直线在哪里，边界有多分明") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_line")
half_x = 2; half_y = 2; cols = 120; rows = 120
load "plots/classes.gp"
set xrange [-half_x:half_x]
set yrange [-half_y:half_y]
set size ratio -1
n(k, i) = number(f, sprintf("neuron_%d_%d", k, i))  # w₁, w₂, b
plain2(x) = (x < 0 ? "−" : "").sprintf(x == int(x) ? "%g" : "%.2f", abs(x))
w(k) = sprintf("w = (%s, %s), b = %s", plain2(n(k, 1)), plain2(n(k, 2)), plain2(n(k, 3)))
array what[4] = [tr("at first", "起初"), tr("w turned", "转动 w"), tr("the bias moved", "改变偏置"), tr("a longer w", "w 变长")]
set multiplot
do for [k=0:3] {
    left = 0.02 + 0.243*k
    set lmargin at screen left
    set rmargin at screen left + 0.231
    set tmargin at screen 0.74
    set bmargin at screen 0.74 - 0.231*16/9.0
    long = sqrt(n(k, 1)**2 + n(k, 2)**2)
    u1 = n(k, 1)/long
    u2 = n(k, 2)/long
    at = -n(k, 3)/long
    set label 2 what[k + 1] at graph 0.5,1.07 center tc rgb ink
    set label 4 w(k) at graph 0.5,-0.09 center tc rgb ink font face.",18"
    # The arrow points where w does; dashed is where the line was.
    set arrow 1 from at*u1,at*u2 to (at + 0.7)*u1,(at + 0.7)*u2 head filled size screen 0.012,22 lc rgb ink lw 2.5*lw front
    set arrow 2 from 0,-2 to 0,2 nohead lc rgb ink lw 1.2*lw dt (6,6) front
    if (k == 1) { set arrow 3 from -2,2 to 2,-2 nohead lc rgb ink lw 2*lw front }
    if (k != 1) { set arrow 3 from at,-2 to at,2 nohead lc rgb ink lw 2*lw front }
    plot @map
    unset label 1
}
unset multiplot
