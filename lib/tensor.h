/* tensor.h: reverse-mode differentiation for matrices.
 *
 *     Graph *g = graph_new(1);
 *     Tensor *w = t_param(g, "w", 1, 2);                // trained
 *     Tensor *x = t_const(g, 1, 2, (real[]){3, 4});
 *     Tensor *cost = t_sum(t_mul(w, x));                // C = 3w₁ + 4w₂
 *     t_backward(cost);                                 // w->grad = 3, 4
 *     graph_free(g);
 *
 * The same idea as scalar.h with matrices in the cells, and one difference. A
 * number's partial derivative can be stored; a matrix's is too big, so a
 * result stores the function that multiplies by it. Results are made by doing
 * the operation (there is no separate "compile"), so they are already in an
 * order in which the chain rule can walk them backwards.
 *
 * The graph owns every tensor. graph_mark and graph_rewind are the only
 * lifetimes: mark once, then for every step record, go backward, rewind,
 * update. After the first step no other of its size asks the system for memory. A
 * Graph belongs to one thread at a time.
 *
 * Every tensor is a matrix, [rows, cols], row-major; a number is 1x1. Nothing
 * is broadcast on the quiet: t_add_row says what it does. A wrong shape, an
 * operand of another graph, and an empty shape are fatal, in the reader's
 * terms. Debug builds also know an operand that has just been rewound (after some
 * more steps another tensor may have its place).
 */
#ifndef DOWNHILL_TENSOR_H
#define DOWNHILL_TENSOR_H

#include "base.h"
#include "parallel.h"
#include "random.h"

#include <stdio.h>

DOWNHILL_BEGIN

typedef struct Graph Graph;
typedef struct Tensor Tensor;

// To be read by all. Yours to write: data, decay, and c and extra in a rule.
struct Tensor {
    int rows, cols;
    real *data;  // [rows, cols]
    real *grad;  // [rows, cols] ∂cost/∂data; NULL where there is none
    Graph *graph;

    // How it was made. backward adds y's share to its operands' gradients.
    const char *operation;        // its name: "t_add"
    void (*backward)(Tensor *y);  // NULL for a leaf
    Tensor *operand[3];
    const void *extra;   // what the rule remembers besides: labels, …
    real c;              // a number in the rule
    Tensor *older;       // the tensor made just before
    size_t number;       // 1 for the graph's oldest
    bool trainable;      // a leaf with a gradient, or made from one
    bool reached;        // by this backward pass
    Tensor *oldest_use;  // of the results made from it; of older passes, too

    // Parameters only.
    const char *name;  // copied
    real decay;        // λ of weight decay, used by the optimisers; 0 at first
    Tensor *next;      // parameter, in order of creation
    bool moved;        // by this backward pass: no gradient is kept
    size_t serial;     // no other parameter of this process has it
#ifdef DOWNHILL_DEBUG
    uint64_t alive;
#endif
};

/* How many numbers are in it. */
static inline size_t t_count(const Tensor *t) {
    return (size_t)t->rows * (size_t)t->cols;
}

struct Graph {
    Arena memory, grads;  // tensors and their data; gradients of results
    Pool *pool;
    Tensor *newest, *first_param, *last_param;
    size_t tensors;
    Marks marks;
    const real *rate;  // while t_backward_moving runs
#ifdef DOWNHILL_DEBUG
    unsigned rewinds;
#endif
};

typedef struct GraphMark {
    ArenaMark memory;
    Tensor *newest, *last_param;
    size_t tensors, serial;
} GraphMark;

/* A graph whose products and long loops, its optimisers' too, run on `threads`
 * threads (1 to 64). The results do not depend on their number.
 */
Graph *graph_new(int threads);
void graph_free(Graph *g);  // NULL is allowed

/* Everything made since the mark is gone, parameters too, in O(1). A mark that
 * has itself been rewound away, or is another graph's, is fatal.
 */
GraphMark graph_mark(Graph *g);
void graph_rewind(Graph *g, GraphMark m);

/* A line for each tensor, the oldest first: its number, the operation with the
 * numbers of its operands (or a parameter's name), its shape, and the first of
 * its numbers and of their gradient: "-" where it can have none, nothing where
 * t_backward has not come to a result. (A leaf has zeros before; after
 * sgd_backward a layer's weights show what has no meaning.)
 */
void graph_print(const Graph *g, FILE *out);

size_t graph_bytes(const Graph *g);   // held from the system
size_t graph_params(const Graph *g);  // numbers in all parameters

/* ---- Leaves --------------------------------------------------------------
 * data is copied; NULL gives zeros.
 */

/* Has a gradient and is trained. Two parameters of one name are fatal. */
Tensor *t_param(Graph *g, const char *name, int rows, int cols);

/* Has a gradient, so that it is `trainable`, but is no parameter: such as an image
 * to be changed.
 */
Tensor *t_input(Graph *g, int rows, int cols, const real *data);

/* Has no gradient, and what is made of constants alone has none either. (A layer
 * that shall not be trained is made of these.)
 */
Tensor *t_const(Graph *g, int rows, int cols, const real *data);

/* Fills t->data with normals of mean 0 and this standard deviation. */
void fill_normal(Tensor *t, Rng *r, double deviation);

/* A constant whose numbers are not set: for a caller that fills all of them.
 * (An operation of one's own is made with t_result, below.)
 */
