# formats: svg png pdf
load "plots/style.gp"
f = draw("ch06_straight")
set label 1 tr("One picture fades into another: what the ten outputs do", "一幅图渐变成另一幅：十个输出怎样变化") at screen 0.5,0.94 center font face.",26" tc rgb ink
set multiplot
unset key
set tmargin at screen 0.80
set bmargin at screen 0.27
set xrange [0:1]
set xtics 0.5
set xlabel tr("share of the second picture", "第二幅图所占比例") offset 0,0.2
colors = "blue orange green amber purple red ink quiet blue orange"
color(j) = value(word(colors, j + 1))
set lmargin at screen 0.08
set rmargin at screen 0.47
set label 2 tr("without σ", "没有 σ") at graph 0.5,1.07 center tc rgb ink
plot for [j=0:7] f index j using 1:2 with lines lw 1.8*lw lc rgb color(j), \
     for [j=8:9] f index j using 1:2 with lines lw 1.8*lw dt (10,5) lc rgb color(j)
unset label 1
set label 2 tr("with σ", "有 σ") at graph 0.5,1.07 center tc rgb ink
set lmargin at screen 0.57
set rmargin at screen 0.96
set yrange [-0.03:1.03]
plot for [j=0:7] f index j using 1:3 with lines lw 1.8*lw lc rgb color(j), \
     for [j=8:9] f index j using 1:3 with lines lw 1.8*lw dt (10,5) lc rgb color(j)
# The two pictures, under the ends of both axes.
unset label 2
unset border; unset tics; unset grid; unset colorbox; unset xlabel
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
set palette defined (0 bg, 1 ink)
set bmargin at screen 0.03
set tmargin at screen 0.17
do for [i=0:3] {
    middle = word("0.08 0.47 0.57 0.96", i + 1) + 0
    set lmargin at screen middle - 0.0394
    set rmargin at screen middle + 0.0394
    plot f index 10 using (int($0) % 28):(int($0)/28):(column(1 + i % 2)) with image
}
unset multiplot
