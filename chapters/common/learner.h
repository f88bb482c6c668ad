/* learner.h: a network and all that it needs to learn from a set of images: the
 * recipe, the order of the images, its place in it, its optimiser. A step is
 * that of chapter 11: record, go backward, move, rewind (plain steps are taken on
 * the way back).
 *
 *     Recipe r = {.hidden = {1, {30}}, .rate = 3};
 *     Learner l = learner_new(&train, &r, 1, 1);
 *     for (int e = 0; e < 30; e++)
 *         learner_epoch(&l);
 *     learner_free(&l);
 *
 * All chance follows from the seed: the start from it alone, the order of an
 * epoch's images from it and the number of the epoch, what becomes of an image that
 * is distorted from these and the image's number, what else a step draws (such as
 * neurons to switch off) from them and the step's place. So a seed fixes
 * every number, however many learners learn at once, and a training that goes on
 * another day needs its seed and its place and nothing more of chance. A learner
 * belongs to one thread at a time.
 */
#ifndef DOWNHILL_LEARNER_H
#define DOWNHILL_LEARNER_H

#include "distort.h"
#include "images.h"
#include "options.h"
#include "../../lib/nn.h"
#include "../../lib/optim.h"
#include "../../lib/tensor.h"

#include <stdint.h>

typedef struct Learner Learner;

/* What is to be made small. */
typedef struct Cost {
    const char
        *name;  // for tables, and for files: the same cost goes on, or none
    // From the sums z [b->n, CLASSES] of the last layer, the mean [1, 1].
    Tensor *(*of)(Tensor *z, const Batch *b);
} Cost;

/* Means over the batch: ½Σ (a - y)² with a = σ(z), article 4's cost; and the
 * cross-entropies of chapter 15, with a = σ(z) and with a = softmax(z).
 */
extern const Cost half_squares, by_sigmoid, by_softmax;

/* How a network is made and trained. What is left out is 0, or the first of its
 * list: sigmoids, a normal start, squares, plain steps.
 */
typedef struct Recipe {
    const char *name;  // for tables
    Sizes hidden;      // of the hidden layers
    Activation activation;
    Init init;
    const Cost *cost;  // NULL: &half_squares
    int epochs;        // for a rate that falls; else the caller's alone
    int batch;         // images of a step, the last may have fewer; 0: 10
    double rate;       // η
    bool falls;        // η falls to 0 along half a wave of a cosine
    bool adam;         // Adam, or else
    double momentum;   // μ, or where that is 0 too, plain steps
    double decay;      // λ of the weights
    double drop_in, drop_hidden;  // for `outputs`: of pixels, of neurons
    Distortion distort;  // of the images it learns from, anew in each epoch

    // x [n, inputs] → z [n, CLASSES], where `learning` while it trains and not
    // when it reads. NULL: mlp_forward.
    Tensor *(*outputs)(Learner *l, Tensor *x, bool learning);
} Recipe;

/* What a reader may ask for, and what is believed of a file. */
enum { LIMIT_EPOCHS = 1000000, LIMIT_BATCH = 60000 };

struct Learner {
    Graph *graph;  // owned
    Mlp mlp;
    Recipe recipe;
    Dataset set;  // to learn from; its images are not owned
    uint64_t seed;
    int epochs, at;  // finished; images of this epoch seen
    int steps;       // made since learner_new
    int *order;      // [set.count], owned; 0, 1, 2, … before the first step
    int ordered;     // the epoch whose order that is; -1: none's
    Rng chance;      // this step's own, for `outputs`
    Momentum momentum;  // owned; of the two, the recipe's
    Adam adam;          // owned
};

/* A network from the pixels of an image through the recipe's hidden layers to
 * CLASSES outputs. threads are those of its graph. No memory is fatal, as are an
 * empty set and sizes that mlp_new refuses.
 */
Learner learner_new(const Dataset *set, const Recipe *recipe, uint64_t seed,
                    int threads);
void learner_free(Learner *l);

/* Puts the images in the order of the epoch that has begun, l->epochs: it is
 * drawn from 0, 1, 2, … by chance_at(seed, epoch, 0).
 */
void learner_order(Learner *l);
Rng chance_at(uint64_t seed, int epoch, int place);

/* One step with the next mini-batch, wherever that is. Returns the cost of its
 * images before the step, added up. Its own chance, l->chance, is
 * chance_at(seed, epoch, 1 + images seen before).
 */
double learner_step(Learner *l);

/* Steps to the end of the epoch. Returns the mean of the costs that its images
 * had, each before its own step.
 */
double learner_epoch(Learner *l);

/* η at this place: the recipe's, or how far it has fallen. */
double learner_rate(const Learner *l);

/* The cost of a batch that lies on the learner's graph, as when it reads; and the
 * same for central_difference and report_params (a Function of gradcheck.h; the
 * context is an OnBatch), between a mark and a rewind.
 */
Tensor *learner_cost(Learner *l, const Batch *b);
typedef struct OnBatch {
    Learner *learner;
    const Batch *batch;
} OnBatch;
real cost_on_batch(void *context);

/* The images d through the network, by dataset_visit. None is fatal. */
typedef struct Reading {
    double cost, right;  // the mean; of 100
} Reading;
Reading learner_read(Learner *l, const Dataset *d);

/* The sums z [d->count, CLASSES] of the last layer, for each image of d. */
void learner_sums(Learner *l, const Dataset *d, real *z);

#endif
