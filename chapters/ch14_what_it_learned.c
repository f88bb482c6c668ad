/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images. Does it read them that way? By the end you will have measured it on
ten networks, each time beside a control that says what the measure is worth;
and asked them what they see in noise, whether they can learn nonsense, what
they would like best, whether they know a moved digit, and what fools them.

Read it beside article 1 (rows A1-10 and A1-12, the note E5). Run it with `make
ch14`. The numbers in the text were measured on the real MNIST (`make mnist`).

**本章要点** 第一篇文章设想第一层找到短边，第二层找到圆圈和笔画。我们一样一样地量，每次都设对照。
权重图有几分像边，但同许多图像随机相加得到的图比，也只是更像一点；“圆圈神经元”有几个，但不能排除是巧合。
看到噪声，网络有时一口咬定是某个数字，有时十个输出都不到 `0.5`。胡乱的标签也背得下来。
数字挪开两个像素，三幅就有一幅认不出。
沿梯度的符号轻轻一推，就能骗过网络；同样大小的随机改动，几乎没有作用。

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
chapter 9's δ, their slopes are (W¹)ᵀδ¹, since the image enters only through
W¹a: one product more than the walk back has made so far.

→ The check: by hand = by tape = numeric

## Ten networks

All are article 1's, 784-16-16-10, with the cost and the rate of chapter 13, for
ten epochs. Five start as in the articles, from weights of deviation 1. The
other five start from 1/√n for n inputs: so small a start is soon covered by
what is learned, which gives the hope its best chance.

→ Ten networks

## Edges?

Laid out like pixels, the weights of a unit (a neuron) of the first layer are a
picture. Chapter 5 has an edge: a band of weights with a negative border. We
take that and a second kind, a step from minus to plus; each kind in two lengths
and eight directions, centred at each of 400 places: 12,800 edges. How much of a
picture is one of them? Take both as arrows of 784 numbers, and the square of
the cosine of their angle (chapter 3): 100 of 100 where the picture is that
edge, however strong, 0 where they have nothing in common; (1, 1) and (1, 0)
have 50. The score of a picture is that of its best edge.

Is 20 of 100 much, where one may choose among 12,800? A measure says nothing
until one has seen what it says where the answer is known. So there are two
kinds of controls, which may choose as well. These *are* edges: one of ours;
eighty others, with a place, a direction and a size of their own; and the eighty
in noise, of deviation ½ where the edge is 1. And these are none: mixtures of
images. A step adds -η·δ·a to a unit's weights (chapter 9), and a is the image;
so what a unit learns *is* a sum of images, each times some number. We add up a
thousand, each times a random number of mean 0: strokes, and nothing learned.

→ Edges?

![Figure 14.1: First row, controls: our edge, another one, the same in noise,
and three mixtures of images by chance. Below, twelve units of the first layer,
small start, seed 1: green for, red against; beneath, the score.](ch14_weights)

An edge that is alone in its picture scores `28.8` or more, whatever its place
and size; in noise, `5.1` to `22.5`. So the measure finds edges that stand
alone; in noise it may miss them. Units of the small start score `11.9` to
`33.2`, the median `20.6`, and some show a short stroke, as the article hopes.
But mixtures that chance has made score `10.3` to `34.6`, the median `16.7`.
Take one of each: the unit has more of an edge in `66` of 100 pairs, where 50
would be no difference. So a unit has a little more of an edge than a mere sum
of images. The article's start scores lower; but its noise, which stays (wholly
where a pixel is always paper, chapter 12), could hide one. Paper multiplies it
by 0: no harm. Ink that comes there, in noise or a moved digit (below), meets
weights no image taught; what harm that does we have not measured.

## Loops?

Now the second hidden layer. 0, 6, 8 and 9 have a loop; 1, 2, 3, 5 and 7 have
none (a 4 may: left out). Call a unit a loop unit if its mean activation is
higher for each loop digit than for any of the five. (Or each lower: a "no".)
*/

// mean [CLASSES], of a unit: is each loop digit above all others, or none?
static bool is_loop_unit(const double *mean) {
    static const int loop[4] = {0, 6, 8, 9}, other[5] = {1, 2, 3, 5, 7};
    int more = 0;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 5; k++)
            more += mean[loop[i]] > mean[other[k]];
    return more == 4 * 5 || more == 0;
}

