/*
Exercise 10b: The function that a product stores

y = a·b with a [m, k], b [k, n] and y [m, n], each stored row by row:

    y[i][j] = Σₚ a[i][p]·b[p][j]        a[i][p] is a[i * k + p]

dy is what a change of each number of y is worth to the cost. Add what a change
of each number of a is worth to da [m, k], and of b to db [k, n]. What is in
them already stays: a and b may be used elsewhere too.
*/
#include "exercise.h"

void product_backward(const double *dy, const double *a, const double *b, int m,
                      int k, int n, double *da, double *db) {
    //: stub
    da[0] += 0, db[0] += 0;  // your turn
    //: solution
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++)
            for (int p = 0; p < k; p++) {
                da[i * k + p] += dy[i * n + j] * b[p * n + j];
                db[p * n + j] += dy[i * n + j] * a[i * k + p];
            }
    //: end
}

//: hint
// Turn a[i][p] by a little: y[i][j] moves by b[p][j], for every j, and nothing
// else moves. So da[i][p] grows by dy[i][j]·b[p][j], added up over j; in
// matrices, da += dy·bᵀ. Now turn b[p][j]: which numbers of y move, and by
// what?
//: checks
enum { M = 4, K = 3, N = 2 };
static double a[M * K], b[K * N], worth[M * N];

// A cost of which ∂C/∂y is `worth`.
static real cost(void *unused) {
    (void)unused;
    double sum = 0;
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++)
            for (int p = 0; p < K; p++)
                sum += worth[i * N + j] * a[i * K + p] * b[p * N + j];
    return (real)sum;
}

static void compare(const char *name, const double *yours, double *knob,
                    int rows, int cols) {
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++) {
            char what[48];
            int at = i * cols + j;
            snprintf(what, sizeof what, "4x3 times 3x2: %s[%d][%d]", name, i,
                     j);
            expect_slope(what, yours[at],
                         central_difference(cost, NULL, &knob[at], 1e-4));
        }
}

static void smallest(void) {
    double da[2] = {0}, db[2] = {0};
    product_backward((double[]){1}, (double[]){2, 3}, (double[]){5, 7}, 1, 2, 1,
                     da, db);
    expect_close("(2 3) times (5 7)ᵀ, dy = 1: da[0][0]", da[0], 5);
    expect_close("(2 3) times (5 7)ᵀ, dy = 1: da[0][1]", da[1], 7);
    expect_close("(2 3) times (5 7)ᵀ, dy = 1: db[0][0]", db[0], 2);
    expect_close("(2 3) times (5 7)ᵀ, dy = 1: db[1][0]", db[1], 3);
}

static void checks(void) {
    smallest();
    double da[M * K + 1] = {0}, db[K * N + 1] = {0};
    for (int i = 0; i < M * K; i++)
        a[i] = 0.7 * (i % 5) - 1.1;
    for (int i = 0; i < K * N; i++)
        b[i] = 0.3 * (i * i % 7) - 0.8;
    for (int i = 0; i < M * N; i++)
        worth[i] = 0.5 * (i * i % 7) - 0.9;
    product_backward(worth, a, b, M, K, N, da, db);
    compare("da", da, a, M, K);
    compare("db", db, b, K, N);
    expect(da[M * K] == 0 && db[K * N] == 0,
           "Something was written beyond the last number of da or db.");
    double once[2] = {da[0], db[0]};
    product_backward(worth, a, b, M, K, N, da, db);
    expect(da[0] != once[0] && db[0] != once[1],
           "Called a second time it must add to da and db, and yours put = "
           "for +=.");
    expect_close("da[0][0] after two calls", da[0], 2 * once[0]);
    expect_close("db[0][0] after two calls", db[0], 2 * once[1]);
}
