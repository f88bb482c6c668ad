/*
# 第 3 章：有两个旋钮时，哪边是下坡？

**这一章的问题。** 只有一个旋钮（也就是一个可以随意转动的输入）时，能走的方向只
有两个。旋钮有了两个，四面八方就都能走了，哪个方向最陡呢？这一章里，你会把 360
度全试一遍，弄明白为什么光凭两个斜率就能找到最陡的方向；还会走进一个山谷，在那里
一路挑最陡的走，反而绕了远路。（这本书要造的网络有 13,002 个旋钮，学的时候用的也
是这条规则。）

请对照第二篇文章的 A2-12 到 A2-14、A2-18 这几条，以及提醒 E10 来读。用
`make ch03` 运行；旋钮也可以转，例如 `make ch03 ARGS="--rate 0.15"`。

**本章要点** 有两个输入时，对每个输入各求一个斜率（偏导数），合起来就是梯度。梯
度指向上升最快的方向，长度就是那个方向的坡度；下山要往反方向走。梯度的每个分量还
说明这个输入有多重要；梯度为零的地方不一定是谷底，也可能是鞍点。

**新词**

偏导数 ∂C/∂x (partial derivative)
: 只动 x 时的斜率。比如 C = 3x + y，对 x 的偏导数是 3，不管 y 是多少。

梯度 ∇C (gradient)
: 把各个偏导数排成一行。比如 C = 3x + y，梯度是 (3, 1)。

向量的长度 (length of an arrow)
: 向量就是一支箭头。(3, 4) 的长度是 5，也就是 3·3 + 4·4 的平方根。∇C 的长度记
  作 |∇C|。

等高线 (contour)
: 地图上的一条线，沿着它走，不升也不降。

鞍点 (saddle)
: 一块平地：往前往后是上坡，往左往右是下坡。
*/

#include "../lib/random.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

static double steep = 3, rate = 0.06, start_x = 0.25, start_y = 1.4;
static double narrow = 10;

static const Option knobs[] = {
    {"--bowl", KNOB_NUMBER, &steep, 0.5, 8, "how steep the bowl is in x",
     "碗在 x 方向有多陡"},
    {"--rate", KNOB_NUMBER, &rate, 0.001, 0.2, "learning rate η of the walk",
     "学习率 η"},
    {"--x", KNOB_NUMBER, &start_x, -1.6, 1.6, "the x that it starts from",
     "起点 x"},
    {"--y", KNOB_NUMBER, &start_y, -1, 1.4, "the y that it starts from",
     "起点 y"},
    {"--valley", KNOB_NUMBER, &narrow, 1, 50, "how narrow the last valley is",
     "狭长山谷有多窄"},
    {0}};

/*
## 每个旋钮一个斜率

取一片有两个输入的地形，

$$C(x, y) = \tfrac{3}{2}x^2 + \tfrac{1}{2}y^2,$$

站到 (1, 1) 这一点。先按住 y，只转 x，剩下的就是只有一个输入的曲线 3/2 x² +
1/2，斜率是 3x，在这里等于 3。再按住 x，只转 y，曲线是 3/2 + 1/2 y²，斜率是 y，
在这里等于 1。这两个数就是**偏导数**，记作 ∂C/∂x 和 ∂C/∂y；用 ∂ 不用 d，表示别的
输入都按住不动。两个数合在一起就是**梯度**，∇C = (3, 1)。梯度是一支箭头，画在 x
和 y 的地图上，不贴着山坡；换一个地方，箭头也就变了。要是哪个分量是负的，意思和
第 1 章一样：那个输入变大，C 就下降。用计算带的话，调用一次 `v_backward`，两个斜
率就都有了。
*/

typedef Value Landscape(Value x, Value y);  // 有两个输入的函数

typedef struct Place {
    double x, y;
} Place;

typedef struct Spot {
    double cost, dx, dy;  // C, ∂C/∂x, ∂C/∂y
} Spot;

static Value bowl(Value x, Value y) {
    Value wide = v_affine(steep / 2, v_square(x), 0);
    return v_add(wide, v_affine(0.5, v_square(y), 0));
}

