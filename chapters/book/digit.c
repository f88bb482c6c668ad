/* digit.c: what the page "Draw a digit" computes: a network that is trained while
 * one watches, on digits drawn by rule and distorted anew in each epoch; the
 * reader's picture made into an image as MNIST's are; what each neuron makes of
 * it; and the nudge of chapter 14 that fools the network. The page draws, and
 * knows nothing. What is returned as an array is this file's.
 */
#include "../../lib/nn.h"
#include "../common/digits.h"
#include "../common/distort.h"
#include "../common/images.h"
#include "../common/learner.h"
#include "../common/model_file.h"
#include "../common/picture.h"
#include "../common/text.h"

#include <stdlib.h>
#include <string.h>

#define FOR_PAGE(name) __attribute__((export_name(#name)))

enum { IMAGES = 8000, TEST = 1000, HIDDEN = 30, MOST_HIDDEN = 1024 };

static Error error;
FOR_PAGE(trouble) const char *trouble(void) { return error.text; }

/* ---- The network, trained here or from a file -------------------------------- */

static Tensor *cross_entropy(Tensor *z, const Batch *b) {
    return t_softmax_cross_entropy(z, b->label);
}
static const Cost cost = {"cross-entropy", cross_entropy};
static const Recipe recipe = {.hidden = {1, {HIDDEN}},
                              .activation = SIGMOID,
                              .init = INIT_LECUN,
                              .cost = &cost,
                              .batch = 10,
                              .rate = 0.25,
                              .momentum = 0.5};
static const Distortion loosely = {
    .turn = 8, .scale = 0.1, .shift = 1, .bend = 0.5, .smooth = 5};

static Dataset drawn, test;
static uint8_t *plain;  // [IMAGES, 28, 28], before they are distorted
static Learner learner;
static Mlp *network;
static Mlp from_file;

/* Draws the digits and makes a network of chance. */
FOR_PAGE(begin) bool begin(int seed) {
    if (!drawn.count && (!dataset_draw(&drawn, IMAGES, 1, &error) ||
                         !dataset_draw(&test, TEST, 2, &error)))
        return false;
    size_t bytes = (size_t)IMAGES * PICTURE_PIXELS;
    if (!plain) {
        plain = mem_resize(NULL, bytes, 1, "begin", 0);
        memcpy(plain, drawn.image, bytes);
    }
    if (network == &learner.mlp)
        learner_free(&learner);
    learner = learner_new(&drawn, &recipe, (uint64_t)seed, 1);
    network = &learner.mlp;
    return true;
}

/* So many images more; the mean of their costs, each before its step. */
FOR_PAGE(learn) double learn(int images) {
    double sum = 0;
    int seen = 0;
    while (seen < images) {
        if (learner.at == 0)
            for (int i = 0; i < IMAGES; i++) {
                Rng r = chance_at(3, learner.epochs, i);
                image_distort(drawn.image + (size_t)i * PICTURE_PIXELS,
                              plain + (size_t)i * PICTURE_PIXELS, 28, 28,
                              &loosely, &r);
            }
        sum += learner_step(&learner);
        seen += recipe.batch;
    }
    return sum / seen;
}

/* How many of TEST digits that it has not learned from it reads. */
FOR_PAGE(read_right) int read_right(void) {
    return dataset_correct(network, &test);
}

/* A network in the file "net.safetensors"; false and trouble() if it will not do. */
FOR_PAGE(load) bool load(void) {
    static const char *const name = "net.safetensors";
    ModelInfo info;
    if (!model_look(name, &info, &error))
        return false;
    int last = info.sizes[info.layers];
    if (info.sizes[0] != PICTURE_PIXELS || last != CLASSES ||
        info.sizes[1] > MOST_HIDDEN)
        return error_set(&error,
                         tr("%s: is from %d numbers to %d outputs; a "
                            "digit's is from 784 to 10",
                            "%s：从 %d 个数到 %d 个输出；读数字的网络从 784 到 "
                            "10"),
                         name, info.sizes[0], last);
    Graph *g = graph_new(1);
    Rng r = rng_new(1);
    Mlp m =
        mlp_new(g, info.sizes, info.layers + 1, info.hidden, INIT_LECUN, &r);
    if (!model_load(name, &m, NULL, &error)) {
        graph_free(g);
        return false;
    }
    from_file = m;
    network = &from_file;
    return true;
}

