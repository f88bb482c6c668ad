# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("The ten outputs, before the first step and after the last", "十个输出：第一步之前与最后一步之后") at screen 0.5,0.945 center font face.",26" tc rgb ink
f = draw("ch13_outputs")
set multiplot
unset key
heads = tr("before", "训练前")
tails = tr("after", "训练后")
do for [k = 0:1] {
    up = k ? 0.47 : 0.86
    down = k ? 0.16 : 0.55
    set tmargin at screen up
    set bmargin at screen down
    # The picture.
    unset border; unset tics; unset grid; unset colorbox; unset xlabel
    set xrange [-0.5:27.5]
    set yrange [27.5:-0.5]
    set size ratio -1
    set cbrange [0:255]
    set palette defined (0 bg, 1 ink)
    set lmargin at screen 0.03
    set rmargin at screen 0.21
    set object 1 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb grid_color lw lw front
    plot f index 1+2*k using 1:2:3 with image
    unset object 1
    unset label 1
    # The bars.
    set size noratio
    set border 3 lw 0.6*lw lc rgb ink
    set xrange [-0.6:9.6]
    set yrange [0:1.05]
    set xtics 1 nomirror out
    set ytics 0.5 nomirror out
    set grid ytics lw 0.5*lw lc rgb grid_color lt 1
    set boxwidth 0.7
    do for [side = 0:1] {
        set lmargin at screen (side ? 0.66 : 0.28)
        set rmargin at screen (side ? 0.97 : 0.59)
        if (k) { set xlabel tr("output", "输出") offset 0,0.5 textcolor rgb ink } else { unset xlabel }
        if (!k) { set label 2 (side ? tails : heads) at graph 0.5,1.1 center tc rgb ink }
        plot f index 2*k using 1:(column(2+side)) with boxes lc rgb (side ? orange : blue)
        unset label 2
    }
}
unset multiplot
