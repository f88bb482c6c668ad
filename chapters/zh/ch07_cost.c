/*
# 第 7 章：有多差？用一个数来说

**这一章的问题。** 权重随机的网络只会胡说。要用下山的办法让它变好，先得有一片地
形，也就是用一个数说出它有多差。这个数怎么得来？以 13,002 个旋钮为坐标的地形，又
是什么样子？这一章里，你会转一个旋钮，再转两个，并且看见一个山谷。

请对照第二篇文章（A2-2、A2-3、A2-5 这几条，以及提醒 E24）和第一篇文章（A1-22）来
读。用 `make ch07` 运行；能转的旋钮有两个，一个是网络训练几遍，一个是成本在多少
幅图像上算，例如 `make ch07 ARGS="--epochs 0"`。

**本章要点** 一个样本的成本，是各个输出与目标之差的平方和；对许多样本取平均，就
得到整个网络的成本。成本函数的输入是 13,002 个权重和偏置，输出是一个数：这个数越
小，网络越好。学习，就是为这些旋钮找到让成本变小的位置。

**新词**

目标值 y (target)
: 十个输出本来该给出的十个数：图上是哪个数字，哪个位置就是 1，别处都是 0。

成本函数 C (cost)
: 一幅图像的成本是 Σ (a - y)²；多幅图像取平均。成本是 0，就是一点不差。

平均成本 (mean cost)
: 把许多图像的成本加起来，除以图像的幅数。

训练集 (training set)
: 给网络学习用的图像。

测试集 (test set)
: 另外留出来的图像，用来看网络会不会认没见过的东西。
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/optim.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TRAIN = 10000, TEST = 1000, PARAMETERS = 13002 };

static int epochs = 5, images = 500;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--epochs", KNOB_WHOLE, &epochs, 0, 20, "how long the network was trained",
     "网络训练了几遍"},
    {"--images", KNOB_WHOLE, &images, 10, 2000,
     "images that the knobs are turned on", "转动旋钮时用几幅图像"},
    {0}};

/*
## 它本来该怎么说？

一幅图像的标签是一个数字，比如 3；网络的回答却是十个数。要比较两者，就把标签也变
成十个数：在那个数字的位置是 1，别处都是 0。这就是**目标值**。为什么是 0 和 1？
它们是 σ 的两头，只能靠近，永远到不了；至于错的数字，一律是 0，因为没有哪个错得
轻一些。（在第四篇文章里，只有训练用的图像才有十个目标值；测试用的标签仍旧是一个
数字，因为只拿它和网络的选择对一对。）

一个回答差了多远？相减，平方，再加起来：这就是一幅图像的**成本**，

$$C_0 = \sum_{j=0}^{9} (a_j - y_j)^2.$$

平方以后，偏高偏低一视同仁；一个大偏差，比两个只有它一半的偏差更吃亏；而且平方是
光滑的，斜率是 2(a - y)。一幅图像的成本最多是 10，那是十个输出全都错到了底；也不
会正好是 0。
*/

// a [10]：一幅图像的输出，它的标签是数字 label。
static double cost_of_one(const real *a, int label) {
    double cost = 0;
    for (int j = 0; j < CLASSES; j++) {
        double y = j == label ? 1 : 0;
        cost += (a[j] - y) * (a[j] - y);
    }
    return cost;
}

/*
这里有两个第 6 章那样的网络，784-16-16-10。一个的权重是随机的，不过按那一章的提
议，缩小到了 1/√n。另一个从同样的权重出发，已经训练过了；怎么训练，第 11 章才
讲，现在先从幕后借来用。

→ 它本来该怎么说？

![图 7.1：看到这幅 3，训练前后的输出。空心框是目标值；把各个差距的平方加起来，就
是成本。](ch07_squares)

请记住两个最省事的回答：对什么都说 ½ 的网络，成本是 `2.5`；对什么都说十分之一
的，成本是 `0.9`，而它们连图像都没有看一眼。随机的网络可能比这两个还差。

## 用一个数衡量整个网络

一幅图像说明不了什么。*网络*的成本，是**训练集**里所有图像的平均。（要是求和，图
像越多，数就越大。）
*/

