/* greymap.h: a picture from a file, in shades of grey.
 *
 * The file is a PBM, a PGM or a PPM (P1 to P6), the simplest formats there are:
 * paint programs export them, and converters of other formats write them.
 */
#ifndef DOWNHILL_GREYMAP_H
#define DOWNHILL_GREYMAP_H

#include "../../lib/base.h"
#include "files.h"

enum { GREYMAP_LONGEST = 1000 };

/* Shades from 0, black, to 1, white. */
typedef struct Greymap {
    int rows, cols;  // neither above GREYMAP_LONGEST
    int shrunk;      // a shade is the mean over so many pixels each way
    double *at;      // [rows, cols], owned
} Greymap;

/* Reads a picture, shrunk by a whole number if it is larger than that; colours
 * become greys of the same lightness (0.299 R + 0.587 G + 0.114 B, as in Rec.
 * 601). False and *error when there is none or the file is not as it should be;
 * *g is then empty. free(g->at) later.
 */
bool greymap_load(const char *path, Greymap *g, Error *error);

#endif
