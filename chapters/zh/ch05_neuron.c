/*
# 第 5 章：一个神经元看一幅图

**这一章的问题。** 一幅手写数字就是 784 个数，神经元看完，只报一个数。这个数是怎
么算的？神经元能认出什么？这一章先数一数数字里有几个圈；再造一个神经元，让它见到
一横就亮，见到一团墨不亮；接着只用短边把一个 9 重新画出来；最后请出十个会认数字
的神经元，它们不用下山，取个平均就造好了。

请对照第一篇文章（A1-1 到 A1-3、A1-9、A1-11、A1-14 到 A1-19、A1-25 这几条）和第
四篇文章（A4-1、A4-12）来读，另有提醒 E3、E4、E6、E7、E11、E21、E27。运行用
`make ch05`；旋钮也可以转，例如 `make ch05 ARGS="--digit 9"`。图像用的是 MNIST
的手写数字，先用 `make mnist` 取来，文中的数都出自这批图像；没有取来，程序就自己
画数字。

**本章要点** 一幅手写数字图像就是 784 个 0 到 1 之间的数。神经元先求加权和，再加
上偏置，最后用 sigmoid 函数压到 0 和 1 之间。权重决定它在找什么图案，偏置决定图
案要多明显它才会亮。

**新词**

激活值 a (activation)
: 神经元里装着的数，从 0 到 1。像素的激活值等于墨量除以 255。

权重 w (weight)
: 输入要乘上的数：乘 2 算两份，乘 0 不算，乘 -1 倒扣一份。

神经元 (neuron)
: 一个函数：各个输入乘上权重，加起来，再加上偏置，最后用 σ 压一压。

偏置 b (bias)
: 加到和上的一个数。b = -10，和就要超过 10 才算数。

sigmoid 函数 σ (sigmoid)
: σ(z) = 1/(1 + e⁻ᶻ)，e = 2.718…；z 是多少都能压到 0 和 1 之间。σ(0) = ½。
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, FEW = 1000, WAYS = 4, MOST_EDGES = 40 };

static int digit = 7, which = 3;
static double bias = -10, steepness = 1;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--digit", KNOB_WHOLE, &digit, 0, 9, "the digit looked at", "看哪个数字"},
    {"--image", KNOB_WHOLE, &which, 1, 80, "which of its images", "第几幅"},
    {"--bias", KNOB_NUMBER, &bias, -30, 10, "the neuron's bias", "偏置 b"},
    {"--steepness", KNOB_NUMBER, &steepness, 0.1, 10,
     "multiplies its weights and its bias", "权重和偏置同乘的倍数"},
    {0}};

/*
## 一幅图就是 784 个数

每幅图像宽 28 个像素，高也是 28 个像素，还带着一个标签，写明它是哪个数字。一个像
素占一个字节，从上往下一行一行地存：白纸是 0，墨最浓的地方是 255。（第一篇文章用
的是黑底，墨画成白的。）

认数字，我们毫不费力：谁写的都行，图糊一点也行。糊到什么地步还认得出来？你自己看
看：先把每 2 x 2 个像素平均成一个，再把每 4 x 4 个平均成一个。

→ 一幅图就是 784 个数

![图 5.1：同一批字节的三种样子：纸上的墨，黑屏上的光，还有字节本身（框里那一
块）。](ch05_digit)

字节除以 255，就成了 0 到 1 之间的数，也就是第一层神经元的**激活值**，一个像素一
个神经元。神经元是什么，后面再细说；眼下就当它是个装数的盒子。

## 圈和笔画

9 凭什么是 9？第一篇文章说，看部件：9 是一个圈加一笔，8 是两个圈，4 只有笔画、没
有圈。真是这样吗？圈把一块纸围在里面，所以数得出来。挑一个没有墨的像素，往上面倒
水；周围八个像素，只要也没有墨，水就漫过去，再从那里接着往外漫。哪里的纸还干着，
就在哪里再倒一次。最后会有几个湖：一个是圈外的整张纸，其余的都是圈。
*/

static bool pour(bool *dry, int row, int col) {
    bool on_page = row >= 0 && row < SIDE && col >= 0 && col < SIDE;
    if (!on_page || !dry[row * SIDE + col])
        return false;
    dry[row * SIDE + col] = false;
    for (int i = 0; i < 9; i++)
        pour(dry, row - 1 + i / 3, col - 1 + i % 3);
    return true;
}

static int loops(const double *a) {
    bool dry[PIXELS];
    for (int k = 0; k < PIXELS; k++)
        dry[k] = a[k] < 0.5;
    int lakes = 0;
    for (int k = 0; k < PIXELS; k++)
        lakes += pour(dry, k / SIDE, k % SIDE);
    return lakes - 1;
}

