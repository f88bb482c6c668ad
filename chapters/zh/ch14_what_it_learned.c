/*
# 第 14 章：它学到了什么

**这一章的问题。** 第一篇文章希望：第一个隐藏层找到短边，第二个找到圆圈和笔画，
最后一层找到数字。我们的网络，100 幅图像认对 93 幅。它是这样认的吗？这一章里，你
会在十个网络上一一去量，每次都有对照，看得出这样量有多可靠；还要问它们：在噪声里
看见什么，能不能学会胡说，最喜欢什么样的图，什么样的图骗得了它们。

请对照第一篇文章（A1-10 和 A1-12 这两条，以及提醒 E5）来读。用 `make ch14` 运
行。正文里的数，是在真正的 MNIST（`make mnist`）上量到的。

**本章要点** 第一篇文章希望第一层找到短边，第二层找到圆圈和笔画。我们用数字来检
验，每次都有对照：权重图有多像一条边，得分只比许多图像随机相加的结果高一点；“圆
圈神经元”的个数，也没有多到能排除巧合。给它看噪声，它有时自信地说是某个数字，有
时十个输出都不到 `0.5`；乱标签也能背下来；沿梯度的符号轻轻一推，就能骗过它，而同
样大小的随机改动几乎没有作用。

**新词**

噪声图像 (noise image)
: 784 个像素全凭运气的图像：随机取值，或者随机打乱。

对照 (control)
: 对答案已知的东西，做同样的测量：我们自己的那条边，应当得到 100。

p 值 (p-value)
: 单凭运气，有多大机会得到这么多或者更多。抛 3 次硬币，3 次都是正面：p = 1/8。

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

第 5 章有一条边：一条权重的带子，两侧镶着负的权重。我们取这种边，再取一种从负一
下子跳到正的；每种两个长度，八个方向，摆在 400 个位置上：一共 12,800 条边。一幅
权重图有多像其中的一条？把两者都看作 784 个数的箭头，取夹角余弦的平方（第 3
章），满分 100：图就是那条边，得 100；毫不相干，得 0。一幅图的得分，以最像的那条
边为准。
*/

// 把两幅图看作 784 个数的箭头，它们夹角的余弦。
static double cosine(const real *one, const real *other) {
    double dot = 0, aa = 0, bb = 0;
    for (int i = 0; i < PIXELS; i++) {
        double a = (double)one[i], b = (double)other[i];
        dot += a * b, aa += a * a, bb += b * b;
    }
    return aa * bb > 0 ? dot / sqrt(aa * bb) : 0;
}

/*
满分 100，得 20，算高吗？何况可以在 12,800 条里挑。不先拿答案已知的东西量一量，
这个数就什么也说明不了。所以设两种对照，也让它们挑。一种*就是*边：我们的一条；另
外八十条，位置、方向和大小各不相同；以及这八十条加上噪声，边上的数是 1，噪声的标
准差是 ½。另一种不是边：图像的混合。走一步，神经元的权重就加上 -η·δ·a（第 9
章），而 a 就是图像；所以神经元学到的东西，*就是*许多图像各乘一个数再加起来。我
们拿一千幅图像，各乘一个随机数再加起来，这些随机数的平均是 0。图像由笔画组成，这
样的和也就有笔画，可是它什么也没有学过。

→ 有边吗？

![图 14.1：第一行是对照：我们的边，另一条边，加了噪声的同一条边，三个随机的混
合。下面是第一层的十二个神经元，小起点，种子 1：绿色赞成，红色反对；图下是得
分。](ch14_weights)

图里只有一条边时，不管它在哪里、有多大，得分都在 `28.8` 以上；加了噪声，是 `5.1`
到 `22.5`。所以这个办法找得到单独的边，噪声里的就找不到。小起点的神经元得到
`11.9` 到 `33.2`，中位数是 `20.6`。看上去有点名堂，而且在有些神经元里，我们确实
看见一小段笔画，正如文章所希望的。可是随机的混合也得到 `10.3` 到 `34.6`，中位数
是 `16.7`。两边各取一个来比：100 对里有 `66` 对是神经元更像边，而 50 对就是没有
差别；各个神经元要是互相独立，单凭运气，就连偏到一半也很少见。所以，神经元里的
边，比图像里的笔画自然带来的要多，只是多不了多少。从文章的起点出发，就更少，因为
起点的噪声还留在权重里。

## 有圆圈吗？

再看第二个隐藏层。0、6、8、9 有圆圈；1、2、3、5、7 没有（4 可以有，所以不算
它）。如果一个神经元对每个有圆圈的数字，平均激活值都比对任何一个没有圆圈的高，就
叫它圆圈神经元。（都比它们低也算：神经元可以用“不”来回答。）
*/

// mean [CLASSES]，属于一个神经元：有圆圈的数字，是不是个个都比别的高，或者没有
// 一个比别的高？
static bool is_loop_unit(const double *mean) {
    static const int loop[4] = {0, 6, 8, 9}, other[5] = {1, 2, 3, 5, 7};
    int more = 0;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 5; k++)
            more += mean[loop[i]] > mean[other[k]];
    return more == 4 * 5 || more == 0;
}

