/*
# 第 5 章：一个神经元看一幅图

**这一章的问题。** 一幅数字图像就是 784 个数，神经元把它们变成一个数。怎么变？它
又能看见什么？这一章里，你会数一数数字里的圈；造出一个神经元，它见到一笔就亮，见
到一团墨却不亮；只用短边把一个 9 重新画出来；还会见到十个会认数字的神经元，它们
连一步山路都没走过。

请对照第一篇文章（A1-1 到 A1-3、A1-9、A1-11、A1-14 到 A1-19、A1-25 这几条）和第
四篇文章（A4-1、A4-12），以及提醒 E3、E4、E6、E7、E11、E21、E27 来读。用
`make ch05` 运行；旋钮也可以转，例如 `make ch05 ARGS="--digit 9"`。图像是 MNIST
的手写数字（用 `make mnist` 取来，文中的数都是在这些图像上得到的）；没有的话，程
序就自己画数字。

**本章要点** 一幅手写数字图像就是 784 个 0 到 1 之间的数。神经元先求加权和，再加
上偏置，最后用 sigmoid 函数压到 0 和 1 之间。权重决定它在找什么图案，偏置决定图
案要多明显它才会亮。

**新词**

激活值 a (activation)
: 神经元里装着的数，从 0 到 1。像素的激活值是墨量/255。

权重 w (weight)
: 输入要乘的数：乘 2 算双份，乘 0 不算，乘 -1 起反作用。

神经元 (neuron)
: 一个函数：权重乘输入，加起来，再加上偏置，最后用 σ 压缩。

偏置 b (bias)
: 加在和上的一个数。b = -10 时，和要超过 10 才算数。

sigmoid 函数 σ (sigmoid)
: σ(z) = 1/(1 + e⁻ᶻ)，其中 e = 2.718…：把任何 z 都压到 0 和 1 之间。σ(0) = ½。
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

每幅图像宽 28 个像素，高 28 个像素。文件里每个像素占一个字节，一行接着一行：是纸
的地方为 0，墨最浓的地方为 255。（第一篇文章把墨画成白的，所以说 1 是白；不过 0
总是表示*没有墨*。）

不管是谁写的，图又有多粗糙，数字我们一眼就能认出来。能粗糙到什么地步？请自己判
断：先把每 2 x 2 个像素平均成一个，再把每 4 x 4 个平均成一个。

→ 一幅图就是 784 个数

![图 5.1：同样的字节，三种画法：画成纸上的墨，画成黑屏上的光，还有（框内的部分）
字节本身。](ch05_digit)

每个字节除以 255，就成了 0 到 1 之间的一个数，也就是第一层里一个神经元的**激活
值**：我们暂且把神经元当作装着一个数的东西。

## 圈和笔画

9 凭什么是 9？第一篇文章说，看部件：9 是一个圈加一笔，8 是两个圈，4 全是笔画。真
是这样吗？圈把一块纸围在里面，所以数得出来。往纸上的一个像素倒水，水会流遍四周相
连的纸；哪里的纸还干着，就在那里再倒一次。这样得到的几个湖里，有一个是圈外的整张
纸，其余的都是圈。
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

大体不错。可是 8 的 `87` 幅图像里，只有 `44` 幅有两个圈（笔太粗，会把圈填满；写
得太快，圈会留个口子）；2 的 `99` 幅图像里，倒有 `43` 幅有一个圈。部件能描述一个
数字，却不能断定它是哪一个。

## 加权和

下一层的一个神经元，同时看着全部 784 个激活值，却不知道谁和谁相邻：把像素打乱，
权重也跟着同样打乱，求出的和不变。每个激活值都有一个**权重**，神经元求的和是

$$z = w_1 a_1 + w_2 a_2 + \dots + w_{784} a_{784}$$
*/

static double weighted_sum(const double *w, const double *a, int n) {
    double z = 0;
    for (int k = 0; k < n; k++)
        z += w[k] * a[k];
    return z;
}

