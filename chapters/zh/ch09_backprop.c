/*
# 第 9 章：十个输出，十个愿望

**这一章的问题。** 第 8 章里每层只有一个神经元，从权重到成本只有一条路径。在一个
网络里，这样的路径有两百万条。只往回走一遍，怎么就求出了全部 13,002 个旋钮的斜
率？这一章里，你会用铅笔跟着走一遍，在四十来行 C 代码里再读一遍，用它训练网络，
看清是什么让往回传的数变小，还会用七种办法弄坏它，看哪种检验查得出来。

请对照第三篇文章（A3-1、A3-2、A3-4 到 A3-6、A3-8、A3-17 和 A3-18 这几条）、第二
篇文章（A2-17）和第四篇文章（A4-10），以及提醒 E12、E13、E15 和 E26 来读。用
`make ch09` 运行；旋钮也可以转，例如 `make ch09 ARGS="--digit 7"`。正文所说的，
对程序画的数字和 MNIST 都成立。

**本章要点** 每个输出都有一个愿望：朝目标移动，离得越远，愿望越强；它们对前一层
的愿望加起来，就是前一层的愿望。反向传播从最后一层开始，一层一层往回算出误差项
δ；一个神经元后面的所有路径只算一次，供它的全部权重共用。求全部 13,002 个导数只
要一次前向和一次反向；逐个转动旋钮则要 26,004 次前向。

**新词**

愿望 (wish)
: -∂C/∂a，一个激活值该往哪边动。a = 0.8 而目标是 0 时，愿望是 -1.6。

误差项 δ (layer error)
: 一层里每个神经元的 ∂C/∂z。∂C/∂a = 1.6，σ′(z) = ¼，则 δ = 0.4。

反向传播 (backpropagation)
: 从输出开始，一层一层往回用链式法则：先 δ³，再 δ²，再 δ¹。

逐元素相乘 ⊙ (product by elements)
: (1, 2) ⊙ (3, 4) = (3, 8)。

转置 (transpose)
: Wᵀ 就是把 W 的行和列互换：10 x 16 的矩阵变成 16 x 10 的。
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

enum { PIXELS = 784, TRAIN = 10000, TEST = 1000, DEEPEST = 3, WIDEST = 16 };

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
## 一个只用普通数的网络

取第 7 章那个权重随机的网络，784-16-16-10，这回从头到尾自己动手。从这里起，第 1
层指的是第一个做计算的层，它的权重是 W¹：字母右上角的数说明它属于哪一层，不是乘
方。神经元从 1 数起，输出则用它所代表的数字来称呼。
*/

typedef struct Knobs {  // 第 k 层的，按神经元排：先是权重，再是偏置
    double of[DEEPEST + 1][WIDEST * (PIXELS + 1)];
} Knobs;

typedef struct Net {
    int last, size[DEEPEST + 1];  // size[0] 个输入；第 k 层有 size[k] 个神经元
    Knobs knob;
} Net;

// 从神经元 i 到第 k 层神经元 j 的权重；j 的偏置排在它最后一个权重的后面。
static double weight(const Net *n, int k, int j, int i) {
    return n->knob.of[k][j * (n->size[k - 1] + 1) + i];
}

/*
在网络里**走一遍**，就是往前走一趟、往回走一趟。下面这个结构放着往前走时求得的东
西，也给往回走时要算的东西留出位置。
*/

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

给它看一个 2。它什么都没学过，输出多少，全由随机的权重碰巧决定。每个输出都被拉向
自己的目标：输出 2 往上拉到 1，另外九个往下拉到 0。拉得多用力？成本是 Σ (a -
y)²，它对一个输出的斜率是 2(a - y)。这个输出的**愿望**与斜率反号：离目标越远，愿
望越强，两者成正比。
*/

static double wish(double a, double y) { return 2 * (y - a); }

/*
→ 十个输出，十个愿望

最强烈的不一定是 2 的愿望：别的输出可能离目标更远。

## 满足愿望的三种办法

拿输出 2 来说，它希望升高。它不是旋钮，而是一个加权和的 σ，

$$a = \sigma(z),\qquad z = w_1 a_1 + \dots + w_{16} a_{16} + b,$$

所以有三样东西能让它升高：它的偏置，它的权重，前一层的激活值。按第 8 章的链式法
则，各转动一个单位，它升高的量是

- 偏置：σ′(z)；
- 权重：σ′(z) 乘以这个权重所接的*激活值*；
- 激活值：σ′(z) 乘以这个激活值所经过的*权重*。

→ 满足愿望的三种办法

![图 9.1：每个权重、每个激活值各转动一个单位，输出升高多少。权重的效果与激活值成
正比，激活值的效果与权重成正比：形状不变，只是被 σ′(z) 缩小了。](ch09_bars)

所以，这个输出希望自己的偏置升高，所有的权重也升高（没有一个激活值小于 0），最希
望升高的，是接在亮的神经元上的那些；至于那十六个神经元，权重为正的，它希望亮一
些，其余的暗一些。偏置和权重是旋钮，可以由我们去转。激活值不是；但我们可以把愿望
记下来，退回一层，再问那一层怎样满足它。

## 愿望相加

另外九个输出，对这十六个神经元也有愿望。输出 j 对神经元 i 的要求，等于它自己的愿
望乘以那个激活值对它的效果。（σ′(z) 就是 a(1 - a)，所以 z 本身用不着。）
*/

