/*
# 第 12 章：13,002 个斜率说了什么？

**这一章的问题。** 网络的梯度是长长的一个向量，13,002 个权重和偏置，每个都有一个
斜率。这些斜率说了什么，说的是真的吗？这一章先把它们读成一句句话，再转动旋钮，看
说话算不算数；然后找出大的斜率在哪里，为什么在那里；让梯度和一千个随机方向比一
比；最后看走了一步，平均来说不错，哪些图像却吃了亏。

请对照第二篇文章（A2-15、A2-16、A2-19 到 A2-21 这几条，以及提醒 E9）来读。用
`make ch12` 运行；能调的有三样：网络学过几遍，单个旋钮转多少，还有 η，例如
`make ch12 ARGS="--passes 0 --rate 3"`。正文所说的，对程序画的数字和 MNIST 都成
立。

**本章要点** 把 13,002 个权重和偏置排成一个长长的列向量，−∇C 就是同样长的一列
数：正负号说明每个旋钮该往哪边转，大小说明哪些旋钮更要紧；走同样远，沿 −∇C 降得
最快。一个权重的斜率是 δ·a 的平均：δ 大，a 大，各幅图像又说到一起，斜率才大。平
均成本下降，并不等于每个样本都变好：往往有一些图像的成本反而上升。

**新词**

参数向量 θ (parameter vector)
: 把所有权重和偏置排成一列，这里是 13,002 个数。

预测的变化 (predicted change)
: 斜率乘以转动的量。斜率是 0.007，转动 -0.1，预测的变化就是 -0.0007。

名次 (rank)
: 按大小排队，排在第几。13,002 个斜率里最大的，名次是 1。
*/

#include "../lib/matmul.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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

取第 6 章的网络，784-16-16-10，稍微训练一下：10,000 幅图像，十幅一批，学一遍，学
习率就用第 11 章里十幅一批的那个。这样的网络训练五个，起点各不相同，图像的次序也
各不相同。说到一个网络，就是第一个；写成范围的，比如 2 到 7，是五个里最低的和最
高的。

现在把一个网络的全部参数排成一列 θ，一层接着一层，每层先排权重矩阵的各行，再排偏
置，一共 784·16 + 16 + 16·16 + 16 + 16·10 + 10 个数。成本 C 是训练图像里前 1,000
幅的平均。有三个函数要分清楚，第二篇文章的末尾也是这样分的。*网络*把 784 个像素
变成十个输出，θ 不变；*成本*把 θ 变成一个数，图像不变；*梯度*把 θ 变成另外
13,002 个数，就是 ∇C，反向走一遍就能得到，花的力气和往前走一遍差不多（第 9
章）。
*/

typedef struct Place {  // 一个 θ，和在那里看到的
    Mlp *m;
    const Dataset *d;
    int images, right;    // 前多少幅，其中认对几幅
    double cost;          // C，平均
    double each[IMAGES];  // 每幅图像的成本
    real output[IMAGES * CLASSES];
    real theta[KNOBS], gradient[KNOBS];  // θ 和 ∇C
} Place;

static void cost_of_each(Place *p) {
    p->right = 0;
    for (int i = 0; i < p->images; i++) {
        const real *a = p->output + i * CLASSES;
        p->right += is_right(a, p->d->label[i]);
        p->each[i] = 0;
        for (int j = 0; j < CLASSES; j++) {
            double miss = a[j] - (j == p->d->label[i]);
            p->each[i] += miss * miss;
        }
    }
}

