/*
# Chapter 13: Reading handwriting

**The question.** Article 4 trains a network of 784-30-10 neurons, and it reads
nearly 95 of 100 test images. Does that come out when somebody else does it, in
another language, from other random weights? What are the thirty neurons in the
middle good for? And five of each hundred are misread: which are they, and does
the network know that it is not sure? By the end you will have trained twenty
networks, seen how some of them lose a digit and find it again, and measured
whether a network that says `0.9` means it.

Read it beside article 4 (rows A4-8, A4-13, A4-14 and A4-16, the notes E20, E22
and E23). Run it with `make ch13`. What the text says of numbers was measured on
the real MNIST (`make mnist`). With the drawn digits the story is the same, the
numbers are not.

**本章要点** 照第四篇文章的配方训练五次，只换随机种子，每 100 幅测试图像都能认对 95 幅左右；从同样的小起点出发，训练让错误减半，隐藏层再减半。
有的网络会“丢失”一个数字：最初的几百步把它的 z 推到左边很远的地方，那里 σ 是平的，推得越远，等得越久，才找得回来。
网络的自信不能直接当正确率用：换成没学过的图像，它说有八九成把握的，对的没有那么多，所以得分要先拿新图像量过。

**New here**

median (中位数)
: the middle one of sorted numbers. Of 94, 95 and 99 it is 95.

confusion matrix (混淆矩阵)
: a table of counts. Row 4, column 9: how many 4s were read as 9.

lost digit (丢失的数字)
: a digit of whose images the network reads fewer than 1 in 20.

calibrated (校准)
: a score that can be trusted: of 100 answers with the score 0.8, 80 are right.
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { IMAGES = 50000, TESTS = 10000, BATCH = 10, EPOCHS = 30 };
static const double rate = 3;  // η

/*
## Article 4, in C

The article's listing mixes Python 2 and Python 3, so that no interpreter runs
it as it is printed. (The program in its repository runs.) Ours is in C.

MNIST has 60,000 images to learn from and 10,000 to be tested on. The digits
were written on forms, by clerks of the American census and by high-school
pupils. Nobody who wrote for the test wrote for the training: so the test asks
for hands that the network has never seen. `chapters/common/images.c` reads the
four files, images and labels of both sets.

The recipe:

- A pixel is a number from 0 to 1, its byte divided by 255.
- y is 1 at the label and 0 at the other nine outputs.
- Weights and biases start as random numbers from chapter 6's N(0, 1), of
  deviation 1.
- The cost is ½Σ (a - y)², whose slope with a is a - y.
- After every 10 images comes a step with η = 3, against the mean of their
  slopes. (Chapter 11 had no ½, so that half this η made the same step.)
- The first 50,000 images are gone through 30 times, in a new order each time.

Why ten, and why a new order, chapter 11 has said. Thirty is the article's
number; when to stop, chapter 16 asks the other 10,000 images. One time through
is an epoch, 5,000 steps. Each is chapter 11's: record, backward, rewind, step.
*/

static void one_step(Learner *l) {
    if (l->at == 0)
        learner_order(l);  // shuffles l->order by the seed and the epoch
    int left = l->set.count - l->at, n = left < BATCH ? left : BATCH;
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, l->order + l->at, n);
    Tensor *a = t_sigmoid(mlp_forward(&l->mlp, b.x));
    t_backward(t_scale(t_squared_error(a, b.y), (real)0.5));
    graph_rewind(l->graph, mark);
    sgd_step(l->graph, (real)rate);
    l->at += n;
    if (l->at == l->set.count)
        l->at = 0, l->epochs++;
}

/*
A learner (`chapters/common/learner.h`) is a network with its own order of the
images and its recipe. All its chance comes from one number, the seed. Its
`learner_step` does what stands above, for any recipe and faster. It trains the
networks of this chapter. Five of them are trained again by the loop above: the
last table asks whether both read as many test images.

Then comes `evaluate`. It stands in the article's listing, though the article's
walk through the code leaves it out. The network's answer is its largest output,
however small that is, and it is right if that is the label. (As σ keeps the
order, the sums z will do. And right or wrong has no slope, it jumps: so one
learns by the cost, and judges by this.)

It is asked the test images, from which it never learns. What it only knows by
heart shall not count as read. We count a little more than the article does, a
table of what each digit was read as.
*/

