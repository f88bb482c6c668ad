/* tensor.c: the graph's memory, the backward loop, and the operations.
 *
 * An operation is a pair. Its backward function stands directly above it, and
 * the rule in a comment over both: what a change of the result y is worth to
 * the cost, dy = ∂C/∂y, is turned into what a change of each operand is worth,
 * and added to what that operand's other uses have already given it.
 */
#include "tensor.h"

#include "elementary.h"
#include "matmul.h"
#include "rounding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

Graph *graph_new(int threads) {
    Graph *g = mem_resize(NULL, 1, sizeof *g, "graph_new", 0);
    *g = (Graph){.pool = pool_new(threads)};
    return g;
}

void graph_free(Graph *g) {
    if (!g)
        return;
    pool_free(g->pool);
    arena_free(&g->memory);
    arena_free(&g->grads);
    free(g->marks.at);
    free(g);
}

GraphMark graph_mark(Graph *g) {
    size_t serial = marks_add(&g->marks, g->tensors, "graph_mark");
    return (GraphMark){arena_mark(&g->memory), g->newest, g->last_param,
                       g->tensors, serial};
}

void graph_rewind(Graph *g, GraphMark m) {
    marks_rewind(&g->marks, m.tensors, m.serial, "graph_rewind");
    arena_rewind(&g->memory, m.memory);
    g->tensors = m.tensors;
    g->newest = m.newest;
    g->last_param = m.last_param;
    if (g->last_param)
        g->last_param->next = NULL;
    else
        g->first_param = NULL;
#ifdef DOWNHILL_DEBUG
    // Each recording starts at another place, so that a stale pointer meets
    // what a rewind left and not, by chance, the tensor made anew there.
    arena_alloc(&g->memory, 64 * (1 + g->rewinds++ % 31), "debug");
#endif
}

size_t graph_bytes(const Graph *g) { return g->memory.held + g->grads.held; }

size_t graph_params(const Graph *g) {
    size_t n = 0;
    for (const Tensor *p = g->first_param; p; p = p->next)
        n += t_count(p);
    return n;
}

/* ---- Making tensors ------------------------------------------------------ */

#ifdef DOWNHILL_DEBUG
static const uint64_t ALIVE = 0x616c697665;  // a rewind wipes it
#endif

// Fatal unless t may be an operand beside the first one, which it may be itself.
static void check_operand(const char *name, const char *which,
                          const Tensor *first, const Tensor *t) {
    if (!t)
        fatal("%s: %s is NULL", name, which);
#ifdef DOWNHILL_DEBUG
    if (t->alive != ALIVE)
        fatal("%s: %s was rewound", name, which);
#endif
    if (t->graph != first->graph)
        fatal("%s: %s is from another graph", name, which);
}

static void check_two(const char *name, const Tensor *a, const Tensor *b) {
    check_operand(name, "left operand", a, a);
    check_operand(name, "right operand", a, b);
}

static void check_same_shape(const char *name, const Tensor *a,
                             const Tensor *b) {
    check_two(name, a, b);
    if (a->rows != b->rows || a->cols != b->cols)
        fatal("%s: left is %dx%d but right is %dx%d; they must be alike", name,
              a->rows, a->cols, b->rows, b->cols);
}

static Tensor *tensor_new(const char *name, Graph *g, int rows, int cols) {
    if (rows < 1 || cols < 1)
        fatal("%s: %dx%d has no elements", name, rows, cols);
    size_t bytes;
    if (!size_mul((size_t)rows, (size_t)cols, &bytes) ||
        !size_mul(bytes, sizeof(real), &bytes))
        fatal("%s: %dx%d is too large", name, rows, cols);
    Tensor *t = arena_alloc(&g->memory, sizeof *t, name);
    *t = (Tensor){.rows = rows,
                  .cols = cols,
                  .graph = g,
                  .operation = name,
                  .older = g->newest};
    t->data = arena_alloc(&g->memory, bytes, name);
#ifdef DOWNHILL_DEBUG
    t->alive = ALIVE;
#endif
    t->number = ++g->tensors;
    return g->newest = t;
}

