/*
# Chapter 13: Reading handwriting

**The question.** Article 4 trains a network of 784-30-10 neurons and ends at
nearly 95 of 100 test images. Does that come out when somebody else does it, in
another language, from other random weights? And what are the other five? By the
end you will have trained ten networks, seen some of them lose a digit, found
out what they misread, and measured whether a network that says `0.9` means it.

Read it beside article 4 (rows A4-8, A4-13, A4-14 and A4-16, the notes E20, E22
and E23). Run it with `make ch13`. What the text says of numbers was measured on
the real MNIST (`make mnist`). With the drawn digits the story is the same, the
numbers are not.

**本章要点** 照第四篇文章的配方训练五次，只换随机种子，每 100 幅测试图像都能认对 95 幅左右；报告结果要写中位数和最低、最高，不能只写最好的一次。
看混淆矩阵，就知道哪个数字常认成哪个。网络的自信和实际的正确率，总的来说差不多；分开看，得分高的自信过头，得分低的又过于谦虚。
有时网络会“丢失”一个数字：那个输出停在 0 附近，σ′ 几乎是 0，很久都学不回来。

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

MNIST has 60,000 images to learn from and 10,000 to be tested on, each of 28x28
pixels. They were written on forms, by clerks of the American census and by
high-school pupils; nobody who wrote for the test wrote for the training. They
come as four files, images and labels of both. An image file begins with four
numbers of four bytes, the highest byte first: 2051, by which one knows it (in
bytes 0, 0, 8, 3: unsigned bytes in three dimensions), then how many images,
rows and columns there are. After these 16 bytes comes a byte for each pixel, 0
for paper and 255 for ink, row after row, image after image: 16 + 60,000·784 =
47,040,016 bytes in all. A label file begins with 2049 (one dimension) and how
many, then a byte for each label. `chapters/common/images.c` reads them, and
compares each header with the size of the file before it believes it. If one of
the four is missing, or cut short, or has labels where images should be, the
program ends with a line that names the file and what is wrong. (`--data DIR`
takes any other set of this form, under the same four names. Only where none was
asked for and none is found does the program draw digits of its own.)

The recipe: a pixel is a number from 0 to 1, its byte divided by 255 (with bytes
up to 255 the sums would lie where σ is flat); y is 1 at the label and 0 at the
other nine outputs (one output that names a number would say that a 3 is nearly
a 4); weights and biases start as random numbers from chapter 6's N(0, 1), of
deviation 1; the cost is ½Σ (a - y)², whose slope with a is a - y; after every
10 images a step with η = 3, against the mean of their slopes; the first 50,000
images are gone through 30 times, in a new order each time. (The other 10,000
wait for chapter 16. Why ten, and why a new order, chapter 11 has said; what
other rates do, chapter 15 tries.) One time through is an epoch, and its loop is
chapter 11's: record, go backward, rewind, go downhill.
*/

static void one_epoch(Learner *l) {
    learner_order(l);  // shuffles l->order by the seed and the epoch
    for (int at = 0; at < l->set.count; at += BATCH) {
        int left = l->set.count - at;
        GraphMark mark = graph_mark(l->graph);
        Batch b = batch_gather(l->graph, &l->set, l->order + at,
                               left < BATCH ? left : BATCH);
        Tensor *a = t_sigmoid(mlp_forward(&l->mlp, b.x));
        t_backward(t_scale(t_squared_error(a, b.y), (real)0.5));
        graph_rewind(l->graph, mark);
        sgd_step(l->graph, (real)rate);
    }
    l->epochs++;
}

/*
A learner (`chapters/common/learner.h`) is a network with its own graph, its own
order of the images and its recipe; all its chance comes from one number, the
seed. Its `learner_epoch` does what stands above for any recipe. The check
compares the two to the bit, and from then on we use that one.

Then comes `evaluate`. It stands in the article's listing, though the article's
walk through the code leaves it out. The network's answer is its largest output,
however small that is, and it is right if that is the label. (Right or wrong has
no slope: it jumps. So one learns by the cost, and judges by this.) It is asked
the test images, from which it never learns; what it only knows by heart shall
not count as read. We count a little more than the article does, a table of what
each digit was read as.
*/

