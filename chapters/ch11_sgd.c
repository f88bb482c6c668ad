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

enum { MEN = 5, NETWORKS = 3, EPOCHS = 200 };

static int all[FEW];  // 0, 1, 2, …

// false if fewer than FEW images show a 1 or a 7.
static bool ink_of(Ink *s, const Dataset *d) {
    int n = 0;
    for (int i = 0; i < d->count && n < FEW; i++) {
        if (d->label[i] != 1 && d->label[i] != 7)
            continue;
        double sum = 0;
        for (int k = 0; k < 784; k++)
            sum += d->image[784 * i + k] / 255.0;
        s->x[n] = (sum - 75) / 25;
        s->y[n++] = d->label[i] == 1;
    }
    return n == FEW;
}

static double cost_at(const Ink *s, Knobs q) {
    double a[FEW], cost = 0;
    for (int i = 0; i < FEW; i++)
        a[i] = q.w * s->x[i] + q.b;
    m_sigmoid_each(a, a, FEW);  // a quarter of the time of one by one
    for (int i = 0; i < FEW; i++)
        cost += (a[i] - s->y[i]) * (a[i] - s->y[i]) / FEW;
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
    const Knobs q = {1, 1}, to = moved(s, q, all, FEW, 8);
    chapter_section(c, "The gradient is a mean");
    printf("One neuron, σ(wx + b), with w = 1 and b = 1: is it a 1?\n");
    chapter_predict(c, "Will the 1s and the 7s agree where b should go?");
    Table t = table_begin("image | ink x | target | ∂C₀/∂w | ∂C₀/∂b",
                          "%-11s | %6.2f | %6g | %8.4f | %8.4f");
    for (int i = 0; i < 6; i++) {
        Knobs g = slope_of_one(s, q, i);
        table_row(&t, s->y[i] == 1 ? "a 1" : "a 7", s->x[i], s->y[i], g.w, g.b);
    }
    Knobs g = mean_slope(s, q, all, FEW);
    printf("  mean of 100                  %8.4f  %8.4f\n\n", g.w, g.b);
    printf("One step, η = 8: w ← 1 - 8 · %.4f = %.4f\n", g.w, to.w);
    printf("                 b ← 1 - 8 · %.4f = %.4f\n", g.b, to.b);
    printf("The cost before it %.4f, after it %.4f.\n\n", cost_at(s, q),
           cost_at(s, to));
}

static void right_on_average(Chapter *c, const Ink *s) {
    enum { DRAWS = 10000, SHOWN = 60 };
    const Knobs q = {1, 1}, full = mean_slope(s, q, all, FEW);
    const double sigma = sqrt(luck_of_one(s, q));
    chapter_section(c, "Right on average");
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
    Learner l = learner_new(d, &r, seed, 1);
    l.chance = rng_new(seed);
    return l;
}

// The mean cost of n images (or as many as there are) from number `from` on;
// with its gradient, if that is asked for.
static double mean_cost(const Learner *l, int from, int n, double *gradient) {
    const Dataset some = dataset_part(&l->set, from, n);
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &some, NULL, some.count);
    Tensor *cost = t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y);
    double mean = (double)t_item(cost);
    if (gradient) {
        t_backward(cost);
        mlp_flatten_grad(&l->mlp, gradient);
    }
    graph_rewind(l->graph, mark);
    return mean;
}

// Of the first thousand images; for us who watch, not counted.
static double cost_now(const Learner *l) { return mean_cost(l, 0, 1000, NULL); }

