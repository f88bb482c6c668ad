/*
Exercise 11a: Shuffle into mini-batches

order has the numbers 0 … n-1. Put them in a random order, and cut that into
mini-batches of m: mini-batch k begins at the place start[k] and has size[k]
numbers. The last may be smaller, but is not empty. Return how many there are.

below(k) draws one of 0 … k-1, all equally likely. Every order should be equally
likely too.
*/
#include "exercise.h"

#include "../../lib/random.h"

int mini_batches(int *order, int n, int m, int *start, int *size,
                 int (*below)(int)) {
    //: stub
    return 0;  // your turn
    //: solution
    for (int i = n - 1; i > 0; i--) {
        int j = below(i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    int count = 0;
    for (int from = 0; from < n; from += m) {
        start[count] = from;
        size[count++] = n - from < m ? n - from : m;
    }
    return count;
    //: end
}

//: hint
// From the last place to the second: swap what stands there with what stands
// at a place drawn from all up to and including this one. Then go through the
// places in steps of m; a mini-batch has m numbers, or as many as are left.
//: checks
static Rng rng;

static int draw(int k) {
    expect(k >= 1, "below(0) was asked for: there is nothing to draw from.");
    return rng_below(&rng, k);
}

enum { MOST = 64 };

static int cut(int *order, int n, int m, int *start, int *size) {
    for (int i = 0; i < MOST; i++) {
        order[i] = i;
        start[i] = size[i] = -1;
    }
    return mini_batches(order, n, m, start, size, draw);
}

static void sizes_are(int n, int m, int batches) {
    int order[MOST], start[MOST], size[MOST];
    char what[96];
    int count = cut(order, n, m, start, size);
    snprintf(what, sizeof what, "%d examples by %d: mini-batches", n, m);
    expect_number(what, count, batches);
    for (int k = 0; k < count; k++) {
        snprintf(what, sizeof what, "%d examples by %d: start[%d]", n, m, k);
        expect_number(what, start[k], k * m);
        snprintf(what, sizeof what, "%d examples by %d: size[%d]", n, m, k);
        expect_number(what, size[k], k < count - 1 ? m : n - k * m);
    }
}

static void is_an_order(int n) {
    int order[MOST], start[MOST], size[MOST], seen[MOST] = {0};
    cut(order, n, 5, start, size);
    for (int i = 0; i < n; i++) {
        expect(order[i] >= 0 && order[i] < n,
               "order has a number that was not in it before.");
        seen[order[i]]++;
    }
    for (int i = 0; i < n; i++)
        expect(seen[i] == 1, "order must keep every number exactly once; one "
                             "is lost and another there twice.");
}

static void all_orders(void) {
    int order[MOST], start[MOST], size[MOST], times[27] = {0};
    for (int i = 0; i < 30000; i++) {
        cut(order, 3, 3, start, size);
        times[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    expect(times[5] < 30000, "0 1 2 always stays 0 1 2: nothing is shuffled.");
    for (int k = 0; k < 27; k++) {
        int a = k / 9, b = k / 3 % 3, d = k % 3;
        if (a == b || b == d || a == d)
            continue;
        char what[200];
        snprintf(what, sizeof what,
                 "Of 30000 shuffles of 0 1 2, %d give %d %d %d; about 5000 "
                 "should. From which places may a number come?",
                 times[k], a, b, d);
        expect(abs(times[k] - 5000) < 350, what);  // five deviations
    }
}

static void checks(void) {
    rng = rng_new(11);
    sizes_are(10, 5, 2);
    sizes_are(12, 5, 3);
    sizes_are(3, 5, 1);
    sizes_are(7, 1, 7);
    is_an_order(23);
    all_orders();
}
