/*
# 第 16 章：老老实实地量，能有多好？

**这一章的问题。** 这本书里的办法，哪些管用，管多大用？又怎么知道不是自己骗自
己？这一章先从十个网络里挑出最走运的一个，看它换一批图像怎样不灵；再让一个网络把
一千幅图像背下来；然后弄清每个办法有多大用处。最后训练一个普通的网络，每 100 幅
测试图像认对 98 幅以上；程序每运行一次，只看一次测试集。

请对照第四篇文章，以及提醒 E25 和 E28 来读。用 `make ch16` 运行；旋钮有三个，一
个是 λ，一个是随机失活的概率，还有一个是背图像的网络有哪些层，例如
`make ch16 ARGS="--decay 0.1 --layers 300"`。文中的数，是用真正的
MNIST（`make mnist`）运行一次得到的。

**本章要点** 训练集上的成绩说明不了什么：网络可以把一千幅图像背下来，没见过的图
像却认不好，这叫过拟合。学习率取多少、网络多大、什么时候停，都看验证集来选。从十
个里挑出最好的，成绩里总有运气，所以测试集只在最后看一次。每个办法有多大用处，要
换几个随机种子来测。最有用的是增加图像；数字转一转、弯一弯，还是同一个数字，所以
图像可以自己造。

**新词**

过拟合 (overfitting)
: 在训练集上越来越好，在别的图像上却没有变好，甚至变差。

验证集 (validation set)
: 不拿来训练、专门用来做选择的图像。这里有 10,000 幅。

权重衰减 (weight decay)
: 每走一步，再把每个权重 w 往 0 拉一点：w 的斜率要加上 λ·w。

早停 (early stopping)
: 哪一轮在验证集上最好，就留下哪一轮的权重。

随机失活 (dropout)
: 训练时随机关掉一些神经元；p = ½，就是大约关掉一半。
*/

#include "../lib/elementary.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double lambda = 0.01, off = 0.5;
static Sizes layers = {1, {100}};
static bool asked_search, asked_second;
static int distorted_epochs;

static const Option options[] = {
    {"--decay", KNOB_NUMBER, &lambda, 0, 1, "λ of the weight decay",
     "权重衰减的 λ"},
    {"--dropout", KNOB_NUMBER, &off, 0, 0.8,
     "which part of the neurons is switched off", "关掉几分之几的神经元"},
    {"--layers", KNOB_SIZES, &layers, 1, 500, "of the network that overfits",
     "过拟合的那个网络的各层"},
    {"--search", OPTION_FLAG, &asked_search, 0, 0,
     "   how the recipes of the last networks were chosen",
     "   最后那些网络的配方是怎么选出来的"},
    {"--second-opinion", OPTION_FLAG, &asked_second, 0, 0,
     "   them on images that never judged a network",
     "   换一批没有评判过网络的图像再测"},
    {"--distorted", OPTION_WHOLE, &distorted_epochs, 1, LIMIT_EPOCHS,
     "N so many epochs of distorted images", "N 用变形的图像训练几遍"},
    {0}};

/*
## 一步可以有哪些走法

这一章要改动的东西，都写在一张配方里（`chapters/common/learner.h`）：用什么网
络，从哪里起步，用什么成本，怎样走每一步。走一步，有四种办法要写出来，头两种写在
同一个循环里。一种是**动量**（第 11 章），v 保留上一步的 μ 倍。一种是**权重衰
减**（也叫 L2），成本里加上 ½λΣw²，这一项的斜率是 λw，每个权重的斜率 g 都要加上
（偏置不用加，因为不管什么图像，偏置都一样）。g 和 μ 都是 0，w 就乘以 1 - ηλ。权
重大，加权和就大，网络不管回答什么，都太有把握；现在，权重大了要付代价。代价也不
能太高：λ 太大，权重全拉到 0，网络看什么图像都是同一个回答。
*/

// n 个权重 w，前面的步子留下来的 v，还有斜率 g。
static void step(real *w, real *v, const real *g, size_t n, double eta,
                 double mu, double decay) {
    for (size_t k = 0; k < n; k++) {
        v[k] = (real)mu * v[k] + (g[k] + (real)decay * w[k]);
        w[k] -= (real)eta * v[k];
    }
}

/*
第三种是一路减小的学习率 η：学习率小了，噪声基底也跟着降低（见第 11 章），所以照
通行的做法，让它沿着半个余弦波降下来，开头是 η，中途是 η 的一半，到最后是 0。设
全程已经走完了 t（从 0 到 1），这时的学习率是
*/

static double falling(double eta, double t) {
    return eta * (1 + m_cos(3.14159265358979323846 * t)) / 2;
}

/*
第四种是**随机失活**（Srivastava 等人，2014）。训练时，每看一幅图像都重新抽一
次：每个神经元有 p 的概率被关掉，没关的放大到 1/(1 - p) 倍（p = ½ 时是两倍），这
样平均起来，加权和还和原来一样大。哪个神经元都不能指望别的神经元一定在场。到了认
图像的时候，全部打开。写成程序，就是乘上一个掩模，掩模里的数都是常数。
*/

static Tensor *drop(Learner *l, Tensor *a, double p) {
    if (p <= 0)
        return a;
    Tensor *mask = t_const(l->graph, a->rows, a->cols, NULL);
    const real loud[2] = {0, (real)(1 / (1 - p))};
    unsigned limit = (unsigned)(p * 65536);
    int all = a->rows * a->cols;
    for (int i = 0; i < all; i += 4) {  // 64 个随机的二进制位，够抽四次
        uint64_t bits = rng_next(&l->chance);
        for (int k = i; k < i + 4 && k < all; k++, bits >>= 16)
            mask->data[k] = loud[(bits & 65535) >= limit];
    }
    return t_mul(a, mask);
}

/*
学习时，像素和每个隐藏层都要经过 `drop` 这一关，像素和隐藏层的 p 可以不同。这一
章的配方，大多是拿下面这一张改一处：
*/

// 最后一层的加权和 z：学习时带随机失活。
static Tensor *outputs(Learner *l, Tensor *x, bool learning);

static Recipe plain(void) {
    return (Recipe){"什么也不用",    .hidden = layers,    .activation = RELU,
                    .init = INIT_HE, .cost = &by_softmax, .batch = 10,
                    .rate = 0.05,    .outputs = outputs};
}

/*
检验时，权重衰减也写成张量，加到成本里。手算用的是第 15 章的 δ = a - y，也就是
softmax 配交叉熵：通到输出 j 的一个权重，斜率是 δⱼ 乘以输入，取平均，再加上 λw。
表的下面，让 `step` 和程序库各走三步，看看走得一样不一样；程序库快一些。

→ 检验：手算 = 计算带 = 数值

## 三个集合

前面各章，图像只分成两个集合，一个用来学习，一个用来看网络认不认得没见过的图像。
第四篇文章每训练一轮，就看一次第二个集合。只是演示的话，这没什么。可是测试集一旦
用来做选择，就不再是测试了；学过的图像也不能用来做选择，因为网络说不定已经背下来
了。所以我们把训练图像的最后 10,000 幅留出来，作为**验证集**，要选什么都看验证
集。（留得太少，评判就更靠运气；留得太多，训练用的又少了。图像本来就少的话，可以
分成几份轮流来：每一份都来评判一个网络，这个网络只学过其余几份。这叫交叉验证。）

→ 三个集合

前两个集合，程序里哪儿都可以用。测试集，程序每运行一次，只看一次，等全都选定了才
看。（再看一眼也不犯规，看了又回去选，才犯规。）
*/

