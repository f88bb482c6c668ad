/*
# 第 11 章：醉汉与谨慎的人

**这一章的问题。** 第三篇文章里有两个人下山。谨慎的人每走一步，先把训练集里的图
像全部看完；醉汉只看十幅，甚至一幅，就迈出一步。该跟谁走，什么时候跟谁走？读完这
一章，你会看到只看几幅图像会偏出多远，谁先下来，谁真正走到了谷底。

请对照第三篇文章（A3-7、A3-8、A3-19 和 A3-20 这几条）和第四篇文章（A4-8 和
A4-9），以及提醒 E10 和 E14 来读。用 `make ch11` 运行；旋钮可以自己转，例如
`make ch11 ARGS="--batch 10"`。正文所说的，对程序画的数字和 MNIST 都成立。

**本章要点** 随机抽几个样本算梯度，平均来说就等于整个训练集的梯度；单独一次的误
差约为 σ/√m。随机梯度下降像醉汉下山，步子歪歪扭扭，走得却快；一步问 σ²/|g|² 个样
本左右就够了，再多问，步子也迈不了更大。醉汉到了谷底也停不下来，总在高一点的地方
徘徊，高出多少与学习率成正比、与 m 成反比；先洗牌再依次取样本，或者让学习率慢慢
减小，徘徊的地方就更低。

**新词**

小批量 (mini-batch)
: 一次取出的几个样本，共 m 个，按它们的平均梯度走一步；m 常取 10。

轮 (epoch)
: 把所有样本看一遍。5,000 幅图像，每步十幅，一轮就是 500 步。

随机梯度下降 (stochastic gradient descent)
: 每走一步，只用随机抽出的几个样本的梯度，最少可以只有 1 个。

噪声基底 (noise floor)
: 成本到最后总比最低值高出一截，指的就是这一截；要是每步的梯度都准确，就是 0。

动量 μ (momentum)
: 上一步的速度留下多少：0 是一点不留，`0.9` 是留下九成。
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TRAIN = 5000, TEST = 1000, KNOBS = 13002, FEW = 100 };

static double rate = 1, mu = 0.9;
static int batch = 1;
static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--rate", KNOB_NUMBER, &rate, 0.1, 32, "the drunk man's η", "醉汉的 η"},
    {"--batch", KNOB_WHOLE, &batch, 1, FEW, "his images a step, m", "醉汉的 m"},
    {"--mu", KNOB_NUMBER, &mu, 0, 0.99, "μ of the heavy ball", "重球的 μ"},
    {0}};

/*
## 梯度是平均出来的

先看一个小网络，它的成本画得成一张地图：只有一个神经元，a = σ(wx + b)，两个旋
钮。给它看一幅 1 或者 7，是 1 该回答 1，是 7 该回答 0。它只知道 x = (墨量 -
75)/25，平均起来在 0 附近；墨量是全部像素的激活值之和。知道得太少，各个样本难免
意见不合。C 是 100 个样本的 (a - y)² 的平均。
*/

typedef struct Ink {
    double x[FEW], y[FEW];  // 每幅图像的墨量和目标值
} Ink;

typedef struct Knobs {
    double w, b;  // 两个旋钮，或者 ∂C/∂w 和 ∂C/∂b
} Knobs;

static Knobs slope_of_one(const Ink *s, Knobs q, int i) {
    double a = m_sigmoid(q.w * s->x[i] + q.b);
    double by_z = 2 * (a - s->y[i]) * a * (1 - a);
    return (Knobs){by_z * s->x[i], by_z};
}

static Knobs mean_slope(const Ink *s, Knobs q, const int *index, int n) {
    Knobs mean = {0, 0};
    for (int k = 0; k < n; k++) {
        Knobs one = slope_of_one(s, q, index[k]);
        mean.w += one.w / n;
        mean.b += one.b / n;
    }
    return mean;
}

