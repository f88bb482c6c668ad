/* test_tensor.c: the tensor engine. Every operation, for every operand, against
 * central differences and the dot-product test; the graph's life; aborts.
 */
#include "tensor.h"
#include "gradcheck.h"
#include "nn.h"
#include "suites.h"
#include "support.h"
#include "optim.h"

#include <complex.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef double complex Complex;

/* ---- One operation at a time ---------------------------------------------
 * Each with the same function in complex arithmetic, written as plain loops.
 * Sizes are m, n, k; the shapes of the operands are given in those letters.
 */

enum { MOST = 9, CELLS = MOST * MOST };
static const uint8_t labels[MOST] = {0, 2, 1, 0, 1, 2, 2, 1, 0};

typedef struct Sizes {
    int m, n, k;
} Sizes;

typedef struct Op {
    const char *name, *shapes;  // "mn nk": the operands'; then the result's
    Tensor *(*make)(Tensor **x);
    void (*plain)(Sizes s, Complex *const *x, Complex *y);
    double low, high;
    bool kink;
} Op;

static Tensor *make_add(Tensor **x) { return t_add(x[0], x[1]); }
static Tensor *make_sub(Tensor **x) { return t_sub(x[0], x[1]); }
static Tensor *make_mul(Tensor **x) { return t_mul(x[0], x[1]); }
static Tensor *make_self(Tensor **x) { return t_mul(x[0], x[0]); }
static Tensor *make_twice(Tensor **x) { return t_add(x[0], x[0]); }
static Tensor *make_scale(Tensor **x) { return t_scale(x[0], (real)-2.5); }
static Tensor *make_add_row(Tensor **x) { return t_add_row(x[0], x[1]); }
static Tensor *make_square(Tensor **x) { return t_square(x[0]); }
static Tensor *make_exp(Tensor **x) { return t_exp(x[0]); }
static Tensor *make_log(Tensor **x) { return t_log(x[0]); }
static Tensor *make_sigmoid(Tensor **x) { return t_sigmoid(x[0]); }
static Tensor *make_tanh(Tensor **x) { return t_tanh(x[0]); }
static Tensor *make_relu(Tensor **x) { return t_relu(x[0]); }
static Tensor *make_softmax(Tensor **x) { return t_softmax(x[0]); }
static Tensor *make_sum(Tensor **x) { return t_sum(x[0]); }
static Tensor *make_mean(Tensor **x) { return t_mean(x[0]); }
static Tensor *make_transpose(Tensor **x) { return t_transpose(x[0]); }
static Tensor *make_matmul(Tensor **x) { return t_matmul(x[0], x[1]); }
static Tensor *make_linear(Tensor **x) { return t_linear(x[0], x[1], x[2]); }
static Tensor *make_squared(Tensor **x) { return t_squared_error(x[0], x[1]); }
static Tensor *make_softmax_ce(Tensor **x) {
    return t_softmax_cross_entropy(x[0], labels);
}
static Tensor *make_sigmoid_ce(Tensor **x) {
    return t_sigmoid_cross_entropy(x[0], x[1]);
}

static void plain_add(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = x[0][i] + x[1][i];
}
static void plain_sub(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = x[0][i] - x[1][i];
}
static void plain_mul(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = x[0][i] * x[1][i];
}
static void plain_square(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = x[0][i] * x[0][i];
}
static void plain_twice(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = 2 * x[0][i];
}
static void plain_scale(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = -2.5 * x[0][i];
}
static void plain_add_row(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = x[0][i] + x[1][i % s.n];
}
static void plain_exp(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = cexp(x[0][i]);
}
static void plain_log(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = clog(x[0][i]);
}
static void plain_sigmoid(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = 1 / (1 + cexp(-x[0][i]));
}
static void plain_tanh(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = ctanh(x[0][i]);
}
static void plain_relu(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m * s.n; i++)
        y[i] = creal(x[0][i]) > 0 ? x[0][i] : 0;
}
static void plain_softmax(Sizes s, Complex *const *x, Complex *y) {
    for (int r = 0; r < s.m; r++) {
        Complex sum = 0;
        for (int j = 0; j < s.n; j++)
            sum += cexp(x[0][r * s.n + j]);
        for (int j = 0; j < s.n; j++)
            y[r * s.n + j] = cexp(x[0][r * s.n + j]) / sum;
    }
}
static void plain_sum(Sizes s, Complex *const *x, Complex *y) {
    y[0] = 0;
    for (int i = 0; i < s.m * s.n; i++)
        y[0] += x[0][i];
}
static void plain_mean(Sizes s, Complex *const *x, Complex *y) {
    plain_sum(s, x, y);
    y[0] /= s.m * s.n;
}
static void plain_transpose(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m; i++)
        for (int j = 0; j < s.n; j++)
            y[j * s.m + i] = x[0][i * s.n + j];
}
static void plain_matmul(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m; i++)
        for (int j = 0; j < s.n; j++) {
            y[i * s.n + j] = 0;
            for (int p = 0; p < s.k; p++)
                y[i * s.n + j] += x[0][i * s.k + p] * x[1][p * s.n + j];
        }
}
static void plain_linear(Sizes s, Complex *const *x, Complex *y) {
    for (int i = 0; i < s.m; i++)
        for (int j = 0; j < s.n; j++) {
            y[i * s.n + j] = x[2][j];
            for (int p = 0; p < s.k; p++)
                y[i * s.n + j] += x[0][i * s.k + p] * x[1][j * s.k + p];
        }
}
static void plain_squared(Sizes s, Complex *const *x, Complex *y) {
    y[0] = 0;
    for (int i = 0; i < s.m * s.n; i++)
        y[0] += (x[0][i] - x[1][i]) * (x[0][i] - x[1][i]) / s.m;
}
static void plain_softmax_ce(Sizes s, Complex *const *x, Complex *y) {
    Complex p[CELLS];
    plain_softmax(s, x, p);
    y[0] = 0;
    for (int r = 0; r < s.m; r++)
        y[0] -= clog(p[r * s.n + labels[r]]) / s.m;
}
static void plain_sigmoid_ce(Sizes s, Complex *const *x, Complex *y) {
    Complex a[CELLS];
    plain_sigmoid(s, x, a);
    y[0] = 0;
    for (int i = 0; i < s.m * s.n; i++)
        y[0] -= (x[1][i] * clog(a[i]) + (1 - x[1][i]) * clog(1 - a[i])) / s.m;
}

