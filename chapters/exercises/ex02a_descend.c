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
    expect_close("w after one step from 5 with rate 0.1", one, 4.8);
    expect_close("w after no step", descend(bowl_slope, 5, 0.1, 0), 5);
    expect_close("w after two steps from 1", descend(bowl_slope, 1, 0.5, 2),
                 2.5);
    calls = 0;
    descend(bowl_slope, 1, 0.5, 7);
    expect(calls >= 7, "Seven steps need the slope at seven places: is it "
                       "asked only once?");
    expect_within("the valley reached from 3.6 in 400 steps",
                  descend(hilly_slope, 3.6, 0.01, 400), 2.9679, 1e-3);
}
