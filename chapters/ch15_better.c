/*
# Chapter 15: The same network, made to learn better

**The question.** In chapter 13 a digit got lost, because σ′ was nearly 0 and
every wish is multiplied by it. Must that be so? By the end you will have seen
σ′ cancel out of the formula, a start from which no neuron is saturated, why a
deep network of sigmoids hardly learns, and why article 4 gets away with η = 3.

Read it beside article 4, and the rows A1-6, A3-21 and A4-3 with the notes E2
and E19. Run it with `make ch15`. What the text says of accuracies is about the
real MNIST (`make mnist`).

**本章要点** 换成交叉熵成本，输出层的误差就是 δ = a − y，σ′ 被约掉了：错得越多，学得越快；softmax 也一样，而且十个输出之和等于 1。
初始权重的标准差取 1/√n，加权和就落在 σ 较陡的一段，数字不再丢失。
层数一多，sigmoid 的梯度每往回一层大约只剩四分之一（梯度消失），ReLU 不会；η 太小走不动，太大就乱跳，η = 3 可行，是因为平方成本的梯度很小。

**New here**

cross-entropy (交叉熵)
: the cost -ln a if the target is 1, -ln(1 - a) if it is 0. For a = 1/2: 0.693.

softmax (归一化指数函数)
: from ten sums ten outputs: eᶻ over the sum of all eᶻ. For z = 0, 0: ½, ½.

initialisation (初始化)
: how the weights are drawn before the first step; 1/√784 is 1/28.

ReLU (修正线性单元)
: max(z, 0) in place of σ(z). Its slope is 1 for z > 0 and 0 for z < 0.

vanishing gradient (梯度消失)
: a δ that shrinks in every layer back; ¼ of it a layer is 1/1024 after five.
*/

#include "../lib/elementary.h"
#include "../lib/parallel.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"
#include "common/trainer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/*
## Where σ′ went

One neuron, one input that is always 1, and the target 0. The sum is z = w + b,
the output a = σ(z). With half the squared error, ½(a - y)², the chain rule has
two factors: ∂C/∂a = a - y, and ∂a/∂z = σ′ = a(1 - a). Very wrong means a near
1; there σ′ is nearly 0, and so is the product. The neuron that is worst learns
least.

Could another cost have a factor that undoes σ′? We want

$$\frac{\partial C}{\partial a}\,a(1-a) = a - y,
\qquad\text{so}\qquad
\frac{\partial C}{\partial a} = \frac{a-y}{a(1-a)}.$$

For y = 0 that is 1/(1 - a), the slope of -ln(1 - a); for y = 1 it is -1/a, the
slope of -ln a. This cost is the **cross-entropy**.
*/

typedef Value NeuronCost(Value z);  // of one neuron whose target is 0

static Value half_square(Value z) {
    return v_affine(0.5, v_square(v_sigmoid(z)), 0);
}

static Value cross_entropy(Value z) {  // 1 - σ(z) = σ(-z), without rounding
    return v_affine(-1, v_log(v_sigmoid(v_affine(-1, z, 0))), 0);
}

// ∂C/∂z at z, by the tape.
static double delta_at(NeuronCost *cost, double z) {
    Tape *t = tape_new();
    Value x = v_var(t, (real)z);
    v_backward(cost(x));
    double delta = (double)v_grad(x);
    tape_free(t);
    return delta;
}

static void show_delta(Chapter *c) {
    chapter_section(c, "Where σ′ went");
    printf("One neuron, target 0. The larger z, the worse the answer.\n");
    chapter_predict(c, "From which z on does the squared error pull less "
                       "again, although the answer is worse?");
    Table t = table_begin("z | a - y | σ′ | δ, ½(a - y)² | δ, cross-entropy",
                          "%5.2f | %8.6f | %8.6f | %8.6f | %8.6f");
    static const double at[] = {-2, 0, 0.6931471805599453, 2, 4, 6, 8};
    for (int k = 0; k < 7; k++) {
        double a = m_sigmoid(at[k]);
        table_row(&t, at[k], a, a * (1 - a), delta_at(half_square, at[k]),
                  delta_at(cross_entropy, at[k]));
    }
    table_end(&t);
}

