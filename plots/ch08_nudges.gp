# formats: svg png pdf
load "plots/style.gp"
set title tr("A nudge travels down the chain: every line has the same scale", "微小变化沿着链传递：四条数轴比例相同")
f = draw("ch08_nudges")
array from[4]
array to[4]
do for [i=1:4] {
    stats f every ::i-1::i-1 using 1 nooutput
    from[i] = STATS_min
    stats f every ::i-1::i-1 using 2 nooutput
    to[i] = STATS_min
}
unset border; unset tics; unset grid; unset key
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.04
set tmargin at screen 0.86
set xrange [-0.048:0.152]
set yrange [-3.75:0.6]
# Row i: the quantity moves from $1 to $2; 0 is where it was.
array name[4] = ["w₃", "z₃", "a₃", "C"]
array delta[4] = ["Δw", "Δz", "Δa", "ΔC"]
do for [i=1:4] {
    moved = to[i] - from[i]
    y = 1 - i
    set arrow 10*i from -0.02,y to 0.112,y nohead lw lw lc rgb quiet
    do for [k=-1:5] {
        set arrow 10*i + 2 + k from 0.02*k,y - 0.06 to 0.02*k,y + 0.06 nohead lw 0.7*lw lc rgb quiet
    }
    set arrow 10*i + 9 from 0,y to moved,y head size screen 0.009,24 filled lw 4*lw lc rgb (moved < 0 ? orange : blue) front
    set label 10*i name[i] at -0.034,y center tc rgb ink font face.",34"
    if (moved > 0) {
        set label 10*i + 1 sprintf("%.4f", from[i]) at -0.002,y + 0.24 right tc rgb quiet
    } else {
        set label 10*i + 1 sprintf("%.4f", from[i]) at 0.002,y + 0.24 left tc rgb quiet
    }
    set label 10*i + 2 sprintf("%s = %s%.4f", delta[i], moved < 0 ? "−" : "+", abs(moved)) at 0.117,y left tc rgb (moved < 0 ? orange : blue) font face.",28"
    if (i > 1) {
        rate = moved/before
        set arrow 100 + i from before,y + 0.90 to moved,y + 0.12 head size screen 0.008,20 filled lw 1.6*lw dt (8,5) lc rgb green
        set label 10*i + 3 sprintf("× %s ≈ %s%.4f", word("a₂ σ′(z₃) 2(a₃−y)", i - 1), rate < 0 ? "−" : "", abs(rate)) at (before + moved)/2 + 0.007,y + 0.48 left tc rgb green font face.",26"
    }
    before = moved
}
plot "+" using (0):(-9) with points notitle
