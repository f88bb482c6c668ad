/*
# 第 12 章：13,002 个斜率说了什么？

**这一章的问题。** 网络的梯度是长长的一个向量，13,002 个权重和偏置，每个都有一个
斜率。这些斜率说了什么，说的是真的吗？这一章先把它们读成一句句话，再转动旋钮，看
说得准不准；然后让梯度和一千个随机方向比一比；再看走了一步，平均来说不错，哪些图
像却吃了亏；最后把 13,002 个数全部检验一遍。

请对照第二篇文章（A2-15、A2-16、A2-19 到 A2-21 这几条，以及提醒 E9）来读。用
`make ch12` 运行；能调的有三样：网络学过几遍，单个旋钮转多少，还有 η，例如
`make ch12 ARGS="--passes 0 --rate 3"`。正文所说的，对程序画的数字和 MNIST 都成
立。

**本章要点** 把 13,002 个权重和偏置排成一个长长的列向量，−∇C 就是同样长的一列
数：正负号说明每个旋钮该往哪边转，大小说明哪些旋钮更要紧；走同样远，沿 −∇C 降得
最快。平均成本下降，并不等于每个样本都变好：往往有一些图像的成本反而上升。

**新词**

参数向量 θ (parameter vector)
: 把所有权重和偏置排成一列，这里是 13,002 个数。

预测的变化 (predicted change)
: 斜率乘以转动的量。斜率是 0.007，转动 -0.1，预测的变化就是 -0.0007。

名次 (rank)
: 按大小排队，排在第几。13,002 个斜率里最大的，名次是 1。

直方图 (histogram)
: 把数值分成一段一段，每段画一根柱子，柱子的高度是落在这一段里的个数。
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

取第 6 章的网络，784-16-16-10，照第 11 章的办法稍微训练一下：10,000 幅图像学一
遍，每批十幅。这时的梯度最值得读。在随机的起点，梯度几乎只说一件事：所有输出都太
高；到了谷底，梯度全是 0，什么也不说。

现在把全部参数排成一列 θ，一层接着一层，每层先排权重矩阵的各行，再排偏置，一共
784·16 + 16 + 16·16 + 16 + 16·10 + 10 个数。成本 C 是前 1,000 幅图像的平均。有三
个函数要分清楚，第二篇文章的末尾也是这样分的。*网络*把 784 个像素变成十个输出，θ
不变；*成本*把 θ 的 13,002 个数变成一个数，图像不变；*梯度*把 θ 的 13,002 个数变
成另外 13,002 个，反向走一遍就能得到，花的力气和往前走一遍差不多（第 9 章）。这
就是 ∇C，和 θ 一样长的一列。
*/

