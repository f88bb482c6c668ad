/*
# 第 12 章：13,002 个斜率说了什么？

**这一章的问题。** 网络的梯度是长长的一个向量，13,002 个权重和偏置，每个都有一个
斜率。这些斜率说了什么，说的是真的吗？这一章先把它们读成一句句话，再画成一幅幅
图；试一试它们说话算不算数；找出哪些旋钮声音大，为什么大；让梯度和另外六个方向比
一比；最后看看，走出一步，平均来说变好了，吃亏的是哪些图像。

请对照第二篇文章（A2-15、A2-16、A2-19 到 A2-21 这几条，以及提醒 E9）来读。用
`make ch12` 运行；能调的有三样：网络学过几遍，单个旋钮转多少，还有 η，例如
`make ch12 ARGS="--passes 0 --rate 3"`。正文所说的，对程序画的数字和 MNIST 都成
立。

**本章要点** 把 13,002 个权重和偏置排成长长的列向量，−∇C 就是同样长的一列数：正
负号说明每个旋钮该往哪边转，大小说明哪些旋钮更要紧；走同样长的一小步，沿 −∇C 降
得最快。一个权重的斜率是 δ·a 的平均：δ 大，a 大，各幅图像的意见又一致，斜率才
大。平均成本下降，并不等于每个样本都变好：往往有一些图像的成本反而上升。

**新词**

参数向量 θ (parameter vector)
: 把所有权重和偏置排成一列，这里是 13,002 个数。

预测的变化 (predicted change)
: 斜率乘以转动的量。斜率是 0.007，转动 -0.1，预测的变化就是 -0.0007。
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TRAIN = 10000, IMAGES = 1000, KNOBS = 13002 };

static double rate = 1, nudge = 0.1;
static int passes = 1;
static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--passes", KNOB_WHOLE, &passes, 0, 10, "how often it has seen all images",
     "网络学过几遍"},
    {"--nudge", KNOB_NUMBER, &nudge, 0.001, 5, "how far one knob is turned",
     "单个旋钮转多少"},
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "η of a step of all knobs",
     "所有旋钮一起走时的 η"},
    {0}};

/*
## 长长的一个向量

取第 6 章的网络，784-16-16-10，稍微训练一下：10,000 幅图像，十幅一批，学一遍，η
取 1.5：第 11 章里，每步十幅的时候，这个 η 效果很好。这样的网络训练五个，起点各
不相同，图像的次序也各不相同。只说一个网络的时候，指的是第一个；写成范围的数，比
如 2 到 7，是五个里最低的和最高的。

现在把一个网络的全部参数排成一列 θ，一层接着一层，每层先排权重矩阵的各行，再排偏
置，一共 784·16 + 16 + 16·16 + 16 + 16·10 + 10 个数。换一种次序也行：每个旋钮还
是有自己的斜率，还是照着它转。成本 C 对训练图像里的前 1,000 幅取平均。

有三个函数要分清楚，第二篇文章的末尾也是这样分的。*网络*把 784 个像素变成十个输
出，θ 不变。*成本*把 θ 变成一个数，图像不变。*梯度*把 θ 变成另外 13,002 个数，就
是 ∇C：往回走一遍就能得到，工作量和往前走一遍差不多（第 9 章）。
*/

typedef struct Place {  // 一个 θ，和在那里看到的
    Mlp *m;
    Dataset d;            // 图像，不归它所有
    double cost;          // C，平均
    double each[IMAGES];  // 每幅图像的成本
    real output[IMAGES * CLASSES];
    real theta[KNOBS], gradient[KNOBS];  // θ 和 ∇C
    int most;                            // 斜率最大的旋钮
} Place;

static void cost_of_each(Place *p) {
    for (int i = 0; i < p->d.count; i++) {
        const real *a = p->output + i * CLASSES;
        p->each[i] = 0;
        for (int j = 0; j < CLASSES; j++) {
            double miss = a[j] - (j == p->d.label[i]);
            p->each[i] += miss * miss;
        }
    }
}

