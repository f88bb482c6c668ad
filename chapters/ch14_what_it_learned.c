/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images. Does it read them that way? By the end you will have measured it on
ten networks, and asked them what they see in noise, whether they can learn
nonsense, what they would like best and what fools them.

Read it beside article 1 (rows A1-10 and A1-12, the note E5). Run it with `make
ch14`. The numbers in the text are those of the real MNIST (`make mnist`).

**本章要点** 第一篇文章希望第一层找到短边，第二层找到圆圈和笔画。我们用数字来检验，不只是看图：
像边的权重图只有一小部分，“圆圈神经元”并不比随机碰上的多；给它看噪声，它也常常自信地说是某个数字。
标签打乱了，它照样背得下来；对输入求梯度，可以“梦”出它最喜欢的图，也能用很小的改动骗过它。

**New here**

noise image (噪声图像)
: an image whose 784 pixels are independent random numbers from 0 to 1.

control (对照)
: the same measurement where the answer is known: for a real edge, 100 of 100.

input gradient (对输入的梯度)
: ∂C/∂image, a slope for each of the 784 pixels. The weights stay as they are.

adversarial example (对抗样本)
: an image changed a little, by `0.05` a pixel, so that the answer is wrong.
*/

#include "../lib/elementary.h"
#include "../lib/parallel.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, UNITS = 16, SEEDS = 5 };
enum { IMAGES = 50000, TESTS = 10000, BATCH = 10, EPOCHS = 10 };
static Dataset train, test;

// What the text speaks of; each section adds its numbers.
static struct {
    double right, edge, best_edge, loops, sure, by_heart, unseen, agree;
    double fooled_5, fooled_10, random_10;
} found;

/*
## Ten networks

All are article 1's, 784-16-16-10, with the cost and the rate of chapter 13, for
ten epochs. Five start as in the articles, from weights of deviation 1. The
other five start from 1/√n for n inputs, 1/28 in the first layer: so small a
start is soon covered by what is learned, which gives the hope its best chance.
(A hidden neuron is also called a unit, and mostly so in this chapter.)
The steps are those of `common/learner.c`, as in chapter 13; only that here
chance picks the images of each step anew, so that one may come twice and
another not.
*/

enum { NETS = 2 * SEEDS };
static const char *const starts[] = {"small", "article"};

static Learner learner_of(Init init, uint64_t seed, const Dataset *set) {
    const Recipe r = {.hidden = {2, {UNITS, UNITS}}, .init = init, .rate = 3};
    return learner_new(set, &r, seed, 1);
}

static void one_epoch(void *nets, int which) {
    learner_epoch((Learner *)nets + which);
}

// How many of 100 images of d the five networks from net on read; where d is
// NULL, of those that each learns from.
static Spread five_read(const Learner *net, const Dataset *d) {
    double right[SEEDS];
    for (int k = 0; k < SEEDS; k++) {
        const Dataset *set = d ? d : &net[k].set;
        right[k] = 100.0 * dataset_correct(&net[k].mlp, set) / set->count;
    }
    return spread_of(right, SEEDS);
}

static double larger(double a, double b) { return a > b ? a : b; }

static void train_all(Chapter *c, Learner *net, Pool *pool) {
    int epochs = c->quick ? 2 : EPOCHS;
    chapter_section(c, "Ten networks");
    chapter_progress(c, 0, epochs, "ten networks");
    for (int e = 1; e <= epochs; e++) {
        pool_run(pool, NETS, one_epoch, net);
        chapter_progress(c, e, epochs, "epoch %d of %d", e, epochs);
    }
    Table t =
        table_begin("start | read right of 100: lowest | median | highest",
                    "%-7s | %.2f | %.2f | %.2f");
    for (int s = 0; s < 2; s++) {
        Spread of = five_read(net + s * SEEDS, &test);
        table_row(&t, starts[s], of.low, of.median, of.high);
        if (s == 0)
            found.right = of.median;
    }
    table_end(&t);
}

// A data set of a figure: the picture at its place.
static void draw(Figure *s, int place, const real *picture) {
    figure_block(s, "place column row value", NULL);
    for (int i = 0; i < PIXELS; i++)
        figure_row(s, (double)place, (double)(i % SIDE), (double)(i / SIDE),
                   (double)picture[i]);
}

