/* test_matmul.c: the fast product against the clear one. */
#include "matmul.h"
#include "suites.h"
#include "support.h"
#include "random.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 1100 * 300 };

typedef struct Trial {
    real *a, *b, *c, *expected;
} Trial;

// GUARD numbers before and after C must stay what they are; the +1 makes
// every matrix start off a vector's boundary.
enum { GUARD = 40 };

static real *numbers(size_t n, Rng *r) {
    real *x = malloc((n + 2 * GUARD + 1) * sizeof *x);
    for (size_t i = 0; i < n + 2 * GUARD + 1; i++)
        x[i] = (real)(2 * rng_uniform(r) - 1);
    return x;
}

// Within what k roundings can do to a sum of products (float), or equal.
static bool close_enough(real got, real expected, int k) {
#ifdef DOWNHILL_FLOAT
    double bound = (k + 2) * 1.2e-7 * (k + 1);  // every |product| <= 1
    return fabs((double)got - (double)expected) <= bound;
#else
    (void)k;
    return got == expected;
#endif
}

static void compare(Pool *pool, int flags, int m, int n, int k, Rng *r) {
    size_t cells = (size_t)m * (size_t)n;
    real *a = numbers((size_t)m * (size_t)k, r);
    real *b = numbers((size_t)k * (size_t)n, r);
    real *c = numbers(cells, r), *expected = numbers(cells, r);
    memcpy(expected, c, (cells + 2 * GUARD + 1) * sizeof *c);
    matmul(pool, flags, c + GUARD + 1, a + 1, b + 1, m, n, k);
    matmul_reference(flags, expected + GUARD + 1, a + 1, b + 1, m, n, k);
    for (size_t i = 0; i < cells + 2 * GUARD + 1; i++) {
        bool inside = i >= GUARD + 1 && i < GUARD + 1 + cells;
        if (!(inside ? close_enough(c[i], expected[i], k)
                     : c[i] == expected[i]))
            ck_abort_msg("%dx%dx%d, flags %d, at %zu: %.17g is not %.17g", m, n,
                         k, flags, i, (double)c[i], (double)expected[i]);
    }
    free(a), free(b), free(c), free(expected);
}

START_TEST(small_shapes) {
    Rng r = rng_new(1);
    for (int m = 0; m <= 14; m++)
        for (int n = 0; n <= 35; n++)
            for (int k = 0; k <= 37; k += k < 3 ? 1 : k < 7 ? 4 : 15)
                compare(NULL, _i, m, n, k, &r);
}
END_TEST

START_TEST(large_shapes) {
    static const int shapes[][3] = {
        {10, 30, 784},  {10, 784, 30},  {30, 784, 10},  {128, 100, 300},
        {61, 67, 1100}, {257, 33, 513}, {50, 1100, 70}, {48, 517, 300},
        {9, 41, 1030},  {24, 23, 2049}};
    Rng r = rng_new(2);
    for (int s = 0; s < 10; s++)
        compare(NULL, _i, shapes[s][0], shapes[s][1], shapes[s][2], &r);
}
END_TEST

// Layers of a network at batches of 10 and 128, and sizes that nothing divides.
START_TEST(threads_change_no_bit) {
    static const int shapes[][3] = {
        {100, 131, 140}, {128, 800, 784}, {800, 784, 128},
        {10, 784, 300},  {47, 1033, 67},  {5, 99, 3001},
        {129, 70, 257},  {128, 10, 800},  {301, 9, 401}};
    int m = shapes[_i][0], n = shapes[_i][1], k = shapes[_i][2];
    Rng r = rng_new(3);
    size_t cells = (size_t)m * (size_t)n;
    real *a = numbers((size_t)m * (size_t)k, &r);
    real *b = numbers((size_t)k * (size_t)n, &r);
    real *one = numbers(cells, &r), *many = numbers(cells, &r);
    for (int flags = 0; flags < 8; flags++)
        for (int threads = 1; threads <= 4; threads++) {
            Pool *pool = pool_new(threads);
            real *c = threads == 1 ? one : many;
            for (size_t i = 0; i < cells; i++)
                c[i] = (real)(i % 5);
            matmul(pool, flags, c, a, b, m, n, k);
            ck_assert_msg(memcmp(one, c, cells * sizeof *c) == 0,
                          "flags %d, %d threads", flags, threads);
            pool_free(pool);
        }
    free(a), free(b), free(one), free(many);
}
END_TEST

