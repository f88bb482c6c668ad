/*
# 第 9 章：十个输出，十个愿望

**这一章的问题。** 第 8 章里每层只有一个神经元，从权重到成本只有一条路。现在，从
第 1 层的一个权重出发，路有 160 条，通到十个输出，而这十个输出要的各不相同。怎样
只往回走一趟，就把 13,002 个旋钮的斜率全求出来？这一章里，你会先用铅笔走一趟，再
满足一幅图像的愿望，最后故意把代码弄坏，一共七种弄法，看哪种检验查得出来。

请对照第三篇文章（A3-1、A3-2、A3-4 到 A3-6、A3-8、A3-17、A3-18）、第二篇文章
（A2-17）和第四篇文章（A4-10），以及提醒 E12、E13、E15、E26 来读。用 `make ch09`
运行；旋钮也可以转，例如 `make ch09 ARGS="--digit 7"`。不管数字是程序画的，还是
取自 MNIST，正文说的都成立。

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
## 一个只用普通的数来算的网络

还是第 7 章那个权重随机的网络，784-16-16-10，不过这回不靠程序库，样样自己动手。
从这一章起，第 1 层指的是第一个做计算的层，它的权重记作 W¹：字母右上角的数表示是
第几层，不是指数。神经元从 1 数起；输出不另外编号，代表数字几，就叫输出几。
*/

typedef struct Knobs {  // 第 k 层的，逐个神经元排列：先是权重，再是偏置
    double of[DEEPEST + 1][WIDEST * (PIXELS + 1)];
} Knobs;

typedef struct Net {
    int last, size[DEEPEST + 1];  // size[0] 个输入；第 k 层有 size[k] 个神经元
    Knobs knob;
} Net;

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

拿输出 2 来说，它想升高，自己却不是旋钮，要由加权和算出来，

$$a = \sigma(z),\qquad z = w_1 a_1 + \dots + w_{16} a_{16} + b,$$

所以能让它升高的有三样：它的偏置、它的权重，还有前一层的激活值。三样各增加一个单
位，输出升高多少，按第 8 章的链式法则来算（假定变化率一直不变）：

- 增加偏置：σ′(z)；
- 增加一个权重：σ′(z) 乘以这个权重前面的*激活值*；
- 增加一个激活值：σ′(z) 乘以这个激活值后面的*权重*。

→ 满足愿望的三种办法

![图 9.1：各增加一个单位，输出升高多少（实心）：左边是权重，与前面的激活值（轮
廓）成正比；右边是激活值，与后面的权重（轮廓）成正比。](ch09_bars)

所以，这个输出希望自己的偏置大一些，权重也都大一些（激活值没有小于 0 的）：前面
的神经元越亮，这个权重越值得加大；前面要是 0，加多少都没有用。对那十六个神经元，
它希望权重为正的亮一些，其余的暗一些。（σ′(z) 要是接近 0，哪种办法都不大管用，见
第 8 章。）

偏置和权重是旋钮，我们能转；激活值转不了。不过可以把愿望记下来，退回一层，到那里
再想办法。

## 愿望相加

另外九个输出，对这十六个神经元也各有愿望。输出 j 对神经元 i 的要求有多强？用输出
j 自己的愿望，乘以神经元 i 对它的效果就行。（σ′(z) 就是 a(1 - a)，不必知道 z。）
*/

static double slope_of(double a) { return a * (1 - a); }

static double wanted(const Net *n, const Walk *v, const double *y, int j,
                     int i) {
    double a = v->a[n->last][j];
    return wish(a, y[j]) * slope_of(a) * weight(n, n->last, j, i);
}

// 这个神经元通过全部十个输出影响成本，各条路径的变化率要加起来，所以十个要求
// 的总和就是它自己的愿望。
static double wanted_by_all(const Net *n, const Walk *v, const double *y,
                            int i) {
    double sum = 0;
    for (int j = 0; j < n->size[n->last]; j++)
        sum += wanted(n, v, y, j, i);
    return sum;
}

