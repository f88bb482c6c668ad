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
 * state of training is kept beside them, as text in __metadata__ (the seed, the
 * place, the rate, and how it is trained) and as tensors optimizer.…, which a
 * PyTorch user can leave alone.
 *
 * Numbers are written as the build has them, F64 or F32, so that a file gives
 * back every bit. Both builds read both; a double that a float cannot hold is
 * refused.
 */
#ifndef DOWNHILL_MODEL_FILE_H
#define DOWNHILL_MODEL_FILE_H

#include "../../lib/base.h"
#include "../../lib/nn.h"
#include "learner.h"

#include <stdint.h>

/* Writes the network, and the training unless l is NULL (m is then l->mlp), under
 * a temporary name of its own and renames it when all of it is on the disk
 * (files.h: file_finish). On an error the old file is as it was. Only a network
 * that was kept by model_save is replaced (or an empty file): any other is an
 * error. Weights that are not finite are an error too: the last good ones are
 * kept. Save once before a long training, and a place that cannot be written is
 * noticed early.
 */
bool model_save(const char *path, const Mlp *m, const Learner *l, Error *error);

/* What is in a file; the header alone is read, and held to what a training here
 * can be: a batch of 0 or a rate below 0 is an error.
 */
enum { HOW_ROOM = 320 };
typedef struct ModelInfo {
    int sizes[MLP_MAX_LAYERS + 1], layers;  // as in Mlp
    bool knows_hidden;  // the file says so; else `hidden` is SIGMOID
    Activation hidden;
    bool training;  // it has the state of one: what is below
    bool older;     // it has that of an earlier version, which is no use here
    uint64_t seed;
    int examples, batch, epoch, position;
    double rate, decay1, decay2;  // (the last two are Adam's)
    char how[HOW_ROOM];  // the data, the cost, and what else must be the same
} ModelInfo;

/* The words of info.how, which are English in every file, in the reader's
 * language; as many of them as there is room for.
 */
enum { TOLD_ROOM = 2 * HOW_ROOM };
void model_tell_how(const char *how, char told[static TOLD_ROOM]);

/* A network of more numbers than this is refused before memory is asked for. */
enum { MODEL_MOST = 100000000 };
size_t model_numbers(const int *sizes, int layers);  // weights and biases

bool model_look(const char *path, ModelInfo *info, Error *error);

/* Fills the network with the file's weights. Unless l is NULL (m is then l->mlp),
 * also sets the learner's place, seed, batch and rate and what its optimiser
 * keeps, so that it goes on as if it had never stopped: its images, cost and
 * recipe must be those of the file. A network of other sizes or another
 * activation is an error, and so is everything in the file that is not as it
 * should be; *m and *l are then as they were.
 */
bool model_load(const char *path, Mlp *m, Learner *l, Error *error);

#endif
