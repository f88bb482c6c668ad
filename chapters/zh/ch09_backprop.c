/*
# 第 9 章：十个输出，十个愿望

**这一章的问题。** 第 8 章里每层只有一个神经元，从权重到成本只有一条路。现在，从
第 1 层的一个权重出发，有 160 条路，通到十个输出，而这十个输出想要的各不相同。怎
样只往回走一趟，就把 13,002 个旋钮的斜率全求出来？这一章里，你会用铅笔走这一趟，
再去满足十个愿望，看哪个输出如愿以偿，最后故意把代码弄坏，看查不查得出来。

请对照第三篇文章（A3-1、A3-2、A3-4 到 A3-6、A3-8、A3-17、A3-18）、第二篇文章
（A2-17）和第四篇文章（A4-10），以及提醒 E12、E13、E15、E26 来读。用 `make ch09`
运行；旋钮也可以转，例如 `make ch09 ARGS="--digit 7"`。

**本章要点** 每个输出都想向目标靠拢，离得越远，愿望越强；各个输出对前一层某个神
经元的要求加起来，就是那个神经元的愿望。反向传播从最后一层开始，一层一层往回算出
误差项 δ；一个神经元后面的路径再多，也只算一次，结果由它的全部权重共用。求全部
13,002 个导数，前向、反向各走一遍就够了；逐个转动旋钮，前向要走 26,004 遍。

**新词**

愿望 (wish)
: -∂C/∂a：要让成本下降，激活值该往哪边动。a = 0.8、目标是 0 时，愿望是 -1.6。

误差项 δ (layer error)
: 一层里每个神经元的 ∂C/∂z。a = 0.8 时 σ′ 是 0.16：δ = 1.6·0.16 = 0.256。

反向传播 (backpropagation)
: 从输出层开始，一层一层往回用链式法则：先求 δ³，再求 δ²，再求 δ¹。

逐元素相乘 ⊙ (product by elements)
: (1, 2) ⊙ (3, 4) = (3, 8)。

转置 (transpose)
: 把 W 的行和列互换，就是 Wᵀ：10 x 16 的矩阵变成 16 x 10 的。
*/

#include "../lib/elementary.h"
#include "../lib/random.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PIXELS = 784, TRAIN = 10000, TEST = 1000, STARTS = 3 };
enum { DEEPEST = 3, WIDEST = 16 };

static int digit = 2, batch = 10;
static double rate = 1.5;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--digit", KNOB_WHOLE, &digit, 0, 9, "the digit that is shown",
     "给网络看哪个数字"},
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "learning rate η", "学习率 η"},
    {"--batch", KNOB_WHOLE, &batch, 1, 100, "images a step", "每步几幅图像"},
    {0}};

/*
## 只用普通的数来算的网络

还是第 7 章那个权重随机的网络，784-16-16-10，不过这回不靠程序库，样样自己动手。
从这一章起，第 1 层指的是第一个做计算的层，它的权重记作 W¹：字母右上角的数表示第
几层，不是指数。神经元从 1 数起；输出不另外编号，代表数字几，就叫输出几。
*/

typedef struct Knobs {  // 第 k 层的，逐个神经元排列：先是权重，再是偏置
    double of[DEEPEST + 1][WIDEST * (PIXELS + 1)];
} Knobs;

typedef struct Net {
    int last, size[DEEPEST + 1];  // size[0] 个输入；第 k 层有 size[k] 个神经元
    Knobs knob;
} Net;

static int knobs(const Net *n, int k) {
    return n->size[k] * (n->size[k - 1] + 1);
}

// 从神经元 i 到第 k 层神经元 j 的权重；j 的偏置排在最后一个权重后面。
static double weight(const Net *n, int k, int j, int i) {
    return n->knob.of[k][j * (n->size[k - 1] + 1) + i];
}

// 走一遍要用的数：往前走求得的，和往回走求得的。
typedef struct Walk {
    double a[DEEPEST + 1][PIXELS];      // 激活值；a[0] 是图像
    double delta[DEEPEST + 1][WIDEST];  // ∂C/∂z
} Walk;

