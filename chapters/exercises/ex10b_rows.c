/*
Exercise 10b: Backward through a layer, for a batch

A layer computes z = x·Wᵀ + b for m examples, one in each row:

    z[i][k] = b[k] + Σⱼ x[i][j]·W[k][j]

with x [m, in], W [out, in], b [out] and z [m, out], each stored row by row:
x[i][j] is x[i * in + j]. dz is what a change of each z is worth to the cost.
Add what a change of each weight and each bias is worth to dw [out, in] and
db [out]. What is in them already stays.
*/
#include "exercise.h"

void layer_backward(const double *x, const double *dz, int m, int in, int out,
                    double *dw, double *db) {
    //: stub
    db[0] += 0;  // your turn
    //: solution
    for (int i = 0; i < m; i++)
        for (int k = 0; k < out; k++) {
            db[k] += dz[i * out + k];
            for (int j = 0; j < in; j++)
                dw[k * in + j] += dz[i * out + k] * x[i * in + j];
        }
    //: end
}

//: hint
// Turn W[k][j] by a little: z[i][k] moves by x[i][j] for every example i, and
// nothing else moves. So dw[k][j] grows by dz[i][k]·x[i][j], added up over the
// examples: that is dzᵀ·x. And what moves when b[k] does?
//: checks
enum { M = 4, IN = 3, OUT = 2 };
static double x[M * IN], w[OUT * IN], b[OUT], weigh[M * OUT];

// A cost whose derivative with respect to z is `weigh`.
static real cost(void *unused) {
    (void)unused;
    double sum = 0;
    for (int i = 0; i < M; i++)
        for (int k = 0; k < OUT; k++) {
            double z = b[k];
            for (int j = 0; j < IN; j++)
                z += x[i * IN + j] * w[k * IN + j];
            sum += weigh[i * OUT + k] * z;
        }
    return (real)sum;
}

static void checks(void) {
    double dw[OUT * IN] = {0}, db[OUT] = {0};
    for (int i = 0; i < M * IN; i++)
        x[i] = 0.7 * (i % 5) - 1.1;
    for (int i = 0; i < OUT * IN; i++)
        w[i] = 0.3 * i - 0.8;
    for (int i = 0; i < M * OUT; i++)
        weigh[i] = 0.5 * (i * i % 7) - 0.9;
    layer_backward(x, weigh, M, IN, OUT, dw, db);
    char name[64];
    for (int k = 0; k < OUT; k++)
        for (int j = 0; j < IN; j++) {
            snprintf(name, sizeof name, "dw for the weight W[%d][%d]", k, j);
            expect_slope(name, dw[k * IN + j],
                         central_difference(cost, NULL, &w[k * IN + j], 1e-4));
        }
    for (int k = 0; k < OUT; k++) {
        snprintf(name, sizeof name, "db for the bias b[%d]", k);
        expect_slope(name, db[k], central_difference(cost, NULL, &b[k], 1e-4));
    }
    double once = dw[0];
    layer_backward(x, weigh, M, IN, OUT, dw, db);
    expect_close("called twice, dw[0] is twice as much; it", dw[0], 2 * once);
}
