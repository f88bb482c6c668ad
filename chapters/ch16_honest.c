/*
# Chapter 16: How good can it honestly get?

**The question.** Which of all the ideas in this book help, by how much, and how
do we know without fooling ourselves? By the end you will have seen the luckiest
of ten disappoint, a network learn a thousand images by heart, and what each
idea buys. And how good our best are, each number with its luck.

Read it beside article 4, with the notes E25 and E28. Run it with `make ch16`.
Its knobs are λ and p, of two cures: `make ch16 ARGS="--decay 0.1"`. The numbers
in the text are those of one run on the real MNIST (`make mnist`).

**本章要点** 训练集上的成绩说明不了什么：网络可以把一千幅图像背下来；训练成本还在降，没见过的图像成本却升上去，这叫过拟合。
学习率取多少、网络多大、什么时候停，都看验证集来选。从十个里挑出最好的，成绩里总有运气，所以测试集只在最后看一次。
每个办法有多大用处，要换几个随机种子来测，还要有对照。
最有用的是让网络看到更多图像；数字转一转、弯一弯，还是同一个数字，所以图像可以自己造：哪怕原图有五万幅，网络够大、训练够久，这样也能去掉一半多的错误。

**New here**

overfitting (过拟合)
: the training cost still falls, that of other images rises: what is learned now
is true of the training images only.

validation set (验证集)
: images kept out of training, by which choices are made. Here 10,000.

weight decay (权重衰减)
: every step also pulls each weight w towards 0: λ·w joins its slope.

early stopping (早停)
: to keep the weights of the epoch that was best on the validation set.

dropout (随机失活)
: in training, neurons are switched off by chance; with p = ½, about half.
*/

#include "../lib/elementary.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool asked_search, asked_second;
static int distorted_epochs;
static double lambda = 0.01, off = 0.5;

static const Option options[] = {
    {"--decay", KNOB_NUMBER, &lambda, 0, 1, "λ of the weight decay",
     "权重衰减的 λ"},
    {"--dropout", KNOB_NUMBER, &off, 0, 0.9, "p of the hidden neurons",
     "隐藏层神经元的失活概率 p"},
    {"--search", OPTION_FLAG, &asked_search, 0, 0,
     "   how the recipes of the last networks were chosen",
     "   最后那些网络的配方是怎么选出来的"},
    {"--second-opinion", OPTION_FLAG, &asked_second, 0, 0,
     "   them on images that never judged a network",
     "   换一批没有评判过网络的图像再测"},
    {"--distorted", OPTION_WHOLE, &distorted_epochs, 1, LIMIT_EPOCHS,
     "N so many epochs of distorted images", "N 用变形的图像训练几遍"},
    {0}};

/*
## Three sets

Why are two sets of images not enough? So far one was there to learn from, and
one to see whether the network can read what it has not seen. Article 4 looks at
the second after every epoch. But a test used for choosing is no longer a test.

Images learned from cannot choose either: a network may know them by heart. So
the last 10,000 training images become the **validation set**, and all choices
are made there. The 10,000 test images are read when all is chosen.

All that we will vary stands in a recipe (`chapters/common/learner.h`). Most
recipes of this chapter change one thing in this one:
*/

static Dataset train, validation;

// The sums z of the last layer. (It stands below, where dropout is.)
static Tensor *outputs(Learner *l, Tensor *x, bool learning);

static Recipe plain(void) {
    return (Recipe){"nothing",       .hidden = {1, {100}}, .activation = RELU,
                    .init = INIT_HE, .cost = &by_softmax,  .batch = 10,
                    .rate = 0.05,    .outputs = outputs};
}

/*
By hand the slopes come from δ = a - y, of softmax and cross-entropy (chapter
15). To that of a weight w comes λw, from weight decay, which is told below.

→ The check: by hand = by tape = numeric

## The luckiest of ten

What is wrong with choosing by a test? Take ten networks that differ in nothing
but their seed. Let a thousand images judge them, and keep the best. Part of its
result is luck with these thousand, and other images will not repeat it.

How much of it? We have 10,000 validation images, so each thousand can judge
once, and the other 9,000 say what its choice is worth. Some thousands are
easier. So what counts is how far the chosen one is ahead of the mean of the
ten: on the thousand that chose it, and elsewhere.

→ The luckiest of ten

All ten times the chosen one is too good: by `+0.14` to `+1.04` of 100, on the
average by `0.59`. By the fourth thousand a network is chosen that is *behind*
elsewhere, by `-0.19`. Nobody cheated; choosing does that. It still pays:
elsewhere the chosen ones are ahead by `0.42`. But the number we chose by is no
result. So choose on one set, and report on another.

How much luck is in a thousand images? Let an image that is read count 100, and
another 0. Where p of 100 are read, the mean is p; p images lie 100 - p above it
and the others p below. The mean of the squares of these distances is (p(100 -
p)² + (100 - p)p²)/100, and that is p(100 - p). So by chapter 7 the mean of n
images strays by √(p(100 - p)/n) from what endlessly many such images would say:
*/

