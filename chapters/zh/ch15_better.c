/*
# 第 15 章：让同一个网络学得更好

**这一章的问题。** 第 13 章里，有的网络弄丢了一个数字：每个愿望都要乘上 σ′，那时
的 σ′ 却几乎是 0。有没有办法避免？这一章先把 σ′ 从公式里约掉，再找一个不会让神经
元饱和的起点，用各种学习率试一试，看这两招各有多大用处，换起点又是在哪一层见效。
再看 δ 的大小随成本怎样变，η 又怎样跟着它变，最后看 δ 往回走，每过一层变成原来的
几倍。

这一章说一个网络学得*更好*，意思是训练两轮以后，认对的测试图像更多。这只看得出学
得快不快，看不出最后能有多好。什么是过拟合，怎样不看测试图像就选定各项设置，还有
权重衰减，都留给第 16 章。

请对照第四篇文章，以及 A1-6、A3-21、A4-3 这几条和提醒 E2、E19、N4 来读。用
`make ch15` 运行；旋钮也可以转，例如 `make ch15 ARGS="--z 6"`。文中说认对多少，
都是用真正的 MNIST（`make mnist`）量出来的。

**本章要点** 成本换成交叉熵，σ′ 就约掉了，输出层的误差项只剩 δ = a − y，错得越
多，学得越快。softmax 也是这样，而且十个输出加起来等于 1。初始权重的标准差取
1/√n，加权和就落在 σ 较陡的一段。每种办法都试过几个 η 再比，最管用的是换起点，而
且差不多全是第 1 层的功劳。δ 每往回一层要乘两个因子，一个来自权重，一个来自
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
: δ 每往回一层就小一截，传到前面几乎没有了；每层只剩 ¼，五层以后就只有 1/1024
  了。
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

static double start = 8, eta = 0.1, third = 3;
static int deep = 5;
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
    {0}};

/*
先做检验：下面这些公式算出的斜率，要和计算带一致，也要和数值斜率一致。三种成本的
δ 都要验；δ 往回穿过三层 σ、三层 ReLU，也各验一遍。

→ 检验：手算 = 计算带 = 数值

## σ′ 到哪里去了

拿一个神经元来看：只有一个输入，永远是 1；目标是 0。加权和 z = w + b，输出 a =
σ(z)，成本取平方误差的一半，½(a - y)²，下面就叫“平方”。按链式法则，δ 是两个因子
的乘积，一个是 ∂C/∂a = a - y，一个是 ∂a/∂z = σ′ = a(1 - a)。
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
也就几乎是 0。错得最厉害的神经元，反而学得最慢。（a 接近 0 时，σ′ 也一样小，不过
那时 a - y 本来就小，也就不碍事。）

能不能换一种成本，让 ∂C/∂a 正好把 σ′ 抵消掉？我们想要 δ 和错的程度成正比：

$$\frac{\partial C}{\partial a}\,a(1-a) = a - y,
\qquad\text{所以}\qquad
\frac{\partial C}{\partial a} = \frac{a-y}{a(1-a)}.$$

y = 0 时，右边是 1/(1 - a)，也就是 -ln(1 - a) 的斜率。y = 1 时，右边是 -1/a，也
就是 -ln a 的斜率。这种成本叫作**交叉熵**；有十个输出，就把十份加起来。第 9 章的
那些公式，只有第一个要改。
*/

static double cross_entropy(double z, double y) {  // 1 - σ(z) 就是 σ(-z)
    return -y * m_log(m_sigmoid(z)) - (1 - y) * m_log(m_sigmoid(-z));
}

static double cross_entropy_delta(double z, double y) {
    return m_sigmoid(z) - y;
}