/*
## First, the check

Later we turn knobs that were left alone so far: the pixels. By hand, with the δ
of chapter 9, the slopes for all pixels are W₁ᵀδ₁, since the image enters only
through W₁a. Here are all 784, for one image and a fresh network.
*/

static const real *input_gradient_by_hand(const Learner *l, const Batch *b) {
    Tensor *a[4] = {b->x};
    for (int k = 0; k < 3; k++)
        a[k + 1] = t_sigmoid(t_linear(a[k], l->mlp.weight[k], l->mlp.bias[k]));
    Tensor *slope = t_sub(a[3], b->y);  // ∂C/∂a, a row
    for (int k = 3; k > 0; k--) {
        Tensor *delta = t_mul(slope, t_sub(a[k], t_square(a[k])));
        slope = t_matmul(delta, l->mlp.weight[k - 1]);  // (Wᵀδ)ᵀ
    }
    return slope->data;
}

static real numeric(OnBatch *k, real *pixel) {
    return central_difference(cost_on_batch, k, pixel, difference_step(*pixel));
}

static void check(Chapter *c) {
    Learner l = learner_of(INIT_LECUN, c->seed, &train);
    Batch b = batch_gather(l.graph, &train, (int[]){0}, 1);
    OnBatch k = {&l, &b};
    const real *hand = input_gradient_by_hand(&l, &b);
    b.x = t_input(l.graph, 1, PIXELS, b.x->data);  // now with a gradient
    real *pixel = b.x->data, *slope = b.x->grad;   // [PIXELS]
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    for (int r = 0; r < 2; r++) {
        int i = r ? argmax(pixel, PIXELS) : 0;
        report_row(c, r ? "the darkest pixel" : "the pixel in the corner",
                   (double)hand[i], (double)slope[i],
                   (double)numeric(&k, &pixel[i]));
    }
    size_t worst, agree;  // for pixels, what report_params does for parameters
    agree = check_gradient(cost_on_batch, &k, pixel, slope, PIXELS, &worst);
    real most = numeric(&k, &pixel[worst]) - slope[worst];
    report_many(c, "all, numeric and by tape", PIXELS, agree,
                fabs((double)most));
    double off = 0;
    for (int i = 0; i < PIXELS; i++)
        off = larger(off, fabs((double)(hand[i] - slope[i])));
    agree = off <= 10 * (double)REAL_EPSILON ? PIXELS : 0;
    report_many(c, "all, by hand and by tape", PIXELS, agree, off);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/*
The corner is paper in every image, so no step moves a weight behind it (chapter
7). Its *own* slope is not 0: ink there would change the cost.

## Edges?

Chapter 5 has an edge: a band of weights with a negative border. We take that
and a second kind, a step from minus to plus; each kind in two lengths and eight
directions, around 400 places: 12,800 edges. How much of a weight image is one
of them? Take both as arrows of 784 numbers and the square of their cosine
(chapter 3): 100 of 100 where the image is that edge, 0 where they have nothing
in common. A measure that cannot say yes and cannot say no measures nothing, so
there are two controls: a real edge, and blots, squares of 3x3 pixels with one
random weight each.
*/

enum { BLOTS = 20, CONTROLS = 1 + BLOTS };
enum { PICTURES = CONTROLS + NETS * UNITS };
static real picture[PICTURES][PIXELS];

// An edge around a pixel. kind: bit 0 a step, not a band; bit 1 long; then the
// direction. Fills its pixels and their weights, and returns how many.
static int make_edge(int kind, int row, int col, int *pixel, double *weight) {
    double sine, cosine, half = kind & 2 ? 6 : 3;
    int n = 0;
    m_sincos((kind >> 2) * 3.14159265358979323846 / 8, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        int x = i % SIDE - col, y = i / SIDE - row;
        double u = x * cosine + y * sine, v = y * cosine - x * sine;
        if (u < -half || u >= half || v < -3.5 || v >= 3.5)
            continue;
        double band = v >= -1.5 && v < 1.5 ? 1 : -0.75;
        pixel[n] = i;
        weight[n++] = kind & 1 ? (v < 0 ? -1 : 1) : band;
    }
    return n;
}

// share[p]: the largest cosine², (w·t)²/(|w|²|t|²), over all edges t, of 100.
static void find_edges(int stride, double *share) {
    int pixel[PIXELS];
    double weight[PIXELS], size[PICTURES] = {0};
    for (int p = 0; p < PICTURES; p++) {
        share[p] = 0;
        for (int i = 0; i < PIXELS; i++)
            size[p] += (double)(picture[p][i] * picture[p][i]);
    }
    for (int kind = 0; kind < 32; kind++)
        for (int at = 0; at < 400; at += stride) {
            double own = 0;
            int n = make_edge(kind, 4 + at / 20, 4 + at % 20, pixel, weight);
            for (int i = 0; i < n; i++)
                own += weight[i] * weight[i];
            for (int p = 0; p < PICTURES; p++) {
                double dot = 0;
                for (int i = 0; i < n; i++)
                    dot += weight[i] * (double)picture[p][pixel[i]];
                share[p] = larger(share[p], 100 * dot * dot / (own * size[p]));
            }
        }
}

// Chapter 5's edge, blots, and then the units of all networks.
static void fill_pictures(const Learner *net, uint64_t seed) {
    Rng r = rng_new(seed + 500);
    int pixel[PIXELS];
    double weight[PIXELS];
    for (int i = make_edge(2, 8, 14, pixel, weight) - 1; i >= 0; i--)
        picture[0][pixel[i]] = (real)weight[i];
    for (int p = 1; p < CONTROLS; p++) {
        real blot[100];
        for (int k = 0; k < 100; k++)
            blot[k] = (real)rng_normal(&r);
        for (int i = 0; i < PIXELS; i++)
            picture[p][i] = blot[i / SIDE / 3 * 10 + i % SIDE / 3];
    }
    for (int k = 0; k < NETS; k++)
        memcpy(picture[CONTROLS + k * UNITS], net[k].mlp.weight[0]->data,
               sizeof picture[0] * UNITS);
}

// The edge, a blot, and the units of the first network.
static void draw_weights(Chapter *c, const double *share) {
    Figure *s = figure_open(c, "ch14_weights", "place share zero zero");
    for (int k = 0; k < 2 + UNITS; k++)
        figure_row(s, (double)k, share[k < 2 ? k : CONTROLS + k - 2], 0., 0.);
    for (int k = 0; k < 2 + UNITS; k++)
        draw(s, k, picture[k < 2 ? k : CONTROLS + k - 2]);
    figure_close(c, s);
}

static void edges(Chapter *c, const Learner *net) {
    enum { KINDS = 4, SMALL = 2 };
    static const char *const name[KINDS] = {
        "control: an edge", "control: blots", "units, small start",
        "units, article's start"};
    static const int count[KINDS] = {1, BLOTS, SEEDS * UNITS, SEEDS * UNITS};
    double share[PICTURES], *x = share;
    chapter_section(c, "Edges?");
    chapter_predict(c, "How much of a unit's weights is its best edge?");
    int stride = c->quick ? 2 : 1;
    printf("The weights of each unit of the first layer, against %d edges:\n\n",
           32 * 400 / stride);
    fill_pictures(net, c->seed);
    find_edges(stride, share);
    draw_weights(c, share);
    Table t =
        table_begin("one edge explains, of 100 | images | lowest | median "
                    "| highest",
                    "%-25s | %6d | %6.1f | %6.1f | %7.1f");
    for (int k = 0; k < KINDS; x += count[k++]) {
        Spread of = spread_of(x, count[k]);
        table_row(&t, name[k], count[k], of.low, of.median, of.high);
        if (k == SMALL)
            found.edge = of.median, found.best_edge = of.high;
    }
    table_end(&t);
}

/*
![Figure 14.1: Two controls in blue frames, then the weights of the 16 units of
the first layer, small start, seed 1: green for, red against. Beneath each, how
much of it one edge explains.](ch14_weights)

Some units hold a short stroke, just as the article hopes, and the measure finds
it: in the best of eighty, one edge is `25` to `50` of 100. In a median unit it
is `12` to `30`: more than blots have by chance, and far from an edge. The rest
is patches of both colours all over the page. With the article's start it is
less, for the noise of that start is still in the picture.

## Loops?

Now the second hidden layer. A 0, a 6, an 8 and a 9 have a loop; 1, 2, 3, 5 and
7 have none (a 4 may have one, so we leave it out). A loop unit has a higher
mean activation for each loop digit than for any of the others. (Or a lower one:
a unit may say no.) What would chance do? Four of nine digits can be chosen in
126 ways; in two of them, the four are the highest or the lowest. So of eighty
units, 80·2/126 or `1.3` pass by chance.
*/

typedef double Means[UNITS][CLASSES];

typedef struct Lit {
    const Mlp *m;
    double (*mean)[CLASSES];
    int count[CLASSES];
} Lit;

static void add_up(void *context, const Batch *b, int from) {
    Lit *lit = context;
    Tensor *a = b->x;
    (void)from;
    for (int k = 0; k < 2; k++)
        a = t_sigmoid(t_linear(a, lit->m->weight[k], lit->m->bias[k]));
    for (int i = 0; i < b->n; i++) {
        for (int u = 0; u < UNITS; u++)
            lit->mean[u][b->label[i]] += (double)a->data[i * UNITS + u];
        lit->count[b->label[i]]++;
    }
}

static void unit_means(const Learner *n, Means mean) {
    Lit lit = {&n->mlp, mean, {0}};
    memset(mean, 0, sizeof(Means));
    dataset_visit(&test, n->graph, add_up, &lit);
    for (int u = 0; u < UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            mean[u][d] /= lit.count[d] > 0 ? lit.count[d] : 1;
}

// Is the unit lit more by each loop digit than by any other, or less?
static bool is_loop_unit(const double *mean) {
    static const int loop[4] = {0, 6, 8, 9}, other[5] = {1, 2, 3, 5, 7};
    int more = 0, less = 0;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 5; k++) {
            more += mean[loop[i]] > mean[other[k]];
            less += mean[loop[i]] < mean[other[k]];
        }
    return more == 4 * 5 || less == 4 * 5;
}

static void draw_means(Chapter *c, Means mean) {
    Figure *s = figure_open(c, "ch14_units", "digit unit mean");
    for (int u = 0; u < UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            figure_row(s, (double)d, (double)u, mean[u][d]);
    figure_close(c, s);
}

static void loops(Chapter *c, const Learner *net) {
    int pass = 0, all = SEEDS * UNITS;
    Means mean;
    chapter_section(c, "Loops?");
    chapter_predict(c, "Of eighty units, how many have the loops on one side?");
    for (int k = 0; k < SEEDS; k++) {
        unit_means(&net[k], mean);
        if (k == 0)
            draw_means(c, mean);
        for (int u = 0; u < UNITS; u++)
            pass += is_loop_unit(mean[u]);
    }
    printf("Loops on one side: %d of %d units; by chance %.1f of them.\n\n",
           pass, all, all * 2 / 126.0);
    found.loops = pass;
}

/*
![Figure 14.2: Mean activation of the 16 units of the second hidden layer for
each digit, small start, seed 1. The loop digits stand on the left.](ch14_units)

No more pass than chance would let pass: `0` to `6` of eighty. A unit is lit by
some digits that share no part, and in another network by others (try `make ch14
ARGS="--seed 2"`). The digit is in the *pattern* of sixteen, as a number is in
its binary digits, of which none alone means much. The hope was one way to do
it. Training found another: the cost asks for right answers and not for loops.

## Noise

Each network gets a thousand noise images. How often is its largest output over
`0.9`, as it is for most real digits (chapter 13)?
*/

enum { MANY = 1000 };

// a [n, CLASSES]: what the network says to the images x [n, PIXELS].
static void ask(const Learner *net, const real *x, int n, real *a) {
    GraphMark mark = graph_mark(net->graph);
    Tensor *image = t_const(net->graph, n, PIXELS, x);
    Tensor *says = t_sigmoid(mlp_forward(&net->mlp, image));
    memcpy(a, says->data, (size_t)(n * CLASSES) * sizeof *a);
    graph_rewind(net->graph, mark);
}

static int answer(const real *a, int i) {
    return argmax(a + i * CLASSES, CLASSES);
}

static void noise(Chapter *c, const Learner *net) {
    static real pixels[MANY * PIXELS], a[MANY * CLASSES];
    Rng r = rng_new(c->seed + 600);
    for (int i = 0; i < MANY * PIXELS; i++)
        pixels[i] = (real)rng_uniform(&r);
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9?");
    Table t = table_begin("start|seed|noise over 0.9", "%-7s | %4d | %14.1f");
    Figure *s = figure_open(c, "ch14_noise", "net noise zero zero");
    figure_number(s, "over", 0.9);
    for (int k = 0; k < NETS; k++) {
        int sure = 0;
        ask(&net[k], pixels, MANY, a);
        for (int i = 0; i < MANY; i++)
            sure += a[i * CLASSES + answer(a, i)] > (real)0.9;
        double share = sure * 100.0 / MANY;
        table_row(&t, starts[k / SEEDS], net[k].seed, share);
        figure_row(s, (double)k, share, 0., 0.);
        found.sure = larger(found.sure, share);
    }
    table_end(&t);
    ask(&net[0], pixels, MANY, a);
    int top = argmax(a, MANY * CLASSES), image = top / CLASSES;
    printf("The first network is surest of noise %d: %d, %.3f.\n\n", image,
           top % CLASSES, (double)a[top]);
    draw(s, image, pixels + image * PIXELS);
    figure_block(s, "output", NULL);
    for (int j = 0; j < CLASSES; j++)
        figure_row(s, (double)j, (double)a[image * CLASSES + j], 0., 0.);
    figure_close(c, s);
}

/*
![Figure 14.3: The noise that the first network is surest of, what it says, and
how often each network is that sure.](ch14_noise)

The seed decides. One network is hardly ever so sure, and another one of `30` to
`100` of 100. None can say "that is no digit": it was never shown an image that
is none.

## Nonsense, learned by heart

Must a network *find* something to get its answers right? Shuffle the labels of
500 training images among them, and there is nothing to find. Five networks
learn this, five the true labels; then both read 1,000 images not seen before.
*/

enum { FEW = 500, LONG = 200 };

static Dataset shuffle_labels(Dataset d, uint64_t seed) {
    static uint8_t label[FEW];
    int order[FEW];
    Rng r = rng_new(seed + 700);
    for (int i = 0; i < d.count; i++)
        order[i] = i;
    rng_shuffle(&r, order, d.count);
    for (int i = 0; i < d.count; i++)
        label[i] = d.label[order[i]];
    d.label = label;
    return d;
}

static void nonsense(Chapter *c, Pool *pool) {
    int epochs = c->quick ? 2 : LONG, every = c->quick ? 1 : 5;
    Dataset few = dataset_part(&train, 0, FEW),
            others = dataset_part(&test, 0, MANY);
    Dataset shuffled = shuffle_labels(few, c->seed);
    Learner net[NETS];
    for (int k = 0; k < NETS; k++)
        net[k] = learner_of(INIT_LECUN, c->seed + (uint64_t)(k % SEEDS),
                            k < SEEDS ? &few : &shuffled);
    chapter_section(c, "Nonsense, learned by heart");
    chapter_predict(c, "How many of 500 shuffled labels can be learned?");
    printf("Read right of 100 images, the median of five networks:\n\n");
    Table t =
        table_begin("epoch|true labels: seen|unseen|shuffled: seen|unseen",
                    "%5d|%.1f|%.1f|%.1f|%.1f");
    Figure *s = figure_open(c, "ch14_labels",
                            "epoch low median high low median high low "
                            "median high low median high");
    figure_number(s, "images", few.count);
    for (int e = 0; e <= epochs; e++) {
        if (e > 0)
            pool_run(pool, NETS, one_epoch, net);
        if (e % every)
            continue;
        Spread a = five_read(net, NULL), b = five_read(net, &others),
               x = five_read(net + SEEDS, NULL),
               y = five_read(net + SEEDS, &others);
        figure_row(s, (double)e, a.low, a.median, a.high, b.low, b.median,
                   b.high, x.low, x.median, x.high, y.low, y.median, y.high);
        if (e <= 2 || e == 10 || e % 50 == 0)
            table_row(&t, e, a.median, b.median, x.median, y.median);
        chapter_progress(c, e, epochs, "shuffled labels, epoch %d", e);
        found.by_heart = x.median, found.unseen = y.median;
    }
    figure_close(c, s);
    table_end(&t);
    for (int k = 0; k < NETS; k++)
        learner_free(&net[k]);
}

/*
![Figure 14.4: Images read right while learning true labels and shuffled ones:
the median of five networks, and the band from the lowest to the
highest.](ch14_labels)

With 13,002 knobs, `75` to `97` of 100 shuffled labels are learned by heart,
later than the true ones. For images not seen that is worth nothing: `5` to
`15`, as a guess. So a low cost says that the *answers* are known, and not how.

## What it would like best

Now turn the pixels. Start from an empty page and walk uphill on what one output
says: 200 steps of length 0.2 along ∂z/∂image, all pixels kept from 0 to 1. (We
climb the sum z and not a: where a is near 0, σ′ would stop us, as chapter 13's
lost digit.) Row d of a batch of ten climbs output d.
*/

static real inside(real x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

// x [CLASSES, PIXELS]: row d becomes what output d would like best.
static void dream(const Learner *n, real *x) {
    real wish[CLASSES * CLASSES] = {0};
    for (int d = 0; d < CLASSES; d++)
        wish[d * CLASSES + d] = 1;
    memset(x, 0, CLASSES * PIXELS * sizeof *x);
    for (int step = 0; step < 200; step++) {
        GraphMark mark = graph_mark(n->graph);
        Tensor *image = t_input(n->graph, CLASSES, PIXELS, x);
        Tensor *z = mlp_forward(&n->mlp, image);
        t_backward(t_sum(t_mul(z, t_const(n->graph, CLASSES, CLASSES, wish))));
        for (int d = 0; d < CLASSES; d++) {
            real *row = x + d * PIXELS, *slope = image->grad + d * PIXELS;
            double squares = 1e-30;
            for (int i = 0; i < PIXELS; i++)
                squares += (double)(slope[i] * slope[i]);
            for (int i = 0; i < PIXELS; i++)
                row[i] =
                    inside(row[i] + slope[i] * (real)(0.2 / sqrt(squares)));
        }
        graph_rewind(n->graph, mark);
    }
}

static void draw_dreams(Chapter *c, const real *x, const real *a) {
    Figure *s = figure_open(c, "ch14_dream", "digit output zero zero");
    for (int d = 0; d < CLASSES; d++)
        figure_row(s, (double)d, (double)a[d * CLASSES + d], 0., 0.);
    for (int d = 0; d < CLASSES; d++)
        draw(s, d, x + d * PIXELS);
    figure_close(c, s);
}

static void dreams(Chapter *c, const Learner *net) {
    static real x[CLASSES * PIXELS];
    real a[CLASSES * CLASSES];
    int over = 0, agree = 0, all = SEEDS * CLASSES, asked = all * (SEEDS - 1);
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2? To the other "
                       "networks?");
    for (int k = 0; k < SEEDS * SEEDS; k++) {
        int dreamer = k / SEEDS, reader = k % SEEDS;
        if (reader == 0)
            dream(&net[dreamer], x);
        ask(&net[reader], x, CLASSES, a);
        for (int d = 0; d < CLASSES; d++) {
            over += reader == dreamer && a[d * CLASSES + d] > (real)0.9;
            agree += reader != dreamer && answer(a, d) == d;
        }
        if (k == 0)
            draw_dreams(c, x, a);
    }
    printf("Of %d dreams of five networks, %d get over 0.9 from the one that "
           "dreamed. The\nother four read that digit in %d of %d cases.\n\n",
           all, over, agree, asked);
    found.agree = 100.0 * agree / asked;
}

/*
![Figure 14.5: What each output of the first network would like best, and what
it then says.](ch14_dream)

The network is as sure as of a good digit. We see scraps of strokes that nobody
would write. And yet the other networks, whose units are quite different, read
`90` to `100` of 100 dreams as the dreamer meant them. What they have in common
is not parts; it is where ink speaks for a digit, and where against it.

## The nudge that fools it

Last, from a real image, and uphill on the cost. A step moves each pixel by
`0.01` along the sign of ∂C/∂image, so after five steps no pixel has changed by
more than `0.05`. For comparison, the same along random signs. Of 200 test
images we count those that were read and no longer are. (The idea is of
Goodfellow, Shlens and Szegedy, 2014.)
*/

enum { TRIED = 200, STEPS = 20, SHOWN = 5 };

// x [n, PIXELS]: n test images from the first on.
static void test_images(real *x, int first, int n) {
    for (int i = 0; i < n * PIXELS; i++)
        x[i] = (real)(test.image[first * PIXELS + i] / 255.0);
}

// All n take a step of 0.01 along the signs of way, or along those of ∂C/∂x
// where way is NULL.
static void nudge(Learner *net, real *x, int first, int n, const real *way) {
    int index[TRIED];
    for (int i = 0; i < n; i++)
        index[i] = first + i;
    GraphMark mark = graph_mark(net->graph);
    Batch b = batch_gather(net->graph, &test, index, n);
    b.x = t_input(net->graph, n, PIXELS, x);
    t_backward(learner_cost(net, &b));
    way = way ? way : b.x->grad;
    for (int i = 0; i < n * PIXELS; i++)
        x[i] = inside(x[i] + (real)0.01 * (real)((way[i] > 0) - (way[i] < 0)));
    graph_rewind(net->graph, mark);
}

// wrong[step][k]: of 100 images that network k has read, so many it misreads.
static void walk(Learner *net, int k, int n, const real *way,
                 double wrong[][SEEDS]) {
    static real x[TRIED * PIXELS];
    real a[TRIED * CLASSES];
    bool was_read[TRIED];
    test_images(x, 0, n);
    for (int step = 0; step <= STEPS; step++) {
        int read = 0, off = 0;
        ask(&net[k], x, n, a);
        for (int i = 0; i < n; i++) {
            bool right = answer(a, i) == test.label[i];
            if (step == 0)
                was_read[i] = right;
            read += was_read[i];
            off += was_read[i] && !right;
        }
        wrong[step][k] = 100.0 * off / (read > 0 ? read : 1);
        nudge(&net[k], x, 0, n, way);
    }
}

// The first image about which five steps fool the network.
static void show_fooled(Chapter *c, Learner *net) {
    real x[PIXELS], before[CLASSES], after[CLASSES];
    int i = -1, was, is;
    do {
        i++;
        test_images(x, i, 1);
        ask(net, x, 1, before);
        for (int step = 0; step < SHOWN; step++)
            nudge(net, x, i, 1, NULL);
        ask(net, x, 1, after);
        was = answer(before, 0), is = answer(after, 0);
    } while ((was != test.label[i] || is == was) && i + 1 < test.count);
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f.\n\n", i, was,
           (double)before[was], is, (double)after[is]);
    const uint8_t *old = &test.image[i * PIXELS];
    uint8_t new[PIXELS];
    Figure *s = figure_open(c, "ch14_example", "was score is score");
    figure_row(s, (double)was, (double)before[was], (double)is,
               (double)after[is]);
    figure_block(s, "column row before after", NULL);
    for (int p = 0; p < PIXELS; p++) {
        new[p] = (uint8_t)(255 * x[p] + (real)0.5);
        figure_row(s, (double)(p % SIDE), (double)(p / SIDE), old[p] / 255.0,
                   (double)x[p]);
    }
    figure_close(c, s);
    text_images(2, (const uint8_t *[]){old, new}, SIDE, SIDE);
}

static void the_nudge(Chapter *c, Learner *net) {
    static real random[TRIED * PIXELS];
    double along[STEPS + 1][SEEDS], by_chance[STEPS + 1][SEEDS];
    int n = dataset_part(&test, 0, c->quick ? TRIED / 4 : TRIED).count;
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many of 100 fool it?");
    Rng r = rng_new(c->seed + 800);
    for (int i = 0; i < TRIED * PIXELS; i++)
        random[i] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int k = 0; k < SEEDS; k++) {
        walk(net, k, n, NULL, along);
        walk(net, k, n, random, by_chance);
    }
    show_fooled(c, &net[0]);
    printf("Of 100 images that were read, so many are misread:\n\n");
    Table t = table_begin("pixels moved by|gradient: lowest|median|highest|"
                          "random: median",
                          "%.2f|%.1f|%.1f|%.1f|%.1f");
    Figure *s =
        figure_open(c, "ch14_fooled", "move low median high low median high");
    for (int step = 0; step <= STEPS; step++) {
        Spread g = spread_of(along[step], SEEDS);
        Spread b = spread_of(by_chance[step], SEEDS);
        figure_row(s, step / 100.0, g.low, g.median, g.high, b.low, b.median,
                   b.high);
        if (step <= 2 || step % 5 == 0)
            table_row(&t, step / 100.0, g.low, g.median, g.high, b.median);
    }
    table_end(&t);
    figure_close(c, s);
    found.fooled_5 = spread_of(along[5], SEEDS).median;
    found.fooled_10 = spread_of(along[10], SEEDS).median;
    found.random_10 = spread_of(by_chance[10], SEEDS).median;
}

