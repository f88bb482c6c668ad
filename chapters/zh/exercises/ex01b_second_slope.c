/*
练习 1b：斜率的斜率

曲线的斜率也在变化，所以斜率也有斜率。x³ 的斜率是 3x²，3x² 的斜率是 6x。对任意的
f，用 x - h、x 和 x + h 三个点把斜率的斜率求出来：

1. 左边两点连一条割线，右边两点连一条割线。从左边这条到右边这条，斜率增加了多
   少？除以两条割线中点之间的距离 h，就是 slope_of_slope 要返回的数。
2. 这个公式的误差大约是 h²。另外，f 的每个值都舍入过，误差大约是 `gap`；你的
   公式把 f 的值除以什么，这个误差也就除以什么。h 取多少，两种误差才相
   等？best_step 就返回这个 h。（gap 的 p 次方写作 m_pow(gap, p)。）

检查程序会量一量，你的 h 好不好。
*/
#include "exercise.h"

double slope_of_slope(double (*f)(double), double x, double h) {
    //: stub
    return 0;  // 轮到你了
    //: solution
    double left = (f(x) - f(x - h)) / h, right = (f(x + h) - f(x)) / h;
    return (right - left) / h;
    //: end
}

double best_step(double gap) {
    //: stub
    return 0;  // 还有这里
    //: solution
    return m_pow(gap, 0.25);  // h² = gap/h²，所以 h⁴ = gap
    //: end
}

//: hint
// 两个斜率是 (f(x + h) - f(x))/h 和 (f(x) - f(x - h))/h。f 的误差传到最后，
// 一共除以了几次 h？
//: checks
static double cube(double x) { return x * x * x; }
static double line(double x) { return 2 * x - 7; }
static double sine(double x) { return m_sin(x); }

// 十个点里最大的误差。
static double measured(double h) {
    double worst = 0;
    for (int i = 0; i < 10; i++) {
        double x = 1 + i * 0.1;
        double error = fabs(slope_of_slope(sine, x, h) + m_sin(x));
        worst = error > worst ? error : worst;
    }
    return worst;
}

static void check_formula(void) {
    double bend = slope_of_slope(cube, 1, 0.25);
    expect_not(bend, 3, "两条割线的中点相距 h，不是 2h。");
    expect_not(bend, 1.5,
               "这只是斜率增加了多少，"
               "还要除以两条割线中点之间的距离。");
    expect_not(bend, 6 * 0.25 * 0.25,
               "在 C 语言里，a / b * c 只除以 b，所以 b * c 要加括号。");
    expect_not(bend, 3.0625,
               "这是中心差分，只是斜率。要求的是斜率变化得多快。");
    expect_close("x³ 在 x = 1，h = 0.25", bend, 6);
    expect_close("x³ 在 x = -2，h = 0.1", slope_of_slope(cube, -2, 0.1), -12);
    expect_close("2x - 7 在 x = 4", slope_of_slope(line, 4, 0.5), 0);
    expect_within("sin x 在 x = 1，h = 0.01", slope_of_slope(sine, 1, 0.01),
                  -m_sin(1), 1e-4);
}

static void checks(void) {
    const double gap = 2.220446049250313e-16, coarse = 1.1920928955078125e-07;
    check_formula();
    double h = best_step(gap);
    expect(h > 0 && h < 1, "best_step 返回的 h 要在 0 和 1 之间。");
    double here = measured(h), shorter = measured(h / 10),
           longer = measured(h * 10);
    if (here > shorter || here > longer) {
        say("best_step：用 double，你的 h 是 %.1e。拿 sin x 量一量，"
            "误差是 %.0e；h %s，误差只有 %.0e。",
            h, here, shorter < longer ? "缩小到十分之一" : "放大到十倍",
            shorter < longer ? shorter : longer);
        say("%s",
            fabs(h / m_pow(gap, 1.0 / 3) - 1) < 0.01
                ? "这是中心差分最好的 h。可是在这里，f 的误差除以了两次 h。"
                : "你用的等式是 h² = gap/h² 吗？"
                  "你的公式除以什么，gap 就要除以什么。");
        not_yet();
    }
    double wide = best_step(coarse);
    expect(fabs(wide / h - 1) > 0.01,
           "best_step：float 的缝更宽，h 要比 double 的大。");
    expect_within("float 的 best_step，除以缝宽的四次方根",
                  wide / m_pow(coarse, 0.25), 1, 1);
}
