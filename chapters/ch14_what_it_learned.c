/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images (which: chapter 13). Does it read them that way? You will measure it
on ten networks, each time beside a control that says what the measure is worth;
and ask such networks what they see in noise, whether they can learn nonsense,
what they would like best, whether they know a moved digit, what fools them.

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

## Edges?

Laid out like pixels, the weights of a unit (a neuron) of the first layer are a
picture. Chapter 5 has an edge: a band of weights with a negative border. We
take that and a second kind, a step from minus to plus; each kind in two lengths
and eight directions, centred at each of 400 places: 12,800 edges. How much of a
picture is one of them? Take both as arrows of 784 numbers: 100 times the square
of the cosine of their angle (chapter 3) is the score, 100 where the picture is
that edge, however strong, 0 where they have nothing in common; (1, 1) and (1,
0) have 50. The score of a picture is that of its best edge.

Is 20 of 100 much, where one may choose among 12,800? A measure says nothing
until one has seen what it says where the answer is known. So there are two
kinds of controls, which may choose as well. These *are* edges: one of ours;
eighty others, each with its place, direction and size; and the eighty in noise,
of deviation ½ where the edge is 1. And these are *no* edges: mixtures of
images. A step adds -η·δ·a to a unit's weights (chapter 9), a being the image;
so what a unit learns *is* a sum of images, each times a number. We add up a
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
would be no difference (luck: exercise 14a). So a unit has a little more of an
edge than a mere sum of images. The article's start scores lower; but its noise,
which stays (wholly, where a pixel is always paper), could hide one. Paper
multiplies it by 0: no harm. Ink that comes there, in noise or a moved digit
(below), meets weights no image taught; what harm it does, we have not measured.

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
passes with the chance p = 2/126, and of our 160 units `2.5` would. Say 4 did:
is that more? That exactly i of n pass has the chance (n choose i)·pⁱ·(1-p)ⁿ⁻ⁱ;
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

→ Is each unit needed?

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
`40.8`, real images in `2.8` to `5`. Neither was ever taught. It learned from
digits only, so the cost never asked what outputs say elsewhere: that is left
over from other lessons. (One could ask: noise among its images, with y = 0.)

With uniform noise all depends on the seed: `0` to `53` say a digit. So much ink
shifts a weighted sum of layer 1 by as much as real images make it vary (`1.05`
deviations, the last rows), and shifts it alike for all such pages; what differs
mostly cancels, since each pixel is drawn by itself. So to most networks they
are nearly one: in the median `80.2` of 100 get the *same* answer.

## Nonsense, learned by heart

Must a network *find* something to get its answers right? Shuffle the labels of
500 training images, and there is nothing to find. In 200 epochs five networks
learn this, five the true labels; then both read 1,000 images not seen before.

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

