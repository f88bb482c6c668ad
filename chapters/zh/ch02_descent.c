/*
# 第 2 章：走下山去

**这一章的问题。** 有的曲线，最低点在纸上解不出来，那该怎么找？（在网络里，w 是
网络要学的一个数，曲线的高度 C 也是一个数，表示网络错得多厉害。）在这一章里，你
会看到，程序只靠斜率就能找到最低点，也可能走错山谷，慢得像爬，一步冲过头，甚至飞
到无穷远。会走成哪一种，只看一个数；是哪个数，看完这一章就知道了。

这一章对应第二篇文章的 A2-6 到 A2-11，还有提醒 E8 和 E10。用 `make ch02` 运行；
旋钮可以自己转，例如 `make ch02 ARGS="--rate 0.05 --start 4"`。

**本章要点** 逆着斜率走一小步，函数值大约下降 η 乘以斜率的平方；一步一步走下去，
就会接近某个局部最小值。步长和斜率成正比，所以越接近谷底，步子越小。在谷底附近，
学习率乘以曲率要小于 2 才会收敛；从远处出发，走进哪个谷，由起点和学习率一起决
定。

**新词**

梯度下降 (gradient descent)
: 反复做 w ← w - η·C′(w)。例如 η = 0.1，斜率是 5，w = 2 就变成 1.5。

学习率 η (learning rate)
: 斜率是 1 的时候，一步走多远。η = 0.01，斜率是 10，一步就走 0.1。

局部最小值 (local minimum)
: 比左右近处都低的点，不一定是整条曲线上最低的。

曲率 κ (curvature)
: 斜率变化的快慢，也就是斜率的斜率。½w² 的曲率是 1。

收敛，发散 (converge, diverge)
: 越走越接近某一点，叫收敛；一步比一步离得远，叫发散。
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
## 在纸上就能解出来

碗形的曲线 C(w) = ½(w-3)² + 2，斜率是 w - 3。令斜率等于 0，解出 w = 3，这时 C 是
2。就这么简单，用不着计算机。

![图 2.1：第二篇文章里的碗。斜率是 0 的地方，切线是平的，C 最小；这个最小值在纸
上就能求出来。](ch02_bowl)

换一条曲线试试：

$$C(w) = 0.05\,\big((w+2)(w-1)(w-3)\big)^2 + 2 + 0.3\,(w-3).$$

这条曲线的斜率是五次多项式，令它等于 0，就是一个五次方程，没有通用的求根公式。不
过随便在哪一点，斜率都*算得出来*，用计算带算还分毫不差。（拿一千个 w 来试，挑最
好的一个，其实也行。可是有两个输入就要试一百万次，网络有成千上万个输入，就没法试
了；用斜率却照样能找。）
*/

typedef Value Curve(Value w);  // 给一个数、得一个数的函数

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

// 用计算带求 w 处的 C 和 C′。
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

第 1 章讲过斜率的正负有什么用：斜率是正的，往左走；是负的，往右走。一句话，逆着
斜率走：

$$w \leftarrow w - \eta\, C'(w)$$

这就是**梯度下降**，全在这一行里了。η（读作 eta）叫**学习率**，是正数；要是把减
号写成加号，就成了上山。（有几个输入的时候，各个斜率合在一起就是梯度，第 3 章会
讲。）
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
从 w = 3.6 出发，这里在右边的陡坡上，地势很高；取 η = 0.01。

→ 按斜率迈步

程序里没有哪一句叫步子变小，步子却自己越来越小。道理很简单：步长是 η 乘以斜率，
谷底附近的斜率几乎是 0。

![图 2.2：从 3.6 出发走过的路。每个圆点是一步，绿线是起点处的切线。快到谷底的时
候，圆点挤在了一起。](ch02_path)

拿另一种走法来比一比：只看斜率的*正负*，每一步都走一样远。
*/

