# formats: svg png pdf
load "plots/style.gp"
f = draw("ch11_zigzag")
mu(k) = sprintf("μ = %.2g", number(f, sprintf("mu_%d", k)))
set title tr("A heavy ball in the narrow valley", "狭长山谷里的重球").sprintf(tr(", %d steps", "，%d 步"), rows(f, 0) - 1)
set xlabel "x"
set ylabel "y"
set xrange [-6:6]
set yrange [-3:3]  # a unit is as long as in x
unset key
unset grid
set ytics 1
set parametric
set trange [0:2*pi]
set samples 400
set label 1 mu(1).tr(": from wall to wall", "：在两壁之间来回") at 5.8,2.5 right front tc rgb ink boxed
set label 2 mu(2).tr(": cuts the corner", "：抄了近路") at 5.8,-2.5 right front tc rgb orange_text boxed
set label 3 mu(3).tr(": swings past", "：冲过了头") at -5.8,2.5 left front tc rgb amber_text boxed
set label 4 tr("start", "起点") at 4.0,1.2 center front tc rgb ink boxed
# The contours x² + 10y² = r², and nothing else of the landscape.
plot for [r=1:11] r*cos(t), r*sin(t)/sqrt(10) with lines lc rgb blue lw 0.5*lw, \
     f index 2 using 1:2 with linespoints lc rgb amber lw 1.6*lw dt (5,3) pt 9 ps 1.1*ps, \
     f index 0 using 1:2 with linespoints lc rgb ink lw 1.4*lw pt 5 ps 0.8*ps, \
     f index 1 using 1:2 with linespoints lc rgb orange lw 2.6*lw pt 7 ps 1.3*ps
