# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("−∇C: one long column, and what it says", "−∇C：长长的一列，每个数说了什么") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch12_vector")
stats f using 2 nooutput
m = STATS_max > -STATS_min ? STATS_max : -STATS_min
much(v) = abs(v) >= m/3 ? tr(" a lot", "很多") : abs(v) >= m/30 ? tr(" a little", "一点") : tr(", hardly", "（几乎不动）")
say(v) = v == 0 ? tr("leave it", "不动") : (v > 0 ? tr("increase", "调大") : tr("decrease", "调小")).much(v)
shown(v) = v == 0 ? "0" : (v < 0 ? "−" : "").sprintf("%.6f", abs(v))
# The knobs shown, and the row where each stands.
places = "1 2 407 408 409 12,545 12,833 12,993 12,998 13,002"
rows = "1 2 4 5 6 8 10 12 14 16"
plain(i) = i <= 5 ? int(word(places, i)) : int(word("12545 12833 12993 12998 13002", i - 5))
array v[10]
do for [i = 1:10] {
    stats f using 2 every ::plain(i)-1::plain(i)-1 nooutput
    v[i] = STATS_min
}
set multiplot
unset border; unset tics; unset grid; unset key
set lmargin at screen 0.02
set rmargin at screen 0.42
set tmargin at screen 0.88
set bmargin at screen 0.06
set xrange [0:10]
set yrange [16.8:0.2]
do for [i = 1:10] {
    row = real(word(rows, i))
    set label 10+i word(places, i) at 1.8,row right font face.",16" tc rgb quiet_text
    set label 30+i shown(v[i]) at 5.2,row right tc rgb (v[i] == 0 ? quiet_text : green_text)
    set label 50+i say(v[i]) at 6.0,row left tc rgb (v[i] == 0 ? quiet_text : ink)
}
do for [row in "3 7 9 11 13 15"] { set label 70+int(row) "⋮" at 4.2,real(row) center tc rgb quiet_text }
do for [side = 0:1] {
    x = side ? 5.5 : 2.1
    lip = side ? -0.25 : 0.25
    set arrow 1+3*side from x,0.4 to x,16.6 nohead lc rgb ink lw 1.2*lw
    set arrow 2+3*side from x,0.4 to x+lip,0.4 nohead lc rgb ink lw 1.2*lw
    set arrow 3+3*side from x,16.6 to x+lip,16.6 nohead lc rgb ink lw 1.2*lw
}
plot 99 notitle with lines lc rgb bg
unset label; unset arrow
# All of them. The last few are stretched: they would be a thin line.
pixels = int(number(f, "behind_pixels"))
others = rows(f, 0) - pixels
set border 2 lw 0.6*lw
set ytics out nomirror
set grid y
set lmargin at screen 0.54
set rmargin at screen 0.95
set tmargin at screen 0.80
set bmargin at screen 0.15
at(k) = k <= pixels ? 0.66*k/pixels : 0.68 + 0.32*(k - pixels)/others
set xrange [0:1]
set yrange [-1.1*m:1.1*m]
set xtics scale 0 nomirror ("1" 0)
set xtics add (comma(pixels) 0.66, comma(pixels + others) 1)
set xlabel sprintf(tr("knob (the last %d stretched)", "旋钮的编号（最后 %d 个拉宽）"), others)
set format y "%g"
set xzeroaxis lt 1 lc rgb ink lw 0.6*lw
set arrow 1 from 0.67,graph -0.02 to 0.67,graph 1.1 nohead ls 7
set label 2 tr("weights behind pixels", "连着像素的权重") at 0.33,graph 1.06 center tc rgb ink
set label 3 sprintf(tr("%d others", "其余 %d 个"), others) at 0.84,graph 1.06 center tc rgb ink
plot f using (at($1)):2 with impulses lc rgb green lw 0.35*lw
unset multiplot
