/*
# 第 1 章：曲线的斜率

**这一章的问题。** 一条直路，斜率处处一样；一条曲线，斜率处处不同。怎样知道曲线
在*某一点*有多陡？程序又该怎样算？斜率在全书都要用到：一个网络有成千上万个可以调
的数，所谓学习，就是把每个数往该调的方向调一点，让网络少出错；该往哪边调，看斜率
就知道。在这一章里，你会用三种办法求同一个斜率，算出来前十位都一样；还会学到怎样
事先算出步长取多大最好，用不着一个一个去试。

这一章对应第二篇文章的 A2-8（几篇文章的目录在 `chapters/zh/articles.md` 里，没看
过文章也不要紧）。程序怎么读、用到哪些 C 语言的写法，请先看
`chapters/zh/reading.md`，只有短短一页。看完以后，用 `make ch01` 运行这一章；旋
钮可以自己转，例如 `make ch01 ARGS="--x -2"`。

**本章要点** 曲线在每一点都有斜率，也就是输出的变化除以输入的变化。两点靠得越
近，割线越接近切线，割线的斜率也越接近导数。步长太大，公式误差大；步长太小，舍入
误差大；两种误差差不多相等的时候，步长最好。

**新词**

斜率 (slope)
: 输出的变化除以输入的变化。往右走 1 就升高 2，斜率是 2。

割线 (secant)
: 过曲线上两点的直线。

切线 (tangent)
: 把曲线在一点附近不断放大，看上去就成了一条直线，这条直线就是切线。

导数 (derivative)
: 切线的斜率。f(x) = x² 在 x = 1 处的导数是 2，记作 f′(1) = 2。

对数坐标 (logarithmic axis)
: 坐标轴上每隔同样的距离，就乘以同一个数：从 1 到 10 和从 10 到 100 一样远。
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
    {"--x", KNOB_NUMBER, &point, -2, 2, "the x where we stand",
     "我们站在 x 等于多少的地方"},
    {"--h", KNOB_NUMBER, &widest, 0.1, 2, "the widest h of the secants",
     "割线的最大步长 h"},
    {0}};

/*
## 从割线到切线

先看曲线 y = x²。我们站在 x = 1，想知道这里有多陡。只有一个点，谈不上斜率，得在
右边相距 h 的地方再取一个点（h 是负数，就取在左边）。从这一点走到那一点，y 会升
高（降低就算升高一个负数）；用“升高”除以“前进”，就是**斜率**：

$$\frac{\text{升高}}{\text{前进}} = \frac{f(x+h)-f(x)}{h}$$

![图 1.1：割线下面的三角形。底边长 h，是前进的距离；高是这一路上 y 升高了多少。
高除以底，就是割线的斜率。](ch01_triangle)
*/

typedef double Curve(double x);  // 给一个数、得一个数的函数

static double square(double x) { return x * x; }

static double secant_slope(Curve *f, double x, double h) {
    return (f(x + h) - f(x)) / h;
}

/*
现在让第二个点慢慢靠过来。先别看表：h = 1 的时候，割线经过 (1, 1) 和 (2, 4)，斜
率是 `3.000000`。h 越来越小，斜率会越来越接近哪个数？

→ 从割线到切线

斜率越来越接近 2。为什么？用中学代数把平方展开，就清楚了：

$$\frac{(x+h)^2-x^2}{h} = \frac{2xh+h^2}{h} = 2x+h$$

所以在 x = 1 处，割线的斜率就是 2 + h，分毫不差，回头看看那张表就知道。（不能一
上来就取 h = 0：那样是 0/0，可是什么数乘以 0 都是 0，说 0/0 等于几都行。要先约
分，再让 h 变成 0。）h 变成 0 以后剩下 2x，这就是 x² 的**导数**，在 x = 1 处等于
2。过我们站的这一点、斜率是 2 的直线，就是**切线**。

![图 1.2：第二个点越靠越近，割线慢慢变成切线。](ch01_secants)

凭什么拿一条直线来代替曲线？因为光滑的曲线放大了看，差不多*就是*直线。在 x = 1 +
d 处，曲线的高度是 1 + 2d + d²，切线的高度是 1 + 2d（这里的高度，加上斜率乘以
d），两者相差 d²。所以离切点的距离缩小到十分之一，曲线和切线的差就缩小到百分之
一。

![图 1.3：同一个点看三次，每次放大十倍。到了最后一幅，曲线和切线已经分不开
了。](ch01_zoom)

## 输出的变化除以输入的变化

导数还可以这样理解，全书都要用到：导数是*输出的变化除以输入的变化*，所以也写作
dy/dx。在斜率是 2 的地方，x 往左或往右移动一点点 d，y 就移动大约 2d（只差那个
d²）。斜率也有单位，就是 y 的单位除以 x 的单位：y 用米，x 用秒，斜率就是米每秒，
也就是速度。
*/

