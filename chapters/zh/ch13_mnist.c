/*
# 第 13 章：认手写数字

**这一章的问题。** 第四篇文章训练了一个 784-30-10 的网络，最后每 100 幅测试图像
认对将近 95 幅。换一个人，换一种语言，换一批随机的权重，结果还是这样吗？另外五幅
又是怎么回事？这一章里，你会训练十个网络，看到其中几个丢掉一个数字，看到它们认错
了什么，还会弄清楚：网络说 `0.9`，是不是真有九成把握。

请对照第四篇文章（A4-8、A4-13、A4-14 和 A4-16 这几条，以及提醒 E20、E22 和 E23）
来读。用 `make ch13` 运行。正文里的数，是在真正的 MNIST 上量出来的
（`make mnist`）。用程序画的数字，故事一样，数不一样。

**本章要点** 按第四篇文章的配方训练五次，只换随机种子：每 100 幅测试图像大约认对
95 幅；要报告中位数和最低、最高，而不是最好的一次。混淆矩阵说明哪个数字被认成了
哪个；把“有多自信”和“认对多少”放在一起比：平均来说两者差不多，但得分高的，说得比
做得好；得分低的，做得比说得好。有时一个数字会“丢失”：它的输出停在 0 附近，σ′ 几
乎为 0，很久都学不回来。

**新词**

中位数 (median)
: 从小到大排好以后，正中间的那一个。94、95 和 99 的中位数是 95。

混淆矩阵 (confusion matrix)
: 一张计数的表。第 4 行第 9 列：有多少个 4 被认成 9。

丢失的数字 (lost digit)
: 这个数字的图像，网络每 20 幅认对的还不到 1 幅。

校准 (calibrated)
: 得分可以信：得分是 0.8 的回答，100 个里有 80 个是对的。
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
## 用 C 写第四篇文章的程序

配方是这样的：权重和偏置一开始取随机数，来自第 6 章的 N(0, 1)，标准差是 1；成本
是 ½Σ (a - y)²，它对 a 的斜率是 a - y；每看 10 幅图像走一步，η = 3；头 50,000 幅
训练图像看 30 遍，每遍换一个次序。（另外 10,000 幅留给第 16 章。）看一遍就是一
轮，循环就是第 11 章的那个：记录，往回走，倒带，下山。
*/

