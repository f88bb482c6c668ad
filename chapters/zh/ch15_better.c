/*
# 第 15 章：让同一个网络学得更好

**这一章的问题。** 第 13 章里，有些数字丢失了：输出被压得太低，σ′ 就几乎是 0，每
个愿望都要乘上 σ′，输出也就很久才回得来，甚至回不来。非这样不可吗？这一章先换一
种成本，把 σ′ 从公式里约掉，看看丢失的数字会怎样。再找一个不会让神经元饱和的起
点，看这两招哪一招更管用。最后把网络加深到五层：δ 往回走，还传得到第 1 层吗？

这一章说一个网络学得*更好*，意思是训练一两轮以后，丢失的数字更少，或者认对的测试
图像更多。这只看得出学得快不快。最后能有多好，还有过拟合和权重衰减，都留给第 16
章。

请对照第四篇文章，以及 A1-6、A3-21、A4-3 这几条和提醒 E2、E19、N4 来读。用
`make ch15` 运行；旋钮也可以转，例如 `make ch15 ARGS="--z 6"`。文中说认对多少，
都是用真正的 MNIST（`make mnist`）量出来的。

**本章要点** 成本换成交叉熵，σ′ 就约掉了，输出层的误差项只剩 δ = a − y，错得越
多，学得越快：用平方弄丢的数字，换成交叉熵再训练一轮，全都找了回来。初始权重的标
准差取 1/√n，加权和就落在 σ 较陡的一段；网络有隐藏层时，每种办法都试过几个 η 再
比，最管用的就是换这个起点。δ 每往回一层要乘两个因子，一个来自权重，一个来自
f′：sigmoid 配 1/√n，只剩大约四分之一（梯度消失）；ReLU 配 √(2/n)，大小不变。

**新词**

交叉熵 (cross-entropy)
: 一种成本，目标是 1 时为 -ln a，目标是 0 时为 -ln(1 - a)。a = ½ 时是 0.693。

归一化指数函数 (softmax)
: 把十个加权和变成十个输出：eᶻ 除以全部 eᶻ 的和。z 是 0、0，输出就是 ½、½。

初始化 (initialisation)
: 训练开始以前，权重怎样随机取值，也就是起点；标准差 1/√784 就是 1/28。

修正线性单元 (ReLU)
: 用 max(z, 0) 代替 σ(z)。z > 0 时斜率是 1，z < 0 时是 0。

梯度消失 (vanishing gradient)
: δ 每往回一层就小一截，传到前面几乎没有了；每层只剩 ¼，五层以后就是 1/1024。
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>

static double start = 8, eta = 0.1;
enum { WIDTH = 30, DEEP = 5 };

static const Option knobs[] = {
    {"--z", KNOB_NUMBER, &start, -8, 12, "the sum z that one neuron starts at",
     "单个神经元起点的加权和 z"},
    {"--eta", KNOB_NUMBER, &eta, 0.001, 100, "η of that neuron",
     "它的学习率 η"},
    {0},
};

/*
先做检验：下面这些公式算出的斜率，要和计算带一致，也要和数值斜率一致。每种成本的
δ 都往回传到一个隐藏神经元，那里用 σ，或者用 ReLU。

→ 检验：手算 = 计算带 = 数值

## σ′ 到哪里去了

一个错得离谱的神经元，为什么学得慢？拿一个来看：只有一个输入，永远是 1；目标是
0。加权和 z = w + b，输出 a = σ(z)，成本取平方误差的一半，½(a - y)²，下面就叫“平
方”。按链式法则，δ 是两个因子的乘积，一个是 ∂C/∂a = a - y，一个是 ∂a/∂z = σ′ =
a(1 - a)。
*/

static double half_square(double z, double y) {
    double a = m_sigmoid(z);
    return (a - y) * (a - y) / 2;
}

static double half_square_delta(double z, double y) {
    double a = m_sigmoid(z);
    return (a - y) * a * (1 - a);
}

/*
输出本该是 0，a 却接近 1，就是错得离谱了。偏偏这时神经元也饱和了，σ′ 几乎是 0，δ
也就几乎是 0。错得最厉害的神经元，反而学得最慢。

能不能换一种成本，让 ∂C/∂a 正好把 σ′ 抵消掉？我们想要 δ 和错的程度成正比：

$$\frac{\partial C}{\partial a}\,a(1-a) = a - y,
\qquad\text{所以}\qquad
\frac{\partial C}{\partial a} = \frac{a-y}{a(1-a)}.$$

y = 0 时，右边是 1/(1 - a)，也就是 -ln(1 - a) 的斜率。y = 1 时，右边是 -1/a，也
就是 -ln a 的斜率。这种成本叫作**交叉熵**；有十个输出，就把十份加起来。第 9 章的
那些公式，只有第一个要改。

交叉熵量的是有多意外。把 a 看作“答案是 1”的概率，那么真正的答案事先分到多大的概
率 p？y = 1 时是 a，y = 0 时是 1 - a。成本就是 -ln p：p = 1，成本是 0；p 越小，
成本越大，没有上限。（那么平方就不好吗？要是没有 σ，a 就是 z，平方的 δ 直接就是
a - y。只有接在 σ 后面，平方才吃亏。）

代码里，1 - a 写成 σ(-z)。因为从 z = 37 起，a 就舍入成 1 了；这时 1 - a 算出来是
0，取对数就成了 -∞。
*/

