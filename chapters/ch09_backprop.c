/*
# Chapter 9: Ten outputs, ten wishes

**The question.** Chapter 8 had one neuron a layer, and one path from a weight
to the cost. A network has hundreds of paths. How does one walk back through it
find the slopes of all 13,002 knobs? By the end you will have seen that walk in
some thirty lines of C, compared it with three other ways to the same numbers,
and broken it in seven ways to see who notices.

Read it beside article 3 (rows A3-1 to A3-6, A3-8, A3-17 and A3-18), article 2
(A2-17) and article 4 (A4-10), with the notes E12, E13, E15 and E26. Run it with
`make ch09`.

**本章要点** 每个输出都有一个愿望：朝目标移动，离得越远，愿望越强；它们对前一层的愿望加起来，就是前一层的愿望。
反向传播从最后一层开始，一层一层往回算出误差 δ；有了 δ，每个权重的导数只需再做一次乘法。
求全部 13,002 个导数只要一次前向和一次反向；逐个转动旋钮则要 26,004 次前向。

**New here**

wish (愿望)
: -∂C/∂a, which way an activation should move. At a = 0.8 with target 0: -1.6.

layer error δ (误差)
: ∂C/∂z for each neuron of a layer. With ∂C/∂a = 1.6 and σ′(z) = ¼, δ = 0.4.

backpropagation (反向传播)
: the chain rule, layer by layer from the outputs back: δ³, then δ², then δ¹.

product by elements ⊙ (逐元素相乘)
: (1, 2) ⊙ (3, 4) = (3, 8).

transpose (转置)
: Wᵀ is W with rows and columns exchanged: a 10 x 16 matrix becomes 16 x 10.
*/

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

/*
## A network of plain numbers

We take the network of chapter 7 with its random weights, 784-16-16-10. The
library keeps the weights, and we do everything else by hand. A **walk** through
the network holds what the forward pass finds and, beside it, the slopes of the
cost, which the backward pass will find. From here on layer 1 is the first that
computes; chapter 6, like article 4, called the picture layer 1.
*/

typedef struct Walk {
    double a[DEEPEST + 1][PIXELS];  // activations; a[0] is the image
    double da[DEEPEST + 1][WIDEST], dz[DEEPEST + 1][WIDEST];  // ∂C/∂a, δ
    double dw[DEEPEST + 1][WIDEST * PIXELS], db[DEEPEST + 1][WIDEST];
} Walk;

static double multiply_adds;  // counts the work

// z = W·a + b, a′ = σ(z), layer after layer. (The library counts from 0: W of
// layer k is weight[k - 1].)
static void forward(const Mlp *m, Walk *v) {
    for (int k = 1; k <= m->layers; k++) {
        const double *w = m->weight[k - 1]->data, *b = m->bias[k - 1]->data;
        int in = m->sizes[k - 1], out = m->sizes[k];
        for (int j = 0; j < out; j++) {
            double z = b[j];
            for (int i = 0; i < in; i++)
                z += w[j * in + i] * v->a[k - 1][i];
            v->a[k][j] = m_sigmoid(z);
        }
        multiply_adds += in * out;
    }
}

static double cost(const Mlp *m, const Walk *v, const double *y) {
    double sum = 0;
    for (int j = 0; j < m->sizes[m->layers]; j++) {
        double miss = v->a[m->layers][j] - y[j];
        sum += miss * miss;
    }
    return sum;
}

// Image i becomes the input, its label the targets y [10].
static void show(const Mlp *m, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(m, v);
}

/*
## Ten outputs, ten wishes

Show it a 2. It has learned nothing, so its outputs are whatever the random
weights make of the image. Each is pulled towards its target: the output for 2
up to 1, the nine others down to 0. How strongly? The cost is Σ (a - y)², so its
slope with respect to one output is 2(a - y). The **wish** of that output is the
opposite, 2(y - a): in proportion to how far it has to go.
*/