/*
→ σ′ 到哪里去了

z 很大时，平方成本上了高原：C 再大也超不过 ½，高原上几乎没有斜率。交叉熵却一路往
上，到后来 z 加 1，成本也加 1。

目标是 0，平方成本的 δ 就是 a²(1 - a)。它对 a 的斜率是 2a - 3a²，在 a = ⅔ 处为
0；δ 在那里最大，也只有 4/27 = `0.148148`。

![图 15.1：目标是 0 的一个神经元。左边是两种成本，右边是它们的斜率 δ。蓝线一变
平，δ 也就没了。](ch15_costs)

## 一个错得离谱的神经元

现在让这个神经元来学。这个实验 Nielsen 的书里也有，这里的数是我们自己算的。
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
方呢，每往外挪 2，步数变成好几倍，越往外越接近 e² 倍，也就是 7 倍多一点，因为那
一带 σ′ 差不多跟着 e⁻ᶻ 一起减小。

![图 15.2：目标是 0 的一个神经元，输出怎样变化。左边，开始时错得不多；右边，开始
时已经饱和。](ch15_saturated)

## 十个得分，还是十个份额

第一篇文章把输出叫作概率。可是十个 σ 回答的是十个不相干的问题，谁也没有规定它们
加起来要等于 1。十个 σ 可以说“哪个都不是”，也可以说“有两个都像”。

**softmax** 一共只有 1 可分：先把每个 z 变成 eᶻ，都是正数，再除以总和。求 e 的幂
之前，每个 z 都先减去最大的那个 z。这等于分子分母同除以一个数，份额不变；指数却
没有正的了，不会溢出。
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
成本只看正确的那个输出，是 -ln a，也叫交叉熵。（其余的输出不必另算一份：正确的那
个先拿，剩下的才归它们。）取对数正好把 e 的幂消掉，斜率和前面一样：

$$C = -\ln a_{label} = \ln\sum_k e^{z_k} - z_{label},\qquad
\frac{\partial C}{\partial z_j} = a_j - y_j.$$

因为 ln Σ eᶻ 对 zⱼ 的斜率是 eᶻ/Σ eᶻ，也就是 aⱼ；zⱼ 要是标签自己的那个，后面那一
项再让斜率减去 1。拿三个加权和来试，标签是第三个：

→ 十个得分，还是十个份额

一个加权和比另一个大 1，份额就是另一个的 e 倍，大约 `2.71828` 倍。份额只看加权和
之间的差，三个都加上 100，份额一点也不变。三个 δ 加起来是 0：一个输出要多拿，就
得从别的输出那里扣。

这里三个 σ 加起来是 `2.564`，三个份额加起来是 1。要是只有一个答案是对的，这样正
好。图上要是根本不是数字，这样就不合适了：十个 σ 可以全都很小，softmax 却还是要
把 1 分出去。

## 起点：1/√n

交叉熵只去掉了*最后*一层的 σ′。隐藏层的 δ 里还有 σ′（第 9 章），所以隐藏层的加权
和不能离 0 太远。实际上离得远不远呢？

加权和是 Σ w·x。每个权重各取各的，互相独立，平均是 0，标准差是 1，乘上 x，标准差
就是 |x|。独立的数相加，标准差的平方也相加，所以不管权重取自哪种分布，Σ w·x 的标
准差都是 √(Σ x²)，也就是 x 的长度。一幅图像的长度大约是九（第 6 章），可见有许多
加权和落在 ±5 以外，那里的 σ 是平的。

办法很简单，标准差改取 1/√n 就行（LeCun 等人，1998 年）。n 是这一层的输入个数，
隐藏层是 784，输出层是 30。这样一来，九变成二十八分之九，大约三分之一。偏置从 0
开始，因为权重已经让神经元各不相同。（为什么不取得再小些？δ 往回走也要靠权重，后
面会看到。）
*/

static void draw(Tensor *w, double times, Rng *r) {
    for (int i = 0; i < w->rows * w->cols; i++)
        w->data[i] = (real)(times * sqrt(1.0 / w->cols) * rng_normal(r));
}