static Tensor *leaf_new(const char *name, Graph *g, int rows, int cols,
                        const real *data, bool trainable) {
    Tensor *t = tensor_new(name, g, rows, cols);
    size_t bytes = t_count(t) * sizeof(real);
    if (data)
        memcpy(t->data, data, bytes);
    else
        memset(t->data, 0, bytes);
    t->trainable = trainable;
    if (trainable)
        t->grad = memset(arena_alloc(&g->memory, bytes, name), 0, bytes);
    return t;
}

Tensor *t_param(Graph *g, const char *name, int rows, int cols) {
    for (const Tensor *p = g->first_param; p; p = p->next)
        if (strcmp(p->name, name) == 0)
            fatal("t_param: there is a parameter named %s already", name);
    Tensor *t = leaf_new("t_param", g, rows, cols, NULL, true);
    size_t length = strlen(name) + 1;
    t->name = memcpy(arena_alloc(&g->memory, length, "t_param"), name, length);
    t->serial = serial_new();
    if (g->last_param)
        g->last_param->next = t;
    else
        g->first_param = t;
    return g->last_param = t;
}

Tensor *t_input(Graph *g, int rows, int cols, const real *data) {
    return leaf_new("t_input", g, rows, cols, data, true);
}

Tensor *t_const(Graph *g, int rows, int cols, const real *data) {
    return leaf_new("t_const", g, rows, cols, data, false);
}

void fill_normal(Tensor *t, Rng *r, double deviation) {
    for (size_t i = 0; i < t_count(t); i++)
        t->data[i] = (real)(deviation * rng_normal(r));
}

Tensor *t_blank(Graph *g, int rows, int cols) {
    return tensor_new("t_blank", g, rows, cols);
}

Tensor *t_result(const char *name, int rows, int cols, Tensor *a, Tensor *b,
                 Tensor *c, void (*backward)(Tensor *y)) {
    static const char *const which[] = {"operand 1", "operand 2", "operand 3"};
    Tensor *operand[] = {a, b, c};
    bool trainable = false;
    for (int k = 0; k < 3; k++)
        if (k == 0 || operand[k]) {
            check_operand(name, which[k], a, operand[k]);
            trainable |= operand[k]->trainable;
        }
    if (!backward)
        fatal("%s: backward is NULL", name);
    Tensor *y = tensor_new(name, a->graph, rows, cols);
    memcpy(y->operand, operand, sizeof operand);
    y->trainable = trainable;
    y->backward = backward;
    return y;
}

static Tensor *elementwise(const char *name, Tensor *a,
                           void (*backward)(Tensor *y)) {
    check_operand(name, "operand", a, a);
    return t_result(name, a->rows, a->cols, a, NULL, NULL, backward);
}

real t_item(const Tensor *a) {
    check_operand("t_item", "operand", a, a);
    if (a->rows != 1 || a->cols != 1)
        fatal("t_item: the tensor is %dx%d, not 1x1", a->rows, a->cols);
    return a->data[0];
}

/* ---- The chain rule ------------------------------------------------------ */

// a's gradient, with memory behind it; *first says it holds nothing yet.
static real *grad_memory(Tensor *a, bool *first) {
    if (!a->grad)
        a->grad = arena_alloc(&a->graph->grads, t_count(a) * sizeof(real),
                              "t_backward");
    *first = !a->reached;
    a->reached = true;
    return a->grad;
}

// Where a rule adds its share: a's gradient so far, at first zeros.
real *t_grad_of(Tensor *a) {
    if (!a->trainable)
        fatal("t_grad_of: a %s of %dx%d has no gradient; ask a->trainable",
              a->operation, a->rows, a->cols);
    bool first;
    real *grad = grad_memory(a, &first);
    if (first)
        memset(grad, 0, t_count(a) * sizeof(real));
    return grad;
}

// The same for a product, which can store its result or add it: the zeros are
// never written (784-30-10: a tenth of the time of a step).
static void grad_matmul(int flags, Tensor *to, const real *a, const real *b,
                        int m, int n, int k) {
    if (!to->trainable)
        return;
    bool first;
    real *grad = grad_memory(to, &first);
    flags |= first ? 0 : MATMUL_ADD;
    matmul(to->graph->pool, flags, grad, a, b, m, n, k);
}

