/* test_random.c: the random numbers against published ones and against what
 * their distributions must be. The limits on random figures are six standard
 * deviations wide.
 */
#include "random.h"
#include "suites.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

// xoshiro256** from the state 1, 2, 3, 4, as its authors' program prints it.
START_TEST(xoshiro_as_published) {
    static const uint64_t expected[] = {11520u,
                                        0u,
                                        1509978240u,
                                        1215971899390074240u,
                                        1216172134540287360u,
                                        607988272756665600u,
                                        16172922978634559625u,
                                        8476171486693032832u,
                                        10595114339597558777u,
                                        2904607092377533576u};
    Rng r = {.state = {1, 2, 3, 4}};
    for (int i = 0; i < 10; i++)
        ck_assert(rng_next(&r) == expected[i]);
}
END_TEST

// The state is what splitmix64 gives for the seed, as published for 1234567.
START_TEST(splitmix_as_published) {
    Rng r = rng_new(1234567);
    ck_assert(r.state[0] == 6457827717110365317u);
    ck_assert(r.state[1] == 3203168211198807973u);
    ck_assert(r.state[2] == 9817491932198370423u);
    ck_assert(r.state[3] == 4593380528125082431u);
}
END_TEST

// χ² of counts that should all be `expected`: mean bins-1, variance 2(bins-1).
static void check_even(const int *count, int bins, double expected) {
    double chi = 0;
    for (int i = 0; i < bins; i++)
        chi += (count[i] - expected) * (count[i] - expected) / expected;
    double free_bins = bins - 1;
    ck_assert_msg(fabs(chi - free_bins) < 6 * sqrt(2 * free_bins),
                  "χ² is %.1f for %d bins", chi, bins);
}

START_TEST(uniform_is_uniform) {
    enum { N = 200000, BINS = 64 };
    Rng r = rng_new((uint64_t)_i);
    int count[BINS] = {0};
    double sum = 0, squares = 0;
    for (int i = 0; i < N; i++) {
        double u = rng_uniform(&r);
        ck_quick(u >= 0 && u < 1);
        count[(int)(u * BINS)]++;
        sum += u;
        squares += u * u;
    }
    check_even(count, BINS, (double)N / BINS);
    ck_assert(fabs(sum / N - 0.5) < 6 * sqrt(1.0 / 12 / N));
    ck_assert(fabs(squares / N - 1.0 / 3) < 6 * sqrt(4.0 / 45 / N));
}
END_TEST

START_TEST(below_is_even_for_any_n) {
    enum { N = 120000 };
    Rng r = rng_new(9);
    for (int n = 1; n <= 12; n++) {
        int count[12] = {0};
        for (int i = 0; i < N; i++) {
            int x = rng_below(&r, n);
            ck_quick(x >= 0 && x < n);
            count[x]++;
        }
        if (n > 1)
            check_even(count, n, (double)N / n);
    }
    // Where the plain remainder would be visibly biased.
    int n = 0x60000000, low = 0;
    for (int i = 0; i < N; i++)
        low += rng_below(&r, n) < n / 2;
    ck_assert(abs(low - N / 2) < 6 * sqrt(N / 4.0));
    ck_fatal("rng_below: there is no number below 0", rng_below(&r, 0));
}
END_TEST

// A generator whose first output is x: the output's rule, backwards.
static Rng begins_with(uint64_t x) {
    uint64_t y = x * 0x8e38e38e38e38e39u;                       // a ninth
    uint64_t state = (y >> 7 | y << 57) * 0xcccccccccccccccdu;  // and a fifth
    return (Rng){.state = {0x123456789abcdef1, state, 0x6789abcdef012345, 7}};
}

