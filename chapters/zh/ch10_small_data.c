/*
# 第 10 章：一条直线不够

**这一章的问题。** 究竟为什么要有隐藏神经元？要让人人都不必再写第 9 章的那些式
子，程序库得记下什么？读完这一章，你会看到一个神经元拿四个点毫无办法，再添两个，
就把点搬到了一条直线分得开的地方；你会打开张量引擎，用三条直线围住一个圆环，还会
看着一条边界弯成螺旋。

请对照第一篇文章的 A1-19 这一条，以及 A3-17 来读。用 `make ch10` 运行；旋钮也可
以转：`make ch10 ARGS="--rate 0.3 --layers 16"`。你也可以交给它自己的点，每个点
一行，两个数加一个类别：`ARGS="--points my.txt"`。

**本章要点** 一个神经元只能画一条直线；隐藏神经元把点搬到另一个平面上，在那里一
条直线就够了。一批样本一行一个，算出的数与一个样本写成一列时完全相同。数的偏导数
可以存下来；矩阵的偏导数太大，所以节点存的是“怎样乘以它”的那个函数。

**新词**

决策边界 (decision boundary)
: 输出正好是 ½ 的地方。一侧的回答是 1，另一侧是 0。

线性可分 (linearly separable)
: 一条直线就能把两类点分开。正方形的 4 个角按对角线涂成两种颜色，就不是线性可
  分的。

批 (batch)
: 几个样本放在一起，一行一个。十个数字：10 x 784 的矩阵。

雅可比矩阵 (Jacobian)
: 一个矩阵的每个数对另一个矩阵的每个数的偏导数，列成一张表。4 个数依赖 6 个
  数，表里就有 24 项。

热图 (heat map)
: 一个平面，每一处的颜色就是那里的值：0 是蓝，1 是橙。
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/optim.h"
#include "common/figure.h"
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

有两个输入的神经元，加权和等于 0 的地方，它说 ½：那就是它的**决策边界**。
*/

typedef struct Neuron {
    double w1, w2, b;
} Neuron;

static double answer(Neuron n, double x1, double x2) {
    return m_sigmoid(n.w1 * x1 + n.w2 * x2 + n.b);
}

/*
w₁x₁ + w₂x₂ + b = 0 是一条直线。沿着这条直线走，加权和一直是 0；沿着 w = (w₁,
w₂) 的方向走，加权和增长得最快，因为 w 就是它的梯度（第 3 章）。所以直线与 w 垂
直。沿着 w 每走一个单位长，加权和就增加 w 的长度那么多；从 (0, 0) 走到直线上，要
补上的正好是 b，所以走的距离是 |b| 除以这个长度。

w 的*长度*说明边界有多模糊。加权和从 -2 到 2，回答从 `0.12` 升到 `0.88`；这是一
条带子，宽度是 4 除以 w 的长度。

→ 一个神经元画一条直线

![图 10.1：箭头是 w 的方向，边界与它垂直。转动 w，直线跟着转；改变偏置，直线平
移；w 变长，边界更分明。](ch10_line)

所以，权重的*方向*说的是哪种图案算数，偏置说的是要有多少才够，长度说的是神经元在
自己那条直线旁边有多大把握。

## 四个点，哪条直线都分不开

“异或”(XOR) 问的是：两个输入，是不是恰好开了一个？用 -1 表示关，1 表示开，四种情
形就是正方形的四个角，每一类占一条对角线。

一个神经元做得到吗？把它在第 0 类那两个角上的和加起来：输入互相抵消，剩下 2b。第
1 类那两个角也一样，还是 2b。可是前一对的和应当都小于 0，后一对的都大于 0。什么
样的权重都做不到：这四个点不是**线性可分**的。

不过，在中间放上两个隐藏神经元试试。每个各画一条直线，输出神经元再画一条，画
在*它们的*激活值构成的平面上。也许四个点在那里的位置要好些。好不好，让梯度下降去
找；它需要斜率，今天是这个网络的，明天是另一个网络的。该有一个程序库了。

## 一列，和一批行

到现在为止，一个样本是一列 a，一层是 σ(W·a + b)。把四个样本当作*行*，叠成一个矩
阵 x，这就是一**批**，然后算 x·Wᵀ + b。相乘的还是同样的东西：一个样本的数，和一
个神经元的权重。第 i 个样本的结果就是第 i 行。b 只有一行，加到每一行上；所以它的
梯度是对各行求和。

→ 一列，和一批行

![图 10.2：样本 2 写成一列，和作为一批里的第 2 行。W 的蓝色那一行成了 Wᵀ 的一
列；方框里的结果是同一个和。](ch10_batch)

一个大的乘积，比许多小的算得快：从这里起，网络都这样运行。

## 同一个想法，格子里换成矩阵

第 4 章的计算带，数的每次运算占一行。张量引擎里，矩阵的每次运算有一个**节点**。
节点知道自己的操作数，而操作数全都比它旧：所以从最新的走到最旧的，又是正确的次
序。

→ 同一个想法，格子里换成矩阵

样本有 400 个，节点也不多一个，只是矩阵变大。样本和目标值没有梯度：谁也不想改动
它们。

## 存下来，还是用出来

为了往回走，一个节点要留下什么？在计算带上，每个偏导数都*存*了下来：数的运算，只
有一两个。两个矩阵之间却是一整张表，叫**雅可比矩阵**。取 y = a·b，a 是 2 x 3，b
是 3 x 2：y 的 4 个数，每一个都可能依赖 a 的 6 个数中的每一个。
*/

