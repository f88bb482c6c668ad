/* report.h: what a chapter proves — its gradients, three ways; what its seeds
 * agree on; and that its numbers are those of the text.
 */
#ifndef DOWNHILL_REPORT_H
#define DOWNHILL_REPORT_H

#include "../../lib/gradcheck.h"
#include "../../lib/tensor.h"
#include "story.h"

/* ---- The gradient report -------------------------------------------------- */

/* By hand = by tape = numeric: prints the heading of the table. */
void report_begin(Chapter *c);

/* One derivative, three ways. by_hand may be NAN where there is no formula.
 * ok when tape and numeric agree, and by_hand (if any) with the tape to
 * 1e-12 relative (float: 1e-5).
 */
void report_row(Chapter *c, const char *quantity, double by_hand,
                double by_tape, double numeric);

/* Many derivatives in one row: how many of n agree and the largest difference
 * (as check_gradient of gradcheck.h finds them).
 */
void report_many(Chapter *c, const char *quantity, size_t n, size_t agree,
                 double largest);

/* The same for two lists of them: they agree where they differ by no more than
 * `within`, or if that is 0, where gradients_agree says so.
 */
void report_lists(Chapter *c, const char *quantity, size_t n,
                  const double *mine, const double *other, double within);

/* report_row for a number that f depends on: numeric is f turned up and down
 * there, by central_difference, and divided by the step.
 */
void report_knob(Chapter *c, const char *quantity, double by_hand, real by_tape,
                 Function f, void *context, real *knob);

/* A row for each parameter of the graph: its derivatives, as t_backward has left
 * them, against the numeric ones of f. All of them, or at most about `most` in
 * the whole graph, evenly spread, and then the row says so. Returns how many of
 * all derivatives are not 0.
 */
size_t report_params(Chapter *c, const Graph *g, Function f, void *context,
                     size_t most);

/* Prints how many of the rows agree; a row that is off makes the chapter fail.
 */
void report_end(Chapter *c);

/* ---- Several seeds --------------------------------------------------------
 * What n runs that differ only in their seed have come to, n at least 1. The
 * median is the middle one, of an even number the upper of two; the deviation
 * is √(Σ (x - mean)²/n). The numbers are sorted.
 */
typedef struct Spread {
    double low, median, high, mean, deviation;
} Spread;
Spread spread_of(double *x, int n);

// Three cells of a row: table_row(&t, name, SPREAD(s)).
#define SPREAD(s) (s).low, (s).median, (s).high

/* The lowest and the highest, for a table: "0.208 to 0.221". format is a printf
 * conversion. The numbers are sorted; the text is one of text_format's.
 */
const char *range_of(double *x, int n, const char *format);

/* ---- Claims ----------------------------------------------------------------
 * Numbers of a float build differ from machine to machine, and all numbers from
 * seed to seed. So the prose claims ranges, and the program holds itself to
 * them: a number of this run that is outside makes the chapter fail. The claims
 * are about the full run on MNIST; after --quick, on the drawn digits, or where
 * the chapter says so (asked is false), the rows are there without the text's
 * ranges.
 */

/* Makes a claim where its number is made: format is a printf conversion of the
 * value and of its range, "%.2f". Neither text is copied. More than 32 are fatal.
 */
void claim(const char *quantity, double value, double low, double high,
           const char *format);

/* A row for each of those, in their order, and then there are none. */
void claims_check(Chapter *c, bool asked);

#endif
