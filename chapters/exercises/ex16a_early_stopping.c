/*
Exercise 16a: Early stopping

cost[e] is the validation cost after epoch e, for e = 0 … epochs - 1. Training
stops when `patience` epochs in a row have brought no cost lower than the lowest
so far; if that never happens, it runs to the end.

Return the epoch whose weights are kept: the one with the lowest cost seen
before stopping, the first at a tie. Set *stopped to the last epoch that was
trained.
*/
#include "exercise.h"

int early_stopping(const double *cost, int epochs, int patience, int *stopped) {
    //: stub
    *stopped = epochs - 1;
    return 0;  // your turn
    //: solution
    int best = 0;
    for (int e = 0; e < epochs; e++) {
        *stopped = e;
        if (cost[e] < cost[best])
            best = e;
        if (e - best >= patience)
            break;
    }
    return best;
    //: end
}

//: hint
// Remember the best epoch so far. When the present epoch is `patience` later
// than that one, nothing better has come for that long.
//: checks
static void try(const char *what, const double *cost, int epochs, int patience,
                int keep, int last) {
    char text[96];
    int stopped = -1;
    int kept = early_stopping(cost, epochs, patience, &stopped);
    if (kept > last && kept < epochs)
        expect(false, "The epoch that you keep comes after training has "
                      "stopped: nobody has seen its cost.");
    snprintf(text, sizeof text, "%s: the epoch that is kept", what);
    expect_number(text, kept, keep);
    snprintf(text, sizeof text, "%s: the last epoch", what);
    expect_number(text, stopped, last);
}

static void checks(void) {
    const double falls[] = {5, 4, 3, 2, 1}, turns[] = {5, 3, 2, 3, 4, 5, 6};
    const double later[] = {5, 3, 4, 4, 2, 4, 4, 4, 1},
                 tie[] = {4, 2, 3, 2, 3, 4, 5};
    try("a cost that only falls", falls, 5, 2, 4, 4);
    try("a cost that turns, patience 3", turns, 7, 3, 2, 5);
    try("patience 1", turns, 7, 1, 2, 3);
    try("a second valley within reach, patience 3", later, 9, 3, 4, 7);
    try("a second valley out of reach, patience 2", later, 9, 2, 1, 3);
    try("the same cost again is not lower", tie, 7, 3, 1, 4);
}
