/*
# Chapter 12: What do 13,002 slopes say?

**The question.** The gradient of a network is one long vector: a slope for each
of its 13,002 weights and biases. What does it say, and is it true? By the end
you will have read it in words, turned knobs to see whether it keeps its
promises, met the images that pay for a step that is good on average, and
checked all 13,002 numbers.

Read it beside article 2 (rows A2-15, A2-16, A2-19 to A2-21, the note E9). Run
it with `make ch12`.

**本章要点** 把 13,002 个权重和偏置排成一个长长的列向量，−∇C 就是同样长的一列数：
正负号说明每个旋钮该往哪边转，大小说明哪些旋钮更要紧。动手转一转旋钮，就能验证它说得对不对。
平均成本下降，并不等于每个样本都变好：往往有一些图像的成本反而上升。

**New here**

parameter vector θ (参数向量)
: all weights and biases in one column, here 13,002 numbers.

predicted change (预测的变化)
: slope times nudge. A slope of 0.007 and a nudge of -0.1 predict -0.0007.

rank (名次)
: the place in an order by size. The largest of 13,002 slopes has rank 1.

histogram (直方图)
: one bar for each range of values, as high as there are values in it.
*/

#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRAIN = 10000, IMAGES = 1000, KNOBS = 13002, TOP = 10 };

/*
## One long vector

We take the network of chapter 6, 784-16-16-10, and train it a little, as in
chapter 11: one pass over 10,000 images in batches of ten. It is no longer
random and far from finished, and there a gradient is worth reading.

Now put all its parameters into one column θ: for each layer the rows of the
weight matrix, then the biases. The cost C is the mean over the first 1,000
images. It is a function of θ alone, and one backward pass gives ∇C, a column of
the same length.
*/

// Where a network stands, and what it sees from there.
typedef struct Place {
    Mlp *m;
    const Dataset *d;
    int images, right;    // the first so many, and how many of them it reads
    double cost;          // C, the mean
    double each[IMAGES];  // the cost of each image
    real output[IMAGES * CLASSES];
    real theta[KNOBS], gradient[KNOBS];  // θ and ∇C
    double square, largest;  // of ∇C: its length, squared; its largest size
} Place;

// The costs at the network's present parameters; the gradient, if asked for.
static void look(Place *p, bool gradient) {
    int index[IMAGES];
    for (int i = 0; i < p->images; i++)
        index[i] = i;
    GraphMark mark = graph_mark(p->m->graph);
    Batch b = batch_gather(p->m->graph, p->d, index, p->images);
    Tensor *a = t_sigmoid(mlp_forward(p->m, b.x));
    Tensor *cost = t_squared_error(a, b.y);
    p->cost = t_item(cost);
    p->right = 0;
    memcpy(p->output, a->data, sizeof *a->data * (size_t)(p->images * CLASSES));
    for (int i = 0; i < p->images; i++) {
        const real *out = p->output + i * CLASSES;
        p->right += argmax(out, CLASSES) == b.label[i];
        p->each[i] = 0;
        for (int j = 0; j < CLASSES; j++) {
            double miss = out[j] - (j == b.label[i]);
            p->each[i] += miss * miss;
        }
    }
    if (gradient) {
        t_backward(cost);
        mlp_flatten_grad(p->m, p->gradient);
    }
    graph_rewind(p->m->graph, mark);
}

// Reads the network as it is now.
static void stand(Place *p, Mlp *m, const Dataset *d, int images) {
    p->m = m;
    p->d = d;
    p->images = images < d->count ? images : d->count;
    mlp_flatten(m, p->theta);
    look(p, true);
    p->square = p->largest = 0;
    for (int k = 0; k < KNOBS; k++) {
        double size = fabs(p->gradient[k]);
        p->square += size * size;
        p->largest = size > p->largest ? size : p->largest;
    }
}

/*
To go down, every knob turns against its slope, so what we read is −∇C. The
**sign** of an entry says: increase, or decrease. Its **size**, beside the
others, says how much: "a lot" shall be at least a third of the largest, "a
little" at least a thirtieth.
*/

// W and b of the three layers, one below the other.
static const int group_end[] = {12544, 12560, 12816, 12832, 12992, KNOBS};

