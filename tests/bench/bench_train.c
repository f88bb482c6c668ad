/* bench_train.c: W1, W2 and W3 through the library's public interface, as a
 * chapter trains.
 */
#include "training.h"

// One epoch in batches (the last one may be smaller); returns the mean cost.
static double train_one_epoch(Training *t, Mlp *net, Graph *g) {
    const Work *w = t->work;
    int count = t->train.count;
    double sum = 0;
    GraphMark mark = graph_mark(g);
    rng_shuffle(&t->rng, t->order, count);
    for (int at = 0; at < count; at += w->batch) {
        int n = count - at < w->batch ? count - at : w->batch;
        Batch b = batch_gather(g, &t->train, t->order + at, n);
        Tensor *z = mlp_forward(net, b.x);
        Tensor *cost =
            net->hidden == RELU
                ? t_softmax_cross_entropy(z, b.label)
                : t_scale(t_squared_error(t_sigmoid(z), b.y), (real)0.5);
        t_backward(cost);
        sum += (double)t_item(cost) * n;
        graph_rewind(g, mark);
        sgd_step(g, w->rate);
    }
    return sum / count;
}

int main(int argc, char **argv) {
    Training t;
    if (!training_begin(&t, argc, argv))
        return 1;
    bool relu = t.work->batch > 10;
    Graph *g = graph_new(t.threads);
    Rng r = rng_new(2);
    Mlp net = mlp_new(g, t.work->sizes, t.work->n, relu ? RELU : SIGMOID,
                      relu ? INIT_HE : INIT_LECUN, &r);
    for (int epoch = 0; epoch < t.epochs; epoch++) {
        double began = seconds_now(), cost = train_one_epoch(&t, &net, g);
        training_report(&t, "downhill", epoch, seconds_now() - began, cost,
                        dataset_correct(&net, &t.test));
    }
    graph_free(g);
    training_end(&t);
    return 0;
}