typedef int Confusion[CLASSES][CLASSES];  // [digit][answer]

// a [n, CLASSES]: what the network says to each of n images.
static int evaluate(const real *a, const uint8_t *label, int n,
                    Confusion table) {
    int right = 0;
    for (int i = 0; i < n; i++) {
        int answer = argmax(a + i * CLASSES, CLASSES);
        table[label[i]][answer]++;
        right += answer == label[i];
    }
    return right;
}

/*
## First, the check

Training on a wrong gradient would be time lost. How much? An image costs 23,820
multiply-adds forward, one for each weight, and about as many back; 30 epochs of
50,000 images make that 70 thousand million for each network. On an ordinary
computer that is a matter of seconds, and the fifteen networks of this chapter
take about half a minute. Still, the network is checked before it starts, on the
first ten images and in double precision: *all* its derivatives against numeric
ones, and two by hand, with chapter 9's δ for half of that chapter's cost.
(`make ch13` builds this file twice. The double program does this; the float one
does the rest, faster.)
*/

// δ of output j, from the sums z of an image.
static double delta(const real *z, int label, int j) {
    double a = m_sigmoid((double)z[j]), y = label == j;
    return (a - y) * a * (1 - a);
}

/*
→ The check: by hand = by tape = numeric

Only `11440` of the 23,860 derivatives are not 0. The others sit behind pixels
that are paper in all ten images, as the corner did in chapter 7. All agree, so
the walk downhill may begin.

## Ten networks

Articles 1 to 3 speak of 784-16-16-10 with 13,002 weights and biases; article 4
goes on with 784-30-10, without a word about the change. That one has 23,860. We
train both, five times each, with the seeds 1 to 5: other weights at first, and
another order of the images.

→ Ten networks

![Figure 13.1: Test images read right after each epoch: the median of five
networks, and the band from the lowest to the highest.](ch13_accuracy)

So the article is right. With its recipe five networks end at `94.70` to `95.62`
of 100, the median at `95.21`. Before the first step it is `9.63`, a guess;
after the first epoch `90.68`, after ten `94.59`, and twenty more bring little.
(Chapter 5's ten means, without a descent, read 76.5; chapter 16 ends above 98.)
Whoever still guesses after an epoch has a mistake in his code, or a wrong rate.
784-16-16-10, that of articles 1 to 3, with half the weights and a layer more,
ends at `93.18` to `94.06`. Even its best is behind the other's worst, so that
is no luck; whether it is the weights or the layer, these two cannot tell.

Why the median, and why five? After ten epochs one of the five still reads
`85.45`. The mean of all would suffer for it; the median does not. And a single
run hides that another seed moves the result, by `0.31`, the deviation of these
five; other test images would move it by two tenths (√(95·5/10,000), says
chapter 16). So a difference of a tenth between two recipes, each run once, says
nothing, and whoever reports the best of many runs at its best moment, here
`95.66`, reports luck.

Of 100 images that they have learned from, the five read `97.52`, only two more
than of 100 test images: most of what they know is not learned by heart. Chapter
16 asks how that gap opens and what closes it: best of all, more images. It
measures what they bring, from 200 to 50,000, and then makes new ones of these.

## A lost digit

What had happened to the one that read `85.45`? A network may read hardly any
image of one digit, and the others as ever. That costs it about ten of 100, for
every tenth image shows that digit, and so one notices.
*/

static bool is_lost(Confusion table, int digit) {
    int all = 0;
    for (int answer = 0; answer < CLASSES; answer++)
        all += table[digit][answer];
    return 20 * table[digit][digit] < all;
}

/*
Who lost which? Beside the ten we train five with a wider layer, 784-100-10, for
three epochs; more neurons should be better. Of the worst of these five we look
at what its outputs say to the images of their *own* digit, and at the σ′ there,
which chapter 9 multiplies every wish by:
*/

// Over the images of a digit: its output's mean, its largest, the mean of σ′.
typedef struct Own {
    double mean, most, slope;
} Own;

