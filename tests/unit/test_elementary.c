/* test_elementary.c: the elementary functions against a longer number type, at
 * their special values, and bit for bit the same on every compiler.
 *
 * The reference is the C library's long double (64 bits of mantissa on x86,
 * 113 on ARM), whose last bits are far below a double's. The figures in
 * elementary.h come from a search against MPFR, tests/vectors/ulp_mpfr.c.
 */
#include "elementary.h"
#include "suites.h"
#include "support.h"
#include "random.h"

#include <float.h>
#include <stdint.h>
#include <string.h>

typedef struct Function1 {
    const char *name;
    double (*ours)(double);
    long double (*reference)(long double);
    double low, high;  // where every point of a dense sweep is taken
    double ulps;       // the most it may be off
} Function1;

static long double sigmoid_long(long double x) { return 1 / (1 + expl(-x)); }

static const Function1 functions[] = {
    {"exp", m_exp, expl, -745, 709.7, 1},
    {"exp near 0", m_exp, expl, -0.7, 0.7, 1},
    {"log", m_log, logl, 1e-300, 1e300, 1},
    {"log near 1", m_log, logl, 0.7, 1.5, 1},
    {"tanh", m_tanh, tanhl, -25, 25, 2.5},
    {"tanh near 0", m_tanh, tanhl, -0.6, 0.6, 2.5},
    {"sigmoid", m_sigmoid, sigmoid_long, -745, 40, 2.5},
    {"sigmoid near 0", m_sigmoid, sigmoid_long, -4, 4, 2.5},
    {"sin", m_sin, sinl, -1e5, 1e5, 1},
    {"sin near 0", m_sin, sinl, -7, 7, 1},
    {"cos", m_cos, cosl, -1e5, 1e5, 1},
    {"cos near 0", m_cos, cosl, -7, 7, 1},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

// How many units in the last place y is away from the exact value.
static double ulps_off(double y, long double exact) {
    double rounded = (double)exact;
    int e;
    frexp(rounded, &e);
    double ulp = ldexp(1, e - 53 < -1074 ? -1074 : e - 53);
    return (double)(fabsl((long double)y - exact) / (long double)ulp);
}

static void check_at(const Function1 *f, double x) {
    double off = ulps_off(f->ours(x), f->reference((long double)x));
    if (!(off <= f->ulps))
        ck_abort_msg("%s(%.17g) is off by %.3f ulp", f->name, x, off);
}

START_TEST(errors_are_within_their_bounds) {
    if (LDBL_MANT_DIG < 64)
        return;  // no longer type here: the hash below still speaks
    const Function1 *f = &functions[_i];
    Rng r = rng_new(4);
    for (int k = 0; k < 100000; k++) {
        check_at(f, f->low + (f->high - f->low) * rng_uniform(&r));
        // Tiny arguments of every size, both signs where they are allowed.
        double tiny = ldexp(rng_uniform(&r) + 0.5, -rng_below(&r, 1000));
        if (f->low < 0)
            check_at(f, rng_below(&r, 2) ? tiny : -tiny);
        else if (f->low < 0.1)
            check_at(f, tiny);
    }
}
END_TEST

// Where the search found the largest errors, and the header's figures.
static const struct {
    double (*ours)(double);
    long double (*reference)(long double);
    double x, figure;
} worst[] = {
    {m_exp, expl, 0x1.a93ef574939a9p+8, 1.05},
    {m_exp, expl, 0x1.c55236414ea48p+6, 1.05},
    {m_exp, expl, 0x1.0d4a1b5da718fp+8, 1.05},
    {m_log, logl, 0x1.67b48d4e970afp-1, 0.88},
    {m_log, logl, 0x1.6884d012b83b7p-1, 0.88},
    {m_tanh, tanhl, 0x1.baab71f696647p-3, 2.62},
    {m_tanh, tanhl, 0x1.c3aa844d20c5dp-3, 2.62},
    {m_sigmoid, sigmoid_long, -0x1.e7f600fb20f1p+2, 2.50},
    {m_sigmoid, sigmoid_long, -0x1.09b992fde0892p+2, 2.50},
    {m_sin, sinl, 0x1.087bd88955fffp+10, 0.87},
    {m_cos, cosl, 0x1.9347f3767e18ap-1, 0.89},
};

START_TEST(the_worst_that_was_found) {
    if (LDBL_MANT_DIG < 64)
        return;
    for (size_t i = 0; i < sizeof worst / sizeof *worst; i++) {
        double off = ulps_off(worst[i].ours(worst[i].x),
                              worst[i].reference((long double)worst[i].x));
        ck_assert_msg(off <= worst[i].figure && off > 0.84,
                      "at %a it is off by %.4f ulp", worst[i].x, off);
    }
    double off = ulps_off(m_pow(0x1.9f8f7d1096d01p-1, 274),
                          powl(0x1.9f8f7d1096d01p-1L, 274));
    ck_assert_msg(off <= 1.05 && off > 1.02, "pow is off by %.4f ulp", off);
}
END_TEST

START_TEST(sin_and_cos_near_their_zeros) {
    if (LDBL_MANT_DIG < 64)
        return;
    for (int n = -63000; n <= 63000; n += 7) {
        double x = n * 1.5707963267948966;
        for (int k = -2; k <= 2; k++) {
            double y = x + k * x * DBL_EPSILON;
            check_at(&functions[8], y);
            check_at(&functions[10], y);
            double s, c;
            m_sincos(y, &s, &c);
            ck_quick(s == m_sin(y) && c == m_cos(y));
        }
    }
}
END_TEST

START_TEST(pow_is_within_an_ulp) {
    if (LDBL_MANT_DIG < 64)
        return;
    Rng r = rng_new(5);
    for (int k = 0; k < 100000; k++) {
        double x = ldexp(rng_uniform(&r) + 0.5, rng_below(&r, 40) - 20);
        double y = (rng_uniform(&r) - 0.5) * 40;
        if (k % 4 == 0)
            y = rng_below(&r, 21) - 10;
        if (k % 8 == 0)
            x = -x;
        double off =
            ulps_off(m_pow(x, y), powl((long double)x, (long double)y));
        // A long double's own error here is below 0.02.
        if (!(off <= 1.02))
            ck_abort_msg("pow(%.17g, %.17g) is off by %.3f ulp", x, y, off);
    }
    // Large exponents, where a plain e^(y ln x) would be off by hundreds.
    ck_assert(ulps_off(m_pow(1.0000001, 5e9), powl(1.0000001, 5e9L)) < 1.1);
    ck_assert(ulps_off(m_pow(0.9999999, 5e9), powl(0.9999999, 5e9L)) < 1.1);
    ck_assert(m_pow(2, 1023) == 0x1p1023 && m_pow(2, -1074) == 0x1p-1074);
    ck_assert(m_pow(10, 3) == 1000 && m_pow(-3, 3) == -27);
}
END_TEST

// Both are NaN, or the same bits: 0 is not -0.
static bool same(double a, double b) {
    return (a != a && b != b) || memcmp(&a, &b, sizeof a) == 0;
}

START_TEST(special_values) {
    const double inf = (double)INFINITY, nan = (double)NAN;
    ck_assert(same(m_exp(0), 1) && same(m_exp(-0.0), 1));
    ck_assert(same(m_exp(inf), inf) && same(m_exp(-inf), 0));
    ck_assert(same(m_exp(710), inf) && same(m_exp(-746), 0));
    ck_assert(same(m_exp(1e300), inf) && same(m_exp(-1e300), 0));
    ck_assert(m_exp(-745) == 0x1p-1074 && same(m_exp(nan), nan));
    ck_assert(same(m_log(0), -inf) && same(m_log(-0.0), -inf));
    ck_assert(same(m_log(1), 0) && same(m_log(inf), inf));
    ck_assert(same(m_log(-1), nan) && same(m_log(-inf), nan));
    ck_assert(same(m_log(nan), nan));
    ck_assert(ulps_off(m_log(0x1p-1074), -744.44007192138126231L) <= 1);
    ck_assert(same(m_tanh(0), 0) && same(m_tanh(-0.0), -0.0));
    ck_assert(same(m_tanh(inf), 1) && same(m_tanh(-inf), -1));
    ck_assert(same(m_tanh(nan), nan) && same(m_tanh(0x1p-1074), 0x1p-1074));
    ck_assert(same(m_sigmoid(0), 0.5) && same(m_sigmoid(-0.0), 0.5));
    ck_assert(same(m_sigmoid(inf), 1) && same(m_sigmoid(-inf), 0));
    ck_assert(same(m_sigmoid(nan), nan) && m_sigmoid(-740) > 0);
    ck_assert(same(m_sin(0), 0) && same(m_sin(-0.0), -0.0));
    ck_assert(same(m_cos(0), 1) && same(m_cos(-0.0), 1));
    ck_assert(same(m_sin(inf), nan) && same(m_cos(-inf), nan));
    ck_assert(same(m_sin(nan), nan) && same(m_cos(nan), nan));
    ck_assert(m_sin(1e5) == m_sin(1e5) && same(m_sin(100000.1), nan));
    ck_assert(same(m_cos(-100000.1), nan) && m_cos(-1e5) == m_cos(1e5));
    ck_assert(same(m_sin(0x1p-1074), 0x1p-1074));
}
END_TEST

START_TEST(pow_at_every_special_pair) {
    const double x[] = {0.0,
                        -0.0,
                        1,
                        -1,
                        2,
                        -2,
                        0.5,
                        -0.5,
                        1e300,
                        -1e300,
                        1e-300,
                        (double)INFINITY,
                        -(double)INFINITY,
                        (double)NAN,
                        3,
                        -3};
    const double y[] = {0.0,
                        -0.0,
                        1,
                        -1,
                        2,
                        -2,
                        3,
                        -3,
                        0.5,
                        -0.5,
                        1e300,
                        -1e300,
                        (double)INFINITY,
                        -(double)INFINITY,
                        (double)NAN,
                        0x1p53,
                        0x1p53 - 1};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        for (size_t j = 0; j < sizeof y / sizeof *y; j++) {
            double ours = m_pow(x[i], y[j]), theirs = pow(x[i], y[j]);
            bool good = same(ours, theirs) || ulps_off(ours, theirs) <= 1.5;
            ck_assert_msg(good && signbit(ours) == signbit(theirs),
                          "pow(%g, %g) = %g, should be %g", x[i], y[j], ours,
                          theirs);
        }
}
END_TEST

START_TEST(symmetries) {
    Rng r = rng_new(6);
    for (int k = 0; k < 20000; k++) {
        double x = rng_normal(&r) * 10;
        ck_quick(m_tanh(-x) == -m_tanh(x) && m_sin(-x) == -m_sin(x));
        ck_quick(m_cos(-x) == m_cos(x));
        ck_quick(fabs(m_sigmoid(x) + m_sigmoid(-x) - 1) <= 3e-16);
        double s = m_sin(x), c = m_cos(x);
        ck_quick(fabs(s * s + c * c - 1) <= 5e-16);
    }
}
END_TEST

START_TEST(arrays_agree_with_single_numbers) {
    enum { N = 1003 };
    static real x[N], y[N], positive[N];
    Rng r = rng_new(7);
    for (int i = 0; i < N; i++) {
        x[i] = (real)(rng_normal(&r) * 60);
        positive[i] = (real)fabs((double)x[i]);
    }
    x[3] = (real)INFINITY, x[4] = -(real)INFINITY, x[5] = (real)NAN, x[6] = 0;
    positive[7] = 0, positive[8] = -1, positive[9] = (real)INFINITY;
    m_exp_each(y, x, N);
    for (int i = 0; i < N; i++)
        ck_quick(same((double)y[i], (double)(real)m_exp((double)x[i])));
    m_tanh_each(y, x, N);
    for (int i = 0; i < N; i++)
        ck_quick(same((double)y[i], (double)(real)m_tanh((double)x[i])));
    m_sigmoid_each(y, x, N);
    for (int i = 0; i < N; i++)
        ck_quick(same((double)y[i], (double)(real)m_sigmoid((double)x[i])));
    m_log_each(y, positive, N);
    for (int i = 0; i < N; i++)
        ck_quick(same((double)y[i], (double)(real)m_log((double)positive[i])));
    memcpy(y, x, sizeof y);
    m_exp_each(y, y, N);  // in place
    ck_quick(same((double)y[9], (double)(real)m_exp((double)x[9])));
}
END_TEST

// One number for all bits of many results: the same under every compiler,
// level and processor, or a digit in the book would move.
START_TEST(the_same_bits_everywhere) {
    enum { N = 4000 };
    static double y[7 * N];
    Rng r = rng_new(8);
    for (int i = 0; i < N; i++) {
        double u = rng_uniform(&r), v = rng_uniform(&r);
        double *out = y + 7 * i;
        out[0] = m_exp(1400 * u - 720);
        out[1] = m_log(ldexp(u, i % 2000 - 1000));
        out[2] = m_sin(2e5 * u - 1e5);
        out[3] = m_cos(20 * u - 10);
        out[4] = m_tanh(10 * u - 5);
        out[5] = m_sigmoid(80 * u - 40);
        out[6] = m_pow(10 * u, 20 * v - 10);
    }
    ck_assert_msg(hash_bytes(y, sizeof y) == 0xa9e22322a5b75a01ull,
                  "the hash is 0x%llx", hash_bytes(y, sizeof y));
}
END_TEST

SUITE(elementary) {
    TCase *t = tcase_create("math");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, errors_are_within_their_bounds, 0, FUNCTIONS);
    tcase_add_test(t, the_worst_that_was_found);
    tcase_add_test(t, sin_and_cos_near_their_zeros);
    tcase_add_test(t, pow_is_within_an_ulp);
    tcase_add_test(t, special_values);
    tcase_add_test(t, pow_at_every_special_pair);
    tcase_add_test(t, symmetries);
    tcase_add_test(t, arrays_agree_with_single_numbers);
    tcase_add_test(t, the_same_bits_everywhere);
    suite_add_tcase(s, t);
}
