/* exchange.c: our half of tests/shell/test_torch.sh.
 *
 *     exchange write FILE    trains a little with Adam, saves the network and
 *                            the training, and the images FILE.images
 *     exchange read FILE     loads a network and prints, for each of those
 *                            images, the ten outputs
 */
#include "digits.h"
#include "model_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGES = 20, PIXELS = 784 };

static Dataset draw(void) {
    Error e;
    Dataset d;
    if (!dataset_draw(&d, IMAGES, 1, &e))
        fatal("%s", e.text);
    return d;
}

static int print_outputs(const Mlp *m) {
    Dataset d = draw();
    int index[IMAGES];
    for (int i = 0; i < IMAGES; i++)
        index[i] = i;
    Batch b = batch_gather(m->graph, &d, index, IMAGES);
    Tensor *z = mlp_forward(m, b.x);
    for (int i = 0; i < IMAGES * CLASSES; i++)
        printf("%.17g\n", (double)z->data[i]);
    dataset_free(&d);
    return 0;
}

static int write_file(const char *path) {
    Error e;
    Dataset d = draw();
    const Recipe r = {.hidden = {2, {30, 16}},
                      .activation = TANH,
                      .init = INIT_LECUN,
                      .cost = &by_softmax,
                      .batch = 1,
                      .rate = 0.01,
                      .adam = true};
    Learner l = learner_new(&d, &r, 1, 1);
    learner_epoch(&l);
    if (!model_save(path, &l.mlp, &l, &e))
        fatal("%s", e.text);
    char name[1000];
    snprintf(name, sizeof name, "%s.images", path);
    FILE *f = fopen(name, "wb");
    if (!f || fwrite(d.image, PIXELS, IMAGES, f) != IMAGES || fclose(f) != 0)
        fatal("%s could not be written", name);
    dataset_free(&d);
    learner_free(&l);
    return 0;
}

static int read_file(const char *path) {
    Error e;
    ModelInfo info;
    Rng r = rng_new(1);
    if (!model_look(path, &info, &e))
        fatal("%s", e.text);
    Graph *g = graph_new(1);
    Mlp m = mlp_new(g, info.sizes, info.layers + 1,
                    info.knows_hidden ? info.hidden : TANH, INIT_HE, &r);
    if (!model_load(path, &m, NULL, &e))
        fatal("%s", e.text);
    int status = print_outputs(&m);
    graph_free(g);
    return status;
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "write") == 0)
        return write_file(argv[2]);
    if (argc == 3 && strcmp(argv[1], "read") == 0)
        return read_file(argv[2]);
    fprintf(stderr, "usage: exchange write|read FILE\n");
    return 2;
}
