/* digits.c: digits drawn by rule, so that the workbook runs without MNIST.
 *
 * A digit is a few curves through given points. Each image bends the points in
 * its own way, joins them smoothly, scales the result into MNIST's box, and
 * inks every pixel by its distance from the nearest curve. Only arithmetic
 * that is the same everywhere is used, so the bytes are too.
 */
#include "dataset.h"
#include "math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, BOX = 20 };
enum { MOST_POINTS = 48, PIECES = 5 };  // in a digit; a span is cut into

typedef struct Point {
    double x, y;
} Point;

/* How people write: points "xxyy" in hundredths of the digit's height, y down.
 * A smooth curve goes through them. '/' is a sharp corner at the point before;
 * ',' lifts the pen.
 */
static double P(const char *n, double d) {
    const char *v = getenv(n);
    return v ? atof(v) : d;
}
static const char *const ways[CLASSES][8] = {
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
     "5002 2030 0555 / 6055 , 6002 5550 4099",
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

typedef struct Curves {
    int n;
    Point at[MOST_POINTS];
    bool starts[MOST_POINTS];  // is this point the first of a curve?
} Curves;

static void add_point(Curves *c, Point p, bool starts) {
    if (c->n == MOST_POINTS)
        fatal("dataset_draw: a digit of more than %d points", MOST_POINTS);
    c->at[c->n] = p;
    c->starts[c->n++] = starts;
}

static Curves read_way(const char *way, Rng *r, double miss) {
    Curves c = {0};
    bool starts = true;
    for (const char *s = way; *s; s++) {
        if (*s >= '0') {
            double x = (s[0] - '0') * 0.10 + (s[1] - '0') * 0.01,
                   y = (s[2] - '0') * 0.10 + (s[3] - '0') * 0.01;
            x += miss * rng_normal(r);
            y += miss * rng_normal(r);
            add_point(&c, (Point){x, y}, starts);
            starts = false;
            s += 3;
        } else if (*s == '/') {
            add_point(&c, c.at[c.n - 1], true);
        } else if (*s == ',') {
            starts = true;
        }
    }
    return c;
}

/* ---- A hand's own way ----------------------------------------------------- */

static double between(Rng *r, double low, double high) {
    return low + (high - low) * rng_uniform(r);
}

// A slow wave over the plane pushes each point: neighbours move together.
static void wobble(Curves *c, Rng *r, double size) {
    for (int wave = 0; wave < 2; wave++) {
        double fx = between(r, -4, 4), fy = between(r, -4, 4),
               phase = between(r, 0, 6.28), dx = size * rng_normal(r),
               dy = size * rng_normal(r);
        for (int i = 0; i < c->n; i++) {
            double s = m_sin(fx * c->at[i].x + fy * c->at[i].y + phase);
            c->at[i].x += dx * s;
            c->at[i].y += dy * s;
        }
    }
}

// Wide or slim, leaning, turned: one linear map.
static void slant(Curves *c, Rng *r, double WI, double LE, double RO) {
    double width = m_exp(P("WM", .06) + WI * rng_normal(r)),
           lean = P("LM", .2) + LE * rng_normal(r), sine, cosine;
    m_sincos(RO * rng_normal(r), &sine, &cosine);
    for (int i = 0; i < c->n; i++) {
        double x = width * c->at[i].x - lean * c->at[i].y, y = c->at[i].y;
        c->at[i] = (Point){cosine * x - sine * y, sine * x + cosine * y};
    }
}

/* ---- Ink ------------------------------------------------------------------ */

typedef struct Line {
    int n;
    Point at[MOST_POINTS * PIECES];
    bool starts[MOST_POINTS * PIECES];
} Line;

// Catmull and Rom's spline (1974) between b and c, whose neighbours are a, d.
static Point spline(Point a, Point b, Point c, Point d, double t) {
    double wa = t * (t * (2 - t) - 1), wb = t * t * (3 * t - 5) + 2,
           wc = t * (t * (4 - 3 * t) + 1), wd = t * t * (t - 1);
    return (Point){(wa * a.x + wb * b.x + wc * c.x + wd * d.x) / 2,
                   (wa * a.y + wb * b.y + wc * c.y + wd * d.y) / 2};
}

static Line smooth(const Curves *c) {
    Line line = {0};
    for (int i = 0; i < c->n; i++) {
        line.at[line.n] = c->at[i];
        line.starts[line.n++] = c->starts[i];
        if (i + 1 == c->n || c->starts[i + 1])
            continue;
        Point a = c->at[c->starts[i] ? i : i - 1];
        Point d = c->at[i + 2 == c->n || c->starts[i + 2] ? i + 1 : i + 2];
        for (int k = 1; k < PIECES; k++) {
            line.at[line.n] =
                spline(a, c->at[i], c->at[i + 1], d, (double)k / PIECES);
            line.starts[line.n++] = false;
        }
    }
    return line;
}

// Into the middle of the image, as large as the box and the pen allow.
static void fit(Line *line, double radius) {
    Point low = line->at[0], high = low;
    for (int i = 1; i < line->n; i++) {
        low.x = fmin(low.x, line->at[i].x);
        low.y = fmin(low.y, line->at[i].y);
        high.x = fmax(high.x, line->at[i].x);
        high.y = fmax(high.y, line->at[i].y);
    }
    double size = fmax(high.x - low.x, high.y - low.y);
    double scale = (BOX - 2 * radius) / size;
    for (int i = 0; i < line->n; i++) {
        line->at[i].x =
            SIDE / 2.0 + scale * (line->at[i].x - (low.x + high.x) / 2);
        line->at[i].y =
            SIDE / 2.0 + scale * (line->at[i].y - (low.y + high.y) / 2);
    }
}

static int clamp(double x) { return x < 0 ? 0 : x > SIDE ? SIDE : (int)x; }

// Lowers d [28, 28] to the squared distance of each pixel from a to b, where
// that is less than reach.
static void draw_piece(double *d, Point a, Point b, double reach) {
    double vx = b.x - a.x, vy = b.y - a.y, square = vx * vx + vy * vy;
    double inverse = square > 0 ? 1 / square : 0;
    int left = clamp(fmin(a.x, b.x) - reach),
        right = clamp(fmax(a.x, b.x) + reach + 1),
        top = clamp(fmin(a.y, b.y) - reach),
        bottom = clamp(fmax(a.y, b.y) + reach + 1);
    for (int row = top; row < bottom; row++)
        for (int col = left; col < right; col++) {
            double x = col + 0.5 - a.x, y = row + 0.5 - a.y;
            double t = (x * vx + y * vy) * inverse;
            t = t < 0 ? 0 : t > 1 ? 1 : t;
            x -= t * vx;
            y -= t * vy;
            double near = x * x + y * y, *old = &d[row * SIDE + col];
            *old = near < *old ? near : *old;
        }
}

static void ink(uint8_t *image, const Line *line, double radius, double soft) {
    double d[PIXELS], reach = radius + soft / 2;
    for (int i = 0; i < PIXELS; i++)
        d[i] = reach * reach;
    for (int i = 1; i < line->n; i++)
        if (!line->starts[i])
            draw_piece(d, line->at[i - 1], line->at[i], reach);
    for (int i = 0; i < PIXELS; i++) {
        double level = d[i] < reach * reach ? (reach - sqrt(d[i])) / soft : 0;
        image[i] = (uint8_t)(255 * (level < 1 ? level : 1) + 0.5);
    }
}

// Moves the image by whole pixels until its ink is centred, as MNIST's is.
static void centre(uint8_t *to, const uint8_t *from) {
    double mass = 0, x = 0, y = 0;
    for (int i = 0; i < PIXELS; i++) {
        mass += from[i];
        x += from[i] * (i % SIDE + 0.5);
        y += from[i] * (i / SIDE + 0.5);
    }
    int dx = (int)(SIDE + SIDE / 2.0 - x / mass + 0.5) - SIDE,
        dy = (int)(SIDE + SIDE / 2.0 - y / mass + 0.5) - SIDE;
    for (int row = 0; row < SIDE; row++)
        for (int col = 0; col < SIDE; col++) {
            int r = row - dy, c = col - dx;
            bool inside = r >= 0 && r < SIDE && c >= 0 && c < SIDE;
            to[row * SIDE + col] = inside ? from[r * SIDE + c] : 0;
        }
}

/* ---- The set -------------------------------------------------------------- */

static uint8_t draw(uint8_t *image, uint64_t seed) {
    Rng r = rng_new(seed);
    int digit = rng_below(&r, CLASSES), known = 0;
    while (known < 8 && ways[digit][known])
        known++;
    static double J = -1, W, WI, LE, RO, RA, RS, SO;
    if (J < 0) {
        J = P("J", .03);
        W = P("W", .05);
        WI = P("WI", .2);
        LE = P("LE", .25);
        RO = P("RO", .1);
        RA = P("RA", 1.25);
        RS = P("RS", .3);
        SO = P("SO", .9);
    }

    Curves c = read_way(ways[digit][rng_below(&r, known)], &r, J);
    wobble(&c, &r, W);
    slant(&c, &r, WI, LE, RO);
    Line line = smooth(&c);
    double radius = fmax(0.6, RA * m_exp(RS * rng_normal(&r)));
    fit(&line, radius);
    uint8_t raw[PIXELS];
    ink(raw, &line, radius, SO);
    centre(image, raw);
    return (uint8_t)digit;
}

bool dataset_draw(Dataset *d, int count, uint64_t seed, Error *e) {
    *d = (Dataset){.count = count, .rows = SIDE, .cols = SIDE};
    size_t n = (size_t)(count > 0 ? count : 0);
    d->image = malloc(n ? n * PIXELS : 1);
    d->label = malloc(n ? n : 1);
    if (!d->image || !d->label) {
        dataset_free(d);
        return error_set(e, "drawn digits: no memory for %d of them", count);
    }
    snprintf(d->source, sizeof d->source, "drawn digits");
    Rng r = rng_new(seed);
    uint64_t first = rng_next(&r);  // so that neighbouring seeds share nothing
    for (size_t i = 0; i < n; i++)
        d->label[i] = draw(d->image + i * PIXELS, first + i);
    return true;
}