static double cross_entropy(double z, double y) {
    return -y * m_log(m_sigmoid(z)) - (1 - y) * m_log(m_sigmoid(-z));
}

static double cross_entropy_delta(double z, double y) {
    return m_sigmoid(z) - y;
}

/*
![图 15.1：目标是 0 的一个神经元。左边是两种成本，右边是它们的斜率 δ。蓝线一变
平，δ 也就没了。](ch15_costs)

z 很大时，平方成本上了高原：C 再大也超不过 ½，高原上几乎没有斜率。交叉熵却一路往
上，到后来 z 加 1，成本也加 1。

## 一个错得离谱的神经元

有了 σ′，要多走几步？让这个神经元来学。这个实验 Nielsen 的书里也有，这里的数是我
们自己算的。
*/

typedef double Delta(double z, double y);

static int steps_to_half(Delta *delta, double z) {
    int steps = 0;
    for (; z > 0 && steps < 100000; steps++)
        z -= 2 * eta * delta(z, 0);  // 输入是 1，w 和 b 都要走 η 乘 δ
    return steps;
}

/*
→ 一个错得离谱的神经元

从 z = 8 出发，用交叉熵要走 `45` 步，用平方要走 `15041` 步。起点每往外挪 2，交叉
熵只多走十步：那一带 δ 接近 1，η 取 `0.1`，z 一步能走将近 2η，也就是五分之一。平
方呢，每往外挪 2，步数变成好几倍，到后来大约是 7 倍：离 0 很远的地方，δ 接近
e⁻ᶻ，而 e² 比 7 大一点。

## 十个得分，还是十个份额

十个输出，说的是每个数字有多大的概率吗？第一篇文章是这样读的。可是十个 σ 回答的
是十个不相干的问题，谁也没有规定它们加起来要等于 1。十个 σ 可以说“哪个都不是”，
也可以说“有两个都像”。

**softmax** 把 1 分给各个输出：先把每个 z 变成 eᶻ，一定是正数，再除以总和。可是
z 一到 710，eᶻ 就大得 double 装不下了；float 呢，到 89 就装不下。所以求 e 的幂之
前，每个 z 都先减去最大的那个 z。这等于分子分母同除以一个数：份额不变，而 eᶻ 再
也不会溢出。
*/

static void softmax(const double *z, int n, double *a) {
    double most = z[0], sum = 0;
    for (int j = 1; j < n; j++)
        most = z[j] > most ? z[j] : most;
    for (int j = 0; j < n; j++)
        sum += a[j] = m_exp(z[j] - most);
    for (int j = 0; j < n; j++)
        a[j] /= sum;
}

/*
拿三个加权和来试：0、0 和 ln 2。e 的幂是 1、1 和 2，份额就是 ¼、¼ 和 ½。三个都加
上 100，份额一点也不变：要紧的只是它们之间的差。

成本是 -ln a，只看正确的那个输出：见到标签，有多意外。要是十选一瞎猜，成本就是
ln 10。这种成本也叫交叉熵。取对数正好把 e 的幂消掉，斜率和前面一样：

$$C = -\ln a_{label} = \ln\sum_k e^{z_k} - z_{label},\qquad
\frac{\partial C}{\partial z_j} = a_j - y_j.$$

因为 ln Σ eᶻ 对 zⱼ 的斜率，是 e 的 zⱼ 次方除以 Σ eᶻ，也就是 aⱼ；zⱼ 要是标签的那
个 z，后面那一项还会让斜率减去 1。所有的 δ 加起来是 0：一个输出要多拿，就得从别
的输出那里扣。

（只有 z 和 0 两个加权和时，第一个的份额是 eᶻ/(eᶻ + 1)，正好是 σ(z)。所以 -ln
σ(z) 就是 ln(1 + eᶻ) - z。我们的网络算的是后面这个式子，因为 z 比 -745 还小时，
连 σ 都舍入成 0，取对数就成了 -∞。为了不让 eᶻ 溢出，其中的 ln(1 + eᶻ) 又写成
max(z, 0) + ln(1 + e^-|z|)，两者相等。）

图上画的要是根本不是数字，这样就不合适了：十个 σ 可以全都很小，softmax 却还是要
把 1 分出去。

## 丢失的数字

回到开头的问题。第 13 章的 784-10 没有隐藏层，推动权重的 δ 是什么样，就全看成
本：要么是 (a - y)σ′，要么是 a - y。那里有五个网络，权重的标准差取 1，成本用平
方，η = 3。训练一轮以后，五个网络一共五十个数字，丢失了 `17` 个。一个数字的测试
图像，20 幅里认对的不到 1 幅，就算丢失。
*/

