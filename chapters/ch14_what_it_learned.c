/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images. Does it read them that way? By the end you will have measured it on
ten networks, each time beside a control that says what the measure is worth;
and asked them what they see in noise, whether they can learn nonsense, what
they would like best, and what fools them.

Read it beside article 1 (rows A1-10 and A1-12, the note E5). Run it with `make
ch14`. The numbers in the text were measured on the real MNIST (`make mnist`).

**本章要点** 第一篇文章希望第一层找到短边，第二层找到圆圈和笔画。我们用数字来检验，每次都有对照：
权重图像边的程度，只比随机混在一起的图像高一点；“圆圈神经元”没有多到能排除巧合。
给它看噪声，它有时自信地说是某个数字，有时十个输出都不到一半；乱标签也能背下来；沿梯度的符号轻轻一推，就能骗过它，同样大小的随机改动几乎没有作用。

**New here**

noise image (噪声图像)
: an image whose pixels were drawn, or shuffled, by chance: 784 of them.

control (对照)
: the same measurement where one knows what must come out: for our edge, 100.

p-value (p 值)
: how often chance alone gives so much or more. 3 heads of 3: p = 1/8.

input gradient (对输入的梯度)
: ∂C/∂image, a slope for each of the 784 pixels. The weights stay as they are.

adversarial example (对抗样本)
: an image changed a little, by `0.05` a pixel, so that the answer is wrong.
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, UNITS = 16, SEEDS = 5 };

static double climb = 0.2, nudge_step = 0.01;

static const Option knobs[] = {
    {"--climb", KNOB_NUMBER, &climb, 0.01, 2,
     "length of a step of a dream, uphill", "“做梦”时每一步上坡的长度"},
    {"--nudge", KNOB_NUMBER, &nudge_step, 0.001, 0.05,
     "how far each pixel moves in a step of a nudge", "推一步时每个像素的改动"},
    {0}};

/*
## First, the check

Later we turn knobs that were left alone so far: the pixels. By hand, with
chapter 9's δ, their slopes are (W¹)ᵀδ¹: the image enters only through W¹a.
*/

// ∂C/∂image [1, PIXELS], by hand, for an image b and half_squares.
static const real *input_gradient_by_hand(const Mlp *m, const Batch *b) {
    Tensor *a[4] = {b->x};
    for (int k = 0; k < 3; k++)
        a[k + 1] = t_sigmoid(t_linear(a[k], m->weight[k], m->bias[k]));
    Tensor *slope = t_sub(a[3], b->y);  // ∂C/∂a, a row
    for (int k = 3; k > 0; k--) {
        Tensor *delta = t_mul(slope, t_sub(a[k], t_square(a[k])));
        slope = t_matmul(delta, m->weight[k - 1]);  // (Wᵀδ)ᵀ
    }
    return slope->data;
}

/*
→ The check: by hand = by tape = numeric

## Ten networks

All are article 1's, 784-16-16-10, with the cost and the rate of chapter 13, for
ten epochs. Five start as in the articles, from weights of deviation 1. The
other five start from 1/√n for n inputs: so small a start is soon covered by
what is learned, which gives the hope its best chance. (A unit is a neuron.)

→ Ten networks

## Edges?

Chapter 5 has an edge: a band of weights with a negative border. We take that
and a second kind, a step from minus to plus; each kind in two lengths and eight
directions, around 400 places: 12,800 edges. How much of a weight image is one
of them? Take both as arrows of 784 numbers, and the square of the cosine of the
angle between them (chapter 3): 100 of 100 where the image is that edge, 0 where
they have nothing in common.
*/

// A picture of 784 numbers as an arrow: cosine² of the angle between it and an
// edge, of 100. The edge has n pixels, and 0 elsewhere.
static double explains(const real *picture, int n, const int *pixel,
                       const double *edge) {
    double dot = 0, own = 0, all = 0;
    for (int i = 0; i < n; i++) {
        dot += edge[i] * (double)picture[pixel[i]];
        own += edge[i] * edge[i];
    }
    for (int i = 0; i < PIXELS; i++)
        all += (double)picture[i] * (double)picture[i];
    return all > 0 ? 100 * dot * dot / (own * all) : 0;
}

/*
Is 20 of 100 much? A measure says nothing until one has seen what it says where
the answer is known. So there are two kinds of controls. These *are* edges: one
of ours; eighty others, with a place, a direction and a size of their own; and
the eighty in noise, of deviation ½ where the edge is 1. And these are none:
mixtures of images. A step adds -η·δ·a to a unit's weights (chapter 9), and a is
the image; so what a unit learns *is* a sum of images, each times some number.
We add up a thousand images times random numbers, less their mean. Images are
made of strokes, so such a sum has strokes, and has learned nothing.

→ Edges?

![Figure 14.1: First row, controls: our edge, another one, it in noise, and
three mixtures of images by chance. Below, twelve units of the first layer,
small start, seed 1: green for, red against. Beneath each, how much of it one
edge explains.](ch14_weights)

An edge that is alone in its picture scores `28.8` or more, whatever its place
and size; in noise, `5.1` to `22.5`. So the measure finds edges that stand
alone, and others not. Units of the small start score `11.9` to `33.2`, with the
median `20.6`. That looks like something, and in some of them we see a short
stroke, just as the article hopes. But mixtures that chance has made score
`10.3` to `34.6`, with the median `16.7`. Take one of each: the unit has more of
an edge in `66` of 100 pairs, where 50 would be no difference, and luck, were
units independent, would rarely do so well. So a unit has more of an edge than
strokes in images bring along, but little. With the article's start there is
less, for the noise of that start is still there.

## Loops?

Now the second hidden layer. 0, 6, 8 and 9 have a loop; 1, 2, 3, 5 and 7 have
none (a 4 may, so we leave it out). A loop unit has a higher mean activation for
each loop digit than for any of the five. (Or a lower one: it may say no.)
*/