static void forward(const Net *n, Walk *v) {
    for (int k = 1; k <= n->last; k++)
        for (int j = 0; j < n->size[k]; j++) {
            double z = weight(n, k, j, n->size[k - 1]);
            for (int i = 0; i < n->size[k - 1]; i++)
                z += weight(n, k, j, i) * v->a[k - 1][i];
            v->a[k][j] = m_sigmoid(z);
        }
}

static double cost(const Net *n, const Walk *v, const double *y) {
    double sum = 0;
    for (int j = 0; j < n->size[n->last]; j++) {
        double miss = v->a[n->last][j] - y[j];
        sum += miss * miss;
    }
    return sum;
}

/*
## 十个输出，十个愿望

给网络看一个 2。该怎么改？它还没有训练过，输出多少全凭偶然。每个输出都有自己的目
标：输出 2 该升到 1，另外九个该降到 0。

愿望有多强？成本是 Σ (a - y)²，对一个输出的斜率是 2(a - y)。我们要成本下降，所以
这个输出的**愿望**取斜率的相反数。离目标越远，愿望越强，两者成正比；到了目标，愿
望就是 0。

愿望最强的不一定是输出 2。这里输出 0 是 `0.6604`，输出 2 是 `0.5648`：输出 0 离
目标更远。

## 满足愿望的三种办法

怎样才能让输出 2 升高？它自己不是旋钮，而是由加权和算出的 σ(z)，z = w₁a₁ + … +
w₁₆a₁₆ + b。所以能让它升高的有三样：它的偏置、它的权重，还有前一层的激活值。按第
8 章的链式法则，输出 2 的变化率是：

- 对偏置：σ′(z)；
- 对一个权重：σ′(z) 乘以这个权重前面的*激活值*；
- 对一个激活值：σ′(z) 乘以这个激活值后面的*权重*。

所以，这个输出希望自己的偏置大一些，权重也都大一些（激活值没有负的），尤其是亮的
神经元后面的那些权重；前面的激活值要是 0，权重加多少都没有用。前一层的十六个神经
元里，通到它的权重为正的，它希望亮一些；其余的，它希望暗一些。

偏置和权重是旋钮，我们能转；激活值转不了。不过可以把愿望记下来，退回一层，到那里
再想办法。

## 愿望相加

另外九个输出，对这十六个神经元也各有愿望。一个神经元该听哪个输出的？一个输出对它
的要求，等于这个输出自己的愿望，乘以它的激活值对这个输出的影响。神经元通过全部十
个输出影响成本，各条路径的变化率要加起来（第 4 章）。所以它不单独听谁的：它自己
的愿望，就是这十个要求的总和。第 2 层里愿望最强的是这一个：

→ 愿望相加

十个输出意见不一：五个要这个神经元亮一些，五个要它暗一些。不过，这不是一人一票：
要求有多大，分量就有多大。要它暗一些的那五个输出，与它相连的权重绝对值都小，所以
要求也小；另外五个里，有四个的权重绝对值大。输出 2 才是正确答案，它的意见却被压
倒了：它要 `-0.0215`，总和是 `0.4223`。

![图 9.1：第 2 层的一个神经元和它的十条边：绿色，输出要它亮一些；红色，要它暗一
些。右边是各输出自己的愿望，左边是总和。](ch09_wishes)

现在，这十六个神经元也和刚才的十个输出一样，各有各的愿望，照样再做一遍就行：用三
种办法去满足，算出对更前一层的要求，再加起来。这就是**反向传播**。

## 四个公式

**误差项** δ 就是 ∂C/∂z：成本随神经元里的*加权和*变化得有多快。它和愿望有两处不
同。愿望说的是往哪边动，成本会降，而 δ 是斜率，所以正负号相反。愿望说的是 a，而
δ 说的是激活之前的 z；a = σ(z)，所以多乘一个因子：δ = ∂C/∂a·σ′(z)。因此，一个神
经元要是饱和了（第 8 章），愿望再强，δ 也很小。

在输出层，∂C/∂a 是 2(a - y)。前一层的神经元 i 要通过后一层的所有神经元 j 影响成
本，所以它的 ∂C/∂aᵢ 是 Σⱼ wⱼᵢδⱼ：就是那些要求的总和，只是正负号相反。设最后一层
是第 L 层，把整层合起来写，再写上各个旋钮的斜率：

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

第一个公式从输出层算起。（换一种成本，只有这个公式要改：第 15 章。）

第二个公式就是把愿望加起来。从一个神经元出发的各个权重，在 W 里是一列；到了 W
的**转置** Wᵀ 里，就是一行。W³ 是 10 x 16，它的转置就是 16 x 10，乘以 δ，得到十
六个和，每个都由十个 δ 加权相加而成。要是忘了转置，W³ 的形状就和十个 δ 对不上；
只有 W² 是方的，错了也对得上。（不用经过 W¹ 往回传：那前面没有旋钮了。）然后用
⊙，这回不再相加：每个和乘以自己的 σ′。

后两个公式，就是满足愿望的前两种办法。一列 δ 乘以一行 aᵀ，就是每个 δ 乘以前一层
的每个 a，排成一张和 W 形状相同的表。

代码里，层号 l 写成 `k`，σ′(z) 就是 a(1 - a)。斜率都是累加的，好把几幅图像的加在
一起；往回走的那一步可以换成别的，后面要试几种错的。
*/