static double slope_of(double a) { return a * (1 - a); }

static double wanted(const Net *n, const Walk *v, const double *y, int j,
                     int i) {
    double a = v->a[n->last][j];
    return wish(a, y[j]) * slope_of(a) * weight(n, n->last, j, i);
}

// 这个神经元经由全部十个输出影响成本，各条路径的变化率相加：所以它自己的愿望
// 就是总和。
static double wanted_by_all(const Net *n, const Walk *v, const double *y,
                            int i) {
    double sum = 0;
    for (int j = 0; j < n->size[n->last]; j++)
        sum += wanted(n, v, y, j, i);
    return sum;
}

/*
→ 愿望相加

这些输出意见并不一致，由总和来定。最后一个数来自第 4 章的计算带，它可不知道什么
愿望。

![图 9.2：一个神经元有十条边通向各个输出。它们的权重在 W³ 里上下排成一列。每个输
出旁边写着它对这个神经元的愿望；总和就是这个神经元的愿望。](ch09_edges)

![图 9.3：每一行是一个输出，左边是它自己的愿望，右边是它希望前一层的十六个神经元
怎样变：绿色要亮一些，红色要暗一些。最下面是总和，也就是那一层的愿
望。](ch09_wishes)

现在这十六个神经元各有一个愿望，就像刚才十个输出那样，于是一切重来一遍：用三种办
法满足它，得出对再前一层的愿望，再加起来。这就是**反向传播**。

它为什么快？第 1 层的一个权重通向一个神经元。这个神经元后面有 16·10 条路径通向成
本，而它前面有 784 个权重，这些路径是它们共用的。要是把路径一条一条列出来，就得
走两百万条。可是后面不管怎样，权重只需要知道一个数：成本受这个神经元的影响有多
大。往回走的时候，这个数只算*一次*，由第 2 层的十六个数算出来。

## 四个公式

那个数叫**误差项**，记作 δ，就是 ∂C/∂z，成本对神经元里那个加权和的斜率；权重和偏
置，都要通过这个和起作用。设网络的最后一层是 L，

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

第一个公式从输出开始。
*/

static void last_error(const Net *n, Walk *v, const double *y) {
    for (int j = 0; j < n->size[n->last]; j++) {
        double a = v->a[n->last][j];
        v->delta[n->last][j] = 2 * (a - y[j]) * slope_of(a);
    }
}

/*
第二个就是那张愿望的表。W 的一列，也就是它的**转置**的一行，放着从一个神经元出发
的各条边的权重。乘以各条边末端的 δ，再加起来，就是 ∂C/∂a；再乘以 σ′，就是
∂C/∂z。
*/

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

/*
最后两个，是满足愿望的前两种办法：每个 δ 乘以前一层的每个 a，排成一张和 W 一样形
状的表。（斜率是往已有的数上加的，这样几幅图像就可以各加各的一份。）
*/

static void add_slopes(const Net *n, const Walk *v, int k, Knobs *slope) {
    int in = n->size[k - 1];
    for (int j = 0; j < n->size[k]; j++) {
        double *of = slope->of[k] + j * (in + 1);
        for (int i = 0; i < in; i++)
            of[i] += v->delta[k][j] * v->a[k - 1][i];
        of[in] += v->delta[k][j];
    }
}

static void backward(const Net *n, Walk *v, const double *y, Knobs *slope) {
    last_error(n, v, y);
    for (int k = n->last; k >= 1; k--) {
        add_slopes(n, v, k, slope);
        if (k > 1)
            step_back(n, v, k);
    }
}

/*
反向传播，全部就是这些。看看它要读哪些数：每个 a 读两次，一次用来求以它为输入的
各个权重的斜率，一次用来求它自己的 σ′。所以往前走的时候，必须把各层的激活值都*留
着*，直到往回走完。（只要回答的话，就不必留。）这就是第 4 章说的代价：内存，而且
每幅图像都要付一份。

## 用铅笔

这个网络小得一页纸就写得下：两个输入，三个隐藏神经元，两个输出，权重是我们选的。
先拿起铅笔，自己算出最后几行，再往下看：要用的每个 a 和每个权重，表里都有。

→ 用铅笔：2-3-2

神经元 3 到两个输出的权重都是正的。一个输出想升，一个想降；看权重和 δ，是想升的
那个占了上风，所以这个神经元的 δ 是负的：它变亮，成本就下降。

## 循环

这些都只是*一幅*图像的愿望，另一幅图像的愿望可能正好相反。网络的成本是各幅图像的
平均，梯度也一样：把各幅的斜率加起来，再除以图像的幅数 m。（往回走的函数作为参数
传进去，后面好换上一个错的。）
*/

typedef void Backward(const Net *n, Walk *v, const double *y, Knobs *slope);

// 把第 i 幅图像放进输入，把它的标签变成目标 y [10]。
static void show(const Net *n, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(n, v);
}