// p->theta 处的 C；需要时，连 ∇C 一起算。
static double see(Place *p, bool gradient) {
    mlp_unflatten(p->m, p->theta);
    GraphMark mark = graph_mark(p->m->graph);
    Batch b = batch_gather(p->m->graph, &p->d, NULL, p->d.count);
    Tensor *a = t_sigmoid(mlp_forward(p->m, b.x));
    Tensor *cost = t_squared_error(a, b.y);
    p->cost = t_item(cost);
    memcpy(p->output, a->data, (size_t)t_count(a) * sizeof *a->data);
    cost_of_each(p);
    if (gradient) {
        t_backward(cost);
        mlp_flatten_grad(p->m, p->gradient);
        for (int k = p->most = 0; k < KNOBS; k++)
            if (fabs(p->gradient[k]) > fabs(p->gradient[p->most]))
                p->most = k;
    }
    graph_rewind(p->m->graph, mark);
    return p->cost;
}

/*
下山时，每个旋钮都要逆着自己的斜率转，所以我们读的是 −∇C。看一个数的**正负号**，
就知道该调大还是调小；看它的**大小**，和别的数比一比，就知道该调多少。我们约定：
达到最大那个数的三分之一，叫“很多”；达到三十分之一，叫“一点”。（输出代表哪个数
字，就叫输出几；表里的“隐层一”和“隐层二”是两个隐藏层。）
*/

