/*
# Chapter 9: Ten outputs, ten wishes

**The question.** Chapter 8 had one neuron a layer, and one path from a weight
to the cost. In a network two million paths lead there. How does one walk back
find the slopes of all 13,002 knobs? By the end you will have followed that walk
with a pencil, read it in some forty lines of C, trained with it, seen what
makes its numbers small, and broken it in seven ways to see who notices.

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
: ∂C/∂z for each neuron of a layer. With ∂C/∂a = 1.6 and σ′(z) = ¼, δ = 0.4.

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

Show it a 2. It has learned nothing, so its outputs are whatever the random
weights make of the image. Each is pulled towards its target: output 2 up to 1,
the nine others down to 0. How strongly? The cost is Σ (a - y)², so its slope
with respect to one output is 2(a - y). The **wish** of that output is the
opposite, since the cost should fall: in proportion to how far it has to go, and
0 at the target.
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

![Figure 9.1: What a unit of each weight and of each activation buys. Weights
pay in proportion to activations, activations in proportion to weights: the same
shapes, shrunk by σ′(z).](ch09_bars)

So this output wishes its bias up and all its weights up (no activation is below
0), most of all those after bright neurons, while a weight after a 0 buys
nothing; and of the sixteen neurons, those with a positive weight brighter and
the others dimmer. (If it is saturated, σ′(z) is near 0, and no way buys much:
chapter 8.) Biases and weights are knobs, and we can turn them. An activation is
not; but we can write the wish down, go back one layer, and ask there.

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

The outputs do not agree, and the sum decides; were it 0, this image would leave
the neuron alone. The last number is from the tape of chapter 4.

![Figure 9.2: Ten edges lead from one neuron to the outputs. Their weights stand
one below the other in W³: a column. Beside each output stands what it wants of
this neuron; the sum is the neuron's wish.](ch09_edges)

![Figure 9.3: A row for each output: its own wish at the left, then what it
wants of the sixteen neurons, green brighter, red dimmer. At the foot the sum,
the wish of the layer.](ch09_wishes)

Now the sixteen neurons have a wish each, and everything repeats: three ways to
grant it, wishes for the layer before, their sum. That is **backpropagation**.

Here is why it is fast. A weight of layer 1 leads into one neuron. After this
neuron lie 16·10 paths to the cost, and the 784 weights that lead into it share
them. Listed one by one, the paths are 784·16·16·10, two million. But all that a
weight needs to know of what comes after is one number, how much the cost minds
this neuron, and the walk back works it out *once*, from the sixteen such
numbers of layer 2. (From the front each knob needs its own walk: chapter 4.)

## Four equations

That number has a name. The **layer error** δ is ∂C/∂z, how fast the cost moves
with the sum inside a neuron: with z and not with a, since weights, bias and the
activations before all act through this sum. With L the last layer,

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

(Wᵀδ is a sum for each neuron, and comes first; then ⊙, since a neuron's σ′
multiplies its own number alone.) The first starts at the outputs. With another
cost only it would change, with another activation only σ′: chapter 15.
*/

static void last_error(const Net *n, Walk *v, const double *y) {
    for (int j = 0; j < n->size[n->last]; j++) {
        double a = v->a[n->last][j];
        v->delta[n->last][j] = 2 * (a - y[j]) * slope_of(a);
    }
}

/*
The second is the table of wishes, as slopes, so with the sign turned. A column
of W, a row of its **transpose**, holds the edges that leave one neuron. Times δ
at their ends, and added up, that is ∂C/∂a; times σ′, it is ∂C/∂z.
*/

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

/*
The last two are the first two ways to grant a wish: every δ times every a
before it, a table with the shape of W. (The slopes are added to what is there,
so that several images can add theirs.)
*/

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
That is the whole of it: chapter 4's way back, with a layer for a row. The tape
finds the same slopes (see the check); but by hand only activations are written
down, since the order is known and all rates are made of them and the weights.
Each a of a neuron is read twice, for the slopes of the weights after it and for
its own σ′. So the way forward must *keep* all activations (an answer alone can
forget them): chapter 4's price, memory, here 42 numbers beside the image.

## With a pencil

