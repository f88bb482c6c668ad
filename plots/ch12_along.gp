# formats: svg png pdf
load "plots/style.gp"
set title tr("A step along −∇C: down as promised, then up", "沿 −∇C 走一步：先如预测下降，然后上升")
f = draw("ch12_along")
stats f using 2 nooutput
low = STATS_min
best = STATS_index_min / 4.0
stats f using 2 every ::0::0 nooutput
here = STATS_min
stats f using 3 every ::4::4 nooutput
fall = here - STATS_min  # promised for η = 1
d = here - low
set xrange [0:(2.2*best < 15 && best > 0 ? 2.2*best : 15)]
set yrange [low - 0.45*d:here + 0.6*d]
set xlabel tr("rate η", "学习率 η")
set lmargin at screen 0.10
set label 90 tr("cost C", "成本 C") @left_edge
unset key
set label 1 tr("the cost", "成本") at best,low+0.10*d center tc rgb blue_text
set label 2 tr("promised", "预测") at 0.96*d/fall,low-0.08*d right tc rgb green_text
set label 3 tr("here", "此处") at 0.35,here+0.08*d left tc rgb orange_text
plot f using 1:3 with lines ls 2, f using 1:2 with lines ls 1, \
     f using 1:2 every ::0::0 with points ls 3 ps 1.6*ps
