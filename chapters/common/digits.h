/* digits.h: digits drawn by rule, so that the workbook runs without MNIST. */
#ifndef DOWNHILL_DIGITS_H
#define DOWNHILL_DIGITS_H

#include "images.h"

/* Digits drawn by the program, 28x28, as MNIST's are: in a box of 20x20, their
 * ink centred. Image i depends on the seed and on i only, and has the same
 * bytes on every machine. count below 1 is fatal.
 */
bool dataset_draw(Dataset *d, int count, uint64_t seed, Error *e);

#endif
