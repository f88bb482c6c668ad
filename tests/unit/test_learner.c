/* test_learner.c: steps and epochs, against the loop written out. */
#include "learner.h"
#include "suites.h"
#include "support.h"

#include <string.h>

enum { MANY = 1001, PIXELS = 6, HIDDEN = 4 };
static uint8_t image[MANY * PIXELS], label[MANY];

// Noise, and labels that depend on it.
static Dataset noise(int count) {
    Rng r = rng_new(11);
    for (int i = 0; i < MANY; i++) {
        for (int k = 0; k < PIXELS; k++)
            image[i * PIXELS + k] = (uint8_t)rng_below(&r, 256);
        label[i] = image[i * PIXELS] / 26;
    }
    return (Dataset){count, 2, 3, image, label, DATA_OTHER};
}

static Learner learner_of(const Dataset *d, uint64_t seed) {
    Learner l =
        learner_new(d, (int[]){HIDDEN}, 1, SIGMOID, INIT_NORMAL, seed, 1);
    l.rate = 1;
    return l;
}

static void expect_same_weights(const Mlp *a, const Mlp *b) {
    real x[200], y[200];
    size_t n = mlp_flatten(a, x);
    ck_assert_uint_eq(n, mlp_flatten(b, y));
    ck_assert(memcmp(x, y, n * sizeof *x) == 0);
}

START_TEST(it_begins_as_it_says) {
    Dataset d = noise(23);
    Learner l = learner_new(&d, (int[]){5, 4}, 2, RELU, INIT_HE, 3, 1);
    ck_assert_int_eq(l.mlp.layers, 3);
    static const int sizes[] = {PIXELS, 5, 4, CLASSES};
    for (int k = 0; k < 4; k++)
        ck_assert_int_eq(l.mlp.sizes[k], sizes[k]);
    for (int i = 0; i < 23; i++)
        ck_assert_int_eq(l.order[i], i);
    ck_assert_int_eq(l.batch, 10);
    ck_assert(l.rate == 0 && l.cost == half_square_cost);
    ck_assert(!l.outputs && !l.move);
    ck_assert(l.at == 0 && l.epochs == 0 && l.steps == 0);
    learner_free(&l);
    ck_fatal("learner_new: 16 hidden layers; needs 0 to 15",
             learner_new(&d, (int[16]){0}, 16, RELU, INIT_HE, 3, 1));
    l = learner_new(&d, NULL, 0, RELU, INIT_HE, 3, 1);
    ck_assert_int_eq(l.mlp.layers, 1);
    learner_free(&l);
}
END_TEST

START_TEST(two_epochs_equal_the_loop_written_out) {
    Dataset d = noise(23);
    Learner l = learner_of(&d, 5);
    Graph *g = graph_new(1);
    Rng r = rng_new(5);
    Mlp m = mlp_new(g, (int[]){PIXELS, HIDDEN, CLASSES}, 3, SIGMOID,
                    INIT_NORMAL, &r);
    int order[23];
    for (int i = 0; i < 23; i++)
        order[i] = i;
    for (int e = 1; e <= 2; e++) {
        double sum = 0;
        rng_shuffle(&r, order, 23);
        for (int from = 0; from < 23; from += 10) {
            int n = from == 20 ? 3 : 10;
            GraphMark mark = graph_mark(g);
            Batch b = batch_gather(g, &d, order + from, n);
            Tensor *a = t_sigmoid(mlp_forward(&m, b.x));
            Tensor *cost = t_scale(t_squared_error(a, b.y), (real)0.5);
            t_backward(cost);
            sum += (double)t_item(cost) * n;
            graph_rewind(g, mark);
            sgd_step(g, 1);
        }
        double mean = learner_epoch(&l);
        ck_assert(mean <= sum / 23 && mean >= sum / 23);
        ck_assert(l.at == 0 && l.epochs == e && l.steps == 3 * e);
        expect_same_weights(&l.mlp, &m);
        ck_assert(memcmp(l.order, order, sizeof order) == 0);
    }
    learner_free(&l);
    graph_free(g);
}
END_TEST

START_TEST(steps_make_an_epoch) {
    Dataset d = noise(23);
    Learner a = learner_of(&d, 7), b = learner_of(&d, 7);
    double first = learner_step(&b);
    ck_assert_int_eq(b.at, 10);
    double second = learner_step(&b), third = learner_step(&b);
    ck_assert(b.at == 0 && b.epochs == 1);
    ck_close(learner_epoch(&a), (first + second + third) / 23, 1e-12);
    expect_same_weights(&a.mlp, &b.mlp);

    learner_step(&a);
    double rest = learner_epoch(&a);  // 13 images
    learner_step(&b);
    second = learner_step(&b), third = learner_step(&b);
    ck_close(rest, (second + third) / 13, 1e-12);
    ck_assert(a.at == 0 && a.epochs == 2 && a.steps == 6);
    learner_free(&a);
    learner_free(&b);
}
END_TEST

START_TEST(chosen_images_leave_the_place) {
    Dataset d = noise(23);
    Learner a = learner_of(&d, 7), b = learner_of(&d, 7);
    Rng before = a.rng;
    double chosen = learner_step_with(&a, (int[]){3, 3, 20}, 3);
    ck_assert(chosen > 0 && a.at == 0 && a.epochs == 0 && a.steps == 1);
    ck_assert(memcmp(a.rng.state, before.state, sizeof before.state) == 0);
    for (int i = 0; i < 23; i++)
        b.order[i] = 3;
    b.batch = 2;
    b.rate = 0;
    double three = learner_step(&b) / 2;
    b.order[0] = 20;
    double twenty = learner_step_with(&b, b.order, 1);
    ck_close(chosen, 2 * three + twenty, CLOSE);
    learner_free(&a);
    learner_free(&b);
}
END_TEST