typedef struct Digits {
    int all[CLASSES], right[CLASSES];  // 每个数字的测试图像
} Digits;

static bool is_lost(const Digits *d, int digit) {
    return 20 * d->right[digit] < d->all[digit];
}

/*
先从头训练。配方有五种，每种是一种成本配一个起点，各试三个 η。起点就是第 13 章的
两种：标准差取 1；或者取小一些的 1/√n，n = 784，下一节再细说。

第二个试验更苛刻。换一种成本，也许没有数字会被压得那么低；可是*已经*丢失的，还找
得回来吗？丢失了 `17` 个数字的那五个网络，接着再训练一轮。换的只是成本，或者只是
η。

→ 丢失的数字

用平方，从标准差 1 出发，不管 η 取多少，五十个数字里总要丢失 `15` 到 `21` 个。用
交叉熵（两个起点都算）或者用 softmax，不管 η 取多少，一个也没有丢。成本不换，只
把权重取小，步子小的时候也一个不丢；可是取 η = 10，就丢失 `29` 个，因为步子一
大，就把 z 甩到左边很远的地方。起点走几步就离开了，成本却每一步都在起作用。

已经丢失的，也找得回来。还是用平方，还是弄丢数字的那个 η，`17` 个里找回 `2` 个。
换成交叉熵，η 不变，`17` 个全都找了回来。走一步的规则，两者差的只有 σ′。

步子迈大些，是不是也行？取 η = 30，平方也找回了 `15` 个。可是找回来，不等于认得
好。这时五个网络平均每 100 幅认对 `70.1` 幅，比 η = 3 时的 `66.3` 幅多不了几幅：
找回来的数字大多认得很差，要不然就是别的数字吃了亏。用交叉熵，五个网络认对
`86.8` 幅。

## 起点：1/√n

交叉熵只去掉了*最后*一层的 σ′。隐藏层的 δ 里还有 σ′（第 9 章），所以隐藏层的加权
和不能离 0 太远。实际上离得远不远呢？

确实离得远。图 6.5 画过：一半以上落在 ±5 以外，那里的 σ 是平的。因为加权和是 Σ
w·x，每个权重各取各的，互相独立，平均是 0，标准差是 1，乘上 x，标准差就是 |x|。
独立的数相加，标准差的平方也相加，所以不管权重取自哪种分布，Σ w·x 的标准差都是
√(Σ x²)，也就是 x 的长度。而一幅图像的长度大约是九（第 6 章）。

办法很简单，标准差改取 1/√n 就行（LeCun 等人，1998 年）。n 是这一层的输入个数，
隐藏层是 784，输出层是 30。这样一来，九变成二十八分之九，大约三分之一。要到 ±5，
得有十五个标准差那么远：没有一个加权和到得了那里，σ′ 也就接近最大值 ¼。（偏置从
0 开始，因为权重已经让神经元各不相同。）

标准差再大一点，也许一样好。只有一个隐藏层时，别的大小我们没有试过；到了五层，会
试一试。（`times` 是放大倍数的平方。）
*/

static void draw(Tensor *w, double times, Rng *r) {
    for (int i = 0; i < w->rows * w->cols; i++)
        w->data[i] = (real)(sqrt(times / w->cols) * rng_normal(r));
}

static void draw_all(Learner *l, double times) {
    Rng r = rng_new(l->seed);
    for (int k = 0; k < l->mlp.layers; k++)
        draw(l->mlp.weight[k], times, &r);
}

/*
## 各种办法，各试几个 η

网络有了隐藏层，每种办法各有多大用处？我们训练第四篇文章的 784-30-10，还是那五种
配方。只用一个 η 来比不公平：这种办法用着正好，另一种可能就嫌太大。所以每种都试
五个学习率，`0.1`、`0.3`、1、3 和 10，拿各自最好的成绩来比，比的是认对多少。每个
学习率都用同样的五个种子，种子决定起点和图像的次序。五个网络看中位数，因为就算有
一个运气特别差，中位数也不受影响；最低和最高也列出来。

→ 各种办法，各试几个 η

![图 15.2：各个学习率下认对多少，画的是五个网络的中位数；第四篇文章的配方还画了
一条色带，从最低到最高。](ch15_rates)

各种办法最好的学习率，都没有落在五个的两头。η 太小，步子短，两轮不够走；η 太大，
步子就迈过了头，用交叉熵时最明显。用平方，最好的是 3，也就是第四篇文章取的；照第
三篇文章的说法，这算大了。其实该小的是步子，也就是 η 乘以梯度；用平方，输出的 δ
里有 σ′，最大才 ¼。用交叉熵，输出的 δ 里没有 σ′，最好的 η 不超过 1。

只换成本，是 `93.2`。只换起点，是 `94.7`，最低的 `94.4` 也高过只换成本的最高
`93.5`。（两种办法要是一样好，单凭运气，这五个要正好包下十个里的前五名，252 次才
碰得上一次。）可见在这里换起点更管用，还不费什么事。两样都换，也是 `94.7`：起点
换好以后，只训练两轮的话，看不出再换交叉熵有什么好处。softmax 是 `95.3`，也许能
多认对半幅；为什么，我们没有深究。

数字丢失了几个？第四篇文章的配方，认对 `83.7` 到 `92.6`，丢失了 `2` 个。别的配方
一个也没有丢。

## 每过一层，δ 变成多少

层数多些，应该更好吧？至少第一篇文章是这样指望的。可是 δ 传得到第 1 层吗？δ 每往
回一层要变两次（第 9 章）：先乘上权重相加，得到 Σ w·δ，交回给前面的一个神经元，
再乘以这个神经元自己的 f′。

隐藏层的激活函数 f 可以用 σ，也可以用 **ReLU**，就是 max(z, 0)。ReLU 不用求 e 的
幂，只要信号通得过，斜率就是 1。（z = 0 处有第 1 章提醒过的尖角，那里的斜率我们
取 0。干脆用 z 本身呢？那就不弯了，几层会并成一层，见第 6 章。）
*/

