/*
# Chapter 15: The same network, made to learn better

**The question.** In chapter 13 a digit got lost, because σ′ was nearly 0 and
every wish is multiplied by it. Must that be so? By the end you will have seen
σ′ cancel out of the formula, a start from which no neuron is stuck, why a deep
network of sigmoids hardly learns, and why article 4 gets away with η = 3.

Read it beside article 4, and the rows A1-6, A3-21 and A4-3 with the notes E2
and E19. Run it with `make ch15`. What the text says of accuracies is about the
real MNIST (`make mnist`).

**本章要点** 换成交叉熵成本，输出层的误差就是 δ = a − y，σ′ 被约掉了：错得越多，学得越快；softmax 也一样，而且十个输出之和等于 1。
权重的标准差取 1/√n，加权和就落在 σ 陡的地方，数字不再丢失。
层数一多，sigmoid 的梯度每往回一层就缩小好几倍（梯度消失），ReLU 不会；η 太小走不动，太大乱跳，η = 3 可行是因为平方成本的梯度很小。

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

#include "../lib/chapter.h"
#include "../lib/math.h"
#include "../lib/parallel.h"
#include "../lib/scalar.h"
#include "../lib/trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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

typedef Value CostOf(Value z);  // of one neuron whose target is 0

static Value half_square(Value z) {
    return v_affine(0.5, v_square(v_sigmoid(z)), 0);
}

static Value cross_entropy(Value z) {  // 1 - σ(z) = σ(-z), without rounding
    return v_affine(-1, v_log(v_sigmoid(v_affine(-1, z, 0))), 0);
}

// ∂C/∂z at z, by the tape.
static double delta_at(CostOf *cost, double z) {
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
are ours. Once the neuron starts a little wrong, once as wrong as can be.
*/

enum { WALK = 300 };

// From w = b = start, with η = 0.1: a [WALK + 1] before each step and at last.
static void learn(CostOf *cost, double start, double *a) {
    double w = start, b = start;
    for (int k = 0; k <= WALK; k++) {
        a[k] = m_sigmoid(w + b);
        double delta = delta_at(cost, w + b);
        w -= 0.1 * delta;  // the input is 1
        b -= 0.1 * delta;
    }
}

static void one_neuron(Chapter *c, Series *s) {
    static double a[4][WALK + 1];
    static CostOf *const cost[] = {half_square, cross_entropy};
    static const double start[] = {0.5, 4};
    chapter_section(c, "One neuron, badly wrong");
    chapter_predict(c, "It starts at z = 8, where a = 0.9997. How far do 300 "
                       "steps with η = 0.1 get?");
    for (int k = 0; k < 4; k++)
        learn(cost[k % 2], start[k / 2], a[k]);
    Table t = table_begin("step | from z = 1: ½(a - y)² | cross-entropy"
                          " | from z = 8: ½(a - y)² | cross-entropy",
                          "%4d | %.6f | %.6f | %.6f | %.6f");
    for (int k = 0; k <= WALK; k++) {
        series_row(s, 5, (double)k, a[0][k], a[1][k], a[2][k], a[3][k]);
        if (k == 10 || k == 30 || k % 100 == 0)
            table_row(&t, k, a[0][k], a[1][k], a[2][k], a[3][k]);
    }
    table_end(&t);
}

/*
From z = 8 the squared error has not moved the neuron in the fourth digit after
`300` steps. Cross-entropy moves it at full speed, δ = 1, until it is right.
We too learn most from what we got badly wrong.

## The nets

Now networks. What we vary stands in a struct; the three costs all begin with
the weighted sums z of the last layer.
*/

enum { IMAGES = 50000, TESTS = 10000, BATCH = 10, SEEDS = 5, POINTS = 60 };
enum { MOST_NETS = 45, EPOCHS = 3, DEEPEST = 8 };
static Dataset train, test;

typedef enum Cost { SQUARES, CROSS_ENTROPY, SOFTMAX } Cost;

static const char *const cost_name[] = {"½(a - y)²", "cross-entropy",
                                        "softmax"};
static const char *const init_name[] = {"deviation 1", "1/√n", "√(2/n)"};

typedef struct Setup {
    int layers, neurons;  // hidden ones, and in each of them
    Activation activation;
    Init init;
    Cost cost;
    double rate;
} Setup;

typedef struct Net {
    Setup setup;
    Graph *graph;  // owned
    Mlp mlp;
    Rng rng;
    int *order;  // [train.count], owned
    int step, points;
    double sum, curve[POINTS + 1];  // the cost, mean over 1/POINTS of the steps
    int right, lost;                // test images, digits
} Net;

static Net net_new(const Setup *r, uint64_t seed) {
    int sizes[DEEPEST + 2] = {train.rows * train.cols};
    for (int k = 1; k <= r->layers; k++)
        sizes[k] = r->neurons;
    sizes[r->layers + 1] = CLASSES;
    Net net = {.setup = *r, .graph = graph_new(1), .rng = rng_new(seed)};
    net.mlp = mlp_new(net.graph, sizes, r->layers + 2, r->activation, r->init,
                      &net.rng);
    net.order = mem_resize(NULL, (size_t)train.count, sizeof *net.order,
                           "the order of the images", 0);
    for (int i = 0; i < train.count; i++)
        net.order[i] = i;
    return net;
}