/*
What would chance do? Four of nine digits can be chosen in 126 ways; in two of
them, they are the highest or the lowest. So a unit that knows nothing of loops
passes with the chance p = 2/126, and of our 160 units `2.5` do. Say 4 did: is
that more? That exactly i of n pass has the chance (n choose i)·pⁱ·(1-p)ⁿ⁻ⁱ;
their sum from 4 on is the **p-value**: how often luck alone does as well. For
"more than chance" it must be small, below `0.05` by custom. The control is a
unit that must pass: the outputs 0, 6, 8 and 9, added up.
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

The control passes in each network. Of 160 units `5` pass, where luck lets
`2.5`; the p-value is `0.11`: we cannot say that there are loop units, nor that
there are none. A unit is lit by digits that share no part one could name, the
units of another network by other digits. Only together do they name a digit: an
output is a sum over sixteen units, whose yes and no have 65,536 patterns.

Is each unit needed? Let one say its mean to every image, so that only its
knowledge is lost. (A 0, also in the table, would shift the next layer's sums.)
Of 100 images (a thousand were asked) a network then loses `1.5` in the median
and `9.6` at worst for a unit of layer 1, `0.4` and `3.0` for one of layer 2.
The unit missed most costs mostly one digit: once, `95` of `96` images lost were
4s. Two of layer 1 cost `3.9`, four `11.8`, eight `35.6`: reading is spread out.

## Noise

What does a network say to a picture that is no digit? Its largest output names
one even so; but how large is it? The usual noise draws each pixel from 0 to 1.
Such a page is half ink, though, and of a real image only an eighth is; so
beside it we shuffle the pixels of real images: the same ink, and nothing to
read. The control is the images as they are. An output over `0.9` says "this
digit". Ten sigmoids can also say "none of these": no output over `0.5`.

→ Noise

![Figure 14.3: Of 100 images, to how many a network says a digit, and to how
many none: a dot for each of ten networks.](ch14_noise)

Real images get an output over `0.9` in `82.1` to `87.7` of 100 cases, noise of
their ink in `17.8` to `35.9`; such noise gets "none of these" in `22.2` to
`40.8`. Neither answer was ever taught. All that the network learned from were
digits, so the cost never asked what the outputs say elsewhere: that is left
over from other lessons. (One could ask: noise among its images, with y = 0.)

With uniform noise all depends on the seed: `0` to `53` say a digit. So much ink
shifts a weighted sum of layer 1 by as much as real images make it vary (`1.05`
deviations, the last rows), and shifts it alike for all such pages; what differs
from page to page mostly cancels, since each pixel is drawn by itself. So to a
network all such pages are nearly one: `80.2` of 100 get the *same* answer.

## Nonsense, learned by heart

Must a network *find* something to get its answers right? Shuffle the labels of
500 training images, and there is nothing to find. Five networks learn this,
five the true labels; then both read 1,000 images not seen before.

→ Nonsense, learned by heart

![Figure 14.4: Images read right while learning true labels and shuffled ones:
the median of five networks, and the band from lowest to highest.](ch14_labels)

With 13,002 knobs, 26 for each label, `87.8` to `90.2` of 100 shuffled labels
are learned by heart, more slowly than the true ones, since each image must be
told apart by itself. For images not seen that is worth nothing: `8.3` to `12.0`
are read, a guess. With the true labels `79.1` are: there, something was found.
Only the unseen tell them apart: a low cost says the *answers* are known, and
not how. (Large networks learn a million such: Zhang and others, 2017.)

## What it would like best

Now turn the pixels, and leave the weights. Start from an empty page, so that
all ink is the network's wish, and walk uphill on one output: 200 steps of
length `0.2` along ∂z/∂image, pixels kept from 0 to 1. (We climb the sum z, not
a: the way is the same, but where a rounds to 1, σ′ is 0 and the climb ends.)
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
The five networks of the small start dream of each digit. The other four read
each one's dreams; and all read, as a control, the mean image of each digit.

→ What it would like best

![Figure 14.5: What each output of the first network would like best, and what
it then says; the small picture is the mean image of that digit.](ch14_dream)

The dreamer is as sure as of a good digit, and we see scraps of strokes that
nobody would write: it was asked to tell ten digits apart, never to say which
pictures are none. Yet the *other* networks, with other units, read `194` of 200
dreams as they were meant. What have they in common? The second table compares
pictures by their cosine, the mean ink of each taken off; else all would be
alike, mostly paper. Two networks' dreams of one digit have `0.52` in the
median, dreams of two digits `0.17`: they agree on where ink speaks for a digit.
They have it from the images: a dream is as near, `0.52`, to the mean image of
its digit; to another's, `0.28`. And the mean images, in which no stroke is
sharp, are all read, `50` of 50. So a digit can be read without a clean edge or
loop, by where its ink lies; most likely such a network has learned that.

## Moved by a pixel

Then a digit that lies elsewhere must be hard to read; whoever reads by edges
and loops, wherever they lie, would not mind. So move each image by one to four
pixels, right, left, down or up; what comes in is paper. (The control is the ink
that stays: the digits have a margin, so hardly any should be pushed out.)

→ Moved by a pixel

That is so. Of 100 images (a thousand were asked) `93.8` are read where they
lie, `88.2` moved by one pixel, `66.6` by two, `25.7` by four (medians of five),
with `99.2` of 100 of the ink still there. To us it is the same digit; a weight
sits behind one pixel, and what was learned there is not known at the next.
MNIST, with each digit in the middle (chapter 13), never asked for it. One could
learn from moved copies too, as chapter 16 does from turned ones.

## The nudge that fools it

Last, start from a real image and walk uphill on its cost (or downhill on a
wrong label's, to choose the mistake). ∂C/∂image says how the cost of this one
answer hangs on each pixel; a step moves each by `0.01` along its sign; after
five none is off by over `0.05`. Why the sign? The limit is on each pixel:
each goes as far as it may; were the arrow's length limited, the gradient would
be best (chapter 3). (So Goodfellow and others fooled a larger network in 2014:
by ¼ a pixel in 89 of 100 images, 18 once trained on such, at twice the work.)
*/

// Each of n pixels moves by the same, up or down as the sign of `way` says.
static void nudge(real *x, const real *way, int n, bool kept) {
    for (int i = 0; i < n; i++) {
        x[i] += (real)nudge_step * (real)((way[i] > 0) - (way[i] < 0));
        x[i] = kept ? inside(x[i]) : x[i];
    }
}

/*
For comparison the same along random signs, drawn once for each image. What
should we expect? Where g is the input gradient, a nudge Δ of ±ε a pixel changes
the cost by about Σ gΔ. Along the signs each of the 784 terms helps: ε·Σ|g|.
With random signs most of it cancels, up or down, and about ε·√Σg² is left. If
all |g| were equal, the first would be 784/√784 = 28 times the second.

→ The nudge that fools it

![Figure 14.6: Left: an image, a nudge of five steps (kept from 0 to 1), and the
two together; green is more ink, red is less. Right: of 100 images that were
read, how many no longer are when the pixels move so far.](ch14_fooled)

With `0.05` a pixel, 13 of 255, which we hardly notice, `21.9` of 100 become
adversarial examples, with `0.1` it is `54.7`: in the median network, with
pixels kept from 0 to 1. Rounded to whole bytes they fool it no less, `22.1` and
`54.7`; and another network, whose gradient nobody asked for, `9.5` and `27.0`.
The 1 above, `0.998` sure, becomes an 8, nearly as sure. To compare with chance,
let pixels leave that range: it is `32.4` and `66.3`, and a random `0.1` fools
`1.1`. Of these gradients Σ|g| is `17.9` times √Σg². Where it pushes uphill, in
half of all cases, a random `0.2` should then do what `0.01` along the signs
does, `5.3`: in all, half of that. It fools `3.7`. Chance is no danger at this
size, the gradient is: 784 changes, each nothing, that all push one way.

The last column is a trap. There a random `0.2` is kept from 0 to 1, and fools
`31.9`. But most pixels are paper: half of their moves are undone at the border,
and half add ink. That is no random nudge any more, but a grey veil.

→ The numbers of the text

## What we cut corners on

Sixteen units and ten epochs are little; whether a wider plain network shows
clearer pictures, we have not looked. In networks made for images, whose units
look at small patches with the same weights everywhere, edges *are* found in the
first layer, and a digit may lie elsewhere: the hope was not foolish, but this
network is too plain for it. The p-value takes units for independent; those of
one network are not. Several units may say "loop" where none does alone.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** More than luck? How often chance alone would part two groups as far.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10, NETS = 2 * SEEDS };
static const double PI = 3.14159265358979323846;
static Dataset train, test;

static Recipe recipe_of(Init init) {
    return (Recipe){.hidden = {2, {UNITS, UNITS}}, .init = init, .rate = 3};
}

// x [d->count, PIXELS]: the images of the set as numbers from 0 to 1.
static void images_of(const Dataset *d, real *x) {
    for (int p = 0; p < d->count * PIXELS; p++)
        x[p] = (real)(d->image[p] / 255.0);
}

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

// A data set of a figure: the picture at its place.
static void draw(Figure *f, int place, const real *picture) {
    figure_block(f, "picture", "place column row value");
    for (int i = 0; i < PIXELS; i++)
        figure_row(f, place, i % SIDE, i / SIDE, picture[i]);
}

/* ---- The check ----------------------------------------------------------- */

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
    int dark = argmax(pixel, PIXELS);
    report_knob(c, "the pixel in the corner", (double)hand[0], slope[0],
                cost_on_batch, &k, &pixel[0]);
    report_knob(c, "the darkest pixel", (double)hand[dark], slope[dark],
                cost_on_batch, &k, &pixel[dark]);
    size_t agree = 0, same = 0;  // numeric and by tape; by hand and by tape
    double off[2] = {0};
    for (int i = 0; i < PIXELS; i++) {
        real numeric = central_difference(cost_on_batch, &k, &pixel[i],
                                          difference_step(pixel[i]));
        agree += gradients_agree(slope[i], numeric);
        same += fabs((double)(hand[i] - slope[i])) <= 10 * (double)REAL_EPSILON;
        off[0] = fmax(off[0], fabs((double)(numeric - slope[i])));
        off[1] = fmax(off[1], fabs((double)(hand[i] - slope[i])));
    }
    report_many(c, "all, numeric and by tape", PIXELS, agree, off[0]);
    report_many(c, "all, by hand and by tape", PIXELS, same, off[1]);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- Ten networks -------------------------------------------------------- */

