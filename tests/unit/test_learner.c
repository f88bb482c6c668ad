/* test_learner.c: steps and epochs, against the loop written out. */
#include "learner.h"
#include "suites.h"
#include "support.h"

#include <math.h>
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
    return (Dataset){count, 2, 3, image, label, DATA_OTHER, 0};
}

static const Recipe recipe = {.hidden = {1, {HIDDEN}}, .rate = 1};

static Learner learner_of(const Dataset *d, uint64_t seed) {
    return learner_new(d, &recipe, seed, 1);
}

static void expect_same_weights(const Mlp *a, const Mlp *b) {
    real x[200], y[200];
    size_t n = mlp_flatten(a, x);
    ck_assert_uint_eq(n, mlp_flatten(b, y));
    ck_assert(memcmp(x, y, n * sizeof *x) == 0);
}

START_TEST(it_begins_as_it_says) {
    Dataset d = noise(23), none = noise(0);
    Recipe r = {.hidden = {2, {5, 4}}, .activation = RELU, .init = INIT_HE};
    r.decay = 0.25;
    Learner l = learner_new(&d, &r, 3, 1);
    ck_assert_int_eq(l.mlp.layers, 3);
    static const int sizes[] = {PIXELS, 5, 4, CLASSES};
    for (int k = 0; k < 4; k++)
        ck_assert_int_eq(l.mlp.sizes[k], sizes[k]);
    for (int i = 0; i < 23; i++)
        ck_assert_int_eq(l.order[i], i);
    ck_assert_int_eq(l.recipe.batch, 10);
    ck_assert(l.recipe.cost == &half_squares && l.mlp.hidden == RELU);
    ck_assert(l.mlp.weight[2]->decay == (real)0.25);
    ck_assert(l.at == 0 && l.epochs == 0 && l.steps == 0 && l.seed == 3);
    learner_free(&l);
    r.hidden.n = 16;
    ck_fatal("learner_new: 16 hidden layers; needs 0 to 15",
             learner_new(&d, &r, 3, 1));
    r.hidden.n = 0;
    ck_fatal("learner_new: there are no images to learn from",
             learner_new(&none, &r, 3, 1));
    r.falls = true;
    ck_fatal("learner_new: a rate that falls needs a number of epochs",
             learner_new(&d, &r, 3, 1));
    r.falls = false;
    l = learner_new(&d, &r, 3, 1);
    ck_assert_int_eq(l.mlp.layers, 1);
    ck_fatal("learner_read: there are no images to read",
             learner_read(&l, &none));
    learner_free(&l);
}
END_TEST

enum { BY_STEPS, BY_MOMENTUM, BY_ADAM, WAYS };

static Recipe by(int way) {
    Recipe r = recipe;
    r.momentum = way == BY_MOMENTUM ? 0.5 : 0;
    r.adam = way == BY_ADAM;
    return r;
}

// Order e is drawn from 0, 1, 2, … by the seed and e alone, whatever came before
// it; the optimiser is the recipe's.
START_TEST(two_epochs_equal_the_loop_written_out) {
    Dataset d = noise(23);
    const Recipe way = by(_i);
    Learner l = learner_new(&d, &way, 5, 1);
    Graph *g = graph_new(1);
    Rng r = rng_new(5);
    Mlp m = mlp_new(g, (int[]){PIXELS, HIDDEN, CLASSES}, 3, SIGMOID,
                    INIT_NORMAL, &r);
    Momentum ball = momentum_new(g, 1, (real)0.5);
    Adam adam = adam_new(g, 1);
    for (int e = 0; e < 2; e++) {
        double sum = 0;
        int order[23];
        for (int i = 0; i < 23; i++)
            order[i] = i;
        Rng chance = chance_at(5, e, 0);
        rng_shuffle(&chance, order, 23);
        for (int from = 0; from < 23; from += 10) {
            int n = from == 20 ? 3 : 10;
            GraphMark mark = graph_mark(g);
            Batch b = batch_gather(g, &d, order + from, n);
            Tensor *a = t_sigmoid(mlp_forward(&m, b.x));
            Tensor *cost = t_scale(t_squared_error(a, b.y), (real)0.5);
            t_backward(cost);
            sum += (double)t_item(cost) * n;
            graph_rewind(g, mark);
            if (_i == BY_STEPS)
                sgd_step(g, 1);
            else if (_i == BY_MOMENTUM)
                momentum_step(&ball, g);
            else
                adam_step(&adam, g);
        }
        double mean = learner_epoch(&l);
        ck_assert(mean <= sum / 23 && mean >= sum / 23);
        ck_assert(l.at == 0 && l.epochs == e + 1 && l.steps == 3 * (e + 1));
        expect_same_weights(&l.mlp, &m);
        ck_assert(memcmp(l.order, order, sizeof order) == 0);
    }
    momentum_free(&ball);
    adam_free(&adam);
    learner_free(&l);
    graph_free(g);
}
END_TEST

