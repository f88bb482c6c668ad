/*
# Chapter 12: What do 13,002 slopes say?

**The question.** The gradient of a network is one long vector: a slope for each
of its 13,002 weights and biases. What does it say, and is it true? By the end
you will have read it in words, turned knobs to see whether it keeps its
promises, raced it against a thousand random directions, met the images that pay
for a step that is good on average, and checked all 13,002 numbers.

Read it beside article 2 (rows A2-15, A2-16, A2-19 to A2-21, the note E9). Run
it with `make ch12`. Its knobs are how long the network has learned, how far a
knob is nudged, and η: `make ch12 ARGS="--passes 0 --rate 3"`. The text holds
for drawn digits and MNIST.

**本章要点** 把 13,002 个权重和偏置排成一个长长的列向量，−∇C 就是同样长的一列数：
正负号说明每个旋钮该往哪边转，大小说明哪些旋钮更要紧；走同样远，沿 −∇C 降得最快。
平均成本下降，并不等于每个样本都变好：往往有一些图像的成本反而上升。

**New here**

parameter vector θ (参数向量)
: all weights and biases in one column, here 13,002 numbers.

predicted change (预测的变化)
: slope times nudge. A slope of 0.007 and a nudge of -0.1 predict -0.0007.

rank (名次)
: the place in an order by size. The largest of 13,002 slopes has rank 1.

histogram (直方图)
: one bar for each range of values, as high as there are values in it.
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

We take the network of chapter 6, 784-16-16-10, and train it a little, as in
chapter 11: one pass over 10,000 images in batches of ten. After that a gradient
is worth reading. At the random start it says little but that all outputs are
too high; at the bottom of a valley it would be all zeros.

Now put all its parameters into one column θ: for each layer the rows of the
weight matrix, then the biases, in all 784·16 + 16 + 16·16 + 16 + 16·10 + 10
numbers. The cost C is the mean over the first 1,000 images. Keep three
functions apart, as article 2 does at its end. The *network* takes 784 pixels to
ten outputs, with θ fixed. The *cost* takes the 13,002 numbers of θ to one
number, with the images fixed. And the *gradient* takes θ to 13,002 other
numbers: one backward pass, about as much work as the forward one (chapter 9),
gives ∇C, a column as long as θ.
*/

typedef struct Place {
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
little" at least a thirtieth. (Rows, columns and hidden neurons are counted from
1; an output has the name of its digit.)

→ One long vector

![Figure 12.1: −∇C, number by number. Left: some of its entries in words, as in
article 2. Right: all of them.](ch12_vector)

The corner pixel is paper in every image. Whatever its weight, it is multiplied
by 0: no image has an opinion about that knob. So it is with all slopes that are
exactly 0, sixteen behind each such pixel. Of the others about one in a hundred,
or fewer, is told to turn a lot, and for most the word is "hardly".

## Is it true?

A slope is a promise: nudge this knob, and the cost changes by slope times
nudge, the **predicted change**. Promises can be tried. Take the ten knobs with
the largest slopes, and nudge each one alone by `0.1`: as its sign says, and
the other way. Then do the same with ten knobs picked blindly.
*/

static double predicted(const Place *p, int knob, double by) {
    return p->gradient[knob] * by;
}

static double change(const Place *p, int knob, double by) {
    static Place there;
    there = *p;
    there.theta[knob] += by;
    return see(&there, false) - p->cost;
}