static void one_epoch(Learner *l) {
    learner_order(l);  // 按种子和轮次洗 l->order
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
一个学习者（`chapters/common/learner.h`），就是一个网络，有自己的计算图、自己的
图像次序和自己的配方；它用的随机数全都来自一个数，即种子。它的 `learner_epoch`
照任何配方都能做上面的事。检验时把两者一直比到最后一个二进制位，以后就用它。

接着是 `evaluate`，文章的程序里有它，讲解时却略过了：网络的回答就是最大的那个输
出，与标签相同就算对。我们比文章多数一样东西：一张表，每个数字被认成了什么。
*/

typedef int Confusion[CLASSES][CLASSES];  // [数字][回答]

// a [n, CLASSES]：网络对 n 幅图像各说了什么。
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
## 先检验

拿着错的梯度训练半分钟，就白费了半分钟。所以在训练开始之前先检验，用头十幅图像，
用双精度：*全部*导数都和数值的对照，其中两个还用手算，用的是第 9 章的 δ，不过成
本是那一章的一半。（`make ch13` 把这个文件编译两次。双精度的程序做检验；float 的
做其余的，更快。）
*/

// 输出 j 的 δ，由一幅图像的加权和 z 求出。
static double delta(const real *z, int label, int j) {
    double a = m_sigmoid((double)z[j]), y = label == j;
    return (a - y) * a * (1 - a);
}

/*
→ 检验：手算 = 计算带 = 数值

等于 0 的那些导数，对着的像素在十幅图像里都是白纸，就像第 7 章角上的那个像素。其
余的都一致，所以可以开始下山了。

## 十个网络

第一到第三篇文章讲的是 784-16-16-10，有 13,002 个权重和偏置；第四篇改用
784-30-10，却没有说换了网络。它有 23,860 个。我们两种都训练，各五次，种子是 1 到
5：起初的权重不同，图像的次序也不同。

→ 十个网络

![图 13.1：每轮以后认对的测试图像：五个网络的中位数，色带从最低到最
高。](ch13_accuracy)

可见文章说得对。照它的配方，五个网络最后每 100 幅认对 `94.70` 到 `95.62` 幅，中
位数是 `95.21`；第一轮以后就已经到了 `90.68`。（瞎猜能认对十幅；到第 16 章末尾，
会超过 98 幅。）前三篇文章的 784-16-16-10，权重少一半，多一层，最后是 `93.18` 到
`94.06`。换一个种子，结果会变 `0.31`，这是这五个网络的标准差。（换一批图像会变多
少，见第 16 章。）所以，两种配方各跑一次，差零点一，什么也说明不了；跑了很多次，
只报告最好的一次、最好的一轮，报告的就是运气。

拿学过的图像来考，五个网络每 100 幅认对 `97.52` 幅，比没学过的多两幅。这个差距怎
样拉开，又该怎么办，第 16 章再说。

## 丢失的数字

再看看头几轮里最低的那些网络。一个网络可能几乎认不出某一个数字的图像，别的数字却
照认不误。
*/

static bool is_lost(Confusion table, int digit) {
    int all = 0;
    for (int answer = 0; answer < CLASSES; answer++)
        all += table[digit][answer];
    return 20 * table[digit][digit] < all;
}

/*
谁丢了哪个？除了这十个，我们再训练五个神经元更多的，按说应该更好：784-100-10，训
练三轮。其中最差的那个，还要看看它的输出对*自己*那个数字的图像说些什么，以及那里
的 σ′，因为按第 9 章，每个愿望都要乘以它。
*/

// 对一个数字的图像：它的输出的平均、最大，以及 σ′ 的平均。
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
→ 丢失的数字

丢失的数字，它的输出看到自己的图像，给出的也几乎是 0：也许起点就偏，也许是十幅图
像里有九幅要它变小，步子又大到 η = 3，加权和被推到了很左边，那里的 σ 是平的。平
的地方，σ′ 几乎是 0，而那个输出的愿望要乘以 σ′，所以几乎传不到权重。成本没有办法
把这个数字拉回来，或者要过很多轮才行：在图 13.1 里，种子为 5 的那个 784-30-10，
到第十一轮才把它的 3 找回来。

五个宽的网络个个丢了数字，少的一个，多的四个；另外十个里，同样的轮数以后有两个各
丢了一个。丢不丢，丢哪个，都是碰运气。可是网络宽了，就容易碰上：一百个标准差为 1
的数加起来，离 0 的距离是三十个的 √(100/30) 倍，差不多两倍。只要起步还是这样，神
经元再多也没有用。第 15 章有两个办法：成本里不再带那个 σ′，起点的权重取小些。

## 把什么认成什么

现在细看那五个 784-30-10 的网络；表用的是正中间的那个，不是最好的。两个数字互相
认错几次：把一个认成另一个的，和反过来的，都算上。
*/

static int confused(Confusion table, int d, int k) {
    return table[d][k] + table[k][d];
}

/*
→ 把什么认成什么

![图 13.2：每一行是一个数字，每一列是一种回答；对角线上是对的。颜色每差一级是十
倍，不然就看不见错误了。](ch13_confusion)

平均来看，4 和 9 排第一，然后是 3 和 5，3 和 8，2 和 7，2 和 3，7 和 9：字要是写
得差，我们也会在这些地方犹豫。不过，先看看各个网络差多少，再信这个次序：3 和 5，
一个网络弄混了 `20` 次，另一个弄混了 `48` 次。最难的数字是 5、8 或者 9，要看种
子；就是这个最难的，每 100 幅也认对 `91.1` 到 `92.7` 幅。

## 它有多自信

输出是从 0 到 1 的得分。把最大的那个叫作网络的自信程度。它说 0.8 的时候，100 次
里对 80 次吗？要是这样，它就是校准的，得分就可以用：拿不准的数字交给人，其余的交
给机器。

成本要求的正是这个。取一批在网络看来都一样的图像，其中是 3 的占 p。它们在输出 3
上得到的都是同一个 a，这批图像的平均成本是 ½p(a - 1)² + ½(1 - p)a²，斜率是 p(a -
1) + (1 - p)a = a - p。a = p 时它是 0：成本最低的回答，就是诚实的回答。但这说的
是学过的图像。没学过的呢？

所以我们把回答按得分分开，再数一数。
*/

typedef struct Bin {
    int answers, right;
    double score;  // 全部之和
} Bin;

// a [n, CLASSES] 同上；得分从 `low` 到 `high` 的那些回答。
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
→ 它有多自信

![图 13.3：得分差不多的回答里，有多少是对的：要是落在虚线上，得分就可以当概率
用。在虚线下面，网络自信得过头。](ch13_reliability)

把所有的回答合起来，平均得分是 `0.956`，而每 100 个对 `95.16` 个：总的来说，这些
网络知道自己有多好。一段一段地看就不是了。说 `0.9` 到 `0.99` 的，平均 `0.965`，
每 100 个却只对 `91.9` 个；说不到 `0.3` 的，平均 `0.130`，却对 `44.1` 个。第二件
事不奇怪：十个输出回答的是十个问题，没有什么让它们加起来等于 1；而在十个数字里非
挑一个不可，挑对的机会，就比那一个输出自己说的要大。第一件事，是换成新图像的代
价：学过的图像里，得分在这一段的，每 100 个对 `97.9` 个。在学过的图像上，网络几
乎处处过于谦虚；它们高估的，是新图像和旧图像的相像程度。

所以，得分要先量过才能用。用处还是有的：全部回答的五分之四，得分超过 `0.99`，其
中每 100 个对 `99.2` 个。这样，每个网络最自信的回答里，还剩六十来个错的，上面画
了两个，图里有三十二个。有些连我们也拿不准。有些却不是：谁要说网络*看见*了数字，
就该看看这些。

![图 13.4：正中间那个网络最自信的错误：真实的数字 → 网络认成的数
字。](ch13_misses)

→ 正文里的数

## 你自己的网络

只要给了任何一个有关训练的选项，这个程序就只训练一个网络：

    make ch13 ARGS="--seed 2 --save net.safetensors"

它就是上面表里种子 2 那一行的网络，一位不差。想换个样子，可以用
`--hidden 128,64`、`--rate`、`--batch` 和 `--epochs`；选项的清单用
`make ch13 ARGS=--help` 打印；按 Ctrl-C，走完这一步就停下，学到的都留着。然后写
一个数字，用笔，或者用画图程序，再用

    make predict IMAGE=my3.pgm MODEL=net.safetensors

把它照网络看到的样子显示出来，十个输出画成条形。

## 我们偷了哪些懒

第四篇文章每轮以后都数一遍测试图像，我们也这样做了；谁要是这样来*挑选*配方，就再
也没有测试可言，第 16 章会给出正确的做法。在测试图像上校准过的得分，只对这一类图
像算数，对别的不算：第 14 章会给这些网络看不是数字的图。还有，½Σ (a - y)² 并不是
对这个任务最好的成本，丢失的数字就说明了这一点。

关于文章，再说一句。它的程序把 Python 2 和 Python 3 混在一起，照印出来的样子，哪
个解释器也运行不了；它的仓库里的程序可以运行。

## 练习

`make ex13` 写出要你改的文件，并检查你的答案；`make hint13` 给提示。

- **13a** `evaluate`：由输出和标签求出对了几个。
- **13b** 一个可以说“我不知道”的网络：它要把多少幅图像交给人，其余的才够准？

下一章：它会认了。可是它学到了什么，是短边和圈吗？`make ch14`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

enum { SEEDS = 5, KINDS = 2, OWN = 5000, SOON = 3, CHECKED = 100 };
static Dataset train, test;

// 正文说到的数；每一节添上自己的。
static struct { double hardest, over_99, too_sure; } found;

static const Recipe recipe = {
    .hidden = {1, {30}}, .epochs = EPOCHS, .batch = BATCH, .rate = rate};
static const char *const kind_name[] = {"784-30-10", "784-16-16-10",
                                        "784-100-10"};

static Recipe kind(int k) {
    static const Sizes hidden[] = {{1, {30}}, {2, {16, 16}}, {1, {100}}};
    Recipe r = recipe;
    r.hidden = hidden[k];
    return r;
}

// 把和 [n, CLASSES] 变成输出。
static void squash(real *a, int n) {
    for (int i = 0; i < n * CLASSES; i++)
        a[i] = (real)m_sigmoid((double)a[i]);
}

/* ---- 检验 ---------------------------------------------------------------- */

static void compare_epochs(const Recipe *r, uint64_t seed) {
    Dataset some = dataset_part(&train, 0, CHECKED);
    Learner a = learner_new(&some, r, seed, 1);
    Learner b = learner_new(&some, r, seed, 1);
    size_t same = 0, all = graph_params(a.graph);
    one_epoch(&a);
    learner_epoch(&b);
    for (Tensor *p = a.graph->first_param, *q = b.graph->first_param; p;
         p = p->next, q = q->next)
        for (size_t i = 0; i < t_count(p); i++)
            same += memcmp(&p->data[i], &q->data[i], sizeof(real)) == 0;
    printf("  同一轮 %d 幅图像，用上面的循环和用学习者各做一遍：权重和偏置\n"
           "  %zu 个一位不差，共 %zu 个。\n\n",
           some.count, same, all);
    learner_free(&a);
    learner_free(&b);
}

static void check(Chapter *c, const Recipe *r) {
    Learner l = learner_new(&train, r, c->seed, 1);
    Batch b = first_images(&l, BATCH);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    // （工作量与网络大小的平方成正比：不超过我们的网络所花的。）
    size_t all = graph_params(l.graph), most = 600000000 / all + 1;
    size_t moving = report_params(c, l.graph, cost_on_batch, &k,
                                  c->quick && most > 1000 ? 1000 : most);
    report_end(c);
    printf("  导数里有 %zu 个（共 %zu 个）不是 0，用的是 %d 幅图像。\n", moving,
           all, b.n);
    learner_free(&l);
    compare_epochs(r, c->seed);
}

/* ---- 十个网络，再加五个 -------------------------------------------------- */

// 全部十五个，即前十个和宽的那些：它们对测试图像说了什么，被认成了什么，以及问
// 的时候丢了哪些数字（“2 5”）。
enum { ALL = (KINDS + 1) * SEEDS };
static real says[ALL][TESTS * CLASSES];
static Confusion table[ALL];
static char lost[ALL][EPOCHS + 1][2 * CLASSES + 1];
static int wide_from, last_round;

static void listen(Trial *t, int round) {
    if (round != 1 && round != SOON && round != last_round)
        return;
    int k = wide_from + t->number;
    char *end = lost[k][round];
    memset(table[k], 0, sizeof table[k]);
    learner_sums(&t->learner, &test, says[k]);  // （σ 不改变它们的大小次序）
    evaluate(says[k], test.label, test.count, table[k]);
    squash(says[k], test.count);
    for (int digit = 0; digit < CLASSES; digit++)
        if (is_lost(table[k], digit))
            end +=
                sprintf(end, "%s%d", end == lost[k][round] ? "" : " ", digit);
}

static void show_epochs(Chapter *c, const Trials *t) {
    printf("100 幅测试图像里认对几幅：五个网络的最低、中位数和最高，"
           "\n先是 784-30-10，后是 784-16-16-10：\n\n");
    Table u = table_begin("轮|30：最低|中位数|最高|16-16：最低|中位数|最高",
                          "%5d|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f");
    Figure *f = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high learned");
    for (int e = 0; e <= t->rounds; e++) {
        Spread a = trials_spread(t, 0, e, trial_right);
        Spread b = trials_spread(t, 1, e, trial_right);
        figure_row(f, e, SPREAD(a), SPREAD(b),
                   trials_spread(t, 0, e, trial_own_right).median);
        if (e <= 3 || e % 10 == 0 || e == 5 || e == t->rounds)
            table_row(&u, e, SPREAD(a), SPREAD(b));
    }
    figure_close(c, f);
    table_end(&u);
}

static void show_seeds(const Trials *t) {
    Table u =
        table_begin("种子 | 784-30-10 | 784-16-16-10", "%-9s | %.2f | %.2f");
    for (int k = 0; k < SEEDS; k++) {
        char seed[24];
        const Trial *a = trials_at(t, 0, k), *b = trials_at(t, 1, k);
        snprintf(seed, sizeof seed, "%d", (int)a->learner.seed);
        table_row(&u, seed, trial_right(a, t->rounds),
                  trial_right(b, t->rounds));
    }
    Spread a = trials_spread(t, 0, t->rounds, trial_right);
    Spread b = trials_spread(t, 1, t->rounds, trial_right);
    table_row(&u, "平均", a.mean, b.mean);
    table_row(&u, "标准差", a.deviation, b.deviation);
    table_end(&u);
    double best = 0;
    for (int e = 0; e <= t->rounds; e++)
        best = fmax(best, trials_spread(t, 0, e, trial_right).high);
    Spread own = trials_spread(t, 0, t->rounds, trial_own_right);
    printf(
        "学过的图像，每 100 幅，784-30-10 认对 %.2f 到 %.2f 幅（中位数\n"
        "%.2f）。在测试图像上，所有网络的最好时刻是 %.2f：那是运气，而且看了\n"
        "%d 次才看到。\n\n",
        own.low, own.high, own.median, best, SEEDS * t->rounds);
}

static void ten_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "十个网络");
    int steps = (train.count + BATCH - 1) / BATCH;
    printf("%d 幅图像，每步 %d 幅：一轮 %d 步；走完 %d 步，就是 %d 轮。\n",
           train.count, BATCH, steps, steps * t->rounds, t->rounds);
    chapter_predict(c, "五个网络，只有种子不同：最后会相差多少？");
    trials_run(c, t, threads, "十个网络");
    show_epochs(c, t);
    show_seeds(t);
}

