/*
Exercise 10a: XOR with the fewest neurons

A network with two inputs, n hidden neurons and one output neuron is to answer 1
when exactly one of its inputs is 1, and 0 otherwise; the inputs are 0 or 1. (In
chapter 10 they were -1 and 1.) Choose the weights yourself. hidden[k] has the
two weights and the bias of hidden neuron k; out has a weight for each hidden
neuron and then the bias. Return n, as small as it can be.
The output must be above 0.9 for a 1, and below 0.1 for a 0.
*/
#include "exercise.h"

enum { MOST = 8 };

int xor_network(double hidden[MOST][3], double out[MOST + 1]) {
    //: stub
    // hidden[0] lights up when the first input is 1; the second is ignored.
    hidden[0][0] = 10, hidden[0][1] = 0, hidden[0][2] = -5;
    out[0] = 10, out[1] = -5;
    return 1;  // your turn
    //: solution
    // "At least one", "both", and: the first but not the second.
    hidden[0][0] = 20, hidden[0][1] = 20, hidden[0][2] = -10;
    hidden[1][0] = 20, hidden[1][1] = 20, hidden[1][2] = -30;
    out[0] = 20, out[1] = -20, out[2] = -10;
    return 2;
    //: end
}

//: hint
// Let one hidden neuron answer "at least one input is 1" and another "both are
// 1". The output wants the first without the second: a positive weight, a
// negative one, and a bias between. Weights of 10 or 20 make σ nearly a switch.
//: checks
static void checks(void) {
    double hidden[MOST][3], out[MOST + 1];
    for (int k = 0; k <= MOST; k++) {
        out[k] = NAN;
        if (k < MOST)
            hidden[k][0] = hidden[k][1] = hidden[k][2] = NAN;
    }
    int n = xor_network(hidden, out);
    expect(n >= 1 && n <= MOST, "Return the number of hidden neurons, 1 to 8.");
    for (int i = 0; i < 4; i++) {
        double x1 = i % 2, x2 = i / 2, z = out[n];
        for (int k = 0; k < n; k++)
            z += out[k] * m_sigmoid(hidden[k][0] * x1 + hidden[k][1] * x2 +
                                    hidden[k][2]);
        double a = m_sigmoid(z);
        char text[128];
        snprintf(text, sizeof text,
                 "For the inputs %g and %g the output is %.3f; it should be "
                 "%s.",
                 x1, x2, a, x1 == x2 ? "below 0.1" : "above 0.9");
        expect(a == a, "Some weight was never set: two weights and a bias for "
                       "each hidden neuron, and n weights and a bias for "
                       "the output.");
        expect(x1 == x2 ? a < 0.1 : a > 0.9, text);
    }
    expect(n <= 2, "It works. But fewer hidden neurons are enough.");
}
