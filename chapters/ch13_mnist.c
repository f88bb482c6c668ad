/*
# Chapter 13: Reading handwriting

**The question.** Article 4 trains a network of 784-30-10 neurons and ends at
nearly 95 of 100 test images. Does that come out when somebody else does it, in
another language, from other random weights? And what are the other five? By the
end you will have trained ten networks, seen how some go wrong for a while, what
one of them misreads and how sure it was, and trained one of your own.

Read it beside article 4 (rows A4-8, A4-13, A4-14 and A4-16, the notes E20, E22
and E23). Run it with `make ch13`. What the text says of numbers is about the
real MNIST (`make mnist`). With the drawn digits the story is the same, the
numbers are not.

**本章要点** 按第四篇文章的配方训练五次，只换随机种子：每 100 幅测试图像大约读对 95 幅；要报告中位数和标准差，而不是最好的一次。
混淆矩阵说明哪个数字被读成了哪个；网络读错的时候，常常也很自信。
有时一个数字会“丢失”：它的输出停在 0 附近，σ′ 几乎为 0，很久都学不回来。

**New here**

median (中位数)
: the middle one of sorted numbers. Of 94, 95 and 99 it is 95.

confusion matrix (混淆矩阵)
: a table of counts. Row 4, column 9: how many 4s were read as 9.

lost digit (丢失的数字)
: a digit of whose images the network reads fewer than 1 in 20.

checkpoint (检查点)
: a file with the weights and all else that training needs to go on.
*/

#include "../lib/parallel.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"
#include "common/trainer.h"

#include <stdio.h>
#include <string.h>

enum { IMAGES = 50000, TESTS = 10000, BATCH = 10, EPOCHS = 30 };
static Dataset train, test;

/*
## Article 4, in C

The recipe: weights and biases start as random numbers from chapter 6's N(0, 1),
of deviation 1; the cost is ½Σ (a - y)², whose slope with a is a - y; a step
with η = 3 after every 10 images; the first 50,000 training images are gone
through 30 times, in a new order each time. The loop is chapter 11's (record, go
backward, rewind, go downhill) and stands in `common/learner.c`: a learner is a
network with its own graph, its own order of the images and its recipe, and
`learner_epoch` shuffles its images and steps after every mini-batch.
*/

// (What is not said: sigmoids, that start, and that cost.)
static const Recipe recipe = {
    .hidden = {1, {30}}, .epochs = EPOCHS, .batch = BATCH, .rate = 3};

typedef struct Net {
    Learner learner;
    int right[EPOCHS + 1];           // test images, after each epoch
    bool lost[EPOCHS + 1][CLASSES];  // fewer than 1 in 20 are read
} Net;

static Net net_new(const Sizes *hidden, uint64_t seed) {
    Recipe r = recipe;
    r.hidden = *hidden;
    return (Net){.learner = learner_new(&train, &r, seed, 1)};
}

static void net_free(Net *n) { learner_free(&n->learner); }

/*
Then `evaluate`, which stands in the article's listing and is left out of its
walk through the code: the network's answer is its largest output, and it is
right if that is the label. We count a little more than the article does, a
table of what each digit was read as.
*/

typedef int Confusion[CLASSES][CLASSES];  // [digit][answer]

// outputs [test.count, CLASSES] gets what the network says, unless it is NULL.
typedef struct Evaluation {
    const Mlp *m;
    int (*table)[CLASSES];
    real *outputs;
    int right;
} Evaluation;

static void evaluate_batch(void *context, const Batch *b, int from) {
    Evaluation *e = context;
    const real *a = t_sigmoid(mlp_forward(e->m, b->x))->data;
    for (int k = 0; k < b->n; k++) {
        e->table[b->label[k]][argmax(a + k * CLASSES, CLASSES)]++;
        e->right += is_right(a + k * CLASSES, b->label[k]);
    }
    if (e->outputs)
        memcpy(e->outputs + from * CLASSES, a,
               (size_t)(b->n * CLASSES) * sizeof *a);
}

