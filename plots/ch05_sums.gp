# formats: svg png pdf
load "plots/style.gp"
f = draw("ch05_sums")
b = number(f, "bias"); s = number(f, "steepness")
set label 1 sprintf(tr("%s sums, before and after σ", "%s 个加权和：经过 σ 之前与之后"), comma(number(f, "images"))) \
    at screen 0.5,0.94 center font face.",26" tc rgb ink
set multiplot
unset key
set tmargin at screen 0.86
set bmargin at screen 0.16
set ylabel tr("images", "图像数") offset 0.5,0
bin(x, w) = w*floor(x/w) + w/2
set lmargin at screen 0.09
set rmargin at screen 0.48
set xlabel tr("weighted sum z", "加权和 z")
set xrange [-30:34]
set yrange [0:*]
set boxwidth 3.4
plot f using (bin($1, 4.0)):(1) smooth frequency with boxes lc rgb blue
unset label 1
set lmargin at screen 0.58
set rmargin at screen 0.97
shift = sprintf("z %s %g", b < 0 ? "−" : "+", abs(b))
moved = s == 1 ? "σ(".shift.")" : sprintf("σ(%g(%s))", s, shift)
set xlabel sprintf(tr("activation %s", "激活值 %s"), moved)
set xrange [0:1]
set boxwidth 0.0425
plot f using (bin($2 > 0.9999 ? 0.9999 : $2, 0.05)):(1) smooth frequency with boxes lc rgb orange
unset multiplot