/*
单凭运气会怎样？九个数字里选四个，有 126 种选法；其中只有两种，选中的四个正好是
最高的四个，或者最低的四个。所以，对圆圈一无所知的神经元，通过的概率是 p =
2/126；八十个神经元里，平均通过 `1.3` 个。假如通过了 3 个：这算多吗？n 个里恰好
通过 i 个的概率是“n 选 i”·pⁱ·(1-p)ⁿ⁻ⁱ（“n 选 i”是选法的个数），从 3 起全部加起
来，就是 **p 值**：单凭运气，有多大机会通过这么多个，或者更多。要说“比运气多”，
它必须很小，习惯上要小于 `0.05`。对照是一个非通过不可的“神经元”：输出 0、6、8、9
加起来。
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
有圆圈神经元，也不能说没有。能点亮同一个神经元的几个数字，说不出共同的部分在哪
里；换一个网络，又是另外几个数字。成本要的是正确的回答，不是圆圈。

## 噪声

给网络看一幅根本不是数字的图，它会怎么说？通常的噪声，是让每个像素在 0 到 1 之间
随机取值。可是这样的一页，一半是墨，而图像里墨只占八分之一；所以再加一种：把真实
图像的像素打乱，墨一样多，却没有什么可认的。对照就是原来的图像。有一个输出超过
`0.9`，意思是“就是这个数字”。十个 sigmoid 也可以说“都不是”：没有一个输出超过
`0.5`。

→ 噪声

![图 14.3：100 幅图像里，网络对多少幅说是某个数字，对多少幅说都不是：十个网络，
每个一点。](ch14_noise)

真实的图像，100 幅里有 `82.1` 到 `87.7` 幅得到超过 `0.9` 的输出；墨一样多的噪
声，里面没有什么可认的，也有 `17.8` 到 `35.9` 幅。对这种噪声说“都不是”的，有
`22.2` 到 `40.8` 幅。对均匀噪声，全看种子：`0` 到 `53` 幅被说成某个数字。原因在
表的最后几行，那里是第一层的加权和偏了多少：这么多墨，让每个加权和移动的距离，大
约是它在真实图像上的标准差的 `1.05` 倍，而且总是朝同一边；又因为 784 个像素各取
各的，和里随机的部分大多抵消了。所以在网络看来，各页均匀噪声差不多都是同一
页：100 页里有 `80.2` 页得到*同一个*回答（中位数）。没有人教过它看见灰色该怎么
答；这是学别的东西时顺带留下的。（也可以教：在图像里掺进噪声，要它们的 y 全是
0。）

## 背下来的胡话

网络要答对，就非得*找到*什么不可吗？把 500 幅训练图像的标签打乱，就没有什么可找
的了。五个网络学这些，五个学真标签；然后都来认 1,000 幅没见过的图像。

→ 背下来的胡话

![图 14.4：学真标签和学打乱的标签，认对的图像有多少：五个网络的中位数，以及从最
低到最高的带子。](ch14_labels)

有 13,002 个旋钮，打乱的标签每 100 个背得下来 `87.8` 到 `90.2` 个，只是比真标签
学得慢。对没见过的图像，这毫无用处：`8.3` 到 `12.0`，等于瞎猜。学真标签的，没见
过的能认对 `79.1` 幅：它们确实找到了什么。要用没见过的图像，才分得出这两种；成本
低，只说明网络知道*答案*，并不说明它是怎么知道的。（2017 年，Zhang 等人表明，大
的网络能背下一百万个打乱的标签。）

## 它最喜欢什么样的图

现在转动像素。从空白的一页出发，让一个输出越来越大：沿 ∂z/∂图像往上坡走 200 步，
步长 `0.2`，每个像素都限制在 0 到 1。（往上走的是加权和 z，不是 a：路是一样的，
可是 a 舍入成 1 的地方，σ′ 舍入成 0，就走不下去了。）
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

做梦的网络对自己的梦，和对一个写得好的数字一样有把握，而我们看到的只是些笔画的碎
片，谁也不会那样写：它学的只是把十个数字分开，从来没有学过什么不是数字。然而*别
的*网络，神经元很不一样，却把 200 个梦里的 `194` 个认成了原来的意思。它们有什么
共同之处？第二张表用余弦来比较图像，先减去墨的平均，否则大家都差不多，因为大半都
是纸。两个网络对同一个数字的梦，相似程度的中位数是 `0.52`；对两个不同数字的梦，
是 `0.17`：哪里的墨支持哪个数字，它们的看法是一致的；也许它们认数字，靠的就是这
个，而不是哪个部分。这看法来自图像：一个梦和自己那个数字的平均图像也同样相近，是
`0.52`；和别的数字的，是 `0.28`。

## 轻轻一推，就骗过它

最后，从一幅真实的图像出发，沿成本往上坡走。每走一步，每个像素沿 ∂C/∂图像的符号
移动 `0.01`，所以五步以后，没有一个像素的改动超过 `0.05`。（这个办法来自
Goodfellow、Shlens 和 Szegedy，2014 年；他们还发现，骗过一个网络的一推，也能骗过
别的网络，而拿推过的图像来训练会有帮助。）
*/

// d 的图像，移动到了 x [d->count, PIXELS]：∂C/∂x 写进 g。（C 是它们成本的平均，
// 这不改变符号。）
static void input_gradient(Learner *l, const Dataset *d, const real *x,
                           real *g) {
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, d, NULL, d->count);
    b.x = t_input(l->graph, b.n, PIXELS, x);
    t_backward(learner_cost(l, &b));
    memcpy(g, b.x->grad, t_count(b.x) * sizeof *g);
    graph_rewind(l->graph, mark);
}