Start from a real image and walk uphill on its cost (or downhill on a wrong
label's, to choose the mistake). ∂C/∂image says how the cost of this one image
hangs on each pixel; a step moves each by `0.01` along its sign; after five none
is off by over `0.05`. Why the sign? The limit is on each pixel: each goes as
far as it may; were the arrow's length limited, the gradient would be best
(chapter 3). (So Goodfellow and others fooled a larger network in 2014: by ¼ a
pixel in 89 of 100 images, 18 once trained on such, at twice the work.)
*/

// Each of n pixels moves by the same, up or down as the sign of `way` says.
static void nudge(real *x, const real *way, int n) {
    for (int i = 0; i < n; i++) {
        real sign = (real)((way[i] > 0) - (way[i] < 0));
        x[i] = inside(x[i] + (real)nudge_step * sign);
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

Sixteen units and ten epochs are little; if a wider plain net shows clearer
pictures, we have not looked. In networks made for images, whose units look at
small patches with the same weights everywhere, edges *are* found in the first
layer, and a digit may lie elsewhere: the hope was not foolish, but this network
is too plain for it. The p-value takes all orders of digits for equally likely,
units for independent; neither is so. Several units may say "loop" together.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** More than luck? How often chance alone would part two groups as far.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10, MANY = 1000 };
enum { EACH = SEEDS * UNITS };
static const double PI = 3.14159265358979323846;

// What all sections share: the images; the first `many` of the test set, as
// numbers from 0 to 1; who reads: five networks, and twice the ten means.
enum { SHAPES = SEEDS, MEANS, READERS };
static Dataset train, test;
static int many;
static real image[MANY * PIXELS];
static Learner *net[READERS];
static const Recipe recipe = {
    .hidden = {2, {UNITS, UNITS}}, .init = INIT_LECUN, .rate = 3};

// What layer `to` says, where layer `from` says a; layer 0 is the image.
static Tensor *onward(const Mlp *m, Tensor *a, int from, int to) {
    for (int k = from; k < to; k++)
        a = t_sigmoid(t_linear(a, m->weight[k], m->bias[k]));
    return a;
}

// What a reader says to the pictures x [n, PIXELS], at most MANY: [n, CLASSES],
// until the next call.
static const real *ask(int who, const real *x, int n) {
    static real says[MANY * CLASSES];
    const Mlp *m = &net[who]->mlp;
    GraphMark mark = graph_mark(m->graph);
    const Tensor *a = onward(m, t_const(m->graph, n, PIXELS, x), 0, m->layers);
    memcpy(says, a->data, t_count(a) * sizeof *says);
    graph_rewind(m->graph, mark);
    return says;
}

// What is said to n pictures, says [n, CLASSES]: how many get their label, how
// many an output over 0.9 for it, none over a half. Without labels each answer
// is right; a picture with the label CLASSES is not asked about.
typedef struct Heard {
    int asked, right, sure, none;
} Heard;

static Heard hear(const real *says, int n, const uint8_t *label) {
    Heard h = {0};
    for (int i = 0; i < n; i++, says += CLASSES) {
        int answer = argmax(says, CLASSES), digit = label ? label[i] : answer;
        if (digit == CLASSES)
            continue;
        h.asked++;
        h.right += answer == digit;
        h.sure += says[digit] > (real)0.9;
        h.none += says[answer] <= (real)0.5;
    }
    return h;
}

// A row of a table: what n cases have come to.
typedef struct Row {
    const char *name;
    int n;
    double x[MANY];
} Row;

static void add(Row *r, double x) {
    if (r->n == MANY)
        fatal("a row has no room for more than %d", MANY);
    r->x[r->n++] = x;
}

static Spread spread(Row *r) { return spread_of(r->x, r->n); }

static void show(const char *headings, const char *formats, int n, Row *row) {
    Table t = table_begin(headings, formats);
    for (int k = 0; k < n; k++)
        table_row(&t, row[k].name, row[k].n, SPREAD(spread(&row[k])));
    table_end(&t);
}

static void claim_row(const char *what, Row *r, double low, double high) {
    claim(what, spread(r).median, low, high, high > 1 ? "%.0f" : "%.2f");
}

// Data sets of a figure: pictures x [n, PIXELS], each with its place.
static void draw(Figure *f, int place, int n, const real *x) {
    for (int i = 0; i < n * PIXELS; i++) {
        if (i % PIXELS == 0)
            figure_block(f, "picture", "place column row value");
        figure_row(f, place + i / PIXELS, i % SIDE, i / SIDE % SIDE, x[i]);
    }
}

/* ---- The check ----------------------------------------------------------- */

// ∂C/∂image [1, PIXELS], by hand, for an image b and half_squares.
static const real *input_gradient_by_hand(const Mlp *m, const Batch *b) {
    Tensor *a[4] = {b->x};
    for (int k = 0; k < 3; k++)
        a[k + 1] = onward(m, a[k], k, k + 1);
    Tensor *slope = t_sub(a[3], b->y);  // ∂C/∂a, a row
    for (int k = 3; k > 0; k--) {
        Tensor *delta = t_mul(slope, t_sub(a[k], t_square(a[k])));
        slope = t_matmul(delta, m->weight[k - 1]);  // (Wᵀδ)ᵀ
    }
    return slope->data;
}

// g: ∂C/∂x, where the first n images of d look like x, both [n, PIXELS]. (C is
// the mean of their costs, which leaves the signs as they are.)
static void input_gradient(Learner *l, const Dataset *d, int n, const real *x,
                           real *g) {
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, d, NULL, n);
    b.x = t_input(l->graph, n, PIXELS, x);
    t_backward(learner_cost(l, &b));
    memcpy(g, b.x->grad, t_count(b.x) * sizeof *g);
    graph_rewind(l->graph, mark);
}

static void check(Chapter *c, const Recipe *unused) {
    (void)unused;
    Learner l = learner_new(&train, &recipe, c->seed, 1);
    Batch b = first_images(&l, 1);
    OnBatch k = {&l, &b};
    real *pixel = b.x->data, slope[PIXELS];
    double hand[PIXELS], tape[PIXELS], numeric[PIXELS];
    const real *by_hand = input_gradient_by_hand(&l.mlp, &b);
    input_gradient(&l, &train, 1, pixel, slope);
    for (int i = 0; i < PIXELS; i++) {
        hand[i] = (double)by_hand[i];
        tape[i] = (double)slope[i];
        numeric[i] = (double)central_difference(cost_on_batch, &k, &pixel[i],
                                                difference_step(pixel[i]));
    }
    report_begin(c);
    report_row(c, "the pixel in the corner", hand[0], tape[0], numeric[0]);
    report_lists(c, "all, numeric and by tape", PIXELS, tape, numeric, 0);
    report_lists(c, "all, by hand and by tape", PIXELS, hand, tape,
                 10 * (double)REAL_EPSILON);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- Edges --------------------------------------------------------------- */

// The pictures, by kind: those that should have an edge, those that should not,
// and the units. (Of ours there is one.)
enum { OURS, OTHERS, NOISY, MIXED, LEARNED, KINDS };
static real picture[KINDS][EACH * PIXELS];

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

// x [PIXELS]: a sum of images, each times a number by chance.
static void mix(Rng *r, real *x) {
    int n = dataset_part(&train, 0, MANY).count;
    double times[MANY], mean = 0;
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

static void fill_pictures(uint64_t seed) {
    Rng r = rng_new(seed + 500);
    put_edge(picture[OURS], 8, 14, 0, 6, 3, false);
    for (int k = 0; k < EACH; k++) {
        double row = 5 + 18 * rng_uniform(&r), col = 5 + 18 * rng_uniform(&r);
        double angle = PI * rng_uniform(&r), half = 2.5 + 4 * rng_uniform(&r);
        double width = 2 + 2 * rng_uniform(&r);
        put_edge(picture[OTHERS] + k * PIXELS, row, col, angle, half, width,
                 rng_below(&r, 2) == 1);
    }
    for (int i = 0; i < EACH * PIXELS; i++)
        picture[NOISY][i] = picture[OTHERS][i] + (real)(0.5 * rng_normal(&r));
    for (int k = 0; k < EACH; k++)
        mix(&r, picture[MIXED] + k * PIXELS);
    for (int k = 0; k < SEEDS; k++)
        memcpy(picture[LEARNED] + k * UNITS * PIXELS,
               net[k]->mlp.weight[0]->data, UNITS * PIXELS * sizeof(real));
}

// How much of each picture the best edge explains. All 12,800, or one of
// `stride`: two kinds, two lengths, eight directions, 400 places. Few pixels of
// an edge are not 0, so all pictures go through them side by side.
static void find_edges(int stride, Row *share) {
    enum { ALL = KINDS * EACH };
    static double column[PIXELS][ALL], squares[ALL];
    for (int i = 0; i < ALL * PIXELS; i++) {
        double x = (double)picture[i / PIXELS / EACH][i % (EACH * PIXELS)];
        column[i % PIXELS][i / PIXELS] = x;
        squares[i / PIXELS] += x * x;
    }
    for (int at = 0; at < 12800; at += stride) {
        int place = at % 400, kind = at / 400;
        real edge[PIXELS];
        double dot[ALL] = {0}, own = 0;
        put_edge(edge, 4 + place / 20, 4 + place % 20, kind / 4 * PI / 8,
                 kind & 2 ? 6 : 3, 3, kind & 1);
        for (int p = 0; p < PIXELS; p++) {
            double x = (double)edge[p];
            own += x * x;
            for (int i = 0; x * x > 0 && i < ALL; i++)
                dot[i] += x * column[p][i];
        }
        for (int i = 0; i < ALL; i++) {
            double both = own * squares[i];
            double like = both > 0 ? dot[i] / sqrt(both) : 0;
            double *best = &share[i / EACH].x[i % EACH];
            *best = fmax(*best, 100 * like * like);
        }
    }
}

// Of the pairs of one of n and one of EACH others, in how many of 100 is the
// first the larger?
static double of_pairs(const double *these, int n, const double *those) {
    double more = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < EACH; k++)
            more += these[i] > those[k];
    return 100 * more / n / EACH;
}

static void edges(Chapter *c) {
    static const int drawn[KINDS] = {1, 1, 1, 3, 12};
    static Row surer, share[KINDS] = {{.name = "an edge of ours", .n = 1},
                                      {.name = "other edges", .n = EACH},
                                      {.name = "the same in noise", .n = EACH},
                                      {.name = "mixtures of images", .n = EACH},
                                      {.name = "units", .n = EACH}};

    const double *unit = share[LEARNED].x, *mixed = share[MIXED].x;
    int stride = c->quick ? 7 : 1;
    chapter_section(c, "Edges?");
    chapter_predict(c, "How much of a unit's weights is its best edge?");
    printf("The weights of each unit of the first layer, against %d edges:\n\n",
           (12800 + stride - 1) / stride);
    fill_pictures(c->seed);
    find_edges(stride, share);
    Figure *f = figure_open(c, "ch14_weights", "place share");
    for (int k = 0, place = 0; k < KINDS; k++)
        for (int i = 0; i < drawn[k]; i++)
            figure_row(f, place++, share[k].x[i]);
    for (int k = 0, place = 0; k < KINDS; place += drawn[k++])
        draw(f, place, drawn[k], picture[k]);
    figure_close(c, f);
    for (int k = 0; k < SEEDS; k++)
        add(&surer, of_pairs(unit + k * UNITS, UNITS, mixed));
    double all = of_pairs(unit, EACH, mixed);
    show("one edge explains, of 100 | pictures | lowest | median | highest",
         "%-25s | %8d | %6.1f | %6.1f | %7.1f", KINDS, share);
    Spread s = spread(&surer);
    printf(
        "A unit has more of an edge than a mixture in "
        "%.0f of 100 pairs;\nin one network in %.0f, in another in %.0f.\n\n",
        all, s.low, s.high);
    claim_row("edge in a median unit", &share[LEARNED], 12, 30);
    claim_row("edge in a median mixture", &share[MIXED], 12, 30);
    claim("units with more of an edge, of 100 pairs", all, 40, 80, "%.0f");
}

/* ---- Loops --------------------------------------------------------------- */

// mean [UNITS + 1]: for each digit the mean activation of the units of the
// second hidden layer; and of a control, the outputs of the digits with a loop
// added up.
static void mean_activations(const Learner *l,
                             double mean[UNITS + 1][CLASSES]) {
    int count[CLASSES] = {0};
    memset(mean, 0, (UNITS + 1) * sizeof *mean);
    for (int from = 0; from < test.count; from += MANY) {
        Dataset part = dataset_part(&test, from, MANY);
        GraphMark mark = graph_mark(l->graph);
        Batch b = batch_gather(l->graph, &part, NULL, part.count);
        Tensor *hidden = onward(&l->mlp, b.x, 0, 2);  // a row an image
        Tensor *output = onward(&l->mlp, hidden, 2, 3);
        for (int i = 0; i < b.n; i++) {
            int d = b.label[i];
            const real *says = output->data + i * CLASSES;
            for (int u = 0; u < UNITS; u++)
                mean[u][d] += (double)hidden->data[i * UNITS + u];
            mean[UNITS][d] += (double)(says[0] + says[6] + says[8] + says[9]);
            count[d]++;
        }
        graph_rewind(l->graph, mark);
    }
    for (int u = 0; u <= UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            mean[u][d] /= fmax(count[d], 1);
}

static void loops(Chapter *c) {
    const double luck = 2 / 126.0;
    int pass = 0, control = 0;
    chapter_section(c, "Loops?");
    chapter_predict(c, "Of 80 units, how many have the loops on one side?");
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int k = 0; k < SEEDS; k++) {
        double mean[UNITS + 1][CLASSES];
        mean_activations(net[k], mean);
        for (int u = 0; u < UNITS; u++) {
            pass += is_loop_unit(mean[u]);
            for (int d = 0; k == 0 && d < CLASSES; d++)
                figure_row(f, d, u, mean[u][d]);
        }
        control += is_loop_unit(mean[UNITS]);
    }
    figure_close(c, f);
    Table t = table_begin("what | of | pass | by chance | p-value",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    double p = p_value(pass, EACH, luck);
    table_row(&t, "units", EACH, pass, EACH * luck, p);
    table_row(&t, "if it were one more", EACH, pass + 1, EACH * luck,
              p_value(pass + 1, EACH, luck));
    table_row(&t, "control: outputs 0, 6, 8, 9", SEEDS, control, SEEDS * luck,
              p_value(control, SEEDS, luck));
    table_end(&t);
    claim("loop units: p-value", p, 0.05, 1, "%.2f");
}

/* ---- Units off ----------------------------------------------------------- */

// How many of the images are read where layer `from` says a [n, cols], but n
// units of it, from `first` on, say their mean to each.
static int right_without(const Mlp *m, const Tensor *a, int from, int first,
                         int n) {
    GraphMark mark = graph_mark(m->graph);
    Tensor *b = t_const(m->graph, a->rows, a->cols, a->data);
    for (int u = first; u < first + n; u++) {
        real *unit = b->data + u % b->cols;
        double mean = 0;
        for (int i = 0; i < b->rows; i++)
            mean += (double)unit[i * b->cols] / b->rows;
        for (int i = 0; i < b->rows; i++)
            unit[i * b->cols] = (real)mean;
    }
    Heard h = hear(onward(m, b, from, 3)->data, b->rows, test.label);
    graph_rewind(m->graph, mark);
    return h.right;
}

static void units_off(Chapter *c) {
    enum { ROWS = 5 };
    static const int layer[ROWS] = {1, 2, 1, 1, 1};
    static const int off[ROWS] = {1, 1, 2, 4, 8};
    static Row lost[ROWS] = {{.name = "one of layer 1"},
                             {.name = "one of layer 2"},
                             {.name = "two of layer 1"},
                             {.name = "four of layer 1"},
                             {.name = "eight of layer 1"}};
    chapter_section(c, "Is each unit needed?");
    chapter_predict(c, "One unit is off: how many of 100 images are lost?");
    int n = c->quick && many > 100 ? 100 : many;
    for (int k = 0; k < SEEDS; k++) {
        const Mlp *m = &net[k]->mlp;
        GraphMark mark = graph_mark(m->graph);
        Tensor *x = t_const(m->graph, n, PIXELS, image);
        Tensor *a[3] = {x, onward(m, x, 0, 1), onward(m, x, 0, 2)};
        int whole = right_without(m, x, 0, 0, 0);
        for (int r = 0; r < ROWS; r++)
            for (int u = 0; u < UNITS; u++) {
                int right = right_without(m, a[layer[r]], layer[r], u, off[r]);
                add(&lost[r], 100.0 * (whole - right) / n);
            }
        graph_rewind(m->graph, mark);
    }
    printf("So many of 100 images are lost, each beside its own network:\n\n");
    show("at its mean | cases | lowest | median | highest",
         "%-16s | %5d | %6.1f | %6.1f | %7.1f", ROWS, lost);
    claim_row("lost with a unit of layer 1", &lost[0], 0, 4);
}

/* ---- Noise --------------------------------------------------------------- */

static void noise(Chapter *c) {
    static real page[MANY * PIXELS];
    static Row row[] = {{.name = "real images, over 0.9"},
                        {.name = "noise, over 0.9"},
                        {.name = "real images, none over 0.5"},
                        {.name = "noise, none over 0.5"}};
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9? "
                       "And how many none over a half?");
    Rng r = rng_new(c->seed + 600);
    for (int i = 0; i < many * PIXELS; i += PIXELS) {
        int order[PIXELS];
        for (int p = 0; p < PIXELS; p++)
            order[p] = p;
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[i + p] = image[i + order[p]];
    }
    for (int k = 0; k < SEEDS; k++)
        for (int shuffled = 0; shuffled < 2; shuffled++) {
            Heard h = hear(ask(k, shuffled ? page : image, many), many, NULL);
            add(&row[shuffled], 100.0 * h.sure / many);
            add(&row[2 + shuffled], 100.0 * h.none / many);
        }
    printf("Of 100 pictures, by five networks:\n\n");
    show("the outputs|networks|lowest|median|highest",
         "%-26s|%8d|%6.1f|%6.1f|%7.1f", 4, row);
    claim_row("real images over 0.9, median", &row[0], 80, 90);
    claim_row("noise over 0.9, median", &row[1], 15, 45);
    claim_row("noise, none over 0.5, median", &row[3], 15, 50);
}

/* ---- Nonsense ------------------------------------------------------------ */

static void nonsense(Chapter *c, int threads) {
    enum { FEW = 500, LONG = 200 };
    static uint8_t label[FEW];
    Dataset few = dataset_part(&train, 0, FEW), shuffled = few,
            others = dataset_part(&test, 0, MANY);
    int order[FEW];
    Rng chance = rng_new(c->seed + 700);
    for (int i = 0; i < few.count; i++)
        order[i] = i;
    rng_shuffle(&chance, order, few.count);
    for (int i = 0; i < few.count; i++)
        label[i] = few.label[order[i]];
    shuffled.label = label;
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : LONG, &others);
    t.own = FEW;
    trials_add(&t, &recipe, &few);
    trials_add(&t, &recipe, &shuffled);
    chapter_section(c, "Nonsense, learned by heart");
    chapter_predict(c, "How many of 500 shuffled labels can be learned?");
    trials_run(c, &t, threads, "shuffled labels");
    printf("Read right of 100 images, after %d epochs:\n\n", t.rounds);
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
    }
    figure_close(c, f);
    Table u = table_begin("labels|images|lowest|median|highest",
                          "%-8s|%-6s|%6.1f|%6.1f|%7.1f");
    for (int k = 0; k < 4; k++)
        table_row(&u, k / 2 ? "shuffled" : "true", k % 2 ? "unseen" : "seen",
                  SPREAD(s[k]));
    table_end(&u);
    claim("shuffled labels, seen", s[2].median, 75, 97, "%.0f");
    claim("the same, unseen", s[3].median, 5, 15, "%.0f");
    trials_free(&t);
}

