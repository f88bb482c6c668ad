/*
# 第 1 章：曲线的斜率

**这一章的问题。** 一条直路只有一个斜率。曲线的斜率却处处不同：*这里*有多陡？程
序又怎么把它算出来？整本书都从这个问题出发：一个网络有成千上万个可以调大调小的
数，所谓学习，就是把每个数都调一调，好让网络错得少一些；往哪边调，斜率会告诉我
们。这一章里，你会用三种办法求同一个斜率，看到十位数字都对得上；你还会知道，不用
一个个去试，怎样算出量斜率该用多大的步长。

请对照第二篇文章的 A2-8 来读（各篇文章列在 `chapters/zh/articles.md` 里，不看文
章也能读这本书）。这些程序怎么读、用到哪些 C 语言的写法，写在
`chapters/zh/reading.md` 里：那一页很短，请先看它。然后用 `make ch01` 运行这一
章；旋钮也可以转，例如 `make ch01 ARGS="--x -2"`。

**本章要点** 曲线上每一点都有自己的斜率：输出的变化除以输入的变化。两点靠得越
近，割线就越接近切线，割线的斜率就越接近导数。步长太大，公式误差大；步长太小，舍
入误差大；最好的步长大约在两者相等的地方。

**新词**

斜率 (slope)
: 输出的变化除以输入的变化。每往右 1 就升高 2，斜率就是 2。

割线 (secant)
: 过曲线上两点的直线。

切线 (tangent)
: 凑到曲线的一点跟前看，曲线就像一条直线，这条直线就是切线。

导数 (derivative)
: 切线的斜率。f(x) = x² 在 x = 1 的导数是 2，写作 f′(1) = 2。

对数坐标 (logarithmic axis)
: 每走一格就乘上同一个数的坐标轴：从 1 到 10，和从 10 到 100 一样远。
*/

#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

static double point = 1, widest = 1;

static const Option knobs[] = {
    {"--x", KNOB_NUMBER, &point, -2, 2, "the x where we stand", "站立点 x"},
    {"--h", KNOB_NUMBER, &widest, 0.1, 2, "the widest h of the secants",
     "割线的最大步长 h"},
    {0}};

/*
## 从割线到切线

第一条曲线是 y = x²。我们站在 x = 1，想知道这里有多陡。只有一个点，谈不上斜率，
所以在右边相距 h 的地方再取一个点。走到那里，y 升高了一些；每前进一个单位，升高
多少，就是**斜率**：

$$\frac{\text{升高}}{\text{前进}} = \frac{f(x+h)-f(x)}{h}$$

![图 1.1：割线下面的三角形。宽是 h，即前进的水平距离；高是一路上 y 升高的量。高
除以宽，就是割线的斜率。](ch01_triangle)
*/

typedef double Curve(double x);  // 把一个数变成另一个数的函数

static double square(double x) { return x * x; }

static double secant_slope(Curve *f, double x, double h) {
    return (f(x + h) - f(x)) / h;
}

/*
现在让第二个点慢慢靠近。先别看表：h = 1 的割线经过 (1, 1) 和 (2, 4)，斜率是
`3.000000`。h 再小下去，斜率会趋向哪个数？

→ 从割线到切线

斜率趋向 2，道理用中学代数就能说清。把平方乘开：

$$\frac{(x+h)^2-x^2}{h} = \frac{2xh+h^2}{h} = 2x+h$$

在 x = 1，割线的斜率就是 2 + h，一点近似都没有：不信再看看那张表。（如果一开始就
让 h = 0，得到的是 0/0，说它是几都行；要先约分，再让 h 变成 0。）h 变成 0 以后，
剩下 2x。这就是 x² 的**导数**，它在 x = 1 的值是 2。过这一点、斜率为 2 的直线，
就是**切线**。

![图 1.2：第二个点越靠越近，割线就变成了切线。](ch01_secants)

一条直线，凭什么能代表曲线？因为一条光滑的曲线，凑近了看，差不多*就是*直线。离我
们这一点的水平距离是 d 时，曲线和切线相差 d²；所以距离缩短到十分之一，两者的差就
只剩百分之一。

![图 1.3：同一个点看三次，一次比一次近十倍。最后一幅里，曲线和切线已经贴在一起
了。](ch01_zoom)

## 输出的变化除以输入的变化

导数还可以这样理解，整本书都靠它：*输出的变化除以输入的变化*。在斜率是 2 的地
方，把 x 移动一点点，y 移动的量大约是 x 的两倍，往哪边都一样。所以斜率也有单位，
就是 y 的单位除以 x 的单位：y 用米、x 用秒来量，斜率就是米每秒，也就是速度。
*/

