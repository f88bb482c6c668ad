/*
# Chapter 13: Reading handwriting

**The question.** Article 4 trains a network of 784-30-10 neurons, and it reads
nearly 95 of 100 test images. Does that come out when somebody else does it, in
another language, from other random weights? What are the thirty neurons in the
middle good for? And the five images that are misread: which are they, and does
the network know that it is not sure? By the end you will have trained twenty
networks, seen some of them lose a digit, and measured whether a network that
says `0.9` means it.

Read it beside article 4 (rows A4-8, A4-13, A4-14 and A4-16, the notes E20, E22
and E23). Run it with `make ch13`. What the text says of numbers was measured on
the real MNIST (`make mnist`). With the drawn digits the story is the same, the
numbers are not.

**本章要点** 照第四篇文章的配方训练五次，只换随机种子，每 100 幅测试图像都能认对 95 幅左右；去掉隐藏层，还认对 92 幅左右。
有时网络会“丢失”一个数字：别的图像把那个输出推到 0 附近，σ′ 几乎是 0，很久都学不回来；权重从小一些的数开始，就丢得少。
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
for hands that the network has never seen.

The images come as four files, images and labels of both sets. An image file
begins with four numbers of four bytes, the highest byte first: 2051, by which
one knows it, then how many images, rows and columns there are. A byte for each
pixel follows, 0 for paper and 255 for ink. A label file begins with 2049 and
how many, and has a byte for each label. `chapters/common/images.c` reads them,
and compares each header with the size of the file before it believes it.
(`--data DIR` takes any other set of this form.)

The recipe:

- A pixel is a number from 0 to 1, its byte divided by 255. (With bytes up to
  255 the sums would lie where σ is flat.)
- y is 1 at the label and 0 at the other nine outputs. (One output that names a
  number would say that a 3 is nearly a 4.)
- Weights and biases start as random numbers from chapter 6's N(0, 1), of
  deviation 1.
- The cost is ½Σ (a - y)², whose slope with a is a - y.
- After every 10 images comes a step with η = 3, against the mean of their
  slopes. (Chapter 11 had no ½, so that half this η made the same step.)
- The first 50,000 images are gone through 30 times, in a new order each time.

Why ten, and why a new order, chapter 11 has said. What other rates do, chapter
15 tries, and the other 10,000 images wait for chapter 16. One time through is
an epoch. Its loop is chapter 11's: record, go backward, rewind, go downhill.
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
order of the images and its recipe. All its chance comes from one number, the
seed. Its `learner_epoch` does what stands above for any recipe. The check
compares the two to the bit, and from then on we use that one.

Then comes `evaluate`. It stands in the article's listing, though the article's
walk through the code leaves it out. The network's answer is its largest output,
however small that is, and it is right if that is the label. (Right or wrong has
no slope: it jumps. So one learns by the cost, and judges by this.)

It is asked the test images, from which it never learns. What it only knows by
heart shall not count as read. We count a little more than the article does, a
table of what each digit was read as.
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
multiply-adds forward, one for each weight, and about as many back. 30 epochs of
50,000 images make that 70 thousand million a network: minutes for all twenty.

So the network is checked before it starts, on the first ten images and in
double precision. *All* its derivatives are compared with numeric ones. Two are
also made by hand, from chapter 9's δ. (Our cost has a ½ before it, so its 2 is
gone.) `make ch13` builds this file twice: the double program does this; the
float one does the rest, faster.
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

## Twenty networks

Articles 1 to 3 speak of 784-16-16-10 with 13,002 weights and biases. Article 4
goes on with 784-30-10, without a word about the change. That one has 23,860. We
train both, five times each, with the seeds 1 to 5: other weights at first, and
another order of the images.

What are hidden neurons good for? To know, one has to leave them out. So we also
train five of 784-10, where each output sees the pixels themselves: the same
cost, rate, epochs and seeds. One thing differs. They start from smaller
weights, of deviation 1/√784 and not 1, because from the article's start they
lose digits. What that means, the next section shows, on a last five.

→ Twenty networks

![Figure 13.1: Test images read right after each epoch, with thirty hidden
neurons and with none: the median of five networks, and the band from the lowest
to the highest.](ch13_accuracy)

**The article is right.** With its recipe five networks end at `94.70` to
`95.62` of 100, the median at `95.21`. Before the first step it is `9.63`, a
guess. After the first epoch it is `90.68`, after ten `94.59`, and twenty more
bring little. Whoever still guesses after an epoch has a mistake in his code, or
a wrong rate.

784-16-16-10 has half the weights and a layer more. It ends at `93.18` to
`94.06`: even its best is behind the other's worst, so that is no luck. Whether
it is the weights or the layer, these two cannot tell.

**Without a hidden layer** it is `91.61` to `91.85`. So thirty hidden neurons
read three or four more of 100. An output that sees only pixels has one weight
for each: a pixel speaks for a 4 or against it, whatever the others show. Hidden
neurons can make it depend on these, as in chapter 10.

And the rest of the 95? Chapter 5's ten means are a 784-10, too, whose weights
nobody has trained. The means of 1,000 images read `76.55`, those of all 50,000
`82.00`. So most of it comes without any descent. Fifty times the images bring
five more, training nearly ten, and the hidden layer three or four. (Chapter 16
ends above 98.)

**Why the median, and why five?** After ten epochs one of the five still reads
`85.45`. The mean of all would suffer for it; the median does not. And a single
run hides that another seed moves the result, by `0.31`, the deviation of these
five. Other test images would move it by two tenths (chapter 7's deviation/√n,
of 10,000 numbers that are 100 or 0). So a difference of a tenth between two
recipes, each run once, says nothing.

## A lost digit

What had happened to the one that read `85.45`? It read hardly any image of one
digit, and the others as ever. That costs about ten of 100, for every tenth
image shows that digit, and so one notices.
*/