static const char *knob_name(int knob) {
    static char name[64];
    static const char *const layer[] = {"pixel", "first", "second", "output"};
    int g = 0, at = knob;
    while (knob >= group_end[g])
        at = knob - group_end[g++];
    const char *from = layer[g / 2], *to = layer[g / 2 + 1];
    if (g % 2)
        snprintf(name, sizeof name, "bias of %s %d", to, at);
    else if (g > 0)
        snprintf(name, sizeof name, "%s %d → %s %d", from, at % 16, to,
                 at / 16);
    else
        snprintf(name, sizeof name, "%s %d,%d → %s %d", from, at % 784 / 28,
                 at % 28, to, at / 784);
    return name;
}

enum { STILL, HARDLY, A_LITTLE, A_LOT, WORDS };

static int word(double slope, const Place *p) {
    double share = fabs(slope) / p->largest;
    return slope == 0          ? STILL
           : share >= 1.0 / 3  ? A_LOT
           : share >= 1.0 / 30 ? A_LITTLE
                               : HARDLY;
}

// [0]: for slopes below 0, [1]: above.
static const char *const words[2][WORDS] = {
    {"leave it", "increase, hardly", "increase a little", "increase a lot"},
    {"leave it", "decrease, hardly", "decrease a little", "decrease a lot"}};

static void the_vector(Chapter *c, const Place *p) {
    chapter_section(c, "One long vector");
    printf("The network reads %d of %d images, at the cost %.5f.\n", p->right,
           p->images, p->cost);
    chapter_predict(c, "The first entry of −∇C belongs to the corner pixel. "
                       "What is it?");
    static const int shown[] = {0,     1,     406,   407,   408,   12543, 12544,
                                12816, 12832, 12992, 12993, 13000, 13001};
    Table t = table_begin("place|what it is|θ|−∇C|in words",
                          "%5d | %-22s | %8.4f | %9.6f | %s");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        int k = shown[i];
        double slope = p->gradient[k];
        if (k > 0 && shown[i - 1] != k - 1)
            printf("      ⋮\n");
        table_row(&t, k + 1, knob_name(k), p->theta[k], 0 - slope,
                  words[slope > 0][word(slope, p)]);
    }
    table_end(&t);
}

static void count_words(Chapter *c, const Place *p) {
    int count[2][WORDS] = {{0}};
    Figure *s = figure_open(c, "ch12_vector", "place minus_gradient");
    figure_number(s, "behind_pixels", group_end[0]);
    for (int k = 0; k < KNOBS; k++) {
        double slope = p->gradient[k];
        count[slope > 0][word(slope, p)]++;
        figure_row(s, k + 1.0, 0 - slope);
    }
    figure_close(c, s);
    Table t = table_begin("all 13,002|a lot|a little|hardly",
                          "%-10s | %5d | %8d | %6d");
    for (int down = 0; down < 2; down++)
        table_row(&t, down ? "decrease" : "increase", count[down][A_LOT],
                  count[down][A_LITTLE], count[down][HARDLY]);
    table_end(&t);
    printf("And %d are exactly 0: leave it. The largest is %.6f.\n\n",
           count[0][STILL], p->largest);
}

/*
![Figure 12.1: −∇C, number by number. Left: some of its entries in words, as in
article 2. Right: all of them.](ch12_vector)

The corner pixel is paper in every image. Whatever its weight, it is multiplied
by 0: no image has an opinion about that knob. Of the others about one in a
hundred, or fewer, is told to turn a lot, and for most the word is "hardly".

## Is it true?

A slope is a promise: nudge this knob, and the cost changes by slope times
nudge, the **predicted change**. Promises can be tried. Take the ten knobs with
the largest slopes, and nudge each one alone by 0.1: as its sign says, and the
other way. Then do the same with ten knobs picked blindly.
*/

static const Place *ranked;  // where the knobs are put in order

static int larger_first(const void *a, const void *b) {
    int i = *(const int *)a, j = *(const int *)b;
    double x = fabs(ranked->gradient[i]), y = fabs(ranked->gradient[j]);
    return x != y ? (x < y) - (x > y) : i - j;
}

// The change of C when one knob turns by `by`, against its slope.
static double nudge(const Place *p, int knob, double by) {
    static Place view;
    view = *p;
    view.theta[knob] -= p->gradient[knob] < 0 ? -by : by;
    mlp_unflatten(p->m, view.theta);
    look(&view, false);
    mlp_unflatten(p->m, p->theta);  // and back
    return view.cost - p->cost;
}

static const double by = 0.1;