/*
→ Is it true?

![Figure 12.2: The ten largest slopes and ten knobs at random, all nudged
equally far. Bars: what the cost did, as told (down) and the other way (up).
Lines: what the slopes had promised.](ch12_top_ten)

The ten largest keep their word: as told, the cost falls; the other way, it
rises; and nearly by what was promised. Nearly, because a slope speaks of small
nudges (chapter 1). Both ways the cost ends a little above the promise, and by
about the same amount: that is what curvature adds, half of it times the nudge
squared (chapter 2). With half the nudge the miss is a quarter of this; with a
long one, `ARGS="--nudge 5"`, the cost rises where a fall was promised.

Why these ten? Most of them lead to an output, where no step back has shrunk δ
yet (chapter 9); and a bias has δ itself for its slope, as if its a were 1. Here
is a second way, then, to read a gradient: as a list of what matters. At the top
of the list a nudge bought many times as much as at a knob picked blindly.

## Who matters

Sort the knobs by the size of their slopes: a knob's place is its **rank**. A
small step along −∇C turns each knob in proportion to its slope, and gains slope
times turn, in proportion to the slope squared. So its share of the gain is that
square, out of the sum of all. (Two knobs of slopes 3 and 4: 9/25, 16/25.)

→ Who matters

![Figure 12.3: The slopes in order of size, both axes in powers of ten. On MNIST
`141` bring half of the gain, on the drawn digits `219`.](ch12_sizes)

Could one turn these alone? Little would be saved: the pass that finds their
slopes finds all, and the list changes: after a hundred steps fewer than thirty
of the first hundred are still there (counted below; for later in training
compare `--passes 10`). Nor are they those with large weights: knob 12,833 of
the first table has a large weight and a slope of "hardly". (As an image, a
neuron's 784 slopes are a mean of images times their δ: chapter 14 draws such.)

## The fastest way down

Now turn all 13,002 at once. Chapter 3 had two knobs, and of all directions the
one against the gradient was the best. So it is here, for the same reason: if θ
moves by Δθ, the promise is the sum of slope times turn over all knobs, written
∇C · Δθ, and with chapter 3's cosine that is

$$\Delta C \approx \nabla C \cdot \Delta\theta = -|\nabla C|\,|\Delta\theta|\,
\cos\varphi,$$

with φ the angle between Δθ and −∇C. Among all moves of one length nothing beats
cos φ = 1, the direction of −∇C itself, and |∇C| is how steep it is that way. So
chapter 2's step, -η∇C, is the best of its length; it is η|∇C| long, and
promises to lower C by η|∇C|². (Two knobs of slopes 3 and 4, η = 1/100: |∇C|² is
25, the promise 1/4.) Try it: the same length in other directions.
*/

static double length(const real *v) {
    double sum = 0;
    for (int k = 0; k < KNOBS; k++)
        sum += v[k] * v[k];
    return sqrt(sum);
}

// Of −∇C and a direction: cos φ.
static double cosine(const Place *p, const real *way) {
    double sum = 0;
    for (int k = 0; k < KNOBS; k++)
        sum -= p->gradient[k] * way[k];
    return sum / (length(p->gradient) * length(way));
}

// The change of C when θ moves so far that way.
static double move(const Place *p, const real *way, double far) {
    static Place there;
    double scale = far / length(way);
    there = *p;
    for (int k = 0; k < KNOBS; k++)
        there.theta[k] += scale * way[k];
    return see(&there, false) - p->cost;
}

static void any_way(Rng *chance, real *way) {
    for (int k = 0; k < KNOBS; k++)
        way[k] = rng_normal(chance);  // all directions are equally likely
}

