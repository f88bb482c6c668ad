/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images. Does it read them that way? You will look for edges, take units out,
follow one image; then teach the network nonsense, let it dream, and fool it.

Read it beside article 1 (rows A1-10 and A1-12, the note E5). Run it with `make
ch14`. The numbers in the text were measured on the real MNIST (`make mnist`).

**本章要点** 第一篇文章设想第一层找到短边，第二层找到圆圈；和随机凑成的图一比，第一层的神经元只是略微更像边。它们像十六个是非题：答案全部四舍五入
成 0 或 1，网络认对的也只少一点；少了一个，认不出的多半是同一个数字，不过换成随机的方向，也只是散一点。网络能背下打乱的标签，看到噪声也常常很有把
握，轻轻一推就会认错。

**New here**

control (对照)
: the same measurement on something else, best where one knows what comes out.

p-value (p 值)
: how often chance alone gives so much or more. 3 heads of 3: p = 1/8.

noise image (噪声图像)
: an image whose pixels are drawn by chance, or those of another, shuffled.

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

enum { SIDE = 28, PIXELS = SIDE * SIDE, UNITS = 16, SEEDS = 5, MANY = 1000 };
static Dataset train, test;

/*
## First, the check

Later we turn other knobs: the pixels. We check their slopes, on an untrained
network. (Paper in the corner has one: it says what ink there *would* do.)

→ The check: by hand = by tape = numeric

## Ten networks

Five are article 1's, with the cost and the rate of chapter 13, after ten epochs
on 50,000 images. Only, their weights start with the deviation 1/√n for n
inputs, not 1: behind a pixel that is always paper a weight never moves (its
step is -η·δ·0), so a large start would stay there, and speak up in noise and
dreams. Five have no hidden layer. Whatever *they* can do needs no hidden unit.

→ Ten networks

The 784-10 read `91.42` of 100 images. The first five, "the networks" from here
on, read `93.77`: over a quarter of the mistakes are gone. How?

## Edges?

Laid out like pixels, the weights of a unit (a neuron) of the first layer are a
picture. How much of it is an edge? Article 1 draws one, and chapter 5 made it:
a *band* of weights with a negative border. A *step* from minus to plus is often
called so, too. We take both in two lengths, eight directions and 400 places.

Take the picture and an edge as arrows of 784 numbers. The score is 100 times
the square of the cosine of their angle (chapter 3): 100 where the picture is
that edge, 0 where they have nothing in common; (1, 1) and (1, 0) have 50. What
counts is the best of 6,400 bands, and of 6,400 steps.

Is 12 of 100 much, where one may choose among so many? Only **controls** can
tell. At one end stand eighty edges that are not ours, each with its own place,
direction and size. At the other end stand pictures that learned nothing. A step
of the descent adds -η·δ·a to the weights of a unit (chapter 9), and a is the
image. So whatever a unit learns *is* a sum of images, each times a number. We
add up a thousand, each times a *random* number of mean 0. (δ has both signs.)
*/

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

/*
From a unit's weights we take those of its start, so that they are such a sum,
too. Say the median of a network's units has more of an edge than that of
sixteen mixtures. Luck does that with p = ½, and for i of n networks with
c·pⁱ·(1-p)ⁿ⁻ⁱ, where c counts the ways to choose i of n. The sum from i = k on
is the **p-value** of k: of three in five, (10 + 5 + 1)/32 = ½. For "more than
luck" it must be below `0.05`, by custom. Of five, only five will do: 1/32.
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
→ Edges?

![Figure 14.1: First row, controls: two edges and four mixtures of images by
chance. Below, what twelve units of the first layer learned, seed 1: green for,
red against; beneath, how much of each is its best band.](ch14_weights)

The measure works: bands that are not ours have `21.1` or more, `47.9` in the
median. Mixtures have `11.6`, at most `21.8`. And units? `12.0`. Three networks
of five are above the mixtures: the p-value is `0.50`. As a whole, units are no
more bands than sums of images by chance. But `6` of 80 have more than any
mixture, up to `33.2`: a few do show a short stroke.

And steps? Units have `20.7`, mixtures `17.0`. That is little, where other steps
have `64.9`; but it is so in five networks of five: `0.03`, more than luck.

## Sixteen questions

If not edges, what then? Now we look at what the first layer says, and round it:
each of its sixteen answers becomes 0 or 1, a no or a yes, before the next layer
hears it. If shades matter, much is lost.

Then we take units out, one at a time, and count what is lost of each digit. Out
does not mean 0, which is an answer as well: the unit is held at its mean. The
control is a *direction* drawn by chance: sixteen answers are an arrow, and a
unit is one direction out of many. Is it a special one?
*/