static Own own_output(const real *a, const uint8_t *label, int n, int digit) {
    Own own = {0, 0, 0};
    int images = 0;
    for (int i = 0; i < n; i++) {
        double o = (double)a[i * CLASSES + digit];
        if (label[i] != digit)
            continue;
        own.mean += o, own.slope += o * (1 - o), images++;
        own.most = o > own.most ? o : own.most;
    }
    own.mean /= images ? images : 1, own.slope /= images ? images : 1;
    return own;
}

/*
→ A lost digit

The output of a lost digit says nearly 0 to its own images too: its weighted sum
lies far to the left, where σ is flat, be it that the random start has put it
there, or that the nine images of ten that wish it down have pushed it, in steps
of η = 3. There σ′ is nearly 0, and the wish of that output is multiplied by σ′,
so it hardly reaches the weights: for the lost 8 of the table σ′ is `0.000002`
in the mean, where it could be ¼. The cost cannot pull the digit back, or only
after many epochs: in figure 13.1 the 784-30-10 with the seed 5 finds its 3
again in the eleventh. (A smaller η would push less far. But it would pull back
more slowly, too, and what starts far out stays there.)

After three epochs all five wide networks have lost digits, from one to four
each; of the ten others, two have lost one. Whether and which is chance. But the
wide network invites it: a sum of a hundred such terms lies √(100/30) times as
far out as one of thirty, nearly twice. Before more neurons can help, they must
start otherwise. Chapter 15 has two cures, a cost without that σ′ and a start
with smaller weights; chapter 16 then takes more neurons.

## What it takes for what

Now the five networks of 784-30-10 in detail; the table is that of the median
one, not of the best. How often are two digits confused? Count both ways: the
one read as the other, and the other as the one.
*/

static int confused(Confusion table, int d, int k) {
    return table[d][k] + table[k][d];
}

/*
→ What it takes for what

![Figure 13.2: Each row is a digit, each column an answer; the diagonal is
right. The colour goes by factors of ten, or the mistakes would not be
seen.](ch13_confusion)

In the median network `22` images of a 4 are read as 9 and `19` of a 9 as 4, so
these two are confused 41 times. In the mean of the five they come first, then 3
and 5, 3 and 8, 2 and 7, 2 and 3, 7 and 9: where we would hesitate too, if the
hand is bad. A 4 that is closed at the top shares nearly all its ink with a 9,
and the network has nothing but the ink. But look at the spread before you
believe the order: 3 and 5 are confused `20` times by one network and `48` times
by another. The hardest digit is a 5, an 8 or a 9, as the seed will have it, and
even of that `91.1` to `92.7` of 100 are read. The easiest in the table are 0
and 1, with `98.1`.

## How sure it was

The outputs are scores from 0 to 1. Call the largest one how sure the network
was. Where it says 0.8, is it right in 80 of 100 cases? Then it is calibrated,
and one may use the score: hand the doubtful digits to a human, and let the
machine have the rest.

The cost asks for just that. Take images that look alike to the network, of
which a share p are 3s. For all of them output 3 says the same a, and its mean
cost is ½p(a - 1)² + ½(1 - p)a², with the slope p(a - 1) + (1 - p)a = a - p.
That is 0 at a = p: the cheapest answer is the honest one. But that is so for
the images that are learned from. And for others?

So we sort the answers by their score, and count.
*/

typedef struct Bin {
    int answers, right;
    double score;  // the sum of all
} Bin;

// a [n, CLASSES] as above; of the answers with a score from `low` up to `high`.
static Bin bin_of(const real *a, const uint8_t *label, int n, double low,
                  double high) {
    Bin bin = {0, 0, 0};
    for (int i = 0; i < n; i++) {
        int answer = argmax(a + i * CLASSES, CLASSES);
        double score = (double)a[i * CLASSES + answer];
        if (score < low || score >= high)
            continue;
        bin.answers++;
        bin.right += answer == label[i];
        bin.score += score;
    }
    return bin;
}

