/*
Exercise 12b: Who gets worse?

Each image has a cost of its own, and so a gradient of its own: row i of g has
the slopes of image i, one for each knob, at g[i * knobs + k]. The network takes
a very small step against the mean of these gradients. Return the number of
images whose cost rises.
*/
#include "exercise.h"

#include <stdint.h>

int how_many_get_worse(const double *g, int images, int knobs) {
    //: stub
    return -1;  // your turn
    //: solution
    int worse = 0;
    for (int i = 0; i < images; i++) {
        double change = 0;
        for (int k = 0; k < knobs; k++) {
            double mean = 0;
            for (int other = 0; other < images; other++)
                mean += g[other * knobs + k] / images;
            change -= g[i * knobs + k] * mean;
        }
        worse += change > 0;
    }
    return worse;
    //: end
}

//: hint
// First the mean slope of every knob. Knob k then turns by minus a little times
// that mean, and this changes the cost of image i by its own slope times the
// turn. Add that up over the knobs: is it above 0?
//: checks
// The cost of image i is Σ (θ - target)²: take the step and look.
static int look(const double *target, int images, int knobs, double *g) {
    double mean[8] = {0};
    for (int i = 0; i < images * knobs; i++) {
        g[i] = -2 * target[i];  // at θ = 0
        mean[i % knobs] += g[i] / images;
    }
    int worse = 0;
    for (int i = 0; i < images; i++) {
        double before = 0, after = 0;
        for (int k = 0; k < knobs; k++) {
            double t = target[i * knobs + k], theta = -1e-6 * mean[k];
            before += t * t;
            after += (theta - t) * (theta - t);
        }
        worse += after > before;
    }
    return worse;
}

// below: how many have slopes that add up to less than 0, which says nothing.
static void expect_count(const char *what, int yours, int worse, int better,
                         int below) {
    char line[280];
    snprintf(line, sizeof line, "%s: %d get worse, yours says %d.%s", what,
             worse, yours,
             yours == below
                 ? " So many have slopes that add up to less than 0: "
                   "multiply each by the turn of its knob first."
             : yours == better ? " That is how many get better: the step goes "
                                 "against the mean."
                               : "");
    expect(yours == worse, line);
}

static void checks(void) {
    double one[] = {4, 3};
    expect_count("One image, gradient (4, 3), which is also the mean",
                 how_many_get_worse(one, 1, 2), 0, 1, -2);
    double two[] = {3, -1};
    expect_count("Two images and one knob, slopes 3 and -1",
                 how_many_get_worse(two, 2, 1), 1, -2, -2);
    double agree[] = {1, 0, 0, 1};
    expect_count("Gradients (1, 0) and (0, 1), of the mean (0.5, 0.5)",
                 how_many_get_worse(agree, 2, 2), 0, 2, -2);
    double outvoted[] = {1, 0, 1, 0.5, -1, 2, -1, -4, -2, 3};
    expect_count("Gradients (1, 0), (1, 0.5), (-1, 2), (-1, -4), (-2, 3)",
                 how_many_get_worse(outvoted, 5, 2), 3, 2, 1);
    double target[40 * 5], g[40 * 5];
    uint32_t r = 1;
    for (int i = 0; i < 40 * 5; i++) {
        r = r * 1664525u + 1013904223u;
        target[i] = (r >> 8) / 16777216.0 - 0.4;
    }
    int right = look(target, 40, 5, g);
    expect_count("Forty images and five knobs, tried out",
                 how_many_get_worse(g, 40, 5), right, 40 - right, -2);
}
