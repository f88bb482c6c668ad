/*
# 第 14 章：它学到了什么

**这一章的问题。** 第一篇文章设想：第一个隐藏层找到短边，第二个找到圆圈和笔画，
最后一层认出数字。我们的网络每 100 幅认对 93 幅，它真是这样认的吗？这一章先去找
边，再把神经元一个个拿掉，还跟着一幅图像走一遍；然后教网络背胡话，让它做梦，最后
骗过它。

可以和第一篇文章对照着读（A1-10 和 A1-12 这两条，以及提醒 E5）。运行用
`make ch14`。正文里的数是在真正的 MNIST 上量出来的（先 `make mnist`）。

**本章要点** 第一篇文章设想第一层找到短边，第二层找到圆圈；和随机凑成的图一比，
第一层的神经元只是略微更像边。它们像十六个是非题：答案全部四舍五入成 0 或 1，网
络认对的也只少一点；少了一个，认不出的多半是同一个数字，不过换成随机的方向，也只
是散一点。网络能背下打乱的标签，看到噪声也常常很有把握，轻轻一推就会认错。

**新词**

对照 (control)
: 换一样东西做同样的测量，最好是结果事先就知道的东西。

p 值 (p-value)
: 单凭运气就得到这么大甚至更大的数的概率。硬币抛 3 次，3 次都是正面：p = 1/8。

噪声图像 (noise image)
: 像素随机取值的图像，或者把一幅图像的像素打乱得到的图像。

对输入的梯度 (input gradient)
: ∂C/∂图像，784 个像素各有一个斜率；权重不动。

对抗样本 (adversarial example)
: 只改一点点（比如每个像素改 `0.05`）就让网络答错的图像。
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

enum { SIDE = 28, PIXELS = SIDE * SIDE, UNITS = 16, SEEDS = 5, MANY = 1000 };
static Dataset train, test;

/*
## 先做检验

后面要转的是别的旋钮：像素。先检验它们的斜率，用的是还没有训练过的网络。（角上是
白纸，也有斜率：它说的是，那里*要是*有墨会怎样。）

→ 检验：手算 = 计算带 = 数值

## 十个网络

五个是第一篇文章的网络，成本和学习率同第 13 章，在 50,000 幅图像上训练了十轮。只
有一点和文章不同：权重起步时的标准差是 1/√n（n 是输入的个数），不是 1。一个像素
要是始终是白纸，和它相连的权重就一步也不动（每一步是 -η·δ·0）；起步要是太大，那
里就一直那么大，到了噪声和梦里便会出来捣乱。另外五个没有隐藏层：*它们*做得到的
事，都用不着隐藏神经元。

→ 十个网络

784-10 每 100 幅认对 `91.42` 幅。前五个（下面说“网络”，就是指它们）认对 `93.77`
幅：错的少了四分之一还多。它们是怎么做到的？

## 有边吗？

把第一层一个神经元的权重照像素的位置摆好，就是一幅图。这幅图里，一条边占多少？边
的样子，第一篇文章画过，第 5 章做过：中间一道正的权重，两侧镶着负的，叫它*条带*
吧。从负到正的一级*台阶*，也常常叫作边。这两种我们都找，各取两种长度、八个方向、
400 个位置。

把图和边都看作 784 个数组成的箭头，得分是 100 乘以夹角余弦的平方（第 3 章）：图
就是这条边，得 100；和它毫不相干，得 0；(1, 1) 和 (1, 0) 得 50。条带有 6,400
种，以最像的那一种为准；台阶也有 6,400 种，也是这样。

假如得了 12 分（满分 100），又有这么多条边可以挑，这算高吗？只有靠**对照**才能判
断。一头是八十条别的边，不在我们取的那些里，位置、方向和大小各不相同。另一头是什
么也没有学过的图。下降时每走一步，神经元的权重加上 -η·δ·a（第 9 章），a 就是图
像；可见神经元学到的东西，*本来就是*许多图像各乘一个数，再加起来。我们取一千幅图
像，各乘一个*随机*数，平均是 0（δ 也有正有负），也加起来，就是一幅混合图。
*/

// x [PIXELS]：许多图像各乘一个随机数，加起来。
static void mix(Rng *r, real *x) {
    int n = dataset_part(&train, 0, MANY).count;
    double times[MANY], mean = 0;
    for (int i = 0; i < n; i++) {
        times[i] = rng_normal(r);
        mean += times[i] / n;
    }
    for (int p = 0; p < PIXELS; p++) {
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += (times[i] - mean) * train.image[i * PIXELS + p];
        x[p] = (real)sum;
    }
}

/*
神经元的权重要先减去起步时的权重，剩下的也就是这种和。假如一个网络里，神经元得分
的中位数高过十六幅混合图的中位数，会不会是碰巧？单凭运气，这样的概率是 p = ½；n
个网络里恰好有 i 个这样，概率是 c·pⁱ·(1-p)ⁿ⁻ⁱ，c 是从 n 个里选 i 个的选法数。从
i = k 起，概率全部加起来，就是“至少 k 个”的 **p 值**；五个里有三个，是 (10 + 5 +
1)/32 = ½。要说“不只是运气”，习惯上 p 值要小于 `0.05`；一共五个网络，就得五个都
这样：1/32。
*/

// 每个通过的概率是 p，求 n 个里至少通过 k 个的概率。
static double p_value(int k, int n, double p) {
    double sum = 0, exactly = m_pow(1 - p, n);  // n 个里通过 i 个，从 i = 0 起
    for (int i = 0; i <= n; i++) {
        sum += i >= k ? exactly : 0;
        exactly *= (n - i) * p / ((i + 1) * (1 - p));
    }
    return sum;
}

