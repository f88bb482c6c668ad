/* elementary.c: the elementary functions, from basic arithmetic only. The series are
 * Taylor's: their coefficients are 1/n!, 1/(2n+1), so there is nothing to take
 * on trust. Ranges are first made small (Cody and Waite, "Software Manual for
 * the Elementary Functions", 1980; Muller, "Elementary Functions", 2006).
 */
#include "elementary.h"

#include "rounding.h"

#include <math.h>
#include <string.h>

static double from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t to_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

// Adding and taking away 1.5·2⁵² rounds to the nearest integer, because there
// the doubles are 1 apart; its lowest bits then hold that integer.
static const double ROUNDER = 0x1.8p52;

// ln 2 in two parts. The first has 11 zero bits at its end, so that k·LN2_HIGH
// is exact for |k| < 2048.
static const double LN2_HIGH = 0x1.62e42feep-1, LN2_LOW = 0x1.a39ef35793c76p-33;

static double power_of_two(int64_t k) {
    return from_bits((uint64_t)(k + 1023) << 52);
}

// 2ᵏ for the k that ROUNDER has rounded to.
static double power_of(double rounded) {
    return from_bits((to_bits(rounded) + 1023) << 52);
}

/* ---- exp, sigmoid, tanh --------------------------------------------------
 * x = k·ln 2 + r with |r| <= 0.35, so eˣ = 2ᵏ·eʳ, and eʳ is a short series.
 */

// eʳ - 1 for |r| <= 0.35: r + r²(1/2! + r/3! + … + r¹¹/13!). Grouped by fours
// (Estrin's scheme), so that a processor works on three groups at once; one
// after the other, the scalar tape of bench W5 was a third slower.
static inline double expm1_series(double r) {
    double r2 = r * r, r4 = r2 * r2;
    double low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    double middle = (1.0 / 720 + r * (1.0 / 5040)) +
                    r2 * (1.0 / 40320 + r * (1.0 / 362880));
    double high = (1.0 / 3628800 + r * (1.0 / 39916800)) +
                  r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
    return r + r2 * (low + r4 * (middle + r4 * high));
}

// e^(x + tail) = 2ᵏ times what is returned, for a tail far below x's last bit.
// With a tail, what r itself rounds off is kept too.
static inline double exp_parts(double x, double tail, double *rounded) {
    *rounded = x * 0x1.71547652b82fep0 + ROUNDER;  // x / ln 2
    double k = *rounded - ROUNDER;
    double a = x - k * LN2_HIGH, b = k * LN2_LOW - tail, r = a - b;
    double p = expm1_series(r);
    if (tail != 0)
        p += (a - r) - b;
    return 1 + p;
}

// Scaling in two halves makes a result below 2⁻¹⁰²² round once, at the end,
// and one above the largest number infinite. NaN passes through.
static inline double exp_of(double x, double tail) {
    double rounded;
    x = x > 710 ? 710 : x < -746 ? -746 : x;
    double y = exp_parts(x, tail, &rounded);
    int64_t n = (int64_t)(to_bits(rounded) << 52) >> 52;
    return y * power_of_two(n >> 1) * power_of_two(n - (n >> 1));
}

static inline double exp_inline(double x) { return exp_of(x, 0); }

// The same bits by a shorter way, where no half is needed: -708 < x < 709.
static inline double exp_near(double x) {
    double rounded, y = exp_parts(x, 0, &rounded);
    return y * power_of(rounded);
}

// The same again, for what becomes a real: in float, e^±120 is 0 or infinite.
static inline double exp_real(double x) {
    if (sizeof(real) == sizeof(double))
        return exp_inline(x);
    return exp_near(x > 120 ? 120 : x < -120 ? -120 : x);
}

// With e = e^-|x| <= 1: 1/(1 + e) on the right, e/(1 + e) on the left.
static inline double sigmoid_of(double x, double e) {
    return (x < 0 ? e : 1) / (1 + e);
}

// tanh x = t/(t + 2) with t = e²ˣ - 1, for size = |x| <= 22; the sign is put
// back last.
static inline double tanh_of(double x, double size) {
    double rounded = size * (2 * 0x1.71547652b82fep0) + ROUNDER;
    double k = rounded - ROUNDER;
    double p = expm1_series((2 * size - k * LN2_HIGH) - k * LN2_LOW);
    double scale = power_of(rounded);
    double t = scale * p + (scale - 1);
    double y = t / (t + 2);
    return from_bits(to_bits(y) | (to_bits(x) & 1ull << 63));
}

// 22 is where tanh becomes 1.
static inline double tanh_inline(double x) {
    double size = fabs(x);
    return tanh_of(x, size > 22 ? 22 : size);
}

double m_exp(double x) {
    return x > -708 && x < 709 ? exp_near(x) : exp_inline(x);
}

double m_sigmoid(double x) { return sigmoid_of(x, exp_inline(-fabs(x))); }

// Nor does it wait for a comparison.
double m_tanh(double x) {
    double size = fabs(x);
    return size < 22 ? tanh_of(x, size) : tanh_inline(x);
}