static double slope_of(double a) { return a * (1 - a); }

static void last_error(const Net *n, Walk *v, const double *y) {
    for (int j = 0; j < n->size[n->last]; j++) {
        double a = v->a[n->last][j];
        v->delta[n->last][j] = 2 * (a - y[j]) * slope_of(a);
    }
}

static double by_a(const Net *n, const Walk *v, int k, int i) {
    double sum = 0;
    for (int j = 0; j < n->size[k]; j++)
        sum += weight(n, k, j, i) * v->delta[k][j];
    return sum;
}

static void step_back(const Net *n, Walk *v, int k) {
    for (int i = 0; i < n->size[k - 1]; i++)
        v->delta[k - 1][i] = by_a(n, v, k, i) * slope_of(v->a[k - 1][i]);
}

static void add_slopes(const Net *n, const Walk *v, int k, Knobs *slope) {
    int in = n->size[k - 1];
    for (int j = 0; j < n->size[k]; j++) {
        double *of = slope->of[k] + j * (in + 1);
        for (int i = 0; i < in; i++)
            of[i] += v->delta[k][j] * v->a[k - 1][i];
        of[in] += v->delta[k][j];
    }
}

typedef void StepBack(const Net *n, Walk *v, int k);

static void backward(const Net *n, Walk *v, const double *y, StepBack *back,
                     Knobs *slope) {
    last_error(n, v, y);
    for (int k = n->last; k >= 1; k--) {
        add_slopes(n, v, k, slope);
        if (k > 1)
            back(n, v, k);
    }
}

/*
反向传播的全部内容就是这些：还是像第 4 章那样往回走，只不过那里一次走计算带的一
行，这里一次走一层。往回走时还要用到激活值，所以往前走的时候，激活值都要*留着*。

用计算带也能求出同样的斜率，为什么还要亲手写？一是快：整层整层地算，就是矩阵相乘
（第 10 章）。二是要看看走错了是什么样子。

## 用铅笔算

这一趟你自己会走吗？两个输入，三个隐藏神经元，两个输出，一页纸就写得下。一行是一
个神经元，先是进来的权重，再是偏置。设 x = (1, ½)，y = (1, 0)。先看往前走的那一
行和 δ²，把下面的遮住，拿起铅笔，自己算出 δ¹。
*/

static const Net pencil = {.last = 2,
                           .size = {2, 3, 2},
                           .knob.of = {[1] = {1, -2, 1,      // 神经元 1
                                              -1, 2, 0,      // 神经元 2
                                              2, 1, -2},     // 神经元 3
                                       [2] = {1, -1, 2, -1,  // 输出 1
                                              -2, 1, 0.5, 0.5}}};  // 输出 2