static const char *lost_after(int k, int round, int rounds) {
    return round > rounds ? "（已停）" : *lost[k][round] ? lost[k][round] : "–";
}

static void lost_rows(const Table *u, const Trials *t) {
    for (int n = 0; n < t->recipes * SEEDS; n++) {
        int k = wide_from + n;
        table_row(u, kind_name[k / SEEDS], t->trial[n].learner.seed,
                  lost_after(k, 1, t->rounds), lost_after(k, SOON, t->rounds),
                  lost_after(k, EPOCHS, t->rounds));
    }
}

static void look_inside(const Trial *worst, int epochs) {
    int k = wide_from + worst->number;
    printf(
        "784-100-10，种子 %d：认对 %.2f 幅（每 100 幅），走完 %d 轮。它的输出\n"
        "对自己那个数字的图像说：\n\n",
        (int)worst->learner.seed, trial_right(worst, epochs), epochs);
    Table u = table_begin("数字 || 平均 | 最大 | σ′ 的平均",
                          "%5d | %-4s | %8.6f | %8.6f | %8.6f");
    for (int digit = 0; digit < CLASSES; digit++) {
        Own own = own_output(says[k], test.label, test.count, digit);
        table_row(&u, digit, is_lost(table[k], digit) ? "丢失" : "", own.mean,
                  own.most, own.slope);
    }
    table_end(&u);
}