/* ---- Dreams -------------------------------------------------------------- */

static real mean_image[CLASSES * PIXELS];

static void fill_means(void) {
    static double sum[CLASSES * PIXELS];
    int count[CLASSES] = {0};
    for (int i = 0; i < train.count; i++) {
        count[train.label[i]]++;
        for (int p = 0; p < PIXELS; p++)
            sum[train.label[i] * PIXELS + p] += train.image[i * PIXELS + p];
    }
    for (int p = 0; p < CLASSES * PIXELS; p++)
        mean_image[p] = (real)(sum[p] / 255 / fmax(count[p / PIXELS], 1));
}

// Ten neurons on a digit's mean image m each. Chapter 5's have the weights m
// and the bias -½Σm² (here all is a tenth, so that no σ rounds to 1); those for
// the shape alone (m - μ)/|m - μ| with μ, the mean of m, and no bias.
static Learner ten_means(bool shape) {
    Recipe r = {.cost = &by_softmax};
    Learner l = learner_new(&train, &r, 1, 1);
    for (int d = 0; d < CLASSES; d++) {
        real *w = l.mlp.weight[0]->data + d * PIXELS;
        const real *m = mean_image + d * PIXELS;
        double level = 0, squares = 1e-30;
        for (int p = 0; shape && p < PIXELS; p++)
            level += (double)m[p] / PIXELS;
        for (int p = 0; p < PIXELS; p++) {
            double x = (double)m[p] - level;
            squares += x * x;
            w[p] = (real)x;
        }
        for (int p = 0; p < PIXELS; p++)
            w[p] /= shape ? (real)sqrt(squares) : 10;
        l.mlp.bias[0]->data[d] = shape ? 0 : (real)(-squares / 20);
    }
    return l;
}