/*
The last column is the second one: with cross-entropy δ = a - y, and no σ′ is
left. With squares δ is largest where a = 2/3, and even there only 4/27 =
`0.148148`. Remember that number; it will explain η = 3.

## One neuron, badly wrong

Now let it learn. Nielsen's book has an experiment of this kind; these numbers
are ours. Once the neuron starts a little wrong, at z = 1, and once as wrong as
can be.
*/

enum { WALK = 300 };

// From w = b = start, with η = 0.1: a [WALK + 1] before each step and at last.
static void learn(NeuronCost *cost, double start, double *a) {
    double w = start, b = start;
    for (int k = 0; k <= WALK; k++) {
        a[k] = m_sigmoid(w + b);
        double delta = delta_at(cost, w + b);
        w -= 0.1 * delta;  // the input is 1
        b -= 0.1 * delta;
    }
}

static void one_neuron(Chapter *c) {
    static double a[4][WALK + 1];
    static NeuronCost *const cost[] = {half_square, cross_entropy};
    static const double start[] = {0.5, 4};
    chapter_section(c, "One neuron, badly wrong");
    chapter_predict(c, "It starts at z = 8, where a = 0.9997. How far do 300 "
                       "steps with η = 0.1 get?");
    for (int k = 0; k < 4; k++)
        learn(cost[k % 2], start[k / 2], a[k]);
    printf("The answer a, from z = 1 and from z = 8, with each cost:\n\n");
    Table t = table_begin("step | 1: ½(a - y)² | cross-entropy"
                          " | 8: ½(a - y)² | cross-entropy",
                          "%4d | %.6f | %.6f | %.6f | %.6f");
    Figure *s = figure_open(c, "ch15_saturated", "step a a a a");
    figure_numbers(s, "z", 2, (double[]){2 * start[0], 2 * start[1]});
    for (int k = 0; k <= WALK; k++) {
        figure_row(s, (double)k, a[0][k], a[1][k], a[2][k], a[3][k]);
        if (k == 10 || k == 30 || k % 100 == 0)
            table_row(&t, k, a[0][k], a[1][k], a[2][k], a[3][k]);
    }
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 15.1: One neuron that should say 0. Left, it starts a little wrong;
right, saturated. There the squared error does not leave.](ch15_saturated)

From z = 8 the squared error has not moved the neuron in the fourth digit after
`300` steps. Cross-entropy moves it at full speed, δ = 1, until it is right.

## The nets

Now networks. What we vary stands in their recipes; the three costs all begin
with the weighted sums z of the last layer. The loop is chapter 13's, in
`common/learner.c`: shuffle, then a step for each mini-batch, which says what
its images cost. Article 4's cost is there, too.
*/

enum { IMAGES = 50000, TESTS = 10000, BATCH = 10, SEEDS = 5, PARTS = 20 };
enum { MOST_NETS = 45, EPOCHS = 3, DEEPEST = 8 };
static Dataset train, test;

static Tensor *sigmoid_cost(Tensor *z, const Batch *b) {
    return t_sigmoid_cross_entropy(z, b->y);
}

static Tensor *softmax_cost(Tensor *z, const Batch *b) {
    return t_softmax_cross_entropy(z, b->label);
}

static const Cost entropy = {"cross-entropy", sigmoid_cost};
static const Cost softmax = {"softmax", softmax_cost};

static const char *cost_name(const Cost *cost) {
    return cost == &half_squares ? "½(a - y)²" : cost->name;
}

static const char *const init_name[] = {"deviation 1", "1/√n", "√(2/n)"};

typedef struct Net {
    Learner learner;
    double curve[EPOCHS * PARTS];  // the cost, mean over 1/PARTS of an epoch
    int right;                     // test images
} Net;

// What a thread does with one net.
static void one_epoch(void *nets, int which) {
    Net *n = (Net *)nets + which;
    Learner *l = &n->learner;
    do {
        int part = l->epochs * PARTS + l->at * PARTS / train.count;
        n->curve[part] += learner_step(l) * PARTS / train.count;
    } while (l->at > 0);
    n->right = dataset_correct(&l->mlp, &test);
}

// Of 100 test images, after the last epoch.
static Spread share_right(const Net *n) {
    double share[SEEDS];
    for (int k = 0; k < SEEDS; k++)
        share[k] = 100.0 * n[k].right / test.count;
    return spread_of(share, SEEDS);
}

// The nets of the last training: net[r * SEEDS + k] has recipe r and seed k.
static Net net[MOST_NETS];
static int nets;

static void free_nets(void) {
    while (nets > 0)
        learner_free(&net[--nets].learner);
}

