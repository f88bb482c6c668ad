/*
# 第 10 章：一条直线不够

**这一章的问题。** 究竟为什么要有隐藏神经元？程序库要记住些什么，才能让人不必再
手写第 9 章的公式？这一章里，你会看到四个点难倒了一个神经元，再添上两个神经元，
就把点搬到了一条直线分得开的地方；你会打开张量引擎看一看，用三条直线围住一个圆
环，最后看着一条边界慢慢弯成螺旋。

请对照第一篇文章的 A1-19 和第三篇文章的 A3-17 来读。用 `make ch10` 运行；旋钮也
可以转：`make ch10 ARGS="--rate 0.3 --layers 16"`。还可以换上你自己的
点：`ARGS="--points my.txt"`，文件里一行写一个点，先写两个坐标，再写类别。

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

雅可比矩阵 (Jacobian)
: 一个矩阵的每个数，对另一个矩阵的每个数求偏导数，列成一张表。4 个数与 6 个数
  有关，表里就有 24 项。

热图 (heat map)
: 用颜色表示平面上各处的值：0 是蓝，1 是橙。
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
它的**决策边界**，是一条直线。（σ 是弯的，边界却不弯，因为边界只看加权和是不是
0。）沿着这条直线走，加权和一直是 0；沿着 w = (w₁, w₂) 的方向走，加权和增长得最
快，因为 w 就是它的梯度（第 3 章）。所以直线与 w 垂直，w 指着回答 1 的那一边。在
(0, 0) 处，加权和是 b；沿着 w 每走一个单位，加权和就增加 w 的长度那么多。所以，
从 (0, 0) 到加权和为 0 的那条直线，距离是 |b| 除以 w 的长度。（w 是 0，就没有边
界；输入有三个，边界是一个平面。）

w 的*长度*决定边界有多分明。加权和从 -2 到 2，输出从 `0.12` 升到 `0.88`，这一段
是一条带子，宽度是 4 除以 w 的长度。

→ 一个神经元画一条直线

![图 10.1：箭头是 w 的方向，边界与它垂直。转动 w，直线跟着转；改变偏置，直线平
移；w（连同 b）越长，边界越分明。](ch10_line)

所以，权重的*方向*决定看的是哪种图案，偏置决定达到多少才算数，长度决定在直线附
近，回答变得有多急。训练就是挪动这条直线。斜率是 δ·x 和 δ（第 9 章），所以一个点
x 要是该答 1，就往 w 里添一点 x，也往 b 里添一点，让自己的加权和变大；要是该答
0，就从 w 和 b 里减一点。每个点都来拉一把，直线就跟着转动、平移，直到各方拉平。

## 四个点，哪条直线都分不开

“异或”(XOR) 看的是：两个输入，是不是恰好有一个开着？用 -1 表示关，1 表示开，四种
情形就是正方形的四个角，每一类占一条对角线。（输入要是 0，权重就没有斜率；要是
100，σ 就饱和了。）

一个神经元做得到吗？先看第 0 类的两个角，把那里的两个加权和相加，输入互相抵消，
剩下 2b；再看第 1 类的两个角，也剩下 2b。可是第 0 类的两个都该小于 0，第 1 类的
两个都该大于 0。不管权重怎么取，都做不到：这四个点不是**线性可分**的。

要是再添一个输入 x₁x₂，一条对角线上是 1，另一条上是 -1，就分得开了。可是换成数字
图像，谁知道该添什么？不如在中间放两个隐藏神经元，让它们自己去找。它们各画一条直
线，输出神经元也画一条，不过画在另一个平面上，用*它们的*激活值当坐标。到了那里，
四个点也许就好分了。直线该怎样画，让梯度下降去找；梯度下降要用斜率，该有一个程序
库了。

## 从一列到一批

到现在为止，一个样本是一列 a，一层是 σ(W·a + b)。现在把四个样本写成四*行*，叠成
一个矩阵 x，这就是一**批**，算的是 x·Wᵀ + b。第 i 个样本的结果在第 i 行，和单独
算的一样，因为相乘的还是那些数、那些权重。b 只有一行，x·Wᵀ 的每一行都要加上它，
所以 b 的梯度是各行的梯度之和。

→ 从一列到一批

![图 10.2：样本 2，上面写成一列，下面是一批里的第 2 行。W 的蓝色那一行成了 Wᵀ 的
一列；方框里的结果是同一个和。](ch10_batch)

算一个大乘积，比算许多小乘积快，因为一个权重取来一次，就能给好几行用；从这里起，
我们都这样算。

## 想法不变，数换成矩阵

第 4 章的计算带上，数每运算一次，就记一行；张量引擎里，矩阵每运算一次，就添一
个**节点**（张量在这里就是矩阵）。节点记得自己的操作数，操作数总是先有的，所以还
是从最后的往最前的走，次序就对了。

→ 想法不变，数换成矩阵

样本有 400 个，节点也不会多一个，只是矩阵变大。样本和目标值不求梯度，因为它们不
用改。

## 存一张表，还是存一条规则

为了往回走，一个节点要存些什么？在计算带上，偏导数全都*存*了下来，因为数运算一
次，偏导数只有一两个。矩阵对矩阵的偏导数却有一整张表，叫**雅可比矩阵**。取 y =
a·b，a 是 2 x 3，b 是 3 x 2：y 有 4 个数，a 有 6 个数，y 的每个数都可能与 a 的每
个数有关。
*/

