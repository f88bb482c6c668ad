/*
练习 13a：evaluate

一个网络对 n 幅图像的输出都在 a 里，每幅十个，一幅接一幅：a[10*i + j] 是图像 i
的输出 j。label[i] 是图像 i 上的数字。网络的回答是最大的输出所在的位置；有两个一
样大，就取前一个。返回 n 个回答里对了几个。
*/
#include "exercise.h"

int evaluate(const double *a, const int *label, int n) {
    //: stub
    int right = 0;  // 轮到你了
    //: solution
    int right = 0;
    for (int i = 0; i < n; i++) {
        int answer = 0;
        for (int j = 1; j < 10; j++)
            if (a[10 * i + j] > a[10 * i + answer])
                answer = j;
        right += answer == label[i];
    }
    //: end
    return right;
}

//: hint
// 对每幅图像，沿着它的十个输出走一遍，记住到这里为止最大的那个在哪里。最大的
// 也不必很大：0.2 的回答也是回答。
//: checks
static void checks(void) {
    double a[1000] = {0};
    int label[100];
    for (int i = 0; i < 100; i++) {
        label[i] = i * 7 % 10;
        for (int j = 0; j < 10; j++)
            a[10 * i + j] = 0.01 * ((i + 3 * j) % 10);
        a[10 * i + label[i]] = 0.95;
    }
    expect_number("100 个完美的回答", evaluate(a, label, 100), 100);
    expect_number("其中的前 10 个", evaluate(a, label, 10), 10);
    expect_number("一幅图像也没有", evaluate(a, label, 0), 0);
    for (int i = 0; i < 100; i++)
        a[10 * i + label[i]] = 0.2;  // 一点把握也没有，但是最大
    expect(evaluate(a, label, 100) != 0,
           "有 100 个回答是对的，输出都不到 0.5，你的却一个对的也没有找到："
           "回答就是最大的输出，不管它有多小。");
    expect_number("100 个对的回答，输出都不到 0.5", evaluate(a, label, 100),
                  100);
    for (int i = 0; i < 30; i++)
        a[10 * i + (label[i] + 1) % 10] = 0.99;
    expect_number("100 个里有 30 个错了，而且很有把握", evaluate(a, label, 100),
                  70);
    for (int j = 0; j < 10; j++)
        a[j] = -1 - 0.1 * (j != 4);
    label[0] = 4;
    expect(evaluate(a, label, 1) != 0,
           "有一幅图像，输出全都小于 0，最大的就在标签那里，你的却没有认对："
           "要从第一个输出开始比，不要从 0 开始。");
    expect_number("一幅图像，输出都小于 0，最大的在标签那里",
                  evaluate(a, label, 1), 1);
    for (int j = 0; j < 10; j++)
        a[j] = 0.5;
    label[0] = 9;
    expect_number("输出全都相等：回答是 0，标签是 9", evaluate(a, label, 1), 0);
}