// 0：不动；1：几乎不动；2：一点；3：很多。
static int how_much(const Place *p, int knob) {
    double share = fabs(p->gradient[knob] / p->gradient[p->most]);
    return (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
}

/*
→ 长长的一个向量

多数旋钮听到的是“几乎不动”；听到“很多”的，一百个里大约只有一个，甚至更少。斜率最
大的，是第 12,998 个旋钮。最后十个旋钮是输出的偏置，所以它是输出 5 的偏置。还有
两千多个旋钮什么也没听到。角上的像素，和另外一些像素一样，在每幅图像里都是白纸：
接在后面的权重，乘上的总是 0，哪幅图像对它们都没有意见。

开头的 784 个数，归同一个神经元，每个像素一个：摆回去就是一幅图。另外十五个神经
元，也各有一幅。下面先画一幅图像自己的 −∇C，再画全部图像的平均。你认得出是哪个数
字吗？

![图 12.1：−∇C 对隐层一那十六个神经元的权重说了什么。绿：调大；红：调小。上：一
幅图像说的。下：1,000 幅平均以后说的，标度另取。](ch12_vector)

上面，同一幅图像出现了一次又一次，有浓有淡，有绿有红。下面，哪一幅图像都认不出
了，只剩一团团色斑，偶尔露出数字的影子。在 MNIST 上，这幅图像嗓门特别大：它的整
列斜率，按第 3 章量箭头的办法，长 `2.435`，一般的图像只有 `0.6642`，平均以后更只
有 `0.129`。一列斜率，怎么会像一幅图像？平均以后，怎么变得这么短？

## 说的是真的吗？

这列数信得过吗？斜率是一个承诺：把这个旋钮转动一点，成本的变化就是斜率乘以转动的
量，这叫**预测的变化**。就拿十个输出的偏置来试，因为它们该听到什么，我们心里有
数。每次只转一个，照斜率说的方向转 `0.1`。
*/

// θ 沿 way 移动 by 这么多：C 的变化，和在那里看到的。
static double go(const Place *p, const real *way, double by, Place *there) {
    *there = *p;
    for (int k = 0; k < KNOBS; k++)
        there->theta[k] += by * way[k];
    return see(there, false) - p->cost;
}

/*
→ 说的是真的吗？

在 MNIST 上，图像里的 5 占 `0.092`，输出 5 平均起来就该说这么多，可是它只说了
`0.049`。它的偏置听到的是“调大，很多”。凡是明显说得太少的，听到的都是“调大”；明
显说得太多的，都是“调小”。（调多调少是另一回事；差得很少的，调大调小也说不定：每
幅图像差的那点，在斜率里还要用 σ′ 加权。）

大的斜率说话算话：成本下降的，和承诺的差不多。为什么只是差不多？因为转的时候，斜
率自己也在变：在这里，地面往上弯。承诺的下降要是很小，可能还不如这一弯大，那么转
`0.1` 就过了头。随手挑一个旋钮，听到的多半是“几乎不动”：转得一样多，它承诺的还不
到输出 5 的偏置的三十分之一。

## 哪些旋钮要紧，为什么

哪些旋钮听到“很多”，为什么是它们？回头看那些图。第 9 章说过，一幅图像给一个权重
的斜率是 δ·a：后面那个神经元的 δ，乘以前面的激活值。接在像素后面的权重，a 就是像
素的值。所以图像对一个神经元说的，就是它自己，乘以一个数 δ；白纸的地方，什么也不
说。然后对各幅图像取平均：有墨的图像少，剩下的就少，剩下的还可能互相抵消。所以斜
率大，原因有三个：δ，a，还有各幅图像意见一致。
*/

// θ 不变，由这些图像来看；到下一次调用为止有效。
static const Place *seen_by(const Place *p, Dataset d) {
    static Place few;
    few = *p;
    few.d = d;
    see(&few, true);
    return &few;
}

/*
表里是各层的典型大小（先平方，再求平均，最后开方），五个网络的平均：*一幅*图像的
斜率的，还有*平均*以后的斜率的；旁边是有多少个旋钮听到“很多”，这些就叫声音大的旋
钮。最后一行是整列数的长度。要是各幅图像意见都一样，“一幅”和“平均”这两栏，每一行
都会相等。

→ 哪些旋钮要紧，为什么

哪些？13,002 个旋钮里，声音大的平均只有一百个左右。起初，它们几乎都是输出的权重
和偏置；现在，每一层都有。一个一个地比，还是输出的偏置声音最大；可是接在像素后面
的权重有 12,544 个，声音大的旋钮里，也就有四分之一到一半是它们的。为什么？

第一是 δ，也就是一幅图像对偏置说的，因为偏置的 a 是 1。*起初*，从输出往回走一
层，δ 缩到五分之一左右；再往回走一层，又缩到四分之一左右，合起来大约缩到 1/24。
路先有十条，后有十六条，加起来按 √10 和 √16 增长（第 6 章），每条路上，权重大约
是 ¼（就是第 7 章的 1/√n），σ′ 最多 ¼。*现在*，往回走一层，δ 能剩下一半以上；走
到隐层一，还有三分之一以上。

第二是 a：拿一层的权重和这一层的偏置比。就一幅图像来说，接在隐藏神经元后面的权
重，斜率大约只有偏置的一半，所以 a 一般在 ½ 左右。接在像素后面的，只有三分之一，
因为图像里大部分是白纸。

第三是意见一致：看最后一行，拿平均以后的和一幅图像的比。*起初*，平均能留下五分之
四：每个输出都接近 ½，十幅图像里，九幅要把它往下压，一幅同样用力往上抬，抵消以后
还有 (9 - 1)/10。*现在*只留下六分之一左右，别的都抵消了。变化最大的就是这一点：
一幅图像自己的梯度，长度缩到了二分之一到三分之一；平均以后的，缩到了十分之一以
下。

为什么像素后面的权重也有份？因为 δ 传得到了：这些权重听到的，通常是输出偏置的十
分之一上下，不再是百分之一。12,544 个里，总有一些三样都占全：δ 大，许多图像在那
里都有墨，意见又一致。图 12.1 里，颜色最浓的笔画就是它们。

## 下山最快的方向

现在，13,002 个旋钮一起转。第 3 章只有两个旋钮，各个方向里，逆着梯度走最好。这里
也一样，理由没有变。θ 移动 Δθ，把每个旋钮的斜率乘以它的转动，全部加起来，就是承
诺的变化，写成 ∇C · Δθ。用第 3 章的余弦来算，就是

$$\Delta C \approx \nabla C \cdot \Delta\theta = -|\nabla C|\,|\Delta\theta|\,
\cos\varphi,$$

φ 是 Δθ 与 −∇C 的夹角。Δθ 的长度一定时，cos φ = 1 最好，也就是沿着 −∇C 本身的方
向。所以第 2 章的那一步，-η∇C，在同样长的步子里最好；这一步长 η|∇C|，承诺让 C 下
降 η|∇C|²。

只用这列数的一部分，或者换一列，行不行？为了公平，每一步都和 η = 1 的这一步一样
长。一个方向承诺的，占 η|∇C|² 的 cos φ；旁边是真正得到的，也占它的几分之几。
*/

static double length(const real *v, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++)
        sum += v[k] * v[k];
    return sqrt(sum);
}