static double activation(Activation f, double z) {
    return f == SIGMOID ? m_sigmoid(z) : z > 0 ? z : 0;
}

static double slope(Activation f, double z) {
    double a = activation(f, z);
    return f == SIGMOID ? a * (1 - a) : z > 0;
}

/*
![图 15.3：σ 和 ReLU（左），还有两者的斜率（右）。σ′ 最大才 ¼，往两边去几乎是
0；ReLU 的斜率不是 1 就是 0。](ch15_relu)

δ 的这两次变化，计算带都知道。t_backward 以后，一层的 a 的梯度，就是权重交回来的
和；z 的梯度，就是 δ。
*/

static Tensor *record(const Learner *l, const Batch *b, Tensor **z,
                      Tensor **a) {
    const Mlp *m = &l->mlp;
    for (int k = 0; k < m->layers; k++) {
        z[k] = t_linear(k ? a[k - 1] : b->x, m->weight[k], m->bias[k]);
        a[k] = mlp_activate(m->hidden, z[k]);
    }
    return l->recipe.cost->of(z[m->layers - 1], b);  // 最后的 a 用不上
}

/*
→ 每过一层，δ 变成多少

每个网络都有五个隐藏层，各 30 个神经元，后面接 softmax。表里的*权重*和 *f′*，是
第 4 层的两个因子；*往回*，是第 5 层的 δ 传到第 1 层还剩多少。（大小这样算：先平
方，再求平均，最后开方。）

**权重的因子。** 交回给一个神经元的，是许多乘积的和，后一层有几个神经元，就有几
个乘积。每个乘积里有一个权重，权重的平方平均是 1/n；乘积也正好有 n 个，因为这几
层一样大。所以加起来，大约就和一个 δ 一样大：取 1/√n，这个因子将近 1；取 4/√n，
将近 4。

**σ 的 f′** 最大才 ¼。取 1/√n，f′ 是 `0.236`，权重又补不上。所以每过一层只剩大约
四分之一，过四层就只剩 `0.0030`：这就是**梯度消失**。取 4/√n，权重本来补得上 ¼。
可是权重大了，往前走时加权和也大，σ 更平：f′ 降到 `0.160`。就算这样，δ 还是传到
了 `0.1847`，是取 1/√n 时的六十倍。（别的层，这两个因子和第 4 层略有不同。）

**ReLU 的 f′**，对关着的神经元是 0（z 是负的，就叫关着），大约有一半关着。所以 δ
的平方和剩下一半，δ 就剩下 ½ 的平方根：`0.691`。取 1/√n，过四层剩下 ¼，这里是
`0.2481`。起点放大到根号 2 倍，取 √(2/n)，正好补回来，这是何恺明等人 2015 年提出
来的：δ 全都传得到，`1.0332`。（权重再大，δ 就一层比一层大，叫**梯度爆炸**。还
有，一个神经元要是不管看哪幅图像都关着，就得不到 δ，也就*死*了，除非前面的层变
了，把它唤醒。）

**要紧吗？** 比一比前四行，每行试了三个 η，取最好的（每次都是中间那个）。同样从
1/√n 出发，σ 认对 `73.5`，ReLU 认对 `94.9`：这是 f 的功劳。同样用 σ，起点放大，
就认对 `94.5`：这是起点的功劳。两样有一样就够了。ReLU 从更大的起点出发，是
`94.4`：δ 传到四分之一，和全都传到一样好。

*移动*看的是第 1 层：开头 1000 步，也就是训练的十分之一，权重离开起点多远（起点
自己的长度算 1）。用 σ，取 1/√n，虽然 η 最大，也只有 `0.14`；后面三行是 `0.53`
到 `0.63`。梯度消失了，第 1 层起初几乎不动。

**可是，真是因为 δ 吗？** 两幅图像靠什么区分？靠加权和的差别。这差别是往前传的，
经过同样的权重、同样的 f′。表里的*往前*，就是第 1 层的差别到第 5 层还剩多少：用
σ，取 1/√n，只剩 `0.003`。（用 ReLU，往前剩下的比往回少：一个神经元要是只对两幅
里的一幅开着，差别就只通得过一部分。）那么，会不会毛病不在 δ，而在于第 5 层看
来，所有的图像都一个样？单凭这四行说不清：往回传到的少，往前传到的也少。

Adam 回答了一半：图像是不是都一个样。一个权重的斜率是大是小，Adam 看不见（第 11
章）。用 Adam 的那一行，起点和第一行一样，往回和往前也都一样；可是 δ 小，步子并
不跟着变小：第 1 层移动了 `5.03`，网络认对 `92.9`。可见刚出发时，图像之间的差别
并没有丢。缺的是大小：不是 δ 太小，就是往前的差别太小，也可能两样都是。到底是哪
样，Adam 说不清；训练以后*往前*还剩多少，我们也没有量。（大家一起加大 η 没有用，
第 5 层的步子也跟着变大：1、3 和 10 里面，普通的步子还是 3 最好。）

也许 Adam 本来就更好？没有好多少：从 4/√n 出发，传到的 δ 够用，Adam 认对
`94.8`，普通的步子认对 `94.5`。从 `92.9` 到 `94.8` 还差一点，也许差在往前的路
上，也许差在 η，Adam 只试了一个。

可见这几个深的网络，传到的 δ 够用的，或者 δ 的大小不算数的，都学会了。层数多，在
这里没有带来好处：只有一个隐藏层的，用 σ 配 softmax，就认对 `95.3`。

→ 正文里的数

## 到底是什么让它学得更好

σ′ 几乎是 0，丢失数字就免不了吗？不是。数字丢了找不回来，是因为输出的 σ′ 太小。
用交叉熵把它约掉，`17` 个丢失的数字一轮就全找了回来；η 一样，平方只找回 `2` 个。
从第一步就用交叉熵，三十个网络（两个起点，三个 η，五个种子）一个数字也没有丢。

网络有了隐藏层，换起点更管用：从 `92.2` 到 `95.3`，大半是 1/√n 的功劳，从那里出
发，没有一个加权和落在 σ 平的地方。两种办法，都是不让 σ′ 吃掉 δ：交叉熵管最后一
层，一直管用；起点每一层都管，可是步子太大，就白费了。（说起点管用是因为 σ′，这
只是我们的理解：第 14 章说过，起点大，和白纸相连的权重就一直大，那也可能碍事。）
到了五层，σ 换一个起点，还是学会了；或者让 ReLU 来代替 σ，它的斜率不吃 δ。

## 我们偷了哪些懒

这里说的“更好”，只是学得更快。第 13 章照第四篇文章的配方训练三十轮，认对的和这里
的 softmax 训练两轮差不多。这些办法最后能走多远，网络会不会把图像背下来，要看第
16 章。我们试的学习率，前后两个大多差三倍，最好的那个又是用测试集挑的，种子也只
有五个；所以在这里，十分之几幅的差别说明不了什么。还有，要得到这样干净的 δ，
softmax 或 σ 要配上*自己的*交叉熵：softmax 后面接平方，σ′ 那样的因子又回来了。

## 练习

`make ex15` 生成要你改的文件，并检查你的答案；`make hint15` 给提示。

- **15a** 激活函数换成 tanh，目标是 -1 和 1。哪种成本的 δ 是 a - y？
- **15b** softmax 后面接平方：求出 δ，看 σ′ 那样的因子怎样回来。
- **再深呢？** 隐藏层换成十层 ReLU，训练两轮能认对多少？先猜，再量：
  `--hidden 30,30,30,30,30,30,30,30,30,30 --epochs 2 --rate 0.03`。要看出差别来
  自层数，而不是运气，也不是 η，还要另外跑哪几次来对照？

想训练自己的网络，随便加上哪个训练选项都行，程序会用 softmax 和 ReLU：
`make ch15 ARGS="--hidden 100,50 --epochs 5 --save better.safetensors"`。

下一章：这些办法都用上，老老实实地量，到底能有多好？`make ch16`。

## 工作台

下面的代码打印表格，写出画图用的数，再训练网络：配方有几种，每种试几个学习率，每
个学习率用五个种子。
*/