/*
The 1s want b to rise, the 7s want it to fall. What is left is the gradient.

## 平均起来是对的

现在，一百幅里只问 m 幅，每次随机抽一幅，抽过的还可能再抽到。不管第几次抽，各幅
图像的机会都一样大。所以抽的次数多了，各幅图像占的比重就一样，*平均起来*就是完整
的梯度，长短不偏，方向也不歪。

单独一次要看运气，总有误差。误差多大？每幅图像自己的梯度离完整的梯度有多远，平方
以后取平均，叫作 σ²。那么 m 幅的平均，误差通常就是 σ 除以 √m（第 7 章）。（这个
σ 是标准差，不是神经元里的那个函数。）

→ 平均起来是对的

量出来的误差和公式一样。就算把一万次全部平均，也还剩一点运气，大约有第四列那么
大；实际的误差不超过它的两倍。问十幅，代价是问一幅的十倍，误差能去掉三分之二。剩
下的误差还想去掉三分之二，就得再问九十幅。

![图 11.1：随机抽一幅、十幅、一百幅图像，平均起来要两个旋钮怎么转，各画六十支箭
头。绿色：完整的梯度（反向）。圆圈的半径：σ/√m。](ch11_arrows)

## 小批量

随机抽，有的图像一次还没轮到，有的已经来了两次。不如像发牌那样：先洗牌，再把整排
切成十幅一段，每一段走一步。这样的一段就是一个**小批量**；每一段都走过了，就是
一**轮**。牌洗得公平，每幅图像落到每个位置的机会都一样，所以不管哪一段，平均起来
还是对的，不必操心里面碰巧有哪些数字。下面这样洗是公平的：从最后一个位置倒着填到
第一个，每次都在还没排定的数里随机挑一个，和占着这个位置的数交换；还没排定的，就
是这个位置上的和它前面的那些数。

第 7 章“从幕后”借来一个训练好的 784-16-16-10，现在把幕拉开。走完一步还要留着的东
西，都放在 `Learner` 里：计算图上的网络、图像、图像的次序，还有看到第几幅
了。`batch_gather` 把图像抄进一个矩阵。`t_backward` 填好 13,002 个斜
率。`graph_rewind` 把标记以后记下的都清掉，这些斜率还留着。`sgd_step` 让每个旋钮
移动 -η 乘以自己的斜率。
*/

static void shuffle(Rng *chance, int *order, int n) {
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(chance, i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

/*
Chapter 7 borrowed a trained 784-16-16-10 "from behind the curtain". Now the
curtain is drawn back. A `Learner` keeps what lasts: the network in its graph,
the images, their order, the place in it. `batch_gather` copies the images into
a matrix, `t_backward` sets the 13,002 slopes, `graph_rewind` forgets all else,
and `sgd_step` moves each knob by -η times its slope.
*/

// 返回看了几幅图像。
static int next_step(Learner *l, Rng *chance) {
    if (l->at == 0)
        shuffle(chance, l->order, l->set.count);
    int left = l->set.count - l->at, m = l->recipe.batch;
    int n = left < m ? left : m;
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, l->order + l->at, n);
    t_backward(t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y));
    graph_rewind(l->graph, mark);
    sgd_step(l->graph, (real)l->recipe.rate);
    l->at = (l->at + n) % l->set.count;
    l->steps++;
    return n;
}

