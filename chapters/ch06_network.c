/*
# Chapter 6: A network is a function

**The question.** One neuron turns 784 numbers into one. Put sixteen side by
side, sixteen more behind them and ten at the end: what is that thing, and what
does it say before anybody has taught it? By the end you will have built it from
a list of four numbers, counted its 13,002 knobs, seen what it is worth without
σ, and asked twenty such networks with random knobs to read.

Read it beside article 1 (rows A1-4 to A1-8, A1-13, A1-20, A1-21, A1-23, A1-24
and A1-26), article 2 (A2-1, A2-4) and article 4 (A4-2 to A4-7), and the notes
E1, E2 and E23. Run it with `make ch06`, and turn its knobs, the hidden layers
and the start: `make ch06 ARGS="--hidden 30 --start 7"`. The numbers in the text
are those for MNIST.

**本章要点** 一层神经元可以写成一个式子：a′ = σ(Wa + b)；
整个网络是一个函数：输入 784 个数，输出 10 个数，由 13,002 个参数（旋钮）决定。
去掉 σ，再多的层合起来也只相当于一个矩阵。
参数随机时，它认对的不比瞎猜多，往往不管看到什么都给同一个回答；第一隐藏层的神经元大多卡在 0 或 1 附近。

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
#include <string.h>

enum {
    SIDE = 28,
    PIXELS = SIDE * SIDE,
    WIDEST = 64,
    MOST_LAYERS = SIZES_MOST + 1,
    MOST_KNOBS = WIDEST * (PIXELS + 1) + MOST_LAYERS * WIDEST * (WIDEST + 1),
    IMAGES = 1000,
    NETWORKS = 20
};

static Sizes hidden = {2, {16, 16}};
static int start = 1;
static double deviation = 1;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--hidden", KNOB_SIZES, &hidden, 1, WIDEST, "the hidden layers",
     "各隐藏层的大小"},
    {"--start", KNOB_WHOLE, &start, 1, 1000, "the seed of the first network",
     "第一个网络的随机种子"},
    {"--deviation", KNOB_NUMBER, &deviation, 0.01, 3,
     "the standard deviation of the first weights and biases",
     "初始权重和偏置的标准差"},
    {0}};

/*
## Neurons side by side

A **layer** is a row of neurons that all see the same activations. Each has its
own weights and its own bias, so we write the weights as a table, one *row* for
each neuron: the **matrix** W. In row n, column k stands the weight with which
neuron n looks at input k. A layer is a loop over the neurons of chapter 5.
*/

typedef struct Layer {
    int out, in;
    double *w, *b;  // W [out, in], row after row; b [out]
} Layer;

// z [out] = W a + b
static void layer_sums(const Layer *l, const double *a, double *z) {
    for (int n = 0; n < l->out; n++) {
        double sum = 0;
        for (int k = 0; k < l->in; k++)
            sum += l->w[n * l->in + k] * a[k];
        z[n] = sum + l->b[n];
    }
}

/*
Mathematics has a short way to write these two loops. Stand the activations in a
column; then *W times a* is the column whose entry n is the weighted sum of row
n. Adding b gives each neuron its bias, and σ of a column means σ of each entry.
The whole layer, with a′ for the activations that come out:

$$a' = \sigma(W a + b)$$

→ Neurons side by side

Shapes are half of the work. [3,4] times [4,1] is [3,1]: the two numbers in the
middle must be equal (as many weights in a row as inputs), and they disappear.
For ten columns side by side, [3,4] times [4,10] is [3,10]: all sums at once.

## A network from a list of sizes

Article 4 makes a network from nothing but a list, such as [2, 3, 1]: two
inputs, three neurons in the middle, one at the end. The first layer is the
input and computes nothing, so it has no weights and no biases. Each further one
has a matrix and a column of biases. All of these are one long list of numbers,
the **parameters**: the network's knobs.
*/

typedef struct Network {
    int layers;  // behind the input
    Layer layer[MOST_LAYERS];
    int knobs;
    double knob[MOST_KNOBS];  // of all layers, one after the other
} Network;