static double luck(double p, int n) { return sqrt(p * (100 - p) / n); }

/*
We write it as "give or take". It is one deviation: of results that lie about a
mean like chapter 6's bell, two of three are so near, and nineteen of twenty
within twice that. (For a thousand images, and p = 94, it is three quarters.)

The rule is right for images drawn one by one. Ours may hang together, by their
writers. So later we also ask tenths of the images how far they really stray.

## Learning by heart

What does a network make of few images and much time? A thousand images, a
hundred epochs: 784-100-10 has 79,510 knobs and can well remember so many.

→ Learning by heart

![Figure 16.1: The training cost falls, the validation cost turns.](ch16_gap)

At the end the network knows its thousand images by heart: `100.00` of 100 are
right. Of others it reads `89.13`. That counts; the gap by itself does no harm.

**Overfitting** is what the validation cost shows: it is lowest after some ten
epochs and rises from there, while the training cost still falls. The share of
right answers does not fall, it creeps up from `88.28` to `89.13`. Fewer
mistakes, and yet a higher cost: so the mistakes have become dearer. The network
grows surer and surer, of its mistakes too.

## Three cures, and more images

What helps against it? **Early stopping** keeps the weights of the epoch with
the lowest validation cost. That is choosing, so other images have to judge it:
10,000 that these networks have not learned from either. Their cost (under the
table above; they are harder than those in it) is `0.4304` at the epoch kept and
`0.5483` at the last one: a fifth less. But so early, fewer validation images
are read: after ten epochs `88.28` of 100, at last `89.13`. Stopping cures how
sure the network is, not how often it is right.

**Weight decay** (or L2) holds the weights small. Large weights make large sums,
and large sums a network that is sure of all it says. So their size gets a
price, ½λΣw², which is added to the cost. The slope of ½λw² is λw, and it joins
the slope g of each weight: w ← w - η(g + λw). (Biases pay nothing.)

**Dropout** makes the task harder (Srivastava and others, 2014). In training,
for each image anew, each neuron is switched off with probability p. No neuron
can rely on another one being there. Those that stay get louder, 1/(1 - p) times
(twice for p = ½), so that on average the sums keep their size. When the network
reads (and in the check), all are on: its answer shall be the whole network's,
and no draw of chance. Dropout is a product with a mask. The pixels and the
hidden layers go through it, each with their own p, while the network learns:
*/

static Tensor *drop(Learner *l, Tensor *a, double p) {
    if (p <= 0)
        return a;
    Tensor *mask = t_const(l->graph, a->rows, a->cols, NULL);
    const real loud = (real)(1 / (1 - p));
    const unsigned limit = (unsigned)(p * 65536);
    uint64_t bits = 0;
    for (int i = 0; i < a->rows * a->cols; i++) {
        // (64 bits by chance are four draws of 16.)
        bits = i % 4 ? bits >> 16 : rng_next(&l->chance);
        mask->data[i] = (bits & 65535) < limit ? 0 : loud;
    }
    return t_mul(a, mask);
}

static Tensor *outputs(Learner *l, Tensor *x, bool learning) {
    const Recipe *r = &l->recipe;
    const Mlp *m = &l->mlp;
    Tensor *z = x;
    for (int k = 0; k < m->layers; k++) {
        Tensor *a = k ? mlp_activate(m->hidden, z) : x;
        if (learning)
            a = drop(l, a, k ? r->drop_hidden : r->drop_in);
        z = t_linear(a, m->weight[k], m->bias[k]);
    }
    return z;
}

