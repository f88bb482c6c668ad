/*
练习 6b：参数有限时最宽的网络

一个网络，输入和输出各有几个是给定的；它有两个隐藏层，每层 h 个神经元。参数最多
只许有 `budget` 个。返回最大的 h；要是连 h = 1 都不够，就返回 0。784 个输入、10
个输出、最多 13,002 个参数时，答案是 16，那就是第 6 章的网络。
*/
#include "exercise.h"

int widest(int inputs, int outputs, int budget) {
    //: stub
    return 0;  // 轮到你了
    //: solution
    int h = 0;
    for (;; h++) {
        int next = h + 1;
        int knobs =
            (inputs + 1) * next + (next + 1) * next + (next + 1) * outputs;
        if (knobs > budget)
            return h;
    }
    //: end
}

//: hint
// 要计算的有三层：先是 h 个神经元，对每个输入各有一个权重；再是 h 个，对前面那
// h 个各有一个权重；最后是各个输出。每个神经元还有一个偏置。所以，对 h = 1、
// 2、3、… 数参数，直到太多为止。
//: checks
static void checks(void) {
    int yours = widest(784, 10, 13002);
    expect(yours != 0, "13,002 个参数，够 h = 16 用。");
    expect(yours != 15, "h = 16 正好要 13,002 个参数；允许的也正是 13,002 个，"
                        "所以够用。");
    expect_number("784-h-h-10，最多 13002 个参数", yours, 16);
    yours = widest(784, 10, 13001);
    expect(yours != 16, "只有 13,001 个参数时，h = 16 就超出了一个。"
                        "所有的偏置都数了吗，包括输出的那十个？");
    expect_number("784-h-h-10，最多 13001 个参数", yours, 15);
    expect_number("2-h-h-1，最多 15 个参数", widest(2, 1, 15), 2);
    expect_number("784-h-h-10，最多 100000 个参数", widest(784, 10, 100000),
                  110);
    expect_number("784-h-h-10，最多 806 个参数", widest(784, 10, 806), 0);
    expect_number("784-h-h-10，最多 807 个参数", widest(784, 10, 807), 1);
}