static const real A[] = {1, -2, 3, 0, 4, -1};  // [2, 3]
static const real M[] = {2, 5, -1, 3, 4, 1};   // b [3, 2]
static const real DY[] = {1, -2, 0.5, 3};      // ∂C/∂y [2, 2]

// ∂y[r][c]/∂a[i][p]：y[r][c] 是 a[r][p]·b[p][c] 对 p 求和。
static real partial(int r, int c, int i, int p) {
    return r == i ? M[2 * p + c] : 0;
}

// 查表求 ∂C/∂a[i][p]：沿一条路径，变化率相乘；各条路径相加。
static real by_table(int i, int p) {
    real sum = 0;
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < 2; c++)
            sum += DY[2 * r + c] * partial(r, c, i, p);
    return sum;
}

/*
这张表有一半是 0，另一半就是 b，抄了两遍。其实这张表不必写出来：往回走只要拿表去
*乘*，有一条规则就够了，da = dy·bᵀ（da 是 ∂C/∂a 的简写）。a[i][p] 只影响 y 的第
i 行，对这一行的第 c 个数，变化率是 b[p][c]；所以把 dy 的第 i 行和 b 的第 p 行逐
个相乘，再加起来，就是它的导数。拿 a₁₁ 来说，是 1·2 - 2·5 = -8。
*/

static real by_rule(int i, int p) {
    real sum = 0;
    for (int c = 0; c < 2; c++)
        sum += DY[2 * i + c] * M[2 * p + c];
    return sum;
}