static void lost_digit(Chapter *c, const Trials *ten, int threads) {
    chapter_section(c, "丢失的数字");
    chapter_predict(c, "神经元多到三倍：丢数字的时候会更多，还是更少？");
    Table u = table_begin(
        "网络 | 种子 | 第 1 轮以后丢失 | 第 3 轮以后 | 第 30 轮以后",
        "%-12s | %4d | %-18s | %-13s | %-s");
    lost_rows(&u, ten);
    Trials wide = trials_of(SEEDS, c->seed, c->quick ? 2 : SOON, &test);
    Recipe hundred = kind(KINDS);
    wide_from = KINDS * SEEDS, last_round = wide.rounds;
    wide.after = listen;
    trials_add(&wide, &hundred, &train);
    trials_run(c, &wide, threads, "784-100-10");
    lost_rows(&u, &wide);
    table_end(&u);
    const Trial *worst = &wide.trial[0];
    for (int k = 1; k < SEEDS; k++)
        if (trial_right(&wide.trial[k], wide.done) <
            trial_right(worst, wide.done))
            worst = &wide.trial[k];
    look_inside(worst, wide.done);
    trials_free(&wide);
}

/* ---- 那五个说什么 -------------------------------------------------------- */

static double share_read(Confusion of, int digit) {
    int all = 0;
    for (int k = 0; k < CLASSES; k++)
        all += of[digit][k];
    return 100.0 * of[digit][digit] / (all ? all : 1);
}