static void ten_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "Ten networks");
    trials_run(c, t, threads, "ten networks");
    Table u =
        table_begin("start | read right of 100: lowest | median | highest",
                    "%-7s | %.2f | %.2f | %5.2f");
    Spread small = trials_spread(t, 0, t->rounds, trial_right);
    Spread article = trials_spread(t, 1, t->rounds, trial_right);
    table_row(&u, "small", SPREAD(small));
    table_row(&u, "article", SPREAD(article));
    table_end(&u);
    claim("small start: the median of five", small.median, 92, 95, "%.0f");
}

/* ---- Edges --------------------------------------------------------------- */

// The pictures, by kind: those that should have an edge, those that should not,
// and the units. (Of ours there is one.)
enum { OURS, OTHERS, NOISY, MIXED, SMALL, ARTICLE, KINDS };
enum { EACH = SEEDS * UNITS };
static real picture[KINDS][EACH][PIXELS];
static int how_many(int kind) { return kind == OURS ? 1 : EACH; }

// x [PIXELS]: an edge by its middle, direction, half length and width: a step
// from minus to plus, or a band with a negative border.
static void put_edge(real *x, double row, double col, double angle, double half,
                     double width, bool step) {
    double sine, cosine, border = width / 2 + 2;
    m_sincos(angle, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        double right = i % SIDE - col, down = i / SIDE - row;
        double u = right * cosine + down * sine;  // along the edge
        double v = down * cosine - right * sine;  // across it
        bool on = u >= -half && u < half && v >= -border && v < border;
        bool in = v >= -width / 2 && v < width / 2;
        double weight = step ? (v < 0 ? -1 : 1) : in ? 1 : -0.75;
        x[i] = on ? (real)weight : 0;
    }
}

// The cosine of the angle between two pictures, as arrows of 784 numbers.
static double cosine(const real *one, const real *other) {
    double dot = 0, aa = 0, bb = 0;
    for (int i = 0; i < PIXELS; i++) {
        double a = (double)one[i], b = (double)other[i];
        dot += a * b, aa += a * a, bb += b * b;
    }
    return aa * bb > 0 ? dot / sqrt(aa * bb) : 0;
}

// share: of each picture, how much of it the best edge explains. All 12,800, or
// one of `stride`: two kinds, two lengths, eight directions, 400 places.
static void find_edges(int stride, double share[KINDS][EACH]) {
    real edge[PIXELS];
    for (int at = 0; at < 12800; at += stride) {
        int place = at % 400, kind = at / 400;
        put_edge(edge, 4 + place / 20, 4 + place % 20, kind / 4 * PI / 8,
                 kind & 2 ? 6 : 3, 3, kind & 1);
        for (int k = 0; k < KINDS; k++)
            for (int i = 0; i < how_many(k); i++) {
                double like = cosine(edge, picture[k][i]);
                share[k][i] = fmax(share[k][i], 100 * like * like);
            }
    }
}

// x [PIXELS]: a sum of images, each times a number by chance.
static void mix(Rng *r, real *x) {
    enum { MOST = 1000 };
    int n = dataset_part(&train, 0, MOST).count;
    double times[MOST], mean = 0;
    for (int i = 0; i < n; i++) {
        times[i] = rng_normal(r);
        mean += times[i] / n;
    }
    for (int p = 0; p < PIXELS; p++) {
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += (times[i] - mean) * train.image[i * PIXELS + p];
        x[p] = (real)sum;
    }
}

static void fill_pictures(const Trials *t, uint64_t seed) {
    Rng r = rng_new(seed + 500);
    put_edge(picture[OURS][0], 8, 14, 0, 6, 3, false);
    for (int k = 0; k < EACH; k++) {
        double u[5];
        for (int i = 0; i < 5; i++)
            u[i] = rng_uniform(&r);
        put_edge(picture[OTHERS][k], 5 + 18 * u[0], 5 + 18 * u[1], PI * u[2],
                 2.5 + 4 * u[3], 2 + 2 * u[4], rng_below(&r, 2) == 1);
    }
    for (int k = 0; k < EACH; k++)
        for (int i = 0; i < PIXELS; i++)
            picture[NOISY][k][i] =
                picture[OTHERS][k][i] + (real)(0.5 * rng_normal(&r));
    for (int k = 0; k < EACH; k++)
        mix(&r, picture[MIXED][k]);
    for (int k = 0; k < NETS; k++)
        memcpy(picture[SMALL + k / SEEDS][k % SEEDS * UNITS],
               t->trial[k].learner.mlp.weight[0]->data,
               sizeof picture[0][0] * UNITS);
}