// Returns how many are right.
static int evaluate(const Net *n, Confusion table, real *outputs) {
    Evaluation e = {&n->learner.mlp, table, outputs, 0};
    memset(table, 0, sizeof(Confusion));
    dataset_visit(&test, e.m->graph, evaluate_batch, &e);
    return e.right;
}

// What a thread does with one network.
static void one_epoch(void *nets, int which) {
    Net *n = (Net *)nets + which;
    Confusion table;
    learner_epoch(&n->learner);
    int epoch = n->learner.epochs;
    n->right[epoch] = evaluate(n, table, NULL);
    for (int digit = 0; digit < CLASSES; digit++) {
        int all = 0;
        for (int answer = 0; answer < CLASSES; answer++)
            all += table[digit][answer];
        n->lost[epoch][digit] = 20 * table[digit][digit] < all;
    }
}

/*
## First, the check

Half a minute of training on a wrong gradient would be half a minute lost. So
the network is checked before it starts, on the first ten images and in double
precision: *all* its derivatives against numeric ones, and two by hand, with
chapter 9's δ, which is (a - y)·σ′ for half of that chapter's cost. (`make ch13`
builds this file twice. The double program does this; the float one does the
rest, faster.)
*/

// ∂C/∂b of output 3, and ∂C/∂w from hidden neuron 0 to it. (OnBatch is what
// cost_on_batch, the cost that central_difference turns knobs of, has to know.)
static void check_by_hand(Chapter *c, OnBatch *k) {
    const Mlp *m = &k->learner->mlp;
    Tensor *const *w = m->weight, *const *b = m->bias;
    GraphMark mark = graph_mark(m->graph);
    Tensor *h = t_sigmoid(t_linear(k->batch->x, w[0], b[0]));
    Tensor *a = t_sigmoid(t_linear(h, w[1], b[1]));
    double hand[2] = {0, 0};
    for (int i = 0; i < k->batch->n; i++) {
        double o = a->data[i * CLASSES + 3], y = k->batch->label[i] == 3;
        double delta = (o - y) * o * (1 - o) / k->batch->n;
        hand[0] += delta;
        hand[1] += delta * (double)h->data[i * h->cols];
    }
    graph_rewind(m->graph, mark);
    for (int r = 0; r < 2; r++) {
        Tensor *p = r ? w[1] : b[1];
        int at = r ? 3 * p->cols : 3;
        real step = difference_step(p->data[at]);
        report_row(c, r ? "a weight to output 3" : "bias of output 3", hand[r],
                   p->grad[at],
                   central_difference(cost_on_batch, k, &p->data[at], step));
    }
}

static void check(Chapter *c, const Sizes *hidden) {
    Net net = net_new(hidden, c->seed);
    Learner *l = &net.learner;
    int n = train.count < BATCH ? train.count : BATCH;
    Batch b = batch_gather(l->graph, &train, l->order, n);
    OnBatch k = {l, &b};
    t_backward(learner_cost(l, &b));
    report_begin(c);
    if (l->mlp.layers == 2)
        check_by_hand(c, &k);
    // (Work grows with the square of the network: no more than ours takes.)
    size_t all = graph_params(l->graph), most = 600000000 / all + 1;
    size_t moving = report_params(c, l->graph, cost_on_batch, &k,
                                  c->quick && most > 1000 ? 1000 : most);
    report_end(c);
    printf("  %zu of all %zu derivatives are not 0 on these %d images.\n\n",
           moving, all, n);
    net_free(&net);
}

/*
Those that are 0 sit behind pixels that are paper in all ten images, as the
corner did in chapter 7. The others agree, so the walk downhill may begin.

## Ten networks

Articles 1 to 3 speak of 784-16-16-10 with 13,002 weights and biases; article 4
goes on with 784-30-10, without a word about the change. That one has 23,860. We
train both, five times each, with five seeds: the number from which all chance
starts, the weights at first and the order of the images. Two networks are
trained at a time, each with its own graph, so that no two threads ever touch
the same one.
*/