/*
→ 起点：1/√n

![图 15.3：隐藏层的加权和，改用 1/√n 之前和之后，背景是 σ′。σ′ 几乎是 0 的地方，
几乎什么也学不到。](ch15_spread)

标准差取 1，一步还没走，就有一半以上的加权和落在 σ 平的地方。取 1/√n，一个也没
有，σ′ 也接近最大值 ¼。

## 各种办法，各试几个 η

还是第四篇文章的网络，784-30-10。成本有两种，起点有两种，搭配成四种办法，再加上
softmax 配 1/√n，一共五种。只用一个 η 来比不公平：这种办法用着正好，另一种可能就
嫌太大。所以五种办法都从 `0.1` 到 10 试五个学习率，拿各自最好的成绩来比，比的是
认对多少。

每个学习率都用同样的五个种子，种子决定起点和图像的次序。五个网络看中位数，因为就
算有一个运气特别差，中位数也不受影响；最低和最高也列出来。

→ 各种办法，各试几个 η

各种办法最好的学习率，都没有落在五个的两头。第四篇文章的配方，每 100 幅认对
`92.2` 幅，可是从 `83.7` 到 `92.6` 都有：最低的那个网络丢了一个数字，一个数字就
是 100 幅里的 10 幅左右。其余几种办法，看最低的就知道，没有哪个网络丢过数字。

只换成本，是 `93.2`。只换起点，是 `94.7`，最低的 `94.4` 也高过只换成本的最高
`93.5`。（两种办法要是一样好，单凭运气，这五个要包下十个里的前五名，252 次才碰得
上一次。）可见换起点更管用，还不费什么事。两样都换，也是 `94.7`：起点换好以后，
只训练两轮的话，看不出再换交叉熵有什么好处。softmax 是 `95.3`，也许能多认对半
幅。

![图 15.4：各个学习率下认对多少，画的是五个网络的中位数；第四篇文章的配方还画了
一条色带，从最低到最高。](ch15_rates)

## 该换哪一层的起点

换起点为什么这样管用？换的其实是两层：第 1 层加起来的是 784 个像素，输出层加起来
的是 30 个神经元。现在把两层拆开，成本还用平方：一层的权重和偏置取小起点，也就是
1/√n 的，另一层取标准差 1 的。种子和图像都照旧；学习率各试三个，最好的都是中间那
个。“两层都不换”和“两层都换”，就是上一张表里的两行。

→ 该换哪一层的起点

该换的是第 1 层。只有第 1 层取小起点，认对 `94.6`，从 `94.3` 到 `95.0`；两层都
取，也不过 `94.7`。只有输出层取小起点，认对 `92.6`，最高的 `92.9` 还不如只换第 1
层的最低。那里没有哪个网络丢过数字，可是中位数比两层都不换高不了多少。

可见小起点的用处，正是当初想要的。它把第 1 层的加权和挪到 σ 较陡的地方：σ′ 的平
均，原来最高是 `0.0499`，现在最低也有 `0.2416`。（用这一点来解释，说得通；不过我
们并没有让别的不动、只改 σ′。）只换第 1 层的时候，把 δ 交回来的是输出层的权重，
那还是“两层都不换”的那一份。

## η = 3 算大吗？

第三篇文章说 η 要小，第四篇文章却取了 3。五个学习率里，3 确实是那张配方最好的一
个，换成交叉熵就太大了。其实要小的是步子，也就是 η 乘以梯度，而梯度里有 δ。那就
拿用平方训练好的网络来，按两种成本各算一遍 δ。

→ η = 3 算大吗？

从 1/√n 出发，平方的 δ 是 `0.0022` 到 `0.0025`，乘上 3 还是很小。权重一样，图像
一样，交叉熵的 δ 却有它的 `8.3` 到 `8.5` 倍，因为少乘了 σ′，而这些输出大多已经接
近目标值，σ′ 很小。所以平方用 η = 3，步子大约和交叉熵用 η = `0.3` 一样大；从这个
起点出发，两种成本最好的学习率也就是这两个，不过只比别的好十分之几幅。从第四篇文
章自己的起点出发，δ 相差的倍数也不小，最好的学习率却是 3 和 1。可见只看训练好以
后的 δ 还不够。在那里为什么 3 最好，我们不知道。

## 每过一层，δ 变成多少

层数多些，应该更好吧？至少第一篇文章是这样指望的。δ 每往回一层要变两次（第 9
章）：先乘上权重相加，得到 Σ w·δ，交回给前面的一个神经元，再乘以这个神经元自己的
f′。

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
![图 15.5：σ 和 ReLU（左），还有两者的斜率（右）。σ′ 最大才 ¼，往两边去几乎是
0；ReLU 的斜率不是 1 就是 0。](ch15_relu)
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

下面说的大小，都是先平方，再求平均，最后开方（均方根）。权重那个因子，就看权重的
标准差是 1/√n 的几倍：后一层的每个神经元，都给前面的神经元交回一个乘积；n 个乘积
相加，标准差的平方也相加。（各层都是 30 个，所以往前、往回，n 都一样。输出层只有
十个；“剩下”是其余四步的平均。）

用 σ 配 1/√n，这个因子差不多是 1，σ′ 将近 ¼，所以每过一层，δ 只剩原来的
`0.234`。五层走下来，传到第 1 层的只有 `0.00041`：这就是**梯度消失**。

这也不能只怪 σ′，权重也有份。权重取 1/√n 的四倍，按说正好补上 σ′ 的 ¼。可是权重
大了，正着算时加权和也大，σ 更平，σ′ 就降到 `0.170`。要取到八倍，每过一层 δ 才剩
下 `0.965`，差不多没少；可是那时 σ′ 只有 `0.124` 了。

用 ReLU，不管权重多大，总有大约一半的神经元关着。δ 的平方剩下一半，δ 就剩下 ½ 的
平方根。起点放大到根号 2 倍，取 √(2/n)，正好补回来，这是何恺明等人 2015 年提出来
的：每过一层变成 `1.008` 倍。取 1/√n 的两倍，就变成 `1.472` 倍，一层比一层大，这
叫**梯度爆炸**。（一个神经元要是不管看哪幅图像都关着，就得不到 δ，也就*死*了，要
等前面的层变了，才会活过来。）表里“权重”那一列是 σ 的，ReLU 的略大一些。自己造了
网络，训练以前最好一层一层打印出 δ 的大小。训练以后再看，只看得出网络在瞎猜，看
不出为什么。

![图 15.6：左边，一步还没走，输出层的 δ 传到各层还剩多少。右边，权重取各种大小
时，每过一层 δ 变成几倍；落在虚线上，δ 不增不减。](ch15_layers)

## 五个隐藏层

传到前面的 δ 是多是少，到底要不要紧？这样的网络，我们训练四种，都用 softmax：σ
或者 ReLU，从 1/√n 或者 √(2/n) 出发。两种起点试的是同样的两个学习率；σ 和 ReLU
试的却不同，所以不拿这两种来比，也不能说哪一种已经到了最好。

→ 五个隐藏层

σ 从 1/√n 出发，传到第 1 层的 δ 只有 `0.00041`，η 取 `0.3` 就是瞎猜。η 取 3，补
回了一部分，认对 `78.2`，可是从 `61.7` 到 `81.4` 都有。起点大一些，传到的是
`0.0019`，将近五倍。η 取 `0.3`，认对 `91.3`，从 `90.2` 到 `92.3`；η 取 3，两种起
点不相上下。

ReLU 从 1/√n 出发，传到最前面的 δ 还有十分之一；从 √(2/n) 出发，还有 `0.6`。η 取
`0.03`，两种认对 `94.9` 和 `94.7`：用这个学习率，根号 2 倍没有带来好处。η 取 3，
加权和变成无穷大，接着就成了 nan，连数都不是，也就没有回答了。

可见传到的 δ 只有十分之一，也可以够用。不过要是有二十层，每层剩 `0.706`，就只剩
千分之一了。（很深的网络，还要在半路把加权和重新调一调大小，叫*归一化*；再给 δ
开几条近路，绕过一些层，叫*残差连接*。）层数多了在这里划不划算，还说不准：前面那
个网络只有一个隐藏层，用 σ，认对 `95.3`，不过那是五个学习率里最好的。

→ 正文里的数

## 到底是什么让它学得更好

σ′ 几乎是 0，弄丢了数字，是免不了的吗？照公式看，不是：丢了的数字找不回来，是因
为输出的 σ′ 太小，而交叉熵把它约掉了。照我们量的看，都用各自最好的学习率，第四篇
文章的配方，五个网络里最低的那个丢了一个数字；别的办法，哪怕只有输出层取小起点，
也没有一个网络丢过。五个网络太少，说不出是哪种办法保住了数字，也说不准是不是总能
保住。

中位数不受一个丢失的数字影响，它从 `92.2` 升到 `95.3`，那是用 softmax，从 1/√n
出发。功劳大半在第 1 层的起点：从那里出发，没有一个加权和落在 σ 平的地方。只换成
本，每 100 幅能多认对一幅；起点换好以后再换，就看不出好处；换成 softmax，也许能
多认对半幅。每种办法，都要用自己的 η。如今常用的 ReLU 和 √(2/n)，配一个隐藏层会
怎样，我们没有试过。

## 我们偷了哪些懒

第 13 章照第四篇文章的配方训练三十轮，认对的和这里的 softmax 训练两轮差不
多。softmax 要是也训练三十轮，能认对多少，我们没有量过。我们试的学习率，前后两个
大多差三倍，最好的那个又是用测试集挑的，种子也只有五个；所以在这里，十分之几幅的
差别说明不了什么。还有，δ = a - y 要 softmax 或 σ 配上*自己的*交叉熵才
有：softmax 后面接平方，σ′ 那样的因子又回来了。

## 练习

`make ex15` 生成要你改的文件，并检查你的答案；`make hint15` 给提示。

- **15a** 激活函数换成 tanh，目标是 -1 和 1。哪种成本的 δ 是 a - y？
- **15b** softmax 后面接平方：求出 δ，看 σ′ 那样的因子怎样回来。

想训练自己的网络，随便加上哪个训练选项都行，程序会用 softmax 和 ReLU：
`make ch15 ARGS="--hidden 100,50 --epochs 5 --save better.safetensors"`。

下一章：这些办法都用上，老老实实地量，到底能有多好？`make ch16`。

## 工作台

下面的代码打印表格，写出画图用的数，再训练网络：配方有几种，每种试几个学习率，每
个学习率用五个种子。
*/