enum { IMAGES = 50000, TESTS = 10000, SEEDS = 5, EPOCHS = 2 };
static Dataset train, test;

/* ---- 检验 ---- */

// 输出 j 的 δ。
static double delta(const Cost *cost, const real *sums, int label, int j) {
    double z[CLASSES], a[CLASSES], y = label == j;
    for (int k = 0; k < CLASSES; k++)
        z[k] = (double)sums[k];
    softmax(z, CLASSES, a);
    return cost == &half_squares ? half_square_delta(z[j], y)
           : cost == &by_sigmoid ? cross_entropy_delta(z[j], y)
                                 : a[j] - y;
}

// 第一个隐藏神经元的 δ，也就是它的偏置的斜率。
static void check_delta(Chapter *c, const char *name, Activation f,
                        const Cost *cost) {
    const Recipe r = {NULL, {1, {WIDTH}}, f, INIT_HE, cost, .rate = 1};
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    Tensor *z[2], *a[2], *w = l.mlp.weight[1], *bias = l.mlp.bias[0];
    double by_hand = 0;
    t_backward(record(&l, &b, z, a));
    for (int i = 0; i < b.n; i++)
        for (int j = 0; j < CLASSES; j++)
            by_hand += delta(cost, z[1]->data + i * CLASSES, b.label[i], j) *
                       (double)w->data[j * WIDTH] *
                       slope(f, (double)z[0]->data[i * WIDTH]) / b.n;
    report_knob(c, name, by_hand, bias->grad[0], cost_on_batch, &k, bias->data);
    learner_free(&l);
}