static void net_free(Net *n) {
    graph_free(n->graph);
    free(n->order);
}

static Tensor *cost_of(Cost cost, Tensor *z, const Batch *b) {
    if (cost == SOFTMAX)
        return t_softmax_cross_entropy(z, b->label);
    if (cost == CROSS_ENTROPY)
        return t_sigmoid_cross_entropy(z, b->y);
    return t_scale(t_squared_error(t_sigmoid(z), b->y), (real)0.5);
}

static void step(Net *n, const int *index, int size, int every) {
    GraphMark mark = graph_mark(n->graph);
    Batch b = batch_gather(n->graph, &train, index, size);
    Tensor *cost = cost_of(n->setup.cost, mlp_forward(&n->mlp, b.x), &b);
    n->sum += (double)t_item(cost) / every;
    t_backward(cost);
    graph_rewind(n->graph, mark);
    sgd_step(n->graph, (real)n->setup.rate);
    if (++n->step % every == 0 && n->points < POINTS)
        n->curve[n->points++] = n->sum, n->sum = 0;
}

// Outputs of the test images from … from+size-1: z, [size, CLASSES].
static Tensor *read_tests(const Net *n, int from, int size) {
    int index[1000];
    for (int k = 0; k < size; k++)
        index[k] = from + k;
    return mlp_forward(&n->mlp, batch_gather(n->graph, &test, index, size).x);
}

enum { CHUNK = 250 };

static void evaluate(Net *n) {
    int all[CLASSES] = {0}, right[CLASSES] = {0};
    for (int from = 0; from < test.count; from += CHUNK) {
        int size = test.count - from < CHUNK ? test.count - from : CHUNK;
        GraphMark mark = graph_mark(n->graph);
        const real *z = read_tests(n, from, size)->data;
        for (int k = 0; k < size; k++) {
            int label = test.label[from + k];
            all[label]++;
            right[label] += argmax(z + k * CLASSES, CLASSES) == label;
        }
        graph_rewind(n->graph, mark);
    }
    n->right = n->lost = 0;
    for (int digit = 0; digit < CLASSES; digit++) {
        n->right += right[digit];
        n->lost += 20 * right[digit] < all[digit];
    }
}

// Steps between two points of a curve.
static int curve_every(void) {
    int steps = EPOCHS * ((train.count + BATCH - 1) / BATCH);
    return steps > POINTS ? steps / POINTS : 1;
}

// What a thread does with one net.
static void one_epoch(void *nets, int part) {
    Net *n = (Net *)nets + part;
    rng_shuffle(&n->rng, n->order, train.count);
    for (int from = 0; from < train.count; from += BATCH) {
        int left = train.count - from;
        step(n, n->order + from, left < BATCH ? left : BATCH, curve_every());
    }
    evaluate(n);
}

typedef struct Summary {
    double low, mean, high;  // of 100 test images, after the last epoch
    int lost;                // digits, in all seeds
} Summary;

static Summary summary(const Net *n) {
    Summary s = {100, 0, 0, 0};
    for (int k = 0; k < SEEDS; k++) {
        double share = 100.0 * n[k].right / test.count;
        s.low = share < s.low ? share : s.low;
        s.high = share > s.high ? share : s.high;
        s.mean += share / SEEDS;
        s.lost += n[k].lost;
    }
    return s;
}

// The nets of the last training: net[r * SEEDS + k] has setup r, the k-th seed.
static Net net[MOST_NETS];
static int nets;

static void free_nets(void) {
    while (nets > 0)
        net_free(&net[--nets]);
}

// Trains SEEDS nets of each setup, and sums them up: s [setups].
static void train_nets(Chapter *c, Pool *pool, const Setup *r, int setups,
                       int epochs, Summary *s) {
    free_nets();
    for (nets = 0; nets < setups * SEEDS; nets++)
        net[nets] =
            net_new(&r[nets / SEEDS], c->seed + (uint64_t)(nets % SEEDS));
    chapter_progress(c, 0, epochs, "%d networks", nets);
    for (int e = 1; e <= epochs; e++) {
        pool_run(pool, nets, one_epoch, net);
        chapter_progress(c, e, epochs, "%d networks, epoch %d of %d", nets, e,
                         epochs);
    }
    for (int k = 0; k < setups; k++)
        s[k] = summary(net + k * SEEDS);
}

/*
## The check

It comes first when the program runs. One neuron, by the tape: δ of both costs,
and the slope of ReLU. Then a network on its first ten images, with all three
costs: there ∂C/∂b of output 3 is the mean of its δ.
*/

typedef struct Checked {
    CostOf *neuron;  // of one neuron at z; or NULL, and
    real z;
    const Net *net;
    const Batch *batch;
} Checked;

static real cost_here(void *context) {
    const Checked *k = context;
    if (k->neuron) {
        Tape *t = tape_new();
        real cost = v_value(k->neuron(v_var(t, k->z)));
        tape_free(t);
        return cost;
    }
    GraphMark mark = graph_mark(k->net->graph);
    Tensor *z = mlp_forward(&k->net->mlp, k->batch->x);
    real cost = t_item(cost_of(k->net->setup.cost, z, k->batch));
    graph_rewind(k->net->graph, mark);
    return cost;
}

