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
    expect_close("x² at 3 with h = 0.5", central_slope(square, 3, 0.5), 6);
    expect_close("5 - 3x at 2 with h = 1", central_slope(line, 2, 1), -3);
    expect_close("x³ at 1 with h = 0.1", central_slope(cube, 1, 0.1), 3.01);
    expect_close("x³ at -2 with h = 0.01", central_slope(cube, -2, 0.01),
                 12.0001);
}
