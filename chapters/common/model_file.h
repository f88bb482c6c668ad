/* model_file.h: a network in a file, and with it, if you like, the state of its
 * training.
 *
 *     Error e;
 *     if (!model_save("mnist.safetensors", &m, NULL, &e)) …
 *
 *     ModelInfo info;                       // elsewhere: what is in the file?
 *     if (!model_look("mnist.safetensors", &info, &e)) …
 *     Mlp m = mlp_new(g, info.sizes, info.layers + 1, info.hidden, …);
 *     if (!model_load("mnist.safetensors", &m, NULL, &e)) …
 *
 * The format is safetensors (safetensors.h). Weights have the names and shapes
 * of PyTorch's Linear: fc1.weight [out, in], fc1.bias [out], fc2.weight … The
 * state of training is kept beside them, as text in __metadata__ and as tensors
 * optimizer.…, which a PyTorch user can leave alone.
 *
 * Numbers are written as the build has them, F64 or F32, so that a file gives
 * back every bit. Both builds read both; a double that a float cannot hold is
 * refused.
 */
#ifndef DOWNHILL_MODEL_FILE_H
#define DOWNHILL_MODEL_FILE_H

#include "../../lib/base.h"
#include "../../lib/nn.h"
#include "../../lib/optim.h"

#include <stdint.h>

/* Where training stands: all that is needed, beside the weights, to go on as if
 * it had never stopped. Zero-initialise it and fill in the rest.
 */
typedef struct Training {
    uint64_t seed;
    int examples, batch;  // in the training set; in a mini-batch
    int epoch, position;  // epochs finished; examples of this one seen
    double rate;          // of sgd_step; the optimisers below keep their own
    Rng rng;              // as it is now; seed it with rng_new
    Rng epoch_rng;        // as it was when the last order was drawn
    int orders;           // how many have been drawn
    char note[128];  // the caller's: which data, which cost. Compare it before
                     // going on.

    // What turns gradients into steps; not owned, made for the network's graph,
    // which has no other parameters. Both NULL for sgd_step.
    Momentum *momentum;
    Adam *adam;
} Training;

/* order [t->examples]: the order in which the examples of epoch t->epoch are
 * seen. Call it at the beginning of each epoch and after model_load. The first
 * call in an epoch draws it with t->rng; another one, wherever training stands,
 * makes the same order again and draws nothing.
 *
 *     for (; t.epoch < epochs; t.epoch++, t.position = 0) {
 *         training_order(&t, order);
 *         while (t.position < t.examples) {
 *             …                    // a step on order[t.position …]
 *             t.position += n;
 *         }
 *     }
 */
void training_order(Training *t, int *order);

/* Writes the network, and the training unless t is NULL, under a temporary name of its
 * own and renames it when all of it is on the disk (files.h: file_finish). On an
 * error the old file is as it was. Only a network that was kept by model_save is
 * replaced (or an empty file): any other is an error. Weights that are not finite
 * are an error too: the last good ones are kept. Save once before a long
 * training, and a place that cannot be written is noticed early.
 */
bool model_save(const char *path, const Mlp *m, const Training *t,
                Error *error);

/* What is in a file; the header alone is read. */
typedef enum ModelTraining {
    MODEL_WEIGHTS_ONLY,  // no state of training
    MODEL_SGD,
    MODEL_MOMENTUM,
    MODEL_ADAM
} ModelTraining;

typedef struct ModelInfo {
    int sizes[MLP_MAX_LAYERS + 1], layers;  // as in Mlp
    bool knows_hidden;  // the file says so; else `hidden` is SIGMOID
    Activation hidden;
    ModelTraining training;
} ModelInfo;

/* A network of more numbers than this is refused before memory is asked for. */
enum { MODEL_MOST = 100000000 };
size_t model_numbers(const int *sizes, int layers);  // weights and biases

bool model_look(const char *path, ModelInfo *info, Error *error);

/* Fills the network with the file's weights. Unless t is NULL, also fills *t,
 * the optimiser that it points to (which must be the kind in the file), and the
 * weights' decay. A network of other sizes or another activation is an error,
 * and so is everything in the file that is not as it should be; *m and *t are
 * then as they were.
 */
bool model_load(const char *path, Mlp *m, Training *t, Error *error);

#endif
