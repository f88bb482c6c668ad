# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Where on the picture the gradient looks", "梯度看重图像的哪里") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch12_pixels")
set multiplot
unset border; unset tics; unset grid; unset key; unset colorbox
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set tmargin at screen 0.88
set bmargin at screen 0.10
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.8*lw front
set lmargin at screen 0.04
set rmargin at screen 0.48
set xlabel tr("slopes behind each pixel (bright: large)", "各像素所连权重的斜率（亮：大）")
plot f using 1:2:3 with image
unset label 1
set lmargin at screen 0.52
set rmargin at screen 0.96
set palette defined (0 bg, 1 ink)
set xlabel tr("mean of the images", "图像的平均值")
plot f using 1:2:4 with image
unset multiplot
