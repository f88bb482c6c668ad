# formats: svg png pdf
load "plots/style.gp"
set title tr("Values flow forward, gradients flow back", "数值向前流，梯度向后流")
f = draw("ch04_graph")
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.04
set xrange [0:16]
set yrange [0:8]
unset border
unset tics
unset grid
unset key
X(i) = word("2.2 2.2 8 8 13.6", int(i)+1) + 0
Y(i) = word("5.8 2.2 5.8 2.2 4.0", int(i)+1) + 0
N(i) = word("a b p = ab s = a + b y = ps", int(i)+1)
do for [i=0:4] {
    set object i+1 rectangle center X(i),Y(i) size 3.1,2.3 fc rgb bg fs solid 1 border lc rgb ink lw 1.4*lw
}
set arrow 1 from X(0)+1.6,Y(0) to X(2)-1.6,Y(2) head size screen 0.012,20 filled lc rgb blue lw 1.6*lw
set arrow 2 from X(0)+1.6,Y(0)-0.4 to X(3)-1.6,Y(3)+0.5 head size screen 0.012,20 filled lc rgb blue lw 1.6*lw
set arrow 3 from X(1)+1.6,Y(1)+0.4 to X(2)-1.6,Y(2)-0.5 head size screen 0.012,20 filled lc rgb blue lw 1.6*lw
set arrow 4 from X(1)+1.6,Y(1) to X(3)-1.6,Y(3) head size screen 0.012,20 filled lc rgb blue lw 1.6*lw
set arrow 5 from X(2)+1.6,Y(2)-0.3 to X(4)-1.6,Y(4)+0.4 head size screen 0.012,20 filled lc rgb blue lw 1.6*lw
set arrow 6 from X(3)+1.6,Y(3)+0.3 to X(4)-1.6,Y(4)-0.4 head size screen 0.012,20 filled lc rgb blue lw 1.6*lw
set label 1 "×3" at 5.1,6.2 center tc rgb green boxed
set label 2 "×1" at 4.75,5.1 center tc rgb green boxed
set label 3 "×2" at 4.75,2.9 center tc rgb green boxed
set label 4 "×1" at 5.1,1.8 center tc rgb green boxed
set label 5 "×5" at 10.9,5.35 center tc rgb green boxed
set label 6 "×6" at 10.9,2.65 center tc rgb green boxed
set label 7 tr("value", "数值") at X(0)-0.75,7.35 center tc rgb blue
set label 8 tr("gradient", "梯度") at X(0)+0.75,7.35 center tc rgb green
set label 9 "3×5 + 1×6 = 21" at X(0),4.25 center tc rgb green
set label 10 "2×5 + 1×6 = 16" at X(1),0.65 center tc rgb green
plot f using (X($1)):(Y($1)+0.65):(N($1)) with labels tc rgb ink, \
     f using (X($1)-0.75):(Y($1)-0.45):(sprintf("%g", $2)) with labels tc rgb blue font face.",28", \
     f using (X($1)+0.75):(Y($1)-0.45):(sprintf("%g", $3)) with labels tc rgb green font face.",28"