static void ten_knobs(const Place *p, const int *knob, Figure *s) {
    Table t = table_begin("nudged by 0.1|predicted|as told|the other way",
                          "%-24s | %9.6f | %9.6f | %9.6f");
    double all[3] = {0, 0, 0};
    for (int i = 0; i < TOP; i++) {
        double v[] = {0 - by * fabs(p->gradient[knob[i]]),
                      nudge(p, knob[i], by), nudge(p, knob[i], -by)};
        table_row(&t, knob_name(knob[i]), v[0], v[1], v[2]);
        figure_row(s, i + 1.0, v[0], v[1], v[2]);
        for (int j = 0; j < 3; j++)
            all[j] += v[j];
    }
    table_row(&t, "the ten, added up", all[0], all[1], all[2]);
    table_end(&t);
}

static void is_it_true(Chapter *c, const Place *p, const int *rank,
                       const int *blind) {
    chapter_section(c, "Is it true?");
    chapter_predict(c, "The largest slope, a nudge of 0.1: how far will the "
                       "cost fall?");
    Figure *s = figure_open(c, "ch12_top_ten", "knob predicted told other");
    figure_number(s, "nudge", by);
    printf("What the cost does, the ten largest slopes:\n\n");
    ten_knobs(p, rank, s);
    chapter_predict(c, "And the ten picked blindly?");
    printf("What the cost does, ten knobs at random:\n\n");
    figure_block(s, "at random", NULL);
    ten_knobs(p, blind, s);
    figure_close(c, s);
}

/*
![Figure 12.2: The ten largest slopes and ten knobs at random, nudged by 0.1.
Bars: what the cost did. Lines: what the slopes had promised.](ch12_top_ten)

The ten largest keep their word: as told, the cost falls; the other way, it
rises; and nearly by what was promised. Nearly, because a slope speaks of small
nudges (chapter 1). Where a slope is next to nothing, the bend of the curve
counts for more than the slope does.

That is the second way to read a gradient: a list of what matters. At the top of
the list a nudge bought many times as much as it did blindly.

## Who matters

Sort the knobs by the size of their slopes; the place in that order is the
**rank**. A small step along −∇C turns each knob in proportion to its slope, and
gains slope times turn: its slope, squared. So its share of the gain is that
square, out of the sum of all squares.
*/

static void by_rank(Chapter *c, const Place *p, const int *rank) {
    chapter_section(c, "Who matters");
    chapter_predict(c, "How many of the 13,002 knobs bring half of the gain?");
    Table t = table_begin("rank|size of slope|share of the gain so far",
                          "%5d | %12.2e | %21.1f %%");
    Figure *s = figure_open(c, "ch12_sizes", "rank size share");
    figure_number(s, "knobs", KNOBS);
    double so_far = 0;
    int half = 1;
    for (int k = 0, next = 1; k < KNOBS; k++) {
        double size = fabs(p->gradient[rank[k]]);
        so_far += size * size;
        half += so_far < p->square / 2;
        if (size > 0)
            figure_row(s, k + 1.0, size, so_far / p->square);
        if (k + 1 == next) {
            table_row(&t, next, size, 100 * so_far / p->square);
            next *= 10;
        }
    }
    figure_close(c, s);
    table_end(&t);
    printf("Half of the gain comes from the first %d knobs.\n\n", half);
}

/*
![Figure 12.3: The slopes in the order of their sizes, both axes in powers of
ten. A few hundred do half of the work.](ch12_sizes)

Most knobs are weights behind pixels. Which pixels? For each one, take the 16
weights behind it and the root of the sum of their squared slopes.
*/

static void by_pixel(Chapter *c, const Place *p) {
    double strength[784] = {0}, ink[784] = {0}, most = 1e-300;
    for (int k = 0; k < group_end[0]; k++)
        strength[k % 784] += p->gradient[k] * p->gradient[k];
    for (int k = 0; k < 784; k++) {
        for (int i = 0; i < p->images; i++)
            ink[k] += p->d->image[i * 784 + k] / (255.0 * p->images);
        most = strength[k] > most ? strength[k] : most;
    }
    uint8_t map[784], mean[784];
    Figure *s = figure_open(c, "ch12_pixels", "column row strength ink");
    for (int k = 0; k < 784; k++) {
        map[k] = (uint8_t)(255 * sqrt(strength[k] / most));
        mean[k] = (uint8_t)(255 * ink[k]);
        figure_row(s, (double)(k % 28), (double)(k / 28), sqrt(strength[k]),
                   ink[k]);
    }
    figure_close(c, s);
    chapter_predict(c, "Which pixels' weights have the large slopes?");
    printf("Left: the slopes behind each pixel. Right: the mean image.\n");
    text_images(2, (const uint8_t *[]){map, mean}, 28, 28);
}