// Nor in weights that are moved where their slope is made.
START_TEST(threads_move_weights_alike) {
    enum { M = 301, N = 131, K = 40 };
    static real c[M * N], w[4][M * N];
    Rng r = rng_new(5);
    real *a = numbers(M * K, &r), *b = numbers(K * N, &r);
    for (int threads = 1; threads <= 4; threads++) {
        real *moved = w[threads - 1];
        Pool *pool = pool_new(threads);
        for (int i = 0; i < M * N; i++)
            moved[i] = (real)(i % 7);
        Descent step = {moved, (real)0.5, (real)0.25};
        matmul_descend(pool, MATMUL_A_T, step, c, a, b, M, N, K);
        ck_assert_msg(memcmp(w[0], moved, sizeof w[0]) == 0, "%d threads",
                      threads);
        pool_free(pool);
    }
    matmul_reference(MATMUL_A_T, c, a, b, M, N, K);
    for (int i = 0; i < M * N; i++) {
        double was = i % 7, is = was - 0.5 * ((double)c[i] + 0.25 * was);
        ck_close(w[0][i], is, sizeof(real) == sizeof(float) ? 1e-4 : 1e-12);
    }
    free(a), free(b);
}
END_TEST

// Tenths: added in one chain, or in sixteen, each is rounded the same way, and a
// float sum of a million is wrong in its third digit. (Double is one chain: at most
// a million half ulps.)
START_TEST(a_million_tenths_keep_their_digits) {
    enum { K = 1000000 };
    static real a[K], b[K];
    real c;
    for (int i = 0; i < K; i++)
        a[i] = 1, b[i] = (real)0.1;
    matmul(NULL, MATMUL_B_T, &c, a, b, 1, 1, K);
    ck_close(c / (K * (double)b[0]), 1,
             sizeof(real) == sizeof(float) ? 3.6e-5 : 1.2e-10);
}
END_TEST

// A sum of 60,000 floats in one chain would be wrong in its fourth digit. (Double
// is one chain, and right to eleven all the same.)
START_TEST(long_sums_keep_their_digits) {
    enum { M = 3, N = 5, K = 60000 };
    static real a[M * K], b[N * K], c[M * N];
    Rng r = rng_new(3);
    for (int i = 0; i < M * K; i++)
        a[i] = (real)rng_uniform(&r);
    for (int i = 0; i < N * K; i++)
        b[i] = (real)rng_uniform(&r);
    for (int flags = 0; flags < 8; flags++) {
        for (int i = 0; i < M * N; i++)
            c[i] = 1000;
        matmul(NULL, flags, c, a, b, M, N, K);
        for (int i = 0; i < M; i++)
            for (int j = 0; j < N; j++) {
                double sum = flags & MATMUL_ADD ? 1000 : 0;
                for (int p = 0; p < K; p++)
                    sum +=
                        (double)a[flags & MATMUL_A_T ? p * M + i : i * K + p] *
                        (double)b[flags & MATMUL_B_T ? j * K + p : p * N + j];
                ck_close(c[i * N + j] / sum, 1,
                         sizeof(real) == sizeof(float) ? 3.6e-5 : 1e-11);
            }
    }
}
END_TEST

START_TEST(nan_and_infinity_are_not_skipped) {
    enum { K = 21 };
    for (int flags = 0; flags < 8; flags++)
        for (int k = 4; k <= K; k += K - 4) {
            real a[30 * K] = {0}, b[K * 30] = {0}, c[900] = {0}, d[900] = {0};
            b[0] = (real)INFINITY;  // 0·∞
            b[31] = (real)NAN;
            matmul(NULL, flags, c, a, b, 30, 30, k);
            matmul_reference(flags, d, a, b, 30, 30, k);
            for (int i = 0; i < 900; i++)
                ck_quick(isnan((double)c[i]) == isnan((double)d[i]));
            ck_assert(isnan((double)c[0]));
        }
}
END_TEST

