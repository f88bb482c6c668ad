/*
# 第 16 章：老老实实地量，能有多好？

**这一章的问题。** 这本书里的办法，哪些管用，管多大用？又怎么知道不是自己骗自
己？这一章先从十个网络里挑出最走运的一个，看它换一批图像就没那么好了；再让一个网
络把一千幅图像背下来；然后弄清每个办法有多大用处。最后看我们最好的成绩有多好，每
个都注明里面有多少运气。

请对照第四篇文章，以及提醒 E25 和 E28 来读。用 `make ch16` 运行。旋钮是两种办法
的 λ 和 p：`make ch16 ARGS="--decay 0.1"`。文中的数，是用真正的 MNIST
（`make mnist`）运行一次得到的。

**本章要点** 训练集上的成绩说明不了什么：网络可以把一千幅图像背下来；训练成本还
在降，没见过的图像成本却升上去，这叫过拟合。学习率取多少、网络多大、什么时候停，
都看验证集来选。从十个里挑出最好的，成绩里总有运气，所以测试集只在最后看一次。每
个办法有多大用处，要换几个随机种子来测，还要有对照。最有用的是让网络看到更多图
像；数字转一转、弯一弯，还是同一个数字，所以图像可以自己造：哪怕原图有五万幅，网
络够大、训练够久，这样也能去掉一半多的错误。

**新词**

过拟合 (overfitting)
: 训练成本还在降，别的图像的成本却升上去了：这时学到的，只对训练图像成立。

验证集 (validation set)
: 不拿来训练、专门用来做选择的图像。这里有 10,000 幅。

权重衰减 (weight decay)
: 每走一步，还要把每个权重 w 往 0 拉一点：w 的斜率再加上 λ·w。

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
#include <string.h>

static bool asked_search, asked_second;
static int distorted_epochs;
static double lambda = 0.01, off = 0.5;

static const Option options[] = {
    {"--decay", KNOB_NUMBER, &lambda, 0, 1, "λ of the weight decay",
     "权重衰减的 λ"},
    {"--dropout", KNOB_NUMBER, &off, 0, 0.9, "p of the hidden neurons",
     "隐藏层神经元的失活概率 p"},
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
## 三个集合

为什么两个集合不够用？前面各章，图像一个集合用来学习，一个用来看网络认不认得没见
过的图像。第四篇文章每训练一轮，就看一次第二个集合。可是测试集一旦用来做选择，就
不再是测试了。

学过的图像也不能用来做选择，因为网络说不定已经背下来了。所以我们把训练图像的最后
10,000 幅划出来，作为**验证集**，要选什么都看验证集。测试集的 10,000 幅，要等一
切都选定了才看。

这一章要改动的东西，都写在一张配方里（`chapters/common/learner.h`）。这一章的配
方，大多是在下面这一张上改一处：
*/

static Dataset train, validation;

// 最后一层的加权和 z。（写在后面讲随机失活的地方。）
static Tensor *outputs(Learner *l, Tensor *x, bool learning);

static Recipe plain(void) {
    return (Recipe){"什么也不用",    .hidden = {1, {100}}, .activation = RELU,
                    .init = INIT_HE, .cost = &by_softmax,  .batch = 10,
                    .rate = 0.05,    .outputs = outputs};
}

/*
手算斜率，用的是 softmax 配交叉熵的 δ = a - y（第 15 章）。权重 w 的斜率还要加上
λw，这是权重衰减带来的，后面会讲。

→ 检验：手算 = 计算带 = 数值

## 十个里最走运的

用测试来选，有什么不好？取十个网络，除了种子什么都一样。用一千幅图像来评判，留下
最好的。留下的这个，成绩里有一部分只是运气，碰巧合了这一千幅；换一批图像，这份运
气就没有了。

运气有多大？验证图像有 10,000 幅，可以一千幅一份，每份都评判一次，再看选中的网络
在其余 9,000 幅上怎么样。各份难易不同。所以要看的，是选中的网络比十个的平均领先
多少：在选它的那一份上领先多少，到了别处又领先多少。

→ 十个里最走运的

十次里，选中的网络次次都在选它的那一份上领先得更多，多出来的就是虚高：每 100 幅
虚高 `+0.14` 到 `+1.04` 幅，平均 `0.59` 幅。第四份选中的那个，到了别处反而*落
后*，是 `-0.19`。谁也没有作弊，只要挑选就会这样。挑选还是值得的：到了别处，选中
的平均领先 `0.42`。只是挑选时看的那个数，不能当作成绩。所以在一个集合上选，就到
另一个集合上去量。

一千幅图像，运气有多大？一幅图像，认对记 100，认错记 0。每 100 幅认对 p 幅，平均
就是 p；有 p 幅比平均高 100 - p，其余的比平均低 p。这些差先平方，再平均，是
(p(100 - p)² + (100 - p)p²)/100 = p(100 - p)。同一来源的图像要是有无穷多幅，认对
的百分比就确定了；照第 7 章，n 幅的平均和它大约相差 √(p(100 - p)/n)：
*/

