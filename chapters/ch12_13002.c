/*
# Chapter 12: What do 13,002 slopes say?

**The question.** The gradient of a network is one long vector: a slope for each
of its 13,002 weights and biases. What does it say, and is it true? By the end
you will have read it in words and in pictures, tried whether it keeps its word,
found who is loud and why, raced it against six other directions, and met the
images that pay for a step that is good on average.

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

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/text.h"
#include "common/trials.h"

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
numbers. Any other order would do: each knob would still have its own slope, and
turn by it. The cost C is the mean over the first 1,000 training images.

Keep three functions apart, as article 2 does at its end. The *network* takes
784 pixels to ten outputs, with θ fixed. The *cost* takes θ to one number, with
the images fixed. And the *gradient* takes θ to 13,002 other numbers, ∇C: one
backward pass, about as much work as the forward one (chapter 9).
*/

typedef struct Place {  // a θ, and what is seen from there
    Mlp *m;
    Dataset d;            // the images, not owned
    double cost;          // C, the mean
    double each[IMAGES];  // the cost of each image
    real output[IMAGES * CLASSES];
    real theta[KNOBS], gradient[KNOBS];  // θ and ∇C
    int most;                            // the knob with the largest slope
} Place;

static void cost_of_each(Place *p) {
    for (int i = 0; i < p->d.count; i++) {
        const real *a = p->output + i * CLASSES;
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
        for (int k = p->most = 0; k < KNOBS; k++)
            if (fabs(p->gradient[k]) > fabs(p->gradient[p->most]))
                p->most = k;
    }
    graph_rewind(p->m->graph, mark);
    return p->cost;
}

/*
To go down, every knob turns against its slope, so what we read is −∇C. The
**sign** of an entry says: increase, or decrease. Its **size**, beside the
others, says how much: "a lot" shall be at least a third of the largest, "a
little" at least a thirtieth. (An output is called by its digit; in the tables
"first" and "second" are the hidden layers.)
*/