static Dataset train, validation;

/*
## 十个里最走运的

为什么要这样严？取十个网络，除了种子什么都一样，用一千幅图像来评判，留下最好的。
留下的这个，成绩里有一部分只是运气，碰巧合了这一千幅；换一批图像，运气就没有了。
*/

// n 个网络里认对最多的；并列时取第一个。
static int luckiest(const double *right, int n) {
    int best = 0;
    for (int k = 1; k < n; k++)
        if (right[k] > right[best])
            best = k;
    return best;
}

/*
图像有 10,000 幅，可以做十次，每次用一千幅来评判，再看选中的网络在其余 9,000 幅
上怎么样。（有的一千幅容易些，有的难些，所以要看选中的比十个的平均高多少：在评判
用的一千幅上高多少，到了别处又高多少。）

→ 十个里最走运的

![图 16.1：同一张配方的十个网络，由十组图像轮流评判，每组一千幅。各组评出的头名
（橙色）并不都是同一个；一换到别处（紫色），比平均就高不了那么多了，次次如
此。](ch16_luckiest)

选中的那个，在评判它的一千幅上领先的，总比在别处多，十次都这样：每 100 幅多出
`+0.14` 到 `+1.04` 幅，平均 `0.59` 幅。谁也没有作弊，只要挑选就会这样。十个网络
要是一样好，十个成绩里最好的，大约比平均高一个半标准差；候选的超过十个，高得更
多。挑选还是值得的：到了别处，选中的认对 `94.81`，十个平均才 `94.40`。只是挑选时
看的那个数，不能当作成绩。在一个集合上选，就到另一个集合上去量，而且只量一次。

## 背下来

这回图像少给，轮数多给：一千幅，一百轮。784-100-10 有 79,510 个旋钮，要它们记住
这么些图像，不算难事。

→ 背下来

![图 16.2：训练成本一路下降，验证成本先降后升。](ch16_gap)

到最后，网络把那一千幅背得烂熟，全都认对，100 幅里 `100.00` 幅；没见过的图像，只
认对 `87.73`。这就是**过拟合**。从什么时候开始的，看验证成本就知道：大约十轮以后
最低，再往后就升上去了，因为网络越来越有把握，认错的时候也一样有把握。认对的比例
倒没有跟着往下掉，十轮以后是 `86.83`，后来还一直慢慢往上爬。（网络要是太小，连自
己学过的也认不好。）

**早停**，就是留下验证成本最低的那一轮的权重。（这里为了看成本怎样升上去，一百轮
全走完了。想省时间，可以给它一点*耐心*，说好等几轮：连着几轮都没有更低的，就不等
了。等得太少，后面更深的谷就错过了，见 16a。）选轮次用的那批图像，再拿来评判，成
绩会偏高，所以这里换了别的图像来评判。
*/

// 成本最低的那一轮。
static int best_epoch(const Reading *after, int epochs) {
    int best = 0;
    for (int e = 1; e <= epochs; e++)
        if (after[e].cost < after[best].cost)
            best = e;
    return best;
}

/*
早停让成本低了五分之一，从 `0.5300` 降到 `0.4217`，认对的却没有多，只有
`87.18`，不早停还有 `87.73`。早停治的是网络太有把握，治不了它错得太多。权重衰减
不让权重变大，随机失活故意给网络添麻烦，成本降得也都差不多（`0.4082` 和
`0.4140`）；不过要说认对的更多，只有随机失活做到了：三个种子里最低的也有
`89.31`，不用随机失活，最高才 `88.11`。

## 更多的图像

最好的办法，还是增加图像。网络不变，步数不变，图像越来越多：

→ 更多的图像

![图 16.3：走的步数一样多，图像越来越多。](ch16_images)

用 1,000 幅图像，每 100 幅认对 `89.13`（上面是 `87.73`，那里只用第二个和第三个一
千幅来评判，第三个很难）；用 50,000 幅，认对 `96.59`。花的力气一样多，错误却剩下
不到三分之一。一千幅图像，每幅来一百次，背得下来；五万幅，每幅只来两次，网络能学
的就只有它们的共同之处了。从 200 幅到 1,000 幅，再到 5,000 幅，图像每增加到五
倍，错误大约减半；再往后，减得慢了。

## 梯子

现在从第四篇文章的配方开始，把这本书里的办法一样一样加上去，用 50,000 幅图像训练
四轮。每上一级，下面各级的办法都保留，再加上名字里说的那一样，学习率 η 取这种办
法常用的值（见 `rung`）；换 ReLU 的时候，起点也换成配它的。括号里的试完就撤：第
11 章的 Adam，用来代替动量；权重衰减；还有权重衰减和随机失活一起用。最后一级，学
的是转过、弯过的图像，后面会讲。

→ 梯子

![图 16.4：梯子的每一级，100 幅验证图像认对几幅：三个种子的平均，还有最低和最
高。](ch16_ladder)

从最下面一级到最上面一级，每 100 幅认对的从 `94.03` 涨到 `98.09`，错误少了三分之
二。功劳大半在其中三级：不让神经元卡住的起点、softmax 配交叉熵，还有更多的神经元
（要算的也增加到三倍）。学习率逐渐减小，赚到 `+0.26`；动量赚到 `+0.10`。两级的横
条要是有重叠，三个种子就分不出高下。变形的图像赚到 `+0.27`，它的横条和动量的横条
没有重叠。Adam、权重衰减和随机失活什么也没赚到，还亏了一点。不过这算不得定论：学
习率都没有调过，而且才训练四轮，没有多少过拟合可治。ReLU 要到深的网络里才管用
（第 15 章）。

## 普通网络训练一分钟，能好到哪里

（普通，是说每个神经元都接着前一层的全部神经元，图像也是原样的。）轮数多了，就更
容易背下来，随机失活也就有了用武之地。可是用多少？网络多宽？学习率多大？凭感觉也
能说出几个数来，可是感觉是看成绩看出来的，见过的成绩里也有测试成绩。所以我们让随
机数出主意，让验证集拿主意，自己只写下每一样有哪些值可挑（工作台里的 `draw`）。
这些值能搭配出 3,840 张配方，一张张试太费时间，一样一样地调，又看不出各样之间怎
样牵连，所以只随机抽了 24 张，各训练一个网络，都是十轮；最好的六张从头再来，训练
二十轮；验证成本最低的胜出。（成本里，每幅图像都算一份；数认对几幅，只有拿不准的
那些图像才有分量。）这要花几分钟，所以另有一条命令，`make ch16 ARGS=--search`；
换一个 `--seed`，抽到的就是别的配方。胜出的是第 11 号：
*/