/*
And the best cure is **more images**. The same network makes as many steps, on
more of them. (The last row is for the next section.)

→ Three cures, and more images

Decay and dropout lower the cost (`0.3670`, `0.3585`, where nothing against it
leaves `0.4692`). At this λ and these p (the pixels' comes first), not tuned,
only dropout reads more: its lowest seed `90.92`, the highest without `89.51`.

With 1,000 images `89.13` of 100 are read, with 50,000 `96.59`. The work was the
same, and less than a third of the mistakes are left. A thousand images come by
a hundred times each and can be remembered. Fifty thousand come twice: what can
be learned is what they have in common.

## More images than there are

And where there are no more? A digit moved or turned a little, widened, or bent,
is the same digit, as we know without looking. A plain network does not know.
The one with 50,000 images reads `96.59` of 100. Of the same images, moved two
pixels to the right and two down, it reads `44.64`. So we show it. From each
image we make new ones, its children, others in each epoch. They keep its label.
So they must not go too far: a 6 on its head, called a 6, would teach a mistake.

A child is turned by up to ten degrees, stretched or shrunk each way by up to a
tenth, and bent by an elastic field. This moves each place by about a pixel
(`.bend`, the deviation): by chance on a coarse grid, and by smooth curves in
between. So pixels less than five apart (`.smooth`) go nearly alike (after
Simard and others, 2003). Only training images are bent.
*/

static const Distortion bent = {
    .turn = 10, .scale = 0.1, .bend = 1, .smooth = 5};

/*
![Figure 16.2: A digit (framed) and fourteen of its children.](ch16_children)

Now the last row of the table above: 5,000 images ("own": unbent), each replaced
by twenty children, in as many steps. Without children they taught the network
to read `94.22` of 100; with them `96.71`. Ten times as many real images taught
it `96.59`. So here, in so many steps, the children are worth some 45,000 images
that nobody had to write. But what no parent has (a 7 with a bar), no child has.

And the moved images? With children it reads `80.45` of them, though children
are not moved as a whole. Without, it reads `39.21`, and the one with 50,000
images, as we saw, `44.64`. So two networks with nearly one score, `96.71` and
`96.59`, are not equally good. A score holds for images like those that judged.

## The ladder

What does each idea of this book buy? We put one on top of the other, up from
article 4's recipe, on 50,000 images, for four epochs. Each rung adds one to all
below it, at a rate η usual for it. So some rungs change the rate, too:
*/

static Recipe rung(int k) {
    Recipe r = {"article 4: 784-30-10", .hidden = {1, {30}}, .rate = 3};
    r.outputs = outputs;
    if (k >= 1)
        r.name = "start 1/√n", r.init = INIT_LECUN;
    if (k >= 2)
        r.name = "softmax, cross-entropy", r.cost = &by_softmax, r.rate = 0.5;
    if (k >= 3)
        r.name = "ReLU", r.activation = RELU, r.init = INIT_HE, r.rate = 0.1;
    if (k >= 4)
        r.name = "100 neurons for 30", r.hidden.size[0] = 100;
    if (k >= 5)
        r.name = "a rate that falls", r.falls = true;
    if (k >= 6)
        r.name = "momentum, 0.9", r.momentum = 0.9, r.rate = 0.02;
    if (k >= 7)
        r.name = "distorted images", r.distort = bent;
    return r;
}

/*
A rate that **falls** is new: the noise floor sinks with the rate (chapter 11).
By custom it goes along half a wave of a cosine: after a share t of the epochs
it is ½η(1 + cos πt), which is η at first and 0 at the end.

A seed has luck of its own, so each rung has three. Where the ranges of two
rungs overlap, three seeds cannot tell them apart.

→ The ladder

From `94.03` to `98.09` of 100: two of three mistakes are gone. Three rungs did
most: a start at which no neuron is saturated (`+1.25`), softmax with its
cross-entropy (`+0.68`), and more neurons (`+1.59`, for three times the work).

A falling rate and children bought a quarter of one in 100 each (`+0.26`,
`+0.27`), likely not by luck of the seeds: three lie above three by chance once
in twenty. (Among seven rungs, one such would be no wonder.) Momentum
(`+0.10`) and ReLU (`-0.08`) overlap with the rung below: no verdict.

The images have their luck, too. But the same ones judge all rungs, and in a
difference part of it cancels; what is left we have not measured. And no rate
was tuned: a rung buys its idea and its rate together.

## The best plain network we found

How good can a plain network get? (Plain: no children, and all neurons of two
layers are connected.) How wide, what rate, how much dropout and decay? A
feeling for such numbers comes from results one has seen, test results too.

So chance proposed, and the validation set decided. We wrote down four widths,
five rates and so on (`draw`, in the workbench): 3,840 recipes, of which chance
drew 24. Each learned for ten epochs, from one seed. The lowest validation cost
won: a cost also tells how sure the answers are (chapter 7). It was number 11
(`make ch16 ARGS=--search` does it again, in minutes):
*/