// a [n, UNITS] → held [n, UNITS]: what a layer says, but along the direction r
// it stays at its mean. (0, …, 1, …, 0) is a single unit.
static void hold(const real *a, int n, const double *r, real *held) {
    double mean = 0, squares = 0;
    for (int u = 0; u < UNITS; u++)
        squares += r[u] * r[u];
    for (int i = 0; i < n * UNITS; i++)
        mean += r[i % UNITS] * (double)a[i] / n;
    for (int i = 0; i < n * UNITS; i += UNITS) {
        double off = -mean;
        for (int u = 0; u < UNITS; u++)
            off += r[u] * (double)a[i + u];
        for (int u = 0; u < UNITS; u++)
            held[i + u] = a[i + u] - (real)(off * r[u] / squares);
    }
}

/*
→ Sixteen questions

![Figure 14.2: How many of 100 images of a digit are lost without a unit, seed
1: on the left the first hidden layer, on the right the second.](ch14_units)

With a first layer of yes and no alone, the networks read `92.9` of 100 images,
still more than a 784-10. So to the next layer an image is hardly more than
sixteen bits. Each unit asks a question: is there more ink where I count it for
than where I count it against? A 784-10 asks ten of them, one for each digit.
Here they are sixteen, and none is *given* a digit.

What is a question for? Without one unit of the first layer, `1.6` of 100 images
are lost (median), at most `8.2`. But they are not spread evenly. In the figure
most rows on the left have one bright cell: without unit 4, 53 of 100 fives are
gone, and hardly any other digit. A unit for loops would cost 0, 6, 8 and 9
together, if no other stands in for it: the figure has none.

Is a unit special in this? Of what is lost without one, a single digit bears
`61.4` of 100; without a random direction, `54.4`. It is more in five networks
of five, p is `0.03`: units do lean to a digit, a little. In the second layer
one costs only `0.3`, so that little can be seen; a digit's part, `52.6`, is not
more than with directions, `58.6`. What counts there is what all say together.

## One image

Which images need the hidden layers? Those that all five networks read and no
784-10 does. We follow the first: z of the right output less z of the wrong one,
and what each unit adds by being off its mean, w·(a - mean).

→ One image

![Figure 14.3: The image; each pixel of it times its weight in the first 784-10,
for 8 less for 5; and times its weight in the first unit that says no. Green
for, red against.](ch14_image)

There are `84` such images in 10,000, and `5` the other way round. The first is
an 8, open above; the 784-10 say 5 or 4. There each pixel counts in full: ink
adds `62.60` for the 8 and `-58.65` against, and the biases `-20.83`. The mean
8, with `86.52` and `-39.69`, makes up for it; ours has less for, more against.

The network is sure. All in all its z of 8 is above that of 5 by `11.56`, and no
unit decides alone. Unit 4 of the second layer adds `3.75`, because it is lit;
unit 2 adds `3.21`, because it is dark and its weight is below 0; unit 0 adds
`2.12`. Now this unit 4: what lights it? Two answers, above all. Unit 3 of the
first layer says `0.00`, adding `2.01`, and unit 14 says `1.00`, adding `1.24`.

This may be the difference. Unit 3 has ink for it, and more against it: its
answer is no. And a no is a no, however much ink is against. Odd or missing ink
can turn a question, and not more; in a 784-10 all of it counts.

## Noise

What does a network say to a picture that is no digit? Its largest output names
one even so; but how large? We shuffle the pixels of the first 1,000 test
images: the same ink, nothing to read. The control is the images as they are.

→ Noise

An output over `0.9` says "this digit": to `85.5` of 100 images, and to `28.7`
of noise. No output says "no digit", and the cost never asked for one. With a
784-10 it is only `5.1`. Hidden layers round noise, too: that may be the reason.

## Nonsense, learned by heart

Must a network *find* something to be right? Give each of 500 training images
the label of another, and there is nothing to find. In 200 epochs five networks
learn this, five the true labels; then both read 1,000 images not seen.

→ Nonsense, learned by heart

With 13,002 knobs, 26 for each label, `90.72` of 100 shuffled labels are learned
by heart. For images not seen that is worth nothing: `10.02` are read, a guess.
With the true labels it is `79.10`: something was found. A low cost says the
*answers* are known, and not how. (Zhang and others, 2017.)

## What it would like best

Now turn the pixels, and leave the weights. Start from an empty page, so that
all ink is the network's wish, and walk uphill on one output's sum z: 200 steps
of length 1/5 along ∂z/∂image, pixels kept from 0 to 1.
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
        real far = (real)(0.2 / sqrt(squares));
        for (int i = 0; i < PIXELS; i++)
            x[i] = inside(x[i] + far * image->grad[i]);
        graph_rewind(l->graph, mark);
    }
}

/*
→ What it would like best

![Figure 14.4: What each output of the first network would like best, and what
it then says.](ch14_dream)

We see scraps of strokes that nobody would write. The dreamer reads them all, of
course. But the *other* networks read `9.0` or `10.0` of ten as they were meant,
and a 784-10 `8.0` to `10.0`. So there is ink at places that speak for a digit,
and a 784-10 knows these places as well.

## The nudge that fools it

Start from a real image and walk uphill on its cost. A step moves each pixel by
1/100 along the sign of ∂C/∂image, and keeps it from 0 to 1; after five, none is
off by over `0.05`.
*/

