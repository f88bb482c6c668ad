/*
Exercise 3b: A step of a given length

You stand at (*x, *y), where the gradient is (dx, dy). Take one step of exactly
this length in the direction in which the cost falls fastest. Where the gradient
is (0, 0) there is no such direction: stay.
*/
#include "exercise.h"

void steepest_step(double dx, double dy, double length, double *x, double *y) {
    //: stub
    *x += 0;  // your turn
    *y += 0;
    //: solution
    double size = sqrt(dx * dx + dy * dy);
    if (size == 0)
        return;
    *x -= length * dx / size;
    *y -= length * dy / size;
    //: end
}

//: hint
// The gradient's own length is √(dx² + dy²). Divide by it to get an arrow of
// length 1, then stretch it. And which way does the cost *fall*?
//: checks
static void checks(void) {
    double x = 1, y = 1;
    steepest_step(3, 4, 0.5, &x, &y);
    expect(x != 1 || y != 1, "With the gradient (3, 4) you did not move.");
    expect(x < 1 && y < 1, "With the gradient (3, 4) the cost falls towards "
                           "smaller x and smaller y; you went elsewhere.");
    expect_close("the length of your step",
                 sqrt((x - 1) * (x - 1) + (y - 1) * (y - 1)), 0.5);
    expect_close("x after it", x, 0.7);
    expect_close("y after it", y, 0.6);
    x = 2, y = -1;
    steepest_step(0, -1e-3, 1, &x, &y);
    expect_close("y when the gradient is (0, -0.001) and the length 1", y, 0);
    x = 2, y = -1;
    steepest_step(0, 0, 1, &x, &y);
    expect(x == 2 && y == -1, "Where the gradient is 0, stay.");
}