// Trains SEEDS nets by each recipe, and sums them up: s [recipes].
static void train_nets(Chapter *c, Pool *pool, const Recipe *r, int recipes,
                       int epochs, Spread *s) {
    free_nets();
    for (nets = 0; nets < recipes * SEEDS; nets++)
        net[nets] = (Net){learner_new(&train, &r[nets / SEEDS],
                                      c->seed + (uint64_t)(nets % SEEDS), 1),
                          {0},
                          0};
    chapter_progress(c, 0, epochs, "%d networks", nets);
    for (int e = 1; e <= epochs; e++) {
        pool_run(pool, nets, one_epoch, net);
        chapter_progress(c, e, epochs, "%d networks, epoch %d of %d", nets, e,
                         epochs);
    }
    printf("%d images, %d epochs, %d seeds; of 100 test images are read:\n\n",
           train.count, epochs, SEEDS);
    Table t =
        table_begin("hidden | neurons | cost | weights | η | lowest | mean"
                    " | highest",
                    "%-7s | %-7s | %-13s | %-11s | %5g | %.2f | %5.2f"
                    " | %.2f");
    for (int k = 0; k < recipes; k++) {
        char hidden[24];
        snprintf(hidden, sizeof hidden, "%d x %d", r[k].hidden.n,
                 r[k].hidden.size[0]);
        s[k] = share_right(net + k * SEEDS);
        table_row(&t, hidden, r[k].activation == RELU ? "ReLU" : "sigmoid",
                  cost_name(r[k].cost), init_name[r[k].init], r[k].rate,
                  s[k].low, s[k].mean, s[k].high);
    }
    table_end(&t);
}

/*
## The check

It comes first when the program runs: a network on its first ten images, with
all three costs. ∂C/∂b of output 3 is the mean of its δ, which is a - y for the
last two.
*/

// The outputs a for the images x.
static Tensor *outputs(const Learner *l, Tensor *x) {
    Tensor *z = mlp_forward(&l->mlp, x);
    return l->recipe.cost == &softmax ? t_softmax(z) : t_sigmoid(z);
}

// The mean over the batch of output 3's δ, by the formulas.
static double delta_3(const Learner *l, const Batch *b) {
    GraphMark mark = graph_mark(l->graph);
    const real *a = outputs(l, b->x)->data;
    double sum = 0;
    for (int i = 0; i < b->n; i++) {
        double o = (double)a[i * CLASSES + 3], y = b->label[i] == 3;
        sum += (o - y) * (l->recipe.cost == &half_squares ? o * (1 - o) : 1);
    }
    graph_rewind(l->graph, mark);
    return sum / b->n;
}

// The first images, at most so many, on the learner's graph.
static Batch first_images(const Learner *l, int most) {
    return batch_gather(l->graph, &train, l->order,
                        train.count < most ? train.count : most);
}

static void check_cost(Chapter *c, const Cost *cost) {
    const Recipe r = {.hidden = {1, {30}}, .init = INIT_LECUN, .cost = cost};
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, BATCH);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    Tensor *bias = l.mlp.bias[1];
    real *knob = &bias->data[3], h = difference_step(*knob);
    char row[64];
    snprintf(row, sizeof row, "%s: output 3", cost_name(cost));
    report_row(c, row, delta_3(&l, &b), (double)bias->grad[3],
               (double)central_difference(cost_on_batch, &k, knob, h));
    if (cost == &softmax)
        report_params(c, l.graph, cost_on_batch, &k, 1000);
    learner_free(&l);
}

static void check(Chapter *c) {
    report_begin(c);
    check_cost(c, &half_squares);
    check_cost(c, &entropy);
    check_cost(c, &softmax);
    report_end(c);
    printf("\n");
}

/*
## The start: 1/√n

Cross-entropy takes σ′ out of the *last* layer. In a hidden layer δ still has
its σ′ (chapter 9), so the sums there should not be far out. Are they? A sum of
784 products, each weight drawn with deviation 1, has a deviation of its own: in
chapter 6 it was between nine and ten. And σ is steep only from about -5 to 5.
The cure is one factor. Draw with deviation 1/√n for n inputs, here 1/28, and
start the biases at 0; then the sums are 28 times as narrow.
*/

enum { BINS = 200 };  // of width ¼, from -25 to 25