typedef int Confusion[CLASSES][CLASSES];  // [digit][answer]

// z [n, CLASSES]: what the network says to each of n images.
static int evaluate(const real *z, const uint8_t *label, int n,
                    Confusion table) {
    int right = 0;
    for (int i = 0; i < n; i++) {
        int answer = argmax(z + i * CLASSES, CLASSES);
        table[label[i]][answer]++;
        right += answer == label[i];
    }
    return right;
}

/*
## First, the check

Training on a wrong gradient would be time lost. So the network is checked
before it starts, on the first ten images and in double precision. *All* its
derivatives are compared with numeric ones. Two are also made by hand, from
chapter 9's δ. (Our cost has a ½ before it, so its 2 is gone.)
*/

// δ of output j, from the sums z of an image.
static double delta(const real *z, int label, int j) {
    double a = m_sigmoid((double)z[j]), y = label == j;
    return (a - y) * a * (1 - a);
}

/*
→ The check: by hand = by tape = numeric

Only `11440` of the 23,860 derivatives are not 0. The others sit behind pixels
that are paper in all ten images, as the corner did in chapter 7. All agree.

## Twenty networks

Articles 1 to 3 speak of 784-16-16-10 with 13,002 weights and biases. Article 4
goes on with 784-30-10, without a word: 23,860. We train it five times, with the
seeds 1 to 5: other weights at first, and another order of the images.

What are hidden neurons good for? To know, one has to leave them out. So we also
train 784-10, where each output sees the pixels themselves. And what is the
start good for? We train both kinds from a second one, too: the **small start**
of chapter 7, of deviation 1/√n for n inputs and not 1. Four kinds, five each.

And how much can be had without training at all? Chapter 5's ten means are a
784-10, too. The weights of an output are the mean image m of its digit, its
bias is -½Σm².
*/

// Of 100 images of `test`, read by ten means of `d`: weights m, bias -½Σm².
static double read_by_means(const Dataset *d, const Dataset *test) {
    int pixels = d->rows * d->cols;
    Learner l = learner_new(d, &(Recipe){.rate = rate}, 1, 1);
    for (int j = 0; j < CLASSES; j++) {
        real *m = l.mlp.weight[0]->data + j * pixels, n = 0, squares = 0;
        memset(m, 0, (size_t)pixels * sizeof *m);
        for (int i = 0; i < d->count; i++)
            for (int p = 0; d->label[i] == j && p < pixels; p++)
                m[p] += d->image[i * pixels + p], n += p == 0;
        for (int p = 0; n > 0 && p < pixels; p++)
            m[p] /= 255 * n, squares += m[p] * m[p];
        l.mlp.bias[0]->data[j] = -squares / 2;
    }
    double right = learner_read(&l, test).right;
    learner_free(&l);
    return right;
}

