/* ulp_mpfr.c: the largest error of each elementary function, in units of the
 * last place, that a search finds. The figures in lib/elementary.h come from it;
 * nothing else needs it.
 *
 *     cc -O2 -iquote lib tests/vectors/ulp_mpfr.c lib/elementary.c lib/base.c \
 *       -lmpfr -lm
 *     ./a.out [samples [seed]]        2^24 a level if nothing is said: minutes
 *
 * A range of arguments is cut into many cells, and a few arguments of each are
 * tried. The cells with the largest errors are kept, an eighth of them, and more
 * arguments are tried in each; and so on, until few are left. Then each of the
 * worst arguments climbs: to its neighbours, near and far, as long as one is
 * worse. On the way the exact value is a long double's (of 64 bits or more, or
 * there is no search); what is printed is confirmed by MPFR (Debian:
 * libmpfr-dev) with 200 bits.
 */
#include "elementary.h"

#include <float.h>
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

static uint64_t to_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* ---- The functions -------------------------------------------------------- */

// Of a function of two arguments, a is y·ln x, from which y is made.
typedef struct Point {
    double x, y;
} Point;

static long double sigmoidl(long double x) { return 1 / (1 + expl(-x)); }

typedef struct Range {
    const char *name;
    double (*ours)(double);
    long double (*near)(long double);
    int (*exact)(mpfr_t y, const mpfr_t x, mpfr_rnd_t how);
    double low, high;
    int bits;  // cells of as many arguments, not of one width; both have one sign
} Range;

static int sigmoid_exactly(mpfr_t y, const mpfr_t x, mpfr_rnd_t how) {
    mpfr_neg(y, x, how);
    mpfr_exp(y, y, how);
    mpfr_add_ui(y, y, 1, how);
    return mpfr_ui_div(y, 1, y, how);
}

static const Range ranges[] = {
    {"exp", m_exp, expl, mpfr_exp, -708, 709.78, 0},
    {"exp, |x| < 1", m_exp, expl, mpfr_exp, -1, 1, 0},
    {"exp, subnormal", m_exp, expl, mpfr_exp, -745, -708.5, 0},
    {"log, near 1", m_log, logl, mpfr_log, 0.5, 2, 0},
    {"log", m_log, logl, mpfr_log, 0x1p-1074, DBL_MAX, 1},
    {"tanh", m_tanh, tanhl, mpfr_tanh, 0, 22, 0},
    {"tanh, small", m_tanh, tanhl, mpfr_tanh, 1e-9, 1, 1},
    {"sigmoid", m_sigmoid, sigmoidl, sigmoid_exactly, -708, 40, 0},
    {"sigmoid, |x| < 8", m_sigmoid, sigmoidl, sigmoid_exactly, -8, 8, 0},
    {"sigmoid, subnormal", m_sigmoid, sigmoidl, sigmoid_exactly, -745, -708.5,
     0},
    {"sin", m_sin, sinl, mpfr_sin, 0, 1e5, 0},
    {"sin, |x| < 7", m_sin, sinl, mpfr_sin, 0, 7, 0},
    {"sin, small", m_sin, sinl, mpfr_sin, 1e-9, 1, 1},
    {"cos", m_cos, cosl, mpfr_cos, 0, 1e5, 0},
    {"cos, |x| < 7", m_cos, cosl, mpfr_cos, 0, 7, 0},
    {"pow", NULL, NULL, NULL, -708, 709.78, 0},
    {"pow, subnormal", NULL, NULL, NULL, -745, -708.5, 0},
};
enum { RANGES = sizeof ranges / sizeof *ranges };

// The unit of the last place of a double near y.
static double unit_at(double y) {
    int e;
    frexp(y, &e);
    return ldexp(1, e - 53 < -1074 ? -1074 : e - 53);
}

static double off_of(double got, long double exact) {
    double rounded = (double)exact;
    if (isinf(rounded) || isinf(got))  // which side of the last is a matter of
        return 0;                      // half a unit; special cases are tested
    return (double)(fabsl((long double)got - exact) /
                    (long double)unit_at(rounded));
}

static double error_at(const Range *r, Point p) {
    if (r->ours)
        return off_of(r->ours(p.x), r->near((long double)p.x));
    return off_of(m_pow(p.x, p.y), powl((long double)p.x, (long double)p.y));
}