// Fatal when fields of t were set by hand: its gradient would be missing or
// wrong without a word.
static void check_made(const Tensor *t) {
    bool made = false, moves = false;
    for (int k = 0; k < 3; k++)
        if (t->operand[k])
            made = true, moves |= t->operand[k]->trainable;
    if (t->backward ? made && moves == t->trainable
                    : !made && t->trainable == (t->grad != NULL))
        return;
    fatal("t_backward: a %s of %dx%d, its fields set by hand; an operation of "
          "your own is made with t_result",
          t->operation, t->rows, t->cols);
}

static void walk_back(Tensor *cost, const real *rate) {
    check_operand("t_backward", "cost", cost, cost);
    Graph *g = cost->graph;
    if (cost->rows != 1 || cost->cols != 1)
        fatal("t_backward: the cost is %dx%d, not 1x1", cost->rows, cost->cols);
    if (!cost->trainable)
        fatal("t_backward: the cost depends on no parameter and no input");

    arena_rewind(&g->grads, (ArenaMark){0});
    for (Tensor *t = g->newest; t; t = t->older) {
        check_made(t);
        t->reached = t->moved = false;
        for (int k = 0; k < 3; k++)
            if (t->operand[k])
                t->operand[k]->oldest_use = t;
        if (t->backward)
            t->grad = NULL;
    }
    t_grad_of(cost)[0] = 1;
    g->rate = rate;
    for (Tensor *t = cost; t; t = t->older)
        if (t->backward && t->reached)
            t->backward(t);
    for (Tensor *t = g->newest; t; t = t->older)
        if (!t->backward && t->trainable)
            t_grad_of(t);  // zeros, where the cost depends on it nowhere
    g->rate = NULL;
}

void t_backward(Tensor *cost) { walk_back(cost, NULL); }
void t_backward_moving(Tensor *cost, real rate) { walk_back(cost, &rate); }

/* ---- By elements --------------------------------------------------------- */

// A rule's share: da += c·dy, if a has a gradient.
static void pass_scaled(Tensor *a, const Tensor *y, real c) {
    if (!a->trainable)
        return;
    real *da = t_grad_of(a);
    for (size_t i = 0; i < t_count(y); i++)
        da[i] += c * y->grad[i];
}

// The same with da += dy ⊙ by.
static void pass_product(Tensor *a, const Tensor *y, const real *by) {
    if (!a->trainable)
        return;
    real *da = t_grad_of(a);
    for (size_t i = 0; i < t_count(y); i++)
        da[i] += y->grad[i] * by[i];
}

// y = a + b:  da += dy, db += dy
static void add_backward(Tensor *y) {
    pass_scaled(y->operand[0], y, 1);
    pass_scaled(y->operand[1], y, 1);
}

Tensor *t_add(Tensor *a, Tensor *b) {
    check_same_shape("t_add", a, b);
    Tensor *y = t_result("t_add", a->rows, a->cols, a, b, NULL, add_backward);
    for (size_t i = 0; i < t_count(y); i++)
        y->data[i] = a->data[i] + b->data[i];
    return y;
}

// y = a - b:  da += dy, db -= dy
static void sub_backward(Tensor *y) {
    pass_scaled(y->operand[0], y, 1);
    pass_scaled(y->operand[1], y, -1);
}

Tensor *t_sub(Tensor *a, Tensor *b) {
    check_same_shape("t_sub", a, b);
    Tensor *y = t_result("t_sub", a->rows, a->cols, a, b, NULL, sub_backward);
    for (size_t i = 0; i < t_count(y); i++)
        y->data[i] = a->data[i] - b->data[i];
    return y;
}

// y = a ⊙ b:  da += dy ⊙ b, db += dy ⊙ a
static void mul_backward(Tensor *y) {
    Tensor *a = y->operand[0], *b = y->operand[1];
    pass_product(a, y, b->data);
    pass_product(b, y, a->data);
}