static Recipe winner(void) {
    Recipe r = plain();
    r.hidden = (Sizes){1, {800}}, r.batch = 128;
    r.rate = 0.2, r.falls = true, r.momentum = 0.9, r.decay = 1e-4;
    r.drop_in = 0.2, r.drop_hidden = 0.1;
    return r;
}

/*
第 11 号两次的成本都最低，第一次 `0.0529`，第二名 `0.0554`；第二次 `0.0469`，第
二名 `0.0514`。要是数认对几幅，倒是第 18 号略微领先，`98.64` 比 `98.62`，几乎不
分上下。每张配方只试了一个种子，所以找到的是一张好配方，不一定是最好的；而且能挑
的宽度，800 已经到头了。（这里只训练十轮，三个网络一共一分钟；训练二十轮还会好一
点。）现在全都选定了，`read_once` 可以去看测试集了。

测试集上的这个数，有多少是运气？一幅图像，认对记 100，认错记 0。每 100 幅认对 p
幅，平均就是 p。离平均的距离，平方以后，p 幅是 (100 - p)²，另外 100 - p 幅是
p²，取平均是 p(100 - p)·((100 - p) + p)/100 = p(100 - p)，开方就是标准差。同一来
源的图像要是无穷多，认对几幅就有个准数；照第 7 章，n 幅的成绩和这个准数之间，大
约相差 √(p(100 - p)/n)，二十次里有一次，会差到两倍以上。（10,000 幅图像，每 100
幅认对 98 幅，就是 √(98·2/10,000)，也就是 0.14 幅。这说的是一幅一幅独立抽来的图
像。我们的图像多少有些牵连，也许因为是同一个人写的：上面那十个一千幅，标准差是
`1.30`，照这个算法只有 `0.73`。所以这一章说的上下浮动，都只是最少有这么多。）拿
两批这样的图像来比，两个成绩相差的，又是这个数的 √2 倍。这是图像带来的运气。种子
也会带来运气（起点、次序、掩模），看各个种子差多少就知道。k 个种子取平均，运气的
成分就小了，只有标准差除以 √k 那么大。要是两个网络在*同一批*图像上比，大部分运气
是两边都有的；只有一个认对、另一个认错的图像才算数，每幅就像抛一次硬币，所以运气
是幅数的平方根（第 6 章）。
*/

static double luck(double p, int n) { return sqrt(p * (100 - p) / n); }

static double luck_of_a_difference(int only_one, int only_other, int n) {
    return 100 * sqrt(only_one + only_other) / n;
}

/*
→ 普通网络训练一分钟，能好到哪里

![图 16.5：学习率一路减小时，100 幅验证图像认错几幅。](ch16_final)

三个种子，每 100 幅认对 `98.46`、`98.48` 和 `98.53`，相差都不到十分之一幅。图像
带来的运气更大，成绩会上下浮动 `0.12`。（在验证图像上是 `98.45`、`98.39` 和
`98.38`。训练成本是一轮里边学边算的平均，还带着随机失活，所以可能比验证成本
高。）第三个种子比第一个好吗？第一个认错、第三个认对的有 `37` 幅，倒过来的有
`30` 幅。第一个减第三个，每 100 幅差 `-0.07` 幅，上下浮动 `0.08`：运气比要证明的
差别还大。（要是两个网络看的图像不同，就会上下浮动 `0.17`。）在这个测试集上，谁
要是用第二位小数来比两个网络，比的就是运气。

认错的是哪些呢？三个网络都认错的有 `101` 幅，其中 `92` 幅还错成同一个数字，可见
换哪个起点都难认。所以投票也帮不上多少忙：把三个网络给每个数字的份额加起来，谁最
大就答谁，认对 `98.48`，并不比三个的平均高，花的力气却是三倍。最常见的，是把 4
认成 9、5 认成 3、7 认成 2，认成 2 的那些 7，多半中间带一横。那 `92` 幅，人大多
认得出来；可是答错了却最有把握的两幅（程序打印出来了），人也未必认得：一个 6 横
躺着，另一个 6 的圈没有合上。还有，10,000 个测试标签里，有人查出 15 个是错的
（Northcutt 等人，2021），这 15 幅认对了反而算错，所以本事再大，也过不了 99.85。

## 换一批图像再量

这个程序每运行一次，只看一次测试集。写程序的人可不止看过一次：前面各章都明明白白
地看过；写这一章时，又见过十来个网络的测试成绩，那些网络和最后这个很像。所以才让
随机数来抽配方。可是，从哪些值里抽，还是我们写的。测试成绩会不会因此偏高？

有一批图像，这本书里从来没有拿来评判过网络，就是训练集的前 10,000 幅。各章的网络
都学过这些图像；拿去考没学过的网络，再按成绩来挑，这样的事一次也没有做过。所以我
们把这一万幅留出来，照同一张配方，用另外的 50,000 幅训练，再用这一万幅来评判：
`make ch16 ARGS=--second-opinion`。

结果是 `98.32`、`98.42` 和 `98.39`，比测试集上低十分之一幅。（三个网络投票，倒能
多认对十分之一幅。）这能排除哪些可能？每个数都会上下浮动 `0.13`，同测试成绩的差
就会上下浮动 `0.18`。要是因为那些值是我们写的、那些成绩我们见过，测试成绩每 100
幅偏高了半幅，这里就看得出来；只偏高五分之一幅，就看不出来。（这里的成绩自己也可
能偏高：写这批图像的人，有的也写过学习用的图像，写测试集的人却没有。要是因此占了
五分之一幅的便宜，测试成绩虚高的部分，就可能还要加上这么多。）

## 图像不够，自己来造

最好的办法是增加图像，可是图像就这么多。不过，一个数字稍微转一点，宽一点，弯一
点，还是同一个数字，这不看图像也知道（倒过来的 6 就不是了）。所以我们从每幅图像
造出新的，叫它的孩子，每一轮造的都不一样：转一转，最多十度；变宽变窄，变高变矮，
最多十分之一；再像拉橡皮膜那样弄弯。怎么弄弯？每个地方随机地挪一挪，横着挪，也竖
着挪，大约挪一个像素（`.bend`，是标准差）；还要挪得平滑，相距不到五个像素的
（`.smooth`），挪得差不多一样（Simard、Steinkraus 和 Platt，2003；
`chapters/common/distort.c`）。孩子的像素是倒着求的：先问这一点是从原图的哪个地
方来的。那地方多半落在四个像素中间，就把四个像素加权平均，离得近的多算一些。只有
学习用的图像才变形。
*/

static Distortion distortion(double strength) {
    return (Distortion){.turn = 10 * strength,
                        .scale = 0.1 * strength,
                        .bend = strength,
                        .smooth = 5};
}