/*
→ 用铅笔算：2-3-2

神经元 3 到两个输出的权重都是正的，可是一个输出想升，一个想降。想升的那个，δ 的
绝对值小一些，权重却大得多，所以它占上风：神经元 3 的 δ 是负的，它亮一些，成本就
降一些。（还有，各个权重的斜率，与各自前面的激活值成正比。）

## 满足愿望

再回到那个 2。每个输出都能如愿吗？输出自己的偏置和权重，当然会顺着它的愿望走，所
以这回把它们固定住，只动第 1、2 层：那是十个输出共用的。而且愿望是变化率，说的是
动*一点点*会怎样，所以步子要小。

→ 满足愿望

不能。输出 1 和 8 想降，却升了一点。要是只为其中一个走一步，它本来是会降的。可是
神经元是共用的，别的输出把它压倒了：愿望加起来，照顾的是成本，不是每一个输出。

愿望最强的，也不是动得最快的。输出 0 的愿望最强，按每单位 η 算，只动 `-0.0073`；
输出 7 却动 `-0.1047`。一个愿望能起多大作用，要看它往回经过的那些权重，也要看另
外九个愿望起的作用。（换一个起点，没能如愿的就换成别的输出，也可能一个也没有：试
试 `--seed 2`。）

## 循环

刚才只有一幅图像。怎样才能让每幅图像都说上话？整个网络的成本是各幅图像成本的平
均，梯度也就是各幅图像梯度的平均：把斜率加起来，再除以图像的幅数 m。（不能先把 δ
加起来，因为每个 δ 都要配自己那幅图像的激活值。）

每走一步都先问遍 10,000 幅，就太慢了。让十幅做代表，走一步，再换十幅；它们代表得
好不好，第 11 章再看。（往回走完以前，旋钮一个也不能动：δ 要是经过改过的 W，就既
不属于旧网络，也不属于新网络。）
*/

// 把第 i 幅图像放进输入，按它的标签填好目标 y [10]。
static void show(const Net *n, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(n, v);
}

static void move(Net *n, double eta, const Knobs *slope) {
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < knobs(n, k); i++)
            n->knob.of[k][i] -= eta * slope->of[k][i];
}

// 把所有图像看一遍，每次 m 幅。
static void learn(Net *n, const Dataset *d, int m, double eta, StepBack *back) {
    static Walk v;
    static Knobs sum;
    double y[CLASSES];
    for (int from = 0, to; from < d->count; from = to) {
        to = d->count - from < m ? d->count : from + m;
        memset(&sum, 0, sizeof sum);
        for (int i = from; i < to; i++) {
            show(n, &v, d, i, y);
            backward(n, &v, y, back, &sum);
        }
        move(n, eta / (to - from), &sum);
    }
}

/*
→ 它学会了

没有训练过的时候，每个起点的网络都把所有图像认成同一个数字，不是 0 就是 8。为一
幅图像走一步，这幅是 5，`1000` 幅就都认成了 5：别的图像都没说上话。

看过一百幅，所有图像还是认成同一个数字，不过成本降得和每个输出都是十分之一时差不
多了。十个目标里有九个是 0，所以不管什么图像，每个输出都被往下压；压到十分之一，
许多想降的小愿望和少数想升的大愿望刚好抵消。要到后来，网络才学会认数字：所有图像
看过一遍，每个起点都至少认对 `839` 幅。

起点必须是随机的。设想同一层的两个神经元，进来的权重、出去的权重都一样，偏置也一
样。那么它们的 a、δ 和斜率也一样：永远一起动。

## 要花多少工夫

路这么多，走一趟怎么走得过来？第 1 层的一个权重，只通到一个神经元；从这个神经元
到成本，有 16·10 条路。整个第 1 层合起来，就有两百万条。可是通到同一个神经元的
784 个权重，后面走的是同样的路，要知道的也只有一个数，就是这个神经元的 δ。往回走
的时候，这个数只算*一次*，由十六个 δ 算出来。

往前走，12,960 个权重各乘一次；往回走，求斜率时各乘一次，第 1 层以外的权重，求
Wᵀδ 时还要再乘一次，又是 13,376 次乘法。每个旋钮都往上、往下各转一次，就要往前走
26,004 遍，乘法将近是这一个来回的 13,000 倍。不过，转旋钮用不着任何公式。所以我
们只用一幅图像，全部转一遍，比一比：

→ 检验：手算 = 计算带 = 数值

全都一致。

## 四个错误

要是写错了，这个检验查得出来吗？训练看得出来吗？梯度算错了，网络也许照样学得会：
能下山的方向，不止最陡的那一个（第 3 章）。我们在往回走的那一步里，故意写错四
处，一次一处：

- `+=` 写成 `=`：神经元只听得到后一层最后一个神经元的要求；
- 漏掉 σ′；
- Wᵀ 写成 W，只错在 W² 这里（W³ 不是方的）；
- `backward` 里的 `k > 1` 写成 `k > 2`：δ¹ 一直是 0。
*/

