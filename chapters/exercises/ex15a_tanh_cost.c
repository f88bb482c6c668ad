/*
Exercise 15a: A cost made to measure

Another neuron: its output is a = tanh(z), between -1 and 1, and its target y is
-1 or 1. The slope of tanh is 1 - a², nearly 0 where the neuron is saturated, so
with squares it has the same trouble as σ. Which cost has the slope ∂C/∂z = a -
y here? Find it as chapter 15 found cross-entropy. Let it be 0 for an answer
that is exactly right (z → ∞ for y = 1), and a finite number for any z up to 800
in size.

m_tanh(x) is tanh x, m_log(x) is ln x, m_exp(x) is eˣ, fabs(x) is |x|.
*/
#include "exercise.h"

double tanh_cost(double z, double y) {
    //: stub
    return z * 0 + y * 0;  // your turn
    //: solution
    double wrong = -y * z;  // how far on the wrong side
    return (wrong > 0 ? 2 * wrong : 0) + m_log(1 + m_exp(-2 * fabs(z)));
    //: end
}

//: hint
// ∂C/∂a · (1 - a²) is to be a - y. For y = 1 that makes ∂C/∂a = (a - 1)/(1 -
// a²) = -1/(1 + a), the slope of -ln(1 + a); and for y = -1 it is 1/(1 - a).
// A cost may have any number added: with which one is it 0 for a = 1? Then put
// in a = tanh z: (1 + tanh z)/2 is σ(2z). For z = -800 its ln must not be that
// of 0: ln(1 + eˣ) is x + ln(1 + e⁻ˣ).
//: checks
static double slope_of(double z, double y) {
    const double h = 6e-6;
    return (tanh_cost(z + h, y) - tanh_cost(z - h, y)) / (2 * h);
}

static void try_at(double z, double y, double cost) {
    char what[64];
    double a = m_tanh(z), s = m_sigmoid(z), slope = slope_of(z, y);
    expect(!gradients_agree((real)slope, (real)((a - y) * (1 - a * a))) ||
               fabs((a - y) * a * a) < 1e-6,
           "The slope of your cost is (a - y)(1 - a²), that of half the "
           "squared error. Which ∂C/∂a undoes the 1 - a²?");
    expect(!gradients_agree((real)slope, (real)(s - (y + 1) / 2)),
           "That is the cross-entropy of σ, whose a is σ(z). Here a = tanh(z), "
           "and the targets are -1 and 1.");
    expect(!gradients_agree((real)slope, (real)(2 * (a - y))) ||
               fabs(a - y) < 1e-6,
           "The slope of your cost is 2(a - y), with a 2 too many.");
    expect(!gradients_agree((real)slope, (real)((a - y) / 2)) ||
               fabs(a - y) < 1e-6,
           "The slope of your cost is (a - y)/2: a 2 is missing.");
    snprintf(what, sizeof what, "the slope of your cost at z = %g, y = %g", z,
             y);
    expect_slope(what, slope, a - y);
    expect_not(tanh_cost(z, y), cost - 0.6931471805599453,
               "The slope is right. But an answer that is exactly right should "
               "cost 0, and yours has ln 2 taken from it: add it.");
    snprintf(what, sizeof what, "the cost at z = %g, y = %g", z, y);
    expect_close(what, tanh_cost(z, y), cost);
}

static void checks(void) {
    try_at(0.5, 1, 0.31326168751822286);
    try_at(-2, 1, 4.0181499279178094);
    try_at(1, -1, 2.1269280110429727);
    try_at(-1.5, -1, 0.048587351573742);
    expect(fabs(tanh_cost(-800, 1)) < 1e300 && fabs(tanh_cost(800, -1)) < 1e300,
           "For z = 800 on the wrong side the cost is no finite number: is "
           "there the ln of a number that is rounded to 0, or an e to 1600?");
    expect_close("the cost at z = -800, y = 1", tanh_cost(-800, 1), 1600);
    expect_close("the cost at z = 800, y = 1", tanh_cost(800, 1), 0);
    expect_close("the cost at z = 800, y = -1", tanh_cost(800, -1), 1600);
}