/*
→ 有边吗？

![图 14.1：第一行是对照：两条边，四幅随机混合图。下面是第一层的十二个神经元学到
的东西，种子 1：绿色表示赞成，红色表示反对；图下的数，是最像的条带占多
少。](ch14_weights)

这个办法管用：别的条带至少得 `21.1`，中位数是 `47.9`。混合图的中位数是 `11.6`，
最高 `21.8`。神经元呢？`12.0`。五个网络里有三个比混合图高：p 值是 `0.50`。总的来
说，神经元并不比随机混合图更像条带。不过 80 个里有 `6` 个比哪一幅混合图都高，最
高的得 `33.2`：这几个的图里，确实看得出一小段笔画。

台阶呢？神经元得 `20.7`，混合图得 `17.0`。差得不多，别的台阶得 `64.9`；可是五个
网络个个如此，p 值是 `0.03`：不只是运气。

## 十六个问题

不是边，那是什么？现在来看第一层的回答，把它们四舍五入：十六个回答各变成 0 或
1，也就是“不是”或“是”，再传给下一层。要是中间的深浅要紧，这样一来就会认错许多。

然后把神经元一个个拿掉，数一数每个数字丢了多少，也就是少认对多少幅。拿掉不是改成
0，因为 0 也是一种回答；拿掉，是让神经元始终停在它的平均值上。对照是随机抽的一
个*方向*：十六个回答是一支箭头，一个神经元只是许多方向里的一个。这个方向有什么特
别吗？
*/

// a [n, UNITS] → held [n, UNITS]：还是这一层的回答，只是在方向 r 上停在平均值。
// r 是 (0, …, 1, …, 0) 时，就是单独一个神经元。
static void hold(const real *a, int n, const double *r, real *held) {
    double mean = 0, squares = 0;
    for (int u = 0; u < UNITS; u++)
        squares += r[u] * r[u];
    for (int i = 0; i < n * UNITS; i++)
        mean += r[i % UNITS] * (double)a[i] / n;
    for (int i = 0; i < n * UNITS; i += UNITS) {
        double off = -mean;
        for (int u = 0; u < UNITS; u++)
            off += r[u] * (double)a[i + u];
        for (int u = 0; u < UNITS; u++)
            held[i + u] = a[i + u] - (real)(off * r[u] / squares);
    }
}

/*
→ 十六个问题

![图 14.2：少了一个神经元，每个数字的 100 幅图像丢掉多少；种子 1。左边是第一隐藏
层，右边是第二隐藏层。](ch14_units)

第一层只剩“是”和“不是”，网络每 100 幅还认对 `92.9` 幅，仍然比 784-10 多。所以在
下一层看来，一幅图像差不多就是十六个二进制位。每个神经元问一个问题：我赞成的地方
墨多，还是我反对的地方墨多？784-10 只问十个，一个数字一个。这里有十六个，并没有
规定哪个归哪个数字。

一个问题管什么？第一层少一个神经元，每 100 幅图像丢 `1.6` 幅（中位数），最多
`8.2` 幅。不过丢得并不均匀。图的左半边，大多数行里有一个亮格：没有神经元 4，100
个 5 里丢掉 53 个，别的数字几乎一个不丢。要是有管圆圈的神经元，又没有别的神经元
替它，少了它，0、6、8、9 就会一起丢；图里没有这样的神经元。

在这一点上，神经元特别吗？少了一个，丢得最多的那个数字占 `61.4`（丢的总数算
100）；换成随机的方向，占 `54.4`。五个网络，个个都是神经元占得多，p 值是
`0.03`：神经元确实偏向某个数字，只是偏得不多。在第二层，少一个神经元只丢 `0.3`
幅，看不出多少来；那个数字占 `52.6`，并不比换成随机的方向（`58.6`）多。在那里起
作用的，是所有的回答合在一起。

## 一幅图像

哪些图像非有隐藏层不可？就是五个网络都认得、五个 784-10 却都不认得的那些。我们跟
着其中第一幅走：用正确输出的 z 减去错误输出的 z，再看每个神经元因为偏离平均值而
添了多少：w·(a - 平均)。

→ 一幅图像

![图 14.3：左，这幅图像；中，每个像素乘以它在第一个 784-10 里的权重，8 的减去 5
的；右，每个像素乘以它在第一个回答“不是”的神经元里的权重。绿色表示赞成，红色表示
反对。](ch14_image)

10,000 幅里有 `84` 幅是这样，反过来的有 `5` 幅。第一幅是个 8，上面没有封口；
784-10 说是 5 或 4。在它们那里，每个像素都全额计数：赞成 8 的墨添 `62.60`，反对
的添 `-58.65`，偏置添 `-20.83`。所有 8 平均起来是 `86.52` 和 `-39.69`，补得回
来；这一个赞成的少，反对的多。

网络倒很有把握：全部加起来，8 的 z 比 5 的大 `11.56`，而且不是哪一个神经元说了
算。第二层的神经元 4 添了 `3.75`，因为它亮着；神经元 2 添了 `3.21`，因为它暗着，
权重又小于 0；神经元 0 添了 `2.12`。再看这个神经元 4：是什么点亮了它？主要是两个
回答。第一层的神经元 3 回答 `0.00`，添了 `2.01`；神经元 14 回答 `1.00`，添了
`1.24`。

差别也许就在这里。神经元 3 那里有赞成的墨，可是反对的墨更多，于是它回答“不是”。
“不是”就是“不是”，反对的墨再多也一样。多一笔怪墨，少一段该有的墨，顶多把一个问题
的回答翻过来；在 784-10 里却有多少算多少。

## 噪声

给网络看一幅根本不是数字的图，会怎么样？最大的输出照样会报出一个数字；可是，它有
多大呢？我们取测试图像的前 1,000 幅，把像素打乱：墨一样多，却没有什么可认的。对
照就用原来的图像。

→ 噪声

有一个输出超过 `0.9`，就等于说“就是这个数字”。这样的，100 幅图像里有 `85.5` 幅，
100 幅噪声里有 `28.7` 幅。没有哪个输出表示“这不是数字”，成本也从来没有要过这样一
个输出。换成 784-10，只有 `5.1` 幅。原因也许是：隐藏层把噪声也四舍五入了。

## 背下来的胡话

网络要答对，就非得*找到*什么规律不可吗？给 500 幅训练图像各安上另一幅的标签，就
没有规律可找了。训练 200 轮，五个网络学这些打乱的标签，五个学真标签，然后都来认
1,000 幅没见过的图像。

→ 背下来的胡话

旋钮有 13,002 个，平均每个标签合 26 个，打乱的标签每 100 个背得下 `90.72` 个。遇
到没见过的图像，背下来的毫无用处：只认对 `10.02` 幅，等于瞎猜。学真标签的，能认
对 `79.10` 幅：真的找到了规律。成本低，只说明网络知道*答案*，不说明是怎么知道
的。（Zhang 等人，2017 年。）

## 它最喜欢什么样的图

这回把像素当旋钮来转，权重不动。从一张白纸出发，这样纸上的墨全是网络自己想要的；
选一个输出，往它的加权和 z 变大的方向上坡：沿 ∂z/∂图像走 200 步，步长 1/5，像素
一律限制在 0 到 1 之间。
*/

