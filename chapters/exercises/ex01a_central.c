/*
Exercise 1a: The central difference

Chapter 1 took one point to the right of x and one to the left:

    (f(x + h) - f(x - h)) / 2h

Write it as a function. f is called like any other: f(x + h).
*/
#include "exercise.h"

double central_slope(double (*f)(double), double x, double h) {
    //: stub
    return 0;  // your turn
    //: solution
    return (f(x + h) - f(x - h)) / (2 * h);
    //: end
}

//: hint
// How far apart are the two points? Divide by that.
//: checks
static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }
static double line(double x) { return 5 - 3 * x; }

static void checks(void) {
    double slope = central_slope(square, 3, 0.2);
    expect_not(slope, 6.2,
               "That is the forward difference: take one point to "
               "the right and one to the left.");
    expect_not(slope, 3.1,
               "One of your two points is x itself: take one to "
               "the right and one to the left.");
    expect_not(slope, 6 * 0.2 * 0.2,
               "In C, / 2 * h divides by 2 and then multiplies by h: put 2 * h "
               "in brackets.");
    expect_close("x² at 3 with h = 0.2", slope, 6);
    expect_close("5 - 3x at 2 with h = 1", central_slope(line, 2, 1), -3);
    expect_close("x³ at 1 with h = 0.1", central_slope(cube, 1, 0.1), 3.01);
    expect_close("x³ at -2 with h = 0.01", central_slope(cube, -2, 0.01),
                 12.0001);
}
