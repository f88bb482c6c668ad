/* nn.c: a multilayer perceptron. */
#include "nn.h"

#include "rounding.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PREFIX = 100 };  // letters

// PREFIXfc1.weight, a parameter of layer k.
static Tensor *named(Graph *g, const char *prefix, int k, const char *what,
                     int rows, int cols) {
    char name[MOST_PREFIX + 24];
    snprintf(name, sizeof name, "%sfc%d.%s", prefix, k + 1, what);
    return t_param(g, name, rows, cols);
}

// Draws the parameters, in the order of their creation.
static void draw(Mlp *m, Init init, Rng *r) {
    for (int k = 0; k < m->layers; k++) {
        double fan_in = (double)m->sizes[k];
        double deviation = init == INIT_NORMAL  ? 1
                           : init == INIT_LECUN ? sqrt(1 / fan_in)
                                                : sqrt(2 / fan_in);
        fill_normal(m->weight[k], r, deviation);
        fill_normal(m->bias[k], r, init == INIT_NORMAL ? 1 : 0);
    }
}

Mlp mlp_new_named(Graph *g, const char *prefix, const int *sizes, int n,
                  Activation hidden, Init init, Rng *r) {
    if (n < 2 || n > MLP_MAX_LAYERS + 1)
        fatal("mlp_new: %d sizes; needs 2 to %d", n, MLP_MAX_LAYERS + 1);
    if (strlen(prefix) > MOST_PREFIX)
        fatal("mlp_new_named: a prefix of %zu letters; at most %d",
              strlen(prefix), MOST_PREFIX);
    Mlp m = {.graph = g, .layers = n - 1, .hidden = hidden};
    for (int k = 0; k < n; k++)
        m.sizes[k] = sizes[k];
    for (int k = 0; k < m.layers; k++) {
        m.weight[k] = named(g, prefix, k, "weight", sizes[k + 1], sizes[k]);
        m.bias[k] = named(g, prefix, k, "bias", 1, sizes[k + 1]);
    }
    draw(&m, init, r);
    return m;
}

Mlp mlp_new(Graph *g, const int *sizes, int n, Activation hidden, Init init,
            Rng *r) {
    return mlp_new_named(g, "", sizes, n, hidden, init, r);
}

Tensor *mlp_activate(Activation f, Tensor *z) {
    switch (f) {
    case SIGMOID:
        return t_sigmoid(z);
    case TANH:
        return t_tanh(z);
    case RELU:
        return t_relu(z);
    }
    fatal("mlp_activate: there is no activation %d", (int)f);
}

Tensor *mlp_forward(const Mlp *m, Tensor *x) {
    Tensor *a = x;
    for (int k = 0; k < m->layers; k++) {
        Tensor *z = t_linear(a, m->weight[k], m->bias[k]);
        a = k + 1 < m->layers ? mlp_activate(m->hidden, z) : z;
    }
    return a;
}

// Parameter p in the order of creation: W and b of each layer.
static Tensor *parameter(const Mlp *m, int p) {
    return p % 2 ? m->bias[p / 2] : m->weight[p / 2];
}

static size_t copy_out(const Mlp *m, bool grad, real *out) {
    size_t n = 0;
    for (int p = 0; p < 2 * m->layers; p++) {
        const Tensor *t = parameter(m, p);
        if (grad && t->moved)
            fatal("mlp_flatten_grad: sgd_backward has moved %s and kept no "
                  "gradient",
                  t->name);
        memcpy(out + n, grad ? t->grad : t->data, t_count(t) * sizeof(real));
        n += t_count(t);
    }
    return n;
}

size_t mlp_flatten(const Mlp *m, real *out) { return copy_out(m, false, out); }

size_t mlp_flatten_grad(const Mlp *m, real *out) {
    return copy_out(m, true, out);
}

void mlp_unflatten(Mlp *m, const real *in) {
    for (int p = 0; p < 2 * m->layers; p++) {
        Tensor *t = parameter(m, p);
        memcpy(t->data, in, t_count(t) * sizeof(real));
        in += t_count(t);
    }
}

void mlp_set_decay(Mlp *m, real decay) {
    for (int k = 0; k < m->layers; k++)
        m->weight[k]->decay = decay;
}

int argmax(const real *row, int n) {
    int best = 0;
    for (int j = 0; j < n; j++) {
        if (row[j] != row[j])  // NaN
            return j;
        best = row[j] > row[best] ? j : best;
    }
    return best;
}