// For each digit, of a network and of one that has learned nothing.
static real dreams[2][SEEDS][CLASSES * PIXELS];

static void fill_dreams(uint64_t seed) {
    for (int k = 0; k < SEEDS; k++) {
        Learner l = learner_new(&train, &recipe, seed + (uint64_t)k, 1);
        for (int d = 0; d < CLASSES; d++) {
            dream(net[k], d, dreams[0][k] + d * PIXELS);
            dream(&l, d, dreams[1][k] + d * PIXELS);
        }
        learner_free(&l);
    }
}

// Of ten pictures x, one for each digit: how many a reader reads so.
static int reads(int who, const real *x) {
    static const uint8_t digit[CLASSES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    return hear(ask(who, x, CLASSES), CLASSES, digit).right;
}

static void show_read(void) {
    enum { OWN, OTHER, SHAPE, MEAN, UNTAUGHT, BLUR, ROWS };
    static const char *const shown[] = {
        "a dream", "", "", "", "one untaught", "a mean image"};
    static const char *const by[] = {"the dreamer",    "each other network",
                                     "the ten shapes", "the ten means",
                                     "the ten shapes", "each network"};
    int right[ROWS] = {0};
    for (int k = 0; k < SEEDS; k++) {
        for (int j = 0; j < SEEDS; j++)
            right[j == k ? OWN : OTHER] += reads(j, dreams[0][k]);
        right[SHAPE] += reads(SHAPES, dreams[0][k]);
        right[MEAN] += reads(MEANS, dreams[0][k]);
        right[UNTAUGHT] += reads(SHAPES, dreams[1][k]);
        right[BLUR] += reads(k, mean_image);
    }
    Table t =
        table_begin("picture|read by|cases|as meant", "%-13s|%-18s|%5d|%8d");
    for (int i = 0; i < ROWS; i++)
        table_row(&t, shown[i], by[i],
                  SEEDS * CLASSES * (i == OTHER ? SEEDS - 1 : 1), right[i]);
    table_end(&t);
    claim("dreams read by the others", right[OTHER] / 2.0, 90, 100, "%.0f");
    claim("dreams read by the ten shapes", 2.0 * right[SHAPE], 70, 100, "%.0f");
}

static void dreaming(Chapter *c) {
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2? To the other "
                       "networks?");
    fill_dreams(c->seed);
    const real *says = ask(0, dreams[0][0], CLASSES);
    Figure *f = figure_open(c, "ch14_dream", "digit output");
    for (int d = 0; d < CLASSES; d++)
        figure_row(f, d, says[d * CLASSES + d]);
    draw(f, 0, CLASSES, dreams[0][0]);
    draw(f, 0, CLASSES, mean_image);
    figure_close(c, f);
    show_read();
}