/*
→ Twenty networks

![Figure 13.1: Test images read right after each epoch, with thirty hidden
neurons, from both starts, and with none: the median of five networks, and the
band from the lowest to the highest.](ch13_accuracy)

**The article is right.** With its recipe five networks end at `94.70` to
`95.62` of 100, the median at `95.21`. Figure 13.1 shows the way there. It sets
in after the first epoch, and the median reads nine of ten by then. Whoever
still guesses there has a mistake in his code, or a wrong rate.

**What each part brings.** Count the mistakes, and compare from the small start.
Of 100 test images the ten means misread 18. Training without a hidden layer
leaves less than half, about 8 (it reads `91.73`). Thirty hidden neurons halve
that again, to about 4 (they read `95.85`).

Is that good? LeCun and others, who put MNIST together, reported in 1998: to
look for the most similar training image leaves 5 mistakes of 100, and 300
hidden neurons about 5. Our thirty leave fewer: recipe and start count too. How
few are possible, chapter 16 tries.

An output that sees only pixels has one weight for each: a pixel speaks for a 4
or against it, whatever the others show. Hidden neurons can make it depend on
the others, as in chapter 10. But they have to learn it: where chapter 9 left a
first layer as it began, little was read.

**The start** takes away one mistake in eight, where there is a hidden layer:
`95.21` becomes `95.85`. Without one, article 4's start reads `75.68`, and the
last columns say why: digits are lost.

**Why the median, and why five?** The band of Figure 13.1 has a dip: one of the
five is nearly ten of 100 images behind for ten epochs. The mean of all would
suffer for it; the median does not. The best of five is luck, picked by a look
at the test. And a single run hides that another seed moves the result, by
`0.31`, the deviation of these five. So a difference of a tenth between two
recipes, each run once, says nothing.

## A lost digit

What is a dip of nearly ten of 100? Every tenth image shows the same digit. So
that network could hardly read one digit, and read the others as ever. We call a
digit lost while fewer than one in twenty of its images are read.
*/

static bool is_lost(Confusion table, int digit) {
    int all = 0;
    for (int answer = 0; answer < CLASSES; answer++)
        all += table[digit][answer];
    return 20 * table[digit][digit] < all;
}

/*
The table above counts them. Article 4's 784-30-10 has lost `2` of its fifty
digits after one epoch, and none in the end. From the small start none is lost.
784-10 has lost `17` after an epoch, and `7` still at the end; from the small
start it has lost `3`, and finds them all.

How is a digit lost, and how is it found again? Its output says nearly 0 even to
images of its own digit. So its sum z lies far to the left there, where σ is
flat. We follow the article's five networks until none has lost a digit: z of
each output, in the mean over its own images.
*/

// z of output `digit`, in the mean over the images of that digit.
static double own_sum(const real *z, const uint8_t *label, int n, int digit) {
    double sum = 0;
    int images = 0;
    for (int i = 0; i < n; i++)
        if (label[i] == digit)
            sum += (double)z[i * CLASSES + digit], images++;
    return images ? sum / images : 0;
}

