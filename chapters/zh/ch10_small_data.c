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

// 有 --quick 时，只走二十分之一的步数。
static int brief(const Chapter *c, int times) {
    return c->quick ? times / 20 : times;
}

// 一个种子的第 k 个起点：每个权重和偏置都取正态随机数。网络有自己的计算图，用
// graph_free(n.graph) 释放。
static Mlp network(uint64_t seed, int k, Sizes hidden) {
    Rng r = rng_new(seed * 1000 + (uint64_t)k);
    int sizes[SIZES_MOST + 2] = {2};
    memcpy(sizes + 1, hidden.size, sizeof hidden.size);
    sizes[hidden.n + 1] = 1;
    return mlp_new(graph_new(1), sizes, hidden.n + 2, SIGMOID, INIT_NORMAL, &r);
}

// 一个网络在这些点上的成绩：成本，分对了几个；离 (0, 0) 不超过 1 的点和更远的
// 点，每 100 个各分对几个。
typedef struct Score {
    double cost, inner, outer;
    int right;
} Score;

static double of_100(int right, int all) {
    return all ? 100.0 * right / all : 100;
}

static Score score(const Mlp *n, const Points *p) {
    Tensor *a[MLP_MAX_LAYERS + 1];
    GraphMark mark = graph_mark(n->graph);
    double now = t_item(cost(n, p, a));
    int right[2] = {0}, all[2] = {0};
    for (int i = 0; i < p->n; i++) {
        const real *x = p->x + 2 * i;
        bool beyond = x[0] * x[0] + x[1] * x[1] > 1;
        right[beyond] += (a[n->layers]->data[i] > 0.5) == p->label[i];
        all[beyond]++;
    }
    graph_rewind(n->graph, mark);
    return (Score){now, of_100(right[0], all[0]), of_100(right[1], all[1]),
                   right[0] + right[1]};
}

typedef struct Neuron {
    double w1, w2, b;
} Neuron;

static double answer_at(const void *neuron, double x1, double x2) {
    const Neuron *n = neuron;
    return m_sigmoid(n->w1 * x1 + n->w2 * x2 + n->b);
}

static void a_line(Chapter *c) {
    static const Neuron neuron[] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -4}, {16, 0, 0}};
    const char *what[] = {"起初", "转动 w", "改变偏置", "w 变长"};
    chapter_section(c, "一个神经元画一条直线");
    printf("四个神经元，后三个各有一处与第一个不同。\n");
    chapter_predict(c, "w 变成四倍长，带子有多宽？");
    Table t =
        table_begin("w₁|w₂|b|到 (0, 0) 的距离|0.12 到 0.88 的带宽|不同之处",
                    "%5.2f|%4.2f|%4.1f|%16.2f|%23.2f|%s");
    Figure *f = plane_open(c, "ch10_line");
    for (int k = 0; k < 4; k++) {
        Neuron n = neuron[k];
        double length = sqrt(n.w1 * n.w1 + n.w2 * n.w2);
        figure_numbers(f, text_format("neuron_%d", k), 3,
                       (double[]){n.w1, n.w2, n.b});
        table_row(&t, n.w1, n.w2, n.b, fabs(n.b) / length, 4 / length, what[k]);
    }
    table_end(&t);
    for (int k = 0; k < 4; k++)
        plane_heights(f, answer_at, &neuron[k], 2);
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

