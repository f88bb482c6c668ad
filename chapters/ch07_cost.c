/*
# Chapter 7: How bad is it, in one number?

**The question.** A network with random weights talks nonsense. To make it
better by walking downhill, we need a landscape: one number that says how bad it
is. How is that number made, and what does its landscape look like over 13,002
knobs? By the end you will have turned one knob, turned two, and seen a valley.

Read it beside article 2 (rows A2-2, A2-3 and A2-5, the note E24) and article 1
(A1-22). Run it with `make ch07`.

**本章要点** 一个样本的成本，是各个输出与目标之差的平方和；对许多样本取平均，就得到整个网络的成本。
成本函数的输入是 13,002 个权重和偏置，输出是一个数：这个数越小，网络越好。
学习，就是为这些旋钮找到让成本变小的位置。

**New here**

target y (目标值)
: the ten numbers that the outputs should be: 1 at the digit, 0 elsewhere.

cost C (成本函数)
: Σ (a - y)² for one image; its mean for many. 0 is perfect.

mean cost (平均成本)
: the costs of many images, added up and divided by their number.

training set (训练集)
: the images that a network may learn from.

test set (测试集)
: images kept apart, to see whether it can read what it has not seen.
*/

#include "../lib/elementary.h"
#include "../lib/optim.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRAIN = 10000, TEST = 1000, FEW = 500 };

/*
## What should it have said?

The label of an image is a digit, such as 3. The network answers with ten
numbers. To compare the two, the label becomes ten numbers as well: a 1 at the
digit and 0 everywhere else. These are the **targets**. (In article 4 only the
training images get ten targets; its test labels stay digits, since there they
are only compared with the network's choice.)

How far off is an answer? Subtract, square, add up: that is the **cost** of one
image,

$$C_0 = \sum_{j=0}^{9} (a_j - y_j)^2.$$

Squares count a miss above and a miss below alike, and one big miss more than
two small ones.

Here are two networks of the kind of chapter 6, 784-16-16-10. One has random
weights, but √n times smaller ones, as that chapter proposed. The other started
from the same weights and has been trained; how is the subject of chapter 11,
and for now it is borrowed from behind the curtain.
*/

static const int sizes[] = {784, 16, 16, 10};

// The outputs of the network for images 0 … n-1 of the set: a [n, 10]. An Mlp
// is chapter 6's Network as the library has it. It takes many images at once, a
// row for each, and mlp_forward stops at the last layer's sums z.
static void outputs(const Mlp *m, const Dataset *d, int n, real *a) {
    int index[FEW];
    for (int from = 0; from < n; from += FEW) {
        int k = n - from < FEW ? n - from : FEW;
        for (int i = 0; i < k; i++)
            index[i] = from + i;
        GraphMark mark = graph_mark(m->graph);
        Batch b = batch_gather(m->graph, d, index, k);
        Tensor *out = t_sigmoid(mlp_forward(m, b.x));
        memcpy(a + (size_t)from * CLASSES, out->data,
               (size_t)k * CLASSES * sizeof *a);
        graph_rewind(m->graph, mark);
    }
}

static double cost_of_one(const real *a, int label) {
    double cost = 0;
    for (int j = 0; j < CLASSES; j++) {
        double miss = a[j] - (j == label);
        cost += miss * miss;
    }
    return cost;
}

// Behind the curtain: chapter 11 explains every line.
static void train(Mlp *m, const Dataset *d, int epochs, Rng *r) {
    int *order = malloc((size_t)d->count * sizeof *order);
    if (!order)
        fatal("no memory for the order of %d images", d->count);
    for (int i = 0; i < d->count; i++)
        order[i] = i;
    for (int e = 0; e < epochs; e++) {
        rng_shuffle(r, order, d->count);
        for (int from = 0; from + 10 <= d->count; from += 10) {
            GraphMark mark = graph_mark(m->graph);
            Batch b = batch_gather(m->graph, d, order + from, 10);
            t_backward(t_squared_error(t_sigmoid(mlp_forward(m, b.x)), b.y));
            sgd_step(m->graph, 1.5);
            graph_rewind(m->graph, mark);
        }
    }
    free(order);
}

