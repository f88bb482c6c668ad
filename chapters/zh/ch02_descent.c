/*
# 第 2 章：走下山去

**这一章的问题。** 有的曲线，最低点在纸上解不出来，那怎么找？（到了网络那里，曲
线的高度 C 就是一个数，表示网络错得多厉害。）这一章里，你会看到程序单靠斜率就能
找到最低点，也会看到它走错山谷、慢慢爬、冲过头，甚至飞到无穷远；你还会知道，是哪
一个数决定了这些结局。

请对照第二篇文章的 A2-6 到 A2-11 这几条，以及提醒 E8 和 E10 来读。用 `make ch02`
运行；旋钮也可以转，例如 `make ch02 ARGS="--rate 0.05 --start 4"`。

**本章要点** 沿着斜率的反方向走一小步，函数值就会下降大约 η 乘以斜率的平方；反复
走，就到达某个局部最小值。步长与斜率成正比，所以越接近谷底，步子越小。在谷底附
近，学习率乘以曲率小于 2 才会收敛；而从远处出发，起点和学习率一起决定走进哪个
谷。

**新词**

梯度下降 (gradient descent)
: 反复做 w ← w - η·C′(w)。取 η = 0.1，斜率是 5，w = 2 就变成 1.5。

学习率 η (learning rate)
: 斜率为 1 时走多远。取 η = 0.01，斜率为 10 时一步走 0.1。

局部最小值 (local minimum)
: 比周围都低的点，但不一定是全局最低的点。

曲率 κ (curvature)
: 斜率本身变化得多快，也就是斜率的斜率。½w² 的曲率是 1。

收敛，发散 (converge, diverge)
: 渐渐停在一点，或者每走一步都离得更远。
*/

#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

static double rate = 0.01, start = 3.6;

static const Option knobs[] = {{"--rate", KNOB_NUMBER, &rate, 0.001, 0.5,
                                "learning rate η of the walk", "学习率 η"},
                               {"--start", KNOB_NUMBER, &start, -3, 4,
                                "the w that it starts from", "起点 w"},
                               {0}};

/*
## 纸上就能解的时候

碗 C(w) = ½(w-3)² + 2 的斜率是 w - 3。令它等于 0：w = 3，那里的 C 是 2。这就求完
了，用不着计算机。

![图 2.1：第二篇文章里的碗。斜率为 0 的地方切线是平的，那就是最小值；这个最小
值，在纸上就能求出来。](ch02_bowl)

现在换一条曲线试试：

$$C(w) = 0.05\,\big((w+2)(w-1)(w-3)\big)^2 + 2 + 0.3\,(w-3).$$

它的斜率是五次多项式，令它等于 0，得到的方程没有通用的求根公式。不过在任何一点
上，我们仍然可以*算出*斜率，而且用计算带算得分毫不差。（试一千个 w，挑最好的一
个，也行得通。可是有两个输入，就要试一百万次，而一个网络有成千上万个输入；那时
候，斜率照样管用。）
*/

typedef Value Curve(Value w);  // 把一个数变成另一个数的函数

static Value bowl(Value w) {
    return v_affine(0.5, v_square(v_affine(1, w, -3)), 2);  // ½(w - 3)² + 2
}

static Value hills(Value w) {
    Value a = v_affine(1, w, 2), b = v_affine(1, w, -1), c = v_affine(1, w, -3);
    Value p = v_mul(v_mul(a, b), c);  // (w + 2)(w - 1)(w - 3)
    Value humps = v_affine(0.05, v_square(p), 2), tilt = v_affine(0.3, c, 0);
    return v_add(humps, tilt);
}

typedef struct Point {
    double cost, slope;
} Point;

// w 处的 C 和 C′，由计算带算出。
static Point at(Curve *curve, double w) {
    Tape *t = tape_new();
    Value x = v_var(t, w), y = curve(x);
    v_backward(y);
    Point p = {v_value(y), v_grad(x)};
    tape_free(t);
    return p;
}

/*
→ 有三个山谷的曲线

## 按斜率迈步

第 1 章说过斜率的正负有什么用：为正，往左走；为负，往右走。也就是说，逆着斜率
走：

$$w \leftarrow w - \eta\, C'(w)$$

**梯度下降**就这么一条，再没有别的了。其中的 η（读作 eta）就是**学习率**。
*/

