# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("One picture, three random networks: ten outputs each", "一幅图，三个随机网络：各有十个输出") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch06_outputs")
layers = draw("ch06_layers")  # its first layer is the picture
set multiplot
unset key
# The picture.
unset border; unset tics; unset grid; unset colorbox
set size ratio -1
set lmargin at screen 0.02
set rmargin at screen 0.25
set bmargin at screen 0.30
set tmargin at screen 0.72
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
set palette defined (0 bg, 1 ink)
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.6*lw front
set label 2 tr("highest: its answer", "最高的就是它的回答") at screen 0.135,0.22 center tc rgb amber_text
plot layers index 0 using (int($1) % 28):(int($1)/28):2 with image
unset label
unset object 2
# The answers, one panel each: the brightest output in another colour.
set size noratio
set border 3 lw 0.6*lw lc rgb ink
set tics out textcolor rgb ink
set xrange [-0.7:9.7]
set yrange [0:1.05]
set xtics 1 scale 0 nomirror
set ytics 0.5 nomirror
set grid ytics lw 0.5*lw lc rgb grid_color lt 1
set bmargin at screen 0.17
set tmargin at screen 0.79
set boxwidth 0.72
do for [k=2:4] {
    set lmargin at screen 0.325 + 0.232*(k - 2)
    set rmargin at screen 0.325 + 0.232*(k - 2) + 0.195
    stats f index 0 using k nooutput
    best = int(STATS_index_max)
    set label 3 sprintf(tr("network %d", "网络 %d"), k - 1) at graph 0.5,1.08 center tc rgb ink
    set label 4 sprintf(tr("sum %.2f", "总和 %.2f"), STATS_sum) at graph 0.5,-0.17 center tc rgb quiet_text
    if (k > 2) { set format y "" }
    plot f index 0 using 1:k with boxes lc rgb blue, \
         f index 0 every ::best::best using 1:k with boxes lc rgb amber
}
unset multiplot