// Of the 2⁶⁴ outputs, those below 2⁶⁴ mod n are one too many for n: the next one
// is taken.
START_TEST(below_draws_again_where_there_is_no_block) {
    for (int n = 1; n <= 1000; n++) {
        uint64_t all = (uint64_t)n, unfair = (UINT64_MAX % all + 1) % all;
        Rng r = begins_with(unfair), same = r;
        ck_quick(rng_next(&same) == unfair);
        ck_quick(rng_below(&r, n) == (int)unfair);
        if (unfair == 0)  // powers of two leave nothing over
            continue;
        r = begins_with(unfair - 1), same = r;
        rng_next(&same);
        uint64_t second = rng_next(&same);
        ck_quick(rng_below(&r, n) == (int)(second % all));
        ck_quick(memcmp(&r, &same, sizeof r) == 0);  // two were drawn
    }
}
END_TEST

START_TEST(normal_is_normal) {
    enum { N = 400000, BINS = 40 };
    Rng r = rng_new((uint64_t)_i);
    double sum[5] = {0};
    int count[BINS] = {0}, tail = 0;
    for (int i = 0; i < N; i++) {
        double x = rng_normal(&r), power = 1;
        for (int k = 0; k < 5; k++, power *= x)
            sum[k] += power;
        // Φ(x) should be uniform.
        double u = 0.5 * erfc(-x / sqrt(2));
        count[u >= 1 ? BINS - 1 : (int)(u * BINS)]++;
        tail += fabs(x) > 3;
    }
    check_even(count, BINS, (double)N / BINS);
    ck_assert(fabs(sum[1] / N) < 6 / sqrt(N));
    ck_assert(fabs(sum[2] / N - 1) < 6 * sqrt(2.0 / N));
    ck_assert(fabs(sum[3] / N) < 6 * sqrt(15.0 / N));
    ck_assert(fabs(sum[4] / N - 3) < 6 * sqrt(96.0 / N));
    ck_assert(fabs(tail - N * 0.0026998) < 6 * sqrt(N * 0.0026998));
}
END_TEST

START_TEST(a_copy_goes_on_alike) {
    Rng r = rng_new(3);
    rng_normal(&r);
    Rng copy = r;
    for (int i = 0; i < 9; i++)
        ck_assert(rng_normal(&r) == rng_normal(&copy));
    Rng other = rng_new(4);
    ck_assert(rng_next(&r) != rng_next(&other));
}
END_TEST

START_TEST(shuffles_are_even_permutations) {
    enum { N = 48000 };
    Rng r = rng_new(5);
    int count[256] = {0};
    for (int i = 0; i < N; i++) {
        int x[4] = {0, 1, 2, 3};
        rng_shuffle(&r, x, 4);
        ck_quick(((1 << x[0]) | (1 << x[1]) | (1 << x[2]) | (1 << x[3])) == 15);
        count[x[0] * 64 + x[1] * 16 + x[2] * 4 + x[3]]++;
    }
    int orders[24], n = 0;
    for (int i = 0; i < 256; i++)
        if (count[i])
            orders[n++] = count[i];
    ck_assert_int_eq(n, 24);
    check_even(orders, 24, N / 24.0);
    rng_shuffle(&r, NULL, 0);
}
END_TEST

START_TEST(the_same_numbers_everywhere) {
    enum { N = 1000 };
    static double x[N];
    Rng r = rng_new(1);
    for (int i = 0; i < N; i++)
        x[i] = rng_normal(&r);
    ck_assert_msg(hash_bytes(x, sizeof x) == 0x2558fd6441ad08b7ull,
                  "the hash is 0x%llx", hash_bytes(x, sizeof x));
}
END_TEST

SUITE(random) {
    TCase *t = tcase_create("random");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, xoshiro_as_published);
    tcase_add_test(t, splitmix_as_published);
    tcase_add_loop_test(t, uniform_is_uniform, 0, 4);
    tcase_add_test(t, below_is_even_for_any_n);
    tcase_add_test(t, below_draws_again_where_there_is_no_block);
    tcase_add_loop_test(t, normal_is_normal, 0, 4);
    tcase_add_test(t, a_copy_goes_on_alike);
    tcase_add_test(t, shuffles_are_even_permutations);
    tcase_add_test(t, the_same_numbers_everywhere);
    suite_add_tcase(s, t);
}
