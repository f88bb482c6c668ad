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

→ Ten networks

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

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10, NETS = 2 * SEEDS };
enum { MANY = 1000, EACH = SEEDS * UNITS };
static const double PI = 3.14159265358979323846;

// What all sections share: the images; the first `many` of the test set, as
// numbers from 0 to 1, and as much noise; the networks, the small start first.
enum { REAL, UNIFORM, SAME_INK, PAGES };
static Dataset train, test;
static int many;
static real page[PAGES][MANY * PIXELS];
static real *const image = page[REAL];
static Learner *net[NETS];

static Recipe recipe_of(Init init) {
    return (Recipe){.hidden = {2, {UNITS, UNITS}}, .init = init, .rate = 3};
}

// What layer `to` says, where layer `from` says a; layer 0 is the image.
static Tensor *onward(const Mlp *m, Tensor *a, int from, int to) {
    for (int k = from; k < to; k++)
        a = t_sigmoid(t_linear(a, m->weight[k], m->bias[k]));
    return a;
}

// What the network says to the pictures x [n, PIXELS], at most MANY:
// [n, CLASSES], until the next call.
static const real *ask(const Learner *l, const real *x, int n) {
    static real says[MANY * CLASSES];
    GraphMark mark = graph_mark(l->graph);
    const Tensor *a = onward(&l->mlp, t_const(l->graph, n, PIXELS, x), 0, 3);
    memcpy(says, a->data, t_count(a) * sizeof *says);
    graph_rewind(l->graph, mark);
    return says;
}

// What is said to n pictures, says [n, CLASSES]: how many get their label, in
// all and of each digit; how many an output over 0.9 for it, none over a half,
// the commonest answer. Without labels each answer is right; a picture with the
// label CLASSES is not asked about.
typedef struct Heard {
    int asked, right, of[CLASSES], sure, none, same;
} Heard;

static Heard hear(const real *says, int n, const uint8_t *label) {
    Heard h = {0};
    int count[CLASSES] = {0};
    for (int i = 0; i < n; i++, says += CLASSES) {
        int answer = argmax(says, CLASSES), digit = label ? label[i] : answer;
        if (digit == CLASSES)
            continue;
        h.asked++;
        h.right += answer == digit;
        h.of[digit] += answer == digit;
        h.sure += says[digit] > (real)0.9;
        h.none += says[answer] <= (real)0.5;
        count[answer]++;
        h.same = count[answer] > h.same ? count[answer] : h.same;
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
    Recipe r = recipe_of(INIT_LECUN);
    Learner l = learner_new(&train, &r, c->seed, 1);
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
    int dark = argmax(pixel, PIXELS);
    report_begin(c);
    report_row(c, "the pixel in the corner", hand[0], tape[0], numeric[0]);
    report_row(c, "the darkest pixel", hand[dark], tape[dark], numeric[dark]);
    report_lists(c, "all, numeric and by tape", PIXELS, tape, numeric, 0);
    report_lists(c, "all, by hand and by tape", PIXELS, hand, tape,
                 10 * (double)REAL_EPSILON);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- Ten networks -------------------------------------------------------- */

static void ten_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "Ten networks");
    trials_run(c, t, threads, "ten networks");
    for (int k = 0; k < NETS; k++)
        net[k] = &t->trial[k].learner;
    Spread small = trials_spread(t, 0, t->rounds, trial_right);
    Spread article = trials_spread(t, 1, t->rounds, trial_right);
    Table u =
        table_begin("start | read right of 100: lowest | median | highest",
                    "%-7s | %.2f | %.2f | %5.2f");
    table_row(&u, "small", SPREAD(small));
    table_row(&u, "article", SPREAD(article));
    table_end(&u);
    claim("small start: the median of five", small.median, 92, 95, "%.0f");
}

/* ---- Edges --------------------------------------------------------------- */