static bool same_chance(Rng a, Rng b) { return rng_next(&a) == rng_next(&b); }

START_TEST(chance_depends_on_seed_epoch_and_place) {
    ck_assert(same_chance(chance_at(7, 3, 5), chance_at(7, 3, 5)));
    static const struct {
        uint64_t seed;
        int epoch, place;
    } others[] = {{8, 3, 5}, {7, 4, 5}, {7, 3, 6}, {7, 5, 3}, {7, 2, 5}};
    for (int k = 0; k < 5; k++)
        ck_assert(!same_chance(
            chance_at(7, 3, 5),
            chance_at(others[k].seed, others[k].epoch, others[k].place)));
    ck_assert(!same_chance(chance_at(7, 0, 0), rng_new(7)));
    ck_assert(!same_chance(chance_at(7, 0, 1), chance_at(8, 0, 0)));
}
END_TEST

START_TEST(each_epoch_has_its_own_order) {
    Dataset d = noise(50);
    Learner l = learner_of(&d, 3);
    int first[50], second[50];
    bool seen[50] = {false};
    learner_step(&l);
    memcpy(first, l.order, sizeof first);
    learner_epoch(&l);
    ck_assert(memcmp(first, l.order, sizeof first) == 0);
    learner_step(&l);
    memcpy(second, l.order, sizeof second);
    ck_assert(memcmp(first, second, sizeof first) != 0);
    for (int i = 0; i < 50; i++)
        seen[second[i]] = true;
    for (int i = 0; i < 50; i++)
        ck_assert(seen[i]);
    l.epochs = 0;  // as a file may say: the first one's again
    learner_step(&l);
    ck_assert(memcmp(first, l.order, sizeof first) == 0);
    learner_free(&l);
}
END_TEST