static Recipe winner(void) {
    Recipe r = plain();
    r.hidden = (Sizes){1, {800}}, r.epochs = 10, r.batch = 128;
    r.rate = 0.2, r.falls = true, r.momentum = 0.9, r.decay = 1e-4;
    r.drop_in = 0.2, r.drop_hidden = 0.1;
    return r;
}

/*
Its cost was `0.0529`, the next one's `0.0554` (by images read that one led,
`98.48` to `98.45`). One seed for each recipe finds a good one, not the best;
and 800 was the widest on the list. Now all is chosen, and `read_once` reads the
test set: three networks, three seeds.

→ The best plain network we found

**With what luck?** In the mean they misread `151` of 10,000: they read `98.49`
of 100. Two lucks are in that. The seeds' is small here (they misread `147` to
`154`), and more seeds lessen it. The images' luck all seeds share, and only
more images lessen it. By the rule it is `0.12`. Measured it is `0.18`: how far
a tenth of the test set strays about the mean of its half, divided by √10. (Ten
tenths are few: what they measure is itself good to about a quarter of it.)

**Did choosing flatter it?** On the images that chose the recipe they read
`98.41`. So here the chosen one does not disappoint, as far as one can see.

**Whose hand?** MNIST's own page says that the two halves of the test set come
from two collections, and the first is easier. To our networks it is the harder:
`97.89` against `99.09`. The squares of luck add up (chapter 7): a half strays
√2 times as far as the whole, the difference of two halves twice as far: twice
`0.18`. They are more than three times that apart. So `98.49` is true of this
mixture, of neither hand. (Hence the halves above; we had seen they give less.)

## A second opinion

What if one ran all this again, with another recipe, and kept the better? This
chapter quotes three runs that met the test set, and its authors had seen test
results of a dozen networks much like the last. That is why chance drew the
recipes; but it drew from our lists.

Then only other images can guard. The first 10,000 of the training set have
chosen no network of this book. So we train the recipe on the other 50,000, and
let these judge: `make ch16 ARGS=--second-opinion`.

They say `98.32`, `98.42` and `98.39`, in the mean `98.38`: a tenth less than
the test set. That one is good to `0.18`, this one to `0.15`, the difference to
a quarter (other images judge, so nothing cancels: the squares add up). How much
flattery may hide? The true difference may exceed ours by twice its luck: a
tenth and twice a quarter, six tenths of one in 100. A whole one would show.

And these images may be the easier ones: some of their writers also wrote images
learned from, none of the test set's did. If that helps them, more may hide. So
a second opinion finds large flattery only. (Who chose by it needs a third.)

## Children, for long

What can children do where there are 50,000 parents? So many shapes take a large
network, and time. No image comes twice, so it gets no dropout or decay.
*/

static Recipe wide(void) {
    Recipe r = plain();
    r.hidden = (Sizes){2, {1024, 1024}};
    r.epochs = distorted_epochs, r.batch = 128;
    r.rate = 0.05, r.falls = true, r.momentum = 0.9;
    r.distort = bent;
    return r;
}

