/*
# Chapter 10: A line is not enough

**The question.** Why do we want hidden neurons at all? One neuron draws one
straight line. You will see how far a line gets, and that training may not even
get so far; two hidden neurons that carry four points to where a line will do; a
ring that three lines fence in, and a boundary that bends into a spiral. At the
end we open the library: what must it keep, to find all slopes itself?

Read it beside article 1, row A1-19, and A3-17. Run it with `make ch10`, and
turn its knobs: `make ch10 ARGS="--rate 0.3 --layers 16"`. It takes points of
your own, `ARGS="--points my.txt"`: each on a line, two numbers and a class.

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

heat map (热图)
: a plane where the colour of a place is the value there: 0 blue, 1 orange.

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

A neuron with two inputs says ½ where its sum w₁x₁ + w₂x₂ + b is 0. That is its
**decision boundary**. It is a straight line: where the sum is 0, σ has no say.

Walk along the line, and the sum stays 0. Walk along w = (w₁, w₂), and the sum
grows fastest, since w is its gradient (chapter 3). So the line stands at right
angles to w, and w points to the side of the 1s. At (0, 0) the sum is b, and
each unit along w adds the length of w: so the line lies |b| divided by that
length away. (With three inputs it is a plane.)

The *length* of w says how soft the boundary is. Between the sums -2 and 2 the
answer goes from `0.12` to `0.88`: a strip as wide as 4 divided by the length.

→ One neuron draws a line

![Figure 10.1: The arrow is the direction of w; the boundary is at right angles
to it. Turning w turns the line, the bias shifts it, a longer w (and b with it)
makes it sharper.](ch10_line)

So the *direction* of the weights says which pattern counts, the bias how much
of it is enough, the length how sharply it decides close to its line.

Training moves the line. The slopes are δ·x and δ (chapter 9): a point x that
should be 1 adds some of itself to w and some to b, and its own sum grows; one
that should be 0 takes away. The line turns and shifts until these pulls cancel
or fade. For δ has a factor σ′: where σ is flat, a point hardly pulls, be it
right or wrong. (Where all are right w grows on, ever more slowly.)

## Four points that no line can part

"Exclusive or", XOR for short: is exactly one of two inputs on? With -1 for off
and 1 for on (an input of 0 gives its weight no slope, an input of 100 saturates
σ) these are the corners of a square, each class on a diagonal.

Can one neuron do it? Add up its sums at the two corners of class 0: the inputs
cancel, and 2b remains. At the two corners of class 1: the same, 2b. But the
first pair should be below 0 and the second above. No weights can do that: these
four points are not **linearly separable**. A line can have three right.

## A column, and a batch of rows

What will a neuron learn there? Let it look at all four at once. So far one
example has been a column a, and a layer σ(W·a + b). Stack the examples as the
*rows* of one matrix x, a **batch**, and compute x·Wᵀ + b. Row i of the result
is what example i gets alone, but sooner: the same numbers, the same weights.

![Figure 10.2: Example 2 as a column, and as row 2 of a batch. The blue row of W
has become a column of Wᵀ; the framed result is the same sum.](ch10_batch)

The library does this by `t_linear`, and finds the slopes; how, the last
sections tell. So chapter 2's rule, for the mean cost of all points, becomes:
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
        graph_rewind(n->graph, mark);    // forgets the rest
        sgd_step(n->graph, (real)rate);  // w ← w - η·∂C/∂w, for all
    }
}

/*
→ One neuron on XOR

A start is a set of random weights and biases. From four of these five the
neuron gives up: it answers ½ to all, where the pulls cancel. From the fifth it
cuts off a corner: three are right, and the fourth is as wrong as can be. Why is
the line not pulled back? Its own sum is so far below 0 that σ is flat there.

Both cost the same. To answer ½ costs ¼ for each point; and to be wrong by 1
about one point of four makes a mean of ¼, too.

## Two hidden neurons

A third input x₁x₂, which is 1 on one diagonal and -1 on the other, would solve
XOR; but who knows such an input for digits? Put two hidden neurons between
instead. Each draws a line of its own, and the output neuron draws its line in
the plane of *their* activations. Perhaps the points lie better there.

→ Two hidden neurons on XOR

![Figure 10.3: XOR. One neuron (start 1) is undecided everywhere. Two hidden
neurons draw a line each, and the output is 1 only between them.](ch10_xor)

![Figure 10.4: Left the inputs and both hidden lines, right the activations: the
left plane with its grid, pressed flat onto a bent line. Both corners of class 1
lie at the bend, and a straight line cuts them off.](ch10_plane)

That is what hidden neurons are for: they move the points, until a line can part
the classes. Without σ the right plane would be the left one, slanted, and a
line there a line here. With σ it is bent. (Our two lines are as good as
parallel: only x₁ + x₂ counts, so the plane is pressed flat. Lines that cross
stretch and squeeze it into a square, and no two points come to one spot.)

Two hidden neurons are enough to *have* a solution. Whether descent *finds* it
depends on the start (chapter 2). We look every 100 steps, and say that it is
found when all four outputs are within `0.1` of what they should be.

→ How many starts find it

About two starts in three find it. With four hidden neurons it is easier: some
of their lines will lie well. The start printed last does not find it. At two
corners, one of each class, no hidden neuron is lit; so the output cannot tell
them apart, and answers ½ to both. And where both σ are flat, they hardly pull.

## How much can a hidden layer do?

Each hidden neuron is a fence: 1 on one side, 0 on the other. An output that
asks for *all* of them is 1 in the field between: with three, weights of 1 and a
bias of -2½; all times 10, say, to make it sharp. How many shut in a ring?

→ How many fences?

![Figure 10.5: Two rings and 2, 3, 4 and 8 hidden neurons, each from its best
start. Two lines leave a strip; three close a triangle.](ch10_fences)

Two lines leave a strip that is open at its ends. Three can close it, though not
from every start, and only because they are *soft*: near a corner two of them
say "perhaps", the sum is too small, and the corner is rounded off. (A sharp
triangle has a corner at least twice as far out as the circle inside it, in the
outer ring. The same lines, 100 times as sharp, have `179` right at most.)

Which shapes can be made? First a curve. Two neurons with parallel, sharp lines,
added with the weights 1 and -1, make a *bump*: 1 between the lines, else 0. Put
narrow bumps side by side, each as high as the curve is there, and add them up
(the output has no σ): they come as near to a continuous curve as one likes.

In the plane a bump is a ridge, as long as its lines: Figure 10.3 has one. Many
side by side add up to any wave that runs across them. And waves of many lengths
and directions add up to any continuous picture on a piece of the plane: that is
Fourier's theorem, which we borrow. So *one* large hidden layer comes as near as
one likes to any shape, but for a seam along its edge. The weights exist, then;
whether descent finds them, and how few are enough, one must try (chapter 16).

## Moons, rings and a spiral

Is XOR an exception? Here are four sets of 200 points with some noise: points
about the corners of XOR, two half moons, two rings, a spiral of two arms. Each
is given to one neuron and to a network, from five starts. (For your own points
take the largest η with which C falls.) And what *can* a line do? We try 360
directions of w with 301 places each:
*/

