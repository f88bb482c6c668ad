/*
Exercise 6b: How many parameters?

sizes holds the number of neurons of n layers, the input first: for chapter 6's
network 784, 16, 16, 10 with n = 4. Return the number of its weights and biases.
*/
#include "exercise.h"

int count_parameters(const int *sizes, int n) {
    //: stub
    return 0;  // your turn
    //: solution
    int sum = 0;
    for (int k = 1; k < n; k++)
        sum += sizes[k] * (sizes[k - 1] + 1);
    return sum;
    //: end
}

//: hint
// Each layer but the first has a weight for every pair of its own neurons and
// those of the layer before, and a bias for each of its own.
//: checks
static void checks(void) {
    const int reader[] = {784, 16, 16, 10}, small[] = {2, 3, 1};
    int yours = count_parameters(small, 3);
    expect(yours != 9, "2-3-1: 9 are the weights; the biases are missing.");
    expect(yours != 15, "2-3-1: 15 counts biases for the first layer, too; it "
                        "is the input and has none.");
    expect_number("2-3-1", yours, 13);
    expect_number("784-16-16-10", count_parameters(reader, 4), 13002);
    expect_number("784-10, no hidden layer",
                  count_parameters((int[]){784, 10}, 2), 7850);
    expect_number("784-30-10", count_parameters((int[]){784, 30, 10}, 3),
                  23860);
    expect_number("the input alone", count_parameters(reader, 1), 0);
}