/*
![Figure 14.6: Left: an image, a nudge of five steps, and the two together.
Right: of 100 images that were read, how many no longer are when the pixels move
so far.](ch14_fooled)

With `0.05` a pixel, which we hardly notice, `10` to `40` of 100 become
adversarial examples, with `0.10` it is `35` to `70`; a random nudge of that
size fools it in `0` to `15`. An accident is no danger, the gradient is: 784
changes, each of them nothing, that all push the sums the same way.

## Does the text hold?

The ranges in the text are claims about a full run on MNIST, and the program
holds itself to them.
*/

static void claims(Chapter *c) {
    claims_begin(c, c->seed == 1);
    claim_row(c, "small start: the median of five", found.right, 92, 95,
              "%.0f");
    claim_row(c, "edge in a median unit", found.edge, 12, 30, "%.0f");
    claim_row(c, "edge in the best of 80 units", found.best_edge, 25, 50,
              "%.0f");
    claim_row(c, "loop units, of 80", found.loops, 0, 6, "%.0f");
    claim_row(c, "noise over 0.9, surest network", found.sure, 30, 100, "%.0f");
    claim_row(c, "shuffled labels, seen", found.by_heart, 75, 97, "%.0f");
    claim_row(c, "the same, unseen", found.unseen, 5, 15, "%.0f");
    claim_row(c, "dreams read by the others", found.agree, 90, 100, "%.0f");
    claim_row(c, "fooled by 0.05, median", found.fooled_5, 10, 40, "%.0f");
    claim_row(c, "fooled by 0.10, median", found.fooled_10, 35, 70, "%.0f");
    claim_row(c, "by a random 0.10, median", found.random_10, 0, 15, "%.0f");
    claims_end(c);
}

