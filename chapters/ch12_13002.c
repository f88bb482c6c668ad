/*
# Chapter 12: What do 13,002 slopes say?

**The question.** The gradient of a network is one long vector: a slope for each
of its 13,002 weights and biases. What does it say, and is it true? By the end
you will have read it in words, turned knobs to see whether it keeps its word,
found where the large slopes sit and why, raced it against a thousand random
directions, and met the images that pay for a step that is good on average.

Read it beside article 2 (rows A2-15, A2-16, A2-19 to A2-21, the note E9). Run
it with `make ch12`. Its knobs are how long the network has learned, how far a
knob is nudged, and η: `make ch12 ARGS="--passes 0 --rate 3"`. The text holds
for drawn digits and MNIST.

**本章要点** 把 13,002 个权重和偏置排成一个长长的列向量，−∇C 就是同样长的一列数：
正负号说明每个旋钮该往哪边转，大小说明哪些旋钮更要紧；走同样远，沿 −∇C 降得最快。
一个权重的斜率是 δ·a 的平均：δ 大，a 大，各幅图像又说到一起，斜率才大。
平均成本下降，并不等于每个样本都变好：往往有一些图像的成本反而上升。

**New here**

parameter vector θ (参数向量)
: all weights and biases in one column, here 13,002 numbers.

predicted change (预测的变化)
: slope times nudge. A slope of 0.007 and a nudge of -0.1 predict -0.0007.

rank (名次)
: the number in an order by size. The largest of 13,002 slopes has rank 1.
*/

#include "../lib/matmul.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRAIN = 10000, IMAGES = 1000, KNOBS = 13002 };

static double rate = 1, nudge = 0.1;
static int passes = 1;
static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--passes", KNOB_WHOLE, &passes, 0, 10, "how often it has seen all images",
     "网络学过几遍"},
    {"--nudge", KNOB_NUMBER, &nudge, 0.001, 5, "how far one knob is turned",
     "单个旋钮转多少"},
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "η of a step of all knobs",
     "所有旋钮一起走时的 η"},
    {0}};

/*
## One long vector

We take the network of chapter 6, 784-16-16-10, and train it a little: once over
10,000 images in tens, at chapter 11's rate for tens. Five such networks are
trained, each from a start and with an order of its own. What is said of one is
said of the first; a range, such as 2 to 7, is the lowest and the highest.

Now put all its parameters into one column θ: for each layer the rows of the
weight matrix, then the biases, in all 784·16 + 16 + 16·16 + 16 + 16·10 + 10
numbers. The cost C is the mean over the first 1,000 of its training images.
Keep three functions apart, as article 2 does at its end. The *network* takes
784 pixels to ten outputs, with θ fixed. The *cost* takes θ to one number, with
the images fixed. And the *gradient* takes θ to 13,002 other numbers, ∇C: one
backward pass, about as much work as the forward one (chapter 9).
*/

typedef struct Place {  // a θ, and what is seen from there
    Mlp *m;
    const Dataset *d;
    int images, right;    // the first so many, and how many of them it reads
    double cost;          // C, the mean
    double each[IMAGES];  // the cost of each image
    real output[IMAGES * CLASSES];
    real theta[KNOBS], gradient[KNOBS];  // θ and ∇C
} Place;

static void cost_of_each(Place *p) {
    p->right = 0;
    for (int i = 0; i < p->images; i++) {
        const real *a = p->output + i * CLASSES;
        p->right += is_right(a, p->d->label[i]);
        p->each[i] = 0;
        for (int j = 0; j < CLASSES; j++) {
            double miss = a[j] - (j == p->d->label[i]);
            p->each[i] += miss * miss;
        }
    }
}

// C at p->theta, and ∇C if it is wanted.
static double see(Place *p, bool gradient) {
    mlp_unflatten(p->m, p->theta);
    GraphMark mark = graph_mark(p->m->graph);
    Batch b = batch_gather(p->m->graph, p->d, NULL, p->images);
    Tensor *a = t_sigmoid(mlp_forward(p->m, b.x));
    Tensor *cost = t_squared_error(a, b.y);
    p->cost = t_item(cost);
    memcpy(p->output, a->data, (size_t)t_count(a) * sizeof *a->data);
    cost_of_each(p);
    if (gradient) {
        t_backward(cost);
        mlp_flatten_grad(p->m, p->gradient);
    }
    graph_rewind(p->m->graph, mark);
    return p->cost;
}