static bool is_lost(Confusion table, int digit) {
    int all = 0;
    for (int answer = 0; answer < CLASSES; answer++)
        all += table[digit][answer];
    return 20 * table[digit][digit] < all;
}

/*
The output of a lost digit says nearly 0, even to the images of its own digit.
So its weighted sum lies far to the left, where σ is flat and σ′ is nearly 0.
The wish of an output is multiplied by σ′ before it reaches a weight (chapter
9). This output wishes to grow, and hardly anything happens.

How did it get there? Perhaps the random start has put it there. Or it has been
pushed: nine of ten images show another digit, and wish it down. To tell, we ask
twice, before the first step and after the first epoch. What is σ′ of an output,
in the mean over the images of its own digit?
*/

static double own_slope(const real *a, const uint8_t *label, int n, int digit) {
    double sum = 0;
    int images = 0;
    for (int i = 0; i < n; i++) {
        double o = (double)a[i * CLASSES + digit];
        if (label[i] == digit)
            sum += o * (1 - o), images++;
    }
    return images ? sum / images : 0;
}

/*
We ask three kinds of networks, five of each and so fifty digits: 784-30-10;
784-10 from the article's start; 784-10 from the smaller weights.

→ A lost digit

Look at 784-10 from the article's start. After one epoch `17` of its fifty
digits are lost. Before the first step their σ′ was `0.03428`, and that of the
others `0.04237`: not very different. After the epoch it is `0.00005`, and
`0.01999`. (The others have no ¼ either: they are right, and near 1 σ is flat as
well.) So the start has not put the lost ones there. **They were pushed.**

But the start has its share, as the last row shows. From the smaller weights all
begin near the middle of σ, with a σ′ of `0.24202` or more, where ¼ is the most.
Nothing else is changed, and `3` digits are lost, not `17`. At the end none is
lost there any more, and `7` from the article's start.

More than that the rows do not show. 784-30-10 begins in between, and loses the
fewest, `2`; but it has a layer more. Both come back, one after more than ten
epochs: that was the `85.45`. And two things stay open. Nine of ten images push
every output down, and their push, too, is multiplied by σ′: why these 17, and
not all fifty or none? And how does any come back, with hardly a slope?

So the 784-10 of the comparison had another start. From the article's the median
reads `75.68`. That is what lost digits cost, and it would say little about
hidden layers. Chapter 15 takes up both cures: the smaller start, and a cost
without that σ′.

## What it takes for what

Now the five networks of 784-30-10 in detail. How often are two digits confused?
Count both ways: the one read as the other, and the other as the one.
*/

static int confused(Confusion table, int d, int k) {
    return table[d][k] + table[k][d];
}

