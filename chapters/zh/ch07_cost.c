/*
# 第 7 章：有多差？用一个数来说

**这一章的问题。** 权重随机的网络只会胡说。要让它一步步下山，越走越好，先得有地
形可走，也就是要有一个数，说明网络现在有多差。这个数怎么算？旋钮有 13,002 个，这
样的地形又是什么样子？这一章里，你会先转一个旋钮，再转两个，看到一个山谷。

请对照第二篇文章（A2-2、A2-3、A2-5 这几条，以及提醒 E24）和第一篇文章（A1-22）来
读。用 `make ch07` 运行；能转的旋钮有两个，一个是网络训练几遍，一个是成本用多少
幅图像来算，例如 `make ch07 ARGS="--epochs 0"`。

**本章要点** 一个样本的成本，是各个输出与目标之差的平方和；对许多样本取平均，就
得到整个网络的成本。成本函数的输入是 13,002 个权重和偏置，输出是一个数：这个数越
小，网络越好。学习，就是把这些旋钮转到成本小的位置。

**新词**

目标值 y (target)
: 十个输出应有的值：图上是哪个数字，那个位置就是 1，别处都是 0。

成本函数 C (cost)
: 一幅图像的成本是 Σ (a - y)²，多幅图像取平均。成本为 0，就是一点不差。

平均成本 (mean cost)
: 许多图像的成本加起来，再除以图像的幅数。

训练集 (training set)
: 供网络学习的图像。

测试集 (test set)
: 另外留出的图像，考考网络会不会认没见过的。
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
## 标准答案是什么？

一幅图像的标签是一个数字，比如 3；网络回答的却是十个数。两者要能比较，标签也得写
成十个数：那个数字的位置写 1，别处都写 0，这就是**目标值**。为什么用 0 和 1？σ
的值在 0 和 1 之间，两头只能接近，永远到不了。错的数字一律写 0，因为错就是错，不
分轻重：图上是 3，认成 4 并不比认成 9 好。（第四篇文章只给训练图像写出十个目标
值；测试图像的标签还是一个数字，因为只用来核对网络选对了没有。）

一个回答差了多少？相减，平方，再加起来，这就是一幅图像的**成本**：

$$C_0 = \sum_{j=0}^{9} (a_j - y_j)^2.$$

j 从 0 到 9，是输出的编号；C₀ 的 0 是图像的编号。为什么要平方？直接把差加起来，
这个输出偏高，那个输出偏低，就抵消了。加绝对值 |a - y| 倒是不会抵消，可是绝对值
在 0 处有个尖角，第 1 章见过。平方不分偏高偏低；同样大的偏差，集中在一个输出上，
比平分到两个输出上算得重；而且曲线光滑，斜率是 2(a - y)。一幅图像的成本最多是
10，十个输出全都错到底才有这么大；也不会正好等于 0。
*/

// a [10]：一幅图像的十个输出；label 是它的标签。
static double cost_of_one(const real *a, int label) {
    double cost = 0;
    for (int j = 0; j < CLASSES; j++) {
        double y = j == label ? 1 : 0;
        cost += (a[j] - y) * (a[j] - y);
    }
    return cost;
}

/*
下面是两个第 6 章那样的网络，784-16-16-10。一个的权重是随机的，不过照那一章的办
法，有 n 个输入的神经元，权重缩小到 1/√n。另一个从同样的权重出发，已经把图像学了
五遍；怎么训练，第 11 章才讲，这里先从幕后借来用。

→ 标准答案是什么？

![图 7.1：同一幅 3，网络训练前后给出的十个输出。空心框是目标值；每个差平方，再加
起来，就是成本。](ch07_squares)

有两个网络从不看图，它们的成本倒值得记一记。一个不管看到什么，十个输出都是 ½，成
本是 `2.5`，也就是十个 ½²。另一个十个输出都是 1/10，成本是 `0.9`：九个差 1/10，
一个差 9/10，合起来是 9/100 + 81/100。随机网络的十个输出都在 ½ 上下，有的高一
点，有的低一点。偏差是 ½ + e 或者 ½ - e，平方以后是 ¼ + e² ± e；十个加起来，±e
差不多都抵消了，e² 却抵消不掉，所以成本比 `2.5` 还要大一点。认对多少呢？和瞎猜一
样，十幅里大约一幅。

## 用一个数衡量整个网络

一幅图像说明不了什么。*网络*的成本，要对**训练集**里的所有图像取平均，这里有
10,000 幅。（不能用总和：图像越多，总和越大，大小不同的两个集合就没法比了。取平
均的话，每幅图像一样重，所以集合里少见的数字，分量就轻。只看最差的一幅也不行，别
的图像认得怎么样，就看不出来了。）
*/

