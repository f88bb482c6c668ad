/* training.h: what the bench programs of W1, W2, W3 and W6 agree on.
 *
 *     program W1|W2|W3|W6 FOLDER|drawn EPOCHS THREADS
 *
 * prints a line for each epoch but the first (in which memory is met for the
 * first time; it counts if it is the only one): who, the work, seconds (training
 * alone, with shuffling and gathering; of the processor when there is one thread),
 * the epoch's mean cost, and how many of a hundred test images are read right after
 * it. W6 is W2 without the test images.
 */
#ifndef DOWNHILL_BENCH_TRAINING_H
#define DOWNHILL_BENCH_TRAINING_H

#include "bench.h"
#include "images.h"
#include "sets.h"
#include "nn.h"
#include "optim.h"

#include <string.h>

/* W1 and W2: sigmoid, half the squared error. W3: relu, softmax and
 * cross-entropy. All: plain gradient descent.
 */
typedef struct Work {
    const char *name;
    int sizes[4], n, batch;
    real rate;
} Work;

static const Work works[] = {{"W1", {784, 30, 10}, 3, 10, 3},
                             {"W2", {784, 16, 16, 10}, 4, 10, 3},
                             {"W3", {784, 800, 10}, 3, 128, (real)0.1},
                             {"W6", {784, 16, 16, 10}, 4, 10, 3}};
enum { WORKS = sizeof works / sizeof *works };

typedef struct Training {
    const Work *work;
    int epochs, threads;
    Dataset train, test;
    int *order;  // [train.count]
    Rng rng;
} Training;

// false, with a line on stderr, when there is nothing to train on.
static bool training_begin(Training *t, int argc, char **argv) {
    Error e;
    *t = (Training){.work = works, .epochs = 1, .threads = 1};
    for (int i = 0; argc > 1 && i < WORKS; i++)
        if (strcmp(works[i].name, argv[1]) == 0)
            t->work = &works[i];
    const char *folder = argc > 2 ? argv[2] : "drawn";
    t->epochs = argc > 3 ? atoi(argv[3]) : 1;
    t->threads = argc > 4 ? atoi(argv[4]) : 1;
    if (t->threads == 1)
        bench_clock = CLOCK_PROCESS_CPUTIME_ID;
    int tests = t->work == &works[WORKS - 1] ? 1 : 10000;
    if (!dataset_find(&t->train, &t->test, folder, 60000, tests, 1, &e)) {
        fprintf(stderr, "%s\n", e.text);
        return false;
    }
    t->order = malloc((size_t)t->train.count * sizeof *t->order);
    if (!t->order)
        return false;
    for (int i = 0; i < t->train.count; i++)
        t->order[i] = i;
    t->rng = rng_new(1);
    return true;
}

static void training_end(Training *t) {
    free(t->order);
    dataset_free(&t->train);
    dataset_free(&t->test);
}

static void training_report(const Training *t, const char *who, int epoch,
                            double seconds, double cost, int correct) {
    if (epoch == 0 && t->epochs > 1)
        return;
    printf("%s %s %.4f %.5f %.2f\n", who, t->work->name, seconds, cost,
           100.0 * correct / t->test.count);
    fflush(stdout);
}

#endif