// mean [CLASSES]: of a unit, for each digit. Is it lit more by each loop digit
// than by any other, or less?
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

/*
What would chance do? Four of nine digits can be chosen in 126 ways; in two of
them, the four are the highest or the lowest. So a unit that knows nothing of
loops passes with the chance p = 2/126, and of eighty units `1.3` do. Say 3 did:
would that be more? Exactly i of n pass with the chance (n over i)·pⁱ·(1-p)ⁿ⁻ⁱ,
and the sum of these from 3 on is the **p-value**: how often luck alone does as
well. To say "more than chance" it must be small. The control is a unit that
must pass: the outputs 0, 6, 8 and 9, added up.
*/

// That k or more of n pass, where each passes with the chance p.
static double p_value(int k, int n, double p) {
    double sum = 0, exactly = m_pow(1 - p, n);  // i of n, from i = 0
    for (int i = 0; i <= n; i++) {
        sum += i >= k ? exactly : 0;
        exactly *= (n - i) * p / ((i + 1) * (1 - p));
    }
    return sum;
}

/*
→ Loops?

![Figure 14.2: Mean activation of the 16 units of the second hidden layer for
each digit, small start, seed 1. The loop digits stand on the left.](ch14_units)

The control passes in each network. Of 160 units `5` pass, with a p-value of
`0.11`: we cannot say that there is a loop unit. A unit is lit by some digits
that share no part which we could name, and in another network by others. The
cost asks for right answers, and not for loops.

## Noise

What does a network say to a picture that is no digit? The usual noise draws
each pixel from 0 to 1. Such a page is half ink, though, and an image an eighth;
so beside it we shuffle the pixels of real images: the same ink, and nothing to
read. The control are the images as they are. An output over `0.9` says "this
digit". Ten sigmoids can also say "none of these": no output over `0.5`.

→ Noise

![Figure 14.3: Of 100 images, to how many a network says a digit, and to how
many none: a dot for each of ten networks.](ch14_noise)

Real images get an output over `0.9` in `82.1` to `87.7` of 100 cases, noise of
their ink in `17.8` to `35.9`, and nowhere was anything to read. "None of these"
is said to that noise in `22.2` to `40.8`. With uniform noise all depends on the
seed: `0` to `53` say a digit. The reason stands in the last rows, how far the
sums of layer 1 are off: the ink moves each by about a deviation of what images
do (`1.05`), always the same way, and since 784 pixels are drawn each by itself,
what is random in the sum mostly cancels. So to a network all uniform pages are
nearly one page: `80.2` of 100, in the median, get the *same* answer. Nobody has
taught it an answer to grey; this is what is left over from other lessons.

## Nonsense, learned by heart

Must a network *find* something to get its answers right? Shuffle the labels of
500 training images, and there is nothing to find. Five networks learn this,
five the true labels; then both read 1,000 images not seen before.

→ Nonsense, learned by heart

![Figure 14.4: Images read right while learning true labels and shuffled ones:
the median of five networks, and the band from lowest to highest.](ch14_labels)

With 13,002 knobs, `87.8` to `90.2` of 100 shuffled labels are learned by heart,
later than the true ones. For images not seen that is worth nothing: `8.3` to
`12.0`, a guess. So a low cost says that the *answers* are known, and not how.
(Zhang and others showed in 2017 that large networks learn a million of them.)

## What it would like best

Now turn the pixels. Start from an empty page and walk uphill on what one output
says: 200 steps of length `0.2` along ∂z/∂image, all pixels kept from 0 to 1.
(We climb the sum z and not a: where a is near 0, σ′ would stop us.)
*/