Tensor *t_mul(Tensor *a, Tensor *b) {
    check_same_shape("t_mul", a, b);
    Tensor *y = t_result("t_mul", a->rows, a->cols, a, b, NULL, mul_backward);
    for (size_t i = 0; i < t_count(y); i++)
        y->data[i] = a->data[i] * b->data[i];
    return y;
}

// y = c·a:  da += c·dy
static void scale_backward(Tensor *y) { pass_scaled(y->operand[0], y, y->c); }

Tensor *t_scale(Tensor *a, real c) {
    Tensor *y = elementwise("t_scale", a, scale_backward);
    y->c = c;
    for (size_t i = 0; i < t_count(y); i++)
        y->data[i] = c * a->data[i];
    return y;
}

// y = a²:  da += 2a ⊙ dy
static void square_backward(Tensor *y) {
    Tensor *a = y->operand[0];
    real *da = t_grad_of(a);
    for (size_t i = 0; i < t_count(y); i++)
        da[i] += 2 * a->data[i] * y->grad[i];
}

Tensor *t_square(Tensor *a) {
    Tensor *y = elementwise("t_square", a, square_backward);
    for (size_t i = 0; i < t_count(y); i++)
        y->data[i] = a->data[i] * a->data[i];
    return y;
}

// y = eᵃ:  da += y ⊙ dy
static void exp_backward(Tensor *y) { pass_product(y->operand[0], y, y->data); }

Tensor *t_exp(Tensor *a) {
    Tensor *y = elementwise("t_exp", a, exp_backward);
    m_exp_each(y->data, a->data, t_count(y));
    return y;
}

// y = ln a:  da += dy / a
static void log_backward(Tensor *y) {
    Tensor *a = y->operand[0];
    real *da = t_grad_of(a);
    for (size_t i = 0; i < t_count(y); i++)
        da[i] += y->grad[i] / a->data[i];
}

Tensor *t_log(Tensor *a) {
    Tensor *y = elementwise("t_log", a, log_backward);
    m_log_each(y->data, a->data, t_count(y));
    return y;
}

// y = σ(a):  da += y ⊙ (1 - y) ⊙ dy
static void sigmoid_backward(Tensor *y) {
    real *da = t_grad_of(y->operand[0]);
    for (size_t i = 0; i < t_count(y); i++)
        da[i] += y->data[i] * (1 - y->data[i]) * y->grad[i];
}

Tensor *t_sigmoid(Tensor *a) {
    Tensor *y = elementwise("t_sigmoid", a, sigmoid_backward);
    m_sigmoid_each(y->data, a->data, t_count(y));
    return y;
}

// y = tanh a:  da += (1 - y²) ⊙ dy
static void tanh_backward(Tensor *y) {
    real *da = t_grad_of(y->operand[0]);
    for (size_t i = 0; i < t_count(y); i++)
        da[i] += (1 - y->data[i] * y->data[i]) * y->grad[i];
}

Tensor *t_tanh(Tensor *a) {
    Tensor *y = elementwise("t_tanh", a, tanh_backward);
    m_tanh_each(y->data, a->data, t_count(y));
    return y;
}

// da += dy where y > 0, and y elsewhere: 0, or NaN. (dy is read before it is
// needed or not, so that the compiler may take many at once: 784-800-10 trains
// in nine tenths of the time.)
WIDE_LOOP static void add_where_positive(void *tensor, size_t from,
                                         size_t end) {
    const Tensor *t = tensor;
    const real *y = t->data, *dy = t->grad;
    real *da = t->operand[0]->grad;
    for (size_t i = from; i < end; i++) {
        real share = dy[i];
        da[i] += y[i] > 0 ? share : y[i];
    }
}

// y = max(a, 0):  da += dy where a > 0. At the kink the slope is taken as 0.
static void relu_backward(Tensor *y) {
    t_grad_of(y->operand[0]);
    pool_each(y->graph->pool, t_count(y), add_where_positive, y);
}

static void relu_range(void *tensor, size_t from, size_t end) {
    Tensor *y = tensor;
    const real *a = y->operand[0]->data;
    for (size_t i = from; i < end; i++)
        y->data[i] = a[i] <= 0 ? 0 : a[i];  // NaN stays NaN
}