static double mean_cost(const real *a, const uint8_t *label, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += cost_of_one(a + i * CLASSES, label[i]);
    return sum / n;
}

/*
非用所有图像不可吗？只取 n 幅，它们的平均和全体的平均总有些偏差，偏多偏少全凭运
气，不过偏差大概有多大是算得出来的：单幅图像的成本围绕着平均值散开，有一个标准
差；n 幅的平均值偏离多少，大约就是这个标准差除以 √n。图像多到一百倍，偏差就只剩
十分之一。（这个 √n 就是第 6 章的那个：累积起来的是平方。）

→ 用一个数衡量整个网络

![图 7.2：前 n 幅图像的平均成本，离全体的平均有多远（百分比）。横轴和纵轴都是对
数坐标。虚线是单幅图像成本的标准差除以 √n：平均值总在虚线附近或者虚线以
下。](ch07_running)

对随机的网络来说，每幅图像的成本都差不多，所以一百幅就能把平均值算准到百分之一左
右。训练过的网络，多数图像认对了，少数错得厉害；随手取一百幅，可能碰上许多这样的
图像，也可能一幅都没有，平均值会差到四分之一以上。要取多少幅才算得准平均值，要看
各幅图像参差到什么程度。不过，寥寥几幅就能给出一个大概，又快又省，第 11 章会靠它
省下大量的工夫。

成本并不是认错的幅数。它还计较网络有多大把握；权重动一点点，它也动一点点，而认错
的幅数一直不变，直到有一个回答翻过来。只有光滑的地形，才有斜率可以顺着下山。下面
把两样都列出来，**测试集**上的也列出来；测试集的图像，网络从没见过。

→ 成本与错误

成本低一些，错的不一定就少一些：每个输出都说十分之一，成本是 `0.9`，还不到随机网
络的一半，却一个数字也分不出来。可是成本很低，错的就一定很少。凡是认错的，对的那
个输出是某个 a，总有另一个输出不低于它。前者的成本是 (1 - a)²，后者至少是 a²，加
起来不会小于 ½：可见认错的比例，最多是平均成本的两倍。

训练过的网络，碰上从没见过的图像就差一些：在 MNIST 上，它们的成本是 `0.1830`，训
练集的图像是 `0.1246`。随机的网络在两边差不多。可见，学到的东西有一些只对训练集
的图像成立；这件事到第 16 章再谈。

## 转一个旋钮

图像是给定的，不会再变了。能变的是权重和偏置。所以成本是*它们*的函数：13,002 个
数进去，一个数出来。只留一个旋钮，别的全部按住，转动这一个，成本就画出一条曲线，
和第 2 章一样。
*/

// 这一组里所有图像的输出：a [d->count, 10]。
// （Mlp 就是第 6 章的网络，程序库里的写法。）
static const real *outputs(const Mlp *m, const Dataset *d);

static double network_cost(const Mlp *m, const Dataset *d) {
    return mean_cost(outputs(m, d), d->label, d->count);
}

static double with_knob_at(real *knob, double value, const Mlp *m,
                           const Dataset *d) {
    real old = *knob;
    *knob = (real)value;
    double cost = network_cost(m, d);
    *knob = old;
    return cost;
}

