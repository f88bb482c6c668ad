/* points.h: small sets of points in the plane, for chapter 10.
 *
 * n points, the classes 0 and 1 in turn; each coordinate gets a normal error
 * of deviation `noise`. Freed by points_free. No memory is fatal.
 */
#ifndef DOWNHILL_POINTS_H
#define DOWNHILL_POINTS_H

#include "../../lib/base.h"
#include "../../lib/random.h"

#include <stdint.h>

typedef struct Points {
    int n;
    real *x;         // [n, 2], owned
    uint8_t *label;  // [n], 0 or 1, owned
} Points;

Points points_xor(int n, double noise, Rng *r);  // (±1, ±1); 1: signs differ
Points points_moons(int n, double noise, Rng *r);    // two half circles
Points points_spirals(int n, double noise, Rng *r);  // two arms, 1.5 turns
Points points_rings(int n, double noise, Rng *r);    // radius 1 and 2
void points_free(Points *p);

#endif