static real inside(real x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

// x [PIXELS]：输出 `digit` 最喜欢的图。
static void dream(Learner *l, int digit, real *x) {
    real wish[CLASSES] = {0};
    wish[digit] = 1;
    memset(x, 0, PIXELS * sizeof *x);  // 一张白纸
    for (int step = 0; step < 200; step++) {
        GraphMark mark = graph_mark(l->graph);
        Tensor *image = t_input(l->graph, 1, PIXELS, x);
        Tensor *z = mlp_forward(&l->mlp, image);
        t_backward(t_sum(t_mul(z, t_const(l->graph, 1, CLASSES, wish))));
        double squares = 1e-30;
        for (int i = 0; i < PIXELS; i++)
            squares += (double)(image->grad[i] * image->grad[i]);
        real far = (real)(0.2 / sqrt(squares));
        for (int i = 0; i < PIXELS; i++)
            x[i] = inside(x[i] + far * image->grad[i]);
        graph_rewind(l->graph, mark);
    }
}

/*
→ 它最喜欢什么样的图

![图 14.4：第一个网络的每个输出最喜欢的图，以及网络看到后的回答。](ch14_dream)

我们看到的只是些零碎的笔画，谁也不会那样写。自己做的梦，网络当然全都认得。可
是*别的*网络，十个梦也认对 `9.0` 个或 `10.0` 个，784-10 认对 `8.0` 到 `10.0`
个。可见梦里的墨，落在支持那个数字的地方，而这些地方 784-10 也知道。

## 轻轻一推，就骗过它

从一幅真实的图像出发，沿它的成本往上坡走。每走一步，每个像素按 ∂C/∂图像的符号改
1/100，并且限制在 0 到 1 之间；五步下来，哪个像素的改动都不超过 `0.05`。
*/

// n 个像素各改 0.01，加还是减，看 `way` 的符号。
static void nudge(real *x, const real *way, int n) {
    for (int i = 0; i < n; i++) {
        real sign = (real)((way[i] > 0) - (way[i] < 0));
        x[i] = inside(x[i] + (real)0.01 * sign);
    }
}

/*
对照也走同样的步子，只是符号是随机的，每幅图像只抽一次。设 g 是梯度，每个像素推
±ε，成本的变化大约是所有 ±εg 的和。沿 g 的符号推，没有一项小于 0；符号随机，各项
大多互相抵消。

→ 轻轻一推，就骗过它

![图 14.5：一幅图像，推五步的改动，以及两者之和；绿色是加墨，红色是减
墨。](ch14_fooled)

每个像素改 `0.05`，也就是 255 级里的 13 级，我们几乎看不出来，网络每 100 幅却只
认对 `70.7` 幅，原来是 `93.8` 幅（还是那 1,000 幅图像）；改 `0.1`，也就是走十
步，只剩 `40.0` 幅。上面那个 1，网络本来有 `0.998` 的把握，推过以后认成 8，把握
有 `0.930`。符号随机，改 `0.1`，还认对 `89.3` 幅。害处在于：几百处改动，每一处都
微不足道，却全都推向同一边。（Goodfellow 等人，2014 年。）这不怪隐藏层：784-10
从 `90.1` 跌到 `21.3`。

## 那么，它学到了什么？

- **短边？** 条带：总的来说并不比碰巧凑成的更像，神经元得 `12.0`，混合图得
  `11.6`，只有几个神经元更像。台阶：略微更像一点。
- **圆圈？** 图 14.2 里没有哪个神经元单独管圆圈。
- **那学到了什么？** 墨落在哪里，支持哪个数字。这一点 784-10 也知道。
- **隐藏层呢？** 十六个是非题，合起来判断：认对 `93.77` 幅，没有隐藏层只有
  `91.42` 幅；十个加权和认不出的怪数字，也认得一些。
- **什么样的图才算数字？** 几乎没学到：100 幅噪声，它对 `28.7` 幅很有把握；推
  `0.1`，100 幅里只认对 `40.0` 幅。

所以，第一篇文章设想先找边，再找圆圈，最后认数字；在这里几乎看不到这些，成本也从
来没有要过这些。这个网络问十六个关于墨的问题，把回答合起来判断。

→ 正文里的数

## 我们偷了哪些懒

十六个神经元，十轮训练，都太少了。84 幅图像里我们只跟了一幅，只跟了一个网络；神
经元也只是一次拿掉一个，没有两个一起拿。在专为图像设计的网络里，每个神经元只看一
小块，各处用同样的权重，第一层*确实*找得到边：文章的设想并非没有道理。

## 练习

`make ex14` 生成要你改的文件，并检查你的答案；`make hint14` 给提示。

- **14a** 比运气好吗？求两组数单凭运气分得这么开的概率。
- **14b** 所有像素一起推，求每个至少推多少，才能让一个神经元改变回答。

下一章：换更好的成本，选更好的起点，再多加几层。`make ch15`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

// 各节共用的：测试图像，变成 0 到 1 的数，有几节只用前 `many` 幅；五个网络，五
// 个没有隐藏层的；还有前五个的隐藏层的回答。
enum { FLATS = SEEDS, NETS = 2 * SEEDS, HIDDEN = 2 };
enum { TESTS = 10000, EACH = SEEDS * UNITS };
static const Recipe recipe = {.name = "784-16-16-10",
                              .hidden = {2, {UNITS, UNITS}},
                              .init = INIT_LECUN,
                              .rate = 3};
static const Recipe flat = {.name = "784-10", .init = INIT_LECUN, .rate = 3};
static const double PI = 3.14159265358979323846;
static int many;
static real image[TESTS * PIXELS];
static Learner *net[NETS];
static real said[HIDDEN][SEEDS][TESTS * UNITS];

// 层 `from` 的回答是 a [n, …]，求层 `to` 的回答，下次再问就没了；层 0 是图像。
static const real *onward(int who, int from, int to, const real *a, int n) {
    static real says[TESTS * UNITS];
    const Mlp *m = &net[who]->mlp;
    GraphMark mark = graph_mark(m->graph);
    Tensor *x = t_const(m->graph, n, m->sizes[from], a);
    for (int k = from; k < to; k++)
        x = t_sigmoid(t_linear(x, m->weight[k], m->bias[k]));
    memcpy(says, x->data, t_count(x) * sizeof *says);
    graph_rewind(m->graph, mark);
    return says;
}

static const real *ask(int who, int from, const real *a, int n) {
    return onward(who, from, net[who]->mlp.layers, a, n);
}

// 层 `from` 的回答是 a 时，每 100 幅认对几幅；of [CLASSES] 不是 NULL 的话，写进
// 每个数字认对几幅。
static double read_of(int who, int from, const real *a, int n, double *of) {
    const real *says = ask(who, from, a, n);
    int count[CLASSES] = {0}, right[CLASSES] = {0}, all = 0;
    for (int i = 0; i < n; i++) {
        bool is = is_right(says + i * CLASSES, test.label[i]);
        right[test.label[i]] += is;
        count[test.label[i]]++;
        all += is;
    }
    for (int d = 0; of && d < CLASSES; d++)
        of[d] = 100.0 * right[d] / fmax(count[d], 1);
    return 100.0 * all / n;
}

// 表的一行：n 次得出的数。
typedef struct Row {
    const char *name;
    int n;
    double x[EACH];
} Row;

static void add(Row *r, double x) { r->x[r->n++] = x; }
static Spread spread(Row r) { return spread_of(r.x, r.n); }
static double median(Row *r) { return spread(*r).median; }

static void show(const char *what, int n, Row *row) {
    Table t = table_begin(text_format("%s|个数|最低|中位数|最高", what),
                          "%-29s|%5d|%6.1f|%6.1f|%7.1f");
    for (int k = 0; k < n; k++)
        table_row(&t, row[k].name, row[k].n, SPREAD(spread(row[k])));
    table_end(&t);
}

// 画图用的几组数：图 x [n, PIXELS]，各有各的位置。
static void draw(Figure *f, int place, int n, const real *x) {
    for (int i = 0; i < n * PIXELS; i++) {
        if (i % PIXELS == 0)
            figure_block(f, "picture", "place column row value");
        figure_row(f, place + i / PIXELS, i % SIDE, i / SIDE % SIDE, x[i]);
    }
}

/* ---- 检验 --------------------------------------------------------------- */

// d 的前 n 幅图像改动以后是 x，把 ∂C/∂x 写进 g，都是 [n, PIXELS]。（C 是各幅成
// 本的平均，符号不受影响。）
static void input_gradient(Learner *l, const Dataset *d, int n, const real *x,
                           real *g) {
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, d, NULL, n);
    b.x = t_input(l->graph, n, PIXELS, x);
    t_backward(learner_cost(l, &b));
    memcpy(g, b.x->grad, t_count(b.x) * sizeof *g);
    graph_rewind(l->graph, mark);
}

