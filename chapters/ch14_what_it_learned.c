/*
# Chapter 14: What it has learned

**The question.** Article 1 hopes that the first hidden layer finds short edges,
the second loops and strokes, and the last one digits. Our network reads 93 of
100 images. Does it read them that way? By the end you will have measured it on
ten networks, shown them noise, taught some of them nonsense, and asked what
they would like best and what fools them.

Read it beside article 1 (rows A1-10 and A1-12, the note E5). Run it with `make
ch14`. What the text says of numbers is about the real MNIST (`make mnist`);
with the drawn digits they are others.

**本章要点** 文章一希望第一层学到短边，第二层学到圆圈和笔画；我们用数字来检验，而不是只看图。
结果：权重图只有一小部分像边，"圆圈神经元"不比碰运气多；给它看噪声，它也常常自信地说是某个数字。
标签打乱了，它照样背得下来；对输入求梯度，可以"梦"出它最喜欢的图，也可以用很小的改动骗过它。

**New here**

noise image (噪声图像)
: an image whose 784 pixels are independent random numbers from 0 to 1.

control (对照)
: the same measurement where the answer is known: for a real edge, 100 of 100.

input gradient (对输入的梯度)
: ∂C/∂image, a slope for each of the 784 pixels. The weights stay as they are.

adversarial example (对抗样本)
: an image changed a little, by `0.05` a pixel, so that the answer is wrong.
*/

#include "../lib/chapter.h"
#include "../lib/math.h"
#include "../lib/parallel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, UNITS = 16, SEEDS = 5 };
enum { IMAGES = 50000, TESTS = 10000, BATCH = 10, EPOCHS = 10 };
static Dataset train, test;

/*
## Ten networks

All are article 1's, 784-16-16-10, with the cost and the rate of chapter 13, for
ten epochs. Five start as in the articles, from weights of deviation 1. The
other five start from 1/√n for n inputs, 1/28 in the first layer. So small a
start is soon covered by what is learned, which gives the hope its best chance.
*/

enum { NETS = 2 * SEEDS };
static const char *const starts[] = {"small", "article"};

typedef struct Net {
    Graph *graph;  // owned
    Mlp mlp;
    Rng rng;
    const Dataset *set;  // what it learns from
} Net;

static Net net_new(Init init, int seed, const Dataset *set) {
    static const int sizes[] = {PIXELS, UNITS, UNITS, CLASSES};
    Net n = {.graph = graph_new(1), .rng = rng_new((uint64_t)seed), .set = set};
    n.mlp = mlp_new(n.graph, sizes, 4, SIGMOID, init, &n.rng);
    return n;
}

static Tensor *outputs(const Net *n, Tensor *x) {
    return t_sigmoid(mlp_forward(&n->mlp, x));
}

static Tensor *cost_of(const Net *n, Tensor *x, Tensor *y) {
    return t_scale(t_squared_error(outputs(n, x), y), (real)0.5);
}

// As many images as there are, drawn at random.
static void one_epoch(void *nets, int part) {
    Net *n = (Net *)nets + part;
    for (int done = 0; done < n->set->count; done += BATCH) {
        int index[BATCH];
        for (int k = 0; k < BATCH; k++)
            index[k] = rng_below(&n->rng, n->set->count);
        GraphMark mark = graph_mark(n->graph);
        Batch b = batch_gather(n->graph, n->set, index, BATCH);
        t_backward(cost_of(n, b.x, b.y));
        graph_rewind(n->graph, mark);
        sgd_step(n->graph, 3);
    }
}

static double read_right(const Net *n, const Dataset *d) {
    return 100.0 * dataset_correct(&n->mlp, d) / d->count;
}

// Sorts n numbers: then x[0], x[n/2], x[n-1] are lowest, median, highest.
static void sort(double *x, int n) {
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && x[k - 1] > x[k]; k--) {
            double larger = x[k - 1];
            x[k - 1] = x[k], x[k] = larger;
        }
}

static double larger(double a, double b) { return a > b ? a : b; }

static double train_all(Chapter *c, Net *net, Pool *pool) {
    int epochs = c->quick ? 2 : EPOCHS;
    double right[NETS];
    chapter_section(c, "Ten networks");
    chapter_progress(c, 0, epochs, "ten networks");
    for (int e = 1; e <= epochs; e++) {
        pool_run(pool, NETS, one_epoch, net);
        chapter_progress(c, e, epochs, "epoch %d of %d", e, epochs);
    }
    Table t =
        table_begin("start | read right of 100: lowest | median | highest",
                    "%-7s | %.2f | %.2f | %.2f");
    for (int k = 0; k < NETS; k++)
        right[k] = read_right(&net[k], &test);
    for (int s = 0; s < 2; s++) {
        double *x = right + s * SEEDS;
        sort(x, SEEDS);
        table_row(&t, starts[s], x[0], x[SEEDS / 2], x[SEEDS - 1]);
    }
    table_end(&t);
    return right[SEEDS / 2];
}