static double exact_error_at(const Range *r, Point p) {
    mpfr_t x, y, exact;
    mpfr_inits2(53, x, y, (mpfr_ptr)0);
    mpfr_init2(exact, 200);
    mpfr_set_d(x, p.x, MPFR_RNDN);
    mpfr_set_d(y, p.y, MPFR_RNDN);
    if (r->ours)
        r->exact(exact, x, MPFR_RNDN);
    else
        mpfr_pow(exact, x, y, MPFR_RNDN);
    double unit = unit_at(mpfr_get_d(exact, MPFR_RNDN));
    mpfr_sub_d(exact, exact, r->ours ? r->ours(p.x) : m_pow(p.x, p.y),
               MPFR_RNDN);
    mpfr_div_d(exact, exact, unit, MPFR_RNDN);
    double off = fabs(mpfr_get_d(exact, MPFR_RNDN));
    mpfr_clears(x, y, exact, (mpfr_ptr)0);
    return off;
}

/* ---- The search ----------------------------------------------------------- */

enum { CELLS = 1 << 20, LEAST = 64 };

typedef struct Cell {
    unsigned number;
    double worst;
    Point at;
} Cell;

static int by_worst(const void *left, const void *right) {
    const Cell *a = left, *b = right;
    return (a->worst < b->worst) - (a->worst > b->worst);
}

// An argument in cell `number`.
static Point point_in(const Range *r, unsigned number) {
    double share = (number + uniform(0, 1)) / CELLS, a;
    if (r->bits) {
        uint64_t low = to_bits(r->low), high = to_bits(r->high);
        a = from_bits(low + (uint64_t)(share * (double)(high - low)));
    } else
        a = r->low + (r->high - r->low) * share;
    if (r->ours)
        return (Point){a, 0};
    // x of any size, or near 1 (a whole y now and then), and xʸ = eᵃ.
    double x = next() & 1 ? uniform(0.5, 2) : from_bits(next() >> 1), y;
    if (!isfinite(x) || x < DBL_MIN || x == 1)
        x = 1.5;
    y = a / log(x);
    if (next() % 8 == 0 && fabs(y) >= 1)
        y = rint(y), x = exp(a / y);
    return (Point){x, isfinite(y) ? y : 1};
}

static void try_point(const Range *r, Cell *c, Point p) {
    double off = error_at(r, p);
    if (off > c->worst)
        c->worst = off, c->at = p;
}

static double step(double x, int64_t places) {
    return from_bits(to_bits(x) + (uint64_t)places);
}

static void climb(const Range *r, Cell *c, long steps) {
    for (long k = 0; k < steps; k++) {
        int64_t far = (int64_t)(next() % ((uint64_t)2 << next() % 44));
        Point p = c->at;
        far = next() & 1 ? far : -far;
        if (r->ours || next() & 1)
            p.x = step(p.x, far);
        else
            p.y = step(p.y, far);
        double a = r->ours ? p.x : p.y * log(p.x);
        if (a >= r->low && a <= r->high)
            try_point(r, c, p);
    }
}

static void search(const Range *r, long samples) {
    static Cell cell[CELLS];
    size_t n = CELLS;
    for (unsigned i = 0; i < CELLS; i++)
        cell[i] = (Cell){.number = i};
    for (; n > LEAST; n /= 8) {
        for (size_t i = 0; i < n; i++)
            for (long k = samples / (long)n; k >= 0; k--)
                try_point(r, &cell[i], point_in(r, cell[i].number));
        qsort(cell, n, sizeof *cell, by_worst);
    }
    for (size_t i = 0; i < LEAST; i++)
        climb(r, &cell[i], samples / LEAST);
    qsort(cell, LEAST, sizeof *cell, by_worst);
    printf("%-20s %.4f ulp, at %a", r->name, exact_error_at(r, cell[0].at),
           cell[0].at.x);
    if (!r->ours)
        printf(" to the %a", cell[0].at.y);
    printf("\n");
    fflush(stdout);
}

int main(int argc, char **argv) {
    long samples = argc > 1 ? atol(argv[1]) : 1 << 24;
    for (long k = argc > 2 ? atol(argv[2]) : 0; k > 0; k--)
        state += next();
    if (LDBL_MANT_DIG < 64) {
        fprintf(stderr, "a long double is no longer than a double here\n");
        return 1;
    }
    for (int k = 0; k < RANGES; k++)
        search(&ranges[k], samples);
    return 0;
}
