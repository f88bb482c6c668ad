/* images.h: what a network learns from — images with labels, from IDX files or
 * drawn by the program (digits.h), and batches.
 *
 * Images stay bytes, as in the files: 0 is paper, 255 is ink. They become
 * numbers from 0 to 1 when a batch is gathered, and nowhere else.
 */
#ifndef DOWNHILL_IMAGES_H
#define DOWNHILL_IMAGES_H

#include "../../lib/base.h"
#include "../../lib/nn.h"
#include "../../lib/tensor.h"
#include "../../lib/random.h"
#include "files.h"

#include <stdint.h>

enum { CLASSES = 10 };

/* Of MNIST we know the sizes, the labels and every thousandth image: a set of
 * another kind in MNIST's place is never taken for it.
 */
typedef enum DataKind {
    DATA_OTHER,
    DATA_DRAWN,
    DATA_MNIST,
    DATA_MNIST_TEST  // where the test set's files were read alone
} DataKind;

typedef struct Dataset {
    int count, rows, cols;
    uint8_t *image;  // [count, rows, cols], owned
    uint8_t *label;  // [count], each below CLASSES, owned
    DataKind kind;
    uint64_t seed;  // that drawn digits were drawn with
} Dataset;

/* ---- Where the images come from ------------------------------------------
 * What was read or drawn is freed by dataset_free. On an error *d is empty:
 * zeros, and nothing to free.
 */

/* The first images, at most `most`, of an IDX pair: MNIST or any set of its
 * format, whatever the size of its images. most below 1 is fatal.
 */
bool dataset_load_idx(Dataset *d, const char *images_path,
                      const char *labels_path, int most, Error *e);

void dataset_free(Dataset *d);

/* "MNIST", "drawn digits", or "IDX files, not MNIST": as it stands in files, and
 * in the reader's language.
 */
const char *dataset_kind(const Dataset *d);
const char *dataset_name(const Dataset *d);

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

/* An index that is not below d->count is fatal; without any (NULL) the images
 * are the first n.
 */
Batch batch_gather(Graph *g, const Dataset *d, const int *index, int n);

/* Asks for images that will be gathered next, so that they come into the second
 * cache meanwhile: shuffled, they lie all over 47 MB. (Into the first they would
 * come too soon: the step needs it.) 784-16-16-10 trains in 0.83 of the time.
 */
void images_expect(const Dataset *d, const int *index, int n);

/* Image i as numbers x [rows·cols] from 0 to 1. */
void dataset_image(const Dataset *d, int i, double *x);

/* All images by batches of at most 500, in their order: each batch lies on the
 * graph g, between a mark and a rewind, while `visit` has it; `from` is the number
 * of its first image. (500 rows are many enough for the matrix product and few
 * enough for the caches; and sums by batches keep their bits.)
 */
void dataset_visit(const Dataset *d, Graph *g,
                   void (*visit)(void *context, const Batch *b, int from),
                   void *context);

/* Is the label's the largest of the CLASSES outputs? Not where one is NaN. */
bool is_right(const real *outputs, int label);

/* How many images of the set get their label. */
int dataset_correct(const Mlp *m, const Dataset *d);

#endif
