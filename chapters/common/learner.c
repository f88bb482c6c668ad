/* learner.c: steps and epochs of one network.
 *
 * What a step records is rewound before the weights move, so memory is that of
 * one mini-batch for any number of steps.
 */
#include "learner.h"

#include <stdlib.h>

Tensor *half_square_cost(Tensor *z, const Batch *b) {
    return t_scale(t_squared_error(t_sigmoid(z), b->y), (real)0.5);
}

Learner learner_new(const Dataset *set, const int *hidden, int layers,
                    Activation activation, Init init, uint64_t seed,
                    int threads) {
    int sizes[MLP_MAX_LAYERS + 1] = {set->rows * set->cols}, n = layers + 2;
    if (layers < 0 || n > MLP_MAX_LAYERS + 1)
        fatal("learner_new: %d hidden layers; needs 0 to %d", layers,
              MLP_MAX_LAYERS - 1);
    for (int k = 0; k < layers; k++)
        sizes[k + 1] = hidden[k];
    sizes[n - 1] = CLASSES;
    Learner l = {.graph = graph_new(threads),
                 .rng = rng_new(seed),
                 .set = *set,
                 .batch = 10,
                 .cost = half_square_cost};
    l.mlp = mlp_new(l.graph, sizes, n, activation, init, &l.rng);
    l.order = mem_resize(NULL, (size_t)set->count, sizeof *l.order,
                         "the order of the images", 0);
    for (int i = 0; i < set->count; i++)
        l.order[i] = i;
    return l;
}

void learner_free(Learner *l) {
    graph_free(l->graph);
    free(l->order);
}

static Tensor *outputs(Learner *l, Tensor *x, bool learning) {
    return l->outputs ? l->outputs(l, x, learning) : mlp_forward(&l->mlp, x);
}

Tensor *learner_cost(Learner *l, const Batch *b) {
    return l->cost(outputs(l, b->x, false), b);
}

real cost_on_batch(void *context) {
    const OnBatch *k = context;
    GraphMark mark = graph_mark(k->learner->graph);
    real cost = t_item(learner_cost(k->learner, k->batch));
    graph_rewind(k->learner->graph, mark);
    return cost;
}

double learner_step_with(Learner *l, const int *index, int n) {
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, index, n);
    Tensor *cost = l->cost(outputs(l, b.x, true), &b);
    t_backward(cost);
    double sum = (double)t_item(cost) * n;
    graph_rewind(l->graph, mark);
    if (l->move)
        l->move(l);
    else
        sgd_step(l->graph, l->rate);
    l->steps++;
    return sum;
}

double learner_step(Learner *l) {
    int left = l->set.count - l->at;
    int size = left < l->batch ? left : l->batch;
    if (l->at == 0)
        rng_shuffle(&l->rng, l->order, l->set.count);
    double sum = learner_step_with(l, l->order + l->at, size);
    l->at += size;
    if (l->at == l->set.count)
        l->at = 0, l->epochs++;
    return sum;
}

double learner_epoch(Learner *l) {
    double sum = 0;
    int from = l->at;
    do
        sum += learner_step(l);
    while (l->at > 0);
    return sum / (l->set.count - from);
}

Reading learner_read(Learner *l, const Dataset *d) {
    enum { CHUNK = 500 };
    Reading all = {0, 0};
    int index[CHUNK];
    for (int from = 0; from < d->count; from += CHUNK) {
        int size = d->count - from < CHUNK ? d->count - from : CHUNK;
        for (int k = 0; k < size; k++)
            index[k] = from + k;
        GraphMark mark = graph_mark(l->graph);
        Batch b = batch_gather(l->graph, d, index, size);
        Tensor *z = outputs(l, b.x, false);
        for (int k = 0; k < size; k++)
            all.right += argmax(z->data + k * CLASSES, CLASSES) == b.label[k];
        all.cost += (double)t_item(l->cost(z, &b)) * size / d->count;
        graph_rewind(l->graph, mark);
    }
    all.right *= 100.0 / d->count;
    return all;
}