static enum { HEALTHY, LAST, INNER, W_FOR_WT, SHORT } bug;

static void step_back_with_bug(const Net *n, Walk *v, int k) {
    for (int i = 0; i < n->size[k - 1]; i++) {
        double sum = 0, slope = bug == INNER ? 1 : slope_of(v->a[k - 1][i]);
        for (int j = 0; j < n->size[k]; j++) {
            bool across = bug == W_FOR_WT && k == 2;  // 只有 W² 是方的
            double w = across ? weight(n, k, i, j) : weight(n, k, j, i);
            sum = (bug == LAST ? 0 : sum) + w * v->delta[k][j];
        }
        v->delta[k - 1][i] = bug == SHORT && k == 2 ? 0 : sum * slope;
    }
}

/*
→ 四个错误

只用一幅图像，还没训练，检验就把四个错误全查出来了。而且从表里还能看出该查哪里。
每次第 3 层都对，所以第一个公式没错，后两个也没错，错的只能是第二个，或者用到它
的循环。（第 1 层其余的斜率没有错，因为对应的像素没有墨迹。第一个公式里要是漏了
2，三层就都会错，而训练不过是步子小了一半：第 8 章。）

只用一幅图像，看不出几幅图像的斜率有没有加起来，再除以 m：`add_slopes` 里要是写
成了 `=`，就只有最后一幅算数。第 12 章用三十幅来检验。

光看训练，第一个错误和最后一个看得出来，因为认对的太少，可是看不出该查哪里。写成
`=` 的时候，十个输出里，第 1、2 层只听得到输出 9 一个；δ¹ 一直是 0 的时候，第 1
层从来不动，而几乎所有的旋钮都在这一层。

中间那两个，就不大看得出来了。σ′ 最大不过 ¼，漏掉它，每个 δ² 至少大到四倍，δ¹ 大
到十六倍左右，步子就迈得太大。可是没见过第一行的人，看到 1000 幅里认对 `715`
幅，也许就挺满意了。

还有 Wᵀ 写成 W：为什么认对的和没有错误时差不多？答案在最后一列。这里用余弦（第 3
章）比较 W² 和它自己的转置：两者相同，余弦就是 1。只有这个错误，会让余弦在训练中
升到 `0.67` 以上。没有人去改那段走错的代码：是网络自己变了，变得让错的走法几乎成
了对的。

怎么变的？按这种走法，δⱼ 会让第 1 层神经元 i 的激活值 aᵢ 改变，改变多少与 -wᵢⱼδⱼ
成正比。下一次，wⱼᵢ 动多少，又与 -δⱼaᵢ 成正比。要是 δⱼ 多半不变号，乘积
(-δⱼ)·(-wᵢⱼδⱼ) 也就多半和 wᵢⱼ 同号：于是 wⱼᵢ 被拉向隔着对角线与它相对的那个权
重。（其实，就连固定的随机数也可能行：Lillicrap，2016 年。）

## 回到题目：十个愿望，走一趟

十个愿望各不相同，最后怎么样了？把它们加起来：每个愿望能起多大作用，就占多大分
量；对的那个数字也好，喊得最响的那个也好，都不优先。这样，前一层的每个神经元就有
了一个愿望；再往回，也是一层一层这样做。一路上，每个旋钮都知道了自己的斜
率：13,002 个全有了，工夫大约和往前走两遍相当。

不是每个输出都能如愿，如愿的是成本。只满足一幅图像的愿望，网络还是看到什么都说同
一个数字，只不过换了一个；照许多幅图像的平均愿望去走，网络就认得出数字了。

## 我们偷了哪些懒

第五个错误，就是谁也没想到的那个；要防住它，检验用的数就不能靠公式来求。（至于
`forward` 和 `cost` 算的是不是我们想要的，这些数并不知道。）

读文章的人请注意：第三篇文章里的“第三个”和“第二个”神经元，都是输出 2，一次从 1
数起，一次从 0 数起；文中的“方向传播”应为“反向传播”，错了一个字。第四篇文章从最
后一层数起：它的第 -1 层就是我们的第 3 层，循环从 `l = 2` 也就是倒数第二层开始。

## 练习

`make ex09` 生成要你改的文件，并检查你的答案；`make hint09` 给提示。

- **9a** 已知后一层的 δ，求一个隐藏层的 δ。
- **9b** 一条近路：有些神经元除了通到下一层，还有边跳过下一层，通到更后面。这
  时它们的 δ 是多少？

先猜，再运行：用 `--batch 100`，步数少了，有一个错误反而比没有错误认对得多。是哪
一个？为什么？

下一章：有了程序库，这些公式就不必自己写了；再看看一条直线分不开的点，网络是怎样
分开的：`make ch10`。

## 工作台

下面的代码打印表格，并把图里要用的数写进文件。
*/