static const Op ops[] = {
    {"t_add", "mn mn mn", make_add, plain_add, -2, 2, false},
    {"t_sub", "mn mn mn", make_sub, plain_sub, -2, 2, false},
    {"t_mul", "mn mn mn", make_mul, plain_mul, -2, 2, false},
    {"t_mul(a, a)", "mn mn", make_self, plain_square, -2, 2, false},
    {"t_add(a, a)", "mn mn", make_twice, plain_twice, -2, 2, false},
    {"t_scale", "mn mn", make_scale, plain_scale, -2, 2, false},
    {"t_add_row", "mn 1n mn", make_add_row, plain_add_row, -2, 2, false},
    {"t_square", "mn mn", make_square, plain_square, -2, 2, false},
    {"t_exp", "mn mn", make_exp, plain_exp, -2, 2, false},
    {"t_log", "mn mn", make_log, plain_log, 0.3, 3, false},
    {"t_sigmoid", "mn mn", make_sigmoid, plain_sigmoid, -5, 5, false},
    {"t_tanh", "mn mn", make_tanh, plain_tanh, -3, 3, false},
    {"t_relu", "mn mn", make_relu, plain_relu, -2, 2, true},
    {"t_softmax", "mn mn", make_softmax, plain_softmax, -3, 3, false},
    {"t_sum", "mn 11", make_sum, plain_sum, -2, 2, false},
    {"t_mean", "mn 11", make_mean, plain_mean, -2, 2, false},
    {"t_transpose", "mn nm", make_transpose, plain_transpose, -2, 2, false},
    {"t_matmul", "mk kn mn", make_matmul, plain_matmul, -2, 2, false},
    {"t_linear", "mk nk 1n mn", make_linear, plain_linear, -2, 2, false},
    {"t_squared_error", "mn mn 11", make_squared, plain_squared, -2, 2, false},
    {"t_softmax_cross_entropy", "mn 11", make_softmax_ce, plain_softmax_ce, -3,
     3, false},
    {"t_sigmoid_cross_entropy", "mn mn 11", make_sigmoid_ce, plain_sigmoid_ce,
     -3, 3, false},
};
enum { OPS = sizeof ops / sizeof *ops };

static int size_named(char letter, Sizes s) {
    switch (letter) {
    case 'm':
        return s.m;
    case 'n':
        return s.n;
    case 'k':
        return s.k;
    default:
        return letter - '0';
    }
}

// One trial: random sizes, operands x, a weight u for each number of the result
// so that the cost Σ u·y has the gradient Jᵀu.
typedef struct Trial {
    const Op *op;
    Sizes s;
    int inputs, rows[4], cols[4], cells[4];  // the result's come last
    Graph *graph;
    Tensor *x[3], *u;
    GraphMark mark;
} Trial;

static void fill_uniform(Tensor *t, Rng *r, double low, double high,
                         bool kink) {
    for (int i = 0; i < t->rows * t->cols; i++)
        do
            t->data[i] = (real)(low + (high - low) * rng_uniform(r));
        while (kink && fabs((double)t->data[i]) < 0.05);
}

static Trial trial_new(const Op *op, int number, Rng *r) {
    static const Sizes special[] = {{2, 3, 1}, {2, 3, 7}, {3, 3, 3}, {9, 3, 2}};
    Trial t = {.op = op, .graph = graph_new(1)};
    t.s = number < 4 ? special[number]
                     : (Sizes){1 + rng_below(r, MOST), 1 + rng_below(r, MOST),
                               1 + rng_below(r, MOST)};
    if (op->make == make_softmax_ce && t.s.n < 3)
        t.s.n = 3;  // the labels go up to 2
    int shapes = ((int)strlen(op->shapes) + 1) / 3;
    for (int i = 0; i < shapes; i++) {
        t.rows[i] = size_named(op->shapes[3 * i], t.s);
        t.cols[i] = size_named(op->shapes[3 * i + 1], t.s);
        t.cells[i] = t.rows[i] * t.cols[i];
    }
    t.inputs = shapes - 1;
    for (int i = 0; i < t.inputs; i++) {
        t.x[i] = t_input(t.graph, t.rows[i], t.cols[i], NULL);
        fill_uniform(t.x[i], r, op->low, op->high, op->kink);
    }
    t.u = t_const(t.graph, t.rows[t.inputs], t.cols[t.inputs], NULL);
    fill_uniform(t.u, r, -1, 1, false);
    t.mark = graph_mark(t.graph);
    return t;
}

static real cost_of(void *trial) {
    Trial *t = trial;
    Tensor *y = t->op->make(t->x);
    ck_assert_int_eq(y->rows, t->u->rows);
    ck_assert_int_eq(y->cols, t->u->cols);
    real cost = t_item(t_sum(t_mul(y, t->u)));
    graph_rewind(t->graph, t->mark);
    return cost;
}

static void backward_of(Trial *t) {
    t_backward(t_sum(t_mul(t->op->make(t->x), t->u)));
    graph_rewind(t->graph, t->mark);
}

START_TEST(operations_agree_with_central_differences) {
    Rng r = rng_new(17);
    for (int number = 0; number < 40; number++) {
        Trial t = trial_new(&ops[_i], number, &r);
        backward_of(&t);
        for (int i = 0; i < t.inputs; i++) {
            size_t worst, n = (size_t)t.cells[i];
            size_t agree = check_gradient(cost_of, &t, t.x[i]->data,
                                          t.x[i]->grad, n, &worst);
            ck_assert_msg(agree == n,
                          "%s, operand %d, %dx%d: %zu of %zu agree, worst %zu",
                          ops[_i].name, i, t.rows[i], t.cols[i], agree, n,
                          worst);
        }
        graph_free(t.graph);
    }
}
END_TEST

