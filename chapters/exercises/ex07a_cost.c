/*
Exercise 7a: The cost of one image

a has the ten outputs of a network, label is the digit that the image shows.
Return the cost of chapter 7: the sum of the squared differences between the
outputs and the targets.
*/
#include "exercise.h"

double cost_of_one(const double *a, int label) {
    //: stub
    return 0;  // your turn
    //: solution
    double cost = 0;
    for (int j = 0; j < 10; j++) {
        double target = j == label;
        cost += (a[j] - target) * (a[j] - target);
    }
    return cost;
    //: end
}

//: hint
// The target of output j is 1 if j is the label and 0 if not. All ten outputs
// count, also the nine that should be 0.
//: checks
static void checks(void) {
    const double perfect[10] = {[3] = 1}, none[10] = {0};
    double half[10], a[10];
    for (int j = 0; j < 10; j++) {
        half[j] = 0.5;
        a[j] = 0.1 * j;
    }
    double cost = cost_of_one(half, 3);
    expect_not(cost, 62.5,
               "The target is 1 for the label's output and 0 for the others; "
               "you took the digit itself, 3.");
    expect_not(cost, 4, "You added up the differences: each is to be squared.");
    expect_not(cost, 5,
               "You added up the sizes of the differences: each is to "
               "be squared.");
    expect_not(cost, 0.25,
               "With 0.5 on every output you got 0.25, which is one output's "
               "part, or the mean: it is the sum over all ten.");
    expect_not(cost, 2.25,
               "The label's own output counts too: its target is "
               "1.");
    expect_close("0.5 on every output", cost, 2.5);
    expect_close("the perfect answer", cost_of_one(perfect, 3), 0);
    expect_close("the same answer when the image shows a 4",
                 cost_of_one(perfect, 4), 2);
    expect_close("0 on every output", cost_of_one(none, 9), 1);
    expect_close("the outputs 0, 0.1, … 0.9 for a 7", cost_of_one(a, 7), 2.45);
}