static void check(Chapter *c, const Recipe *asked) {
    (void)asked;
    report_begin(c);
    check_delta(c, "½(a - y)²，隔着 σ", SIGMOID, &half_squares);
    check_delta(c, "交叉熵，隔着 σ", SIGMOID, &by_sigmoid);
    check_delta(c, "softmax，隔着 ReLU", RELU, &by_softmax);
    report_end(c);
    printf("\n");
}

/* ---- 一个神经元 ---- */

// 图 15.1 和图 15.3 的曲线。
static void draw_curves(Chapter *c) {
    Figure *costs = figure_open(
        c, "ch15_costs", "z squares entropy delta_squares delta_entropy");
    Figure *relu =
        figure_open(c, "ch15_relu", "z sigmoid relu sigmoid_slope relu_slope");
    for (int k = -60; k <= 80; k++) {
        double z = k / 10.0;
        figure_row(costs, z, half_square(z, 0), cross_entropy(z, 0),
                   half_square_delta(z, 0), cross_entropy_delta(z, 0));
        figure_row(relu, z, activation(SIGMOID, z), activation(RELU, z),
                   slope(SIGMOID, z), slope(RELU, z));
    }
    figure_close(c, costs);
    figure_close(c, relu);
}

static void one_neuron(Chapter *c) {
    chapter_section(c, "一个错得离谱的神经元");
    printf("取 η = %g，要走几步，回答才不超过 ½：\n", eta);
    chapter_predict(c, "起点再往外挪 2，每种成本要走的步数各是原来的几倍？");
    Table t = table_begin("z | ½(a - y)² | 交叉熵", "%4g | %9d | %13d");
    const double from[] = {2, 4, 6, start};
    for (int k = 0; k < 4; k++)
        table_row(&t, from[k], steps_to_half(half_square_delta, from[k]),
                  steps_to_half(cross_entropy_delta, from[k]));
    table_end(&t);
}

/* ---- 几种配方，几个学习率 ---- */

enum { CURES = 5, RATES = 5 };  // 学习率最多这么多

static const Recipe cure[CURES] = {
    {.name = "½(a - y)²，标准差 1"},
    {.name = "½(a - y)²，1/√n", .init = INIT_LECUN},
    {.name = "交叉熵，标准差 1", .cost = &by_sigmoid},
    {.name = "交叉熵，1/√n", .init = INIT_LECUN, .cost = &by_sigmoid},
    {.name = "softmax，1/√n", .init = INIT_LECUN, .cost = &by_softmax}};

typedef struct Row {
    Recipe recipe;
    double rate[RATES];   // 要试的；0：没有了
    double times;         // 标准差按 √(times/n) 重新取；0：不重取
    Spread right[RATES];  // 每 100 幅
    int lost[RATES], best;  // 丢失的数字（times 是 0 才数）；中位数最高的
} Row;

static Digits digits_of(Learner *l) {
    static real z[TESTS * CLASSES];
    Digits of = {{0}, {0}};
    learner_sums(l, &test, z);
    for (int i = 0; i < test.count; i++) {
        of.all[test.label[i]]++;
        of.right[test.label[i]] += is_right(z + i * CLASSES, test.label[i]);
    }
    return of;
}

// 一行一行来；所有网络一起训练，太占内存。
static void train_row(Chapter *c, Row *r, int epochs, int threads) {
    Trials t = trials_of(SEEDS, c->seed, epochs, &test);
    int rates = 0;
    t.at_end = true;
    for (; rates < RATES && r->rate[rates] > 0; rates++) {
        r->recipe.rate = r->rate[rates];
        trials_add(&t, &r->recipe, &train);
        for (int k = 0; k < SEEDS && r->times > 0; k++)
            draw_all(&trials_at(&t, rates, k)->learner, r->times);
    }
    trials_run(c, &t, threads, r->recipe.name);
    for (int k = 0; k < rates; k++) {
        r->right[k] = trials_spread(&t, k, epochs, trial_right);
        if (r->right[k].median > r->right[r->best].median)
            r->best = k;
        for (int seed = 0; seed < SEEDS && r->times == 0; seed++) {
            Digits of = digits_of(&trials_at(&t, k, seed)->learner);
            for (int d = 0; d < CLASSES; d++)
                r->lost[k] += is_lost(&of, d);
        }
    }
    trials_free(&t);
}