static void stored_or_applied(Chapter *c) {
    static const char *const name[] = {
        "y₁₁", "y₁₂", "y₂₁", "y₂₂", "C，查表", "C，用规则", "C，用程序库"};
    chapter_section(c, "存一张表，还是存一条规则");
    chapter_predict(c, "24 个偏导数里，有几个不是 0？");
    Graph *g = graph_new(1);
    Tensor *a = t_input(g, 2, 3, A), *b = t_const(g, 3, 2, M);
    t_backward(t_sum(t_mul(t_matmul(a, b), t_const(g, 2, 2, DY))));
    real by[7][6];
    for (int k = 0; k < 6; k++) {
        for (int y = 0; y < 4; y++)
            by[y][k] = partial(y / 2, y % 2, k / 3, k % 3);
        by[4][k] = by_table(k / 3, k % 3);
        by[5][k] = by_rule(k / 3, k % 3);
        by[6][k] = a->grad[k];
    }
    graph_free(g);
    Table t = table_begin("谁对谁|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                          "%-20s|%5g|%5g|%5g|%5g|%5g|%5g");
    for (int y = 0; y < 7; y++) {
        if (y == 4)
            printf("\n");
        table_row(&t, name[y], by[y][0], by[y][1], by[y][2], by[y][3], by[y][4],
                  by[y][5]);
    }
    table_end(&t);
    printf("三十个神经元看十幅数字图像：a 是 10x784，b 是 784x30。\n");
    chapter_predict(c, "∂y/∂b 这张表有多大？");
    printf("%d x %d = %d 个偏导数；用规则，%d 次乘加。\n\n", 10 * 30, 784 * 30,
           10 * 30 * 784 * 30, 10 * 784 * 30);
}

static void one_neuron_fails(Chapter *c, const Points *corner, Figure *maps) {
    static const int until[] = {0, 10, 100, 1000, 10000};
    chapter_section(c, "一个神经元学异或");
    printf("η = %g，每一步都用全部四个点。\n", rate);
    chapter_predict(c, "走一万步以后，它怎样回答？");
    Mlp one = network(c->seed, 1, (Sizes){0});
    Table t = table_begin("步数 | C | a(-1,-1) | a(-1,1) | a(1,1) | a(1,-1)",
                          "%5d | %7.5f | %8.4f | %7.4f | %6.4f | %7.4f");
    for (int k = 0, done = 0; k < 5; k++) {
        descend(&one, corner, brief(c, until[k]) - done);
        done = brief(c, until[k]);
        Tensor *a[MLP_MAX_LAYERS + 1];
        double now = t_item(cost(&one, corner, a));
        const real *out = a[1]->data;
        table_row(&t, done, now, out[0], out[1], out[2], out[3]);
    }
    table_end(&t);
    plane_map(maps, &one, 1, 0, 2);
    graph_free(one.graph);
}

// 第一个走得到（或者走不到）的起点，走完以后；*k：是第几个。
static Mlp first_start(const Chapter *c, const Points *corner, int times,
                       bool finds, int *k) {
    Mlp net = {0};
    *k = 0;
    do {
        graph_free(net.graph);
        net = network(c->seed, ++*k, (Sizes){1, {2}});
        descend(&net, corner, times);
    } while ((score(&net, corner).right == 4) != finds && *k < 20);
    return net;
}

static void two_neurons_do(Chapter *c, const Points *corner, Figure *maps) {
    const int times = brief(c, 2000);
    chapter_section(c, "两个隐藏神经元学异或");
    int k;
    Mlp net = first_start(c, corner, times, true, &k);
    printf("2-2-1 的网络，走了 %d 步，用的是第 %d 个起点。\n", times, k);
    chapter_predict(c, "四个角要落在哪里，输出神经元才分得开？");
    Tensor *a[MLP_MAX_LAYERS + 1];
    cost(&net, corner, a);
    Table t = table_begin("x₁ | x₂ | 隐藏 1 | 隐藏 2 | 输出 | 目标",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    Figure *f = figure_open(c, "ch10_plane", NULL);
    const real *w = net.weight[0]->data, *b = net.bias[0]->data;
    const real *v = net.weight[1]->data;
    figure_numbers(f, "out", 3, (double[]){v[0], v[1], net.bias[1]->data[0]});
    figure_numbers(f, "first", 3, (double[]){w[0], w[1], b[0]});
    figure_numbers(f, "second", 3, (double[]){w[2], w[3], b[1]});
    figure_block(f, "corners", "x1 x2 h1 h2 label");
    for (int i = 0; i < 4; i++) {
        const real *x = a[0]->data + 2 * i, *h = a[1]->data + 2 * i;
        table_row(&t, x[0], x[1], h[0], h[1], a[2]->data[i], corner->label[i]);
        figure_row(f, x[0], x[1], h[0], h[1], corner->label[i]);
    }
    table_end(&t);
    figure_close(c, f);
    for (int i = 0; i < 3; i++)  // 两个隐藏神经元，和输出
        plane_map(maps, &net, 1 + i / 2, i % 2, 2);
    graph_free(net.graph);
}

enum { SEEDS = 5 };

// 一个种子的起点，每 100 个里有几个在 `most` 步以内把四个角全部分对。
static double share_of(uint64_t seed, int starts, int hidden, int most,
                       const Points *corner) {
    int found = 0;
    for (int k = 1; k <= starts; k++) {
        Mlp net = network(seed, k, (Sizes){1, {hidden}});
        int right = 0;
        for (int done = 0; done < most && right < 4; done += 100) {
            descend(&net, corner, 100);
            right = score(&net, corner).right;
        }
        found += right == 4;
        graph_free(net.graph);
    }
    return 100.0 * found / starts;
}

// 走不到的起点里的第一个，走完以后怎样回答。
static void one_that_fails(const Chapter *c, const Points *corner) {
    const int times = brief(c, 2000);
    int k;
    Mlp net = first_start(c, corner, times, false, &k);
    Tensor *a[MLP_MAX_LAYERS + 1];
    double now = t_item(cost(&net, corner, a));
    printf("从第 %d 个起点走了 %d 步，没有走到答案，成本是 %.4f：\n\n", k,
           times, now);
    Table t = table_begin("x₁ | x₂ | 隐藏 1 | 隐藏 2 | 输出 | 目标",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    for (int i = 0; i < 4; i++) {
        const real *x = a[0]->data + 2 * i, *h = a[1]->data + 2 * i;
        table_row(&t, x[0], x[1], h[0], h[1], a[2]->data[i], corner->label[i]);
    }
    table_end(&t);
    graph_free(net.graph);
}

static void how_many_starts(Chapter *c, const Points *corner) {
    const int starts = c->quick ? 5 : 200, most = brief(c, 2000);
    chapter_section(c, "多少个起点走得到答案");
    printf("%d 个起点一组，%d 个种子各一组，每次最多走 %d 步；"
           "网络有 2-2-1 和 2-4-1。\n",
           starts, SEEDS, most);
    chapter_predict(c, "2-2-1 的网络，走得到的起点占多少？");
    Table t = table_begin("网络|每 100 个走到：种子 1|2|3|4|5|合计",
                          "%-7s|%22.1f|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f");
    for (int hidden = 2; hidden <= 4; hidden += 2) {
        double of[SEEDS], all = 0;
        for (int s = 0; s < SEEDS; s++) {
            of[s] =
                share_of(c->seed + (uint64_t)s, starts, hidden, most, corner);
            all += of[s] / SEEDS;
        }
        table_row(&t, hidden == 2 ? "2-2-1" : "2-4-1", of[0], of[1], of[2],
                  of[3], of[4], all);
    }
    table_end(&t);
    one_that_fails(c, corner);
}

static void fences(Chapter *c) {
    static const int hidden[] = {1, 2, 3, 4, 8};
    const int times = brief(c, 2000);
    chapter_section(c, "要几道篱笆？");
    printf("两个圆环，200 个点，走 %d 步；从 %d 个起点出发，各分对几个。\n",
           times, SEEDS);
    chapter_predict(c, "要围住里面的圆环，得有几条直线？");
    Rng r = rng_new(c->seed);
    Points p = points_rings(200, 0.15, &r);
    Table t = table_begin("隐藏神经元 | 最少 | 中位数 | 最多",
                          "%14d | %6.0f | %6.0f | %7.0f");
    Figure *f = plane_open(c, "ch10_fences");
    for (int h = 0; h < 5; h++) {
        double of[SEEDS], most = -1;
        Mlp best = {0};
        for (int s = 0; s < SEEDS; s++) {
            Mlp net = network(c->seed, s + 1, (Sizes){1, {hidden[h]}});
            descend(&net, &p, times);
            of[s] = score(&net, &p).right;
            bool better = of[s] > most;
            graph_free(better ? best.graph : net.graph);
            best = better ? net : best;
            most = fmax(most, of[s]);
        }
        Spread spread = spread_of(of, SEEDS);
        table_row(&t, hidden[h], SPREAD(spread));
        if (h > 0)
            plane_map(f, &best, 2, 0, 2.7);
        graph_free(best.graph);
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

enum { SPIRAL = 3, PROBLEMS, LOOKS = 39, HALFWAY = 33 };

static const struct {
    const char *name;
    Points (*make)(int n, double noise, Rng *r);
    double noise;
    Sizes hidden;
} problem[PROBLEMS] = {
    {"异或", points_xor, 0.3, {1, {4}}},
    {"月牙", points_moons, 0.12, {1, {8}}},
    {"圆环", points_rings, 0.15, {1, {8}}},
    {"螺旋", points_spirals, 0.03, {0}},  // `layers`
};

// 网络走到某一步时的样子。
typedef struct Look {
    int step;
    Score score;
    uint8_t image[PLANE_SHADES * PLANE_SHADES];  // 输出
} Look;
typedef struct Walk {
    Mlp net;  // 走完以后
    Look look[LOOKS];
} Walk;

// 第 k 次查看在哪一步：间隔每次加大五分之一。
static int step_of(const Chapter *c, int k) {
    int next = 0;
    for (int i = 0; i < k; i++)
        next += 1 + next / 5;
    next = k < LOOKS - 1 ? next : 4000;
    return brief(c, (int)(next * (steps / 4000.0)));
}

// maps 可以是 NULL。
static void walk(Chapter *c, Walk *w, int start, Sizes hidden, const Points *p,
                 Figure *maps) {
    w->net = network(c->seed, start, hidden);
    for (int k = 0, done = 0; k < LOOKS; k++) {
        Look *at = &w->look[k];
        at->step = step_of(c, k);
        descend(&w->net, p, at->step - done);
        done = at->step;
        at->score = score(&w->net, p);
        plane_shade(&w->net, w->net.layers, 0, at->image);
        if (maps)
            plane_map(maps, &w->net, w->net.layers, 0, 2.4);
    }
}

static const char *shape(const Mlp *n) {
    static char name[80];
    for (int k = 0, used = 0; k <= n->layers; k++)
        used += snprintf(name + used, sizeof name - (size_t)used,
                         k ? "-%d" : "%d", n->sizes[k]);
    return name;
}

// 在每个数据集上，从每个起点走到底；留下最后一个数据集的。
static void four_sets(Chapter *c, const Points *own, Walk *w) {
    chapter_section(c, "月牙、圆环和螺旋");
    printf("η = %g，一个神经元走 %d 步，网络走 %d 步，从 %d 个起点出发。\n",
           rate, brief(c, 500), step_of(c, LOOKS - 1), SEEDS);
    chapter_predict(c, "哪个数据集，一个神经元分得最好？");
    Figure *points = figure_open(c, "ch10_points", "x y label");
    Figure *costs = figure_open(c, "ch10_cost", "step cost right");
    figure_number(costs, "own", own->n > 0);
    Figure *spiral = plane_open(c, "ch10_boundary");
    Table t = table_begin(
        "数据集 | 点数 | 一个神经元对 | 网络 | 参数 | 网络对：最少 | 最多",
        "%-6s | %6d | %10d | %-7s | %10d | %13.0f | %7.0f");
    Rng r = rng_new(c->seed);
    for (int k = 0; k < PROBLEMS; k++) {
        Points made = problem[k].make(200, problem[k].noise, &r);
        const bool theirs = k == SPIRAL && own->n;
        const Points *p = theirs ? own : &made;
        Mlp one = network(c->seed, 1, (Sizes){0});
        descend(&one, p, brief(c, 500));
        double right[SEEDS];
        for (int s = 0; s < SEEDS; s++) {
            graph_free(w[s].net.graph);
            walk(c, &w[s], s + 1, k == SPIRAL ? layers : problem[k].hidden, p,
                 k == SPIRAL && s == 0 ? spiral : NULL);
            right[s] = w[s].look[LOOKS - 1].score.right;
        }
        Spread spread = spread_of(right, SEEDS);
        table_row(&t, theirs ? "你的" : problem[k].name, p->n,
                  score(&one, p).right, shape(&w->net),
                  graph_params(w->net.graph), spread.low, spread.high);
        graph_free(one.graph);
        figure_block(costs, NULL, NULL);
        for (const Look *l = w->look; l < w->look + LOOKS; l++)
            figure_row(costs, l->step, l->score.cost, l->score.right);
        figure_block(points, NULL, NULL);
        for (int i = 0; i < p->n; i++)
            figure_row(points, p->x[2 * i], p->x[2 * i + 1], p->label[i]);
        points_free(&made);
    }
    table_end(&t);
    figure_close(c, points);
    figure_close(c, costs);
    figure_close(c, spiral);
}

static void the_boundary_bends(Chapter *c, const Walk *w) {
    static const int moment[] = {0, 20, 30, HALFWAY, 36, LOOKS - 1};
    chapter_section(c, "边界弯起来");
    chapter_predict(c, "哪些点最后才分对，靠外的还是靠里的？");
    printf("各处的输出：空白是 0，涂满是 1。\n\n");
    const char *title[6];
    const uint8_t *image[6];
    for (int k = 0; k < 6; k++) {
        const Look *at = &w->look[moment[k]];
        title[k] = text_format("第 %d 步：对 %d 个", at->step, at->score.right);
        image[k] = at->image;
    }
    plane_print(3, title, image);
    plane_print(3, title + 3, image + 3);
    double inner[SEEDS], outer[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
        inner[s] = w[s].look[HALFWAY].score.inner;
        outer[s] = w[s].look[HALFWAY].score.outer;
    }
    Spread in = spread_of(inner, SEEDS), out = spread_of(outer, SEEDS);
    printf("走到第 %d 步，每 100 个点分对几个（%d 个起点，从最少到最多）：\n"
           "半径 1、圆心 (0, 0) 的圆里 %.0f 到 %.0f 个，"
           "圆外 %.0f 到 %.0f 个。\n\n",
           w->look[HALFWAY].step, SEEDS, in.low, in.high, out.low, out.high);
}

// 一层里至多八个神经元；返回写了几个。
static int write_layer(Figure *f, const Mlp *net, int layer) {
    int k = 0;
    for (; k < net->sizes[layer] && k < 8; k++)
        plane_map(f, net, layer, k, 1.9);
    return k;
}

static void what_each_sees(Chapter *c, const Mlp *net) {
    const int last = net->layers - 1;  // 在隐藏层里
    const int unit = net->sizes[last] > 4 ? 4 : net->sizes[last] - 1;
    chapter_section(c, "每个隐藏神经元看到什么");
    chapter_predict(c, "第一层的神经元能看见什么？第二层的呢？");
    uint8_t image[3][PLANE_SHADES * PLANE_SHADES];
    plane_shade(net, 1, 0, image[0]);
    plane_shade(net, last, unit, image[1]);
    plane_shade(net, net->layers, 0, image[2]);
    plane_print(
        3,
        (const char *[]){"隐藏层 1，神经元 1",
                         text_format("隐藏层 %d，神经元 %d", last, unit + 1),
                         "输出"},
        (const uint8_t *[]){image[0], image[1], image[2]});
    Figure *f = plane_open(c, "ch10_hidden");
    int first = write_layer(f, net, 1);
    int second = last > 1 ? write_layer(f, net, last) : 0;
    figure_number(f, "first", first);
    figure_number(f, "last", second);
    plane_map(f, net, net->layers, 0, 1.9);
    figure_close(c, f);
}

// 用第 9 章的公式，在 2-2-1 的网络上逐个样本地算；斜率按 W¹、b¹、W²、b² 的次序
// 存放 [9]，开始时都是 0。
static void by_hand(const Mlp *n, Tensor *const *a, const Points *p,
                    real *grad) {
    real *dw1 = grad, *db1 = grad + 4, *dw2 = grad + 6, *db2 = grad + 8;
    for (int i = 0; i < p->n; i++) {
        const real *x = p->x + 2 * i, *hidden = a[1]->data + 2 * i;
        real out = a[2]->data[i];
        real d2 = 2 * (out - p->label[i]) / p->n * out * (1 - out);
        *db2 += d2;
        for (int k = 0; k < 2; k++) {
            real wish = d2 * n->weight[1]->data[k];
            real d1 = wish * hidden[k] * (1 - hidden[k]);
            dw2[k] += d2 * hidden[k];
            db1[k] += d1;
            dw1[2 * k] += d1 * x[0];
            dw1[2 * k + 1] += d1 * x[1];
        }
    }
}

typedef struct Case {
    const Mlp *net;
    const Points *points;
} Case;

static real cost_of(void *context) {
    const Case *at = context;
    return (real)score(at->net, at->points).cost;
}

static void check(Chapter *c, const Points *corner) {
    Tensor *a[MLP_MAX_LAYERS + 1];
    real hand[9] = {0}, *h = hand;
    report_begin(c);
    Mlp net = network(c->seed, 1, (Sizes){1, {2}});
    t_backward(cost(&net, corner, a));
    by_hand(&net, a, corner, hand);
    Case at = {&net, corner};
    for (Tensor *t = net.graph->first_param; t; t = t->next)
        for (int i = 0; i < t->rows * t->cols; i++) {
            const char *name =
                text_format("∂C/∂ %s %d,%d", t->name, i / t->cols, i % t->cols);
            report_knob(c, name, *h++, t->grad[i], cost_of, &at, &t->data[i]);
        }
    report_end(c);
    graph_free(net.graph);
}

static void tell(Chapter *c, const Points *own) {
    static Walk spiral[SEEDS];
    a_line(c);
    column_and_rows(c);
    the_record(c);
    stored_or_applied(c);
    Rng r = rng_new(1);
    Points corner = points_xor(4, 0, &r);
    Figure *maps = plane_open(c, "ch10_xor");
    one_neuron_fails(c, &corner, maps);
    two_neurons_do(c, &corner, maps);
    figure_close(c, maps);
    how_many_starts(c, &corner);
    fences(c);
    any_curve(c);
    four_sets(c, own, spiral);
    the_boundary_bends(c, spiral);
    what_each_sees(c, &spiral->net);
    for (int s = 0; s < SEEDS; s++)
        graph_free(spiral[s].net.graph);
    check(c, &corner);
    points_free(&corner);
}

int main(int argc, char **argv) {
    Chapter c;
    Points own = {0};
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
    tell(&c, &own);
    points_free(&own);
    return chapter_end(&c);
}