/*
拿训练好的网络来，转它的三个旋钮：数字 3 那个输出的偏置，图像正中一个像素后面的
权重，以及角上那个像素后面的权重。为了算得快，从这里起，成本只在前 500 幅图像上
算。

→ 转一个旋钮

![图 7.3：成本随一个旋钮怎样变，另外 13,001 个都按住；圆点是训练停下的位置。一条
是有两面坡的山谷，一条几乎是平的，角上那一条是直线。](ch07_knob)

偏置画出的曲线是一个山谷。往小里转得太多，输出 3 怎么也不亮，这一组里每幅 3 在这
个输出上的成本都是 1。往大里转得太多，它总是亮着，*别的*数字全都要付出代价，而它
们的数目是九倍：所以右边的坡高得多。再往外，两面坡都平了，因为 σ 在那里是平的。
训练停在了两面坡之间接近谷底的地方，还没有到底：下面的检验会看到，那里还有斜率。
正中那个像素的权重，只能让这个像素在十六个神经元的某一个里多算一点或者少算一点，
成本的变动小得多。角上的像素在每幅图像里都是白纸，激活值是 0，而 0 乘以任何权重
还是 0：这个旋钮该转到哪里，从成本上一点也看不出来。

## 转两个

两个旋钮就能画一张地图，和第 3 章一样。我们挑有意思的一对：不是两个权重，而是两
个*方向*，沿着每个方向，13,002 个数一起动。一个方向从训练好的权重笔直指向训练前
的随机权重，另一个方向随机地取，走得一样远。
*/

// m 的全部参数设为 here + s·one + t·other。
static void stand_at(Mlp *m, const real *here, double s, const real *one,
                     double t, const real *other) {
    static real there[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++)
        there[i] = (real)(here[i] + s * one[i] + t * other[i]);
    mlp_unflatten(m, there);
}

/*
→ 转两个

![图 7.4：以 13,002 个旋钮为坐标的地形，切出的一个截面：训练好的权重在山谷正中，
随机的起点在坡上。](ch07_slice)

沿着这条直线一路都是下坡，一直走到山谷里训练好的权重那里。但这只是无数截面里的一
个，挑中它，只因为它同时经过这两点；而站在起点的人看不见它：在那里，只知道脚下的
斜率。要下山，有斜率就够了，这一点第 3 章已经说过；斜率一共是 13,002 个数。要是
把每个旋钮都往上转一转、往下转一转，每个旋钮就得算两次成本；第 9 章只用算几次成
本的工夫，就能全部求出来。

这样的山谷也不止一个。让同一层的两个隐藏神经元交换位置，连同与它们相连的一切：网
络说的和以前一样（练习 6a），旋钮却到了别处。所以，神经元有多少种排法，同样的山
谷就有多少个，全都一样深；走进哪一个都行。别处有没有更深的山谷，从截面上就看不出
来了。

## 检验

转动一个旋钮，成本变得多快？对于输出 j 的偏置，用第 4 章的链式法则手算：偏置动多
少，z 就动多少；z 动一点，a 动它的 σ′(z) = a(1-a) 倍；a 动一点，(a - y)² 动它的
2(a - y) 倍。最后对所有图像取平均。
*/

static double bias_slope_by_hand(const real *a, const uint8_t *label, int n,
                                 int j) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double out = a[i * CLASSES + j], y = label[i] == j ? 1 : 0;
        sum += 2 * (out - y) * out * (1 - out);
    }
    return sum / n;
}

/*
（正中那个像素留给计算带去算；角上的那个是 0。）

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

这里的成本是 Σ (a - y)²，和第二、三篇文章一样。第四篇文章的程序用的是它的一半；
第 8 章会看到这有什么不同（差一个因子 2，别的都一样）。要衡量偏了多少，平方也不
是唯一的办法：第 15 章有一个更合适的。还有，截面只说明截面上的事。在截面上看着四
面封闭的山谷，也许在另外 13,000 个方向里的某一个上有出口。

## 练习

`make ex07` 写出要你改的文件，并检查你的答案；`make hint07` 给提示。

- **7a** 一个懒惰的网络对每幅图像都给同一个回答。如果知道每个数字各有多少幅图
  像，哪个回答的成本最小？
- **7b** 求许多图像的平均成本：来一幅就更新一次，不许把总和存下来。

下一章：成本随*每一个*旋钮变得多快。只要一条规则，反复地用：`make ch08`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。`train` 就是那道幕：第 11 章会逐行解
释。
*/