// 手头的东西：一个网络，穿过它的一趟，还有目标；全部旋钮的斜率，分别由手算、
// 第 4 章的计算带和转旋钮求得。
static Net net;
static Walk walk;
static double target[CLASSES];
static Knobs slopes, by_tape, turned;

static void walk_the_tape(void) {
    static Value knob[DEEPEST + 1][WIDEST * (PIXELS + 1)];
    Value a[DEEPEST + 1][PIXELS], miss[CLASSES];
    Tape *t = tape_new();
    for (int i = 0; i < net.size[0]; i++)
        a[0][i] = v_const(t, walk.a[0][i]);
    for (int k = 1; k <= net.last; k++)
        for (int j = 0, in = net.size[k - 1]; j < net.size[k]; j++) {
            Value *w = knob[k] + j * (in + 1);
            for (int i = 0; i <= in; i++)
                w[i] = v_var(t, weight(&net, k, j, i));
            a[k][j] = v_sigmoid(v_add(v_dot(w, a[k - 1], in), w[in]));
        }
    for (int j = 0; j < net.size[net.last]; j++)
        miss[j] = v_square(v_affine(1, a[net.last][j], -target[j]));
    v_backward(v_sum(miss, net.size[net.last]));
    for (int k = 1; k <= net.last; k++)
        for (int i = 0; i < knobs(&net, k); i++)
            by_tape.of[k][i] = v_grad(knob[k][i]);
    tape_free(t);
}

static real cost_now(void *unused) {
    (void)unused;
    forward(&net, &walk);
    return cost(&net, &walk, target);
}

// 权重随机取，标准差是 1/√n，n 是输入个数；偏置都是 0，但也各抽一次，这样就是
// 第 7 章的网络。
static void start(uint64_t seed) {
    Rng r = rng_new(seed);
    net = (Net){.last = 3, .size = {PIXELS, 16, 16, CLASSES}};
    for (int k = 1; k <= 3; k++) {
        int in = net.size[k - 1];
        for (int i = 0; i < knobs(&net, k); i++) {
            double draw = sqrt(1.0 / in) * rng_normal(&r);
            if (i < in * net.size[k])
                net.knob.of[k][i / in * (in + 1) + i % in] = draw;
        }
    }
}

// 要展示的网络，用它走一遍这个数字的第一幅图像；要是没有，就用最后一幅。返回
// 这是第几幅。
static int take_image(Chapter *c, const Dataset *d, StepBack *back) {
    int i = 0;
    while (i < d->count - 1 && d->label[i] != digit)
        i++;
    start(c->seed);
    show(&net, &walk, d, i, target);
    memset(&slopes, 0, sizeof slopes);
    backward(&net, &walk, target, back, &slopes);
    return i;
}