// n 个像素，每个移动得一样多，升还是降，看 `way` 的符号。
static void nudge(real *x, const real *way, int n, bool kept) {
    for (int i = 0; i < n; i++) {
        x[i] += (real)nudge_step * (real)((way[i] > 0) - (way[i] < 0));
        x[i] = kept ? inside(x[i]) : x[i];
    }
}

/*
作为比较，同样的步子沿随机的符号走，每幅图像只抽一次符号。结果该有多大？设 g 是
对输入的梯度，每个像素推 ±ε，合起来的一推 Δ 让成本大约变化 Σ gΔ。沿着 g 的符
号，784 项每一项都出力：ε·Σ|g|。随机的符号，有升有降，互相抵消，剩下的大约是
ε·√Σg²。如果所有的 |g| 都相等，前者就是后者的 784/√784 = 28 倍。

→ 轻轻一推，就骗过它

![图 14.6：左边：一幅图像，推五步的改动（像素限制在 0 到 1），以及两者之和；绿色
是加墨，红色是减墨。右边：原来认对的 100 幅图像，像素移动这么远以后，有多少幅认
错了。](ch14_fooled)

每个像素动 `0.05`，我们几乎看不出来，100 幅里就有 `21.9` 幅成了对抗样本；动
`0.1`，有 `54.7` 幅：这是居中的那个网络，像素限制在 0 到 1。要和运气比，就不加限
制。这时是 `32.4` 幅和 `66.3` 幅，而随机地动 `0.1` 只骗过 `1.1` 幅。这些梯度的
Σ|g| 是 √Σg² 的 `17.9` 倍。所以随机地动 `0.2`，效果应该和沿符号动 `0.01` 差不
多，或者只有一半，因为它也可能推向另一边：前者骗过 `3.7` 幅，后者 `5.3` 幅。偶然
的改动没有危险，危险的是梯度：784 处改动，每一处都微不足道，却全都推向同一边。

最后一列是一个陷阱。那里的像素受了限制，随机的 `0.2` 竟骗过了 `31.9` 幅。可是大
多数像素是纸：它们的移动有一半在边界上作废，另一半全是加墨。那就不再是随机的一推
了，而是一层灰纱。

→ 正文里的数

## 我们偷了哪些懒

十六个神经元，十轮，都很少。专为图像设计的网络，神经元只看一小块，而且到处用同样
的权重；在那里，第一层里*确实*找到了边：文章的希望并非没有道理，只是这个网络太简
单，做不到。p 值把各个神经元看作互相独立，而同一个网络里的神经元并不独立。

## 练习

`make ex14` 写出要你改的文件，并检查你的答案；`make hint14` 给提示。

- **14a** 比运气好吗？求单凭运气，有多大机会把两组数分得这么开。
- **14b** 所有像素一起推，求最少推多少，一个神经元的回答就变了。

下一章：更好的成本，更好的起点，更多的层。`make ch15`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10, NETS = 2 * SEEDS };
static const double PI = 3.14159265358979323846;
static Dataset train, test;

// 正文说到的数，各节得出以后就记下来。
static Claim claims[20];
static void claim(const char *quantity, double value, double low, double high,
                  const char *format) {
    static int n;
    claims[n++] = (Claim){quantity, value, low, high, format};
}

static Recipe recipe_of(Init init) {
    return (Recipe){.hidden = {2, {UNITS, UNITS}}, .init = init, .rate = 3};
}

// x [d->count, PIXELS]：数据集的图像，变成 0 到 1 的数。
static void images_of(const Dataset *d, real *x) {
    for (int p = 0; p < d->count * PIXELS; p++)
        x[p] = (real)(d->image[p] / 255.0);
}

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

// 画图用的一组数：放在这个位置的图。
static void draw(Figure *f, int place, const real *picture) {
    figure_block(f, "picture", "place column row value");
    for (int i = 0; i < PIXELS; i++)
        figure_row(f, place, i % SIDE, i / SIDE, picture[i]);
}

/* ---- 检验 --------------------------------------------------------------- */

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
    int dark = argmax(pixel, PIXELS);
    report_knob(c, "角上的像素", (double)hand[0], slope[0], cost_on_batch, &k,
                &pixel[0]);
    report_knob(c, "墨最浓的像素", (double)hand[dark], slope[dark],
                cost_on_batch, &k, &pixel[dark]);
    size_t agree = 0, same = 0;  // 数值与计算带；手算与计算带
    double off[2] = {0};
    for (int i = 0; i < PIXELS; i++) {
        real numeric = central_difference(cost_on_batch, &k, &pixel[i],
                                          difference_step(pixel[i]));
        agree += gradients_agree(slope[i], numeric);
        same += fabs((double)(hand[i] - slope[i])) <= 10 * (double)REAL_EPSILON;
        off[0] = fmax(off[0], fabs((double)(numeric - slope[i])));
        off[1] = fmax(off[1], fabs((double)(hand[i] - slope[i])));
    }
    report_many(c, "全部，数值与计算带", PIXELS, agree, off[0]);
    report_many(c, "全部，手算与计算带", PIXELS, same, off[1]);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- 十个网络 -------------------------------------------------------- */

