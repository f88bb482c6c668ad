# formats: svg png pdf
load "plots/style.gp"
set title tr("ΔC/Δw becomes ∂C/∂w as the nudge shrinks", "Δw 越小，ΔC/Δw 越接近 ∂C/∂w")
f = draw("ch08_ratio")
set logscale x
set xrange [2:0.0001]
set xtics ("1" 1, "0.1" 0.1, "0.01" 0.01, "0.001" 0.001, "0.0001" 0.0001)
set xlabel tr("Δw, shrinking to the right", "Δw（向右越来越小）")
set label 90 "ΔC/Δw" @left_edge
set lmargin at screen 0.105
unset key
stats f using 4 nooutput
exact = STATS_min
stats f using 2 nooutput
low = STATS_min; high = STATS_max
stats f using 3 nooutput
low = STATS_min < low ? STATS_min : low
high = STATS_max > high ? STATS_max : high
tall = high - low
set yrange [low - 0.08*tall:high + 0.08*tall]
set format y "%.3g"
stats f every ::8::8 using 2 nooutput; up = STATS_min
stats f every ::8::8 using 3 nooutput; down = STATS_min
set label 1 tr("nudged up", "往上推") at 0.17,up + 0.09*tall*(up > down ? 1 : -1) left tc rgb blue_text
set label 2 tr("nudged down", "往下推") at 0.17,down + 0.09*tall*(up > down ? -1 : 1) left tc rgb orange_text
set label 3 sprintf("a₂ · σ′(z₃) · 2(a₃ − y) = %s%.5f", exact < 0 ? "−" : "", abs(exact)) at 0.00012,exact + 0.07*tall right tc rgb green_text
plot exact with lines ls 2, f using 1:2 with linespoints ls 1 ps 0.8*ps, \
     f using 1:3 with linespoints ls 3 dt (14,4) pt 5 ps 0.8*ps