static double luck(double p, int n) { return sqrt(p * (100 - p) / n); }

/*
以后写成“上下浮动”多少，说的就是这个数，一个标准差。要是成绩像第 6 章的钟形分布
那样，散在平均的两边，三次里有两次，差不到这么多；二十次里有十九次，差不到它的两
倍。（一千幅图像，p = 94，就是每 100 幅里四分之三幅。）

这个算法，图像要一幅一幅独立抽来才对。我们的图像可能有些关联，因为有些出自同一个
人之手。所以到后面，还要把图像分成十份，看各份实际上差多少。

## 背下来

图像少给，时间多给，网络会学成什么样？一千幅图像，一百轮：784-100-10 有 79,510
个旋钮，要它们记住这么些图像，不算难事。

→ 背下来

![图 16.1：训练成本一路下降，验证成本先降后升。](ch16_gap)

到最后，网络把那一千幅背得烂熟，每 100 幅认对 `100.00` 幅；没见过的图像，只认对
`89.13` 幅。要看的是后一个数；两个数差得多，本身还不碍事。

**过拟合**要看验证成本：大约十轮以后最低，再往后就升上去了，训练成本却还在降。认
对的比例倒没有跟着往下掉，从 `88.28` 慢慢爬到 `89.13`。错的少了，成本反而高了，
可见每个错误的成本都更高了。网络越来越有把握，认错的时候也一样有把握。

## 三种治法，和更多的图像

怎么治？**早停**，就是留下验证成本最低的那一轮的权重。这也是挑选，所以要由别的图
像来评判：另取 10,000 幅，这些网络同样没有学过。它们的成本（写在上面那张表的下
面；这批图像比表里的难些），在留下的那一轮是 `0.4304`，在最后一轮是 `0.5483`：低
了五分之一。可是停得这么早，验证图像认对的就少：十轮时每 100 幅 `88.28` 幅，到最
后是 `89.13` 幅。早停治的是网络太有把握，治不了它错得太多。

**权重衰减**（也叫 L2）不让权重变大。权重大，加权和就大，网络不管回答什么，都太
有把握。所以给权重的大小定个价，½λΣw²，加到成本里。½λw² 的斜率是 λw，加进每个权
重的斜率 g：w ← w - η(g + λw)。（偏置不用付这份代价。）

**随机失活**故意给网络添麻烦（Srivastava 等人，2014）。训练时，每看一幅图像都重
新抽一次：每个神经元以概率 p 被关掉，哪个神经元都不能指望别的神经元一定在场。没
关的，输出放大到 1/(1 - p) 倍（p = ½ 时是两倍），这样平均起来，加权和还和原来一
样大。到了认图像的时候（检验时也是），全部打开：回答的该是整个网络，不该由随机数
来定。写成程序，就是乘上一个掩码张量。学习时，像素和隐藏层都要过这一关，两处的 p
可以不同：
*/

static Tensor *drop(Learner *l, Tensor *a, double p) {
    if (p <= 0)
        return a;
    Tensor *mask = t_const(l->graph, a->rows, a->cols, NULL);
    const real loud = (real)(1 / (1 - p));
    const unsigned limit = (unsigned)(p * 65536);
    uint64_t bits = 0;
    for (int i = 0; i < a->rows * a->cols; i++) {
        // （64 个随机的二进制位，够抽四次，每次 16 位。）
        bits = i % 4 ? bits >> 16 : rng_next(&l->chance);
        mask->data[i] = (bits & 65535) < limit ? 0 : loud;
    }
    return t_mul(a, mask);
}

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

