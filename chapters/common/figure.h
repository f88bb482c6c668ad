/* figure.h: the .dat files that gnuplot reads.
 *
 *     Figure *f = figure_open(c, "ch02_path", NULL);
 *     figure_block(f, "path", "w cost slope");
 *     figure_row(f, w, cost, slope);
 *     figure_close(c, f);
 *
 * Columns of numbers, one row a line, after a comment that names them. The
 * file is written under a temporary name and gets its own only when all of it
 * has reached the system, so a full disk leaves the old file whole.
 */
#ifndef DOWNHILL_FIGURE_H
#define DOWNHILL_FIGURE_H

#include "../../lib/base.h"
#include "cells.h"
#include "story.h"

typedef struct Figure Figure;

/* Opens OUT/stem.dat. columns: the columns' names, separated by spaces, of all
 * blocks that name none; NULL if each does. NULL after trouble has been
 * reported: the functions below do nothing with it, so the story can go on.
 */
Figure *figure_open(Chapter *c, const char *stem, const char *columns);

/* Completes the file. Trouble is reported, and the old file is as it was, when
 * the disk is full or a number was not finite. Frees f either way.
 */
void figure_close(Chapter *c, Figure *f);

/* One row of numbers (at most 16), as many as there are columns, or the call is
 * fatal. A NaN or infinity is remembered, and figure_close refuses the file:
 * gnuplot would leave such a point out and say nothing.
 */
#define figure_row(f, ...) figure_cells(f, CELLS(__VA_ARGS__))
void figure_cells(Figure *f, const RowCell *cell, int n);  // texts are left out
void figure_row_from(Figure *f, int n, const double *x);

/* A number for the figure's words, such as the rate that its data were made
 * with: a line "# name = value", which plots/style.gp reads by number(f, "name").
 * What a figure says of its data comes from here, never from its script.
 */
void figure_number(Figure *f, const char *name, double value);
// Several of a kind: name_1, name_2, … name_n.
void figure_numbers(Figure *f, const char *name, int n, const double *value);

/* The same row in a table of text.h and in a figure (texts in the table only). */
#define table_and_figure_row(t, f, ...)                                        \
    (table_row(t, __VA_ARGS__), figure_row(f, __VA_ARGS__))

/* Ends a block (one blank line: a gap in a line, a new scan of a surface), or
 * a data set (two: gnuplot's `index`), which may have a name, and columns of
 * its own.
 */
void figure_gap(Figure *f);
void figure_block(Figure *f, const char *name, const char *columns);

/* The same for a file that is no chapter's: any path, and an Error. */
Figure *figure_begin(const char *path, const char *columns, Error *error);
bool figure_end(Figure *f, Error *error);

#endif