// A data set of a figure: the picture at its place.
static void draw(Series *s, int place, const real *picture) {
    series_block(s, "place column row value");
    for (int i = 0; i < PIXELS; i++)
        series_row(s, 4, (double)place, (double)(i % SIDE), (double)(i / SIDE),
                   (double)picture[i]);
}

// The same as text, n of them side by side.
static void show_images(int n, const real *pictures) {
    uint8_t byte[3][PIXELS];
    for (int i = 0; i < n * PIXELS; i++)
        byte[i / PIXELS][i % PIXELS] = (uint8_t)(255 * pictures[i] + (real)0.5);
    text_images(n, (const uint8_t *[]){byte[0], byte[1], byte[2]}, SIDE, SIDE);
}

/*
## First, the check

Later we turn knobs that were left alone so far: the pixels. By hand, with the δ
of chapter 9, the slopes of the cost with all pixels are W₁ᵀδ₁, since the image
enters only through W₁a. Compared for one image and a fresh network, all 784.
*/

static const real *input_gradient_by_hand(const Net *n, Tensor *x, Tensor *y) {
    Tensor *a[4] = {x};
    for (int k = 0; k < 3; k++)
        a[k + 1] = t_sigmoid(t_linear(a[k], n->mlp.weight[k], n->mlp.bias[k]));
    Tensor *slope = t_sub(a[3], y);  // ∂C/∂a, a row
    for (int k = 3; k > 0; k--) {
        Tensor *delta = t_mul(slope, t_sub(a[k], t_square(a[k])));
        slope = t_matmul(delta, n->mlp.weight[k - 1]);  // (Wᵀδ)ᵀ
    }
    return slope->data;
}

typedef struct Checked {
    const Net *net;
    Tensor *x, *y;
} Checked;

static real cost_here(void *context) {
    const Checked *k = context;
    GraphMark mark = graph_mark(k->net->graph);
    real cost = t_item(cost_of(k->net, k->x, k->y));
    graph_rewind(k->net->graph, mark);
    return cost;
}

static void check(Chapter *c) {
    Net net = net_new(INIT_LECUN, (int)c->seed, &train);
    Batch b = batch_gather(net.graph, &train, (int[]){0}, 1);
    Checked k = {&net, t_input(net.graph, 1, PIXELS, b.x->data), b.y};
    const real *hand = input_gradient_by_hand(&net, b.x, b.y);
    t_backward(cost_of(&net, k.x, k.y));
    report_begin(c);
    int dark = argmax(k.x->data, PIXELS);
    for (int r = 0; r < 2; r++) {
        int i = r ? dark : 0;
        real h = difference_step(k.x->data[i]);
        double numeric =
            (double)central_difference(cost_here, &k, &k.x->data[i], h);
        report_row(c, r ? "the darkest pixel" : "the pixel in the corner",
                   (double)hand[i], (double)k.x->grad[i], numeric);
    }
    size_t worst, agree = check_gradient(cost_here, &k, k.x->data, k.x->grad,
                                         PIXELS, &worst);
    real *pixel = &k.x->data[worst];
    real slope =
        central_difference(cost_here, &k, pixel, difference_step(*pixel));
    report_many(c, "all, numeric and by tape", PIXELS, agree,
                fabs((double)(slope - k.x->grad[worst])));
    double off = 0;
    for (int i = 0; i < PIXELS; i++)
        off = larger(off, fabs((double)(hand[i] - k.x->grad[i])));
    agree = off <= 10 * (double)REAL_EPSILON ? PIXELS : 0;
    report_many(c, "all, by hand and by tape", PIXELS, agree, off);
    report_end(c);
    printf("\n");
    graph_free(net.graph);
}

/*
The corner is paper in every image, so that no step ever moves a weight behind
it (chapter 7). Its *own* slope is not 0: ink there would change the cost.

## Edges?

Chapter 5 has an edge: a band of weights with a negative border. Take that shape
in two lengths, and also a step from minus to plus; each in eight directions,
around 400 places: 12,800 edges. Scale an edge so that it fits a weight image as
well as it can. What share of the image's sum of w² does the best one explain? A
measure that cannot say yes and cannot say no measures nothing, so two controls
come first: an edge, and blots, which are squares of 3x3 pixels with one random
weight each.
*/

enum { BLOTS = 20, CONTROLS = 1 + BLOTS };
enum { PICTURES = CONTROLS + NETS * UNITS };
static real picture[PICTURES][PIXELS];