static void train_it(Chapter *c, const Dataset *d, const Dataset *test) {
    Learner l = learner(d, 10, 1.5, c->seed);
    chapter_section(c, "Mini-batches");
    printf("784-16-16-10 on %d images, mini-batches of 10, η = 1.5.\n",
           d->count);
    chapter_predict(c, "How many test images will it read after one epoch?");
    Table t = table_begin("epoch | steps | mean cost | right | of",
                          "%5d | %5d | %9.4f | %5d | %4d");
    for (int epoch = 0, seen = 0; epoch <= (c->quick ? 2 : 5); epoch++) {
        while (seen < epoch * d->count)
            seen += next_step(&l, &l.chance);
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

// How long the mean of 8, 80 and 800 gradients is [0], how long with a coin
// tossed for the sign of each number [1], and by the law of such [2].
static void toss(const Learner *l, double mean[3][3][NETWORKS], int network) {
    static double one[KNOBS], sum[2][KNOBS];
    Rng coin = rng_new(l->seed);
    double squares = 0;
    memset(sum, 0, sizeof sum);
    for (int k = 0, m = 8, i = 0; k < 3; k++, m *= 10) {
        for (; i < m; i++) {
            mean_cost(l, i % l->set.count, 1, one);
            squares += length(one) * length(one);
            for (int j = 0; j < KNOBS; j++) {
                sum[0][j] += one[j];
                sum[1][j] += rng_next(&coin) >> 63 ? one[j] : -one[j];
            }
        }
        mean[k][0][network] = length(sum[0]) / m;
        mean[k][1][network] = length(sum[1]) / m;
        mean[k][2][network] = sqrt(squares) / m;
    }
}

static void draw_wishes(Chapter *c, const Learner *l) {
    static double slopes[KNOBS];
    Figure *f = figure_open(c, "ch11_mean", "image row value");
    for (int k = 0; k <= 8; k++) {  // the last column is their mean
        mean_cost(l, k % 8, k < 8 ? 1 : 8, slopes);
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
    chapter_section(c, "What a mini-batch agrees on");
    printf("%d networks with other starts: how long is the mean of m "
           "gradients?\n",
           networks);
    chapter_predict(c, "When do the images agree more: before the first step, "
                       "or after 100?");
    Table t = table_begin("steps|images m|length of the mean|tossed signs|"
                          "law of those",
                          "%5d | %8d | %-18s | %-14s | %-14s");
    for (int steps = 0; steps <= 100; steps += 100) {
        double mean[3][3][NETWORKS];
        for (int n = 0; n < networks; n++) {
            Learner l = learner(d, 10, 1.5, c->seed + (uint64_t)n);
            while (l.steps < steps)
                next_step(&l, &l.chance);
            toss(&l, mean, n);
            if (steps > 0 && n == 0)
                draw_wishes(c, &l);
            learner_free(&l);
        }
        for (int k = 0, m = 8; k < 3; k++, m *= 10)
            table_row(&t, steps, m, range_of(mean[k][0], networks, "%.3f"),
                      range_of(mean[k][1], networks, "%.3f"),
                      range_of(mean[k][2], networks, "%.3f"));
    }
    table_end(&t);
}

typedef enum Deal { BLINDLY, SHUFFLED, ONCE, SORTED } Deal;

typedef struct Way {
    Deal deal;  // how a man comes by the order of the images
    int batch;
    double rate, shrink;  // in epoch e he has the rate rate/(1 + shrink·e)
} Way;

// Where the last walk led: its start, and where each step ended.
static struct Stop {
    Knobs q;
    double cost;
} trail[EPOCHS * FEW + 1];

// Walks so many epochs, which must fit into the trail. Returns the number of
// steps, which is the last stop's too.
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    memcpy(order, all, sizeof order);
    trail[0] = (struct Stop){{3, 2.5}, cost_at(s, (Knobs){3, 2.5})};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == SHUFFLED || (way.deal == ONCE && e == 0))
            shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            Knobs q = moved(s, trail[n].q, order + i, m,
                            way.rate / (1 + way.shrink * e));
            trail[n + 1] = (struct Stop){q, cost_at(s, q)};
        }
    }
    return n;
}