static void check(Chapter *c, const Recipe *unused) {
    (void)unused;
    Learner l = learner_new(&train, &recipe, c->seed, 1);
    Batch b = first_images(&l, 1);
    OnBatch k = {&l, &b};
    real *pixel = b.x->data, slope[PIXELS];
    double tape[PIXELS], numeric[PIXELS];
    input_gradient(&l, &train, 1, pixel, slope);
    for (int i = 0; i < PIXELS; i++) {
        tape[i] = (double)slope[i];
        numeric[i] = (double)central_difference(cost_on_batch, &k, &pixel[i],
                                                difference_step(pixel[i]));
    }
    report_begin(c);
    report_row(c, "角上的像素", NAN, tape[0], numeric[0]);
    report_lists(c, "全部，数值与计算带", PIXELS, tape, numeric, 0);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- 边 ----------------------------------------------------------------- */

// 各种图：不在我们那些边里的边，图像的和，神经元学到的。长度都是 1。
enum { OTHERS, MIXED, LEARNED, KINDS };
static real picture[KINDS][EACH][PIXELS];

static void to_length_1(real *x) {
    double squares = 1e-30;
    for (int p = 0; p < PIXELS; p++)
        squares += (double)(x[p] * x[p]);
    for (int p = 0; p < PIXELS; p++)
        x[p] /= (real)sqrt(squares);
}

// x [PIXELS]：镶着负边的条带，或者从负到正的台阶，由中点、方向、半长和宽决定。
static void put_edge(bool step, double row, double col, double angle,
                     double half, double width, real *x) {
    double sine, cosine, border = width / 2 + 2;
    m_sincos(angle, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        double right = i % SIDE - col, down = i / SIDE - row;
        double u = right * cosine + down * sine;  // 沿着边
        double v = down * cosine - right * sine;  // 横过边
        bool on = u >= -half && u < half && v >= -border && v < border;
        bool in = step ? v >= 0 : v >= -width / 2 && v < width / 2;
        x[i] = (real)(!on ? 0 : in ? 1 : step ? -1 : -0.75);
    }
    to_length_1(x);
}

static void fill_pictures(uint64_t seed, bool step) {
    Rng r = rng_new(seed + 500);
    for (int i = 0; i < EACH; i++) {
        double row = 5 + 18 * rng_uniform(&r), col = 5 + 18 * rng_uniform(&r);
        double angle = PI * rng_uniform(&r), half = 2.5 + 4 * rng_uniform(&r);
        double width = 2 + 2 * rng_uniform(&r);
        put_edge(step, row, col, angle, half, width, picture[OTHERS][i]);
        mix(&r, picture[MIXED][i]);
        to_length_1(picture[MIXED][i]);
    }
    for (int k = 0; k < SEEDS; k++) {
        Learner start = learner_new(&train, &recipe, seed + (uint64_t)k, 1);
        const real *now = net[k]->mlp.weight[0]->data,
                   *then = start.mlp.weight[0]->data;
        for (int u = 0; u < UNITS; u++) {
            real *x = picture[LEARNED][k * UNITS + u];
            for (int p = 0; p < PIXELS; p++)
                x[p] = now[u * PIXELS + p] - then[u * PIXELS + p];
            to_length_1(x);
        }
        learner_free(&start);
    }
}

// share [KINDS]：每幅图里，最像的边占多少。6,400 条全试，或者每 `stride` 条试一
// 条：两个长度，八个方向，400 个位置。
static void find_edges(int stride, bool step, Row *share) {
    for (int at = 0; at < 6400; at += stride) {
        int place = at % 400, way = at / 400, on[PIXELS], n = 0;
        real edge[PIXELS];
        put_edge(step, 4 + place / 20, 4 + place % 20, way / 2 * PI / 8,
                 way % 2 ? 6 : 3, 3, edge);
        for (int p = 0; p < PIXELS; p++)
            if (edge[p] < 0 || edge[p] > 0)
                on[n++] = p;
        for (int i = 0; i < KINDS * EACH; i++) {
            const real *x = picture[i / EACH][i % EACH];
            double cosine = 0, *best = &share[i / EACH].x[i % EACH];
            for (int k = 0; k < n; k++)
                cosine += (double)(edge[on[k]] * x[on[k]]);
            *best = fmax(*best, 100 * cosine * cosine);
        }
    }
}

// 有几个网络，a 的中位数比 b 的高；单凭运气，这样的概率有多大。
static void show_luck(const char *what, Row a, Row b) {
    int more = 0, its = a.n / SEEDS;
    for (int k = 0; k < SEEDS; k++)
        more += spread_of(a.x + k * its, its).median >
                spread_of(b.x + k * its, its).median;
    printf("%s：%d 个网络，共 %d 个，p 值 %.2f\n", what, more, SEEDS,
           p_value(more, SEEDS, 0.5));
}

static void edges(Chapter *c) {
    static const int drawn[KINDS] = {2, 4, 12};
    chapter_section(c, "有边吗？");
    chapter_predict(c, "神经元和混合图，哪个更像边？");
    for (int step = 0; step < 2; step++) {
        Row share[] = {{step ? "别的台阶" : "别的条带", EACH, {0}},
                       {"混合图", EACH, {0}},
                       {"神经元", EACH, {0}}};
        fill_pictures(c->seed, step);
        find_edges(c->quick ? 7 : 1, step, share);
        int over = 0;
        for (int i = 0; i < EACH; i++)
            over += share[LEARNED].x[i] > spread(share[MIXED]).high;
        show(step ? "最像的台阶，满分 100" : "最像的条带，满分 100", KINDS,
             share);
        show_luck("比混合图高", share[LEARNED], share[MIXED]);
        printf("比最高的混合图还高：%d 个神经元，共 %d 个\n\n", over, EACH);
        if (step)
            break;
        Figure *f = figure_open(c, "ch14_weights", "place share");
        for (int k = 0, place = 0; k < KINDS; k++)
            for (int i = 0; i < drawn[k]; i++)
                figure_row(f, place++, share[k].x[i]);
        for (int k = 0, place = 0; k < KINDS; place += drawn[k++])
            draw(f, place, drawn[k], picture[k][0]);
        figure_close(c, f);
        claim("神经元有多像条带，中位数", median(&share[LEARNED]), 7, 18,
              "%.0f");
    }
}

/* ---- 神经元 ------------------------------------------------------------- */

static void units(Chapter *c) {
    static Row row[] = {{.name = "认对，第 1 层四舍五入"},
                        {.name = "丢掉，第 1 层的神经元"},
                        {.name = "丢掉，第 2 层的神经元"},
                        {.name = "一个数字的份额，第 1 层神经元"},
                        {.name = "一个数字的份额，方向"},
                        {.name = "一个数字的份额，第 2 层神经元"},
                        {.name = "一个数字的份额，方向"}};
    static real held[TESTS * UNITS];
    int n = test.count;
    chapter_section(c, "十六个问题");
    chapter_predict(c, "少一个神经元，是只丢一个数字，还是各丢一点？");
    Figure *f = figure_open(c, "ch14_units", "layer unit digit lost");
    Rng chance = rng_new(c->seed + 600);
    for (int i = 0; i < 4 * SEEDS; i++) {
        int kind = i / SEEDS, k = i % SEEDS, h = kind / 2;
        int ways = kind % 2 ? 48 : UNITS;
        double before[CLASSES], after[CLASSES], share = 0;
        double all = read_of(k, 0, image, n, before);
        for (int way = 0; way < ways; way++) {
            double r[UNITS], sum = 1e-30, most = 0;
            for (int u = 0; u < UNITS; u++)
                r[u] = kind % 2 ? rng_normal(&chance) : u == way;
            hold(said[h][k], n, r, held);
            double lost = all - read_of(k, h + 1, held, n, after);
            if (kind % 2 == 0)
                add(&row[1 + h], lost);
            for (int d = 0; d < CLASSES; d++) {
                lost = fmax(before[d] - after[d], 0);
                most = fmax(most, lost);
                sum += lost;
                if (k == 0 && kind % 2 == 0)
                    figure_row(f, h, way, d, lost);
            }
            share += 100 * most / sum / ways;
        }
        add(&row[3 + kind], share);
        for (int j = 0; j < n * UNITS; j++)
            held[j] = said[0][k][j] > (real)0.5;
        if (kind == 0)
            add(&row[0], read_of(k, 1, held, n, NULL));
    }
    figure_close(c, f);
    show("每 100 幅", 7, row);
    show_luck("第 1 层，比方向多", row[3], row[4]);
    show_luck("第 2 层，比方向多", row[5], row[6]);
    printf("\n");
    claim("认对，第 1 层四舍五入", median(&row[0]), 90, 95, "%.0f");
    claim("丢掉，第 1 层的神经元", median(&row[1]), 1, 4, "%.1f");
}

/* ---- 一幅图像 ------------------------------------------------------- */

// 所有的网络都认得，784-10 却都不认得的第一幅图像，没有就是 0；并且打印有几幅。
static int hidden_only(void) {
    static int count[TESTS];  // 认得它的网络，不认得它的 784-10
    int first = 0, only = 0, without = 0;
    for (int k = 0; k < NETS; k++) {
        const real *says = ask(k, 0, image, test.count);
        for (int i = 0; i < test.count; i++, says += CLASSES)
            count[i] += is_right(says, test.label[i]) == (k < FLATS);
    }
    for (int i = test.count - 1; i >= 0; i--) {
        first = count[i] == NETS ? i : first;
        only += count[i] == NETS;
        without += count[i] == 0;
    }
    printf("网络全认得，784-10 全不认得：%d 幅；反过来：%d 幅。\n", only,
           without);
    return first;
}

// 表的几行：第一个网络里，一层神经元的和 Σ w·a + b，看一幅图像：都是平均值时是
// 多少；偏离平均值，添得最多的三个各添多少；一共多少。返回三个里的第一个。
static int show_sum(const Table *t, const char *sum, int layer, const real *w,
                    const real *less, real b, int i) {
    const real *a = said[layer - 1][0];
    double mean[UNITS] = {0}, all = (double)b;
    real adds[UNITS];
    for (int k = 0; k < test.count * UNITS; k++)
        mean[k % UNITS] += (double)a[k] / test.count;
    for (int u = 0; u < UNITS; u++)
        all += (double)(w[u] - less[u]) * mean[u];
    table_row(t, sum, "都是平均值", "", "", "", all);
    a += i * UNITS;
    for (int u = 0; u < UNITS; u++) {
        adds[u] = (w[u] - less[u]) * (a[u] - (real)mean[u]);
        all += (double)adds[u];
    }
    int first = argmax(adds, UNITS);
    for (int k = 0; k < 3; k++) {
        int u = argmax(adds, UNITS);
        table_row(t, "", text_format("神经元 %d，第 %d 层", u, layer),
                  text_format("%.2f", mean[u]),
                  text_format("%.2f", (double)a[u]),
                  text_format("%.2f", (double)(w[u] - less[u])), adds[u]);
        adds[u] = -99;
    }
    table_row(t, "", "十六个都算上", "", "", "", all);
    return first;
}

static void one_image(Chapter *c) {
    static const real nothing[UNITS];
    chapter_section(c, "一幅图像");
    chapter_predict(c, "十个加权和看不出的，十六个神经元看出了什么？");
    int i = hidden_only(), yes = test.label[i];
    const real *x = image + i * PIXELS;
    printf("我们跟着图像 %d 走，它是数字 %d；784-10 说是", i, yes);
    for (int k = FLATS; k < NETS; k++)
        printf(" %d", argmax(ask(k, 0, x, 1), CLASSES));
    printf("。\n\n");
    int no = argmax(ask(FLATS, 0, x, 1), CLASSES);
    const Mlp *m = &net[FLATS]->mlp;
    const real *w = m->weight[0]->data, *b = m->bias[0]->data;
    real product[2 * PIXELS];      // w·墨
    double ink[4] = {0}, its = 0;  // 赞成的，反对的；还有平均起来的
    for (int j = 0; j < test.count * PIXELS; j++) {
        int p = j % PIXELS;
        real adds = image[j] * (w[yes * PIXELS + p] - w[no * PIXELS + p]);
        if (j / PIXELS == i)
            product[p] = adds, ink[adds < 0] += (double)adds;
        if (test.label[j / PIXELS] == yes)
            ink[2 + (adds < 0)] += (double)adds, its += 1.0 / PIXELS;
    }
    Table t = table_begin("和|添得最多的|平均|这里|权重|添了",
                          "%-20s|%-18s|%4s|%4s|%6s|%6.2f");
    const char *sum = text_format("%d 的 z 减 %d 的 z", yes, no);
    table_row(&t, sum, "784-10：偏置", "", "", "", b[yes] - b[no]);
    table_row(&t, "", "赞成的墨", "", "", "", ink[0]);
    table_row(&t, "", "反对的墨", "", "", "", ink[1]);
    table_row(&t, "", "平均，赞成的墨", "", "", "", ink[2] / its);
    table_row(&t, "", "平均，反对的墨", "", "", "", ink[3] / its);
    m = &net[0]->mlp, w = m->weight[2]->data, b = m->bias[2]->data;
    int second = show_sum(&t, sum, 2, w + yes * UNITS, w + no * UNITS,
                          b[yes] - b[no], i);
    int first = show_sum(&t, text_format("神经元 %d，第 2 层", second), 1,
                         m->weight[1]->data + second * UNITS, nothing,
                         m->bias[1]->data[second], i);
    table_end(&t);
    for (int p = 0; p < PIXELS; p++)
        product[PIXELS + p] = x[p] * m->weight[0]->data[first * PIXELS + p];
    Figure *f = figure_open(c, "ch14_image", "yes no unit");
    figure_row(f, yes, no, first);
    draw(f, 0, 1, x);
    draw(f, 1, 2, product);
    figure_close(c, f);
}

/* ---- 噪声 --------------------------------------------------------------- */

static void noise(Chapter *c) {
    static Row row[] = {{.name = "真实图像，网络"},
                        {.name = "噪声，网络"},
                        {.name = "真实图像，784-10"},
                        {.name = "噪声，784-10"}};
    static real page[MANY * PIXELS];
    chapter_section(c, "噪声");
    chapter_predict(c, "100 幅噪声图像，几幅有输出超过 0.9？");
    Rng r = rng_new(c->seed + 600);
    for (int i = 0; i < many * PIXELS; i += PIXELS) {
        int order[PIXELS];
        for (int p = 0; p < PIXELS; p++)
            order[p] = p;
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[i + p] = image[i + order[p]];
    }
    for (int k = 0; k < 2 * NETS; k++) {
        const real *says = ask(k / 2, 0, k % 2 ? page : image, many);
        int sure = 0;
        for (int i = 0; i < many; i++, says += CLASSES)
            sure += says[argmax(says, CLASSES)] > (real)0.9;
        add(&row[k / NETS * 2 + k % 2], 100.0 * sure / many);
    }
    show("有输出超过 0.9，每 100 幅", 4, row);
    claim("噪声，有输出超过 0.9", median(&row[1]), 15, 45, "%.0f");
}

/* ---- 胡话 --------------------------------------------------------------- */

static void nonsense(Chapter *c, int threads) {
    enum { FEW = 500, LONG = 200 };
    int n = train.count > 2 * FEW ? FEW : (train.count + 1) / 2;
    Dataset few = dataset_part(&train, 0, n),
            others = dataset_part(&test, 0, MANY),
            shuffled = dataset_part(&train, train.count - n, n);
    shuffled.image = few.image;
    Recipe with = recipe;
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : LONG, &others);
    t.own = n;
    t.at_end = true;
    with.name = "真的";
    trials_add(&t, &with, &few);
    with.name = "打乱的";
    trials_add(&t, &with, &shuffled);
    chapter_section(c, "背下来的胡话");
    chapter_predict(c, "500 个打乱的标签，能背下多少个？");
    trials_run(c, &t, threads, "打乱的标签");
    trials_table(&t, "标签", NULL);
    claim("打乱的标签，见过的",
          trials_spread(&t, 1, t.rounds, trial_own_right).mean, 75, 97, "%.0f");
    claim("同上，没见过的", trials_spread(&t, 1, t.rounds, trial_right).mean, 5,
          15, "%.0f");
    trials_free(&t);
}