/*
## How far a step falls

How many images should a step ask? Chapter 2 promised that a step of -ηg, with g
for the gradient, lowers C by about η|g|². But the ground bends up: in a valley
of curvature κ a step of length s adds ½κs². Let the step be -η times the mean
of m images, and take both on average. The first stays: that mean is g. But it
is longer than g. Luck pulls one way as often as the other, so squares add up:

$$\Delta C \approx -\eta\,|g|^2
+ \frac{1}{2}\,\eta^2\kappa\,\Big(|g|^2 + \frac{\sigma^2}{m}\Big)$$

This will carry the chapter. With m₀ = σ²/|g|² images slope and luck weigh the
same. A step falls furthest with

$$\eta = \frac{1}{\kappa}\cdot\frac{1}{1 + m_0/m},$$

and with twice that it falls no more. So there are two kinds of steps:

- m far below m₀: luck rules. Ten times the images bear ten times the rate,
  and fall ten times as far.
- m far above m₀: the best rate is 1/κ, and the border is chapter 2's 2/κ. No
  averaging moves them. More images are wasted.

How large is m₀ in a network that learns, ten images a step?

→ How far a step falls

At the start half an image would do: nearly all say the same, "less", for nine
of ten outputs should go down. Then g shrinks, and the luck stays. Midway and at
the end it takes a hundred images, more or less, to outweigh it.

And the formula? At the start it is right. Later ten images bear up to twice
what it says: it has one κ for all directions, and luck meets a smaller one.

## 代价

一步该看几幅图像？像醉汉那样看一幅，像谨慎的人那样看 5,000 幅，还是取个中间的
数？看图像有代价，每更新一步也有代价，都按乘加的次数计。各种走法的工作量都一样，
学习率各试三个。

→ 代价

每步十幅领先，1,000 幅里能认对 800 多幅。每步一幅紧跟在后。学习率取 `0.15` 走十
步，跟沿着这十步的平均方向、取 `1.5` 走一步，走到的地方大致相同；不过十幅合起
来，只要更新一次。每步一百幅就落后了：图像用十倍，学习率也该用十倍，就是 15，可
是 `4` 的三倍就已经太大。谨慎的人才刚起步：同样的工作量，他只走了四步。

Hundreds are behind. They do not bear ten times the rate of tens, 15. Three
times their `4` is already too much: at the start 1/κ is about 2, so the border
is about 4. The careful man has the same border. In three steps he has learned
to answer a tenth to everything, which costs nine tenths (chapter 7).

## 一张地图，两个人

每步只看一幅图像，是**随机梯度下降**最早的样子。（现在每步看一个小批量，也叫这个
名字。）要看两个人怎样走，就回到两个旋钮的地图。在那里，谨慎的人每走一步，先把一
百幅全部看完；醉汉随机抽一幅就走。两个人从同一个地方出发，起点在高高的坡上。

![Figure 11.2: One map, two men. White: exact steps, a hundred images each.
Orange: one image a step.](ch11_walkers)

On average the drunk man goes the gradient's way, a hundred steps for one.

## 他总差那么一点

第二篇文章说，梯度下降会接近某个局部最小值。可是到了谷底，等于 0 的只是*平均*的
斜率，每幅图像照样在拉。醉汉会在多高的地方徘徊？设旋钮只有一个，山谷的曲率是 κ，
他离谷底的距离是 d。平均起来，每走一步，d² 有两个变化：

Near the bottom |g|² in the brackets is small beside σ²/m. Without it ΔC = 0
says |g|² = ½ηκσ²/m. How high is that? In a valley ½κd² the slope is κd, so the
height is |g|²/(2κ). The curvature drops out:

$$C - C_{\text{谷底}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

(With two knobs there are two such heights; they add up, as their σ² do.)

→ 他总差那么一点

这就是**噪声基底**，量出来的和公式一样：看图像最多的那一列，相差不到十分之一。学
习率降到四分之一，高度也降到四分之一；每步的图像用十倍，高度降到 1/10。

再一行一行地横着看。学习率大，下得快，可是一直在高处；学习率小，停得低，可是来得
晚：看过 1600 幅图像，`0.0625` 还在高处。想两样都要，可以让学习率慢慢变小。最后
一行的学习率是 1/(1 + e/4)，e = 0、1、2……是第几轮：下得跟学习率一直是 1 差不多
快，最后停得最低。所以成本不再下降的时候，把学习率调小试试：要是原来停在基底上，
成本马上又会往下降。

The careful man, with the same rate 1, has hardly begun at 1600. But he bears
`16`, and with that he arrives: in the mean of all images there is no luck.

![图 11.4：每步一幅，随机抽。学习率不变，就在自己的基底上徘徊（虚线：上面的公
式）；学习率递减，成本一直往下降。](ch11_floor)

## 为什么要洗牌？

像发牌那样，把图像一幅幅发出来，效果更好。一轮发完，各段的梯度平均起来，就是完整
的梯度，在谷底是 0：这幅图像把他踢开，不等一轮走完，别的图像又把他踢回来。不过要
当心刚拆封的牌：前面全是 1，后面全是 7。

→ 为什么要洗牌？

洗过牌以后，学习率降到四分之一，基底就不到原来的七分之一；再降到四分之一，基底又
降到刚才的十分之一以下。（一脚一脚踢出去的，过一轮就互相抵消了；高度只看每一脚有
多长，而且要平方：学习率很小的话，基底就降到十六分之一。）

各轮都用同一个次序，就像抽签：抽到哪个次序，就永远绕着那一圈走。平均起来还更低一
些，可是二十个人里最高的那个，比每轮重洗的人都高。最糟的是排好序的：半轮都往同一
边拉。

## 重球

第 3 章讲到 x² + 10y² 的狭长山谷，下山的人在两壁之间跳来跳去，当时说以后会有办
法。办法就是换成一个重球：每走一步，原来的速度留下 μ 倍，再加上斜率，就是新的速
度 v（开头是 0）。μ 叫作**动量**，μ = 0 就是原来的规则，μ = 1 的话会一直来回摆，
永远停不下来。
*/