/*
→ How sure it was

![Figure 13.3: Of the answers with about the same score, so many are right: on
the dotted line a score could be taken for a probability. Beneath it a network
is surer than it is right.](ch13_reliability)

Over all answers the mean score is `0.956`, and `95.16` of 100 are right: as a
whole these networks know how good they are. Score by score they do not. Where
they say `0.9` to `0.99`, on the average `0.965`, they are right in `91.9` of
100 cases; where they say less than `0.3`, on the average `0.130`, they are
right in `44.1`. The second is no wonder: the ten outputs answer ten questions,
nothing makes them sum to 1 (chapter 15 has outputs that do), and the largest of
ten small scores is right more often than it says. The first is the price of new
images: on those learned from, `97.9` of 100 answers with such a score are
right. There the networks are too modest nearly everywhere; what they are too
sure of is that new images are like the old ones.

So a score has to be measured before it is used, on images not learned from:
where it says `0.9` to `0.99`, take that for `91.9` of 100. And it is of use:
four fifths of all answers are over `0.99`, and `99.2` of 100 of them are right.
Hand the other fifth to a human, and of 1,000 that it keeps the machine misreads
eight. (How few will do, exercise 13b asks.) Still, some sixty mistakes of each
network are among its surest answers; of the median network's, two are printed
above and thirty-two drawn. Some leave us in doubt as well: a 5 that is closed
like a 6, a 3 so blotted that it may be an 8. But most of the thirty-two we
would read: a thin 2 (it says 4), two 7s with a bar (2), a 0 with a speck beside
it (3). The fault is the network's; whoever says that it *sees* a digit should
look at them.

![Figure 13.4: The surest mistakes of the median network: what it is → what the
network read.](ch13_misses)

The program ends by comparing the numbers of this text with those of its run:

→ The numbers of the text

## A network of your own

With any option about training, this program trains one network and no more:

    make ch13 ARGS="--seed 2 --save net.safetensors"

It is the very network that stands in the table above beside the seed 2, to the
bit. `--hidden 128,64`, `--rate`, `--batch` and `--epochs` change it, and `make
ch13 ARGS=--help` lists all. The file is written after every epoch. Ctrl-C ends
the training after a whole step, keeps what there is, and prints the command to
go on with. Such a command also takes a finished network further:

    make ch13 ARGS="--load net.safetensors --epochs 40 --save net.safetensors"

What comes out is, to the bit, what 40 epochs without a stop would have made.
The weights alone are not enough for that, so the file has more: the seed, the
epoch and how many of its images are done, for the order of the rest follows
from these; the rate and the size of a batch; and the velocity, where there is
momentum. (The numbers are floats, as they are in memory, so that nothing is
rounded: four bytes each, for 784-30-10 about 95 kilobytes. Another kind of
machine or compiler reads the same weights, and so the same digits but for the
rare tie; in training on, its last bits may differ.) It also names the images
and the cost, and with others the program does not go on; a file that is cut
short or whose header is damaged it refuses, and says why. Without `--epochs` it
only reads the test images. (If the cost is no longer a number, since the rate
is far too high, training ends and the last good weights are kept. If the
network still guesses after an epoch, the program names three causes to look
for.)

Then write a digit, dark on light and of any size, with a pen or with a paint
program, and

    make predict IMAGE=my3.pgm MODEL=net.safetensors

cuts out its ink, scales it to 20x20 pixels and puts its centre of mass in the
middle of 28x28, as was done with MNIST's; elsewhere it would lie on pixels
where the network has hardly seen ink. Then it shows it as the network sees it,
and the ten outputs as bars. How well yours are read, no table here can say: it
is another hand and another pen.

## What we cut corners on

Article 4 counts test images after every epoch, and so did we; whoever *chooses*
a recipe that way has no test any more, and chapter 16 does it properly. A score
that is calibrated on test images is so for images of that kind and for no
others. Show these networks a picture that is no digit, and the largest output
names one all the same: chapter 14 does so. And ½Σ (a - y)² is not the best cost
for this task, as the lost digits show.

One word about the article. Its listing mixes Python 2 and Python 3, so that no
interpreter runs it as it is printed; the program in its repository runs.

## Exercises

`make ex13` writes the files to edit and checks them; `make hint13` helps.

- **13a** `evaluate`: from outputs and labels, how many are right.
- **13b** A reader that may say "I do not know": how many images must it hand to
  a human, so that enough of the others are right?

Next: it reads. But what has it learned, edges and loops? `make ch14`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

enum { SEEDS = 5, WIDE = 2 * SEEDS, NETWORKS = 3 * SEEDS };
enum { OWN = 5000, SOON = 3, CHECKED = 100 };
static Dataset train, test;

static const Recipe kind[] = {
    {"784-30-10", {1, {30}}, .epochs = EPOCHS, .batch = BATCH, .rate = rate},
    {"784-16-16-10", {2, {16, 16}}, .batch = BATCH, .rate = rate},
    {"784-100-10", {1, {100}}, .batch = BATCH, .rate = rate}};

static void check(Chapter *c, const Recipe *r) {
    Dataset some = dataset_part(&train, 0, CHECKED);
    Learner a = learner_new(&some, r, c->seed, 1);
    Learner b = learner_new(&some, r, c->seed, 1);
    Batch few = first_images(&a, BATCH);
    OnBatch k = {&a, &few};
    t_backward(learner_cost(&a, &few));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    // (Work grows with the square of the network: no more than ours takes.)
    size_t all = graph_params(a.graph), most = 600000000 / all + 1, same = 0;
    size_t moving = report_params(c, a.graph, cost_on_batch, &k,
                                  c->quick && most > 1000 ? 1000 : most);
    report_end(c);
    printf("  %zu of all %zu derivatives are not 0 on these %d images.\n",
           moving, all, few.n);
    one_epoch(&a);
    learner_epoch(&b);
    for (Tensor *p = a.graph->first_param, *q = b.graph->first_param; p;
         p = p->next, q = q->next)
        for (size_t i = 0; i < t_count(p); i++)
            same += memcmp(&p->data[i], &q->data[i], sizeof(real)) == 0;
    printf("  An epoch of %d images by the loop above and by the learner: %zu "
           "of %zu\n  weights and biases are the same to the bit.\n\n",
           some.count, same, all);
    learner_free(&a);
    learner_free(&b);
}

/* ---- What networks say --------------------------------------------------- */

