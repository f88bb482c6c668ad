/*
# Chapter 9: Ten outputs, ten wishes

**The question.** Chapter 8 had one neuron a layer, and one path from a weight
to the cost. Now a weight of layer 1 has 160 paths, and they end at ten outputs
that want ten different things. How does one walk back find the slopes of all
13,002 knobs? By the end you will have done that walk with a pencil, granted ten
wishes to see which output gets its own, and broken the code to see who notices.

Read it beside article 3 (rows A3-1, A3-2, A3-4 to A3-6, A3-8, A3-17 and A3-18),
article 2 (A2-17) and article 4 (A4-10), with the notes E12, E13, E15 and E26.
Run it with `make ch09`, and turn its knobs: `make ch09 ARGS="--digit 7"`.

**本章要点** 每个输出都想向目标靠拢，离得越远，愿望越强；各个输出对前一层某个神经元的要求加起来，就是那个神经元的愿望。
反向传播从最后一层开始，一层一层往回算出误差项 δ；一个神经元后面的路径再多，也只算一次，结果由它的全部权重共用。
求全部 13,002 个导数，前向、反向各走一遍就够了；逐个转动旋钮，前向要走 26,004 遍。

**New here**

wish (愿望)
: -∂C/∂a, which way an activation should move. At a = 0.8 with target 0: -1.6.

layer error δ (误差项)
: ∂C/∂z for each neuron of a layer. At a = 0.8 σ′ is 0.16: δ = 1.6·0.16 = 0.256.

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

enum { PIXELS = 784, TRAIN = 10000, TEST = 1000, STARTS = 3 };
enum { DEEPEST = 3, WIDEST = 16 };

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

static int knobs(const Net *n, int k) {
    return n->size[k] * (n->size[k - 1] + 1);
}

// From neuron i to neuron j of layer k; after the last of them, the bias of j.
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

Show it a 2. What should change? Untrained, its outputs are random. Each is
pulled towards its target: output 2 up to 1, the nine others down to 0.

How strongly? The cost is Σ (a - y)²; with respect to one output its slope is
2(a - y). The **wish** of that output is the opposite, since the cost should
fall. It is in proportion to how far the output has to go, and 0 at the target.

The strongest wish need not be that of the 2. Here output 0 stands at `0.6604`,
and output 2 at `0.5648`: the 0 has further to go.

## Three ways to grant a wish

What would help output 2 to rise? It is no knob; it is σ(z) of a sum, z = w₁a₁ +
… + w₁₆a₁₆ + b. So three kinds of thing can raise it: its bias, its weights, and
the activations before it. By chapter 8's chain rule, its rate of change is:

- for the bias, σ′(z);
- for a weight, σ′(z) times the *activation* before it;
- for an activation, σ′(z) times the *weight* after it.

So this output wishes its bias up and, as no activation is negative, all its
weights, most of all those after bright neurons: after a 0 they buy nothing. Of
the sixteen neurons it wishes those of positive weight brighter, others dimmer.

Biases and weights are knobs, and we can turn them. An activation is not. But we
can write the wish down, go back one layer, and ask there.

## Wishes add up

The other nine have wishes about the same sixteen neurons. Which of the ten does
a neuron obey? What an output wants of it is the output's own wish, times what
that activation buys. The neuron reaches the cost through all ten, and over
paths rates add (chapter 4). So it obeys none alone: its own wish is the sum.
Here is the neuron of layer 2 with the strongest:

→ Wishes add up

The outputs do not agree: five want this neuron brighter, and five dimmer. But
it is no vote, for each counts by its size. Here all five who want it dimmer
have small weights from it and want little; four of the others have large ones.
Output 2, the right one, is overruled: its `-0.0215` is in a sum of `0.4223`.

![Figure 9.1: One neuron of layer 2 and its ten edges: green, brighter; red,
dimmer. Right, the outputs' own wishes; left, the sums.](ch09_wishes)

Now the sixteen neurons have a wish each, and everything repeats: three ways to
grant it, wishes for the layer before, their sum. That is **backpropagation**.

## Four equations

The **layer error** δ is ∂C/∂z: how fast the cost moves with the *sum* inside a
neuron. It differs from a wish in two ways. A wish says where the cost falls,
and δ is a slope: the sign is turned. And a wish is about a, but δ about the z
before it. As a = σ(z), that is one factor more: δ = ∂C/∂a·σ′(z). So a saturated
neuron (chapter 8) has a small δ, however strong its wish.

At an output ∂C/∂a is 2(a - y). A neuron i before it reaches the cost through
all neurons j of the next layer, so there ∂C/∂aᵢ is Σⱼ wⱼᵢδⱼ: the sum of the
wishes, with the sign turned. For whole layers, L the last, and for the knobs:

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

The first starts at the outputs. (Another cost changes only this: chapter 15.)

The second adds up the wishes. A column of W holds the weights that leave one
neuron; in Wᵀ, the **transpose**, it is a row. W³ is 10 x 16, so Wᵀ is 16 x 10
and makes sixteen sums of ten δ. Without the T its shape would not fit ten δ;
only W² is a square, and would pass. (W¹ carries nothing back: no knobs lie
before it.) Then ⊙, which adds nothing up: each sum times its own σ′.

The last two are the first two ways to grant a wish. A column δ times a row aᵀ
is every δ times every a before it: a table with the shape of W.

In code layer l is `k`, and σ′(z) is a(1 - a). Slopes are added up, for several
images; and the step back can be exchanged: later we try wrong ones.
*/