static void check_neuron(Chapter *c, const char *name, CostOf *f, double z,
                         double by_hand) {
    Checked k = {f, (real)z, NULL, NULL};
    report_row(
        c, name, by_hand, delta_at(f, z),
        (double)central_difference(cost_here, &k, &k.z, difference_step(k.z)));
}

// The mean over the batch of output 3's δ, by the formulas.
static double delta_3(const Net *n, const Batch *b) {
    GraphMark mark = graph_mark(n->graph);
    Tensor *z = mlp_forward(&n->mlp, b->x);
    Cost cost = n->setup.cost;
    const real *a = (cost == SOFTMAX ? t_softmax(z) : t_sigmoid(z))->data;
    double sum = 0;
    for (int i = 0; i < b->n; i++) {
        double o = (double)a[i * CLASSES + 3], y = b->label[i] == 3;
        sum += (o - y) * (cost == SQUARES ? o * (1 - o) : 1);
    }
    graph_rewind(n->graph, mark);
    return sum / b->n;
}

static void check_net(Chapter *c, Cost cost) {
    const Setup r = {1, 30, SIGMOID, INIT_LECUN, cost, 0};
    Net n = net_new(&r, c->seed);
    Batch b = batch_gather(n.graph, &train, n.order,
                           train.count < BATCH ? train.count : BATCH);
    Checked k = {NULL, 0, &n, &b};
    t_backward(cost_of(cost, mlp_forward(&n.mlp, b.x), &b));
    Tensor *bias = n.mlp.bias[1];
    real *knob = &bias->data[3];
    char row[64];
    snprintf(row, sizeof row, "%s: output 3", cost_name[cost]);
    report_row(c, row, delta_3(&n, &b), (double)bias->grad[3],
               (double)central_difference(cost_here, &k, knob,
                                          difference_step(*knob)));
    if (cost == SOFTMAX)
        report_params(c, n.graph, cost_here, &k, 1000);
    net_free(&n);
}

static void check(Chapter *c) {
    double a = m_sigmoid(2), b = m_sigmoid(8);
    report_begin(c);
    check_neuron(c, "δ at z = 2, ½(a - y)²", half_square, 2, a * a * (1 - a));
    check_neuron(c, "δ at z = 2, cross-entropy", cross_entropy, 2, a);
    check_neuron(c, "δ at z = 8, ½(a - y)²", half_square, 8, b * b * (1 - b));
    check_neuron(c, "δ at z = 8, cross-entropy", cross_entropy, 8, b);
    check_neuron(c, "ReLU at 2", v_relu, 2, 1);
    check_neuron(c, "ReLU at -2", v_relu, -2, 0);
    for (int k = 0; k < 3; k++)
        check_net(c, (Cost)k);
    report_end(c);
    printf("\n");
}

/*
## A digit lost on purpose

Chapter 13 met its lost digit by chance. We make one: the bias of output 3
starts at -10, so its σ′ is about `0.000045`. Steps of 50 images from a
thousand; every twenty steps we ask what output 3 says to the 3s of the test
set, where 1 would be right.
*/

static const Setup planted[] = {
    {1, 30, SIGMOID, INIT_LECUN, SQUARES, 3},
    {1, 30, SIGMOID, INIT_LECUN, CROSS_ENTROPY, 0.5}};

static double says_to_3s(const Net *n) {
    GraphMark mark = graph_mark(n->graph);
    int size = test.count < 1000 ? test.count : 1000, threes = 0;
    const real *a = t_sigmoid(read_tests(n, 0, size))->data;
    double sum = 0;
    for (int i = 0; i < size; i++)
        if (test.label[i] == 3)
            sum += (double)a[i * CLASSES + 3], threes++;
    graph_rewind(n->graph, mark);
    return sum / (threes > 0 ? threes : 1);
}

static void planted_start(Chapter *c, Series *s) {
    enum { STEPS = 200, EVERY = 20, MANY = 50 };
    double says[2][STEPS / EVERY + 1];
    int images = train.count < 1000 ? train.count : 1000;
    for (int r = 0; r < 2; r++) {
        Net n = net_new(&planted[r], c->seed);
        n.mlp.bias[1]->data[3] = -10;
        for (int k = 0; k <= STEPS; k++) {
            int index[MANY];
            if (k % EVERY == 0)
                says[r][k / EVERY] = says_to_3s(&n);
            for (int i = 0; i < MANY; i++)
                index[i] = (k * MANY + i) % images;
            step(&n, index, MANY, STEPS);
        }
        net_free(&n);
    }
    chapter_section(c, "A digit lost on purpose");
    printf("The bias of output 3 starts at -10 (σ′ = %.6f). What it says to "
           "images of a 3:\n\n",
           m_sigmoid(-10) * m_sigmoid(10));
    Table t = table_begin("step | ½(a - y)², η = 3 | cross-entropy, η = ½",
                          "%4d | %.4f | %.4f");
    series_block(s, "planted");
    for (int k = 0; k <= STEPS; k += EVERY) {
        series_row(s, 5, (double)k, says[0][k / EVERY], says[1][k / EVERY], 0.0,
                   0.0);
        if (k <= 40 || k % 100 == 0)
            table_row(&t, k, says[0][k / EVERY], says[1][k / EVERY]);
    }
    table_end(&t);
}