typedef struct Start {
    double deviation, far, slope;  // far: of 100 sums; slope: mean σ′
    double bin[BINS];              // of 100, for each unit of z
} Start;

static Start start_of(const Learner *l) {
    Start s = {0, 0, 0, {0}};
    GraphMark mark = graph_mark(l->graph);
    const Tensor *z =
        t_linear(first_images(l, 1000).x, l->mlp.weight[0], l->mlp.bias[0]);
    int all = z->rows * z->cols;
    for (int i = 0; i < all; i++) {
        double v = (double)z->data[i], a = m_sigmoid(v);
        s.deviation += v * v / all;
        s.far += fabs(v) > 5 ? 100.0 / all : 0;
        s.slope += a * (1 - a) / all;
        if (fabs(v) < 25)
            s.bin[(int)((v + 25) * 4)] += 400.0 / all;
    }
    s.deviation = sqrt(s.deviation);
    graph_rewind(l->graph, mark);
    return s;
}

enum { CURES = 5 };
static const Recipe cures[CURES] = {
    {.hidden = {1, {100}}, .cost = &half_squares, .rate = 3},
    {.hidden = {1, {100}}, .cost = &entropy, .rate = 0.5},
    {.hidden = {1, {100}},
     .init = INIT_LECUN,
     .cost = &half_squares,
     .rate = 3},
    {.hidden = {1, {100}}, .init = INIT_LECUN, .cost = &entropy, .rate = 0.5},
    {.hidden = {1, {100}}, .init = INIT_LECUN, .cost = &softmax, .rate = 0.5}};

static void the_start(Chapter *c) {
    Start s[2];
    chapter_section(c, "The start: 1/√n");
    printf("784-100-10, before the first step; z of the hidden layer for up to "
           "1,000 images.\n");
    chapter_predict(c, "With deviation 1, how many of 100 sums are outside "
                       "-5 … 5, where σ is flat?");
    Table t = table_begin("weights | deviation of z | outside ±5, of 100"
                          " | mean of σ′",
                          "%-11s | %.3f | %.1f | %.4f");
    for (int k = 0; k < 2; k++) {
        Learner l = learner_new(&train, &cures[2 * k], c->seed, 1);
        s[k] = start_of(&l);
        table_row(&t, init_name[cures[2 * k].init], s[k].deviation, s[k].far,
                  s[k].slope);
        learner_free(&l);
    }
    table_end(&t);
    Figure *out = figure_open(c, "ch15_spread", "z before after");
    figure_number(out, "inputs", train.rows * train.cols);
    for (int k = 0; k < BINS; k++)
        figure_row(out, (k + 0.5) / 4 - 25, s[0].bin[k], s[1].bin[k]);
    figure_close(c, out);
}

/*
![Figure 15.2: The sums in the hidden layer, before and after 1/√n, and σ′
behind them. Where σ′ is 0 nothing is learned.](ch15_spread)

Before the first step more than half of the neurons are saturated; with 1/√n
none is, and σ′ is near its best, ¼.

## Two cures

Both cures on the network in which chapter 13 lost a digit, 784-100-10, each
alone and both together. (Why η = 3 for one cost and ½ for the other? We come to
that.)
*/

static void two_cures(Chapter *c, Pool *pool, int epochs, Spread *s) {
    chapter_section(c, "Two cures");
    chapter_predict(c, "Which of the two cures helps more?");
    train_nets(c, pool, cures, CURES, epochs, s);
}

/*
A digit is about 10 of 100 images, so a network that has lost one reads hardly
more than 91. The first row reads `35` to `92`: in it digits are lost. In the
other rows even the lowest reads `94` to `97`: with either cure no digit is.
Cross-entropy alone reads `94.3` to `95.8`, the start alone `96` to `97.2`, both
together `96.6` to `97.6`. So the start is worth most.

## Ten scores, or shares of one

Article 1 calls the outputs probabilities. Ten sigmoids are ten answers to ten
separate questions, and nothing makes them sum to 1. **Softmax** does: it makes
each eᶻ, which is positive, and divides by the sum of the ten. With the cost
-ln a of the right digit's output the slope is the same as before,

$$C = -\ln a_{label} = \ln\sum_k e^{z_k} - z_{label},\qquad
\frac{\partial C}{\partial z_j} = a_j - y_j,$$

since the slope of ln Σ eᶻ with zⱼ is eᶻ/Σ eᶻ, which is aⱼ, and that of the
label's z is 1. We add up the ten outputs of the last two networks of the table
for every test image.
*/