static void network_start(Network *n, const int *sizes, int count, Rng *r) {
    double *next = n->knob;
    n->layers = count - 1;
    for (int k = 0; k < n->layers; k++) {
        int out = sizes[k + 1], in = sizes[k];
        n->layer[k] = (Layer){out, in, next, next + out * in};
        next += out * in + out;
    }
    n->knobs = (int)(next - n->knob);
    for (int i = 0; i < n->knobs; i++)
        n->knob[i] = deviation * rng_normal(r);
}

/*
All knobs start as random numbers from the bell-shaped distribution N(0, 1):
their mean is 0, their **standard deviation** 1, and two of three lie between -1
and 1. Why not all at 0? Neurons with equal weights say the same, and learn the
same, so that sixteen of them would always be worth one: chapter 9.

How many are there? Every neuron is connected to all of the layer before, and
each connection has its weight: 16 neurons behind 784 pixels have 784·16
weights, and 16 biases. Article 1 once gives the last layer nine neurons, for
the digits 1 to 9, and soon after 13,002 parameters. They cannot both be right.

→ A network from a list of sizes

Digits are 0 to 9: ten outputs, and `13002` parameters; nine would make `12985`.
Nearly all of ours, `12544`, stand between the picture and the first hidden
layer. (Article 4's other network, with one hidden layer of 30, has `23860`. Its
matrices count from 0, its layers from 1: `weights[1]` joins layers 2 and 3.)

## One picture through it

Each layer takes the result of the one before, a multiply–add for each weight:
12,960 a picture, 13 µs at a thousand million a second. (The loop reads W row by
row, as it lies in memory; jumping is slower.) Article 4 calls this
`feedforward`; `bend` is for the next section.
*/

typedef struct Pass {  // a[0] is the picture
    double z[MOST_LAYERS + 1][PIXELS], a[MOST_LAYERS + 1][PIXELS];
} Pass;

static void forward(const Network *n, const double *image, bool bend, Pass *p) {
    memcpy(p->a[0], image, PIXELS * sizeof *image);
    for (int k = 0; k < n->layers; k++) {
        layer_sums(&n->layer[k], p->a[k], p->z[k + 1]);
        for (int i = 0; i < n->layer[k].out; i++) {
            double z = p->z[k + 1][i];
            p->a[k + 1][i] = bend ? m_sigmoid(z) : z;
        }
    }
}

/*
→ One picture through it

![Figure 6.1: The layers for one picture: the more ink, the more activation.
Every neuron is joined to all of the layer before: green lines have positive
weights, red ones negative.](ch06_layers)

Why layers in between? The hope is that each sees something more abstract than
the one before: edges, loops, digits. These weights are random and see nothing;
chapter 14 looks at trained ones.

The library has matrices of its own, **tensors**; with them all 42 neurons come
out equal to the bit, since both add in the same order. And the same picture
gives the same answer every time. So a network is a *function* from 784 numbers
to ten: complicated, but made of parts that we understand. (Hold the picture and
turn the knobs, and it is a function of 13,002 numbers: chapter 7.)

## What σ is good for

Leave σ out, and each layer is a′ = Wa + b. Two of them, one behind the other:

$$W_2(W_1 a + b_1) + b_2 = (W_2 W_1)\,a + (W_2 b_1 + b_2)$$

That is *one* layer, with the matrix W₂W₁ and the bias W₂b₁ + b₂. Entry n, k of
the product says how input k reaches neuron n, by way of all neurons j between
them: along a path the weights multiply, over paths they add. We join all three
layers, and compare the sums z at the end. The last column asks for less: of the
picture halfway between two, how far is z from halfway between those of the two?
*/

// One layer that does what `first` and `second` do without σ; its numbers are
// put into `room`.
static Layer join(const Layer *first, const Layer *second, double *room) {
    Layer one = {second->out, first->in, room, room + second->out * first->in};
    for (int n = 0; n < one.out; n++)
        for (int k = 0; k < one.in; k++) {
            double sum = 0;
            for (int j = 0; j < first->out; j++)
                sum += second->w[n * second->in + j] * first->w[j * one.in + k];
            one.w[n * one.in + k] = sum;
        }
    layer_sums(second, first->b, one.b);
    return one;
}