/*
让一些像素的权重是 1，别的都是 0，这个和就只“看”那里：它是那块区域里的墨量。我们
来找 7 的那一横，在上半部一条 12 x 3 像素的带子里找。可是一笔之所以是笔画，正因
为它上面和下面都是*纸*。所以再取一组权重，带子上下各加一道负的边，宽两个像素，权
重是 -¾。
*/

// 一个像素的权重：它在这一笔中点的右边 right、下边 down 处。`along` 是长度
// 为 1 的箭头，沿着这一笔的走向。
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

只看区域的话，一笔的和是 `36.0`，一团墨的也是 `36.0`：它找的是*墨*，不是笔画。加
上负的边，一笔仍旧是 36；一团墨却要为带子旁边的墨付出代价，降到 `0.0`。现在，神
经元认的是笔画了，不过只认那一处的：同样的一笔，低 3 个像素，就只得 `-18.0`。

![图 5.2：两组权重画成图：绿的算正，红的算负。只有区域的，找的是墨迹；加上负的
边，找的是横画。](ch05_weights)

![图 5.3：加权和是怎样得来的。每个权重乘以它那个像素的墨量，再把所有的乘积加起
来。](ch05_product)

每个数字都会在这块区域里留下墨，0 留下的几乎和 7 一样多。加上负的边，7 就突出
了；第二名是 9，它的圈常常在这个高度上合拢。

## 短边连成圈

第一篇文章说，圈由*短边*组成，也就是一小段一小段的笔画。那就给每条短边造一个神经
元：长 5 个像素，四种走向，图上的每个位置都有。
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
这样的神经元有好几千个，哪一个的和最大？把它记下来，擦掉它中间的墨，再问一遍，直
到没有哪个和大于 6（也就是一笔满分的五分之二）。这时，图就变成了一张短边的清单。
*/

static Edge strongest(const double *a) {
    Edge best = {.sum = 0};
    for (int i = 0; i < WAYS * PIXELS; i++) {
        Edge e = {i / WAYS / SIDE, i / WAYS % SIDE, i % WAYS, 0};
        if (a[i / WAYS] < 0.5)  // 它的中点在纸上
            continue;
        for (int k = 0; k < PIXELS; k++)
            if (a[k] > 0)
                e.sum += short_edge(&e, k, 5) * a[k];
        if (e.sum > best.sum)
            best = e;
    }
    return best;
}

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

/*
→ 短边连成圈

![图 5.4：只用这些神经元找到的短边，别的什么都不用，把数字重新画出来。圈又出现
了，是短边连成的一圈。](ch05_edges)

所以，圈*可以*由短边组成。一个 0 平均要用 `12.2` 条，四种走向都有；一个 1 平均只
要 `5.0` 条，大约两种走向。可是，每个神经元找什么、在哪里找，都是我们告诉它的。
网络自己会找到这样的边吗？第 14 章再看。（我们的网络不会。）

## 什么数都压到 0 和 1 之间

和可以是任何数；激活值却要像墨量一样交给后面的神经元，应当在 0 和 1 之
间。**sigmoid 函数**把远小于 0 的和变成接近 0 的数，把远大于 0 的和变成接近 1 的
数。而且它是光滑的：台阶没有斜率，没法顺着下山。

$$\sigma(z) = \frac{1}{1+e^{-z}},\qquad \sigma'(z) = \sigma(z)\,(1-\sigma(z))$$

求它的斜率，要用第 4 章的链式法则。u = 1 + e⁻ᶻ 随 z 的变化率是 -e⁻ᶻ（eˣ 的斜率就
是它自己），σ = 1/u 随 u 的变化率是 -1/u²，因为 (1/(u + h) - 1/u)/h 等于 -1/(u(u
+ h))。两者的乘积是 e⁻ᶻ/u²；e⁻ᶻ 就是 u - 1，所以这个乘积等于 (1/u)·(1 - 1/u) =
σ·(1 - σ)。
*/

