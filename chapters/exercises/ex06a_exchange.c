/*
Exercise 6a: Two neurons change places

A network has `in` inputs, one hidden layer of `hidden` neurons, and `out`
outputs. w1 [hidden, in] and b1 [hidden] belong to the hidden layer, w2 [out,
hidden] to the last one; matrices stand row after row, as in chapter 6. Let the
hidden neurons i and j change places: afterwards neuron i computes what neuron j
did, and the other way round, and the network gives the same outputs as before.
(b2, the biases of the outputs, need not move.)
*/
#include "exercise.h"

void exchange(int in, int hidden, int out, double *w1, double *b1, double *w2,
              int i, int j) {
    //: stub
    // your turn
    //: solution
    for (int k = 0; k < in; k++) {
        double w = w1[i * in + k];
        w1[i * in + k] = w1[j * in + k];
        w1[j * in + k] = w;
    }
    double b = b1[i];
    b1[i] = b1[j];
    b1[j] = b;
    for (int n = 0; n < out; n++) {
        double w = w2[n * hidden + i];
        w2[n * hidden + i] = w2[n * hidden + j];
        w2[n * hidden + j] = w;
    }
    //: end
}

//: hint
// What makes a hidden neuron what it is stands in row i of w1 and in b1[i]. Who
// listens to it? Every output does, with the weight in column i of w2.
//: checks
enum { IN = 3, HIDDEN = 4, OUT = 2 };
static const double first[] = {1, -2, 0.5, 0, 1, 2, -1, 0.25, 3, 0.5, -0.5, 1};
static const double shift[] = {0.5, -1, 2, 0},
                    last[] = {1, 2, -3, 4, -1, 0, 2, 0.5};
static const double input[] = {1, 0.5, -2};

// The sums of the hidden neurons and of the outputs (without their biases).
static void run(const double *w1, const double *b1, const double *w2, double *h,
                double *y) {
    for (int n = 0; n < HIDDEN; n++) {
        h[n] = b1[n];
        for (int k = 0; k < IN; k++)
            h[n] += w1[n * IN + k] * input[k];
    }
    for (int n = 0; n < OUT; n++) {
        y[n] = 0;
        for (int k = 0; k < HIDDEN; k++)
            y[n] += w2[n * HIDDEN + k] * m_sigmoid(h[k]);
    }
}

static bool near(double a, double b) { return fabs(a - b) < 1e-12; }

static void try_it(int i, int j) {
    double w1[IN * HIDDEN], b1[HIDDEN], w2[OUT * HIDDEN];
    double before[HIDDEN], said[OUT], h[HIDDEN], y[OUT];
    memcpy(w1, first, sizeof w1);
    memcpy(b1, shift, sizeof b1);
    memcpy(w2, last, sizeof w2);
    run(w1, b1, w2, before, said);
    exchange(IN, HIDDEN, OUT, w1, b1, w2, i, j);
    run(w1, b1, w2, h, y);
    expect(i == j || !near(h[i], before[i]) || !near(h[j], before[j]),
           "The two neurons still are where they were.");
    expect(i == j || !near(h[i] - b1[i], before[j] - shift[j]) ||
               !near(b1[i], shift[i]),
           "The weights have moved and the biases have not: a neuron takes its "
           "bias along.");
    expect(near(h[i], before[j]) && near(h[j], before[i]),
           "Neuron i does not compute what neuron j did. All that it looks at "
           "the picture with is row i of w1, w1[i * in + k], and b1[i].");
    for (int n = 0; n < HIDDEN; n++)
        expect(n == i || n == j || near(h[n], before[n]),
               "A neuron that was to stay computes something else now.");
    bool untouched = memcmp(w2, last, sizeof w2) == 0;
    for (int n = 0; n < OUT; n++) {
        expect(i == j || near(y[n], said[n]) || !untouched,
               "The hidden neurons are right, but the outputs are not the same "
               "as before: they still listen to the old places.");
        expect(near(y[n], said[n]),
               "The hidden neurons are right, but an output is not. In w2 a "
               "hidden neuron has a column, and each row of w2 has `hidden` "
               "numbers: w2[n * hidden + i].");
    }
}

static void checks(void) {
    try_it(0, 1);
    try_it(3, 1);
    try_it(2, 2);
}
