# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Who shrinks δ: σ′, and the weights decide how much", "让 δ 变小的是 σ′；小多少，还要看权重") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch09_layers")
# The mean of the logarithms, and so of the steps between them.
array step[4]
do for [k=0:1] {
    do for [l=1:2] {
        stats f index k using (log(column(l+2)/column(l+1))) nooutput
        step[2*k + l] = exp(-STATS_mean)
    }
}
set logscale y
set xrange [0.45:3.55]
set yrange [0.0005:2]
set ytics ("1" 1, "0.1" 0.1, "0.01" 0.01, "0.001" 0.001)
set xtics scale 0 (tr("layer 1", "第 1 层") 1, tr("layer 2", "第 2 层") 2, tr("layer 3", "第 3 层") 3)
set grid noxtics
unset key
set tmargin at screen 0.80
# Each image is a dot, put beside the others by its label.
aside(label) = 0.066*(label - 4.5)
hair(i) = 0.045*(i*0.6180339887 - floor(i*0.6180339887) - 0.5)
set multiplot
do for [k=0:1] {
    set lmargin at screen (k ? 0.56 : 0.085)
    set rmargin at screen (k ? 0.975 : 0.50)
    if (k == 0) { set label 90 tr("size of δ", "δ 的大小") @left_edge }
    if (k == 1) { set format y "" ; set ytics ("" 1, "" 0.1, "" 0.01, "" 0.001) }
    set label 2 k ? tr("deviation 1", "标准差 1") : tr("deviation 1/", "标准差 1/").root."n" at graph 0.5,1.06 center tc rgb ink
    set label 3 sprintf("× %.2f", step[2*k + 2]) at 2.5,1.25 center tc rgb green_text
    set label 4 sprintf("× %.2f", step[2*k + 1]) at 1.5,1.25 center tc rgb green_text
    set arrow 1 from 2.72,0.85 to 2.28,0.85 lw 2*lw lc rgb green size screen 0.012,24 filled
    set arrow 2 from 1.72,0.85 to 1.28,0.85 lw 2*lw lc rgb green size screen 0.012,24 filled
    set label 5 k ? "" : tr("each dot is an image; in each layer from left to right: 0, 1, … 9", "每个点是一幅图像；每一层里从左到右：0、1、…、9") at screen 0.5,0.035 center tc rgb quiet_text
    plot for [l=1:3] f index k using (l + aside($1) + hair($0)):(column(l+1)) with points pt 7 ps 0.4*ps lc rgb green
    unset label 1
    unset label 90
}
unset multiplot
