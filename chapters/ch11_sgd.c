/*
# Chapter 11: The drunk man and the careful man

**The question.** In article 3 two men walk downhill. The careful man looks at
every image of the training set before each step. The drunk man looks at ten, or
at one, and steps at once. Whom should we follow, and when? You will see how far
a few images mislead, how many are worth asking, who is down first, who arrives.

Read it beside article 3 (rows A3-7, A3-8, A3-19 and A3-20) and article 4 (A4-8
and A4-9), with the notes E10 and E14. Run it with `make ch11`, and turn its
knobs: `make ch11 ARGS="--batch 10"`. The text holds for drawn digits and MNIST.

**本章要点** 随机抽几个样本算梯度，平均来说就等于整个训练集的梯度；单独一次的误差约为 σ/√m。
随机梯度下降像醉汉下山，步子歪歪扭扭，走得却快；每步问的样本远少于 σ²/|g|² 个，就问多少值多少；正好这么多，只值一半；远超过它，多问也是白问。
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

/*
The 1s want b to rise, the 7s want it to fall. What is left is the gradient.

## Right on average

Now ask only m of the hundred, each drawn blindly (so one may come twice). In
each of the m places every image is as likely as any other. So *on average* the
means of m come to the full gradient, neither too short nor tilted to a side.

A single draw misses it by luck. How far? Let σ² be the mean square of how far
one image's slopes are from the full gradient. Then the mean of m strays by σ
over √m (chapter 7). (This σ is a deviation, not the function that squashes.)

→ Right on average

They stray as the law says. Ten images cost ten times as much as one and take
away two thirds of the luck. Two thirds of what is left cost ninety more.

![Figure 11.1: What sixty single images ask of the two knobs, and sixty means of
ten and of a hundred. Green: the full gradient. Circles: σ/√m.](ch11_arrows)

## Mini-batches

Drawn blindly, some images come up again before others have come at all. Better
deal them like cards. Shuffle, cut the row into pieces of ten, and make one step
for each piece: these are **mini-batches**. When all are used, an **epoch** is
over, and article 3 says: "update the parameters, iterate".

Each piece is still right on average, if every image is as likely in every
place. This shuffle is fair. From the last place to the first, each gets a
number chosen blindly among those that have no place yet.
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
curtain is drawn back. A `Learner` keeps what lasts: the network in its graph,
the images, their order, the place in it. `batch_gather` copies the images into
a matrix, `t_backward` sets the 13,002 slopes, `graph_rewind` forgets all else,
and `sgd_step` moves each knob by -η times its slope.
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
## How far a step falls

How many images should a step ask? Chapter 2 promised that a step of -ηg, with g
for the gradient, lowers C by about η|g|². But the ground bends up: in a valley
of curvature κ a step of length s adds ½κs². Let the step be -η times the mean
of m images. On average that is -ηg: the first term stays. But s² is on average
more than η²|g|². Luck pulls both ways alike, so squares add up:

$$\Delta C \approx -\eta\,|g|^2
+ \frac{1}{2}\,\eta^2\kappa\,\Big(|g|^2 + \frac{\sigma^2}{m}\Big)$$

This will carry the chapter. With m₀ = σ²/|g|² images slope and luck weigh the
same. A step falls furthest, by ½η|g|², with

$$\eta = \frac{1}{\kappa}\cdot\frac{1}{1 + m_0/m},$$

and with twice that it falls no more. So there are three kinds of steps:

- m far below m₀: luck rules. Ten times the images, ten times the rate and fall.
- m = m₀: half the rate 1/κ, half the furthest fall. An image is worth half.
- m far above m₀: the best rate is 1/κ, and the border is chapter 2's 2/κ. No
  averaging moves them. More images are wasted.

How large is m₀ in a network that learns, ten images a step?

→ How far a step falls

At the start half an image would do: nearly all say the same, "less", for nine
of ten outputs should go down. Then g shrinks, and the luck stays. Midway and at
the end it takes a hundred images, more or less, to balance it.

And the formula, with η by all for 1/κ? At the start it is right. Later tens
bear up to twice that: it has one κ for all directions; luck meets a smaller.

## The price

By the formula tens should bear ten times the rate of ones, and come out the
same. Hundreds are no longer far below m₀. The careful man looks at 5,000.

→ The price

Ones and tens do come out the same, with each of the three rates: ten steps at
`0.15` are worth one at `1.5` along their mean. But tens make a tenth of the
updates, and an update is 13,002 products, half of what an image costs.

Hundreds are behind. They do not bear ten times the rate of tens, 15. Three
times their `4` is already too much: at the start 1/κ is about 2, so the border
is about 4. The careful man's rates are below it. But in three steps he has only
learned to answer a tenth to everything, which costs nine tenths (chapter 7).

## Two men on one map

Steps by single images are **stochastic gradient descent** in its oldest form.
(Today mini-batches are so called too.) On the map one can see both men walk:
the careful one looks at all hundred images, the drunk one draws one, blindly.

![Figure 11.2: One map, two men. White: exact steps, a hundred images each,
with η = 16. Orange: one image a step, with η = 1.](ch11_walkers)

Of 200 images the careful man makes two steps, the drunk man 200, on average the
gradient's way. He is down first: in the next table at most a tenth as high.

## He never quite arrives

Article 2 says that descent approaches a local minimum. But there only the
*mean* slope is 0, and each image still pulls. How high does the drunk man
hover? Where his steps, on average, fall no more: where ΔC is 0.

Near the bottom |g|² in the brackets is small beside σ²/m. Without it ΔC = 0
says |g|² = ½ηκσ²/m. How high is that? In a valley ½κd² the slope is κd, so the
height is |g|²/(2κ). (Two knobs have two such heights; they add up, as their σ²
do.) The curvature drops out:

$$C - C_{\text{bottom}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

→ He never quite arrives

This is the **noise floor**, and it obeys: the last columns agree to a tenth. A
quarter of the rate makes a quarter of the height, ten times the images 1/10.

Now read along the rows. A large rate is down soon and stays high, a small one
gets low, but late. To have both, let the rate shrink: 1/(1 + e/4) in epoch e =
0, 1, 2, … is down about as soon as 1, and the lowest of single steps.

The careful man, with the same rate 1, has hardly begun at 1600. But this neuron
bends less than the network: he bears `16`. So he is by then not a hundredth as
high as the drunk man with 1. He arrives: in the mean of all there is no luck.

![Figure 11.3: Single steps, drawn blindly: each rate hovers on its floor
(dashed: the law). With a rate that shrinks the cost keeps falling.](ch11_floor)

## Why shuffle?

Dealt like cards, the images do better. Over an epoch the pieces add up to the
full gradient, which is 0 at the bottom: where one image kicks him, the others
kick him back. But beware of cards as they come from the box, first all the 1s.

→ Why shuffle?

Shuffled, a quarter of the rate makes the floor more than seven times lower, and
the next quarter more than ten times. Why not four times, as before? Blind kicks
pile up until the valley has pulled him back. That takes some 1/(ηκ) steps: with
a quarter of the rate, four times as many. Dealt kicks are paid back after one
epoch, whatever the rate. Then only the length of a kick counts, and squared: a
sixteenth, once the rate is small.

Sorted, half an epoch pulls one way. With η = 1 that is the worst by far, with
`0.0625` about as bad as drawing blindly.

## A heavy ball

One limit is left: 2/κ, which no averaging moves. Steep walls set it, and along
the floor a walk creeps. So chapter 3 left us in the valley of x² + 10y², and
promised a cure. Let the walker be heavy. He keeps a part μ of his velocity v,
at first 0, and the slope adds to it. With **momentum** μ = 0 it is the plain
rule, and with 1 he would swing for ever.
*/