static void wishes_add_up(Chapter *c, const Dataset *d) {
    const uint8_t *image = d->image + take_image(c, d, step_back) * PIXELS;
    int one = 0;  // 愿望最强的神经元
    for (int i = 1; i < 16; i++)
        if (fabs(by_a(&net, &walk, 3, i)) > fabs(by_a(&net, &walk, 3, one)))
            one = i;
    chapter_section(c, "愿望相加");
    text_images(1, &image, 28, 28);
    printf("它的十个输出，和它们对神经元 %d（第 2 层）的要求：\n", one + 1);
    chapter_predict(c, "它该不该亮一些，十个输出的意见会一致吗？");
    Table t = table_begin("输出|现在|愿望|· σ′|· 这条边的权重|= 对它的要求",
                          "%6d|%6.4f|%8.4f|%7.4f|%16.4f|%8.4f");
    Figure *f = figure_open(c, "ch09_wishes", "output neuron wish");
    figure_number(f, "one", one + 1);
    for (int j = 0; j < CLASSES; j++) {
        double a = walk.a[3][j], own = 2 * (target[j] - a);
        double w = weight(&net, 3, j, one), wants = -walk.delta[3][j] * w;
        table_row(&t, j, a, own, slope_of(a), w, wants);
        figure_row(f, j, 0, own);
        for (int i = 0; i < 16; i++)
            figure_row(f, j, i + 1, -walk.delta[3][j] * weight(&net, 3, j, i));
    }
    figure_close(c, f);
    table_end(&t);
    printf("加起来，就是这个神经元的愿望：%.4f\n\n",
           -by_a(&net, &walk, 3, one));
}

static void with_a_pencil(Chapter *c) {
    static const char *const low[] = {"₁", "₂", "₃"};
    const double *in = walk.a[1], *out = walk.a[2], *d = walk.delta[2];
    net = pencil;
    walk = (Walk){.a[0] = {1, 0.5}};
    target[0] = 1, target[1] = 0;
    memset(&slopes, 0, sizeof slopes);
    forward(&net, &walk);
    backward(&net, &walk, target, step_back, &slopes);
    chapter_section(c, "用铅笔算：2-3-2");
    printf("往前：a¹ = (%.4f, %.4f, %.4f)，a² = (%.4f, %.4f)，C = %.4f。\n"
           "往回：\n\n",
           in[0], in[1], in[2], out[0], out[1], cost(&net, &walk, target));
    for (int j = 0; j < 2; j++)
        printf("  δ²%s = 2·(%.4f - %g) · %.4f·(1 - %.4f) = %.4f\n", low[j],
               out[j], target[j], out[j], out[j], d[j]);
    printf("\n");
    chapter_predict(c, "神经元 3（第 1 层）的 δ，由 W² 求得：大于还是小于 0？");
    for (int i = 0; i < 3; i++)
        printf("  δ¹%s = (%4.1f·%.4f + %4.1f·%.4f) · %.4f·(1 - %.4f) = %.4f\n",
               low[i], weight(&net, 2, 0, i), d[0], weight(&net, 2, 1, i), d[1],
               in[i], in[i], walk.delta[1][i]);
    printf("\n  通到输出 1 的各权重的斜率：%.4f，%.4f，%.4f\n\n",
           slopes.of[2][0], slopes.of[2][1], slopes.of[2][2]);
}

static void wishes_granted(Chapter *c, const Dataset *d) {
    static Walk after;
    const double small = 0.001;
    take_image(c, d, step_back);
    memset(slopes.of[3], 0, sizeof slopes.of[3]);
    move(&net, small, &slopes);
    after = walk;
    forward(&net, &after);
    chapter_section(c, "满足愿望");
    printf("第 1、2 层走一小步，各个输出动得有多快：\n");
    chapter_predict(c, "每个输出都会照自己的愿望动吗？");
    Table t = table_begin("输出|愿望|动了", "%6d|%8.4f|%7.4f");
    for (int j = 0; j < CLASSES; j++)
        table_row(&t, j, 2 * (target[j] - walk.a[3][j]),
                  (after.a[3][j] - walk.a[3][j]) / small);
    table_end(&t);
}

// 起点 s 把 d 看过一遍，再去认检验用的图像：平均成本，认对几幅，认成各个数字的
// 又有几幅。
typedef struct Read {
    double cost, right, taken[CLASSES];
} Read;

static Read trained(Chapter *c, int s, const Dataset *d, StepBack *back,
                    const Dataset *test) {
    Read all = {0};
    start(c->seed + (uint64_t)s);
    learn(&net, d, batch, rate, back);
    for (int i = 0; i < test->count; i++) {
        show(&net, &walk, test, i, target);
        all.cost += cost(&net, &walk, target) / test->count;
        all.right += is_right(walk.a[3], test->label[i]);
        all.taken[argmax(walk.a[3], CLASSES)]++;
    }
    return all;
}

