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
(墨量 - 75)/25，这个数平均起来在 0 附近；墨量是全部像素的激活值之和。单凭这一
点，各个样本难免意见不合。C 是 100 个样本的 (a - y)² 的平均。
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
平均值的斜率，就是各个斜率的平均。凡是 1 都要 b 变大，凡是 7 都要 b 变小，一百幅
互相抵消，剩下的就是梯度。

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
的图像每十幅切成一段，每一段走一步。这样的一段就是一个**小批量**。（最后一段也许
不满，那就按剩下的几幅取平均。）每一段都用过了，就走完了一**轮**：第三篇文章说
的“更新参数，不断迭代”，就是这样。

只要每幅图像落到每个位置的机会都一样，每一段平均起来就是对的。所以 `rng_shuffle`
一个位置一个位置地填，每次都在剩下的数里随机挑一个。

第 7 章“从幕后”借来一个网络，现在把幕拉开。`Learner` 里放着这个网络，还有图像、
图像的次序、看到了第几幅。`t_backward` 算好 13,002 个斜率，`sgd_step` 让每个旋钮
移动 -η 乘以自己的斜率。
*/

// 返回看了几幅图像。
static int next_step(Learner *l) {
    if (l->at == 0)
        rng_shuffle(&l->chance, l->order, l->set.count);
    int left = l->set.count - l->at, m = l->recipe.batch;
    int n = left < m ? left : m;
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, l->order + l->at, n);
    t_backward(t_squared_error(t_sigmoid(mlp_forward(&l->mlp, b.x)), b.y));
    graph_rewind(l->graph, mark);
    sgd_step(l->graph, (real)l->recipe.rate);
    l->at = (l->at + n) % l->set.count;
    return n;
}

/*
## 一步能降多少

一步该问几幅图像？第 2 章说过，梯度是 g 时，走一步 -ηg，C 大约降低 η|g|²。可是地
面往上弯：在曲率为 κ 的山谷里，一步的长度是 s，就要加回 ½κs²。

现在这一步改成 -η 乘以 m 幅图像的平均梯度。平均起来，这一步还是 -ηg，所以第一项
不变。可是 |ηg|² 之外，运气又添上一份 η²σ²/m（g 乘以运气，平均起来是 0）：

$$\Delta C \approx -\eta\,|g|^2
+ \frac{1}{2}\,\eta^2\kappa\,\Big(|g|^2 + \frac{\sigma^2}{m}\Big)$$

整章都要靠这个公式。问 m₀ = σ²/|g|² 幅图像，斜率和运气的分量就一样重。一步最多能
降 ½η|g|²，这时

$$\eta = \frac{1}{\kappa}\cdot\frac{1}{1 + m_0/m},$$

学习率大到它的两倍，就一点也不降了。降得最多的这一步，摊到每幅图像上，与 1/(m +
m₀) 成正比。所以步子分三种：

- m 远小于 m₀：运气说了算。图像多到十倍，学习率和一步降下的，也都是十倍。
- m = m₀：学习率是 1/κ 的一半。每幅图像的功劳，只有 m 很小时的一半。
- m 远大于 m₀：最好的学习率是 1/κ，界限还是第 2 章的 2/κ，取再多图像来平均，这
  两个数也不变。再多问，就是白费。

→ 一步能降多少

在起点，半幅图像的斜率就跟运气一样重：几乎每一幅都说“小一点”，因为十个输出里有
九个该降低。后来 g 变小了，运气还在。学过一轮，要问一百幅上下，两边才一样重：每
步十幅，比 m₀ 少；每步一百幅，就跟 m₀ 差不多了。所以每步十幅时，走一步反而升高，
也很平常：C 升高了，除了第 2 章的两个嫌疑，还有第三个，就是运气。而且 C 明明在
降，刚问过的十幅的成本也可能升高，因为接着问的是另外十幅。

## 代价

这三种步子，各要付多少代价？我们数图像，不数步子：同样是一轮，谨慎的人只走一步，
每步十幅的要走 500 步，算的斜率却一样多。按照公式，每步十幅，学习率可以是每步一
幅的十倍，最后走到的地方也一样。

→ 代价

不管 m 是多少，都是中间的学习率最好，我们就比较这一列。每步一幅和每步十幅，真的
走到了一样的地方，另外两个学习率也差不多是这样：用 `0.15` 走十步，抵得上用 `1.5`
沿着它们的平均方向走一步。不过每步十幅，更新的次数就只有十分之一；而更新一次要做
13,002 次乘法，是看一幅图像的一半。学习率用到 3η，两种走法最后都高一些，但不会越
走越高：m 远小于 m₀ 时，g 越大，受得住的学习率也越大。

一百幅就落后了。学习率到不了十幅的十倍，也就是 15：`4` 的三倍，就已经太大。谨慎
的人用 `3` 的三倍，也太大。他问的图像是每步一百幅的五十倍，界限却没有变远，还是
2/κ。他只走了三步，只学会不管看到什么，都回答十分之一，这时的成本是十分之九（第
7 章）。多问图像，学习率能跟着变大，才合算；再往上就不合算了。

假如谨慎的人的 `3` 对谁都是 1/κ，那么到了 m₀ 是一百的地方，每步十幅的学习率只能
是它的十分之一左右，每步一百幅的是一半。表里却是 `1.5` 和 `4`：公式给出的是一步
的学习率，不是一路的；这一路上 m₀ 在变，κ 也可能在变。所以这张表只检验了公式里的
比例：只要 m 远小于 m₀，不管 κ 是多少，每步一幅和每步十幅的学习率总是 1 比 10。

## 重球

取再多图像来平均，也动不了界限 2/κ，那什么才能动它？界限由陡壁决定，所以顺着谷底
只能慢慢走。第 3 章就这样把我们留在 x² + 10y² 的山谷里，说以后会有办法。办法是把
走路的人换成一个重球：原来的速度乘以 μ，再加上斜率，就是新的速度 v（开头是
0）。μ 叫作**动量**，μ = 0 就是原来的规则，μ 是 1 的话，球会来回摆，永远停不下
来。
*/

