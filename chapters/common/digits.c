/* digits.c: digits drawn by rule, so that the workbook runs without MNIST.
 *
 * A digit is a few curves through given points. For each image we let every
 * point miss its place a little, push neighbours together by a slow wave, lean
 * and turn the whole, join the points smoothly, scale the result into MNIST's
 * box, and ink every pixel by its distance from the nearest curve. Chance and
 * arithmetic are those of random.h and elementary.h, so the bytes are the same
 * everywhere.
 *
 * How much each of these varies was chosen by training on the drawn digits and
 * reading MNIST (tests/bench/bench_digits.c). Points that miss by half as much
 * look tidier and teach less: the drawn digits get easier, MNIST harder.
 */
#include "digits.h"

#include "../../lib/elementary.h"
#include "../../lib/random.h"
#include "picture.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SIDE = PICTURE_SIDE, PIXELS = PICTURE_PIXELS, BOX = PICTURE_BOX };
enum { MOST_WAYS = 8, MOST_POINTS = 32, PIECES = 5 };

typedef struct Point {
    double x, y;
} Point;

/* The ways people write a digit: points "xxyy" in hundredths of its height, y
 * down. A smooth curve goes through them. '/' makes a sharp corner of the
 * point before it; ',' lifts the pen.
 */
static const char *const ways[CLASSES][MOST_WAYS] = {
    {"3500 1212 0250 1288 3599 5888 7050 5812 3500",
     "5508 2502 0540 0880 3298 6080 7240 6010 3003",
     "5002 1820 0260 1592 3896 6575 7535 5805 4002 3012",
     "3000 0530 0570 3599 6570 6530 3500 2010",
     "1500 0250 1085 3599 6080 7045 5510 4005"},
    {"1000 1050 1099", "1200 1150 1099", "1000 1250 1099", "1300 1050 0899",
     "1000 0850 1099", "0020 2200 / 2450 2499",
     "0025 2200 / 2250 2299 , 0099 2298 4599"},
    {"0520 2203 4803 6222 5045 2575 0397 / 3594 7897",
     "0522 2203 4803 6222 5052 2890 0892 0478 2275 4888 8092",
     "0515 3002 5818 4848 0296 / 3594 7592",
     "0025 2500 5505 5835 3575 1598 0090 0570 2570 5088 8592",
     "0212 3502 6508 / 3850 0596 / 4096 8096",
     "1520 3502 4825 3560 0592 / 1885 4590 7099",
     "0515 3500 6020 4065 1095 0080 2068 5080 7099"},
    {"0512 2801 5515 4834 2547 / 5555 6278 3598 0388",
     "0305 6004 / 2840 / 5350 6275 3898 0390",
     "0515 2801 5515 4540 2848 5058 6085 2899 0292",
     "0210 3000 6012 4535 2545 5050 6572 4095 0095",
     "1008 4000 4525 1045 / 4550 5075 3097 0090"},
    {"1800 0835 0855 3056 6250 , 6802 5850 5099",
     "4500 0262 / 3563 7260 , 5525 4899", "1500 0550 / 6550 , 7002 5750 4599",
     "2000 0550 / 3555 7545 , 7020 5050 3099",
     "1210 0545 2552 6545 / 6800 5850 5099",
     "1000 0550 / 6550 , 5530 5350 5099"},
    {"1503 / 0842 / 3537 5855 5482 3098 0290 , 1503 6502",
     "7502 3504 / 2538 / 4542 5862 4588 2098 0090",
     "6503 2506 1238 3548 5068 4092 1599 0088",
     "9500 5010 3515 / 2545 / 5055 5075 3095 0098",
     "2010 / 1545 / 4040 6565 4595 0592 , 2010 5005 8000",
     "6002 3003 1515 2035 4552 5575 3597 1590 1575",
     "1505 / 1548 / 4045 6062 5585 3098 0592 , 1505 7508",
     "1510 / 1050 / 3550 4570 3090 0595 , 1510 4005 7005"},
    {"4002 1525 0460 1088 3598 6082 6060 3850 0868",
     "3500 1035 0575 2898 6090 6560 4050 1070",
     "5500 2520 0555 0885 3598 6588 6060 3552 0680",
     "2000 0530 0065 1095 4095 6575 6060 3555 0880",
     "4500 1525 1055 1585 3899 5582 4860 2560 1080",
     "1500 0535 0575 3099 6590 7065 5050 3060 2085",
     "0500 0540 0575 2599 5590 6065 4050 1565",
     "3000 1030 1070 2599 4888 4865 3060 1585"},
    {"0205 3004 6003 / 4550 3599", "0220 0505 3305 6204 / 4545 3599",
     "0205 6003 / 4550 3599 , 2050 4048 6547", "0310 2505 6008 5040 4570 4599",
     "0015 0502 2508 6500 / 5045 3599", "0030 0510 3005 5505 5530 4565 4099",
     "0020 3000 5005 4540 2599 , 1555 3550 6545",
     "0030 0510 4510 6000 / 5040 4099"},
    {"5512 3201 1015 2240 4858 5285 2899 0682 1658 4535 5512",
     "3000 0822 3046 5225 3000 , 3046 0472 3099 5674 3046",
     "6510 3500 1520 3048 4075 2099 0580 2555 5828 6510",
     "6005 4000 1515 1535 4055 4085 2099 0585 2060 5535 6210 5000",
     "3505 1000 0525 3050 5075 3599 1080 3050 6025 3500",
     "6515 4000 1010 1535 4555 4585 2599 1080 2560 5540 7015",
     "5020 2500 0020 2545 5070 4595 2095 1575 3550 6025 6505"},
    {"5517 3202 0825 1048 3252 5030 5512 / 5055 4599",
     "5520 3202 0525 1550 4044 5520 / 5560 4490 1598",
     "5512 3000 0528 2055 4530 5510 / 4555 3599",
     "5520 3803 1030 1555 4040 5512 / 4565 3099",
     "6005 3000 0815 0540 3045 5525 / 5505 5560 5099",
     "5010 2805 0530 1052 3538 5005 / 4050 2599",
     "5515 3000 0510 0540 2550 5030 5510 / 5550 5599",
     "5010 3003 1020 0842 3038 5010 / 4560 4099"},
};

