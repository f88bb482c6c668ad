# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("What each image asks of the biases, and the mean", "每幅图像对各个偏置的要求，以及平均值") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch11_mean")
set xrange [-0.5:10.8]
set yrange [9.5:-2.05]
set cbrange [-20:20]
unset grid
unset key
unset colorbox
set border 0
set xtics scale 0 ("" 0)
set ytics scale 0 1
set ytics 0,1,9
set tmargin at screen 0.91
set bmargin at screen 0.06
set label 3 tr("bias of output", "输出的偏置") at screen 0.03,0.44 center rotate tc rgb ink
set label 2 tr("mean", "平均") at 10.3,-1.4 center tc rgb ink font face.",24"
set palette defined (-1 against, 0 bg, 1 for_it)
column_of(k) = k == 10 ? 10.3 : k
loud(v) = rgb(v <= -9 ? on_against : v >= 9 ? on_for : ink)
plot f index 1 using 1:2:(part(ink, 1)):(part(ink, 2)):(part(ink, 3)):3 with rgbalpha, \
     f index 0 using (column_of($1)):2:(0.48):(0.46):3 with boxxyerror lc palette fs solid 1, \
     f index 0 using (column_of($1)):2:(gprintf("%.1f", $3)):(loud($3)) with labels font face.",17" tc rgb variable