static void ten_wishes(Chapter *c, const Walk *v, const uint8_t *image,
                       const double *y) {
    chapter_section(c, "Ten outputs, ten wishes");
    text_images(1, &image, 28, 28);
    chapter_predict(c, "Which of the ten outputs has the strongest wish?");
    Table t = table_begin("place|digit|output|target|wish 2(y - a)|up or down",
                          "%5d | %5d | %6.4f | %6.0f | %13.4f | %-10s");
    for (int j = 0; j < CLASSES; j++) {
        char arrow[32];  // a sign, of three bytes, for each quarter
        double a = v->a[3][j], wish = 2 * (y[j] - a);
        snprintf(arrow, sizeof arrow, "%.*s", 3 * (int)(4 * fabs(wish) + 0.5),
                 wish > 0 ? "▲▲▲▲▲▲▲▲" : "▽▽▽▽▽▽▽▽");
        table_row(&t, j + 1, j, a, y[j], wish, arrow);
    }
    table_end(&t);
}

/*
The strongest wish is not that of the 2: the output for 0 has farther to go.
Mind the counting: the digit 2 is the *third* output, because the first is for
0. (Article 3 says "the third" and a paragraph later "the second neuron"; it is
the same one, counted from 1 and from 0.)

## Three ways to grant a wish

Take the third output and its wish to rise. It is no knob; it is σ of a sum,

$$a = \sigma(z),\qquad z = w_1 a_1 + \dots + w_{16} a_{16} + b,$$

so three kinds of thing can raise it: its bias, its weights, and the activations
before it. By the chain rule of chapter 8, a unit of each buys

- for the bias, σ′(z);
- for a weight, σ′(z) times the *activation* behind it;
- for an activation, σ′(z) times the *weight* in front of it.

Article 3 lists the three and leaves out the two words in italics: a weight
behind a bright neuron is worth more than one behind a dim neuron.
*/

static void three_ways(Chapter *c, const Mlp *m, const Walk *v, int digit) {
    const double *w = m->weight[2]->data + digit * 16, *a = v->a[2];
    double out = v->a[3][digit], z = m->bias[2]->data[digit];
    double slope = out * (1 - out);
    for (int k = 0; k < 16; k++)
        z += w[k] * a[k];
    chapter_section(c, "Three ways to grant a wish");
    printf("The third output: σ(%.4f) = %.4f. A unit of bias buys σ′(z) = %.4f."
           "\nAnd the others:\n",
           z, m_sigmoid(z), slope);
    chapter_predict(c, "Which weight buys most? Which activation?");
    Table t = table_begin("k|activation a|weight buys|weight w|activation buys",
                          "%2d | %12.4f | %11.4f | %8.4f | %15.4f");
    Figure *s = figure_open(c, "ch09_bars", "k a weight w activation slope");
    for (int k = 0; k < 16; k++) {
        table_row(&t, k + 1, a[k], slope * a[k], w[k], slope * w[k]);
        figure_row(s, k + 1.0, a[k], slope * a[k], w[k], slope * w[k], slope);
    }
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 9.1: What a unit of each weight and of each activation buys. Weights
pay in proportion to activations, activations in proportion to weights: the same
shapes, shrunk by σ′(z).](ch09_bars)

The weight behind the brightest neuron buys most, and of the activations the one
with the largest weight, here by growing dimmer. So this output wishes its bias
up, all its weights up (no activation is below 0), and of the sixteen neurons
before it those with a positive weight brighter, the others dimmer. Biases and
weights are knobs, and we can turn them. An activation is not; but we can write
the wish down, go back one layer, and ask there how to grant it.

## Wishes add up

The other nine outputs have wishes about the same sixteen neurons. How much
output j wants of neuron k is how much it minds, times what that activation
buys: -∂C/∂aⱼ · σ′(zⱼ) · wⱼₖ. The neuron reaches the cost through all ten of
them, and over paths rates add. So its wish is the sum.
*/

