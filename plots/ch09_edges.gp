# formats: svg png pdf
load "plots/style.gp"
f = draw("ch09_edges")
one = int(number(f, "neuron"))
set label 1 tr("The edges of one neuron are a column of W³", "一个神经元发出的边，就是 W³ 的一列") at screen 0.5,0.95 center font face.",26" tc rgb ink
set multiplot
set lmargin at screen 0
set rmargin at screen 1
set bmargin at screen 0
set tmargin at screen 1
set xrange [0:32]
set yrange [0:18]
unset border; unset tics; unset grid; unset key; unset colorbox
signed(x) = (x < 0 ? "−" : "+").sprintf("%.3f", abs(x))
shade(w) = rgb(w > 0 ? for_it : against)
left = 3.2; right = 11.0
A(i) = 14.9 - 0.84*(i - 1)          # neuron i of layer 2
O(j) = 14.4 - 1.29*j                # output j
set label 2 tr("layer 2", "第 2 层") at left,15.85 center tc rgb quiet_text
set label 3 tr("layer 3", "第 3 层") at right,15.85 center tc rgb quiet_text
set label 4 tr("what it wants", "对它的要求") at 14.4,15.85 center tc rgb quiet_text
set label 5 tr("sum", "总和") at 12.1,1.1 right tc rgb ink
set label 6 signed(number(f, "sum")) at 12.6,1.1 left tc rgb (number(f, "sum") > 0 ? green_text : red_text) font face.",26"
set label 7 sprintf(tr("neuron %d", "神经元 %d"), one) at left - 0.5,A(one) right tc rgb ink
set arrow 1 from 10.4,1.1 to left,1.1 nohead lw 1.4*lw lc rgb quiet dt (8,4)
set arrow 2 from left,1.1 to left,A(16) - 0.4 head size screen 0.011,22 filled lw 1.4*lw lc rgb quiet
# Pale edges of all others, then the ten of this one.
plot for [i=1:16] f index 0 using (left):(A(i)):(right - left):(O($1) - A(i)) with vectors nohead lc rgb grid_color lw 0.6*lw, \
    f index 0 using (left):(A(one)):(right - left):(O($1) - A(one)):(shade($2)) with vectors nohead lc rgb variable lw 3*lw, \
    for [i=1:16] "+" every ::0::0 using (left):(A(i)) with points pt 7 ps (i == one ? 2.6 : 1.7)*ps lc rgb (i == one ? ink : quiet), \
    f index 0 using (right):(O($1)) with points pt 7 ps 2.6*ps lc rgb ink, \
    f index 0 using (right + 0.62):(O($1)):(sprintf("%d", $1)) with labels center tc rgb ink, \
    f index 0 using (15.3):(O($1)):(signed($3)):(shade($3)) with labels right tc rgb variable
unset label; unset arrow
# W³: a row for each output, a column for each neuron before.
set lmargin at screen 0.56
set rmargin at screen 0.97
set tmargin at screen 0.86
set bmargin at screen 0.23
set xrange [0.5:16.5]
set yrange [9.5:-0.5]
set palette defined (-1 against, 0 bg, 1 for_it)
set cbrange [-0.8:0.8]
set label 2 tr("the weights W³", "权重 W³") at graph 0.5,1.045 center tc rgb quiet_text
set label 3 tr("neuron of layer 2", "第 2 层的神经元") at graph 0.5,-0.14 center tc rgb ink
set label 4 tr("output", "输出") at graph -0.10,0.5 center rotate tc rgb ink
set label 5 tr("green: positive, red: negative", "绿色：正；红色：负") at graph 0.5,-0.23 center tc rgb quiet_text
set xtics 1 scale 0 offset 0,0.3
set ytics 1 scale 0 offset 0.6,0
set object 1 rect from one - 0.5,-0.5 to one + 0.5,9.5 fs empty border rgb ink lw 2.4*lw front
set object 2 rect from 0.5,-0.5 to 16.5,9.5 fs empty border rgb quiet lw 0.5*lw front
plot for [i=1:16] f index 1 using (i):0:(0.47):(0.45):(column(i)) with boxxyerror lc palette
unset multiplot