// The first image of this digit that the answers a [count, 10] get right.
static int find(const Dataset *d, int digit, const real *a) {
    int i = 0;
    while (i < d->count - 1 &&
           (d->label[i] != digit || argmax(a + i * CLASSES, CLASSES) != digit))
        i++;
    return i;
}

static void one_image(Chapter *c, const Dataset *d, const real *before,
                      const real *after) {
    chapter_section(c, "What should it have said?");
    int image = find(d, 3, after);
    text_images(1, (const uint8_t *[]){d->image + image * 784}, 28, 28);
    chapter_predict(c, "An answer of 0.5 on every output: what does it cost?");
    const real *a = before + image * CLASSES, *b = after + image * CLASSES;
    Table t = table_begin("output|target|random|(a - y)²|trained|(a - y)²",
                          "%6d | %6d | %7.4f | %8.4f | %7.4f | %8.4f");
    Figure *s = figure_open(c, "ch07_squares", "output target before after");
    for (int j = 0; j < CLASSES; j++) {
        double y = j == 3, p = a[j] - y, q = b[j] - y;
        table_row(&t, j, (int)y, a[j], p * p, b[j], q * q);
        figure_row(s, (double)j, y, (double)a[j], (double)b[j]);
    }
    figure_close(c, s);
    printf("  %-6s  %6s  %7s  %8.4f  %7s  %8.4f\n\n", "sum", "", "",
           cost_of_one(a, 3), "", cost_of_one(b, 3));
    printf("0.5 on every output would cost 10 · 0.25 = 2.5; "
           "0.1 on every output %.1f.\n\n",
           9 * 0.1 * 0.1 + 0.9 * 0.9);
}

/*
![Figure 7.1: The outputs for this 3, before and after training. The outline is
the target; the cost adds up the squares of the gaps.](ch07_squares)

Remember the two plain answers at the end: a network that says ½ to everything
costs `2.5`, and one that says a tenth to everything `0.9`, without having
looked at the image at all. A random network may do worse than both.

## One number for the network

One image proves little. The cost of the *network* is the mean over the images
of the **training set**. How many does it take until the mean settles?
*/

static void running_mean(Chapter *c, const Dataset *d, const real *before,
                         const real *after) {
    chapter_section(c, "One number for the network");
    chapter_predict(c, "After 100 images, how near is the mean to that of "
                       "all?");
    Table t = table_begin("images | random: mean cost | trained: mean cost",
                          "%6d | %.4f | %.4f");
    Figure *s = figure_open(c, "ch07_running", "images before after");
    double sum[2] = {0, 0};
    int next = 1, tabled = 1;
    for (int i = 0; i < d->count; i++) {
        sum[0] += cost_of_one(before + i * CLASSES, d->label[i]);
        sum[1] += cost_of_one(after + i * CLASSES, d->label[i]);
        int n = i + 1;
        if (n == next || n == d->count) {
            figure_row(s, (double)n, sum[0] / n, sum[1] / n);
            next = n + 1 + n / 16;
        }
        if (n == tabled) {
            table_row(&t, n, sum[0] / n, sum[1] / n);
            tabled *= 10;
        }
    }
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 7.2: The mean cost of the first n images. It wanders at first, and
settles.](ch07_running)

After a hundred images the mean is roughly right, after a thousand nearly so,
and either is enough to tell a good network from a bad one. That a few images
say so much will save much work in chapter 11.

The cost is not the number of mistakes. It also counts how sure the network was,
and it moves a little when a weight moves a little; a count of mistakes stays
the same until an answer flips. Only a smooth landscape has slopes to walk down.
Here are both, on the **test set** too, which the network has never seen.
*/

static int right_of(const real *a, const Dataset *d) {
    int right = 0;
    for (int i = 0; i < d->count; i++)
        right += argmax(a + i * CLASSES, CLASSES) == d->label[i];
    return right;
}

