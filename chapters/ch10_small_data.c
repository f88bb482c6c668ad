/*
# Chapter 10: A line is not enough

**The question.** Why do we want hidden neurons at all? One neuron draws one
straight line. You will see four points that no line can part, and two hidden
neurons that carry them to where a line will do; three lines that fence in a
ring; and a spiral put together by hand, beside one that was trained. Then we
open the library: what must it keep, to find all slopes itself?

Read it beside article 1, row A1-19, and A3-17. Run it with `make ch10`, and
turn its knobs: `make ch10 ARGS="--rate 0.3 --layers 16"`. `ARGS="--points f"`
takes points of your own: a line each, two numbers within ±2, a class 0 or 1.

**本章要点** 一个神经元只能画一条直线；隐藏神经元把点搬到另一个平面上，在那里，一条直线就分得开。
直线围出一块块区域，区域拼得出任何形状；与拼得最好的网格比，训练出来的网络用的直线少得多，新点答得差不多好。
数的偏导数可以存下来；矩阵的偏导数太多，所以节点里只存一个函数，由它算出与偏导数的乘积。

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
static Sizes layers = {2, {8, 8}};
static const char *own_points;

static const Option options[] = {
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "learning rate η", "学习率 η"},
    {"--layers", KNOB_SIZES, &layers, 1, 32,
     "hidden layers of the spiral's network", "螺旋的网络有哪些隐藏层"},
    {"--points", OPTION_TEXT, &own_points, 0, 0,
     "FILE  your own points in place of the spiral's",
     "FILE  用你自己的点代替螺旋"},
    {0}};

/*
## One neuron draws a line

What can one neuron tell apart? With two inputs it says ½ where its sum
w₁x₁ + w₂x₂ + b is 0: there is its **decision boundary**. That is a straight
line, since a line's equation looks just so; σ only makes ½ of the 0. Along the
vector w = (w₁, w₂) the sum grows fastest, since w is its gradient (chapter 3).
So the line stands at right angles to w, and w points to the side of the 1s.

The *length* of w says how soft the boundary is. Between the sums -2 and 2 the
answer goes from `0.12` to `0.88`: a strip as wide as 4 divided by the length.

→ One neuron draws a line

![Figure 10.1: Orange is 1, blue 0, the arrow w. Turning w turns the boundary, b
shifts it, a longer w makes it sharper.](ch10_line)

So the *direction* of the weights says which pattern counts, the bias how much
of it is enough, the length how sharply it decides close to its line.

Training moves the line. The slopes are δ·x and δ (chapter 9): each point pulls,
so that its own sum goes where it should. The line moves until these pulls
cancel or fade. For δ has a factor σ′, and where σ is flat a point hardly pulls.

## Four points that no line can part

How few points can be too many for a line? Three, if they stand in a row and
only the middle one is of the other class: its sum lies between those of the
ends. If they make a triangle, a line can always part them. Four, not always:

"Exclusive or", XOR for short: is exactly one of two inputs on? With -1 for off
and 1 for on these are the corners of a square, each class on a diagonal.

Can one neuron do it? Add up its sums at the two corners of class 0: the inputs
cancel, and 2b remains. At the two corners of class 1: the same, 2b. But the
first pair should be below 0 and the second above. No weights can do that: these
four points are not **linearly separable**. A line can have three right.

## A column, and a batch of rows

What will a neuron learn on these four? Let it look at all of them at once. So
far one example has been a column a, and a layer σ(W·a + b). Stack the examples
as the *rows* of one matrix x, a **batch**, and compute x·Wᵀ + b, where the row
b is added to every row: row i of the result is what example i gets alone.

In the library a network is an `Mlp`, with a matrix W and a row b for each
layer. What is computed is recorded in a `Graph`, for `t_backward` to find the
slopes; then `graph_rewind` drops the record (not the slopes), for the next step
makes its own. Chapter 2's rule, for the mean cost of all points:
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
        t_backward(cost(n, p, a));       // the slopes, which begin at 0
        graph_rewind(n->graph, mark);    // drops the record, not the slopes
        sgd_step(n->graph, (real)rate);  // w ← w - η·∂C/∂w, for all
    }
}

/*
→ One neuron on XOR

A start is a set of random weights and biases. From four of these five the
neuron gives up: it answers ½ to all, where the pulls cancel. From the fifth it
cuts off a corner: three are right, and the one left, (-1, 1), is as wrong as
can be. (Both cost the same: four times ¼, or once 1.) Why is the line not
pulled back? The sum at that corner is so far below 0 that σ is flat there.

## Two hidden neurons

What could help? A better place for the line. Put two hidden neurons between.
Each draws a line; the output draws its own in the plane of *their* activations.

→ Two hidden neurons on XOR

![Figure 10.2: Left the inputs and both hidden lines, right the activations: the
left plane with its grid, pressed onto a bent line, for both neurons know only
x₁ + x₂. A straight line cuts off the bend, where class 1 lies.](ch10_plane)

Hidden 1 is lit at (-1, -1) alone, hidden 2 at (1, 1) alone, and the output
where *neither* is. That is what hidden neurons are for: they move the points,
until a line can part the classes. It is σ that bends the right plane: without
it, a line there would be a line here.

Two are enough to *have* a solution. Does descent *find* it? Of 1000 starts we
count those with all outputs within `0.1` of the target.
*/