static real inside(real x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

// x [PIXELS]: what output `digit` would like best.
static void dream(Learner *l, int digit, real *x) {
    real wish[CLASSES] = {0};
    wish[digit] = 1;
    memset(x, 0, PIXELS * sizeof *x);  // an empty page
    for (int step = 0; step < 200; step++) {
        GraphMark mark = graph_mark(l->graph);
        Tensor *image = t_input(l->graph, 1, PIXELS, x);
        Tensor *z = mlp_forward(&l->mlp, image);
        t_backward(t_sum(t_mul(z, t_const(l->graph, 1, CLASSES, wish))));
        double squares = 1e-30;
        for (int i = 0; i < PIXELS; i++)
            squares += (double)(image->grad[i] * image->grad[i]);
        real far = (real)(climb / sqrt(squares));
        for (int i = 0; i < PIXELS; i++)
            x[i] = inside(x[i] + far * image->grad[i]);
        graph_rewind(l->graph, mark);
    }
}

/*
The five networks of the small start dream of each digit. The others read those
dreams; and all read, as a control, the mean image of each digit.

→ What it would like best

![Figure 14.5: What each output of the first network would like best, and what
it then says; the small picture is the mean image of that digit.](ch14_dream)

The dreamer is as sure as of a good digit, and we see scraps of strokes that
nobody would write. Yet the *other* networks, whose units are quite different,
read `194` of 200 dreams as they were meant. What have they in common? The
second table compares pictures by a cosine, as above; their mean ink is taken
away, or all would be alike in being mostly paper. Two networks' dreams of one
digit are alike to `0.52` in the median, of two digits to `0.17`: they agree on
where ink speaks for a digit. They have it from the images: a dream is as near,
`0.52`, to the mean image of its digit; to another's it is `0.28`.

## The nudge that fools it

Last, from a real image, and uphill on the cost. A step moves each pixel by
`0.01` along the sign of ∂C/∂image, so after five steps no pixel has changed by
more than `0.05`. (The idea is of Goodfellow, Shlens and Szegedy, 2014.)
*/

// x [PIXELS], an image of the label: ∂C/∂x into g [PIXELS].
static void input_gradient(Learner *l, const real *x, const uint8_t *label,
                           real *g) {
    real y[CLASSES] = {0};
    y[*label] = 1;
    GraphMark mark = graph_mark(l->graph);
    Batch b = {1, t_input(l->graph, 1, PIXELS, x),
               t_const(l->graph, 1, CLASSES, y), label};
    t_backward(learner_cost(l, &b));
    memcpy(g, b.x->grad, PIXELS * sizeof *g);
    graph_rewind(l->graph, mark);
}

// Each pixel moves by the same, up or down as the sign of `way` says.
static void nudge(real *x, const real *way) {
    for (int i = 0; i < PIXELS; i++)
        x[i] += (real)nudge_step * (real)((way[i] > 0) - (way[i] < 0));
}

/*
For comparison the same along random signs, drawn once for each image. What
should we expect? Where g is the input gradient, a nudge Δ of ±ε a pixel changes
the cost by about Σ gΔ. Along the signs each of the 784 terms helps: ε·Σ|g|.
With random signs they cancel, up or down, and what is left is about ε·√Σg². If
all |g| were equal, the first would be 784/√784 = 28 times the second.

→ The nudge that fools it

![Figure 14.6: Left: an image, a nudge of five steps (kept from 0 to 1), and the
two together; green is more ink, red is less. Right: of 100 images that were
read, how many no longer are when the pixels move so far.](ch14_fooled)

With `0.05` a pixel, which we hardly notice, `21.9` of 100 become adversarial
examples, with `0.1` it is `54.7`: in the median network, with pixels kept from
0 to 1, as those of an image are. For the comparison with chance they are free.
Then it is `32.4` and `66.3`, and a random nudge of `0.1` fools `1.1`. Of these
gradients Σ|g| is `17.9` times √Σg². So a random `0.2` should do about as much
as `0.01` along the signs, or half of that, since it may as well push the other
way: it fools `3.7`, and that `5.3`. An accident is no danger, the gradient is:
784 changes, each of them nothing, that all push the sums the same way.

The last column is a trap. There the pixels are kept, and a random `0.2` fools
`31.9`. But most pixels are paper: half of their moves are undone at the border,
the other half all add ink. That is no random nudge any more, but a grey veil.

→ The numbers of the text

## What we cut corners on

Our measure does not find edges in noise. Sixteen units and ten epochs are
little. In networks made for images, whose units look at small patches with the
same weights everywhere, edges *are* found in the first layer: the hope was not
foolish, but this network is too plain for it. The p-value takes units for
independent, and those of one network are not.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** More than luck? How often chance alone would part two groups as far.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10, NETS = 2 * SEEDS };
static Dataset train, test;
static const char *const starts[] = {"small", "article"};

// What the text speaks of; each section adds its numbers.
static struct {
    double right, edge, mixture, surer, loops, real_sure, ink_sure, ink_none;
    double by_heart, unseen, agree, alike, unlike;
    double fooled_5, fooled_10, random_10, times;
} found;

static Recipe recipe_of(Init init) {
    return (Recipe){.hidden = {2, {UNITS, UNITS}}, .init = init, .rate = 3};
}

static double larger(double a, double b) { return a > b ? a : b; }

// a [n, CLASSES]: what the network says to the images x [n, PIXELS].
static void ask(const Learner *l, const real *x, int n, real *a) {
    GraphMark mark = graph_mark(l->graph);
    Tensor *image = t_const(l->graph, n, PIXELS, x);
    Tensor *says = t_sigmoid(mlp_forward(&l->mlp, image));
    memcpy(a, says->data, (size_t)(n * CLASSES) * sizeof *a);
    graph_rewind(l->graph, mark);
}

static int answer(const real *a, int i) {
    return argmax(a + i * CLASSES, CLASSES);
}

// x [PIXELS]: an image of the set.
static void image_of(const Dataset *d, int i, real *x) {
    for (int p = 0; p < PIXELS; p++)
        x[p] = (real)(d->image[i * PIXELS + p] / 255.0);
}

// A data set of a figure: the picture at its place.
static void draw(Figure *f, int place, const real *picture) {
    figure_block(f, "picture", "place column row value");
    for (int i = 0; i < PIXELS; i++)
        figure_row(f, place, i % SIDE, i / SIDE, picture[i]);
}

/* ---- The check ----------------------------------------------------------- */

static real numeric(OnBatch *k, real *pixel) {
    return central_difference(cost_on_batch, k, pixel, difference_step(*pixel));
}

static void check(Chapter *c, const Recipe *unused) {
    (void)unused;
    Recipe r = recipe_of(INIT_LECUN);
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 1);
    OnBatch k = {&l, &b};
    const real *hand = input_gradient_by_hand(&l.mlp, &b);
    b.x = t_input(l.graph, 1, PIXELS, b.x->data);  // now with a gradient
    real *pixel = b.x->data, *slope = b.x->grad;   // [PIXELS]
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    for (int row = 0; row < 2; row++) {
        int i = row ? argmax(pixel, PIXELS) : 0;
        report_row(c, row ? "the darkest pixel" : "the pixel in the corner",
                   (double)hand[i], (double)slope[i],
                   (double)numeric(&k, &pixel[i]));
    }
    size_t worst, agree;  // for pixels, what report_params does for parameters
    agree = check_gradient(cost_on_batch, &k, pixel, slope, PIXELS, &worst);
    report_many(c, "all, numeric and by tape", PIXELS, agree,
                fabs((double)(numeric(&k, &pixel[worst]) - slope[worst])));
    double off = 0;
    for (int i = 0; i < PIXELS; i++)
        off = larger(off, fabs((double)(hand[i] - slope[i])));
    agree = off <= 10 * (double)REAL_EPSILON ? PIXELS : 0;
    report_many(c, "all, by hand and by tape", PIXELS, agree, off);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- Edges --------------------------------------------------------------- */

// What the pictures are, and how many of each: those that should have an edge,
// those that should not, and the units.
enum { KINDS = 6, BARS = 80, NOISY = 2, MIXED = 3, SMALL = 4 };
static const char *const kind_name[KINDS] = {
    "an edge of ours",    "other edges",        "the same in noise",
    "mixtures of images", "units, small start", "units, article's start"};
static const int kind_count[KINDS] = {1,    BARS,         BARS,
                                      BARS, SEEDS *UNITS, SEEDS *UNITS};
enum { PICTURES = 1 + 3 * BARS + NETS * UNITS };
static real picture[PICTURES][PIXELS];

// Its middle, its direction, half its length and its width, and whether it is a
// step from minus to plus or a band with a negative border.
typedef struct Edge {
    double row, col, angle, half, width;
    bool step;
} Edge;

// Fills its pixels and their weights, and returns how many.
static int make_edge(Edge e, int *pixel, double *weight) {
    double sine, cosine;
    int n = 0;
    m_sincos(e.angle, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        double x = i % SIDE - e.col, y = i / SIDE - e.row;
        double u = x * cosine + y * sine, v = y * cosine - x * sine;
        double border = e.width / 2 + 2;
        if (u < -e.half || u >= e.half || v < -border || v >= border)
            continue;
        bool in = v >= -e.width / 2 && v < e.width / 2;
        pixel[n] = i;
        weight[n++] = e.step ? (v < 0 ? -1 : 1) : in ? 1 : -0.75;
    }
    return n;
}

// Number `at` of the 12,800: two kinds, two lengths, eight directions, 400
// places.
static Edge edge_number(int at) {
    int kind = at / 400, place = at % 400;
    return (Edge){4 + place / 20,
                  4 + place % 20,
                  (kind >> 2) * 3.14159265358979323846 / 8,
                  kind & 2 ? 6 : 3,
                  3,
                  kind & 1};
}

// share[p]: the most that one edge explains of picture p.
static void find_edges(int stride, double *share) {
    int pixel[PIXELS];
    double weight[PIXELS];
    for (int p = 0; p < PICTURES; p++)
        share[p] = 0;
    for (int at = 0; at < 12800; at += stride) {
        int n = make_edge(edge_number(at), pixel, weight);
        for (int p = 0; p < PICTURES; p++)
            share[p] = larger(share[p], explains(picture[p], n, pixel, weight));
    }
}

static void put_edge(Edge e, real *x) {
    int pixel[PIXELS];
    double weight[PIXELS];
    for (int i = make_edge(e, pixel, weight) - 1; i >= 0; i--)
        x[pixel[i]] = (real)weight[i];
}

// An edge as good as any of ours, but with its own place, direction and size.
static Edge any_edge(Rng *r) {
    return (Edge){5 + 18 * rng_uniform(r),
                  5 + 18 * rng_uniform(r),
                  3.14159265358979323846 * rng_uniform(r),
                  2.5 + 4 * rng_uniform(r),
                  2 + 2 * rng_uniform(r),
                  rng_below(r, 2) == 1};
}

// What a step adds to a unit's weights is a mixture of images: this is one that
// chance has mixed, of a thousand images, less their mean.
static void mix(Rng *r, real *x) {
    static double mean[PIXELS];
    int n = train.count < 1000 ? train.count : 1000;
    double sum = 0;
    memset(mean, 0, sizeof mean);
    for (int p = 0; p < PIXELS; p++)
        x[p] = 0;
    for (int i = 0; i < n; i++) {
        double much = rng_normal(r);
        sum += much;
        for (int p = 0; p < PIXELS; p++) {
            x[p] += (real)(much * train.image[i * PIXELS + p]);
            mean[p] += (double)train.image[i * PIXELS + p] / n;
        }
    }
    for (int p = 0; p < PIXELS; p++)
        x[p] -= (real)(sum * mean[p]);
}

static void fill_pictures(const Trials *t, uint64_t seed) {
    Rng r = rng_new(seed + 500);
    real(*x)[PIXELS] = picture;
    put_edge((Edge){8, 14, 0, 6, 3, false}, *x++);
    for (int k = 0; k < BARS; k++)
        put_edge(any_edge(&r), *x++);
    for (int k = 0; k < BARS; k++, x++)
        for (int i = 0; i < PIXELS; i++)
            (*x)[i] = x[-BARS][i] + (real)(0.5 * rng_normal(&r));
    for (int k = 0; k < BARS; k++)
        mix(&r, *x++);
    for (int k = 0; k < NETS; k++, x += UNITS)
        memcpy(x, t->trial[k].learner.mlp.weight[0]->data,
               sizeof picture[0] * UNITS);
}

// Of the pairs of one of these and one of those, in how many of 100 is this one
// the larger?
static double of_pairs(const double *these, int n, const double *those, int m) {
    double more = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            more += these[i] > those[k];
    return 100 * more / n / m;
}

// Six controls, and the first units of the first network.
static void draw_weights(Chapter *c, const double *share) {
    enum { SHOWN = 18 };
    static const int control[6] = {
        0, 1, 1 + BARS, 1 + 2 * BARS, 2 + 2 * BARS, 3 + 2 * BARS};
    Figure *f = figure_open(c, "ch14_weights", "place share");
    int which[SHOWN];
    for (int k = 0; k < SHOWN; k++) {
        which[k] = k < 6 ? control[k] : 1 + 3 * BARS + k - 6;
        figure_row(f, k, share[which[k]]);
    }
    for (int k = 0; k < SHOWN; k++)
        draw(f, k, picture[which[k]]);
    figure_close(c, f);
}

static void edges(Chapter *c, const Trials *t) {
    static double share[PICTURES], sorted[PICTURES];
    const double *from[KINDS];
    int stride = c->quick ? 7 : 1;
    chapter_section(c, "Edges?");
    chapter_predict(c, "How much of a unit's weights is its best edge?");
    printf("The weights of each unit of the first layer, against %d edges:\n\n",
           (12800 + stride - 1) / stride);
    fill_pictures(t, c->seed);
    find_edges(stride, share);
    draw_weights(c, share);
    memcpy(sorted, share, sizeof share);
    Table u =
        table_begin("one edge explains, of 100 | pictures | lowest | median "
                    "| highest",
                    "%-25s | %8d | %6.1f | %6.1f | %7.1f");
    for (int k = 0, at = 0; k < KINDS; at += kind_count[k++]) {
        Spread of = spread_of(sorted + at, kind_count[k]);
        table_row(&u, kind_name[k], kind_count[k], SPREAD(of));
        from[k] = share + at;
        found.edge = k == SMALL ? of.median : found.edge;
        found.mixture = k == MIXED ? of.median : found.mixture;
    }
    table_end(&u);
    printf("A unit of the small start has more of an edge than a mixture of "
           "chance in %.0f of\n100 pairs; than an edge in noise, in %.0f.\n\n",
           found.surer =
               of_pairs(from[SMALL], SEEDS * UNITS, from[MIXED], BARS),
           of_pairs(from[SMALL], SEEDS * UNITS, from[NOISY], BARS));
}

/* ---- Loops --------------------------------------------------------------- */

// Of one layer of units, or of the outputs: the mean for each digit.
typedef struct Lit {
    const Mlp *m;
    int layer;
    double mean[UNITS][CLASSES];
    int count[CLASSES];
} Lit;

static void add_up(void *context, const Batch *b, int from) {
    Lit *lit = context;
    Tensor *a = b->x;
    (void)from;
    for (int k = 0; k < lit->layer; k++)
        a = t_sigmoid(t_linear(a, lit->m->weight[k], lit->m->bias[k]));
    for (int i = 0; i < b->n; i++) {
        for (int u = 0; u < a->cols; u++)
            lit->mean[u][b->label[i]] += (double)a->data[i * a->cols + u];
        lit->count[b->label[i]]++;
    }
}

static Lit means_of(const Learner *l, int layer) {
    Lit lit = {.m = &l->mlp, .layer = layer};
    dataset_visit(&test, l->graph, add_up, &lit);
    for (int u = 0; u < UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            lit.mean[u][d] /= lit.count[d] > 0 ? lit.count[d] : 1;
    return lit;
}

static void draw_means(Chapter *c, const Lit *lit) {
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int u = 0; u < UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            figure_row(f, d, u, lit->mean[u][d]);
    figure_close(c, f);
}

static void loops(Chapter *c, const Trials *t) {
    int pass[2] = {0, 0}, detectors = 0;
    chapter_section(c, "Loops?");
    chapter_predict(c, "Of 160 units, how many have the loops on one side?");
    for (int k = 0; k < NETS; k++) {
        const Learner *l = &t->trial[k].learner;
        Lit lit = means_of(l, 2), last = means_of(l, 3);
        if (k == 0)
            draw_means(c, &lit);
        for (int u = 0; u < UNITS; u++)
            pass[k / SEEDS] += is_loop_unit(lit.mean[u]);
        double sum[CLASSES];
        for (int d = 0; d < CLASSES; d++)
            sum[d] = last.mean[0][d] + last.mean[6][d] + last.mean[8][d] +
                     last.mean[9][d];
        detectors += is_loop_unit(sum);
    }
    const int n = SEEDS * UNITS;
    const int of[] = {n, n, 2 * n, NETS};
    const int passed[] = {pass[0], pass[1], pass[0] + pass[1], detectors};
    static const char *const name[] = {"units, small start",
                                       "units, article's start", "all units",
                                       "control: outputs 0, 6, 8, 9"};
    Table u = table_begin("what | of | pass | by chance | p-value",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    for (int k = 0; k < 4; k++)
        table_row(&u, name[k], of[k], passed[k], of[k] * 2 / 126.0,
                  p_value(passed[k], of[k], 2 / 126.0));
    table_end(&u);
    found.loops = p_value(passed[2], of[2], 2 / 126.0);
}

/* ---- Noise --------------------------------------------------------------- */

enum { MANY = 1000, PAGES = 3 };
static real page[PAGES][MANY * PIXELS];  // real images, uniform, the right ink
static const char *const page_name[PAGES] = {"real images", "uniform noise",
                                             "the same ink"};

static int fill_pages(uint64_t seed) {
    int n = test.count < MANY ? test.count : MANY, order[PIXELS];
    Rng r = rng_new(seed + 600);
    for (int i = 0; i < n; i++) {
        image_of(&test, i, page[0] + i * PIXELS);
        for (int p = 0; p < PIXELS; p++) {
            page[1][i * PIXELS + p] = (real)rng_uniform(&r);
            order[p] = p;
        }
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[2][i * PIXELS + p] = page[0][i * PIXELS + order[p]];
    }
    return n;
}

// Of 100 pages: an output over 0.9; none over a half; the commonest answer.
typedef struct Said {
    double sure, none, same;
} Said;

static Said said_to(const Learner *l, const real *x, int n) {
    static real a[MANY * CLASSES];
    int count[CLASSES] = {0};
    Said s = {0, 0, 0};
    ask(l, x, n, a);
    for (int i = 0; i < n; i++) {
        double most = (double)a[i * CLASSES + answer(a, i)];
        s.sure += most > 0.9 ? 100.0 / n : 0;
        s.none += most <= 0.5 ? 100.0 / n : 0;
        count[answer(a, i)]++;
    }
    for (int d = 0; d < CLASSES; d++)
        s.same = larger(s.same, 100.0 * count[d] / n);
    return s;
}

// How far off the sums of the first layer are for pages: how far their mean is
// from that for images, in deviations of those; the mean of the units.
static double sums_off(const Learner *l, const real *pages, int n) {
    GraphMark mark = graph_mark(l->graph);
    Tensor *w = l->mlp.weight[0], *b = l->mlp.bias[0];
    const real *z = t_linear(t_const(l->graph, n, PIXELS, page[0]), w, b)->data;
    const real *y = t_linear(t_const(l->graph, n, PIXELS, pages), w, b)->data;
    double off = 0;
    for (int u = 0; u < UNITS; u++) {
        double mean = 0, squares = 0, other = 0;
        for (int i = 0; i < n; i++) {
            double v = (double)z[i * UNITS + u];
            mean += v / n, squares += v * v / n;
            other += (double)y[i * UNITS + u] / n;
        }
        off += fabs(other - mean) / sqrt(larger(squares - mean * mean, 1e-18));
    }
    graph_rewind(l->graph, mark);
    return off / UNITS;
}

static void noise(Chapter *c, const Trials *t) {
    enum { WHAT = 4 };
    static double x[PAGES][WHAT][NETS];
    int n = fill_pages(c->seed);
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9? "
                       "And how many none over a half?");
    Figure *f = figure_open(c, "ch14_noise", NULL);
    figure_numbers(f, "over", 2, (double[]){0.9, 0.5});
    for (int p = 0; p < PAGES; p++)
        draw(f, p, page[p]);
    for (int p = 0; p < PAGES; p++) {
        figure_block(
            f,
            (const char *[]){"real images", "uniform noise", "the same ink"}[p],
            "net sure none");
        for (int k = 0; k < NETS; k++) {
            const Learner *l = &t->trial[k].learner;
            Said s = said_to(l, page[p], n);
            x[p][0][k] = s.sure, x[p][1][k] = s.none, x[p][2][k] = s.same;
            x[p][3][k] = sums_off(l, page[p], n);
            figure_row(f, k, s.sure, s.none);
        }
    }
    figure_close(c, f);
    printf("Of 100 images, by ten networks:\n\n");
    static const char *const what[] = {"an output over 0.9", "none over 0.5",
                                       "the commonest answer",
                                       "(sums off, layer 1)"};
    Table u = table_begin("says | images | lowest | median | highest",
                          "%-20s | %-13s | %6.3g | %6.3g | %7.3g");
    for (int i = 0; i < WHAT; i++)
        for (int p = 0; p < PAGES; p++) {
            Spread a = spread_of(x[p][i], NETS);
            table_row(&u, p ? "" : what[i], page_name[p], SPREAD(a));
        }
    table_end(&u);
    found.real_sure = x[0][0][NETS / 2], found.ink_sure = x[2][0][NETS / 2];
    found.ink_none = x[2][1][NETS / 2];
}

/* ---- Nonsense ------------------------------------------------------------ */

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

static void nonsense(Chapter *c, int threads) {
    Dataset few = dataset_part(&train, 0, FEW),
            others = dataset_part(&test, 0, MANY),
            shuffled = shuffle_labels(few, c->seed);
    Recipe r = recipe_of(INIT_LECUN);
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : LONG, &others);
    t.own = FEW;
    trials_add(&t, &r, &few);
    trials_add(&t, &r, &shuffled);
    chapter_section(c, "Nonsense, learned by heart");
    chapter_predict(c, "How many of 500 shuffled labels can be learned?");
    trials_run(c, &t, threads, "shuffled labels");
    printf("Read right of 100 images, the median of five networks:\n\n");
    Table u =
        table_begin("epoch|true labels: seen|unseen|shuffled: seen|unseen",
                    "%5d|%.1f|%.1f|%.1f|%.1f");
    Figure *f = figure_open(c, "ch14_labels",
                            "epoch low median high low median high low "
                            "median high low median high");
    figure_number(f, "images", few.count);
    for (int e = 0; e <= t.rounds; e += t.rounds < 5 ? 1 : 5) {
        Spread s[4];
        for (int k = 0; k < 4; k++)
            s[k] = trials_spread(&t, k / 2, e,
                                 k % 2 ? trial_right : trial_own_right);
        figure_row(f, e, SPREAD(s[0]), SPREAD(s[1]), SPREAD(s[2]),
                   SPREAD(s[3]));
        if (e <= 5 || e == 20 || e % 50 == 0)
            table_row(&u, e, s[0].median, s[1].median, s[2].median,
                      s[3].median);
    }
    figure_close(c, f);
    table_end(&u);
    Spread seen = trials_spread(&t, 1, t.rounds, trial_own_right);
    Spread unseen = trials_spread(&t, 1, t.rounds, trial_right);
    printf("At the end, with shuffled labels: %.1f to %.1f of those seen, %.1f "
           "to %.1f of the\nothers.\n\n",
           seen.low, seen.high, unseen.low, unseen.high);
    found.by_heart = seen.median, found.unseen = unseen.median;
    trials_free(&t);
}

/* ---- Dreams -------------------------------------------------------------- */

static real dreams[SEEDS][CLASSES * PIXELS], typical[CLASSES * PIXELS];

static void fill_typical(void) {
    int count[CLASSES] = {0};
    static double sum[CLASSES * PIXELS];
    memset(sum, 0, sizeof sum);
    for (int i = 0; i < train.count; i++) {
        count[train.label[i]]++;
        for (int p = 0; p < PIXELS; p++)
            sum[train.label[i] * PIXELS + p] += train.image[i * PIXELS + p];
    }
    for (int p = 0; p < CLASSES * PIXELS; p++)
        typical[p] = (real)(sum[p] / 255 / larger(count[p / PIXELS], 1));
}

// How alike two pictures are, from -1 to 1: the cosine, the mean ink removed.
static double alike(const real *x, const real *y) {
    double a = 0, b = 0, xy = 0, xx = 1e-30, yy = 1e-30;
    for (int i = 0; i < PIXELS; i++)
        a += (double)x[i] / PIXELS, b += (double)y[i] / PIXELS;
    for (int i = 0; i < PIXELS; i++) {
        double u = (double)x[i] - a, v = (double)y[i] - b;
        xy += u * v, xx += u * u, yy += v * v;
    }
    return xy / sqrt(xx * yy);
}

// Pairs of dreams of two networks, of the same digit or of two; of a dream and
// the mean image, the same.
static void show_alike(void) {
    static const char *const name[] = {
        "two dreams of a digit", "dreams of two digits",
        "a dream, its digit's mean", "a dream, another's mean"};
    double x[4][1000];
    int n[4] = {0};
    for (int k = 0; k < SEEDS; k++)
        for (int d = 0; d < CLASSES; d++)
            for (int e = 0; e < CLASSES; e++) {
                const real *one = dreams[k] + d * PIXELS;
                for (int j = k + 1; j < SEEDS; j++)
                    x[d != e][n[d != e]++] = alike(one, dreams[j] + e * PIXELS);
                x[2 + (d != e)][n[2 + (d != e)]++] =
                    alike(one, typical + e * PIXELS);
            }
    Table t = table_begin("how alike, from -1 to 1|pairs|lowest|median|highest",
                          "%-25s|%5d|%6.2f|%6.2f|%7.2f");
    for (int i = 0; i < 4; i++) {
        Spread s = spread_of(x[i], n[i]);
        table_row(&t, name[i], n[i], SPREAD(s));
        if (i < 2)
            *(i ? &found.unlike : &found.alike) = s.median;
    }
    table_end(&t);
}

static void dreaming(Chapter *c, const Trials *t) {
    enum { WHAT = 3 };
    static const char *const name[WHAT] = {"its own dream", "another's dream",
                                           "the mean image"};
    double sure[WHAT] = {0}, read[WHAT] = {0}, asked[WHAT] = {0};
    real a[CLASSES * CLASSES];
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2? To the other "
                       "networks?");
    fill_typical();
    for (int k = 0; k < SEEDS; k++)
        for (int d = 0; d < CLASSES; d++)
            dream(&t->trial[k].learner, d, dreams[k] + d * PIXELS);
    for (int k = 0; k < SEEDS * (SEEDS + 1); k++) {
        int dreamer = k / SEEDS, reader = k % SEEDS;
        const real *x = dreamer < SEEDS ? dreams[dreamer] : typical;
        int what = dreamer == reader ? 0 : dreamer < SEEDS ? 1 : 2;
        ask(&t->trial[reader].learner, x, CLASSES, a);
        for (int d = 0; d < CLASSES; d++) {
            asked[what]++;
            sure[what] += a[d * CLASSES + d] > (real)0.9;
            read[what] += answer(a, d) == d;
        }
        if (k == 0) {
            Figure *f = figure_open(c, "ch14_dream", "digit output alike");
            for (int d = 0; d < CLASSES; d++)
                figure_row(f, d, a[d * CLASSES + d],
                           alike(x + d * PIXELS, typical + d * PIXELS));
            for (int d = 0; d < CLASSES; d++)
                draw(f, d, x + d * PIXELS);
            for (int d = 0; d < CLASSES; d++)
                draw(f, d, typical + d * PIXELS);
            figure_close(c, f);
        }
    }
    Table u = table_begin("a network is shown|cases|reads it so|over 0.9",
                          "%-18s|%5d|%11.0f|%8.0f");
    for (int i = 0; i < WHAT; i++)
        table_row(&u, name[i], asked[i], read[i], sure[i]);
    table_end(&u);
    show_alike();
    found.agree = 100 * read[1] / asked[1];
}