static void show_table(Chapter *c, Confusion of) {
    Figure *f = figure_open(c, "ch13_confusion", "answer digit images");
    Table t = table_begin("数字|0|1|2|3|4|5|6|7|8|9|每 100",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%.1f");
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = of[digit];
        for (int k = 0; k < CLASSES; k++)
            figure_row(f, k, digit, r[k]);
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9], share_read(of, digit));
    }
    figure_close(c, f);
    table_end(&t);
}

// 各对数字，最容易混的在前。
typedef struct Pair {
    int d, k;
    Spread images;
} Pair;

static void find_pairs(Pair *pair) {
    int pairs = 0;
    for (int d = 0; d < CLASSES; d++)
        for (int k = d + 1; k < CLASSES; k++) {
            double x[SEEDS];
            for (int s = 0; s < SEEDS; s++)
                x[s] = confused(table[s], d, k);
            Pair p = {d, k, spread_of(x, SEEDS)};
            int at = pairs++;
            for (; at > 0 && pair[at - 1].images.mean < p.images.mean; at--)
                pair[at] = pair[at - 1];
            pair[at] = p;
        }
}

static void show_pairs(void) {
    Pair pair[CLASSES * CLASSES];
    find_pairs(pair);
    printf("五个网络合起来，最常互相认错的数字，两个方向都算：\n\n");
    Table t = table_begin("一对 | 图像：最低 | 平均 | 最高",
                          "%-5s | %14d | %5.1f | %7d");
    for (const Pair *p = pair; p < pair + 6; p++) {
        char name[16];
        snprintf(name, sizeof name, "%d, %d", p->d, p->k);
        table_row(&t, name, p->images.low, p->images.mean, p->images.high);
    }
    table_end(&t);
}