static double change_out(Curve *f, double x, double change_in) {
    return f(x + change_in) - f(x);
}

/*
→ 输出的变化除以输入的变化

## 斜率的正负有什么用

看斜率就知道哪边是下坡。斜率是正的，曲线往右上升，下坡在左边；斜率是负的，下坡在
右边。斜率是 0，切线是平的，单看斜率就看不出哪边低：同样在 x = 0 处，x² 到了谷
底，-x² 到了山顶，x³ 却还在上升。不妨往两边看一看：

→ 斜率的正负有什么用

程序看不见曲线，照着这条规则也能找到下坡。斜率的大小还能告诉我们，走一步大约能降
多少。到了第 2 章，正负和大小都要用。

## 更好的割线

对 x² 来说，割线的误差是 h。有个办法，h 不用改，误差却能小得多：右边取一个点，*
左边也取一个点*，离 x 一样远。

$$\frac{f(x+h)-f(x-h)}{2h}$$

这叫**中心差分**，前面那种叫**前向差分**。两种都只要算两次 f。
*/

static double central_slope(Curve *f, double x, double h) {
    return (f(x + h) - f(x - h)) / (2 * h);
}

/*
对 x² 来说，右边多出来的 h，左边刚好减掉，结果分毫不差。别的光滑曲线，左右两边弯
得也差不多，f(x+h) 和 f(x-h) 偏到切线的同一侧，偏得也几乎一样多，一减就抵消了，
剩下的只是两边弯得不一样的那一点点。要想看到误差，得找一条弯曲程度会变的曲线，例
如 x³。由 (x+h)³ = x³ + 3x²h + 3xh² + h³ 可以算出，前向差分是 3x² + 3xh + h²；算
中心差分的时候，x³ 和 3xh² 都抵消了，只剩 3x² + h²。所以导数是 3x²。在 x = 1
处，导数是 3，两种差分分别是 3 + 3h + h² 和 3 + h²。
*/

static double cube(double x) { return x * x * x; }
static double cube_slope(double x) { return 3 * x * x; }

/*
→ 更好的割线

步长缩小到十分之一，中心差分的误差就缩小到百分之一，每一行都是这样，因为误差就是
h²。前向差分的误差是 3h + h²。h = 1 的时候，h² 还不算小，所以误差从 `4.000000`
降到 `0.310000`，大约是十三分之一；再往下差不多只剩 3h，每次缩小到十分之一。（多
取几个点，还有误差缩小得更快的公式。）既然 h 越小越准，干脆取 h =
0.000000000001，不就行了？

## 步长为什么不是越小越好

计算机里，一个数只能存大约 16 位（`double` 类型）或者 7 位（`float` 类型）。h 很
小的时候，f(x+h) 和 f(x-h) 几乎每一位都相同。一减，相同的数字全都消掉，只剩下最
后几位，偏偏这几位是舍入过的。

→ 步长为什么不是越小越好

取 h = `1e-12`，差只剩五位数字，第五位已经错了，算出的斜率 `3.000100` 也就错在第
五位。减法本身没有出错，只是让早先的舍入误差露了出来；接着再除以很小的 2h，误差
就放大了。

## 最好的步长

最好的步长是多大？在计算机里，1 和紧挨着它的下一个数之间有一道缝，缝的宽度叫
ε（读作 epsilon）。程序可以把 ε 找出来：先把缝宽设成 1，只要 1 加上缝宽的一半还
大于 1，就把缝宽减半。
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
1 附近的数，存下来的误差不超过半道缝；数越大，缝越宽。所以 f 的每个值都有大约 ε
的误差。（要是 f 本来就没有这么准，就拿 f 自己的误差当 ε。）中心差分的分子里有两
个这样的值，分母是 2h，所以误差大约是 ε/h，顶多差几倍。公式本身的误差是 h²。

$$\text{误差} \approx h^2 + \frac{\varepsilon}{h}$$

h 变小的时候，前一项跟着变小，后一项反而变大。从两项相等的地方往右，主要是前一
项；往左，主要是后一项。所以两项加起来，大约在相等的地方最小。

$$h^2 = \frac{\varepsilon}{h} \quad\text{即}\quad h^3 = \varepsilon, \qquad
h = \varepsilon^{1/3}$$

前向差分的公式误差和 h 成正比，所以要解的是 h = ε/h，也就是 h² = ε，h 等于 ε 的
平方根。道理一样，只是指数不同。
*/