static double slope_of(double a) { return a * (1 - a); }

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

typedef void StepBack(const Net *n, Walk *v, int k);

static void backward(const Net *n, Walk *v, const double *y, StepBack *back,
                     Knobs *slope) {
    last_error(n, v, y);
    for (int k = n->last; k >= 1; k--) {
        add_slopes(n, v, k, slope);
        if (k > 1)
            back(n, v, k);
    }
}

/*
That is the whole of it: chapter 4's way back, with a layer for a row. It reads
the activations again, so the way forward must *keep* them.

The tape finds the same slopes: why do it by hand? For speed: a whole layer is a
product of matrices (chapter 10). And to know what a wrong walk looks like.

## With a pencil

Can you do the walk? Two inputs, three hidden neurons and two outputs fit on a
page. A line is a neuron: the weights into it, then its bias. Let x = (1, ½) and
y = (1, 0). Read the forward line and δ², cover the rest, and work out δ¹.
*/

static const Net pencil = {.last = 2,
                           .size = {2, 3, 2},
                           .knob.of = {[1] = {1, -2, 1,            // neuron 1
                                              -1, 2, 0,            // neuron 2
                                              2, 1, -2},           // neuron 3
                                       [2] = {1, -1, 2, -1,        // output 1
                                              -2, 1, 0.5, 0.5}}};  // output 2

/*
→ With a pencil: 2-3-2

Neuron 3 has positive weights to both outputs. One wants to rise and the other
to sink. The δ of the first is smaller, but its weight is far larger, so it has
its way: δ of the neuron is negative, and the cost falls when it gets brighter.
(And the slopes of weights are in proportion to the activations before them.)

## The wishes, granted

Back to the 2. Does every output get its wish? Its own bias and weights would do
as it wishes, so here we hold them: only layers 1 and 2 move, which all ten
share. And a wish is a rate, what a *small* change buys: so the step is small.

→ The wishes, granted

No. Outputs 1 and 8 wish to sink, and rise a little. A step for one of them
alone would make it sink. But the neurons are shared, and the others have
overruled it: the sum serves the cost, not each output.

Nor does the loudest get most. Output 0 has the strongest wish, and moves at a
rate of `-0.0073` per unit of η; output 7 at `-0.1047`. What a wish can buy
depends on the weights that it goes back through, and on what the nine others
buy. (From another start it is other outputs, or none: try `--seed 2`.)

## The loop

That was one image. How do all have their say? The cost of the network is the
mean over the images, and its gradient the mean of theirs: add up their slopes,
and divide by their number m. (Not their δ: each has to meet its own image's a.)

To hear all 10,000 before each step takes long. Ten stand in for them, and after
a step the next ten; how well they do it, chapter 11 asks. (And no knob moves
before the walk is over: a δ through a new W would be of neither network.)
*/

// Image i becomes the input, its label the targets y [10].
static void show(const Net *n, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(n, v);
}

static void move(Net *n, double eta, const Knobs *slope) {
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < knobs(n, k); i++)
            n->knob.of[k][i] -= eta * slope->of[k][i];
}

