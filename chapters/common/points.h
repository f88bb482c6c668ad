/* points.h: small sets of points in the plane, for chapter 10. Freed by
 * points_free.
 */
#ifndef DOWNHILL_POINTS_H
#define DOWNHILL_POINTS_H

#include "../../lib/base.h"
#include "../../lib/random.h"
#include "files.h"

#include <stdint.h>

typedef struct Points {
    int n;
    real *x;         // [n, 2], owned
    uint8_t *label;  // [n], 0 or 1, owned
} Points;

/* n points, the classes 0 and 1 in turn; each coordinate gets a normal error
 * of deviation `noise`. No memory is fatal.
 */
Points points_xor(int n, double noise, Rng *r);  // (±1, ±1); 1: signs differ
Points points_moons(int n, double noise, Rng *r);    // two half circles
Points points_spirals(int n, double noise, Rng *r);  // two arms, 1.5 turns
Points points_rings(int n, double noise, Rng *r);    // radius 1 and 2

/* The points of a reader's file, of both classes, at most POINTS_MOST: a line for
 * each, two numbers within ±2 (where chapter 10 looks) and a class, 0 or 1, with
 * spaces between. Lines that are empty or begin with # are passed over. On an
 * error (one line, which names the line of the file) *p is empty.
 */
enum { POINTS_MOST = 10000 };
bool points_load(Points *p, const char *path, Error *e);

void points_free(Points *p);

#endif