/*
→ 存一张表，还是存一条规则

**数的偏导数可以存下来；矩阵的偏导数太多，所以节点里存一个函数，要乘的时候由它来
乘。** 两个引擎的差别只有这一点。`lib/tensor.c` 里，`t_matmul` 存的是这个函数：

    // y = a·b，则 da += dy·bᵀ，db += aᵀ·dy
    static void matmul_backward(Tensor *y) {
        Tensor *a = y->operand[0], *b = y->operand[1];
        int m = y->rows, n = y->cols, k = a->cols;
        grad_matmul(MATMUL_B_T, a, y->grad, b->data, m, k, n);
        grad_matmul(MATMUL_A_T, b, a->data, y->grad, k, n, m);
    }

程序库里，每种运算都有这样一对函数，一个往前算，一个往回算；往前算之前，先核对形
状合不合。十幅数字图像、30 个神经元，对权重的那张表有 300·23520 = `7056000` 项；
用规则只要 `235200` 次乘加，要留着的也只有 a 和 b。

## 学会异或

现在照第 2 章的规则来做，成本是所有点的平均。每走一步，先记录节点，再往回走（梯
度都从 0 加起），然后清掉节点（`rewind`，权重的梯度留着），最后更新权重。
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
        t_backward(cost(n, p, a));
        graph_rewind(n->graph, mark);
        sgd_step(n->graph, (real)rate);  // 全部 w ← w - η·∂C/∂w
    }
}

/*
→ 一个神经元学异或

四个回答应该是 0、1、0、1，这个神经元却放弃了：处处都答 ½，成本是 ¼，因为到了这
里，四个点各拉各的，正好抵消。

→ 两个隐藏神经元学异或

![图 10.3：异或。一个神经元到处都拿不定主意。两个隐藏神经元各画一条直线，只有在
两条线之间，输出才是 1。](ch10_xor)

![图 10.4：左边是输入的平面，画着两个隐藏神经元的直线；右边是激活值的平面。左边
的平面连同网格，到右边折成了一条拐弯的线；第 1 类的两个角都落在拐弯处的同一点
上，用一条直线就切开了。](ch10_plane)

隐藏神经元要做的就是这件事：把点搬来搬去，搬到一条直线分得开两类为止。能折起来，
靠的是 σ；没有 σ，右边不过是把左边的平面拉斜了，右边的一条直线，到左边还是一条直
线。有两个神经元，答案就*有*了；*找*不找得到，是另一回事，要看起点（第 2 章）。

→ 多少个起点走得到答案

从大约三分之二的起点出发，走得到答案。上面最后列出的那个就走不到：有两个角，一类
一个，两个隐藏神经元在那里都不亮，输出神经元分不清谁是谁，只好都答 ½。而且 σ 在
那里很平，几乎没有斜率，直线也就挪不动了（第 8 章）。神经元多些，就容易些：直线
多了，总有几条位置合适。

## 一个隐藏层有多大本事？

每个隐藏神经元是一道篱笆：一侧是 1，另一侧是 0。要是输出神经元要求它们*全部*是
1，只有篱笆围出来的那块地上，输出才是 1。比如有三道，权重都取 1，偏置取 -2½，再
全部乘以 10，边界就分明了。要围住一个圆环，得几道？

→ 要几道篱笆？

![图 10.5：两个圆环，隐藏神经元有 2、3、4、8 个。两条直线只隔出一条带子；三条围
成三角形；再多就更圆。](ch10_fences)

两个神经元，直线平行，输出一个乘以 1，一个乘以 -1，加起来就是一个*凸起*：两条线
之间是 1，别处是 0。把凸起一个挨一个地排好，该多高就多高，再加起来（最后不套
σ），任何连续的曲线都拼得出来。
*/

typedef double Curve(double x);

static double bump(double x, double from, double to, double steep) {
    return m_sigmoid(steep * (x - from)) - m_sigmoid(steep * (x - to));
}

static double built(Curve *f, int bumps, double x) {
    double sum = 0, wide = 1.0 / bumps;
    for (int k = -1; k <= bumps; k++)  // 两端外面各多一个
        sum +=
            f((k + 0.5) * wide) * bump(x, k * wide, (k + 1) * wide, 40 / wide);
    return sum;
}