// Once through all images, m at a time.
static void learn(Net *n, const Dataset *d, int m, double eta, StepBack *back) {
    static Walk v;
    static Knobs sum;
    double y[CLASSES];
    for (int from = 0, to; from < d->count; from = to) {
        to = d->count - from < m ? d->count : from + m;
        memset(&sum, 0, sizeof sum);
        for (int i = from; i < to; i++) {
            show(n, &v, d, i, y);
            backward(n, &v, y, back, &sum);
        }
        move(n, eta / (to - from), &sum);
    }
}

/*
→ It learns

Untrained, each start takes all images for one digit, a 0 or an 8. One step for
one image, a 5, and all `1000` are taken for a 5: no other image had a say.

After a hundred it is still one digit for all, but the cost is down to nearly
that of a tenth on every output. Nine targets of ten are 0, so each output is
pushed down, whatever the image. At a tenth many small wishes to sink balance
few large ones to rise. Reading comes later: after all images, `839` and more.

It takes a random start. Two neurons of a layer with equal weights, in and out,
and equal biases have equal a, δ and slopes: they move alike, for ever.

## What it costs

How can one walk follow all the paths? A weight of layer 1 leads into one
neuron, and 16·10 paths lead on from there to the cost. For the whole layer that
makes two million. But all 784 weights into a neuron share its paths, and need
one number of them: its δ. The walk back works it out *once*, from sixteen δ.

Forward, each of 12,960 weights is multiplied once; backward once for its slope
and, but for layer 1, once in Wᵀδ: 13,376 products more. Turning each knob up
and down takes 26,004 passes forward, almost 13,000 times the work of both. But
turning knows no formula. So for one image we do it, and compare:

→ The check: by hand = by tape = numeric

All agree.

## Four bugs

Would that check notice a mistake? Would training? A network with a wrong
gradient may learn all the same: not only the steepest way leads down (chapter
3). We plant four slips of the hand in the step back, one at a time:

- `=` for `+=`: a neuron hears only the last of the next layer;
- no σ′;
- W for Wᵀ, in W² only (W³ is no square);
- `k > 2` for `k > 1` in `backward`: δ¹ stays 0.
*/

static enum { HEALTHY, LAST, INNER, W_FOR_WT, SHORT } bug;

static void step_back_with_bug(const Net *n, Walk *v, int k) {
    for (int i = 0; i < n->size[k - 1]; i++) {
        double sum = 0, slope = bug == INNER ? 1 : slope_of(v->a[k - 1][i]);
        for (int j = 0; j < n->size[k]; j++) {
            bool across = bug == W_FOR_WT && k == 2;  // only W² is a square
            double w = across ? weight(n, k, i, j) : weight(n, k, j, i);
            sum = (bug == LAST ? 0 : sum) + w * v->delta[k][j];
        }
        v->delta[k - 1][i] = bug == SHORT && k == 2 ? 0 : sum * slope;
    }
}