static void roll(double *w, double *v, double slope, double eta, double keep) {
    *v = keep * *v + slope;  // v ← μv + ∂C/∂w
    *w -= eta * *v;          // w ← w - ηv
}

/*
Along the valley the slopes agree, and v grows to 1 + μ + μ² + … = 1/(1 - μ)
times the slope. Across it they keep changing sign, and cancel in v.

So the border moves. There he jumps from d to -d for ever, v changing its sign:
v = -μv + κd, which makes κd/(1 + μ). The jump ηv is 2d, and η is 2(1 + μ)/κ.

How heavy is best? In x² + k·y² the best plain walk keeps (k - 1)/(k + 1) of the
distance in each step: for k = 10 chapter 3's 9/11. The best ball keeps about
(√k - 1)/(√k + 1), says Polyak (1964): k has become √k. For that μ must be the
square of it, and η = (1 + μ)/(1 + k).

→ A heavy ball

The narrower the valley, the heavier the ball: of the four that nearest to the
rule's μ is best. With k = 1000 it saves nearly all steps; but in chapter 3's
valley `0.9` swings past the bottom, and rests later than without.

Of a network nobody knows k, and most take `0.9`. So the promise is kept in
part: no good units are needed, but how bad they are one would like to know.

Another cure is Adam (Kingma and Ba, 2015). It divides a running mean r of each
knob's slopes, over about the last ten, by the root of a mean s of their
squares, over about the last thousand.
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
Both begin at 0, too low; so in step t = 1, 2, … they are divided by what they
would be had all slopes been 1. Where slopes hardly change, a knob moves by
about η a step, however small they are. If one knob's slopes are k times as
large, so is their root: Adam does not see k.

## The check

→ The check: by hand = by tape = numeric

## Whom to follow, and when

Far from the bottom, follow the drunk man. Well below m₀ images a step, all that
he asks is worth its price; at m₀, half; far above it, more is worth nothing. So
give him tens, which share an update. (Too many at first; ones end no lower.)

Near the bottom g is small, m₀ grows, and he hovers. A rate that shrinks sobers
him, or more images a step; and shuffle in each epoch. Or, where images are few
and all decimals count, follow the careful man: he arrives.

## What we cut corners on

One κ stood for all directions; a network has 13,002. Floor and orders are those
of one neuron; the ball had exact slopes. Does luck free him from local minima?
We did not ask. A machine likes matrices better than rows, so mini-batches gain
more than the shared update; this book's last network takes 128.

## Exercises

`make ex11` writes the files to edit and checks them; `make hint11` helps.

- **11a** Somebody hands you a shuffle. Is it fair? Design the test.
- **11b** A ball that looks ahead: the slope where it is going to be.

Next: what do 13,002 slopes look like, all at once? `make ch12`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

enum { MEN = 20, NETWORKS = 3, LESSONS = 3, SOME = 300, EPOCHS = 128 };

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

static void right_on_average(Chapter *c, const Ink *s) {
    enum { DRAWS = 10000, SHOWN = 60 };
    const Knobs q = {1, 1}, full = mean_slope(s, q, all, FEW);
    const double sigma = sqrt(luck_of_one(s, q));
    chapter_section(c, "Right on average");
    printf("%d draws of each size, where w = 1 and b = 1.\n", DRAWS);
    chapter_predict(c, "Ten times the images: how much less luck?");
    Table t = table_begin("m|one strays by|σ/√m", "%3d | %13.4f | %6.4f");
    Figure *f = figure_open(c, "ch11_arrows", "target w b");
    figure_number(f, "sigma", sigma);
    for (int m = 1; m <= FEW; m *= 10) {
        Rng chance = rng_new(c->seed);
        double stray = 0;
        figure_block(f, "means", NULL);
        for (int k = 0; k < DRAWS; k++) {
            int index[FEW];
            for (int i = 0; i < m; i++)
                index[i] = rng_below(&chance, FEW);
            Knobs g = mean_slope(s, q, index, m);
            stray += squared((Knobs){g.w - full.w, g.b - full.b}) / DRAWS;
            if (k < SHOWN)
                figure_row(f, m == 1 ? s->y[index[0]] : 2, -g.w, -g.b);
        }
        table_row(&t, m, sqrt(stray), sigma / sqrt(m));
    }
    table_end(&t);
    figure_block(f, "full", NULL);
    figure_row(f, 2, -full.w, -full.b);
    figure_close(c, f);
}

// 784-16-16-10 after so many images, m a step; learner_free ends it.
static Learner taught(const Dataset *d, int images, int m, double eta,
                      uint64_t seed) {
    const Recipe r = {
        .hidden = {2, {16, 16}}, .init = INIT_LECUN, .batch = m, .rate = eta};
    Learner l = learner_new(d, &r, seed, 1);
    l.chance = rng_new(seed);
    for (int seen = 0; seen < images;)
        seen += next_step(&l, &l.chance);
    return l;
}

// The mean cost of n images from number `from` on and, if asked, its gradient.
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

// The best η for means of m of the first n images (by the parabola through the
// costs of steps with -h, 0 and h), and the mean square of their lengths.
static double best_rate(Learner *l, int m, int n, double *squares) {
    static double slopes[KNOBS];
    const double h = 0.1, here = mean_cost(l, 0, n, NULL);
    double falls = 0, bends = 0;
    *squares = 0;
    for (int from = 0; from < n; from += m) {
        mean_cost(l, from, m, slopes);
        for (int i = 0; i < KNOBS; i++)
            *squares += slopes[i] * slopes[i] * m / n;
        sgd_step(l->graph, h);
        double ahead = mean_cost(l, 0, n, NULL);
        sgd_step(l->graph, -2 * h);
        double behind = mean_cost(l, 0, n, NULL);
        sgd_step(l->graph, h);
        falls += behind - ahead;
        bends += behind + ahead - 2 * here;
    }
    return h / 2 * falls / bends;
}

static void how_far(Chapter *c, const Dataset *d) {
    const int n = d->count < SOME ? d->count : SOME;
    chapter_section(c, "How far a step falls");
    printf("784-16-16-10, by its first %d images: m₀, and the best η for steps "
           "by all\nof them and by ten (%d networks).\n",
           n, NETWORKS);
    chapter_predict(c, "On the way down, will m₀ grow or shrink?");
    Table t = table_begin("images seen|m₀|η by all|by ten|formula",
                          "%11d|%-14s|%8.2f|%6.2f|%7.2f");
    for (int k = 0; k < 3; k++) {
        const int images = k * LESSONS * d->count / 2;
        double even[NETWORKS], all_go = 0, ten_go = 0;
        for (int i = 0; i < NETWORKS; i++) {
            double square, squares;
            Learner l = taught(d, images, 10, 1.5, c->seed + (uint64_t)i);
            all_go += best_rate(&l, n, n, &square) / NETWORKS;
            ten_go += best_rate(&l, 10, n, &squares) / NETWORKS;
            even[i] = 10 * (squares / square - 1);
            learner_free(&l);
        }
        const double law = all_go / (1 + spread_of(even, NETWORKS).mean / 10);
        table_row(&t, images, range_of(even, NETWORKS, "%.1f"), all_go, ten_go,
                  law);
    }
    table_end(&t);
}

// The costs of networks that step by m images.
static Spread costs(Chapter *c, const Dataset *d, int m, double eta) {
    double cost[NETWORKS];
    for (int i = 0; i < NETWORKS; i++) {
        Learner l =
            taught(d, LESSONS * d->count, m, eta, c->seed + (uint64_t)i);
        cost[i] = mean_cost(&l, 0, d->count, NULL);
        learner_free(&l);
    }
    return spread_of(cost, NETWORKS);
}

static void the_price(Chapter *c, const Dataset *d) {
    const int m[] = {1, 10, 100, d->count};
    const double eta[] = {0.15, 1.5, 4, 1};
    chapter_section(c, "The price");
    printf("784-16-16-10 learns from %d images, %d times each, m a step. Its "
           "cost then,\nwith three rates (%d networks):\n",
           d->count, LESSONS, NETWORKS);
    chapter_predict(c, "Each sees as many images: which m is ahead?");
    Table t = table_begin("m|steps|η|with η/3|with η|with 3η",
                          "%4d|%5d|%4g|%8.3f|%-14s|%7.3f");
    for (int k = 0; k < 4; k++) {
        Spread cost = costs(c, d, m[k], eta[k]);
        table_row(&t, m[k], LESSONS * ((d->count + m[k] - 1) / m[k]), eta[k],
                  costs(c, d, m[k], eta[k] / 3).mean,
                  range_of((double[]){cost.low, cost.high}, 2, "%.3f"),
                  costs(c, d, m[k], eta[k] * 3).mean);
    }
    table_end(&t);
}

enum { BLINDLY, SHUFFLED, SORTED };
typedef struct Way {
    int deal;  // how he comes by the order
    int batch;
    double rate, shrink;  // in epoch e he has the rate rate/(1 + shrink·e)
} Way;

static Knobs trail[EPOCHS * FEW + 1];  // of the last walk: start and steps
static double bottom;                  // the lowest cost

// Walks so many epochs along the trail. Returns the number of steps.
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    memcpy(order, all, sizeof order);
    trail[0] = (Knobs){3, 2.5};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == SHUFFLED)
            shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            double eta = way.rate / (1 + way.shrink * e);
            Knobs q = trail[n], g = mean_slope(s, q, order + i, m);
            trail[n + 1] = (Knobs){q.w - eta * g.w, q.b - eta * g.b};
        }
    }
    return n;
}

// How high above the bottom the last walk was between two of its steps.
static double height(const Ink *s, int from, int to) {
    double mean = 0;
    for (int n = from + 1; n <= to; n++)
        mean += fabs(cost_at(s, trail[n]) - bottom) / (to - from);
    return mean;
}

static void two_men(Chapter *c, const Ink *s) {
    const Way way[] = {
        {SORTED, FEW, 1, 0}, {SORTED, FEW, 16, 0}, {BLINDLY, batch, rate, 0}};
    Figure *f = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(f, "size", 2, (double[]){FEW, batch});
    figure_block(f, "surface", NULL);
    for (int i = 0; i <= 90; i++, figure_gap(f))
        for (int j = 0; j <= 45; j++) {
            Knobs q = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(f, q.w, q.b, cost_at(s, q));
        }
    for (int k = 0; k < 3; k++) {
        int steps = walk(s, way[k], 16, c->seed);
        figure_block(f, k < 2 ? "careful" : "drunk", NULL);
        for (int n = 0; n <= steps; n++)
            figure_row(f, trail[n].w, trail[n].b, cost_at(s, trail[n]));
    }
    figure_close(c, f);
}

// How high the men are in the second half of so many epochs.
static double hover(Chapter *c, const Ink *s, Way way, int epochs) {
    double high = 0;
    for (int i = 0; i < MEN; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i);
        high += height(s, steps / 2, steps) / MEN;
    }
    return high;
}

static void the_floor(Chapter *c, const Ink *s) {
    const Way way[] = {{BLINDLY, 1, 4, 0},      {BLINDLY, 1, 1, 0},
                       {BLINDLY, 1, 0.25, 0},   {BLINDLY, 1, 1, 0.25},
                       {BLINDLY, 1, 0.0625, 0}, {BLINDLY, 10, 1, 0},
                       {SORTED, FEW, 1, 0},     {SORTED, FEW, 16, 0}};
    const Knobs lowest = trail[walk(s, way[7], 4000, c->seed)];
    const double luck = luck_of_one(s, lowest);
    bottom = cost_at(s, lowest);
    chapter_section(c, "He never quite arrives");
    printf("At the bottom the cost is %.4f and σ² is %.4f. How high above it "
           "are the\nmen in the second half of so many images?\n",
           bottom, luck);
    chapter_predict(c, "A quarter of the rate: how much lower does he hover?");
    Table t = table_begin("images a step|η|of 200|of 1600|of 12800|ησ²/(4m)",
                          "%13d | %-11s | %7.5f | %7.5f | %8.5f | %8s");
    Figure *f = figure_open(c, "ch11_floor", "seen above");
    figure_numbers(f, "rate", 3, (double[]){4, 1, 0.25});
    figure_number(f, "luck", luck);
    for (int k = 0; k < 8; k++) {
        const Way w = way[k];
        const bool obeys = w.deal == BLINDLY && w.shrink <= 0;
        table_row(&t, w.batch,
                  text_format(w.shrink > 0 ? "%g/(1 + e/4)" : "%g", w.rate),
                  hover(c, s, w, 2), hover(c, s, w, 16), hover(c, s, w, EPOCHS),
                  obeys ? text_format("%.5f", w.rate * luck / (4 * w.batch))
                        : "—");
        if (k > 3)
            continue;
        int steps = walk(s, w, EPOCHS, c->seed) / EPOCHS;
        figure_block(f, w.shrink > 0 ? "shrinking" : "constant", NULL);
        for (int e = 0; e < EPOCHS; e++)
            figure_row(f, (e + 1) * FEW, height(s, e * steps, (e + 1) * steps));
    }
    table_end(&t);
    figure_close(c, f);
}

static void why_shuffle(Chapter *c, const Ink *s) {
    const char *const name[] = {"drawn blindly", "shuffled", "1s first"};
    chapter_section(c, "Why shuffle?");
    printf("As above, in the second half of 12800 images, one image a step.\n");
    chapter_predict(c, "Shuffled, a quarter of the rate: is the floor four "
                       "times lower again?");
    Table t = table_begin("order|η = 1|η = 0.25|η = 0.0625",
                          "%-13s | %7.5f | %8.5f | %10.5f");
    for (int k = BLINDLY; k <= SORTED; k++)
        table_row(&t, name[k], hover(c, s, (Way){k, 1, 1, 0}, EPOCHS),
                  hover(c, s, (Way){k, 1, 0.25, 0}, EPOCHS),
                  hover(c, s, (Way){k, 1, 0.0625, 0}, EPOCHS));
    table_end(&t);
}

// Steps from (4, 1) in the valley x² + k·y² until the ball is within 0.01 of
// the bottom and stays for 100 steps.
static int steps_to_rest(double k, double keep) {
    const double eta = (1 + keep) / (1 + k);
    double x = 4, y = 1, along = 0, across = 0;
    int last = 0;
    for (int t = 1; t - last <= 100; t++) {
        roll(&x, &along, 2 * x, eta, keep);
        roll(&y, &across, 2 * k * y, eta, keep);
        if (sqrt(x * x + y * y) >= 0.01)
            last = t;
    }
    return last + 1;
}

static void heavy_ball(Chapter *c) {
    chapter_section(c, "A heavy ball");
    printf("Steps until it rests in x² + k·y², with η = (1 + μ)/(1 + k).\n");
    chapter_predict(c, "Does a momentum of 0.9 help when k is 10?");
    Table t =
        table_begin(text_format("k|rule: μ|μ = 0|μ = 0.3|μ = 0.6|μ = %g", mu),
                    "%4d|%7.2f|%5d|%7d|%7d|%7d");
    for (int k = 10; k <= 1000; k *= 10)
        table_row(&t, k, m_pow((sqrt(k) - 1) / (sqrt(k) + 1), 2),
                  steps_to_rest(k, 0), steps_to_rest(k, 0.3),
                  steps_to_rest(k, 0.6), steps_to_rest(k, mu));
    table_end(&t);
}

static void check(Chapter *c, const Ink *s) {
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
    report_end(c);

    // One shuffle, and 200 steps of both rules in turn on w² from 1.
    Momentum ball = momentum_new(g, 0.1, 0.5);
    Adam yardstick = adam_new(g, 0.1);
    double ours = 1, v = 0, mean = 0, square = 0, apart = 0;
    for (int t = 1; t <= 200; t++) {
        w->grad[0] = 2 * w->data[0];
        momentum_step(&ball, g);
        adam_step(&yardstick, g);
        const double slope = 2 * ours;
        roll(&ours, &v, slope, 0.1, 0.5);
        adam(&ours, &mean, &square, slope, 0.1, t);
        apart += fabs(ours - w->data[0]);
    }
    momentum_free(&ball);
    adam_free(&yardstick);
    graph_free(g);
    int mine[FEW], theirs[FEW];
    Rng chance = rng_new(c->seed), same = chance;
    memcpy(mine, all, sizeof mine);
    memcpy(theirs, all, sizeof theirs);
    shuffle(&chance, mine, FEW);
    rng_shuffle(&same, theirs, FEW);
    if (apart < 1e-12 && memcmp(mine, theirs, sizeof mine) == 0)
        printf("\nOur shuffle, ball and Adam agree with the library's.\n\n");
    else
        chapter_trouble(c, &(Error){"our rules are not the library's"});
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    (void)test;
    Ink s;
    if (!ink_of(&s, d)) {
        chapter_trouble(
            c, &(Error){"this chapter needs 100 images of a 1 or a 7"});
        return;
    }
    right_on_average(c, &s);
    how_far(c, d);
    the_price(c, d);
    two_men(c, &s);
    the_floor(c, &s);
    why_shuffle(c, &s);
    heavy_ball(c);
    check(c, &s);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd",
                                         "The drunk man and the careful man",
                                         options, &folder, TRAIN, TEST, tell});
}