static void saturated(Chapter *c) {
    Series *s = chapter_series(c, "ch15_saturated", "step a a a a");
    one_neuron(c, s);
    planted_start(c, s);
    chapter_close(c, s);
}

/*
![Figure 15.1: A saturated start. Left, one neuron that should say 0; right,
output 3 of a network, which should say 1 to its images. The squared error
leaves neither.](ch15_saturated)

## The start: 1/√n

Cross-entropy takes σ′ out of the *last* layer. In a hidden layer δ still has
its σ′ (chapter 9), so the sums there should not be far out. Are they? A sum of
784 products, each weight drawn with deviation 1, has a deviation of its own:
the root of Σx² (and 1 for the bias). For our images that is about nine or ten,
and chapter 6 has shown where σ is steep: from about -5 to 5. The cure is one
factor. Draw with deviation 1/√n for n inputs, here 1/28, and start the biases
at 0; then the sums are 28 times as narrow.
*/

enum { BINS = 200 };  // of width ¼, from -25 to 25

typedef struct Spread {
    double expected, deviation, far, slope;  // far: of 100; slope: mean σ′
    double bin[BINS];                        // of 100, for each unit of z
} Spread;

static Spread spread_of(const Net *n) {
    Spread s = {.expected = 0};
    int size = train.count < 1000 ? train.count : 1000;
    GraphMark mark = graph_mark(n->graph);
    Batch b = batch_gather(n->graph, &train, n->order, size);
    const Tensor *z = t_linear(b.x, n->mlp.weight[0], n->mlp.bias[0]);
    int all = z->rows * z->cols, inputs = b.x->cols;
    bool narrow = n->setup.init == INIT_LECUN;
    for (int i = 0; i < size * inputs; i++)
        s.expected += (double)b.x->data[i] * (double)b.x->data[i] / size;
    s.expected = sqrt(narrow ? s.expected / inputs : s.expected + 1);
    for (int i = 0; i < all; i++) {
        double v = (double)z->data[i], a = m_sigmoid(v);
        s.deviation += v * v / all;
        s.far += fabs(v) > 5 ? 100.0 / all : 0;
        s.slope += a * (1 - a) / all;
        if (fabs(v) < 25)
            s.bin[(int)((v + 25) * 4)] += 400.0 / all;
    }
    s.deviation = sqrt(s.deviation);
    graph_rewind(n->graph, mark);
    return s;
}

enum { CURES = 5 };
static const Setup cures[CURES] = {
    {1, 100, SIGMOID, INIT_NORMAL, SQUARES, 3},
    {1, 100, SIGMOID, INIT_NORMAL, CROSS_ENTROPY, 0.5},
    {1, 100, SIGMOID, INIT_LECUN, SQUARES, 3},
    {1, 100, SIGMOID, INIT_LECUN, CROSS_ENTROPY, 0.5},
    {1, 100, SIGMOID, INIT_LECUN, SOFTMAX, 0.5}};

static void the_start(Chapter *c) {
    Spread s[2];
    chapter_section(c, "The start: 1/√n");
    printf("784-100-10, before the first step; z of the hidden layer for up to "
           "1,000 images.\n");
    chapter_predict(c, "With deviation 1, how many of 100 sums are outside "
                       "-5 … 5, where σ is flat?");
    Table t = table_begin("weights | deviation of z: expected | measured"
                          " | outside ±5, of 100 | mean of σ′",
                          "%-11s | %.3f | %.3f | %.1f | %.4f");
    for (int k = 0; k < 2; k++) {
        Net n = net_new(&cures[2 * k], c->seed);
        s[k] = spread_of(&n);
        table_row(&t, init_name[cures[2 * k].init], s[k].expected,
                  s[k].deviation, s[k].far, s[k].slope);
        net_free(&n);
    }
    table_end(&t);
    Series *out = chapter_series(c, "ch15_spread", "z before after");
    for (int k = 0; k < BINS; k++)
        series_row(out, 3, (k + 0.5) / 4 - 25, s[0].bin[k], s[1].bin[k]);
    chapter_close(c, out);
}

/*
![Figure 15.2: The sums in the hidden layer, before and after 1/√n, and σ′
behind them. Where σ′ is 0 nothing is learned.](ch15_spread)

More than half of the neurons are stuck before the first step; with 1/√n none
is, and σ′ is near its best, ¼.

## Two cures

Both cures on the network in which chapter 13 lost a digit, 784-100-10, each
alone and both together. The five seeds give every cost the same weights. (Why
η = 3 for one cost and ½ for the other? We come to that.)
*/

static void two_cures(Chapter *c, Pool *pool, int epochs, Summary *s) {
    chapter_section(c, "Two cures");
    printf("784-100-10, %d images, %d epochs, %d seeds. Test images read of "
           "100, and how many of\nthe 50 digits of five networks are lost.\n",
           train.count, epochs, SEEDS);
    chapter_predict(c, "Which of the two cures helps more?");
    train_nets(c, pool, cures, CURES, epochs, s);
    Table t = table_begin("cost | weights | η | lowest | mean | highest | lost",
                          "%-13s | %-11s | %3.1f | %.2f | %.2f | %.2f | %4d");
    for (int r = 0; r < CURES; r++)
        table_row(&t, cost_name[cures[r].cost], init_name[cures[r].init],
                  cures[r].rate, s[r].low, s[r].mean, s[r].high, s[r].lost);
    table_end(&t);
}