// Each of n pixels moves by 0.01, up or down as the sign of `way` says.
static void nudge(real *x, const real *way, int n) {
    for (int i = 0; i < n; i++) {
        real sign = (real)((way[i] > 0) - (way[i] < 0));
        x[i] = inside(x[i] + (real)0.01 * sign);
    }
}

/*
The control is the same along random signs, drawn once for each image. Where g
is the gradient, moving each pixel by ±ε changes the cost by about the sum of
all ±εg. Along the signs of g no term is below 0; random signs mostly cancel.

→ The nudge that fools it

![Figure 14.5: An image, a nudge of five steps, and the two together; green is
more ink, red is less.](ch14_fooled)

With `0.05` a pixel, 13 of 255, which we hardly notice, the networks read `70.7`
of 100, not `93.8` (of those 1,000 images); with `0.1`, ten steps, only `40.0`.
The 1 above, `0.998` sure, becomes an 8, `0.930` sure. Random signs of `0.1`
leave `89.3`. The harm is in hundreds of changes, each nothing, that all push
one way. (Goodfellow and others, 2014.) It is not the hidden layers' fault: a
784-10 falls from `90.1` to `21.3`.

## So what has it learned?

- **Short edges?** Bands: as a whole not more than chance, `12.0` of a unit and
  `11.6` of a mixture, but a few units have more. Steps: a little more.
- **Loops?** No unit of Figure 14.2 stands alone for them.
- **What, then?** Where ink speaks for a digit. A 784-10 knows that, too.
- **And the hidden layers?** Sixteen yes-or-no questions, judged together:
  `93.77` for `91.42`, and odd digits that ten sums do not read.
- **What a digit is?** Hardly: it is sure of `28.7` of 100 pages of noise, and a
  nudge of `0.1` leaves it `40.0` of 100.

So there is little here of what article 1 hopes, edges, then loops, then digits,
and nothing in the cost asks for it. This network asks sixteen questions about
ink, and judges by all the answers.

→ The numbers of the text

## What we cut corners on

Sixteen units and ten epochs are little. We followed one image of 84, through
one network, and took out one unit at a time, not two. In networks made for
images, whose units look at small patches with the same weights everywhere,
edges *are* found in the first layer: the hope was not foolish.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** More than luck? How often chance alone would part two groups as far.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

// What all sections share: the test images as numbers from 0 to 1, of which
// some sections take the first `many`; five networks, and five without a hidden
// layer; and of the five, what their hidden layers say.
enum { FLATS = SEEDS, NETS = 2 * SEEDS, HIDDEN = 2 };
enum { TESTS = 10000, EACH = SEEDS * UNITS };
static const Recipe recipe = {.name = "784-16-16-10",
                              .hidden = {2, {UNITS, UNITS}},
                              .init = INIT_LECUN,
                              .rate = 3};
static const Recipe flat = {.name = "784-10", .init = INIT_LECUN, .rate = 3};
static const double PI = 3.14159265358979323846;
static int many;
static real image[TESTS * PIXELS];
static Learner *net[NETS];
static real said[HIDDEN][SEEDS][TESTS * UNITS];

// What layer `to` says where layer `from` says a [n, …], until the next call;
// layer 0 is the image.
static const real *onward(int who, int from, int to, const real *a, int n) {
    static real says[TESTS * UNITS];
    const Mlp *m = &net[who]->mlp;
    GraphMark mark = graph_mark(m->graph);
    Tensor *x = t_const(m->graph, n, m->sizes[from], a);
    for (int k = from; k < to; k++)
        x = t_sigmoid(t_linear(x, m->weight[k], m->bias[k]));
    memcpy(says, x->data, t_count(x) * sizeof *says);
    graph_rewind(m->graph, mark);
    return says;
}

static const real *ask(int who, int from, const real *a, int n) {
    return onward(who, from, net[who]->mlp.layers, a, n);
}

// How many of 100 images are read where layer `from` says a; and of [CLASSES],
// unless it is NULL, of each digit.
static double read_of(int who, int from, const real *a, int n, double *of) {
    const real *says = ask(who, from, a, n);
    int count[CLASSES] = {0}, right[CLASSES] = {0}, all = 0;
    for (int i = 0; i < n; i++) {
        bool is = is_right(says + i * CLASSES, test.label[i]);
        right[test.label[i]] += is;
        count[test.label[i]]++;
        all += is;
    }
    for (int d = 0; of && d < CLASSES; d++)
        of[d] = 100.0 * right[d] / fmax(count[d], 1);
    return 100.0 * all / n;
}

// A row of a table: what n cases have come to.
typedef struct Row {
    const char *name;
    int n;
    double x[EACH];
} Row;

static void add(Row *r, double x) { r->x[r->n++] = x; }
static Spread spread(Row r) { return spread_of(r.x, r.n); }
static double median(Row *r) { return spread(*r).median; }

static void show(const char *what, int n, Row *row) {
    Table t = table_begin(text_format("%s|cases|lowest|median|highest", what),
                          "%-29s|%5d|%6.1f|%6.1f|%7.1f");
    for (int k = 0; k < n; k++)
        table_row(&t, row[k].name, row[k].n, SPREAD(spread(row[k])));
    table_end(&t);
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
    double tape[PIXELS], numeric[PIXELS];
    input_gradient(&l, &train, 1, pixel, slope);
    for (int i = 0; i < PIXELS; i++) {
        tape[i] = (double)slope[i];
        numeric[i] = (double)central_difference(cost_on_batch, &k, &pixel[i],
                                                difference_step(pixel[i]));
    }
    report_begin(c);
    report_row(c, "the pixel in the corner", NAN, tape[0], numeric[0]);
    report_lists(c, "all, numeric and by tape", PIXELS, tape, numeric, 0);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- Edges --------------------------------------------------------------- */