/*
`make ch16 ARGS="--distorted 24"` takes some ten minutes. Three of these learn
from children for 24 epochs. Three more, the control, learn in as many steps
from the images as they are. (`--save` keeps one, as in chapter 13.)

Of 100 validation images the control reads `98.30`, with children it is `99.20`.
Even the lowest seed, `99.16`, is far above the control's highest, `98.37`. So
more than half of the mistakes are gone. And it was the children: size and time
alone read no more than the plain winner. (Against that one, which has the cures
that the control lacks, just half are gone.)

The test set says `99.25` with children, and after 60 epochs `99.43`. But how
far to bend was chosen on validation images, in trials that no command repeats;
shape and steps in a trial that had seen test images. So here a second opinion
is due: `--distorted 24 --second-opinion` learns from the other 50,000.

The images set aside say `98.32` without children, and with them `99.20`: the
gain is there, too. The test set had said half a tenth more, give or take an
eighth. So, with twice an eighth, three tenths of one in 100 may hide.

## How good, then?

All in one place: what three networks read of 100 images, in the mean (± is give
or take by tenths), and how much flattery may still hide in the test's number
(more, if the images set aside are the easier ones).

- plain, 784-800-10: validation `98.41`, test `98.49` ± `0.18`, set aside
  `98.38` ± `0.15`. May hide: six tenths of one.
- large, 24 epochs, no children: validation `98.30`, set aside `98.32` ± `0.16`.
- large, 24 epochs of children: validation `99.20`, test `99.25` ± `0.10`, set
  aside `99.20` ± `0.08`. May hide: three tenths of one.
- large, 60 epochs of children: validation `99.39`, test `99.43` ± `0.10`. May
  hide: not known, there is no second opinion.

So a plain network of this book reads 98 and a half of 100, a large one with
children more than 99. What stops it there? Not the labels: at least 15 of the
test set's are wrong (Northcutt and others, 2021), so who reads all rightly gets
99.85 at most. Nor the kind of network: with distorted images Cireşan reports
99.65 for five hidden layers (Simard 99.30). What ours lack, we do not know.

What helped most? What the network gets to see. Fifty times as many images took
two of three of the mistakes that were there. Children of 50,000 parents, with
time and a large network, took half or more; three times the neurons two of
five; a start at which no neuron is saturated one of five; softmax one of seven.

A number is honest if the images that judge did not choose; if its luck is told
with it, measured and not only computed; and if it says whose hand it is about.
Ours are about MNIST's two collections, mixed, each digit in its place. Of your
own handwriting they say nothing: that is another test (chapter 13).

→ The numbers of the text

## What we cut corners on

Three seeds are few: a difference of a tenth needs ten or more. The order of the
rungs matters. Untried: three that vote, and the last ones on moved images.

## Exercises

`make ex16` writes the files to edit and checks them; `make hint16` helps.

- **16a** Early stopping: which epoch to keep, and when to stop waiting.
- **16b** A leak: some validation images were also learned from. Predict what
  that does to the result, and repair it.

That is the book. You have seen a slope, and a step against it; the rest was the
same step in more dimensions. Now read `lib/tensor.c` from top to bottom, it is
short. Then write something that nobody has written, and check its gradients.

## The workbench

What follows trains the networks side by side, and prints and draws.
*/

enum { IMAGES = 60000, TESTS = 10000, SEEDS = 3, TEN = 10 };
enum { BY_HEART = 100, CURES = 6, RUNGS = 8 };  // epochs; rows; steps up

static Dataset images, test;  // all to learn from; and the test set

static int rounds(const Chapter *c, int all) { return c->quick ? 2 : all; }

/* ---- The check ----------------------------------------------------------- */

// On the tape, what the library's steps add by themselves.
static Tensor *with_decay(Tensor *z, const Batch *b) {
    Tensor *cost = by_softmax.of(z, b);
    for (Tensor *p = z->graph->first_param; p; p = p->next)
        cost = t_add(cost, t_scale(t_sum(t_square(p)), p->decay / 2));
    return cost;
}

static double delta(const real *z, int label, int j) {
    double sum = 0;
    for (int k = 0; k < CLASSES; k++)
        sum += m_exp((double)z[k] - (double)z[j]);
    return 1 / sum - (j == label);
}

