/*
# Chapter 10: A line is not enough

**The question.** Why do we want hidden neurons at all? And what must a library
keep so that nobody has to write chapter 9's equations again? By the end you
will have seen one neuron fail at four points and two more carry them to where a
line will do, opened the tensor engine, fenced in a ring with three lines, and
watched a boundary bend into a spiral.

Read it beside article 1, row A1-19, and A3-17. Run it with `make ch10`, and
turn its knobs: `make ch10 ARGS="--rate 0.3 --layers 16"`. It takes points of
your own, a line for each of two numbers and a class: `ARGS="--points my.txt"`.

**本章要点** 一个神经元只能画一条直线；隐藏神经元把点搬到另一个平面上，到了那里，一条直线就分得开。
一批样本，一行写一个，一起算和逐个算，得数完全相同。
数的偏导数可以存下来；矩阵的偏导数太多，所以节点里存一个函数，要乘的时候由它来乘。

**New here**

decision boundary (决策边界)
: where an output is ½. On one side the answer is 1, on the other 0.

linearly separable (线性可分)
: said of two classes that one straight line can part. The 4 corners of a
  square, coloured crosswise, are not.

batch (批)
: several examples at once, one in each row. Ten digits: a matrix of 10 x 784.

Jacobian (雅可比矩阵)
: every partial of one matrix's numbers with respect to another's, in a table.
  For 4 numbers that depend on 6 it has 24 entries.

heat map (热图)
: a plane where the colour of a place is the value there: 0 blue, 1 orange.
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/optim.h"
#include "common/figure.h"
#include "common/plane.h"
#include "common/points.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double rate = 3;
static int steps = 4000;
static Sizes layers = {2, {8, 8}};
static const char *own_points;

static const Option options[] = {
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "learning rate η", "学习率 η"},
    {"--layers", KNOB_SIZES, &layers, 1, 32,
     "hidden layers of the spiral's network", "螺旋的网络有哪些隐藏层"},
    {"--steps", KNOB_WHOLE, &steps, 40, 20000, "steps on the four sets",
     "四个数据集上走多少步"},
    {"--points", OPTION_TEXT, &own_points, 0, 0,
     "FILE  your own points in place of the spiral's",
     "FILE  用你自己的点代替螺旋"},
    {0}};

/*
## One neuron draws a line

A neuron with two inputs says ½ where its sum w₁x₁ + w₂x₂ + b is 0: that is its
**decision boundary**. It is a straight line, though σ is a curve, for it lies
only where the sum is 0. Walk along it and the sum stays 0; walk along w = (w₁,
w₂) and the sum grows fastest, since w is its gradient (chapter 3). So the line
stands at right angles to w, which points to the side of the 1s. At (0, 0) the
sum is b, and each unit along w adds the length of w: so the line lies |b|
divided by that length away. (If w = 0, nowhere. With three inputs: a plane.)

The *length* of w says how soft the boundary is. Between the sums -2 and 2 the
answer goes from `0.12` to `0.88`; a strip as wide as 4 divided by the length.

→ One neuron draws a line

![Figure 10.1: The arrow is the direction of w; the boundary is at right angles
to it. Turning w turns the line, the bias shifts it, a longer w (and b with it)
makes it sharper.](ch10_line)

So the *direction* of the weights says which pattern counts, the bias how much
of it is enough, the length how sharply it decides close to its line. Training
moves the line: the slopes are δ·x and δ (chapter 9), so a point x that should
be 1 adds some of itself to w and some to b, and its own sum grows; one that
should be 0 takes away. So the line turns and shifts until these pulls cancel.

## Four points that no line can part

"Exclusive or", XOR for short: is exactly one of two inputs on? With -1 for off
and 1 for on (an input of 0 gives its weight no slope, an input of 100 saturates
σ) these are the corners of a square, each class on a diagonal.

Can one neuron do it? Add up its sums at the two corners of class 0: the inputs
cancel, and 2b remains. At the two corners of class 1: the same, 2b. But the
first pair should be below 0 and the second above. No weights can do that: these
four points are not **linearly separable**.

A third input x₁x₂, which is 1 on one diagonal and -1 on the other, would do it;
but who knows such an input for digits? Put two hidden neurons between instead,
to find what helps. Each draws a line of its own, and the output neuron draws
its line in the plane of *their* activations. Perhaps the four points lie better
there. Gradient descent should find out, if it has slopes: time for a library.

## A column, and a batch of rows

So far one example has been a column a, and a layer σ(W·a + b). Stack four
examples as the *rows* of one matrix x, a **batch**, and compute x·Wᵀ + b. Row i
of the result is what example i gets alone: the same numbers meet the same
weights. b is added to every row, so it gets the sum of the rows' gradients.

→ A column, and a batch of rows

![Figure 10.2: Example 2 as a column, and as row 2 of a batch. The blue row of W
has become a column of Wᵀ; the framed result is the same sum.](ch10_batch)

One large product is faster than many small ones (a weight that has been fetched
serves several rows): from here on we compute so.

## The same idea, with matrices in the cells

Chapter 4's tape has a row for every operation on numbers. The tensor engine has
a **node** for every operation on matrices, its tensors. A node knows its
operands, all of them older: so newest to oldest is the right way again.

→ The same idea, with matrices in the cells

With 400 examples there is not one node more; only the matrices grow. Examples
and targets get no gradient: nobody wants to change them.

## Stored, or applied

What does a node keep for the way back? On the tape every partial was *stored*:
for numbers there are one or two. Between two matrices there is a whole table of
them, the **Jacobian**. Take y = a·b with a of 2 x 3 and b of 3 x 2: each of the
4 numbers of y may depend on each of the 6 of a.
*/

