/*
练习 2a：下山

slope(w) 给出某条曲线在 w 的斜率。从 w 出发，按这个学习率走 `steps` 步梯度下降，
返回最后停在哪里。
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
// 走一步，就是逆着斜率走：w 变成 w - rate·slope(w)。每到一个新地方，
// 都要重新问一次斜率。
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
    expect(one == one, "走了一步以后，w 不是一个数。");
    expect(one < 5.1, "从 5 出发，谷底 3 在左边，你却往右走了：要逆着斜率走。");
    expect_not(one, 4.62, "要你走一步，你走了两步：循环在哪里结束？");
    expect_not(one, 3, "步长是 rate 乘以斜率，你的只是斜率。");
    expect_not(one, 0.2,
               "你返回的是这一步，即 rate 乘以斜率；应当从 w 里减去它。");
    expect_not(one, 5, "要你走一步，你一步也没有走。");
    expect_close("从 5 出发，rate 为 0.1，走一步以后的 w", one, 4.8);
    expect(descend(bowl_slope, 5, 0.1, 0) == 5, "要你走零步，就原样返回 w。");
    calls = 0;
    double two = descend(bowl_slope, 1, 0.5, 2);
    expect_not(two, 2, "要你走两步，你走了一步。");
    expect(calls > 0, "从来没有调用过 slope()：它可能是任何一条曲线的斜率。");
    expect(calls > 1, "走第二步，要用第一步走到的地方的斜率：要再问一次。");
    expect_close("从 1 出发，rate 为 0.5，走两步以后的 w", two, 2.5);
    expect_within("从 3.6 出发走 400 步，到达的谷底",
                  descend(hilly_slope, 3.6, 0.01, 400), 2.9679, 1e-3);
}
