/*
# 第 14 章：它学到了什么

**这一章的问题。** 第一篇文章希望：第一个隐藏层找到短边，第二个找到圆圈和笔画，
最后一层找到数字。我们的网络，100 幅图像认对 93 幅。它是这样认的吗？读完这一章，
你会在十个网络上量过这件事，每次旁边都有对照，说明这样的测量有多可靠；还会问它
们：在噪声里看见什么，能不能学会胡说，最喜欢什么样的图，以及什么样的图骗得了它
们。

请对照第一篇文章（A1-10 和 A1-12 这两条，以及提醒 E5）来读。用 `make ch14` 运
行。正文里的数，是在真正的 MNIST（`make mnist`）上量到的。

**本章要点** 第一篇文章希望第一层找到短边，第二层找到圆圈和笔画。我们用数字来检
验，每次都有对照：权重图像边的程度，只比随机混在一起的图像高一点；“圆圈神经元”没
有多到能排除巧合。给它看噪声，它有时自信地说是某个数字，有时十个输出都不到一半；
乱标签也能背下来；沿梯度的符号轻轻一推，就能骗过它，同样大小的随机改动几乎没有作
用。

**新词**

噪声图像 (noise image)
: 784 个像素全凭运气的图像：随机取值，或者随机打乱。

对照 (control)
: 在知道答案的地方，做同样的测量：对我们自己的边，应当得到 100。

p 值 (p-value)
: 单凭运气，有多大机会得到这么多或者更多。抛 3 次硬币，3 次正面：p = 1/8。

对输入的梯度 (input gradient)
: ∂C/∂图像，784 个像素各有一个斜率。权重保持不动。

对抗样本 (adversarial example)
: 只改了一点点的图像，比如每个像素改 `0.05`，回答就错了。
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, UNITS = 16, SEEDS = 5 };

static double climb = 0.2, nudge_step = 0.01;

static const Option knobs[] = {
    {"--climb", KNOB_NUMBER, &climb, 0.01, 2,
     "length of a step of a dream, uphill", "“做梦”时每一步上坡的长度"},
    {"--nudge", KNOB_NUMBER, &nudge_step, 0.001, 0.05,
     "how far each pixel moves in a step of a nudge", "推一步时每个像素的改动"},
    {0}};

/*
## 先做检验

后面要转的旋钮，是我们到现在还没有碰过的：像素。用第 9 章的 δ 手算，它们的斜率是
(W¹)ᵀδ¹，因为图像只通过 W¹a 起作用。
*/

// 图像 b 的 ∂C/∂图像 [1, PIXELS]，手算；成本是 half_squares。
static const real *input_gradient_by_hand(const Mlp *m, const Batch *b) {
    Tensor *a[4] = {b->x};
    for (int k = 0; k < 3; k++)
        a[k + 1] = t_sigmoid(t_linear(a[k], m->weight[k], m->bias[k]));
    Tensor *slope = t_sub(a[3], b->y);  // ∂C/∂a，一行
    for (int k = 3; k > 0; k--) {
        Tensor *delta = t_mul(slope, t_sub(a[k], t_square(a[k])));
        slope = t_matmul(delta, m->weight[k - 1]);  // (Wᵀδ)ᵀ
    }
    return slope->data;
}

/*
→ 检验：手算 = 计算带 = 数值

## 十个网络

十个都是第一篇文章的网络，784-16-16-10，成本和学习率同第 13 章，学十轮。五个像文
章那样出发，权重的标准差是 1。另外五个从 1/√n 出发，n 是输入的个数：起点这么小，
学到的东西很快就把它盖住了，这对文章的希望最有利。

→ 十个网络

## 有边吗？

第 5 章有一条边：一条权重的带子，两侧镶着负的权重。我们取这种边，再取一种，从负
一步跳到正；每种两个长度，八个方向，放在 400 个位置上：一共 12,800 条边。一幅权
重图有多少像其中的一条？把两者都看作 784 个数的箭头，取夹角余弦的平方（第 3
章）：图就是那条边，得 100；毫不相干，得 0。
*/

// 把 784 个数的图看作箭头：它和一条边夹角余弦的平方，满分 100。边有 n 个像素，
// 别处是 0。
static double explains(const real *picture, int n, const int *pixel,
                       const double *edge) {
    double dot = 0, own = 0, all = 0;
    for (int i = 0; i < n; i++) {
        dot += edge[i] * (double)picture[pixel[i]];
        own += edge[i] * edge[i];
    }
    for (int i = 0; i < PIXELS; i++)
        all += (double)picture[i] * (double)picture[i];
    return all > 0 ? 100 * dot * dot / (own * all) : 0;
}

/*
100 里有 20，算多吗？不先在知道答案的地方量一量，这个数就什么也说明不了。所以有
两种对照。一种*是*边：我们的一条；另外八十条，位置、方向和大小都自取；以及这八十
条加上噪声，边是 1 的地方，噪声的标准差是 ½。另一种不是边：图像的混合。走一步，
神经元的权重就加上 -η·δ·a（第 9 章），而 a 就是图像；所以神经元学到的东西，*就
是*许多图像各乘一个数再加起来。我们拿一千幅图像，各乘一个随机数，加起来，再减去
它们的平均。图像由笔画组成，这样的和也就有笔画，可是它什么也没有学过。

→ 有边吗？

![图 14.1：第一行是对照：我们的边，另一条边，加了噪声的同一条边，三个随机的混
合。下面是第一层的十二个神经元，小起点，种子 1：绿色赞成，红色反对。每幅下面写
着，一条边能解释其中的多少。](ch14_weights)

单独在图里的一条边，不管在哪里、有多大，都得到 `28.8` 或者更多；加了噪声，是
`5.1` 到 `22.5`。所以这个办法找得到单独的边，找不到别的。小起点的神经元得到
`11.9` 到 `33.2`，中位数是 `20.6`。看上去有点名堂，而且在有些神经元里，我们确实
看见一小段笔画，正如文章所希望的。可是随机的混合也得到 `10.3` 到 `34.6`，中位数
是 `16.7`。两边各取一个来比：100 对里有 `66` 对是神经元更像边，而 50 对就是没有
差别；各个神经元要是互相独立，单凭运气很少有这么多。所以，神经元里的边，比图像里
的笔画自然带来的要多，只是多不了多少。从文章的起点出发，就更少，因为起点的噪声还
留在那里。

## 有圆圈吗？

再看第二个隐藏层。0、6、8、9 有圆圈；1、2、3、5、7 没有（4 可以有，所以不算
它）。如果一个神经元对每个有圆圈的数字，平均激活值都比对任何一个没有圆圈的高，就
叫它圆圈神经元。（都比它们低也算：神经元可以用“不”来回答。）
*/