/*
→ What it takes for what

![Figure 13.2: Each row is a digit, each column an answer; the diagonal is
right. The colour goes by factors of ten, or the mistakes would not be
seen.](ch13_confusion)

The first table is that of the median network. It reads `22` images of a 4 as 9
and `19` of a 9 as 4, so these two are confused 41 times. In the mean of the
five they come first, then 3 and 5, 3 and 8, 2 and 7: where we would hesitate
too, if the hand is bad. A 4 that is closed at the top shares nearly all its ink
with a 9, and the network has nothing but the ink.

But look at the spread before you believe the order. 3 and 5 are confused `20`
times by one network and `48` times by another.

## How sure it was

The outputs are scores from 0 to 1. Call the largest one how sure the network
was. Where it says 0.8, is it right in 80 of 100 cases? Then it is calibrated,
and one may use the score: hand the doubtful digits to a human, and let the
machine have the rest.

The cost asks for just that, of each output by itself. Take all images to which
output 3 says the same a, and let a share p of them be 3s. Their mean cost is

    ½p(a - 1)² + ½(1 - p)a², with the slope p(a - 1) + (1 - p)a = a - p.

That is 0 at a = p: the cheapest answer is the honest one.

Two things may spoil it. We do not ask one output by itself, we take the
*largest of ten*. And we do not ask about images that were learned from, but
about *new* ones. So we count three times: each output, on images learned from;
the largest, on the same images; the largest, on test images.
*/

typedef struct Bin {
    int answers, right;
    double score;  // the sum of all
} Bin;

// a [n, CLASSES] as above; of the answers with a score from `low` up to `high`.
// An answer is the largest output of an image, or where `each` is true, each.
static Bin bin_of(const real *a, const uint8_t *label, int n, bool each,
                  double low, double high) {
    Bin bin = {0, 0, 0};
    for (int i = 0; i < n; i++) {
        int largest = argmax(a + i * CLASSES, CLASSES);
        for (int digit = 0; digit < CLASSES; digit++) {
            double score = (double)a[i * CLASSES + digit];
            if ((each || digit == largest) && score >= low && score < high) {
                bin.answers++;
                bin.right += digit == label[i];
                bin.score += score;
            }
        }
    }
    return bin;
}

/*
→ How sure it was

![Figure 13.3: Of the answers with about the same score, so many are right: on
the thin line a score could be taken for a probability. Beneath it a network is
surer than it is right.](ch13_reliability)

**Each output, images learned from.** Here the score is nearly honest, as the
cost asks. Where it says `0.395` in the mean, `37.4` of 100 are right; where it
says `0.821`, `87.6`. In no row it is off by more than six.

**The largest of ten, the same images.** Where that one says `0.411`, `61.8` are
right: much too modest. But an output that says no more and is the largest all
the same has no rival: the nine others say even less. So it is right more often
than it says. (Nothing makes ten outputs sum to 1. Chapter 15 has some that do.)

**The largest of ten, new images.** Under `0.5` it is still too modest. Above
`0.7` it is too sure: where it says `0.817`, only `75.1` are right and not
`91.0`; where it says `0.965`, `91.9` and not `97.9`. That is the price of new
images. Of 5,000 that they learned from the five read `97.6` of 100, of the new
ones `95.2`. The mean score falls only from `0.967` to `0.956`: it notices half
of that.

Over all new images the mean score is `0.956`. It agrees so well with `95.2`
because too modest and too sure cancel here. That is luck, not honesty.

So a score has to be measured before it is used, on images not learned from. And
then it is of use: four fifths of all answers are over `0.99`, and `99.2` of 100
of them are right. Hand the other fifth to a human, and of 1,000 that it keeps
the machine misreads eight. That fifth holds most of the mistakes: of `2418` all
but `313`, or 87 of 100. (How few will do, exercise 13b asks.)

Still, that is some sixty mistakes of each network among its surest answers. Two
of the median network's are printed above, and thirty-two drawn below. Some
leave us in doubt as well: a 5 that is closed like a 6, a 3 so blotted that it
may be an 8. But most of the thirty-two we would read: a thin 2 (it says 4), two
7s with a bar (2), a 0 with a speck beside it (3). Whoever says that the network
*sees* a digit should look at them.

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
For that the file, in the common format safetensors, has more than the weights:
the seed and the place in the epoch, from which the order of the rest follows,
the rate and the size of a batch. It also names the images and the cost, and
with others the program does not go on. A file that is damaged it refuses, and
says why. Without `--epochs` it only reads the test images.

Then write a digit, dark on light and of any size, with a pen or with a paint
program, and

    make predict IMAGE=my3.pgm MODEL=net.safetensors

cuts out its ink, scales it to 20x20 pixels and puts its centre of mass in the
middle of 28x28, as was done with MNIST's. Then it shows it as the network sees
it, and the ten outputs as bars. How well yours are read, no table here can say:
it is another hand and another pen.

## So, does it read handwriting?

Yes: about 95 of 100 digits, in hands that it has never seen, from any of five
starts, by steps downhill. Ten means that nobody has trained read `82.00`;
training without a hidden layer brings nearly ten more, the hidden layer three
or four. On the way a digit may be lost, and come back late.

Does it know when it is not sure? Mostly: the doubtful fifth of its answers
holds 87 of 100 mistakes. But its score is no probability: it is worth what
somebody has measured on new images. And of the mistakes that it is surest of,
most are not ours: it has the ink, pixel by pixel, and nothing else.

## What we cut corners on

Article 4 counts test images after every epoch, and so did we. Whoever *chooses*
a recipe that way has no test any more; chapter 16 does it properly. A score
that was measured on test images holds for images of that kind and for no
others. Show these networks a picture that is no digit, and the largest output
names one all the same: chapter 14 does so. And the comparison without a hidden
layer has one start of each kind, one rate and one cost: another recipe may move
both.

## Exercises

`make ex13` writes the files to edit and checks them; `make hint13` helps.

- **13a** `evaluate`: from outputs and labels, how many are right.
- **13b** A reader that may say "I do not know": how many images must it hand to
  a human, so that enough of the others are right?

Next: it reads. But what has it learned, edges and loops? `make ch14`.

## The workbench

What follows trains, prints the tables, and writes the numbers for the figures.
*/

