/* story.h: how a chapter program begins, tells its story, and ends.
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
#ifndef DOWNHILL_STORY_H
#define DOWNHILL_STORY_H

#include "../../lib/base.h"
#include "files.h"
#include "options.h"

#include <stdint.h>

/* ---- Beginning and end ---------------------------------------------------- */

typedef struct Chapter {
    const char *stem, *title;  // "ch01_slope", "The slope of a curve"

    // What the reader asked for.
    uint64_t seed;     // --seed N, 1 unless said otherwise
    bool seed_given;   // it was said
    const char *out;   // --out DIR, where the .dat files go; "." at first
    bool quick;        // --quick: the same paths with less work
    bool step;         // STEP=1: tell the story, wait for Enter on the way
    char turned[256];  // which knobs, and how; "" for the run of the text
    bool check_only;   // --check-only, of CHAPTER_TWO_BUILDS
    bool checked;      // --checked, the same

    // What has become of it.
    int sections;     // begun so far
    long told;        // STEP=1: how far the source has been told
    int status;       // exit status so far: 0, 1 (trouble), 2 (bad usage)
    bool no_series;   // a .dat file could not be begun; no more are tried
    int agree, rows;  // of all gradient reports
    bool any_size;    // images need not be 28x28; the chapter sets it
    bool mnist;       // chapter_data found MNIST and nothing else
    bool claims;      // this run is the one that the claims are about
    int off;          // claims that did not hold
    bool color;
    double started;  // seconds, when the progress line began; 0: no line
} Chapter;

/* Reads the options, and prints the title. false when the program should end
 * at once with c->status: after --help (0, on stdout) or a wrong option (2,
 * one line and the usage on stderr). extra: an array ended by {0}, or NULL.
 * A float build is refused (2) unless the chapter has CHAPTER_TWO_BUILDS: others
 * check what only double numbers can show.
 */
bool chapter_begin(Chapter *c, int argc, char **argv, const char *stem,
                   const char *title, const Option *extra);

/* Says how the checks went and returns the exit status for main: not 0 when a
 * gradient was off or a file could not be written.
 */
int chapter_end(Chapter *c);

/* Reports trouble that came from the world: one line on stderr, status 1. */
void chapter_trouble(Chapter *c, const Error *e);

/* A chapter that trains for long is two programs from one source. `make` runs
 * the double one with --check-only: the title, and the gradient report, and no
 * more; then the float one with --checked: what is left, under the same title.
 * A program that was given neither does both. Such a chapter's main is
 * chapter_that_trains (trials.h), by which make knows it: it has
 * CHAPTER_TWO_BUILDS(&c) among its options, has the gradients reported first if
 * chapter_checks says so, and ends there if c.check_only.
 */
// clang-format off
#define CHAPTER_TWO_BUILDS(c)                                                  \
    {"--check-only", OPTION_FLAG, &(c)->check_only, 0, 0,                      \
     "  check the gradients, and no more",                                     \
     "  只检查梯度"},                                                          \
    {"--checked", OPTION_FLAG, &(c)->checked, 0, 0,                            \
     "     leave out what --check-only prints",                                \
     "     不再打印 --check-only 打印过的"}
// clang-format on

/* Whether this program reports its gradients: not if the other one has, nor if
 * it is a float build that is asked for all by itself (PRECISION=float), whose
 * numeric derivatives are too coarse to check by. That it says.
 */
bool chapter_checks(const Chapter *c);

/* ---- Telling --------------------------------------------------------------
 * Plain text is printed with printf.
 */

/* A heading: a step of the story. The story has a line "→ heading" where the
 * reader of the file should know what is printed here. With STEP=1 the story up
 * to that line is told first, and Enter asked for where a section ends.
 */
void chapter_section(Chapter *c, const char *heading);

/* A question to answer before reading on. With STEP=1, waits for Enter. */
void chapter_predict(Chapter *c, const char *question);

/* ---- Long work ------------------------------------------------------------ */

/* One line on stderr: the text, and how long the rest will take if `done` of
 * `all` took as long as it did since the first call. On a terminal the line is
 * written over; in a pipe there is a line for each call. Call it with done == 0
 * before the work and done == all after it.
 */
void chapter_progress(Chapter *c, int done, int all, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* From now on Ctrl-C, SIGTERM and SIGHUP only set a flag, so that a step can be
 * finished and its result saved; a second one ends the program at once. (Under
 * nohup SIGHUP stays ignored.)
 * chapter_end then returns 130.
 */
void chapter_catch_interrupt(void);
bool chapter_interrupted(void);

/* ---- For the files beside this one ------------------------------------------ */

/* A word of praise or blame, in colour where there is colour. */
void chapter_verdict(const Chapter *c, bool good, const char *text);

#endif