// Of the pairs of one of these and one of those, in how many of 100 is this one
// the larger?
static double of_pairs(const double *these, const double *those) {
    double more = 0;
    for (int i = 0; i < EACH; i++)
        for (int k = 0; k < EACH; k++)
            more += these[i] > those[k];
    return 100 * more / EACH / EACH;
}

// Some of each kind, and how well the best edge explains them.
static void draw_weights(Chapter *c, double share[KINDS][EACH]) {
    static const int some[KINDS] = {1, 1, 1, 3, 12};
    int place = 0;
    Figure *f = figure_open(c, "ch14_weights", "place share");
    for (int k = 0; k < KINDS; k++)
        for (int i = 0; i < some[k]; i++)
            figure_row(f, place++, share[k][i]);
    place = 0;
    for (int k = 0; k < KINDS; k++)
        for (int i = 0; i < some[k]; i++)
            draw(f, place++, picture[k][i]);
    figure_close(c, f);
}

static double surer;  // units, in so many of 100 pairs

static void edges(Chapter *c, const Trials *t) {
    static const char *const name[KINDS] = {
        "an edge of ours",    "other edges",        "the same in noise",
        "mixtures of images", "units, small start", "units, article's start"};
    static double share[KINDS][EACH];
    int stride = c->quick ? 7 : 1;
    chapter_section(c, "Edges?");
    chapter_predict(c, "How much of a unit's weights is its best edge?");
    printf("The weights of each unit of the first layer, against %d edges:\n\n",
           (12800 + stride - 1) / stride);
    fill_pictures(t, c->seed);
    find_edges(stride, share);
    draw_weights(c, share);
    Spread of[KINDS];
    Table u =
        table_begin("one edge explains, of 100 | pictures | lowest | median "
                    "| highest",
                    "%-25s | %8d | %6.1f | %6.1f | %7.1f");
    for (int k = 0; k < KINDS; k++) {
        of[k] = spread_of(share[k], how_many(k));
        table_row(&u, name[k], how_many(k), SPREAD(of[k]));
    }
    table_end(&u);
    claim("edge in a median unit", of[SMALL].median, 12, 30, "%.0f");
    claim("edge in a median mixture", of[MIXED].median, 12, 30, "%.0f");
    surer = of_pairs(share[SMALL], share[MIXED]);
    printf("A unit of the small start has more of an edge than a mixture of "
           "chance in %.0f of\n100 pairs; than an edge in noise, in %.0f.\n\n",
           surer, of_pairs(share[SMALL], share[NOISY]));
}

/* ---- Loops --------------------------------------------------------------- */

// For each digit the mean activation of the units of the second hidden layer;
// and of a control, the outputs of the digits with a loop added up.
typedef struct Lit {
    const Mlp *m;
    double mean[UNITS + 1][CLASSES];
    int count[CLASSES];
} Lit;

static void add_up(void *context, const Batch *b, int from) {
    Lit *lit = context;
    (void)from;
    Tensor *a = b->x, *const *w = lit->m->weight, *const *bias = lit->m->bias;
    for (int k = 0; k < 2; k++)
        a = t_sigmoid(t_linear(a, w[k], bias[k]));
    const real *output = t_sigmoid(t_linear(a, w[2], bias[2]))->data;
    for (int i = 0; i < b->n; i++, output += CLASSES) {
        int digit = b->label[i];
        for (int u = 0; u < UNITS; u++)
            lit->mean[u][digit] += (double)a->data[i * UNITS + u];
        lit->mean[UNITS][digit] +=
            (double)(output[0] + output[6] + output[8] + output[9]);
        lit->count[digit]++;
    }
}