static double hop(Curve *curve, double w, double length) {
    return at(curve, w).slope > 0 ? w - length : w + length;
}

/*
→ 变步长和定步长

这样走，很快就到了谷底旁边，接着就在谷底两边跳来跳去，永远停不下来。步子小一些，
最后离谷底会近一些，可是走到那里要多走好多步。

![图 2.3：每走一步以后，离谷底还有多远。步长和斜率成正比，到了谷底附近，距离每次
都缩小同样的倍数，在对数坐标上就是一条直线；步长固定，最后就左右来回
跳。](ch02_steps)

## 为什么走一小步会下降

C 为什么会下降？斜率是输出的变化除以输入的变化，所以 w 移动一小段 Δw，C 大约变化
C′·Δw。这里的 Δw 是 -η·C′，所以

$$\Delta C \approx C' \cdot (-\eta\, C') = -\eta\, C'^2.$$

平方不会是负数，η 是正数。所以只要步子够小，“大约”两个字靠得住，C 就会下降，到了
斜率是 0 的地方才停。走一步应该下降多少，可以按这个公式算出来，再和实际比一比：
应该下降的，实际降了几成？
*/

static double promised_fall(Curve *curve, double w, double eta) {
    return eta * at(curve, w).slope * at(curve, w).slope;
}

static double real_fall(Curve *curve, double w, double eta) {
    return at(curve, w).cost - at(curve, step(curve, w, eta)).cost;
}

/*
→ 为什么走一小步会下降

学习率最小的时候，该降的几乎全都降了，而且学习率加倍，下降也差不多加倍。步子一
长，就走到了斜率不同的地方，降得就没有算出来的那么多；到了表的最后一行，C 反
而*上升*了。所以，要是走了一步 C 反而上升，毛病不外乎两种。把 η 缩小到十分之一试
试，不行就再缩小。要是 C 终于下降了，就是步子太长；要是 η 再小 C 也上升，就是斜
率算错了，或者步子的正负号写反了。

## 太小，正好，太大

η 最大能取多少？对碗来说，几行就能推出来。让斜率处处变成原来的 κ 倍，碗就成了 C
= ½κ(w-3)² + 2，C′ = κ(w-3)。记距离 d = w - 3，走一步，距离就变成

$$d \leftarrow d - \eta\, \kappa\, d = (1-\eta\,\kappa)\, d.$$

每走一步，距离都乘以同一个因子。原来那只碗，κ 是 1。取 η = `0.05`，因子是
`0.95`，走得很慢。取 η = `0.5`，距离每次减半。取 η = 1，一步就到谷底。取 η =
`1.9`，因子是 `-0.90`，w 每次都跳到对面，不过越跳越近。取 η = `2.1`，因子是
`-1.10`，w 也是跳到对面，却*越跳越远*。分界在 ηκ = 2，这时 w 永远在两边来回跳，
不近也不远。κ 就是**曲率**。

所以，没有哪个 η 适合所有的曲线：起作用的是 η·κ，可是每条曲线的 κ 都不一样。η 也
是有单位的。斜率的单位是 C 的单位除以 w 的单位，乘以 η 以后要变成 w 的单位，所以
η 的单位是 w 的单位的平方除以 C 的单位。比方说，C 本来用元作单位，现在改用分，斜
率和 κ 都变成一百倍；要走出同样的路，η 就得缩小到百分之一。

→ 太小，正好，太大

![图 2.4：从 w = 0 出发，用四种学习率在碗上走。每条线段连着前后两步到的地方。学
习率小，就沿着一边慢慢往下爬；学习率大，就在两边的碗壁之间跳来跳去，有的越跳越
近，有的越跳越远。](ch02_rates)

![图 2.5：每种学习率都走 20 步，看离谷底还有多远。画出来像一只浴缸：学习率太小不
好，太大也不好，过了 2 就一直升上去。](ch02_bathtub)

步长和斜率成正比，所以到了谷底附近，步子会变小。可是这样*不能*保证不冲过头：学习
率大于 1/κ，每一步都会越过谷底；大于 2/κ，越过去以后，离谷底比原来还远。

## 走进哪个山谷？

有三个山谷的那条曲线不是碗。不过光滑的曲线，在谷底附近差不多都像一只碗，曲率也量
得出来，就是斜率的斜率。（w⁴ 不像碗：谷底的 κ 是 0，因子越来越接近 1，也就越走越
慢。）
*/

