/*
Exercise 7b: The mean so far

n costs have been seen and their mean is `mean`. Now comes another one, `cost`.
Return the mean of all n + 1, without knowing the others. (n may be 0; what
`mean` is then does not matter.)
*/
#include "exercise.h"

double mean_with_one_more(double mean, int n, double cost) {
    //: stub
    return mean;  // your turn
    //: solution
    if (n == 0)
        return cost;
    return mean + (cost - mean) / (n + 1);
    //: end
}

//: hint
// The sum of the first n is n·mean. Add the new one and divide by their number.
//: checks
static void checks(void) {
    double mean = mean_with_one_more(1, 3, 5);
    expect_not(mean, 3,
               "That is the mean of two numbers; but `mean` stands for n costs "
               "already and weighs as much as they do.");
    expect_not(mean, 1 + 4.0 / 3, "With the new one there are n + 1.");
    expect_not(mean, 8.0 / 3, "With the new one there are n + 1.");
    expect_close("the mean of 0, 1, 2 and 5, from 1 of three", mean, 2);
    expect_close("the first one, 0.7", mean_with_one_more(0, 0, 0.7), 0.7);
    expect_close("the first one, when the mean was never set",
                 mean_with_one_more(NAN, 0, 0.7), 0.7);
    double sum = mean = 0;
    for (int n = 0; n < 1000; n++) {
        double cost = n % 7 * 0.25;
        mean = mean_with_one_more(mean, n, cost);
        sum += cost;
    }
    expect_close("the mean of a thousand", mean, sum / 1000);
}
