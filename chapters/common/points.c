/* points.c: small sets of points in the plane. */
#include "points.h"

#include "../../lib/elementary.h"
#include "files.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

static Points points_new(int n) {
    if (n < 1)
        fatal("points: asked for %d points", n);
    Points p = {.n = n};
    p.x = mem_resize(NULL, (size_t)n, 2 * sizeof *p.x, "points", 0);
    p.label = mem_resize(NULL, (size_t)n, 1, "points", 0);
    return p;
}

// (r may be NULL where there is no noise.)
static void put(Points *p, int i, double x, double y, double noise, Rng *r) {
    p->x[2 * i] = (real)(x + (r ? noise * rng_normal(r) : 0));
    p->x[2 * i + 1] = (real)(y + (r ? noise * rng_normal(r) : 0));
    p->label[i] = (uint8_t)(i % 2);
}

void points_free(Points *p) {
    free(p->x);
    free(p->label);
    *p = (Points){0};
}

Points points_xor(int n, double noise, Rng *r) {
    Points p = points_new(n);
    for (int i = 0; i < n; i++) {
        double x = i / 2 % 2 ? 1 : -1;
        put(&p, i, x, i % 2 ? -x : x, noise, r);
    }
    return p;
}

// A half circle of radius 1 about (0, 0), and one upside down about (1, ½).
Points points_moons(int n, double noise, Rng *r) {
    Points p = points_new(n);
    for (int i = 0; i < n; i++) {
        double s, c;
        m_sincos(pi * rng_uniform(r), &s, &c);
        if (i % 2)
            put(&p, i, 1 - c, 0.5 - s, noise, r);
        else
            put(&p, i, c, s, noise, r);
    }
    return p;
}

// The radius grows with the angle; the second arm is the first turned by half.
Points points_spirals(int n, double noise, Rng *r) {
    Points p = points_new(n);
    for (int i = 0; i < n; i++) {
        double turns = 1.5 * sqrt(rng_uniform(r)), s, c;
        m_sincos(2 * pi * turns, &s, &c);
        double radius = (i % 2 ? -1 : 1) * (0.1 + turns);
        put(&p, i, radius * c, radius * s, noise, r);
    }
    return p;
}

Points points_rings(int n, double noise, Rng *r) {
    Points p = points_new(n);
    for (int i = 0; i < n; i++) {
        double s, c, radius = 1 + i % 2;
        m_sincos(2 * pi * rng_uniform(r), &s, &c);
        put(&p, i, radius * c, radius * s, noise, r);
    }
    return p;
}

/* ---- A reader's file ------------------------------------------------------ */

static const char between[] = " \t\r\n,";

// A word of the line that is a number, from *at on, which is moved behind it.
static bool next_number(const char **at, double *x) {
    *at += strspn(*at, between);
    size_t length = strcspn(*at, between);
    char *end;
    *x = strtod(*at, &end);
    bool plain = strspn(*at, "+-0123456789.eE") >= length;
    bool good = length > 0 && plain && end == *at + length && fabs(*x) <= 1e9;
    *at = good ? end : *at;
    return good;
}

static bool read_point(const OldFile *f, const char *line, int n, Points *p) {
    double x, y, label;
    const char *at = line;
    if (!strchr(line, '\n') && strlen(line) > 200)
        return file_refuse(
            f,
            tr("line %d is too long for a point", "第 %d 行太长，不是一个点"),
            n);
    if (!next_number(&at, &x) || !next_number(&at, &y) ||
        !next_number(&at, &label) || at[strspn(at, between)])
        return file_refuse(
            f,
            tr("line %d should be two numbers and a class, such as 0.5 -1.2 1",
               "第 %d 行应该是两个数和一个类别，例如 0.5 -1.2 1"),
            n);
    if (!(label == 0 || label == 1))
        return file_refuse(f,
                           tr("line %d: the class is %g, not 0 or 1",
                              "第 %d 行：类别是 %g，不是 0 或 1"),
                           n, label);
    if (p->n == POINTS_MOST)
        return file_refuse(
            f, tr("line %d: more than %d points", "第 %d 行：超过 %d 个点"), n,
            POINTS_MOST);
    put(p, p->n, x, y, 0, NULL);
    p->label[p->n++] = label > 0;
    return true;
}

static bool read_points(const OldFile *f, Points *p) {
    char line[256];
    int n = 1, ones = 0;
    for (; fgets(line, sizeof line, f->file); n++)
        if (line[strspn(line, between)] && line[0] != '#' &&
            !read_point(f, line, n, p))
            return false;
    if (ferror(f->file))
        return file_refuse(f, tr("cannot be read", "读不了"));
    for (int i = 0; i < p->n; i++)
        ones += p->label[i];
    return (ones > 0 && ones < p->n) ||
           file_refuse(
               f,
               tr("there are %d points of class 0 and %d of class 1; it takes some of both",
                  "有 %d 个 0 类的点，%d 个 1 类的点；两类都要有"),
               p->n - ones, ones);
}

bool points_load(Points *p, const char *path, Error *e) {
    OldFile f;
    *p = points_new(POINTS_MOST);
    p->n = 0;
    bool good = file_open(&f, path,
                          tr("is that the name of your points?",
                             "点的文件名写对了吗？"),
                          e) &&
                read_points(&f, p);
    file_close(&f);
    if (!good)
        points_free(p);
    return good;
}

void points_fit(Points *p, double half) {
    double low[2], high[2], most = 0;
    for (int k = 0; k < 2; k++) {
        low[k] = high[k] = (double)p->x[k];
        for (int i = 1; i < p->n; i++) {
            double x = (double)p->x[2 * i + k];
            low[k] = x < low[k] ? x : low[k];
            high[k] = x > high[k] ? x : high[k];
        }
        most = high[k] - low[k] > most ? high[k] - low[k] : most;
    }
    for (int i = 0; most > 0 && i < 2 * p->n; i++) {
        double from_middle = (double)p->x[i] - (low[i % 2] + high[i % 2]) / 2;
        p->x[i] = (real)(from_middle * 2 * half / most);
    }
}
