/*
# Chapter 6: A network is a function

**The question.** One neuron turns 784 numbers into one. Put sixteen side by
side, sixteen more behind them and ten at the end: what is that thing, and what
does it say before anybody has taught it? By the end you will have built it from
a list of four numbers, counted its 13,002 knobs, sent a picture through it, and
asked twenty such networks with random knobs to read.

Read it beside article 1 (rows A1-4 to A1-8, A1-13, A1-20, A1-21, A1-23, A1-24
and A1-26), article 2 (A2-1, A2-4) and article 4 (A4-2 to A4-5, A4-7), and the
notes E1, E2 and E23. Run it with `make ch06`.

**本章要点** 一层神经元可以写成一个式子：a′ = σ(Wa + b)，矩阵 W 的每一行是一个神经元的权重。
整个网络就是一个函数：输入 784 个数，输出 10 个数，由 13,002 个参数（旋钮）决定。
参数随机时，它的回答与瞎猜无异；而且加权和太大，第一隐藏层的神经元大多卡在 0 或 1 附近。

**New here**

layer, hidden layer (层，隐藏层)
: neurons side by side, with the same inputs. Hidden: neither first nor last.

matrix, tensor (矩阵，张量)
: a table of numbers, as W with 16 rows and 784 columns. The library calls any
  such table a tensor; a list of 784 is one of 784 rows and 1 column.

parameter (参数)
: a weight or a bias: what is set once, for all images. This network has 13,002.

standard deviation (标准差)
: how far numbers typically lie from their mean. For 1, -1, 1, -1 it is 1.

saturated (饱和)
: said of a neuron with a large z, positive or negative: it sits at 0 or 1 and
  hardly moves. At z = 10 the slope of σ is `0.000045`.
*/

#include "../lib/elementary.h"
#include "../lib/random.h"
#include "../lib/tensor.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, IMAGES = 1000, NETWORKS = 20 };

/*
## Neurons side by side

A **layer** is a row of neurons that all see the same activations. Each has its
own weights and its own bias, so we write the weights as a table, one *row* for
each neuron: the **matrix** W. In row n, column k stands the weight with which
neuron n looks at input k. A layer is a loop over the neurons of chapter 5.
*/

// z [out] = W a + b:  W [out, in], row after row; a [in]; b [out].
static void sums_by_loop(const real *w, const real *a, const real *b, int out,
                         int in, real *z) {
    for (int n = 0; n < out; n++) {
        real sum = 0;
        for (int k = 0; k < in; k++)
            sum += w[n * in + k] * a[k];
        z[n] = sum + b[n];
    }
}

/*
Mathematics has a short way to write these two loops. Stand the activations in a
column; then *W times a* is the column whose entry n is the weighted sum of row
n. Adding b adds each neuron its bias, and σ of a column means σ of each entry.
The whole layer, with a′ for the activations that come out:

$$a' = \sigma(W a + b)$$
*/

static void side_by_side(Chapter *c) {
    chapter_section(c, "Neurons side by side");
    const real w[] = {1, 0, -1, 2, 0.5, 0.5, 0.5, 0.5, -2, 1, 0, 1};
    const real a[] = {1, 0.5, 0, 0.25}, b[] = {-1, 0, 0.5};
    real z[3];
    sums_by_loop(w, a, b, 3, 4, z);
    printf("Three neurons look at the four activations 1, 0.5, 0, 0.25:\n\n");
    Table t = table_begin("neuron|W: w₁|w₂|w₃|w₄|b|z = Wa + b|a′ = σ(z)",
                          "%6d|%4.1f|%4.1f|%4.1f|%4.1f|%4.1f|%.3f|%.4f");
    for (int n = 0; n < 3; n++)
        table_row(&t, n + 1, w[n * 4], w[n * 4 + 1], w[n * 4 + 2], w[n * 4 + 3],
                  b[n], z[n], m_sigmoid(z[n]));
    table_end(&t);
    printf("Neuron 1: 1·1 + 0·0.5 - 1·0 + 2·0.25 - 1 = %.3f\n\n", z[0]);
}

/*
Shapes are half of the work. [3,4] times [4,1] is [3,1]: the two numbers in the
middle must be equal (as many weights in a row as inputs), and they disappear.

## A network from a list of sizes

Article 4 makes a network from nothing but a list, such as [2, 3, 1]: two
inputs, three neurons in the middle, one at the end. The first layer is the
input and computes nothing, so it has no weights and no biases. Each further one
has a matrix and a column, **tensors** in the library, which `t_param` makes.
(Article 4 counts them from 0 and layers from 1: `weights[1]` joins layer 2 to
layer 3.) `fill_normal` starts all of them with random numbers from the
bell-shaped distribution called N(0, 1): their mean is 0, their
**standard deviation** 1, and two of three lie between -1 and 1.
*/