static void two_men(Chapter *c, const Ink *s) {
    enum { SHOWN = 16, DRUNK = 20 };
    const Way way[] = {{SHUFFLED, FEW, 1, 0},
                       {SHUFFLED, FEW, 16, 0},
                       {SHUFFLED, batch, rate, 0}};
    double cost[3][SHOWN + 1], up[DRUNK] = {0};
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
        int steps = walk(s, way[k], SHOWN + 1, c->seed);
        figure_block(f, k < 2 ? "careful" : "drunk", NULL);
        for (int n = 0; n < steps; n++)
            figure_row(f, trail[n].q.w, trail[n].q.b, trail[n].cost);
        for (int e = 0; e <= SHOWN; e++)
            cost[k][e] = trail[e * steps / (SHOWN + 1)].cost;
    }
    figure_close(c, f);
    Table t = table_begin(
        text_format("images seen|careful, η = 1|careful, η = 16|drunk, η = %g",
                    rate),
        "%11d | %14.4f | %15.4f | %12.4f");
    for (int e = 0; e <= SHOWN; e = e ? e * 2 : 1)
        table_row(&t, e * FEW, cost[0][e], cost[1][e], cost[2][e]);
    table_end(&t);
    for (int i = 0; i < DRUNK; i++) {
        walk(s, way[2], batch, c->seed + (uint64_t)i);  // 100 steps or more
        for (int n = 0; n < 100; n++)
            up[i] += trail[n + 1].cost > trail[n].cost;
    }
    printf("Of the first 100 steps of %d drunk men, %s lead uphill.\n\n", DRUNK,
           range_of(up, DRUNK, "%.0f"));
}

// Multiply–adds: forwards and backwards through all weights, backwards again
// through those above the first layer; and the updates.
static double work(int seen, int steps) {
    const int upper = 16 * 16 + 16 * 10, weights = 784 * 16 + upper;
    return (double)seen * (weights + weights + upper) + (double)steps * KNOBS;
}

// Trains for so many multiply–adds, and for two epochs at least. Returns the
// cost at the end; *early is that after two epochs.
static double go(Learner *l, double most, Figure *f, double *early) {
    const int two = 2 * l->set.count;
    for (int seen = 0, next = 100; work(seen, l->steps) < most || seen < two;) {
        seen += next_step(l, &l->chance);
        if (seen == two)
            *early = cost_now(l);
        if (f && seen >= next) {
            figure_row(f, seen, work(seen, l->steps) / 1e6, cost_now(l));
            next = seen * 6 / 5;
        }
    }
    return cost_now(l);
}

static void the_price(Chapter *c, const Dataset *d) {
    const int n = d->count, m[] = {1, 10, 100, 100, n, n, n};
    const double eta[] = {0.15, 1.5, 4, 15, 1, 4, 16};
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
    for (int k = 0; k < 7; k++) {
        double early[NETWORKS], late[NETWORKS];
        const bool drawn = k < 3 || k == 5;
        if (drawn)
            figure_block(f, "way", NULL);
        for (int i = 0; i < networks; i++) {
            Learner l = learner(d, m[k], eta[k], c->seed + (uint64_t)i);
            late[i] = go(&l, most, drawn && i == 0 ? f : NULL, &early[i]);
            learner_free(&l);
        }
        table_row(&t, m[k], eta[k], work(n, (n + m[k] - 1) / m[k]) / n,
                  range_of(early, networks, "%.3f"),
                  range_of(late, networks, "%.3f"));
    }
    table_end(&t);
    figure_close(c, f);
}

static struct Stop bottom_of(const Ink *s) {  // where the careful man ends
    return trail[walk(s, (Way){SORTED, FEW, 16, 0}, 4000, 1)];
}

// How high above the bottom some men hover: the mean over the second half of
// their epochs. The first man is drawn.
static const char *hover(Chapter *c, const Ink *s, Way way, Figure *f) {
    const int epochs = c->quick ? 20 : EPOCHS, men = c->quick ? 2 : MEN;
    const double bottom = bottom_of(s).cost;
    double high[MEN] = {0};
    for (int i = 0; i < men; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i) / epochs;
        for (int e = 0, n = 1; e < epochs; e++) {
            double above = 0;
            for (; n <= (e + 1) * steps; n++)
                above += trail[n].cost - bottom;
            figure_row(i ? NULL : f, (e + 1) * FEW, above / steps);
            high[i] += e < epochs / 2 ? 0 : above / steps / (epochs / 2.0);
        }
    }
    return range_of(high, men, "%.5f");
}

