/*
# 第 10 章：一条直线不够

**这一章的问题。** 究竟为什么要有隐藏神经元？一个神经元只能画一条直线。这一章
里，你会看到四个点，哪条直线都分不开它们，而两个隐藏神经元把它们搬一搬，一条直线
就分得开；会看到三条直线围住一个圆环；还会看到一个手工拼成的螺旋，旁边放着训练出
来的。然后，我们打开程序库：它要记住些什么，才能自己求出所有的斜率？

请对照第一篇文章的 A1-19 和第三篇文章的 A3-17 来读。用 `make ch10` 运行；旋钮也
可以转：`make ch10 ARGS="--rate 0.3 --layers 16"`。用 `ARGS="--points f"` 可以换
上你自己的点：文件 f 里一行一个点，先写两个 ±2 以内的数，再写类别，0 或 1。

**本章要点** 一个神经元只能画一条直线；隐藏神经元把点搬到另一个平面上，在那里，
一条直线就分得开。直线围出一块块区域，区域拼得出任何形状；与拼得最好的网格比，训
练出来的网络用的直线少得多，新点答得差不多好。数的偏导数可以存下来；矩阵的偏导数
太多，所以节点里只存一个函数，由它算出与偏导数的乘积。

**新词**

决策边界 (decision boundary)
: 输出正好是 ½ 的地方。一边回答 1，另一边回答 0。

线性可分 (linearly separable)
: 两类点用一条直线就分得开，叫作线性可分。正方形的 4 个角，对角同色，就不是线
  性可分的。

批 (batch)
: 几个样本放在一起，一行一个。十幅数字图像就是一个 10 x 784 的矩阵。

雅可比矩阵 (Jacobian)
: 一个矩阵的每个数，对另一个矩阵的每个数求偏导数，列成一张表。4 个数由 6 个数
  决定，表里就有 24 项。
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
static Sizes layers = {2, {8, 8}};
static const char *own_points;

static const Option options[] = {
    {"--rate", KNOB_NUMBER, &rate, 0.01, 30, "learning rate η", "学习率 η"},
    {"--layers", KNOB_SIZES, &layers, 1, 32,
     "hidden layers of the spiral's network", "螺旋的网络有哪些隐藏层"},
    {"--points", OPTION_TEXT, &own_points, 0, 0,
     "FILE  your own points in place of the spiral's",
     "FILE  用你自己的点代替螺旋"},
    {0}};

/*
## 一个神经元画一条直线

一个神经元分得开什么？有两个输入时，它在加权和 w₁x₁ + w₂x₂ + b 等于 0 的地方输出
½：那里就是它的**决策边界**。它是一条直线，因为直线的方程正是这个样子；σ 只是把
这个 0 变成 ½。沿着向量 w = (w₁, w₂) 走，加权和增长得最快，因为 w 就是它的梯度
（第 3 章）。所以直线与 w 垂直，w 指向回答 1 的那一边。

w 的*长度*决定边界有多分明。加权和从 -2 到 2，输出从 `0.12` 升到 `0.88`，平面上
的这一段是一条带子，宽度是 4 除以 w 的长度。

→ 一个神经元画一条直线

![图 10.1：橙色是 1，蓝色是 0，箭头是 w。转动 w，边界跟着转；改变 b，边界平移；w
越长，边界越分明。](ch10_line)

所以，权重的*方向*决定看的是哪种图案，偏置决定达到多少才算数，长度决定直线附近的
回答变化有多急。

训练就是挪动这条直线。斜率是 δ·x 和 δ（第 9 章）：每个点都在拉，让自己的加权和往
该去的方向变。直线一直挪到这些拉力互相抵消，或者渐渐消失。因为 δ 里有一个因子
σ′，在 σ 平坦的地方，点几乎没有拉力。

## 四个点，哪条直线都分不开

最少几个点，就能难倒一条直线？三个就行，如果它们排成一行，而且只有中间的那个属于
另一类：它的加权和，总在两端的加权和之间。三个点要是构成三角形，一条直线总分得
开。四个点就不一定了：

“异或”(XOR) 看的是：两个输入，是不是恰好有一个开着？用 -1 表示关，1 表示开，四种
情形就是正方形的四个角，每一类占一条对角线。

一个神经元做得到吗？先看第 0 类的两个角，把那里的两个加权和相加，输入互相抵消，
剩下 2b；再看第 1 类的两个角，也剩下 2b。可是第 0 类的两个都该小于 0，第 1 类的
两个都该大于 0。不管权重怎么取，都做不到：这四个点不是**线性可分**的。一条直线最
多分对三个。

## 从一列到一批

这四个点，神经元会学成什么样？让它四个点一起看。到现在为止，一个样本是一列 a，一
层是 σ(W·a + b)。现在把几个样本写成几*行*，叠成一个矩阵 x，这就是一**批**，算的
是 x·Wᵀ + b，其中 b 是一行，每一行都要加上它：结果的第 i 行，就是第 i 个样本单独
算出来的。

在程序库里，一个网络是一个 `Mlp`，每一层有一个矩阵 W 和一行 b。算过的都记在一个
`Graph` 里，好让 `t_backward` 求斜率；求完了，`graph_rewind` 就把记录清掉（斜率
还留着），因为下一步会重新记。第 2 章的规则，用在所有点的平均成本上，就是这样：
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
        graph_rewind(n->graph, mark);    // 清掉记录，斜率还在
        sgd_step(n->graph, (real)rate);  // 全部 w ← w - η·∂C/∂w
    }
}

/*
→ 一个神经元学异或

一个起点，就是随机取的一组权重和偏置。这里有五个起点，从其中四个出发，神经元都放
弃了：四个点都答 ½，各个点的拉力在那里正好抵消。从剩下的那个出发，它切下一个角：
三个点对了，剩下的 (-1, 1) 错得不能再错。（两种结果成本一样：四个 ¼，或者一个
1。）这个角为什么不把直线拉回来呢？那里的加权和比 0 小得太多，σ 是平的。

## 两个隐藏神经元

怎么办？给直线换一个好画的地方。在中间放两个隐藏神经元。它们各画一条直线；输出神
经元也画一条，不过是画在*它们的*激活值的平面上。

→ 两个隐藏神经元学异或

![图 10.2：左边是输入，画着两个隐藏神经元的直线；右边是激活值：左边的平面连同网
格，压成了一条拐弯的线，因为两个神经元都只知道 x₁ + x₂。一条直线就把拐弯处切了下
来，第 1 类正在那里。](ch10_plane)

隐藏 1 只在 (-1, -1) 亮，隐藏 2 只在 (1, 1) 亮，两个*都不*亮的地方，输出才亮。隐
藏神经元要做的就是这件事：把点搬来搬去，直到一条直线分得开两类。右边的平面会弯，
靠的是 σ：没有它，右边的一条直线，到左边还是一条直线。

有两个隐藏神经元，答案是*有*的；可是梯度下降*找*得到吗？我们取 1000 个起点，四个
输出与目标都相差不到 `0.1` 的，就数进来。
*/