static double change_out(Curve *f, double x, double change_in) {
    return f(x + change_in) - f(x);
}

/*
→ 输出的变化除以输入的变化

## 斜率的正负有什么用

斜率告诉我们哪边是下坡。斜率为正，曲线往右升，下坡就在左边；斜率为负，下坡在右
边；斜率为 0，切线是平的，单看斜率就看不出哪边低。往两边看一看：

→ 斜率的正负有什么用

这样一条规则，程序看不见曲线也能照着做；第 2 章就这么做。

## 更好的割线

在 x² 上，割线的误差是 h。有一个办法，h 不变，误差却小得多：右边取一个点，*左边
也取一个点*，离 x 一样远。

$$\frac{f(x+h)-f(x-h)}{2h}$$

这叫作**中心差分**，前面那个叫作**前向差分**。两种都只要算两次 f。
*/

static double central_slope(Curve *f, double x, double h) {
    return (f(x + h) - f(x - h)) / (2 * h);
}

/*
对 x² 来说，右边多出来的 h，左边又减掉了，结果分毫不差。光滑的曲线，左右两边弯离
切线的程度差不多，f(x+h) 和 f(x-h) 因此移动得一样多，一相减就抵消了，剩下的只是
弯曲本身的变化。所以要试，得找一条弯曲会变的曲线：x³，它的导数是 3x²，在 x = 1
是 3。再乘开一次就知道，前向差分是 3 + 3h + h²，中心差分是 3 + h²。
*/

static double cube(double x) { return x * x * x; }
static double cube_slope(double x) { return 3 * x * x; }

/*
→ 更好的割线

步长缩小到十分之一，中心差分的误差就缩小到百分之一，每一行都是这样，因为这个误差
就是 h²。前向差分的误差是 3h + h²。在 h = 1 时那个 h² 还有分量，误差从
`4.000000` 降到 `0.310000`，大约是十三分之一；再往下就只剩 3h，每次缩小到十分之
一。那么，干脆取 h = 0.000000000001，不就好了？

## 步长为什么不是越小越好

计算机存一个数，只保留大约 16 位数字（`double` 类型），或者大约 7 位（`float` 类
型）。h 极小的时候，f(x+h) 和 f(x-h) 几乎每一位都一样。一相减，相同的数字全部消
掉，只剩下最后几位，而那几位是舍入过的。

→ 步长为什么不是越小越好

取 h = `1e-12`，两数之差只剩五位数字，第五位已经是错的；斜率 `3.000100` 的第五位
也跟着错了。减法并没有出错，它只是让先前的舍入露了出来；接着再除以极小的 2h，就
把它放大了。

## 最好的步长

最好的步长有多大？1 和计算机存得下的下一个数之间有一道缝，缝宽叫作 ε（读作
epsilon）。程序可以把它找出来：从 1 开始，只要 1 加上缝宽的一半还大于 1，就把缝
宽减半。
*/

static double gap_of_double(void) {
    double gap = 1;
    for (double next = 1.5; next > 1; next = 1 + gap / 2)
        gap /= 2;
    return gap;
}

static double gap_of_float(void) {
    float gap = 1;
    for (float next = 1.5f; next > 1; next = 1 + gap / 2)
        gap /= 2;
    return (double)gap;
}

/*
1 附近的数，存下来的误差都不超过半道缝；数越大，缝也越大。这里 f 的值也是这样存
下来的。中心差分的分子里有两个这样的值，分母是 2h：误差大约是 ε/h，至多差几倍。
而公式本身的误差是 h²。

$$\text{误差} \approx h^2 + \frac{\varepsilon}{h}$$

一部分随 h 变小而变小，另一部分随 h 变小而变大。从两者相等的地方往右，由前一部分
说了算；往左，由后一部分说了算。所以两者之和大约在那里最小。

$$h^2 = \frac{\varepsilon}{h} \quad\text{即}\quad h^3 = \varepsilon, \qquad
h = \varepsilon^{1/3}$$

前向差分的公式误差只和 h 成正比，于是令 h = ε/h，h 等于 ε 的 ½ 次方：规律相同，
只是指数不同。
*/

