/* ink.h: how many digits are on a sheet of paper, and which ink is whose?
 *
 *     Inks s;
 *     if (!ink_find(&s, &greymap)) …            // no memory
 *     for (int k = 0; k < s.digits; k++)
 *         if (!ink_cut(&s, k, &ink)) …
 *     ink_free(&s);
 *
 * Frames, also drawn ones, lines under a digit, ruled and squared ones, shadows,
 * specks of dust and what the border cuts off of other digits are left out.
 */
#ifndef DOWNHILL_INK_H
#define DOWNHILL_INK_H

#include "paper.h"

#include <stdint.h>

enum { INK_MOST_DIGITS = 40 };

/* A rectangle of pixels; bottom and right are one beyond. */
typedef struct Box {
    int top, left, bottom, right;
} Box;

/* Strokes that touch each other. */
typedef struct Piece {
    Box box;
    int held;    // how many of its pixels lie on the border
    bool frame;  // around others, or a line under them
    int digit;   // which it belongs to, from 0; -1: none
} Piece;

typedef struct Inks {
    int digits;  // more than INK_MOST_DIGITS: the boxes are not filled in
    Box box[INK_MOST_DIGITS];  // of each digit, in reading order
    int size;                  // the longer side of the longest piece of them
    Sheet sheet;

    int *label;    // [rows, cols]: which piece a pixel is of, from 1; 0: none
    Piece *piece;  // [pieces + 1], the first unused; owned, as all of these
    int pieces;
    int *todo;      // [rows·cols + 1]: work space
    uint8_t *mask;  // [rows, cols]: the same
} Inks;

/* Finds the digits. *s is freed with ink_free, whatever comes back; false: there
 * is no memory for it.
 */
bool ink_find(Inks *s, const Greymap *g);
void ink_free(Inks *s);

/* One digit's ink: 0 is paper, 1 full ink. */
typedef struct Ink {
    int rows, cols;
    double *at;  // [rows, cols], owned
} Ink;

/* Cuts out digit k, from 0. A pen thinner than MNIST's is made as thick. False:
 * no memory. free(ink->at) later.
 */
bool ink_cut(const Inks *s, int k, Ink *ink);

#endif