enum { IMAGES = 50000, TESTS = 10000, SEEDS = 5, EPOCHS = 2 };
static Dataset train, test;

static Recipe network(const char *name, int layers, Activation f, Init init,
                      const Cost *cost) {
    Recipe r = {.name = name, .activation = f, .init = init, .cost = cost};
    for (r.hidden.n = 0; r.hidden.n < layers; r.hidden.n++)
        r.hidden.size[r.hidden.n] = WIDTH;
    return r;
}

/* ---- 检验 ---- */

// 训练集第 i 幅图像的，到下一次调用为止。
static const Passes *passes_of(const Learner *l, int i) {
    static Passes p;
    size_t n = (size_t)train.rows * (size_t)train.cols;
    double *x = mem_resize(NULL, n, sizeof *x, "一幅图像", 0);
    dataset_image(&train, i, x);
    passes(&l->mlp, x, train.label[i], &p);
    free(x);
    return &p;
}

// 第一个神经元的 δ，也就是它的偏置的斜率：用公式算，或者用 `passes` 算。
static void check_delta(Chapter *c, const char *name, int layers, Activation f,
                        const Cost *cost, Delta *formula) {
    const Recipe recipe = network(NULL, layers, f, INIT_HE, cost);
    Learner l = learner_new(&train, &recipe, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    double delta = 0;
    t_backward(learner_cost(&l, &b));
    for (int i = 0; i < b.n; i++) {
        const Passes *p = passes_of(&l, i);
        delta +=
            (formula ? formula(p->z[0][0], b.label[i] == 0) : p->delta[0][0]) /
            b.n;
    }
    report_knob(c, name, delta, l.mlp.bias[0]->grad[0], cost_on_batch, &k,
                l.mlp.bias[0]->data);
    learner_free(&l);
}

static void check(Chapter *c, const Recipe *asked) {
    (void)asked;
    report_begin(c);
    check_delta(c, "½(a - y)²", 0, SIGMOID, &half_squares, half_square_delta);
    check_delta(c, "交叉熵", 0, SIGMOID, &by_sigmoid, cross_entropy_delta);
    check_delta(c, "softmax", 0, SIGMOID, &by_softmax, NULL);
    check_delta(c, "穿过三层 σ", 3, SIGMOID, &by_softmax, NULL);
    check_delta(c, "穿过三层 ReLU", 3, RELU, &by_softmax, NULL);
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

// 图 15.1 和图 15.5 的曲线，后一幅画到 z = 6 为止。
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

static void the_start(Chapter *c) {
    static const Init init[] = {INIT_NORMAL, INIT_LECUN};
    static Start of[2];
    int inputs = train.rows * train.cols;
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
            learner_free(&l);
        }
        table_row(
            &t, k ? "1/√n" : "标准差 1", range_of(s->deviation, SEEDS, "%.3f"),
            range_of(s->far, SEEDS, "%.1f"), range_of(s->slope, SEEDS, "%.4f"));
    }
    table_end(&t);
    claim("±5 以外，标准差 1", spread_of(of[0].far, SEEDS).median, 50, 66,
          "%.0f");
    Figure *f = figure_open(c, "ch15_spread", "z before after");
    figure_number(f, "inputs", inputs);
    for (int k = 0; k < BINS; k++)
        figure_row(f, (k + 0.5) / 4 - 25, of[0].bin[k], of[1].bin[k]);
    figure_close(c, f);
}

