/*
练习 9a：隐藏层的误差项

某个隐藏层有 `in` 个神经元，激活值是 a [in]；后一层有 `out` 个神经元，权重是 w
[out, in]，误差项 delta [out] 已经求出来了。请用第 9 章的第二个公式，求隐藏层的
误差项 δ，填进 below [in]。从隐藏神经元 k 到神经元 j 的权重是 w[j * in + k]，σ′
等于 a(1 - a)。
*/
#include "exercise.h"

void hidden_error(const double *w, const double *delta, const double *a, int in,
                  int out, double *below) {
    //: stub
    below[0] = 0;  // 轮到你了
    //: solution
    for (int k = 0; k < in; k++) {
        double sum = 0;
        for (int j = 0; j < out; j++)
            sum += w[j * in + k] * delta[j];
        below[k] = sum * a[k] * (1 - a[k]);
    }
    //: end
}

//: hint
// 神经元 k 通过后一层的每个神经元 j 影响成本。每个 j 对它的要求是多少？是
// w[j * in + k] * delta[j]。从 0 开始，把各个 j 的都加起来，就是对激活值的斜
// 率；再乘以 σ′，就是对加权和的斜率。
//: checks
// 一小块 3-2 网络的成本 Σ σ(W·σ(z))²，它的斜率量得出来。
static double piece(const double *w, const double *z, double *a,
                    double *delta) {
    double cost = 0;
    for (int k = 0; k < 3; k++)
        a[k] = m_sigmoid(z[k]);
    for (int j = 0; j < 2; j++) {
        double sum = 0;
        for (int k = 0; k < 3; k++)
            sum += w[j * 3 + k] * a[k];
        double out = m_sigmoid(sum);
        delta[j] = 2 * out * out * (1 - out);
        cost += out * out;
    }
    return cost;
}

static void checks(void) {
    double below[4] = {NAN, NAN, NAN, NAN};
    hidden_error((double[]){2}, (double[]){0.5}, (double[]){0.5}, 1, 1, below);
    expect_not(below[0], 1,
               "这是后面各个神经元的要求之和，是对激活值的斜率；"
               "要对加权和求，还得乘以 σ′，这里是 ¼。");
    expect_close("一个神经元，w = 2，δ = 0.5，a = 0.5", below[0], 0.25);
    hidden_error((double[]){2, 3, 4}, (double[]){0.5, -1, 0.25},
                 (double[]){0.2}, 1, 3, below);
    expect(fabs(below[0] - 0.16) > 1e-9,
           "后面有三个神经元，却只剩下最后一个的要求：该用 += 的地方，"
           "是不是写成了 =？");
    expect_close("一个神经元，后面有三个", below[0], -0.16);
    const double w[] = {1, -2, 0.5, 3, 0.25, -1};
    double z[] = {0.3, -0.8, 1.1}, a[3], delta[2];
    piece(w, z, a, delta);
    hidden_error(w, delta, a, 3, 2, below);
    double across = (w[0] * delta[0] + w[1] * delta[1]) * a[0] * (1 - a[0]);
    expect(fabs(below[0] - across) > 1e-9,
           "W 没有转置：神经元 k 的权重上下排成一列，"
           "w[k]、w[in + k]、w[2 * in + k]、…");
    for (int k = 0; k < 3; k++) {
        double unused[5], h = 6e-6, old = z[k];
        char what[80];
        z[k] = old + h;
        double up = piece(w, z, unused, unused + 3);
        z[k] = old - h;
        double down = piece(w, z, unused, unused + 3);
        z[k] = old;
        snprintf(what, sizeof what, "三个神经元，后面有两个：神经元 %d 的 δ",
                 k + 1);
        expect_slope(what, below[k], (up - down) / (2 * h));
    }
    expect(below[3] != below[3], "写到了 below[in]：多算了一个神经元。");
}
