# formats: svg png pdf
load "plots/style.gp"
f = draw("ch12_directions")
set label 90 tr("The same length in other directions: what the cost does", "同样的长度，不同的方向：成本变化多少") at screen 0.5,0.95 center font face.",26" tc rgb ink
change(k) = cell(f, 0, k, 1)
random = rows(f, 1)
stats f index 1 using 1 nooutput
high = STATS_max > -STATS_min ? STATS_max : -STATS_min
stats f index 0 using 1 nooutput
low = STATS_min < -high ? STATS_min : -high
top = STATS_max > high ? STATS_max : high
set multiplot
unset key
unset ytics
unset grid
set border 1
set tmargin at screen 0.84
set bmargin at screen 0.16
set lmargin at screen 0.03
set rmargin at screen 0.60
set xlabel tr("change of the cost", "成本的变化")
set format x "%g"
reach = top - low
set xrange [low - 0.03*reach:top + 0.42*reach]
set yrange [0.3:6.7]
name(k) = k == 0 ? "−∇C" : k == 1 ? tr("its 100 largest", "只用最大的 100 个") : \
    k == 2 ? tr("its signs alone", "只用正负号") : k == 3 ? tr("−∇C of 100 images", "100 幅图像的 −∇C") : \
    tr("−∇C of 10 images", "10 幅图像的 −∇C")
do for [k = 0:4] {
    set object k+1 rect from 0,5.7-k to change(k),6.3-k fc rgb (k ? green : orange) fs solid 1 noborder
    set label k+1 name(k) at (change(k) > 0 ? change(k) : 0) + 0.03*reach,6-k left tc rgb (k ? green_text : orange_text)
}
set label 9 sprintf(tr("%s at random", "%s 个随机方向"), comma(random)) at high + 0.03*reach,1 left tc rgb blue_text
set arrow 9 from 0,0.4 to 0,6.5 nohead ls 7
set xtics 0.5*10**floor(log10(-low))
plot f index 1 using 1:(1) with points lc rgb blue pt 7 ps 0.8*ps
unset object
unset arrow
unset label
set lmargin at screen 0.66
set rmargin at screen 0.97
set xrange [-1.1*high:1.1*high]
set yrange [0:*]
power = 10**floor(log10(high))
set xtics power*(high > 5*power ? 5 : high > 2*power ? 2 : 1) font face.",18"
w = high/12
bin(x) = w*(floor(x/w) + 0.5)
set boxwidth 0.9*w
set label 1 tr("those at random", "随机的那些") at graph 0.5,1.05 center tc rgb blue_text
plot f index 1 using (bin($1)):(1) smooth frequency with boxes lc rgb blue
unset multiplot