// How many answers are less than `off` away from what they should be.
static int within(const Mlp *n, const Points *p, double off) {
    Tensor *a[MLP_MAX_LAYERS + 1];
    GraphMark mark = graph_mark(n->graph);
    const real *out = forward(n, t_const(n->graph, p->n, 2, p->x), a)->data;
    int count = 0;
    for (int i = 0; i < p->n; i++)
        count += fabs(out[i] - p->label[i]) < off;
    graph_rewind(n->graph, mark);
    return count;
}

/*
→ How many starts find it

About two starts in three find it, nearly all within 500 steps. The rest are not
slow, they are stuck: with sixteen times the steps, `675` are found for `658`.

Look at the start printed last. At two corners, one of each class, no hidden
neuron is lit. So the output cannot tell them apart, and answers ½ to both; and
where both σ are flat, they hardly pull. `307` starts end at this cost, ⅛; `18`
at ⅙, as if three were alike: ⅓ to two 0s and a 1 costs (⅑ + ⅑ + 4/9)/4.

A third hidden neuron helps if it is lit at only one of these two corners: then
they differ. With it, `22` starts still end at ⅛, and with a fourth none.

## How much can a hidden layer do?

Each hidden neuron is a fence: 1 on one side, 0 on the other. Turn the 1s
outwards, and let the output ask whether *any* of them is 1. Then only the field
between the fences is 0. How many shut in a ring?

Here are two rings of 100 points each, of radius 1 and 2, with some noise: five
draws, a start each, and 1000 *new* points each, from which no network learns.

→ How many fences?

![Figure 10.3: Two rings, and networks with 2, 3, 4 and 8 hidden neurons. Two
lines leave a strip that is open; three close it.](ch10_fences)

One neuron, trained, has about half of the points right. A line that touches the
inner ring cuts off a third of the outer: two thirds are right. But sharp it
costs ⅓, and ½ to every point only ¼. Two lines leave a strip, open at one end
or both. Three close it: all `200`, five times.

## Any shape, built by hand

What else can be fenced in? Whatever we like, and we need no training for it.
Lay a grid over the plane: its lines are the first hidden layer, each with its 1
to the right of the line, or above it. A neuron of a *second* layer takes the
four lines around a cell:

$$left - right + bottom - top - 1.5$$

In the cell, left and bottom are 1, the others 0: that makes ½. Everywhere else
it is -½ or less. So this neuron is a *bump*: 1 in one square field, 0 elsewhere
(all weights and biases times 1000, for sharp fences). And the output asks for
any of them, with weights of 1 and a bias of -½. A shape is a list of cells.

Ours is a spiral of two arms, one of each class. We know 200 points, and take
each cell with more points of class 1 than of class 0. On the same points we
train one neuron; layers of 8 and 8 (`--layers`); one layer of 26, which has as
many weights and biases, 105; and layers of 32 and 32, which have 1185.

→ A spiral, put together from cells

![Figure 10.4: One draw of the spiral. Large cells miss the shape; small ones
have the points, and no arm. The trained network is 8 + 8.](ch10_cells)

Cells of 16 x 16 have all 200 right, untrained; fine ones make *any* shape.

Why a second layer? The fences of one layer are only *added*. That is enough for
one closed field: in a triangle all three are 0, outside at least one is 1,
and the output's ½ parts them. But in a grid a cell's sum is a part from its
column and a part from its row. Let two cells that touch only at a corner be 1,
and the two others that touch there be 0. Both pairs have the same columns and
rows, so the same total. It is XOR again: no weights of these fences can do it.

Still, one layer can make any shape, as chapter 6 promises: with slanted fences,
and many. The proof goes by way of waves (Funahashi, 1989), and we only borrow
it. Our single layer has `964` of the new points right, 8 + 8 has `968` (in the
middle of five draws, here and below): no difference to speak of.

Are finer cells better? Not for new points: 16 x 16 has `955` right, 64 x 64
only `662`, where a coin has 500. For an empty cell is 0, even in the middle of
the arm. To have all *known* points right is not to know the spiral. (Many
neurons do no such harm here: 32 + 32 has `990`. That is no law.)

What does training buy? Not more right answers: 8 + 8 has about as many new ones
right as the best grid (picked by these very points: a fair test judges by
others, as in chapter 16), and of the known ones `191` to `200`, where that grid
has all. But it has 8 lines for the grid's 34, and every field can use each.
(Cells of 8 x 8, with 18, have `946`.)

## The boundary bends

What does descent do on its way to the spiral? Stop 8 + 8 early, on all draws:

→ The boundary bends

First it finds a line, and stays: after 250 steps `126` are right, as with one
neuron; after 500 `131` (in one draw `159`). Then it bends: `197` at the end.
Was it stuck? Only more steps can tell, and for XOR they changed little.

![Figure 10.5: The draw that came out best. At first there is no boundary, then
nearly a line; it bends, and at last winds between the arms.](ch10_boundary)

A neuron of the first layer sees a line, whatever it learns. One of the second
sees what those say, and its boundary has bends:

![Figure 10.6: What each neuron of this network sees. First layer: straight
lines. Second: bends. Output: the spiral.](ch10_hidden)

None of the second layer's eight has found the spiral: the output puts it
together. Lines, fields, an output that joins them: like our plan, but soft.

## Stored, or applied

How does `t_backward` find the slopes? Chapter 4's tape has a row for every
operation on numbers. The tensor engine has a **node** for every operation on
matrices. It knows its operands, all of them older; so back means newest first.

What does a node keep for the way back? On the tape every partial was *stored*:
for numbers there are one or two. Between two matrices there is a whole table of
them, the **Jacobian**: for y = a·v, with a of 2 x 3 and v of 3 x 2, each of the
4 numbers of y by each of the 6 of a.

But what is wanted is only the table's *product* with the gradient of y, dy for
short. A rule is enough for that, da = dy·vᵀ: a number of a moves only its own
row of y, at rates that are a row of v. (Were v no constant: dv = aᵀ·dy.) In C
the function takes the node y, which has dy, and adds to its operand's da:
*/

