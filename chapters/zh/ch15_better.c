/*
# 第 15 章：让同一个网络学得更好

**这一章的问题。** 第 13 章里，有的网络弄丢了一个数字：每个愿望都要乘上 σ′，那时
的 σ′ 却几乎是 0。有没有办法避免？这一章先把 σ′ 从公式里约掉，再找一个不会让神经
元饱和的起点，用各种学习率试一试，看这两招各有多大用处。再弄清第四篇文章用 η = 3
为什么没出问题，最后看 δ 往回走，每过一层变成原来的几分之几。

请对照第四篇文章，以及 A1-6、A3-21、A4-3 这几条和提醒 E2、E19、N4 来读。用
`make ch15` 运行；旋钮也可以转，例如 `make ch15 ARGS="--z 6"`。文中认对多少，都
是用真正的 MNIST（`make mnist`）量的。

**本章要点** 成本换成交叉熵，σ′ 就约掉了，输出层的误差项只剩 δ = a − y，错得越
多，学得越快。softmax 也是这样，而且十个输出加起来等于 1。初始权重的标准差取
1/√n，加权和就落在 σ 较陡的一段。每种办法都试过几个 η 再比，最管用的是换起点。δ
每往回一层要乘两个因子，一个来自权重，一个来自 f′：sigmoid 配 1/√n，只剩大约四分
之一（梯度消失）；ReLU 配 √(2/n)，大小不变。

**新词**

交叉熵 (cross-entropy)
: 一种成本，目标是 1 时为 -ln a，目标是 0 时为 -ln(1 - a)。a = ½ 时是 0.693。

归一化指数函数 (softmax)
: 把十个加权和变成十个输出：eᶻ 除以全部 eᶻ 的和。z 是 0、0，输出就是 ½、½。

初始化 (initialisation)
: 训练开始以前，权重怎样随机取值；1/√784 就是 1/28。

修正线性单元 (ReLU)
: 用 max(z, 0) 代替 σ(z)。z > 0 时斜率是 1，z < 0 时是 0。

梯度消失 (vanishing gradient)
: δ 每往回一层就小一些；每层只剩 ¼，五层以后就只有 1/1024 了。
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double start = 8, eta = 0.1, third = 3, times = 8;
static int deep = 8;
enum { WIDTH = 30, DEEPEST = 12 };

static const Option knobs[] = {
    {"--z", KNOB_NUMBER, &start, -8, 12, "the sum z that one neuron starts at",
     "单个神经元起点的加权和 z"},
    {"--eta", KNOB_NUMBER, &eta, 0.001, 100, "η of that neuron",
     "它的学习率 η"},
    {"--z3", KNOB_NUMBER, &third, -20, 20, "the third sum of the softmax",
     "softmax 的第三个加权和"},
    {"--layers", KNOB_WHOLE, &deep, 2, DEEPEST,
     "hidden layers, before training", "训练前观察的隐藏层数"},
    {"--weights", KNOB_NUMBER, &times, 0.1, 30,
     "the deviation of their weights, in parts of 1/√n",
     "这些层的权重，标准差是 1/√n 的几倍"},
    {0}};

/*
先做检验：下面这些公式算出的斜率，要和计算带一致，也要和数值斜率一致。三种成本的
δ 都要验；δ 往回穿过三层 σ、三层 ReLU，也各验一遍。

→ 检验：手算 = 计算带 = 数值

## σ′ 到哪里去了

拿一个神经元来看：只有一个输入，永远是 1；目标是 0。加权和 z = w + b，输出 a =
σ(z)，成本取平方误差的一半，½(a - y)²。按链式法则，δ 是两个因子的乘积，一个是
∂C/∂a = a - y，一个是 ∂a/∂z = σ′ = a(1 - a)。
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
也就几乎是 0。错得最厉害的神经元，反而学得最少。（a 接近 0 时，σ′ 也一样小，不过
那时 a - y 本来就小，也就不碍事。）

能不能换一种成本，让 ∂C/∂a 正好把 σ′ 抵消掉？我们想要 δ 和错的程度成正比：

$$\frac{\partial C}{\partial a}\,a(1-a) = a - y,
\qquad\text{所以}\qquad
\frac{\partial C}{\partial a} = \frac{a-y}{a(1-a)}.$$

y = 0 时，右边是 1/(1 - a)，也就是 -ln(1 - a) 的斜率；y = 1 时，右边是 -1/a，也
就是 -ln a 的斜率。这种成本叫作**交叉熵**，有十个输出，就把十份加起来。（第 9 章
的几个式子，只有第一个要改。）老实回答照样最合算，和第 13 章一样：一批图像，回答
都是 a，里面目标是 1 的占 p，δ 的平均就等于 p(a - 1) + (1 - p)a = a - p，到 a =
p 时是 0。（σ(z) 要是舍入成了 0，对数就是负无穷大。下面的代码图个简短，没管这一
点；程序库算 ln σ(z) 时不经过 σ，直接由 z 来算：z 小于 0，就算 z - ln(1 + eᶻ)，
不然就算 -ln(1 + e⁻ᶻ)。）
*/

static double cross_entropy(double z, double y) {  // 1 - σ(z) 就是 σ(-z)
    return -y * m_log(m_sigmoid(z)) - (1 - y) * m_log(m_sigmoid(-z));
}

static double cross_entropy_delta(double z, double y) {
    return m_sigmoid(z) - y;
}

/*
→ σ′ 到哪里去了

z 很大时，平方成本上了高原：C 再大也超不过 ½，高原上是没有斜率的。交叉熵却一路往
上，到后来 z 加 1，成本也加 1。（成本可以一直升上去，拉力却有个限度：δ 的大小不
会超过 1，碰上标错的图像也一样。）

目标是 0，平方成本的 δ 就是 a²(1 - a)。它对 a 的斜率是 2a - 3a²，在 a = ⅔ 处为
0；δ 在那里最大，也只有 4/27 = `0.148148`。（η 为什么能取 3，后面就靠这个数来解
释。）

![图 15.1：目标是 0 的一个神经元。左边是两种成本，右边是它们的斜率 δ。蓝线一变
平，δ 也就没了。](ch15_costs)

## 一个错得离谱的神经元

现在让这个神经元来学。（Nielsen 的书里有个类似的实验，这里的数是我们另外算的。）
*/

typedef double Delta(double z, double y);

// 走一步。输入是 1，所以 w 和 b 的斜率都是 δ。
static double step(Delta *delta, double z) { return z - 2 * eta * delta(z, 0); }

enum { PATIENCE = 100000 };

static int steps_to_half(Delta *delta, double z) {
    int steps = 0;
    for (; z > 0 && steps < PATIENCE; steps++)
        z = step(delta, z);
    return steps;
}

