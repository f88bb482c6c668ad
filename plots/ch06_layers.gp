# formats: svg png pdf
load "plots/style.gp"
set title tr("One picture, and the activation of every neuron", "一幅图，以及每个神经元的激活值")
f = draw("ch06_layers")
layers = int(number(f, "layers"))
answer = int(number(f, "answer"))
size(k) = int(number(f, sprintf("size_%d", k + 1)))
unset border; unset tics; unset grid; unset key; unset colorbox
set lmargin at screen 0.02
set rmargin at screen 0.98
set bmargin at screen 0.03
set tmargin at screen 0.89
set xrange [0:32]
set yrange [17.6:-0.9]  # neuron 0 on top
set cbrange [0:1]
set palette defined (0 bg, 1 ink)
# Where the layers stand; the neurons of one have their middle at 8.5.
X(k) = k == 0 ? 9.8 : 16.5 + 12.0*(k - 1)/(layers - 2)
gap(n) = n == 10 ? 1.5 : n > 16 ? 15.0/(n - 1) : 1
Y(n, i) = 8.5 + gap(n)*(i - (n - 1)/2.0)
R(n) = gap(n) < 1 ? 0.36*gap(n) : 0.36
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
set label 11 tr("answer", "回答") at X(layers - 1) + 1.75,Y(10, answer) left tc rgb amber_text
do for [k=0:layers-1] {
    set label 20+k sprintf("%d", size(k)) at X(k),17.2 center tc rgb ink
    if (k == 1 || (k > 0 && layers < 7)) {
        n = size(k - 1)*size(k)
        words = k == 1 ? sprintf(tr("%s weights", "%s 个权重"), comma(n)) : comma(n)
        set label 50+k words at (X(k - 1) + X(k))/2 + (k == 1 ? 0.15 : 0),-0.2 center tc rgb quiet_text
    }
}
first = size(1)
plot f index 2 using (X($1)):(Y($2, $4)):(X($1 + 1) - X($1)):(Y($3, $5) - Y($2, $4)):(faint($6)) with vectors nohead lw 0.9*lw lc rgb variable, \
     for [j=0:first-1] f index 0 every 49::24 using (10.05):(P($1)):(X(1) - 10.05):(Y(first, j) - P($1)) with vectors nohead lw 0.5*lw lc rgb faint_ink, \
     f index 0 using (left + wide*(0.5 + int($1) % 28)):(top + high*(0.5 + int($1)/28)):2 with image, \
     f index 0 using (9.8):(P($1)):(0.25):(0.0105):2 with boxxyerror fc palette, \
     f index 1 using (X($1)):(Y($2, $3)):(R($2)) with circles fs solid 1 fc rgb bg, \
     f index 1 using (X($1)):(Y($2, $3)):(R($2)):4 with circles fs solid 1 border lc rgb ink fc palette, \
     f index 1 using ($1 == layers - 1 ? X($1) + 1.1 : NaN):(Y($2, $3)):(sprintf("%d", $3)) with labels tc rgb ink, \
     f index 1 using ($1 == layers - 1 && $3 == answer ? X($1) : NaN):(Y($2, $3)):(0.5) with circles fs empty border lc rgb amber lw 2*lw