// ⟨Jv, u⟩ = ⟨v, Jᵀu⟩ for random directions v. Jv comes from the plain function
// by the complex step, Jᵀu from the engine.
START_TEST(operations_pass_the_dot_product_test) {
    Rng r = rng_new(18);
    for (int number = 0; number < 40; number++) {
        Trial t = trial_new(&ops[_i], number, &r);
        Complex cells[3][CELLS], *x[3] = {cells[0], cells[1], cells[2]};
        Complex y[CELLS];
        double left = 0, right = 0, size = 1;
        backward_of(&t);
        for (int i = 0; i < t.inputs; i++)
            for (int j = 0; j < t.cells[i]; j++) {
                double v = 2 * rng_uniform(&r) - 1;
                x[i][j] = (double)t.x[i]->data[j] + 1e-30 * v * I;
                right += v * (double)t.x[i]->grad[j];
            }
        t.op->plain(t.s, x, y);
        for (int j = 0; j < t.cells[t.inputs]; j++) {
            double term = cimag(y[j]) / 1e-30 * (double)t.u->data[j];
            left += term;
            size += fabs(term);
        }
        ck_assert_msg(fabs(left - right) <= CLOSE / 10 * size,
                      "%s: %.17g and %.17g", ops[_i].name, left, right);
        Tensor *result = t.op->make(t.x);
        for (int j = 0; j < t.cells[t.inputs]; j++)
            ck_close(result->data[j], creal(y[j]), CLOSE);
        graph_free(t.graph);
    }
}
END_TEST

START_TEST(kinks_and_extremes) {
    Graph *g = graph_new(1);
    Tensor *x = t_input(g, 1, 3, (real[]){0, -1000, 1000});
    t_backward(t_sum(t_relu(x)));
    ck_assert(x->grad[0] == 0 && x->grad[1] == 0 && x->grad[2] == 1);
    Tensor *p = t_softmax(x);
    ck_assert(p->data[2] == 1 && p->data[1] == 0);
    Tensor *cost = t_softmax_cross_entropy(x, (uint8_t[]){1});
    ck_close(t_item(cost), 2000, 1e-6);
    t_backward(cost);
    ck_close(x->grad[1], -1, 1e-6);
    ck_close(x->grad[2], 1, 1e-6);
    Tensor *y = t_const(g, 1, 3, (real[]){1, 1, 0});
    cost = t_sigmoid_cross_entropy(x, y);
    ck_close(t_item(cost), 2000.6931471805599, 1e-6);
    t_backward(cost);
    ck_close(x->grad[0], -0.5, 1e-6);
    ck_close(x->grad[1], -1, 1e-6);
    ck_close(x->grad[2], 1, 1e-6);
    // No exponent overflows and no difference is lost, at any finite z.
    Tensor *far = t_const(g, 1, 2, (real[]){-800, 800});
    Tensor *right = t_const(g, 1, 2, (real[]){0, 1});
    ck_assert(t_item(t_sigmoid_cross_entropy(far, right)) == 0);
    Tensor *wrong = t_const(g, 1, 2, (real[]){1, 0});
    ck_assert(t_item(t_sigmoid_cross_entropy(far, wrong)) == 1600);
    x->data[1] = (real)NAN;
    t_backward(t_sum(t_relu(x)));
    ck_assert(isnan((double)t_relu(x)->data[1]));
    ck_assert(x->grad[0] == 0 && isnan((double)x->grad[1]) && x->grad[2] == 1);
    ck_assert(isnan((double)t_item(t_sum(x))));
    ck_assert(isnan((double)t_item(t_softmax_cross_entropy(x, labels))));
    graph_free(g);
}
END_TEST

/* ---- An operation of one's own -------------------------------------------
 * With what tensor.h offers to everybody.
 */

// y = a³:  da += 3a² ⊙ dy
static void cube_backward(Tensor *y) {
    Tensor *a = y->operand[0];
    real *da = t_grad_of(a);
    for (size_t i = 0; i < t_count(y); i++)
        da[i] += 3 * a->data[i] * a->data[i] * y->grad[i];
}

static Tensor *cube(Tensor *a) {
    Tensor *y =
        t_result("cube", a->rows, a->cols, a, NULL, NULL, cube_backward);
    for (size_t i = 0; i < t_count(y); i++)
        y->data[i] = a->data[i] * a->data[i] * a->data[i];
    return y;
}

// y = a·b + c, for numbers a and c [1, 1]:
// da += Σ b·dy, db += a·dy, dc += Σ dy
static void line_backward(Tensor *y) {
    Tensor *a = y->operand[0], *b = y->operand[1], *c = y->operand[2];
    real *da = a->trainable ? t_grad_of(a) : NULL;
    real *db = b->trainable ? t_grad_of(b) : NULL;
    real *dc = c->trainable ? t_grad_of(c) : NULL;
    for (size_t i = 0; i < t_count(y); i++) {
        if (da)
            da[0] += b->data[i] * y->grad[i];
        if (db)
            db[i] += a->data[0] * y->grad[i];
        if (dc)
            dc[0] += y->grad[i];
    }
}

static Tensor *line(Tensor *a, Tensor *b, Tensor *c) {
    Tensor *y = t_result("line", b->rows, b->cols, a, b, c, line_backward);
    for (size_t i = 0; i < t_count(y); i++)
        y->data[i] = a->data[0] * b->data[i] + c->data[0];
    return y;
}

// Operand k of the line is an input if bit k of `inputs` is set.
typedef struct Own {
    Graph *graph;
    GraphMark mark;
    Tensor *x[3];
} Own;

static Own own_new(int inputs, Rng *r) {
    Own o = {.graph = graph_new(1)};
    for (int k = 0; k < 3; k++) {
        int rows = k == 1 ? 2 : 1, cols = k == 1 ? 3 : 1;
        o.x[k] = inputs >> k & 1 ? t_input(o.graph, rows, cols, NULL)
                                 : t_const(o.graph, rows, cols, NULL);
        fill_uniform(o.x[k], r, -2, 2, false);
    }
    o.mark = graph_mark(o.graph);
    return o;
}

static Tensor *own_cost(Own *o) {
    return t_sum(t_square(line(o->x[0], cube(o->x[1]), o->x[2])));
}

static real own_value(void *own) {
    Own *o = own;
    real value = t_item(own_cost(o));
    graph_rewind(o->graph, o->mark);
    return value;
}

