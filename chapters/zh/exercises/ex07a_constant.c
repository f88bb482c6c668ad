/*
练习 7a：不看图像的回答

一个懒惰的网络，不管看到哪幅图像，十个输出都一样。share[j] 是数字 j 的图像所占的
比例（0.1 就是十分之一），十个比例加起来是 1。请选定这十个输出，让平均成本最小，
写到 a 里，并返回这个最小的平均成本。
*/
#include "exercise.h"

double lazy_answer(const double *share, double *a) {
    //: stub
    for (int j = 0; j < 10; j++)
        a[j] = 0;
    return 0;  // 轮到你了
    //: solution
    double cost = 0;
    for (int j = 0; j < 10; j++) {
        a[j] = share[j];
        cost +=
            share[j] * (1 - a[j]) * (1 - a[j]) + (1 - share[j]) * a[j] * a[j];
    }
    return cost;
    //: end
}

//: hint
// 十个输出可以一个一个地选。输出 j 取 a 时，比例为 p 的图像上，成本是
// (1 - a)²；其余的图像比例是 1 - p，成本是 a²。把平均成本看作 a 的函数，曲线是
// 一只碗：斜率在哪里是 0？
//: checks
static double cost_with(const double *share, const double *a) {
    double cost = 0;
    for (int j = 0; j < 10; j++)
        cost +=
            share[j] * (1 - a[j]) * (1 - a[j]) + (1 - share[j]) * a[j] * a[j];
    return cost;
}

static void checks(void) {
    double even[10], uneven[10] = {0.5, 0.3, 0.2}, a[10];
    for (int j = 0; j < 10; j++)
        even[j] = 0.1;
    double cost = lazy_answer(even, a);
    expect(a[0] > 0 || a[3] > 0, "输出全是 0，每幅图像的成本就是 1："
                                 "还有成本更小的回答。");
    expect(fabs(a[3] - 0.5) > 1e-9,
           "每个输出都是一半，成本是 2.5。"
           "十幅图像里有九幅要这个输出是 0，取正中间合适吗？");
    expect_close("比例都相等时，输出 3", a[3], 0.1);
    expect_not(cost, 0.09, "这只是一个输出的成本：十个都要加起来。");
    expect_not(cost, 0.81,
               "这只算了标签那个输出的成本；另外九个输出也各有一点。");
    expect_close("这时的成本，和这一章里一样", cost, 0.9);
    cost = lazy_answer(uneven, a);
    expect_close("一半图像是数字 0 时，输出 0", a[0], 0.5);
    expect_close("没有一幅是数字 9 时，输出 9", a[9], 0);
    expect_close("照你的回答，成本是", cost, cost_with(uneven, a));
    expect_close("最小的成本", cost, 0.62);
}