/*
→ Four bugs

The check finds all four, on one image, before any training. And it says where
to look. Layer 3 is right each time, so the first equation is, and the last two:
it is the second, or its loop. (The rest of layer 1 sees no ink. A 2 left out of
the first would show in all three, and only halve the step: chapter 8.)

One image cannot show whether the slopes of several are added and divided by m:
with `=` in `add_slopes` only the last would count. Chapter 12 checks thirty.

Training would have told of the first bug and the last, by how little is read,
but not where to look. With `=`, layers 1 and 2 hear one output of ten, the 9;
where δ¹ stays 0, layer 1 never moves, with nearly all the knobs.

It hardly tells of the two between. Without σ′, at most ¼, each δ² is at least
four times too large, and δ¹ about sixteen times: long steps. Yet who has not
seen the first row might be content with `715` of 1000.

And W for Wᵀ: why is nearly as much read as with no bug? The last column tells.
The cosine (chapter 3) compares W² with its own transpose: 1 if they are the
same. With this bug alone training brings it to `0.67` and more. Nobody has
mended the walk: the network has moved towards one for which that walk is right.

How? For δⱼ that walk changes aᵢ, what neuron i of layer 1 says, in proportion
to -wᵢⱼδⱼ. Next time wⱼᵢ moves in proportion to -δⱼaᵢ. Where δⱼ mostly keeps its
sign, the product (-δⱼ)·(-wᵢⱼδⱼ) mostly has that of wᵢⱼ: so wⱼᵢ is drawn towards
its mirror image. (Even fixed random numbers may do: Lillicrap, 2016.)

## So: ten wishes, one walk

What becomes of ten wishes that do not agree? They are added, each weighted by
what it can buy; neither the right digit nor the loudest is heard first. That
makes one wish for each neuron before, and so on, layer by layer. On the way
every knob learns its slope: all 13,002, for about the price of two passes.

Not every output gets its wish: the cost does. One image's wishes only change
which digit is said to everything; the mean of many makes a network that reads.

## What we cut corners on

The fifth bug is one that nobody thought of: so check by numbers that know no
formula. (Whether `forward` and `cost` are what we meant, they do not know.)

For readers of the articles. Article 3's "third" and "second" neuron are both
output 2, counted from 1 and from 0; its 方向传播 is 反向传播 with a character
slipped. Article 4 counts layers from the end: its -1 is our 3, and its loop
begins with `l = 2`, the second from the back.

## Exercises

`make ex09` writes the files to edit and checks them; `make hint09` helps.

- **9a** The δ of a hidden layer, from the δ of the layer after it.
- **9b** A shortcut: neurons whose edges lead to the next layer and also past
  it. What is their δ now?

To predict, then to run: with `--batch 100`, which makes fewer steps, one bug
reads more than no bug does. Which, and why?

Next: a library that nobody has to tell these equations again; and what a
network can do with two inputs that a line cannot: `make ch10`.

## The workbench

What follows prints the tables, and writes the numbers that the figure shows.
*/

// What is at hand: a network, a walk through it, and its targets; the slopes of
// all knobs by hand, by the tape of chapter 4, and by turning.
static Net net;
static Walk walk;
static double target[CLASSES];
static Knobs slopes, by_tape, turned;

static void walk_the_tape(void) {
    static Value knob[DEEPEST + 1][WIDEST * (PIXELS + 1)];
    Value a[DEEPEST + 1][PIXELS], miss[CLASSES];
    Tape *t = tape_new();
    for (int i = 0; i < net.size[0]; i++)
        a[0][i] = v_const(t, walk.a[0][i]);
    for (int k = 1; k <= net.last; k++)
        for (int j = 0, in = net.size[k - 1]; j < net.size[k]; j++) {
            Value *w = knob[k] + j * (in + 1);
            for (int i = 0; i <= in; i++)
                w[i] = v_var(t, weight(&net, k, j, i));
            a[k][j] = v_sigmoid(v_add(v_dot(w, a[k - 1], in), w[in]));
        }
    for (int j = 0; j < net.size[net.last]; j++)
        miss[j] = v_square(v_affine(1, a[net.last][j], -target[j]));
    v_backward(v_sum(miss, net.size[net.last]));
    for (int k = 1; k <= net.last; k++)
        for (int i = 0; i < knobs(&net, k); i++)
            by_tape.of[k][i] = v_grad(knob[k][i]);
    tape_free(t);
}

static real cost_now(void *unused) {
    (void)unused;
    forward(&net, &walk);
    return cost(&net, &walk, target);
}

// Random weights, of deviation 1/√n for n inputs, and biases of 0; for these it
// draws, too, and so makes the network of chapter 7.
static void start(uint64_t seed) {
    Rng r = rng_new(seed);
    net = (Net){.last = 3, .size = {PIXELS, 16, 16, CLASSES}};
    for (int k = 1; k <= 3; k++) {
        int in = net.size[k - 1];
        for (int i = 0; i < knobs(&net, k); i++) {
            double draw = sqrt(1.0 / in) * rng_normal(&r);
            if (i < in * net.size[k])
                net.knob.of[k][i / in * (in + 1) + i % in] = draw;
        }
    }
}

// The network that is shown, and its walk for the first image of the digit, or
// if there is none, the last of all. Returns which image it is.
static int take_image(Chapter *c, const Dataset *d, StepBack *back) {
    int i = 0;
    while (i < d->count - 1 && d->label[i] != digit)
        i++;
    start(c->seed);
    show(&net, &walk, d, i, target);
    memset(&slopes, 0, sizeof slopes);
    backward(&net, &walk, target, back, &slopes);
    return i;
}