static double step(Curve *curve, double w, double eta) {
    return w - eta * at(curve, w).slope;
}

static double descend(Curve *curve, double w, double eta, int steps) {
    for (; steps > 0; steps--)
        w = step(curve, w, eta);
    return w;
}

/*
起点是 w = 3.6，在右边陡坡的高处；η = 0.01。

→ 按斜率迈步

程序里没有哪一句叫它放慢。步长是 η 乘以斜率，而谷底附近斜率几乎是 0，所以步子自
己就变小了。

![图 2.2：从 3.6 开始走的路。每个圆点是一步，绿线是起点处的斜率。快到谷底时，圆
点挤在了一起。](ch02_path)

作个比较。换一个人来走，他只看斜率的*正负*，每步总走一样远。
*/

static double hop(Curve *curve, double w, double length) {
    return at(curve, w).slope > 0 ? w - length : w + length;
}

/*
→ 会变小的步子，和不会变小的步子

他很快就走近了，接着就在谷底两边跳来跳去，永远停不下来。

![图 2.3：每走一步以后离谷底多远。与斜率成正比的步子，在谷底附近每次都把距离乘上
同一个小于 1 的数，在对数坐标上就是一条直线；固定的步子最后左右来回
跳。](ch02_steps)

## 为什么一小步会往下走

C 凭什么会下降？斜率是输出的变化除以输入的变化：把 w 移动很小的一段 Δw，C 大约变
化 C′·Δw。而这里的 Δw 是 -η·C′，所以

$$\Delta C \approx C' \cdot (-\eta\, C') = -\eta\, C'^2.$$

平方不会是负数，η 是正数。所以，只要步子足够小，那个“大约”还靠得住，C 就会下降，
到斜率为 0 的地方才停。这个公式给出了“应该下降多少”，而这是可以检验的：走一步，
实际下降的，是应该下降的几成？
*/

static double promised_fall(Curve *curve, double w, double eta) {
    return eta * at(curve, w).slope * at(curve, w).slope;
}

static double real_fall(Curve *curve, double w, double eta) {
    return at(curve, w).cost - at(curve, step(curve, w, eta)).cost;
}

/*
→ 为什么一小步会往下走

学习率最小的时候，该降的几乎一分不少都降了，而且学习率加倍，下降也差不多加倍。步
子一大，就离开了量斜率的地方，得到的便少了；到了表的最后一行，C 反而*上升*了。所
以，走了一步 C 却上升，嫌疑有两个。把 η 缩小到十分之一，不行就再缩小：如果 C 终
于下降了，就是步子太长；如果 η 再小也还是上升，就是斜率算错了。

## 太小，正好，太大

η 可以取到多大？在碗上，推导很短。让碗的弯曲程度变成原来的 κ 倍，C = ½κ(w-3)² +
2；这时 C′ = κ(w-3)，走一步，距离 d = w - 3 就变成

$$d \leftarrow d - \eta\, \kappa\, d = (1-\eta\,\kappa)\, d.$$

每走一步，距离都乘上同一个因子。原来那只碗，κ 是 1。取 η = `0.05`，因子是
`0.95`：慢慢爬。取 η = `0.5`，距离减半。取 η = 1，一步就到谷底。取 η = `1.9`，因
子是 `-0.90`：w 跳到对面，同时走近一些。取 η = `2.1`，因子是 `-1.10`：w 跳到对
面，却*走远*了。界限在 ηκ = 2，这时 w 永远在两边来回跳，既不走近，也不走远。κ 就
是**曲率**。

所以，没有哪个 η 对所有的曲线都合适：起作用的是 η·κ，而每条曲线的 κ 都不一样。η
也不是没有单位的数：斜率的单位是“C 每 w”，乘以 η 要得到 w 走多远，所以 η 的单位
是“w² 每 C”。如果 C 原来按元计，现在改按分计，斜率和 κ 都变成一百倍；想走出同样
的路，η 就得缩小到百分之一。

→ 太小，正好，太大

![图 2.4：在碗上，从 w = 0 出发，四种学习率走出的步子。每条线段连着前后两步到的
地方。学习率小，就沿着一侧慢慢爬；学习率大，就在两壁之间弹来弹去，或者越弹越近，
或者越弹越远。](ch02_rates)

![图 2.5：走 20 步以后离谷底多远，每种学习率都画出来。像一只浴缸：太小太大都不
好，过了 2 就一直往上升。](ch02_bathtub)

步长与斜率成正比，所以在谷底附近会变小。但这*并不能*保证不冲过头：学习率大于
1/κ，每一步都会越过谷底；大于 2/κ，还会越走越远。

## 走进哪个山谷？

那条有三个山谷的曲线不是碗，但是在谷底附近，光滑的曲线看上去几乎都像一只碗。它的
曲率量得出来，就是斜率的斜率。（w⁴ 不像：它谷底的 κ 是 0。）
*/

