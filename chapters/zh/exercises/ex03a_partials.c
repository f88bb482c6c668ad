/*
练习 3a：偏导数

    f(x, y) = x²y + y³

先在纸上求出两个偏导数：求 ∂f/∂x 的时候，把 y 当作常数；求 ∂f/∂y 的时候，把 x 当
作常数。再写进代码。
*/
#include "exercise.h"

void partials(double x, double y, double *dx, double *dy) {
    //: stub
    *dx = 0;  // 轮到你了
    *dy = 0;
    //: solution
    *dx = 2 * x * y;
    *dy = x * x + 3 * y * y;
    //: end
}

//: hint
// 把 y 当作常数，x²y 就是一个数乘以 x²。把 x 当作常数，x²y 就是一个数乘以 y；
// 别忘了后面还有 y³。
//: checks
static double f(double x, double y) { return x * x * y + y * y * y; }

static void checks(void) {
    const double at[][2] = {{1.3, 0.7}, {-1, 3}, {0.5, -2}};
    const double h = 6e-6;
    double px = NAN, py = NAN;  // 最常见的几种错误，取 (1.3, 0.7)
    partials(1.3, 0.7, &px, &py);
    expect_not(px, 2 * 1.3 * 0.7 + 3 * 0.7 * 0.7,
               "∂f/∂x：只动 x 的时候，y³ 不变，斜率是 0。");
    expect_not(px, 2 * 1.3, "∂f/∂x：y 虽然按住不动，可还是一个因子。");
    expect(fabs(px - 3.16) > 1e-9 || fabs(py - 1.82) > 1e-9,
           "两个写反了：dx 里要放 ∂f/∂x。");
    expect_not(py, 3 * 0.7 * 0.7, "∂f/∂y：x²y 也随 y 变，斜率是 x²。");
    expect_not(py, 1.3 * 1.3 + 0.7 * 0.7, "∂f/∂y：y³ 的斜率是 3y²。");
    expect_not(py, 2 * 1.3 + 3 * 0.7 * 0.7,
               "∂f/∂y：x 按住不动，x²y 就是一个数乘以 y，斜率就是那个数。");
    for (int k = 0; k < 3; k++) {
        double x = at[k][0], y = at[k][1], dx = NAN, dy = NAN;
        char what[48];
        partials(x, y, &dx, &dy);
        snprintf(what, sizeof what, "(%g, %g) 处的 ∂f/∂x", x, y);
        expect_slope(what, dx, (f(x + h, y) - f(x - h, y)) / (2 * h));
        snprintf(what, sizeof what, "(%g, %g) 处的 ∂f/∂y", x, y);
        expect_slope(what, dy, (f(x, y + h) - f(x, y - h)) / (2 * h));
    }
}