// An edge around a pixel. kind: bit 0 a step, not a band; bit 1 long; then the
// direction. Fills its pixels and their weights, and returns how many.
static int make_edge(int kind, int row, int col, int *pixel, double *weight) {
    double sine, cosine, half = kind & 2 ? 6 : 3;
    int n = 0;
    m_sincos((kind >> 2) * 3.14159265358979323846 / 8, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        int x = i % SIDE - col, y = i / SIDE - row;
        double u = x * cosine + y * sine, v = y * cosine - x * sine;
        if (u < -half || u >= half || v < -3.5 || v >= 3.5)
            continue;
        double band = v >= -1.5 && v < 1.5 ? 1 : -0.75;
        pixel[n] = i;
        weight[n++] = kind & 1 ? (v < 0 ? -1 : 1) : band;
    }
    return n;
}

// share[p]: the largest (w·t)²/(|w|²|t|²) over all edges t, of 100.
static void find_edges(int stride, double *share) {
    int pixel[PIXELS];
    double weight[PIXELS], size[PICTURES] = {0};
    for (int p = 0; p < PICTURES; p++) {
        share[p] = 0;
        for (int i = 0; i < PIXELS; i++)
            size[p] += (double)(picture[p][i] * picture[p][i]);
    }
    for (int kind = 0; kind < 32; kind++)
        for (int at = 0; at < 400; at += stride) {
            double own = 0;
            int n = make_edge(kind, 4 + at / 20, 4 + at % 20, pixel, weight);
            for (int i = 0; i < n; i++)
                own += weight[i] * weight[i];
            for (int p = 0; p < PICTURES; p++) {
                double dot = 0;
                for (int i = 0; i < n; i++)
                    dot += weight[i] * (double)picture[p][pixel[i]];
                share[p] = larger(share[p], 100 * dot * dot / (own * size[p]));
            }
        }
}

// Chapter 5's edge, blots, and then the units of all networks.
static void fill_pictures(const Net *net, uint64_t seed) {
    Rng r = rng_new(seed + 500);
    int pixel[PIXELS];
    double weight[PIXELS];
    for (int i = make_edge(2, 8, 14, pixel, weight) - 1; i >= 0; i--)
        picture[0][pixel[i]] = (real)weight[i];
    for (int p = 1; p < CONTROLS; p++) {
        real blot[100];
        for (int k = 0; k < 100; k++)
            blot[k] = (real)rng_normal(&r);
        for (int i = 0; i < PIXELS; i++)
            picture[p][i] = blot[i / SIDE / 3 * 10 + i % SIDE / 3];
    }
    for (int k = 0; k < NETS; k++)
        memcpy(picture[CONTROLS + k * UNITS], net[k].mlp.weight[0]->data,
               sizeof picture[0] * UNITS);
}

// result [2]: the median and the highest of the networks with the small start.
static void edges(Chapter *c, const Net *net, double *result) {
    static const char *const name[] = {"control: an edge", "control: blots",
                                       "units, small start",
                                       "units, article's start"};
    static const int count[] = {1, BLOTS, SEEDS * UNITS, SEEDS * UNITS};
    double share[PICTURES], *x = share;
    chapter_section(c, "Edges?");
    chapter_predict(c, "How much of a unit's weights is its best edge?");
    int stride = c->quick ? 2 : 1;
    printf("The weights of each unit of the first layer, against %d edges:\n\n",
           32 * 400 / stride);
    fill_pictures(net, c->seed);
    find_edges(stride, share);
    Series *s = chapter_series(c, "ch14_weights", "place share zero zero");
    for (int k = 0; k < 2 + UNITS; k++)
        series_row(s, 4, (double)k, share[k < 2 ? k : CONTROLS + k - 2], 0.,
                   0.);
    for (int k = 0; k < 2 + UNITS; k++)
        draw(s, k, picture[k < 2 ? k : CONTROLS + k - 2]);
    chapter_close(c, s);
    Table t =
        table_begin("one edge explains, of 100 | images | lowest | median "
                    "| highest",
                    "%-25s | %6d | %6.1f | %6.1f | %7.1f");
    for (int k = 0; k < 4; x += count[k++]) {
        sort(x, count[k]);
        table_row(&t, name[k], count[k], x[0], x[count[k] / 2],
                  x[count[k] - 1]);
    }
    table_end(&t);
    result[0] = share[CONTROLS + SEEDS * UNITS / 2];
    result[1] = share[CONTROLS + SEEDS * UNITS - 1];
}

/*
![Figure 14.1: Two controls in blue frames, then the weights of the 16 units of
the first layer, small start, seed 1: green for, red against. Beneath each, how
much of it one edge explains.](ch14_weights)

Some units hold a short stroke, just as the article hopes, and the measure finds
it: in the best of eighty, one edge is `25` to `50` of 100. In a median unit it
is `12` to `30`: more than blots have by chance, and far from an edge. The rest
is patches of both colours all over the page. With the article's start it is
less, for the noise of that start is still in the picture.

## Loops?

Now the second hidden layer. A 0, a 6, an 8 and a 9 have a loop; 1, 2, 3, 5 and
7 have none (a 4 may have one, so we leave it out). In the row of a loop unit,
the mean activations for the loop digits all lie above the others. (Or all
below: a unit may say no.) What would chance do? Nine digits have 126 groups of
four; one is on top of a row and one at its bottom. So of eighty rows in any
order, 80·2/126 or `1.3` pass.
*/

