/* test_trials.c: many trainings, against the learner alone. */
#include "trials.h"
#include "suites.h"
#include "support.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MANY = 43, PIXELS = 6, SEEDS = 3, ROUNDS = 2 };
static uint8_t image[MANY * PIXELS], labels[MANY];

static Dataset noise(int count) {
    Rng r = rng_new(11);
    for (int i = 0; i < MANY; i++) {
        for (int k = 0; k < PIXELS; k++)
            image[i * PIXELS + k] = (uint8_t)rng_below(&r, 256);
        labels[i] = image[i * PIXELS] / 26;
    }
    return (Dataset){count, 2, 3, image, labels, DATA_OTHER, 0};
}

static const Recipe recipes[] = {
    {.hidden = {1, {4}}, .rate = 1},
    {.hidden = {2, {5, 3}}, .activation = TANH, .rate = 0.5, .falls = true}};

static void run(Trials *t, int threads) {
    Chapter c = {0};
    FILE *quiet = freopen("/dev/null", "w", stderr);  // the line of progress
    ck_assert_ptr_nonnull(quiet);
    trials_run(&c, t, threads, "test");
}

static void same(double a, double b) { ck_quick(a <= b && a >= b); }

static int calls[2 * SEEDS], last_round[2 * SEEDS];
static void count_call(Trial *t, int round) {
    calls[t->number]++;
    last_round[t->number] = round;
}

// _i is the number of threads.
START_TEST(each_trial_is_the_learner_of_its_seed) {
    Dataset set = noise(MANY), judges = dataset_part(&set, 20, 23);
    Trials t = trials_of(SEEDS, 5, ROUNDS, &judges);
    t.own = 9, t.after = count_call;
    memset(calls, 0, sizeof calls);
    trials_add(&t, &recipes[0], &set);
    trials_add(&t, &recipes[1], &judges);
    run(&t, _i);
    ck_assert(t.done == ROUNDS && t.recipes == 2);
    for (int r = 0; r < 2; r++)
        for (int k = 0; k < SEEDS; k++) {
            Trial *one = trials_at(&t, r, k);
            ck_assert(one->recipe == r && one->number == r * SEEDS + k);
            ck_assert(calls[one->number] == ROUNDS + 1);
            ck_assert(last_round[one->number] == ROUNDS);
            Recipe alone = recipes[r];
            alone.epochs = ROUNDS;
            const Dataset *its = r ? &judges : &set;
            Dataset own = dataset_part(its, 0, 9);
            Learner l = learner_new(its, &alone, 5 + (uint64_t)k, 1);
            for (int e = 0; e <= ROUNDS; e++) {
                Reading seen = learner_read(&l, &judges);
                Reading mine = learner_read(&l, &own);
                same(trial_right(one, e), seen.right);
                same(trial_cost(one, e), seen.cost);
                same(trial_own_right(one, e), mine.right);
                same(trial_own_cost(one, e), mine.cost);
                if (e < ROUNDS)
                    learner_epoch(&l);
            }
            learner_free(&l);
        }
    trials_free(&t);
    ck_assert(t.trial == NULL && t.recipes == 0);
}
END_TEST

START_TEST(rounds_of_steps) {
    Dataset set = noise(MANY);
    Trials t = trials_of(1, 1, ROUNDS, &set);
    t.steps = 7;  // (an epoch has five)
    trials_add(&t, &recipes[0], &set);
    run(&t, 1);
    Learner l = learner_new(&set, &recipes[0], 1, 1);
    for (int k = 0; k < 7 * ROUNDS; k++)
        learner_step(&l);
    ck_assert_int_eq(t.trial[0].learner.steps, 7 * ROUNDS);
    ck_assert_ptr_null(t.trial[0].own);
    same(trial_cost(&t.trial[0], ROUNDS), learner_read(&l, &set).cost);
    learner_free(&l);
    trials_free(&t);
}
END_TEST