static void wishes_add_up(Chapter *c, const Dataset *d) {
    const uint8_t *image = d->image + take_image(c, d, step_back) * PIXELS;
    int one = 0;  // the neuron with the strongest wish
    for (int i = 1; i < 16; i++)
        if (fabs(by_a(&net, &walk, 3, i)) > fabs(by_a(&net, &walk, 3, one)))
            one = i;
    chapter_section(c, "Wishes add up");
    text_images(1, &image, 28, 28);
    printf("Its ten outputs, and what they want of neuron %d of layer 2:\n",
           one + 1);
    chapter_predict(c, "Will the ten agree on whether it should be brighter?");
    Table t = table_begin("output|is|its wish|· σ′|· weight from it|= wants",
                          "%6d|%6.4f|%8.4f|%7.4f|%16.4f|%8.4f");
    Figure *f = figure_open(c, "ch09_wishes", "output neuron wish");
    figure_number(f, "one", one + 1);
    for (int j = 0; j < CLASSES; j++) {
        double a = walk.a[3][j], own = 2 * (target[j] - a);
        double w = weight(&net, 3, j, one), wants = -walk.delta[3][j] * w;
        table_row(&t, j, a, own, slope_of(a), w, wants);
        figure_row(f, j, 0, own);
        for (int i = 0; i < 16; i++)
            figure_row(f, j, i + 1, -walk.delta[3][j] * weight(&net, 3, j, i));
    }
    figure_close(c, f);
    table_end(&t);
    printf("The sum, the wish of the neuron: %.4f\n\n",
           -by_a(&net, &walk, 3, one));
}

static void with_a_pencil(Chapter *c) {
    static const char *const low[] = {"₁", "₂", "₃"};
    const double *in = walk.a[1], *out = walk.a[2], *d = walk.delta[2];
    net = pencil;
    walk = (Walk){.a[0] = {1, 0.5}};
    target[0] = 1, target[1] = 0;
    memset(&slopes, 0, sizeof slopes);
    forward(&net, &walk);
    backward(&net, &walk, target, step_back, &slopes);
    chapter_section(c, "With a pencil: 2-3-2");
    printf("Forward: a¹ = (%.4f, %.4f, %.4f), a² = (%.4f, %.4f), C = %.4f.\n"
           "Back:\n\n",
           in[0], in[1], in[2], out[0], out[1], cost(&net, &walk, target));
    for (int j = 0; j < 2; j++)
        printf("  δ²%s = 2·(%.4f - %g) · %.4f·(1 - %.4f) = %.4f\n", low[j],
               out[j], target[j], out[j], out[j], d[j]);
    printf("\n");
    chapter_predict(c, "δ of neuron 3 in layer 1, from W²: above or below 0?");
    for (int i = 0; i < 3; i++)
        printf("  δ¹%s = (%4.1f·%.4f + %4.1f·%.4f) · %.4f·(1 - %.4f) = %.4f\n",
               low[i], weight(&net, 2, 0, i), d[0], weight(&net, 2, 1, i), d[1],
               in[i], in[i], walk.delta[1][i]);
    printf("\n  slopes of the weights into output 1: %.4f, %.4f, %.4f\n\n",
           slopes.of[2][0], slopes.of[2][1], slopes.of[2][2]);
}

static void wishes_granted(Chapter *c, const Dataset *d) {
    static Walk after;
    const double small = 0.001;
    take_image(c, d, step_back);
    memset(slopes.of[3], 0, sizeof slopes.of[3]);
    move(&net, small, &slopes);
    after = walk;
    forward(&net, &after);
    chapter_section(c, "The wishes, granted");
    printf("Layers 1 and 2 take a small step. How fast the outputs move:\n");
    chapter_predict(c, "Will each output move as it wishes?");
    Table t = table_begin("output|its wish|moves", "%6d|%8.4f|%7.4f");
    for (int j = 0; j < CLASSES; j++)
        table_row(&t, j, 2 * (target[j] - walk.a[3][j]),
                  (after.a[3][j] - walk.a[3][j]) / small);
    table_end(&t);
}

// What start s, once through d, makes of the test images: the mean cost, how
// many it reads, and how many it takes for each digit.
typedef struct Read {
    double cost, right, taken[CLASSES];
} Read;

