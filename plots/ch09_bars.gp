# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What a unit of each buys for one output", "各增加一个单位，输出升高多少") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch09_bars")
set multiplot
unset key
set boxwidth 0.74
set tmargin at screen 0.80
set bmargin at screen 0.16
set grid noxtics
set xtics scale 0
set lmargin at screen 0.075
set rmargin at screen 0.49
set xrange [-0.7:16.7]
set yrange [0:1.2]
set ytics 0.25
set xtics ("b" 0, "1" 1, "4" 4, "7" 7, "10" 10, "13" 13, "16" 16)
set xlabel tr("bias, and weight from neuron", "偏置，以及来自各神经元的权重")
set label 2 tr("weights: in proportion to activations", "权重：与激活值成正比") at graph 0.5,1.07 center tc rgb ink
set label 3 tr("outline: activation", "轮廓：激活值") at graph 0.99,0.955 right tc rgb blue_text
set label 4 tr("filled: times σ′(z)", "实心：乘以 σ′(z)") at graph 0.99,0.875 right tc rgb green_text
# The bias counts as a weight whose activation is always 1.
plot f using 1:3 with boxes lc rgb green, \
     f using 1:2 with boxes fs empty border rgb blue lw 1.6*lw lc rgb blue, \
     f every ::0::0 using (0):6 with boxes lc rgb green, \
     f every ::0::0 using (0):(1) with boxes fs empty border rgb blue lw 1.6*lw lc rgb blue
unset label 1
set lmargin at screen 0.575
set rmargin at screen 0.985
set xrange [0.3:16.7]
set yrange [-0.85:0.6]
set xzeroaxis lt 1 lw 0.8*lw lc rgb ink
set xtics ("1" 1, "4" 4, "7" 7, "10" 10, "13" 13, "16" 16)
set xlabel tr("activation of neuron", "各神经元的激活值")
set label 2 tr("activations: in proportion to weights", "激活值：与权重成正比") at graph 0.5,1.07 center tc rgb ink
set label 3 tr("outline: weight", "轮廓：权重") at graph 0.99,0.33 right tc rgb blue_text
set label 4 tr("filled: times σ′(z)", "实心：乘以 σ′(z)") at graph 0.99,0.155 right tc rgb green_text
plot f using 1:5 with boxes lc rgb green, \
     f using 1:4 with boxes fs empty border rgb blue lw 1.6*lw lc rgb blue
unset multiplot