START_TEST(an_operation_of_ones_own_has_a_gradient) {
    Rng r = rng_new(19);
    for (int inputs = 1; inputs < 8; inputs++) {
        Own o = own_new(inputs, &r);
        t_backward(own_cost(&o));
        for (int k = 0; k < 3; k++) {
            size_t n = t_count(o.x[k]);
            ck_assert_int_eq(o.x[k]->grad != NULL, inputs >> k & 1);
            if (o.x[k]->grad)
                ck_assert_uint_eq(check_gradient(own_value, &o, o.x[k]->data,
                                                 o.x[k]->grad, n, NULL),
                                  n);
        }
        graph_free(o.graph);
    }
    Own o = own_new(0, &r);
    ck_assert(!cube(o.x[1])->trainable);
    ck_assert_str_eq(cube(o.x[1])->operation, "cube");
    graph_free(o.graph);
}
END_TEST

START_TEST(a_wrong_operation_of_ones_own_is_fatal) {
    Graph *g = graph_new(1), *h = graph_new(1);
    Tensor *x = t_input(g, 2, 2, NULL), *c = t_const(g, 2, 3, NULL);
    Tensor *other = t_const(h, 2, 2, NULL);
    ck_fatal("mine: operand 1 is NULL",
             t_result("mine", 1, 1, NULL, x, NULL, cube_backward));
    ck_fatal("mine: operand 2 is from another graph",
             t_result("mine", 1, 1, x, other, NULL, cube_backward));
    ck_fatal("mine: operand 3 is from another graph",
             t_result("mine", 1, 1, x, NULL, other, cube_backward));
    ck_fatal("mine: 2x0 has no elements",
             t_result("mine", 2, 0, x, NULL, NULL, cube_backward));
    ck_fatal("mine: backward is NULL",
             t_result("mine", 2, 2, x, NULL, NULL, NULL));
    ck_assert_ptr_eq(g->newest, c);  // nothing half made is left
    t_backward(t_sum(x));
    ck_fatal("t_grad_of: a t_const of 2x3 has no gradient; ask a->trainable",
             t_grad_of(c));
    graph_free(g);
    graph_free(h);
}
END_TEST

#define BY_HAND(what)                                                          \
    "t_backward: a " what " of 2x3, its fields set by hand; an operation of "  \
    "your own is made with t_result"

// It would have no gradient, or an old one, without a word.
START_TEST(fields_set_by_hand_are_fatal) {
    Graph *g = graph_new(1);
    Tensor *x = t_input(g, 2, 3, NULL), *cost = t_sum(x);
    GraphMark m = graph_mark(g);
    for (int fields = 1; fields < 8; fields++) {
        Tensor *y = t_blank(g, 2, 3);
        y->operand[0] = fields & 1 ? x : NULL;
        y->backward = fields & 2 ? cube_backward : NULL;
        y->trainable = fields & 4;
        if (fields == 7)  // what t_result would have made
            t_backward(cost);
        else
            ck_fatal(BY_HAND("t_blank"), t_backward(cost));
        graph_rewind(g, m);
    }
    Tensor *y = cube(t_const(g, 2, 3, NULL));
    y->trainable = true;
    ck_fatal(BY_HAND("cube"), t_backward(cost));
    y->trainable = false;
    t_input(g, 2, 3, NULL)->trainable = false;
    ck_fatal(BY_HAND("t_input"), t_backward(cost));
    graph_free(g);
}
END_TEST

// What is a sum over many is not a chain of additions in float: a million tenths
// would be 100,958, and a row's gradient as wrong.
START_TEST(long_sums_do_not_lose_their_place) {
    enum { N = 1000000 };
    Graph *g = graph_new(1);
    Tensor *a = t_blank(g, N, 1), *zero = t_const(g, N, 1, NULL);
    for (int i = 0; i < N; i++)
        a->data[i] = (real)0.1;
    double tenth = (double)(real)0.1;
    ck_close(t_item(t_sum(a)), N * tenth, 1e-6);
    ck_close(t_item(t_mean(a)), tenth, 1e-6);
    ck_close(t_item(t_squared_error(a, zero)), tenth * tenth, 1e-6);
    double cost = log1p(exp(tenth));
    ck_close(t_item(t_sigmoid_cross_entropy(a, zero)), cost, 1e-6);
    uint8_t *label = memset(mem_resize(NULL, N, 1, "test", 0), 0, N);
    Tensor *pairs = t_const(g, N, 2, NULL);
    ck_close(t_item(t_softmax_cross_entropy(pairs, label)), log(2), 1e-6);
    Tensor *b = t_param(g, "b", 1, 1);
    t_backward(t_sum(t_mul(t_add_row(zero, b), a)));
    ck_close(b->grad[0], N * tenth, 1e-6);
    free(label);

    // One row of many columns: e⁰ and N - 1 times e^-2.3.
    Tensor *z = t_input(g, 1, N, NULL);
    for (int i = 1; i < N; i++)
        z->data[i] = (real)-2.3;
    double rest = exp((double)(real)-2.3), sum = 1 + (N - 1) * rest;
    ck_close(t_softmax(z)->data[0] * (real)sum, 1, 1e-6);
    ck_close(t_item(t_softmax_cross_entropy(z, (uint8_t[]){0})), log(sum),
             1e-6);
    // Σ p·c with c = 1000 but c₀ = 0: dz₀ = p₀·(0 - Σ p·c).
    Tensor *c = t_blank(g, 1, N);
    for (int i = 0; i < N; i++)
        c->data[i] = i ? 1000 : 0;
    t_backward(t_sum(t_mul(t_softmax(z), c)));
    ck_close((double)z->grad[0] * sum / -1000, (N - 1) * rest / sum, 1e-6);
    graph_free(g);
}
END_TEST

/* ---- The graph's life ----------------------------------------------------- */

START_TEST(backward_sets_and_does_not_add) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 2), *v = t_param(g, "v", 1, 2);
    w->data[0] = 3, w->data[1] = 4;
    Tensor *s = t_square(w), *first = t_sum(s);
    Tensor *other = t_scale(v, 2), *second = t_sum(t_add(w, other));
    t_backward(first);
    ck_assert(w->grad[0] == 6 && w->grad[1] == 8 && v->grad[0] == 0);
    ck_assert(s->grad[0] == 1 && first->grad[0] == 1);
    ck_assert_ptr_null(other->grad);
    t_backward(first);
    ck_assert(w->grad[0] == 6);
    t_backward(second);
    ck_assert(w->grad[0] == 1 && v->grad[1] == 2);
    ck_assert_ptr_null(s->grad);
    t_backward(first);
    ck_assert(w->grad[0] == 6 && v->grad[1] == 0);
    Tensor *last = t_matmul(w, t_const(g, 2, 1, (real[]){0, 1}));
    t_backward(t_mul(last, t_sum(v)));
    ck_assert(w->grad[0] == 0 && w->grad[1] == 0 && v->grad[0] == 4);
    graph_free(g);
}
END_TEST