/* ---- The nudge ----------------------------------------------------------- */

enum { TRIED = 200, STEPS = 20, SHOWN = 5, WAYS = 4 };

// wrong[step]: of the images that the network has read, how many of 100 it
// misreads. Along the gradient or by chance; kept from 0 to 1 or not.
static void walk(Learner *l, int n, bool by_chance, bool kept, uint64_t seed,
                 double *wrong) {
    Rng r = rng_new(seed + 800);
    double read = 0;
    memset(wrong, 0, (STEPS + 1) * sizeof *wrong);
    for (int i = 0; i < n; i++) {
        real x[PIXELS], way[PIXELS], a[CLASSES];
        image_of(&test, i, x);
        for (int p = 0; p < PIXELS; p++)
            way[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
        ask(l, x, 1, a);
        if (answer(a, 0) != test.label[i])
            continue;
        read++;
        for (int step = 1; step <= STEPS; step++) {
            if (!by_chance)
                input_gradient(l, x, &test.label[i], way);
            nudge(x, way);
            for (int p = 0; kept && p < PIXELS; p++)
                x[p] = inside(x[p]);
            ask(l, x, 1, a);
            wrong[step] += answer(a, 0) != test.label[i];
        }
    }
    for (int step = 0; step <= STEPS; step++)
        wrong[step] *= 100 / larger(read, 1);
}

// Along the signs the cost rises by Σ|g| at first, along random signs by √Σg²,
// more or less. How many times as much is the former?
static Spread push_ratio(const Trials *t, int n) {
    static double x[SEEDS * TRIED];
    int all = 0;
    for (int k = 0; k < SEEDS; k++)
        for (int i = 0; i < n; i++) {
            real image[PIXELS], g[PIXELS];
            double sum = 0, squares = 1e-300;
            image_of(&test, i, image);
            input_gradient(&t->trial[k].learner, image, &test.label[i], g);
            for (int p = 0; p < PIXELS; p++) {
                sum += fabs((double)g[p]);
                squares += (double)g[p] * (double)g[p];
            }
            x[all++] = sum / sqrt(squares);
        }
    return spread_of(x, all);
}

// The first image about which five steps fool the network.
static void show_fooled(Chapter *c, Learner *l) {
    real x[PIXELS], old[PIXELS], g[PIXELS], before[CLASSES], after[CLASSES];
    int i = -1, was, is;
    do {
        image_of(&test, ++i, x);
        memcpy(old, x, sizeof x);
        ask(l, x, 1, before);
        for (int step = 0; step < SHOWN; step++) {
            input_gradient(l, x, &test.label[i], g);
            nudge(x, g);
            for (int p = 0; p < PIXELS; p++)
                x[p] = inside(x[p]);
        }
        ask(l, x, 1, after);
        was = answer(before, 0), is = answer(after, 0);
    } while ((was != test.label[i] || is == was) && i + 1 < test.count);
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f.\n\n", i, was,
           (double)before[was], is, (double)after[is]);
    Figure *f = figure_open(c, "ch14_example", "was score is score");
    figure_row(f, was, before[was], is, after[is]);
    figure_block(f, "pixels", "column row before after");
    uint8_t new[PIXELS];
    for (int p = 0; p < PIXELS; p++) {
        new[p] = (uint8_t)(255 * x[p] + (real)0.5);
        figure_row(f, p % SIDE, p / SIDE, old[p], x[p]);
    }
    figure_close(c, f);
    text_images(2, (const uint8_t *[]){test.image + i * PIXELS, new}, SIDE,
                SIDE);
}

