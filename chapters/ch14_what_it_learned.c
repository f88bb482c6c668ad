/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images. Does it read them that way? You will look for edges and take units
out; then show the network noise, teach it nonsense, let it dream, and fool it.

Read it beside article 1 (rows A1-10 and A1-12, the note E5). Run it with `make
ch14`. Its knob is ε, the step of the nudge: `make ch14 ARGS="--epsilon 0.02"`.
The numbers in the text were measured on the real MNIST (`make mnist`).

**本章要点** 第一篇文章设想第一层找到短边，第二层找到圆圈；和随机凑成的图一比，第一层的神经元是更像边，可是只多一点。它们像十六个是非题：答案全部四舍五
入成 0 或 1，网络认对的也只少一点；少了一个，认不出的多半是同一个数字。网络看的是墨落在哪里：数字挪两个像素，就有四分之一多认不出；打乱的标签它背得下来，
一堆噪声也能让它很有把握，轻轻一推又会认错。

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
static double epsilon = 0.01;

/*
## First, the check

Later we turn other knobs: the pixels. Their slopes are one more step back
(chapter 9), to layer 0: (W¹)ᵀδ¹, with no σ′, as a pixel has no σ. By hand we do
it for one, with the tape's δ¹. (It is paper: what *would* ink do there?)

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
picture. How much of it is an edge?

Article 1 draws an edge, and chapter 5 made it: a *band* of weights with a
negative border. A *step* from minus to plus is often called so, too. We take
both, in two lengths, eight directions and 400 places.

Take the picture and an edge as arrows of 784 numbers. The score is 100 times
the square of the cosine of their angle (chapter 3): 100 where the picture is
that edge, 0 where they have nothing in common; (1, 1) and (1, 0) have 50. What
counts is the best of all 12,800 edges.

Is 20 of 100 much, where one may choose among so many? Only **controls** can
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
From a unit's weights we take away those of its start; what is left is such a
sum. Now say that a network's units have more of an edge than sixteen mixtures,
median against median. Was it luck? Were units mixtures, either median would be
as likely to be the higher: luck is a coin. So we count the networks (not their
units, which share a start) and ask how often coins give that many heads or
more. This is the **p-value**. For three of five it is (10 + 5 + 1)/32 = ½, as
there are 10 ways to three heads, 5 to four and 1 to five. For "more than luck"
it must be below `0.05`, by custom: only five of five will do, 1/32. It does not
say how *large* a difference is, nor how likely it is that luck was at work.
*/

// The chance of k heads or more with n coins.
static double p_value(int k, int n) {
    double sum = 0, exactly = m_pow(0.5, n);  // of i heads, from i = 0
    for (int i = 0; i <= n; i++) {
        sum += i >= k ? exactly : 0;
        exactly *= (n - i) / (i + 1.0);
    }
    return sum;
}

