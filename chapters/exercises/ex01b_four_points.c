/*
Exercise 1b: A slope from four points

The central difference is off by about h². A formula with four points does
better: take x + h and x - h with the weights 8 and -8, and x + 2h and x - 2h
with the weights -1 and 1; add up, and divide by 12h.

Write it. Where the central difference of x³ at 1 with h = 0.1 was off by 0.01,
this one is exact, and on sin x its error shrinks with the fourth power of h.
*/
#include "exercise.h"

double four_point_slope(double (*f)(double), double x, double h) {
    //: stub
    return 0;  // your turn
    //: solution
    double near = f(x + h) - f(x - h), far = f(x + 2 * h) - f(x - 2 * h);
    return (8 * near - far) / (12 * h);
    //: end
}

//: hint
// Group the points in pairs: f(x + h) - f(x - h) is one difference, the same
// with 2h the other. The second comes with a minus sign.
//: checks
static double line(double x) { return 2 * x - 7; }
static double cube(double x) { return x * x * x; }
static double sine(double x) { return m_sin(x); }

static void checks(void) {
    double slope = four_point_slope(line, 4, 0.2);
    expect_not(slope, 2 * 0.2 * 0.2,
               "In C, / 12 * h divides by 12 and then multiplies by h: put "
               "12 * h in brackets.");
    expect_not(slope, 10.0 / 3,
               "The pair further out counts with a minus: "
               "-1 for x + 2h and +1 for x - 2h.");
    expect_close("2x - 7 at 4 with h = 0.2", slope, 2);
    expect_close("x³ at 1 with h = 0.1", four_point_slope(cube, 1, 0.1), 3);
    double exact = m_cos(1);
    double coarse = four_point_slope(sine, 1, 0.2) - exact;
    double fine = four_point_slope(sine, 1, 0.1) - exact;
    expect_within("sin x at 1 with h = 0.1", exact + fine, exact, 1e-5);
    expect(
        coarse / fine > 14 && coarse / fine < 18,
        "With h halved, the error on sin x should be about 16 times smaller.");
}
