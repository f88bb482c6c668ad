# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("A thousand sums, before and after σ", "一千个加权和：经过 σ 之前与之后") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch05_sums")
set multiplot
unset key
set tmargin at screen 0.86
set bmargin at screen 0.16
set boxwidth 0.85 relative
set ylabel tr("images", "图像数") offset 0.5,0
bin(x, w) = w*floor(x/w) + w/2
set lmargin at screen 0.09
set rmargin at screen 0.48
set xlabel tr("weighted sum z", "加权和 z")
set xrange [-30:34]
set yrange [0:*]
plot f using (bin($1, 4)):(1) smooth frequency with boxes lc rgb blue
unset label 1
set lmargin at screen 0.58
set rmargin at screen 0.97
set xlabel tr("activation σ(z − 10)", "激活值 σ(z − 10)")
set xrange [0:1]
plot f using (bin($3 > 0.9999 ? 0.9999 : $3, 0.05)):(1) smooth frequency with boxes lc rgb orange
unset multiplot
