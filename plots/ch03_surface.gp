# formats: svg png pdf
load "plots/style.gp"
set title tr("A landscape with two valleys, and one walk", "两个山谷和一条下山的路") offset 4,0.8
unset lmargin
unset rmargin
unset tmargin
unset bmargin
set border 15 lw 0.6*lw lc rgb ink
# (gnuplot's own names of the axes end outside the page.)
set label 1 "x" at screen 0.35,0.05 center tc rgb ink
set label 2 "y" at screen 0.965,0.35 center tc rgb ink
set label 3 "C" at screen 0.02,0.36 center tc rgb ink
set xrange [-1.7:1.7]
set yrange [-1.4:1.4]
set zrange [0:7]
set cbrange [0:7]
set xyplane at 0
set ztics 0,2
set xtics 1
set ytics 1
unset key
unset colorbox
unset grid
set view 36,18,1.25,0.85
set pm3d scansautomatic border lc rgb clear(on_map, 160) lw 0.4*lw
f = draw("ch03_field")
splot f index 0 every 2:2 using 1:2:3 with pm3d, \
      f index 1 using 1:2:($3+0.12) with linespoints lc rgb orange lw 2.4*lw pt 7 ps 1.1*ps
