/*
# 第 11 章：醉汉与谨慎的人

**这一章的问题。** 第三篇文章里有两个人下山。谨慎的人每走一步，先把训练集里的图
像全部看完；醉汉只看十幅，甚至只看一幅，就迈出一步。该跟谁走，什么时候跟谁走？你
会看到：只看几幅图像，误差有多大；问几幅才合算；谁先下到低处，谁真正走到谷底。

请对照第三篇文章（A3-7、A3-8、A3-19 和 A3-20 这几条）和第四篇文章（A4-8 和
A4-9），以及提醒 E10 和 E14 来读。用 `make ch11` 运行；旋钮可以自己转，例如
`make ch11 ARGS="--batch 10"`。正文所说的，对程序画的数字和 MNIST 都成立。

**本章要点** 随机抽几个样本算梯度，平均来说就等于整个训练集的梯度；单独一次的误
差约为 σ/√m。随机梯度下降像醉汉下山，步子歪歪扭扭，走得却快；每步问的样本远少于
σ²/|g|² 个，就问多少值多少；正好这么多，只值一半；远超过它，多问也是白问。醉汉到
了谷底也停不下来，总在高一点的地方徘徊，高出多少与学习率成正比、与 m 成反比；先
洗牌再依次取样本，或者让学习率慢慢减小，徘徊的地方就更低。

**新词**

小批量 (mini-batch)
: 一次取出的几个样本，共 m 个，按它们的平均梯度走一步；m 常取 10。

轮 (epoch)
: 把所有样本看一遍。5,000 幅图像，每步十幅，一轮就是 500 步。

随机梯度下降 (stochastic gradient descent)
: 每走一步，只用随机抽出的几个样本的梯度，最少可以只有 1 个。

噪声基底 (noise floor)
: 这样走下去，成本比最低值高出的那一截；要是每步的梯度都准确，就是 0。

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

先看一个很小的网络，小到成本可以画成一张地图：只有一个神经元，a = σ(wx + b)，两
个旋钮。给它看一幅 1 或者 7，看到 1 应该回答 1，看到 7 应该回答 0。它只知道 x =
(墨量 - 75)/25，这个数平均起来在 0 附近；墨量是全部像素的激活值之和。知道得太
少，各个样本难免意见不合。C 是 100 个样本的 (a - y)² 的平均。
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
凡是 1 都要 b 变大，凡是 7 都要 b 变小，互相抵消，剩下的就是梯度。

## 平均起来是对的

现在，一百幅里只问 m 幅，每次随机抽一幅，抽过的还可能再抽到。不管第几次抽，每幅
图像抽中的机会都一样大。所以 m 幅图像的平均梯度，*平均起来*就是完整的梯度，不长
不短，方向也不歪。

单独一次要看运气，总有误差。误差多大？每幅图像自己的梯度离完整的梯度有多远，平方
以后取平均，叫作 σ²。那么 m 幅的平均梯度，误差大约是 σ 除以 √m（第 7 章）。（这
个 σ 是标准差，不是神经元里的那个函数。）

→ 平均起来是对的

量出来的误差和公式一样。问十幅，代价是问一幅的十倍，误差能去掉三分之二。剩下的误
差，想再去掉三分之二，就得再问九十幅。

![图 11.1：随机抽一幅、十幅、一百幅图像，看它们平均起来要两个旋钮怎么转；各抽六
十次，一次画一支箭头。绿色：完整的梯度（反向）。圆圈的半径：σ/√m。](ch11_arrows)

## 小批量

随机抽，有的图像一次还没轮到，有的已经来了两次。不如像发牌那样：先洗牌，再把排好
的图像每十幅切成一段，每一段走一步。这样的一段就是一个**小批量**；每一段都用过
了，就走完了一**轮**。第三篇文章说的“更新参数，不断迭代”，就是这样。

只要每幅图像落到每个位置的机会都一样，每一段平均起来就还是对的。下面这种洗法是公
平的：从最后一个位置倒着填到第一个，每次都在还没排定的数里随机挑一个。
*/