// A network is asked after some of its epochs, the last one among them.
typedef struct Answers {
    Dataset set;                  // the images; not owned
    int last;                     // the epoch when it was asked last
    real a[TESTS * CLASSES];      // what it said then [set.count, CLASSES]
    Confusion table[EPOCHS + 1];  // by epochs
} Answers;

// Of each kind of network five, on the test images; and of the first kind on
// images that they have learned from.
static Answers says[NETWORKS], own[SEEDS];
static Answers *asked = says;  // the trials' that are running

static void ask(Answers *of, Learner *l, const Dataset *set) {
    of->set = *set;
    of->last = l->epochs;
    learner_sums(l, set, of->a);  // (σ keeps their order)
    memset(of->table[of->last], 0, sizeof of->table[of->last]);
    evaluate(of->a, set->label, set->count, of->table[of->last]);
    for (int i = 0; i < set->count * CLASSES; i++)
        of->a[i] = (real)m_sigmoid((double)of->a[i]);
}

static void listen(Trial *t, int round) {
    if (round > 0 && (round <= SOON || round == EPOCHS))
        ask(asked + t->number, &t->learner, &test);
}

static const char *lost_after(Answers *of, int epoch) {
    char text[2 * CLASSES + 1];
    int n = 0;
    if (epoch > of->last)
        return "(stopped)";
    for (int digit = 0; digit < CLASSES; digit++)
        if (is_lost(of->table[epoch], digit))
            n += sprintf(text + n, n ? " %d" : "%d", digit);
    return n ? text_format("%s", text) : "–";
}

static double share_read(Confusion table, int digit) {
    int all = 0;
    for (int k = 0; k < CLASSES; k++)
        all += table[digit][k];
    return 100.0 * table[digit][digit] / (all ? all : 1);
}

/* ---- The tables and figures of the text ---------------------------------- */

