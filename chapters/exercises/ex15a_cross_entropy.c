/*
Exercise 15a: Cross-entropy, right for any z

The cost of one output whose weighted sum is z and whose target y is 0 or 1 (or
between) is -(y ln σ(z) + (1 - y) ln(1 - σ(z))). Written like that it breaks:
for z = 800 σ is 1, and ln(1 - 1) is -∞. Give the same cost for any z, and its
slope ∂C/∂z. m_exp(x) is eˣ, m_log(x) is ln x, m_sigmoid(x) is σ(x), fabs(x) is
|x|.
*/
#include "exercise.h"

double cross_entropy(double z, double y) {
    //: stub
    return z * 0 + y * 0;  // your turn
    //: solution
    double positive = z > 0 ? z : 0;
    return positive - y * z + m_log(1 + m_exp(-fabs(z)));
    //: end
}

double cross_entropy_slope(double z, double y) {
    //: stub
    return z * 0 + y * 0;
    //: solution
    return m_sigmoid(z) - y;
    //: end
}

//: hint
// For y = 0 the cost is -ln(1 - σ(z)) = ln(1 + eᶻ). For positive z take eᶻ out
// of the bracket: ln(eᶻ(e⁻ᶻ + 1)) = z + ln(1 + e⁻ᶻ). No exponent is positive
// then. And y? -ln σ(z) is ln(1 + eᶻ) - z, so the cost is ln(1 + eᶻ) - yz. The
// slope is in the chapter's title of its first section: where σ′ went.
//: checks
static void both(double z, double y, double cost) {
    char what[64];
    double yours = cross_entropy(z, y);
    snprintf(what, sizeof what, "the cost at z = %g, y = %g", z, y);
    expect(fabs(z) < 100 || fabs(yours) < 1e300,
           z > 0
               ? "At z = 800 the cost is no finite number: is there an eᶻ, or "
                 "the ln of a difference that is 0?"
               : "At z = -800 the cost is no finite number: is there an e⁻ᶻ, "
                 "or the ln of a σ that is 0?");
    expect_close(what, yours, cost);
    double h = 6e-6;
    snprintf(what, sizeof what, "the slope at z = %g, y = %g", z, y);
    double slope = cross_entropy_slope(z, y), a = m_sigmoid(z);
    expect(
        fabs(slope - (a - y) * a * (1 - a)) > 1e-9 || fabs(a - y) < 1e-9,
        "There is still a σ′ in the slope. Does cross-entropy not cancel it?");
    expect_slope(what, slope,
                 (cross_entropy(z + h, y) - cross_entropy(z - h, y)) / (2 * h));
}

static void checks(void) {
    both(0, 0, 0.6931471805599453);
    both(0, 1, 0.6931471805599453);
    both(2, 0, 2.1269280110429727);
    both(2, 1, 0.1269280110429725);
    both(-3, 1, 3.048587351573742);
    both(-3, 0.25, 0.798587351573742);
    both(800, 0, 800);
    both(800, 1, 0);
    both(-800, 1, 800);
    both(-800, 0, 0);
}