/* ---- log ----------------------------------------------------------------- */

// x = 2ᵏ·m with m in [√½, √2). Subnormal numbers are scaled up first.
static inline double split(double x, int64_t *k) {
    int64_t down = 0;
    if (x < 0x1p-1022)
        x *= 0x1p54, down = 54;
    uint64_t bits = to_bits(x), root = to_bits(0x1.6a09e667f3bcdp-1);
    int64_t n = (int64_t)(bits - root) >> 52;
    *k = n - down;
    return from_bits(bits - ((uint64_t)n << 52));
}

/* With f = m - 1 and s = f/(2 + f): ln m = 2(s + s³/3 + s⁵/5 + …), |s| < 0.18.
 * It is put together as f - f²/2 + s(f²/2 + R), in which f is exact and the
 * rest is small, so that only the last addition rounds noticeably.
 */
static inline double log_inline(double x) {
    if (!(x > 0))
        return x == 0 ? -HUGE_VAL : x != x ? x : (x - x) / 0.0;
    if (x == HUGE_VAL)
        return x;
    int64_t n;
    double f = split(x, &n) - 1, k = (double)n;
    double s = f / (2 + f), z = s * s, half = 0.5 * f * f;
    double q = 2.0 / 25;
    q = q * z + 2.0 / 23;
    q = q * z + 2.0 / 21;
    q = q * z + 2.0 / 19;
    q = q * z + 2.0 / 17;
    q = q * z + 2.0 / 15;
    q = q * z + 2.0 / 13;
    q = q * z + 2.0 / 11;
    q = q * z + 2.0 / 9;
    q = q * z + 2.0 / 7;
    q = q * z + 2.0 / 5;
    q = q * z + 2.0 / 3;
    return k * LN2_HIGH - ((half - (s * (half + z * q) + k * LN2_LOW)) - f);
}

double m_log(double x) { return log_inline(x); }

/* ---- sin, cos ------------------------------------------------------------
 * x = n·π/2 + r with |r| <= π/4, π/2 in three parts of which the first two
 * have 33 bits: n times them is exact for |x| <= 1e5. Beyond, NaN: a rounded
 * answer would be noise.
 */

static inline int quarter_turns(double x, double *high, double *low) {
    double shifted = x * 0x1.45f306dc9c883p-1 + ROUNDER, n = shifted - ROUNDER;
    double a = x - n * 0x1.921fb544p0;
    double w = n * 0x1.0b4611a6p-34, b = a - w;
    double part = a - b, lost = (a - (b + part)) + (part - w);
    double tail = lost - n * 0x1.3198a2e037073p-69;
    *high = b + tail;
    *low = (b - *high) + tail;
    return (int)(to_bits(shifted) & 3);
}

// sin(r + low), the series r - r³/3! + … + r¹⁷/17!, also grouped.
static inline double sin_series(double r, double low) {
    double z = r * r, z2 = z * z;
    double head = -1.0 / 6 + z * (1.0 / 120);
    double middle = -1.0 / 5040 + z * (1.0 / 362880);
    double tail = (-1.0 / 39916800 + z * (1.0 / 6227020800)) +
                  z2 * (-1.0 / 1307674368000 + z * (1.0 / 355687428096000));
    double q = head + z2 * (middle + z2 * tail);
    return r + (r * z * q + low * (1 - 0.5 * z));
}

// cos(r + low) = 1 - r²/2 + r⁴/4! - …; what 1 - r²/2 rounds off is added back.
static inline double cos_series(double r, double low) {
    double z = r * r, z2 = z * z;
    double head = 1.0 / 24 + z * (-1.0 / 720);
    double middle = 1.0 / 40320 + z * (-1.0 / 3628800);
    double tail = (1.0 / 479001600 + z * (-1.0 / 87178291200)) +
                  z2 * (1.0 / 20922789888000);
    double q = head + z2 * (middle + z2 * tail);
    double half = 0.5 * z, w = 1 - half;
    return w + (((1 - w) - half) + (z2 * q - r * low));
}

void m_sincos(double x, double *sine, double *cosine) {
    if (!(fabs(x) <= 1e5)) {
        *sine = *cosine = x - x == 0 ? (x - x) / 0.0 : x - x;
        return;
    }
    double r, low;
    int turns = quarter_turns(x, &r, &low);
    double s = sin_series(r, low), c = cos_series(r, low);
    double first = turns & 1 ? c : s, second = turns & 1 ? s : c;
    *sine = turns & 2 ? -first : first;
    *cosine = (turns + 1) & 2 ? -second : second;
    if (x == 0)
        *sine = x;  // keeps the sign of -0
}

double m_sin(double x) {
    double s, c;
    m_sincos(x, &s, &c);
    return s;
}

double m_cos(double x) {
    double s, c;
    m_sincos(x, &s, &c);
    return c;
}

