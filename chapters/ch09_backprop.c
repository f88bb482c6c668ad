/*
# Chapter 9: Ten outputs, ten wishes

**The question.** Chapter 8 had one neuron a layer, and one path from a weight
to the cost. Now a weight of layer 1 has 160 paths, and they end at ten outputs
that want ten different things. How does one walk back find the slopes of all
13,002 knobs? By the end you will have followed that walk with a pencil, granted
one image its wishes, and broken the code in seven ways to see who notices.

Read it beside article 3 (rows A3-1, A3-2, A3-4 to A3-6, A3-8, A3-17 and A3-18),
article 2 (A2-17) and article 4 (A4-10), with the notes E12, E13, E15 and E26.
Run it with `make ch09`, and turn its knobs: `make ch09 ARGS="--digit 7"`. The
text holds for drawn digits and MNIST.

**本章要点** 每个输出都想向目标靠拢，离得越远，愿望越强；各个输出对前一层某个神经元的要求加起来，就是那个神经元的愿望。
反向传播从最后一层开始，一层一层往回算出误差项 δ；一个神经元后面的路径再多，也只算一次，结果由它的全部权重共用。
求全部 13,002 个导数，前向、反向各走一遍就够了；逐个转动旋钮，前向要走 26,004 遍。

**New here**

wish (愿望)
: -∂C/∂a, which way an activation should move. At a = 0.8 with target 0: -1.6.

layer error δ (误差项)
: ∂C/∂z for each neuron of a layer. There σ′ is 0.16, so δ = 1.6·0.16 = 0.256.

backpropagation (反向传播)
: the chain rule, layer by layer from the outputs back: δ³, then δ², then δ¹.

product by elements ⊙ (逐元素相乘)
: (1, 2) ⊙ (3, 4) = (3, 8).

transpose (转置)
: Wᵀ is W with rows and columns exchanged: a 10 x 16 matrix becomes 16 x 10.
*/

#include "../lib/elementary.h"
#include "../lib/random.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PIXELS = 784, TRAIN = 10000, TEST = 1000, DEEPEST = 3, WIDEST = 16 };

static int digit = 2, batch = 10;
static double rate = 1.5;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--digit", KNOB_WHOLE, &digit, 0, 9, "the digit that is shown",
     "给网络看哪个数字"},
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "learning rate η", "学习率 η"},
    {"--batch", KNOB_WHOLE, &batch, 1, 100, "images a step", "每步几幅图像"},
    {0}};

/*
## A network of plain numbers

We take the network of chapter 7 with its random weights, 784-16-16-10, and do
everything ourselves. From here on layer 1 is the first that computes, with the
weights W¹: a number above a letter says which layer it belongs to, and is no
power. Neurons are counted from 1, but an output is called by its digit.
*/

typedef struct Knobs {  // of layer k, neuron by neuron: its weights, its bias
    double of[DEEPEST + 1][WIDEST * (PIXELS + 1)];
} Knobs;

typedef struct Net {
    int last, size[DEEPEST + 1];  // size[0] inputs; size[k] neurons in layer k
    Knobs knob;
} Net;

// The weight from neuron i to neuron j of layer k; the bias of j is after the
// last of them.
static double weight(const Net *n, int k, int j, int i) {
    return n->knob.of[k][j * (n->size[k - 1] + 1) + i];
}

// A walk through it: what the way forward finds, and what the way back will.
typedef struct Walk {
    double a[DEEPEST + 1][PIXELS];      // activations; a[0] is the image
    double delta[DEEPEST + 1][WIDEST];  // ∂C/∂z
} Walk;

static void forward(const Net *n, Walk *v) {
    for (int k = 1; k <= n->last; k++)
        for (int j = 0; j < n->size[k]; j++) {
            double z = weight(n, k, j, n->size[k - 1]);
            for (int i = 0; i < n->size[k - 1]; i++)
                z += weight(n, k, j, i) * v->a[k - 1][i];
            v->a[k][j] = m_sigmoid(z);
        }
}

static double cost(const Net *n, const Walk *v, const double *y) {
    double sum = 0;
    for (int j = 0; j < n->size[n->last]; j++) {
        double miss = v->a[n->last][j] - y[j];
        sum += miss * miss;
    }
    return sum;
}

/*
## Ten outputs, ten wishes

Show it a 2. Untrained, its outputs are what random weights make of the image.
Each is pulled towards its target: output 2 up to 1, the nine others down to 0.

How strongly? The cost is Σ (a - y)²; with respect to one output its slope is
2(a - y). The **wish** of that output is the opposite, since the cost should
fall. It is in proportion to how far the output has to go, and 0 at the target.
*/

