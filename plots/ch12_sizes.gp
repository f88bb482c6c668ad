# formats: svg png pdf
load "plots/style.gp"
f = draw("ch12_sizes")
knobs = number(f, "knobs")
stats f using 2 nooutput
top = STATS_max
n = STATS_records
stats f using ($3 < 0.5) nooutput
half = STATS_sum + 1
set title sprintf(tr("%d knobs bring half of the gain", "%d 个旋钮就贡献了一半"), half)
stats f using 2 every ::half-1::half-1 nooutput
at_half = STATS_max
do for [i = 1:3] {  # what the first 10, 100 and 1,000 bring
    stats f using 2 every ::10**i-1::10**i-1 nooutput
    size = STATS_max
    stats f using 3 every ::10**i-1::10**i-1 nooutput
    set label i sprintf(tr("first %s: %.0f %% of the gain", "前 %s 个：贡献 %.0f%%"), \
        comma(10**i), 100*STATS_max) at 10**i,2*size left tc rgb ink
}
set label 4 sprintf(tr("%s are exactly 0", "%s 个恰好是 0"), comma(knobs - n)) at 0.8*n,3e-7 right tc rgb quiet_text
set label 5 sprintf(tr("half: the first %d", "一半：前 %d 个"), half) at 0.85*half,3e-5 right tc rgb orange_text
set arrow 1 from half,1e-7 to half,at_half nohead lc rgb orange lw lw dt (8,4)
set logscale xy
set xrange [1:16000]
set xtics ("1" 1, "10" 10, "100" 100, "1,000" 1000, "10,000" 10000)
set yrange [1e-7:6*top]
set format y "10^{%T}"
set label 90 tr("size of slope", "斜率的大小") @left_edge
set xlabel sprintf(tr("rank, of %s knobs", "名次（共 %s 个旋钮）"), comma(knobs))
unset key
plot f using 1:2 with lines ls 2 dt 1 lw 3*lw, \
     f using ($1 == 10 || $1 == 100 || $1 == 1000 ? $1 : NaN):2 with points ls 2 pt 7 ps 1.6*ps
