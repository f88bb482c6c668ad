/*
# Chapter 11: The drunk man and the careful man

**The question.** One exact step downhill looks at every image of the training
set first. Could we look at ten, or at a single one, and step at once? By the
end you will have seen how far a few images mislead, followed both ways over one
map, counted their price, and won back what the quick one gives up.

Read it beside article 3 (rows A3-7, A3-8, A3-19 and A3-20) and article 4 (A4-8
and A4-9), with the notes E10 and E14. Run it with `make ch11`, and turn its
knobs: `make ch11 ARGS="--batch 10"`. The text holds for drawn digits and MNIST.

**本章要点** 随机抽几个样本算梯度，平均来说就等于整个训练集的梯度；单独一次的偏差约为 σ/√m。
随机梯度下降像醉汉下山，步子歪歪扭扭，走得却快；谨慎的人看完所有样本才走一步。
醉汉到了谷底也停不下来，总在高一点的地方徘徊，高出多少与学习率成正比、与 m 成反比；先洗牌再依次取样本，徘徊得更低。

**New here**

mini-batch (小批量)
: a few examples, m of them, whose mean gradient makes one step; often 10.

epoch (轮)
: once through all examples. 5,000 images in tens make 500 steps an epoch.

stochastic gradient descent (随机梯度下降)
: to step by the gradient of a few examples drawn by chance, even of 1.

noise floor (噪声基底)
: how far above the lowest cost such steps go on hovering; 0 for exact steps.

momentum μ (动量)
: how much of the last step's velocity is kept: 0 is none, `0.9` most of it.
*/

#include "../lib/elementary.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TRAIN = 5000, TEST = 1000, KNOBS = 13002, FEW = 100 };

static double rate = 1, mu = 0.9;
static int batch = 1;
static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--rate", KNOB_NUMBER, &rate, 0.1, 32, "the drunk man's η", "醉汉的 η"},
    {"--batch", KNOB_WHOLE, &batch, 1, FEW, "his images a step, m", "醉汉的 m"},
    {"--mu", KNOB_NUMBER, &mu, 0, 0.99, "μ of the heavy ball", "重球的 μ"},
    {0}};

/*
## The gradient is a mean

We begin with a network so small that it can be drawn on a map: one neuron, a =
σ(wx + b), two knobs. It is shown a 1 or a 7 and should answer 1 or 0. All it is
told is how much ink there is, x = (ink - 75)/25, counted in black pixels. That
is little, so examples disagree. C is the mean of (a - y)² over 100.
*/

typedef struct Ink {
    double x[FEW], y[FEW];  // ink and target of each image
} Ink;

typedef struct Knobs {
    double w, b;  // the two knobs, or ∂C/∂w and ∂C/∂b
} Knobs;

static Knobs slope_of_one(const Ink *s, Knobs q, int i) {
    double a = m_sigmoid(q.w * s->x[i] + q.b);
    double by_z = 2 * (a - s->y[i]) * a * (1 - a);
    return (Knobs){by_z * s->x[i], by_z};
}

static Knobs mean_slope(const Ink *s, Knobs q, const int *index, int n) {
    Knobs mean = {0, 0};
    for (int k = 0; k < n; k++) {
        Knobs one = slope_of_one(s, q, index[k]);
        mean.w += one.w / n;
        mean.b += one.b / n;
    }
    return mean;
}

/*
→ The gradient is a mean

The 1s want b to rise, the 7s want it to fall. What is left when all have pulled
is the gradient. (A mean, not a sum: the sum of a hundred would make a step a
hundred times as long.) A step against it, and look again: that is what article
3 means by "update the parameters, and iterate".

## Right on average

Now ask only m of the hundred, each drawn blindly (so one may come twice). In
each of the m places every image is as likely as any other. So over many such
draws all images count the same, and *on average* they come to the full
gradient, neither too short nor tilted to a side. A single draw misses it by
luck, by σ over √m (chapter 7); σ² is the mean square of one image's distance
from it. (Here σ is a deviation, not the function that squashes.)

→ Right on average

Ten images cost ten times as much as one and take away two thirds of the luck.
Two thirds of what is left cost ninety images more.

![Figure 11.1: What sixty single images ask of the two knobs, and sixty means of
ten and of a hundred. Green: the full gradient. Circles: σ/√m.](ch11_arrows)

## Mini-batches

Drawn blindly, some images come up again before others have come at all. Better
deal them like cards: shuffle, cut the row into pieces of ten, and make one step
for each: these are **mini-batches**. When all are used, an **epoch** is over.
In a fair shuffle every image is as likely in every place, so each piece alone
is still right on average, whichever digits it happens to hold. The last piece
may be smaller, and its sum is divided by its own size. To be fair, fill the
places from the last, each by a blind draw among numbers that have none yet:
*/