static double wish(double a, double y) { return 2 * (y - a); }

/*
→ Ten outputs, ten wishes

The strongest need not be that of the 2: others may have further to go.

## Three ways to grant a wish

Take output 2 and its wish to rise. It is no knob; it is σ of a sum,

$$a = \sigma(z),\qquad z = w_1 a_1 + \dots + w_{16} a_{16} + b,$$

so three kinds of thing can raise it: its bias, its weights, and the activations
before it. By chapter 8's chain rule, a unit of each buys (if its rate holds):

- for the bias, σ′(z);
- for a weight, σ′(z) times the *activation* before it;
- for an activation, σ′(z) times the *weight* after it.

→ Three ways to grant a wish

![Figure 9.1: What a unit buys (filled): left, of weights, by the activation
before them; right, of activations, by the weight (outlines).](ch09_bars)

So this output wishes its bias up, and all its weights (no activation is below
0): most of all those after bright neurons, while a weight after a 0 buys
nothing. Of the sixteen neurons it wishes those with a positive weight brighter
and the others dimmer. (If σ′(z) is near 0, no way buys much: chapter 8.)

Biases and weights are knobs, and we can turn them. An activation is not. But we
can write the wish down, go back one layer, and ask there.

## Wishes add up

The other nine outputs have wishes about the same sixteen neurons. How much
output j wants of neuron i is its own wish, times what that activation buys.
(σ′(z) is a(1 - a), so z itself is not needed.)
*/

static double slope_of(double a) { return a * (1 - a); }

static double wanted(const Net *n, const Walk *v, const double *y, int j,
                     int i) {
    double a = v->a[n->last][j];
    return wish(a, y[j]) * slope_of(a) * weight(n, n->last, j, i);
}

// The neuron reaches the cost through all ten, and over paths rates add: so its
// own wish is the sum.
static double wanted_by_all(const Net *n, const Walk *v, const double *y,
                            int i) {
    double sum = 0;
    for (int j = 0; j < n->size[n->last]; j++)
        sum += wanted(n, v, y, j, i);
    return sum;
}

/*
→ Wishes add up

The outputs do not agree: five want this neuron brighter, and five dimmer. But
it is no vote, for each counts by its size, and the five who want it dimmer want
little. Output 2, the right one, is among them, and is overruled.

![Figure 9.2: A row for each output: its own wish, then what it wants of the
sixteen neurons, green brighter, red dimmer. At the foot the sum.](ch09_wishes)

Now the sixteen neurons have a wish each, and everything repeats: three ways to
grant it, wishes for the layer before, their sum. That is **backpropagation**.

Here is why it is fast. A weight of layer 1 leads into one neuron, and 16·10
paths lead on from there to the cost: for the whole layer 784·16·16·10, two
million. But all 784 weights into the neuron share its paths, and need to know
one number of them, how much the cost minds their neuron. The walk back works it
out *once*, from the sixteen such numbers of layer 2.

## Four equations

The **layer error** δ is ∂C/∂z: how fast the cost moves with the *sum* inside a
neuron, through which its bias, its weights and the activations before act.
Compared with a wish the sign is turned, since δ is a slope; and as a = σ(z),
there is one more factor, δ = ∂C/∂a·σ′(z).

At an output ∂C/∂a is 2(a - y). Neuron i before it reaches the cost through all
neurons j of the next layer, so there ∂C/∂aᵢ is Σⱼ wⱼᵢδⱼ. For whole layers, L
the last, and with the slopes of the knobs:

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

The first starts at the outputs. With another cost only it would change, with
another activation only σ′: chapter 15.

The second is the table of wishes, as slopes. A column of W holds the weights
that leave one neuron; in Wᵀ, the **transpose**, it is a row. W³ is 10 x 16, so
Wᵀ is 16 x 10 and makes sixteen sums of ten δ. Then ⊙: each times its own σ′.

The last two are the first two ways to grant a wish. A column δ times a row aᵀ
is every δ times every a before it: a table with the shape of W. (In code layer
l is `k`; and slopes are added up, so that several images can add theirs.)
*/

static void last_error(const Net *n, Walk *v, const double *y) {
    for (int j = 0; j < n->size[n->last]; j++) {
        double a = v->a[n->last][j];
        v->delta[n->last][j] = 2 * (a - y[j]) * slope_of(a);
    }
}

static double by_a(const Net *n, const Walk *v, int k, int i) {
    double sum = 0;
    for (int j = 0; j < n->size[k]; j++)
        sum += weight(n, k, j, i) * v->delta[k][j];
    return sum;
}

