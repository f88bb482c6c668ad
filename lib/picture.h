/* picture.h: a digit that the reader drew, photographed or scanned, made into
 * an image as MNIST's are.
 *
 *     uint8_t image[PICTURE_PIXELS];
 *     if (!picture_load("seven.pgm", image, &e)) …
 *
 * The file is a PGM or PBM (P1, P2, P4 or P5): the simplest formats there are,
 * which every paint program can write. What the border shows is paper; what
 * differs from it is ink, dark on light or light on dark. The ink is cut out,
 * scaled into a box of 20x20 with its proportions kept, and moved by whole
 * pixels until its centre of mass is the image's centre: what was done to
 * MNIST's digits. A picture that is already in that form comes back as it is.
 */
#ifndef DOWNHILL_PICTURE_H
#define DOWNHILL_PICTURE_H

#include "base.h"

#include <stdint.h>

enum { PICTURE_SIDE = 28, PICTURE_PIXELS = PICTURE_SIDE * PICTURE_SIDE };

/* image [28, 28]: 0 is paper, 255 is ink, as in a Dataset. On an error it is
 * left alone.
 */
bool picture_load(const char *path, uint8_t *image, Error *error);

#endif