/* ---- 几种配方，几个学习率 ---- */

enum { RATES = 5 };  // 最多

typedef struct Row {
    Recipe recipe;
    double rate[RATES];  // 要试的；0：没有了
    int narrow;  // 第 1 层或第 2 层，只有它从 1/√n 出发；0：没有
    Spread right[RATES], best;  // 每 100 幅；中位数最高的
    // 用平方训练的，取最好的学习率，两种成本的 δ 平均有多大；后一种是前一种的
    // 几倍。
    double squares[SEEDS], entropy[SEEDS], ratio[SEEDS];
} Row;

static void listen(Learner *l, Row *r, int seed) {
    static real z[TESTS * CLASSES];
    int n = test.count * CLASSES;
    learner_sums(l, &test, z);
    for (int i = 0; i < n; i++) {
        double y = test.label[i / CLASSES] == i % CLASSES;
        r->squares[seed] += fabs(half_square_delta((double)z[i], y)) / n;
        r->entropy[seed] += fabs(cross_entropy_delta((double)z[i], y)) / n;
    }
    r->ratio[seed] =
        r->squares[seed] > 0 ? r->entropy[seed] / r->squares[seed] : 0;
}

// 两层都从 1/√n 出发时，这一层的权重和偏置。
static void narrow_layer(Learner *l, int layer) {
    Recipe both = l->recipe;
    both.init = INIT_LECUN;
    Learner from = learner_new(&train, &both, l->seed, 1);
    Tensor *w = l->mlp.weight[layer], *b = l->mlp.bias[layer];
    memcpy(w->data, from.mlp.weight[layer]->data, t_count(w) * sizeof(real));
    memcpy(b->data, from.mlp.bias[layer]->data, t_count(b) * sizeof(real));
    learner_free(&from);
}

