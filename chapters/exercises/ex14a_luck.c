/*
Exercise 14a: More than luck?

Chapter 14 compares two groups: of n numbers a and m numbers b, with the means A
and B. Say A - B is 3. Is that more than luck? If it does not matter which group
a number is in, then any n of the n + m numbers might as well have been the
first group. So try all ways to choose n of them, take the mean of those chosen
less the mean of the others, and return the part of the ways in which that is at
least A - B. (The way as it was is one of them. n + m is at most 12. Two
differences closer than 1e-9 are the same.)

Before you run it: a is (1, 2), b is (3, 4). What must come out? And for 0.05,
how many numbers must there be at least, two groups of equal size, and no number
of a below one of b?
*/
#include "exercise.h"

double luck(const double *a, int n, const double *b, int m) {
    //: stub
    (void)a, (void)n, (void)b, (void)m;
    return 0;  // your turn
    //: solution
    double x[12], own = 0;
    for (int i = 0; i < n + m; i++) {
        x[i] = i < n ? a[i] : b[i - n];
        own += i < n ? x[i] / n : -x[i] / m;
    }
    int ways = 0, as_far = 0;
    for (int chosen = 0; chosen < 1 << (n + m); chosen++) {
        int count = 0;
        double difference = 0;
        for (int i = 0; i < n + m; i++) {
            int in = chosen >> i & 1;
            count += in;
            difference += in ? x[i] / n : -x[i] / m;
        }
        if (count != n)
            continue;
        ways++;
        as_far += difference >= own - 1e-9;
    }
    return (double)as_far / ways;
    //: end
}

//: hint
// Put all numbers into one array. A choice is a whole number from 0 to
// 2ⁿ⁺ᵐ - 1: number i is chosen where bit i of it is 1, which is `choice >> i &
// 1`. Skip the choices that do not have n ones.
//: checks
static void checks(void) {
    const double small[] = {1, 2}, large[] = {3, 4};
    double yours = luck(large, 2, small, 2);
    expect_not(
        yours, 0,
        "a = (3, 4), b = (1, 2): no other way parts them as far, but the "
        "way as it was is one of the six: 1/6, not 0.");
    expect_not(
        yours, 1.0 / 16,
        "There are six ways to choose two of four numbers. You divide by "
        "all 16 subsets: those with another count are no way.");
    expect_not(yours, 1.0 / 24,
               "1/24: you count orders. Which two are chosen matters, not in "
               "which order.");
    expect_not(
        yours, 1.0 / 3,
        "1/3: you take the size of the difference. Asked is whether it is "
        "at least A - B, to one side.");
    expect_close("a = (3, 4), b = (1, 2)", yours, 1.0 / 6);
    yours = luck(small, 2, large, 2);
    expect_not(yours, 1.0 / 6,
               "a = (1, 2), b = (3, 4): every way has a difference of at least "
               "-2. Is it A - B, and not B - A or its size?");
    expect_close("a = (1, 2), b = (3, 4)", yours, 1);
    const double level[] = {5, 5, 5};
    yours = luck(level, 3, level, 2);
    expect_not(
        yours, 0,
        "Five equal numbers: every difference is 0, and 0 is at least 0.");
    expect_close("five equal numbers", yours, 1);
    yours = luck((double[]){3}, 1, (double[]){0, 1, 2}, 3);
    expect_close("a = (3), b = (0, 1, 2): groups of other sizes", yours, 0.25);
    expect_close("a = (0.1, 0.2, 0.7), b = (0.3, 0.4): sums that round",
                 luck((double[]){0.1, 0.2, 0.7}, 3, (double[]){0.3, 0.4}, 2),
                 0.6);
    expect_close("three against three, none below: the least that can be",
                 luck((double[]){7, 8, 9}, 3, (double[]){1, 2, 3}, 3), 0.05);
    expect_close(
        "twelve numbers",
        luck((double[]){6, 2, 9, 4, 7, 8}, 6, (double[]){3, 5, 1, 0, 9, 2}, 6),
        80 / 924.0);
}
