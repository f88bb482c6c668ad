/* text.h: words, tables, curves and images made of characters, on stdout.
 *
 * Widths count what is seen (∂ is one wide, 权 is two), not bytes.
 */
#ifndef DOWNHILL_TEXT_H
#define DOWNHILL_TEXT_H

#include "cells.h"

#include <stddef.h>
#include <stdint.h>

/* What the reader reads: the Chinese words if TEXT=zh stands in the environment,
 * the English ones if not.
 */
const char *tr(const char *en, const char *zh)
    __attribute__((format_arg(1), format_arg(2)));

/* What the system says of an error (errno), in the reader's language. */
const char *tr_error(int number);

/* What printf would print, as a text of at most 95 bytes, for a row of a table:
 *
 *     table_row(&t, text_format("layer %d", k), …);
 *
 * Sixteen such texts live at once. Not for threads.
 */
const char *text_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* A table whose columns line up. Headings and formats are separated by '|':
 *
 *     Table t = table_begin("h | slope", "%8.0e | %.6f");
 *     table_row(&t, 0.1, 2.1);
 *
 * A format is one printf conversion: %s takes text, the others a number of any
 * type, which %d rounds to a whole one. Another number of cells than columns,
 * or text where a number belongs, is fatal. A column is as wide as its heading or the width in its format.
 * Widths count what is seen (∂ is one wide, 权 is two), not bytes.
 */
enum { TABLE_MAX_COLUMNS = 12 };
typedef struct Table {
    char formats[256];
    int columns, width[TABLE_MAX_COLUMNS];
} Table;
Table table_begin(const char *headings, const char *formats);
#define table_row(t, ...) table_cells(t, CELLS(__VA_ARGS__))
void table_cells(const Table *t, const RowCell *cell, int n);
void table_end(const Table *t);  // a blank line after it

/* How many columns of a terminal the UTF-8 text takes. */
int text_width(const char *text);

/* A picture of one or more curves in `cols` x `rows` characters (braille dots,
 * so four times as fine), with the ranges of both axes. Curve k has n[k] points
 * x[k][i], y[k][i]; each is drawn as a line. Points that are not finite, or
 * outside [y_low, y_high] when y_low < y_high, are left out.
 */
void text_curves(int cols, int rows, int curves, const int *n,
                 const double *const *x, const double *const *y, double y_low,
                 double y_high);

/* n images of rows x cols bytes (0 paper, 255 ink) beside each other, in shades
 * of five characters; a character stands for two pixels, one above the other.
 * What does not fit into 80 columns goes into a row of its own.
 */
void text_images(int n, const uint8_t *const *image, int rows, int cols);

/* How many bytes the character of UTF-8 at s takes, and *code, which it is; 0
 * when the n bytes there do not begin with one.
 */
size_t text_utf8(const char *s, size_t n, uint32_t *code);

/* Prints the text and ends the line; words that do not fit into this many
 * columns go on in the next lines, each after the indent. Chinese breaks between
 * any two characters, but not before a comma or after an opening bracket.
 */
void text_wrapped(const char *text, int columns, const char *indent);

/* Prints the text, after as many spaces as make it so many columns wide; before
 * them if `columns` is negative.
 */
void text_padded(const char *text, int columns);

/* A line of n pieces, such as "─". */
void text_rule(const char *piece, int n);

#endif