/*
最好的治法，是**更多的图像**。网络不变，步数不变，图像越来越多。（最后一行，下一
节再讲。）

→ 三种治法，和更多的图像

权重衰减和随机失活都让成本低一些（`0.3670` 和 `0.3585`，什么也不用是
`0.4692`）。λ 和两个 p（表里先写像素的，再写隐藏层的）都没有调过；这样取值，只有
随机失活让认对的也更多：三个种子里最低的也有 `90.92`，不用的，最高也只有
`89.51`。

用 1,000 幅图像，每 100 幅认对 `89.13`；用 50,000 幅，认对 `96.59`。计算量一样，
错误却只剩下不到三分之一。一千幅图像，每幅来一百次，背得下来。五万幅，每幅只来两
次，网络能学的就只有它们的共同之处了。

## 图像不够，自己来造

再也没有更多的图像了，怎么办？一个数字稍微挪一挪，转一转，拉宽一点，弄弯一点，还
是同一个数字，这不看图像也知道。普通的网络却不知道。学过 50,000 幅的那个，每 100
幅认对 `96.59`。还是这些图像，往右、往下各挪两个像素，它就只认对 `44.64`。所以要
做给它看。我们用每幅图像造出新的图像，叫作它的孩子，每一轮造的都不一样。孩子的标
签和原图一样，所以变形不能太过：把 6 倒过来，还说是 6，就把网络教错了。

孩子是这样来的：把原图转一转，最多十度；变宽变窄，变高变矮，最多十分之一；再像拉
橡皮膜那样弄弯。弄弯的时候，每个地方大约挪一个像素（`.bend`，是标准差）：先在稀
疏的格点上随机抽取挪多少，格点之间再用平滑的曲线连起来。这样，相距不到五个像素的
（`.smooth`），挪得差不多一样（仿照 Simard 等人，2003）。只有学习用的图像才变
形。
*/

static const Distortion bent = {
    .turn = 10, .scale = 0.1, .bend = 1, .smooth = 5};

/*
![图 16.2：一个数字（加框的）和它的十四个孩子。](ch16_children)

现在看上面那张表的最后一行：5,000 幅图像，每幅都换成二十个孩子，步数一样多。
（“自己”那一栏，认的是没有变形的原图。）没有孩子，每 100 幅认对 `94.22`；有了孩
子，认对 `96.71`。不用孩子，而用十倍那么多的真实图像，认对 `96.59`。所以在这里，
走这么多步，孩子们抵得上大约 45,000 幅图像，而且不用人去写。不过，原图没有的，比
如中间带一横的 7，孩子也不会有。

挪动过的图像呢？用孩子训练的，认对 `80.45`，虽然孩子并没有整个挪动过；没有孩子
的，认对 `39.21`；用 50,000 幅图像训练的，前面看到了，是 `44.64`。可见两个网络成
绩几乎一样，`96.71` 和 `96.59`，却并不一样好。一个成绩，只对评判它的那一类图像成
立。

## 梯子

这本书里的办法，每样值多少？我们从第四篇文章的配方开始，一样一样加上去，用
50,000 幅图像训练四轮。每上一级，在下面各级的基础上再加一样，学习率 η 取这种办法
常用的值。所以有几级连学习率也换了：
*/

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
    if (k >= 7)
        r.name = "变形的图像", r.distort = bent;
    return r;
}

/*
学习率**逐渐减小**，是新的办法：学习率小了，噪声基底也跟着降低（第 11 章）。通行
的做法，是沿着半个余弦波降下来：训练到了全程的几分之几，记作 t（从 0 到 1），学
习率就是 ½η(1 + cos πt)，开头是 η，到最后是 0。

换一个种子，成绩也就不一样，这是种子自己的运气，所以每一级都用三个种子。两级的范
围要是有重叠，三个种子就分不出高下。

→ 梯子

从最下面一级到最上面一级，每 100 幅认对的从 `94.03` 涨到 `98.09`，错误少了三分之
二。功劳大半在其中三级：不让神经元饱和的起点（`+1.25`）、softmax 配交叉熵
（`+0.68`），还有更多的神经元（`+1.59`，计算量也增加到三倍）。

学习率逐渐减小、用孩子训练，这两级每 100 幅各赚到四分之一幅（`+0.26` 和
`+0.27`），多半不是种子的运气：三个种子碰巧全在另外三个之上，二十次里才有一次。
（不过一共七级，碰上一次也不稀奇。）动量（`+0.10`）和 ReLU（`-0.08`）都和各自下
面的那一级有重叠，分不出高下。

图像也有图像的运气。不过评判各级的是同一批图像，两级相减，这份运气会抵消一部分，
还剩多少，我们没有量过。而且学习率都没有调过：一级赚到的，是新办法和它的学习率合
在一起的。

## 我们找到的最好的普通网络

普通的网络能有多好？（普通，是说没有孩子，相邻两层的神经元又全都互相连着。）网络
多宽？学习率多大？随机失活和权重衰减用多少？凭感觉也能说出几个数来，可是感觉是看
成绩看出来的，见过的成绩里也有测试成绩。

所以我们让随机数出主意，让验证集拿主意。我们写下四种宽度、五种学习率，等等（见工
作台里的 `draw`），一共是 3,840 张配方，随机抽了 24 张。每张训练十轮，用一个种
子，验证成本最低的胜出：成本还能反映网络的把握有多大（第 7 章），所以看成本。胜
出的是第 11 号（运行 `make ch16 ARGS=--search`，几分钟就能重做一遍）：
*/