// The ten outputs of two networks for each test image.
static real says[2][TESTS * CLASSES];

typedef struct Asked {
    const Learner *learner;
    real *says;
} Asked;

static void ask_batch(void *context, const Batch *b, int from) {
    const Asked *asked = context;
    memcpy(asked->says + from * CLASSES, outputs(asked->learner, b->x)->data,
           (size_t)(b->n * CLASSES) * sizeof *asked->says);
}

static void ask(const Learner *l, real *out) {
    dataset_visit(&test, l->graph, ask_batch, &(Asked){l, out});
}

static double sum_of(const real *out) {
    double sum = 0;
    for (int j = 0; j < CLASSES; j++)
        sum += (double)out[j];
    return sum;
}

typedef struct Sums {
    double mean, low, high;
    int lowest, highest;  // images
} Sums;

static Sums sums_of(const real *out) {
    Sums s = {0, INFINITY, 0, 0, 0};
    for (int i = 0; i < test.count; i++) {
        double sum = sum_of(out + i * CLASSES);
        s.mean += sum / test.count;
        if (sum < s.low)
            s.low = sum, s.lowest = i;
        if (sum > s.high)
            s.high = sum, s.highest = i;
    }
    return s;
}

static void show_outputs(Figure *s, int image) {
    const uint8_t *pixel = test.image + image * test.rows * test.cols;
    const real *out[2];
    text_images(1, &pixel, test.rows, test.cols);
    for (int n = 0; n < 2; n++) {
        out[n] = says[n] + image * CLASSES;
        printf("  %-8s", n ? "softmax" : "sigmoids");
        for (int j = 0; j < CLASSES; j++)
            printf(" %.3f", (double)out[n][j]);
        printf(" Σ = %.3f\n", sum_of(out[n]));
    }
    printf("\n");
    figure_block(s, "outputs", NULL);
    for (int j = 0; j < CLASSES; j++)
        figure_row(s, (double)j, out[0][j], out[1][j],
                   (double)(test.label[image] == j));
    figure_block(s, "pixels: column row byte", NULL);
    for (int i = 0; i < test.rows * test.cols; i++)
        figure_row(s, (double)(i % test.cols), (double)(i / test.cols),
                   (double)pixel[i], 0.0);
}

static Sums shares_of_one(Chapter *c) {
    for (int n = 0; n < 2; n++)
        ask(&net[(CURES - 2 + n) * SEEDS].learner, says[n]);
    chapter_section(c, "Ten scores, or shares of one");
    chapter_predict(c, "The ten outputs of a trained network: what do they sum "
                       "to, with sigmoids and with softmax?");
    Table t = table_begin("outputs | mean of Σ | smallest | largest",
                          "%-8s | %.4f | %.4f | %.4f");
    Sums ten = sums_of(says[0]), one = sums_of(says[1]);
    table_row(&t, "sigmoids", ten.mean, ten.low, ten.high);
    table_row(&t, "softmax", one.mean, one.low, one.high);
    table_end(&t);
    Figure *s = figure_open(c, "ch15_softmax", "output sigmoid softmax right");
    printf("The smallest sum of sigmoids is at a %d, and the largest at a %d:"
           "\n\n",
           test.label[ten.lowest], test.label[ten.highest]);
    show_outputs(s, ten.lowest);
    show_outputs(s, ten.highest);
    figure_close(c, s);
    return ten;
}

/*
![Figure 15.3: The two test images whose ten sigmoids sum to least and to most,
and what softmax says to them.](ch15_softmax)

Over the test set the sums go from below `0.3` to above `1.5`. Sigmoids can say
"none of these" or "two of these"; softmax cannot, its outputs are shares of
one. That is what one wants where exactly one answer is right. But a share is
not yet a probability that one may trust: softmax, too, gives shares to pictures
that are no digit at all.

## Deeper, and the gradient is gone

More layers should be better, or so article 1's hope suggests (edges, then
parts, then digits), though chapter 14 did not find it fulfilled. So we stack
eight hidden layers of 30 neurons and look at ∂C/∂b in each of them, before the
first step. That is δ, the mean for up to 1,000 images. On the way back δ is
multiplied in every layer by weights and by σ′ ≤ ¼. **ReLU**, max(z, 0), has the
slope 1 wherever it lets something through. (At z = 0 it has the corner that
chapter 1 warned of, and we take 0 for its slope there.) Half of the neurons are
off at the start, so the weights are made larger by a root of 2, as Kaiming He
and others proposed in 2015.
*/