enum { MOST = 4 };  // layers behind the input
static const int digit_net[] = {784, 16, 16, 10};

typedef struct Network {
    Graph *graph;  // owns the tensors, as a tape owns its values
    int layers;    // behind the input
    Tensor *weight[MOST], *bias[MOST];
} Network;

static Network network_new(const int *sizes, int n, Rng *r) {
    Network net = {.graph = graph_new(1), .layers = n - 1};
    for (int k = 0; k + 1 < n; k++) {
        char name[32];
        snprintf(name, sizeof name, "biases[%d]", k);
        net.bias[k] = t_param(net.graph, name, sizes[k + 1], 1);
        fill_normal(net.bias[k], r, 1);
        snprintf(name, sizeof name, "weights[%d]", k);
        net.weight[k] = t_param(net.graph, name, sizes[k + 1], sizes[k]);
        fill_normal(net.weight[k], r, 1);
    }
    return net;
}

static void show_shapes(const Network *n) {
    Table t = table_begin("k|from layer|to|rows|columns|weights[k]|biases[k]",
                          "%d | %d | %d | %d | %d | %d | %d");
    for (int k = 0; k < n->layers; k++) {
        const Tensor *w = n->weight[k];
        table_row(&t, k, k + 1, k + 2, w->rows, w->cols, w->rows * w->cols,
                  n->bias[k]->rows);
    }
    table_end(&t);
}

/*
## 13,002 knobs

Every neuron is connected to all of the layer before, and each connection has
its weight: a layer of 16 behind 784 pixels has 784·16 weights, and 16 biases.
Article 1 says once that the last layer has nine neurons, for the digits 1 to 9,
and a little later that there are 13,002 parameters. Both cannot be.
*/

static void knobs(Chapter *c, const Network *net, Rng *r) {
    chapter_section(c, "A network from a list of sizes");
    Network small = network_new((int[]){2, 3, 1}, 3, r);
    printf("[2, 3, 1], with %zu parameters:\n\n", graph_params(small.graph));
    show_shapes(&small);
    graph_free(small.graph);
    chapter_predict(c, "13,002 parameters: with nine outputs, or with ten?");
    printf("784-16-16-10: 784·16 + 16 + 16·16 + 16 + 16·10 + 10 = %zu\n"
           "784-16-16-9:  784·16 + 16 + 16·16 + 16 + 16·9 + 9   = %d\n"
           "784-30-10:    784·30 + 30 + 30·10 + 10              = %d\n\n"
           "The first of them, layer by layer:\n\n",
           graph_params(net->graph), 784 * 16 + 16 + 16 * 16 + 16 + 16 * 9 + 9,
           784 * 30 + 30 + 30 * 10 + 10);
    show_shapes(net);
    const Tensor *w = net->weight[0];
    double n = w->rows * w->cols, sum = 0, squares = 0;
    for (int i = 0; i < n; i++)
        sum += w->data[i], squares += w->data[i] * w->data[i];
    printf("weights[0]: mean %.3f, standard deviation %.3f.\n\n", sum / n,
           sqrt(squares / n - sum / n * sum / n));
}

/*
The labels that chapter 5 counted are 0 to 9: ten outputs, and `13002`
parameters; nine would make `12985`. (Article 4 trains another network, with one
hidden layer of 30; it has `23860`.) Nearly all of ours, `12544`, stand between
the picture and the first hidden layer.

## One picture through it

Going through it is the same for each layer, with the result of one as the input
of the next. We keep all, to look at them. (Article 4 calls it `feedforward`.)
*/

typedef struct Pass {
    Tensor *z[MOST + 1], *a[MOST + 1];  // a[0] is the picture
} Pass;

static Pass forward(const Network *n, const real *image) {
    Pass p = {.a[0] = t_input(n->graph, n->weight[0]->cols, 1, image)};
    for (int k = 0; k < n->layers; k++) {  // a′ = σ(Wa + b)
        p.z[k + 1] = t_add(t_matmul(n->weight[k], p.a[k]), n->bias[k]);
        p.a[k + 1] = t_sigmoid(p.z[k + 1]);
    }
    return p;
}