enum { SEEDS = 5, NETS = 2 * SEEDS };
static const Sizes article1 = {2, {16, 16}};
static const char *const names[] = {"784-30-10", "784-16-16-10"};

static double of_100(int images) { return 100.0 * images / test.count; }

// Of the five networks from `net` on, of 100 test images.
static Spread summary(const Net *net, int epoch) {
    double x[SEEDS];
    for (int k = 0; k < SEEDS; k++)
        x[k] = of_100(net[k].right[epoch]);
    return spread_of(x, SEEDS);
}

static void train_ten(Chapter *c, Net *net, int epochs, int threads) {
    Pool *pool = pool_new(threads);
    Confusion table;
    for (int k = 0; k < NETS; k++) {
        net[k] = net_new(k < SEEDS ? &recipe.hidden : &article1,
                         c->seed + (uint64_t)(k % SEEDS));
        net[k].right[0] = evaluate(&net[k], table, NULL);
    }
    chapter_progress(c, 0, epochs, "ten networks");
    for (int e = 1; e <= epochs; e++) {
        pool_run(pool, NETS, one_epoch, net);
        chapter_progress(c, e, epochs, "epoch %d of %d: %.2f and %.2f of 100",
                         e, epochs, summary(net, e).median,
                         summary(net + SEEDS, e).median);
    }
    pool_free(pool);
}

static void show_epochs(Chapter *c, const Net *net, int epochs) {
    printf("Lowest, median and highest of the five, first of 784-30-10, then "
           "of\n784-16-16-10:\n\n");
    Table t = table_begin("epoch|30: lowest|median|highest|"
                          "16-16: lowest|median|highest",
                          "%5d|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f");
    Figure *s = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high");
    for (int e = 0; e <= epochs; e++) {
        Spread a = summary(net, e), b = summary(net + SEEDS, e);
        figure_row(s, (double)e, a.low, a.median, a.high, b.low, b.median,
                   b.high);
        if (e <= 3 || e % 10 == 0 || e == 5 || e == epochs)
            table_row(&t, e, a.low, a.median, a.high, b.low, b.median, b.high);
    }
    figure_close(c, s);
    table_end(&t);
}

static void show_seeds(const Net *net, int epochs) {
    Table t =
        table_begin("seed | 784-30-10 | 784-16-16-10", "%-9s | %.2f | %.2f");
    int best = 0;
    for (int k = 0; k < SEEDS; k++) {
        char seed[24];
        snprintf(seed, sizeof seed, "%llu",
                 (unsigned long long)net[k].learner.seed);
        table_row(&t, seed, of_100(net[k].right[epochs]),
                  of_100(net[SEEDS + k].right[epochs]));
        for (int e = 0; e <= epochs; e++)
            best = net[k].right[e] > best ? net[k].right[e] : best;
    }
    Spread a = summary(net, epochs), b = summary(net + SEEDS, epochs);
    table_row(&t, "mean", a.mean, b.mean);
    table_row(&t, "deviation", a.deviation, b.deviation);
    table_end(&t);
    printf("The best moment of any 784-30-10 was %.2f: luck, and seen "
           "only because\nwe looked at the test set %d times.\n\n",
           of_100(best), SEEDS * epochs);
}

static void ten_networks(Chapter *c, Net *net, int epochs, int threads) {
    chapter_section(c, "Ten networks");
    int steps = (train.count + BATCH - 1) / BATCH;
    printf("%d images, %d at a time: %d steps an epoch, %d in %d epochs.\n",
           train.count, BATCH, steps, steps * epochs, epochs);
    chapter_predict(c, "Five networks that differ only in their seed: how far "
                       "apart do they end?");
    train_ten(c, net, epochs, threads);
    printf("Of 100 test images, so many are read right:\n\n");
    show_epochs(c, net, epochs);
    show_seeds(net, epochs);
}