/* ---- One digit's curves --------------------------------------------------- */

// Points, each of which begins a curve or goes on with the one before.
typedef struct Curves {
    int n;
    Point at[MOST_POINTS * PIECES];
    bool begins[MOST_POINTS * PIECES];
} Curves;

static void add_point(Curves *c, Point p, bool begins) {
    c->at[c->n] = p;
    c->begins[c->n++] = begins;
}

// Two decimal digits, as hundredths.
static double hundredths(const char *s) {
    return ((s[0] - '0') * 10 + (s[1] - '0')) / 100.0;
}

// The points of a way, each of which misses its place by about a sixteenth.
static Curves read_way(const char *way, Rng *r) {
    const double miss = 0.06;
    Curves c = {0};
    bool begins = true;
    for (const char *s = way; *s; s++) {
        if (*s == '/') {
            add_point(&c, c.at[c.n - 1], true);
            begins = false;
        } else if (*s == ',') {
            begins = true;
        } else if (*s != ' ') {
            double x = hundredths(s) + miss * rng_normal(r);
            double y = hundredths(s + 2) + miss * rng_normal(r);
            add_point(&c, (Point){x, y}, begins);
            begins = false;
            s += 3;
        }
    }
    return c;
}

/* ---- A hand of its own ---------------------------------------------------- */

static double between(Rng *r, double low, double high) {
    return low + (high - low) * rng_uniform(r);
}

// Two slow waves over the plane push the points; neighbours move together.
static void wobble(Curves *c, Rng *r) {
    const double size = 0.08;
    for (int wave = 0; wave < 2; wave++) {
        double fx = between(r, -4, 4), fy = between(r, -4, 4);
        double phase = between(r, 0, 6.28);
        double dx = size * rng_normal(r), dy = size * rng_normal(r);
        for (int i = 0; i < c->n; i++) {
            Point *p = &c->at[i];
            double s = m_sin(fx * p->x + fy * p->y + phase);
            p->x += dx * s;
            p->y += dy * s;
        }
    }
}

// Wide or slim, leaning (mostly to the right), turned: one linear map.
static void slant(Curves *c, Rng *r) {
    double width = m_exp(0.06 + 0.2 * rng_normal(r));
    double lean = 0.2 + 0.25 * rng_normal(r), sine, cosine;
    m_sincos(0.15 * rng_normal(r), &sine, &cosine);
    for (int i = 0; i < c->n; i++) {
        double x = width * c->at[i].x - lean * c->at[i].y, y = c->at[i].y;
        c->at[i] = (Point){cosine * x - sine * y, sine * x + cosine * y};
    }
}

/* ---- Ink ------------------------------------------------------------------ */

// Catmull and Rom's spline (1974) from b to c, whose neighbours are a and d.
static Point spline(Point a, Point b, Point c, Point d, double t) {
    double wa = t * (t * (2 - t) - 1), wb = t * t * (3 * t - 5) + 2,
           wc = t * (t * (4 - 3 * t) + 1), wd = t * t * (t - 1);
    return (Point){(wa * a.x + wb * b.x + wc * c.x + wd * d.x) / 2,
                   (wa * a.y + wb * b.y + wc * c.y + wd * d.y) / 2};
}