enum { KINDS = 3, DEEP = 2 * KINDS };
static const Recipe deep[DEEP] = {
    {.hidden = {1, {30}}, .cost = &softmax, .rate = 0.5},
    {.hidden = {1, {30}}, .init = INIT_LECUN, .cost = &softmax, .rate = 0.5},
    {.hidden = {1, {30}},
     .activation = RELU,
     .init = INIT_HE,
     .cost = &softmax,
     .rate = 0.1},
    {.hidden = {5, {30, 30, 30, 30, 30}}, .cost = &softmax, .rate = 0.5},
    {.hidden = {5, {30, 30, 30, 30, 30}},
     .init = INIT_LECUN,
     .cost = &softmax,
     .rate = 0.5},
    {.hidden = {5, {30, 30, 30, 30, 30}},
     .activation = RELU,
     .init = INIT_HE,
     .cost = &softmax,
     .rate = 0.1}};

// The size of ∂C/∂b in each layer, the root of its mean square, in parts of the
// last one: size [DEEPEST + 1].
static void sizes_of_delta(Chapter *c, Recipe r, double *size) {
    r.hidden = (Sizes){DEEPEST, {30, 30, 30, 30, 30, 30, 30, 30}};
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 1000);
    t_backward(learner_cost(&l, &b));
    for (int k = DEEPEST; k >= 0; k--) {
        const Tensor *bias = l.mlp.bias[k];
        double sum = 0;
        for (int j = 0; j < bias->cols; j++)
            sum += (double)bias->grad[j] * (double)bias->grad[j];
        size[k] = sqrt(sum / bias->cols) / (k < DEEPEST ? size[DEEPEST] : 1);
    }
    size[DEEPEST] = 1;
    learner_free(&l);
}

// Returns, for 1/√n, the part of δ that is left one layer further back.
static double sizes_by_layer(Chapter *c) {
    double size[KINDS][DEEPEST + 1];
    chapter_section(c, "Deeper, and the gradient is gone");
    printf(
        "Eight hidden layers of 30, before the first step: δ in parts of the "
        "outputs' δ.\n");
    chapter_predict(c, "With 1/√n, how much of it is left in layer 1?");
    for (int kind = 0; kind < KINDS; kind++)
        sizes_of_delta(c, deep[kind], size[kind]);
    Table t = table_begin("layer | sigmoid, deviation 1 | sigmoid, 1/√n"
                          " | ReLU, √(2/n)",
                          "%-6s | %.7f | %.7f | %.7f");
    Figure *s = figure_open(c, "ch15_layers", "layer normal narrow relu");
    for (int k = 0; k <= DEEPEST; k++) {
        char name[16];
        snprintf(name, sizeof name, k < DEEPEST ? "%d" : "output", k + 1);
        table_row(&t, name, size[0][k], size[1][k], size[2][k]);
        figure_row(s, k + 1.0, size[0][k], size[1][k], size[2][k]);
    }
    figure_close(c, s);
    table_end(&t);
    return m_pow(size[1][0] / size[1][DEEPEST - 1], 1.0 / (DEEPEST - 1));
}

/*
And does it matter? Each kind is trained with one hidden layer and with five.
*/

static void train_deep(Chapter *c, Pool *pool, Spread *s) {
    chapter_predict(c, "Five hidden layers: which of the three reads least?");
    train_nets(c, pool, deep, DEEP, 2, s);
}

/*
![Figure 15.4: How much of the outputs' δ is left in each of eight hidden
layers, before the first step. The axis counts by factors of
ten.](ch15_layers)

With 1/√n about a quarter of δ is left in each layer, `0.2` to `0.3`: the
weights keep its size, and σ′ is nearly ¼ everywhere. Eight layers back that is
hardly a hundred-thousandth. One hidden layer does not mind. With five the
network reads `9` to `14` of 100, which is guessing: the start that cured the
shallow network is the worst for the deep one. With deviation 1 it does learn:
σ′ is small there, but the weights are so large that more of δ comes through.
ReLU keeps δ as it is, and reads `92` to `95.5`.

So depth needs a gradient that arrives. It does not follow that deeper is
better: for these 30 neurons a layer and two epochs, one hidden layer reads
more.

## Which η?

η should be small, says article 3; article 4 takes 3. We try three rates with
both cures, and six, from a thousandth to a hundred, with article 4's recipe;
but for three epochs, where chapter 13 had thirty.
*/