static void step_back(const Net *n, Walk *v, int k) {
    for (int i = 0; i < n->size[k - 1]; i++)
        v->delta[k - 1][i] = by_a(n, v, k, i) * slope_of(v->a[k - 1][i]);
}

static void add_slopes(const Net *n, const Walk *v, int k, Knobs *slope) {
    int in = n->size[k - 1];
    for (int j = 0; j < n->size[k]; j++) {
        double *of = slope->of[k] + j * (in + 1);
        for (int i = 0; i < in; i++)
            of[i] += v->delta[k][j] * v->a[k - 1][i];
        of[in] += v->delta[k][j];
    }
}

static void backward(const Net *n, Walk *v, const double *y, Knobs *slope) {
    last_error(n, v, y);
    for (int k = n->last; k >= 1; k--) {
        add_slopes(n, v, k, slope);
        if (k > 1)
            step_back(n, v, k);
    }
}

/*
That is the whole of it: chapter 4's way back, with a layer for a row. Each
activation is read twice, for the weights after it and for its own σ′. So the
way forward must *keep* them: chapter 4's price, here 42 numbers and the image.

## With a pencil

Two inputs, three hidden neurons, two outputs, weights of our choice: it fits on
a page. Do the lines for δ¹ before you look: the table has every weight and a.

→ With a pencil: 2-3-2

Neuron 3 has positive weights to both outputs. One wants to rise and the other
to sink. The δ of the first is smaller, but its weight is far larger, so it has
its way: δ of the neuron is negative, and the cost falls when it gets brighter.

## The wishes, granted

Now all slopes are known, and we can grant what the ten outputs wished for: with
chapter 2's step, for this one 2. No knob may move before the walk is over: a δ
that went back through a new W would belong to neither network.
*/

static void move(Net *n, double eta, const Knobs *slope) {
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < n->size[k] * (n->size[k - 1] + 1); i++)
            n->knob.of[k][i] -= eta * slope->of[k][i];
}

/*
→ The wishes, granted

All ten outputs went the way they wished. That is no test of adding: each has a
bias and weights of its own, about which nobody disagrees. So one column leaves
those as they were. There only the sixteen neurons push, which all ten share.

Eight outputs still go their way, but not far. Outputs 1 and 8, which wished for
least, are overruled. So are one or two of ten in each of three networks, and
the cost falls all the same: the sum serves the cost, not each output. (Output 0
wished for most, but 7 went furthest: the shared neurons pushed it further.)

But look at the other image. Nobody asked for its wishes, and the same was done
to it: output 2 rose, and the output of its own digit sank. So it is with all of
them. From each of three starts, the network takes no image for a 2 before the
step, and every image after it. Untrained, it hardly tells one from another.

## The loop

So all images must have their say. The cost of the network is the mean over the
images, and its gradient the mean of theirs: add up their slopes, and divide by
their number m. (Not their δ: each goes with its own image's activations.)

To hear all 10,000 before each step takes long. We let ten stand in for them,
and after a step the next ten; how well they do it, chapter 11 asks.
*/

typedef void Backward(const Net *n, Walk *v, const double *y, Knobs *slope);

// Image i becomes the input, its label the targets y [10].
static void show(const Net *n, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(n, v);
}

// The slopes of m images, from image `from` on, added up, by some way back.
static void add_up(const Net *n, const Dataset *d, int from, int m,
                   Backward *back, Knobs *sum) {
    static Walk v;
    double y[CLASSES];
    memset(sum, 0, sizeof *sum);
    for (int i = from; i < from + m; i++) {
        show(n, &v, d, i, y);
        back(n, &v, y, sum);
    }
}

// Once through all images, m at a time.
static void learn(Net *n, const Dataset *d, int m, double eta, Backward *back) {
    static Knobs sum;
    for (int from = 0, k; from < d->count; from += k) {
        k = d->count - from < m ? d->count - from : m;
        add_up(n, d, from, k, back, &sum);
        move(n, eta / k, &sum);
    }
}