static double sigmoid(double z) { return 1 / (1 + m_exp(-z)); }
static double sigmoid_slope(double z) { return sigmoid(z) * (1 - sigmoid(z)); }

/*
→ 什么数都压到 0 和 1 之间

![图 5.5：σ，它的斜率，以及被偏置平移以后的 σ。](ch05_sigmoid)

s(1 - s) 就是 ¼ - (s - ½)²，所以斜率从不超过 ¼。在 0 处正好是 ¼，那里的 σ 差不多
是一条直线 ½ + z/4。可这只是*差不多*，走不多远就不像了：到 1，直线已经差了将近
0.02；到 5，直线早就出了范围。σ *不是*直线，而它的好处就在这里：第 6 章会证明，
没有这样的弯，许多层只抵得上一层。（写成 eᶻ/(1 + eᶻ) 就会出毛病：z = 800 时成了
∞/∞。）

## 偏置：多少才够？

激活值超过 ½，我们就说神经元亮了。眼下这个神经元，加权和只要大于 0 就亮，再淡的
一笔也能点亮它。要让和超过 10 才亮，就在压缩*之前*减去 10。加在和上的这个数，这
里是 -10，就是**偏置**：
*/

static double neuron(const double *w, double b, const double *a, int n) {
    return sigmoid(weighted_sum(w, a, n) + b);
}

/*
→ 偏置：多少才够？

![图 5.6：一千幅图像的加权和，以及加上偏置以后变成什么：σ 把它们推到 0 和 1 两
头。](ch05_sums)

偏置越低，点亮它的图像就越少，其中 7 坚持得最久。所以，权重说的是*找哪种图案*，
偏置说的是*要多明显才够*。

## 神经元是一个函数

进去的叫作 a₁ … aₙ，出来的叫作 a′（a 上的一撇表示“下一个”；f 和 σ 上的一撇仍然表
示斜率）：

$$a' = \sigma(w_1 a_1 + \dots + w_n a_n + b)$$

与其说神经元是装着一个数的东西，不如说它就是这个函数。只有两个输入时，可以看见它
的全貌。加权和与偏置相加得 0 的地方，输出是 ½，拿不定主意：这些地方在输入的平面
上排成一条直线。把权重看成一支箭头，箭头转，直线也跟着转；偏置使直线平移；权重越
大，跨过这条线时就升得越陡。正方形一条对角线上的两个角，和另一条对角线上的两个
角，一条直线分不开，因为两条对角线的中点是同一个：第 10 章要用两个神经元。而且，
更亮不等于更有把握：权重放大到三倍，直线还是那一条，输出只是离 ½ 更远。激活值不
是概率。

→ 神经元是一个函数

## 十个会认数字的神经元

要找一整个数字，该用什么权重？试试这个数字所有图像的平均。平均图像 m 离图像 a
近，就是 Σ(a - m)² = Σa² - 2Σma + Σm² 小。Σa² 对十个数字都一样，所以离得最近的那
个平均，使 Σma - ½Σm² 最大：而这正是一个神经元的和，权重是 m，偏置是 -½Σm²。（σ
一路上升，不改变大小次序。）
*/

static double nearness(const double *mean, const double *a) {
    double b = -weighted_sum(mean, mean, PIXELS) / 2;
    return weighted_sum(mean, a, PIXELS) + b;
}

