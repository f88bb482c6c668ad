/*
练习 9b：一条近路

某个隐藏层有 `in` 个神经元，激活值是 a [in]。有些边通到中间层，中间层有 `mid` 个
神经元，权重是 w [mid, in]；另一些边跳过中间层，直接通到 `out` 个输出，权重是 v
[out, in]。（从神经元 i 到神经元 j 的权重是 w[j * in + i]，或者 v[j * in +
i]。）中间层和输出的误差项 δ 已经求出来了，是 middle [mid] 和 output [out]。

请求隐藏层的误差项 δ，填进 below [in]；再求成本对 v 里每个权重的斜率，填进 dv
[out, in]。σ′ 等于 a(1 - a)。
*/
#include "exercise.h"

void shortcut(const double *w, const double *middle, int mid, const double *v,
              const double *output, int out, const double *a, int in,
              double *below, double *dv) {
    //: stub
    below[0] = dv[0] = 0;  // 轮到你了
    //: solution
    for (int i = 0; i < in; i++) {
        double by_a = 0;
        for (int j = 0; j < mid; j++)
            by_a += w[j * in + i] * middle[j];
        for (int j = 0; j < out; j++) {
            by_a += v[j * in + i] * output[j];
            dv[j * in + i] = output[j] * a[i];
        }
        below[i] = by_a * a[i] * (1 - a[i]);
    }
    //: end
}

//: hint
// 神经元 i 的边都通到哪里？每条边的末端都有一个 δ，乘以边的权重，就是末端对神经
// 元 i 的要求。末端不管在哪一层，要求都加在一起。全部加完再乘 σ′，只乘一次，因
// 为神经元 i 只有一个。权重的斜率，等于边末端的 δ 乘以边起点的 a。
//: checks
enum { IN = 3, MID = 2, OUT = 2 };
static const double w[] = {1, -2, 0.5, 3, 0.25, -1};
static const double u[] = {0.5, -1, 1.5, 2};  // 从中间层到输出
static double v[] = {-0.5, 1, 2, 1.5, -1, 0.75};

typedef struct Piece {
    double a[IN], middle[MID], output[OUT], cost;
} Piece;

// 求成本，也就是各个输出的 Σ a²，还有练习里给定的误差项。
static Piece piece(const double *z) {
    Piece p = {.cost = 0};
    double m[MID], o[OUT];
    for (int i = 0; i < IN; i++)
        p.a[i] = m_sigmoid(z[i]);
    for (int j = 0; j < MID; j++) {
        m[j] = 0;
        for (int i = 0; i < IN; i++)
            m[j] += w[j * IN + i] * p.a[i];
        m[j] = m_sigmoid(m[j]);
    }
    for (int j = 0; j < OUT; j++) {
        o[j] = 0;
        for (int i = 0; i < MID; i++)
            o[j] += u[j * MID + i] * m[i];
        for (int i = 0; i < IN; i++)
            o[j] += v[j * IN + i] * p.a[i];
        o[j] = m_sigmoid(o[j]);
        p.cost += o[j] * o[j];
        p.output[j] = 2 * o[j] * o[j] * (1 - o[j]);
    }
    for (int i = 0; i < MID; i++) {
        double sum = 0;
        for (int j = 0; j < OUT; j++)
            sum += u[j * MID + i] * p.output[j];
        p.middle[i] = sum * m[i] * (1 - m[i]);
    }
    return p;
}

// 每层一个神经元，用铅笔算：w = 2，δ = 0.5；v = 3，δ = -1；a = 0.2。
static void by_pencil(void) {
    double below = NAN, dv = NAN;
    shortcut((double[]){2}, (double[]){0.5}, 1, (double[]){3}, (double[]){-1},
             1, (double[]){0.2}, 1, &below, &dv);
    expect_not(below, 0.16,
               "这里只有中间层的要求。近路通到的那些输出，对它也有要求。");
    expect_not(below, -0.48,
               "这里只有近路那一头的要求。该用 += 的地方，是不是写成了 =？");
    expect_not(below, -2, "这是 ∂C/∂a。要对加权和求，还得乘以 σ′ = a(1 - a)。");
    expect_not(below, 1 * 0.16 - 3,
               "σ′ 是神经元的，不是哪一条路径的：先全部加起来，"
               "再乘以 a(1 - a)。");
    expect_not(below, 1 - 3 * 0.16,
               "σ′ 是神经元的，不是哪一条路径的：先全部加起来，"
               "再乘以 a(1 - a)。");
    expect_not(below, (1 - 3 * 0.5) * 0.16,
               "两条路径乘到一起了。沿着同一条路径，变化率才相乘；"
               "这里是两条路径。");
    expect_close("每层一个神经元：δ", below, -0.32);
    expect_not(dv, 3 * 0.2,
               "权重的斜率跟权重自己多大没有关系：等于边末端的 δ "
               "乘以边起点的激活值。");
    expect_not(dv, 0.5 * 0.2, "v 的边通到输出，要用那个输出的 δ。");
    expect_close("每层一个神经元：v 的斜率", dv, -0.2);
}

static void checks(void) {
    by_pencil();
    const double h = 6e-6;
    double z[] = {0.3, -0.8, 1.1}, below[IN], dv[OUT * IN];
    char what[80];
    Piece p = piece(z);
    shortcut(w, p.middle, MID, v, p.output, OUT, p.a, IN, below, dv);
    for (int i = 0; i < IN; i++) {
        double old = z[i];
        z[i] = old + h;
        double up = piece(z).cost;
        z[i] = old - h;
        double down = piece(z).cost;
        z[i] = old;
        snprintf(what, sizeof what, "3-2-2，有近路：神经元 %d 的 δ", i + 1);
        expect_slope(what, below[i], (up - down) / (2 * h));
    }
    for (int i = 0; i < OUT * IN; i++) {
        double old = v[i];
        v[i] = old + h;
        double up = piece(z).cost;
        v[i] = old - h;
        double down = piece(z).cost;
        v[i] = old;
        snprintf(what, sizeof what,
                 "3-2-2，有近路：从神经元 %d 到输出 %d，v 的斜率", i % IN + 1,
                 i / IN + 1);
        expect_slope(what, dv[i], (up - down) / (2 * h));
    }
}
