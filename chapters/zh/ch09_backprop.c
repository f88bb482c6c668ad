/*
# 第 9 章：十个输出，十个愿望

**这一章的问题。** 第 8 章里每层只有一个神经元，从权重到成本只有一条路。现在，从
第 1 层的一个权重出发，有 160 条路，通到十个输出，而这十个输出想要的各不相同。怎
样只往回走一趟，就把 13,002 个旋钮的斜率全求出来？这一章里，你会用铅笔走这一趟，
再把十个愿望一个个地满足，看谁牵动了谁，最后故意把代码弄坏，看查不查得出来。

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
: 一层里每个神经元的 ∂C/∂z。接着上例：σ′ 是 0.16，所以 δ = 1.6·0.16 = 0.256。

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

给网络看一个 2。它还没有训练过，输出多少，全看随机的权重碰巧是什么。每个输出都有
自己的目标：输出 2 该升到 1，另外九个该降到 0。

愿望有多强？成本是 Σ (a - y)²，对一个输出的斜率是 2(a - y)。我们要成本下降，所以
这个输出的**愿望**取斜率的相反数。离目标越远，愿望越强，两者成正比；到了目标，愿
望就是 0。
*/

static double wish(double a, double y) { return 2 * (y - a); }

/*
→ 十个输出，十个愿望

愿望最强的不一定是输出 2：别的输出也许离目标更远。

## 满足愿望的三种办法

拿输出 2 来说，它想升高，自己却不是旋钮，而是由加权和算出的 σ(z)，z = w₁a₁ + … +
w₁₆a₁₆ + b。所以能让它升高的有三样：它的偏置、它的权重，还有前一层的激活值。这三
样每增加一个单位，输出升高多少？按第 8 章的链式法则来算：

- 增加偏置：σ′(z)；
- 增加一个权重：σ′(z) 乘以这个权重前面的*激活值*；
- 增加一个激活值：σ′(z) 乘以这个激活值后面的*权重*。

所以，这个输出希望自己的偏置大一些，权重也都大一些，尤其是亮的神经元后面的那些权
重；前面的激活值要是 0，权重加多少都没有用。前一层的十六个神经元里，通到它的权重
为正的，它希望亮一些；其余的，它希望暗一些。

偏置和权重是旋钮，我们能转；激活值转不了。不过可以把愿望记下来，退回一层，到那里
再想办法。

## 愿望相加

另外九个输出，对这十六个神经元也各有愿望。一个输出对一个神经元的要求有多强？用这
个输出自己的愿望，乘以那个激活值对它的影响就行。神经元通过全部十个输出影响成本，
各条路径的变化率要加起来（第 4 章），所以它自己的愿望，就是这十个要求的总和。第
2 层里愿望最强的是这一个：

→ 愿望相加

十个输出意见不一：五个要这个神经元亮一些，五个要它暗一些。不过，这不是一人一票：
要求有多大，分量就有多大。要它暗一些的那五个输出，与它相连的权重绝对值都小，所以
要求也小；另外五个里，有四个的权重绝对值大。输出 2 才是正确答案，它也在要暗一些
的那五个里面，意见却被压倒了。

![图 9.1：第 2 层的一个神经元和它的十条边：绿色，输出要它亮一些；红色，要它暗一
些。右边是各输出自己的愿望，左边是总和。](ch09_wishes)

现在，这十六个神经元也和刚才的十个输出一样，各有各的愿望，照样再做一遍就行：用三
种办法去满足，算出对更前一层的要求，再加起来。这就是**反向传播**。

## 四个公式

**误差项** δ 就是 ∂C/∂z：成本随神经元里的*加权和*变化得有多快。它和愿望有两处不
同。愿望说的是往哪边动，成本会降，而 δ 是斜率，所以正负号相反。愿望说的是 a，而
δ 说的是激活之前的 z；a = σ(z)，所以多乘一个因子：δ = ∂C/∂a·σ′(z)。

在输出层，∂C/∂a 是 2(a - y)。前一层的神经元 i 要通过后一层的所有神经元 j 影响成
本，所以它的 ∂C/∂aᵢ 是 Σⱼ wⱼᵢδⱼ：就是那些要求的总和，只是正负号相反。设最后一层
是第 L 层，把整层合起来写，再写上各个旋钮的斜率：

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

第一个公式从输出层算起。（换一种成本，只有这个公式要改；换一种激活函数，要改的只
是 σ′：第 15 章。）

第二个公式就是把愿望加起来。从一个神经元出发的各个权重，在 W 里是一列；到了 W
的**转置** Wᵀ 里，就是一行。W³ 是 10 x 16，它的转置就是 16 x 10，乘以 δ，得到十
六个和，每个都由十个 δ 加权相加而成。然后用 ⊙：各自乘以自己的 σ′。

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

## 用铅笔算

这个网络小，一页纸就写得下：两个输入，三个隐藏神经元，两个输出，权重是我们挑的。
一行是一个神经元，先是进来的权重，再是偏置。设 x = (1, ½)，y = (1, 0)。先别往下
看，拿起铅笔，自己把 δ¹ 的那几行算出来。
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

满足愿望带来的变动，是不是也能相加？可以这样检验：只留下一个输出的愿望，其余输出
的目标都改成它们现在的值，这样九个愿望都是 0，走一步，满足的就只是留下的那一个。
十个输出轮流这样做，再把每个输出历次动了多少加起来。要是为全部十个愿望一起走一
步，各个输出应该也动这么多。

每个输出都有自己的偏置和权重，怎么转，别的输出管不着。所以这些旋钮都不动，只动第
1、2 层。而且愿望是变化率，说的是动*一点点*会怎样，所以步子要小。（往回走完以
前，旋钮一个也不能动：用改过的 W 把 δ 往回传，求出来的 δ 就既不属于旧网络，也不
属于新网络。）
*/

