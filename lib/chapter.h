/* chapter.h: what the chapter programs share, so that a chapter is about its
 * subject: options, titles, tables, small pictures made of text, the gradient
 * report, progress, and the end.
 *
 *     int main(int argc, char **argv) {
 *         Chapter c;
 *         if (!chapter_begin(&c, argc, argv, "ch01_slope", "The slope", NULL))
 *             return c.status;
 *         …
 *         return chapter_end(&c);
 *     }
 *
 * The story goes to stdout and is the same on every machine. Nothing that a
 * clock measured goes there. Progress and trouble go to stderr. Colour is used
 * only on a terminal, and never when NO_COLOR is set.
 */
#ifndef DOWNHILL_CHAPTER_H
#define DOWNHILL_CHAPTER_H

#include "base.h"
#include "dataset.h"
#include "gradcheck.h"
#include "series.h"

#include <stdint.h>

/* ---- Beginning and end ---------------------------------------------------- */

typedef struct Chapter {
    const char *stem, *title;  // "ch01_slope", "The slope of a curve"

    // What the reader asked for.
    uint64_t seed;    // --seed N, 1 unless said otherwise
    const char *out;  // --out DIR, where the .dat files go; "." at first
    bool quick;       // --quick: the same paths with less work
    bool step;        // STEP=1: wait for Enter after each question
    bool check_only;  // --check-only, of CHAPTER_TWO_BUILDS
    bool checked;     // --checked, the same

    // What has become of it.
    int status;       // exit status so far: 0, 1 (trouble), 2 (bad usage)
    bool no_series;   // a .dat file could not be begun; no more are tried
    int agree, rows;  // of all gradient reports
    bool mnist;       // chapter_data found MNIST, not the drawn digits
    bool claims;      // this run is the one that the claims are about
    int off;          // claims that did not hold
    bool color;
    double started;  // seconds, when the progress line began; 0: no line
} Chapter;

/* A list of whole numbers, such as the sizes of the hidden layers. */
enum { SIZES_MOST = 15 };
typedef struct Sizes {
    int n;  // 0: none was given
    int size[SIZES_MOST];
} Sizes;

/* An option of one chapter's own. A number must be above `least` (so `least`
 * is 0 for "> 0") and finite; a whole number at least `least` and at most
 * `most`, and so each of the sizes, which commas separate; a flag takes no
 * argument.
 */
typedef struct Option {
    const char *name;  // "--rate"
    enum {
        OPTION_END,
        OPTION_FLAG,
        OPTION_WHOLE,
        OPTION_NUMBER,
        OPTION_TEXT,
        OPTION_SIZES
    } kind;
    void *value;  // bool *, int *, double *, const char **, Sizes *: set if
                  // given
    double least, most;
    const char *help;  // "X    learning rate"
} Option;

/* Reads the options, and prints the title. false when the program should end
 * at once with c->status: after --help (0, on stdout) or a wrong option (2,
 * one line and the usage on stderr). extra: an array ended by {0}, or NULL.
 */
bool chapter_begin(Chapter *c, int argc, char **argv, const char *stem,
                   const char *title, const Option *extra);

/* Says how the checks went and returns the exit status for main: not 0 when a
 * gradient was off or a file could not be written.
 */
int chapter_end(Chapter *c);

/* Reports trouble that came from the world: one line on stderr, status 1. */
void chapter_trouble(Chapter *c, const Error *e);

/* The images that the chapter works on, at most so many of each (with --quick
 * at most 1,000), and a line that says which they are. folder is the chapter's
 * own option CHAPTER_DATA(&folder), NULL unless it was given. false after
 * trouble has been reported. Free both sets with dataset_free.
 */
#define CHAPTER_DATA(folder)                                                   \
    {                                                                          \
        "--data", OPTION_TEXT, folder, 0, 0,                                   \
            "DIR  where MNIST is; 'drawn' for the drawn digits"                \
    }
bool chapter_data(Chapter *c, const char *folder, int train_count,
                  int test_count, Dataset *train, Dataset *test);

/* The whole main of a chapter on images that has no other option: begins, has
 * the story told about the images of chapter_data, ends. Returns what main
 * does.
 */
int chapter_on_images(int argc, char **argv, const char *stem,
                      const char *title, int train_count, int test_count,
                      void tell(Chapter *c, const Dataset *train,
                                const Dataset *test));

/* A chapter that trains for long is two programs from one source. `make` runs
 * the double one with --check-only: the title, and the gradient report, and no
 * more; then the float one with --checked: what is left, under the same title.
 * A program that was given neither does both. The chapter has
 * CHAPTER_TWO_BUILDS(&c) among its options, by which make knows it, reports
 * its gradients first if chapter_checks says so, and ends there if c.check_only.
 */