static void ten_networks(Chapter *c, Trials *t, int threads) {
    int steps = (train.count + BATCH - 1) / BATCH;
    chapter_section(c, "Ten networks");
    printf("%d images, %d at a time: %d steps an epoch, %d in %d epochs.\n",
           train.count, BATCH, steps, steps * t->rounds, t->rounds);
    chapter_predict(c, "Five networks that differ only in their seed: how far "
                       "apart do they end?");
    trials_run(c, t, threads, "ten networks");
    printf("Of 100 test images, so many are read right: lowest, median and "
           "highest of the\nfive, first of 784-30-10, then of "
           "784-16-16-10:\n\n");
    Table u = table_begin("epoch|30: lowest|median|highest|"
                          "16-16: lowest|median|highest",
                          "%5d|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f");
    Figure *f = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high learned");
    Spread a = {0}, b = {0}, learned = {0};
    double best = 0;
    for (int e = 0; e <= t->rounds; e++) {
        a = trials_spread(t, 0, e, trial_right);
        b = trials_spread(t, 1, e, trial_right);
        learned = trials_spread(t, 0, e, trial_own_right);
        best = fmax(best, a.high);
        figure_row(f, e, SPREAD(a), SPREAD(b), learned.median);
        if (e <= 3 || e % 10 == 0 || e == 5 || e == t->rounds)
            table_row(&u, e, SPREAD(a), SPREAD(b));
    }
    figure_close(c, f);
    table_end(&u);
    u = table_begin("seed | 784-30-10 | 784-16-16-10", "%-9s | %.2f | %.2f");
    for (int k = 0; k < SEEDS; k++)
        table_row(&u, text_format("%.0f", (double)c->seed + k),
                  trial_right(trials_at(t, 0, k), t->rounds),
                  trial_right(trials_at(t, 1, k), t->rounds));
    table_row(&u, "mean", a.mean, b.mean);
    table_row(&u, "deviation", a.deviation, b.deviation);
    table_end(&u);
    printf("Of 100 images that they have learned from, 784-30-10 read %.2f to "
           "%.2f (median\n%.2f). The best moment of any on test images was "
           "%.2f: luck, and seen only\nbecause we looked %d times.\n\n",
           learned.low, learned.high, learned.median, best, SEEDS * t->rounds);
    claim("784-30-10: the median of five", a.median, 94.5, 95.4, "%.1f");
    claim("784-30-10, after one epoch",
          trials_spread(t, 0, 1, trial_right).median, 88, 92, "%.0f");
    claim("784-16-16-10: the median of five", b.median, 92.5, 94.5, "%.1f");
}

static void lost_digit(Chapter *c, int threads) {
    chapter_section(c, "A lost digit");
    chapter_predict(c, "Three times the neurons: will it lose a digit more "
                       "often, or less?");
    Trials wide = trials_of(SEEDS, c->seed, c->quick ? 2 : SOON, &test);
    wide.after = listen, asked = says + WIDE;
    trials_add(&wide, &kind[2], &train);
    trials_run(c, &wide, threads, kind[2].name);
    Table t = table_begin("network | seed | lost after epoch 1 | "
                          "after epoch 3 | after epoch 30",
                          "%-12s | %4d | %-18s | %-13s | %-s");
    for (int k = 0; k < NETWORKS; k++)
        table_row(&t, kind[k / SEEDS].name, (double)c->seed + k % SEEDS,
                  lost_after(&says[k], 1), lost_after(&says[k], SOON),
                  lost_after(&says[k], EPOCHS));
    table_end(&t);
    int worst = 0;
    double right = trials_spread(&wide, 0, wide.done, trial_right).low;
    while (trial_right(&wide.trial[worst], wide.done) > right)
        worst++;
    printf("784-100-10 with the seed %.0f reads %.2f of 100 after %d epochs. "
           "What its outputs\nsay to the images of their own digit:\n\n",
           (double)c->seed + worst, right, wide.done);
    Answers *of = asked + worst;
    t = table_begin("digit || mean | largest | mean of σ′",
                    "%5d | %-4s | %8.6f | %8.6f | %8.6f");
    for (int digit = 0; digit < CLASSES; digit++) {
        bool lost = is_lost(of->table[of->last], digit);
        Own o = own_output(of->a, test.label, test.count, digit);
        table_row(&t, digit, lost ? "lost" : "", o.mean, o.most, o.slope);
    }
    table_end(&t);
    trials_free(&wide);
}