/*
→ 十个会认数字的神经元

![图 5.7：每个数字大约一百幅图像的平均。1 有往这边斜的，有往那边斜的，中点却是同
一处：那里深，两头淡。](ch05_means)

取了平均，还剩下些什么？“自己的平均”这一列，说的是一幅图像和它那个数字的平均有多
像：取两者夹角的余弦 Σma/√(Σm²·Σa²)；如果一幅只是另一幅的淡色翻版，余弦就是
1。0、6 和 8 剩得最多，5 最少；不过 `0.764` 和 `0.661` 相差并不远，而别的数字的
平均里，总有一个能达到 `0.590` 以上。尽管如此，从没见过的图像，这十个神经元每
100 幅认对 `76.5` 幅；碰运气只能认对十幅。没有下山，只用了一千幅带标签的图像。

看看偏置起了什么作用。没有偏置，墨多的平均不管看到什么都得到很大的和：0 和 8 赢
得太多，*没有一幅*图像被认作 5。有了偏置，每 100 幅 5 里认对 `67.7` 幅。第 13 章
会用训练做到 95。

## 检验

要检验的是 σ 的斜率，还有整个神经元对一个权重、对偏置、对一个输入的斜率。后三个
按第 4 章的链式法则手算，分别是 σ′(z)·a、σ′(z) 和 σ′(z)·w。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

当初想出这样的函数，是为了模仿大脑；可是这里没有哪一步用得着大脑。我们的权重，不
是亲手定的，就是取平均得来的；网络怎样找到更好的权重，正是这本书后面要讲的。弯也
不只 σ 这一种：第 15 章有一种并不压缩的。（第一篇文章说，能压缩，才叫激活函数。
它还说 10 是在函数“之后”减去的；可是 σ(z) - 10 在 -10 和 -9 之间。）

## 练习

`make ex05` 写出要你改的文件，并检查你的答案；`make hint05` 给提示。

- **5a** 写一个 σ，不管 z 多大多小都算得对；再写出它的斜率。
- **5b** 给一个圈定出权重和偏置：一个环能点亮它，半个环不能。

下一章：十六个这样的神经元并排，后面再放十六个：`make ch06`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

// 各节都要看的东西。
static Dataset few;                        // 这一组的前若干幅图像
static int count[CLASSES];                 // 其中每个数字有几幅
static double ink[FEW][PIXELS], sum[FEW];  // 图像 i 的；加上负的边
static int asked;                          // 读者要看的那一幅

// 找 7 那一横的权重：不加边的，和加上边的。
static double region[PIXELS], stroke[PIXELS];
static const double band_row = 8, band_col = 13.5, band_length = 12;

// 这个数字有这么多圈（-1：多少都行）的第 nth 幅图像；不够就是最后一幅。
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

// 神经元按读者给的偏置，把一个和变成的激活值。
static double lit(double z) { return sigmoid(steepness * (z + bias)); }

// 用来作除数：一组里不一定每个数字都有图像。
static double some(double n) { return n > 0 ? n : 1; }

// 画图数据的一段：每个像素一个数。
static void figure_picture(Figure *f, const char *name, const char *columns,
                           const double *x) {
    figure_block(f, name, columns);
    for (int k = 0; k < PIXELS; k++)
        figure_row(f, k % SIDE, k / SIDE, x[k]);
}

// 把 size x size 个像素平均成一个；结果仍旧是 28 x 28 个字节。
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
    printf("供学习的图像有 %d 幅，另外还有 %d 幅。第 %d 幅 %d，分别用\n"
           "28·28 = %d、14·14 = %d 和 7·7 = %d 个像素来看：\n\n",
           images, others, which, digit, 28 * 28, 14 * 14, 7 * 7);
    const uint8_t *byte = few.image + asked * PIXELS;
    uint8_t half[PIXELS], quarter[PIXELS];
    blur(byte, 2, half);
    blur(byte, 4, quarter);
    text_images(3, (const uint8_t *[]){byte, half, quarter}, SIDE, SIDE);
    printf("它正中的部分，写成字节：\n\n");
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
    Table t = table_begin("数字 | 图像 | 没有圈 | 一个 | 两个或更多",
                          "%5d | %6d | %7d | %5d | %11d");
    for (int k = 0; k < CLASSES; k++)
        table_row(&t, k, count[k], found[k][0], found[k][1], found[k][2]);
    table_end(&t);
}

static void the_weighted_sum(Chapter *c) {
    chapter_section(c, "加权和");
    printf("一条 %g x 3 像素的带子，权重是 1，别处都是 0。\n", band_length);
    chapter_predict(c, "一团墨的和，会比一笔的小吗？");
    static const char *const name[] = {"一张白纸", "一笔，正好在带子里",
                                       "一笔，低了 3 个像素", "一大团墨"};
    const int rows[][2] = {{0, 0}, {7, 10}, {10, 13}, {0, 20}};  // 从，到
    Table t = table_begin("图|区域里的和|加上负的边", "%-28s | %6.1f | %6.1f");
    for (int i = 0; i < 4; i++) {
        double a[PIXELS];
        for (int k = 0; k < PIXELS; k++)
            a[k] = k / SIDE >= rows[i][0] && k / SIDE < rows[i][1] &&
                   fabs(k % SIDE - band_col) < band_length / 2;
        table_row(&t, name[i], weighted_sum(region, a, PIXELS),
                  weighted_sum(stroke, a, PIXELS));
    }
    table_end(&t);
    printf("上面那幅图得到 %.1f 和 %.1f。再看 %d 幅图像的平均：\n",
           weighted_sum(region, ink[asked], PIXELS), sum[asked], few.count);
    chapter_predict(c, "最后一列里，哪个数字排第二？");
    double in_region[CLASSES] = {0}, with_border[CLASSES] = {0};
    for (int i = 0; i < few.count; i++) {
        int k = few.label[i];
        in_region[k] += weighted_sum(region, ink[i], PIXELS) / count[k];
        with_border[k] += sum[i] / count[k];
    }
    t = table_begin("数字|图像|区域|加上负的边", "%5d | %6d | %6.1f | %6.1f");
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

static void a_loop_of_short_edges(Chapter *c) {
    enum { EACH = 20 };
    chapter_section(c, "短边连成圈");
    printf("把每个数字的前 %d 幅图像拆成短边。\n", EACH);
    chapter_predict(c, "哪个数字用到的走向种类最少？");
    Table t =
        table_begin("数字 | 短边 | 走向 | 横 | 撇 | 竖 | 捺 | 擦掉的墨，%",
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

    // 读者要看的那幅，一个有圈的 0，一个两个圈都在的 8，一个有圈的 9。
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
           isnan(other) ? "不是一个数" : "是一个数", sigmoid(800));
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
    printf("和为 12 时：σ(12 - 10) = %.4f，而 σ(12) - 10 = %.4f。\n",
           sigmoid(2), sigmoid(12) - 10);
    chapter_predict(c, "偏置低一些，点亮神经元的图像是多了，还是少了？");
    Table t = table_begin("偏置|点亮它的|其中的 7|其中的 9|别的",
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
    printf("两个输入，从 -1 到 1：权重转过 45 度，偏置移动，\n"
           "权重全都放大到三倍：\n\n");
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

// 两幅图夹角的余弦：图是同一幅，再淡也是 1。
static double alike(const double *a, const double *b) {
    double squares = weighted_sum(a, a, PIXELS) * weighted_sum(b, b, PIXELS);
    return weighted_sum(a, b, PIXELS) / sqrt(some(squares));
}

static void ten_neurons(Chapter *c, const Dataset *unseen) {
    static double mean[CLASSES][PIXELS];
    // 数字 k 的图像和数字 j 的平均有多像：to[k][j]。
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
    chapter_predict(c, "没有偏置，哪些数字会赢得太多？");
    int images[CLASSES] = {0}, all[2] = {0};  // [0] 没有偏置，[1] 有偏置
    int right[2][CLASSES] = {{0}}, answers[2][CLASSES] = {{0}};
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
        }
    }
    Table t = table_begin("数字 | 自己的平均 | 其次 | 是谁 | 认对，% | 回答 | "
                          "无偏置：认对，% | 回答",
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
    printf(
        "没见过的图像，每 100 幅认对 %.1f 幅；没有偏置，只认对 %.1f 幅。\n\n",
        100.0 * all[1] / unseen->count, 100.0 * all[0] / unseen->count);
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
    for (int z = -4; z <= 4; z += 2) {  // 只有偏置的神经元
        char name[32];
        snprintf(name, sizeof name, "σ′，在 %d", z);
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