/*
→ 用凸起拼出任意曲线

![图 10.6：一条曲线，以及用 6、12、48 个凸起拼成的样子。没有经过训练，权重是直接
写出来的。](ch10_bumps)

凸起多一倍，误差就小一半：凸起的顶是平的，顶窄一半，曲线在这一段里的起伏也小一
半。在平面上，一个凸起是一道山脊，两头都没有尽头。让许多道山脊在一处交会，那里每
一道都加得上，别处只加得上几道，交会的地方就立起一座塔。所以，*一个*隐藏层只要足
够大，什么形状都做得出来，要多接近有多接近。不过，这只是说那样的权重是有的，没有
说梯度下降找得到，也没有说最少要几个神经元：这两样都得试了才知道（第 16 章）。

## 月牙、圆环和螺旋

四个数据集，各有 200 个点，带一些噪声；异或也是一个，点散在四个角附近。每一个都
先让一个神经元试一遍，再让一个网络从五个起点各试一遍。（η = 3、走 4000 步，都没
有公式可算，要靠试。换成你自己的点，就取成本还能下降的最大的 η，一直走到成本不再
下降。）

→ 月牙、圆环和螺旋

![图 10.7：成本怎样一路下降，横轴和纵轴都是对数坐标。先是长长的平地，然后骤降：
网络又发现了新东西。](ch10_cost)

在圆环和异或上，一个神经元只对了一半多一点，和抛硬币差不多；在月牙上，一条直线就
分对了大多数点。网络则全部分对，或者几乎全部。

→ 边界弯起来

![图 10.8：六个时刻的边界。起初没有边界，然后是一条直线；它慢慢弯起来，最后盘绕
在螺旋的两臂之间。](ch10_boundary)

靠里的点最后才分对，因为边界在那里弯得最急。第一层的神经元不管学到了什么，看见的
总是一条直线；第二层的神经元看不见平面，只看得见第一层的回答。让它们各画一张**热
图**：

→ 每个隐藏神经元看到什么

![图 10.9：分螺旋的网络里，每个神经元看到的图。第一层是直线，第二层弯了，输出是
螺旋。](ch10_hidden)

第二层里，没有哪个神经元找到了螺旋：螺旋是输出拼起来的。非要两层不可吗？在这里不
必：只用一层，26 个神经元，参数一样多，分得也差不多好（试试 `--layers 26`）。有
了第二层，神经元也许可以少用几个，因为第一层里不管哪个神经元找到了什么，第二层的
都用得上。最少要几个？从中间笔直地穿过螺旋，类别最多变七次，一道篱笆只能变一次，
所以单独一层要七个左右；再多几个，才容易找到（`--layers 6` 和 `--layers 8` 比一
比）。

## 检验

2-2-1 的网络在四个角上有九个导数，按第 9 章的办法手算。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

这些数据集又小又干净（标签要是有错，网络也背得下来，见第 14 章），网络也专挑了学
得会的，考的又只是训练时见过的点（没见过的点，见第 16 章）。到了离这些点很远的地
方，每道篱笆不是 0 就是 1，网络照样有回答，可是没有人教过它该答什么。

## 练习

`make ex10` 生成要你改的文件，并检查你的答案；`make hint10` 给提示。

- **10a** 自己选权重来做异或，用的神经元越少越好。
- **10b** 给引擎添一种新运算：写出往前算和往回算的两个函数。

下一章：每走一步，要看所有的样本，还是看几个就够？`make ch11`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 异或的四个点；还有读者文件里的点，如果给了文件。
static const Points corner = {4, (real[]){-1, -1, -1, 1, 1, 1, 1, -1},
                              (uint8_t[]){0, 1, 0, 1}};
static Points own;

enum { SEEDS = 5 };

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
    int start, step, right;
    double cost, part[2];  // 每 100 个对几个：离 (0, 0) 不超过 1 的，和更远的
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
    int right[2] = {0}, all[2] = {0};
    graph_rewind(w->net.graph, w->begin);
    descend(&w->net, p, step - w->step);
    w->step = step;
    w->cost = t_item(cost(&w->net, p, w->a));
    for (int i = 0; i < p->n; i++) {
        const real *x = p->x + 2 * i;
        bool beyond = x[0] * x[0] + x[1] * x[1] > 1;
        right[beyond] += (w->a[w->net.layers]->data[i] > 0.5) == p->label[i];
        all[beyond]++;
    }
    w->right = right[0] + right[1];
    for (int k = 0; k < 2; k++)
        w->part[k] = 100.0 * right[k] / all[k];  // 没有点：NaN
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
    for (int k = 0; k < 4; k++)
        figure_numbers(f, text_format("neuron_%d", k), 3, neuron[k]);
    Mlp net = walk_from(1, 1, (Sizes){0}, NULL).net;
    for (int k = 0; k < 4; k++) {
        double w1 = neuron[k][0], w2 = neuron[k][1], b = neuron[k][2];
        double length = sqrt(w1 * w1 + w2 * w2);
        table_row(&t, w1, w2, b, fabs(b) / length, 4 / length, what[k]);
        mlp_unflatten(&net, neuron[k]);
        plane_map(f, &net, 1, 2);
    }
    table_end(&t);
    figure_close(c, f);
}

static const real W[] = {1, 2, 3, -1, 0, 2};        // [3, 2]：三个神经元
static const real B[] = {1, 0, -2};                 // [1, 3]
static const real X[] = {2, 1, 1, 3, -1, 2, 0, 1};  // [4, 2]：四个样本

static double by_loop(int i, int k) {
    return W[2 * k] * X[2 * i] + W[2 * k + 1] * X[2 * i + 1] + B[k];
}

static void column_and_rows(Chapter *c) {
    chapter_section(c, "从一列到一批");
    printf("W 是 3x2，有三个神经元、两个输入；x 有四个样本。\n");
    chapter_predict(
        c, "样本 (1, 3) 单独算，z = (8, 0, 4)。一批一起算，这几个数在哪里？");
    Graph *g = graph_new(1);
    Tensor *w = t_const(g, 3, 2, W), *b = t_const(g, 1, 3, B);
    const real *z = t_linear(t_const(g, 4, 2, X), w, b)->data;  // [4, 3]
    Table t = table_begin("x₁|x₂|Wa + b: z₁|z₂|z₃|x·Wᵀ + b: z₁|z₂|z₃",
                          "%3g|%3g|%4g|%4g|%4g|%4g|%4g|%4g");
    Figure *f = figure_open(c, "ch10_batch", "x1 x2 z1 z2 z3");
    for (int i = 0; i < 4; i++, z += 3) {
        table_row(&t, X[2 * i], X[2 * i + 1], by_loop(i, 0), by_loop(i, 1),
                  by_loop(i, 2), z[0], z[1], z[2]);
        figure_row(f, X[2 * i], X[2 * i + 1], z[0], z[1], z[2]);
    }
    table_end(&t);
    figure_block(f, "neurons", NULL);  // 两个权重和一个偏置
    for (int k = 0; k < 3; k++)
        figure_row(f, W[2 * k], W[2 * k + 1], B[k], 0, 0);
    figure_close(c, f);
    graph_free(g);
}

static void the_record(Chapter *c) {
    chapter_section(c, "想法不变，数换成矩阵");
    printf("2-3-1 的网络算四个样本，全部记录如下，最早的在前。\n");
    chapter_predict(c, "样本加到 400 个，节点会比 4 个样本时多几个？");
    Graph *g = graph_new(1);
    Tensor *x = t_const(g, 4, 2, X), *y = t_const(g, 4, 1, NULL);
    Tensor *w1 = t_param(g, "W1", 3, 2), *b1 = t_param(g, "b1", 1, 3);
    Tensor *w2 = t_param(g, "W2", 1, 3), *b2 = t_param(g, "b2", 1, 1);
    memcpy(w1->data, W, sizeof W);
    memcpy(w2->data, B, sizeof B);
    Tensor *a = t_sigmoid(t_linear(x, w1, b1));
    t_backward(t_squared_error(t_sigmoid(t_linear(a, w2, b2)), y));
    graph_print(g, stdout);
    printf("\n");
    graph_free(g);
}

static void row_of_six(const Table *t, const char *name, const real *x) {
    table_row(t, name, x[0], x[1], x[2], x[3], x[4], x[5]);
}

static void stored_or_applied(Chapter *c) {
    static const char *const y[] = {"y₁₁", "y₁₂", "y₂₁", "y₂₂"};
    chapter_section(c, "存一张表，还是存一条规则");
    chapter_predict(c, "24 个偏导数里，有几个不是 0？");
    Table t = table_begin("谁对谁|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                          "%-20s|%5g|%5g|%5g|%5g|%5g|%5g");
    real table[6], rule[6];
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < 6; i++)
            table[i] = partial(k / 2, k % 2, i / 3, i % 3);
        row_of_six(&t, y[k], table);
    }
    printf("\n");
    for (int i = 0; i < 6; i++) {
        table[i] = by_table(i / 3, i % 3);
        rule[i] = by_rule(i / 3, i % 3);
    }
    Graph *g = graph_new(1);
    Tensor *a = t_input(g, 2, 3, A), *b = t_const(g, 3, 2, M);
    t_backward(t_sum(t_mul(t_matmul(a, b), t_const(g, 2, 2, DY))));
    row_of_six(&t, "C，查表", table);
    row_of_six(&t, "C，用规则", rule);
    row_of_six(&t, "C，用程序库", a->grad);
    table_end(&t);
    graph_free(g);
    printf("三十个神经元看十幅数字图像：a 是 10x784，b 是 784x30。\n");
    chapter_predict(c, "∂y/∂b 这张表有多大？");
    printf("%d x %d = %d 个偏导数；用规则，%d 次乘加。\n\n", 10 * 30, 784 * 30,
           10 * 30 * 784 * 30, 10 * 784 * 30);
}

static void one_neuron_fails(Chapter *c, Figure *maps) {
    static const int until[] = {0, 10, 100, 1000, 10000};
    chapter_section(c, "一个神经元学异或");
    printf("η = %g，每一步都用全部四个点。\n", rate);
    chapter_predict(c, "走一万步以后，它怎样回答？");
    Walk w = walk_from(c->seed, 1, (Sizes){0}, &corner);
    Table t = table_begin("步数 | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int k = 0; k < 5; k++) {
        walk_to(&w, brief(c, until[k]));
        const real *out = w.a[1]->data;
        table_row(&t, w.step, w.cost, out[0], out[1], out[2], out[3]);
    }
    table_end(&t);
    plane_map(maps, &w.net, 1, 2);
}

// 在这么多步以内，有没有哪次查看时四个全对？
static bool finds(Walk *w, int most, int between) {
    while (w->step < most && w->right < 4)
        walk_to(w, w->step + between);
    return w->right == 4;
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
    printf("%d 个起点一组，%d 个种子各一组，每次最多走 %d 步；"
           "网络有 2-2-1 和 2-4-1。\n",
           starts, SEEDS, most);
    chapter_predict(c, "2-2-1 的网络，走得到的起点占多少？");
    Table t = table_begin("网络|每 100 个走到：种子 1|2|3|4|5|合计",
                          "%-7s|%22.1f|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f");
    for (int hidden = 2; hidden <= 4; hidden += 2) {
        real share[SEEDS + 1] = {0};  // 还有平均
        for (int s = 0; s < SEEDS; s++) {
            for (int k = 1; k <= starts; k++) {
                Walk w = walk_from(c->seed + (uint64_t)s, k,
                                   (Sizes){1, {hidden}}, &corner);
                share[s] += 100.0 * finds(&w, most, 100) / starts;
            }
            share[SEEDS] += share[s] / SEEDS;
        }
        row_of_six(&t, text_format("2-%d-1", hidden), share);
    }
    table_end(&t);
    Walk w = first_start(c, false);
    if (w.right == 4)
        return;  // 个个都找到了
    printf("从第 %d 个起点走了 %d 步，没有走到答案，成本是 %.4f：\n\n", w.start,
           w.step, w.cost);
    at_the_corners(&w, NULL);
}

enum { LOOKS = 39, HALFWAY = 33, END = LOOKS - 1 };
static Walk seen[SEEDS][LOOKS];  // 最近五次，当时的样子

// 从每个起点走这么多步，沿途查看，间隔越来越大；第一个起点的输出写进 maps，可以
// 是 NULL。走完以后各对几个？
static Spread five_walks(const Chapter *c, Sizes hidden, const Points *p,
                         int times, Figure *maps) {
    double right[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
        Walk w = walk_from(c->seed, s + 1, hidden, p);
        for (int k = 0, next = 0; k < LOOKS; k++, next += 1 + next / 5) {
            walk_to(&w, brief(c, k < END ? next * times / 4000 : times));
            if (s == 0) {
                const char *title =
                    text_format("第 %d 步：对 %d 个", w.step, w.right);
                w.shades = plane_shades(&w.net, w.net.layers, 0, title);
                plane_map(maps, &w.net, w.net.layers, 2.4);
            }
            seen[s][k] = w;
        }
        right[s] = w.right;
    }
    return spread_of(right, SEEDS);
}

static void fences(Chapter *c) {
    static const int hidden[] = {1, 2, 3, 4, 8};
    const int times = 2000;
    chapter_section(c, "要几道篱笆？");
    printf("两个圆环，200 个点，走 %d 步；从 %d 个起点出发，各分对几个。\n",
           brief(c, times), SEEDS);
    chapter_predict(c, "要围住里面的圆环，得有几条直线？");
    Rng r = rng_new(c->seed);
    Points p = points_rings(200, 0.15, &r);
    Table t = table_begin("隐藏神经元 | 最少 | 中位数 | 最多",
                          "%14d | %6.0f | %6.0f | %7.0f");
    Figure *f = plane_open(c, "ch10_fences");
    for (int h = 0; h < 5; h++) {
        Spread right = five_walks(c, (Sizes){1, {hidden[h]}}, &p, times, NULL);
        table_row(&t, hidden[h], SPREAD(right));
        int s = 0;
        while (seen[s][END].right < right.high)
            s++;
        if (h > 0)
            plane_map(f, &seen[s][END].net, 2, 2.7);
    }
    table_end(&t);
    figure_close(c, f);
    points_free(&p);
}

static double wave(double x) {
    return 0.5 + 0.25 * m_sin(7 * x) + 0.15 * m_sin(17 * x);
}

static void any_curve(Chapter *c) {
    chapter_section(c, "用凸起拼出任意曲线");
    chapter_predict(c, "凸起多一倍，最大误差会变成多少？");
    Figure *f = figure_open(c, "ch10_bumps", "x curve bumps6 bumps12 bumps48");
    for (int i = 0; i <= 480; i++) {
        double x = i / 480.0;
        figure_row(f, x, wave(x), built(wave, 6, x), built(wave, 12, x),
                   built(wave, 48, x));
    }
    figure_close(c, f);
    Table t =
        table_begin("凸起 | 隐藏神经元 | 最大误差", "%5d | %14d | %13.4f");
    for (int bumps = 6; bumps <= 192; bumps *= 2) {
        double worst = 0;
        for (int i = 0; i <= 5000; i++) {
            double x = i / 5000.0;
            worst = fmax(worst, fabs(built(wave, bumps, x) - wave(x)));
        }
        table_row(&t, bumps, 2 * (bumps + 2), worst);
    }
    table_end(&t);
}

static const struct {
    const char *name;
    Points (*make)(int n, double noise, Rng *r);
    double noise;
    const Sizes *hidden;
} problem[] = {{"异或", points_xor, 0.3, &(Sizes){1, {4}}},
               {"月牙", points_moons, 0.12, &(Sizes){1, {8}}},
               {"圆环", points_rings, 0.15, &(Sizes){1, {8}}},
               {"螺旋", points_spirals, 0.03, &layers}};

// （最后一个数据集上走过的，留在 `seen` 里；点不留，读者自己的点也一样。）
static void four_sets(Chapter *c) {
    chapter_section(c, "月牙、圆环和螺旋");
    printf("η = %g，一个神经元走 %d 步，网络走 %d 步，从 %d 个起点出发。\n",
           rate, brief(c, 500), brief(c, steps), SEEDS);
    chapter_predict(c, "哪个数据集，一个神经元分得最好？");
    Figure *points = figure_open(c, "ch10_points", "x y label");
    Figure *costs = figure_open(c, "ch10_cost", "step cost right");
    figure_number(costs, "own", own.n > 0);
    Figure *maps = plane_open(c, "ch10_boundary");
    Table t = table_begin(
        "数据集 | 点数 | 一个神经元对 | 网络 | 参数 | 网络对：最少 | 最多",
        "%-6s | %6d | %10d | %-7s | %10d | %13.0f | %7.0f");
    Rng r = rng_new(c->seed);
    for (int k = 0; k < 4; k++) {
        const bool spiral = k == 3, theirs = spiral && own.n;
        Points p = theirs ? own : problem[k].make(200, problem[k].noise, &r);
        Walk one = walk_from(c->seed, 1, (Sizes){0}, &p);
        walk_to(&one, brief(c, 500));
        Spread right =
            five_walks(c, *problem[k].hidden, &p, steps, spiral ? maps : NULL);
        const Mlp *net = &seen[0][END].net;
        const char *shape = "2";
        for (int i = 1; i <= net->layers; i++)
            shape = text_format("%s-%d", shape, net->sizes[i]);
        table_row(&t, theirs ? "你的" : problem[k].name, p.n, one.right, shape,
                  graph_params(net->graph), right.low, right.high);
        figure_block(costs, NULL, NULL);
        for (const Walk *at = seen[0]; at < seen[1]; at++)
            figure_row(costs, at->step, at->cost, at->right);
        figure_block(points, NULL, NULL);
        for (int i = 0; i < p.n; i++)
            figure_row(points, p.x[2 * i], p.x[2 * i + 1], p.label[i]);
        points_free(&p);
    }
    table_end(&t);
    figure_close(c, points);
    figure_close(c, costs);
    figure_close(c, maps);
}

static void the_boundary_bends(Chapter *c) {
    const Walk *w = seen[0];
    chapter_section(c, "边界弯起来");
    chapter_predict(c, "哪些点最后才分对，靠外的还是靠里的？");
    printf("各处的输出：空白是 0，涂满是 1。\n\n");
    plane_print(w[0].shades, w[20].shades, w[30].shades);
    plane_print(w[HALFWAY].shades, w[36].shades, w[END].shades);
    double inner[SEEDS], outer[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
        inner[s] = seen[s][HALFWAY].part[0];
        outer[s] = seen[s][HALFWAY].part[1];
    }
    if (isnan(inner[0]) || isnan(outer[0]))
        return;  // 读者自己的点
    printf("走到第 %d 步，每 100 个点分对几个（%d 个起点，从最少到最多）：\n"
           "半径 1、圆心 (0, 0) 的圆里 %s 个，圆外 %s 个。\n\n",
           w[HALFWAY].step, SEEDS, range_of(inner, SEEDS, "%.0f"),
           range_of(outer, SEEDS, "%.0f"));
}

static void what_each_sees(Chapter *c) {
    const Mlp *net = &seen[0][END].net;  // 分螺旋的
    const int last = net->layers - 1;    // 在隐藏层里
    const int unit = net->sizes[last] > 4 ? 4 : net->sizes[last] - 1;
    chapter_section(c, "每个隐藏神经元看到什么");
    chapter_predict(c, "第一层的神经元能看见什么？第二层的呢？");
    plane_print(
        plane_shades(net, 1, 0, "隐藏层 1，神经元 1"),
        plane_shades(net, last, unit,
                     text_format("隐藏层 %d，神经元 %d", last, unit + 1)),
        plane_shades(net, net->layers, 0, "输出"));
    Figure *f = plane_open(c, "ch10_hidden");
    int first = plane_map(f, net, 1, 1.9);
    int second = last > 1 ? plane_map(f, net, last, 1.9) : 0;
    figure_number(f, "first", first);
    figure_number(f, "last", second);
    plane_map(f, net, net->layers, 1.9);
    figure_close(c, f);
}

// 用第 9 章的公式，在 2-2-1 的网络上逐个样本地算；斜率按 W¹、b¹、W²、b² 的次序
// 存放 [9]，开始时都是 0。
static void by_hand(const Walk *w, real *slope) {
    const real *x = corner.x, *h = w->a[1]->data, *out = w->a[2]->data;
    for (int i = 0; i < 4; i++, x += 2, h += 2) {
        real d2 = 2 * (out[i] - corner.label[i]) / 4 * out[i] * (1 - out[i]);
        slope[8] += d2;
        for (int k = 0; k < 2; k++) {
            real d1 = d2 * w->net.weight[1]->data[k] * h[k] * (1 - h[k]);
            slope[6 + k] += d2 * h[k];
            slope[4 + k] += d1;
            slope[2 * k] += d1 * x[0];
            slope[2 * k + 1] += d1 * x[1];
        }
    }
}

static real cost_of(void *walk) {
    Walk *w = walk;
    walk_to(w, w->step);
    return (real)w->cost;
}

static void check(Chapter *c) {
    real hand[9] = {0}, *h = hand;
    report_begin(c);
    Walk w = walk_from(c->seed, 1, (Sizes){1, {2}}, &corner);
    t_backward(cost(&w.net, &corner, w.a));
    by_hand(&w, hand);
    for (Tensor *t = w.net.graph->first_param; t; t = t->next)
        for (int i = 0; i < t->rows * t->cols; i++) {
            const char *name =
                text_format("∂C/∂ %s %d,%d", t->name, i / t->cols, i % t->cols);
            report_knob(c, name, *h++, t->grad[i], cost_of, &w, &t->data[i]);
        }
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    Error e;
    if (!chapter_begin(&c, argc, argv, "ch10_small_data", "一条直线不够",
                       options))
        return c.status;
    if (own_points && !points_load(&own, own_points, &e)) {
        chapter_trouble(&c, &e);
        return chapter_end(&c);
    }
    if (own_points) {
        points_fit(&own, 1.6);
        printf("螺旋换成了你的 %d 个点，正文说的还是螺旋。\n\n", own.n);
    }
    a_line(&c);
    column_and_rows(&c);
    the_record(&c);
    stored_or_applied(&c);
    Figure *maps = plane_open(&c, "ch10_xor");
    one_neuron_fails(&c, maps);
    two_neurons_do(&c, maps);
    figure_close(&c, maps);
    how_many_starts(&c);
    fences(&c);
    any_curve(&c);
    four_sets(&c);
    the_boundary_bends(&c);
    what_each_sees(&c);
    check(&c);
    for (int k = 0; k < SEEDS; k++)
        graph_free(graph[k]);
    return chapter_end(&c);
}
