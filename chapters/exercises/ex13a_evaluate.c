/*
Exercise 13a: evaluate

a has the outputs of a network for n images, ten for each, one image after
another: output j of image i is a[10*i + j]. label[i] is the digit that image i
shows. The network's answer is the place of its largest output; where two are
equally large, the first. Return how many of the n answers are right.
*/
#include "exercise.h"

int evaluate(const double *a, const int *label, int n) {
    //: stub
    int right = 0;  // your turn
    //: solution
    int right = 0;
    for (int i = 0; i < n; i++) {
        int answer = 0;
        for (int j = 1; j < 10; j++)
            if (a[10 * i + j] > a[10 * i + answer])
                answer = j;
        right += answer == label[i];
    }
    //: end
    return right;
}

//: hint
// For each image, walk along its ten outputs and keep the place of the largest
// one so far. It need not be large: an answer of 0.2 is an answer.
//: checks
static void checks(void) {
    double a[1000] = {0};
    int label[100];
    for (int i = 0; i < 100; i++) {
        label[i] = i * 7 % 10;
        for (int j = 0; j < 10; j++)
            a[10 * i + j] = 0.01 * ((i + 3 * j) % 10);
        a[10 * i + label[i]] = 0.95;
    }
    expect_number("100 perfect answers", evaluate(a, label, 100), 100);
    expect_number("the first 10 of them", evaluate(a, label, 10), 10);
    expect_number("no images", evaluate(a, label, 0), 0);
    for (int i = 0; i < 100; i++)
        a[10 * i + label[i]] = 0.2;  // not sure at all, but the largest
    expect(evaluate(a, label, 100) != 0,
           "100 right answers, none of them over 0.5, and yours finds no right "
           "one: the answer is the largest output, however small it is.");
    expect_number("100 right answers, none of them over 0.5",
                  evaluate(a, label, 100), 100);
    for (int i = 0; i < 30; i++)
        a[10 * i + (label[i] + 1) % 10] = 0.99;
    expect_number("30 of 100 are wrong, and sure of it",
                  evaluate(a, label, 100), 70);
    for (int j = 0; j < 10; j++)
        a[j] = -1 - 0.1 * (j != 4);
    label[0] = 4;
    expect(evaluate(a, label, 1) != 0,
           "One image has all its outputs below 0, the largest at its label, "
           "and yours misses it: begin with the first output, not with 0.");
    expect_number("one image with outputs below 0, the largest at its label",
                  evaluate(a, label, 1), 1);
    for (int j = 0; j < 10; j++)
        a[j] = 0.5;
    label[0] = 9;
    expect_number("all outputs equal: the answer is 0, the label is 9",
                  evaluate(a, label, 1), 0);
}