static void the_floor(Chapter *c, const Ink *s) {
    const double eta[] = {4, 1, 0.25}, luck = luck_of_one(s, bottom_of(s).q);
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
        table_row(&t, eta[k], hover(c, s, (Way){BLINDLY, 1, eta[k], 0}, f),
                  eta[k] * luck / 4,
                  hover(c, s, (Way){BLINDLY, 10, eta[k], 0}, NULL),
                  eta[k] * luck / 40);
    }
    table_end(&t);
    figure_block(f, "shrinking", NULL);
    printf("A rate that shrinks from 4 as 4/(1 + epoch/4): %s\n\n",
           hover(c, s, (Way){BLINDLY, 1, 4, 0.25}, f));
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
        table_row(&t, name[k], hover(c, &box, (Way){k, 1, 1, 0}, NULL),
                  hover(c, &box, (Way){k, 1, 0.25, 0}, NULL),
                  hover(c, &box, (Way){k, 10, 1, 0}, NULL));
    table_end(&t);
}

typedef struct Ball {
    double w[2], v[2], s[2];  // v: the velocity, or Adam's r
    int t;                    // steps made
} Ball;

// A step in the valley x² + k·y². keep is μ, or below 0: Adam.
static void step(Ball *b, double k, double eta, double keep) {
    b->t++;
    for (int i = 0; i < 2; i++) {
        double slope = 2 * (i ? k : 1) * b->w[i];
        if (keep < 0)
            adam(&b->w[i], &b->v[i], &b->s[i], slope, eta, b->t);
        else
            roll(&b->w[i], &b->v[i], slope, eta, keep);
    }
}

// Steps from (4, 1) until it is within 0.01 of the bottom and stays for 100
// steps; the first thirty go to f.
static int steps_to_rest(Figure *f, double k, double keep) {
    const double eta = keep < 0 ? 0.1 : (1 + keep) / (1 + k);
    Ball b = {.w = {4, 1}};
    int last = 0;
    while (b.t - last <= 100) {
        if (b.t <= 30)
            figure_row(f, b.w[0], b.w[1]);
        if (sqrt(b.w[0] * b.w[0] + b.w[1] * b.w[1]) >= 0.01)
            last = b.t + 1;
        step(&b, k, eta, keep);
    }
    return last;
}

enum { PLAIN, GIVEN, FORMULA, TRIED, ADAM };

// A rule's μ. (TRIED: of a hundred, the one that rests first. ADAM: see step.)
static double keep_of(int rule, double k) {
    double root = (sqrt(k) - 1) / (sqrt(k) + 1), best = 0;
    for (int i = 1; rule == TRIED && i < 100; i++)
        if (steps_to_rest(NULL, k, i / 100.0) < steps_to_rest(NULL, k, best))
            best = i / 100.0;
    return (double[]){0, mu, root * root, best, -1}[rule];
}

static int steps_of(int rule, double k) {
    return steps_to_rest(NULL, k, keep_of(rule, k));
}

static void heavy_ball(Chapter *c) {
    static const char *const name[] = {"plain", "momentum",
                                       "momentum, by the formula",
                                       "momentum, best of 100 μ"};
    chapter_section(c, "A heavy ball");
    printf("Steps until it rests in x² + k·y², with η = (1 + μ)/(1 + k).\n");
    chapter_predict(c, "Does a momentum of 0.9 help when k is 10?");
    Table t = table_begin("rule|k = 10|μ|k = 100|μ|k = 1000|μ",
                          "%-24s | %6d | %4.2f | %7d | %4.2f | %8d | %4.2f");
    for (int rule = PLAIN; rule < ADAM; rule++) {
        RowCell row[7] = {cell_text(name[rule])};
        for (int i = 1, k = 10; i < 7; i += 2, k *= 10) {
            double keep = keep_of(rule, k);
            row[i] = cell_number(steps_to_rest(NULL, k, keep));
            row[i + 1] = cell_number(keep);
        }
        table_cells(&t, row, 7);
    }
    table_end(&t);
    printf("Adam takes %d, %d and %d.\n\n", steps_of(ADAM, 10),
           steps_of(ADAM, 100), steps_of(ADAM, 1000));
    const double ball[] = {0, keep_of(FORMULA, 10), mu};
    Figure *f = figure_open(c, "ch11_zigzag", "x y");
    figure_numbers(f, "mu", 3, ball);
    for (int i = 0; i < 3; i++) {
        figure_block(f, "ball", NULL);
        steps_to_rest(f, 10, ball[i]);
    }
    figure_close(c, f);
    f = figure_open(c, "ch11_valley", "k plain turned best adam");
    figure_number(f, "mu", mu);
    for (int i = 2; i <= 24; i++) {
        double k = m_pow(10, i / 8.0);
        figure_row(f, k, steps_of(PLAIN, k), steps_of(GIVEN, k),
                   steps_of(FORMULA, k), steps_of(ADAM, k));
    }
    figure_close(c, f);
}

