# formats: svg png pdf gif mp4
load "plots/style.gp"
set title tr("The way back, one row at a time", "往回走，一次一行")
f = draw("ch04_backward")
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.02
unset border; unset tics; unset grid; unset key
all = 0
step(k) = k == 0 ? tr("∂y/∂y = 1", "∂y/∂y = 1") : sprintf(tr("row %d hands back", "第 %d 行往回交"), 5 - k)
if (moving) {
    # Each step is held for a second, the last one for two.
    ox = 0; oy = -0.3; scale = 1
    do for [frame=0:39] {
        block = frame/8 > 3 ? 3 : frame/8
        n = 0
        unset object; unset arrow; unset label
        load "plots/tape.gp"
        set label 1 step(block) at 16,7.6 right tc rgb green_text font face.",20"
        plot "+" using (0):(-9) with points notitle
    }
} else {
    n = 0
    scale = 0.5
    do for [block=0:3] {
        ox = 0.05 + 8.0*(block%2); oy = block < 2 ? 4.0 : -0.25
        load "plots/tape.gp"
        set label 900+block sprintf("%d.  %s", block + 1, step(block)) at ox + 7.75,oy + 3.45 right tc rgb green_text
    }
    plot "+" using (0):(-9) with points notitle
}