/*
![Figure 13.1: Test images read right after each epoch: the median of five
networks, and the band from the lowest to the highest.](ch13_accuracy)

So the article is right. With its recipe the median of five ends between `94.5`
and `95.4`; most of that is there after the first epoch, `88` to `92`. The
13,002 weights of articles 1 to 3 do a little worse, `92.5` to `94.5`. Another
seed moves a result by a standard deviation or so. Then a difference of a tenth
between two recipes, each run once, says nothing, and whoever reports the best
of many runs at its best moment reports luck.

## A lost digit

Look at the lowest ones of the first epochs again. A network may read hardly any
image of one digit, and the others as ever. Who lost which? Beside the ten we
train two with more neurons, which should be better: 784-100-10.
*/

static real outputs[TESTS * CLASSES];  // [test.count, CLASSES] of one network

// "2 5", or "–" when none is lost.
static const char *lost_digits(const Net *n, int epoch, char *text) {
    char *end = text;
    for (int digit = 0; digit < CLASSES; digit++)
        if (n->lost[epoch][digit])
            end += sprintf(end, "%s%d", end == text ? "" : " ", digit);
    return end == text ? "–" : text;
}

static void lost_row(const Table *t, const char *name, const Net *n) {
    char a[32], b[32], d[32];
    int last = n->learner.epochs, soon = last < 3 ? last : 3;
    table_row(t, name, n->learner.seed, lost_digits(n, 1, a),
              lost_digits(n, soon, b),
              last > 3 ? lost_digits(n, last, d) : "(stopped)");
}

// What an output says to the images of its own digit.
static void look_inside(const Net *n) {
    const bool *lost = n->lost[n->learner.epochs];
    Confusion table;
    evaluate(n, table, outputs);
    Table t = table_begin("digit || mean | largest | mean of σ′",
                          "%5d | %-4s | %8.6f | %8.6f | %8.6f");
    for (int digit = 0; digit < CLASSES; digit++) {
        double sum = 0, most = 0, slope = 0, all = 0;
        for (int i = 0; i < test.count; i++) {
            double a = outputs[i * CLASSES + digit];
            if (test.label[i] != digit)
                continue;
            sum += a, slope += a * (1 - a), all++;
            most = a > most ? a : most;
        }
        all = all > 0 ? all : 1;
        table_row(&t, digit, lost[digit] ? "lost" : "", sum / all, most,
                  slope / all);
    }
    table_end(&t);
}

static void lost_digit(Chapter *c, const Net *net, int threads) {
    enum { WIDE = 2 };
    const Sizes hundred = {1, {100}};
    Net wide[WIDE], *worst = &wide[0];
    chapter_section(c, "A lost digit");
    Pool *pool = pool_new(threads);
    for (int k = 0; k < WIDE; k++)
        wide[k] = net_new(&hundred, c->seed + (uint64_t)k);
    int epochs = c->quick ? 2 : 3;
    for (int e = 0; e < epochs; e++)
        pool_run(pool, WIDE, one_epoch, wide);
    pool_free(pool);
    Table t = table_begin(c->quick ? "network | seed | lost after epoch 1 | "
                                     "after epoch 2 | at the end"
                                   : "network | seed | lost after epoch 1 | "
                                     "after epoch 3 | at the end",
                          "%-12s | %4d | %-18s | %-18s | %-s");
    for (int k = 0; k < NETS; k++)
        lost_row(&t, names[k / SEEDS], &net[k]);
    for (int k = 0; k < WIDE; k++) {
        lost_row(&t, "784-100-10", &wide[k]);
        if (wide[k].right[epochs] < worst->right[epochs])
            worst = &wide[k];
    }
    table_end(&t);
    printf("784-100-10 with the seed %llu reads %d of %d. What its outputs say "
           "to the images\nof their own digit:\n\n",
           (unsigned long long)worst->learner.seed, worst->right[epochs],
           test.count);
    look_inside(worst);
    for (int k = 0; k < WIDE; k++)
        net_free(&wide[k]);
}

/*
The output of a lost digit says nearly 0 to its own images too: its weighted sum
has been pushed far to the left, where σ is flat. There σ′ is nearly 0, and the
wish of that output is multiplied by σ′ (chapter 9), so it hardly reaches the
weights. The cost cannot pull the digit back, or only after many epochs. Whether
it happens is chance; the wide network invites it, since its sums have a hundred
terms of deviation 1. Chapter 15 has two cures.

## What it takes for what

Now one network in detail: 784-30-10, and of the five not the best but the
median.
*/