static double curvature(Curve *curve, double w) {
    const double h = 1e-4;
    return (at(curve, w + h).slope - at(curve, w - h).slope) / (2 * h);
}

/*
一旦走到这样的谷底附近，只要学习率小于 2/κ，就会留在那里。可是到那里之前，一路上
会遇到陡得多的坡，只要有一步太长，就可能越过山头，掉进旁边的山谷。所以，最后停在
哪里，由起点和学习率*一起*决定。先只看起点。

→ 走进哪个山谷？

三个**局部最小值**分别在 `-2.013059`、`0.919577` 和 `2.967879` 附近。其中只有第
一个是全局最低的，而下山的人无从知道自己的山谷是不是最低：他只见过脚下的地面。从
许多起点各走一遍，留下最好的终点：这样会好一些，但什么也证明不了。第二篇文章说得
很小心：梯度下降会接近*某个*局部最小值。

![图 2.6：每个起点按最后走进的山谷上色，η = 0.01。颜色的交界在山头
上。](ch02_valleys)

起点不变，再来看学习率。

→ 学习率也说了算

右边山谷的曲率是 `8.693`，所以在它的谷底附近，只要学习率小于 `0.230`，就会留下
来。可是从 3.6 出发，学习率取 `0.10` 和 `0.20`，却停在了*中间*的山谷：从陡坡上迈
出的第一步太长，越过了山头。哪怕学习率不到界限的一半，从远处出发，也没有保证。

![图 2.7：每个起点、每种学习率，最后停在哪里。最下面一行就是图 2.6。蓝色和绿色的
带子，到学习率超过各自山谷的 2/κ 为止；颜色浅的地方，走了 400 步还没有停在任何山
谷。在参差不齐的边缘，起点只要差一丝一毫，走进的山谷就不同。](ch02_map)

## 什么时候停

步长也许永远不会正好变成 0，所以得给程序规定什么时候停。比较好的办法是：斜率够小
了，就停。如果已在谷底附近，这时 w 的误差大约是斜率除以 κ。另一种办法是数步数；
训练网络的时候，多半用这一种。
*/

static int steps_until_flat(Curve *curve, double *w, double eta, double limit) {
    int steps = 0;
    for (; fabs(at(curve, *w).slope) >= limit && steps < 100000; steps++)
        *w = step(curve, *w, eta);
    return steps;
}

/*
→ 什么时候停

斜率每缩小到千分之一，用的步数都一样多，因为在谷底附近，每走一步，斜率都乘上同一
个因子。w 还没有算准，C 早就准到十位数字了：谷底的曲线是平的，w 差一点点，在 C
上几乎看不出来。最后一行是个陷阱。η = `0.5` 时，下山的人飞了出去，数很快变成无穷
大；无穷大减无穷大“不是数”，在 C 里叫 nan。拿 nan 去比，`<`、`>`、`>=` 都是假
（只有 `!=` 是真），循环就此结束，好像地面已经平了。所以停下以后，先看一眼 w，不
要急着相信。

## 为什么不干脆取 1/κ？

在碗上，η = 1/κ 一步就到谷底。那么，每走一步都在脚下量一量 κ，就用 1/κ 作学习
率，如何？这就是牛顿法：
*/

static double newton_step(Curve *curve, double w) {
    return w - at(curve, w).slope / curvature(curve, w);
}

