# formats: svg png pdf
load "plots/style.gp"
set title tr("Eight steps from (1, 1): how much does each one climb?", "从 (1, 1) 出发的八个方向：每一步上升多少？")
f = draw("ch03_directions")
set lmargin at screen 0.22
set rmargin at screen 0.78
set bmargin at screen 0.12
set xrange [-0.6:2.6]
set yrange [-0.35:2.15]
set xlabel "x" offset 0,0.6
set ylabel "y"
unset key
set size ratio -1
# The contour through (1, 1): 3/2 x² + 1/2 y² = 2.
set parametric
set trange [-1.6:3.2]
set label 1 "∇C = (3, 1)" at 2.2,1.47 center tc rgb green
set label 2 tr("contour: no climb", "等高线：不升不降") at 1.22,-0.2 left tc rgb quiet
plot sqrt(4.0/3)*cos(t),2*sin(t) with lines ls 7 lw 1.6*lw, \
     f index 0 using 1:2:(0.55*$3):(0.55*$4) with vectors filled head size screen 0.014,20 lc rgb blue lw 1.6*lw, \
     f index 1 using 1:2:(1.05*0.94868):(1.05*0.31623) with vectors filled head size screen 0.02,20 lc rgb green lw 3*lw, \
     f index 0 using ($1+0.77*$3):($2+0.72*$4):(($5 < 0 ? "−" : "+").sprintf("%.2f", abs($5))) with labels tc rgb ink, \
     "+" using (1):(1) every ::0::0 with points pt 7 ps 1.8*ps lc rgb ink