START_TEST(read_at_the_end_alone) {
    Dataset set = noise(MANY), own = dataset_part(&set, 0, 9);
    Trials t = trials_of(1, 1, ROUNDS, &set);
    t.own = 9, t.at_end = true;
    trials_add(&t, &recipes[0], &set);
    run(&t, 1);
    Learner l = learner_new(&set, &recipes[0], 1, 1);
    for (int e = 0; e < ROUNDS; e++) {
        same(trial_cost(&t.trial[0], e), 0);
        same(trial_own_cost(&t.trial[0], e), 0);
        learner_epoch(&l);
    }
    same(trial_cost(&t.trial[0], ROUNDS), learner_read(&l, &set).cost);
    same(trial_own_cost(&t.trial[0], ROUNDS), learner_read(&l, &own).cost);
    learner_free(&l);
    trials_free(&t);
}
END_TEST

// Ctrl-C in the middle: all end with the same round, and soon. _i: threads.
static void interrupt_third(Trial *t, int round) {
    if (t->number == 1 && round == 3)
        raise(SIGINT);
}

START_TEST(an_interrupt_ends_a_round) {
    enum { PLAN = 50, STEPS = 7 };
    Dataset set = noise(MANY);
    Trials t = trials_of(SEEDS, 1, PLAN, &set);
    t.steps = STEPS, t.after = interrupt_third;
    trials_add(&t, &recipes[1], &set);
    chapter_catch_interrupt();
    run(&t, _i);
    ck_assert(t.done >= 3 && t.done <= 3 + _i);
    for (int k = 0; k < SEEDS; k++) {
        Trial *one = trials_at(&t, 0, k);
        ck_assert_int_eq(one->learner.steps, t.done * STEPS);
        same(trial_cost(one, t.done), learner_read(&one->learner, &set).cost);
    }
    chapter_catch_interrupt();
    trials_free(&t);
}
END_TEST

// The second step has a cost that is no number; a round tries one step more.
START_TEST(no_steps_without_a_number) {
    const Recipe far = {
        .hidden = {1, {4}}, .activation = RELU, .rate = INFINITY};
    Dataset set = noise(MANY);
    for (int parts = 0; parts <= 2; parts++) {
        Trials t = trials_of(1, 1, ROUNDS, &set);
        t.parts = parts;
        trials_add(&t, &far, &set);
        run(&t, 1);
        ck_assert_int_eq(t.trial[0].learner.steps, 3);
        ck_assert(isnan(trial_cost(&t.trial[0], ROUNDS)));
        if (parts)
            ck_assert(isnan(t.trial[0].curve[ROUNDS * parts - 1]));
        trials_free(&t);
    }
}
END_TEST

// 43 images are steps of 10, 10, 10, 10 and 3.
START_TEST(parts_of_an_epoch) {
    static const int ends[][5] = {{5}, {3, 5}, {1, 2, 3, 4, 5}};
    static const int parts[] = {1, 2, 5};
    Dataset set = noise(MANY);
    for (int i = 0; i < 3; i++) {
        Trials t = trials_of(1, 1, ROUNDS, &set);
        t.parts = parts[i];
        trials_add(&t, &recipes[0], &set);
        run(&t, 1);
        Learner l = learner_new(&set, &recipes[0], 1, 1);
        for (int e = 0; e < ROUNDS; e++)
            for (int p = 0, k = 0; p < parts[i]; p++) {
                double sum = 0, images = 0;
                for (; k < ends[i][p]; k++) {
                    sum += learner_step(&l);
                    images += k < 4 ? 10 : 3;
                }
                ck_close(t.trial[0].curve[e * parts[i] + p], sum / images,
                         1e-12);
            }
        learner_free(&l);
        trials_free(&t);
    }
    Trials t = trials_of(1, 1, 1, &set);  // more parts than steps
    t.parts = 8;
    trials_add(&t, &recipes[0], &set);
    run(&t, 1);
    same(t.trial[0].curve[1], t.trial[0].curve[2]);
    for (int p = 0; p < 8; p++)
        ck_assert(t.trial[0].curve[p] > 0 && t.trial[0].curve[p] < 10);
    trials_free(&t);
}
END_TEST