static const real A[] = {1, -2, 3, 0, 4, -1};  // [2, 3]
static const real M[] = {2, 5, -1, 3, 4, 1};   // b [3, 2]
static const real DY[] = {1, -2, 0.5, 3};      // ∂C/∂y [2, 2]

// ∂y[r][c]/∂a[i][p]: y[r][c] is the sum over p of a[r][p]·b[p][c].
static real partial(int r, int c, int i, int p) {
    return r == i ? M[2 * p + c] : 0;
}

// ∂C/∂a[i][p] by the table: rates multiply, and over paths they add.
static real by_table(int i, int p) {
    real sum = 0;
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < 2; c++)
            sum += DY[2 * r + c] * partial(r, c, i, p);
    return sum;
}

/*
Half of that table is 0, and the rest is b, twice. Nobody has to make it: what
is wanted is the *product* with it, and for that a rule is enough, da = dy·bᵀ
(da is short for ∂C/∂a). For a[i][p] moves only row i of y, its number c at the
rate b[p][c]: so row i of dy meets row p of b. For a₁₁ that is 1·2 - 2·5 = -8.
*/

static real by_rule(int i, int p) {
    real sum = 0;
    for (int c = 0; c < 2; c++)
        sum += DY[2 * i + c] * M[2 * p + c];
    return sum;
}

/*
→ Stored, or applied

**A number's partial can be stored; a matrix's is too big, so the node stores
the function that multiplies by it.** That is the one difference between the two
engines. `t_matmul` of `lib/tensor.c` stores this one:

    // y = a·b:  da += dy·bᵀ, db += aᵀ·dy
    static void matmul_backward(Tensor *y) {
        Tensor *a = y->operand[0], *b = y->operand[1];
        int m = y->rows, n = y->cols, k = a->cols;
        grad_matmul(MATMUL_B_T, a, y->grad, b->data, m, k, n);
        grad_matmul(MATMUL_A_T, b, a->data, y->grad, k, n, m);
    }

Each operation there is such a pair, and forward first checks that shapes fit.
For ten digits and 30 neurons the weights' table has 300·23520 = `7056000`
entries; the rule takes `235200` multiply–adds and keeps a and b.

## XOR, learned

Chapter 2's rule, for the mean cost of all points: a step records nodes, goes
back (gradients begin at 0), forgets nodes, not slopes (`rewind`), and moves.
*/

// Activations of all layers: a[0] = x [m, 2], …
static Tensor *forward(const Mlp *n, Tensor *x, Tensor **a) {
    a[0] = x;
    for (int k = 0; k < n->layers; k++)
        a[k + 1] = t_sigmoid(t_linear(a[k], n->weight[k], n->bias[k]));
    return a[n->layers];
}

static Tensor *cost(const Mlp *n, const Points *p, Tensor **a) {
    Tensor *y = t_const(n->graph, p->n, 1, NULL);
    for (int i = 0; i < p->n; i++)
        y->data[i] = p->label[i];
    return t_squared_error(forward(n, t_const(n->graph, p->n, 2, p->x), a), y);
}

static void descend(Mlp *n, const Points *p, int times) {
    for (int k = 0; k < times; k++) {
        Tensor *a[MLP_MAX_LAYERS + 1];
        GraphMark mark = graph_mark(n->graph);
        t_backward(cost(n, p, a));
        graph_rewind(n->graph, mark);
        sgd_step(n->graph, (real)rate);  // w ← w - η·∂C/∂w, for all
    }
}