static Recipe winner(void) {
    Recipe r = plain();
    r.hidden = (Sizes){1, {800}}, r.epochs = 10, r.batch = 128;
    r.rate = 0.2, r.falls = true, r.momentum = 0.9, r.decay = 1e-4;
    r.drop_in = 0.2, r.drop_hidden = 0.1;
    return r;
}

/*
它的成本是 `0.0529`，第二名是 `0.0554`（要是数认对几幅，倒是第二名领先，`98.48`
比 `98.45`）。每张配方只试一个种子，找到的是一张好配方，不一定是最好的；而且能挑
的宽度里，800 已经最大。现在全都选定了，`read_once` 可以去看测试集了：三个网络，
三个种子。

→ 我们找到的最好的普通网络

**里面有多少运气？** 三个网络平均认错 10,000 幅里的 `151` 幅，也就是每 100 幅认
对 `98.49` 幅。这里面的运气有两份。一份是种子的，在这里不大（认错 `147` 到 `154`
幅），多用几个种子，就会更小。一份是图像的，各个种子都摊上同一份，只有多用图像才
会小。照前面的算法，这一份上下浮动 `0.12`；实际量出来是 `0.18`：把测试集分成十
份，看每份和它所在那一半的平均大约差多少，再除以 √10。（只有十份，不算多：这样量
出来的数，自己也有大约四分之一的出入。）

**挑选让它虚高了吗？** 在挑选这张配方的图像上，三个网络平均认对 `98.41`。可见这
一回，选中的没有叫人失望，至少看不出来。

**是谁写的？** MNIST 自己的网页上说，测试集的前一半和后一半出自两套分别收集的数
据，前一半容易些。我们的网络却觉得前一半更难：`97.89` 比 `99.09`。运气是平方相加
的（第 7 章）：一半的上下浮动，是全部的 √2 倍；两半之差的上下浮动，是全部的两
倍，也就是两个 `0.18`。实际相差，是这个数的三倍还多。所以 `98.49` 只对两套混在一
起成立，单拿哪一套都不是这个数。（所以前面每份只和自己所在的那一半比；选定这种比
法的时候，我们已经看到，这样得出的数小些。）

## 换一批图像再量

要是换一张配方，从头再来一遍，留下好的那个，又会怎样？这一章就引了三次看过测试集
的结果；写这一章的人，更是早就见过十来个网络的测试成绩，那些网络和最后这个很像。
所以才让随机数来抽配方；可是，从哪些值里抽，还是我们定的。

这时候，能把关的只有别的图像。训练集的前 10,000 幅，这本书从来没有拿来挑选过网
络。所以我们照同一张配方，用另外的 50,000 幅训练，由这一万幅来评
判：`make ch16 ARGS=--second-opinion`。

结果是 `98.32`、`98.42` 和 `98.39`，平均 `98.38`：比测试集上低十分之一幅。那边上
下浮动 `0.18`，这边 `0.15`，两者的差上下浮动四分之一幅（评判的图像不同，什么也抵
消不了，所以平方相加）。可能还藏着多少虚高？真正的差距，可能比量出来的还大，大出
上下浮动的两倍：十分之一，加上两个四分之一，每 100 幅是十分之六幅。要是虚高了整
整一幅，这里就看得出来。

而且这批图像可能容易些：写这批图像的人，有的也写过学习用的图像，写测试集的人却没
有。要是因此占了便宜，能藏的虚高就更多。可见这样再量一次，只看得出大的虚高。（要
是拿它来挑选，就又得另找一批。）

## 用孩子训练，多练几轮

原图要是有 50,000 幅，孩子们又能带来多少好处？要认这么多形状，网络就要大，时间也
要多。没有哪幅图像会来第二次，所以随机失活和权重衰减都不用。
*/

static Recipe wide(void) {
    Recipe r = plain();
    r.hidden = (Sizes){2, {1024, 1024}};
    r.epochs = distorted_epochs, r.batch = 128;
    r.rate = 0.05, r.falls = true, r.momentum = 0.9;
    r.distort = bent;
    return r;
}