static void shuffle(Rng *chance, int *order, int n) {
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(chance, i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

/*
Chapter 7 borrowed a trained 784-16-16-10 "from behind the curtain". Now the
curtain is drawn back. A `Learner` keeps what lasts from step to step: the
network in its graph, the images, their order, the place in it. `batch_gather`
copies the images into a matrix, `t_backward` fills in the 13,002 slopes,
`graph_rewind` forgets all since the mark but knobs and slopes, and `sgd_step`
moves each knob by -η times its slope. (Later chapters call `learner_step`.)
*/

// Returns how many images it looked at.
static int next_step(Learner *l, Rng *chance) {
    if (l->at == 0)
        shuffle(chance, l->order, l->set.count);
    int left = l->set.count - l->at, m = l->recipe.batch;
    int n = left < m ? left : m;
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, l->order + l->at, n);
    t_backward(t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y));
    graph_rewind(l->graph, mark);
    sgd_step(l->graph, (real)l->recipe.rate);
    l->at = (l->at + n) % l->set.count;
    l->steps++;
    return n;
}

/*
→ Mini-batches

## What a mini-batch agrees on

Each image has wishes for all 13,002 knobs. Here, after a hundred steps, are
those of eight images:

![Figure 11.2: Eight images and ten biases: green wants up, red wants down. The
last column is their mean, the step that is made.](ch11_mean)

Each wants its own output up and the others down a little; in the mean most of
that cancels. Is the rest what they agree on? Their mean is much shorter than
one alone. But so is the mean of *any* m vectors: if they are unrelated, it is
√m times shorter, since squares add up (the last column). For comparison we make
the gradients unrelated: a coin is tossed for the sign of each number.

→ What a mini-batch agrees on

After a hundred steps, what eight images say is nearly all luck. What all have
in common shows with hundreds: then the mean shrinks no further. One can walk by
so noisy a guide because the walk takes the mean: over a hundred small steps of
eight the luck cancels as in one of 800, and the common part adds up.

At the random start it is otherwise: all images have one complaint, ten outputs
that are too high, and a single one will do. There noise is harmless.

## Two men on one map

Steps by single images are **stochastic gradient descent** in its oldest form,
and article 3's drunk man. (Today the name covers mini-batches too.) The careful
man looks at all hundred, the full batch, before each step. Back to the map of
two knobs, from a start on the wrong side of the hill. Both walk by one rule:
*/

static Knobs moved(const Ink *s, Knobs q, const int *index, int m, double eta) {
    Knobs g = mean_slope(s, q, index, m);  // m: 1 or 100
    return (Knobs){q.w - eta * g.w, q.b - eta * g.b};
}

/*
→ Two men on one map

Of the drunk man's steps three to five in ten lead uphill. But on average he
goes the gradient's way, and makes a hundred steps while the careful man makes
one: he is down long before, even if the careful man takes the larger rate that
suits him. But in the end the careful man arrives, the drunk stumbles on.

![Figure 11.3: One map, two men. White: exact steps, a hundred images each.
Orange: one image a step.](ch11_walkers)

## The price

Back to the network. Work can be counted: for an image one multiply–add for each
weight forwards and about as many again backwards, and for a step one for each
knob in the update. With one image a step, each image pays for a whole update.

→ The price

In images, ones and tens are about even: ten steps at `0.15` lead about where
one at `1.5` along their mean leads. Ten times the images, ten times the rate:
that goes well until the rate meets chapter 2's border; a hundred at a rate of
15 are beyond it. The full batch has hardly begun when others end: one gradient,
however exact, is one step. For the same work tens lead: they share an update.

![Figure 11.4: The same costs against images seen, and against the work they
took. The full batch makes one step in 5,000 images.](ch11_examples)

## He never quite arrives

Article 2 says that descent converges to a local minimum. But there only the
*mean* slope is 0, and each image still pulls. Let the drunk man draw blindly,
at distance d from the bottom of a valley of curvature κ. A step kicks him by η
times his luck: squared, η²σ²/m. It also shortens d by ηκd, so d² by about
2ηκd². (Luck times d is 0 on average.) They balance where d² = ησ²/(2κm). He is
½κd² above the bottom, and κ drops out (with two knobs, their σ² add up):

$$C - C_{\text{bottom}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

→ He never quite arrives

This is the **noise floor**, and it obeys: a quarter of the rate, a quarter of
the height; ten times the images, a tenth. (Were all images content at the
bottom, σ and the floor would be 0.) So a large rate is good to get down, a
small one to settle. To have both, let it shrink, but not too fast: rates of 1,
½, ⅓, … add up beyond any bound, far enough for any way; halved each time, to 2,
and he may stop short. Has a mean cost that falls no more (single ones jump:
take an epoch's) reached its floor? If so, a smaller rate lowers it at once.

![Figure 11.5: Single steps, drawn blindly: each rate hovers on its floor
(dashed: the law). With a rate that shrinks the cost keeps falling.](ch11_floor)

## Why shuffle?

Dealt like cards, the images do better. Over an epoch the pieces add up to the
full gradient, which is 0 at the bottom: where one image kicks him, the others
kick him back before the epoch is over. But beware of cards as they come from
the box, first all the 1s, then all the 7s.

→ Why shuffle?

Shuffled, a quarter of the rate makes the floor over five times lower, and ten
images a step over twenty times: what is left is how the slopes change as he
moves, and he moves less. One order for all epochs may be good or bad; dealt
anew, a bad one is soon gone. Sorted is worst: half an epoch pulls one way.

## A heavy ball

Chapter 3 left us in the narrow valley of x² + 10y², jumping from wall to wall,
and promised a cure. Let the walker be heavy: he keeps a part μ of his velocity
v, at first 0, and the slope adds to it. With **momentum** μ = 0 it is the plain
rule, and with μ = 1 he would swing for ever. It takes one more number a knob.
*/