static void show_hardest(void) {
    double x[SEEDS];
    printf("每个网络最难的数字，以及 100 幅里认对几幅：");
    for (int s = 0; s < SEEDS; s++) {
        int hard = 0;
        for (int d = 1; d < CLASSES; d++)
            if (share_read(table[s], d) < share_read(table[s], hard))
                hard = d;
        x[s] = share_read(table[s], hard);
        printf("%s %d: %.1f", s ? "," : "\n ", hard, x[s]);
    }
    printf("\n\n");
    found.hardest = spread_of(x, SEEDS).median;
}

static void what_for_what(Chapter *c, const Trial *median) {
    chapter_section(c, "把什么认成什么");
    chapter_predict(c, "哪个数字最难？哪两个最常互相认错？");
    show_table(c, table[median->number]);
    show_pairs();
    show_hardest();
}

/* ---- 它有多自信 ---------------------------------------------------------- */

// 这五个网络对学过的图像里的头一批说了什么。
static real own[SEEDS][OWN * CLASSES];
static Dataset learned;

static void ask_own(const Trials *t) {
    learned = dataset_part(&train, 0, OWN);
    for (int k = 0; k < SEEDS; k++) {
        learner_sums(&trials_at(t, 0, k)->learner, &learned, own[k]);
        squash(own[k], learned.count);
    }
}

