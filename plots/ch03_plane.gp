# formats: svg png pdf
load "plots/style.gp"
f = draw("ch03_plane")
# The plane's corners come from the data.
array PX[5]
array PY[5]
array PC[5]
do for [k=1:5] {
    stats f index 1 every ::k-1::k-1 using 1 name "X" nooutput
    stats f index 1 every ::k-1::k-1 using 2 name "Y" nooutput
    stats f index 1 every ::k-1::k-1 using 3 name "C" nooutput
    PX[k] = X_min
    PY[k] = Y_min
    PC[k] = C_min
}
set title tr("The plane that touches the bowl at (1, 1)", "在 (1, 1) 处与碗相切的平面") offset 0,0.8
unset lmargin
unset rmargin
unset tmargin
unset bmargin
set border 15 lw 0.6*lw lc rgb ink
set label 1 "x" at screen 0.66,0.07 center tc rgb ink
set label 2 "y" at screen 0.14,0.19 center tc rgb ink
set label 3 "C" at screen 0.05,0.40 center tc rgb ink
set label 4 tr("the plane", "切平面") at screen 0.50,0.72 right tc rgb green_text
set label 5 tr("the two slices", "两个截面") at screen 0.18,0.55 left tc rgb blue_text
set xrange [-0.4:1.6]
set yrange [-0.4:1.6]
set xyplane at 0
set xtics 0.5
set ytics 0,0.5,1
unset key
unset colorbox
unset grid
set view 60,345,1.05,1.2
set object 1 polygon from PX[1],PY[1],PC[1] to PX[2],PY[2],PC[2] to PX[3],PY[3],PC[3] \
    to PX[4],PY[4],PC[4] to PX[1],PY[1],PC[1] fs transparent solid 0.35 noborder fc rgb green front
splot f index 0 every 2:2 using 1:2:3 with lines lc rgb blue lw 0.6*lw, \
      f index 4 using 1:2:3 with lines lc rgb blue lw 2.6*lw, \
      f index 5 using 1:2:3 with lines lc rgb blue lw 2.6*lw, \
      f index 2 using 1:2:3 with lines lc rgb green lw 2.2*lw, \
      f index 3 using 1:2:3 with lines lc rgb green lw 2.2*lw, \
      "+" using (1):(1):(0.5*(PC[1]+PC[3])) every ::0::0 with points pt 7 ps 2.4*ps lc rgb ink
