/*
# Chapter 10: A line is not enough

**The question.** Backpropagation with matrices is four equations. What does a
library have to store so that nobody has to write them again? And why do we want
hidden neurons at all? By the end you will have opened the tensor engine, seen
one neuron fail at four points, and watched a boundary bend into a spiral.

Read it beside article 1, row A1-19; article 3's matrices (A3-17) are the ground
it stands on. Run it with `make ch10`.

**本章要点** 一个样本写成一列；一批样本则一个样本占一行：两种写法算出的数完全相同。
数的偏导数可以存下来；矩阵的偏导数太大，所以节点存的是“乘以它”的那个函数。
一个神经元只能画一条直线；有了隐藏神经元，决策边界才能弯曲，能分开异或、月牙、圆环和螺旋。

**New here**

batch (批)
: several examples at once, one in each row. Ten digits: a matrix of 10 x 784.

Jacobian (雅可比矩阵)
: every partial of one matrix's numbers with respect to another's, in a table.
  For 4 numbers that depend on 6 it has 24 entries.

decision boundary (决策边界)
: where an output is ½. On one side the answer is 1, on the other 0.

linearly separable (线性可分)
: said of two classes that one straight line can part. The 4 corners of a
  square, coloured crosswise, are not.

heat map (热图)
: a plane in which the colour of a place is the value there: 0 blue, 1 orange.
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/optim.h"
#include "common/figure.h"
#include "common/points.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/*
## A column, and a batch of rows

So far one example has been a column, and a layer a′ = σ(Wa + b). Row k of W
holds the weights of neuron k, and z has one number for each neuron.

Now stack four examples as the rows of one matrix x, and compute x·Wᵀ + b. In
Wᵀ, the transpose of W, the weights of neuron k are *column* k. Row i of the
result belongs to example i. What meets what is the same as before: the numbers
of one example and the weights of one neuron. (Figure 10.1 shows it.)
*/

static const real W[] = {1, 2, 3, -1, 0, 2};        // [3, 2]: three neurons
static const real B[] = {1, 0, -2};                 // [1, 3]
static const real X[] = {2, 1, 1, 3, -1, 2, 0, 1};  // [4, 2]: four examples

static void column_and_rows(Chapter *c) {
    chapter_section(c, "A column, and a batch of rows");
    chapter_predict(
        c, "The example (1, 3) alone gives z = (8, 0, 4). Where is that "
           "in the batch?");
    Graph *g = graph_new(1);
    Tensor *w = t_const(g, 3, 2, W), *b = t_const(g, 1, 3, B);
    Tensor *z = t_linear(t_const(g, 4, 2, X), w, b);  // [4, 3]
    Table t =
        table_begin("x₁ | x₂ | Wa + b: z₁ | z₂ | z₃ | x·Wᵀ + b: z₁ | z₂ | z₃",
                    "%3g | %3g | %4g | %4g | %4g | %4g | %4g | %4g");
    Figure *s = figure_open(c, "ch10_batch", "x1 x2 z1 z2 z3");
    for (int i = 0; i < 4; i++) {
        const real *a = X + 2 * i, *row = z->data + 3 * i;
        real column[3];
        for (int k = 0; k < 3; k++)
            column[k] = W[2 * k] * a[0] + W[2 * k + 1] * a[1] + B[k];
        table_row(&t, a[0], a[1], column[0], column[1], column[2], row[0],
                  row[1], row[2]);
        figure_row(s, a[0], a[1], row[0], row[1], row[2]);
    }
    table_end(&t);
    figure_block(s, "neurons", NULL);  // two weights and a bias
    for (int k = 0; k < 3; k++)
        figure_row(s, W[2 * k], W[2 * k + 1], B[k], 0.0, 0.0);
    figure_close(c, s);
    graph_free(g);
}

