/* learner.c: steps and epochs of one network.
 *
 * What a step records is rewound, so memory is that of one mini-batch for any
 * number of steps.
 */
#include "learner.h"

#include "../../lib/elementary.h"

#include <stdlib.h>
#include <string.h>

static Tensor *half_squares_of(Tensor *z, const Batch *b) {
    return t_scale(t_squared_error(t_sigmoid(z), b->y), (real)0.5);
}
const Cost half_squares = {"half the squared error", half_squares_of};

static Tensor *sigmoid_entropy_of(Tensor *z, const Batch *b) {
    return t_sigmoid_cross_entropy(z, b->y);
}
const Cost by_sigmoid = {"cross-entropy", sigmoid_entropy_of};

static Tensor *softmax_entropy_of(Tensor *z, const Batch *b) {
    return t_softmax_cross_entropy(z, b->label);
}
const Cost by_softmax = {"softmax", softmax_entropy_of};

Learner learner_new(const Dataset *set, const Recipe *recipe, uint64_t seed,
                    int threads) {
    const Sizes *hidden = &recipe->hidden;
    int sizes[MLP_MAX_LAYERS + 1] = {set->rows * set->cols};
    int n = hidden->n + 2;
    if (hidden->n < 0 || n > MLP_MAX_LAYERS + 1)
        fatal("learner_new: %d hidden layers; needs 0 to %d", hidden->n,
              MLP_MAX_LAYERS - 1);
    if (set->count < 1)
        fatal("learner_new: there are no images to learn from");
    if (recipe->falls && recipe->epochs < 1)
        fatal("learner_new: a rate that falls needs a number of epochs");
    for (int k = 0; k < hidden->n; k++)
        sizes[k + 1] = hidden->size[k];
    sizes[n - 1] = CLASSES;
    Learner l = {.graph = graph_new(threads),
                 .recipe = *recipe,
                 .set = *set,
                 .seed = seed,
                 .ordered = -1};
    l.recipe.batch = recipe->batch ? recipe->batch : 10;
    l.recipe.cost = recipe->cost ? recipe->cost : &half_squares;
    Rng start = rng_new(seed);
    l.mlp =
        mlp_new(l.graph, sizes, n, recipe->activation, recipe->init, &start);
    mlp_set_decay(&l.mlp, (real)recipe->decay);
    if (recipe->adam)
        l.adam = adam_new(l.graph, (real)recipe->rate);
    else if (recipe->momentum > 0)
        l.momentum =
            momentum_new(l.graph, (real)recipe->rate, (real)recipe->momentum);
    l.order = mem_resize(NULL, (size_t)set->count, sizeof *l.order,
                         "the order of the images", 0);
    for (int i = 0; i < set->count; i++)
        l.order[i] = i;
    return l;
}

void learner_free(Learner *l) {
    momentum_free(&l->momentum);
    adam_free(&l->adam);
    graph_free(l->graph);
    free(l->order);
}

/* ---- Chance ---------------------------------------------------------------- */

// (Seeds that differ give unrelated numbers; n + 1, n + 2, … do in rng_new.)
Rng chance_at(uint64_t seed, int epoch, int place) {
    Rng r = rng_new(seed);
    return rng_new(rng_next(&r) + ((uint64_t)epoch << 32) + (uint64_t)place);
}

void learner_order(Learner *l) {
    Rng r = chance_at(l->seed, l->epochs, 0);
    for (int i = 0; i < l->set.count; i++)
        l->order[i] = i;
    rng_shuffle(&r, l->order, l->set.count);
    l->ordered = l->epochs;
}

/* ---- Steps ----------------------------------------------------------------- */

static Tensor *outputs(Learner *l, Tensor *x, bool learning) {
    return l->recipe.outputs ? l->recipe.outputs(l, x, learning)
                             : mlp_forward(&l->mlp, x);
}

Tensor *learner_cost(Learner *l, const Batch *b) {
    return l->recipe.cost->of(outputs(l, b->x, false), b);
}

