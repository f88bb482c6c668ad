/* test_optim.c: the optimisers against their formulas. */
#include "nn.h"
#include "optim.h"
#include "suites.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

// C = Σ cᵢ·wᵢ²: the gradient is 2cᵢwᵢ. Two parameters, one with decay.
typedef struct Bowl {
    Graph *graph;
    Tensor *w, *v, *c;
    GraphMark mark;
} Bowl;

static Bowl bowl_new(void) {
    Bowl b = {.graph = graph_new(1)};
    b.w = t_param(b.graph, "w", 1, 2);
    b.v = t_param(b.graph, "v", 1, 2);
    b.c = t_const(b.graph, 1, 2, (real[]){1, 3});
    b.w->decay = (real)0.25;
    real start[] = {1, -2, 3, (real)0.5};
    memcpy(b.w->data, start, 2 * sizeof *start);
    memcpy(b.v->data, start + 2, 2 * sizeof *start);
    b.mark = graph_mark(b.graph);
    return b;
}

static void bowl_backward(Bowl *b) {
    Tensor *w = t_mul(b->c, t_square(b->w)), *v = t_mul(b->c, t_square(b->v));
    t_backward(t_sum(t_add(w, v)));
    graph_rewind(b->graph, b->mark);
}

enum { SGD, MOMENTUM, ADAM };

START_TEST(optimisers_follow_their_formulas) {
    Bowl b = bowl_new();
    Momentum momentum = momentum_new(b.graph, (real)0.01, (real)0.9);
    Adam adam = adam_new(b.graph, (real)0.1);
    double w[4] = {1, -2, 3, 0.5}, m[4] = {0}, s[4] = {0};
    const double c[4] = {1, 3, 1, 3}, decay[4] = {0.25, 0.25, 0, 0};
    for (int step = 1; step <= 50; step++) {
        bowl_backward(&b);
        if (_i == SGD)
            sgd_step(b.graph, (real)0.01);
        else if (_i == MOMENTUM)
            momentum_step(&momentum, b.graph);
        else
            adam_step(&adam, b.graph);
        for (int i = 0; i < 4; i++) {
            double g = 2 * c[i] * w[i] + decay[i] * w[i];
            if (_i == SGD) {
                w[i] -= 0.01 * g;
            } else if (_i == MOMENTUM) {
                m[i] = 0.9 * m[i] + g;
                w[i] -= 0.01 * m[i];
            } else {
                m[i] = 0.9 * m[i] + 0.1 * g;
                s[i] = 0.999 * s[i] + 0.001 * g * g;
                double mean = m[i] / (1 - pow(0.9, step));
                double size = sqrt(s[i] / (1 - pow(0.999, step)));
                if (step == 1)  // the first step is the rate, by sign
                    ck_assert(fabs(fabs(mean / (size + 1e-8)) - 1) < 1e-6);
                w[i] -= 0.1 * mean / (size + 1e-8);
            }
            real got = i < 2 ? b.w->data[i] : b.v->data[i - 2];
            ck_close(got, w[i], CLOSE * 20);
        }
    }
    momentum_free(&momentum);
    momentum_free(&momentum);  // harmless
    adam_free(&adam);
    adam_free(&adam);
    graph_free(b.graph);
}
END_TEST

// Without gradients a mean shrinks; it ends at 0, not among the numbers that
// are too small for a processor to be quick about.
// Two steps of an optimiser on a parameter that is worth a few threads.
static void two_steps(real *w, int n, int optimiser, int threads) {
    Graph *g = graph_new(threads);
    Rng r = rng_new(1);
    Tensor *p = t_param(g, "w", 1, n);
    fill_normal(p, &r, 1);
    p->decay = (real)0.01;
    Momentum momentum = momentum_new(g, (real)0.01, (real)0.9);
    Adam adam = adam_new(g, (real)0.01);
    GraphMark mark = graph_mark(g);
    for (int step = 0; step < 2; step++) {
        t_backward(t_sum(t_square(p)));
        graph_rewind(g, mark);
        if (optimiser == SGD)
            sgd_step(g, (real)0.01);
        else if (optimiser == MOMENTUM)
            momentum_step(&momentum, g);
        else
            adam_step(&adam, g);
    }
    memcpy(w, p->data, (size_t)n * sizeof *w);
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(g);
}

