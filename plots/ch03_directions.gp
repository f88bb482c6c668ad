# formats: svg png pdf gif mp4
load "plots/style.gp"
f = draw("ch03_directions")
set title (moving ? tr("One step of length 1, in every direction", "朝每个方向走长度为 1 的一步") \
    : tr("Eight steps of one length from (1, 1): the climb per unit", "从 (1, 1) 朝八个方向走同样长的一步：每单位长度上升多少"))
stats f index 1 using 1 name "X" nooutput
stats f index 1 using 2 name "Y" nooutput
stats f index 1 using 3 name "L" nooutput
sloped = sprintf("(%g, %g)", X_min, Y_min)
rad = pi/180
set xlabel "x" offset 0,0.6
set ylabel "y"
unset key
set size ratio -1
set xrange [-0.6:2.6]
set yrange [-0.35:2.15]
set label 2 tr("contour: no climb", "等高线：不升不降") at 1.22,-0.2 left tc rgb quiet_text
if (!moving) {
    set lmargin at screen 0.22
    set rmargin at screen 0.78
    set bmargin at screen 0.12
    set label 1 tr("along ∇C = ", "∇C 的方向：").sloped at 1+1.15*X_min/L_min,1+1.15*Y_min/L_min offset 0.6,0.3 left tc rgb green_text
    plot f index 2 using 1:2 with lines ls 7 lw 1.6*lw, \
         f index 0 using (1):(1):(0.55*cos(rad*$1)):(0.55*sin(rad*$1)) with vectors filled head size screen 0.014,20 lc rgb blue lw 1.6*lw, \
         f index 1 using (1):(1):(1.05*$1/$3):(1.05*$2/$3) with vectors filled head size screen 0.02,20 lc rgb green lw 3*lw, \
         f index 0 using (1+0.77*cos(rad*$1)):(1+0.70*sin(rad*$1)):(($2 < 0 ? "−" : "+").sprintf("%.2f", abs($2))) with labels tc rgb ink boxed, \
         "+" using (1):(1) every ::0::0 with points pt 7 ps 1.8*ps lc rgb ink
}
# The animation turns one arrow once around, and draws its climb beside it.
g = draw("ch03_cosine")
title = tr("A step in every direction, and its climb", "朝每个方向走一步，看上升多少")
if (moving) {
    do for [k=0:65] {
        row = k > 60 ? 180 : 3*k
        set multiplot
        unset title
        set label 9 title at screen 0.5,0.94 center font face.",18" tc rgb ink
        set lmargin at screen 0.08
        set rmargin at screen 0.50
        set bmargin at screen 0.14
        set size ratio -1
        set xrange [-0.3:2.3]
        set yrange [-0.2:2.2]
        set xtics 1
        set ytics 1
        set xlabel "x" offset 0,0.6
        set ylabel "y"
        set label 2 tr("contour", "等高线") at 1.25,-0.05 left tc rgb quiet_text
        set label 3 "∇C" at 1+1.15*X_min/L_min,1+1.15*Y_min/L_min offset 0,0.8 center tc rgb green_text
        plot f index 2 using 1:2 with lines ls 7 lw 1.6*lw, \
             f index 1 using (1):(1):(1.05*$1/$3):(1.05*$2/$3) with vectors filled head size screen 0.02,20 lc rgb green lw 2*lw, \
             g every ::row::row using (1):(1):(cos(rad*$1)):(sin(rad*$1)) with vectors filled head size screen 0.02,20 lc rgb blue lw 3*lw, \
             "+" using (1):(1) every ::0::0 with points pt 7 ps 1.8*ps lc rgb ink
        unset label 9
        unset label 2
        unset label 3
        set lmargin at screen 0.60
        set rmargin at screen 0.97
        set size noratio
        set xrange [0:360]
        set yrange [-1.3*L_min:1.3*L_min]
        set xtics 90
        set ytics 2
        set xlabel tr("direction, degrees", "方向（度）") offset 0,0.5
        set ylabel tr("climb per unit", "每单位长度上升")
        plot 0 with lines ls 7, \
             g every ::0::0 using (atan2(Y_min,X_min)/rad):(-1.3*L_min):(0):(2.6*L_min) with vectors nohead lc rgb green lw lw, \
             g every ::0::row using 1:2 with lines ls 1, \
             g every ::row::row using 1:2 with points pt 7 ps 2*ps lc rgb blue
        unset multiplot
    }
}