// −∇C 和一个方向的 cos φ。
static double cosine(const Place *p, const real *way) {
    double sum = 0;
    for (int k = 0; k < KNOBS; k++)
        sum -= p->gradient[k] * way[k];
    return sum / (length(p->gradient, KNOBS) * length(way, KNOBS));
}

/*
→ 下山最快的方向

没有一个胜过 −∇C；能得到多少，cos φ 事先就说得差不多了。*只看正负号*，每个旋钮转
得一样多，大约得到一半；*只转声音大的旋钮*，13,002 个里的一百个，得到的也差不
多。*别的图像*，网络从没学过，给出的那列数却大致相同：照着走，大部分都能得到。

可是网络自己*起初*的那列数，现在照着走，几乎什么也得不到，甚至有害：每走一步，都
要重新问一次。*另一个网络*的那列数，也许有一点用，也许有害：它的第五个隐藏神经
元，和我们这个网络的第五个，干的不是同一件事。*随便一个方向*，什么也得不到。理由
是：取 n 条互相垂直的轴，−∇C 是其中一条；任何一个方向和它们的余弦，平方以后加起
来都是 1，所以一个余弦的大小大约是 1/√n，也就是 `0.01` 左右。

## 平均来说更好

第二篇文章说，成本降低了，网络在所有样本上的表现就都更好。*平均*来说是这样，因为
C 就是平均。一幅一幅地看呢？还有，承诺能管多远？从随机起点走一步，η = 1；再从现
在的位置走，η 取 0.1、1 和 10。“兑现”是得到的占承诺的几分之几；“别的图像上”，是
在另外那 1,000 幅上得到的占几分之几。“变差”是有多少幅图像，自己的成本反而上升；
最后一栏是别的图像每得 1，它们失去多少。

→ 平均来说更好

能管多远？第 11 章的 ΔC，去掉运气那一份，说的就是：兑现 = 1 - ½ηκ。现在，η = 1
的一步大约兑现九成，可见 κ 大约是五分之一。那么 η = 0.1 该几乎全部兑现，η = 10
该什么也得不到：结果大致就是这样。从起点走，η = 1 的一步，平均比现在 η = 10 的一
步还要长一些，却能兑现三分之二。可见要紧的是 ηκ，不是走多远；而 κ 是多少，这列数
没有说。在从没学过的图像上，现在走 η = 1 的一步，得到的超过承诺的一半（承诺是学
过的图像给的）；要是它们的 C 更陡，差不多能全部得到。

一幅一幅地看呢？从随机起点走，每幅图像的成本都下降：输出都接近 ½，十个一起往下
落，九个变好，一个变差。

现在，各幅图像各有各的抱怨。在 MNIST 上，1,000 幅图像里有 `321` 到 `431` 幅，成
本反而*上升*。是步子太长吗？只走十分之一步，也差不多有这么多。问题在方向：一幅图
像自己的梯度，和 ∇C 的夹角要是大于直角，逆着 ∇C 走，对它来说就是上坡。它们失去的
不多，是别的图像得到的 `0.13` 到 `0.26`。看到“在所有样本上”，请读成“平均来说”。

## 检验

13,002 个斜率，一个不漏。计算带这一边，就用上面的张量计算图。数值这一边，每个旋
钮调大一点，再调小一点，要算 26,004 次成本；想在几秒钟里算完，成本就只取 30 幅图
像的平均。手算这一边，输出的一个偏置，斜率是第 9 章的 δ = 2(a - y)·a(1 - a) 的平
均；通向它的一个权重，是 δ·a 的平均。（三层的名字是 fc1 到 fc3。）

→ 检验：手算 = 计算带 = 数值

没有哪个相差超过 10⁻¹⁰：比这大的斜率，正负号都是对的。

## 那么，它们说了什么？

每个斜率只说一个旋钮的事：在眼下这个位置，往哪边转是下山，有多陡。转得不多，说的
就是真的。声音有多大，要看 δ，看 a，还要看各幅图像的意见有多一致：一幅图像只会说
“多像我一点”，或者少像一点；平均说的，是大家的共同意见。

合在一起，它们说出了谁也不能单独说出的事：哪个方向最陡。13,002 个里的一百个，或
者光是正负号，就能得到不小的一部分；碰运气，什么也得不到。别的图像，说的也差不
多。这列数没有说的是：步子长了会怎样，到了别处该往哪里走，谁会吃亏。

## 我们偷了哪些懒

C 只对训练图像的十分之一取平均。斜率是 0 的旋钮，也许没有用，像角上的那个；也许
正好停在自己的小山谷底：单看斜率分不出来。最陡的路不一定最短（第 3 章）。还有，
我们假定转哪个旋钮，代价都一样。

## 练习

`make ex12` 生成要你改的文件，并检查你的答案；`make hint12` 给提示。

- **12a** 转动旋钮要付代价，有的旋钮贵，有的便宜，求这时下山最快的方向。
- **12b** 网络逆着平均梯度走一小步，有多少幅图像会变差？根据每幅图像自己的梯度
  来预测；检查时会真的走这一步。

下一章：第 11 章的训练，用全部的图像再来一次，看看从没见过的图像，网络能认对多
少：`make ch13`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

enum { NETWORKS = 5, GROUPS = 6, WAYS = 7 };

static Place place[2][NETWORKS], there;  // 起初，现在；走过以后
static Dataset others;                   // 从没学过的图像
static int networks;

// −∇C 对隐层一的神经元说了什么：一幅图像的，和全部的。
static void as_pictures(Chapter *c, const Place *p) {
    const Place *const by[] = {seen_by(p, dataset_part(&p->d, 0, 1)), p};
    chapter_predict(c, "画成图：认得出第一幅图像是什么吗？");
    Figure *f = figure_open(c, "ch12_vector", "column row minus_gradient");
    figure_number(f, "digit", p->d.label[0]);
    for (int all = 0; all < 2; all++) {
        for (int k = 0; k < 16 * 784; k++)
            figure_row(f, k % 28, k / 28 % 28, 0 - by[all]->gradient[k]);
        figure_block(f, NULL, NULL);
    }
    figure_close(c, f);
    printf("第一幅图像是 %d，它自己的 −∇C 长 %.3f；全部平均，长 %.3f。\n\n",
           p->d.label[0], length(by[0]->gradient, KNOBS),
           length(p->gradient, KNOBS));
}

static void one_long_vector(Chapter *c, const Place *p) {
    int count[4] = {0};
    chapter_section(c, "长长的一个向量");
    printf("共 %d 个网络。第一个的 C，%d 幅图像的平均：%.5f。\n", networks,
           p->d.count, p->cost);
    chapter_predict(c, "13,002 个旋钮里，要转很多的有多少个？");
    for (int k = 0; k < KNOBS; k++)
        count[how_much(p, k)]++;
    printf("很多 %d 个，一点 %d 个，几乎不动 %d 个；%d 个恰好是 0：不动。\n"
           "最大的斜率是 %.4f，第 %d 个旋钮。\n\n",
           count[3], count[2], count[1], count[0], p->gradient[p->most],
           p->most + 1);
    as_pictures(c, p);
}

static void is_it_true(Chapter *c, const Place *p) {
    static const char *word[] = {"不动", "几乎不动", "一点", "很多"};
    static real way[KNOBS];
    chapter_section(c, "说的是真的吗？");
    printf("十个输出的偏置，每次只转一个，转 %g。\n", nudge);
    chapter_predict(c, "一个输出说得太少，它的偏置会听到什么？");
    Table t = table_begin("输出|说了|该说|−∇C|怎么转|预测|照着转",
                          "%6d|%5.3f|%6.3f|%7.4f|%-14s|%9.6f|%9.6f");
    for (int j = 0; j < CLASSES; j++) {
        const int knob = KNOBS - CLASSES + j;
        const double slope = p->gradient[knob];
        double says = 0, should = 0;
        for (int i = 0; i < p->d.count; i++) {
            says += p->output[i * CLASSES + j] / p->d.count;
            should += (p->d.label[i] == j) / (double)p->d.count;
        }
        way[knob] = slope < 0 ? nudge : -nudge;
        table_row(&t, j, says, should, -slope,
                  text_format("%s，%s", slope < 0 ? "调大" : "调小",
                              word[how_much(p, knob)]),
                  way[knob] * slope, go(p, way, 1, &there));
        way[knob] = 0;
    }
    table_end(&t);
}

// 每层的权重，每层的偏置。
static const int group[] = {784 * 16, 16, 16 * 16, 16, 16 * 10, 10};

// 把各组的典型大小，还有长度，按 share 加到各个和里。
static void add_sizes(const real *v, double share, double *sum) {
    sum[GROUPS] += share * length(v, KNOBS);
    for (int k = 0; k < GROUPS; v += group[k++])
        sum[k] += share * length(v, group[k]) / sqrt(group[k]);
}

static void who_matters(Chapter *c) {
    static const char *const name[] = {
        "像素 → 隐层一", "隐层一的偏置", "隐层一 → 隐层二", "隐层二的偏置",
        "隐层二 → 输出", "输出的偏置",   "全部（长度）"};
    double one[2][GROUPS + 1] = {{0}}, mean[2][GROUPS + 1] = {{0}};
    double lot[2][GROUPS + 1] = {{0}};
    chapter_section(c, "哪些旋钮要紧，为什么");
    chapter_predict(c, "猜一猜：哪些旋钮的斜率最大？");
    for (int n = 0; n < networks * 2; n++) {
        const int now = n % 2;
        const Place *p = &place[now][n / 2];
        add_sizes(p->gradient, 1.0 / networks, mean[now]);
        for (int i = 0; i < p->d.count; i++)
            add_sizes(seen_by(p, dataset_part(&p->d, i, 1))->gradient,
                      1.0 / p->d.count / networks, one[now]);
        for (int g = 0, k = 0; g < GROUPS; g++)
            for (int end = k + group[g]; k < end; k++) {
                const double loud = how_much(p, k) == 3;
                lot[now][g] += loud / networks;
                lot[now][GROUPS] += loud / networks;
            }
    }
    Table t = table_begin("|起初：一幅|平均|很多|现在：一幅|平均|很多",
                          "%-15s|%8.4f|%8.4f|%5.0f|%8.4f|%8.4f|%5.0f");
    for (int k = 0; k <= GROUPS; k++)
        table_row(&t, name[k], one[0][k], mean[0][k], lot[0][k], one[1][k],
                  mean[1][k], lot[1][k]);
    table_end(&t);
}

static void the_fastest_way_down(Chapter *c) {
    static const char *const name[] = {
        "−∇C",        "只看正负号",       "只转声音大的旋钮", "别的图像的 −∇C",
        "起初的 −∇C", "另一个网络的 −∇C", "随便一个方向"};
    static real way[WAYS][KNOBS];
    double promised[WAYS][NETWORKS], came[WAYS][NETWORKS];
    Rng chance = rng_new(c->seed + 1201);
    chapter_section(c, "下山最快的方向");
    chapter_predict(c, "猜一猜：只看正负号，能得到多少？");
    for (int n = 0; n < networks; n++) {
        const Place *p = &place[1][n], *seen = seen_by(p, others);
        const double steep = length(p->gradient, KNOBS), far = rate * steep;
        for (int k = 0; k < KNOBS; k++) {
            way[0][k] = -p->gradient[k];
            way[1][k] = (p->gradient[k] < 0) - (p->gradient[k] > 0);
            way[2][k] = how_much(p, k) == 3 ? -p->gradient[k] : 0;
            way[3][k] = -seen->gradient[k];
            way[4][k] = -place[0][n].gradient[k];
            way[5][k] = -place[1][(n + 1) % networks].gradient[k];
            way[6][k] = rng_normal(&chance);  // 各个方向的机会都一样大
        }
        for (int w = 0; w < WAYS; w++) {
            const double by = far / length(way[w], KNOBS);
            promised[w][n] = cosine(p, way[w]);
            came[w][n] = go(p, way[w], by, &there) / (-far * steep);
        }
    }
    Table t = table_begin("方向|cos φ：承诺|得到", "%-22s|%-15s|%-14s");
    for (int w = 0; w < WAYS; w++)
        table_row(&t, name[w], range_of(promised[w], networks, "%.2f"),
                  range_of(came[w], networks, "%.2f"));
    table_end(&t);
}

static void better_on_average(Chapter *c) {
    const double eta[] = {rate, rate / 10, rate, 10 * rate};
    chapter_section(c, "平均来说更好");
    chapter_predict(c, "平均成本下降了。有多少幅图像的成本上升？");
    Table t = table_begin("起点|η|兑现|别的图像上|变差|得 1 失多少",
                          "%-9s|%4g|%-14s|%-14s|%-10s|%-16s");
    for (int k = 0; k < 4; k++) {
        double kept[NETWORKS], on_others[NETWORKS];
        double worse[NETWORKS] = {0}, paid[NETWORKS];
        for (int n = 0; n < networks; n++) {
            const Place *p = &place[k > 0][n];
            const double promise = -eta[k] * pow(length(p->gradient, KNOBS), 2);
            double lost = 0, gained = 0;
            on_others[n] = go(seen_by(p, others), p->gradient, -eta[k], &there);
            on_others[n] /= promise;
            kept[n] = go(p, p->gradient, -eta[k], &there) / promise;
            for (int i = 0; i < p->d.count; i++) {
                const double rise = there.each[i] - p->each[i];
                worse[n] += rise > 0;
                lost += fmax(rise, 0);
                gained += fmax(-rise, 0);
            }
            paid[n] = lost / gained;
        }
        const bool some_gain = spread_of(paid, networks).high < HUGE_VAL;
        table_row(&t, k == 0 ? "随机起点" : "现在", eta[k],
                  range_of(kept, networks, "%.2f"),
                  range_of(on_others, networks, "%.2f"),
                  range_of(worse, networks, "%.0f"),
                  some_gain ? range_of(paid, networks, "%.2f") : "-");
    }
    table_end(&t);
}

// OnBatch 上的 C：learner 自己的成本是它的一半。
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

static double delta(const real *z, int label, int j) {
    const double a = m_sigmoid(z[j]);
    return 2 * (a - (j == label)) * a * (1 - a);
}

// see() 把 ∇C 留在 l 的参数里。
static void check(Chapter *c, const Place *p, Learner *l) {
    const Place *few = seen_by(p, dataset_part(&p->d, 0, c->quick ? 4 : 30));
    Batch b = batch_gather(l->graph, &few->d, NULL, few->d.count);
    OnBatch on = {l, &b};
    report_begin(c);
    report_last_layer(c, &on, delta, cost_now, &on);
    report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    const int images = c->quick ? 200 : IMAGES;
    // learner 自己的成本是 C 的一半：这个 η 对 C 来说是 1.5。
    const Recipe r = {.hidden = {2, {16, 16}}, .init = INIT_LECUN, .rate = 3};
    // 看哪一处，就把那里的 θ 放进这个网络。
    Learner one = learner_new(d, &r, c->seed, 1);
    networks = c->quick ? 2 : NETWORKS;
    others = dataset_part(test, 0, images);
    for (int n = 0; n < networks; n++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)n, 1);
        for (int now = 0; now < 2; now++) {
            Place *p = &place[now][n];
            p->m = &one.mlp;
            p->d = dataset_part(d, 0, images);
            for (int k = 0; k < now * passes; k++)
                learner_epoch(&l);
            mlp_flatten(&l.mlp, p->theta);
            see(p, true);
        }
        learner_free(&l);
    }
    one_long_vector(c, place[1]);
    is_it_true(c, place[1]);
    who_matters(c);
    the_fastest_way_down(c);
    better_on_average(c);
    check(c, place[1], &one);
    learner_free(&one);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch12_13002",
                                         "13,002 个斜率说了什么？", options,
                                         &folder, TRAIN, IMAGES, tell});
}