static void ten_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "十个网络");
    trials_run(c, t, threads, "十个网络");
    Table u = table_begin("起点 | 每 100 幅认对：最低 | 中位数 | 最高",
                          "%-7s | %.2f | %.2f | %5.2f");
    Spread small = trials_spread(t, 0, t->rounds, trial_right);
    Spread article = trials_spread(t, 1, t->rounds, trial_right);
    table_row(&u, "小", SPREAD(small));
    table_row(&u, "文章", SPREAD(article));
    table_end(&u);
    claim("小起点：五个的中位数", small.median, 92, 95, "%.0f");
}

/* ---- 边 ----------------------------------------------------------------- */

// 图，按种类：应该有边的，不该有的，和神经元。（我们的边只有一条。）
enum { OURS, OTHERS, NOISY, MIXED, SMALL, ARTICLE, KINDS };
enum { EACH = SEEDS * UNITS };
static real picture[KINDS][EACH][PIXELS];
static int how_many(int kind) { return kind == OURS ? 1 : EACH; }

// x [PIXELS]：一条边，由中点、方向、半长和宽决定：是从负到正的一跳，或者镶着负
// 边的一道。
static void put_edge(real *x, double row, double col, double angle, double half,
                     double width, bool step) {
    double sine, cosine, border = width / 2 + 2;
    m_sincos(angle, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        double right = i % SIDE - col, down = i / SIDE - row;
        double u = right * cosine + down * sine;  // 沿着边
        double v = down * cosine - right * sine;  // 横过边
        bool on = u >= -half && u < half && v >= -border && v < border;
        bool in = v >= -width / 2 && v < width / 2;
        double weight = step ? (v < 0 ? -1 : 1) : in ? 1 : -0.75;
        x[i] = on ? (real)weight : 0;
    }
}

// share：每幅图的得分，取最像的边。12,800 条全用，或者每 `stride` 条取一条：两
// 种，两个长度，八个方向，400 个位置。
static void find_edges(int stride, double share[KINDS][EACH]) {
    real edge[PIXELS];
    for (int at = 0; at < 12800; at += stride) {
        int place = at % 400, kind = at / 400;
        put_edge(edge, 4 + place / 20, 4 + place % 20, kind / 4 * PI / 8,
                 kind & 2 ? 6 : 3, 3, kind & 1);
        for (int k = 0; k < KINDS; k++)
            for (int i = 0; i < how_many(k); i++) {
                double like = cosine(edge, picture[k][i]);
                share[k][i] = fmax(share[k][i], 100 * like * like);
            }
    }
}

// x [PIXELS]：许多图像各乘一个随机数，加起来。
static void mix(Rng *r, real *x) {
    enum { MOST = 1000 };
    int n = dataset_part(&train, 0, MOST).count;
    double times[MOST], mean = 0;
    for (int i = 0; i < n; i++) {
        times[i] = rng_normal(r);
        mean += times[i] / n;
    }
    for (int p = 0; p < PIXELS; p++) {
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += (times[i] - mean) * train.image[i * PIXELS + p];
        x[p] = (real)sum;
    }
}

static void fill_pictures(const Trials *t, uint64_t seed) {
    Rng r = rng_new(seed + 500);
    put_edge(picture[OURS][0], 8, 14, 0, 6, 3, false);
    for (int k = 0; k < EACH; k++) {
        double u[5];
        for (int i = 0; i < 5; i++)
            u[i] = rng_uniform(&r);
        put_edge(picture[OTHERS][k], 5 + 18 * u[0], 5 + 18 * u[1], PI * u[2],
                 2.5 + 4 * u[3], 2 + 2 * u[4], rng_below(&r, 2) == 1);
    }
    for (int k = 0; k < EACH; k++)
        for (int i = 0; i < PIXELS; i++)
            picture[NOISY][k][i] =
                picture[OTHERS][k][i] + (real)(0.5 * rng_normal(&r));
    for (int k = 0; k < EACH; k++)
        mix(&r, picture[MIXED][k]);
    for (int k = 0; k < NETS; k++)
        memcpy(picture[SMALL + k / SEEDS][k % SEEDS * UNITS],
               t->trial[k].learner.mlp.weight[0]->data,
               sizeof picture[0][0] * UNITS);
}

// 这边一个和那边一个配成对，每 100 对里，有多少对是这边的大？
static double of_pairs(const double *these, const double *those) {
    double more = 0;
    for (int i = 0; i < EACH; i++)
        for (int k = 0; k < EACH; k++)
            more += these[i] > those[k];
    return 100 * more / EACH / EACH;
}

// 每种取几幅，和最像的边给它的得分。
static void draw_weights(Chapter *c, double share[KINDS][EACH]) {
    static const int some[KINDS] = {1, 1, 1, 3, 12};
    int place = 0;
    Figure *f = figure_open(c, "ch14_weights", "place share");
    for (int k = 0; k < KINDS; k++)
        for (int i = 0; i < some[k]; i++)
            figure_row(f, place++, share[k][i]);
    place = 0;
    for (int k = 0; k < KINDS; k++)
        for (int i = 0; i < some[k]; i++)
            draw(f, place++, picture[k][i]);
    figure_close(c, f);
}

static double surer;  // 100 对里有多少对是神经元