Tensor *t_relu(Tensor *a) {
    Tensor *y = elementwise("t_relu", a, relu_backward);
    pool_each(y->graph->pool, t_count(y), relu_range, y);
    return y;
}

/* ---- By rows -------------------------------------------------------------
 * What is added up over many numbers is added up in double: the sum of a
 * million tenths is wrong by a hundredth in float, and 2²⁴ ones are the end.
 */

// db += the sum of dy's rows, some columns at a time.
typedef struct RowSum {
    real *db;
    const Tensor *y;
} RowSum;
enum { SOME = 64 };

static void add_some_up(void *sum_of, int part) {
    const RowSum *s = sum_of;
    size_t n = (size_t)s->y->cols, from = (size_t)part * SOME;
    size_t some = n - from < SOME ? n - from : SOME;
    double sum[SOME];
    for (size_t j = 0; j < some; j++)
        sum[j] = (double)s->db[from + j];
    const real *dy = s->y->grad + from;
    for (int r = 0; r < s->y->rows; r++, dy += n)
        for (size_t j = 0; j < some; j++)
            sum[j] += (double)dy[j];
    for (size_t j = 0; j < some; j++)
        s->db[from + j] = (real)sum[j];
}

static void add_rows_up(real *db, const Tensor *y) {
    RowSum s = {db, y};
    pool_run(t_count(y) < 32768 ? NULL : y->graph->pool,
             (y->cols - 1) / SOME + 1, add_some_up, &s);
}

// y = x + row, in each row
typedef struct WithRow {
    real *y;
    const real *x, *row;
    size_t cols;
} WithRow;

static void with_row(void *sum, size_t from, size_t end) {
    const WithRow *w = sum;
    for (size_t i = from, stop; i < end; i = stop) {
        size_t begin = i / w->cols * w->cols;
        stop = begin + w->cols < end ? begin + w->cols : end;
        for (; i < stop; i++)
            w->y[i] = w->x[i] + w->row[i - begin];
    }
}

static void put_with_row(Tensor *y, const real *x, const real *row) {
    WithRow w = {y->data, x, row, (size_t)y->cols};
    pool_each(y->graph->pool, t_count(y), with_row, &w);
}

// y = a + row:  da += dy, drow += Σ of dy's rows
static void add_row_backward(Tensor *y) {
    pass_scaled(y->operand[0], y, 1);
    if (y->operand[1]->trainable)
        add_rows_up(t_grad_of(y->operand[1]), y);
}

Tensor *t_add_row(Tensor *a, Tensor *row) {
    check_two("t_add_row", a, row);
    if (row->rows != 1 || row->cols != a->cols)
        fatal("t_add_row: the row is %dx%d but a is %dx%d; it must be 1x%d",
              row->rows, row->cols, a->rows, a->cols, a->cols);
    Tensor *y =
        t_result("t_add_row", a->rows, a->cols, a, row, NULL, add_row_backward);
    put_with_row(y, a->data, row->data);
    return y;
}

// One row: p = eᶻ/Σeᶻ. Taking the largest away first changes nothing but
// keeps eᶻ from overflowing. Returns ln Σeᶻ.
static double softmax_row(real *p, const real *z, int n) {
    real top = z[0];
    double sum = 0;
    for (int j = 1; j < n; j++)
        top = z[j] > top ? z[j] : top;
    for (int j = 0; j < n; j++)
        p[j] = z[j] - top;
    m_exp_each(p, p, (size_t)n);
    for (int j = 0; j < n; j++)
        sum += (double)p[j];
    for (int j = 0; j < n; j++)
        p[j] /= (real)sum;
    return (double)top + m_log(sum);
}

// y = softmax(a):  da += y ⊙ (dy - Σⱼ dyⱼ·yⱼ), in each row
static void softmax_backward(Tensor *y) {
    real *da = t_grad_of(y->operand[0]);
    for (int r = 0; r < y->rows; r++) {
        size_t at = (size_t)r * (size_t)y->cols;
        const real *p = y->data + at, *dy = y->grad + at;
        double mean = 0;
        for (int j = 0; j < y->cols; j++)
            mean += (double)(dy[j] * p[j]);
        for (int j = 0; j < y->cols; j++)
            da[at + (size_t)j] += p[j] * (dy[j] - (real)mean);
    }
}