static Lit means_of(const Learner *l) {
    Lit lit = {.m = &l->mlp};
    dataset_visit(&test, l->graph, add_up, &lit);
    for (int u = 0; u <= UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            lit.mean[u][d] /= fmax(lit.count[d], 1);
    return lit;
}

// Of 100 of the first images those that are read if `many` units of hidden
// layer `layer`, from `off` on, say the same to all: their mean over them, or
// 0. digit [CLASSES]: how many of each are read.
static double read_without(const Learner *l, const Dataset *d, int layer,
                           int off, int many, bool at_mean, int *digit) {
    GraphMark mark = graph_mark(l->graph);
    const Mlp *m = &l->mlp;
    Tensor *a = batch_gather(l->graph, d, NULL, d->count).x;
    for (int k = 0; k < 3; k++) {
        a = t_sigmoid(t_linear(a, m->weight[k], m->bias[k]));
        for (int j = off; k == layer && j < off + many; j++) {
            real *unit = a->data + j % UNITS;
            double mean = 0;
            for (int i = 0; i < d->count; i++)
                mean += (double)unit[i * UNITS] / d->count;
            for (int i = 0; i < d->count; i++)
                unit[i * UNITS] = at_mean ? (real)mean : 0;
        }
    }
    int right = 0;
    memset(digit, 0, CLASSES * sizeof *digit);
    for (int i = 0; i < d->count; i++) {
        bool read = is_right(a->data + i * CLASSES, d->label[i]);
        right += read, digit[d->label[i]] += read;
    }
    graph_rewind(l->graph, mark);
    return 100.0 * right / d->count;
}

// The unit of a network that costs most, and the digit that loses most by it.
typedef struct Worst {
    int layer, digit, lost, of_digit;
} Worst;

static Worst worst_unit(const Learner *l, const Dataset *d) {
    Worst w = {0};
    int whole[CLASSES], left[CLASSES];
    read_without(l, d, 0, 0, 0, true, whole);
    for (int k = 0; k < 2 * UNITS; k++) {
        int lost = 0, most = 0;
        read_without(l, d, k / UNITS, k % UNITS, 1, true, left);
        for (int i = 0; i < CLASSES; i++) {
            lost += whole[i] - left[i];
            if (whole[i] - left[i] > whole[most] - left[most])
                most = i;
        }
        if (lost > w.lost)
            w = (Worst){k / UNITS + 1, most, lost, whole[most] - left[most]};
    }
    return w;
}

static void show_worst(const Trials *t, const Dataset *d) {
    printf("The unit of each network that costs most, at its mean, in images "
           "of %d:\n\n",
           d->count);
    Table u = table_begin("seed|layer|images lost|most of them of the digit|"
                          "so many",
                          "%4d|%5d|%11d|%25d|%7d");
    for (int k = 0; k < SEEDS; k++) {
        const Learner *l = &t->trial[k].learner;
        Worst w = worst_unit(l, d);
        table_row(&u, (int)l->seed, w.layer, w.lost, w.digit, w.of_digit);
    }
    table_end(&u);
}

static void show_without(Chapter *c, const Trials *t) {
    enum { ROWS = 5, ALL = 8 };
    static const char *const name[ALL] = {"none",
                                          "one of layer 1, its mean",
                                          "one of layer 1, 0",
                                          "one of layer 2, its mean",
                                          "one of layer 2, 0",
                                          "two of layer 1, mean",
                                          "four of layer 1, mean",
                                          "eight of layer 1, mean"};
    static const int layer[ALL] = {0, 0, 0, 1, 1, 0, 0, 0};
    static const int many[ALL] = {0, 1, 1, 1, 1, 2, 4, 8};
    Dataset some = dataset_part(&test, 0, c->quick ? 100 : 1000);
    double whole[EACH], read[EACH], lost[EACH];
    Spread left[ALL], loss[ALL];
    int digit[CLASSES];
    for (int row = 0; row < ALL; row++) {
        for (int k = 0; k < EACH; k++) {
            read[k] = read_without(&t->trial[k / UNITS].learner, &some,
                                   layer[row], k % UNITS, many[row],
                                   row % 2 || row >= ROWS, digit);
            whole[k] = row ? whole[k] : read[k];
            lost[k] = whole[k] - read[k];
        }
        for (int k = 0; row == 0 && k < SEEDS; k++)
            read[k] = whole[k * UNITS];
        left[row] = spread_of(read, row ? EACH : SEEDS);
        loss[row] = spread_of(lost, EACH);
    }
    printf("Read right of 100, by the networks of the small start, with one "
           "unit off:\n\n");
    Table u =
        table_begin("switched off: it says | cases | lowest | median | highest",
                    "%-24s | %5d | %6.1f | %6.1f | %7.1f");
    for (int row = 0; row < ROWS; row++)
        table_row(&u, name[row], row ? EACH : SEEDS, SPREAD(left[row]));
    table_end(&u);
    printf("Each beside its own network, so many of 100 are lost; and with "
           "more units off:\n\n");
    u = table_begin("switched off: it says | cases | lowest | median | highest",
                    "%-24s | %5d | %6.1f | %6.1f | %7.1f");
    for (int row = 1; row < ALL; row++)
        table_row(&u, name[row], EACH, SPREAD(loss[row]));
    table_end(&u);
    show_worst(t, &some);
}

static void loops(Chapter *c, const Trials *t) {
    enum { ALL = 2, CONTROL, ROWS };  // 0 and 1: the starts
    static const char *const name[ROWS] = {
        "units, small start", "units, article's start", "all units",
        "control: outputs 0, 6, 8, 9"};
    static const int of[ROWS] = {EACH, EACH, 2 * EACH, NETS};
    int pass[ROWS] = {0};
    chapter_section(c, "Loops?");
    chapter_predict(c, "Of 160 units, how many have the loops on one side?");
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int k = 0; k < NETS; k++) {
        Lit lit = means_of(&t->trial[k].learner);
        for (int u = 0; u < UNITS; u++) {
            pass[k / SEEDS] += is_loop_unit(lit.mean[u]);
            for (int d = 0; k == 0 && d < CLASSES; d++)
                figure_row(f, d, u, lit.mean[u][d]);
        }
        pass[CONTROL] += is_loop_unit(lit.mean[UNITS]);
    }
    figure_close(c, f);
    pass[ALL] = pass[0] + pass[1];
    Table u = table_begin("what | of | pass | by chance | p-value",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    for (int k = 0; k < ROWS; k++)
        table_row(&u, name[k], of[k], pass[k], of[k] * 2 / 126.0,
                  p_value(pass[k], of[k], 2 / 126.0));
    table_end(&u);
    show_without(c, t);
    claim("loop units: p-value", p_value(pass[ALL], of[ALL], 2 / 126.0), 0.05,
          1, "%.2f");
}

/* ---- Noise --------------------------------------------------------------- */

enum { MANY = 1000 };
enum { REAL, UNIFORM, SAME_INK, PAGES };
static real page[PAGES][MANY * PIXELS];

static void fill_pages(const Dataset *d, uint64_t seed) {
    Rng r = rng_new(seed + 600);
    images_of(d, page[REAL]);
    for (int i = 0; i < d->count; i++) {
        int order[PIXELS], at = i * PIXELS;
        for (int p = 0; p < PIXELS; p++) {
            page[UNIFORM][at + p] = (real)rng_uniform(&r);
            order[p] = p;
        }
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[SAME_INK][at + p] = page[REAL][at + order[p]];
    }
}

// How far off the sums of the first layer are for pages: how far their mean is
// from that for images, in deviations of those; the mean of the units.
static double sums_off(const Learner *l, const real *pages, int n) {
    GraphMark mark = graph_mark(l->graph);
    Tensor *w = l->mlp.weight[0], *b = l->mlp.bias[0];
    const real *z =
        t_linear(t_const(l->graph, n, PIXELS, page[REAL]), w, b)->data;
    const real *y = t_linear(t_const(l->graph, n, PIXELS, pages), w, b)->data;
    double off = 0;
    for (int u = 0; u < UNITS; u++) {
        double image[MANY], other[MANY];
        for (int i = 0; i < n; i++) {
            image[i] = (double)z[i * UNITS + u];
            other[i] = (double)y[i * UNITS + u];
        }
        Spread of = spread_of(image, n);
        off +=
            fabs(spread_of(other, n).mean - of.mean) / fmax(of.deviation, 1e-9);
    }
    graph_rewind(l->graph, mark);
    return off / UNITS;
}

// Of 100 pages: those with an output over 0.9, with none over a half, with the
// commonest answer; and how far the sums are off.
enum { SURE, NONE, SAME, OFF, WHAT };
static void say(const Trial *t, const real *pages, int n,
                double said[WHAT][NETS]) {
    static real a[MANY * CLASSES];
    double count[CLASSES] = {0}, sure = 0, none = 0, same = 0;
    ask(&t->learner, pages, n, a);
    for (int i = 0; i < n; i++) {
        int digit = answer(a, i);
        sure += a[i * CLASSES + digit] > (real)0.9;
        none += a[i * CLASSES + digit] <= (real)0.5;
        same = fmax(same, ++count[digit]);
    }
    said[SURE][t->number] = 100 * sure / n;
    said[NONE][t->number] = 100 * none / n;
    said[SAME][t->number] = 100 * same / n;
    said[OFF][t->number] = sums_off(&t->learner, pages, n);
}

static void noise(Chapter *c, const Trials *t) {
    static const char *const name[PAGES] = {"real images", "uniform noise",
                                            "the same ink"};
    static const char *const what[WHAT] = {
        "an output over 0.9", "none over 0.5", "the commonest answer",
        "(sums off, layer 1)"};
    Dataset some = dataset_part(&test, 0, MANY);
    double x[PAGES][WHAT][NETS];
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9? "
                       "And how many none over a half?");
    fill_pages(&some, c->seed);
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
            say(&t->trial[k], page[p], some.count, x[p]);
            figure_row(f, k, x[p][SURE][k], x[p][NONE][k]);
        }
    }
    figure_close(c, f);
    printf("Of 100 images, by ten networks:\n\n");
    Table u = table_begin("says | images | lowest | median | highest",
                          "%-20s | %-13s | %6.3g | %6.3g | %7.3g");
    Spread of[PAGES][WHAT];
    for (int i = 0; i < WHAT; i++)
        for (int p = 0; p < PAGES; p++) {
            of[p][i] = spread_of(x[p][i], NETS);
            table_row(&u, p ? "" : what[i], name[p], SPREAD(of[p][i]));
        }
    table_end(&u);
    claim("real images over 0.9, median", of[REAL][SURE].median, 80, 90,
          "%.0f");
    claim("noise of their ink over 0.9, median", of[SAME_INK][SURE].median, 15,
          45, "%.0f");
    claim("the same, none over 0.5, median", of[SAME_INK][NONE].median, 15, 50,
          "%.0f");
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
    Spread s[4] = {{0}};
    for (int e = 0; e <= t.rounds; e += c->quick ? 1 : 5) {
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
    printf("At the end, with shuffled labels: %.1f to %.1f of those seen, %.1f "
           "to %.1f of the\nothers.\n\n",
           s[2].low, s[2].high, s[3].low, s[3].high);
    claim("shuffled labels, seen", s[2].median, 75, 97, "%.0f");
    claim("the same, unseen", s[3].median, 5, 15, "%.0f");
    trials_free(&t);
}