/*
→ 一个错得离谱的神经元

从 z = 8 出发，用交叉熵要走 `45` 步，用平方要走 `15041` 步。起点每往外挪 2，交叉
熵只多走十步：那一带 δ 接近 1，η 取 `0.1`，z 一步能走将近 2η，也就是五分之一。平
方呢，每往外挪 2，步数要翻好几倍，越往外越接近 e² 倍，也就是 7 倍多一点，因为那
一带 σ′ 差不多跟着 e⁻ᶻ 一起减小。

![图 15.2：目标是 0 的一个神经元，输出怎样变化。左边，开始时错得不多；右边，开始
时已经饱和。](ch15_saturated)

## 十个得分，还是十个份额

第一篇文章把输出叫作概率。可是十个 σ 回答的是十个不相干的问题，谁也没有规定它们
加起来要等于 1。**softmax** 的输出，加起来一定是 1：先把每个 z 变成 eᶻ，都是正
数，再除以总和。算起来也不费事，和 σ 一样，每个输出求一次 e 的幂。（换成别的正函
数也行；用 e，是因为成本里的对数正好把它消掉，δ 的式子能和前面一样简单。）求之
前，每个 z 都先减去最大的那个 z。这等于分子分母同除以一个数，份额不变；指数却没
有正的了，不会溢出。
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
成本只看正确的那个输出，是 -ln a。（其余的输出在总和里起作用。）斜率和前面一样，

$$C = -\ln a_{label} = \ln\sum_k e^{z_k} - z_{label},\qquad
\frac{\partial C}{\partial z_j} = a_j - y_j,$$

因为 ln Σ eᶻ 对 zⱼ 的斜率是 eᶻ/Σ eᶻ，也就是 aⱼ；轮到标签自己的 z，最后那一项还要
减去 1。程序库也是照中间那个式子，直接由 z 算成本，因为份额要是舍入成了 0，-ln a
就是无穷大；求 e 的幂之前，同样先减去最大的 z，取完对数再加回来。拿三个加权和来
试，标签是第三个：

→ 十个得分，还是十个份额

一个加权和比另一个大 1，份额就是另一个的 e 倍，大约 `2.71828` 倍。份额只看加权和
之间的差，三个都加上 100，份额一点也不变。三个 δ 加起来是 0：一个输出要多拿，就
得从别的输出那里扣。（网络要是什么都不知道，十个输出各拿十分之一，成本是 ln
10。）

## 起点：1/√n

交叉熵只去掉了*最后*一层的 σ′。隐藏层的 δ 里还有 σ′（第 9 章），所以隐藏层的加权
和不能离 0 太远。实际上离得远不远呢？

加权和是 Σ w·x。每个权重各取各的，互相独立，平均是 0，标准差是 1，乘上 x，标准差
就是 |x|。独立的数相加，标准差的平方也相加，所以不管权重取自哪种分布，Σ w·x 的标
准差都是 √(Σ x²)，也就是 x 的长度。一幅图像的长度大约是九，可见有许多加权和落在
±5 以外，那里的 σ 是平的。办法很简单，标准差改取 1/√n 就行（LeCun 等
人，1998），n 是这一层的输入个数，隐藏层是 784，输出层是 30。这样一来，九变成二
十八分之九，大约三分之一。偏置从 0 开始，因为权重已经让神经元各不相同。（能不能
再小些？不能太小，δ 往回走也要靠权重，后面会看到；权重要是全取 0，同一层的神经元
得到的 δ 都一样，就永远一模一样了。）
*/

static void draw(Tensor *w, double deviation, Rng *r) {
    for (int i = 0; i < w->rows * w->cols; i++)
        w->data[i] = (real)(deviation * sqrt(1.0 / w->cols) * rng_normal(r));
}

/*
→ 起点：1/√n

![图 15.3：隐藏层的加权和，改用 1/√n 之前和之后，背景是 σ′。σ′ 是 0 的地方，什么
也学不到。](ch15_spread)

标准差取 1，一步还没走，就有一半以上的加权和落在 σ 平的地方。取 1/√n，一个也没
有，σ′ 也接近最大值 ¼。

## 各种办法，各试几个 η

还是第四篇文章的网络，784-30-10。成本有两种，起点有两种，搭配成四种办法，再加上
softmax 配 1/√n，一共五种。只用一个 η 来比不公平：这种办法用着正好，另一种可能就
嫌太大。所以五种办法都用同样的五个种子（种子决定起点和图像的次序），从 `0.1` 到
10 各试五个学习率，各训练两轮，一共 125 个网络，再拿各自最好的成绩来比。比的是认
对多少，因为不同的成本，数值不能放在一起比。（能不能把 η 加大，补回丢掉的 σ′？补
不全。η 把所有图像的步子放大同样的倍数，σ′ 缩小步子，却是一幅图像一个倍数。）

→ 各种办法，各试几个 η

先看第一张表。用平方，起点换成 1/√n，η 不超过 3，认对的都更多；用交叉熵，η 不超
过 1 时也是这样。起点相同，η 不超过 `0.3` 时，交叉熵认对的比平方多；从 1/√n 出
发，η 取 3 时反而少，因为步子太大了。

第二张表是各自取最好的 η，列出五个网络的中位数、最低和最高，都是每 100 幅认对几
幅。看中位数，是因为就算有一个网络运气特别差，中位数也不受影响。第四篇文章的配
方，中位数是 `92.23`，可是从 `83.73` 到 `92.61` 都有：最低的那个网络丢了一个数
字，一个数字就是 100 幅里的 10 幅左右。其余几种办法，没有哪个网络丢过数字。只换
成本，中位数是 `93.23`，从 `92.57` 到 `93.53`。只换起点是 `94.73`，最低的
`94.42` 也高过只换成本的最高。（两种办法要是一样好，单凭运气，这五个要包下十个里
的前五名，252 次才碰得上一次。）可见换起点更管用（隐藏层也放开了，换成本只管得到
输出层），还不费什么事。两样都换是 `94.65`，从 `94.31` 到 `95.07`：只训练两轮的
话，起点换好以后，再换交叉熵有没有好处，五个种子看不出来。softmax 是 `95.27`，从
`94.72` 到 `95.31`，也许能多认对半幅。（最好的学习率，都不在五个的两头。）

![图 15.4：左边，学习率太小、合适、太大时，训练图像的成本。右边，各个学习率下认
对多少，画的是五个网络的中位数；第四篇文章的配方还画了一条带，从最低到最
高。](ch15_rates)

## η 为什么取 3？

第三篇文章说 η 要小，第四篇文章却取了 3。从表里看，3 确实是那张配方最好的学习
率，换成交叉熵就太大了。其实要小的是步子，也就是 η 乘以梯度。把第四篇文章那几个
训练好的网络拿来，权重不动，按两种成本各算一遍 δ。

→ η 为什么取 3？

权重一样，图像一样，交叉熵的 δ 却是平方的 `8.3` 到 `12.7` 倍。这些输出大多已经稳
住了，σ′ 很小，平方的 δ 又要乘上 σ′，离最大值 4/27 还远得很。所以在这里，交叉熵
用 η = `0.3`，步子大约和平方用 η = 3 一样大。从 1/√n 出发，两种成本最好的学习率
就是这两个；从第四篇文章的起点出发，交叉熵最好的却是 1，平方还是 3，可见只看训练
好以后的 δ 还不够。

## 十个输出加起来是多少

交叉熵训练的网络，softmax 训练的网络，现在都看一遍测试图像，把每幅图像的十个输出
加起来。

→ 十个输出加起来是多少

![图 15.5：十个 σ 加起来最小和最大的两幅测试图像，还有 softmax 对这两幅的输
出。](ch15_softmax)

十个 σ 可以说“哪个都不是”，也可以说“有两个都像”。平均起来，总和接近 1，在
`0.993` 到 `1.017` 之间，目标的总和就是 1；单看一幅图像，却从 `0.024` 到 `2.003`
都有。softmax 说不了这样的话，总是把 1 分给十个数字。要是只有一个答案是对的，这
样正好；图上要是根本不是数字，那就错了。这些份额信得过吗？像第 13 章那样量一量：
把所有回答合在一起，分到的份额平均是百分之 `94.3` 到 `94.9`，每 100 个对 `94.7`
到 `95.3` 个；份额在 `0.9` 到 `0.99` 的，平均是百分之 `96.5` 到 `96.7`，每 100
个对 `96.7` 到 `98.0` 个。大体上信得过：只训练两轮的 softmax，还稍稍谦虚了一点。
（图像少，又训练得久，就会自信过头，见第 16 章。）

## 每过一层，δ 变成多少

层数多些，应该更好吧？至少第一篇文章是这样指望的（先认出短边，再认出部件，最后认
出数字）。δ 往回走的路，第 9 章讲过：权重交给一个神经元的是 Σ w·δ，还要乘以它自
己的 f′。隐藏层的 f 可以用 σ（输出层还是 softmax），也可以用 **ReLU**，就是
max(z, 0)，不用求 e 的幂，只要信号通得过，斜率就是 1。（z = 0 处有第 1 章提醒过
的尖角，那里的斜率我们取 0。求数值斜率时，挪那个 h，要是正好让 z 跨过尖角，两边
的斜率就混在一起了；不过离尖角这么近的 z 很少，上面的检验都一致。干脆用 z 本身，
斜率不就总是 1 了吗？不行，没有弯的地方，几层就并成一层了，这是第 6 章讲过的。
tanh z 就是 2σ(2z) - 1，在 0 处的斜率是 σ 的四倍，到了两头却比 σ 还平。）
*/

