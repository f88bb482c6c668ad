/*
# Chapter 11: The drunk man and the careful man

**The question.** One exact step downhill looks at every image of the training
set first. Could we look at ten, or at a single one, and step at once? By the
end you will have followed both ways over one map, counted what each costs, and
seen what the quick one gives up and how to get it back.

Read it beside article 3 (rows A3-7, A3-8, A3-19 and A3-20) and article 4 (A4-8
and A4-9), with the notes E10 and E14. Run it with `make ch11`.

**本章要点** 整个训练集的梯度，就是每个样本各自梯度的平均值；只取十个样本的平均，方向大致也对，却便宜得多。
随机梯度下降像一个醉汉：步子歪歪扭扭，但走得快；精确的梯度下降像一个谨慎的人：每走一步都要先看完所有样本。
醉汉到了谷底停不下来，只会在附近徘徊；学习率越小，徘徊得越低，所以可以让学习率慢慢变小。

**New here**

mini-batch (小批量)
: a few examples whose mean gradient makes one step; here 10.

epoch (轮)
: once through all examples. 5,000 images in tens make 500 steps an epoch.

stochastic gradient descent (随机梯度下降)
: to step by the gradient of a few examples drawn by chance, even of 1.

noise floor (噪声基底)
: how far above the lowest cost such steps go on hovering; 0 for exact steps.

momentum μ (动量)
: how much of the last step's velocity is kept: 0 is none, `0.9` most of it.
*/

#include "../lib/elementary.h"
#include "../lib/scalar.h"
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

enum { TRAIN = 5000, TEST = 1000, KNOBS = 13002 };
enum { EIGHT = 8, TEN = 10, FEW = 100, MANY = 1000 };

/*
## The gradient is a mean

We begin with a network so small that it can be drawn on a map: one neuron,
a = σ(wx + b), two knobs. It is shown a 1 or a 7 and should answer 1 for the 1.
All it is told is x, how much ink there is: 0 for as much as 75 black pixels, 1
for 25 more. That is not enough to be always right: the examples will not agree.

The cost is chapter 7's, (a - y)² for one image and the mean over 100. And the
slope of a mean is the mean of the slopes.
*/

typedef struct Ink {
    double x[FEW], y[FEW];  // ink and target of each image
} Ink;

static int all[MANY];  // 0, 1, 2, …

// false if fewer than FEW images show a 1 or a 7.
static bool ink_of(Ink *s, const Dataset *d) {
    double pixel[28 * 28];
    int n = 0;
    for (int i = 0; i < d->count && n < FEW; i++) {
        if (d->label[i] != 1 && d->label[i] != 7)
            continue;
        double sum = 0;
        dataset_image(d, i, pixel);
        for (int k = 0; k < 28 * 28; k++)
            sum += pixel[k];
        s->x[n] = (sum - 75) / 25;
        s->y[n++] = d->label[i] == 1;
    }
    return n == FEW;
}

// With the knobs q = (w, b), the mean over n images of their costs, and of
// their slopes: g = (∂C/∂w, ∂C/∂b).
static double look(const Ink *s, const double q[2], const int *index, int n,
                   double g[2]) {
    double cost = 0;
    g[0] = g[1] = 0;
    for (int k = 0; k < n; k++) {
        double x = s->x[index[k]], y = s->y[index[k]];
        double a = m_sigmoid(q[0] * x + q[1]), by_z = 2 * (a - y) * a * (1 - a);
        cost += (a - y) * (a - y) / n;
        g[0] += by_z * x / n;
        g[1] += by_z / n;
    }
    return cost;
}

