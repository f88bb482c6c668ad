/* bits.c: the library's numbers, hashed bit by bit, a line for each part. Every
 * machine must print the same lines: tests/machines/run.sh compares them. In float
 * with DOWNHILL_ISA=plain, where a product is not fused with its sum.
 */
#include "elementary.h"
#include "matmul.h"
#include "nn.h"
#include "optim.h"
#include "scalar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef DOWNHILL_FLOAT
#include "digits.h"
#include "learner.h"
#include "model_file.h"
#endif

static uint64_t hash;

// FNV-1a, a number's bits from the lowest byte on: the same on any machine.
static void add_bits(uint64_t bits, int bytes) {
    for (int i = 0; i < bytes; i++, bits >>= 8)
        hash = (hash ^ (bits & 255)) * 0x100000001b3;
}

static void add_double(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    add_bits(bits, 8);
}

static void add_reals(const real *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        add_double((double)x[i]);
}

static void begin(void) { hash = 0xcbf29ce484222325; }

static void end(const char *what) {
    printf("%-12s %016llx\n", what, (unsigned long long)hash);
    fflush(stdout);
}

static void chance(void) {
    Rng r = rng_new(7);
    int order[100];
    begin();
    for (int i = 0; i < 1000; i++) {
        add_bits(rng_next(&r), 8);
        add_bits((uint64_t)rng_below(&r, i + 1), 4);
        add_double(rng_normal(&r));
    }
    for (int i = 0; i < 100; i++)
        order[i] = i;
    rng_shuffle(&r, order, 100);
    for (int i = 0; i < 100; i++)
        add_bits((uint64_t)order[i], 4);
    end("chance");
}

static void functions(void) {
    static real in[2000], out[2000];
    Rng r = rng_new(8);
    begin();
    for (int i = 0; i < 2000; i++) {
        double x = 30 * rng_normal(&r), y = fabs(x);
        in[i] = (real)y;
        add_double(m_exp(x)), add_double(m_log(y)), add_double(m_tanh(x / 20));
        add_double(m_sigmoid(x)), add_double(m_sin(x)), add_double(m_cos(x));
        add_double(m_pow(y, x / 10));
    }
    m_exp_each(out, in, 2000), add_reals(out, 2000);
    m_log_each(out, in, 2000), add_reals(out, 2000);
    m_tanh_each(out, in, 2000), add_reals(out, 2000);
    m_sigmoid_each(out, in, 2000), add_reals(out, 2000);
    end("functions");
}

static void tape(void) {
    Tape *t = tape_new();
    Value x[10], s = v_const(t, (real)0.5);
    begin();
    for (int i = 0; i < 10; i++)
        x[i] = v_var(t, (real)(0.1 * (i + 1)));
    for (int k = 0; k < 500; k++) {
        // (Each by its name: C leaves the order of arguments open.)
        Value a = v_sin(v_mul(x[k % 10], s)), b = v_exp(v_neg(s));
        Value square = v_square(x[(k + 3) % 10]), below = v_add(b, square);
        Value c = v_div(v_tanh(a), below), power = v_pow(b, (real)1.5);
        s = v_add(v_sigmoid(v_dot(x, (Value[]){a, b, c}, 3)), power);
        s = v_sub(s, v_log(v_add(v_relu(s), x[0])));
        s = v_affine((real)0.9, v_cos(s), (real)0.1);
    }
    v_backward(v_add(s, v_sum(x, 10)));
    add_double((double)v_value(s));
    for (int i = 0; i < 10; i++)
        add_double((double)v_grad(x[i]));
    tape_free(t);
    end("tape");
}

