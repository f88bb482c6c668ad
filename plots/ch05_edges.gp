# formats: svg png pdf
load "plots/style.gp"
f = draw("ch05_edges")
set multiplot
unset border; unset tics; unset grid; unset key; unset colorbox
set size ratio -1
set xrange [3:25]
set yrange [25.5:1.5]
grey = part(ink, 1)
set label 1 tr("Digits redrawn with short edges", "用短边重新画出的数字") at screen 0.5,0.94 center font face.",26" tc rgb ink
set label 2 tr("grey: the ink; a bar: a neuron that found its edge there", "灰色：墨迹；短线：在那里找到边的神经元") at screen 0.5,0.13 center tc rgb quiet_text
set tmargin at screen 0.82
set bmargin at screen 0.30
do for [i=0:3] {
    set lmargin at screen 0.015 + 0.245*i
    set rmargin at screen 0.015 + 0.245*i + 0.235
    n = rows(f, 2*i + 1)
    set label 3 sprintf(tr("%d edges", "%d 条短边"), n) at graph 0.5,graph -0.06 center tc rgb orange_text
    plot f index 2*i using 1:2:(grey):(grey):(grey):(95*$3) with rgbalpha, \
         f index 2*i+1 using ($1 - 2.1*$3):($2 - 2.1*$4):(4.2*$3):(4.2*$4) with vectors nohead lw 4*lw lc rgb orange
    unset label 1; unset label 2
}
unset multiplot
