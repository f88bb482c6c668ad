/*
# 第 8 章：三个因子

**这一章的问题。** 权重一动，成本就跟着动，可是中间隔着求和，隔着 σ，说不定还隔
着好几层。不转旋钮，怎样求变化率？这一章里，你会把权重轻轻推一下，看着影响一环一
环地传过网络；亲手算出六个导数，再到计算带上核对；弄明白一个神经元为什么错得厉
害，反而学不动；最后查清一个因子 2 的来历：第三篇和第四篇文章在这里对不上。

请对照第三篇文章（A3-3、A3-9 到 A3-16 这几条）和第四篇文章（A4-11、A4-15），以及
提醒 E16 到 E18 来读。用 `make ch08` 运行；旋钮也可以转，例如
`make ch08 ARGS="--w -2.5"`。

**本章要点** 每层只有一个神经元时，权重到成本之间是一条链：w 影响 z，z 影响 a，a
影响 C。把每一环的变化率相乘，得到 ∂C/∂w = ∂z/∂w · ∂a/∂z · ∂C/∂a，再往前只是多乘
几个因子；σ′ 很小时，错得再厉害也学得慢。六个导数分别用手算、计算带和数值方法
求，结果一致；第三篇的 2(a-y) 和第四篇代码的 a-y 都对，只是后者的成本取一半，这
个因子 2 并到学习率里就行了。

**新词**

变化量 Δ (small change)
: Δw 是我们给 w 加上的一点，Δz、Δa、ΔC 是跟着发生的变化。在下面的例子里，Δw 取
  `0.01`，ΔC 就是 `-0.000706`。

层的下标 (layer index)
: w₃ 是第 3 个神经元前面的权重，a₃ 是第 3 个神经元的激活值。第三篇文章把 w₃ 写
  成 w，右上角加 (L)，L 指最后一层；a₂ 写成 a，右上角加 (L-1)。

敏感度 (sensitivity)
: 就是导数 ∂C/∂…，也就是说，动一动某个数，成本变得多厉害。0 就是毫无影响。
*/

#include "../lib/elementary.h"
#include "../lib/random.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

/*
## 一条链

要分层，最小的网络就是每层一个神经元。这里是一个输入，后面接三个神经元：三个权
重，三个偏置，一共六个旋钮。每个神经元都和第 5 章的一样，只是输入只有一个，就是
前一个神经元的激活值：

$$z_k = w_k\,a_{k-1} + b_k,\qquad a_k = \sigma(z_k),\qquad a_0 = x$$

链的末尾是一个样本的成本 (a₃ - y)²。
*/

enum { LAST = 3, KNOBS = 2 * LAST };

typedef struct Chain {
    double w[LAST + 1], b[LAST + 1];  // 第 1、2、3 个神经元的；[0] 不用
} Chain;

static Chain example = {{0, 1.8, -2, 2.5}, {0, -0.5, 1.1, -0.5}};
static double X = 0.5, Y = 1, nudge = 0.1;

static const Option knobs[] = {
    {"--w", KNOB_NUMBER, &example.w[LAST], -9, 9, "the weight w₃", "权重 w₃"},
    {"--b", KNOB_NUMBER, &example.b[LAST], -9, 9, "the bias b₃", "偏置 b₃"},
    {"--x", KNOB_NUMBER, &X, -1, 1, "the input x", "输入 x"},
    {"--y", KNOB_NUMBER, &Y, 0, 1, "the target y", "目标 y"},
    {"--nudge", KNOB_NUMBER, &nudge, 0.001, 2, "the largest Δw", "最大的 Δw"},
    {0}};

typedef struct Pass {
    double z[LAST + 1], a[LAST + 1], cost;  // a[0] 是输入
} Pass;

static Pass forward(const Chain *n, double x, double y) {
    Pass p = {.a[0] = x};
    for (int k = 1; k <= LAST; k++) {
        p.z[k] = n->w[k] * p.a[k - 1] + n->b[k];
        p.a[k] = m_sigmoid(p.z[k]);
    }
    p.cost = (p.a[LAST] - y) * (p.a[LAST] - y);
    return p;
}