static void move(Net *n, double eta, const Knobs *slope) {
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < knobs(n, k); i++)
            n->knob.of[k][i] -= eta * slope->of[k][i];
}

/*
→ 满足愿望

最后两列一致：十小步的变动加起来，正是为全部十个愿望走的那一步。（这还不能证明往
回走得对：走错了，变动一样能相加。走得对不对，要看后面的检验。）

单独满足一个输出的愿望时，它总是照愿望动：那一步，走的就是它自己那份成本的下坡
路。可是神经元是共用的，别的输出也被带动了。输出 8 想降，7 却把它抬高，抬得比它
单独走时降的还多；7 也抬高输出 1，几乎和 1 单独走时降的一样多。结果 8 和 1 都没
能如愿，反而升了一点：愿望加起来，照顾的是成本，不是每一个输出。输出 2 有帮手：7
为了自己降下去，也把 2 抬高，几乎和 2 单独走时升的一样多。

那么愿望最强的呢？输出 0 的愿望最强，却几乎没动。就是单独满足它，效果也只有 7 的
三分之一。它的愿望要经过通到它的权重往回传，得到的效果又要经过同样的权重往前传。
十六个权重里举一个为例：从神经元 11 到它是 `0.0164`，到 7 是 `-0.4998`。

现在让所有的旋钮都动，像训练时那样走一步，只为这一个 2。走之前，三个起点的网络，
看到什么图像都认成同一个数字，但不是 2；走了这一步，就都认成了 2。那些图像的意
见，谁也没问过。

## 循环

所以，每幅图像都该说上话。整个网络的成本是各幅图像成本的平均，梯度也就是各幅图像
梯度的平均：把斜率加起来，再除以图像的幅数 m。（不能先把 δ 加起来，因为每个 δ 都
要配自己那幅图像的激活值。）

每走一步都先问遍 10,000 幅，就太慢了。让十幅做代表，走一步，再换十幅；它们代表得
好不好，第 11 章再看。
*/