/*
→ A lost digit

![Figure 13.2: z of the fifty outputs of 784-30-10, in the mean over the images
of their digits. Steps are drawn by powers of ten. Nearly all fall within twenty
steps, and most are back after a thousand. Two fall on, and wait. (The lines of
a network end when it has lost none.)](ch13_lost)

**First, nearly all fall.** Of ten images that an output is shown, nine are of
other digits. They push its z to the left, and one pulls it to the right. So it
learns first to say no, which is right nine times in ten.

**Then they come back.** Look at δ, which is (a - y)·a·(1 - a). Let a be small.
An image of another digit, y = 0, pushes with about a². One of its own, y = 1,
pulls with about a, which is far more. So once a is small on *all* images, the
own ones win. Of the `18` whose lowest z lies between -6 and -8, half are last
found lost at step `153` or before.

**But a need not be small on all.** To this output some images of other digits
may look more like its digit than the digit itself does. There z is still near
0, where the push is greatest. A few of those outweigh all own images, which
hardly pull any more; and as they share activations, each push takes the own
ones down, too. So z falls on, until the output is silent everywhere.

**Then it waits.** How deep it falls, and how long it waits, a pencil tells. A
step with an image moves each weight by -η·δ·h, where h are the thirty
activations. On another image, with the activations h′, that changes z by
-η·δ·(h·h′ + 1): h·h′ is the sum of the products, and the 1 comes from the bias.
From this start most activations are near 0 or 1. Let half be ones, and two
images of a digit share these 15. (The h move, too; here they rest.)

First the fall. At z = 0 δ is 1/8 for images of other digits, -1/8 for own ones.
Nine of ten push and one pulls. So a step throws z to the left by

    3 · 8/10 · 1/8 · (15 + 1), about 5,

or by less, as images of other digits share fewer. Now the way back. One image
in ten is an own one, with δ about -a. So a step lifts z by

    3 · 1/10 · a · (15 + 1), about 5·a.

At z = -5 that is 1/30: down in one step, back by a thirtieth of a unit. At
z = -11 an output says a = 1/60,000, and one unit takes 12,000 steps at that
pace. But a grows on the way, e times for each unit. So the first unit takes
most of those steps, and the whole way no more than all of them.

Does it come out? The digit that fell to between -10 and -12 is last found lost
after `8718` steps. (The next look comes a third further on: so steps are
rough.) At z = -9 the pencil says 1,600; the `2` digits between -8 and -10 are
lost for `871`. The deepest turns back just past -14 (Figure 13.2) and should
take 240,000. It is lost for `48995`, nearly ten epochs: that is the dip of
Figure 13.1. (Not all images of a digit have the same z: some have fallen less
far, pull first, and help the others.)

So the pencil is right to a factor of five. And in the table, down to -12, every
two units make the wait five times as long, or more. (The pencil: e², about 7.)

**And the other networks?** From the small start z is near 0, and every h near
½: no image is far from the others, and `0` of fifty digits are lost. Without a
hidden layer pixels stand in place of h. Two images share the ink of some
dozens, so each push throws z further. The lift is as many times as large, but
that does not make up for it: the wait grows e times with each unit. From the
small start z begins near 0 here, too: `3` are lost, and back after four epochs.

That is what the `75.68` of 784-10 is: `7` lost digits of fifty are 14 images of
100 in the mean of the five. The best network reads `91.63`, as from the small
start. Both cures wait in chapter 15: that start, and a cost without σ′.

## What it takes for what

Now 784-30-10 from the article's start in detail, the median of its five.

→ What it takes for what

Each row is a digit, each column an answer; the diagonal is right, and its sum,
of 10,000, is the `95.21` of 100. `22` images of a 4 are read as 9, and `19` of
a 9 as 4: together more than of any other pair. There we would hesitate too, if
the hand is bad. A 4 closed at the top shares nearly all its ink with a 9, and
the network has nothing but the ink.

Yet that is only a twelfth of all mistakes. Next come 3 and 5, then 3 and 2, and
3 and 8. Worst is the 8, misread nearly eight times in 100; 0 and 1 twice.

## How sure it was

The outputs are scores from 0 to 1. Call the largest one how sure the network
was. Where it says 0.8, is it right in 80 of 100 cases? Then it is calibrated,
and one may use the score: hand the doubtful digits to a human, and let the
machine have the rest.

Two things may spoil it. Of ten outputs we take the *largest*. And they learned
from some images, and are asked about *new* ones. So we sort the answers of the
five networks by their score, on images learned from and on test images.
*/

typedef struct Bin {
    double low, high;  // the scores that belong to it
    int answers, right;
    double score;  // the sum of all
} Bin;

// z [n, CLASSES]: the sums of n images.
static void fill(Bin *bin, const real *z, const uint8_t *label, int n) {
    for (int i = 0; i < n; i++) {
        int answer = argmax(z + i * CLASSES, CLASSES);
        double score = m_sigmoid((double)z[i * CLASSES + answer]);
        if (score > bin->low && score <= bin->high) {
            bin->answers++;
            bin->right += answer == label[i];
            bin->score += score;
        }
    }
}

