/*
# 第 11 章：醉汉与谨慎的人

**这一章的问题。** 要准确地往下走一步，得先看完训练集里的每一幅图像。能不能只看
十幅，甚至只看一幅，就迈出这一步？这一章先量一量只看几幅会偏出多远，再在同一张地
图上把两种走法各走一遍，算一算各花多少力气，最后想办法让走得快的也走得准。

请对照第三篇文章（A3-7、A3-8、A3-19 和 A3-20 这几条）和第四篇文章（A4-8 和
A4-9），以及提醒 E10 和 E14 来读。用 `make ch11` 运行；旋钮可以自己转，例如
`make ch11 ARGS="--batch 10"`。正文所说的，对程序画的数字和 MNIST 都成立。

**本章要点** 随机抽几个样本算梯度，平均来说就等于整个训练集的梯度；单独一次的偏
差约为 σ/√m。随机梯度下降像醉汉下山，步子歪歪扭扭，走得却快；谨慎的人看完所有样
本才走一步。醉汉到了谷底也停不下来，总在高一点的地方徘徊，高出多少与学习率成正
比、与 m 成反比；先洗牌再依次取样本，徘徊得更低。

**新词**

小批量 (mini-batch)
: 一次取出的几个样本，共 m 个，按它们的平均梯度走一步；m 常取 10。

轮 (epoch)
: 把所有样本看一遍。5,000 幅图像，每步十幅，一轮就是 500 步。

随机梯度下降 (stochastic gradient descent)
: 每走一步，只用随机抽出的几个样本的梯度，哪怕只有 1 个。

噪声基底 (noise floor)
: 成本到最后总比最低值高出一截，指的就是这一截；要是每步都准确，就是 0。

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

先看一个小得能画成地图的网络：只有一个神经元，a = σ(wx + b)，两个旋钮。给它看一
幅 1 或者 7，是 1 该回答 1，是 7 该回答 0。可是它只知道墨有多少，也就是 x：有 75
个黑像素那么多时，x 是 0；再多 25 个，x 是 1。知道得太少，各个样本难免意见不合。
成本 C 是 100 个样本的 (a - y)² 的平均。
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
→ 梯度是平均出来的

图像是 1 的都要 b 升高，是 7 的都要 b 降低。大家各拉各的，抵消以后剩下的就是梯
度。（要取平均，不能只求和：一百幅加起来，一步就要长到一百倍。）逆着梯度走一步，
再看一遍，再走一步：第三篇文章说的“更新参数，不断迭代”，就是这个意思。

## 平均起来是对的

现在，一百幅里只问 m 幅，每次随机抽一幅，抽过的还可能再抽到。不管第几次抽，各幅
图像的机会都一样大。所以抽的次数多了，各幅图像的份量就一样，*平均起来*就是完整的
梯度，既不偏短，也不歪向一边。单独一回要看运气，总有偏差，大小是 σ 除以 √m（第 7
章）；σ² 是这样算的：每幅图像的梯度离完整的梯度有多远，平方以后取平均。（这个 σ
是标准差，不是神经元里的那个函数。）

→ 平均起来是对的

问十幅，代价是问一幅的十倍，偏差能去掉三分之二。剩下的偏差还想去掉三分之二，就得
再问九十幅。

![图 11.1：随机抽一幅、十幅、一百幅图像，平均起来要两个旋钮怎么转，各画六十个。
绿色：完整的梯度。圆圈：σ/√m。](ch11_arrows)

## 小批量

随机抽，有的图像一次还没轮到，有的已经来了两次。不如像发牌那样：先洗牌，再把整排
切成十幅一段，每一段走一步。这样的一段就是一个**小批量**；每一段都走过了，就是
一**轮**。牌洗得公平，每幅图像落到每个位置的机会都一样，所以不管哪一段，平均起来
还是对的，不必操心里面碰巧有哪些数字。最后一段可能短一些，求平均时就除以它自己的
幅数。怎样洗才公平？从最后一个位置填起，每次在还没有位置的数里随机挑一个：
*/