/*
To go down, every knob turns against its slope, so what we read is −∇C. The
**sign** of an entry says: increase, or decrease. Its **size**, beside the
others, says how much: "a lot" shall be at least a third of the largest, "a
little" at least a thirtieth. (Rows, columns and hidden neurons count from 1;
"first" and "second" are hidden layers; an output is called by its digit.)

→ One long vector

![Figure 12.1: −∇C, number by number. Left: some of its entries in words, as in
article 2. Right: all of them.](ch12_vector)

The corner pixel is paper in every image. Whatever its weight, it is multiplied
by 0: no image has an opinion about that knob. So it is with all slopes that are
exactly 0; each such pixel has sixteen. Of the others about one in a hundred, or
fewer, is told to turn a lot, and for most the word is "hardly".

## Is it true?

A slope is a promise: nudge this knob, and the cost changes by slope times
nudge, the **predicted change**. Promises can be tried. Take the ten knobs with
the largest slopes, and nudge each one alone by `0.1`: as its sign says, and
the other way. Then nudge a hundred that are picked blindly.
*/

static double change(const Place *p, int knob, double by) {
    static Place there;
    there = *p;
    there.theta[knob] += by;
    return see(&there, false) - p->cost;
}

/*
→ Is it true?

The ten keep their word: as told, the cost falls; the other way, it rises; and
nearly by what was promised. Nearly, because the slope itself changes on the
way. Here the ground bends up: both ways the cost ends above the promise. (Most
of the ten lead to an output: "up" says that this is too low on the whole.)

Knobs picked blindly keep theirs, too, but the same nudge buys far less: on
MNIST `-0.000051`; at the last of the ten, `-0.001071`. So a gradient is also a
list of what matters, to a nudge of the same size.

## Who matters

Sort the knobs by the size of their slopes: a knob's number in this order is its
**rank**. A small step along −∇C turns each knob in proportion to its slope, and
gains slope times turn, in proportion to the slope squared. So its share of the
gain is that square, out of the sum of all. (Slopes 3 and 4: 9/25, 16/25.)

→ Who matters

![Figure 12.2: The slopes in order of size, axes in powers of ten.](ch12_sizes)

A few hundred of the 13,002 have half of the gain: turned alone, they promise
that half. (It saves little: the pass that finds their slopes finds all.)

## Where they speak

Why are some slopes large? By chapter 9 one image's slope for a weight is δ·a:
the δ of the neuron after it, times the activation before it. For a bias it is
δ, as if its a were 1. Then comes the mean over the images, where they may
cancel. So there are three causes. The table has typical sizes (the root of the
mean square): of θ, of *one* image's slopes, and of their *mean*.

→ Where they speak

First, δ: one image's slope for a bias. *Then*, at the random start, each step
back shrank it to about a fifth: ten paths from the outputs add up like √10
(chapter 6), each with a weight of about ¼ and a σ′ of at most ¼: √10/16. So the
outputs had over nine tenths of the gain. *Now* the weights there are about four
to six times as large, more than half of δ survives, and all layers speak.

Second, a: hold a layer's weights against its biases. Behind a hidden neuron one
image's slope is about half as large, so a is typically about ½. Behind a pixel
it is a third: most of an image is paper. (A neuron's 784 slopes are the image
itself, times δ: hence the humps in figure 12.1.) But 12,544 such weights
together now have about half of the gain, or more.

Third, the mean. *Then* it told the biases four fifths of what one image did:
all images had nine outputs of ten too high. *Now* one image is quieter at the
outputs, but louder in the first layer. Yet of what it tells a bias the mean
keeps about a seventh: the images no longer say the same, and cancel.

## The fastest way down

Now turn all 13,002 at once. Chapter 3 had two knobs, and of all directions the
one against the gradient was the best. So it is here, for the same reason. If θ
moves by Δθ, the promise is the sum of slope times turn over all knobs, written
∇C · Δθ. With chapter 3's cosine that is

$$\Delta C \approx \nabla C \cdot \Delta\theta = -|\nabla C|\,|\Delta\theta|\,
\cos\varphi,$$

with φ the angle between Δθ and −∇C. Among all moves of one length nothing beats
cos φ = 1, the direction of −∇C itself, and |∇C| is how steep it is that way. So
chapter 2's step, -η∇C, is the best of its length; it is η|∇C| long, and
promises to lower C by η|∇C|². Try it: the same length in other directions.
*/

