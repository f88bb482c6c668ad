/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images. Does it read them that way? You will look for edges and loops,
beside controls; and ask what it sees in noise, whether it can learn nonsense,
what it would like best, whether it knows a moved digit, and what fools it.

Read it beside article 1 (rows A1-10 and A1-12, the note E5). Run it with `make
ch14`. The numbers in the text were measured on the real MNIST (`make mnist`).

**本章要点** 第一篇文章设想第一层找到短边，第二层找到圆圈；和对照一比，神经元比随机凑成的图更像边，但强得有限；“圆圈神经元”就算有也很少，
是不是碰巧还说不准。网络学到的，有一样看得清楚，就是每个数字的墨落在哪里：只懂这一样的十幅平均图，就认得网络的“梦”。
没有隐藏层的网络只少认对几幅，梦也认得，数字一挪同样认不出，轻轻一推同样被骗；隐藏层多认对的那几幅靠什么，我们没有找到。

**New here**

noise image (噪声图像)
: an image whose 784 pixels are drawn by chance, or those of another, shuffled.

control (对照)
: the same measurement on something else, best where one knows what comes out.

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
W¹a. We check them on an untrained network. (The corner is paper, and has a
slope: it says what ink there *would* do.)

→ The check: by hand = by tape = numeric

## Ten networks

Five are article 1's, 784-16-16-10, with the cost and the rate of chapter 13,
after ten epochs on 50,000 images. Only, their weights start with the deviation
1/√n for n inputs, not 1: behind a pixel that is always paper a weight never
moves (its step is -η·δ·0), so a large start would cover what is learned. The
controls are five without a hidden layer, 784-10: whatever they can do needs no
hidden edge and no hidden loop.

→ Ten networks

The controls read `91.42` of 100 images; the first five, "the networks" from
here on, read `93.77` (means). Over a quarter of the mistakes are gone.

## Edges?

Laid out like pixels, the weights of a unit (a neuron) of the first layer are a
picture. How much of it is an edge? Chapter 5 has one: a band of weights with a
negative border. We take that and a second kind, a step from minus to plus, in
two lengths, eight directions and 400 places: 12,800 edges.

Take the picture and an edge as arrows of 784 numbers. The score is 100 times
the square of the cosine of their angle (chapter 3): 100 where the picture is
that edge, however strong, 0 where they have nothing in common; (1, 1) and (1,
0) have 50. What counts is the best edge.

Is 20 of 100 much, where one may choose among 12,800? Only controls can tell.
Some *are* edges: one of ours; eighty others, each with its place, direction and
size; and the eighty in noise, of deviation ½ where the edge is 1.

The other controls looked for no edge. A step adds -η·δ·a to a unit's weights
(chapter 9), and a is the image. So what a unit learns *is* a sum of images,
each times a number. We add up a thousand, each times a *random* number of mean
0: nothing was learned. And the ten weight pictures of a 784-10 were learned,
but each for a whole digit.

→ Edges?

![Figure 14.1: First row, controls: our edge, another one, the same in noise,
and three mixtures of images by chance. Below, twelve units of the first layer,
seed 1: green for, red against; beneath, the score.](ch14_weights)

The eighty edges score `28.8` or more; not 100, for few of ours fit them
exactly. In noise it is `5.1` to `22.5`: there the measure may miss them. (And
in a unit made of four edges, each explains 25 at best.)

Units score `11.9` to `33.2`, the median `20.6`. Some show a short stroke, as
the article hopes, others blots of for and against. Chance mixtures reach `34.6`
too, but have the median `16.7`. Take one of each: the unit has more of an edge
in `66` of 100 pairs, in each network in `64` or more, where 50 would be no
difference. (With the seeds 6 to 15 it is less, yet over 50 in each.) Outputs of
a 784-10 have the median `11.6`; against them a unit wins `79` pairs. So a unit
has more of an edge than chance, but little: four fifths are something else.

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
passes with the chance p = 2/126. We train ten networks more; of all `240` units
`3.8` would.