START_TEST(threads_change_no_bit) {
    enum { MANY = 100003 };
    static real one[MANY], more[MANY];
    two_steps(one, MANY, _i, 1);
    for (int threads = 2; threads <= 4; threads++) {
        two_steps(more, MANY, _i, threads);
        ck_assert_int_eq(memcmp(one, more, sizeof one), 0);
    }
}
END_TEST

// A layer's weights, w, and other uses of them, before it and after.
typedef struct Use {
    int m, in, out;                          // rows of x; w is [out, in]
    bool before, twice, after, input, bias;  // w is x, or b, itself
    int threads;
} Use;

static const Use uses[] = {
    {10, 784, 16, false, false, false, false, false, 1},
    {10, 50, 5, false, false, false, false, false, 1},
    {300, 19, 7, false, false, false, false, false, 1},  // sums in pieces
    {300, 3, 8, false, false, false, false, false, 1},   // less than a vector
    {40, 1, 1, false, false, false, false, false, 1},
    {7, 33, 20, true, false, false, false, false, 1},
    {7, 33, 20, false, true, false, false, false, 1},
    {7, 33, 20, false, false, true, false, false, 1},
    {7, 33, 20, true, true, true, false, false, 1},
    {9, 9, 9, false, false, false, true, false, 1},
    {1, 1, 1, false, false, false, true, true, 1},
    {40, 1, 1, false, false, false, false, true, 1},
    {130, 203, 70, false, false, false, false, false, 3},
};

// Three steps; w's numbers at their end.
static void use_weight(const Use *u, bool at_once, real *w_out) {
    Graph *g = graph_new(u->threads);
    Rng r = rng_new(5);
    Tensor *w = t_param(g, "w", u->out, u->in), *b = w;
    if (!u->bias)
        b = t_param(g, "b", 1, u->out);
    Tensor *unused = t_param(g, "unused", 2, 2);
    Tensor *x = t_const(g, u->m, u->in, NULL);
    fill_normal(x, &r, 1);
    for (Tensor *p = g->first_param; p; p = p->next)
        fill_normal(p, &r, 0.1);
    w->decay = unused->decay = (real)0.125;
    GraphMark mark = graph_mark(g);
    for (int step = 0; step < 3; step++) {
        Tensor *cost = u->before ? t_sum(t_square(w)) : NULL;
        Tensor *z = t_linear(u->input ? w : x, w, b);
        if (u->twice)
            z = t_add(z, t_square(t_linear(x, w, b)));
        if (u->after)
            z = t_add(z, t_tanh(t_matmul(x, t_transpose(w))));
        z = t_mean(t_square(z));
        cost = cost ? t_add(cost, z) : z;
        if (at_once) {
            sgd_backward(cost, (real)0.01);
        } else {
            t_backward(cost);
            sgd_step(g, (real)0.01);
        }
        graph_rewind(g, mark);
    }
    for (Tensor *p = g->first_param; p; p = p->next) {
        memcpy(w_out, p->data, t_count(p) * sizeof *w_out);
        w_out += t_count(p);
    }
    graph_free(g);
}

START_TEST(a_step_at_once_changes_no_bit) {
    enum { MOST = 16384 };
    static real later[MOST], at_once[MOST];
    use_weight(&uses[_i], false, later);
    use_weight(&uses[_i], true, at_once);
    ck_assert(memcmp(later, at_once, sizeof later) == 0);
}
END_TEST

