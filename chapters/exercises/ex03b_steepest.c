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
    double went = sqrt((x - 1) * (x - 1) + (y - 1) * (y - 1));
    expect_not(went, 2.5,
               "Your step is 2.5 long, not 0.5: (3, 4) is itself 5 "
               "long. A factor of 5 is too many.");
    expect_not(went, 0.1,
               "Your step is 0.1 long, not 0.5: the length of "
               "(3, 4) is the root of 3·3 + 4·4.");
    expect_close("the length of your step", went, 0.5);
    expect_not(x, 0.6, "dx belongs to x and dy to y: are they exchanged?");
    expect_close("x after it", x, 0.7);
    expect_close("y after it", y, 0.6);
    x = 2, y = -1;
    steepest_step(0, -1e-3, 1, &x, &y);
    expect_not(y, -1,
               "With the gradient (0, -0.001) you stayed: small is not "
               "0.");
    expect_not(y, -2,
               "With the gradient (0, -0.001) the cost falls towards "
               "larger y.");
    expect_close("y from -1, with the gradient (0, -0.001) and the length 1", y,
                 0);
    x = 2, y = -1;
    steepest_step(0, 0, 1, &x, &y);
    expect(x == 2 && y == -1, "Where the gradient is 0, stay.");
}
