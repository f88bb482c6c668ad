/* optim.c: the rules that turn a gradient into a step. */
#include "optim.h"

#include "rounding.h"

#include <math.h>
#include <stdlib.h>

// The step of one parameter: its numbers, its gradient, and what the optimiser
// keeps beside each number.
typedef struct Step {
    real *w, *m, *v;
    const real *grad;
    real rate, decay;
    const void *optimiser;
} Step;

static Step step_of(const char *name, const Tensor *p, real rate) {
    if (p->moved)
        fatal("%s: sgd_backward has moved %s and kept no gradient", name,
              p->name);
    return (Step){
        .w = p->data, .grad = p->grad, .rate = rate, .decay = p->decay};
}

WIDE_LOOP static void descend(void *step, size_t from, size_t end) {
    const Step *s = step;
    real *w = s->w, rate = s->rate, decay = s->decay;
    const real *grad = s->grad;
    for (size_t i = from; i < end; i++) {
        real slope = grad[i];
        if (decay != 0)
            slope += decay * w[i];
        w[i] -= rate * slope;
    }
}

static void step_down(Graph *g, const Tensor *p, real rate) {
    Step s = step_of("sgd_step", p, rate);
    pool_each(g->pool, t_count(p), descend, &s);
}

void sgd_step(Graph *g, real rate) {
    for (Tensor *p = g->first_param; p; p = p->next)
        step_down(g, p, rate);
}

void sgd_backward(Tensor *cost, real rate) {
    t_backward_moving(cost, rate);
    for (Tensor *p = cost->graph->first_param; p; p = p->next)
        if (!p->moved)
            step_down(cost->graph, p, rate);
}

static real *zeros(size_t n, const char *whom) {
    real *x = mem_resize(NULL, n, sizeof *x, whom, 0);
    for (size_t i = 0; i < n; i++)
        x[i] = 0;
    return x;
}

// What tells the graph's parameters from any others: they are a chain, and only
// its end is ever taken away, so the last one stands for all.
static size_t serial_of(const Graph *g) {
    return g->last_param ? g->last_param->serial : 0;
}

static void check_params(const char *name, const Graph *g, size_t n,
                         size_t serial) {
    size_t now = graph_params(g);
    if (now != n)
        fatal("%s: made for %zu parameters, but the graph has %zu now", name, n,
              now);
    if (serial_of(g) != serial)
        fatal("%s: made for other parameters than the graph has now", name);
}

// Where gradients have stopped, as behind a pixel that is paper from now on, a
// running mean shrinks for ever, into numbers so small that a processor takes
// far longer for them (all 79,510 of 784-100-10 in float: 15 times as long with
// Adam, 30 times with momentum). They are 0 for all that a weight can tell.
static inline real settle(real x) {
    const real tiny = (real)(sizeof(real) == sizeof(float) ? 1e-30 : 1e-290);
    return x < tiny && x > -tiny ? 0 : x;
}

Momentum momentum_new(const Graph *g, real rate, real mu) {
    size_t n = graph_params(g);
    return (Momentum){rate, mu, zeros(n, "momentum_new"), n, serial_of(g)};
}

WIDE_LOOP static void roll(void *step, size_t from, size_t end) {
    const Step *s = step;
    const Momentum *o = s->optimiser;
    real *w = s->w, *velocity = s->v, rate = s->rate, decay = s->decay;
    real mu = o->mu;
    const real *grad = s->grad;
    for (size_t i = from; i < end; i++) {
        real v = settle(mu * velocity[i] + (grad[i] + decay * w[i]));
        velocity[i] = v;
        w[i] -= rate * v;
    }
}

void momentum_step(Momentum *o, Graph *g) {
    check_params("momentum_step", g, o->n, o->serial);
    real *v = o->velocity;
    for (Tensor *p = g->first_param; p; p = p->next) {
        Step s = step_of("momentum_step", p, o->rate);
        s.optimiser = o, s.v = v;
        pool_each(g->pool, t_count(p), roll, &s);
        v += t_count(p);
    }
}

void momentum_free(Momentum *o) {
    free(o->velocity);
    *o = (Momentum){0};
}

Adam adam_new(const Graph *g, real rate) {
    size_t n = graph_params(g);
    return (Adam){.rate = rate,
                  .beta1 = (real)0.9,
                  .beta2 = (real)0.999,
                  .epsilon = (real)1e-8,
                  .m = zeros(n, "adam_new"),
                  .v = zeros(n, "adam_new"),
                  .n = n,
                  .serial = serial_of(g),
                  .decay1 = 1,
                  .decay2 = 1};
}

WIDE_LOOP static void adapt(void *step, size_t from, size_t end) {
    const Step *s = step;
    const Adam *o = s->optimiser;
    real *w = s->w, *mean = s->m, *square = s->v, decay = s->decay;
    const real *gradient = s->grad;
    real scale1 = (real)(1 / (1 - o->decay1));
    real scale2 = (real)(1 / (1 - o->decay2));
    real rate = s->rate, beta1 = o->beta1, beta2 = o->beta2, e = o->epsilon;
    for (size_t i = from; i < end; i++) {
        real grad = gradient[i] + decay * w[i];
        real m = settle(beta1 * mean[i] + (1 - beta1) * grad);
        real v = settle(beta2 * square[i] + (1 - beta2) * grad * grad);
        real root = (real)sqrt((double)(v * scale2));
        w[i] -= rate * (m * scale1) / (root + e);
        mean[i] = m;
        square[i] = v;
    }
}

void adam_step(Adam *o, Graph *g) {
    check_params("adam_step", g, o->n, o->serial);
    const double least = sizeof(real) == sizeof(float) ? 1e-10 : 1e-140;
    if (!((double)o->epsilon >= least))
        fatal("adam_step: epsilon is %g; it must be at least %g",
              (double)o->epsilon, least);
    o->decay1 *= (double)o->beta1;
    o->decay2 *= (double)o->beta2;
    real *m = o->m, *v = o->v;
    for (Tensor *p = g->first_param; p; p = p->next) {
        Step s = step_of("adam_step", p, o->rate);
        s.optimiser = o, s.m = m, s.v = v;
        pool_each(g->pool, t_count(p), adapt, &s);
        m += t_count(p);
        v += t_count(p);
    }
}

void adam_free(Adam *o) {
    free(o->m);
    free(o->v);
    *o = (Adam){0};
}
