/*
练习 4a：教我们的计算带做除法

这是第 4 章的计算带。put(value, a, da, b, db) 记下一行：值是多少，由哪两行算出
来，对那两行的变化率各是多少。乘积的变化率是另一个因数，商 x / y 的变化率又是什
么？
*/
#include "exercise.h"

typedef struct Row {
    int operand[2];
    double partial[2], value, grad;
} Row;
static Row rows[1000];
static int used;

static int put(double value, int a, double da, int b, double db) {
    rows[used] = (Row){{a, b}, {da, db}, value, 0};
    return used++;
}

static int input(double x) { return put(x, -1, 0, -1, 0); }

static int multiply(int a, int b) {
    double x = rows[a].value, y = rows[b].value;
    return put(x * y, a, y, b, x);
}

int divide(int a, int b) {
    double x = rows[a].value, y = rows[b].value;
    //: stub
    return put(0, a, 0, b, 0);  // 轮到你了
    //: solution
    return put(x / y, a, 1 / y, b, -x / (y * y));
    //: end
}

//: hint
// 按住 y，x/y 就是一个数乘以 x，那个数是 1/y。按住 x，x/y 就是 x·y⁻¹，
// y⁻¹ 的斜率是 -1/y²。
//: checks
static void backward(int y) {
    for (int i = 0; i <= y; i++)
        rows[i].grad = 0;
    rows[y].grad = 1;
    for (int i = y; i >= 0; i--)
        for (int k = 0; k < 2; k++)
            if (rows[i].operand[k] >= 0)
                rows[rows[i].operand[k]].grad +=
                    rows[i].partial[k] * rows[i].grad;
}

static double f(double x, double y) { return x / y * x; }

static void checks(void) {
    int a = input(3), b = input(4), q = divide(a, b);
    expect(q == 2 && rows[q].operand[0] == a && rows[q].operand[1] == b,
           "要返回 put 的返回值，操作数是 a 和 b。");
    expect(rows[q].value != 0,
           "3/4 的值算成了 0："
           "交给 put 的应该是两个值的商 x / y（a 和 b 只是行号）。");
    expect_close("3/4 的值", rows[q].value, 0.75);
    backward(q);
    expect_not(rows[a].grad, 4,
               "∂(x/y)/∂x 算成了 y，那是乘积的变化率；"
               "求商的时候，x 要除以 y。");
    expect_not(rows[b].grad, -3,
               "在 C 语言里，x / y * y 等于 x：y * y 要加上括号。");
    expect_not(rows[b].grad, -0.75,
               "∂(x/y)/∂y：x/y 就是 x·y⁻¹，可是 y⁻¹ 的斜率不是 -1/y。");
    expect_close("(3, 4) 处的 ∂(x/y)/∂x", rows[a].grad, 0.25);
    expect_close("(3, 4) 处的 ∂(x/y)/∂y", rows[b].grad, -0.1875);
    used = 0;
    a = input(7), b = input(1.6);
    backward(divide(a, b));
    expect(rows[a].grad != 0.25 && rows[b].grad != -0.1875,
           "(7, 1.6) 处的变化率和 (3, 4) 处的一样：公式里要用 x 和 y。");
    expect_close("(7, 1.6) 处的 ∂(x/y)/∂x", rows[a].grad, 0.625);
    expect_close("(7, 1.6) 处的 ∂(x/y)/∂y", rows[b].grad, -2.734375);
    used = 0;
    a = input(2), b = input(-5);
    q = divide(a, b);
    backward(multiply(q, a));
    const double h = 6e-6;
    expect_slope("(2, -5) 处的 ∂((x/y)·x)/∂x", rows[a].grad,
                 (f(2 + h, -5) - f(2 - h, -5)) / (2 * h));
    expect_slope("(2, -5) 处的 ∂((x/y)·x)/∂y", rows[b].grad,
                 (f(2, -5 + h) - f(2, -5 - h)) / (2 * h));
}