static double length(const real *v, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++)
        sum += v[k] * v[k];
    return sqrt(sum);
}

// Of −∇C and a direction: cos φ.
static double cosine(const Place *p, const real *way) {
    double sum = 0;
    for (int k = 0; k < KNOBS; k++)
        sum -= p->gradient[k] * way[k];
    return sum / (length(p->gradient, KNOBS) * length(way, KNOBS));
}

// The change of C when θ moves so far that way.
static double move(const Place *p, const real *way, double far) {
    static Place there;
    double scale = far / length(way, KNOBS);
    there = *p;
    for (int k = 0; k < KNOBS; k++)
        there.theta[k] += scale * way[k];
    return see(&there, false) - p->cost;
}

/*
→ The fastest way down

Even −∇C brings a little less than it promised: the ground bends up (more so for
a longer step: `ARGS="--rate 10"`). Its signs alone, with every knob that has a
slope turned equally far, bring about half of that. But not one of a thousand
random directions comes near: the best brings about a thirtieth. Half of them
lead up, for the opposite of each way down is a way up.

In two dimensions every third direction has a cosine over ½. Why so little here?
With n knobs a random direction's cosine is about 1/√n, here `0.0088`. For take
n axes at right angles: of any direction, the squares of its cosines with them
add up to 1. If −∇C is one of them, as good as any, its share is 1/n on average.

## Better on average

Article 2 says that a lower cost means a better network on all samples. On
*average*, yes: that is what C is. On each one? Look at the 1,000 images one by
one: after a step from the random start; then, from where the network stands
now, after a hundredth of the step, the step itself, and a hundred of them.
*/

// θ after so many steps from p, and what is seen there.
static void walk(const Place *p, double eta, int steps, Place *after) {
    *after = *p;
    for (int s = 1; s <= steps; s++) {
        for (int k = 0; k < KNOBS; k++)
            after->theta[k] -= eta * after->gradient[k];
        see(after, s < steps);
    }
}

