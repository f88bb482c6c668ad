/* picture.h: digits that the reader drew, photographed or scanned, made into
 * images as MNIST's are.
 *
 *     Picture p;
 *     if (!picture_load("seven.pgm", &p, &e)) …
 *     for (int k = 0; k < p.digits; k++)
 *         … p.image[k] …
 *
 * A digit's ink is cut out (ink.h), scaled into a box of 20x20 with its
 * proportions kept, and moved by whole pixels until its centre of mass is where
 * it is in MNIST.
 */
#ifndef DOWNHILL_PICTURE_H
#define DOWNHILL_PICTURE_H

#include "../../lib/base.h"
#include "files.h"

#include <stdint.h>

enum {
    PICTURE_SIDE = 28,
    PICTURE_PIXELS = PICTURE_SIDE * PICTURE_SIDE,
    PICTURE_BOX = 20,
    PICTURE_MOST = 40
};

typedef struct Picture {
    int digits;  // 1 … PICTURE_MOST, in reading order
    uint8_t image[PICTURE_MOST][PICTURE_PIXELS];  // 0 is paper, 255 is ink
    int size;   // of the largest, in pixels of the file
    bool pale;  // the ink is hardly darker than the paper is uneven
    bool wide;  // one is wider than digits are: are they two that touch?
} Picture;

/* A picture of 28x28 on even paper, scaled and centred already, comes back as it
 * is, but that its darkest pixel becomes 255. On an error *p is left alone.
 */
bool picture_load(const char *path, Picture *p, Error *error);

/* Moves the ink of from [28, 28] by whole pixels until its centre of mass is
 * within half a pixel of (where, where), counted from the upper left corner.
 * MNIST's is at 14.5: measured, it lies from 14 to 15 in all of its 10,000 test
 * images. There must be ink.
 */
void picture_centre(uint8_t *to, const uint8_t *from, double where);

#endif