static void edges(Chapter *c, const Trials *t) {
    static const char *const name[KINDS] = {
        "我们的一条边", "别的边",         "同样的，加噪声",
        "图像的混合",   "神经元，小起点", "神经元，文章的起点"};
    static double share[KINDS][EACH];
    int stride = c->quick ? 7 : 1;
    chapter_section(c, "有边吗？");
    chapter_predict(c, "神经元的权重里，最像的那条边占多少？");
    printf("第一层每个神经元的权重，与 %d 条边相比：\n\n",
           (12800 + stride - 1) / stride);
    fill_pictures(t, c->seed);
    find_edges(stride, share);
    draw_weights(c, share);
    Spread of[KINDS];
    Table u = table_begin("一条边能解释，满分 100 | 图 | 最低 | 中位数 | 最高",
                          "%-25s | %8d | %6.1f | %6.1f | %7.1f");
    for (int k = 0; k < KINDS; k++) {
        of[k] = spread_of(share[k], how_many(k));
        table_row(&u, name[k], how_many(k), SPREAD(of[k]));
    }
    table_end(&u);
    claim("居中的神经元，边有多少", of[SMALL].median, 12, 30, "%.0f");
    claim("居中的混合，边有多少", of[MIXED].median, 12, 30, "%.0f");
    surer = of_pairs(share[SMALL], share[MIXED]);
    printf("小起点的神经元和随机的混合配对，"
           "神经元更像边的有 %.0f 对（共 100 对）；\n"
           "和加了噪声的边配对，有 %.0f 对。\n\n",
           surer, of_pairs(share[SMALL], share[NOISY]));
}

/* ---- 圆圈 --------------------------------------------------------------- */

// 第二隐藏层的神经元，对每个数字的平均激活值；还有一个对照：有圆圈的数字的输出
// 加起来。
typedef struct Lit {
    const Mlp *m;
    double mean[UNITS + 1][CLASSES];
    int count[CLASSES];
} Lit;

static void add_up(void *context, const Batch *b, int from) {
    Lit *lit = context;
    (void)from;
    Tensor *a = b->x, *const *w = lit->m->weight, *const *bias = lit->m->bias;
    for (int k = 0; k < 2; k++)
        a = t_sigmoid(t_linear(a, w[k], bias[k]));
    const real *output = t_sigmoid(t_linear(a, w[2], bias[2]))->data;
    for (int i = 0; i < b->n; i++, output += CLASSES) {
        int digit = b->label[i];
        for (int u = 0; u < UNITS; u++)
            lit->mean[u][digit] += (double)a->data[i * UNITS + u];
        lit->mean[UNITS][digit] +=
            (double)(output[0] + output[6] + output[8] + output[9]);
        lit->count[digit]++;
    }
}

static Lit means_of(const Learner *l) {
    Lit lit = {.m = &l->mlp};
    dataset_visit(&test, l->graph, add_up, &lit);
    for (int u = 0; u <= UNITS; u++)
        for (int d = 0; d < CLASSES; d++)
            lit.mean[u][d] /= fmax(lit.count[d], 1);
    return lit;
}

static void loops(Chapter *c, const Trials *t) {
    enum { ALL = 2, CONTROL, ROWS };  // 0 和 1 是两种起点
    static const char *const name[ROWS] = {"神经元，小起点",
                                           "神经元，文章的起点", "全部神经元",
                                           "对照：输出 0、6、8、9"};
    static const int of[ROWS] = {EACH, EACH, 2 * EACH, NETS};
    int pass[ROWS] = {0};
    chapter_section(c, "有圆圈吗？");
    chapter_predict(c, "160 个神经元里，有几个把有圆圈的数字都放在一边？");
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int k = 0; k < NETS; k++) {
        Lit lit = means_of(&t->trial[k].learner);
        for (int u = 0; u < UNITS; u++) {
            pass[k / SEEDS] += is_loop_unit(lit.mean[u]);
            for (int d = 0; k == 0 && d < CLASSES; d++)
                figure_row(f, d, u, lit.mean[u][d]);
        }
        pass[CONTROL] += is_loop_unit(lit.mean[UNITS]);
    }
    figure_close(c, f);
    pass[ALL] = pass[0] + pass[1];
    Table u = table_begin("什么 | 总数 | 通过 | 单凭运气 | p 值",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    for (int k = 0; k < ROWS; k++)
        table_row(&u, name[k], of[k], pass[k], of[k] * 2 / 126.0,
                  p_value(pass[k], of[k], 2 / 126.0));
    table_end(&u);
    claim("圆圈神经元：p 值", p_value(pass[ALL], of[ALL], 2 / 126.0), 0.05, 1,
          "%.2f");
}

/* ---- 噪声 --------------------------------------------------------------- */

enum { MANY = 1000 };
enum { REAL, UNIFORM, SAME_INK, PAGES };
static real page[PAGES][MANY * PIXELS];

static void fill_pages(const Dataset *d, uint64_t seed) {
    Rng r = rng_new(seed + 600);
    images_of(d, page[REAL]);
    for (int i = 0; i < d->count; i++) {
        int order[PIXELS], at = i * PIXELS;
        for (int p = 0; p < PIXELS; p++) {
            page[UNIFORM][at + p] = (real)rng_uniform(&r);
            order[p] = p;
        }
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[SAME_INK][at + p] = page[REAL][at + order[p]];
    }
}