/*
`make ch16 ARGS="--distorted 24"` 大约要十分钟。三个这样的网络，用孩子训练 24
轮。另外三个是对照，步数一样多，用的是原样的图像。（用 `--save` 可以留下一个，和
第 13 章一样。）

每 100 幅验证图像，对照的认对 `98.30`，用孩子的认对 `99.20`。后者三个种子里最低
的，`99.16`，也远远高过对照里最高的 `98.37`。所以错误少了一半还多。这是孩子的功
劳：光是网络大、时间多，认对的不比前面胜出的普通网络多。（普通网络用了那几种治
法，对照没有用；和普通网络比，错误刚好少一半。）

测试集上，用孩子的认对 `99.25`，训练 60 轮的是 `99.43`。可是变形要多强，是看验证
图像选的，那几次试验，没有命令可以重做；网络的形状和走每一步的办法，来自一次看过
测试图像的试验。所以这里也该换一批图像再量：`--distorted 24 --second-opinion`，
用另外的 50,000 幅训练。

留出来的图像说：没有孩子，`98.32`；有孩子，`99.20`。可见孩子的好处在这里也有。和
后者相比，测试集只高二十分之一幅，上下浮动八分之一幅。加上两个八分之一，每 100
幅虚高十分之三幅，也可能看不出来。

## 那么，能有多好？

全都放在一起：三个网络平均每 100 幅认对几幅（± 后面是分十份量出的上下浮动），以
及测试成绩里还可能藏着多少虚高（留出来的图像要是容易些，就还要多）。

- 普通网络，784-800-10：验证集 `98.41`，测试集 `98.49` ± `0.18`，留出来的
  `98.38` ± `0.15`。可能虚高十分之六幅。
- 大网络，24 轮，没有孩子：验证集 `98.30`，留出来的 `98.32` ± `0.16`。
- 大网络，24 轮，用孩子：验证集 `99.20`，测试集 `99.25` ± `0.10`，留出来的
  `99.20` ± `0.08`。可能虚高十分之三幅。
- 大网络，60 轮，用孩子：验证集 `99.39`，测试集 `99.43` ± `0.10`。可能虚高多
  少，不知道：没有换一批图像再量。

所以这本书里的普通网络，每 100 幅认对 98 幅半；大网络用了孩子，超过 99 幅。再往
上，是什么挡着？不是标签：测试集的标签至少有 15 个是错的（Northcutt 等
人，2021），就算每幅都认对了，顶多也只能得 99.85。也不是网络的种类：用变形的图
像，Cireşan 的五个隐藏层公布的是 99.65（Simard 等人是 99.30）。我们的网络差在哪
里，我们不知道。

最管用的是什么？是让网络看到什么。图像增加到五十倍，去掉了当时错误的三分之二。给
50,000 幅原图造孩子，配上大网络，多练几轮，去掉一半或者更多；神经元增加到三倍，
五分之二；不让神经元饱和的起点，五分之一；softmax，七分之一。

成绩要报得老实，评判的图像就不能参加挑选；运气也要一起报出来，而且要实际去量，不
能光靠算；还要说清楚，量的是谁的笔迹。我们量的，是 MNIST 的两套图像混在一起，而
且每个数字都摆在图像正中。至于你自己的笔迹，这些成绩什么也没有说：那是另一场考试
（第 13 章）。

→ 正文里的数

## 我们偷了哪些懒

三个种子不算多，十分之一幅的差别，要十个以上才分得清。梯子上哪样在先、哪样在后，
也影响结果。没有试过的：让三个网络投票，拿挪动过的图像去考最后那些网络。

## 练习

`make ex16` 生成要你改的文件，并检查你的答案；`make hint16` 给提示。

- **16a** 早停：看各轮的验证成本，该留下哪一轮，又该等到什么时候为止。
- **16b** 泄漏：有些验证图像也拿去学习了。先猜一猜成绩会怎样变，再改对。

这本书到这里就结束了。你认识了斜率，也学会了逆着斜率走一步；后面的一切，都还是这
一步，只是维数多了。接下来，可以把 `lib/tensor.c` 从头读到尾，不长。然后写点谁也
没有写过的东西，写完了，别忘了检验梯度。

## 工作台

下面的代码把各个网络放在一起训练，把结果打印出来，画出来。
*/

enum { IMAGES = 60000, TESTS = 10000, SEEDS = 3, TEN = 10 };
enum { BY_HEART = 100, CURES = 6, RUNGS = 8 };  // 轮数；行数；梯子的级数

static Dataset images, test;  // 学习用的全部图像，和测试集

static int rounds(const Chapter *c, int all) { return c->quick ? 2 : all; }

/* ---- 检验 ---- */

