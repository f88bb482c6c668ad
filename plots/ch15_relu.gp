# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_relu")
set label 1 tr("σ and ReLU, and how steep they are", "σ 和 ReLU，各有多陡") at screen 0.5,0.95 center font face.",26" tc rgb ink
set multiplot
unset key
set xrange [-6:6]
set xtics 2
set bmargin at screen 0.15
set tmargin at screen 0.80
set xlabel tr("weighted sum z", "加权和 z")
set lmargin at screen 0.06
set rmargin at screen 0.48
set yrange [-0.15:4.2]
set ytics 1
set label 2 tr("activation a", "激活值 a") at graph 0.5,1.07 center tc rgb ink
set label 3 "ReLU: max(z, 0)" at 2.7,3.2 right tc rgb orange_text
set label 4 "σ(z)" at 4.5,1.28 left tc rgb blue_text
plot f using 1:3 with lines ls 3 dt (12,4) lw 2.6*lw, \
     f using 1:2 with lines ls 1 lw 2.6*lw
unset label
set lmargin at screen 0.56
set rmargin at screen 0.98
set yrange [-0.04:1.12]
set ytics ("0" 0, "¼" 0.25, "½" 0.5, "1" 1)
set label 2 tr("slope", "斜率") at graph 0.5,1.07 center tc rgb ink
set label 3 tr("ReLU: 0 or 1", "ReLU：0 或 1") at 0.5,0.92 left tc rgb orange_text
set label 4 tr("σ′: at most ¼", "σ′：最大 ¼") at 1.3,0.31 left tc rgb blue_text
plot f using 1:5 with fsteps ls 3 dt (12,4) lw 2.6*lw, \
     f using 1:4 with lines ls 1 lw 2.6*lw
unset multiplot
