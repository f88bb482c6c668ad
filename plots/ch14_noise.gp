# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Shown noise, it sees digits", "给它看噪声，它看到数字") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch14_noise")
stats f index 0 using 2 nooutput
most = STATS_max > 20 ? STATS_max : 20
set multiplot
unset key
unset border; unset tics; unset grid; unset colorbox
set tmargin at screen 0.84
set bmargin at screen 0.47
set lmargin at screen 0.06
set rmargin at screen 0.30
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
set palette defined (0 bg, 1 ink)
set label 2 tr("noise …", "噪声……") at graph 0.5,1.06 center tc rgb ink
plot f index 1 using 2:3:4 with image
unset label 1; unset label 2
set size noratio
set border 3 lw 0.6*lw lc rgb ink
set xrange [-0.6:9.6]
set yrange [0:1.05]
set xtics 1 nomirror out
set ytics 0.5 nomirror out
set grid ytics noxtics lw 0.5*lw lc rgb grid_color lt 1
set boxwidth 0.7
set tmargin at screen 0.36
set bmargin at screen 0.15
set xlabel tr("… and the ten outputs", "……和十个输出") offset 0,0.5
plot f index 2 using 1:2 with boxes lc rgb orange
set tmargin at screen 0.77
set bmargin at screen 0.15
set lmargin at screen 0.42
set rmargin at screen 0.97
set yrange [0:1.1*most]
set xrange [-0.7:10.2]
set xtics ("1" 0, "2" 1, "3" 2, "4" 3, "5" 4, "1" 5.5, "2" 6.5, "3" 7.5, "4" 8.5, "5" 9.5)
set ytics autofreq
set xlabel tr("seed of the network", "网络的随机种子") offset 0,0.5
set label 3 sprintf(tr("Of 100 noise images, so many get an output over %g", "每 100 幅噪声图像中，输出超过 %g 的数目"), number(f, "over")) at graph 0.5,1.11 center tc rgb ink
set label 4 tr("small start", "小的初始权重") at first 2, graph 1.03 center tc rgb blue_text
set label 5 tr("the article's start", "文章的初始权重") at first 7.5, graph 1.03 center tc rgb orange_text
x(k) = k + (k > 4 ? 0.5 : 0)
plot f index 0 using (x($1)):($1 < 5 ? $2 : NaN) with boxes lc rgb blue, \
     f index 0 using (x($1)):($1 > 4 ? $2 : NaN) with boxes lc rgb orange, \
     f index 0 using (x($1)):($2 + 0.035*most):(sprintf("%.0f", $2)) with labels tc rgb ink font face.",20"
unset multiplot