// 从第 `from` 幅起，m 幅图像的斜率之和。
static void add_up(const Net *n, const Dataset *d, int from, int m,
                   Backward *back, Knobs *sum) {
    static Walk v;
    double y[CLASSES];
    memset(sum, 0, sizeof *sum);
    for (int i = from; i < from + m; i++) {
        show(n, &v, d, i, y);
        back(n, &v, y, sum);
    }
}

/*
反向传播到此为止。所有的斜率都是在旧的 W 上求的：要是 W 先动了，再让 δ 经过它往
回走，得到的 δ 就不属于任何一个网络。所以，第 2 章的那一步放在最后：
*/

static void move(Net *n, double eta, const Knobs *slope) {
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < n->size[k] * (n->size[k - 1] + 1); i++)
            n->knob.of[k][i] -= eta * slope->of[k][i];
}

// 把所有图像看一遍，每次 m 幅。
static void learn(Net *n, const Dataset *d, int m, double eta, Backward *back) {
    static Knobs sum;
    for (int from = 0; from + m <= d->count; from += m) {
        add_up(n, d, from, m, back, &sum);
        move(n, eta / m, &sum);
    }
}

/*
→ 它学会了

要造一个能认数字的网络，有这些就够了，只差一个随机的起点：同一层的神经元，如果进
来和出去的权重都一样，斜率就一样，以后也一直一样。每一步该看几幅图像，留给第 11
章；练上很久会怎样，留给第 13 章。

## 是什么让 δ 变小？

δ 一路来到第 1 层，还剩多大？往回走一步，做两件事：用 Wᵀ 加起来，再乘上 σ′。σ′
从不超过 ¼。权重起什么作用，要看权重有多大。n 个乘积，正负随机，加起来大约是其中
一个的 √n 倍（第 6 章），所以 Wᵀ 使 δ 变成大约 √n·s 倍，其中 s 是权重的标准差，n
是后一层神经元的个数。我们的 s 是 1 除以输入个数的平方根：从第 3 层往回走的那一
步，就是 √10/√16。第四篇文章取权重时，s = 1。

→ 是什么让 δ 变小？

![图 9.4：δ 的大小，每种网络取一个，每层里每幅图像一个点。左边，同一个数字的点聚
成一团：这样的网络对每幅图像的回答几乎都一样，所以各层该负多少责任，只看标签。右
边，饱和的神经元对每幅图像的回答各不相同。](ch09_layers)

权重小的时候，让 δ 变小的是 σ′，因为 √n·s 接近 1：往回走一步，大约只剩四分之一，
甚至还不到。权重大的时候，Wᵀ 把 δ *放大*到三四倍。可是这时许多神经元饱和了，σ′
削掉的比原来还多：第 1 层的 δ 还是比输出层的小，只是没有权重小的时候小得那么厉
害。所以，前面的层斜率小不小，由 σ′ *和*权重一起决定。要是有二十层，这样的倍数就
要一个个连乘：第 15 章讲这个。

## 要花多少

第 4 章答应过：不管有多少个旋钮，求一次梯度只花几次求值的功夫。来数一数。往前
走，每个权重用一次。往回走，求它自己的斜率用一次；除了第 1 层，在 Wᵀδ 里还用一
次。转动一个旋钮，要往前走两遍。不过说句公道话，只有受这个旋钮影响的部分才要重
算：第 1 层的一个权重，在它自己的和里是 1 次乘法，在第 2 层是 16 次，在第 3 层是
全部 160 次；第 2 层的一个，是 1 + 10 次；第 3 层的一个，是 1 次。

→ 要花多少

![图 9.5：求一次梯度的乘加次数，用面积表示：逐个转旋钮，转得聪明些，以及反向传
播。](ch09_work)

往回走和往前走花的差不多。（在第 4 章里是两倍；在这里，几乎所有的权重都从像素出
发，而像素的斜率，谁也用不着。）转旋钮要花两者合起来的 `12796.6` 倍，转得聪明
些，也要 `169.1` 倍，得到的斜率还只是差不多对。

## 七个错误

梯度稍有错误，网络也许照样学得会：只要和 -∇C 的夹角不到直角，就是往下走（第 3
章）。我们放进七个错误，一次一个：漏掉 2；在 Wᵀδ 里把 `+=` 写成 `=`；漏掉 σ′，在
输出层漏，或者在更前面的层漏；把 Wᵀ 写成 W；不除以 m；正负号反了。每个错误都从三
个起点开始训练；再求出各层第一个偏置的斜率，除以转旋钮得到的斜率。

→ 七个错误

![图 9.6：带着每个错误训练时的成本；灰色的是没有错误时的。](ch09_bugs)

其中四个学会了；没跟第一行比过的人，大概还挺满意。（输出层没有 σ′ 的那个，竟是另
一种成本的正确梯度；η 小一些，那种成本更适合这个任务：第 15 章。）写成 `=` 的，
没学到多少；不除以 m 的，步子大了十倍，从有的起点出发，什么也没学到。用转旋钮来
检验，七个全都查得出，看那些比值，还能诊断出错在哪里。各层都差同一个倍
数，`0.5000`、`10.0000` 或 `-1.0000`：去查这一趟的两头。只有最后一层或者最后几层
对：去查第二个公式。差 4 倍左右，或者 20 倍左右：σ′ 漏了一次，或者两次。

只看*一幅*图像，谁也看不出漏了除法：要多试几幅。而 Wᵀ 能写成 W，只是因为第 2 层
的 W 正好是方阵。所以，检验时要用各层大小都不同的网络。

## 检验

先检验小网络的五个 δ 和一个权重，再用上面那幅图像，检验大网络的每一个权重和每一
个偏置。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

愿望是变化率，不是命令：它说的是*小小的*变化会带来什么。乘加次数不等于秒数：计算
带要把每个数都记下来，每个数花的时间是普通循环的许多倍。还有第八个错误，就是谁也
没想到的那一个；正因为有它，才要用与公式无关的数来检验。

读文章的人请注意：第三篇文章里的“第三个”和“第二个”神经元是同一个，即输出 2，一次
从 1 数起，一次从 0 数起；它没有说，权重的效果*与激活值成正比*，激活值的效果与权
重成正比；它的“方向传播”是“反向传播”错了一个字。第四篇文章像 Python 允许的那样，
从末尾数层：它的 -1 就是我们的 3，它的循环从 `l = 2` 开始，也就是倒数第二层；它
的 δ 没有 2，因为它的成本是我们的一半（第 8 章）。

## 练习

`make ex09` 写出要你改的文件，并检查你的答案；`make hint09` 给提示。

- **9a** 由后一层的 δ，求一个隐藏层的 δ。
- **9b** 一条近路：有些神经元，既有边通到下一层，又有边绕过下一层，通到更后
  面。这时它们的 δ 是多少？

下一章：有了程序库，这些公式不必再一条条告诉它；还有，只有两个输入时，网络做得
到、一条直线却做不到的事：`make ch10`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 权重和偏置随机取，标准差是 s；s 为 0 时，有 n 个输入的权重取 1/√n，偏置取 0。
static void start(Net *n, uint64_t seed, double s) {
    Rng r = rng_new(seed);
    *n = (Net){.last = 3, .size = {PIXELS, 16, 16, CLASSES}};
    for (int k = 1; k <= n->last; k++) {
        int in = n->size[k - 1];
        double *of = n->knob.of[k], weights = s > 0 ? s : sqrt(1.0 / in);
        for (int i = 0; i < in * n->size[k]; i++)
            of[i / in * (in + 1) + i % in] = weights * rng_normal(&r);
        for (int j = 0; j < n->size[k]; j++)
            of[j * (in + 1) + in] = s * rng_normal(&r);
    }
}

// 第 4 章的计算带。da：最后一层的前一层的 ∂C/∂a。
static void by_tape(const Net *n, const double *x, const double *y,
                    Knobs *slope, double *da) {
    static Value w[DEEPEST + 1][WIDEST * (PIXELS + 1)], a[DEEPEST + 1][PIXELS],
        miss[WIDEST];
    Tape *t = tape_new();
    for (int i = 0; i < n->size[0]; i++)
        a[0][i] = v_const(t, x[i]);
    for (int k = 1; k <= n->last; k++) {
        int in = n->size[k - 1];
        for (int i = 0; i < n->size[k] * (in + 1); i++)
            w[k][i] = v_var(t, n->knob.of[k][i]);
        for (int j = 0; j < n->size[k]; j++) {
            Value *of = w[k] + j * (in + 1), sum = v_dot(of, a[k - 1], in);
            a[k][j] = v_sigmoid(v_add(sum, of[in]));
        }
    }
    for (int j = 0; j < n->size[n->last]; j++)
        miss[j] = v_square(v_affine(1, a[n->last][j], -y[j]));
    v_backward(v_sum(miss, n->size[n->last]));
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < n->size[k] * (n->size[k - 1] + 1); i++)
            slope->of[k][i] = v_grad(w[k][i]);
    for (int i = 0; i < n->size[n->last - 1]; i++)
        da[i] = v_grad(a[n->last - 1][i]);
    tape_free(t);
}

// 把一个旋钮往上、往下各转一点，问成本是多少。
static double by_turning(Net *n, Walk *v, double *knob, const double *y) {
    const double h = 6e-6, old = *knob;
    double at[2];
    for (int side = 0; side < 2; side++) {
        *knob = old + (side ? h : -h);
        forward(n, v);
        at[side] = cost(n, v, y);
    }
    *knob = old;
    return (at[1] - at[0]) / (2 * h);
}

static void ten_wishes(Chapter *c, const Walk *v, const double *y,
                       const uint8_t *image) {
    chapter_section(c, "十个输出，十个愿望");
    text_images(1, &image, 28, 28);
    printf("0、1、2、…、9 的输出：\n\n ");
    for (int j = 0; j < CLASSES; j++)
        printf(" %.4f", v->a[3][j]);
    printf("\n\n");
    chapter_predict(c, "十个里面，谁的愿望最强烈？有多强？");
    Table t = table_begin("输出|现在|应该|2(y - a)|升还是降",
                          "%6d | %6.4f | %9.0f | %8.4f | %-10s");
    for (int j = 0; j < CLASSES; j++) {
        double own = wish(v->a[3][j], y[j]);
        int signs = (int)(4 * fabs(own) + 0.5);  // 每个占三个字节
        table_row(
            &t, j, v->a[3][j], y[j], own,
            text_format("%.*s", 3 * signs, own > 0 ? "▲▲▲▲▲▲▲▲" : "▽▽▽▽▽▽▽▽"));
    }
    table_end(&t);
}

static void three_ways(Chapter *c, const Net *n, const Walk *v) {
    const double *a = v->a[2], *w = n->knob.of[3] + digit * 17;
    double slope = slope_of(v->a[3][digit]);
    int bright = 0, dim = 0, most = 0, least = 0;
    Figure *f = figure_open(c, "ch09_bars", "k a weight w activation slope");
    for (int i = 0; i < 16; i++) {
        figure_row(f, i + 1, a[i], slope * a[i], w[i], slope * w[i], slope);
        bright = a[i] > a[bright] ? i : bright;
        dim = a[i] < a[dim] ? i : dim;
        most = w[i] > w[most] ? i : most;
        least = w[i] < w[least] ? i : least;
    }
    figure_close(c, f);
    chapter_section(c, "满足愿望的三种办法");
    printf("输出 %d 是 %.4f，所以偏置转动一个单位，输出升高 σ′(z) = %.4f。\n"
           "前一层里最亮的神经元是 %.4f。\n",
           digit, v->a[3][digit], slope, a[bright]);
    chapter_predict(c, "那个神经元的权重转动一个单位，输出升高多少？");
    const int which[] = {bright, dim, most, least};
    const char *name[] = {"最亮", "最暗", "权重最大", "权重最小"};
    Table t = table_begin("神经元|哪一个|激活值|权重的效果|权重|神经元的效果",
                          "%6d|%-15s|%10.4f|%15.4f|%7.4f|%15.4f");
    for (int k = 0; k < 4; k++) {
        int i = which[k];
        table_row(&t, i + 1, name[k], a[i], slope * a[i], w[i], slope * w[i]);
    }
    table_end(&t);
}

static void wishes_add_up(Chapter *c, const Net *n, const Walk *v,
                          const double *y, const double *by_the_tape) {
    int one = 0;  // 愿望最强烈的神经元
    for (int i = 0; i < 16; i++)
        if (fabs(by_the_tape[i]) > fabs(by_the_tape[one]))
            one = i;
    double sum = wanted_by_all(n, v, y, one);
    chapter_section(c, "愿望相加");
    printf("十个输出希望神经元 %d（第 2 层）怎样变：\n", one + 1);
    chapter_predict(c, "它该不该亮一些，十个输出会意见一致吗？");
    Table t =
        table_begin("输出|自己的愿望|· σ′|· 从神经元来的权重|= 对它的要求",
                    "%6d|%12.4f|%7.4f|%20.4f|%8.4f");
    Figure *f = figure_open(c, "ch09_edges", NULL);
    figure_number(f, "neuron", one + 1);
    figure_number(f, "sum", sum);
    figure_block(f, "edges", "output weight wanted");
    for (int j = 0; j < CLASSES; j++) {
        double a = v->a[3][j], w = weight(n, 3, j, one);
        double share = wanted(n, v, y, j, one);
        table_row(&t, j, wish(a, y[j]), slope_of(a), w, share);
        figure_row(f, j, w, share);
    }
    table_end(&t);
    printf("总和，即这个神经元的愿望：            %8.4f\n"
           "由计算带得到的 -∂C/∂a：              %8.4f\n\n",
           sum, -by_the_tape[one]);
    figure_block(f, "W", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
    for (int j = 0; j < CLASSES; j++)
        figure_row_from(f, 16, n->knob.of[3] + j * 17);
    figure_close(c, f);

    f = figure_open(c, "ch09_wishes", "output neuron wish");
    figure_number(f, "digit", digit);
    for (int j = 0; j < CLASSES; j++)
        for (int i = -1; i < 16; i++)
            figure_row(f, j, i + 1,
                       i < 0 ? wish(v->a[3][j], y[j]) : wanted(n, v, y, j, i));
    figure_block(f, "sum", NULL);
    for (int i = 0; i < 16; i++)
        figure_row(f, -1, i + 1, wanted_by_all(n, v, y, i));
    figure_close(c, f);
}

static Net pencil = {.last = 2,
                     .size = {2, 3, 2},
                     .knob.of = {[1] = {1, -2, 1, -1, 2, 0, 2, 1, -2},
                                 [2] = {1, -1, 2, -1, -2, 1, 0.5, 0.5}}};
static const double pencil_x[] = {1, 0.5}, pencil_y[] = {1, 0};

static void with_a_pencil(Chapter *c, Walk *v, Knobs *slope) {
    const Net *n = &pencil;
    memcpy(v->a[0], pencil_x, sizeof pencil_x);
    forward(n, v);
    backward(n, v, pencil_y, slope);
    chapter_section(c, "用铅笔：2-3-2");
    printf("x = (%g, %g)，y = (%g, %g)。网络和它的回答：\n"
           "\n",
           pencil_x[0], pencil_x[1], pencil_y[0], pencil_y[1]);
    Table t = table_begin("层 | 神经元 | 来自 1、2、3 的权重 | b | a",
                          "%5d | %6d | %-20s | %4.1f | %6.4f");
    for (int k = 1; k <= n->last; k++)
        for (int j = 0, in = n->size[k - 1]; j < n->size[k]; j++) {
            char w[40] = "";
            for (int i = 0; i < in; i++)
                snprintf(w + 6 * i, 8, "%5.1f ", weight(n, k, j, i));
            table_row(&t, k, j + 1, w, weight(n, k, j, in), v->a[k][j]);
        }
    table_end(&t);
    static const char *const down[] = {"₁", "₂", "₃"};
    const double *a = v->a[1], *out = v->a[2], *d = v->delta[2];
    for (int j = 0; j < 2; j++)
        printf("  δ²%s = 2·(%.4f - %g) · %.4f·(1 - %.4f) = %.4f\n", down[j],
               out[j], pencil_y[j], out[j], out[j], d[j]);
    printf("\n");
    chapter_predict(c, "神经元 3（第 1 层）的 δ，由 W² 来算：比 0 大还是小？");
    for (int i = 0; i < 3; i++)
        printf("  δ¹%s = (%4.1f·%.4f + %4.1f·%.4f) · %.4f·(1 - %.4f) = %.4f\n",
               down[i], weight(n, 2, 0, i), d[0], weight(n, 2, 1, i), d[1],
               a[i], a[i], v->delta[1][i]);
    printf("\n再求一个权重的斜率，从 x₂ 到神经元 3：\n\n"
           "  ∂C/∂w = δ¹₃·x₂ = %.4f·%g = %.4f\n\n",
           v->delta[1][2], pencil_x[1], slope->of[1][7]);
}

// 认对其中的几幅；*mean：平均成本。
static int read_all(const Net *n, const Dataset *d, double *mean) {
    static Walk v;
    double y[CLASSES];
    int right = 0;
    *mean = 0;
    for (int i = 0; i < d->count; i++) {
        show(n, &v, d, i, y);
        *mean += cost(n, &v, y) / d->count;
        right += is_right(v.a[n->last], d->label[i]);
    }
    return right;
}

enum { STARTS = 3 };

static void it_learns(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 5 };
    static const int until[PARTS] = {0, 1, 10, 30, 100};  // 百分之几
    static Net n;
    double mean[PARTS][STARTS];
    int right[PARTS][STARTS];
    for (int s = 0; s < STARTS; s++) {
        start(&n, c->seed + (uint64_t)s, 0);
        for (int p = 0, from = 0, to; p < PARTS; p++, from = to) {
            to = d->count * until[p] / 100;
            Dataset part = dataset_part(d, from, to - from);
            learn(&n, &part, batch, rate, backward);
            right[p][s] = read_all(&n, test, &mean[p][s]);
        }
    }
    chapter_section(c, "它学会了");
    printf(
        "三个起点，每步 %d 幅图像，η = %g。成本，和没见过的 %d 幅里认对几幅。\n"
        "假如每个输出都是十分之一，成本是 0.9。\n",
        batch, rate, test->count);
    chapter_predict(c, "把所有图像看一遍以后，成本会低于这个数吗？");
    Table t = table_begin("看过的图像|成本|认对|成本|认对|成本|认对",
                          "%11d|%7.4f|%5d|%9.4f|%5d|%9.4f|%5d");
    for (int p = 0; p < PARTS; p++)
        table_row(&t, d->count * until[p] / 100, mean[p][0], right[p][0],
                  mean[p][1], right[p][1], mean[p][2], right[p][2]);
    table_end(&t);
}

// 对若干图像取平均，δ 和 ∂C/∂a 的平方，一层一层地求。
static void measure(const Net *n, const Dataset *d, int some, double *delta,
                    double *up, Figure *f) {
    static Walk v;
    double y[CLASSES];
    for (int image = 0; image < some; image++) {
        double size[4] = {0};
        show(n, &v, d, image, y);
        last_error(n, &v, y);
        for (int k = n->last; k >= 1; k--) {
            for (int i = 0; i < n->size[k]; i++) {
                double a = k < n->last ? by_a(n, &v, k + 1, i) : 0;
                size[k] += v.delta[k][i] * v.delta[k][i] / n->size[k];
                up[k] += a * a / n->size[k] / some;
            }
            delta[k] += size[k] / some;
            if (k > 1)
                step_back(n, &v, k);
        }
        if (f)
            figure_row(f, d->label[image], sqrt(size[1]), sqrt(size[2]),
                       sqrt(size[3]));
    }
}

static void who_shrinks(Chapter *c, const Dataset *d) {
    enum { SEEDS = 8 };
    static Net n;
    Spread left[2];
    int some = d->count < 300 ? d->count : 300;
    chapter_section(c, "是什么让 δ 变小？");
    printf("%d 幅图像，两种网络各八个。往回走一步，δ 乘以：\n", some);
    chapter_predict(c,
                    "从第 2 层往回走，16 个神经元，s = 1：Wᵀ 会起什么作用？");
    Table t = table_begin(
        "权重 | 从第几层 | √n·s | Wᵀ | σ′ | 合计 | 8 个中最低 | 最高",
        "%-7s | %10d | %4.2f | %4.2f | %5.3f | %5.3f | "
        "%11.3f | %7.3f");
    Figure *f = figure_open(c, "ch09_layers", NULL);
    for (int large = 0; large < 2; large++) {
        // 往回走一步，到第 1 层、到第 2 层；然后是两步合计。
        double weights[3][SEEDS], sigma[3][SEEDS], both[3][SEEDS], two[SEEDS];
        figure_block(f, large ? "large" : "small",
                     "label layer1 layer2 layer3");
        for (int s = 0; s < SEEDS; s++) {
            double delta[4] = {0}, up[4] = {0};
            start(&n, c->seed + (uint64_t)s, large);
            measure(&n, d, some, delta, up, s ? NULL : f);
            for (int k = 1; k <= 2; k++) {
                weights[k][s] = sqrt(up[k] / delta[k + 1]);
                sigma[k][s] = sqrt(delta[k] / up[k]);
                both[k][s] = sqrt(delta[k] / delta[k + 1]);
            }
            two[s] = sqrt(delta[1] / delta[3]);
        }
        for (int k = 2; k >= 1; k--) {
            Spread of = spread_of(both[k], SEEDS);
            double s = large ? 1 : sqrt(1.0 / n.size[k]);
            table_row(
                &t, large ? "s = 1" : "1/√n", k + 1, sqrt(n.size[k + 1]) * s,
                spread_of(weights[k], SEEDS).median,
                spread_of(sigma[k], SEEDS).median, of.median, of.low, of.high);
        }
        left[large] = spread_of(two, SEEDS);
    }
    table_end(&t);
    printf("两步以后，δ 剩下 %.3f（%.3f 到 %.3f）；s = 1 时剩下 %.3f（%.3f "
           "到 %.3f）。\n\n",
           left[0].median, left[0].low, left[0].high, left[1].median,
           left[1].low, left[1].high);
    figure_close(c, f);
}

static void what_it_costs(Chapter *c) {
    const double once = 784 * 16 + 16 * 16 + 16 * 10;
    const double back = once + 16 * 16 + 16 * 10;
    const double some = 2 * (12560 * (1 + 16 + 160) + 272 * (1 + 10) + 170);
    const double work[] = {once, back, once + back, 26004 * once, some};
    static const char *const way[] = {"往前走一遍", "往回走一遍",
                                      "合起来：13,002 个斜率",
                                      "往前走 26,004 遍", "……只算受影响的部分"};
    chapter_section(c, "要花多少");
    printf("往前要 784·16 + 16·16 + 16·10 = %.0f 次乘加，往回要 %.0f 次。\n"
           "只算受影响的部分：2·(12560·(1+16+160) + 272·(1+10) + 170) = "
           "%.0f。\n",
           once, back, some);
    chapter_predict(
        c, "往前走 26,004 遍，还是往前、往回各走一遍：工作量差多少倍？");
    Table t =
        table_begin("办法 | 乘加次数 | 多少倍", "%-23s | %13.0f | %13.1f");
    Figure *f = figure_open(c, "ch09_work", "work ratio");
    for (int i = 0; i < 5; i++)
        table_and_figure_row(&t, f, way[i], work[i], work[i] / work[2]);
    figure_close(c, f);
    table_end(&t);
}

typedef enum Bug { HEALTHY, HALF, LAST, OUTER, INNER, W_FOR_WT, SUM, SIGN } Bug;
static Bug planted;
static const char *const bug_name[] = {
    "没有错误",      "2(a - y) 写成 a - y", "+= 写成 =",  "输出层漏掉 σ′",
    "隐藏层漏掉 σ′", "Wᵀ 写成 W",           "漏了除以 m", "a - y 写成 y - a"};

static void step_back_with_bug(const Net *n, Walk *v, int k) {
    int in = n->size[k - 1], out = n->size[k];
    bool across = planted == W_FOR_WT && in == out;  // 否则放不进去
    for (int i = 0; i < in; i++) {
        double sum = 0, slope = slope_of(v->a[k - 1][i]);
        for (int j = 0; j < out; j++) {
            double w = across ? weight(n, k, i, j) : weight(n, k, j, i);
            sum = (planted == LAST ? 0 : sum) + w * v->delta[k][j];
        }
        v->delta[k - 1][i] = sum * (planted == INNER ? 1 : slope);
    }
}

static void backward_with_bug(const Net *n, Walk *v, const double *y,
                              Knobs *slope) {
    last_error(n, v, y);
    for (int j = 0; j < CLASSES; j++) {
        double factor = planted == HALF ? 0.5 : planted == SIGN ? -1 : 1;
        double bare = 2 * (v->a[n->last][j] - y[j]);
        double *delta = &v->delta[n->last][j];
        *delta = planted == OUTER ? bare : factor * *delta;
    }
    for (int k = n->last; k >= 1; k--) {
        add_slopes(n, v, k, slope);
        if (k > 1)
            step_back_with_bug(n, v, k);
    }
}

// 有错误的斜率除以转旋钮得到的斜率，用 m 幅图像，取各层的第一个偏置。都是 1
// 吗？
static bool ratios(Net *n, const Dataset *d, int m, double *ratio) {
    static Knobs sum;
    static Walk v;
    bool good = true;
    add_up(n, d, 0, m, backward_with_bug, &sum);
    for (int k = 1; k <= n->last; k++) {
        int bias = n->size[k - 1];
        double turned = 0, y[CLASSES];
        for (int i = 0; i < m; i++) {
            show(n, &v, d, i, y);
            turned += by_turning(n, &v, &n->knob.of[k][bias], y) / m;
        }
        ratio[k] = sum.of[k][bias] / (planted == SUM ? 1 : m) / turned;
        good = good && fabs(ratio[k] - 1) < 1e-4;
    }
    return good;
}

static void seven_bugs(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 20 };
    static Net n;
    const int some = d->count < 10 ? d->count : 10;
    chapter_section(c, "七个错误");
    printf("三个起点，把所有图像看一遍：没见过的 %d 幅里认对几幅；斜率除以\n"
           "转旋钮得到的斜率，用十幅图像；一幅图像看得出错误吗，十幅呢？\n",
           test->count);
    chapter_predict(c, "带着其中哪些错误，还能学会？");
    Table t = table_begin("错误 | 最少 | 最多 | 第 1 层 | 2 | 3 | 1 幅 | 10 幅",
                          "%-20s | %5.0f | %4.0f | %7.4f | %7.4f | %7.4f | "
                          "%-5s | %-5s");
    Figure *f = figure_open(c, "ch09_bugs", "step cost");
    for (planted = HEALTHY; planted <= SIGN; planted++) {
        double right[STARTS], mean, ratio[4];
        figure_block(f, planted ? "a bug" : "no bug", NULL);
        for (int s = 0; s < STARTS; s++) {
            start(&n, c->seed + (uint64_t)s, 0);
            for (int p = 0, size = d->count / PARTS; p < PARTS; p++) {
                Dataset part = dataset_part(d, p * size, size);
                if (s == 0) {  // 还没看过的图像的成本
                    read_all(&n, &part, &mean);
                    figure_row(f, p * size / batch, mean);
                }
                learn(&n, &part, batch, planted == SUM ? rate * batch : rate,
                      backward_with_bug);
            }
            right[s] = read_all(&n, test, &mean);
        }
        Spread of = spread_of(right, STARTS);
        start(&n, c->seed, 0);
        bool one = ratios(&n, d, 1, ratio), ten = ratios(&n, d, some, ratio);
        table_row(&t, bug_name[planted], of.low, of.high, ratio[1], ratio[2],
                  ratio[3], one ? "–" : "看出", ten ? "–" : "看出");
    }
    figure_close(c, f);
    table_end(&t);
}

static void check_pencil(Chapter *c, Walk *v, const Knobs *slope) {
    static Knobs tape;
    static const int some[][2] = {{2, 3}, {2, 7}, {1, 2},
                                  {1, 5}, {1, 8}, {1, 7}};
    static const char *const name[] = {"δ²₁", "δ²₂", "δ¹₁",
                                       "δ¹₂", "δ¹₃", "∂C/∂w，从 x₂ 到 3"};
    double da[WIDEST];
    by_tape(&pencil, pencil_x, pencil_y, &tape, da);
    for (int i = 0; i < 6; i++) {  // δ 就是偏置的斜率
        int k = some[i][0], at = some[i][1];
        report_row(c, name[i], slope->of[k][at], tape.of[k][at],
                   by_turning(&pencil, v, &pencil.knob.of[k][at], pencil_y));
    }
}

static void check_all(Chapter *c, Net *n, Walk *v, const double *y,
                      const Knobs *hand, const Knobs *tape) {
    static double turned[WIDEST * (PIXELS + 1)];
    for (int turn = 0; turn < 2; turn++)
        for (int k = n->last; k >= 1; k--) {
            int knobs = n->size[k] * (n->size[k - 1] + 1);
            for (int i = 0; turn && i < knobs; i++)
                turned[i] = by_turning(n, v, &n->knob.of[k][i], y);
            report_lists(c,
                         text_format("第 %d 层，手算和%s", k,
                                     turn ? "转旋钮" : "计算带"),
                         (size_t)knobs, hand->of[k],
                         turn ? turned : tape->of[k], turn ? 0 : 1e-13);
        }
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    static Net n;
    static Walk v, small;
    static Knobs hand, tape, slope;
    double y[CLASSES], da[WIDEST];
    int i = 0;  // 第一个这样的数字
    while (i < d->count - 1 && d->label[i] != digit)
        i++;
    start(&n, c->seed, 0);
    show(&n, &v, d, i, y);
    backward(&n, &v, y, &hand);
    by_tape(&n, v.a[0], y, &tape, da);
    ten_wishes(c, &v, y, d->image + i * PIXELS);
    three_ways(c, &n, &v);
    wishes_add_up(c, &n, &v, y, da);
    with_a_pencil(c, &small, &slope);
    it_learns(c, d, test);
    who_shrinks(c, d);
    what_it_costs(c);
    seven_bugs(c, d, test);
    report_begin(c);
    check_pencil(c, &small, &slope);
    check_all(c, &n, &v, y, &hand, &tape);
    report_end(c);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch09_backprop", "十个输出，十个愿望",
                                         options, &folder, TRAIN, TEST, tell});
}
