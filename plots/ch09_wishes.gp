# formats: svg png pdf
load "plots/style.gp"
f = draw("ch09_wishes")
set label 1 tr("Wishes add up", "愿望相加").sprintf(tr(": the image is a %.0f", "：这是一个 %.0f 的图像"), number(f, "digit")) at screen 0.5,0.955 center font face.",26" tc rgb ink
shade(w) = rgb(w > 0 ? for_it : against)
set multiplot
unset key
unset colorbox
unset grid
set border 0
unset xtics
unset ytics
# In the middle a row for each output, a column for each neuron.
set lmargin at screen 0.25
set rmargin at screen 0.985
set tmargin at screen 0.85
set bmargin at screen 0.38
set xrange [0.5:16.5]
set yrange [9.5:-0.5]
set palette defined (-1 against, 0 bg, 1 for_it)
set cbrange [-0.2:0.2]
set label 2 tr("what it wants of each neuron before", "它希望前一层各神经元怎样变") at graph 0.5,1.05 center tc rgb ink
set label 3 tr("output", "输出") at screen 0.022,0.615 center rotate tc rgb ink
set label 4 tr("its own wish", "自己的愿望") at screen 0.153,0.8735 center tc rgb ink
set label 5 tr("the sum", "总和") at screen 0.237,0.247 right tc rgb ink
set object 1 rect from 0.5,-0.5 to 16.5,9.5 fs empty border rgb quiet lw 0.5*lw front
plot f index 0 using ($2 > 0 ? $2 : NaN):1:(0.47):(0.45):3 with boxxyerror lc palette
unset object
unset label
# At the left, what each output wants for itself.
set lmargin at screen 0.085
set rmargin at screen 0.235
set xrange [-1.75:1.75]
set ytics 1 scale 0 offset 0.8,0
set arrow 1 from 0,-0.5 to 0,9.5 nohead lc rgb ink lw 0.6*lw
plot f index 0 using ($2 == 0 ? $3/2 : NaN):1:(abs($3)/2):(0.36):(shade($3)) with boxxyerror lc rgb variable
unset arrow
unset ytics
# At the foot, the sum of each column.
set lmargin at screen 0.25
set rmargin at screen 0.985
set tmargin at screen 0.355
set bmargin at screen 0.14
set xrange [0.5:16.5]
set yrange [-0.6:0.6]
set xtics 1 scale 0
set xlabel tr("neuron", "神经元")
set arrow 1 from 0.5,0 to 16.5,0 nohead lc rgb ink lw 0.6*lw
set boxwidth 0.8
plot f index 1 using 2:3:(shade($3)) with boxes lc rgb variable
unset multiplot