static const Net *median_one(const Net *net, int epoch) {
    for (int k = 0; k < SEEDS; k++)
        if (of_100(net[k].right[epoch]) >= summary(net, epoch).median &&
            of_100(net[k].right[epoch]) <= summary(net, epoch).median)
            return &net[k];
    return net;
}

static double confusion(Chapter *c, const Net *n) {
    chapter_section(c, "What it takes for what");
    chapter_predict(c, "Which digit is the hardest? Which two are taken for "
                       "each other most?");
    Confusion table;
    evaluate(n, table, outputs);
    Figure *s = figure_open(c, "ch13_confusion", "answer digit images");
    Table t = table_begin("digit|0|1|2|3|4|5|6|7|8|9|of 100",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%.1f");
    double lowest = 100;
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = table[digit];
        int all = 0;
        for (int k = 0; k < CLASSES; k++) {
            all += r[k];
            figure_row(s, (double)k, (double)digit, (double)r[k]);
        }
        double right = 100.0 * r[digit] / (all > 0 ? all : 1);
        lowest = right < lowest ? right : lowest;
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9], right);
    }
    figure_close(c, s);
    table_end(&t);
    return lowest;
}

/*
![Figure 13.2: Each row is a digit, each column an answer; the diagonal is right.
The colour goes by factors of ten, or the mistakes would not be
seen.](ch13_confusion)

The hardest digit still gets `88` to `95` of 100. On MNIST 4 and 9, 5 and 3, 8
and 3, 7 and 2 are taken for each other: where we would hesitate too, if the
hand is bad.

## How sure it was

The outputs are scores from 0 to 1. Call the largest one how sure the network
was. A good reader should be less sure where it is wrong.
*/

static int miss[TESTS], misses;  // test images, the surest mistake first

static int answer(int i) { return argmax(outputs + i * CLASSES, CLASSES); }
static double score(int i) { return (double)outputs[i * CLASSES + answer(i)]; }

static void find_misses(void) {
    misses = 0;
    for (int i = 0; i < test.count; i++) {
        if (answer(i) == test.label[i])
            continue;
        int at = misses++;  // insert it where it belongs
        for (; at > 0 && score(miss[at - 1]) < score(i); at--)
            miss[at] = miss[at - 1];
        miss[at] = i;
    }
}

// right [4], of 100: from where the score is under 0.5 to where over 0.99.
static void how_sure(Chapter *c, double *right) {
    static const double edge[] = {0, 0.5, 0.9, 0.99, 1.01};
    static const char *const name[] = {"under 0.5", "0.5 to 0.9", "0.9 to 0.99",
                                       "over 0.99"};
    chapter_section(c, "How sure it was");
    chapter_predict(c, "Where it is surer than 0.99, how many of 100 answers "
                       "are right?");
    Table t = table_begin("largest output | images | right | wrong | of 100",
                          "%-14s | %6d | %6d | %5d | %.1f");
    for (int k = 0; k < 4; k++) {
        int all = 0, good = 0;
        for (int i = 0; i < test.count; i++)
            if (score(i) >= edge[k] && score(i) < edge[k + 1]) {
                all++;
                good += answer(i) == test.label[i];
            }
        right[k] = 100.0 * good / (all > 0 ? all : 1);
        table_row(&t, name[k], all, good, all - good, right[k]);
    }
    table_end(&t);
}

enum { SHOWN = 2, GALLERY = 32 };

