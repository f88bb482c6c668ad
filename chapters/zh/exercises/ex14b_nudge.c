/*
练习 14b：最小的一推

有一个神经元，加权和 z = w₁x₁ + … + wₙxₙ + b 大于 0 就说“是”，小于 0 就说“不
是”。n 个输入都可以升或者降，但是谁也不能超过 ε。ε 最小是多少，才能把 z 推到 0，
再多一点回答就变？返回这个 ε，并把推过的输入写进 `nudged`。（w 不全是 0；这里的
输入可以超出 0 … 1。）
*/
#include "exercise.h"

double smallest_nudge(const double *w, double b, const double *x, int n,
                      double *nudged) {
    //: stub
    double epsilon = 0;  // 轮到你了
    (void)w, (void)b, (void)x, (void)n, (void)nudged;
    //: solution
    double z = b, most = 0, epsilon;
    for (int i = 0; i < n; i++) {
        z += w[i] * x[i];
        most += w[i] < 0 ? -w[i] : w[i];
    }
    epsilon = (z < 0 ? -z : z) / most;
    for (int i = 0; i < n; i++) {
        int up = (w[i] > 0) - (w[i] < 0);
        nudged[i] = x[i] + (z > 0 ? -epsilon : epsilon) * up;
    }
    //: end
    return epsilon;
}

//: hint
// 要在规则之内让 z 降得最快，就让每个输入逆着自己权重的符号移动 ε；这样 z 一共
// 降 ε·Σ|w|。那么 ε 要多大？权重有 784 个，Σ|w| 很大，ε 就很小。
//: checks
static double sum(const double *w, double b, const double *x, int n) {
    double z = b;
    for (int i = 0; i < n; i++)
        z += w[i] * x[i];
    return z;
}

static void expect_nudge(const char *what, const double *w, double b,
                         const double *x, int n, double right) {
    double nudged[784] = {0};
    char text[120];
    double epsilon = smallest_nudge(w, b, x, n, nudged);
    snprintf(text, sizeof text, "%s：最小的 ε", what);
    expect_close(text, epsilon, right);
    snprintf(text, sizeof text, "%s：拿你写进 nudged 的输入来算，加权和", what);
    expect_close(text, sum(w, b, nudged, n), 0);
    for (int i = 0; i < n; i++)
        if (fabs(nudged[i] - x[i]) > right * (1 + 1e-9) + 1e-12) {
            say("%s：输入 %d 移动了 %g，超过了 ε。", what, i, nudged[i] - x[i]);
            not_yet();
        }
}

static void checks(void) {
    double w[784], x[784];
    expect_nudge("w = (1)，b = 0，x = (0.6)", (double[]){1}, 0, (double[]){0.6},
                 1, 0.6);
    expect_nudge("w = (2, 2)，b = -1，x = (1, 0.5)，答“是”", (double[]){2, 2},
                 -1, (double[]){1, 0.5}, 2, 0.5);
    expect_nudge("w = (3, -1)，b = 0，x = (0.5, 0.5)，有一个权重小于 0",
                 (double[]){3, -1}, 0, (double[]){0.5, 0.5}, 2, 0.25);
    expect_nudge("w = (1, -4)，b = 0，x = (0.5, 0.5)，答“不是”",
                 (double[]){1, -4}, 0, (double[]){0.5, 0.5}, 2, 0.3);
    for (int i = 0; i < 784; i++) {
        w[i] = i % 2 ? 0.5 : -0.5;
        x[i] = 0.25;
    }
    expect_nudge("784 个 ±0.5 的权重，z = 10", w, 10, x, 784, 10 / 392.0);
}