/*
![Figure 12.4: How much the cost hangs on the weights behind each pixel, and the
mean of the images.](ch12_pixels)

Nothing at the rim, where there is never ink, and most in the middle. The
network was never told where the middle is.

## A step

Now turn all 13,002 at once, by chapter 2's rule: θ ← θ − η ∇C. The promise for
such a step is −η times the length of ∇C, squared.
*/

// What is seen after so many steps from p, where the network is then put back.
static void walk(const Place *p, double rate, int steps, Place *after) {
    *after = *p;
    for (int s = 1; s <= steps; s++) {
        for (int k = 0; k < KNOBS; k++)
            after->theta[k] -= rate * after->gradient[k];
        mlp_unflatten(p->m, after->theta);
        look(after, s < steps);
    }
    mlp_unflatten(p->m, p->theta);
}

static void along(Chapter *c, const Place *p) {
    static Place view;
    chapter_section(c, "A step");
    printf("∇C is %.5f long, so the promise is %.6f for η = 1.\n",
           sqrt(p->square), -p->square);
    chapter_predict(c, "Where will the cost be at η = 1? At 10? At 100?");
    static const double rates[] = {0.01, 0.1, 1, 3, 10, 30, 100};
    Table t = table_begin("η|promised|C changes by|C|images read",
                          "%6.2f | %9.6f | %9.6f | %7.5f | %11d");
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        walk(p, rates[i], 1, &view);
        table_row(&t, rates[i], -rates[i] * p->square, view.cost - p->cost,
                  view.cost, view.right);
    }
    table_end(&t);
    Figure *s = figure_open(c, "ch12_along", "rate cost promised");
    for (int i = 0; i <= 60; i += c->quick ? 6 : 1) {
        walk(p, i / 4.0, 1, &view);
        figure_row(s, i / 4.0, view.cost, p->cost - i / 4.0 * p->square);
    }
    figure_close(c, s);
}

/*
![Figure 12.5: The cost along −∇C. The straight line is the promise; the two
touch at η = 0.](ch12_along)

At first the cost falls as promised, then less, then it rises, and far out the
network reads less than half of what it did. It is chapter 2's curve again,
along one line through a space of 13,002.

## Better on average

Article 2 says that a lower cost means a better network on all samples. On
*average*, yes: that is what C is. On each one? Take one step with η = 1 and
look at the 1,000 images one by one: from the random start of this network; then
from where it stands now, with a hundredth of the step, the step itself, and a
hundred of them, each against the gradient of the place reached so far.
*/

static void compare(const Table *t, Figure *s, const char *from, const Place *p,
                    double rate, int steps) {
    static Place after;
    int better = 0, worse = 0;
    walk(p, rate, steps, &after);
    for (int i = 0; i < p->images; i++) {
        double change = after.each[i] - p->each[i];
        better += change < 0;
        worse += change > 0;
        figure_row(s, change);
    }
    figure_block(s, NULL, NULL);
    table_row(t, from, rate, steps, p->cost, after.cost, better, worse,
              p->right, after.right);
}

static void better_on_average(Chapter *c, const Place *start, const Place *p) {
    chapter_section(c, "Better on average");
    chapter_predict(c, "The mean falls. On how many of a thousand images does "
                       "the cost rise?");
    Table t = table_begin(
        "from|η|steps|C|C after|better|worse|read|after",
        "%-12s | %4.2f | %5d | %7.5f | %7.5f | %6d | %5d | %4d | %5d");
    Figure *s = figure_open(c, "ch12_change", "change");
    compare(&t, s, "random start", start, 1, 1);
    compare(&t, s, "one pass", p, 0.01, 1);
    compare(&t, s, "one pass", p, 1, 1);
    compare(&t, s, "one pass", p, 1, c->quick ? 5 : 100);
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 12.6: A histogram of what one step with η = 1 did to the images. Left:
from the random start. Right: after one pass.](ch12_change)

From the random start every image gains, for all have the same complaint: ten
outputs that are too high. They sink together, the cost falls a long way, and
yet the network reads no more digits than before. After one pass the complaints
differ. The gradient is their mean, and on about a quarter of the images, or on
more, the cost *rises*. The step is not too long for them: with a hundredth of
it there are nearly as many. Their own gradients point elsewhere, and they are
outvoted.