enum { SEEDS = 5, OWN = 5000, CHECKED = 100 };
static Dataset train, test;

enum { ARTICLE, SMALL, LARGE, TWO_LAYERS, KINDS };
static const Recipe kind[] = {
    {"784-30-10", {1, {30}}, .epochs = EPOCHS, .batch = BATCH, .rate = rate},
    {"784-10, small", .init = INIT_LECUN, .batch = BATCH, .rate = rate},
    {"784-10", .batch = BATCH, .rate = rate},
    {"784-16-16-10", {2, {16, 16}}, .batch = BATCH, .rate = rate}};

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

// Of one network. It is asked on its way, and at the end of its training.
typedef struct Answers {
    Dataset set;               // the images; not owned
    real a[TESTS * CLASSES];   // what it said last [set.count, CLASSES]
    Confusion table;           // of a
    double slope[2][CLASSES];  // σ′: before the first step, after epoch 1
    bool lost[CLASSES];        // after epoch 1
} Answers;

// Of each kind of network five, on the test images; and of the article's on
// images that they have learned from.
static Answers says[KINDS * SEEDS], own[SEEDS];

static void ask(Answers *of, Learner *l, const Dataset *set) {
    of->set = *set;
    learner_sums(l, set, of->a);  // (σ keeps their order)
    memset(of->table, 0, sizeof of->table);
    evaluate(of->a, set->label, set->count, of->table);
    for (int i = 0; i < set->count * CLASSES; i++)
        of->a[i] = (real)m_sigmoid((double)of->a[i]);
}

static void ask_five(Answers *five, const Trials *t, int recipe,
                     const Dataset *set) {
    for (int k = 0; k < SEEDS; k++)
        ask(&five[k], &trials_at(t, recipe, k)->learner, set);
}

static void listen(Trial *t, int round) {
    Answers *of = says + t->number;
    if (round > 1)
        return;
    ask(of, &t->learner, &test);
    for (int digit = 0; digit < CLASSES; digit++) {
        of->slope[round][digit] =
            own_slope(of->a, test.label, test.count, digit);
        of->lost[digit] = is_lost(of->table, digit);
    }
}

/* ---- The tables and figures of the text ---------------------------------- */

// Chapter 5's ten means, here of so many images: what they read of 100.
static double means_read(int images) {
    Dataset d = dataset_part(&train, 0, images);
    Learner l = learner_new(&d, &kind[SMALL], 1, 1);
    for (int j = 0, pixels = d.rows * d.cols; j < CLASSES; j++) {
        real *m = l.mlp.weight[0]->data + j * pixels, n = 0, squares = 0;
        memset(m, 0, (size_t)pixels * sizeof *m);
        for (int i = 0; i < d.count; i++)
            for (int p = 0; d.label[i] == j && p < pixels; p++)
                m[p] += d.image[i * pixels + p], n += p == 0;
        for (int p = 0; n > 0 && p < pixels; p++)
            m[p] /= 255 * n, squares += m[p] * m[p];
        l.mlp.bias[0]->data[j] = -squares / 2;
    }
    double right = learner_read(&l, &test).right;
    learner_free(&l);
    return right;
}

