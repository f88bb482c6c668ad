/*
练习 15b：softmax 后面接平方

加权和 z 经过 softmax，变成输出 a [n]，n 最多是 10。成本取平方误差的一半，½Σ
(a[j] - y[j])²。请把 ∂C/∂z 写进 delta [n]。一个 z 变了，所有的输出都跟着变，不只
是它自己的那个。

运行之前先想一想。标签是三个里的最后一个，softmax 却很有把握地说是第一个，a 是
0.998、0.001、0.001。用交叉熵，第一个的 δ 是 0.998；用平方，是多少？
*/
#include "exercise.h"

void squares_delta(const double *a, const double *y, int n, double *delta) {
    //: stub
    delta[0] = a[0] * y[0] * n * 0;  // 轮到你了
    //: solution
    double mean = 0;
    for (int k = 0; k < n; k++)
        mean += a[k] * (a[k] - y[k]);
    for (int j = 0; j < n; j++)
        delta[j] = a[j] * (a[j] - y[j] - mean);
    //: end
}

//: hint
// aₖ 是 eᶻ 除以一个和。如果 k 不是 j，zⱼ 就只出现在这个和里：∂aₖ/∂zⱼ = -aₖaⱼ。
// k = j 时，分子上的 e 也跟着动：aⱼ - aⱼaⱼ。再把每个输出从 zⱼ 得来的都加起来，
// 也就是对所有的 k，把 (aₖ - yₖ) 乘以那个斜率，求和。
//: checks
static void shares(const double *z, int n, double *a) {
    double sum = 0;
    for (int j = 0; j < n; j++)
        sum += a[j] = m_exp(z[j]);
    for (int j = 0; j < n; j++)
        a[j] /= sum;
}

static double its_cost(const double *z, const double *y, int n) {
    double a[10], cost = 0;
    shares(z, n, a);
    for (int j = 0; j < n; j++)
        cost += (a[j] - y[j]) * (a[j] - y[j]) / 2;
    return cost;
}

static void try_sums(const char *name, double *z, const double *y, int n) {
    const double h = 6e-6;
    double a[10], delta[11];
    for (int j = 0; j < 11; j++)
        delta[j] = NAN;
    shares(z, n, a);
    squares_delta(a, y, n, delta);
    expect(delta[n] != delta[n], "写了 delta[n]：多写了一个。");
    for (int j = 0; j < n; j++) {
        double keep = z[j], off = a[j] - y[j], mean = 0;
        z[j] = keep + h;
        double up = its_cost(z, y, n);
        z[j] = keep - h;
        double numeric = (up - its_cost(z, y, n)) / (2 * h);
        z[j] = keep;
        for (int k = 0; k < n; k++)
            mean += a[k] * (a[k] - y[k]);
        expect_not(delta[j], off,
                   "a - y 是 softmax 配自己的成本，也就是配交叉熵时的斜率。"
                   "配平方，斜率就不一样了。");
        expect_not(delta[j], off * a[j] * (1 - a[j]),
                   "这只算了 zⱼ 对自己那个输出的作用。别的输出和它共用一个和，"
                   "也会跟着变。");
        expect_not(delta[j], -a[j] * mean,
                   "这只算了 zⱼ 在分母里的作用。它自己那个输出，"
                   "分子上也有 e。");
        char what[64];
        snprintf(what, sizeof what, "%s：输出 %d 的 δ", name, j);
        expect_slope(what, delta[j], numeric);
    }
}

static void checks(void) {
    try_sums("两个输出", (double[]){0.3, -0.4}, (double[]){1, 0}, 2);
    try_sums("三个输出", (double[]){1, 2, 3}, (double[]){0, 1, 0}, 3);
    try_sums("很有把握，但是错了", (double[]){7, 0.1, 0}, (double[]){0, 0, 1},
             3);
    try_sums("十个输出",
             (double[]){0.1, -2, 1.5, 0, 0.7, -0.3, 2, 0.2, -1, 0.9},
             (double[]){0, 0, 0, 0, 1, 0, 0, 0, 0, 0}, 10);
}
