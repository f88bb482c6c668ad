/*
Exercise 12a: Dear knobs

Chapter 12 took all knobs for equally dear. Now a step that turns knob k by
step[k] costs price[k]·step[k]², added up over the n knobs, and it may cost 1.
slope[k] is ∂C/∂ of knob k. Of all steps at this price, set step to the one that
promises the deepest fall. If all slopes are 0, stand still.

Before you write: two knobs with the slopes 1 and 1 and the prices 1 and 4. How
many times as far should the cheap one turn?
*/
#include "exercise.h"

void fastest(const double *slope, const double *price, int n, double *step) {
    //: stub
    // your turn
    //: solution
    double cost = 0;
    for (int k = 0; k < n; k++) {
        step[k] = -slope[k] / price[k];
        cost += price[k] * step[k] * step[k];
    }
    for (int k = 0; k < n && cost > 0; k++)
        step[k] /= sqrt(cost);
    //: end
}

//: hint
// Measure each knob in another unit: let u = √price·step. Then the step costs
// Σ u², as if all were equally dear, and the slope with u is slope/√price. Go
// against that, as chapter 12 does, and turn back to step = u/√price. At the
// end divide all of them by one number, so that the step costs 1.
//: checks
#include "../../lib/random.h"

enum { MOST = 6 };

static double cost_of(const double *price, int n, const double *step) {
    double cost = 0;
    for (int k = 0; k < n; k++)
        cost += price[k] * step[k] * step[k];
    return cost;
}

static double promise(const double *slope, int n, const double *step) {
    double change = 0;
    for (int k = 0; k < n; k++)
        change += slope[k] * step[k];
    return change;
}

// slope/price^power, at the cost of 1: what the likely mistakes lead to.
static double mistaken(const double *slope, const double *price, int n,
                       double power) {
    double step[MOST];
    for (int k = 0; k < n; k++)
        step[k] = -slope[k] / m_pow(price[k], power);
    return step[0] / sqrt(cost_of(price, n, step));
}

static void try_knobs(const double *slope, const double *price, int n,
                      Rng *chance) {
    double step[MOST] = {0}, way[MOST];
    char line[160];
    fastest(slope, price, n, step);
    double cost = cost_of(price, n, step), mine = promise(slope, n, step);
    expect(cost > 0, "No knob turned: is the body still empty?");
    expect(mine < 0, "C would rise: go against the slopes.");
    snprintf(line, sizeof line,
             "Your step costs %.6g; it may cost 1, and the "
             "whole of it should be spent.",
             cost);
    expect(fabs(cost - 1) < 1e-9, line);
    if (n > 1 && price[0] != price[1]) {
        expect_not(step[0], mistaken(slope, price, n, 0),
                   "This goes straight against the slopes, as if all knobs "
                   "were equally dear.");
        expect_not(step[0], mistaken(slope, price, n, 0.5),
                   "This divides by the root of the price. A knob that is four "
                   "times as dear: try on paper whether half as far is best, "
                   "or a quarter.");
        expect_not(step[0], mistaken(slope, price, n, -1),
                   "This turns the dear knobs further than the cheap ones.");
    }
    for (int i = 0; i < 3000; i++) {
        for (int k = 0; k < n; k++)
            way[k] = rng_normal(chance);
        double found = promise(slope, n, way) / sqrt(cost_of(price, n, way));
        snprintf(line, sizeof line,
                 "A random step at the same price promises "
                 "%.6f, yours only %.6f.",
                 found, mine);
        expect(found >= mine - 1e-9, line);
    }
}

static void checks(void) {
    Rng chance = rng_new(12);
    double step[MOST] = {7, 7};
    try_knobs((double[]){3, 4}, (double[]){1, 1}, 2, &chance);
    try_knobs((double[]){1, 1}, (double[]){1, 4}, 2, &chance);
    try_knobs((double[]){-2, 0.5, 3}, (double[]){0.1, 2, 9}, 3, &chance);
    try_knobs((double[]){5}, (double[]){4}, 1, &chance);
    try_knobs((double[]){1, 0, -1, 2, 0.3, -4},
              (double[]){1, 2, 3, 0.5, 0.1, 20}, 6, &chance);
    fastest((double[]){0, 0}, (double[]){1, 2}, 2, step);
    expect(step[0] == 0 && step[1] == 0,
           "All slopes are 0: stand still. (Yours may have divided 0 by 0.)");
}
