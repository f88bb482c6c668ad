# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Ten outputs pull at one neuron", "十个输出牵着一个神经元") at screen 0.5,0.955 center font face.",26" tc rgb ink
f = draw("ch09_wishes")
one = int(number(f, "one"))
shade(w) = rgb(w > 0 ? for_it : against)
# The file has 17 rows for each output: its own wish, then what it wants of the
# neurons 1 to 16.
array own[10]; array wants[10]; array total[16]
do for [j=1:10] { own[j] = cell(f, 0, 17*(j - 1), 3); wants[j] = cell(f, 0, 17*(j - 1) + one, 3) }
do for [i=1:16] {
    stats f using ($2 == i ? $3 : NaN) nooutput
    total[i] = STATS_sum
}
unset border; unset tics; unset grid; unset key
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.03
set tmargin at screen 0.83
set xrange [0:16]
set yrange [16.8:0.2]
left = 4.3; right = 10.9; base = 2.3; foot = 14.3
at(j) = 0.5 + 1.6*(j - 0.5)   # height of output j, counted from 1
set label 2 tr("the sums: wishes of layer 2", "总和：第 2 层的愿望") at base,-0.45 center tc rgb ink
set label 3 tr("what each wants of it", "各输出对它的要求") at 0.5*(left + right),-0.45 center tc rgb ink
set label 4 tr("own wishes", "自己的愿望") at foot,-0.45 center tc rgb ink
# All edges pale, those of the one in colour.
n = 0
do for [i=1:16] { do for [j=1:10] {
    n = n + 1
    set arrow n from left,i to right,at(j) nohead back lc rgb pale lw 0.4*lw
} }
# (They end at the rims of the circles.)
do for [j=1:10] {
    n = n + 1
    slope = (at(j) - one)/(right - left)
    set arrow n from left + 0.17,one + 0.17*slope to right - 0.3,at(j) - 0.3*slope nohead front lc rgb shade(wants[j]) lw lw*(0.8 + 45*abs(wants[j]))
    set label 100 + j sprintf("%s%.3f", wants[j] < 0 ? "−" : "+", abs(wants[j])) at right + 0.42,at(j) left front tc rgb (wants[j] > 0 ? green_text : red) font face.",17"
    set label 200 + j sprintf("%d", j - 1) at right,at(j) center front tc rgb ink
}
do for [i=1:16] {
    set object i circle center left,i size 0.17 front fc rgb (i == one ? amber : bg) fs solid border lc rgb ink lw lw
    set label 300 + i sprintf("%d", i) at left - 0.32,i right tc rgb (i == one ? ink : quiet) font face.",15"
}
do for [j=1:10] {
    set object 20 + j circle center right,at(j) size 0.3 front fc rgb bg fs solid border lc rgb ink lw lw
}
# Bars: the sums to the left of the neurons, the own wishes to the right.
set arrow 301 from base,0.5 to base,16.5 nohead lc rgb ink lw 0.6*lw
set arrow 302 from foot,0.5 to foot,16.5 nohead lc rgb ink lw 0.6*lw
plot "+" using (0):(-9) with points notitle, \
     total using (base + 1.5*total[$1]):1:(base):(base + 3*total[$1]):($1 - 0.33):($1 + 0.33):(shade(total[$1])) with boxxyerror fs solid lc rgb variable notitle, \
     own using (foot + 0.5*own[$1]):(at($1)):(foot):(foot + own[$1]):(at($1) - 0.4):(at($1) + 0.4):(shade(own[$1])) with boxxyerror fs solid lc rgb variable notitle