/*
→ 图像不够，自己来造

![图 16.6：一个数字（加框的）和它的十四个孩子。](ch16_children)

只用 5,000 幅原样的图像来学，每 100 幅认对 `94.71`。同样的 5,000 幅，加上它们的
孩子，步数不变，认对 `97.24`。用十倍那么多、幅幅都是人写的图像，认对 `97.32`。所
以在这里，孩子们抵得上大约 45,000 幅图像，还不用谁去写。不过好处也有个头：原图没
有的，比如中间带一横的 7，孩子也不会有。

原图要是有 50,000 幅，孩子们又能带来多少好处？要认这么多形状，网络就要大，时间也
要多，所以我们用两个隐藏层。随机失活和权重衰减都不用，因为没有哪幅图像会来第二
次，想背也无从背起。
*/

static Recipe wide(int epochs) {
    Recipe r = plain();
    r.hidden = (Sizes){2, {1024, 1024}};
    r.epochs = epochs, r.batch = 128;
    r.momentum = 0.9, r.rate = 0.05, r.falls = true;
    r.distort = distortion(1);
    return r;
}

/*
`make ch16 ARGS="--distorted 24"` 把这个网络训练 24 轮，要几分钟，学的时候只看孩
子，不看原图。孩子更难认，所以训练成本一直比验证成本高。训练完了，看一次测试集。
每 100 幅，验证集上认对 `99.16`，测试集上认对 `99.29`，上下浮动十分之一幅；训练
60 轮以后，是 `99.47` 和 `99.46`，比起上面那几个网络，错误少了三分之二。不过每次
都只有一个网络，一个起点。变形要多强，是看验证集选的（`--search`）：太弱，孩子和
原图差不多一样；太强，就不成数字了。网络的形状和走每一步的办法，却是照着我们以前
的一次试验定的，那次试验看过测试图像，所以这些数没有那么干净。（Simard 等人用
800 个神经元，公布的是 99.30；Cireşan 等人 2010 年用五个隐藏层，是 99.65。想再好
些，可以让许多网络投票，或者用卷积网络，那里的神经元只看一小块。）

和第 13 章一样，用 `--save` 和别的训练选项，可以训练一个自己的网络，配方用上面胜
出的那一张；加上 `--distorted`，就用变形图像的这一张。

    make ch16 ARGS="--distorted 24 --save best.safetensors"
    make predict IMAGE=my3.pgm MODEL=best.safetensors

（不写 MODEL，`make predict` 就当场用变形的图像训练一个小网络，只要几秒。）换一
台机器，末几位数字会不同，可是在哪台机器上都要落在这些范围里：

→ 正文里的数

## 我们偷了哪些懒

三个种子不算多，十分之一幅的差别，要十个以上才分得清。每一级的学习率，都取常用的
值，没有调过；调一调，有几级会赚得更多。梯子的顺序也有关系。用哪几种变形，是我们
自己定的。全都选定以后，验证图像本来也可以拿来训练，这里一直没有用。至于你自己的
笔迹，那是另一场考试（第 13 章）。

## 练习

`make ex16` 生成要你改的文件，并检查你的答案；`make hint16` 给提示。

- **16a** 早停：看各轮的验证成本，该留下哪一轮，又该等到什么时候为止。
- **16b** 泄漏：有些验证图像也拿去学习了。先猜一猜成绩会怎样变，再改对。

书到这里就完了。你认识了斜率，也学会了逆着斜率走一步；后面的一切，都还是这一步，
只是维数多了。接下来，可以把 `lib/tensor.c` 从头读到尾，不长。然后写点谁也没有写
过的东西，写完了，别忘了检验梯度。

## 工作台

下面的代码把各个网络放在一起训练，打印表格，写出画图用的数，再看算出的数在不在正
文要求的范围里。
*/

enum { IMAGES = 60000, TESTS = 10000, SEEDS = 3, TEN = 10 };
enum { BY_HEART = 100, FINAL = 10 };  // 轮数

static Dataset images, test;  // 学习用的全部图像，和测试集

static int rounds(const Chapter *c, int all) { return c->quick ? 2 : all; }

// 训练到最后，一张配方的各个种子每 100 幅认对几幅：平均。
static double right_of(const Trials *t, int recipe) {
    return trials_spread(t, recipe, t->done, trial_right).mean;
}

/* ---- 走一步，和检验 ---- */

static Tensor *outputs(Learner *l, Tensor *x, bool learning) {
    const Recipe *r = &l->recipe;
    const Mlp *m = &l->mlp;
    Tensor *z = x;
    for (int k = 0; k < m->layers; k++) {
        Tensor *a = k ? mlp_activate(m->hidden, z) : x;
        if (learning)
            a = drop(l, a, k ? r->drop_hidden : r->drop_in);
        z = t_linear(a, m->weight[k], m->bias[k]);
    }
    return z;
}

// 程序库走一步时自己加上的那一项，这里放到带子上。
static Tensor *with_decay(Tensor *z, const Batch *b) {
    Tensor *cost = by_softmax.of(z, b);
    for (Tensor *p = z->graph->first_param; p; p = p->next)
        if (p->decay > 0)
            cost = t_add(cost, t_scale(t_sum(t_square(p)), p->decay / 2));
    return cost;
}

static double delta(const real *z, int label, int j) {
    double sum = 0;
    for (int k = 0; k < CLASSES; k++)
        sum += m_exp((double)z[k] - (double)z[j]);
    return 1 / sum - (j == label);
}

static double larger(double x, double y) { return y <= x || x != x ? x : y; }

// 程序库走三步，正文那几行用它的斜率也走三步。
static void compare_steps(Learner *l, Learner *ours) {
    double most = 0;
    for (int s = 0; s < 3; s++) {
        double share = l->epochs + (double)l->at / train.count;
        double eta = falling(l->recipe.rate, fmin(share, 1));
        real *v = ours->momentum.velocity;  // 所有旋钮的，起初是 0
        Tensor *w = ours->graph->first_param;
        learner_step(l);
        for (Tensor *p = l->graph->first_param; p; p = p->next, w = w->next) {
            size_t n = t_count(p);
            step(w->data, v, p->grad, n, eta, l->recipe.momentum,
                 (double)p->decay);
            for (size_t k = 0; k < n; k++)
                most = larger(most, fabs((double)(w->data[k] - p->data[k])));
            v += n;
        }
    }
    printf("\n正文那几行和程序库各走三步：%zu 个旋钮里，相差最大的是 %g。\n\n",
           graph_params(l->graph), most);
}

static void check(Chapter *c, const Recipe *unused) {
    static const Cost decaying = {"softmax", with_decay};
    Recipe r = plain();
    (void)unused;
    r.hidden = (Sizes){1, {20}}, r.cost = &decaying, r.decay = 0.01;
    r.momentum = 0.9, r.falls = true, r.epochs = 1;
    Learner l = learner_new(&train, &r, c->seed, 1);
    Learner ours = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    report_params(c, l.graph, cost_on_batch, &k, c->quick ? 1000 : 20000);
    report_end(c);
    l.recipe.cost = &by_softmax;  // （程序库的一步自己带着衰减）
    compare_steps(&l, &ours);
    learner_free(&l);
    learner_free(&ours);
}

