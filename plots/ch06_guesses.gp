# formats: svg png pdf
load "plots/style.gp"
f = draw("ch06_guesses")
networks = rows(f, 0)
set title sprintf(tr("%d random networks: of 100 answers, %.0f are right", "%d 个随机网络：100 个回答里对 %.0f 个"), networks, number(f, "mean"))
unset key
set xrange [0.2:networks + 3.6]
set yrange [0:120]
set xtics ("1" 1, "5" 5, "10" 10, "15" 15, "20" 20)
set ytics 0,20,100
set grid ytics noxtics
set xlabel tr("network", "网络")
set label 1 sprintf(tr("%% of %s pictures", "占 %s 幅图像的百分比"), comma(number(f, "images"))) @left_edge
set boxwidth 0.62
set label 2 tr("its favourite answer, given to so many", "它最常给出的那个回答所占的比例") at 0.6,112 left tc rgb quiet_text
set label 3 tr("right answers", "答对的比例") at networks + 0.7,112 right tc rgb blue_text
set label 4 tr("a guess", "瞎猜") at networks + 0.8,16 left tc rgb ink
plot f using 1:3 with boxes lc rgb pale, \
     f using 1:2 with boxes lc rgb blue, \
     10 with lines ls 7 lc rgb ink lw 1.2*lw