/*
→ 为什么不干脆取 1/κ？

从 3.6 出发，它只要 `6` 步，梯度下降要 `159` 步。可是从 `2.6` 和 `1.9` 出发，它
都停在了*山头*上，那里的 κ 是负数：牛顿法只管找斜率为 0 的地方，不管是哪一种。在
地面往下弯的地方，它的学习率 1/κ 也是负数，于是往上走。再说，有 n 个输入的时候，
每两个输入之间都有一个曲率，一共 n² 个数；n 是几千的时候，根本量不过来。所以网络
只跟着斜率走。

## 检验

一路上每一点的斜率，手算的、计算带的、数值的，都要一致。手算的时候，令 p =
(w+2)(w-1)(w-3) = w³ - 2w² - 5w + 6，斜率就是 0.1·p·p′ + 0.3，因为按乘积的求导法
则，p² = p·p 的斜率是 p′·p + p·p′。
*/

static double hills_by_hand(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

/*
→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

斜率为 0 的地方不一定是谷底。正好从山顶出发，就一步也不会动；第 3 章还会遇到更糟
的。另外，我们的学习率是看着图选的：一个公式有几千个输入的时候，谁也不知道它的曲
率，所以大家都是试几种学习率，盯着 C 看，而且常常边走边把 η 调小。

## 练习

`make ex02` 写出要你改的文件，并检查你的答案；`make hint02` 给提示。

- **2a** 把下山写成函数：按给定的学习率，走给定的步数。
- **2b** 一个谨慎的人：走了一步 C 却上升，就退回去，再把 η 减半。从我们飞出去
  的那个起点和学习率开始，他会停在哪里？

下一章：一个输入不够。有了两个，该往哪个方向走：`make ch03`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 走到这么远就算飞出去了，不再跟着它走。
static bool away(double w) { return !(fabs(w) < 100); }

static void a_curve_with_three_valleys(Chapter *c) {
    chapter_section(c, "有三个山谷的曲线");
    printf("C(w) = 0.05 ((w + 2)(w - 1)(w - 3))² + 2 + 0.3 (w - 3)，"
           "w 从 -3 到 4：\n\n");
    enum { N = 141 };
    static double w[N], cost[N];
    Figure *b = figure_open(c, "ch02_bowl", "w cost");
    for (int i = 0; i < N; i++) {
        w[i] = -3 + i * 0.05;
        cost[i] = at(hills, w[i]).cost;
        figure_row(b, w[i] + 2.5, at(bowl, w[i] + 2.5).cost);
    }
    figure_close(c, b);
    const int n[] = {N};
    // 一条曲线，画成 64 x 12 个字符，C 从 0 到 7：
    text_curves(64, 12, 1, n, (const double *const[]){w},
                (const double *const[]){cost}, 0, 7);
}

static void step_by_the_slope(Chapter *c) {
    chapter_section(c, "按斜率迈步");
    printf("从 w = %g 出发，学习率是 %g。\n", start, rate);
    chapter_predict(c, "往下走的时候，步子会变大还是变小？");

    Table t = table_begin("步数 | w | C(w) | 斜率 | 下一步",
                          "%4d | %8.6f | %9.6f | %9.6f | %9.6f");
    Figure *f = figure_open(c, "ch02_path", "w cost slope");
    figure_block(f, "curve", NULL);
    for (int i = 0; i <= 140; i++) {
        double w = -3 + i * 0.05;
        figure_row(f, w, at(hills, w).cost, at(hills, w).slope);
    }
    figure_block(f, "path", NULL);
    double w = start;
    for (int k = 0; k <= 30 && !away(w); k++, w = step(hills, w, rate)) {
        Point p = at(hills, w);
        if (k < 6 || k % 10 == 0)
            table_row(&t, k, w, p.cost, p.slope, -rate * p.slope);
        figure_row(f, w, p.cost, p.slope);
    }
    figure_close(c, f);
    table_end(&t);
    if (away(w))
        printf("接着就走到 100 以外，飞出去了。\n\n");
}

static void steps_that_shrink(Chapter *c) {
    chapter_section(c, "会变小的步子，和不会变小的步子");
    const double length = 0.05;
    printf("一个人每步走斜率的 %g 倍，另一个人每步总走 %g。\n", rate, length);
    chapter_predict(c, "走了 150 步，两个人谁更近？");

    Figure *f = figure_open(c, "ch02_steps", "step proportional fixed");
    double w = start, hopper = start;
    double valley = descend(hills, descend(hills, w, rate, 1000), 0.02, 2000);
    if (away(valley))  // 然后是步子固定的那个人的
        valley = descend(hills, start, 0.001, 20000);
    for (int k = 0; k < 150 && !away(w); k++) {
        figure_row(f, k, fabs(w - valley), fabs(hopper - valley));
        w = step(hills, w, rate);
        hopper = hop(hills, hopper, length);
    }
    figure_close(c, f);
    Table t = table_begin("走法 | 150 步后离谷底多远", "%-14s | %.8f");
    table_row(&t, "η 乘以斜率", fabs(w - valley));
    table_row(&t, "总是一样", fabs(hopper - valley));
    table_end(&t);
}

static void why_a_small_step_goes_down(Chapter *c) {
    chapter_section(c, "为什么一小步会往下走");
    printf("从 w = %g 走一步，那里的斜率是 %.6f：\n", start,
           at(hills, start).slope);
    chapter_predict(c, "应该下降 η·C′²。学习率加倍，下降也加倍吗？");

    Table t = table_begin("学习率 | 应该下降 η·C′² | 实际下降多少 | 实现了多少",
                          "%6.4f | %10.6f | %10.6f | %6.1f %%");
    const double rates[] = {0.0001, 0.001, 0.002, 0.01, 0.1, 0.5};
    for (int i = 0; i < 6; i++) {
        double promise = promised_fall(hills, start, rates[i]);
        double fall = real_fall(hills, start, rates[i]);
        table_row(&t, rates[i], promise, fall, 100 * fall / promise);
    }
    table_end(&t);
}

static void too_small_good_too_large(Chapter *c) {
    chapter_section(c, "太小，正好，太大");
    printf("碗 ½(w - 3)² + 2，曲率是 1，从 w = 0 出发，学习率取\n"
           "0.05、0.5、1.9 和 2.1：\n");
    chapter_predict(c, "哪种学习率永远到不了谷底？");

    const double rates[] = {0.05, 0.5, 1.9, 2.1};
    const char *what[] = {"太小：慢慢爬", "正好", "两边跳，会走近", "发散"};
    Table t = table_begin("学习率 | 每步的因子 | 20 步后的 w | 结果",
                          "%4.2f | %5.2f | %10.4f | %-27s");
    Figure *f = figure_open(c, "ch02_rates", "w cost rate");
    for (int i = 0; i < 4; i++) {
        double w = 0;
        figure_block(f, "rate", NULL);
        for (int k = 0; k <= 20; k++, w = step(bowl, w, rates[i]))
            figure_row(f, w, at(bowl, w).cost, rates[i]);
        table_row(&t, rates[i], 1 - rates[i], descend(bowl, 0, rates[i], 20),
                  what[i]);
    }
    figure_close(c, f);
    table_end(&t);
    printf("界限是 2 除以曲率，在这里是 2。\n\n");

    f = figure_open(c, "ch02_bathtub", "rate distance");
    for (int k = 1; k <= 230; k++)
        figure_row(f, k * 0.01, fabs(descend(bowl, 0, k * 0.01, 20) - 3));
    figure_close(c, f);
}

static void which_valley(Chapter *c) {
    chapter_section(c, "走进哪个山谷？");
    printf("从十一个起点各走 400 步，学习率 %g。\n", rate);
    chapter_predict(c, "最后会停在几个不同的地方？");

    Table t = table_begin("起点 | 停在 | 那里的 C", "%5.1f | %9.6f | %.6f");
    for (int i = 0; i < 11; i++) {
        double from = -3 + i * 0.7, end = descend(hills, from, rate, 400);
        table_row(&t, from, end, at(hills, end).cost);
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch02_valleys", "start cost end end_cost");
    for (int i = 0; i <= 280; i++) {
        double from = -3 + i * 0.025, end = descend(hills, from, rate, 400);
        if (!away(end))
            figure_row(f, from, at(hills, from).cost, end, at(hills, end).cost);
    }
    figure_close(c, f);
}

// 最低的山谷是 1，中间的是 2，右边的是 3；0 是哪里都没停。
// （那张地图要几十万个斜率：手算的公式只要十分之一的时间。）
static int valley_of(double w, double eta) {
    double slope = hills_by_hand(w);
    for (int k = 0; k < 400 && fabs(w) < 10 && fabs(slope) > 1e-5; k++) {
        w -= eta * slope;
        slope = hills_by_hand(w);
    }
    return !(fabs(slope) < 1e-2) ? 0 : w < -1 ? 1 : w < 2 ? 2 : 3;
}

static void the_rate_decides_too(Chapter *c) {
    static const char *const name[] = {"都不是", "最低的", "中间的", "右边的"};
    chapter_section(c, "学习率也说了算");
    double bottom = descend(hills, 3, 0.02, 2000);
    double bend = curvature(hills, bottom);
    printf("右边山谷谷底的曲率是 %.3f：界限 2/κ\n"
           "在那里是 %.3f。我们从 %g 出发。\n",
           bend, 2 / bend, start);
    chapter_predict(c, "只要学习率小于界限，就都会停在右边的山谷吗？");
    Table t = table_begin("学习率 | 一步后的 w | 400 步后的 w | 山谷",
                          "%5.2f | %9.6f | %9.6f | %-6s");
    const double rates[] = {0.01, 0.05, 0.08, 0.1, 0.2, 0.22};
    for (int i = 0; i < 6; i++)
        table_row(&t, rates[i], step(hills, start, rates[i]),
                  descend(hills, start, rates[i], 400),
                  name[valley_of(start, rates[i])]);
    table_end(&t);

    Figure *f = figure_open(c, "ch02_map", "start rate valley");
    for (int j = 0; j < 90; j++, figure_gap(f))
        for (int i = 0; i <= 280; i++) {
            double from = -3 + i * 0.025, eta = 0.01 + j * 0.003;
            figure_row(f, from, eta, valley_of(from, eta));
        }
    figure_close(c, f);
}

static void when_to_stop(Chapter *c) {
    chapter_section(c, "什么时候停");
    printf("再从 w = %g 出发，直到斜率够小：\n\n", start);
    Table t = table_begin("斜率小于多少就停 | 步数 | w | 停下处的 C(w)",
                          "%6.0e | %5d | %10.8f | %.10f");
    const double limits[] = {1e-1, 1e-3, 1e-6, 1e-9};
    for (int k = 0; k < 4; k++) {
        double w = start;
        int steps = steps_until_flat(hills, &w, rate, limits[k]);
        table_row(&t, limits[k], steps, w, at(hills, w).cost);
    }
    table_end(&t);
    double w = start;
    int steps = steps_until_flat(hills, &w, 0.5, 1e-6);
    printf("学习率取 0.5，同一个循环走 %d 步就停了，这时 w %s。\n\n", steps,
           isnan(w) ? "不是数" : "是一个数");
}

static void why_not_a_rate_of_1_by_kappa(Chapter *c) {
    chapter_section(c, "为什么不干脆取 1/κ？");
    printf("牛顿法和我们的走法（η = %g），都走到斜率小于 1e-06 为止：\n", rate);
    chapter_predict(c, "牛顿法每次都停在谷底吗？");
    Table t =
        table_begin("起点 | 牛顿法：步数 | 停在 | 那里的 κ | 下降：步数 | 停在",
                    "%5.1f | %5d | %9.6f | %8.3f | %6d | %9.6f");
    const double starts[] = {start, 2.6, 1.9};
    for (int k = 0; k < 3; k++) {
        double w = starts[k], end = w;
        int newton = 0, steps = steps_until_flat(hills, &end, rate, 1e-6);
        for (; fabs(at(hills, w).slope) >= 1e-6 && newton < 1000; newton++)
            w = newton_step(hills, w);
        table_row(&t, starts[k], newton, w, curvature(hills, w), steps, end);
    }
    table_end(&t);
}

static void check(Chapter *c) {
    const double h = 6e-6;
    double w = start;
    report_begin(c);
    for (int k = 0; k <= 30 && !away(w); k += 5) {
        double rise = at(hills, w + h).cost - at(hills, w - h).cost;
        report_row(c, text_format("%2d 步后的 C′", k), hills_by_hand(w),
                   at(hills, w).slope, rise / (2 * h));
        w = descend(hills, w, rate, 5);
    }
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch02_descent", "走下山去", knobs))
        return c.status;
    a_curve_with_three_valleys(&c);
    step_by_the_slope(&c);
    steps_that_shrink(&c);
    why_a_small_step_goes_down(&c);
    too_small_good_too_large(&c);
    which_valley(&c);
    the_rate_decides_too(&c);
    when_to_stop(&c);
    why_not_a_rate_of_1_by_kappa(&c);
    check(&c);
    return chapter_end(&c);
}