/*
→ 一条链

## 推一推最后的权重

给 w₃ 加上 Δw，z₃ 就变化 Δz，a₃ 跟着变化 Δa，成本又跟着变化 ΔC。把这几个变化都量
出来，再看每一个是前一个的*多少倍*。
*/

static Pass nudged(double dw) {
    Chain turned = example;
    turned.w[LAST] += dw;
    return forward(&turned, X, Y);
}

/*
→ 推一推最后的权重

每一行的最后一个比值，都等于前面三个的乘积。当然会这样：这些都是分数，一乘起来，
Δz 和 Δa 就约掉了：

$$\frac{\Delta C}{\Delta w} =
\frac{\Delta z}{\Delta w}\cdot\frac{\Delta a}{\Delta z}\cdot\frac{\Delta
C}{\Delta a}$$

再从上往下看，Δw 越小，每个比值就越接近一个确定的数。（Δw 很大时，这个等式照样成
立；可是曲线在半路上拐了弯，比值只反映那一大步，不是这一点的变化率。）

![图 8.1：w₃ 移动 0.1，z₃、a₃ 和 C 跟着动，都用同一个比例尺画出。每支箭头都是上
面那支乘以量到的比值。在动画里，w₃ 来回摆动。](ch08_nudges)

## 三个因子

那几个确定的数，到底是多少？每一环都是我们认识的函数，一个一个求就是了。

z₃ = w₃·a₂ + b₃ 对 w₃ 来说是一条直线，斜率是 a₂。所以 ∂z/∂w 就是 **a₂**，也就是
从前面传来的激活值：传来的是 0，权重就毫无作用；传来的小，作用也小。

a₃ = σ(z₃) 的变化率是 **σ′(z₃)** = a₃(1 - a₃)，第 5 章已经求过。

C = (a₃ - y)² 的变化率是 **2(a₃ - y)**，也就是与目标值之差的两倍。在这里是负数，
因为 a₃ 太小，变大一些，成本就会下降。

$$\frac{\partial C}{\partial w_3} = a_2\cdot\sigma'(z_3)\cdot 2(a_3-y)$$

→ 三个因子

![图 8.2：把 w₃ 往上推、往下推，各得一个 ΔC/Δw。推得越少，两者都越接近三个因子的
乘积。](ch08_ratio)

三个因子里，σ′ 最小，它永远不超过 ¼（a₃ = ½ 时才有 ¼）。换一种 σ，变的只有这个因
子；换一种成本，变的只有最后那个。要是 a₃ = y，最后那个因子就是 0：已经全对了，
自然不用再动。

对偏置求导也一样，只是 z₃ 随偏置的变化率是 1。对前一个激活值 a₂ 求导，z₃ 的变化
率就换成 w₃：

$$\frac{\partial C}{\partial b_3} = \sigma'(z_3)\cdot 2(a_3-y),\qquad
\frac{\partial C}{\partial a_2} = w_3\,\sigma'(z_3)\cdot 2(a_3-y)$$

a₂ 不是旋钮，没法直接去转。可是成本对 a₂ 的**敏感度**，前面那个神经元正用得着。

## 继续往回走

第 2 个神经元看不到成本，只知道自己的 a₂ 一动，成本就会跟着变，变化率是 ∂C/∂a₂。
拿这个数顶替 2(a₃ - y)，同一套公式就能用到每个神经元上：写成一个循环，从最后一个
神经元走到第一个，手里只拿着一个数 ∂C/∂a，边走边换，传给前面。
*/

typedef struct Rates {
    double w[LAST + 1], b[LAST + 1];  // ∂C/∂w, ∂C/∂b
    double a[LAST + 1], z[LAST + 1];  // ∂C/∂a, ∂C/∂z
} Rates;

static Rates by_hand(const Chain *n, const Pass *p, double y) {
    Rates r = {.a[LAST] = 2 * (p->a[LAST] - y)};
    for (int k = LAST; k >= 1; k--) {
        r.z[k] = r.a[k] * p->a[k] * (1 - p->a[k]);
        r.w[k] = r.z[k] * p->a[k - 1];
        r.b[k] = r.z[k];
        r.a[k - 1] = r.z[k] * n->w[k];
    }
    return r;
}