static Layer one_for_all(const Network *n) {
    static double room[2][WIDEST * (PIXELS + 1)];  // one is read, one filled
    Layer one = n->layer[0];
    for (int k = 1; k < n->layers; k++)
        one = join(&one, &n->layer[k], room[k % 2]);
    return one;
}

/*
→ What σ is good for

Without σ the three layers and the one matrix say the same for every picture, to
the last digits: `9.1e-13` where z goes up to `770`. So 13,002 knobs are worth
no more than `7850` (784·10 + 10), a hundred layers more would buy nothing, and
no output, with σ behind it or not, could do what one neuron cannot (chapter 5:
a square's opposite corners). For without σ z moves in a straight line: for the
picture halfway between two it is halfway between theirs. With σ it need not be.
The bend makes many layers worth more than one: with enough neurons even one
hidden layer comes as near as one likes to any continuous function. (Chapter 10
builds shapes from bumps; to *find* the weights is another matter.)

![Figure 6.2: One picture fades into another. Without σ each output moves along
a straight line, whatever the weights. With σ it may turn.](ch06_straight)

## What a random network says

The output neuron that is brightest gives the answer. (Four outputs could write
the digit in bits. But the last bit is that of 1, 3, 5, 7 and 9, whose shapes
have nothing in common; and of ten we also see which digit comes second.) Here
are the ten outputs of three random networks for the same picture.

→ What a random network says

![Figure 6.3: One picture, three random networks. The brightest output is the
answer, and it is an accident.](ch06_outputs)

Each output is a number from 0 to 1, and article 1 speaks of a probability. But
each neuron is squashed on its own, and nothing makes the ten add up to 1. They
are ten *scores*. (Chapter 15 has an output that does sum to 1.)

How often is such an answer right? Ask twenty random networks about a thousand
pictures, and note each network's favourite answer.

→ Twenty random networks

About one in ten, which is what a guess gets right: "terrible", says article 2.
But look at the last column: they do not even guess. Half of them give one
favourite answer to `75.4` % of all pictures or more. Numbers 7 and 8 say 1 to
everything, and are right if it is a 1. Why? No activation is negative, so each
has a mean above 0; weighted, these put one output ahead before any picture.

![Figure 6.4: Twenty networks: right and favourite answers.](ch06_guesses)

## Why they shout

Look again at layer 2 above: most neurons are at 0 or at 1, and few between. Yet
the weights are small, two of three between -1 and 1. But a neuron adds many.
Square a sum: (x + y)² is x² + y² + 2xy, and 2xy is as often negative as
positive, 0 on the average. So what adds up is the *squares*. The square of a
number from N(0, 1) is 1 on the average (the standard deviation, squared); so
the square of a sum of n is n on the average, and the sum itself typically √n.
In z an activation a multiplies each weight, which then counts a², not 1; the
bias counts 1. So z is typically √(Σa² + 1): about 10 if Σa² is 100.

→ Why they shout

![Figure 6.5: The sums z of the first hidden layer (below) spread far beyond
where σ is steep, so the activations (left) pile up at 0 and 1.](ch06_spread)

The formula, which knows nothing of digits, is right to a few percent. So most
neurons of the first hidden layer, `58.2` of 100, are **saturated**: their sum
lies beyond ±5, where σ has become flat. Such a neuron shouts yes or no, and if
one of its weights turns a little, it hardly moves: bad for learning, which asks
each weight what it changes (chapter 8). For the other two layers, with 16
inputs, the sums are smaller and the neurons more alive.

Article 4 starts from exactly these N(0, 1) weights, and chapter 13 will see it
learn all the same. With weights √n times smaller, for n inputs, and biases of 0
a typical sum is at most 1, as Σa² is at most n: chapter 7 starts so, and
chapter 15 asks what it is worth. (Weights near 0 are no better: there σ is
almost a straight line, and every output almost ½. Try `--deviation 0.01`.)

## The check

How fast does the output of [2, 3, 1] move with each parameter, and with an
input (a path through each hidden neuron, added as in chapter 4)? The last:
*/