enum { CURED = 3, RATES = 9 };
static const Recipe rates[RATES] = {
    {.hidden = {1, {30}}, .init = INIT_LECUN, .cost = &entropy, .rate = 0.025},
    {.hidden = {1, {30}}, .init = INIT_LECUN, .cost = &entropy, .rate = 0.25},
    {.hidden = {1, {30}}, .init = INIT_LECUN, .cost = &entropy, .rate = 2.5},
    {.hidden = {1, {30}}, .cost = &half_squares, .rate = 0.001},
    {.hidden = {1, {30}}, .cost = &half_squares, .rate = 0.1},
    {.hidden = {1, {30}}, .cost = &half_squares, .rate = 1},
    {.hidden = {1, {30}}, .cost = &half_squares, .rate = 3},
    {.hidden = {1, {30}}, .cost = &half_squares, .rate = 10},
    {.hidden = {1, {30}}, .cost = &half_squares, .rate = 100}};

static void which_rate(Chapter *c, Pool *pool, int epochs, Spread *s) {
    chapter_section(c, "Which η?");
    chapter_predict(c, "η = 0.025, 0.25, 2.5 with both cures: which is best? "
                       "And of article 4's 0.001, 3, 100?");
    train_nets(c, pool, rates, RATES, epochs, s);
    Figure *out = figure_open(c, "ch15_rates", "epochs cost cost cost");
    figure_numbers(out, "rate", CURED,
                   (double[]){rates[0].rate, rates[1].rate, rates[2].rate});
    for (int k = 0; k < net->learner.epochs * PARTS; k++)
        figure_row(out, (k + 0.5) / PARTS, net[0].curve[k], net[SEEDS].curve[k],
                   net[2 * SEEDS].curve[k]);
    figure_block(out, "rate low mean high", NULL);
    for (int k = CURED; k < RATES; k++)
        figure_row(out, rates[k].rate, s[k].low, s[k].mean, s[k].high);
    figure_close(c, out);
}

/*
![Figure 15.5: Left, the cost of the training images at three learning rates.
Right, article 4's recipe: the lowest, the mean and the highest of five
networks.](ch15_rates)

With both cures too small crawls, and too large is quick at first and then jumps
about. The one between reads `94` to `96` of 100. Article 4's recipe works from
1 to 10, far above what "small" suggests; η = 3 reads `88` to `93` (less where a
digit is lost). The reason is in the first table of this chapter: σ′ ≤ ¼, and
with squares δ is at most 4/27. Soon most outputs are nearly right, and the mean
is far smaller. What matters is the step, η times the gradient. So we take one
network of η = 3 as it is now, and compute δ for both costs.
*/

// Returns how many times the δ of squares that of cross-entropy is.
static double why_three(const Learner *l) {
    double squares = 0, cross = 0;
    int images = test.count < 1000 ? test.count : 1000;
    ask(l, says[0]);
    for (int i = 0; i < images; i++)
        for (int j = 0; j < CLASSES; j++) {
            double a = (double)says[0][i * CLASSES + j];
            double miss = fabs(a - (test.label[i] == j));
            cross += miss / images / CLASSES;
            squares += miss * a * (1 - a) / images / CLASSES;
        }
    printf("The first network of η = 3, with both formulas for δ:\n\n");
    Table t = table_begin("cost | mean size of δ | η | η times δ",
                          "%-13s | %.5f | %3g | %.5f");
    table_row(&t, cost_name(&half_squares), squares, 3.0, 3 * squares);
    table_row(&t, cost_name(&entropy), cross, 0.5, cross / 2);
    table_end(&t);
    return squares > 0 ? cross / squares : 0;
}

/*
Same weights, same images: the δ of cross-entropy is `5` to `14` times as large.
So η = ½ with it is no smaller a step than η = 3 with squares. What has to be
small is the step, not η, and "η small" of one cost says nothing about another.
At η = 100 a few steps throw the sums so far out that σ′ is gone, and squares
cannot leave that place: `8` to `12` of 100. At a thousandth three epochs have
hardly begun.

## Does the text hold?

As in chapter 13, a full run on MNIST in which a number is elsewhere fails.
*/

