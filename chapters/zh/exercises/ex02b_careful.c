/*
练习 2b：谨慎的人

第 2 章的走法要事先选好学习率，这个人却是边走边找。他一共试 `tries` 次。每次先从
w 做一步梯度下降，看看会走到哪里。要是那里的 C 更大，他就留在 w，从此学习率减
半；不然就走过去，学习率不变。返回他最后停在哪里。

cost(w) 是 C，slope(w) 是 C′。运行之前先想一想：在第 2 章的曲线上从 3.6 出发，学
习率是 0.5，普通的走法会飞出去。这个人会停在哪里？
*/
#include "exercise.h"

double careful_walk(double (*cost)(double), double (*slope)(double), double w,
                    double rate, int tries) {
    //: stub
    return 0;  // 轮到你了
    //: solution
    for (int k = 0; k < tries; k++) {
        double next = w - rate * slope(w);
        if (cost(next) > cost(w))
            rate /= 2;
        else
            w = next;
    }
    return w;
    //: end
}

//: hint
// 还不知道 C 会不会上升的时候，先把新地方放在另一个变量里，
// 再比较 cost(next) > cost(w)。
//: checks
static double bowl(double w) { return 0.5 * (w - 3) * (w - 3) + 2; }
static double bowl_slope(double w) { return w - 3; }
static double hills(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.05 * p * p + 2 + 0.3 * (w - 3);
}
static double hills_slope(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

static double walk(double rate, int tries) {
    return careful_walk(bowl, bowl_slope, 1, rate, tries);
}

static void checks(void) {
    expect(walk(5, 0) == 1, "一次也不试，就原样返回 w。");
    expect_close("在碗上从 1 出发，rate 是 0.5，试一次", walk(0.5, 1), 2);
    expect_not(walk(0.5, 2), 2.25, "C 没有上升，学习率就不变。");
    expect_close("试两次", walk(0.5, 2), 2.5);
    double one = walk(5, 1), three = walk(5, 3), four = walk(5, 4);
    expect_not(one, 11,
               "在碗上从 1 出发，rate 是 5：到了 11，C 上升了，"
               "你还是走了过去。应当留在原地，把学习率减半。");
    expect_not(one, 3.5,
               "只试一次，就从 1 走到了 3.5。C 上升的那一次也算一次，"
               "不能接着再试。");
    expect_close("在碗上从 1 出发，rate 是 5，试一次", one, 1);
    expect_not(three, 1,
               "rate 是 5，试了三次还没有动。每失败一次，"
               "学习率都减半了吗？");
    expect_close("在碗上从 1 出发，rate 是 5，试三次", three, 3.5);
    expect_not(four, 3.5,
               "到了 3.5 你就不动了。学习率减半以后，下一次要接着用。");
    expect_close("试四次", four, 2.875);
    double end = careful_walk(hills, hills_slope, 3.6, 0.5, 400);
    expect(fabs(hills_slope(end)) < 1e-6,
           "在第 2 章的曲线上从 3.6 出发，rate 是 0.5，试 400 次，"
           "应当停在平的地方。");
    expect_within("在第 2 章的曲线上停在哪里", end, 0.919577, 1e-3);
}