static double activation(Activation f, double z) {
    return f == SIGMOID ? m_sigmoid(z) : z > 0 ? z : 0;
}

static double slope(Activation f, double z) {
    double a = activation(f, z);
    return f == SIGMOID ? a * (1 - a) : z > 0;
}

/*
![图 15.6：σ 和 ReLU（左），还有两者的斜率（右）。σ′ 最大才 ¼，往两边去几乎是
0；ReLU 的斜率不是 1 就是 0。](ch15_relu)

所以 δ 每往回一层要乘两个因子，先乘权重的，再乘 f′ 的。
*/

typedef struct Passes {
    double z[DEEPEST + 1][WIDTH];
    double handed[DEEPEST + 1][WIDTH];  // Σ w·δ
    double delta[DEEPEST + 1][WIDTH];   // 再乘以 f′
} Passes;

static void ahead(const Tensor *w, const real *b, const double *a, double *z) {
    for (int i = 0; i < w->rows; i++) {
        z[i] = (double)b[i];
        for (int j = 0; j < w->cols; j++)
            z[i] += (double)w->data[i * w->cols + j] * a[j];
    }
}

static void back(const Tensor *w, const double *delta, double *handed) {
    for (int j = 0; j < w->cols; j++) {
        handed[j] = 0;
        for (int i = 0; i < w->rows; i++)
            handed[j] += (double)w->data[i * w->cols + j] * delta[i];
    }
}

// 一幅图像在网络里走一个来回。最后一层是 softmax。
static void passes(const Mlp *m, const double *x, int label, Passes *p) {
    double a[WIDTH];
    int last = m->layers - 1;
    for (int k = 0; k <= last; k++) {
        ahead(m->weight[k], m->bias[k]->data, k ? a : x, p->z[k]);
        for (int j = 0; j < m->sizes[k + 1]; j++)
            a[j] = activation(m->hidden, p->z[k][j]);
    }
    softmax(p->z[last], CLASSES, a);
    for (int j = 0; j < CLASSES; j++)
        p->delta[last][j] = a[j] - (label == j);
    for (int k = last - 1; k >= 0; k--) {
        back(m->weight[k + 1], p->delta[k + 1], p->handed[k]);
        for (int j = 0; j < WIDTH; j++)
            p->delta[k][j] = p->handed[k][j] * slope(m->hidden, p->z[k][j]);
    }
}