static void what_for_what(Chapter *c, Confusion table) {
    chapter_section(c, "What it takes for what");
    chapter_predict(c, "Which digit is the hardest? Which two are taken for "
                       "each other most?");
    Figure *f = figure_open(c, "ch13_confusion", "answer digit images");
    Table t = table_begin("digit|0|1|2|3|4|5|6|7|8|9|of 100",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%.1f");
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = table[digit];
        for (int k = 0; k < CLASSES; k++)
            figure_row(f, k, digit, r[k]);
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9], share_read(table, digit));
    }
    figure_close(c, f);
    table_end(&t);
}

static void most_confused(int last) {
    enum { PAIRS = CLASSES * CLASSES };  // d, k is number d·CLASSES + k
    Spread images[PAIRS];
    for (int p = 0; p < PAIRS; p++) {
        double x[SEEDS];
        for (int s = 0; s < SEEDS; s++)
            x[s] = confused(says[s].table[last], p / CLASSES, p % CLASSES);
        images[p] = spread_of(x, SEEDS);
        if (p / CLASSES >= p % CLASSES)
            images[p].mean = -1;  // it is counted at k, d
    }
    printf("Over all five networks, the pairs that are confused most, both "
           "ways counted:\n\n");
    Table t = table_begin("pair | images: lowest | mean | highest",
                          "%-5s | %14d | %5.1f | %7d");
    for (int k = 0; k < 6; k++) {
        int most = 0;
        for (int p = 1; p < PAIRS; p++)
            if (images[p].mean > images[most].mean)
                most = p;
        table_row(&t, text_format("%d, %d", most / CLASSES, most % CLASSES),
                  images[most].low, images[most].mean, images[most].high);
        images[most].mean = -1;
    }
    table_end(&t);
}

static void hardest(int last) {
    double x[SEEDS];
    printf("The hardest digit of each, and how many of 100 are read:");
    for (int s = 0; s < SEEDS; s++) {
        int hard = 0;
        x[s] = share_read(says[s].table[last], 0);
        for (int d = 1; d < CLASSES; d++)
            if (share_read(says[s].table[last], d) < x[s])
                hard = d, x[s] = share_read(says[s].table[last], d);
        printf("%s %d: %.1f", s ? "," : "\n ", hard, x[s]);
    }
    printf("\n\n");
    claim("right of 100 of the hardest digit, median",
          spread_of(x, SEEDS).median, 88, 95, "%.0f");
}

// All five together, and how many of 100 answers of one of them are right.
typedef struct Bins {
    int answers;
    double score, right, low, high;
} Bins;

static Bins five_bins(const Answers *five, double low, double high) {
    Bins b = {.low = 100};
    for (const Answers *of = five; of < five + SEEDS; of++) {
        Bin one = bin_of(of->a, of->set.label, of->set.count, low, high);
        if (one.answers == 0)
            continue;
        b.answers += one.answers, b.score += one.score, b.right += one.right;
        b.low = fmin(b.low, 100.0 * one.right / one.answers);
        b.high = fmax(b.high, 100.0 * one.right / one.answers);
    }
    if (b.answers == 0)
        return (Bins){0};
    b.score /= b.answers;
    b.right = 100 * b.right / b.answers;
    return b;
}