// 0: leave it; 1: hardly; 2: a little; 3: a lot.
static int how_much(const Place *p, int knob) {
    double share = fabs(p->gradient[knob] / p->gradient[p->most]);
    return (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
}

/*
→ One long vector

For most knobs the word is "hardly"; about one in a hundred, or fewer, is told
to turn a lot. The largest slope is that of knob 12,998. The last ten knobs are
the biases of the outputs: this is the bias of output 5. And more than two
thousand hear nothing. The corner pixel, like others, is paper in every image:
its weights are multiplied by 0, and no image has an opinion about them.

The first 784 numbers go to one neuron, one for each pixel: they make a picture,
and so do those of the other fifteen. Here is one image's own −∇C, and the mean
of all. Will you recognise the image?

![Figure 12.1: What −∇C says to the weights of the sixteen first neurons. Green:
increase; red: decrease. Above: one image alone. Below: the mean of the 1,000,
on a scale of its own.](ch12_vector)

Above, one image stands again and again, strong or faint, green or red. Below,
none is left: blots, and here and there the ghost of a digit. On MNIST this loud
image's list is `2.435` long, as chapter 3 measures an arrow, a typical one's
`0.6642`, and the mean `0.129`. Why is a list an image, why the mean so short?

## Is it true?

Can the list be trusted? A slope is a promise: nudge this knob, and the cost
changes by slope times nudge, the **predicted change**. Try it with the biases
of the ten outputs, for there we know what they ought to hear. Nudge each alone
by `0.1`, the way its sign says.
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
say, on average; it says `0.049`. Its bias hears "up, a lot". So do all that say
clearly too little; who says clearly too much hears "down". (How loudly is
another matter, and who is nearly right may hear either: σ′ weighs each miss.)

The large slopes keep their word: the cost falls nearly by what was promised.
Only nearly, for on the way the slope itself changes: here the ground bends up.
A small promise may be less than the bend; then `0.1` is too far. A knob drawn
at random most likely hears "hardly": turned as far, it promises less than a
thirtieth of what output 5's bias does.

## Who matters, and why

Which knobs are told "a lot", and why they? Back to the picture. By chapter 9 an
image's slope for a weight is δ·a: the δ of the neuron after it, times the
activation before it. Behind a pixel, a is the pixel. So to a neuron the image
says itself, times one number, δ; where it is paper, it says nothing. Then comes
the mean over the images: where few have ink, little is left, and that may
cancel. So a slope is large for three reasons: δ, a, and images that agree.
*/

// The same θ, seen by these images; until the next call.
static const Place *seen_by(const Place *p, Dataset d) {
    static Place few;
    few = *p;
    few.d = d;
    see(&few, true);
    return &few;
}

/*
The table has typical sizes (the root of the mean square) in each layer, as
averages over five networks: of *one* image's slopes, and of their *mean*; and
how many knobs are told "a lot": the loud ones. The last row has the length of
the list. If all images agreed, "one" and "mean" would be equal in every row.

→ Who matters, and why

Who? On average about a hundred knobs of 13,002. At the start nearly all were
weights and biases of outputs; now every layer has some. Knob by knob the biases
of outputs are still loudest; but the 12,544 weights behind pixels are so many
that a quarter to a half of the loud ones are theirs. Why?

First, δ: what one image says to a bias, for there a is 1. *At the start* a step
back shrank it to about a fifth, the next to a quarter, in all to about 1/24:
ten paths, then sixteen, add up like √10 and √16 (chapter 6), each with a weight
of about ¼ (chapter 7's 1/√n) and a σ′ of at most ¼. *Now* more than half
survives a step, and more than a third arrives.

Second, a: hold a layer's weights against its biases. Behind a hidden neuron one
image's slope is about half as large: a is about ½. Behind a pixel, a third:
images are mostly paper.

Third, agreement: in the last row hold the mean against one image. *At the
start* it kept four fifths: with every output near ½, of ten images nine pull it
down and one up as hard, which leaves (9 - 1)/10. *Now* it keeps about a sixth;
the rest cancels. This changed most: one image's list is two or three times
shorter, the mean more than ten times.

Why theirs? Now δ arrives: a weight behind a pixel typically hears a tenth or so
of what an output's bias hears, not a hundredth. And of 12,544 some have all
three, a large δ and ink in many images that agree: bold strokes in figure 12.1.

## The fastest way down

Now turn all 13,002 at once. Chapter 3 had two knobs, and of all directions the
one against the gradient was the best. So it is here, for the same reason. If θ
moves by Δθ, the promise is the sum of slope times turn over all knobs, written
∇C · Δθ. With chapter 3's cosine that is

$$\Delta C \approx \nabla C \cdot \Delta\theta = -|\nabla C|\,|\Delta\theta|\,
\cos\varphi,$$

with φ the angle between Δθ and −∇C. Among all moves of one length nothing beats
cos φ = 1, the direction of −∇C itself. So chapter 2's step, -η∇C, is the best
of its length; it is η|∇C| long, and promises to lower C by η|∇C|².

Would less of the list do, or another? For a fair race all moves are as long as
this step with η = 1. Each promises cos φ of η|∇C|²; beside it, what came.
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

Nothing beats −∇C, and cos φ says beforehand nearly all that came. The *signs
alone*, all knobs turned equally far, bring about half; the *loud knobs alone*,
a hundred of 13,002, bring about as much. And *other images*, which the network
never learned from, have largely the same list: theirs brings most of the gain.

But the list that our network had *at the start* now brings next to nothing, or
harm: ask again after each step. The list of *another network* may help a little
or harm: its fifth hidden neuron has another task than ours. And *at random*
there is nothing to be had. Take n axes at right angles, −∇C one of them: a
direction's cosines with them, squared, add up to 1: each is about 1/√n, `0.01`.

## Better on average

Article 2 says that a lower cost means a better network on all samples. On
*average*, yes: that is what C is. On each one? And how far does the promise
hold? Take a step with η = 1 from the random start, and from now with η = 0.1, 1
and 10. "Kept" is the part of the promise that came; "on others", the part that
came on the other 1,000 images. "Worse" counts the images whose own cost rises;
the last column is what these lose for each 1 that the rest gain.

→ Better on average

How far? Chapter 11's ΔC, without its luck, says kept = 1 - ½ηκ. Now η = 1 keeps
about nine tenths, so κ is about a fifth. Then η = 0.1 should keep nearly all,
and η = 10 nothing: about so it is. From the start η = 1 goes on average further
than η = 10 now, yet keeps two thirds: what decides is ηκ, not how far, and κ is
not in the list. On images never learned from, η = 1 now brings more than half
of what ours promised; if their C is steeper, about all.

On each one? From the random start every image gains: its outputs are near ½,
and all ten sink, nine to the better, one to the worse.

Now the complaints differ. On MNIST the cost *rises* on `321` to `431` of the
1,000 images. Is the step too long for them? With a tenth of it there are nearly
as many. It is the direction: where an image's own gradient makes more than a
right angle with ∇C, going against ∇C is going up. They do not lose much: `0.13`
to `0.26` of what the others gain. For "on all samples" read "on average".

## The check

All 13,002. By tape: the tensor graph, as above. Numeric: each knob a little up
and a little down, which makes 26,004 costs; to keep it to seconds, they are
means over 30 images. By hand: of a bias of an output, the mean of chapter 9's
δ = 2(a - y)·a(1 - a); of a weight to it, of δ·a. (The layers: fc1 to fc3.)

→ The check: by hand = by tape = numeric

No difference is above 10⁻¹⁰: a slope larger than that has its true sign.

## What do they say, then?

Each says of one knob which way is down, and how steeply, here and now. For a
small nudge it is true. How loud it is depends on δ, on a, and on how far images
agree: one image says only "more of me", or less; the mean, what all share.

Together they say what none can say alone: which way is steepest. A hundred of
the 13,002, or their signs, bring a good part; chance brings nothing. Other
images say much the same. What the list does not say: what a long step brings,
where to go from elsewhere, and who will pay.

## What we cut corners on

C is a mean over a tenth of the images that the network was trained on. A knob
with slope 0 may be useless, as the corner's is, or stand at the bottom of its
own little valley; the slope alone cannot tell. Steepest is not shortest
(chapter 3). And we took all knobs for equally dear.

## Exercises

`make ex12` writes the files to edit and checks them; `make hint12` helps.

- **12a** The fastest way down when some knobs are dearer to turn than others.
- **12b** Predict from every image's own gradient how many images get worse when
  the network takes a small step against their mean. The check takes the step.

Next: chapter 11's training at full size, and the answer to how well it reads
what it has never seen: `make ch13`.

## The workbench

What follows prints the tables, and writes the numbers that the figure shows.
*/

enum { NETWORKS = 5, GROUPS = 6, WAYS = 7 };

static Place place[2][NETWORKS], there;  // at the start, now; after a move
static Dataset others;                   // images never learned
static int networks;

// What −∇C says to the first neurons: by one image, and by all.
static void as_pictures(Chapter *c, const Place *p) {
    const Place *const by[] = {seen_by(p, dataset_part(&p->d, 0, 1)), p};
    chapter_predict(c, "In pictures: will you recognise the first image?");
    Figure *f = figure_open(c, "ch12_vector", "column row minus_gradient");
    figure_number(f, "digit", p->d.label[0]);
    for (int all = 0; all < 2; all++) {
        for (int k = 0; k < 16 * 784; k++)
            figure_row(f, k % 28, k / 28 % 28, 0 - by[all]->gradient[k]);
        figure_block(f, NULL, NULL);
    }
    figure_close(c, f);
    printf("By the first image, a %d, −∇C is %.3f long; by all, %.3f long.\n\n",
           p->d.label[0], length(by[0]->gradient, KNOBS),
           length(p->gradient, KNOBS));
}

static void one_long_vector(Chapter *c, const Place *p) {
    int count[4] = {0};
    chapter_section(c, "One long vector");
    printf("%d networks. C of the first, a mean over %d images: %.5f.\n",
           networks, p->d.count, p->cost);
    chapter_predict(c, "How many of 13,002 knobs are told to turn a lot?");
    for (int k = 0; k < KNOBS; k++)
        count[how_much(p, k)]++;
    printf("%d a lot, %d a little, %d hardly; %d are exactly 0: leave it.\n"
           "The largest slope is %.4f, of knob %d.\n\n",
           count[3], count[2], count[1], count[0], p->gradient[p->most],
           p->most + 1);
    as_pictures(c, p);
}

static void is_it_true(Chapter *c, const Place *p) {
    static const char *word[] = {"leave it", "hardly", "a little", "a lot"};
    static real way[KNOBS];
    chapter_section(c, "Is it true?");
    printf("The biases of the ten outputs, each turned alone by %g.\n", nudge);
    chapter_predict(c, "An output says too little. What does its bias hear?");
    Table t = table_begin("output|says|should|−∇C|in words|predicted|as told",
                          "%6d|%5.3f|%6.3f|%7.4f|%-14s|%9.6f|%9.6f");
    for (int j = 0; j < CLASSES; j++) {
        const int knob = KNOBS - CLASSES + j;
        const double slope = p->gradient[knob];
        double says = 0, should = 0;
        for (int i = 0; i < p->d.count; i++) {
            says += p->output[i * CLASSES + j] / p->d.count;
            should += (p->d.label[i] == j) / (double)p->d.count;
        }
        way[knob] = slope < 0 ? nudge : -nudge;
        table_row(&t, j, says, should, -slope,
                  text_format("%s, %s", slope < 0 ? "up" : "down",
                              word[how_much(p, knob)]),
                  way[knob] * slope, go(p, way, 1, &there));
        way[knob] = 0;
    }
    table_end(&t);
}

// The weights of each layer, and its biases.
static const int group[] = {784 * 16, 16, 16 * 16, 16, 16 * 10, 10};

// Adds to each sum its share of the typical size of a group, or of the length.
static void add_sizes(const real *v, double share, double *sum) {
    sum[GROUPS] += share * length(v, KNOBS);
    for (int k = 0; k < GROUPS; v += group[k++])
        sum[k] += share * length(v, group[k]) / sqrt(group[k]);
}

static void who_matters(Chapter *c) {
    static const char *const name[] = {
        "pixel → first",   "bias of first",  "first → second", "bias of second",
        "second → output", "bias of output", "all (length)"};
    double one[2][GROUPS + 1] = {{0}}, mean[2][GROUPS + 1] = {{0}};
    double lot[2][GROUPS + 1] = {{0}};
    chapter_section(c, "Who matters, and why");
    chapter_predict(c, "A guess: which knobs have the largest slopes?");
    for (int n = 0; n < networks * 2; n++) {
        const int now = n % 2;
        const Place *p = &place[now][n / 2];
        add_sizes(p->gradient, 1.0 / networks, mean[now]);
        for (int i = 0; i < p->d.count; i++)
            add_sizes(seen_by(p, dataset_part(&p->d, i, 1))->gradient,
                      1.0 / p->d.count / networks, one[now]);
        for (int g = 0, k = 0; g < GROUPS; g++)
            for (int end = k + group[g]; k < end; k++) {
                const double loud = how_much(p, k) == 3;
                lot[now][g] += loud / networks;
                lot[now][GROUPS] += loud / networks;
            }
    }
    Table t = table_begin("|start: one|mean|a lot|now: one|mean|a lot",
                          "%-15s|%8.4f|%8.4f|%5.0f|%8.4f|%8.4f|%5.0f");
    for (int k = 0; k <= GROUPS; k++)
        table_row(&t, name[k], one[0][k], mean[0][k], lot[0][k], one[1][k],
                  mean[1][k], lot[1][k]);
    table_end(&t);
}

static void the_fastest_way_down(Chapter *c) {
    static const char *const name[] = {"−∇C",
                                       "its signs alone",
                                       "its loud knobs alone",
                                       "−∇C of other images",
                                       "−∇C at the start",
                                       "−∇C of another network",
                                       "at random"};
    static real way[WAYS][KNOBS];
    double promised[WAYS][NETWORKS], came[WAYS][NETWORKS];
    Rng chance = rng_new(c->seed + 1201);
    chapter_section(c, "The fastest way down");
    chapter_predict(c, "A guess: how much do the signs alone bring?");
    for (int n = 0; n < networks; n++) {
        const Place *p = &place[1][n], *seen = seen_by(p, others);
        const double steep = length(p->gradient, KNOBS), far = rate * steep;
        for (int k = 0; k < KNOBS; k++) {
            way[0][k] = -p->gradient[k];
            way[1][k] = (p->gradient[k] < 0) - (p->gradient[k] > 0);
            way[2][k] = how_much(p, k) == 3 ? -p->gradient[k] : 0;
            way[3][k] = -seen->gradient[k];
            way[4][k] = -place[0][n].gradient[k];
            way[5][k] = -place[1][(n + 1) % networks].gradient[k];
            way[6][k] = rng_normal(&chance);  // all are equally likely
        }
        for (int w = 0; w < WAYS; w++) {
            const double by = far / length(way[w], KNOBS);
            promised[w][n] = cosine(p, way[w]);
            came[w][n] = go(p, way[w], by, &there) / (-far * steep);
        }
    }
    Table t =
        table_begin("direction|cos φ: promised|came", "%-22s|%-15s|%-14s");
    for (int w = 0; w < WAYS; w++)
        table_row(&t, name[w], range_of(promised[w], networks, "%.2f"),
                  range_of(came[w], networks, "%.2f"));
    table_end(&t);
}

static void better_on_average(Chapter *c) {
    const double eta[] = {rate, rate / 10, rate, 10 * rate};
    chapter_section(c, "Better on average");
    chapter_predict(c, "The mean falls. On how many images does C rise?");
    Table t = table_begin("from|η|kept|on others|worse|lost of 1 gained",
                          "%-9s|%4g|%-14s|%-14s|%-10s|%-16s");
    for (int k = 0; k < 4; k++) {
        double kept[NETWORKS], on_others[NETWORKS];
        double worse[NETWORKS] = {0}, paid[NETWORKS];
        for (int n = 0; n < networks; n++) {
            const Place *p = &place[k > 0][n];
            const double promise = -eta[k] * pow(length(p->gradient, KNOBS), 2);
            double lost = 0, gained = 0;
            on_others[n] = go(seen_by(p, others), p->gradient, -eta[k], &there);
            on_others[n] /= promise;
            kept[n] = go(p, p->gradient, -eta[k], &there) / promise;
            for (int i = 0; i < p->d.count; i++) {
                const double rise = there.each[i] - p->each[i];
                worse[n] += rise > 0;
                lost += fmax(rise, 0);
                gained += fmax(-rise, 0);
            }
            paid[n] = lost / gained;
        }
        const bool some_gain = spread_of(paid, networks).high < HUGE_VAL;
        table_row(&t, k == 0 ? "the start" : "now", eta[k],
                  range_of(kept, networks, "%.2f"),
                  range_of(on_others, networks, "%.2f"),
                  range_of(worse, networks, "%.0f"),
                  some_gain ? range_of(paid, networks, "%.2f") : "-");
    }
    table_end(&t);
}

// C on an OnBatch: a learner's own cost is half of it.
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

static double delta(const real *z, int label, int j) {
    const double a = m_sigmoid(z[j]);
    return 2 * (a - (j == label)) * a * (1 - a);
}

// see() leaves ∇C in the parameters of l.
static void check(Chapter *c, const Place *p, Learner *l) {
    const Place *few = seen_by(p, dataset_part(&p->d, 0, c->quick ? 4 : 30));
    Batch b = batch_gather(l->graph, &few->d, NULL, few->d.count);
    OnBatch on = {l, &b};
    report_begin(c);
    report_last_layer(c, &on, delta, cost_now, &on);
    report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    const int images = c->quick ? 200 : IMAGES;
    // A learner's own cost is half of C: this η is 1.5 for C.
    const Recipe r = {.hidden = {2, {16, 16}}, .init = INIT_LECUN, .rate = 3};
    // The one network into which each θ is put when it is seen.
    Learner one = learner_new(d, &r, c->seed, 1);
    networks = c->quick ? 2 : NETWORKS;
    others = dataset_part(test, 0, images);
    for (int n = 0; n < networks; n++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)n, 1);
        for (int now = 0; now < 2; now++) {
            Place *p = &place[now][n];
            p->m = &one.mlp;
            p->d = dataset_part(d, 0, images);
            for (int k = 0; k < now * passes; k++)
                learner_epoch(&l);
            mlp_flatten(&l.mlp, p->theta);
            see(p, true);
        }
        learner_free(&l);
    }
    one_long_vector(c, place[1]);
    is_it_true(c, place[1]);
    who_matters(c);
    the_fastest_way_down(c);
    better_on_average(c);
    check(c, place[1], &one);
    learner_free(&one);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch12_13002",
                                         "What do 13,002 slopes say?", options,
                                         &folder, TRAIN, IMAGES, tell});
}