// The same curves with PIECES straight pieces between two points.
static Curves smooth(const Curves *c) {
    Curves fine = {0};
    for (int i = 0; i < c->n; i++) {
        add_point(&fine, c->at[i], c->begins[i]);
        if (i + 1 == c->n || c->begins[i + 1])
            continue;
        bool last = i + 2 == c->n || c->begins[i + 2];
        Point a = c->at[c->begins[i] ? i : i - 1],
              d = c->at[i + (last ? 1 : 2)];
        for (int k = 1; k < PIECES; k++)
            add_point(&fine,
                      spline(a, c->at[i], c->at[i + 1], d, (double)k / PIECES),
                      false);
    }
    return fine;
}

// (fmin and fmax would be calls into libm.)
static double smaller(double a, double b) { return a < b ? a : b; }
static double larger(double a, double b) { return a > b ? a : b; }

// Into the middle of the image, as large as the box and the pen allow.
static void fit(Curves *c, double radius) {
    Point low = c->at[0], high = low;
    for (int i = 1; i < c->n; i++) {
        low = (Point){smaller(low.x, c->at[i].x), smaller(low.y, c->at[i].y)};
        high = (Point){larger(high.x, c->at[i].x), larger(high.y, c->at[i].y)};
    }
    double scale = (BOX - 2 * radius) / larger(high.x - low.x, high.y - low.y);
    for (int i = 0; i < c->n; i++) {
        Point *p = &c->at[i];
        p->x = SIDE / 2 + scale * (p->x - (low.x + high.x) / 2);
        p->y = SIDE / 2 + scale * (p->y - (low.y + high.y) / 2);
    }
}

static int within(double x) { return (int)smaller(larger(x, 0), SIDE); }

/* Lowers d [28, 28] to the squared distance of a pixel's centre from the piece
 * a-b, in the only pixels where it can be below reach²: a twentieth of them.
 */
static void draw_piece(double *d, Point a, Point b, double reach) {
    double vx = b.x - a.x, vy = b.y - a.y, square = vx * vx + vy * vy;
    double inverse = square > 0 ? 1 / square : 0;
    int left = within(smaller(a.x, b.x) - reach);
    int right = within(larger(a.x, b.x) + reach + 1);
    int top = within(smaller(a.y, b.y) - reach);
    int bottom = within(larger(a.y, b.y) + reach + 1);
    for (int row = top; row < bottom; row++)
        for (int col = left; col < right; col++) {
            double x = col + 0.5 - a.x, y = row + 0.5 - a.y;
            double t = (x * vx + y * vy) * inverse;
            t = smaller(larger(t, 0), 1);
            x -= t * vx;
            y -= t * vy;
            double *old = &d[row * SIDE + col];
            *old = smaller(x * x + y * y, *old);
        }
}

// Full ink up to the pen's radius, none beyond, and a soft edge between.
static void ink(uint8_t *image, const Curves *c, double radius) {
    const double edge = 0.9;
    double d[PIXELS], reach = radius + edge / 2;
    for (int i = 0; i < PIXELS; i++)
        d[i] = reach * reach;
    for (int i = 1; i < c->n; i++)
        if (!c->begins[i])
            draw_piece(d, c->at[i - 1], c->at[i], reach);
    for (int i = 0; i < PIXELS; i++) {
        double level = smaller((reach - sqrt(d[i])) / edge, 1);
        image[i] = (uint8_t)(255 * larger(level, 0) + 0.5);
    }
}

/* ---- The set -------------------------------------------------------------- */

static uint8_t draw(uint8_t *image, uint64_t seed) {
    Rng r = rng_new(seed);
    int digit = rng_below(&r, CLASSES), known = 0;
    while (known < MOST_WAYS && ways[digit][known])
        known++;
    Curves points = read_way(ways[digit][rng_below(&r, known)], &r);
    wobble(&points, &r);
    slant(&points, &r);
    Curves c = smooth(&points);
    double radius = larger(0.6, 1.25 * m_exp(0.3 * rng_normal(&r)));
    uint8_t raw[PIXELS];
    fit(&c, radius);
    ink(raw, &c, radius);
    picture_centre(image, raw, SIDE / 2);
    return (uint8_t)digit;
}

bool dataset_draw(Dataset *d, int count, uint64_t seed, Error *e) {
    if (count < 1)
        fatal("dataset_draw: asked for %d images", count);
    *d = (Dataset){.count = count, .rows = SIDE, .cols = SIDE};
    size_t n = (size_t)count;
    d->image = mem_try(NULL, n, PIXELS);
    d->label = mem_try(NULL, n, 1);
    if (!d->image || !d->label) {
        dataset_free(d);
        return error_set(e,
                         tr("drawn digits: no memory for %d of them",
                            "程序画的数字：内存装不下 %d 个"),
                         count);
    }
    d->kind = DATA_DRAWN;
    d->seed = seed;
    Rng r = rng_new(seed);
    uint64_t first = rng_next(&r);  // so that seeds 1 and 2 share no image
    for (size_t i = 0; i < n; i++)
        d->label[i] = draw(d->image + i * PIXELS, first + i);
    return true;
}