// The pictures: edges that are not ours, sums of images, and what the units
// learned. All have length 1.
enum { OTHERS, MIXED, LEARNED, KINDS };
static real picture[KINDS][EACH][PIXELS];

static void to_length_1(real *x) {
    double squares = 1e-30;
    for (int p = 0; p < PIXELS; p++)
        squares += (double)(x[p] * x[p]);
    for (int p = 0; p < PIXELS; p++)
        x[p] /= (real)sqrt(squares);
}

// x [PIXELS]: a band with a negative border, or a step from minus to plus, by
// its middle, direction, half length and width.
static void put_edge(bool step, double row, double col, double angle,
                     double half, double width, real *x) {
    double sine, cosine, border = width / 2 + 2;
    m_sincos(angle, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        double right = i % SIDE - col, down = i / SIDE - row;
        double u = right * cosine + down * sine;  // along the edge
        double v = down * cosine - right * sine;  // across it
        bool on = u >= -half && u < half && v >= -border && v < border;
        bool in = step ? v >= 0 : v >= -width / 2 && v < width / 2;
        x[i] = (real)(!on ? 0 : in ? 1 : step ? -1 : -0.75);
    }
    to_length_1(x);
}

static void fill_pictures(uint64_t seed, bool step) {
    Rng r = rng_new(seed + 500);
    for (int i = 0; i < EACH; i++) {
        double row = 5 + 18 * rng_uniform(&r), col = 5 + 18 * rng_uniform(&r);
        double angle = PI * rng_uniform(&r), half = 2.5 + 4 * rng_uniform(&r);
        double width = 2 + 2 * rng_uniform(&r);
        put_edge(step, row, col, angle, half, width, picture[OTHERS][i]);
        mix(&r, picture[MIXED][i]);
        to_length_1(picture[MIXED][i]);
    }
    for (int k = 0; k < SEEDS; k++) {
        Learner start = learner_new(&train, &recipe, seed + (uint64_t)k, 1);
        const real *now = net[k]->mlp.weight[0]->data,
                   *then = start.mlp.weight[0]->data;
        for (int u = 0; u < UNITS; u++) {
            real *x = picture[LEARNED][k * UNITS + u];
            for (int p = 0; p < PIXELS; p++)
                x[p] = now[u * PIXELS + p] - then[u * PIXELS + p];
            to_length_1(x);
        }
        learner_free(&start);
    }
}

