# formats: svg png pdf
load "plots/style.gp"
set label 1 tr("Weights as pictures: green counts for, red against", "把权重画成图：绿色为正，红色为负") at screen 0.5,0.94 center font face.",26" tc rgb ink
f = draw("ch05_weights")
stats f index 0 using 3 nooutput
most = fraction(STATS_max)
stats f index 1 using 3 nooutput
least = fraction(STATS_min)
seven = draw("ch05_means")  # behind the weights, to see where they look
grey = part(ink, 1)
set multiplot
unset border; unset tics; unset grid; unset key; unset colorbox
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [-1:1]
set palette defined (-1 against, 0 bg, 1 for_it)
set object 2 rect from -0.5,-0.5 to 27.5,27.5 fs empty border rgb quiet lw 0.8*lw front
set tmargin at screen 0.87
set bmargin at screen 0.16
set label 3 "+".most at 13.5,8 center font face.",20" tc rgb on_for front
set lmargin at screen 0.08
set rmargin at screen 0.48
set xlabel tr("a region: finds ink", "不镶边：找的是墨")
plot f index 0 using 1:2:3 with image, \
     seven index 7 using 1:2:(grey):(grey):(grey):(110*$3) with rgbalpha
unset label 1
set label 4 least at 13.5,5.5 center font face.",20" tc rgb on_against front
set label 5 least at 13.5,10.5 center font face.",20" tc rgb on_against front
set lmargin at screen 0.52
set rmargin at screen 0.92
set xlabel tr("with a negative border: finds a stroke", "镶了负的边：找的是一横")
plot f index 1 using 1:2:3 with image, \
     seven index 7 using 1:2:(grey):(grey):(grey):(110*$3) with rgbalpha
unset multiplot