// No slope is left behind of what has moved, and none moves a second time.
START_TEST(a_step_at_once_is_one_step) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 2), *b = t_param(g, "b", 1, 1);
    Tensor *x = t_const(g, 1, 2, (real[]){3, 4});
    Tensor *cost = t_sum(t_linear(x, w, b));
    sgd_backward(cost, 1);
    ck_assert(w->moved && !b->moved);
    ck_close(w->data[0], -3, 0);
    ck_close(w->data[1], -4, 0);
    ck_close(b->data[0], -1, 0);
    t_backward(cost);
    ck_assert(!w->moved);
    ck_close(w->grad[1], 4, 0);
    ck_close(w->data[1], -4, 0);
    graph_free(g);
}
END_TEST

START_TEST(means_of_nothing_end_at_zero) {
    Bowl b = bowl_new();
    Momentum momentum = momentum_new(b.graph, (real)0.01, (real)0.9);
    Adam adam = adam_new(b.graph, (real)0.01);
    b.w->decay = b.v->decay = 0;
    bowl_backward(&b);
    momentum_step(&momentum, b.graph);
    adam_step(&adam, b.graph);
    ck_assert(momentum.velocity[0] > 0 || momentum.velocity[0] < 0);
    ck_assert(adam.m[0] > 0 || adam.m[0] < 0);
    for (int i = 0; i < b.w->rows * b.w->cols; i++)
        b.w->grad[i] = b.v->grad[i] = 0;
    for (int step = 0; step < 8000; step++) {
        momentum_step(&momentum, b.graph);
        adam_step(&adam, b.graph);
    }
    for (int i = 0; i < 4; i++) {
        ck_assert(!(momentum.velocity[i] > 0 || momentum.velocity[i] < 0));
        ck_assert(!(adam.m[i] > 0 || adam.m[i] < 0));
    }
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(b.graph);
}
END_TEST

START_TEST(a_changed_graph_is_fatal) {
    Bowl b = bowl_new();
    Momentum momentum = momentum_new(b.graph, (real)0.01, (real)0.9);
    Adam adam = adam_new(b.graph, (real)0.1);
    bowl_backward(&b);
    t_param(b.graph, "late", 2, 3);
    ck_fatal("momentum_step: made for 4 parameters, but the graph has 10 now",
             momentum_step(&momentum, b.graph));
    ck_fatal("adam_step: made for 4 parameters, but the graph has 10 now",
             adam_step(&adam, b.graph));
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(b.graph);
}
END_TEST

// Its gradients are used up: what would step by them again is told so.
START_TEST(a_step_after_sgd_backward_is_fatal) {
    Rng r = rng_new(3);
    Graph *g = graph_new(1);
    Mlp m = mlp_new(g, (int[]){2, 1}, 2, SIGMOID, INIT_LECUN, &r);
    Momentum momentum = momentum_new(g, 1, (real)0.9);
    Adam adam = adam_new(g, 1);
    real out[3];
    Tensor *cost = t_sum(mlp_forward(&m, t_const(g, 1, 2, (real[]){3, 4})));
    sgd_backward(cost, 1);
    ck_fatal("sgd_step: sgd_backward has moved fc1.weight and kept no gradient",
             sgd_step(g, 1));
    ck_fatal("momentum_step: sgd_backward has moved fc1.weight and kept no "
             "gradient",
             momentum_step(&momentum, g));
    ck_fatal(
        "adam_step: sgd_backward has moved fc1.weight and kept no gradient",
        adam_step(&adam, g));
    ck_fatal("mlp_flatten_grad: sgd_backward has moved fc1.weight and kept no "
             "gradient",
             mlp_flatten_grad(&m, out));
    mlp_flatten(&m, out);
    t_backward(cost);
    sgd_step(g, 1);
    mlp_flatten_grad(&m, out);
    ck_close(out[1], 4, 1e-9);
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(g);
}
END_TEST