real cost_on_batch(void *context) {
    const OnBatch *k = context;
    GraphMark mark = graph_mark(k->learner->graph);
    real cost = t_item(learner_cost(k->learner, k->batch));
    graph_rewind(k->learner->graph, mark);
    return cost;
}

double learner_rate(const Learner *l) {
    const Recipe *r = &l->recipe;
    if (!r->falls)
        return r->rate;
    double way = (l->epochs + (double)l->at / l->set.count) / r->epochs;
    return way < 1 ? r->rate * (1 + m_cos(3.14159265358979323846 * way)) / 2
                   : 0;
}

// The next n images, as they are or as this epoch distorts them.
static Batch next_batch(Learner *l, int n) {
    const int *index = l->order + l->at;
    if (!distorts(&l->recipe.distort))
        return batch_gather(l->graph, &l->set, index, n);
    size_t size = (size_t)l->set.rows * (size_t)l->set.cols;
    Dataset bent = dataset_part(&l->set, 0, n);
    bent.image = arena_alloc(&l->graph->memory, (size_t)n * size, "the images");
    bent.label = arena_alloc(&l->graph->memory, (size_t)n, "their labels");
    images_distort(bent.image, &l->set, index, n, &l->recipe.distort, l->seed,
                   l->epochs, l->graph->pool);
    for (int k = 0; k < n; k++)
        bent.label[k] = l->set.label[index[k]];
    return batch_gather(l->graph, &bent, NULL, n);
}

// A step down the cost's slopes. (Plain ones are taken on the way back.)
static void move(Learner *l, Tensor *cost) {
    real rate = (real)learner_rate(l);
    l->adam.rate = l->momentum.rate = rate;
    if (l->recipe.adam) {
        t_backward(cost);
        adam_step(&l->adam, l->graph);
    } else if (l->recipe.momentum > 0) {
        t_backward(cost);
        momentum_step(&l->momentum, l->graph);
    } else {
        sgd_backward(cost, rate);
    }
}

double learner_step(Learner *l) {
    if (l->ordered != l->epochs)
        learner_order(l);
    int left = l->set.count - l->at;
    int n = left < l->recipe.batch ? left : l->recipe.batch;
    l->chance = chance_at(l->seed, l->epochs, 1 + l->at);
    GraphMark mark = graph_mark(l->graph);
    Batch b = next_batch(l, n);
    images_expect(&l->set, l->order + l->at + n, left - n < n ? left - n : n);
    Tensor *cost = l->recipe.cost->of(outputs(l, b.x, true), &b);
    double sum = (double)t_item(cost) * n;
    move(l, cost);
    graph_rewind(l->graph, mark);
    l->steps++;
    l->at += n;
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

/* ---- Reading --------------------------------------------------------------- */

typedef struct Reader {
    Learner *learner;
    Reading sum;
} Reader;

static void read_batch(void *context, const Batch *b, int from) {
    Reader *r = context;
    (void)from;
    Tensor *z = outputs(r->learner, b->x, false);
    for (int k = 0; k < b->n; k++)
        r->sum.right += is_right(z->data + k * CLASSES, b->label[k]);
    r->sum.cost += (double)t_item(r->learner->recipe.cost->of(z, b)) * b->n;
}

Reading learner_read(Learner *l, const Dataset *d) {
    Reader r = {l, {0, 0}};
    if (d->count < 1)
        fatal("learner_read: there are no images to read");
    dataset_visit(d, l->graph, read_batch, &r);
    return (Reading){r.sum.cost / d->count, 100 * r.sum.right / d->count};
}

typedef struct Asker {
    Learner *learner;
    real *z;
} Asker;

static void ask_batch(void *context, const Batch *b, int from) {
    const Asker *a = context;
    memcpy(a->z + from * CLASSES, outputs(a->learner, b->x, false)->data,
           (size_t)(b->n * CLASSES) * sizeof *a->z);
}

void learner_sums(Learner *l, const Dataset *d, real *z) {
    dataset_visit(d, l->graph, ask_batch, &(Asker){l, z});
}