/* ---- 并排训练，由验证图像评判 ---- */

static void three_sets(Chapter *c) {
    chapter_section(c, "三个集合");
    Table t = table_begin("集合 | 图像 | 用来做什么", "%-10s | %6d | %-s");
    table_row(&t, "训练集", train.count, "求斜率");
    table_row(&t, "验证集", validation.count, "做选择");
    table_row(&t, "测试集", test.count, "最后报成绩");
    table_end(&t);
}

static void show_luckiest(Chapter *c, const Trials *t) {
    int all = validation.count, n = all < TEN ? 1 : all / TEN;
    double there[TEN][TEN], thousand[TEN], mean[5] = {0};
    for (int k = 0; k < TEN; k++) {
        Dataset tenth = dataset_part(&validation, k * n % all, n);
        for (int i = 0; i < TEN; i++)
            there[k][i] = learner_read(&t->trial[i].learner, &tenth).right;
    }
    Table table =
        table_begin("评判|十个的平均：这里|别处|最走运|这里|别处|虚高",
                    "%6d|%18.2f|%9.2f|%8d|%6.2f|%9.2f|%+8.2f");
    Figure *f = figure_open(c, "ch16_luckiest",
                            "judges network there elsewhere chosen");
    figure_number(f, "judges", all / TEN);
    for (int k = 0; k < TEN; k++) {
        int best = luckiest(there[k], TEN);
        double elsewhere[TEN] = {0}, x[5] = {0};
        for (int i = 0; i < TEN; i++) {
            for (int other = 0; other < TEN; other++)
                elsewhere[i] += other == k ? 0 : there[other][i];
            elsewhere[i] /= TEN - 1;
            x[0] += there[k][i] / TEN, x[1] += elsewhere[i] / TEN;
        }
        thousand[k] = x[0];
        x[2] = there[k][best], x[3] = elsewhere[best];
        x[4] = (x[2] - x[0]) - (x[3] - x[1]);
        table_row(&table, k + 1, x[0], x[1], best + 1, x[2], x[3], x[4]);
        for (int i = 0; i < 5; i++)
            mean[i] += x[i] / TEN;
        for (int i = 0; i < TEN; i++)
            figure_row(f, k + 1, i + 1, there[k][i] - x[0], elsewhere[i] - x[1],
                       i == best);
    }
    figure_close(c, f);
    table_end(&table);
    printf("平均起来，最走运的，评选时认对 %.2f，到别处认对 %.2f；\n"
           "十个的平均是 %.2f 和 %.2f。虚高 %.2f。\n\n",
           mean[2], mean[3], mean[0], mean[1], mean[4]);
    printf("十个的平均，各份之间的标准差是 %.2f；"
           "图像要是一幅一幅独立抽来的，\n只会有 %.2f。\n\n",
           spread_of(thousand, TEN).deviation, luck(mean[0], n));
    claim("十个里最走运的，虚高", mean[4], 0.1, 1.2, "%.2f");
}

static void the_luckiest_of_ten(Chapter *c, int threads) {
    Recipe r = plain();
    Dataset one = dataset_part(&validation, 0, 1);  // （后面再认全部）
    r.hidden = (Sizes){1, {30}};
    chapter_section(c, "十个里最走运的");
    printf("784-30-10，%d 幅图像，一轮，种子 %.0f 到 %.0f；"
           "每 100 幅认对几幅。\n",
           train.count, (double)c->seed, (double)c->seed + TEN - 1);
    chapter_predict(c, "十个里，在 1,000 幅图像上最好的那个，在别处也最好吗？");
    Trials t = trials_of(TEN, c->seed, 1, &one);
    t.at_end = true;
    trials_add(&t, &r, &train);
    trials_run(c, &t, threads, "十个一样的网络");
    if (!chapter_interrupted())
        show_luckiest(c, &t);
    trials_free(&t);
}

// 选轮次用的图像，和评判用的不是同一批。
static Dataset choosers;
static Reading chosen_by[3 * SEEDS][BY_HEART + 1];

static void let_choose(Trial *t, int round) {
    chosen_by[t->number][round] = learner_read(&t->learner, &choosers);
}

// 第一张配方：选轮次的图像选中哪一轮，就留下哪一轮的权重。
static void show_early_stopping(const Trials *t) {
    double right[SEEDS], epoch = 0, own = 0, cost = 0;
    printf("什么也不用，只靠早停，留下的轮次：");
    for (int k = 0; k < SEEDS; k++) {
        const Trial *one = trials_at(t, 0, k);
        int e = best_epoch(chosen_by[k], t->done);
        printf("%s%d", k ? "，" : "", e);
        right[k] = one->seen[e].right, epoch += (double)e / SEEDS;
        own += one->own[e].right / SEEDS, cost += one->seen[e].cost / SEEDS;
    }
    Spread s = spread_of(right, SEEDS);
    printf("。\n学过的图像认对 %.2f；评判的图像，成本是 %.4f，\n"
           "认对 %.2f 到 %.2f，平均 %.2f。\n\n",
           own, cost, s.low, s.high, s.mean);
    claim("早停在第几轮", epoch, 8, 25, "%.0f");
}

static void learning_by_heart(Chapter *c, int threads) {
    Dataset few = dataset_part(&train, 0, 1000);
    int all = validation.count, choose = all / 10 + 1;
    choosers = dataset_part(&validation, 0, choose);
    Dataset judges =
        dataset_part(&validation, choose < all ? choose : 0, 2 * choose);
    Recipe nothing = plain(), decay = plain(), dropout = plain();
    decay.name = text_format("权重衰减 λ = %g", lambda);
    decay.decay = lambda;
    dropout.drop_in = off < 0.2 ? off : 0.2, dropout.drop_hidden = off;
    dropout.name = text_format("失活 %g、%g", dropout.drop_in, off);
    chapter_section(c, "背下来");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, BY_HEART), &judges);
    t.own = 1000, t.after = let_choose;
    trials_add(&t, &nothing, &few);
    t.at_end = true;  // （只有这一张一路都看）
    trials_add(&t, &decay, &few);
    trials_add(&t, &dropout, &few);
    printf("%zu 个旋钮，%d 幅图像，%d 轮，%d 个种子的平均。\n"
           "由 %d 幅验证图像选轮次，由另外 %d 幅评判。\n",
           graph_params(t.trial[0].learner.graph), few.count, t.rounds, SEEDS,
           choosers.count, judges.count);
    chapter_predict(c, "训练成本会降到接近 0。验证成本呢？");
    trials_run(c, &t, threads, "背下来");
    Figure *f = figure_open(c, "ch16_gap",
                            "epoch training own validation low right high");
    trials_epochs(&t, 0, f);
    figure_close(c, f);
    trials_table(&t, "办法", NULL);
    double own = trials_spread(&t, 0, t.done, trial_own_right).mean;
    claim("1,000 幅：训练认对", own, 99.9, 100, "%.1f");
    claim("1,000 幅：验证少认对", own - right_of(&t, 0), 10, 15, "%.0f");
    show_early_stopping(&t);
    trials_free(&t);
}