/*
→ 圈和笔画

大体上没错。可是 `87` 幅 8 里，有两个圈的只有 `44` 幅：笔太粗，圈会填死；写得太
快，圈又封不上口。`99` 幅 2 里，倒有 `43` 幅带一个圈。所以我们不写这样的规则。神
经元里没有规则，只有一些数，可以照着例子慢慢调。

## 加权和

下一层的神经元，每个都看着全部 784 个激活值。每个激活值配一个**权重**，看得重就
取大些；神经元把激活值乘上权重，全部加起来：

$$z = w_1 a_1 + w_2 a_2 + \dots + w_{784} a_{784}$$
*/

static double weighted_sum(const double *w, const double *a, int n) {
    double z = 0;
    for (int k = 0; k < n; k++)
        z += w[k] * a[k];
    return z;
}

/*
谁和谁相邻，神经元并不知道：把像素打乱，权重也照样打乱，和还是那么多。让一些像素
的权重是 1，别的都是 0，它就只“看”那一块，算出来的和就是那一块里有多少墨。我们来
找 7 上面的那一横，在一条 12 x 3 像素的带子里找。可是光有墨还不算一横，上面和下
面得是*纸*才行。所以再取一组权重，给带子上下各镶两行负的边，一共 48 个像素，权重
都是 -¾；要是全涂满墨，带子得的 36 分就正好扣光。
*/

// 一个像素的权重：这个像素在笔画中点右边 right、下边 down 的地方。`along` 是长
// 度为 1 的箭头，沿着这一笔的走向。
static double edge(double right, double down, const double *along,
                   double length) {
    double ahead = right * along[0] + down * along[1];
    double aside = right * along[1] - down * along[0];
    if (fabs(ahead) > length / 2)
        return 0;
    return fabs(aside) < 2 ? 1 : fabs(aside) < 4 ? -0.75 : 0;
}

/*
→ 加权和

只看带子的话，一横得 `36.0`，一团墨也得 `36.0`：它找的是*墨*，不是一横。镶了边，
一横照样得 36，一团墨在带子外面也有墨，扣下来只剩 `0.0`。现在神经元认得一横了，
可是只认这个位置上的：同样一横，往下挪 3 个像素，就有两行压在边上，得 `-18.0`。

![图 5.2：两组权重画成图，绿的加分，红的扣分。不镶边的，找的是墨；镶了边的，找的
是一横。](ch05_weights)

![图 5.3：加权和怎么算：每个像素的墨量乘上权重，再把乘积全部加起
来。](ch05_product)

不管什么数字，带子里多少都有墨，0 几乎和 7 一样多。镶了边，7 就冒出来了；第二名
是 9，它的圈常常就在这个高度上收口。

## 短边连成圈

第一篇文章说，圈是用*短边*拼成的，短边就是一小段笔画。那就给每条短边造一个神经
元：长 5 个像素，有四种走向，每个像素上都放，一共 4·784 个。
*/

static const double ways[WAYS][2] = {
    {1, 0}, {0.7071, -0.7071}, {0, 1}, {0.7071, 0.7071}};

typedef struct Edge {
    int row, col, way;
    double sum;
} Edge;

// 像素 k 的权重。（斜的一笔有 17 个像素，直的有 15 个。）
static double short_edge(const Edge *e, int k, double length) {
    double w = edge(k % SIDE - e->col, k / SIDE - e->row, ways[e->way], length);
    return e->way % 2 ? w * 15 / 17 : w;
}

/*
这么多神经元，谁的和最大？把它记下来，擦掉它中间那一段墨，再问一遍，问到谁的和也
不超过 6 为止（一笔的满分是 15，6 是满分的五分之二）。这时，图就成了一张短边的清
单。
*/

static Edge strongest(const double *a) {
    Edge best = {.sum = 0};
    for (int i = 0; i < WAYS * PIXELS; i++) {
        Edge e = {i / WAYS / SIDE, i / WAYS % SIDE, i % WAYS, 0};
        if (a[i / WAYS] < 0.5)  // 中点在纸上
            continue;
        for (int k = 0; k < PIXELS; k++)
            if (a[k] > 0)
                e.sum += short_edge(&e, k, 5) * a[k];
        if (e.sum > best.sum)
            best = e;
    }
    return best;
}