// Trials that are read in the end only come to the same.
START_TEST(read_in_the_end_only) {
    Dataset set = noise(MANY);
    Trials t = trials_of(SEEDS, 5, ROUNDS, &set);
    t.own = 9, t.after = count_call;
    memset(calls, 0, sizeof calls);
    trials_add(&t, &recipes[0], &set);
    t.at_end = true;
    trials_add(&t, &recipes[0], &set);
    run(&t, 2);
    for (int k = 0; k < SEEDS; k++) {
        const Trial *a = trials_at(&t, 0, k), *b = trials_at(&t, 1, k);
        ck_assert(calls[a->number] == ROUNDS + 1 && calls[b->number] == 1);
        ck_assert(last_round[b->number] == ROUNDS);
        same(trial_cost(a, ROUNDS), trial_cost(b, ROUNDS));
        same(trial_right(a, ROUNDS), trial_right(b, ROUNDS));
        same(trial_own_cost(a, ROUNDS), trial_own_cost(b, ROUNDS));
    }
    trials_free(&t);
}
END_TEST

// The numbers of a figure's next row.
static int row_of(FILE *f, double *x, int most) {
    char line[400];
    int n = 0;
    do
        if (!fgets(line, sizeof line, f))
            return 0;
    while (*line == '#' || *line == '\n');
    for (char *at = line, *end; n < most; at = end, n++) {
        x[n] = strtod(at, &end);
        if (end == at)
            break;
    }
    return n;
}

START_TEST(rows_of_tables_and_figures) {
    Dataset set = noise(MANY);
    Trials t = trials_of(SEEDS, 1, 3, &set);
    char path[64];
    Error e;
    double x[8];
    t.parts = 2;
    trials_add(&t, &recipes[0], &set);
    trials_add(&t, &recipes[1], &set);
    run(&t, 1);
    snprintf(path, sizeof path, "build/trials-%d.dat", (int)getpid());
    Figure *f = figure_begin(path, NULL, &e);
    FILE *quiet = freopen("/dev/null", "w", stdout);
    ck_assert_ptr_nonnull(quiet);
    figure_block(f, "recipes", "images cost low mean high");
    trials_table(&t, "recipe", f);
    figure_block(f, "epochs", "epoch training cost low mean high");
    trials_epochs(&t, 1, f);
    ck_assert(figure_end(f, &e));
    FILE *back = fopen(path, "r");
    ck_assert_ptr_nonnull(back);
    for (int r = 0; r < 2; r++) {
        Spread s = trials_spread(&t, r, 3, trial_right);
        ck_assert_int_eq(row_of(back, x, 8), 5);
        same(x[0], MANY);
        ck_close(x[1], trials_spread(&t, r, 3, trial_cost).mean, 1e-8);
        ck_close(x[2], s.low, 1e-8);
        ck_close(x[3], s.mean, 1e-8);
        ck_close(x[4], s.high, 1e-8);
    }
    for (int round = 1; round <= 3; round++) {
        double sum = 0;
        for (int k = 0; k < SEEDS; k++)
            for (int p = 0; p < 2; p++)
                sum += trials_at(&t, 1, k)->curve[(round - 1) * 2 + p];
        ck_assert_int_eq(row_of(back, x, 8), 6);
        same(x[0], round);
        ck_close(x[1], sum / (2 * SEEDS), 1e-8);
        ck_close(x[2], trials_spread(&t, 1, round, trial_cost).mean, 1e-8);
    }
    ck_assert_int_eq(row_of(back, x, 8), 0);
    fclose(back);
    remove(path);
    trials_free(&t);
    Trials none = trials_of(1, 1, 1, &set);
    ck_fatal("trials_epochs: these trials know no training cost",
             trials_epochs(&none, 0, NULL));
}
END_TEST