/*
→ One neuron on XOR

It should be 0, 1, 0, 1. It gives up: ½ for all, where the pulls cancel; cost ¼.

→ Two hidden neurons on XOR

![Figure 10.3: XOR. One neuron stays undecided everywhere. Two hidden neurons
draw one line each, and the output is 1 only between them.](ch10_xor)

![Figure 10.4: Left the plane of the inputs and the lines of both hidden
neurons, right the plane of their activations. The whole left plane, with its
grid, has been folded onto a bent line; both corners of class 1 lie at the bend,
on one spot, and a straight line cuts them off.](ch10_plane)

That is what hidden neurons are for: they move the points, until a line can part
the classes. It is σ that folds; without it the right plane is the left one,
slanted, and a line there is a line here. Two neurons are enough to *have* a
solution; to *find* it is another matter: the start decides (chapter 2).

→ How many starts find it

About two starts in three do. The one printed last does not: at two corners, one
of each class, no hidden neuron is lit, so its output cannot tell them apart and
answers ½ to both. Where a σ is so flat, hardly any slope is left to move its
line (chapter 8). With more neurons it is easier: some lines will lie well.

## How much can a hidden layer do?

Each hidden neuron is a fence: 1 on one side, 0 on the other. An output that
asks for *all* of them is 1 in the field between: with three, weights of 1 and a
bias of -2½; all times 10, say, to make it sharp. How many shut in a ring?

→ How many fences?

![Figure 10.5: Two rings and 2, 3, 4 and 8 hidden neurons. Two lines leave a
strip; three close a triangle; more make it rounder.](ch10_fences)

Two neurons with parallel lines, added with the weights 1 and -1, make a *bump*:
1 between the lines, 0 elsewhere. Bumps side by side, each as high as needed,
add up (no σ at the end) to any continuous curve.
*/

typedef double Curve(double x);

static double bump(double x, double from, double to, double steep) {
    return m_sigmoid(steep * (x - from)) - m_sigmoid(steep * (x - to));
}

static double built(Curve *f, int bumps, double x) {
    double sum = 0, wide = 1.0 / bumps;
    for (int k = -1; k <= bumps; k++)  // and one beyond each end
        sum +=
            f((k + 0.5) * wide) * bump(x, k * wide, (k + 1) * wide, 40 / wide);
    return sum;
}

