/*
# 第 10 章：一条直线不够

**这一章的问题。** 究竟为什么要有隐藏神经元？一个神经元只画一条直线。这一章里，
你会看到一条直线能走多远，训练出来的有时还不如它；两个隐藏神经元怎样把四个点搬到
一条直线分得开的地方；三条直线怎样围住一个圆环，一条边界怎样慢慢弯成螺旋。最后，
我们打开程序库看一看：它要记住些什么，才能自己求出所有的斜率？

请对照第一篇文章的 A1-19 和第三篇文章的 A3-17 来读。用 `make ch10` 运行；旋钮也
可以转：`make ch10 ARGS="--rate 0.3 --layers 16"`。还可以换上你自己的
点，`ARGS="--points my.txt"`：文件里一行写一个点，先写两个坐标，再写类别。

**本章要点** 一个神经元只能画一条直线；隐藏神经元把点搬到另一个平面上，到了那
里，一条直线就分得开。一批样本，一行写一个，一起算和逐个算，得数完全相同。数的偏
导数可以存下来；矩阵的偏导数太多，所以节点里存一个函数，要乘的时候由它来乘。

**新词**

决策边界 (decision boundary)
: 输出正好是 ½ 的地方。一边回答 1，另一边回答 0。

线性可分 (linearly separable)
: 两类点用一条直线就分得开，叫作线性可分。正方形的 4 个角，对角同色，就分不
  开。

批 (batch)
: 几个样本放在一起，一行一个。十幅数字图像就是一个 10 x 784 的矩阵。

热图 (heat map)
: 用颜色表示平面上各处的值：0 是蓝，1 是橙。

雅可比矩阵 (Jacobian)
: 一个矩阵的每个数，对另一个矩阵的每个数求偏导数，列成一张表。4 个数与 6 个数
  有关，表里就有 24 项。
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/optim.h"
#include "common/figure.h"
#include "common/plane.h"
#include "common/points.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double rate = 3;
static int steps = 4000;
static Sizes layers = {2, {8, 8}};
static const char *own_points;

static const Option options[] = {
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "learning rate η", "学习率 η"},
    {"--layers", KNOB_SIZES, &layers, 1, 32,
     "hidden layers of the spiral's network", "螺旋的网络有哪些隐藏层"},
    {"--steps", KNOB_WHOLE, &steps, 40, 20000, "steps on the four sets",
     "四个数据集上走多少步"},
    {"--points", OPTION_TEXT, &own_points, 0, 0,
     "FILE  your own points in place of the spiral's",
     "FILE  用你自己的点代替螺旋"},
    {0}};

/*
## 一个神经元画一条直线

一个神经元有两个输入，在加权和 w₁x₁ + w₂x₂ + b 等于 0 的地方，输出是 ½：那里就是
它的**决策边界**。它是一条直线：加权和在哪里是 0，与 σ 无关。

沿着这条直线走，加权和一直是 0；沿着 w = (w₁, w₂) 的方向走，加权和增长得最快，因
为 w 就是它的梯度（第 3 章）。所以直线与 w 垂直，w 指着回答 1 的那一边。在 (0,
0) 处，加权和是 b；沿着 w 每走一个单位，加权和就增加 w 的长度那么多。所以直线到
(0, 0) 的距离，是 |b| 除以这个长度。（输入有三个，边界就是一个平面。）

w 的*长度*决定边界有多分明。加权和从 -2 到 2，输出从 `0.12` 升到 `0.88`，这一段
是一条带子，宽度是 4 除以 w 的长度。

→ 一个神经元画一条直线

![图 10.1：箭头是 w 的方向，边界与它垂直。转动 w，直线跟着转；改变偏置，直线平
移；w（连同 b）越长，边界越分明。](ch10_line)

所以，权重的*方向*决定看的是哪种图案，偏置决定达到多少才算数，长度决定在直线附
近，回答变得有多急。

训练就是挪动这条直线。斜率是 δ·x 和 δ（第 9 章），所以一个点 x 要是该答 1，就往
w 里添一点 x，也往 b 里添一点，让自己的加权和变大；要是该答 0，就从 w 和 b 里减
一点。每个点都来拉一把，直线就跟着转动、平移，直到各方拉平，或者都没了力气。因为
δ 里有一个因子 σ′：σ 平的地方，点几乎不拉，不管答得对不对。（点要是都对了，w 还
在变长，只是越来越慢。）

## 四个点，哪条直线都分不开

“异或”(XOR) 看的是：两个输入，是不是恰好有一个开着？用 -1 表示关，1 表示开，四种
情形就是正方形的四个角，每一类占一条对角线。（输入要是 0，权重就没有斜率；要是
100，σ 就饱和了。）

一个神经元做得到吗？先看第 0 类的两个角，把那里的两个加权和相加，输入互相抵消，
剩下 2b；再看第 1 类的两个角，也剩下 2b。可是第 0 类的两个都该小于 0，第 1 类的
两个都该大于 0。不管权重怎么取，都做不到：这四个点不是**线性可分**的。一条直线能
分对三个。

## 从一列到一批

它会学成什么样？让它四个点一起看。到现在为止，一个样本是一列 a，一层是 σ(W·a +
b)。现在把几个样本写成几*行*，叠成一个矩阵 x，这就是一**批**，算的是 x·Wᵀ + b。
第 i 个样本的结果在第 i 行，和单独算的一样，只是快些：还是那些数，那些权重。

![图 10.2：样本 2，上面写成一列，下面是一批里的第 2 行。W 的蓝色那一行成了 Wᵀ 的
一列；方框里的结果是同一个和。](ch10_batch)

在程序库里，这是 `t_linear`；斜率也由程序库来求，怎么求，最后两节再说。于是，第
2 章的规则用在所有点的平均成本上，就是这样：
*/