static void the_experiment(Chapter *c, int threads) {
    Spread cure[CURES], deeper[DEEP], rate[RATES];
    const int epochs = c->quick ? 2 : EPOCHS;
    Pool *pool = pool_new(threads);
    show_delta(c);
    one_neuron(c);
    the_start(c);
    two_cures(c, pool, epochs, cure);
    double lowest = 100;
    for (int k = 1; k < CURES; k++)
        lowest = cure[k].low < lowest ? cure[k].low : lowest;
    Sums sums = shares_of_one(c);
    double left = sizes_by_layer(c);
    train_deep(c, pool, deeper);
    which_rate(c, pool, epochs, rate);
    double ratio = why_three(&net[6 * SEEDS].learner);
    free_nets();
    pool_free(pool);
    claims_begin(c, c->seed == 1);
    claim_row(c, "squares, deviation 1", cure[0].mean, 35, 92, "%.0f");
    claim_row(c, "the lowest with a cure", lowest, 94, 97, "%.0f");
    claim_row(c, "cross-entropy alone", cure[1].mean, 94.3, 95.8, "%.3g");
    claim_row(c, "1/√n alone", cure[2].mean, 96, 97.2, "%.3g");
    claim_row(c, "both", cure[3].mean, 96.6, 97.6, "%.3g");
    claim_row(c, "ten sigmoids: smallest Σ", sums.low, 0, 0.3, "%.1f");
    claim_row(c, "ten sigmoids: largest Σ", sums.high, 1.5, 2.5, "%.1f");
    claim_row(c, "δ left one layer back, 1/√n", left, 0.2, 0.3, "%.1f");
    claim_row(c, "five hidden layers: 1/√n", deeper[4].mean, 9, 14, "%.0f");
    claim_row(c, "five hidden layers: ReLU", deeper[5].mean, 92, 95.5, "%.3g");
    claim_row(c, "both cures, η = 0.25", rate[1].mean, 94, 96, "%.3g");
    claim_row(c, "article 4, η = 3", rate[6].mean, 88, 93, "%.0f");
    claim_row(c, "article 4, η = 100", rate[8].mean, 8, 12, "%.0f");
    claim_row(c, "δ, cross-entropy to squares", ratio, 5, 14, "%.0f");
    claims_end(c);
}

/*
## A network of your own

As in chapter 13, any option about training trains one network, now with softmax
and ReLU, such as

    make ch15 ARGS="--hidden 100,50 --epochs 5 --save better.safetensors"
*/

static const Recipe recipe = {.hidden = {1, {100}},
                              .activation = RELU,
                              .init = INIT_HE,
                              .cost = &softmax,
                              .epochs = 10,
                              .batch = BATCH,
                              .rate = 0.1};

int main(int argc, char **argv) {
    Chapter c;
    TrainOptions o = {0};
    const Option extra[] = {CHAPTER_TRAINING(&o), CHAPTER_TWO_BUILDS(&c), {0}};
    if (!chapter_begin(&c, argc, argv, "ch15_better",
                       "The same network, made to learn better", extra))
        return c.status;
    c.any_size = true;
    if (!chapter_data(&c, o.data, c.check_only ? BATCH : IMAGES,
                      c.check_only ? BATCH : TESTS, &train, &test))
        return chapter_end(&c);
    if (chapter_checks(&c))
        check(&c);
    if (!c.check_only && trainer_asked(&o))
        trainer_run(&c, &o, &recipe, &train, &test, "test");
    else if (!c.check_only)
        the_experiment(&c, o.threads ? o.threads : 2);
    dataset_free(&train);
    dataset_free(&test);
    return chapter_end(&c);
}

/*
## What we cut corners on

Each comparison changes one thing and keeps one η for each cost; another η could
move a result by more than a cure does (in chapter 16 chance draws rates, and
images kept apart choose). There are five seeds, and we looked at the test set
throughout. Cross-entropy is not only "the cost that cancels σ′": it is minus
the logarithm of the share that the network gave to what was true, which is
where the name comes from. And δ = a - y needs the right pair: softmax or σ with
*its* cross-entropy. Squares behind a softmax have their σ′ back.

## Exercises

`make ex15` writes the files to edit and checks them; `make hint15` helps.

- **15a** Cross-entropy from z, right for any z.
- **15b** A softmax that never overflows.

Next: what is the best that all this can do, honestly measured? `make ch16`.
*/
