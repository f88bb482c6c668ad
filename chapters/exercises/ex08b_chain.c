/*
Exercise 8b: The whole chain

A chain of n neurons, one a layer, as in chapter 8. Neuron k, for k = 1 … n, has
the weight w[k] and the bias b[k]; a[0] is the input and a[k] the activation of
neuron k, already computed. The cost is (a[n] - y)². Set dw[k] and db[k], for
k = 1 … n, to ∂C/∂w[k] and ∂C/∂b[k].
*/
#include "exercise.h"

void backward(int n, const double *w, const double *a, double y, double *dw,
              double *db) {
    //: stub
    // your turn
    //: solution
    double by_a = 2 * (a[n] - y);
    for (int k = n; k >= 1; k--) {
        double by_z = by_a * a[k] * (1 - a[k]);
        dw[k] = by_z * a[k - 1];
        db[k] = by_z;
        by_a = by_z * w[k];
    }
    //: end
}

//: hint
// Carry one number, ∂C/∂a[k], from the last neuron to the first; it starts as
// 2(a[n] - y). Times a[k](1 - a[k]) it is ∂C/∂z[k]. From that follow dw[k]
// (times a[k-1]), db[k] (times 1), and ∂C/∂a[k-1] for the next round (times
// w[k]).
//: checks
enum { MOST = 5 };

static double its_cost(int n, const double *w, const double *b, double x,
                       double y, double *a) {
    a[0] = x;
    for (int k = 1; k <= n; k++)
        a[k] = m_sigmoid(w[k] * a[k - 1] + b[k]);
    return (a[n] - y) * (a[n] - y);
}

static void try_chain(int n, double *w, double *b, double x, double y) {
    double a[MOST + 1], unused[MOST + 1], dw[MOST + 1], db[MOST + 1];
    for (int k = 0; k <= MOST; k++)
        dw[k] = db[k] = NAN;
    its_cost(n, w, b, x, y, a);
    backward(n, w, a, y, dw, db);
    for (int k = n; k >= 1; k--)
        for (int bias = 0; bias < 2; bias++) {
            double *knob = bias ? &b[k] : &w[k], old = *knob, h = 6e-6;
            char name[64];
            snprintf(name, sizeof name, "a chain of %d: ∂C/∂%c[%d]", n,
                     bias ? 'b' : 'w', k);
            *knob = old + h;
            double up = its_cost(n, w, b, x, y, unused);
            *knob = old - h;
            double down = its_cost(n, w, b, x, y, unused);
            *knob = old;
            double yours = bias ? db[k] : dw[k], right = (up - down) / (2 * h);
            expect(bias || !gradients_agree(yours, right / a[k - 1] * a[k]),
                   "∂C/∂w[k] has the factor a[k-1], what comes in, not a[k].");
            expect(!gradients_agree(yours * a[k] * (1 - a[k]), right),
                   "The factor σ′(z) = a[k](1 - a[k]) is missing.");
            char hand_on[160];
            snprintf(hand_on, sizeof hand_on,
                     "%s is wrong, though neuron %d is right. What does neuron "
                     "%d hand back? Its ∂C/∂z, times its weight.",
                     name, k + 1, k + 1);
            expect(k == n || yours != yours || gradients_agree(yours, right),
                   hand_on);
            expect_slope(name, yours, right);
        }
    expect(dw[0] != dw[0] && db[0] != db[0],
           "There is no neuron 0: the loop goes one round too far.");
}

static void checks(void) {
    double w[MOST + 1] = {0, 1.8, -2, 2.5, 3, -4};
    double b[MOST + 1] = {0, -0.5, 1.1, -0.5, -1, 2};
    try_chain(1, w, b, 0.5, 1);
    try_chain(3, w, b, 0.5, 1);
    try_chain(5, w, b, 0.9, 0);
}
