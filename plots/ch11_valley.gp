# formats: svg png pdf
load "plots/style.gp"
f = draw("ch11_valley")
set title tr("Steps to rest in a valley k times as steep across", "横向的陡度是纵向的 k 倍：走多少步才停下")
set xlabel tr("k, how many times as steep across as along", "k：横向的陡度是纵向的几倍")
set label 90 tr("steps", "步数") @left_edge
set logscale xy
set xrange [1.7:1000]
set yrange [4:4000]
set rmargin at screen 0.83
unset key
last = rows(f, 0) - 1
end(j) = cell(f, 0, last, j)
set label 1 tr("plain, μ = 0", "普通，μ = 0") at 1130,end(2) left tc rgb ink
set label 2 sprintf("μ = %g", number(f, "mu")) at 1130,1.12*end(3) left tc rgb amber_text
set label 3 tr("the best μ", "最好的 μ") at 30,16 left tc rgb orange_text
set label 4 "Adam" at 1130,0.82*end(5) left tc rgb blue_text
set label 5 tr("as k", "与 k 成正比") at 60,400 right tc rgb quiet_text
set label 6 sprintf(tr("as %sk", "与 %sk 成正比"), root) at 500,55 left tc rgb quiet_text
plot f using 1:(end(2)*$1/1000) with lines ls 7, \
     f using 1:(end(4)*sqrt($1/1000)) with lines ls 7, \
     f using 1:5 with linespoints lc rgb blue lw 1.6*lw dt (10,4) pt 5 ps 0.9*ps, \
     f using 1:3 with linespoints lc rgb amber lw 1.6*lw dt (5,3) pt 9 ps 1.1*ps, \
     f using 1:2 with linespoints lc rgb ink lw 1.6*lw pt 5 ps 0.8*ps, \
     f using 1:4 with linespoints lc rgb orange lw 2.4*lw pt 7 ps 1.2*ps
