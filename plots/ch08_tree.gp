# formats: svg png pdf
load "plots/style.gp"
set title tr("Values flow to the right, sensitivities flow back", "值往右流，敏感度往回走")
f = draw("ch08_tree")
# Column $1 of the file is k = 0 … 3, and 4 for the cost (its value under a, y
# under w): z a w b, then the derivatives by them.
array z[5]; array a[5]; array w[5]; array b[5]
array by_z[5]; array by_a[5]; array by_w[5]; array by_b[5]
do for [k=0:4] {
    stats f every ::k::k using 2 nooutput; z[k + 1] = STATS_min
    stats f every ::k::k using 3 nooutput; a[k + 1] = STATS_min
    stats f every ::k::k using 4 nooutput; w[k + 1] = STATS_min
    stats f every ::k::k using 5 nooutput; b[k + 1] = STATS_min
    stats f every ::k::k using 6 nooutput; by_z[k + 1] = STATS_min
    stats f every ::k::k using 7 nooutput; by_a[k + 1] = STATS_min
    stats f every ::k::k using 8 nooutput; by_w[k + 1] = STATS_min
    stats f every ::k::k using 9 nooutput; by_b[k + 1] = STATS_min
}
signed(x) = sprintf("%s%.3f", x < 0 ? "−" : "", abs(x))
short(x) = sprintf("%s%.2f", x < 0 ? "−" : "", abs(x))
plain(x) = sprintf("%s%g", x < 0 ? "−" : "", abs(x))
set lmargin at screen 0.0
set rmargin at screen 1.0
set bmargin at screen 0.0
set tmargin at screen 0.88
set xrange [0:32]
set yrange [0:16.2]
unset border; unset tics; unset grid; unset key
X = 1.5; step = 4.14; half = 1.14; tall = 1.55; Y = 8.1; up = 5.1
at_z(k) = X + step*(2*k - 1)   # column of z_k
at_a(k) = X + step*2*k         # column of a_k
n = 0
array names[3] = ["₁", "₂", "₃"]
do for [k=1:3] {
    x = at_z(k)
    # The weight above, the bias below.
    do for [side=-1:1:2] {
        n = n + 1
        y = Y + side*up
        set object n rect center x,y size 2*half,2*tall fc rgb bg fs solid border lc rgb ink lw lw
        set label 10*n sprintf("%s%s", side > 0 ? "w" : "b", names[k]) at x,y + 0.85 center tc rgb ink
        set label 10*n + 1 plain(side > 0 ? w[k + 1] : b[k + 1]) at x,y center tc rgb blue_text font face.",24"
        set label 10*n + 2 signed(side > 0 ? by_w[k + 1] : by_b[k + 1]) at x,y - 0.85 center tc rgb green_text font face.",24"
        set arrow n from x,y - side*tall to x,Y + side*tall head size screen 0.009,20 filled lw 1.4*lw lc rgb blue
        set label 10*n + 3 sprintf("%s", side > 0 ? "×".short(a[k]) : "×1") at x + 0.25,Y + side*2.6 left tc rgb green_text font face.",18"
    }
    # z, and the arrow into it from the activation before.
    n = n + 1
    set object n rect center x,Y size 2*half,2*tall fc rgb bg fs solid border lc rgb ink lw lw
    set label 10*n "z".names[k] at x,Y + 0.85 center tc rgb ink
    set label 10*n + 1 signed(z[k + 1]) at x,Y center tc rgb blue_text font face.",24"
    set label 10*n + 2 signed(by_z[k + 1]) at x,Y - 0.85 center tc rgb green_text font face.",24"
    set arrow n from x - step + half,Y to x - half,Y head size screen 0.009,20 filled lw 1.4*lw lc rgb blue
    set label 10*n + 3 "×".plain(w[k + 1]) at x - step/2,Y + 0.75 center tc rgb green_text font face.",18"
    # a, and the arrow into it.
    n = n + 1
    x = at_a(k)
    set object n rect center x,Y size 2*half,2*tall fc rgb bg fs solid border lc rgb ink lw lw
    set label 10*n "a".names[k] at x,Y + 0.85 center tc rgb ink
    set label 10*n + 1 signed(a[k + 1]) at x,Y center tc rgb blue_text font face.",24"
    set label 10*n + 2 signed(by_a[k + 1]) at x,Y - 0.85 center tc rgb green_text font face.",24"
    set arrow n from x - step + half,Y to x - half,Y head size screen 0.009,20 filled lw 1.4*lw lc rgb blue
    set label 10*n + 3 "×".short(a[k + 1]*(1 - a[k + 1])) at x - step/2,Y + 0.75 center tc rgb green_text font face.",18"
}
# The input, the cost and the target.
set object 41 rect center X,Y size 2*half,2*tall fc rgb bg fs solid border lc rgb quiet lw lw
set label 401 "x" at X,Y + 0.85 center tc rgb ink
set label 402 plain(a[1]) at X,Y center tc rgb blue_text font face.",24"
x = at_a(3) + step
set object 42 rect center x,Y size 2*half,2*tall fc rgb bg fs solid border lc rgb orange lw 1.6*lw
set label 411 "C" at x,Y + 0.85 center tc rgb ink
set label 412 signed(a[5]) at x,Y center tc rgb blue_text font face.",24"
set label 413 "1" at x,Y - 0.85 center tc rgb green_text font face.",24"
set arrow 42 from x - step + half,Y to x - half,Y head size screen 0.009,20 filled lw 1.4*lw lc rgb blue
set label 414 "×".short(by_a[4]) at x - step/2,Y + 0.75 center tc rgb green_text font face.",18"
set object 43 rect center x,Y - up size 2*half,2*tall fc rgb bg fs solid border lc rgb quiet lw lw
set label 421 "y" at x,Y - up + 0.85 center tc rgb ink
set label 422 plain(w[5]) at x,Y - up center tc rgb blue_text font face.",24"
set arrow 43 from x,Y - up + tall to x,Y - tall head size screen 0.009,20 filled lw 1.4*lw lc rgb blue
set label 431 tr("value", "数值") at X,Y + up + 0.4 center tc rgb blue_text
set label 432 "∂C/∂…" at X,Y + up - 0.6 center tc rgb green_text
plot "+" using (0):(-9) with points notitle
