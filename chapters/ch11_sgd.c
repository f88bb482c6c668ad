/*
# Chapter 11: The drunk man and the careful man

**The question.** In article 3 two men walk downhill. The careful man looks at
every image of the training set before each step. The drunk man looks at ten, or
at one, and steps at once. Whom should we follow, and when? By the end you will
have seen how far a few images mislead, who is down first, and who arrives.

Read it beside article 3 (rows A3-7, A3-8, A3-19 and A3-20) and article 4 (A4-8
and A4-9), with the notes E10 and E14. Run it with `make ch11`, and turn its
knobs: `make ch11 ARGS="--batch 10"`. The text holds for drawn digits and MNIST.

**本章要点** 随机抽几个样本算梯度，平均来说就等于整个训练集的梯度；单独一次的误差约为 σ/√m。
随机梯度下降像醉汉下山，步子歪歪扭扭，走得却快；谨慎的人看完所有样本才走一步。
醉汉到了谷底也停不下来，总在高一点的地方徘徊，高出多少与学习率成正比、与 m 成反比；先洗牌再依次取样本，或者让学习率慢慢减小，徘徊的地方就更低。

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
told is x = (ink - 75)/25, which is near 0 on average, with ink in black pixels.
That is little, so examples disagree. C is the mean of (a - y)² over 100.
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

// One step, by the m images of the index.
static Knobs moved(const Ink *s, Knobs q, const int *index, int m, double eta) {
    Knobs g = mean_slope(s, q, index, m);
    return (Knobs){q.w - eta * g.w, q.b - eta * g.b};
}

/*
→ The gradient is a mean

The 1s want b to rise, the 7s want it to fall. What is left is the gradient. A
step against it, and look again: article 3's "update the parameters, iterate".

## Right on average

Now ask only m of the hundred, each drawn blindly (so one may come twice). In
each of the m places every image is as likely as any other. So over many such
draws all images count the same. *On average* their means come to the full
gradient, neither too short nor tilted to a side.

A single draw misses it by luck. How far? Let σ² be the mean square of how far
one image's slopes are from the full gradient. Then the mean of m strays by σ
over √m (chapter 7). (This σ is a deviation, not the function that squashes.)

→ Right on average

The draws stray as the law says. Even the mean of all ten thousand has some luck
left, about as much as the fourth column says; it misses the full gradient by no
more than twice that. Ten images cost ten times as much as one and take away two
thirds of the luck. Two thirds of what is left cost ninety images more.

![Figure 11.1: What sixty single images ask of the two knobs, and sixty means of
ten and of a hundred. Green: the full gradient. Circles: σ/√m.](ch11_arrows)

## Mini-batches

Drawn blindly, some images come up again before others have come at all. Better
deal them like cards. Shuffle, cut the row into pieces of ten, and make one step
for each piece: these are **mini-batches**. When all are used, an **epoch** is
over. In a fair shuffle every image is as likely in every place. So each piece
alone is still right on average, whichever digits it happens to hold. This one
is fair. From the last place to the first, each gets a number chosen blindly
among those that have no place yet; they stand before it.
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
copies the images into a matrix. `t_backward` sets the 13,002 slopes.
`graph_rewind` forgets all since the mark but these. `sgd_step` moves each knob
by -η times its slope.
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
## The price

How many images should a step look at: the drunk man's one, the careful man's
5,000, or something between? All get the same work, counted in multiply–adds,
for images and for steps, and each three rates to try.

→ The price

Tens are ahead, and read more than 800 of 1,000 right. Ones come close. Ten
steps at `0.15` lead about where one at `1.5` along their mean leads; but tens
share one update. Hundreds are behind. Ten times the images should bear ten
times the rate, 15, but three times their `4` is already too much. And the
careful man has hardly begun: for the same work he makes four steps.

## What a mini-batch agrees on

How right are ten images? Here, after a hundred steps, is what each of ten wants
of the biases of the outputs, ten of 13,002 knobs:

![Figure 11.2: Ten images and ten biases: green wants up, red wants down. The
last column is their mean, the step that is made.](ch11_mean)

Each wants its own output up and the others down a little. In the mean most of
that cancels. Is the rest what they agree on? Not necessarily. Of vectors that
have nothing in common the mean is nothing but luck, and yet not 0: for m it is
√m times shorter than one alone, since squares add up.

→ What a mini-batch agrees on

What ten images say is mostly luck: their mean is not much longer than luck
alone would make it. What all have in common shows with a thousand; from there
on the length hardly changes. One can walk by so noisy a guide, for the walk
takes the mean: over a hundred small steps luck cancels as in one of a thousand.

## Two men on one map

Steps by single images are **stochastic gradient descent** in its oldest form.
(Today mini-batches are so called too.) To see both men walk we go back to the
map of two knobs. There the careful man looks at all hundred images, the full
batch, before each step. The drunk man draws one, blindly. They start together,
far up on the slope.

→ Two men on one map

Many of the drunk man's steps lead uphill. But on average he goes the gradient's
way, and he makes a hundred steps while the careful man makes one. After 200
images he is down, and the careful man stands about where he began. Yet with a
rate of `16` the careful man arrives after sixteen steps, as far as five digits
tell, while the drunk man stumbles on. (Such a rate throws him about.)

![Figure 11.3: One map, two men. White: exact steps, a hundred images each.
Orange: one image a step.](ch11_walkers)

## He never quite arrives

Article 2 says that descent converges to a local minimum. But there only the
*mean* slope is 0, and each image still pulls. How high does the drunk man
hover? Take one knob, a valley of curvature κ, and him at distance d from its
bottom. Each step does two things to d², on average:

- The mean slope, κd, shortens d by ηκd, and so d² by about 2ηκd².
- Luck kicks him by η times what he strays by, as often up as down. So d times
  the kick is 0 on average; the kick's own square, η²σ²/m, is added.

He hovers where they balance, at d² = ησ²/(2κm). That is ½κd² above the bottom,
and κ drops out (two knobs have two heights, which add up, and so do the σ²):

$$C - C_{\text{bottom}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

→ He never quite arrives

This is the **noise floor**, and it obeys: the last columns agree to a tenth. A
quarter of the rate makes a quarter of the height, ten times the images 1/10.

Now read along the rows. A large rate is down soon and stays high. A small one
gets low, but late: at 1600 images `0.0625` is still far up. To have both, let
the rate shrink. In the last row it is 1/(1 + e/4) in epoch e = 0, 1, 2, …: down
about as soon as 1, and lowest at the end. So if a cost falls no more, try a
smaller rate: from its floor it falls at once.

![Figure 11.4: Single steps, drawn blindly: each rate hovers on its floor
(dashed: the law). With a rate that shrinks the cost keeps falling.](ch11_floor)

## Why shuffle?

Dealt like cards, the images do better. Over an epoch the pieces add up to the
full gradient, which is 0 at the bottom: where one image kicks him, the others
kick him back before the epoch is over. But beware of cards as they come from
the box, first all the 1s, then all the 7s.

→ Why shuffle?

Shuffled, a quarter of the rate makes the floor more than seven times lower, and
the next quarter more than ten times. (Kicks are paid back after an epoch; so
only their length counts, squared: a sixteenth, where the rate is small.)

One order for all epochs is a lottery: each man goes his own round for ever. On
average that is even lower, but the highest of twenty is above all who shuffle
anew. The worst is the sorted one: half an epoch pulls one way.

## A heavy ball

Chapter 3 left us in the narrow valley of x² + 10y², jumping from wall to wall,
and promised a cure. Let the walker be heavy. He keeps a part μ of his velocity
v, at first 0, and the slope adds to it. With **momentum** μ = 0 it is the plain
rule, and with μ = 1 he would swing for ever.
*/

