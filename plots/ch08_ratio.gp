# formats: svg png pdf
load "plots/style.gp"
set title tr("ΔC/Δw becomes ∂C/∂w as the nudge shrinks", "Δw 越小，ΔC/Δw 越接近 ∂C/∂w")
f = draw("ch08_ratio")
set logscale x
set xrange [2:0.0001]
set yrange [-0.11:-0.04]
set xtics ("1" 1, "0.1" 0.1, "0.01" 0.01, "0.001" 0.001, "0.0001" 0.0001)
set ytics 0.01
set xlabel tr("Δw, shrinking to the right", "Δw（向右越来越小）")
set label 90 "ΔC/Δw" @left_edge
set lmargin at screen 0.105
unset key
stats f using 4 nooutput
exact = STATS_min
set label 1 tr("nudged up", "向上微调") at 0.6,-0.05 left tc rgb blue
set label 2 tr("nudged down", "向下微调") at 0.6,-0.09 left tc rgb orange
set label 3 sprintf("a₂ · σ′(z₃) · 2(a₃ − y) = −%.5f", abs(exact)) at 0.00012,exact + 0.004 right tc rgb green
plot exact with lines ls 2, f using 1:2 with linespoints ls 1 ps 0.8*ps, \
     f using 1:3 with linespoints ls 3 dt (14,4) pt 5 ps 0.8*ps