START_TEST(shares_of_many_uses_add_up) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 2, 2);
    for (int i = 0; i < 4; i++)
        w->data[i] = (real)(i + 1);
    // Σ w·w (as matrices) + Σ w·w (by elements) + 3 Σ w
    Tensor *a = t_sum(t_matmul(w, w)), *b = t_sum(t_mul(w, w));
    t_backward(t_add(t_add(a, b), t_scale(t_sum(w), 3)));
    // d/dw[i][j] of Σ w·w = Σ of row j + Σ of column i
    const double expected[] = {3 + 4 + 2 + 3, 7 + 4 + 4 + 3, 3 + 6 + 6 + 3,
                               7 + 6 + 8 + 3};
    for (int i = 0; i < 4; i++)
        ck_close(w->grad[i], expected[i], CLOSE);
    // The sum is older than the square, so its share comes second.
    Tensor *sum = t_sum(w), *square = t_square(w);
    t_backward(t_add(sum, t_sum(square)));
    for (int i = 0; i < 4; i++)
        ck_close(w->grad[i], 1 + 2 * w->data[i], CLOSE);
    graph_free(g);
}
END_TEST

START_TEST(what_is_given_is_copied) {
    Graph *g = graph_new(1);
    real data[3] = {1, 2, 3};
    uint8_t label[1] = {2};
    char name[4] = "abc";
    Tensor *x = t_input(g, 1, 3, data), *p = t_param(g, name, 1, 3);
    Tensor *cost = t_softmax_cross_entropy(x, label);
    data[0] = 9, label[0] = 0, name[0] = 'x';
    ck_assert(x->data[0] == 1);
    ck_assert_str_eq(p->name, "abc");
    t_backward(cost);
    ck_assert(x->grad[2] < 0 && x->grad[0] > 0);
    graph_free(g);
}
END_TEST

START_TEST(constants_have_no_gradient) {
    Graph *g = graph_new(1);
    Tensor *c = t_const(g, 2, 2, NULL), *d = t_exp(c);
    Tensor *x = t_input(g, 2, 2, NULL), *w = t_param(g, "w", 2, 2);
    t_backward(t_sum(t_add(t_matmul(d, w), t_mul(x, c))));
    ck_assert_ptr_null(c->grad);
    ck_assert_ptr_null(d->grad);
    ck_assert_ptr_nonnull(x->grad);
    ck_assert(w->grad[0] == 2 && x->grad[0] == 0);
    ck_assert_ptr_eq(g->first_param, w);  // an input is not trained
    ck_assert_ptr_null(w->next);
    ck_assert_uint_eq(graph_params(g), 4);
    graph_free(g);
}
END_TEST

// A leaf that is newer than the cost, and one that only another cost reaches,
// get zeros and not what an earlier t_backward has left.
START_TEST(leaves_of_other_costs_have_no_gradient) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 1), *u = t_param(g, "u", 1, 1);
    Tensor *cost = t_sum(w);
    Tensor *x = t_input(g, 1, 1, (real[]){2}), *v = t_param(g, "v", 1, 1);
    Tensor *all = t_add(t_add(t_scale(x, 7), w), t_add(u, v));
    t_backward(t_sum(all));
    ck_assert(x->grad[0] == 7 && u->grad[0] == 1 && v->grad[0] == 1);
    t_backward(cost);
    ck_assert(x->grad[0] == 0 && u->grad[0] == 0 && v->grad[0] == 0);
    ck_assert(w->grad[0] == 1);
    ck_assert_ptr_null(all->grad);
    graph_free(g);
}
END_TEST

// t_linear with each of its operands trained or not: a gradient where one is
// trained, none where it is not, and the same numbers.
START_TEST(any_operand_of_a_layer_may_be_constant) {
    for (int which = 1; which < 8; which++) {
        Graph *g = graph_new(1);
        Tensor *(*leaf[])(Graph *, int, int, const real *) = {t_const, t_input};
        Tensor *x = leaf[which & 1](g, 2, 1, (real[]){2, 3});
        Tensor *w = leaf[which >> 1 & 1](g, 2, 1, (real[]){5, 7});
        Tensor *b = leaf[which >> 2](g, 1, 2, (real[]){1, -1});
        for (int round = 0; round < 3; round++) {
            Tensor *y = t_linear(x, w, b);
            ck_assert(y->data[0] == 11 && y->data[3] == 20);
            t_backward(t_sum(y));
            ck_assert((x->grad != NULL) == (which & 1));
            ck_assert((w->grad != NULL) == (which >> 1 & 1));
            ck_assert((b->grad != NULL) == which >> 2);
            ck_assert(!x->grad || (x->grad[0] == 12 && x->grad[1] == 12));
            ck_assert(!w->grad || (w->grad[0] == 5 && w->grad[1] == 5));
            ck_assert(!b->grad || (b->grad[0] == 2 && b->grad[1] == 2));
        }
        graph_free(g);
    }
}
END_TEST

// The gradient of a row that is added in two places, of any width: its columns
// are added up some at a time.
START_TEST(a_row_of_any_width) {
    static const int widths[] = {1, 63, 64, 65, 128, 200};
    for (size_t k = 0; k < sizeof widths / sizeof *widths; k++) {
        int n = widths[k];
        Graph *g = graph_new(1);
        Tensor *row = t_param(g, "row", 1, n), *a = t_const(g, 3, n, NULL);
        Tensor *u = t_const(g, 3, n, NULL), *v = t_const(g, 3, n, NULL);
        for (int i = 0; i < 3 * n; i++)
            u->data[i] = (real)(i % 11), v->data[i] = (real)(i % 7);
        t_backward(t_add(t_sum(t_mul(t_add_row(a, row), u)),
                         t_sum(t_mul(t_add_row(a, row), v))));
        for (int j = 0; j < n; j++) {
            int sum = 0;
            for (int i = j; i < 3 * n; i += n)
                sum += i % 11 + i % 7;
            ck_quick(row->grad[j] == (real)sum);
        }
        graph_free(g);
    }
}
END_TEST

