/*
Exercise 11b: One step with momentum

One knob *w with a velocity *v, and the slope at its place. Make one step of the
rule of chapter 11: keep the part mu of the velocity and add the slope; then
move the knob against the velocity, at this rate.
*/
#include "exercise.h"

void roll(double *w, double *v, double slope, double rate, double mu) {
    //: stub
    // your turn
    //: solution
    *v = mu * *v + slope;
    *w -= rate * *v;
    //: end
}

//: hint
// Two lines: first the new velocity *v, then the new place *w, which uses the
// new velocity and not the old one.
//: checks
static void checks(void) {
    double w = 1, v = 0;
    roll(&w, &v, 3, 0.1, 0.9);
    expect_close("from rest, slope 3: the velocity", v, 3);
    expect(w != 1, "w did not move: it moves with the new velocity, not with "
                   "the old one, which was 0.");
    expect_close("from rest, slope 3, rate 0.1: w moves by", w - 1, -0.3);
    roll(&w, &v, 0, 0.1, 0.9);
    expect_close("then slope 0, mu 0.9: the velocity", v, 2.7);
    expect_close("then slope 0: w still moves, to", w, 0.43);
    w = 1, v = 5;
    roll(&w, &v, 2, 0.1, 0);
    expect_close("mu 0 is the plain rule: w moves by", w - 1, -0.2);
    w = 0, v = 0;
    for (int i = 0; i < 400; i++)
        roll(&w, &v, 1, 0.001, 0.9);
    expect_close("slope 1 for long: the velocity", v, 10);
    w = 4, v = 0;
    for (int i = 0; i < 100; i++)
        roll(&w, &v, 2 * w, 0.1, 0.5);
    expect_close("100 steps down w²: the bottom", w, 0);
}