// An infinite sum stays infinite wherever along p the infinity stands: what is
// read twice at the end of a row is counted once.
START_TEST(an_infinity_stays_one) {
    enum { K = 45 };
    for (int flags = 0; flags < 8; flags++)
        for (int p = 0; p < K; p++) {
            real a[K], b[K], c = 0;
            for (int i = 0; i < K; i++)
                a[i] = b[i] = 1;
            (p % 2 ? a : b)[p] = (real)INFINITY;
            matmul(NULL, flags, &c, a, b, 1, 1, K);
            ck_assert(c == (real)INFINITY);
        }
}
END_TEST

START_TEST(mistakes_are_fatal) {
    real x[4] = {0};
    ck_fatal("matmul: [2, -1] · [-1, 3] has a negative size",
             matmul(NULL, 0, x, x, x, 2, 3, -1));
    ck_fatal("matmul: [2, 1] · [1, -3] has a negative size",
             matmul(NULL, 0, x, x, x, 2, -3, 1));
    ck_fatal("matmul: [-2, 1] · [1, 3] has a negative size",
             matmul(NULL, 0, x, x, x, -2, 3, 1));
    ck_fatal("matmul: [1, 2000000001] · [2000000001, 1]: sizes go up to "
             "2000000000",
             matmul(NULL, 0, x, x, x, 1, 1, 2000000001));
}
END_TEST

// Of nothing there is no address.
START_TEST(no_rows_or_columns_need_no_memory) {
    matmul(NULL, 0, NULL, NULL, NULL, 0, 0, 0);
    matmul(NULL, MATMUL_ADD, NULL, NULL, NULL, 0, 3, 2);
    matmul(NULL, MATMUL_B_T, NULL, NULL, NULL, 2, 0, 3);
}
END_TEST

// What the kernels would not move is refused, not left where it was.
START_TEST(a_step_is_for_a_transposed_alone) {
    real x[20] = {0}, w[20] = {0};
    const Descent step = {w, 1, 0};
    const int flags = _i % 8, k = _i < 8 ? 0 : 17;
    if (k > 0 && (flags & ~MATMUL_ADD) == MATMUL_A_T)
        matmul_descend(NULL, flags, step, x, x, x, 1, 1, k);
    else
        ck_fatal(k ? "matmul_descend: k is 17; it must be above 0, A "
                     "transposed, B not"
                   : "matmul_descend: k is 0; it must be above 0, A "
                     "transposed, B not",
                 matmul_descend(NULL, flags, step, x, x, x, 1, 1, k));
}
END_TEST

#ifndef DOWNHILL_FLOAT
START_TEST(the_same_bits_everywhere) {
    enum { M = 37, N = 45, K = 300 };
    Rng r = rng_new(4);
    real *a = numbers(M * K, &r), *b = numbers(K * N, &r);
    static real c[M * N];
    matmul(NULL, MATMUL_B_T, c, a, b, M, N, K);
    ck_assert_msg(hash_bytes(c, sizeof c) == 0xae6bcbe0be55b99ull,
                  "the hash is 0x%llx", hash_bytes(c, sizeof c));
    free(a), free(b);
}
END_TEST
#endif

SUITE(matmul) {
    TCase *t = tcase_create("matmul");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, small_shapes, 0, 8);
    tcase_add_loop_test(t, large_shapes, 0, 8);
    tcase_add_loop_test(t, threads_change_no_bit, 0, 9);
    tcase_add_test(t, threads_move_weights_alike);
    tcase_add_test(t, nan_and_infinity_are_not_skipped);
    tcase_add_test(t, long_sums_keep_their_digits);
    tcase_add_test(t, a_million_tenths_keep_their_digits);
    tcase_add_test(t, an_infinity_stays_one);
    tcase_add_test(t, mistakes_are_fatal);
    tcase_add_test(t, no_rows_or_columns_need_no_memory);
    tcase_add_loop_test(t, a_step_is_for_a_transposed_alone, 0, 16);
#ifndef DOWNHILL_FLOAT
    tcase_add_test(t, the_same_bits_everywhere);
#endif
    suite_add_tcase(s, t);
}
