/* fuzz_model.c: any bytes at all as a file of weights. What is loaded must come
 * back to the bit when it is saved and loaded again.
 */
#include "input.h"
#include "model_file.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

// A network as the file has it, and its training if there is one.
typedef struct Run {
    Graph *g;
    Mlp m;
    Momentum momentum;
    Adam adam;
    Training t;
} Run;

static void run_new(Run *r, const ModelInfo *info) {
    Rng rng = rng_new(1);
    *r = (Run){.g = graph_new(1)};
    r->m = mlp_new(r->g, info->sizes, info->layers + 1, info->hidden,
                   INIT_NORMAL, &rng);
    if (info->training == MODEL_MOMENTUM) {
        r->momentum = momentum_new(r->g, 1, 1);
        r->t.momentum = &r->momentum;
    }
    if (info->training == MODEL_ADAM) {
        r->adam = adam_new(r->g, 1);
        r->t.adam = &r->adam;
    }
}

static void run_free(Run *r) {
    momentum_free(&r->momentum);
    adam_free(&r->adam);
    graph_free(r->g);
}

static bool load(const char *path, Run *r, const ModelInfo *info) {
    Error e = {""};
    bool has_training = info->training != MODEL_WEIGHTS_ONLY;
    if (model_load(path, &r->m, has_training ? &r->t : NULL, &e))
        return true;
    if (!e.text[0])
        abort();
    return false;
}

static void same_again(const Run *r, const ModelInfo *info) {
    bool has_training = info->training != MODEL_WEIGHTS_ONLY;
    Run again;
    run_new(&again, info);
    if (!model_save("copy", &r->m, has_training ? &r->t : NULL, NULL) ||
        !load("copy", &again, info))
        abort();
    for (int k = 0; k < info->layers; k++) {
        size_t n = (size_t)info->sizes[k] * (size_t)info->sizes[k + 1];
        if (memcmp(again.m.weight[k]->data, r->m.weight[k]->data,
                   n * sizeof(real)) != 0 ||
            again.m.weight[k]->decay != r->m.weight[k]->decay)
            abort();
    }
    if (again.t.epoch != r->t.epoch || again.t.rate != r->t.rate ||
        memcmp(again.t.rng.state, r->t.rng.state, 32) != 0 ||
        strcmp(again.t.note, r->t.note) != 0)
        abort();
    run_free(&again);
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
    Run r;
    run_new(&r, &info);
    if (load("input", &r, &info)) {
        same_again(&r, &info);
        if (info.training != MODEL_WEIGHTS_ONLY && r.t.examples < 1000) {
            int order[1000];
            training_order(&r.t, order);
        }
    }
    run_free(&r);
    return 0;
}