// 五个合起来；以及其中每一个，100 个回答里对几个。
typedef struct Bins {
    int answers;
    double score, right;
    Spread one;
} Bins;

static Bins five_bins(bool of_own, double low, double high) {
    const Dataset *d = of_own ? &learned : &test;
    Bin all = {0, 0, 0};
    double x[SEEDS];
    int n = 0;
    for (int k = 0; k < SEEDS; k++) {
        Bin b =
            bin_of(of_own ? own[k] : says[k], d->label, d->count, low, high);
        all.answers += b.answers, all.right += b.right, all.score += b.score;
        if (b.answers)
            x[n++] = 100.0 * b.right / b.answers;
    }
    return n ? (Bins){all.answers, all.score / all.answers,
                      100.0 * all.right / all.answers, spread_of(x, n)}
             : (Bins){0};
}

static void show_bins(Chapter *c) {
    enum { BINS = 7, SUREST = 5 };
    static const double low[BINS] = {0, 0.3, 0.5, 0.7, 0.9, 0.99, 0};
    static const double high[BINS] = {0.3, 0.5, 0.7, 0.9, 0.99, 2, 2};
    static const char *const name[BINS] = {
        "0.3 以下",    "0.3 到 0.5", "0.5 到 0.7", "0.7 到 0.9",
        "0.9 到 0.99", "0.99 以上",  "全部"};
    Bins b[BINS];
    printf(
        "五个网络对测试图像的回答，按得分分开；以及对 %d 幅学过的图像的：\n\n",
        learned.count);
    Table t =
        table_begin("得分|回答数|平均分|每 100 个对|最低|最高|学过平均|对",
                    "%-11s|%7d|%.3f|%12.1f|%6.1f|%7.1f|%9.3f|%5.1f");
    for (int k = 0; k < BINS; k++) {
        b[k] = five_bins(false, low[k], high[k]);
        Bins l = five_bins(true, low[k], high[k]);
        table_row(&t, name[k], b[k].answers, b[k].score, b[k].right,
                  b[k].one.low, b[k].one.high, l.score, l.right);
    }
    found.over_99 = b[SUREST].right;
    found.too_sure = 100 * b[BINS - 1].score - b[BINS - 1].right;
    table_end(&t);
    Figure *f = figure_open(c, "ch13_reliability", "score right low high");
    figure_number(f, "networks", SEEDS);
    for (int of_own = 0; of_own < 2; of_own++) {
        figure_block(f, of_own ? "learned from" : "test", NULL);
        for (int k = 0; k < 10; k++) {
            Bins in = five_bins(of_own, k / 10.0, (k + 1 + k / 9) / 10.0);
            if (in.answers >= 50)
                figure_row(f, in.score, in.right / 100, in.one.low / 100,
                           in.one.high / 100);
        }
    }
    figure_close(c, f);
}

