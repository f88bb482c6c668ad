# formats: svg png pdf gif mp4
load "plots/style.gp"
set title tr("The careful man and the drunk man, on one map", "谨慎的人和醉汉，在同一张地图上")
set xlabel tr("weight w", "权重 w")
set label 90 tr("bias b", "偏置 b") @left_edge
# One unit is as long in b as in w: a right angle must look like one.
set xrange [-4.55:4.55]
set yrange [-1.15:3.45]
set ytics 1
set cbrange [0.1:0.7]
f = draw("ch11_walkers")
load "plots/field.gp"
if (format eq "gif") { set palette maxcolors 32 }  # bands make a far smaller file
set cblabel tr("cost", "成本") offset 0.5,0
set label 1 tr("start", "起点") at 3.2,2.5 left front tc rgb ink boxed
many = int(number(f, "size_1"))
few = int(number(f, "size_2"))
careful_steps = rows(f, 1) - 1
an_epoch = (rows(f, 2) - 1)/careful_steps  # of the drunk man's steps
shown = 2*an_epoch
# The animation goes on in images seen: slowly to 400, then faster to 1,600.
do for [k=(moving ? 0 : 50):(moving ? 40 : 50)] {
    seen = k <= 20 ? 20*k : k < 32 ? 400 + 100*(k - 20) : 1600
    drunk = moving ? seen*an_epoch/many : shown
    set label 2 (moving ? sprintf(tr("images seen: %d", "看过的图像数：%d"), seen) : \
        sprintf(tr("careful: %d images a step, %d steps", "谨慎：每步看 %d 幅图像，%d 步"), many, careful_steps)) at -0.3,-0.5 left front tc rgb ink boxed
    if (moving) {
        set label 3 sprintf(tr("orange: drunk, %d image a step", "橙色：醉汉，每步看 %d 幅图像"), few) at -4.35,3.15 left front tc rgb orange_text boxed
        set label 4 sprintf(tr("white: careful, %d images a step", "白色：谨慎的人，每步看 %d 幅图像"), many) at -4.35,2.7 left front tc rgb ink boxed
    } else {
        set label 3 sprintf(tr("drunk: %d image a step, %d steps", "醉汉：每步看 %d 幅图像，%d 步"), few, shown) at -4.35,1.6 left front tc rgb ink boxed
    }
    plot f index 0 using 1:2:3 with image, \
         $contours using 1:2 with lines lc rgb clear(on_map, 160) lw 0.7*lw, \
         f index 2 every ::0::drunk using 1:2 with lines lc rgb orange lw 1.3*lw, \
         f index 2 every ::drunk::drunk using 1:2 with points lc rgb orange pt 7 ps 1.6*ps, \
         f index 1 every ::0::(seen/many) using 1:2 with linespoints lc rgb on_map lw 1.8*lw pt 7 ps 1.2*ps
}