// 第一层的加权和在这些页上偏了多少：它们的平均离图像上的平均多远，以图像上的标
// 准差为单位；对各个神经元取平均。
static double sums_off(const Learner *l, const real *pages, int n) {
    GraphMark mark = graph_mark(l->graph);
    Tensor *w = l->mlp.weight[0], *b = l->mlp.bias[0];
    const real *z =
        t_linear(t_const(l->graph, n, PIXELS, page[REAL]), w, b)->data;
    const real *y = t_linear(t_const(l->graph, n, PIXELS, pages), w, b)->data;
    double off = 0;
    for (int u = 0; u < UNITS; u++) {
        double image[MANY], other[MANY];
        for (int i = 0; i < n; i++) {
            image[i] = (double)z[i * UNITS + u];
            other[i] = (double)y[i * UNITS + u];
        }
        Spread of = spread_of(image, n);
        off +=
            fabs(spread_of(other, n).mean - of.mean) / fmax(of.deviation, 1e-9);
    }
    graph_rewind(l->graph, mark);
    return off / UNITS;
}

// 每 100 页：有一个输出超过 0.9 的，没有一个超过 0.5 的，得到最常见回答的；以及
// 加权和偏了多少。
enum { SURE, NONE, SAME, OFF, WHAT };
static void say(const Trial *t, const real *pages, int n,
                double said[WHAT][NETS]) {
    static real a[MANY * CLASSES];
    double count[CLASSES] = {0}, sure = 0, none = 0, same = 0;
    ask(&t->learner, pages, n, a);
    for (int i = 0; i < n; i++) {
        int digit = answer(a, i);
        sure += a[i * CLASSES + digit] > (real)0.9;
        none += a[i * CLASSES + digit] <= (real)0.5;
        same = fmax(same, ++count[digit]);
    }
    said[SURE][t->number] = 100 * sure / n;
    said[NONE][t->number] = 100 * none / n;
    said[SAME][t->number] = 100 * same / n;
    said[OFF][t->number] = sums_off(&t->learner, pages, n);
}

static void noise(Chapter *c, const Trials *t) {
    static const char *const name[PAGES] = {"真实图像", "均匀噪声",
                                            "同样多的墨"};
    static const char *const what[WHAT] = {"有一个超过 0.9", "没有一个超过 0.5",
                                           "最常见的回答",
                                           "（和偏多少，层 1）"};
    Dataset some = dataset_part(&test, 0, MANY);
    double x[PAGES][WHAT][NETS];
    chapter_section(c, "噪声");
    chapter_predict(
        c, "100 幅噪声图像，多少幅有一个输出超过 0.9？多少幅没有一个过半？");
    fill_pages(&some, c->seed);
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
            say(&t->trial[k], page[p], some.count, x[p]);
            figure_row(f, k, x[p][SURE][k], x[p][NONE][k]);
        }
    }
    figure_close(c, f);
    printf("每 100 幅图像，由十个网络来看：\n\n");
    Table u = table_begin("回答 | 图像 | 最低 | 中位数 | 最高",
                          "%-20s | %-13s | %6.3g | %6.3g | %7.3g");
    Spread of[PAGES][WHAT];
    for (int i = 0; i < WHAT; i++)
        for (int p = 0; p < PAGES; p++) {
            of[p][i] = spread_of(x[p][i], NETS);
            table_row(&u, p ? "" : what[i], name[p], SPREAD(of[p][i]));
        }
    table_end(&u);
    claim("真实图像超过 0.9，中位数", of[REAL][SURE].median, 80, 90, "%.0f");
    claim("墨同样多的噪声超过 0.9，中位数", of[SAME_INK][SURE].median, 15, 45,
          "%.0f");
    claim("同上，没有一个超过 0.5，中位数", of[SAME_INK][NONE].median, 15, 50,
          "%.0f");
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
    Spread s[4] = {{0}};
    for (int e = 0; e <= t.rounds; e += c->quick ? 1 : 5) {
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
    printf("最后，学打乱的标签：见过的认对 %.1f 到 %.1f 幅，"
           "没见过的 %.1f 到 %.1f 幅。\n\n",
           s[2].low, s[2].high, s[3].low, s[3].high);
    claim("打乱的标签，见过的", s[2].median, 75, 97, "%.0f");
    claim("同上，没见过的", s[3].median, 5, 15, "%.0f");
    trials_free(&t);
}

/* ---- 梦 ----------------------------------------------------------------- */

// 小起点的每个网络，对每个数字的梦；最后是平均图像。
static real dreams[SEEDS + 1][CLASSES][PIXELS];

static void fill_means(real mean[CLASSES][PIXELS]) {
    static double sum[CLASSES][PIXELS];
    int count[CLASSES] = {0};
    for (int i = 0; i < train.count; i++) {
        count[train.label[i]]++;
        for (int p = 0; p < PIXELS; p++)
            sum[train.label[i]][p] += train.image[i * PIXELS + p];
    }
    for (int d = 0; d < CLASSES; d++)
        for (int p = 0; p < PIXELS; p++)
            mean[d][p] = (real)(sum[d][p] / 255 / fmax(count[d], 1));
}

// 两幅图有多相似，从 -1 到 1：减去墨的平均以后的余弦。
static double alike(const real *x, const real *y) {
    double a = 0, b = 0, xy = 0, xx = 0, yy = 0;
    for (int i = 0; i < PIXELS; i++)
        a += (double)x[i] / PIXELS, b += (double)y[i] / PIXELS;
    for (int i = 0; i < PIXELS; i++) {
        double u = (double)x[i] - a, v = (double)y[i] - b;
        xy += u * v, xx += u * u, yy += v * v;
    }
    return xx * yy > 0 ? xy / sqrt(xx * yy) : 0;  // （有的图像集缺一个数字）
}

