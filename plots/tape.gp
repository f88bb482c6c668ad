# tape.gp: draws the tape of (ab)(a+b) as five boxes: block `block` of f, its
# corner at (ox, oy) of the page, everything times `scale`; `n` counts what was
# drawn. In each box the value and what there is of the gradient; blue arrows
# forward; green ones back, with their share, from the row whose turn it is (or
# from all rows, if `all`), pale ones from those before it.
set xrange [*:*]  # stats would leave out what is outside
set yrange [*:*]
array bx[5] = [2.2, 2.2, 8.0, 8.0, 13.6]
array by[5] = [5.9, 2.1, 5.9, 2.1, 4.0]
array what[5] = ["a", "b", "p = a·b", "s = a + b", "y = p·s"]
size(points) = sprintf(",%d", ceil(points*scale**0.55*(moving ? 0.73 : 1)))
px(x) = ox + scale*x
py(y) = oy + scale*y
do for [i=0:4] {
    stats f index block every ::i::i using 2 nooutput; value = STATS_min
    stats f index block every ::i::i using 3 nooutput; grad = STATS_min
    stats f index block every ::i::i using 8 nooutput; turn = STATS_min
    n = n + 1
    set object n rect center px(bx[i+1]),py(by[i+1]) size 3.2*scale,2.3*scale \
        fc rgb bg fs solid border lc rgb (turn == 2 && !all ? green : ink) lw (turn == 2 && !all ? 3 : 1.3)*lw
    set label 10*n what[i+1] at px(bx[i+1]),py(by[i+1] + 0.62) center tc rgb ink font face.size(22)
    set label 10*n+1 sprintf("%.4g", value) at px(bx[i+1] - 0.8),py(by[i+1] - 0.42) center tc rgb blue_text font face.size(28)
    set label 10*n+2 sprintf("%.4g", grad) at px(bx[i+1] + 0.8),py(by[i+1] - 0.42) center \
        tc rgb (grad == 0 ? quiet_text : green_text) font face.size(28)
    do for [k=0:1] {
        stats f index block every ::i::i using 4+k nooutput; from = STATS_min
        stats f index block every ::i::i using 6+k nooutput; rate = STATS_min
        if (from >= 0) {
            # From the right edge of the operand to the left edge of the row, a
            # little beside each other; the one that goes down enters lower.
            slant = by[i+1] - by[from+1]
            x1 = bx[from+1] + 1.65; x2 = bx[i+1] - 1.65
            y1 = by[from+1] + 0.22*slant; y2 = by[i+1] - 0.22*slant
            if (abs(slant) < 0.1) { lift = by[i+1] > 4 ? 0.75 : -0.75; y1 = y1 + lift; y2 = y2 + lift }
            long = sqrt((x2 - x1)**2 + (y2 - y1)**2)
            side = by[from+1] > 4 ? 1 : -1
            dx = -0.17*(y2 - y1)/long*side; dy = 0.17*(x2 - x1)/long*side
            set arrow 10*n+2*k+1 from px(x1+dx),py(y1+dy) to px(x2+dx),py(y2+dy) \
                head size screen 0.012*scale,20 filled lc rgb blue lw 1.5*lw*scale
            if (all || turn > 0) {
                set arrow 10*n+2*k+2 from px(x2-dx),py(y2-dy) to px(x1-dx),py(y1-dy) \
                    head size screen 0.012*scale,20 filled dt (8,4) lc rgb (all || turn == 2 ? green : quiet) lw (all || turn == 2 ? 2 : 1)*lw*scale
            }
            if (all || turn == 2) {
                # On the inner side of its arrow; where two cross, near the row.
                t = abs(slant) > 3 ? 0.25 : abs(slant) < 0.1 ? 0.5 : 0.62
                off = abs(slant) < 0.1 ? 3.4 : 5.2
                set label 10*n+3+k sprintf("%.4g·%.4g = %.4g", rate, grad, rate*grad) \
                    at px(x2 + t*(x1 - x2) - dx*off),py(y2 + t*(y1 - y2) - dy*off) \
                    center tc rgb green_text font face.size(18)
            }
        }
    }
}
set xrange [0:16]
set yrange [0:8]