/* ---- 丢失的数字 ---- */

// 平方、η = 3 的一轮以后，再来这样一轮：找回几个数字。
static int second_epoch(Chapter *c, const Table *t, const Recipe *second) {
    Recipe first = cure[0];
    double right = 0;
    int lost = 0, back = 0;
    first.rate = 3;
    for (int seed = 0; seed < SEEDS; seed++) {
        Learner l = learner_new(&train, &first, c->seed + (uint64_t)seed, 1);
        learner_epoch(&l);
        Digits before = digits_of(&l);
        l.recipe.cost = second->cost;
        l.recipe.rate = second->rate;
        learner_epoch(&l);
        Digits after = digits_of(&l);
        for (int d = 0; d < CLASSES; d++) {
            lost += is_lost(&before, d);
            back += is_lost(&before, d) && !is_lost(&after, d);
        }
        right += learner_read(&l, &test).right / SEEDS;
        learner_free(&l);
    }
    table_row(t, second->name, second->rate, lost, back, right);
    return back;
}

static void the_lost(Chapter *c, int threads) {
    static const Recipe second[] = {
        {.name = "½(a - y)²", .cost = &half_squares, .rate = 3},
        {.name = "½(a - y)²", .cost = &half_squares, .rate = 30},
        {.name = "交叉熵", .cost = &by_sigmoid, .rate = 3}};
    int back = 0;
    chapter_section(c, "丢失的数字");
    chapter_predict(c, "平方弄丢的数字，再训练一轮，每种成本各能找回几个？");
    printf("784-10 训练一轮以后：%d 个数字（%d 个网络）丢失了几个。\n\n",
           SEEDS * CLASSES, SEEDS);
    Table t = table_begin("η = | 0.1 | 1 | 10", "%-26s | %3d | %3d | %3d");
    for (int k = 0; k < CURES; k++) {
        Row r = {.recipe = cure[k], .rate = {0.1, 1, 10}};
        train_row(c, &r, 1, threads);
        table_row(&t, cure[k].name, r.lost[0], r.lost[1], r.lost[2]);
    }
    table_end(&t);
    printf(
        "标准差 1、平方、η = 3 的五个网络，再训练一轮：丢失过几个，找回几个，\n"
        "每 100 幅测试图像平均认对几幅。\n\n");
    t = table_begin("第二轮 | η | 丢失 | 找回 | 认对",
                    "%-13s | %2g | %4d | %4d | %5.1f");
    for (int k = 0; k < 3; k++)
        back = second_epoch(c, &t, &second[k]);
    table_end(&t);
    claim("交叉熵找回", back, 10, 24, "%.0f");
}

/* ---- 各种办法 ---- */

static void every_cure(Chapter *c, int threads) {
    static const double low[CURES] = {83, 94, 92.5, 94, 94.5},
                        high[CURES] = {94, 95.5, 94, 95.6, 96};
    chapter_section(c, "各种办法，各试几个 η");
    chapter_predict(c, "换成本和换起点，哪样更管用？哪一行最好的 η 会最大？");
    printf(
        "784-30-10，%d 轮，取 %d 个 η 里最好的：每 100 幅测试图像认对几幅（%d "
        "个种子），\n丢失几个数字。\n\n",
        EPOCHS, RATES, SEEDS);
    Table t = table_begin("配方 | 最好 η | 最低 | 中位数 | 最高 | 丢失",
                          "%-26s | %6g | %4.1f | %6.1f | %4.1f | %4d");
    Figure *f = figure_open(c, "ch15_rates", NULL);
    for (int k = 0; k < CURES; k++) {
        Row r = {.recipe = cure[k], .rate = {0.1, 0.3, 1, 3, 10}};
        r.recipe.hidden = (Sizes){1, {WIDTH}};
        train_row(c, &r, EPOCHS, threads);
        const Spread *best = &r.right[r.best];
        table_row(&t, cure[k].name, r.rate[r.best], SPREAD(*best),
                  r.lost[r.best]);
        claim(cure[k].name, best->median, low[k], high[k], "%.1f");
        figure_block(f, "recipe", "rate low median high");
        for (int i = 0; i < RATES; i++)
            figure_row(f, r.rate[i], SPREAD(r.right[i]));
    }
    figure_close(c, f);
    table_end(&t);
}

/* ---- 层 ---- */

// 一层的 Σ δ²，或者交回给它的平方和。
static double squares(const Tensor *t) {
    double sum = 0;
    for (size_t i = 0; i < t_count(t); i++)
        sum += (double)t->grad[i] * (double)t->grad[i];
    return sum;
}

// 同样的平方和，求的是 n 个数和另外 n 个数的差。
static double apart(const real *a, const real *b, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)a[i] - (double)b[i]) * ((double)a[i] - (double)b[i]);
    return sum;
}