START_TEST(parameters_made_after_a_mark_vanish_with_it) {
    Graph *g = graph_new(1);
    GraphMark empty = graph_mark(g);
    t_param(g, "a", 1, 1);
    graph_rewind(g, empty);
    ck_assert_ptr_null(g->first_param);
    Tensor *a = t_param(g, "a", 1, 1);
    GraphMark m = graph_mark(g);
    t_param(g, "b", 1, 1);
    t_param(g, "c", 1, 1);
    graph_rewind(g, m);
    ck_assert_uint_eq(graph_params(g), 1);
    Tensor *c = t_param(g, "c", 2, 3);
    ck_assert(a->next == c && c->next == NULL && g->last_param == c);
    ck_assert_uint_eq(graph_params(g), 7);
    graph_free(g);
    graph_free(NULL);
}
END_TEST

// A small training loop: after its first step, memory is what it was.
START_TEST(training_asks_for_nothing_after_the_first_step) {
#ifdef UNDER_TSAN
    enum { WARM_UP = 40, STEPS = 5000 };  // each step is 50 times slower
#else
    enum { WARM_UP = 40, STEPS = 100000 };
#endif
    Graph *g = graph_new(1);
    Rng r = rng_new(1);
    Mlp net = mlp_new(g, (int[]){3, 4, 3}, 3, TANH, INIT_LECUN, &r);
    Momentum o = momentum_new(g, (real)0.01, (real)0.9);
    real images[6] = {1, 2, 3, 4, 5, 6};
    GraphMark m = graph_mark(g);
    long calls = 0;
    size_t bytes = 0;
    for (int step = 0; step < STEPS; step++) {
        Tensor *z = mlp_forward(&net, t_const(g, 2, 3, images));
        t_backward(t_softmax_cross_entropy(z, labels));
        graph_rewind(g, m);
        momentum_step(&o, g);
        // (In debug builds the first rewinds start at other places.)
#ifdef DOWNHILL_DEBUG
        if (step == WARM_UP)
#else
        if (step == 0)
#endif
            calls = alloc_calls(), bytes = graph_bytes(g);
    }
    ck_assert_int_eq(alloc_calls(), calls);
    ck_assert_uint_eq(graph_bytes(g), bytes);
    momentum_free(&o);
    graph_free(g);
    (void)WARM_UP;
}
END_TEST

START_TEST(a_deep_graph_needs_no_stack) {
    Graph *g = graph_new(1);
    Tensor *x = t_input(g, 1, 1, (real[]){2}), *y = x;
    for (int i = 0; i < 100000; i++)
        y = t_add(y, x);
    t_backward(y);
    ck_assert((double)x->grad[0] == 100001);
    graph_free(g);
}
END_TEST

// A few steps of training, with batches that are worth four threads; the
// parameters' bits at the end.
static unsigned long long train_bits(int threads, unsigned seed) {
    enum { BATCH = 250 };
    Graph *g = graph_new(threads);
    Rng r = rng_new(seed);
    Mlp net = mlp_new(g, (int[]){200, 300, 3}, 3, RELU, INIT_HE, &r);
    GraphMark m = graph_mark(g);
    for (int step = 0; step < 5; step++) {
        Tensor *x = t_const(g, BATCH, 200, NULL);
        fill_normal(x, &r, 1);
        uint8_t label[BATCH];
        for (int i = 0; i < BATCH; i++)
            label[i] = (uint8_t)rng_below(&r, 3);
        t_backward(t_softmax_cross_entropy(mlp_forward(&net, x), label));
        graph_rewind(g, m);
        sgd_step(g, (real)0.1);
    }
    unsigned long long bits = 0;
    for (Tensor *p = g->first_param; p; p = p->next)
        bits = bits * 31 +
               hash_bytes(p->data, (size_t)(p->rows * p->cols) * sizeof(real));
    graph_free(g);
    return bits;
}

static void *train_alone(void *bits) {
    unsigned long long *b = bits;
    *b = train_bits(2, (unsigned)*b);
    return NULL;
}

START_TEST(threads_change_no_bit) {
    unsigned long long one = train_bits(1, 5);
    for (int threads = 2; threads <= 4; threads++)
        ck_assert(train_bits(threads, 5) == one);
    ck_assert(train_bits(1, 6) != one);
    // Two graphs on two threads, each with a pool of its own.
    unsigned long long bits[2] = {5, 6};
    pthread_t id[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&id[i], NULL, train_alone, &bits[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(id[i], NULL);
    ck_assert(bits[0] == one && bits[1] == train_bits(1, 6));
}
END_TEST

/* ---- What it looks like --------------------------------------------------- */

static void print(const void *graph, FILE *out) { graph_print(graph, out); }

START_TEST(a_graph_prints_itself) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "fc1.weight", 3, 2),
           *b = t_param(g, "fc1.bias", 1, 3);
    for (int i = 0; i < 6; i++)
        w->data[i] = (real)(i - 2) / 4;
    Tensor *x = t_const(g, 1, 2, (real[]){1, -2}),
           *other = t_input(g, 1, 1, NULL);
    Tensor *z = t_linear(x, w, b);
    t_backward(t_squared_error(z, t_const(g, 1, 3, (real[]){1000, 0.125, 0})));
    t_scale(cube(other), 2);
    t_softmax_cross_entropy(t_const(g, 1, 1, (real[]){(real)-0.0}),
                            (uint8_t[]){0});
    char *text = printed(print, g);
    // clang-format off
    ck_assert_str_eq(text,
        "   # made by                               shape data            gradient\n"
        "   1 t_param fc1.weight                      3x2 -0.5 -0.25 0 …  -2e+03 4e+03 …\n"
        "   2 t_param fc1.bias                        1x3 0 0 0           -2e+03 -1.25 -2\n"
        "   3 t_const                                 1x2 1 -2            -\n"
        "   4 t_input                                 1x1 0               0\n"
        "   5 t_linear(3, 1, 2)                       1x3 0 -0.5 -1       -2e+03 -1.25 -2\n"
        "   6 t_const                                 1x3 1e+03 0.125 0   -\n"
        "   7 t_squared_error(5, 6)                   1x1 1e+06           1\n"
        "   8 cube(4)                                 1x1 0\n"
        "   9 t_scale(8)                              1x1 0\n"
        "  10 t_const                                 1x1 0               -\n"
        "  11 softmax, kept                           1x1 1               -\n"
        "  12 t_softmax_cross_entropy(10, 11)         1x1 0               -\n");
    // clang-format on
    free(text);
    graph_free(g);
}
END_TEST

