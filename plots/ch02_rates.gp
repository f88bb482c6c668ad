# formats: svg png pdf
load "plots/style.gp"
f = draw("ch02_rates")
set label 1 tr("The same bowl, four learning rates", "同一个碗，四种学习率") at screen 0.5,0.96 center font face.",26" tc rgb ink
set xrange [0:20]
set yrange [-6:12]
set ytics 6
set xtics 5
set title offset 0,-0.7 font face.",22"
set ylabel "w" offset 0.7,0
set label 2 tr("bottom, w = 3", "谷底，w = 3") at 19.8,4.7 right tc rgb quiet
unset key
set multiplot layout 2,2 margins screen 0.07,0.98,0.14,0.85 spacing screen 0.08,0.19
set title tr("η = 0.05: crawls", "η = 0.05：太慢") tc rgb ink
plot 3 with lines ls 7, f using 1:2 with linespoints ls 1 ps ps
unset label
set title tr("η = 0.5: good", "η = 0.5：合适") tc rgb ink
plot 3 with lines ls 7, f using 1:3 with linespoints ls 2 dt 1 ps ps
set title tr("η = 1.9: changes sides, arrives", "η = 1.9：左右摆动，最终收敛") tc rgb ink
set xlabel tr("step", "步数") offset 0,0.5
plot 3 with lines ls 7, f using 1:4 with linespoints ls 5 dt 1 lw 1.4*lw ps ps
set title tr("η = 2.1: diverges", "η = 2.1：发散") tc rgb ink
plot 3 with lines ls 7, f using 1:5 with linespoints ls 4 dt 1 lw 1.4*lw ps ps
unset multiplot