// 一行一行来；所有网络一起训练，太占内存。
static void train_row(Chapter *c, Row *r, int threads) {
    Trials t = trials_of(SEEDS, c->seed, EPOCHS, &test);
    int rates = 0, best = 0;
    t.at_end = true;
    for (; rates < RATES && r->rate[rates] > 0; rates++) {
        r->recipe.rate = r->rate[rates];
        trials_add(&t, &r->recipe, &train);
        for (int k = 0; r->narrow && k < SEEDS; k++)
            narrow_layer(&trials_at(&t, rates, k)->learner, r->narrow - 1);
    }
    trials_run(c, &t, threads, r->recipe.name);
    for (int k = 0; k < rates; k++) {
        r->right[k] = trials_spread(&t, k, EPOCHS, trial_right);
        best = r->right[k].median > r->right[best].median ? k : best;
    }
    r->best = r->right[best];
    for (int k = 0; !r->recipe.cost && !r->narrow && k < SEEDS; k++)
        listen(&trials_at(&t, best, k)->learner, r, k);
    trials_free(&t);
}

// 每个学习率一列；哪一行没有试过，那里就空着。
static void show_rows(const Row *row, int rows, int rates, const double *rate) {
    char headings[96] = "η =", formats[96] = "%-26s";
    for (int k = 0; k < rates; k++) {
        strcat(headings, text_format(" | %g", rate[k]));
        strcat(formats, " | %5s");
    }
    printf("%d 幅图像，%d 轮；每 100 幅测试图像认对几幅：%d 个种子的中位数，\n"
           "再加上最好的那个学习率的最低和最高。\n\n",
           train.count, EPOCHS, SEEDS);
    Table t = table_begin(strcat(headings, " | 最低 | 最高"),
                          strcat(formats, " | %6.1f | %7.1f"));
    for (const Row *r = row; r < row + rows; r++) {
        RowCell cell[RATES + 3] = {cell_text(r->recipe.name)};
        for (int k = 0; k < rates; k++) {
            int j = 0;
            while (j < RATES && r->rate[j] != rate[k])
                j++;
            cell[k + 1] = cell_text(
                j < RATES ? text_format("%.1f", r->right[j].median) : "");
        }
        cell[rates + 1].number = r->best.low;
        cell[rates + 2].number = r->best.high;
        table_cells(&t, cell, rates + 3);
    }
    table_end(&t);
}