static int answer(const real *a, int i) {
    return argmax(a + i * CLASSES, CLASSES);
}
static double score(const real *a, int i) {
    return (double)a[i * CLASSES + answer(a, i)];
}

// 认错的图像，最自信的在前。返回有几幅。
static int find_misses(const real *a, int *miss) {
    int misses = 0;
    for (int i = 0; i < test.count; i++) {
        if (answer(a, i) == test.label[i])
            continue;
        int at = misses++;  // 插到该插的位置
        for (; at > 0 && score(a, miss[at - 1]) < score(a, i); at--)
            miss[at] = miss[at - 1];
        miss[at] = i;
    }
    return misses;
}

static void show_misses(Chapter *c, const real *a) {
    enum { SHOWN = 2, GALLERY = 32 };
    static int miss[TESTS];
    const uint8_t *image[GALLERY];
    int n = find_misses(a, miss);
    n = n < GALLERY ? n : GALLERY;
    Figure *f = figure_open(c, "ch13_misses", "place digit answer score");
    for (int k = 0; k < n; k++) {
        int i = miss[k];
        image[k] = test.image + i * test.rows * test.cols;
        figure_row(f, k, test.label[i], answer(a, i), score(a, i));
    }
    for (int k = 0; k < n; k++) {
        figure_block(f, "pixels", "place column row byte");
        for (int i = 0; i < test.rows * test.cols; i++)
            figure_row(f, k, i % test.cols, i / test.cols, image[k][i]);
    }
    figure_close(c, f);
    n = n < SHOWN ? n : SHOWN;
    printf("正中间那个网络最自信的错误：\n\n");
    text_images(n, image, test.rows, test.cols);
    for (int k = 0; k < n; k++)
        printf("  这是 %d；它说 %d，%.5f%*s", test.label[miss[k]],
               answer(a, miss[k]), score(a, miss[k]), k + 1 < n ? 6 : 0, "");
    printf("\n\n");
}

static void how_sure(Chapter *c, const Trials *t, const real *a) {
    chapter_section(c, "它有多自信");
    chapter_predict(
        c, "说 0.9 到 0.99 的时候，回答每 100 个对几个？说 0.3 以下的时候呢？");
    ask_own(t);
    show_bins(c);
    show_misses(c, a);
}

/* ---- 全部 ---------------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    t.own = OWN, t.after = listen, last_round = t.rounds;
    for (int k = 0; k < KINDS; k++) {
        Recipe r = kind(k);
        trials_add(&t, &r, &train);
    }
    ten_networks(c, &t, threads);
    lost_digit(c, &t, threads);
    const Trial *median = trials_median(&t, 0, t.done, trial_right);
    what_for_what(c, median);
    how_sure(c, &t, says[median->number]);
    const Claim said[] = {
        {"784-30-10：五个的中位数",
         trials_spread(&t, 0, t.done, trial_right).median, 94.5, 95.4, "%.1f"},
        {"784-30-10，一轮以后", trials_spread(&t, 0, 1, trial_right).median, 88,
         92, "%.0f"},
        {"784-16-16-10：五个的中位数",
         trials_spread(&t, 1, t.done, trial_right).median, 92.5, 94.5, "%.1f"},
        {"最难的数字，每 100 幅认对几幅，中位数", found.hardest, 88, 95,
         "%.0f"},
        {"每 100 个对几个，得分在 0.99 以上", found.over_99, 98.5, 99.7,
         "%.1f"},
        {"测试图像：自信过头多少", found.too_sure, 0, 3, "%.1f"},
        {0}};
    claims_check(c, c->seed == 1, said);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch13_mnist",
                                           .title = "认手写数字",
                                           .images = IMAGES,
                                           .tests = TESTS,
                                           .checked = CHECKED,
                                           .train = &train,
                                           .test = &test,
                                           .any_size = true,
                                           .recipe = &recipe,
                                           .check = check,
                                           .tell = tell});
}