// 所有层的激活值：a[0] = x [m, 2]，…
static Tensor *forward(const Mlp *n, Tensor *x, Tensor **a) {
    a[0] = x;
    for (int k = 0; k < n->layers; k++)
        a[k + 1] = t_sigmoid(t_linear(a[k], n->weight[k], n->bias[k]));
    return a[n->layers];
}

static Tensor *cost(const Mlp *n, const Points *p, Tensor **a) {
    Tensor *y = t_const(n->graph, p->n, 1, NULL);
    for (int i = 0; i < p->n; i++)
        y->data[i] = p->label[i];
    return t_squared_error(forward(n, t_const(n->graph, p->n, 2, p->x), a), y);
}

static void descend(Mlp *n, const Points *p, int times) {
    for (int k = 0; k < times; k++) {
        Tensor *a[MLP_MAX_LAYERS + 1];
        GraphMark mark = graph_mark(n->graph);
        t_backward(cost(n, p, a));       // 斜率，从 0 加起
        graph_rewind(n->graph, mark);    // 其余的都清掉
        sgd_step(n->graph, (real)rate);  // 全部 w ← w - η·∂C/∂w
    }
}

/*
→ 一个神经元学异或

一个起点，就是随机取的一组权重和偏置。这五个起点里，从四个出发，神经元都放弃了：
四个点都答 ½，因为到了这里，各拉各的，正好抵消。从第五个出发，它切下一个角：三个
点对了，第四个错得不能再错。它怎么不把直线拉回来呢？它自己的加权和比 0 小得太
多，σ 到了那里是平的。

两种做法，成本一样。答 ½，每个点的成本是 ¼；四个点里有一个错了 1，平均起来也是
¼。

## 两个隐藏神经元

要是再添一个输入 x₁x₂，一条对角线上是 1，另一条上是 -1，异或就解决了。可是换成数
字图像，谁知道该添什么？不如在中间放两个隐藏神经元。它们各画一条直线，输出神经元
也画一条，不过画在另一个平面上，用*它们的*激活值当坐标。到了那里，这些点也许就好
分了。

→ 两个隐藏神经元学异或

![图 10.3：异或。一个神经元（起点 1）到处都拿不定主意。两个隐藏神经元各画一条直
线，只有在两条线之间，输出才是 1。](ch10_xor)

![图 10.4：左边是输入，画着两个隐藏神经元的直线；右边是激活值：左边的平面连同网
格，压扁成了一条拐弯的线。第 1 类的两个角都落在拐弯处，用一条直线就切开
了。](ch10_plane)

隐藏神经元要做的就是这件事：把点搬来搬去，搬到一条直线分得开两类为止。没有 σ，右
边不过是把左边的平面拉斜了，右边的一条直线，到左边还是一条直线；有了 σ，平面就弯
了。（我们这两条直线差不多平行：起作用的只有 x₁ + x₂，所以平面压扁了。两条直线要
是相交，平面只会有的地方拉长，有的地方挤紧，变成一个正方形，没有哪两个点会落到一
处。）

有两个隐藏神经元，答案就*有*了；梯度下降*找*不找得到，要看起点（第 2 章）。我们
每 100 步查看一次，四个输出与目标都相差不到 `0.1`，就算走到了。

→ 多少个起点走得到答案

从大约三分之二的起点出发，走得到。有四个隐藏神经元，就容易些：直线多了，总有几条
位置合适。最后列出的那个起点走不到。有两个角，一类一个，隐藏神经元在那里都不亮，
输出神经元分不清谁是谁，只好都答 ½。而且两个 σ 在那里都是平的，这两个角几乎不
拉。

## 一个隐藏层有多大本事？

每个隐藏神经元是一道篱笆：一侧是 1，另一侧是 0。要是输出神经元要求它们*全部*是
1，只有篱笆围出来的那块地上，输出才是 1。比如有三道，权重都取 1，偏置取 -2½，再
全部乘以 10，边界就分明了。要围住一个圆环，得几道？

→ 要几道篱笆？

![图 10.5：两个圆环，隐藏神经元有 2、3、4、8 个，各取最好的起点。两条直线只隔出
一条带子；三条围成三角形。](ch10_fences)

两条直线隔出一条带子，两头是敞开的。三条就能围住，不过不是每个起点都行，而且全靠
篱笆的边是*模糊*的：在拐角附近，有两道篱笆只说“也许”，和就不够大，拐角便磨圆了。
（边界分明的三角形，总有一个角，到圆心的距离至少是里面那个圆的半径的两倍，那就伸
进外面的圆环里去了。同样的直线，分明 100 倍，最多只对 `179` 个。）

什么样的形状做得出来？先看曲线。两个神经元，直线平行，边界分明，输出一个乘以 1，
一个乘以 -1，加起来就是一个*凸起*：两条线之间是 1，别处是 0。把窄窄的凸起一个挨
一个地排好，那里的曲线有多高，凸起就多高，再加起来（最后不套 σ）：连续的曲线，要
多接近有多接近。

在平面上，一个凸起是一道山脊，直线有多长，它就有多长：图 10.3 里就有一道。许多道
挨着加起来，能拼出横着穿过它们的任何波浪。许多长短不一、方向不同的波浪再加起来，
在平面的一块地方上，就能拼出任何连续的图像：这是傅里叶的定理，我们借来一用。所
以，*一个*隐藏层只要足够大，什么形状都做得出来，要多接近有多接近，只有边上留一条
缝。这样的权重是有的；梯度下降找不找得到，最少要几个，都得试了才知道（第 16
章）。

## 月牙、圆环和螺旋

会不会只是异或特别？这里有四个数据集，各有 200 个点，带一些噪声：异或的四个角附
近的点，两个月牙，两个圆环，还有两臂的螺旋。每一个都让一个神经元和一个网络来学，
各从五个起点出发。（换成你自己的点，就取成本还能下降的最大的 η。）一条直线最多
*能*做到多少？w 的方向试 360 个，每个方向试 301 个位置：
*/