typedef double Means[UNITS][CLASSES];

static void unit_means(const Net *n, Means mean) {
    int count[CLASSES] = {0};
    memset(mean, 0, sizeof(Means));
    for (int i = 0; i < test.count; i++) {
        GraphMark mark = graph_mark(n->graph);
        Tensor *a = batch_gather(n->graph, &test, &i, 1).x;
        for (int k = 0; k < 2; k++)
            a = t_sigmoid(t_linear(a, n->mlp.weight[k], n->mlp.bias[k]));
        for (int u = 0; u < UNITS; u++)
            mean[u][test.label[i]] += (double)a->data[u];
        count[test.label[i]]++;
        graph_rewind(n->graph, mark);
    }
    for (int u = 0; u < UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            mean[u][d] /= count[d] > 0 ? count[d] : 1;
}

// How far all loop digits lie to one side of the rest; below 0: they do not.
static double loop_gap(const double *mean) {
    static const int loop[CLASSES] = {1, 0, 0, 0, 2, 0, 1, 0, 1, 1};  // 2: a 4
    double low[3] = {2, 2, 2}, high[3] = {-1, -1, -1};
    for (int d = 0; d < CLASSES; d++) {
        int k = loop[d];
        low[k] = mean[d] < low[k] ? mean[d] : low[k];
        high[k] = larger(high[k], mean[d]);
    }
    return larger(low[1] - high[0], low[0] - high[1]);
}

static void show_means(Chapter *c, Means mean) {
    Table t = table_begin("unit|0|1|2|3|4|5|6|7|8|9",
                          "%4d|%.2f|%.2f|%.2f|%.2f|%.2f|%.2f|%.2f|%.2f|%.2f|"
                          "%.2f");
    Series *s = chapter_series(c, "ch14_units", "digit unit mean gap");
    for (int u = 0; u < UNITS; u++) {
        const double *x = mean[u];
        table_row(&t, u, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8],
                  x[9]);
        for (int d = 0; d < CLASSES; d++)
            series_row(s, 4, (double)d, (double)u, x[d], loop_gap(x));
    }
    chapter_close(c, s);
    table_end(&t);
}

// Returns how many units of the networks with the small start pass.
static double loops(Chapter *c, const Net *net) {
    enum { ALL = SEEDS * UNITS };
    int pass[2] = {0}, lit[2] = {0};
    Means mean;
    chapter_section(c, "Loops?");
    chapter_predict(c, "Of eighty units, how many have the loops on one side?");
    for (int k = 0; k < NETS; k++) {
        unit_means(&net[k], mean);
        if (k == 0) {
            printf("Mean activations of the second hidden layer, first "
                   "network:\n\n");
            show_means(c, mean);
        }
        for (int u = 0; u < UNITS; u++) {
            pass[k / SEEDS] += loop_gap(mean[u]) > 0;
            for (int d = 0; d < CLASSES; d++)
                lit[k / SEEDS] += mean[u][d] > 0.5;
        }
    }
    Table t = table_begin("start|units|loops on one side|by chance|"
                          "digits that light a unit",
                          "%-7s | %5d | %17d | %9.1f | %.1f");
    for (int s = 0; s < 2; s++)
        table_row(&t, starts[s], ALL, pass[s], ALL * 2 / 126.0,
                  lit[s] / (double)ALL);
    table_end(&t);
    return pass[0];
}

/*
![Figure 14.2: Mean activation of the 16 units of the second hidden layer for
each digit, small start, seed 1. The loop digits stand on the left.](ch14_units)

No more pass than chance would let pass: `0` to `6` of eighty. A unit is lit by
some digits that share no part, and in another network by others (try `make ch14
ARGS="--seed 2"`). The digit is in the *pattern* of sixteen, as a number is in
its binary digits, of which none alone means much. The hope was one way in which
it could be done. Training found another: the cost asks for right answers and
not for loops.

## Noise

Each network gets a thousand noise images. How often is its largest output over
`0.9`? (For comparison, a thousand test images.)
*/

enum { MANY = 1000 };

// a [n, CLASSES]: what the network says to the images x [n, PIXELS].
static void ask(const Net *net, const real *x, int n, real *a) {
    GraphMark mark = graph_mark(net->graph);
    Tensor *says = outputs(net, t_const(net->graph, n, PIXELS, x));
    memcpy(a, says->data, (size_t)(n * CLASSES) * sizeof *a);
    graph_rewind(net->graph, mark);
}