/* ---- pow -----------------------------------------------------------------
 * xʸ = e^(y·ln x). The exponent may be as large as 745, so an error of one part
 * in 2⁵³ there would be hundreds of ulps here: ln x and the product are carried
 * as pairs, high + low (Dekker, "A floating-point technique for extending the
 * available precision", 1971).
 */

typedef struct Pair {
    double high, low;
} Pair;

static Pair sum_of(double a, double b) {  // exact, for |a| >= |b|
    double s = a + b;
    return (Pair){s, b - (s - a)};
}

static Pair product_of(double a, double b) {  // exact
    double a1 = from_bits(to_bits(a) & ~0x7ffffffull), a2 = a - a1;
    double b1 = from_bits(to_bits(b) & ~0x7ffffffull), b2 = b - b1;
    double p = a * b;
    return (Pair){p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2};
}

static Pair pair_add(Pair a, Pair b) {  // |a| >= |b|
    Pair s = sum_of(a.high, b.high);
    return sum_of(s.high, s.low + (a.low + b.low));
}

static Pair pair_mul(Pair a, Pair b) {
    Pair p = product_of(a.high, b.high);
    return sum_of(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static Pair pair_of_quotient(double a, double b) {
    double q = a / b;
    Pair back = product_of(q, b);
    return (Pair){q, ((a - back.high) - back.low) / b};
}

// ln x for finite x > 0.
static Pair log_pair(double x) {
    int64_t n;
    double f = split(x, &n) - 1, k = (double)n;
    // s = f/(2 + f); 2 + f may round, so what it lost is put back.
    Pair d = sum_of(2, f), s = pair_of_quotient(f, d.high);
    s.low -= s.high * d.low / d.high;
    Pair z = pair_mul(s, s);
    double q = 1.0 / 27;
    for (int i = 25; i >= 7; i -= 2)
        q = q * z.high + 1.0 / i;
    Pair r = pair_add((Pair){0x1.999999999999ap-3, -0x1.999999999999ap-57},
                      product_of(z.high, q));  // 1/5 + …
    r = pair_add((Pair){0x1.5555555555555p-2, 0x1.5555555555555p-56},
                 pair_mul(z, r));  // 1/3 + z·(…)
    r = pair_add((Pair){1, 0}, pair_mul(z, r));
    r = pair_mul(s, r);
    Pair log_m = {2 * r.high, 2 * r.low};
    if (n == 0)
        return log_m;
    Pair log_k = sum_of(k * LN2_HIGH, k * LN2_LOW);
    return pair_add(log_k, log_m);
}

// Is y an odd integer (1), an even one (2), or neither (0)?
static int parity(double y) {
    double size = fabs(y);
    if (!(size >= 1))
        return 0;
    if (size >= 0x1p53)
        return 2;
    uint64_t whole = (uint64_t)size;
    return (double)whole != size ? 0 : whole & 1 ? 1 : 2;
}

// The cases that C11 F.10.4.4 lists, for x or y zero or not finite.
static double pow_special(double x, double y) {
    bool odd = parity(y) == 1;
    if (x != x || y != y)
        return x + y;
    if (fabs(y) == HUGE_VAL) {
        double size = fabs(x);
        return size == 1 ? 1 : (size > 1) == (y > 0) ? HUGE_VAL : 0;
    }
    bool grows = (x == 0) == (y < 0);  // 0⁻ʸ and ∞ʸ
    double size = grows ? HUGE_VAL : 0;
    return odd && (to_bits(x) >> 63) ? -size : size;
}

double m_pow(double x, double y) {
    if (y == 0 || x == 1)
        return 1;
    if (x == 0 || x - x != 0 || y - y != 0)
        return pow_special(x, y);
    int integer = parity(y);
    if (x < 0 && integer == 0)
        return (x - x) / 0.0;
    double sign = x < 0 && integer == 1 ? -1 : 1;
    Pair l = log_pair(fabs(x));
    if (fabs(y * l.high) > 800)  // far over or under
        return sign * ((l.high > 0) == (y > 0) ? HUGE_VAL : 0);
    Pair e = product_of(y, l.high);
    e = sum_of(e.high, e.low + y * l.low);
    return sign * exp_of(e.high, e.low);
}

/* ---- Over arrays ---------------------------------------------------------- */

WIDE_LOOP static void exp_each(real *y, const real *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        y[i] = (real)exp_real((double)x[i]);
}

WIDE_LOOP static void log_each(real *y, const real *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        y[i] = (real)log_inline((double)x[i]);
}

WIDE_LOOP static void tanh_each(real *y, const real *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        y[i] = (real)tanh_inline((double)x[i]);
}

WIDE_LOOP static void sigmoid_each(real *y, const real *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        y[i] = (real)sigmoid_of((double)x[i], exp_real(-fabs((double)x[i])));
}

void m_exp_each(real *y, const real *x, size_t n) { exp_each(y, x, n); }
void m_log_each(real *y, const real *x, size_t n) { log_each(y, x, n); }
void m_tanh_each(real *y, const real *x, size_t n) { tanh_each(y, x, n); }
void m_sigmoid_each(real *y, const real *x, size_t n) { sigmoid_each(y, x, n); }
