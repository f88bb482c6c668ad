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
The slope of a mean is the mean of the slopes. The 1s want b to rise, the 7s
want it to fall; what is left of all hundred is the gradient.

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

Drawn blindly, some images come again before others have come at all. Better
deal them like cards. Shuffle, cut the row into tens, and step once for each
piece: these are **mini-batches**. (The last may be shorter, a mean of fewer.)
At the end an **epoch** is over: article 3's "update the parameters, iterate".

A piece is right on average if every image is as likely in every place. So
`rng_shuffle` fills the places one by one, blindly from the numbers left.

Chapter 7 borrowed a network "from behind the curtain". A `Learner` keeps it,
with the images, their order and the place. `t_backward` sets the 13,002 slopes,
and `sgd_step` moves each knob by -η times its slope.
*/

// Returns how many images it looked at.
static int next_step(Learner *l) {
    if (l->at == 0)
        rng_shuffle(&l->chance, l->order, l->set.count);
    int left = l->set.count - l->at, m = l->recipe.batch;
    int n = left < m ? left : m;
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, l->order + l->at, n);
    t_backward(t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y));
    graph_rewind(l->graph, mark);
    sgd_step(l->graph, (real)l->recipe.rate);
    l->at = (l->at + n) % l->set.count;
    return n;
}