enum { SQUARES, SQUARES_NARROW, ENTROPY, ENTROPY_NARROW, SOFTMAX, CURES };

static void every_cure(Chapter *c, Row *row, int threads) {
    const Init wide = INIT_NORMAL, narrow = INIT_LECUN;
    const Recipe recipe[CURES] = {
        network("½(a - y)²，标准差 1", 1, SIGMOID, wide, NULL),
        network("½(a - y)²，1/√n", 1, SIGMOID, narrow, NULL),
        network("交叉熵，标准差 1", 1, SIGMOID, wide, &by_sigmoid),
        network("交叉熵，1/√n", 1, SIGMOID, narrow, &by_sigmoid),
        network("softmax，1/√n", 1, SIGMOID, narrow, &by_softmax)};
    chapter_section(c, "各种办法，各试几个 η");
    chapter_predict(c, "换成本和换起点，哪样更管用？哪一行最好的 η 会最大？");
    Figure *f = figure_open(c, "ch15_rates", NULL);
    for (int r = 0; r < CURES; r++) {
        row[r] = (Row){.recipe = recipe[r], .rate = {0.1, 0.3, 1, 3, 10}};
        train_row(c, &row[r], threads);
        figure_block(f, "recipe", "rate low median high");
        for (int k = 0; k < RATES; k++)
            figure_row(f, row[r].rate[k], SPREAD(row[r].right[k]));
    }
    figure_close(c, f);
    show_rows(row, CURES, RATES, row->rate);
    claim("第 4 篇文章的配方", row[SQUARES].best.median, 83, 94, "%.1f");
    claim("只换交叉熵", row[ENTROPY].best.median, 92.5, 94, "%.1f");
    claim("只换 1/√n", row[SQUARES_NARROW].best.median, 94, 95.5, "%.1f");
    claim("两样都换", row[ENTROPY_NARROW].best.median, 94, 95.6, "%.1f");
    claim("softmax，1/√n", row[SOFTMAX].best.median, 94.5, 96, "%.1f");
    claim("换起点比换成本多",
          row[SQUARES_NARROW].best.median - row[ENTROPY].best.median, 0.5, 3,
          "%.1f");
}

static void which_layer(Chapter *c, const Row *neither, const Row *both,
                        int threads) {
    const Recipe wide = neither->recipe;
    Row row[] = {*neither,
                 {.recipe = wide, .rate = {3, 10, 30}, .narrow = 2},
                 {.recipe = wide, .rate = {0.3, 1, 3}, .narrow = 1},
                 *both};
    static const char *const name[] = {"两层都不换", "只有输出层",
                                       "只有第 1 层", "两层都换"};
    chapter_section(c, "该换哪一层的起点");
    chapter_predict(c, "只有一层取小起点：取在哪一层，更接近两层都取的成绩？");
    for (int k = 0; k < 4; k++) {
        row[k].recipe.name = name[k];
        if (row[k].narrow)
            train_row(c, &row[k], threads);
    }
    show_rows(row, 4, 5, (double[]){0.3, 1, 3, 10, 30});
    claim("只有输出层取 1/√n", row[1].best.median, 91.5, 93.5, "%.1f");
    claim("只有第 1 层取 1/√n", row[2].best.median, 94, 95.5, "%.1f");
    claim("前者的最低比后者的最高多", row[2].best.low - row[1].best.high, 0.2,
          3, "%.1f");
}