static void roll(double *w, double *v, double slope, double eta, double keep) {
    *v = keep * *v + slope;  // v ← μv + ∂C/∂w
    *w -= eta * *v;          // w ← w - ηv
}

/*
横着看，斜率一会儿正一会儿负，在 v 里互相抵消；顺着山谷看，斜率方向一致，v 越积
越大，最后是斜率的 1 + μ + μ² + … = 1/(1 - μ) 倍。x² + k·y² 横向的曲率是纵向的 k
倍，那么球多重最好？

另一个办法是 Adam（Kingma 和 Ba，2015 年）。每个旋钮的斜率 g 记一个滑动平均 r，g
的平方也记一个，叫 s；走的时候，用 r 除以 s 的平方根：

两个平均都从 0 开始，算出来偏小；所以在第 t = 1、2……步，各除以一个数：斜率要是一
直是 1，这个平均到这时该有多大，就除以多大。只要斜率不变号，旋钮每步就移动 η 左
右，不管斜率多小。

→ 重球

山谷越窄，球就该越重：这几个里面，`0.3` 在 k = 10 时最好，`0.6` 在 100 时最
好，`0.9` 在 1000 时最好，那里绝大部分步数都省了。在第 3 章的山谷里，`0.9` 会让
球冲过谷底，停得比没有动量还晚。网络的 k 是多少，谁也不知道，大家多半就取
`0.9`。Adam 在三个山谷里都走 `105` 步：这些山谷正好顺着旋钮的方向，Adam 占了便
宜。（第 16 章拿图像试它。）

球治不了噪声。顺着山谷走，球就像学习率是 η/(1 - μ) 的普通走法那样快，徘徊得也像
那样高：η = `0.1`、μ = `0.9` 的球，跟 η = 1、没有动量的醉汉差不多高。

Another cure is Adam (Kingma and Ba, 2015). It divides a running mean r of each
knob's slopes, over about the last ten, by the root of a mean s of their
squares, over about the last thousand.
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
Both begin at 0, too low; so in step t = 1, 2, … they are divided by what they
would be had all slopes been 1. Where slopes hardly change, a knob moves by
about η a step, however small they are. If one knob's slopes are k times as
large, so is their root: Adam does not see k. (Chapter 16 tries it.)

## 检验

在地图上，检验一百个斜率的平均。在网络里，十幅图像先一幅一幅地算，再十幅一起算，
看结果是否一样。自己写的洗牌、重球和 Adam，也跟程序库的比一比。

→ 检验：手算 = 计算带 = 数值

## 什么时候，该跟谁走

离谷底还远，就跟着醉汉：步子里的运气会在路上抵消，谨慎的人还没走开，他已经下来
了。图像越多，他领先的时间就越长。最好让他每步看十幅，十幅合用一次更新。

快到谷底，就要让他清醒过来。可以让学习率慢慢变小，也可以每步多看几幅；图像要像发
牌那样发给他，每轮重洗一次。

## 我们偷了哪些懒

计算机算矩阵，比一行一行地算快，所以小批量的好处，比按乘加数出来的还大；这本书最
后的网络，每步用 128 幅。噪声基底和次序的影响，只在一个神经元上量过。什么时候
停，第 16 章再说。常有人说，噪声能把人带出不好的山谷，带进更好的；这里没有检验
过。

## 练习

`make ex11` 生成要你改的文件，并检查你的答案；`make hint11` 给提示。

- **11a** 有人给你一个洗牌程序。它公平吗？请你来设计检验的办法。
- **11b** 会往前看的球：先看看要滚到哪里，用那里的斜率。

下一章：13,002 个斜率摆在一起，说的是什么？`make ch12`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

enum { MEN = 20, NETWORKS = 3, LESSONS = 3, SOME = 300, EPOCHS = 128 };

static int all[FEW];  // 每幅图像的序号，1 在前面

// 1 和 7 的图像一共不到 FEW 幅，就返回 false。
static bool ink_of(Ink *s, const Dataset *d) {
    int n = 0, ones = 0, sevens = FEW;
    for (int i = 0; i < d->count && n < FEW; i++) {
        if (d->label[i] != 1 && d->label[i] != 7)
            continue;
        double sum = 0;
        for (int k = 0; k < 784; k++)
            sum += d->image[784 * i + k] / 255.0;
        all[d->label[i] == 1 ? ones++ : --sevens] = n;  // 7 从后面排起
        s->x[n] = (sum - 75) / 25;
        s->y[n++] = d->label[i] == 1;
    }
    return n == FEW;
}

static double cost_at(const Ink *s, Knobs q) {
    double a[FEW], cost = 0;
    for (int i = 0; i < FEW; i++)
        a[i] = q.w * s->x[i] + q.b;
    m_sigmoid_each(a, a, FEW);  // 只用逐个算的四分之一时间
    for (int i = 0; i < FEW; i++)
        cost += (a[i] - s->y[i]) * (a[i] - s->y[i]) / FEW;
    return cost;
}

static double squared(Knobs g) { return g.w * g.w + g.b * g.b; }

// 单幅图像的斜率对平均值的 σ²。
static double luck_of_one(const Ink *s, Knobs q) {
    double sum = 0;
    for (int i = 0; i < FEW; i++)
        sum += squared(slope_of_one(s, q, i)) / FEW;
    return sum - squared(mean_slope(s, q, all, FEW));
}

static void right_on_average(Chapter *c, const Ink *s) {
    enum { DRAWS = 10000, SHOWN = 60 };
    const Knobs q = {1, 1}, full = mean_slope(s, q, all, FEW);
    const double sigma = sqrt(luck_of_one(s, q));
    chapter_section(c, "平均起来是对的");
    printf("每种 m 各抽 %d 个小批量。完整的梯度是 (%.4f, %.4f)。\n", DRAWS);
    chapter_predict(c, "图像用十倍，误差会小多少？");
    Table t = table_begin("m|全部平均：∂C/∂w|∂C/∂b|它的运气|"
                          "单独的误差|σ/√m",
                          "%3d | %18.4f | %7.4f | %8.4f | %13.4f | %6.4f");
    Figure *f = figure_open(c, "ch11_arrows", "target w b");
    figure_number(f, "sigma", sigma);
    for (int m = 1; m <= FEW; m *= 10) {
        Rng chance = rng_new(c->seed);
        double stray = 0;
        figure_block(f, "means", NULL);
        for (int k = 0; k < DRAWS; k++) {
            int index[FEW];
            for (int i = 0; i < m; i++)
                index[i] = rng_below(&chance, FEW);
            Knobs g = mean_slope(s, q, index, m);
            stray += squared((Knobs){g.w - full.w, g.b - full.b}) / DRAWS;
            if (k < SHOWN)
                figure_row(f, m == 1 ? s->y[index[0]] : 2, -g.w, -g.b);
        }
        table_row(&t, m, sqrt(stray), sigma / sqrt(m));
    }
    table_end(&t);
    figure_block(f, "full", NULL);
    figure_row(f, 2, -full.w, -full.b);
    figure_close(c, f);
}

// 784-16-16-10，还没走第一步；由 learner_free 结束。
static Learner taught(const Dataset *d, int images, int m, double eta,
                      uint64_t seed) {
    const Recipe r = {
        .hidden = {2, {16, 16}}, .init = INIT_LECUN, .batch = m, .rate = eta};
    Learner l = learner_new(d, &r, seed, 1);
    l.chance = rng_new(seed);
    for (int seen = 0; seen < images;)
        seen += next_step(&l, &l.chance);
    return l;
}

// 从第 `from` 幅起 n 幅图像的平均成本（不够 n 幅，有几幅算几幅）；需要时，
// 连梯度一起算。
static double mean_cost(const Learner *l, int from, int n, double *gradient) {
    const Dataset some = dataset_part(&l->set, from, n);
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &some, NULL, some.count);
    Tensor *cost = t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y);
    double mean = (double)t_item(cost);
    if (gradient) {
        t_backward(cost);
        mlp_flatten_grad(&l->mlp, gradient);
    }
    graph_rewind(l->graph, mark);
    return mean;
}

// 乘加次数：往前、往回各经过全部权重一次，往回时，第一层以上的权重还要再经过一
// 次；最后加上更新。
static double best_rate(Learner *l, int m, int n, double *squares) {
    static double slopes[KNOBS];
    const double h = 0.1, here = mean_cost(l, 0, n, NULL);
    double falls = 0, bends = 0;
    *squares = 0;
    for (int from = 0; from < n; from += m) {
        mean_cost(l, from, m, slopes);
        for (int i = 0; i < KNOBS; i++)
            *squares += slopes[i] * slopes[i] * m / n;
        sgd_step(l->graph, h);
        double ahead = mean_cost(l, 0, n, NULL);
        sgd_step(l->graph, -2 * h);
        double behind = mean_cost(l, 0, n, NULL);
        sgd_step(l->graph, h);
        falls += behind - ahead;
        bends += behind + ahead - 2 * here;
    }
    return h / 2 * falls / bends;
}

static void how_far(Chapter *c, const Dataset *d) {
    const int n = d->count < SOME ? d->count : SOME;
    chapter_section(c, "How far a step falls");
    printf("784-16-16-10, by its first %d images: m₀, and the best η for steps "
           "by all\nof them and by ten (%d networks).\n",
           n, NETWORKS);
    chapter_predict(c, "On the way down, will m₀ grow or shrink?");
    Table t = table_begin("images seen|m₀|η by all|by ten|formula",
                          "%11d|%-14s|%8.2f|%6.2f|%7.2f");
    for (int k = 0; k < 3; k++) {
        const int images = k * LESSONS * d->count / 2;
        double even[NETWORKS], all_go = 0, ten_go = 0;
        for (int i = 0; i < NETWORKS; i++) {
            double square, squares;
            Learner l = taught(d, images, 10, 1.5, c->seed + (uint64_t)i);
            all_go += best_rate(&l, n, n, &square) / NETWORKS;
            ten_go += best_rate(&l, 10, n, &squares) / NETWORKS;
            even[i] = 10 * (squares / square - 1);
            learner_free(&l);
        }
        const double law = all_go / (1 + spread_of(even, NETWORKS).mean / 10);
        table_row(&t, images, range_of(even, NETWORKS, "%.1f"), all_go, ten_go,
                  law);
    }
    table_end(&t);
}

// 训练到做完这么多次乘加。
static Spread costs(Chapter *c, const Dataset *d, int m, double eta) {
    double cost[NETWORKS];
    for (int i = 0; i < NETWORKS; i++) {
        Learner l =
            taught(d, LESSONS * d->count, m, eta, c->seed + (uint64_t)i);
        cost[i] = mean_cost(&l, 0, d->count, NULL);
        learner_free(&l);
    }
    return spread_of(cost, NETWORKS);
}

static void the_price(Chapter *c, const Dataset *d) {
    const int m[] = {1, 10, 100, d->count};
    const double eta[] = {0.15, 1.5, 4, 1};
    chapter_section(c, "代价");
    printf("784-16-16-10 学 %d 幅图像，每步 m 幅，各 %d 个网络，每个做 "
           "%.0f 百万次乘加。\n学完的平均成本，学习率用 η、η/3 和 "
           "3η；还有用 η 时，%d 幅测试图像认对几幅。\n",
           d->count, LESSONS, NETWORKS);
    chapter_predict(c, "同样的工作量，哪个 m 领先？");
    Table t = table_begin("m|每幅乘加次数|η|用 η 的成本|η/3|3η|认对",
                          "%4d|%13.0f|%4g|%-14s|%5.3f|%5.3f|%-10s");
    for (int k = 0; k < 4; k++) {
        Spread cost = costs(c, d, m[k], eta[k]);
        table_row(&t, m[k], LESSONS * ((d->count + m[k] - 1) / m[k]), eta[k],
                  costs(c, d, m[k], eta[k] / 3).mean,
                  range_of((double[]){cost.low, cost.high}, 2, "%.3f"),
                  costs(c, d, m[k], eta[k] * 3).mean);
    }
    table_end(&t);
}

typedef struct Way {
    enum { BLINDLY, SHUFFLED, SORTED } deal;  // how he comes by the order
    int batch;
    double rate, shrink;  // 第 e 轮的学习率是 rate/(1 + shrink·e)
} Way;

static Knobs trail[EPOCHS * FEW + 1];  // 最近一次走过的路：起点和每一步
static double bottom;                  // 谷底，谨慎的人走到的地方

// 谷底的成本
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    memcpy(order, all, sizeof order);
    trail[0] = (Knobs){3, 2.5};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == SHUFFLED)
            shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            double eta = way.rate / (1 + way.shrink * e);
            Knobs q = trail[n], g = mean_slope(s, q, order + i, m);
            trail[n + 1] = (Knobs){q.w - eta * g.w, q.b - eta * g.b};
        }
    }
    return n;
}

// 走这么多轮，trail 要装得下。返回步数，也就是终点在 trail 里的序号。
static double height(const Ink *s, int from, int to) {
    double mean = 0;
    for (int n = from + 1; n <= to; n++)
        mean += fabs(cost_at(s, trail[n]) - bottom) / (to - from);
    return mean;
}

static void two_men(Chapter *c, const Ink *s) {
    const Way way[] = {
        {SORTED, FEW, 1, 0}, {SORTED, FEW, 16, 0}, {BLINDLY, batch, rate, 0}};
    Figure *f = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(f, "size", 2, (double[]){FEW, batch});
    figure_block(f, "surface", NULL);
    for (int i = 0; i <= 90; i++, figure_gap(f))
        for (int j = 0; j <= 45; j++) {
            Knobs q = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(f, q.w, q.b, cost_at(s, q));
        }
    for (int k = 0; k < 3; k++) {
        int steps = walk(s, way[k], 16, c->seed);
        figure_block(f, k < 2 ? "careful" : "drunk", NULL);
        for (int n = 0; n <= steps; n++)
            figure_row(f, trail[n].w, trail[n].b, cost_at(s, trail[n]));
    }
    figure_close(c, f);
}

// How high the men are in the second half of so many epochs.
static double hover(Chapter *c, const Ink *s, Way way, int epochs) {
    double high = 0;
    for (int i = 0; i < MEN; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i);
        high += height(s, steps / 2, steps) / MEN;
    }
    return high;
}

static void the_floor(Chapter *c, const Ink *s) {
    const Way way[] = {{BLINDLY, 1, 4, 0},      {BLINDLY, 1, 1, 0},
                       {BLINDLY, 1, 0.25, 0},   {BLINDLY, 1, 1, 0.25},
                       {BLINDLY, 1, 0.0625, 0}, {BLINDLY, 10, 1, 0},
                       {SORTED, FEW, 1, 0},     {SORTED, FEW, 16, 0}};
    const Knobs lowest = trail[walk(s, way[7], 4000, c->seed)];
    const double luck = luck_of_one(s, lowest);
    bottom = cost_at(s, lowest);
    chapter_section(c, "他总差那么一点");
    printf("图像随机抽。在谷底，σ² 是 %.4f。看这么多幅图像，后一半路上"
           "徘徊得比谷底\n高多少？\n",
           bottom, luck);
    chapter_predict(c, "学习率降到四分之一，徘徊的高度会低多少？");
    Table t =
        table_begin("每步几幅|η|看 200 幅|看 1600 幅|看 12800 幅|ησ²/(4m)",
                    "%13d | %-11s | %7.5f | %7.5f | %8.5f | %8s");
    Figure *f = figure_open(c, "ch11_floor", "seen above");
    figure_numbers(f, "rate", 3, (double[]){4, 1, 0.25});
    figure_number(f, "luck", luck);
    for (int k = 0; k < 8; k++) {
        const Way w = way[k];
        const bool obeys = w.deal == BLINDLY && w.shrink <= 0;
        table_row(&t, w.batch,
                  text_format(w.shrink > 0 ? "%g/(1 + e/4)" : "%g", w.rate),
                  hover(c, s, w, 2), hover(c, s, w, 16), hover(c, s, w, EPOCHS),
                  obeys ? text_format("%.5f", w.rate * luck / (4 * w.batch))
                        : "—");
        if (k > 3)
            continue;
        int steps = walk(s, w, EPOCHS, c->seed) / EPOCHS;
        figure_block(f, w.shrink > 0 ? "shrinking" : "constant", NULL);
        for (int e = 0; e < EPOCHS; e++)
            figure_row(f, (e + 1) * FEW, height(s, e * steps, (e + 1) * steps));
    }
    table_end(&t);
    figure_close(c, f);
}

static void why_shuffle(Chapter *c, const Ink *s) {
    const char *const name[] = {"随机抽", "每轮重洗", "只洗一次"};
    chapter_section(c, "为什么要洗牌？");
    printf("还是这些人，每步一幅，看图像的次序有什么影响。\n");
    chapter_predict(c, "洗过牌，学习率降到四分之一，基底也降到四分之一吗？");
    Table t = table_begin("次序|η = 1|最低和最高的人|η = 0.25|η = 0.0625",
                          "%-16s | %7.5f | %-22s | %8.5f | %10.5f");
    for (int k = BLINDLY; k <= SORTED; k++)
        table_row(&t, name[k], hover(c, s, (Way){k, 1, 1, 0}, EPOCHS),
                  hover(c, s, (Way){k, 1, 0.25, 0}, EPOCHS),
                  hover(c, s, (Way){k, 1, 0.0625, 0}, EPOCHS));
    table_end(&t);
}

// 在山谷 x² + k·y² 里从 (4, 1) 出发，走到离谷底不到 0.01，以后 100 步都不再离
// 开，一共几步。
static int steps_to_rest(double k, double keep) {
    const double eta = (1 + keep) / (1 + k);
    double x = 4, y = 1, along = 0, across = 0;
    int last = 0;
    for (int t = 1; t - last <= 100; t++) {
        roll(&x, &along, 2 * x, eta, keep);
        roll(&y, &across, 2 * k * y, eta, keep);
        if (sqrt(x * x + y * y) >= 0.01)
            last = t;
    }
    return last + 1;
}

static void heavy_ball(Chapter *c) {
    chapter_section(c, "重球");
    printf("在 x² + k·y² 里走多少步才停下，η = (1 + μ)/(1 + k)。\n");
    chapter_predict(c, "动量取 0.9，在 k = 10 的山谷里有没有好处？");
    Table t = table_begin(text_format("k|μ = 0|μ = 0.3|μ = 0.6|μ = %g", mu),
                          "%4d|%5d|%7d|%7d|%7d");
    for (int k = 10; k <= 1000; k *= 10)
        table_row(&t, k, m_pow((sqrt(k) - 1) / (sqrt(k) + 1), 2),
                  steps_to_rest(k, 0), steps_to_rest(k, 0.3),
                  steps_to_rest(k, 0.6), steps_to_rest(k, mu));
    table_end(&t);
}

static void check(Chapter *c, const Ink *s) {
    const double h = 6e-6;
    const Knobs hand = mean_slope(s, (Knobs){1, 1}, all, FEW);
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 1), *b = t_param(g, "b", 1, 1);
    w->data[0] = b->data[0] = 1;
    Tensor *z = t_linear(t_const(g, FEW, 1, s->x), w, b);
    t_backward(t_squared_error(t_sigmoid(z), t_const(g, FEW, 1, s->y)));
    report_begin(c);
    report_row(c, "∂C/∂w，100 幅的平均", hand.w, w->grad[0],
               (cost_at(s, (Knobs){1 + h, 1}) - cost_at(s, (Knobs){1 - h, 1})) /
                   (2 * h));
    report_end(c);

    // One shuffle, and 200 steps of both rules in turn on w² from 1.
    Momentum ball = momentum_new(g, 0.1, 0.5);
    Adam yardstick = adam_new(g, 0.1);
    double ours = 1, v = 0, mean = 0, square = 0, apart = 0;
    for (int t = 1; t <= 200; t++) {
        w->grad[0] = 2 * w->data[0];
        momentum_step(&ball, g);
        adam_step(&yardstick, g);
        const double slope = 2 * ours;
        roll(&ours, &v, slope, 0.1, 0.5);
        adam(&ours, &mean, &square, slope, 0.1, t);
        apart += fabs(ours - w->data[0]);
    }
    momentum_free(&ball);
    adam_free(&yardstick);
    graph_free(g);
    int mine[FEW], theirs[FEW];
    Rng chance = rng_new(c->seed), same = chance;
    memcpy(mine, all, sizeof mine);
    memcpy(theirs, all, sizeof theirs);
    shuffle(&chance, mine, FEW);
    rng_shuffle(&same, theirs, FEW);
    if (apart < 1e-12 && memcmp(mine, theirs, sizeof mine) == 0)
        printf("∂C/∂b，100 幅的平均");
    else
        chapter_trouble(c, &(Error){"10 幅各算的平均 = 一批"});
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    (void)test;
    Ink s;
    if (!ink_of(&s, d)) {
        chapter_trouble(c, &(Error){"这一章要有 100 幅 1 或者 7 的图像"});
        return;
    }
    right_on_average(c, &s);
    how_far(c, d);
    the_price(c, d);
    two_men(c, &s);
    the_floor(c, &s);
    why_shuffle(c, &s);
    heavy_ball(c);
    check(c, &s);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd", "醉汉与谨慎的人", options,
                                         &folder, TRAIN, TEST, tell});
}
