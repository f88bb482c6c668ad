/*
练习 6a：两个神经元交换位置

一个网络有 `in` 个输入，一个隐藏层（`hidden` 个神经元），还有 `out` 个输出。隐藏
层的参数是 w1 [hidden, in] 和 b1 [hidden]，最后一层的是 w2 [out, hidden]；矩阵和
第 6 章一样，一行接着一行存。让隐藏神经元 i 和 j 交换位置：换过以后，i 算的是 j
原来算的，j 算的是 i 原来算的，网络的输出不变。（输出的偏置 b2 用不着动。）
*/
#include "exercise.h"

void exchange(int in, int hidden, int out, double *w1, double *b1, double *w2,
              int i, int j) {
    //: stub
    // 轮到你了
    //: solution
    for (int k = 0; k < in; k++) {
        double w = w1[i * in + k];
        w1[i * in + k] = w1[j * in + k];
        w1[j * in + k] = w;
    }
    double b = b1[i];
    b1[i] = b1[j];
    b1[j] = b;
    for (int n = 0; n < out; n++) {
        double w = w2[n * hidden + i];
        w2[n * hidden + i] = w2[n * hidden + j];
        w2[n * hidden + j] = w;
    }
    //: end
}

//: hint
// 隐藏神经元 i 算什么，全看 w1 的第 i 行和 b1[i]。谁要用它的结果？每个输出都要
// 用，权重在 w2 的第 i 列。
//: checks
enum { IN = 3, HIDDEN = 4, OUT = 2 };
static const double first[] = {1, -2, 0.5, 0, 1, 2, -1, 0.25, 3, 0.5, -0.5, 1};
static const double shift[] = {0.5, -1, 2, 0},
                    last[] = {1, 2, -3, 4, -1, 0, 2, 0.5};
static const double input[] = {1, 0.5, -2};

// 隐藏神经元的和，以及各个输出的和（输出不加偏置）。
static void run(const double *w1, const double *b1, const double *w2, double *h,
                double *y) {
    for (int n = 0; n < HIDDEN; n++) {
        h[n] = b1[n];
        for (int k = 0; k < IN; k++)
            h[n] += w1[n * IN + k] * input[k];
    }
    for (int n = 0; n < OUT; n++) {
        y[n] = 0;
        for (int k = 0; k < HIDDEN; k++)
            y[n] += w2[n * HIDDEN + k] * m_sigmoid(h[k]);
    }
}

static bool near(double a, double b) { return fabs(a - b) < 1e-12; }

static void try_it(int i, int j) {
    double w1[IN * HIDDEN], b1[HIDDEN], w2[OUT * HIDDEN];
    double before[HIDDEN], said[OUT], h[HIDDEN], y[OUT];
    memcpy(w1, first, sizeof w1);
    memcpy(b1, shift, sizeof b1);
    memcpy(w2, last, sizeof w2);
    run(w1, b1, w2, before, said);
    exchange(IN, HIDDEN, OUT, w1, b1, w2, i, j);
    run(w1, b1, w2, h, y);
    expect(i == j || !near(h[i], before[i]) || !near(h[j], before[j]),
           "两个神经元还在原来的地方。");
    expect(i == j || !near(h[i] - b1[i], before[j] - shift[j]) ||
               !near(b1[i], shift[i]),
           "权重换了，偏置没有换：神经元要带着自己的偏置走。");
    expect(near(h[i], before[j]) && near(h[j], before[i]),
           "神经元 i 算的不是神经元 j 原来算的。它看输入，靠的是 "
           "w1 的第 i 行，也就是 w1[i * in + k]，还有 b1[i]。");
    for (int n = 0; n < HIDDEN; n++)
        expect(n == i || n == j || near(h[n], before[n]),
               "有个不该动的神经元，现在算的和以前不一样了。");
    bool untouched = memcmp(w2, last, sizeof w2) == 0;
    for (int n = 0; n < OUT; n++) {
        expect(i == j || near(y[n], said[n]) || !untouched,
               "隐藏神经元换对了，输出却变了：它们用的还是原来位置上的权重。");
        expect(near(y[n], said[n]),
               "隐藏神经元换对了，有一个输出却不对。在 w2 里，"
               "一个隐藏神经元占一列，一行有 `hidden` 个数："
               "w2[n * hidden + i]。");
    }
}

static void checks(void) {
    try_it(0, 1);
    try_it(3, 1);
    try_it(2, 2);
}