static double mean_cost(const real *a, const uint8_t *label, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += cost_of_one(a + i * CLASSES, label[i]);
    return sum / n;
}

/*
非得用上所有图像吗？只取 n 幅，平均值就会有误差，偏高偏低全凭运气，不过误差大概
有多大，是算得出来的。单幅图像的成本有大有小，散开的程度用标准差来量（各个成本离
平均值多远，平方，取平均，再开方）；n 幅的平均值，误差大约是这个标准差除以 √n。
图像多到一百倍，误差就只剩十分之一。（这个 √n，第 6 章见过：偏差要平方了再相
加。）

→ 用一个数衡量整个网络

![图 7.2：前 n 幅图像的平均成本，与全体的平均值相差百分之几。横轴和纵轴都是对数
坐标。虚线是单幅图像成本的标准差除以 √n：误差总在虚线附近，或者在虚线以
下。](ch07_running)

随机网络在各幅图像上的成本都差不多，所以取一百幅，平均值的误差就只有百分之一左
右。训练过的网络，多数图像认对了，少数错得厉害；随手取一百幅，认错的可能碰上好
多，也可能一幅也没有，平均值会差到四分之一以上。可见要取多少幅，得看各幅图像的成
本相差大不大。不过只想知道个大概的话，几幅就够了，省时省力，第 11 章会靠这个省下
大量的工夫。

成本不等于认错的幅数。十个输出里最亮的那个，要是和标签不同，就算认错。成本还要看
网络有多大把握；权重动一点点，成本也动一点点，认错的幅数却一动不动，要等哪个回答
变了，才跟着变。地形要光滑，才有斜率，才能顺着下山。下面把两样都列出来，除了训练
集，还有**测试集**：这里面的图像，网络从没见过。

→ 成本与错误

成本低一些，错的不一定就少：十个输出都是 1/10，成本是 `0.9`，还不到随机网络的一
半，却一个数字也分不出来。可是成本要是很低，错的就一定很少。设有一幅认错了，标签
那个输出是 a，那么别的输出里总有一个不小于 a。前一个的成本是 (1 - a)²，后一个至
少是 a²，加起来不会小于 ½（a = ½ 时最小）。所以认错的比例，最多是平均成本的两
倍。在 MNIST 上，成本是 `0.1246`，照此推算，一百幅里最多认错二十五幅；实际是八
幅。

训练过的网络，换上没见过的图像就差一些：在 MNIST 上，测试集的成本是 `0.1830`，训
练集的是 `0.1246`。随机网络在两边差不多。可见学到的东西，有一部分只对训练集管
用；这件事到第 16 章再谈。

## 转一个旋钮

图像是给定的，不会再变；能变的是权重和偏置。所以成本是*权重和偏置*的函数：输入
13,002 个数，输出一个数。地形就是这么来的：旋钮转到哪里，就站在哪里，成本就是那
里的高度，学习就是往低处走。按住别的旋钮，只转一个，成本的变化就是一条曲线，和第
2 章一样。
*/

// 一组图像的全部输出：a [d->count, 10]。（Mlp 就是程序库里写好的第 6 章的网
// 络。）
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
拿训练好的网络来，转它的三个旋钮：一个是输出 3 的偏置；另外两个是权重，都属于第
一个隐藏层的同一个神经元，一个管正中的像素，一个管角上的像素。为了算得快，从这里
起，成本只用前 500 幅图像来算。