// ∂a′/∂a of input k, for a network with one hidden layer and one output.
static double by_three_paths(const Network *n, const Pass *p, int k) {
    const Layer *first = &n->layer[0], *second = &n->layer[1];
    double sum = 0, out = p->a[2][0];
    for (int j = 0; j < first->out; j++) {
        double a = p->a[1][j], w = first->w[j * first->in + k];
        sum += out * (1 - out) * second->w[j] * a * (1 - a) * w;
    }
    return sum;
}

/*
→ The check: by hand = by tape = numeric

## What we cut corners on

Two hidden layers of sixteen are a choice: they can be drawn. Chapter 13 takes
thirty neurons, chapter 16 tries more. And √n is typical of parts that know
nothing of each other: of random weights, then, and not of trained ones.

## Exercises

`make ex06` writes the files to edit and checks them; `make hint06` helps.

- **6a** Two hidden neurons change places. What else must, to keep the outputs?
- **6b** How wide may two hidden layers be, if so many parameters are allowed?

Next: one number for how bad it is, and its landscape of knobs: `make ch07`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

static int sizes[MOST_LAYERS + 1], count;  // 784, the hidden layers, 10
static Pass pass;                          // the last picture's

// The kth of the random networks; each has a seed of its own.
static const Network *network(const Chapter *c, int k) {
    static Network n;
    Rng r = rng_new(c->seed + (uint64_t)(start - 1 + k));
    network_start(&n, sizes, count, &r);
    return &n;
}

// [2, 3, 1]
static Network *small_network(const Chapter *c) {
    static Network n;
    Rng r = rng_new(c->seed);
    network_start(&n, (int[]){2, 3, 1}, 3, &r);
    return &n;
}

// The activations of the last layer.
static const double *outputs(const Network *n, const double *image) {
    forward(n, image, true, &pass);
    return pass.a[n->layers];
}

static void neurons_side_by_side(Chapter *c) {
    chapter_section(c, "Neurons side by side");
    double w[] = {1, 0, -1, 2, 0.5, 0.5, 0.5, 0.5, -2, 1, 0, 1};
    double a[] = {1, 0.5, 0, 0.25}, b[] = {-1, 0, 0.5}, z[3];
    layer_sums(&(Layer){3, 4, w, b}, a, z);
    printf("Three neurons look at the four activations 1, 0.5, 0, 0.25.\n");
    chapter_predict(c, "What is z of neuron 1, with the weights 1, 0, -1, 2 "
                       "and the bias -1?");
    Table t = table_begin("neuron|W: w₁|w₂|w₃|w₄|b|z = Wa + b|a′ = σ(z)",
                          "%6d|%4.1f|%4.1f|%4.1f|%4.1f|%4.1f|%.3f|%.4f");
    for (int n = 0; n < 3; n++)
        table_row(&t, n + 1, w[n * 4], w[n * 4 + 1], w[n * 4 + 2], w[n * 4 + 3],
                  b[n], z[n], m_sigmoid(z[n]));
    table_end(&t);
    printf("Neuron 1: 1·1 + 0·0.5 - 1·0 + 2·0.25 - 1 = %.3f\n\n", z[0]);
}

static void show_shapes(const Network *n) {
    Table t = table_begin("k|from layer|to|rows|columns|weights[k]|biases[k]",
                          "%d | %d | %d | %d | %d | %d | %d");
    for (int k = 0; k < n->layers; k++) {
        const Layer *l = &n->layer[k];
        table_row(&t, k, k + 1, k + 2, l->out, l->in, l->out * l->in, l->out);
    }
    table_end(&t);
}

// 784-30-10: 784·30 + 30 + 30·10 + 10 = 23860
static void show_count(const int *size, int n) {
    int sum = 0;
    for (int k = 0; k < n; k++)
        printf(k ? "-%d" : "%d", size[k]);
    for (int k = 1; k < n; k++) {
        printf("%s%d·%d + %d", k > 1 ? " + " : ": ", size[k - 1], size[k],
               size[k]);
        sum += (size[k - 1] + 1) * size[k];
    }
    printf(" = %d\n", sum);
}

static void a_list_of_sizes(Chapter *c) {
    chapter_section(c, "A network from a list of sizes");
    const Network *small = small_network(c);
    printf("[2, 3, 1], with %d parameters:\n\n", small->knobs);
    show_shapes(small);
    chapter_predict(c, "13,002 parameters: with nine outputs, or with ten?");
    show_count(sizes, count);
    sizes[count - 1] = 9;
    show_count(sizes, count);
    sizes[count - 1] = CLASSES;
    show_count((int[]){784, 30, 10}, 3);
    printf("\nThe first of them, layer by layer:\n\n");
    const Network *n = network(c, 0);
    show_shapes(n);
    double sum = 0, squares = 0;
    for (int i = 0; i < n->knobs; i++) {
        sum += n->knob[i];
        squares += n->knob[i] * n->knob[i];
    }
    sum /= n->knobs, squares /= n->knobs;
    printf("Its %d knobs: mean %.3f, standard deviation %.3f.\n\n", n->knobs,
           sum, sqrt(squares - sum * sum));
}

// The same network, made of the library's tensors.
typedef struct Mirror {
    Graph *graph;
    int layers;
    Tensor *w[MOST_LAYERS], *b[MOST_LAYERS], *a[MOST_LAYERS + 1];
} Mirror;

static Mirror mirror_new(const Network *n, const double *image) {
    Mirror m = {.graph = graph_new(1), .layers = n->layers};
    m.a[0] = t_input(m.graph, n->layer[0].in, 1, image);
    for (int k = 0; k < n->layers; k++) {
        const Layer *l = &n->layer[k];
        char name[32];
        snprintf(name, sizeof name, "biases[%d]", k);
        m.b[k] = t_param(m.graph, name, l->out, 1);
        memcpy(m.b[k]->data, l->b, (size_t)l->out * sizeof *l->b);
        snprintf(name, sizeof name, "weights[%d]", k);
        m.w[k] = t_param(m.graph, name, l->out, l->in);
        memcpy(m.w[k]->data, l->w, (size_t)(l->out * l->in) * sizeof *l->w);
    }
    return m;
}

static Tensor *mirror_forward(Mirror *m) {
    for (int k = 0; k < m->layers; k++)
        m->a[k + 1] = t_sigmoid(t_add(t_matmul(m->w[k], m->a[k]), m->b[k]));
    return m->a[m->layers];
}

static void figure_layers(Chapter *c, const Network *n, int answer) {
    Figure *f = figure_open(c, "ch06_layers", NULL);
    double size[MOST_LAYERS + 1];
    for (int k = 0; k < count; k++)
        size[k] = sizes[k];
    figure_number(f, "layers", count);
    figure_numbers(f, "size", count, size);
    figure_number(f, "answer", answer);
    figure_block(f, "picture", "pixel ink");
    for (int i = 0; i < PIXELS; i++)
        figure_row(f, i, pass.a[0][i]);
    figure_block(f, "neurons", "layer size neuron activation");
    for (int k = 1; k < count; k++)
        for (int i = 0; i < sizes[k]; i++)
            figure_row(f, k, sizes[k], i, pass.a[k][i]);
    figure_block(f, "weights", "layer size next_size from to weight");
    for (int k = 1; k < n->layers; k++)
        for (int i = 0; i < sizes[k] * sizes[k + 1]; i++)
            figure_row(f, k, sizes[k], sizes[k + 1], i % sizes[k], i / sizes[k],
                       n->layer[k].w[i]);
    figure_close(c, f);
}

static void one_picture(Chapter *c, const uint8_t *bytes, const double *image) {
    static const char *const shade[] = {"··", "░░", "▒▒", "▓▓", "██"};
    chapter_section(c, "One picture through it");
    const Network *n = network(c, 0);
    int answer = argmax(outputs(n, image), CLASSES);
    text_images(1, &bytes, SIDE, SIDE);
    printf("  layer 1 [%d,1]: the pixels\n", PIXELS);
    for (int k = 1; k < count; k++) {
        printf("  layer %d [%d,1] = σ([%d,%d]·[%d,1] + [%d,1])", k + 1,
               sizes[k], sizes[k], sizes[k - 1], sizes[k - 1], sizes[k]);
        for (int i = 0; i < sizes[k]; i++)
            printf("%s %s", i % 16 ? "" : "\n ",
                   shade[(int)(pass.a[k][i] * 4 + 0.5)]);
        printf("\n");
    }
    printf("   0  1  2  3  4  5  6  7  8  9   its answer: %d\n\n", answer);
    printf("As a function: %d numbers in, %d numbers out, %d parameters.\n\n",
           PIXELS, CLASSES, n->knobs);
    figure_layers(c, n, answer);

    Mirror m = mirror_new(n, image);
    mirror_forward(&m);
    static Pass again;
    forward(n, image, true, &again);
    int all = 0, equal = 0, repeated = 0;
    for (int k = 1; k < count; k++)
        for (int i = 0; i < sizes[k]; i++, all++) {
            equal += pass.a[k][i] == m.a[k]->data[i];
            repeated += pass.a[k][i] == again.a[k][i];
        }
    graph_free(m.graph);
    printf("Loops and the library's matrices: %d of %d neurons equal to the "
           "bit.\nThe same picture a second time: %d of %d.\n\n",
           equal, all, repeated, all);
    if (equal < all || repeated < all)
        fatal("loops and matrices differ; see the lines above");
}

// The sums of the last layer, without σ everywhere or with it.
static const double *last_sums(const Network *n, const double *image, bool bend,
                               Pass *p) {
    forward(n, image, bend, p);
    return p->z[n->layers];
}

static double larger(double a, double b) { return fabs(b) > a ? fabs(b) : a; }

static void what_sigma_is_good_for(Chapter *c, const Dataset *d,
                                   const double *image, const double *other) {
    static Pass whole, at_other, halfway;
    const Dataset few = dataset_part(d, 0, 100);
    const Network *n = network(c, 0);
    Layer one = one_for_all(n);
    chapter_section(c, "What σ is good for");
    printf("%d layers with %d parameters, joined as if there were no σ: one\n"
           "matrix [%d,%d] and a bias, %d parameters. %d networks, %d pictures "
           "each.\n",
           n->layers, n->knobs, one.out, one.in, one.out * (one.in + 1),
           NETWORKS, few.count);
    chapter_predict(
        c, "How far are the last sums z from those of the one matrix?");
    double most = 0, apart[2] = {0}, bent[2] = {0}, same[2] = {0};
    double x[PIXELS], middle[PIXELS], by_one[CLASSES];
    for (int k = 0; k < NETWORKS; k++) {
        one = one_for_all(network(c, k));
        for (int i = 0; i < 2 * few.count; i++) {
            bool bend = i % 2;
            dataset_image(&few, i / 2, x);
            for (int p = 0; p < PIXELS; p++)
                middle[p] = (x[p] + other[p]) / 2;
            layer_sums(&one, x, by_one);
            const double *z = last_sums(n, x, bend, &whole);
            const double *from = last_sums(n, other, bend, &at_other);
            const double *between = last_sums(n, middle, bend, &halfway);
            same[bend] += argmax(by_one, CLASSES) == argmax(z, CLASSES);
            for (int j = 0; j < CLASSES; j++) {
                most = larger(most, by_one[j]);
                apart[bend] = larger(apart[bend], z[j] - by_one[j]);
                bent[bend] =
                    larger(bent[bend], between[j] - (z[j] + from[j]) / 2);
            }
        }
    }
    Table t = table_begin("layers | largest difference | same answer, % | "
                          "halfway is off by",
                          "%-9s | %18.1e | %14.1f | %17.1e");
    for (int bend = 0; bend < 2; bend++)
        table_row(&t, bend ? "with σ" : "without σ", apart[bend],
                  100 * same[bend] / few.count / NETWORKS, bent[bend]);
    table_end(&t);
    printf("(The sums of the one matrix go up to %.3g in size.)\n\n", most);

    network(c, 0);
    Figure *f = figure_open(c, "ch06_straight", "share straight bent");
    for (int j = 0; j < CLASSES; j++) {
        figure_block(f, "output", NULL);
        for (int i = 0; i <= 100; i++) {
            for (int p = 0; p < PIXELS; p++)
                middle[p] = image[p] + i / 100.0 * (other[p] - image[p]);
            figure_row(f, i / 100.0, last_sums(n, middle, false, &halfway)[j],
                       m_sigmoid(last_sums(n, middle, true, &whole)[j]));
        }
    }
    figure_block(f, "pictures", "first second");
    for (int p = 0; p < PIXELS; p++)
        figure_row(f, image[p], other[p]);
    figure_close(c, f);
}

static void what_a_random_network_says(Chapter *c, const double *image) {
    chapter_section(c, "What a random network says");
    printf("Three networks with random weights, and the picture from above.\n");
    chapter_predict(c, "Do the ten outputs of a network add up to 1?");
    double a[3][CLASSES], sum[3] = {0};
    for (int k = 0; k < 3; k++)
        memcpy(a[k], outputs(network(c, k), image), sizeof a[k]);
    Table t = table_begin("output|network 1|network 2|network 3",
                          "%6d | %9.2f | %9.2f | %9.2f");
    Figure *f = figure_open(c, "ch06_outputs", "output one two three");
    for (int j = 0; j < CLASSES; j++) {
        table_and_figure_row(&t, f, j, a[0][j], a[1][j], a[2][j]);
        for (int k = 0; k < 3; k++)
            sum[k] += a[k][j];
    }
    table_end(&t);
    figure_close(c, f);
    printf("They add up to %.2f, %.2f and %.2f.\n\n", sum[0], sum[1], sum[2]);
}

// Of all pictures and networks, for each layer: Σ of Σa² of its inputs, Σz²,
// and how many |z| are above 5.
static double inputs[MOST_LAYERS], squares[MOST_LAYERS], far[MOST_LAYERS];

static void count_sums(void) {
    for (int k = 0; k < count - 1; k++) {
        for (int j = 0; j < sizes[k]; j++)
            inputs[k] += pass.a[k][j] * pass.a[k][j];
        for (int j = 0; j < sizes[k + 1]; j++) {
            double z = pass.z[k + 1][j];
            squares[k] += z * z;
            far[k] += fabs(z) > 5;
        }
    }
}

static void twenty_random_networks(Chapter *c, const Dataset *d) {
    chapter_section(c, "Twenty random networks");
    printf("%d networks, and %d pictures for each of them.\n", NETWORKS,
           d->count);
    chapter_predict(c, "How many of a hundred pictures will one get right?");
    Table t = table_begin("network | right, % | favourite answer | given to, %",
                          "%7d | %8.1f | %16d | %11.1f");
    Figure *f = figure_open(c, "ch06_guesses", "network right favourite");
    figure_number(f, "images", d->count);
    Figure *spread = figure_open(c, "ch06_spread", "z");
    figure_number(spread, "deviation", deviation);
    figure_number(spread, "inputs", PIXELS);
    double right[NETWORKS], given[NETWORKS], x[PIXELS];
    for (int k = 0; k < NETWORKS; k++) {
        const Network *n = network(c, k);
        double said[CLASSES] = {0};
        right[k] = 0;
        for (int i = 0; i < d->count; i++) {
            dataset_image(d, i, x);
            int answer = argmax(outputs(n, x), CLASSES);
            said[answer]++;
            right[k] += 100.0 * (answer == d->label[i]) / d->count;
            count_sums();
            for (int j = 0; i % 20 == 19 && j < sizes[1]; j++)
                figure_row(spread, pass.z[1][j]);
        }
        int favourite = argmax(said, CLASSES);
        given[k] = 100 * said[favourite] / d->count;
        table_row(&t, k + 1, right[k], favourite, given[k]);
        figure_row(f, k + 1, right[k], given[k]);
    }
    table_end(&t);
    Spread s = spread_of(right, NETWORKS), g = spread_of(given, NETWORKS);
    figure_number(f, "mean", s.mean);
    figure_close(c, f);
    figure_close(c, spread);
    printf(
        "Right: from %.1f to %.1f %%, the mean of all %.1f %%. Half of the "
        "networks\ngive their favourite answer to %.1f %% of the pictures or "
        "more.\n\n",
        s.low, s.high, s.mean, g.median);
}

// a2: the Σa² of a layer's inputs.
static double typical_sum(double a2) { return deviation * sqrt(a2 + 1); }

static void why_they_shout(Chapter *c, int pictures) {
    enum { SUMS = 10000 };
    chapter_section(c, "Why they shout");
    chapter_predict(c, "A hundred numbers from N(0, 1), added up: is the sum "
                       "about 1, 10 or 100?");
    Table t = table_begin("numbers | typical size of their sum | √n",
                          "%7d | %25.2f | %5.2f");
    Rng r = rng_new(c->seed);
    const int numbers[] = {1, 10, 100, PIXELS};
    for (int k = 0; k < 4; k++) {
        double mean_square = 0;
        for (int i = 0; i < SUMS; i++) {
            double sum = 0;
            for (int j = 0; j < numbers[k]; j++)
                sum += rng_normal(&r);
            mean_square += sum * sum / SUMS;
        }
        table_row(&t, numbers[k], sqrt(mean_square), sqrt(numbers[k]));
    }
    table_end(&t);
    printf("And the sums z of all the neurons above:\n");
    chapter_predict(c, "Σa² of a picture is near 100. Of what size is z?");
    t = table_begin("layer|inputs: mean Σa²|√(Σa² + 1)|typical size of z|"
                    "% beyond ±5",
                    "%5d|%10.2f|%6.2f|%12.2f|%7.1f");
    for (int k = 0; k < count - 1; k++) {
        double n = (double)pictures * sizes[k + 1], in = inputs[k] / pictures;
        table_row(&t, k + 2, in, typical_sum(in), sqrt(squares[k] / n),
                  100 * far[k] / n);
    }
    table_end(&t);
    printf("The slope of σ: %.6f at 0, %.6f at 5, %.6f at 10.\n\n", 0.25,
           m_sigmoid(5) * m_sigmoid(-5), m_sigmoid(10) * m_sigmoid(-10));
}

static double two_inputs[PIXELS] = {0.8, 0.3};

static real by_loops(void *network) { return outputs(network, two_inputs)[0]; }

static real by_matrices(void *mirror) { return t_item(mirror_forward(mirror)); }

static void check(Chapter *c) {
    Network *n = small_network(c);
    Mirror m = mirror_new(n, two_inputs);
    t_backward(mirror_forward(&m));
    report_begin(c);
    for (int k = 0; k < 2; k++) {
        double numeric = central_difference(by_loops, n, &two_inputs[k], 6e-6);
        outputs(n, two_inputs);
        report_row(c, k ? "∂a′/∂ input 2" : "∂a′/∂ input 1, three paths",
                   by_three_paths(n, &pass, k), m.a[0]->grad[k], numeric);
    }
    report_params(c, m.graph, by_matrices, &m, graph_params(m.graph));
    report_end(c);
    graph_free(m.graph);
}

// The first image of this digit, as numbers.
static int first(const Dataset *d, int digit, double *image) {
    int i = 0;
    while (i < d->count - 1 && d->label[i] != digit)
        i++;
    dataset_image(d, i, image);
    return i;
}

static void tell(Chapter *c, const Dataset *d, const Dataset *unused) {
    (void)unused;
    sizes[count++] = PIXELS;
    for (int k = 0; k < hidden.n; k++)
        sizes[count++] = hidden.size[k];
    sizes[count++] = CLASSES;
    double three[PIXELS], seven[PIXELS];
    int which = first(d, 3, three);
    first(d, 7, seven);
    neurons_side_by_side(c);
    a_list_of_sizes(c);
    one_picture(c, d->image + which * PIXELS, three);
    what_sigma_is_good_for(c, d, three, seven);
    what_a_random_network_says(c, three);
    twenty_random_networks(c, d);
    why_they_shout(c, NETWORKS * d->count);
    check(c);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch06_network",
                                         "A network is a function", options,
                                         &folder, IMAGES, 1, tell});
}
