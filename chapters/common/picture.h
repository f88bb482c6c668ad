/* picture.h: a digit that the reader drew, photographed or scanned, made into
 * an image as MNIST's are.
 *
 *     uint8_t image[PICTURE_PIXELS];
 *     if (!picture_load("seven.pgm", image, &e)) …
 *
 * The file is a PGM or a PBM (P1, P2, P4 or P5), the simplest formats there
 * are; paint programs export them. What the border shows is paper; what differs
 * from it is ink, dark on light or light on dark. The ink is cut out, scaled
 * into a box of 20x20 with its proportions kept, and moved by whole pixels
 * until its centre of mass is where it is in MNIST.
 */
#ifndef DOWNHILL_PICTURE_H
#define DOWNHILL_PICTURE_H

#include "../../lib/base.h"

#include <stdint.h>

enum {
    PICTURE_SIDE = 28,
    PICTURE_PIXELS = PICTURE_SIDE * PICTURE_SIDE,
    PICTURE_BOX = 20
};

/* image [28, 28]: 0 is paper, 255 is ink, as in a Dataset. A picture of 28x28
 * that is scaled and centred already comes back as it is. On an error the image
 * is left alone.
 */
bool picture_load(const char *path, uint8_t *image, Error *error);

/* Moves the ink of from [28, 28] by whole pixels until its centre of mass is
 * within half a pixel of (where, where), counted from the upper left corner.
 * MNIST's is at 14.5: measured, it lies from 14 to 15 in all of its 10,000 test
 * images. There must be ink.
 */
void picture_centre(uint8_t *to, const uint8_t *from, double where);

#endif