/*
→ Better on average

![Figure 12.3: What one step did to the images: how many changed by how much.
Left: from the random start. Right: after one pass. The outermost bars also hold
what lies further out.](ch12_change)

From the random start every image gains. Each finds its own output too low, and
nine too high. All ten sink together, and nine times better outweighs one time
worse. The cost falls a long way, and yet the network reads no more digits.

Now the complaints differ, and the gradient is their mean. On MNIST the cost
*rises* on `371` of the 1,000 images. Is the step too long for them? With a
hundredth of it there are still `344`: where an image's own gradient makes more
than a right angle with ∇C (a negative cosine), going against ∇C is going up.
The line below the table counts these: just as many. The others gain more.

A hundred steps later the cost is far lower and more images are read, and yet
on `259` to `367` C has risen. Read "better on all samples" as "on average".

Who is against whom? How far two images agree says the product of their own
gradients, as ∇C · Δθ was one. Of one digit few disagree (it is negative). Of
two digits about half do, but so do directions that have nothing to do with each
other. And the mean product, where one image alone has 1, is about 0: they are
no enemies, they hardly know each other, and cancel.

Is what remains only luck? By chapter 11's yardstick a thousand unrelated
gradients leave a mean √1000 times shorter than one of them. On MNIST ∇C is
`2.5` to `3.6` times as long: squared, six to thirteen times. An image alone
counts 1 there, and with each of a hundred of its own digit `0.058` to `0.112`:
six to eleven more. So what remains is mostly what images of one digit share.

## The check

All 13,002. By tape: the tensor graph, as above. Numeric: each knob a little up
and a little down, which makes 26,004 costs; to keep it to seconds, they are
means over 30 images. By hand: two biases of outputs, by chapter 9's first
equation the mean of 2(a - y)·a(1 - a). (The layers are called fc1, fc2, fc3.)

→ The check: by hand = by tape = numeric

By chapter 4's rule "agree" would let a slope far below 10⁻⁷ have any sign. But
no difference on the right is above 10⁻¹⁰: signs are certain down to there.

## What do they say, then?

Each says of one knob which way is down, and how steeply, here and now. For a
small nudge it is true. How loud it speaks is δ·a, how much the cost minds the
neuron after it, times how bright it is before it, *and* how far the images
agree. Some say nothing, most hardly anything, and a few hundred of 13,002 have
half of the gain. At first the outputs speak, and all images say the same; then
all layers do, and the images cancel.

Together they say what none can say alone: which way is steepest. Chance does
not find it. They do not say what a long step brings, nor who will pay for it.

## What we cut corners on

C is a mean over a tenth of the images that the network was trained on.
"Matters" means: for a small nudge. A knob with slope 0 may be useless, as the
corner's is, or stand at the bottom of its own little valley; the slope alone
cannot tell. "Fastest" means: for one short step; steepest is not shortest
(chapter 3). And we took all knobs for equally dear.

## Exercises

`make ex12` writes the files to edit and checks them; `make hint12` helps.

- **12a** The fastest way down when some knobs are dearer to turn than others.
- **12b** Given every image's own gradient, say how many images get worse when
  the network takes a small step against their mean.

Next: chapter 11's training at full size, and the answer to how well it reads
what it has never seen: `make ch13`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

enum { NETWORKS = 5 };

static const Place *ranked;  // where the knobs are put in order

static int larger_first(const void *a, const void *b) {
    int i = *(const int *)a, j = *(const int *)b;
    double x = fabs(ranked->gradient[i]), y = fabs(ranked->gradient[j]);
    return x != y ? (x < y) - (x > y) : i - j;
}

// All knobs, the largest slope first; until the next call.
static const int *by_rank(const Place *p) {
    static int knob[KNOBS];
    for (int k = 0; k < KNOBS; k++)
        knob[k] = k;
    ranked = p;
    qsort(knob, KNOBS, sizeof *knob, larger_first);
    return knob;
}

// The same θ, and ∇C over n of p's images, from number `from` on; until the
// next call.
static const Place *seen_by(const Place *p, int from, int n) {
    static Place few;
    static Dataset part;
    part = dataset_part(p->d, from, n);
    few = *p;
    few.d = &part;
    few.images = part.count;
    see(&few, true);
    return &few;
}

static const char *knob_name(const Place *p, int at) {
    static const char *const layer[] = {"pixel", "first", "second", "output"};
    const int *size = p->m->sizes;
    int k = 0;
    for (; at >= (size[k] + 1) * size[k + 1]; k++)
        at -= (size[k] + 1) * size[k + 1];
    int from = at % size[k], bias = at - size[k] * size[k + 1];
    int to = (bias < 0 ? at / size[k] : bias) + (k < 2);  // outputs from 0
    if (bias >= 0)
        return text_format("bias of %s %d", layer[k + 1], to);
    if (k > 0)
        return text_format("%s %d → %s %d", layer[k], from + 1, layer[k + 1],
                           to);
    return text_format("%s %d,%d → %s %d", layer[k], from / 28 + 1,
                       from % 28 + 1, layer[k + 1], to);
}

static void one_long_vector(Chapter *c, const Place *p, int networks) {
    static const int shown[] = {0,     1,     406,   407,   408,   12543,
                                12544, 12816, 12832, 12992, 12997, 13001};
    enum { STILL = 3, WORDS = 7 };
    static const char *const words[WORDS] = {
        "increase a lot",   "increase a little", "increase, hardly", "leave it",
        "decrease, hardly", "decrease a little", "decrease a lot"};
    const double most = fabs(p->gradient[*by_rank(p)]);
    const int pixels = p->m->sizes[0] * p->m->sizes[1];
    int count[WORDS] = {0}, dark = 0;
    chapter_section(c, "One long vector");
    printf("%d networks. The first reads %d of %d images, at the cost %.5f.\n",
           networks, p->right, p->images, p->cost);
    chapter_predict(c, "What does −∇C say to a weight of the corner pixel?");
    Table t = table_begin("knob|what it is|θ|−∇C|in words",
                          "%5d | %-22s | %8.4f | %9.6f | %s");
    Figure *f = figure_open(c, "ch12_vector", "knob minus_gradient");
    figure_number(f, "behind_pixels", pixels);
    for (int k = 0, next = 0; k < KNOBS; k++) {
        double slope = p->gradient[k], share = fabs(slope) / most;
        int much = (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
        int word = slope < 0 ? STILL - much : STILL + much;
        count[word]++;
        dark += slope == 0 && k < pixels;
        figure_row(f, k + 1, 0 - slope);
        if (k < shown[next])
            continue;
        if (next > 0 && k > shown[next - 1] + 1)
            printf("      ⋮\n");
        table_row(&t, k + 1, knob_name(p, k), p->theta[k], 0 - slope,
                  words[word]);
        next++;
    }
    figure_close(c, f);
    table_end(&t);
    printf("Of all %d are told to turn a lot, %d a little, %d hardly.\n"
           "And %d are exactly 0, %d of them behind pixels: leave it.\n\n",
           count[0] + count[6], count[1] + count[5], count[2] + count[4],
           count[STILL], dark);
}

static double as_told(const Place *p, int knob) {
    return p->gradient[knob] < 0 ? nudge : -nudge;
}

static void is_it_true(Chapter *c, const Place *p) {
    enum { BLIND = 100 };
    const int *rank = by_rank(p);
    double promised = 0, blind = 0;
    chapter_section(c, "Is it true?");
    chapter_predict(c, "The largest slope, a nudge of 0.1: how far will the "
                       "cost fall?");
    Table t = table_begin(
        text_format("nudged by %g|predicted|as told|the other way", nudge),
        "%-27s | %9.6f | %9.6f | %9.6f");
    for (int i = 0; i < 10; i++) {
        double told = as_told(p, rank[i]);
        const char *way = told > 0 ? "up" : "down";
        table_row(&t, text_format("%s, %s", knob_name(p, rank[i]), way),
                  told * p->gradient[rank[i]], change(p, rank[i], told),
                  change(p, rank[i], -told));
    }
    table_end(&t);
    Rng chance = rng_new(c->seed + 1200);
    for (int i = 0; i < BLIND; i++) {
        int knob = rng_below(&chance, KNOBS);
        promised += as_told(p, knob) * p->gradient[knob] / BLIND;
        blind += change(p, knob, as_told(p, knob)) / BLIND;
    }
    printf("Picked blindly: predicted %.6f, as told %.6f (means of %d).\n\n",
           promised, blind, BLIND);
}

static void who_matters(Chapter *c, const Place *here, int networks) {
    double half[NETWORKS] = {0};
    chapter_section(c, "Who matters");
    chapter_predict(c, "A guess: how many knobs bring half of the gain?");
    Figure *f = figure_open(c, "ch12_sizes", "rank size share");
    figure_number(f, "knobs", KNOBS);
    for (int n = networks - 1; n >= 0; n--) {
        const real *slope = here[n].gradient;
        const int *rank = by_rank(here + n);
        double square = length(slope, KNOBS) * length(slope, KNOBS), so_far = 0;
        for (int k = 1; k <= KNOBS; k++) {
            double size = fabs(slope[rank[k - 1]]);
            half[n] += so_far < square / 2;
            so_far += size * size;
            figure_row(n || size == 0 ? NULL : f, k, size, so_far / square);
        }
    }
    figure_close(c, f);
    printf("Half of the gain takes the first %s (%d networks).\n\n",
           range_of(half, networks, "%.0f"), networks);
}

enum { GROUPS = 6 };  // the weights of each layer, and its biases
static const int group[] = {784 * 16, 16, 16 * 16, 16, 16 * 10, 10};

static void add_squares(const real *v, double by, double *sum) {
    for (int k = 0; k < GROUPS; v += group[k++])
        sum[k] += by * length(v, group[k]) * length(v, group[k]);
}

static void where_they_speak(Chapter *c, const Place *start, const Place *here,
                             int networks) {
    static const char *const name[] = {"pixel → first",   "bias of first",
                                       "first → second",  "bias of second",
                                       "second → output", "bias of output"};
    double theta[2][GROUPS] = {{0}}, one[2][GROUPS] = {{0}};
    double mean[2][GROUPS] = {{0}}, size[2] = {0};
    chapter_section(c, "Where they speak");
    chapter_predict(c, "A guess: what share have the weights behind pixels?");
    printf("Typical sizes in %d networks: θ, one image's slopes, the mean's;\n"
           "share of the gain in %%. Then: at the random start.\n\n",
           networks);
    for (int n = 0; n < 2 * networks; n++) {
        const int now = n % 2;
        const Place *p = (now ? here : start) + n / 2;
        add_squares(p->theta, 1, theta[now]);
        add_squares(p->gradient, 1, mean[now]);
        size[now] +=
            0.01 * length(p->gradient, KNOBS) * length(p->gradient, KNOBS);
        for (int i = 0; i < p->images; i++)
            add_squares(seen_by(p, i, 1)->gradient, 1.0 / p->images, one[now]);
    }
    Table t =
        table_begin("then:|θ|one|mean|share|now: θ|one|mean|share",
                    "%-15s|%4.2f|%6.4f|%6.4f|%5.0f|%7.2f|%6.4f|%6.4f|%5.0f");
    for (int k = 0; k < GROUPS; k++) {
        const double per = networks * group[k];
        table_row(&t, name[k], sqrt(theta[0][k] / per), sqrt(one[0][k] / per),
                  sqrt(mean[0][k] / per), mean[0][k] / size[0],
                  sqrt(theta[1][k] / per), sqrt(one[1][k] / per),
                  sqrt(mean[1][k] / per), mean[1][k] / size[1]);
    }
    table_end(&t);
}

static void the_fastest_way_down(Chapter *c, const Place *p, int networks) {
    static real way[KNOBS];
    const double steep = length(p->gradient, KNOBS), far = rate * steep;
    double cosines[NETWORKS], cos = 0, best = -1, square = 0, lowest = 0;
    int many = c->quick ? 100 : 1000, up = 0;
    chapter_section(c, "The fastest way down");
    printf("∇C is %.5f long; with η = %g a step is %.5f long. All go as far.\n",
           steep, rate, far);
    chapter_predict(c, "A guess: how good is the best of 1,000 at random?");
    Table t = table_begin("direction|cos φ|promised|C changes by",
                          "%-18s | %7.4f | %9.6f | %9.6f");
    table_row(&t, "−∇C", 1, -far * steep, move(p, p->gradient, -far));
    for (int n = networks - 1; n >= 0; n--) {
        for (int k = 0; k < KNOBS; k++)
            way[k] = (p[n].gradient[k] < 0) - (p[n].gradient[k] > 0);
        cosines[n] = cos = cosine(p + n, way);
    }
    table_row(&t, "its signs alone", cos, -far * steep * cos,
              move(p, way, far));
    Rng chance = rng_new(c->seed + 1201);
    for (int i = 0; i < many; i++) {
        for (int k = 0; k < KNOBS; k++)
            way[k] = rng_normal(&chance);  // all are equally likely
        cos = cosine(p, way);
        double gone = move(p, way, far);
        up += gone > 0;
        lowest = gone < lowest ? gone : lowest;
        best = cos > best ? cos : best;
        square += cos * cos / many;
    }
    table_row(&t, "the best at random", best, -far * steep * best, lowest);
    table_end(&t);
    printf("In %d networks the signs have a cos φ of %s.\n", networks,
           range_of(cosines, networks, "%.2f"));
    printf("Of %d random directions %d lead up.\n"
           "The root of the mean of cos² is %.4f, and %.4f is 1/√13002.\n\n",
           many, up, sqrt(square), 1 / sqrt(KNOBS));
}

// How well do single images agree, of one digit and of two?
static void own_wishes(Chapter *c, const Place *here, int networks) {
    enum { FEW = 100 };
    static real own[FEW * KNOBS];  // [few, KNOBS]: the ∇C of each
    static real dot[FEW * FEW];    // [few, few], of each two
    double against[2][NETWORKS] = {{0}}, alike[2][NETWORKS] = {{0}};
    double losers[NETWORKS] = {0}, longer[NETWORKS];
    const int all = here->images, few = all < FEW ? all : FEW;
    int pairs[2];
    for (int n = 0; n < networks; n++) {
        double squares = 0;
        for (int i = 0; i < all; i++) {
            const real *slope = seen_by(here + n, i, 1)->gradient;
            losers[n] += cosine(here + n, slope) > 0;
            squares += length(slope, KNOBS) * length(slope, KNOBS);
            if (i < few)
                memcpy(own + i * KNOBS, slope, KNOBS * sizeof *slope);
        }
        longer[n] = all * length(here[n].gradient, KNOBS) / sqrt(squares);
        matmul(NULL, MATMUL_B_T, dot, own, own, few, few, KNOBS);
        pairs[0] = pairs[1] = 0;
        for (int i = 0; i < few; i++)
            for (int j = 0; j < i; j++) {
                int two = here->d->label[i] != here->d->label[j];
                pairs[two]++;
                alike[two][n] += dot[i * few + j];
                against[two][n] += dot[i * few + j] < 0;
            }
        for (int two = 0; two < 2; two++)
            alike[two][n] /= (pairs[two] + !pairs[two]) * squares / all;
    }
    chapter_predict(c, "Two images of two digits: how often do they disagree?");
    printf("Own gradients at more than a right angle to ∇C: %s of %d.\n\n",
           range_of(losers, networks, "%.0f"), all);
    Table t = table_begin("two images of|pairs|disagree|mean product",
                          "%-13s|%5d|%-12s|%-15s");
    for (int two = 0; two < 2; two++)
        table_row(&t, two ? "two digits" : "one digit", pairs[two],
                  range_of(against[two], networks, "%.0f"),
                  range_of(alike[two], networks, "%.3f"));
    table_end(&t);
    printf("∇C is %s times as long as a mean of %d unrelated ones.\n\n",
           range_of(longer, networks, "%.1f"), all);
}

static void better_on_average(Chapter *c, const Place *start, const Place *here,
                              int networks) {
    static Place after;
    enum { TRIPS = 4 };  // the first from the start, the others from here
    const double eta[TRIPS] = {rate, rate / 100, rate, rate};
    const int steps[TRIPS] = {1, 1, 1, c->quick ? 5 : 100};
    chapter_section(c, "Better on average");
    printf("The first network. Range: \"worse\" in %d networks.\n", networks);
    chapter_predict(c, "The mean falls. On how many images does C rise?");
    Table t = table_begin("from|η|steps|C|C after|read|after|worse|range",
                          "%-12s|%4g|%5d|%7.5f|%7.5f|%4d|%5d|%5d|%-10s");
    Figure *f = figure_open(c, "ch12_change", "change");
    for (int k = 0; k < TRIPS; k++) {
        const Place *from = k == 0 ? start : here;
        double worse[NETWORKS] = {0};
        for (int n = networks - 1; n >= 0; n--) {
            walk(from + n, eta[k], steps[k], &after);
            for (int i = 0; i < from->images; i++) {
                double rise = after.each[i] - from[n].each[i];
                worse[n] += rise > 0;
                figure_row(n ? NULL : f, rise);
            }
        }
        figure_block(f, NULL, NULL);
        double first = worse[0];
        table_row(&t, k == 0 ? "random start" : "now", eta[k], steps[k],
                  from->cost, after.cost, from->right, after.right, first,
                  range_of(worse, networks, "%.0f"));
    }
    figure_close(c, f);
    table_end(&t);
    own_wishes(c, here, networks);
}

// C on an OnBatch: a learner's own cost is half of it.
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

// see() has left the ∇C of p in the parameters of l.
static void check(Chapter *c, const Place *p, Learner *l) {
    Batch b = batch_gather(l->graph, p->d, NULL, p->images);
    OnBatch on = {l, &b};
    report_begin(c);
    for (int j = 0; j < 2; j++) {
        int k = KNOBS - CLASSES + j;
        double by_hand = 0;
        for (int i = 0; i < p->images; i++) {
            double a = p->output[i * CLASSES + j], y = p->d->label[i] == j;
            by_hand += 2 * (a - y) * a * (1 - a) / p->images;
        }
        report_knob(c, knob_name(p, k), by_hand, p->gradient[k], cost_now, &on,
                    &l->mlp.bias[2]->data[j]);
    }
    report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *unused) {
    (void)unused;
    static Place start[NETWORKS], here[NETWORKS];
    const int networks = c->quick ? 2 : NETWORKS;
    const Dataset seen = dataset_part(d, 0, c->quick ? 200 : IMAGES);
    const Recipe r = {.hidden = {2, {16, 16}}, .init = INIT_LECUN, .rate = 3};
    // The one network into which each θ is put when it is seen.
    Learner one = learner_new(d, &r, c->seed, 1);
    for (int n = 0; n < networks; n++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)n, 1);
        start[n] = (Place){.m = &one.mlp, .d = &seen, .images = seen.count};
        here[n] = start[n];
        mlp_flatten(&l.mlp, start[n].theta);
        for (int k = 0; k < passes; k++)
            learner_epoch(&l);
        mlp_flatten(&l.mlp, here[n].theta);
        learner_free(&l);
        see(&start[n], true);
        see(&here[n], true);
    }
    one_long_vector(c, here, networks);
    is_it_true(c, here);
    who_matters(c, here, networks);
    where_they_speak(c, start, here, networks);
    the_fastest_way_down(c, here, networks);
    better_on_average(c, start, here, networks);
    check(c, seen_by(here, 0, c->quick ? 4 : 30), &one);
    learner_free(&one);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch12_13002",
                                         "What do 13,002 slopes say?", options,
                                         &folder, TRAIN, 1, tell});
}