static double balance(double gap, int power) {  // 使 hᵖ = ε/h 的 h
    return m_pow(gap, 1.0 / (power + 1));
}

/*
这只是纸上的估计，对不对，要量一量才知道：两个公式，用 `double` 和 `float` 各算
一遍。舍入误差碰巧大、碰巧小都有可能，所以从 x = 1 到 1.9 取十个点，表里写的是十
个点里最大的误差。

→ 最好的步长

四个估计都不错，和量出来的最好步长相差不到两倍。用 double 算中心差分，取 h =
`6e-06` 最好，误差大约是 `8e-11`，跟估计的一样，差不多是 h² 的两倍；用 float
算，再好也有大约 `4e-05`。请记住这两个数：动一动 x 来检查导数，最多只能查到这么
准，以后每一章都要这样检查。

![图 1.4：double 的中心差分，误差由两部分组成；圆点是实际量到的误差。两条直线相
交的地方，误差最小。](ch01_balance)

![图 1.5：四种办法的误差怎样随步长变化，横轴和纵轴都是对数坐标。每条线都像一个 V
字，左边到了尽头是平的。](ch01_error)

图 1.5 要从右往左看。两根轴都用对数坐标，这样误差 h 画出来是一条直线，误差 h² 也
是一条直线，斜率是前者的两倍。V 字的右边是公式误差：h 每缩小到十分之一，前向差分
的误差也缩小到十分之一，中心差分的误差缩小到百分之一。V 字的尖上，两种误差一样
大。左边主要是舍入误差 ε/h：h 每缩小到十分之一，误差反而变成*十倍*。不过，误差也
不会一直大下去。

要是谁也不知道真正的斜率呢？那就取 h、h/10……各算一次，看前后两次的结果差多少。在
V 字的右边，差得一次比一次少；一旦又差得多起来，就是到了左边，不用再算了。差得最
少的地方，大约就是 V 字的尖。（别一直算到头：到了平的那一段，斜率全是 0，前后分
毫不差，却全是错的。）

## 没有迈出的一步

为什么每条线的左端都是平的？h 小于 x 处半道缝的时候，x + h 一舍入又变回了 x，等
于没有动。这样一来，差正好是 0，算出来的斜率也是 0，误差就等于真正的斜率，不会再
变大了：最后一个点的斜率是 3·1.9²，大约是 11。（`1e-18` 这个 h 本身没有问题，因
为 16 位是从第一个不是 0 的数字算起的；可是和 1 加在一起，就一点也不剩了。）

→ 没有迈出的一步

h 比这个界限大一点，也好不了多少。取 h = `1e-07`，float 确实动了，可是一动就是整
整一道缝，比分母里的 h 大，斜率就算成了 `3.5763`。

## 检验

从现在起，不管什么公式，都要能求出导数，既要精确，又不用挑 h。以后输入还会有成千
上万个，每个输入都有自己的斜率（见第 3 章），用中心差分的话，每个斜率都要算两次
f。`lib/scalar.h` 里有一台小机器，叫**计算带**，专门用来求导数：用 `v_var` 把输
入交给它，用它的运算写出公式（`v_mul(x, y)` 是 x·y；`v_affine(a, x, b)` 是 a·x +
b，a 和 b 是普通的数；`v_sin` 是 sin，等等），调用 `v_backward`，再用 `v_grad`
读出导数。这一章先把计算带当作黑盒子用，到第 4 章再打开来看。
*/

typedef Value TapeCurve(Value x);  // 和 Curve 一样，给计算带用

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
黑盒子算出来的导数，要和手算的一致，也要和中心差分（h 取最好的）一致。这本书里，
每个导数都要过这一关：*手算 = 计算带 = 数值*。1/x 的导数，可以照前面的办法手
算：1/(x+h) - 1/x 等于 -h/(x(x+h))，除以 h，再让 h 变成 0，就是 -1/x²。sin x 的
导数是 cos x，课本上有。由简单的公式拼成的公式怎么求导，第 4 章再讲。手算会有笔
误，盒子里会有 bug，h 会挑得不好；三种错误碰巧错成同一个数，几乎不可能。只要有一
个对不上，程序就算失败，`make` 也会停下。（差多少还算对得上，第 4 章再讲。）

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

