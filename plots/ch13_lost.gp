# formats: svg png pdf
load "plots/style.gp"
f = draw("ch13_lost")
# Blocks 0 to 4: the small start; 5 to 9: the article's. Columns: step, and z of
# ten outputs.
late = rows(f, 0) > 28 ? 27 : rows(f, 0) - 1  # the row of about an epoch
below(k, j) = cell(f, k, late, 2 + j) < -8
set label 1 tr("z of each output, in the mean over the images of its digit: 784-10, five networks", "每个输出的 z，在它自己那个数字的图像上取平均：784-10，五个网络") at screen 0.5,0.95 center font face.",24" tc rgb ink
set label 2 sprintf(tr("orange: below −8 after %s steps", "橙色：走了 %s 步，还在 −8 以下"), comma(cell(f, 0, late, 1))) at screen 0.5,0.895 center tc rgb orange_text
set multiplot
unset key
set logscale x
set xrange [0.5:cell(f, 0, rows(f, 0) - 1, 1)]
set xtics ("0" 0.5, "1" 1, "10" 10, "100" 100, "1000" 1000, "10000" 10000)
set yrange [-42:22]
set ytics 10
set xlabel tr("step", "步数")
set bmargin at screen 0.15
set tmargin at screen 0.79
x(step) = step > 0 ? step : 0.5
do for [side = 0:1] {
    set lmargin at screen (side ? 0.56 : 0.07)
    set rmargin at screen (side ? 0.98 : 0.49)
    if (side) {
        unset label
    }
    set label 5 (side ? tr("article 4's start", "第四篇文章的起点") : tr("the small start", "小起点")) at graph 0.5,1.06 center tc rgb ink
    plot for [k = 0:4] for [j = 0:9] f index 5*side + k using (x($1)):(column(2 + j)) \
             with lines lc rgb (below(5*side + k, j) ? orange : clear(blue, 100)) lw (below(5*side + k, j) ? 1.8 : 1)*lw
}
unset multiplot