// The pictures, by kind: those that should have an edge, those that should not,
// and the units. (Of ours there is one.)
enum { OURS, OTHERS, NOISY, MIXED, SMALL, ARTICLE, KINDS };
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
    for (int k = 0; k < NETS; k++)
        memcpy(picture[SMALL + k / SEEDS] + k % SEEDS * UNITS * PIXELS,
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

// Of the pairs of one of these and one of those, in how many of 100 is this one
// the larger?
static double of_pairs(const Row *these, const Row *those) {
    double more = 0;
    for (int i = 0; i < EACH; i++)
        for (int k = 0; k < EACH; k++)
            more += these->x[i] > those->x[k];
    return 100 * more / EACH / EACH;
}

// Returns in how many of 100 pairs a unit has more of an edge than a mixture.
static double edges(Chapter *c) {
    static const int drawn[KINDS] = {1, 1, 1, 3, 12};
    static Row share[KINDS] = {{.name = "an edge of ours", .n = 1},
                               {.name = "other edges", .n = EACH},
                               {.name = "the same in noise", .n = EACH},
                               {.name = "mixtures of images", .n = EACH},
                               {.name = "units, small start", .n = EACH},
                               {.name = "units, article's start", .n = EACH}};
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
    double surer = of_pairs(&share[SMALL], &share[MIXED]);
    show("one edge explains, of 100 | pictures | lowest | median | highest",
         "%-25s | %8d | %6.1f | %6.1f | %7.1f", KINDS, share);
    claim_row("edge in a median unit", &share[SMALL], 12, 30);
    claim_row("edge in a median mixture", &share[MIXED], 12, 30);
    printf("A unit of the small start has more of an edge than a mixture of "
           "chance in %.0f of\n100 pairs; than an edge in noise, in %.0f.\n\n",
           surer, of_pairs(&share[SMALL], &share[NOISY]));
    return surer;
}

/* ---- Loops --------------------------------------------------------------- */

// mean [UNITS + 1]: for each digit the mean activation of the units of the
// second hidden layer; and of a control, the outputs of the digits with a loop
// added up.
static void fill_means(const Learner *l, double mean[UNITS + 1][CLASSES]) {
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

// What is switched off: so many units of a hidden layer, which then say the
// same to all images, their mean over them or 0.
typedef struct Without {
    const char *name;
    int layer, many;
    bool at_mean;
} Without;
enum { ONES = 5, OFFS = 8 };
static const Without without[OFFS] = {{"none", 1, 0, false},
                                      {"one of layer 1, its mean", 1, 1, true},
                                      {"one of layer 1, 0", 1, 1, false},
                                      {"one of layer 2, its mean", 2, 1, true},
                                      {"one of layer 2, 0", 2, 1, false},
                                      {"two of layer 1, mean", 1, 2, true},
                                      {"four of layer 1, mean", 1, 4, true},
                                      {"eight of layer 1, mean", 1, 8, true}};

// What is said where the layer says a [n, UNITS] but for its units from `first`
// on, which are off.
static Heard hear_without(const Mlp *m, const Tensor *a, const Without *off,
                          int first) {
    GraphMark mark = graph_mark(m->graph);
    Tensor *b = t_const(m->graph, a->rows, UNITS, a->data);
    for (int u = first; u < first + off->many; u++) {
        real *unit = b->data + u % UNITS;
        double mean = 0;
        for (int i = 0; i < b->rows; i++)
            mean += (double)unit[i * UNITS] / b->rows;
        for (int i = 0; i < b->rows; i++)
            unit[i * UNITS] = off->at_mean ? (real)mean : 0;
    }
    b = onward(m, b, off->layer, 3);
    Heard h = hear(b->data, b->rows, test.label);
    graph_rewind(m->graph, mark);
    return h;
}

static void switch_off(Chapter *c) {
    static const char headings[] =
        "switched off: it says | cases | lowest | median | highest";
    static const char formats[] = "%-24s | %5d | %6.1f | %6.1f | %7.1f";
    static Row left[OFFS], lost[OFFS];
    Heard whole[SEEDS], worst[SEEDS];
    int n = c->quick && many > 100 ? 100 : many, layer[SEEDS] = {0};
    for (int k = 0; k < SEEDS; k++) {
        const Mlp *m = &net[k]->mlp;
        GraphMark mark = graph_mark(m->graph);
        Tensor *a = t_const(m->graph, n, PIXELS, image);
        Tensor *of[3] = {a, onward(m, a, 0, 1), onward(m, a, 0, 2)};
        for (int r = 0; r < OFFS; r++)
            for (int u = 0; u < (r ? UNITS : 1); u++) {
                Heard h = hear_without(m, of[without[r].layer], &without[r], u);
                if (r == 0)
                    whole[k] = worst[k] = h;
                add(&left[r], 100.0 * h.right / n);
                add(&lost[r], 100.0 * (whole[k].right - h.right) / n);
                if (r < ONES && without[r].at_mean &&
                    h.right < worst[k].right) {
                    worst[k] = h;
                    layer[k] = without[r].layer;
                }
            }
        graph_rewind(m->graph, mark);
    }
    for (int r = 0; r < OFFS; r++)
        left[r].name = lost[r].name = without[r].name;
    printf("Read right of 100, by the networks of the small start, with one "
           "unit off:\n\n");
    show(headings, formats, ONES, left);
    printf("Each beside its own network, so many of 100 are lost; and with "
           "more units off:\n\n");
    show(headings, formats, OFFS - 1, lost + 1);
    printf("The unit of each network that costs most, at its mean, in images "
           "of %d:\n\n",
           n);
    Table t = table_begin("seed|layer|images lost|most of them of the digit|"
                          "so many",
                          "%4d|%5d|%11d|%25d|%7d");
    for (int k = 0; k < SEEDS; k++) {
        real lost_of[CLASSES];
        for (int d = 0; d < CLASSES; d++)
            lost_of[d] = (real)(whole[k].of[d] - worst[k].of[d]);
        int most = argmax(lost_of, CLASSES);
        table_row(&t, (double)net[k]->seed, layer[k],
                  whole[k].right - worst[k].right, most, lost_of[most]);
    }
    table_end(&t);
}

static void loops(Chapter *c) {
    enum { ALL = 2, CONTROL, ROWS };  // 0 and 1: the starts
    static struct {
        const char *name;
        int of, pass;
    } row[ROWS] = {{"units, small start", EACH, 0},
                   {"units, article's start", EACH, 0},
                   {"all units", 2 * EACH, 0},
                   {"control: outputs 0, 6, 8, 9", NETS, 0}};
    const double luck = 2 / 126.0;
    chapter_section(c, "Loops?");
    chapter_predict(c, "Of 160 units, how many have the loops on one side?");
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int k = 0; k < NETS; k++) {
        double mean[UNITS + 1][CLASSES];
        fill_means(net[k], mean);
        for (int u = 0; u < UNITS; u++) {
            row[k / SEEDS].pass += is_loop_unit(mean[u]);
            for (int d = 0; k == 0 && d < CLASSES; d++)
                figure_row(f, d, u, mean[u][d]);
        }
        row[CONTROL].pass += is_loop_unit(mean[UNITS]);
    }
    figure_close(c, f);
    row[ALL].pass = row[0].pass + row[1].pass;
    Table t = table_begin("what | of | pass | by chance | p-value",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    for (int k = 0; k < ROWS; k++)
        table_row(&t, row[k].name, row[k].of, row[k].pass, row[k].of * luck,
                  p_value(row[k].pass, row[k].of, luck));
    table_end(&t);
    switch_off(c);
    claim("loop units: p-value", p_value(row[ALL].pass, row[ALL].of, luck),
          0.05, 1, "%.2f");
}

/* ---- Noise --------------------------------------------------------------- */

// Of 100 pages: those with an output over 0.9, with none over a half, with the
// commonest answer; and how far the sums of the first layer are off.
enum { SURE, NONE, SAME, OFF, WHAT };

// How far a unit's mean sum is from that for images, in deviations of those;
// the mean of the units of the first layer.
static double sums_off(const Learner *l, const real *pages) {
    GraphMark mark = graph_mark(l->graph);
    const Tensor *z[2];  // [n, UNITS]: of images, of the pages
    double off = 0;
    for (int k = 0; k < 2; k++)
        z[k] = t_linear(t_const(l->graph, many, PIXELS, k ? pages : image),
                        l->mlp.weight[0], l->mlp.bias[0]);
    for (int u = 0; u < UNITS; u++) {
        Row sum[2] = {{0}};
        for (int i = u; i < many * UNITS; i += UNITS) {
            add(&sum[0], (double)z[0]->data[i]);
            add(&sum[1], (double)z[1]->data[i]);
        }
        Spread of = spread(&sum[0]);
        off += fabs(spread(&sum[1]).mean - of.mean) / fmax(of.deviation, 1e-9);
    }
    graph_rewind(l->graph, mark);
    return off / UNITS;
}

static void noise(Chapter *c) {
    static const char *const name[PAGES] = {"real images", "uniform noise",
                                            "the same ink"};
    static const char *const what[WHAT] = {
        "an output over 0.9", "none over 0.5", "the commonest answer",
        "(sums off, layer 1)"};
    static Row row[WHAT][PAGES];
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9? "
                       "And how many none over a half?");
    Rng r = rng_new(c->seed + 600);
    for (int i = 0; i < many * PIXELS; i += PIXELS) {
        int order[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
            page[UNIFORM][i + p] = (real)rng_uniform(&r);
            order[p] = p;
        }
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[SAME_INK][i + p] = image[i + order[p]];
    }
    Figure *f = figure_open(c, "ch14_noise", NULL);
    figure_numbers(f, "over", 2, (double[]){0.9, 0.5});
    for (int p = 0; p < PAGES; p++)
        draw(f, p, 1, page[p]);
    for (int p = 0; p < PAGES; p++) {
        figure_block(
            f,
            (const char *[]){"real images", "uniform noise", "the same ink"}[p],
            "net sure none");
        for (int k = 0; k < NETS; k++) {
            Heard h = hear(ask(net[k], page[p], many), many, NULL);
            add(&row[SURE][p], 100.0 * h.sure / many);
            add(&row[NONE][p], 100.0 * h.none / many);
            add(&row[SAME][p], 100.0 * h.same / many);
            add(&row[OFF][p], sums_off(net[k], page[p]));
            figure_row(f, k, row[SURE][p].x[k], row[NONE][p].x[k]);
        }
    }
    figure_close(c, f);
    printf("Of 100 images, by ten networks:\n\n");
    Table t = table_begin("says | images | lowest | median | highest",
                          "%-20s | %-13s | %6.3g | %6.3g | %7.3g");
    for (int i = 0; i < WHAT; i++)
        for (int p = 0; p < PAGES; p++)
            table_row(&t, p ? "" : what[i], name[p],
                      SPREAD(spread(&row[i][p])));
    table_end(&t);
    claim_row("real images over 0.9, median", &row[SURE][REAL], 80, 90);
    claim_row("noise of their ink over 0.9, median", &row[SURE][SAME_INK], 15,
              45);
    claim_row("the same, none over 0.5, median", &row[NONE][SAME_INK], 15, 50);
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
static real dreams[SEEDS + 1][CLASSES * PIXELS];

static void fill_dreams(void) {
    static double sum[CLASSES * PIXELS];
    int count[CLASSES] = {0};
    for (int k = 0; k < SEEDS; k++)
        for (int d = 0; d < CLASSES; d++)
            dream(net[k], d, dreams[k] + d * PIXELS);
    for (int i = 0; i < train.count; i++) {
        count[train.label[i]]++;
        for (int p = 0; p < PIXELS; p++)
            sum[train.label[i] * PIXELS + p] += train.image[i * PIXELS + p];
    }
    for (int p = 0; p < CLASSES * PIXELS; p++)
        dreams[SEEDS][p] = (real)(sum[p] / 255 / fmax(count[p / PIXELS], 1));
}

// How alike two dreams are, k's of the digit d and j's of e, from -1 to 1: the
// cosine, the mean ink removed.
static double alike(int k, int d, int j, int e) {
    const real *x = dreams[k] + d * PIXELS, *y = dreams[j] + e * PIXELS;
    double a = 0, b = 0, xy = 0, xx = 0, yy = 0;
    for (int i = 0; i < PIXELS; i++)
        a += (double)x[i] / PIXELS, b += (double)y[i] / PIXELS;
    for (int i = 0; i < PIXELS; i++) {
        double u = (double)x[i] - a, v = (double)y[i] - b;
        xy += u * v, xx += u * u, yy += v * v;
    }
    return xx * yy > 0 ? xy / sqrt(xx * yy) : 0;  // (a set may lack a digit)
}

// What each network says to each one's dreams, and to the mean images.
static void show_read(void) {
    static const char *const name[] = {"its own dream", "another's dream",
                                       "the mean image"};
    static const uint8_t digit[CLASSES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    Heard of[3] = {{0}};
    for (int k = 0; k <= SEEDS; k++)
        for (int j = 0; j < SEEDS; j++) {
            Heard h = hear(ask(net[j], dreams[k], CLASSES), CLASSES, digit);
            Heard *sum = &of[k == j ? 0 : k < SEEDS ? 1 : 2];
            sum->asked += h.asked;
            sum->right += h.right;
            sum->sure += h.sure;
        }
    Table t = table_begin("a network is shown|cases|reads it so|over 0.9",
                          "%-18s|%5d|%11d|%8d");
    for (int i = 0; i < 3; i++)
        table_row(&t, name[i], of[i].asked, of[i].right, of[i].sure);
    table_end(&t);
    claim("dreams read by the others", 100.0 * of[1].right / of[1].asked, 90,
          100, "%.0f");
}

// Pairs of dreams of two networks, of the same digit or of two; of a dream and
// the mean image, the same.
static void show_alike(void) {
    static Row pair[] = {{.name = "two dreams of a digit"},
                         {.name = "dreams of two digits"},
                         {.name = "a dream, its digit's mean"},
                         {.name = "a dream, another's mean"}};
    for (int k = 0; k < SEEDS; k++)
        for (int j = k + 1; j <= SEEDS; j++)
            for (int i = 0; i < CLASSES * CLASSES; i++) {
                int d = i / CLASSES, e = i % CLASSES;
                add(&pair[(j == SEEDS) * 2 + (d != e)], alike(k, d, j, e));
            }
    show("how alike, from -1 to 1|pairs|lowest|median|highest",
         "%-25s|%5d|%6.2f|%6.2f|%7.2f", 4, pair);
    claim_row("dreams of a digit, how alike", &pair[0], 0.35, 0.7);
    claim_row("dreams of two digits", &pair[1], 0, 0.3);
}

static void dreaming(Chapter *c) {
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2? To the other "
                       "networks?");
    fill_dreams();
    const real *says = ask(net[0], dreams[0], CLASSES);
    Figure *f = figure_open(c, "ch14_dream", "digit output alike");
    for (int d = 0; d < CLASSES; d++)
        figure_row(f, d, says[d * CLASSES + d], alike(0, d, SEEDS, d));
    draw(f, 0, CLASSES, dreams[0]);
    draw(f, 0, CLASSES, dreams[SEEDS]);
    figure_close(c, f);
    show_read();
    show_alike();
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
    chapter_section(c, "Moved by a pixel");
    chapter_predict(c, "Each image moves by 1 to 4 pixels: how many of 100 are "
                       "still read?");
    printf(
        "Of 100 images, moved right, left, down or up (the mean of the four), "
        "so many\nare read by the five networks of the small start:\n\n");
    Table t = table_begin("pixels | of 100 of the ink stay | lowest | "
                          "median | highest",
                          "%6d | %22.1f | %6.1f | %6.1f | %7.1f");
    double all = move(0, 0, x);
    for (int far = 0; far <= FAR; far++) {
        double stays = 0;
        read[far].n = SEEDS;
        for (int side = 0; side < SIDES; side++) {
            stays += 100 * move(far * right[side], far * down[side], x) / all;
            for (int k = 0; k < SEEDS; k++) {
                Heard h = hear(ask(net[k], x, many), many, test.label);
                read[far].x[k] += 100.0 * h.right / many / SIDES;
            }
        }
        table_row(&t, far, stays / SIDES, SPREAD(spread(&read[far])));
    }
    table_end(&t);
    claim_row("moved by 2 pixels, read, median", &read[2], 40, 90);
    claim_row("moved by 4 pixels, read, median", &read[4], 5, 50);
}

/* ---- The nudge ----------------------------------------------------------- */

// Four walks: along the gradient or by chance; free, or kept from 0 to 1.
enum { UPHILL, BY_CHANCE, UPHILL_KEPT, BY_CHANCE_KEPT, WAYS };
enum { TRIED = 200, STEPS = 20, SHOWN = 5 };
static int tried;

// The labels of the images that each network reads, and CLASSES for the others;
// how many of 100 of the former it misreads after so many steps; and the images
// after 5 and 10 steps uphill, kept.
static uint8_t known[SEEDS][TRIED];
static Row wrong[STEPS + 1][WAYS];
static real nudged[2][SEEDS][TRIED * PIXELS];

static double misread(int k, const real *x) {
    Heard h = hear(ask(net[k], x, tried), tried, known[k]);
    return 100 * (h.asked - h.right) / fmax(h.asked, 1);
}

static void walk(int k, int way, uint64_t seed) {
    static real x[TRIED * PIXELS], sign[TRIED * PIXELS];
    bool uphill = way == UPHILL || way == UPHILL_KEPT;
    Rng r = rng_new(seed + 800);
    memcpy(x, image, sizeof x);
    for (int p = 0; p < tried * PIXELS; p++)
        sign[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step <= STEPS; step++) {
        add(&wrong[step][way], misread(k, x));
        if (way == UPHILL_KEPT && (step == SHOWN || step == 2 * SHOWN))
            memcpy(nudged[step / SHOWN - 1][k], x, sizeof x);
        if (uphill)
            input_gradient(net[k], &test, tried, x, sign);
        nudge(x, sign, tried * PIXELS, way >= UPHILL_KEPT);
    }
}

static uint8_t byte_of(real x) { return (uint8_t)(255 * x + (real)0.5); }

// The first image about which five steps fool the first network.
static void show_fooled(Chapter *c) {
    const real *says = ask(net[0], nudged[0][0], tried);
    int i = 0;
    while (i + 1 < tried && (known[0][i] == CLASSES ||
                             is_right(says + i * CLASSES, known[0][i])))
        i++;
    int is = argmax(says + i * CLASSES, CLASSES);
    real now = says[i * CLASSES + is];
    says = ask(net[0], image + i * PIXELS, 1);
    int was = argmax(says, CLASSES);
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f.\n\n", i, was,
           (double)says[was], is, (double)now);
    Figure *f = figure_open(c, "ch14_example", "was score is score");
    figure_row(f, was, says[was], is, now);
    figure_block(f, "pixels", "column row before after");
    const uint8_t *before = test.image + i * PIXELS;
    uint8_t after[PIXELS];
    for (int p = 0; p < PIXELS; p++) {
        real x = nudged[0][0][i * PIXELS + p];
        after[p] = byte_of(x);
        figure_row(f, p % SIDE, p / SIDE, before[p] / 255.0, x);
    }
    figure_close(c, f);
    text_images(2, (const uint8_t *[]){before, after}, SIDE, SIDE);
}

static void show_walks(Chapter *c) {
    printf(
        "Of 100 images that were read, so many are misread, by the median of "
        "five\nnetworks where nothing else is said. Kept: the pixels stay in "
        "0 … 1.\n\n");
    Table t = table_begin("moved by|gradient: lowest|median|highest|random|"
                          "kept: gradient|random",
                          "%8g|%16.1f|%6.1f|%7.1f|%6.1f|%14.1f|%6.1f");
    Figure *f = figure_open(c, "ch14_fooled",
                            "move low median high low median high kept");
    figure_number(f, "step", nudge_step);
    for (int step = 0; step <= STEPS; step++) {
        Spread of[WAYS];
        for (int way = 0; way < WAYS; way++)
            of[way] = spread(&wrong[step][way]);
        figure_row(f, step * nudge_step, SPREAD(of[UPHILL]),
                   SPREAD(of[BY_CHANCE]), of[BY_CHANCE_KEPT].median);
        if (step <= 2 || step % 5 == 0)
            table_row(&t, step * nudge_step, SPREAD(of[UPHILL]),
                      of[BY_CHANCE].median, of[UPHILL_KEPT].median,
                      of[BY_CHANCE_KEPT].median);
    }
    table_end(&t);
    figure_close(c, f);
    claim_row("misread after 5 steps, median", &wrong[5][UPHILL], 10, 40);
    claim_row("misread after 10 steps, median", &wrong[10][UPHILL], 35, 75);
    claim_row("after 10 random steps, median", &wrong[10][BY_CHANCE], 0, 4);
}

// Does a nudge fool the network when its pixels are whole bytes? And others?
static void show_others(void) {
    printf("The nudge, kept, shown to others too; of 100 images that they "
           "read, so many\nare misread:\n\n");
    Table t = table_begin("moved by|asked|cases|lowest|median|highest",
                          "%8g|%-24s|%5d|%6.1f|%6.1f|%7.1f");
    for (int far = 0; far < 2; far++) {
        Row whom[] = {{.name = "the network of the nudge"},
                      {.name = "the same, whole bytes"},
                      {.name = "each other network"}};
        for (int k = 0; k < SEEDS; k++) {
            real *x = nudged[far][k];
            for (int j = 0; j < SEEDS; j++)
                add(&whom[j == k ? 0 : 2], misread(j, x));
            for (int p = 0; p < tried * PIXELS; p++)
                x[p] = (real)(byte_of(x[p]) / 255.0);
            add(&whom[1], misread(k, x));
        }
        for (int i = 0; i < 3; i++)
            table_row(&t, (far + 1) * SHOWN * nudge_step, whom[i].name,
                      whom[i].n, SPREAD(spread(&whom[i])));
    }
    table_end(&t);
}

// Along the signs the cost rises by Σ|g| at first, along random signs by √Σg²,
// more or less. How many times as much is the former?
static void show_push(void) {
    static real g[TRIED * PIXELS];
    static Row ratio;
    for (int k = 0; k < SEEDS; k++) {
        input_gradient(net[k], &test, tried, image, g);
        for (int i = 0; i < tried; i++) {
            double sum = 0, squares = 1e-300;
            for (int p = i * PIXELS; p < (i + 1) * PIXELS; p++) {
                sum += fabs((double)g[p]);
                squares += (double)g[p] * (double)g[p];
            }
            add(&ratio, sum / sqrt(squares));
        }
    }
    Spread s = spread(&ratio);
    printf("Σ|g| is %.1f times √Σg², the median of %d gradients; %.1f to %.1f."
           "\n\n",
           s.median, ratio.n, s.low, s.high);
    claim_row("Σ|g| to √Σg², median", &ratio, 14, 22);
}

static void the_nudge(Chapter *c) {
    tried = dataset_part(&test, 0, c->quick ? TRIED / 4 : TRIED).count;
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many of 100 fool it, "
                       "along the gradient and by chance?");
    for (int k = 0; k < SEEDS; k++) {
        const real *says = ask(net[k], image, tried);
        for (int i = 0; i < tried; i++, says += CLASSES) {
            bool right = is_right(says, test.label[i]);
            known[k][i] = right ? test.label[i] : CLASSES;
        }
        for (int way = 0; way < WAYS; way++)
            walk(k, way, c->seed + (uint64_t)k);
    }
    show_fooled(c);
    show_walks(c);
    show_others();
    show_push();
}

/* ---- All of it ----------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Recipe small = recipe_of(INIT_LECUN), article = recipe_of(INIT_NORMAL);
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    trials_add(&t, &small, &train);
    trials_add(&t, &article, &train);
    many = dataset_part(&test, 0, MANY).count;
    for (int p = 0; p < many * PIXELS; p++)
        image[p] = (real)(test.image[p] / 255.0);
    ten_networks(c, &t, threads);
    double surer = edges(c);
    loops(c);
    claim("units with more of an edge, of 100 pairs", surer, 40, 80, "%.0f");
    noise(c);
    nonsense(c, threads);
    dreaming(c);
    moved(c);
    the_nudge(c);
    claims_check(c, c->seed == 1);
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