→ 转一个旋钮

![图 7.3：按住另外 13,001 个，只转一个旋钮，成本怎样变；圆点是训练停下的位置。一
条是两边有坡的山谷，一条几乎是平的，角上那个像素的是直线。](ch07_knob)

偏置的那条曲线是一个山谷。转得太低，输出 3 怎么也不亮，每幅 3 在这个输出上的成本
都是 1。转得太高，输出 3 总是亮着，*别的*数字就都错了一截，而且幅数是 3 的九倍，
所以右边的坡高得多。再往外，两边的坡都平了，因为 σ 的两头是平的。训练停在接近谷
底的地方，没有到底，从下面的检验可以看到，那里还有斜率。（训练没走到底就停了；再
说训练用了 10,000 幅图像，这里只看 500 幅。）每幅图像都用得到这个偏置。正中那个
像素的权重，只管一个神经元怎么看待这一个像素，同一层的神经元有十六个，所以成本的
变化小得多。角上的像素在每幅图像里都是白纸，激活值是 0，0 乘什么权重都是 0：这个
旋钮转到哪里，成本都不变，所以训练完了，还是开头那个随机的值。换一个旋钮，曲线又
是另一个样子，像第 2 章那样有好几个山谷，也说不定。

## 转两个旋钮

转两个旋钮，就能画一张地图，和第 3 章一样。单个权重影响不大，所以不挑权重，挑两
个*方向*，沿着哪个方向走，13,002 个数都一起动。一个方向从训练好的权重笔直指向训
练前的随机权重；另一个方向随机取，走得一样远。
*/

// 把 m 的全部参数设成 here + s·one + t·other。
static void stand_at(Mlp *m, const real *here, double s, const real *one,
                     double t, const real *other) {
    static real there[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++)
        there[i] = (real)(here[i] + s * one[i] + t * other[i]);
    mlp_unflatten(m, there);
}

