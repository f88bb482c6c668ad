/*
Exercise 2b: When to stop

Walk downhill from *w until the slope is smaller in size than `limit`, but take
at most `most` steps. Leave *w where the walk ended and return the number of
steps taken. A walk that starts on flat ground takes none.
*/
#include "exercise.h"

int walk_until_flat(double (*slope)(double), double *w, double rate,
                    double limit, int most) {
    //: stub
    return 0;  // your turn
    //: solution
    int steps = 0;
    while (steps < most && fabs(slope(*w)) >= limit) {
        *w -= rate * slope(*w);
        steps++;
    }
    return steps;
    //: end
}

//: hint
// Two things can end the loop: the slope's size, fabs(slope(*w)), or the number
// of steps. Look at the slope before you step, not after.
//: checks
static double bowl_slope(double w) { return w - 3; }
static double uphill_on_the_right(double w) { return w + 1; }

static void checks(void) {
    double w = 3;
    int steps = walk_until_flat(bowl_slope, &w, 0.1, 1e-3, 100);
    expect(steps == 0 && w == 3, "A start on flat ground needs no step.");
    w = 4;
    steps = walk_until_flat(bowl_slope, &w, 0.5, 0.3, 100);
    expect(steps != 0,
           "From 4 the slope is 1, not flat, and you took no step (or did "
           "not count it).");
    expect(steps != 100 || w != 4, "In 100 steps *w has not moved: w is the "
                                   "pointer, *w the number.");
    expect(w != 4, "You walked, but *w is still where it began.");
    expect(w < 4,
           "From 4 the bottom at 3 lies to the left, and you went right.");
    expect(steps != 1 || w != 3, "One step led from 4 to 3: the step is rate "
                                 "times slope.");
    expect(steps != 1 || w != 3.5, "You stopped where the slope is 0.5, the "
                                   "limit is 0.3. (abs is for whole numbers: "
                                   "fabs.)");
    expect_number("steps from 4 with rate 0.5 to a slope below 0.3", steps, 2);
    expect_close("and w there", w, 3.25);
    w = 0;
    steps = walk_until_flat(bowl_slope, &w, 0.5, 0.4, 100);
    expect(steps != 0, "At 0 the slope is -3: its size is what counts (fabs).");
    expect_number("steps from 0", steps, 3);
    w = 1;
    steps = walk_until_flat(uphill_on_the_right, &w, 2, 1e-6, 50);
    expect(steps != 51, "At most 50 steps were allowed, and you took 51.");
    expect_number("steps when the rate is too large and it never ends", steps,
                  50);
}