/*
→ 每过一层，δ 变成多少

权重的因子，就是权重的标准差有几个 1/√n 那么大：后一层（在这里也有 n 个神经元）
的每个神经元，都给前面的神经元交回一个乘积；n 个乘积相加，同正着算时一样，标准差
的平方也相加。用 σ 配 1/√n，这个因子是 1，σ′ 将近 ¼，所以每过一层 δ 只剩
`0.237`，八层走下来，到第 1 层连十万分之一也没有了。这就是**梯度消失**，那里的权
重几乎不动。

这也不能只怪 σ′，权重也有份。权重取 1/√n 的四倍，按说正好补上 σ′ 的 ¼。可是权重
大了，正着算时加权和也大，σ 更平，σ′ 就降到 `0.166`。要取到八倍，δ 才能差不多全
部传过来，这时 σ′ 只有 `0.119`。这只是平均数：许多神经元又饱和了，δ 是从其余的神
经元那里传过来的。（从这样的起点出发，我们没有训练过。）

用 ReLU，不管权重多大，总有大约一半的神经元关着。δ 的平方剩下一半，δ 就剩下 ½ 的
平方根。（正着算时，max(z, 0) 也正好让平方剩下一半。）所以起点要放大到根号 2
倍，取 √(2/n)，δ 才不增不减，这是何恺明等人 2015 年提出来的。取 1/√n 的两倍，每
过一层 δ 变成 `1.462` 倍，网络深了也受不了，这叫**梯度爆炸**。还有，一个神经元要
是不管看哪幅图像都关着，f′ = 0，后面交给它什么，乘出来都是 0，就只好一直关着，要
等前面的层变了，才会重新打开。（有人让左边也留一点斜率，叫作带泄漏的 ReLU。）自
己造了网络，最好也像这里一样，训练以前就一层一层打印出 δ 的大小；训练以后再看，
就只看得出网络在瞎猜。

![图 15.7：左边，一步还没走，输出层的 δ 传到各层还剩多少。右边，权重取各种大小
时，每过一层 δ 变成几倍；落在虚线上，δ 不增不减。](ch15_layers)

## 五个隐藏层

从那几种办法的最后一行出发，就是 softmax 配 1/√n，每行只改一样：先把一个隐藏层改
成五个，再把起点放大，再把 σ 换成 ReLU，最后只留一个隐藏层。学习率各试三个，取最
好的来比：`0.03`、那里最好的 `0.3`，还有 3。

→ 五个隐藏层

五个隐藏层，σ 从 1/√n 出发，η 取 `0.03` 和 `0.3` 都是瞎猜；η 取 3，丢掉的 δ 补回
了一部分，中位数到了 `78.16`，可是从 `61.68` 到 `81.43` 都有。起点放大到根号 2
倍，别的不动，就有 `90.15` 到 `92.29`：δ 每层剩下的，从 `0.237` 变成了 `0.319`。
同样的起点，换成 ReLU，是 `94.13` 到 `95.63`。不过 ReLU 用的 η 要小：取 `0.3` 就
是瞎猜；取 3，加权和变成无穷大，接着就成了 nan，连数都不是，也就没有回答了。（也
许是因为 δ 原原本本地传到了，同一个 η，步子就更长；我们没有量过。起点放大到根号
2 倍，变的是不是只有 δ，也没有量过。还有，最好的 3 和 `0.03` 就在三个学习率的两
头，再往外试，也许还会更好。）

可见网络要深，先得让 δ 传得到，起点和 f 的斜率都很要紧。（训练会改动权重，所以很
深的网络还要在半路把加权和重新调一调大小，再给 δ 开几条近路，绕过一些层；我们的
网络用不着。）如今常用的是 softmax、ReLU 和 √(2/n)。不过，这不是说越深越好。像这
样每层 30 个神经元，只训练两轮，一个隐藏层也就够用了，用 ReLU 是 `94.77`，用 σ
是上面的 `95.27`。

→ 正文里的数

## 我们偷了哪些懒

两轮太少了，只看得出谁学得*快*：第 13 章照第四篇文章的配方训练三十轮，认对的就和
这里的 softmax 差不多了。softmax 要是也训练三十轮，能认对多少，是不是到头来还更
好，我们没有量过。让网络学得更好，还有别的办法：动量和 Adam（第 11 章讲过），让
学习率慢慢变小，多放些神经元，把图像变变形。各有多大用处，第 16 章搭个梯子来量。
我们试的学习率，前后两个差三倍左右，最后一张表里差十倍；最好的那个又是用测试集挑
的，种子也只有五个。所以在这里，十分之几幅的差别说明不了什么（第 16 章会老老实实
地挑）。交叉熵也不只是“把 σ′ 约掉的成本”：网络给正确答案的份额，取对数再变号，就
是交叉熵。信息论用这个数来量一件事有多出人意料，交叉熵的名字也是从信息论来的。还
有，δ = a - y 要配对才行：softmax 和 σ 各配*自己的*交叉熵。softmax 后面接平
方，σ′ 又回来了。

## 练习

`make ex15` 生成要你改的文件，并检查你的答案；`make hint15` 给提示。

- **15a** 激活函数换成 tanh，目标是 -1 和 1。哪种成本的 δ 是 a - y？
- **15b** softmax 后面接平方：求出 δ，看 σ′ 怎样回来。

想训练自己的网络，随便加上哪个训练选项都行，程序会用 softmax 和 ReLU：
`make ch15 ARGS="--hidden 100,50 --epochs 5 --save better.safetensors"`。

下一章：这些办法都用上，老老实实地量，最多能有多好？`make ch16`。

## 工作台

下面的代码打印表格，写出画图用的数，再训练网络：配方有几种，每种试几个学习率，每
个学习率用五个种子。
*/

enum { IMAGES = 50000, TESTS = 10000, SEEDS = 5, EPOCHS = 2, PARTS = 20 };
static Dataset train, test;

static Recipe network(const char *name, int layers, Activation f, Init init,
                      const Cost *cost) {
    Recipe r = {.name = name, .activation = f, .init = init, .cost = cost};
    for (r.hidden.n = 0; r.hidden.n < layers; r.hidden.n++)
        r.hidden.size[r.hidden.n] = WIDTH;
    return r;
}

/* ---- 检验 ---- */

enum { LABEL = 3 };

// 十个加权和 z [CLASSES] 的一种成本，正文里一个加权和的公式；softmax 要十个一起
// 算，没有这样的公式，就是 NULL。
typedef struct ByHand {
    double (*of)(double z, double y);
    Delta *slope;
    const real *z;
    double delta[CLASSES];  // 上一次 cost_by_hand 算的
} ByHand;

static real cost_by_hand(void *by) {
    ByHand *h = by;
    double z[CLASSES], share[CLASSES], cost = 0;
    for (int j = 0; j < CLASSES; j++)
        z[j] = (double)h->z[j];
    softmax(z, CLASSES, share);
    for (int j = 0; j < CLASSES; j++) {
        double y = j == LABEL;
        cost += h->of ? h->of(z[j], y) : -y * m_log(share[j]);
        h->delta[j] = h->of ? h->slope(z[j], y) : share[j] - y;
    }
    return (real)cost;
}

static void check_cost(Chapter *c, const char *name, const Cost *cost,
                       double (*of)(double z, double y), Delta *slope_of) {
    Graph *g = graph_new(1);
    Tensor *z = t_param(g, "z", 1, CLASSES);
    const uint8_t label = LABEL;
    const real y[CLASSES] = {[LABEL] = 1};
    Rng chance = rng_new(c->seed);
    fill_normal(z, &chance, 2);
    t_backward(
        cost->of(z, &(Batch){1, NULL, t_const(g, 1, CLASSES, y), &label}));
    ByHand h = {of, slope_of, z->data, {0}};
    for (int j = LABEL; j <= LABEL + 1; j++) {
        cost_by_hand(&h);
        report_knob(c, text_format("%s：%d 的 δ", name, j), h.delta[j],
                    z->grad[j], cost_by_hand, &h, &z->data[j]);
    }
    graph_free(g);
}

// 一批里第 i 幅图像走的来回，下一次调用之前有效。
static const Passes *passes_of(const Learner *l, const Batch *b, int i) {
    static Passes p;
    int n = b->x->cols;
    double *x = mem_resize(NULL, (size_t)n, sizeof *x, "一幅图像", 0);
    for (int j = 0; j < n; j++)
        x[j] = (double)b->x->data[i * n + j];
    passes(&l->mlp, x, b->label[i], &p);
    free(x);
    return &p;
}