static void print_wishes(const Table *t, const char *who, const double *w) {
    table_row(t, who, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
}

static void wishes_add_up(Chapter *c, const Mlp *m, const Walk *v,
                          const double *y, const Walk *tape) {
    double sum[16] = {0}, wish[16];
    chapter_section(c, "Wishes add up");
    chapter_predict(c, "Do the outputs agree on what a neuron should do?");
    printf("What each output wants of the first 8 of 16 neurons:\n\n");
    Table t = table_begin("output|1|2|3|4|5|6|7|8",
                          "%-6s|%7.4f|%7.4f|%7.4f|%7.4f|%7.4f|%7.4f|%7.4f|"
                          "%7.4f");
    Figure *s = figure_open(c, "ch09_wishes", "output k wish");
    for (int j = 0; j < CLASSES; j++) {
        if (y[j] > 0)
            figure_number(s, "digit", j);
        double a = v->a[3][j], own = 2 * (y[j] - a);
        figure_row(s, (double)j, 0.0, own);
        for (int k = 0; k < 16; k++) {
            wish[k] = own * a * (1 - a) * m->weight[2]->data[j * 16 + k];
            sum[k] += wish[k];
            figure_row(s, (double)j, k + 1.0, wish[k]);
        }
        print_wishes(&t, (char[]){(char)('0' + j), 0}, wish);
    }
    figure_block(s, "sum", NULL);
    for (int k = 0; k < 16; k++) {
        wish[k] = -tape->da[2][k];
        figure_row(s, -1.0, k + 1.0, sum[k]);
    }
    figure_close(c, s);
    printf("\n");
    print_wishes(&t, "sum", sum);
    print_wishes(&t, "tape", wish);
    table_end(&t);
}

/*
They do not agree: there are both signs in each column. The last line comes from
the tape of chapter 4, which knows nothing of wishes.

![Figure 9.2: Each row is an output, with its own wish at the left and what it
wants of the sixteen neurons before: green brighter, red dimmer. At the foot the
sum, the wish of the layer.](ch09_wishes)

Now the sixteen neurons have a wish each, as the ten outputs had before, and
everything repeats: three ways to grant it, wishes for the layer before, add
them up. That is **backpropagation**, 反向传播. (Where article 3 prints 方向传播,
a character has slipped.)

## Four equations

One quantity makes it short. The **layer error** δ is ∂C/∂z, the slope with
respect to the sum inside a neuron. A number, l or L above a letter says which
layer it belongs to; it is no power. Then, for a network whose last layer is L,

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

The first starts at the outputs. The second is the table of wishes: a column of
W, which is a row of its **transpose**, holds what one neuron does to all the
outputs; times δ, added up. The last two are the first two ways to grant a wish.
The column δ times the row a makes a table of every δ times every a, with the
shape of W. In C, with k for l (and σ′(z) = a(1 - a) needs no z):
*/

// Equation 1.
static void last_error(const Mlp *m, Walk *v, const double *y) {
    int last = m->layers;
    for (int j = 0; j < m->sizes[last]; j++) {
        double a = v->a[last][j];
        v->da[last][j] = 2 * (a - y[j]);
        v->dz[last][j] = v->da[last][j] * a * (1 - a);
    }
}

// Equation 2: from layer k to layer k - 1.
static void step_back(const Mlp *m, Walk *v, int k) {
    const double *w = m->weight[k - 1]->data;
    int in = m->sizes[k - 1], out = m->sizes[k];
    for (int i = 0; i < in; i++) {
        double a = v->a[k - 1][i], sum = 0;
        for (int j = 0; j < out; j++)
            sum += w[j * in + i] * v->dz[k][j];
        v->da[k - 1][i] = sum;
        v->dz[k - 1][i] = sum * a * (1 - a);
    }
    multiply_adds += in * out;
}

// Equations 3 and 4 for each layer, the slopes added to what is there. (The
// step is a parameter, so that a wrong one can be planted later.)
static void backward(const Mlp *m, Walk *v,
                     void step(const Mlp *m, Walk *v, int k)) {
    for (int k = m->layers; k >= 1; k--) {
        int in = m->sizes[k - 1], out = m->sizes[k];
        for (int j = 0; j < out; j++) {
            v->db[k][j] += v->dz[k][j];
            for (int i = 0; i < in; i++)
                v->dw[k][j * in + i] += v->dz[k][j] * v->a[k - 1][i];
        }
        multiply_adds += in * out;
        if (k > 1)
            step(m, v, k);
    }
}

/*
A weight of layer 1 reaches the cost by 16·10 paths; the walk never lists them.

## Four ways to one number

There are three other ways to the same slopes, each with a walk of its own, so
that they can be laid side by side. For one image δ is the slope of the bias, so
that is where they have it. The **tape** knows nothing of layers, only of
numbers.
*/

static void by_tape(const Mlp *m, const double *x, const double *y, Walk *v) {
    static Value w[DEEPEST + 1][WIDEST * PIXELS], b[DEEPEST + 1][WIDEST],
        a[DEEPEST + 1][PIXELS], miss[WIDEST];
    Tape *t = tape_new();
    int last = m->layers;
    for (int i = 0; i < m->sizes[0]; i++)
        a[0][i] = v_const(t, x[i]);
    for (int k = 1; k <= last; k++)
        for (int j = 0, in = m->sizes[k - 1]; j < m->sizes[k]; j++) {
            for (int i = j * in; i < (j + 1) * in; i++)
                w[k][i] = v_var(t, m->weight[k - 1]->data[i]);
            b[k][j] = v_var(t, m->bias[k - 1]->data[j]);
            Value sum = v_dot(w[k] + j * in, a[k - 1], in);
            a[k][j] = v_sigmoid(v_add(sum, b[k][j]));
        }
    for (int j = 0; j < m->sizes[last]; j++)
        miss[j] = v_square(v_affine(1, a[last][j], -y[j]));
    v_backward(v_sum(miss, m->sizes[last]));
    for (int k = 1; k <= last; k++)
        for (int j = 0, in = m->sizes[k - 1]; j < m->sizes[k]; j++) {
            for (int i = j * in; i < (j + 1) * in; i++)
                v->dw[k][i] = v_grad(w[k][i]);
            v->db[k][j] = v_grad(b[k][j]);
            v->da[k][j] = v_grad(a[k][j]);
        }
    tape_free(t);
}

/*
The **tensor engine** does whole layers at a time. Chapter 10 opens it.
*/

static void copy(double *to, const double *from, int n) {
    memcpy(to, from, (size_t)n * sizeof *to);
}

static void by_graph(const Mlp *m, const double *x, const double *y, Walk *v) {
    GraphMark mark = graph_mark(m->graph);
    Tensor *image = t_const(m->graph, 1, m->sizes[0], x);
    Tensor *target = t_const(m->graph, 1, m->sizes[m->layers], y);
    t_backward(t_squared_error(t_sigmoid(mlp_forward(m, image)), target));
    for (int k = 1; k <= m->layers; k++) {
        copy(v->dw[k], m->weight[k - 1]->grad, m->sizes[k - 1] * m->sizes[k]);
        copy(v->db[k], m->bias[k - 1]->grad, m->sizes[k]);
    }
    graph_rewind(m->graph, mark);
}

/*
The **numeric** way asks the cost: turn a knob up, run the network, turn it
down, run it again.
*/

static double turn(const Mlp *m, Walk *v, double *knob, const double *y) {
    const double h = 6e-6, old = *knob;
    *knob = old + h;
    forward(m, v);
    double up = cost(m, v, y);
    *knob = old - h;
    forward(m, v);
    double down = cost(m, v, y);
    *knob = old;
    return (up - down) / (2 * h);
}

static void by_turning(const Mlp *m, const double *y, Walk *v) {
    for (int k = 1; k <= m->layers; k++) {
        double *w = m->weight[k - 1]->data, *b = m->bias[k - 1]->data;
        for (int i = 0; i < m->sizes[k - 1] * m->sizes[k]; i++)
            v->dw[k][i] = turn(m, v, &w[i], y);
        for (int j = 0; j < m->sizes[k]; j++)
            v->db[k][j] = turn(m, v, &b[j], y);
    }
}

// The four ways for the image in v[HAND].a[0]; work: multiply–adds of one
// forward pass, of one backward pass, of turning every knob.
enum { HAND, TAPE, GRAPH, NUMERIC, WAYS };

static void all_ways(const Mlp *m, Walk *v, const double *y, double *work) {
    const double *x = v[HAND].a[0];
    multiply_adds = 0;
    forward(m, &v[HAND]);
    work[0] = multiply_adds;
    last_error(m, &v[HAND], y);
    backward(m, &v[HAND], step_back);
    work[1] = multiply_adds - work[0];
    by_tape(m, x, y, &v[TAPE]);
    by_graph(m, x, y, &v[GRAPH]);
    multiply_adds = 0;
    copy(v[NUMERIC].a[0], x, m->sizes[0]);
    by_turning(m, y, &v[NUMERIC]);
    work[2] = multiply_adds;
}

/*
First a network that fits on a page: two inputs, three hidden neurons, two
outputs, with random weights. (Its weight wⱼₖ leads from neuron k to neuron j.)
*/

static void layer_by_layer(Chapter *c, const Mlp *m, Walk *v) {
    double work[3];
    copy(v[HAND].a[0], (double[]){0.9, 0.3}, 2);
    all_ways(m, v, (double[]){1, 0}, work);
    chapter_section(c, "Four ways to one number: 2-3-2");
    printf("δ = ∂C/∂z of each neuron, from the outputs back:\n\n");
    Table t = table_begin("layer|neuron|δ by hand|scalar tape|tensor graph|"
                          "numeric",
                          "%5d | %6d | %12.9f | %12.9f | %12.9f | %12.9f");
    for (int k = m->layers; k >= 1; k--)
        for (int j = 0; j < m->sizes[k]; j++)
            table_row(&t, k, j + 1, v[HAND].dz[k][j], v[TAPE].db[k][j],
                      v[GRAPH].db[k][j], v[NUMERIC].db[k][j]);
    table_end(&t);
}

/*
The check at the end is stricter, and does the same for all of 784-16-16-10.

## How large, layer by layer

The second equation has a price: each step back multiplies by σ′, which is never
above ¼. How much of δ is left in the first layer?
*/

static void sizes_by_layer(Chapter *c, const Mlp *m, Walk *v,
                           const Dataset *d) {
    int some = d->count < 300 ? d->count : 300;
    chapter_section(c, "How large, layer by layer");
    chapter_predict(c, "How much smaller is δ in layer 1 than in layer 3?");
    double sum[DEEPEST + 1] = {0}, y[CLASSES];
    Figure *s = figure_open(c, "ch09_layers", "image layer1 layer2 layer3");
    for (int i = 0; i < some; i++) {
        double mean[DEEPEST + 1] = {0};
        show(m, v, d, i, y);
        last_error(m, v, y);
        backward(m, v, step_back);
        for (int k = 1; k <= 3; k++) {
            for (int j = 0; j < m->sizes[k]; j++)
                mean[k] += fabs(v->dz[k][j]) / m->sizes[k];
            sum[k] += mean[k] / some;
        }
        figure_row(s, (double)i, mean[1], mean[2], mean[3]);
    }
    figure_close(c, s);
    Table t = table_begin("layer|in article 4|neurons|mean size of δ|"
                          "part that is left",
                          "%5d | %12d | %7d | %14.6f | %17.4f");
    for (int k = 3; k >= 1; k--)
        table_row(&t, k, k - 4, m->sizes[k], sum[k],
                  k < 3 ? sum[k] / sum[k + 1] : 1.0);
    table_end(&t);
}

/*
![Figure 9.3: The size of δ for 300 images, a dot for each in each layer. A step
back costs most of it.](ch09_layers)

Two steps, and δ is some thirty times smaller. With twenty layers almost nothing
would be left; chapter 15 is about that. (Article 4 counts layers from the end,
as Python allows: its -1 is our 3, and its loop begins with `l = 2`, the second
from the back.)

One more thing before we use it. All these wishes are those of *one* image, and
another image may wish the opposite. The gradient of the network's cost is the
mean over the images: add up, and divide by their number m.

## Seven bugs

Backpropagation is easy to get slightly wrong, and a network with a wrong
gradient may learn all the same. We plant seven bugs, one at a time, and train
with each: from the same random weights, ten images at a time (m = 10).
*/

typedef enum Bug { HEALTHY, HALF, LAST, OUTER, INNER, W_FOR_WT, SUM, SIGN } Bug;
static Bug planted;
// clang-format off
static const char *bug_name[] = {
    "no bug", "a - y for 2(a - y)", "= for += of wishes",
    "no σ′ at the outputs", "no σ′ further back", "W for Wᵀ",
    "not divided by m", "y - a for a - y"};
// clang-format on

static void step_with_bug(const Mlp *m, Walk *v, int k) {
    const double *w = m->weight[k - 1]->data;
    int in = m->sizes[k - 1], out = m->sizes[k];
    bool across = planted == W_FOR_WT && in == out;  // else it does not fit
    for (int i = 0; i < in; i++) {
        double a = v->a[k - 1][i], sum = 0;
        for (int j = 0; j < out; j++) {
            double share = w[across ? i * in + j : j * in + i] * v->dz[k][j];
            sum = planted == LAST ? share : sum + share;
        }
        v->dz[k - 1][i] = planted == INNER ? sum : sum * a * (1 - a);
    }
}

// The slopes of the mean cost of n images; returns that cost.
static double batch(const Mlp *m, Walk *v, const Dataset *d, int from, int n) {
    double y[CLASSES], sum = 0;
    double factor = planted == HALF ? 0.5 : planted == SIGN ? -1 : 1;
    memset(v->dw, 0, sizeof v->dw);
    memset(v->db, 0, sizeof v->db);
    for (int i = from; i < from + n; i++) {
        show(m, v, d, i, y);
        sum += cost(m, v, y);
        last_error(m, v, y);
        // What is done to δ³ is done to all that follows from it.
        for (int j = 0; j < CLASSES; j++)
            v->dz[3][j] = factor * (planted == OUTER ? v->da : v->dz)[3][j] /
                          (planted == SUM ? 1 : n);
        backward(m, v, step_with_bug);
    }
    return sum / n;
}

static double train(Mlp *m, Walk *v, const Dataset *d, double rate, Figure *s) {
    int steps = d->count / 10, every = steps < 20 ? 1 : steps / 20;
    double sum = 0, mean = 0;
    for (int t = 1; t <= steps; t++) {
        sum += batch(m, v, d, 10 * (t - 1), 10) / every;
        for (int k = 1; k <= 3; k++) {
            for (int i = 0; i < m->sizes[k - 1] * m->sizes[k]; i++)
                m->weight[k - 1]->data[i] -= rate * v->dw[k][i];
            for (int j = 0; j < m->sizes[k]; j++)
                m->bias[k - 1]->data[j] -= rate * v->db[k][j];
        }
        if (t % every)
            continue;
        figure_row(s, t - every / 2.0, sum);
        mean = sum, sum = 0;
    }
    figure_block(s, "", NULL);
    return mean;
}

static void restart(Mlp *m, uint64_t seed, Bug bug) {
    Rng r = rng_new(seed);
    mlp_init(m, INIT_LECUN, &r);
    planted = bug;
}

static void learn_with_bugs(Chapter *c, Mlp *m, Walk *v, const Dataset *d,
                            const Dataset *test) {
    chapter_section(c, "Seven bugs: what training says");
    printf("%d steps of ten images, η = 1.5; then, right on how many never "
           "seen?\n",
           d->count / 10);
    chapter_predict(c, "Which of these bugs still learn?");
    Table t = table_begin("bug | cost at the end | right | of",
                          "%-20s | %15.4f | %5d | %4d");
    Figure *s = figure_open(c, "ch09_bugs", "step cost");
    for (Bug bug = HEALTHY; bug <= SIGN; bug++) {
        restart(m, c->seed, bug);
        double end = train(m, v, d, 1.5, s);
        table_row(&t, bug_name[bug], end, dataset_correct(m, test),
                  test->count);
    }
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 9.4: The cost while training with each bug, and, in grey, with
none.](ch09_bugs)

Three of them show. With the wrong sign the cost climbs. With `=` for `+=` only
the last neuron's wishes get through, and hardly anything is learned. Without
the division the steps are ten times too long, all outputs go to 0, and there
the cost is `1.0000`. The other four learn, and who has not seen the first line
would be content with them. (The one without σ′ at the outputs is even the right
gradient, of another cost, and of a better one for this task: chapter 15.)

Who would notice? The numeric check, here on ten images; and the tensor engine,
on one.
*/

// How many slopes of layer k are the same by two ways, and the largest gap.
static int same(const Mlp *m, const Walk *a, const Walk *b, int k, bool numeric,
                double *largest) {
    int out = m->sizes[k], weights = m->sizes[k - 1] * out, count = 0;
    *largest = 0;
    for (int i = 0; i < weights + out; i++) {
        double x = i < weights ? a->dw[k][i] : a->db[k][i - weights];
        double y = i < weights ? b->dw[k][i] : b->db[k][i - weights];
        double gap = fabs(x - y);
        *largest = gap > *largest ? gap : *largest;
        count += numeric ? gradients_agree(x, y) : gap <= 1e-13;
    }
    return count;
}

// Slope over numeric slope on n images, for the first bias of layer k.
static double ratio(const Mlp *m, Walk *v, const Dataset *d, int n, int k) {
    double y[CLASSES], numeric = 0;
    batch(m, v, d, 0, n);
    for (int i = 0; i < n; i++) {
        show(m, v, d, i, y);
        numeric += turn(m, v, m->bias[k - 1]->data, y) / n;
    }
    return v->db[k][0] / numeric;
}

static void who_notices(Chapter *c, Mlp *m, Walk *v, Walk *other,
                        const Dataset *d) {
    chapter_section(c, "Seven bugs: who notices");
    chapter_predict(c, "Which bug does a check on a single image not see?");
    printf("The slope over the numeric one, for the first bias of each layer:\n"
           "\n");
    Table t = table_begin("bug|layer 1|layer 2|layer 3|numeric|graph",
                          "%-20s | %7.4f | %7.4f | %7.4f | %-7s | %-6s");
    int ten = d->count < 10 ? d->count : 10;
    const char *seen[] = {"–", "caught"};
    for (Bug bug = HEALTHY; bug <= SIGN; bug++) {
        double x[4], y[CLASSES], gap;
        bool numeric = false, graph = false;
        restart(m, c->seed, bug);
        for (int k = 1; k <= 3; k++) {
            x[k] = ratio(m, v, d, ten, k);
            numeric |= fabs(x[k] - 1) > 1e-4;
        }
        show(m, v, d, 0, y);
        by_graph(m, v->a[0], y, other);
        batch(m, v, d, 0, 1);
        for (int k = 1; k <= 3; k++)
            graph |= same(m, v, other, k, false, &gap) <
                     (m->sizes[k - 1] + 1) * m->sizes[k];
        table_row(&t, bug_name[bug], x[1], x[2], x[3], seen[numeric],
                  seen[graph]);
    }
    table_end(&t);
}

/*
The ratios are a diagnosis. The same factor in all layers, such as `0.5000`,
`10.0000` or `-1.0000`: look at the beginning and the end of the walk. Right in
the last layer and wrong before it: look at the second equation. A factor of 4
or so, or of about 4·4: a σ′ of about ¼ is missing, once or twice.

The numeric check catches all seven. The tensor engine would too, but on *one*
image nobody can see a missing division: try more than one. And W for Wᵀ could
be written at all only because layer 2 is square, 16 x 16. Elsewhere the shapes
do not fit, and the library would have refused. So check on a network whose
sizes all differ.

## What it costs

Chapter 4 promised that a gradient costs a few evaluations, however many knobs
there are. Here is the network's, counted while the walks above were made.
*/

static void what_it_costs(Chapter *c, const double *work) {
    chapter_section(c, "What it costs");
    chapter_predict(c, "How many times more work is it to turn each knob?");
    // A knob moves one sum, and what lies behind it.
    const double clever = 2.0 * (12560 * (1 + 16 + 160) + 272 * 11 + 170);
    const double all = work[0] + work[1];
    const double rows[] = {work[0], work[1], all, work[2], clever};
    const char *way[] = {"one forward pass", "one backward pass",
                         "both: all 13,002 slopes", "26,004 forward passes",
                         "… of only what moves"};
    Table t = table_begin("way | multiply–adds | times as much",
                          "%-23s | %13.0f | %13.1f");
    Figure *s = figure_open(c, "ch09_work", "work ratio");
    for (int i = 0; i < 5; i++) {
        table_row(&t, way[i], rows[i], rows[i] / all);
        figure_row(s, rows[i], rows[i] / all);
    }
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 9.5: The multiply–adds of one gradient, as areas: by turning every
knob, by doing that cleverly, and by backpropagation.](ch09_work)

Backward costs about what forward costs. (In chapter 4 it cost twice that, a
multiply–add for each of two operands: here a weight and its activation. But
nearly all weights stand behind pixels, whose slopes nobody asks for.) Turning
the knobs costs `12796.6` times as much as both. In fairness: whoever turns a
weight need not compute again what it cannot reach, and that brings it down to
`169.1` times, for slopes that are still only nearly right.

## The check

By hand against each of the other ways: every weight and every bias (its slope
is δ), layer by layer, of the small network and of the large.
*/

static void check(Chapter *c, const char *name, const Mlp *m, const Walk *v) {
    const char *way[] = {"", "tape", "graph", "numeric"};
    for (int k = m->layers; k >= 1; k--)
        for (int i = TAPE; i <= NUMERIC; i++) {
            char what[64];
            double gap;
            int agree = same(m, &v[HAND], &v[i], k, i == NUMERIC, &gap);
            snprintf(what, sizeof what, "%s layer %d, %s", name, k, way[i]);
            report_many(c, what, (size_t)((m->sizes[k - 1] + 1) * m->sizes[k]),
                        (size_t)agree, gap);
        }
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    static Walk v[WAYS], small_v[WAYS], other, trial;
    Graph *g = graph_new(1), *h = graph_new(1);
    Rng r = rng_new(c->seed);
    Mlp m = mlp_new(g, (int[]){784, 16, 16, 10}, 4, SIGMOID, INIT_LECUN, &r);
    Mlp small = mlp_new(h, (int[]){2, 3, 2}, 3, SIGMOID, INIT_NORMAL, &r);
    double y[CLASSES], work[3];
    int two = 0;  // the first 2
    while (two < d->count - 1 && d->label[two] != 2)
        two++;
    show(&m, &v[HAND], d, two, y);
    all_ways(&m, v, y, work);
    ten_wishes(c, &v[HAND], d->image + two * PIXELS, y);
    three_ways(c, &m, &v[HAND], d->label[two]);
    wishes_add_up(c, &m, &v[HAND], y, &v[TAPE]);
    layer_by_layer(c, &small, small_v);
    sizes_by_layer(c, &m, &trial, d);
    learn_with_bugs(c, &m, &trial, d, test);
    who_notices(c, &m, &trial, &other, d);
    what_it_costs(c, work);
    report_begin(c);
    check(c, "2-3-2", &small, small_v);
    check(c, "784-16-16-10", &m, v);
    report_end(c);
    graph_free(g);
    graph_free(h);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv, "ch09_backprop",
                             "Ten outputs, ten wishes", TRAIN, TEST, tell);
}

/*
## What we cut corners on

A wish is a rate, not an order. It says what a *small* change would buy; no
output needs to move by exactly its wish. The δ of article 4 has no 2, because
its cost is half of ours (chapter 8). Multiply–adds are not seconds: a tape that
records every number takes many times as long for each as plain loops do. And
the eighth bug is the one that nobody thought of, and the reason to check by
numbers that know no formula.

## Exercises

`make ex09` writes the files to edit and checks them; `make hint09` helps.

- **9a** The δ of a hidden layer, from the δ of the layer behind it.
- **9b** The slopes of a whole layer, averaged over several images.

Next: the tensor engine, opened; and what a network can do with two inputs that
a line cannot: `make ch10`.
*/