static void check(Chapter *c, const Recipe *unused) {
    static const Cost decaying = {"softmax", with_decay};
    Recipe r = plain();
    (void)unused;
    r.hidden = (Sizes){1, {20}}, r.cost = &decaying, r.decay = 0.01;
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    report_params(c, l.graph, cost_on_batch, &k, c->quick ? 1000 : 20000);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- Side by side, judged by validation images --------------------------- */

static double mean_of(const double *x, int n) {
    double mean = 0;
    for (int i = 0; i < n; i++)
        mean += x[i] / n;
    return mean;
}

// Of the judges: 100 for each image that a network reads, else 0. The last row
// is the mean of all networks.
static double reads[SEEDS + 1][TESTS];

static void read_once(const Trials *t, int recipe, const Dataset *judges) {
    static real z[TESTS * CLASSES];
    memset(reads, 0, sizeof reads);
    for (int k = 0; k < SEEDS; k++) {
        learner_sums(&trials_at(t, recipe, k)->learner, judges, z);
        for (int i = 0; i < judges->count; i++) {
            reads[k][i] = 100 * is_right(z + i * CLASSES, judges->label[i]);
            reads[SEEDS][i] += reads[k][i] / SEEDS;
        }
    }
}

// How far each network is ahead of the mean of the ten, on each tenth.
static void show_luckiest(const Trials *t) {
    int count = validation.count, n = count < TEN ? 1 : count / TEN;
    double ahead[TEN][TEN], sum[TEN] = {0}, good = 0, elsewhere = 0;
    for (int k = 0; k < TEN; k++) {
        Dataset tenth = dataset_part(&validation, k * n % count, n);
        for (int i = 0; i < TEN; i++)
            ahead[k][i] = learner_read(&t->trial[i].learner, &tenth).right;
        double mean = mean_of(ahead[k], TEN);
        for (int i = 0; i < TEN; i++)
            ahead[k][i] -= mean, sum[i] += ahead[k][i];
    }
    Table table = table_begin("judges|luckiest|ahead|elsewhere|too good by",
                              "%6d|%8d|%+5.2f|%+9.2f|%+11.2f");
    for (int k = 0; k < TEN; k++) {
        int best = 0;  // the first at a tie
        for (int i = 1; i < TEN; i++)
            best = ahead[k][i] > ahead[k][best] ? i : best;
        double others = (sum[best] - ahead[k][best]) / (TEN - 1);
        table_row(&table, k + 1, best + 1, ahead[k][best], others,
                  ahead[k][best] - others);
        good += (ahead[k][best] - others) / TEN, elsewhere += others / TEN;
    }
    table_end(&table);
    printf("On the average ahead elsewhere by %.2f, and too good by %.2f.\n\n",
           elsewhere, good);
    claim("the luckiest, too good by", good, 0.1, 1.2, "%.2f");
}

static void the_luckiest_of_ten(Chapter *c, int threads) {
    Recipe r = plain();
    r.hidden = (Sizes){1, {30}};
    chapter_section(c, "The luckiest of ten");
    printf("784-30-10, %d images, one epoch; right of 100:\n", train.count);
    chapter_predict(c, "The best of the ten on 1,000 images: is it the best "
                       "elsewhere?");
    Trials t = trials_of(TEN, c->seed, 1, &validation);
    t.at_end = true;
    trials_add(&t, &r, &train);
    trials_run(c, &t, threads, "ten equal networks");
    if (!chapter_interrupted())
        show_luckiest(&t);
    trials_free(&t);
}

// Early stopping: other images than those that choose the epoch judge it.
static double unseen[SEEDS][BY_HEART + 1];

static void read_unseen(Trial *t, int round) {
    int n = validation.count;
    Dataset others = dataset_part(&train, train.count - n, n);
    if (!t->at_end)
        unseen[t->number][round] = learner_read(&t->learner, &others).cost;
}

static void show_stopping(const Trials *t) {
    double kept = 0, end = 0;
    for (int k = 0; k < SEEDS; k++) {
        int best = 0;
        for (int e = 1; e <= t->done; e++)
            if (trial_cost(&t->trial[k], e) < trial_cost(&t->trial[k], best))
                best = e;
        kept += unseen[k][best] / SEEDS, end += unseen[k][t->done] / SEEDS;
    }
    printf("Others: %.4f where the judges' cost is lowest, %.4f at last.\n\n",
           kept, end);
}

static void learning_by_heart(Chapter *c, int threads) {
    static const int share[CURES] = {50, 50, 50, 10, 1, 10};
    chapter_section(c, "Learning by heart");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, BY_HEART), &validation);
    t.own = 1000, t.after = read_unseen;
    t.steps = (train.count + 499) / 500;  // an epoch of the first
    for (int k = 0; k < CURES; k++) {
        Dataset d =
            dataset_part(&train, 0, (train.count + share[k] - 1) / share[k]);
        Recipe r = plain();
        if (k == 1)
            r.name = text_format("weight decay λ = %g", lambda),
            r.decay = lambda;
        if (k == 2)
            r.name = text_format("dropout 0.2, %g", off), r.drop_in = 0.2,
            r.drop_hidden = off;
        if (k > 2)
            r.name = text_format(k < 5 ? "%d images" : "%d parents", d.count);
        if (k == 5)
            r.distort = bent;
        trials_add(&t, &r, &d);
        t.at_end = true;  // (only the first is looked at on its way)
    }
    printf("%d images, %d epochs, the mean of %d seeds.\n",
           t.trial[0].learner.set.count, t.rounds, SEEDS);
    chapter_predict(c, "The training cost goes to nearly 0. And the "
                       "validation cost?");
    trials_run(c, &t, threads, "by heart");
    Figure *f = figure_open(c, "ch16_gap",
                            "epoch training own validation low right high");
    trials_epochs(&t, 0, f);
    figure_close(c, f);
    show_stopping(&t);
    chapter_section(c, "Three cures, and more images");
    chapter_predict(c, "With fifty times the images, how many of the mistakes "
                       "are left?");
    trials_table(&t, "against it", NULL);
    Dataset moved = validation;
    moved.image -= 2 * (moved.cols + 1);  // (others stand there)
    printf("Moved two pixels right and down, of 100 the last three read");
    for (int k = 3; k < CURES; k++) {
        read_once(&t, k, &moved);
        printf(k < 5 ? " %.2f," : " %.2f\n\n",
               mean_of(reads[SEEDS], moved.count));
    }
    trials_free(&t);
}