Tensor *t_softmax(Tensor *a) {
    Tensor *y = elementwise("t_softmax", a, softmax_backward);
    for (size_t at = 0; at < t_count(y); at += (size_t)y->cols)
        softmax_row(y->data + at, a->data + at, y->cols);
    return y;
}

// y = Σ a:  da += dy, everywhere.  y = Σ a / count:  da += dy / count
static void sum_backward(Tensor *y) {
    Tensor *a = y->operand[0];
    real *da = t_grad_of(a), share = y->c * y->grad[0];
    for (size_t i = 0; i < t_count(a); i++)
        da[i] += share;
}

static Tensor *weighted_sum(const char *name, Tensor *a, bool mean) {
    check_operand(name, "operand", a, a);
    Tensor *y = t_result(name, 1, 1, a, NULL, NULL, sum_backward);
    double sum = 0;
    for (size_t i = 0; i < t_count(a); i++)
        sum += (double)a->data[i];
    y->c = mean ? 1 / (real)t_count(a) : 1;
    y->data[0] = (real)(mean ? sum / (double)t_count(a) : sum);
    return y;
}

Tensor *t_sum(Tensor *a) { return weighted_sum("t_sum", a, false); }
Tensor *t_mean(Tensor *a) { return weighted_sum("t_mean", a, true); }

/* ---- Products ------------------------------------------------------------ */

// y = aᵀ:  da += dyᵀ
static void transpose_backward(Tensor *y) {
    size_t m = (size_t)y->rows, n = (size_t)y->cols;
    real *da = t_grad_of(y->operand[0]);
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            da[j * m + i] += y->grad[i * n + j];
}

Tensor *t_transpose(Tensor *a) {
    check_operand("t_transpose", "operand", a, a);
    Tensor *y = t_result("t_transpose", a->cols, a->rows, a, NULL, NULL,
                         transpose_backward);
    size_t m = (size_t)y->rows, n = (size_t)y->cols;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            y->data[i * n + j] = a->data[j * m + i];
    return y;
}

static Tensor *product(int flags, Tensor *y, int k) {
    matmul(y->graph->pool, flags, y->data, y->operand[0]->data,
           y->operand[1]->data, y->rows, y->cols, k);
    return y;
}

// y = a·b:  da += dy·bᵀ, db += aᵀ·dy
static void matmul_backward(Tensor *y) {
    Tensor *a = y->operand[0], *b = y->operand[1];
    int m = y->rows, n = y->cols, k = a->cols;
    grad_matmul(MATMUL_B_T, a, y->grad, b->data, m, k, n);
    grad_matmul(MATMUL_A_T, b, a->data, y->grad, k, n, m);
}

Tensor *t_matmul(Tensor *a, Tensor *b) {
    check_two("t_matmul", a, b);
    if (a->cols != b->rows)
        fatal("t_matmul: left is %dx%d but right is %dx%d; %d cannot meet %d",
              a->rows, a->cols, b->rows, b->cols, a->cols, b->rows);
    Tensor *y =
        t_result("t_matmul", a->rows, b->cols, a, b, NULL, matmul_backward);
    return product(MATMUL_PLAIN, y, a->cols);
}

// Moves W by its gradient, if that is asked for and y = x·Wᵀ + b is the last to
// add to it and to read W.
static bool move_weight(Tensor *y, Tensor *x, Tensor *w) {
    const real *rate = y->graph->rate;
    if (!rate || !w->name || w->oldest_use != y || w == x || w == y->operand[2])
        return false;
    bool first;
    real *grad = grad_memory(w, &first);
    int flags = MATMUL_A_T | (first ? 0 : MATMUL_ADD);
    matmul_descend(y->graph->pool, flags, (Descent){w->data, *rate, w->decay},
                   grad, y->grad, x->data, w->rows, w->cols, y->rows);
    return w->moved = true;
}