static void a_mean(Chapter *c, const Ink *s) {
    chapter_section(c, "The gradient is a mean");
    const double q[2] = {1, 1};
    double g[2];
    printf("One neuron, σ(wx + b), with w = 1 and b = 1: is it a 1?\n");
    chapter_predict(c, "Will the 1s and the 7s agree where b should go?");
    Table t = table_begin("image | ink x | target | ∂C₀/∂w | ∂C₀/∂b",
                          "%-11s | %6.2f | %6g | %8.4f | %8.4f");
    Figure *out = figure_open(c, "ch11_arrows", "target w b");
    for (int i = 0; i < FEW; i++) {
        look(s, q, &i, 1, g);
        figure_row(out, s->y[i], -g[0], -g[1]);
        if (i < 6)
            table_row(&t, s->y[i] == 1 ? "a 1" : "a 7", s->x[i], s->y[i], g[0],
                      g[1]);
    }
    figure_block(out, "mean", NULL);
    look(s, q, all, TEN, g);
    printf("  mean of 10                   %8.4f  %8.4f\n", g[0], g[1]);
    double cost = look(s, q, all, FEW, g);
    printf("  mean of 100                  %8.4f  %8.4f\n\n", g[0], g[1]);
    figure_row(out, (double)FEW, -g[0], -g[1]);
    figure_close(c, out);
    double to[2] = {1 - 8 * g[0], 1 - 8 * g[1]}, there[2];
    printf("One step, η = 8: w ← 1 - 8 · %.4f = %.4f\n", g[0], to[0]);
    printf("                 b ← 1 - 8 · %.4f = %.4f\n", g[1], to[1]);
    printf("The cost before it %.4f, after it %.4f.\n\n", cost,
           look(s, to, all, FEW, there));
}

/*
Every image pulls its own way: the 1s want b to rise, the 7s want it to fall.
What is left when all have pulled is the gradient. One step along it lowers the
cost; then we look again. That is all that article 3 means by "update the
parameters, and iterate".

![Figure 11.1: Where each of a hundred images would push the two knobs, and the
mean of all. Single ones point almost anywhere.](ch11_arrows)

A mean of ten is rough, but it costs a tenth of a mean of a hundred.

## Mini-batches

So we need not ask everyone. Put the images in a random order, cut the row into
pieces of ten, and make one step for each piece: these are **mini-batches**.
When all are used up, an **epoch** is over; shuffle and start again. The last
piece may be smaller (25 images make pieces of 10, 10 and 5), and its sum is
divided by its own size. (Article 3 talks of stochastic descent before it has
introduced the mini-batch, which comes in article 4.)

Chapter 7 borrowed a trained network "from behind the curtain". Here is the
curtain drawn back, for the same network of 784-16-16-10:

- `batch_gather` copies the images of a mini-batch into a matrix, as rows;
- `mlp_forward` and `t_squared_error` compute the mean cost of these rows;
- `t_backward` fills in the gradient, 13,002 numbers;
- `sgd_step` moves every knob by -η times its slope;
- `graph_rewind` forgets everything since the mark, but not the knobs.

(The slopes of the knobs outlive it too. So it may come before `sgd_step`, as in
chapter 10 and in the library, or after it.)

What has to be kept between two steps is in a `Learner`
(`chapters/common/learner.c`): the network in its graph, the images, their order
in this epoch and the place in it, and the recipe, with the rate. Later chapters
call its `learner_step`, which does what `next_step` does here, and
`learner_epoch`, which steps until all images are used up.
*/

static Tensor *mean_cost(const Learner *l, const int *index, int n) {
    Batch b = batch_gather(l->graph, &l->set, index, n);
    return t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y);
}

// Returns how many images it looked at.
static int next_step(Learner *l) {
    if (l->at == 0)
        learner_order(l);  // shuffles them anew
    int left = l->set.count - l->at, batch = l->recipe.batch;
    int n = left < batch ? left : batch;  // the last may be smaller
    GraphMark mark = graph_mark(l->graph);
    t_backward(mean_cost(l, l->order + l->at, n));
    sgd_step(l->graph, (real)l->recipe.rate);
    graph_rewind(l->graph, mark);
    l->steps++;
    l->at += n;
    if (l->at == l->set.count)
        l->at = 0, l->epochs++;
    return n;
}

// 784-16-16-10 before its first step; learner_free ends it.
static Learner learner(const Dataset *d, int batch, double rate,
                       uint64_t seed) {
    const Recipe r = {.hidden = {2, {16, 16}},
                      .init = INIT_LECUN,
                      .batch = batch,
                      .rate = rate};
    return learner_new(d, &r, seed, 1);
}