START_TEST(a_printed_tensor_fits_in_a_line) {
    Graph *g = graph_new(1);
    const char *name = "encoder.layers.11.attention.output.dense.weight";
    Tensor *w = t_param(g, name, 1, 20), *y = w;
    for (int i = 0; i < 20; i++)
        w->data[i] = (real)-1.2345e-5 * (real)(i % 7);
    t_const(g, 60000, 784, NULL);
    for (int i = 0; i < 10000; i++)
        y = t_add(y, w);
    t_backward(t_sigmoid_cross_entropy(y, w));
    char *text = printed(print, g);
    ck_assert_int_le(widest_line(text), 80);
    ck_assert(strstr(text, "\n10003 t_sigmoid_cross_entropy(10002, 1) "));
    free(text);
    graph_free(g);
}
END_TEST

START_TEST(normals_fill_a_tensor_in_order) {
    Graph *g = graph_new(1);
    Tensor *t = t_blank(g, 3, 5);
    Rng r = rng_new(8), same = r;
    fill_normal(t, &r, 0.25);
    for (int i = 0; i < 15; i++)
        ck_assert(t->data[i] == (real)(0.25 * rng_normal(&same)));
    ck_assert(rng_next(&r) == rng_next(&same));
    graph_free(g);
}
END_TEST

/* ---- Mistakes ------------------------------------------------------------ */

START_TEST(wrong_shapes_are_fatal) {
    Graph *g = graph_new(1);
    Tensor *a = t_const(g, 2, 3, NULL), *b = t_const(g, 3, 2, NULL);
    Tensor *x = t_const(g, 64, 784, NULL), *w = t_param(g, "w", 30, 785);
    Tensor *w2 = t_param(g, "w2", 30, 784), *bias = t_param(g, "b", 1, 31);
    ck_fatal("t_add: left is 2x3 but right is 3x2; they must be alike",
             t_add(a, b));
    ck_fatal("t_sub: left is 2x3 but right is 3x2; they must be alike",
             t_sub(a, b));
    ck_fatal("t_mul: left is 2x3 but right is 3x2; they must be alike",
             t_mul(a, b));
    ck_fatal("t_squared_error: left is 2x3 but right is 3x2; they must be "
             "alike",
             t_squared_error(a, b));
    ck_fatal("t_sigmoid_cross_entropy: left is 2x3 but right is 3x2; they must "
             "be alike",
             t_sigmoid_cross_entropy(a, b));
    ck_fatal("t_matmul: left is 64x784 but right is 2x3; 784 cannot meet 2",
             t_matmul(x, a));
    ck_fatal("t_linear: x is 64x784 but W is 30x785; 784 inputs cannot meet "
             "785 weights",
             t_linear(x, w, bias));
    ck_fatal("t_linear: W is 30x784 but b is 1x31; it must be 1x30",
             t_linear(x, w2, bias));
    ck_fatal("t_add_row: the row is 3x2 but a is 2x3; it must be 1x3",
             t_add_row(a, b));
    ck_fatal("t_const: 0x5 has no elements", t_const(g, 0, 5, NULL));
    ck_fatal("t_param: 3x-1 has no elements", t_param(g, "p", 3, -1));
    if (SIZE_MAX <= 0xffffffff)  // rows·cols wraps there before it is bytes
        ck_fatal("t_const: 65536x65536 is too large",
                 t_const(g, 65536, 65536, NULL));
#ifndef DOWNHILL_FLOAT
    ck_fatal("t_const: 2147483647x2147483647 is too large",
             t_const(g, 2147483647, 2147483647, NULL));
#endif
    ck_fatal("t_item: the tensor is 2x3, not 1x1", t_item(a));
    ck_fatal("t_softmax_cross_entropy: label 3 at row 1, but z has 3 columns",
             t_softmax_cross_entropy(a, (uint8_t[]){2, 3}));
    ck_fatal("t_param: there is a parameter named w already",
             t_param(g, "w", 1, 1));
    graph_free(g);
}
END_TEST

START_TEST(wrong_costs_are_fatal) {
    Graph *g = graph_new(1);
    Tensor *c = t_const(g, 2, 2, NULL), *w = t_param(g, "w", 2, 3);
    ck_fatal("t_backward: the cost is 2x3, not 1x1", t_backward(w));
    ck_fatal("t_backward: the cost depends on no parameter and no input",
             t_backward(t_sum(c)));
    ck_fatal("t_backward: cost is NULL", t_backward(NULL));
    graph_free(g);
}
END_TEST

#define REWOUND                                                                \
    "graph_rewind: this mark has been rewound away, or was never made here"

START_TEST(a_mark_that_is_gone_is_fatal) {
    Graph *g = graph_new(1), *other = graph_new(1);
    GraphMark start = graph_mark(g), foreign = graph_mark(other), never = {0};
    for (int i = 0; i < 3; i++)
        t_const(g, 4, 4, NULL);
    t_param(g, "w", 2, 2);
    GraphMark later = graph_mark(g), same = graph_mark(g);
    graph_rewind(g, later);
    graph_rewind(g, same);
    graph_rewind(g, start);
    ck_fatal(REWOUND, graph_rewind(g, later));
    for (int i = 0; i < 4; i++)
        t_const(g, 1, 1, NULL);
    ck_fatal(REWOUND, graph_rewind(g, later));  // as many tensors, other ones
    t_const(g, 1, 1, NULL);
    ck_fatal(REWOUND, graph_rewind(g, later));
    ck_fatal(REWOUND, graph_rewind(g, foreign));
    ck_fatal(REWOUND, graph_rewind(g, never));
    Tensor *x = t_param(g, "x", 2, 2);
    t_backward(t_sum(t_square(x)));
    ck_assert_uint_eq(graph_params(g), 4);
    graph_rewind(g, start);
    ck_assert_uint_eq(graph_params(g), 0);
    graph_free(g);
    graph_free(other);
}
END_TEST