static double balance(double gap, int power) {  // 使 hᵖ = ε/h 的步长
    return m_pow(gap, 1.0 / (power + 1));
}

/*
这是纸上的估计，要检验它，就得去量。舍入误差有运气的成分，所以我们在 1 到 1.9 之
间试十个点，取最坏的一个；同样的两个公式，还要为 `float` 再写一遍。
*/

static float cube_float(float x) { return x * x * x; }

static double secant_float(float x, float h) {
    return (double)((cube_float(x + h) - cube_float(x)) / h);
}

static double central_float(float x, float h) {
    return (double)((cube_float(x + h) - cube_float(x - h)) / (2 * h));
}

// 四种办法：double 的前向和中心差分，float 的前向和中心差分。
static double slope_by(int way, double x, double h) {
    return way == 0   ? secant_slope(cube, x, h)
           : way == 1 ? central_slope(cube, x, h)
           : way == 2 ? secant_float((float)x, (float)h)
                      : central_float((float)x, (float)h);
}

static double worst_error(int way, double h) {
    double worst = 0;
    for (int i = 0; i < 10; i++) {
        double x = point + i * 0.1;
        double error = fabs(slope_by(way, x, h) - cube_slope(x));
        worst = error > worst ? error : worst;
    }
    return worst;
}

/*
→ 最好的步长

四个估计都对，和量出来的相差不到两倍。double 的中心差分，最好时误差大约是
`8e-11`，这时 h = `6e-06`；float 的最好时大约是 `4e-05`。请记住这两个数：它们说
明，靠把 x 动一动来检查导数，能查到多准；以后每一章都要这样查。

![图 1.4：double 中心差分的误差由两部分组成，图中还有实际量到的值。两条直线相交
的地方，误差最小。](ch01_balance)

![图 1.5：误差与步长，四种办法，横轴和纵轴都是对数坐标。每条线都是一个 V，左臂的
尽头是一段平台。](ch01_error)

图 1.5 要从右往左看。V 的右臂是公式的误差：h 每缩小到十分之一，前向差分的误差也
缩小到十分之一，中心差分的则缩小到百分之一。V 的尖上，两部分打成平手。左臂由舍入
说了算，是 ε/h：h 每缩小到十分之一，误差反而变成*十倍*。不过，也不会一直大下去。

## 没有迈出的一步

为什么每条线的左端都是平的？h 小于 x 处半道缝的时候，x + h 会被舍入回 x。那就等
于没有动，差正好是 0，算出来的斜率也是 0。这时误差就等于真正的斜率，再也不会变
大：在最后一个点上，3·1.9² 大约是 11。（h 等于 `1e-18`，本身没有什么不妥：存一个
数，16 位是从第一个不是 0 的数字算起的。只是和 1 加在一起，它就一点也不剩了。）

→ 没有迈出的一步

刚过界限的地方也好不了多少：取 h = `1e-07`，float 确实动了，可是一动就是整整一道
缝，比用来除的 h 大，算出来的斜率是 `3.5763`。

## 检验

从现在起，不管是什么公式，我们都要能求出它的导数，既要精确，又不用挑选
h。`lib/scalar.h` 里有一台小机器专做这件事，叫作**计算带**：用 `v_var` 把输入交
给它，用它的运算把公式写出来（`v_mul(x, y)` 是 x·y；`v_affine(a, x, b)` 是 a·x +
b，其中 a 和 b 是普通的数；`v_sin` 是 sin，等等），调用 `v_backward`，再用
`v_grad` 读出导数。在这一章，它是一个密封的盒子，到第 4 章才打开。
*/

typedef Value TapeCurve(Value x);  // 同一条曲线，写给计算带用

static Value tape_cube(Value x) { return v_mul(v_mul(x, x), x); }