static double mean_cost(const real *a, const Dataset *d, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += cost_of_one(a + i * CLASSES, d->label[i]);
    return sum / n;
}

static void cost_and_mistakes(const Mlp *random, const Mlp *trained,
                              const Dataset *train_set, const Dataset *test) {
    int most = train_set->count > test->count ? train_set->count : test->count;
    real *a = malloc((size_t)most * CLASSES * sizeof *a);
    if (!a)
        fatal("no memory for the outputs of %d images", most);
    Table t = table_begin("network | set | mean cost | right | of",
                          "%-8s | %-8s | %.4f | %5d | %5d");
    for (int k = 0; k < 4; k++) {
        const Mlp *m = k < 2 ? random : trained;
        const Dataset *d = k % 2 ? test : train_set;
        outputs(m, d, d->count, a);
        table_row(&t, k < 2 ? "random" : "trained", k % 2 ? "test" : "training",
                  mean_cost(a, d, d->count), right_of(a, d), d->count);
    }
    table_end(&t);
    free(a);
}

/*
## Turn one knob

The images are given; they do not change any more. What can change are the
weights and biases. So the cost is a function of *them*: 13,002 numbers in, one
number out. Hold all of them but one, turn that one from -8 to 8, and the cost
draws a curve, as in chapter 2.

We take the trained network and the first 500 images, and turn three knobs: the
weight from a hidden neuron to the output for 3, a weight behind a pixel in the
middle of the picture, and one behind the pixel in its corner.
*/

static double cost_here(Mlp *m, const Dataset *d) {
    int index[FEW], n = d->count < FEW ? d->count : FEW;
    for (int i = 0; i < n; i++)
        index[i] = i;
    GraphMark mark = graph_mark(m->graph);
    Batch b = batch_gather(m->graph, d, index, n);
    double cost = t_item(t_squared_error(t_sigmoid(mlp_forward(m, b.x)), b.y));
    graph_rewind(m->graph, mark);
    return cost;
}

enum { KNOBS = 3 };
typedef struct Knob {
    const char *name;
    Tensor *tensor;
    int place;
} Knob;

static void find_knobs(const Mlp *m, Knob *k) {
    // Of the output for 3: the weight of the largest size.
    int best = 3 * 16;
    for (int i = 3 * 16; i < 4 * 16; i++)
        if (fabs((double)m->weight[2]->data[i]) >
            fabs((double)m->weight[2]->data[best]))
            best = i;
    k[0] = (Knob){"hidden → output 3", m->weight[2], best};
    k[1] = (Knob){"middle pixel", m->weight[0], 5 * 784 + 14 * 28 + 14};
    k[2] = (Knob){"corner pixel", m->weight[0], 5 * 784};
}

static void turn_one(Chapter *c, Mlp *m, const Dataset *d, const Knob *knob) {
    chapter_section(c, "Turn one knob");
    chapter_predict(c, "What does the cost do when the corner pixel's weight "
                       "turns?");
    Table t = table_begin("weight set to|hidden → output 3|middle pixel|"
                          "corner pixel",
                          "%6g | %.5f | %.5f | %.5f");
    Figure *s = figure_open(c, "ch07_knob", "weight output middle corner");
    for (int i = -32; i <= 32; i++) {
        double w = i / 4.0, cost[KNOBS];
        for (int k = 0; k < KNOBS; k++) {
            real *at = &knob[k].tensor->data[knob[k].place], old = *at;
            *at = (real)w;
            cost[k] = cost_here(m, d);
            *at = old;
        }
        figure_row(s, w, cost[0], cost[1], cost[2]);
        if (i % 8 == 0)
            table_row(&t, w, cost[0], cost[1], cost[2]);
    }
    figure_close(c, s);
    table_end(&t);
    printf("As trained they stand at");
    for (int k = 0; k < KNOBS; k++)
        printf("%s %.3f", k ? "," : "", knob[k].tensor->data[knob[k].place]);
    printf(", with the cost %.5f.\n\n", cost_here(m, d));
}