static void shuffle(Rng *chance, int *order, int n) {
    for (int i = n - 1; i > 0; i--) {
        int j = rng_below(chance, i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

/*
第 7 章“从幕后”借来一个训练好的 784-16-16-10，现在把幕拉开。走完一步还要留着的东
西，都放在 `Learner` 里：计算图上的网络、图像、图像的次序，还有看到第几幅
了。`batch_gather` 把图像抄进一个矩阵；`t_backward` 填好 13,002 个斜
率；`graph_rewind` 忘掉标记以后的一切，只留下旋钮和斜率；`sgd_step` 让每个旋钮移
动 -η 乘以自己的斜率。（以后各章直接调用 `learner_step`。）
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
→ 小批量

## 小批量的共同意见

13,002 个旋钮该怎么转，每幅图像都有自己的愿望。走过一百步以后，八幅图像的愿望是
这样的：

![图 11.2：八幅图像各要十个偏置怎样变，绿色要升高，红色要降低。最后一列是平均，
真正走的就是这一步。](ch11_mean)

每幅图像都要自己的那个输出升高，别的降低一点；一平均，大半抵消了。剩下的是不是共
同意见？平均的确比单独一幅短得多。可是*随便*拿 m 个互不相干的向量来，平均的长度
也只有原来的 √m 分之一，因为相加的是平方（表里最后一列）。为了比较，就把这些梯度
变成互不相干的：每个数抛一次硬币，重新定正负号。

→ 小批量的共同意见

走过一百步以后，八幅图像的平均，几乎全是运气。几百幅放在一起，才看得出共同的意
见：平均不再缩短了。路标晃得这样厉害，还能照着走，是因为走路本身就在取平均。每步
八幅，走一百小步，运气互相抵消，跟一步看 800 幅一样；共同的部分却一步步积累起
来。

在随机的起点就不一样了：所有图像抱怨的都是同一件事，十个输出太高，问一幅就够。这
时的噪声没有害处。

## 一张地图，两个人

每步只看一幅图像，是**随机梯度下降**最早的样子，也就是第三篇文章里的醉汉。（现在
每步看一个小批量，也叫这个名字。）谨慎的人每走一步，先把一百幅全部看完。回到两个
旋钮的地图，从山的另一边出发。两个人守的是同一条规则：
*/

static Knobs moved(const Ink *s, Knobs q, const int *index, int m, double eta) {
    Knobs g = mean_slope(s, q, index, m);  // m：1 或者 100
    return (Knobs){q.w - eta * g.w, q.b - eta * g.b};
}

/*
→ 一张地图，两个人

醉汉走十步，有三到五步是上坡。可是平均起来，他还是在往下走，而且谨慎的人走一步的
工夫，他已经走了一百步，所以早早下到了谷底附近。谨慎的人就算换上更适合自己的大学
习率，也还差得远。不过走到最后，这个谨慎的人到了谷底，醉汉还在跌跌撞撞。

![图 11.3：一张地图，两个人。白色：谨慎的人，每步看一百幅图像。橙色：醉汉，每步
看一幅。](ch11_walkers)

## 代价

回到网络。工作量数得出来：一幅图像往前算一遍，每个权重做一次乘加，往回算差不多再
做这么多；每走一步，更新时每个旋钮再做一次。要是每步只看一幅，整个更新就都算在这
一幅头上。

→ 代价

按看过的图像数算，每步一幅和每步十幅差不多：用 `0.15` 走十步，跟沿着这十步的平均
方向用 `1.5` 走一步，走到的地方大致相同。图像用十倍，学习率也用十倍，这样行得
通，但不能越过第 2 章的界限；每步一百幅、学习率 15，就越界了。每步看全部图像的，
别人快走完了才刚起步：梯度再准，一个也只够走一步。工作量相同时，每步十幅领先，因
为十幅合用一次更新。

![图 11.4：同样的成本，左边按看过的图像数画，右边按工作量画。每步看全部图像的，
看 5,000 幅才走一步。](ch11_examples)

## 他总差那么一点

第二篇文章说，梯度下降会收敛到局部最小值。可是到了谷底，等于 0 的只是*平均*的斜
率，每幅图像照样在拉，醉汉停不下来。设他随机抽图像，站在离谷底 d 远的地方，山谷
的曲率是 κ。每走一步，运气把他踢开一段，长度是 η 乘以偏差，平方以后是 η²σ²/m。同
一步又让 d 缩短 ηκd，d² 就减少大约 2ηκd²。（偏差与 d 相乘的那一项，平均是 0。）
一增一减相等时，d² = ησ²/(2κm)。这时他比谷底高 ½κd²，代进去，曲率约掉了（旋钮有
两个，就把各自的 σ² 加起来）：

$$C - C_{\text{谷底}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

→ 他总差那么一点

这就是**噪声基底**，量出来的和公式一样：学习率降到四分之一，高度也降到四分之一；
图像用十倍，高度降到十分之一。（要是在谷底每幅图像都满意，σ 就是 0，基底也就是
0。）学习率大，下得快；学习率小，停得稳。想两样都要，可以让学习率慢慢变小，只是
不能小得太快。学习率依次取 1、½、⅓……，加起来没有上限，多远都走得到；每次减半，加
起来只到 2，可能走不到谷底。成本不再下降，是不是已经到了基底？（单独一步的成本忽
高忽低，要看一轮的平均。）把学习率调小试试：要是到了，成本马上又会往下降。

![图 11.5：每步一幅，随机抽。学习率不变，就在自己的基底上徘徊（虚线：上面的公
式）；学习率递减，成本一直往下降。](ch11_floor)

## 为什么要洗牌？

像发牌那样，把图像一幅幅发出来，效果更好。一轮发完，各段的斜率加起来就是完整的梯
度，在谷底是 0：这幅图像把他踢开，不等一轮走完，别的图像又把他踢回来。不过要当心
刚拆封的牌：前面全是 1，后面全是 7。

→ 为什么要洗牌？

洗过牌以后，学习率降到四分之一，基底就不到原来的五分之一；每步看十幅，基底不到原
来的二十分之一。没有抵消干净，是因为他一边走，斜率一边变；走得少，变得也少。只洗
一次，各轮都用同一个次序，次序可能好，也可能坏；每轮重洗，坏的次序也只用一轮。排
好序的最糟，半轮都往同一边拉。

## 重球

第 3 章讲到 x² + 10y² 的狭长山谷，下山的人在两壁之间跳来跳去，当时说以后会有办
法。办法就是换成一个重球：每走一步，原来的速度 v 乘以 μ，再加上斜率。μ 叫作 **动
量**，μ = 0 就是原来的规则，μ = 1 的话会一直来回摆，永远停不下来。v 从 0 开始，
每个旋钮要多记一个数。
*/

static void roll(double *w, double *v, double slope, double eta, double keep) {
    *v = keep * *v + slope;  // v ← μv + ∂C/∂w
    *w -= eta * *v;          // w ← w - ηv
}

/*
横着看，斜率一会儿正一会儿负，在 v 里互相抵消；顺着山谷看，斜率方向一致，v 越积
越大，最后是斜率的 1 + μ + μ² + … = 1/(1 - μ) 倍。（把学习率放大这么多倍，顺着走
也一样快，可是横着就越界了。）那么，球该多重？设 x² + k·y² 横向的陡度是纵向的 k
倍。普通的走法要顾着陡的方向，在平缓的方向上只能慢慢爬，步数与 k 成正比。球的轻
重恰到好处，步数就与 √k 成正比（Polyak，1964 年；这里不证明，只测量）：

$$\mu = \left(\frac{\sqrt k - 1}{\sqrt k + 1}\right)^2, \qquad
\eta = \frac{1 + \mu}{1 + k}.$$

另一个办法是 Adam（Kingma 和 Ba，2015 年）。每个旋钮的斜率 g 记一个滑动平均 r，g
的平方也记一个，叫作 s；用 r 除以 s 的平方根。（几个常数是两位作者定的，最后一个
只用来防止除以 0。）
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
r 和 s 都从 0 开始，开头偏低。所以在第 t = 1、2、…步，两个都再除以一个数：假如斜
率一直是 1，r 和 s 这时该是多少，就除以多少。只要斜率不变号，平均和平方根就差不
多相等，旋钮每步移动大约 η，斜率再小也一样。

→ 重球

在第 3 章的山谷里，`0.9` 太重了，球冲过谷底，停得比没有动量还晚。k 是 1000 时，
这个重量差不多正好，绝大部分步数都省了。（公式适合走得很久的情形；在这里，再重一
点会更快。）网络的 k 是多少，谁也不知道，大家多半就取 `0.9`。动量治不了噪声：球
徘徊得多高？大约要把公式里的 η 换成 η/(1 - μ)。Adam 给每个旋钮各配一把尺，η =
0.1，在哪个山谷里都走 `105` 步。这些山谷正好顺着旋钮的方向，Adam 占了便宜；到了
图像上，就落在动量后面（第 16 章）。

![图 11.6：狭长的山谷，走三十步。动量合适，就抄了近路；太大，就冲过谷
底。](ch11_zigzag)

![图 11.7：k 不同的山谷，各走多少步才停下。普通的走法，步数与 k 成正比；每次都用
最好的动量，与 √k 成正比；动量固定不变，只适合一个山谷。](ch11_valley)

## 检验

在地图上，检验一百个斜率的平均。在网络里，十幅图像先一幅一幅地算，再十幅一起算，
看结果是否一样。自己写的洗牌、重球和 Adam，也跟程序库的比一比。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

计算机算矩阵，比一行一行地算快，所以小批量的好处比数出来的还大；平常每步用几十到
几百幅，这本书最后的网络用 128 幅。网络的学习率，是试了几个挑出来的；什么时候
停，第 16 章再说。噪声会推人一把，要离开鞍点（第 3 章），或者离开比基底还浅的小
坑，这一把就够了。常有人说，噪声还能把人带出不好的山谷，带进好的山谷，到了那里，
网络认新图像认得更准；这里没有检验过。

## 练习

`make ex11` 生成要你改的文件，并检查你的答案；`make hint11` 给提示。

- **11a** 有人给你一个洗牌程序。它公平吗？请你来设计检验的办法。
- **11b** 会往前看的球：先看看要滚到哪里，用那里的斜率。

下一章：13,002 个斜率摆在一起，说的是什么？`make ch12`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

enum { MEN = 5, NETWORKS = 3, EPOCHS = 200 };

static int all[FEW];  // 0, 1, 2, …

// 1 和 7 的图像一共不到 FEW 幅，就返回 false。
static bool ink_of(Ink *s, const Dataset *d) {
    int n = 0;
    for (int i = 0; i < d->count && n < FEW; i++) {
        if (d->label[i] != 1 && d->label[i] != 7)
            continue;
        double sum = 0;
        for (int k = 0; k < 784; k++)
            sum += d->image[784 * i + k] / 255.0;
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

static void a_mean(Chapter *c, const Ink *s) {
    const Knobs q = {1, 1}, to = moved(s, q, all, FEW, 8);
    chapter_section(c, "梯度是平均出来的");
    printf("一个神经元，σ(wx + b)，w = 1，b = 1：这是 1 吗？\n");
    chapter_predict(c, "b 该往哪边走，1 和 7 的意见一致吗？");
    Table t = table_begin("图像 | 墨量 x | 目标值 | ∂C₀/∂w | ∂C₀/∂b",
                          "%-11s | %6.2f | %6g | %8.4f | %8.4f");
    for (int i = 0; i < 6; i++) {
        Knobs g = slope_of_one(s, q, i);
        table_row(&t, s->y[i] == 1 ? "数字 1" : "数字 7", s->x[i], s->y[i], g.w,
                  g.b);
    }
    Knobs g = mean_slope(s, q, all, FEW);
    printf("  100 幅的平均                 %8.4f  %8.4f\n\n", g.w, g.b);
    printf("走一步，η = 8：w ← 1 - 8 · %.4f = %.4f\n", g.w, to.w);
    printf("               b ← 1 - 8 · %.4f = %.4f\n", g.b, to.b);
    printf("走之前，成本是 %.4f；走之后，是 %.4f。\n\n", cost_at(s, q),
           cost_at(s, to));
}

static void right_on_average(Chapter *c, const Ink *s) {
    enum { DRAWS = 10000, SHOWN = 60 };
    const Knobs q = {1, 1}, full = mean_slope(s, q, all, FEW);
    const double sigma = sqrt(luck_of_one(s, q));
    chapter_section(c, "平均起来是对的");
    printf("每种 m 各抽 %d 个小批量。完整的梯度是 (%.4f, %.4f)。\n", DRAWS,
           full.w, full.b);
    chapter_predict(c, "图像用十倍，偏差会小多少？");
    Table t = table_begin("m|全部平均：∂C/∂w|∂C/∂b|单独的偏差|σ/√m",
                          "%3d | %18.4f | %7.4f | %13.4f | %6.4f");
    Figure *f = figure_open(c, "ch11_arrows", "target w b");
    figure_number(f, "sigma", sigma);
    for (int m = 1; m <= FEW; m *= 10) {
        Rng chance = rng_new(c->seed);
        Knobs sum = {0, 0};
        double stray = 0;
        figure_block(f, "means", NULL);
        for (int k = 0; k < DRAWS; k++) {
            int index[FEW];
            for (int i = 0; i < m; i++)
                index[i] = rng_below(&chance, FEW);
            Knobs g = mean_slope(s, q, index, m);
            sum = (Knobs){sum.w + g.w / DRAWS, sum.b + g.b / DRAWS};
            stray += squared((Knobs){g.w - full.w, g.b - full.b}) / DRAWS;
            if (k < SHOWN)
                figure_row(f, m == 1 ? s->y[index[0]] : 2, -g.w, -g.b);
        }
        table_row(&t, m, sum.w, sum.b, sqrt(stray), sigma / sqrt(m));
    }
    table_end(&t);
    figure_block(f, "full", NULL);
    figure_row(f, 2, -full.w, -full.b);
    figure_close(c, f);
}

// 784-16-16-10，还没走第一步；由 learner_free 结束。
static Learner learner(const Dataset *d, int m, double eta, uint64_t seed) {
    const Recipe r = {
        .hidden = {2, {16, 16}}, .init = INIT_LECUN, .batch = m, .rate = eta};
    Learner l = learner_new(d, &r, seed, 1);
    l.chance = rng_new(seed);
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

// 头一千幅图像的成本；只是给我们看的，不算进工作量。
static double cost_now(const Learner *l) { return mean_cost(l, 0, 1000, NULL); }

static void train_it(Chapter *c, const Dataset *d, const Dataset *test) {
    Learner l = learner(d, 10, 1.5, c->seed);
    chapter_section(c, "小批量");
    printf("784-16-16-10，%d 幅图像，每个小批量 10 幅，η = 1.5。\n", d->count);
    chapter_predict(c, "学完一轮，能认对多少幅测试图像？");
    Table t = table_begin("轮 | 步数 | 平均成本 | 认对 | 总数",
                          "%5d | %5d | %9.4f | %5d | %4d");
    for (int epoch = 0, seen = 0; epoch <= (c->quick ? 2 : 5); epoch++) {
        while (seen < epoch * d->count)
            seen += next_step(&l, &l.chance);
        table_row(&t, epoch, l.steps, cost_now(&l),
                  dataset_correct(&l.mlp, test), test->count);
    }
    table_end(&t);
    printf("第 4 篇文章用 50000 幅图像，每步十幅：一轮 %d 步，%d 步就是 "
           "30 轮。\n\n",
           50000 / 10, 30 * 50000 / 10);
    learner_free(&l);
}

static double length(const double *v) {
    double sum = 0;
    for (int i = 0; i < KNOBS; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

// 8、80 和 800 个梯度的平均有多长：原样 [0]，每个数抛硬币定正负号以后 [1]，
// 互不相干时应有的 [2]。
static void toss(const Learner *l, double mean[3][3][NETWORKS], int network) {
    static double one[KNOBS], sum[2][KNOBS];
    Rng coin = rng_new(l->seed);
    double squares = 0;
    memset(sum, 0, sizeof sum);
    for (int k = 0, m = 8, i = 0; k < 3; k++, m *= 10) {
        for (; i < m; i++) {
            mean_cost(l, i % l->set.count, 1, one);
            squares += length(one) * length(one);
            for (int j = 0; j < KNOBS; j++) {
                sum[0][j] += one[j];
                sum[1][j] += rng_next(&coin) >> 63 ? one[j] : -one[j];
            }
        }
        mean[k][0][network] = length(sum[0]) / m;
        mean[k][1][network] = length(sum[1]) / m;
        mean[k][2][network] = sqrt(squares) / m;
    }
}

static void draw_wishes(Chapter *c, const Learner *l) {
    static double slopes[KNOBS];
    Figure *f = figure_open(c, "ch11_mean", "image row value");
    for (int k = 0; k <= 8; k++) {  // 最后一列是平均值
        mean_cost(l, k % 8, k < 8 ? 1 : 8, slopes);
        for (int j = 0; j < CLASSES; j++)
            figure_row(f, k, j, -100 * slopes[KNOBS - CLASSES + j]);
    }
    figure_block(f, "pixels", NULL);
    for (int row = 0; row < 28; row++)
        for (int x = 0; x < 8 * 28; x++)
            figure_row(f, (x - 13.5) / 28, (row - 13.5) / 17 - 1.4,
                       l->set.image[x / 28 * 784 + row * 28 + x % 28]);
    figure_close(c, f);
}

static void what_they_agree_on(Chapter *c, const Dataset *d) {
    const int networks = c->quick ? 1 : NETWORKS;
    chapter_section(c, "小批量的共同意见");
    printf("%d 个起点不同的网络：m 个梯度的平均有多长？\n", networks);
    chapter_predict(c,
                    "图像的意见，是走第一步之前更一致，还是走过 100 步以后？");
    Table t = table_begin("步数|图像数 m|平均的长度|抛硬币定号|互不相干时",
                          "%5d | %8d | %-18s | %-14s | %-14s");
    for (int steps = 0; steps <= 100; steps += 100) {
        double mean[3][3][NETWORKS];
        for (int n = 0; n < networks; n++) {
            Learner l = learner(d, 10, 1.5, c->seed + (uint64_t)n);
            while (l.steps < steps)
                next_step(&l, &l.chance);
            toss(&l, mean, n);
            if (steps > 0 && n == 0)
                draw_wishes(c, &l);
            learner_free(&l);
        }
        for (int k = 0, m = 8; k < 3; k++, m *= 10)
            table_row(&t, steps, m, range_of(mean[k][0], networks, "%.3f"),
                      range_of(mean[k][1], networks, "%.3f"),
                      range_of(mean[k][2], networks, "%.3f"));
    }
    table_end(&t);
}

typedef enum Deal { BLINDLY, SHUFFLED, ONCE, SORTED } Deal;

typedef struct Way {
    Deal deal;  // 走的人怎样排图像的次序
    int batch;
    double rate, shrink;  // 第 e 轮的学习率是 rate/(1 + shrink·e)
} Way;

// 最近一次走过的路：起点，和每一步的终点。
static struct Stop {
    Knobs q;
    double cost;
} trail[EPOCHS * FEW + 1];

// 走这么多轮，trail 要装得下。返回步数，也就是终点在 trail 里的序号。
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    memcpy(order, all, sizeof order);
    trail[0] = (struct Stop){{3, 2.5}, cost_at(s, (Knobs){3, 2.5})};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == SHUFFLED || (way.deal == ONCE && e == 0))
            shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            Knobs q = moved(s, trail[n].q, order + i, m,
                            way.rate / (1 + way.shrink * e));
            trail[n + 1] = (struct Stop){q, cost_at(s, q)};
        }
    }
    return n;
}

static void two_men(Chapter *c, const Ink *s) {
    enum { SHOWN = 16, DRUNK = 20 };
    const Way way[] = {{SHUFFLED, FEW, 1, 0},
                       {SHUFFLED, FEW, 16, 0},
                       {SHUFFLED, batch, rate, 0}};
    double cost[3][SHOWN + 1], up[DRUNK] = {0};
    chapter_section(c, "一张地图，两个人");
    printf("谨慎的人看 100 幅图像走一步，醉汉看 %d 幅走一步。\n", batch);
    chapter_predict(c, "谨慎的人走完四步时，谁更低？");
    Figure *f = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(f, "size", 2, (double[]){FEW, batch});
    figure_block(f, "surface", NULL);
    for (int i = 0; i <= 90; i++, figure_gap(f))
        for (int j = 0; j <= 45; j++) {
            Knobs q = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(f, q.w, q.b, cost_at(s, q));
        }
    for (int k = 0; k < 3; k++) {
        int steps = walk(s, way[k], SHOWN + 1, c->seed);
        figure_block(f, k < 2 ? "careful" : "drunk", NULL);
        for (int n = 0; n < steps; n++)
            figure_row(f, trail[n].q.w, trail[n].q.b, trail[n].cost);
        for (int e = 0; e <= SHOWN; e++)
            cost[k][e] = trail[e * steps / (SHOWN + 1)].cost;
    }
    figure_close(c, f);
    Table t = table_begin(
        text_format("看过的图像|谨慎，η = 1|谨慎，η = 16|醉汉，η = %g", rate),
        "%11d | %14.4f | %15.4f | %12.4f");
    for (int e = 0; e <= SHOWN; e = e ? e * 2 : 1)
        table_row(&t, e * FEW, cost[0][e], cost[1][e], cost[2][e]);
    table_end(&t);
    for (int i = 0; i < DRUNK; i++) {
        walk(s, way[2], batch, c->seed + (uint64_t)i);  // 至少 100 步
        for (int n = 0; n < 100; n++)
            up[i] += trail[n + 1].cost > trail[n].cost;
    }
    printf("头 100 步里，%d 个醉汉的上坡步数：%s。\n\n", DRUNK,
           range_of(up, DRUNK, "%.0f"));
}

// 乘加次数：往前、往回各经过全部权重一次，往回时，第一层以上的权重还要再经过一
// 次；最后加上更新。
static double work(int seen, int steps) {
    const int upper = 16 * 16 + 16 * 10, weights = 784 * 16 + upper;
    return (double)seen * (weights + weights + upper) + (double)steps * KNOBS;
}

// 训练到做完这么多次乘加，至少两轮。返回最后的成本；*early 是走完两轮时的
// 成本。
static double go(Learner *l, double most, Figure *f, double *early) {
    const int two = 2 * l->set.count;
    for (int seen = 0, next = 100; work(seen, l->steps) < most || seen < two;) {
        seen += next_step(l, &l->chance);
        if (seen == two)
            *early = cost_now(l);
        if (f && seen >= next) {
            figure_row(f, seen, work(seen, l->steps) / 1e6, cost_now(l));
            next = seen * 6 / 5;
        }
    }
    return cost_now(l);
}

static void the_price(Chapter *c, const Dataset *d) {
    const int n = d->count, m[] = {1, 10, 100, 100, n, n, n};
    const double eta[] = {0.15, 1.5, 4, 15, 1, 4, 16};
    const double most = c->quick ? 1e8 : 1e9;
    const int networks = c->quick ? 1 : NETWORKS;
    chapter_section(c, "代价");
    printf("每种走法 %d 个网络。同样的工作量（百万次乘加）：%.0f。\n", networks,
           most / 1e6);
    chapter_predict(c, "每种走法都走两轮，哪一种领先？");
    Table t =
        table_begin("每步几幅|η|每幅乘加次数|成本，走 2 轮|成本，同样工作量",
                    "%13d|%4g|%22.0f|%-14s|%-14s");
    Figure *f = figure_open(c, "ch11_examples", "seen million cost");
    figure_numbers(f, "size", 4, (double[]){1, 10, 100, n});
    for (int k = 0; k < 7; k++) {
        double early[NETWORKS], late[NETWORKS];
        const bool drawn = k < 3 || k == 5;
        if (drawn)
            figure_block(f, "way", NULL);
        for (int i = 0; i < networks; i++) {
            Learner l = learner(d, m[k], eta[k], c->seed + (uint64_t)i);
            late[i] = go(&l, most, drawn && i == 0 ? f : NULL, &early[i]);
            learner_free(&l);
        }
        table_row(&t, m[k], eta[k], work(n, (n + m[k] - 1) / m[k]) / n,
                  range_of(early, networks, "%.3f"),
                  range_of(late, networks, "%.3f"));
    }
    table_end(&t);
    figure_close(c, f);
}

static struct Stop bottom_of(const Ink *s) {  // 谨慎的人最后停在这里
    return trail[walk(s, (Way){SORTED, FEW, 16, 0}, 4000, 1)];
}

// 几个人徘徊在谷底之上多高，取后一半各轮的平均。第一个人要画成图。
static const char *hover(Chapter *c, const Ink *s, Way way, Figure *f) {
    const int epochs = c->quick ? 20 : EPOCHS, men = c->quick ? 2 : MEN;
    const double bottom = bottom_of(s).cost;
    double high[MEN] = {0};
    for (int i = 0; i < men; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i) / epochs;
        for (int e = 0, n = 1; e < epochs; e++) {
            double above = 0;
            for (; n <= (e + 1) * steps; n++)
                above += trail[n].cost - bottom;
            figure_row(i ? NULL : f, (e + 1) * FEW, above / steps);
            high[i] += e < epochs / 2 ? 0 : above / steps / (epochs / 2.0);
        }
    }
    return range_of(high, men, "%.5f");
}

static void the_floor(Chapter *c, const Ink *s) {
    const double eta[] = {4, 1, 0.25}, luck = luck_of_one(s, bottom_of(s).q);
    chapter_section(c, "他总差那么一点");
    printf("图像随机抽。在谷底，σ² 是 %.4f。\n", luck);
    chapter_predict(c, "学习率降到四分之一，徘徊的高度会低多少？");
    Table t = table_begin("η|每步一幅|ησ²/4|每步十幅|ησ²/40",
                          "%4g | %-18s | %7.5f | %-18s | %7.5f");
    Figure *f = figure_open(c, "ch11_floor", "seen above");
    figure_numbers(f, "rate", 3, eta);
    figure_number(f, "luck", luck);
    for (int k = 0; k < 3; k++) {
        figure_block(f, "constant", NULL);
        table_row(&t, eta[k], hover(c, s, (Way){BLINDLY, 1, eta[k], 0}, f),
                  eta[k] * luck / 4,
                  hover(c, s, (Way){BLINDLY, 10, eta[k], 0}, NULL),
                  eta[k] * luck / 40);
    }
    table_end(&t);
    figure_block(f, "shrinking", NULL);
    printf("学习率从 4 起递减，取 4/(1 + 轮次/4)：%s\n\n",
           hover(c, s, (Way){BLINDLY, 1, 4, 0.25}, f));
    figure_close(c, f);
}

static void why_shuffle(Chapter *c, const Ink *s) {
    static const char *const name[] = {"随机抽", "每轮重洗", "只洗一次",
                                       "排好序，1 在先"};
    Ink box;
    for (int y = 1, n = 0; y >= 0; y--)
        for (int i = 0; i < FEW; i++)
            if (s->y[i] == y) {
                box.x[n] = s->x[i];
                box.y[n++] = y;
            }
    chapter_section(c, "为什么要洗牌？");
    printf("再量一遍，看图像的次序有什么影响。\n");
    chapter_predict(c, "洗过牌，学习率降到四分之一，基底也降到四分之一吗？");
    Table t = table_begin("次序|η = 1|η = 1/4|η = 1，每步十幅",
                          "%-16s | %-18s | %-18s | %-18s");
    for (Deal k = BLINDLY; k <= SORTED; k++)
        table_row(&t, name[k], hover(c, &box, (Way){k, 1, 1, 0}, NULL),
                  hover(c, &box, (Way){k, 1, 0.25, 0}, NULL),
                  hover(c, &box, (Way){k, 10, 1, 0}, NULL));
    table_end(&t);
}

typedef struct Ball {
    double w[2], v[2], s[2];  // v：速度，或者 Adam 的 r
    int t;                    // 走过的步数
} Ball;

// 在山谷 x² + k·y² 里走一步。keep 是 μ，小于 0 表示 Adam。
static void step(Ball *b, double k, double eta, double keep) {
    b->t++;
    for (int i = 0; i < 2; i++) {
        double slope = 2 * (i ? k : 1) * b->w[i];
        if (keep < 0)
            adam(&b->w[i], &b->v[i], &b->s[i], slope, eta, b->t);
        else
            roll(&b->w[i], &b->v[i], slope, eta, keep);
    }
}

// 从 (4, 1) 出发，走到离谷底不到 0.01，并在那里停留 100 步，一共要几步；
// 头三十步写进 f。
static int steps_to_rest(Figure *f, double k, double keep) {
    const double eta = keep < 0 ? 0.1 : (1 + keep) / (1 + k);
    Ball b = {.w = {4, 1}};
    int last = 0;
    while (b.t - last <= 100) {
        if (b.t <= 30)
            figure_row(f, b.w[0], b.w[1]);
        if (sqrt(b.w[0] * b.w[0] + b.w[1] * b.w[1]) >= 0.01)
            last = b.t + 1;
        step(&b, k, eta, keep);
    }
    return last;
}

enum { PLAIN, GIVEN, FORMULA, TRIED, ADAM };

// 各种规则的 μ。（TRIED：一百个里最先停下的。ADAM：见 step。）
static double keep_of(int rule, double k) {
    double root = (sqrt(k) - 1) / (sqrt(k) + 1), best = 0;
    for (int i = 1; rule == TRIED && i < 100; i++)
        if (steps_to_rest(NULL, k, i / 100.0) < steps_to_rest(NULL, k, best))
            best = i / 100.0;
    return (double[]){0, mu, root * root, best, -1}[rule];
}

static int steps_of(int rule, double k) {
    return steps_to_rest(NULL, k, keep_of(rule, k));
}

static void heavy_ball(Chapter *c) {
    static const char *const name[] = {"普通", "动量", "动量，按公式",
                                       "动量，100 个里最好的"};
    chapter_section(c, "重球");
    printf("在 x² + k·y² 里走多少步才停下，η = (1 + μ)/(1 + k)。\n");
    chapter_predict(c, "动量取 0.9，在 k = 10 的山谷里有没有好处？");
    Table t = table_begin("规则|k = 10|μ|k = 100|μ|k = 1000|μ",
                          "%-24s | %6d | %4.2f | %7d | %4.2f | %8d | %4.2f");
    for (int rule = PLAIN; rule < ADAM; rule++) {
        RowCell row[7] = {cell_text(name[rule])};
        for (int i = 1, k = 10; i < 7; i += 2, k *= 10) {
            double keep = keep_of(rule, k);
            row[i] = cell_number(steps_to_rest(NULL, k, keep));
            row[i + 1] = cell_number(keep);
        }
        table_cells(&t, row, 7);
    }
    table_end(&t);
    printf("Adam 的步数是 %d、%d 和 %d。\n\n", steps_of(ADAM, 10),
           steps_of(ADAM, 100), steps_of(ADAM, 1000));
    const double ball[] = {0, keep_of(FORMULA, 10), mu};
    Figure *f = figure_open(c, "ch11_zigzag", "x y");
    figure_numbers(f, "mu", 3, ball);
    for (int i = 0; i < 3; i++) {
        figure_block(f, "ball", NULL);
        steps_to_rest(f, 10, ball[i]);
    }
    figure_close(c, f);
    f = figure_open(c, "ch11_valley", "k plain turned best adam");
    figure_number(f, "mu", mu);
    for (int i = 2; i <= 24; i++) {
        double k = m_pow(10, i / 8.0);
        figure_row(f, k, steps_of(PLAIN, k), steps_of(GIVEN, k),
                   steps_of(FORMULA, k), steps_of(ADAM, k));
    }
    figure_close(c, f);
}

// 各走 200 步，自己写的规则和程序库的最多相差多少。
static double rule_apart(double keep) {
    Ball ours = {.w = {4, 1}};
    double most = 0;
    Graph *g = graph_new(1);
    Tensor *p = t_param(g, "位置", 1, 2);
    p->data[0] = 4, p->data[1] = 1;
    Momentum ball = momentum_new(g, (real)0.1, (real)keep);
    Adam theirs = adam_new(g, (real)0.1);
    while (ours.t < 200) {
        for (int i = 0; i < 2; i++)
            p->grad[i] = (i ? 20 : 2) * p->data[i];
        keep < 0 ? adam_step(&theirs, g) : momentum_step(&ball, g);
        step(&ours, 10, 0.1, keep);
        for (int i = 0; i < 2; i++) {
            double apart = fabs(ours.w[i] - (double)p->data[i]);
            most = apart <= most || most != most ? most : apart;
        }
    }
    momentum_free(&ball);
    adam_free(&theirs);
    graph_free(g);
    return most;
}

static void like_the_library(Chapter *c) {
    int ours[FEW], theirs[FEW];
    Rng chance = rng_new(c->seed), same = chance;
    memcpy(ours, all, sizeof ours);
    memcpy(theirs, all, sizeof theirs);
    shuffle(&chance, ours, FEW);
    rng_shuffle(&same, theirs, FEW);
    const double order = memcmp(ours, theirs, sizeof ours) != 0,
                 ball = rule_apart(0.5), yardstick = rule_apart(-1);
    Table t = table_begin("自己写的 | 程序库的 | 相差", "%-7s | %-13s | %6.0e");
    table_row(&t, "洗牌", "rng_shuffle", order);
    table_row(&t, "重球", "momentum_step", ball);
    table_row(&t, "Adam 法", "adam_step", yardstick);
    table_end(&t);
    if (!(order + ball + yardstick <= 1e-12))
        chapter_trouble(c, &(Error){"自己写的规则和程序库的不一样"});
}

static void check(Chapter *c, const Ink *s, const Dataset *d) {
    static double together[KNOBS], one[KNOBS], mean[KNOBS];
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
    report_row(c, "∂C/∂b，100 幅的平均", hand.b, b->grad[0],
               (cost_at(s, (Knobs){1, 1 + h}) - cost_at(s, (Knobs){1, 1 - h})) /
                   (2 * h));
    graph_free(g);
    Learner l = learner(d, 10, 1.5, c->seed);
    mean_cost(&l, 0, 10, together);
    for (int k = 0; k < 10; k++) {
        mean_cost(&l, k, 1, one);
        for (int i = 0; i < KNOBS; i++)
            mean[i] += one[i] / 10;
    }
    learner_free(&l);
    report_lists(c, "10 幅各算的平均 = 一批", KNOBS, mean, together, 1e-15);
    report_end(c);
    like_the_library(c);
}

static void tell(Chapter *c, const Dataset *d, const Dataset *test) {
    Ink s;
    for (int i = 0; i < FEW; i++)
        all[i] = i;
    if (!ink_of(&s, d)) {
        chapter_trouble(c, &(Error){"这一章要有 100 幅 1 或者 7 的图像"});
        return;
    }
    a_mean(c, &s);
    right_on_average(c, &s);
    train_it(c, d, test);
    what_they_agree_on(c, d);
    two_men(c, &s);
    the_price(c, d);
    the_floor(c, &s);
    why_shuffle(c, &s);
    heavy_ball(c);
    check(c, &s, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd", "醉汉与谨慎的人", options,
                                         &folder, TRAIN, TEST, tell});
}
