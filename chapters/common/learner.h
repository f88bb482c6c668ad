/* learner.h: a network and what it needs to learn from a set of images: chance,
 * the order of the images, the place in the epoch. A step is that of chapter 11:
 * record, go backward, rewind, move.
 *
 *     Learner l = learner_new(&train, (int[]){30}, 1, SIGMOID, INIT_NORMAL, 1,
 *                             1);
 *     l.rate = 3;
 *     for (int e = 0; e < 30; e++)
 *         learner_epoch(&l);
 *     learner_free(&l);
 *
 * All chance comes from rng, in this order: the weights and biases, then at the
 * beginning of each epoch the order of its images (and what the caller's own
 * `outputs` draws in between). So a seed fixes every number, however many
 * learners learn at once. A learner belongs to one thread at a time.
 */
#ifndef DOWNHILL_LEARNER_H
#define DOWNHILL_LEARNER_H

#include "images.h"
#include "../../lib/nn.h"
#include "../../lib/tensor.h"
#include "../../lib/optim.h"

#include <stdint.h>

typedef struct Learner Learner;

/* From the sums z [b->n, CLASSES] of the last layer, the mean cost [1, 1]. */
typedef Tensor *CostOf(Tensor *z, const Batch *b);

/* ½Σ (a - y)² with a = σ(z), the mean over the batch: article 4's cost. */
Tensor *half_square_cost(Tensor *z, const Batch *b);

/* What a caller changes, it changes between learner_new and the first step. One
 * that has more to keep puts the Learner first in a struct of its own, to which
 * its `outputs` and `move` may cast.
 */
struct Learner {
    Graph *graph;  // owned
    Mlp mlp;
    Rng rng;
    Dataset set;            // to learn from; its images are not owned
    int *order;             // [set.count], owned
    int at, epochs, steps;  // images of this epoch seen; done since learner_new

    int batch;     // images of a step, 10 at first; the last may have fewer
    real rate;     // 0 at first
    CostOf *cost;  // half_square_cost at first

    // x [n, inputs] → z [n, CLASSES], where `learning` while it trains and not
    // when it reads. NULL, as at first: mlp_forward.
    Tensor *(*outputs)(Learner *l, Tensor *x, bool learning);
    // From gradients to weights, before `steps` counts. NULL, as at first:
    // sgd_step with the rate.
    void (*move)(Learner *l);
};

/* A network from the pixels of an image through `layers` hidden layers of
 * hidden[k] neurons to CLASSES outputs, started by mlp_new; the images in the
 * order of the set. threads are those of its graph. No memory is fatal, as are
 * sizes that mlp_new refuses.
 */
Learner learner_new(const Dataset *set, const int *hidden, int layers,
                    Activation activation, Init init, uint64_t seed,
                    int threads);
void learner_free(Learner *l);

/* One step with the next mini-batch; the first of an epoch shuffles the order.
 * Returns the cost of its images before the step, added up.
 */
double learner_step(Learner *l);

/* The same with the images index[0 … n-1] of the set; the place in the epoch
 * stays where it is.
 */
double learner_step_with(Learner *l, const int *index, int n);

/* Steps to the end of the epoch. Returns the mean of the costs that its images
 * had, each before its own step.
 */
double learner_epoch(Learner *l);

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

/* The images d through the network, by chunks between a mark and a rewind, so
 * that memory stays small.
 */
typedef struct Reading {
    double cost, right;  // the mean; of 100
} Reading;
Reading learner_read(Learner *l, const Dataset *d);

#endif