START_TEST(spread_and_median) {
    Dataset set = noise(MANY);
    Trials t = trials_of(SEEDS, 1, 1, &set);
    trials_add(&t, &recipes[1], &set);
    trials_add(&t, &recipes[0], &set);
    static const double right[SEEDS] = {70, 90, 80};
    for (int k = 0; k < SEEDS; k++)
        trials_at(&t, 1, k)->seen[1] = (Reading){1 - right[k], right[k]};
    Spread s = trials_spread(&t, 1, 1, trial_right);
    same(s.low, 70), same(s.median, 80), same(s.high, 90);
    ck_assert(trials_median(&t, 1, 1, trial_right) == trials_at(&t, 1, 2));
    same(trials_spread(&t, 1, 1, trial_cost).low, -89);
    trials_free(&t);
}
END_TEST

START_TEST(a_plan_without_sense) {
    Dataset set = noise(MANY);
    ck_fatal("trials_of: 0 seeds, 1 rounds; needs at least 1 and 0",
             trials_of(0, 1, 1, &set));
    ck_fatal("trials_of: 1 seeds, -1 rounds; needs at least 1 and 0",
             trials_of(1, 1, -1, &set));
}
END_TEST

/* ---- The check of the last layer ------------------------------------------- */

static double of_squares(const real *z, int label, int j) {
    double a = 1 / (1 + exp(-(double)z[j]));
    return (a - (label == j)) * a * (1 - a);
}
static double of_softmax(const real *z, int label, int j) {
    double sum = 0;
    for (int k = 0; k < CLASSES; k++)
        sum += exp((double)z[k]);
    return exp((double)z[j]) / sum - (label == j);
}
static double wrong(const real *z, int label, int j) {
    return of_softmax(z, label, j) * 1.01;
}

static int agree(const Cost *cost, DeltaByHand *delta, double decay) {
    Dataset set = noise(MANY);
    Recipe r = recipes[1];
    r.cost = cost, r.falls = false, r.decay = decay;
    Learner l = learner_new(&set, &r, 3, 1);
    Batch b = first_images(&l, 10);
    ck_assert(b.n == 10 && b.label[9] == labels[9]);
    t_backward(learner_cost(&l, &b));
    OnBatch k = {&l, &b};
    Chapter c = {0};
    FILE *quiet = freopen("/dev/null", "w", stdout);
    ck_assert_ptr_nonnull(quiet);
    report_last_layer(&c, &k, delta, cost_on_batch, &k);
    ck_assert_int_eq(c.rows, 2);
    learner_free(&l);
    return c.agree;
}

START_TEST(by_hand_by_tape_numeric) {
    ck_assert_int_eq(agree(&half_squares, of_squares, 0), 2);
    ck_assert_int_eq(agree(&by_softmax, of_softmax, 0), 2);
    ck_assert_int_eq(agree(&by_softmax, of_squares, 0), 0);
    ck_assert_int_eq(agree(&by_softmax, wrong, 0), 0);
    ck_assert_int_eq(agree(&by_softmax, of_softmax, 1), 1);  // no λ on the tape
}
END_TEST

SUITE(trials) {
    TCase *t = tcase_create("trials");
    tcase_add_loop_test(t, each_trial_is_the_learner_of_its_seed, 1, 5);
    tcase_add_loop_test(t, an_interrupt_ends_a_round, 1, 5);
    tcase_add_test(t, rounds_of_steps);
    tcase_add_test(t, read_at_the_end_alone);
    tcase_add_test(t, no_steps_without_a_number);
    tcase_add_test(t, parts_of_an_epoch);
    tcase_add_test(t, read_in_the_end_only);
    tcase_add_test(t, rows_of_tables_and_figures);
    tcase_add_test(t, spread_and_median);
    tcase_add_test(t, a_plan_without_sense);
    tcase_add_test(t, by_hand_by_tape_numeric);
    suite_add_tcase(s, t);
}