/*
Either cure is enough to lose no digit: of the 50 digits the first row has lost
`1` to `35` at the end, and reads `35` to `92` of 100; the other four have lost
`0`. Cross-entropy alone reads `94.3` to `95.8`, the start alone `96` to `97.2`,
both together `96.6` to `97.6`, and softmax instead of ten sigmoids as many. So
the start is worth most. (Three epochs, one η for each cost: a fair contest,
with all ideas of the book in it, is chapter 16's.)

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

typedef struct Sums {
    double mean, low, high, off;  // off: of 100 images, by more than 0.1
    int lowest, highest;          // images
} Sums;

// The ten outputs for test image i: out [CLASSES].
static void outputs_of(const Net *n, int i, double *out) {
    GraphMark mark = graph_mark(n->graph);
    Tensor *z = read_tests(n, i, 1);
    Tensor *a = n->setup.cost == SOFTMAX ? t_softmax(z) : t_sigmoid(z);
    for (int j = 0; j < CLASSES; j++)
        out[j] = (double)a->data[j];
    graph_rewind(n->graph, mark);
}

static Sums sums_of(const Net *n) {
    Sums s = {0, INFINITY, 0, 0, 0, 0};
    for (int i = 0; i < test.count; i++) {
        double out[CLASSES], sum = 0;
        outputs_of(n, i, out);
        for (int j = 0; j < CLASSES; j++)
            sum += out[j];
        s.mean += sum / test.count;
        s.off += fabs(sum - 1) > 0.1 ? 100.0 / test.count : 0;
        if (sum < s.low)
            s.low = sum, s.lowest = i;
        if (sum > s.high)
            s.high = sum, s.highest = i;
    }
    return s;
}

static void show_outputs(Chapter *c, const Net *const *two, const int *image) {
    Series *s =
        chapter_series(c, "ch15_softmax", "output sigmoid softmax right");
    for (int k = 0; k < 2; k++) {
        double out[2][CLASSES];
        const uint8_t *pixel = test.image + image[k] * test.rows * test.cols;
        printf("The %s sum: test image %d, a %d.\n\n",
               k ? "largest" : "smallest", image[k], test.label[image[k]]);
        text_images(1, &pixel, test.rows, test.cols);
        for (int n = 0; n < 2; n++) {
            double sum = 0;
            outputs_of(two[n], image[k], out[n]);
            printf("  %-8s", n ? "softmax" : "sigmoids");
            for (int j = 0; j < CLASSES; j++) {
                printf(" %.3f", out[n][j]);
                sum += out[n][j];
            }
            printf("   Σ = %.4f\n", sum);
        }
        printf("\n");
        series_block(s, "outputs");
        for (int j = 0; j < CLASSES; j++)
            series_row(s, 4, (double)j, out[0][j], out[1][j],
                       test.label[image[k]] == j ? 1.0 : 0.0);
        series_block(s, "pixels: column row byte");
        for (int i = 0; i < test.rows * test.cols; i++)
            series_row(s, 4, (double)(i % test.cols), (double)(i / test.cols),
                       (double)pixel[i], 0.0);
    }
    chapter_close(c, s);
}

static Sums shares_of_one(Chapter *c) {
    const Net *two[] = {&net[(CURES - 2) * SEEDS], &net[(CURES - 1) * SEEDS]};
    chapter_section(c, "Ten scores, or shares of one");
    chapter_predict(c, "The ten outputs of a trained network: what do they sum "
                       "to, with sigmoids and with softmax?");
    Table t = table_begin("outputs | mean of Σ | smallest | largest"
                          " | off by over 0.1, of 100",
                          "%-8s | %.4f | %.4f | %.4f | %.1f");
    Sums first = {0};
    for (int n = 0; n < 2; n++) {
        Sums s = sums_of(two[n]);
        table_row(&t, n ? "softmax" : "sigmoids", s.mean, s.low, s.high, s.off);
        if (n == 0)
            first = s;
    }
    table_end(&t);
    show_outputs(c, two, (int[]){first.lowest, first.highest});
    return first;
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

More layers should be better: edges, then parts, then digits. So we stack eight
hidden layers of 30 neurons and look at δ in each of them, before the first step
and for up to 1,000 images. On the way back it is multiplied in every layer by
weights and by σ′ ≤ ¼. **ReLU**, max(z, 0), has the slope 1 wherever it lets
something through; half of the neurons are off at the start, so the weights are
made larger by a root of 2, as He and others proposed in 2015.
*/

enum { KINDS = 3, SETS = 3 * KINDS };  // with 1, 3 and 5 hidden layers

static Setup deep(int kind, int hidden) {
    static const Setup kinds[KINDS] = {
        {0, 30, SIGMOID, INIT_NORMAL, SOFTMAX, 0.5},
        {0, 30, SIGMOID, INIT_LECUN, SOFTMAX, 0.5},
        {0, 30, RELU, INIT_HE, SOFTMAX, 0.1}};
    Setup r = kinds[kind];
    r.layers = hidden;
    return r;
}

