/*
Exercise 3b: A road of a given slope

A road up a mountain may not take the steepest way; it goes aslant. You stand
where the gradient is (dx, dy), not (0, 0). Find a direction in which C climbs
by exactly `climb` per unit: set *a and *b to an arrow of length 1 that points
there, and return true. There are two such directions, to the left and to the
right of the gradient; either will do. If no direction climbs that much (or
falls that much: climb may be below 0), return false.
*/
#include "exercise.h"

bool road(double dx, double dy, double climb, double *a, double *b) {
    //: stub
    return false;  // your turn
    //: solution
    double length = sqrt(dx * dx + dy * dy);
    double along = climb / length;  // the cosine of the angle between
    if (fabs(along) > 1)
        return false;
    double across = sqrt(1 - along * along);  // and its sine
    *a = (along * dx - across * dy) / length;
    *b = (along * dy + across * dx) / length;
    return true;
    //: end
}

//: hint
// The climb is |∇C| times the cosine of the angle between: so how large must the
// cosine be? The sine follows, for cos² + sin² = 1. Now add up two arrows: the
// cosine times (dx, dy)/|∇C|, and the sine times an arrow at right angles to it,
// (-dy, dx)/|∇C|.
//: checks
static void check_road(double dx, double dy, double climb) {
    char what[64];
    double a = NAN, b = NAN;
    bool found = road(dx, dy, climb, &a, &b);
    snprintf(what, sizeof what, "∇C = (%g, %g), climb %g", dx, dy, climb);
    if (!found) {
        say("%s: there is such a direction, for |∇C| is %g, and you say there "
            "is none.",
            what, sqrt(dx * dx + dy * dy));
        not_yet();
    }
    double length = sqrt(a * a + b * b), steepest = sqrt(dx * dx + dy * dy);
    if (fabs(dx * a + dy * b - steepest) < 1e-9 && fabs(length - 1) < 1e-9 &&
        fabs(climb - steepest) > 1e-9) {
        say("%s: you take the steepest direction, which climbs by %g.", what,
            steepest);
        not_yet();
    }
    if (fabs(dx * a + dy * b - climb) < 1e-9 && fabs(length - 1) > 1e-9) {
        say("%s: (%.4g, %.4g) does climb by that, but it is %.4g long. Make it "
            "1 long by adding an arrow at right angles to ∇C.",
            what, a, b, length);
        not_yet();
    }
    expect_close("the length of your arrow", length, 1);
    expect_close(what, dx * a + dy * b, climb);
}

static void checks(void) {
    check_road(3, 4, 4);
    check_road(3, 4, 0);  // the contour
    check_road(3, 4, -2.5);
    check_road(3, 4, 5);
    check_road(-1, 0.5, 0.3);
    double a, b;
    expect(!road(3, 4, 5.5, &a, &b), "∇C = (3, 4) is 5 long: no direction "
                                     "climbs by 5.5.");
    expect(!road(3, 4, -6, &a, &b),
           "∇C = (3, 4) is 5 long: no direction falls by 6.");
}
