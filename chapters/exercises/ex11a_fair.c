/*
Exercise 11a: Is it fair?

Somebody hands you a shuffle: shuffle(order, n) puts the n numbers of order in
another order, and is said to be fair, so that every order of them is equally
likely. Return whether you believe it. Call it as often as you like, on what you
like.

Before you write: in how many orders can three numbers stand, or four? Of 6000
fair shuffles of three, about how many give each, and how far off may luck be?
*/
#include "exercise.h"

bool is_fair(void (*shuffle)(int *order, int n)) {
    //: stub
    return true;  // your turn
    //: solution
    enum { TIMES = 24000 };
    int count[256] = {0};
    for (int i = 0; i < TIMES; i++) {
        int order[] = {0, 1, 2, 3}, code = 0, seen = 0;
        shuffle(order, 4);
        for (int k = 0; k < 4; k++) {
            code = 4 * code + order[k];
            seen |= 1 << order[k];
        }
        if (seen != 15)
            return false;  // one is lost
        count[code]++;
    }
    int orders = 0;
    for (int k = 0; k < 256; k++) {
        orders += count[k] > 0;
        if (count[k] > 0 && abs(count[k] - 1000) > 200)
            return false;
    }
    return orders == 24;
    //: end
}

//: hint
// Shuffle 0 1 2 3 many times, each time from that order anew, and count how
// often each of the 24 orders comes. A count that should be 1000 is off by about
// √1000 = 32, by luck. So what is no more off than a few times that is fair.
//: checks
#include "../../lib/random.h"

static Rng rng;

static void swap(int *order, int i, int j) {
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
}

static void fair(int *order, int n) { rng_shuffle(&rng, order, n); }

static void lazy(int *order, int n) {
    (void)order;
    (void)n;
}

static void last_two(int *order, int n) {
    if (n > 1 && rng_below(&rng, 2))
        swap(order, n - 1, n - 2);
}

static void twice(int *order, int n) {
    fair(order, n);
    if (n > 1)
        order[0] = order[n - 1];
}

static void cut(int *order, int n) {  // a random number to the back
    int by = rng_below(&rng, n);
    for (int i = 0; i < by; i++)
        for (int k = 0; k + 1 < n; k++)
            swap(order, k, k + 1);
}

static void never_stay(int *order, int n) {
    for (int i = n - 1; i > 0; i--)
        swap(order, i, rng_below(&rng, i));
}

static void from_all(int *order, int n) {
    for (int i = 0; i < n; i++)
        swap(order, i, rng_below(&rng, n));
}

static void first_three(int *order, int n) { fair(order, n < 3 ? n : 3); }

static void checks(void) {
    rng = rng_new(11);
    expect(!is_fair(lazy), "There is a shuffle that does nothing at all, and "
                           "yours calls it fair.");
    for (int i = 0; i < 20; i++)
        expect(is_fair(fair),
               "This one is fair, and yours says no. Luck moves a count of k "
               "by about √k, and of many counts one is moved further: allow "
               "some five times that.");
    expect(!is_fair(last_two), "This one swaps the last two numbers, or not, "
                               "and yours calls it fair.");
    expect(!is_fair(cut),
           "This one cuts the pack somewhere and puts the upper part below. So "
           "each number comes to each place equally often, but most orders "
           "never come: look at whole orders.");
    expect(!is_fair(never_stay),
           "This one never leaves the last number where it was, and yours "
           "calls it fair. Do you begin from the same order each time? One "
           "unfair shuffle on top of another looks fair.");
    expect(!is_fair(from_all),
           "This one draws from all places each time, not from those that are "
           "left. Of three numbers some orders then come 5 times in 27 and "
           "some 4 times: shuffle more often, so that luck is smaller than "
           "that. And begin from the same order each time.");
    expect(!is_fair(twice), "This one loses a number and has another twice: "
                            "what comes out is no order of the numbers.");
    expect(!is_fair(first_three),
           "This one is fair to three numbers, and of more it leaves the rest "
           "in place. Yours tried it on three only.");
}