// y = x·Wᵀ + b:  dx += dy·W, dW += dyᵀ·x, db += Σ of dy's rows
static void linear_backward(Tensor *y) {
    Tensor *x = y->operand[0], *w = y->operand[1], *b = y->operand[2];
    int m = y->rows, n = y->cols, k = x->cols;
    grad_matmul(MATMUL_PLAIN, x, y->grad, w->data, m, k, n);
    if (!move_weight(y, x, w))
        grad_matmul(MATMUL_A_T, w, y->grad, x->data, n, k, m);
    if (b->trainable)
        add_rows_up(t_grad_of(b), y);
}

static void check_linear(const Tensor *x, const Tensor *w, const Tensor *b) {
    check_operand("t_linear", "x", x, x);
    check_operand("t_linear", "W", x, w);
    check_operand("t_linear", "b", x, b);
    if (x->cols != w->cols)
        fatal("t_linear: x is %dx%d but W is %dx%d; %d inputs cannot meet %d "
              "weights",
              x->rows, x->cols, w->rows, w->cols, x->cols, w->cols);
    if (b->rows != 1 || b->cols != w->rows)
        fatal("t_linear: W is %dx%d but b is %dx%d; it must be 1x%d", w->rows,
              w->cols, b->rows, b->cols, w->rows);
}

Tensor *t_linear(Tensor *x, Tensor *w, Tensor *b) {
    check_linear(x, w, b);
    Tensor *y =
        t_result("t_linear", x->rows, w->rows, x, w, b, linear_backward);
    product(MATMUL_B_T, y, x->cols);
    put_with_row(y, y->data, b->data);
    return y;
}

/* ---- Costs --------------------------------------------------------------- */

// A 1x1 result that is a mean over a's m rows: c is 1/m.
static Tensor *row_mean(const char *name, Tensor *a, Tensor *y, double sum,
                        void (*backward)(Tensor *cost)) {
    Tensor *cost = t_result(name, 1, 1, a, y, NULL, backward);
    cost->c = 1 / (real)a->rows;
    cost->data[0] = (real)(sum / (double)a->rows);
    return cost;
}

// C = 1/m Σ (a - y)²:  da += 2(a - y)/m · dC, dy -= the same
static void squared_error_backward(Tensor *cost) {
    Tensor *a = cost->operand[0], *y = cost->operand[1];
    real share = 2 * cost->c * cost->grad[0];
    if (a->trainable) {
        real *da = t_grad_of(a);
        for (size_t i = 0; i < t_count(a); i++)
            da[i] += share * (a->data[i] - y->data[i]);
    }
    if (y->trainable) {
        real *dy = t_grad_of(y);
        for (size_t i = 0; i < t_count(a); i++)
            dy[i] -= share * (a->data[i] - y->data[i]);
    }
}

Tensor *t_squared_error(Tensor *a, Tensor *y) {
    check_same_shape("t_squared_error", a, y);
    double sum = 0;
    for (size_t i = 0; i < t_count(a); i++) {
        double off = (double)(a->data[i] - y->data[i]);
        sum += off * off;
    }
    return row_mean("t_squared_error", a, y, sum, squared_error_backward);
}

// C = 1/m Σ (ln Σeᶻ - z[label]):  dz += (softmax(z) - onehot(label))/m · dC
static void softmax_cross_entropy_backward(Tensor *cost) {
    Tensor *z = cost->operand[0], *p = cost->operand[1];
    const uint8_t *label = cost->extra;
    real *dz = t_grad_of(z), share = cost->c * cost->grad[0];
    size_t n = (size_t)z->cols;
    for (size_t i = 0; i < t_count(z); i++)
        dz[i] += share * (p->data[i] - (i % n == label[i / n]));
}

Tensor *t_softmax_cross_entropy(Tensor *z, const uint8_t *label) {
    const char *name = "t_softmax_cross_entropy";
    check_operand(name, "z", z, z);
    Tensor *p = t_const(z->graph, z->rows, z->cols, NULL);
    p->operation = "softmax, kept";
    size_t m = (size_t)z->rows, n = (size_t)z->cols;
    double sum = 0;
    for (size_t r = 0; r < m; r++) {
        if (label[r] >= n)
            fatal("%s: label %d at row %zu, but z has %zu columns", name,
                  label[r], r, n);
        const real *row = z->data + r * n;
        sum +=
            softmax_row(p->data + r * n, row, z->cols) - (double)row[label[r]];
    }
    Tensor *cost = row_mean(name, z, p, sum, softmax_cross_entropy_backward);
    cost->extra = memcpy(arena_alloc(&z->graph->memory, m, name), label, m);
    return cost;
}