static void one_picture(Chapter *c, const Network *net, const uint8_t *bytes,
                        const Pass *p) {
    static const char *const shade[] = {"··", "░░", "▒▒", "▓▓", "██"};
    chapter_section(c, "One picture through it");
    text_images(1, &bytes, SIDE, SIDE);
    printf("  layer 1 [%d,1]: the pixels\n", p->a[0]->rows);
    for (int k = 1; k <= net->layers; k++) {
        int in = p->a[k - 1]->rows, out = p->a[k]->rows;
        printf("  layer %d [%d,1] = σ([%d,%d]·[%d,1] + [%d,1])\n ", k + 1, out,
               out, in, in, out);
        for (int i = 0; i < out; i++)
            printf(" %s", shade[(int)(p->a[k]->data[i] * 4 + 0.5)]);
        printf("\n");
    }
    printf("   0  1  2  3  4  5  6  7  8  9   its answer: %d\n\n",
           argmax(p->a[3]->data, CLASSES));
    printf("As a function: %d numbers in, %d numbers out, %zu parameters.\n\n",
           p->a[0]->rows, p->a[3]->rows, graph_params(net->graph));
    Figure *s = figure_open(c, "ch06_layers", "layer from to value");
    for (int k = 0; k <= net->layers; k++) {
        figure_block(s, "activations", NULL);
        for (int i = 0; i < p->a[k]->rows; i++)
            figure_row(s, (double)k, (double)i, 0.0, p->a[k]->data[i]);
    }
    for (int k = 1; k < net->layers; k++) {
        figure_block(s, "weights", NULL);
        for (int i = 0; i < net->weight[k]->rows * 16; i++)
            figure_row(s, (double)k, (double)(i % 16), (double)(i / 16),
                       net->weight[k]->data[i]);
    }
    figure_close(c, s);
}

/*
![Figure 6.1: The four layers for one picture: the more ink, the more
activation. Every neuron is joined to all of the layer before: green lines have
positive weights, red ones negative.](ch06_layers)

The hope is that each layer sees something more abstract than the one before.
These weights are random and see nothing; chapter 14 looks at trained ones.

**Is it the same?** Compare the loop with the matrix product on all 42 neurons,
bit by bit. And a network is a *function* from 784 numbers to ten, complicated,
but made of parts that we understand: the same picture and the same parameters
must give the same answer, always.
*/

static void to_the_bit(const Network *net, const Pass *p, const real *image) {
    Pass again = forward(net, image);
    int all = 0, equal = 0, repeated = 0;
    for (int k = 0; k < net->layers; k++) {
        const Tensor *w = net->weight[k], *a = p->a[k + 1];
        real z[16];
        sums_by_loop(w->data, p->a[k]->data, net->bias[k]->data, w->rows,
                     w->cols, z);
        for (int n = 0; n < w->rows; n++, all++) {
            equal += m_sigmoid(z[n]) == a->data[n];
            repeated += again.a[k + 1]->data[n] == a->data[n];
        }
    }
    printf("Loop and matrix: %d of %d neurons equal to the bit.\n"
           "The same picture a second time: %d of %d.\n\n",
           equal, all, repeated, all);
    if (equal < all || repeated < all)
        fatal("loops and matrices differ; see the lines above");
}

/*
Equal in every bit, because both add in the same order. (Computers round after
every addition: from the other end, most sums would differ in the last digit.)

## What a random network says

The output neuron that is brightest gives the answer. Here are the ten outputs
of three networks, all of them random, for the same picture.
*/

static void three_answers(Chapter *c, const Network *nets, const real *image) {
    chapter_section(c, "What a random network says");
    printf("Three networks with random weights, and that same picture.\n");
    chapter_predict(c, "Do the ten outputs of a network add up to 1?");
    Table t = table_begin("output|network 1|network 2|network 3",
                          "%6d | %9.2f | %9.2f | %9.2f");
    Figure *s = figure_open(c, "ch06_outputs", "output one two three");
    const real *a[3];
    double sum[3] = {0};
    for (int k = 0; k < 3; k++)
        a[k] = forward(&nets[k], image).a[3]->data;
    for (int j = 0; j < CLASSES; j++) {
        table_row(&t, j, a[0][j], a[1][j], a[2][j]);
        figure_row(s, (double)j, a[0][j], a[1][j], a[2][j]);
        for (int k = 0; k < 3; k++)
            sum[k] += a[k][j];
    }
    table_end(&t);
    figure_close(c, s);
    printf("They add up to %.2f, %.2f and %.2f.\n\n", sum[0], sum[1], sum[2]);
}

