/* dataset.h: what a network learns from — images with labels, from IDX files
 * or drawn by the program, small sets of points in the plane, and batches.
 *
 * Images stay bytes, as in the files: 0 is paper, 255 is ink. They become
 * numbers from 0 to 1 when a batch is gathered, and nowhere else.
 */
#ifndef DOWNHILL_DATASET_H
#define DOWNHILL_DATASET_H

#include "base.h"
#include "nn.h"
#include "tensor.h"
#include "random.h"

#include <stdint.h>

enum { CLASSES = 10 };

typedef struct Dataset {
    int count, rows, cols;
    uint8_t *image;    // [count, rows, cols], owned
    uint8_t *label;    // [count], each below CLASSES, owned
    char source[256];  // for the reader: "MNIST (data)", "drawn digits"
} Dataset;

/* ---- Where the images come from ------------------------------------------
 * What was read or drawn is freed by dataset_free. On an error *d is empty:
 * zeros, and nothing to free.
 */

/* The training and the test set, at most so many images of each, from the
 * first of: the folder `data_option` (the reader's --data, or NULL; "drawn" asks
 * for the drawn digits), the folder that MNIST_DIR names in the environment,
 * the folder data, and the drawn digits. A folder that was named must hold the four files under MNIST's names
 * (train-images-idx3-ubyte, …); data may be empty. A broken file is an error
 * wherever it is. Of the drawn digits, which depend on `seed`, there are as
 * many as in MNIST: 60,000 and 10,000.
 */
bool dataset_find(Dataset *train, Dataset *test, const char *data_option,
                  int train_count, int test_count, uint64_t seed, Error *e);

/* The first images, at most `most`, of an IDX pair: MNIST or any set of its
 * format, whatever the size of its images. most below 1 is fatal.
 */
bool dataset_load_idx(Dataset *d, const char *images_path,
                      const char *labels_path, int most, Error *e);

/* Digits drawn by the program, 28x28, as MNIST's are: in a box of 20x20, their
 * ink centred. Image i depends on the seed and on i only, and has the same
 * bytes on every machine. count below 1 is fatal.
 */
bool dataset_draw(Dataset *d, int count, uint64_t seed, Error *e);

void dataset_free(Dataset *d);

/* The images from number `from` on, at most `count`: fewer where d ends. They
 * stay d's, so the part is not freed. from below 0 or beyond d is fatal.
 */
Dataset dataset_part(const Dataset *d, int from, int count);

/* ---- What a network is fed -----------------------------------------------
 */

/* Images index[0 … n-1] as rows. The graph owns all of it. */
typedef struct Batch {
    int n;
    Tensor *x;             // [n, rows·cols], constant: byte/255
    Tensor *y;             // [n, CLASSES], constant: 1 at the label, else 0
    const uint8_t *label;  // [n]
} Batch;

/* An index that is not below d->count is fatal. */
Batch batch_gather(Graph *g, const Dataset *d, const int *index, int n);

/* Image i as numbers x [rows·cols] from 0 to 1. */
void dataset_image(const Dataset *d, int i, double *x);

/* How many images of the set get their label. Runs in chunks between a mark
 * and a rewind, so memory stays small.
 */
int dataset_correct(const Mlp *m, const Dataset *d);

/* ---- Points in the plane --------------------------------------------------
 * n points, the classes 0 and 1 in turn; each coordinate gets a normal error
 * of deviation `noise`. Freed by points_free. No memory is fatal.
 */
typedef struct Points {
    int n;
    real *x;         // [n, 2], owned
    uint8_t *label;  // [n], 0 or 1, owned
} Points;

Points points_xor(int n, double noise, Rng *r);  // (±1, ±1); 1: signs differ
Points points_moons(int n, double noise, Rng *r);    // two half circles
Points points_spirals(int n, double noise, Rng *r);  // two arms, 1.5 turns
Points points_rings(int n, double noise, Rng *r);    // radius 1 and 2
void points_free(Points *p);

#endif