static int answer(const real *a, int i) {
    return argmax(a + i * CLASSES, CLASSES);
}

// Of 100 images, so many have an output over 0.9; count [CLASSES]: the answers.
static double sure_of(const real *a, int n, int *count) {
    double sure = 0;
    memset(count, 0, CLASSES * sizeof *count);
    for (int i = 0; i < n; i++) {
        sure += (a[i * CLASSES + answer(a, i)] > (real)0.9) * 100.0 / n;
        count[answer(a, i)]++;
    }
    return sure;
}

// x [MANY, PIXELS]: test images. Returns how many.
static int test_images(real *x) {
    int n = test.count < MANY ? test.count : MANY;
    for (int i = 0; i < n * PIXELS; i++)
        x[i] = (real)(test.image[i] / 255.0);
    return n;
}

// sure [NETS]: of 100 noise images, so many are over 0.9.
static void noise(Chapter *c, const Net *net, double *sure) {
    static real digits[MANY * PIXELS], pixels[MANY * PIXELS];
    static real a[MANY * CLASSES];
    int n = test_images(digits), count[CLASSES];
    Rng r = rng_new(c->seed + 600);
    for (int i = 0; i < MANY * PIXELS; i++)
        pixels[i] = (real)rng_uniform(&r);
    chapter_section(c, "Noise");
    chapter_predict(c, "Of 100 noise images, how many get an output over 0.9?");
    Table t = table_begin("start|seed|digits over 0.9|noise over 0.9|its "
                          "favourite|given to, of 100",
                          "%-7s | %4d | %14.1f | %14.1f | %9d | %.0f");
    Series *s = chapter_series(c, "ch14_noise", "net noise favourite share");
    for (int k = 0; k < NETS; k++) {
        ask(&net[k], digits, n, a);
        double of_digits = sure_of(a, n, count);
        ask(&net[k], pixels, MANY, a);
        sure[k] = sure_of(a, MANY, count);
        int best = 0;
        for (int j = 0; j < CLASSES; j++)
            best = count[j] > count[best] ? j : best;
        double share = count[best] * 100.0 / MANY;
        table_row(&t, starts[k / SEEDS], (int)c->seed + k % SEEDS, of_digits,
                  sure[k], best, share);
        series_row(s, 4, (double)k, sure[k], (double)best, share);
    }
    table_end(&t);
    ask(&net[0], pixels, MANY, a);
    int top = argmax(a, MANY * CLASSES), image = top / CLASSES;
    printf("The first network is surest of noise %d: %d, %.3f.\n\n", image,
           top % CLASSES, (double)a[top]);
    draw(s, image, pixels + image * PIXELS);
    series_block(s, "output");
    for (int j = 0; j < CLASSES; j++)
        series_row(s, 4, (double)j, (double)a[image * CLASSES + j], 0., 0.);
    chapter_close(c, s);
}

/*
![Figure 14.3: The noise that the first network is surest of, what it says, and
how often each network is that sure.](ch14_noise)

The seed decides. One network is hardly ever so sure, and another one of `30` to
`100` of 100. Each gives most of the noise to one or two favourite digits. It
cannot say "that is no digit": it was never shown an image that is none.

## Nonsense, learned by heart

Must a network *find* something to get its answers right? Shuffle the labels of
500 training images among them, and there is nothing to find. Five networks
learn this, five the true labels; both also read 1,000 test images.
*/

enum { FEW = 500, LONG = 200, COLUMNS = 1 + 4 * SEEDS };

static Dataset shuffle_labels(Dataset d, uint64_t seed) {
    static uint8_t label[FEW];
    int order[FEW];
    Rng r = rng_new(seed + 700);
    for (int i = 0; i < d.count; i++)
        order[i] = i;
    rng_shuffle(&r, order, d.count);
    for (int i = 0; i < d.count; i++)
        label[i] = d.label[order[i]];
    d.label = label;
    return d;
}