static void more_images(Chapter *c, int threads) {
    static const int amount[] = {200, 1000, 5000, 20000, 50000};
    chapter_section(c, "更多的图像");
    Trials t = trials_of(SEEDS, c->seed, 1, &validation);
    t.steps = c->quick ? 100 : 10000, t.own = 1000, t.at_end = true;
    printf("同一个网络，走 %d 步，每步 10 幅图像，%d 个种子的平均。\n", t.steps,
           SEEDS);
    chapter_predict(c, "图像增加到五十倍，错误还剩下多少？");
    for (int k = 0; k < 5; k++) {
        Recipe r = plain();
        Dataset part = dataset_part(&train, 0, amount[k]);
        r.name = text_format("%d，每幅 %.3g 次", part.count,
                             t.steps * 10.0 / part.count);
        trials_add(&t, &r, &part);
    }
    trials_run(c, &t, threads, "更多的图像");
    Figure *f = figure_open(c, "ch16_images", "images own cost low mean high");
    trials_table(&t, "图像", f);
    figure_close(c, f);
    claim("1,000 幅，10,000 步", right_of(&t, 1), 87, 91, "%.0f");
    claim("50,000 幅", right_of(&t, 4), 96, 98, "%.0f");
    trials_free(&t);
}

// 有三样只用一级，用完就撤。
enum { RUNGS = 11, RUNG_ADAM = 7, RUNG_DECAY, RUNG_DROPOUT, RUNG_DISTORTED };

static Recipe rung(int k) {
    Recipe r = {"第 4 篇文章：784-30-10", .hidden = {1, {30}}, .rate = 3};
    r.outputs = outputs;
    if (k >= 1)
        r.name = "起点 1/√n", r.init = INIT_LECUN;
    if (k >= 2)
        r.name = "softmax，交叉熵", r.cost = &by_softmax, r.rate = 0.5;
    if (k >= 3)
        r.name = "ReLU", r.activation = RELU, r.init = INIT_HE, r.rate = 0.1;
    if (k >= 4)
        r.name = "100 个神经元，原来 30", r.hidden.size[0] = 100;
    if (k >= 5)
        r.name = "学习率逐渐减小", r.falls = true;
    if (k >= 6)
        r.name = "动量，0.9", r.momentum = 0.9, r.rate = 0.02;
    if (k == RUNG_ADAM)
        r.name = "（换成 Adam）", r.adam = true, r.rate = 0.001;
    if (k == RUNG_DECAY || k == RUNG_DROPOUT)
        r.name = "（权重衰减）", r.decay = 1e-4;
    if (k == RUNG_DROPOUT)
        r.name = "（衰减与随机失活）", r.drop_in = 0.1, r.drop_hidden = 0.2;
    if (k == RUNG_DISTORTED)
        r.name = "变形的图像", r.distort = distortion(1);
    return r;
}

static void the_ladder(Chapter *c, int threads) {
    double top = 0;
    chapter_section(c, "梯子");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, 4), &validation);
    t.at_end = true;
    printf("%d 幅图像，%d 轮，%d 个种子；每 100 幅验证图像认对：\n",
           train.count, t.rounds, SEEDS);
    chapter_predict(c, "哪个办法赚得最多？每个都能赚到一点吗？");
    for (int k = 0; k < RUNGS; k++) {
        Recipe r = rung(k);
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "梯子");
    Table table =
        table_begin("级|最低|平均|最高|赚到多少", "%-22s|%6.2f|%6.2f|%7.2f|%s");
    Figure *f = figure_open(c, "ch16_ladder", "rung low mean high");
    figure_number(f, "seeds", SEEDS);
    figure_numbers(f, "hidden", 2,
                   (double[]){rung(0).hidden.size[0], rung(4).hidden.size[0]});
    for (int k = 0; k < RUNGS; k++) {
        Spread s = trials_spread(&t, k, t.done, trial_right);
        table_row(&table, rung(k).name, s.low, s.mean, s.high,
                  k ? text_format("%+.2f", s.mean - top) : "–");
        figure_row(f, k, s.low, s.mean, s.high);
        if (k < RUNG_ADAM || k == RUNG_DISTORTED)
            top = s.mean;
    }
    figure_close(c, f);
    table_end(&table);
    claim("梯子的最下面", right_of(&t, 0), 93, 94.9, "%.0f");
    claim("梯子的最上面", top, 97.7, 98.5, "%.1f");
    trials_free(&t);
}

/* ---- 搜索 ---- */

static double one_of(Rng *rng, int n, const double *these) {
    return these[rng_below(rng, n)];
}

static Recipe draw(Rng *rng) {
    Recipe r = plain();
    r.falls = true, r.hidden.n = 1;
    r.hidden.size[0] = (int)one_of(rng, 4, (double[]){100, 200, 400, 800});
    r.batch = (int)one_of(rng, 2, (double[]){64, 128});
    r.rate = one_of(rng, 5, (double[]){0.02, 0.05, 0.1, 0.2, 0.5});
    r.momentum = one_of(rng, 2, (double[]){0, 0.9});
    r.drop_in = one_of(rng, 3, (double[]){0, 0.1, 0.2});
    r.drop_hidden = one_of(rng, 4, (double[]){0, 0.1, 0.3, 0.5});
    r.decay = one_of(rng, 4, (double[]){0, 1e-5, 1e-4, 1e-3});
    return r;
}

// 训练到最后的成本；不是数的，算最高。
static double cost_of(const Trials *t, int k) {
    return fmin(trial_cost(&t->trial[k], t->done), HUGE_VAL);
}

// 训练这些配方，再排序，成本最低的在前。
static void search_round(Chapter *c, Trials *t, int threads) {
    trials_run(c, t, threads, "搜索");
    for (int k = 1; k < t->recipes; k++)
        for (int i = k; i > 0 && cost_of(t, i) < cost_of(t, i - 1); i--) {
            Trial one = t->trial[i];
            t->trial[i] = t->trial[i - 1], t->trial[i - 1] = one;
        }
    Table table = table_begin(
        "号码|隐藏层|批量|学习率|动量|失活一|二|衰减|验证：成本|认对",
        "%6d|%6d|%5d|%4g|%8g|%7g|%3g|%5g|%16.4f|%.2f");
    for (int k = 0; k < t->recipes; k++) {
        const Trial *one = &t->trial[k];
        const Recipe *r = &one->learner.recipe;
        table_row(&table, one->number, r->hidden.size[0], r->batch, r->rate,
                  r->momentum, r->drop_in, r->drop_hidden, r->decay,
                  trial_cost(one, t->done), trial_right(one, t->done));
    }
    table_end(&table);
}

