/* test_engines.c: the two engines against each other and against PyTorch, on
 * whole networks and on random graphs.
 */
#include "gradcheck.h"
#include "nn.h"
#include "scalar.h"
#include "suites.h"
#include "support.h"
#include "tensor.h"
#include "optim.h"

#include <string.h>

#define TORCH_WANT_NETS
#include "vectors/torch_vectors.h"

/* ---- PyTorch ------------------------------------------------------------- */

static Tensor *torch_cost(const TorchNet *e, const Mlp *net) {
    Graph *g = net->graph;
    Tensor *x = t_const(g, 6, 5, NULL), *y = t_const(g, 6, 3, NULL);
    for (int i = 0; i < 30; i++)
        x->data[i] = (real)e->x[i];
    for (int i = 0; i < 18; i++)
        y->data[i] = (real)e->y[i];
    Tensor *z = mlp_forward(net, x);
    switch (e->cost) {
    case COST_SQUARED:
        return t_squared_error(t_sigmoid(z), y);
    case COST_SOFTMAX:
        return t_softmax_cross_entropy(z, e->label);
    default:
        return t_sigmoid_cross_entropy(z, y);
    }
}

// Every parameter's numbers (or gradients) in order of creation.
static void each_param(Graph *g, bool grads, double *out) {
    for (Tensor *p = g->first_param; p; p = p->next)
        for (int i = 0; i < p->rows * p->cols; i++)
            *out++ = (double)(grads ? p->grad[i] : p->data[i]);
}

START_TEST(nets_train_as_in_pytorch) {
    const TorchNet *e = &torch_nets[_i];
    Graph *g = graph_new(1);
    Rng r = rng_new(1);
    Mlp net =
        mlp_new(g, (int[]){5, 4, 3}, 3, (Activation)e->hidden, INIT_LECUN, &r);
    mlp_set_decay(&net, (real)e->decay);
    const double *from = e->start;
    for (Tensor *p = g->first_param; p; p = p->next)
        for (int i = 0; i < p->rows * p->cols; i++)
            p->data[i] = (real)*from++;
    Momentum momentum = momentum_new(g, (real)0.2, (real)0.9);
    Adam adam = adam_new(g, (real)0.05);
    GraphMark m = graph_mark(g);
    double got[39];
    for (int step = 0; step < 3; step++) {
        Tensor *cost = torch_cost(e, &net);
        t_backward(cost);
        if (step == 0) {
            ck_close(t_item(cost), e->first_cost, CLOSE);
            each_param(g, true, got);
            for (int i = 0; i < 39; i++)
                ck_close(got[i], e->first_grad[i], CLOSE);
        }
        if (step % 2 == 0)  // the order makes no difference
            graph_rewind(g, m);
        if (e->step == STEP_SGD)
            sgd_step(g, (real)0.3);
        else if (e->step == STEP_MOMENTUM)
            momentum_step(&momentum, g);
        else
            adam_step(&adam, g);
        graph_rewind(g, m);
    }
    each_param(g, false, got);
    for (int i = 0; i < 39; i++) {
        ck_close(got[i], e->end[i], CLOSE * 10);
        ck_assert_msg(got[i] != (double)(real)e->start[i] ||
                          e->first_grad[i] == 0,
                      "parameter %d did not move", i);
    }
    momentum_free(&momentum);
    adam_free(&adam);
    graph_free(g);
}
END_TEST

/* ---- Random graphs -------------------------------------------------------
 * The same random operations on matrices and, unrolled, on single numbers.
 */

enum { SIDE = 3, CELLS = SIDE * SIDE, STEPS = 12, NODES = 4 + STEPS };

typedef struct Twin {
    Tensor *whole;
    Value cell[CELLS];
} Twin;

static Value cell_product(const Twin *a, bool at, const Twin *b, bool bt, int i,
                          int j) {
    Value left[SIDE], right[SIDE];
    for (int p = 0; p < SIDE; p++) {
        left[p] = a->cell[at ? p * SIDE + i : i * SIDE + p];
        right[p] = b->cell[bt ? j * SIDE + p : p * SIDE + j];
    }
    return v_dot(left, right, SIDE);
}