typedef struct Place {
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
经元从 1 数起；输出就用它的数字作名字。隐层一、隐层二是两个隐藏层。）

→ 长长的一个向量

![图 12.1：−∇C 里的数。左：挑几个，像第二篇文章那样用话说出来。右：全
部。](ch12_vector)

角上的像素，在每幅图像里都是白纸，是 0。权重不管是多少，乘出来总是 0，所以这个旋
钮怎么转，对哪幅图像都没有影响。斜率恰好等于 0 的旋钮，都是这个缘故：这样的像
素，每个连着十六个权重，斜率全是 0。其余的旋钮，要调“很多”的，一百个里大约只有一
个，也许还不到；大多数是“几乎不动”。

## 说的是真的吗？

斜率是一个承诺：转动这个旋钮，成本就变化这么多。究竟多少？斜率乘以转动的量，就是
**预测的变化**。承诺兑不兑现，试一试就知道。取斜率最大的十个旋钮，每次只转一个，
转 `0.1`：先照它说的转，再反着转。然后闭着眼睛挑十个旋钮，也这样试一遍。
*/

static double predicted(const Place *p, int knob, double by) {
    return p->gradient[knob] * by;
}

static double change(const Place *p, int knob, double by) {
    static Place there;
    there = *p;
    there.theta[knob] += by;
    return see(&there, false) - p->cost;
}

/*
→ 说的是真的吗？

![图 12.2：斜率最大的十个旋钮，和随机挑的十个，转动的量都一样。柱：成本实际怎样
变，照着转（往下）和反着转（往上）。线：斜率承诺的变化。](ch12_top_ten)

最大的十个说话算话：照着转，成本下降；反着转，成本上升；变化的大小也和承诺的差不
多。差的那一点，是因为斜率只管微小的转动（第 1 章）。不管往哪边转，成本都比承诺
的高一点，两边高出的也差不多，那是曲率在起作用：曲率的一半，乘以转动的平方（第 2
章）。所以转动减半，差的就只有现在的四分之一；转得太多，像 `ARGS="--nudge 5"`，
承诺的是下降，成本却上升了。

为什么是这十个？大多数通向输出，那里的 δ 还没有往回走，也就没有变小（第 9 章）；
偏置的斜率就是 δ 本身，好比它的 a 是 1。所以梯度也是一张清单，列出哪些旋钮要紧。
同样转那么一点，挑清单最前面的来转，比闭着眼睛挑，成本多降好多倍。

## 哪些旋钮要紧

把旋钮按斜率的大小排队，排在第几，就是**名次**。沿着 −∇C 走一小步，旋钮的转动与
自己的斜率成正比；换来的下降是斜率乘以转动，也就与斜率的平方成正比。一个旋钮贡献
了几成？拿斜率的平方，除以全部平方的和。（假如只有两个旋钮，斜率是 3 和 4，那就
是 9/25 和 16/25。）

→ 哪些旋钮要紧

![图 12.3：斜率按大小排好，横轴和纵轴都是对数坐标。在 MNIST 上，下降的一半由
`141` 个旋钮贡献；在程序画的数字上，是 `219` 个。](ch12_sizes)

那么，能不能只转这些，别的都不管？省不了多少事：反向走一遍，这些斜率求出来了，别
的也都有了；而且排在前面的会换：走一百步以后，原来的前一百名，还在前一百名里的不
到三十个（后面会数；训练到后来怎样，用 `--passes 10` 比一比）。斜率大，也不等于
权重大：第一张表里的第 12,833 个旋钮，权重很大，说的却是“几乎不动”。（一个神经元
的 784 个斜率，排成一幅图像，就是各幅图像乘以各自的 δ，再取平均；这样混成的图，
第 14 章会画。）

## 下山最快的方向

现在，13,002 个旋钮一起转。第 3 章只有两个旋钮，逆着梯度走最好。这里也一样，理由
没有变：θ 移动 Δθ，把每个旋钮的斜率乘以它的转动，全部加起来，就是承诺的变化，写
成 ∇C · Δθ；用第 3 章的余弦来算，就是

$$\Delta C \approx \nabla C \cdot \Delta\theta = -|\nabla C|\,|\Delta\theta|\,
\cos\varphi,$$

φ 是 Δθ 与 −∇C 的夹角。Δθ 的长度一定，cos φ = 1 最好，也就是沿着 −∇C 本身的方
向；沿这个方向有多陡，就看 |∇C|。所以第 2 章的那一步，-η∇C，在同样长的步子里最
好；这一步长 η|∇C|，承诺下降 η|∇C|²。（比如两个旋钮，斜率是 3 和 4，η = 1/100：
|∇C|² 是 25，承诺下降 1/4。）试试看：长度一样，方向不同。
*/

static double length(const real *v) {
    double sum = 0;
    for (int k = 0; k < KNOBS; k++)
        sum += v[k] * v[k];
    return sqrt(sum);
}

// −∇C 和一个方向的 cos φ。
static double cosine(const Place *p, const real *way) {
    double sum = 0;
    for (int k = 0; k < KNOBS; k++)
        sum -= p->gradient[k] * way[k];
    return sum / (length(p->gradient) * length(way));
}

// θ 沿 way 的方向走 far 远，C 变化多少。
static double move(const Place *p, const real *way, double far) {
    static Place there;
    double scale = far / length(way);
    there = *p;
    for (int k = 0; k < KNOBS; k++)
        there.theta[k] += scale * way[k];
    return see(&there, false) - p->cost;
}

static void any_way(Rng *chance, real *way) {
    for (int k = 0; k < KNOBS; k++)
        way[k] = rng_normal(chance);  // 各个方向的机会都一样大
}

/*
→ 下山最快的方向

−∇C 自己，也比承诺的少降了一点，因为地面往上弯。可是一千个方向里，没有一个比得上
−∇C，每试一个还得算一次成本；最好的那个，降下来的也只有 −∇C 的三十分之一左右。有
一半还往上走：一个方向往下，反过来就往上。在平面上，随便取一个方向，三次里有一次
余弦超过 ½。旋钮多到 13,002 个，转对的和转错的就差不多一样多；有 n 个旋钮时，余
弦大约只有 1/√n，这里是 `0.0088`：随便一个方向，和 n 条互相垂直的轴各成一个角，n
个余弦的平方加起来是 1；把 −∇C 当作其中一条轴，随机的方向又不偏向哪一条，每条平
均分到 1/n。一千个里最好的，大约是 3/√n，因为这些余弦成一条钟形曲线，高出三个标
准差以上的，一千个里大约有一个。（−∇C 高出 √n = 114 个标准差，别想赶上。）

只知道 −∇C 的一部分，也能降下一部分。比如只用最大的一百个数；只看正负号，所有旋
钮转得一样多；或者 −∇C 只用一百幅图像算，不用一千幅。只看十幅，甚至可能指向上
坡。这就是第 11 章说的运气，只走一步，看得出来；走的步数多了，就抵消了。

步子多长，承诺还算数？承诺的下降与 η 成正比，没兑现的那一部分却与 η² 成正比（还
是因为曲率），所以没兑现的占几成，与 η 成正比（看最后一张表）：η 是 `0.1` 时，只
差百分之一二；η 是 1，差一成左右；η 是 10，就几乎什么也没兑现，成本甚至会上升。

![图 12.4：同样长的一步，成本变化多少。左：−∇C，只知道一部分的几种走法，以及一千
个随机方向；随机的全挤在 0 那里。右：把随机方向放大来看。](ch12_directions)

## 平均来说更好

第二篇文章说，成本降低了，网络在所有样本上的表现就都更好。*平均*来说是这样，因为
C 就是平均。一幅一幅地看呢？走一步，再把 1,000 幅图像逐一看过来：先从这个网络的
随机起点走一步；再从现在的位置，走百分之一步，走整整一步，走一百步。每走一步，都
逆着当时那个位置的梯度。
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

![图 12.5：走一步，各幅图像的成本怎样变，画成直方图。左：从随机起点走。右：学过
一遍以后。变化更大的，都算在最边上的柱子里。](ch12_change)

从随机起点走，每幅图像的成本都下降，因为抱怨的都是同一件事：十个输出太高。输出一
起往下落，成本降了一大截，可是认对的数字一个也没有多。学过一遍以后，各有各的抱
怨，梯度把它们平均了一下。照平均走一步，至少有五分之一的图像，成本反而*上升*。不
能怪步子太长：只走百分之一步，上升的也差不多有这么多。吃亏的图像，自己的梯度和平
均的梯度之间，夹角大于直角（余弦是负的）。少数服从多数，别的图像，成本降得更多。

走一百步以后，成本低得多，认对的也多了，可是成本比原来高的，仍旧远不止一百幅。所
以，看到“在所有样本上的表现更好”，请读成“平均来说更好”。

每幅图像各有各的愿望，就是自己的梯度反过来。最后一张表把图像两两相比：数字相同
的，愿望很少相反（相反就是余弦为负）；数字不同的，大约有一半相反，照其中一幅的愿
望走一小步，另一幅就变差。所以一平均，大半抵消了，平均下来的愿望，长度只有单独一
幅的几分之一；剩下的，是许多图像共同的愿望。

## 检验

13,002 个斜率，一个不漏。计算带这一边，就用上面的张量计算图。数值这一边，每个旋
钮调大一点，再调小一点，要算 26,004 次成本；想在几秒钟里算完，成本就只取 40 幅图
像的平均。（想再省些，可以每层只抽查几个旋钮。还有，要用 `double`：用 `float`，
这样小的差别会被舍入误差淹没，见第 1 章。）手算这一边，算输出层的十个偏置，斜率
按第 9 章的第一个方程算，是 2(a - y)·a(1 - a) 的平均。

→ 检验：手算 = 计算带 = 数值

这样的“一致”有多可靠？第 4 章说过，差多少还算一致：不超过十万分之一，或者不超过
10⁻⁷。这样一来，本身就比 10⁻⁷ 小的斜率，正负号反了也通得过。不过看看右边那一列：
没有哪个相差超过 10⁻¹⁰。所以，斜率只要比 10⁻¹⁰ 大，正负号就靠得住，靠不住的只有
最后一行数出来的那几个。（那一行数到的斜率，比第一张表里的少：40 幅图像里都是白
纸的像素，比 1,000 幅里都是白纸的多。）要是真有不一致的，看是哪一行，就知道错在
哪一层，可以从那里查起（第 9 章）。

## 我们偷了哪些懒

C 是 1,000 幅图像的平均，只有训练时用过的十分之一。说“要紧”，只是说在眼下这个位
置、只转动一点点的时候。斜率是 0 的旋钮，也许没有用，像角上的那个；也许正站在自
己那个小山谷的谷底，单看斜率分不出来。说“最快”，是说短短的一步：最陡的路不一定最
短（第 3 章）。快不快，还要看长度怎样量，我们当作转哪个旋钮代价都一样。

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

static void one_long_vector(Chapter *c, const Place *p) {
    static const int shown[] = {0,     1,     406,   407,   408,   12543, 12544,
                                12816, 12832, 12992, 12993, 13000, 13001};
    enum { STILL = 3, WORDS = 7 };
    static const char *const words[WORDS] = {
        "调大很多",       "调大一点", "调大，几乎不动", "不动",
        "调小，几乎不动", "调小一点", "调小很多"};
    const double most = fabs(p->gradient[*by_rank(p)]);
    int count[WORDS] = {0};
    chapter_section(c, "长长的一个向量");
    printf("网络认对 %d 幅图像（共 %d 幅），成本是 %.5f。\n", p->right,
           p->images, p->cost);
    chapter_predict(c, "−∇C 的第一个数，对应角上的像素，是多少？");
    Table t = table_begin("位置|是什么|θ|−∇C|转哪边，转多少",
                          "%5d | %-22s | %8.4f | %9.6f | %s");
    Figure *f = figure_open(c, "ch12_vector", "place minus_gradient");
    figure_number(f, "behind_pixels", p->m->sizes[0] * p->m->sizes[1]);
    for (int k = 0, next = 0; k < KNOBS; k++) {
        double slope = p->gradient[k], share = fabs(slope) / most;
        int much = (share > 0) + (share >= 1.0 / 30) + (share >= 1.0 / 3);
        int word = slope < 0 ? STILL - much : STILL + much;
        count[word]++;
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
    t = table_begin("全部 13,002 个|很多|一点|几乎不动",
                    "%-10s | %5d | %8d | %6d");
    table_row(&t, "调大", count[0], count[1], count[2]);
    table_row(&t, "调小", count[6], count[5], count[4]);
    table_end(&t);
    printf("还有 %d 个恰好是 0：不动。最大的斜率是 %.6f。\n\n", count[STILL],
           most);
}

static void ten_knobs(const Place *p, const int *knob, Figure *f) {
    Table t = table_begin(text_format("转动 %g|预测|照着转|反着转", nudge),
                          "%-24s | %9.6f | %9.6f | %9.6f");
    double all[3] = {0};
    for (int i = 0; i < 10; i++) {
        double told = p->gradient[knob[i]] < 0 ? nudge : -nudge;
        double v[] = {0 + predicted(p, knob[i], told), change(p, knob[i], told),
                      change(p, knob[i], -told)};
        table_row(&t, knob_name(p, knob[i]), v[0], v[1], v[2]);
        figure_row(f, i + 1, v[0], v[1], v[2]);
        for (int j = 0; j < 3; j++)
            all[j] += v[j];
    }
    table_row(&t, "十个加起来", all[0], all[1], all[2]);
    table_end(&t);
}

static void is_it_true(Chapter *c, const Place *p) {
    static int blind[KNOBS];
    Rng chance = rng_new(c->seed + 1200);
    for (int k = 0; k < KNOBS; k++)
        blind[k] = k;
    rng_shuffle(&chance, blind, KNOBS);
    chapter_section(c, "说的是真的吗？");
    chapter_predict(c, "斜率最大的旋钮转动 0.1，成本会下降多少？");
    Figure *f = figure_open(c, "ch12_top_ten", "knob predicted told other");
    figure_number(f, "nudge", nudge);
    printf("斜率最大的十个旋钮，成本的变化：\n\n");
    ten_knobs(p, by_rank(p), f);
    chapter_predict(c, "闭着眼睛挑的十个呢？");
    printf("随机挑的十个旋钮，成本的变化：\n\n");
    figure_block(f, "at random", NULL);
    ten_knobs(p, blind, f);
    figure_close(c, f);
}

static void who_matters(Chapter *c, const Place *p) {
    const int *rank = by_rank(p);
    chapter_section(c, "哪些旋钮要紧");
    chapter_predict(c, "13,002 个旋钮里，斜率最大的多少个就贡献了一半？");
    Table t = table_begin("名次|斜率的大小|从第一名起，到这里的贡献",
                          "%5d | %12.2e | %21.1f %%");
    Figure *f = figure_open(c, "ch12_sizes", "rank size share");
    figure_number(f, "knobs", KNOBS);
    double so_far = 0, square = length(p->gradient) * length(p->gradient);
    int half = 1;
    for (int k = 1, next = 1; k <= KNOBS; k++) {
        double size = fabs(p->gradient[rank[k - 1]]);
        so_far += size * size;
        half += so_far < square / 2;
        if (size > 0)
            figure_row(f, k, size, so_far / square);
        if (k == next) {
            table_row(&t, k, size, 100 * so_far / square);
            next *= 10;
        }
    }
    figure_close(c, f);
    table_end(&t);
    printf("前 %d 个旋钮贡献了一半。\n\n", half);
}

// 只知道 −∇C 的一部分：只看一些图像的、只有最大的那些、只有正负号。
enum { WAYS = 5 };
static const struct Way {
    const char *name;
    int images, knobs;
    bool signs;
} ways[WAYS] = {{"−∇C", IMAGES, KNOBS, false},
                {"只用最大的 100 个", IMAGES, 100, false},
                {"只用正负号", IMAGES, KNOBS, true},
                {"100 幅图像的 −∇C", 100, KNOBS, false},
                {"10 幅图像的 −∇C", 10, KNOBS, false}};

static void some_way(const Place *p, const struct Way *known, real *way) {
    if (known->images < p->images)
        p = seen_by(p, 0, known->images);
    const int *rank = by_rank(p);
    for (int i = 0; i < KNOBS; i++) {
        real slope = i < known->knobs ? p->gradient[rank[i]] : 0;
        way[rank[i]] = known->signs ? (slope < 0) - (slope > 0) : -slope;
    }
}

// 步子短一些、不变、长一些，承诺各兑现多少。
static void how_far(Chapter *c, const Place *p, int networks) {
    static Place after;
    static const double times[] = {0.1, 1, 10};
    chapter_predict(c, "步子加长到十倍，成本降低的量也是十倍吗？");
    printf("步子缩短、不变、加长。范围：%d 个网络的最低和最高。\n\n", networks);
    Table t = table_begin("−η∇C，η =|承诺|C 的变化|兑现 %|范围",
                          "%9g | %9.6f | %12.6f | %10.0f | %-10s");
    for (int k = 0; k < 3; k++) {
        double eta = rate * times[k], promised = 0, gone = 0, kept[NETWORKS];
        for (int n = networks - 1; n >= 0; n--) {
            double steep = length(p[n].gradient);
            walk(p + n, eta, 1, &after);
            promised = -eta * steep * steep;
            gone = after.cost - p[n].cost;
            kept[n] = 100 * gone / promised;
        }
        table_row(&t, eta, promised, gone, 100 * gone / promised,
                  range_of(kept, networks, "%.0f"));
    }
    table_end(&t);
}

static void the_fastest_way_down(Chapter *c, const Place *p, int networks) {
    enum { MANY = 1000 };
    static real way[KNOBS];
    const double steep = length(p->gradient), far = rate * steep;
    double changes[MANY], cosines[NETWORKS], cos = 0, best = -1, square = 0;
    int many = c->quick ? 100 : MANY, up = 0;
    chapter_section(c, "下山最快的方向");
    printf("∇C 的长度是 %.5f；η = %g，一步长 %.5f。各个方向都走这么远。\n"
           "（括号里是 %d 个网络的 cos φ，最低的和最高的。）\n",
           steep, rate, far, networks);
    chapter_predict(c, "1,000 个随机方向里最好的，"
                       "抵得上 −∇C 的几成？");
    Table t = table_begin("方向|cos φ||承诺的变化|C 的变化",
                          "%-20s | %7.4f | %-17s | %9.6f | %9.6f");
    Figure *f = figure_open(c, "ch12_directions", "change promised");
    for (int k = 0; k < WAYS; k++) {
        for (int n = networks - 1; n >= 0; n--) {
            some_way(p + n, &ways[k], way);
            cos = cosine(p + n, way);
            cosines[n] = cos;
        }
        double promised = -far * steep * cos, gone = move(p, way, far);
        Spread s = spread_of(cosines, networks);
        figure_row(f, gone, promised);
        table_row(&t, ways[k].name, cos,
                  text_format("(%.4f, %.4f)", s.low, s.high), promised, gone);
    }
    Rng chance = rng_new(c->seed + 1201);
    figure_block(f, "at random", NULL);
    for (int i = 0; i < many; i++) {
        any_way(&chance, way);
        cos = cosine(p, way);
        changes[i] = move(p, way, far);
        up += changes[i] > 0;
        best = cos > best ? cos : best;
        square += cos * cos / many;
        figure_row(f, changes[i], -far * steep * cos);
    }
    figure_close(c, f);
    Spread s = spread_of(changes, many);
    table_row(&t, "随机里最好的", best, "", -far * steep * best, s.low);
    table_end(&t);
    printf("%d 个随机方向里，%d 个往上走；C 的变化从 %.6f 到 %.6f。\n"
           "cos² 取平均再开方，是 %.4f；%.4f 是 1/√13002。\n\n",
           many, up, s.low, s.high, sqrt(square), 1 / sqrt(KNOBS));
    how_far(c, p, networks);
}

// 斜率最大的 100 个旋钮，有多少个在两处都排得进前 100 名？
static int still_first(const Place *before, Place *after) {
    int was[100], both = 0;
    memcpy(was, by_rank(before), sizeof was);
    see(after, true);
    const int *is = by_rank(after);
    for (int i = 0; i < 100; i++)
        for (int j = 0; j < 100; j++)
            both += was[i] == is[j];
    return both;
}

// 两幅图像的愿望合不合：同一个数字的，不同数字的。
static void own_wishes(Chapter *c, const Place *here, int networks) {
    enum { FEW = 100 };
    static real own[FEW * KNOBS];  // [few, KNOBS]，各自的长度都是 1
    static real cos[FEW * FEW];    // [few, few]，每两幅之间的
    double mean[2][NETWORKS] = {{0}}, against[2][NETWORKS] = {{0}};
    double alone[NETWORKS] = {0}, together[NETWORKS];
    const int few = dataset_part(here->d, 0, c->quick ? 20 : FEW).count;
    int pairs[2] = {0};
    for (int i = 0; i < few; i++)
        for (int j = 0; j < i; j++)
            pairs[here->d->label[i] != here->d->label[j]]++;
    for (int n = 0; n < networks; n++) {
        together[n] = length(seen_by(here + n, 0, few)->gradient);
        for (int i = 0; i < few; i++) {
            const real *slope = seen_by(here + n, i, 1)->gradient;
            double size = length(slope);
            alone[n] += size / few;
            for (int k = 0; k < KNOBS; k++)
                own[i * KNOBS + k] = slope[k] / size;
        }
        matmul(NULL, MATMUL_B_T, cos, own, own, few, few, KNOBS);
        for (int i = 0; i < few; i++)
            for (int j = 0; j < i; j++) {
                int two = here->d->label[i] != here->d->label[j];
                mean[two][n] += cos[i * few + j] / pairs[two];
                against[two][n] += 100.0 * (cos[i * few + j] < 0) / pairs[two];
            }
    }
    chapter_predict(c, "两幅图像，数字不同：顺着一幅，另一幅常常吃亏吗？");
    printf("%d 幅图像，一幅一幅求梯度，%d 个网络：\n\n", few, networks);
    Table t = table_begin("两幅图像|对数|cos φ 的平均|小于 0 的 %",
                          "%-13s | %5d | %-16s | %-13s");
    for (int two = 0; two < 2; two++)
        table_row(&t, two ? "数字不同" : "数字相同", pairs[two],
                  range_of(mean[two], networks, "%.3f"),
                  range_of(against[two], networks, "%.0f"));
    table_end(&t);
    printf("一幅的梯度，长度平均是 %s；全部平均以后，是 %s。\n\n",
           range_of(alone, networks, "%.3f"),
           range_of(together, networks, "%.3f"));
}

static void better_on_average(Chapter *c, const Place *start, const Place *here,
                              int networks) {
    static Place after;
    double still[NETWORKS];
    enum { TRIPS = 4 };  // 第一趟从起点走，后面几趟从现在的位置走
    const double eta[TRIPS] = {rate, rate / 100, rate, rate};
    const int steps[TRIPS] = {1, 1, 1, c->quick ? 5 : 100};
    chapter_section(c, "平均来说更好");
    printf("这是第一个网络；最后一列是变差的图像有几幅，"
           "%d 个网络的最低到最高。\n",
           networks);
    chapter_predict(c, "平均成本下降了。一千幅图像里，有多少幅的成本上升？");
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
            if (k == TRIPS - 1)
                still[n] = still_first(from + n, &after);
        }
        figure_block(f, NULL, NULL);
        double first = worse[0];
        table_row(&t, k == 0 ? "随机起点" : "现在", eta[k], steps[k],
                  from->cost, after.cost, from->right, after.right, first,
                  range_of(worse, networks, "%.0f"));
    }
    figure_close(c, f);
    table_end(&t);
    printf("最后一趟走完，原来斜率最大的 100 个旋钮，有 %s 个还在前一百名。"
           "\n\n",
           range_of(still, networks, "%.0f"));
    own_wishes(c, here, networks);
}

// OnBatch 上的 C：learner 自己的成本是它的一半。
static real cost_now(void *context) { return 2 * cost_on_batch(context); }

// see() 已经把 p 的 ∇C 留在 l 的参数里。
static void check(Chapter *c, const Place *p, Learner *l) {
    Batch b = batch_gather(l->graph, p->d, NULL, p->images);
    OnBatch on = {l, &b};
    int small = 0, tiny = 0;
    report_begin(c);
    for (int j = 0; j < CLASSES; j++) {
        int k = KNOBS - CLASSES + j;
        double by_hand = 0;
        for (int i = 0; i < p->images; i++) {
            double a = p->output[i * CLASSES + j], y = p->d->label[i] == j;
            by_hand += 2 * (a - y) * a * (1 - a) / p->images;
        }
        report_knob(c, knob_name(p, k), by_hand, p->gradient[k], cost_now, &on,
                    &l->mlp.bias[2]->data[j]);
    }
    size_t some = report_params(c, l->graph, cost_now, &on, KNOBS);
    report_end(c);
    for (int k = 0; k < KNOBS; k++) {
        double size = fabs(p->gradient[k]);
        small += size > 0 && size < 1e-7;
        tiny += size > 0 && size < 1e-10;
    }
    printf("%zu 个斜率不是 0：%d 个小于 1e-7，%d 个小于 1e-10。\n\n", some,
           small, tiny);
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
    one_long_vector(c, here);
    is_it_true(c, here);
    who_matters(c, here);
    the_fastest_way_down(c, here, networks);
    better_on_average(c, start, here, networks);
    check(c, seen_by(here, 0, c->quick ? 4 : 40), &one);
    learner_free(&one);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch12_13002",
                                         "13,002 个斜率说了什么？", options,
                                         &folder, TRAIN, 1, tell});
}
