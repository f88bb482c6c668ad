/* ulp_mpfr.c: the largest error of each elementary function, in units of the
 * last place, against MPFR (Debian: libmpfr-dev). The figures in lib/elementary.h come
 * from it; nothing else needs it.
 *
 *     cc -O2 -ffp-contract=off tests/vectors/ulp_mpfr.c lib/elementary.c -lmpfr -lm
 *     ./a.out 10000000
 */
#include "../../lib/elementary.h"

#include <math.h>
#include <mpfr.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252ull;

static uint64_t next(void) {  // xorshift64*
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 2685821657736338717ull;
}

static double uniform(double low, double high) {
    return low + (high - low) * ((double)(next() >> 11) * 0x1p-53);
}

// Any finite positive double, every exponent alike.
static double any_positive(void) {
    double x;
    do {
        uint64_t bits = next() >> 1;
        memcpy(&x, &bits, sizeof x);
    } while (!isfinite(x) || x == 0);
    return x;
}

static double tiny(void) { return ldexp(uniform(-1, 1), -(int)(next() % 60)); }

static double ulps(double got, mpfr_t exact) {
    double rounded = mpfr_get_d(exact, MPFR_RNDN);
    if (isinf(rounded) || isinf(got))  // overflow: the largest number will do
        return got == rounded || fabs(got) > 1.797e308 ||
                       fabs(rounded) > 1.797e308
                   ? 0
                   : HUGE_VAL;
    int e;
    frexp(rounded, &e);
    double ulp = ldexp(1, e - 53 < -1074 ? -1074 : e - 53);
    mpfr_t off;
    mpfr_init2(off, 200);
    mpfr_sub_d(off, exact, got, MPFR_RNDN);
    double size = fabs(mpfr_get_d(off, MPFR_RNDN)) / ulp;
    mpfr_clear(off);
    return size;
}

static void sigmoid_exactly(mpfr_t y, mpfr_t x) {
    mpfr_neg(y, x, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_add_ui(y, y, 1, MPFR_RNDN);
    mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

static double argument(int function, long i) {
    switch (function) {
    case 0:  // exp
        return i % 3 == 0   ? uniform(-746, 709.78)
               : i % 3 == 1 ? uniform(-2, 2)
                            : tiny();
    case 1:  // log
        return i % 2 ? any_positive() : uniform(0.5, 2);
    case 2:
    case 3:  // sin, cos
        return i % 4 == 0   ? uniform(-1e5, 1e5)
               : i % 4 == 1 ? uniform(-10, 10)
               : i % 4 == 2 ? tiny()
                            : floor(uniform(0, 63000)) * 1.5707963267948966;
    case 4:  // tanh
        return i % 2 ? uniform(-25, 25) : 4 * tiny();
    default:  // sigmoid
        return i % 3 == 0   ? uniform(-745, 745)
               : i % 3 == 1 ? uniform(-40, 40)
                            : 4 * tiny();
    }
}

int main(int argc, char **argv) {
    static const char *const names[] = {"exp",  "log",     "sin", "cos",
                                        "tanh", "sigmoid", "pow"};
    static double (*const ours[])(double) = {m_exp, m_log,  m_sin,
                                             m_cos, m_tanh, m_sigmoid};
    long points = argc > 1 ? atol(argv[1]) : 100000;
    mpfr_t x, y, exact;
    mpfr_inits2(53, x, y, (mpfr_ptr)0);
    mpfr_init2(exact, 150);
    for (int f = 0; f < 7; f++) {
        double worst = 0, at = 0, to = 0;
        for (long i = 0; i < points; i++) {
            double a = 0, b = 0, got;
            if (f < 6) {
                a = argument(f, i);
                got = ours[f](a);
            } else {  // exponents that make the result any finite number
                a = i % 2 ? any_positive() : uniform(0.5, 2);
                b = uniform(-745, 709) / log(a);
                if (i % 8 == 0)
                    b = floor(uniform(-10, 10)), a *= 10;
                if (!isfinite(b))
                    continue;
                got = m_pow(a, b);
            }
            mpfr_set_d(x, a, MPFR_RNDN);
            mpfr_set_d(y, b, MPFR_RNDN);
            switch (f) {
            case 0:
                mpfr_exp(exact, x, MPFR_RNDN);
                break;
            case 1:
                mpfr_log(exact, x, MPFR_RNDN);
                break;
            case 2:
                mpfr_sin(exact, x, MPFR_RNDN);
                break;
            case 3:
                mpfr_cos(exact, x, MPFR_RNDN);
                break;
            case 4:
                mpfr_tanh(exact, x, MPFR_RNDN);
                break;
            case 5:
                sigmoid_exactly(exact, x);
                break;
            default:
                mpfr_pow(exact, x, y, MPFR_RNDN);
            }
            double off = ulps(got, exact);
            if (off > worst)
                worst = off, at = a, to = b;
        }
        printf("%-8s %.3f ulp, at %.17g", names[f], worst, at);
        printf(f == 6 ? " to the %.17g\n" : "\n", to);
        fflush(stdout);
    }
    return 0;
}