static Value cell_softmax(const Twin *a, int i, int j) {
    Value e[SIDE];
    for (int p = 0; p < SIDE; p++)
        e[p] = v_exp(a->cell[i * SIDE + p]);
    return v_div(e[j], v_sum(e, SIDE));
}

static const int order[SIDE] = {2, 0, 2};

// Of the rows of a that order names, the first k.
static Tensor *rows_of(Tensor *a, int k) {
    Tensor *pick = t_const(a->graph, k, SIDE, NULL);
    for (int r = 0; r < k; r++)
        pick->data[r * SIDE + order[r]] = 1;
    return t_matmul(pick, a);
}

static Tensor *whole_step(int kind, Tensor *a, Tensor *b) {
    switch (kind) {
    case 0:
        return t_add(a, b);
    case 1:
        return t_sub(a, b);
    case 2:
        return t_mul(a, b);
    case 3:
        return t_tanh(a);
    case 4:
        return t_sigmoid(a);
    case 5:
        return t_scale(a, (real)-0.5);
    case 6:
        return t_matmul(a, b);
    case 7:
        return t_matmul(a, t_transpose(b));
    case 8:
        return t_matmul(t_transpose(a), b);
    case 9:
        return t_transpose(a);
    case 10:
        return rows_of(a, SIDE);
    case 11:
        return t_softmax(a);
    case 12:
        return t_add_row(a, rows_of(b, 1));
    case 13:
        return t_linear(a, b, rows_of(a, 1));
    case 14:
        return t_square(a);
    default:
        return t_relu(a);
    }
}

static Value cell_step(int kind, const Twin *a, const Twin *b, int i, int j) {
    Value x = a->cell[i * SIDE + j], y = b->cell[i * SIDE + j];
    switch (kind) {
    case 0:
        return v_add(x, y);
    case 1:
        return v_sub(x, y);
    case 2:
        return v_mul(x, y);
    case 3:
        return v_tanh(x);
    case 4:
        return v_sigmoid(x);
    case 5:
        return v_affine((real)-0.5, x, 0);
    case 6:
        return cell_product(a, false, b, false, i, j);
    case 7:
        return cell_product(a, false, b, true, i, j);
    case 8:
        return cell_product(a, true, b, false, i, j);
    case 9:
        return v_affine(1, a->cell[j * SIDE + i], 0);
    case 10:
        return v_affine(1, a->cell[order[i] * SIDE + j], 0);
    case 11:
        return cell_softmax(a, i, j);
    case 12:
        return v_add(x, b->cell[order[0] * SIDE + j]);
    case 13:
        return v_add(cell_product(a, false, b, true, i, j),
                     a->cell[order[0] * SIDE + j]);
    case 14:
        return v_square(x);
    default:
        return v_relu(x);
    }
}

static void random_graph(Graph *g, Tape *t, Rng *r) {
    Twin node[NODES];
    int n = 0;
    for (; n < 4; n++) {
        node[n].whole = t_input(g, SIDE, SIDE, NULL);
        fill_normal(node[n].whole, r, 0.7);
        for (int i = 0; i < CELLS; i++)
            node[n].cell[i] = v_var(t, node[n].whole->data[i]);
    }
    for (; n < NODES; n++) {
        int kind = rng_below(r, 16);
        const Twin *a = &node[rng_below(r, n)], *b = &node[rng_below(r, n)];
        node[n].whole = whole_step(kind, a->whole, b->whole);
        double largest = 0;
        for (int i = 0; i < CELLS; i++) {
            node[n].cell[i] = cell_step(kind, a, b, i / SIDE, i % SIDE);
            largest = fmax(largest, fabs((double)node[n].whole->data[i]));
        }
        if (largest < 4)
            continue;
        node[n].whole = t_tanh(node[n].whole);  // keep the numbers tame
        for (int i = 0; i < CELLS; i++)
            node[n].cell[i] = v_tanh(node[n].cell[i]);
    }
    Tensor *whole = t_mean(node[4].whole);
    Value cell = v_affine((real)1 / CELLS, v_sum(node[4].cell, CELLS), 0);
    for (int k = 5; k < NODES; k++) {
        whole = t_add(whole, t_sum(node[k].whole));
        cell = v_add(cell, v_sum(node[k].cell, CELLS));
    }
    t_backward(whole);
    v_backward(cell);
    ck_close(t_item(whole), v_value(cell), CLOSE * 10);
    for (int k = 0; k < 4; k++)
        for (int i = 0; i < CELLS; i++)
            ck_close(node[k].whole->grad[i], v_grad(node[k].cell[i]),
                     CLOSE * 50);
}

