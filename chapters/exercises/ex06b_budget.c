/*
Exercise 6b: The widest network for a budget

A network has so many inputs, two hidden layers with h neurons each, and so many
outputs. It may have at most `budget` parameters. Return the largest h, or 0 when
not even h = 1 can be afforded. For 784 inputs, 10 outputs and a budget of 13,002
that is 16, chapter 6's network.
*/
#include "exercise.h"

int widest(int inputs, int outputs, int budget) {
    //: stub
    return 0;  // your turn
    //: solution
    int h = 0;
    for (;; h++) {
        int next = h + 1;
        int knobs =
            (inputs + 1) * next + (next + 1) * next + (next + 1) * outputs;
        if (knobs > budget)
            return h;
    }
    //: end
}

//: hint
// Three layers compute something: h neurons with a weight for each input, h with
// a weight for each of those, and the outputs. Each neuron also has a bias. So
// count the parameters for h = 1, 2, 3, … until they are too many.
//: checks
static void checks(void) {
    int yours = widest(784, 10, 13002);
    expect(yours != 0, "A budget of 13,002 is enough for h = 16.");
    expect(yours != 15, "h = 16 needs 13,002 parameters exactly, and a budget "
                        "of 13,002 allows them.");
    expect_number("784-h-h-10 with 13002 parameters", yours, 16);
    yours = widest(784, 10, 13001);
    expect(yours != 16,
           "With 13,001 parameters h = 16 is one too dear. Are all "
           "the biases counted, the ten of the outputs too?");
    expect_number("784-h-h-10 with 13001 parameters", yours, 15);
    expect_number("2-h-h-1 with 15 parameters", widest(2, 1, 15), 2);
    expect_number("784-h-h-10 with 100000 parameters", widest(784, 10, 100000),
                  110);
    expect_number("784-h-h-10 with 806 parameters", widest(784, 10, 806), 0);
    expect_number("784-h-h-10 with 807 parameters", widest(784, 10, 807), 1);
}