/*
→ It learns

Nine targets of ten are 0. So first the cost falls to about what a tenth on
every output costs, and nothing is read. Reading comes later, by the same loop.
But it takes a random start. Let two neurons of a layer have equal weights, in
and out, and equal biases. Then their a are equal, and their sums in Wᵀδ, so
their δ and slopes: they stay equal for ever, and do the work of one.

## What it costs

Chapter 4 promised a gradient for a few evaluations, however many the knobs.
Count: forward, every weight is used once; backward, once for its slope and, but
for layer 1, once in Wᵀδ. Turning a knob takes two passes forward. In fairness,
only what it moves must be computed again: for a weight of layer 1, 1 product in
its own sum, 16 in layer 2, all 160 in layer 3; in layer 2, 1 + 10; in layer 3,
1.

→ What it costs

![Figure 9.3: The multiply–adds of one gradient, as areas: by turning every
knob, by doing that cleverly, and by backpropagation.](ch09_work)

Backward costs about what forward costs. (In chapter 4 it was twice that. Here
nearly all weights are in layer 1, and need no Wᵀδ.) Turning costs `12796.6`
times as much as both; done cleverly, `169.1` times; and it is less exact.

## Seven bugs

A network with a slightly wrong gradient may learn all the same: not only the
steepest way leads down (chapter 3). We plant seven bugs, one at a time, and
train each from three starts. Then its slope for each layer's first bias, the
mean of ten images, is divided by what turning finds.

→ Seven bugs

![Figure 9.4: Costs in training, from one start; in grey, no bug.](ch09_bugs)

Four learn (no 2, no σ′ in two places, W for Wᵀ), and without the first row one
might be content. (No σ′ at the outputs is even right, for another cost and η:
chapter 15.) W for Wᵀ, here only in the square W², spoils layer 1, where nearly
all slopes are; yet more is read than with any other bug. (Why, one bias does
not say.) With `=` for `+=` in `by_a` a neuron hears only the last of the next
layer, and little is learned. Without the division steps are ten times too long,
and some starts learn next to nothing. With the wrong sign the cost climbs.

Turning catches all seven (on several images, for on *one* nobody can see a
missing division). And the ratios say where to look:

- The same factor in all layers, `0.5000`, `10.0000` or `-1.0000`: where the
  walk starts, 2(a - y), or past its end, 1/m. (The step they do not see.)
- Right in the last layers, wrong before: the second equation.
- 4 or 5, or 20: one σ′ (at most ¼) is missing, or two. (In a sum of both signs,
  a little less.) σ′ shrinks δ; large weights may make up for it: chapter 15.

## The check

One weight of the small network, and every knob of the large one:

→ The check: by hand = by tape = numeric

## So: ten wishes, one walk

What becomes of ten wishes that do not agree? They are added, each weighted by
what it can buy; neither the right digit nor the loudest is heard first. That
makes one wish for each neuron before, and so on, layer by layer. On the way
every knob learns its slope: all 13,002, for the price of about two passes.

One image's wishes, granted, make a network that says 2 to everything. The mean
of many, step by step, makes one that reads.

## What we cut corners on

A wish is a rate, not an order: what a *small* change would buy. And the eighth
bug is one that nobody thought of: so check by numbers that know no formula.

For readers of the articles. Article 3's "third" and "second" neuron are both
output 2, counted from 1 and from 0; it leaves out that weights pay *in
proportion to activations*, and activations to weights; and its 方向传播 is 反向传播
with a character slipped. Article 4 counts layers from the end: its -1 is our 3,
its loop begins with `l = 2`, the second from the back, and its δ has no 2, as
its cost is half of ours (chapter 8).

## Exercises

`make ex09` writes the files to edit and checks them; `make hint09` helps.

- **9a** The δ of a hidden layer, from the δ of the layer after it.
- **9b** A shortcut: neurons whose edges lead to the next layer and also past
  it. What is their δ now?

Next: a library that nobody has to tell these equations again; and what a
network can do with two inputs that a line cannot: `make ch10`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

// What is at hand: a network, a walk through it, and its targets; the slopes of
// all knobs, and knobs and activations on the tape of chapter 4.
static Net net;
static Walk walk;
static double target[CLASSES];
static Knobs slopes;
static Value taped[DEEPEST + 1][WIDEST * (PIXELS + 1)];
static Value taped_a[DEEPEST + 1][PIXELS];

// By hand, and by tape.
static void find_slopes(void) {
    static Tape *t;
    Value miss[CLASSES];
    memset(&slopes, 0, sizeof slopes);
    backward(&net, &walk, target, &slopes);
    tape_free(t);
    t = tape_new();
    for (int i = 0; i < net.size[0]; i++)
        taped_a[0][i] = v_const(t, walk.a[0][i]);
    for (int k = 1; k <= net.last; k++)
        for (int j = 0, in = net.size[k - 1]; j < net.size[k]; j++) {
            Value *w = taped[k] + j * (in + 1);
            for (int i = 0; i <= in; i++)
                w[i] = v_var(t, weight(&net, k, j, i));
            Value sum = v_dot(w, taped_a[k - 1], in);
            taped_a[k][j] = v_sigmoid(v_add(sum, w[in]));
        }
    for (int j = 0; j < net.size[net.last]; j++)
        miss[j] = v_square(v_affine(1, taped_a[net.last][j], -target[j]));
    v_backward(v_sum(miss, net.size[net.last]));
}

// And by turning knob i of layer k up and down.
static double by_turning(int k, int i) {
    double *turned = &net.knob.of[k][i], old = *turned, change = 0;
    for (int side = -1; side <= 1; side += 2) {
        *turned = old + side * 6e-6;
        forward(&net, &walk);
        change += side * cost(&net, &walk, target);
    }
    *turned = old;
    return change / 1.2e-5;
}

// Random weights, of deviation 1/√n for n inputs, and biases of 0; for these it
// draws, too, and so makes the network of chapter 7.
static void start(uint64_t seed) {
    Rng r = rng_new(seed);
    net = (Net){.last = 3, .size = {PIXELS, 16, 16, CLASSES}};
    for (int k = 1; k <= 3; k++) {
        int in = net.size[k - 1];
        double *of = net.knob.of[k];
        for (int i = 0; i < in * net.size[k]; i++)
            of[i / in * (in + 1) + i % in] = sqrt(1.0 / in) * rng_normal(&r);
        for (int j = 0; j < net.size[k]; j++)
            of[j * (in + 1) + in] = 0 * rng_normal(&r);
    }
}

// The first image of a digit, or if there is none, the last of all.
static int first_of(const Dataset *d, int shown) {
    int i = 0;
    while (i < d->count - 1 && d->label[i] != shown)
        i++;
    return i;
}

// The network that is shown, and its walk for the first image of the digit.
static const uint8_t *take_image(Chapter *c, const Dataset *d) {
    int i = first_of(d, digit);
    start(c->seed);
    show(&net, &walk, d, i, target);
    find_slopes();
    return d->image + i * PIXELS;
}

static void ten_wishes(Chapter *c, const uint8_t *image) {
    const double *out = walk.a[3];
    chapter_section(c, "Ten outputs, ten wishes");
    text_images(1, &image, 28, 28);
    chapter_predict(c, "Nine should sink, one rise: is its wish strongest?");
    Table t = table_begin("output|is|should be|2(y - a)|up or down",
                          "%6d | %6.4f | %9.0f | %8.4f | %-10s");
    for (int j = 0; j < CLASSES; j++) {
        double own = wish(out[j], target[j]);
        const char *signs = own > 0 ? "▲▲▲▲▲▲▲▲" : "▽▽▽▽▽▽▽▽";
        int bytes = 3 * (int)(4 * fabs(own) + 0.5);  // a sign takes three
        table_row(&t, j, out[j], target[j], own,
                  text_format("%.*s", bytes, signs));
    }
    table_end(&t);
}

static void three_ways(Chapter *c) {
    const double *from = walk.a[2], *w = net.knob.of[3] + digit * 17;
    const double out = walk.a[3][digit], buys = slope_of(out);
    chapter_section(c, "Three ways to grant a wish");
    printf("Output %d is %.4f, so a unit of its bias buys σ′(z) = %.4f. The "
           "brightest of\nthe neurons before it is at %.4f.\n",
           digit, out, buys, from[argmax(from, 16)]);
    chapter_predict(c, "What does a unit of that neuron's weight buy?");
    Table t = table_begin("neuron|which is|activation|its weight buys|weight|"
                          "the neuron buys",
                          "%6d|%-15s|%10.4f|%15.4f|%7.4f|%15.4f");
    for (int k = 0; k < 2; k++) {
        int at = argmax(k ? w : from, 16);
        table_row(&t, at + 1, k ? "largest weight" : "the brightest", from[at],
                  buys * from[at], w[at], buys * w[at]);
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch09_bars", "k a weight w activation slope");
    for (int i = 0; i < 16; i++)
        figure_row(f, i + 1, from[i], buys * from[i], w[i], buys * w[i], buys);
    figure_close(c, f);
}

static void wishes_add_up(Chapter *c) {
    const Value *by = taped_a[2];
    int one = 0;  // the neuron with the strongest wish
    for (int i = 1; i < 16; i++)
        if (fabs(v_grad(by[i])) > fabs(v_grad(by[one])))
            one = i;
    double sum = wanted_by_all(&net, &walk, target, one);
    chapter_section(c, "Wishes add up");
    printf("What the ten outputs want of neuron %d, whose wish is layer 2's "
           "strongest:\n",
           one + 1);
    chapter_predict(c, "Will the ten agree on whether it should be brighter?");
    Table t = table_begin("output|its own wish|· σ′|· weight from it|= wants",
                          "%6d|%12.4f|%7.4f|%16.4f|%8.4f");
    Figure *f = figure_open(c, "ch09_wishes", "output neuron wish");
    figure_number(f, "digit", digit);
    for (int j = 0; j < CLASSES; j++) {
        double out = walk.a[3][j], own = wish(out, target[j]);
        double w = weight(&net, 3, j, one), share = own * slope_of(out) * w;
        table_row(&t, j, own, slope_of(out), w, share);
        figure_row(f, j, 0, own);
        for (int i = 0; i < 16; i++)
            figure_row(f, j, i + 1, wanted(&net, &walk, target, j, i));
    }
    table_end(&t);
    printf("The sum, the wish of the neuron:        %8.4f\n"
           "-∂C/∂a of the neuron, by the tape:      %8.4f\n\n",
           sum, -v_grad(by[one]));
    figure_block(f, "sum", NULL);
    for (int i = 0; i < 16; i++)
        figure_row(f, -1, i + 1, wanted_by_all(&net, &walk, target, i));
    figure_close(c, f);
}

static void take_pencil(void) {
    net = (Net){.last = 2,
                .size = {2, 3, 2},
                .knob.of = {[1] = {1, -2, 1, -1, 2, 0, 2, 1, -2},
                            [2] = {1, -1, 2, -1, -2, 1, 0.5, 0.5}}};
    walk = (Walk){.a[0] = {1, 0.5}};
    target[0] = 1, target[1] = 0;
    forward(&net, &walk);
    find_slopes();
}

static void with_a_pencil(Chapter *c) {
    static const char *const low[] = {"₁", "₂", "₃"};
    const double *x = walk.a[0], *y = target, *in = walk.a[1], *out = walk.a[2];
    const double *before = walk.delta[1], *d = walk.delta[2];
    take_pencil();
    chapter_section(c, "With a pencil: 2-3-2");
    printf("x = (%g, %g), and y = (%g, %g). The network and what it "
           "answers:\n\n",
           x[0], x[1], y[0], y[1]);
    Table t = table_begin("layer | neuron | weights from 1, 2, 3 | b | a",
                          "%5d | %6d | %-20s | %4.1f | %6.4f");
    for (int k = 1; k <= 2; k++)
        for (int j = 0, i; j < net.size[k]; j++) {
            char w[40];
            for (i = 0; i < net.size[k - 1]; i++)
                snprintf(w + 6 * i, 8, "%5.1f ", weight(&net, k, j, i));
            table_row(&t, k, j + 1, w, weight(&net, k, j, i), walk.a[k][j]);
        }
    table_end(&t);
    for (int j = 0; j < 2; j++)
        printf("  δ²%s = 2·(%.4f - %g) · %.4f·(1 - %.4f) = %.4f\n", low[j],
               out[j], y[j], out[j], out[j], d[j]);
    printf("\n");
    chapter_predict(c, "δ of neuron 3 in layer 1, from W²: above or below 0?");
    for (int i = 0; i < 3; i++)
        printf("  δ¹%s = (%4.1f·%.4f + %4.1f·%.4f) · %.4f·(1 - %.4f) = %.4f\n",
               low[i], weight(&net, 2, 0, i), d[0], weight(&net, 2, 1, i), d[1],
               in[i], in[i], before[i]);
    printf("\nAnd a slope, that of the weight from x₂ to neuron 3:\n\n"
           "  ∂C/∂w = δ¹₃·x₂ = %.4f·%g = %.4f\n\n",
           before[2], x[1], slopes.of[1][7]);
}

enum { STARTS = 3 };

static void wishes_granted(Chapter *c, const Dataset *d, const Dataset *test) {
    const int other = (digit + 5) % CLASSES;
    double out[6][CLASSES], costs[3][STARTS], own[CLASSES * 17];
    int so[3][STARTS] = {{0}};               // read as the digit that is shown
    int lost[STARTS] = {0};                  // outputs that are overruled
    for (int s = STARTS - 1; s >= 0; s--) {  // the network that is shown last
        start(c->seed + (uint64_t)s);
        memcpy(own, net.knob.of[3], sizeof own);
        for (int after = 0; after < 3; after++) {
            Dataset one = dataset_part(d, first_of(d, digit), after == 1);
            learn(&net, &one, 1, rate, backward);
            if (after == 2)  // but for layer 3
                memcpy(net.knob.of[3], own, sizeof own);
            for (int i = 0; i < test->count; i++) {
                show(&net, &walk, test, i, target);
                so[after][s] += argmax(walk.a[3], CLASSES) == digit;
            }
            for (int k = 1; k >= 0; k--) {
                show(&net, &walk, d, first_of(d, k ? other : digit), target);
                memcpy(out[3 * k + after], walk.a[3], sizeof out[0]);
            }
            costs[after][s] = cost(&net, &walk, target);
        }
        for (int j = 0; j < CLASSES; j++)
            lost[s] += (out[2][j] - out[0][j]) * wish(out[0][j], target[j]) < 0;
    }
    chapter_section(c, "The wishes, granted");
    printf("One step, η = %g, for the %d alone: its outputs, and another "
           "image's, a %d.\n",
           rate, digit, other);
    chapter_predict(c, "Which way will the outputs of that other image move?");
    Table t = table_begin("output|its wish|before|after|layers 1, 2 only|"
                          "the other's|after",
                          "%6d|%8.4f|%6.4f|%6.4f|%16.4f|%11.4f|%6.4f");
    for (int j = 0; j < CLASSES; j++)
        table_row(&t, j, wish(out[0][j], j == digit), out[0][j], out[1][j],
                  out[2][j], out[3][j], out[4][j]);
    table_end(&t);
    printf("Layers 1, 2 only, three networks: %d, %d, %d of %d overruled; the "
           "cost falls\nby %.4f, %.4f, %.4f.\n",
           lost[0], lost[1], lost[2], CLASSES, costs[0][0] - costs[2][0],
           costs[0][1] - costs[2][1], costs[0][2] - costs[2][2]);
    printf("Three networks read %d, %d, %d of %d as a %d; then %d, %d, %d.\n\n",
           so[0][0], so[0][1], so[0][2], test->count, digit, so[1][0], so[1][1],
           so[1][2]);
}

// The mean cost of the images, and how many of them the network reads.
static double read_all(const Dataset *d, double *right) {
    double mean = 0;
    *right = 0;
    for (int i = 0; i < d->count; i++) {
        show(&net, &walk, d, i, target);
        mean += cost(&net, &walk, target) / d->count;
        *right += is_right(walk.a[3], d->label[i]);
    }
    return mean;
}

static void it_learns(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 5 };
    static const int until[PARTS] = {0, 1, 10, 30, 100};  // of 100
    double mean[PARTS][STARTS], right[PARTS][STARTS];
    for (int s = 0; s < STARTS; s++) {
        start(c->seed + (uint64_t)s);
        for (int p = 0, from = 0, to; p < PARTS; p++, from = to) {
            to = d->count * until[p] / 100;
            Dataset part = dataset_part(d, from, to - from);
            learn(&net, &part, batch, rate, backward);
            mean[p][s] = read_all(test, &right[p][s]);
        }
    }
    chapter_section(c, "It learns");
    printf("Three starts, %d images a step, η = %g: cost and right of %d never "
           "seen.\nA tenth on every output costs 0.9.\n",
           batch, rate, test->count);
    chapter_predict(c, "Once through all images: will the cost be below that?");
    Table t = table_begin("images seen|cost|right|cost|right|cost|right",
                          "%11d|%7.4f|%5d|%9.4f|%5d|%9.4f|%5d");
    for (int p = 0; p < PARTS; p++)
        table_row(&t, d->count * until[p] / 100, mean[p][0], right[p][0],
                  mean[p][1], right[p][1], mean[p][2], right[p][2]);
    table_end(&t);
}

static void what_it_costs(Chapter *c) {
    const double once = 784 * 16 + 16 * 16 + 16 * 10;
    const double back = once + 16 * 16 + 16 * 10, both = once + back;
    const double some = 2 * (12560 * (1 + 16 + 160) + 272 * (1 + 10) + 170);
    chapter_section(c, "What it costs");
    printf(
        "784·16 + 16·16 + 16·10 = %.0f multiply–adds, back %.0f, both %.0f.\n",
        once, back, both);
    chapter_predict(c, "26,004 passes forward: how many times that work?");
    printf("26,004 · %.0f = %.0f: %.1f times.\n"
           "Only what moves: 2·(12560·(1+16+160) + 272·(1+10) + 170) = %.0f: "
           "%.1f times.\n\n",
           once, 26004 * once, 26004 * once / both, some, some / both);
    Figure *f = figure_open(c, "ch09_work", "forward backward turning some");
    figure_row(f, once, back, 26004 * once, some);
    figure_close(c, f);
}

static enum { HEALTHY, HALF, LAST, OUTER, INNER, W_FOR_WT, SUM, SIGN } bug;
static const char *const bug_name[] = {[HEALTHY] = "no bug",
                                       [HALF] = "a - y for 2(a - y)",
                                       [LAST] = "= for +=",
                                       [OUTER] = "no σ′ at the outputs",
                                       [INNER] = "no σ′ further back",
                                       [W_FOR_WT] = "W for Wᵀ",
                                       [SUM] = "not divided by m",
                                       [SIGN] = "y - a for a - y"};

static void backward_with_bug(const Net *n, Walk *v, const double *y,
                              Knobs *slope) {
    const double two = bug == HALF ? 1 : bug == SIGN ? -2 : 2;
    for (int k = 3; k >= 1; k--) {
        bool bare = bug == (k == 3 ? OUTER : INNER);
        bool across = bug == W_FOR_WT && k == 1;  // only W² is a square
        for (int i = 0; i < n->size[k]; i++) {
            double out = v->a[k][i], by_out = k == 3 ? two * (out - y[i]) : 0;
            for (int j = 0; k < 3 && j < n->size[k + 1]; j++) {
                double w = weight(n, k + 1, across ? i : j, across ? j : i);
                by_out = (bug == LAST ? 0 : by_out) + w * v->delta[k + 1][j];
            }
            v->delta[k][i] = bare ? by_out : by_out * slope_of(out);
        }
        add_slopes(n, v, k, slope);
    }
}

// Slope by the bug over slope by turning, added up over the images, for the
// first bias of each layer.
static void judge(const Dataset *d, double *ratio) {
    add_up(&net, d, 0, d->count, backward_with_bug, &slopes);
    for (int k = 1; k <= 3; k++) {
        int bias = net.size[k - 1];
        double turned = 0;
        for (int i = 0; i < d->count; i++) {
            show(&net, &walk, d, i, target);
            turned += by_turning(k, bias);
        }
        ratio[k] = (bug == SUM ? d->count : 1) * slopes.of[k][bias] / turned;
    }
}

static void seven_bugs(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 20 };
    const int size = d->count / PARTS;
    Dataset ten = dataset_part(d, 0, 10);
    chapter_section(c, "Seven bugs");
    printf("Three starts, once through all images: right of %d never seen; and "
           "slope over\nslope by turning, on ten images.\n",
           test->count);
    chapter_predict(c, "Which of these bugs still learn?");
    Table t = table_begin("bug | right | to | layer 1 | layer 2 | layer 3",
                          "%-20s|%5.0f|%4.0f|%9.4f|%9.4f|%9.4f");
    Figure *f = figure_open(c, "ch09_bugs", "step cost");
    for (bug = HEALTHY; bug <= SIGN; bug++) {
        double right[STARTS], ratio[4];
        figure_block(f, bug ? "a bug" : "no bug", NULL);
        for (int s = 0; s < STARTS; s++) {
            start(c->seed + (uint64_t)s);
            for (int p = 0; p < PARTS; p++) {
                Dataset part = dataset_part(d, p * size, size);
                if (s == 0)  // the cost of images that are yet to be seen
                    figure_row(f, p * size / batch, read_all(&part, right));
                learn(&net, &part, batch, bug == SUM ? rate * batch : rate,
                      backward_with_bug);
            }
            read_all(test, &right[s]);
        }
        Spread of = spread_of(right, STARTS);
        start(c->seed);
        judge(&ten, ratio);
        table_row(&t, bug_name[bug], of.low, of.high, ratio[1], ratio[2],
                  ratio[3]);
    }
    figure_close(c, f);
    table_end(&t);
}

static void check(Chapter *c, const Dataset *d) {
    static double other[WIDEST * (PIXELS + 1)];
    report_begin(c);
    take_pencil();
    report_row(c, "∂C/∂w from x₂ to 3", slopes.of[1][7], v_grad(taped[1][7]),
               by_turning(1, 7));
    take_image(c, d);
    for (int turn = 0; turn < 2; turn++)
        for (int k = 3; k >= 1; k--) {
            const char *how = turn ? "turned" : "tape";
            int n = net.size[k] * (net.size[k - 1] + 1);
            for (int i = 0; i < n; i++)
                other[i] = turn ? by_turning(k, i) : v_grad(taped[k][i]);
            report_lists(c, text_format("layer %d, by hand and %s", k, how),
                         (size_t)n, slopes.of[k], other, turn ? 0 : 1e-13);
        }
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    ten_wishes(c, take_image(c, d));
    three_ways(c);
    wishes_add_up(c);
    with_a_pencil(c);
    wishes_granted(c, d, test);
    it_learns(c, d, test);
    what_it_costs(c);
    seven_bugs(c, d, test);
    check(c, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch09_backprop",
                                         "Ten outputs, ten wishes", options,
                                         &folder, TRAIN, TEST, tell});
}
