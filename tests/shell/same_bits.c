/* same_bits.c: what test_bits.sh compares between compilers and flags: a hash
 * of all the bits of what each part of the library computes, a line for each.
 */
#include "../../lib/gradcheck.h"
#include "../../lib/matmul.h"
#include "../../lib/nn.h"
#include "../../lib/optim.h"
#include "../../lib/scalar.h"

#include <stdio.h>
#include <stdlib.h>

enum { N = 4096 };
static real x[N], y[N], z[N];
static unsigned long long hash;

static void add(const void *bytes, size_t n) {  // FNV-1a
    const unsigned char *b = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ b[i]) * 1099511628211ull;
}

static void add_real(real a) { add(&a, sizeof a); }

static void tell(const char *what) {
    printf("%-12s %016llx\n", what, hash);
    hash = 14695981039346656037ull;
}

static void elementary(void) {
    void (*each[])(real *, const real *, size_t) = {
        m_exp_each, m_log_each, m_tanh_each, m_sigmoid_each};
    double (*one[])(double) = {m_exp, m_log, m_tanh, m_sigmoid, m_sin, m_cos};
    static const char *names[] = {"exp",     "log", "tanh",
                                  "sigmoid", "sin", "cos"};
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < N; i++)
            z[i] = k == 1 ? x[i] + 9 : x[i];
        each[k](y, z, N);
        add(y, sizeof y);
        tell(names[k]);
    }
    for (int k = 0; k < 6; k++) {
        for (int i = 0; i < N; i++)
            add_real((real)one[k]((double)x[i] + 9));
        tell(names[k]);
    }
    for (int i = 0; i < N; i++)
        add_real((real)m_pow((double)x[i] + 9, (double)y[i] * 3));
    tell("pow");
}

static void chance(void) {
    Rng r = rng_new(11);
    for (int i = 0; i < N; i++) {
        double u[3] = {rng_normal(&r), rng_uniform(&r), rng_below(&r, 1000)};
        add(u, sizeof u);
    }
    tell("random");
}

// Every operation of the tape, with the header's own arithmetic inlined here.
static void tape(void) {
    Tape *t = tape_new();
    Value a = v_var(t, x[100]), b = v_var(t, x[3000]), s = v_var(t, (real)0.1);
    for (int i = 0; i < 500; i++) {
        Value p = v_mul(a, s), q = v_affine((real)0.3, p, x[i]);
        // One row a statement: C leaves open which of two arguments is made
        // first, and gcc and clang differ.
        Value sine = v_sin(q), cosine = v_cos(p), u = v_add(sine, cosine);
        Value steep = v_tanh(q), tall = v_exp(p), w = v_sub(steep, tall);
        u = v_div(u, v_affine(1, v_square(w), 1));
        Value log = v_log(v_affine(1, v_square(u), (real)0.1));
        w = v_sigmoid(w);
        w = v_add(log, w);
        Value ramp = v_relu(q), power = v_pow(v_exp(u), (real)1.3);
        Value terms[4] = {u, w, ramp, power};
        Value dot = v_dot(terms, terms + 1, 3), sum = v_sum(terms, 4);
        s = v_tanh(v_add(dot, v_neg(sum)));
        s = v_add(s, b);
        s = v_tanh(s);
    }
    v_backward(s);
    for (uint32_t i = 1; i < t->rows; i++)
        add_real(t->grad[i]);
    add_real(v_value(s));
    tell("tape");
    tape_free(t);
}

static void products(void) {
    static real c[64 * 64];
    for (int flags = 0; flags < 8; flags++)
        for (int m = 1; m <= 64; m += 1 + m / 2) {
            int n = (m * 7) % 64 + 1, k = (m * 13) % 64 + 1;
            for (int i = 0; i < m * n; i++)
                c[i] = x[i];
            matmul(NULL, flags, c, x, y, m, n, k);
            add(c, (size_t)(m * n) * sizeof *c);
        }
    tell("matmul");
}

static Tensor *cost_of(const Mlp *m, Tensor *in, Tensor *want, uint8_t *label) {
    Tensor *out = mlp_forward(m, in), *a = t_softmax(out), *b = t_sigmoid(out);
    Tensor *third = t_const(out->graph, 1, out->rows, NULL);
    third->data[2] = 1;
    Tensor *row = t_matmul(third, b);  // of b
    Tensor *more = t_mean(t_log(t_add_row(t_exp(a), row)));
    Tensor *sum =
        t_add(t_squared_error(b, want), t_softmax_cross_entropy(out, label));
    sum = t_add(sum, t_sigmoid_cross_entropy(out, want));
    sum = t_add(sum, t_sum(t_mul(a, t_sub(t_square(b), t_relu(out)))));
    Tensor *square = t_matmul(t_transpose(b), t_tanh(a));
    square = t_matmul(square, t_matmul(square, square));
    return t_add(t_scale(more, (real)0.7), t_add(sum, t_mean(square)));
}

// A network of every operation, trained a little in each of three ways.
static void training(int way) {
    Graph *g = graph_new(2);
    Rng r = rng_new(5);
    Mlp m = mlp_new(g, (int[]){37, 50, 10}, 3, way == 1 ? TANH : RELU,
                    way == 2 ? INIT_HE : INIT_LECUN, &r);
    mlp_set_decay(&m, (real)0.01);
    Momentum momentum = momentum_new(g, (real)0.01, (real)0.9);
    Adam adam = adam_new(g, (real)0.01);
    uint8_t label[30];
    for (int i = 0; i < 30; i++)
        label[i] = (uint8_t)(i % 10);
    GraphMark mark = graph_mark(g);
    for (int step = 0; step < 20; step++) {
        Tensor *in = t_const(g, 30, 37, x + step),
               *want = t_const(g, 30, 10, y);
        Tensor *cost = cost_of(&m, in, want, label);
        t_backward(cost);
        add_real(t_item(cost));
        graph_rewind(g, mark);
        if (way == 0)
            sgd_step(g, (real)0.01);
        else if (way == 1)
            momentum_step(&momentum, g);
        else
            adam_step(&adam, g);
        for (const Tensor *p = g->first_param; p; p = p->next)
            for (int i = 0; i < p->rows * p->cols; i++)
                add_real(p->data[i]), add_real(p->grad[i]);
    }
    tell(way == 0 ? "sgd" : way == 1 ? "momentum" : "adam");
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(g);
}

static real bumpy(void *knob) { return *(real *)knob * x[7] + x[9]; }

int main(void) {
    for (int i = 0; i < N; i++)
        x[i] = (real)(-8 + i * (16.0 / N) + 1e-3);
    tell("start");
    elementary();
    chance();
    tape();
    products();
    for (int way = 0; way < 3; way++)
        training(way);
    real knob = (real)0.3;
    add_real(central_difference(bumpy, &knob, &knob, difference_step(knob)));
    tell("gradcheck");
    return 0;
}