// share [KINDS]: how much of each picture the best edge explains. All 6,400, or
// one of `stride`: two lengths, eight directions, 400 places.
static void find_edges(int stride, bool step, Row *share) {
    for (int at = 0; at < 6400; at += stride) {
        int place = at % 400, way = at / 400, on[PIXELS], n = 0;
        real edge[PIXELS];
        put_edge(step, 4 + place / 20, 4 + place % 20, way / 2 * PI / 8,
                 way % 2 ? 6 : 3, 3, edge);
        for (int p = 0; p < PIXELS; p++)
            if (edge[p] < 0 || edge[p] > 0)
                on[n++] = p;
        for (int i = 0; i < KINDS * EACH; i++) {
            const real *x = picture[i / EACH][i % EACH];
            double cosine = 0, *best = &share[i / EACH].x[i % EACH];
            for (int k = 0; k < n; k++)
                cosine += (double)(edge[on[k]] * x[on[k]]);
            *best = fmax(*best, 100 * cosine * cosine);
        }
    }
}

// How many networks have a higher median in a than in b; how often luck does.
static void show_luck(const char *what, Row a, Row b) {
    int more = 0, its = a.n / SEEDS;
    for (int k = 0; k < SEEDS; k++)
        more += spread_of(a.x + k * its, its).median >
                spread_of(b.x + k * its, its).median;
    printf("%s: %d of %d networks, p-value %.2f\n", what, more, SEEDS,
           p_value(more, SEEDS, 0.5));
}

static void edges(Chapter *c) {
    static const int drawn[KINDS] = {2, 4, 12};
    chapter_section(c, "Edges?");
    chapter_predict(c, "Which is more of an edge, a unit or a mixture?");
    for (int step = 0; step < 2; step++) {
        Row share[] = {{step ? "other steps" : "other bands", EACH, {0}},
                       {"mixtures of images", EACH, {0}},
                       {"units", EACH, {0}}};
        fill_pictures(c->seed, step);
        find_edges(c->quick ? 7 : 1, step, share);
        int over = 0;
        for (int i = 0; i < EACH; i++)
            over += share[LEARNED].x[i] > spread(share[MIXED]).high;
        show(step ? "best step, of 100" : "best band, of 100", KINDS, share);
        show_luck("More than mixtures", share[LEARNED], share[MIXED]);
        printf("More than the highest mixture: %d of %d units\n\n", over, EACH);
        if (step)
            break;
        Figure *f = figure_open(c, "ch14_weights", "place share");
        for (int k = 0, place = 0; k < KINDS; k++)
            for (int i = 0; i < drawn[k]; i++)
                figure_row(f, place++, share[k].x[i]);
        for (int k = 0, place = 0; k < KINDS; place += drawn[k++])
            draw(f, place, drawn[k], picture[k][0]);
        figure_close(c, f);
        claim("band in a median unit", median(&share[LEARNED]), 7, 18, "%.0f");
    }
}

/* ---- Units --------------------------------------------------------------- */

static void units(Chapter *c) {
    static Row row[] = {{.name = "read, layer 1 rounded"},
                        {.name = "lost, a unit of layer 1"},
                        {.name = "lost, a unit of layer 2"},
                        {.name = "one digit's, units of layer 1"},
                        {.name = "one digit's, directions"},
                        {.name = "one digit's, units of layer 2"},
                        {.name = "one digit's, directions"}};
    static real held[TESTS * UNITS];
    int n = test.count;
    chapter_section(c, "Sixteen questions");
    chapter_predict(c, "Without one unit, is one digit lost, or all a little?");
    Figure *f = figure_open(c, "ch14_units", "layer unit digit lost");
    Rng chance = rng_new(c->seed + 600);
    for (int i = 0; i < 4 * SEEDS; i++) {
        int kind = i / SEEDS, k = i % SEEDS, h = kind / 2;
        int ways = kind % 2 ? 48 : UNITS;
        double before[CLASSES], after[CLASSES], share = 0;
        double all = read_of(k, 0, image, n, before);
        for (int way = 0; way < ways; way++) {
            double r[UNITS], sum = 1e-30, most = 0;
            for (int u = 0; u < UNITS; u++)
                r[u] = kind % 2 ? rng_normal(&chance) : u == way;
            hold(said[h][k], n, r, held);
            double lost = all - read_of(k, h + 1, held, n, after);
            if (kind % 2 == 0)
                add(&row[1 + h], lost);
            for (int d = 0; d < CLASSES; d++) {
                lost = fmax(before[d] - after[d], 0);
                most = fmax(most, lost);
                sum += lost;
                if (k == 0 && kind % 2 == 0)
                    figure_row(f, h, way, d, lost);
            }
            share += 100 * most / sum / ways;
        }
        add(&row[3 + kind], share);
        for (int j = 0; j < n * UNITS; j++)
            held[j] = said[0][k][j] > (real)0.5;
        if (kind == 0)
            add(&row[0], read_of(k, 1, held, n, NULL));
    }
    figure_close(c, f);
    show("of 100", 7, row);
    show_luck("Layer 1, more than directions", row[3], row[4]);
    show_luck("Layer 2, more than directions", row[5], row[6]);
    printf("\n");
    claim("read, layer 1 rounded", median(&row[0]), 90, 95, "%.0f");
    claim("lost, a unit of layer 1", median(&row[1]), 1, 4, "%.1f");
}