/*
→ How sure it was

![Figure 13.3: Of the answers with about the same score, so many are right: on
the thin line a score could be taken for a probability. Beneath it a network is
surer than it is right.](ch13_reliability)

**Learned and new.** The last row has all answers. Of the images that they
learned from the five read `97.6` of 100, of the new ones `95.2`. So one tests
on images not learned from.

**On images learned from** the largest output is too modest, the more so the
less it says: where it says `0.615`, `77.8` of 100 are right. Taken alone, an
output that says 0.8 may be right in 80 of 100. But where another says more, it
is mostly wrong. Here those cases are left out: so it is right more often.

**On new images** it is too sure above `0.7`. Where it says `0.817`, only `75.1`
of 100 are right; where it says `0.965`, `91.9`. On images learned from, about
the same scores came with `91.0` and `97.9`. That is the price of new images.
(Below `0.3` it is the other way: those learned are perhaps odd images.)

So a score has to be measured before it is used, on images not learned from. And
then it is of use. Four fifths of all answers are over `0.99`, and `99.2` of 100
of them are right. Hand the other fifth to a human: of `2418` mistakes it holds
all but `313`, or 87 of 100. (How few will do, exercise 13b asks.)

Still, `313` mistakes of five networks are some sixty of each among its surest
answers. It does not know that it is wrong there.

→ The numbers of the text

## A network of your own

With any option about training, this program trains one network and no more:

    make ch13 ARGS="--seed 2 --save net.safetensors"

It is one of the five above. `--hidden 128,64`, `--rate`, `--batch` and
`--epochs` change it, and `make ch13 ARGS=--help` lists all.

Then write a digit, dark on light and of any size, with a pen or with a paint
program, and

    make predict IMAGE=my3.pgm MODEL=net.safetensors

makes of it an image like MNIST's, centred and of the same size, and shows that
as the network sees it, and the ten outputs as bars. How well yours are read, no
table here can say: it is another hand and another pen.

## So, does it read handwriting?

Yes: about 95 of 100 digits, in hands that it has never seen, from any of five
starts, by steps downhill. Ten means that nobody has trained read `82.00`. From
the small start training halves their mistakes, and thirty hidden neurons halve
them again. On the way a digit may be lost: the first few hundred steps push its
z far to the left, where σ is flat, and the further, the longer the way back.

Does it know when it is not sure? Mostly: the doubtful fifth of its answers
holds 87 of 100 mistakes. But its score is no probability: it is worth what
somebody has measured on new images.

## What we cut corners on

Article 4 counts test images after every epoch, and so did we. Whoever *chooses*
a recipe that way has no test any more; chapter 16 does it properly. A score
measured on test images holds for images of that kind and for no others. Show
these networks a picture that is no digit, and the largest output names one all
the same: chapter 14 does so. And we tried two starts, but one rate and one
cost: another recipe may move all.

## Exercises

`make ex13` writes the files to edit and checks them; `make hint13` helps.

- **13a** `evaluate`: from outputs and labels, how many are right.
- **13b** A reader that may say "I do not know": how many images must it hand to
  a human, so that enough of the others are right?

Next: it reads. But what has it learned, edges and loops? `make ch14`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

enum { SEEDS = 5, OWN = 5000, CHECKED = 100, OUTPUTS = SEEDS * CLASSES };
static Dataset train, test;

enum { ARTICLE, ARTICLE_SMALL, DIRECT, DIRECT_SMALL, KINDS };
static const Recipe kind[] = {
    {"784-30-10", {1, {30}}, .epochs = EPOCHS, .rate = rate},
    {"784-30-10, small", {1, {30}}, .init = INIT_LECUN, .rate = rate},
    {"784-10", .rate = rate},
    {"784-10, small", .init = INIT_LECUN, .rate = rate}};

static void check(Chapter *c, const Recipe *r) {
    Dataset some = dataset_part(&train, 0, CHECKED);
    Learner l = learner_new(&some, r, c->seed, 1);
    Batch few = first_images(&l, BATCH);
    OnBatch k = {&l, &few};
    t_backward(learner_cost(&l, &few));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    // (Work grows with the square of the network: no more than ours takes.)
    size_t all = graph_params(l.graph), most = 600000000 / all + 1;
    size_t moving = report_params(c, l.graph, cost_on_batch, &k,
                                  c->quick && most > 1000 ? 1000 : most);
    report_end(c);
    printf("  %zu of all %zu derivatives are not 0 on these %d images.\n\n",
           moving, all, few.n);
    learner_free(&l);
}

/* ---- What networks say --------------------------------------------------- */

// Of one network, when it was asked last.
typedef struct Answers {
    real z[TESTS * CLASSES];  // the sums of its outputs, for each image
    Confusion table;
} Answers;

// Of each kind of network five, on the test images; and of the article's on
// images that they have learned from.
static Answers says[KINDS * SEEDS], own[SEEDS];
static int lost[KINDS * SEEDS][EPOCHS + 1];  // digits, after each epoch