// 用计算带算地形在 p 点的高度和两个斜率。
static Spot at(Landscape *land, Place p) {
    Tape *t = tape_new();
    Value x = v_var(t, p.x), y = v_var(t, p.y), cost = land(x, y);
    v_backward(cost);
    Spot s = {v_value(cost), v_grad(x), v_grad(y)};
    tape_free(t);
    return s;
}

static double cost(Landscape *land, double x, double y) {
    return at(land, (Place){x, y}).cost;
}

/*
![图 3.1：碗的两个截面，一个把 y 按在 1，一个把 x 按在 1。截面上切线的斜率，就是
偏导数。](ch03_slices)

偏导数也可以用第 1 章的中心差分来量，一次只动一个旋钮。不过每个旋钮都要算两次
C，旋钮要是有成千上万个，就太费事了。

→ 每个旋钮一个斜率

从梯度还看得出哪个输入要紧。同样转一点点，转 x 时 C 的变化是转 y 时的三倍：在这
一点上，x 的影响是 y 的三倍。

## 两个旋钮一起转

现在两个都转，一先一后：先把 x 转 a，再把 y 转 b。转 x 的时候，C 大约变化 3a。转
y 的时候，C 大约变化 b 乘以 y 方向的斜率；这个斜率本来该用 (1 + a, 1) 处的，可我
们手头只有 (1, 1) 处的。在碗上，两处一样，因为 ∂C/∂y 等于 y，与 x 无关。换成别的
地形，只要光滑，x 移动 a，这个斜率的变化也不过是 a 的若干倍；再乘以 b，误差就是
很小的数乘以很小的数。所以

$$\Delta C \approx 3a + 1b.$$

也就是把每个斜率乘以自己那个输入的变化，再加起来。只有一个输入时，这是一条切线；
有两个输入时，就是一张贴着地形的平面，叫切平面。
*/

static double on_the_plane(Spot s, double a, double b) {
    return s.dx * a + s.dy * b;
}

/*
→ 两个旋钮一起转

步子缩短到十分之一，地形与切平面的差就缩小到百分之一，规律和曲线与切线那里一样。
所以切平面只在近处可信。再看最后两行：在切平面上，x 的上升和 y 的下降刚好抵消；C
升了 `0.060000`，只是因为碗往上弯。朝同一个方向，步子再小一些，C 就几乎不变了，
因为这是在沿着**等高线**走。

![图 3.2：一只碗，过 (1, 1) 的两个截面，还有贴在那一点的切平面。两条切线都在切平
面上。](ch03_plane)

## 罗盘

哪个方向最陡？走走看就知道：从 (1, 1) 出发，朝八个方向各走一步，步长 0.01，看 C
变了多少，再除以步长。
*/

static const double degree = 0.017453292519943295;  // π/180

// 朝 `angle` 度的方向走 r 远，平均每单位长度 C 变化多少。
static double climb(Landscape *land, Place p, double angle, double r) {
    double a = r * m_cos(angle * degree), b = r * m_sin(angle * degree);
    return (cost(land, p.x + a, p.y + b) - cost(land, p.x, p.y)) / r;
}

