/*
Exercise 14b: The smallest nudge

A neuron says yes where its sum z = w₁x₁ + … + wₙxₙ + b is above 0, and no where
it is below. Each of the n inputs may move by at most ε, up or down. Return the
smallest ε that brings z to 0, so that any more changes the answer, and fill
`nudged` with the inputs after that nudge. (Not all w are 0, and the inputs may
leave 0 … 1 here.)
*/
#include "exercise.h"

double smallest_nudge(const double *w, double b, const double *x, int n,
                      double *nudged) {
    //: stub
    double epsilon = 0;  // your turn
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
// To lower z as fast as the rule allows, each input moves by ε against the sign
// of its weight; then z falls by ε·Σ|w|. How large must ε be? With 784 weights
// the sum is large, and so ε is small.
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
    snprintf(text, sizeof text, "%s: the smallest ε", what);
    expect_close(text, epsilon, right);
    snprintf(text, sizeof text, "%s: the sum of what you put into nudged",
             what);
    expect_close(text, sum(w, b, nudged, n), 0);
    for (int i = 0; i < n; i++)
        if (fabs(nudged[i] - x[i]) > right * (1 + 1e-9) + 1e-12) {
            say("%s: input %d moves by %g, more than ε.", what, i,
                nudged[i] - x[i]);
            not_yet();
        }
}

static void checks(void) {
    double w[784], x[784];
    expect_nudge("w = (1), b = 0, x = (0.6)", (double[]){1}, 0, (double[]){0.6},
                 1, 0.6);
    expect_nudge("w = (2, 2), b = -1, x = (1, 0.5), a yes", (double[]){2, 2},
                 -1, (double[]){1, 0.5}, 2, 0.5);
    expect_nudge("w = (3, -1), b = 0, x = (0.5, 0.5), a weight below 0",
                 (double[]){3, -1}, 0, (double[]){0.5, 0.5}, 2, 0.25);
    expect_nudge("w = (1, -4), b = 0, x = (0.5, 0.5), a no", (double[]){1, -4},
                 0, (double[]){0.5, 0.5}, 2, 0.3);
    for (int i = 0; i < 784; i++) {
        w[i] = i % 2 ? 0.5 : -0.5;
        x[i] = 0.25;
    }
    expect_nudge("784 weights of ±0.5, z = 10", w, 10, x, 784, 10 / 392.0);
}