// The largest difference between our rule and the library's, in 200 steps.
static double rule_apart(double keep) {
    Ball ours = {.w = {4, 1}};
    double most = 0;
    Graph *g = graph_new(1);
    Tensor *p = t_param(g, "place", 1, 2);
    p->data[0] = 4, p->data[1] = 1;
    Momentum ball = momentum_new(g, (real)0.1, (real)keep);
    Adam theirs = adam_new(g, (real)0.1);
    while (ours.t < 200) {
        for (int i = 0; i < 2; i++)
            p->grad[i] = (i ? 20 : 2) * p->data[i];
        keep < 0 ? adam_step(&theirs, g) : momentum_step(&ball, g);
        step(&ours, 10, 0.1, keep);
        for (int i = 0; i < 2; i++) {
            double apart = fabs(ours.w[i] - (double)p->data[i]);
            most = apart <= most || most != most ? most : apart;
        }
    }
    momentum_free(&ball);
    adam_free(&theirs);
    graph_free(g);
    return most;
}

static void like_the_library(Chapter *c) {
    int ours[FEW], theirs[FEW];
    Rng chance = rng_new(c->seed), same = chance;
    memcpy(ours, all, sizeof ours);
    memcpy(theirs, all, sizeof theirs);
    shuffle(&chance, ours, FEW);
    rng_shuffle(&same, theirs, FEW);
    const double order = memcmp(ours, theirs, sizeof ours) != 0,
                 ball = rule_apart(0.5), yardstick = rule_apart(-1);
    Table t =
        table_begin("ours | the library's | differ", "%-7s | %-13s | %6.0e");
    table_row(&t, "shuffle", "rng_shuffle", order);
    table_row(&t, "roll", "momentum_step", ball);
    table_row(&t, "adam", "adam_step", yardstick);
    table_end(&t);
    if (!(order + ball + yardstick <= 1e-12))
        chapter_trouble(
            c, &(Error){"our rules and the library's are not the same"});
}

static void check(Chapter *c, const Ink *s, const Dataset *d) {
    static double together[KNOBS], one[KNOBS], mean[KNOBS];
    const double h = 6e-6;
    const Knobs hand = mean_slope(s, (Knobs){1, 1}, all, FEW);
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 1), *b = t_param(g, "b", 1, 1);
    w->data[0] = b->data[0] = 1;
    Tensor *z = t_linear(t_const(g, FEW, 1, s->x), w, b);
    t_backward(t_squared_error(t_sigmoid(z), t_const(g, FEW, 1, s->y)));
    report_begin(c);
    report_row(c, "∂C/∂w, mean of 100", hand.w, w->grad[0],
               (cost_at(s, (Knobs){1 + h, 1}) - cost_at(s, (Knobs){1 - h, 1})) /
                   (2 * h));
    report_row(c, "∂C/∂b, mean of 100", hand.b, b->grad[0],
               (cost_at(s, (Knobs){1, 1 + h}) - cost_at(s, (Knobs){1, 1 - h})) /
                   (2 * h));
    graph_free(g);
    Learner l = learner(d, 10, 1.5, c->seed);
    mean_cost(&l, 0, 10, together);
    for (int k = 0; k < 10; k++) {
        mean_cost(&l, k, 1, one);
        for (int i = 0; i < KNOBS; i++)
            mean[i] += one[i] / 10;
    }
    learner_free(&l);
    report_lists(c, "mean of 10 singles = batch", KNOBS, mean, together, 1e-15);
    report_end(c);
    like_the_library(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    Ink s;
    for (int i = 0; i < FEW; i++)
        all[i] = i;
    if (!ink_of(&s, d)) {
        chapter_trouble(
            c, &(Error){"this chapter needs 100 images of a 1 or a 7"});
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
