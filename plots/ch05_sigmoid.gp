# formats: svg png pdf
load "plots/style.gp"
set title tr("σ squashes any sum into 0 … 1; a bias moves it", "σ 把任何数压到 0 和 1 之间；偏置使它平移")
f = draw("ch05_sigmoid")
b = number(f, "bias"); s = number(f, "steepness")
left = -b - 8 < -8 ? -b - 8 : -8
right = 6 - b > 16 ? 6 - b : 16
set xrange [left:right]
set yrange [-0.08:1.12]
set xlabel tr("weighted sum z", "加权和 z")
set ytics 0.25
unset key
shift = sprintf("z %s %g", b < 0 ? "−" : "+", abs(b))
moved = s == 1 ? "σ(".shift.")" : sprintf("σ(%g(%s))", s, shift)
set label 1 "σ(z)" at 2.2,0.83 left tc rgb blue_text
set label 2 sprintf(tr("%s: bias %s", "%s：偏置 %s"), moved, plain(b)) at -b - 0.4,0.72 right tc rgb orange_text
set label 3 tr("slope σ′(z), at most ¼", "斜率 σ′(z)，至多 ¼") at -1.6,0.27 right tc rgb green_text
set label 4 "½ + z/4" at 2.5,1.07 left tc rgb quiet_text
plot (x > -2.3 && x < 2.3) ? 0.5 + x/4 : NaN with lines ls 7, \
     f using 1:2 with lines ls 1, f using 1:3 with lines ls 2, \
     f using 1:4 with lines ls 3 dt (14,4)
