/*
Exercise 2b: A careful walker

Chapter 2's walker needs a good rate. This one finds it on the way. Each of its
`tries` looks at the place where a step of gradient descent from w would lead.
Has C risen there, it stays at w and halves its rate from now on. Otherwise it
goes there and keeps its rate. Return where it ends.

cost(w) is C, slope(w) is C′. Before you run it: from 3.6 on chapter 2's curve
with the rate 0.5 the plain walk flies off. Where will this one be?
*/
#include "exercise.h"

double careful_walk(double (*cost)(double), double (*slope)(double), double w,
                    double rate, int tries) {
    //: stub
    return 0;  // your turn
    //: solution
    for (int k = 0; k < tries; k++) {
        double next = w - rate * slope(w);
        if (cost(next) > cost(w))
            rate /= 2;
        else
            w = next;
    }
    return w;
    //: end
}

//: hint
// Keep the new place in a variable of its own until you know whether C has risen
// there: cost(next) > cost(w).
//: checks
static double bowl(double w) { return 0.5 * (w - 3) * (w - 3) + 2; }
static double bowl_slope(double w) { return w - 3; }
static double hills(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.05 * p * p + 2 + 0.3 * (w - 3);
}
static double hills_slope(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

static double walk(double rate, int tries) {
    return careful_walk(bowl, bowl_slope, 1, rate, tries);
}

static void checks(void) {
    expect(walk(5, 0) == 1, "With no try at all, return w as it came.");
    expect_close("from 1 on the bowl, one try with rate 0.5", walk(0.5, 1), 2);
    expect_not(walk(0.5, 2), 2.25, "Where C has not risen, the rate is kept.");
    expect_close("and two tries", walk(0.5, 2), 2.5);
    double one = walk(5, 1), three = walk(5, 3), four = walk(5, 4);
    expect_not(one, 11,
               "From 1 on the bowl with rate 5: at 11 C has risen, and you "
               "are there. Stay, and halve the rate.");
    expect_not(one, 3.5,
               "One try led from 1 to 3.5: a try whose C has risen counts, "
               "and ends there.");
    expect_close("from 1 on the bowl, one try with rate 5", one, 1);
    expect_not(three, 1,
               "Three tries with rate 5 lead nowhere: is the rate halved, "
               "once for each try that fails?");
    expect_close("from 1 on the bowl, three tries with rate 5", three, 3.5);
    expect_not(four, 3.5,
               "After 3.5 you stand still: the rate that was halved stays "
               "so for the next try.");
    expect_close("and four tries", four, 2.875);
    double end = careful_walk(hills, hills_slope, 3.6, 0.5, 400);
    expect(fabs(hills_slope(end)) < 1e-6,
           "From 3.6 on chapter 2's curve with rate 0.5, 400 tries should end "
           "where it is flat.");
    expect_within("the rest of the walk on chapter 2's curve", end, 0.919577,
                  1e-3);
}