// 程序库走一步时自己加上的那一项，这里放到计算带上。
static Tensor *with_decay(Tensor *z, const Batch *b) {
    Tensor *cost = by_softmax.of(z, b);
    for (Tensor *p = z->graph->first_param; p; p = p->next)
        cost = t_add(cost, t_scale(t_sum(t_square(p)), p->decay / 2));
    return cost;
}

static double delta(const real *z, int label, int j) {
    double sum = 0;
    for (int k = 0; k < CLASSES; k++)
        sum += m_exp((double)z[k] - (double)z[j]);
    return 1 / sum - (j == label);
}

static void check(Chapter *c, const Recipe *unused) {
    static const Cost decaying = {"softmax", with_decay};
    Recipe r = plain();
    (void)unused;
    r.hidden = (Sizes){1, {20}}, r.cost = &decaying, r.decay = 0.01;
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    report_params(c, l.graph, cost_on_batch, &k, c->quick ? 1000 : 20000);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- 并排训练，由验证图像评判 ---- */

static double mean_of(const double *x, int n) {
    double mean = 0;
    for (int i = 0; i < n; i++)
        mean += x[i] / n;
    return mean;
}

// 评判的图像：网络认对记 100，认错记 0。最后一行是各个网络的平均。
static double reads[SEEDS + 1][TESTS];

static void read_once(const Trials *t, int recipe, const Dataset *judges) {
    static real z[TESTS * CLASSES];
    memset(reads, 0, sizeof reads);
    for (int k = 0; k < SEEDS; k++) {
        learner_sums(&trials_at(t, recipe, k)->learner, judges, z);
        for (int i = 0; i < judges->count; i++) {
            reads[k][i] = 100 * is_right(z + i * CLASSES, judges->label[i]);
            reads[SEEDS][i] += reads[k][i] / SEEDS;
        }
    }
}

// 在每一份上，每个网络比十个的平均领先多少。
static void show_luckiest(const Trials *t) {
    int count = validation.count, n = count < TEN ? 1 : count / TEN;
    double ahead[TEN][TEN], sum[TEN] = {0}, good = 0, elsewhere = 0;
    for (int k = 0; k < TEN; k++) {
        Dataset tenth = dataset_part(&validation, k * n % count, n);
        for (int i = 0; i < TEN; i++)
            ahead[k][i] = learner_read(&t->trial[i].learner, &tenth).right;
        double mean = mean_of(ahead[k], TEN);
        for (int i = 0; i < TEN; i++)
            ahead[k][i] -= mean, sum[i] += ahead[k][i];
    }
    Table table = table_begin("第几份|最走运|这里领先|别处领先|虚高",
                              "%6d|%8d|%+5.2f|%+9.2f|%+11.2f");
    for (int k = 0; k < TEN; k++) {
        int best = 0;  // 并列时取第一个
        for (int i = 1; i < TEN; i++)
            best = ahead[k][i] > ahead[k][best] ? i : best;
        double others = (sum[best] - ahead[k][best]) / (TEN - 1);
        table_row(&table, k + 1, best + 1, ahead[k][best], others,
                  ahead[k][best] - others);
        good += (ahead[k][best] - others) / TEN, elsewhere += others / TEN;
    }
    table_end(&table);
    printf("平均：到了别处，领先 %.2f；虚高 %.2f。\n\n", elsewhere, good);
    claim("最走运的，虚高", good, 0.1, 1.2, "%.2f");
}

static void the_luckiest_of_ten(Chapter *c, int threads) {
    Recipe r = plain();
    r.hidden = (Sizes){1, {30}};
    chapter_section(c, "十个里最走运的");
    printf("784-30-10，%d 幅图像，一轮；每 100 幅认对几幅：\n", train.count);
    chapter_predict(c, "十个里，在 1,000 幅图像上最好的那个，在别处也最好吗？");
    Trials t = trials_of(TEN, c->seed, 1, &validation);
    t.at_end = true;
    trials_add(&t, &r, &train);
    trials_run(c, &t, threads, "十个一样的网络");
    if (!chapter_interrupted())
        show_luckiest(&t);
    trials_free(&t);
}

// 早停：由验证图像来挑留下哪一轮；由同样多的、网络也没有学过的图像来评判。
static double unseen[SEEDS][BY_HEART + 1];

static void read_unseen(Trial *t, int round) {
    int n = validation.count;
    Dataset others = dataset_part(&train, train.count - n, n);
    if (!t->at_end)
        unseen[t->number][round] = learner_read(&t->learner, &others).cost;
}

static void show_stopping(const Trials *t) {
    double kept = 0, end = 0;
    for (int k = 0; k < SEEDS; k++) {
        int best = 0;
        for (int e = 1; e <= t->done; e++)
            if (trial_cost(&t->trial[k], e) < trial_cost(&t->trial[k], best))
                best = e;
        kept += unseen[k][best] / SEEDS, end += unseen[k][t->done] / SEEDS;
    }
    printf("别的图像：验证成本最低的那一轮 %.4f，最后一轮 %.4f。\n\n", kept,
           end);
}

static void learning_by_heart(Chapter *c, int threads) {
    static const int share[CURES] = {50, 50, 50, 10, 1, 10};
    chapter_section(c, "背下来");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, BY_HEART), &validation);
    t.own = 1000, t.after = read_unseen;
    t.steps = (train.count + 499) / 500;  // 第一张配方的一轮
    for (int k = 0; k < CURES; k++) {
        Dataset d =
            dataset_part(&train, 0, (train.count + share[k] - 1) / share[k]);
        Recipe r = plain();
        if (k == 1)
            r.name = text_format("权重衰减 λ = %g", lambda), r.decay = lambda;
        if (k == 2)
            r.name = text_format("失活 0.2、%g", off), r.drop_in = 0.2,
            r.drop_hidden = off;
        if (k > 2)
            r.name =
                text_format(k < 5 ? "%d 幅图像" : "%d 幅，用孩子", d.count);
        if (k == 5)
            r.distort = bent;
        trials_add(&t, &r, &d);
        t.at_end = true;  // （只有第一张一路都看）
    }
    printf("%d 幅图像，%d 轮，%d 个种子的平均。\n",
           t.trial[0].learner.set.count, t.rounds, SEEDS);
    chapter_predict(c, "训练成本会降到接近 0。验证成本呢？");
    trials_run(c, &t, threads, "背下来");
    Figure *f = figure_open(c, "ch16_gap",
                            "epoch training own validation low right high");
    trials_epochs(&t, 0, f);
    figure_close(c, f);
    show_stopping(&t);
    chapter_section(c, "三种治法，和更多的图像");
    chapter_predict(c, "图像增加到五十倍，错误还剩下多少？");
    trials_table(&t, "办法", NULL);
    Dataset moved = validation;
    moved.image -= 2 * (moved.cols + 1);  // （那里也是图像）
    printf("往右、往下各挪两个像素，最后三行每 100 幅认对");
    for (int k = 3; k < CURES; k++) {
        read_once(&t, k, &moved);
        printf(k < 5 ? " %.2f," : " %.2f\n\n",
               mean_of(reads[SEEDS], moved.count));
    }
    trials_free(&t);
}

