# formats: svg png pdf gif mp4
load "plots/style.gp"
set title tr("A nudge travels down the chain: every line has the same scale", "推一下，一环一环往下传：四条数轴比例相同")
f = draw("ch08_nudges")
array from[4]
array to[4]
array value[4]
do for [i=1:4] {
    stats f index 0 every ::i-1::i-1 using 1 nooutput; from[i] = STATS_min
    stats f index 0 every ::i-1::i-1 using 2 nooutput; to[i] = STATS_min
}
u = (to[1] - from[1])/0.1  # the page was laid out for a nudge of a tenth
# Where w, z, a and C are in each frame of the animation.
array w[48]; array z[48]; array a[48]; array cost[48]
if (moving) { do for [k=1:48] {
    stats f index 1 every ::k-1::k-1 using 1 nooutput; w[k] = STATS_min
    stats f index 1 every ::k-1::k-1 using 2 nooutput; z[k] = STATS_min
    stats f index 1 every ::k-1::k-1 using 3 nooutput; a[k] = STATS_min
    stats f index 1 every ::k-1::k-1 using 4 nooutput; cost[k] = STATS_min
} }
unset border; unset tics; unset grid; unset key
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.04
set tmargin at screen 0.86
left = moving ? -0.145 : -0.048
set xrange [left*u:(moving ? 0.19 : 0.152)*u]
set yrange [-3.75:0.6]
# (The font of an animation lacks ₃.)
array name[4] = ["w_3", "z_3", "a_3", "C"]
array delta[4] = ["Δw", "Δz", "Δa", "ΔC"]
array ratio[4] = ["", "Δz/Δw", "Δa/Δz", "ΔC/Δa"]
big = moving ? ",20" : ",28"
do for [frame=1:(moving ? 48 : 1)] {
    if (moving) { to[1] = w[frame]; to[2] = z[frame]; to[3] = a[frame]; to[4] = cost[frame] }
    do for [i=1:4] {
        # Row i: the quantity moves by `moved`; 0 is where it was.
        moved = to[i] - from[i]
        y = 1 - i
        tint = moved < 0 ? orange : blue
        set arrow 20*i from (moving ? -0.112 : -0.02)*u,y to 0.112*u,y nohead lw lw lc rgb quiet
        do for [k=(moving ? -5 : -1):5] {
            set arrow 20*i + 6 + k from 0.02*k*u,y - 0.06 to 0.02*k*u,y + 0.06 nohead lw 0.7*lw lc rgb quiet
        }
        if (abs(moved) > 0.0005*u) {
            set arrow 20*i + 13 from 0,y to moved,y head size screen 0.009,24 filled lw 4*lw lc rgb tint front
        } else {
            set arrow 20*i + 13 from -0.0005*u,y to 0.0005*u,y nohead lw 4*lw lc rgb ink front
        }
        set label 10*i name[i] at (left + 0.014)*u,y center tc rgb ink font face.(moving ? ",24" : ",34")
        if (!moving) {
            set label 10*i + 1 sprintf("%.4f", from[i]) at (moved > 0 ? -0.002 : 0.002)*u,y + 0.24 \
                right tc rgb quiet_text
            if (moved <= 0) { set label 10*i + 1 left }
        }
        set label 10*i + 2 sprintf("%s = %s%.4f", delta[i], moved < 0 ? "−" : "+", abs(moved)) \
            at 0.117*u,y left tc rgb tint font face.big
        if (i > 1) {
            rate = before == 0 ? 0 : moved/before
            set arrow 100 + i from before,y + 0.90 to moved,y + 0.12 head size screen 0.008,20 filled lw 1.6*lw dt (8,5) lc rgb green
            if (!moving) {
                set label 10*i + 3 sprintf("× %s = %s%.4f", ratio[i], rate < 0 ? "−" : "", abs(rate)) \
                    at (before + moved)/2 + 0.007*u,y + 0.48 left tc rgb green_text font face.",26"
            }
        }
        before = moved
    }
    plot "+" using (0):(-9) with points notitle
}
