/* figure.h: the .dat files that gnuplot reads.
 *
 *     Error e;
 *     Series *s = series_open("build/ch02/ch02_descent.dat", "w C slope", &e);
 *     series_row(s, 3, w, cost, slope);
 *     if (!series_close(s, &e)) …
 *
 * Columns of numbers, one row a line, after a comment that names them. The
 * file is written under a temporary name and gets its own only when all of it
 * is on the disk, so a full disk leaves the old file whole.
 */
#ifndef DOWNHILL_FIGURE_H
#define DOWNHILL_FIGURE_H

#include "../../lib/base.h"
#include "story.h"

typedef struct Series Series;

/* columns: the columns' names, separated by spaces. NULL and *error when the
 * file cannot be made. The functions below do nothing with a NULL, so the
 * rest of a program can go on without its file.
 */
Series *series_open(const char *path, const char *columns, Error *error);

/* One row of n numbers (type double), n the number of columns, or the call is
 * fatal. A NaN or infinity is remembered, and series_close refuses the file:
 * gnuplot would leave such a point out and say nothing.
 */
void series_row(Series *s, int n, ...);
void series_row_from(Series *s, int n, const double *x);

/* Ends a block (one blank line: a gap in a line, a new scan of a surface), or
 * a data set (two: gnuplot's `index`), which may have a name.
 */
void series_gap(Series *s);
void series_block(Series *s, const char *name);

/* Completes the file. False and *error, with the file as it was before, when
 * the disk is full or a number was not finite. Frees s either way.
 */
bool series_close(Series *s, Error *error);

/* ---- A chapter's own ------------------------------------------------------- */

/* Opens OUT/stem.dat. NULL after trouble has been reported; the functions above do
 * nothing with a NULL, so the story can go on.
 */
Series *chapter_series(Chapter *c, const char *stem, const char *columns);
void chapter_close(Chapter *c, Series *s);

#endif