static void products(void) {
    static const int sizes[][3] = {{1, 1, 1},    {2, 3, 5},    {7, 17, 9},
                                   {10, 30, 80}, {6, 33, 300}, {50, 70, 40},
                                   {49, 9, 261}, {13, 600, 3}};
    enum { MOST = 60 * 610 };
    static real a[MOST], b[MOST], c[MOST];
    Rng r = rng_new(9);
    begin();
    for (int i = 0; i < MOST; i++)
        a[i] = (real)rng_normal(&r), b[i] = (real)rng_normal(&r);
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        for (int flags = 0; flags < 8; flags++) {
            int m = sizes[k][0], n = sizes[k][1];
            for (int i = 0; i < m * n; i++)
                c[i] = (real)i / 8;
            matmul(NULL, flags, c, a, b, m, n, sizes[k][2]);
            add_reals(c, (size_t)(m * n));
        }
    end("products");
}

// A small network trained by each optimiser, its operations in turn.
static void graph(int threads) {
    Graph *g = graph_new(threads);
    Rng r = rng_new(10);
    Mlp net = mlp_new(g, (int[]){40, 130, 10}, 3, RELU, INIT_HE, &r);
    Momentum momentum = momentum_new(g, (real)0.05, (real)0.9);
    Adam adam = adam_new(g, (real)0.01);
    GraphMark mark = graph_mark(g);
    mlp_set_decay(&net, (real)1e-3);
    begin();
    for (int step = 0; step < 12; step++) {
        Tensor *x = t_blank(g, 70, 40), *y = t_const(g, 70, 10, NULL);
        uint8_t label[70];
        fill_normal(x, &r, 1);
        for (int i = 0; i < 70; i++) {
            label[i] = (uint8_t)rng_below(&r, 10);
            y->data[10 * i + label[i]] = 1;
        }
        net.hidden = step % 3 == 0 ? RELU : step % 3 == 1 ? TANH : SIGMOID;
        Tensor *z = mlp_forward(&net, x);
        Tensor *c = step % 2 ? t_softmax_cross_entropy(z, label)
                             : t_sigmoid_cross_entropy(z, y);
        c = t_add(c, t_squared_error(t_softmax(z), y));
        Tensor *e = t_exp(t_scale(z, (real)-0.5)), *square = t_square(z);
        c = t_add(c, t_mean(t_log(t_add(e, square))));
        t_backward(c);
        add_double((double)t_item(c));
        graph_rewind(g, mark);
        if (step < 4)
            sgd_step(g, (real)0.05);
        else if (step < 8)
            momentum_step(&momentum, g);
        else
            adam_step(&adam, g);
    }
    for (int k = 0; k < 2; k++)
        add_reals(net.weight[k]->data,
                  (size_t)net.sizes[k] * (size_t)net.sizes[k + 1]);
    end("graph");
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(g);
}

#ifndef DOWNHILL_FLOAT
// Drawn digits, a network that learns from them, and the file it is kept in.
static void digits(const char *path) {
    Error e;
    Dataset d;
    if (!dataset_draw(&d, 120, 1, &e))
        fatal("%s", e.text);
    begin();
    for (size_t i = 0; i < (size_t)d.count * 784; i++)
        add_bits(d.image[i], 1);
    end("digits");
    const Recipe r = {.hidden = {1, {16}}, .init = INIT_LECUN, .rate = 1};
    Learner l = learner_new(&d, &r, 1, 1);
    begin();
    for (int k = 0; k < 2; k++)
        add_double(learner_epoch(&l));
    add_double(learner_read(&l, &d).cost);
    end("learner");
    if (!model_save(path, &l.mlp, NULL, &e))
        fatal("%s", e.text);
    FILE *f = fopen(path, "rb");
    begin();
    for (int c; f && (c = getc(f)) != EOF;)
        add_bits((uint64_t)c, 1);
    if (f)
        fclose(f);
    end("file");
    if (!model_load(path, &l.mlp, NULL, &e))
        fatal("%s", e.text);
    begin();
    add_double(learner_read(&l, &d).cost);
    end("read back");
    learner_free(&l);
    dataset_free(&d);
}
#endif

int main(int argc, char **argv) {
    chance();
    functions();
    tape();
    products();
    graph(1);
    graph(2);
#ifndef DOWNHILL_FLOAT
    digits(argc > 1 ? argv[1] : "bits.safetensors");
#endif
    (void)argc, (void)argv;
    return 0;
}
