/*
Exercise 7a: An answer that looks at no image

A lazy network gives the same ten outputs for every image. share[j] is the share
of images that show the digit j (0.1 is one in ten); the ten shares add up to 1.
Choose the ten outputs so that the mean cost is as small as it can be, write
them to a, and return that smallest mean cost.
*/
#include "exercise.h"

double lazy_answer(const double *share, double *a) {
    //: stub
    for (int j = 0; j < 10; j++)
        a[j] = 0;
    return 0;  // your turn
    //: solution
    double cost = 0;
    for (int j = 0; j < 10; j++) {
        a[j] = share[j];
        cost +=
            share[j] * (1 - a[j]) * (1 - a[j]) + (1 - share[j]) * a[j] * a[j];
    }
    return cost;
    //: end
}

//: hint
// Each output can be chosen by itself. With the value a, output j costs (1 - a)²
// on the share p of the images, and a² on the share 1 - p. That is a bowl in a:
// where is its slope 0?
//: checks
static double cost_with(const double *share, const double *a) {
    double cost = 0;
    for (int j = 0; j < 10; j++)
        cost +=
            share[j] * (1 - a[j]) * (1 - a[j]) + (1 - share[j]) * a[j] * a[j];
    return cost;
}

static void checks(void) {
    double even[10], uneven[10] = {0.5, 0.3, 0.2}, a[10];
    for (int j = 0; j < 10; j++)
        even[j] = 0.1;
    double cost = lazy_answer(even, a);
    expect(a[0] > 0 || a[3] > 0,
           "All outputs are 0. That costs 1 for each image: some other answer "
           "costs less.");
    expect(fabs(a[3] - 0.5) > 1e-9,
           "Half on every output costs 2.5. Nine of ten images want this "
           "output to be 0: should it stand in the middle?");
    expect_close("with even shares, output 3", a[3], 0.1);
    expect_not(cost, 0.09,
               "That is one output's part of the cost: add up all ten.");
    expect_not(cost, 0.81,
               "That is what the label's own output costs; the nine others "
               "cost a little, too.");
    expect_close("and the cost, as in the chapter", cost, 0.9);
    cost = lazy_answer(uneven, a);
    expect_close("half the images show a 0: output 0", a[0], 0.5);
    expect_close("no image shows a 9: output 9", a[9], 0);
    expect_close("the cost of your own answer", cost, cost_with(uneven, a));
    expect_close("the smallest cost", cost, 0.62);
}
