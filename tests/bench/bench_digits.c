/* bench_digits.c: what the drawn digits are worth. Draws 70,000 and says how
 * long it took; trains a 784-30-10 network on 60,000 of them (sigmoid, half
 * the squared error, weights of deviation 1/√n, batches of 10, rate 3) and lets
 * it read the other 10,000, and MNIST's test set, of which it has seen nothing.
 *
 *     bench_digits [FOLDER [EPOCHS [SEED]]]     FOLDER holds MNIST's files
 */
#include "bench.h"
#include "digits.h"
#include "images.h"
#include "sets.h"
#include "nn.h"
#include "optim.h"

enum { TRAIN = 60000, DRAWN = 70000, BATCH = 10 };

static void train_one_epoch(Mlp *m, const Dataset *d, int *order, Rng *r) {
    GraphMark mark = graph_mark(m->graph);
    rng_shuffle(r, order, TRAIN);
    for (int at = 0; at < TRAIN; at += BATCH) {
        Batch b = batch_gather(m->graph, d, order + at, BATCH);
        Tensor *a = t_sigmoid(mlp_forward(m, b.x));
        t_backward(t_scale(t_squared_error(a, b.y), (real)0.5));
        graph_rewind(m->graph, mark);
        sgd_step(m->graph, 3);
    }
}

// What the network says (across) of each digit (down), in hundredths.
static void print_confusion(const Mlp *m, const Dataset *d) {
    double table[CLASSES][CLASSES] = {{0}}, each[CLASSES] = {0};
    for (int i = 0; i < d->count; i++) {
        GraphMark mark = graph_mark(m->graph);
        Batch b = batch_gather(m->graph, d, &i, 1);
        Tensor *z = mlp_forward(m, b.x);
        table[d->label[i]][argmax(z->data, CLASSES)]++;
        each[d->label[i]]++;
        graph_rewind(m->graph, mark);
    }
    for (int digit = 0; digit < CLASSES; digit++) {
        printf("  %d ", digit);
        for (int said = 0; said < CLASSES; said++)
            printf("%5.1f", 100 * table[digit][said] / each[digit]);
        printf("\n");
    }
}

int main(int argc, char **argv) {
    int epochs = argc > 2 ? atoi(argv[2]) : 10, *order;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    Error e;
    Dataset drawn, fresh, unused, mnist = {0};
    double start = seconds_now();
    if (!dataset_draw(&drawn, DRAWN, seed, &e))
        return fprintf(stderr, "%s\n", e.text), 1;
    printf("drawing %d digits: %.2f s\n", DRAWN, seconds_now() - start);
    if (argc < 2)
        return dataset_free(&drawn), 0;
    if (!dataset_find(&unused, &mnist, argv[1], 1, 10000, 0, &e))
        return fprintf(stderr, "%s\n", e.text), 1;
    // (The last 10,000 were not trained on.)
    fresh = drawn;
    fresh.image += (size_t)TRAIN * 784;
    fresh.label += TRAIN;
    fresh.count = DRAWN - TRAIN;
    Rng r = rng_new(seed);
    Graph *g = graph_new(1);
    Mlp m = mlp_new(g, (int[]){784, 30, 10}, 3, SIGMOID, INIT_LECUN, &r);
    order = malloc(TRAIN * sizeof *order);
    for (int i = 0; i < TRAIN; i++)
        order[i] = i;
    for (int epoch = 1; epoch <= epochs; epoch++) {
        train_one_epoch(&m, &drawn, order, &r);
        printf("epoch %2d: %.2f %% of other drawn digits, %.2f %% of MNIST's "
               "test set\n",
               epoch, dataset_correct(&m, &fresh) / 100.0,
               100.0 * dataset_correct(&m, &mnist) / mnist.count);
    }
    print_confusion(&m, &mnist);
    free(order);
    graph_free(g);
    dataset_free(&drawn);
    dataset_free(&unused);
    dataset_free(&mnist);
    return 0;
}