/*
→ 愿望相加

十个输出意见不一：五个要这个神经元亮一些，五个要它暗一些。不过，这不是一人一票：
要求有多大，分量就有多大，而要它暗一些的那五个，要求都很小。输出 2 才是对的那一
个，它也在这五个里面，结果被压下去了。

![图 9.2：一行是一个输出，最左边是它自己的愿望，往右是它对十六个神经元的要求：绿
色要亮一些，红色要暗一些。最下面一行是总和。](ch09_wishes)

现在，这十六个神经元也和刚才的十个输出一样，各有各的愿望，照样再做一遍就行：用三
种办法去满足，算出对更前一层的要求，再加起来。这就是**反向传播**。

这样做为什么快？第 1 层的一个权重，只通到一个神经元；从这个神经元到成本，有
16·10 条路；整个第 1 层合起来，就有 784·16·16·10 条，大约两百万条。可是通到同一
个神经元的 784 个权重，后面走的是同样的路；路再多，要紧的也只有一个数：这个神经
元变一点，成本变多少。往回走的时候，这个数只算*一次*，由第 2 层的十六个这样的数
算出来。

## 四个公式

**误差项** δ 就是 ∂C/∂z：神经元里的*加权和*变一点，成本变多少。它的偏置、权重和
前一层的激活值，都是通过这个加权和起作用的。和愿望相比，δ 是斜率，正负号相反；又
因为 a = σ(z)，所以多乘一个因子，δ = ∂C/∂a·σ′(z)。

对一个输出，∂C/∂a 是 2(a - y)。前一层的神经元 i，要通过后一层的所有神经元 j 影响
成本，所以它的 ∂C/∂aᵢ 是 Σⱼ wⱼᵢδⱼ。整层整层地写，设最后一层是第 L 层，再写上各个
旋钮的斜率：

$$\delta^{L} = 2(a^{L}-y)\odot\sigma'(z^{L}),\qquad
\delta^{l-1} = (W^{l})^{T}\delta^{l}\odot\sigma'(z^{l-1}),$$

$$\frac{\partial C}{\partial b^{l}} = \delta^{l},\qquad
\frac{\partial C}{\partial W^{l}} = \delta^{l}\,(a^{l-1})^{T}.$$

第一个公式从输出层算起；换一种成本，只有这个公式要改；换一种激活函数，要改的只是
σ′（第 15 章）。

第二个公式就是那张愿望的表，不过写的是斜率。从一个神经元出发的各个权重，在 W 里
是一列；到了 W 的**转置** Wᵀ 里，就是一行。W³ 是 10 x 16，Wᵀ 就是 16 x 10，乘出
来是十六个和，每个都由十个 δ 加权相加而成。然后用 ⊙：各自乘以自己的 σ′。

后两个公式，就是满足愿望的前两种办法。一列 δ 乘以一行 aᵀ，就是每个 δ 乘以前一层
的每个 a，排成一张和 W 形状相同的表。（代码里，第 l 层写成 `k`；斜率都用累加，这
样几幅图像的斜率才能加在一起。）
*/

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

static void backward(const Net *n, Walk *v, const double *y, Knobs *slope) {
    last_error(n, v, y);
    for (int k = n->last; k >= 1; k--) {
        add_slopes(n, v, k, slope);
        if (k > 1)
            step_back(n, v, k);
    }
}

/*
反向传播的全部内容就是这些：还是像第 4 章那样往回走，只不过那里一次走计算带的一
行，这里一次走一层。每个激活值要用两次：一次是求后面那些权重的斜率，一次是求它自
己的 σ′。所以往前走的时候，激活值都要*留着*：第 4 章说过这个代价，在这里，要存的
是 42 个数，外加那幅图像。

## 用铅笔算

这个网络小，一页纸就写得下：两个输入，三个隐藏神经元，两个输出，权重是我们挑的。
先别往下看，拿起铅笔，自己把 δ¹ 的那几行算出来：要用的权重和 a，表里都有。

→ 用铅笔算：2-3-2

神经元 3 到两个输出的权重都是正的，可是一个输出想升，一个想降。想升的那个，δ 的
绝对值小一些，权重却大得多，所以它占上风：神经元 3 的 δ 是负的，它亮一些，成本就
降一些。

## 满足愿望

现在斜率全有了，可以满足十个输出的愿望了：就为这一个 2，照第 2 章的办法走一步。
往回走完以前，旋钮一个也不能动：先改了 W，再用改过的 W 把 δ 往回传，求出来的 δ
就既不属于旧网络，也不属于新网络了。
*/

static void move(Net *n, double eta, const Knobs *slope) {
    for (int k = 1; k <= n->last; k++)
        for (int i = 0; i < n->size[k] * (n->size[k - 1] + 1); i++)
            n->knob.of[k][i] -= eta * slope->of[k][i];
}