static Read trained(Chapter *c, int s, const Dataset *d, StepBack *back,
                    const Dataset *test) {
    Read all = {0};
    start(c->seed + (uint64_t)s);
    learn(&net, d, batch, rate, back);
    for (int i = 0; i < test->count; i++) {
        show(&net, &walk, test, i, target);
        all.cost += cost(&net, &walk, target) / test->count;
        all.right += is_right(walk.a[3], test->label[i]);
        all.taken[argmax(walk.a[3], CLASSES)]++;
    }
    return all;
}

static void it_learns(Chapter *c, const Dataset *d, const Dataset *test) {
    const int seen[] = {0, 1, (d->count + 99) / 100, d->count};
    chapter_section(c, "It learns");
    printf("Three starts, %d images a step, η = %g; of %d images never seen.\n"
           "The first image is a %d. A tenth on every output costs 0.9.\n",
           batch, rate, test->count, d->label[0]);
    chapter_predict(c, "Once through all images: will the cost be below that?");
    Table t = table_begin("start|images seen|cost|right|mostly a|so often",
                          "%5d|%11d|%7.4f|%5.0f|%8d|%8.0f");
    for (int s = 0; s < STARTS; s++)
        for (int p = 0; p < 4; p++) {
            Dataset part = dataset_part(d, 0, seen[p]);
            Read all = trained(c, s, &part, step_back, test);
            int most = argmax(all.taken, CLASSES);
            table_row(&t, s + 1, seen[p], all.cost, all.right, most,
                      all.taken[most]);
        }
    table_end(&t);
}

static void check(Chapter *c, const Dataset *d) {
    take_image(c, d, step_back);
    walk_the_tape();
    report_begin(c);
    for (int k = 3; k >= 1; k--) {
        size_t n = (size_t)knobs(&net, k);
        for (size_t i = 0; i < n; i++)
            turned.of[k][i] =
                central_difference(cost_now, NULL, &net.knob.of[k][i], 6e-6);
        report_lists(c, text_format("layer %d, by hand and tape", k), n,
                     slopes.of[k], by_tape.of[k], 1e-13);
        report_lists(c, text_format("layer %d, by hand and turned", k), n,
                     slopes.of[k], turned.of[k], 0);
    }
    report_end(c);
}

// The cosine between W² and its transpose: 1 if they are the same.
static double symmetry(void) {
    double across = 0, along = 0;
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++) {
            across += weight(&net, 2, i, j) * weight(&net, 2, j, i);
            along += weight(&net, 2, i, j) * weight(&net, 2, i, j);
        }
    return across / along;
}

static void four_bugs(Chapter *c, const Dataset *d, const Dataset *test) {
    static const char *const name[] = {"no bug", "= for +=", "no σ′",
                                       "W for Wᵀ", "k > 2 for k > 1"};
    chapter_section(c, "Four bugs");
    printf("Slopes that turning shows to be wrong. Then, of three starts:\n"
           "right of %d, and cosine of W² with its transpose.\n",
           test->count);
    chapter_predict(c, "Which of these bugs still learn?");
    Table t = table_begin("bug|wrong: layer 1|2|3|right|cosine",
                          "%-16s|%14d|%4d|%4d|%10s|%13s");
    for (bug = HEALTHY; bug <= SHORT; bug++) {
        double right[STARTS], cosine[STARTS];
        int wrong[DEEPEST + 1] = {0};
        take_image(c, d, step_back_with_bug);
        for (int k = 1; k <= 3; k++)
            for (int i = 0; i < knobs(&net, k); i++)
                wrong[k] += !gradients_agree(slopes.of[k][i], turned.of[k][i]);
        for (int s = 0; s < STARTS; s++) {
            right[s] = trained(c, s, d, step_back_with_bug, test).right;
            cosine[s] = symmetry();
        }
        table_row(&t, name[bug], wrong[1], wrong[2], wrong[3],
                  range_of(right, STARTS, "%.0f"),
                  range_of(cosine, STARTS, "%.2f"));
    }
    table_end(&t);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    wishes_add_up(c, d);
    with_a_pencil(c);
    wishes_granted(c, d);
    it_learns(c, d, test);
    check(c, d);
    four_bugs(c, d, test);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch09_backprop",
                                         "Ten outputs, ten wishes", options,
                                         &folder, TRAIN, TEST, tell});
}
