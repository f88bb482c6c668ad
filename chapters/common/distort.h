/* distort.h: a digit moved or bent is the same digit. From an image others are
 * made, each by its own chance: turned, widened or narrowed, moved, and bent by
 * an elastic field (Simard, Steinkraus and Platt 2003).
 */
#ifndef DOWNHILL_DISTORT_H
#define DOWNHILL_DISTORT_H

#include "images.h"
#include "../../lib/parallel.h"
#include "../../lib/random.h"

#include <stdint.h>

/* How much of each: by at most so much either way, all amounts equally likely.
 * What is 0 is left out. Lengths are in 28ths of the image's sides, which are
 * MNIST's pixels.
 */
typedef struct Distortion {
    double turn;   // degrees
    double scale;  // the width and, apart from it, the height: 0.1 is a tenth
    double shift;  // across, and apart from it down
    // How far the elastic field moves a place across and down, each: not the
    // most, but the deviation. A field that is smooth over a length, at least 1
    // (σ of Simard's Gauss curve), is random far beyond it and nearly the same
    // within it.
    double bend, smooth;
} Distortion;

/* No place of the image is moved by more than this many bends. */
#define DISTORT_MOST_BENDS 3.62

bool distorts(const Distortion *how);  // is anything of it not 0?

/* Makes to [rows, cols] of `from`, which is another place: each of its pixels is
 * looked up in `from` where the distortion has it come from, between four
 * pixels; beyond the image is paper. The same bytes on every machine. A bend
 * that is smooth over less than 1 is fatal.
 */
void image_distort(uint8_t *to, const uint8_t *from, int rows, int cols,
                   const Distortion *how, Rng *r);

/* The images index[0 … n-1] of d, distorted: to [n, rows, cols]. What becomes of
 * image i in an epoch follows from the seed, the epoch and i alone, whatever
 * the other images and the number of threads. pool may be NULL.
 */
void images_distort(uint8_t *to, const Dataset *d, const int *index, int n,
                    const Distortion *how, uint64_t seed, int epoch,
                    Pool *pool);

#endif
