# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Hidden neurons move the points until a line will do", "隐藏神经元把点搬到一条直线就能分开的地方") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch10_plane")
half_x = 1; half_y = 1; cols = 1; rows = 1
load "plots/classes.gp"
unset link x2; unset link y2  # no map of cells here
set isosamples 120
out(h1, h2) = sigma(v[1]*h1 + v[2]*h2 + v[3])
n(name, i) = number(f, sprintf("%s_%d", name, i))  # w₁, w₂, b
array w1[2] = [n("first", 1), n("second", 1)]
array w2[2] = [n("first", 2), n("second", 2)]
array b[2] = [n("first", 3), n("second", 3)]
array v[3] = [n("out", 1), n("out", 2), n("out", 3)]
sigma(z) = 1/(1 + exp(-z))
h(k, x, y) = sigma(w1[k]*x + w2[k]*y + b[k])
# Where the sum of hidden neuron k is 0, from one end of the page to another.
steep(k) = abs(w2[k]) > abs(w1[k])
line_x(k, t) = steep(k) ? t : (-b[k] - w2[k]*t)/w1[k]
line_y(k, t) = steep(k) ? (-b[k] - w1[k]*t)/w2[k] : t
corners(x, y) = sprintf("f using ($5 == 0 ? %s : NaN):%s with points pt 7 ps 3.2*round*ps lc rgb bg, \
f using ($5 == 1 ? %s : NaN):%s with points pt 13 ps 4.1*ps lc rgb bg, \
f using ($5 == 0 ? %s : NaN):%s with points pt 7 ps 2.5*round*ps lc rgb cold, \
f using ($5 == 1 ? %s : NaN):%s with points pt 13 ps 3.2*ps lc rgb warm", x, y, x, y, x, y, x, y)
left_points = corners("($1)", "($2)")
right_points = corners("($3)", "($4)")
set size ratio -1
set samples 120
set multiplot
set tmargin at screen 0.86
set bmargin at screen 0.12
set lmargin at screen 0.04
set rmargin at screen 0.47
set xrange [-2:2]
set yrange [-2:2]
# The middles of 120 x 120 cells.
inside(low, high) = (high - low)/240.0
set urange [-2 + inside(-2, 2):2 - inside(-2, 2)]
set vrange [-2 + inside(-2, 2):2 - inside(-2, 2)]
set label 2 tr("the inputs, and both hidden lines", "输入平面，和两个隐藏神经元的直线") at graph 0.5,-0.06 center tc rgb ink
plot "++" using 1:2:(out(h(1,$1,$2), h(2,$1,$2))) with image, \
    for [i=-4:4] "+" using (i/2.0):1 with lines lc rgb quiet lw 0.8*lw, \
    for [i=-4:4] "+" using 1:(i/2.0) with lines lc rgb quiet lw 0.8*lw, \
    for [k=1:2] "+" using (line_x(k,$1)):(line_y(k,$1)) with lines lc rgb ink lw 2.6*lw, \
    @left_points
unset label 1
set lmargin at screen 0.53
set rmargin at screen 0.96
set xrange [-0.08:1.08]
set yrange [-0.08:1.08]
set urange [-0.08 + inside(-0.08, 1.08):1.08 - inside(-0.08, 1.08)]
set vrange [-0.08 + inside(-0.08, 1.08):1.08 - inside(-0.08, 1.08)]
set label 2 tr("hidden 1 to the right, hidden 2 upwards", "向右：隐藏 1；向上：隐藏 2") at graph 0.5,-0.06 center tc rgb ink
t(x) = 4*(x + 0.08)/1.16 - 2  # the whole grid
plot "++" using 1:2:(out($1, $2)) with image, \
    for [i=-4:4] "+" using (h(1,i/2.0,t($1))):(h(2,i/2.0,t($1))) with lines lc rgb quiet lw 0.8*lw, \
    for [i=-4:4] "+" using (h(1,t($1),i/2.0)):(h(2,t($1),i/2.0)) with lines lc rgb quiet lw 0.8*lw, \
    "+" using 1:((-v[3] - v[1]*$1)/v[2]) with lines lc rgb ink lw 2.6*lw, \
    @right_points, \
    f every ::1::1 using ($3 + 0.06):($4 + 0.07):(tr("two corners", "两个角")) with labels left tc rgb ink
unset multiplot
