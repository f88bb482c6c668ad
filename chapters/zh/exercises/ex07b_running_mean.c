/*
练习 7b：随来随算的平均

已经来过 n 个成本，平均是 `mean`。现在又来了一个 `cost`。前面那些成本都没有存下
来，请求出全部 n + 1 个的平均，返回这个平均值。（n 可以是 0，这时 `mean` 是什么
都没关系。）
*/
#include "exercise.h"

double mean_with_one_more(double mean, int n, double cost) {
    //: stub
    return mean;  // 轮到你了
    //: solution
    if (n == 0)
        return cost;
    return mean + (cost - mean) / (n + 1);
    //: end
}

//: hint
// 前 n 个的和是 n·mean。加上新来的，再除以个数。
//: checks
static void checks(void) {
    double mean = mean_with_one_more(1, 3, 5);
    expect_not(mean, 3,
               "这是只把两个数平均；可是 `mean` 一个就代表 n 个成本，"
               "要当 n 个来算。");
    expect_not(mean, 1 + 4.0 / 3, "加上新来的，一共是 n + 1 个。");
    expect_not(mean, 8.0 / 3, "加上新来的，一共是 n + 1 个。");
    expect_close("0、1、2 的平均是 1，再来一个 5，平均", mean, 2);
    expect_close("第一个成本，0.7", mean_with_one_more(0, 0, 0.7), 0.7);
    expect_close("第一个成本，mean 还没有赋过值",
                 mean_with_one_more(NAN, 0, 0.7), 0.7);
    double sum = mean = 0;
    for (int n = 0; n < 1000; n++) {
        double cost = n % 7 * 0.25;
        mean = mean_with_one_more(mean, n, cost);
        sum += cost;
    }
    expect_close("一千个的平均", mean, sum / 1000);
}