/*
→ 继续往回走

![图 8.3：整条链。蓝色是各处的值，从左往右看。绿色是敏感度，从右往左看：每一个都
是右边那个乘以箭头上的变化率。](ch08_tree)

这就是链式法则。第三、四篇文章从头到尾，靠的都是这条法则；第 4 章的计算带一行一
行做的，也是这件事。先看正负：w₁ 变大，成本反而*上升*，因为 w₂ 是负的，把作用反
了过来。再看大小：每往回一层，就要乘一次 w·σ′，而 σ′ 最大才 ¼，所以除非 w 的绝对
值超过 4，越往回走，对成本的影响就越小。网络一深，这就成了麻烦，第 15 章会遇到。
（要是 w·σ′ 的绝对值大于 1，影响反而一层比一层大。）

为什么要往回走？每个导数都可以单独写成一个乘积，求 w₁ 的那个要乘七个因子；n 个神
经元都这样算，工作量就随 n² 增长。可是这些乘积的末尾都一样：神经元 3 前面的不管
哪个数，都要经过 z₃ 才影响得到成本，最后几个因子是相同的。往回走，相同的因子只乘
一遍，乘好了再传下去。这样，每个神经元只要求一个数 ∂C/∂z：这个数本身就是 ∂C/∂b，
乘上前一个激活值就是 ∂C/∂w，乘上 w 就可以接着往回传。（激活值是正着算的时候求出
来的，`Pass` 把它们都存着，就是为了这时候用。）所以不管有多少层，往回走一遍，求
出全部导数，花的工夫和正着算一遍差不多。

说一说符号和用词。∂ 表示导数，求的时候别的旋钮都不动；Δ 表示变化，是我们动手推一
推、再量出来的。第三篇文章用 δ 表示小变化，第四篇文章的 `delta` 却是 ∂C/∂z，也就
是上面的第四列。从下一章起，δ 专指 ∂C/∂z。还有，从成本走向输入，第三篇文章叫“向
后”，第四篇叫“向前”，说的是同一个方向。我们说“往回”。

## 逆着导数走

有了导数，就可以转旋钮了，要*逆着*导数转：w ← w - η·∂C/∂w。（第三篇文章说“正向参
数更新”，大概指的是各层的顺序，不是正负号。）先把六个导数都求出来，再把六个旋钮
一起转：每个都只动一点，效果可以相加，和第 3 章一样。
*/

static Chain step(Chain n, double eta, double x, double y) {
    Pass p = forward(&n, x, y);
    Rates r = by_hand(&n, &p, y);
    for (int k = 1; k <= LAST; k++) {
        n.w[k] -= eta * r.w[k];
        n.b[k] -= eta * r.b[k];
    }
    return n;
}

/*
→ 逆着导数走

逆着导数走，成本下降；顺着导数走，成本上升。照第 3 章的估计，应该下降 η 乘以六个
导数的平方和，实际下降得少一点，因为地面是往上弯的。η 可以取多大，什么时候停，第
2 章已经说过。

## 错得厉害，却几乎不动

错得越厉害，按说该学得越快：离目标最远的地方，2(a₃ - y) 也离 0 最远。可是它还要
乘以 σ′，而 σ 接近 0 或者接近 1 时已经饱和，曲线是平的。取目标值 1，只看最后那个
偏置受到的拉力 ∂C/∂b₃，z₃ 不同，拉力各有多大？再取 η = 1，让 b₃ 一步一步地走，要
多少步，输出才到 ½？
*/

static double pull(double z) {
    double a = m_sigmoid(z);
    return a * (1 - a) * 2 * (a - 1);
}

static int steps_to_half(double z) {
    int steps = 0;
    for (; z < 0; steps++)
        z -= pull(z);  // b₃ 动多少，z₃ 就动多少
    return steps;
}