static void show_misses(Chapter *c) {
    const uint8_t *image[GALLERY];
    int pixels = test.rows * test.cols, n = misses < GALLERY ? misses : GALLERY;
    int shown = n < SHOWN ? n : SHOWN;
    Figure *s = figure_open(c, "ch13_misses", "place digit answer score");
    for (int k = 0; k < n; k++) {
        image[k] = test.image + miss[k] * pixels;
        figure_row(s, (double)k, (double)test.label[miss[k]],
                   (double)answer(miss[k]), score(miss[k]));
    }
    for (int k = 0; k < n; k++) {
        figure_block(s, "place column row byte", NULL);
        for (int i = 0; i < pixels; i++)
            figure_row(s, (double)k, (double)(i % test.cols),
                       (double)(i / test.cols), (double)image[k][i]);
    }
    figure_close(c, s);
    printf("Its surest mistakes:\n\n");
    text_images(shown, image, test.rows, test.cols);
    for (int k = 0; k < shown; k++)
        printf("  a %d; it says %d, %.5f%*s", test.label[miss[k]],
               answer(miss[k]), score(miss[k]), k + 1 < shown ? 6 : 0, "");
    printf("\n\n");
}

/*
![Figure 13.3: The surest mistakes: what it is → what the network
read.](ch13_misses)

In this sense it is a good reader: over `0.99` it is right in `98` to `99.8` of
100 cases, under `0.5` in `40` to `60`. But there are many images over `0.99`,
and some dozens of its mistakes are among them, as sure as can be. Some of those
pictures leave us in doubt as well. Others do not: whoever says that the network
*sees* a digit should look at them. (Chapter 14 shows it noise.)

## Before and after

What has training done? Two images, and what the same network says to them
before the first step and after the last: one that it reads, and its surest
mistake.
*/

static void before_and_after(Chapter *c, const Net *n) {
    int image[2] = {0, misses > 0 ? miss[0] : 0},
        pixels = test.rows * test.cols;
    while (image[0] + 1 < test.count &&
           answer(image[0]) != test.label[image[0]])
        image[0]++;
    Net fresh = net_new(&recipe.hidden, n->learner.seed);
    const Mlp *m = &fresh.learner.mlp;
    Batch b = batch_gather(m->graph, &test, image, 2);
    const real *before = t_sigmoid(mlp_forward(m, b.x))->data;
    chapter_section(c, "Before and after");
    Figure *s = figure_open(c, "ch13_outputs", "output before after");
    for (int k = 0; k < 2; k++) {
        printf("A %d, which it %s:\n\n", b.label[k],
               answer(image[k]) == b.label[k] ? "reads" : "does not read");
        const real *said[] = {before + k * CLASSES,
                              outputs + image[k] * CLASSES};
        printf("  %-6s", "output");
        for (int j = 0; j < CLASSES; j++)
            printf("  %5d", j);
        for (int late = 0; late < 2; late++) {
            printf("\n  %-6s", late ? "after" : "before");
            for (int j = 0; j < CLASSES; j++)
                printf("  %.3f", (double)said[late][j]);
        }
        printf("\n\n");
        figure_block(s, "outputs", NULL);
        for (int j = 0; j < CLASSES; j++)
            figure_row(s, (double)j, (double)said[0][j], (double)said[1][j]);
        figure_block(s, "pixels: column row byte", NULL);
        for (int i = 0; i < pixels; i++)
            figure_row(s, (double)(i % test.cols), (double)(i / test.cols),
                       (double)test.image[image[k] * pixels + i]);
    }
    figure_close(c, s);
    net_free(&fresh);
}

/*
![Figure 13.4: The ten outputs before the first step and after the last, for an
image that is read and for the surest mistake.](ch13_outputs)

Before, the outputs are anything, for the one image as for the other. After, one
output stands alone. In the mistake too.

## Does the text hold?

What a float program prints differs from machine to machine, in the last digits
at first and after some thousand steps in more. The ranges in this text leave
room for that, and the program holds itself to them: a full run on MNIST in
which a number is elsewhere fails.
*/

