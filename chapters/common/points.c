/* points.c: small sets of points in the plane. */
#include "points.h"

#include "../../lib/elementary.h"

#include <math.h>
#include <stdlib.h>

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