/* ---- One image ----------------------------------------------------------- */

// The first image that all networks and no 784-10 read, or 0; says how many.
static int hidden_only(void) {
    static int count[TESTS];  // networks that read it, 784-10 that do not
    int first = 0, only = 0, without = 0;
    for (int k = 0; k < NETS; k++) {
        const real *says = ask(k, 0, image, test.count);
        for (int i = 0; i < test.count; i++, says += CLASSES)
            count[i] += is_right(says, test.label[i]) == (k < FLATS);
    }
    for (int i = test.count - 1; i >= 0; i--) {
        first = count[i] == NETS ? i : first;
        only += count[i] == NETS;
        without += count[i] == 0;
    }
    printf("Read by all networks and no 784-10: %d; the other way round: %d.\n",
           only, without);
    return first;
}

// Rows for a sum Σ w·a + b of the first network's units of a layer, for an
// image: at their means; what the three add that add the most, by being off
// their mean; and in all. Returns the first of the three.
static int show_sum(const Table *t, const char *sum, int layer, const real *w,
                    const real *less, real b, int i) {
    const real *a = said[layer - 1][0];
    double mean[UNITS] = {0}, all = (double)b;
    real adds[UNITS];
    for (int k = 0; k < test.count * UNITS; k++)
        mean[k % UNITS] += (double)a[k] / test.count;
    for (int u = 0; u < UNITS; u++)
        all += (double)(w[u] - less[u]) * mean[u];
    table_row(t, sum, "at the means", "", "", "", all);
    a += i * UNITS;
    for (int u = 0; u < UNITS; u++) {
        adds[u] = (w[u] - less[u]) * (a[u] - (real)mean[u]);
        all += (double)adds[u];
    }
    int first = argmax(adds, UNITS);
    for (int k = 0; k < 3; k++) {
        int u = argmax(adds, UNITS);
        table_row(t, "", text_format("unit %d of layer %d", u, layer),
                  text_format("%.2f", mean[u]),
                  text_format("%.2f", (double)a[u]),
                  text_format("%.2f", (double)(w[u] - less[u])), adds[u]);
        adds[u] = -99;
    }
    table_row(t, "", "with all sixteen", "", "", "", all);
    return first;
}