/*
→ The fastest way down

Even −∇C brings a little less than it promised: the ground bends up. But not one
of a thousand random directions comes near, each tried by a pass over all
images: the best brings about a thirtieth of what −∇C does. Half of them lead
up, for the opposite of each way down is a way up. In two dimensions every third
has a cosine over ½. Among 13,002 knobs a random one has about as many wrong as
right, and with n knobs its cosine is about 1/√n, here `0.0088`. For with n axes
at right angles a direction has n cosines, whose squares add up to 1. Let −∇C be
one of the axes: chance prefers none, so on average each square is 1/n. The best
of a thousand has about 3/√n: they make a bell curve, where one in a thousand
lies over three deviations up. (−∇C, √n = 114 deviations up, is out of reach.)

Who knows a part of −∇C gets a part of the fall: its hundred largest entries
alone; its signs alone, with all knobs turned equally far; or −∇C over a hundred
images in place of a thousand. Ten images may even point uphill. That is chapter
11's luck, which shows in one step and cancels in many.

How far does the promise carry? It grows as η, what is missing as η²
(curvature), so the missing share as η (the last table): one or two hundredths
at η = `0.1`, about a tenth at 1; at 10 hardly anything is kept, or C rises.

![Figure 12.4: What a step of one length does to the cost. Left: −∇C, some that
know a part of it, and the thousand random directions, all at 0. Right: these,
enlarged.](ch12_directions)

## Better on average

Article 2 says that a lower cost means a better network on all samples. On
*average*, yes: that is what C is. On each one? Take one step and look at the
1,000 images one by one: from the random start of this network; then from where
it stands now, with a hundredth of the step, the step itself, and a hundred of
them, each against the gradient of the place reached so far.
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

![Figure 12.5: A histogram of what one step did to the images. Left: from the
random start. Right: after one pass. The outermost bars also hold what lies
further out.](ch12_change)

From the random start every image gains, for all have the same complaint: ten
outputs that are too high. They sink together, the cost falls a long way, and
yet the network reads no more digits than before. After one pass the complaints
differ. The gradient is their mean, and on at least a fifth of the images the
cost *rises*. The step is not too long for them: with a hundredth of it there
are nearly as many. The losers' own gradients make more than a right angle with
the mean (a negative cosine). They are outvoted: the others gain more.

A hundred steps later the cost is far lower and more images are read, and still
well over a hundred of them cost more than before. So read "better on all
samples" as "better on average".

Each image has wishes of its own, minus its own gradient. The last table takes
two at a time. Of two images of one digit few disagree (a cosine below 0); of
two digits about half do, and a small step for the one makes the other worse. So
most cancels in the mean: it is several times shorter than one image's wish, and
what is left is what many share.

## The check

All 13,002. By tape: the tensor graph, as above. Numeric: each knob a little up
and a little down. That makes 26,004 costs; to keep it to seconds, they are
means over 40 images. (Cheaper: some knobs of each layer. And all in `double`:
in `float` such differences drown in rounding, chapter 1.) By hand: the biases
of outputs, by chapter 9's first equation the mean of 2(a - y)·a(1 - a).

→ The check: by hand = by tape = numeric

How much is "agree" worth? Chapter 4 said how close is close enough: one part in
100,000, or 10⁻⁷. A slope that is itself smaller than 10⁻⁷ would pass with any
sign. But look at the column on the right: no difference at all is above 10⁻¹⁰.
So signs are certain down to there, for all but the few that the last line
counts. (It counts fewer slopes than the first table: more pixels are paper in
all of 40 images than in all of 1,000.) Had some disagreed, the row of the table
would tell in which layer, and there the search begins (chapter 9).

## What we cut corners on

C is a mean over 1,000 images, a tenth of those that the network was trained on.
"Matters" means: for a small nudge, here and now. A knob with slope 0 may be
useless, as the corner's is, or it may stand at the bottom of its own little
valley; the slope alone cannot tell. "Fastest" means: for one short step;
steepest is not shortest (chapter 3). And it depends on how length is measured:
we took all knobs for equally dear.

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

static void one_long_vector(Chapter *c, const Place *p) {
    static const int shown[] = {0,     1,     406,   407,   408,   12543, 12544,
                                12816, 12832, 12992, 12993, 13000, 13001};
    enum { STILL = 3, WORDS = 7 };
    static const char *const words[WORDS] = {
        "increase a lot",   "increase a little", "increase, hardly", "leave it",
        "decrease, hardly", "decrease a little", "decrease a lot"};
    const double most = fabs(p->gradient[*by_rank(p)]);
    int count[WORDS] = {0};
    chapter_section(c, "One long vector");
    printf("The network reads %d of %d images, at the cost %.5f.\n", p->right,
           p->images, p->cost);
    chapter_predict(c, "The first entry of −∇C belongs to the corner pixel. "
                       "What is it?");
    Table t = table_begin("place|what it is|θ|−∇C|in words",
                          "%5d | %-22s | %8.4f | %9.6f | %s");
    Figure *f = figure_open(c, "ch12_vector", "place minus_gradient");
    figure_number(f, "behind_pixels", p->m->sizes[0] * p->m->sizes[1]);
    for (int k = 0, next = 0; k < KNOBS; k++) {
        double slope = p->gradient[k], share = fabs(slope) / most;
        int much = (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
        int word = slope < 0 ? STILL - much : STILL + much;
        count[word]++;
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
    t = table_begin("all 13,002|a lot|a little|hardly",
                    "%-10s | %5d | %8d | %6d");
    table_row(&t, "increase", count[0], count[1], count[2]);
    table_row(&t, "decrease", count[6], count[5], count[4]);
    table_end(&t);
    printf("And %d are exactly 0: leave it. The largest is %.6f.\n\n",
           count[STILL], most);
}

static void ten_knobs(const Place *p, const int *knob, Figure *f) {
    Table t = table_begin(
        text_format("nudged by %g|predicted|as told|the other way", nudge),
        "%-24s | %9.6f | %9.6f | %9.6f");
    double all[3] = {0};
    for (int i = 0; i < 10; i++) {
        double told = p->gradient[knob[i]] < 0 ? nudge : -nudge;
        double v[] = {0 + predicted(p, knob[i], told), change(p, knob[i], told),
                      change(p, knob[i], -told)};
        table_row(&t, knob_name(p, knob[i]), v[0], v[1], v[2]);
        figure_row(f, i + 1, v[0], v[1], v[2]);
        for (int j = 0; j < 3; j++)
            all[j] += v[j];
    }
    table_row(&t, "the ten, added up", all[0], all[1], all[2]);
    table_end(&t);
}

static void is_it_true(Chapter *c, const Place *p) {
    static int blind[KNOBS];
    Rng chance = rng_new(c->seed + 1200);
    for (int k = 0; k < KNOBS; k++)
        blind[k] = k;
    rng_shuffle(&chance, blind, KNOBS);
    chapter_section(c, "Is it true?");
    chapter_predict(c, "The largest slope, a nudge of 0.1: how far will the "
                       "cost fall?");
    Figure *f = figure_open(c, "ch12_top_ten", "knob predicted told other");
    figure_number(f, "nudge", nudge);
    printf("What the cost does, the ten largest slopes:\n\n");
    ten_knobs(p, by_rank(p), f);
    chapter_predict(c, "And the ten picked blindly?");
    printf("What the cost does, ten knobs at random:\n\n");
    figure_block(f, "at random", NULL);
    ten_knobs(p, blind, f);
    figure_close(c, f);
}

static void who_matters(Chapter *c, const Place *p) {
    const int *rank = by_rank(p);
    chapter_section(c, "Who matters");
    chapter_predict(c, "How many of the 13,002 knobs bring half of the gain?");
    Table t = table_begin("rank|size of slope|share of the gain so far",
                          "%5d | %12.2e | %21.1f %%");
    Figure *f = figure_open(c, "ch12_sizes", "rank size share");
    figure_number(f, "knobs", KNOBS);
    double so_far = 0, square = length(p->gradient) * length(p->gradient);
    int half = 1;
    for (int k = 1, next = 1; k <= KNOBS; k++) {
        double size = fabs(p->gradient[rank[k - 1]]);
        so_far += size * size;
        half += so_far < square / 2;
        if (size > 0)
            figure_row(f, k, size, so_far / square);
        if (k == next) {
            table_row(&t, k, size, 100 * so_far / square);
            next *= 10;
        }
    }
    figure_close(c, f);
    table_end(&t);
    printf("Half of the gain comes from the first %d knobs.\n\n", half);
}

// What somebody knows of −∇C who does not know all of it: that over some of
// the images, the largest entries, the signs.
enum { WAYS = 5 };
static const struct Way {
    const char *name;
    int images, knobs;
    bool signs;
} ways[WAYS] = {{"−∇C", IMAGES, KNOBS, false},
                {"its 100 largest", IMAGES, 100, false},
                {"its signs alone", IMAGES, KNOBS, true},
                {"−∇C of 100 images", 100, KNOBS, false},
                {"−∇C of 10 images", 10, KNOBS, false}};

static void some_way(const Place *p, const struct Way *known, real *way) {
    if (known->images < p->images)
        p = seen_by(p, 0, known->images);
    const int *rank = by_rank(p);
    for (int i = 0; i < KNOBS; i++) {
        real slope = i < known->knobs ? p->gradient[rank[i]] : 0;
        way[rank[i]] = known->signs ? (slope < 0) - (slope > 0) : -slope;
    }
}

// A shorter step, the step and a longer one: what is left of the promise.
static void how_far(Chapter *c, const Place *p, int networks) {
    static Place after;
    static const double times[] = {0.1, 1, 10};
    chapter_predict(c, "Ten times the step: does it bring ten times as much?");
    printf("The step itself, shorter and longer. Range: of %d networks.\n\n",
           networks);
    Table t = table_begin("−η∇C, η =|promised|C changes by|kept, in %|range",
                          "%9g | %9.6f | %12.6f | %10.0f | %-10s");
    for (int k = 0; k < 3; k++) {
        double eta = rate * times[k], promised = 0, gone = 0, kept[NETWORKS];
        for (int n = networks - 1; n >= 0; n--) {
            double steep = length(p[n].gradient);
            walk(p + n, eta, 1, &after);
            promised = -eta * steep * steep;
            gone = after.cost - p[n].cost;
            kept[n] = 100 * gone / promised;
        }
        table_row(&t, eta, promised, gone, 100 * gone / promised,
                  range_of(kept, networks, "%.0f"));
    }
    table_end(&t);
}

static void the_fastest_way_down(Chapter *c, const Place *p, int networks) {
    enum { MANY = 1000 };
    static real way[KNOBS];
    const double steep = length(p->gradient), far = rate * steep;
    double changes[MANY], cosines[NETWORKS], cos = 0, best = -1, square = 0;
    int many = c->quick ? 100 : MANY, up = 0;
    chapter_section(c, "The fastest way down");
    printf("∇C is %.5f long; with η = %g a step is %.5f long. All go as far.\n"
           "(cos φ in brackets: lowest and highest of %d networks.)\n",
           steep, rate, far, networks);
    chapter_predict(c, "The best of 1,000 random directions: how much of what "
                       "−∇C brings?");
    Table t = table_begin("direction|cos φ||promised|C changes by",
                          "%-20s | %7.4f | %-17s | %9.6f | %9.6f");
    Figure *f = figure_open(c, "ch12_directions", "change promised");
    for (int k = 0; k < WAYS; k++) {
        for (int n = networks - 1; n >= 0; n--) {
            some_way(p + n, &ways[k], way);
            cos = cosine(p + n, way);
            cosines[n] = cos;
        }
        double promised = -far * steep * cos, gone = move(p, way, far);
        Spread s = spread_of(cosines, networks);
        figure_row(f, gone, promised);
        table_row(&t, ways[k].name, cos,
                  text_format("(%.4f, %.4f)", s.low, s.high), promised, gone);
    }
    Rng chance = rng_new(c->seed + 1201);
    figure_block(f, "at random", NULL);
    for (int i = 0; i < many; i++) {
        any_way(&chance, way);
        cos = cosine(p, way);
        changes[i] = move(p, way, far);
        up += changes[i] > 0;
        best = cos > best ? cos : best;
        square += cos * cos / many;
        figure_row(f, changes[i], -far * steep * cos);
    }
    figure_close(c, f);
    Spread s = spread_of(changes, many);
    table_row(&t, "the best at random", best, "", -far * steep * best, s.low);
    table_end(&t);
    printf("Of %d random directions %d lead up; C changes by %.6f to %.6f.\n"
           "The root of the mean of cos² is %.4f, and %.4f is 1/√13002.\n\n",
           many, up, s.low, s.high, sqrt(square), 1 / sqrt(KNOBS));
    how_far(c, p, networks);
}

// Of the knobs with the 100 largest slopes: how many are so in both places?
static int still_first(const Place *before, Place *after) {
    int was[100], both = 0;
    memcpy(was, by_rank(before), sizeof was);
    see(after, true);
    const int *is = by_rank(after);
    for (int i = 0; i < 100; i++)
        for (int j = 0; j < 100; j++)
            both += was[i] == is[j];
    return both;
}

// How well do single images agree, of one digit and of two?
static void own_wishes(Chapter *c, const Place *here, int networks) {
    enum { FEW = 100 };
    static real own[FEW * KNOBS];  // [few, KNOBS], each of length 1
    static real cos[FEW * FEW];    // [few, few], of each two
    double mean[2][NETWORKS] = {{0}}, against[2][NETWORKS] = {{0}};
    double alone[NETWORKS] = {0}, together[NETWORKS];
    const int few = dataset_part(here->d, 0, c->quick ? 20 : FEW).count;
    int pairs[2] = {0};
    for (int i = 0; i < few; i++)
        for (int j = 0; j < i; j++)
            pairs[here->d->label[i] != here->d->label[j]]++;
    for (int n = 0; n < networks; n++) {
        together[n] = length(seen_by(here + n, 0, few)->gradient);
        for (int i = 0; i < few; i++) {
            const real *slope = seen_by(here + n, i, 1)->gradient;
            double size = length(slope);
            alone[n] += size / few;
            for (int k = 0; k < KNOBS; k++)
                own[i * KNOBS + k] = slope[k] / size;
        }
        matmul(NULL, MATMUL_B_T, cos, own, own, few, few, KNOBS);
        for (int i = 0; i < few; i++)
            for (int j = 0; j < i; j++) {
                int two = here->d->label[i] != here->d->label[j];
                mean[two][n] += cos[i * few + j] / pairs[two];
                against[two][n] += 100.0 * (cos[i * few + j] < 0) / pairs[two];
            }
    }
    chapter_predict(c, "Two images of two digits: how often is one's step the "
                       "other's loss?");
    printf("The gradients of %d images, one by one, in %d networks:\n\n", few,
           networks);
    Table t = table_begin("two images of|pairs|mean cos φ|below 0, in %",
                          "%-13s | %5d | %-16s | %-13s");
    for (int two = 0; two < 2; two++)
        table_row(&t, two ? "two digits" : "one digit", pairs[two],
                  range_of(mean[two], networks, "%.3f"),
                  range_of(against[two], networks, "%.0f"));
    table_end(&t);
    printf("One is %s long, the mean of all %s.\n\n",
           range_of(alone, networks, "%.3f"),
           range_of(together, networks, "%.3f"));
}

static void better_on_average(Chapter *c, const Place *start, const Place *here,
                              int networks) {
    static Place after;
    double still[NETWORKS];
    enum { TRIPS = 4 };  // the first from the start, the others from here
    const double eta[TRIPS] = {rate, rate / 100, rate, rate};
    const int steps[TRIPS] = {1, 1, 1, c->quick ? 5 : 100};
    chapter_section(c, "Better on average");
    printf("The first network. Range: of the images that get worse in %d "
           "networks.\n",
           networks);
    chapter_predict(c, "The mean falls. On how many of a thousand images does "
                       "the cost rise?");
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
            if (k == TRIPS - 1)
                still[n] = still_first(from + n, &after);
        }
        figure_block(f, NULL, NULL);
        double first = worse[0];
        table_row(&t, k == 0 ? "random start" : "now", eta[k], steps[k],
                  from->cost, after.cost, from->right, after.right, first,
                  range_of(worse, networks, "%.0f"));
    }
    figure_close(c, f);
    table_end(&t);
    printf("Of the 100 largest slopes %s are still so after the last walk.\n\n",
           range_of(still, networks, "%.0f"));
    own_wishes(c, here, networks);
}

// C on an OnBatch: a learner's own cost is half of it.
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

// see() has left the ∇C of p in the parameters of l.
static void check(Chapter *c, const Place *p, Learner *l) {
    Batch b = batch_gather(l->graph, p->d, NULL, p->images);
    OnBatch on = {l, &b};
    int small = 0, tiny = 0;
    report_begin(c);
    for (int j = 0; j < CLASSES; j++) {
        int k = KNOBS - CLASSES + j;
        double by_hand = 0;
        for (int i = 0; i < p->images; i++) {
            double a = p->output[i * CLASSES + j], y = p->d->label[i] == j;
            by_hand += 2 * (a - y) * a * (1 - a) / p->images;
        }
        report_knob(c, knob_name(p, k), by_hand, p->gradient[k], cost_now, &on,
                    &l->mlp.bias[2]->data[j]);
    }
    size_t some = report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
    for (int k = 0; k < KNOBS; k++) {
        double size = fabs(p->gradient[k]);
        small += size > 0 && size < 1e-7;
        tiny += size > 0 && size < 1e-10;
    }
    printf("Of %zu slopes that are not 0, %d are below 1e-7, and %d below "
           "1e-10.\n\n",
           some, small, tiny);
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
    one_long_vector(c, here);
    is_it_true(c, here);
    who_matters(c, here);
    the_fastest_way_down(c, here, networks);
    better_on_average(c, start, here, networks);
    check(c, seen_by(here, 0, c->quick ? 4 : 40), &one);
    learner_free(&one);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch12_13002",
                                         "What do 13,002 slopes say?", options,
                                         &folder, TRAIN, 1, tell});
}
