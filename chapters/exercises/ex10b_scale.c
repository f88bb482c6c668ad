/*
Exercise 10b: A new operation for the engine

The operation y = scale(a, s) multiplies each column of a by a number of its
own: y[i][j] = a[i][j]·s[j], with a and y [m, n] stored row by row (a[i][j] is
a[i * n + j]), and s [n]. Write the function that its node stores. dy [m, n] is
what a change of each number of y is worth to the cost. Add what a change of
each number of a is worth to da [m, n], and of s to ds [n]. What is in them
already stays: a and s may be used elsewhere too.

And first, on paper: the table ∂y/∂a has (m·n)·(m·n) entries. How many of them
are not 0, if no s[j] is? Return that number.
*/
#include "exercise.h"

int scale_backward(const double *dy, const double *a, const double *s, int m,
                   int n, double *da, double *ds) {
    //: stub
    da[0] += 0, ds[0] += 0;
    return 0;  // your turn
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
// Turn a[i][j] by a little: which numbers of y move, and at what rate? That is one
// entry of the table for each a[i][j]. Now turn s[j]: which numbers of y move?
// One in every row; over paths, add.
//: checks
enum { M = 3, N = 2 };
static double a[M * N], s[N], worth[M * N];

// A cost of which ∂C/∂y is `worth`.
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
               "That is dy itself. But y moves with a at the rate s: along a "
               "path rates multiply.");
    expect_not(da, 6, "That belongs to s: y moves with a at the rate s.");
    expect_close("a = 3, s = 5, dy = 2: da", da, 10);
    expect_not(ds, 2,
               "That is dy itself. But y moves with s at the rate a: along a "
               "path rates multiply.");
    expect_close("a = 3, s = 5, dy = 2: ds", ds, 6);
    expect_number("a 1x1: entries that are not 0", some, 1);
    double two[2] = {0}, of[1] = {0};
    scale_backward((double[]){2, 7}, (double[]){3, 1}, (double[]){5}, 2, 1, two,
                   of);
    expect_not(of[0], 7,
               "With two rows only the last one counts for s. It is used in "
               "every row: over paths, add.");
    expect_not(of[0], 6.5,
               "That is a mean over the rows. The cost has divided by their "
               "number already, if it does; here shares add up.");
    expect_close("two rows: ds", of[0], 13);
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
        snprintf(what, sizeof what, "3x2: da[%d][%d]", i / N, i % N);
        expect_slope(what, da[i], central_difference(cost, NULL, &a[i], 1e-4));
    }
    for (int j = 0; j < N; j++) {
        char what[48];
        snprintf(what, sizeof what, "3x2: ds[%d]", j);
        expect_slope(what, ds[j], central_difference(cost, NULL, &s[j], 1e-4));
    }
    expect(da[M * N] == 0 && ds[N] == 0,
           "Something was written beyond the last number of da or ds.");
    double once[2] = {da[0], ds[0]};
    scale_backward(worth, a, s, M, N, da, ds);
    expect(da[0] != once[0] && ds[0] != once[1],
           "Called a second time it must add to da and ds, and yours put = "
           "for +=.");
    expect_close("da[0][0] after two calls", da[0], 2 * once[0]);
    expect_close("ds[0] after two calls", ds[0], 2 * once[1]);
    expect(some != M * N * M * N,
           "36 entries is the whole table ∂y/∂a. How many of them are not 0?");
    expect(some != M * N * N && some != M * N * M,
           "Turn one number of a: only the number of y in the same row and "
           "the same column moves.");
    expect_number("a 3x2: entries that are not 0", some, M * N);
}