/*
→ 错得厉害，却几乎不动

z₃ = -8 时，输出错到了底，拉力却只有 -1 时的几百分之一：σ 在那里几乎是平的，输出
那头的误差传不过来。从 -8 走起，一共要 `1507` 步，大约七分之六花在走到 -6 之前。
拉力的大小是 2a(1 - a)²，a = ⅓ 时最大，那时神经元只是错得不轻不重。

![图 8.4：错得多厉害（虚线），有多陡（绿线），以及两者的乘积，也就是拉力。左边的
神经元错得很厉害，拉力却几乎没有。](ch08_pull)

导数并没有求错：转动旋钮，成本真的只变那么一点点。要是中间有个神经元饱和了，前面
的神经元也会照样给拖住。开头把权重取小一些，z 就在 0 附近，那里的 σ 是陡的（第 6
章）；最后那个 σ′，到第 15 章换一种成本，就可以去掉。

## 最后的权重是 0

还有一种因子也可能是 0，就是路上的权重。w₃ = 0 时，前面的神经元做什么都影响不到
成本，它们的四个敏感度全都正好是 0。难道就永远困住了吗？看看 ∂C/∂w₃ 自己的三个因
子：a₂、σ′ 和 2(a₃ - y)，没有一个是 0。
*/

static Chain learn(Chain n, int steps) {
    for (; steps > 0; steps--)
        n = step(n, 1, X, Y);
    return n;
}

/*
→ 最后的权重是 0

走了一步，w₃ 就不再是 0，前面的也就动起来了。要是 w₂ 和 w₃ 都是 0，就要多走一
步：先动的是 w₃，然后是 w₂，最后是 w₁。可见 0 困不住一条链，却困得住一层：同一层
的神经元，动起来也全都一样，从此再也分不开（第 9 章），所以网络要从随机的权重开
始。

## 不止一个样本

我们要降低的，是所有样本的平均成本。和的斜率等于斜率的和，所以平均成本的导数，就
是各个样本的导数取平均。拿四个样本、一个权重来看：

→ 不止一个样本

有三个样本要 w₁ 小一些，一个要它大一些，平均就是折中。要是平均起来正好是 0，那就
算没有一个样本满意，w₁ 也不动了。每个样本都得正着算一遍，再往回走一遍；到第 11
章，只用几个样本就够了。

## 差一个因子 2

第二、三篇文章用的成本是 (a - y)²，导数是 2(a - y)。第四篇文章的程序里，
`cost_derivative` 却是 a - y，没有那个 2。谁对？用三种办法验一验。

→ 差一个因子 2

都对，只是成本不一样：a - y 是平方距离的*一半* ½(a - y)² 的导数。两者之比正好是
`2.0000`，所以只差在步长上，把 η 改一改就行了。做检验的时候要当心：拿第四篇文章
的代码，去和第三篇文章那个成本的数值导数比，就处处差一个因子 2。

## 检验

先检验六个旋钮的导数，手算、计算带、数值各求一遍；再检验四个样本的平均；最后是一
百条链，权重和偏置随机取，每条六个导数。在计算带上，写一条链只要四行代码：
*/

static Value cost_on_tape(const Value *w, const Value *b, Value x, double y) {
    Value a = x;
    for (int k = 1; k <= LAST; k++)
        a = v_sigmoid(v_add(v_mul(w[k], a), b[k]));
    return v_square(v_affine(1, a, -y));
}