/* ---- Reading ----------------------------------------------------------------- */

static real image[PICTURE_PIXELS];  // 0 is paper, 1 is ink
static double outputs[CLASSES], hidden[MOST_HIDDEN], votes[MOST_HIDDEN];
static double pixels[PICTURE_PIXELS];

/* What the network makes of `image`: the digit that it reads. outputs() are ten
 * numbers that sum to 1. hidden_neurons() of the first layer have activations(),
 * and in a network of one hidden layer votes() for the digit that is read:
 * activation times weight.
 */
FOR_PAGE(look) int look(void) {
    Graph *g = network->graph;
    GraphMark mark = graph_mark(g);
    Tensor *x = t_const(g, 1, PICTURE_PIXELS, image);
    Tensor *first = mlp_activate(
        network->hidden, t_linear(x, network->weight[0], network->bias[0]));
    const real *a = t_softmax(mlp_forward(network, x))->data;
    int best = argmax(a, CLASSES), n = network->sizes[1];
    for (int j = 0; j < CLASSES; j++)
        outputs[j] = (double)a[j];
    for (int i = 0; i < n; i++) {
        hidden[i] = (double)first->data[i];
        votes[i] =
            network->layers == 2
                ? hidden[i] * (double)network->weight[1]->data[best * n + i]
                : 0;
    }
    graph_rewind(g, mark);
    return best;
}
FOR_PAGE(outputs_at) const double *outputs_at(void) { return outputs; }
FOR_PAGE(hidden_neurons) int hidden_neurons(void) {
    return network->layers > 1 ? network->sizes[1] : 0;
}
FOR_PAGE(activations) const double *activations(void) { return hidden; }
FOR_PAGE(votes_at) const double *votes_at(void) { return votes; }

/* The picture "my.pgm" as an image, by picture.h; -1 and trouble() if there is no
 * digit in it. Else the digit that is read.
 */
FOR_PAGE(read_picture) int read_picture(void) {
    static Picture p;
    if (!picture_load("my.pgm", &p, &error))
        return -1;
    for (int i = 0; i < PICTURE_PIXELS; i++)
        image[i] = (real)p.image[0][i] / 255;
    return look();
}

/* The image that the network sees, [28, 28], and the weights of neuron i. */
FOR_PAGE(seen) const double *seen(void) {
    for (int i = 0; i < PICTURE_PIXELS; i++)
        pixels[i] = (double)image[i];
    return pixels;
}
FOR_PAGE(weights) const double *weights(int i) {
    for (int k = 0; k < PICTURE_PIXELS; k++)
        pixels[k] = (double)network->weight[0]->data[i * PICTURE_PIXELS + k];
    return pixels;
}

/* Moves every pixel by at most `most` the way that brings the target digit
 * nearer, -sign of ∂C/∂x with the target for its label; what it reads then.
 */
FOR_PAGE(nudge) int nudge(int target, double most) {
    Graph *g = network->graph;
    GraphMark mark = graph_mark(g);
    Tensor *x = t_input(g, 1, PICTURE_PIXELS, image);
    const uint8_t label = (uint8_t)target;
    t_backward(t_softmax_cross_entropy(mlp_forward(network, x), &label));
    for (int i = 0; i < PICTURE_PIXELS; i++) {
        real step = x->grad[i] > 0   ? (real)-most
                    : x->grad[i] < 0 ? (real)most
                                     : 0;
        real moved = image[i] + step;
        image[i] = moved < 0 ? 0 : moved > 1 ? 1 : moved;
    }
    graph_rewind(g, mark);
    return look();
}