static void roll(double *w, double *v, double slope, double eta, double keep) {
    *v = keep * *v + slope;  // v ← μv + ∂C/∂w
    *w -= eta * *v;          // w ← w - ηv
}

/*
Across the valley the slopes keep changing sign and cancel in v. Along it they
agree, and v grows to 1 + μ + μ² + … = 1/(1 - μ) times the slope. How heavy is
best, if x² + k·y² is k times as steep across as along?

Another cure is Adam (Kingma and Ba, 2015). It divides a running mean r of each
knob's slopes g by the root of one of their squares, s:
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
Both begin at 0, too low; so in step t = 1, 2, … they are divided by what they
would be had all slopes been 1. While slopes keep their sign, a knob moves by
about η, however small they are.

→ A heavy ball

The narrower the valley, the heavier the ball: of these `0.3` is best at k = 10,
`0.6` at 100, and `0.9` at 1000, where it saves nearly all steps. In chapter 3's
valley `0.9` swings past the bottom, and rests later than without. Of a network
nobody knows k, and most take `0.9`. Adam takes `105` steps in all three: they
lie along the knobs, which suits it. (Chapter 16 tries it on images.)

A ball is no cure for noise. Along the valley it is as quick as the plain rate
η/(1 - μ), and by that rate it also hovers: with η = `0.1` and μ = `0.9` about
as high as a drunk man with η = 1 and no momentum.

## The check

On the map: the mean of a hundred slopes. In the network: ten images, one by one
against all at once. And our shuffle, ball and Adam against the library's.

→ The check: by hand = by tape = numeric

## Whom to follow, and when

Far from the bottom, follow the drunk man: the luck of his steps cancels on the
way, and he is down before the careful man has begun. The more images there are,
the longer he leads. Best give him ten images a step, which share an update.

Near the bottom he must sober up. A rate that shrinks does it, or more images a
step; and he should be dealt his images, in a new order each epoch.

Follow the careful man where images are few and all digits count: he arrives.

## What we cut corners on

A real machine likes matrices better than single rows, so mini-batches gain more
than the count says; this book's last network takes 128. Floor and orders were
measured with one neuron only. When to stop is for chapter 16. That noise leads
out of bad valleys, or to better ones, is often said; nothing here tests it.

## Exercises

`make ex11` writes the files to edit and checks them; `make hint11` helps.

- **11a** Somebody hands you a shuffle. Is it fair? Design the test.
- **11b** A ball that looks ahead: the slope where it is going to be.

Next: what do 13,002 slopes look like, all at once? `make ch12`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

enum { MEN = 20, NETWORKS = 3, EPOCHS = 128 };

static int all[FEW];  // every image once, the 1s first

// false if fewer than FEW images show a 1 or a 7.
static bool ink_of(Ink *s, const Dataset *d) {
    int n = 0, ones = 0, sevens = FEW;
    for (int i = 0; i < d->count && n < FEW; i++) {
        if (d->label[i] != 1 && d->label[i] != 7)
            continue;
        double sum = 0;
        for (int k = 0; k < 784; k++)
            sum += d->image[784 * i + k] / 255.0;
        all[d->label[i] == 1 ? ones++ : --sevens] = n;  // 7s from the back
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
    Table t = table_begin("m|mean of all: ∂C/∂w|∂C/∂b|its luck|"
                          "one strays by|σ/√m",
                          "%3d | %18.4f | %7.4f | %8.4f | %13.4f | %6.4f");
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
        table_row(&t, m, sum.w, sum.b, sigma / sqrt(m * (double)DRAWS),
                  sqrt(stray), sigma / sqrt(m));
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

// Multiply–adds: forwards and backwards through all weights, backwards again
// through those above the first layer; and the updates.
static double work(int seen, int steps) {
    const int upper = 16 * 16 + 16 * 10, weights = 784 * 16 + upper;
    return (double)seen * (weights + weights + upper) + (double)steps * KNOBS;
}

// Trains for so many multiply–adds.
static void train(Learner *l, double most) {
    for (int seen = 0; work(seen, l->steps) < most;)
        seen += next_step(l, &l->chance);
}

static void the_price(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { SIZES = 4, RATES = 3 };
    const int m[SIZES] = {1, 10, 100, d->count};
    const double eta[SIZES] = {0.15, 1.5, 4, 1}, times[RATES] = {1 / 3.0, 3, 1};
    const double most = c->quick ? 1e8 : 5e8;
    const int networks = c->quick ? 1 : NETWORKS;
    chapter_section(c, "The price");
    printf("784-16-16-10 learns from %d images, m a step: %d networks, each "
           "for\n%.0f million multiply–adds. Their mean cost then, with the "
           "rates η, η/3, 3η;\nand, with η, how many of %d test images they "
           "read right.\n",
           d->count, networks, most / 1e6, test->count);
    chapter_predict(c, "For the same work: which m is ahead?");
    Table t = table_begin("m|work an image|η|cost with η|η/3|3η|read right",
                          "%4d|%13.0f|%4g|%-14s|%5.3f|%5.3f|%-10s");
    for (int k = 0; k < SIZES; k++) {
        double cost[RATES][NETWORKS], right[NETWORKS];
        for (int r = 0; r < RATES; r++)  // η itself last
            for (int i = 0; i < networks; i++) {
                Learner l =
                    learner(d, m[k], eta[k] * times[r], c->seed + (uint64_t)i);
                train(&l, most);
                cost[r][i] = mean_cost(&l, 0, d->count, NULL);
                right[i] = dataset_correct(&l.mlp, test);
                learner_free(&l);
            }
        table_row(&t, m[k],
                  work(d->count, (d->count + m[k] - 1) / m[k]) / d->count,
                  eta[k], range_of(cost[2], networks, "%.3f"),
                  spread_of(cost[0], networks).mean,
                  spread_of(cost[1], networks).mean,
                  range_of(right, networks, "%.0f"));
    }
    table_end(&t);
}

// How long the mean slope of m images is, 13,002 numbers: the root of the mean
// square over pieces of m of the first thousand, or of one piece.
static double length_of_mean(const Learner *l, int m) {
    static double slopes[KNOBS];
    const int pieces = m < 1000 ? 1000 / m : 1;
    double squares = 0;
    for (int k = 0; k < pieces; k++) {
        mean_cost(l, k * m % l->set.count, m, slopes);
        for (int i = 0; i < KNOBS; i++)
            squares += slopes[i] * slopes[i] / pieces;
    }
    return sqrt(squares);
}

static void draw_wishes(Chapter *c, const Learner *l) {
    static double slopes[KNOBS];
    Figure *f = figure_open(c, "ch11_mean", "image row value");
    for (int k = 0; k <= 10; k++) {  // the last column is their mean
        mean_cost(l, k % 10, k < 10 ? 1 : 10, slopes);
        for (int j = 0; j < CLASSES; j++)
            figure_row(f, k, j, -100 * slopes[KNOBS - CLASSES + j]);
    }
    figure_block(f, "pixels", NULL);
    for (int row = 0; row < 28; row++)
        for (int x = 0; x < 10 * 28; x++)
            figure_row(f, (x - 13.5) / 28, (row - 13.5) / 17 - 1.4,
                       l->set.image[x / 28 * 784 + row * 28 + x % 28]);
    figure_close(c, f);
}

static void what_they_agree_on(Chapter *c, const Dataset *d) {
    enum { SIZES = 5 };
    const int m[SIZES] = {1, 10, 100, 1000, d->count};
    const int networks = c->quick ? 1 : NETWORKS;
    double length[SIZES][NETWORKS];
    chapter_section(c, "What a mini-batch agrees on");
    printf("After 100 steps: how long is the mean slope of m images? (%d "
           "networks)\n",
           networks);
    chapter_predict(c, "From how many images on does it shrink no more?");
    for (int n = 0; n < networks; n++) {
        Learner l = learner(d, 10, 1.5, c->seed + (uint64_t)n);
        while (l.steps < 100)
            next_step(&l, &l.chance);
        for (int k = 0; k < SIZES; k++)
            length[k][n] = length_of_mean(&l, m[k]);
        if (n == 0)
            draw_wishes(c, &l);
        learner_free(&l);
    }
    const double one = spread_of(length[0], networks).mean;
    Table t = table_begin("m|its length|if all was luck", "%5d|%-14s|%15.3f");
    for (int k = 0; k < SIZES; k++)
        table_row(&t, m[k], range_of(length[k], networks, "%.3f"),
                  one / sqrt(m[k]));
    table_end(&t);
}

typedef enum Deal { BLINDLY, SHUFFLED, ONCE, SORTED } Deal;

typedef struct Way {
    Deal deal;  // how a man comes by the order of the images
    int batch;
    double rate, shrink;  // in epoch e he has the rate rate/(1 + shrink·e)
    double keep;          // μ
} Way;

static Knobs trail[EPOCHS * FEW + 1];  // of the last walk: start and steps
static Knobs lowest;                   // the bottom, where the careful man ends
static double bottom;                  // its cost

// Walks so many epochs, which must fit into the trail. Returns the number of
// steps, which is the last place's too.
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    memcpy(order, all, sizeof order);
    trail[0] = (Knobs){3, 2.5};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == SHUFFLED || (way.deal == ONCE && e == 0))
            shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            Knobs was = trail[n > 0 ? n - 1 : 0], is = trail[n];
            Knobs to =
                moved(s, is, order + i, m, way.rate / (1 + way.shrink * e));
            to.w += way.keep * (is.w - was.w);  // a ball goes on as it went
            to.b += way.keep * (is.b - was.b);
            trail[n + 1] = to;
        }
    }
    return n;
}

// How high above the bottom. (Its last bits may say "below".)
static double height(const Ink *s, Knobs q) {
    return fabs(cost_at(s, q) - bottom);
}

static void two_men(Chapter *c, const Ink *s) {
    enum { WAYS = 4, SHOWN = 16, ROWS = 9 };
    const Way way[WAYS] = {{SORTED, FEW, 1, 0, 0},
                           {SORTED, FEW, 16, 0, 0},
                           {BLINDLY, batch, rate, 0, 0},
                           {BLINDLY, batch, 16, 0, 0}};
    const int men = c->quick ? 2 : MEN;
    double high[ROWS][WAYS] = {0}, up[MEN] = {0};
    chapter_section(c, "Two men on one map");
    printf("The start is (3, 2.5); the cost at the bottom is %.4f. How high "
           "above it are\nthe careful man, who looks at 100 images a step, and "
           "the drunk man (the mean\nof %d), who looks at %d?\n",
           bottom, men, batch);
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
    for (int k = 0; k < WAYS; k++)
        for (int man = 0; man < men; man++) {
            int steps = walk(s, way[k], EPOCHS, c->seed + (uint64_t)man);
            for (int r = 0, e = 0; r < ROWS; r++, e = e ? e * 2 : 1)
                high[r][k] += height(s, trail[e * steps / EPOCHS]) / men;
            for (int n = 0; k == 2 && n < 100; n++)
                up[man] += cost_at(s, trail[n + 1]) > cost_at(s, trail[n]);
            if (man > 0 || k == WAYS - 1)
                continue;
            figure_block(f, k < 2 ? "careful" : "drunk", NULL);
            for (int n = 0; n <= SHOWN * steps / EPOCHS; n++)
                figure_row(f, trail[n].w, trail[n].b, cost_at(s, trail[n]));
        }
    figure_close(c, f);
    Table t =
        table_begin(text_format("images seen|careful, η = 1|careful, η = 16|"
                                "drunk, η = %g|drunk, η = 16",
                                rate),
                    "%11d | %14.5f | %15.5f | %12.5f | %13.5f");
    for (int r = 0, e = 0; r < ROWS; r++, e = e ? e * 2 : 1)
        table_row(&t, e * FEW, high[r][0], high[r][1], high[r][2], high[r][3]);
    table_end(&t);
    printf("Of the first 100 steps of %d drunk men with η = %g, %s lead "
           "uphill.\n\n",
           men, rate, range_of(up, men, "%.0f"));
}

// How high above the bottom twenty men hover: of each, the mean over the second
// half of so many epochs. The first man is drawn.
static Spread hover(Chapter *c, const Ink *s, Way way, int epochs, Figure *f) {
    const int men = c->quick ? 2 : MEN;
    double high[MEN] = {0};
    for (int i = 0; i < men; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i) / epochs;
        for (int e = i == 0 && f ? 0 : epochs / 2; e < epochs; e++) {
            double mean = 0;
            for (int n = e * steps + 1; n <= (e + 1) * steps; n++)
                mean += height(s, trail[n]) / steps;
            figure_row(i > 0 ? NULL : f, (e + 1) * FEW, mean);
            high[i] += e < epochs / 2 ? 0 : mean / (epochs - epochs / 2);
        }
    }
    return spread_of(high, men);
}

static void the_floor(Chapter *c, const Ink *s) {
    const double eta[] = {4, 1, 0.25, 0.0625, 1, 1};
    const double luck = luck_of_one(s, lowest);
    chapter_section(c, "He never quite arrives");
    printf("Images drawn blindly. At the bottom their σ² is %.4f. How high "
           "above it\ndo the men hover in the second half of so many images?\n",
           luck);
    chapter_predict(c, "A quarter of the rate: how much lower does he hover?");
    Table t = table_begin("images a step|η|of 200|of 1600|of 12800|ησ²/(4m)",
                          "%13d | %-11s | %7.5f | %7.5f | %8.5f | %8s");
    Figure *f = figure_open(c, "ch11_floor", "seen above");
    figure_numbers(f, "rate", 3, eta);
    figure_number(f, "luck", luck);
    for (int k = 0; k < 6; k++) {
        const bool shrinks = k == 5, drawn = k < 3 || shrinks;
        const int m = k == 4 ? 10 : 1;
        const Way way = {BLINDLY, m, eta[k], shrinks ? 0.25 : 0, 0};
        if (drawn)
            figure_block(f, shrinks ? "shrinking" : "constant", NULL);
        table_row(&t, m, shrinks ? "1/(1 + e/4)" : text_format("%g", eta[k]),
                  hover(c, s, way, 2, NULL).mean,
                  hover(c, s, way, 16, NULL).mean,
                  hover(c, s, way, EPOCHS, drawn ? f : NULL).mean,
                  shrinks ? "—" : text_format("%.5f", eta[k] * luck / (4 * m)));
    }
    table_end(&t);
    figure_close(c, f);
}

static void why_shuffle(Chapter *c, const Ink *s) {
    static const char *const name[] = {"drawn blindly", "shuffled anew",
                                       "shuffled once", "sorted, 1s first"};
    chapter_section(c, "Why shuffle?");
    printf("The same men, one image a step, by how they come by the order.\n");
    chapter_predict(c, "Shuffled, a quarter of the rate: is the floor four "
                       "times lower again?");
    Table t =
        table_begin("order|η = 1|lowest and highest man|η = 0.25|η = 0.0625",
                    "%-16s | %7.5f | %-22s | %8.5f | %10.5f");
    for (Deal k = BLINDLY; k <= SORTED; k++) {
        Spread one = hover(c, s, (Way){k, 1, 1, 0, 0}, EPOCHS, NULL);
        table_row(&t, name[k], one.mean,
                  range_of((double[]){one.low, one.high}, 2, "%.5f"),
                  hover(c, s, (Way){k, 1, 0.25, 0, 0}, EPOCHS, NULL).mean,
                  hover(c, s, (Way){k, 1, 0.0625, 0, 0}, EPOCHS, NULL).mean);
    }
    table_end(&t);
}

// A step in the valley x² + k·y². keep is μ, or below 0: Adam.
typedef struct Ball {
    double w[2], v[2], s[2];  // v: the velocity, or Adam's r
    int t;                    // steps made
} Ball;

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

// Steps from (4, 1) in the valley x² + k·y² until the ball is within 0.01 of
// the bottom and stays for 100 steps.
static int steps_to_rest(double k, double keep) {
    const double eta = keep < 0 ? 0.1 : (1 + keep) / (1 + k);
    Ball b = {.w = {4, 1}};
    int last = 0;
    while (b.t - last <= 99) {
        step(&b, k, eta, keep);
        if (sqrt(b.w[0] * b.w[0] + b.w[1] * b.w[1]) >= 0.01)
            last = b.t;
    }
    return last + 1;
}

static void heavy_ball(Chapter *c, const Ink *s) {
    const double low = 1 - mu;
    chapter_section(c, "A heavy ball");
    printf("Steps until it rests in x² + k·y², with η = (1 + μ)/(1 + k).\n");
    chapter_predict(c, "Does a momentum of 0.9 help when k is 10?");
    Table t = table_begin(text_format("k|μ = 0|μ = 0.3|μ = 0.6|μ = %g", mu),
                          "%4d|%5d|%7d|%7d|%7d");
    for (int k = 10; k <= 1000; k *= 10)
        table_row(&t, k, steps_to_rest(k, 0), steps_to_rest(k, 0.3),
                  steps_to_rest(k, 0.6), steps_to_rest(k, mu));
    table_end(&t);
    printf("Adam, with η = 0.1, takes %d, %d and %d.\n\n",
           steps_to_rest(10, -1), steps_to_rest(100, -1),
           steps_to_rest(1000, -1));
    printf("And a drunk ball, as above: with η = %g he hovers at %.5f; with "
           "μ = %g too,\nat %.5f.\n\n",
           low, hover(c, s, (Way){BLINDLY, 1, low, 0, 0}, EPOCHS, NULL).mean,
           mu, hover(c, s, (Way){BLINDLY, 1, low, 0, mu}, EPOCHS, NULL).mean);
}

// The largest difference between our rule and the library's, in 200 steps.
static double rule_apart(double keep) {
    Ball ours = {.w = {4, 1}};
    double most = 0;
    Graph *g = graph_new(1);
    Tensor *p = t_param(g, "place", 1, 2);
    p->data[0] = 4, p->data[1] = 1;
    Momentum ball = momentum_new(g, 0.1, keep);
    Adam theirs = adam_new(g, 0.1);
    while (ours.t < 200) {
        for (int i = 0; i < 2; i++)
            p->grad[i] = (i ? 20 : 2) * p->data[i];
        keep < 0 ? adam_step(&theirs, g) : momentum_step(&ball, g);
        step(&ours, 10, 0.1, keep);
        for (int i = 0; i < 2; i++) {
            double apart = fabs(ours.w[i] - p->data[i]);
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
    bool order = memcmp(ours, theirs, sizeof ours) == 0;
    double ball = rule_apart(0.5), yardstick = rule_apart(-1);
    printf(
        "\nOur shuffle and the library's %s; roll and momentum_step differ by "
        "%.0e at\nmost, adam and adam_step by %.0e.\n\n",
        order ? "agree" : "DIFFER", ball, yardstick);
    if (!(order && ball + yardstick <= 1e-12))
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
    if (!ink_of(&s, d)) {
        chapter_trouble(
            c, &(Error){"this chapter needs 100 images of a 1 or a 7"});
        return;
    }
    lowest = trail[walk(&s, (Way){SORTED, FEW, 16, 0, 0}, 4000, c->seed)];
    bottom = cost_at(&s, lowest);
    a_mean(c, &s);
    right_on_average(c, &s);
    the_price(c, d, test);
    what_they_agree_on(c, d);
    two_men(c, &s);
    the_floor(c, &s);
    why_shuffle(c, &s);
    heavy_ball(c, &s);
    check(c, &s, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd",
                                         "The drunk man and the careful man",
                                         options, &folder, TRAIN, TEST, tell});
}
