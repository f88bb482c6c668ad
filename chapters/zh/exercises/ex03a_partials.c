/*
练习 3a：偏导数

    f(x, y) = x²y + y³

在纸上求出两个偏导数：求 ∂f/∂x 时把 y 当作常数，求 ∂f/∂y 时把 x 当作常数。然后写
下来。
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
// y 是常数时，x²y 就是一个数乘以 x²。x 是常数时，x²y 就是一个数乘以 y，
// 另外还有 y³。
//: checks
static double f(double x, double y) { return x * x * y + y * y * y; }

static void checks(void) {
    const double at[][2] = {{1.3, 0.7}, {-1, 3}, {0.5, -2}};
    const double h = 6e-6;
    double px = NAN, py = NAN;  // 最常见的错误，在 (1.3, 0.7)
    partials(1.3, 0.7, &px, &py);
    expect_not(px, 2 * 1.3 * 0.7 + 3 * 0.7 * 0.7,
               "∂f/∂x：只动 x 的时候，y³ 不变，它的斜率是 0。");
    expect_not(px, 2 * 1.3, "∂f/∂x：y 是按住了，但它仍然是一个因子。");
    expect(fabs(px - 3.16) > 1e-9 || fabs(py - 1.82) > 1e-9,
           "两个弄反了：dx 是 ∂f/∂x。");
    expect_not(py, 3 * 0.7 * 0.7, "∂f/∂y：x²y 也随 y 变化，它的斜率是 x²。");
    expect_not(py, 1.3 * 1.3 + 0.7 * 0.7, "∂f/∂y：y³ 的斜率是 3y²。");
    expect_not(py, 2 * 1.3 + 3 * 0.7 * 0.7,
               "∂f/∂y：x 按住了，所以 x²y 是一个数乘以 y：斜率就是那个数。");
    for (int k = 0; k < 3; k++) {
        double x = at[k][0], y = at[k][1], dx = NAN, dy = NAN;
        char what[48];
        partials(x, y, &dx, &dy);
        snprintf(what, sizeof what, "∂f/∂x 在 (%g, %g)", x, y);
        expect_slope(what, dx, (f(x + h, y) - f(x - h, y)) / (2 * h));
        snprintf(what, sizeof what, "∂f/∂y 在 (%g, %g)", x, y);
        expect_slope(what, dy, (f(x, y + h) - f(x, y - h)) / (2 * h));
    }
}