/*
→ Edges?

![Figure 14.1: Six edges, six mixtures of images by chance, and what six units
of the first layer learned, seed 1: green for, red against; beneath, how much of
each its best edge is.](ch14_weights)

The measure works: edges that are not ours have `57.9` in the median. Mixtures
have `17.0`. And units? `20.7`. That is more than mixtures in five networks of
five. The p-value is `0.03`: more than luck.

So training makes something of edges. (With no hidden layer, too? Not measured.)
But it is little: the median unit is far nearer to a sum of images by chance
than to *one* edge. A unit made of five would have 20: that is not ruled out.

## Sixteen questions

If hardly an edge, what then? Now we look at what the first layer says, and
round it: each of its sixteen answers becomes 0 or 1, a no or a yes, before the
next layer hears it. If shades matter, much is lost.

Then we take units out, one at a time, and count what is lost of each digit. Out
does not mean 0, which is an answer as well: the unit is held at its mean.

The control is a *direction* drawn by chance. Sixteen answers are an arrow, and
a unit is one direction out of many. Is it a special one?
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
still more than a 784-10. So to the next layer an image is not much more than
sixteen bits. Each unit asks a question: is there more ink where I count it for
than where I count it against? A 784-10 asks ten of them, one for each digit.
Here they are sixteen, and none is *given* a digit.

What is a question for? Without one unit of the first layer, `1.6` of 100 images
are lost (median), at most `8.2`. But they are not spread evenly. In the figure
most rows on the left have one bright cell: without unit 4, 53 of 100 fives are
gone, and hardly any other digit.

Is a unit special in this? For each of a network's sixteen take the digit that
loses most. Together these bear `70.1` of 100 of all that is lost (even losses:
10); with sixteen random directions, `58.4`. Units have more in five networks of
five, p is `0.03`. But directions cost less, `0.8` in the median. So units lean
to a digit; that directions which cost as much lean less is not shown.

And loops? Article 1 hopes for them in the second layer. A unit for loops would
cost 0, 6, 8 and 9 together, and the figure has none. But there a unit costs
only `0.3` of 100 in the median (at most `2.3`): mostly the others can do
without it. So loops are not seen, and not ruled out.

## Noise

What does a network say to a picture that is no digit? Its largest output names
one even so; but how large? We shuffle the pixels of the first 1,000 test
images: the same ink, nothing to read. The control is the images as they are.

→ Noise

An output over `0.9` says "this digit". The networks say so to `85.5` of 100
images, and to `25.4` of 100 pages of noise. No output says "that is no digit",
and the cost never asked for one.

With a 784-10 it is only `4.5`. Why are hidden layers fooled more? We call an
answer clear if it is below `0.1` (no) or over `0.9` (yes). Of the first layer's
answers to images `94.3` of 100 are clear. (So rounding them costs little: σ has
flat ends, and hardly an answer lies between.) Of those to noise `84.9` are, and
`32.4` say yes, to images `38.8`: the next layer hears mostly yes and no, as if
there were a digit. A 784-10 is clear about noise, too, `98.5`; but there it is
the last word, and it is no: only `0.5` say yes.

## Nonsense, learned by heart

Must a network *find* something to be right? Give each of 500 training images
the label of another, and there is nothing to find. Five networks learn these
labels for 200 epochs, and five the true ones, as a control.

→ Nonsense, learned by heart

With 13,002 knobs, 26 for each label, `90.72` of 100 shuffled labels are learned
by heart. For images not seen that is worth nothing: `10.02` are read, a guess.
With the true labels it is `79.10`: something was found. So a low cost on what
was learned says that the *answers* are known. Is there more? New images tell.
(Our ten had 50,000 images, and are right on new ones. Zhang and others, 2017.)

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

![Figure 14.3: What each output of the first network would like best, and what
it then says.](ch14_dream)

We might guess some, a 0, a 2; nobody would write them so. The dreamer reads
them, of course. But the *other* networks read `95.0` of 100 dreams as they were
meant, where a guess has 10, and a 784-10 reads `86.0`. So there is ink at
places that speak for a digit, and a 784-10 knows these places as well.

## Moved, and nudged

Is it the places that count? Then a digit that is moved must suffer. We move the
images by one pixel and by two: by turns down, to the right, up and to the left.
No stroke is changed, and we read them as before.

A second change is one that we hardly see. Start from a real image and walk
uphill on its cost. A step moves each pixel by ε, 1/100, along the sign of
∂C/∂image, and keeps it from 0 to 1; after five, none is off by over `0.05`.
*/

// Each of n pixels moves by ε, up or down as the sign of `way` says.
static void nudge(real *x, const real *way, int n) {
    for (int i = 0; i < n; i++) {
        real sign = (real)((way[i] > 0) - (way[i] < 0));
        x[i] = inside(x[i] + (real)epsilon * sign);
    }
}