START_TEST(a_rate_that_falls) {
    Dataset d = noise(40);
    Recipe r = by(_i);
    r.epochs = 2, r.rate = 8, r.falls = true;
    Learner l = learner_new(&d, &r, 3, 1);
    const double half = sqrt(2) / 2;
    const double rates[] = {8, 4 * (1 + cos(acos(-1.0) / 8)), 4 * (1 + half),
                            4 * (1 + cos(acos(-1.0) * 3 / 8))};
    for (int k = 0; k < 4; k++) {
        ck_close(learner_rate(&l), rates[k], 1e-12);
        learner_step(&l);
    }
    ck_close(learner_rate(&l), 4, 1e-12);
    learner_epoch(&l);
    ck_assert(learner_rate(&l) <= 0 && learner_rate(&l) >= 0);
    real before[200], after[200];
    size_t n = mlp_flatten(&l.mlp, before);
    learner_epoch(&l);
    mlp_flatten(&l.mlp, after);
    ck_assert(memcmp(before, after, n * sizeof *before) == 0);
    learner_free(&l);
    r.falls = false;
    l = learner_new(&d, &r, 3, 1);
    learner_step(&l);
    ck_assert(learner_rate(&l) <= 8 && learner_rate(&l) >= 8);
    learner_free(&l);
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

/* ---- What the caller gives ------------------------------------------------ */

static int learned, was_read;
static Rng chance;

static Tensor *own_outputs(Learner *l, Tensor *x, bool learning) {
    learning ? learned++ : was_read++;
    chance = l->chance;
    return t_scale(mlp_forward(&l->mlp, x), 2);
}

static Tensor *tripled(Tensor *z, const Batch *b) {
    return t_scale(t_softmax_cross_entropy(z, b->label), 3);
}
static const Cost own_cost = {"three times as dear", tripled};

START_TEST(outputs_and_cost_are_the_callers) {
    Dataset d = noise(23);
    Recipe r = recipe;
    r.rate = 0, r.cost = &own_cost, r.outputs = own_outputs;
    Learner own = learner_new(&d, &r, 9, 1);
    r.outputs = NULL;
    Learner plain = learner_new(&d, &r, 9, 1);
    learned = was_read = 0;
    double mean = learner_epoch(&own);
    ck_assert(learned == 3 && was_read == 0);
    ck_assert(same_chance(chance, chance_at(9, 0, 1 + 20)));
    Reading all = learner_read(&own, &d);
    ck_assert(learned == 3 && was_read == 1);
    ck_close(all.cost, mean, CLOSE);
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < CLASSES * (k ? 1 : HIDDEN); i++) {
            Tensor *t = k ? plain.mlp.bias[1] : plain.mlp.weight[1];
            t->data[i] *= 2;
        }
    ck_close(all.cost, learner_read(&plain, &d).cost, CLOSE);
    learner_free(&own);
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
        for (int i = 0; i < counts[k]; i++) {
            Batch b = batch_gather(l.graph, &part, &i, 1);
            cost += (double)cost_on_batch(&(OnBatch){&l, &b});
            graph_rewind(l.graph, before);
        }
        ck_close(all.cost, cost / counts[k], CLOSE);
        static real z[MANY * CLASSES];
        learner_sums(&l, &part, z);
        int right = 0;
        for (int i = 0; i < counts[k]; i++)
            right += is_right(z + i * CLASSES, part.label[i]);
        ck_close(all.right, 100.0 * right / counts[k], 1e-12);
        GraphMark after = graph_mark(l.graph);
        ck_assert(after.newest == before.newest &&
                  after.tensors == before.tensors);
    }
    learner_free(&l);
}
END_TEST

START_TEST(the_cost_of_a_batch_for_gradient_checks) {
    Dataset d = noise(23);
    Recipe r = recipe;
    r.cost = &own_cost, r.outputs = own_outputs;
    Learner l = learner_new(&d, &r, 19, 1);
    learned = was_read = 0;
    Batch b = batch_gather(l.graph, &d, l.order, 23);
    OnBatch k = {&l, &b};
    GraphMark before = graph_mark(l.graph);
    real cost = cost_on_batch(&k);
    GraphMark after = graph_mark(l.graph);
    ck_assert(after.newest == before.newest && after.tensors == before.tensors);
    ck_close(cost, learner_read(&l, &d).cost, CLOSE);
    ck_close(cost, t_item(learner_cost(&l, &b)), 0);
    ck_assert(learned == 0 && was_read == 3);
    learner_free(&l);
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
    l.recipe.rate = 3;
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
    tcase_add_loop_test(t, two_epochs_equal_the_loop_written_out, 0, WAYS);
    tcase_add_test(t, chance_depends_on_seed_epoch_and_place);
    tcase_add_test(t, each_epoch_has_its_own_order);
    tcase_add_loop_test(t, a_rate_that_falls, 0, WAYS);
    tcase_add_test(t, steps_make_an_epoch);
    tcase_add_test(t, outputs_and_cost_are_the_callers);
    tcase_add_test(t, reading_is_the_whole_set);
    tcase_add_test(t, the_cost_of_a_batch_for_gradient_checks);
    tcase_add_test(t, memory_is_that_of_one_step);
    tcase_add_test(t, what_can_be_learned_is);
    suite_add_tcase(s, t);
}
