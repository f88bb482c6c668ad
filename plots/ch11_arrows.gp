# formats: svg png pdf
load "plots/style.gp"
set label 90 tr("What m images, drawn blindly, ask of the two knobs", "随机抽 m 幅图像，平均起来要两个旋钮怎么转") at screen 0.5,0.95 center font face.",26" tc rgb ink
f = draw("ch11_arrows")
sigma = number(f, "sigma")
w = cell(f, 3, 0, 2)
b = cell(f, 3, 0, 3)
set multiplot
unset key
set size ratio -1
set xrange [-0.56:0.32]
set yrange [-0.38:0.38]
set xtics 0.2
set ytics 0.2
set xlabel tr("push on w", "对 w 的推动")
set tmargin at screen 0.84
set bmargin at screen 0.17
set label 91 tr("push on b", "对 b 的推动") @left_edge
do for [k = 0:2] {
    m = 10**k
    set lmargin at screen 0.075 + 0.31*k
    set rmargin at screen 0.355 + 0.31*k
    set label 1 sprintf("m = %d", m) at graph 0.5,1.06 center tc rgb ink
    set object 1 circle at w,b size sigma/sqrt(m) fs empty border rgb ink lw lw
    if (k == 0) {
        set label 2 tr("1s", "数字 1") at 0.1,0.29 left tc rgb blue_text
        set label 3 tr("7s", "数字 7") at -0.3,-0.3 right tc rgb orange_text
    }
    if (k == 1) { unset label 91; unset label 2; unset label 3; set format y "" }
    if (k == 2) { set label 4 tr("the full gradient", "完整的梯度") at graph 0.5,0.25 center tc rgb green_text
        set label 5 tr("(reversed)", "（反向）") at graph 0.5,0.17 center tc rgb green_text }
    plot f index k using (0):(0):($1 == 1 ? $2 : NaN):3 with vectors head size screen 0.006,20 lc rgb blue lw 0.8*lw, \
         f index k using (0):(0):($1 == 0 ? $2 : NaN):3 with vectors head size screen 0.006,20 lc rgb orange lw 0.8*lw, \
         f index k using (0):(0):($1 == 2 ? $2 : NaN):3 with vectors head size screen 0.006,20 lc rgb quiet lw 0.8*lw, \
         f index 3 using (0):(0):2:3 with vectors head filled size screen 0.008,22 lc rgb bg lw 5*lw, \
         f index 3 using (0):(0):2:3 with vectors head filled size screen 0.008,22 lc rgb green lw 3*lw
    unset label 90
}
unset multiplot
