/*
# 第 14 章：它学到了什么

**这一章的问题。** 第一篇文章设想：第一个隐藏层找到短边，第二个找到圆圈和笔画，
最后一层认出数字。我们的网络每 100 幅认对 93 幅，它真是这样认的吗？这一章先去找
边，再把神经元一个个拿掉；然后给它看噪声，教它背胡话，让它做梦，最后骗过它。

可以和第一篇文章对照着读（A1-10 和 A1-12 这两条，以及提醒 E5）。运行用
`make ch14`。旋钮是 ε，也就是推一步的大小：`make ch14 ARGS="--epsilon 0.02"`。
正文里的数是在真正的 MNIST 上量出来的（先 `make mnist`）。

**本章要点** 第一篇文章设想第一层找到短边，第二层找到圆圈；和随机凑成的图一比，
第一层的神经元是更像边，可是只多一点。它们像十六个是非题：答案全部四舍五入成 0
或 1，网络认对的也只少一点；少了一个，认不出的多半是同一个数字。网络看的是墨落在
哪里：数字挪两个像素，就有四分之一多认不出；打乱的标签它背得下来，一堆噪声也能让
它很有把握，轻轻一推又会认错。

**新词**

对照 (control)
: 换一样东西做同样的测量，最好是结果事先就知道的东西。

p 值 (p-value)
: 全凭运气时，得到这么大或者更大的数的概率。硬币抛 3 次，3 次都是正面：p = 1/8。

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
static double epsilon = 0.01;

/*
## 先做检验

后面要转的是别的旋钮：像素。要得到它们的斜率，就再往回走一步（第 9 章），走到第
0 层：(W¹)ᵀδ¹；像素不经过 σ，所以没有 σ′。手算只算一个像素，δ¹ 用计算带上的。
（那里是白纸：*要是*有墨会怎样？）

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

把第一层一个神经元的权重照像素的位置摆好，就是一幅图。这幅图里，一条边占多少？

边的样子，第一篇文章画过，第 5 章做过：中间一道正的权重，两侧镶着负的，叫它*条
带*吧。从负到正的一级*台阶*，也常常叫作边。这两种我们都找，各取两种长度、八个方
向、400 个位置。

把图和边都看作 784 个数组成的箭头，得分是 100 乘以夹角余弦的平方（第 3 章）：图
就是这条边，得 100；和它毫不相干，得 0；(1, 1) 和 (1, 0) 得 50。一共 12,800 条
边，以最像的那一条为准。

假如得了 20 分（满分 100），又有这么多条边可以挑，这算高吗？只有靠**对照**才能判
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
神经元的权重要先减去起步时的权重，剩下的也就是这种和。假如一个网络的神经元比十六
幅混合图更像边（中位数和中位数比），是不是碰巧？要是神经元也不过是混合图，两个中
位数哪个高都一样可能：运气好比一枚硬币。所以我们数一数有几个网络是这样（数网络，
不数神经元：一个网络的神经元是从同一个起点出发的），再问：抛硬币，正面至少这么多
次的概率有多大？这就是 **p 值**。五个里有三个，p 是 (10 + 5 + 1)/32 = ½，因为抛
出三个正面有 10 种，四个有 5 种，五个有 1 种。要说“不只是运气”，习惯上 p 值要小
于 `0.05`；一共五个网络，就得五个都这样：1/32。p 值没有说差别有*多大*，也没有说
全靠运气的可能性有多大。
*/

// 抛 n 枚硬币，至少 k 个正面的概率。
static double p_value(int k, int n) {
    double sum = 0, exactly = m_pow(0.5, n);  // 恰好 i 个正面，从 i = 0 起
    for (int i = 0; i <= n; i++) {
        sum += i >= k ? exactly : 0;
        exactly *= (n - i) / (i + 1.0);
    }
    return sum;
}

