/*
练习 6b：参数有限时最宽的网络

一个网络有两个隐藏层，每层 h 个神经元；输入有几个、输出有几个，都已经给定。参数
最多只许有 `budget` 个，h 最大能取多少？要是连 h = 1 都不行，就返回 0。例如 784
个输入、10 个输出、最多 13,002 个参数，答案是 16，就是第 6 章的网络。
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
// 要算的有三层：先是 h 个神经元，每个输入配一个权重；再是 h 个，前面那 h 个各配
// 一个权重；最后是输出。每个神经元还有一个偏置。从 h = 1 开始，2、3、… 一个一个
// 数参数，数到超了为止。
//: checks
static void checks(void) {
    int yours = widest(784, 10, 13002);
    expect(yours != 0, "13,002 个参数，够 h = 16 用。");
    expect(yours != 15, "h = 16 正好要 13,002 个参数，上限也是 13,002 个，"
                        "够用。");
    expect_number("784-h-h-10，最多 13002 个参数", yours, 16);
    yours = widest(784, 10, 13001);
    expect(yours != 16, "只许有 13,001 个参数，h = 16 就多了一个。"
                        "偏置都数了吗？输出的那十个呢？");
    expect_number("784-h-h-10，最多 13001 个参数", yours, 15);
    expect_number("2-h-h-1，最多 15 个参数", widest(2, 1, 15), 2);
    expect_number("784-h-h-10，最多 100000 个参数", widest(784, 10, 100000),
                  110);
    expect_number("784-h-h-10，最多 806 个参数", widest(784, 10, 806), 0);
    expect_number("784-h-h-10，最多 807 个参数", widest(784, 10, 807), 1);
}
