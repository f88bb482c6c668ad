/*
# Chapter 12: What do 13,002 slopes say?

**The question.** The gradient of a network is one long vector: a slope for each
of its 13,002 weights and biases. What does it say, and is it true? By the end
you will have read it in words and in pictures, tried whether it keeps its word,
found where the large slopes sit and why, raced it against a thousand random
directions, and met the images that pay for a step that is good on average.

Read it beside article 2 (rows A2-15, A2-16, A2-19 to A2-21, the note E9). Run
it with `make ch12`. Its knobs are how long the network has learned, how far a
knob is nudged, and η: `make ch12 ARGS="--passes 0 --rate 3"`. The text holds
for drawn digits and MNIST.

**本章要点** 把 13,002 个权重和偏置排成长长的列向量，−∇C 就是同样长的一列数：
正负号说明每个旋钮该往哪边转，大小说明哪些旋钮更要紧；
走同样长的一小步，沿 −∇C 降得最快。
一个权重的斜率是 δ·a 的平均：δ 大，a 大，各幅图像的意见又一致，斜率才大。
平均成本下降，并不等于每个样本都变好：往往有一些图像的成本反而上升。

**New here**

parameter vector θ (参数向量)
: all weights and biases in one column, here 13,002 numbers.

predicted change (预测的变化)
: slope times nudge. A slope of 0.007 and a nudge of -0.1 predict -0.0007.
*/

#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
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
10,000 images in tens, with an η of 1.5, which chapter 11 found good. Five such
networks are trained, each with its own start and order. What is said of one is
said of the first; a range, such as 2 to 7, is the lowest and highest of five.

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
    Dataset d;            // the images, not owned
    int right;            // how many of them it reads
    double cost;          // C, the mean
    double each[IMAGES];  // the cost of each image
    real output[IMAGES * CLASSES];
    real theta[KNOBS], gradient[KNOBS];  // θ and ∇C
} Place;

static void cost_of_each(Place *p) {
    p->right = 0;
    for (int i = 0; i < p->d.count; i++) {
        const real *a = p->output + i * CLASSES;
        p->right += is_right(a, p->d.label[i]);
        p->each[i] = 0;
        for (int j = 0; j < CLASSES; j++) {
            double miss = a[j] - (j == p->d.label[i]);
            p->each[i] += miss * miss;
        }
    }
}

// C at p->theta, and ∇C if it is wanted.
static double see(Place *p, bool gradient) {
    mlp_unflatten(p->m, p->theta);
    GraphMark mark = graph_mark(p->m->graph);
    Batch b = batch_gather(p->m->graph, &p->d, NULL, p->d.count);
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
little" at least a thirtieth. (Pixels and hidden neurons count from 1; "first"
and "second" are hidden layers; an output is called by its digit.)
*/