/*
→ 有边吗？

![图 14.1：六条边，六幅随机混合图，以及第一层的六个神经元学到的东西，种子 1：绿
色表示赞成，红色表示反对；图下的数，是最像的边占多少。](ch14_weights)

这个办法管用：我们没取的那些边，中位数是 `57.9`。混合图是 `17.0`。神经元呢？
`20.7`。五个网络，个个都比混合图高。p 值是 `0.03`：不只是运气。

可见训练确实弄出了一点像边的东西。（没有隐藏层，是不是也这样？没有量。）不过只是
一点：取中位数来看，神经元离随机混合图近，离*一条*边远。五条边合成的神经元会得
20 分：这种可能不能排除。

## 十六个问题

不大像一条边，那是什么？现在来看第一层的回答，把它们四舍五入：十六个回答各变成 0
或 1，也就是“不是”或“是”，再传给下一层。要是中间的深浅要紧，就会认错许多。

然后把神经元一个个拿掉，数一数每个数字丢了多少，也就是少认对多少幅。拿掉不是改成
0，因为 0 也是一种回答；拿掉，是让神经元始终停在它的平均值上。

对照是随机抽的一个*方向*。十六个回答是一支箭头，一个神经元只是许多方向里的一个。
这个方向有什么特别吗？
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
下一层看来，一幅图像比十六个二进制位多不了多少。每个神经元问一个问题：我赞成的地
方墨多，还是我反对的地方墨多？784-10 只问十个，一个数字一个。这里有十六个，并没
有规定哪个归哪个数字。

一个问题管什么？第一层少一个神经元，每 100 幅图像丢 `1.6` 幅（中位数），最多
`8.2` 幅。不过丢得并不均匀。图的左半边，大多数行里有一个亮格：没有神经元 4，100
个 5 里丢掉 53 个，别的数字几乎一个不丢。

在这一点上，神经元特别吗？一个网络有十六个神经元，少了哪一个，都有一个数字丢得最
多；丢的总数算 100，这十六份加起来占 `70.1`（要是丢得均匀，只占 10）；换成十六个
随机的方向，占 `58.4`。五个网络，个个都是神经元占得多，p 值是 `0.03`。不过少一个
方向，丢得没有这么多，中位数是 `0.8`。可见神经元偏向某个数字；可是丢得一样多的方
向是不是偏得少些，这里看不出来。

圆圈呢？第一篇文章设想的圆圈在第二层。管圆圈的神经元，少了它，0、6、8、9 就会一
起丢；图里没有这样的神经元。不过在第二层，少一个神经元，每 100 幅只丢 `0.3` 幅
（中位数；最多 `2.3`）：没有它，别的神经元大多也行。所以没有看到圆圈，却也不能说
没有。

## 噪声

给网络看一幅根本不是数字的图，会怎么样？最大的输出照样会报出一个数字；可是，它有
多大呢？我们取测试图像的前 1,000 幅，把像素打乱：墨一样多，却没有什么可认的。对
照就用原来的图像。

→ 噪声

有一个输出超过 `0.9`，就等于说“就是这个数字”。100 幅图像里，这样的有 `85.5` 幅，
100 幅噪声里有 `25.4` 幅。没有哪个输出表示“这不是数字”，成本也从来没有要过这样一
个输出。

换成 784-10，只有 `4.5` 幅。有隐藏层，为什么更容易上当？小于 `0.1`（“不是”）或大
于 `0.9`（“是”）的回答，我们叫它干脆的回答。第一层对图像的回答，100 个里有
`94.3` 个干脆。（所以四舍五入没有多少损失：σ 的两头是平的，落在中间的回答很
少。）对噪声，也有 `84.9` 个干脆，其中答“是”的 `32.4` 个，对图像是 `38.8` 个：下
一层听到的，大多还是干脆的“是”和“不是”，好像真有一个数字似的。784-10 对噪声也很
干脆，有 `98.5` 个；不过那已经是最后的回答，而且几乎全是“不是”，答“是”的只有
`0.5` 个。

## 背下来的胡话

网络要答对，就非得*找到*什么规律不可吗？给 500 幅训练图像各安上另一幅的标签，就
没有规律可找了。五个网络学这些标签，学 200 轮；另外五个学真标签，作为对照。

→ 背下来的胡话

旋钮有 13,002 个，平均每个标签合 26 个；打乱的标签，每 100 个背得下 `90.72` 个。
遇到没见过的图像，背下来的毫无用处：只认对 `10.02` 幅，等于瞎猜。学真标签的，认
对 `79.10` 幅：真的找到了规律。可见学过的图像上成本低，只说明网络知道*答案*。除
了答案还有没有别的？要看新图像。（我们那十个网络学的是 50,000 幅，新图像也认得
对。Zhang 等人，2017 年。）

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

![图 14.3：第一个网络的每个输出最喜欢的图，以及网络看到后的回答。](ch14_dream)

有几个猜得出来，比如 0 和 2，不过谁也不会那样写。自己做的梦，网络当然认得。可是
把梦拿给*别的*网络看，100 个也认对 `95.0` 个，瞎猜只有 10 个；784-10 认对 `86.0`
个。可见梦里的墨，落在支持那个数字的地方，而这些地方 784-10 也知道。

## 挪一挪，推一推

要紧的真是地方吗？那么，数字挪了地方，就该认不出。我们把图像挪一个像素，再试挪两
个像素：轮流往下、往右、往上、往左。笔画一点没改，我们照样认得。

还有一种改动，我们几乎看不出来。从一幅真实的图像出发，沿它的成本往上坡走。每走一
步，每个像素按 ∂C/∂图像的符号改 ε，这里是 1/100，并且限制在 0 到 1 之间；五步下
来，哪个像素的改动都不超过 `0.05`。
*/

