/*
Exercise 5a: A σ that never breaks

Write σ(z) = 1/(1 + e⁻ᶻ) and its slope so that no z makes them overflow: not
800, not -800. m_exp(x) gives eˣ; it is infinite for x above 709, and almost 0
far below. The result must be right to the last digits, also where it is tiny.
*/
#include "exercise.h"

double safe_sigmoid(double z) {
    //: stub
    return 0;  // your turn
    //: solution
    if (z >= 0)
        return 1 / (1 + m_exp(-z));
    double up = m_exp(z);
    return up / (1 + up);
    //: end
}

double safe_slope(double z) {
    //: stub
    return 0;
    //: solution
    double s = safe_sigmoid(z < 0 ? z : -z);  // the small one of the two
    return s * (1 - s);
    //: end
}

//: hint
// There are two ways to write σ: 1/(1 + e⁻ᶻ) and eᶻ/(1 + eᶻ). One is safe for
// positive z, the other for negative z. The slope is σ(1 - σ), and the same on
// both sides of 0: use the side where σ is small.
//: checks
static void checks(void) {
    expect_close("σ(0)", safe_sigmoid(0), 0.5);
    expect_close("σ(2)", safe_sigmoid(2), m_sigmoid(2));
    expect_close("σ(-2)", safe_sigmoid(-2), m_sigmoid(-2));
    expect_close("σ(800)", safe_sigmoid(800), 1);
    expect_close("σ(-800)", safe_sigmoid(-800), 0);
    double tiny = m_exp(-40);
    expect(!(safe_sigmoid(-40) > 2 * tiny),
           "σ(-40) should be about e⁻⁴⁰, and yours is larger: where z is held "
           "at a border, σ no longer says how small it is.");
    expect_within("σ(-40)·e⁴⁰", safe_sigmoid(-40) / tiny, 1, 1e-12);
    expect(
        safe_sigmoid(-720) > 0,
        "σ(-720) came out as 0. It is small, about 2·10⁻³¹³, but not 0: e⁷²⁰ "
        "has overflowed. For negative z there is another way to write σ.");
    expect_within("σ(-720)·e⁷²⁰", safe_sigmoid(-720) / m_exp(-720), 1, 1e-9);
    expect_close("σ′(0)", safe_slope(0), 0.25);
    expect_close("σ′(1)", safe_slope(1), m_sigmoid(1) * m_sigmoid(-1));
    expect_close("σ′(-3)", safe_slope(-3), m_sigmoid(3) * m_sigmoid(-3));
    expect_close("σ′(800)", safe_slope(800), 0);
    expect(safe_slope(40) != 0,
           "σ′(40) came out as 0 and is about 4·10⁻¹⁸: σ(40) is so near to 1 "
           "that 1 - σ loses it. On the other side of 0 the slope is the same, "
           "and σ is small.");
    expect_within("σ′(40)·e⁴⁰", safe_slope(40) / tiny, 1, 1e-12);
}
