/*
练习 11b：会往前看的球

第 11 章的球，用的是现在这个地方的斜率。可是速度会带着球往前走，就算斜率是 0，也
会走到 w - rate·mu·v。Nesterov 的球（1983 年）先取*那里*的斜率，再从原地出发，照
第 11 章的规则走。给你一个旋钮 *w 和它的速度 *v，走一步。

运行之前先想一想：冲过谷底的时候，它会冲得更远，还是更近？
*/
#include "exercise.h"

void roll_ahead(double *w, double *v, double (*slope)(double), double rate,
                double mu) {
    //: stub
    // 轮到你了
    //: solution
    double there = *w - rate * mu * *v;
    *v = mu * *v + slope(there);
    *w -= rate * *v;
    //: end
}

//: hint
// 只要三行：先算出前面那个地方在哪里；再用那里的斜率算新的速度；最后用新的速度
// 移动 *w，和第 11 章一样。
//: checks
static double bowl(double w) { return 2 * w; }
static double flat(double w) { return 0 * w; }

static void checks(void) {
    double w = 1, v = 0;
    roll_ahead(&w, &v, bowl, 0.1, 0.9);
    expect(w != 1 || v != 0, "什么都没有动：函数里面还空着吗？");
    expect(w != 1, "w 没有动：移动时要用新的速度，旧的速度是 0。");
    expect_close("在 w² 上从 1 静止出发：速度", v, 2);
    expect_close("rate 为 0.1：w", w, 0.8);
    roll_ahead(&w, &v, bowl, 0.1, 0.9);
    expect_not(v, 3.4,
               "这是第 11 章的球：用的是现在这个地方的斜率，没有往前看。");
    expect_not(v, 3.0, "看得太远了：速度只留下原来的 mu 倍。");
    expect_not(v, 3.76, "看到后面去了：球是朝速度的反方向移动的。");
    expect_close("第二步，mu = 0.9：速度", v, 3.04);
    expect_not(w, 0.316, "前面那个地方只是看一看，走还是从球现在的地方走起。");
    expect_close("第二步：w", w, 0.496);
    w = 1, v = 5;
    roll_ahead(&w, &v, flat, 0.1, 0.9);
    expect_close("在平地上从 1 出发，速度为 5：w", w, 0.55);
    w = 1, v = 0;
    double most = 0;
    for (int i = 0; i < 200; i++) {
        roll_ahead(&w, &v, bowl, 0.1, 0.9);
        most = w < most ? w : most;
    }
    expect_close("200 步以后：w，在谷底", w, 0);
    expect(most > -0.4,
           "它冲过谷底以后，和第 11 章的球冲得一样远（到 -0.71）。");
}