// 其中最好的一条，分对几个点。（在我们的数据集上，没有哪条直线分对得更多。）
static int best_line(const Points *p) {
    int best = 0;
    for (int degrees = 0; degrees < 360; degrees++)
        for (int place = -150; place <= 150; place++) {
            double w1, w2;
            int right = 0;
            m_sincos(degrees * 3.14159265358979324 / 180, &w2, &w1);
            for (int i = 0; i < p->n; i++) {
                double along = w1 * p->x[2 * i] + w2 * p->x[2 * i + 1];
                right += (along > 0.02 * place) == p->label[i];
            }
            best = right > best ? right : best;
        }
    return best;
}

/*
→ 月牙、圆环和螺旋

所以，一条直线*不*够。最好的一条，异或还错四分之一，圆环还错三分之一。

一个神经元连这也做不到：在圆环上，它对了 `104` 个，和抛硬币差不多，而一条直线能
对 `135` 个。它没有迷路。它是顺着*成本*往下走的，而成本不数对了几个。要是每个回
答都十足肯定，错一个就要付 1，平均是多少，写在最好的直线旁边。都答 ½，只付 ¼。所
以，一条分明的直线，要是错了四分之一以上，就不值这个价。在螺旋上，边界模糊些，还
合算；在圆环上，什么样的直线都不合算；在异或上，要看起点。

几个网络各有 4、8、8、8 + 8 个隐藏神经元，全部分对，或者几乎全部。怎么做到的？

→ 边界弯起来

![图 10.6：六个时刻的边界。起初没有边界，然后是一条直线；它慢慢弯起来，最后盘绕
在螺旋的两臂之间。](ch10_boundary)

走到第 121 步，边界差不多还是直线，对了 `140` 个，和一个神经元一样；弯起来以后，
才对得更多。第一层的神经元不管学到了什么，看见的总是一条直线；第二层的看得见的，
是第一层的回答。让它们各画一张**热图**：

→ 每个隐藏神经元看到什么

![图 10.7：分螺旋的网络里，每个神经元看到的图。第一层是直线，第二层弯了，输出是
螺旋。](ch10_hidden)

第二层的这八个里，没有哪个找到了螺旋：螺旋是输出拼起来的。只用一层行不行？差不多
行：一层 26 个，参数一样多，对了 `196` 到 `199` 个（见上面那张表的下面）。再试试
少些的：`--layers 8`。

## 一条直线够不够？

不够：四个点就能难倒一条直线，那时怎么训练都没有用。

隐藏神经元画的，不是一条更好的直线。它们把点搬走，搬到一条直线分得开的地方。这里
每个网络的最后一个神经元，边界还是直的，不过是在前一层激活值的空间里。点要搬到哪
里，没有人告诉过隐藏神经元，是梯度下降找到的。不是每个起点都找得到；神经元比最少
的要多几个，就容易找到。

## 想法不变，数换成矩阵

还有一个问题：`t_backward` 怎样求出斜率？第 4 章的计算带上，数每运算一次，就记一
行；张量引擎里，矩阵每运算一次，就添一个**节点**（张量在这里就是矩阵）。节点记得
自己的操作数，操作数总是先有的，所以还是从最后的往最前的走，次序就对了。

→ 想法不变，数换成矩阵

节点 7 是一层的加权和：对节点 1、3、4 做 `t_linear`，就是 x·Wᵀ + b。样本有 400
个，节点也不会多一个，只是矩阵变大。样本和目标值不求梯度，因为它们不用改。

## 存一张表，还是存一条规则

为了往回走，一个节点要存些什么？在计算带上，偏导数全都*存*了下来，因为数运算一
次，偏导数只有一两个。矩阵对矩阵的偏导数却有一整张表，叫**雅可比矩阵**。取 y =
a·v，a 是 2 x 3，v 是 3 x 2：y 有 4 个数，a 有 6 个数，y 的每个数都可能与 a 的每
个数有关。

→ 存一张表，还是存一条规则

这张表有一半是 0，另一半就是 vᵀ，抄了两遍。这张表不必写出来：要的只是它与 y 的梯
度（简写成 dy）的*乘积*。a₁₁ 的那一列与 dy 的那一列，乘出来是 2·1 - 5·2 = `-8`。
这有一条规则就够了，da = dy·vᵀ：a 的一个数，只影响 y 中自己的那一行，变化率是 v
的一行。

**数的偏导数可以存下来；矩阵的偏导数太多，所以节点里存一个函数，要乘的时候由它来
乘。** 所以，程序库为每个节点记住的，是操作数和一个函数。`lib/tensor.c` 里，每种
运算都有一对函数，一个往前算，一个往回算；往前算之前，先核对形状合不合。

`t_linear` 往回算：dx = dy·W，dW = dyᵀ·x，db 是 dy 各行之和，因为 b 加到了每一行
上。a = σ(z) 往回算：dz = da ⊙ σ′(z)。从成本往回算：da = 2(a - y)，再除以样本
数。一个数用了两次，两份就相加（第 4 章）。这些就是第 9 章的方程，只是列写成了
行。

十幅数字图像、30 个神经元，权重的那张表有 300·23520 = `7056000` 项；用规则 dv =
aᵀ·dy，只要 `235200` 次乘加。

## 检验

这里的“计算带”是张量引擎。手算的是螺旋的网络里输出的偏置，它的斜率是 2(a -
y)·a(1 - a) 的平均。然后是这个网络的全部导数。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

这些数据集都很小，标签没有一个错的（第 14 章里有错的）；网络也专挑了学得会的，考
的又只是训练时见过的点（没见过的点，见第 16 章）。到了离这些点很远的地方，每道篱
笆不是 0 就是 1，网络照样有回答，可是没有人教过它该答什么。

## 练习

`make ex10` 生成要你改的文件，并检查你的答案；`make hint10` 给提示。

- **10a** 自己选权重来做异或，用的神经元越少越好。
- **10b** 给引擎添一种新运算：写出往前算和往回算的两个函数。

下一章：每走一步，要看所有的样本，还是看几个就够？`make ch11`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

enum { SEEDS = 5 };

// 异或的四个角；还有四个数据集，各 200 个点。
static const Points corner = {4, (real[]){-1, -1, -1, 1, 1, 1, 1, -1},
                              (uint8_t[]){0, 1, 0, 1}};
enum { XOR, MOONS, RINGS, SPIRAL, SETS };
static Points points[SETS];  // 给了文件，SPIRAL 就是读者的点
static const char *set[] = {"异或", "月牙", "圆环", "螺旋"};

// 有 --quick 时，只走二十分之一的步数。
static int brief(const Chapter *c, int times) {
    return c->quick ? times / 20 : times;
}

// 一个网络，从一个种子的某个起点出发，正走在路上；还有它此刻在这些点上的成绩。
// 最近的 SEEDS 个同时在，再来一个，就顶替最早的那个。
typedef struct Walk {
    Mlp net;
    const Points *points;
    GraphMark begin;  // 排在网络的参数后面
    int start, step;
    int right, near;  // 输出在 ½ 正确一侧的，和相差不到 0.1 的
    double cost;
    Tensor *a[MLP_MAX_LAYERS + 1];  // 激活值，再往前走就没了
    Shades shades;                  // 输出的，有的才有
} Walk;

static Graph *graph[SEEDS];  // 它们的

// 每个权重和偏置都取正态随机数。
static Walk walk_from(uint64_t seed, int start, Sizes hidden, const Points *p) {
    static int walks;
    Graph **g = &graph[walks++ % SEEDS];
    graph_free(*g);
    *g = graph_new(1);
    Rng r = rng_new(seed * 1000 + (uint64_t)start);
    int sizes[SIZES_MOST + 2] = {2};
    memcpy(sizes + 1, hidden.size, sizeof hidden.size);
    sizes[hidden.n + 1] = 1;
    Mlp net = mlp_new(*g, sizes, hidden.n + 2, SIGMOID, INIT_NORMAL, &r);
    return (Walk){net, p, graph_mark(*g), .start = start};
}

static void walk_to(Walk *w, int step) {
    const Points *p = w->points;
    graph_rewind(w->net.graph, w->begin);
    descend(&w->net, p, step - w->step);
    w->step = step;
    w->cost = t_item(cost(&w->net, p, w->a));
    w->right = w->near = 0;
    for (int i = 0; i < p->n; i++) {
        double off = fabs(w->a[w->net.layers]->data[i] - p->label[i]);
        w->right += off < 0.5;
        w->near += off < 0.1;
    }
}

static void a_line(Chapter *c) {
    static const double neuron[][3] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -4}, {16, 0, 0}};
    const char *what[] = {"起初", "转动 w", "改变偏置", "w 变长"};
    chapter_section(c, "一个神经元画一条直线");
    printf("四个神经元，后三个各有一处与第一个不同。\n");
    chapter_predict(c, "w 变成四倍长，带子有多宽？");
    Table t =
        table_begin("w₁|w₂|b|到 (0, 0) 的距离|0.12 到 0.88 的带宽|不同之处",
                    "%5.2f|%4.2f|%4.1f|%16.2f|%23.2f|%s");
    Figure *f = plane_open(c, "ch10_line");
    Mlp net = walk_from(1, 1, (Sizes){0}, NULL).net;
    for (int k = 0; k < 4; k++) {
        double w1 = neuron[k][0], w2 = neuron[k][1], b = neuron[k][2];
        double length = sqrt(w1 * w1 + w2 * w2);
        table_row(&t, w1, w2, b, fabs(b) / length, 4 / length, what[k]);
        figure_numbers(f, text_format("neuron_%d", k), 3, neuron[k]);
        mlp_unflatten(&net, neuron[k]);
        plane_map(f, &net, 1, 2);
    }
    table_end(&t);
    figure_close(c, f);
}

static void one_neuron_fails(Chapter *c, Figure *maps) {
    chapter_section(c, "一个神经元学异或");
    printf("η = %g，走 %d 步，每一步都用全部四个点。\n", rate, brief(c, 10000));
    chapter_predict(c, "四个点里，它能答对几个？");
    Table t = table_begin("起点 | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int s = 1; s <= SEEDS; s++) {
        Walk w = walk_from(c->seed, s, (Sizes){0}, &corner);
        walk_to(&w, brief(c, 10000));
        const real *out = w.a[1]->data;
        table_row(&t, s, w.cost, out[0], out[1], out[2], out[3]);
        if (s == 1)
            plane_map(maps, &w.net, 1, 2);
    }
    table_end(&t);
}

// 在这么多步以内，有没有哪次查看时四个都相差不到 0.1？
static bool finds(Walk *w, int most, int between) {
    while (w->step < most && w->near < 4)
        walk_to(w, w->step + between);
    return w->near == 4;
}

// 2-2-1 的第一个走得到（或者走不到）的起点，走完以后。
static Walk first_start(const Chapter *c, bool found) {
    const int most = brief(c, 2000);
    Walk w = {0};
    do
        w = walk_from(c->seed, w.start + 1, (Sizes){1, {2}}, &corner);
    while (finds(&w, most, most) != found && w.start < 200);
    return w;
}

// 两个隐藏神经元和输出怎样回答；f 可以是 NULL。
static void at_the_corners(const Walk *w, Figure *f) {
    Table t = table_begin("x₁ | x₂ | 隐藏 1 | 隐藏 2 | 输出 | 目标",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    for (int i = 0; i < 4; i++) {
        const real *x = corner.x + 2 * i, *h = w->a[1]->data + 2 * i;
        const int y = corner.label[i];
        table_row(&t, x[0], x[1], h[0], h[1], w->a[2]->data[i], y);
        figure_row(f, x[0], x[1], h[0], h[1], y);
    }
    table_end(&t);
}

static void two_neurons_do(Chapter *c, Figure *maps) {
    chapter_section(c, "两个隐藏神经元学异或");
    Walk w = first_start(c, true);
    printf("2-2-1 的网络，走了 %d 步，用的是第 %d 个起点。\n", w.step, w.start);
    chapter_predict(c, "四个角要落在哪里，输出神经元才分得开？");
    Figure *f = figure_open(c, "ch10_plane", NULL);
    real v[9];  // W¹ [2, 2], b¹ [2], W² [2], b²
    mlp_flatten(&w.net, v);
    figure_numbers(f, "out", 3, v + 6);
    figure_numbers(f, "first", 3, (double[]){v[0], v[1], v[4]});
    figure_numbers(f, "second", 3, (double[]){v[2], v[3], v[5]});
    figure_block(f, "corners", "x1 x2 h1 h2 label");
    at_the_corners(&w, f);
    figure_close(c, f);
    plane_map(maps, &w.net, 1, 2);
    plane_map(maps, &w.net, 2, 2);
}

static void how_many_starts(Chapter *c) {
    const int starts = c->quick ? 5 : 200, most = brief(c, 2000);
    chapter_section(c, "多少个起点走得到答案");
    printf("%d 组，每组 %d 个起点，%d 步；差不到 0.1 的，每 100 个里几个。\n",
           SEEDS, starts, most);
    chapter_predict(c, "2-2-1 的网络，走得到的起点占多少？");
    Table t = table_begin("网络 | 最少 | 中位数 | 最多",
                          "%-5s | %6.1f | %6.1f | %7.1f");
    for (int hidden = 2; hidden <= 4; hidden += 2) {
        double found[SEEDS] = {0};
        for (int s = 0; s < SEEDS; s++)
            for (int k = 1; k <= starts; k++) {
                Walk w = walk_from(c->seed + (uint64_t)s, k,
                                   (Sizes){1, {hidden}}, &corner);
                found[s] += 100.0 * finds(&w, most, 100) / starts;
            }
        Spread share = spread_of(found, SEEDS);
        table_row(&t, text_format("2-%d-1", hidden), SPREAD(share));
    }
    table_end(&t);
    Walk w = first_start(c, false);
    if (w.near == 4)
        return;  // 个个都找到了
    printf("从第 %d 个起点走了 %d 步，没有走到答案，成本是 %.4f：\n\n", w.start,
           w.step, w.cost);
    at_the_corners(&w, NULL);
}

enum { LOOKS = 39, END = LOOKS - 1 };
static Walk seen[SEEDS][LOOKS];  // 最近五次，当时的样子

// 从每个起点出发，沿途查看，间隔越来越大；第一个起点的输出写进 maps，可以是
// NULL。走完以后各对几个？
static Spread five_walks(const Chapter *c, Sizes hidden, const Points *p,
                         Figure *maps) {
    double right[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
        Walk w = walk_from(c->seed, s + 1, hidden, p);
        for (int k = 0, next = 0; k < LOOKS; k++, next += 1 + next / 5) {
            walk_to(&w, brief(c, k < END ? next * steps / 4000 : steps));
            if (s == 0) {
                const char *title =
                    text_format("第 %d 步：对 %d 个", w.step, w.right);
                w.shades = plane_shades(&w.net, w.net.layers, 0, title);
                figure_number(maps, text_format("step_%d", k), w.step);
                figure_number(maps, text_format("right_%d", k), w.right);
                plane_map(maps, &w.net, w.net.layers, 2.4);
            }
            seen[s][k] = w;
        }
        right[s] = w.right;
    }
    return spread_of(right, SEEDS);
}

static void fences(Chapter *c) {
    static const int hidden[] = {2, 3, 4, 8};
    chapter_section(c, "要几道篱笆？");
    printf("两个圆环，%d 步；200 点，%d 个起点各对几个；分明：100 倍。\n",
           brief(c, steps), SEEDS);
    chapter_predict(c, "要围住里面的圆环，得有几条直线？");
    Table t = table_begin("隐藏|最少|中位数|最多|分明：最少|中位数|最多",
                          "%6d|%3.0f|%6.0f|%4.0f|%10.0f|%6.0f|%4.0f");
    Figure *f = plane_open(c, "ch10_fences");
    for (int h = 0; h < 4; h++) {
        double sharp[SEEDS];
        Spread right =
            five_walks(c, (Sizes){1, {hidden[h]}}, &points[RINGS], NULL);
        bool drawn = false;
        for (int s = 0; s < SEEDS; s++) {
            Walk *w = &seen[s][END];
            if (!drawn && w->right == right.high)
                drawn = plane_map(f, &w->net, 2, 2.7) > 0;
            for (int i = 0; i < 2 * hidden[h]; i++)
                w->net.weight[0]->data[i] *= 100;
            for (int i = 0; i < hidden[h]; i++)
                w->net.bias[0]->data[i] *= 100;
            walk_to(w, w->step);
            sharp[s] = w->right;
        }
        Spread then = spread_of(sharp, SEEDS);
        table_row(&t, hidden[h], SPREAD(right), SPREAD(then));
    }
    table_end(&t);
    figure_close(c, f);
}

// （最后一个数据集上走过的，留在 `seen` 里。）
static void four_sets(Chapter *c) {
    const Sizes hidden[] = {{1, {4}}, {1, {8}}, {1, {8}}, layers};
    chapter_section(c, "月牙、圆环和螺旋");
    printf(
        "分对的点数和平均成本：最好的直线（要是十足肯定）；一个神经元和网络，\n"
        "各从 %d 个起点出发，η = %g，走 %d 步。\n",
        SEEDS, rate, brief(c, steps));
    chapter_predict(c, "哪个数据集，一个神经元分得最好？");
    Spread flat = five_walks(c, (Sizes){1, {26}}, &points[SPIRAL], NULL);
    Figure *f = figure_open(c, "ch10_points", "x y label");
    Figure *maps = plane_open(c, "ch10_boundary");
    Table t = table_begin(
        "数据集|最好的直线|成本|单个：最少|最多|成本|网络：最少|最多",
        "%-6s|%9d|%5.3f|%11.0f|%7.0f|%5.3f|%11.0f|%7.0f");
    for (int k = 0; k < SETS; k++) {
        const Points *p = &points[k];
        const int best = best_line(p);
        Spread one = five_walks(c, (Sizes){0}, p, NULL);
        double cost = 0;
        for (int s = 0; s < SEEDS; s++)
            cost += seen[s][END].cost / SEEDS;
        Spread net = five_walks(c, hidden[k], p, k == SPIRAL ? maps : NULL);
        table_row(&t, set[k], best, 1 - (double)best / p->n, one.low, one.high,
                  cost, net.low, net.high);
        figure_block(f, NULL, NULL);
        for (int i = 0; i < p->n; i++)
            figure_row(f, p->x[2 * i], p->x[2 * i + 1], p->label[i]);
    }
    table_end(&t);
    printf("最后一个数据集，一个 26 个神经元的隐藏层：%.0f 到 %.0f。\n\n",
           flat.low, flat.high);
    figure_close(c, f);
    figure_close(c, maps);
}

static void the_boundary_bends(Chapter *c) {
    const Walk *w = seen[0];
    chapter_section(c, "边界弯起来");
    chapter_predict(c, "什么时候，边界还是一条直线？");
    printf("各处的输出：空白是 0，涂满是 1。\n\n");
    plane_print(w[0].shades, w[20].shades, w[30].shades);
    plane_print(w[33].shades, w[36].shades, w[END].shades);
}

static void what_each_sees(Chapter *c) {
    const Mlp *net = &seen[0][END].net;  // 分螺旋的
    const int last = net->layers - 1;    // 在隐藏层里
    chapter_section(c, "每个隐藏神经元看到什么");
    chapter_predict(c, "第二层的神经元能看见什么？");
    plane_print(
        plane_shades(net, 1, 0, "隐藏层 1，神经元 1"),
        plane_shades(net, last, 0, text_format("隐藏层 %d，神经元 1", last)),
        plane_shades(net, net->layers, 0, "输出"));
    Figure *f = plane_open(c, "ch10_hidden");
    int first = plane_map(f, net, 1, 1.9);
    int second = last > 1 ? plane_map(f, net, last, 1.9) : 0;
    figure_number(f, "first", first);
    figure_number(f, "last", second);
    plane_map(f, net, net->layers, 1.9);
    figure_close(c, f);
}

static const real W[] = {1, 2, 3, -1, 0, 2};        // [3, 2]：三个神经元
static const real B[] = {1, 0, -2};                 // [1, 3]
static const real X[] = {2, 1, 1, 3, -1, 2, 0, 1};  // [4, 2]：四个样本

static void the_record(Chapter *c) {
    chapter_section(c, "想法不变，数换成矩阵");
    printf("2-3-1 的网络算四个样本，全部记录如下，最早的在前。\n");
    chapter_predict(c, "样本加到 400 个，节点会比 4 个样本时多几个？");
    Graph *g = graph_new(1);
    Tensor *x = t_const(g, 4, 2, X), *y = t_const(g, 4, 1, NULL);
    Tensor *w1 = t_param(g, "W1", 3, 2), *b1 = t_param(g, "b1", 1, 3);
    Tensor *w2 = t_param(g, "W2", 1, 3), *b2 = t_param(g, "b2", 1, 1);
    memcpy(w1->data, W, sizeof W);
    memcpy(b1->data, B, sizeof B);
    memcpy(w2->data, B, sizeof B);
    Tensor *z = t_linear(x, w1, b1);
    t_backward(t_squared_error(t_sigmoid(t_linear(t_sigmoid(z), w2, b2)), y));
    graph_print(g, stdout);
    printf("\n");
    Figure *f = figure_open(c, "ch10_batch", "x1 x2 z1 z2 z3");
    for (const real *in = X, *out = z->data; in < X + 8; in += 2, out += 3)
        figure_row(f, in[0], in[1], out[0], out[1], out[2]);
    figure_block(f, "neurons", NULL);  // 两个权重和一个偏置
    for (int k = 0; k < 3; k++)
        figure_row(f, W[2 * k], W[2 * k + 1], B[k], 0, 0);
    figure_close(c, f);
    graph_free(g);
}

static const real A[] = {1, -2, 3, 0, 4, -1};  // [2, 3]
static const real V[] = {2, 5, -1, 3, 4, 1};   // [3, 2]
static const real DY[] = {1, -2, 0.5, 3};      // [2, 2]

static void stored_or_applied(Chapter *c) {
    static const char *const y[] = {"y₁₁", "y₁₂", "y₂₁", "y₂₂"};
    chapter_section(c, "存一张表，还是存一条规则");
    chapter_predict(c, "24 个偏导数里，有几个不是 0？");
    Table t = table_begin("谁对谁|dy|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                          "%-17s|%4s|%5g|%5g|%5g|%5g|%5g|%5g");
    for (int k = 0; k < 4; k++) {
        real by[6];  // y[r][c] 是 a[r][p]·v[p][c] 对 p 求和
        for (int i = 0; i < 6; i++)
            by[i] = i / 3 == k / 2 ? V[2 * (i % 3) + k % 2] : 0;
        table_row(&t, y[k], text_format("%g", DY[k]), by[0], by[1], by[2],
                  by[3], by[4], by[5]);
    }
    printf("\n");
    Graph *g = graph_new(1);
    Tensor *a = t_input(g, 2, 3, A), *v = t_const(g, 3, 2, V);
    t_backward(t_sum(t_mul(t_matmul(a, v), t_const(g, 2, 2, DY))));
    const real *da = a->grad;
    table_row(&t, "C，用程序库", "", da[0], da[1], da[2], da[3], da[4], da[5]);
    table_end(&t);
    graph_free(g);
    printf("三十个神经元看十幅数字图像：a 是 10x784，v 是 784x30。\n");
    chapter_predict(c, "∂y/∂v 这张表有多大？");
    printf("%d x %d = %d 个偏导数；用规则，%d 次乘加。\n\n", 10 * 30, 784 * 30,
           10 * 30 * 784 * 30, 10 * 784 * 30);
}

static real cost_of(void *walk) {
    Walk *w = walk;
    walk_to(w, w->step);
    return (real)w->cost;
}

static void check(Chapter *c) {
    const Points *p = &points[SPIRAL];
    Walk w = walk_from(c->seed, 1, layers, p);
    t_backward(cost(&w.net, p, w.a));
    const Tensor *out = w.a[w.net.layers], *bias = w.net.bias[layers.n];
    real hand = 0;
    for (int i = 0; i < p->n; i++) {
        real a = out->data[i];
        hand += 2 * (a - p->label[i]) * a * (1 - a) / p->n;
    }
    report_begin(c);
    report_knob(c, text_format("∂C/∂ %s", bias->name), hand, bias->grad[0],
                cost_of, &w, bias->data);
    report_params(c, w.net.graph, cost_of, &w, 1000);
    report_end(c);
}

int main(int argc, char **argv) {
    static Points (*const make[])(int, double, Rng *) = {
        points_xor, points_moons, points_rings, points_spirals};
    static const double noise[] = {0.3, 0.12, 0.15, 0.03};
    Chapter c;
    Error e;
    if (!chapter_begin(&c, argc, argv, "ch10_small_data", "一条直线不够",
                       options))
        return c.status;
    Rng r = rng_new(c.seed);
    for (int k = 0; k < SETS; k++)
        points[k] = make[k](200, noise[k], &r);
    if (own_points) {
        points_free(&points[SPIRAL]);
        if (!points_load(&points[SPIRAL], own_points, &e)) {
            chapter_trouble(&c, &e);
            return chapter_end(&c);
        }
        points_fit(&points[SPIRAL], 1.6);
        set[SPIRAL] = "你的";
        printf("螺旋换成了你的 %d 个点，正文说的还是螺旋。\n\n",
               points[SPIRAL].n);
    }
    a_line(&c);
    Figure *maps = plane_open(&c, "ch10_xor");
    one_neuron_fails(&c, maps);
    two_neurons_do(&c, maps);
    figure_close(&c, maps);
    how_many_starts(&c);
    fences(&c);
    four_sets(&c);
    the_boundary_bends(&c);
    what_each_sees(&c);
    the_record(&c);
    stored_or_applied(&c);
    check(&c);
    for (int k = 0; k < SETS; k++)
        points_free(&points[k]);
    for (int k = 0; k < SEEDS; k++)
        graph_free(graph[k]);
    return chapter_end(&c);
}