/*
→ 短边连成圈

![图 5.4：只用这些神经元找到的短边，把数字重新画出来。短边一条接一条，又连成了
圈。](ch05_edges)

看来圈*可以*用短边拼出来：一个 0 平均要 `12.2` 条，四种走向都有；一个 1 平均只要
`5.0` 条，走向大约有两种。在这些神经元后面再放一个，连成一圈的那些短边，权重都取
正的，它就能看见圈了。第一篇文章指望的就是这样：一层看短边，一层看部件。不过，每
个神经元找什么、在哪里找，都是我们规定好的。网络自己会去找短边吗？第 14 章会看
到，几乎没有，可是数字照样认得。

## 什么数都压到 0 和 1 之间

加权和可以是任何数，激活值却要在 0 和 1 之间，因为后面的神经元会把它当墨量来看。
这件事交给 **sigmoid 函数**：和远小于 0 时，e⁻ᶻ 大得很，结果接近 0；和远大于 0
时，e⁻ᶻ 接近 0，结果接近 1。而且它是光滑的。用一级台阶，从 0 直接跳到 1，也算压
进去了，可是台阶两边都是平的，没有坡，也就没法下山。

$$\sigma(z) = \frac{1}{1+e^{-z}},\qquad \sigma'(z) = \sigma(z)\,(1-\sigma(z))$$

为什么选它？因为算出了 σ，斜率也就有了。按第 4 章的链式法则，分两步求：从 z 到 u
= 1 + e⁻ᶻ，斜率是 -e⁻ᶻ（eˣ 的斜率还是 eˣ）；从 u 到 σ = 1/u，斜率是 -1/u²，因为
(1/(u + h) - 1/u)/h 等于 -1/(u(u + h))。两个斜率相乘，是 e⁻ᶻ/u²，也就是 (u -
1)/u²，写成 (1/u)·(1 - 1/u)，就是 σ·(1 - σ)。
*/

static double sigmoid(double z) { return 1 / (1 + m_exp(-z)); }
static double sigmoid_slope(double z) { return sigmoid(z) * (1 - sigmoid(z)); }

/*
→ 什么数都压到 0 和 1 之间

![图 5.5：σ、σ 的斜率，还有加上偏置以后平移了的 σ。](ch05_sigmoid)

把 σ 的值记作 s，s(1 - s) 等于 ¼ - (s - ½)²，所以斜率最大是 ¼，在 z = 0 处；在那
附近，σ 差不多就是直线 ½ + z/4。到了 z = 5，σ 已经快平了，权重怎么变，神经元都不
大动；这样的神经元，第 6 章会遇到一大批。σ *不是*直线，好处也在这里：第 6 章会证
明，少了这个弯，许多层只抵得上一层。（写成 eᶻ/(1 + eᶻ) 会出毛病：z = 800 时是
∞/∞。我们写的斜率也有毛病：s 舍入成 1，斜率就没了。练习 5a 来补救。）

## 偏置：多少才够？

激活值超过 ½，我们就说神经元亮了。现在这个神经元，加权和只要大于 0 就亮，一横再
淡也亮；连一张白纸，激活值都有 ½。要让和超过 10 才亮，就在压缩*之前*减去 10。
（第一篇文章说是“之后”，那样的话，结果总在 -10 和 -9 之间。）加上去的这个数，这
里是 -10，叫作**偏置**：
*/

static double neuron(const double *w, double b, const double *a, int n) {
    return sigmoid(weighted_sum(w, a, n) + b);
}

/*
→ 偏置：多少才够？

![图 5.6：一千幅图像的加权和，加上偏置，经过 σ，就都挤到 0 和 1 两头去
了。](ch05_sums)

偏置越低，能让它亮的图像就越少，7 坚持得最久。（偏置是 -10 时，`117` 幅 7 里亮了
`74` 幅，其余 883 幅里也亮了 78 幅：光凭一横，还认不准 7。偏置大于 0 时，连白纸
都亮。）所以，找*哪种图案*，看权重；要*多明显*才够，看偏置。

## 神经元是一个函数

进去的数记作 a₁ … aₙ，出来的记作 a′（a 上的一撇是“下一个”的意思；f 和 σ 上的一撇
仍旧表示斜率）：

$$a' = \sigma(w_1 a_1 + \dots + w_n a_n + b)$$

说到底，神经元不是装数的盒子，它就是这个函数，看图时要用自己的 785 个数。举个例
子：权重是 2 和 -2，偏置是 0，输入是 1 和 ½，出来的就是 σ(2 - 1) = `0.731059`。
输入只有两个时，整个函数都画得出来。加权和加上偏置等于 0 的地方，输出是 ½，不亮
也不暗；这些地方在平面上连成一条直线。权重决定这条线朝哪个方向，偏置决定它在哪
里；权重越大，越过这条线时升得越陡。不过，亮得厉害不等于更有把握：权重和偏置都乘
以 3，线还是那条线，只是输出离 ½ 更远了。激活值不是概率。

有一件事，一个神经元怎么也做不到：输入取正方形一条对角线的两端，要亮；取另一条对
角线的两端，不许亮。在两点的正中间，加权和总是那两点的平均。照前两个点看，正方形
的中心该亮；照后两个点看，中心又该暗。第 10 章用了两个神经元才做到。

→ 神经元是一个函数

## 十个会认数字的神经元

一个数报不出十个数字，那就一个数字用一个神经元。要认一整个数字，权重该怎么取？试
试取这个数字所有图像的平均。平均图像 m 离图像 a 有多近，看的是 Σ(a - m)² = Σa² -
2Σma + Σm²，越小越近。Σa² 对十个数字都一样，可以不管；剩下的，谁的 Σma - ½Σm² 最
大，谁就最近。这就是一个神经元的和，权重是 m，偏置是 -½Σm²。十个里谁最大，回答就
是谁。（σ 不改变大小次序。）
*/