static double curvature(Curve *curve, double w) {
    const double h = 1e-4;
    return (at(curve, w + h).slope - at(curve, w - h).slope) / (2 * h);
}

/*
走到这样的谷底附近，只要学习率小于 2/κ，就不会再离开。可是一路上会遇到陡得多的
坡，只要有一步太长，就可能越过山头，走进旁边的山谷。所以最后停在哪里，由起点和学
习率*一起*决定。先来看起点。

→ 走进哪个山谷？

三个**局部最小值**分别在 `-2.013059`、`0.919577` 和 `2.967879` 附近，只有第一个
是全局最低的。可是下山的人只见过脚下的地面，没法知道所在的山谷是不是最低的。他也
不能像球那样，靠着一股冲劲滚过前面的坡，因为他没有速度（到第 11 章就有了）。从很
多起点各走一遍，挑出最低的终点，会好一些，但还是证明不了那里最低。第二篇文章说得
很小心：梯度下降会接近*某个*局部最小值。（网络的起点是随机取的，见第 6 章；网络
的山谷什么样，第 7 章会看到。）

![图 2.6：每个起点都按最后走进的山谷上色，η = 0.01。不同的颜色在山头交
界。](ch02_valleys)

起点不变，再来看学习率。

→ 学习率也说了算

右边山谷的曲率是 `8.693`，所以在谷底附近，只要学习率小于 `0.230`，就不会再离开。
可是从 3.6 出发，学习率取 `0.10` 和 `0.20`，却都停在了*中间*的山谷：第一步从陡坡
上迈出去，步子太长，一下就越过了山头。可见从远处出发，哪怕学习率不到界限的一半，
也不能保证停在右边的山谷。

![图 2.7：每个起点、每种学习率，最后停在哪里。最下面一行就是图 2.6。蓝色是最低的
谷，绿色是右边的谷，到学习率超过各自的 2/κ，这两条带子就断了；颜色浅的地方，走了
400 步还没有停下来。边缘参差不齐的地方，起点只要差一点点，走进的山谷就不一
样。](ch02_map)

## 什么时候停

步长也许永远不会正好等于 0，所以要给程序规定什么时候停：斜率够小了就停。在谷底附
近，斜率大约是 κ·d，所以停下来的时候，w 的误差大约是斜率除以 κ。不过有舍入误差，
走不到底：一步的长度是 η·κ·d，要是还不到 w 处的半道缝（见第 1 章），w 就不再动，
斜率也不再变小。要求斜率比这还小，就永远等不到，所以循环走满 100000 步也会停。
（训练网络多半是数步数。）
*/

static int steps_until_flat(Curve *curve, double *w, double eta, double limit) {
    int steps = 0;
    for (; fabs(at(curve, *w).slope) >= limit && steps < 100000; steps++)
        *w = step(curve, *w, eta);
    return steps;
}

/*
→ 什么时候停

从 1e-3 起，斜率每缩小到千分之一，都要再走 76 步，因为在谷底附近，每走一步，斜率
都乘以同一个因子；学习率减半，步数大约就要加倍。w 还没有算准，C 的前十位早就准
了：谷底的曲线是平的，w 差一点点，在 C 上几乎看不出来。打印出来的最后一行要当
心。取 η = `0.5`，下山的人飞了出去，没走几步，数就成了无穷大；无穷大减无穷大，结
果“不是数”，C 语言里叫 nan。拿 nan 去比较，除了 `!=`，怎么比都不成立，所以循环就
这样结束了，好像已经走到了平地。程序停下来以后，先看一眼 w，不要急着相信。

## 为什么不干脆取 1/κ？

在碗上，η = 1/κ 一步就到谷底。那么每走一步，都先量一量脚下的 κ，再用 1/κ 作学习
率，行不行？这就是牛顿法：
*/