// mean [CLASSES]：一个神经元对每个数字的平均。是不是每个有圆圈的数字都比别的更
// 能点亮它，或者都更不能？
static bool is_loop_unit(const double *mean) {
    static const int loop[4] = {0, 6, 8, 9}, other[5] = {1, 2, 3, 5, 7};
    int more = 0, less = 0;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 5; k++) {
            more += mean[loop[i]] > mean[other[k]];
            less += mean[loop[i]] < mean[other[k]];
        }
    return more == 4 * 5 || less == 4 * 5;
}

/*
单凭运气会怎样？九个数字里选四个，有 126 种选法；其中有两种，这四个正好是最高的
或者最低的。所以，对圆圈一无所知的神经元，通过的概率是 p = 2/126；八十个神经元
里，平均通过 `1.3` 个。假如通过了 3 个：这算多吗？n 个里恰好通过 i 个的概率是“n
选 i”·pⁱ·(1-p)ⁿ⁻ⁱ，从 3 起全部加起来，就是 **p 值**：单凭运气，有多大机会做得一
样好。要说“比运气多”，它必须很小。对照是一个非通过不可的“神经元”：输出
0、6、8、9 加起来。
*/

// n 个里通过 k 个或更多的概率，每一个通过的概率是 p。
static double p_value(int k, int n, double p) {
    double sum = 0, exactly = m_pow(1 - p, n);  // n 个里通过 i 个，从 i = 0 起
    for (int i = 0; i <= n; i++) {
        sum += i >= k ? exactly : 0;
        exactly *= (n - i) * p / ((i + 1) * (1 - p));
    }
    return sum;
}

/*
→ 有圆圈吗？

![图 14.2：第二隐藏层的 16 个神经元，对每个数字的平均激活值；小起点，种子 1。有
圆圈的数字排在左边。](ch14_units)

对照在每个网络里都通过了。160 个神经元里通过了 `5` 个，p 值是 `0.11`：我们不能说
有圆圈神经元。点亮一个神经元的几个数字，并没有一个我们叫得出名字的共同部分；换一
个网络，又是另外几个数字。成本要的是正确的回答，不是圆圈。

## 噪声

一幅根本不是数字的图，网络会怎么说？通常的噪声，是让每个像素在 0 到 1 之间随机取
值。可是这样的一页，一半是墨，而图像里墨只占八分之一；所以旁边再放一种：把真实图
像的像素打乱，墨一样多，却没有什么可认的。对照就是原来的图像。有一个输出超过
`0.9`，意思是“就是这个数字”。十个 sigmoid 也可以说“都不是”：没有一个输出超过
`0.5`。

→ 噪声

![图 14.3：100 幅图像里，网络对多少幅说是某个数字，对多少幅说都不是：十个网络，
每个一点。](ch14_noise)

真实的图像，100 幅里有 `82.1` 到 `87.7` 幅得到超过 `0.9` 的输出；墨一样多的噪
声，有 `17.8` 到 `35.9` 幅，而那里没有一处有什么可认的。对这种噪声说“都不是”的，
有 `22.2` 到 `40.8` 幅。对均匀噪声，一切取决于种子：`0` 到 `53` 幅被说成某个数
字。原因在最后几行，那里是第一层的加权和偏了多少：墨让每个加权和都移动了大约一个
标准差（`1.05`，以图像带来的标准差为准），而且总是朝同一边；又因为 784 个像素各
取各的，和里随机的部分大多抵消了。所以在网络看来，所有均匀噪声的页差不多是同一
页：取中位数，100 页里有 `80.2` 页得到*同一个*回答。没有人教过它看见灰色该怎么
答；这是学别的东西时顺带留下的。

## 背下来的胡话

网络要答对，就非得*找到*什么不可吗？把 500 幅训练图像的标签打乱，就没有什么可找
的了。五个网络学这些，五个学真标签；然后都来认 1,000 幅没见过的图像。

→ 背下来的胡话

![图 14.4：学真标签和学打乱的标签，认对的图像有多少：五个网络的中位数，以及从最
低到最高的带子。](ch14_labels)

有 13,002 个旋钮，打乱的标签每 100 个背得下来 `87.8` 到 `90.2` 个，只是比真标签
来得晚。对没见过的图像，这毫无用处：`8.3` 到 `12.0`，等于瞎猜。所以成本低，只说
明它知道*回答*，并不说明它是怎么知道的。（2017 年，Zhang 等人表明，大的网络能学
会一百万个这样的标签。）

## 它最喜欢什么样的图

现在转动像素。从空白的一页出发，朝着一个输出所说的往上坡走：沿 ∂z/∂图像走 200
步，步长 `0.2`，每个像素都限制在 0 到 1。（往上走的是加权和 z，不是 a：a 接近 0
的地方，σ′ 会让我们走不动。）
*/

