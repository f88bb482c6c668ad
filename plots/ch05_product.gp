# formats: svg png pdf
load "plots/style.gp"
f = draw("ch05_product")
weights = draw("ch05_weights")  # its second block: the weights with the border
set multiplot
unset border; unset tics; unset grid; unset key; unset colorbox
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [-1:1]
set palette defined (-1 against, 0 bg, 1 for_it)
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.6*lw front
grey = part(ink, 1)
high = 0.37; wide = high*9/16
b = number(f, "bias")
set label 1 tr("Weights times ink, all added up", "权重乘以墨量，再全部相加") at screen 0.5,0.945 center font face.",26" tc rgb ink
do for [i=0:1] {
    low = 0.465 - 0.415*i
    set bmargin at screen low
    set tmargin at screen low + high
    set label 2 "×" at screen 0.277,low + high/2 center font face.",36" tc rgb ink
    set label 3 "=" at screen 0.527,low + high/2 center font face.",36" tc rgb ink
    z = number(f, sprintf("sum_%d", i + 1))
    set label 4 sprintf(tr("sum %s", "和 %s"), (z < 0 ? "−" : "").sprintf("%.1f", abs(z))) \
        at screen 0.785,low + 0.63*high left font face.",28" tc rgb blue_text
    set label 5 sprintf("σ(z %s %g) = %.3f", b < 0 ? "−" : "+", abs(b), number(f, sprintf("lit_%d", i + 1))) \
        at screen 0.785,low + 0.36*high left font face.",22" tc rgb orange_text
    if (i == 0) {
        set label 6 tr("weights", "权重") at screen 0.15,low + high + 0.03 center tc rgb quiet_text
        set label 7 tr("ink", "墨量") at screen 0.4,low + high + 0.03 center tc rgb quiet_text
        set label 8 tr("products", "乘积") at screen 0.65,low + high + 0.03 center tc rgb quiet_text
    }
    set lmargin at screen 0.15 - wide/2
    set rmargin at screen 0.15 + wide/2
    plot weights index 1 using 1:2:3 with image
    do for [k=1:8] { unset label k }
    set lmargin at screen 0.4 - wide/2
    set rmargin at screen 0.4 + wide/2
    plot f index i using 1:2:(grey):(grey):(grey):(255*$3) with rgbalpha
    set lmargin at screen 0.65 - wide/2
    set rmargin at screen 0.65 + wide/2
    plot f index i using 1:2:4 with image, \
         f index i using 1:2:(grey):(grey):(grey):(45*$3) with rgbalpha
}
unset multiplot
