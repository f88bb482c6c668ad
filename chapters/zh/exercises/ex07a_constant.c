/*
练习 7a：不看图像的回答

一个懒惰的网络，对每幅图像都给同样的十个输出。share[j] 是数字 j 的图像所占的比例
（0.1 就是十分之一）；十个比例加起来是 1。请选出这十个输出，使平均成本尽可能小，
把它们写到 a 里，并返回这个最小的平均成本。
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
// 每个输出都可以单独选。输出 j 取值 a 时，在占比 p 的那些图像上成本是
// (1 - a)²，在其余的图像（占比 1 - p）上是 a²。作为 a 的函数，这是一只碗：它的
// 斜率在哪里是 0？
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
    expect(a[0] > 0 || a[3] > 0, "所有的输出都是 0。这样每幅图像的成本是 1："
                                 "有别的回答成本更小。");
    expect(fabs(a[3] - 0.5) > 1e-9,
           "每个输出都是一半，成本是 2.5。"
           "十幅图像里有九幅想让这个输出是 0：它该站在正中间吗？");
    expect_close("比例都相等时，输出 3", a[3], 0.1);
    expect_not(cost, 0.09, "这只是一个输出的那一份成本：要把十个都加起来。");
    expect_not(cost, 0.81,
               "这只是标签自己那个输出的成本；另外九个也各有一点。");
    expect_close("以及成本，和这一章里一样", cost, 0.9);
    cost = lazy_answer(uneven, a);
    expect_close("一半图像是 0：输出 0", a[0], 0.5);
    expect_close("没有图像是 9：输出 9", a[9], 0);
    expect_close("你自己的回答的成本", cost, cost_with(uneven, a));
    expect_close("最小的成本", cost, 0.62);
}