Say 8 pass: is that more? That exactly i of n pass has the chance c·pⁱ·(1-p)ⁿ⁻ⁱ,
where c counts the ways to choose i of n. The sum from 8 on is the **p-value**:
how often luck alone does as well. For "more than chance" it must be small,
below `0.05` by custom. (The control must pass: the outputs 0, 6, 8 and 9, added
up.)
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
each digit, seed 1. The loop digits stand on the left.](ch14_units)

The control passes in each network. Of the units `8` pass, and the p-value is
`0.04`: just below the custom. But the formula takes units for independent and
all orders of digits for equally likely, and neither is so. So we are at the
edge: loop units are not shown, and not ruled out; only few, one in 30, pass.
Look at a row of the figure: which digits light that unit? We find no name.

## Noise

What does a network say to a picture that is no digit? Its largest output names
one even so; but how large? We shuffle the pixels of real images: the same ink,
nothing to read. The control is the images as they are. An output over `0.9`
says "this digit".

→ Noise

Real images get an output over `0.9` in `85.1` to `87.7` of 100 cases, noise in
`18.3` to `37.0` (median `28.7`). So the networks do tell noise from digits, but
badly: they saw digits only, and the cost never asked what to say elsewhere.

## Nonsense, learned by heart

Must a network *find* something to get its answers right? Shuffle the labels of
500 training images, and there is nothing to find. In 200 epochs five networks
learn this, five the true labels; then both read 1,000 images not seen before.

→ Nonsense, learned by heart

![Figure 14.3: Images read right while learning true labels and shuffled ones:
the median of five networks, and the band from lowest to highest.](ch14_labels)

With 13,002 knobs, 26 for each label, `87.8` to `90.2` of 100 shuffled labels
are learned by heart, more slowly than the true ones, since each image must be
told apart by itself. For images not seen that is worth nothing: `8.3` to `12.0`
are read, a guess. With the true labels it is `79.1`: something was found. A low
cost says the *answers* are known, and not how. (Zhang and others, 2017.)

## What it would like best

Now turn the pixels, and leave the weights. Start from an empty page, so that
all ink is the network's wish, and walk uphill on one output's sum z: 200 steps
of length `0.2` along ∂z/∂image, pixels kept from 0 to 1. (Not on a = σ(z):
where it rounds to 1 its slope is 0.)
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
The five networks dream of each digit. Who reads these dreams? The dreamer; the
other four; and two controls. One is the 784-10. The other knows only *where the
ink of a digit lies*: it has chapter 5's ten mean images, nothing else. A
picture is read as the digit whose mean has the largest cosine with it, the mean
ink of both taken off. We call them the **ten shapes**.

→ What it would like best

![Figure 14.4: What each output of the first network would like best, and what
it then says; the small picture is the mean image of that digit.](ch14_dream)