// 有多少个回答，与该答的相差不到 `off`。
static int within(const Mlp *n, const Points *p, double off) {
    Tensor *a[MLP_MAX_LAYERS + 1];
    GraphMark mark = graph_mark(n->graph);
    const real *out = forward(n, t_const(n->graph, p->n, 2, p->x), a)->data;
    int count = 0;
    for (int i = 0; i < p->n; i++)
        count += fabs(out[i] - p->label[i]) < off;
    graph_rewind(n->graph, mark);
    return count;
}

/*
→ 多少个起点走得到答案

大约三分之二的起点找得到答案，而且几乎都用不了 500 步。其余的不是慢，是卡住了：
步数加到十六倍，找到的是 `675` 个，原来就有 `658` 个。

再看最后列出的那个起点。有两个角，一类一个，隐藏神经元在那里都不亮，输出神经元分
不清谁是谁，只好都答 ½；而且两个 σ 在那里都是平的，这两个角几乎没有拉力。像它一
样停在 ⅛ 的，有 `307` 个起点；停在 ⅙ 的有 `18` 个，就像有三个角分不清：两个该答
0，一个该答 1，都答 ⅓，成本正是 (⅑ + ⅑ + 4/9)/4。

第三个隐藏神经元，只要恰好在这两个角中的一个上亮，就帮得上忙：那样，两个角就不一
样了。有了它，成本停在 ⅛ 的还剩 `22` 个起点；再添第四个，就一个也没有了。

## 一个隐藏层有多大本事？

每个隐藏神经元是一道篱笆：一侧是 1，另一侧是 0。让 1 的那一侧都朝外，输出神经元
再问：有没有*哪一道*是 1？那么，只有篱笆围出来的那块地上，输出才是 0。要围住一个
圆环，得用几道？

这里有两个圆环，各 100 个点，半径是 1 和 2，带一些噪声。这样的点取了五组，每组各
用一个起点，另有 1000 个*新*点，网络训练时都没见过。

→ 要几道篱笆？

![图 10.3：两个圆环，隐藏神经元分别有 2、3、4、8 个。两条直线隔出一条敞开的带
子；三条就围住了。](ch10_fences)

一个神经元，训练出来只答对大约一半。一条直线如果与内环相切，切下的是外环的三分之
一：这样就对三分之二。可是边界要是分明，成本就是 ⅓；每个点都答 ½，成本只有 ¼。两
条直线隔出一条带子，一头或者两头是敞开的。三条就围住了：`200` 个点全对，五组都
是。

## 手工拼出任何形状

还有什么围得住？想围什么就围什么，连训练都不用。在平面上铺一张网格：网格线就是第
一个隐藏层，竖线的右边是 1，横线的上边是 1。*第二*层的一个神经元，看一格四周的四
条线：

$$left - right + bottom - top - 1.5$$

式子里依次是左、右、下、上的四条线。在这一格里，左边的和下边的是 1，另两条是 0，
得 ½；在别处，最多是 -½。所以这个神经元是一个*凸起*：在一个方格里是 1，别处是 0
（权重和偏置全部乘以 1000，篱笆就分明了）。输出神经元问的是，这些凸起里有没有一
个是 1：权重都取 1，偏置取 -½。这样，一个形状就是一张格子的清单。

我们要的形状是一个螺旋，它有两条臂，一类一条。已知的是 200 个点：一格里第 1 类的
点要是比第 0 类的多，就取这一格。再用同样的点训练几个网络：只有一个神经元的；有
两层、8 个和 8 个的（`--layers`）；只有一层、26 个的，权重和偏置与前一个一样多，
105 个；还有两层、32 个和 32 个的，有 1185 个。

→ 用格子拼一个螺旋

![图 10.4：螺旋，五组里的一组。格子大了，不成形状；格子小了，只有点，没有臂。训
练出来的网络是 8 + 8。](ch10_cells)

16 x 16 的格子，200 个点全对，没有经过任何训练；格子够小，*任何*形状都做得出。

为什么要有第二层？同一层的篱笆，只能*相加*。围一块封闭的地，这就够了：在三角形
里，三道篱笆都是 0，外面至少有一道是 1，输出神经元的 ½ 把里外分开。可是在网格
里，一格的加权和，是它那一列的一份，加上它那一行的一份。让只有一个角相接的两格是
1，在同一处相接的另外两格是 0。两对格子占的是同样的列、同样的行，所以各自相加，
总和也相同。这又是异或：只用这些篱笆，不管权重怎么取，都做不到。

一层其实也做得出任何形状，第 6 章说过：要用斜的篱笆，而且要很多。证明用到了波
（Funahashi，1989 年），我们只借用结论。我们那个只有一层的网络，新点答对 `964`
个，8 + 8 的答对 `968` 个（这里和下面，都取五组里居中的那个数）：谈不上有差别。

格子越小越好吗？对新点来说不是：16 x 16 的对 `955` 个，64 x 64 的只对 `662` 个，
抛硬币也能对 500 个。因为没有点的格子答 0，哪怕就在臂的中间。*已知的*点全对，不
等于认得螺旋。（神经元多，在这里倒没有这种害处：32 + 32 的对 `990` 个。不过，这
不是定律。）

那么，训练换来了什么？不是答对得更多：8 + 8 的网络，新点答对的和最好的网格差不多
（那个网格正是用这些新点挑出来的，要比得公平，该换一些点来评，见第 16 章）；已知
的点，它对 `191` 到 `200` 个，那个网格全对。可是它只用 8 条直线，那个网格用 34
条，而且每条直线，每一块区域都用得上。（8 x 8 的格子用 18 条，新点对 `946`
个。）

## 边界弯起来

梯度下降在走向螺旋的路上做了些什么？五组都用 8 + 8，中途停下来看看：

→ 边界弯起来

它先找到一条直线，就停在那里：走了 250 步，对 `126` 个，和一个神经元一样；走了
500 步，还是 `131` 个（有一组已是 `159` 个）。然后边界弯起来：最后对 `197` 个。
先前是卡住了吗？只有多走几步才知道；学异或的时候，多走也没有多大用处。

![图 10.5：五组里结果最好的那组。起初没有边界，然后差不多是一条直线；它慢慢弯起
来，最后盘绕在螺旋的两臂之间。](ch10_boundary)

第一层的神经元不管学到了什么，看见的总是一条直线。第二层的神经元看见的是第一层的
回答，所以边界能拐弯：

![图 10.6：这个网络里，每个神经元看到的图。第一层是直线，第二层弯了，输出是螺
旋。](ch10_hidden)

第二层的八个神经元，没有哪一个找到了螺旋：螺旋是输出神经元拼起来的。直线、区域、
把区域合起来的输出：和我们手工拼的办法很像，只是边是模糊的。

## 存一张表，还是存一条规则

`t_backward` 怎样求出斜率？第 4 章的计算带，每做一次数的运算，就记一行；程序库的
张量引擎，每做一次矩阵的运算，就添一个**节点**。节点记得自己的操作数，操作数总比
它先有；所以往回走，还是从最新的走起。

为了往回走，一个节点要存些什么？在计算带上，偏导数全都*存*了下来，因为数的一次运
算，偏导数只有一两个。矩阵对矩阵的偏导数却有一整张表，叫**雅可比矩阵**：取 y =
a·v，a 是 2 x 3，v 是 3 x 2，表里就是 y 的 4 个数，每个对 a 的 6 个数的偏导数。

可是要的只是这张表与 y 的梯度（简写成 dy）的*乘积*。求这个乘积，一条规则就够
了，da = dy·vᵀ：a 的一个数，只影响 y 中与它同一行的数，变化率是 v 的一行。（要是
v 不是常数，就还有 dv = aᵀ·dy。）写成 C 语言，这个函数拿到的是节点 y，里面有
dy；它把算出来的加到操作数的 da 上：
*/

