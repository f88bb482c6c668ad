/*
Exercise 9a: The error of a hidden layer

A hidden layer of `in` neurons has the activations a [in]. The layer behind it
has `out` neurons, weights w [out, in] and errors delta [out], which you know
already. Fill below [in] with the errors δ of the hidden layer: chapter 9's
second equation. The weight from hidden neuron k to neuron j is w[j * in + k],
and σ′ is a(1 - a).
*/
#include "exercise.h"

void hidden_error(const double *w, const double *delta, const double *a, int in,
                  int out, double *below) {
    //: stub
    below[0] = 0;  // your turn
    //: solution
    for (int k = 0; k < in; k++) {
        double sum = 0;
        for (int j = 0; j < out; j++)
            sum += w[j * in + k] * delta[j];
        below[k] = sum * a[k] * (1 - a[k]);
    }
    //: end
}

//: hint
// Neuron k reaches the cost through every neuron j behind it. What does each of
// them want, w[j * in + k] * delta[j]? Add that up over j, starting from 0.
// Then go from the activation to the sum inside the neuron: times σ′.
//: checks
// The cost Σ σ(W·σ(z))² of a 3-2 piece of network, whose slopes we can measure.
static double piece(const double *w, const double *z, double *a,
                    double *delta) {
    double cost = 0;
    for (int k = 0; k < 3; k++)
        a[k] = m_sigmoid(z[k]);
    for (int j = 0; j < 2; j++) {
        double sum = 0;
        for (int k = 0; k < 3; k++)
            sum += w[j * 3 + k] * a[k];
        double out = m_sigmoid(sum);
        delta[j] = 2 * out * out * (1 - out);
        cost += out * out;
    }
    return cost;
}

static void checks(void) {
    double below[4] = {NAN, NAN, NAN, NAN};
    hidden_error((double[]){2}, (double[]){0.5}, (double[]){0.5}, 1, 1, below);
    expect_not(below[0], 1,
               "That is the sum of what the neurons behind want; from the "
               "activation to the sum inside the neuron it is times σ′, which "
               "is ¼ here.");
    expect_close("one neuron, w = 2, δ = 0.5, a = 0.5", below[0], 0.25);
    hidden_error((double[]){2, 3, 4}, (double[]){0.5, -1, 0.25},
                 (double[]){0.2}, 1, 3, below);
    expect(fabs(below[0] - 0.16) > 1e-9,
           "With three neurons behind, only the last one's wish is left: is "
           "there a = where a += belongs?");
    expect_close("one neuron, three behind it", below[0], -0.16);
    const double w[] = {1, -2, 0.5, 3, 0.25, -1};
    double z[] = {0.3, -0.8, 1.1}, a[3], delta[2];
    piece(w, z, a, delta);
    hidden_error(w, delta, a, 3, 2, below);
    double across = (w[0] * delta[0] + w[1] * delta[1]) * a[0] * (1 - a[0]);
    expect(fabs(below[0] - across) > 1e-9,
           "That is W, not its transpose: neuron k's weights stand one below "
           "the other, w[k], w[in + k], w[2 * in + k], …");
    for (int k = 0; k < 3; k++) {
        double unused[5], h = 6e-6, old = z[k];
        char what[80];
        z[k] = old + h;
        double up = piece(w, z, unused, unused + 3);
        z[k] = old - h;
        double down = piece(w, z, unused, unused + 3);
        z[k] = old;
        snprintf(what, sizeof what, "three neurons, two behind: δ of neuron %d",
                 k + 1);
        expect_slope(what, below[k], (up - down) / (2 * h));
    }
    expect(below[3] != below[3], "below[in] was written: one neuron too many.");
}
