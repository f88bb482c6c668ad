/*
Exercise 9b: A shortcut

A hidden layer of `in` neurons, with the activations a [in], has edges to a
middle layer of `mid` neurons, with weights w [mid, in], and also edges that
skip it and lead straight to the `out` outputs, with weights v [out, in]. (The
weight from neuron i to neuron j is w[j * in + i], or v[j * in + i].) The errors
δ of the middle layer and of the outputs are known: middle [mid], output [out].

Set below [in] to the errors δ of the hidden layer, and dv [out, in] to the
slopes of the cost with respect to v. σ′ is a(1 - a).
*/
#include "exercise.h"

void shortcut(const double *w, const double *middle, int mid, const double *v,
              const double *output, int out, const double *a, int in,
              double *below, double *dv) {
    //: stub
    below[0] = dv[0] = 0;  // your turn
    //: solution
    for (int i = 0; i < in; i++) {
        double by_a = 0;
        for (int j = 0; j < mid; j++)
            by_a += w[j * in + i] * middle[j];
        for (int j = 0; j < out; j++) {
            by_a += v[j * in + i] * output[j];
            dv[j * in + i] = output[j] * a[i];
        }
        below[i] = by_a * a[i] * (1 - a[i]);
    }
    //: end
}

//: hint
// Where does neuron i lead to? Everything that it reaches by one edge has a δ, and
// wants of it δ times the weight of that edge. Over paths, add; it does not
// matter in which layer they end. σ′ comes once, when all are added: there is one
// neuron i. And a weight's slope is the δ at its end times the a at its start.
//: checks
enum { IN = 3, MID = 2, OUT = 2 };
static const double w[] = {1, -2, 0.5, 3, 0.25, -1};
static const double u[] = {0.5, -1, 1.5, 2};  // middle to outputs
static double v[] = {-0.5, 1, 2, 1.5, -1, 0.75};

typedef struct Piece {
    double a[IN], middle[MID], output[OUT], cost;
} Piece;

// The cost Σ a² of the outputs, and the errors that the exercise is given.
static Piece piece(const double *z) {
    Piece p = {.cost = 0};
    double m[MID], o[OUT];
    for (int i = 0; i < IN; i++)
        p.a[i] = m_sigmoid(z[i]);
    for (int j = 0; j < MID; j++) {
        m[j] = 0;
        for (int i = 0; i < IN; i++)
            m[j] += w[j * IN + i] * p.a[i];
        m[j] = m_sigmoid(m[j]);
    }
    for (int j = 0; j < OUT; j++) {
        o[j] = 0;
        for (int i = 0; i < MID; i++)
            o[j] += u[j * MID + i] * m[i];
        for (int i = 0; i < IN; i++)
            o[j] += v[j * IN + i] * p.a[i];
        o[j] = m_sigmoid(o[j]);
        p.cost += o[j] * o[j];
        p.output[j] = 2 * o[j] * o[j] * (1 - o[j]);
    }
    for (int i = 0; i < MID; i++) {
        double sum = 0;
        for (int j = 0; j < OUT; j++)
            sum += u[j * MID + i] * p.output[j];
        p.middle[i] = sum * m[i] * (1 - m[i]);
    }
    return p;
}

// One neuron in each layer, by pencil: w = 2, δ = 0.5; v = 3, δ = -1; a = 0.2.
static void by_pencil(void) {
    double below = NAN, dv = NAN;
    shortcut((double[]){2}, (double[]){0.5}, 1, (double[]){3}, (double[]){-1},
             1, (double[]){0.2}, 1, &below, &dv);
    expect_not(below, 0.16,
               "This is what the middle layer alone hands back. The outputs "
               "that the shortcut leads to want something of it, too.");
    expect_not(below, -0.48,
               "This is what comes by the shortcut alone. Where a += belongs, "
               "is there a =?");
    expect_not(below, -2,
               "This is ∂C/∂a. From the activation to the sum inside the "
               "neuron it is times σ′ = a(1 - a).");
    expect_not(below, 1 * 0.16 - 3,
               "σ′ is a factor of the neuron, not of one of its ways: first "
               "add all, then multiply by a(1 - a).");
    expect_not(below, 1 - 3 * 0.16,
               "σ′ is a factor of the neuron, not of one of its ways: first "
               "add all, then multiply by a(1 - a).");
    expect_not(below, (1 - 3 * 0.5) * 0.16,
               "Two ways were multiplied. Along a path rates multiply; these "
               "are two paths.");
    expect_close("one neuron a layer: δ", below, -0.32);
    expect_not(dv, 3 * 0.2,
               "A slope does not depend on its own weight: it is the δ at the "
               "end of the edge times the activation at its start.");
    expect_not(dv, 0.5 * 0.2, "The edge of v ends at an output: take its δ.");
    expect_close("one neuron a layer: the slope of v", dv, -0.2);
}

static void checks(void) {
    by_pencil();
    const double h = 6e-6;
    double z[] = {0.3, -0.8, 1.1}, below[IN], dv[OUT * IN];
    char what[80];
    Piece p = piece(z);
    shortcut(w, p.middle, MID, v, p.output, OUT, p.a, IN, below, dv);
    for (int i = 0; i < IN; i++) {
        double old = z[i];
        z[i] = old + h;
        double up = piece(z).cost;
        z[i] = old - h;
        double down = piece(z).cost;
        z[i] = old;
        snprintf(what, sizeof what, "3-2-2 with a shortcut: δ of neuron %d",
                 i + 1);
        expect_slope(what, below[i], (up - down) / (2 * h));
    }
    for (int i = 0; i < OUT * IN; i++) {
        double old = v[i];
        v[i] = old + h;
        double up = piece(z).cost;
        v[i] = old - h;
        double down = piece(z).cost;
        v[i] = old;
        snprintf(what, sizeof what,
                 "3-2-2 with a shortcut: slope of v from neuron %d to output "
                 "%d",
                 i % IN + 1, i / IN + 1);
        expect_slope(what, dv[i], (up - down) / (2 * h));
    }
}