static const real *outputs(const Mlp *m, const Dataset *d) {
    enum { CHUNK = 500 };
    static real a[TRAIN * CLASSES];
    for (int from = 0; from < d->count; from += CHUNK) {
        Dataset part = dataset_part(d, from, CHUNK);
        GraphMark mark = graph_mark(m->graph);
        Batch b = batch_gather(m->graph, &part, NULL, part.count);
        Tensor *out = t_sigmoid(mlp_forward(m, b.x));
        memcpy(a + from * CLASSES, out->data, t_count(out) * sizeof *a);
        graph_rewind(m->graph, mark);
    }
    return a;
}

static void train(Mlp *m, const Dataset *d, int times, Rng *r) {
    static int order[TRAIN];
    for (int i = 0; i < d->count; i++)
        order[i] = i;
    for (int e = 0; e < times; e++) {
        rng_shuffle(r, order, d->count);
        for (int from = 0; from + 10 <= d->count; from += 10) {
            GraphMark mark = graph_mark(m->graph);
            Batch b = batch_gather(m->graph, d, order + from, 10);
            t_backward(t_squared_error(t_sigmoid(mlp_forward(m, b.x)), b.y));
            sgd_step(m->graph, (real)1.5);
            graph_rewind(m->graph, mark);
        }
    }
}

// 各节都要看的东西：两个网络，以及它们对训练集的输出。
static const Dataset *set, *test;
static Dataset few;  // 转动旋钮时用的图像
static Mlp untrained, trained;
static real before[TRAIN * CLASSES], after[TRAIN * CLASSES];

static void what_should_it_have_said(Chapter *c) {
    chapter_section(c, "它本来该怎么说？");
    int image = 0;  // 认对的第一幅 3
    while (image < set->count - 1 &&
           (set->label[image] != 3 ||
            argmax(after + image * CLASSES, CLASSES) != 3))
        image++;
    text_images(1, (const uint8_t *[]){set->image + image * 784}, 28, 28);
    chapter_predict(c, "每个输出都回答 0.5，成本是多少？");
    int label = set->label[image];
    const real *a = before + image * CLASSES, *z = after + image * CLASSES;
    Table t = table_begin("输出|目标值|随机|(a - y)²|训练后|(a - y)²",
                          "%6d | %6d | %7.4f | %8.4f | %7.4f | %8.4f");
    Figure *f = figure_open(c, "ch07_squares", "output target before after");
    for (int j = 0; j < CLASSES; j++) {
        double y = j == label, p = a[j] - y, q = z[j] - y;
        table_row(&t, j, y, a[j], p * p, z[j], q * q);
        figure_row(f, j, y, a[j], z[j]);
    }
    figure_close(c, f);
    text_padded("  合计", -8);
    printf("  %6s  %7s  %8.4f  %7s  %8.4f\n\n", "", "", cost_of_one(a, label),
           "", cost_of_one(z, label));
    printf("每个输出都是 0.5，成本就是 10 · 0.25 = 2.5；"
           "每个输出都是 0.1，成本是 %.1f。\n\n",
           9 * 0.1 * 0.1 + 0.9 * 0.9);
}

// 单幅图像成本的标准差。
static double deviation(const real *a, double mean) {
    double sum = 0;
    for (int i = 0; i < set->count; i++) {
        double off = cost_of_one(a + i * CLASSES, set->label[i]) - mean;
        sum += off * off;
    }
    return sqrt(sum / set->count);
}