// Two who keep a mark of the same place may take turns, also in debug builds,
// where each recording begins elsewhere.
START_TEST(marks_of_one_place_take_turns) {
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 1);
    GraphMark first = graph_mark(g);
    for (int round = 0; round < 70; round++) {
        graph_rewind(g, first);
        GraphMark second = graph_mark(g);
        t_backward(t_sum(t_scale(w, 3)));
        graph_rewind(g, first);
        t_backward(t_sum(t_scale(w, 4)));
        graph_rewind(g, second);
        t_backward(t_sum(t_scale(w, 5)));
        ck_assert(w->grad[0] == 5);
    }
    graph_free(g);
}
END_TEST

static const struct {
    const char *name;
    Tensor *(*of)(Tensor *a);
} of_one[] = {
    {"t_square", t_square},       {"t_exp", t_exp},   {"t_log", t_log},
    {"t_sigmoid", t_sigmoid},     {"t_tanh", t_tanh}, {"t_relu", t_relu},
    {"t_softmax", t_softmax},     {"t_sum", t_sum},   {"t_mean", t_mean},
    {"t_transpose", t_transpose},
};

static const struct {
    const char *name;
    Tensor *(*of)(Tensor *a, Tensor *b);
} of_two[] = {
    {"t_add", t_add},
    {"t_sub", t_sub},
    {"t_mul", t_mul},
    {"t_add_row", t_add_row},
    {"t_matmul", t_matmul},
    {"t_squared_error", t_squared_error},
    {"t_sigmoid_cross_entropy", t_sigmoid_cross_entropy},
};

static const char *about(const char *name, const char *what) {
    static char line[100];
    snprintf(line, sizeof line, "%s: %s", name, what);
    return line;
}

// (Functions of their own: after a fatal error a loop's counter may be lost.)
static void needs_one(size_t k) {
    ck_fatal(about(of_one[k].name, "operand is NULL"), of_one[k].of(NULL));
}

static void needs_two(size_t k, Tensor *a, Tensor *foreign) {
    const char *name = of_two[k].name;
    ck_fatal(about(name, "left operand is NULL"), of_two[k].of(NULL, a));
    ck_fatal(about(name, "right operand is NULL"), of_two[k].of(a, NULL));
    ck_fatal(about(name, "right operand is from another graph"),
             of_two[k].of(a, foreign));
}

START_TEST(foreign_and_missing_operands_are_fatal) {
    Graph *g = graph_new(1), *h = graph_new(1);
    Tensor *a = t_const(g, 2, 2, NULL), *b = t_const(h, 2, 2, NULL);
    for (size_t k = 0; k < sizeof of_one / sizeof *of_one; k++)
        needs_one(k);
    for (size_t k = 0; k < sizeof of_two / sizeof *of_two; k++)
        needs_two(k, a, b);
    Tensor *row = t_const(h, 1, 2, NULL);
    ck_fatal("t_scale: operand is NULL", t_scale(NULL, 1));
    ck_fatal("t_item: operand is NULL", t_item(NULL));
    ck_fatal("t_linear: x is NULL", t_linear(NULL, a, row));
    ck_fatal("t_linear: W is NULL", t_linear(a, NULL, row));
    ck_fatal("t_linear: b is NULL", t_linear(a, a, NULL));
    ck_fatal("t_linear: W is from another graph", t_linear(a, b, row));
    ck_fatal("t_linear: b is from another graph", t_linear(a, a, row));
    ck_fatal("t_softmax_cross_entropy: z is NULL",
             t_softmax_cross_entropy(NULL, (uint8_t[]){0}));
    graph_free(g);
    graph_free(h);
}
END_TEST

// The address sanitizer reports a read of rewound memory itself.
#if defined(DOWNHILL_DEBUG) && !defined(UNDER_ASAN)
START_TEST(stale_operands_are_fatal) {
    Graph *g = graph_new(1);
    Tensor *x = t_input(g, 2, 2, NULL);
    GraphMark m = graph_mark(g);
    for (int round = 0; round < 100; round++) {
        Tensor *old = t_square(x);
        graph_rewind(g, m);
        Tensor *fresh = t_square(x);
        ck_fatal("t_add: right operand was rewound", t_add(fresh, old));
        ck_fatal("t_add: left operand was rewound", t_add(old, fresh));
        ck_fatal("t_exp: operand was rewound", t_exp(old));
        ck_fatal("t_backward: cost was rewound", t_backward(old));
        graph_rewind(g, m);
    }
    graph_free(g);
}
END_TEST
#endif

SUITE(tensor) {
    TCase *t = tcase_create("tensor");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, operations_agree_with_central_differences, 0, OPS);
    tcase_add_loop_test(t, operations_pass_the_dot_product_test, 0, OPS);
    tcase_add_test(t, kinks_and_extremes);
    tcase_add_test(t, long_sums_do_not_lose_their_place);
    tcase_add_test(t, an_operation_of_ones_own_has_a_gradient);
    tcase_add_test(t, a_wrong_operation_of_ones_own_is_fatal);
    tcase_add_test(t, fields_set_by_hand_are_fatal);
    tcase_add_test(t, backward_sets_and_does_not_add);
    tcase_add_test(t, shares_of_many_uses_add_up);
    tcase_add_test(t, what_is_given_is_copied);
    tcase_add_test(t, constants_have_no_gradient);
    tcase_add_test(t, leaves_of_other_costs_have_no_gradient);
    tcase_add_test(t, any_operand_of_a_layer_may_be_constant);
    tcase_add_test(t, a_row_of_any_width);
    tcase_add_test(t, parameters_made_after_a_mark_vanish_with_it);
    tcase_add_test(t, training_asks_for_nothing_after_the_first_step);
    tcase_add_test(t, a_deep_graph_needs_no_stack);
    tcase_add_test(t, threads_change_no_bit);
    tcase_add_test(t, a_graph_prints_itself);
    tcase_add_test(t, a_printed_tensor_fits_in_a_line);
    tcase_add_test(t, normals_fill_a_tensor_in_order);
    tcase_add_test(t, wrong_shapes_are_fatal);
    tcase_add_test(t, wrong_costs_are_fatal);
    tcase_add_test(t, a_mark_that_is_gone_is_fatal);
    tcase_add_test(t, marks_of_one_place_take_turns);
    tcase_add_test(t, foreign_and_missing_operands_are_fatal);
#if defined(DOWNHILL_DEBUG) && !defined(UNDER_ASAN)
    tcase_add_test(t, stale_operands_are_fatal);
#endif
    suite_add_tcase(s, t);
}
