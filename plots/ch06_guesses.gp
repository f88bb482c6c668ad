# formats: svg png pdf
load "plots/style.gp"
set title tr("Twenty random networks: one answer in ten is right", "二十个随机网络：十次回答只对一次")
f = draw("ch06_guesses")
unset key
set xrange [0.2:23.6]
set yrange [0:120]
set xtics ("1" 1, "5" 5, "10" 10, "15" 15, "20" 20)
set ytics 0,20,100
set grid ytics noxtics
set xlabel tr("network", "网络")
set label 1 tr("% of 1,000 pictures", "占 1,000 幅图像的百分比") @left_edge
set boxwidth 0.62
set label 2 tr("its favourite answer, given to so many", "它最常给出的那个回答所占的比例") at 0.6,112 left tc rgb quiet_text
set label 3 tr("right answers", "答对的比例") at 20.7,112 right tc rgb blue_text
set label 4 tr("a guess", "瞎猜") at 20.8,16 left tc rgb ink
plot f using 1:3 with boxes lc rgb pale, \
     f using 1:2 with boxes lc rgb blue, \
     10 with lines ls 7 lc rgb ink lw 1.2*lw