static void one_number_for_the_network(Chapter *c) {
    const real *a[2] = {before, after};
    double all[2], spread[2], sum[2] = {0, 0};
    chapter_section(c, "用一个数衡量整个网络");
    for (int k = 0; k < 2; k++) {
        all[k] = mean_cost(a[k], set->label, set->count);
        spread[k] = deviation(a[k], all[k]);
    }
    printf("单幅图像成本的标准差：随机网络 %.4f，训练后 %.4f。\n", spread[0],
           spread[1]);
    chapter_predict(c, "哪一个网络的平均成本，100 幅图像就能算得更准？");
    Table t = table_begin("图像|随机：平均|差多少|训练后：平均|差多少",
                          "%6d | %.4f | %4.1f %% | %.4f | %4.1f %%");
    Figure *f = figure_open(c, "ch07_running",
                            "images random trained luck_random luck_trained");
    for (int n = 1, drawn = 1, tabled = 1; n <= set->count; n++) {
        double mean[2], off[2], luck[2];
        for (int k = 0; k < 2; k++) {
            sum[k] += cost_of_one(a[k] + (n - 1) * CLASSES, set->label[n - 1]);
            mean[k] = sum[k] / n;
            off[k] = 100 * fabs(mean[k] - all[k]) / all[k];
            luck[k] = 100 * spread[k] / all[k] / sqrt(n);
        }
        if (n == drawn) {
            figure_row(f, n, off[0], off[1], luck[0], luck[1]);
            drawn += 1 + n / 16;
        }
        if (n == tabled) {
            table_row(&t, n, mean[0], off[0], mean[1], off[1]);
            tabled *= 10;
        }
    }
    figure_close(c, f);
    table_end(&t);
}

static void cost_and_mistakes(Chapter *c) {
    chapter_section(c, "成本与错误");
    Table t = table_begin("网络 | 图像 | 平均成本 | 认对 | 总数",
                          "%-8s | %-8s | %.4f | %5d | %5d");
    for (int k = 0; k < 4; k++) {
        const Mlp *m = k < 2 ? &untrained : &trained;
        const Dataset *d = k % 2 ? test : set;
        table_row(&t, k < 2 ? "随机" : "训练后", k % 2 ? "测试集" : "训练集",
                  network_cost(m, d), dataset_correct(m, d), d->count);
    }
    table_end(&t);
}

// 转动的三个旋钮，每个是一个张量和它里面的一个位置。两个像素的权重是第 5 个神经
// 元的。
enum { KNOBS = 3, INTO_FIVE = 5 * 784 };
static const int place[KNOBS] = {3, INTO_FIVE + 14 * 28 + 14, INTO_FIVE};

static Tensor *tensor(int k) {
    return k == 0 ? trained.bias[2] : trained.weight[0];
}

static real *knob(int k) { return &tensor(k)->data[place[k]]; }

static void turn_one_knob(Chapter *c) {
    chapter_section(c, "转一个旋钮");
    printf("从这里起，成本只在前 %d 幅图像上算。\n", few.count);
    chapter_predict(c, "转动角上那个像素的权重，成本会怎样？");
    Table t = table_begin("旋钮转到|输出 3 的偏置|正中的像素|角上的像素",
                          "%6g | %.5f | %.5f | %.5f");
    Figure *f = figure_open(c, "ch07_knob", NULL);
    figure_block(f, "curves", "knob bias middle corner");
    for (int i = -40; i <= 40; i++) {
        double w = i / 4.0, cost[KNOBS];
        for (int k = 0; k < KNOBS; k++)
            cost[k] = with_knob_at(knob(k), w, &trained, &few);
        figure_row(f, w, cost[0], cost[1], cost[2]);
        if (i % 10 == 0)
            table_row(&t, w, cost[0], cost[1], cost[2]);
    }
    table_end(&t);
    double now = network_cost(&trained, &few);
    printf("训练停下的位置：%.3f，%.3f，%.3f；成本是 %.5f。\n\n", *knob(0),
           *knob(1), *knob(2), now);
    figure_block(f, "trained", "knob cost");
    for (int k = 0; k < KNOBS; k++)
        figure_row(f, *knob(k), now);
    figure_close(c, f);
}