static void twenty_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "Twenty networks");
    chapter_predict(c, "Five networks that differ only in their seed: how far "
                       "apart do they end? And what will be read without a "
                       "hidden layer?");
    trials_run(c, t, threads, "twenty networks");
    printf("Of 100 test images, so many are read right by the five 784-30-10; "
           "and in the end\nby each network:\n\n");
    Table u = table_begin("epoch | lowest | median | highest",
                          "%5d | %6.2f | %6.2f | %7.2f");
    Figure *f = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high");
    Spread end[KINDS];
    for (int e = 0; e <= t->done; e++) {
        for (int k = 0; k < KINDS; k++)
            end[k] = trials_spread(t, k, e, trial_right);
        figure_row(f, e, SPREAD(end[ARTICLE]), SPREAD(end[SMALL]));
        if (e <= 1 || e == 10 || e == t->done)
            table_row(&u, e, SPREAD(end[ARTICLE]));
    }
    figure_close(c, f);
    table_end(&u);
    u = table_begin("seed | 784-30-10 | 784-16-16-10 | 784-10, small start",
                    "%-9s | %.2f | %.2f | %.2f");
    for (int k = 0; k < SEEDS; k++)
        table_row(&u, text_format("%.0f", (double)c->seed + k),
                  trial_right(trials_at(t, ARTICLE, k), t->done),
                  trial_right(trials_at(t, TWO_LAYERS, k), t->done),
                  trial_right(trials_at(t, SMALL, k), t->done));
    table_row(&u, "deviation", end[ARTICLE].deviation,
              end[TWO_LAYERS].deviation, end[SMALL].deviation);
    table_end(&u);
    printf("Means as in chapter 5 read %.2f; of all %d images %.2f of 100.\n\n",
           means_read(1000), train.count, means_read(train.count));
    claim("784-30-10, the median", end[ARTICLE].median, 94.5, 95.4, "%.1f");
    claim("784-16-16-10", end[TWO_LAYERS].median, 92.5, 94.5, "%.1f");
    claim("784-10, small start", end[SMALL].median, 91.3, 92.1, "%.1f");
}

static const char *mean_of(double sum, int n) {
    return n ? text_format("%.5f", sum / n) : "–";
}

static void lost_row(const Table *t, const Trials *all, int recipe) {
    double slope[2][2] = {{0}};  // [before or after][lost]
    int digits[2] = {0, 0}, end = 0;
    Answers *of = says + recipe * SEEDS;
    for (int k = 0; k < SEEDS; k++, of++)
        for (int d = 0; d < CLASSES; d++) {
            bool lost = of->lost[d];
            digits[lost]++, end += is_lost(of->table, d);
            slope[0][lost] += of->slope[0][d];
            slope[1][lost] += of->slope[1][d];
        }
    table_row(t, kind[recipe].name, digits[1], mean_of(slope[0][1], digits[1]),
              mean_of(slope[0][0], digits[0]), mean_of(slope[1][1], digits[1]),
              mean_of(slope[1][0], digits[0]), end,
              trials_spread(all, recipe, all->done, trial_right).median);
}

static void lost_digit(Chapter *c, const Trials *t) {
    chapter_section(c, "A lost digit");
    chapter_predict(c, "A digit will be lost. Is its σ′ nearly 0 before the "
                       "first step, or only later?");
    printf("How many of fifty digits are lost after epoch 1; σ′ of their "
           "outputs and of the\nothers, at the start and after that epoch; how "
           "many are lost at the end, and how\nmany of 100 images the median "
           "network reads then:\n\n");
    Table u = table_begin("network|lost|start: lost|others|after: lost|others|"
                          "end|read",
                          "%-14s|%4d|%11s|%7s|%11s|%7s|%3d|%5.2f");
    lost_row(&u, t, ARTICLE);
    lost_row(&u, t, LARGE);
    lost_row(&u, t, SMALL);
    table_end(&u);
}