/*
→ 罗盘

![图 3.3：从 (1, 1) 朝八个方向各走一步，旁边是每单位长度的上升量。绿箭头是 ∇C 的
方向，虚线是等高线。](ch03_directions)

八个方向里，往东上升得最多。（表里是 `3.0150`，不是 3，因为走了 0.01 这么远，量
到的是割线的斜率。）两个斜率里大的是 3，有没有哪个方向比 3 还陡？

→ 360 度都试一遍

有。这一回每步只走百万分之一，每隔十分之一度试一个方向，最陡的就是梯度的方向。那
个方向的坡度是 `3.1623`，等于梯度的长度。为什么不是 3 + 1 呢？因为一步的长度只有
1，不可能往东走满 1，又往北走满 1。

![图 3.4：各个方向上的上升量。连起来是一条余弦曲线：沿着梯度最高，与梯度垂直时是
零，与梯度相反时最低。](ch03_cosine)

## 为什么是余弦？

朝方向 φ 走长度为 1 的一步，画成箭头就是 (cos φ, sin φ)：余弦和正弦本来就是这样
定义的。代入切平面的公式，上升量是

$$3 \cos\varphi + 1 \sin\varphi.$$

（往东北走，余弦和正弦都是 1/√2，上升 4/√2；表里多出 0.01，是碗往上弯的缘故。）
把 (3, 1) 也写成这个样子：长度是 √10，约等于 `3.1623`，方向记作 θ，于是 3 = √10
cos θ，1 = √10 sin θ。代进去：

$$\sqrt{10}\,(\cos\theta \cos\varphi + \sin\theta \sin\varphi)
= \sqrt{10}\,\cos(\varphi - \theta).$$

最后一步用的是中学学过的两角差的余弦公式。可见，走长度为 1 的一步，上升量等
于**梯度的长度，乘以这一步与梯度夹角的余弦**。余弦最大是 1，前面量到的那些就都说
得通了：

- 沿着 ∇C，夹角是 0，余弦是 1：这个方向升得最快；
- 和 ∇C 垂直，余弦是 0：不升不降，走的是等高线；
- 和 ∇C 相反，余弦是 -1：**−∇C 是下降最快的方向。**

输入有 13,002 个时，方向多得试不过来，只能算。把 ∇C 记作 g，走一步 u，长度为 1，
上升量就是 Σgᵢuᵢ（Σ 表示对所有的 i 求和）。g/|g| 和 u 的长度都是 1，也就是说，各
自的平方加起来都是 1；所以各个 gᵢ/|g| - uᵢ 的平方加起来，等于 1 - 2Σgᵢuᵢ/|g| +
1。平方和不会是负数，因此上升量不超过 |g|；只有各个平方都是 0，也就是沿着 g 走，
才等于 |g|。下降最快的方向就是 -g。这时候，余弦就反过来*定义*为 Σgᵢuᵢ/(|g||u|)。

## 下山

梯度下降还是第 2 章那条规则，只不过数换成了箭头：先把两个斜率都量好，再转两个旋
钮，各自逆着自己的斜率转。到了新的地方，两个斜率都要重新量。
*/

static Place step(Landscape *land, Place p, double eta) {
    Spot s = at(land, p);
    return (Place){p.x - eta * s.dx, p.y - eta * s.dy};
}

