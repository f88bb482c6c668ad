# formats: svg png pdf
load "plots/style.gp"
f = draw("ch02_rates")
set xrange [0:20]
set yrange [-6:12]
set ytics 6
set xtics 5
set title offset 0,-0.4
unset key
set multiplot layout 2,2 margins screen 0.07,0.98,0.14,0.90 spacing screen 0.07,0.20
set title tr("η = 0.05: crawls", "η = 0.05：太慢") tc rgb blue
plot 3 with lines ls 7, f using 1:2 with linespoints ls 1 ps ps
set title tr("η = 0.5: good", "η = 0.5：合适") tc rgb green
plot 3 with lines ls 7, f using 1:3 with linespoints ls 2 dt 1 ps ps
set title tr("η = 1.9: changes sides, arrives", "η = 1.9：左右摆动，最终收敛") tc rgb amber
set xlabel tr("step", "步数") offset 0,0.5
plot 3 with lines ls 7, f using 1:4 with linespoints ls 5 dt 1 lw 1.4*lw ps ps
set title tr("η = 2.1: diverges", "η = 2.1：发散") tc rgb purple
plot 3 with lines ls 7, f using 1:5 with linespoints ls 4 dt 1 lw 1.4*lw ps ps
unset multiplot