static double newton_step(Curve *curve, double w) {
    return w - at(curve, w).slope / curvature(curve, w);
}

/*
→ 为什么不干脆取 1/κ？

从 3.6 出发，牛顿法只要 `6` 步，每步求三次斜率；梯度下降要 `159` 步，每步求一
次。可是从 `2.6` 和 `1.9` 出发，牛顿法都停在了*山头*上，那里的 κ 是负数（谷底的
κ 是正数）。牛顿法只管找斜率是 0 的地方，是山头还是谷底都不管；在地面往下弯的地
方，1/κ 也是负数，就往上走了。再说，要是有 n 个输入，每两个输入之间都有一个曲率
（一个输入动一动，另一个输入的斜率变化得多快），一共 n² 个；n 到了几千，就量不过
来了。所以训练网络只用斜率。

## 检验

一路上的斜率，要用手算、计算带、数值三种办法各求一遍。手算的时候，令 p =
(w+2)(w-1)(w-3) = w³ - 2w² - 5w + 6，p 的斜率就是 p′ = 3w² - 4w - 5。按乘积的求
导法则，p² = p·p 的斜率是 p′·p + p·p′，所以 C 的斜率是 0.1·p·p′ + 0.3。
*/

static double hills_by_hand(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

/*
→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

斜率是 0 的地方不一定是谷底。正好从山顶出发，就一步也走不动；只要偏一丝一毫，因
子 1 - ηκ 就大于 1，会慢慢走开。在一大片几乎平坦的地方，走得很慢，按斜率来决定停
不停，就会误以为到了谷底。这两种情形，第 3 章还会遇到。有的曲线没有谷底：在 C =
w 这条直线上，会永远往左走下去。（网络的 C 不会小于 0。）还有，我们的学习率是看
着图选的。有几千个输入的时候，没有图可看，大家都是试几种学习率，每种大约是前一种
的三倍，看 C 降得怎么样；还常常边走边把 η 调小，先用大的赶路，后用小的，到了 κ
大的地方也停得住。最后，这一章的斜率都是精确的；要是斜率只知道个大概，该怎么走，
第 11 章会讲。

## 练习

运行 `make ex02`，会生成要你改的文件，改好以后再运行一次，就会检查你写的对不对。
想要提示，就用 `make hint02`。

- **2a** 写一个下山的函数：按给定的学习率，走给定的步数。
- **2b** 谨慎的走法：走了一步 C 却上升，就退回去，把 η 减半。我们有一次飞了出
  去，换成这种走法，从同样的起点和学习率开始，会停在哪里？

下一章：一个输入不够用。有了两个输入，该往哪个方向走：`make ch03`。

## 工作台

下面的代码打印表格，并写出画图要用的数。
*/

// 走到这么远就算飞出去了，后面不再算。
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
        printf("下一步就到了 100 以外，飞出去了。\n\n");
}

static void steps_that_shrink(Chapter *c) {
    chapter_section(c, "变步长和定步长");
    const double length = 0.05;
    printf("一种走法每步走斜率的 %g 倍，另一种每步都走 %g。\n", rate, length);
    chapter_predict(c, "走 150 步，哪一种离谷底更近？");

    Figure *f = figure_open(c, "ch02_steps", "step proportional fixed");
    double w = start, hopper = start;
    double valley = descend(hills, descend(hills, w, rate, 1000), 0.02, 2000);
    if (away(valley))  // 那就看定步长的走到哪里
        valley = descend(hills, start, 0.001, 20000);
    for (int k = 0; k < 150 && !away(w); k++) {
        figure_row(f, k, fabs(w - valley), fabs(hopper - valley));
        w = step(hills, w, rate);
        hopper = hop(hills, hopper, length);
    }
    figure_close(c, f);
    Table t = table_begin("步长 | 150 步后离谷底多远", "%-14s | %.8f");
    table_row(&t, "η 乘以斜率", fabs(w - valley));
    table_row(&t, "每步一样", fabs(hopper - valley));
    table_end(&t);
}