static void show_children(Chapter *c) {
    enum { SIDE = 28, PIXELS = SIDE * SIDE, CHILDREN = 14 };
    static uint8_t child[PIXELS];
    const int parent = 0;
    if (train.rows != SIDE || train.cols != SIDE)
        return;
    Figure *f = figure_open(c, "ch16_children", "place column row byte");
    for (int k = 0; k <= CHILDREN; k++) {
        images_distort(child, &train, &parent, 1, &bent, c->seed, k, NULL);
        figure_block(f, "image", NULL);
        for (int i = 0; i < PIXELS; i++)
            figure_row(f, k, i % SIDE, i / SIDE, k ? child[i] : train.image[i]);
    }
    figure_close(c, f);
}

static void the_ladder(Chapter *c, int threads) {
    double top = 0;
    chapter_section(c, "The ladder");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, 4), &validation);
    t.at_end = true;
    printf("%d images, %d epochs, %d seeds; right of 100 validation images:\n",
           train.count, t.rounds, SEEDS);
    chapter_predict(c, "Which idea buys most? Does each buy something?");
    for (int k = 0; k < RUNGS; k++) {
        Recipe r = rung(k);
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "the ladder");
    Table table = table_begin("rung|η|lowest|mean|highest|it bought",
                              "%-22s|%5g|%6.2f|%6.2f|%7.2f|%s");
    for (int k = 0; k < RUNGS; k++) {
        Spread s = trials_spread(&t, k, t.done, trial_right);
        table_row(&table, rung(k).name, rung(k).rate, s.low, s.mean, s.high,
                  k ? text_format("%+.2f", s.mean - top) : "–");
        top = s.mean;
    }
    table_end(&table);
    claim("the top of the ladder", top, 97.7, 98.5, "%.1f");
    trials_free(&t);
}

/* ---- The search ---------------------------------------------------------- */

static double one_of(Rng *rng, int n, const double *these) {
    return these[rng_below(rng, n)];
}

static Recipe draw(Rng *rng) {
    Recipe r = plain();
    r.falls = true, r.hidden.n = 1;
    r.hidden.size[0] = (int)one_of(rng, 4, (double[]){100, 200, 400, 800});
    r.batch = (int)one_of(rng, 2, (double[]){64, 128});
    r.rate = one_of(rng, 5, (double[]){0.02, 0.05, 0.1, 0.2, 0.5});
    r.momentum = one_of(rng, 2, (double[]){0, 0.9});
    r.drop_in = one_of(rng, 3, (double[]){0, 0.1, 0.2});
    r.drop_hidden = one_of(rng, 4, (double[]){0, 0.1, 0.3, 0.5});
    r.decay = one_of(rng, 4, (double[]){0, 1e-5, 1e-4, 1e-3});
    return r;
}

static void search(Chapter *c, int threads) {
    enum { DRAWN = 24, SHOWN = 6 };
    double cost[DRAWN];
    Rng rng = rng_new(c->seed);
    Trials t = trials_of(1, c->seed, c->quick ? 1 : 10, &validation);
    t.at_end = true;
    chapter_section(c, "The search");
    printf("%d recipes are drawn. The lowest costs:\n\n", DRAWN);
    for (int k = 0; k < DRAWN; k++) {
        Recipe r = draw(&rng);
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "the search");
    for (int k = 0; k < DRAWN; k++)  // (where it is no number, the highest)
        cost[k] = fmin(trial_cost(&t.trial[k], t.done), HUGE_VAL);
    Table table = table_begin("number|hidden|batch|rate|momentum|dropout|and|"
                              "decay|cost|right",
                              "%6d|%6d|%5d|%4g|%8g|%7g|%3g|%6g|%.4f|%.2f");
    for (int k = 0; k < SHOWN; k++) {
        int best = 0;
        for (int i = 1; i < DRAWN; i++)
            best = cost[i] < cost[best] ? i : best;
        const Recipe *r = &t.trial[best].learner.recipe;
        table_row(&table, best, r->hidden.size[0], r->batch, r->rate,
                  r->momentum, r->drop_in, r->drop_hidden, r->decay, cost[best],
                  trial_right(&t.trial[best], t.done));
        cost[best] = HUGE_VAL;
    }
    table_end(&table);
    trials_free(&t);
}

