/* trials.h: what a chapter does whose networks train for long: the same recipe
 * from several seeds, several recipes side by side, and the images read right
 * after each epoch.
 *
 *     Trials t = trials_of(5, c->seed, 30, &test);  // seeds 1 to 5, 30 epochs
 *     trials_add(&t, &recipe, &train);              // number 0 to 4
 *     trials_add(&t, &other, &train);               // number 5 to 9
 *     trials_run(c, &t, 2, "ten networks");         // two at a time
 *     Spread s = trials_spread(&t, 1, 30, trial_right);  // of the second
 *     trials_free(&t);
 *
 * Each trial has a learner of its own, so nothing depends on how many threads
 * there are. Below that stand what such chapters share besides: the check of the
 * last layer, and their main.
 */
#ifndef DOWNHILL_TRIALS_H
#define DOWNHILL_TRIALS_H

#include "figure.h"
#include "learner.h"
#include "report.h"
#include "sets.h"
#include "story.h"

/* ---- Trials ----------------------------------------------------------------
 * A round is an epoch, or so many steps. Round 0 is before the first step.
 */
typedef struct Trial {
    Learner learner;     // owned
    int recipe, number;  // 0, 1, … as they were added; among all trials
    bool at_end;         // as its Trials had it
    Reading *seen;       // [rounds + 1], owned: the images that judge
    Reading *own;   // [rounds + 1], owned: the first of those it learns from
    double *curve;  // [rounds * parts], owned: the mean cost of each part,
                    // of its images before their steps; NULL without parts
} Trial;

typedef struct Trials {
    Trial
        *trial;  // [recipes * seeds], owned: recipe r, seed k at r * seeds + k
    int recipes, seeds, rounds;
    int done;               // rounds that all of them have behind them
    uint64_t first;         // seed of each recipe's first trial
    const Dataset *judges;  // images that are read after each round; not owned

    // What a chapter may set before it adds the first recipe.
    int steps;    // a round is so many steps; 0: an epoch
    int own;      // so many of a trial's own images are read too; 0: none
    int parts;    // parts of a round whose costs are kept; 0: none. Where there
                  // are fewer steps than parts, several have the same cost.
    bool at_end;  // the recipes added from now on are read after the last
                  // round, and not before: until then zeros
    // What a chapter counts itself, round 0 among them; on any thread, so it
    // writes where no other trial does. Called whenever the trial is read.
    void (*after)(Trial *trial, int round);
} Trials;

/* The plan. seeds below 1 and rounds below 0 are fatal. */
Trials trials_of(int seeds, uint64_t first, int rounds, const Dataset *judges);

/* A trial of the recipe for each seed, learning from `set`. A rate that falls has
 * the rounds to fall in, if the recipe names no epochs.
 */
void trials_add(Trials *t, const Recipe *recipe, const Dataset *set);

/* Trains all, so many at a time, with a line of progress; ends early after an
 * interrupt (story.h), at the end of a round: t->done says which.
 */
void trials_run(Chapter *c, Trials *t, int threads, const char *what);
void trials_free(Trials *t);

/* A number of a recipe's trials, and the trial of its seed `first` + seed. */
typedef double TrialNumber(const Trial *t, int round);
TrialNumber trial_right, trial_cost, trial_own_right, trial_own_cost;
Spread trials_spread(const Trials *t, int recipe, int round, TrialNumber *of);
Trial *trials_at(const Trials *t, int recipe, int seed);

/* The trial of a recipe whose number is the median of its seeds. */
Trial *trials_median(const Trials *t, int recipe, int round, TrialNumber *of);

/* ---- Tables ----------------------------------------------------------------
 * Rows of what the seeds of a recipe have come to: right of their own images,
 * if those are read; the mean of the judges' costs; and right of the judges the
 * lowest, the mean and the highest. f, which may be NULL, gets the same numbers.
 */
// After the last round a row for each recipe: its name, under `what`. The
// figure has in its place how many images it learns from.
void trials_table(const Trials *t, const char *what, Figure *f);

// A recipe after each epoch, with its training cost: that of its own images if
// they are read, else (t->parts) of all, as they were learned from. The table
// has the epochs 0 (of own images), 1, 2, 5, 10, 20, … and the last one; the
// figure all from 1 on.
void trials_epochs(const Trials *t, int recipe, Figure *f);

/* ---- The check of the last layer -------------------------------------------
 * Two rows of the report: ∂C/∂b of output 3, and ∂C/∂w to it from the first
 * neuron before it. By hand: the mean of δ, and of δ times that neuron's
 * activation, plus λw where the recipe's cost has it. By tape: what t_backward
 * has left in the learner's parameters. Numeric: of f (cost_on_batch, mostly).
 */
// δ of output j, which is ∂C/∂z of it, for one image: from its sums z [CLASSES].
typedef double DeltaByHand(const real *z, int label, int j);
void report_last_layer(Chapter *c, const OnBatch *k, DeltaByHand *delta,
                       Function f, void *context);

/* The first images of the learner's set, at most so many, on its graph. */
Batch first_images(const Learner *l, int most);

/* ---- The main ---------------------------------------------------------------
 * Options, images, the gradient check of the double build; then one network of
 * the reader's own, if there was an option about that, or the story.
 */
typedef struct Training {
    const char *stem, *title;
    int images, tests, checked;  // at most; so many for the check alone
    Dataset *train, *test;       // filled in, and freed at the end
    const Option *options;       // the chapter's own, ended by {0}, or NULL
    bool any_size;               // images need not be 28x28

    // Of a network of the reader's own. NULL: there is none.
    const Recipe *recipe;
    const Dataset *judges;  // read after each of its epochs; NULL: test
    const char *what;       // what those are called; NULL: "test"

    // false after trouble has been reported. May be NULL.
    bool (*prepare)(Chapter *c);
    // r: the recipe, with the hidden layers that the reader asked for, or NULL.
    void (*check)(Chapter *c, const Recipe *r);
    void (*tell)(Chapter *c, int threads);
} Training;
int chapter_that_trains(int argc, char **argv, const Training *t);

#endif