// x: the epoch, then five each, sorted: true labels, seen; unseen; shuffled.
static void nonsense(Chapter *c, Pool *pool, double *x) {
    int epochs = c->quick ? 2 : LONG, every = c->quick ? 1 : 5;
    Dataset few = train, unseen = test;
    Net net[NETS];
    few.count = few.count < FEW ? few.count : FEW;
    unseen.count = unseen.count < MANY ? unseen.count : MANY;
    Dataset shuffled = shuffle_labels(few, c->seed);
    for (int k = 0; k < NETS; k++)
        net[k] = net_new(INIT_LECUN, (int)c->seed + k % SEEDS,
                         k < SEEDS ? &few : &shuffled);
    chapter_section(c, "Nonsense, learned by heart");
    chapter_predict(c, "How many of 500 shuffled labels can be learned?");
    printf("Read right of 100 images seen in training, and of 100 others:\n\n");
    Table t =
        table_begin("epoch|true: seen|unseen|shuffled: seen|lowest|highest"
                    "|unseen|lowest|highest",
                    "%5d|%.1f|%.1f|%.1f|%.1f|%.1f|%.1f|%.1f|%.1f");
    Series *s = chapter_series(c, "ch14_labels",
                               "epoch t1 t2 t3 t4 t5 u1 u2 u3 u4 u5 s1 s2 s3 "
                               "s4 s5 v1 v2 v3 v4 v5");
    for (int e = 0; e <= epochs; e++) {
        if (e > 0)
            pool_run(pool, NETS, one_epoch, net);
        if (e % every)
            continue;
        x[0] = e;
        for (int k = 0; k < NETS; k++) {
            double *seen = x + 1 + k / SEEDS * 2 * SEEDS + k % SEEDS;
            seen[0] = read_right(&net[k], net[k].set);
            seen[SEEDS] = read_right(&net[k], &unseen);
        }
        for (int k = 0; k < 4; k++)
            sort(x + 1 + k * SEEDS, SEEDS);
        series_row_from(s, COLUMNS, x);
        if (e <= 2 || e == 10 || e % 50 == 0)
            table_row(&t, e, x[3], x[8], x[13], x[11], x[15], x[18], x[16],
                      x[20]);
        chapter_progress(c, e, epochs, "shuffled labels, epoch %d", e);
    }
    chapter_close(c, s);
    table_end(&t);
    for (int k = 0; k < NETS; k++)
        graph_free(net[k].graph);
}

/*
![Figure 14.4: Images read right while learning true labels and shuffled ones:
the median of five networks, and the band from the lowest to the
highest.](ch14_labels)

With 13,002 knobs, `75` to `97` of 100 shuffled labels are learned by heart,
later than the true ones. For images not seen that is worth nothing: `5` to
`15`, as a guess. So a low cost says that the *answers* are known, and not how.

## What it would like best

Now turn the pixels. Start from an empty page and walk uphill on what one output
says: 200 steps of length 0.2 along ∂z/∂image, all pixels kept from 0 to 1. (We
climb the weighted sum z and not a, since where a is near 0 the factor σ′ would
stop us: chapter 13's lost digit.) Row d of a batch of ten climbs output d.
*/

