# formats: svg png pdf
load "plots/style.gp"
set title tr("One picture, and the activation of every neuron", "一幅图，以及每个神经元的激活值")
f = draw("ch06_layers")
stats f index 3 using 4 nooutput
best = int(STATS_index_max)
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.03
set tmargin at screen 0.89
set xrange [0:32]
set yrange [17.6:-0.9]  # neuron 0 on top
set cbrange [0:1]
set palette defined (0 bg, 1 ink)
# Where the layers stand; a layer of n neurons has its middle at 8.5.
X(k) = word("9.8 16.5 22.5 28.5", int(k) + 1) + 0
Y(k, i) = k == 3 ? 8.5 + 1.5*(i - 4.5) : 8.5 + (i - 7.5)
P(i) = 0.75 + i*15.5/783.0  # pixel i on the strip
wide = 0.29; high = wide*38.4/33.5  # of a pixel in the picture
faint(v) = (int(255 - 200*(abs(v) > 2 ? 1 : abs(v)/2)) << 24) + rgb(v > 0 ? green : red)
left = 0.4; top = 8.5 - 14*high
faint_ink = clear(quiet, dark ? 168 : 176)
set object 1 rect from left,top to left + 28*wide,top + 28*high fs empty border rgb quiet lw 0.6*lw front
set object 2 rect from 9.55,0.73 to 10.05,16.27 fs empty border rgb quiet lw 0.6*lw front
set label 1 tr("paper 0, ink 1", "纸为 0，墨为 1") at left + 14*wide,top - 0.75 center tc rgb ink
set label 9 tr("weight above 0", "权重为正") at left + 14*wide,top + 28*high + 0.9 center tc rgb green_text
set label 10 tr("weight below 0", "权重为负") at left + 14*wide,top + 28*high + 2.0 center tc rgb red_text
set label 11 tr("answer", "回答") at X(3) + 1.75,Y(3, best) left tc rgb amber_text
set label 2 "784" at 9.8,17.2 center tc rgb ink
set label 3 "16" at 16.5,17.2 center tc rgb ink
set label 4 "16" at 22.5,17.2 center tc rgb ink
set label 5 "10" at 28.5,17.2 center tc rgb ink
set label 6 tr("12,544 weights", "12,544 个权重") at 13.3,-0.2 center tc rgb quiet_text
set label 7 "256" at 19.5,-0.2 center tc rgb quiet_text
set label 8 "160" at 25.5,-0.2 center tc rgb quiet_text
plot f index 4 using (X($1)):(Y($1, $2)):(X($1 + 1) - X($1)):(Y($1 + 1, $3) - Y($1, $2)):(faint($4)) with vectors nohead lw 0.9*lw lc rgb variable, \
     f index 5 using (X($1)):(Y($1, $2)):(X($1 + 1) - X($1)):(Y($1 + 1, $3) - Y($1, $2)):(faint($4)) with vectors nohead lw 0.9*lw lc rgb variable, \
     for [j=0:15] f index 0 every 49::24 using (10.05):(P($2)):(X(1) - 10.05):(Y(1, j) - P($2)) with vectors nohead lw 0.5*lw lc rgb faint_ink, \
     f index 0 using (left + wide*(0.5 + int($2) % 28)):(top + high*(0.5 + int($2)/28)):4 with image, \
     f index 0 using (9.8):(P($2)):(0.25):(0.0105):4 with boxxyerror fc palette, \
     for [k=1:3] f index k using (X($1)):(Y($1, $2)):(0.36) with circles fs solid 1 fc rgb bg, \
     for [k=1:3] f index k using (X($1)):(Y($1, $2)):(0.36):4 with circles fs solid 1 border lc rgb ink fc palette, \
     f index 3 using (X(3) + 1.1):(Y($1, $2)):(sprintf("%d", $2)) with labels tc rgb ink, \
     f index 3 every ::best::best using (X(3)):(Y($1, $2)):(0.5) with circles fs empty border lc rgb amber lw 2*lw