static double nearness(const double *mean, const double *a) {
    double b = -weighted_sum(mean, mean, PIXELS) / 2;
    return weighted_sum(mean, a, PIXELS) + b;
}

/*
→ 十个会认数字的神经元

![图 5.7：每个数字大约一百幅图像的平均。1 有往左斜的，有往右斜的，都绕着同一个中
点转，所以中间深、两头淡。](ch05_means)

一幅图像和它那个数字的平均有多像？用第 3 章的夹角余弦来量（一幅要是另一幅的淡色
翻版，余弦就是 1）：0 最像，5 最不像；别的数字里最像的那个平均（表里的“其次”），
也总是差不了多少。就算这样，没见过的图像，这十个神经元每 100 幅认对 `76.5` 幅，
碰运气只能认对十幅。一步也没有下过山，只用了一千幅带标签的图像。认错的多半长得
像：光是把 4 认成 9，就有 `237` 次。

看看偏置有什么用。没有偏置，哪个平均的墨多，哪个看什么都得高分：0 和 8 赢得太
多，5 *一幅*也没有认出来。有了偏置，每 100 幅 5 认对 `67.7` 幅。只是每个平均都光
顾着自己的数字，另外九个长什么样，一点也不知道。到第 13 章，在中间加上三十个神经
元，训练一番，每 100 幅就能认对 95 幅。

## 检验

先检验 σ 的斜率，再检验一个神经元的斜率，以后教它就靠这些。z 对权重的斜率是 a，
对偏置是 1，对输入是 w；所以 a′ 的斜率依次是 σ′(z)·a、σ′(z) 和 σ′(z)·w。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

当初想出这样的函数，是为了模仿大脑，不过这里的每一步都和大脑无关。我们的权重，要
么是亲手定的，要么是取平均得来的；网络怎样找到更好的权重，后面整本书都在讲。还
有，这样的弯叫*激活函数*，不只 σ 一种：第 15 章有一种就不压缩。

## 练习

`make ex05` 生成要你改的文件，并检查你的答案；`make hint05` 给提示。

- **5a** 写一个 σ，不管 z 多大多小都算得对；再写出它的斜率。
- **5b** 造一个认圈的神经元，权重和偏置由你定：见到一个环要亮，见到半个环不
  亮。

下一章：把十六个这样的神经元排成一排，后面再排十六个：`make ch06`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 各节都要用的东西。
static Dataset few;                        // 图像集的前若干幅
static int count[CLASSES];                 // 其中每个数字有几幅
static double ink[FEW][PIXELS], sum[FEW];  // 图像 i 的墨；镶边的和
static int asked;                          // 读者要看的那一幅

// 找 7 那一横的两组权重：不镶边的，镶了边的。
static double region[PIXELS], stroke[PIXELS];
static const double band_row = 8, band_col = 13.5, band_length = 12;

// 这个数字的第 nth 幅图像，圈数要对（-1：几个都行）；不够就取最后一幅。
static int find(int label, int nth, int holes) {
    int last = 0;
    for (int i = 0; i < few.count && nth > 0; i++)
        if (few.label[i] == label && (holes < 0 || loops(ink[i]) == holes)) {
            last = i;
            nth--;
        }
    return last;
}

static void look(const Dataset *set) {
    const double flat[] = {1, 0};
    for (int k = 0; k < PIXELS; k++) {
        stroke[k] =
            edge(k % SIDE - band_col, k / SIDE - band_row, flat, band_length);
        region[k] = fmax(stroke[k], 0);
    }
    few = dataset_part(set, 0, FEW);
    for (int i = 0; i < few.count; i++) {
        dataset_image(&few, i, ink[i]);
        sum[i] = weighted_sum(stroke, ink[i], PIXELS);
        count[few.label[i]]++;
    }
    asked = find(digit, which, -1);
}

// 用读者给的偏置，加权和 z 变成的激活值。
static double lit(double z) { return sigmoid(steepness * (z + bias)); }

// 作除数用：图像集里不一定每个数字都有。
static double some(double n) { return n > 0 ? n : 1; }

// 画图数据里的一段：每个像素一个数。
static void figure_picture(Figure *f, const char *name, const char *columns,
                           const double *x) {
    figure_block(f, name, columns);
    for (int k = 0; k < PIXELS; k++)
        figure_row(f, k % SIDE, k / SIDE, x[k]);
}

// 每 size x size 个像素取平均；结果还是 28 x 28 个字节。
static void blur(const uint8_t *image, int size, uint8_t *out) {
    for (int k = 0; k < PIXELS; k++) {
        int row = k / SIDE / size * size, col = k % SIDE / size * size, all = 0;
        for (int i = 0; i < size * size; i++)
            all += image[(row + i / size) * SIDE + col + i % size];
        out[k] = (uint8_t)(all / (size * size));
    }
}

static void a_picture_is_784_numbers(Chapter *c, int images, int others) {
    chapter_section(c, "一幅图就是 784 个数");
    printf("学习用的图像有 %d 幅，另外还有 %d 幅。下面是第 %d 幅 %d，\n"
           "分别画成 28·28 = %d、14·14 = %d 和 7·7 = %d 个像素：\n\n",
           images, others, which, digit, 28 * 28, 14 * 14, 7 * 7);
    const uint8_t *byte = few.image + asked * PIXELS;
    uint8_t half[PIXELS], quarter[PIXELS];
    blur(byte, 2, half);
    blur(byte, 4, quarter);
    text_images(3, (const uint8_t *[]){byte, half, quarter}, SIDE, SIDE);
    printf("正中间那一块，写成字节是：\n\n");
    for (int row = 8; row < 20; row++) {
        for (int col = 8; col < 20; col++)
            printf(" %4d", byte[row * SIDE + col]);
        printf(row < 19 ? "\n" : "\n\n");
    }
    Figure *f = figure_open(c, "ch05_digit", "column row byte");
    figure_block(f, "image", NULL);
    for (int k = 0; k < PIXELS; k++)
        figure_row(f, k % SIDE, k / SIDE, byte[k]);
    figure_close(c, f);
}

static void loops_and_strokes(Chapter *c) {
    chapter_section(c, "圈和笔画");
    printf("在前 %d 幅图像里数圈。\n", few.count);
    chapter_predict(c, "4、6、8 各有几个圈？");
    int found[CLASSES][3] = {{0}};
    for (int i = 0; i < few.count; i++) {
        int n = loops(ink[i]);
        found[few.label[i]][n > 2 ? 2 : n]++;
    }
    Table t = table_begin("数字 | 图像 | 没有圈 | 一个 | 至少两个",
                          "%5d | %6d | %7d | %5d | %11d");
    for (int k = 0; k < CLASSES; k++)
        table_row(&t, k, count[k], found[k][0], found[k][1], found[k][2]);
    table_end(&t);
}

static void the_weighted_sum(Chapter *c) {
    chapter_section(c, "加权和");
    printf("带子是 %g x 3 个像素，里面的权重是 1，别处是 0。\n", band_length);
    chapter_predict(c, "一团墨的和，会比一横的小吗？");
    static const char *const name[] = {"一张白纸", "一横，正好在带子里",
                                       "一横，低了 3 个像素", "一大团墨"};
    const int rows[][2] = {{0, 0}, {7, 10}, {10, 13}, {0, 20}};  // 从，到
    Table t = table_begin("图|只看带子|镶了边", "%-28s | %6.1f | %6.1f");
    for (int i = 0; i < 4; i++) {
        double a[PIXELS];
        for (int k = 0; k < PIXELS; k++)
            a[k] = k / SIDE >= rows[i][0] && k / SIDE < rows[i][1] &&
                   fabs(k % SIDE - band_col) < band_length / 2;
        table_row(&t, name[i], weighted_sum(region, a, PIXELS),
                  weighted_sum(stroke, a, PIXELS));
    }
    table_end(&t);
    printf("上面那幅图得 %.1f 和 %.1f。再拿 %d 幅图像，每个数字取平均：\n",
           weighted_sum(region, ink[asked], PIXELS), sum[asked], few.count);
    chapter_predict(c, "最后一列里，哪个数字排第二？");
    double in_region[CLASSES] = {0}, with_border[CLASSES] = {0};
    for (int i = 0; i < few.count; i++) {
        int k = few.label[i];
        in_region[k] += weighted_sum(region, ink[i], PIXELS) / count[k];
        with_border[k] += sum[i] / count[k];
    }
    t = table_begin("数字|图像|只看带子|镶了边", "%5d | %6d | %6.1f | %6.1f");
    for (int k = 0; k < CLASSES; k++)
        table_row(&t, k, count[k], in_region[k], with_border[k]);
    table_end(&t);

    Figure *f = figure_open(c, "ch05_weights", "column row weight");
    figure_picture(f, "region", NULL, region);
    figure_picture(f, "edge", NULL, stroke);
    figure_close(c, f);
    const int two[] = {asked, find(digit == 6 ? 7 : 6, 1, -1)};
    f = figure_open(c, "ch05_product", "column row ink product");
    figure_number(f, "bias", bias);
    for (int i = 0; i < 2; i++) {
        const double *a = ink[two[i]];
        figure_number(f, i ? "sum_2" : "sum_1", sum[two[i]]);
        figure_number(f, i ? "lit_2" : "lit_1", lit(sum[two[i]]));
        figure_block(f, "picture", NULL);
        for (int k = 0; k < PIXELS; k++)
            figure_row(f, k % SIDE, k / SIDE, a[k], stroke[k] * a[k]);
    }
    figure_close(c, f);
}

// 把图拆成一张短边的清单，边拆边擦。
static int take_apart(double *a, Edge *list) {
    for (int n = 0; n < MOST_EDGES; n++) {
        list[n] = strongest(a);
        if (list[n].sum <= 6)
            return n;
        for (int k = 0; k < PIXELS; k++)
            if (short_edge(&list[n], k, 3) > 0)
                a[k] = 0;
    }
    return MOST_EDGES;
}

static void a_loop_of_short_edges(Chapter *c) {
    enum { EACH = 20 };
    chapter_section(c, "短边连成圈");
    printf("把每个数字的前 %d 幅图像拆成短边。\n", EACH);
    chapter_predict(c, "哪个数字用到的走向种类最少？");
    Table t =
        table_begin("数字 | 短边 | 走向 | 横 | 撇 | 竖 | 捺 | 擦掉的墨（%）",
                    "%5d|%5.1f|%5.1f|%5.1f|%6.1f|%7.1f|%7.1f|%12.1f");
    double a[PIXELS];
    Edge list[MOST_EDGES];
    for (int k = 0; k < CLASSES; k++) {
        double images = 0, edges = 0, ways_used = 0, of[WAYS] = {0};
        double before = 0, left = 0;
        for (int i = 0; i < few.count && images < EACH; i++) {
            if (few.label[i] != k)
                continue;
            memcpy(a, ink[i], sizeof a);
            int n = take_apart(a, list), used[WAYS] = {0};
            for (int j = 0; j < n; j++) {
                of[list[j].way]++;
                ways_used += used[list[j].way]++ == 0;
            }
            for (int p = 0; p < PIXELS; p++)
                before += ink[i][p], left += a[p];
            edges += n, images++;
        }
        images = some(images);
        table_row(&t, k, edges / images, ways_used / images, of[0] / images,
                  of[1] / images, of[2] / images, of[3] / images,
                  100 * (before - left) / some(before));
    }
    table_end(&t);

    // 读者要看的那幅，再加三幅：有圈的 0，有两个圈的 8，有圈的 9。
    const int four[] = {asked, find(0, 1, 1), find(8, 1, 2), find(9, 1, 1)};
    Figure *f = figure_open(c, "ch05_edges", NULL);
    for (int i = 0; i < 4; i++) {
        memcpy(a, ink[four[i]], sizeof a);
        figure_picture(f, "picture", "column row ink", a);
        int n = take_apart(a, list);
        figure_block(f, "edges", "column row right down sum");
        for (int j = 0; j < n; j++)
            figure_row(f, list[j].col, list[j].row, ways[list[j].way][0],
                       ways[list[j].way][1], list[j].sum);
    }
    figure_close(c, f);
}

static void squashed(Chapter *c) {
    chapter_section(c, "什么数都压到 0 和 1 之间");
    chapter_predict(c, "σ(0) 是多少？σ 在哪里最陡？");
    Table t = table_begin("z | σ(z) | σ′(z) | 直线 ½ + z/4",
                          "%4g | %8.6f | %8.6f | %6.2f");
    const double z[] = {-10, -5, -1, 0, 1, 5, 10};
    for (int i = 0; i < 7; i++)
        table_row(&t, z[i], sigmoid(z[i]), sigmoid_slope(z[i]), 0.5 + z[i] / 4);
    table_end(&t);
    double up = m_exp(800), other = up / (1 + up);
    printf("z = 800 时，eᶻ/(1 + eᶻ) %s；1/(1 + e⁻ᶻ) 是 %g。\n\n",
           isnan(other) ? "算不出数来" : "算得出来", sigmoid(800));
    Figure *f = figure_open(c, "ch05_sigmoid", "z sigmoid slope shifted");
    figure_number(f, "bias", bias);
    figure_number(f, "steepness", steepness);
    for (int i = -800; i <= 800; i++) {
        double x = i / 20.0;
        figure_row(f, x, sigmoid(x), sigmoid_slope(x), lit(x));
    }
    figure_close(c, f);
}

static void how_much_is_enough(Chapter *c) {
    chapter_section(c, "偏置：多少才够？");
    printf("加权和是 12 时，σ(12 - 10) = %.4f，σ(12) - 10 = %.4f。\n",
           sigmoid(2), sigmoid(12) - 10);
    chapter_predict(c, "偏置调低，亮的图像是多了，还是少了？");
    Table t = table_begin("偏置|亮的图像|其中的 7|其中的 9|别的",
                          "%4g | %5d | %5d | %5d | %5d");
    for (int k = 0; k <= 4; k++) {
        double b = bias * k / 2 + 0;  // （+ 0：免得印出 -0）
        int all = 0, of[CLASSES] = {0};
        for (int i = 0; i < few.count; i++) {
            all += sum[i] + b > 0;
            of[few.label[i]] += sum[i] + b > 0;
        }
        table_row(&t, b, all, of[7], of[9], all - of[7] - of[9]);
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch05_sums", "sum activation");
    figure_number(f, "bias", bias);
    figure_number(f, "steepness", steepness);
    figure_number(f, "images", few.count);
    for (int i = 0; i < few.count; i++)
        figure_row(f, sum[i], lit(sum[i]));
    figure_close(c, f);
}

static void a_neuron_is_a_function(Chapter *c) {
    enum { MAPS = 4, WIDE = 16 };
    chapter_section(c, "神经元是一个函数");
    printf("两个输入，都从 -1 到 1。把权重转 45 度，或者改偏置，\n"
           "或者全部放大到三倍：\n\n");
    const double w[MAPS][3] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -2}, {12, 0, 0}};
    printf("  %-18s%-18s%-18s%s\n", "w = (4, 0)", "w = (2.83, 2.83)",
           "(4, 0), b = -2", "w = (12, 0)");
    uint8_t map[MAPS][WIDE * WIDE];
    for (int k = 0; k < MAPS; k++)
        for (int i = 0; i < WIDE * WIDE; i++) {
            double a[] = {(i % WIDE - 7.5) / 7.5, (7.5 - i / WIDE) / 7.5};
            map[k][i] = (uint8_t)(255 * neuron(w[k], w[k][2], a, 2) + 0.5);
        }
    text_images(MAPS, (const uint8_t *[]){map[0], map[1], map[2], map[3]}, WIDE,
                WIDE);
}

// 两幅图的夹角余弦：同一幅图，再淡也是 1。
static double alike(const double *a, const double *b) {
    double squares = weighted_sum(a, a, PIXELS) * weighted_sum(b, b, PIXELS);
    return weighted_sum(a, b, PIXELS) / sqrt(some(squares));
}

// as[k][j]：有多少幅 k 认成了 j。
static void three_commonest_mistakes(int as[CLASSES][CLASSES]) {
    printf("最常认错的：");
    for (int n = 0; n < 3; n++) {
        int most = 1;
        for (int i = 0; i < CLASSES * CLASSES; i++)
            if (i / CLASSES != i % CLASSES &&
                as[i / CLASSES][i % CLASSES] >
                    as[most / CLASSES][most % CLASSES])
                most = i;
        int k = most / CLASSES, j = most % CLASSES;
        printf(n == 0 ? "%d 认成 %d，%d 次" : "；%d 认成 %d，%d 次", k, j,
               as[k][j]);
        as[k][j] = 0;
    }
    printf("。\n\n");
}

static void ten_neurons(Chapter *c, const Dataset *unseen) {
    static double mean[CLASSES][PIXELS];
    // to[k][j]：数字 k 的图像和数字 j 的平均有多像。
    double to[CLASSES][CLASSES] = {{0}};
    for (int i = 0; i < few.count; i++)
        for (int p = 0, k = few.label[i]; p < PIXELS; p++)
            mean[k][p] += ink[i][p] / count[k];
    for (int i = 0; i < few.count; i++)
        for (int j = 0, k = few.label[i]; j < CLASSES; j++)
            to[k][j] += alike(ink[i], mean[j]) / count[k];
    chapter_section(c, "十个会认数字的神经元");
    printf("前 %d 幅图像，每个数字取一个平均；再让它们去认另外 %d 幅。\n",
           few.count, unseen->count);
    chapter_predict(c, "去掉偏置，哪些数字会赢得太多？");
    int images[CLASSES] = {0}, all[2] = {0};  // [0] 没有偏置，[1] 有偏置
    int right[2][CLASSES] = {{0}}, answers[2][CLASSES] = {{0}};
    int as[CLASSES][CLASSES] = {{0}};
    for (int i = 0; i < unseen->count; i++) {
        double a[PIXELS];
        dataset_image(unseen, i, a);
        int k = unseen->label[i];
        images[k]++;
        for (int b = 0; b < 2; b++) {
            real z[CLASSES];
            for (int j = 0; j < CLASSES; j++)
                z[j] =
                    b ? nearness(mean[j], a) : weighted_sum(mean[j], a, PIXELS);
            int answer = argmax(z, CLASSES);
            answers[b][answer]++;
            right[b][k] += answer == k;
            all[b] += answer == k;
            as[k][answer] += b;
        }
    }
    Table t =
        table_begin("数字 | 自己的平均 | 其次 | 是谁 | 认对（%） | 回答 | "
                    "无偏置：认对（%） | 回答",
                    "%5d|%8.3f|%5.3f|%2d|%8.1f|%7d|%17.1f|%7d");
    for (int k = 0; k < CLASSES; k++) {
        int next = k == 0;  // 别的平均里最像的
        for (int j = 0; j < CLASSES; j++)
            if (j != k && to[k][j] > to[k][next])
                next = j;
        table_row(&t, k, to[k][k], to[k][next], next,
                  100 * right[1][k] / some(images[k]), answers[1][k],
                  100 * right[0][k] / some(images[k]), answers[0][k]);
    }
    table_end(&t);
    printf("没见过的图像，每 100 幅认对 %.1f 幅；没有偏置，只认对 %.1f 幅。\n",
           100.0 * all[1] / unseen->count, 100.0 * all[0] / unseen->count);
    three_commonest_mistakes(as);
    Figure *f = figure_open(c, "ch05_means", "column row mean");
    figure_number(f, "images", few.count);
    for (int k = 0; k < CLASSES; k++)
        figure_picture(f, "digit", NULL, mean[k]);
    figure_close(c, f);
}

static real activation(void *numbers) {  // w₁ w₂ w₃, a₁ a₂ a₃, b
    const double *x = numbers;
    return neuron(x, x[6], x + 3, 3);
}

static void check_one(Chapter *c, const char *name, double *x, int k,
                      double by_hand) {
    Tape *t = tape_new();
    Value v[7];
    for (int i = 0; i < 7; i++)
        v[i] = v_var(t, x[i]);
    v_backward(v_sigmoid(v_add(v_dot(v, v + 3, 3), v[6])));
    report_row(c, name, by_hand, v_grad(v[k]),
               central_difference(activation, x, &x[k], 6e-6));
    tape_free(t);
}

static void check(Chapter *c) {
    report_begin(c);
    for (int z = -4; z <= 4; z += 2) {  // 神经元只有偏置
        char name[32];
        snprintf(name, sizeof name, "σ′，z = %d", z);
        check_one(c, name, (double[7]){[6] = z}, 6, sigmoid_slope(z));
    }
    double x[] = {0.5, -1.5, 2, 0.9, 0.3, 0.6, -0.4};
    double out = activation(x), slope = out * (1 - out);
    check_one(c, "∂a′/∂w₂ = σ′(z)·a₂", x, 1, slope * x[4]);
    check_one(c, "∂a′/∂a₂ = σ′(z)·w₂", x, 4, slope * x[1]);
    check_one(c, "∂a′/∂b = σ′(z)", x, 6, slope);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *set, const Dataset *unseen) {
    look(set);
    a_picture_is_784_numbers(c, set->count, unseen->count);
    loops_and_strokes(c);
    the_weighted_sum(c);
    a_loop_of_short_edges(c);
    squashed(c);
    how_much_is_enough(c);
    a_neuron_is_a_function(c);
    ten_neurons(c, unseen);
    check(c);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch05_neuron", "一个神经元看一幅图",
                                         options, &folder, 60000, 10000, tell});
}