// Returns how many are right.
static int ask(Answers *of, Learner *l, const Dataset *set) {
    learner_sums(l, set, of->z);
    memset(of->table, 0, sizeof of->table);
    return evaluate(of->z, set->label, set->count, of->table);
}

static void listen(Trial *t, int epoch) {
    ask(&says[t->number], &t->learner, &test);
    for (int digit = 0; digit < CLASSES; digit++)
        lost[t->number][epoch] += is_lost(says[t->number].table, digit);
}

/* ---- The tables and figures of the text ---------------------------------- */

static int lost_digits(int recipe, int epoch) {
    int all = 0;
    for (int s = 0; s < SEEDS; s++)
        all += lost[recipe * SEEDS + s][epoch];
    return all;
}

static void twenty_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "Twenty networks");
    chapter_predict(c, "What is read without a hidden layer? And untrained?");
    trials_run(c, t, threads, "twenty networks");
    Figure *f = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high low median "
                            "high");
    Spread end[KINDS] = {{0}};
    for (int e = 0; e <= t->done; e++) {
        for (int k = 0; k < KINDS; k++)
            end[k] = trials_spread(t, k, e, trial_right);
        figure_row(f, e, SPREAD(end[ARTICLE]), SPREAD(end[ARTICLE_SMALL]),
                   SPREAD(end[DIRECT_SMALL]));
    }
    figure_close(c, f);
    printf("Of 100 test images, read right in the end; and of fifty digits, "
           "lost after an\nepoch, and in the end:\n\n");
    Table u = table_begin("network|lowest|median|highest|deviation|lost: 1|end",
                          "%-16s|%6.2f|%6.2f|%7.2f|%9.2f|%7d|%3d");
    for (int k = 0; k < KINDS; k++)
        table_row(&u, kind[k].name, SPREAD(end[k]), end[k].deviation,
                  lost_digits(k, 1), lost_digits(k, t->done));
    table_end(&u);
    printf("Ten means of all %d images read %.2f of 100.\n\n", train.count,
           read_by_means(&train, &test));
    claim("784-30-10, the median", end[ARTICLE].median, 94.5, 95.4, "%.1f");
    claim("784-10, small start", end[DIRECT_SMALL].median, 91.3, 92.1, "%.1f");
}

typedef struct Path {  // of an output
    double low;        // the lowest own_sum
    int lost;          // the last step at which its digit was found lost
} Path;

// Trains one by the loop of the text; returns how many images it reads then.
static int follow(Path *path, Figure *f, uint64_t seed, int last) {
    static Answers now;
    int right = 0;
    Learner l = learner_new(&train, &kind[ARTICLE], seed, 1);
    figure_block(f, NULL, "step 0 1 2 3 4 5 6 7 8 9");
    for (int step = 0, look = 0; step <= last; step++, one_step(&l)) {
        if (step < look && step < last)
            continue;
        double row[1 + CLASSES] = {step};
        right = ask(&now, &l, &test);
        for (int d = 0; d < CLASSES; d++) {
            row[1 + d] = own_sum(now.z, test.label, test.count, d);
            path[d].low = fmin(path[d].low, row[1 + d]);
            if (is_lost(now.table, d))
                path[d].lost = step;
        }
        figure_row_from(f, 1 + CLASSES, row);
        look += 1 + look / 3;
    }
    learner_free(&l);
    return right;
}