// 两个网络的梦配成对，同一个数字的，或者两个数字的；梦和平均图像，也是这样。
static void show_alike(void) {
    static const char *const name[] = {"同一数字的两个梦", "两个数字的梦",
                                       "梦与自己的平均图像",
                                       "梦与别的平均图像"};
    double x[4][1000];
    int n[4] = {0};
    for (int k = 0; k < SEEDS; k++)
        for (int j = k + 1; j <= SEEDS; j++)
            for (int d = 0; d < CLASSES; d++)
                for (int e = 0; e < CLASSES; e++) {
                    int kind = (j == SEEDS) * 2 + (d != e);
                    x[kind][n[kind]++] = alike(dreams[k][d], dreams[j][e]);
                }
    Table t = table_begin("有多相似，从 -1 到 1|对|最低|中位数|最高",
                          "%-25s|%5d|%6.2f|%6.2f|%7.2f");
    Spread of[4];
    for (int i = 0; i < 4; i++) {
        of[i] = spread_of(x[i], n[i]);
        table_row(&t, name[i], n[i], SPREAD(of[i]));
    }
    table_end(&t);
    claim("同一数字的梦，有多相似", of[0].median, 0.35, 0.7, "%.2f");
    claim("两个数字的梦", of[1].median, 0, 0.3, "%.2f");
}

static void draw_dreams(Chapter *c, const Learner *l) {
    real a[CLASSES * CLASSES];
    ask(l, dreams[0][0], CLASSES, a);
    Figure *f = figure_open(c, "ch14_dream", "digit output alike");
    for (int d = 0; d < CLASSES; d++)
        figure_row(f, d, a[d * CLASSES + d],
                   alike(dreams[0][d], dreams[SEEDS][d]));
    for (int d = 0; d < CLASSES; d++)
        draw(f, d, dreams[0][d]);
    for (int d = 0; d < CLASSES; d++)
        draw(f, d, dreams[SEEDS][d]);
    figure_close(c, f);
}

static void dreaming(Chapter *c, const Trials *t) {
    enum { WHOSE = 3 };
    static const char *const name[WHOSE] = {"自己的梦", "别人的梦", "平均图像"};
    int sure[WHOSE] = {0}, read[WHOSE] = {0}, asked[WHOSE] = {0};
    real a[CLASSES * CLASSES];
    chapter_section(c, "它最喜欢什么样的图");
    chapter_predict(c, "2 的梦，看上去像 2 吗？别的网络看呢？");
    for (int k = 0; k < SEEDS; k++)
        for (int d = 0; d < CLASSES; d++)
            dream(&t->trial[k].learner, d, dreams[k][d]);
    fill_means(dreams[SEEDS]);
    draw_dreams(c, &t->trial[0].learner);
    for (int k = 0; k <= SEEDS; k++)
        for (int reader = 0; reader < SEEDS; reader++) {
            int whose = k == reader ? 0 : k < SEEDS ? 1 : 2;
            ask(&t->trial[reader].learner, dreams[k][0], CLASSES, a);
            for (int d = 0; d < CLASSES; d++) {
                asked[whose]++;
                sure[whose] += a[d * CLASSES + d] > (real)0.9;
                read[whose] += answer(a, d) == d;
            }
        }
    Table u =
        table_begin("给网络看的|次数|认成原意|超过 0.9", "%-18s|%5d|%11d|%8d");
    for (int i = 0; i < WHOSE; i++)
        table_row(&u, name[i], asked[i], read[i], sure[i]);
    table_end(&u);
    claim("别的网络认出的梦", 100.0 * read[1] / asked[1], 90, 100, "%.0f");
    show_alike();
}

/* ---- 一推 --------------------------------------------------------------- */

enum { TRIED = 200, STEPS = 20, SHOWN = 5 };

// 四种走法：沿梯度还是随机；不限制，还是限制在 0 到 1。
enum { UPHILL, BY_CHANCE, UPHILL_KEPT, BY_CHANCE_KEPT, WAYS };

// wrong[step · SEEDS]：网络原来认对的图像，每 100 幅里认错几幅。
static void walk(Learner *l, const Dataset *d, int kind, uint64_t seed,
                 double *wrong) {
    static real x[TRIED * PIXELS], way[TRIED * PIXELS], a[TRIED * CLASSES];
    int n = d->count, all = 0;
    bool read[TRIED];
    Rng r = rng_new(seed + 800);
    images_of(d, x);
    for (int p = 0; p < n * PIXELS; p++)
        way[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step <= STEPS; step++) {
        int misread = 0;
        ask(l, x, n, a);
        for (int i = 0; i < n; i++) {
            bool right = answer(a, i) == d->label[i];
            if (step == 0)
                all += read[i] = right;
            misread += read[i] && !right;
        }
        wrong[step * SEEDS] = 100 * misread / fmax(all, 1);
        if (kind == UPHILL || kind == UPHILL_KEPT)
            input_gradient(l, d, x, way);
        nudge(x, way, n * PIXELS, kind >= UPHILL_KEPT);
    }
}

