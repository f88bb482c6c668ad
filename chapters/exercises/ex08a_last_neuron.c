/*
Exercise 8a: The bias, and the activation before

The last neuron of a chain: z = w·a + b, its activation σ(z), and the cost
C = (σ(z) - y)². Set *db to ∂C/∂b and *da to ∂C/∂a, where a is the activation of
the neuron before. m_sigmoid(z) gives σ(z).
*/
#include "exercise.h"

void last_neuron(double w, double a, double b, double y, double *db,
                 double *da) {
    //: stub
    // your turn
    //: solution
    double out = m_sigmoid(w * a + b);
    *db = 2 * (out - y) * out * (1 - out);
    *da = *db * w;
    //: end
}

//: hint
// Three links: C moves with the activation at the rate 2(σ(z) - y), σ(z) moves
// with z at the rate σ(z)(1 - σ(z)), and z moves with b at the rate 1 and with
// a at the rate w. Multiply along the path.
//: checks
static double its_cost(double w, double a, double b, double y) {
    double off = m_sigmoid(w * a + b) - y;
    return off * off;
}

static void checks(void) {
    const double at[][4] = {
        {2.5, 0.4757, -0.5, 1}, {-3, 0.8, 1, 0}, {1, 0.2, 0.3, 0}};
    for (int i = 0; i < 3; i++) {
        const double *p = at[i], h = 6e-6;
        double db = NAN, da = NAN, w = p[0], a = p[1], b = p[2], y = p[3];
        double right_db =
            (its_cost(w, a, b + h, y) - its_cost(w, a, b - h, y)) / (2 * h);
        double right_da =
            (its_cost(w, a + h, b, y) - its_cost(w, a - h, b, y)) / (2 * h);
        char name[64];
        last_neuron(w, a, b, y, &db, &da);
        double out = m_sigmoid(w * a + b);
        expect(!gradients_agree(db, 2 * (out - y)),
               "∂C/∂b is 2(σ(z) - y): the factor σ′(z) is missing.");
        expect(!gradients_agree(db, 2 * (out - y) * a * (1 - a)),
               "∂C/∂b has the σ′ of this neuron, σ(z)(1 - σ(z)); a(1 - a) is "
               "that of the one before.");
        snprintf(name, sizeof name, "∂C/∂b at w = %g, a = %g", w, a);
        expect_slope(name, db, right_db);
        expect(i == 2 || !gradients_agree(da, db * a),
               "∂C/∂a was multiplied by a; z = w·a + b moves with a at the "
               "rate w.");
        snprintf(name, sizeof name, "∂C/∂a at w = %g, a = %g", w, a);
        expect_slope(name, da, right_da);
    }
}