Tensor *t_blank(Graph *g, int rows, int cols);

/* ---- The chain rule ------------------------------------------------------ */

/* Sets t->grad = ∂cost/∂t for every parameter and input of the graph and for
 * every result between them and the cost; 0 where the cost does not depend on
 * a leaf, NULL where it does not depend on a result. A second call, with the
 * same cost or another, starts afresh. Gradients of results live until the
 * next t_backward. The cost is 1x1 and depends on something trainable, or the
 * call is fatal. There are no higher derivatives. What comes to a gradient from
 * several uses is added up as `real`, the latest use first.
 */
void t_backward(Tensor *cost);

// The same for sgd_backward (optim.h): the W of a t_linear takes its step at once.
void t_backward_moving(Tensor *cost, real rate);

real t_item(const Tensor *a);  // the number in a 1x1 tensor

/* ---- Operations ----------------------------------------------------------
 * Beside each, its result. The rule for its gradient is in tensor.c, over the
 * pair of functions that does it. a, b: [m, n] unless said otherwise. What adds
 * up many numbers (sums, means, costs, the gradient of a row) does it in double,
 * in index order; a product does it as matmul.h says.
 */
Tensor *t_add(Tensor *a, Tensor *b);        // a + b
Tensor *t_sub(Tensor *a, Tensor *b);        // a - b
Tensor *t_mul(Tensor *a, Tensor *b);        // a ⊙ b, by elements
Tensor *t_scale(Tensor *a, real c);         // c·a
Tensor *t_add_row(Tensor *a, Tensor *row);  // a + row [1, n] in each row
Tensor *t_square(Tensor *a);                // a²
Tensor *t_exp(Tensor *a);                   // eᵃ
Tensor *t_log(Tensor *a);                   // ln a
Tensor *t_sigmoid(Tensor *a);               // 1/(1 + e⁻ᵃ)
Tensor *t_tanh(Tensor *a);                  // tanh a
Tensor *t_relu(Tensor *a);                  // max(a, 0); slope 0 at 0
Tensor *t_softmax(Tensor *a);               // eᵃ/Σeᵃ in each row
Tensor *t_sum(Tensor *a);                   // Σ of all: 1x1
Tensor *t_mean(Tensor *a);                  // Σ/(m·n): 1x1
Tensor *t_transpose(Tensor *a);             // aᵀ [n, m]
Tensor *t_matmul(Tensor *a, Tensor *b);     // [m, k]·[k, n]

/* A layer: x·Wᵀ + b, with x [m, in], W [out, in], b [1, out] → [m, out]. */
Tensor *t_linear(Tensor *x, Tensor *w, Tensor *b);

/* ---- An operation of your own -------------------------------------------
 * A pair of functions, as in tensor.c. The second makes the result with
 * t_result and fills its data; the first is given that result, y, and adds to
 * its operands' gradients what y->grad is worth there:
 *
 *     // y = a³:  da += 3a² ⊙ dy
 *     static void cube_backward(Tensor *y) {
 *         Tensor *a = y->operand[0];
 *         real *da = t_grad_of(a);
 *         for (size_t i = 0; i < t_count(y); i++)
 *             da[i] += 3 * a->data[i] * a->data[i] * y->grad[i];
 *     }
 *
 *     Tensor *cube(Tensor *a) {
 *         Tensor *y = t_result("cube", a->rows, a->cols, a, NULL, NULL,
 *                              cube_backward);
 *         for (size_t i = 0; i < t_count(y); i++)
 *             y->data[i] = a->data[i] * a->data[i] * a->data[i];
 *         return y;
 *     }
 *
 * With more than one operand ask `if (a->trainable)` before t_grad_of(a): an
 * operand may be a constant. Of one operand it is certain, or y would not have
 * been reached. check_gradient (gradcheck.h) says whether the rule is right.
 */

/* The result [rows, cols] of an operation on a, b and c (b and c may be NULL),
 * its data not set. It has a gradient if one of them has. Fatal, with `name` in
 * the message: a missing or foreign operand, an empty shape, no backward (one
 * that adds nothing is right where the slope is 0). Whether the operands' shapes
 * fit is for the operation to say. `name` is not copied. y->c and y->extra are
 * the rule's own; memory for extra that lives as long as y is
 * arena_alloc(&y->graph->memory, …).
 */
Tensor *t_result(const char *name, int rows, int cols, Tensor *a, Tensor *b,
                 Tensor *c, void (*backward)(Tensor *y));

/* For a rule: a's gradient so far [a->rows, a->cols], to be added to. Fatal
 * when a is not trainable.
 */
real *t_grad_of(Tensor *a);

/* ---- Costs ---------------------------------------------------------------
 * 1x1 each: the mean over the m rows of each row's cost.
 */

/* Σⱼ (aⱼ - yⱼ)². Nielsen's code trains on half of it: t_scale(…, 0.5). */
Tensor *t_squared_error(Tensor *a, Tensor *y);

/* -ln softmax(z)[label], z [m, n], label [m] each below n (and 256). */
Tensor *t_softmax_cross_entropy(Tensor *z, const uint8_t *label);

/* -Σⱼ (yⱼ ln σ(zⱼ) + (1 - yⱼ) ln(1 - σ(zⱼ))); finite for any finite z. */
Tensor *t_sigmoid_cross_entropy(Tensor *z, Tensor *y);

DOWNHILL_END

#endif