// 沿梯度的符号，成本一开始上升 Σ|g|；沿随机的符号，大约变化 √Σg²。前者是后者的
// 几倍？
static Spread push_ratio(const Trials *t, const Dataset *d) {
    static real x[TRIED * PIXELS], g[TRIED * PIXELS];
    static double ratio[SEEDS * TRIED];
    int n = d->count;
    images_of(d, x);
    for (int k = 0; k < SEEDS; k++) {
        input_gradient(&t->trial[k].learner, d, x, g);
        for (int i = 0; i < n; i++) {
            double sum = 0, squares = 1e-300;
            for (int p = i * PIXELS; p < (i + 1) * PIXELS; p++) {
                sum += fabs((double)g[p]);
                squares += (double)g[p] * (double)g[p];
            }
            ratio[k * n + i] = sum / sqrt(squares);
        }
    }
    return spread_of(ratio, SEEDS * n);
}

// 推五步就骗得过网络的第一幅图像。
static void show_fooled(Chapter *c, Learner *l, const Dataset *d) {
    static real x[TRIED * PIXELS], g[TRIED * PIXELS];
    real before[TRIED * CLASSES], after[TRIED * CLASSES];
    int n = d->count, i = 0;
    images_of(d, x);
    ask(l, x, n, before);
    for (int step = 0; step < SHOWN; step++) {
        input_gradient(l, d, x, g);
        nudge(x, g, n * PIXELS, true);
    }
    ask(l, x, n, after);
    while (i + 1 < n && (answer(before, i) != d->label[i] ||
                         answer(after, i) == d->label[i]))
        i++;
    int was = answer(before, i), is = answer(after, i);
    real score[2] = {before[i * CLASSES + was], after[i * CLASSES + is]};
    printf("测试图像 %d：%d，%.3f；推五步以后：%d，%.3f。\n\n", i, was,
           (double)score[0], is, (double)score[1]);
    Figure *f = figure_open(c, "ch14_example", "was score is score");
    figure_row(f, was, score[0], is, score[1]);
    figure_block(f, "pixels", "column row before after");
    uint8_t new[PIXELS];
    for (int p = 0; p < PIXELS; p++) {
        int at = i * PIXELS + p;
        new[p] = (uint8_t)(255 * x[at] + (real)0.5);
        figure_row(f, p % SIDE, p / SIDE, d->image[at] / 255.0, x[at]);
    }
    figure_close(c, f);
    text_images(2, (const uint8_t *[]){d->image + i * PIXELS, new}, SIDE, SIDE);
}

static void the_nudge(Chapter *c, const Trials *t) {
    double wrong[WAYS][STEPS + 1][SEEDS];
    Dataset some = dataset_part(&test, 0, c->quick ? TRIED / 4 : TRIED);
    chapter_section(c, "轻轻一推，就骗过它");
    chapter_predict(
        c, "每个像素动 0.05：100 幅里有多少幅骗得过它，沿梯度的，和随机的？");
    for (int k = 0; k < SEEDS; k++)
        for (int way = 0; way < WAYS; way++)
            walk(&t->trial[k].learner, &some, way, c->seed + (uint64_t)k,
                 &wrong[way][0][k]);
    show_fooled(c, &t->trial[0].learner, &some);
    printf("原来认对的图像，每 100 幅现在认错几幅；"
           "没有另外说明的，是五个网络的中位数。\n"
           "限制：像素不出 0 … 1。\n\n");
    Table u = table_begin("移动|梯度：最低|中位数|最高|随机|限制：梯度|随机",
                          "%8g|%16.1f|%6.1f|%7.1f|%6.1f|%14.1f|%6.1f");
    Figure *f = figure_open(c, "ch14_fooled",
                            "move low median high low median high kept");
    figure_number(f, "step", nudge_step);
    Spread s[STEPS + 1][WAYS];
    for (int step = 0; step <= STEPS; step++) {
        Spread *of = s[step];
        for (int way = 0; way < WAYS; way++)
            of[way] = spread_of(wrong[way][step], SEEDS);
        figure_row(f, step * nudge_step, SPREAD(of[UPHILL]),
                   SPREAD(of[BY_CHANCE]), of[BY_CHANCE_KEPT].median);
        if (step <= 2 || step % 5 == 0)
            table_row(&u, step * nudge_step, SPREAD(of[UPHILL]),
                      of[BY_CHANCE].median, of[UPHILL_KEPT].median,
                      of[BY_CHANCE_KEPT].median);
    }
    table_end(&u);
    figure_close(c, f);
    Spread ratio = push_ratio(t, &some);
    printf("Σ|g| 是 √Σg² 的 %.1f 倍，这是 %d 个梯度的中位数；"
           "从 %.1f 到 %.1f。\n\n",
           ratio.median, SEEDS * some.count, ratio.low, ratio.high);
    claim("推 5 步后认错，中位数", s[5][UPHILL].median, 10, 40, "%.0f");
    claim("推 10 步后认错，中位数", s[10][UPHILL].median, 35, 75, "%.0f");
    claim("随机 10 步后，中位数", s[10][BY_CHANCE].median, 0, 4, "%.0f");
    claim("Σ|g| 比 √Σg²，中位数", ratio.median, 14, 22, "%.0f");
}

/* ---- 全部 --------------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Recipe small = recipe_of(INIT_LECUN), article = recipe_of(INIT_NORMAL);
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    trials_add(&t, &small, &train);
    trials_add(&t, &article, &train);
    ten_networks(c, &t, threads);
    edges(c, &t);
    loops(c, &t);
    claim("神经元更像边，每 100 对", surer, 40, 80, "%.0f");
    noise(c, &t);
    nonsense(c, threads);
    dreaming(c, &t);
    the_nudge(c, &t);
    claims_check(c, c->seed == 1, claims);
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