Two inputs, three hidden neurons, two outputs, weights of our choice: it fits on
a page. Do the last lines before you look: the table has every a and weight.

→ With a pencil: 2-3-2

Neuron 3 has positive weights to both outputs. One wants to rise and the other
to sink; by weight and δ the first has its way, so δ of the neuron is negative:
the cost falls when it gets brighter.

## The loop

All these wishes are those of *one* image, and another image may wish the
opposite. The gradient of the network's cost is the mean over the images: add up
their slopes (not their δ: each goes with its own image's activations), and
divide by their number m. (One at a time: chapter 10 takes all m in one matrix,
for the same sum. `back` is a parameter, to pass wrong ways back later.)
*/

typedef void Backward(const Net *n, Walk *v, const double *y, Knobs *slope);

// Image i becomes the input, its label the targets y [10].
static void show(const Net *n, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(n, v);
}

// The slopes of m images, from image `from` on, added up.
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

/*
Backpropagation ends here; all of it used the old W: a δ through a W already
moved would belong to neither network, old or new. So chapter 2's step is last:
*/

static void move(Net *n, double eta, const Knobs *slope) {
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < n->size[k] * (n->size[k - 1] + 1); i++)
            n->knob.of[k][i] -= eta * slope->of[k][i];
}

// Once through all images, m at a time.
static void learn(Net *n, const Dataset *d, int m, double eta, Backward *back) {
    static Knobs sum;
    for (int from = 0; from + m <= d->count; from += m) {
        add_up(n, d, from, m, back, &sum);
        move(n, eta / m, &sum);
    }
}