/*
（为什么不一次只转一个，先把 x 转到最低处，再转 y？因为在多数地形上，y 一转，x
的最低处就挪了，又得从头来过。旋钮要是有成千上万个，转一轮就要下成千上万次山。）

这样走一步，C 会下降多少？把 a = -η ∂C/∂x 和 b = -η ∂C/∂y 代入切平面的公式，每个
斜率乘以自己那个输入的变化：

$$\Delta C \approx -\eta\,\Big(\frac{\partial C}{\partial x}\Big)^2
- \eta\,\Big(\frac{\partial C}{\partial y}\Big)^2 = -\eta\,|\nabla C|^2$$

这就是第 2 章算过的“应该下降多少”，只是斜率换成了梯度的长度。不管输入有多少个，
算出来的 ΔC 都不会大于 0，因为每个输入减去的都是一个平方。

现在换一片地形，上面有一深一浅两个山谷。

→ 下山

每一步实际下降的，都比应该下降的少一点，因为地面往上弯。最后停在右边的山谷里，那
里是一个局部最小值，可是左边的山谷更深。走进哪个山谷，要看起点和学习率。

![图 3.5：这片地形的侧面，还有下山走过的路。](ch03_surface)

![图 3.6：同一片地形的地图。箭头是 −∇C（太长的截短了）。每一步都是垂直于等高线迈
出去的。](ch03_field)

## 最陡的路不一定最短

箭头 −∇C 指的是*脚下*最陡的方向。在狭长的山谷里，脚下最陡的方向多半横穿山谷，很
少顺着山谷。取 C = x² + 10y²，沿 x 的曲率是 2，沿 y 的曲率是 20。跟第 2 章的碗一
样，每走一步，x 乘以 1 - 2η，y 乘以 1 - 20η。学习率不能超过 2 除以曲率：照 x 来
看，η 可以大到 1；照 y 来看，却只能到 0.1。偏偏两个方向只能共用一个 η。

→ 最陡的路不一定最短

![图 3.7：狭长的山谷。学习率大，就在两壁之间跳来跳去，顺着谷底只能慢慢往前挪；学
习率小，落到谷底以后就几乎不动了。](ch03_zigzag)

1 - 2η 和 1 - 20η，哪个离 0 远，哪个方向就走得慢。最好的学习率是个折中，让两个离
0 一样远：1 - 2η = -(1 - 20η)，解得 η = 1/11，每走一步，距离剩下 9/11。两个曲率
要是 100 比 1，每走一步还剩 99/101，步数就得多到十倍。不过，山谷狭不狭长，跟单位
有关。y 改用 1/√10 作单位来量，记作 v = √10·y，同一片地形就成了 C = x² + v²，是
一只圆碗，−∇C 直指谷底。所以，哪个方向最陡，哪个输入要紧，都随单位而变；输入有成
千上万个时，谁也不知道用什么单位好。第 11 章会讲一个不用挑单位的办法：动量。

## 平坦，但不是谷底

按这条规则走，到了梯度为零的地方就停了。有了两个输入，这样的地方就多了新花样。比
如 C = x² − y² + y⁴/4，原点是一个**鞍点**：沿着 x 看，那里最低；沿着 y 看，那里
最高。又如 C = 1 - 1/(1 + (x² + y²)²)，是一片只有一个坑的高原，离坑远的地方，梯
度到处都接近零。

在鞍点附近，y 方向的斜率是 -2y，也就是说，从山脊 y = 0 往两边都是下坡。取 η =
0.1，走一步 y 就变成 y + 0.2y：不管 y 是多少，每一步都变大五分之一。

→ 平坦，但不是谷底

不偏不倚地从山脊上出发，走到鞍点就停住，再也不动了。只要偏开十亿分之一，就能走
开。每步变大五分之一，38 步就是一千倍；所以哪怕偏得只有原来的千分之一，也不过晚
38 步走开，不会永远走不掉。鞍点会拖慢脚步，但只有起点分毫不差，才会真的困在那
里。要是停在谷底，不管往哪边推一点，都会走回原处：这样一试，就知道是鞍点还是谷
底。至于高原，走一百步也几乎不动；学习率大到在高原上走得动，到了坑里就大得过头
了。这时只有换一个起点，第 15 章会讲怎么选。

![图 3.8：鞍点。在山脊上走，到平坦处就停了；偏开一点点，就会继续往下
走。](ch03_saddle)

## 输入越多，鞍点越多

平坦的地方，有多大可能是谷底？离得近时，光滑的地形差不多就是切平面，再加上输入的
平方项和乘积项；次数更高的项太小，可以不计。在平坦的地方，切平面是水平的。有两个
输入的话，就只剩下 ax² + bxy + cy²，只要 a 不是 0，配方以后就是 a(x + by/2a)² +
(c - b²/4a)y²。照这样对输入一个接一个地配方，最后只剩下平方，每个平方前面有一个
系数。系数全是正的，往哪边走都是上坡，那就是谷底；只要有一个是负的，就有一条下坡
路。（最小的系数要是正好为 0，就要看次数更高的项了。）
*/

enum { MOST = 8 };

// Σ a[i][j]·xᵢ·xⱼ 配成 n 个平方以后，有几个系数是负的。
static int ways_down(int n, double a[MOST][MOST]) {
    int down = 0;
    for (int k = 0; k < n; k++) {  // 对输入 k 配方
        down += a[k][k] < 0;
        for (int i = k + 1; i < n; i++)
            for (int j = k + 1; j < n; j++)
                a[i][j] -= a[i][k] * a[k][j] / a[k][k];
    }
    return down;
}

