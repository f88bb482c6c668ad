/* bench_train.c: W1, W2 and W3 through the library's public interface, by the
 * learner with which the chapters train.
 */
#include "training.h"

#include "learner.h"

int main(int argc, char **argv) {
    Training t;
    if (!training_begin(&t, argc, argv))
        return 1;
    const Work *w = t.work;
    bool relu = w->batch > 10;
    Recipe r = {.activation = relu ? RELU : SIGMOID,
                .init = relu ? INIT_HE : INIT_LECUN,
                .cost = relu ? &by_softmax : &half_squares,
                .batch = w->batch,
                .rate = (double)w->rate};
    for (int k = 1; k + 1 < w->n; k++)
        r.hidden.size[r.hidden.n++] = w->sizes[k];
    Learner l = learner_new(&t.train, &r, 2, t.threads);
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