/*
![Figure 6.2: One picture, three random networks. The brightest output is the
answer, and it is an accident.](ch06_outputs)

Each output is a number from 0 to 1, and article 1 speaks of a probability. But
each neuron is squashed on its own, and nothing makes the ten add up to 1. They
are ten *scores*. (Chapter 15 has an output that does sum to 1.)

How often is such an answer right? Ask twenty random networks about a thousand
pictures, and note each network's favourite answer. On the way we take a census
of the sums z of all neurons, which the next section needs.
*/

typedef struct Census {
    double inputs[MOST];  // Σ over all pictures of Σa² of a layer's inputs
    double squares[MOST], far[MOST];  // of its sums z: Σz², how many |z| > 5
    Figure *first;  // z of the first hidden layer, of one picture in twenty
} Census;

// How many pictures get the right answer; said[j]: how often it answers j.
static int ask(const Network *n, const Dataset *d, real *said, Census *all) {
    int right = 0;
    real image[PIXELS];
    for (int i = 0; i < d->count; i++) {
        GraphMark mark = graph_mark(n->graph);  // taken back after each picture
        dataset_image(d, i, image);
        Pass p = forward(n, image);
        int answer = argmax(p.a[n->layers]->data, CLASSES);
        said[answer]++;
        right += answer == d->label[i];
        for (int k = 0; k < n->layers; k++) {
            const Tensor *before = p.a[k], *z = p.z[k + 1];
            for (int j = 0; j < before->rows; j++)
                all->inputs[k] += before->data[j] * before->data[j];
            for (int j = 0; j < z->rows; j++) {
                all->squares[k] += z->data[j] * z->data[j];
                all->far[k] += fabs(z->data[j]) > 5;
                if (k == 0 && i % 20 == 19)
                    figure_row(all->first, z->data[j]);
            }
        }
        graph_rewind(n->graph, mark);
    }
    return right;
}

static void twenty_networks(Chapter *c, const Network *nets, const Dataset *d,
                            Census *all) {
    printf("All twenty networks, %d pictures.\n", d->count);
    chapter_predict(c, "How many of a hundred pictures will one get right?");
    Table t = table_begin("network | right, % | favourite answer | given to, %",
                          "%7d | %8.1f | %16d | %11.1f");
    Figure *s = figure_open(c, "ch06_guesses", "network right favourite");
    all->first = figure_open(c, "ch06_spread", "z");
    double percent = 100.0 / d->count, sum = 0;
    for (int k = 0; k < NETWORKS; k++) {
        real said[CLASSES] = {0};
        double right = ask(&nets[k], d, said, all) * percent;
        int favourite = argmax(said, CLASSES);
        table_row(&t, k + 1, right, favourite, said[favourite] * percent);
        figure_row(s, k + 1.0, right, said[favourite] * percent);
        sum += right;
    }
    figure_close(c, s);
    figure_close(c, all->first);
    table_end(&t);
    printf("Right, the mean of all twenty: %.1f %%.\n\n", sum / NETWORKS);
}

/*
About one in ten, which is what a guess gets right: "terrible", says article 2,
and here it is. But look at the last column: these networks do not even guess.
Most give one favourite answer to more than half of all pictures. Number 3 says
3 to everything, and so it is right whenever the picture is a 3.

![Figure 6.3: Twenty random networks. About a tenth of their answers are right;
their favourite answers are given far more often than that.](ch06_guesses)

## Why they shout

Look again at the neurons of layer 2 above: most of them are at 0 or at 1, and
few between. Yet the weights are small, two of three between -1 and 1. But a
neuron adds many of them. Square a sum: (x + y)² is x² + y² + 2xy, and 2xy is as
often negative as positive. So what adds up is the *squares*. A sum of n numbers
from N(0, 1) is typically √n: a hundred of them give 10, not 100 and not 1. In z
each is multiplied by an activation a, and counts a² instead of 1; the bias
counts 1. That makes √(Σa² + 1), where Σa² is the sum of all a². Here is that
formula beside the sums z of all twenty networks.
*/