static void the_experiment(Chapter *c, int threads) {
    static Net net[NETS];
    double sure[4];
    int epochs = c->quick ? 2 : EPOCHS;
    ten_networks(c, net, epochs, threads);
    lost_digit(c, net, threads);
    const Net *one = median_one(net, epochs);
    double hardest = confusion(c, one);
    find_misses();
    how_sure(c, sure);
    show_misses(c);
    before_and_after(c, one);
    claims_begin(c, c->seed == 1);
    claim_row(c, "784-30-10: the median of five", summary(net, epochs).median,
              94.5, 95.4, "%.1f");
    claim_row(c, "784-30-10, after one epoch", summary(net, 1).median, 88, 92,
              "%.0f");
    claim_row(c, "784-16-16-10: the median of five",
              summary(net + SEEDS, epochs).median, 92.5, 94.5, "%.1f");
    claim_row(c, "right of 100 of the hardest digit", hardest, 88, 95, "%.0f");
    claim_row(c, "right of 100 over 0.99", sure[3], 98, 99.8, "%.3g");
    claim_row(c, "right of 100 under 0.5", sure[0], 40, 60, "%.0f");
    claims_end(c);
    for (int k = 0; k < NETS; k++)
        net_free(&net[k]);
}

/*
## A network of your own

With any option about training, this program trains one network and no more:

    make ch13 ARGS="--seed 2 --epochs 30 --save net.safetensors"

It is the very network that stands in the table above beside the seed 2: the
same start, the same images in the same order, the same cost, and so the same
weights to the bit. Options may change it: `--hidden 128,64`, `--rate`,
`--batch`. Press Ctrl-C when you are tired of waiting: it finishes the step and
keeps a **checkpoint**. With `--load net.safetensors` it goes on where it
stopped and comes to the same weights, to the bit, as if it never had; without
more epochs it only reads the test images. That takes little: the order of an
epoch's images is drawn from the seed and the number of the epoch alone, so the
file holds the seed, the place, and the weights. Try `--rate 1e39` too: the
weights become infinite at the first step, and it says so and keeps the last
good ones; and `--rate 100`, with which the network only guesses, which it says
too. (The code is `chapters/common/trainer.c`.)

Then write a digit, with a pen or with a paint program, and

    make predict IMAGE=my3.pgm MODEL=net.safetensors

shows it as the network sees it, and the ten outputs as bars. It may be a
photograph, with a shadow, on squared paper; of several digits each is read by
itself. The formats are PGM, PPM and PBM. A PNG or a JPEG is read too if
ImageMagick is installed (`apt-get install imagemagick`), which is also what
makes the one of the other: `magick my3.jpg my3.pgm`.
*/

int main(int argc, char **argv) {
    Chapter c;
    TrainOptions o = {0};
    const Option extra[] = {CHAPTER_TRAINING(&o), CHAPTER_TWO_BUILDS(&c), {0}};
    if (!chapter_begin(&c, argc, argv, "ch13_mnist", "Reading handwriting",
                       extra))
        return c.status;
    c.any_size = true;
    if (!chapter_data(&c, o.data, c.check_only ? BATCH : IMAGES,
                      c.check_only ? BATCH : TESTS, &train, &test))
        return chapter_end(&c);
    if (chapter_checks(&c))
        check(&c, o.hidden.n ? &o.hidden : &recipe.hidden);
    if (!c.check_only && trainer_asked(&o))
        trainer_run(&c, &o, &recipe, &train, &test, "test");
    else if (!c.check_only)
        the_experiment(&c, o.threads ? o.threads : 2);
    dataset_free(&train);
    dataset_free(&test);
    return chapter_end(&c);
}

/*
## What we cut corners on

Article 4 counts test images after every epoch, and so did we; whoever *chooses*
a recipe that way has no test any more, and chapter 16 does it properly. How
sure a network is, is a score, not a probability. And ½Σ (a - y)² is not the
best cost for this task, as the lost digits show.

One word about the article. Its listing mixes Python 2 and Python 3, so that no
interpreter runs it as it is printed; the program in its repository runs.

## Exercises

`make ex13` writes the files to edit and checks them; `make hint13` helps.

- **13a** `evaluate`: from outputs and labels, how many are right.
- **13b** From a confusion matrix, the two digits that are taken for each other
  most, both ways counted.

Next: it reads. But what has it learned, edges and loops? `make ch14`.
*/