/* ---- Moved --------------------------------------------------------------- */

// x [many, PIXELS]: the images, moved so far right and down; what comes in is
// paper. Returns the ink that stays.
static double move(int right, int down, real *x) {
    double ink = 0;
    for (int i = 0; i < many * PIXELS; i++) {
        int row = i / SIDE % SIDE - down, col = i % SIDE - right;
        bool in = row >= 0 && row < SIDE && col >= 0 && col < SIDE;
        x[i] = in ? image[i - down * SIDE - right] : 0;
        ink += (double)x[i];
    }
    return ink;
}

static void moved(Chapter *c) {
    enum { FAR = 4, SIDES = 4 };
    static const int right[SIDES] = {1, -1, 0, 0}, down[SIDES] = {0, 0, 1, -1};
    static real x[MANY * PIXELS];
    static Row read[FAR + 1];
    double by_shape[FAR + 1] = {0};
    chapter_section(c, "Moved by a pixel");
    chapter_predict(c, "Each image moves by 1 to 4 pixels: how many of 100 are "
                       "still read?");
    printf("Of 100 images, moved right, left, down or up (the mean of the "
           "four), so many\nare read by five networks and by the ten shapes:"
           "\n\n");
    Table t = table_begin("pixels|of 100 of the ink stay|networks: lowest|"
                          "median|highest|shapes",
                          "%6d|%22.1f|%16.1f|%6.1f|%7.1f|%6.1f");
    double all = move(0, 0, x);
    for (int far = 0; far <= FAR; far++) {
        double stays = 0;
        read[far].n = SEEDS;
        for (int side = 0; side < SIDES; side++) {
            stays += 100 * move(far * right[side], far * down[side], x) / all;
            for (int k = 0; k <= SHAPES; k++) {
                Heard h = hear(ask(k, x, many), many, test.label);
                double part = 100.0 * h.right / many / SIDES;
                *(k == SHAPES ? &by_shape[far] : &read[far].x[k]) += part;
            }
        }
        table_row(&t, far, stays / SIDES, SPREAD(spread(&read[far])),
                  by_shape[far]);
    }
    table_end(&t);
    claim_row("moved by 2 pixels, read, median", &read[2], 40, 90);
    claim_row("moved by 4 pixels, read, median", &read[4], 5, 50);
}

