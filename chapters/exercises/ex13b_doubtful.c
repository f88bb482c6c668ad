/*
Exercise 13b: "I do not know"

A reader of letters may hand the doubtful ones to a human: those with the lowest
scores. score[i] is how sure it was of image i, and right[i] whether its answer
is right. It answers the images with a score of at least some border, and hands
over all below it. Return how few of the n images it can hand over so that of
those that it answers at least `wanted` of 100 are right. (If it hands over all,
it answers none, and nothing is wrong with that.)

Before you run it: chapter 13's networks read 95.2 of 100. How many of 1,000
must they hand over so that 99 of 100 are right? The last check is that case.
*/
#include "exercise.h"

int handed_over(const double *score, const bool *right, int n, double wanted) {
    //: stub
    (void)score, (void)right, (void)wanted;
    return n;  // your turn
    //: solution
    int fewest = n;
    for (int border = 0; border < n; border++) {
        int answered = 0, good = 0;
        for (int i = 0; i < n; i++)
            if (score[i] >= score[border]) {
                answered++;
                good += right[i];
            }
        if (100.0 * good >= wanted * answered && n - answered < fewest)
            fewest = n - answered;
    }
    return fewest;
    //: end
}

//: hint
// Only the scores themselves need to be tried as borders. For each, count in a
// loop how many it answers and how many of those are right. Do not stop at the
// first border that will not do: a lower one may.
//: checks
static void expect_handed(const char *what, int yours, int right, int wrong,
                          const char *because) {
    expect(yours != wrong, because);
    expect_number(what, yours, right);
}

static void checks(void) {
    static const double score[] = {0.9, 0.2, 0.6, 0.8, 0.4};
    static const bool all[] = {1, 1, 1, 1, 1}, sure[] = {1, 0, 1, 1, 0},
                      none[] = {0, 0, 0, 0, 0}, odd[] = {0, 1, 1, 1, 1};
    expect_handed("the two least sure are wrong, 100 of 100 wanted",
                  handed_over(score, sure, 5, 100), 2, 3,
                  "With the scores 0.2 and 0.4 wrong and 100 of 100 wanted, "
                  "yours is 3: that is how many it answers, or how many it "
                  "would hand over of the sure ones. Two go to the human.");
    expect_handed("all are right", handed_over(score, all, 5, 100), 0, 5,
                  "All answers are right, and yours hands over all of them.");
    expect_handed("all are wrong", handed_over(score, none, 5, 50), 5, 0,
                  "All answers are wrong, and yours hands over none.");
    expect_handed("exactly 75 of 100 wanted, three of four are right",
                  handed_over(score, (bool[]){1, 0, 1, 1, 0}, 5, 75), 1, 2,
                  "With the scores from 0.4 on, three of four are right, which "
                  "is 75 of 100: \"at least\" is reached.");
    expect_handed("only the surest is wrong, 80 of 100 wanted",
                  handed_over(score, odd, 5, 80), 0, 5,
                  "Only the surest answer is wrong. If all are answered, four "
                  "of five are right: enough. Did you stop at the first border "
                  "that will not do?");
    static const double level[] = {0.5, 0.5, 0.5, 0.7};
    static const bool mixed[] = {1, 0, 1, 1};
    int yours = handed_over(level, mixed, 4, 80);
    expect(yours != 1 && yours != 2,
           "Three images have the score 0.5, one of them is wrong, and yours "
           "hands over some of the three. No border does that: the scores "
           "alone decide, and they are equal.");
    expect_number("three equal scores, one of them wrong", yours, 3);

    // Of 1,000: the bins of chapter 13's table.
    static const int many[] = {20, 13, 18, 38, 115, 796},
                     good[] = {9, 7, 12, 29, 106, 790};
    double its[1000];
    bool is_right[1000];
    int n = 0;
    for (int bin = 0; bin < 6; bin++)
        for (int i = 0; i < many[bin]; i++, n++) {
            its[n] = (bin + 1.0 * i / many[bin]) / 6;
            is_right[n] = (i + 1) * good[bin] / many[bin] >
                          i * good[bin] / many[bin];  // spread evenly
        }
    expect_number("1,000 answers as in chapter 13, 99 of 100 wanted",
                  handed_over(its, is_right, n, 99), 166);
}