// C = 1/m Σ (ln(1 + eᶻ) - y·z):  dz += (σ(z) - y)/m · dC, dy -= z/m · dC
static void sigmoid_cross_entropy_backward(Tensor *cost) {
    Tensor *z = cost->operand[0], *y = cost->operand[1];
    real share = cost->c * cost->grad[0];
    if (z->trainable) {
        real *dz = t_grad_of(z);
        for (size_t i = 0; i < t_count(z); i++)
            dz[i] += share * ((real)m_sigmoid((double)z->data[i]) - y->data[i]);
    }
    if (y->trainable) {
        real *dy = t_grad_of(y);
        for (size_t i = 0; i < t_count(z); i++)
            dy[i] -= share * z->data[i];
    }
}

Tensor *t_sigmoid_cross_entropy(Tensor *z, Tensor *y) {
    check_same_shape("t_sigmoid_cross_entropy", z, y);
    double sum = 0;
    for (size_t i = 0; i < t_count(z); i++) {
        // ln(1 + eᶻ) = max(z, 0) + ln(1 + e^-|z|): no exponent is positive.
        double v = (double)z->data[i], positive = v > 0 ? v : 0;
        double tail = m_log(1 + m_exp(-fabs(v)));
        sum += positive + tail - v * (double)y->data[i];
    }
    return row_mean("t_sigmoid_cross_entropy", z, y, sum,
                    sigmoid_cross_entropy_backward);
}

/* ---- Printing ------------------------------------------------------------ */

// "t_linear(3, 1, 2)", with the operands' numbers, or "t_param fc1.weight".
static void describe(char *text, size_t size, const Tensor *t) {
    char operands[3 * 24] = "";
    int used = 0;
    for (int k = 0; k < 3; k++)
        if (t->operand[k])
            used += snprintf(operands + used, 24, "%s%zu", used ? ", " : "(",
                             t->operand[k]->number);
    snprintf(text, size, "%s%s%s%s%s", t->operation, t->name ? " " : "",
             t->name ? t->name : "", operands, used ? ")" : "");
}

enum { NUMBERS = 15 };  // columns for a tensor's numbers

// As many of n numbers as fit; returns the columns taken.
static int print_numbers(FILE *out, const real *x, size_t n) {
    int columns = 0;
    for (size_t i = 0; i < n; i++) {
        char text[32];
        int more = snprintf(text, sizeof text, "%s%.3g", i ? " " : "",
                            (double)x[i] + 0);  // not "-0"
        if (columns + more > NUMBERS - (i + 1 < n ? 2 : 0))
            return fputs(" …", out), columns + 2;
        fputs(text, out);
        columns += more;
    }
    return columns;
}

static void print_tensor(FILE *out, const Tensor *t) {
    char made[128], shape[24];
    describe(made, sizeof made, t);
    snprintf(shape, sizeof shape, "%dx%d", t->rows, t->cols);
    fprintf(out, "%4zu %-33.33s %9s ", t->number, made, shape);
    int columns = print_numbers(out, t->data, t_count(t));
    if (!t->trainable || t->grad)
        fprintf(out, "%*s", NUMBERS + 1 - columns, "");
    if (!t->trainable)
        fputs("-", out);
    else if (t->grad)
        print_numbers(out, t->grad, t_count(t));
    fputs("\n", out);
}

void graph_print(const Graph *g, FILE *out) {
    const Tensor **all =
        mem_resize(NULL, g->tensors, sizeof *all, "graph_print", 0);
    for (const Tensor *t = g->newest; t; t = t->older)
        all[t->number - 1] = t;
    fprintf(out, "%4s %-33s %9s %-*s %s\n", "#", "made by", "shape", NUMBERS,
            "data", "gradient");
    for (size_t i = 0; i < g->tensors; i++)
        print_tensor(out, all[i]);
    free(all);
}