START_TEST(random_graphs_agree_on_both_engines) {
    Graph *g = graph_new(1);
    Tape *t = tape_new();
    Rng r = rng_new(2026);
    GraphMark gm = graph_mark(g);
    TapeMark tm = tape_mark(t);
    for (int k = 0; k < 400; k++) {
        random_graph(g, t, &r);
        graph_rewind(g, gm);
        tape_rewind(t, tm);
    }
    graph_free(g);
    tape_free(t);
}
END_TEST

/* ---- One network, twice --------------------------------------------------- */

static Value scalar_net_cost(Tape *t, const Mlp *net, const Value *w,
                             const real *x, int rows, const uint8_t *label) {
    Value total[8];
    for (int r = 0; r < rows; r++) {
        Value a[8], z[8];
        const Value *p = w;
        int n = net->sizes[0];
        for (int i = 0; i < n; i++)
            a[i] = v_const(t, x[r * n + i]);
        for (int k = 0; k < net->layers; k++) {
            int out = net->sizes[k + 1];
            for (int j = 0; j < out; j++)
                z[j] = v_add(v_dot(p + j * n, a, n), p[out * n + j]);
            p += out * n + out;
            for (int j = 0; j < out && k + 1 < net->layers; j++)
                a[j] = net->hidden == SIGMOID ? v_sigmoid(z[j])
                       : net->hidden == TANH  ? v_tanh(z[j])
                                              : v_relu(z[j]);
            n = out;
        }
        Value e[8];
        for (int j = 0; j < n; j++)
            e[j] = v_exp(z[j]);
        total[r] = v_sub(v_log(v_sum(e, n)), z[label[r]]);
    }
    return v_affine((real)1 / (real)rows, v_sum(total, rows), 0);
}

START_TEST(a_network_has_the_same_gradient_on_both_engines) {
    static const int sizes[][4] = {{2, 3, 2, 0}, {4, 5, 3, 2}, {1, 1, 1, 2}};
    static const uint8_t label[5] = {0, 1, 1, 0, 1};
    Rng r = rng_new(3);
    for (int k = 0; k < 9; k++) {
        Graph *g = graph_new(1);
        Tape *t = tape_new();
        int n = sizes[k / 3][3] ? 4 : 3;
        Mlp net =
            mlp_new(g, sizes[k / 3], n, (Activation)(k % 3), INIT_NORMAL, &r);
        Tensor *x = t_const(g, 5, sizes[k / 3][0], NULL);
        fill_normal(x, &r, 1);
        Tensor *cost = t_softmax_cross_entropy(mlp_forward(&net, x), label);
        t_backward(cost);
        Value w[100];
        int at = 0;
        for (Tensor *p = g->first_param; p; p = p->next)
            for (int i = 0; i < p->rows * p->cols; i++)
                w[at++] = v_var(t, p->data[i]);
        Value same = scalar_net_cost(t, &net, w, x->data, 5, label);
        v_backward(same);
        ck_close(t_item(cost), v_value(same), CLOSE);
        at = 0;
        for (Tensor *p = g->first_param; p; p = p->next)
            for (int i = 0; i < p->rows * p->cols; i++)
                ck_close(p->grad[i], v_grad(w[at++]), CLOSE);
        graph_free(g);
        tape_free(t);
    }
}
END_TEST

SUITE(engines) {
    TCase *t = tcase_create("engines");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, nets_train_as_in_pytorch, 0, TORCH_NETS);
    tcase_add_test(t, random_graphs_agree_on_both_engines);
    tcase_add_test(t, a_network_has_the_same_gradient_on_both_engines);
    suite_add_tcase(s, t);
}
