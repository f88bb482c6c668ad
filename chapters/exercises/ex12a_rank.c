/*
Exercise 12a: The rank of a knob

g has the slopes of n knobs. Return the rank of g[knob]: 1 for the knob that
matters most, n for the one that matters least. Of two that matter equally, the
one that comes first has the better rank.
*/
#include "exercise.h"

int rank_of(const double *g, int n, int knob) {
    //: stub
    return 0;  // your turn
    //: solution
    int rank = 1;
    for (int k = 0; k < n; k++) {
        bool larger = fabs(g[k]) > fabs(g[knob]);
        bool tie_before = fabs(g[k]) == fabs(g[knob]) && k < knob;
        rank += larger || tie_before;
    }
    return rank;
    //: end
}

//: hint
// There is no need to sort. A knob's rank is 1 plus the number of knobs that
// come before it. And a slope of -5 matters more than one of 2.
//: checks
static void expect_ranks(const char *what, const double *g, int n,
                         const int *ranks) {
    char line[200];
    for (int k = 0; k < n; k++) {
        int yours = rank_of(g, n, k);
        snprintf(line, sizeof line,
                 "%s: the knob with slope %g has rank %d, yours says %d%s",
                 what, g[k], ranks[k], yours,
                 yours == ranks[k] - 1 ? ". The first rank is 1." : ".");
        expect(yours == ranks[k], line);
    }
}

static void checks(void) {
    expect_ranks("One knob", (double[]){0.5}, 1, (int[]){1});
    expect_ranks("Slopes 1, 3, 2", (double[]){1, 3, 2}, 3, (int[]){3, 1, 2});
    const double mixed[] = {1, -5, 2, -0.5};
    expect(
        rank_of(mixed, 4, 1) == 1,
        "Slopes 1, -5, 2, -0.5: the knob with -5 matters most. Its sign only "
        "says which way to turn it; its size is what counts.");
    expect_ranks("Slopes 1, -5, 2, -0.5", mixed, 4, (int[]){3, 1, 2, 4});
    const double ties[] = {2, 0, -2, 0};
    expect(rank_of(ties, 4, 0) != rank_of(ties, 4, 2),
           "Slopes 2, 0, -2, 0: 2 and -2 are of one size, and yours gives both "
           "the same rank; the one that comes first is ahead.");
    expect_ranks("Slopes 2, 0, -2, 0", ties, 4, (int[]){1, 3, 2, 4});
}