/* ---- Dreams -------------------------------------------------------------- */

// Of each network of the small start, for each digit; and after the last one's
// the mean images.
static real dreams[SEEDS + 1][CLASSES][PIXELS];

static void fill_means(real mean[CLASSES][PIXELS]) {
    static double sum[CLASSES][PIXELS];
    int count[CLASSES] = {0};
    for (int i = 0; i < train.count; i++) {
        count[train.label[i]]++;
        for (int p = 0; p < PIXELS; p++)
            sum[train.label[i]][p] += train.image[i * PIXELS + p];
    }
    for (int d = 0; d < CLASSES; d++)
        for (int p = 0; p < PIXELS; p++)
            mean[d][p] = (real)(sum[d][p] / 255 / fmax(count[d], 1));
}

// How alike two pictures are, from -1 to 1: the cosine, the mean ink removed.
static double alike(const real *x, const real *y) {
    double a = 0, b = 0, xy = 0, xx = 0, yy = 0;
    for (int i = 0; i < PIXELS; i++)
        a += (double)x[i] / PIXELS, b += (double)y[i] / PIXELS;
    for (int i = 0; i < PIXELS; i++) {
        double u = (double)x[i] - a, v = (double)y[i] - b;
        xy += u * v, xx += u * u, yy += v * v;
    }
    return xx * yy > 0 ? xy / sqrt(xx * yy) : 0;  // (a set may lack a digit)
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
        for (int j = k + 1; j <= SEEDS; j++)
            for (int d = 0; d < CLASSES; d++)
                for (int e = 0; e < CLASSES; e++) {
                    int kind = (j == SEEDS) * 2 + (d != e);
                    x[kind][n[kind]++] = alike(dreams[k][d], dreams[j][e]);
                }
    Table t = table_begin("how alike, from -1 to 1|pairs|lowest|median|highest",
                          "%-25s|%5d|%6.2f|%6.2f|%7.2f");
    Spread of[4];
    for (int i = 0; i < 4; i++) {
        of[i] = spread_of(x[i], n[i]);
        table_row(&t, name[i], n[i], SPREAD(of[i]));
    }
    table_end(&t);
    claim("dreams of a digit, how alike", of[0].median, 0.35, 0.7, "%.2f");
    claim("dreams of two digits", of[1].median, 0, 0.3, "%.2f");
}

static void draw_dreams(Chapter *c, const Learner *l) {
    real a[CLASSES * CLASSES];
    ask(l, dreams[0][0], CLASSES, a);
    Figure *f = figure_open(c, "ch14_dream", "digit output alike");
    for (int d = 0; d < CLASSES; d++)
        figure_row(f, d, a[d * CLASSES + d],
                   alike(dreams[0][d], dreams[SEEDS][d]));
    for (int d = 0; d < CLASSES; d++)
        draw(f, d, dreams[0][d]);
    for (int d = 0; d < CLASSES; d++)
        draw(f, d, dreams[SEEDS][d]);
    figure_close(c, f);
}

static void dreaming(Chapter *c, const Trials *t) {
    enum { WHOSE = 3 };
    static const char *const name[WHOSE] = {"its own dream", "another's dream",
                                            "the mean image"};
    int sure[WHOSE] = {0}, read[WHOSE] = {0}, asked[WHOSE] = {0};
    real a[CLASSES * CLASSES];
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2? To the other "
                       "networks?");
    for (int k = 0; k < SEEDS; k++)
        for (int d = 0; d < CLASSES; d++)
            dream(&t->trial[k].learner, d, dreams[k][d]);
    fill_means(dreams[SEEDS]);
    draw_dreams(c, &t->trial[0].learner);
    for (int k = 0; k <= SEEDS; k++)
        for (int reader = 0; reader < SEEDS; reader++) {
            int whose = k == reader ? 0 : k < SEEDS ? 1 : 2;
            ask(&t->trial[reader].learner, dreams[k][0], CLASSES, a);
            for (int d = 0; d < CLASSES; d++) {
                asked[whose]++;
                sure[whose] += a[d * CLASSES + d] > (real)0.9;
                read[whose] += answer(a, d) == d;
            }
        }
    Table u = table_begin("a network is shown|cases|reads it so|over 0.9",
                          "%-18s|%5d|%11d|%8d");
    for (int i = 0; i < WHOSE; i++)
        table_row(&u, name[i], asked[i], read[i], sure[i]);
    table_end(&u);
    claim("dreams read by the others", 100.0 * read[1] / asked[1], 90, 100,
          "%.0f");
    show_alike();
}