// The mean cost of the first thousand images; for us who watch, not counted.
static double cost_now(const Learner *l) {
    int n = l->set.count < MANY ? l->set.count : MANY;
    GraphMark mark = graph_mark(l->graph);
    double mean = (double)t_item(mean_cost(l, all, n));
    graph_rewind(l->graph, mark);
    return mean;
}

static void train_it(Chapter *c, const Dataset *d, const Dataset *test) {
    Learner l = learner(d, TEN, 1.5, c->seed);
    int seen = 0;
    chapter_section(c, "Mini-batches");
    printf("784-16-16-10 on %d images, mini-batches of 10, η = 1.5.\n",
           d->count);
    chapter_predict(c, "How many test images will it read after one epoch?");
    Table t = table_begin("epoch | steps | mean cost | right | of",
                          "%5d | %5d | %9.4f | %5d | %4d");
    for (int epoch = 0; epoch <= (c->quick ? 2 : 5); epoch++) {
        while (seen < epoch * d->count)
            seen += next_step(&l);
        table_row(&t, epoch, l.steps, cost_now(&l),
                  dataset_correct(&l.mlp, test), test->count);
    }
    table_end(&t);
    printf("Article 4 has 50000 images in tens: %d steps an epoch, %d in 30 "
           "epochs.\n\n",
           50000 / 10, 30 * 50000 / 10);
    learner_free(&l);
}

/*
Article 4's log, `Epoch j: n / 10000`, is in the last two columns; chapter 13
runs it at full length.

What do the images of a mini-batch say to each other? Take the network after its
first hundred steps, and eight images. Each has its own wishes for all 13,002
knobs. Here are those for the ten biases of the outputs.
*/

// The slope of every knob, as the mean over n images.
static void gradient(const Learner *l, const int *index, int n,
                     double out[KNOBS]) {
    GraphMark mark = graph_mark(l->graph);
    t_backward(mean_cost(l, index, n));
    mlp_flatten_grad(&l->mlp, out);
    graph_rewind(l->graph, mark);
}

// Row k: the gradient of image k alone; row n: their mean.
static void singles(const Learner *l, int n, double out[][KNOBS]) {
    memset(out[n], 0, sizeof out[n]);
    for (int k = 0; k < n; k++) {
        gradient(l, &k, 1, out[k]);
        for (int i = 0; i < KNOBS; i++)
            out[n][i] += out[k][i] / n;
    }
}

