/*
练习 8b：大家共用一个权重

一条链上有 n 个神经元，每层一个，和第 8 章一样，只是大家共用一个权重 w 和一个偏
置 b：w 一转，每个神经元的权重都跟着转。a[0] 是输入；a[k]（k = 1 … n）是第 k 个
神经元的激活值，已经算好了。成本是 (a[n] - y)²。请求出 ∂C/∂w，写到 *dw 里；求出
∂C/∂b，写到 *db 里。
*/
#include "exercise.h"

void shared(int n, double w, const double *a, double y, double *dw,
            double *db) {
    //: stub
    // 轮到你了
    //: solution
    double by_a = 2 * (a[n] - y);
    *dw = *db = 0;
    for (int k = n; k >= 1; k--) {
        double by_z = by_a * a[k] * (1 - a[k]);
        *dw += by_z * a[k - 1];
        *db += by_z;
        by_a = by_z * w;
    }
    //: end
}

//: hint
// 像第 8 章那样往回走：拿着 ∂C/∂a[k]，从最后一个神经元走到第一个。每个神经元里
// 的 w 都出一份，求的时候，就当只有这个神经元里才有 w。一条路径上的变化率要相
// 乘；从 w 到 C 有 n 条路径，各条路径要相加。
//: checks
enum { MOST = 5 };

static double its_cost(int n, double w, double b, double x, double y,
                       double *a) {
    a[0] = x;
    for (int k = 1; k <= n; k++)
        a[k] = m_sigmoid(w * a[k - 1] + b);
    return (a[n] - y) * (a[n] - y);
}

// 这里常犯的几种错误，各会算出什么来。
typedef struct Wrong {
    double first, last, flat, unweighted;
} Wrong;

static Wrong mistakes(int n, double w, const double *a, double y) {
    Wrong m = {0};
    double by_a = 2 * (a[n] - y), bare = by_a, plain = by_a;
    for (int k = n; k >= 1; k--) {
        double slope = a[k] * (1 - a[k]), share = by_a * slope * a[k - 1];
        m.last = k == n ? share : m.last;
        m.first = share;
        m.flat += bare * a[k - 1];
        m.unweighted += plain * slope * a[k - 1];
        by_a *= slope * w, bare *= w, plain *= slope;
    }
    return m;
}

static void try_chain(int n, double w, double b, double x, double y) {
    const double h = 6e-6;
    double a[MOST + 1], unused[MOST + 1], dw = NAN, db = NAN;
    its_cost(n, w, b, x, y, a);
    double right_dw = (its_cost(n, w + h, b, x, y, unused) -
                       its_cost(n, w - h, b, x, y, unused)) /
                      (2 * h);
    double right_db = (its_cost(n, w, b + h, x, y, unused) -
                       its_cost(n, w, b - h, x, y, unused)) /
                      (2 * h);
    shared(n, w, a, y, &dw, &db);
    Wrong m = mistakes(n, w, a, y);
    char name[48];
    expect_not(dw, m.flat, "漏了因子 σ′(z) = a[k](1 - a[k])。");
    if (n > 1) {
        expect_not(dw, m.last,
                   "这只是最后一个神经元的那一份。别的神经元里也有 w："
                   "继续往回走，都加起来。");
        expect_not(dw, m.first,
                   "这只是第一个神经元的那一份：用 =，就只剩最后写进去的。"
                   "各条路径要相加。");
        expect_not(dw, m.unweighted,
                   "往回传的是什么？是这个神经元的 ∂C/∂z 乘以权重。");
        expect(!gradients_agree(dw * n, right_dw),
               "这是各份的平均；各条路径要相加。");
    }
    snprintf(name, sizeof name, "%d 个神经元的链：∂C/∂w", n);
    expect_slope(name, dw, right_dw);
    expect_not(db, dw,
               "你的 ∂C/∂b 和 ∂C/∂w 一样。可是 z 随 b 的变化率是 1，"
               "随 w 的变化率是前面传来的那个数。");
    snprintf(name, sizeof name, "%d 个神经元的链：∂C/∂b", n);
    expect_slope(name, db, right_db);
}

static void checks(void) {
    try_chain(1, 1.8, -0.5, 0.5, 1);
    try_chain(2, 1.8, -0.5, 0.5, 1);
    try_chain(3, -2, 1.1, 0.9, 0);
    try_chain(5, 3, -1.5, 0.2, 1);
}