// 先训练，再重新取起点：过第 4 层的两个因子，往回和往前还剩多少，第 1 层
// 移动多远。
static void deep_row(Chapter *c, const Table *t, Row *r, int threads) {
    Tensor *z[DEEP + 1], *a[DEEP + 1];
    double last = 0, handed = 0, delta = 0, first = 0, near = 0, far = 0;
    double moved = 0, start_length = SEEDS * WIDTH * r->times;  // 平方
    train_row(c, r, EPOCHS, threads);
    r->recipe.rate = r->rate[r->best];
    for (int seed = 0; seed < SEEDS; seed++) {
        uint64_t chance = c->seed + (uint64_t)seed;
        Learner l = learner_new(&train, &r->recipe, chance, 1),
                drawn = learner_new(&train, &r->recipe, chance, 1);
        const Tensor *w = l.mlp.weight[0];
        Batch b = first_images(&l, 100);
        draw_all(&l, r->times);
        draw_all(&drawn, r->times);
        t_backward(record(&l, &b, z, a));
        last += squares(z[DEEP - 1]);
        handed += squares(a[DEEP - 2]);
        delta += squares(z[DEEP - 2]);
        first += squares(z[0]);
        const real *z1 = z[0]->data, *z5 = z[DEEP - 1]->data;
        size_t n = t_count(z[0]) - WIDTH;  // 每幅的加权和，和下一幅比
        near += apart(z1 + WIDTH, z1, n);
        far += apart(z5 + WIDTH, z5, n);
        for (int step = 0; step < 1000; step++)
            learner_step(&l);
        moved += apart(w->data, drawn.mlp.weight[0]->data, t_count(w));
        learner_free(&l);
        learner_free(&drawn);
    }
    table_row(t, r->recipe.name, sqrt(handed / last), sqrt(delta / handed),
              sqrt(first / last), near > 0 ? sqrt(far / near) : 0,
              sqrt(moved / start_length), r->rate[r->best],
              SPREAD(r->right[r->best]));
}

static void what_a_layer_does(Chapter *c, int threads) {
    static const double low[] = {60, 93, 93, 93, 90, 93},
                        high[] = {88, 95.5, 96, 96, 94, 96};
    Row row[] = {
        {{.name = "σ，1/√n"}, {1, 3, 10}, .times = 1},
        {{.name = "σ，4/√n"}, {0.1, 0.3, 1}, .times = 16},
        {{.name = "ReLU，1/√n", .activation = RELU},
         {0.01, 0.03, 0.1},
         .times = 1},
        {{.name = "ReLU，√(2/n)", .activation = RELU},
         {0.01, 0.03, 0.1},
         .times = 2},
        {{.name = "σ，1/√n，Adam", .adam = true}, {0.003}, .times = 1},
        {{.name = "σ，4/√n，Adam", .adam = true}, {0.003}, .times = 16}};
    chapter_section(c, "每过一层，δ 变成多少");
    printf("%d 个隐藏层，每层 %d 个神经元。一步还没走：过第 4 层的两个因子，\n"
           "往回到第 1 层、往前到第 5 层还剩多少。取最好的 η：走 1000 步，\n"
           "第 1 层移动几个起点的长度；100 幅认对几幅（%d 轮以后）。\n",
           DEEP, WIDTH, EPOCHS);
    chapter_predict(c, "σ′ 最大是 ¼。要让 δ 大小不变，权重的因子该是多少？");
    Table t = table_begin("起点 | 权重 | f′ | 往回 | 往前 | 移动 | η | 最低"
                          " | 中位数 | 最高",
                          "%-13s | %7.3f | %5.3f | %6.4f | %5.3f | %5.2f | %5g"
                          " | %4.1f | %6.1f | %4.1f");
    for (int k = 0; k < 6; k++) {
        row[k].recipe.hidden =
            (Sizes){DEEP, {WIDTH, WIDTH, WIDTH, WIDTH, WIDTH}};
        row[k].recipe.init = INIT_LECUN;  // 偏置是 0
        row[k].recipe.cost = &by_softmax;
        deep_row(c, &t, &row[k], threads);
        claim(row[k].recipe.name, row[k].right[row[k].best].median, low[k],
              high[k], "%.1f");
    }
    table_end(&t);
}

/* ---- 全部 ---- */

static void tell(Chapter *c, int threads) {
    draw_curves(c);
    one_neuron(c);
    if (*c->turned) {
        printf("转旋钮影响不到后面训练的网络，那一部分就略过了。\n\n");
        return;
    }
    the_lost(c, threads);
    every_cure(c, threads);
    what_a_layer_does(c, threads);
    claims_check(c, c->seed == 1);
}

int main(int argc, char **argv) {
    static const Recipe own = {NULL,        {1, {100}},   RELU,       INIT_HE,
                               &by_softmax, .epochs = 10, .rate = 0.1};
    return chapter_that_trains(
        argc, argv,
        &(Training){"ch15_better", "让同一个网络学得更好", IMAGES, TESTS, 10,
                    &train, &test, knobs, .any_size = true, .recipe = &own,
                    .check = check, .tell = tell});
}
