/* paper.h: how much darker than the paper is each pixel of a picture?
 *
 * The paper may be darker in a corner, at an edge or in a shadow, grainy, in a
 * frame or on a table; and the ink may be the lighter of the two.
 */
#ifndef DOWNHILL_PAPER_H
#define DOWNHILL_PAPER_H

#include "greymap.h"

#include <stdbool.h>

typedef struct Sheet {
    int rows, cols;
    double full;   // how dark the ink is, from 0, as the paper, to 1, black
    double grain;  // what is paler than this, the paper may be by itself
    double *dark;  // [rows, cols], the same of each pixel; owned, as all here
    double *soft;  // [rows, cols]: means over small squares of it

    double *shade;  // [rows, cols]: 0 is the ink's side, 1 the paper's
    double *spare;  // [rows, cols]: the paper's shade; work space
} Sheet;

/* Finds out whether the ink is dark or light. *s is freed with sheet_free,
 * whatever comes back; false: there is no memory for it.
 */
bool sheet_begin(Sheet *s, const Greymap *g);
void sheet_free(Sheet *s);

/* Finds how dark all of it is. `soft` has means over squares of 2·reach + 1
 * pixels a side: the larger, the paler are grain and thin lines.
 */
void sheet_look(Sheet *s, int reach);

/* Is pixel i a stroke's: darker than half of full ink? */
bool sheet_is_ink(const Sheet *s, int i);

/* Is pixel i in the first or last row or column? */
bool sheet_is_border(const Sheet *s, int i);

/* Numbers from 0 to 1, counted. What is outside counts as 0 or 1. */
enum { HISTOGRAM_BINS = 1000 };
typedef struct Histogram {
    int n, count[HISTOGRAM_BINS + 1];
} Histogram;
void histogram_add(Histogram *h, double x);

/* The number below which this share of them lies. */
double histogram_quantile(const Histogram *h, double share);

#endif