// The size of each layer's δ, the root of its mean square: size [hidden + 1],
// the mean over the seeds.
static void sizes_of_delta(Chapter *c, int kind, int hidden, double *size) {
    int m = train.count < 1000 ? train.count : 1000;
    Setup r = deep(kind, hidden);
    memset(size, 0, (DEEPEST + 1) * sizeof *size);
    for (int seed = 0; seed < SEEDS; seed++) {
        Net n = net_new(&r, c->seed + (uint64_t)seed);
        Batch b = batch_gather(n.graph, &train, n.order, m);
        Tensor *z[DEEPEST + 1] = {NULL}, *a = b.x;
        for (int k = 0; k <= hidden; k++) {
            z[k] = t_linear(a, n.mlp.weight[k], n.mlp.bias[k]);
            a = r.activation == RELU ? t_relu(z[k]) : t_sigmoid(z[k]);
        }
        t_backward(cost_of(SOFTMAX, z[hidden], &b));
        for (int k = 0; k <= hidden; k++) {
            double sum = 0;
            int all = z[k]->rows * z[k]->cols;
            for (int i = 0; i < all; i++)  // (the cost is a mean: times m)
                sum += (double)z[k]->grad[i] * (double)z[k]->grad[i] * m * m;
            size[k] += sqrt(sum / all) / SEEDS;
        }
        net_free(&n);
    }
}

// Returns, for 1/√n, the part of δ that is left one layer further back.
static double sizes_by_layer(Chapter *c) {
    double size[KINDS][DEEPEST + 1];
    chapter_section(c, "Deeper, and the gradient is gone");
    printf("Eight hidden layers of 30: the size of δ before the first step.\n");
    chapter_predict(c,
                    "At the outputs it is about 0.3. And in the first layer?");
    for (int kind = 0; kind < KINDS; kind++)
        sizes_of_delta(c, kind, DEEPEST, size[kind]);
    Table t = table_begin("layer | sigmoid, deviation 1 | sigmoid, 1/√n"
                          " | ReLU, √(2/n)",
                          "%-6s | %.8f | %.8f | %.8f");
    Series *s = chapter_series(c, "ch15_layers", "layer normal narrow relu");
    for (int k = 0; k <= DEEPEST; k++) {
        char name[16];
        snprintf(name, sizeof name, k < DEEPEST ? "%d" : "output", k + 1);
        table_row(&t, name, size[0][k], size[1][k], size[2][k]);
        series_row(s, 4, k + 1.0, size[0][k], size[1][k], size[2][k]);
    }
    chapter_close(c, s);
    table_end(&t);
    return m_pow(size[1][0] / size[1][DEEPEST - 1], 1.0 / (DEEPEST - 1));
}

/*
And does it matter? Each kind is trained with one hidden layer, with three, and
with five.
*/

static void train_deep(Chapter *c, Pool *pool, int epochs, Summary *s) {
    static const int depth[] = {1, 3, 5};
    Setup r[SETS];
    for (int k = 0; k < SETS; k++)
        r[k] = deep(k % KINDS, depth[k / KINDS]);
    train_nets(c, pool, r, SETS, epochs, s);
    printf("δ of the first layer, in parts of the outputs' δ, before the first "
           "step. Then\nthey are trained with softmax, %d epochs, %d seeds; "
           "read of 100.\n\n",
           epochs, SEEDS);
    Table t =
        table_begin("hidden layers | neurons | weights | part of δ | η"
                    " | lowest | mean | highest",
                    "%d | %-7s | %-11s | %.4f | %3.1f | %.2f | %.2f | %.2f");
    for (int k = 0; k < SETS; k++) {
        double size[DEEPEST + 1];
        sizes_of_delta(c, k % KINDS, r[k].layers, size);
        table_row(&t, r[k].layers, r[k].activation == RELU ? "ReLU" : "sigmoid",
                  init_name[r[k].init], size[0] / size[r[k].layers], r[k].rate,
                  s[k].low, s[k].mean, s[k].high);
    }
    table_end(&t);
}

/*
![Figure 15.4: The size of δ by layer, in a network with eight hidden layers
that has not learned yet. The axis counts by factors of ten.](ch15_layers)

With 1/√n a quarter of δ is left in each layer, `0.22` to `0.26`: the weights
keep its size, and σ′ is nearly ¼ everywhere. Eight layers back hardly a
hundred-thousandth is left. One hidden layer does not mind, and three still
learn. With five the network reads `9` to `14` of 100, which is guessing: the
start that cured the shallow network is the worst for the deep one. Deviation 1
reads `90` to `93`. Its σ′ are small, but its weights are so large that more of
δ comes through. ReLU keeps δ as it is, and reads `92` to `95.5`.

So depth needs a gradient that arrives. It does not follow that deeper is
better: for these 30 neurons a layer and two epochs, one hidden layer reads
more.

## Which η?

η should be small, says article 3; article 4 takes 3. First the cost of
training at three rates, for 784-30-10 with both cures.
*/