// y = a·v, and the way back:  da += dy·vᵀ  (v is a constant here)
static void product_back(Tensor *y) {
    const Tensor *v = y->operand[1];
    real *da = t_grad_of(y->operand[0]);
    for (int i = 0; i < y->rows; i++)
        for (int k = 0; k < v->rows; k++)
            for (int j = 0; j < y->cols; j++)
                da[i * v->rows + k] +=
                    y->grad[i * y->cols + j] * v->data[k * v->cols + j];
}

/*
Is it the same? Let a cost be C = y₁₁ - 2y₁₂ + ½y₂₁ + 3y₂₂. With v₁₁ = 2 and
v₁₂ = 5, a₁₁ moves y₁₁ and y₁₂ at these rates, and no other. So by the table
∂C/∂a₁₁ is 2·1 + 5·(-2) = -8. By `product_back` it is the check's first row.

→ The check: by hand = by tape = numeric

**A number's partial can be stored; a matrix's is too big, so the node stores
the function that multiplies by it.** For ten digits and 30 neurons, W's table
has (10·30)·(30·784) = 7056000 entries; the rule, 10·30·784 = 235200 products.

In `lib/tensor.c` each operation is two functions. Back from `t_linear`, chapter
9 in rows: dx = dy·W, dW = dyᵀ·x, and db sums dy's rows: b has a path to each.

## Is a line enough?

No: a line can fail at a square's four corners, and then no training helps.

Hidden neurons do not draw a better line. They move the points, and then a line
will do: every network's last neuron still has a straight boundary, in the space
of the activations before it. With enough lines, and a layer that makes fields
of them, every shape can be had. Descent can find it with fewer lines than we
took by hand; but not from every start.

## What we cut corners on

The sets are small and have no wrong label (MNIST has: chapter 16). Far from all
points the grid says 0, and a trained network prolongs its lines, untaught.

## Exercises

`make ex10` writes the files to edit and checks them; `make hint10` helps.

- **10a** Solve XOR by choosing the weights yourself, with the fewest neurons.
- **10b** A new operation for the engine: its two functions, forward and back.

And predict, then measure: what comes of the spiral with `--layers 2,32`?

Next: all the examples at every step, or only a few? `make ch11`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

// The four corners of XOR; and five draws of 200 points from two rings and from
// a spiral, each with 1000 new ones from the same. The figures show the third.
enum { STEPS = 4000, SEEDS = 5, SHOWN = 2, RINGS = 0, SPIRAL, SETS };
static const Points corner = {4, (real[]){-1, -1, -1, 1, 1, 1, 1, -1},
                              (uint8_t[]){0, 1, 0, 1}};
static Points known[SETS][SEEDS], fresh[SETS][SEEDS];

// With --quick a twentieth of the steps.
static int brief(const Chapter *c, int times) {
    return c->quick ? times / 20 : times;
}

// The network on its way from a start, and what it makes of its points now.
static struct Walk {
    Mlp net;  // its graph is freed when the next walk begins
    const Points *points;
    GraphMark begin;  // behind the network's parameters
    int step;
    double cost;
    Tensor *a[MLP_MAX_LAYERS + 1];  // activations, until it walks on
} walk;

static void walk_to(int step) {
    graph_rewind(walk.net.graph, walk.begin);
    descend(&walk.net, walk.points, step - walk.step);
    walk.step = step;
    walk.cost = t_item(cost(&walk.net, walk.points, walk.a));
}

static void walk_begin(Mlp net, const Points *p) {
    graph_free(walk.net.graph);
    walk = (struct Walk){net, p, graph_mark(net.graph), .step = 0};
    walk_to(0);
}

// Normal numbers in every weight and bias.
static void walk_from(const Chapter *c, int start, Sizes hidden,
                      const Points *p) {
    Rng r = rng_new(c->seed * 1000 + (uint64_t)start);
    int sizes[SIZES_MOST + 2] = {2}, n = hidden.n + 2;
    memcpy(sizes + 1, hidden.size, sizeof hidden.size);
    sizes[n - 1] = 1;
    walk_begin(mlp_new(graph_new(1), sizes, n, SIGMOID, INIT_NORMAL, &r), p);
}

static void a_line(Chapter *c) {
    static const double neuron[][3] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -4}, {16, 0, 0}};
    chapter_section(c, "One neuron draws a line");
    chapter_predict(c, "w four times as long: how wide is the strip then?");
    printf(
        "σ(-2) = %.2f and σ(2) = %.2f; w = (4, 0): %g wide, (16, 0): %g.\n\n",
        m_sigmoid(-2), m_sigmoid(2), 4 / neuron[0][0], 4 / neuron[3][0]);
    Figure *f = plane_open(c, "ch10_line");
    walk_from(c, 1, (Sizes){0}, &corner);
    for (int k = 0; k < 4; k++) {
        figure_numbers(f, text_format("neuron_%d", k), 3, neuron[k]);
        mlp_unflatten(&walk.net, neuron[k]);
        plane_map(f, &walk.net, 1, 2);
    }
    figure_close(c, f);
}

static void one_neuron_fails(Chapter *c) {
    chapter_section(c, "One neuron on XOR");
    printf("η = %g, %d steps of all four points.\n", rate, brief(c, 10000));
    chapter_predict(c, "How many of the four will it answer right?");
    Table t = table_begin("start | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int s = 1; s <= SEEDS; s++) {
        walk_from(c, s, (Sizes){0}, &corner);
        walk_to(brief(c, 10000));
        const real *out = walk.a[1]->data;
        table_row(&t, s, walk.cost, out[0], out[1], out[2], out[3]);
    }
    table_end(&t);
}

// A walk on XOR, with a look every 100 steps: is it found?
static bool finds(const Chapter *c, int start, int hidden, int most) {
    walk_from(c, start, (Sizes){1, {hidden}}, &corner);
    while (walk.step < most && within(&walk.net, &corner, 0.1) < 4)
        walk_to(walk.step + 100);
    return within(&walk.net, &corner, 0.1) == 4;
}

// What both hidden neurons and the output say; f may be NULL.
static void at_the_corners(Figure *f) {
    Table t = table_begin("x₁ | x₂ | hidden 1 | hidden 2 | output | it should",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    for (int i = 0; i < 4; i++) {
        const real *x = corner.x + 2 * i, *h = walk.a[1]->data + 2 * i;
        const int y = corner.label[i];
        table_row(&t, x[0], x[1], h[0], h[1], walk.a[2]->data[i], y);
        figure_row(f, x[0], x[1], h[0], h[1], y);
    }
    table_end(&t);
}

static void two_neurons_do(Chapter *c) {
    const int most = brief(c, 2000);
    int start = 1;
    while (!finds(c, start, 2, most) && start < 200)
        start++;
    walk_to(most);
    chapter_section(c, "Two hidden neurons on XOR");
    printf("A network 2-2-1 after %d steps, from start %d.\n", most, start);
    chapter_predict(c, "Where must the corners lie for the output neuron?");
    Figure *f = figure_open(c, "ch10_plane", NULL);
    real v[9];  // W¹ [2, 2], b¹ [2], W² [2], b²
    mlp_flatten(&walk.net, v);
    figure_numbers(f, "out", 3, v + 6);
    figure_numbers(f, "first", 3, (double[]){v[0], v[1], v[4]});
    figure_numbers(f, "second", 3, (double[]){v[2], v[3], v[5]});
    figure_block(f, "corners", "x1 x2 h1 h2 label");
    at_the_corners(f);
    figure_close(c, f);
}

static void how_many_starts(Chapter *c) {
    const int starts = c->quick ? 10 : 1000, most = brief(c, 8000);
    int failed = 0;  // the first start of 2-2-1 that did
    chapter_section(c, "How many starts find it");
    printf("Of %d starts: within 0.1 after so many steps, or stuck.\n", starts);
    chapter_predict(c, "Do more steps find it more often?");
    Table t = table_begin("net | 500 | 2000 | 8000 | stuck at ⅛ | at ⅙",
                          "%-5s | %4d | %4d | %4d | %10d | %4d");
    for (int hidden = 2; hidden <= 4; hidden++) {
        int after[3] = {0}, two = 0, three = 0;  // corners alike
        for (int s = 1; s <= starts; s++) {
            const bool found = finds(c, s, hidden, most);
            for (int k = 0, looked = 500; k < 3; k++, looked *= 4)
                after[k] += found && walk.step <= looked;
            two += fabs(walk.cost - 1.0 / 8) < 0.01;
            three += fabs(walk.cost - 1.0 / 6) < 0.01;
            failed = found || failed ? failed : s;
        }
        table_row(&t, text_format("2-%d-1", hidden), after[0], after[1],
                  after[2], two, three);
    }
    table_end(&t);
    if (!failed || finds(c, failed, 2, most))
        return;
    printf("Start %d of 2-2-1 fails at a cost of %.4f:\n\n", failed, walk.cost);
    at_the_corners(NULL);
}

static const char heads[] =
    "network|right: low|median|high|new: low|median|high";
static const char forms[] = "%-10s|%10.0f|%6.0f|%4.0f|%8.0f|%6.0f|%4.0f";

// A row for one network on the five draws of a set: trained, or if there is a
// grid, built of cells. That of the draw that is shown stays in `walk`.
static void five_row(const Chapter *c, const Table *t, const char *name,
                     int set, Sizes hidden, int steps, int grid) {
    double right[SEEDS], new[SEEDS];
    for (int i = 1; i <= SEEDS; i++) {
        const int k = (SHOWN + i) % SEEDS;
        const Points *p = &known[set][k];
        if (grid)
            walk_begin(plane_of_cells(grid, p), p);
        else
            walk_from(c, k + 1, hidden, p);
        walk_to(brief(c, steps));
        right[k] = within(&walk.net, p, 0.5);
        new[k] = within(&walk.net, &fresh[set][k], 0.5);
    }
    Spread of_known = spread_of(right, SEEDS), of_new = spread_of(new, SEEDS);
    table_row(t, name, SPREAD(of_known), SPREAD(of_new));
}

static void fences(Chapter *c) {
    chapter_section(c, "How many fences?");
    printf("Two rings: %d points, %d new ones; η = %g, %d steps; 5 times.\n",
           known[RINGS][0].n, fresh[RINGS][0].n, rate, brief(c, STEPS));
    chapter_predict(c, "With how many lines can the inner ring be shut in?");
    Table t = table_begin(heads, forms);
    five_row(c, &t, "one neuron", RINGS, (Sizes){0}, STEPS, 0);
    Figure *f = plane_open(c, "ch10_fences");
    for (int hidden = 2; hidden <= 8; hidden += hidden < 4 ? 1 : 4) {
        five_row(c, &t, text_format("%d hidden", hidden), RINGS,
                 (Sizes){1, {hidden}}, STEPS, 0);
        plane_map(f, &walk.net, 2, 2.7);
    }
    plane_points(f, walk.points);
    table_end(&t);
    figure_close(c, f);
}

static void cells(Chapter *c) {
    chapter_section(c, "A spiral, put together from cells");
    printf("A spiral: %d points, %d new ones; η = %g, %d steps; 5 times.\n",
           known[SPIRAL][0].n, fresh[SPIRAL][0].n, rate, brief(c, STEPS));
    chapter_predict(c, "Are finer cells better, for the new points too?");
    Table t = table_begin(heads, forms);
    Figure *f = plane_open(c, "ch10_cells");
    five_row(c, &t, "one neuron", SPIRAL, (Sizes){0}, STEPS, 0);
    five_row(c, &t, "26 hidden", SPIRAL, (Sizes){1, {26}}, STEPS, 0);
    five_row(c, &t, "32 + 32", SPIRAL, (Sizes){2, {32, 32}}, STEPS, 0);
    five_row(c, &t, "--layers", SPIRAL, layers, STEPS, 0);
    plane_map(f, &walk.net, walk.net.layers, 1.9);
    for (int n = 4; n <= 64; n *= 2) {
        five_row(c, &t, text_format("%d x %d", n, n), SPIRAL, (Sizes){0}, 0, n);
        plane_map(f, &walk.net, walk.net.layers, 1.9);
    }
    plane_points(f, walk.points);
    table_end(&t);
    figure_close(c, f);
}

static void the_boundary_bends(Chapter *c) {
    enum { LOOKS = 39 };
    chapter_section(c, "The boundary bends");
    chapter_predict(c, "For how long is it no better than a line?");
    Table t = table_begin(heads, forms);
    for (int k = 125; k <= STEPS; k *= 2)
        five_row(c, &t, text_format("%d steps", brief(c, k)), SPIRAL, layers, k,
                 0);
    table_end(&t);
    Figure *f = plane_open(c, "ch10_boundary");
    walk_from(c, SHOWN + 1, layers, &known[SPIRAL][SHOWN]);
    for (int k = 0, next = 0; k < LOOKS; k++, next += 1 + next / 5) {
        walk_to(brief(c, k < LOOKS - 1 ? next : STEPS));
        figure_number(f, text_format("step_%d", k), walk.step);
        figure_number(f, text_format("right_%d", k),
                      within(&walk.net, walk.points, 0.5));
        plane_map(f, &walk.net, walk.net.layers, 2.4);
    }
    plane_points(f, walk.points);
    figure_close(c, f);
    f = plane_open(c, "ch10_hidden");
    const int last = walk.net.layers - 1;  // of the hidden layers
    figure_number(f, "first", plane_map(f, &walk.net, 1, 1.9));
    figure_number(f, "last", last > 1 ? plane_map(f, &walk.net, last, 1.9) : 0);
    plane_map(f, &walk.net, last + 1, 1.9);
    plane_points(f, walk.points);
    figure_close(c, f);
}

// C = y₁₁ - 2y₁₂ + ½y₂₁ + 3y₂₂ of y = a·v, for product_back of the story.
static Tensor *cost_of_product(Tensor *a) {
    Tensor *v = t_const(a->graph, 3, 2, (real[]){2, 5, -1, 3, 4, 1});
    Tensor *y = t_result("a·v", 2, 2, a, v, NULL, product_back);
    memcpy(y->data, t_matmul(a, v)->data, 4 * sizeof *y->data);
    return t_sum(t_mul(y, t_const(a->graph, 2, 2, (real[]){1, -2, 0.5, 3})));
}

static real product_again(void *a) { return t_item(cost_of_product(a)); }

static real walk_again(void *unused) {
    (void)unused;
    walk_to(walk.step);
    return (real)walk.cost;
}

static void check(Chapter *c) {
    Graph *g = graph_new(1);
    Tensor *a = t_param(g, "a of a·v", 2, 3);
    report_begin(c);
    t_backward(cost_of_product(a));
    report_knob(c, "∂C/∂a₁₁ of a·v", 2 * 1 + 5 * -2, a->grad[0], product_again,
                a, a->data);
    report_params(c, g, product_again, a, 6);
    graph_free(g);
    walk_from(c, 1, layers, &known[SPIRAL][0]);
    t_backward(cost(&walk.net, walk.points, walk.a));
    report_params(c, walk.net.graph, walk_again, NULL, 1000);
    report_end(c);
}

// With a file the reader's points stand for the spiral, known and new.
static bool take_points(Chapter *c) {
    Points own = {0};
    Error e;
    Rng r = rng_new(c->seed);
    if (own_points && !points_load(&own, own_points, &e))
        chapter_trouble(c, &e);
    for (int k = 0; k < SEEDS; k++) {
        known[RINGS][k] = points_rings(200, 0.15, &r);
        fresh[RINGS][k] = points_rings(1000, 0.15, &r);
        known[SPIRAL][k] = own_points ? own : points_spirals(200, 0.03, &r);
        fresh[SPIRAL][k] = own_points ? own : points_spirals(1000, 0.03, &r);
    }
    return c->status == 0;
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch10_small_data",
                       "A line is not enough", options))
        return c.status;
    if (!take_points(&c))
        return chapter_end(&c);
    a_line(&c);
    one_neuron_fails(&c);
    two_neurons_do(&c);
    how_many_starts(&c);
    fences(&c);
    cells(&c);
    the_boundary_bends(&c);
    check(&c);
    return chapter_end(&c);
}