// clang-format off
#define CHAPTER_TWO_BUILDS(c)                                                  \
    {"--check-only", OPTION_FLAG, &(c)->check_only, 0, 0,                      \
     "  check the gradients, and no more"},                                    \
    {"--checked", OPTION_FLAG, &(c)->checked, 0, 0,                            \
     "     leave out what --check-only prints"}
// clang-format on

/* Whether this program reports its gradients: not if the other one has, nor if
 * it is a float build that is asked for all by itself (PRECISION=float), whose
 * numeric derivatives are too coarse to check by. That it says.
 */
bool chapter_checks(const Chapter *c);

/* What a reader may change about the training; 0 and NULL where nothing was
 * asked for.
 */
typedef struct TrainOptions {
    const char *data;
    int epochs, batch, threads;
    Sizes hidden;
    double rate;
    const char *save, *load;
} TrainOptions;
// clang-format off
#define CHAPTER_TRAINING(t)                                                    \
    CHAPTER_DATA(&(t)->data),                                                  \
    {"--hidden", OPTION_SIZES, &(t)->hidden, 1, 10000,                         \
     "N  sizes of the hidden layers, such as 30 or 16,16"},                    \
    {"--epochs", OPTION_WHOLE, &(t)->epochs, 1, 1000000,                       \
     "N  how often the images are gone through"},                              \
    {"--batch", OPTION_WHOLE, &(t)->batch, 1, 60000,                           \
     "N   images in a mini-batch"},                                            \
    {"--rate", OPTION_NUMBER, &(t)->rate, 0, 1e300,                            \
     "X    learning rate"},                                                    \
    {"--threads", OPTION_WHOLE, &(t)->threads, 1, 64,                          \
     "N threads; the results do not depend on them"},                          \
    {"--save", OPTION_TEXT, &(t)->save, 0, 0,                                  \
     "FILE where the weights are kept, as safetensors"},                       \
    {"--load", OPTION_TEXT, &(t)->load, 0, 0,                                  \
     "FILE weights to begin with"}
// clang-format on

/* ---- Telling --------------------------------------------------------------
 * Plain text is printed with printf.
 */

/* A heading: a numbered step of the story. */
void chapter_section(Chapter *c, const char *heading);

/* A question to answer before reading on. With STEP=1, waits for Enter. */
void chapter_predict(Chapter *c, const char *question);

/* A table whose columns line up. Headings and formats are separated by '|':
 *
 *     Table t = table_begin("h | slope", "%8.0e | %.6f");
 *     table_row(&t, 0.1, 2.1);
 *
 * A format is one printf conversion: %d takes an int, %s text, the others a
 * double. A column is as wide as its heading or the width in its format.
 * Widths count what is seen (∂ is one wide, 权 is two), not bytes.
 */
enum { TABLE_MAX_COLUMNS = 12 };
typedef struct Table {
    char formats[256];
    int columns, width[TABLE_MAX_COLUMNS];
} Table;
Table table_begin(const char *headings, const char *formats);
void table_row(const Table *t, ...);
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
 */
void text_images(int n, const uint8_t *const *image, int rows, int cols);

/* ---- Long work ------------------------------------------------------------ */

/* One line on stderr: the text, and how long the rest will take if `done` of
 * `all` took as long as it did since the first call. On a terminal the line is
 * written over; in a pipe there is a line for each call. Call it with done == 0
 * before the work and done == all after it.
 */
void chapter_progress(Chapter *c, int done, int all, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* From now on Ctrl-C and SIGTERM only set a flag, so that a step can be
 * finished and its result saved; a second Ctrl-C ends the program at once.
 * chapter_end then returns 130.
 */
void chapter_catch_interrupt(void);
bool chapter_interrupted(void);

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

/* ---- Claims ----------------------------------------------------------------
 * Numbers of a float build differ from machine to machine, and all numbers from
 * seed to seed. So the prose claims ranges, and the program holds itself to
 * them: a number of this run that is outside makes the chapter fail. The claims
 * are about the full run on MNIST; after --quick, on the drawn digits, or where
 * the chapter says so, the rows are there, and nothing is asked.
 */
void claims_begin(Chapter *c, bool asked);

/* format is the printf conversion of all three numbers, such as "%.2f". */
void claim_row(Chapter *c, const char *quantity, double value, double low,
               double high, const char *format);
void claims_end(Chapter *c);

/* ---- Data for the figures ------------------------------------------------- */

/* Opens OUT/stem.dat. NULL after trouble has been reported; the functions of
 * series.h do nothing with a NULL, so the story can go on.
 */
Series *chapter_series(Chapter *c, const char *stem, const char *columns);
void chapter_close(Chapter *c, Series *s);

#endif