static void three_rates(Chapter *c, Pool *pool, Series *out, int epochs,
                        Summary *s) {
    static const Setup r[] = {
        {1, 30, SIGMOID, INIT_LECUN, CROSS_ENTROPY, 0.025},
        {1, 30, SIGMOID, INIT_LECUN, CROSS_ENTROPY, 0.25},
        {1, 30, SIGMOID, INIT_LECUN, CROSS_ENTROPY, 2.5}};
    chapter_section(c, "Which η?");
    chapter_predict(c,
                    "η = 0.025, 0.25, 2.5: which cost is lowest at the end?");
    train_nets(c, pool, r, 3, epochs, s);
    double width = (double)curve_every() * BATCH / train.count;
    for (int k = 0; k < net->points; k++)
        series_row(out, 4, (k + 0.5) * width, net[0].curve[k],
                   net[SEEDS].curve[k], net[2 * SEEDS].curve[k]);
    Table t = table_begin("η | cost at the beginning | after a third | at the "
                          "end | read of 100: lowest | highest",
                          "%5.3f | %.4f | %.4f | %.4f | %.2f | %.2f");
    for (int k = 0; k < 3; k++) {
        const Net *n = &net[k * SEEDS];
        table_row(&t, r[k].rate, n->curve[0], n->curve[n->points / 3],
                  n->curve[n->points - 1], s[k].low, s[k].high);
    }
    table_end(&t);
}

/*
![Figure 15.5: Left, the cost of the training images at three learning rates.
Right, article 4's recipe: the lowest, the mean and the highest of five
networks.](ch15_rates)

Too small crawls. Too large is quick at first and then jumps about: it ends
where the small one does, at `91.5` to `93` and `90` to `94.5` of 100. The one
between reads `94` to `96`.

## Article 4's η

The same for article 4's own recipe, squares and deviation 1, at eight rates
from a thousandth to a hundred.
*/

enum { RATES = 8 };
static const double rates[RATES] = {0.001, 0.01, 0.1, 1, 3, 10, 30, 100};

static void sweep(Chapter *c, Pool *pool, Series *out, int epochs, Summary *s) {
    Setup r[RATES];
    chapter_section(c, "Article 4's η");
    chapter_predict(c, "And article 4's recipe? η = 0.001, η = 3, η = 100?");
    series_block(out, "rate low mean high");
    for (int k = 0; k < RATES; k++)
        r[k] = (Setup){1, 30, SIGMOID, INIT_NORMAL, SQUARES, rates[k]};
    train_nets(c, pool, r, RATES, epochs, s);
    printf("784-30-10, ½(a - y)², deviation 1, %d epochs, %d seeds:\n\n",
           epochs, SEEDS);
    Table t = table_begin("η | lowest | mean | highest",
                          "%7.3f | %.2f | %.2f | %.2f");
    for (int k = 0; k < RATES; k++) {
        table_row(&t, rates[k], s[k].low, s[k].mean, s[k].high);
        series_row(out, 4, rates[k], s[k].low, s[k].mean, s[k].high);
    }
    table_end(&t);
}

/*
From 1 to 10 it works, far above what "small" suggests; η = 3 reads `88` to `93`
of 100 after two epochs (less where a digit is lost). The reason is in the first
table of this chapter. With squares δ is at most 4/27, since σ′ ≤ ¼; soon
most outputs are nearly right, and the mean over the batch is far smaller. What
matters is the step, η times the gradient:
*/

// Returns how many times the δ of squares that of cross-entropy is.
static double why_three(const Net *n) {
    static const double eta[] = {3, 0.5};  // of SQUARES, CROSS_ENTROPY
    double delta[2] = {0, 0};
    int m = train.count < 1000 ? train.count : 1000;
    printf("No δ of squares is above 4/27: 3 · 4/27 = %.3f, little less than "
           "½.\nThe first network of η = 3, the same weights, two costs:\n\n",
           3 * 4.0 / 27);
    Table t =
        table_begin("cost | mean size of δ | largest slope of a weight or "
                    "bias | η | its step",
                    "%-13s | %.5f | %.5f | %3.1f | %.5f");
    for (int k = 0; k < 2; k++) {
        GraphMark mark = graph_mark(n->graph);
        Batch b = batch_gather(n->graph, &train, n->order, m);
        Tensor *z = mlp_forward(&n->mlp, b.x);
        t_backward(cost_of((Cost)k, z, &b));
        double largest = 0;
        for (int i = 0; i < m * CLASSES; i++)
            delta[k] += fabs((double)z->grad[i]) / CLASSES;
        for (const Tensor *p = n->graph->first_param; p; p = p->next)
            for (int i = 0; i < p->rows * p->cols; i++)
                if (fabs((double)p->grad[i]) > largest)
                    largest = fabs((double)p->grad[i]);
        table_row(&t, cost_name[k], delta[k], largest, eta[k],
                  eta[k] * largest);
        graph_rewind(n->graph, mark);
    }
    table_end(&t);
    return delta[0] > 0 ? delta[1] / delta[0] : 0;
}

/*
Same weights, same images: the δ of cross-entropy is `5` to `14` times as large.
So with η = ½ it takes about the steps that squares take with η = 3. What has to
be small is the step, not η, and "η small" of one cost says nothing about
another. At η = 100 a few steps throw the sums so far out that σ′ is gone, and
squares cannot leave that place: `8` to `12` of 100. At a thousandth two epochs
have hardly begun: `8` to `16`.

## Does the text hold?

As in chapter 13: what the text says of a full run on MNIST is claimed here, and
a run in which a number is elsewhere fails.
*/