static void it_learns(Chapter *c, const Dataset *d, const Dataset *test) {
    const int seen[] = {0, 1, (d->count + 99) / 100, d->count};
    chapter_section(c, "它学会了");
    printf("三个起点，每步 %d 幅图像，η = %g；用 %d 幅新图像来检验。\n"
           "第一幅图像是 %d。要是每个输出都是十分之一，成本就是 0.9。\n",
           batch, rate, test->count, d->label[0]);
    chapter_predict(c, "所有图像都看过一遍，成本会低于这个数吗？");
    Table t = table_begin("起点|看过的图像|成本|认对|最常认成|几幅",
                          "%5d|%11d|%7.4f|%5.0f|%8d|%8.0f");
    for (int s = 0; s < STARTS; s++)
        for (int p = 0; p < 4; p++) {
            Dataset part = dataset_part(d, 0, seen[p]);
            Read all = trained(c, s, &part, step_back, test);
            int most = argmax(all.taken, CLASSES);
            table_row(&t, s + 1, seen[p], all.cost, all.right, most,
                      all.taken[most]);
        }
    table_end(&t);
}

static void check(Chapter *c, const Dataset *d) {
    take_image(c, d, step_back);
    walk_the_tape();
    report_begin(c);
    for (int k = 3; k >= 1; k--) {
        size_t n = (size_t)knobs(&net, k);
        for (size_t i = 0; i < n; i++)
            turned.of[k][i] =
                central_difference(cost_now, NULL, &net.knob.of[k][i], 6e-6);
        report_lists(c, text_format("第 %d 层，手算和计算带", k), n,
                     slopes.of[k], by_tape.of[k], 1e-13);
        report_lists(c, text_format("第 %d 层，手算和转旋钮", k), n,
                     slopes.of[k], turned.of[k], 0);
    }
    report_end(c);
}

// W² 和它的转置之间的余弦：两者相同，就是 1。
static double symmetry(void) {
    double across = 0, along = 0;
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++) {
            across += weight(&net, 2, i, j) * weight(&net, 2, j, i);
            along += weight(&net, 2, i, j) * weight(&net, 2, i, j);
        }
    return across / along;
}

static void four_bugs(Chapter *c, const Dataset *d, const Dataset *test) {
    static const char *const name[] = {"没有错误", "+= 写成 =", "漏掉 σ′",
                                       "Wᵀ 写成 W", "k > 2 而非 k > 1"};
    chapter_section(c, "四个错误");
    printf("转旋钮查出几个斜率是错的；再从三个起点训练：%d 幅里认对几幅，\n"
           "W² 和它的转置之间的余弦是多少。\n",
           test->count);
    chapter_predict(c, "埋下哪些错误，网络照样学得会？");
    Table t = table_begin("错误|错：第 1 层|第 2 层|第 3 层|认对|余弦",
                          "%-16s|%14d|%4d|%4d|%10s|%13s");
    for (bug = HEALTHY; bug <= SHORT; bug++) {
        double right[STARTS], cosine[STARTS];
        int wrong[DEEPEST + 1] = {0};
        take_image(c, d, step_back_with_bug);
        for (int k = 1; k <= 3; k++)
            for (int i = 0; i < knobs(&net, k); i++)
                wrong[k] += !gradients_agree(slopes.of[k][i], turned.of[k][i]);
        for (int s = 0; s < STARTS; s++) {
            right[s] = trained(c, s, d, step_back_with_bug, test).right;
            cosine[s] = symmetry();
        }
        table_row(&t, name[bug], wrong[1], wrong[2], wrong[3],
                  range_of(right, STARTS, "%.0f"),
                  range_of(cosine, STARTS, "%.2f"));
    }
    table_end(&t);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    wishes_add_up(c, d);
    with_a_pencil(c);
    wishes_granted(c, d);
    it_learns(c, d, test);
    check(c, d);
    four_bugs(c, d, test);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch09_backprop", "十个输出，十个愿望",
                                         options, &folder, TRAIN, TEST, tell});
}