// p->theta 处的 C；需要时，连 ∇C 一起算。
static double see(Place *p, bool gradient) {
    mlp_unflatten(p->m, p->theta);
    GraphMark mark = graph_mark(p->m->graph);
    Batch b = batch_gather(p->m->graph, p->d, NULL, p->images);
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
至少有最大那个的三分之一，叫“很多”；至少有三十分之一，叫“一点”。（行、列和隐藏神
经元从 1 数起；“隐层一”和“隐层二”是两个隐藏层；输出就用它的数字作名字。）

→ 长长的一个向量

![图 12.1：−∇C 里的数。左：挑几个，像第二篇文章那样用话说出来。右：全
部。](ch12_vector)

角上的像素，在每幅图像里都是白纸，是 0。权重不管是多少，乘出来总是 0，所以这个旋
钮怎么转，对哪幅图像都没有影响。斜率恰好等于 0 的旋钮，都是这个缘故；这样的像
素，每个连着十六个权重。其余的旋钮，要调“很多”的，一百个里大约只有一个，也许还不
到；大多数是“几乎不动”。

## 说的是真的吗？

斜率是一个承诺：转动这个旋钮，成本就变化这么多。究竟多少？斜率乘以转动的量，就是
**预测的变化**。承诺兑不兑现，试一试就知道。取斜率最大的十个旋钮，每次只转一个，
转 `0.1`：先照它说的转，再反着转。然后闭着眼睛挑一百个来转。
*/

static double change(const Place *p, int knob, double by) {
    static Place there;
    there = *p;
    there.theta[knob] += by;
    return see(&there, false) - p->cost;
}

/*
→ 说的是真的吗？

这十个说话算话：照着转，成本下降；反着转，成本上升；变化的大小也和承诺的差不多。
为什么只是差不多？因为转的时候，斜率自己也在变。在这里，地面往上弯：不管往哪边
转，成本都比承诺的高一点。（十个里大多数通向输出；说“调大”，就是嫌这个输出总的来
说太低。）

闭着眼睛挑的旋钮，说话也算数，可是转同样那么一点，成本少降很多：在 MNIST 上是
`-0.000051`；十个里最后的那个，是 `-0.001071`。所以梯度也是一张清单，列出转同样
一点时，哪些旋钮要紧。

## 哪些旋钮要紧

把旋钮按斜率的大小排队，排在第几，就是**名次**。沿着 −∇C 走一小步，旋钮的转动与
自己的斜率成正比；换来的下降是斜率乘以转动，也就与斜率的平方成正比。一个旋钮贡献
了几成？拿斜率的平方，除以全部平方的和。（斜率是 3 和 4，那就是 9/25 和
16/25。）

→ 哪些旋钮要紧

![图 12.2：斜率按大小排好，横轴和纵轴都是对数坐标。](ch12_sizes)

13,002 个旋钮里，几百个就占了一半：只转这些，承诺的下降也有一半。（可是省不了多
少事：反向走一遍，这些斜率求出来了，别的也都有了。）

## 大的斜率在哪里

为什么有的斜率大？第 9 章说过，一幅图像给一个权重的斜率是 δ·a：后面那个神经元的
δ，乘以前面的激活值。给偏置的就是 δ，好比 a 是 1。各幅图像的再取平均，这时可能互
相抵消。所以原因有三个。表里是一般大小（平方的平均，再开方）：θ 的，*一幅*图像的
斜率的，还有*平均*以后的斜率的。

→ 大的斜率在哪里

第一是 δ，也就是一幅图像给偏置的斜率。*起初*，在随机的起点，每往回走一步，δ 就缩
到五分之一左右：从输出回来有十条路，加起来按 √10 增长（第 6 章），每条路上，权重
大约是 ¼，σ′ 最多 ¼，合起来是 √10/16。所以输出层贡献了九成以上。*现在*，那里的权
重长到了原来的四到六倍左右，往回走一步，δ 能剩下一大半，于是各层都说得上话。

第二是 a：拿一层的权重和这一层的偏置比。接在隐藏神经元后面的，一幅图像的斜率大约
只有一半，所以 a 一般在 ½ 左右。接在像素后面的，只有三分之一，因为图像里大部分是
白纸。（一个神经元的 784 个斜率，就是图像本身乘以 δ：图 12.1 里的那些鼓包就是这
么来的。）可是这样的权重有 12,544 个，合起来，现在贡献了一半左右，或者更多。

第三是平均。*起初*，偏置听到的平均，有一幅图像说的五分之四：所有图像的十个输出
里，都有九个太高。*现在*，一幅图像的声音，在输出层小了，在隐层一反而更大。可是它
对偏置说的，平均以后大约只剩七分之一：各幅图像说的不再是同一件事，互相抵消了。

## 下山最快的方向

现在，13,002 个旋钮一起转。第 3 章只有两个旋钮，逆着梯度走最好。这里也一样，理由
没有变。θ 移动 Δθ，把每个旋钮的斜率乘以它的转动，全部加起来，就是承诺的变化，写
成 ∇C · Δθ。用第 3 章的余弦来算，就是

$$\Delta C \approx \nabla C \cdot \Delta\theta = -|\nabla C|\,|\Delta\theta|\,
\cos\varphi,$$

φ 是 Δθ 与 −∇C 的夹角。Δθ 的长度一定，cos φ = 1 最好，也就是沿着 −∇C 本身的方
向；沿这个方向有多陡，就看 |∇C|。所以第 2 章的那一步，-η∇C，在同样长的步子里最
好；这一步长 η|∇C|，承诺下降 η|∇C|²。试试看：长度一样，方向不同。
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

// θ 沿 way 的方向走 far 远，C 变化多少。
static double move(const Place *p, const real *way, double far) {
    static Place there;
    double scale = far / length(way, KNOBS);
    there = *p;
    for (int k = 0; k < KNOBS; k++)
        there.theta[k] += scale * way[k];
    return see(&there, false) - p->cost;
}

/*
→ 下山最快的方向

−∇C 自己，也比承诺的少降了一点，因为地面往上弯（步子长了，差得更
多：`ARGS="--rate 10"`）。只看正负号，凡是有斜率的旋钮都转得一样多，降得有它的一
半左右。可是一千个随机方向里，没有一个比得上 −∇C：最好的那个，降下来的也只有三十
分之一左右。有一半还往上走：一个方向往下，反过来就往上。

在平面上，随便取一个方向，三次里有一次余弦超过 ½。为什么这里这样小？有 n 个旋钮
时，随便一个方向的余弦大约是 1/√n，这里是 `0.0088`。取 n 条互相垂直的轴，任何一
个方向和它们的余弦，平方加起来是 1。−∇C 如果是其中一条，和别的没有两样，分到的平
均就是 1/n。

## 平均来说更好

第二篇文章说，成本降低了，网络在所有样本上的表现就都更好。*平均*来说是这样，因为
C 就是平均。一幅一幅地看呢？把 1,000 幅图像逐一看过来：先从随机起点走一步；再从
网络现在的位置，走百分之一步，走整整一步，走一百步。
*/

// 从 p 走 steps 步，走到的 θ，和那里的成本。
static void walk(const Place *p, double eta, int steps, Place *after) {
    *after = *p;
    for (int s = 1; s <= steps; s++) {
        for (int k = 0; k < KNOBS; k++)
            after->theta[k] -= eta * after->gradient[k];
        see(after, s < steps);
    }
}

/*
→ 平均来说更好

![图 12.3：走一步，各幅图像的成本怎样变：变化这么多的有几幅。左：从随机起点走。
右：学过一遍以后。变化更大的，都算在最边上的柱子里。](ch12_change)

从随机起点走，每幅图像的成本都下降。每幅图像自己的那个输出太低，另外九个太高。十
个一起往下落，九个变好，一个变差，还是合算。成本降了一大截，可是认对的数字一个也
没有多。

现在，各有各的抱怨，梯度是它们的平均。在 MNIST 上，1,000 幅图像里有 `371` 幅，成
本反而*上升*。是步子太长吗？只走百分之一步，也有 `344` 幅：一幅图像自己的梯度，
和 ∇C 的夹角大于直角（余弦是负的），逆着 ∇C 走，它就往上。表下面的那一行，数了这
样的图像有多少：恰好一样多。只是别的图像，成本降得更多。

走一百步以后，成本低得多，认对的也多了，可是还有 `259` 到 `367` 幅，成本上升了。
看到“在所有样本上的表现更好”，请读成“平均来说更好”。

谁和谁作对？两幅图像合不合，看各自梯度的乘积，像前面的 ∇C · Δθ 那样算。数字相同
的，很少作对（乘积是负的）。数字不同的，大约有一半；可是毫不相干的两个方向，也是
一半。再看乘积的平均，一幅图像和自己算作 1，数字不同的大约是 0：它们不是对头，只
是几乎互不相识，加起来就抵消了。

剩下的只是运气吗？用第 11 章的尺子来量：一千个互不相干的梯度，平均以后，长度只有
一个的 √1000 分之一。在 MNIST 上，∇C 是这个长度的 `2.5` 到 `3.6` 倍；平方以后，
是六到十三倍。在这里面，一幅图像自己算 1；同一个数字的大约一百幅，每幅算 `0.058`
到 `0.112`，又是六到十一。所以剩下的，主要是同一个数字的图像共有的愿望。

## 检验

13,002 个斜率，一个不漏。计算带这一边，就用上面的张量计算图。数值这一边，每个旋
钮调大一点，再调小一点，要算 26,004 次成本；想在几秒钟里算完，成本就只取 30 幅图
像的平均。手算这一边，算两个输出的偏置，斜率按第 9 章的第一个方程算，是 2(a -
y)·a(1 - a) 的平均。（三层的名字是 fc1、fc2、fc3。）

→ 检验：手算 = 计算带 = 数值

按第 4 章的规矩，比 10⁻⁷ 小得多的斜率，正负号反了也算“一致”。不过右边那一列，没
有哪个相差超过 10⁻¹⁰：到这么小为止，正负号都靠得住。

## 那么，它们说了什么？

每个斜率只说一个旋钮的事：在眼下这个位置，往哪边转是下山，有多陡。转得不多，说的
就是真的。声音有多大，看 δ·a，就是成本有多在乎后面那个神经元，乘以前面那个有多
亮；*还要*看各幅图像合不合。有的什么也不说，大多数几乎不说，13,002 个里有几百
个，贡献了一半。起初是输出层说话，所有图像说的是同一件事；后来各层都说，各幅图像
却互相抵消。

合在一起，它们说出了谁也不能单独说出的事：哪个方向最陡。碰运气是碰不到的。它们没
有说的是：步子长了会怎样，谁会吃亏。

## 我们偷了哪些懒

C 是一部分图像的平均，只有训练时用过的十分之一。说“要紧”，只是说转动一点点的时
候。斜率是 0 的旋钮，也许没有用，像角上的那个；也许正站在自己那个小山谷的谷底，
单看斜率分不出来。说“最快”，是说短短的一步：最陡的路不一定最短（第 3 章）。还
有，我们当作转哪个旋钮代价都一样。

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

enum { NETWORKS = 5 };

static const Place *ranked;  // 按这里的斜率排队

static int larger_first(const void *a, const void *b) {
    int i = *(const int *)a, j = *(const int *)b;
    double x = fabs(ranked->gradient[i]), y = fabs(ranked->gradient[j]);
    return x != y ? (x < y) - (x > y) : i - j;
}

// 全部旋钮，斜率最大的排在最前；到下一次调用为止有效。
static const int *by_rank(const Place *p) {
    static int knob[KNOBS];
    for (int k = 0; k < KNOBS; k++)
        knob[k] = k;
    ranked = p;
    qsort(knob, KNOBS, sizeof *knob, larger_first);
    return knob;
}

// θ 不变，只用 p 的 n 幅图像（从第 `from` 幅起）求 ∇C；到下一次调用为止有效。
static const Place *seen_by(const Place *p, int from, int n) {
    static Place few;
    static Dataset part;
    part = dataset_part(p->d, from, n);
    few = *p;
    few.d = &part;
    few.images = part.count;
    see(&few, true);
    return &few;
}

static const char *knob_name(const Place *p, int at) {
    static const char *const layer[] = {"像素", "隐层一", "隐层二", "输出"};
    const int *size = p->m->sizes;
    int k = 0;
    for (; at >= (size[k] + 1) * size[k + 1]; k++)
        at -= (size[k] + 1) * size[k + 1];
    int from = at % size[k], bias = at - size[k] * size[k + 1];
    int to = (bias < 0 ? at / size[k] : bias) + (k < 2);  // 输出从 0 数起
    if (bias >= 0)
        return text_format("%s %d 的偏置", layer[k + 1], to);
    if (k > 0)
        return text_format("%s %d → %s %d", layer[k], from + 1, layer[k + 1],
                           to);
    return text_format("%s %d,%d → %s %d", layer[k], from / 28 + 1,
                       from % 28 + 1, layer[k + 1], to);
}

static void one_long_vector(Chapter *c, const Place *p, int networks) {
    static const int shown[] = {0,     1,     406,   407,   408,   12543,
                                12544, 12816, 12832, 12992, 12997, 13001};
    enum { STILL = 3, WORDS = 7 };
    static const char *const words[WORDS] = {
        "调大很多",       "调大一点", "调大，几乎不动", "不动",
        "调小，几乎不动", "调小一点", "调小很多"};
    const double most = fabs(p->gradient[*by_rank(p)]);
    const int pixels = p->m->sizes[0] * p->m->sizes[1];
    int count[WORDS] = {0}, dark = 0;
    chapter_section(c, "长长的一个向量");
    printf("共 %d 个网络。第一个认对 %d 幅图像（共 %d 幅），成本是 %.5f。\n",
           networks, p->right, p->images, p->cost);
    chapter_predict(c, "−∇C 对角上那个像素的权重，说的是什么？");
    Table t = table_begin("旋钮|是什么|θ|−∇C|转哪边，转多少",
                          "%5d | %-22s | %8.4f | %9.6f | %s");
    Figure *f = figure_open(c, "ch12_vector", "knob minus_gradient");
    figure_number(f, "behind_pixels", pixels);
    for (int k = 0, next = 0; k < KNOBS; k++) {
        double slope = p->gradient[k], share = fabs(slope) / most;
        int much = (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
        int word = slope < 0 ? STILL - much : STILL + much;
        count[word]++;
        dark += slope == 0 && k < pixels;
        figure_row(f, k + 1, 0 - slope);
        if (k < shown[next])
            continue;
        if (next > 0 && k > shown[next - 1] + 1)
            printf("      ⋮\n");
        table_row(&t, k + 1, knob_name(p, k), p->theta[k], 0 - slope,
                  words[word]);
        next++;
    }
    figure_close(c, f);
    table_end(&t);
    printf("总共：调很多的 %d 个，调一点的 %d 个，几乎不动的 %d 个。\n"
           "还有 %d 个恰好是 0，其中 %d 个连着像素：不动。\n\n",
           count[0] + count[6], count[1] + count[5], count[2] + count[4],
           count[STILL], dark);
}

static double as_told(const Place *p, int knob) {
    return p->gradient[knob] < 0 ? nudge : -nudge;
}

static void is_it_true(Chapter *c, const Place *p) {
    enum { BLIND = 100 };
    const int *rank = by_rank(p);
    double promised = 0, blind = 0;
    chapter_section(c, "说的是真的吗？");
    chapter_predict(c, "斜率最大的旋钮转动 0.1，成本会下降多少？");
    Table t = table_begin(text_format("转动 %g|预测|照着转|反着转", nudge),
                          "%-27s | %9.6f | %9.6f | %9.6f");
    for (int i = 0; i < 10; i++) {
        double told = as_told(p, rank[i]);
        const char *way = told > 0 ? "调大" : "调小";
        table_row(&t, text_format("%s，%s", knob_name(p, rank[i]), way),
                  told * p->gradient[rank[i]], change(p, rank[i], told),
                  change(p, rank[i], -told));
    }
    table_end(&t);
    Rng chance = rng_new(c->seed + 1200);
    for (int i = 0; i < BLIND; i++) {
        int knob = rng_below(&chance, KNOBS);
        promised += as_told(p, knob) * p->gradient[knob] / BLIND;
        blind += change(p, knob, as_told(p, knob)) / BLIND;
    }
    printf("闭着眼睛挑：预测 %.6f，照着转 %.6f（%d 个的平均）。\n\n", promised,
           blind, BLIND);
}

static void who_matters(Chapter *c, const Place *here, int networks) {
    double half[NETWORKS] = {0};
    chapter_section(c, "哪些旋钮要紧");
    chapter_predict(c, "猜一猜：多少个旋钮就贡献了一半？");
    Figure *f = figure_open(c, "ch12_sizes", "rank size share");
    figure_number(f, "knobs", KNOBS);
    for (int n = networks - 1; n >= 0; n--) {
        const real *slope = here[n].gradient;
        const int *rank = by_rank(here + n);
        double square = length(slope, KNOBS) * length(slope, KNOBS), so_far = 0;
        for (int k = 1; k <= KNOBS; k++) {
            double size = fabs(slope[rank[k - 1]]);
            half[n] += so_far < square / 2;
            so_far += size * size;
            figure_row(n || size == 0 ? NULL : f, k, size, so_far / square);
        }
    }
    figure_close(c, f);
    printf("要贡献一半，得有前 %s 个（%d 个网络）。\n\n",
           range_of(half, networks, "%.0f"), networks);
}

enum { GROUPS = 6 };  // 每层的权重，每层的偏置
static const int group[] = {784 * 16, 16, 16 * 16, 16, 16 * 10, 10};

static void add_squares(const real *v, double by, double *sum) {
    for (int k = 0; k < GROUPS; v += group[k++])
        sum[k] += by * length(v, group[k]) * length(v, group[k]);
}

static void where_they_speak(Chapter *c, const Place *start, const Place *here,
                             int networks) {
    static const char *const name[] = {"像素 → 隐层一",   "隐层一的偏置",
                                       "隐层一 → 隐层二", "隐层二的偏置",
                                       "隐层二 → 输出",   "输出的偏置"};
    double theta[2][GROUPS] = {{0}}, one[2][GROUPS] = {{0}};
    double mean[2][GROUPS] = {{0}}, size[2] = {0};
    chapter_section(c, "大的斜率在哪里");
    chapter_predict(c, "猜一猜：连着像素的权重，贡献了几成？");
    printf("%d 个网络里的一般大小：θ，一幅图像的斜率，平均以后的斜率；\n"
           "贡献是百分之几。起初：在随机的起点。\n\n",
           networks);
    for (int n = 0; n < 2 * networks; n++) {
        const int now = n % 2;
        const Place *p = (now ? here : start) + n / 2;
        add_squares(p->theta, 1, theta[now]);
        add_squares(p->gradient, 1, mean[now]);
        size[now] +=
            0.01 * length(p->gradient, KNOBS) * length(p->gradient, KNOBS);
        for (int i = 0; i < p->images; i++)
            add_squares(seen_by(p, i, 1)->gradient, 1.0 / p->images, one[now]);
    }
    Table t =
        table_begin("起初：|θ|一幅|平均|贡献|现在：θ|一幅|平均|贡献",
                    "%-15s|%4.2f|%6.4f|%6.4f|%5.0f|%7.2f|%6.4f|%6.4f|%5.0f");
    for (int k = 0; k < GROUPS; k++) {
        const double per = networks * group[k];
        table_row(&t, name[k], sqrt(theta[0][k] / per), sqrt(one[0][k] / per),
                  sqrt(mean[0][k] / per), mean[0][k] / size[0],
                  sqrt(theta[1][k] / per), sqrt(one[1][k] / per),
                  sqrt(mean[1][k] / per), mean[1][k] / size[1]);
    }
    table_end(&t);
}

static void the_fastest_way_down(Chapter *c, const Place *p, int networks) {
    static real way[KNOBS];
    const double steep = length(p->gradient, KNOBS), far = rate * steep;
    double cosines[NETWORKS], cos = 0, best = -1, square = 0, lowest = 0;
    int many = c->quick ? 100 : 1000, up = 0;
    chapter_section(c, "下山最快的方向");
    printf("∇C 的长度是 %.5f；η = %g，一步长 %.5f。各个方向都走这么远。\n",
           steep, rate, far);
    chapter_predict(c, "猜一猜：1,000 个随机方向里，最好的有多好？");
    Table t = table_begin("方向|cos φ|承诺的变化|C 的变化",
                          "%-18s | %7.4f | %9.6f | %9.6f");
    table_row(&t, "−∇C", 1, -far * steep, move(p, p->gradient, -far));
    for (int n = networks - 1; n >= 0; n--) {
        for (int k = 0; k < KNOBS; k++)
            way[k] = (p[n].gradient[k] < 0) - (p[n].gradient[k] > 0);
        cosines[n] = cos = cosine(p + n, way);
    }
    table_row(&t, "只用正负号", cos, -far * steep * cos, move(p, way, far));
    Rng chance = rng_new(c->seed + 1201);
    for (int i = 0; i < many; i++) {
        for (int k = 0; k < KNOBS; k++)
            way[k] = rng_normal(&chance);  // 各个方向的机会都一样大
        cos = cosine(p, way);
        double gone = move(p, way, far);
        up += gone > 0;
        lowest = gone < lowest ? gone : lowest;
        best = cos > best ? cos : best;
        square += cos * cos / many;
    }
    table_row(&t, "随机里最好的", best, -far * steep * best, lowest);
    table_end(&t);
    printf("%d 个网络里，只用正负号的 cos φ 是 %s。\n", networks,
           range_of(cosines, networks, "%.2f"));
    printf("%d 个随机方向里，%d 个往上走。\n"
           "cos² 取平均再开方，是 %.4f；%.4f 是 1/√13002。\n\n",
           many, up, sqrt(square), 1 / sqrt(KNOBS));
}

// 两幅图像的愿望合不合：同一个数字的，不同数字的。
static void own_wishes(Chapter *c, const Place *here, int networks) {
    enum { FEW = 100 };
    static real own[FEW * KNOBS];  // [few, KNOBS]：各自的 ∇C
    static real dot[FEW * FEW];    // [few, few]，每两幅之间的
    double against[2][NETWORKS] = {{0}}, alike[2][NETWORKS] = {{0}};
    double losers[NETWORKS] = {0}, longer[NETWORKS];
    const int all = here->images, few = all < FEW ? all : FEW;
    int pairs[2];
    for (int n = 0; n < networks; n++) {
        double squares = 0;
        for (int i = 0; i < all; i++) {
            const real *slope = seen_by(here + n, i, 1)->gradient;
            losers[n] += cosine(here + n, slope) > 0;
            squares += length(slope, KNOBS) * length(slope, KNOBS);
            if (i < few)
                memcpy(own + i * KNOBS, slope, KNOBS * sizeof *slope);
        }
        longer[n] = all * length(here[n].gradient, KNOBS) / sqrt(squares);
        matmul(NULL, MATMUL_B_T, dot, own, own, few, few, KNOBS);
        pairs[0] = pairs[1] = 0;
        for (int i = 0; i < few; i++)
            for (int j = 0; j < i; j++) {
                int two = here->d->label[i] != here->d->label[j];
                pairs[two]++;
                alike[two][n] += dot[i * few + j];
                against[two][n] += dot[i * few + j] < 0;
            }
        for (int two = 0; two < 2; two++)
            alike[two][n] /= (pairs[two] + !pairs[two]) * squares / all;
    }
    chapter_predict(c, "两幅图像，数字不同：常常作对吗？");
    printf("自己的梯度与 ∇C 的夹角大于直角的：%s 幅，共 %d 幅。\n\n",
           range_of(losers, networks, "%.0f"), all);
    Table t =
        table_begin("两幅图像|多少对|作对|乘积的平均", "%-13s|%5d|%-12s|%-15s");
    for (int two = 0; two < 2; two++)
        table_row(&t, two ? "数字不同" : "数字相同", pairs[two],
                  range_of(against[two], networks, "%.0f"),
                  range_of(alike[two], networks, "%.3f"));
    table_end(&t);
    printf("∇C 的长度是 %s 倍，和 %d 个互不相干的梯度的平均相比。\n\n",
           range_of(longer, networks, "%.1f"), all);
}

static void better_on_average(Chapter *c, const Place *start, const Place *here,
                              int networks) {
    static Place after;
    enum { TRIPS = 4 };  // 第一趟从起点走，后面几趟从现在的位置走
    const double eta[TRIPS] = {rate, rate / 100, rate, rate};
    const int steps[TRIPS] = {1, 1, 1, c->quick ? 5 : 100};
    chapter_section(c, "平均来说更好");
    printf("这是第一个网络。范围：%d 个网络里变差的有几幅。\n", networks);
    chapter_predict(c, "平均成本下降了。有多少幅图像的成本上升？");
    Table t = table_begin("起点|η|步数|C|走完的 C|认对|走完|变差|范围",
                          "%-12s|%4g|%5d|%7.5f|%7.5f|%4d|%5d|%5d|%-10s");
    Figure *f = figure_open(c, "ch12_change", "change");
    for (int k = 0; k < TRIPS; k++) {
        const Place *from = k == 0 ? start : here;
        double worse[NETWORKS] = {0};
        for (int n = networks - 1; n >= 0; n--) {
            walk(from + n, eta[k], steps[k], &after);
            for (int i = 0; i < from->images; i++) {
                double rise = after.each[i] - from[n].each[i];
                worse[n] += rise > 0;
                figure_row(n ? NULL : f, rise);
            }
        }
        figure_block(f, NULL, NULL);
        double first = worse[0];
        table_row(&t, k == 0 ? "随机起点" : "现在", eta[k], steps[k],
                  from->cost, after.cost, from->right, after.right, first,
                  range_of(worse, networks, "%.0f"));
    }
    figure_close(c, f);
    table_end(&t);
    own_wishes(c, here, networks);
}

// OnBatch 上的 C：learner 自己的成本是它的一半。
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

// see() 已经把 p 的 ∇C 留在 l 的参数里。
static void check(Chapter *c, const Place *p, Learner *l) {
    Batch b = batch_gather(l->graph, p->d, NULL, p->images);
    OnBatch on = {l, &b};
    report_begin(c);
    for (int j = 0; j < 2; j++) {
        int k = KNOBS - CLASSES + j;
        double by_hand = 0;
        for (int i = 0; i < p->images; i++) {
            double a = p->output[i * CLASSES + j], y = p->d->label[i] == j;
            by_hand += 2 * (a - y) * a * (1 - a) / p->images;
        }
        report_knob(c, knob_name(p, k), by_hand, p->gradient[k], cost_now, &on,
                    &l->mlp.bias[2]->data[j]);
    }
    report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *unused) {
    (void)unused;
    static Place start[NETWORKS], here[NETWORKS];
    const int networks = c->quick ? 2 : NETWORKS;
    const Dataset seen = dataset_part(d, 0, c->quick ? 200 : IMAGES);
    const Recipe r = {.hidden = {2, {16, 16}}, .init = INIT_LECUN, .rate = 3};
    // 看哪一处，就把那里的 θ 放进这个网络。
    Learner one = learner_new(d, &r, c->seed, 1);
    for (int n = 0; n < networks; n++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)n, 1);
        start[n] = (Place){.m = &one.mlp, .d = &seen, .images = seen.count};
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
    where_they_speak(c, start, here, networks);
    the_fastest_way_down(c, here, networks);
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