static void spread(Chapter *c, const Census *all, int pictures) {
    chapter_section(c, "Why they shout");
    chapter_predict(c, "Of what size is a typical z: 1, 10 or 100?");
    Table t = table_begin("layer|inputs: mean Σa²|√(Σa² + 1)|"
                          "typical size of z|% beyond ±5",
                          "%5d|%10.2f|%6.2f|%12.2f|%7.1f");
    for (int k = 0; k < 3; k++) {
        double n = (double)pictures * digit_net[k + 1];
        double inputs = all->inputs[k] / pictures;
        table_row(&t, k + 2, inputs, sqrt(inputs + 1),
                  sqrt(all->squares[k] / n), 100 * all->far[k] / n);
    }
    table_end(&t);
    printf("The slope of σ: %.6f at 0, %.6f at 5, %.6f at 10.\n\n", 0.25,
           m_sigmoid(5) * m_sigmoid(-5), m_sigmoid(10) * m_sigmoid(-10));
}

/*
![Figure 6.4: The sums z of the first hidden layer (below) spread far beyond
where σ is steep, so the activations (left) pile up at 0 and 1.](ch06_spread)

About 10; so most neurons of the first hidden layer are **saturated**: their sum
lies beyond ±5, where σ has become flat. Such a neuron shouts yes or no, and if
one of its weights turns a little, it hardly moves. For the other two layers,
with 16 inputs, the sums are smaller and the neurons more alive.

Article 4 starts from exactly these N(0, 1) weights, and chapter 13 will see it
learn all the same. Weights that are √n times smaller, for n inputs, would keep
the sums near 1; chapter 15 tries that.

## The check

Loops and matrices were compared to the bit. Now their rates, on [2, 3, 1]: how
fast does its output move with an input (by three paths, one through each hidden
neuron, which add up as in chapter 4), and with each of its parameters?
*/

static real two_inputs[2] = {0.8, 0.3};

static real its_output(void *network) {
    return t_item(forward(network, two_inputs).a[2]);
}

static void check(Chapter *c, Rng *r) {
    Network n = network_new((int[]){2, 3, 1}, 3, r);
    Pass p = forward(&n, two_inputs);
    t_backward(p.a[2]);
    const real *w = n.weight[0]->data, *v = n.weight[1]->data;
    const real *h = p.a[1]->data, a = t_item(p.a[2]);
    real by_hand = 0;
    for (int k = 0; k < 3; k++)  // from the output back through neuron k
        by_hand += a * (1 - a) * v[k] * h[k] * (1 - h[k]) * w[k * 2];
    report_begin(c);
    report_row(c, "∂a′/∂ input 1, three paths", by_hand, p.a[0]->grad[0],
               central_difference(its_output, &n, two_inputs, 6e-6));
    report_params(c, n.graph, its_output, &n, graph_params(n.graph));
    report_end(c);
    graph_free(n.graph);
}

int main(int argc, char **argv) {
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), {0}};
    if (!chapter_begin(&c, argc, argv, "ch06_network",
                       "A network is a function", extra))
        return c.status;
    Dataset d, unused;
    if (!chapter_data(&c, folder, IMAGES, 1, &d, &unused))
        return chapter_end(&c);
    static Network nets[NETWORKS];
    static Census all;
    Rng r = rng_new(c.seed);
    for (int k = 0; k < NETWORKS; k++)
        nets[k] = network_new(digit_net, 4, &r);
    int which = 0;  // the first 3
    while (which < d.count - 1 && d.label[which] != 3)
        which++;
    real image[PIXELS];
    dataset_image(&d, which, image);
    Pass p = forward(&nets[0], image);
    side_by_side(&c);
    knobs(&c, &nets[0], &r);
    one_picture(&c, &nets[0], d.image + which * PIXELS, &p);
    to_the_bit(&nets[0], &p, image);
    three_answers(&c, nets, image);
    twenty_networks(&c, nets, &d, &all);
    spread(&c, &all, NETWORKS * d.count);
    check(&c, &r);
    for (int k = 0; k < NETWORKS; k++)
        graph_free(nets[k].graph);
    dataset_free(&d);
    dataset_free(&unused);
    return chapter_end(&c);
}

/*
## What we cut corners on

Two hidden layers of sixteen are a choice: they can be drawn, and nothing else
is special about them. And a sum of n parts is "typically" √n where the parts
know nothing of each other, as random weights do, and trained ones do not.

## Exercises

`make ex06` writes the files to edit and checks them; `make hint06` helps.

- **6a** The sums of a layer, z = Wa + b, with loops.
- **6b** How many parameters has a network with this list of sizes?

Next: how bad is such a network? One number for it, and the landscape over the
knobs: `make ch07`.
*/