static double length(const real *v) {
    double sum = 0;
    for (int i = 0; i < PARAMETERS; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

static void turn_two(Chapter *c, Rng *r) {
    static real here[PARAMETERS], first[PARAMETERS], other[PARAMETERS];
    chapter_section(c, "转两个");
    mlp_flatten(&trained, here);  // 全部参数排成长长的一行
    mlp_flatten(&untrained, first);
    for (int i = 0; i < PARAMETERS; i++) {
        first[i] -= here[i];
        other[i] = (real)rng_normal(r);
    }
    double far = length(first), scale = far / length(other);
    printf("%d 个旋钮；起点离训练好的权重 %.2f。\n", PARAMETERS, far);
    chapter_predict(c, "从起点笔直走到训练好的权重：一路都是下坡吗？");
    Table t = table_begin("走过的比例 | 成本", "%10.1f | %6.4f");
    for (int k = 0; k <= 10; k++) {
        stand_at(&trained, here, 1 - k / 10.0, first, 0, other);
        table_row(&t, k / 10.0, network_cost(&trained, &few));
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch07_slice", "along across log10_cost");
    for (int p = -10; p <= 10; p += c->quick ? 5 : 1, figure_gap(f))
        for (int q = -15; q <= 15; q += c->quick ? 5 : 1) {
            double along = 0.5 + q / 15.0, across = p * 0.15;
            stand_at(&trained, here, along, first, across * scale, other);
            figure_row(f, along, across,
                       m_log(network_cost(&trained, &few)) / m_log(10));
        }
    figure_close(c, f);
    mlp_unflatten(&trained, here);
}

static real cost_now(void *unused) {
    (void)unused;
    return network_cost(&trained, &few);
}

static void check(Chapter *c) {
    Graph *g = trained.graph;
    GraphMark mark = graph_mark(g);
    Batch b = batch_gather(g, &few, NULL, few.count);
    t_backward(t_squared_error(t_sigmoid(mlp_forward(&trained, b.x)), b.y));
    double ink = 0;  // 角上没有墨；没有墨的地方，斜率就是 0
    for (int i = 0; i < b.n; i++)
        ink += b.x->data[i * b.x->cols];
    graph_rewind(g, mark);  // （参数留着它们的梯度）
    report_begin(c);
    const char *const name[] = {"输出 3 的偏置", "正中的像素", "角上的像素"};
    const real *a = outputs(&trained, &few);
    const double by_hand[] = {bias_slope_by_hand(a, few.label, few.count, 3),
                              NAN, ink > 0 ? NAN : 0};
    for (int k = 0; k < KNOBS; k++)
        report_row(c, name[k], by_hand[k], tensor(k)->grad[place[k]],
                   central_difference(cost_now, NULL, knob(k), 6e-6));
    report_end(c);
}

static void tell(Chapter *c, const Dataset *train_set,
                 const Dataset *test_set) {
    static const int sizes[] = {784, 16, 16, 10};
    Rng r = rng_new(c->seed), again = r;
    set = train_set, test = test_set;
    few = dataset_part(set, 0, images);
    untrained = mlp_new(graph_new(1), sizes, 4, SIGMOID, INIT_LECUN, &again);
    trained = mlp_new(graph_new(1), sizes, 4, SIGMOID, INIT_LECUN, &r);
    train(&trained, set, c->quick && epochs > 2 ? 2 : epochs, &r);
    size_t bytes = (size_t)set->count * CLASSES * sizeof(real);
    memcpy(before, outputs(&untrained, set), bytes);
    memcpy(after, outputs(&trained, set), bytes);
    what_should_it_have_said(c);
    one_number_for_the_network(c);
    cost_and_mistakes(c);
    turn_one_knob(c);
    turn_two(c, &r);
    check(c);
    graph_free(untrained.graph);
    graph_free(trained.graph);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch07_cost", "有多差？用一个数来说",
                                         options, &folder, TRAIN, TEST, tell});
}