/* ---- What the caller gives ------------------------------------------------ */

typedef struct Own {
    Learner learner;
    int learned, read, moved;
} Own;

static Tensor *own_outputs(Learner *l, Tensor *x, bool learning) {
    Own *o = (Own *)l;
    learning ? o->learned++ : o->read++;
    return t_scale(mlp_forward(&l->mlp, x), 2);
}

static void own_move(Learner *l) {
    Own *o = (Own *)l;
    ck_assert_int_eq(l->steps, o->moved++);
    ck_assert(l->mlp.bias[1]->grad[0] != 0);
}

static Tensor *own_cost(Tensor *z, const Batch *b) {
    return t_scale(t_softmax_cross_entropy(z, b->label), 3);
}

START_TEST(outputs_cost_and_move_are_the_callers) {
    Dataset d = noise(23);
    Own o = {.learner = learner_of(&d, 9)};
    Learner *l = &o.learner, plain = learner_of(&d, 9);
    l->outputs = own_outputs;
    l->move = own_move;
    l->cost = own_cost;
    double mean = learner_epoch(l);
    ck_assert(o.learned == 3 && o.moved == 3 && o.read == 0);
    expect_same_weights(&l->mlp, &plain.mlp);  // own_move moves nothing
    Reading all = learner_read(l, &d);
    ck_assert(o.learned == 3 && o.read == 1);
    ck_close(all.cost, mean, CLOSE);
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < CLASSES * (k ? 1 : HIDDEN); i++) {
            Tensor *t = k ? plain.mlp.bias[1] : plain.mlp.weight[1];
            t->data[i] *= 2;
        }
    plain.cost = own_cost;
    ck_close(all.cost, learner_read(&plain, &d).cost, CLOSE);
    learner_free(l);
    learner_free(&plain);
}
END_TEST

START_TEST(reading_is_the_whole_set) {
    static const int counts[] = {1, 499, 500, 501, MANY};
    Dataset d = noise(MANY);
    Learner l = learner_of(&d, 13);
    GraphMark before = graph_mark(l.graph);
    for (int k = 0; k < 5; k++) {
        Dataset part = dataset_part(&d, MANY - counts[k], counts[k]);
        Reading all = learner_read(&l, &part);
        ck_close(all.right, 100.0 * dataset_correct(&l.mlp, &part) / counts[k],
                 1e-12);
        double cost = 0;
        l.rate = 0;
        for (int i = 0; i < counts[k]; i++)
            cost += learner_step_with(&l, (int[]){MANY - counts[k] + i}, 1);
        ck_close(all.cost, cost / counts[k], CLOSE);
        GraphMark after = graph_mark(l.graph);
        ck_assert(after.newest == before.newest &&
                  after.tensors == before.tensors);
    }
    learner_free(&l);
}
END_TEST

START_TEST(the_cost_of_a_batch_for_gradient_checks) {
    Dataset d = noise(23);
    Own o = {.learner = learner_of(&d, 19)};
    Learner *l = &o.learner;
    l->outputs = own_outputs;
    l->cost = own_cost;
    Batch b = batch_gather(l->graph, &d, l->order, 23);
    OnBatch k = {l, &b};
    GraphMark before = graph_mark(l->graph);
    real cost = cost_on_batch(&k);
    GraphMark after = graph_mark(l->graph);
    ck_assert(after.newest == before.newest && after.tensors == before.tensors);
    ck_close(cost, learner_read(l, &d).cost, CLOSE);
    ck_close(cost, t_item(learner_cost(l, &b)), 0);
    ck_assert(o.learned == 0 && o.read == 3);
    learner_free(l);
}
END_TEST

START_TEST(memory_is_that_of_one_step) {
    Dataset d = noise(200);
    Learner l = learner_of(&d, 15);
    learner_step(&l);
    long before = alloc_calls();
    for (int e = 0; e < 3; e++)
        learner_epoch(&l);
    ck_assert_int_eq(alloc_calls(), before);
    learner_free(&l);
}
END_TEST

START_TEST(what_can_be_learned_is) {
    Dataset d = noise(MANY);
    Learner l = learner_of(&d, 17);
    l.rate = 3;
    Reading first = learner_read(&l, &d);
    for (int e = 0; e < 20; e++)
        learner_epoch(&l);
    Reading last = learner_read(&l, &d);
    ck_assert_msg(last.cost < first.cost / 2 && last.right > 2 * first.right,
                  "cost from %g to %g, right from %g to %g", first.cost,
                  last.cost, first.right, last.right);
    learner_free(&l);
}
END_TEST

SUITE(learner) {
    TCase *t = tcase_create("learner");
    tcase_add_test(t, it_begins_as_it_says);
    tcase_add_test(t, two_epochs_equal_the_loop_written_out);
    tcase_add_test(t, steps_make_an_epoch);
    tcase_add_test(t, chosen_images_leave_the_place);
    tcase_add_test(t, outputs_cost_and_move_are_the_callers);
    tcase_add_test(t, reading_is_the_whole_set);
    tcase_add_test(t, the_cost_of_a_batch_for_gradient_checks);
    tcase_add_test(t, memory_is_that_of_one_step);
    tcase_add_test(t, what_can_be_learned_is);
    suite_add_tcase(s, t);
}