/* ---- The nudge ----------------------------------------------------------- */

// What is counted: a network's own walk, along the gradient and by chance; its
// images along the gradient, shown to the others and to the ten shapes; and the
// walk of these.
enum { UPHILL, BY_CHANCE, TO_OTHERS, TO_SHAPES, OF_SHAPES, WAYS };
enum { TRIED = 200, STEPS = 10, SHOWN = 5 };
static int tried;

// The labels of the images that each reads, and CLASSES for the others; how many
// of 100 of the former it misreads after so many steps; and the images after
// five steps of the first network.
static uint8_t known[READERS][TRIED];
static Row wrong[STEPS + 1][WAYS];
static real example[TRIED * PIXELS];

static double misread(int who, const real *x) {
    Heard h = hear(ask(who, x, tried), tried, known[who]);
    return 100 * (h.asked - h.right) / fmax(h.asked, 1);
}

static void walk(int who, bool uphill, uint64_t seed) {
    static real x[TRIED * PIXELS], sign[TRIED * PIXELS];
    int own = !uphill ? BY_CHANCE : who == SHAPES ? OF_SHAPES : UPHILL;
    Rng r = rng_new(seed + 800);
    memcpy(x, image, sizeof x);
    for (int p = 0; p < tried * PIXELS; p++)
        sign[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step <= STEPS; step++) {
        for (int j = 0; j <= SHAPES; j++)
            if (j == who || own == UPHILL)
                add(&wrong[step][j == who      ? own
                                 : j == SHAPES ? TO_SHAPES
                                               : TO_OTHERS],
                    misread(j, x));
        if (own == UPHILL && who == 0 && step == SHOWN)
            memcpy(example, x, sizeof x);
        if (uphill)
            input_gradient(net[who], &test, tried, x, sign);
        nudge(x, sign, tried * PIXELS);
    }
}

