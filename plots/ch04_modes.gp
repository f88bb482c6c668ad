# formats: svg png pdf
load "plots/style.gp"
set title tr("Forward finds a column, backward finds a row", "正向走一遍填一列，反向走一遍填一行")
f = draw("ch04_modes")
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.03
unset border; unset tics; unset grid; unset key
array row[3] = ["p", "s", "y"]
array across[2] = ["a", "b"]
left = 5.6; wide = 2.6; top = 6.2; high = 1.9
do for [i=0:2] {
    set label 10+i row[i+1] at left - 0.5,top - i*high - high/2 right tc rgb ink font face.",30"
    do for [j=0:1] {
        stats f every ::i::i using 1+j nooutput
        set object 1+2*i+j rect from left + j*wide,top - (i+1)*high to left + (j+1)*wide,top - i*high \
            fs empty border lc rgb quiet lw lw
        set label 20+2*i+j sprintf("%.4g", STATS_min) at left + (j + 0.5)*wide,top - (i + 0.5)*high center tc rgb blue_text font face.",32"
        set label 30+j across[j+1] at left + (j + 0.5)*wide,top + 0.5 center tc rgb ink font face.",30"
    }
}
# A pass forward: the column of a. A pass backward: the row of y.
set object 20 rect from left + 0.15,top - 3*high - 0.35 to left + wide - 0.15,top + 0.95 fs empty border lc rgb amber lw 3*lw front
set object 21 rect from left - 1.35,top - 3*high + 0.12 to left + 2*wide + 0.3,top - 2*high - 0.12 fs empty border lc rgb green lw 3*lw dt (10,4) front
set label 1 tr("one pass forward", "正向一遍") at left + wide/2,top + 1.55 center tc rgb amber_text
set label 2 tr("one pass backward", "反向一遍") at left + 2*wide + 0.6,top - 2.5*high left tc rgb green_text
set label 3 tr("results", "结果") at left - 2.2,top - high right tc rgb quiet_text
set label 4 tr("inputs", "输入") at left + 2*wide + 0.6,top + 0.5 left tc rgb quiet_text
set xrange [0:16]
set yrange [0:9]
plot "+" using (0):(-9) with points notitle