/*
让系数 a 随机取值，服从以 0 为中心的钟形分布；每种输入个数各取 10,000 次。

→ 输入越多，鞍点越多

只有一个输入时，每一次不是谷底就是山顶。有八个输入时，谷底和山顶一次也没有碰上。
抛八枚硬币，很难碰巧都是同一面；这里的八个符号，要全部相同就更难了：a[k][k] 要是
正的，后面的每个 a[i][i] 都要减去 a[i][k]²/a[k][k]；要是负的，就都要加上一些。
（网络的地形不是随机取的，谷底也许会多一些。）所以第二篇文章说“梯度下降会找到局
部最小值”，这话要打点折扣：走到几乎不动的地方，也许只是碰上了鞍点，下山的路还没
有走完。

## 检验

每片地形各挑一个点来检验；碗上挑的是 (-2, 3)，那里 3x 是 -6，y 是 3。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

地面要是有棱，就没有平面能贴上去，光凭两个斜率也推不出别的方向有多陡。另外，网络
的成本画不出图来，能照用的只有这条规则。

## 练习

`make ex03` 生成要你改的文件，并检查你的答案；`make hint03` 给提示。

- **3a** 求 x²y + y³ 的两个偏导数：先在纸上求，再用 C 写出来。
- **3b** 上山的路，坡度不能超过规定。该朝哪个方向修？

下一章：计算带这个密封的盒子，我们已经用了三章，该打开来看看了：`make ch04`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

static Value two_valleys(Value x, Value y) {
    Value a = v_affine(1, v_square(x), -1.2);  // x² - 1.2
    Value along = v_square(a), across = v_affine(1.3, v_square(y), 0);
    Value hills = v_add(along, across);
    return v_add(hills, v_affine(0.25, v_add(x, y), 1));
}

static Value narrow_valley(Value x, Value y) {
    return v_add(v_square(x), v_affine(narrow, v_square(y), 0));
}

static Value saddle(Value x, Value y) {
    Value x2 = v_square(x), y2 = v_square(y), pass = v_sub(x2, y2);
    return v_add(pass, v_affine(0.25, v_square(y2), 0));
}

static Value plateau(Value x, Value y) {  // 1 - 1/(1 + (x² + y²)²)
    Value x2 = v_square(x), r2 = v_add(x2, v_square(y));
    return v_affine(-1, v_pow(v_affine(1, v_square(r2), 1), -1), 1);
}

static double size(Spot s) { return sqrt(s.dx * s.dx + s.dy * s.dy); }

// x 移动 a，y 移动 b：其中一个是 0，另一个是 h。
static double slope_of_slice(Landscape *land, Place p, double a, double b) {
    double ahead = cost(land, p.x + a, p.y + b);
    return (ahead - cost(land, p.x - a, p.y - b)) / (2 * (a + b));
}

static double promised_fall(Landscape *land, Place p, double eta) {
    Spot s = at(land, p);
    return -on_the_plane(s, -eta * s.dx, -eta * s.dy);  // η|∇C|²
}

static const Place here = {1, 1};

static void one_slope_for_each_knob(Chapter *c) {
    chapter_section(c, "每个旋钮一个斜率");
    printf("C = %g/2 x² + 1/2 y²，我们站在 (1, 1)。\n", steep);
    chapter_predict(c, "只把 x 转 0.01，C 大约上升多少？");
    const double h = 6e-6;
    Spot s = at(bowl, here);
    double first = cost(bowl, 1.01, 1) - s.cost;
    double second = cost(bowl, 1, 1.01) - s.cost;
    Table t = table_begin("转哪个 | C 的上升量 | 中心差分 | 用计算带",
                          "%-12s | %.7f | %.6f | %.6f");
    table_row(&t, "x 转 0.01", first, slope_of_slice(bowl, here, h, 0), s.dx);
    table_row(&t, "y 转 0.01", second, slope_of_slice(bowl, here, 0, h), s.dy);
    table_end(&t);
    printf("∇C = (%g, %g)。x 的影响是 y 的 %.2f 倍。\n\n", s.dx, s.dy,
           first / second);

    Figure *f = figure_open(c, "ch03_slices", NULL);
    figure_block(f, "in_x", "x cost tangent slope");
    for (int i = -40; i <= 80; i++) {
        double x = i / 40.0;
        figure_row(f, x, cost(bowl, x, 1), s.cost + s.dx * (x - 1), s.dx);
    }
    figure_block(f, "in_y", "y cost tangent slope");
    for (int i = -40; i <= 80; i++) {
        double y = i / 40.0;
        figure_row(f, y, cost(bowl, 1, y), s.cost + s.dy * (y - 1), s.dy);
    }
    figure_close(c, f);
}

static void draw_on_bowl(Figure *f, double x, double y) {
    figure_row(f, x, y, cost(bowl, x, y));
}

static void draw_on_plane(Figure *f, double a, double b) {
    Spot s = at(bowl, here);
    figure_row(f, 1 + a, 1 + b, s.cost + on_the_plane(s, a, b));
}

static double tick(int i) { return -0.4 + i * 0.0625; }  // 直到 1.6

static void draw_plane(Chapter *c) {
    Figure *f = figure_open(c, "ch03_plane", NULL);
    figure_block(f, "surface", "x y cost");
    for (int i = 0; i <= 32; i++, figure_gap(f))
        for (int j = 0; j <= 32; j++)
            draw_on_bowl(f, tick(i), tick(j));
    figure_block(f, "plane", "x y cost");
    const double r = 0.6;
    const double corner[][2] = {{-r, -r}, {r, -r}, {r, r}, {-r, r}, {-r, -r}};
    for (int k = 0; k < 5; k++)
        draw_on_plane(f, corner[k][0], corner[k][1]);
    figure_block(f, "tangent_in_x", "x y cost");
    draw_on_plane(f, -r, 0);
    draw_on_plane(f, r, 0);
    figure_block(f, "tangent_in_y", "x y cost");
    draw_on_plane(f, 0, -r);
    draw_on_plane(f, 0, r);
    figure_block(f, "in_x", "x y cost");
    for (int i = 0; i <= 32; i++)
        draw_on_bowl(f, tick(i), 1);
    figure_block(f, "in_y", "x y cost");
    for (int i = 0; i <= 32; i++)
        draw_on_bowl(f, 1, tick(i));
    figure_close(c, f);
}

static void both_knobs_at_once(Chapter *c) {
    chapter_section(c, "两个旋钮一起转");
    Spot s = at(bowl, here);
    printf("从 (1, 1) 走一步 (a, b)。\n");
    chapter_predict(c, "走一步 (0.1, -0.3)，C 大致是升还是降？");
    Table t = table_begin("a | b | C 的变化 | 切平面上 | 差",
                          "%6g | %6g | %9.6f | %9.6f | %8.6f");
    const double steps[][2] = {{0.1, 0.1},   {0.01, 0.01}, {0.1, 0.2},
                               {0.01, 0.02}, {0.1, -0.3},  {0.01, -0.03}};
    for (int k = 0; k < 6; k++) {
        double a = steps[k][0], b = steps[k][1];
        double change = cost(bowl, 1 + a, 1 + b) - s.cost;
        double plane = on_the_plane(s, a, b);
        table_row(&t, a, b, change, plane, change - plane);
    }
    table_end(&t);
    draw_plane(c);
}

static void the_compass(Chapter *c) {
    chapter_section(c, "罗盘");
    printf("还是 C = %g/2 x² + 1/2 y²，还是站在 (1, 1)。\n", steep);
    chapter_predict(c, "八个方向里，朝哪个方向走升得最快？");
    const char *name[] = {"东", "东北", "北", "西北",
                          "西", "西南", "南", "东南"};
    Table t =
        table_begin("方向 | 角度 | 每单位长度上升", "%-10s | %5.0f | %9.4f");
    Spot s = at(bowl, here);
    Figure *f = figure_open(c, "ch03_directions", NULL);
    figure_block(f, "directions", "angle climb");
    for (int i = 0; i < 8; i++)
        table_and_figure_row(&t, f, name[i], 45.0 * i,
                             climb(bowl, here, 45 * i, 0.01));
    table_end(&t);
    figure_block(f, "gradient", "dx dy length");
    figure_row(f, s.dx, s.dy, size(s));
    figure_block(f, "contour", "x y");
    for (int k = 0; k <= 360; k++)
        figure_row(f, sqrt(2 * s.cost / steep) * m_cos(k * degree),
                   sqrt(2 * s.cost) * m_sin(k * degree));
    figure_close(c, f);
}

static void all_degrees(Chapter *c) {
    chapter_section(c, "360 度都试一遍");
    chapter_predict(c, "最陡的方向有多陡：3，4，还是在两者之间？");
    Spot s = at(bowl, here);
    Figure *f = figure_open(c, "ch03_cosine", "angle climb dx dy");
    double best = -1e9, best_angle = 0;
    for (int k = 0; k <= 3600; k++) {
        double angle = k * 0.1, gain = climb(bowl, here, angle, 1e-6);
        if (gain > best)
            best = gain, best_angle = angle;
        if (k % 20 == 0)
            figure_row(f, angle, gain, s.dx, s.dy);
    }
    figure_close(c, f);
    double turn = best_angle * degree;
    printf("  %.1f 度最陡，方向是   (%.4f, %.4f)\n", best_angle, m_cos(turn),
           m_sin(turn));
    printf("  (%g, %g) 缩成单位长度是 (%.4f, %.4f)\n", s.dx, s.dy,
           s.dx / size(s), s.dy / size(s));
    printf("  朝这个方向每单位长度上升 %.4f；(%g, %g) 的长度是 %.4f\n\n", best,
           s.dx, s.dy, size(s));
}

static void grid(Figure *f, Landscape *land, double reach_x, double reach_y) {
    enum { N = 80 };
    figure_block(f, "surface", "x y cost dx dy");
    for (int i = 0; i <= N; i++, figure_gap(f))
        for (int j = 0; j <= N; j++) {
            Place p = {reach_x * (2.0 * i / N - 1),
                       reach_y * (2.0 * j / N - 1)};
            Spot s = at(land, p);
            figure_row(f, p.x, p.y, s.cost, s.dx, s.dy);
        }
}

// 写下走过的路，返回终点。
static Place walk(Figure *f, Landscape *land, Place p, double eta, int steps) {
    figure_block(f, "path", "x y cost rate");
    for (int k = 0; k <= steps; k++) {
        figure_row(f, p.x, p.y, at(land, p).cost, eta);
        p = k < steps ? step(land, p, eta) : p;
    }
    return p;
}

static void down_the_hill(Chapter *c) {
    chapter_section(c, "下山");
    printf("C = (x² - 1.2)² + 1.3y² + (x + y)/4 + 1，"
           "从 (%g, %g) 出发，η = %g。\n",
           start_x, start_y, rate);
    chapter_predict(c, "走一步，C 实际下降的比应该下降的多，还是少？");
    Table t =
        table_begin("步数 | x | y | C | ∇C 的长度 | 应该下降 | 实际下降",
                    "%4d | %8.5f | %8.5f | %7.5f | %8.5f | %8.5f | %8.5f");
    Place p = {start_x, start_y};
    for (int k = 0; k <= 40; k++) {
        Spot s = at(two_valleys, p);
        Place next = step(two_valleys, p, rate);
        if (k < 4 || k % 10 == 0)
            table_row(&t, k, p.x, p.y, s.cost, size(s),
                      promised_fall(two_valleys, p, rate),
                      s.cost - at(two_valleys, next).cost);
        p = next;
    }
    table_end(&t);
    Place other = walk(NULL, two_valleys, (Place){-start_x, start_y}, rate, 41);
    printf("要是从 (%g, %g) 出发，就会停在 (%.5f, %.5f)，那里 C = %.5f。\n\n",
           -start_x, start_y, other.x, other.y, at(two_valleys, other).cost);
    Figure *f = figure_open(c, "ch03_field", NULL);
    grid(f, two_valleys, 2, 1.6);
    walk(f, two_valleys, (Place){start_x, start_y}, rate, 40);
    figure_close(c, f);
}

static void zig_zag(Chapter *c) {
    chapter_section(c, "最陡的路不一定最短");
    // 学习率照 y 来看，界限是 1/narrow。
    const double rates[] = {0.1 / narrow, 0.5 / narrow, 0.9 / narrow,
                            1.01 / narrow};
    printf("C = x² + %gy²，从 (4, 1) 出发，每个学习率各走 30 步：\n"
           "%g、%g、%g 和 %g。\n",
           narrow, rates[0], rates[1], rates[2], rates[3]);
    chapter_predict(c, "用哪个学习率，最后离 (0, 0) 最近？");
    Table t = table_begin("学习率 | x 每步乘以 | y 每步乘以 | 剩下的距离",
                          "%5.3f | %5.2f | %5.2f | %8.4f");
    Figure *f = figure_open(c, "ch03_zigzag", NULL);
    grid(f, narrow_valley, 4.5, 1.5);
    for (int i = 0; i < 4; i++) {
        double eta = rates[i];
        Place end = walk(f, narrow_valley, (Place){4, 1}, eta, 30);
        table_row(&t, eta, 1 - 2 * eta, 1 - 2 * narrow * eta,
                  sqrt(end.x * end.x + end.y * end.y));
    }
    table_end(&t);
    figure_close(c, f);
}

static const char *steps_from_the_ridge(Place p) {  // 走到 y = 0.5 为止
    int steps = 0;
    for (; p.y > 0 && p.y < 0.5; steps++)
        p = step(saddle, p, 0.1);
    return p.y > 0 ? text_format("%d", steps) : "走不到";
}

static void flat_places(Chapter *c) {
    chapter_section(c, "平坦，但不是谷底");
    printf("从 (1.5, y) 出发，在山脊上，或者稍偏一点，η = 0.1。\n");
    chapter_predict(c, "起点的 y 从 10⁻³ 改成 10⁻⁶，步数会多到一千倍吗？");
    const double starts[] = {1e-3, 1e-6, 1e-9, 0};
    const char *names[] = {"10⁻³", "10⁻⁶", "10⁻⁹", "0"};
    Table t = table_begin(
        "起点的 y | 走到 y = 0.5 的步数 | 400 步后的 x | 400 步后的 y",
        "%-10s | %7s | %9.6f | %9.6f");
    Figure *f = figure_open(c, "ch03_saddle", NULL);
    grid(f, saddle, 2, 2.2);
    for (int i = 0; i < 4; i++) {
        Place p = {1.5, starts[i]};
        Place end = walk(f, saddle, p, 0.1, 400);
        table_row(&t, names[i], steps_from_the_ridge(p), end.x, end.y);
    }
    figure_close(c, f);
    table_end(&t);
    Place p = {4, 3}, end = walk(NULL, plateau, p, 0.1, 100);
    printf("在高原上走 100 步，从 (%g, %g) 走到 (%.4f, %.4f)。\n\n", p.x, p.y,
           end.x, end.y);
}

static void many_saddles(Chapter *c) {
    chapter_section(c, "输入越多，鞍点越多");
    printf("随机取一些平坦的地方，每种输入个数各取 10,000 个。\n");
    chapter_predict(c, "只有一个输入时，一半是谷底；有八个输入呢？");
    Table t =
        table_begin("输入个数 | 谷底 | 山顶 | 鞍点", "%6d | %7d | %7d | %7d");
    Rng r = rng_new(c->seed);
    for (int n = 1; n <= MOST; n = n < 4 ? n + 1 : 2 * n) {
        int count[3] = {0};  // 谷底、山顶、鞍点
        for (int k = 0; k < 10000; k++) {
            double a[MOST][MOST];
            for (int i = 0; i < n; i++)
                for (int j = 0; j <= i; j++)
                    a[i][j] = a[j][i] = rng_normal(&r);
            int down = ways_down(n, a);
            count[down == 0 ? 0 : down == n ? 1 : 2]++;
        }
        table_row(&t, n, count[0], count[1], count[2]);
    }
    table_end(&t);
}

static void check_at(Chapter *c, const char *name, Landscape *land, Place p,
                     double dx, double dy) {
    const double h = 6e-6;
    Spot s = at(land, p);
    report_row(c, text_format("∂C/∂x，%s", name), dx, s.dx,
               slope_of_slice(land, p, h, 0));
    report_row(c, text_format("∂C/∂y，%s", name), dy, s.dy,
               slope_of_slice(land, p, 0, h));
}

static void check(Chapter *c) {
    report_begin(c);
    check_at(c, "碗", bowl, (Place){-2, 3}, -2 * steep, 3);
    check_at(c, "双谷", two_valleys, (Place){0.5, 1}, 2 * (0.25 - 1.2) + 0.25,
             2.85);
    check_at(c, "鞍点", saddle, (Place){1, 2}, 2, -4 + 8);
    check_at(c, "高原", plateau, here, 8.0 / 25, 8.0 / 25);
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch03_gradient",
                       "有两个旋钮时，哪边是下坡？", knobs))
        return c.status;
    one_slope_for_each_knob(&c);
    both_knobs_at_once(&c);
    the_compass(&c);
    all_degrees(&c);
    down_the_hill(&c);
    zig_zag(&c);
    flat_places(&c);
    many_saddles(&c);
    check(&c);
    return chapter_end(&c);
}