A hundred steps later the cost is far lower and more images are read, and still
well over a hundred of them cost more than before. So read "better on all
samples" as "better on average". (With other seeds, `make ch12 ARGS="--seed 2"`,
it is a quarter to nearly a half after one step, and 15 to 40 of 100 after a
hundred.)

## Three functions

Article 2 ends with three functions that are easily confused. Side by side:
*/

static void three_functions(Chapter *c, const Place *p) {
    chapter_section(c, "Three functions");
    Table t = table_begin("function|numbers in|numbers out|fixed|here",
                          "%-15s | %10d | %11d | %-17s | %s");
    char cost[32], length[32];
    snprintf(cost, sizeof cost, "C = %.5f", p->cost);
    snprintf(length, sizeof length, "%.5f long", sqrt(p->square));
    table_row(&t, "the network", 784, 10, "13,002 parameters", "ten outputs");
    table_row(&t, "the cost C", KNOBS, 1, "images and labels", cost);
    table_row(&t, "the gradient ∇C", KNOBS, KNOBS, "images and labels", length);
    table_end(&t);
}

/*
## The check

All 13,002. By tape: the tensor graph, as above. Numeric: each knob a little up
and a little down. That makes 26,004 costs; to keep it to seconds, they are
means over 40 images. By hand: the ten biases of the outputs, whose slope is the
first of chapter 9's equations, the mean of 2(a - y)·a(1 - a).
*/

static real cost_now(void *context) {
    Place *p = context;
    look(p, false);
    return p->cost;
}

static void check(Chapter *c, Place *p) {
    report_begin(c);
    for (int j = 0; j < CLASSES; j++) {
        double hand = 0;
        for (int i = 0; i < p->images; i++) {
            double a = p->output[i * CLASSES + j];
            hand += 2 * (a - (j == p->d->label[i])) * a * (1 - a) / p->images;
        }
        int k = KNOBS - CLASSES + j;
        real *knob = &p->m->bias[2]->data[j];
        report_row(
            c, knob_name(k), hand, p->gradient[k],
            central_difference(cost_now, p, knob, difference_step(*knob)));
    }
    report_params(c, p->m->graph, cost_now, p, KNOBS);
    report_end(c);
}

// A Learner makes its cost of the last sums z; its own is half of this one.
static Tensor *square_cost(Tensor *z, const Batch *b) {
    return t_squared_error(t_sigmoid(z), b->y);
}
static const Cost squares = {"the squared error", square_cost};

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    (void)test;
    static Place start, here, few;
    static int rank[KNOBS], blind[KNOBS];
    int images = c->quick ? 200 : IMAGES;
    const Recipe r = {.hidden = {2, {16, 16}},
                      .init = INIT_LECUN,
                      .cost = &squares,
                      .rate = 1.5};
    Learner l = learner_new(d, &r, c->seed, 1);
    stand(&start, &l.mlp, d, images);
    learner_epoch(&l);
    stand(&here, &l.mlp, d, images);
    for (int k = 0; k < KNOBS; k++)
        rank[k] = blind[k] = k;
    ranked = &here;
    qsort(rank, KNOBS, sizeof *rank, larger_first);
    Rng chance = rng_new(c->seed + 1200);
    rng_shuffle(&chance, blind, KNOBS);
    the_vector(c, &here);
    count_words(c, &here);
    is_it_true(c, &here, rank, blind);
    by_rank(c, &here, rank);
    by_pixel(c, &here);
    along(c, &here);
    better_on_average(c, &start, &here);
    three_functions(c, &here);
    stand(&few, &l.mlp, d, c->quick ? 4 : 40);
    check(c, &few);
    learner_free(&l);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv, "ch12_13002",
                             "What do 13,002 slopes say?", TRAIN, 1, tell);
}

/*
## What we cut corners on

C is a mean over 1,000 images, a tenth of those that the network was trained on.
"Matters" means: for a small nudge, here and now. After some steps other knobs
may be at the top of the list. A knob with slope 0 may be useless, as the
corner's is, or it may stand at the bottom of its own little valley; the slope
alone cannot tell. And the same nudge for all is a choice: 0.1 is much for one
weight and little for another.

## Exercises

`make ex12` writes the files to edit and checks them; `make hint12` helps.

- **12a** The rank of a knob in the order of how much they matter.
- **12b** Given every image's own gradient, say how many images get worse when
  the network takes a small step against their mean.

Next: the same at full size, and the answer to how well it reads what it has
never seen: `make ch13`.
*/