static void the_nudge(Chapter *c, const Trials *t) {
    static double wrong[WAYS][STEPS + 1][SEEDS];
    int n = dataset_part(&test, 0, c->quick ? TRIED / 4 : TRIED).count;
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many of 100 fool it, "
                       "along the gradient and by chance?");
    for (int k = 0; k < SEEDS; k++)
        for (int way = 0; way < WAYS; way++) {
            double one[STEPS + 1];
            walk(&t->trial[k].learner, n, way % 2, way / 2,
                 c->seed + (uint64_t)k, one);
            for (int step = 0; step <= STEPS; step++)
                wrong[way][step][k] = one[step];
        }
    show_fooled(c, &t->trial[0].learner);
    printf(
        "Of 100 images that were read, so many are misread, by the median of "
        "five\nnetworks where nothing else is said. Kept: the pixels stay in "
        "0 … 1.\n\n");
    Table u = table_begin("moved by|gradient: lowest|median|highest|random|"
                          "kept: gradient|random",
                          "%8g|%16.1f|%6.1f|%7.1f|%6.1f|%14.1f|%6.1f");
    Figure *f = figure_open(c, "ch14_fooled",
                            "move low median high low median high kept");
    figure_number(f, "step", nudge_step);
    for (int step = 0; step <= STEPS; step++) {
        Spread s[WAYS];
        for (int way = 0; way < WAYS; way++)
            s[way] = spread_of(wrong[way][step], SEEDS);
        double far = step * nudge_step;
        figure_row(f, far, SPREAD(s[0]), SPREAD(s[1]), s[3].median);
        if (step <= 2 || step % 5 == 0)
            table_row(&u, far, SPREAD(s[0]), s[1].median, s[2].median,
                      s[3].median);
    }
    table_end(&u);
    figure_close(c, f);
    Spread ratio = push_ratio(t, n);
    printf("Σ|g| is %.1f times √Σg², the median of %d gradients; %.1f to %.1f."
           "\n\n",
           ratio.median, SEEDS * n, ratio.low, ratio.high);
    found.times = ratio.median;
    found.fooled_5 = wrong[0][5][SEEDS / 2];
    found.fooled_10 = wrong[0][10][SEEDS / 2];
    found.random_10 = wrong[1][10][SEEDS / 2];
}