static void one_image(Chapter *c) {
    static const real nothing[UNITS];
    chapter_section(c, "One image");
    chapter_predict(c, "What do sixteen units see that ten sums do not?");
    int i = hidden_only(), yes = test.label[i];
    const real *x = image + i * PIXELS;
    printf("We follow image %d, a digit %d; the 784-10 say", i, yes);
    for (int k = FLATS; k < NETS; k++)
        printf(" %d", argmax(ask(k, 0, x, 1), CLASSES));
    printf(".\n\n");
    int no = argmax(ask(FLATS, 0, x, 1), CLASSES);
    const Mlp *m = &net[FLATS]->mlp;
    const real *w = m->weight[0]->data, *b = m->bias[0]->data;
    real product[2 * PIXELS];      // w·ink
    double ink[4] = {0}, its = 0;  // for, against; and of the mean one
    for (int j = 0; j < test.count * PIXELS; j++) {
        int p = j % PIXELS;
        real adds = image[j] * (w[yes * PIXELS + p] - w[no * PIXELS + p]);
        if (j / PIXELS == i)
            product[p] = adds, ink[adds < 0] += (double)adds;
        if (test.label[j / PIXELS] == yes)
            ink[2 + (adds < 0)] += (double)adds, its += 1.0 / PIXELS;
    }
    Table t = table_begin("sum|what adds the most|mean|here|weight|adds",
                          "%-20s|%-18s|%4s|%4s|%6s|%6.2f");
    const char *sum = text_format("z of %d less z of %d", yes, no);
    table_row(&t, sum, "784-10: biases", "", "", "", b[yes] - b[no]);
    table_row(&t, "", "ink for it", "", "", "", ink[0]);
    table_row(&t, "", "ink against it", "", "", "", ink[1]);
    table_row(&t, "", "mean ink for it", "", "", "", ink[2] / its);
    table_row(&t, "", "mean ink against", "", "", "", ink[3] / its);
    m = &net[0]->mlp, w = m->weight[2]->data, b = m->bias[2]->data;
    int second = show_sum(&t, sum, 2, w + yes * UNITS, w + no * UNITS,
                          b[yes] - b[no], i);
    int first = show_sum(&t, text_format("unit %d of layer 2", second), 1,
                         m->weight[1]->data + second * UNITS, nothing,
                         m->bias[1]->data[second], i);
    table_end(&t);
    for (int p = 0; p < PIXELS; p++)
        product[PIXELS + p] = x[p] * m->weight[0]->data[first * PIXELS + p];
    Figure *f = figure_open(c, "ch14_image", "yes no unit");
    figure_row(f, yes, no, first);
    draw(f, 0, 1, x);
    draw(f, 1, 2, product);
    figure_close(c, f);
}

/* ---- Noise --------------------------------------------------------------- */

static void noise(Chapter *c) {
    static Row row[] = {{.name = "images, a network"},
                        {.name = "noise, a network"},
                        {.name = "images, a 784-10"},
                        {.name = "noise, a 784-10"}};
    static real page[MANY * PIXELS];
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
    for (int k = 0; k < 2 * NETS; k++) {
        const real *says = ask(k / 2, 0, k % 2 ? page : image, many);
        int sure = 0;
        for (int i = 0; i < many; i++, says += CLASSES)
            sure += says[argmax(says, CLASSES)] > (real)0.9;
        add(&row[k / NETS * 2 + k % 2], 100.0 * sure / many);
    }
    show("an output over 0.9, of 100", 4, row);
    claim("noise over 0.9", median(&row[1]), 15, 45, "%.0f");
}

/* ---- Nonsense ------------------------------------------------------------ */

static void nonsense(Chapter *c, int threads) {
    enum { FEW = 500, LONG = 200 };
    int n = train.count > 2 * FEW ? FEW : (train.count + 1) / 2;
    Dataset few = dataset_part(&train, 0, n),
            others = dataset_part(&test, 0, MANY),
            shuffled = dataset_part(&train, train.count - n, n);
    shuffled.image = few.image;
    Recipe with = recipe;
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : LONG, &others);
    t.own = n;
    t.at_end = true;
    with.name = "true";
    trials_add(&t, &with, &few);
    with.name = "shuffled";
    trials_add(&t, &with, &shuffled);
    chapter_section(c, "Nonsense, learned by heart");
    chapter_predict(c, "How many of 500 shuffled labels can be learned?");
    trials_run(c, &t, threads, "shuffled labels");
    trials_table(&t, "labels", NULL);
    claim("shuffled labels, seen",
          trials_spread(&t, 1, t.rounds, trial_own_right).mean, 75, 97, "%.0f");
    claim("the same, unseen", trials_spread(&t, 1, t.rounds, trial_right).mean,
          5, 15, "%.0f");
    trials_free(&t);
}

/* ---- Dreams -------------------------------------------------------------- */

static void dreaming(Chapter *c) {
    static Row read[] = {{.name = "the dreamer"},
                         {.name = "each other network"},
                         {.name = "each 784-10"}};
    static real dreams[CLASSES * PIXELS];
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2?");
    Figure *f = figure_open(c, "ch14_dream", "digit output");
    for (int k = 0; k < SEEDS; k++) {
        for (int d = 0; d < CLASSES; d++)
            dream(net[k], d, dreams + d * PIXELS);
        for (int j = 0; j < NETS; j++) {
            const real *says = ask(j, 0, dreams, CLASSES);
            int right = 0;
            for (int d = 0; d < CLASSES; d++) {
                right += is_right(says + d * CLASSES, d);
                if (j + k == 0)
                    figure_row(f, d, says[d * CLASSES + d]);
            }
            add(&read[j == k ? 0 : j < FLATS ? 1 : 2], right);
        }
        if (k == 0)
            draw(f, 0, CLASSES, dreams);
    }
    figure_close(c, f);
    show("of ten dreams, read by", 3, read);
    claim("dreams that another reads, of 10", median(&read[1]), 8, 10, "%.0f");
}