static void search(Chapter *c, int threads) {
    enum { DRAWN = 24, BEST = 6 };
    Rng rng = rng_new(c->seed);
    Trials all = trials_of(1, c->seed, c->quick ? 1 : 10, &validation);
    Trials best = trials_of(1, c->seed, rounds(c, 20), &validation);
    chapter_section(c, "搜索");
    for (int k = 0; k < DRAWN; k++) {
        Recipe r = draw(&rng);
        trials_add(&all, &r, &train);
    }
    search_round(c, &all, threads);
    for (int k = 0; k < BEST; k++) {
        Recipe r = all.trial[k].learner.recipe;
        r.epochs = best.rounds;
        trials_add(&best, &r, &train);
        best.trial[k].number = all.trial[k].number;
    }
    trials_free(&all);
    if (!chapter_interrupted())
        search_round(c, &best, threads);
    trials_free(&best);
}

// 网络要长时间学变形的图像，变形该有多强。
static void how_much_to_distort(Chapter *c, int threads) {
    static const double strength[] = {0.6, 1, 1.4};
    chapter_section(c, "变形多少");
    Trials t = trials_of(1, c->seed, rounds(c, 6), &validation);
    for (int k = 0; k < 3; k++) {
        Recipe r = wide(t.rounds);
        r.name = text_format("%g", strength[k]);
        r.distort = distortion(strength[k]);
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "变形");
    trials_table(&t, "强度", NULL);
    trials_free(&t);
}

/* ---- 最后的网络 ---- */

enum { TOGETHER = SEEDS };  // 除了每一个，还有三个合起来投票的

static bool right[SEEDS + 1][TESTS];  // 各个网络认对了哪些评判图像
static int answer[SEEDS + 1][TESTS];
static real shares[TESTS * CLASSES];  // 三个网络的份额加起来，总和是 3

// 投票：三个网络的份额加起来，哪个数字最大就答哪个。
static void read_once(const Trials *t, const Dataset *judges) {
    static real z[TESTS * CLASSES];
    memset(shares, 0, sizeof shares);
    for (int k = 0; k <= SEEDS; k++) {
        if (k < TOGETHER)
            learner_sums(&t->trial[k].learner, judges, z);
        for (int i = 0; i < judges->count; i++) {
            const real *of = (k < TOGETHER ? z : shares) + i * CLASSES;
            right[k][i] = is_right(of, judges->label[i]);
            answer[k][i] = argmax(of, CLASSES);
            // （没有标签时，δ 就是份额。）
            for (int j = 0; k < TOGETHER && j < CLASSES; j++)
                shares[i * CLASSES + j] += (real)delta(of, -1, j);
        }
    }
}

// 每个网络在 n 幅里认对几幅，第一个和别的、和投票又差多少。
// 返回每 100 幅的平均。
static double show_answers(double first, int n) {
    double mean = 0;
    Table t = table_begin("种子|认对|认错|每 100 幅|浮动",
                          "%4s|%5d|%4d|%6.2f|%12.2f");
    for (int k = 0; k <= SEEDS; k++) {
        int good = 0;
        for (int i = 0; i < n; i++)
            good += right[k][i];
        double p = 100.0 * good / n;
        table_row(&t, k < TOGETHER ? text_format("%.0f", first + k) : "投票",
                  good, n - good, p, luck(p, n));
        mean += k < TOGETHER ? p / SEEDS : 0;
    }
    table_end(&t);
    t = table_begin("种子|只有前一个对|只有后一个对|差|浮动|图像不同时",
                    "%9s|%12d|%14d|%10.2f|%12.2f|%11.2f");
    for (int k = 1; k <= SEEDS; k++) {
        int one = 0, other = 0;
        for (int i = 0; i < n; i++)
            one += right[0][i] > right[k][i],
                other += right[0][i] < right[k][i];
        table_row(&t,
                  k < TOGETHER ? text_format("%.0f 和 %.0f", first, first + k)
                               : text_format("%.0f 和投票", first),
                  one, other, 100.0 * (one - other) / n,
                  luck_of_a_difference(one, other, n), sqrt(2) * luck(mean, n));
    }
    table_end(&t);
    return mean;
}

// 认错的图像：最常见的几对数字，以及投票错得最有把握的几幅。
static void show_misread(const Dataset *judges) {
    enum { PAIRS = 5, SUREST = 2 };
    static real sure[TESTS];  // 投票的把握；投对的记 0
    const uint8_t *image[SUREST];
    real as[CLASSES * CLASSES] = {0};
    int all = 0, alike = 0, n = 0, size = judges->rows * judges->cols;
    memset(sure, 0, sizeof sure);
    for (int i = 0; i < judges->count; i++) {
        int wrong = 0, same = 0, together = answer[TOGETHER][i];
        for (int k = 0; k < SEEDS; k++)
            wrong += !right[k][i], same += answer[k][i] == answer[0][i];
        all += wrong == SEEDS, alike += wrong == SEEDS && same == SEEDS;
        if (right[TOGETHER][i])
            continue;
        as[judges->label[i] * CLASSES + together]++;
        sure[i] = shares[i * CLASSES + together];
    }
    printf("三个网络都认错的有 %d 幅，其中 %d 幅错成同一个数字。\n\n", all,
           alike);
    Table t = table_begin("本来是|投票认成|幅数", "%1d|%20d|%5d");
    for (int k = 0; k < PAIRS; k++) {
        int most = argmax(as, CLASSES * CLASSES);
        table_row(&t, most / CLASSES, most % CLASSES, as[most]);
        as[most] = 0;
    }
    table_end(&t);
    printf("投票错得最有把握的：");
    for (; n < SUREST; n++) {
        int most = argmax(sure, judges->count);
        if (!(sure[most] > 0))
            break;
        image[n] = judges->image + most * size;
        printf("%s%d 认成 %d，%.3f", n ? "；" : "", judges->label[most],
               answer[TOGETHER][most], (double)sure[most] / SEEDS);
        sure[most] = 0;
    }
    printf("。\n");
    text_images(n, image, judges->rows, judges->cols);
}

// 用几个种子训练胜出的配方，评判的图像只看一次。
static void train_and_judge(Chapter *c, const Dataset *set,
                            const Dataset *judges, bool shows, int threads) {
    Recipe r = winner();
    Trials t = trials_of(SEEDS, c->seed, rounds(c, FINAL), &validation);
    t.parts = 1, t.at_end = !shows;
    trials_add(&t, &r, set);
    printf("784-%d-10，%zu 个旋钮，%d 幅图像，%d 轮，每步 %d 幅。\n"
           "η 从 %g 降到 0，动量 %g，衰减 %g，随机失活 %g 和 %g。\n\n",
           r.hidden.size[0], graph_params(t.trial[0].learner.graph), set->count,
           t.rounds, r.batch, r.rate, r.momentum, r.decay, r.drop_in,
           r.drop_hidden);
    trials_run(c, &t, threads, "最后的网络");
    if (shows) {
        Figure *f = figure_open(c, "ch16_final",
                                "epoch training validation low right high");
        figure_number(f, "hidden", r.hidden.size[0]);
        figure_number(f, "seeds", SEEDS);
        trials_epochs(&t, 0, f);
        figure_close(c, f);
        printf("验证图像，按种子：");
        for (int k = 0; k < SEEDS; k++)
            printf("%s%.2f", k ? "，" : "", trial_right(&t.trial[k], t.done));
        printf("。\n\n");
    }
    if (!chapter_interrupted()) {
        printf("只用来评判一次的图像，共 %d 幅：\n\n", judges->count);
        read_once(&t, judges);
        double mean = show_answers((double)c->seed, judges->count);
        if (shows) {
            claim("最后的网络，测试图像", mean, 98.3, 98.9, "%.1f");
            show_misread(judges);
        }
    }
    trials_free(&t);
}

