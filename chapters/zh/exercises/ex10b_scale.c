/*
练习 10b：给引擎添一种新运算

运算 y = scale(a, s) 把 a 的每一列乘以一个数，每列各有各的：y[i][j] =
a[i][j]·s[j]。a 和 y 是 [m, n]，一行接一行地存着（a[i][j] 就是 a[i * n + j]），s
是 [n]。请写出这种运算的节点要存的函数。dy [m, n] 里是成本对 y 的每个数的变化
率。请求出成本对 a 的每个数的变化率，加到 da [m, n] 里；再求出对 s 的，加到 ds
[n] 里。da 和 ds 里原有的数要保留，因为 a 和 s 也许还用在别处。

动手以前，先在纸上算一算：∂y/∂a 这张表有 (m·n)·(m·n) 项，要是 s[j] 都不是 0，表
里有多少项不是 0？返回这个数。
*/
#include "exercise.h"

int scale_backward(const double *dy, const double *a, const double *s, int m,
                   int n, double *da, double *ds) {
    //: stub
    da[0] += 0, ds[0] += 0;
    return 0;  // 轮到你了
    //: solution
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) {
            da[i * n + j] += dy[i * n + j] * s[j];
            ds[j] += dy[i * n + j] * a[i * n + j];
        }
    return m * n;
    //: end
}

//: hint
// 把 a[i][j] 转动一点点，y 的哪些数跟着动，变化率是多少？每个 a[i][j] 在表里就
// 有这么一项。再转动 s[j]，y 的哪些数跟着动？每一行有一个；路径不止一条，要加起
// 来。
//: checks
enum { M = 3, N = 2 };
static double a[M * N], s[N], worth[M * N];

// 一个成本，它的 ∂C/∂y 是 `worth`。
static real cost(void *unused) {
    (void)unused;
    double sum = 0;
    for (int i = 0; i < M * N; i++)
        sum += worth[i] * a[i] * s[i % N];
    return (real)sum;
}

static void by_pencil(void) {
    double da = 0, ds = 0;
    int some = scale_backward((double[]){2}, (double[]){3}, (double[]){5}, 1, 1,
                              &da, &ds);
    expect_not(da, 2,
               "这是 dy 本身，还没有乘：y 对 a 的变化率是 s，"
               "沿着一条路径，变化率要相乘。");
    expect_not(da, 6, "这是 s 的：y 对 a 的变化率是 s。");
    expect_close("a = 3，s = 5，dy = 2：da", da, 10);
    expect_not(ds, 2,
               "这是 dy 本身，还没有乘：y 对 s 的变化率是 a，"
               "沿着一条路径，变化率要相乘。");
    expect_close("a = 3，s = 5，dy = 2：ds", ds, 6);
    expect_number("a 是 1x1：不是 0 的项数", some, 1);
    double two[2] = {0}, of[1] = {0};
    scale_backward((double[]){2, 7}, (double[]){3, 1}, (double[]){5}, 2, 1, two,
                   of);
    expect_not(of[0], 7,
               "有两行，ds 里却只有最后一行的。"
               "每一行都用到 s，路径不止一条，要加起来。");
    expect_not(of[0], 6.5,
               "这是各行的平均。要不要除以行数，是成本的事；"
               "这里只管相加。");
    expect_close("两行：ds", of[0], 13);
}

static void checks(void) {
    by_pencil();
    for (int i = 0; i < M * N; i++) {
        a[i] = 0.7 * (i % 5) - 1.1;
        worth[i] = 0.5 * (i * i % 7) - 0.9;
    }
    s[0] = 0.5, s[1] = -2;
    double da[M * N + 1] = {0}, ds[N + 1] = {0};
    int some = scale_backward(worth, a, s, M, N, da, ds);
    for (int i = 0; i < M * N; i++) {
        char what[48];
        snprintf(what, sizeof what, "3x2：da[%d][%d]", i / N, i % N);
        expect_slope(what, da[i], central_difference(cost, NULL, &a[i], 1e-4));
    }
    for (int j = 0; j < N; j++) {
        char what[48];
        snprintf(what, sizeof what, "3x2：ds[%d]", j);
        expect_slope(what, ds[j], central_difference(cost, NULL, &s[j], 1e-4));
    }
    expect(da[M * N] == 0 && ds[N] == 0,
           "写到 da 或者 ds 的最后一个数后面去了。");
    double once[2] = {da[0], ds[0]};
    scale_backward(worth, a, s, M, N, da, ds);
    expect(da[0] != once[0] && ds[0] != once[1],
           "第二次调用，也必须往 da 和 ds 上加；你把 += 写成了 =。");
    expect_close("调用两次以后的 da[0][0]", da[0], 2 * once[0]);
    expect_close("调用两次以后的 ds[0]", ds[0], 2 * once[1]);
    expect(some != M * N * M * N,
           "整张 ∂y/∂a 的表有 36 项。不是 0 的有多少项？");
    expect(some != M * N * N && some != M * N * M,
           "转动 a 的一个数，y 里只有同一行、同一列的那个数会动。");
    expect_number("a 是 3x2：不是 0 的项数", some, M * N);
}
