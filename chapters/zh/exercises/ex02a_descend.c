/*
练习 2a：下山

slope(w) 是某条曲线在 w 处的斜率。从 w 出发，按给定的学习率做 `steps` 步梯度下
降，返回最后到了哪里。
*/
#include "exercise.h"

double descend(double (*slope)(double), double w, double rate, int steps) {
    //: stub
    return 0;  // 轮到你了
    //: solution
    for (int k = 0; k < steps; k++)
        w -= rate * slope(w);
    return w;
    //: end
}

//: hint
// 逆着斜率走一步，w 就变成 w - rate·slope(w)。每到一个新地方，
// 都要重新求一次斜率。
//: checks
static int calls;
static double bowl_slope(double w) {  // ½(w - 3)² + 2 的斜率
    calls++;
    return w - 3;
}
static double hilly_slope(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

static void checks(void) {
    double one = descend(bowl_slope, 5, 0.1, 1);
    expect(one == one, "走了一步，w 就不是一个数了。");
    expect(one < 5.1, "从 5 出发，谷底 3 在左边，你却往右走了。要逆着斜率走。");
    expect_not(one, 4.62, "要走一步，你走了两步。看看循环到哪里结束。");
    expect_not(one, 3, "步长是 rate 乘以斜率，你只用了斜率。");
    expect_not(one, 0.2,
               "你返回的是步长，也就是 rate 乘以斜率；应当返回 w 减去步长。");
    expect_not(one, 5, "要走一步，你一步也没有走。");
    expect_close("从 5 出发，rate 是 0.1，走一步以后的 w", one, 4.8);
    expect(descend(bowl_slope, 5, 0.1, 0) == 5, "要走零步，就原样返回 w。");
    calls = 0;
    double two = descend(bowl_slope, 1, 0.5, 2);
    expect_not(two, 2, "要走两步，你只走了一步。");
    expect(calls > 0,
           "你没有调用 slope()。曲线可以是任何一条，斜率要向 slope() 要。");
    expect(calls > 1,
           "第一步走到了新地方，第二步要用新地方的斜率：再调用一次。");
    expect_close("从 1 出发，rate 是 0.5，走两步以后的 w", two, 2.5);
    expect_within("从 3.6 出发走 400 步，到了哪个谷底",
                  descend(hilly_slope, 3.6, 0.01, 400), 2.9679, 1e-3);
}