static void what_for_what(Chapter *c, int median) {
    Answers *of = says + median;
    chapter_section(c, "What it takes for what");
    chapter_predict(c, "Which two digits are taken for each other most?");
    printf("784-30-10 with the seed %.0f, the median of the five:\n\n",
           (double)c->seed + median);
    Figure *f = figure_open(c, "ch13_confusion", "answer digit images");
    Table t = table_begin("digit|0|1|2|3|4|5|6|7|8|9",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d");
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = of->table[digit];
        for (int k = 0; k < CLASSES; k++)
            figure_row(f, k, digit, r[k]);
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9]);
    }
    figure_close(c, f);
    table_end(&t);
}

static void most_confused(void) {
    enum { PAIRS = CLASSES * CLASSES };  // d, k is number d·CLASSES + k
    Spread images[PAIRS];
    for (int p = 0; p < PAIRS; p++) {
        double x[SEEDS];
        for (int s = 0; s < SEEDS; s++)
            x[s] = confused(says[s].table, p / CLASSES, p % CLASSES);
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

// All five together, and how many of 100 answers of one of them are right.
typedef struct Bins {
    int answers, wrong;
    double score, right, low, high;
} Bins;

static Bins five_bins(const Answers *five, bool each, double low, double high) {
    Bins b = {.low = 100};
    for (const Answers *of = five; of < five + SEEDS; of++) {
        Bin one = bin_of(of->a, of->set.label, of->set.count, each, low, high);
        if (one.answers == 0)
            continue;
        b.answers += one.answers, b.score += one.score, b.right += one.right;
        b.wrong += one.answers - one.right;
        b.low = fmin(b.low, 100.0 * one.right / one.answers);
        b.high = fmax(b.high, 100.0 * one.right / one.answers);
    }
    int all = b.answers ? b.answers : 1;
    b.score /= all, b.right *= 100.0 / all;
    return b;
}

static void how_sure(Chapter *c) {
    static const char *const name[] = {
        "under 0.3",   "0.3 to 0.5", "0.5 to 0.7", "0.7 to 0.9",
        "0.9 to 0.99", "over 0.99",  "all"};
    static const double edge[] = {0, 0.3, 0.5, 0.7, 0.9, 0.99, 2};
    enum { SUREST = 5, ALL };  // the last bin has all answers
    chapter_section(c, "How sure it was");
    chapter_predict(c, "Where it says 0.9 to 0.99, how many of 100 answers are "
                       "right? And under 0.3?");
    printf(
        "Answers by their score: the mean score, and how many of 100 are "
        "right. First\neach output by itself, on %d images learned from; then "
        "the largest of ten, on\nthe same images; then the largest on test "
        "images:\n\n",
        own[0].set.count);
    Table t = table_begin("score|each: mean|right|largest|right|tests|mean|"
                          "right|wrong",
                          "%-11s|%10.3f|%5.1f|%7.3f|%5.1f|%5d|%5.3f|%5.1f|%5d");
    Figure *f = figure_open(c, "ch13_reliability",
                            "score right low high score right low high "
                            "score right low high");
    figure_number(f, "networks", SEEDS);
    for (int k = 0; k <= ALL; k++) {
        double low = edge[k % ALL], high = edge[k < ALL ? k + 1 : ALL];
        Bins e = five_bins(own, true, low, high);
        Bins l = five_bins(own, false, low, high);
        Bins b = five_bins(says, false, low, high);
        table_row(&t, name[k], e.score, e.right, l.score, l.right, b.answers,
                  b.score, b.right, b.wrong);
        if (k < ALL && l.answers >= 50 && b.answers >= 50)
            figure_row(f, b.score, b.right / 100, b.low / 100, b.high / 100,
                       l.score, l.right / 100, l.low / 100, l.high / 100,
                       e.score, e.right / 100, e.low / 100, e.high / 100);
        if (k == SUREST)
            claim("right of 100 over 0.99", b.right, 98.5, 99.7, "%.1f");
    }
    figure_close(c, f);
    table_end(&t);
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
    t.after = listen;
    for (int k = 0; k < KINDS; k++) {
        t.at_end = k == TWO_LAYERS;
        trials_add(&t, &kind[k], &train);
    }
    twenty_networks(c, &t, threads);
    Dataset learned = dataset_part(&train, 0, OWN);
    for (int k = 0; k < KINDS; k++)
        ask_five(says + k * SEEDS, &t, k, &test);
    ask_five(own, &t, ARTICLE, &learned);
    lost_digit(c, &t);
    int median = trials_median(&t, ARTICLE, t.done, trial_right)->number;
    what_for_what(c, median);
    most_confused();
    how_sure(c);
    surest_misses(c, says + median);
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
