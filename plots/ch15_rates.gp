# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_rates")
set title tr("Every cure at every learning rate η", "各种办法，各种学习率 η")
set bmargin at screen 0.15
set tmargin at screen 0.87
# What is read at the largest rate may lie below the picture.
low = 100
high = 0
do for [k=0:4] {
    stats f index k using 2 every ::0::3 name "L" nooutput
    stats f index k using 4 name "H" nooutput
    low = L_min < low ? L_min : low
    high = H_max > high ? H_max : high
}
low = 10*floor(low/10)
set logscale x
set xrange [0.085:11.8]
set yrange [low:high + 2]
set xtics ("0.1" 0.1, "0.3" 0.3, "1" 1, "3" 3, "10" 10)
set xlabel tr("learning rate η", "学习率 η")
set label 90 tr("test images read right, of 100", "每 100 幅测试图像认对几幅") @left_edge
left_over(k) = cell(f, k, 4, 3)
if (left_over(3) < low) { set label 1 sprintf("%.0f ↓", left_over(3)) at 9.4,low + 0.04*(high + 2 - low) right tc rgb orange_text }
unset grid  # (what the key hides of it would depend on its words)
set key at graph 0.34,0.50 left top Left reverse samplen 2.4 spacing 1.05 font face.",20"
narrow = sprintf("1/%sn", root)
wide = tr("deviation 1", "标准差 1")
plot f index 0 using 1:2:4 with filledcurves fs transparent solid 0.25 lc rgb blue notitle, \
     f index 4 using 1:3 with linespoints ls 2 dt 1 lw 2.2*lw title tr("softmax, ", "softmax，").narrow, \
     f index 3 using 1:3 with linespoints ls 3 lw 2.2*lw title tr("cross-entropy, ", "交叉熵，").narrow, \
     f index 1 using 1:3 with linespoints ls 1 lw 2.2*lw title tr("squares, ", "平方，").narrow, \
     f index 2 using 1:3 with linespoints ls 3 dt (4,4) pt 6 title tr("cross-entropy, ", "交叉熵，").wide, \
     f index 0 using 1:3 with linespoints ls 1 dt (4,4) pt 6 title tr("squares, ", "平方，").wide