/* ---- Moved --------------------------------------------------------------- */

// x [n, PIXELS]: the images `from`, moved so far right and down; what comes in
// is paper.
static void move(const real *from, int n, int right, int down, real *x) {
    for (int i = 0; i < n * PIXELS; i++) {
        int row = i / SIDE % SIDE - down, col = i % SIDE - right;
        bool in = row >= 0 && row < SIDE && col >= 0 && col < SIDE;
        x[i] = in ? from[i / PIXELS * PIXELS + row * SIDE + col] : 0;
    }
}

static double ink(const real *x, int n) {
    double sum = 0;
    for (int i = 0; i < n * PIXELS; i++)
        sum += (double)x[i];
    return sum;
}

// Of 100 images x [d->count, PIXELS] those that are read.
static double read_of(const Learner *l, const Dataset *d, const real *x) {
    static real a[MANY * CLASSES];
    int right = 0;
    ask(l, x, d->count, a);
    for (int i = 0; i < d->count; i++)
        right += answer(a, i) == d->label[i];
    return 100.0 * right / d->count;
}

static void moved(Chapter *c, const Trials *t) {
    enum { FAR = 4, SIDES = 4 };
    static const int right[SIDES] = {1, -1, 0, 0}, down[SIDES] = {0, 0, 1, -1};
    static real x[MANY * PIXELS], to[MANY * PIXELS];
    double read[FAR + 1][SEEDS] = {{0}}, stays[FAR + 1] = {0};
    Dataset some = dataset_part(&test, 0, MANY);
    chapter_section(c, "Moved by a pixel");
    chapter_predict(c, "Each image moves by 1 to 4 pixels: how many of 100 are "
                       "still read?");
    images_of(&some, x);
    for (int far = 0; far <= FAR; far++)
        for (int k = 0; k < SIDES; k++) {
            move(x, some.count, far * right[k], far * down[k], to);
            stays[far] += 100 * ink(to, some.count) / ink(x, some.count);
            for (int s = 0; s < SEEDS; s++)
                read[far][s] += read_of(&t->trial[s].learner, &some, to);
        }
    printf(
        "Of 100 images, moved right, left, down or up (the mean of the four), "
        "so many\nare read by the five networks of the small start:\n\n");
    Table u = table_begin("pixels | of 100 of the ink stay | lowest | "
                          "median | highest",
                          "%6d | %22.1f | %6.1f | %6.1f | %7.1f");
    for (int far = 0; far <= FAR; far++) {
        for (int s = 0; s < SEEDS; s++)
            read[far][s] /= SIDES;
        Spread of = spread_of(read[far], SEEDS);
        table_row(&u, far, stays[far] / SIDES, SPREAD(of));
        if (far == 2 || far == 4)
            claim(far == 2 ? "moved by 2 pixels, read, median"
                           : "moved by 4 pixels, read, median",
                  of.median, far == 2 ? 40 : 5, far == 2 ? 90 : 50, "%.0f");
    }
    table_end(&u);
}

/* ---- The nudge ----------------------------------------------------------- */

enum { TRIED = 200, STEPS = 20, SHOWN = 5 };

// Four walks: along the gradient or by chance; free, or kept from 0 to 1.
enum { UPHILL, BY_CHANCE, UPHILL_KEPT, BY_CHANCE_KEPT, WAYS };

// Images of d, moved to x [d->count, PIXELS]: ∂C/∂x into g. (C is the mean of
// their costs, which leaves the signs as they are.)
static void input_gradient(Learner *l, const Dataset *d, const real *x,
                           real *g) {
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, d, NULL, d->count);
    b.x = t_input(l->graph, b.n, PIXELS, x);
    t_backward(learner_cost(l, &b));
    memcpy(g, b.x->grad, t_count(b.x) * sizeof *g);
    graph_rewind(l->graph, mark);
}

// wrong[step · SEEDS]: of 100 images that the network has read, how many it
// misreads.
static void walk(Learner *l, const Dataset *d, int kind, uint64_t seed,
                 double *wrong) {
    static real x[TRIED * PIXELS], way[TRIED * PIXELS], a[TRIED * CLASSES];
    int n = d->count, all = 0;
    bool read[TRIED];
    Rng r = rng_new(seed + 800);
    images_of(d, x);
    for (int p = 0; p < n * PIXELS; p++)
        way[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step <= STEPS; step++) {
        int misread = 0;
        ask(l, x, n, a);
        for (int i = 0; i < n; i++) {
            bool right = answer(a, i) == d->label[i];
            if (step == 0)
                all += read[i] = right;
            misread += read[i] && !right;
        }
        wrong[step * SEEDS] = 100 * misread / fmax(all, 1);
        if (kind == UPHILL || kind == UPHILL_KEPT)
            input_gradient(l, d, x, way);
        nudge(x, way, n * PIXELS, kind >= UPHILL_KEPT);
    }
}

// Along the signs the cost rises by Σ|g| at first, along random signs by √Σg²,
// more or less. How many times as much is the former?
static Spread push_ratio(const Trials *t, const Dataset *d) {
    static real x[TRIED * PIXELS], g[TRIED * PIXELS];
    static double ratio[SEEDS * TRIED];
    int n = d->count;
    images_of(d, x);
    for (int k = 0; k < SEEDS; k++) {
        input_gradient(&t->trial[k].learner, d, x, g);
        for (int i = 0; i < n; i++) {
            double sum = 0, squares = 1e-300;
            for (int p = i * PIXELS; p < (i + 1) * PIXELS; p++) {
                sum += fabs((double)g[p]);
                squares += (double)g[p] * (double)g[p];
            }
            ratio[k * n + i] = sum / sqrt(squares);
        }
    }
    return spread_of(ratio, SEEDS * n);
}