static void why_a_small_step_goes_down(Chapter *c) {
    chapter_section(c, "为什么走一小步会下降");
    printf("从 w = %g 走一步，那里的斜率是 %.6f：\n", start,
           at(hills, start).slope);
    chapter_predict(c, "应该下降 η·C′²。学习率加倍，下降也加倍吗？");

    Table t = table_begin("学习率 | 应该下降 η·C′² | 实际下降多少 | 两者之比",
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
    printf("碗 ½(w - 3)² + 2，曲率是 1。从 w = 0 出发，学习率取\n"
           "0.05、0.5、1.9 和 2.1：\n");
    chapter_predict(c, "哪种学习率永远到不了谷底？");

    const double rates[] = {0.05, 0.5, 1.9, 2.1};
    const char *what[] = {"太小：慢慢爬", "正好", "来回跳，越来越近", "发散"};
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
    printf("界限是 2 除以曲率，这里就是 2。\n\n");

    f = figure_open(c, "ch02_bathtub", "rate distance");
    for (int k = 1; k <= 230; k++)
        figure_row(f, k * 0.01, fabs(descend(bowl, 0, k * 0.01, 20) - 3));
    figure_close(c, f);
}

static void which_valley(Chapter *c) {
    chapter_section(c, "走进哪个山谷？");
    printf("十一个起点，各走 400 步，学习率是 %g。\n", rate);
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

// 停在最低的山谷是 1，中间的是 2，右边的是 3；没有停下来是 0。（图 2.7
// 要算几十万个斜率，用手算的公式，只花十分之一的时间。）
static int valley_of(double w, double eta) {
    double slope = hills_by_hand(w);
    for (int k = 0; k < 400 && fabs(w) < 10 && fabs(slope) > 1e-5; k++) {
        w -= eta * slope;
        slope = hills_by_hand(w);
    }
    return !(fabs(slope) < 1e-2) ? 0 : w < -1 ? 1 : w < 2 ? 2 : 3;
}

static void the_rate_decides_too(Chapter *c) {
    static const char *const name[] = {"没停下", "最低的", "中间的", "右边的"};
    chapter_section(c, "学习率也说了算");
    double bottom = descend(hills, 3, 0.02, 2000);
    double bend = curvature(hills, bottom);
    printf("右边山谷的谷底，曲率是 %.3f，界限 2/κ 是 %.3f。"
           "我们从 %g 出发。\n",
           bend, 2 / bend, start);
    chapter_predict(c, "学习率只要小于界限，就一定停在右边的山谷吗？");
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
    printf("还是从 w = %g 出发，斜率够小就停：\n\n", start);
    Table t = table_begin("斜率小于多少就停 | 步数 | w | 停下时的 C(w)",
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
    printf("学习率取 0.5，同一个循环 %d 步就停了，这时 w %s。\n\n", steps,
           isnan(w) ? "不是数" : "是一个数");
}

static void why_not_a_rate_of_1_by_kappa(Chapter *c) {
    chapter_section(c, "为什么不干脆取 1/κ？");
    printf("牛顿法和梯度下降（η = %g），都走到斜率小于 1e-06 为止：\n", rate);
    chapter_predict(c, "牛顿法每次都停在谷底吗？");
    Table t = table_begin(
        "起点 | 牛顿法：步数 | 停在 | 那里的 κ | 梯度下降：步数 | 停在",
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