/*
![Figure 10.1: Example 2 as a column, and as row 2 of a batch. The blue row of W
has become a column of Wᵀ; the framed result is the same sum.](ch10_batch)

The column z = (8, 0, 4) has become row 2. No number of one row ever meets a
number of another. The bias is a row too, and is added to each. That is
`t_linear`, and so networks are run from here on: a machine does one large
product faster than many small ones.

## The same idea, with matrices in the cells

Chapter 4's tape has a row for every operation on numbers. The tensor engine has
a row, a **node**, for every operation on matrices. A node knows its operands,
and all of them are older. So walking from the newest to the oldest is again the
right order for the chain rule. Here is the whole record of a network 2-3-1 with
these four examples, as that walk meets it.
*/

// The place of a node in the record: 1 for the oldest.
static int number(const Tensor *node) {
    int older = 0;
    for (; node; node = node->older)
        older++;
    return older;
}

static void the_record(Chapter *c) {
    chapter_section(c, "The same idea, with matrices in the cells");
    chapter_predict(c, "With 400 examples instead of 4, how many nodes more?");
    Graph *g = graph_new(1);
    Tensor *x = t_const(g, 4, 2, X), *y = t_const(g, 4, 1, NULL);
    Tensor *w1 = t_param(g, "W1", 3, 2), *b1 = t_param(g, "b1", 1, 3);
    Tensor *w2 = t_param(g, "W2", 1, 3), *b2 = t_param(g, "b2", 1, 1);
    Tensor *a = t_sigmoid(t_linear(x, w1, b1));
    t_backward(t_squared_error(t_sigmoid(t_linear(a, w2, b2)), y));
    const char *name[] = {"C",  "a2 = σ(z2)", "z2", "a1 = σ(z1)", "z1", "b2",
                          "W2", "b1",         "W1", "y",          "x"};
    Table t = table_begin("node | what it is | shape | from nodes | gradient",
                          "%4d | %-10s | %-5s | %-10s | %s");
    const Tensor *node = g->newest;
    for (int i = 0; node; node = node->older, i++) {
        char shape[32], from[48] = "";
        snprintf(shape, sizeof shape, "%dx%d", node->rows, node->cols);
        for (int k = 0, used = 0; k < 3 && node->operand[k]; k++)
            used += snprintf(from + used, 16, "%d ", number(node->operand[k]));
        table_row(&t, number(node), name[i], shape, from,
                  node->grad ? "yes" : "no");
    }
    table_end(&t);
    graph_free(g);
}

/*
With 400 examples there is not one node more; only the matrices grow. Examples x
and targets y have no gradient, since nobody wants to change them.

## Stored, or applied

On the tape of chapter 4 every partial was *stored*: for numbers there are one
or two. Between two matrices there is a whole table of them, the **Jacobian**.
Take y = a·b with a of 2 x 3 and b of 3 x 2. Each of the 4 numbers of y may
depend on each of the 6 numbers of a: 24 partials. As

$$y_{ij} = \sum_p a_{ip}\,b_{pj},$$

the partial of yᵢⱼ with respect to aᵢₚ is bₚⱼ, and 0 when the rows differ.
*/

static void print_six(const Table *t, const char *name, const real *r) {
    table_row(t, name, r[0], r[1], r[2], r[3], r[4], r[5]);
}