We see scraps of strokes that nobody would write; the dreamer reads them all.
The *other* networks read `9` or `10` of ten dreams as they were meant, a 784-10
`8` to `10`, and so do the ten shapes. So a dream has its ink where that digit
has it: this much the networks have learned, and it needs no hidden unit. (The
means with chapter 5's biases, which take little ink for a 1, read `1` or `2`.)

## Moved by a pixel

If places count, a digit that lies elsewhere must be hard to read. So move each
image by one to four pixels, right, left, down or up; what comes in is paper.
(The control: digits have a margin, so hardly any ink should be pushed out. Here
and in the next section we take the first 1,000 test images.)

→ Moved by a pixel

Of 100 images `93.8` are read where they lie, `88.2` moved by one pixel, `66.6`
by two, `25.7` by four (medians), with `99.2` of 100 of the ink still there. A
784-10 falls in the same way, from `90.1` to `21.1`, the ten shapes from `79.7`
to `17.5`.

To us it is the same digit. But a weight sits behind one pixel, and what was
learned there is not known at the next. MNIST, with each digit in the middle
(chapter 13), never asked for it. (Units for edges at fixed places would fail
too: that places count does not say what is sought there.)

## The nudge that fools it

Start from a real image and walk uphill on its cost. ∂C/∂image says how that
cost hangs on each pixel. A step moves each by `0.01` along its sign, and keeps
it from 0 to 1; after five none is off by over `0.05`.
*/

// Each of n pixels moves by the same, up or down as the sign of `way` says.
static void nudge(real *x, const real *way, int n) {
    for (int i = 0; i < n; i++) {
        real sign = (real)((way[i] > 0) - (way[i] < 0));
        x[i] = inside(x[i] + (real)nudge_step * sign);
    }
}

/*
The control is the same along random signs, drawn once for each image. Where g
is the gradient, moving each pixel by ±ε changes the cost by about the sum of
all ±εg. Along the signs each of the 784 terms helps: ε·Σ|g|. With random signs
most of it cancels, and about ε·√Σg² is left, up or down. If all |g| were equal,
the first would be 784/√784 = 28 times the second.

→ The nudge that fools it

![Figure 14.5: An image, a nudge of five steps, and the two together; green is
more ink, red is less.](ch14_fooled)

Counted are images that were read before the nudge. With `0.05` a pixel, 13 of
255, which we hardly notice, `24.6` of 100 become adversarial examples, with
`0.1` it is `57.4` (medians). The 1 above, `0.998` sure, becomes an 8, nearly as
sure. Random signs fool `1.7` and `5.8`; along the gradient a single step of
`0.01` fools `3.7`. (Not 28 times: |g| are not equal.) The danger is 784
changes, each nothing, that all push one way. (Goodfellow and others, 2014.)

Is it the hidden layers? No. A 784-10 is fooled by its own gradient, at `0.1`,
in `76.5` of 100 cases; the ten shapes, in which nothing is hidden, in `31.9`:
whoever adds up 784 pixels is pushed by 784 nothings.

And the nudge of one network passes on. At `0.1` it fools *another*, whose
gradient nobody asked for, in `28.0` of 100 cases, a 784-10 in `24.6`, the ten
shapes in `9.3`. (Random signs of `0.1`: `5.8`, `2.5`, `0.9`.) So networks share
weak places, and nearly as many with those that have no hidden layer.

## So what has it learned?

- **Short edges?** A little: `20.6` of 100 of a unit; of a chance sum, `16.7`.
- **Loops?** `8` of `240` units, and luck gives `3.8`: at the edge, and few.
- **Anything?** Yes: `79.1` of 100 unseen images; after shuffled labels, `8.8`.
- **What a digit is?** Hardly: it is sure of `28.7` of 100 pages of noise.
- **Where the ink lies?** Yes: who knows only that reads its dreams. But it is
  not all: the ten shapes read `79.7` of 100 images, a network `93.8`.
- **What do hidden layers add?** Few images (`93.77` for `91.42`), a little of
  an edge, and no cure for a moved digit or a nudge.

So this network hardly reads as article 1 hopes: it has edges a little, loops
few or none. A 784-10 learns for each place which digits ink there speaks for,
and which against, and reads nearly as well. That the network does just this is
not shown; but with moved digits, and with nudges passed on, the two do much the
same. How it reads the few images more, we did not find.

→ The numbers of the text

## What we cut corners on

Sixteen units and ten epochs are little. We looked for single edges and for
loops in single units. A unit still has its start in it, which is no edge; a
mixture has none. We did not look at the images that only the hidden layers
read. In networks made for images, whose units look at small patches with the
same weights everywhere, edges *are* found in the first layer, and a digit may
lie elsewhere: the hope was not foolish.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** More than luck? How often chance alone would part two groups as far.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10 };
enum { MANY = 1000, EACH = SEEDS * UNITS };
static const double PI = 3.14159265358979323846;

// What all sections share: the images; the first `many` of the test set, as
// numbers from 0 to 1; who reads: five networks, five without a hidden layer,
// and twice the ten means.
enum { FLATS = SEEDS, SHAPES = 2 * SEEDS, MEANS, READERS };
static Dataset train, test;
static int many;
static real image[MANY * PIXELS];
static Learner *net[READERS];
static const Recipe recipe = {
    .name = "2", .hidden = {2, {UNITS, UNITS}}, .init = INIT_LECUN, .rate = 3};
static const Recipe flat = {.name = "0", .init = INIT_LECUN, .rate = 3};

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

// How many of 100 pictures x [n, PIXELS] a reader misreads; about those that
// have the label CLASSES it is not asked.
static double misread(int who, const real *x, int n, const uint8_t *label) {
    const real *says = ask(who, x, n);
    int asked = 0, wrong = 0;
    for (int i = 0; i < n; i++, says += CLASSES)
        if (label[i] < CLASSES) {
            asked++;
            wrong += !is_right(says, label[i]);
        }
    return 100.0 * wrong / fmax(asked, 1);
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
// and the learned: units, and outputs without a hidden layer. (Of ours there is
// one.)
enum { OURS, OTHERS, NOISY, MIXED, LEARNED, OUTPUTS, KINDS };
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
    for (int k = 0; k < SHAPES; k++) {
        int n = k < FLATS ? UNITS : CLASSES;
        memcpy(picture[k < FLATS ? LEARNED : OUTPUTS] + k % SEEDS * n * PIXELS,
               net[k]->mlp.weight[0]->data,
               (size_t)(n * PIXELS) * sizeof(real));
    }
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

// Of the pairs of one of n and one of the others, in how many of 100 is the
// first the larger?
static double of_pairs(const double *these, int n, const Row *those) {
    double more = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < those->n; k++)
            more += these[i] > those->x[k];
    return 100 * more / n / those->n;
}

static void edges(Chapter *c) {
    static const int drawn[KINDS] = {1, 1, 1, 3, 12, 0};
    static Row surer,
        share[KINDS] = {{.name = "an edge of ours", .n = 1},
                        {.name = "other edges", .n = EACH},
                        {.name = "the same in noise", .n = EACH},
                        {.name = "mixtures of images", .n = EACH},
                        {.name = "units", .n = EACH},
                        {.name = "outputs of 784-10", .n = SEEDS * CLASSES}};
    const double *unit = share[LEARNED].x;
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
        add(&surer, of_pairs(unit + k * UNITS, UNITS, &share[MIXED]));
    double all = of_pairs(unit, EACH, &share[MIXED]);
    show("one edge explains, of 100 | pictures | lowest | median | highest",
         "%-25s | %8d | %6.1f | %6.1f | %7.1f", KINDS, share);
    Spread s = spread(&surer);
    printf("Units have more than mixtures in %.0f of 100 pairs; network by "
           "network: %.0f to %.0f;\nthan outputs of 784-10 in %.0f of 100.\n\n",
           all, s.low, s.high, of_pairs(unit, EACH, &share[OUTPUTS]));
    claim_row("edge in a median unit", &share[LEARNED], 12, 30);
    claim("units with more of an edge, of 100 pairs", all, 40, 80, "%.0f");
}

/* ---- Loops --------------------------------------------------------------- */

// mean [UNITS + 1]: for each digit the mean activation of the units of the
// second hidden layer; and of a control, the outputs of the digits with a loop
// added up.
static void mean_activations(const Mlp *m, double mean[UNITS + 1][CLASSES]) {
    int count[CLASSES] = {0};
    memset(mean, 0, (UNITS + 1) * sizeof *mean);
    GraphMark mark = graph_mark(m->graph);
    Batch b = batch_gather(m->graph, &test, NULL, test.count);
    Tensor *hidden = onward(m, b.x, 0, 2), *output = onward(m, hidden, 2, 3);
    for (int i = 0; i < b.n; i++) {
        int d = b.label[i];
        const real *says = output->data + i * CLASSES;
        for (int u = 0; u < UNITS; u++)
            mean[u][d] += (double)hidden->data[i * UNITS + u];
        mean[UNITS][d] += (double)(says[0] + says[6] + says[8] + says[9]);
        count[d]++;
    }
    graph_rewind(m->graph, mark);
    for (int i = 0; i < (UNITS + 1) * CLASSES; i++)
        mean[i / CLASSES][i % CLASSES] /= fmax(count[i % CLASSES], 1);
}

static void loops(Chapter *c, int threads) {
    enum { MORE = 2 * SEEDS, ALL = SEEDS + MORE };
    const double luck = 2 / 126.0;
    int pass = 0, control = 0;
    Trials t = trials_of(MORE, c->seed + SEEDS, c->quick ? 2 : EPOCHS, &test);
    t.at_end = true;
    trials_add(&t, &recipe, &train);
    chapter_section(c, "Loops?");
    chapter_predict(c, "Of 240 units, how many have the loops on one side?");
    trials_run(c, &t, threads, "ten more");
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int k = 0; k < ALL; k++) {
        Learner *l = k < SEEDS ? net[k] : &t.trial[k - SEEDS].learner;
        double mean[UNITS + 1][CLASSES];
        mean_activations(&l->mlp, mean);
        for (int u = 0; u < UNITS; u++) {
            pass += is_loop_unit(mean[u]);
            for (int d = 0; k == 0 && d < CLASSES; d++)
                figure_row(f, d, u, mean[u][d]);
        }
        control += is_loop_unit(mean[UNITS]);
    }
    figure_close(c, f);
    Table u = table_begin("what | of | pass | by chance | p-value",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    double p = p_value(pass, ALL * UNITS, luck);
    table_row(&u, "units", ALL * UNITS, pass, ALL * UNITS * luck, p);
    table_row(&u, "control: outputs 0, 6, 8, 9", ALL, control, ALL * luck,
              p_value(control, ALL, luck));
    table_end(&u);
    claim("loop units: p-value", p, 0.01, 0.5, "%.2f");
    trials_free(&t);
}

/* ---- Noise --------------------------------------------------------------- */

static void noise(Chapter *c) {
    static real page[MANY * PIXELS];
    static Row row[] = {{.name = "real images, over 0.9"},
                        {.name = "noise, over 0.9"}};
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9?");
    Rng r = rng_new(c->seed + 600);
    for (int i = 0; i < many * PIXELS; i += PIXELS) {
        int order[PIXELS];
        for (int p = 0; p < PIXELS; p++)
            order[p] = p;
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[i + p] = image[i + order[p]];
    }
    for (int k = 0; k < 2 * SEEDS; k++) {
        const real *says = ask(k / 2, k % 2 ? page : image, many);
        int sure = 0;
        for (int i = 0; i < many; i++, says += CLASSES)
            sure += says[argmax(says, CLASSES)] > (real)0.9;
        add(&row[k % 2], 100.0 * sure / many);
    }
    printf("Of 100 pictures, by five networks:\n\n");
    show("the outputs|networks|lowest|median|highest",
         "%-26s|%8d|%6.1f|%6.1f|%7.1f", 2, row);
    claim_row("noise over 0.9, median", &row[1], 15, 45);
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

static real dreams[SEEDS][CLASSES * PIXELS];  // of each network, digit by digit

static void show_read(void) {
    static const uint8_t digit[CLASSES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    static Row row[] = {{.name = "dreams, the dreamer"},
                        {.name = "dreams, each other network"},
                        {.name = "dreams, each 784-10"},
                        {.name = "dreams, the ten shapes"},
                        {.name = "dreams, chapter 5's means"}};
    for (int k = 0; k < SEEDS; k++)
        for (int j = 0; j < READERS; j++)
            add(&row[j == k       ? 0
                     : j < FLATS  ? 1
                     : j < SHAPES ? 2
                                  : j - SHAPES + 3],
                10 - misread(j, dreams[k], CLASSES, digit) / 10);
    printf("Steps of %g. Of ten pictures, so many are read as meant:\n\n",
           climb);
    show("pictures, and who reads|cases|lowest|median|highest",
         "%-26s|%5d|%6.0f|%6.0f|%7.0f", 5, row);
    claim_row("dreams that another reads, of 10", &row[1], 8, 10);
    claim_row("dreams that the shapes read, of 10", &row[3], 7, 10);
}

static void dreaming(Chapter *c) {
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2? To the other "
                       "networks?");
    for (int i = 0; i < SEEDS * CLASSES; i++)
        dream(net[i / CLASSES], i % CLASSES,
              dreams[i / CLASSES] + i % CLASSES * PIXELS);
    const real *says = ask(0, dreams[0], CLASSES);
    Figure *f = figure_open(c, "ch14_dream", "digit output");
    for (int d = 0; d < CLASSES; d++)
        figure_row(f, d, says[d * CLASSES + d]);
    draw(f, 0, CLASSES, dreams[0]);
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
    static Row read[FAR + 1], by_flat[FAR + 1];
    double by_shape[FAR + 1] = {0};
    chapter_section(c, "Moved by a pixel");
    chapter_predict(c, "Each image moves by 1 to 4 pixels: how many of 100 are "
                       "still read?");
    printf("So many of 100 images are read, the mean of four directions:\n\n");
    Table t = table_begin("pixels|ink stays|networks: lowest|median|highest|"
                          "784-10: median|shapes",
                          "%6d|%9.1f|%16.1f|%6.1f|%7.1f|%14.1f|%6.1f");
    double all = move(0, 0, x);
    for (int far = 0; far <= FAR; far++) {
        double stays = 0;
        read[far].n = by_flat[far].n = SEEDS;
        for (int side = 0; side < SIDES; side++) {
            stays += 100 * move(far * right[side], far * down[side], x) / all;
            for (int k = 0; k <= SHAPES; k++) {
                double part = (100 - misread(k, x, many, test.label)) / SIDES;
                Row *r = k < FLATS ? &read[far] : &by_flat[far];
                *(k == SHAPES ? &by_shape[far] : &r->x[k % SEEDS]) += part;
            }
        }
        table_row(&t, far, stays / SIDES, SPREAD(spread(&read[far])),
                  spread(&by_flat[far]).median, by_shape[far]);
    }
    table_end(&t);
    claim_row("moved by 2 pixels, read, median", &read[2], 40, 90);
}

/* ---- The nudge ----------------------------------------------------------- */

// Whose walk: a network's, one's without a hidden layer, the ten shapes'. Along
// their own gradient, by chance, or (the others) along that of a network.
enum { BY_CHANCE = 3, PASSED_ON = 6, WAYS = 9, STEPS = 10 };
static int kind(int who) { return who < FLATS ? 0 : who < SHAPES ? 1 : 2; }

// The labels of the images that each reads, and CLASSES for the others; how
// many of 100 of the former it misreads after so many steps; and the images
// after five steps of the first network.
static uint8_t known[READERS][MANY];
static Row wrong[STEPS + 1][WAYS];
static real example[MANY * PIXELS];

static void walk(int who, bool uphill, uint64_t seed) {
    static real x[MANY * PIXELS], sign[MANY * PIXELS];
    int way = kind(who) + (uphill ? 0 : BY_CHANCE);
    Rng r = rng_new(seed + 800);
    memcpy(x, image, sizeof x);
    for (int p = 0; p < many * PIXELS; p++)
        sign[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step <= STEPS; step++) {
        add(&wrong[step][way], misread(who, x, many, known[who]));
        for (int j = 0; way == 0 && j <= SHAPES; j++)
            if (j != who)
                add(&wrong[step][PASSED_ON + kind(j)],
                    misread(j, x, many, known[j]));
        if (uphill && who == 0 && step == 5)
            memcpy(example, x, sizeof x);
        if (uphill)
            input_gradient(net[who], &test, many, x, sign);
        nudge(x, sign, many * PIXELS);
    }
}

// The first image about which five steps fool the first network.
static void show_fooled(Chapter *c) {
    const real *says = ask(0, example, many);
    int i = 0;
    while (i + 1 < many && (known[0][i] == CLASSES ||
                            is_right(says + i * CLASSES, known[0][i])))
        i++;
    int is = argmax(says + i * CLASSES, CLASSES);
    real now = says[i * CLASSES + is];
    says = ask(0, image + i * PIXELS, 1);
    int was = argmax(says, CLASSES);
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f.\n\n", i, was,
           (double)says[was], is, (double)now);
    Figure *f = figure_open(c, "ch14_fooled", "was score is score");
    figure_row(f, was, says[was], is, now);
    draw(f, 0, 1, image + i * PIXELS);
    draw(f, 1, 1, example + i * PIXELS);
    figure_close(c, f);
}

static void show_walks(void) {
    static const char *const who[WAYS] = {
        "a network, its own gradient", "a 784-10, its own",
        "ten shapes, their own",       "a network, random signs",
        "a 784-10, random signs",      "ten shapes, random signs",
        "each other, a network's",     "each 784-10, a network's",
        "ten shapes, a network's"};
    printf("Of 100 images that are read, so many no longer are, with a nudge "
           "of %g a step:\n\n",
           nudge_step);
    Table t = table_begin("who, along which signs|1 step|5 steps|10: lowest|"
                          "median|highest",
                          "%-27s|%6.1f|%7.1f|%10.1f|%6.1f|%7.1f");
    for (int way = 0; way < WAYS; way++)
        table_row(&t, who[way], spread(&wrong[1][way]).median,
                  spread(&wrong[5][way]).median,
                  SPREAD(spread(&wrong[10][way])));
    table_end(&t);
    claim_row("misread after 10 steps, median", &wrong[10][0], 35, 75);
    claim_row("after 10 random steps, median", &wrong[10][BY_CHANCE], 0, 10);
    claim_row("a 784-10, after its 10", &wrong[10][1], 50, 95);
}

static void the_nudge(Chapter *c) {
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many of 100 fool it, "
                       "along the gradient and by chance?");
    for (int k = 0; k <= SHAPES; k++) {
        const real *says = ask(k, image, many);
        for (int i = 0; i < many; i++, says += CLASSES) {
            bool right = is_right(says, test.label[i]);
            known[k][i] = right ? test.label[i] : CLASSES;
        }
    }
    for (int k = 0; k < SHAPES; k++) {
        walk(k, true, c->seed + (uint64_t)(k % SEEDS));
        walk(k, false, c->seed + (uint64_t)(k % SEEDS));
    }
    for (int k = 0; k < SEEDS; k++)
        walk(SHAPES, false, c->seed + (uint64_t)k);
    walk(SHAPES, true, c->seed);
    show_fooled(c);
    show_walks();
}

/* ---- All of it ----------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    trials_add(&t, &recipe, &train);
    trials_add(&t, &flat, &train);
    chapter_section(c, "Ten networks");
    trials_run(c, &t, threads, "ten networks");
    trials_table(&t, "hidden layers", NULL);
    fill_means();
    Learner shapes = ten_means(true), means = ten_means(false);
    for (int k = 0; k < SHAPES; k++)
        net[k] = &t.trial[k].learner;
    net[SHAPES] = &shapes, net[MEANS] = &means;
    many = dataset_part(&test, 0, c->quick ? MANY / 10 : MANY).count;
    for (int p = 0; p < many * PIXELS; p++)
        image[p] = (real)(test.image[p] / 255.0);
    edges(c);
    loops(c, threads);
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
