/* fuzz_model.c: any bytes at all as a file of weights. What is loaded must come
 * back to the bit when it is saved and loaded again; and a training that can go
 * on takes some steps.
 */
#include "input.h"
#include "model_file.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { MOST_PIXELS = 64, MOST_EXAMPLES = 100 };

static Mlp network(Graph *g, const ModelInfo *info) {
    Rng r = rng_new(1);
    return mlp_new(g, info->sizes, info->layers + 1, info->hidden, INIT_NORMAL,
                   &r);
}

static bool load(const char *path, Mlp *m, Learner *l) {
    Error e = {""};
    if (model_load(path, m, l, &e))
        return true;
    if (!e.text[0])
        abort();
    return false;
}

static void expect_same(const Mlp *a, const Mlp *b) {
    for (int k = 0; k < a->layers; k++) {
        size_t n = (size_t)a->sizes[k] * (size_t)a->sizes[k + 1];
        if (memcmp(a->weight[k]->data, b->weight[k]->data, n * sizeof(real)) !=
            0)
            abort();
    }
}

static void weights(const ModelInfo *info) {
    Graph *g = graph_new(1), *h = graph_new(1);
    Mlp m = network(g, info), again = network(h, info);
    if (load("input", &m, NULL)) {
        if (!model_save("copy", &m, NULL, NULL) || !load("copy", &again, NULL))
            abort();
        expect_same(&m, &again);
    }
    graph_free(g);
    graph_free(h);
}

// A learner for which the file may have been kept, on so many images.
static Learner learner(const ModelInfo *info, const Dataset *d) {
    Recipe r = {.activation = info->hidden, .rate = 1};
    r.hidden.n = info->layers - 1;
    for (int k = 0; k < r.hidden.n; k++)
        r.hidden.size[k] = info->sizes[k + 1];
    r.adam = strstr(info->how, "Adam");
    r.momentum = strstr(info->how, "momentum 0.9") ? 0.9 : 0;
    return learner_new(d, &r, 1, 1);
}

static void training(const ModelInfo *info) {
    static uint8_t image[MOST_PIXELS * MOST_EXAMPLES], label[MOST_EXAMPLES];
    if (info->sizes[0] > MOST_PIXELS || info->examples > MOST_EXAMPLES ||
        info->sizes[info->layers] != CLASSES)
        return;
    for (int i = 0; i < MOST_PIXELS * MOST_EXAMPLES; i++)
        image[i] = (uint8_t)(i * 37);
    for (int i = 0; i < MOST_EXAMPLES; i++)
        label[i] = (uint8_t)(i % CLASSES);
    Dataset d = {info->examples, 1, info->sizes[0], image, label,
                 DATA_OTHER,     0};
    Learner l = learner(info, &d), again = learner(info, &d);
    if (load("input", &l.mlp, &l)) {
        if (!model_save("copy", &l.mlp, &l, NULL) ||
            !load("copy", &again.mlp, &again) || again.at != l.at ||
            again.epochs != l.epochs || again.recipe.rate != l.recipe.rate)
            abort();
        for (int step = 0; step < 3; step++) {
            double a = learner_step(&l), b = learner_step(&again);
            if (a != b && a == a)
                abort();
        }
    }
    learner_free(&l);
    learner_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    Error e = {""};
    ModelInfo info;
    disk.input = bytes, disk.input_bytes = size;
    if (!model_look("input", &info, &e)) {
        if (!e.text[0])
            abort();
        return 0;
    }
    if (model_numbers(info.sizes, info.layers) > 100000)
        return 0;
    weights(&info);
    if (info.training)
        training(&info);
    return 0;
}