static void the_experiment(Chapter *c) {
    Learner net[NETS];
    Pool *pool = pool_new(2);
    for (int k = 0; k < NETS; k++)
        net[k] = learner_of(k < SEEDS ? INIT_LECUN : INIT_NORMAL,
                            c->seed + (uint64_t)(k % SEEDS), &train);
    train_all(c, net, pool);
    edges(c, net);
    loops(c, net);
    noise(c, net);
    nonsense(c, pool);
    dreams(c, net);
    the_nudge(c, net);
    claims(c);
    for (int k = 0; k < NETS; k++)
        learner_free(&net[k]);
    pool_free(pool);
}

int main(int argc, char **argv) {
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), CHAPTER_TWO_BUILDS(&c), {0}};
    if (!chapter_begin(&c, argc, argv, "ch14_what_it_learned",
                       "What it has learned", extra))
        return c.status;
    if (!chapter_data(&c, folder, c.check_only ? BATCH : IMAGES,
                      c.check_only ? BATCH : TESTS, &train, &test))
        return chapter_end(&c);
    if (chapter_checks(&c))
        check(&c);
    if (!c.check_only)
        the_experiment(&c);
    dataset_free(&train);
    dataset_free(&test);
    return chapter_end(&c);
}

/*
## What we cut corners on

We looked for edges in the weights, and for a few shapes of edge. Sixteen units
and ten epochs are little. In networks made for images, whose units look at
small patches with the same weights everywhere, edges *are* found in the first
layer: the hope was not foolish, but this network is too plain for it. Nor did
we try to cure the noise or the nudge; training on such images helps somewhat.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** Dream a digit: one step uphill in the pixels.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.
*/