// 0: leave it; 1: hardly; 2: a little; 3: a lot.
static int how_much(double slope, double largest) {
    double share = fabs(slope) / largest;
    return (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
}

/*
→ One long vector

The corner pixel is paper in every image. Whatever its weight, it is multiplied
by 0: no image has an opinion about that knob. So it is with the sixteen weights
behind every such pixel. Of the other slopes about one in a hundred, or fewer,
tells its knob to turn a lot, and for most the word is "hardly".

The first 784 numbers go to one neuron, one for each pixel: they make a picture,
and so do those of the other fifteen. Here is one image's own −∇C, and the mean
of all. Will you recognise the image?

![Figure 12.1: What −∇C says to the weights of the sixteen first neurons. Green:
increase; red: decrease. Above: one image alone. Below: the mean of the 1,000,
on a scale of its own.](ch12_vector)

Above, one image stands again and again, strong or faint, green or red. Below,
no single image is left: there are blots, and here and there the ghost of a
digit. On the upper scale they would be far paler. On MNIST this image's whole
list is `2.435` long, as chapter 3 measures an arrow, and the mean `0.129`. Why
is a list an image, and why does so little of it stay in the mean?

## Is it true?

First: can the list be trusted? A slope is a promise: nudge this knob, and the
cost changes by slope times nudge, the **predicted change**. Promises can be
tried. Take the biases of the ten outputs, for there we know what they ought to
hear. Nudge each alone by `0.1`: as its sign says, and then the other way.
*/

// θ moved so far that way: the change of C, and what is seen there.
static double go(const Place *p, const real *way, double by, Place *there) {
    *there = *p;
    for (int k = 0; k < KNOBS; k++)
        there->theta[k] += by * way[k];
    return see(there, false) - p->cost;
}

/*
→ Is it true?

On MNIST a share of `0.092` of the images are fives. So much should output 5
say, on average; it says `0.049`. Its bias hears "up", and loudly. So does every
output that says clearly too little; one that says clearly too much hears
"down". (If it is nearly right, either may come out: σ′ weighs each miss.)

The large slopes keep their word: as told, the cost falls; the other way, it
rises; and nearly by what was promised. Only nearly, for the slope itself
changes on the way. Here the ground bends up: both ways the cost ends above the
promise. A small promise can be less than the bend. On the drawn digits some
outputs are so nearly right that `0.1` is too far either way.

## Who matters

A small step along −∇C turns each knob in proportion to its slope. It promises a
gain of slope times turn, in proportion to the slope squared. So a knob's share
of the gain is this square, out of the sum of all. (Slopes 3 and 4: 9/25,
16/25.) Sort the knobs by the size of their slopes: how many promise half?

→ Who matters

A few hundred do: at most one in fifty of the first layer's 12,560, but about a
tenth to a third of the second's 272 and of the outputs' 170.

## Where they speak

Back to the picture. By chapter 9 one image's slope for a weight is δ·a: the δ
of the neuron after it, times the activation before it. Behind a pixel, a is the
pixel. So to a neuron the image says itself, times one number, δ; where it is
paper, it says nothing. Then comes the mean over the images, and there they may
cancel. A slope is large for three reasons: δ, a, and images that agree.
*/

// The same θ, seen by n of p's images, from `from` on; until the next call.
static const Place *seen_by(const Place *p, int from, int n) {
    static Place few;
    few = *p;
    few.d = dataset_part(&p->d, from, n);
    see(&few, true);
    return &few;
}

/*
The table has typical sizes (the root of the mean square) in each layer, now
averaged over the five networks: of θ, of *one image's* slopes, of their *mean*.
(For a bias a is 1.) The last row is the length of the whole list. If all images
had one direction, "one image" and "the mean" would be equal in every row.

→ Where they speak

First, δ: what one image says to a bias. *At the start* a step back shrank it to
about a fifth, the next to a quarter: ten paths, then sixteen, add up like √10
and √16 (chapter 6), each with a weight of about ¼ and a σ′ of at most ¼. So the
outputs had over nine tenths of the gain. *Now* weights there are about four to
six times as large, more than half of δ survives a step: all layers speak.

Second, a: hold a layer's weights against its biases. Behind a hidden neuron one
image's slope is about half as large: a is about ½. Behind a pixel, a third:
images are mostly paper. But 12,544 such weights now have most of the gain.

Third, agreement. Now it differs little between the layers, but it explains most
of the fall since the start. In the last row an image's own list has become two
or three times shorter; the mean of them, more than ten times. *At the start* it
kept four fifths: of ten images nine pull an output down, and one pulls it up as
hard, which leaves (9 - 1)/10. *Now* it keeps about a sixth; the rest cancels.
(So chapter 11's m₀ grew. Unrelated lists of one length would leave 1/√1000.)
What does not cancel, figure 12.1 shows below: ghosts of digits.

Nor are the images equally loud. On MNIST half of the lists are shorter than
`0.15` to `0.27`. The others shout, like figure 12.1's 5 with `2.435`, and not
in chorus. After ten passes (`ARGS="--passes 10"`) half hardly reach a
hundredth.

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

/*
→ The fastest way down

Even −∇C brings a little less than it promised: the ground bends up. But not one
of a thousand random directions comes near: the best brings about a thirtieth.
Half of them lead up, for the opposite of each way down is a way up.

Why do they find so little? With n knobs a random direction's cosine is about
1/√n, here `0.0088`; the luckiest of a thousand has about three times that. For
take n axes at right angles: the squares of a direction's cosines with them add
up to 1. If −∇C is one of them, as good as any, its share is 1/n on average.

## Better on average

Article 2 says that a lower cost means a better network on all samples. On
*average*, yes: that is what C is. On each one? And how far does the promise
hold? Take a step with η = 1 from the random start; and from where the network
stands now with η = 0.1, 1 and 10. "Kept" is the part of the promise that came
true. "Worse" counts the images whose own cost rises.

→ Better on average

How far? Now a tenth of the step keeps nearly all of its promise, the step about
nine tenths. Ten times the step keeps a fifth at best, and in some networks the
cost rises. From the start, where η = 1 goes more than ten times as far as now,
it keeps about two thirds. The list speaks of here, not of there.

On each one? From the random start every image gains. Each finds nine outputs
too high and its own too low; all ten sink: nine times better, one time worse.

Now the complaints differ. On MNIST the cost *rises* on `321` to `431` of the
1,000 images. Is the step too long for them? With a tenth of it there are nearly
as many. It is the direction: where an image's own gradient makes more than a
right angle with ∇C (a negative cosine), going against ∇C is going up. The
others gain more. Read "better on all samples" as "better on average".

## The check

All 13,002. By tape: the tensor graph, as above. Numeric: each knob a little up
and a little down, which makes 26,004 costs; to keep it to seconds, they are
means over 30 images. By hand: two biases of outputs, by chapter 9's first
equation the mean of 2(a - y)·a(1 - a). (The layers are called fc1, fc2, fc3.)

→ The check: by hand = by tape = numeric

Chapter 4's rule forgives 10⁻⁷: a slope far below might have any sign. But no
difference on the right is above 10⁻¹⁰: signs are certain down to there.

## What do they say, then?

Each says of one knob which way is down, and how steeply, here and now. For a
small nudge it is true. How loud it speaks is δ·a, how much the cost minds the
neuron after it, times how bright it is before it, *and* how far the images
agree. One image says to a first neuron only: more of me, or less of me. The
mean says what a thousand have in common, and after training that is little.

Most slopes say hardly anything, and a few hundred of 13,002 have half of the
gain. Together they say what none can say alone: which way is steepest. Chance
does not find it. They do not say what a long step brings, nor who will pay.

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

What follows prints the tables, and writes the numbers that the figure shows.
*/

enum { NETWORKS = 5, GROUPS = 6 };

static Place there;  // after a move

// The weights of each layer, and its biases; and a list as one.
static const int group[] = {784 * 16, 16, 16 * 16, 16, 16 * 10, 10, 1};

static const char *knob_name(int at) {
    static const char *const layer[] = {"pixel", "first", "second", "output"};
    static const int inputs[GROUPS] = {784, 1, 16, 1, 16, 1};
    int k = 0;
    for (; at >= group[k]; k++)
        at -= group[k];
    int from = at % inputs[k] + 1, to = at / inputs[k] + (k < 4);
    if (inputs[k] == 1)
        return text_format("bias of %s %d", layer[k / 2 + 1], to);
    return text_format("%s %d → %s %d", layer[k / 2], from, layer[k / 2 + 1],
                       to);
}

// What −∇C says to the first neurons: by one image, and by all.
static void as_pictures(Chapter *c, const Place *p) {
    const Place *const by[] = {seen_by(p, 0, 1), p};
    chapter_predict(c, "In pictures: will you recognise the first image?");
    Figure *f = figure_open(c, "ch12_vector", "column row minus_gradient");
    figure_number(f, "digit", p->d.label[0]);
    for (int all = 0; all < 2; all++) {
        for (int k = 0; k < group[0]; k++)
            figure_row(f, k % 28, k / 28 % 28, 0 - by[all]->gradient[k]);
        figure_block(f, NULL, NULL);
    }
    figure_close(c, f);
    printf("By the first image, a %d, −∇C is %.3f long; by all, %.3f long.\n\n",
           p->d.label[0], length(by[0]->gradient, KNOBS),
           length(p->gradient, KNOBS));
}

static void one_long_vector(Chapter *c, const Place *p, int networks) {
    static const int shown[] = {0, 406, 407, 12544, 12832, 12997, 13001, KNOBS};
    static const char *word[] = {"leave it", "hardly", "a little", "a lot"};
    double most = 0;
    int count[4] = {0};
    chapter_section(c, "One long vector");
    printf("%d networks. The first reads %d of %d images, at the cost %.5f.\n",
           networks, p->right, p->d.count, p->cost);
    chapter_predict(c, "What does −∇C say to a weight of the corner pixel?");
    for (int k = 0; k < KNOBS; k++)
        most = fmax(most, fabs(p->gradient[k]));
    for (int k = 0; k < KNOBS; k++)
        count[how_much(p->gradient[k], most)]++;
    Table t = table_begin("knob|what it is|θ|−∇C|in words",
                          "%5d | %-22s | %8.4f | %9.6f | %-18s");
    for (const int *k = shown; *k < KNOBS; k++) {
        const double down = 0 - p->gradient[*k];
        const char *way = down < 0 ? "decrease, " : "increase, ";
        table_row(&t, *k + 1, knob_name(*k), p->theta[*k], down,
                  text_format("%s%s", down == 0 ? "" : way,
                              word[how_much(down, most)]));
    }
    table_end(&t);
    printf("Of all %d are told to turn a lot, %d a little, %d hardly.\n"
           "And %d are exactly 0: leave it.\n\n",
           count[3], count[2], count[1], count[0]);
    as_pictures(c, p);
}

static void is_it_true(Chapter *c, const Place *p) {
    static real way[KNOBS];
    chapter_section(c, "Is it true?");
    chapter_predict(c, "An output says too little. What does its bias hear?");
    Table t = table_begin(
        text_format("nudged by %g|says|should|predicted|as told|the other way",
                    nudge),
        "%-22s|%5.3f|%6.3f|%9.6f|%9.6f|%13.6f");
    for (int j = 0; j < CLASSES; j++) {
        const int knob = KNOBS - CLASSES + j;
        const double slope = p->gradient[knob];
        double says = 0, should = 0;
        for (int i = 0; i < p->d.count; i++) {
            says += p->output[i * CLASSES + j] / p->d.count;
            should += (p->d.label[i] == j) / (double)p->d.count;
        }
        const char *told = slope < 0 ? "up" : "down";
        way[knob] = slope < 0 ? nudge : -nudge;
        table_row(&t, text_format("%s, %s", knob_name(knob), told), says,
                  should, way[knob] * slope, go(p, way, 1, &there),
                  go(p, way, -1, &there));
        way[knob] = 0;
    }
    table_end(&t);
}

static void who_matters(Chapter *c, const Place *here, int networks) {
    static double size[KNOBS];
    double half[NETWORKS] = {0}, loud[3][NETWORKS] = {{0}};  // by layer
    chapter_section(c, "Who matters");
    chapter_predict(c, "A guess: how many knobs promise half of the gain?");
    for (int n = 0; n < networks; n++) {
        const real *slope = here[n].gradient;
        const double all = length(slope, KNOBS);
        double so_far = 0, least = 0;
        for (int k = 0; k < KNOBS; k++)
            size[k] = fabs(slope[k]);
        spread_of(size, KNOBS);  // sorts them, the largest last
        for (int k = KNOBS - 1; k >= 0 && so_far < all * all / 2; k--) {
            least = size[k];
            so_far += least * least;
            half[n]++;
        }
        for (int k = 0; k < KNOBS; k++)  // the layers end at these numbers
            loud[(k >= 12560) + (k >= 12832)][n] += fabs(slope[k]) >= least;
    }
    printf("The first %s promise half of the gain (%d networks):\n"
           "%s of the first layer, %s of the second, %s of the outputs.\n\n",
           range_of(half, networks, "%.0f"), networks,
           range_of(loud[0], networks, "%.0f"),
           range_of(loud[1], networks, "%.0f"),
           range_of(loud[2], networks, "%.0f"));
}

// Adds to each sum its share of the typical size of a group, or of the length.
static void add_sizes(const real *v, double share, double *sum) {
    sum[GROUPS] += share * length(v, KNOBS);
    for (int k = 0; k < GROUPS; v += group[k++])
        sum[k] += share * length(v, group[k]) / sqrt(group[k]);
}

static void by_layer(const char *when, const Place *p, int networks) {
    static const char *const name[] = {
        "pixel → first",   "bias of first",  "first → second", "bias of second",
        "second → output", "bias of output", "all: length"};
    double theta[GROUPS + 1] = {0}, one[GROUPS + 1] = {0};
    double mean[GROUPS + 1] = {0}, median[NETWORKS], own[IMAGES];
    for (int n = 0; n < networks; n++) {
        add_sizes(p[n].theta, 1.0 / networks, theta);
        add_sizes(p[n].gradient, 1.0 / networks, mean);
        for (int i = 0; i < p->d.count; i++) {
            const real *slope = seen_by(p + n, i, 1)->gradient;
            add_sizes(slope, 1.0 / p->d.count / networks, one);
            own[i] = length(slope, KNOBS);
        }
        median[n] = spread_of(own, p->d.count).median;
    }
    Table t = table_begin(text_format("%s|θ|one image|the mean|share", when),
                          "%-15s|%5.2f|%9.4f|%9.4f|%5.0f");
    for (int k = 0; k <= GROUPS; k++) {
        const double part = mean[k] / mean[GROUPS];
        table_row(&t, name[k], theta[k], one[k], mean[k],
                  100 * group[k] * part * part);
    }
    table_end(&t);
    printf("Half of the images have lists shorter than %s (%d networks).\n\n",
           range_of(median, networks, "%.2f"), networks);
}

static void the_fastest_way_down(Chapter *c, const Place *p) {
    static real way[KNOBS];
    const double steep = length(p->gradient, KNOBS), far = rate * steep;
    double best = 0, lowest = 0;
    int many = c->quick ? 100 : 1000, up = 0;
    chapter_section(c, "The fastest way down");
    printf("∇C is %.5f long; with η = %g a step is %.5f long. All go as far.\n",
           steep, rate, far);
    chapter_predict(c, "A guess: how good is the best of 1,000 at random?");
    Table t = table_begin("direction|cos φ|promised|C changes by",
                          "%-18s | %7.4f | %9.6f | %9.6f");
    table_row(&t, "−∇C", 1, -far * steep, go(p, p->gradient, -rate, &there));
    Rng chance = rng_new(c->seed + 1201);
    for (int i = 0; i < many; i++) {
        for (int k = 0; k < KNOBS; k++)
            way[k] = rng_normal(&chance);  // all are equally likely
        double gone = go(p, way, far / length(way, KNOBS), &there);
        best = gone < lowest ? cosine(p, way) : best;
        lowest = fmin(lowest, gone);
        up += gone > 0;
    }
    table_row(&t, "the best at random", best, -far * steep * best, lowest);
    table_end(&t);
    printf("Of %d random directions %d lead up. (%.4f is 1/√13002.)\n\n", many,
           up, 1 / sqrt(KNOBS));
}

static void better_on_average(Chapter *c, const Place *start, const Place *here,
                              int networks) {
    const double eta[] = {rate, rate / 10, rate, 10 * rate};
    chapter_section(c, "Better on average");
    printf("The first network's promise; ranges: %d networks.\n", networks);
    chapter_predict(c, "The mean falls. On how many images does C rise?");
    Table t = table_begin("from|η|promised|C changes by|kept|worse",
                          "%-9s|%4g|%9.5f|%9.5f|%-13s|%-10s");
    for (int k = 0; k < 4; k++) {
        double kept[NETWORKS], worse[NETWORKS] = {0};
        double promised = 0, change = 0;
        for (int n = networks - 1; n >= 0; n--) {
            const Place *p = (k == 0 ? start : here) + n;
            const double steep = length(p->gradient, KNOBS);
            promised = -eta[k] * steep * steep;
            change = go(p, p->gradient, -eta[k], &there);
            kept[n] = change / promised;
            for (int i = 0; i < p->d.count; i++)
                worse[n] += there.each[i] > p->each[i];
        }
        table_row(&t, k == 0 ? "the start" : "now", eta[k], promised, change,
                  range_of(kept, networks, "%.2f"),
                  range_of(worse, networks, "%.0f"));
    }
    table_end(&t);
}

// C on an OnBatch: a learner's own cost is half of it.
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

// see() has left the ∇C of p in the parameters of l.
static void check(Chapter *c, const Place *p, Learner *l) {
    Batch b = batch_gather(l->graph, &p->d, NULL, p->d.count);
    OnBatch on = {l, &b};
    report_begin(c);
    for (int j = 0; j < 2; j++) {
        int k = KNOBS - CLASSES + j;
        double by_hand = 0;
        for (int i = 0; i < p->d.count; i++) {
            double a = p->output[i * CLASSES + j], y = p->d.label[i] == j;
            by_hand += 2 * (a - y) * a * (1 - a) / p->d.count;
        }
        report_knob(c, knob_name(k), by_hand, p->gradient[k], cost_now, &on,
                    &l->mlp.bias[2]->data[j]);
    }
    report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *unused) {
    (void)unused;
    static Place start[NETWORKS], here[NETWORKS];
    const int networks = c->quick ? 2 : NETWORKS;
    // A learner's own cost is half of C: this η is 1.5 for C.
    const Recipe r = {.hidden = {2, {16, 16}}, .init = INIT_LECUN, .rate = 3};
    // The one network into which each θ is put when it is seen.
    Learner one = learner_new(d, &r, c->seed, 1);
    for (int n = 0; n < networks; n++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)n, 1);
        start[n].m = &one.mlp;
        start[n].d = dataset_part(d, 0, c->quick ? 200 : IMAGES);
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
    chapter_section(c, "Where they speak");
    printf("Typical sizes in %d networks, and the share of the gain in %%.\n",
           networks);
    chapter_predict(c, "A guess: what share have the weights behind pixels?");
    by_layer("at the start", start, networks);
    by_layer("now", here, networks);
    the_fastest_way_down(c, here);
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
