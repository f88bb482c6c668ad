/*
Exercise 16b: A cost with weight decay

cost is what a network pays without decay, w its n weights, and g[k] the slope
of that cost for weight k. Weight decay adds ½·λ·(the sum of all w[k]²) to the
cost. Return the whole cost, and change g so that it holds the slopes of the
whole cost.
*/
#include "exercise.h"

double with_decay(double cost, const double *w, int n, double lambda,
                  double *g) {
    //: stub
    g[0] += 0;    // your turn
    return cost;  // your turn
    //: solution
    for (int k = 0; k < n; k++) {
        cost += 0.5 * lambda * w[k] * w[k];
        g[k] += lambda * w[k];
    }
    return cost;
    //: end
}

//: hint
// The slope of ½λw² is λw: the 2 of the square and the ½ cancel. It is added to
// the slope that is there already.
//: checks
enum { N = 4 };
static double w[N], lambda;

// A network's cost: a valley somewhere.
static double plain(void) {
    double sum = 0;
    for (int k = 0; k < N; k++)
        sum += (k + 1) * (w[k] - 0.5) * (w[k] - 0.5);
    return sum;
}

static real whole(void *unused) {
    (void)unused;
    double g[N] = {0};
    return (real)with_decay(plain(), w, N, lambda, g);
}

static void checks(void) {
    double g[N] = {0};
    lambda = 0.5;
    w[0] = 3, w[1] = -1, w[2] = 0, w[3] = 2;
    expect_close("½·0.5·(9 + 1 + 0 + 4), on a cost of 0",
                 with_decay(0, w, N, lambda, g), 3.5);
    expect_close("the same on a cost of 10", with_decay(10, w, N, lambda, g),
                 13.5);
    for (int k = 0; k < N; k++)
        g[k] = 2 * (k + 1) * (w[k] - 0.5);
    with_decay(plain(), w, N, lambda, g);
    for (int k = 0; k < N; k++) {
        char what[40];
        snprintf(what, sizeof what, "the slope for w[%d]", k);
        expect_slope(what, g[k], central_difference(whole, NULL, &w[k], 1e-4));
    }
    lambda = 0;
    expect_close("no decay, λ = 0", with_decay(7, w, N, lambda, g), 7);
}