static void show_children(Chapter *c) {
    enum { SIDE = 28, PIXELS = SIDE * SIDE, CHILDREN = 14 };
    static uint8_t child[PIXELS];
    const int parent = 0;
    if (train.rows != SIDE || train.cols != SIDE)
        return;
    Figure *f = figure_open(c, "ch16_children", "place column row byte");
    for (int k = 0; k <= CHILDREN; k++) {
        images_distort(child, &train, &parent, 1, &bent, c->seed, k, NULL);
        figure_block(f, "image", NULL);
        for (int i = 0; i < PIXELS; i++)
            figure_row(f, k, i % SIDE, i / SIDE, k ? child[i] : train.image[i]);
    }
    figure_close(c, f);
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
    Table table = table_begin("级|η|最低|平均|最高|赚到多少",
                              "%-22s|%5g|%6.2f|%6.2f|%7.2f|%s");
    for (int k = 0; k < RUNGS; k++) {
        Spread s = trials_spread(&t, k, t.done, trial_right);
        table_row(&table, rung(k).name, rung(k).rate, s.low, s.mean, s.high,
                  k ? text_format("%+.2f", s.mean - top) : "–");
        top = s.mean;
    }
    table_end(&table);
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

static void search(Chapter *c, int threads) {
    enum { DRAWN = 24, SHOWN = 6 };
    double cost[DRAWN];
    Rng rng = rng_new(c->seed);
    Trials t = trials_of(1, c->seed, c->quick ? 1 : 10, &validation);
    t.at_end = true;
    chapter_section(c, "搜索");
    printf("抽了 %d 张配方。成本最低的：\n\n", DRAWN);
    for (int k = 0; k < DRAWN; k++) {
        Recipe r = draw(&rng);
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "搜索");
    for (int k = 0; k < DRAWN; k++)  // （不是数的，算最高）
        cost[k] = fmin(trial_cost(&t.trial[k], t.done), HUGE_VAL);
    Table table =
        table_begin("号码|隐藏层|批量|学习率|动量|失活一|二|衰减|成本|认对",
                    "%6d|%6d|%5d|%4g|%8g|%7g|%3g|%6g|%.4f|%.2f");
    for (int k = 0; k < SHOWN; k++) {
        int best = 0;
        for (int i = 1; i < DRAWN; i++)
            best = cost[i] < cost[best] ? i : best;
        const Recipe *r = &t.trial[best].learner.recipe;
        table_row(&table, best, r->hidden.size[0], r->batch, r->rate,
                  r->momentum, r->drop_in, r->drop_hidden, r->decay, cost[best],
                  trial_right(&t.trial[best], t.done));
        cost[best] = HUGE_VAL;
    }
    table_end(&table);
    trials_free(&t);
}

/* ---- 最后的网络 ---- */

// 平均会差多少：看各份的平均和自己那一半的平均差多少。
static double by_tenths(const double *x, int n) {
    enum { FEW = TEN / 2 };
    double part[TEN];
    int size = n < TEN ? 1 : n / TEN;
    for (int k = 0; k < TEN; k++)
        part[k] = mean_of(x + k * size % n, size);
    double a = spread_of(part, FEW).deviation;
    double b = spread_of(part + FEW, FEW).deviation;
    return sqrt(FEW * (a * a + b * b) / (TEN - 2) / TEN);  // （用了两个平均）
}

// n 幅图像，每个网络各认错几幅，还有平均。
static void show_answers(double first, int n) {
    Table t = table_begin("种子|认错|每 100 幅认对|照算法|分十份",
                          "%4s|%7d|%6.2f|%11.2f|%9.2f");
    for (int k = 0; k <= SEEDS; k++) {
        double p = mean_of(reads[k], n);
        table_row(&t, k < SEEDS ? text_format("%.0f", first + k) : "平均",
                  n - p * n / 100, p, luck(p, n), by_tenths(reads[k], n));
    }
    table_end(&t);
    printf("前一半认对 %.2f（每 100 幅），后一半认对 %.2f。\n\n",
           mean_of(reads[SEEDS], n / 2), mean_of(reads[SEEDS] + n / 2, n / 2));
}

static Recipe own;  // 最后那些网络的，或者读者自己的网络的

// 照它训练三个种子；配方里有孩子，就再训练三个没有孩子的。（测试集只评判前三
// 个。）
static void the_last_networks(Chapter *c, int threads) {
    Dataset aside = dataset_part(&images, 0, validation.count);
    Dataset others = dataset_part(&images, aside.count, train.count);
    const Dataset *judges = asked_second ? &aside : &test;
    const Dataset *set = asked_second ? &others : &train;
    Recipe r = own;
    Trials t = trials_of(SEEDS, c->seed, rounds(c, r.epochs), &validation);
    t.at_end = true;
    r.epochs = 0;  // （有多少轮就是多少轮）
    r.name = distorted_epochs ? "孩子" : "原样的图像";
    trials_add(&t, &r, set);
    r.name = "原样的图像", r.distort = (Distortion){0};
    if (distorted_epochs)
        trials_add(&t, &r, set);
    chapter_section(c, asked_second       ? "换一批图像再量"
                       : distorted_epochs ? "用孩子训练，多练几轮"
                                          : "我们找到的最好的普通网络");
    chapter_predict(c, "用来评判的 10,000 幅图像，会认错几幅？");
    trials_run(c, &t, threads, "最后的网络");
    if (!asked_second)
        trials_table(&t, "用什么训练", NULL);
    for (int k = asked_second ? t.recipes : 1; k-- && !chapter_interrupted();) {
        printf("用%s训练。只用来评判一次的图像，共 %d 幅：\n\n",
               trials_at(&t, k, 0)->learner.recipe.name, judges->count);
        read_once(&t, k, judges);
        show_answers((double)c->seed, judges->count);
    }
    trials_free(&t);
}

/* ---- 主程序 ---- */

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
    own = distorted_epochs ? wide() : winner();
    return true;
}

static void tell(Chapter *c, int threads) {
    bool asked = asked_second || distorted_epochs;
    chapter_catch_interrupt();
    if (asked_search)
        search(c, threads);
    if (asked)
        the_last_networks(c, threads);
    if (asked || asked_search)
        return;
    the_luckiest_of_ten(c, threads);
    learning_by_heart(c, threads);
    show_children(c);
    the_ladder(c, threads);
    the_last_networks(c, threads);
    claim("最后的网络，测试图像", mean_of(reads[SEEDS], test.count), 98.3, 98.9,
          "%.1f");
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