static void the_experiment(Chapter *c, int threads) {
    Summary cure[CURES], deeper[SETS], slow[3], swept[RATES];
    const Summary *deep5 = deeper + SETS - KINDS;
    const int epochs = c->quick ? 2 : EPOCHS;
    Pool *pool = pool_new(threads);
    show_delta(c);
    saturated(c);
    the_start(c);
    two_cures(c, pool, epochs, cure);
    int cured = cure[1].lost + cure[2].lost + cure[3].lost + cure[4].lost;
    Sums sums = shares_of_one(c);
    double left = sizes_by_layer(c);
    train_deep(c, pool, 2, deeper);
    Series *s = chapter_series(c, "ch15_rates", "epochs cost cost cost");
    three_rates(c, pool, s, epochs, slow);
    sweep(c, pool, s, 2, swept);
    chapter_close(c, s);
    double ratio = why_three(&net[4 * SEEDS]);
    free_nets();
    pool_free(pool);
    claims_begin(c, c->seed == 1);
    claim_row(c, "squares, deviation 1: lost", cure[0].lost, 1, 35, "%.0f");
    claim_row(c, "its mean of 100", cure[0].mean, 35, 92, "%.0f");
    claim_row(c, "lost with a cure", cured, 0, 0, "%.0f");
    claim_row(c, "cross-entropy alone", cure[1].mean, 94.3, 95.8, "%.3g");
    claim_row(c, "1/√n alone", cure[2].mean, 96, 97.2, "%.3g");
    claim_row(c, "both", cure[3].mean, 96.6, 97.6, "%.3g");
    claim_row(c, "both, with softmax", cure[4].mean, 96.6, 97.6, "%.3g");
    claim_row(c, "ten sigmoids: smallest Σ", sums.low, 0, 0.3, "%.1f");
    claim_row(c, "ten sigmoids: largest Σ", sums.high, 1.5, 2.5, "%.1f");
    claim_row(c, "δ left one layer back, 1/√n", left, 0.22, 0.26, "%.2f");
    claim_row(c, "five hidden layers: 1/√n", deep5[1].mean, 9, 14, "%.0f");
    claim_row(c, "five hidden layers: deviation 1", deep5[0].mean, 90, 93,
              "%.0f");
    claim_row(c, "five hidden layers: ReLU", deep5[2].mean, 92, 95.5, "%.3g");
    claim_row(c, "both cures, η = 0.025", slow[0].mean, 91.5, 93, "%.3g");
    claim_row(c, "both cures, η = 0.25", slow[1].mean, 94, 96, "%.3g");
    claim_row(c, "both cures, η = 2.5", slow[2].mean, 90, 94.5, "%.3g");
    claim_row(c, "article 4, η = 0.001", swept[0].mean, 8, 16, "%.0f");
    claim_row(c, "article 4, η = 3", swept[4].mean, 88, 93, "%.0f");
    claim_row(c, "article 4, η = 100", swept[RATES - 1].mean, 8, 12, "%.0f");
    claim_row(c, "δ, cross-entropy to squares", ratio, 5, 14, "%.0f");
    claims_end(c);
}

/*
## A network of your own

As in chapter 13, any option about training trains one network, now with softmax
and ReLU, such as

    make ch15 ARGS="--hidden 100,50 --epochs 5 --save better.safetensors"
*/

static Tensor *own_cost(const Mlp *m, const Batch *b) {
    return t_softmax_cross_entropy(mlp_forward(m, b->x), b->label);
}

static const Recipe recipe = {
    {1, {100}}, RELU,  INIT_HE, 10,       BATCH,
    0.1,        false, 0,       own_cost, "softmax cross-entropy"};

int main(int argc, char **argv) {
    Chapter c;
    TrainOptions o = {0};
    const Option extra[] = {CHAPTER_TRAINING(&o), CHAPTER_TWO_BUILDS(&c), {0}};
    if (!chapter_begin(&c, argc, argv, "ch15_better",
                       "The same network, made to learn better", extra))
        return c.status;
    if (!chapter_data(&c, o.data, c.check_only ? BATCH : IMAGES,
                      c.check_only ? BATCH : TESTS, &train, &test))
        return chapter_end(&c);
    if (!c.checked)
        check(&c);
    if (!c.check_only && trainer_asked(&o))
        trainer_run(&c, &o, &recipe, &train, &test);
    else if (!c.check_only)
        the_experiment(&c, o.threads ? o.threads : 2);
    dataset_free(&train);
    dataset_free(&test);
    return chapter_end(&c);
}

/*
## What we cut corners on

Each comparison changes one thing and keeps one η for each cost; another η could
move a result by more than a cure does. There are five seeds, and we looked at
the test set throughout, which is fine for seeing an effect and wrong for
choosing a recipe. Cross-entropy is not only "the cost that cancels σ′": it is
minus the logarithm of the share that the network gave to what was true, which
is where the name comes from. And δ = a - y needs the right pair: softmax or σ
with *its* cross-entropy. Squares behind a softmax have their σ′ back.

## Exercises

`make ex15` writes the files to edit and checks them; `make hint15` helps.

- **15a** Cross-entropy from z, right for any z.
- **15b** A softmax that never overflows.

Next: what is the best that all this can do, honestly measured? `make ch16`.
*/