/*
→ 转两个旋钮

![图 7.4：从 13,002 个旋钮的地形里切出的一个截面。训练好的权重在山谷正中，随机的
起点在山坡上。](ch07_slice)

从随机的权重笔直走过去，一路都是下坡，一直走进山谷，训练好的权重就在那里。（另外
找两点连一条直线，路上也可能要翻山。）不过截面多得数不清，挑中这一个，是因为它正
好经过这两点。站在起点的人看不到这张图，只知道脚下的斜率。好在下山有斜率就够了，
第 3 章已经说过；斜率一共 13,002 个。要是把每个旋钮往上转一转，再往下转一转，一
个旋钮就要算两次成本；算一次成本，又要把 500 幅图像都送过网络，每幅大约做 13,000
次乘法。算下来，每走一步，就要送 1300 万幅图像，做大约 1700 亿次乘法。第 9 章只
用算几次成本的工夫，就把斜率全部求出来。（想把所有的位置都试一遍，更是办不到：每
个旋钮只试十个，就有 10¹³⁰⁰² 种。）

这样的山谷也不止一个。让同一层的两个隐藏神经元交换位置，和它们相连的权重也跟着
换，网络的输出不变（练习 6a），旋钮却到了别处。所以隐藏神经元有多少种排法，同样
的山谷就至少有多少个：一共 16!·16! 个（16! = 1·2·…·16，大约是 2·10¹³），全都一样
深，走进哪一个都行。至于别处还有没有更深的，光看截面是看不出来的。

## 检验

转动一个旋钮，成本变得多快？先看输出 j 的偏置，用第 4 章的链式法则来手算：偏置动
多少，z 就跟着动多少；a 随 z 的变化率是 σ′(z) = a(1-a)；(a - y)² 随 a 的变化率是
2(a - y)。三个相乘，再对所有图像取平均。
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
角上那个像素的斜率是 0。正中那个像素的留给计算带去算，因为从它到成本有许多条路
径，第 9 章才讲。要是漏了一个因子，或者忘了除以 n，这三列数就对不上了。看斜率的
大小，还能知道这个旋钮在这里有多要紧：第 12 章会把 13,002 个旋钮都排个名次。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

这里的成本是 Σ (a - y)²，和第二、三篇文章一样。第四篇文章的程序用的是它的一半，
这有什么不同，第 8 章会看到（只差一个因子 2）。要量偏差，也不是非用平方不可：第
15 章有一种成本更适合认数字，平常用的也多半是那一种；旋钮还是这些，地形却换了一
片。还有，截面只管截面上的事：看上去四面封闭的山谷，在另外 13,000 个方向里，也许
就有一个是出口。

## 练习

`make ex07` 生成要你改的文件，并检查你的答案；`make hint07` 给提示。

- **7a** 一个懒惰的网络，对每幅图像的回答都一样。已知每个数字各有多少幅图像，
  怎样回答成本最小？
- **7b** 求许多图像的平均成本：来一幅就更新一次，不许把总和存下来。

下一章：求成本对*每一个*旋钮的变化率。只要一条规则，反复用：`make ch08`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。`train` 就是一直在幕后的那一段：第
11 章会逐行解释。
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

// 各节都要用：两个网络，以及它们在训练集上的输出。
static const Dataset *set, *test;
static Dataset few;  // 转动旋钮时用的图像
static Mlp untrained, trained;
static real before[TRAIN * CLASSES], after[TRAIN * CLASSES];

static void what_should_it_have_said(Chapter *c) {
    chapter_section(c, "标准答案是什么？");
    int image = 0;  // 认对的第一幅 3
    while (image < set->count - 1 &&
           (set->label[image] != 3 ||
            argmax(after + image * CLASSES, CLASSES) != 3))
        image++;
    text_images(1, (const uint8_t *[]){set->image + image * 784}, 28, 28);
    chapter_predict(c, "十个输出都是 0.5，成本是多少？");
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
    printf("十个输出都是 0.5，成本是 10 · 0.25 = 2.5；"
           "都是 0.1，成本是 %.1f。\n\n",
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
    printf("单幅图像成本的标准差：随机网络 %.4f，训练后的网络 %.4f。\n",
           spread[0], spread[1]);
    chapter_predict(c, "同样用 100 幅图像，哪个网络的平均成本算得更准？");
    Table t = table_begin("图像数|随机：平均|差多少|训练后：平均|差多少",
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

// 要转的三个旋钮：在哪个张量里，是第几个数。两个像素的权重都是 5 号神经元的，从
// 0 数起。
enum { KNOBS = 3, INTO_FIVE = 5 * 784 };
static const int place[KNOBS] = {3, INTO_FIVE + 14 * 28 + 14, INTO_FIVE};

static Tensor *tensor(int k) {
    return k == 0 ? trained.bias[2] : trained.weight[0];
}

static real *knob(int k) { return &tensor(k)->data[place[k]]; }

static void turn_one_knob(Chapter *c) {
    chapter_section(c, "转一个旋钮");
    printf("从这里起，成本只用前 %d 幅图像来算。\n", few.count);
    chapter_predict(c, "转动角上那个像素的权重，成本会怎么变？");
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
    printf("训练结束时，三个旋钮分别停在 %.3f、%.3f、%.3f，成本是 %.5f。\n\n",
           *knob(0), *knob(1), *knob(2), now);
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
    chapter_section(c, "转两个旋钮");
    mlp_flatten(&trained, here);  // 全部参数排成一长列
    mlp_flatten(&untrained, first);
    for (int i = 0; i < PARAMETERS; i++) {
        first[i] -= here[i];
        other[i] = (real)rng_normal(r);
    }
    double far = length(first), scale = far / length(other);
    printf("一共 %d 个旋钮；起点到训练好的权重，距离是 %.2f。\n", PARAMETERS,
           far);
    chapter_predict(c, "从起点笔直走到训练好的权重，一路都是下坡吗？");
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
    graph_rewind(g, mark);  // （参数的梯度还留着）
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