static real inside(real x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

// x [PIXELS]：输出 `digit` 最喜欢的图。
static void dream(Learner *l, int digit, real *x) {
    real wish[CLASSES] = {0};
    wish[digit] = 1;
    memset(x, 0, PIXELS * sizeof *x);  // 空白的一页
    for (int step = 0; step < 200; step++) {
        GraphMark mark = graph_mark(l->graph);
        Tensor *image = t_input(l->graph, 1, PIXELS, x);
        Tensor *z = mlp_forward(&l->mlp, image);
        t_backward(t_sum(t_mul(z, t_const(l->graph, 1, CLASSES, wish))));
        double squares = 1e-30;
        for (int i = 0; i < PIXELS; i++)
            squares += (double)(image->grad[i] * image->grad[i]);
        real far = (real)(climb / sqrt(squares));
        for (int i = 0; i < PIXELS; i++)
            x[i] = inside(x[i] + far * image->grad[i]);
        graph_rewind(l->graph, mark);
    }
}

/*
小起点的五个网络，对每个数字各做一个梦。别的网络来认这些梦；作为对照，所有网络都
来认每个数字的平均图像。

→ 它最喜欢什么样的图

![图 14.5：第一个网络的每个输出最喜欢的图，以及它看到后的回答；小图是那个数字的
平均图像。](ch14_dream)

做梦的网络，把握和看到一个写得好的数字一样大，而我们看到的只是些笔画的碎片，谁也
不会那样写。然而*别的*网络，神经元很不一样，却把 200 个梦里的 `194` 个认成了原来
的意思。它们有什么共同之处？第二张表用余弦来比较图像，和上面一样；先减去墨的平
均，否则大家都差不多，因为大半都是纸。两个网络对同一个数字的梦，相似程度的中位数
是 `0.52`；对两个不同数字的梦，是 `0.17`：哪里的墨支持哪个数字，它们的看法是一致
的。这看法来自图像：一个梦和自己那个数字的平均图像也同样相近，是 `0.52`；和别的
数字的，是 `0.28`。

## 骗过它的一推

最后，从一幅真实的图像出发，沿成本往上坡走。每走一步，每个像素沿 ∂C/∂图像的符号
移动 `0.01`，所以五步以后，没有一个像素的改动超过 `0.05`。（这个办法来自
Goodfellow、Shlens 和 Szegedy，2014 年。）
*/

// x [PIXELS] 是标签为 label 的图像：∂C/∂x 写进 g [PIXELS]。
static void input_gradient(Learner *l, const real *x, const uint8_t *label,
                           real *g) {
    real y[CLASSES] = {0};
    y[*label] = 1;
    GraphMark mark = graph_mark(l->graph);
    Batch b = {1, t_input(l->graph, 1, PIXELS, x),
               t_const(l->graph, 1, CLASSES, y), label};
    t_backward(learner_cost(l, &b));
    memcpy(g, b.x->grad, PIXELS * sizeof *g);
    graph_rewind(l->graph, mark);
}

// 每个像素移动得一样多，升还是降，看 `way` 的符号。
static void nudge(real *x, const real *way) {
    for (int i = 0; i < PIXELS; i++)
        x[i] += (real)nudge_step * (real)((way[i] > 0) - (way[i] < 0));
}

/*
作为比较，同样的步子沿随机的符号走，符号对每幅图像只抽一次。应该得到什么？设 g
是对输入的梯度，每个像素推 ±ε，合起来的一推 Δ 让成本大约变化 Σ gΔ。沿着 g 的符
号，784 项每一项都出力：ε·Σ|g|。随机的符号，有升有降，互相抵消，剩下的大约是
ε·√Σg²。如果所有的 |g| 都相等，前者就是后者的 784/√784 = 28 倍。

→ 骗过它的一推

![图 14.6：左边：一幅图像，推五步的改动（像素限制在 0 到 1），以及两者之和；绿色
是加墨，红色是减墨。右边：原来认对的 100 幅图像，像素移动这么远以后，有多少幅认
错了。](ch14_fooled)

每个像素动 `0.05`，我们几乎看不出来，100 幅里就有 `21.9` 幅成了对抗样本；动
`0.1`，有 `54.7` 幅：这是居中的那个网络，像素像图像的像素一样，限制在 0 到 1。要
和运气比，就不加限制。这时是 `32.4` 幅和 `66.3` 幅，而随机地动 `0.1` 只骗过
`1.1` 幅。这些梯度的 Σ|g| 是 √Σg² 的 `17.9` 倍。所以随机地动 `0.2`，效果应该和沿
符号动 `0.01` 差不多，或者只有一半，因为它也可能推向另一边：前者骗过 `3.7` 幅，
后者 `5.3` 幅。偶然的改动没有危险，危险的是梯度：784 处改动，每一处都微不足道，
却全都把加权和推向同一边。

最后一列是一个陷阱。那里的像素受了限制，随机的 `0.2` 竟骗过了 `31.9` 幅。可是大
多数像素是纸：它们的移动有一半在边界上作废，另一半全是加墨。那就不再是随机的一推
了，而是一层灰纱。

→ 正文里的数

## 我们偷了哪些懒

我们的办法找不到噪声里的边。十六个神经元，十轮，都很少。专为图像设计的网络，神经
元只看一小块，而且到处用同样的权重；在那里，第一层里*确实*找到了边：文章的希望并
不傻，只是这个网络太简单，做不到。p 值把各个神经元看作互相独立，而同一个网络里的
神经元并不独立。

## 练习

`make ex14` 写出要你改的文件，并检查你的答案；`make hint14` 给提示。

- **14a** 比运气好吗？单凭运气，有多大机会把两组数分得这么开。
- **14b** 所有像素一起推，最少推多少，一个神经元的回答就变了。

下一章：更好的成本，更好的起点，更多的层。`make ch15`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10, NETS = 2 * SEEDS };
static Dataset train, test;
static const char *const starts[] = {"小", "文章"};

// 正文说到的数；每一节添上自己的。
static struct {
    double right, edge, mixture, surer, loops, real_sure, ink_sure, ink_none;
    double by_heart, unseen, agree, alike, unlike;
    double fooled_5, fooled_10, random_10, times;
} found;

static Recipe recipe_of(Init init) {
    return (Recipe){.hidden = {2, {UNITS, UNITS}}, .init = init, .rate = 3};
}

static double larger(double a, double b) { return a > b ? a : b; }

// a [n, CLASSES]：网络对图像 x [n, PIXELS] 的回答。
static void ask(const Learner *l, const real *x, int n, real *a) {
    GraphMark mark = graph_mark(l->graph);
    Tensor *image = t_const(l->graph, n, PIXELS, x);
    Tensor *says = t_sigmoid(mlp_forward(&l->mlp, image));
    memcpy(a, says->data, (size_t)(n * CLASSES) * sizeof *a);
    graph_rewind(l->graph, mark);
}

static int answer(const real *a, int i) {
    return argmax(a + i * CLASSES, CLASSES);
}

// x [PIXELS]：数据集里的一幅图像。
static void image_of(const Dataset *d, int i, real *x) {
    for (int p = 0; p < PIXELS; p++)
        x[p] = (real)(d->image[i * PIXELS + p] / 255.0);
}

// 画图用的一组数：放在这个位置的图。
static void draw(Figure *f, int place, const real *picture) {
    figure_block(f, "picture", "place column row value");
    for (int i = 0; i < PIXELS; i++)
        figure_row(f, place, i % SIDE, i / SIDE, picture[i]);
}

/* ---- 检验 --------------------------------------------------------------- */

static real numeric(OnBatch *k, real *pixel) {
    return central_difference(cost_on_batch, k, pixel, difference_step(*pixel));
}

static void check(Chapter *c, const Recipe *unused) {
    (void)unused;
    Recipe r = recipe_of(INIT_LECUN);
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 1);
    OnBatch k = {&l, &b};
    const real *hand = input_gradient_by_hand(&l.mlp, &b);
    b.x = t_input(l.graph, 1, PIXELS, b.x->data);  // 这回带着梯度
    real *pixel = b.x->data, *slope = b.x->grad;   // 各有 [PIXELS]
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    for (int row = 0; row < 2; row++) {
        int i = row ? argmax(pixel, PIXELS) : 0;
        report_row(c, row ? "墨最浓的像素" : "角上的像素", (double)hand[i],
                   (double)slope[i], (double)numeric(&k, &pixel[i]));
    }
    size_t worst, agree;  // 对像素做 report_params 对参数做的事
    agree = check_gradient(cost_on_batch, &k, pixel, slope, PIXELS, &worst);
    report_many(c, "全部，数值与计算带", PIXELS, agree,
                fabs((double)(numeric(&k, &pixel[worst]) - slope[worst])));
    double off = 0;
    for (int i = 0; i < PIXELS; i++)
        off = larger(off, fabs((double)(hand[i] - slope[i])));
    agree = off <= 10 * (double)REAL_EPSILON ? PIXELS : 0;
    report_many(c, "全部，手算与计算带", PIXELS, agree, off);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- 边 ----------------------------------------------------------------- */

// 有哪些图，每种多少幅：应该有边的，不该有的，和神经元。
enum { KINDS = 6, BARS = 80, NOISY = 2, MIXED = 3, SMALL = 4 };
static const char *const kind_name[KINDS] = {
    "我们的一条边", "别的边",         "同样的，加噪声",
    "图像的混合",   "神经元，小起点", "神经元，文章的起点"};
static const int kind_count[KINDS] = {1,    BARS,         BARS,
                                      BARS, SEEDS *UNITS, SEEDS *UNITS};
enum { PICTURES = 1 + 3 * BARS + NETS * UNITS };
static real picture[PICTURES][PIXELS];

// 它的中点，方向，半长和宽，以及它是从负到正的一跳，还是镶着负边的一道。
typedef struct Edge {
    double row, col, angle, half, width;
    bool step;
} Edge;

// 填好它的像素和权重，返回有几个。
static int make_edge(Edge e, int *pixel, double *weight) {
    double sine, cosine;
    int n = 0;
    m_sincos(e.angle, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        double x = i % SIDE - e.col, y = i / SIDE - e.row;
        double u = x * cosine + y * sine, v = y * cosine - x * sine;
        double border = e.width / 2 + 2;
        if (u < -e.half || u >= e.half || v < -border || v >= border)
            continue;
        bool in = v >= -e.width / 2 && v < e.width / 2;
        pixel[n] = i;
        weight[n++] = e.step ? (v < 0 ? -1 : 1) : in ? 1 : -0.75;
    }
    return n;
}

// 12,800 条里的第 `at` 条：两种，两个长度，八个方向，400 个位置。
static Edge edge_number(int at) {
    int kind = at / 400, place = at % 400;
    return (Edge){4 + place / 20,
                  4 + place % 20,
                  (kind >> 2) * 3.14159265358979323846 / 8,
                  kind & 2 ? 6 : 3,
                  3,
                  kind & 1};
}

// share[p]：一条边最多能解释图 p 的多少。
static void find_edges(int stride, double *share) {
    int pixel[PIXELS];
    double weight[PIXELS];
    for (int p = 0; p < PICTURES; p++)
        share[p] = 0;
    for (int at = 0; at < 12800; at += stride) {
        int n = make_edge(edge_number(at), pixel, weight);
        for (int p = 0; p < PICTURES; p++)
            share[p] = larger(share[p], explains(picture[p], n, pixel, weight));
    }
}

static void put_edge(Edge e, real *x) {
    int pixel[PIXELS];
    double weight[PIXELS];
    for (int i = make_edge(e, pixel, weight) - 1; i >= 0; i--)
        x[pixel[i]] = (real)weight[i];
}

// 一条不比我们的差的边，位置、方向和大小都是自己的。
static Edge any_edge(Rng *r) {
    return (Edge){5 + 18 * rng_uniform(r),
                  5 + 18 * rng_uniform(r),
                  3.14159265358979323846 * rng_uniform(r),
                  2.5 + 4 * rng_uniform(r),
                  2 + 2 * rng_uniform(r),
                  rng_below(r, 2) == 1};
}

// 走一步，神经元的权重加上的是图像的混合：这里是随机混成的一个，用一千幅图像，
// 减去它们的平均。
static void mix(Rng *r, real *x) {
    static double mean[PIXELS];
    int n = train.count < 1000 ? train.count : 1000;
    double sum = 0;
    memset(mean, 0, sizeof mean);
    for (int p = 0; p < PIXELS; p++)
        x[p] = 0;
    for (int i = 0; i < n; i++) {
        double much = rng_normal(r);
        sum += much;
        for (int p = 0; p < PIXELS; p++) {
            x[p] += (real)(much * train.image[i * PIXELS + p]);
            mean[p] += (double)train.image[i * PIXELS + p] / n;
        }
    }
    for (int p = 0; p < PIXELS; p++)
        x[p] -= (real)(sum * mean[p]);
}

static void fill_pictures(const Trials *t, uint64_t seed) {
    Rng r = rng_new(seed + 500);
    real(*x)[PIXELS] = picture;
    put_edge((Edge){8, 14, 0, 6, 3, false}, *x++);
    for (int k = 0; k < BARS; k++)
        put_edge(any_edge(&r), *x++);
    for (int k = 0; k < BARS; k++, x++)
        for (int i = 0; i < PIXELS; i++)
            (*x)[i] = x[-BARS][i] + (real)(0.5 * rng_normal(&r));
    for (int k = 0; k < BARS; k++)
        mix(&r, *x++);
    for (int k = 0; k < NETS; k++, x += UNITS)
        memcpy(x, t->trial[k].learner.mlp.weight[0]->data,
               sizeof picture[0] * UNITS);
}

// 这边一个和那边一个配成对，每 100 对里，有多少对是这边的大？
static double of_pairs(const double *these, int n, const double *those, int m) {
    double more = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            more += these[i] > those[k];
    return 100 * more / n / m;
}

// 六个对照，和第一个网络最前面的神经元。
static void draw_weights(Chapter *c, const double *share) {
    enum { SHOWN = 18 };
    static const int control[6] = {
        0, 1, 1 + BARS, 1 + 2 * BARS, 2 + 2 * BARS, 3 + 2 * BARS};
    Figure *f = figure_open(c, "ch14_weights", "place share");
    int which[SHOWN];
    for (int k = 0; k < SHOWN; k++) {
        which[k] = k < 6 ? control[k] : 1 + 3 * BARS + k - 6;
        figure_row(f, k, share[which[k]]);
    }
    for (int k = 0; k < SHOWN; k++)
        draw(f, k, picture[which[k]]);
    figure_close(c, f);
}

static void edges(Chapter *c, const Trials *t) {
    static double share[PICTURES], sorted[PICTURES];
    const double *from[KINDS];
    int stride = c->quick ? 7 : 1;
    chapter_section(c, "有边吗？");
    chapter_predict(c, "神经元的权重里，最像的那条边占多少？");
    printf("第一层每个神经元的权重，与 %d 条边相比：\n\n",
           (12800 + stride - 1) / stride);
    fill_pictures(t, c->seed);
    find_edges(stride, share);
    draw_weights(c, share);
    memcpy(sorted, share, sizeof share);
    Table u = table_begin("一条边能解释，满分 100 | 图 | 最低 | 中位数 | 最高",
                          "%-25s | %8d | %6.1f | %6.1f | %7.1f");
    for (int k = 0, at = 0; k < KINDS; at += kind_count[k++]) {
        Spread of = spread_of(sorted + at, kind_count[k]);
        table_row(&u, kind_name[k], kind_count[k], SPREAD(of));
        from[k] = share + at;
        found.edge = k == SMALL ? of.median : found.edge;
        found.mixture = k == MIXED ? of.median : found.mixture;
    }
    table_end(&u);
    printf("小起点的神经元和随机的混合配对，"
           "神经元更像边的有 %.0f 对（共 100 对）；\n"
           "和加了噪声的边配对，有 %.0f 对。\n\n",
           found.surer =
               of_pairs(from[SMALL], SEEDS * UNITS, from[MIXED], BARS),
           of_pairs(from[SMALL], SEEDS * UNITS, from[NOISY], BARS));
}

/* ---- 圆圈 --------------------------------------------------------------- */

// 一层神经元的，或者输出的：对每个数字的平均。
typedef struct Lit {
    const Mlp *m;
    int layer;
    double mean[UNITS][CLASSES];
    int count[CLASSES];
} Lit;

static void add_up(void *context, const Batch *b, int from) {
    Lit *lit = context;
    Tensor *a = b->x;
    (void)from;
    for (int k = 0; k < lit->layer; k++)
        a = t_sigmoid(t_linear(a, lit->m->weight[k], lit->m->bias[k]));
    for (int i = 0; i < b->n; i++) {
        for (int u = 0; u < a->cols; u++)
            lit->mean[u][b->label[i]] += (double)a->data[i * a->cols + u];
        lit->count[b->label[i]]++;
    }
}

static Lit means_of(const Learner *l, int layer) {
    Lit lit = {.m = &l->mlp, .layer = layer};
    dataset_visit(&test, l->graph, add_up, &lit);
    for (int u = 0; u < UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            lit.mean[u][d] /= lit.count[d] > 0 ? lit.count[d] : 1;
    return lit;
}

static void draw_means(Chapter *c, const Lit *lit) {
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int u = 0; u < UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            figure_row(f, d, u, lit->mean[u][d]);
    figure_close(c, f);
}

static void loops(Chapter *c, const Trials *t) {
    int pass[2] = {0, 0}, detectors = 0;
    chapter_section(c, "有圆圈吗？");
    chapter_predict(c, "160 个神经元里，有几个把有圆圈的数字都放在一边？");
    for (int k = 0; k < NETS; k++) {
        const Learner *l = &t->trial[k].learner;
        Lit lit = means_of(l, 2), last = means_of(l, 3);
        if (k == 0)
            draw_means(c, &lit);
        for (int u = 0; u < UNITS; u++)
            pass[k / SEEDS] += is_loop_unit(lit.mean[u]);
        double sum[CLASSES];
        for (int d = 0; d < CLASSES; d++)
            sum[d] = last.mean[0][d] + last.mean[6][d] + last.mean[8][d] +
                     last.mean[9][d];
        detectors += is_loop_unit(sum);
    }
    const int n = SEEDS * UNITS;
    const int of[] = {n, n, 2 * n, NETS};
    const int passed[] = {pass[0], pass[1], pass[0] + pass[1], detectors};
    static const char *const name[] = {"神经元，小起点", "神经元，文章的起点",
                                       "全部神经元", "对照：输出 0、6、8、9"};
    Table u = table_begin("什么 | 总数 | 通过 | 单凭运气 | p 值",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    for (int k = 0; k < 4; k++)
        table_row(&u, name[k], of[k], passed[k], of[k] * 2 / 126.0,
                  p_value(passed[k], of[k], 2 / 126.0));
    table_end(&u);
    found.loops = p_value(passed[2], of[2], 2 / 126.0);
}

/* ---- 噪声 --------------------------------------------------------------- */

enum { MANY = 1000, PAGES = 3 };
static real page[PAGES][MANY * PIXELS];  // 真实图像，均匀噪声，墨量相同
static const char *const page_name[PAGES] = {"真实图像", "均匀噪声",
                                             "同样多的墨"};

static int fill_pages(uint64_t seed) {
    int n = test.count < MANY ? test.count : MANY, order[PIXELS];
    Rng r = rng_new(seed + 600);
    for (int i = 0; i < n; i++) {
        image_of(&test, i, page[0] + i * PIXELS);
        for (int p = 0; p < PIXELS; p++) {
            page[1][i * PIXELS + p] = (real)rng_uniform(&r);
            order[p] = p;
        }
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[2][i * PIXELS + p] = page[0][i * PIXELS + order[p]];
    }
    return n;
}

// 每 100 页：有一个输出超过 0.9；没有一个过半；最常见的回答。
typedef struct Said {
    double sure, none, same;
} Said;

static Said said_to(const Learner *l, const real *x, int n) {
    static real a[MANY * CLASSES];
    int count[CLASSES] = {0};
    Said s = {0, 0, 0};
    ask(l, x, n, a);
    for (int i = 0; i < n; i++) {
        double most = (double)a[i * CLASSES + answer(a, i)];
        s.sure += most > 0.9 ? 100.0 / n : 0;
        s.none += most <= 0.5 ? 100.0 / n : 0;
        count[answer(a, i)]++;
    }
    for (int d = 0; d < CLASSES; d++)
        s.same = larger(s.same, 100.0 * count[d] / n);
    return s;
}

// 第一层的加权和在这些页上偏了多少：它们的平均离图像上的平均多远，以图像上的标
// 准差为单位；对各个神经元取平均。
static double sums_off(const Learner *l, const real *pages, int n) {
    GraphMark mark = graph_mark(l->graph);
    Tensor *w = l->mlp.weight[0], *b = l->mlp.bias[0];
    const real *z = t_linear(t_const(l->graph, n, PIXELS, page[0]), w, b)->data;
    const real *y = t_linear(t_const(l->graph, n, PIXELS, pages), w, b)->data;
    double off = 0;
    for (int u = 0; u < UNITS; u++) {
        double mean = 0, squares = 0, other = 0;
        for (int i = 0; i < n; i++) {
            double v = (double)z[i * UNITS + u];
            mean += v / n, squares += v * v / n;
            other += (double)y[i * UNITS + u] / n;
        }
        off += fabs(other - mean) / sqrt(larger(squares - mean * mean, 1e-18));
    }
    graph_rewind(l->graph, mark);
    return off / UNITS;
}

static void noise(Chapter *c, const Trials *t) {
    enum { WHAT = 4 };
    static double x[PAGES][WHAT][NETS];
    int n = fill_pages(c->seed);
    chapter_section(c, "噪声");
    chapter_predict(
        c, "100 幅噪声图像，多少幅有一个输出超过 0.9？多少幅没有一个过半？");
    Figure *f = figure_open(c, "ch14_noise", NULL);
    figure_numbers(f, "over", 2, (double[]){0.9, 0.5});
    for (int p = 0; p < PAGES; p++)
        draw(f, p, page[p]);
    for (int p = 0; p < PAGES; p++) {
        figure_block(
            f,
            (const char *[]){"real images", "uniform noise", "the same ink"}[p],
            "net sure none");
        for (int k = 0; k < NETS; k++) {
            const Learner *l = &t->trial[k].learner;
            Said s = said_to(l, page[p], n);
            x[p][0][k] = s.sure, x[p][1][k] = s.none, x[p][2][k] = s.same;
            x[p][3][k] = sums_off(l, page[p], n);
            figure_row(f, k, s.sure, s.none);
        }
    }
    figure_close(c, f);
    printf("每 100 幅图像，由十个网络来看：\n\n");
    static const char *const what[] = {"有一个超过 0.9", "没有一个超过 0.5",
                                       "最常见的回答", "（和偏多少，层 1）"};
    Table u = table_begin("回答 | 图像 | 最低 | 中位数 | 最高",
                          "%-20s | %-13s | %6.3g | %6.3g | %7.3g");
    for (int i = 0; i < WHAT; i++)
        for (int p = 0; p < PAGES; p++) {
            Spread a = spread_of(x[p][i], NETS);
            table_row(&u, p ? "" : what[i], page_name[p], SPREAD(a));
        }
    table_end(&u);
    found.real_sure = x[0][0][NETS / 2], found.ink_sure = x[2][0][NETS / 2];
    found.ink_none = x[2][1][NETS / 2];
}

/* ---- 胡话 --------------------------------------------------------------- */

enum { FEW = 500, LONG = 200 };

static Dataset shuffle_labels(Dataset d, uint64_t seed) {
    static uint8_t label[FEW];
    int order[FEW];
    Rng r = rng_new(seed + 700);
    for (int i = 0; i < d.count; i++)
        order[i] = i;
    rng_shuffle(&r, order, d.count);
    for (int i = 0; i < d.count; i++)
        label[i] = d.label[order[i]];
    d.label = label;
    return d;
}

static void nonsense(Chapter *c, int threads) {
    Dataset few = dataset_part(&train, 0, FEW),
            others = dataset_part(&test, 0, MANY),
            shuffled = shuffle_labels(few, c->seed);
    Recipe r = recipe_of(INIT_LECUN);
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : LONG, &others);
    t.own = FEW;
    trials_add(&t, &r, &few);
    trials_add(&t, &r, &shuffled);
    chapter_section(c, "背下来的胡话");
    chapter_predict(c, "500 个打乱的标签，能学会多少个？");
    trials_run(c, &t, threads, "打乱的标签");
    printf("每 100 幅图像认对几幅，五个网络的中位数：\n\n");
    Table u = table_begin("轮|真标签：见过的|没见过|打乱的：见过的|没见过",
                          "%5d|%.1f|%.1f|%.1f|%.1f");
    Figure *f = figure_open(c, "ch14_labels",
                            "epoch low median high low median high low "
                            "median high low median high");
    figure_number(f, "images", few.count);
    for (int e = 0; e <= t.rounds; e += t.rounds < 5 ? 1 : 5) {
        Spread s[4];
        for (int k = 0; k < 4; k++)
            s[k] = trials_spread(&t, k / 2, e,
                                 k % 2 ? trial_right : trial_own_right);
        figure_row(f, e, SPREAD(s[0]), SPREAD(s[1]), SPREAD(s[2]),
                   SPREAD(s[3]));
        if (e <= 5 || e == 20 || e % 50 == 0)
            table_row(&u, e, s[0].median, s[1].median, s[2].median,
                      s[3].median);
    }
    figure_close(c, f);
    table_end(&u);
    Spread seen = trials_spread(&t, 1, t.rounds, trial_own_right);
    Spread unseen = trials_spread(&t, 1, t.rounds, trial_right);
    printf("最后，学打乱的标签：见过的认对 %.1f 到 %.1f 幅，"
           "没见过的 %.1f 到 %.1f 幅。\n\n",
           seen.low, seen.high, unseen.low, unseen.high);
    found.by_heart = seen.median, found.unseen = unseen.median;
    trials_free(&t);
}

/* ---- 梦 ----------------------------------------------------------------- */

static real dreams[SEEDS][CLASSES * PIXELS], typical[CLASSES * PIXELS];

static void fill_typical(void) {
    int count[CLASSES] = {0};
    static double sum[CLASSES * PIXELS];
    memset(sum, 0, sizeof sum);
    for (int i = 0; i < train.count; i++) {
        count[train.label[i]]++;
        for (int p = 0; p < PIXELS; p++)
            sum[train.label[i] * PIXELS + p] += train.image[i * PIXELS + p];
    }
    for (int p = 0; p < CLASSES * PIXELS; p++)
        typical[p] = (real)(sum[p] / 255 / larger(count[p / PIXELS], 1));
}

// 两幅图有多相似，从 -1 到 1：减去墨的平均以后的余弦。
static double alike(const real *x, const real *y) {
    double a = 0, b = 0, xy = 0, xx = 1e-30, yy = 1e-30;
    for (int i = 0; i < PIXELS; i++)
        a += (double)x[i] / PIXELS, b += (double)y[i] / PIXELS;
    for (int i = 0; i < PIXELS; i++) {
        double u = (double)x[i] - a, v = (double)y[i] - b;
        xy += u * v, xx += u * u, yy += v * v;
    }
    return xy / sqrt(xx * yy);
}

// 两个网络的梦配成对，同一个数字的，或者两个数字的；梦和平均图像，也是这样。
static void show_alike(void) {
    static const char *const name[] = {"同一数字的两个梦", "两个数字的梦",
                                       "梦与自己的平均图像",
                                       "梦与别的平均图像"};
    double x[4][1000];
    int n[4] = {0};
    for (int k = 0; k < SEEDS; k++)
        for (int d = 0; d < CLASSES; d++)
            for (int e = 0; e < CLASSES; e++) {
                const real *one = dreams[k] + d * PIXELS;
                for (int j = k + 1; j < SEEDS; j++)
                    x[d != e][n[d != e]++] = alike(one, dreams[j] + e * PIXELS);
                x[2 + (d != e)][n[2 + (d != e)]++] =
                    alike(one, typical + e * PIXELS);
            }
    Table t = table_begin("有多相似，从 -1 到 1|对|最低|中位数|最高",
                          "%-25s|%5d|%6.2f|%6.2f|%7.2f");
    for (int i = 0; i < 4; i++) {
        Spread s = spread_of(x[i], n[i]);
        table_row(&t, name[i], n[i], SPREAD(s));
        if (i < 2)
            *(i ? &found.unlike : &found.alike) = s.median;
    }
    table_end(&t);
}

static void dreaming(Chapter *c, const Trials *t) {
    enum { WHAT = 3 };
    static const char *const name[WHAT] = {"自己的梦", "别人的梦", "平均图像"};
    double sure[WHAT] = {0}, read[WHAT] = {0}, asked[WHAT] = {0};
    real a[CLASSES * CLASSES];
    chapter_section(c, "它最喜欢什么样的图");
    chapter_predict(c, "2 的梦，看上去像 2 吗？别的网络看呢？");
    fill_typical();
    for (int k = 0; k < SEEDS; k++)
        for (int d = 0; d < CLASSES; d++)
            dream(&t->trial[k].learner, d, dreams[k] + d * PIXELS);
    for (int k = 0; k < SEEDS * (SEEDS + 1); k++) {
        int dreamer = k / SEEDS, reader = k % SEEDS;
        const real *x = dreamer < SEEDS ? dreams[dreamer] : typical;
        int what = dreamer == reader ? 0 : dreamer < SEEDS ? 1 : 2;
        ask(&t->trial[reader].learner, x, CLASSES, a);
        for (int d = 0; d < CLASSES; d++) {
            asked[what]++;
            sure[what] += a[d * CLASSES + d] > (real)0.9;
            read[what] += answer(a, d) == d;
        }
        if (k == 0) {
            Figure *f = figure_open(c, "ch14_dream", "digit output alike");
            for (int d = 0; d < CLASSES; d++)
                figure_row(f, d, a[d * CLASSES + d],
                           alike(x + d * PIXELS, typical + d * PIXELS));
            for (int d = 0; d < CLASSES; d++)
                draw(f, d, x + d * PIXELS);
            for (int d = 0; d < CLASSES; d++)
                draw(f, d, typical + d * PIXELS);
            figure_close(c, f);
        }
    }
    Table u = table_begin("给网络看的|次数|认成原意|超过 0.9",
                          "%-18s|%5d|%11.0f|%8.0f");
    for (int i = 0; i < WHAT; i++)
        table_row(&u, name[i], asked[i], read[i], sure[i]);
    table_end(&u);
    show_alike();
    found.agree = 100 * read[1] / asked[1];
}

/* ---- 一推 --------------------------------------------------------------- */

enum { TRIED = 200, STEPS = 20, SHOWN = 5, WAYS = 4 };

// wrong[step]：网络原来认对的图像，每 100 幅里认错几幅。沿梯度还是随机；限制在
// 0 到 1 还是不限制。
static void walk(Learner *l, int n, bool by_chance, bool kept, uint64_t seed,
                 double *wrong) {
    Rng r = rng_new(seed + 800);
    double read = 0;
    memset(wrong, 0, (STEPS + 1) * sizeof *wrong);
    for (int i = 0; i < n; i++) {
        real x[PIXELS], way[PIXELS], a[CLASSES];
        image_of(&test, i, x);
        for (int p = 0; p < PIXELS; p++)
            way[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
        ask(l, x, 1, a);
        if (answer(a, 0) != test.label[i])
            continue;
        read++;
        for (int step = 1; step <= STEPS; step++) {
            if (!by_chance)
                input_gradient(l, x, &test.label[i], way);
            nudge(x, way);
            for (int p = 0; kept && p < PIXELS; p++)
                x[p] = inside(x[p]);
            ask(l, x, 1, a);
            wrong[step] += answer(a, 0) != test.label[i];
        }
    }
    for (int step = 0; step <= STEPS; step++)
        wrong[step] *= 100 / larger(read, 1);
}

// 沿梯度的符号，成本一开始上升 Σ|g|；沿随机的符号，大约变化 √Σg²。前者是后者的
// 几倍？
static Spread push_ratio(const Trials *t, int n) {
    static double x[SEEDS * TRIED];
    int all = 0;
    for (int k = 0; k < SEEDS; k++)
        for (int i = 0; i < n; i++) {
            real image[PIXELS], g[PIXELS];
            double sum = 0, squares = 1e-300;
            image_of(&test, i, image);
            input_gradient(&t->trial[k].learner, image, &test.label[i], g);
            for (int p = 0; p < PIXELS; p++) {
                sum += fabs((double)g[p]);
                squares += (double)g[p] * (double)g[p];
            }
            x[all++] = sum / sqrt(squares);
        }
    return spread_of(x, all);
}

// 推五步就骗得过网络的第一幅图像。
static void show_fooled(Chapter *c, Learner *l) {
    real x[PIXELS], old[PIXELS], g[PIXELS], before[CLASSES], after[CLASSES];
    int i = -1, was, is;
    do {
        image_of(&test, ++i, x);
        memcpy(old, x, sizeof x);
        ask(l, x, 1, before);
        for (int step = 0; step < SHOWN; step++) {
            input_gradient(l, x, &test.label[i], g);
            nudge(x, g);
            for (int p = 0; p < PIXELS; p++)
                x[p] = inside(x[p]);
        }
        ask(l, x, 1, after);
        was = answer(before, 0), is = answer(after, 0);
    } while ((was != test.label[i] || is == was) && i + 1 < test.count);
    printf("测试图像 %d：%d，%.3f；推五步以后：%d，%.3f。\n\n", i, was,
           (double)before[was], is, (double)after[is]);
    Figure *f = figure_open(c, "ch14_example", "was score is score");
    figure_row(f, was, before[was], is, after[is]);
    figure_block(f, "pixels", "column row before after");
    uint8_t new[PIXELS];
    for (int p = 0; p < PIXELS; p++) {
        new[p] = (uint8_t)(255 * x[p] + (real)0.5);
        figure_row(f, p % SIDE, p / SIDE, old[p], x[p]);
    }
    figure_close(c, f);
    text_images(2, (const uint8_t *[]){test.image + i * PIXELS, new}, SIDE,
                SIDE);
}

static void the_nudge(Chapter *c, const Trials *t) {
    static double wrong[WAYS][STEPS + 1][SEEDS];
    int n = dataset_part(&test, 0, c->quick ? TRIED / 4 : TRIED).count;
    chapter_section(c, "骗过它的一推");
    chapter_predict(
        c, "每个像素动 0.05：100 幅里有多少幅骗得过它，沿梯度的，和随机的？");
    for (int k = 0; k < SEEDS; k++)
        for (int way = 0; way < WAYS; way++) {
            double one[STEPS + 1];
            walk(&t->trial[k].learner, n, way % 2, way / 2,
                 c->seed + (uint64_t)k, one);
            for (int step = 0; step <= STEPS; step++)
                wrong[way][step][k] = one[step];
        }
    show_fooled(c, &t->trial[0].learner);
    printf("原来认对的图像，每 100 幅现在认错几幅；"
           "没有另外说明的，是五个网络的中位数。\n"
           "限制：像素不出 0 … 1。\n\n");
    Table u = table_begin("移动|梯度：最低|中位数|最高|随机|限制：梯度|随机",
                          "%8g|%16.1f|%6.1f|%7.1f|%6.1f|%14.1f|%6.1f");
    Figure *f = figure_open(c, "ch14_fooled",
                            "move low median high low median high kept");
    figure_number(f, "step", nudge_step);
    for (int step = 0; step <= STEPS; step++) {
        Spread s[WAYS];
        for (int way = 0; way < WAYS; way++)
            s[way] = spread_of(wrong[way][step], SEEDS);
        double far = step * nudge_step;
        figure_row(f, far, SPREAD(s[0]), SPREAD(s[1]), s[3].median);
        if (step <= 2 || step % 5 == 0)
            table_row(&u, far, SPREAD(s[0]), s[1].median, s[2].median,
                      s[3].median);
    }
    table_end(&u);
    figure_close(c, f);
    Spread ratio = push_ratio(t, n);
    printf("Σ|g| 是 √Σg² 的 %.1f 倍，这是 %d 个梯度的中位数；"
           "从 %.1f 到 %.1f。\n\n",
           ratio.median, SEEDS * n, ratio.low, ratio.high);
    found.times = ratio.median;
    found.fooled_5 = wrong[0][5][SEEDS / 2];
    found.fooled_10 = wrong[0][10][SEEDS / 2];
    found.random_10 = wrong[1][10][SEEDS / 2];
}

/* ---- 全部 --------------------------------------------------------------- */

static void ten_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "十个网络");
    trials_run(c, t, threads, "十个网络");
    Table u = table_begin("起点 | 每 100 幅认对：最低 | 中位数 | 最高",
                          "%-7s | %.2f | %.2f | %5.2f");
    for (int s = 0; s < 2; s++) {
        Spread of = trials_spread(t, s, t->rounds, trial_right);
        table_row(&u, starts[s], SPREAD(of));
    }
    table_end(&u);
    found.right = trials_spread(t, 0, t->rounds, trial_right).median;
}

static void claims(Chapter *c) {
    const Claim said[] = {
        {"小起点：五个的中位数", found.right, 92, 95, "%.0f"},
        {"居中的神经元，边有多少", found.edge, 12, 30, "%.0f"},
        {"居中的混合，边有多少", found.mixture, 12, 30, "%.0f"},
        {"圆圈神经元：p 值", found.loops, 0.05, 1, "%.2f"},
        {"神经元更像边，每 100 对", found.surer, 40, 80, "%.0f"},
        {"真实图像超过 0.9，中位数", found.real_sure, 80, 90, "%.0f"},
        {"墨同样多的噪声超过 0.9，中位数", found.ink_sure, 15, 45, "%.0f"},
        {"同上，没有一个超过 0.5，中位数", found.ink_none, 15, 50, "%.0f"},
        {"打乱的标签，见过的", found.by_heart, 75, 97, "%.0f"},
        {"同上，没见过的", found.unseen, 5, 15, "%.0f"},
        {"别人认出的梦", found.agree, 90, 100, "%.0f"},
        {"同一数字的梦，有多相似", found.alike, 0.35, 0.7, "%.2f"},
        {"两个数字的梦", found.unlike, 0, 0.3, "%.2f"},
        {"推 5 步后认错，中位数", found.fooled_5, 10, 40, "%.0f"},
        {"推 10 步后认错，中位数", found.fooled_10, 35, 75, "%.0f"},
        {"随机 10 步后，中位数", found.random_10, 0, 4, "%.0f"},
        {"Σ|g| 比 √Σg²，中位数", found.times, 14, 22, "%.0f"},
        {0}};
    claims_check(c, c->seed == 1, said);
}

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    for (int s = 0; s < 2; s++) {
        Recipe r = recipe_of(s ? INIT_NORMAL : INIT_LECUN);
        trials_add(&t, &r, &train);
    }
    ten_networks(c, &t, threads);
    edges(c, &t);
    loops(c, &t);
    noise(c, &t);
    nonsense(c, threads);
    dreaming(c, &t);
    the_nudge(c, &t);
    claims(c);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch14_what_it_learned",
                                           .title = "它学到了什么",
                                           .images = IMAGES,
                                           .tests = TESTS,
                                           .checked = 10,
                                           .train = &train,
                                           .test = &test,
                                           .options = knobs,
                                           .check = check,
                                           .tell = tell});
}