static const real A[] = {1, -2, 3, 0, 4, -1};  // [2, 3]
static const real M[] = {2, 5, -1, 3, 4, 1};   // b [3, 2]
static const real DY[] = {1, -2, 0.5, 3};      // ∂C/∂y [2, 2]

// ∂y[r][c]/∂a[i][p]：y[r][c] 是 a[r][p]·b[p][c] 对 p 求和。
static real partial(int r, int c, int i, int p) {
    return r == i ? M[2 * p + c] : 0;
}

// 查表求 ∂C/∂a[i][p]：变化率沿路径相乘，各条路径相加。
static real by_table(int i, int p) {
    real sum = 0;
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < 2; c++)
            sum += DY[2 * r + c] * partial(r, c, i, p);
    return sum;
}

/*
这张表有一半是 0，其余的又是 b。谁也不必把它造出来：要的是和它的*乘积*，而算乘积
有一条规则就够了，da = dy·bᵀ。
*/

static real by_rule(int i, int p) {
    real sum = 0;
    for (int c = 0; c < 2; c++)
        sum += DY[2 * i + c] * M[2 * p + c];
    return sum;
}

/*
→ 存下来，还是用出来

**数的偏导数可以存下来；矩阵的偏导数太大，所以节点存的是“怎样乘以它”的那个函
数。** 两个引擎的差别只有这一点。`lib/tensor.c` 的 `t_matmul` 存的是这一个：

    // y = a·b，则 da += dy·bᵀ，db += aᵀ·dy
    static void matmul_backward(Tensor *y) {
        Tensor *a = y->operand[0], *b = y->operand[1];
        int m = y->rows, n = y->cols, k = a->cols;
        grad_matmul(MATMUL_B_T, a, y->grad, b->data, m, k, n);
        grad_matmul(MATMUL_A_T, b, a->data, y->grad, k, n, m);
    }

那里的每种运算都是这样一对函数；往回走的时候，一个节点一个节点地调用存下来的那一
个。十个数字，30 个神经元，那张表有 `7056000` 项；用规则只要 `235200` 次乘加，要
留着的只有 a 和 b。

## 学会异或

现在对每个权重用第 2 章的规则，所有的点放在一批里：记录，往回走，倒回（忘掉节
点，权重的梯度留着），移动。
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

应该是 0、1、0、1。它放弃了：处处都说 ½，成本 ¼，什么都不看的神经元得到的也是这
个成本。

→ 两个隐藏神经元学异或

![图 10.3：异或。一个神经元到处都拿不定主意。两个隐藏神经元各画一条直线，只有在
两条线之间，输出才是 1。](ch10_xor)

![图 10.4：左边是输入的平面，和两个隐藏神经元的直线；右边是它们的激活值的平面。
左边的平面连同网格，折成了一条拐弯的线；第 1 类的两个角都落在拐弯处，在同一点
上，一条直线就把它们切了下来。](ch10_plane)

隐藏神经元就是做这件事的：把点搬动，直到一条直线能分开两类。要让答案*存在*，两个
就够了。要把它*找到*，是另一回事：第 2 章提醒过，走到哪里由起点决定。

→ 多少个起点能找到

三个起点里，大约有两个能找到；只看一组 `200` 个起点，和总的比例比，每一百个里可
能多五个，也可能少五个。神经元多些，就容易些：直线多了，总有几条的位置是好的。

## 一个隐藏层能做多少？

每个隐藏神经元是一道篱笆：一侧是 1，另一侧是 0。输出如果要求*全部*都是 1，就只有
篱笆之间的那块地是 1。要围住一个圆环，需要几道？

→ 要几道篱笆？

![图 10.5：两个圆环，和 2、3、4、8 个隐藏神经元。两条直线留下一条带子；三条围成
三角形；再多就更圆。](ch10_fences)

还可以说得更多。两个神经元，直线平行，一个取正号，一个取负号，合起来就是一个*凸
起*：两条线之间是 1，别处是 0。把凸起一个挨一个地排好，该多高就多高，直接加起来
（最后不再套 σ），任何连续的曲线都能拼出来。
*/