// How many points the best of them has right. (On our sets no line has more.)
static int best_line(const Points *p) {
    int best = 0;
    for (int degrees = 0; degrees < 360; degrees++)
        for (int place = -150; place <= 150; place++) {
            double w1, w2;
            int right = 0;
            m_sincos(degrees * 3.14159265358979324 / 180, &w2, &w1);
            for (int i = 0; i < p->n; i++) {
                double along = w1 * p->x[2 * i] + w2 * p->x[2 * i + 1];
                right += (along > 0.02 * place) == p->label[i];
            }
            best = right > best ? right : best;
        }
    return best;
}

/*
→ Moons, rings and a spiral

So a line is *not* enough: a quarter of XOR stays wrong, a third of the rings.

One neuron settles for less still: on the rings it has `104`, as by a coin,
where a line can have `135`. It has not lost its way. It goes down the *cost*,
and the cost does not count right answers. To be sure costs 1 for each that is
wrong; the mean stands beside the best line. ½ for all costs ¼. So a sharp line
that is wrong about more than a quarter is not worth its price. On the spiral a
soft one pays; on the rings none does; and on XOR the start decides.

The networks, with 4, 8, 8 and 8 + 8 hidden neurons, get all or nearly all. How?

→ The boundary bends

![Figure 10.6: The boundary at six moments. At first there is none, then a line;
it bends, and in the end it winds between the arms.](ch10_boundary)

At step 121 the boundary is nearly a line, and has the `140` of the one neuron.
More come only with bends. A neuron of the first layer sees a line, whatever it
learns; one of the second sees what those say. Their **heat maps**:

→ What each hidden neuron sees

![Figure 10.7: What each neuron of the spiral's network sees. First layer:
straight lines. Second: bends. Output: the spiral.](ch10_hidden)

None of these eight in the second layer has found the spiral; the output puts it
together. Could one layer do it? Nearly: one of 26 neurons, with as many
parameters, gets `196` to `199` (below the table). Try fewer: `--layers 8`.

## Is a line enough?

No: a line can fail at four points, and then no training helps.

Hidden neurons do not draw a better line. They move the points, and then a line
will do. The last neuron of every network here still has a straight boundary,
but in the space of the activations before it. Nobody told the hidden neurons
where to move the points. Descent found it: not from every start, and more
easily with more neurons than it takes.

## The same idea, with matrices in the cells

One question is left: how did `t_backward` find the slopes? Chapter 4's tape has
a row for every operation on numbers. The tensor engine has a **node** for every
operation on matrices, its tensors. A node knows its operands, all of them
older; so newest to oldest is the right way again.

→ The same idea, with matrices in the cells

Node 7 is a layer's sums: `t_linear` of the nodes 1, 3 and 4, x·Wᵀ + b. With 400
examples there is not one node more; only the matrices grow. Examples and
targets get no gradient: nobody wants to change them.

## Stored, or applied

What does a node keep for the way back? On the tape every partial was *stored*:
for numbers there are one or two. Between two matrices there is a whole table of
them, the **Jacobian**. Take y = a·v with a of 2 x 3 and v of 3 x 2: each of the
4 numbers of y may depend on each of the 6 of a.

→ Stored, or applied

Half of that table is 0, and the rest is vᵀ, twice. Nobody has to make it: what
is wanted is its *product* with the gradient of y, dy for short. The column of
a₁₁ and that of dy make 2·1 - 5·2 = `-8`. A rule is enough for that, da = dy·vᵀ:
a number of a moves only its own row of y, at rates that are a row of v.

**A number's partial can be stored; a matrix's is too big, so the node stores
the function that multiplies by it.** So a library keeps, for each node, its
operands and a function. In `lib/tensor.c` each operation is a pair of
functions, forward and back; and forward first checks that the shapes fit.

Back from `t_linear`: dx = dy·W, dW = dyᵀ·x, and db is the sum of the rows of
dy, as b was added to each. Back from a = σ(z): dz = da ⊙ σ′(z); from the cost:
da = 2(a - y), divided by the number of examples. What is used twice adds up its
shares (chapter 4). These are chapter 9's equations, with rows for columns.

For ten digits and 30 neurons the table of the weights has 300·23520 = `7056000`
entries; the rule, dv = aᵀ·dy, takes `235200` multiply–adds.

## The check

"By tape" is the tensor engine here. By hand, the slope of the output's bias in
the spiral's network is the mean of 2(a - y)·a(1 - a). Then all its derivatives.

→ The check: by hand = by tape = numeric

## What we cut corners on

The sets are small, with no wrong label (chapter 14 has some); the networks were
chosen to succeed and asked only about their own points (others: chapter 16).
Far out, where fences say just 0 or 1, they answer untaught.

## Exercises

`make ex10` writes the files to edit and checks them; `make hint10` helps.

- **10a** Solve XOR by choosing the weights yourself, with the fewest neurons.
- **10b** A new operation for the engine: its two functions, forward and back.

Next: all the examples at every step, or only a few? `make ch11`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

enum { SEEDS = 5 };

// The four corners of XOR, and four sets of 200 points.
static const Points corner = {4, (real[]){-1, -1, -1, 1, 1, 1, 1, -1},
                              (uint8_t[]){0, 1, 0, 1}};
enum { XOR, MOONS, RINGS, SPIRAL, SETS };
static Points points[SETS];  // SPIRAL: the reader's, if there is a file
static const char *set[] = {"XOR", "moons", "rings", "spiral"};

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
    int start, step;
    int right, near;  // outputs on the right side of ½, and within 0.1
    double cost;
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
    graph_rewind(w->net.graph, w->begin);
    descend(&w->net, p, step - w->step);
    w->step = step;
    w->cost = t_item(cost(&w->net, p, w->a));
    w->right = w->near = 0;
    for (int i = 0; i < p->n; i++) {
        double off = fabs(w->a[w->net.layers]->data[i] - p->label[i]);
        w->right += off < 0.5;
        w->near += off < 0.1;
    }
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
    Mlp net = walk_from(1, 1, (Sizes){0}, NULL).net;
    for (int k = 0; k < 4; k++) {
        double w1 = neuron[k][0], w2 = neuron[k][1], b = neuron[k][2];
        double length = sqrt(w1 * w1 + w2 * w2);
        table_row(&t, w1, w2, b, fabs(b) / length, 4 / length, what[k]);
        figure_numbers(f, text_format("neuron_%d", k), 3, neuron[k]);
        mlp_unflatten(&net, neuron[k]);
        plane_map(f, &net, 1, 2);
    }
    table_end(&t);
    figure_close(c, f);
}

static void one_neuron_fails(Chapter *c, Figure *maps) {
    chapter_section(c, "One neuron on XOR");
    printf("η = %g, %d steps of all four points.\n", rate, brief(c, 10000));
    chapter_predict(c, "How many of the four will it answer right?");
    Table t = table_begin("start | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int s = 1; s <= SEEDS; s++) {
        Walk w = walk_from(c->seed, s, (Sizes){0}, &corner);
        walk_to(&w, brief(c, 10000));
        const real *out = w.a[1]->data;
        table_row(&t, s, w.cost, out[0], out[1], out[2], out[3]);
        if (s == 1)
            plane_map(maps, &w.net, 1, 2);
    }
    table_end(&t);
}

// Are all four within 0.1 in so many steps, at one of the looks?
static bool finds(Walk *w, int most, int between) {
    while (w->step < most && w->near < 4)
        walk_to(w, w->step + between);
    return w->near == 4;
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
    chapter_predict(c, "Where must the corners lie for the output neuron?");
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
    printf("%d times %d starts, %d steps; found (within 0.1 each), of 100:\n",
           SEEDS, starts, most);
    chapter_predict(c, "Of the networks 2-2-1, which share will find it?");
    Table t = table_begin("net | lowest | median | highest",
                          "%-5s | %6.1f | %6.1f | %7.1f");
    for (int hidden = 2; hidden <= 4; hidden += 2) {
        double found[SEEDS] = {0};
        for (int s = 0; s < SEEDS; s++)
            for (int k = 1; k <= starts; k++) {
                Walk w = walk_from(c->seed + (uint64_t)s, k,
                                   (Sizes){1, {hidden}}, &corner);
                found[s] += 100.0 * finds(&w, most, 100) / starts;
            }
        Spread share = spread_of(found, SEEDS);
        table_row(&t, text_format("2-%d-1", hidden), SPREAD(share));
    }
    table_end(&t);
    Walk w = first_start(c, false);
    if (w.near == 4)
        return;  // none fails
    printf("Start %d does not find it in %d steps. At a cost of %.4f:\n\n",
           w.start, w.step, w.cost);
    at_the_corners(&w, NULL);
}

enum { LOOKS = 39, END = LOOKS - 1 };
static Walk seen[SEEDS][LOOKS];  // the last five walks, as they were then

// From each start, with looks that are ever farther apart; maps (may be NULL)
// gets the first start's outputs. How many are right at the end?
static Spread five_walks(const Chapter *c, Sizes hidden, const Points *p,
                         Figure *maps) {
    double right[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
        Walk w = walk_from(c->seed, s + 1, hidden, p);
        for (int k = 0, next = 0; k < LOOKS; k++, next += 1 + next / 5) {
            walk_to(&w, brief(c, k < END ? next * steps / 4000 : steps));
            if (s == 0) {
                const char *title =
                    text_format("step %d: %d right", w.step, w.right);
                w.shades = plane_shades(&w.net, w.net.layers, 0, title);
                figure_number(maps, text_format("step_%d", k), w.step);
                figure_number(maps, text_format("right_%d", k), w.right);
                plane_map(maps, &w.net, w.net.layers, 2.4);
            }
            seen[s][k] = w;
        }
        right[s] = w.right;
    }
    return spread_of(right, SEEDS);
}

static void fences(Chapter *c) {
    static const int hidden[] = {2, 3, 4, 8};
    chapter_section(c, "How many fences?");
    printf("Two rings, %d steps; right of 200, %d starts; sharp: 100 times.\n",
           brief(c, steps), SEEDS);
    chapter_predict(c, "With how many lines can the inner ring be shut in?");
    Table t = table_begin("hidden|low|median|high|sharp: low|median|high",
                          "%6d|%3.0f|%6.0f|%4.0f|%10.0f|%6.0f|%4.0f");
    Figure *f = plane_open(c, "ch10_fences");
    for (int h = 0; h < 4; h++) {
        double sharp[SEEDS];
        Spread right =
            five_walks(c, (Sizes){1, {hidden[h]}}, &points[RINGS], NULL);
        bool drawn = false;
        for (int s = 0; s < SEEDS; s++) {
            Walk *w = &seen[s][END];
            if (!drawn && w->right == right.high)
                drawn = plane_map(f, &w->net, 2, 2.7) > 0;
            for (int i = 0; i < 2 * hidden[h]; i++)
                w->net.weight[0]->data[i] *= 100;
            for (int i = 0; i < hidden[h]; i++)
                w->net.bias[0]->data[i] *= 100;
            walk_to(w, w->step);
            sharp[s] = w->right;
        }
        Spread then = spread_of(sharp, SEEDS);
        table_row(&t, hidden[h], SPREAD(right), SPREAD(then));
    }
    table_end(&t);
    figure_close(c, f);
}

// (The last set's walks stay in `seen`.)
static void four_sets(Chapter *c) {
    const Sizes hidden[] = {{1, {4}}, {1, {8}}, {1, {8}}, layers};
    chapter_section(c, "Moons, rings and a spiral");
    printf("Right of the points, and mean costs: the best line, if it is sure; "
           "one neuron\nand a network from %d starts, η = %g, %d steps.\n",
           SEEDS, rate, brief(c, steps));
    chapter_predict(c, "On which of the sets will one neuron do best?");
    Spread flat = five_walks(c, (Sizes){1, {26}}, &points[SPIRAL], NULL);
    Figure *f = figure_open(c, "ch10_points", "x y label");
    Figure *maps = plane_open(c, "ch10_boundary");
    Table t = table_begin("set|best line|cost|one: lowest|highest|cost|"
                          "net: lowest|highest",
                          "%-6s|%9d|%5.3f|%11.0f|%7.0f|%5.3f|%11.0f|%7.0f");
    for (int k = 0; k < SETS; k++) {
        const Points *p = &points[k];
        const int best = best_line(p);
        Spread one = five_walks(c, (Sizes){0}, p, NULL);
        double cost = 0;
        for (int s = 0; s < SEEDS; s++)
            cost += seen[s][END].cost / SEEDS;
        Spread net = five_walks(c, hidden[k], p, k == SPIRAL ? maps : NULL);
        table_row(&t, set[k], best, 1 - (double)best / p->n, one.low, one.high,
                  cost, net.low, net.high);
        figure_block(f, NULL, NULL);
        for (int i = 0; i < p->n; i++)
            figure_row(f, p->x[2 * i], p->x[2 * i + 1], p->label[i]);
    }
    table_end(&t);
    printf("The last set, with one hidden layer of 26: from %.0f to %.0f.\n\n",
           flat.low, flat.high);
    figure_close(c, f);
    figure_close(c, maps);
}

static void the_boundary_bends(Chapter *c) {
    const Walk *w = seen[0];
    chapter_section(c, "The boundary bends");
    chapter_predict(c, "When is the boundary still a line?");
    printf("The output at every place: empty is 0, full is 1.\n\n");
    plane_print(w[0].shades, w[20].shades, w[30].shades);
    plane_print(w[33].shades, w[36].shades, w[END].shades);
}

static void what_each_sees(Chapter *c) {
    const Mlp *net = &seen[0][END].net;  // the spiral's
    const int last = net->layers - 1;    // of the hidden layers
    chapter_section(c, "What each hidden neuron sees");
    chapter_predict(c, "What can a neuron of the second layer see?");
    plane_print(plane_shades(net, 1, 0, "hidden layer 1, neuron 1"),
                plane_shades(net, last, 0,
                             text_format("hidden layer %d, neuron 1", last)),
                plane_shades(net, net->layers, 0, "output"));
    Figure *f = plane_open(c, "ch10_hidden");
    int first = plane_map(f, net, 1, 1.9);
    int second = last > 1 ? plane_map(f, net, last, 1.9) : 0;
    figure_number(f, "first", first);
    figure_number(f, "last", second);
    plane_map(f, net, net->layers, 1.9);
    figure_close(c, f);
}

static const real W[] = {1, 2, 3, -1, 0, 2};        // [3, 2]: three neurons
static const real B[] = {1, 0, -2};                 // [1, 3]
static const real X[] = {2, 1, 1, 3, -1, 2, 0, 1};  // [4, 2]: four examples

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
    memcpy(b1->data, B, sizeof B);
    memcpy(w2->data, B, sizeof B);
    Tensor *z = t_linear(x, w1, b1);
    t_backward(t_squared_error(t_sigmoid(t_linear(t_sigmoid(z), w2, b2)), y));
    graph_print(g, stdout);
    printf("\n");
    Figure *f = figure_open(c, "ch10_batch", "x1 x2 z1 z2 z3");
    for (const real *in = X, *out = z->data; in < X + 8; in += 2, out += 3)
        figure_row(f, in[0], in[1], out[0], out[1], out[2]);
    figure_block(f, "neurons", NULL);  // two weights and a bias
    for (int k = 0; k < 3; k++)
        figure_row(f, W[2 * k], W[2 * k + 1], B[k], 0, 0);
    figure_close(c, f);
    graph_free(g);
}

static const real A[] = {1, -2, 3, 0, 4, -1};  // [2, 3]
static const real V[] = {2, 5, -1, 3, 4, 1};   // [3, 2]
static const real DY[] = {1, -2, 0.5, 3};      // [2, 2]

static void stored_or_applied(Chapter *c) {
    static const char *const y[] = {"y₁₁", "y₁₂", "y₂₁", "y₂₂"};
    chapter_section(c, "Stored, or applied");
    chapter_predict(c, "Of the 24 partials, how many are not 0?");
    Table t = table_begin("of, by|dy|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                          "%-17s|%4s|%5g|%5g|%5g|%5g|%5g|%5g");
    for (int k = 0; k < 4; k++) {
        real by[6];  // y[r][c] is the sum over p of a[r][p]·v[p][c]
        for (int i = 0; i < 6; i++)
            by[i] = i / 3 == k / 2 ? V[2 * (i % 3) + k % 2] : 0;
        table_row(&t, y[k], text_format("%g", DY[k]), by[0], by[1], by[2],
                  by[3], by[4], by[5]);
    }
    printf("\n");
    Graph *g = graph_new(1);
    Tensor *a = t_input(g, 2, 3, A), *v = t_const(g, 3, 2, V);
    t_backward(t_sum(t_mul(t_matmul(a, v), t_const(g, 2, 2, DY))));
    const real *da = a->grad;
    table_row(&t, "C, by the library", "", da[0], da[1], da[2], da[3], da[4],
              da[5]);
    table_end(&t);
    graph_free(g);
    printf("Thirty neurons see ten digits: a is 10x784, v 784x30.\n");
    chapter_predict(c, "How large is the table ∂y/∂v?");
    printf("%d x %d = %d partials; as the rule, %d multiply–adds.\n\n", 10 * 30,
           784 * 30, 10 * 30 * 784 * 30, 10 * 784 * 30);
}

static real cost_of(void *walk) {
    Walk *w = walk;
    walk_to(w, w->step);
    return (real)w->cost;
}

static void check(Chapter *c) {
    const Points *p = &points[SPIRAL];
    Walk w = walk_from(c->seed, 1, layers, p);
    t_backward(cost(&w.net, p, w.a));
    const Tensor *out = w.a[w.net.layers], *bias = w.net.bias[layers.n];
    real hand = 0;
    for (int i = 0; i < p->n; i++) {
        real a = out->data[i];
        hand += 2 * (a - p->label[i]) * a * (1 - a) / p->n;
    }
    report_begin(c);
    report_knob(c, text_format("∂C/∂ %s", bias->name), hand, bias->grad[0],
                cost_of, &w, bias->data);
    report_params(c, w.net.graph, cost_of, &w, 1000);
    report_end(c);
}

int main(int argc, char **argv) {
    static Points (*const make[])(int, double, Rng *) = {
        points_xor, points_moons, points_rings, points_spirals};
    static const double noise[] = {0.3, 0.12, 0.15, 0.03};
    Chapter c;
    Error e;
    if (!chapter_begin(&c, argc, argv, "ch10_small_data",
                       "A line is not enough", options))
        return c.status;
    Rng r = rng_new(c.seed);
    for (int k = 0; k < SETS; k++)
        points[k] = make[k](200, noise[k], &r);
    if (own_points) {
        points_free(&points[SPIRAL]);
        if (!points_load(&points[SPIRAL], own_points, &e)) {
            chapter_trouble(&c, &e);
            return chapter_end(&c);
        }
        points_fit(&points[SPIRAL], 1.6);
        set[SPIRAL] = "yours";
        printf("Your %d points stand in place of the spiral's, of which the "
               "text speaks.\n\n",
               points[SPIRAL].n);
    }
    a_line(&c);
    Figure *maps = plane_open(&c, "ch10_xor");
    one_neuron_fails(&c, maps);
    two_neurons_do(&c, maps);
    figure_close(&c, maps);
    how_many_starts(&c);
    fences(&c);
    four_sets(&c);
    the_boundary_bends(&c);
    what_each_sees(&c);
    the_record(&c);
    stored_or_applied(&c);
    check(&c);
    for (int k = 0; k < SETS; k++)
        points_free(&points[k]);
    for (int k = 0; k < SEEDS; k++)
        graph_free(graph[k]);
    return chapter_end(&c);
}
