# formats: svg png pdf
load "plots/style.gp"
f = draw("ch15_softmax")
set label 1 tr("Ten sigmoids are ten answers; softmax shares out one", "十个 sigmoid 各答各的；softmax 把 1 分给十个输出") at screen 0.5,0.95 center font face.",26" tc rgb ink
set multiplot
unset key
do for [k=0:1] {
    set xrange [*:*]
    set yrange [*:*]
    stats f index (2*k) using ($1*$4) name "L" nooutput
    set tmargin at screen (k ? 0.455 : 0.85)
    set bmargin at screen (k ? 0.15 : 0.545)
    set lmargin at screen 0.02
    set rmargin at screen 0.20
    set xrange [-0.5:27.5]
    set yrange [27.5:-0.5]
    set border 0
    unset tics
    unset xlabel
    unset colorbox
    set palette defined (0 bg, 1 ink)
    set cbrange [0:255]
    set label 2 sprintf(k ? tr("a %.0f: the largest Σ", "%.0f：Σ 最大") : tr("a %.0f: the smallest Σ", "%.0f：Σ 最小"), L_sum) at 13.5,-2.4 center tc rgb ink
    set object 1 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb grid_color lw lw front
    plot f index (2*k + 1) using 1:2:3 with image
    unset label
    unset object 1
    set border 1
    do for [s=0:1] {
        unset label
        set lmargin at screen 0.25 + 0.38*s
        set rmargin at screen 0.59 + 0.38*s
        set xrange [-0.6:9.6]
        set yrange [0:1.12]
        set boxwidth 0.62
        set xtics scale 0 1
        stats f index (2*k) using (column(s ? 3 : 2)) name "S" nooutput
        set label 2 sprintf("Σ = %.2f", S_sum) at graph 0.98,0.93 right tc rgb ink
        if (!k) { set label 3 (s ? tr("softmax", "softmax 输出") : tr("ten sigmoids", "十个 sigmoid")) at graph 0.02,0.93 left tc rgb (s ? orange_text : blue_text) }
        if (k) { set xlabel tr("output", "输出") textcolor rgb ink }
        plot f index (2*k) using 1:(column(s ? 3 : 2)) with boxes lc rgb (s ? orange : blue)
    }
}
unset multiplot