static real inside(real x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

// x [CLASSES, PIXELS]: row d becomes what output d would like best.
static void dream(const Net *n, real *x) {
    real wish[CLASSES * CLASSES] = {0};
    for (int d = 0; d < CLASSES; d++)
        wish[d * CLASSES + d] = 1;
    memset(x, 0, CLASSES * PIXELS * sizeof *x);
    for (int step = 0; step < 200; step++) {
        GraphMark mark = graph_mark(n->graph);
        Tensor *image = t_input(n->graph, CLASSES, PIXELS, x);
        Tensor *z = mlp_forward(&n->mlp, image);
        t_backward(t_sum(t_mul(z, t_const(n->graph, CLASSES, CLASSES, wish))));
        for (int d = 0; d < CLASSES; d++) {
            real *row = x + d * PIXELS, *slope = image->grad + d * PIXELS;
            double squares = 1e-30;
            for (int i = 0; i < PIXELS; i++)
                squares += (double)(slope[i] * slope[i]);
            for (int i = 0; i < PIXELS; i++)
                row[i] =
                    inside(row[i] + slope[i] * (real)(0.2 / sqrt(squares)));
        }
        graph_rewind(n->graph, mark);
    }
}

static void show_dreams(Chapter *c, const real *x, const real *a) {
    Series *s = chapter_series(c, "ch14_dream", "digit output zero zero");
    for (int d = 0; d < CLASSES; d++)
        series_row(s, 4, (double)d, (double)a[d * CLASSES + d], 0., 0.);
    for (int d = 0; d < CLASSES; d++)
        draw(s, d, x + d * PIXELS);
    chapter_close(c, s);
    printf("The first network's dream of a 0, of a 1 and of a 2:\n\n");
    show_images(3, x);
}

// Returns how many of 100 dreams the other networks read as they are meant.
static double dreams(Chapter *c, const Net *net) {
    static real x[CLASSES * PIXELS];
    real a[CLASSES * CLASSES];
    int over = 0, agree = 0, all = SEEDS * CLASSES, asked = all * (SEEDS - 1);
    chapter_section(c, "What it would like best");
    chapter_predict(c, "Does the dream of a 2 look like a 2? To the other "
                       "networks?");
    for (int k = 0; k < SEEDS * SEEDS; k++) {
        int dreamer = k / SEEDS, reader = k % SEEDS;
        if (reader == 0)
            dream(&net[dreamer], x);
        ask(&net[reader], x, CLASSES, a);
        for (int d = 0; d < CLASSES; d++) {
            over += reader == dreamer && a[d * CLASSES + d] > (real)0.9;
            agree += reader != dreamer && answer(a, d) == d;
        }
        if (k == 0)
            show_dreams(c, x, a);
    }
    printf("Of %d dreams of five networks, %d get over 0.9 from the one that "
           "dreamed. The\nother four read that digit in %d of %d cases.\n\n",
           all, over, agree, asked);
    return 100.0 * agree / asked;
}

/*
![Figure 14.5: What each output of the first network would like best, and what
it then says.](ch14_dream)

The network is as sure as of a good digit. We see scraps of strokes, as nobody
would write. And yet the other networks, whose units are quite different, read
`90` to `100` of 100 dreams as the dreamer meant them. So they do have something
in common. It is not parts; it is where ink speaks for a digit, and where
against it.

## The nudge that fools it

Last, from a real image, and uphill on the cost. A step moves each pixel by
`0.01` along the sign of ∂C/∂image, so after five steps no pixel has changed by
more than `0.05`. For comparison, the same along random signs. Of 200 test
images we count those that were read and no longer are. (The idea is of
Goodfellow, Shlens and Szegedy, 2014.)
*/

enum { TRIED = 200, STEPS = 20, SHOWN = 5 };

// x [n, PIXELS] takes a step of 0.01 along the signs of way, or along those of
// ∂C/∂x where way is NULL.
static void nudge(const Net *net, real *x, int n, const real *way) {
    static int index[TRIED];
    for (int i = 0; i < n; i++)
        index[i] = i;
    GraphMark mark = graph_mark(net->graph);
    Tensor *image = t_input(net->graph, n, PIXELS, x);
    t_backward(
        cost_of(net, image, batch_gather(net->graph, &test, index, n).y));
    way = way ? way : image->grad;
    for (int i = 0; i < n * PIXELS; i++)
        x[i] = inside(x[i] + (real)0.01 * (real)((way[i] > 0) - (way[i] < 0)));
    graph_rewind(net->graph, mark);
}

// The first image that is misread after the nudge; the figure shows it.
static void show_fooled(Series *s, const real *x, const real *before,
                        const real *after, int n) {
    real shown[3 * PIXELS];
    int i = 0;
    while (i + 1 < n && (answer(before, i) != test.label[i] ||
                         answer(after, i) == test.label[i]))
        i++;
    for (int p = 0; p < PIXELS; p++) {
        shown[p] = (real)(test.image[i * PIXELS + p] / 255.0);
        shown[PIXELS + p] = x[i * PIXELS + p];
        shown[2 * PIXELS + p] = shown[PIXELS + p] - shown[p];
    }
    int was = answer(before, i), is = answer(after, i);
    double sure[2] = {(double)before[i * CLASSES + was],
                      (double)after[i * CLASSES + is]};
    series_row(s, 4, (double)was, sure[0], (double)is, sure[1]);
    for (int k = 0; k < 3; k++)
        draw(s, k, shown + k * PIXELS);
    printf("Test image %d: %d, %.3f; after five steps: %d, %.3f.\n\n", i, was,
           sure[0], is, sure[1]);
    show_images(2, shown);
}

// wrong [STEPS + 1]: pixels have moved by, then five each, sorted: of 100, so
// many are misread; along the gradient; at random.
typedef double Wrong[STEPS + 1][1 + 2 * SEEDS];

static void fooled(Chapter *c, const Net *net, Wrong wrong) {
    static real x[MANY * PIXELS], random[TRIED * PIXELS];
    real before[TRIED * CLASSES], a[TRIED * CLASSES];
    int most = c->quick ? TRIED / 4 : TRIED;
    int n = test.count < most ? test.count : most;
    Rng r = rng_new(c->seed + 800);
    for (int i = 0; i < TRIED * PIXELS; i++)
        random[i] = rng_uniform(&r) < 0.5 ? -1 : 1;
    Series *s = chapter_series(c, "ch14_example", "was score is score");
    for (int k = 0; k < 2 * SEEDS; k++) {
        const Net *one = &net[k % SEEDS];
        test_images(x);
        ask(one, x, n, before);
        for (int step = 0; step <= STEPS; step++) {
            int read = 0, off = 0;
            ask(one, x, n, a);
            for (int i = 0; i < n; i++)
                if (answer(before, i) == test.label[i])
                    read++, off += answer(a, i) != test.label[i];
            wrong[step][0] = step / 100.0;
            wrong[step][1 + k] = 100.0 * off / (read > 0 ? read : 1);
            if (k == 0 && step == SHOWN)
                show_fooled(s, x, before, a, n);
            nudge(one, x, n, k < SEEDS ? NULL : random);
        }
    }
    chapter_close(c, s);
}

static void the_nudge(Chapter *c, const Net *net, Wrong wrong) {
    chapter_section(c, "The nudge that fools it");
    chapter_predict(c, "Each pixel moves by 0.05: how many of 100 fool it?");
    fooled(c, net, wrong);
    printf("Of 100 images that were read, so many are misread:\n\n");
    Table t = table_begin("pixels moved by|gradient: lowest|median|highest|"
                          "random: lowest|median|highest",
                          "%.2f|%.1f|%.1f|%.1f|%.1f|%.1f|%.1f");
    Series *s =
        chapter_series(c, "ch14_fooled", "move g1 g2 g3 g4 g5 r1 r2 r3 r4 r5");
    for (int k = 0; k <= STEPS; k++) {
        double *x = wrong[k];
        sort(x + 1, SEEDS), sort(x + 1 + SEEDS, SEEDS);
        series_row_from(s, 1 + 2 * SEEDS, x);
        if (k <= 2 || k % 5 == 0)
            table_row(&t, x[0], x[1], x[3], x[5], x[6], x[8], x[10]);
    }
    table_end(&t);
    chapter_close(c, s);
}

/*
![Figure 14.6: Left: an image, a nudge of five steps, and the two together.
Right: of 100 images that were read, how many no longer are when the pixels move
so far.](ch14_fooled)

With `0.05` a pixel, which we hardly notice, `10` to `40` of 100 become
adversarial examples, with `0.10` it is `35` to `70`; a random nudge of that
size fools it in `0` to `15`. An accident is no danger, the gradient is: 784
changes, each of them nothing, that all push the sums the same way.

## Does the text hold?

The ranges in this text are those of a full run on MNIST, with room for other
machines. The program holds itself to them.
*/

static void the_experiment(Chapter *c) {
    Net net[NETS];
    Pool *pool = pool_new(2);
    double edge[2], sure[NETS], labels[COLUMNS];
    static Wrong wrong;
    for (int k = 0; k < NETS; k++)
        net[k] = net_new(k < SEEDS ? INIT_LECUN : INIT_NORMAL,
                         (int)c->seed + k % SEEDS, &train);
    double median = train_all(c, net, pool);
    edges(c, net, edge);
    double pass = loops(c, net);
    noise(c, net, sure);
    nonsense(c, pool, labels);
    double agree = dreams(c, net);
    the_nudge(c, net, wrong);
    sort(sure, NETS);
    claims_begin(c, c->seed == 1);
    claim_row(c, "small start: the median of five", median, 92, 95, "%.0f");
    claim_row(c, "edge in a median unit", edge[0], 12, 30, "%.0f");
    claim_row(c, "edge in the best of 80 units", edge[1], 25, 50, "%.0f");
    claim_row(c, "loop units, of 80", pass, 0, 6, "%.0f");
    claim_row(c, "noise over 0.9, surest network", sure[NETS - 1], 30, 100,
              "%.0f");
    claim_row(c, "shuffled labels, seen", labels[13], 75, 97, "%.0f");
    claim_row(c, "the same, unseen", labels[18], 5, 15, "%.0f");
    claim_row(c, "dreams read by the others", agree, 90, 100, "%.0f");
    claim_row(c, "fooled by 0.05, median", wrong[5][3], 10, 40, "%.0f");
    claim_row(c, "fooled by 0.10, median", wrong[10][3], 35, 70, "%.0f");
    claim_row(c, "by a random 0.10, median", wrong[10][8], 0, 15, "%.0f");
    claims_end(c);
    for (int k = 0; k < NETS; k++)
        graph_free(net[k].graph);
    pool_free(pool);
}

int main(int argc, char **argv) {
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), CHAPTER_TWO_BUILDS(&c), {0}};
    if (!chapter_begin(&c, argc, argv, "ch14_what_it_learned",
                       "What it has learned", extra))
        return c.status;
    if (!chapter_data(&c, folder, c.check_only ? BATCH : IMAGES,
                      c.check_only ? BATCH : TESTS, &train, &test))
        return chapter_end(&c);
    if (!c.checked)
        check(&c);
    if (!c.check_only)
        the_experiment(&c);
    dataset_free(&train);
    dataset_free(&test);
    return chapter_end(&c);
}

/*
## What we cut corners on

We looked for edges in the weights, and for a few shapes of edge. Sixteen units
and ten epochs are little. In networks made for images, whose units look at
small patches with the same weights everywhere, edges *are* found in the first
layer: the hope was not foolish, but this network is too plain for it, and
article 2 drops it without a word. Nor did we try to cure the noise or the
nudge; training on such images helps somewhat.

## Exercises

`make ex14` writes the files to edit and checks them; `make hint14` helps.

- **14a** Dream a digit: one step uphill in the pixels.
- **14b** The smallest nudge of all pixels that changes a neuron's answer.

Next: a better cost, a better start, more layers. `make ch15`.
*/
