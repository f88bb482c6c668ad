# formats: svg png pdf gif mp4
load "plots/style.gp"
f = draw("ch02_path")
set title tr("Walking downhill: each dot is one step", "下山：每个点是一步")
set xlabel tr("weight w", "权重 w")
set ylabel tr("cost C(w)", "成本 C(w)")
set xrange [-3:4.2]
set yrange [0:7]
unset key
set label 1 tr("start", "起点") at 3.7,6 left tc rgb orange_text
set label 4 tr("the lowest valley", "最低的谷") at -1.65,0.45 left tc rgb ink
# A tangent of the same length on the page whatever its slope s.
# The animation turns it step by step, and holds the end a while.
half(s) = (moving ? 1.7 : 3)/sqrt(4.3 + s*s)
if (!moving) { set label 2 tr("its tangent", "这里的切线") at 3.4,5.2 right tc rgb green_text }
do for [k=(moving ? 0 : 30):(moving ? 38 : 30)] {
    step = k > 30 ? 30 : k
    here = moving ? step : 0
    if (k >= 30) { set label 3 tr("a local minimum", "局部最小值") at 2.85,1.45 center tc rgb orange_text }
    plot f index 0 using 1:2 with lines ls 1, \
         f index 1 every ::here::here using ($1-half($3)):($2-half($3)*$3):(2*half($3)):(2*half($3)*$3) \
            with vectors nohead ls 2, \
         f index 1 every ::0::(moving ? step : 1000) using 1:2 with points pt 7 ps 1.5*ps lc rgb orange
}