static void check_layers(Chapter *c, Activation f, const char *name) {
    const Recipe recipe = network(NULL, 3, f, INIT_HE, &by_softmax);
    Learner l = learner_new(&train, &recipe, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    double delta = 0;
    for (int i = 0; i < b.n; i++)
        delta += passes_of(&l, &b, i)->delta[0][0] / b.n;
    report_knob(c, name, delta, l.mlp.bias[0]->grad[0], cost_on_batch, &k,
                l.mlp.bias[0]->data);
    if (f == RELU)
        report_params(c, l.graph, cost_on_batch, &k, 1000);
    learner_free(&l);
}

static void check(Chapter *c, const Recipe *asked) {
    (void)asked;
    report_begin(c);
    check_cost(c, "½(a - y)²", &half_squares, half_square, half_square_delta);
    check_cost(c, "交叉熵", &by_sigmoid, cross_entropy, cross_entropy_delta);
    check_cost(c, "softmax", &by_softmax, NULL, NULL);
    check_layers(c, SIGMOID, "第一个偏置，经 σ");
    check_layers(c, RELU, "第一个偏置，经 ReLU");
    report_end(c);
    printf("\n");
}

/* ---- 一个神经元 ---- */

static void where_it_went(Chapter *c) {
    chapter_section(c, "σ′ 到哪里去了");
    printf("一个神经元，目标是 0。z 越大，答得越差。\n");
    chapter_predict(c, "z 过了多少，明明答得更差，平方误差的拉力反而变小？");
    Table t =
        table_begin("z | a - y | σ′ | 平方：C | δ | 交叉熵：C | δ",
                    "%5.2f | %8.6f | %8.6f | %10.6f | %8.6f | %16.6f | %8.6f");
    static const double at[] = {-2, 0, 0.6931471805599453, 2, 4, 6, 8};
    for (int k = 0; k < 7; k++) {
        double z = at[k];
        table_row(&t, z, m_sigmoid(z), slope(SIGMOID, z), half_square(z, 0),
                  half_square_delta(z, 0), cross_entropy(z, 0),
                  cross_entropy_delta(z, 0));
    }
    table_end(&t);
}

// 图 15.1 和图 15.6 的曲线，后一幅画到 z = 6 为止。
static void draw_curves(Chapter *c) {
    Figure *costs = figure_open(
        c, "ch15_costs", "z squares entropy delta_squares delta_entropy");
    Figure *relu =
        figure_open(c, "ch15_relu", "z sigmoid relu sigmoid_slope relu_slope");
    for (int k = -60; k <= 80; k++) {
        double z = k / 10.0;
        figure_row(costs, z, half_square(z, 0), cross_entropy(z, 0),
                   half_square_delta(z, 0), cross_entropy_delta(z, 0));
        figure_row(k <= 60 ? relu : NULL, z, activation(SIGMOID, z),
                   activation(RELU, z), slope(SIGMOID, z), slope(RELU, z));
    }
    figure_close(c, costs);
    figure_close(c, relu);
}

static const char *steps_told(Delta *delta, double z) {
    int n = steps_to_half(delta, z);
    return text_format(n < PATIENCE ? "%d" : ">= %d", n);
}

static void one_neuron(Chapter *c) {
    chapter_section(c, "一个错得离谱的神经元");
    printf("取 η = %g，要走几步，回答才不超过 ½：\n", eta);
    chapter_predict(c, "起点再往外挪 2，每种成本要走的步数各是原来的几倍？");
    Table t = table_begin("起点 z | a | ½(a - y)² | 交叉熵",
                          "%7g | %8.6f | %9s | %13s");
    const double from[] = {2, 4, 6, start};
    for (int k = 0; k < 4; k++)
        table_row(&t, from[k], m_sigmoid(from[k]),
                  steps_told(half_square_delta, from[k]),
                  steps_told(cross_entropy_delta, from[k]));
    table_end(&t);
    Figure *f = figure_open(c, "ch15_saturated", "step a a a a");
    double z[] = {1, 1, start, start};
    figure_numbers(f, "z", 2, z + 1);
    for (int k = 0; k <= 300; k++) {
        figure_row(f, k, m_sigmoid(z[0]), m_sigmoid(z[1]), m_sigmoid(z[2]),
                   m_sigmoid(z[3]));
        for (int i = 0; i < 4; i++)
            z[i] = step(i % 2 ? cross_entropy_delta : half_square_delta, z[i]);
    }
    figure_close(c, f);
}

static void shares_of_one(Chapter *c) {
    chapter_section(c, "十个得分，还是十个份额");
    chapter_predict(c, "前两个加权和是 1 和 2。第二份会是第一份的几倍？");
    const double z[] = {1, 2, third}, more[] = {101, 102, third + 100};
    double a[3], b[3];
    softmax(z, 3, a);
    softmax(more, 3, b);
    Table t = table_begin("z | σ(z) | eᶻ | softmax | z + 100 时 | δ",
                          "%3g | %8.6f | %9.6g | %8.6f | %12.6f | %9.6f");
    for (int j = 0; j < 3; j++)
        table_row(&t, z[j], m_sigmoid(z[j]), m_exp(z[j]), a[j], b[j],
                  a[j] - (j == 2));
    table_end(&t);
    printf(
        "三个 σ(z) 加起来是 %.3f，三份加起来是 %.3f。C = -ln %.6f = %.6f。\n\n",
        m_sigmoid(z[0]) + m_sigmoid(z[1]) + m_sigmoid(z[2]), a[0] + a[1] + a[2],
        a[2], -m_log(a[2]));
}

/* ---- 起点 ---- */

enum { BINS = 200 };  // 宽 ¼，从 -25 到 25

typedef struct Start {
    double deviation[SEEDS], far[SEEDS],
        slope[SEEDS];  // far：每 100 个加权和里
    double bin[BINS];  // 第一个种子的：z 的每个单位长度里，100 个中有几个
} Start;

// 还没训练的网络，隐藏层的加权和 z。
static void look_at(const Learner *l, Start *s, int seed) {
    const Tensor *z =
        t_linear(first_images(l, 1000).x, l->mlp.weight[0], l->mlp.bias[0]);
    int all = z->rows * z->cols;
    for (int i = 0; i < all; i++) {
        double v = (double)z->data[i];
        s->deviation[seed] += v * v / all;
        s->far[seed] += fabs(v) > 5 ? 100.0 / all : 0;
        s->slope[seed] += slope(SIGMOID, v) / all;
        if (seed == 0 && fabs(v) < 25)
            s->bin[(int)fmin((v + 25) * 4, BINS - 1)] += 400.0 / all;
    }
    s->deviation[seed] = sqrt(s->deviation[seed]);
}

// 程序库的第一层，有几个权重和 draw 取的一样。
static int drawn_alike(const Learner *l) {
    const Tensor *w = l->mlp.weight[0];
    Tensor *ours = t_blank(l->graph, w->rows, w->cols);
    Rng chance = rng_new(l->seed);
    draw(ours, 1, &chance);
    int alike = 0;
    for (int i = 0; i < w->rows * w->cols; i++)
        alike += w->data[i] == ours->data[i];
    return alike;
}

static void the_start(Chapter *c) {
    static const Init init[] = {INIT_NORMAL, INIT_LECUN};
    static Start of[2];
    int inputs = train.rows * train.cols, alike = 0;
    chapter_section(c, "起点：1/√n");
    printf("%d-30-10，一步还没走；隐藏层的 z，最多用 1,000 幅图像；\n"
           "%d 个种子中的最低和最高。\n",
           inputs, SEEDS);
    chapter_predict(c, "标准差取 1，100 个加权和里有几个在 -5 … 5 以外，"
                       "也就是 σ 平坦的地方？");
    Table t = table_begin("权重 | z 的标准差 | ±5 以外，每 100 个 | σ′ 的平均",
                          "%-11s | %16s | %18s | %16s");
    for (int k = 0; k < 2; k++) {
        Start *s = &of[k];
        const Recipe r = network(NULL, 1, SIGMOID, init[k], NULL);
        for (int seed = 0; seed < SEEDS; seed++) {
            Learner l = learner_new(&train, &r, c->seed + (uint64_t)seed, 1);
            look_at(&l, s, seed);
            if (k == 1 && seed == 0)
                alike = drawn_alike(&l);
            learner_free(&l);
        }
        table_row(
            &t, k ? "1/√n" : "标准差 1", range_of(s->deviation, SEEDS, "%.3f"),
            range_of(s->far, SEEDS, "%.1f"), range_of(s->slope, SEEDS, "%.4f"));
    }
    table_end(&t);
    claim("±5 以外，标准差 1", spread_of(of[0].far, SEEDS).median, 50, 66,
          "%.0f");
    printf(
        "程序库里，这一层的权重有 %d 个，和正文那几行取得一样的有 %d 个。\n\n",
        WIDTH * inputs, alike);
    Figure *f = figure_open(c, "ch15_spread", "z before after");
    figure_number(f, "inputs", inputs);
    for (int k = 0; k < BINS; k++)
        figure_row(f, (k + 0.5) / 4 - 25, of[0].bin[k], of[1].bin[k]);
    figure_close(c, f);
}

/* ---- 训练好的网络怎么说 ---- */

// 一种配方的几个网络，对测试图像怎么说。得分是十个输出里最大的。
typedef struct Said {
    double squares[SEEDS], entropy[SEEDS], ratio[SEEDS];  // δ 的平均大小
    double sum[SEEDS], low[SEEDS], high[SEEDS];           // 十个输出之和
    double score[SEEDS], right[SEEDS];            // 按 100 算，所有回答
    double nine_score[SEEDS], nine_right[SEEDS];  // 得分在 0.9 到 0.99 的
    // 最后听的那个网络的。
    int lowest, highest;  // 哪两幅图像
    real output[TESTS * CLASSES];
} Said;
static Said article_4, sigmoids, shares;

static void add_to(double *mean, int n, double x) { *mean += (x - *mean) / n; }

static void listen(Learner *l, Said *s, int k) {
    const bool shared = l->recipe.cost == &by_softmax;
    int nine = 0;
    real *a = s->output;
    learner_sums(l, &test, a);
    s->low[k] = INFINITY;
    for (int i = 0; i < test.count; i++, a += CLASSES) {
        double z[CLASSES], sum = 0;
        for (int j = 0; j < CLASSES; j++)
            z[j] = (double)a[j];
        if (shared)
            softmax(z, CLASSES, z);
        for (int j = 0; j < CLASSES; j++) {
            a[j] = (real)(shared ? z[j] : m_sigmoid(z[j]));
            double aj = (double)a[j], miss = fabs(aj - (test.label[i] == j));
            s->entropy[k] += miss / test.count / CLASSES;
            s->squares[k] += miss * aj * (1 - aj) / test.count / CLASSES;
            sum += aj;
        }
        s->sum[k] += sum / test.count;
        if (sum < s->low[k])
            s->low[k] = sum, s->lowest = i;
        if (sum > s->high[k])
            s->high[k] = sum, s->highest = i;
        int answer = argmax(a, CLASSES);
        double score = (double)a[answer], right = answer == test.label[i];
        add_to(&s->score[k], i + 1, 100 * score);
        add_to(&s->right[k], i + 1, 100 * right);
        if (score >= 0.9 && score < 0.99) {
            add_to(&s->nine_score[k], ++nine, 100 * score);
            add_to(&s->nine_right[k], nine, 100 * right);
        }
    }
    s->ratio[k] = s->squares[k] > 0 ? s->entropy[k] / s->squares[k] : 0;
}

/* ---- 几种配方，几个学习率 ---- */

enum { RATES = 5 };  // 最多

typedef struct Row {
    Recipe recipe;  // 最后带着最好的学习率：中位数最高的那个
    Said *said;     // 这时它的网络怎么说，或者 NULL
    Spread right[RATES], best;            // 每 100 幅
    double curve[RATES][EPOCHS * PARTS];  // 第一个种子的成本
} Row;

static void train_row(Chapter *c, Row *r, const double *rate, int rates,
                      int threads) {
    Trials t = trials_of(SEEDS, c->seed, EPOCHS, &test);
    int best = 0;
    t.parts = PARTS, t.at_end = true;
    for (int k = 0; k < rates; k++) {
        r->recipe.rate = rate[k];
        trials_add(&t, &r->recipe, &train);
    }
    trials_run(c, &t, threads, r->recipe.name);
    for (int k = 0; k < rates; k++) {
        r->right[k] = trials_spread(&t, k, EPOCHS, trial_right);
        memcpy(r->curve[k], trials_at(&t, k, 0)->curve, sizeof r->curve[k]);
        best = r->right[k].median > r->right[best].median ? k : best;
    }
    r->best = r->right[best];
    r->recipe.rate = rate[best];
    for (int k = SEEDS - 1; r->said && k >= 0; k--)  // 第一个种子最后听
        listen(&trials_at(&t, best, k)->learner, r->said, k);
    trials_free(&t);
}

// 一行一行来；所有网络一起训练，太占内存。
static void train_and_show(Chapter *c, Row *row, int rows, const double *rate,
                           int rates, int threads) {
    char headings[64] = "η =", formats[64] = "%-26s";
    for (int r = 0; r < rows; r++)
        train_row(c, &row[r], rate, rates, threads);
    printf("%d 幅图像，%d 轮。%d 个种子的中位数，每 100 幅测试图像认对：\n\n",
           train.count, EPOCHS, SEEDS);
    for (int k = 0; k < rates; k++) {
        strcat(headings, text_format(" | %g", rate[k]));
        strcat(formats, " | %5.1f");
    }
    Table t = table_begin(headings, formats);
    for (int r = 0; r < rows; r++) {
        RowCell cell[RATES + 1] = {cell_text(row[r].recipe.name)};
        for (int k = 0; k < rates; k++)
            cell[k + 1] = cell_number(row[r].right[k].median);
        table_cells(&t, cell, rates + 1);
    }
    table_end(&t);
    printf("各取最好的 η：\n\n");
    t = table_begin("| η | 最低 | 中位数 | 最高",
                    "%-26s | %5g | %6.2f | %6.2f | %6.2f");
    for (Row *r = row; r < row + rows; r++)
        table_row(&t, r->recipe.name, r->recipe.rate, SPREAD(r->best));
    table_end(&t);
}

static void every_cure(Chapter *c, int threads) {
    enum { SQUARES, SQUARES_NARROW, ENTROPY, ENTROPY_NARROW, SOFTMAX, ROWS };
    static const double rate[RATES] = {0.1, 0.3, 1, 3, 10};
    const Init wide = INIT_NORMAL, narrow = INIT_LECUN;
    Row row[ROWS] = {
        {.recipe = network("½(a - y)²，标准差 1", 1, SIGMOID, wide, NULL),
         .said = &article_4},
        {.recipe = network("½(a - y)²，1/√n", 1, SIGMOID, narrow, NULL)},
        {.recipe = network("交叉熵，标准差 1", 1, SIGMOID, wide, &by_sigmoid)},
        {.recipe = network("交叉熵，1/√n", 1, SIGMOID, narrow, &by_sigmoid),
         .said = &sigmoids},
        {.recipe = network("softmax，1/√n", 1, SIGMOID, narrow, &by_softmax),
         .said = &shares}};
    chapter_section(c, "各种办法，各试几个 η");
    chapter_predict(c, "换成本和换起点，哪样更管用？哪一行最好的 η 会最大？");
    train_and_show(c, row, ROWS, rate, RATES, threads);
    Figure *f = figure_open(c, "ch15_rates", NULL);
    figure_numbers(f, "rate", 3, (double[]){rate[0], rate[1], rate[4]});
    figure_block(f, "curves", "epochs small good large");
    double(*cost)[EPOCHS * PARTS] = row[ENTROPY_NARROW].curve;
    for (int k = 0; k < EPOCHS * PARTS; k++)
        figure_row(f, (k + 0.5) / PARTS, cost[0][k], cost[1][k], cost[4][k]);
    double best[ROWS], lowest = 100;
    for (int r = 0; r < ROWS; r++) {
        figure_block(f, "recipe", "rate low median high");
        for (int k = 0; k < RATES; k++)
            figure_row(f, rate[k], SPREAD(row[r].right[k]));
        best[r] = row[r].best.median;
        lowest = r == SQUARES ? lowest : fmin(lowest, row[r].best.low);
    }
    figure_close(c, f);
    claim("第 4 篇文章的配方", best[SQUARES], 83, 94, "%.1f");
    claim("只换交叉熵", best[ENTROPY], 92.5, 94, "%.1f");
    claim("只换 1/√n", best[SQUARES_NARROW], 94, 95.5, "%.1f");
    claim("两样都换", best[ENTROPY_NARROW], 94, 95.6, "%.1f");
    claim("softmax，1/√n", best[SOFTMAX], 94.5, 96, "%.1f");
    claim("这四种里最低的", lowest, 92, 95, "%.1f");
    claim("换起点比换成本多", best[SQUARES_NARROW] - best[ENTROPY], 0.5, 3,
          "%.1f");
}

static void why_three(Chapter *c) {
    Said *s = &article_4;
    chapter_section(c, "η 为什么取 3？");
    chapter_predict(c, "训练好的网络里，平方的 δ 是接近 4/27，还是远远不到？");
    printf(
        "第 4 篇文章的网络，取最好的 η；所有输出和测试图像的 δ，平均有多大，\n"
        "%d 个种子中的最低和最高：\n\n",
        SEEDS);
    Table t = table_begin("成本 | δ 的平均大小", "%-13s | %16s");
    table_row(&t, "½(a - y)²", range_of(s->squares, SEEDS, "%.4f"));
    table_row(&t, "交叉熵", range_of(s->entropy, SEEDS, "%.4f"));
    table_end(&t);
    printf("在同一个网络里，后者是前者的 %s 倍。\n\n",
           range_of(s->ratio, SEEDS, "%.1f"));
    claim("δ，交叉熵比平方", spread_of(s->ratio, SEEDS).median, 6, 15, "%.0f");
}

static void draw_outputs(Figure *f, int image) {
    figure_block(f, "outputs", "output sigmoid softmax right");
    for (int j = 0, k = image * CLASSES; j < CLASSES; j++, k++)
        figure_row(f, j, sigmoids.output[k], shares.output[k],
                   test.label[image] == j);
    figure_block(f, "pixels", "column row byte");
    for (int i = 0, n = test.rows * test.cols; i < n; i++)
        figure_row(f, i % test.cols, i / test.cols, test.image[image * n + i]);
}

static void what_they_sum_to(Chapter *c) {
    Said *const said[] = {&sigmoids, &shares};
    const char *const name[] = {"十个 σ", "softmax"};
    chapter_section(c, "十个输出加起来是多少");
    chapter_predict(c, "训练时，每幅图像的目标里只有一个 1："
                       "十个 σ 加起来，平均是不是 1？是不是每幅图像都这样？");
    Table t = table_begin("输出 | Σ 的平均 | 最小 | 最大",
                          "%-8s | %14s | %14s | %14s");
    for (int k = 0; k < 2; k++)
        table_row(&t, name[k], range_of(said[k]->sum, SEEDS, "%.3f"),
                  range_of(said[k]->low, SEEDS, "%.3f"),
                  range_of(said[k]->high, SEEDS, "%.3f"));
    table_end(&t);
    printf("（共 %d 个种子。图中的两幅图像取自第一个。）\n\n", SEEDS);
    printf("回答的得分，就是十个输出里最大的。平均得分和对几个，都按 100 算；\n"
           "先看全部回答，再看得分在 0.9 到 0.99 的：\n\n");
    t = table_begin("输出 | 全部：得分 | 对几个 | 0.9 到 0.99：得分"
                    " | 对几个",
                    "%-8s | %14s | %14s | %18s | %14s");
    for (int k = 0; k < 2; k++)
        table_row(&t, name[k], range_of(said[k]->score, SEEDS, "%.1f"),
                  range_of(said[k]->right, SEEDS, "%.1f"),
                  range_of(said[k]->nine_score, SEEDS, "%.1f"),
                  range_of(said[k]->nine_right, SEEDS, "%.1f"));
    table_end(&t);
    claim("十个 σ：最大的 Σ", spread_of(sigmoids.high, SEEDS).median, 1.5, 2.5,
          "%.1f");
    claim("softmax，0.9 到 0.99：对几个",
          spread_of(shares.nine_right, SEEDS).median, 95, 99, "%.0f");
    Figure *f = figure_open(c, "ch15_softmax", NULL);
    draw_outputs(f, sigmoids.lowest);
    draw_outputs(f, sigmoids.highest);
    figure_close(c, f);
}

/* ---- 层 ---- */

typedef struct Back {
    double weights, slope, left;  // 一层的两个因子，和它们的乘积
    double delta[DEEPEST + 1];    // 与输出层的 δ 之比
} Back;

// 大小是平方的平均再开方，对神经元、100 幅图像和五个种子取平均。
static Back back_through(Chapter *c, Activation f, double deviation) {
    double handed[DEEPEST + 1] = {0}, delta[DEEPEST + 1] = {0};
    const Recipe recipe = network(NULL, deep, f, INIT_LECUN, &by_softmax);
    for (int seed = 0; seed < SEEDS; seed++) {
        Learner l = learner_new(&train, &recipe, c->seed + (uint64_t)seed, 1);
        Rng r = rng_new(l.seed);
        for (int k = 0; k <= deep; k++)
            draw(l.mlp.weight[k], deviation, &r);
        Batch b = first_images(&l, 100);
        for (int i = 0; i < b.n; i++) {
            const Passes *p = passes_of(&l, &b, i);
            for (int k = 0; k <= deep; k++)
                for (int j = 0, n = l.mlp.sizes[k + 1]; j < n; j++) {
                    delta[k] += p->delta[k][j] * p->delta[k][j] / n;
                    if (k < deep)
                        handed[k] += p->handed[k][j] * p->handed[k][j] / n;
                }
        }
        learner_free(&l);
    }
    // 从最后一个隐藏层到第一个，平均到每一层。
    Back s = {.weights = 1, .slope = 1};
    for (int k = deep - 2; k >= 0; k--) {
        s.weights *= m_pow(handed[k] / delta[k + 1], 0.5 / (deep - 1));
        s.slope *= m_pow(delta[k] / handed[k], 0.5 / (deep - 1));
    }
    s.left = s.weights * s.slope;
    for (int k = 0; k <= deep; k++)
        s.delta[k] = sqrt(delta[k] / delta[deep]);
    return s;
}

static void what_a_layer_does(Chapter *c) {
    chapter_section(c, "每过一层，δ 变成多少");
    printf(
        "%d 个隐藏层，每层 %d 个神经元，一步还没走；%d 个种子，100 幅图像。\n"
        "每过一层，δ 要乘以权重的因子，再乘以 f′ 的因子：\n",
        deep, WIDTH, SEEDS);
    chapter_predict(c, "σ′ 最大是 ¼。要让 δ 大小不变，权重的因子该是多少？");
    Table t = table_begin(
        "标准差·√n | σ：权重 | 乘 σ′ | = 剩下 | ReLU：权重 | 乘 f′ | = 剩下",
        "%12.2f | %10.3f | %5.3f | %6.3f | %13.3f | %5.3f | %6.3f");
    Figure *f = figure_open(c, "ch15_layers", NULL);
    figure_number(f, "times", times);
    figure_block(f, "sizes", "deviation sigmoid relu");
    const double size[] = {0.5, 1, sqrt(2), 2, 4, 8, 16};
    Back s[7], r[7];
    for (int k = 0; k < 7; k++) {
        s[k] = back_through(c, SIGMOID, size[k]);
        r[k] = back_through(c, RELU, size[k]);
        table_row(&t, size[k], s[k].weights, s[k].slope, s[k].left,
                  r[k].weights, r[k].slope, r[k].left);
        figure_row(f, size[k], s[k].left, r[k].left);
    }
    table_end(&t);
    printf("输出层的 δ 传到各层还剩：\n\n");
    t = table_begin(
        text_format("层 | σ，1/√n | σ，%g/√n | ReLU，√(2/n)", times),
        "%-6s | %13.1e | %14.1e | %12.1e");
    const Back wide = back_through(c, SIGMOID, times);
    const Back *narrow = &s[1], *relu = &r[2];
    figure_block(f, "layers", "layer narrow wide relu");
    for (int k = 0; k <= deep; k++) {
        table_row(&t, k < deep ? text_format("%d", k + 1) : "输出层",
                  narrow->delta[k], wide.delta[k], relu->delta[k]);
        figure_row(f, k + 1, narrow->delta[k], wide.delta[k], relu->delta[k]);
    }
    figure_close(c, f);
    table_end(&t);
    claim("每层剩下的 δ，1/√n", narrow->left, 0.22, 0.25, "%.2f");
}

static void five_layers(Chapter *c, int threads) {
    const Cost *last = &by_softmax;
    Row row[] = {
        {.recipe =
             network("5 个隐藏层，σ，1/√n", 5, SIGMOID, INIT_LECUN, last)},
        {.recipe = network("5 个隐藏层，σ，√(2/n)", 5, SIGMOID, INIT_HE, last)},
        {.recipe = network("5 个隐藏层，ReLU，√(2/n)", 5, RELU, INIT_HE, last)},
        {.recipe =
             network("1 个隐藏层，ReLU，√(2/n)", 1, RELU, INIT_HE, last)}};
    chapter_section(c, "五个隐藏层");
    chapter_predict(c,
                    "σ 从 1/√n 出发，五个隐藏层：加大 η，能补上丢掉的 δ 吗？");
    train_and_show(c, row, 4, (double[]){0.03, 0.3, 3}, 3, threads);
    claim("5 个隐藏层，σ，1/√n，η = 0.3", row[0].right[1].median, 8, 20,
          "%.0f");
    claim("5 个隐藏层，σ，1/√n，最好", row[0].best.median, 60, 88, "%.0f");
    claim("5 个隐藏层，σ，√(2/n)", row[1].best.median, 89, 93, "%.1f");
    claim("5 个隐藏层，ReLU，√(2/n)", row[2].best.median, 93.5, 96, "%.1f");
}

/* ---- 全部 ---- */

static void tell(Chapter *c, int threads) {
    where_it_went(c);
    draw_curves(c);
    one_neuron(c);
    shares_of_one(c);
    the_start(c);
    if (*c->turned) {
        what_a_layer_does(c);
        printf("转旋钮影响不到后面训练的网络，那一部分就略过了。\n\n");
        return;
    }
    every_cure(c, threads);
    why_three(c);
    what_they_sum_to(c);
    what_a_layer_does(c);
    five_layers(c, threads);
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
