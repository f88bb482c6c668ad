/*
Exercise 3a: Partial derivatives

    f(x, y) = x²y + y³

Work out both partial derivatives on paper: for ∂f/∂x treat y as a constant,
for ∂f/∂y treat x as one. Then write them down.
*/
#include "exercise.h"

void partials(double x, double y, double *dx, double *dy) {
    //: stub
    *dx = 0;  // your turn
    *dy = 0;
    //: solution
    *dx = 2 * x * y;
    *dy = x * x + 3 * y * y;
    //: end
}

//: hint
// With y a constant, x²y is a number times x². With x a constant, x²y is a
// number times y, and y³ is there too.
//: checks
static double f(double x, double y) { return x * x * y + y * y * y; }

static void checks(void) {
    const double at[][2] = {{1.3, 0.7}, {-1, 3}, {0.5, -2}};
    const double h = 6e-6;
    double px = NAN, py = NAN;  // the mistakes most often made, at (1.3, 0.7)
    partials(1.3, 0.7, &px, &py);
    expect_not(
        px, 2 * 1.3 * 0.7 + 3 * 0.7 * 0.7,
        "∂f/∂x: while only x moves, y³ does not change; its slope is 0.");
    expect_not(px, 2 * 1.3, "∂f/∂x: y is held, but it is still a factor.");
    expect(fabs(px - 3.16) > 1e-9 || fabs(py - 1.82) > 1e-9,
           "The two are exchanged: dx is for ∂f/∂x.");
    expect_not(py, 3 * 0.7 * 0.7,
               "∂f/∂y: x²y changes with y too; its slope is x².");
    expect_not(py, 1.3 * 1.3 + 0.7 * 0.7, "∂f/∂y: the slope of y³ is 3y².");
    expect_not(py, 2 * 1.3 + 3 * 0.7 * 0.7,
               "∂f/∂y: x is held, so x²y is a number times y: its slope is "
               "that number.");
    for (int k = 0; k < 3; k++) {
        double x = at[k][0], y = at[k][1], dx = NAN, dy = NAN;
        char what[48];
        partials(x, y, &dx, &dy);
        snprintf(what, sizeof what, "∂f/∂x at (%g, %g)", x, y);
        expect_slope(what, dx, (f(x + h, y) - f(x - h, y)) / (2 * h));
        snprintf(what, sizeof what, "∂f/∂y at (%g, %g)", x, y);
        expect_slope(what, dy, (f(x, y + h) - f(x, y - h)) / (2 * h));
    }
}