// As many parameters, but not those: their means would move the wrong weights.
START_TEST(other_parameters_are_fatal) {
    Graph *g = graph_new(1), *h = graph_new(1);
    GraphMark start = graph_mark(g);
    t_param(g, "w", 2, 3);
    t_param(h, "w", 2, 3);
    GraphMark later = graph_mark(g);
    Momentum momentum = momentum_new(g, (real)0.01, (real)0.9);
    Adam adam = adam_new(g, (real)0.1);
    graph_rewind(g, later);
    momentum_step(&momentum, g);
    adam_step(&adam, g);
    ck_fatal("momentum_step: made for other parameters than the graph has now",
             momentum_step(&momentum, h));
    ck_fatal("adam_step: made for other parameters than the graph has now",
             adam_step(&adam, h));
    graph_rewind(g, start);
    t_param(g, "w", 2, 3);
    ck_fatal("momentum_step: made for other parameters than the graph has now",
             momentum_step(&momentum, g));
    ck_fatal("adam_step: made for other parameters than the graph has now",
             adam_step(&adam, g));
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(g);
    graph_free(h);
}
END_TEST

#ifdef DOWNHILL_FLOAT
static const double epsilons[] = {1e-8, 1e-10};
#define LEAST "1e-10"
#else
static const double epsilons[] = {1e-8, 1e-10, 1e-25, 1e-140};
#define LEAST "1e-140"
#endif
enum { EPSILONS = sizeof epsilons / sizeof *epsilons };

// A gradient far below ε, five steps by the formula, in a longer type.
START_TEST(adam_with_a_small_epsilon) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 1);
    long double want = 0, m = 0, v = 0, slope = w->grad[0] = (real)1e-14;
    Adam adam = adam_new(g, (real)0.1);
    adam.epsilon = (real)epsilons[_i];
    for (int step = 1; step <= 5; step++) {
        m = 0.9L * m + 0.1L * slope;
        v = 0.999L * v + 0.001L * slope * slope;
        long double root = sqrtl(v / (1 - powl(0.999L, step)));
        want -= 0.1L * m / (1 - powl(0.9L, step)) / (root + adam.epsilon);
        adam_step(&adam, g);
    }
    ck_close((double)(w->data[0] / want), 1, 1e-3);
    adam_free(&adam);
    graph_free(g);
}
END_TEST

START_TEST(too_small_an_epsilon_is_fatal) {
    Graph *g = graph_new(1);
    t_param(g, "w", 1, 1);
    Adam adam = adam_new(g, (real)0.1);
    adam.epsilon = 0;
    ck_fatal("adam_step: epsilon is 0; it must be at least " LEAST,
             adam_step(&adam, g));
    adam.epsilon = (real)epsilons[EPSILONS - 1] / 2;
    ck_fatal(EPSILONS == 2
                 ? "adam_step: epsilon is 5e-11; it must be at least " LEAST
                 : "adam_step: epsilon is 5e-141; it must be at least " LEAST,
             adam_step(&adam, g));
    adam.epsilon = (real)NAN;
    ck_fatal("adam_step: epsilon is nan; it must be at least " LEAST,
             adam_step(&adam, g));
    adam_free(&adam);
    graph_free(g);
}
END_TEST

SUITE(optim) {
    TCase *t = tcase_create("optim");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, optimisers_follow_their_formulas, SGD, ADAM + 1);
    tcase_add_loop_test(t, threads_change_no_bit, SGD, ADAM + 1);
    tcase_add_loop_test(t, a_step_at_once_changes_no_bit, 0,
                        (int)(sizeof uses / sizeof *uses));
    tcase_add_test(t, a_step_at_once_is_one_step);
    tcase_add_test(t, means_of_nothing_end_at_zero);
    tcase_add_test(t, a_changed_graph_is_fatal);
    tcase_add_test(t, a_step_after_sgd_backward_is_fatal);
    tcase_add_test(t, other_parameters_are_fatal);
    tcase_add_loop_test(t, adam_with_a_small_epsilon, 0, EPSILONS);
    tcase_add_test(t, too_small_an_epsilon_is_fatal);
    suite_add_tcase(s, t);
}