// 把第 i 幅图像放进输入，按它的标签填好目标 y [10]。
static void show(const Net *n, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(n, v);
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

没有训练过的网络，把所有图像都认成同一个数字（最后一列）；看过一百幅，变的也只是
成本。十个目标里有九个是 0，所以不管什么图像，每个输出都被往下压，压到大约十分之
一：到了这个值，许多想降的小愿望和少数想升的大愿望刚好抵消。要到后来，网络才学会
认数字。

起点必须是随机的。设想同一层的两个神经元，进来的权重、出去的权重都一样，偏置也一
样。那么它们的 a 一样，Wᵀδ 里的和一样，所以 δ 和斜率也一样：永远一起动，两个只顶
一个用。

## 要花多少工夫

第 1 层的一个权重，只通到一个神经元；从这个神经元到成本，有 16·10 条路。整个第 1
层合起来，就有 784·16·16·10 条，两百万条。可是通到同一个神经元的 784 个权重，后
面走的是同样的路，要知道的也只有一个数，就是这个神经元的 δ。往回走的时候，这个数
只算*一次*，由第 2 层的十六个 δ 算出来。

往前走，12,960 个权重各乘一次；往回走，求斜率时各乘一次，第 1 层以外的权重，求
Wᵀδ 时还要再乘一次，一共 13,376 次乘法。每个旋钮都往上、往下各转一次，就要往前走
26,004 遍，乘法将近是这一个来回的 13,000 倍；要是只重算受旋钮影响的部分，也还有
169 倍（第 1 层的一个权重，要乘 1 + 16 + 160 次，走两遍）。

## 四个错误

梯度算错了，网络也许照样学得会：能下山的方向，不止最陡的那一个（第 3 章）。所以
学得会，证明不了什么。我们在往回走的那一步里，故意写错四处，一次一处：`+=` 写成
`=`，神经元就只听得到后一层最后一个神经元的要求；漏掉 σ′；Wᵀ 写成 W，只错在 W²
这里（W³ 不是方的）；`backward` 里的 `k > 1` 写成 `k > 2`，δ¹ 就一直是 0。
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

把旋钮逐个转一转，只用一幅图像，还没训练，四个错误就全查出来了。而且从表里还能看
出该查哪里。每次第 3 层都对，所以第一个公式没错，后两个也没错，错的只能是第二
个，或者用到它的循环。（第 1 层其余的斜率没有错，因为对应的像素没有墨迹。）

光看训练是看不出来的。没见过第一行的人，看到 1000 幅里认对 `715` 幅，也许就挺满
意；Wᵀ 写成 W，认对的差不多和没有错误时一样多。可是几乎所有的旋钮都在第 1 层，而
第 1 层的斜率是错的。难道这一层不要紧？要紧的：δ¹ 一直是 0 的时候，第 1 层从来不
动，也就没认对多少。

答案在最后一列。这里用余弦（第 3 章）比较 W² 和它自己的转置：两者相同，余弦就是
1。没有错误时，它一直很小。Wᵀ 写成 W，训练以后，余弦就升到了 `0.67` 以上。没有人
去改那段走错的代码：是网络自己变了，变得让错的走法几乎成了对的。为什么？按这种走
法，每个 δⱼ 都让第 1 层的神经元 i 动一动，动多少与 -wᵢⱼδⱼ 成正比。接下来 wⱼᵢ 动
多少，是 -δⱼ 乘以神经元 i 的激活值，里面就带着一份 δⱼ²wᵢⱼ：于是它越来越像隔着对
角线与它相对的那个权重。（类似的事：用固定的随机数代替 Wᵀ，也可能学得会；见
Lillicrap 等人，2016 年。）

没有错误时，用三种办法求出的斜率全都一致：

→ 检验：手算 = 计算带 = 数值

## 回到题目：十个愿望，走一趟

十个愿望各不相同，最后怎么样了？把它们加起来：每个愿望能起多大作用，就占多大分
量；对的那个数字也好，喊得最响的那个也好，都不优先。这样，前一层的每个神经元就有
了一个愿望；再往回，也是一层一层这样做。一路上，每个旋钮都知道了自己的斜
率：13,002 个全有了，工夫大约和往前走两遍相当。

只满足一幅图像的愿望，网络还是看到什么都说同一个数字，只不过换了一个。照许多幅图
像的平均愿望，一步一步地走，网络就认得出数字了。

## 我们偷了哪些懒

第五个错误，就是谁也没想到的那个；要防住它，检验用的数就不能靠公式来求。（至于
`forward` 和 `cost` 算的是不是我们想要的，这些数并不知道。）

读文章的人请注意：第三篇文章里的“第三个”和“第二个”神经元，都是输出 2，一次从 1
数起，一次从 0 数起；文章没有说的是，权重的效果*与激活值成正比*，激活值的效果与
权重成正比；文中的“方向传播”应为“反向传播”，错了一个字。第四篇文章从最后一层数
起：它的第 -1 层就是我们的第 3 层，循环从 `l = 2` 也就是倒数第二层开始；它的 δ
里没有 2，因为它的成本是我们的一半（第 8 章）。

## 练习

`make ex09` 生成要你改的文件，并检查你的答案；`make hint09` 给提示。

- **9a** 已知后一层的 δ，求一个隐藏层的 δ。
- **9b** 一条近路：有些神经元除了通到下一层，还有边跳过下一层，通到更后面。这
  时它们的 δ 是多少？

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
        double *of = net.knob.of[k];
        for (int i = 0; i < in * net.size[k]; i++)
            of[i / in * (in + 1) + i % in] = sqrt(1.0 / in) * rng_normal(&r);
        for (int j = 0; j < net.size[k]; j++)
            of[j * (in + 1) + in] = 0 * rng_normal(&r);
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

static void ten_wishes(Chapter *c, const Dataset *d) {
    const uint8_t *image = d->image + take_image(c, d, step_back) * PIXELS;
    const double *a = walk.a[3];
    chapter_section(c, "十个输出，十个愿望");
    text_images(1, &image, 28, 28);
    chapter_predict(c, "九个想降，一个想升：想升的那个，愿望最强吗？");
    Table t = table_begin("输出|现在|目标|愿望", "%6d | %6.4f | %9.0f | %8.4f");
    for (int j = 0; j < CLASSES; j++)
        table_row(&t, j, a[j], target[j], wish(a[j], target[j]));
    table_end(&t);
}

static void wishes_add_up(Chapter *c) {
    double sum = 0;
    int one = 0;  // 愿望最强的神经元
    for (int i = 1; i < 16; i++)
        if (fabs(by_a(&net, &walk, 3, i)) > fabs(by_a(&net, &walk, 3, one)))
            one = i;
    chapter_section(c, "愿望相加");
    printf("十个输出对神经元 %d（第 2 层）的要求：\n", one + 1);
    chapter_predict(c, "它该不该亮一些，十个输出的意见会一致吗？");
    Table t = table_begin("输出|自己的愿望|· σ′|· 这条边的权重|= 对它的要求",
                          "%6d|%12.4f|%7.4f|%16.4f|%8.4f");
    Figure *f = figure_open(c, "ch09_wishes", "output neuron wish");
    figure_number(f, "one", one + 1);
    for (int j = 0; j < CLASSES; j++) {
        double a = walk.a[3][j], own = wish(a, target[j]);
        double w = weight(&net, 3, j, one), wants = -walk.delta[3][j] * w;
        table_row(&t, j, own, slope_of(a), w, wants);
        sum += wants;
        figure_row(f, j, 0, own);
        for (int i = 0; i < 16; i++)
            figure_row(f, j, i + 1, -walk.delta[3][j] * weight(&net, 3, j, i));
    }
    figure_close(c, f);
    table_end(&t);
    printf("加起来，就是这个神经元的愿望：%.4f\n\n", sum);
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
    move(&net, 1, &slopes);
    forward(&net, &walk);
    printf("\n  通到输出 1 的各权重的斜率：%.4f，%.4f，%.4f\n\n"
           "17 个旋钮一起走一步，η = 1，就有 C = %.4f。\n\n",
           slopes.of[2][0], slopes.of[2][1], slopes.of[2][2],
           cost(&net, &walk, target));
}

// 各幅图像的平均成本；认对几幅，认成各个数字的又有几幅。
typedef struct Read {
    double cost, right, taken[CLASSES];
} Read;

static Read read_all(const Dataset *d) {
    Read all = {0};
    for (int i = 0; i < d->count; i++) {
        show(&net, &walk, d, i, target);
        all.cost += cost(&net, &walk, target) / d->count;
        all.right += is_right(walk.a[3], d->label[i]);
        all.taken[argmax(walk.a[3], CLASSES)]++;
    }
    return all;
}

// 第 1、2 层只为输出 j 的愿望走一小步，各个输出动得有多快（除以 η）：其余输出的
// 目标，就是它们现在的值。j 是 CLASSES 时，为全部十个愿望。
static void grant(int j, double *moves) {
    static Net stepped;
    static Walk after;
    const double small = 0.001;
    double y[CLASSES];
    for (int i = 0; i < CLASSES; i++)
        y[i] = i == j || j == CLASSES ? target[i] : walk.a[3][i];
    memset(&slopes, 0, sizeof slopes);
    backward(&net, &walk, y, step_back, &slopes);
    memset(slopes.of[3], 0, sizeof slopes.of[3]);
    stepped = net, after = walk;
    move(&stepped, small, &slopes);
    forward(&stepped, &after);
    for (int i = 0; i < CLASSES; i++)
        moves[i] = (after.a[3][i] - walk.a[3][i]) / small;
}

static void wishes_granted(Chapter *c, const Dataset *d, const Dataset *test) {
    Dataset one = dataset_part(d, take_image(c, d, step_back), 1);
    double moves[CLASSES + 1][CLASSES];
    for (int j = 0; j <= CLASSES; j++)
        grant(j, moves[j]);
    chapter_section(c, "满足愿望");
    printf("第 1、2 层走一小步，各个输出动得有多快：\n");
    chapter_predict(c, "分别走的十步加起来，就是为全部十个愿望走的一步吗？");
    Table t = table_begin("输出|愿望|单独满足它|带动最多的|带动多少|"
                          "十步之和|十个一起",
                          "%6d|%8.4f|%11.4f|%7d|%7.4f|%10.4f|%7.4f");
    for (int i = 0; i < CLASSES; i++) {
        double sum = 0;
        int most = i ? 0 : 1;  // 别的输出里，带动它最多的
        for (int j = 0; j < CLASSES; j++) {
            sum += moves[j][i];
            if (j != i && fabs(moves[j][i]) > fabs(moves[most][i]))
                most = j;
        }
        table_row(&t, i, wish(walk.a[3][i], target[i]), moves[i][i], most,
                  moves[most][i], sum, moves[CLASSES][i]);
    }
    table_end(&t);
    for (int s = 0; s < STARTS; s++) {
        start(c->seed + (uint64_t)s);
        learn(&net, &one, 1, rate, step_back);
        printf("起点 %d，旋钮全动，η = %g：%.0f 幅（共 %d 幅）认成 %d。\n",
               s + 1, rate, read_all(test).taken[digit], test->count, digit);
    }
    printf("\n");
}

static void it_learns(Chapter *c, const Dataset *d, const Dataset *test) {
    chapter_section(c, "它学会了");
    printf("三个起点，每步 %d 幅图像，η = %g；用 %d 幅新图像来检验。\n"
           "要是每个输出都是十分之一，成本就是 0.9。\n",
           batch, rate, test->count);
    chapter_predict(c, "所有图像都看过一遍，成本会低于这个数吗？");
    Table t = table_begin("起点|看过的图像|成本|认对|同一个数字",
                          "%5d|%11d|%7.4f|%5.0f|%10.0f");
    for (int s = 0; s < STARTS; s++) {
        const int until[] = {0, 0, d->count / 100, d->count / 10, d->count};
        start(c->seed + (uint64_t)s);
        for (int p = 1; p <= 4; p++) {
            int more = until[p] - until[p - 1];
            Dataset part = dataset_part(d, until[p - 1], more);
            learn(&net, &part, batch, rate, step_back);
            Read all = read_all(test);
            table_row(&t, s + 1, until[p], all.cost, all.right,
                      all.taken[argmax(all.taken, CLASSES)]);
        }
    }
    table_end(&t);
}

// 第 k 层有多少个斜率，和转旋钮求得的不一样。
static int wrong_in(int k) {
    int wrong = 0;
    for (int i = 0; i < knobs(&net, k); i++)
        wrong += !gradients_agree(slopes.of[k][i], turned.of[k][i]);
    return wrong;
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
    take_image(c, d, step_back);
    for (int k = 1; k <= 3; k++)
        for (int i = 0; i < knobs(&net, k); i++)
            turned.of[k][i] =
                central_difference(cost_now, NULL, &net.knob.of[k][i], 6e-6);
    chapter_section(c, "四个错误");
    printf("转旋钮查出几个斜率是错的；再从三个起点，各把所有图像看一遍：%d 幅里"
           "\n认对几幅，W² 和它的转置之间的余弦是多少。\n",
           test->count);
    chapter_predict(c, "埋下哪些错误，网络照样学得会？");
    Table t = table_begin("错误|错：第 1 层|第 2 层|第 3 层|认对|余弦",
                          "%-16s|%14d|%4d|%4d|%10s|%13s");
    for (bug = HEALTHY; bug <= SHORT; bug++) {
        double right[STARTS], cosine[STARTS];
        take_image(c, d, step_back_with_bug);
        for (int s = 0; s < STARTS; s++) {
            start(c->seed + (uint64_t)s);
            learn(&net, d, batch, rate, step_back_with_bug);
            right[s] = read_all(test).right;
            cosine[s] = symmetry();
        }
        table_row(&t, name[bug], wrong_in(1), wrong_in(2), wrong_in(3),
                  range_of(right, STARTS, "%.0f"),
                  range_of(cosine, STARTS, "%.2f"));
    }
    table_end(&t);
}

static void check(Chapter *c, const Dataset *d) {
    take_image(c, d, step_back);
    walk_the_tape();
    report_begin(c);
    for (int k = 3; k >= 1; k--) {
        size_t n = (size_t)knobs(&net, k);
        report_lists(c, text_format("第 %d 层，手算和计算带", k), n,
                     slopes.of[k], by_tape.of[k], 1e-13);
        report_lists(c, text_format("第 %d 层，手算和转旋钮", k), n,
                     slopes.of[k], turned.of[k], 0);
    }
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    ten_wishes(c, d);
    wishes_add_up(c);
    with_a_pencil(c);
    wishes_granted(c, d, test);
    it_learns(c, d, test);
    four_bugs(c, d, test);
    check(c, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch09_backprop", "十个输出，十个愿望",
                                         options, &folder, TRAIN, TEST, tell});
}
