# formats: svg png pdf
load "plots/style.gp"
set title tr("Every step back costs most of δ", "每往回一层，δ 都小一大截")
f = draw("ch09_layers")
set logscale y
set xrange [0.45:3.55]
set yrange [0.0025:0.5]
set ytics ("0.3" 0.3, "0.1" 0.1, "0.03" 0.03, "0.01" 0.01, "0.003" 0.003)
set xtics scale 0 (tr("layer 1", "第 1 层") 1, tr("layer 2", "第 2 层") 2, tr("layer 3: outputs", "第 3 层：输出") 3)
set label 90 tr("mean size of δ", "δ 的平均大小") @left_edge
set grid noxtics
unset key
# Each image is a dot, put beside the others by its number.
aside(i) = 0.62*(i*0.6180339887 - floor(i*0.6180339887) - 0.5)
stats f using 2 name "L1" nooutput
stats f using 3 name "L2" nooutput
stats f using 4 name "L3" nooutput
# From the outputs back, as the second equation goes.
set arrow 1 from 2.62,L3_median*0.93 to 2.40,L2_median*1.12 lw 2.4*lw lc rgb quiet size screen 0.014,24 filled
set arrow 2 from 1.62,L2_median*0.93 to 1.40,L1_median*1.12 lw 2.4*lw lc rgb quiet size screen 0.014,24 filled
set label 1 "δ³ = 2(a − y) ⊙ σ′" at 3,L3_median*1.45 center tc rgb ink
set label 2 "δ² = (W³)ᵀδ³ ⊙ σ′" at 2,L2_median*1.6 center tc rgb ink
set label 3 "δ¹ = (W²)ᵀδ² ⊙ σ′" at 1,L1_median*2.1 center tc rgb ink
set label 4 sprintf("× %.2f", L2_mean/L3_mean) at 2.54,sqrt(L2_median*L3_median) left tc rgb ink
set label 5 sprintf("× %.2f", L1_mean/L2_mean) at 1.54,sqrt(L1_median*L2_median) left tc rgb ink
set label 6 tr("each dot is an image", "每个点是一幅图像") at 1,0.0036 center tc rgb quiet_text
plot f using (1+aside($1)):2 with points pt 7 ps 0.5*ps lc rgb green, \
     f using (2+aside($1)):3 with points pt 7 ps 0.5*ps lc rgb green, \
     f using (3+aside($1)):4 with points pt 7 ps 0.5*ps lc rgb green