typedef double Curve(double x);

static double bump(double x, double from, double to, double steep) {
    return m_sigmoid(steep * (x - from)) - m_sigmoid(steep * (x - to));
}

static double built(Curve *f, int bumps, double x) {
    double sum = 0, wide = 1.0 / bumps;
    for (int k = -1; k <= bumps; k++)  // 两端之外各多一个
        sum +=
            f((k + 0.5) * wide) * bump(x, k * wide, (k + 1) * wide, 40 / wide);
    return sum;
}

/*
→ 用凸起拼出任意曲线

![图 10.6：一条曲线，以及用 6、12、48 个凸起拼成的样子。没有训练：权重是直接写下
的。](ch10_bumps)

凸起多一倍，误差就小一半。在平面上，凸起延伸成一道道山脊；各个方向的山脊足够多，
加起来就成了高塔。所以，只要足够大，*一个*隐藏层就能做出任何形状，要多接近有多接
近。这说的是那样的权重存在，并没有说梯度下降找得到，也没有说最少要几个神经元。

## 月牙、圆环和螺旋

四个数据集，各有 200 个点，带一些噪声；每一个都先交给一个神经元，再交给一个网
络，网络从五个起点各来一遍。

→ 月牙、圆环和螺旋

![图 10.7：成本一路下降的过程，横轴和纵轴都是对数坐标。先是长长的平地，然后骤
降：又找到了一样新东西。](ch10_cost)

在圆环和异或上，一个神经元对的只比一半略多，和抛硬币差不多；在月牙上，一条直线分
对了大多数点。网络全部分对，或者几乎全部。

→ 边界弯起来

![图 10.8：六个时刻的边界。起初没有边界，然后是一条直线；它弯起来，最后盘绕在螺
旋的两臂之间。](ch10_boundary)

靠里的点要边界弯得最急，最后才分对。要看动
画：`make figures FIG=ch10_boundary FORMAT=gif`。

第一层的神经元不管学到了什么，看见的总是一条直线；第二层的神经元，是透过那些直线
来看平面。让它们各画一张**热图**。

→ 每个隐藏神经元看到什么

![图 10.9：螺旋的网络里每个神经元看到的。第一层：直线。第二层：弯曲。输出：螺
旋。](ch10_hidden)

谁也没有告诉它们该画哪条线，第二层也没有一个神经元找到了螺旋；是输出把它拼起来
的。

## 检验

2-2-1 的九个导数，在那四个角上，按第 9 章的办法手算。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

聪明一点的表，只记雅可比矩阵里不是 0 的项；可那不过是把已有的东西再抄一遍。这些
数据集又小又干净，网络挑的是能成功的，考它们的也只是训练时见过的点。每一步都看了
所有的点；第 11 章会问，非这样不可吗？为什么有三分之一的起点找不到，这里没有回
答。

## 练习

`make ex10` 写出要你改的文件，并检查你的答案；`make hint10` 给提示。

- **10a** 自己选权重来解决异或，用的神经元越少越好。
- **10b** 给引擎添一种新运算：它的两个函数，前向和反向。

下一章：每一步看所有的样本，还是只看几个？`make ch11`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 有 --quick 时，步数只取二十分之一。
static int brief(const Chapter *c, int times) {
    return c->quick ? times / 20 : times;
}

// 一个种子的第 k 个起点：每个权重和偏置都取正态随机数。网络有自己的计算图，用
// graph_free(n.graph) 释放。
static Mlp network(uint64_t seed, int k, const int *sizes, int n) {
    Rng r = rng_new(seed * 1000 + (uint64_t)k);
    return mlp_new(graph_new(1), sizes, n, SIGMOID, INIT_NORMAL, &r);
}

// 所有点上的成本，以及分对了几个。
static double score(const Mlp *n, const Points *p, int *right) {
    Tensor *a[MLP_MAX_LAYERS + 1];
    GraphMark mark = graph_mark(n->graph);
    double now = t_item(cost(n, p, a));
    *right = 0;
    for (int i = 0; i < p->n; i++)
        *right += (a[n->layers]->data[i] > 0.5) == p->label[i];
    graph_rewind(n->graph, mark);
    return now;
}

// 网络从起点 k 走了这么多步以后，以及它分对了几个。
static Mlp trained(uint64_t seed, int k, const int *sizes, int n,
                   const Points *p, int times, int *right) {
    Mlp net = network(seed, k, sizes, n);
    descend(&net, p, times);
    score(&net, p, right);
    return net;
}

enum { MAP = 120, SMALL = 24 };  // 一行几格：图里的，屏幕上的

// 第 `layer` 层的神经元 `unit`，在 -half < x₁, x₂ < half 里，cells x cells 个小
// 方格的中心上，从下往上一行一行：合成一批。
static void see(const Mlp *n, int layer, int unit, double half, int cells,
                real *out) {
    GraphMark mark = graph_mark(n->graph);
    Tensor *a[MLP_MAX_LAYERS + 1];
    Tensor *x = t_const(n->graph, cells * cells, 2, NULL);
    for (int i = 0; i < cells * cells; i++) {
        x->data[2 * i] = half * ((2.0 * (i % cells) + 1) / cells - 1);
        x->data[2 * i + 1] = half * ((2.0 * (i / cells) + 1) / cells - 1);
    }
    forward(n, x, a);
    for (int i = 0; i < cells * cells; i++)
        out[i] = a[layer]->data[i * a[layer]->cols + unit];
    graph_rewind(n->graph, mark);
}

static Figure *open_maps(Chapter *c, const char *stem) {
    char names[8 * MAP] = "";
    for (int i = 0, used = 0; i < MAP; i++)
        used += snprintf(names + used, 8, "v%d ", i);
    return figure_open(c, stem, names);
}

// 定一个颜色，三位小数足够了。
static void write_cells(Figure *f, real *cell) {
    for (int i = 0; i < MAP * MAP; i++)
        cell[i] = (int)(cell[i] * 1000 + 0.5) / 1000.0;
    figure_block(f, NULL, NULL);
    for (int j = 0; j < MAP; j++)
        figure_row_from(f, MAP, cell + j * MAP);
}

static void write_map(Figure *f, const Mlp *n, int layer, int unit,
                      double half) {
    static real cell[MAP * MAP];
    see(n, layer, unit, half, MAP, cell);
    write_cells(f, cell);
}

// 给终端用，最上面一行在先。
static void shade(const Mlp *n, int layer, int unit, uint8_t *image) {
    real cell[SMALL * SMALL];
    see(n, layer, unit, 1.8, SMALL, cell);
    for (int i = 0; i < SMALL * SMALL; i++) {
        int row = SMALL - 1 - i / SMALL, column = i % SMALL;
        image[i] = (uint8_t)(255 * cell[row * SMALL + column] + 0.5);
    }
}

static void write_points(Figure *f, const Points *p) {
    figure_block(f, NULL, NULL);
    for (int i = 0; i < p->n; i++)
        figure_row(f, p->x[2 * i], p->x[2 * i + 1], p->label[i]);
}

static void a_line(Chapter *c) {
    static const Neuron neuron[] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -4}, {16, 0, 0}};
    const char *what[] = {"起初", "转动 w", "改变偏置", "w 变长"};
    static real cell[MAP * MAP];
    chapter_section(c, "一个神经元画一条直线");
    printf("四个神经元，后三个各与第一个有一处不同。\n");
    chapter_predict(c, "w 变成四倍长：带子有多宽？");
    Table t = table_begin("w₁|w₂|b|直线到 (0, 0)|0.12 到 0.88 的带宽|有何不同",
                          "%5.2f|%4.2f|%4.1f|%16.2f|%23.2f|%s");
    Figure *f = open_maps(c, "ch10_line");
    for (int k = 0; k < 4; k++) {
        Neuron n = neuron[k];
        double length = sqrt(n.w1 * n.w1 + n.w2 * n.w2);
        const double knobs[] = {n.w1, n.w2, n.b};
        char name[16];
        snprintf(name, sizeof name, "neuron_%d", k);
        figure_numbers(f, name, 3, knobs);
        table_row(&t, n.w1, n.w2, n.b, fabs(n.b) / length, 4 / length, what[k]);
    }
    for (int k = 0; k < 4; k++) {
        for (int i = 0; i < MAP * MAP; i++)
            cell[i] = (real)answer(neuron[k], 4.0 * (i % MAP + 0.5) / MAP - 2,
                                   4.0 * (i / MAP + 0.5) / MAP - 2);
        write_cells(f, cell);
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
    chapter_section(c, "一列，和一批行");
    printf("W 是 3x2：三个神经元，两个输入；x 有四个样本。\n");
    chapter_predict(c,
                    "样本 (1, 3) 单独算得 z = (8, 0, 4)。它在这一批里的哪里？");
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
    chapter_section(c, "同一个想法，格子里换成矩阵");
    printf("网络 2-3-1 看四个样本的全部记录，最旧的在先。\n");
    chapter_predict(c, "样本有 400 个，而不是 4 个：多出几个节点？");
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

static void print_six(const Table *t, const char *name, const real *r) {
    table_row(t, name, r[0], r[1], r[2], r[3], r[4], r[5]);
}

static void stored_or_applied(Chapter *c) {
    chapter_section(c, "存下来，还是用出来");
    static const char *const name[] = {"y₁₁", "y₁₂", "y₂₁", "y₂₂"};
    real r[6], table[6], rule[6];
    chapter_predict(c, "24 个偏导数里，有几个不是 0？");
    Table t = table_begin("谁对谁|a₁₁|a₁₂|a₁₃|a₂₁|a₂₂|a₂₃",
                          "%-20s|%5g|%5g|%5g|%5g|%5g|%5g");
    for (int y = 0; y < 4; y++) {
        for (int k = 0; k < 6; k++)
            r[k] = partial(y / 2, y % 2, k / 3, k % 3);
        print_six(&t, name[y], r);
    }
    printf("\n");
    for (int k = 0; k < 6; k++) {
        table[k] = by_table(k / 3, k % 3);
        rule[k] = by_rule(k / 3, k % 3);
    }
    Graph *g = graph_new(1);
    Tensor *a = t_input(g, 2, 3, A), *b = t_const(g, 3, 2, M);
    t_backward(t_sum(t_mul(t_matmul(a, b), t_const(g, 2, 2, DY))));
    print_six(&t, "C，用这张表", table);
    print_six(&t, "C，用规则", rule);
    print_six(&t, "C，用程序库", a->grad);
    table_end(&t);
    graph_free(g);
    printf("三十个神经元看十个数字：a 是 10x784，b 是 784x30。\n");
    chapter_predict(c, "∂y/∂b 这张表有多大？");
    printf("%d x %d = %d 个偏导数；用规则，%d 次乘加。\n\n", 10 * 30, 784 * 30,
           10 * 30 * 784 * 30, 10 * 784 * 30);
}

static void one_neuron_fails(Chapter *c, const Points *corner, Figure *maps) {
    static const int until[] = {0, 10, 100, 1000, 10000};
    chapter_section(c, "一个神经元学异或");
    printf("η = %g，每一步都用全部四个点。\n", rate);
    chapter_predict(c, "走一万步：它会给出什么回答？");
    Mlp one = network(c->seed, 1, (const int[]){2, 1}, 2);
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
    write_map(maps, &one, 1, 0, 2);
    graph_free(one.graph);
}

static void two_neurons_do(Chapter *c, const Points *corner, Figure *maps) {
    static const int sizes[] = {2, 2, 1};
    chapter_section(c, "两个隐藏神经元学异或");
    int right, k = 1;  // 第一个走得到的起点
    Mlp net = trained(c->seed, k, sizes, 3, corner, brief(c, 2000), &right);
    while (right < 4 && k < 20) {
        graph_free(net.graph);
        net = trained(c->seed, ++k, sizes, 3, corner, brief(c, 2000), &right);
    }
    printf("网络 2-2-1 走了 %d 步，从第 %d 个起点出发。\n", brief(c, 2000), k);
    chapter_predict(c, "要让输出神经元分得开，四个角必须落在哪里？");
    Tensor *a[MLP_MAX_LAYERS + 1];
    cost(&net, corner, a);
    Table t = table_begin("x₁ | x₂ | 隐藏 1 | 隐藏 2 | 输出 | 应该",
                          "%2.0f | %2.0f | %8.4f | %8.4f | %7.4f | %5d");
    Figure *f = figure_open(c, "ch10_plane", NULL);
    const real *v = net.weight[1]->data;
    figure_numbers(f, "out", 3, (double[]){v[0], v[1], net.bias[1]->data[0]});
    for (int i = 0; i < 2; i++) {
        const real *w = net.weight[0]->data + 2 * i;
        figure_numbers(f, i ? "second" : "first", 3,
                       (double[]){w[0], w[1], net.bias[0]->data[i]});
    }
    figure_block(f, "corners", "x1 x2 h1 h2 label");
    for (int i = 0; i < 4; i++) {
        const real *x = a[0]->data + 2 * i, *h = a[1]->data + 2 * i;
        table_row(&t, x[0], x[1], h[0], h[1], a[2]->data[i], corner->label[i]);
        figure_row(f, x[0], x[1], h[0], h[1], corner->label[i]);
    }
    table_end(&t);
    figure_close(c, f);
    for (int i = 0; i < 3; i++)  // 两个隐藏神经元，和输出
        write_map(maps, &net, 1 + i / 2, i % 2, 2);
    graph_free(net.graph);
}

enum { SEEDS = 5 };

static void how_many_starts(Chapter *c, const Points *corner) {
    const int starts = c->quick ? 5 : 200, most = brief(c, 2000);
    chapter_section(c, "多少个起点能找到");
    printf(
        "%d 个起点，%d 个种子各来一遍，每次至多 %d 步；网络 2-2-1 和 2-4-1。\n",
        starts, SEEDS, most);
    chapter_predict(c, "2-2-1 的网络，有多大一部分能找到？");
    Table t = table_begin("网络|每 100 个找到：种子 1|2|3|4|5|合计",
                          "%-7s|%22.1f|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f");
    for (int hidden = 2; hidden <= 4; hidden += 2) {
        double share[SEEDS], all = 0;
        for (int s = 0; s < SEEDS; s++) {
            int solved = 0;
            for (int k = 1; k <= starts; k++) {
                int right = 0;
                Mlp net = network(c->seed + (uint64_t)s, k,
                                  (const int[]){2, hidden, 1}, 3);
                for (int done = 0; done < most && right < 4; done += 100) {
                    descend(&net, corner, 100);
                    score(&net, corner, &right);
                }
                solved += right == 4;
                graph_free(net.graph);
            }
            share[s] = 100.0 * solved / starts;
            all += share[s] / SEEDS;
        }
        table_row(&t, hidden == 2 ? "2-2-1" : "2-4-1", share[0], share[1],
                  share[2], share[3], share[4], all);
    }
    table_end(&t);
}

static void fences(Chapter *c) {
    static const int hidden[] = {1, 2, 3, 4, 8};
    chapter_section(c, "要几道篱笆？");
    printf("两个圆环上的 200 个点，走 %d 步；从 %d 个起点出发，分对的点数。\n",
           brief(c, 2000), SEEDS);
    chapter_predict(c, "要围住里面的圆环，几条直线才行？");
    Rng r = rng_new(c->seed);
    Points p = points_rings(200, 0.15, &r);
    Table t = table_begin("隐藏神经元 | 最少 | 中位数 | 最多",
                          "%14d | %6.0f | %6.0f | %7.0f");
    Figure *f = open_maps(c, "ch10_fences");
    for (int h = 0; h < 5; h++) {
        double of[SEEDS], best = -1;
        static real map[MAP * MAP];
        for (int s = 0; s < SEEDS; s++) {
            int right, sizes[] = {2, hidden[h], 1};
            Mlp net =
                trained(c->seed, s + 1, sizes, 3, &p, brief(c, 2000), &right);
            of[s] = right;
            if (right > best) {  // 画其中最好的
                best = right;
                see(&net, 2, 0, 2.7, MAP, map);
            }
            graph_free(net.graph);
        }
        Spread spread = spread_of(of, SEEDS);
        table_row(&t, hidden[h], SPREAD(spread));
        if (h > 0)
            write_cells(f, map);
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
    chapter_predict(c, "凸起多一倍：最大的误差会变成多少？");
    Table t =
        table_begin("凸起 | 隐藏神经元 | 最大误差", "%5d | %14d | %13.4f");
    Figure *f = figure_open(c, "ch10_bumps", "x curve bumps6 bumps12 bumps48");
    for (int i = 0; i <= 480; i++) {
        double x = i / 480.0;
        figure_row(f, x, wave(x), built(wave, 6, x), built(wave, 12, x),
                   built(wave, 48, x));
    }
    figure_close(c, f);
    for (int bumps = 6; bumps <= 192; bumps *= 2) {
        double worst = 0;
        for (int i = 0; i <= 5000; i++) {
            double off =
                fabs(built(wave, bumps, i / 5000.0) - wave(i / 5000.0));
            worst = off > worst ? off : worst;
        }
        table_row(&t, bumps, 2 * (bumps + 2), worst);
    }
    table_end(&t);
}

enum { SPIRAL = 3, PROBLEMS, LOOKS = 39, HALFWAY = 33 };

typedef struct Problem {
    const char *name;
    Points (*make)(int n, double noise, Rng *r);
    double noise;
    Sizes hidden;
} Problem;
static const Problem problem[PROBLEMS] = {
    {"异或", points_xor, 0.3, {1, {4}}},
    {"月牙", points_moons, 0.12, {1, {8}}},
    {"圆环", points_rings, 0.15, {1, {8}}},
    {"螺旋", points_spirals, 0.03, {0}},  // `layers`
};

typedef struct Look {
    int step, right;
    uint8_t image[SMALL * SMALL];  // 输出
} Look;

// 第 k 次查看在哪一步：间隔每次加大五分之一。
static int step_of(const Chapter *c, int k) {
    int next = 0;
    for (int i = 0; i < k; i++)
        next += 1 + next / 5;
    next = k < LOOKS - 1 ? next : 4000;
    return brief(c, (int)(next * (steps / 4000.0)));
}

// 离 (0, 0) 不超过 1 的点，或者更远的点，每 100 个分对几个。
static double right_there(const Mlp *n, const Points *p, bool beyond) {
    Tensor *a[MLP_MAX_LAYERS + 1];
    GraphMark mark = graph_mark(n->graph);
    int right = 0, of = 0;
    cost(n, p, a);
    for (int i = 0; i < p->n; i++) {
        const real *x = p->x + 2 * i;
        bool there = (x[0] * x[0] + x[1] * x[1] > 1) == beyond;
        right += there && (a[n->layers]->data[i] > 0.5) == p->label[i];
        of += there;
    }
    graph_rewind(n->graph, mark);
    return of ? 100.0 * right / of : 100;
}

// 一个数据集的第一个起点，走在半路上。maps 可以是 NULL。
static void look_at(const Mlp *n, const Points *p, int step, Figure *costs,
                    Figure *maps, Look *look) {
    look->step = step;
    double now = score(n, p, &look->right);
    figure_row(costs, step, now, look->right);
    shade(n, n->layers, 0, look->image);
    if (maps)
        write_map(maps, n, n->layers, 0, 2.4);
}

// 有这些隐藏层的网络各层的大小 [most]，以及它的名字，如 2-8-1。
static int shape(const Sizes *hidden, int *sizes, char *name, size_t most) {
    int n = 0;
    sizes[n++] = 2;
    for (int k = 0; k < hidden->n; k++)
        sizes[n++] = hidden->size[k];
    sizes[n++] = 1;
    for (int k = 0, used = 0; k < n; k++)
        used += snprintf(name + used, most - (size_t)used, k ? "-%d" : "%d",
                         sizes[k]);
    return n;
}

// 留下最后一个数据集的第一个起点，和查看它的结果；inner 和 outer [SEEDS]：半路
// 上，离中心近的点和远的点。
static Mlp four_sets(Chapter *c, const Points *own, Look *look, double *inner,
                     double *outer) {
    chapter_section(c, "月牙、圆环和螺旋");
    printf("η = %g，一个神经元走 %d 步，网络走 %d 步，从 %d 个起点出发。\n",
           rate, brief(c, 500), step_of(c, LOOKS - 1), SEEDS);
    chapter_predict(c, "在哪个数据集上，一个神经元做得最好？");
    Figure *points = figure_open(c, "ch10_points", "x y label");
    Figure *costs = figure_open(c, "ch10_cost", "step cost right");
    figure_number(costs, "own", own->n > 0);
    Figure *spiral = open_maps(c, "ch10_boundary");
    Table t = table_begin(
        "数据集 | 点数 | 单个神经元对 | 网络 | 参数 | 对：最少 | 最多",
        "%-6s | %6d | %10d | %-7s | %10d | %13.0f | %7.0f");
    Rng r = rng_new(c->seed);
    Mlp net = {0};
    for (int k = 0; k < PROBLEMS; k++) {
        const Problem *set = &problem[k];
        Points made = set->make(200, set->noise, &r);
        const Points *p = k == SPIRAL && own->n ? own : &made;
        int sizes[SIZES_MOST + 2], alone, right;
        char name[80];
        int n = shape(k == SPIRAL ? &layers : &set->hidden, sizes, name,
                      sizeof name);
        Mlp one = trained(c->seed, 1, (const int[]){2, 1}, 2, p, brief(c, 500),
                          &alone);
        graph_free(one.graph);
        double of[SEEDS];
        figure_block(costs, NULL, NULL);
        for (int s = SEEDS - 1; s >= 0; s--) {
            net = network(c->seed, s + 1, sizes, n);
            for (int l = 0, done = 0; l < LOOKS; l++) {
                int to = step_of(c, l);
                descend(&net, p, to - done);
                done = to;
                if (l == HALFWAY) {
                    inner[s] = right_there(&net, p, false);
                    outer[s] = right_there(&net, p, true);
                }
                if (s == 0)
                    look_at(&net, p, to, costs, k == SPIRAL ? spiral : NULL,
                            &look[l]);
            }
            score(&net, p, &right);
            of[s] = right;
            if (s > 0 || k < SPIRAL)
                graph_free(net.graph);
        }
        Spread spread = spread_of(of, SEEDS);
        int parameters = 0;
        for (int i = 1; i < n; i++)
            parameters += sizes[i] * (sizes[i - 1] + 1);
        table_row(&t, k == SPIRAL && own->n ? "你的" : set->name, p->n, alone,
                  name, parameters, spread.low, spread.high);
        write_points(points, p);
        points_free(&made);
    }
    table_end(&t);
    figure_close(c, points);
    figure_close(c, costs);
    figure_close(c, spiral);
    return net;
}

static void the_boundary_bends(Chapter *c, const Look *look, double *inner,
                               double *outer) {
    static const int moment[] = {0, 20, 30, HALFWAY, 36, LOOKS - 1};
    chapter_section(c, "边界弯起来");
    chapter_predict(c, "哪些点最后才分对，靠外的还是靠里的？");
    printf("每一处的输出：空白是 0，填满是 1。\n\n");
    const uint8_t *image[3];
    for (int k = 0; k < 6; k++) {
        const Look *at = &look[moment[k]];
        image[k % 3] = at->image;
        char text[40];
        snprintf(text, sizeof text, "第 %d 步：对 %d 个", at->step, at->right);
        printf("  ");
        text_padded(text, k % 3 < 2 ? -24 : 0);
        if (k % 3 == 2) {
            printf("\n");
            text_images(3, image, SMALL, SMALL);
        }
    }
    Spread in = spread_of(inner, SEEDS), out = spread_of(outer, SEEDS);
    printf("第 %d 步，每 100 个点分对的个数，从 %d 个起点出发："
           "半径 1、圆心 (0, 0) 的圆里\n"
           "%.0f 到 %.0f 个，圆外 %.0f 到 %.0f 个。\n\n",
           look[HALFWAY].step, SEEDS, in.low, in.high, out.low, out.high);
}

static void what_each_sees(Chapter *c, const Mlp *net) {
    static uint8_t image[3][SMALL * SMALL];
    const int last = net->layers - 1;  // 在隐藏层里
    const int unit = net->sizes[last] > 4 ? 4 : net->sizes[last] - 1;
    chapter_section(c, "每个隐藏神经元看到什么");
    chapter_predict(c, "第一层的神经元能看见什么？第二层的呢？");
    char title[48];
    snprintf(title, sizeof title, "隐藏层 %d，神经元 %d", last, unit + 1);
    printf("  ");
    text_padded("隐藏层 1，神经元 1", -24);
    printf("  ");
    text_padded(title, -24);
    printf("  %s\n", "输出");
    shade(net, 1, 0, image[0]);
    shade(net, last, unit, image[1]);
    shade(net, net->layers, 0, image[2]);
    text_images(3, (const uint8_t *[]){image[0], image[1], image[2]}, SMALL,
                SMALL);
    // 第一个隐藏层和最后一个隐藏层，各取至多八个神经元。
    Figure *f = open_maps(c, "ch10_hidden");
    int shown[2] = {0};
    for (int l = 1; l <= last; l += last > 1 ? last - 1 : 1)
        for (int k = 0; k < net->sizes[l] && k < 8; k++) {
            write_map(f, net, l, k, 1.9);
            shown[l > 1]++;
        }
    figure_number(f, "first", shown[0]);
    figure_number(f, "last", shown[1]);
    write_map(f, net, net->layers, 0, 1.9);
    figure_close(c, f);
}

// 第 9 章的式子，用在网络 2-2-1 上，一个样本一个样本地算；斜率按 W¹、b¹、W²、b²
// 的次序 [9]，开始时都是 0。
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
    int right;
    return (real)score(at->net, at->points, &right);
}

static void check(Chapter *c, const Points *corner) {
    Tensor *a[MLP_MAX_LAYERS + 1];
    real hand[9] = {0}, *h = hand;
    report_begin(c);
    Mlp net = network(c->seed, 1, (const int[]){2, 2, 1}, 3);
    t_backward(cost(&net, corner, a));
    by_hand(&net, a, corner, hand);
    Case at = {&net, corner};
    for (Tensor *t = net.graph->first_param; t; t = t->next)
        for (int i = 0; i < t->rows * t->cols; i++) {
            char name[64];
            snprintf(name, sizeof name, "∂C/∂ %s %d,%d", t->name, i / t->cols,
                     i % t->cols);
            report_knob(c, name, *h++, t->grad[i], cost_of, &at, &t->data[i]);
        }
    report_end(c);
    graph_free(net.graph);
}

static void tell(Chapter *c, const Points *own) {
    static Look look[LOOKS];
    double inner[SEEDS], outer[SEEDS];
    a_line(c);
    column_and_rows(c);
    the_record(c);
    stored_or_applied(c);
    Rng r = rng_new(1);
    Points corner = points_xor(4, 0, &r);
    Figure *maps = open_maps(c, "ch10_xor");
    one_neuron_fails(c, &corner, maps);
    two_neurons_do(c, &corner, maps);
    figure_close(c, maps);
    how_many_starts(c, &corner);
    fences(c);
    any_curve(c);
    Mlp spiral = four_sets(c, own, look, inner, outer);
    the_boundary_bends(c, look, inner, outer);
    what_each_sees(c, &spiral);
    graph_free(spiral.graph);
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
        printf("你的 %d 个点代替了螺旋的点，正文说的却是螺旋。\n\n", own.n);
    }
    tell(&c, &own);
    points_free(&own);
    return chapter_end(&c);
}
