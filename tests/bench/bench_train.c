/* bench_train.c: W1, W2 and W3 through the library's public interface, by the
 * learner with which the chapters train.
 */
#include "training.h"

#include "learner.h"

static Tensor *cross_entropy(Tensor *z, const Batch *b) {
    return t_softmax_cross_entropy(z, b->label);
}

int main(int argc, char **argv) {
    Training t;
    if (!training_begin(&t, argc, argv))
        return 1;
    const Work *w = t.work;
    bool relu = w->batch > 10;
    Learner l =
        learner_new(&t.train, w->sizes + 1, w->n - 2, relu ? RELU : SIGMOID,
                    relu ? INIT_HE : INIT_LECUN, 2, t.threads);
    l.batch = w->batch;
    l.rate = w->rate;
    if (relu)
        l.cost = cross_entropy;
    for (int epoch = 0; epoch < t.epochs; epoch++) {
        double began = seconds_now(), cost = learner_epoch(&l);
        double seconds = seconds_now() - began;
        training_report(&t, "downhill", epoch, seconds, cost,
                        dataset_correct(&l.mlp, &t.test));
    }
    learner_free(&l);
    training_end(&t);
    return 0;
}