static void why_three(Chapter *c, Row *row) {
    chapter_section(c, "η = 3 算大吗？");
    chapter_predict(c, "用平方训练好的网络里，交叉熵的 δ 会是平方的几倍？");
    printf("用平方训练的网络，取最好的 η，δ 平均有多大；\n"
           "%d 个种子中的最低和最高：\n\n",
           SEEDS);
    Table t = table_begin("起点 | 平方 | 交叉熵 | 几倍",
                          "%-11s | %16s | %16s | %14s");
    for (Row *r = row; r <= row + SQUARES_NARROW; r++)
        table_row(&t, r == row ? "标准差 1" : "1/√n",
                  range_of(r->squares, SEEDS, "%.4f"),
                  range_of(r->entropy, SEEDS, "%.4f"),
                  range_of(r->ratio, SEEDS, "%.1f"));
    table_end(&t);
    claim("δ，交叉熵比平方，1/√n",
          spread_of(row[SQUARES_NARROW].ratio, SEEDS).median, 6, 12, "%.0f");
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
        for (int i = 0; i < 100 && i < train.count; i++) {
            const Passes *p = passes_of(&l, i);
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
    static const double size[] = {0.5, 1, 1.4142135623730951, 2, 4, 8};
    enum { ALL = 6 };
    Back s[ALL], r[ALL];
    chapter_section(c, "每过一层，δ 变成多少");
    printf(
        "%d 个隐藏层，每层 %d 个神经元，一步还没走；%d 个种子，100 幅图像。\n"
        "每过一层，δ 剩下多少；传到第 1 层的 δ，是输出层的多少：\n",
        deep, WIDTH, SEEDS);
    chapter_predict(c, "σ′ 最大是 ¼。要让 δ 大小不变，权重的因子该是多少？");
    Table t = table_begin(
        "1/√n 的几倍 | σ：权重 | σ′ | 剩下 | 第 1 层"
        " | ReLU：f′ | 剩下 | 第 1 层",
        "%10.2f | %10.3f | %5.3f | %5.3f | %7.2g | %8.3f | %5.3f | %7.2g");
    Figure *f = figure_open(c, "ch15_layers", NULL);
    figure_block(f, "sizes", "times sigmoid relu");
    for (int k = 0; k < ALL; k++) {
        s[k] = back_through(c, SIGMOID, size[k]);
        r[k] = back_through(c, RELU, size[k]);
        table_row(&t, size[k], s[k].weights, s[k].slope, s[k].left,
                  s[k].delta[0], r[k].slope, r[k].left, r[k].delta[0]);
        figure_row(f, size[k], s[k].left, r[k].left);
    }
    table_end(&t);
    figure_block(f, "layers", "layer narrow larger relu");
    for (int k = 0; k <= deep; k++)
        figure_row(f, k + 1, s[1].delta[k], s[2].delta[k], r[2].delta[k]);
    figure_close(c, f);
    claim("每过一层剩下的 δ，σ，1/√n", s[1].left, 0.22, 0.25, "%.2f");
}

static void five_layers(Chapter *c, int threads) {
    const Cost *last = &by_softmax;
    Row row[] = {{.recipe = network("σ，1/√n", 5, SIGMOID, INIT_LECUN, last),
                  .rate = {0.3, 3}},
                 {.recipe = network("σ，√(2/n)", 5, SIGMOID, INIT_HE, last),
                  .rate = {0.3, 3}},
                 {.recipe = network("ReLU，1/√n", 5, RELU, INIT_LECUN, last),
                  .rate = {0.03, 3}},
                 {.recipe = network("ReLU，√(2/n)", 5, RELU, INIT_HE, last),
                  .rate = {0.03, 3}}};
    chapter_section(c, "五个隐藏层");
    chapter_predict(c,
                    "σ 从 1/√n 出发，五个隐藏层：加大 η，能补上丢掉的 δ 吗？");
    for (int k = 0; k < 4; k++)
        train_row(c, &row[k], threads);
    show_rows(row, 4, 3, (double[]){0.03, 0.3, 3});
    claim("5 个隐藏层，σ，1/√n，最好", row[0].best.median, 60, 88, "%.0f");
    claim("5 个隐藏层，σ，√(2/n)", row[1].best.median, 89, 93, "%.1f");
    claim("5 个隐藏层，ReLU，1/√n", row[2].best.median, 93.5, 96, "%.1f");
    claim("5 个隐藏层，ReLU，√(2/n)", row[3].best.median, 93.5, 96, "%.1f");
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
    Row cure[CURES];
    every_cure(c, cure, threads);
    which_layer(c, &cure[SQUARES], &cure[SQUARES_NARROW], threads);
    why_three(c, cure);
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
