# formats: svg png pdf
load "plots/style.gp"
set title tr("Each image pushes two knobs: the gradient is their mean", "每幅图像都推动两个旋钮：梯度是它们的平均")
set xlabel tr("push on weight w", "对权重 w 的推动")
set label 90 tr("push on bias b", "对偏置 b 的推动") @left_edge
f = draw("ch11_arrows")
set xrange [-0.62:0.42]
set yrange [-0.33:0.33]
unset key
set label 1 tr("1s: raise b", "数字 1：增大 b") at 0.08,0.2 left tc rgb blue_text
set label 2 tr("7s: lower b", "数字 7：减小 b") at -0.3,-0.25 right tc rgb orange_text
set label 3 tr("mean of all", "全部的平均") at -0.13,0.03 right tc rgb green_text
plot f index 0 using (0):(0):($1 == 1 ? $2 : NaN):3 with vectors head size screen 0.009,20 lc rgb blue lw 0.8*lw, \
     f index 0 using (0):(0):($1 == 0 ? $2 : NaN):3 with vectors head size screen 0.009,20 lc rgb orange lw 0.8*lw, \
     f index 1 using (0):(0):2:3 with vectors head filled size screen 0.02,22 lc rgb bg lw 7*lw, \
     f index 1 using (0):(0):2:3 with vectors head filled size screen 0.02,22 lc rgb green lw 5*lw
