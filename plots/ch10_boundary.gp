# formats: svg png pdf gif mp4
load "plots/style.gp"
set label 1 tr("The boundary bends while the network learns", "网络一边学，边界一边弯曲") at screen 0.5,0.95 center font face.",".(moving ? "18" : "26") tc rgb ink
f = draw("ch10_boundary")
half_x = 2.4; half_y = 2.4; cols = 120; rows = 120
load "plots/classes.gp"
set = 39
n = rows(f, set)
step(k) = number(f, sprintf("step_%d", k))
right(k) = number(f, sprintf("right_%d", k))
set xrange [-half_x:half_x]
set yrange [-1.8:1.8]
set size ratio -1
if (moving) {
    set lmargin at screen 0.05
    set rmargin at screen 0.76
    set bmargin at screen 0.05
    set tmargin at screen 0.89
    big = 2.8
    # From step 1 on; the end is held a while.
    do for [i=1:50] {
        k = i > 38 ? 38 : i
        @draw_boundary
        set label 2 tr("step", "步数") at screen 0.88,0.66 center tc rgb quiet_text
        set label 3 sprintf("%d", step(k)) at screen 0.88,0.59 center tc rgb ink font face.",26"
        set label 4 sprintf(tr("right, of %d", "正确（共 %d）"), n) at screen 0.88,0.42 center tc rgb quiet_text
        set label 5 sprintf("%d", right(k)) at screen 0.88,0.35 center tc rgb ink font face.",26"
        plot @map, @boundary, @points
    }
} else {
    set multiplot
    do for [i=0:5] {
        k = word("0 20 30 33 36 38", i+1) + 0
        left = 0.045 + 0.311*(i % 3)
        top = i < 3 ? 0.89 : 0.45
        set lmargin at screen left
        set rmargin at screen left + 0.289
        set tmargin at screen top
        set bmargin at screen top - 0.385
        @draw_boundary
        set label 2 sprintf(tr("step %d: %d of %d", "第 %d 步：分对 %d 点，共 %d 点"), step(k), right(k), n) at graph 0.5,-0.07 center tc rgb ink
        plot @map, @boundary, @points
        unset label 1
    }
    unset multiplot
}
