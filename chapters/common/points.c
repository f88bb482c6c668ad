/* points.c: small sets of points in the plane. */
#include "points.h"

#include "../../lib/elementary.h"
#include "files.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
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

static void put(Points *p, int i, double x, double y, double noise, Rng *r) {
    p->x[2 * i] = (real)(x + noise * rng_normal(r));
    p->x[2 * i + 1] = (real)(y + noise * rng_normal(r));
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

static bool read_point(const OldFile *f, const char *line, int n, Points *p) {
    double x, y, label;
    char more;
    if (p->n == POINTS_MOST ||
        sscanf(line, "%lf %lf %lf %c", &x, &y, &label, &more) != 3 ||
        !(fabs(x) <= 2 && fabs(y) <= 2) || !(label == 0 || label == 1))
        return file_refuse(
            f,
            tr("line %d should be two numbers within ±2 and a class, 0 or 1, "
               "such as 0.5 -1.2 1 (at most %d points)",
               "第 %d 行应该是两个 ±2 以内的数和一个类别（0 或 1），例如 0.5 -1.2 1（最多 %d 个点）"),
            n, POINTS_MOST);
    p->x[2 * p->n] = (real)x;
    p->x[2 * p->n + 1] = (real)y;
    p->label[p->n++] = label > 0;
    return true;
}

static bool read_points(const OldFile *f, Points *p) {
    char line[256];
    int ones = 0;
    for (int n = 1; fgets(line, sizeof line, f->file); n++)
        if (line[strspn(line, " \t\r\n")] && line[0] != '#' &&
            !read_point(f, line, n, p))
            return false;
    if (ferror(f->file))
        return file_refuse(f, tr("cannot be read", "读不了"));
    for (int i = 0; i < p->n; i++)
        ones += p->label[i];
    return (ones > 0 && ones < p->n) ||
           file_refuse(f,
                       tr("it takes points of both classes", "两类的点都要有"));
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