不是每条曲线处处都有切线。|x| 在 0 有一个尖角，左边的斜率是 -1，右边是 1，中心差
分算出来是 0，和哪边都不一样。第 15 章的网络里就有这样的尖角，到时会看到，有尖角
也不碍事。要是曲线在哪里断开，跳了一下，h 变小的时候，升高却不变，割线就会越来越
陡，没有尽头。找平衡点的时候，我们略去了两个倍数：一个看曲线弯得多厉害（对 x³ 来
说，公式误差正好是 h²），一个看 f 有多大（这里是 1 到 7）。算上这两个倍数，最好
的 h 会变一点；曲线要是更不规矩，还会变很多。x 很大的时候，缝也宽，步长就该加
大，所以程序里常常取 h 乘以 |x|。还有，“放大了看”只是打个比方，准确的说法要用极
限，微积分课一开头就会讲。

## 练习

运行 `make ex01`，会在 `work/` 里生成两个小文件，并告诉你要做什么。改好一个，再
运行同样的命令，就会检查你写的对不对。想要提示，就用 `make hint01`。

- **1a** 把中心差分写成一个函数。
- **1b** 斜率也有自己的斜率。用三个点求出来，再照上面的办法找平衡点，算出最好
  的 h；检查程序会量一量，看你算得对不对。

下一章：斜率告诉我们哪边是下坡，那就往下走：`make ch02`。

## 工作台

下面的代码打印表格，并写出画图要用的数。
*/

static void from_secant_to_tangent(Chapter *c) {
    chapter_section(c, "从割线到切线");
    printf("曲线是 y = x²，我们站在 x = %g。\n", point);
    chapter_predict(c, "h 越来越小，斜率会接近哪个数？");

    Table t = table_begin("h | x + h 处的 y | 升高 | 割线的斜率",
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

// 过我们这一点画一条直线；第二个点相距 h。
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
    printf("还是 y = x²，在 x = %g 处，斜率是 %g。\n", point, 2 * point);
    chapter_predict(c, "把 x 移动 -0.01，y 大约移动多少？");
    Table t = table_begin("x 变化了多少 | y 变化了多少 | 两者相除",
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
    printf("y = x² 的斜率是 2x：在 x = -1 处是 -2。\n");
    chapter_predict(c, "在 x = -1 处，哪边是下坡？");

    Table t = table_begin(
        "x | 斜率 | 左边 0.1 处的 y | x 处的 y | 右边 0.1 处的 y | 下坡在哪边",
        "%2g | %5g | %.2f | %.2f | %.2f | %s");
    for (double x = -1; x <= 1; x++)
        table_row(&t, x, 2 * x, square(x - 0.1), square(x), square(x + 0.1),
                  x < 0   ? "右边"
                  : x > 0 ? "左边"
                          : "两边都不是");
    table_end(&t);
}

static void a_better_secant(Chapter *c) {
    chapter_section(c, "更好的割线");
    double slope = cube_slope(point), h = 1;
    printf("换成 y = x³，在 x = %g 处，斜率是 %g。\n", point, slope);
    chapter_predict(c, "h 缩小到十分之一，两种误差各缩小到几分之一？");

    Table t = table_begin("h | 前向差分 | 前向的误差 | 中心差分 | 中心的误差",
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
    printf("还是 y = x³，在 x = %g 处，用 double 算，写出 16 位小数。\n",
           point);
    chapter_predict(c, "取 h = 1e-12，一减以后还剩几位数字？");
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

typedef struct Best {
    double h, error;
} Best;

// 打印误差的表，写出两幅图的数，记下每种办法最好的 h。
static void measure_errors(Chapter *c, Best *best) {
    double steps[] = {1, 0.56, 0.32, 0.18};  // 每个数量级分四步
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
    printf("每个公式和 3x² 最多差多少，x 从 %g 到 %g：\n\n", point,
           point + 0.9);
    Best best[4];
    measure_errors(c, best);

    const char *name[] = {"前向，double", "中心，double", "前向，float",
                          "中心，float"};
    Table t = table_begin("公式 | 估计的 h | 量出来最好的 h | 这时的误差",
                          "%-15s | %7.0e | %7.0e | %7.0e");
    for (int way = 0; way < 4; way++)
        table_row(&t, name[way], balance(gap[way / 2], 1 + way % 2),
                  best[way].h, best[way].error);
    table_end(&t);
}

static void a_step_that_is_none(Chapter *c) {
    chapter_section(c, "没有迈出的一步");
    printf("x³ 在 x = %g 的前向差分，步长和缝差不多大。\n", point);
    chapter_predict(c, "h 小到多少，float 就动不了了？");
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