// The first image about which five steps fool the network.
static void show_fooled(Chapter *c, Learner *l, const Dataset *d) {
    static real x[TRIED * PIXELS], g[TRIED * PIXELS];
    real before[TRIED * CLASSES], after[TRIED * CLASSES];
    int n = d->count, i = 0;
    images_of(d, x);
    ask(l, x, n, before);
    for (int step = 0; step < SHOWN; step++) {
        input_gradient(l, d, x, g);
        nudge(x, g, n * PIXELS, true);
    }
    ask(l, x, n, after);
    while (i + 1 < n && (answer(before, i) != d->label[i] ||
                         answer(after, i) == d->label[i]))
        i++;
    int was = answer(before, i), is = answer(after, i);
    real score[2] = {before[i * CLASSES + was], after[i * CLASSES + is]};
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f.\n\n", i, was,
           (double)score[0], is, (double)score[1]);
    Figure *f = figure_open(c, "ch14_example", "was score is score");
    figure_row(f, was, score[0], is, score[1]);
    figure_block(f, "pixels", "column row before after");
    uint8_t new[PIXELS];
    for (int p = 0; p < PIXELS; p++) {
        int at = i * PIXELS + p;
        new[p] = (uint8_t)(255 * x[at] + (real)0.5);
        figure_row(f, p % SIDE, p / SIDE, d->image[at] / 255.0, x[at]);
    }
    figure_close(c, f);
    text_images(2, (const uint8_t *[]){d->image + i * PIXELS, new}, SIDE, SIDE);
}

// x: the images of d, nudged by network l and kept from 0 to 1.
static void nudged(Learner *l, const Dataset *d, int steps, real *x) {
    static real g[TRIED * PIXELS];
    images_of(d, x);
    for (int step = 0; step < steps; step++) {
        input_gradient(l, d, x, g);
        nudge(x, g, d->count * PIXELS, true);
    }
}

// Of 100 images of d that l reads: how many it misreads as x.
static double misread_of(const Learner *l, const Dataset *d, const real *x) {
    static real was[TRIED * PIXELS];
    real before[TRIED * CLASSES], after[TRIED * CLASSES];
    int read = 0, misread = 0;
    images_of(d, was);
    ask(l, was, d->count, before);
    ask(l, x, d->count, after);
    for (int i = 0; i < d->count; i++)
        if (answer(before, i) == d->label[i])
            read++, misread += answer(after, i) != d->label[i];
    return 100 * misread / fmax(read, 1);
}

// Does a nudge fool the network when its pixels are whole bytes? And others?
static void show_others(const Trials *t, const Dataset *d) {
    enum { WHOM = 3 };
    static const char *const name[WHOM] = {"the network of the nudge",
                                           "the same, whole bytes",
                                           "each other network"};
    static real x[TRIED * PIXELS];
    printf("The nudge, kept, shown to others too; of 100 images that they "
           "read, so many\nare misread:\n\n");
    Table u = table_begin("moved by|asked|cases|lowest|median|highest",
                          "%8g|%-24s|%5d|%6.1f|%6.1f|%7.1f");
    for (int steps = SHOWN; steps <= 2 * SHOWN; steps += SHOWN) {
        double wrong[WHOM][SEEDS * SEEDS];
        int n[WHOM] = {0};
        for (int k = 0; k < SEEDS; k++) {
            nudged(&t->trial[k].learner, d, steps, x);
            for (int whom = 0; whom < SEEDS; whom++) {
                int kind = whom == k ? 0 : 2;
                wrong[kind][n[kind]++] =
                    misread_of(&t->trial[whom].learner, d, x);
            }
            for (int i = 0; i < d->count * PIXELS; i++)
                x[i] = (real)((int)(255 * x[i] + (real)0.5) / 255.0);
            wrong[1][n[1]++] = misread_of(&t->trial[k].learner, d, x);
        }
        for (int kind = 0; kind < WHOM; kind++)
            table_row(&u, steps * nudge_step, name[kind], n[kind],
                      SPREAD(spread_of(wrong[kind], n[kind])));
    }
    table_end(&u);
}

static void the_nudge(Chapter *c, const Trials *t) {
    double wrong[WAYS][STEPS + 1][SEEDS];
    Dataset some = dataset_part(&test, 0, c->quick ? TRIED / 4 : TRIED);
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many of 100 fool it, "
                       "along the gradient and by chance?");
    for (int k = 0; k < SEEDS; k++)
        for (int way = 0; way < WAYS; way++)
            walk(&t->trial[k].learner, &some, way, c->seed + (uint64_t)k,
                 &wrong[way][0][k]);
    show_fooled(c, &t->trial[0].learner, &some);
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
    Spread s[STEPS + 1][WAYS];
    for (int step = 0; step <= STEPS; step++) {
        Spread *of = s[step];
        for (int way = 0; way < WAYS; way++)
            of[way] = spread_of(wrong[way][step], SEEDS);
        figure_row(f, step * nudge_step, SPREAD(of[UPHILL]),
                   SPREAD(of[BY_CHANCE]), of[BY_CHANCE_KEPT].median);
        if (step <= 2 || step % 5 == 0)
            table_row(&u, step * nudge_step, SPREAD(of[UPHILL]),
                      of[BY_CHANCE].median, of[UPHILL_KEPT].median,
                      of[BY_CHANCE_KEPT].median);
    }
    table_end(&u);
    figure_close(c, f);
    show_others(t, &some);
    Spread ratio = push_ratio(t, &some);
    printf("Σ|g| is %.1f times √Σg², the median of %d gradients; %.1f to %.1f."
           "\n\n",
           ratio.median, SEEDS * some.count, ratio.low, ratio.high);
    claim("misread after 5 steps, median", s[5][UPHILL].median, 10, 40, "%.0f");
    claim("misread after 10 steps, median", s[10][UPHILL].median, 35, 75,
          "%.0f");
    claim("after 10 random steps, median", s[10][BY_CHANCE].median, 0, 4,
          "%.0f");
    claim("Σ|g| to √Σg², median", ratio.median, 14, 22, "%.0f");
}

/* ---- All of it ----------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Recipe small = recipe_of(INIT_LECUN), article = recipe_of(INIT_NORMAL);
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    trials_add(&t, &small, &train);
    trials_add(&t, &article, &train);
    ten_networks(c, &t, threads);
    edges(c, &t);
    loops(c, &t);
    claim("units with more of an edge, of 100 pairs", surer, 40, 80, "%.0f");
    noise(c, &t);
    nonsense(c, threads);
    dreaming(c, &t);
    moved(c, &t);
    the_nudge(c, &t);
    claims_check(c, c->seed == 1, NULL);
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