/*
→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

每层一个神经元，路径就只有一条，什么都不用加。网络宽了，每条路径还是这样一条链，
可是从一个激活值到成本有好几条路径，要像第 4 章那样，把各条路径的结果加起来。比
方说，中间那层要是有两个神经元，∂C/∂a₁ 就是两个 w·∂C/∂z 相加，一个神经元一项：那
是第 9 章的事。还有，Δz 和 Δa 不是 0，才能“约掉”；要是等于 0，链式法则仍然成
立，只是证明起来，就不像这里约一约那么简单了。

## 练习

`make ex08` 生成要你改的文件，并检查你的答案；`make hint08` 给提示。

- **8a** 求成本对偏置、对前一个激活值的导数：∂C/∂b₃ 和 ∂C/∂a₂。
- **8b** 链上的神经元共用一个权重，求成本对它的导数：这回路径不止一条。

下一章：末尾有十个神经元，各有各的愿望：`make ch09`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 例子里的那条链：正着算一遍，再往回走一遍。
static Pass pass;
static Rates rates;

static void the_chain(Chapter *c) {
    chapter_section(c, "一条链");
    printf("%d 个权重，%d 个偏置：%d 个旋钮。x = %g，y = %g。\n\n", LAST, LAST,
           KNOBS, X, Y);
    Table t = table_begin("神经元 k|w|前一个 a|b|z = w·a + b|a = σ(z)",
                          "%8d|%4.1f|%8.4f|%4.1f|%11.4f|%8.4f");
    for (int k = 1; k <= LAST; k++)
        table_row(&t, k, example.w[k], pass.a[k - 1], example.b[k], pass.z[k],
                  pass.a[k]);
    table_end(&t);
    printf("C = (%.4f - %g)² = %.4f。把链的末尾画成树：\n\n", pass.a[3], Y,
           pass.cost);
    printf("  w₃ = %7.4f ─┐\n", example.w[3]);
    printf("  a₂ = %7.4f ─┼→ z₃ = %.4f ──→ a₃ = %.4f ─┬→ C = %.4f\n", pass.a[2],
           pass.z[3], pass.a[3], pass.cost);
    printf("  b₃ = %7.4f ─┘                   y = %.4f ─┘\n\n", example.b[3],
           Y);
}

static void nudge_the_last(Chapter *c) {
    chapter_section(c, "推一推最后的权重");
    printf("给 w₃ 加上 Δw，看 z₃、a₃ 和 C 怎么变。\n");
    chapter_predict(c, "w₃ 变大，成本是上升还是下降？");
    Table t = table_begin("Δw|Δz|Δa|ΔC|Δz/Δw|Δa/Δz|ΔC/Δa|ΔC/Δw",
                          "%5g|%9.6f|%9.6f|%9.6f|%7.4f|%7.4f|%7.4f|%8.5f");
    double dw = nudge;
    for (int i = 0; i < 3; i++, dw /= 10) {
        Pass q = nudged(dw);
        double dz = q.z[3] - pass.z[3], da = q.a[3] - pass.a[3],
               dc = q.cost - pass.cost;
        table_row(&t, dw, dz, da, dc, dz / dw, da / dz, dc / da, dc / dw);
    }
    table_end(&t);

    Figure *f = figure_open(c, "ch08_nudges", NULL);
    figure_block(f, "after the nudge", "before after");
    Pass q = nudged(nudge);
    figure_row(f, example.w[3], example.w[3] + nudge);
    figure_row(f, pass.z[3], q.z[3]);
    figure_row(f, pass.a[3], q.a[3]);
    figure_row(f, pass.cost, q.cost);
    figure_block(f, "to and fro", "w z a cost");
    for (int i = 0; i < 48; i++) {
        double s, unused;
        m_sincos(i * 3.14159265358979 / 24, &s, &unused);
        q = nudged(nudge * s);
        figure_row(f, example.w[3] + nudge * s, q.z[3], q.a[3], q.cost);
    }
    figure_close(c, f);
}

static void three_factors(Chapter *c) {
    chapter_section(c, "三个因子");
    chapter_predict(c, "乘积这么小，是哪个因子造成的？");
    const double dw = 0.001;
    Pass q = nudged(dw);
    double dz = q.z[3] - pass.z[3], da = q.a[3] - pass.a[3];
    double slope = pass.a[3] * (1 - pass.a[3]), off = 2 * (pass.a[3] - Y);
    double exact = pass.a[2] * slope * off;
    Table t = table_begin("因子 | 公式 | 手算 | 实测，Δw = 0.001",
                          "%-7s | %-9s | %9.6f | %9.6f");
    table_row(&t, "∂z/∂w", "a₂", pass.a[2], dz / dw);
    table_row(&t, "∂a/∂z", "σ′(z₃)", slope, da / dz);
    table_row(&t, "∂C/∂a", "2(a₃ - y)", off, (q.cost - pass.cost) / da);
    table_row(&t, "∂C/∂w", "乘积", exact, (q.cost - pass.cost) / dw);
    table_end(&t);
    Figure *f = figure_open(c, "ch08_ratio", "nudge up down exact");
    for (int i = 0; i <= 40; i++) {
        double h = 2 * m_pow(10, -i / 8.0);
        figure_row(f, h, (nudged(h).cost - pass.cost) / h,
                   (pass.cost - nudged(-h).cost) / h, exact);
    }
    figure_close(c, f);
}

static void go_on_backwards(Chapter *c) {
    chapter_section(c, "继续往回走");
    printf("从最后一个神经元算到第一个，每一行从左往右看：\n");
    chapter_predict(c, "w₁ 变大，成本是上升还是下降？");
    Table t = table_begin(
        "k|∂C/∂a|· σ′ =|∂C/∂z = ∂C/∂b|· 前一个 a = ∂C/∂w|· w = ∂C/∂前一个 a",
        "%d|%8.5f|%7.5f|%14.5f|%18.5f|%18.5f");
    for (int k = LAST; k >= 1; k--)
        table_row(&t, k, rates.a[k], pass.a[k] * (1 - pass.a[k]), rates.z[k],
                  rates.w[k], rates.a[k - 1]);
    table_end(&t);
    printf("梯度 ∇C，按 w₁ b₁ w₂ b₂ w₃ b₃ 的顺序：\n\n");
    for (int k = 1; k <= LAST; k++)
        printf(" %9.6f %9.6f", rates.w[k], rates.b[k]);
    printf("\n\n从 w₁ 到 C 一共有七环：\n\n  %.4g", X);
    for (int k = 1; k <= LAST; k++) {
        printf(" · %.4f", pass.a[k] * (1 - pass.a[k]));
        if (k < LAST)
            printf(" · %.4g", example.w[k + 1]);
    }
    printf(" · %.4f = %.6f\n\n", rates.a[LAST], rates.w[1]);
    Figure *s = figure_open(c, "ch08_tree", "k z a w b by_z by_a by_w by_b");
    for (int k = 0; k <= LAST; k++)
        figure_row(s, (double)k, pass.z[k], pass.a[k], example.w[k],
                   example.b[k], rates.z[k], rates.a[k], rates.w[k],
                   rates.b[k]);
    figure_row(s, LAST + 1.0, 0.0, pass.cost, Y, 0.0, 0.0, 1.0, 0.0, 0.0);
    figure_close(c, s);
}

static void against_it(Chapter *c) {
    chapter_section(c, "逆着导数走");
    printf("六个旋钮一起走一步，η = 1；再反过来走同样的一步：\n\n");
    Table t =
        table_begin("走法 | 走之前的 C | 走之后的 C", "%-22s | %8.6f | %8.6f");
    for (int rate = 1; rate >= -1; rate -= 2) {
        Chain moved = step(example, rate, X, Y);
        table_row(&t, rate > 0 ? "逆着导数" : "顺着导数", pass.cost,
                  forward(&moved, X, Y).cost);
    }
    table_end(&t);
}

static void very_wrong(Chapter *c) {
    chapter_section(c, "错得厉害，却几乎不动");
    printf("只看最后一个神经元，目标值是 1：\n");
    chapter_predict(c, "z₃ 是 -1、-4 还是 -8 的时候，拉力最大？");
    Table t = table_begin(
        "z₃ | a₃ | 2(a₃ - y) | σ′(z₃) | 拉力 ∂C/∂b₃ | 到 a₃ ≥ ½ 的步数",
        "%5.2f | %6.4f | %9.4f | %8.6f | %12.6f | %15d");
    const double zs[] = {-0.69, -1, -2, -4, -6, -8};
    for (int i = 0; i < 6; i++) {
        double a = m_sigmoid(zs[i]);
        table_row(&t, zs[i], a, 2 * (a - 1), a * (1 - a), pull(zs[i]),
                  steps_to_half(zs[i]));
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch08_pull", "z off slope pull");
    for (int i = 0; i <= 140; i++) {
        double z = -9 + i * 0.1, a = m_sigmoid(z);
        figure_row(f, z, 2 * (1 - a), a * (1 - a), -pull(z));
    }
    figure_close(c, f);
}

static void a_weight_of_zero(Chapter *c) {
    chapter_section(c, "最后的权重是 0");
    printf("六个旋钮一起学，η = 1：一次从 w₃ = 0 开始，"
           "一次从 w₂ = w₃ = 0 开始。\n");
    chapter_predict(c, "w₃ = 0，w₁ 还会动吗？");
    Table t =
        table_begin("步数 | w₃ | ∂C/∂w₁ | C | w₂ 也是 0：w₃ | w₂ | ∂C/∂w₁",
                    "%5d | %8.5f | %9.6f | %7.5f | %14.5f | %8.5f | "
                    "%9.6f");
    Chain one = example, two = example;
    one.w[3] = two.w[3] = two.w[2] = 0;
    const int steps[] = {0, 1, 2, 3, 10, 100};
    for (int i = 0; i < 6; i++) {
        Chain n = learn(one, steps[i]), m = learn(two, steps[i]);
        Pass of_n = forward(&n, X, Y), of_m = forward(&m, X, Y);
        table_row(&t, steps[i], n.w[3], by_hand(&n, &of_n, Y).w[1] + 0,
                  of_n.cost, m.w[3], m.w[2], by_hand(&m, &of_m, Y).w[1] + 0);
    }
    table_end(&t);
}

enum { EXAMPLES = 4 };
static const double xs[EXAMPLES] = {0.5, 0.1, 0.9, -0.6};
static const double ys[EXAMPLES] = {1, 0, 1, 0};

// n 个样本的平均成本对旋钮的导数；旋钮：w₁ b₁ w₂ b₂ w₃ b₃。
static double numeric(const Chain *c, const double *x, const double *y, int n,
                      int knob) {
    double sum[2] = {0, 0};
    for (int side = 0; side < 2; side++) {
        Chain turned = *c;
        double *at = knob % 2 ? turned.b : turned.w;
        at[1 + knob / 2] += side ? 6e-6 : -6e-6;
        for (int i = 0; i < n; i++)
            sum[side] += forward(&turned, x[i], y[i]).cost;
    }
    return (sum[1] - sum[0]) / n / 1.2e-5;
}

static double more_examples(Chapter *c) {
    chapter_section(c, "不止一个样本");
    printf("四个样本，看看各自要 w₁ 怎么动。\n");
    chapter_predict(c, "四个样本都要 w₁ 往同一边动吗？");
    Table t = table_begin("x | y | C | ∂C/∂w₁", "%4.1f | %g | %8.6f | %9.6f");
    double sum = 0;
    for (int i = 0; i < EXAMPLES; i++) {
        Pass one = forward(&example, xs[i], ys[i]);
        double rate = by_hand(&example, &one, ys[i]).w[1];
        table_row(&t, xs[i], ys[i], one.cost, rate);
        sum += rate;
    }
    table_end(&t);
    printf("四个导数的平均：        %.6f\n", sum / EXAMPLES);
    printf("平均成本的导数（实测）：%.6f\n\n",
           numeric(&example, xs, ys, EXAMPLES, 0));
    return sum / EXAMPLES;
}

typedef struct Taped {
    Tape *tape;
    Value w[LAST + 1], b[LAST + 1], cost;
} Taped;

// 把 n 个样本的平均成本记在计算带上，求出导数。
static Taped on_tape(const double *x, const double *y, int n) {
    Taped t = {.tape = tape_new()};
    for (int k = 1; k <= LAST; k++) {
        t.w[k] = v_var(t.tape, example.w[k]);
        t.b[k] = v_var(t.tape, example.b[k]);
    }
    Value costs[EXAMPLES];
    for (int i = 0; i < n; i++)
        costs[i] = cost_on_tape(t.w, t.b, v_const(t.tape, x[i]), y[i]);
    t.cost = v_affine(1.0 / n, v_sum(costs, n), 0);
    v_backward(t.cost);
    return t;
}

static void factor_of_two(Chapter *c) {
    chapter_section(c, "差一个因子 2");
    // 第四篇文章的写法：
    double code = pass.a[2] * pass.a[3] * (1 - pass.a[3]) * (pass.a[3] - Y);
    Taped t = on_tape(&X, &Y, 1);
    double tape = v_grad(t.w[3]), by_number = numeric(&example, &X, &Y, 1, 4);
    v_backward(v_affine(0.5, t.cost, 0));
    double half = v_grad(t.w[3]);
    tape_free(t.tape);
    printf("用 a - y 代替 2(a - y)，∂C/∂w₃ = %.8f。\n\n", code);
    Table u = table_begin("C = (a - y)² 时的 ∂C/∂w₃ | 值 | 与上面之比",
                          "%-22s | %11.8f | %13.4f");
    table_row(&u, "手算", rates.w[3], rates.w[3] / code);
    table_row(&u, "计算带", tape, tape / code);
    table_row(&u, "数值", by_number, by_number / code);
    table_row(&u, "计算带，成本取一半", half, half / code);
    table_end(&u);
    int same = 0;
    for (int k = 1; k <= LAST; k++) {
        same += example.w[k] - 3 * (rates.w[k] / 2) ==
                example.w[k] - 1.5 * rates.w[k];
        same += example.b[k] - 3 * (rates.b[k] / 2) ==
                example.b[k] - 1.5 * rates.b[k];
    }
    printf("η = 3 配 a - y 走一步，η = 1.5 配 2(a - y) 走一步，走到同一个"
           "地方：\n一位也不差的旋钮有 %d 个，一共 %d 个。\n\n",
           same, KNOBS);
}

static void check(Chapter *c, double mean_by_hand) {
    static const char *const name[] = {"∂C/∂w₁", "∂C/∂b₁", "∂C/∂w₂",
                                       "∂C/∂b₂", "∂C/∂w₃", "∂C/∂b₃"};
    report_begin(c);
    Taped t = on_tape(&X, &Y, 1);
    for (int k = 0; k < KNOBS; k++)
        report_row(c, name[k], k % 2 ? rates.b[1 + k / 2] : rates.w[1 + k / 2],
                   v_grad(k % 2 ? t.b[1 + k / 2] : t.w[1 + k / 2]),
                   numeric(&example, &X, &Y, 1, k));
    tape_free(t.tape);
    t = on_tape(xs, ys, EXAMPLES);
    report_row(c, "∂C/∂w₁，四个的平均", mean_by_hand, v_grad(t.w[1]),
               numeric(&example, xs, ys, EXAMPLES, 0));
    tape_free(t.tape);
    Rng chance = rng_new(c->seed);
    size_t agree = 0;
    double worst = 0;
    for (int j = 0; j < 100; j++) {
        Chain n;
        for (int k = 0; k <= LAST; k++) {
            n.w[k] = 2 * rng_normal(&chance);
            n.b[k] = rng_normal(&chance);
        }
        double x = rng_uniform(&chance), y = j % 2;
        Pass its = forward(&n, x, y);
        Rates by = by_hand(&n, &its, y);
        for (int k = 0; k < KNOBS; k++) {
            double hand = k % 2 ? by.b[1 + k / 2] : by.w[1 + k / 2];
            double other = numeric(&n, &x, &y, 1, k);
            agree += gradients_agree(hand, other);
            worst = fmax(worst, fabs(hand - other));
        }
    }
    report_many(c, "一百条随机的链", 600, agree, worst);
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch08_chain_rule", "三个因子", knobs))
        return c.status;
    pass = forward(&example, X, Y);
    rates = by_hand(&example, &pass, Y);
    the_chain(&c);
    nudge_the_last(&c);
    three_factors(&c);
    go_on_backwards(&c);
    against_it(&c);
    very_wrong(&c);
    a_weight_of_zero(&c);
    double mean = more_examples(&c);
    factor_of_two(&c);
    check(&c, mean);
    return chapter_end(&c);
}