/* ---- 梦 ----------------------------------------------------------------- */

static void dreaming(Chapter *c) {
    static Row read[] = {
        {.name = "做梦的网络"}, {.name = "别的网络"}, {.name = "各个 784-10"}};
    static real dreams[CLASSES * PIXELS];
    chapter_section(c, "它最喜欢什么样的图");
    chapter_predict(c, "网络梦见的 2，像 2 吗？");
    Figure *f = figure_open(c, "ch14_dream", "digit output");
    for (int k = 0; k < SEEDS; k++) {
        for (int d = 0; d < CLASSES; d++)
            dream(net[k], d, dreams + d * PIXELS);
        for (int j = 0; j < NETS; j++) {
            const real *says = ask(j, 0, dreams, CLASSES);
            int right = 0;
            for (int d = 0; d < CLASSES; d++) {
                right += is_right(says + d * CLASSES, d);
                if (j + k == 0)
                    figure_row(f, d, says[d * CLASSES + d]);
            }
            add(&read[j == k ? 0 : j < FLATS ? 1 : 2], right);
        }
        if (k == 0)
            draw(f, 0, CLASSES, dreams);
    }
    figure_close(c, f);
    show("十个梦，谁认得几个", 3, read);
    claim("别的网络认对的梦，每 10 个", median(&read[1]), 8, 10, "%.0f");
}