/*
→ Any curve from bumps

![Figure 10.6: A curve, and what 6, 12 and 48 bumps make of it. No training: the
weights were written down.](ch10_bumps)

Twice the bumps, half the error: a bump is flat on top, and under one half as
wide the curve rises half as much. In the plane a bump is an endless ridge. Let
many cross on one spot: all add up there, elsewhere few, and a tower stands. So
*one* large hidden layer comes as near to any shape as one likes. Weights exist,
then; whether descent finds them, and how few do, one must try (chapter 16).

## Moons, rings and a spiral

Four sets of 200 noisy points, XOR among them. Each is given to one neuron, and
to a network from five starts. (No rule gives η = 3 and 4000 steps: try. For
your points: the largest η that lets C fall, while it falls.)

→ Moons, rings and a spiral

![Figure 10.7: The cost on its way down, both axes logarithmic. Long flat
stretches, then a drop: something new has been found.](ch10_cost)

On rings and XOR one neuron is right for little more than half of the points, as
by a coin; on the moons a line gets most. The networks get all, or nearly all.

→ The boundary bends

![Figure 10.8: The boundary at six moments. At first there is none, then a line;
it bends, and in the end it winds between the arms.](ch10_boundary)

The inner points, at the sharpest bend, come last. A neuron of the first layer
sees a line; one of the second, what those say. Their **heat maps**:

→ What each hidden neuron sees

![Figure 10.9: What each neuron of the spiral's network sees. First layer:
straight lines. Second: bends. Output: the spiral.](ch10_hidden)

None of the second layer has found the spiral; the output puts it together. Are
two layers needed? No: 26 neurons in one, as many parameters, do nearly as well
(`--layers 26`). A second may save neurons: all of its neurons share what the
first has found. How few are enough? On a line through the middle the class
changes up to seven times, at a fence once: so one layer needs about seven, or
more to be found easily (`--layers 6`, `--layers 8`).

## The check

The nine derivatives of 2-2-1 on the four corners, by hand as in chapter 9.

→ The check: by hand = by tape = numeric

## What we cut corners on

The sets are small and clean (wrong labels can be learned too: chapter 14), the
networks chosen to succeed and asked only about their own points (others:
chapter 16). Far out, where fences say just 0 or 1, they answer untaught.

## Exercises

`make ex10` writes the files to edit and checks them; `make hint10` helps.

- **10a** Solve XOR by choosing the weights yourself, with the fewest neurons.
- **10b** A new operation for the engine: its two functions, forward and back.

Next: all the examples at every step, or only a few? `make ch11`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

// The four points of XOR, and those of the reader's file, if there is one.
static const Points corner = {4, (real[]){-1, -1, -1, 1, 1, 1, 1, -1},
                              (uint8_t[]){0, 1, 0, 1}};
static Points own;

enum { SEEDS = 5 };

// With --quick a twentieth of the steps.
static int brief(const Chapter *c, int times) {
    return c->quick ? times / 20 : times;
}

// A network on its way from a start of a seed, and what it makes of its points
// now. The last SEEDS of them live: the next one takes the oldest one's place.
typedef struct Walk {
    Mlp net;
    const Points *points;
    GraphMark begin;  // behind the network's parameters
    int start, step, right;
    double cost, part[2];  // right of 100: within 1 of (0, 0), and beyond
    Tensor *a[MLP_MAX_LAYERS + 1];  // activations, until it walks on
    Shades shades;                  // of the output, of some
} Walk;

static Graph *graph[SEEDS];  // theirs

// Normal numbers in every weight and bias.
static Walk walk_from(uint64_t seed, int start, Sizes hidden, const Points *p) {
    static int walks;
    Graph **g = &graph[walks++ % SEEDS];
    graph_free(*g);
    *g = graph_new(1);
    Rng r = rng_new(seed * 1000 + (uint64_t)start);
    int sizes[SIZES_MOST + 2] = {2};
    memcpy(sizes + 1, hidden.size, sizeof hidden.size);
    sizes[hidden.n + 1] = 1;
    Mlp net = mlp_new(*g, sizes, hidden.n + 2, SIGMOID, INIT_NORMAL, &r);
    return (Walk){net, p, graph_mark(*g), .start = start};
}

static void walk_to(Walk *w, int step) {
    const Points *p = w->points;
    int right[2] = {0}, all[2] = {0};
    graph_rewind(w->net.graph, w->begin);
    descend(&w->net, p, step - w->step);
    w->step = step;
    w->cost = t_item(cost(&w->net, p, w->a));
    for (int i = 0; i < p->n; i++) {
        const real *x = p->x + 2 * i;
        bool beyond = x[0] * x[0] + x[1] * x[1] > 1;
        right[beyond] += (w->a[w->net.layers]->data[i] > 0.5) == p->label[i];
        all[beyond]++;
    }
    w->right = right[0] + right[1];
    for (int k = 0; k < 2; k++)
        w->part[k] = 100.0 * right[k] / all[k];  // NaN: none is there
}

static void a_line(Chapter *c) {
    static const double neuron[][3] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -4}, {16, 0, 0}};
    const char *what[] = {"where we start", "w turned", "the bias moved",
                          "a longer w"};
    chapter_section(c, "One neuron draws a line");
    printf("Four neurons, from the first by one change each.\n");
    chapter_predict(c, "w four times as long: how wide is the strip then?");
    Table t = table_begin("w₁|w₂|b|line from (0, 0)|strip from 0.12 to 0.88|"
                          "it is",
                          "%5.2f|%4.2f|%4.1f|%16.2f|%23.2f|%s");
    Figure *f = plane_open(c, "ch10_line");
    for (int k = 0; k < 4; k++)
        figure_numbers(f, text_format("neuron_%d", k), 3, neuron[k]);
    Mlp net = walk_from(1, 1, (Sizes){0}, NULL).net;
    for (int k = 0; k < 4; k++) {
        double w1 = neuron[k][0], w2 = neuron[k][1], b = neuron[k][2];
        double length = sqrt(w1 * w1 + w2 * w2);
        table_row(&t, w1, w2, b, fabs(b) / length, 4 / length, what[k]);
        mlp_unflatten(&net, neuron[k]);
        plane_map(f, &net, 1, 2);
    }
    table_end(&t);
    figure_close(c, f);
}

static const real W[] = {1, 2, 3, -1, 0, 2};        // [3, 2]: three neurons
static const real B[] = {1, 0, -2};                 // [1, 3]
static const real X[] = {2, 1, 1, 3, -1, 2, 0, 1};  // [4, 2]: four examples

static double by_loop(int i, int k) {
    return W[2 * k] * X[2 * i] + W[2 * k + 1] * X[2 * i + 1] + B[k];
}

static void column_and_rows(Chapter *c) {
    chapter_section(c, "A column, and a batch of rows");
    printf("W is 3x2, for three neurons with two inputs; x has four "
           "examples.\n");
    chapter_predict(c, "The example (1, 3) alone gives z = (8, 0, 4). Where is "
                       "that in the batch?");
    Graph *g = graph_new(1);
    Tensor *w = t_const(g, 3, 2, W), *b = t_const(g, 1, 3, B);
    const real *z = t_linear(t_const(g, 4, 2, X), w, b)->data;  // [4, 3]
    Table t = table_begin("x₁|x₂|Wa + b: z₁|z₂|z₃|x·Wᵀ + b: z₁|z₂|z₃",
                          "%3g|%3g|%4g|%4g|%4g|%4g|%4g|%4g");
    Figure *f = figure_open(c, "ch10_batch", "x1 x2 z1 z2 z3");
    for (int i = 0; i < 4; i++, z += 3) {
        table_row(&t, X[2 * i], X[2 * i + 1], by_loop(i, 0), by_loop(i, 1),
                  by_loop(i, 2), z[0], z[1], z[2]);
        figure_row(f, X[2 * i], X[2 * i + 1], z[0], z[1], z[2]);
    }
    table_end(&t);
    figure_block(f, "neurons", NULL);  // two weights and a bias
    for (int k = 0; k < 3; k++)
        figure_row(f, W[2 * k], W[2 * k + 1], B[k], 0, 0);
    figure_close(c, f);
    graph_free(g);
}

static void the_record(Chapter *c) {
    chapter_section(c, "The same idea, with matrices in the cells");
    printf("The whole record of a network 2-3-1 with four examples, oldest "
           "first.\n");
    chapter_predict(c, "With 400 examples instead of 4, how many nodes more?");
    Graph *g = graph_new(1);
    Tensor *x = t_const(g, 4, 2, X), *y = t_const(g, 4, 1, NULL);
    Tensor *w1 = t_param(g, "W1", 3, 2), *b1 = t_param(g, "b1", 1, 3);
    Tensor *w2 = t_param(g, "W2", 1, 3), *b2 = t_param(g, "b2", 1, 1);
    memcpy(w1->data, W, sizeof W);
    memcpy(w2->data, B, sizeof B);
    Tensor *a = t_sigmoid(t_linear(x, w1, b1));
    t_backward(t_squared_error(t_sigmoid(t_linear(a, w2, b2)), y));
    graph_print(g, stdout);
    printf("\n");
    graph_free(g);
}

static void row_of_six(const Table *t, const char *name, const real *x) {
    table_row(t, name, x[0], x[1], x[2], x[3], x[4], x[5]);
}

static void stored_or_applied(Chapter *c) {
    static const char *const y[] = {"y₁₁", "y₁₂", "y₂₁", "y₂₂"};
    chapter_section(c, "Stored, or applied");
    chapter_predict(c, "Of the 24 partials, how many are not 0?");
    Table t = table_begin("of, by|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                          "%-20s|%5g|%5g|%5g|%5g|%5g|%5g");
    real table[6], rule[6];
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < 6; i++)
            table[i] = partial(k / 2, k % 2, i / 3, i % 3);
        row_of_six(&t, y[k], table);
    }
    printf("\n");
    for (int i = 0; i < 6; i++) {
        table[i] = by_table(i / 3, i % 3);
        rule[i] = by_rule(i / 3, i % 3);
    }
    Graph *g = graph_new(1);
    Tensor *a = t_input(g, 2, 3, A), *b = t_const(g, 3, 2, M);
    t_backward(t_sum(t_mul(t_matmul(a, b), t_const(g, 2, 2, DY))));
    row_of_six(&t, "C, by that table", table);
    row_of_six(&t, "C, by the rule", rule);
    row_of_six(&t, "C, by the library", a->grad);
    table_end(&t);
    graph_free(g);
    printf("Thirty neurons see ten digits: a is 10x784, b 784x30.\n");
    chapter_predict(c, "How large is the table ∂y/∂b?");
    printf("%d x %d = %d partials; as the rule, %d multiply–adds.\n\n", 10 * 30,
           784 * 30, 10 * 30 * 784 * 30, 10 * 784 * 30);
}

static void one_neuron_fails(Chapter *c, Figure *maps) {
    static const int until[] = {0, 10, 100, 1000, 10000};
    chapter_section(c, "One neuron on XOR");
    printf("η = %g, all four points in each step.\n", rate);
    chapter_predict(c, "Ten thousand steps: which answers does it give?");
    Walk w = walk_from(c->seed, 1, (Sizes){0}, &corner);
    Table t = table_begin("steps | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int k = 0; k < 5; k++) {
        walk_to(&w, brief(c, until[k]));
        const real *out = w.a[1]->data;
        table_row(&t, w.step, w.cost, out[0], out[1], out[2], out[3]);
    }
    table_end(&t);
    plane_map(maps, &w.net, 1, 2);
}

// Are all four right within so many steps, at one of the looks?
static bool finds(Walk *w, int most, int between) {
    while (w->step < most && w->right < 4)
        walk_to(w, w->step + between);
    return w->right == 4;
}

// The first start of 2-2-1 that finds all four, or that does not, at its end.
static Walk first_start(const Chapter *c, bool found) {
    const int most = brief(c, 2000);
    Walk w = {0};
    do
        w = walk_from(c->seed, w.start + 1, (Sizes){1, {2}}, &corner);
    while (finds(&w, most, most) != found && w.start < 200);
    return w;
}

// What both hidden neurons and the output say; f may be NULL.
static void at_the_corners(const Walk *w, Figure *f) {
    Table t = table_begin("x₁ | x₂ | hidden 1 | hidden 2 | output | it should",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    for (int i = 0; i < 4; i++) {
        const real *x = corner.x + 2 * i, *h = w->a[1]->data + 2 * i;
        const int y = corner.label[i];
        table_row(&t, x[0], x[1], h[0], h[1], w->a[2]->data[i], y);
        figure_row(f, x[0], x[1], h[0], h[1], y);
    }
    table_end(&t);
}

static void two_neurons_do(Chapter *c, Figure *maps) {
    chapter_section(c, "Two hidden neurons on XOR");
    Walk w = first_start(c, true);
    printf("A network 2-2-1 after %d steps, from start %d.\n", w.step, w.start);
    chapter_predict(c,
                    "Where must the four corners lie for the output neuron?");
    Figure *f = figure_open(c, "ch10_plane", NULL);
    real v[9];  // W¹ [2, 2], b¹ [2], W² [2], b²
    mlp_flatten(&w.net, v);
    figure_numbers(f, "out", 3, v + 6);
    figure_numbers(f, "first", 3, (double[]){v[0], v[1], v[4]});
    figure_numbers(f, "second", 3, (double[]){v[2], v[3], v[5]});
    figure_block(f, "corners", "x1 x2 h1 h2 label");
    at_the_corners(&w, f);
    figure_close(c, f);
    plane_map(maps, &w.net, 1, 2);
    plane_map(maps, &w.net, 2, 2);
}

static void how_many_starts(Chapter *c) {
    const int starts = c->quick ? 5 : 200, most = brief(c, 2000);
    chapter_section(c, "How many starts find it");
    printf("%d starts for each of %d seeds, at most %d steps each, 2-2-1 and "
           "2-4-1.\n",
           starts, SEEDS, most);
    chapter_predict(c, "Of the networks 2-2-1, which share will find it?");
    Table t = table_begin("network|right, of 100: seed 1|2|3|4|5|all",
                          "%-7s|%22.1f|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f");
    for (int hidden = 2; hidden <= 4; hidden += 2) {
        real share[SEEDS + 1] = {0};  // and the mean
        for (int s = 0; s < SEEDS; s++) {
            for (int k = 1; k <= starts; k++) {
                Walk w = walk_from(c->seed + (uint64_t)s, k,
                                   (Sizes){1, {hidden}}, &corner);
                share[s] += 100.0 * finds(&w, most, 100) / starts;
            }
            share[SEEDS] += share[s] / SEEDS;
        }
        row_of_six(&t, text_format("2-%d-1", hidden), share);
    }
    table_end(&t);
    Walk w = first_start(c, false);
    if (w.right == 4)
        return;  // none fails
    printf("Start %d does not find it in %d steps. At a cost of %.4f:\n\n",
           w.start, w.step, w.cost);
    at_the_corners(&w, NULL);
}

enum { LOOKS = 39, HALFWAY = 33, END = LOOKS - 1 };
static Walk seen[SEEDS][LOOKS];  // the last five walks, as they were then

// From each start so many steps, with looks that are ever farther apart; maps
// (may be NULL) gets the first start's outputs. How many are right at the end?
static Spread five_walks(const Chapter *c, Sizes hidden, const Points *p,
                         int times, Figure *maps) {
    double right[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
        Walk w = walk_from(c->seed, s + 1, hidden, p);
        for (int k = 0, next = 0; k < LOOKS; k++, next += 1 + next / 5) {
            walk_to(&w, brief(c, k < END ? next * times / 4000 : times));
            if (s == 0) {
                const char *title =
                    text_format("step %d: %d right", w.step, w.right);
                w.shades = plane_shades(&w.net, w.net.layers, 0, title);
                plane_map(maps, &w.net, w.net.layers, 2.4);
            }
            seen[s][k] = w;
        }
        right[s] = w.right;
    }
    return spread_of(right, SEEDS);
}

static void fences(Chapter *c) {
    static const int hidden[] = {1, 2, 3, 4, 8};
    const int times = 2000;
    chapter_section(c, "How many fences?");
    printf("200 points on two rings, %d steps; right of them, from %d "
           "starts.\n",
           brief(c, times), SEEDS);
    chapter_predict(c, "With how many lines can the inner ring be shut in?");
    Rng r = rng_new(c->seed);
    Points p = points_rings(200, 0.15, &r);
    Table t = table_begin("hidden neurons | lowest | median | highest",
                          "%14d | %6.0f | %6.0f | %7.0f");
    Figure *f = plane_open(c, "ch10_fences");
    for (int h = 0; h < 5; h++) {
        Spread right = five_walks(c, (Sizes){1, {hidden[h]}}, &p, times, NULL);
        table_row(&t, hidden[h], SPREAD(right));
        int s = 0;
        while (seen[s][END].right < right.high)
            s++;
        if (h > 0)
            plane_map(f, &seen[s][END].net, 2, 2.7);
    }
    table_end(&t);
    figure_close(c, f);
    points_free(&p);
}

static double wave(double x) {
    return 0.5 + 0.25 * m_sin(7 * x) + 0.15 * m_sin(17 * x);
}

static void any_curve(Chapter *c) {
    chapter_section(c, "Any curve from bumps");
    chapter_predict(c, "Twice the bumps: what becomes of the largest error?");
    Figure *f = figure_open(c, "ch10_bumps", "x curve bumps6 bumps12 bumps48");
    for (int i = 0; i <= 480; i++) {
        double x = i / 480.0;
        figure_row(f, x, wave(x), built(wave, 6, x), built(wave, 12, x),
                   built(wave, 48, x));
    }
    figure_close(c, f);
    Table t = table_begin("bumps | hidden neurons | largest error",
                          "%5d | %14d | %13.4f");
    for (int bumps = 6; bumps <= 192; bumps *= 2) {
        double worst = 0;
        for (int i = 0; i <= 5000; i++) {
            double x = i / 5000.0;
            worst = fmax(worst, fabs(built(wave, bumps, x) - wave(x)));
        }
        table_row(&t, bumps, 2 * (bumps + 2), worst);
    }
    table_end(&t);
}

static const struct {
    const char *name;
    Points (*make)(int n, double noise, Rng *r);
    double noise;
    const Sizes *hidden;
} problem[] = {{"XOR", points_xor, 0.3, &(Sizes){1, {4}}},
               {"moons", points_moons, 0.12, &(Sizes){1, {8}}},
               {"rings", points_rings, 0.15, &(Sizes){1, {8}}},
               {"spiral", points_spirals, 0.03, &layers}};

// (The last set's walks stay in `seen`; its points, the reader's too, do not.)
static void four_sets(Chapter *c) {
    chapter_section(c, "Moons, rings and a spiral");
    printf("η = %g, one neuron for %d steps, a network for %d, from %d "
           "starts.\n",
           rate, brief(c, 500), brief(c, steps), SEEDS);
    chapter_predict(c, "On which of the sets will one neuron do best?");
    Figure *points = figure_open(c, "ch10_points", "x y label");
    Figure *costs = figure_open(c, "ch10_cost", "step cost right");
    figure_number(costs, "own", own.n > 0);
    Figure *maps = plane_open(c, "ch10_boundary");
    Table t = table_begin("set | points | one neuron | network | parameters | "
                          "right: lowest | highest",
                          "%-6s | %6d | %10d | %-7s | %10d | %13.0f | %7.0f");
    Rng r = rng_new(c->seed);
    for (int k = 0; k < 4; k++) {
        const bool spiral = k == 3, theirs = spiral && own.n;
        Points p = theirs ? own : problem[k].make(200, problem[k].noise, &r);
        Walk one = walk_from(c->seed, 1, (Sizes){0}, &p);
        walk_to(&one, brief(c, 500));
        Spread right =
            five_walks(c, *problem[k].hidden, &p, steps, spiral ? maps : NULL);
        const Mlp *net = &seen[0][END].net;
        const char *shape = "2";
        for (int i = 1; i <= net->layers; i++)
            shape = text_format("%s-%d", shape, net->sizes[i]);
        table_row(&t, theirs ? "yours" : problem[k].name, p.n, one.right, shape,
                  graph_params(net->graph), right.low, right.high);
        figure_block(costs, NULL, NULL);
        for (const Walk *at = seen[0]; at < seen[1]; at++)
            figure_row(costs, at->step, at->cost, at->right);
        figure_block(points, NULL, NULL);
        for (int i = 0; i < p.n; i++)
            figure_row(points, p.x[2 * i], p.x[2 * i + 1], p.label[i]);
        points_free(&p);
    }
    table_end(&t);
    figure_close(c, points);
    figure_close(c, costs);
    figure_close(c, maps);
}

static void the_boundary_bends(Chapter *c) {
    const Walk *w = seen[0];
    chapter_section(c, "The boundary bends");
    chapter_predict(c, "Which points come last, the outer or the inner ones?");
    printf("The output at every place: empty is 0, full is 1.\n\n");
    plane_print(w[0].shades, w[20].shades, w[30].shades);
    plane_print(w[HALFWAY].shades, w[36].shades, w[END].shades);
    double inner[SEEDS], outer[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
        inner[s] = seen[s][HALFWAY].part[0];
        outer[s] = seen[s][HALFWAY].part[1];
    }
    if (isnan(inner[0]) || isnan(outer[0]))
        return;  // a reader's points
    printf("At step %d, right of 100, from %d starts: of the points within 1 "
           "of (0, 0)\n%s, of those beyond %s.\n\n",
           w[HALFWAY].step, SEEDS, range_of(inner, SEEDS, "%.0f"),
           range_of(outer, SEEDS, "%.0f"));
}

static void what_each_sees(Chapter *c) {
    const Mlp *net = &seen[0][END].net;  // the spiral's
    const int last = net->layers - 1;    // of the hidden layers
    const int unit = net->sizes[last] > 4 ? 4 : net->sizes[last] - 1;
    chapter_section(c, "What each hidden neuron sees");
    chapter_predict(c, "What can a neuron of the first layer see? Of the "
                       "second?");
    plane_print(
        plane_shades(net, 1, 0, "hidden layer 1, neuron 1"),
        plane_shades(net, last, unit,
                     text_format("hidden layer %d, neuron %d", last, unit + 1)),
        plane_shades(net, net->layers, 0, "output"));
    Figure *f = plane_open(c, "ch10_hidden");
    int first = plane_map(f, net, 1, 1.9);
    int second = last > 1 ? plane_map(f, net, last, 1.9) : 0;
    figure_number(f, "first", first);
    figure_number(f, "last", second);
    plane_map(f, net, net->layers, 1.9);
    figure_close(c, f);
}

// Chapter 9's equations for the network 2-2-1, example by example; the slopes
// in the order W¹, b¹, W², b² [9], which start at 0.
static void by_hand(const Walk *w, real *slope) {
    const real *x = corner.x, *h = w->a[1]->data, *out = w->a[2]->data;
    for (int i = 0; i < 4; i++, x += 2, h += 2) {
        real d2 = 2 * (out[i] - corner.label[i]) / 4 * out[i] * (1 - out[i]);
        slope[8] += d2;
        for (int k = 0; k < 2; k++) {
            real d1 = d2 * w->net.weight[1]->data[k] * h[k] * (1 - h[k]);
            slope[6 + k] += d2 * h[k];
            slope[4 + k] += d1;
            slope[2 * k] += d1 * x[0];
            slope[2 * k + 1] += d1 * x[1];
        }
    }
}

static real cost_of(void *walk) {
    Walk *w = walk;
    walk_to(w, w->step);
    return (real)w->cost;
}

static void check(Chapter *c) {
    real hand[9] = {0}, *h = hand;
    report_begin(c);
    Walk w = walk_from(c->seed, 1, (Sizes){1, {2}}, &corner);
    t_backward(cost(&w.net, &corner, w.a));
    by_hand(&w, hand);
    for (Tensor *t = w.net.graph->first_param; t; t = t->next)
        for (int i = 0; i < t->rows * t->cols; i++) {
            const char *name =
                text_format("∂C/∂ %s %d,%d", t->name, i / t->cols, i % t->cols);
            report_knob(c, name, *h++, t->grad[i], cost_of, &w, &t->data[i]);
        }
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    Error e;
    if (!chapter_begin(&c, argc, argv, "ch10_small_data",
                       "A line is not enough", options))
        return c.status;
    if (own_points && !points_load(&own, own_points, &e)) {
        chapter_trouble(&c, &e);
        return chapter_end(&c);
    }
    if (own_points) {
        points_fit(&own, 1.6);
        printf("Your %d points stand in place of the spiral's, of which the "
               "text speaks.\n\n",
               own.n);
    }
    a_line(&c);
    column_and_rows(&c);
    the_record(&c);
    stored_or_applied(&c);
    Figure *maps = plane_open(&c, "ch10_xor");
    one_neuron_fails(&c, maps);
    two_neurons_do(&c, maps);
    figure_close(&c, maps);
    how_many_starts(&c);
    fences(&c);
    any_curve(&c);
    four_sets(&c);
    the_boundary_bends(&c);
    what_each_sees(&c);
    check(&c);
    for (int k = 0; k < SEEDS; k++)
        graph_free(graph[k]);
    return chapter_end(&c);
}
