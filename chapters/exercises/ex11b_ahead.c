/*
Exercise 11b: A ball that looks ahead

Chapter 11's ball takes the slope where it is. But its velocity will carry it
on: even if there were no slope it would move to w - rate·mu·v. Nesterov's ball
(1983) takes the slope *there*, and then does what chapter 11's does, from where
it is. One knob *w, its velocity *v: make one step.

Before you run it: will it swing past the bottom further, or less far?
*/
#include "exercise.h"

void roll_ahead(double *w, double *v, double (*slope)(double), double rate,
                double mu) {
    //: stub
    // your turn
    //: solution
    double there = *w - rate * mu * *v;
    *v = mu * *v + slope(there);
    *w -= rate * *v;
    //: end
}

//: hint
// Three lines: the place there; the new velocity, with the slope of that place;
// and the move of *w with the new velocity, as in chapter 11.
//: checks
static double bowl(double w) { return 2 * w; }
static double flat(double w) { return 0 * w; }

static void checks(void) {
    double w = 1, v = 0;
    roll_ahead(&w, &v, bowl, 0.1, 0.9);
    expect(w != 1 || v != 0, "Nothing moved: is the body still empty?");
    expect(w != 1, "w did not move: it moves with the new velocity, not with "
                   "the old one, which was 0.");
    expect_close("on w² from 1 at rest: the velocity", v, 2);
    expect_close("with the rate 0.1: w", w, 0.8);
    roll_ahead(&w, &v, bowl, 0.1, 0.9);
    expect_not(v, 3.4,
               "This is chapter 11's ball: the slope is taken where it "
               "is, and not where it is going to be.");
    expect_not(v, 3.0,
               "It looks too far ahead: of the velocity only the part "
               "mu will be left.");
    expect_not(v, 3.76, "It looks behind: it moves against its velocity.");
    expect_close("the second step, mu = 0.9: the velocity", v, 3.04);
    expect_not(w, 0.316,
               "The place ahead is only looked at: the step begins "
               "where the ball is.");
    expect_close("the second step: w", w, 0.496);
    w = 1, v = 5;
    roll_ahead(&w, &v, flat, 0.1, 0.9);
    expect_close("on flat ground from 1 with the velocity 5: w", w, 0.55);
    w = 1, v = 0;
    double most = 0;
    for (int i = 0; i < 200; i++) {
        roll_ahead(&w, &v, bowl, 0.1, 0.9);
        most = w < most ? w : most;
    }
    expect_close("after 200 steps: w, at the bottom", w, 0);
    expect(most > -0.4, "It swings past the bottom as far as chapter 11's ball "
                        "(to -0.71).");
}