/* ---- 一推 --------------------------------------------------------------- */

// x [many, PIXELS]：图像沿梯度往上走这么多步，或者沿随机的方向走。
static void walk(int who, bool uphill, int steps, uint64_t seed, real *x) {
    static real sign[MANY * PIXELS];
    Rng r = rng_new(seed + 800 + (uint64_t)who % SEEDS);
    memcpy(x, image, sizeof sign);
    for (int p = 0; p < many * PIXELS; p++)
        sign[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step < steps; step++) {
        if (uphill)
            input_gradient(net[who], &test, many, x, sign);
        nudge(x, sign, many * PIXELS);
    }
}

// 推过以后骗过第一个网络的第一幅图像。
static void show_fooled(Chapter *c, const real *x) {
    int i = 0, was = 0, is = 0;
    real sure = 0, now = 0;
    for (; i < many; i++) {
        const real *says = ask(0, 0, image + i * PIXELS, 1);
        was = argmax(says, CLASSES), sure = says[was];
        says = ask(0, 0, x + i * PIXELS, 1);
        is = argmax(says, CLASSES), now = says[is];
        if ((was == test.label[i] && is != was) || i == many - 1)
            break;
    }
    printf("测试图像 %d：%d，%.3f；推五步以后：%d，%.3f\n\n", i, was,
           (double)sure, is, (double)now);
    Figure *f = figure_open(c, "ch14_fooled", "was score is score");
    figure_row(f, was, sure, is, now);
    draw(f, 0, 1, image + i * PIXELS);
    draw(f, 1, 1, x + i * PIXELS);
    figure_close(c, f);
}