static void roll(double *w, double *v, double slope, double eta, double keep) {
    *v = keep * *v + slope;  // v ← μv + ∂C/∂w
    *w -= eta * *v;          // w ← w - ηv
}

/*
顺着山谷看，斜率方向一致，v 越积越大，最后是斜率的 1 + μ + μ² + … = 1/(1 - μ)
倍。横着看，斜率一会儿正，一会儿负，互相抵消，所以界限移到了 2(1 + μ)/κ。正好在
界限上时，球从 d 跳到 -d，再跳回来，永远这样跳下去：v 每次只变正负号，所以 v =
-μv + κd，一跳的距离 ηv 是 2d。

球多重最好？在 x² + k·y² 里，没有动量时，最好的走法每走一步，距离剩下 (k - 1)/(k
+ 1)：k = 10 时就是第 3 章的 9/11。Polyak（1964 年）说，最好的球每走一步，大约剩
下 (√k - 1)/(√k + 1)：k 换成了 √k。为此，μ 要取这个数的平方，η = (1 + μ)/(1 +
k)。

→ 重球

山谷越窄，球就该越重：四个 μ 里，离公式的 μ 最近的那个最好。k = 1000 时，绝大部
分的步数都省下了；可是在第 3 章的山谷里，`0.9` 会让球冲过谷底，停得比没有动量还
晚。网络的 k 是多少，谁也不知道，大家多半就取 `0.9`。所以第 3 章许的诺只兑现了一
部分。

另一个办法是 Adam（Kingma 和 Ba，2015 年）。它给每个旋钮的斜率记一个滑动平均 r，
大约管最近十步；斜率的平方也记一个，叫 s，大约管最近一千步。走的时候，用 r 除以
s 的平方根。
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
两个平均都从 0 开始，算出来偏小；所以在第 t = 1、2……步，各除以一个数：假如斜率一
直是 1，这个平均到这时是多少，就除以多少。哪个旋钮的斜率全都大到 k 倍，r 和平方
根也都大到 k 倍：在单个旋钮的方向上，Adam 看不见 k。第 15 章会试一试。

## 一张地图，两个人

谁先下到低处，谁真正走到谷底？回到只有两个旋钮的那个神经元，高度从它的最低成本算
起。谨慎的人每步看完一百幅图像，η = 16：这个神经元的地面，没有前面那个网络弯得厉
害。醉汉随机抽一幅就走，η = 1，这是**随机梯度下降**最早的样子。（现在每步看一个
小批量，也叫这个名字。）

![图 11.2：一张地图，两个人。白色：谨慎的人，每步看一百幅图像，η = 16。橙色：醉
汉，每步看一幅，η = 1。](ch11_walkers)

→ 一张地图，两个人

两个人的起点有多高，看第一行。同样看 200 幅图像，谨慎的人只走两步，高度大半还
在；醉汉走 200 步，平均起来也是逆着梯度的方向，先下到低处的是他：他的高度最多是
谨慎的人的十分之一。看到 1600 幅，就反过来了：谨慎的人还不到醉汉的百分之一那么
高。醉汉在徘徊，谨慎的人却走得到：所有图像取平均，里面就没有运气了。

最后一列的醉汉，学习率一轮比一轮小，在第 e 轮（e = 0、1、2……）是 1/(1 + e/4)。他
下得跟一直用 1 差不多快，而且一直往下走。

## 他总差那么一点

第二篇文章说，梯度下降会接近某个局部最小值。可是到了那里，等于 0 的只是*平均*斜
率，每幅图像还是各拉各的。醉汉会在多高的地方徘徊？就在他再走一步，平均起来也不会
更低的地方，也就是 ΔC 等于 0 的地方。

在谷底附近，括号里的 |g|² 比 σ²/m 小得多。把它略去，由 ΔC = 0 就得到 |g|² =
½ηκσ²/m。这相当于多高？在山谷 ½κd² 里，斜率是 κd，所以高度是 |g|²/(2κ)。（旋钮有
两个，这样的高度也有两个，要加起来；它们的 σ² 也是这样相加的。）曲率约掉了：

$$C - C_{\text{谷底}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

→ 他总差那么一点

这就是**噪声基底**。随机抽的时候，量出来的和公式相差不到十分之一。学习率降到四分
之一，高度也降到四分之一；每步的图像多到十倍，高度就降到 1/10。

要是醉汉也变成重球呢？看最后一行：每个斜率都会反复起作用，加起来是 1/(1 - μ) =
10 倍。所以在公式里，`0.1` 要当作 1，徘徊的高度也跟 1 一样。动量治得了窄的山谷，
治不了运气。

## 为什么要洗牌？

先洗牌，再把图像一幅幅发出来，效果更好：一轮发完，加起来就是完整的梯度，而它在谷
底是 0。一幅图像把他踢开，别的图像又把他踢回来。

洗过牌以后，学习率从 1 降到四分之一，基底就不到原来的七分之一；再降到四分之一，
基底就不到刚才的十分之一。为什么不是四分之一？随机抽的时候，一脚一脚踢出的偏移越
积越多，直到山谷把他拉回来，大约要 1/(ηκ) 步；学习率降到四分之一，步数就是四倍。
发牌的时候，踢开的过一轮就都踢回来了。于是只看一脚踢出多远，而且要平方：学习率小
到一定程度，基底就降到十六分之一。

要当心刚拆封的牌，1 全在前面：半轮都往同一边拉。η = 1 时，这样最糟，比另外两种差
得远；η 取 `0.0625` 时，跟随机抽差不多糟。所以要洗牌。

## 运气有没有好处？

运气能不能把他带出小坑？这一点没有量过。不过看噪声基底，就知道运气能把他抬多高：
比这深许多倍的坑，他就出不来了。能不能离开鞍点？往旁边踢一脚就行（第 3 章）。可
是两个隐藏神经元要是起点完全一样，每幅图像给它们的一脚也一样，再有运气也分不开。
对没见过的图像呢？每步问很多幅，Keskar 等人（2017 年）发现成绩差一些，Shallue 等
人（2019 年）却没有看到这种差别。

## 检验

这里拿全部一百幅的斜率跟 C 比；随便哪十幅也可以这样检验，只是要跟它们自己的平均
成本去比。

→ 检验：手算 = 计算带 = 数值

## 什么时候，该跟谁走

离谷底还远，g 很大，问几幅就够了：跟着醉汉走。每步问的图像远少于 m₀ 幅，每一幅都
值它的价；问到 m₀ 幅，只值一半；远超过 m₀ 幅，再多问就一点也不值。所以让他每步看
十幅（只有在起点才嫌多），十幅合用一次更新。

快到谷底，g 变小，m₀ 变大，他就徘徊。让学习率慢慢变小，或者每步多看几幅，他就清
醒过来；而且每轮都要重新洗牌。要是图像不多，又要算准每一位小数，就跟着谨慎的人：
他走得到。

## 我们偷了哪些懒

各个方向只用了一个 κ，网络的方向有 13,002 个。噪声基底和次序的影响，是在一个神经
元上量的。计算机算矩阵，比一行一行地算快，所以小批量的好处不止是合用更新；这本书
最后的网络，每步用 128 幅。

## 练习

`make ex11` 生成要你改的文件，并检查你的答案；`make hint11` 给提示。

- **11a** 有人给你一个洗牌程序。它公平吗？请你来设计检验的办法。
- **11b** 会往前看的球：先看看要滚到哪里，用那里的斜率。

下一章：13,002 个斜率摆在一起，是什么样子？`make ch12`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

enum { MEN = 20, NETWORKS = 3, LESSONS = 3, EPOCHS = 128 };

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

// 对它的图像，m₀ 是多少：取 η = 0，走一轮来量。
static double even_size(Learner *l) {
    static double g[KNOBS], some[KNOBS];
    double slope = 0, squares = 0;
    memset(g, 0, sizeof g);
    l->at = 0;
    l->recipe.rate = 0;
    do {
        const double share = (double)next_step(l) / l->set.count;
        mlp_flatten_grad(&l->mlp, some);
        for (int i = 0; i < KNOBS; i++) {
            g[i] += share * some[i];
            squares += share * some[i] * some[i];
        }
    } while (l->at);
    for (int i = 0; i < KNOBS; i++)
        slope += g[i] * g[i];
    return l->recipe.batch * (squares / slope - 1);
}

static double cost_of(Learner *l) {
    return 2 * learner_read(l, &l->set).cost;  // 那边算的是平方的一半
}

// 784-16-16-10 每步 m 幅，看过这么多幅图像，某个数的范围。
static const char *learned(Chapter *c, const Dataset *d, int images, int m,
                           double eta, double number(Learner *)) {
    const Recipe r = {
        .hidden = {2, {16, 16}}, .init = INIT_LECUN, .batch = m, .rate = eta};
    double x[NETWORKS];
    for (int i = 0; i < NETWORKS; i++) {
        Learner l = learner_new(d, &r, c->seed + (uint64_t)i, 1);
        l.chance = rng_new(l.seed);
        for (int seen = 0; seen < images;)
            seen += next_step(&l);
        x[i] = number(&l);
        learner_free(&l);
    }
    return range_of(x, NETWORKS, number == cost_of ? "%.3f" : "%.1f");
}

static void how_far(Chapter *c, const Dataset *d) {
    chapter_section(c, "一步能降多少");
    printf("%d 个 784-16-16-10，每步学十幅，η = 1.5。\n", NETWORKS);
    chapter_predict(c, "往下走的时候，m₀ 会变大还是变小？");
    Table t = table_begin("看过的图像|m₀", "%11d|%-14s");
    for (int images = 0; images <= LESSONS * d->count; images += d->count)
        table_row(&t, images, learned(c, d, images, 10, 1.5, even_size));
    table_end(&t);
}

static void the_price(Chapter *c, const Dataset *d) {
    const int m[] = {1, 10, 100, d->count}, images = LESSONS * d->count;
    const double eta[] = {0.15, 1.5, 4, 3};
    chapter_section(c, "代价");
    printf("看过 %d 幅图像，它们的成本；学习率试三个。\n", images);
    chapter_predict(c, "看的图像一样多，哪个 m 领先？");
    Table t = table_begin("m|步数|η|用 η/3|用 η|用 3η",
                          "%4d|%5d|%4g|%-14s|%-14s|%-14s");
    for (int k = 0; k < 4; k++)
        table_row(&t, m[k], LESSONS * ((d->count + m[k] - 1) / m[k]), eta[k],
                  learned(c, d, images, m[k], eta[k] / 3, cost_of),
                  learned(c, d, images, m[k], eta[k], cost_of),
                  learned(c, d, images, m[k], eta[k] * 3, cost_of));
    table_end(&t);
}

// 在 x² + k·y² 里从 (4, 1) 出发，走到离谷底不到 0.01，不再离开。
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

enum { BLINDLY, DEALT, SORTED };
typedef struct Way {
    int deal;  // 图像的次序怎么来
    int batch;
    double rate, keep;  // η 和 μ
    double shrink;      // 第 e 轮的学习率是 rate/(1 + shrink·e)
} Way;

static Knobs trail[EPOCHS * FEW + 1];  // 最近一次走过的路：起点和每一步
static Knobs bottom;                   // 成本最低的地方

// 沿着 trail 走这么多轮，返回步数。
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    Knobs v = {0, 0};
    memcpy(order, all, sizeof order);
    trail[0] = (Knobs){3, 2.5};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == DEALT)
            rng_shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            double eta = way.rate / (1 + way.shrink * e);
            Knobs q = trail[n], g = mean_slope(s, q, order + i, m);
            roll(&q.w, &v.w, g.w, eta, way.keep);
            roll(&q.b, &v.b, g.b, eta, way.keep);
            trail[n + 1] = q;
        }
    }
    return n;
}

// 这么多轮里，后一半路上的人比谷底高多少。
static double hover(Chapter *c, const Ink *s, Way way, int epochs) {
    double low = cost_at(s, bottom), high = 0;
    for (int i = 0; i < MEN; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i);
        for (int n = steps / 2 + 1; n <= steps; n++)
            high += fabs(cost_at(s, trail[n]) - low) / (steps - steps / 2);
    }
    return high / MEN;
}

static void two_men(Chapter *c, const Ink *s) {
    const Way careful = {SORTED, FEW, 16, 0, 0};
    const Way drunk = {BLINDLY, batch, rate, 0, 0};
    const Way sobering = {BLINDLY, batch, rate, 0, 0.25};
    bottom = trail[walk(s, careful, 4000, c->seed)];
    chapter_section(c, "一张地图，两个人");
    printf("看这么多幅图像，后一半路上，%d 个人平均有多高？\n", MEN);
    chapter_predict(c, "谁先下到低处，谁最后更低？");
    Table t =
        table_begin("图像|谨慎|醉汉|醉汉，η 递减", "%6d|%7.5f|%7.5f|%16.5f");
    double start = cost_at(s, trail[0]) - cost_at(s, bottom);
    table_row(&t, 0, start, start, start);
    for (int epochs = 2; epochs <= EPOCHS; epochs *= 8)
        table_row(&t, epochs * FEW, hover(c, s, careful, epochs),
                  hover(c, s, drunk, epochs), hover(c, s, sobering, epochs));
    table_end(&t);
    Figure *f = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(f, "size", 2, (double[]){FEW, batch});
    figure_block(f, "surface", NULL);
    for (int i = 0; i <= 90; i++, figure_gap(f))
        for (int j = 0; j <= 45; j++) {
            Knobs q = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(f, q.w, q.b, cost_at(s, q));
        }
    for (int k = 0; k < 2; k++) {
        int steps = walk(s, k ? drunk : careful, 16, c->seed);
        figure_block(f, k ? "drunk" : "careful", NULL);
        for (int n = 0; n <= steps; n++)
            figure_row(f, trail[n].w, trail[n].b, cost_at(s, trail[n]));
    }
    figure_close(c, f);
}

static void the_floor(Chapter *c, const Ink *s) {
    const int m[] = {1, 1, 1, 1, 10, 1};
    const double eta[] = {4, 1, 0.25, 0.0625, 1, 0.1};
    const double keep[] = {0, 0, 0, 0, 0, 0.9}, luck = luck_of_one(s, bottom);
    chapter_section(c, "他总差那么一点");
    printf("看 %d 幅图像，后一半路上比谷底高多少；谷底的 σ² 是 %.4f。\n",
           EPOCHS * FEW, luck);
    chapter_predict(c, "学习率降到四分之一，徘徊的高度会低多少？");
    Table t = table_begin("m|η|μ|公式|随机抽|洗过牌|1 在前面",
                          "%2d|%6g|%3g|%7.5f|%13.5f|%8.5f|%8.5f");
    for (int k = 0; k < 6; k++)
        table_row(&t, m[k], eta[k], keep[k],
                  eta[k] * luck / (4 * m[k] * (1 - keep[k])),
                  hover(c, s, (Way){BLINDLY, m[k], eta[k], keep[k], 0}, EPOCHS),
                  hover(c, s, (Way){DEALT, m[k], eta[k], keep[k], 0}, EPOCHS),
                  hover(c, s, (Way){SORTED, m[k], eta[k], keep[k], 0}, EPOCHS));
    table_end(&t);
}

static void check(Chapter *c, const Ink *s) {
    const double h = 6e-6, by_hand = mean_slope(s, (Knobs){1, 1}, all, FEW).w;
    Graph *g = graph_new(1);
    Tensor *w = t_param(g, "w", 1, 1), *b = t_param(g, "b", 1, 1);
    w->data[0] = b->data[0] = 1;
    Tensor *z = t_linear(t_const(g, FEW, 1, s->x), w, b);
    t_backward(t_squared_error(t_sigmoid(z), t_const(g, FEW, 1, s->y)));
    report_begin(c);
    report_row(c, "∂C/∂w，100 幅的平均", by_hand, w->grad[0],
               (cost_at(s, (Knobs){1 + h, 1}) - cost_at(s, (Knobs){1 - h, 1})) /
                   (2 * h));
    report_end(c);
    // 在 w² 上从 1 出发，两个规则轮流走 200 步，用程序库的斜率。
    Momentum ball = momentum_new(g, 0.1, 0.5);
    Adam yardstick = adam_new(g, 0.1);
    double ours = 1, v = 0, mean = 0, square = 0, apart = 0;
    for (int t = 1; t <= 200; t++) {
        w->grad[0] = 2 * w->data[0];
        momentum_step(&ball, g);
        adam_step(&yardstick, g);
        roll(&ours, &v, w->grad[0], 0.1, 0.5);
        adam(&ours, &mean, &square, w->grad[0], 0.1, t);
        apart += fabs(ours - w->data[0]);
    }
    momentum_free(&ball);
    adam_free(&yardstick);
    graph_free(g);
    if (apart < 1e-12)
        printf("\n自己写的重球和 Adam，跟程序库的一致。\n\n");
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
    heavy_ball(c);
    two_men(c, &s);
    the_floor(c, &s);
    check(c, &s);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd", "醉汉与谨慎的人", options,
                                         &folder, TRAIN, TEST, tell});
}