static void stored_or_applied(Chapter *c) {
    chapter_section(c, "Stored, or applied");
    static const real A[] = {1, -2, 3, 0, 4, -1};  // [2, 3]
    static const real B3x2[] = {2, 5, -1, 3, 4, 1}, DY[] = {1, -2, 0.5, 3};
    const char *name[] = {"y₁₁", "y₁₂", "y₂₁", "y₂₂"};
    real stored[6] = {0};
    chapter_predict(c, "Of the 24 partials, how many are not 0?");
    Table t = table_begin("∂/∂|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                          "%-3s|%4.0f|%4.0f|%4.0f|%4.0f|%4.0f|%4.0f");
    for (int y = 0; y < 4; y++) {  // row y / 2, column y % 2
        real partial[6] = {0};
        for (int p = 0; p < 3; p++)
            partial[3 * (y / 2) + p] = B3x2[2 * p + y % 2];
        for (int k = 0; k < 6; k++)
            stored[k] += DY[y] * partial[k];
        print_six(&t, name[y], partial);
    }
    table_end(&t);
    Graph *g = graph_new(1);
    Tensor *a = t_input(g, 2, 3, A), *b = t_const(g, 3, 2, B3x2);
    t_backward(t_sum(t_mul(t_matmul(a, b), t_const(g, 2, 2, DY))));
    printf("Let a change of y be worth dy = (1, -2; 0.5, 3) to the cost. Then "
           "a change of a\nis worth\n\n");
    t = table_begin("da, by|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                    "%-26s|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f");
    print_six(&t, "dy times the table above", stored);
    print_six(&t, "dy·bᵀ, as the library does", a->grad);
    table_end(&t);
    graph_free(g);
    printf("For 30 neurons that see ten digits, a 10x784 and b 784x30:\n");
    chapter_predict(c, "How large is the table ∂y/∂b?");
    printf("%d x %d = %d partials; as the rule, %d multiply–adds.\n\n", 10 * 30,
           784 * 30, 10 * 30 * 784 * 30, 10 * 784 * 30);
}

/*
Half of the table is 0. And the same six numbers come from dy·bᵀ, which never
made the table. It needs only b, which is there anyway, and a second product.
This is the one difference between the two engines. From `lib/tensor.c`:

    // y = a·b:  da += dy·bᵀ, db += aᵀ·dy
    static void matmul_backward(Tensor *y) {
        Tensor *a = y->operand[0], *b = y->operand[1];
        int m = y->rows, n = y->cols, k = a->cols;
        grad_matmul(MATMUL_B_T, a, y->grad, b->data, m, k, n);
        grad_matmul(MATMUL_A_T, b, a->data, y->grad, k, n, m);
    }

**A number's partial can be stored; a matrix's is too big, so the node stores
the function that multiplies by it.** `t_matmul` stores the one above. The walk
backwards calls it, node by node:

    for (Tensor *t = cost; t; t = t->older)
        if (t->backward && t->reached)
            t->backward(t);

Every operation in `lib/tensor.c` is such a pair, with its rule in a line above
it. For ten digits and 30 neurons the table would have `7056000` entries, of
which one in 30 is not 0, and those are copies of the pixels. Applied, it costs
`235200` multiply–adds and no memory.

## One neuron draws a line

Now to use the engine. A neuron with two inputs says ½ where its sum is 0: that
is its **decision boundary**, and w₁x₁ + w₂x₂ + b = 0 is a straight line. What
do the three knobs do to it?
*/

enum { MOST_LAYERS = 3, STEPS = 4000 };
static const real rate = 3;

// Start number k: normal numbers in every weight and bias. The network has a
// graph of its own; graph_free(n.graph) frees it.
static Mlp network(const Chapter *c, int k, const int *sizes, int n) {
    Rng r = rng_new(c->seed * 1000 + (uint64_t)k);
    return mlp_new(graph_new(1), sizes, n, SIGMOID, INIT_NORMAL, &r);
}

// Activations of all layers: a[0] = x [m, sizes[0]], a[k] [m, sizes[k]].
static Tensor *forward(const Mlp *n, Tensor *x, Tensor **a) {
    a[0] = x;
    for (int k = 0; k < n->layers; k++)
        a[k + 1] = t_sigmoid(t_linear(a[k], n->weight[k], n->bias[k]));
    return a[n->layers];
}

/*
A **heat map** needs the activation at some ten thousand places. That is a batch
of ten thousand rows, and one call.
*/

enum { MAP = 120, SMALL = 24 };  // cells across, in a figure and in a text

// Neuron `unit` of layer `layer` where -half < x₁, x₂ < half, at the middles of
// cells x cells squares, row by row from below.
static void see(const Mlp *n, int layer, int unit, double half, int cells,
                real *out) {
    GraphMark mark = graph_mark(n->graph);
    Tensor *a[MOST_LAYERS + 1];
    Tensor *x = t_const(n->graph, cells * cells, 2, NULL);
    for (int i = 0; i < cells * cells; i++) {
        x->data[2 * i] = half * ((2.0 * (i % cells) + 1) / cells - 1);
        x->data[2 * i + 1] = half * ((2.0 * (i / cells) + 1) / cells - 1);
    }
    forward(n, x, a);
    for (int i = 0; i < cells * cells; i++)
        out[i] = a[layer]->data[i * a[layer]->cols + unit];
    graph_rewind(n->graph, mark);
}

static Figure *open_maps(Chapter *c, const char *stem) {
    char names[8 * MAP] = "";
    for (int i = 0, used = 0; i < MAP; i++)
        used += snprintf(names + used, 8, "v%d ", i);
    return figure_open(c, stem, names);
}

// For the figures: three decimals are enough for a colour.
static void write_map(Figure *s, const Mlp *n, int layer, int unit,
                      double half) {
    static real cell[MAP * MAP];
    see(n, layer, unit, half, MAP, cell);
    for (int i = 0; i < MAP * MAP; i++)
        cell[i] = (int)(cell[i] * 1000 + 0.5) / 1000.0;
    figure_block(s, NULL, NULL);
    for (int j = 0; j < MAP; j++)
        figure_row_from(s, MAP, cell + j * MAP);
}

// For the terminal, with the top row first.
static void shade(const Mlp *n, int layer, int unit, uint8_t *image) {
    real cell[SMALL * SMALL];
    see(n, layer, unit, 1.8, SMALL, cell);
    for (int i = 0; i < SMALL * SMALL; i++) {
        int row = SMALL - 1 - i / SMALL, column = i % SMALL;
        image[i] = (uint8_t)(255 * cell[row * SMALL + column] + 0.5);
    }
}

static void a_line(Chapter *c) {
    static const real knobs[][3] = {{4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -4}};
    const char *what[] = {"where we start", "the weights turned",
                          "the bias moved"};
    chapter_section(c, "One neuron draws a line");
    chapter_predict(c, "Which knob turns the line, and which one shifts it?");
    Table t = table_begin("w₁ | w₂ | b | line from (0, 0) | it is",
                          "%5.2f | %5.2f | %4.1f | %16.2f | %s");
    Figure *s = open_maps(c, "ch10_line");
    figure_numbers(s, "knob", 9, knobs[0]);
    Mlp n = network(c, 1, (const int[]){2, 1}, 2);
    for (int k = 0; k < 3; k++) {
        const real *w = knobs[k];
        mlp_unflatten(&n, w);
        double far = fabs(w[2]) / sqrt(w[0] * w[0] + w[1] * w[1]);
        table_row(&t, w[0], w[1], w[2], far, what[k]);
        write_map(s, &n, 1, 0, 2);
    }
    table_end(&t);
    figure_close(c, s);
    graph_free(n.graph);
}

/*
![Figure 10.2: The arrow is w = (w₁, w₂); the boundary is at right angles to it.
Turning the weights turns the line, the bias shifts it.](ch10_line)

So the *direction* of the weights says which pattern counts, and the bias how
much of it is enough. The line's distance from (0, 0) is |b| divided by the
length of w.

## Four points that no line can part

"Exclusive or", XOR for short: is exactly one of two inputs on? With -1 for off
and 1 for on these are four points in the corners of a square. The two classes
lie across from each other, on the diagonals.

Can one neuron do it? Add up its sums z at the two corners of class 0: the
inputs cancel, and 2b remains. At the two corners of class 1: the same, 2b. But
the first pair should be below 0 and the second above. No weights can do that:
these four points are not **linearly separable**.

Still, let us ask gradient descent: chapter 2's rule for every weight, with
η = 3 and all the points in one batch.
*/

// The cost on all points, x [n, 2] and label [n], recorded; a[k] becomes the
// activations of layer k.
static Tensor *record(const Mlp *n, const Points *p, Tensor **a) {
    Tensor *y = t_const(n->graph, p->n, 1, NULL);
    for (int i = 0; i < p->n; i++)
        y->data[i] = p->label[i];
    return t_squared_error(forward(n, t_const(n->graph, p->n, 2, p->x), a), y);
}

// The cost on all points, and how many of them it gets right.
static double score(const Mlp *n, const Points *p, int *right) {
    GraphMark mark = graph_mark(n->graph);
    Tensor *a[MOST_LAYERS + 1];
    double cost = t_item(record(n, p, a));
    *right = 0;
    for (int i = 0; i < p->n; i++)
        *right += (a[n->layers]->data[i] > 0.5) == p->label[i];
    graph_rewind(n->graph, mark);
    return cost;
}

// Record, go backward, rewind, update: that is all there is to a step.
static void descend(Mlp *n, const Points *p, int steps) {
    for (int k = 0; k < steps; k++) {
        GraphMark mark = graph_mark(n->graph);
        Tensor *a[MOST_LAYERS + 1];
        t_backward(record(n, p, a));
        graph_rewind(n->graph, mark);
        sgd_step(n->graph, rate);  // w ← w - η·∂C/∂w, for all
    }
}

// With --quick a twentieth of the steps.
static int brief(const Chapter *c, int steps) {
    return c->quick ? steps / 20 : steps;
}

static void one_neuron_fails(Chapter *c, const Points *corner, Figure *maps) {
    chapter_section(c, "Four points that no line can part");
    chapter_predict(c, "One neuron, ten thousand steps: which answers does it "
                       "give?");
    Mlp one = network(c, 1, (const int[]){2, 1}, 2);
    Table t = table_begin("steps | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int done = 0, to = 0; to <= 10000; to = to ? 10 * to : 10) {
        descend(&one, corner, brief(c, to) - done);
        done = brief(c, to);
        Tensor *a[MOST_LAYERS + 1];
        double cost = t_item(record(&one, corner, a));
        const real *out = a[1]->data;
        table_row(&t, done, cost, out[0], out[1], out[2], out[3]);
    }
    table_end(&t);
    write_map(maps, &one, 1, 0, 2);
    graph_free(one.graph);
}

/*
It should be 0, 1, 0, 1. It gives up: ½ everywhere, at a cost of ¼, which is
what a neuron gets that looks at nothing. Another start would not help. This is
no local minimum to escape from; one neuron has nothing better to find.

## Two neurons more

Put two hidden neurons between the inputs and the output. Each draws a line of
its own, and the output neuron draws its line in the plane of *their*
activations. There the four points lie elsewhere.
*/

static void two_neurons_do(Chapter *c, const Points *corner, Figure *maps) {
    chapter_section(c, "Two neurons more");
    chapter_predict(c, "Of fifty random starts, how many find a solution?");
    const int sizes[] = {2, 2, 1}, starts = c->quick ? 5 : 50;
    int solved = 0, first = 1;  // the first that did
    for (int k = starts; k >= 1; k--) {
        int right;
        Mlp net = network(c, k, sizes, 3);
        descend(&net, corner, brief(c, 2000));
        score(&net, corner, &right);
        graph_free(net.graph);
        solved += right == 4;
        first = right == 4 ? k : first;
    }
    printf("A network 2-2-1, %d steps: %d of %d starts get all four right.\n",
           brief(c, 2000), solved, starts);
    Mlp net = network(c, first, sizes, 3);
    descend(&net, corner, brief(c, 2000));
    chapter_predict(c, "Where do the four corners lie for the output neuron?");
    Tensor *a[MOST_LAYERS + 1];
    record(&net, corner, a);
    Table t = table_begin("x₁ | x₂ | hidden 1 | hidden 2 | output | it should",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    for (int i = 0; i < 4; i++) {
        const real *x = a[0]->data + 2 * i, *hidden = a[1]->data + 2 * i;
        table_row(&t, x[0], x[1], hidden[0], hidden[1], a[2]->data[i],
                  (int)corner->label[i]);
    }
    table_end(&t);
    for (int k = 0; k < 3; k++)  // both hidden neurons, and the output
        write_map(maps, &net, 1 + k / 2, k % 2, 2);
    graph_free(net.graph);
}

/*
![Figure 10.3: XOR. One neuron stays undecided everywhere. Two hidden neurons
draw one line each, and the output is 1 only between them.](ch10_xor)

The two corners of class 1 have come to lie on one spot, and now a line will do.
Two neurons are enough to *have* a solution. To *find* it is another matter:
half of the starts do not. Chapter 2 warned that the start decides.

## Moons, rings and a spiral

Now four sets of 200 points, with some noise: XOR once more, two moons, two
rings and the two arms of a spiral. Each is given to one neuron, and to a
network with hidden layers. We look at the network at steps that grow by a
fifth; each look at the spiral's is a frame of an animation, and six of them are
printed.
*/

typedef struct Problem {
    const char *name, *shape;
    Points (*make)(int n, double noise, Rng *r);
    double noise;
    int sizes[MOST_LAYERS + 1], layers;
} Problem;

enum { SPIRAL = 3, PROBLEMS };
static const Problem problem[PROBLEMS] = {
    {"XOR", "2-4-1", points_xor, 0.3, {2, 4, 1}, 2},
    {"moons", "2-8-1", points_moons, 0.12, {2, 8, 1}, 2},
    {"rings", "2-8-1", points_rings, 0.15, {2, 8, 1}, 2},
    {"spiral", "2-8-8-1", points_spirals, 0.03, {2, 8, 8, 1}, 3},
};

enum { LOOKS = 39 };

typedef struct Look {
    int step, right;
    uint8_t image[SMALL * SMALL];  // the output
} Look;

// Trains the network; maps may be NULL.
static void train(const Chapter *c, Mlp *n, const Points *p, Figure *cost,
                  Figure *maps, Look *look) {
    figure_block(cost, NULL, NULL);
    for (int k = 0, done = 0, next = 0; k < LOOKS; k++) {
        int to = brief(c, k < LOOKS - 1 ? next : STEPS);
        descend(n, p, to - done);
        done = to;
        next += 1 + next / 5;
        look[k].step = done;
        double now = score(n, p, &look[k].right);
        figure_row(cost, (double)done, now, (double)look[k].right);
        shade(n, n->layers, 0, look[k].image);
        if (maps)
            write_map(maps, n, n->layers, 0, 2.4);
    }
}

// Leaves the network of the last, the spiral, and the looks at it.
static Mlp four_sets(Chapter *c, Look *look) {
    chapter_section(c, "Moons, rings and a spiral");
    chapter_predict(c, "Of 200 points, how many does one neuron get right on "
                       "each set?");
    Figure *points = figure_open(c, "ch10_points", "x y label");
    Figure *cost = figure_open(c, "ch10_cost", "step cost right");
    Figure *sets = open_maps(c, "ch10_sets");
    Figure *spiral = open_maps(c, "ch10_boundary");
    Table t = table_begin("set | one neuron | network | parameters | right | C",
                          "%-6s | %10d | %-7s | %10d | %5d | %6.4f");
    Rng r = rng_new(c->seed);
    Mlp net;
    for (int k = 0; k < PROBLEMS; k++) {
        const Problem *set = &problem[k];
        Points p = set->make(200, set->noise, &r);
        Mlp one = network(c, 1, (const int[]){2, 1}, 2);
        descend(&one, &p, 500);
        net = network(c, 1, set->sizes, set->layers + 1);
        train(c, &net, &p, cost, k == SPIRAL ? spiral : NULL, look);
        int alone, right;
        score(&one, &p, &alone);
        double end = score(&net, &p, &right);
        table_row(&t, set->name, alone, set->shape,
                  (int)graph_params(net.graph), right, end);
        write_map(sets, &net, net.layers, 0, 2.8);
        figure_block(points, NULL, NULL);
        for (int i = 0; i < p.n; i++)
            figure_row(points, p.x[2 * i], p.x[2 * i + 1], (double)p.label[i]);
        points_free(&p);
        if (k != SPIRAL)
            graph_free(net.graph);
        graph_free(one.graph);
    }
    table_end(&t);
    figure_close(c, points);
    figure_close(c, cost);
    figure_close(c, sets);
    figure_close(c, spiral);
    return net;
}

/*
![Figure 10.4: The boundaries that eight hidden neurons found around two moons
and two rings.](ch10_sets)

![Figure 10.5: The cost on its way down, both axes logarithmic. Long flat
stretches, then a drop: something new has been found.](ch10_cost)

On the rings and XOR one neuron is right for little more than half, as if it had
thrown a coin. On the moons a line already gets most points, and the cost rests
there for hundreds of steps before it moves on.

## The boundary bends

Here is the spiral's network at six moments. Each picture is the activation of
the output at every place of the plane.
*/

static void the_boundary_bends(Chapter *c, const Look *look) {
    static const int moment[] = {0, 20, 30, 33, 36, LOOKS - 1};
    chapter_section(c, "The boundary bends");
    chapter_predict(c, "Which points come last, the outer or the inner ones?");
    printf("The output at every place: empty is 0, full is 1.\n\n");
    const uint8_t *image[3];
    for (int k = 0; k < 6; k++) {
        const Look *at = &look[moment[k]];
        image[k % 3] = at->image;
        char text[40];
        snprintf(text, sizeof text, "step %d: %d right", at->step, at->right);
        printf(k % 3 < 2 ? "  %-24s" : "  %s\n", text);
        if (k % 3 == 2)
            text_images(3, image, SMALL, SMALL);
    }
}

/*
![Figure 10.6: The boundary at six moments. At first there is none, then a line;
it bends, and in the end it winds between the arms.](ch10_boundary)

First what a line can part; the innermost points, which need the sharpest bend,
come last. As an animation:
`make figures FIG=ch10_boundary FORMAT=gif`.

## What each hidden neuron sees

Freeze the trained network and ask each neuron for its heat map. A neuron of the
first layer has only x₁ and x₂ to go by, so it sees a line, whatever it learned.
A neuron of the second sees the plane through the eight lines, and bends. The
output sees it through those.
*/

static void what_each_sees(Chapter *c, const Mlp *net) {
    static uint8_t image[3][SMALL * SMALL];
    chapter_section(c, "What each hidden neuron sees");
    chapter_predict(c, "What can a neuron of the first layer see? Of the "
                       "second?");
    printf("  %-24s  %-24s  %s\n", "first layer, neuron 1",
           "second layer, neuron 5", "output");
    for (int k = 0; k < 3; k++)
        shade(net, k + 1, k == 1 ? 4 : 0, image[k]);
    text_images(3, (const uint8_t *[]){image[0], image[1], image[2]}, SMALL,
                SMALL);
    Figure *s = open_maps(c, "ch10_hidden");
    for (int l = 1; l <= 3; l++)
        for (int k = 0; k < net->sizes[l]; k++)
            write_map(s, net, l, k, 1.9);
    figure_close(c, s);
}

/*
![Figure 10.7: What each neuron of the spiral's network sees. First layer:
straight lines. Second: bends. Output: the spiral.](ch10_hidden)

None was told which line to draw, and there is no tidy division of labour. No
neuron of the second layer has found the spiral; the output puts it together.

## The check

A whole network, 2-2-1: its nine derivatives on the four corners, three ways. By
hand means chapter 9's equations, for rows. With D for the layer error δ, one
row for each example,

$$D^L = \tfrac{2}{m}(A^L - Y)\odot\sigma'(Z^L),\qquad
D^{l-1} = D^l W^l \odot \sigma'(Z^{l-1}),$$

$$\partial C/\partial W^l = (D^l)^T A^{l-1},\qquad
\partial C/\partial b^l = \text{the sum of the rows of } D^l.$$

The sum over the examples is inside the product (Dˡ)ᵀA.
*/

// For the network 2-2-1, in the order W¹, b¹, W², b² [9], which starts at 0.
static void by_hand(const Mlp *n, Tensor *const *a, const Points *p,
                    real *grad) {
    real *dw1 = grad, *db1 = grad + 4, *dw2 = grad + 6, *db2 = grad + 8;
    for (int i = 0; i < p->n; i++) {
        const real *x = p->x + 2 * i, *hidden = a[1]->data + 2 * i;
        real out = a[2]->data[i];
        real d2 = 2 * (out - p->label[i]) / p->n * out * (1 - out);
        *db2 += d2;
        for (int k = 0; k < 2; k++) {
            real wish = d2 * n->weight[1]->data[k];
            real d1 = wish * hidden[k] * (1 - hidden[k]);
            dw2[k] += d2 * hidden[k];
            db1[k] += d1;
            dw1[2 * k] += d1 * x[0];
            dw1[2 * k + 1] += d1 * x[1];
        }
    }
}

typedef struct Case {
    const Mlp *net;
    const Points *points;
} Case;

static real cost_of(void *context) {
    const Case *at = context;
    int right;
    return score(at->net, at->points, &right);
}

static void check(Chapter *c, const Points *corner) {
    Tensor *a[MOST_LAYERS + 1];
    real hand[9] = {0}, *h = hand;
    report_begin(c);
    Mlp net = network(c, 1, (const int[]){2, 2, 1}, 3);
    t_backward(record(&net, corner, a));
    by_hand(&net, a, corner, hand);
    Case at = {&net, corner};
    for (Tensor *t = net.graph->first_param; t; t = t->next)
        for (int i = 0; i < t->rows * t->cols; i++) {
            char name[64];
            snprintf(name, sizeof name, "∂C/∂ %s %d,%d", t->name, i / t->cols,
                     i % t->cols);
            real step = difference_step(t->data[i]);
            report_row(c, name, *h++, t->grad[i],
                       central_difference(cost_of, &at, &t->data[i], step));
        }
    report_end(c);
    graph_free(net.graph);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch10_small_data",
                       "A line is not enough", NULL))
        return c.status;
    column_and_rows(&c);
    the_record(&c);
    stored_or_applied(&c);
    a_line(&c);
    Rng r = rng_new(1);
    Points corner = points_xor(4, 0, &r);
    Figure *maps = open_maps(&c, "ch10_xor");
    one_neuron_fails(&c, &corner, maps);
    two_neurons_do(&c, &corner, maps);
    figure_close(&c, maps);
    static Look look[LOOKS];
    Mlp spiral = four_sets(&c, look);
    the_boundary_bends(&c, look);
    what_each_sees(&c, &spiral);
    graph_free(spiral.graph);
    check(&c, &corner);
    points_free(&corner);
    return chapter_end(&c);
}

/*
## What we cut corners on

A Jacobian need not be stored whole; ours was mostly zeros, and a clever table
would keep only the others. They would still be copies of what is there already.
The sets are small and clean, the networks were chosen so that they succeed, and
they were asked only about points that they had been trained on. All points were
one batch, so each step saw all of them; chapter 11 asks whether it must.

## Exercises

`make ex10` writes the files to edit and checks them; `make hint10` helps.

- **10a** Solve XOR by choosing the weights yourself, with the fewest neurons.
- **10b** Write the function that a product y = a·b stores: from dy to da, db.

Next: all the examples at every step, or only a few? `make ch11`.
*/
