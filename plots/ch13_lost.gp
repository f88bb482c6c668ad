# formats: svg png pdf
load "plots/style.gp"
f = draw("ch13_lost")
# Blocks 0 to 4, one a network, until it has lost no digit. Columns: step, and z of ten outputs.
late = rows(f, 0) > 28 ? 27 : rows(f, 0) - 1  # the row of about an epoch
below(k, j) = cell(f, k, late, 2 + j) < -8
set title tr("z of each output, in the mean over the images of its digit: five networks", "每个输出的 z，在它自己那个数字的图像上取平均：五个网络")
set label 2 sprintf(tr("orange: below −8 after %s steps", "橙色：走了 %s 步，还在 −8 以下"), comma(cell(f, 0, late, 1))) at graph 0.03,0.94 left tc rgb orange_text
unset key
set logscale x
last = 1
do for [k = 0:4] {
    end = cell(f, k, rows(f, k) - 1, 1)
    last = end > last ? end : last
}
set xrange [0.5:last]
set xtics ("0" 0.5, "1" 1, "10" 10, "100" 100, "1000" 1000, "10000" 10000)
set yrange [-16:12]
set ytics 4
set xlabel tr("step", "步数")
x(step) = step > 0 ? step : 0.5
plot for [k = 0:4] for [j = 0:9] f index k using (x($1)):(column(2 + j)) \
         with lines lc rgb (below(k, j) ? orange : clear(blue, 100)) lw (below(k, j) ? 1.8 : 1)*lw
