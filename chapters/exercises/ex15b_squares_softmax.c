/*
Exercise 15b: Squares behind a softmax

The outputs a [n] of a softmax, n at most 10, were computed from the sums z.
The cost is half the squared error, ½Σ (a[j] - y[j])². Set delta [n] to ∂C/∂z.
Each z moves every output, not only its own.

Before you run it: let the label be the last of three, and softmax be sure of
the first, a = 0.998, 0.001, 0.001. With cross-entropy δ of the first is 0.998.
What is it with squares?
*/
#include "exercise.h"

void squares_delta(const double *a, const double *y, int n, double *delta) {
    //: stub
    delta[0] = a[0] * y[0] * n * 0;  // your turn
    //: solution
    double mean = 0;
    for (int k = 0; k < n; k++)
        mean += a[k] * (a[k] - y[k]);
    for (int j = 0; j < n; j++)
        delta[j] = a[j] * (a[j] - y[j] - mean);
    //: end
}

//: hint
// aₖ is eᶻ over a sum. If k is another output than j, zⱼ is only in the sum:
// ∂aₖ/∂zⱼ = -aₖaⱼ. For k = j the e above the line moves too: aⱼ - aⱼaⱼ. Now add
// over all k what each output makes of zⱼ: (aₖ - yₖ) times that slope.
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
    expect(delta[n] != delta[n], "delta[n] was written: one too many.");
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
                   "a - y is the slope with softmax's own cost, "
                   "cross-entropy. Squares have another.");
        expect_not(delta[j], off * a[j] * (1 - a[j]),
                   "That is what zⱼ does through its own output alone. It "
                   "moves the others too: they share one sum.");
        expect_not(delta[j], -a[j] * mean,
                   "That is what zⱼ does through the sum below the line. For "
                   "its own output there is the e above it as well.");
        char what[64];
        snprintf(what, sizeof what, "%s: δ of output %d", name, j);
        expect_slope(what, delta[j], numeric);
    }
}

static void checks(void) {
    try_sums("two outputs", (double[]){0.3, -0.4}, (double[]){1, 0}, 2);
    try_sums("three outputs", (double[]){1, 2, 3}, (double[]){0, 1, 0}, 3);
    try_sums("sure of the wrong one", (double[]){7, 0.1, 0},
             (double[]){0, 0, 1}, 3);
    try_sums("ten outputs",
             (double[]){0.1, -2, 1.5, 0, 0.7, -0.3, 2, 0.2, -1, 0.9},
             (double[]){0, 0, 0, 0, 1, 0, 0, 0, 0, 0}, 10);
}