static double length(const double *v, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

static double slopes[TEN + 1][KNOBS];

static void what_they_agree_on(Chapter *c, const Dataset *d) {
    chapter_section(c, "What a mini-batch agrees on");
    Learner l = learner(d, TEN, 1.5, c->seed);
    while (l.steps < 100)
        next_step(&l);
    singles(&l, EIGHT, slopes);
    learner_free(&l);
    chapter_predict(c, "Which output's bias does each image want to raise?");
    printf("-100 · ∂C₀/∂b for the ten outputs: + where the image wants it up."
           "\n\n");
    Figure *s = figure_open(c, "ch11_mean", "image row value");
    printf("  output");
    for (int k = 0; k < EIGHT; k++)
        printf("    a %d", d->label[k]);
    printf("   mean\n");
    for (int j = 0; j < CLASSES; j++) {
        printf("  %6d", j);
        for (int k = 0; k <= EIGHT; k++) {
            double wish = -100 * slopes[k][KNOBS - CLASSES + j];
            printf("  %5.1f", wish);
            figure_row(s, (double)k, (double)j, wish);
        }
        printf("\n");
    }
    printf("\n");
    figure_block(s, "pixels", NULL);
    for (int row = 0; row < 28; row++)
        for (int x = 0; x < EIGHT * 28; x++)
            figure_row(s, (x - 13.5) / 28, (row - 13.5) / 17 - 1.4,
                       (double)d->image[x / 28 * 784 + row * 28 + x % 28]);
    figure_close(c, s);
    double single = 0;
    for (int k = 0; k < EIGHT; k++)
        single += length(slopes[k], KNOBS) / EIGHT;
    printf("Over all %d knobs one image's gradient is %.3f long on average,\n"
           "and the mean of the eight is %.3f long.\n\n",
           KNOBS, single, length(slopes[EIGHT], KNOBS));
}

/*
Each image wants its own output up and the others down a little. In the mean
most of that cancels: it is much shorter than the single ones. What remains is
what helps several at once.

![Figure 11.2: Eight images and ten biases: green wants up, red wants down. The
last column is their mean, the step that is made.](ch11_mean)

## Two men on one map

How few may a mini-batch have? One. That is **stochastic gradient descent** in
its oldest form, and article 3's drunk man: he takes one image, steps, and takes
the next. The careful man looks at all hundred before each step. Back to the map
of two knobs. Both start at the same point, on the wrong side of the hill.
*/

typedef struct Walker {
    double q[2];  // his knobs, w and b
    int order[FEW], at;
    Rng r;
} Walker;

static Walker walker(uint64_t seed) {
    Walker k = {.q = {3, 2.5}, .r = rng_new(seed)};
    memcpy(k.order, all, sizeof k.order);
    return k;
}

static void walk(const Ink *s, Walker *k, int size, double rate) {
    if (k->at == 0)
        rng_shuffle(&k->r, k->order, FEW);
    double g[2];
    look(s, k->q, k->order + k->at, size, g);
    for (int i = 0; i < 2; i++)
        k->q[i] -= rate * g[i];
    k->at = (k->at + size) % FEW;
}

static double cost_at(const Ink *s, const double q[2]) {
    double g[2];
    return look(s, q, all, FEW, g);
}

static void draw_map(Figure *out, const Ink *s) {
    figure_block(out, "surface", NULL);
    for (int i = 0; i <= 90; i++) {
        for (int j = 0; j <= 45; j++) {
            double q[] = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(out, q[0], q[1], cost_at(s, q));
        }
        figure_gap(out);
    }
}

enum { SEEN = 1600 };

static void two_men(Chapter *c, const Ink *s) {
    static double w[3][SEEN + 1], b[3][SEEN + 1], cost[3][SEEN + 1];
    const int size[] = {FEW, FEW, 1};
    const double rate[] = {1, 16, 1};
    chapter_section(c, "Two men on one map");
    chapter_predict(c, "The careful man may look at 400 images, which is four "
                       "steps.\n  How far does the drunk man get with 400?");
    Figure *out = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(out, "size", 3, (double[]){size[0], size[1], size[2]});
    draw_map(out, s);
    for (int k = 0; k < 3; k++) {
        Walker man = walker(c->seed);
        figure_block(out, k < 2 ? "careful" : "drunk", NULL);
        for (int i = 0; i <= SEEN / size[k]; i++) {
            w[k][i] = man.q[0];
            b[k][i] = man.q[1];
            cost[k][i] = cost_at(s, man.q);
            figure_row(out, w[k][i], b[k][i], cost[k][i]);
            walk(s, &man, size[k], rate[k]);
        }
    }
    figure_close(c, out);
    Table t = table_begin("images seen|careful, η = 1|careful, η = 16|"
                          "drunk, η = 1",
                          "%11d | %14.4f | %15.4f | %12.4f");
    for (int n = 0; n <= SEEN; n = n ? n * 2 : FEW)
        table_row(&t, n, cost[0][n / FEW], cost[1][n / FEW], cost[2][n]);
    table_end(&t);
    int uphill = 0;
    for (int i = 0; i < FEW; i++)
        uphill += cost[2][i + 1] > cost[2][i];
    printf("Of the drunk man's first 100 steps %d lead uphill.\n\n", uphill);
    printf("The map: careful, 16 steps (a smooth line), and drunk, 400 steps."
           "\n\n");
    text_curves(60, 14, 2, (const int[]){17, 401},
                (const double *const[]){w[1], w[2]},
                (const double *const[]){b[1], b[2]}, 0, 0);
    printf("\n");
}

/*
Some forty of his first hundred steps lead uphill, and still the drunk man is
down long before the careful one, even when that one is given the larger rate
that suits him: a mean can be trusted with large steps, a single image cannot.
But look at the end of the table. The careful man arrives; the drunk man
stumbles on.

![Figure 11.3: One map, two men. White: exact steps, each after looking at a
hundred images. Orange: one image a step.](ch11_walkers)

## The price

Two knobs make a picture; the network with 13,002 makes the point. Three ways
through the same images: one image a step, ten, and all. The work of a step can
be counted: forwards one multiply–add for each weight, backwards about as many
again, and one for each knob in the update. The update is paid once a *step*:
a single image pays for it alone.
*/

static double work(int seen, int steps) {
    const int upper = 16 * 16 + 16 * 10, weights = 784 * 16 + upper;
    return (double)seen * (weights + weights + upper) + (double)steps * KNOBS;
}

static void the_price(Chapter *c, const Dataset *d) {
    chapter_section(c, "The price");
    const int size[] = {1, TEN, d->count, d->count, d->count};
    const int most[] = {30000, 100000, 200000, 100000, 100000};
    const double rate[] = {0.15, 1.5, 4, 1, 64};
    const double sizes[] = {1, TEN, d->count};
    chapter_predict(c, "Two epochs for each way: which is ahead?");
    Table t = table_begin("images a step|η|multiply–adds an image|"
                          "cost, 2 epochs|steps|at the end",
                          "%13d|%4g|%22.0f|%14.4f|%5d|%10.4f");
    Figure *s = figure_open(c, "ch11_examples", "seen million cost");
    figure_numbers(s, "size", 3, sizes);
    for (int k = 0; k < 5; k++) {
        Learner l = learner(d, size[k], rate[k], c->seed);
        int seen = 0, early = 2 * d->count, end = c->quick ? early : most[k];
        double now = 0, after = 0;
        figure_block(s, "way", NULL);
        while (seen < end) {
            int stop = seen < early ? early : end;
            int next = seen < 100 ? 100 : seen * 6 / 5;
            while (seen < next && seen < stop)
                seen += next_step(&l);
            now = cost_now(&l);
            after = seen <= early ? now : after;
            figure_row(s, (double)seen, work(seen, l.steps) / 1e6, now);
        }
        table_row(&t, size[k], rate[k], work(seen, l.steps) / seen, after,
                  l.steps, now);
        learner_free(&l);
    }
    table_end(&t);
    figure_close(c, s);
}

/*
One at a time or ten at a time makes little difference in images: ten small
steps at `0.15` lead about where one step at `1.5` along their mean leads. In
work it does, since the single image pays for its update alone. Between ten and
all there is a gulf. The full batch has not begun to read when the others are
nearly done. Nor was its rate the trouble, as the last two rows show. The
landscape is curved: one gradient, however exact, is good for one step, and not
for a very long one.

![Figure 11.4: The same costs against images seen, and against the work they
took. The full batch makes one step in 5,000 images.](ch11_examples)

## He never quite arrives

Article 2 says that gradient descent converges to a local minimum. For steps by
single images that needs a word of care. At the very bottom the *mean* slope is
zero; the single slopes are not. So the drunk man never rests: he hovers around
the bottom. How high? We let walkers walk for 200 epochs and take the mean of
C - C(bottom) over the second hundred.
*/

static double lowest(const Ink *s) {  // where the careful man ends
    Walker k = walker(1);
    for (int i = 0; i < 4000; i++)
        walk(s, &k, FEW, 16);
    return cost_at(s, k.q);
}

// By steps of so many images, at the rate rate/(1 + shrink·e) in epoch e.
static double hover(Chapter *c, const Ink *s, Figure *out, int size,
                    double rate, double shrink) {
    const int epochs = c->quick ? 20 : 200, steps = FEW / size;
    double bottom = lowest(s), mean = 0;
    Walker k = walker(c->seed);
    for (int e = 0; e < epochs; e++) {
        double above = 0;
        for (int i = 0; i < steps; i++) {
            walk(s, &k, size, rate / (1 + shrink * e));
            above += (cost_at(s, k.q) - bottom) / steps;
        }
        figure_row(out, (double)(e + 1) * FEW, above);
        mean += e < epochs / 2 ? 0 : above / (epochs / 2.0);
    }
    return mean;
}

static void the_floor(Chapter *c, const Ink *s) {
    chapter_section(c, "He never quite arrives");
    chapter_predict(c, "A quarter of the rate: how much lower does he hover?");
    Table t = table_begin("η | one image a step | ten images a step",
                          "%10g | %16.6f | %17.6f");
    Figure *out = figure_open(c, "ch11_floor", "seen above");
    const double rate[] = {4, 1, 0.25};
    figure_numbers(out, "rate", 3, rate);
    for (int k = 0; k < 3; k++) {
        figure_block(out, "constant", NULL);
        double one = hover(c, s, out, 1, rate[k], 0);
        table_row(&t, rate[k], one, hover(c, s, NULL, TEN, rate[k], 0));
    }
    table_end(&t);
    figure_block(out, "shrinking", NULL);
    printf("A rate that shrinks from 1 as 1/(1 + epoch/4): %.6f\n\n",
           hover(c, s, out, 1, 1, 0.25));
    figure_close(c, out);
}

/*
The larger the rate, the higher he hovers: this is the **noise floor**. A
quarter of the rate makes it five to eight times lower. Ten images a step hover
lower at the same rate, since most of the noise cancels in their mean. So there
is a bargain, a large rate to get down and a small one to settle, and nothing
forbids having both: start at 1, and let the rate shrink from epoch to epoch.

![Figure 11.5: Single steps. A smaller rate takes longer and hovers lower; one
that shrinks keeps falling.](ch11_floor)

## A heavy ball

Chapter 3 left us in the narrow valley of x² + 10y², jumping from wall to wall,
and promised a cure. Let the walker be heavy. He has a velocity v; he keeps a
part μ of it, and the slope adds to it:

$$v \leftarrow \mu v + \frac{\partial C}{\partial w}, \qquad
w \leftarrow w - \eta v$$

Across the valley the slopes keep changing sign and cancel in v; along it they
agree and add up. With **momentum** μ = 0 it is the plain rule. Where the slope
stays the same, v grows to 1/(1 - μ) times the slope.

Another cure is Adam. It keeps a running mean of each knob's slopes and one of
their squares, and moves the knob by η times the first, divided by the root of
the second. So a knob moves about η a step, be its slopes large or small. Both
are in `lib/optim.c`.
*/

// Steps from (4, 1) until it has come within 0.01 of the bottom of x² + k·y²
// and stays there for 100 steps. The first thirty go to s.
static int steps_to_rest(Figure *s, double k, double rate, double mu,
                         bool use_adam) {
    const real stretch[] = {1, (real)k};
    Graph *g = graph_new(1);
    Tensor *p = t_param(g, "place", 1, 2);
    p->data[0] = 4, p->data[1] = 1;
    Momentum ball = momentum_new(g, (real)rate, (real)mu);
    Adam adam = adam_new(g, (real)rate);
    int last = 0;
    for (int t = 0; t - last <= 100; t++) {
        const double at[] = {(double)p->data[0], (double)p->data[1]};
        if (t <= 30)
            figure_row(s, at[0], at[1]);
        if (length(at, 2) >= 0.01)
            last = t + 1;
        GraphMark mark = graph_mark(g);
        t_backward(t_sum(t_mul(t_const(g, 1, 2, stretch), t_square(p))));
        if (use_adam)
            adam_step(&adam, g);
        else
            momentum_step(&ball, g);
        graph_rewind(g, mark);
    }
    momentum_free(&ball);
    adam_free(&adam);
    graph_free(g);
    return last;
}

static void heavy_ball(Chapter *c) {
    chapter_section(c, "A heavy ball");
    printf("Steps until it rests in x² + k·y², each rule with a good rate.\n");
    chapter_predict(c, "Does the usual momentum, 0.9, help when k is 10?");
    Table t = table_begin("rule | k = 10 | k = 1000", "%-23s | %6d | %8d");
    const char *name[] = {"plain, η = 0.9/k", "momentum 0.3, η = 0.9/k",
                          "momentum 0.9, η = 1.8/k"};
    const double rate[] = {0.9, 0.9, 1.8}, mu[] = {0, 0.3, 0.9};
    Figure *s = figure_open(c, "ch11_zigzag", "x y");
    figure_numbers(s, "mu", 3, mu);
    for (int i = 0; i < 3; i++) {
        table_row(&t, name[i],
                  steps_to_rest(NULL, 10, rate[i] / 10, mu[i], false),
                  steps_to_rest(NULL, 1000, rate[i] / 1000, mu[i], false));
        figure_block(s, i ? "momentum" : "plain", NULL);
        steps_to_rest(s, 10, 0.09, mu[i], false);
    }
    table_row(&t, "Adam, η = 0.1", steps_to_rest(NULL, 10, 0.1, 0, true),
              steps_to_rest(NULL, 1000, 0.1, 0, true));
    table_end(&t);
    figure_close(c, s);
}

/*
Where the valley is a thousand times as steep across as along, Adam and momentum
`0.9` save most of the steps. In chapter 3's valley a little momentum helps, but
`0.9` is too heavy: the ball swings through the bottom again and again and rests
later than without. Adam takes `105` steps in either, since it measures each
knob by its own yardstick: a great help in the one valley, none in the other.

![Figure 11.6: The narrow valley again, thirty steps, all at the rate of the
first row. A little momentum cuts the corner; too much swings past the
bottom.](ch11_zigzag)

## The check

The claim under all this: the gradient of a mini-batch is the mean of the
gradients of its images. On the map: the mean of a hundred slopes by hand, the
tape's derivative of the mean cost, and the numeric one. For the network: ten
backward passes with one image each, against one pass with the ten together, for
all 13,002 knobs.
*/

static void taped(const Ink *s, double g[2]) {
    Tape *t = tape_new();
    Value w = v_var(t, 1), b = v_var(t, 1), miss[FEW];
    for (int i = 0; i < FEW; i++) {
        Value z = v_add(v_affine((real)s->x[i], w, 0), b);
        miss[i] = v_square(v_affine(1, v_sigmoid(z), (real)-s->y[i]));
    }
    v_backward(v_affine((real)1 / FEW, v_sum(miss, FEW), 0));
    g[0] = (double)v_grad(w);
    g[1] = (double)v_grad(b);
    tape_free(t);
}

static void check(Chapter *c, const Ink *s, const Dataset *d) {
    const double h = 6e-6;
    double q[] = {1, 1}, hand[2], tape[2];
    report_begin(c);
    look(s, q, all, FEW, hand);
    taped(s, tape);
    for (int k = 0; k < 2; k++) {
        q[k] = 1 + h;
        double up = cost_at(s, q);
        q[k] = 1 - h;
        report_row(c, k ? "∂C/∂b, mean of 100" : "∂C/∂w, mean of 100", hand[k],
                   tape[k], (up - cost_at(s, q)) / (2 * h));
        q[k] = 1;
    }
    static double together[KNOBS];
    Learner l = learner(d, TEN, 1.5, c->seed);
    singles(&l, TEN, slopes);
    gradient(&l, all, TEN, together);
    learner_free(&l);
    size_t agree = 0;
    double largest = 0;
    for (int i = 0; i < KNOBS; i++) {
        double off = fabs(slopes[TEN][i] - together[i]);
        largest = off > largest ? off : largest;
        agree += off <= 1e-15;
    }
    report_many(c, "mean of 10 singles = batch", KNOBS, agree, largest);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    for (int i = 0; i < MANY; i++)
        all[i] = i;
    Ink s;
    if (!ink_of(&s, d)) {
        Error e;
        error_set(&e, "this chapter needs %d images of a 1 or a 7", FEW);
        chapter_trouble(c, &e);
        return;
    }
    a_mean(c, &s);
    train_it(c, d, test);
    what_they_agree_on(c, d);
    two_men(c, &s);
    the_price(c, d);
    the_floor(c, &s);
    heavy_ball(c);
    check(c, &s, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv, "ch11_sgd",
                             "The drunk man and the careful man", TRAIN, TEST,
                             tell);
}

/*
## What we cut corners on

We counted multiply–adds and left out σ, additions and the time it takes to
fetch a number. A real machine likes matrices better than single rows, so a
mini-batch beats single images by more than the count says. The rates were
chosen by trying a few, from one random start. And our valleys lie along the
knobs, which is what suits Adam best; chapter 16 tries it on images.

## Exercises

`make ex11` writes the files to edit and checks them; `make hint11` helps.

- **11a** Shuffle the examples into mini-batches, the last one smaller.
- **11b** One step with momentum.

Next: what do 13,002 slopes look like, all at once? `make ch12`.
*/