/* ---- All of it ----------------------------------------------------------- */

static void ten_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "Ten networks");
    trials_run(c, t, threads, "ten networks");
    Table u =
        table_begin("start | read right of 100: lowest | median | highest",
                    "%-7s | %.2f | %.2f | %5.2f");
    for (int s = 0; s < 2; s++) {
        Spread of = trials_spread(t, s, t->rounds, trial_right);
        table_row(&u, starts[s], SPREAD(of));
    }
    table_end(&u);
    found.right = trials_spread(t, 0, t->rounds, trial_right).median;
}

static void claims(Chapter *c) {
    const Claim said[] = {
        {"small start: the median of five", found.right, 92, 95, "%.0f"},
        {"edge in a median unit", found.edge, 12, 30, "%.0f"},
        {"edge in a median mixture", found.mixture, 12, 30, "%.0f"},
        {"loop units: p-value", found.loops, 0.05, 1, "%.2f"},
        {"units with more of an edge, of 100 pairs", found.surer, 40, 80,
         "%.0f"},
        {"real images over 0.9, median", found.real_sure, 80, 90, "%.0f"},
        {"noise of their ink over 0.9, median", found.ink_sure, 15, 45, "%.0f"},
        {"the same, none over 0.5, median", found.ink_none, 15, 50, "%.0f"},
        {"shuffled labels, seen", found.by_heart, 75, 97, "%.0f"},
        {"the same, unseen", found.unseen, 5, 15, "%.0f"},
        {"dreams read by the others", found.agree, 90, 100, "%.0f"},
        {"dreams of a digit, how alike", found.alike, 0.35, 0.7, "%.2f"},
        {"dreams of two digits", found.unlike, 0, 0.3, "%.2f"},
        {"misread after 5 steps, median", found.fooled_5, 10, 40, "%.0f"},
        {"misread after 10 steps, median", found.fooled_10, 35, 75, "%.0f"},
        {"after 10 random steps, median", found.random_10, 0, 4, "%.0f"},
        {"Σ|g| to √Σg², median", found.times, 14, 22, "%.0f"},
        {0}};
    claims_check(c, c->seed == 1, said);
}

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    for (int s = 0; s < 2; s++) {
        Recipe r = recipe_of(s ? INIT_NORMAL : INIT_LECUN);
        trials_add(&t, &r, &train);
    }
    ten_networks(c, &t, threads);
    edges(c, &t);
    loops(c, &t);
    noise(c, &t);
    nonsense(c, threads);
    dreaming(c, &t);
    the_nudge(c, &t);
    claims(c);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch14_what_it_learned",
                                           .title = "What it has learned",
                                           .images = IMAGES,
                                           .tests = TESTS,
                                           .checked = 10,
                                           .train = &train,
                                           .test = &test,
                                           .options = knobs,
                                           .check = check,
                                           .tell = tell});
}