/* ---- The final networks -------------------------------------------------- */

// How far a mean strays, as those of tenths do about that of their half.
static double by_tenths(const double *x, int n) {
    enum { FEW = TEN / 2 };
    double part[TEN];
    int size = n < TEN ? 1 : n / TEN;
    for (int k = 0; k < TEN; k++)
        part[k] = mean_of(x + k * size % n, size);
    double a = spread_of(part, FEW).deviation;
    double b = spread_of(part + FEW, FEW).deviation;
    return sqrt(FEW * (a * a + b * b) / (TEN - 2) / TEN);  // (two means used)
}

// What each network reads of n images, and the mean of all.
static void show_answers(double first, int n) {
    Table t = table_begin("seed|misread|of 100|by the rule|by tenths",
                          "%4s|%7d|%6.2f|%11.2f|%9.2f");
    for (int k = 0; k <= SEEDS; k++) {
        double p = mean_of(reads[k], n);
        table_row(&t, k < SEEDS ? text_format("%.0f", first + k) : "mean",
                  n - p * n / 100, p, luck(p, n), by_tenths(reads[k], n));
    }
    table_end(&t);
    printf(
        "They read %.2f of 100 in the first half and %.2f in the second.\n\n",
        mean_of(reads[SEEDS], n / 2), mean_of(reads[SEEDS] + n / 2, n / 2));
}

static Recipe own;  // of the last networks, or of the reader's own

// Three seeds learn by it and, where it has children, three without them. (The
// test set judges the former only.)
static void the_last_networks(Chapter *c, int threads) {
    Dataset aside = dataset_part(&images, 0, validation.count);
    Dataset others = dataset_part(&images, aside.count, train.count);
    const Dataset *judges = asked_second ? &aside : &test;
    const Dataset *set = asked_second ? &others : &train;
    Recipe r = own;
    Trials t = trials_of(SEEDS, c->seed, rounds(c, r.epochs), &validation);
    t.at_end = true;
    r.epochs = 0;  // (as many as there are rounds)
    r.name = distorted_epochs ? "children" : "the images";
    trials_add(&t, &r, set);
    r.name = "the images", r.distort = (Distortion){0};
    if (distorted_epochs)
        trials_add(&t, &r, set);
    chapter_section(c, asked_second       ? "A second opinion"
                       : distorted_epochs ? "Children, for long"
                                          : "The best plain network we found");
    chapter_predict(c,
                    "Of 10,000 images that judge, how many do they misread?");
    trials_run(c, &t, threads, "the last networks");
    if (!asked_second)
        trials_table(&t, "learns from", NULL);
    for (int k = asked_second ? t.recipes : 1; k-- && !chapter_interrupted();) {
        printf("Learned from %s. Images that judge once, %d of them:\n\n",
               trials_at(&t, k, 0)->learner.recipe.name, judges->count);
        read_once(&t, k, judges);
        show_answers((double)c->seed, judges->count);
    }
    trials_free(&t);
}

/* ---- The main ------------------------------------------------------------ */

static bool prepare(Chapter *c) {
    int kept = train.count / 6;
    Error e;
    if (kept < 1) {
        error_set(&e, "this chapter needs at least 6 images to learn from");
        chapter_trouble(c, &e);
        return false;
    }
    images = train;
    train = dataset_part(&images, 0, images.count - kept);
    validation = dataset_part(&images, train.count, kept);
    own = distorted_epochs ? wide() : winner();
    return true;
}

static void tell(Chapter *c, int threads) {
    bool asked = asked_second || distorted_epochs;
    chapter_catch_interrupt();
    if (asked_search)
        search(c, threads);
    if (asked)
        the_last_networks(c, threads);
    if (asked || asked_search)
        return;
    the_luckiest_of_ten(c, threads);
    learning_by_heart(c, threads);
    show_children(c);
    the_ladder(c, threads);
    the_last_networks(c, threads);
    claim("the final networks, test images", mean_of(reads[SEEDS], test.count),
          98.3, 98.9, "%.1f");
    claims_check(c, c->seed == 1 && !chapter_interrupted());
}

int main(int argc, char **argv) {
    return chapter_that_trains(
        argc, argv,
        &(Training){"ch16_honest", "How good can it honestly get?", IMAGES,
                    TESTS, 60, &train, &test, options, .any_size = true,
                    .recipe = &own, .judges = &validation, .what = "validation",
                    .prepare = prepare, .check = check, .tell = tell});
}