static void lost_digit(Chapter *c, const Trials *t) {
    static Path path[OUTPUTS];
    int epoch = (train.count + BATCH - 1) / BATCH, same = 0;
    chapter_section(c, "A lost digit");
    chapter_predict(c, "In how many steps is it lost, and in how many found?");
    Figure *f = figure_open(c, "ch13_lost", NULL);
    for (int s = 0; s < SEEDS; s++) {
        const Trial *twin = trials_at(t, ARTICLE, s);
        int e = 1;  // until none is lost
        while (e < t->done && lost[twin->number][e] > 0)
            e++;
        int right =
            follow(path + s * CLASSES, f, twin->learner.seed, e * epoch);
        same += fabs(100.0 * right / test.count - trial_right(twin, e)) < 1e-6;
    }
    figure_close(c, f);
    printf("The fifty outputs of 784-30-10 by their lowest z, and the step at "
           "which their\ndigit was last found lost:\n\n");
    Table u =
        table_begin("lowest z | digits | lost: shortest | median | longest",
                    "%-10s | %6d | %14d | %6d | %7d");
    for (int z = 0; z > -60; z -= 2) {
        double wait[OUTPUTS];
        int n = 0;
        for (const Path *p = path; p < path + OUTPUTS; p++)
            if (p->low <= z && p->low > z - 2)
                wait[n++] = p->lost;
        if (n == 0)
            continue;
        Spread steps = spread_of(wait, n);
        table_row(&u, text_format("%d to %d", z, z - 2), n, SPREAD(steps));
    }
    table_end(&u);
    claim("networks that both loops train alike", same, SEEDS, SEEDS, "%.0f");
}

static void what_for_what(Chapter *c, int median) {
    chapter_section(c, "What it takes for what");
    chapter_predict(c, "Which two digits are taken for each other most?");
    printf("784-30-10 with the seed %.0f, the median of the five:\n\n",
           (double)c->seed + median);
    Table t = table_begin("digit|0|1|2|3|4|5|6|7|8|9",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d");
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = says[median].table[digit];
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9]);
    }
    table_end(&t);
}

static void how_sure(Chapter *c, const Trials *t) {
    enum { BINS = 6 };
    static const double low[] = {0, 0.3, 0.5, 0.7, 0.9, 0.99, 0};
    static const double high[] = {0.3, 0.5, 0.7, 0.9, 0.99, 1, 1};
    Dataset learned = dataset_part(&train, 0, OWN);
    for (int s = 0; s < SEEDS; s++)
        ask(&own[s], &trials_at(t, ARTICLE, s)->learner, &learned);
    chapter_section(c, "How sure it was");
    chapter_predict(c, "Where it says 0.8, are 80 of 100 answers right?");
    printf("Answers of the five by their score: its mean, and how many of 100 "
           "are right, on\n%d images learned from and on the test images:\n\n",
           learned.count);
    Table u = table_begin("score|learned: mean|right|test: mean|right|answers|"
                          "wrong",
                          "%-11s|%13.3f|%5.1f|%10.3f|%5.1f|%7d|%5d");
    Figure *f =
        figure_open(c, "ch13_reliability", "score right learned_score right");
    for (int k = 0; k <= BINS; k++) {
        Bin o = {low[k], high[k], 0, 0, 0}, b = o;
        for (int s = 0; s < SEEDS; s++) {
            fill(&o, own[s].z, learned.label, learned.count);
            fill(&b, says[ARTICLE * SEEDS + s].z, test.label, test.count);
        }
        double old = o.answers ? o.answers : 1, n = b.answers ? b.answers : 1;
        table_row(&u, text_format("%g to %g", o.low, o.high), o.score / old,
                  100 * o.right / old, b.score / n, 100 * b.right / n,
                  b.answers, b.answers - b.right);
        if (k < BINS && o.answers >= 50 && b.answers >= 50)
            figure_row(f, b.score / n, 100 * b.right / n, o.score / old,
                       100 * o.right / old);
    }
    figure_close(c, f);
    table_end(&u);
}

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    t.after = listen;
    for (int k = 0; k < KINDS; k++)
        trials_add(&t, &kind[k], &train);
    twenty_networks(c, &t, threads);
    lost_digit(c, &t);
    int median = trials_median(&t, ARTICLE, t.done, trial_right)->number;
    what_for_what(c, median);
    how_sure(c, &t);
    claims_check(c, c->seed == 1);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(
        argc, argv,
        &(Training){"ch13_mnist", "Reading handwriting", IMAGES, TESTS, CHECKED,
                    &train, &test, .any_size = true, .recipe = kind,
                    .check = check, .tell = tell});
}