static void the_final_networks(Chapter *c, int threads) {
    chapter_section(c, "普通网络训练一分钟，能好到哪里");
    chapter_predict(c, "10,000 幅测试图像，会认错几幅？");
    train_and_judge(c, &train, &test, true, threads);
}

static void second_opinion(Chapter *c, int threads) {
    Dataset aside = dataset_part(&images, 0, validation.count);
    Dataset others = dataset_part(&images, aside.count, train.count);
    chapter_section(c, "换一批图像再量");
    printf("评判用的图像，以前从来没有评判过网络。\n");
    train_and_judge(c, &others, &aside, false, threads);
}

static void show_children(Chapter *c) {
    enum { SIDE = 28, PIXELS = SIDE * SIDE, CHILDREN = 14 };
    static uint8_t family[1 + CHILDREN][PIXELS];  // 第一幅是原图
    const Distortion how = distortion(1);
    int digit = 0;
    if (train.rows != SIDE || train.cols != SIDE)
        return;
    while (digit + 1 < train.count && train.label[digit] != 3)
        digit++;
    memcpy(family[0], train.image + digit * PIXELS, PIXELS);
    for (int k = 0; k < CHILDREN; k++)
        images_distort(family[k + 1], &train, &digit, 1, &how, c->seed, k,
                       NULL);
    text_images(4,
                (const uint8_t *[]){family[0], family[1], family[2], family[3]},
                SIDE, SIDE);
    Figure *f = figure_open(c, "ch16_children", "place column row byte");
    for (int k = 0; k <= CHILDREN; k++) {
        figure_block(f, "image", NULL);
        for (int i = 0; i < PIXELS; i++)
            figure_row(f, k, i % SIDE, i / SIDE, family[k][i]);
    }
    figure_close(c, f);
}

static void more_images_than_there_are(Chapter *c, int threads) {
    Dataset few = dataset_part(&train, 0, 5000);
    chapter_section(c, "图像不够，自己来造");
    show_children(c);
    Recipe r = plain();
    r.hidden = (Sizes){1, {200}}, r.batch = 50;
    r.momentum = 0.9, r.rate = 0.05, r.falls = true;
    Trials t = trials_of(SEEDS, c->seed, 1, &validation);
    t.steps = c->quick ? 20 : 2000, t.at_end = true;
    printf("784-200-10，走 %d 步，每步 %d 幅图像，%d 个种子。\n", t.steps,
           r.batch, SEEDS);
    chapter_predict(c, "孩子们抵得上多少幅人写的图像？");
    for (int k = 0; k < 3; k++) {
        const Dataset *set = k == 2 ? &train : &few;
        r.name = text_format(k == 1 ? "%d 和孩子" : "%d", set->count);
        r.distort = distortion(k == 1);
        r.epochs = 1 + (t.steps * r.batch - 1) / set->count;
        trials_add(&t, &r, set);
    }
    trials_run(c, &t, threads, "变形的图像");
    trials_table(&t, "图像", NULL);
    claim("孩子们赚到的", right_of(&t, 1) - right_of(&t, 0), 1.5, 4, "%.1f");
    trials_free(&t);
}

// 一个网络，只用变形的图像，训练很久；然后看测试集。
static void distorted(Chapter *c, int threads) {
    Recipe r = wide(c->quick ? 2 : distorted_epochs);
    chapter_section(c, "变形的图像，长时间训练");
    Learner l = learner_new(&train, &r, c->seed, threads);
    printf("784-%d-%d-10，%zu 个参数，%d 幅图像，%d 轮，每步 %d 幅。\n\n",
           r.hidden.size[0], r.hidden.size[1], graph_params(l.graph),
           train.count, r.epochs, r.batch);
    Table table = table_begin("轮|训练：成本|验证：成本|100 幅认对",
                              "%5d|%14.4f|%16.4f|%12.2f");
    chapter_progress(c, 0, r.epochs, "变形的图像");
    for (int e = 1; e <= r.epochs && !chapter_interrupted(); e++) {
        double cost = learner_epoch(&l);
        Reading v = learner_read(&l, &validation);
        if (e == 1 || e % (1 + r.epochs / 8) == 0 || e == r.epochs)
            table_row(&table, e, cost, v.cost, v.right);
        chapter_progress(c, e, r.epochs,
                         "第 %d 轮，共 %d 轮：每 100 幅认对 %.2f", e, r.epochs,
                         v.right);
    }
    table_end(&table);
    if (!chapter_interrupted()) {
        double p = learner_read(&l, &test).right;
        printf("测试集，只看一次：每 100 幅认对 %.2f，上下浮动 %.2f。\n\n", p,
               luck(p, test.count));
    }
    learner_free(&l);
}

/* ---- 主程序 ---- */

static Recipe own;  // 给读者自己的网络用

static bool prepare(Chapter *c) {
    int kept = train.count / 6;
    Error e;
    if (kept < 1) {
        error_set(&e, "这一章至少要有 6 幅用来学习的图像");
        chapter_trouble(c, &e);
        return false;
    }
    images = train;
    train = dataset_part(&images, 0, images.count - kept);
    validation = dataset_part(&images, train.count, kept);
    own = distorted_epochs ? wide(distorted_epochs) : winner();
    own.epochs = distorted_epochs ? distorted_epochs : FINAL;
    return true;
}

static void tell(Chapter *c, int threads) {
    chapter_catch_interrupt();
    if (asked_search)
        search(c, threads);
    if (asked_search && !chapter_interrupted())
        how_much_to_distort(c, threads);
    if (asked_second)
        second_opinion(c, threads);
    if (distorted_epochs)
        distorted(c, threads);
    if (asked_search || asked_second || distorted_epochs)
        return;
    three_sets(c);
    if (!c->turned[0])
        the_luckiest_of_ten(c, threads);
    learning_by_heart(c, threads);
    more_images(c, threads);
    if (c->turned[0]) {
        printf("（正文后面的部分没有旋钮可转。）\n");
        return;
    }
    the_ladder(c, threads);
    the_final_networks(c, threads);
    more_images_than_there_are(c, threads);
    claims_check(c, c->seed == 1 && !chapter_interrupted());
}

int main(int argc, char **argv) {
    return chapter_that_trains(
        argc, argv,
        &(Training){"ch16_honest", "老老实实地量，能有多好？", IMAGES, TESTS,
                    60, &train, &test, options, .any_size = true,
                    .recipe = &own, .judges = &validation, .what = "验证集",
                    .prepare = prepare, .check = check, .tell = tell});
}