/*
→ It learns

At first all outputs sink to about a tenth, since nine targets of ten are 0: the
cost falls, and nothing is read yet. That comes later, with no more than this,
but from a random start. (Neurons of a layer with equal weights, in and out,
have equal a and equal sums in Wᵀδ, so equal δ and slopes: they stay equal, and
do the work of one. How many images a step: chapter 11. How long: 13.)

## Who shrinks δ?

How large is δ by the time it has come to layer 1? A step back does two things:
Wᵀ adds up, and σ′, never above ¼, multiplies. A sum of n products with signs by
chance is about √n times as large as one of them (chapter 6), so Wᵀ makes δ
about √n·s times as large: s is the deviation of the weights, n the number of
neurons in the layer after. Our s is one divided by the root of the inputs, so
from layer 3 √n·s is √10/√16. Article 4 draws its weights with s = 1.

→ Who shrinks δ?

![Figure 9.4: The size of δ, a dot for each image in each layer, in one network
of each kind. On the left a digit's dots lie on one spot: with nearly the same
answer to every image, only the label counts. Saturated neurons, on the right,
answer each image differently.](ch09_layers)

With small weights it is σ′ that shrinks δ, since √n·s is near 1: a step back
leaves about a quarter, or less. With large weights Wᵀ *enlarges* δ three or
four times. But then many neurons are saturated, and σ′ takes more than it did:
δ in layer 1 is still smaller than at the outputs, though less so than with
small weights. So whether early layers get small slopes, and learn slowly, σ′
*and* the weights decide. Over twenty layers such factors multiply: chapter 15.

## What it costs

Chapter 4 promised that a gradient costs a few evaluations, however many knobs
there are. Count: forward, every weight is used once. Backward it is used once
for its slope and, but for layer 1, once in Wᵀδ. Turning a knob takes two passes
forward. In fairness, only what the knob moves must be computed again: for one
of layer 1 that is 1 product in its own sum, 16 in layer 2 and all 160 in layer
3; for one of layer 2, 1 + 10; for one of layer 3, 1.

→ What it costs

![Figure 9.5: The multiply–adds of one gradient, as areas: by turning every
knob, by doing that cleverly, and by backpropagation.](ch09_work)

Backward costs about what forward costs. (In chapter 4 twice that; here most
weights lead from pixels, whose slopes nobody wants before chapter 14.) Turning
costs `12796.6` times as much as both, done cleverly `169.1`, and is less exact.

## Seven bugs

A network with a slightly wrong gradient may learn all the same: whatever is
less than a right angle from -∇C leads down (chapter 3). We plant seven bugs,
one at a time: 2 forgotten; `=` for `+=` in Wᵀδ; σ′ forgotten, at the outputs or
further back; W for Wᵀ; no division by m; the wrong sign. Each trains from three
starts; its slope for each layer's first bias is divided by what turning finds.

→ Seven bugs

![Figure 9.6: The cost while training with each bug, and, in grey, with
none.](ch09_bugs)

Four of them learn (no 2, no σ′, W for Wᵀ), and without the grey line one would
be content. (The one without σ′ at the outputs is the right gradient of another
cost, better here at a smaller η: chapter 15.) With `=` little is learned;
without the division, steps are ten times too long, and some starts learn
nothing. Turning catches all seven, and its ratios diagnose. The same factor in
all layers, `0.5000`, `10.0000` or `-1.0000`: look where the walk starts, 2(a -
y), and past its end, 1/m and the step. Right in the last layers, wrong before:
the second equation. 4 or 5, or 20: one σ′ (at most ¼) is missing, or two.

On *one* image nobody can see a missing division: try more than one. W for Wᵀ
fits only where W is square, as in layer 2: elsewhere the indices leave the
table, and a library that compares shapes (chapter 10) says so.

## The check

The five δ of the small network and one of its weights; then every weight and
every bias of the large one, for the image above, as close as chapter 4 demands.

→ The check: by hand = by tape = numeric

## What we cut corners on

A wish is a rate, not an order: what a *small* change would buy. Multiply–adds
are not seconds: on a tape each takes longer (`make bench`). And the eighth bug
is the one that nobody thought of: so check by numbers that know no formula.

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

// Random weights and biases of deviation s; if that is 0, weights of 1/√n for n
// inputs, and biases of 0.
static void start(Net *n, uint64_t seed, double s) {
    Rng r = rng_new(seed);
    *n = (Net){.last = 3, .size = {PIXELS, 16, 16, CLASSES}};
    for (int k = 1; k <= n->last; k++) {
        int in = n->size[k - 1];
        double *of = n->knob.of[k], weights = s > 0 ? s : sqrt(1.0 / in);
        for (int i = 0; i < in * n->size[k]; i++)
            of[i / in * (in + 1) + i % in] = weights * rng_normal(&r);
        for (int j = 0; j < n->size[k]; j++)
            of[j * (in + 1) + in] = s * rng_normal(&r);
    }
}

// The tape of chapter 4. da: ∂C/∂a of the layer before the last.
static void by_tape(const Net *n, const double *x, const double *y,
                    Knobs *slope, double *da) {
    static Value w[DEEPEST + 1][WIDEST * (PIXELS + 1)], a[DEEPEST + 1][PIXELS],
        miss[WIDEST];
    Tape *t = tape_new();
    for (int i = 0; i < n->size[0]; i++)
        a[0][i] = v_const(t, x[i]);
    for (int k = 1; k <= n->last; k++) {
        int in = n->size[k - 1];
        for (int i = 0; i < n->size[k] * (in + 1); i++)
            w[k][i] = v_var(t, n->knob.of[k][i]);
        for (int j = 0; j < n->size[k]; j++) {
            Value *of = w[k] + j * (in + 1), sum = v_dot(of, a[k - 1], in);
            a[k][j] = v_sigmoid(v_add(sum, of[in]));
        }
    }
    for (int j = 0; j < n->size[n->last]; j++)
        miss[j] = v_square(v_affine(1, a[n->last][j], -y[j]));
    v_backward(v_sum(miss, n->size[n->last]));
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < n->size[k] * (n->size[k - 1] + 1); i++)
            slope->of[k][i] = v_grad(w[k][i]);
    for (int i = 0; i < n->size[n->last - 1]; i++)
        da[i] = v_grad(a[n->last - 1][i]);
    tape_free(t);
}

// Turns a knob up and down, and asks the cost.
static double by_turning(Net *n, Walk *v, double *knob, const double *y) {
    const double h = 6e-6, old = *knob;
    double at[2];
    for (int side = 0; side < 2; side++) {
        *knob = old + (side ? h : -h);
        forward(n, v);
        at[side] = cost(n, v, y);
    }
    *knob = old;
    return (at[1] - at[0]) / (2 * h);
}

static void ten_wishes(Chapter *c, const Walk *v, const double *y,
                       const uint8_t *image) {
    chapter_section(c, "Ten outputs, ten wishes");
    text_images(1, &image, 28, 28);
    printf("The outputs for 0, 1, 2, … 9:\n\n ");
    for (int j = 0; j < CLASSES; j++)
        printf(" %.4f", v->a[3][j]);
    printf("\n\n");
    chapter_predict(c, "Which of the ten has the strongest wish? How strong?");
    Table t = table_begin("output|is|should be|2(y - a)|up or down",
                          "%6d | %6.4f | %9.0f | %8.4f | %-10s");
    for (int j = 0; j < CLASSES; j++) {
        double own = wish(v->a[3][j], y[j]);
        int signs = (int)(4 * fabs(own) + 0.5);  // of three bytes each
        table_row(
            &t, j, v->a[3][j], y[j], own,
            text_format("%.*s", 3 * signs, own > 0 ? "▲▲▲▲▲▲▲▲" : "▽▽▽▽▽▽▽▽"));
    }
    table_end(&t);
}

static void three_ways(Chapter *c, const Net *n, const Walk *v) {
    const double *a = v->a[2], *w = n->knob.of[3] + digit * 17;
    double slope = slope_of(v->a[3][digit]);
    int bright = 0, dim = 0, most = 0, least = 0;
    Figure *f = figure_open(c, "ch09_bars", "k a weight w activation slope");
    for (int i = 0; i < 16; i++) {
        figure_row(f, i + 1, a[i], slope * a[i], w[i], slope * w[i], slope);
        bright = a[i] > a[bright] ? i : bright;
        dim = a[i] < a[dim] ? i : dim;
        most = w[i] > w[most] ? i : most;
        least = w[i] < w[least] ? i : least;
    }
    figure_close(c, f);
    chapter_section(c, "Three ways to grant a wish");
    printf("Output %d is %.4f, so a unit of its bias buys σ′(z) = %.4f. The "
           "brightest of\nthe neurons before it is at %.4f.\n",
           digit, v->a[3][digit], slope, a[bright]);
    chapter_predict(c, "What does a unit of that neuron's weight buy?");
    const int which[] = {bright, dim, most, least};
    const char *name[] = {"the brightest", "the dimmest", "largest weight",
                          "smallest weight"};
    Table t = table_begin("neuron|which is|activation|its weight buys|weight|"
                          "the neuron buys",
                          "%6d|%-15s|%10.4f|%15.4f|%7.4f|%15.4f");
    for (int k = 0; k < 4; k++) {
        int i = which[k];
        table_row(&t, i + 1, name[k], a[i], slope * a[i], w[i], slope * w[i]);
    }
    table_end(&t);
}

static void wishes_add_up(Chapter *c, const Net *n, const Walk *v,
                          const double *y, const double *by_the_tape) {
    int one = 0;  // the neuron with the strongest wish
    for (int i = 0; i < 16; i++)
        if (fabs(by_the_tape[i]) > fabs(by_the_tape[one]))
            one = i;
    double sum = wanted_by_all(n, v, y, one);
    chapter_section(c, "Wishes add up");
    printf("What the ten outputs want of neuron %d of layer 2:\n", one + 1);
    chapter_predict(c, "Will the ten agree on whether it should be brighter?");
    Table t = table_begin("output|its own wish|· σ′|· weight from neuron|= "
                          "wants",
                          "%6d|%12.4f|%7.4f|%20.4f|%8.4f");
    Figure *f = figure_open(c, "ch09_edges", NULL);
    figure_number(f, "neuron", one + 1);
    figure_number(f, "sum", sum);
    figure_block(f, "edges", "output weight wanted");
    for (int j = 0; j < CLASSES; j++) {
        double a = v->a[3][j], w = weight(n, 3, j, one);
        double share = wanted(n, v, y, j, one);
        table_row(&t, j, wish(a, y[j]), slope_of(a), w, share);
        figure_row(f, j, w, share);
    }
    table_end(&t);
    printf("The sum, the wish of the neuron:        %8.4f\n"
           "-∂C/∂a of the neuron, by the tape:      %8.4f\n\n",
           sum, -by_the_tape[one]);
    figure_block(f, "W", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
    for (int j = 0; j < CLASSES; j++)
        figure_row_from(f, 16, n->knob.of[3] + j * 17);
    figure_close(c, f);

    f = figure_open(c, "ch09_wishes", "output neuron wish");
    figure_number(f, "digit", digit);
    for (int j = 0; j < CLASSES; j++)
        for (int i = -1; i < 16; i++)
            figure_row(f, j, i + 1,
                       i < 0 ? wish(v->a[3][j], y[j]) : wanted(n, v, y, j, i));
    figure_block(f, "sum", NULL);
    for (int i = 0; i < 16; i++)
        figure_row(f, -1, i + 1, wanted_by_all(n, v, y, i));
    figure_close(c, f);
}

static Net pencil = {.last = 2,
                     .size = {2, 3, 2},
                     .knob.of = {[1] = {1, -2, 1, -1, 2, 0, 2, 1, -2},
                                 [2] = {1, -1, 2, -1, -2, 1, 0.5, 0.5}}};
static const double pencil_x[] = {1, 0.5}, pencil_y[] = {1, 0};

static void with_a_pencil(Chapter *c, Walk *v, Knobs *slope) {
    const Net *n = &pencil;
    memcpy(v->a[0], pencil_x, sizeof pencil_x);
    forward(n, v);
    backward(n, v, pencil_y, slope);
    chapter_section(c, "With a pencil: 2-3-2");
    printf("x = (%g, %g), and y = (%g, %g). The network and what it answers:\n"
           "\n",
           pencil_x[0], pencil_x[1], pencil_y[0], pencil_y[1]);
    Table t = table_begin("layer | neuron | weights from 1, 2, 3 | b | a",
                          "%5d | %6d | %-20s | %4.1f | %6.4f");
    for (int k = 1; k <= n->last; k++)
        for (int j = 0, in = n->size[k - 1]; j < n->size[k]; j++) {
            char w[40] = "";
            for (int i = 0; i < in; i++)
                snprintf(w + 6 * i, 8, "%5.1f ", weight(n, k, j, i));
            table_row(&t, k, j + 1, w, weight(n, k, j, in), v->a[k][j]);
        }
    table_end(&t);
    static const char *const down[] = {"₁", "₂", "₃"};
    const double *a = v->a[1], *out = v->a[2], *d = v->delta[2];
    for (int j = 0; j < 2; j++)
        printf("  δ²%s = 2·(%.4f - %g) · %.4f·(1 - %.4f) = %.4f\n", down[j],
               out[j], pencil_y[j], out[j], out[j], d[j]);
    printf("\n");
    chapter_predict(c, "δ of neuron 3 in layer 1, from W²: above or below 0?");
    for (int i = 0; i < 3; i++)
        printf("  δ¹%s = (%4.1f·%.4f + %4.1f·%.4f) · %.4f·(1 - %.4f) = %.4f\n",
               down[i], weight(n, 2, 0, i), d[0], weight(n, 2, 1, i), d[1],
               a[i], a[i], v->delta[1][i]);
    printf("\nAnd a slope, that of the weight from x₂ to neuron 3:\n\n"
           "  ∂C/∂w = δ¹₃·x₂ = %.4f·%g = %.4f\n\n",
           v->delta[1][2], pencil_x[1], slope->of[1][7]);
}

// How many of the set it reads; *mean: its mean cost.
static int read_all(const Net *n, const Dataset *d, double *mean) {
    static Walk v;
    double y[CLASSES];
    int right = 0;
    *mean = 0;
    for (int i = 0; i < d->count; i++) {
        show(n, &v, d, i, y);
        *mean += cost(n, &v, y) / d->count;
        right += is_right(v.a[n->last], d->label[i]);
    }
    return right;
}

enum { STARTS = 3 };

static void it_learns(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 5 };
    static const int until[PARTS] = {0, 1, 10, 30, 100};  // of 100
    static Net n;
    double mean[PARTS][STARTS];
    int right[PARTS][STARTS];
    for (int s = 0; s < STARTS; s++) {
        start(&n, c->seed + (uint64_t)s, 0);
        for (int p = 0, from = 0, to; p < PARTS; p++, from = to) {
            to = d->count * until[p] / 100;
            Dataset part = dataset_part(d, from, to - from);
            learn(&n, &part, batch, rate, backward);
            right[p][s] = read_all(&n, test, &mean[p][s]);
        }
    }
    chapter_section(c, "It learns");
    printf("Three starts, %d images a step, η = %g. Cost, and right of %d "
           "never seen.\nA tenth on every output costs 0.9.\n",
           batch, rate, test->count);
    chapter_predict(c, "Once through all images: will the cost be below that?");
    Table t = table_begin("images seen|cost|right|cost|right|cost|right",
                          "%11d|%7.4f|%5d|%9.4f|%5d|%9.4f|%5d");
    for (int p = 0; p < PARTS; p++)
        table_row(&t, d->count * until[p] / 100, mean[p][0], right[p][0],
                  mean[p][1], right[p][1], mean[p][2], right[p][2]);
    table_end(&t);
}

// Mean squares over some images, of δ and of ∂C/∂a, layer by layer.
static void measure(const Net *n, const Dataset *d, int some, double *delta,
                    double *up, Figure *f) {
    static Walk v;
    double y[CLASSES];
    for (int image = 0; image < some; image++) {
        double size[4] = {0};
        show(n, &v, d, image, y);
        last_error(n, &v, y);
        for (int k = n->last; k >= 1; k--) {
            for (int i = 0; i < n->size[k]; i++) {
                double a = k < n->last ? by_a(n, &v, k + 1, i) : 0;
                size[k] += v.delta[k][i] * v.delta[k][i] / n->size[k];
                up[k] += a * a / n->size[k] / some;
            }
            delta[k] += size[k] / some;
            if (k > 1)
                step_back(n, &v, k);
        }
        if (f)
            figure_row(f, d->label[image], sqrt(size[1]), sqrt(size[2]),
                       sqrt(size[3]));
    }
}

static void who_shrinks(Chapter *c, const Dataset *d) {
    enum { SEEDS = 8 };
    static Net n;
    Spread left[2];
    int some = d->count < 300 ? d->count : 300;
    chapter_section(c, "Who shrinks δ?");
    printf("%d images, eight networks of each kind. A step back multiplies δ "
           "by:\n",
           some);
    chapter_predict(c, "From layer 2, 16 neurons, with s = 1: what does Wᵀ "
                       "do?");
    Table t = table_begin("weights | from layer | √n·s | Wᵀ | σ′ | both | "
                          "lowest of 8 | highest",
                          "%-7s | %10d | %4.2f | %4.2f | %5.3f | %5.3f | "
                          "%11.3f | %7.3f");
    Figure *f = figure_open(c, "ch09_layers", NULL);
    for (int large = 0; large < 2; large++) {
        // A step back to layer 1, and to 2; then both steps.
        double weights[3][SEEDS], sigma[3][SEEDS], both[3][SEEDS], two[SEEDS];
        figure_block(f, large ? "large" : "small",
                     "label layer1 layer2 layer3");
        for (int s = 0; s < SEEDS; s++) {
            double delta[4] = {0}, up[4] = {0};
            start(&n, c->seed + (uint64_t)s, large);
            measure(&n, d, some, delta, up, s ? NULL : f);
            for (int k = 1; k <= 2; k++) {
                weights[k][s] = sqrt(up[k] / delta[k + 1]);
                sigma[k][s] = sqrt(delta[k] / up[k]);
                both[k][s] = sqrt(delta[k] / delta[k + 1]);
            }
            two[s] = sqrt(delta[1] / delta[3]);
        }
        for (int k = 2; k >= 1; k--) {
            Spread of = spread_of(both[k], SEEDS);
            double s = large ? 1 : sqrt(1.0 / n.size[k]);
            table_row(
                &t, large ? "s = 1" : "1/√n", k + 1, sqrt(n.size[k + 1]) * s,
                spread_of(weights[k], SEEDS).median,
                spread_of(sigma[k], SEEDS).median, of.median, of.low, of.high);
        }
        left[large] = spread_of(two, SEEDS);
    }
    table_end(&t);
    printf("Two steps leave %.3f of δ (%.3f to %.3f); with s = 1 %.3f (%.3f to "
           "%.3f).\n\n",
           left[0].median, left[0].low, left[0].high, left[1].median,
           left[1].low, left[1].high);
    figure_close(c, f);
}

static void what_it_costs(Chapter *c) {
    const double once = 784 * 16 + 16 * 16 + 16 * 10;
    const double back = once + 16 * 16 + 16 * 10;
    const double some = 2 * (12560 * (1 + 16 + 160) + 272 * (1 + 10) + 170);
    const double work[] = {once, back, once + back, 26004 * once, some};
    static const char *const way[] = {
        "one forward pass", "one backward pass", "both: all 13,002 slopes",
        "26,004 forward passes", "… of only what moves"};
    chapter_section(c, "What it costs");
    printf("784·16 + 16·16 + 16·10 = %.0f multiply–adds forward, and %.0f "
           "backward.\nOnly what moves: 2·(12560·(1+16+160) + 272·(1+10) + "
           "170) = %.0f.\n",
           once, back, some);
    chapter_predict(c, "26,004 passes forward, or one each way: how many times "
                       "the work?");
    Table t = table_begin("way | multiply–adds | times as much",
                          "%-23s | %13.0f | %13.1f");
    Figure *f = figure_open(c, "ch09_work", "work ratio");
    for (int i = 0; i < 5; i++)
        table_and_figure_row(&t, f, way[i], work[i], work[i] / work[2]);
    figure_close(c, f);
    table_end(&t);
}

typedef enum Bug { HEALTHY, HALF, LAST, OUTER, INNER, W_FOR_WT, SUM, SIGN } Bug;
static Bug planted;
static const char *const bug_name[] = {"no bug",
                                       "a - y for 2(a - y)",
                                       "= for +=",
                                       "no σ′ at the outputs",
                                       "no σ′ further back",
                                       "W for Wᵀ",
                                       "not divided by m",
                                       "y - a for a - y"};

static void step_back_with_bug(const Net *n, Walk *v, int k) {
    int in = n->size[k - 1], out = n->size[k];
    bool across = planted == W_FOR_WT && in == out;  // else it does not fit
    for (int i = 0; i < in; i++) {
        double sum = 0, slope = slope_of(v->a[k - 1][i]);
        for (int j = 0; j < out; j++) {
            double w = across ? weight(n, k, i, j) : weight(n, k, j, i);
            sum = (planted == LAST ? 0 : sum) + w * v->delta[k][j];
        }
        v->delta[k - 1][i] = sum * (planted == INNER ? 1 : slope);
    }
}

static void backward_with_bug(const Net *n, Walk *v, const double *y,
                              Knobs *slope) {
    last_error(n, v, y);
    for (int j = 0; j < CLASSES; j++) {
        double factor = planted == HALF ? 0.5 : planted == SIGN ? -1 : 1;
        double bare = 2 * (v->a[n->last][j] - y[j]);
        double *delta = &v->delta[n->last][j];
        *delta = planted == OUTER ? bare : factor * *delta;
    }
    for (int k = n->last; k >= 1; k--) {
        add_slopes(n, v, k, slope);
        if (k > 1)
            step_back_with_bug(n, v, k);
    }
}

// Slope by the bug over slope by turning, on m images, for the first bias of
// each layer. Is it 1 for all?
static bool ratios(Net *n, const Dataset *d, int m, double *ratio) {
    static Knobs sum;
    static Walk v;
    bool good = true;
    add_up(n, d, 0, m, backward_with_bug, &sum);
    for (int k = 1; k <= n->last; k++) {
        int bias = n->size[k - 1];
        double turned = 0, y[CLASSES];
        for (int i = 0; i < m; i++) {
            show(n, &v, d, i, y);
            turned += by_turning(n, &v, &n->knob.of[k][bias], y) / m;
        }
        ratio[k] = sum.of[k][bias] / (planted == SUM ? 1 : m) / turned;
        good = good && fabs(ratio[k] - 1) < 1e-4;
    }
    return good;
}

static void seven_bugs(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 20 };
    static Net n;
    const int some = d->count < 10 ? d->count : 10;
    chapter_section(c, "Seven bugs");
    printf("Three starts, once through all images: right of %d never seen; "
           "slope over\nslope by turning, on ten images; is the bug seen on "
           "one image, on ten?\n",
           test->count);
    chapter_predict(c, "Which of these bugs still learn?");
    Table t = table_begin("bug | right | to | layer 1 | 2 | 3 | on 1 | on 10",
                          "%-20s | %5.0f | %4.0f | %7.4f | %7.4f | %7.4f | "
                          "%-5s | %-5s");
    Figure *f = figure_open(c, "ch09_bugs", "step cost");
    for (planted = HEALTHY; planted <= SIGN; planted++) {
        double right[STARTS], mean, ratio[4];
        figure_block(f, planted ? "a bug" : "no bug", NULL);
        for (int s = 0; s < STARTS; s++) {
            start(&n, c->seed + (uint64_t)s, 0);
            for (int p = 0, size = d->count / PARTS; p < PARTS; p++) {
                Dataset part = dataset_part(d, p * size, size);
                if (s == 0) {  // the cost of images that are yet to be seen
                    read_all(&n, &part, &mean);
                    figure_row(f, p * size / batch, mean);
                }
                learn(&n, &part, batch, planted == SUM ? rate * batch : rate,
                      backward_with_bug);
            }
            right[s] = read_all(&n, test, &mean);
        }
        Spread of = spread_of(right, STARTS);
        start(&n, c->seed, 0);
        bool one = ratios(&n, d, 1, ratio), ten = ratios(&n, d, some, ratio);
        table_row(&t, bug_name[planted], of.low, of.high, ratio[1], ratio[2],
                  ratio[3], one ? "–" : "seen", ten ? "–" : "seen");
    }
    figure_close(c, f);
    table_end(&t);
}

static void check_pencil(Chapter *c, Walk *v, const Knobs *slope) {
    static Knobs tape;
    static const int some[][2] = {{2, 3}, {2, 7}, {1, 2},
                                  {1, 5}, {1, 8}, {1, 7}};
    static const char *const name[] = {"δ²₁", "δ²₂", "δ¹₁",
                                       "δ¹₂", "δ¹₃", "∂C/∂w from x₂ to 3"};
    double da[WIDEST];
    by_tape(&pencil, pencil_x, pencil_y, &tape, da);
    for (int i = 0; i < 6; i++) {  // δ is the slope of the bias
        int k = some[i][0], at = some[i][1];
        report_row(c, name[i], slope->of[k][at], tape.of[k][at],
                   by_turning(&pencil, v, &pencil.knob.of[k][at], pencil_y));
    }
}

static void check_all(Chapter *c, Net *n, Walk *v, const double *y,
                      const Knobs *hand, const Knobs *tape) {
    static double turned[WIDEST * (PIXELS + 1)];
    for (int turn = 0; turn < 2; turn++)
        for (int k = n->last; k >= 1; k--) {
            int knobs = n->size[k] * (n->size[k - 1] + 1);
            for (int i = 0; turn && i < knobs; i++)
                turned[i] = by_turning(n, v, &n->knob.of[k][i], y);
            report_lists(c,
                         text_format("layer %d, by hand and %s", k,
                                     turn ? "turned" : "tape"),
                         (size_t)knobs, hand->of[k],
                         turn ? turned : tape->of[k], turn ? 0 : 1e-13);
        }
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    static Net n;
    static Walk v, small;
    static Knobs hand, tape, slope;
    double y[CLASSES], da[WIDEST];
    int i = 0;  // the first of these digits
    while (i < d->count - 1 && d->label[i] != digit)
        i++;
    start(&n, c->seed, 0);
    show(&n, &v, d, i, y);
    backward(&n, &v, y, &hand);
    by_tape(&n, v.a[0], y, &tape, da);
    ten_wishes(c, &v, y, d->image + i * PIXELS);
    three_ways(c, &n, &v);
    wishes_add_up(c, &n, &v, y, da);
    with_a_pencil(c, &small, &slope);
    it_learns(c, d, test);
    who_shrinks(c, d);
    what_it_costs(c);
    seven_bugs(c, d, test);
    report_begin(c);
    check_pencil(c, &small, &slope);
    check_all(c, &n, &v, y, &hand, &tape);
    report_end(c);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch09_backprop",
                                         "Ten outputs, ten wishes", options,
                                         &folder, TRAIN, TEST, tell});
}