/*
## How far a step falls

How many images should a step ask? Chapter 2 promised that a step of -ηg, with g
for the gradient, lowers C by about η|g|². But the ground bends up: in a valley
of curvature κ a step of length s adds ½κs².

Let the step be -η times the mean of m images. On average it is -ηg; the first
term stays. But luck adds η²σ²/m to |ηg|² (for g times luck is 0 on average):

$$\Delta C \approx -\eta\,|g|^2
+ \frac{1}{2}\,\eta^2\kappa\,\Big(|g|^2 + \frac{\sigma^2}{m}\Big)$$

This will carry the chapter. With m₀ = σ²/|g|² images slope and luck weigh the
same. A step falls furthest, by ½η|g|², with

$$\eta = \frac{1}{\kappa}\cdot\frac{1}{1 + m_0/m},$$

and with twice that it falls no more. For each of its images the furthest fall
is in proportion to 1/(m + m₀). So there are three kinds of steps:

- m far below m₀: luck rules. Ten times the images, ten times the rate and fall.
- m = m₀: half the rate 1/κ. An image brings half of what one of few brings.
- m far above m₀: the best rate is 1/κ, and the border is chapter 2's 2/κ. No
  averaging moves them. More images are wasted.

→ How far a step falls

At the start half an image balances the luck: nearly all say the same, "less",
for nine of ten outputs should go down. Then g shrinks, and the luck stays.
After an epoch it takes a hundred images, more or less: tens are below m₀,
hundreds near it. So in tens a step may well lead up: when C rises, luck is a
third suspect beside chapter 2's two. And the cost of the ten just asked may
rise while C falls: the next ten are others.

## The price

What do the three kinds pay? We count images, not steps: an epoch computes as
many slopes in the careful man's one step as in 500 steps in tens. By the
formula tens should bear ten times the rate of ones, and come out the same.

→ The price

For each m the middle rate is best, and we compare those. Ones and tens do come
out the same, and with the other rates nearly so: ten steps at `0.15` are worth
one at `1.5` along their mean. But tens make a tenth of the updates, and an
update is 13,002 products, half of what an image costs. With 3η both end
higher, but do not climb: well below m₀ a larger g bears a larger rate.

Hundreds are behind. They do not bear ten times the rate of tens, 15: three
times their `4` is already too much. So is three times the careful man's `3`. He
asks fifty times as many images, and his border is no further: 2/κ. In three
steps he has only learned to answer a tenth to everything, which costs nine
tenths (chapter 7). Images pay while they let the rate grow, and no longer.

Were his `3` the 1/κ of all, tens would bear about a tenth of it where m₀ is a
hundred, and hundreds half. They bear `1.5` and `4`: the formula gives the rate
of one step, not of a walk, on which m₀ changes and κ may. So the table tests
only its ratio: well below m₀ the rates of ones and tens are 1 to 10 for any κ.

## A heavy ball

What moves the border 2/κ, if no averaging does? Steep walls set it, and along
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
times the slope. Across it they keep changing sign and cancel, so the border
moves to 2(1 + μ)/κ. There the ball jumps from d to -d and back for ever: v only
changes its sign, so v = -μv + κd, and the jump ηv is 2d.

How heavy is best? In x² + k·y² the best plain walk keeps (k - 1)/(k + 1) of the
distance in each step: for k = 10 chapter 3's 9/11. The best ball keeps about
(√k - 1)/(√k + 1), says Polyak (1964): k has become √k. For that μ must be the
square of it, and η = (1 + μ)/(1 + k).

→ A heavy ball

The narrower the valley, the heavier the ball: of the four that nearest to the
rule's μ is best. With k = 1000 it saves nearly all steps; but in chapter 3's
valley `0.9` swings past the bottom, and rests later than without. Of a network
nobody knows k; most take `0.9`. So the promise is kept in part.

Another cure is Adam (Kingma and Ba, 2015). It divides a running mean r of each
knob's last ten slopes or so by the root of a mean s of some thousand squares.
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
Both begin at 0, too low; so in step t = 1, 2, … they are divided by what they
would be had all slopes been 1. If a knob's slopes are k times as large, so are
r and the root: along a knob, Adam does not see k. Chapter 15 will try it.

## Two men on one map

Who is down first, and who arrives? Back to the neuron of two knobs, with
heights counted from its lowest cost. The careful man steps by all hundred
images, with η = 16: the neuron bends less than the network. The drunk man steps
by one, drawn blindly, with η = 1: the oldest form of **stochastic gradient
descent**. (Today mini-batches are so called too.)

![Figure 11.2: One map, two men. White: exact steps, a hundred images each,
with η = 16. Orange: one image a step, with η = 1.](ch11_walkers)

→ Two men on one map

Both begin as high as the first row says. Of 200 images the careful man makes
two steps, and most of his height is left. The drunk man makes 200, on average
the gradient's way, and is down first: at most a tenth as high. Of 1600 it is
the other way round: the careful man is not a hundredth as high. The drunk man
hovers. The careful man arrives: the mean of all has no luck.

The last column is a drunk man whose rate shrinks, to 1/(1 + e/4) in epoch e =
0, 1, 2, … He is down about as soon as with 1, and goes on falling.

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

This is the **noise floor**. Drawn blindly, the men obey its law to a tenth. A
quarter of the rate makes a quarter of the height, ten times the images 1/10.

And a drunk ball? In the last row each slope counts on and on, in sum 1/(1 - μ)
= 10 times. So the law takes its `0.1` for 1, and it hovers as high as 1 does.
Momentum is a cure for narrow valleys, not for luck.

## Why shuffle?

Shuffled and dealt, the images do better: over an epoch they add up to the full
gradient, 0 at the bottom. Where one kicks him, the others kick him back.

Shuffled, a quarter of the rate 1 makes the floor more than seven times lower,
the next quarter more than ten times. Why not four times? Blind kicks pile up
until the valley has pulled him back, some 1/(ηκ) steps: with a quarter of the
rate, four times as many. Dealt kicks are paid back after one epoch. Then only
the length of a kick counts, and squared: a sixteenth, once the rate is small.

Beware of cards as they come from the box, first all the 1s: half an epoch pulls
one way. With η = 1 that is the worst by far, with `0.0625` about as bad as
drawing blindly. So shuffle.

## Is luck good for anything?

Does it shake him out of a hollow? Not measured; the floor says how high luck
lifts him, and a hollow many times as deep will hold him. Off a saddle? A kick
to the side will do (chapter 3). But hidden neurons that begin alike get the
same kick from each image: no luck parts them. On images never seen, large
batches did worse for Keskar's team (2017), but not for Shallue's (2019).

## The check

All hundred are held against C here; any ten can be against their own mean cost.

→ The check: by hand = by tape = numeric

## Whom to follow, and when

Far from the bottom g is large and few images will do: follow the drunk man.
Well below m₀ images a step, each is worth its price; at m₀, half; far above it,
nothing. So give him tens (too many only at the start): they share an update.

Near the bottom g is small, m₀ grows, and he hovers. A rate that shrinks sobers
him, or more images a step; and shuffle in each epoch. Or, where images are few
and all decimals count, follow the careful man: he arrives.

## What we cut corners on

One κ stood for all directions; a network has 13,002. Floor and orders are those
of one neuron. A machine likes matrices better than rows, so mini-batches gain
more than the shared update; this book's last network takes 128.

## Exercises

`make ex11` writes the files to edit and checks them; `make hint11` helps.

- **11a** Somebody hands you a shuffle. Is it fair? Design the test.
- **11b** A ball that looks ahead: the slope where it is going to be.

Next: what do 13,002 slopes look like, all at once? `make ch12`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

enum { MEN = 20, NETWORKS = 3, LESSONS = 3, EPOCHS = 128 };

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

// m₀ of its images, by an epoch of steps with η = 0.
static double even_size(Learner *l) {
    static double g[KNOBS], some[KNOBS];
    double slope = 0, squares = 0;
    memset(g, 0, sizeof g);
    l->at = 0;
    l->recipe.rate = 0;
    do {
        const double share = (double)next_step(l) / l->set.count;
        mlp_flatten_grad(&l->mlp, some);
        for (int i = 0; i < KNOBS; i++) {
            g[i] += share * some[i];
            squares += share * some[i] * some[i];
        }
    } while (l->at);
    for (int i = 0; i < KNOBS; i++)
        slope += g[i] * g[i];
    return l->recipe.batch * (squares / slope - 1);
}

static double cost_of(Learner *l) {
    return 2 * learner_read(l, &l->set).cost;  // which is of half squares
}

// A number of 784-16-16-10 after so many images, m a step: its range.
static const char *learned(Chapter *c, const Dataset *d, int images, int m,
                           double eta, double number(Learner *)) {
    const Recipe r = {
        .hidden = {2, {16, 16}}, .init = INIT_LECUN, .batch = m, .rate = eta};
    double x[NETWORKS];
    for (int i = 0; i < NETWORKS; i++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)i, 1);
        l.chance = rng_new(l.seed);
        for (int seen = 0; seen < images;)
            seen += next_step(&l);
        x[i] = number(&l);
        learner_free(&l);
    }
    return range_of(x, NETWORKS, number == cost_of ? "%.3f" : "%.1f");
}

static void how_far(Chapter *c, const Dataset *d) {
    chapter_section(c, "How far a step falls");
    printf("%d networks 784-16-16-10 learn in tens, η = 1.5.\n", NETWORKS);
    chapter_predict(c, "On the way down, will m₀ grow or shrink?");
    Table t = table_begin("images seen|m₀", "%11d|%-14s");
    for (int images = 0; images <= LESSONS * d->count; images += d->count)
        table_row(&t, images, learned(c, d, images, 10, 1.5, even_size));
    table_end(&t);
}

static void the_price(Chapter *c, const Dataset *d) {
    const int m[] = {1, 10, 100, d->count}, images = LESSONS * d->count;
    const double eta[] = {0.15, 1.5, 4, 3};
    chapter_section(c, "The price");
    printf("Their costs after %d images, with three rates.\n", images);
    chapter_predict(c, "Each sees as many images: which m is ahead?");
    Table t = table_begin("m|steps|η|with η/3|with η|with 3η",
                          "%4d|%5d|%4g|%-14s|%-14s|%-14s");
    for (int k = 0; k < 4; k++)
        table_row(&t, m[k], LESSONS * ((d->count + m[k] - 1) / m[k]), eta[k],
                  learned(c, d, images, m[k], eta[k] / 3, cost_of),
                  learned(c, d, images, m[k], eta[k], cost_of),
                  learned(c, d, images, m[k], eta[k] * 3, cost_of));
    table_end(&t);
}

// From (4, 1) in x² + k·y² until it stays within 0.01 of the bottom.
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

enum { BLINDLY, DEALT, SORTED };
typedef struct Way {
    int deal;  // how he comes by the order
    int batch;
    double rate, keep;  // η and μ
    double shrink;      // in epoch e he has the rate rate/(1 + shrink·e)
} Way;

static Knobs trail[EPOCHS * FEW + 1];  // of the last walk: start and steps
static Knobs bottom;                   // where the cost is lowest

// Walks so many epochs along the trail. Returns the number of steps.
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    Knobs v = {0, 0};
    memcpy(order, all, sizeof order);
    trail[0] = (Knobs){3, 2.5};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == DEALT)
            rng_shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            double eta = way.rate / (1 + way.shrink * e);
            Knobs q = trail[n], g = mean_slope(s, q, order + i, m);
            roll(&q.w, &v.w, g.w, eta, way.keep);
            roll(&q.b, &v.b, g.b, eta, way.keep);
            trail[n + 1] = q;
        }
    }
    return n;
}

// How high above the bottom men are in the second half of so many epochs.
static double hover(Chapter *c, const Ink *s, Way way, int epochs) {
    double low = cost_at(s, bottom), high = 0;
    for (int i = 0; i < MEN; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i);
        for (int n = steps / 2 + 1; n <= steps; n++)
            high += fabs(cost_at(s, trail[n]) - low) / (steps - steps / 2);
    }
    return high / MEN;
}

static void two_men(Chapter *c, const Ink *s) {
    const Way careful = {SORTED, FEW, 16, 0, 0};
    const Way drunk = {BLINDLY, batch, rate, 0, 0};
    const Way sobering = {BLINDLY, batch, rate, 0, 0.25};
    bottom = trail[walk(s, careful, 4000, c->seed)];
    chapter_section(c, "Two men on one map");
    printf("How high are %d men in the second half of so many images?\n", MEN);
    chapter_predict(c, "Who is down first, and who is lower in the end?");
    Table t = table_begin("images|careful|drunk|drunk, η shrinks",
                          "%6d|%7.5f|%7.5f|%16.5f");
    double start = cost_at(s, trail[0]) - cost_at(s, bottom);
    table_row(&t, 0, start, start, start);
    for (int epochs = 2; epochs <= EPOCHS; epochs *= 8)
        table_row(&t, epochs * FEW, hover(c, s, careful, epochs),
                  hover(c, s, drunk, epochs), hover(c, s, sobering, epochs));
    table_end(&t);
    Figure *f = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(f, "size", 2, (double[]){FEW, batch});
    figure_block(f, "surface", NULL);
    for (int i = 0; i <= 90; i++, figure_gap(f))
        for (int j = 0; j <= 45; j++) {
            Knobs q = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(f, q.w, q.b, cost_at(s, q));
        }
    for (int k = 0; k < 2; k++) {
        int steps = walk(s, k ? drunk : careful, 16, c->seed);
        figure_block(f, k ? "drunk" : "careful", NULL);
        for (int n = 0; n <= steps; n++)
            figure_row(f, trail[n].w, trail[n].b, cost_at(s, trail[n]));
    }
    figure_close(c, f);
}

static void the_floor(Chapter *c, const Ink *s) {
    const int m[] = {1, 1, 1, 1, 10, 1};
    const double eta[] = {4, 1, 0.25, 0.0625, 1, 0.1};
    const double keep[] = {0, 0, 0, 0, 0, 0.9}, luck = luck_of_one(s, bottom);
    chapter_section(c, "He never quite arrives");
    printf("In the second half of %d images; at the bottom σ² is %.4f.\n",
           EPOCHS * FEW, luck);
    chapter_predict(c, "A quarter of the rate: how much lower does he hover?");
    Table t = table_begin("m|η|μ|the law|drawn blindly|shuffled|1s first",
                          "%2d|%6g|%3g|%7.5f|%13.5f|%8.5f|%8.5f");
    for (int k = 0; k < 6; k++)
        table_row(&t, m[k], eta[k], keep[k],
                  eta[k] * luck / (4 * m[k] * (1 - keep[k])),
                  hover(c, s, (Way){BLINDLY, m[k], eta[k], keep[k], 0}, EPOCHS),
                  hover(c, s, (Way){DEALT, m[k], eta[k], keep[k], 0}, EPOCHS),
                  hover(c, s, (Way){SORTED, m[k], eta[k], keep[k], 0}, EPOCHS));
    table_end(&t);
}

static void check(Chapter *c, const Ink *s) {
    const double h = 6e-6, by_hand = mean_slope(s, (Knobs){1, 1}, all, FEW).w;
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 1), *b = t_param(g, "b", 1, 1);
    w->data[0] = b->data[0] = 1;
    Tensor *z = t_linear(t_const(g, FEW, 1, s->x), w, b);
    t_backward(t_squared_error(t_sigmoid(z), t_const(g, FEW, 1, s->y)));
    report_begin(c);
    report_row(c, "∂C/∂w, mean of 100", by_hand, w->grad[0],
               (cost_at(s, (Knobs){1 + h, 1}) - cost_at(s, (Knobs){1 - h, 1})) /
                   (2 * h));
    report_end(c);
    // 200 steps of both rules in turn, by the library's slopes of w² from 1.
    Momentum ball = momentum_new(g, 0.1, 0.5);
    Adam yardstick = adam_new(g, 0.1);
    double ours = 1, v = 0, mean = 0, square = 0, apart = 0;
    for (int t = 1; t <= 200; t++) {
        w->grad[0] = 2 * w->data[0];
        momentum_step(&ball, g);
        adam_step(&yardstick, g);
        roll(&ours, &v, w->grad[0], 0.1, 0.5);
        adam(&ours, &mean, &square, w->grad[0], 0.1, t);
        apart += fabs(ours - w->data[0]);
    }
    momentum_free(&ball);
    adam_free(&yardstick);
    graph_free(g);
    if (apart < 1e-12)
        printf("\nOur ball and Adam agree with the library's.\n\n");
    else
        chapter_trouble(c, &(Error){"our rules are not the library's"});
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    (void)test;
    Ink s;
    if (!ink_of(&s, d)) {
        chapter_trouble(c, &(Error){"this chapter needs 100 images of 1 or 7"});
        return;
    }
    right_on_average(c, &s);
    how_far(c, d);
    the_price(c, d);
    heavy_ball(c);
    two_men(c, &s);
    the_floor(c, &s);
    check(c, &s);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd",
                                         "The drunk man and the careful man",
                                         options, &folder, TRAIN, TEST, tell});
}
