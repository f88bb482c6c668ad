/*
Exercise 8b: One weight for all

A chain of n neurons, one a layer, as in chapter 8, but all of them share one
weight w and one bias b: turn w, and it turns in every neuron. a[0] is the input
and a[k], for k = 1 … n, the activation of neuron k, already computed. The cost
is (a[n] - y)². Set *dw to ∂C/∂w and *db to ∂C/∂b.
*/
#include "exercise.h"

void shared(int n, double w, const double *a, double y, double *dw,
            double *db) {
    //: stub
    // your turn
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
// Go back as chapter 8 does: carry ∂C/∂a[k] from the last neuron to the first.
// In each neuron w has a share, the one that it would have if only this neuron
// had it. Along a path the rates multiply; w reaches C by n paths, and over
// paths they add.
//: checks
enum { MOST = 5 };

static double its_cost(int n, double w, double b, double x, double y,
                       double *a) {
    a[0] = x;
    for (int k = 1; k <= n; k++)
        a[k] = m_sigmoid(w * a[k - 1] + b);
    return (a[n] - y) * (a[n] - y);
}

// What would come out of one of the mistakes that are made here.
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
    expect_not(dw, m.flat, "The factor σ′(z) = a[k](1 - a[k]) is missing.");
    if (n > 1) {
        expect_not(dw, m.last,
                   "This is the share of the last neuron alone. But w is in "
                   "the others, too: go on backwards, and add.");
        expect_not(dw, m.first,
                   "This is the share of the first neuron alone: with = the "
                   "last one that is written wins. Over paths, add.");
        expect_not(dw, m.unweighted,
                   "What does a neuron hand back? Its ∂C/∂z, times the "
                   "weight.");
        expect(!gradients_agree(dw * n, right_dw),
               "This is the mean of the shares; the paths add up.");
    }
    snprintf(name, sizeof name, "a chain of %d: ∂C/∂w", n);
    expect_slope(name, dw, right_dw);
    expect_not(db, dw,
               "∂C/∂b is the same as your ∂C/∂w. But z moves with b at the "
               "rate 1, and with w at the rate of what comes in.");
    snprintf(name, sizeof name, "a chain of %d: ∂C/∂b", n);
    expect_slope(name, db, right_db);
}

static void checks(void) {
    try_chain(1, 1.8, -0.5, 0.5, 1);
    try_chain(2, 1.8, -0.5, 0.5, 1);
    try_chain(3, -2, 1.1, 0.9, 0);
    try_chain(5, 3, -1.5, 0.2, 1);
}