/*
→ 满足愿望

十个输出都照自己的愿望动了。可是愿望相加行不行，从这里还看不出来：每个输出都有自
己的偏置和权重，怎么转，没有谁会反对。所以表里另有一列，这些旋钮都不动。这一列
里，起作用的只有那十六个神经元，它们是十个输出共用的。

八个输出还是照自己的愿望动了，只是动得不远。输出 1 和 8 的愿望最弱，它们的要求被
压下去了。三个网络都是这样，十个输出里总有一两个被压下去，成本却照样降了：愿望加
起来，照顾的是成本，不是每一个输出。（输出 0 的愿望最强，动得最多的却是 7：那些
共用的神经元，把 7 推得更远。）

可是再看另一幅图像。谁也没问过它的愿望，它的输出却一样跟着动了：输出 2 升了，它
自己那个数字的输出反而降了。别的图像也都这样。从三个起点出发，走这一步之前，没有
哪幅图像被认成 2；走了以后，每一幅都被认成 2。网络没有训练过，还分不大清这幅和那
幅。

## 循环

所以，每幅图像都该说上话。整个网络的成本是各幅图像成本的平均，梯度也就是各幅图像
梯度的平均：把斜率加起来，再除以图像的幅数 m。（不能先把 δ 加起来，因为每个 δ 都
要配自己那幅图像的激活值。）

每走一步都先问遍 10,000 幅，就太慢了。我们让十幅做代表，走一步，再换十幅；它们代
表得好不好，第 11 章再看。
*/

typedef void Backward(const Net *n, Walk *v, const double *y, Knobs *slope);

// 把第 i 幅图像放进输入，按它的标签填好目标 y [10]。
static void show(const Net *n, Walk *v, const Dataset *d, int i, double *y) {
    dataset_image(d, i, v->a[0]);
    for (int j = 0; j < CLASSES; j++)
        y[j] = j == d->label[i];
    forward(n, v);
}

// 从第 `from` 幅起，m 幅图像的斜率之和，用给定的函数往回走。
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

// 把所有图像看一遍，每次 m 幅。
static void learn(Net *n, const Dataset *d, int m, double eta, Backward *back) {
    static Knobs sum;
    for (int from = 0, k; from < d->count; from += k) {
        k = d->count - from < m ? d->count - from : m;
        add_up(n, d, from, k, back, &sum);
        move(n, eta / k, &sum);
    }
}

