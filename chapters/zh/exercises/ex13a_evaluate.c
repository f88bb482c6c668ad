/*
练习 13a：evaluate

一个网络看了 n 幅图像，输出都在 a 里，每幅十个，一幅接一幅：a[10*i + j] 是第 i
幅图像的输出 j。label[i] 是第 i 幅图像上的数字。哪个输出最大，网络的回答就是哪个
数字；有两个一样大，就取前一个。n 个回答里对了几个？返回这个数。
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
// 每幅图像，把十个输出从头看到尾，一路记住眼下哪个最大。最大的不一定很大：0.2
// 也是一个回答。
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
    expect_number("100 个回答全对", evaluate(a, label, 100), 100);
    expect_number("只看前 10 个", evaluate(a, label, 10), 10);
    expect_number("一幅图像也没有", evaluate(a, label, 0), 0);
    for (int i = 0; i < 100; i++)
        a[10 * i + label[i]] = 0.2;  // 没什么把握，不过还是最大
    expect(evaluate(a, label, 100) != 0,
           "100 个回答全对，输出都不到 0.5，你的函数却一个对的也没有数到："
           "最大的输出就是回答，再小也算。");
    expect_number("100 个回答全对，输出都不到 0.5", evaluate(a, label, 100),
                  100);
    for (int i = 0; i < 30; i++)
        a[10 * i + (label[i] + 1) % 10] = 0.99;
    expect_number("100 个里错了 30 个，错得还很有把握", evaluate(a, label, 100),
                  70);
    for (int j = 0; j < 10; j++)
        a[j] = -1 - 0.1 * (j != 4);
    label[0] = 4;
    expect(evaluate(a, label, 1) != 0,
           "有一幅图像，输出全都小于 0，最大的就在标签那里，你却没有数到："
           "要从第一个输出开始比，不要从 0 开始。");
    expect_number("一幅图像，输出都小于 0，最大的在标签那里",
                  evaluate(a, label, 1), 1);
    for (int j = 0; j < 10; j++)
        a[j] = 0.5;
    label[0] = 9;
    expect_number("输出全都相等：回答是 0，标签是 9", evaluate(a, label, 1), 0);
}