// The first image about which five steps fool the first network.
static void show_fooled(Chapter *c) {
    const real *says = ask(0, example, tried);
    int i = 0;
    while (i + 1 < tried && (known[0][i] == CLASSES ||
                             is_right(says + i * CLASSES, known[0][i])))
        i++;
    int is = argmax(says + i * CLASSES, CLASSES);
    real now = says[i * CLASSES + is];
    says = ask(0, image + i * PIXELS, 1);
    int was = argmax(says, CLASSES);
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f.\n\n", i, was,
           (double)says[was], is, (double)now);
    Figure *f = figure_open(c, "ch14_example", "was score is score");
    figure_row(f, was, says[was], is, now);
    figure_block(f, "pixels", "column row before after");
    for (int p = 0; p < PIXELS; p++)
        figure_row(f, p % SIDE, p / SIDE, image[i * PIXELS + p],
                   example[i * PIXELS + p]);
    figure_close(c, f);
}

static void show_walks(Chapter *c) {
    printf(
        "Of 100 images that a reader read, so many it misreads (medians):\n\n");
    Table t = table_begin(
        "moved by|own nudge: lowest|median|highest|random|another's|shapes: a network's|own",
        "%8g|%17.1f|%6.1f|%7.1f|%6.1f|%9.1f|%19.1f|%5.1f");
    Figure *f =
        figure_open(c, "ch14_fooled",
                    "move low median high low median high low median high");
    figure_number(f, "step", nudge_step);
    for (int step = 0; step <= STEPS; step++) {
        Spread of[WAYS];
        for (int way = 0; way < WAYS; way++)
            of[way] = spread(&wrong[step][way]);
        figure_row(f, step * nudge_step, SPREAD(of[UPHILL]),
                   SPREAD(of[BY_CHANCE]), SPREAD(of[TO_OTHERS]));
        if (step <= 2 || step == 5 || step == 10)
            table_row(&t, step * nudge_step, SPREAD(of[UPHILL]),
                      of[BY_CHANCE].median, of[TO_OTHERS].median,
                      of[TO_SHAPES].median, of[OF_SHAPES].median);
    }
    table_end(&t);
    figure_close(c, f);
    claim_row("misread after 5 steps, median", &wrong[5][UPHILL], 10, 40);
    claim_row("misread after 10 steps, median", &wrong[10][UPHILL], 35, 75);
    claim_row("after 10 random steps, median", &wrong[10][BY_CHANCE], 0, 10);
    claim_row("the shapes, after 10 of their own", &wrong[10][OF_SHAPES], 20,
              60);
}

