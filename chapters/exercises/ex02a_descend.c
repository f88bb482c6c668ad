/*
Exercise 2a: Walk downhill

slope(w) gives the slope of some curve at w. Start at w and take `steps` steps
of gradient descent with this learning rate; return where you end.
*/
#include "exercise.h"

double descend(double (*slope)(double), double w, double rate, int steps) {
    //: stub
    return 0;  // your turn
    //: solution
    for (int k = 0; k < steps; k++)
        w -= rate * slope(w);
    return w;
    //: end
}

//: hint
// One step goes against the slope: w becomes w - rate·slope(w). The slope must
// be asked anew at each place.
//: checks
static int calls;
static double bowl_slope(double w) {  // of ½(w - 3)² + 2
    calls++;
    return w - 3;
}
static double hilly_slope(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

static void checks(void) {
    double one = descend(bowl_slope, 5, 0.1, 1);
    expect(one == one, "After one step w is not a number.");
    expect(one < 5.1,
           "From 5 the bottom at 3 lies to the left, and your step went right: "
           "go against the slope.");
    expect_not(one, 4.62,
               "Asked for one step you took two: where does the "
               "loop end?");
    expect_not(one, 3, "The step is rate times slope; yours is the slope.");
    expect_not(one, 0.2,
               "You return the step, rate times slope; it is to be "
               "taken off w.");
    expect_not(one, 5, "Asked for one step you took none.");
    expect_close("w after one step from 5 with rate 0.1", one, 4.8);
    expect(descend(bowl_slope, 5, 0.1, 0) == 5, "Asked for no step, return w "
                                                "as it came.");
    calls = 0;
    double two = descend(bowl_slope, 1, 0.5, 2);
    expect_not(two, 2, "Asked for two steps you took one.");
    expect(calls > 0, "slope() was never called: it may be that of any curve.");
    expect(calls > 1, "The second step needs the slope at the place where the "
                      "first one ended: ask again.");
    expect_close("w after two steps from 1 with rate 0.5", two, 2.5);
    expect_within("the valley reached from 3.6 in 400 steps",
                  descend(hilly_slope, 3.6, 0.01, 400), 2.9679, 1e-3);
}