/*
![Figure 7.3: The cost against one weight, the other 13,001 held. Some knobs
matter, some hardly, and the corner's not at all.](ch07_knob)

The first is a valley, and training has brought the weight most of the way down
into it. The second is shallower. The corner is paper in every image, its
activation is 0, and 0 times any weight is 0: that curve is flat. No cost can
say anything about this knob.

## Turn two

Two knobs make a map, as in chapter 3. We choose an interesting pair: not two
weights, but two *directions* in which all 13,002 move together. One leads
straight from the trained weights to the random ones that they started from. The
other leads somewhere at random, equally far.
*/

enum { ALONG = 31, ACROSS = 21, MOST_KNOBS = 13002 };

static double length(const real *v, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

static void turn_two(Chapter *c, Mlp *m, const Mlp *start, const Dataset *d,
                     Rng *r) {
    static real here[MOST_KNOBS], first[MOST_KNOBS], other[MOST_KNOBS],
        there[MOST_KNOBS];
    chapter_section(c, "Turn two");
    // All parameters in one long row, and back.
    int n = (int)mlp_flatten(m, here);
    mlp_flatten(start, first);
    for (int i = 0; i < n; i++) {
        first[i] -= here[i];
        other[i] = (real)rng_normal(r);
    }
    double far = length(first, n), scale = far / length(other, n);
    printf("%d knobs; the start is %.2f away from the trained weights.\n", n,
           far);
    chapter_predict(c, "Walk straight from the start to the trained weights. "
                       "Is it downhill all the way?");
    Table t = table_begin("of the way | cost", "%10.1f | %6.4f");
    Figure *s = figure_open(c, "ch07_slice", "along across log10_cost");
    int step = c->quick ? 5 : 1;
    for (int p = 0; p < ACROSS; p += step) {
        double across = (p - ACROSS / 2) * 0.15;
        for (int q = 0; q < ALONG; q += step) {
            double along = -0.5 + q * 2.0 / (ALONG - 1);
            for (int i = 0; i < n; i++)
                there[i] = (real)(here[i] + along * first[i] +
                                  across * scale * other[i]);
            mlp_unflatten(m, there);
            double cost = cost_here(m, d);
            figure_row(s, along, across, m_log(cost) / m_log(10));
        }
        figure_gap(s);
    }
    for (int k = 0; k <= 10; k++) {
        for (int i = 0; i < n; i++)
            there[i] = (real)(here[i] + (1 - k / 10.0) * first[i]);
        mlp_unflatten(m, there);
        table_row(&t, k / 10.0, cost_here(m, d));
    }
    mlp_unflatten(m, here);
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 7.4: A slice through the landscape of 13,002 knobs: the trained weights
at the centre of the valley, the random start on its slope.](ch07_slice)

It is downhill all the way, into a valley where the trained weights lie. But
this is one slice of very many, chosen because it holds both points, and nobody
who stands at the start can see it: there, only the slopes underfoot are known.
Those are enough, as chapter 3 has shown, and they are 13,002 numbers that
chapter 9 gets at the price of a few evaluations.

## The check

How fast does the cost move with one knob? For the bias of output j, by hand,
with the chain rule of chapter 4: the bias moves z at the rate 1, z moves a at
σ′(z), and a moves (a - y)² at 2(a - y). For a weight in front of that output,
the first rate is the activation it multiplies. Then the mean over the images.
(For the middle pixel we leave it to the tape; for the corner it is 0.)
*/

static void check(Chapter *c, Mlp *m, const Dataset *d, const Knob *knob) {
    int index[FEW], n = d->count < FEW ? d->count : FEW, unit = 0;
    for (int i = 0; i < n; i++)
        index[i] = i;
    unit = knob[0].place % 16;
    GraphMark mark = graph_mark(m->graph);
    Batch b = batch_gather(m->graph, d, index, n);
    Tensor *first = t_sigmoid(t_linear(b.x, m->weight[0], m->bias[0]));
    Tensor *hidden = t_sigmoid(t_linear(first, m->weight[1], m->bias[1]));
    Tensor *a = t_sigmoid(t_linear(hidden, m->weight[2], m->bias[2]));
    t_backward(t_squared_error(a, b.y));
    double bias = 0, weight = 0;
    for (int i = 0; i < n; i++) {
        double out = a->data[i * CLASSES + 3], y = d->label[i] == 3;
        double share = 2 * (out - y) * out * (1 - out) / n;
        bias += share;
        weight += share * hidden->data[i * 16 + unit];
    }
    const Knob rows[] = {{"bias of output 3", m->bias[2], 3},
                         {knob[0].name, m->weight[2], knob[0].place},
                         {knob[1].name, m->weight[0], knob[1].place},
                         {knob[2].name, m->weight[0], knob[2].place}};
    double ink = 0;  // in the corner; where there is none, its slope is 0
    for (int i = 0; i < n; i++)
        ink += b.x->data[i * b.x->cols];
    const double by_hand[] = {bias, weight, NAN, ink > 0 ? NAN : 0};
    double by_tape[4];
    for (int k = 0; k < 4; k++)
        by_tape[k] = rows[k].tensor->grad[rows[k].place];
    graph_rewind(m->graph, mark);
    report_begin(c);
    for (int k = 0; k < 4; k++) {
        real *at = &rows[k].tensor->data[rows[k].place], old = *at;
        const double h = 6e-6;
        *at = (real)(old + h);
        double up = cost_here(m, d);
        *at = (real)(old - h);
        double down = cost_here(m, d);
        *at = old;
        report_row(c, rows[k].name, by_hand[k], by_tape[k],
                   (up - down) / (2 * h));
    }
    report_end(c);
}

static void tell(Chapter *c, Dataset *train_set, Dataset *test) {
    Rng r = rng_new(c->seed);
    Graph *g = graph_new(1), *h = graph_new(1);
    Mlp random = mlp_new(g, sizes, 4, SIGMOID, INIT_LECUN, &r);
    Rng again = rng_new(c->seed);
    Mlp trained = mlp_new(h, sizes, 4, SIGMOID, INIT_LECUN, &again);
    train(&trained, train_set, c->quick ? 2 : 5, &r);
    size_t bytes = (size_t)train_set->count * CLASSES * sizeof(real);
    real *before = malloc(bytes), *after = malloc(bytes);
    if (!before || !after)
        fatal("no memory for the outputs of %d images", train_set->count);
    outputs(&random, train_set, train_set->count, before);
    outputs(&trained, train_set, train_set->count, after);
    Knob knob[KNOBS];
    find_knobs(&trained, knob);
    one_image(c, train_set, before, after);
    running_mean(c, train_set, before, after);
    cost_and_mistakes(&random, &trained, train_set, test);
    turn_one(c, &trained, train_set, knob);
    turn_two(c, &trained, &random, train_set, &r);
    check(c, &trained, train_set, knob);
    free(before);
    free(after);
    graph_free(g);
    graph_free(h);
}

int main(int argc, char **argv) {
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), {0}};
    if (!chapter_begin(&c, argc, argv, "ch07_cost",
                       "How bad is it, in one number?", extra))
        return c.status;
    Dataset train_set, test;
    if (!chapter_data(&c, folder, TRAIN, TEST, &train_set, &test))
        return chapter_end(&c);
    tell(&c, &train_set, &test);
    dataset_free(&train_set);
    dataset_free(&test);
    return chapter_end(&c);
}

/*
## What we cut corners on

The cost here is Σ (a - y)², as in articles 2 and 3. The program of article 4
trains on half of it; chapter 8 shows what that changes (a factor of 2 and
nothing else). Squares are not the only way to measure a miss either: chapter 15
has a better one for this task. And a slice shows what happens on the slice.
Valleys that look closed on it may have a way out in one of the other 13,000
directions.

## Exercises

`make ex07` writes the files to edit and checks them; `make hint07` helps.

- **7a** The cost of one image, from the ten outputs and the label.
- **7b** The mean cost of many images, kept up to date one image at a time and
  without storing their sum.

Next: the rate at which the cost moves with *every* knob. It takes one rule,
used again and again: `make ch08`.
*/
