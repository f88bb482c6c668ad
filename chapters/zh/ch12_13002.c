/*
# 第 12 章：13,002 个斜率说了什么？

**这一章的问题。** 网络的梯度是长长的一个向量，13,002 个权重和偏置，每个都有一个
斜率。这些斜率说了什么，说的是真的吗？这一章先把它们读成一句句话，再画成一幅幅
图；试一试它们说话算不算数；找出大的斜率在哪里，为什么在那里；让梯度和一千个随机
方向比一比；最后看看，走出一步，平均来说变好了，吃亏的是哪些图像。

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

#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/text.h"

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
置，一共 784·16 + 16 + 16·16 + 16 + 16·10 + 10 个数。成本 C 对训练图像里的前
1,000 幅取平均。有三个函数要分清楚，第二篇文章的末尾也是这样分的。*网络*把 784
个像素变成十个输出，θ 不变；*成本*把 θ 变成一个数，图像不变；*梯度*把 θ 变成另外
13,002 个数，就是 ∇C，往回走一遍就能得到，工作量和往前走一遍差不多（第 9 章）。
*/

typedef struct Place {  // 一个 θ，和在那里看到的
    Mlp *m;
    Dataset d;            // 图像，不归它所有
    int right;            // 其中认对几幅
    double cost;          // C，平均
    double each[IMAGES];  // 每幅图像的成本
    real output[IMAGES * CLASSES];
    real theta[KNOBS], gradient[KNOBS];  // θ 和 ∇C
} Place;

static void cost_of_each(Place *p) {
    p->right = 0;
    for (int i = 0; i < p->d.count; i++) {
        const real *a = p->output + i * CLASSES;
        p->right += is_right(a, p->d.label[i]);
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
    }
    graph_rewind(p->m->graph, mark);
    return p->cost;
}

/*
下山时，每个旋钮都要逆着自己的斜率转，所以我们读的是 −∇C。看一个数的**正负号**，
就知道该调大还是调小；看它的**大小**，和别的数比一比，就知道该调多少。我们约定：
达到最大那个数的三分之一，叫“很多”；达到三十分之一，叫“一点”。（像素和隐藏神经元
从 1 数起；“隐层一”和“隐层二”是两个隐藏层；输出代表哪个数字，就叫输出几。）
*/