/*
The control is a nudge by chance: each pixel by `0.1`, up or down as a coin
falls. (It may leave 0 to 1, so that none of it is lost.) Where g is the
gradient, moving each pixel by ±ε changes the cost by about the sum of all ±εg.
Along the signs of g no term is below 0; random signs mostly cancel.

→ Moved, and nudged

![Figure 14.4: An image, a nudge of five steps, and the two together; green is
more ink, red is less.](ch14_fooled)

Moved by two pixels, the networks read `66.5` of 100, not `93.8` (of those 1,000
images). Over a quarter is gone. A 784-10 falls about as far, from `90.1` to
`60.0`. So much of what they know is of places, hidden layers or not.

Nudged uphill by `0.05`, 13 of 255, they read `70.7`; by `0.1`, ten steps, only
`40.0`. The 1 above, `0.998` sure, becomes an 8, `0.930` sure. A nudge of `0.1`
by chance leaves `92.7`. So it is not how much changes. The harm is in hundreds
of changes, each nothing, that all push one way. (Goodfellow and others, 2014.)
It is not the hidden layers' fault: a 784-10 falls to `21.3`.

## So what has it learned?

- **Short edges?** More than chance, but little: of a unit *one* edge is `20.7`
  of 100, of a mixture `17.0`; of other edges, `57.9`.
- **Loops?** No unit of Figure 14.2 stands alone for them.
- **What, then?** Where ink speaks for a digit. A 784-10 knows that, too.
- **And the hidden layers?** Sixteen yes-or-no questions, judged together:
  `92.9` for `91.42`; with their shades, `93.77`. They are also surer of noise.
- **What a digit is?** Hardly: it is sure of `25.4` of 100 pages of noise, and a
  nudge of `0.1` leaves it `40.0` of 100.

So we see little of what article 1 hopes. The cost does not ask for it: for most
right answers sixteen questions about ink at its places will do.

→ The numbers of the text

## What we cut corners on

Sixteen units and ten epochs are little. We took out one unit at a time, and did
not ask whether five networks ask the same questions. In networks whose units
look at small patches edges *are* found: the hope was not foolish.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** More than luck? How often chance alone would part two groups as far.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

// What all sections share: the test images as numbers, of which some take the
// first `many`; five networks, and five without a hidden layer.
enum { FLATS = SEEDS, NETS = 2 * SEEDS };
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

// A row of a table: what n cases have come to. Where it is all networks, those
// without a hidden layer get a row of their own.
typedef struct Row {
    const char *name;
    int n;
    double x[EACH];
} Row;

static void add(Row *r, double x) { r->x[r->n++] = x; }
static int cases(const Row *r) { return r->n == NETS ? SEEDS : r->n; }
static Spread spread(Row r, int from) {
    return spread_of(r.x + from, cases(&r));  // sorts the copy
}
static double median(const Row *r) { return spread(*r, 0).median; }

static void show(const char *what, int n, const Row *row) {
    Table t = table_begin(text_format("%s|cases|lowest|median|highest", what),
                          "%-29s|%5d|%6.1f|%6.1f|%7.1f");
    for (int k = 0; k < n; k++)
        for (int i = 0, its = cases(&row[k]); i < row[k].n; i += its)
            table_row(&t, i ? "  with a 784-10" : row[k].name, its,
                      SPREAD(spread(row[k], i)));
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
    double hand = 0;  // (W¹)ᵀδ¹, where δ¹ is ∂C/∂b¹
    for (int u = 0; u < UNITS; u++)
        hand += (double)(l.mlp.weight[0]->data[u * PIXELS] *
                         l.mlp.bias[0]->grad[u]);
    for (int i = 0; i < PIXELS; i++) {
        tape[i] = (double)slope[i];
        numeric[i] = (double)central_difference(cost_on_batch, &k, &pixel[i],
                                                difference_step(pixel[i]));
    }
    report_begin(c);
    report_row(c, "the pixel in the corner", hand, tape[0], numeric[0]);
    report_lists(c, "all, numeric and by tape", PIXELS, tape, numeric, 0);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

// The pictures: edges that are not ours, sums of images, and what the units
// learned. All have length 1.
enum { OTHERS, MIXED, LEARNED, KINDS, DRAWN = 6 };
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

static void fill_pictures(uint64_t seed) {
    Rng r = rng_new(seed + 500);
    for (int i = 0; i < EACH; i++) {
        double row = 5 + 18 * rng_uniform(&r), col = 5 + 18 * rng_uniform(&r);
        double angle = PI * rng_uniform(&r), half = 2.5 + 4 * rng_uniform(&r);
        double width = 2 + 2 * rng_uniform(&r);
        put_edge(i % 2, row, col, angle, half, width, picture[OTHERS][i]);
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

// share [KINDS]: how much of each picture the best edge explains, of all 12,800
// or one of `stride`: bands and steps, by length, direction and place.
static void find_edges(int stride, Row *share) {
    for (int at = 0; at < 12800; at += stride) {
        int place = at % 400, way = at / 400 % 16, on[PIXELS], n = 0;
        real edge[PIXELS];
        put_edge(at >= 6400, 4 + place / 20, 4 + place % 20, way / 2 * PI / 8,
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
    printf("%s: %d of %d networks, p-value %.2f\n\n", what, more, SEEDS,
           p_value(more, SEEDS));
}

static void edges(Chapter *c) {
    static Row share[] = {{.name = "edges that are not ours", .n = EACH},
                          {.name = "mixtures of images", .n = EACH},
                          {.name = "units", .n = EACH}};
    chapter_section(c, "Edges?");
    chapter_predict(c, "Which is more of an edge, a unit or a mixture?");
    fill_pictures(c->seed);
    find_edges(c->quick ? 7 : 1, share);
    show("best edge, of 100", KINDS, share);
    show_luck("More than mixtures", share[LEARNED], share[MIXED]);
    Figure *f = figure_open(c, "ch14_weights", "place share");
    for (int i = 0; i < KINDS * DRAWN; i++)
        figure_row(f, i, share[i / DRAWN].x[i % DRAWN]);
    for (int k = 0; k < KINDS; k++)
        draw(f, k * DRAWN, DRAWN, picture[k][0]);
    figure_close(c, f);
    claim("edge in a median unit", median(&share[LEARNED]), 12, 30, "%.0f");
}

static void units(Chapter *c) {
    enum { UNITS_1, UNITS_2, DIRECTIONS, ALL };
    static Row row[] = {{.name = "read, layer 1 rounded"},
                        {.name = "lost, a unit of layer 1"},
                        {.name = "lost, a unit of layer 2"},
                        {.name = "lost, a direction"},
                        {.name = "one digit's, units of layer 1"},
                        {.name = "one digit's, directions"}};
    static real said[TESTS * UNITS], held[TESTS * UNITS];
    int n = test.count;
    chapter_section(c, "Sixteen questions");
    chapter_predict(c, "Without one unit, is one digit lost, or all a little?");
    Figure *f = figure_open(c, "ch14_units", "layer unit digit lost");
    Rng chance = rng_new(c->seed + 600);
    for (int i = 0; i < ALL * SEEDS; i++) {
        int kind = i / SEEDS, k = i % SEEDS, layer = kind == UNITS_2 ? 2 : 1;
        double before[CLASSES], after[CLASSES], all_lost = 1e-30, worst = 0;
        double all = read_of(k, 0, image, n, before);
        memcpy(said, onward(k, 0, layer, image, n), sizeof said);
        for (int way = 0; way < UNITS; way++) {
            double r[UNITS], most = 0;
            for (int u = 0; u < UNITS; u++)
                r[u] = kind == DIRECTIONS ? rng_normal(&chance) : u == way;
            hold(said, n, r, held);
            double now = read_of(k, layer, held, n, after);
            add(&row[1 + kind], all - now);
            for (int d = 0; d < CLASSES; d++) {
                double lost = fmax(before[d] - after[d], 0);
                most = fmax(most, lost);
                all_lost += lost;
                if (k == 0 && kind != DIRECTIONS)
                    figure_row(f, layer - 1, way, d, lost);
            }
            worst += most;
        }
        for (int j = 0; j < n * UNITS; j++)
            held[j] = said[j] > (real)0.5;
        if (kind == UNITS_1)
            add(&row[0], read_of(k, 1, held, n, NULL));
        if (kind != UNITS_2)
            add(&row[kind == UNITS_1 ? 4 : 5], 100 * worst / all_lost);
    }
    figure_close(c, f);
    show("of 100", 6, row);
    show_luck("One digit's, more than directions", row[4], row[5]);
    claim("read, layer 1 rounded", median(&row[0]), 90, 95, "%.0f");
}

static void noise(Chapter *c) {
    static Row row[] = {{.name = "images, an output over 0.9"},
                        {.name = "noise, an output over 0.9"},
                        {.name = "images, layer 1 clear"},
                        {.name = "noise, layer 1 clear"},
                        {.name = "images, layer 1 over 0.9"},
                        {.name = "noise, layer 1 over 0.9"}};
    static real page[MANY * PIXELS];
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9?");
    Rng r = rng_new(c->seed + 600);
    memcpy(page, image, sizeof page);
    for (int i = 0; i < many * PIXELS; i++) {
        int other = i - rng_below(&r, i % PIXELS + 1);
        real ink = page[i];
        page[i] = page[other];
        page[other] = ink;
    }
    for (int k = 0; k < 2 * NETS; k++) {
        const real *x = k % 2 ? page : image, *says = ask(k / 2, 0, x, many);
        int sure = 0, no = 0, yes = 0, n = many * (k < NETS ? UNITS : CLASSES);
        for (int i = 0; i < many; i++, says += CLASSES)
            sure += says[argmax(says, CLASSES)] > (real)0.9;
        says = onward(k / 2, 0, 1, x, many);
        for (int i = 0; i < n; i++) {
            no += says[i] < (real)0.1;
            yes += says[i] > (real)0.9;
        }
        add(&row[k % 2], 100.0 * sure / many);
        add(&row[2 + k % 2], 100.0 * (no + yes) / n);
        add(&row[4 + k % 2], 100.0 * yes / n);
    }
    show("of 100", 6, row);
    claim("noise over 0.9", median(&row[1]), 15, 45, "%.0f");
}

static void nonsense(Chapter *c, int threads) {
    int n = train.count > 1000 ? 500 : (train.count + 1) / 2;
    Dataset few = dataset_part(&train, 0, n), shuffled = few;
    Dataset others = dataset_part(&test, 0, MANY);
    shuffled.label = train.label + train.count - n;  // those of other images
    Recipe with = recipe;
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : 200, &others);
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
    claim("shuffled labels, learned",
          trials_spread(&t, 1, t.rounds, trial_own_right).mean, 75, 97, "%.0f");
    trials_free(&t);
}

static void dreaming(Chapter *c) {
    static Row read = {"by other networks", NETS, {0}};
    static real dreams[CLASSES * PIXELS];
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2?");
    Figure *f = figure_open(c, "ch14_dream", "digit output");
    for (int i = 0; i < SEEDS * NETS; i++) {
        int k = i / NETS, j = i % NETS, others = j < FLATS ? SEEDS - 1 : SEEDS;
        for (int d = 0; j == 0 && d < CLASSES; d++)
            dream(net[k], d, dreams + d * PIXELS);
        const real *says = ask(j, 0, dreams, CLASSES);
        for (int d = 0; d < CLASSES; d++, says += CLASSES) {
            if (j != k)
                read.x[j] += 100.0 * is_right(says, d) / CLASSES / others;
            if (i == 0)
                figure_row(f, d, says[d]);
        }
        if (i == 0)
            draw(f, 0, CLASSES, dreams);
    }
    figure_close(c, f);
    show("dreams read, of 100", 1, &read);
    claim("dreams read", median(&read), 85, 100, "%.0f");
}

// x [many, PIXELS]: each image moved by so many pixels, by turns down, to the
// right, up and to the left. (Rows lie one behind the other. So ink at the
// border would come in again, at the other side; there is none in MNIST.)
static void move(int far, real *x) {
    static const int turn[] = {SIDE, 1, -SIDE, -1};
    for (int i = 0; i < many * PIXELS; i++) {
        int p = i % PIXELS - far * turn[i / PIXELS % 4];
        x[i] = p < 0 || p >= PIXELS ? 0 : image[i / PIXELS * PIXELS + p];
    }
}

// x [many, PIXELS]: the images, so many steps uphill; or as far by chance.
static void walk(int who, bool uphill, int steps, uint64_t seed, real *x) {
    static real slope[MANY * PIXELS];
    Rng r = rng_new(seed + 800 + (uint64_t)who % SEEDS);
    memcpy(x, image, sizeof slope);
    for (int p = 0; !uphill && p < many * PIXELS; p++)
        x[p] +=
            (real)(rng_uniform(&r) < 0.5 ? -epsilon : epsilon) * (real)steps;
    for (int step = 0; uphill && step < steps; step++) {
        input_gradient(net[who], &test, many, x, slope);
        nudge(x, slope, many * PIXELS);
    }
}

// The first image about which the nudge fools the first network.
static void show_fooled(Chapter *c, const real *x) {
    int i = -1, was, is;
    real sure, now;
    do {
        i++;
        const real *says = ask(0, 0, image + i * PIXELS, 1);
        was = argmax(says, CLASSES), sure = says[was];
        says = ask(0, 0, x + i * PIXELS, 1);
        is = argmax(says, CLASSES), now = says[is];
    } while (i < many - 1 && (was != test.label[i] || is == was));
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f\n\n", i, was,
           (double)sure, is, (double)now);
    Figure *f = figure_open(c, "ch14_fooled", "was score is score");
    figure_row(f, was, sure, is, now);
    draw(f, 0, 1, image + i * PIXELS);
    draw(f, 1, 1, x + i * PIXELS);
    figure_close(c, f);
}

static void moved_and_nudged(Chapter *c) {
    enum { ROWS = 6 };
    static Row row[ROWS] = {{.name = "as they are"},
                            {.name = "moved by one pixel"},
                            {.name = "moved by two pixels"}};
    static real x[MANY * PIXELS];
    chapter_section(c, "Moved, and nudged");
    chapter_predict(c, "Moved by two pixels: how many of 100 are still read?");
    for (int i = 0; i < NETS * ROWS; i++) {
        int k = i / ROWS, way = i % ROWS;
        if (way < 3)
            move(way, x);
        else
            walk(k, way < 5, way == 3 ? 5 : 10, c->seed, x);
        add(&row[way], read_of(k, 0, x, many, NULL));
        if (i == 3)
            show_fooled(c, x);
    }
    row[3].name = text_format("nudged uphill by %g", 5 * epsilon);
    row[4].name = text_format("nudged uphill by %g", 10 * epsilon);
    row[5].name = text_format("nudged by chance by %g", 10 * epsilon);
    show("read, of 100 images", ROWS, row);
    claim("nudged uphill by 0.1", median(&row[4]), 25, 60, "%.0f");
}

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
    for (int k = 0; k < NETS; k++)
        net[k] = &t.trial[k].learner;
    edges(c);
    units(c);
    noise(c);
    nonsense(c, threads);
    dreaming(c);
    moved_and_nudged(c);
    claims_check(c, c->seed == 1);
    trials_free(&t);
}

static const Option knobs[] = {
    {"--epsilon", KNOB_NUMBER, &epsilon, 0.001, 0.1,
     "ε, by which a step of a nudge moves each pixel",
     "ε，每推一步，每个像素改动多少"},
    {0}};

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch14_what_it_learned",
                                           .title = "What it has learned",
                                           .images = 50000,
                                           .tests = TESTS,
                                           .checked = 10,
                                           .train = &train,
                                           .test = &test,
                                           .options = knobs,
                                           .check = check,
                                           .tell = tell});
}