// n 个像素各改 ε，加还是减，看 `way` 的符号。
static void nudge(real *x, const real *way, int n) {
    for (int i = 0; i < n; i++) {
        real sign = (real)((way[i] > 0) - (way[i] < 0));
        x[i] = inside(x[i] + (real)epsilon * sign);
    }
}

/*
对照是随机推：每个像素改 `0.1`，加还是减，抛硬币决定。（这里不限制在 0 到 1 之
间，一点也不打折扣。）设 g 是梯度，每个像素推 ±ε，成本的变化大约是所有 ±εg 的
和。沿 g 的符号推，没有一项小于 0；符号随机，各项大多互相抵消。

→ 挪一挪，推一推

![图 14.4：一幅图像，推五步的改动，以及两者之和；绿色是加墨，红色是减
墨。](ch14_fooled)

挪两个像素，网络每 100 幅只认对 `66.5` 幅，原来是 `93.8` 幅（还是那 1,000 幅图
像），丢了四分之一还多。784-10 跌得差不多，从 `90.1` 跌到 `60.0`。可见网络知道
的，有许多离不开位置，有没有隐藏层都一样。

往上坡推 `0.05`，也就是 255 级里的 13 级，只认对 `70.7` 幅；推 `0.1`，也就是走十
步，只剩 `40.0` 幅。上面那个 1，网络本来有 `0.998` 的把握，推过以后认成 8，把握
有 `0.930`。随机推 `0.1`，还认对 `92.7` 幅。可见问题不在改了多少。害处在于：几百
处改动，每一处都微不足道，却全都推向同一边。（Goodfellow 等人，2014 年。）这不怪
隐藏层：784-10 跌到 `21.3`。

## 那么，它学到了什么？

- **短边？** 比碰巧凑成的更像，可是只多一点：和*一条*边比，满分 100，神经元得
  `20.7`，混合图得 `17.0`，别的边得 `57.9`。
- **圆圈？** 图 14.2 里没有哪个神经元单独管圆圈。
- **那学到了什么？** 墨落在哪里，支持哪个数字。这一点 784-10 也知道。
- **隐藏层呢？** 十六个是非题，合起来判断：认对 `92.9` 幅，没有隐藏层只有
  `91.42` 幅；加上中间的深浅，是 `93.77` 幅。看到噪声，也更有把握。
- **什么样的图才算数字？** 几乎没学到：100 幅噪声，它对 `25.4` 幅很有把握；推
  `0.1`，100 幅里只认对 `40.0` 幅。

所以，第一篇文章设想的东西，我们没看到多少。成本并没有要这些：要把大多数图像认
对，十六个关于“哪里有墨”的问题就够了。

→ 正文里的数

## 我们偷了哪些懒

十六个神经元，十轮训练，都太少了。神经元只是一次拿掉一个；五个网络问的是不是同
样的问题，也没有查。有些网络，每个神经元只看一小块图像，那里*确实*找得到边：文
章的设想并非没有道理。

## 练习

`make ex14` 生成要你改的文件，并检查你的答案；`make hint14` 给提示。

- **14a** 比运气好吗？求两组数单凭运气分得这么开的概率。
- **14b** 所有像素一起推，求每个至少推多少，才能让一个神经元改变回答。

下一章：换更好的成本，选更好的起点，再多加几层。`make ch15`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

// 各节共用的：测试图像，变成了数，有几节只用前 `many` 幅；五个网络，五个没有隐
// 藏层的。
enum { FLATS = SEEDS, NETS = 2 * SEEDS };
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

// 表的一行：n 次得出的数。要是十个网络都在里面，没有隐藏层的另占一行。
typedef struct Row {
    const char *name;
    int n;
    double x[EACH];
} Row;

static void add(Row *r, double x) { r->x[r->n++] = x; }
static int cases(const Row *r) { return r->n == NETS ? SEEDS : r->n; }
static Spread spread(Row r, int from) {
    return spread_of(r.x + from, cases(&r));  // 排序的是副本
}
static double median(const Row *r) { return spread(*r, 0).median; }

static void show(const char *what, int n, const Row *row) {
    Table t = table_begin(text_format("%s|个数|最低|中位数|最高", what),
                          "%-29s|%5d|%6.1f|%6.1f|%7.1f");
    for (int k = 0; k < n; k++)
        for (int i = 0, its = cases(&row[k]); i < row[k].n; i += its)
            table_row(&t, i ? "  换成 784-10" : row[k].name, its,
                      SPREAD(spread(row[k], i)));
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
    double hand = 0;  // (W¹)ᵀδ¹，δ¹ 就是 ∂C/∂b¹
    for (int u = 0; u < UNITS; u++)
        hand += (double)(l.mlp.weight[0]->data[u * PIXELS] *
                         l.mlp.bias[0]->grad[u]);
    for (int i = 0; i < PIXELS; i++) {
        tape[i] = (double)slope[i];
        numeric[i] = (double)central_difference(cost_on_batch, &k, &pixel[i],
                                                difference_step(pixel[i]));
    }
    report_begin(c);
    report_row(c, "角上的像素", hand, tape[0], numeric[0]);
    report_lists(c, "全部，数值与计算带", PIXELS, tape, numeric, 0);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

// 各种图：不在我们那些边里的边，图像的和，神经元学到的。长度都是 1。
enum { OTHERS, MIXED, LEARNED, KINDS, DRAWN = 6 };
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

static void fill_pictures(uint64_t seed) {
    Rng r = rng_new(seed + 500);
    for (int i = 0; i < EACH; i++) {
        double row = 5 + 18 * rng_uniform(&r), col = 5 + 18 * rng_uniform(&r);
        double angle = PI * rng_uniform(&r), half = 2.5 + 4 * rng_uniform(&r);
        double width = 2 + 2 * rng_uniform(&r);
        put_edge(i % 2, row, col, angle, half, width, picture[OTHERS][i]);
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

// share [KINDS]：最像的边在每幅图里占多少；12,800 条边全算，或者每 `stride` 条
// 算一条：条带和台阶，长度、方向、位置各不相同。
static void find_edges(int stride, Row *share) {
    for (int at = 0; at < 12800; at += stride) {
        int place = at % 400, way = at / 400 % 16, on[PIXELS], n = 0;
        real edge[PIXELS];
        put_edge(at >= 6400, 4 + place / 20, 4 + place % 20, way / 2 * PI / 8,
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
    printf("%s：%d 个网络，共 %d 个，p 值 %.2f\n\n", what, more, SEEDS,
           p_value(more, SEEDS));
}

static void edges(Chapter *c) {
    static Row share[] = {{.name = "别的边", .n = EACH},
                          {.name = "混合图", .n = EACH},
                          {.name = "神经元", .n = EACH}};
    chapter_section(c, "有边吗？");
    chapter_predict(c, "神经元和混合图，哪个更像边？");
    fill_pictures(c->seed);
    find_edges(c->quick ? 7 : 1, share);
    show("最像的边，满分 100", KINDS, share);
    show_luck("比混合图高", share[LEARNED], share[MIXED]);
    Figure *f = figure_open(c, "ch14_weights", "place share");
    for (int i = 0; i < KINDS * DRAWN; i++)
        figure_row(f, i, share[i / DRAWN].x[i % DRAWN]);
    for (int k = 0; k < KINDS; k++)
        draw(f, k * DRAWN, DRAWN, picture[k][0]);
    figure_close(c, f);
    claim("神经元有多像边，中位数", median(&share[LEARNED]), 12, 30, "%.0f");
}

static void units(Chapter *c) {
    enum { UNITS_1, UNITS_2, DIRECTIONS, ALL };
    static Row row[] = {{.name = "认对，第 1 层四舍五入"},
                        {.name = "丢掉，第 1 层的神经元"},
                        {.name = "丢掉，第 2 层的神经元"},
                        {.name = "丢掉，随机的方向"},
                        {.name = "一个数字的份额，第 1 层神经元"},
                        {.name = "一个数字的份额，方向"}};
    static real said[TESTS * UNITS], held[TESTS * UNITS];
    int n = test.count;
    chapter_section(c, "十六个问题");
    chapter_predict(c, "少一个神经元，是只丢一个数字，还是各丢一点？");
    Figure *f = figure_open(c, "ch14_units", "layer unit digit lost");
    Rng chance = rng_new(c->seed + 600);
    for (int i = 0; i < ALL * SEEDS; i++) {
        int kind = i / SEEDS, k = i % SEEDS, layer = kind == UNITS_2 ? 2 : 1;
        double before[CLASSES], after[CLASSES], all_lost = 1e-30, worst = 0;
        double all = read_of(k, 0, image, n, before);
        memcpy(said, onward(k, 0, layer, image, n), sizeof said);
        for (int way = 0; way < UNITS; way++) {
            double r[UNITS], most = 0;
            for (int u = 0; u < UNITS; u++)
                r[u] = kind == DIRECTIONS ? rng_normal(&chance) : u == way;
            hold(said, n, r, held);
            double now = read_of(k, layer, held, n, after);
            add(&row[1 + kind], all - now);
            for (int d = 0; d < CLASSES; d++) {
                double lost = fmax(before[d] - after[d], 0);
                most = fmax(most, lost);
                all_lost += lost;
                if (k == 0 && kind != DIRECTIONS)
                    figure_row(f, layer - 1, way, d, lost);
            }
            worst += most;
        }
        for (int j = 0; j < n * UNITS; j++)
            held[j] = said[j] > (real)0.5;
        if (kind == UNITS_1)
            add(&row[0], read_of(k, 1, held, n, NULL));
        if (kind != UNITS_2)
            add(&row[kind == UNITS_1 ? 4 : 5], 100 * worst / all_lost);
    }
    figure_close(c, f);
    show("每 100 幅", 6, row);
    show_luck("一个数字的份额，比方向多", row[4], row[5]);
    claim("认对，第 1 层四舍五入", median(&row[0]), 90, 95, "%.0f");
}

static void noise(Chapter *c) {
    static Row row[] = {
        {.name = "图像，有输出超过 0.9"},  {.name = "噪声，有输出超过 0.9"},
        {.name = "图像，第 1 层干脆"},     {.name = "噪声，第 1 层干脆"},
        {.name = "图像，第 1 层超过 0.9"}, {.name = "噪声，第 1 层超过 0.9"}};
    static real page[MANY * PIXELS];
    chapter_section(c, "噪声");
    chapter_predict(c, "100 幅噪声图像，几幅有输出超过 0.9？");
    Rng r = rng_new(c->seed + 600);
    memcpy(page, image, sizeof page);
    for (int i = 0; i < many * PIXELS; i++) {
        int other = i - rng_below(&r, i % PIXELS + 1);
        real ink = page[i];
        page[i] = page[other];
        page[other] = ink;
    }
    for (int k = 0; k < 2 * NETS; k++) {
        const real *x = k % 2 ? page : image, *says = ask(k / 2, 0, x, many);
        int sure = 0, no = 0, yes = 0, n = many * (k < NETS ? UNITS : CLASSES);
        for (int i = 0; i < many; i++, says += CLASSES)
            sure += says[argmax(says, CLASSES)] > (real)0.9;
        says = onward(k / 2, 0, 1, x, many);
        for (int i = 0; i < n; i++) {
            no += says[i] < (real)0.1;
            yes += says[i] > (real)0.9;
        }
        add(&row[k % 2], 100.0 * sure / many);
        add(&row[2 + k % 2], 100.0 * (no + yes) / n);
        add(&row[4 + k % 2], 100.0 * yes / n);
    }
    show("每 100 幅", 6, row);
    claim("噪声，有输出超过 0.9", median(&row[1]), 15, 45, "%.0f");
}

static void nonsense(Chapter *c, int threads) {
    int n = train.count > 1000 ? 500 : (train.count + 1) / 2;
    Dataset few = dataset_part(&train, 0, n), shuffled = few;
    Dataset others = dataset_part(&test, 0, MANY);
    shuffled.label = train.label + train.count - n;  // 别的图像的标签
    Recipe with = recipe;
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : 200, &others);
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
    claim("打乱的标签，背下的",
          trials_spread(&t, 1, t.rounds, trial_own_right).mean, 75, 97, "%.0f");
    trials_free(&t);
}

static void dreaming(Chapter *c) {
    static Row read = {"别的网络", NETS, {0}};
    static real dreams[CLASSES * PIXELS];
    chapter_section(c, "它最喜欢什么样的图");
    chapter_predict(c, "网络梦见的 2，像 2 吗？");
    Figure *f = figure_open(c, "ch14_dream", "digit output");
    for (int i = 0; i < SEEDS * NETS; i++) {
        int k = i / NETS, j = i % NETS, others = j < FLATS ? SEEDS - 1 : SEEDS;
        for (int d = 0; j == 0 && d < CLASSES; d++)
            dream(net[k], d, dreams + d * PIXELS);
        const real *says = ask(j, 0, dreams, CLASSES);
        for (int d = 0; d < CLASSES; d++, says += CLASSES) {
            if (j != k)
                read.x[j] += 100.0 * is_right(says, d) / CLASSES / others;
            if (i == 0)
                figure_row(f, d, says[d]);
        }
        if (i == 0)
            draw(f, 0, CLASSES, dreams);
    }
    figure_close(c, f);
    show("认对的梦，每 100 个", 1, &read);
    claim("认对的梦", median(&read), 85, 100, "%.0f");
}

// x [many, PIXELS]：每幅图像挪这么多像素，轮流往下、往右、往上、往左。（各行首
// 尾相接，边上要是有墨，就会从另一侧进来；MNIST 的边上没有墨。）
static void move(int far, real *x) {
    static const int turn[] = {SIDE, 1, -SIDE, -1};
    for (int i = 0; i < many * PIXELS; i++) {
        int p = i % PIXELS - far * turn[i / PIXELS % 4];
        x[i] = p < 0 || p >= PIXELS ? 0 : image[i / PIXELS * PIXELS + p];
    }
}

// x [many, PIXELS]：图像往上坡走这么多步；或者随机推这么远。
static void walk(int who, bool uphill, int steps, uint64_t seed, real *x) {
    static real slope[MANY * PIXELS];
    Rng r = rng_new(seed + 800 + (uint64_t)who % SEEDS);
    memcpy(x, image, sizeof slope);
    for (int p = 0; !uphill && p < many * PIXELS; p++)
        x[p] +=
            (real)(rng_uniform(&r) < 0.5 ? -epsilon : epsilon) * (real)steps;
    for (int step = 0; uphill && step < steps; step++) {
        input_gradient(net[who], &test, many, x, slope);
        nudge(x, slope, many * PIXELS);
    }
}

// 推过以后骗过第一个网络的第一幅图像。
static void show_fooled(Chapter *c, const real *x) {
    int i = -1, was, is;
    real sure, now;
    do {
        i++;
        const real *says = ask(0, 0, image + i * PIXELS, 1);
        was = argmax(says, CLASSES), sure = says[was];
        says = ask(0, 0, x + i * PIXELS, 1);
        is = argmax(says, CLASSES), now = says[is];
    } while (i < many - 1 && (was != test.label[i] || is == was));
    printf("测试图像 %d：%d，%.3f；推五步以后：%d，%.3f\n\n", i, was,
           (double)sure, is, (double)now);
    Figure *f = figure_open(c, "ch14_fooled", "was score is score");
    figure_row(f, was, sure, is, now);
    draw(f, 0, 1, image + i * PIXELS);
    draw(f, 1, 1, x + i * PIXELS);
    figure_close(c, f);
}

static void moved_and_nudged(Chapter *c) {
    enum { ROWS = 6 };
    static Row row[ROWS] = {
        {.name = "原来的"}, {.name = "挪一个像素"}, {.name = "挪两个像素"}};
    static real x[MANY * PIXELS];
    chapter_section(c, "挪一挪，推一推");
    chapter_predict(c, "挪两个像素，每 100 幅还认对几幅？");
    for (int i = 0; i < NETS * ROWS; i++) {
        int k = i / ROWS, way = i % ROWS;
        if (way < 3)
            move(way, x);
        else
            walk(k, way < 5, way == 3 ? 5 : 10, c->seed, x);
        add(&row[way], read_of(k, 0, x, many, NULL));
        if (i == 3)
            show_fooled(c, x);
    }
    row[3].name = text_format("往上坡推 %g", 5 * epsilon);
    row[4].name = text_format("往上坡推 %g", 10 * epsilon);
    row[5].name = text_format("随机推 %g", 10 * epsilon);
    show("每 100 幅认对", ROWS, row);
    claim("往上坡推 0.1", median(&row[4]), 25, 60, "%.0f");
}

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
    for (int k = 0; k < NETS; k++)
        net[k] = &t.trial[k].learner;
    edges(c);
    units(c);
    noise(c);
    nonsense(c, threads);
    dreaming(c);
    moved_and_nudged(c);
    claims_check(c, c->seed == 1);
    trials_free(&t);
}

static const Option knobs[] = {
    {"--epsilon", KNOB_NUMBER, &epsilon, 0.001, 0.1,
     "ε, by which a step of a nudge moves each pixel",
     "ε，每推一步，每个像素改动多少"},
    {0}};

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch14_what_it_learned",
                                           .title = "它学到了什么",
                                           .images = 50000,
                                           .tests = TESTS,
                                           .checked = 10,
                                           .train = &train,
                                           .test = &test,
                                           .options = knobs,
                                           .check = check,
                                           .tell = tell});
}