static void the_nudge(Chapter *c) {
    enum { WALKS = 5 };
    static const int steps[WALKS] = {0, 5, 5, 10, 10};
    static const char *const name[WALKS] = {
        "原来的", "沿梯度推 0.05", "沿随机的符号推 0.05", "沿梯度推 0.1",
        "沿随机的符号推 0.1"};
    static real x[MANY * PIXELS];
    double read[WALKS][NETS];
    chapter_section(c, "轻轻一推，就骗过它");
    chapter_predict(c, "每个像素改 0.05，还认得多少？");
    for (int i = 0; i < NETS * WALKS; i++) {
        int k = i / WALKS, way = i % WALKS;
        walk(k, way % 2, steps[way], c->seed, x);
        read[way][k] = read_of(k, 0, x, many, NULL);
        if (i == 1)
            show_fooled(c, x);
    }
    Table t = table_begin("每 100 幅认对|网络：最低|中位数|最高|784-10：中位数",
                          "%-26s|%16.1f|%6.1f|%7.1f|%14.1f");
    for (int k = 0; k < WALKS; k++) {
        Spread s = spread_of(read[k], SEEDS);
        table_row(&t, name[k], SPREAD(s),
                  spread_of(read[k] + FLATS, SEEDS).median);
        if (steps[k] == 10)
            claim(name[k], s.median, k == 3 ? 25 : 80, k == 3 ? 60 : 95,
                  "%.0f");
    }
    table_end(&t);
}

/* ---- 全部 --------------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : 10, &test);
    trials_add(&t, &recipe, &train);
    trials_add(&t, &flat, &train);
    chapter_section(c, "十个网络");
    trials_run(c, &t, threads, "十个网络");
    trials_table(&t, "网络", NULL);
    many = dataset_part(&test, 0, c->quick ? MANY / 10 : MANY).count;
    for (int p = 0; p < test.count * PIXELS; p++)
        image[p] = (real)(test.image[p] / 255.0);
    for (int k = 0; k < NETS; k++) {
        net[k] = &t.trial[k].learner;
        for (int h = 0; k < SEEDS && h < HIDDEN; h++)
            memcpy(said[h][k], onward(k, 0, h + 1, image, test.count),
                   sizeof said[h][k]);
    }
    edges(c);
    units(c);
    one_image(c);
    noise(c);
    nonsense(c, threads);
    dreaming(c);
    the_nudge(c);
    claims_check(c, c->seed == 1);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch14_what_it_learned",
                                           .title = "它学到了什么",
                                           .images = 50000,
                                           .tests = TESTS,
                                           .checked = 10,
                                           .train = &train,
                                           .test = &test,
                                           .check = check,
                                           .tell = tell});
}