static void shuffle(Rng *chance, int *order, int n) {
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(chance, i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

/*
第 7 章“从幕后”借来一个训练好的 784-16-16-10，现在把幕拉开。`Learner` 里放着要一
直留着的东西：计算图上的网络、图像、图像的次序，还有看到了第几幅。
`batch_gather` 把图像抄进一个矩阵，`t_backward` 填好 13,002 个斜率，
`graph_rewind` 把别的都清掉，`sgd_step` 让每个旋钮移动 -η 乘以自己的斜率。
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
## 一步能降多少

一步该问几幅图像？第 2 章说过，梯度是 g 时，走一步 -ηg，C 大约降低 η|g|²。可是地
面往上弯：在曲率为 κ 的山谷里，一步的长度是 s，就要加回 ½κs²。现在这一步改成 -η
乘以 m 幅图像的平均梯度。平均起来，这一步还是 -ηg，所以第一项不变。可是 s² 平均
起来比 η²|g|² 大：运气往两边拉的机会一样，所以相加的是平方：

$$\Delta C \approx -\eta\,|g|^2
+ \frac{1}{2}\,\eta^2\kappa\,\Big(|g|^2 + \frac{\sigma^2}{m}\Big)$$

整章都要靠这个公式。问 m₀ = σ²/|g|² 幅图像，斜率和运气的分量就一样重。一步最多能
降 ½η|g|²，这时

$$\eta = \frac{1}{\kappa}\cdot\frac{1}{1 + m_0/m},$$

学习率大到它的两倍，就一点也不降了。所以步子分三种：

- m 远小于 m₀：运气说了算。图像多到十倍，学习率和一步降下的，也都是十倍。
- m = m₀：学习率是 1/κ 的一半，降下的也是最多时的一半。问一幅，只值半幅。
- m 远大于 m₀：最好的学习率是 1/κ，界限还是第 2 章的 2/κ，取再多图像来平均，这
  两个数也不变。再多问，就是白费。

一个正在学习的网络，每步看十幅，m₀ 是多少？

→ 一步能降多少

在起点，半幅图像就够了：几乎每一幅都说“小一点”，因为十个输出里有九个该降低。后来
g 变小了，运气还在。走到一半和走到最后，都要问一百幅上下，斜率才跟运气一样重。

公式准吗？拿全看时的 η 当 1/κ，在起点是准的。后来，每步十幅受得住的学习率比公式
给的大，最多大到两倍：公式里所有方向共用一个 κ，运气碰到的 κ 却要小一些。

## 代价

按照公式，每步十幅，学习率可以是每步一幅的十倍，最后走到的地方也一样。一百幅就不
再远小于 m₀ 了。谨慎的人每步看 5,000 幅。

→ 代价

每步一幅和每步十幅，真的走到了一样的地方，三个学习率都是这样：用 `0.15` 走十步，
抵得上用 `1.5` 沿着它们的平均方向走一步。不过每步十幅，更新的次数就只有十分之
一；而更新一次要做 13,002 次乘法，是看一幅图像的一半。

一百幅就落后了。学习率到不了十幅的十倍，也就是 15：单是 `4` 的三倍，就已经太大。
在起点，1/κ 大约是 2，所以界限大约是 4。谨慎的人用的几个学习率都没有超过它。可是
他只走了三步，只学会不管看到什么，都回答十分之一，这时的成本是十分之九（第 7
章）。

## 一张地图，两个人

每步只看一幅图像，是**随机梯度下降**最早的样子。（现在每步看一个小批量，也叫这个
名字。）两个人走的路，在地图上都看得见：谨慎的人把一百幅全部看完，醉汉随机抽一幅
就走。

![图 11.2：一张地图，两个人。白色：谨慎的人，每步看一百幅图像，η = 16。橙色：醉
汉，每步看一幅，η = 1。](ch11_walkers)

同样看 200 幅图像，谨慎的人走两步，醉汉走 200 步，平均起来也是逆着梯度的方向。先
下到低处的是醉汉：在下一张表里，这时他的高度最多是谨慎的人的十分之一。

## 他总差那么一点

第二篇文章说，梯度下降会接近某个局部最小值。可是到了那里，等于 0 的只是*平均*斜
率，每幅图像还是各拉各的。醉汉会在多高的地方徘徊？就在他再走一步，平均起来也不会
更低的地方，也就是 ΔC 等于 0 的地方。

在谷底附近，括号里的 |g|² 比 σ²/m 小得多。把它略去，由 ΔC = 0 就得到 |g|² =
½ηκσ²/m。这相当于多高？在山谷 ½κd² 里，斜率是 κd，所以高度是 |g|²/(2κ)。（旋钮有
两个，这样的高度也有两个，要加起来；它们的 σ² 也是这样相加的。）曲率约掉了：

$$C - C_{\text{谷底}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

→ 他总差那么一点

这就是**噪声基底**，量出来的和公式相符：最后两列相差不到十分之一。学习率降到四分
之一，高度也降到四分之一；每步的图像多到十倍，高度就降到 1/10。

再横着一行一行地看。学习率大，下得快，可是一直停在高处；学习率小，能到更低的地
方，可是到得晚。想两样都要，可以让学习率一轮比一轮小：取 1/(1 + e/4)，e 是第几轮
（0、1、2……）；这样下得跟一直取 1 差不多快，最后又是每步一幅的走法里最低的。

谨慎的人要是学习率也取 1，看过 1600 幅才刚刚起步。可是这个神经元的地面，没有前面
那个网络弯得厉害，他受得住 `16`。所以到这时，他的高度还不到 η 取 1 的醉汉的百分
之一。他走得到：所有图像取平均，里面就没有运气了。

![图 11.3：每步一幅，随机抽。学习率不变的，各在自己的基底上徘徊（虚线：上面的公
式）；学习率递减的，成本一直往下降。](ch11_floor)

## 为什么要洗牌？

像发牌那样，把图像一幅幅发出来，效果更好。一轮发完，各段的梯度平均起来，就是完整
的梯度，而它在谷底是 0：一幅图像把他踢开，别的图像又把他踢回来。不过要当心刚拆封
的牌，那是排好序的：1 全在前面。

→ 为什么要洗牌？

洗过牌以后，学习率降到四分之一，基底就不到原来的七分之一；学习率再降到四分之一，
基底就不到刚才的十分之一。为什么不像前面那样，也是四分之一？随机抽的时候，一脚一
脚踢出的偏移越积越多，直到山谷把他拉回来，这大约要 1/(ηκ) 步；学习率降到四分之
一，步数就是四倍。发牌的时候，踢开的过一轮就都踢回来了，不管学习率多大。于是只看
一脚踢出多远，而且要平方：学习率小到一定程度，基底就降到十六分之一。

牌要是排好了序，半轮都往同一边拉。η = 1 时，这样最糟，比另外两种差得远；η 取
`0.0625` 时，跟随机抽差不多糟。

## 重球

还剩下一个界限 2/κ，取再多图像来平均，也动不了它。它由陡壁决定，所以顺着谷底就只
能慢慢走。第 3 章就这样把我们留在 x² + 10y² 的山谷里，说以后会有办法。办法是把走
路的人换成一个重球：原来的速度乘以 μ，再加上斜率，就是新的速度 v（开头是 0）。μ
叫作**动量**，μ = 0 就是原来的规则，μ 是 1 的话，球会来回摆，永远停不下来。
*/

static void roll(double *w, double *v, double slope, double eta, double keep) {
    *v = keep * *v + slope;  // v ← μv + ∂C/∂w
    *w -= eta * *v;          // w ← w - ηv
}

/*
顺着山谷看，斜率方向一致，v 越积越大，最后是斜率的 1 + μ + μ² + … = 1/(1 - μ)
倍。横着看，斜率一会儿正，一会儿负，在 v 里互相抵消。

所以界限也变了。在界限上，球永远在 d 和 -d 之间来回跳，v 每一步都变号：v = -μv +
κd，所以 v 是 κd/(1 + μ)。一跳的距离 ηv 是 2d，于是 η 就是 2(1 + μ)/κ。

球多重最好？在 x² + k·y² 里，没有动量时，最好的走法每走一步，距离剩下 (k - 1)/(k
+ 1)：k = 10 时就是第 3 章的 9/11。Polyak（1964 年）说，最好的球每走一步，大约剩
下 (√k - 1)/(√k + 1)：k 换成了 √k。为此，μ 要取这个数的平方，η = (1 + μ)/(1 +
k)。

→ 重球

山谷越窄，球就该越重：四个 μ 里，离公式的 μ 最近的那个最好。k = 1000 时，绝大部
分的步数都省下了；可是在第 3 章的山谷里，`0.9` 会让球冲过谷底，停得比没有动量还
晚。

网络的 k 是多少，谁也不知道，大家多半就取 `0.9`。所以第 3 章许的诺只兑现了一半：
单位不用挑了，可是单位有多糟，最好还是知道。

另一个办法是 Adam（Kingma 和 Ba，2015 年）。它给每个旋钮的斜率记一个滑动平均 r，
大约是最近十步的；斜率的平方也记一个，叫 s，大约是最近一千步的。走的时候，用 r
除以 s 的平方根。
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
两个平均都从 0 开始，算出来偏小；所以在第 t = 1、2……步，各除以一个数：假如斜率一
直是 1，这个平均到这时是多少，就除以多少。斜率差不多不变的时候，旋钮每步移动 η
左右，不管斜率多小。哪个旋钮的斜率全都大到 k 倍，平方根也就大到 k 倍：Adam 看不
见 k。

## 检验

→ 检验：手算 = 计算带 = 数值

## 什么时候，该跟谁走

离谷底还远，就跟着醉汉。每步问的图像远少于 m₀ 幅，问多少值多少；问到 m₀ 幅，只值
一半；远超过 m₀ 幅，再多问就一点也不值。所以让他每步看十幅，十幅合用一次更新。
（开头用不着十幅；可是每步一幅，最后也没有走得更低。）

快到谷底，g 变小，m₀ 变大，他就徘徊。让学习率慢慢变小，或者每步多看几幅，他就清
醒过来；而且每轮都要重新洗牌。要是图像不多，又要算准每一位小数，就跟着谨慎的人：
他走得到。

## 我们偷了哪些懒

各个方向只用了一个 κ，网络的方向有 13,002 个。噪声基底和次序的影响，是在一个神经
元上量的；重球用的是准确的斜率。靠着运气，能不能走出局部最小值？没有试过。计算机
算矩阵，比一行一行地算快，所以小批量的好处不止是合用更新；这本书最后的网络，每步
用 128 幅。

## 练习

`make ex11` 生成要你改的文件，并检查你的答案；`make hint11` 给提示。

- **11a** 有人给你一个洗牌程序。它公平吗？请你来设计检验的办法。
- **11b** 会往前看的球：先看看要滚到哪里，用那里的斜率。

下一章：13,002 个斜率摆在一起，是什么样子？`make ch12`。

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
    printf("每种 m 各抽 %d 次，在 w = 1，b = 1 的地方。\n", DRAWS);
    chapter_predict(c, "图像多到十倍，误差会小多少？");
    Table t = table_begin("m|单次的误差|σ/√m", "%3d | %13.4f | %6.4f");
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

// 看过这么多幅图像的 784-16-16-10，每步 m 幅；由 learner_free 结束。
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

// 从第 `from` 幅起 n 幅图像的平均成本；需要时，连梯度一起算。
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

// 开头 n 幅里，按 m 幅的平均走，η 取多少最好（走 -h、0 和 h，过三个成本作抛物
// 线）；还有这些平均的长度平方，取平均。
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
    chapter_section(c, "一步能降多少");
    printf("784-16-16-10，用开头 %d 幅图像量：m₀，还有每步全看和每步十幅时"
           "最好的 η\n（%d 个网络）。\n",
           n, NETWORKS);
    chapter_predict(c, "往下走的时候，m₀ 会变大还是变小？");
    Table t = table_begin("看过的图像|m₀|η：全看|每步十幅|公式",
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

// 每步 m 幅的几个网络，最后的成本。
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
    printf("784-16-16-10 学 %d 幅图像，每幅看 %d 遍，每步 m 幅。学完的成本，"
           "学习率试三个\n（%d 个网络）：\n",
           d->count, LESSONS, NETWORKS);
    chapter_predict(c, "看的图像一样多，哪个 m 领先？");
    Table t = table_begin("m|步数|η|用 η/3|用 η|用 3η",
                          "%4d|%5d|%4g|%8.3f|%-14s|%7.3f");
    for (int k = 0; k < 4; k++) {
        Spread cost = costs(c, d, m[k], eta[k]);
        table_row(&t, m[k], LESSONS * ((d->count + m[k] - 1) / m[k]), eta[k],
                  costs(c, d, m[k], eta[k] / 3).mean,
                  range_of((double[]){cost.low, cost.high}, 2, "%.3f"),
                  costs(c, d, m[k], eta[k] * 3).mean);
    }
    table_end(&t);
}

enum { BLINDLY, SHUFFLED, SORTED };
typedef struct Way {
    int deal;  // 图像的次序怎么来
    int batch;
    double rate, shrink;  // 第 e 轮的学习率是 rate/(1 + shrink·e)
} Way;

static Knobs trail[EPOCHS * FEW + 1];  // 最近一次走过的路：起点和每一步
static double bottom;                  // 最低的成本

// 沿着 trail 走这么多轮，返回步数。
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

// 最近一次走的路，从第 from 步到第 to 步，比谷底高多少。
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

// 这么多轮里，后一半路上的人有多高。
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
    printf("谷底的成本是 %.4f，σ² 是 %.4f。看这么多幅图像，后一半路上比谷底"
           "高多少？\n",
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
    const char *const name[] = {"随机抽", "洗过牌", "1 在前面"};
    chapter_section(c, "为什么要洗牌？");
    printf("同上，每步一幅，看 12800 幅图像：后一半路上比谷底高多少？\n");
    chapter_predict(c, "洗过牌，学习率降到四分之一，基底还是降到四分之一吗？");
    Table t = table_begin("次序|η = 1|η = 0.25|η = 0.0625",
                          "%-13s | %7.5f | %8.5f | %10.5f");
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
    Table t =
        table_begin(text_format("k|公式的 μ|μ = 0|μ = 0.3|μ = 0.6|μ = %g", mu),
                    "%4d|%7.2f|%5d|%7d|%7d|%7d");
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

    // 洗一次牌；再在 w² 上从 1 出发，两个规则轮流走，各 200 步。
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
        printf("\n自己写的洗牌、重球和 Adam，跟程序库的一致。\n\n");
    else
        chapter_trouble(c, &(Error){"自己写的规则跟程序库的不一样"});
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