static void the_nudge(Chapter *c) {
    tried = dataset_part(&test, 0, c->quick ? TRIED / 4 : TRIED).count;
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many of 100 fool it, "
                       "along the gradient and by chance?");
    for (int k = 0; k <= SHAPES; k++) {
        const real *says = ask(k, image, tried);
        for (int i = 0; i < tried; i++, says += CLASSES) {
            bool right = is_right(says, test.label[i]);
            known[k][i] = right ? test.label[i] : CLASSES;
        }
    }
    for (int k = 0; k <= SHAPES; k++)
        walk(k, true, c->seed + (uint64_t)k);
    for (int k = 0; k < SEEDS; k++)
        walk(k, false, c->seed + (uint64_t)k);
    show_fooled(c);
    show_walks(c);
}

/* ---- All of it ----------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    trials_add(&t, &recipe, &train);
    trials_run(c, &t, threads, "five networks");
    fill_means();
    Learner shapes = ten_means(true), means = ten_means(false);
    for (int k = 0; k < READERS; k++)
        net[k] = k == SHAPES  ? &shapes
                 : k == MEANS ? &means
                              : &t.trial[k].learner;
    many = dataset_part(&test, 0, MANY).count;
    for (int p = 0; p < many * PIXELS; p++)
        image[p] = (real)(test.image[p] / 255.0);
    edges(c);
    loops(c);
    units_off(c);
    noise(c);
    nonsense(c, threads);
    dreaming(c);
    moved(c);
    the_nudge(c);
    claims_check(c, c->seed == 1);
    learner_free(&shapes);
    learner_free(&means);
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