static void how_sure(Chapter *c, const Trials *ten) {
    static const char *const name[] = {
        "under 0.3",   "0.3 to 0.5", "0.5 to 0.7", "0.7 to 0.9",
        "0.9 to 0.99", "over 0.99",  "all"};
    static const double edge[] = {0, 0.3, 0.5, 0.7, 0.9, 0.99, 2};
    enum { SUREST = 5, ALL };  // the last bin has all answers
    Bins b[ALL + 1];
    Dataset learned = dataset_part(&train, 0, OWN);
    for (int k = 0; k < SEEDS; k++)
        ask(&own[k], &trials_at(ten, 0, k)->learner, &learned);
    chapter_section(c, "How sure it was");
    chapter_predict(c, "Where it says 0.9 to 0.99, how many of 100 answers are "
                       "right? And under 0.3?");
    printf("Answers of the five networks to test images, by their score; and "
           "to %d of\ntheir own, which they have learned from:\n\n",
           learned.count);
    Table t = table_begin("score|answers|mean|right of 100|lowest|highest|"
                          "own: mean|right",
                          "%-11s|%7d|%.3f|%12.1f|%6.1f|%7.1f|%9.3f|%5.1f");
    for (int k = 0; k <= ALL; k++) {
        double low = edge[k % ALL], high = edge[k < ALL ? k + 1 : ALL];
        Bins l = five_bins(own, low, high);
        b[k] = five_bins(says, low, high);
        table_row(&t, name[k], b[k].answers, b[k].score, b[k].right, b[k].low,
                  b[k].high, l.score, l.right);
    }
    table_end(&t);
    claim("right of 100 over 0.99", b[SUREST].right, 98.5, 99.7, "%.1f");
    claim("test images: too sure by", 100 * b[ALL].score - b[ALL].right, 0, 3,
          "%.1f");
}

static void draw_bins(Chapter *c) {
    Figure *f = figure_open(c, "ch13_reliability", "score right low high");
    figure_number(f, "networks", SEEDS);
    for (int learned = 0; learned < 2; learned++) {
        figure_block(f, learned ? "learned from" : "test", NULL);
        for (int k = 0; k < 10; k++) {
            Bins b = five_bins(learned ? own : says, k / 10.0,
                               (k + 1 + k / 9) / 10.0);
            if (b.answers >= 50)
                figure_row(f, b.score, b.right / 100, b.low / 100,
                           b.high / 100);
        }
    }
    figure_close(c, f);
}

static void surest_misses(Chapter *c, const Answers *of) {
    enum { SHOWN = 2, GALLERY = 32 };
    static real sure[TESTS];  // how sure each mistake was; -1: it is none
    const uint8_t *image[GALLERY];
    const char *said[SHOWN];
    int n = 0, pixels = test.rows * test.cols;
    for (int i = 0; i < test.count; i++) {
        const real *a = of->a + i * CLASSES;
        sure[i] = is_right(a, test.label[i]) ? -1 : a[argmax(a, CLASSES)];
    }
    Figure *f = figure_open(c, "ch13_misses", "place digit answer score");
    for (; n < GALLERY; n++) {
        int i = argmax(sure, test.count), digit = test.label[i];
        int answer = argmax(of->a + i * CLASSES, CLASSES);
        if (sure[i] < 0)
            break;
        if (n < SHOWN)
            said[n] = text_format("a %d; it says %d, %.5f", digit, answer,
                                  (double)sure[i]);
        figure_row(f, n, digit, answer, sure[i]);
        image[n] = test.image + i * pixels;
        sure[i] = -1;
    }
    for (int k = 0; k < n; k++) {
        figure_block(f, "pixels", "place column row byte");
        for (int i = 0; i < pixels; i++)
            figure_row(f, k, i % test.cols, i / test.cols, image[k][i]);
    }
    figure_close(c, f);
    n = n < SHOWN ? n : SHOWN;
    printf("The surest mistakes of the median network:\n\n");
    text_images(n, image, test.rows, test.cols);
    for (int k = 0; k < n; k++)
        printf(k ? "        %s" : "  %s", said[k]);
    printf("\n\n");
}

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    t.own = OWN, t.after = listen;
    trials_add(&t, &kind[0], &train);
    trials_add(&t, &kind[1], &train);
    ten_networks(c, &t, threads);
    lost_digit(c, threads);
    Answers *median = says + trials_median(&t, 0, t.done, trial_right)->number;
    what_for_what(c, median->table[t.done]);
    most_confused(t.done);
    hardest(t.done);
    how_sure(c, &t);
    draw_bins(c);
    surest_misses(c, median);
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