/* ---- The nudge ----------------------------------------------------------- */

// x [many, PIXELS]: the images, so many steps up along the gradient, or by
// chance.
static void walk(int who, bool uphill, int steps, uint64_t seed, real *x) {
    static real sign[MANY * PIXELS];
    Rng r = rng_new(seed + 800 + (uint64_t)who % SEEDS);
    memcpy(x, image, sizeof sign);
    for (int p = 0; p < many * PIXELS; p++)
        sign[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step < steps; step++) {
        if (uphill)
            input_gradient(net[who], &test, many, x, sign);
        nudge(x, sign, many * PIXELS);
    }
}

// The first image about which the nudge fools the first network.
static void show_fooled(Chapter *c, const real *x) {
    int i = 0, was = 0, is = 0;
    real sure = 0, now = 0;
    for (; i < many; i++) {
        const real *says = ask(0, 0, image + i * PIXELS, 1);
        was = argmax(says, CLASSES), sure = says[was];
        says = ask(0, 0, x + i * PIXELS, 1);
        is = argmax(says, CLASSES), now = says[is];
        if ((was == test.label[i] && is != was) || i == many - 1)
            break;
    }
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f\n\n", i, was,
           (double)sure, is, (double)now);
    Figure *f = figure_open(c, "ch14_fooled", "was score is score");
    figure_row(f, was, sure, is, now);
    draw(f, 0, 1, image + i * PIXELS);
    draw(f, 1, 1, x + i * PIXELS);
    figure_close(c, f);
}

static void the_nudge(Chapter *c) {
    enum { WALKS = 5 };
    static const int steps[WALKS] = {0, 5, 5, 10, 10};
    static const char *const name[WALKS] = {
        "as they are", "by 0.05 along the gradient",
        "by 0.05 along random signs", "by 0.1 along the gradient",
        "by 0.1 along random signs"};
    static real x[MANY * PIXELS];
    double read[WALKS][NETS];
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many are still read?");
    for (int i = 0; i < NETS * WALKS; i++) {
        int k = i / WALKS, way = i % WALKS;
        walk(k, way % 2, steps[way], c->seed, x);
        read[way][k] = read_of(k, 0, x, many, NULL);
        if (i == 1)
            show_fooled(c, x);
    }
    Table t = table_begin("read, of 100 images|networks: lowest|median|highest|"
                          "784-10: median",
                          "%-26s|%16.1f|%6.1f|%7.1f|%14.1f");
    for (int k = 0; k < WALKS; k++) {
        Spread s = spread_of(read[k], SEEDS);
        table_row(&t, name[k], SPREAD(s),
                  spread_of(read[k] + FLATS, SEEDS).median);
        if (steps[k] == 10)
            claim(name[k], s.median, k == 3 ? 25 : 80, k == 3 ? 60 : 95,
                  "%.0f");
    }
    table_end(&t);
}

/* ---- All of it ----------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : 10, &test);
    trials_add(&t, &recipe, &train);
    trials_add(&t, &flat, &train);
    chapter_section(c, "Ten networks");
    trials_run(c, &t, threads, "ten networks");
    trials_table(&t, "network", NULL);
    many = dataset_part(&test, 0, c->quick ? MANY / 10 : MANY).count;
    for (int p = 0; p < test.count * PIXELS; p++)
        image[p] = (real)(test.image[p] / 255.0);
    for (int k = 0; k < NETS; k++) {
        net[k] = &t.trial[k].learner;
        for (int h = 0; k < SEEDS && h < HIDDEN; h++)
            memcpy(said[h][k], onward(k, 0, h + 1, image, test.count),
                   sizeof said[h][k]);
    }
    edges(c);
    units(c);
    one_image(c);
    noise(c);
    nonsense(c, threads);
    dreaming(c);
    the_nudge(c);
    claims_check(c, c->seed == 1);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch14_what_it_learned",
                                           .title = "What it has learned",
                                           .images = 50000,
                                           .tests = TESTS,
                                           .checked = 10,
                                           .train = &train,
                                           .test = &test,
                                           .check = check,
                                           .tell = tell});
}