/*
→ 它学会了

十个目标里有九个是 0，所以起初，成本只降到每个输出都是十分之一时的水平，一个数字
也认不出来。要到后来才会认，靠的还是同一个循环。不过，起点必须是随机的。设想同一
层的两个神经元，进来的权重、出去的权重都一样，偏置也一样。那么它们的 a 一样，Wᵀδ
里的和一样，所以 δ 和斜率也一样：永远分不开，两个只顶一个用。

## 要花多少工夫

第 4 章说过，不管旋钮有多少，求一次梯度，只要把成本算几遍的工夫。来数一数：往前
走，每个权重用一次；往回走，求每个权重自己的斜率要乘一次，除了第 1 层，求 Wᵀδ 时
还要再乘一次。转一个旋钮，要往前走两遍。不过说句公道话，只有受它影响的部分才要重
算：转第 1 层的一个权重，它所在的加权和里只有 1 次乘法要重算，第 2 层有 16 次，
第 3 层 160 次全要重算；转第 2 层的，是 1 + 10 次；转第 3 层的，是 1 次。

→ 要花多少工夫

![图 9.3：求一次梯度要做多少次乘加，用面积表示：逐个转旋钮，转旋钮时只算受影响的
部分，以及反向传播。](ch09_work)

往回走一遍的工作量，和往前走一遍差不多。（第 4 章里是两倍；这里的权重几乎都在第
1 层，不用求 Wᵀδ。）转旋钮的乘加次数，是往前、往回合起来的 `12796.6` 倍；只算受
影响的部分，也有 `169.1` 倍；而且求得的斜率还只是近似值。

## 七个错误

梯度稍微错一点，网络也许照样学得会：能下山的方向，不止最陡的那一个（第 3 章）。
我们故意埋下七个错误，一次一个，每个都从三个起点各训练一遍。再用埋了错误的代码求
出各层第一个偏置的斜率（十幅图像的平均），除以转旋钮求得的斜率。

→ 七个错误

![图 9.4：训练时的成本，从一个起点出发；灰色的是没有错误时的。](ch09_bugs)

有四个错误（漏掉 2、两处漏掉 σ′、Wᵀ 写成 W），埋下以后网络照样学会了；不和第一行
比一比，你也许还觉得挺满意。（输出层漏掉 σ′ 的，换一种成本和 η 来看，甚至一点没
错，见第 15 章。）Wᵀ 写成 W，在这里只能错在方阵 W² 上，弄坏的是第 1 层，而斜率几
乎都在这一层；可是七个错误里，认对最多的偏偏是它。（为什么，光看一个偏置看不出
来。）`by_a` 里的 `+=` 写成 `=`，一个神经元就只听得到后一层最后一个神经元的要
求，网络没学到多少。漏了除以 m，每一步都是原来的十倍，有的起点几乎什么也没学到。
正负号写反了，成本不降反升。

用转旋钮来检验，七个全都查得出。（要用几幅图像；只用*一幅*，漏没漏除法看不出
来。）而且从比值还能看出该查哪里：

- 各层比值一样，是 `0.5000`、`10.0000` 或 `-1.0000`：查往回走的开头 2(a - y)，
  或者走完以后的除以 m。（更新旋钮的那一步有没有错，比值反映不出来。）
- 最后几层对，再往前就错：查第二个公式。
- 4 到 5 倍，或者 20 倍：漏了一次 σ′（最大也只有 ¼），或者两次。（相加的数有正
  有负时，比值也会略小于 4。）σ′ 使 δ 变小；权重要是大，也许补得回来，见第 15
  章。

## 检验

小网络的一个权重，还有大网络的每一个旋钮：

→ 检验：手算 = 计算带 = 数值

## 回到题目：十个愿望，走一趟

十个愿望各不相同，最后怎么样了？把它们加起来：每个愿望能起多大作用，就占多大分
量；对的那个数字也好，喊得最响的那个也好，都不优先。这样，前一层的每个神经元就有
了一个愿望；再往前，也是一层一层这样做。一路上，每个旋钮都知道了自己的斜
率：13,002 个全有了，代价大约相当于走两遍。

只满足一幅图像的愿望，网络看到什么都说 2。照许多幅图像的平均愿望，一步一步地走，
网络就认得出数字了。

## 我们偷了哪些懒

愿望是变化率，不是命令：它只说动*一点点*会怎样。还有第八个错误，就是谁也没想到的
那个；要防住它，检验用的数就不能靠公式来求。

读文章的人请注意：第三篇文章里的“第三个”和“第二个”神经元，都是输出 2，一次从 1
数起，一次从 0 数起；文章没有说的是，权重的效果*与激活值成正比*，激活值的效果与
权重成正比；文中的“方向传播”应为“反向传播”，错了一个字。第四篇文章从最后一层数
起：它的 -1 层就是我们的第 3 层，循环从 `l = 2` 也就是倒数第二层开始；它的 δ 里
没有 2，因为它的成本是我们的一半（第 8 章）。

## 练习

`make ex09` 生成要你改的文件，并检查你的答案；`make hint09` 给提示。

- **9a** 已知后一层的 δ，求一个隐藏层的 δ。
- **9b** 一条近路：有些神经元除了通到下一层，还有边跳过下一层，通到更后面。这
  时它们的 δ 是多少？

下一章：有了程序库，这些公式就不必自己写了；再看看一条直线分不开的点，网络怎样分
开：`make ch10`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 手头的东西：一个网络，穿过它的一趟，还有目标；全部旋钮的斜率；
// 记在第 4 章的计算带上的旋钮和激活值。
static Net net;
static Walk walk;
static double target[CLASSES];
static Knobs slopes;
static Value taped[DEEPEST + 1][WIDEST * (PIXELS + 1)];
static Value taped_a[DEEPEST + 1][PIXELS];

// 手算，再用计算带求。
static void find_slopes(void) {
    static Tape *t;
    Value miss[CLASSES];
    memset(&slopes, 0, sizeof slopes);
    backward(&net, &walk, target, &slopes);
    tape_free(t);
    t = tape_new();
    for (int i = 0; i < net.size[0]; i++)
        taped_a[0][i] = v_const(t, walk.a[0][i]);
    for (int k = 1; k <= net.last; k++)
        for (int j = 0, in = net.size[k - 1]; j < net.size[k]; j++) {
            Value *w = taped[k] + j * (in + 1);
            for (int i = 0; i <= in; i++)
                w[i] = v_var(t, weight(&net, k, j, i));
            Value sum = v_dot(w, taped_a[k - 1], in);
            taped_a[k][j] = v_sigmoid(v_add(sum, w[in]));
        }
    for (int j = 0; j < net.size[net.last]; j++)
        miss[j] = v_square(v_affine(1, taped_a[net.last][j], -target[j]));
    v_backward(v_sum(miss, net.size[net.last]));
}

// 再把第 k 层的旋钮 i 往上、往下各转一点，由两次的成本求斜率。
static double by_turning(int k, int i) {
    double *turned = &net.knob.of[k][i], old = *turned, change = 0;
    for (int side = -1; side <= 1; side += 2) {
        *turned = old + side * 6e-6;
        forward(&net, &walk);
        change += side * cost(&net, &walk, target);
    }
    *turned = old;
    return change / 1.2e-5;
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

// 某个数字的第一幅图像；要是没有，就是最后一幅。
static int first_of(const Dataset *d, int shown) {
    int i = 0;
    while (i < d->count - 1 && d->label[i] != shown)
        i++;
    return i;
}

// 展示用的网络，还有它对第一幅这个数字的图像走的一趟。
static const uint8_t *take_image(Chapter *c, const Dataset *d) {
    int i = first_of(d, digit);
    start(c->seed);
    show(&net, &walk, d, i, target);
    find_slopes();
    return d->image + i * PIXELS;
}

static void ten_wishes(Chapter *c, const uint8_t *image) {
    const double *out = walk.a[3];
    chapter_section(c, "十个输出，十个愿望");
    text_images(1, &image, 28, 28);
    chapter_predict(c, "九个想降，一个想升：想升的那个，愿望最强吗？");
    Table t = table_begin("输出|现在|目标|2(y - a)|升还是降",
                          "%6d | %6.4f | %9.0f | %8.4f | %-10s");
    for (int j = 0; j < CLASSES; j++) {
        double own = wish(out[j], target[j]);
        const char *signs = own > 0 ? "▲▲▲▲▲▲▲▲" : "▽▽▽▽▽▽▽▽";
        int bytes = 3 * (int)(4 * fabs(own) + 0.5);  // 每个符号占三个字节
        table_row(&t, j, out[j], target[j], own,
                  text_format("%.*s", bytes, signs));
    }
    table_end(&t);
}

static void three_ways(Chapter *c) {
    const double *from = walk.a[2], *w = net.knob.of[3] + digit * 17;
    const double out = walk.a[3][digit], buys = slope_of(out);
    chapter_section(c, "满足愿望的三种办法");
    printf("输出 %d 是 %.4f，偏置增加一个单位，输出就升高 σ′(z) = %.4f。\n"
           "前一层最亮的神经元，激活值是 %.4f。\n",
           digit, out, buys, from[argmax(from, 16)]);
    chapter_predict(c, "那个神经元后面的权重增加一个单位，输出升高多少？");
    Table t = table_begin("神经元|特点|激活值|权重的效果|权重|神经元的效果",
                          "%6d|%-15s|%10.4f|%15.4f|%7.4f|%15.4f");
    for (int k = 0; k < 2; k++) {
        int at = argmax(k ? w : from, 16);
        table_row(&t, at + 1, k ? "权重最大" : "最亮", from[at],
                  buys * from[at], w[at], buys * w[at]);
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch09_bars", "k a weight w activation slope");
    for (int i = 0; i < 16; i++)
        figure_row(f, i + 1, from[i], buys * from[i], w[i], buys * w[i], buys);
    figure_close(c, f);
}

static void wishes_add_up(Chapter *c) {
    const Value *by = taped_a[2];
    int one = 0;  // 愿望最强的神经元
    for (int i = 1; i < 16; i++)
        if (fabs(v_grad(by[i])) > fabs(v_grad(by[one])))
            one = i;
    double sum = wanted_by_all(&net, &walk, target, one);
    chapter_section(c, "愿望相加");
    printf("神经元 %d 的愿望在第 2 层里最强。十个输出对它的要求：\n", one + 1);
    chapter_predict(c, "它该不该亮一些，十个输出的意见会一致吗？");
    Table t = table_begin("输出|自己的愿望|· σ′|· 这条边的权重|= 对它的要求",
                          "%6d|%12.4f|%7.4f|%16.4f|%8.4f");
    Figure *f = figure_open(c, "ch09_wishes", "output neuron wish");
    figure_number(f, "digit", digit);
    for (int j = 0; j < CLASSES; j++) {
        double out = walk.a[3][j], own = wish(out, target[j]);
        double w = weight(&net, 3, j, one), share = own * slope_of(out) * w;
        table_row(&t, j, own, slope_of(out), w, share);
        figure_row(f, j, 0, own);
        for (int i = 0; i < 16; i++)
            figure_row(f, j, i + 1, wanted(&net, &walk, target, j, i));
    }
    table_end(&t);
    printf("加起来，就是这个神经元的愿望：        %8.4f\n"
           "用计算带求得的 -∂C/∂a：               %8.4f\n\n",
           sum, -v_grad(by[one]));
    figure_block(f, "sum", NULL);
    for (int i = 0; i < 16; i++)
        figure_row(f, -1, i + 1, wanted_by_all(&net, &walk, target, i));
    figure_close(c, f);
}

static void take_pencil(void) {
    net = (Net){.last = 2,
                .size = {2, 3, 2},
                .knob.of = {[1] = {1, -2, 1, -1, 2, 0, 2, 1, -2},
                            [2] = {1, -1, 2, -1, -2, 1, 0.5, 0.5}}};
    walk = (Walk){.a[0] = {1, 0.5}};
    target[0] = 1, target[1] = 0;
    forward(&net, &walk);
    find_slopes();
}

static void with_a_pencil(Chapter *c) {
    static const char *const low[] = {"₁", "₂", "₃"};
    const double *x = walk.a[0], *y = target, *in = walk.a[1], *out = walk.a[2];
    const double *before = walk.delta[1], *d = walk.delta[2];
    take_pencil();
    chapter_section(c, "用铅笔算：2-3-2");
    printf("x = (%g, %g)，y = (%g, %g)。网络的权重、偏置和激活值：\n"
           "\n",
           x[0], x[1], y[0], y[1]);
    Table t = table_begin("层 | 神经元 | 来自 1、2、3 的权重 | b | a",
                          "%5d | %6d | %-20s | %4.1f | %6.4f");
    for (int k = 1; k <= 2; k++)
        for (int j = 0, i; j < net.size[k]; j++) {
            char w[40];
            for (i = 0; i < net.size[k - 1]; i++)
                snprintf(w + 6 * i, 8, "%5.1f ", weight(&net, k, j, i));
            table_row(&t, k, j + 1, w, weight(&net, k, j, i), walk.a[k][j]);
        }
    table_end(&t);
    for (int j = 0; j < 2; j++)
        printf("  δ²%s = 2·(%.4f - %g) · %.4f·(1 - %.4f) = %.4f\n", low[j],
               out[j], y[j], out[j], out[j], d[j]);
    printf("\n");
    chapter_predict(c, "神经元 3（第 1 层）的 δ，由 W² 求得：大于还是小于 0？");
    for (int i = 0; i < 3; i++)
        printf("  δ¹%s = (%4.1f·%.4f + %4.1f·%.4f) · %.4f·(1 - %.4f) = %.4f\n",
               low[i], weight(&net, 2, 0, i), d[0], weight(&net, 2, 1, i), d[1],
               in[i], in[i], before[i]);
    printf("\n再求一个斜率，就是从 x₂ 到神经元 3 那个权重的斜率：\n\n"
           "  ∂C/∂w = δ¹₃·x₂ = %.4f·%g = %.4f\n\n",
           before[2], x[1], slopes.of[1][7]);
}

enum { STARTS = 3 };

static void wishes_granted(Chapter *c, const Dataset *d, const Dataset *test) {
    const int other = (digit + 5) % CLASSES;
    double out[6][CLASSES], costs[3][STARTS], own[CLASSES * 17];
    int so[3][STARTS] = {{0}};  // 被认成展示的那个数字的
    int lost[STARTS] = {0};     // 要求被压下去的输出
    for (int s = STARTS - 1; s >= 0; s--) {  // 展示用的网络放在最后
        start(c->seed + (uint64_t)s);
        memcpy(own, net.knob.of[3], sizeof own);
        for (int after = 0; after < 3; after++) {
            Dataset one = dataset_part(d, first_of(d, digit), after == 1);
            learn(&net, &one, 1, rate, backward);
            if (after == 2)  // 第 3 层除外
                memcpy(net.knob.of[3], own, sizeof own);
            for (int i = 0; i < test->count; i++) {
                show(&net, &walk, test, i, target);
                so[after][s] += argmax(walk.a[3], CLASSES) == digit;
            }
            for (int k = 1; k >= 0; k--) {
                show(&net, &walk, d, first_of(d, k ? other : digit), target);
                memcpy(out[3 * k + after], walk.a[3], sizeof out[0]);
            }
            costs[after][s] = cost(&net, &walk, target);
        }
        for (int j = 0; j < CLASSES; j++)
            lost[s] += (out[2][j] - out[0][j]) * wish(out[0][j], target[j]) < 0;
    }
    chapter_section(c, "满足愿望");
    printf("走一步，η = %g，只为这个 %d：看它和另一幅图像（%d）的输出。\n",
           rate, digit, other);
    chapter_predict(c, "另一幅图像的输出，会往哪边动？");
    Table t =
        table_begin("输出|它的愿望|之前|之后|只动第 1、2 层|另一幅之前|之后",
                    "%6d|%8.4f|%6.4f|%6.4f|%16.4f|%11.4f|%6.4f");
    for (int j = 0; j < CLASSES; j++)
        table_row(&t, j, wish(out[0][j], j == digit), out[0][j], out[1][j],
                  out[2][j], out[3][j], out[4][j]);
    table_end(&t);
    printf("只动第 1、2 层，三个网络分别有 %d、%d、%d 个输出"
           "（共 %d 个）被压下去；\n"
           "成本降了 %.4f、%.4f、%.4f。\n",
           lost[0], lost[1], lost[2], CLASSES, costs[0][0] - costs[2][0],
           costs[0][1] - costs[2][1], costs[0][2] - costs[2][2]);
    printf("走这一步之前，三个网络分别把 %d、%d、%d 幅（共 %d 幅）认成 %d；\n"
           "走完以后，是 %d、%d、%d 幅。\n\n",
           so[0][0], so[0][1], so[0][2], test->count, digit, so[1][0], so[1][1],
           so[1][2]);
}

// 返回这些图像的平均成本；*right 是网络认对了几幅。
static double read_all(const Dataset *d, double *right) {
    double mean = 0;
    *right = 0;
    for (int i = 0; i < d->count; i++) {
        show(&net, &walk, d, i, target);
        mean += cost(&net, &walk, target) / d->count;
        *right += is_right(walk.a[3], d->label[i]);
    }
    return mean;
}

static void it_learns(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 5 };
    static const int until[PARTS] = {0, 1, 10, 30, 100};  // 百分之几
    double mean[PARTS][STARTS], right[PARTS][STARTS];
    for (int s = 0; s < STARTS; s++) {
        start(c->seed + (uint64_t)s);
        for (int p = 0, from = 0, to; p < PARTS; p++, from = to) {
            to = d->count * until[p] / 100;
            Dataset part = dataset_part(d, from, to - from);
            learn(&net, &part, batch, rate, backward);
            mean[p][s] = read_all(test, &right[p][s]);
        }
    }
    chapter_section(c, "它学会了");
    printf("三个起点，每步 %d 幅图像，η = %g。"
           "表里是成本，还有 %d 幅新图像里认对几幅。\n"
           "要是每个输出都是十分之一，成本就是 0.9。\n",
           batch, rate, test->count);
    chapter_predict(c, "所有图像都看过一遍，成本会低于这个数吗？");
    Table t = table_begin("看过的图像|成本|认对|成本|认对|成本|认对",
                          "%11d|%7.4f|%5d|%9.4f|%5d|%9.4f|%5d");
    for (int p = 0; p < PARTS; p++)
        table_row(&t, d->count * until[p] / 100, mean[p][0], right[p][0],
                  mean[p][1], right[p][1], mean[p][2], right[p][2]);
    table_end(&t);
}

static void what_it_costs(Chapter *c) {
    const double once = 784 * 16 + 16 * 16 + 16 * 10;
    const double back = once + 16 * 16 + 16 * 10, both = once + back;
    const double some = 2 * (12560 * (1 + 16 + 160) + 272 * (1 + 10) + 170);
    chapter_section(c, "要花多少工夫");
    printf("往前要 784·16 + 16·16 + 16·10 = %.0f 次乘加，"
           "往回要 %.0f，合计 %.0f。\n",
           once, back, both);
    chapter_predict(c, "往前走 26,004 遍，工作量是这个的几倍？");
    printf("26,004 · %.0f = %.0f：%.1f 倍。\n"
           "只算受影响的部分：2·(12560·(1+16+160) + 272·(1+10) + 170) = "
           "%.0f：%.1f 倍。\n\n",
           once, 26004 * once, 26004 * once / both, some, some / both);
    Figure *f = figure_open(c, "ch09_work", "forward backward turning some");
    figure_row(f, once, back, 26004 * once, some);
    figure_close(c, f);
}

static enum { HEALTHY, HALF, LAST, OUTER, INNER, W_FOR_WT, SUM, SIGN } bug;
static const char *const bug_name[] = {
    [HEALTHY] = "没有错误",    [HALF] = "2(a - y) 写成 a - y",
    [LAST] = "+= 写成 =",      [OUTER] = "输出层漏掉 σ′",
    [INNER] = "隐藏层漏掉 σ′", [W_FOR_WT] = "Wᵀ 写成 W",
    [SUM] = "漏了除以 m",      [SIGN] = "a - y 写成 y - a"};

static void backward_with_bug(const Net *n, Walk *v, const double *y,
                              Knobs *slope) {
    const double two = bug == HALF ? 1 : bug == SIGN ? -2 : 2;
    for (int k = 3; k >= 1; k--) {
        bool bare = bug == (k == 3 ? OUTER : INNER);
        bool across = bug == W_FOR_WT && k == 1;  // 只有 W² 是方的
        for (int i = 0; i < n->size[k]; i++) {
            double out = v->a[k][i], by_out = k == 3 ? two * (out - y[i]) : 0;
            for (int j = 0; k < 3 && j < n->size[k + 1]; j++) {
                double w = weight(n, k + 1, across ? i : j, across ? j : i);
                by_out = (bug == LAST ? 0 : by_out) + w * v->delta[k + 1][j];
            }
            v->delta[k][i] = bare ? by_out : by_out * slope_of(out);
        }
        add_slopes(n, v, k, slope);
    }
}

// 各层第一个偏置的斜率，除以转旋钮得到的斜率；都是这些图像加起来的。
static void judge(const Dataset *d, double *ratio) {
    add_up(&net, d, 0, d->count, backward_with_bug, &slopes);
    for (int k = 1; k <= 3; k++) {
        int bias = net.size[k - 1];
        double turned = 0;
        for (int i = 0; i < d->count; i++) {
            show(&net, &walk, d, i, target);
            turned += by_turning(k, bias);
        }
        ratio[k] = (bug == SUM ? d->count : 1) * slopes.of[k][bias] / turned;
    }
}

static void seven_bugs(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { PARTS = 20 };
    const int size = d->count / PARTS;
    Dataset ten = dataset_part(d, 0, 10);
    chapter_section(c, "七个错误");
    printf("三个起点，各把所有图像看一遍，再看 %d 幅新图像里认对几幅；\n"
           "还有求得的斜率除以转旋钮得到的斜率，用十幅图像来求。\n",
           test->count);
    chapter_predict(c, "埋下哪些错误，网络照样学得会？");
    Table t = table_begin("错误 | 最少 | 最多 | 第 1 层 | 第 2 层 | 第 3 层",
                          "%-20s|%5.0f|%4.0f|%9.4f|%9.4f|%9.4f");
    Figure *f = figure_open(c, "ch09_bugs", "step cost");
    for (bug = HEALTHY; bug <= SIGN; bug++) {
        double right[STARTS], ratio[4];
        figure_block(f, bug ? "a bug" : "no bug", NULL);
        for (int s = 0; s < STARTS; s++) {
            start(c->seed + (uint64_t)s);
            for (int p = 0; p < PARTS; p++) {
                Dataset part = dataset_part(d, p * size, size);
                if (s == 0)  // 求成本，用的是接下来要看的图像
                    figure_row(f, p * size / batch, read_all(&part, right));
                learn(&net, &part, batch, bug == SUM ? rate * batch : rate,
                      backward_with_bug);
            }
            read_all(test, &right[s]);
        }
        Spread of = spread_of(right, STARTS);
        start(c->seed);
        judge(&ten, ratio);
        table_row(&t, bug_name[bug], of.low, of.high, ratio[1], ratio[2],
                  ratio[3]);
    }
    figure_close(c, f);
    table_end(&t);
}

static void check(Chapter *c, const Dataset *d) {
    static double other[WIDEST * (PIXELS + 1)];
    report_begin(c);
    take_pencil();
    report_row(c, "∂C/∂w，从 x₂ 到 3", slopes.of[1][7], v_grad(taped[1][7]),
               by_turning(1, 7));
    take_image(c, d);
    for (int turn = 0; turn < 2; turn++)
        for (int k = 3; k >= 1; k--) {
            const char *how = turn ? "转旋钮" : "计算带";
            int n = net.size[k] * (net.size[k - 1] + 1);
            for (int i = 0; i < n; i++)
                other[i] = turn ? by_turning(k, i) : v_grad(taped[k][i]);
            report_lists(c, text_format("第 %d 层，手算和%s", k, how),
                         (size_t)n, slopes.of[k], other, turn ? 0 : 1e-13);
        }
    report_end(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    ten_wishes(c, take_image(c, d));
    three_ways(c);
    wishes_add_up(c);
    with_a_pencil(c);
    wishes_granted(c, d, test);
    it_learns(c, d, test);
    what_it_costs(c);
    seven_bugs(c, d, test);
    check(c, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch09_backprop", "十个输出，十个愿望",
                                         options, &folder, TRAIN, TEST, tell});
}
