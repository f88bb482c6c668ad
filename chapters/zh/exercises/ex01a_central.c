/*
练习 1a：中心差分

第 1 章里，我们在 x 的右边和左边各取一个点：

    (f(x + h) - f(x - h)) / 2h

请把这个公式写成函数。f 和别的函数一样调用：f(x + h)。
*/
#include "exercise.h"

double central_slope(double (*f)(double), double x, double h) {
    //: stub
    return 0;  // 轮到你了
    //: solution
    return (f(x + h) - f(x - h)) / (2 * h);
    //: end
}

//: hint
// 两个点相距多远，就除以多远。
//: checks
static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }
static double line(double x) { return 5 - 3 * x; }

static void checks(void) {
    double slope = central_slope(square, 3, 0.2);
    expect_not(slope, 6.2, "这是前向差分。要在右边和左边各取一个点。");
    expect_not(slope, 3.1,
               "你取的两个点，有一个就是 x 自己。"
               "要在右边和左边各取一个。");
    expect_not(slope, 6 * 0.2 * 0.2,
               "在 C 语言里，/ 2 * h 是先除以 2 再乘以 h，"
               "所以 2 * h 要加括号。");
    expect_close("x² 在 x = 3，h = 0.2", slope, 6);
    expect_close("5 - 3x 在 x = 2，h = 1", central_slope(line, 2, 1), -3);
    expect_close("x³ 在 x = 1，h = 0.1", central_slope(cube, 1, 0.1), 3.01);
    expect_close("x³ 在 x = -2，h = 0.01", central_slope(cube, -2, 0.01),
                 12.0001);
}