// 0：不动；1：几乎不动；2：一点；3：很多。
static int how_much(double slope, double largest) {
    double share = fabs(slope) / largest;
    return (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
}

/*
→ 长长的一个向量

角上的像素，在每幅图像里都是白纸，是 0。权重不管是多少，乘出来总是 0，所以这个旋
钮怎么转，对哪幅图像都没有影响。凡是这样的像素，连着的十六个权重都是如此。其余的
斜率，叫旋钮转“很多”的，一百个里大约只有一个，甚至更少；大多数只说“几乎不动”。

开头的 784 个数，归同一个神经元，每个像素一个：摆回去就是一幅图。另外十五个神经
元，也各有一幅。下面先画一幅图像自己的 −∇C，再画全部图像的平均。你认得出是哪个数
字吗？

![图 12.1：−∇C 对隐层一那十六个神经元的权重说了什么。绿：调大；红：调小。上：一
幅图像说的。下：1,000 幅平均以后说的，标度另取。](ch12_vector)

上面，同一幅图像出现了一次又一次，有浓有淡，有绿有红。下面，哪一幅图像都认不出
了，只剩一团团色斑，偶尔露出数字的影子。要是用上面的标度，这些色斑还要淡得多。在
MNIST 上，这幅图像自己的整列斜率，按第 3 章量箭头的办法，长度是 `2.435`，平均以
后只有 `0.129`。一列斜率，怎么会像一幅图像？平均以后，怎么只剩下这么一点？

## 说的是真的吗？

先问：这列数信得过吗？斜率是一个承诺：把这个旋钮转动一点，成本的变化就是斜率乘以
转动的量，这叫**预测的变化**。承诺兑不兑现，试一试就知道。就拿十个输出的偏置来
试，因为它们该听到什么，我们心里有数。每次只转一个，转 `0.1`：先照斜率说的方向
转，再反着转。
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
`0.049`。它的偏置听到的是“调大”，声音还不小。别的输出也一样，明显说得太少的，听
到的都是“调大”；明显说得太多的，都是“调小”。（差得很少的，调大调小都有可能：每幅
图像差的那点，在斜率里还要用 σ′ 加权。）

大的斜率说话算话：照着转，成本下降；反着转，成本上升；变化的大小也和承诺的差不
多。为什么只是差不多？因为转的时候，斜率自己也在变。在这里，地面往上弯：不管往哪
边转，成本都比承诺的高一点。承诺的下降要是很小，可能还不如这一弯大。在程序画的数
字上，有几个输出已经差不多对了，转 `0.1`，不管往哪边都转过了头。

## 哪些旋钮要紧

沿着 −∇C 走一小步，每个旋钮转多少，与自己的斜率成正比。它承诺的下降是斜率乘以转
动的量，也就与斜率的平方成正比。所以一个旋钮贡献了几成，拿这个平方除以全部平方的
和就知道。（斜率是 3 和 4，那就是 9/25 和 16/25。）把旋钮按斜率的大小排好队，大
的在前：前多少个就承诺了一半的下降？

→ 哪些旋钮要紧

几百个就够了。隐层一有 12,560 个旋钮，其中最多五十分之一在这几百个里；隐层二有
272 个，输出有 170 个，各有十分之一到三分之一左右在里面。

## 大的斜率在哪里

回头看那些图。第 9 章说过，一幅图像给一个权重的斜率是 δ·a：后面那个神经元的 δ，
乘以前面的激活值。接在像素后面的权重，a 就是像素的值。所以图像对一个神经元说的，
就是它自己，乘以一个数 δ；白纸的地方，什么也不说。然后对各幅图像取平均，这时可能
互相抵消。斜率大，原因有三个：δ，a，还有各幅图像意见一致。
*/

// θ 不变，只由 p 的 n 幅图像（从第 `from` 幅起）来看；到下一次调用为止有效。
static const Place *seen_by(const Place *p, int from, int n) {
    static Place few;
    few = *p;
    few.d = dataset_part(&p->d, from, n);
    see(&few, true);
    return &few;
}

/*
表里是各层的典型大小（先平方，再求平均，最后开方），这回是五个网络的平均：θ
的，*一幅图像*的斜率的，还有*平均*以后的斜率的。（偏置的 a 是 1。）最后一行是整
列数的长度。要是各幅图像要走的方向都一样，“一幅图像”和“平均”这两栏，每一行都会相
等。

→ 大的斜率在哪里

第一是 δ，也就是一幅图像对偏置说的。*起初*，从输出往回走一层，δ 缩到五分之一左
右；再往回走一层，又缩到四分之一左右。路先有十条，后有十六条，加起来按 √10 和
√16 增长（第 6 章），每条路上，权重大约是 ¼，σ′ 最多 ¼。所以输出层贡献了九成以
上。*现在*，那里的权重长到了原来的四到六倍左右，往回走一层，δ 能剩下一半以上，于
是各层都说得上话。

第二是 a：拿一层的权重和这一层的偏置比。就一幅图像来说，接在隐藏神经元后面的权
重，斜率大约只有偏置的一半，所以 a 一般在 ½ 左右。接在像素后面的，只有三分之一，
因为图像里大部分是白纸。可是这样的权重有 12,544 个，合起来，现在贡献了一半以上。

第三是意见一致。现在，各层在这一点上相差不大；可是从起初到现在，平均以后的斜率小
了这么多，主要是因为意见不再那么一致。请看最后一行。一幅图像自己的梯度，长度缩到
了二分之一到三分之一；平均以后的，缩到了十分之一以下。*起初*，平均能留下五分之
四：十幅图像里，九幅要把一个输出往下压，一幅同样用力往上抬，剩下 (9 - 1)/10。*现
在*只留下六分之一左右，别的都抵消了。（所以第 11 章的 m₀ 变大了。要是各幅图像的
梯度互不相干，长度又都一样，留下的是 1/√1000。）没有抵消掉的是什么？看图 12.1 的
下半：数字的影子。

各幅图像的声音也不一样大。在 MNIST 上，各幅图像的梯度从短到长排好队，正中间的长
`0.15` 到 `0.27`；更长的那一半在大声嚷，像图 12.1 里的那个 5，长 `2.435`；可是嚷
得不齐。学过十遍以后（`ARGS="--passes 10"`），有一半的长度不过百分之一左右。

## 下山最快的方向

现在，13,002 个旋钮一起转。第 3 章只有两个旋钮，各个方向里，逆着梯度走最好。这里
也一样，理由没有变。θ 移动 Δθ，把每个旋钮的斜率乘以它的转动，全部加起来，就是承
诺的变化，写成 ∇C · Δθ。用第 3 章的余弦来算，就是

$$\Delta C \approx \nabla C \cdot \Delta\theta = -|\nabla C|\,|\Delta\theta|\,
\cos\varphi,$$

φ 是 Δθ 与 −∇C 的夹角。Δθ 的长度一定时，cos φ = 1 最好，也就是沿着 −∇C 本身的方
向；沿这个方向有多陡，就看 |∇C|。所以第 2 章的那一步，-η∇C，在同样长的步子里最
好；这一步长 η|∇C|，承诺让 C 下降 η|∇C|²。试试看：长度一样，方向不同。
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

−∇C 自己，也比承诺的少降了一点，因为地面往上弯。可是一千个随机方向里，没有一个比
得上它：最好的那个，也只降了它的三十分之一左右。有一半还是往上走的：一个方向往
下，反过来就往上。

它们为什么这样没用？有 n 个旋钮时，随便一个方向，余弦的大小大约是 1/√n，这里是
`0.0088`；一千个里运气最好的，大约有它的三倍。理由是：取 n 条互相垂直的轴，任何
一个方向和它们的余弦，平方以后加起来都是 1。设 −∇C 是其中一条，它和别的轴没有两
样，平均分到 1/n。

## 平均来说更好

第二篇文章说，成本降低了，网络在所有样本上的表现就都更好。*平均*来说是这样，因为
C 就是平均。一幅一幅地看呢？还有，承诺能管多远？先从随机起点走一步，η = 1；再从
网络现在的位置走，η 取 0.1、1 和 10。“兑现”是实际的变化除以承诺的变化；“变差”是
有多少幅图像，自己的成本反而上升。

→ 平均来说更好

能管多远？现在，十分之一步几乎全部兑现；整整一步，大约兑现九成；十倍长的一步，最
多兑现五分之一，有的网络成本反而上升。从随机起点走，同样是 η = 1，一步却比现在长
十倍以上，大约兑现三分之二。这列数说的是这里，不是远处。

一幅一幅地看呢？从随机起点走，每幅图像的成本都下降。每幅图像都有九个输出太高，自
己的那个太低；十个一起往下落，九个变好，一个变差，还是合算。

现在，各幅图像各有各的抱怨。在 MNIST 上，1,000 幅图像里有 `321` 到 `431` 幅，成
本反而*上升*。是步子太长吗？只走十分之一步，也差不多有这么多。问题在方向：一幅图
像自己的梯度，和 ∇C 的夹角要是大于直角（余弦是负的），逆着 ∇C 走，对它来说就是上
坡。不过别的图像，成本降得更多。看到“在所有样本上的表现更好”，请读成“平均来说更
好”。

## 检验

13,002 个斜率，一个不漏。计算带这一边，就用上面的张量计算图。数值这一边，每个旋
钮调大一点，再调小一点，要算 26,004 次成本；想在几秒钟里算完，成本就只取 30 幅图
像的平均。手算这一边，算两个输出的偏置，斜率按第 9 章的第一个公式算，是 2(a -
y)·a(1 - a) 的平均。（三层的名字是 fc1、fc2、fc3。）

→ 检验：手算 = 计算带 = 数值

第 4 章的规矩放过 10⁻⁷ 以内的差：斜率要是比它小得多，正负号反了也算“一致”。不过
右边那一列，没有哪个相差超过 10⁻¹⁰：大小超过它的斜率，正负号都靠得住。

## 那么，它们说了什么？

每个斜率只说一个旋钮的事：在眼下这个位置，往哪边转是下山，有多陡。转得不多，说的
就是真的。声音有多大，看 δ·a，就是成本有多在乎后面那个神经元，乘以前面那个有多
亮；*还要*看各幅图像的意见有多一致。一幅图像对隐层一的神经元，只会说“多像我一
点”或者“少像我一点”。平均说的，是一千幅图像的共同意见；训练过后，这样的意见已经
不多了。

大多数斜率几乎什么也不说，13,002 个里，几百个就贡献了一半。合在一起，它们说出了
谁也不能单独说出的事：哪个方向最陡。碰运气是碰不到的。它们没有说的是：步子长了会
怎样，谁会吃亏。

## 我们偷了哪些懒

C 只对训练图像的十分之一取平均。“要紧”只指转动一点点的时候。斜率是 0 的旋钮，也
许没有用，像角上的那个；也许正好停在自己的小山谷底，单看斜率分不出来。 “最快”只
指短短的一步：最陡的路不一定最短（第 3 章）。还有，我们假定转哪个旋钮，代价都一
样。

## 练习

`make ex12` 生成要你改的文件，并检查你的答案；`make hint12` 给提示。

- **12a** 转动旋钮要付代价，有的旋钮贵，有的便宜，求这时下山最快的方向。
- **12b** 已知每幅图像自己的梯度，网络逆着它们的平均走一小步，求有多少幅图像变
  差。

下一章：第 11 章的训练，用全部的图像再来一次，看看从没见过的图像，网络能认对多
少：`make ch13`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

enum { NETWORKS = 5, GROUPS = 6 };

static Place there;  // 走过以后的位置

// 每层的权重，每层的偏置；最后是当成一列的全部。
static const int group[] = {784 * 16, 16, 16 * 16, 16, 16 * 10, 10, 1};

static const char *knob_name(int at) {
    static const char *const layer[] = {"像素", "隐层一", "隐层二", "输出"};
    static const int inputs[GROUPS] = {784, 1, 16, 1, 16, 1};
    int k = 0;
    for (; at >= group[k]; k++)
        at -= group[k];
    int from = at % inputs[k] + 1, to = at / inputs[k] + (k < 4);
    if (inputs[k] == 1)
        return text_format("%s %d 的偏置", layer[k / 2 + 1], to);
    return text_format("%s %d → %s %d", layer[k / 2], from, layer[k / 2 + 1],
                       to);
}

// −∇C 对隐层一的神经元说了什么：一幅图像的，和全部的。
static void as_pictures(Chapter *c, const Place *p) {
    const Place *const by[] = {seen_by(p, 0, 1), p};
    chapter_predict(c, "画成图：认得出第一幅图像是什么吗？");
    Figure *f = figure_open(c, "ch12_vector", "column row minus_gradient");
    figure_number(f, "digit", p->d.label[0]);
    for (int all = 0; all < 2; all++) {
        for (int k = 0; k < group[0]; k++)
            figure_row(f, k % 28, k / 28 % 28, 0 - by[all]->gradient[k]);
        figure_block(f, NULL, NULL);
    }
    figure_close(c, f);
    printf("第一幅图像是 %d，它自己的 −∇C 长 %.3f；全部平均，长 %.3f。\n\n",
           p->d.label[0], length(by[0]->gradient, KNOBS),
           length(p->gradient, KNOBS));
}

static void one_long_vector(Chapter *c, const Place *p, int networks) {
    static const int shown[] = {0, 406, 407, 12544, 12832, 12997, 13001, KNOBS};
    static const char *word[] = {"不动", "，几乎不动", "一点", "很多"};
    double most = 0;
    int count[4] = {0};
    chapter_section(c, "长长的一个向量");
    printf("共 %d 个网络。第一个认对 %d 幅图像（共 %d 幅），成本是 %.5f。\n",
           networks, p->right, p->d.count, p->cost);
    chapter_predict(c, "角上那个像素的权重，−∇C 要它怎么转？");
    for (int k = 0; k < KNOBS; k++)
        most = fmax(most, fabs(p->gradient[k]));
    for (int k = 0; k < KNOBS; k++)
        count[how_much(p->gradient[k], most)]++;
    Table t = table_begin("旋钮|是什么|θ|−∇C|怎么转",
                          "%5d | %-22s | %8.4f | %9.6f | %-18s");
    for (const int *k = shown; *k < KNOBS; k++) {
        const double down = 0 - p->gradient[*k];
        const char *way = down < 0 ? "调小" : "调大";
        table_row(&t, *k + 1, knob_name(*k), p->theta[*k], down,
                  text_format("%s%s", down == 0 ? "" : way,
                              word[how_much(down, most)]));
    }
    table_end(&t);
    printf("总共：调很多的 %d 个，调一点的 %d 个，几乎不动的 %d 个。\n"
           "还有 %d 个恰好是 0：不动。\n\n",
           count[3], count[2], count[1], count[0]);
    as_pictures(c, p);
}

static void is_it_true(Chapter *c, const Place *p) {
    static real way[KNOBS];
    chapter_section(c, "说的是真的吗？");
    chapter_predict(c, "一个输出说得太少，它的偏置会听到什么？");
    Table t =
        table_begin(text_format("转动 %g|说了|该说|预测|照着转|反着转", nudge),
                    "%-22s|%5.3f|%6.3f|%9.6f|%9.6f|%13.6f");
    for (int j = 0; j < CLASSES; j++) {
        const int knob = KNOBS - CLASSES + j;
        const double slope = p->gradient[knob];
        double says = 0, should = 0;
        for (int i = 0; i < p->d.count; i++) {
            says += p->output[i * CLASSES + j] / p->d.count;
            should += (p->d.label[i] == j) / (double)p->d.count;
        }
        const char *told = slope < 0 ? "调大" : "调小";
        way[knob] = slope < 0 ? nudge : -nudge;
        table_row(&t, text_format("%s，%s", knob_name(knob), told), says,
                  should, way[knob] * slope, go(p, way, 1, &there),
                  go(p, way, -1, &there));
        way[knob] = 0;
    }
    table_end(&t);
}

static void who_matters(Chapter *c, const Place *here, int networks) {
    static double size[KNOBS];
    double half[NETWORKS] = {0}, loud[3][NETWORKS] = {{0}};  // 按层
    chapter_section(c, "哪些旋钮要紧");
    chapter_predict(c, "猜一猜：前多少个旋钮就承诺了一半的下降？");
    for (int n = 0; n < networks; n++) {
        const real *slope = here[n].gradient;
        const double all = length(slope, KNOBS);
        double so_far = 0, least = 0;
        for (int k = 0; k < KNOBS; k++)
            size[k] = fabs(slope[k]);
        spread_of(size, KNOBS);  // 排好队，最大的在最后
        for (int k = KNOBS - 1; k >= 0 && so_far < all * all / 2; k--) {
            least = size[k];
            so_far += least * least;
            half[n]++;
        }
        for (int k = 0; k < KNOBS; k++)  // 各层到这两个数为止
            loud[(k >= 12560) + (k >= 12832)][n] += fabs(slope[k]) >= least;
    }
    printf("前 %s 个承诺了一半的下降（%d 个网络）：\n"
           "隐层一的 %s 个，隐层二的 %s 个，输出的 %s 个。\n\n",
           range_of(half, networks, "%.0f"), networks,
           range_of(loud[0], networks, "%.0f"),
           range_of(loud[1], networks, "%.0f"),
           range_of(loud[2], networks, "%.0f"));
}

// 把各组的典型大小，还有长度，按 share 加到各个和里。
static void add_sizes(const real *v, double share, double *sum) {
    sum[GROUPS] += share * length(v, KNOBS);
    for (int k = 0; k < GROUPS; v += group[k++])
        sum[k] += share * length(v, group[k]) / sqrt(group[k]);
}

static void by_layer(const char *when, const Place *p, int networks) {
    static const char *const name[] = {
        "像素 → 隐层一", "隐层一的偏置", "隐层一 → 隐层二", "隐层二的偏置",
        "隐层二 → 输出", "输出的偏置",   "全部：长度"};
    double theta[GROUPS + 1] = {0}, one[GROUPS + 1] = {0};
    double mean[GROUPS + 1] = {0}, median[NETWORKS], own[IMAGES];
    for (int n = 0; n < networks; n++) {
        add_sizes(p[n].theta, 1.0 / networks, theta);
        add_sizes(p[n].gradient, 1.0 / networks, mean);
        for (int i = 0; i < p->d.count; i++) {
            const real *slope = seen_by(p + n, i, 1)->gradient;
            add_sizes(slope, 1.0 / p->d.count / networks, one);
            own[i] = length(slope, KNOBS);
        }
        median[n] = spread_of(own, p->d.count).median;
    }
    Table t = table_begin(text_format("%s|θ|一幅图像|平均|贡献", when),
                          "%-15s|%5.2f|%9.4f|%9.4f|%5.0f");
    for (int k = 0; k <= GROUPS; k++) {
        const double part = mean[k] / mean[GROUPS];
        table_row(&t, name[k], theta[k], one[k], mean[k],
                  100 * group[k] * part * part);
    }
    table_end(&t);
    printf("各幅图像的梯度，从短到长，正中间的长 %s（%d 个网络）。\n\n",
           range_of(median, networks, "%.2f"), networks);
}

static void the_fastest_way_down(Chapter *c, const Place *p) {
    static real way[KNOBS];
    const double steep = length(p->gradient, KNOBS), far = rate * steep;
    double best = 0, lowest = 0;
    int many = c->quick ? 100 : 1000, up = 0;
    chapter_section(c, "下山最快的方向");
    printf("∇C 的长度是 %.5f；η = %g，一步长 %.5f。各个方向都走这么远。\n",
           steep, rate, far);
    chapter_predict(c, "猜一猜：1,000 个随机方向里，最好的有多好？");
    Table t = table_begin("方向|cos φ|承诺的变化|C 的变化",
                          "%-18s | %7.4f | %9.6f | %9.6f");
    table_row(&t, "−∇C", 1, -far * steep, go(p, p->gradient, -rate, &there));
    Rng chance = rng_new(c->seed + 1201);
    for (int i = 0; i < many; i++) {
        for (int k = 0; k < KNOBS; k++)
            way[k] = rng_normal(&chance);  // 各个方向的机会都一样大
        double gone = go(p, way, far / length(way, KNOBS), &there);
        best = gone < lowest ? cosine(p, way) : best;
        lowest = fmin(lowest, gone);
        up += gone > 0;
    }
    table_row(&t, "随机里最好的", best, -far * steep * best, lowest);
    table_end(&t);
    printf("%d 个随机方向里，%d 个往上走。（%.4f 是 1/√13002。）\n\n", many, up,
           1 / sqrt(KNOBS));
}

static void better_on_average(Chapter *c, const Place *start, const Place *here,
                              int networks) {
    const double eta[] = {rate, rate / 10, rate, 10 * rate};
    chapter_section(c, "平均来说更好");
    printf("承诺是第一个网络的；范围：%d 个网络。\n", networks);
    chapter_predict(c, "平均成本下降了。有多少幅图像的成本上升？");
    Table t = table_begin("起点|η|承诺的变化|C 的变化|兑现|变差",
                          "%-9s|%4g|%9.5f|%9.5f|%-13s|%-10s");
    for (int k = 0; k < 4; k++) {
        double kept[NETWORKS], worse[NETWORKS] = {0};
        double promised = 0, change = 0;
        for (int n = networks - 1; n >= 0; n--) {
            const Place *p = (k == 0 ? start : here) + n;
            const double steep = length(p->gradient, KNOBS);
            promised = -eta[k] * steep * steep;
            change = go(p, p->gradient, -eta[k], &there);
            kept[n] = change / promised;
            for (int i = 0; i < p->d.count; i++)
                worse[n] += there.each[i] > p->each[i];
        }
        table_row(&t, k == 0 ? "随机起点" : "现在", eta[k], promised, change,
                  range_of(kept, networks, "%.2f"),
                  range_of(worse, networks, "%.0f"));
    }
    table_end(&t);
}

// OnBatch 上的 C：learner 自己的成本是它的一半。
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

// see() 已经把 p 的 ∇C 留在 l 的参数里。
static void check(Chapter *c, const Place *p, Learner *l) {
    Batch b = batch_gather(l->graph, &p->d, NULL, p->d.count);
    OnBatch on = {l, &b};
    report_begin(c);
    for (int j = 0; j < 2; j++) {
        int k = KNOBS - CLASSES + j;
        double by_hand = 0;
        for (int i = 0; i < p->d.count; i++) {
            double a = p->output[i * CLASSES + j], y = p->d.label[i] == j;
            by_hand += 2 * (a - y) * a * (1 - a) / p->d.count;
        }
        report_knob(c, knob_name(k), by_hand, p->gradient[k], cost_now, &on,
                    &l->mlp.bias[2]->data[j]);
    }
    report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *unused) {
    (void)unused;
    static Place start[NETWORKS], here[NETWORKS];
    const int networks = c->quick ? 2 : NETWORKS;
    // learner 自己的成本是 C 的一半：这个 η 对 C 来说是 1.5。
    const Recipe r = {.hidden = {2, {16, 16}}, .init = INIT_LECUN, .rate = 3};
    // 看哪一处，就把那里的 θ 放进这个网络。
    Learner one = learner_new(d, &r, c->seed, 1);
    for (int n = 0; n < networks; n++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)n, 1);
        start[n].m = &one.mlp;
        start[n].d = dataset_part(d, 0, c->quick ? 200 : IMAGES);
        here[n] = start[n];
        mlp_flatten(&l.mlp, start[n].theta);
        for (int k = 0; k < passes; k++)
            learner_epoch(&l);
        mlp_flatten(&l.mlp, here[n].theta);
        learner_free(&l);
        see(&start[n], true);
        see(&here[n], true);
    }
    one_long_vector(c, here, networks);
    is_it_true(c, here);
    who_matters(c, here, networks);
    chapter_section(c, "大的斜率在哪里");
    printf("%d 个网络里的典型大小；贡献是百分之几。\n", networks);
    chapter_predict(c, "猜一猜：连着像素的权重，贡献了几成？");
    by_layer("起初", start, networks);
    by_layer("现在", here, networks);
    the_fastest_way_down(c, here);
    better_on_average(c, start, here, networks);
    check(c, seen_by(here, 0, c->quick ? 4 : 30), &one);
    learner_free(&one);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch12_13002",
                                         "13,002 个斜率说了什么？", options,
                                         &folder, TRAIN, 1, tell});
}