// y = a·v，往回算：da += dy·vᵀ（这里 v 是常数）
static void product_back(Tensor *y) {
    const Tensor *v = y->operand[1];
    real *da = t_grad_of(y->operand[0]);
    for (int i = 0; i < y->rows; i++)
        for (int k = 0; k < v->rows; k++)
            for (int j = 0; j < y->cols; j++)
                da[i * v->rows + k] +=
                    y->grad[i * y->cols + j] * v->data[k * v->cols + j];
}

/*
结果一样吗？取一个成本 C = y₁₁ - 2y₁₂ + ½y₂₁ + 3y₂₂。设 v₁₁ = 2，v₁₂ = 5，那么
a₁₁ 只影响 y₁₁ 和 y₁₂，变化率就是这两个数。所以照表算，∂C/∂a₁₁ 是 2·1 + 5·(-2) =
-8。用 `product_back` 算的，是检验的第一行。

→ 检验：手算 = 计算带 = 数值

**数的偏导数可以存下来；矩阵的偏导数太多，所以节点里只存一个函数，由它算出与偏导
数的乘积。** 十幅数字图像、30 个神经元，W 的那张表有 (10·30)·(30·784) = 7056000
项；用规则，只要 10·30·784 = 235200 次乘法。

`lib/tensor.c` 里，每种运算都是两个函数。`t_linear` 往回算，就是写成行的第 9
章：dx = dy·W，dW = dyᵀ·x，db 是 dy 各行之和：b 到每一行，都有一条路。

## 一条直线够不够？

不够：正方形的四个角就能难倒一条直线，那时怎么训练都没有用。

隐藏神经元画的，不是一条更好的直线。它们把点搬走，搬到一条直线分得开的地方：每个
网络的最后一个神经元，边界还是直的，不过是在前一层激活值的空间里。直线够多，再有
一层用它们围出区域，什么形状都做得出。梯度下降用的直线，可以比我们手工拼的少；不
过，并不是每个起点都找得到。

## 我们偷了哪些懒

这些数据集都很小，标签没有一个错的（MNIST 里就有，见第 16 章）。到了离所有的点都
很远的地方，网格答 0，训练出来的网络只是把直线一直延长下去；该答什么，没有人教过
它们。

## 练习

`make ex10` 生成要你改的文件，并检查你的答案；`make hint10` 给提示。

- **10a** 自己选权重来做异或，用的神经元越少越好。
- **10b** 给引擎添一种新运算：写出往前算和往回算的两个函数。

还可以先猜后量：用 `--layers 2,32`，螺旋会学成什么样？

下一章：每走一步，要看所有的样本，还是看几个就够？`make ch11`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 异或的四个角；还有两个圆环和螺旋，各取五组，每组 200 个点，另有 1000 个
// 新点。图里画的是第三组。
enum { STEPS = 4000, SEEDS = 5, SHOWN = 2, RINGS = 0, SPIRAL, SETS };
static const Points corner = {4, (real[]){-1, -1, -1, 1, 1, 1, 1, -1},
                              (uint8_t[]){0, 1, 0, 1}};
static Points known[SETS][SEEDS], fresh[SETS][SEEDS];

// 有 --quick 时，只走二十分之一的步数。
static int brief(const Chapter *c, int times) {
    return c->quick ? times / 20 : times;
}

// 一个网络，从一个起点出发，正走在路上；还有它此刻在这些点上的成绩。
static struct Walk {
    Mlp net;  // 下一次出发时，它的图就释放了
    const Points *points;
    GraphMark begin;  // 排在网络的参数后面
    int step;
    double cost;
    Tensor *a[MLP_MAX_LAYERS + 1];  // 激活值，再往前走就没了
} walk;

static void walk_to(int step) {
    graph_rewind(walk.net.graph, walk.begin);
    descend(&walk.net, walk.points, step - walk.step);
    walk.step = step;
    walk.cost = t_item(cost(&walk.net, walk.points, walk.a));
}

static void walk_begin(Mlp net, const Points *p) {
    graph_free(walk.net.graph);
    walk = (struct Walk){net, p, graph_mark(net.graph), .step = 0};
    walk_to(0);
}

// 每个权重和偏置都取正态随机数。
static void walk_from(const Chapter *c, int start, Sizes hidden,
                      const Points *p) {
    Rng r = rng_new(c->seed * 1000 + (uint64_t)start);
    int sizes[SIZES_MOST + 2] = {2}, n = hidden.n + 2;
    memcpy(sizes + 1, hidden.size, sizeof hidden.size);
    sizes[n - 1] = 1;
    walk_begin(mlp_new(graph_new(1), sizes, n, SIGMOID, INIT_NORMAL, &r), p);
}

static void a_line(Chapter *c) {
    static const double neuron[][3] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -4}, {16, 0, 0}};
    chapter_section(c, "一个神经元画一条直线");
    chapter_predict(c, "w 变成四倍长，带子有多宽？");
    printf("σ(-2) = %.2f，σ(2) = %.2f；w = (4, 0)：宽 %g，(16, 0)：%g。\n\n",
           m_sigmoid(-2), m_sigmoid(2), 4 / neuron[0][0], 4 / neuron[3][0]);
    Figure *f = plane_open(c, "ch10_line");
    walk_from(c, 1, (Sizes){0}, &corner);
    for (int k = 0; k < 4; k++) {
        figure_numbers(f, text_format("neuron_%d", k), 3, neuron[k]);
        mlp_unflatten(&walk.net, neuron[k]);
        plane_map(f, &walk.net, 1, 2);
    }
    figure_close(c, f);
}

static void one_neuron_fails(Chapter *c) {
    chapter_section(c, "一个神经元学异或");
    printf("η = %g，走 %d 步，每一步都用全部四个点。\n", rate, brief(c, 10000));
    chapter_predict(c, "四个点里，它能答对几个？");
    Table t = table_begin("起点 | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int s = 1; s <= SEEDS; s++) {
        walk_from(c, s, (Sizes){0}, &corner);
        walk_to(brief(c, 10000));
        const real *out = walk.a[1]->data;
        table_row(&t, s, walk.cost, out[0], out[1], out[2], out[3]);
    }
    table_end(&t);
}

// 学异或，每 100 步查看一次：找到了没有？
static bool finds(const Chapter *c, int start, int hidden, int most) {
    walk_from(c, start, (Sizes){1, {hidden}}, &corner);
    while (walk.step < most && within(&walk.net, &corner, 0.1) < 4)
        walk_to(walk.step + 100);
    return within(&walk.net, &corner, 0.1) == 4;
}

// 两个隐藏神经元和输出怎样回答；f 可以是 NULL。
static void at_the_corners(Figure *f) {
    Table t = table_begin("x₁ | x₂ | 隐藏 1 | 隐藏 2 | 输出 | 目标",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    for (int i = 0; i < 4; i++) {
        const real *x = corner.x + 2 * i, *h = walk.a[1]->data + 2 * i;
        const int y = corner.label[i];
        table_row(&t, x[0], x[1], h[0], h[1], walk.a[2]->data[i], y);
        figure_row(f, x[0], x[1], h[0], h[1], y);
    }
    table_end(&t);
}

static void two_neurons_do(Chapter *c) {
    const int most = brief(c, 2000);
    int start = 1;
    while (!finds(c, start, 2, most) && start < 200)
        start++;
    walk_to(most);
    chapter_section(c, "两个隐藏神经元学异或");
    printf("2-2-1 的网络，走了 %d 步，用的是第 %d 个起点。\n", most, start);
    chapter_predict(c, "四个角要落在哪里，输出神经元才分得开？");
    Figure *f = figure_open(c, "ch10_plane", NULL);
    real v[9];  // W¹ [2, 2], b¹ [2], W² [2], b²
    mlp_flatten(&walk.net, v);
    figure_numbers(f, "out", 3, v + 6);
    figure_numbers(f, "first", 3, (double[]){v[0], v[1], v[4]});
    figure_numbers(f, "second", 3, (double[]){v[2], v[3], v[5]});
    figure_block(f, "corners", "x1 x2 h1 h2 label");
    at_the_corners(f);
    figure_close(c, f);
}

static void how_many_starts(Chapter *c) {
    const int starts = c->quick ? 10 : 1000, most = brief(c, 8000);
    int failed = 0;  // 2-2-1 第一个没找到的起点
    chapter_section(c, "多少个起点走得到答案");
    printf("%d 个起点：走这么多步，有几个差不到 0.1；有几个卡住了。\n", starts);
    chapter_predict(c, "多走些步，找到的会多些吗？");
    Table t = table_begin("网络 | 500 | 2000 | 8000 | 停在 ⅛ | 停在 ⅙",
                          "%-5s | %4d | %4d | %4d | %10d | %4d");
    for (int hidden = 2; hidden <= 4; hidden++) {
        int after[3] = {0}, two = 0, three = 0;  // 有几个角分不清
        for (int s = 1; s <= starts; s++) {
            const bool found = finds(c, s, hidden, most);
            for (int k = 0, looked = 500; k < 3; k++, looked *= 4)
                after[k] += found && walk.step <= looked;
            two += fabs(walk.cost - 1.0 / 8) < 0.01;
            three += fabs(walk.cost - 1.0 / 6) < 0.01;
            failed = found || failed ? failed : s;
        }
        table_row(&t, text_format("2-%d-1", hidden), after[0], after[1],
                  after[2], two, three);
    }
    table_end(&t);
    if (!failed || finds(c, failed, 2, most))
        return;
    printf("第 %d 个起点，用 2-2-1 没有找到，成本是 %.4f：\n\n", failed,
           walk.cost);
    at_the_corners(NULL);
}

static const char heads[] = "网络|对：最少|中位数|最多|新点：最少|中位数|最多";
static const char forms[] = "%-10s|%10.0f|%6.0f|%4.0f|%8.0f|%6.0f|%4.0f";

// 一行：一个网络，用在一个数据集的五组点上：给了 grid 就用格子拼，没给就训练。
// 画在图里的那一组，留在 `walk` 里。
static void five_row(const Chapter *c, const Table *t, const char *name,
                     int set, Sizes hidden, int steps, int grid) {
    double right[SEEDS], new[SEEDS];
    for (int i = 1; i <= SEEDS; i++) {
        const int k = (SHOWN + i) % SEEDS;
        const Points *p = &known[set][k];
        if (grid)
            walk_begin(plane_of_cells(grid, p), p);
        else
            walk_from(c, k + 1, hidden, p);
        walk_to(brief(c, steps));
        right[k] = within(&walk.net, p, 0.5);
        new[k] = within(&walk.net, &fresh[set][k], 0.5);
    }
    Spread of_known = spread_of(right, SEEDS), of_new = spread_of(new, SEEDS);
    table_row(t, name, SPREAD(of_known), SPREAD(of_new));
}

static void fences(Chapter *c) {
    chapter_section(c, "要几道篱笆？");
    printf("两个圆环：%d 个点，%d 个新点；η = %g，%d 步；5 组。\n",
           known[RINGS][0].n, fresh[RINGS][0].n, rate, brief(c, STEPS));
    chapter_predict(c, "要围住里面的圆环，得有几条直线？");
    Table t = table_begin(heads, forms);
    five_row(c, &t, "一个神经元", RINGS, (Sizes){0}, STEPS, 0);
    Figure *f = plane_open(c, "ch10_fences");
    for (int hidden = 2; hidden <= 8; hidden += hidden < 4 ? 1 : 4) {
        five_row(c, &t, text_format("隐藏 %d 个", hidden), RINGS,
                 (Sizes){1, {hidden}}, STEPS, 0);
        plane_map(f, &walk.net, 2, 2.7);
    }
    plane_points(f, walk.points);
    table_end(&t);
    figure_close(c, f);
}

static void cells(Chapter *c) {
    chapter_section(c, "用格子拼一个螺旋");
    printf("螺旋：%d 个点，%d 个新点；η = %g，%d 步；5 组。\n",
           known[SPIRAL][0].n, fresh[SPIRAL][0].n, rate, brief(c, STEPS));
    chapter_predict(c, "格子越小越好吗？对新点也是？");
    Table t = table_begin(heads, forms);
    Figure *f = plane_open(c, "ch10_cells");
    five_row(c, &t, "一个神经元", SPIRAL, (Sizes){0}, STEPS, 0);
    five_row(c, &t, "隐藏 26 个", SPIRAL, (Sizes){1, {26}}, STEPS, 0);
    five_row(c, &t, "32 + 32", SPIRAL, (Sizes){2, {32, 32}}, STEPS, 0);
    five_row(c, &t, "--layers", SPIRAL, layers, STEPS, 0);
    plane_map(f, &walk.net, walk.net.layers, 1.9);
    for (int n = 4; n <= 64; n *= 2) {
        five_row(c, &t, text_format("%d x %d", n, n), SPIRAL, (Sizes){0}, 0, n);
        plane_map(f, &walk.net, walk.net.layers, 1.9);
    }
    plane_points(f, walk.points);
    table_end(&t);
    figure_close(c, f);
}

static void the_boundary_bends(Chapter *c) {
    enum { LOOKS = 39 };
    chapter_section(c, "边界弯起来");
    chapter_predict(c, "要走多久，它才胜过一条直线？");
    Table t = table_begin(heads, forms);
    for (int k = 125; k <= STEPS; k *= 2)
        five_row(c, &t, text_format("%d 步", brief(c, k)), SPIRAL, layers, k,
                 0);
    table_end(&t);
    Figure *f = plane_open(c, "ch10_boundary");
    walk_from(c, SHOWN + 1, layers, &known[SPIRAL][SHOWN]);
    for (int k = 0, next = 0; k < LOOKS; k++, next += 1 + next / 5) {
        walk_to(brief(c, k < LOOKS - 1 ? next : STEPS));
        figure_number(f, text_format("step_%d", k), walk.step);
        figure_number(f, text_format("right_%d", k),
                      within(&walk.net, walk.points, 0.5));
        plane_map(f, &walk.net, walk.net.layers, 2.4);
    }
    plane_points(f, walk.points);
    figure_close(c, f);
    f = plane_open(c, "ch10_hidden");
    const int last = walk.net.layers - 1;  // 在隐藏层里
    figure_number(f, "first", plane_map(f, &walk.net, 1, 1.9));
    figure_number(f, "last", last > 1 ? plane_map(f, &walk.net, last, 1.9) : 0);
    plane_map(f, &walk.net, last + 1, 1.9);
    plane_points(f, walk.points);
    figure_close(c, f);
}

// C = y₁₁ - 2y₁₂ + ½y₂₁ + 3y₂₂，y = a·v，用故事里的 product_back。
static Tensor *cost_of_product(Tensor *a) {
    Tensor *v = t_const(a->graph, 3, 2, (real[]){2, 5, -1, 3, 4, 1});
    Tensor *y = t_result("a·v", 2, 2, a, v, NULL, product_back);
    memcpy(y->data, t_matmul(a, v)->data, 4 * sizeof *y->data);
    return t_sum(t_mul(y, t_const(a->graph, 2, 2, (real[]){1, -2, 0.5, 3})));
}

static real product_again(void *a) { return t_item(cost_of_product(a)); }

static real walk_again(void *unused) {
    (void)unused;
    walk_to(walk.step);
    return (real)walk.cost;
}

static void check(Chapter *c) {
    Graph *g = graph_new(1);
    Tensor *a = t_param(g, "a·v 的 a", 2, 3);
    report_begin(c);
    t_backward(cost_of_product(a));
    report_knob(c, "a·v 的 ∂C/∂a₁₁", 2 * 1 + 5 * -2, a->grad[0], product_again,
                a, a->data);
    report_params(c, g, product_again, a, 6);
    graph_free(g);
    walk_from(c, 1, layers, &known[SPIRAL][0]);
    t_backward(cost(&walk.net, walk.points, walk.a));
    report_params(c, walk.net.graph, walk_again, NULL, 1000);
    report_end(c);
}

// 给了文件，读者的点就代替螺旋，知道的和新的都用它们。
static bool take_points(Chapter *c) {
    Points own = {0};
    Error e;
    Rng r = rng_new(c->seed);
    if (own_points && !points_load(&own, own_points, &e))
        chapter_trouble(c, &e);
    for (int k = 0; k < SEEDS; k++) {
        known[RINGS][k] = points_rings(200, 0.15, &r);
        fresh[RINGS][k] = points_rings(1000, 0.15, &r);
        known[SPIRAL][k] = own_points ? own : points_spirals(200, 0.03, &r);
        fresh[SPIRAL][k] = own_points ? own : points_spirals(1000, 0.03, &r);
    }
    return c->status == 0;
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch10_small_data", "一条直线不够",
                       options))
        return c.status;
    if (!take_points(&c))
        return chapter_end(&c);
    a_line(&c);
    one_neuron_fails(&c);
    two_neurons_do(&c);
    how_many_starts(&c);
    fences(&c);
    cells(&c);
    the_boundary_bends(&c);
    check(&c);
    return chapter_end(&c);
}
