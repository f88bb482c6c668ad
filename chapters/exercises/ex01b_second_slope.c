/*
Exercise 1b: The slope of the slope

The slope of a curve has a slope of its own: how fast it changes. x³ has the
slope 3x², and that has the slope 6x. Find it for any f from the three points
at x - h, x and x + h:

1. One secant joins the left two points, another the right two. slope_of_slope
   returns how much the slope grows from the one to the other, for each unit of
   the way between their middles, which is h.
2. The error of this formula is about h². And every f comes rounded, off by
   about `gap`: what your formula divides by makes that larger. best_step returns
   the h at which the two are equal. (m_pow(gap, p) is gap to the power p.)

The check measures whether your h is a good one.
*/
#include "exercise.h"

double slope_of_slope(double (*f)(double), double x, double h) {
    //: stub
    return 0;  // your turn
    //: solution
    double left = (f(x) - f(x - h)) / h, right = (f(x + h) - f(x)) / h;
    return (right - left) / h;
    //: end
}

double best_step(double gap) {
    //: stub
    return 0;  // and here
    //: solution
    return m_pow(gap, 0.25);  // h² = gap/h², so h⁴ = gap
    //: end
}

//: hint
// The two slopes are (f(x + h) - f(x))/h and (f(x) - f(x - h))/h. How often is
// an error of f divided by h on its way to the result?
//: checks
static double cube(double x) { return x * x * x; }
static double line(double x) { return 2 * x - 7; }
static double sine(double x) { return m_sin(x); }

// The worst of ten points.
static double measured(double h) {
    double worst = 0;
    for (int i = 0; i < 10; i++) {
        double x = 1 + i * 0.1;
        double error = fabs(slope_of_slope(sine, x, h) + m_sin(x));
        worst = error > worst ? error : worst;
    }
    return worst;
}

static void check_formula(void) {
    double bend = slope_of_slope(cube, 1, 0.25);
    expect_not(bend, 3,
               "Between the middles of the two secants lies h, not 2h.");
    expect_not(bend, 1.5,
               "That is by how much the slope grows from one secant to the "
               "other: divide it by the way between their middles.");
    expect_not(bend, 6 * 0.25 * 0.25,
               "In C, a / b * c divides by b only: put b * c in brackets.");
    expect_not(bend, 3.0625,
               "That is the slope, the central difference. How fast does it "
               "change?");
    expect_close("x³ at 1 with h = 0.25", bend, 6);
    expect_close("x³ at -2 with h = 0.1", slope_of_slope(cube, -2, 0.1), -12);
    expect_close("2x - 7 at 4", slope_of_slope(line, 4, 0.5), 0);
    expect_within("sin x at 1 with h = 0.01", slope_of_slope(sine, 1, 0.01),
                  -m_sin(1), 1e-4);
}

static void checks(void) {
    const double gap = 2.220446049250313e-16, coarse = 1.1920928955078125e-07;
    check_formula();
    double h = best_step(gap);
    expect(h > 0 && h < 1, "Return an h between 0 and 1 from best_step.");
    double here = measured(h), shorter = measured(h / 10),
           longer = measured(h * 10);
    if (here > shorter || here > longer) {
        say("best_step: for double yours is %.1e. Measured on sin x, it is off "
            "by %.0e, and ten times %s only by %.0e.",
            h, here, shorter < longer ? "less" : "more",
            shorter < longer ? shorter : longer);
        say("%s", fabs(h / m_pow(gap, 1.0 / 3) - 1) < 0.01
                      ? "That is the best h of the central difference. Here "
                        "an error of f is divided by h twice."
                      : "Is your balance h² = gap/h², with what your formula "
                        "divides by?");
        not_yet();
    }
    double wide = best_step(coarse);
    expect(fabs(wide / h - 1) > 0.01, "best_step: the coarser gap of float "
                                      "needs a longer h than that of double.");
    expect_within("best_step for the gap of float, over the fourth root of it",
                  wide / m_pow(coarse, 0.25), 1, 1);
}