static double tape_slope(TapeCurve *f, double x) {
    Tape *t = tape_new();
    Value input = v_var(t, x);
    v_backward(f(input));
    double slope = v_grad(input);
    tape_free(t);
    return slope;
}

/*
密封盒子的答案，必须和课本上的公式一致，也必须和最好的 h 下的中心差分一致。这本
练习册里的每一个导数都要这样过关：*手算 = 计算带 = 数值*。只要有一个不一致，程序
就算失败，`make` 也就此停下。（多接近才算一致，第 4 章会说。）

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

不是每条曲线处处都有切线：|x| 在 0 有一个尖角，左边的斜率是 -1，右边是 1，而中心
差分在那里说是 0，两头都不对。第 15 章会在网络里遇到这样的尖角，到时就会看到，有
它也不碍事。找平衡点时，我们略去了两个倍数：曲线弯得多厉害（对 x³ 来说，公式的误
差正好是 h²），以及 f 有多大（在这里是 1 到 7）；它们会把最好的 h 挪动一点；曲线
更不规矩，就会挪动很多。x 离 1 很远的地方，缝随着 x 变大，步长也该变大：实际的程
序常取 h 乘以 |x|。还有，“足够近”只是一个比方；准确的概念是极限，那是微积分第一
课的内容。

## 练习

`make ex01` 在 `work/` 里写出两个小文件，并告诉你要做什么；你改过一个以后，再用
同一条命令检查。`make hint01` 给提示。

- **1a** 把中心差分写成一个函数。
- **1b** 斜率也有自己的斜率。用三个点把它求出来，像上面那样找平衡点，算出最好
  的 h，再让检查程序量一量你算得对不对。

下一章：斜率说了哪边是下坡，那就跟着它走：`make ch02`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

static void from_secant_to_tangent(Chapter *c) {
    chapter_section(c, "从割线到切线");
    printf("曲线是 y = x²，我们站在 x = %g。\n", point);
    chapter_predict(c, "h 越来越小，斜率趋向哪个数？");

    Table t = table_begin("h | x + h 处的 y | y 的升高 | 割线的斜率",
                          "%8g | %10.8f | %10.8f | %.6f");
    double h = widest;
    for (int k = 0; k < 5; k++, h /= 10)
        table_row(&t, h, square(point + h), change_out(square, point, h),
                  secant_slope(square, point, h));
    table_end(&t);
}

static void draw_curve(Figure *f) {
    figure_block(f, "curve", "x y");
    for (int i = 0; i <= 130; i++) {
        double x = point + (0.02 * i - 1.25) * widest;
        figure_row(f, x, square(x));
    }
}

// 过我们这一点的一条直线，以及第二个点离得多远。
static void draw_line(Figure *f, double h, double slope) {
    const double ends[] = {-0.9 * widest, 1.3 * widest};
    for (int k = 0; k < 2; k++)
        figure_row(f, point + ends[k], square(point) + slope * ends[k], h,
                   slope);
}

static void draw_secants(Chapter *c) {
    double y = square(point), slope = 2 * point;
    Figure *f = figure_open(c, "ch01_triangle", NULL);
    draw_curve(f);
    figure_block(f, "triangle", "x y run rise");
    figure_row(f, point, y, widest, change_out(square, point, widest));
    figure_close(c, f);

    f = figure_open(c, "ch01_secants", NULL);
    draw_curve(f);
    const double h[] = {1.25 * widest, 0.8 * widest, 0.4 * widest, 0};
    for (int k = 0; k < 3; k++) {
        figure_block(f, "secant", "x y h slope");
        draw_line(f, h[k], secant_slope(square, point, h[k]));
    }
    figure_block(f, "tangent", "x y h slope");
    draw_line(f, 0, slope);
    figure_block(f, "points", "x y");
    for (int k = 0; k < 4; k++)
        figure_row(f, point + h[k], square(point + h[k]));
    figure_close(c, f);

    f = figure_open(c, "ch01_zoom", NULL);
    double reach = widest;
    for (int k = 0; k < 3; k++, reach /= 10) {
        figure_block(f, "closer", "x y tangent");
        for (int i = -40; i <= 40; i++) {
            double x = point + i * reach / 40;
            figure_row(f, x, square(x), y + slope * (x - point));
        }
    }
    figure_close(c, f);
}

static void change_out_per_change_in(Chapter *c) {
    chapter_section(c, "输出的变化除以输入的变化");
    printf("还是 y = x²，在 x = %g，这里的斜率是 %g。\n", point, 2 * point);
    chapter_predict(c, "把 x 移动 -0.01，y 大约移动多少？");
    Table t = table_begin("x 变化了多少 | y 变化了多少 | 两者之比",
                          "%g | %.8f | %.6f");
    const double changes[] = {0.01, -0.01, 0.0001};
    for (int k = 0; k < 3; k++) {
        double out = change_out(square, point, changes[k]);
        table_row(&t, changes[k], out, out / changes[k]);
    }
    table_end(&t);
}

static void which_way_is_down(Chapter *c) {
    chapter_section(c, "斜率的正负有什么用");
    printf("y = x² 的斜率是 2x：在 x = -1 是 -2。\n");
    chapter_predict(c, "在 x = -1，哪边是下坡？");

    Table t = table_begin(
        "x | 斜率 | 往左 0.1 的 y | 这里的 y | 往右 0.1 的 y | 下坡在哪边",
        "%2g | %5g | %.2f | %.2f | %.2f | %s");
    for (double x = -1; x <= 1; x++)
        table_row(&t, x, 2 * x, square(x - 0.1), square(x), square(x + 0.1),
                  x < 0   ? "右边"
                  : x > 0 ? "左边"
                          : "哪边都不是");
    table_end(&t);
}

static void a_better_secant(Chapter *c) {
    chapter_section(c, "更好的割线");
    double slope = cube_slope(point), h = 1;
    printf("现在是 y = x³，在 x = %g，这里的斜率是 %g。\n", point, slope);
    chapter_predict(c, "h 缩小到十分之一，两种误差各缩小到几分之一？");

    Table t = table_begin("h | 前向差分 | 它的误差 | 中心差分 | 它的误差",
                          "%6g | %.6f | %.6f | %.6f | %.6f");
    for (int k = 0; k < 4; k++, h /= 10) {
        double forward = secant_slope(cube, point, h);
        double central = central_slope(cube, point, h);
        table_row(&t, h, forward, forward - slope, central, central - slope);
    }
    table_end(&t);
}

static void the_smallest_step(Chapter *c) {
    chapter_section(c, "步长为什么不是越小越好");
    printf("y = x³，在 x = %g，用 double，写出 16 位小数。\n", point);
    chapter_predict(c, "取 h = 1e-12，相减以后还剩几位数字？");
    Table t = table_begin("h | x + h 处的 y | x - h 处的 y | 差 | 斜率",
                          "%5.0e | %18.16f | %18.16f | %18.16f | %8.6f");
    const double steps[] = {1e-3, 1e-6, 1e-9, 1e-12, 1e-15};
    for (int k = 0; k < 5; k++) {
        double right = cube(point + steps[k]), left = cube(point - steps[k]);
        table_row(&t, steps[k], right, left, right - left,
                  central_slope(cube, point, steps[k]));
    }
    table_end(&t);
}

typedef struct Best {
    double h, error;
} Best;

// 那张表，那些图，以及每种办法试出的最好的 h。
static void measure_errors(Chapter *c, Best *best) {
    double steps[] = {1, 0.56, 0.32, 0.18};  // 每个数量级里的四步
    Table t = table_begin("h|前向|中心|前向，float|中心，float",
                          "%6.0e | %8.1e | %8.1e | %8.1e | %8.1e");
    Figure *v = figure_open(c, "ch01_error",
                            "h forward central forward_float central_float");
    Figure *b =
        figure_open(c, "ch01_balance", "h formula rounding sum measured gap");
    double gap = gap_of_double();
    for (int k = 0; k <= 72; k++) {  // 从 1 到 1e-18
        double h = steps[k % 4], e[4];
        steps[k % 4] /= 10;
        for (int way = 0; way < 4; way++) {
            e[way] = worst_error(way, h);
            if (k == 0 || e[way] < best[way].error)
                best[way] = (Best){.h = h, .error = e[way]};
        }
        if (k % 8 == 0)
            table_row(&t, h, e[0], e[1], e[2], e[3]);
        figure_row(v, h, e[0], e[1], e[2], e[3]);
        figure_row(b, h, h * h, gap / h, h * h + gap / h, e[1], gap);
    }
    figure_close(c, v);
    figure_close(c, b);
    table_end(&t);
}

static void the_best_step(Chapter *c) {
    chapter_section(c, "最好的步长");
    double gap[] = {gap_of_double(), gap_of_float()};
    printf("ε 在 double 里是 %.1e，在 float 里是 %.1e。\n", gap[0], gap[1]);
    chapter_predict(c,
                    "h 取多少时，h² 和 ε/h 一样大？大约就行，按 double 算。");
    printf("每个公式与 3x² 相差多远，x 从 %g 到 %g：\n\n", point, point + 0.9);
    Best best[4];
    measure_errors(c, best);

    const char *name[] = {"前向，double", "中心，double", "前向，float",
                          "中心，float"};
    Table t = table_begin("公式 | 估计的 h | 量出的最好的 h | 它的误差",
                          "%-15s | %7.0e | %7.0e | %7.0e");
    for (int way = 0; way < 4; way++)
        table_row(&t, name[way], balance(gap[way / 2], 1 + way % 2),
                  best[way].h, best[way].error);
    table_end(&t);
}

static void a_step_that_is_none(Chapter *c) {
    chapter_section(c, "没有迈出的一步");
    printf("x³ 在 x = %g 的前向差分，步长和那道缝差不多大。\n", point);
    chapter_predict(c, "h 小到多少，float 就一动不动了？");
    Table t = table_begin("h | float 的 x + h | 斜率 | double 的 x + h | 斜率",
                          "%5.0e | %12.10f | %6.4f | %18.16f | %6.4f");
    const double steps[] = {1e-6, 1e-7, 1e-8, 1e-15, 1e-16};
    for (int k = 0; k < 5; k++) {
        float x = (float)point, h = (float)steps[k], there = x + h;
        table_row(&t, steps[k], (double)there, secant_float(x, h),
                  point + steps[k], secant_slope(cube, point, steps[k]));
    }
    table_end(&t);
}

static double bowl(double x) { return 0.5 * (x - 3) * (x - 3) + 2; }
static double inverse(double x) { return 1 / x; }
static double sine(double x) { return m_sin(x); }  // （程序库的 sin）
static double mixed(double x) { return x * x * m_sin(x); }

static Value tape_square(Value x) { return v_mul(x, x); }
static Value tape_bowl(Value x) {
    Value d = v_affine(1, x, -3);          // x - 3
    return v_affine(0.5, v_mul(d, d), 2);  // ½d² + 2
}
static Value tape_inverse(Value x) { return v_pow(x, -1); }
static Value tape_mixed(Value x) {
    Value square = v_mul(x, x), sine = v_sin(x);
    return v_mul(square, sine);
}

static void same(Chapter *c, const char *name, Curve *f, TapeCurve *tape,
                 double by_hand) {
    report_row(c, name, by_hand, tape_slope(tape, 1),
               central_slope(f, 1, 6e-6));
}

static void check(Chapter *c) {
    report_begin(c);
    same(c, "x²，在 1", square, tape_square, 2 * 1);
    same(c, "x³，在 1", cube, tape_cube, cube_slope(1));
    same(c, "½(x - 3)² + 2，在 1", bowl, tape_bowl, 1 - 3);
    same(c, "1/x，在 1", inverse, tape_inverse, -1);  // -1/x²
    same(c, "sin x，在 1", sine, v_sin, m_cos(1));
    same(c, "x² sin x，在 1", mixed, tape_mixed, 2 * m_sin(1) + m_cos(1));
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch01_slope", "曲线的斜率", knobs))
        return c.status;
    from_secant_to_tangent(&c);
    draw_secants(&c);
    change_out_per_change_in(&c);
    which_way_is_down(&c);
    a_better_secant(&c);
    the_smallest_step(&c);
    the_best_step(&c);
    a_step_that_is_none(&c);
    check(&c);
    return chapter_end(&c);
}