static void roll(double *w, double *v, double slope, double eta, double keep) {
    *v = keep * *v + slope;  // v ← μv + ∂C/∂w
    *w -= eta * *v;          // w ← w - ηv
}

/*
Across the valley the slopes keep changing sign and cancel in v; along it they
agree, and v grows to 1 + μ + μ² + … = 1/(1 - μ) times the slope. (A plain rate
so many times larger is as quick along it, but past the border across it.) How
heavy, then? Let x² + k·y² be k times as steep across as along. Plain steps must
mind the steep direction and creep along the flat one: their number grows as k;
with the best ball as √k (Polyak, 1964; taken on trust here, and measured):

$$\mu = \left(\frac{\sqrt k - 1}{\sqrt k + 1}\right)^2, \qquad
\eta = \frac{1 + \mu}{1 + k}.$$

Another cure is Adam (Kingma and Ba, 2015). It keeps a running mean r of each
knob's slopes g, and one, s, of their squares, and divides r by the root of s.
(Its constants are the authors'; the last only prevents dividing by 0.)
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
Both begin at 0, which is too low; so in step t = 1, 2, … they are divided by
what they would be if all slopes had been 1. While slopes keep their sign, mean
and root are about equal: the knob moves by about η, however small they are.

→ A heavy ball

In chapter 3's valley `0.9` is too heavy: the ball swings past the bottom and
comes to rest later than without momentum. At k = 1000 it is about right, and
saves nearly all steps. (The formula is for long walks; here a little more is
quicker.) Of a network nobody knows k, and most take `0.9`. It is no cure for
noise: the ball hovers about where the law puts the rate η/(1 - μ). Adam, at η =
0.1, has a yardstick for each knob and takes `105` steps in all valleys. They
lie along the knobs, which suits it; on images momentum was ahead (chapter 16).

![Figure 11.6: The narrow valley, thirty steps. The right momentum cuts the
corner; too much swings past the bottom.](ch11_zigzag)

![Figure 11.7: Steps to rest against k. Plain they grow with k, with the best
momentum as √k; a fixed momentum is right in one valley.](ch11_valley)

## The check

On the map: the mean of a hundred slopes. In the network: ten images, one by one
against all at once. And our shuffle, ball and Adam against the library's.

→ The check: by hand = by tape = numeric

## What we cut corners on

A real machine likes matrices better than single rows, so mini-batches gain more
than the count says; dozens or hundreds are usual, in this book's last network
128. The network's rates were chosen by trying a few; when to stop is for
chapter 16. Noise is a nudge, enough to leave a saddle (chapter 3) or a dent
shallower than the floor. That it leads out of bad valleys, or to such as serve
new images better, is often said; nothing here has tested it.

## Exercises

`make ex11` writes the files to edit and checks them; `make hint11` helps.

- **11a** Somebody hands you a shuffle. Is it fair? Design the test.
- **11b** A ball that looks ahead: the slope where it is going to be.

Next: what do 13,002 slopes look like, all at once? `make ch12`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

enum { MEN = 5, NETWORKS = 3, SIZES = 3 };

static int all[TRAIN];  // 0, 1, 2, …

// false if fewer than FEW images show a 1 or a 7.
static bool ink_of(Ink *s, const Dataset *d) {
    double pixel[28 * 28];
    int n = 0;
    for (int i = 0; i < d->count && n < FEW; i++) {
        if (d->label[i] != 1 && d->label[i] != 7)
            continue;
        double sum = 0;
        dataset_image(d, i, pixel);
        for (int k = 0; k < 28 * 28; k++)
            sum += pixel[k];
        s->x[n] = (sum - 75) / 25;
        s->y[n++] = d->label[i] == 1;
    }
    return n == FEW;
}

static double cost_at(const Ink *s, Knobs q) {
    double cost = 0;
    for (int i = 0; i < FEW; i++) {
        double miss = m_sigmoid(q.w * s->x[i] + q.b) - s->y[i];
        cost += miss * miss / FEW;
    }
    return cost;
}

static double squared(Knobs g) { return g.w * g.w + g.b * g.b; }

// σ² of the slopes of single images around their mean.
static double luck_of_one(const Ink *s, Knobs q) {
    double sum = 0;
    for (int i = 0; i < FEW; i++)
        sum += squared(slope_of_one(s, q, i)) / FEW;
    return sum - squared(mean_slope(s, q, all, FEW));
}

static void a_mean(Chapter *c, const Ink *s) {
    chapter_section(c, "The gradient is a mean");
    const Knobs q = {1, 1};
    printf("One neuron, σ(wx + b), with w = 1 and b = 1: is it a 1?\n");
    chapter_predict(c, "Will the 1s and the 7s agree where b should go?");
    Table t = table_begin("image | ink x | target | ∂C₀/∂w | ∂C₀/∂b",
                          "%-11s | %6.2f | %6g | %8.4f | %8.4f");
    for (int i = 0; i < 6; i++) {
        Knobs g = slope_of_one(s, q, i);
        table_row(&t, s->y[i] == 1 ? "a 1" : "a 7", s->x[i], s->y[i], g.w, g.b);
    }
    Knobs g = mean_slope(s, q, all, FEW), to = {1 - 8 * g.w, 1 - 8 * g.b};
    printf("  mean of 100                  %8.4f  %8.4f\n\n", g.w, g.b);
    printf("One step, η = 8: w ← 1 - 8 · %.4f = %.4f\n", g.w, to.w);
    printf("                 b ← 1 - 8 · %.4f = %.4f\n", g.b, to.b);
    printf("The cost before it %.4f, after it %.4f.\n\n", cost_at(s, q),
           cost_at(s, to));
}

static void right_on_average(Chapter *c, const Ink *s) {
    enum { DRAWS = 10000, SHOWN = 60 };
    chapter_section(c, "Right on average");
    const Knobs q = {1, 1}, full = mean_slope(s, q, all, FEW);
    double sigma = sqrt(luck_of_one(s, q));
    printf("%d mini-batches of each size. The full gradient is (%.4f, %.4f).\n",
           DRAWS, full.w, full.b);
    chapter_predict(c, "Ten times the images: how much less luck?");
    Table t = table_begin("m|mean of all: ∂C/∂w|∂C/∂b|one strays by|σ/√m",
                          "%3d | %18.4f | %7.4f | %13.4f | %6.4f");
    Figure *f = figure_open(c, "ch11_arrows", "target w b");
    figure_number(f, "sigma", sigma);
    for (int m = 1; m <= FEW; m *= 10) {
        Rng chance = rng_new(c->seed);
        Knobs sum = {0, 0};
        double stray = 0;
        figure_block(f, "means", NULL);
        for (int k = 0; k < DRAWS; k++) {
            int index[FEW];
            for (int i = 0; i < m; i++)
                index[i] = rng_below(&chance, FEW);
            Knobs g = mean_slope(s, q, index, m);
            sum = (Knobs){sum.w + g.w / DRAWS, sum.b + g.b / DRAWS};
            stray += squared((Knobs){g.w - full.w, g.b - full.b}) / DRAWS;
            if (k < SHOWN)
                figure_row(f, m == 1 ? s->y[index[0]] : 2, -g.w, -g.b);
        }
        table_row(&t, m, sum.w, sum.b, sqrt(stray), sigma / sqrt(m));
    }
    table_end(&t);
    figure_block(f, "full", NULL);
    figure_row(f, 2, -full.w, -full.b);
    figure_close(c, f);
}

// 784-16-16-10 before its first step; learner_free ends it.
static Learner learner(const Dataset *d, int m, double eta, uint64_t seed) {
    const Recipe r = {
        .hidden = {2, {16, 16}}, .init = INIT_LECUN, .batch = m, .rate = eta};
    return learner_new(d, &r, seed, 1);
}

// The mean cost of n images; with its gradient, if that is asked for.
static double mean_cost(const Learner *l, const int *index, int n,
                        double *gradient) {
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, index, n);
    Tensor *cost = t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y);
    double mean = (double)t_item(cost);
    if (gradient) {
        t_backward(cost);
        mlp_flatten_grad(&l->mlp, gradient);
    }
    graph_rewind(l->graph, mark);
    return mean;
}

static int min(int a, int b) { return a < b ? a : b; }

// Of the first thousand images; for us who watch, not counted.
static double cost_now(const Learner *l) {
    return mean_cost(l, all, min(l->set.count, 1000), NULL);
}

static void train_it(Chapter *c, const Dataset *d, const Dataset *test) {
    Learner l = learner(d, 10, 1.5, c->seed);
    Rng chance = rng_new(c->seed);
    chapter_section(c, "Mini-batches");
    printf("784-16-16-10 on %d images, mini-batches of 10, η = 1.5.\n",
           d->count);
    chapter_predict(c, "How many test images will it read after one epoch?");
    Table t = table_begin("epoch | steps | mean cost | right | of",
                          "%5d | %5d | %9.4f | %5d | %4d");
    for (int epoch = 0, seen = 0; epoch <= (c->quick ? 2 : 5); epoch++) {
        while (seen < epoch * d->count)
            seen += next_step(&l, &chance);
        table_row(&t, epoch, l.steps, cost_now(&l),
                  dataset_correct(&l.mlp, test), test->count);
    }
    table_end(&t);
    printf("Article 4 has 50000 images in tens: %d steps an epoch, %d in 30 "
           "epochs.\n\n",
           50000 / 10, 30 * 50000 / 10);
    learner_free(&l);
}

static double length(const double *v) {
    double sum = 0;
    for (int i = 0; i < KNOBS; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

static const int sizes[SIZES] = {8, 80, 800};

// How long the mean of so many gradients is [0], how long it is with a sign
// tossed for each number [1], and what the law says of such [2]: of network n.
static void toss(const Learner *l, double mean[SIZES][3][NETWORKS], int n) {
    static double one[KNOBS], sum[2][KNOBS];
    Rng coin = rng_new(l->seed);
    double squares = 0;
    memset(sum, 0, sizeof sum);
    for (int i = 0, k = 0; k < SIZES; i++) {
        mean_cost(l, &all[i % l->set.count], 1, one);
        squares += length(one) * length(one);
        for (int j = 0; j < KNOBS; j++) {
            sum[0][j] += one[j];
            sum[1][j] += rng_next(&coin) >> 63 ? one[j] : -one[j];
        }
        if (i + 1 == sizes[k]) {
            mean[k][0][n] = length(sum[0]) / sizes[k];
            mean[k][1][n] = length(sum[1]) / sizes[k];
            mean[k][2][n] = sqrt(squares) / sizes[k];
            k++;
        }
    }
}

static void draw_wishes(Chapter *c, const Learner *l) {
    static double slopes[KNOBS];
    Figure *f = figure_open(c, "ch11_mean", "image row value");
    for (int k = 0; k <= 8; k++) {  // the last column is their mean
        mean_cost(l, k < 8 ? &k : all, k < 8 ? 1 : 8, slopes);
        for (int j = 0; j < CLASSES; j++)
            figure_row(f, k, j, -100 * slopes[KNOBS - CLASSES + j]);
    }
    figure_block(f, "pixels", NULL);
    for (int row = 0; row < 28; row++)
        for (int x = 0; x < 8 * 28; x++)
            figure_row(f, (x - 13.5) / 28, (row - 13.5) / 17 - 1.4,
                       l->set.image[x / 28 * 784 + row * 28 + x % 28]);
    figure_close(c, f);
}

static void what_they_agree_on(Chapter *c, const Dataset *d) {
    const int networks = c->quick ? 1 : NETWORKS;
    double mean[2][SIZES][3][NETWORKS];
    chapter_section(c, "What a mini-batch agrees on");
    printf("%d networks with other starts: how long is the mean of m "
           "gradients?\n",
           networks);
    chapter_predict(c, "When do the images agree more: before the first step, "
                       "or after 100?");
    for (int n = 0; n < networks; n++) {
        Learner l = learner(d, 10, 1.5, c->seed + (uint64_t)n);
        Rng chance = rng_new(l.seed);
        toss(&l, mean[0], n);
        while (l.steps < 100)
            next_step(&l, &chance);
        toss(&l, mean[1], n);
        if (n == 0)
            draw_wishes(c, &l);
        learner_free(&l);
    }
    Table t = table_begin("steps|images m|length of the mean|tossed signs|"
                          "law of those",
                          "%5d | %8d | %-18s | %-14s | %-14s");
    for (int late = 0; late < 2; late++)
        for (int k = 0; k < SIZES; k++)
            table_row(&t, 100 * late, sizes[k],
                      range_of(mean[late][k][0], networks, "%.3f"),
                      range_of(mean[late][k][1], networks, "%.3f"),
                      range_of(mean[late][k][2], networks, "%.3f"));
    table_end(&t);
}

typedef enum Deal { BLINDLY, SHUFFLED, ONCE, SORTED } Deal;

typedef struct Walker {
    Knobs q;
    double rate;
    int batch, at, order[FEW];
    Deal deal;  // how he comes by the order
    Rng chance;
} Walker;

static void walk(const Ink *s, Walker *k) {
    for (int i = 0; k->at == 0 && k->deal == BLINDLY && i < FEW; i++)
        k->order[i] = rng_below(&k->chance, FEW);
    if (k->at == 0 && k->deal == SHUFFLED)
        shuffle(&k->chance, k->order, FEW);
    int n = min(FEW - k->at, k->batch);
    k->q = moved(s, k->q, k->order + k->at, n, k->rate);
    k->at = (k->at + n) % FEW;
}

static Walker walker(Deal deal, int m, double eta, uint64_t seed) {
    Walker k = {{3, 2.5}, eta, m, 0, {0}, deal, rng_new(seed)};
    memcpy(k.order, all, sizeof k.order);
    if (deal == ONCE)
        shuffle(&k.chance, k.order, FEW);
    return k;
}

// Of the first hundred steps of a drunk man, how many lead uphill?
static double uphill(const Ink *s, uint64_t seed) {
    Walker k = walker(SHUFFLED, batch, rate, seed);
    double up = 0;
    for (int i = 0; i < 100; i++) {
        double before = cost_at(s, k.q);
        walk(s, &k);
        up += cost_at(s, k.q) > before;
    }
    return up;
}

static void two_men(Chapter *c, const Ink *s) {
    enum { EPOCHS = 16, DRUNK = 20 };
    double cost[3][EPOCHS + 1], up[DRUNK];
    const Walker men[] = {walker(SHUFFLED, FEW, 1, c->seed),
                          walker(SHUFFLED, FEW, 16, c->seed),
                          walker(SHUFFLED, batch, rate, c->seed)};
    chapter_section(c, "Two men on one map");
    printf("The careful man looks at 100 images before a step, the drunk man "
           "at %d.\n",
           batch);
    chapter_predict(c, "When the careful man has made four steps: who is "
                       "lower?");
    Figure *f = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(f, "size", 2, (double[]){FEW, batch});
    figure_block(f, "surface", NULL);
    for (int i = 0; i <= 90; i++, figure_gap(f))
        for (int j = 0; j <= 45; j++) {
            Knobs q = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(f, q.w, q.b, cost_at(s, q));
        }
    for (int k = 0; k < 3; k++) {
        Walker man = men[k];
        figure_block(f, k < 2 ? "careful" : "drunk", NULL);
        for (int epoch = 0; epoch <= EPOCHS; epoch++) {
            cost[k][epoch] = cost_at(s, man.q);
            do {
                figure_row(f, man.q.w, man.q.b, cost_at(s, man.q));
                walk(s, &man);
            } while (man.at);
        }
    }
    figure_close(c, f);
    Table t = table_begin(
        text_format("images seen|careful, η = 1|careful, η = 16|drunk, η = %g",
                    rate),
        "%11d | %14.4f | %15.4f | %12.4f");
    for (int n = 0; n <= EPOCHS; n = n ? n * 2 : 1)
        table_row(&t, n * FEW, cost[0][n], cost[1][n], cost[2][n]);
    table_end(&t);
    for (int i = 0; i < DRUNK; i++)
        up[i] = uphill(s, c->seed + (uint64_t)i);
    printf("Of the first 100 steps of %d drunk men, %s lead uphill.\n\n", DRUNK,
           range_of(up, DRUNK, "%.0f"));
}

// Multiply–adds: forwards and backwards through all weights, backwards again
// through those above the first layer; and the updates.
static double work(int seen, int steps) {
    const int upper = 16 * 16 + 16 * 10, weights = 784 * 16 + upper;
    return (double)seen * (weights + weights + upper) + (double)steps * KNOBS;
}

// The cost after two epochs, and after so many multiply–adds.
static void go(Learner *l, double most, Figure *f, double *early,
               double *late) {
    Rng chance = rng_new(l->seed);
    int seen = 0, next = 100, two = 2 * l->set.count;
    while (work(seen, l->steps) < most || seen < two) {
        int before = seen;
        seen += next_step(l, &chance);
        if (before < two && seen >= two)
            *early = cost_now(l);
        if (f && seen >= next) {
            figure_row(f, seen, work(seen, l->steps) / 1e6, cost_now(l));
            next = seen * 6 / 5;
        }
    }
    *late = cost_now(l);
}

static void the_price(Chapter *c, const Dataset *d) {
    enum { WAYS = 7 };
    const int n = d->count, m[WAYS] = {1, 10, 100, 100, n, n, n};
    const double eta[WAYS] = {0.15, 1.5, 4, 15, 1, 4, 16};
    const double most = c->quick ? 1e8 : 1e9;
    const int networks = c->quick ? 1 : NETWORKS;
    chapter_section(c, "The price");
    printf("%d networks each. The same work: %.0f million multiply–adds.\n",
           networks, most / 1e6);
    chapter_predict(c, "Two epochs for each way: which is ahead?");
    Table t = table_begin("images a step|η|multiply–adds an image|"
                          "cost, 2 epochs|cost, same work",
                          "%13d|%4g|%22.0f|%-14s|%-14s");
    Figure *f = figure_open(c, "ch11_examples", "seen million cost");
    figure_numbers(f, "size", 4, (double[]){1, 10, 100, n});
    for (int k = 0; k < WAYS; k++) {
        double early[NETWORKS], late[NETWORKS];
        const bool drawn = k < 3 || k == 5;
        if (drawn)
            figure_block(f, "way", NULL);
        for (int i = 0; i < networks; i++) {
            Learner l = learner(d, m[k], eta[k], c->seed + (uint64_t)i);
            go(&l, most, drawn && i == 0 ? f : NULL, &early[i], &late[i]);
            learner_free(&l);
        }
        table_row(&t, m[k], eta[k], work(n, (n + m[k] - 1) / m[k]) / n,
                  range_of(early, networks, "%.3f"),
                  range_of(late, networks, "%.3f"));
    }
    table_end(&t);
    figure_close(c, f);
}

static Knobs bottom_of(const Ink *s) {  // where the careful man ends
    Walker k = walker(SORTED, FEW, 16, 1);
    for (int i = 0; i < 4000; i++)
        walk(s, &k);
    return k.q;
}

// How high some men hover, with a rate that falls as 1/(1 + shrink·e) in epoch
// e: the mean over the second half of their epochs. The first man is drawn.
static const char *hover(Chapter *c, const Ink *s, Deal deal, int m, double eta,
                         double shrink, Figure *f) {
    const int epochs = c->quick ? 20 : 200, men = c->quick ? 2 : MEN;
    const double bottom = cost_at(s, bottom_of(s));
    double high[MEN] = {0};
    for (int i = 0; i < men; i++) {
        Walker k = walker(deal, m, eta, c->seed + (uint64_t)i);
        for (int e = 0; e < epochs; e++) {
            double above = 0;
            int steps = 0;
            k.rate = eta / (1 + shrink * e);
            do {
                walk(s, &k);
                above += cost_at(s, k.q) - bottom;
                steps++;
            } while (k.at);
            figure_row(i ? NULL : f, (e + 1) * FEW, above / steps);
            high[i] += e < epochs / 2 ? 0 : above / steps / (epochs / 2.0);
        }
    }
    return range_of(high, men, "%.5f");
}

static void the_floor(Chapter *c, const Ink *s) {
    const double eta[] = {4, 1, 0.25}, luck = luck_of_one(s, bottom_of(s));
    chapter_section(c, "He never quite arrives");
    printf("Images drawn blindly. At the bottom their σ² is %.4f.\n", luck);
    chapter_predict(c, "A quarter of the rate: how much lower does he hover?");
    Table t = table_begin("η|one image a step|ησ²/4|ten a step|ησ²/40",
                          "%4g | %-18s | %7.5f | %-18s | %7.5f");
    Figure *f = figure_open(c, "ch11_floor", "seen above");
    figure_numbers(f, "rate", 3, eta);
    figure_number(f, "luck", luck);
    for (int k = 0; k < 3; k++) {
        figure_block(f, "constant", NULL);
        const char *one = hover(c, s, BLINDLY, 1, eta[k], 0, f);
        table_row(&t, eta[k], one, eta[k] * luck / 4,
                  hover(c, s, BLINDLY, 10, eta[k], 0, NULL),
                  eta[k] * luck / 40);
    }
    table_end(&t);
    figure_block(f, "shrinking", NULL);
    printf("A rate that shrinks from 4 as 4/(1 + epoch/4): %s\n\n",
           hover(c, s, BLINDLY, 1, 4, 0.25, f));
    figure_close(c, f);
}

static void why_shuffle(Chapter *c, const Ink *s) {
    static const char *const name[] = {"drawn blindly", "shuffled anew",
                                       "shuffled once", "sorted, 1s first"};
    Ink box;
    for (int y = 1, n = 0; y >= 0; y--)
        for (int i = 0; i < FEW; i++)
            if (s->y[i] == y) {
                box.x[n] = s->x[i];
                box.y[n++] = y;
            }
    chapter_section(c, "Why shuffle?");
    printf("The same, by how he comes by the order of the images.\n");
    chapter_predict(c, "Shuffled, a quarter of the rate: is the floor four "
                       "times lower again?");
    Table t = table_begin("order|η = 1|η = 1/4|η = 1, ten a step",
                          "%-16s | %-18s | %-18s | %-18s");
    for (Deal k = BLINDLY; k <= SORTED; k++)
        table_row(&t, name[k], hover(c, &box, k, 1, 1, 0, NULL),
                  hover(c, &box, k, 1, 0.25, 0, NULL),
                  hover(c, &box, k, 10, 1, 0, NULL));
    table_end(&t);
}

// Steps from (4, 1) until within 0.01 of the bottom of x² + k·y² and stays
// for 100 steps; the first thirty go to f. keep is μ, or below 0: Adam.
static int steps_to_rest(Figure *f, double k, double keep) {
    double w[] = {4, 1}, v[] = {0, 0}, s[] = {0, 0};
    int last = 0;
    for (int t = 0; t - last <= 100; t++) {
        if (t <= 30)
            figure_row(f, w[0], w[1]);
        if (sqrt(w[0] * w[0] + w[1] * w[1]) >= 0.01)
            last = t + 1;
        for (int i = 0; i < 2; i++) {
            double slope = 2 * (i ? k : 1) * w[i];
            if (keep < 0)
                adam(&w[i], &v[i], &s[i], slope, 0.1, t + 1);
            else
                roll(&w[i], &v[i], slope, (1 + keep) / (1 + k), keep);
        }
    }
    return last;
}

static double best_mu(double k) {
    double f = (sqrt(k) - 1) / (sqrt(k) + 1);
    return f * f;
}

// Of a hundred μ, the one that rests first.
static double tried_mu(double k) {
    double best = 0;
    for (int i = 1; i < 100; i++)
        if (steps_to_rest(NULL, k, i / 100.0) < steps_to_rest(NULL, k, best))
            best = i / 100.0;
    return best;
}

static void heavy_ball(Chapter *c) {
    static const char *const rule[] = {"plain", "momentum",
                                       "momentum, by the formula",
                                       "momentum, best of 100 μ"};
    chapter_section(c, "A heavy ball");
    printf("Steps until it rests in x² + k·y², with η = (1 + μ)/(1 + k).\n");
    chapter_predict(c, "Does a momentum of 0.9 help when k is 10?");
    Table t = table_begin("rule|k = 10|μ|k = 100|μ|k = 1000|μ",
                          "%-24s | %6d | %4.2f | %7d | %4.2f | %8d | %4.2f");
    double keep[4][3];
    int steps[4][3];
    for (int j = 0; j < 3; j++) {
        const double k = (const double[]){10, 100, 1000}[j];
        const double tried[] = {0, mu, best_mu(k), tried_mu(k)};
        for (int i = 0; i < 4; i++) {
            keep[i][j] = tried[i];
            steps[i][j] = steps_to_rest(NULL, k, tried[i]);
        }
    }
    for (int i = 0; i < 4; i++)
        table_row(&t, rule[i], steps[i][0], keep[i][0], steps[i][1], keep[i][1],
                  steps[i][2], keep[i][2]);
    table_end(&t);
    printf("Adam takes %d, %d and %d.\n\n", steps_to_rest(NULL, 10, -1),
           steps_to_rest(NULL, 100, -1), steps_to_rest(NULL, 1000, -1));

    Figure *f = figure_open(c, "ch11_zigzag", "x y");
    const double balls[] = {0, best_mu(10), mu};
    figure_numbers(f, "mu", 3, balls);
    for (int i = 0; i < 3; i++) {
        figure_block(f, "ball", NULL);
        steps_to_rest(f, 10, balls[i]);
    }
    figure_close(c, f);
    f = figure_open(c, "ch11_valley", "k plain turned best adam");
    figure_number(f, "mu", mu);
    for (int i = 2; i <= 24; i++) {
        double k = m_pow(10, i / 8.0);
        figure_row(f, k, steps_to_rest(NULL, k, 0), steps_to_rest(NULL, k, mu),
                   steps_to_rest(NULL, k, best_mu(k)),
                   steps_to_rest(NULL, k, -1));
    }
    figure_close(c, f);
}

static void taped(const Ink *s, double g[2]) {
    Tape *t = tape_new();
    Value w = v_var(t, 1), b = v_var(t, 1), miss[FEW];
    for (int i = 0; i < FEW; i++) {
        Value z = v_add(v_affine((real)s->x[i], w, 0), b);
        miss[i] = v_square(v_affine(1, v_sigmoid(z), (real)-s->y[i]));
    }
    v_backward(v_affine((real)1 / FEW, v_sum(miss, FEW), 0));
    g[0] = (double)v_grad(w);
    g[1] = (double)v_grad(b);
    tape_free(t);
}

// The largest difference between our rule and the library's, in 200 steps.
static double rule_apart(bool use_adam) {
    const real stretch[] = {1, 10};
    double w[] = {4, 1}, v[] = {0, 0}, s[] = {0, 0}, most = 0;
    Graph *g = graph_new(1);
    Tensor *p = t_param(g, "place", 1, 2);
    p->data[0] = 4, p->data[1] = 1;
    Momentum ball = momentum_new(g, (real)0.1, (real)0.5);
    Adam theirs = adam_new(g, (real)0.1);
    for (int k = 1; k <= 200; k++) {
        GraphMark mark = graph_mark(g);
        t_backward(t_sum(t_mul(t_const(g, 1, 2, stretch), t_square(p))));
        graph_rewind(g, mark);
        use_adam ? adam_step(&theirs, g) : momentum_step(&ball, g);
        for (int i = 0; i < 2; i++) {
            double slope = 2 * (double)stretch[i] * w[i];
            use_adam ? adam(&w[i], &v[i], &s[i], slope, 0.1, k)
                     : roll(&w[i], &v[i], slope, 0.1, 0.5);
            most = fmax(most, fabs(w[i] - (double)p->data[i]));
        }
    }
    momentum_free(&ball);
    adam_free(&theirs);
    graph_free(g);
    return most;
}

static void like_the_library(Chapter *c) {
    int ours[FEW], theirs[FEW];
    memcpy(ours, all, sizeof ours);
    memcpy(theirs, all, sizeof theirs);
    Rng chance = rng_new(c->seed), same = chance;
    shuffle(&chance, ours, FEW);
    rng_shuffle(&same, theirs, FEW);
    const double order = memcmp(ours, theirs, sizeof ours) != 0,
                 ball = rule_apart(false), yardstick = rule_apart(true);
    Table t =
        table_begin("ours | the library's | differ", "%-7s | %-13s | %6.0e");
    table_row(&t, "shuffle", "rng_shuffle", order);
    table_row(&t, "roll", "momentum_step", ball);
    table_row(&t, "adam", "adam_step", yardstick);
    table_end(&t);
    if (!(order + ball + yardstick <= 1e-12)) {
        Error e;
        error_set(&e, "our rules and the library's are not the same");
        chapter_trouble(c, &e);
    }
}

static void check(Chapter *c, const Ink *s, const Dataset *d) {
    static double together[KNOBS], one[KNOBS], mean[KNOBS];
    const double h = 6e-6;
    const Knobs hand = mean_slope(s, (Knobs){1, 1}, all, FEW);
    double tape[2];
    taped(s, tape);
    report_begin(c);
    report_row(c, "∂C/∂w, mean of 100", hand.w, tape[0],
               (cost_at(s, (Knobs){1 + h, 1}) - cost_at(s, (Knobs){1 - h, 1})) /
                   (2 * h));
    report_row(c, "∂C/∂b, mean of 100", hand.b, tape[1],
               (cost_at(s, (Knobs){1, 1 + h}) - cost_at(s, (Knobs){1, 1 - h})) /
                   (2 * h));
    Learner l = learner(d, 10, 1.5, c->seed);
    mean_cost(&l, all, 10, together);
    for (int k = 0; k < 10; k++) {
        mean_cost(&l, &k, 1, one);
        for (int i = 0; i < KNOBS; i++)
            mean[i] += one[i] / 10;
    }
    learner_free(&l);
    report_lists(c, "mean of 10 singles = batch", KNOBS, mean, together, 1e-15);
    report_end(c);
    like_the_library(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    for (int i = 0; i < TRAIN; i++)
        all[i] = i;
    Ink s;
    if (!ink_of(&s, d)) {
        Error e;
        error_set(&e, "this chapter needs %d images of a 1 or a 7", FEW);
        chapter_trouble(c, &e);
        return;
    }
    a_mean(c, &s);
    right_on_average(c, &s);
    train_it(c, d, test);
    what_they_agree_on(c, d);
    two_men(c, &s);
    the_price(c, d);
    the_floor(c, &s);
    why_shuffle(c, &s);
    heavy_ball(c);
    check(c, &s, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd",
                                         "The drunk man and the careful man",
                                         options, &folder, TRAIN, TEST, tell});
}
