/*
# 第 11 章：醉汉与谨慎的人

**这一章的问题。** 第三篇文章里有两个人下山。谨慎的人每走一步，先把训练集里的图
像全部看完；醉汉只看十幅，甚至一幅，就迈出一步。该跟谁走，什么时候跟谁走？读完这
一章，你会看到只看几幅图像会偏出多远，谁先下来，谁真正走到了谷底。

请对照第三篇文章（A3-7、A3-8、A3-19 和 A3-20 这几条）和第四篇文章（A4-8 和
A4-9），以及提醒 E10 和 E14 来读。用 `make ch11` 运行；旋钮可以自己转，例如
`make ch11 ARGS="--batch 10"`。正文所说的，对程序画的数字和 MNIST 都成立。

**本章要点** 随机抽几个样本算梯度，平均来说就等于整个训练集的梯度；单独一次的误
差约为 σ/√m。随机梯度下降像醉汉下山，步子歪歪扭扭，走得却快；谨慎的人看完所有样
本才走一步。醉汉到了谷底也停不下来，总在高一点的地方徘徊，高出多少与学习率成正
比、与 m 成反比；先洗牌再依次取样本，或者让学习率慢慢减小，徘徊的地方就更低。

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

// 按 index 里的 m 幅图像走一步。
static Knobs moved(const Ink *s, Knobs q, const int *index, int m, double eta) {
    Knobs g = mean_slope(s, q, index, m);
    return (Knobs){q.w - eta * g.w, q.b - eta * g.b};
}

/*
→ 梯度是平均出来的

图像是 1 的都要 b 升高，是 7 的都要 b 降低，抵消以后剩下的就是梯度。逆着梯度走一
步，再看一遍：第三篇文章说的“更新参数，不断迭代”，就是这个意思。

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
了。`batch_gather` 把图像抄进一个矩阵。`t_backward` 填好 13,002 个斜
率。`graph_rewind` 把标记以后记下的都清掉，这些斜率还留着。`sgd_step` 让每个旋钮
移动 -η 乘以自己的斜率。
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
## 代价

一步该看几幅图像？像醉汉那样看一幅，像谨慎的人那样看 5,000 幅，还是取个中间的
数？看图像有代价，每更新一步也有代价，都按乘加的次数计。各种走法的工作量都一样，
学习率各试三个。

→ 代价

每步十幅领先，1,000 幅里能认对 800 多幅。每步一幅紧跟在后。学习率取 `0.15` 走十
步，跟沿着这十步的平均方向、取 `1.5` 走一步，走到的地方大致相同；不过十幅合起
来，只要更新一次。每步一百幅就落后了：图像用十倍，学习率也该用十倍，就是 15，可
是 `4` 的三倍就已经太大。谨慎的人才刚起步：同样的工作量，他只走了四步。

## 小批量的共同意见

十幅图像的意见有多可靠？走过一百步以后，十幅图像各自要求输出层的偏置怎样变，画在
下面；这只是十个旋钮，一共有 13,002 个：

![图 11.2：十幅图像，各自要求十个偏置怎样变：绿色要升高，红色要降低。最后一列是
平均，真正走的这一步，照的就是它。](ch11_mean)

每幅图像都要自己的那个输出升高，别的降低一点；一平均，大半抵消了。剩下的就是共同
意见吗？不一定。互不相干的向量，平均起来只有运气，可也不是 0：m 个的平均，长度大
约是单独一个的 √m 分之一，因为相加的是平方。

→ 小批量的共同意见

十幅图像的平均，多半是运气：比起全凭运气的长度，长不了多少。一千幅放在一起，才看
得出共同的意见，从这里起长度几乎不再变。方向晃得这样厉害，还能照着走，是因为走路
本身就在取平均：走一百小步，运气互相抵消，跟一步看一千幅一样。

## 一张地图，两个人

每步只看一幅图像，是**随机梯度下降**最早的样子。（现在每步看一个小批量，也叫这个
名字。）要看两个人怎样走，就回到两个旋钮的地图。在那里，谨慎的人每走一步，先把一
百幅全部看完；醉汉随机抽一幅就走。两个人从同一个地方出发，起点在高高的坡上。

→ 一张地图，两个人

醉汉有许多步是上坡。可是平均起来，他还是逆着梯度往下走，而且谨慎的人走一步的工
夫，他已经走了一百步。看过 200 幅图像，醉汉已经下来了，谨慎的人差不多还在原地。
可是学习率取 `16`，谨慎的人走十六步就到了，比谷底还高多少，五位小数里看不出来，
醉汉却还在跌跌撞撞。（这样的学习率，醉汉会被甩来甩去。）

![图 11.3：一张地图，两个人。白色：谨慎的人，每步看一百幅图像。橙色：醉汉，每步
看一幅。](ch11_walkers)

## 他总差那么一点

第二篇文章说，梯度下降会接近某个局部最小值。可是到了谷底，等于 0 的只是*平均*的
斜率，每幅图像照样在拉。醉汉会在多高的地方徘徊？设旋钮只有一个，山谷的曲率是 κ，
他离谷底的距离是 d。平均起来，每走一步，d² 有两个变化：

- 平均的斜率是 κd，让 d 缩短 ηκd，d² 就减少大约 2ηκd²。
- 运气踢他一脚，踢多远是 η 乘以误差，往两边的机会一样。所以 d 与这一脚相乘，平
  均是 0；剩下的只有这一脚的平方，要加上 η²σ²/m。

一增一减相等时，他就在那里徘徊，d² = ησ²/(2κm)。这时他比谷底高 ½κd²，代进去，κ
约掉了（旋钮有两个，就有两个高度，要加起来；两个 σ² 也要加起来）：

$$C - C_{\text{谷底}} \approx \frac{\eta\,\sigma^2}{4\,m}.$$

→ 他总差那么一点

这就是**噪声基底**，量出来的和公式一样：看图像最多的那一列，相差不到十分之一。学
习率降到四分之一，高度也降到四分之一；每步的图像用十倍，高度降到 1/10。

再一行一行地横着看。学习率大，下得快，可是一直在高处；学习率小，停得低，可是来得
晚：看过 1600 幅图像，`0.0625` 还在高处。想两样都要，可以让学习率慢慢变小。最后
一行的学习率是 1/(1 + e/4)，e = 0、1、2……是第几轮：下得跟学习率一直是 1 差不多
快，最后停得最低。所以成本不再下降的时候，把学习率调小试试：要是原来停在基底上，
成本马上又会往下降。

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
*/

static void adam(double *w, double *r, double *s, double g, double eta, int t) {
    *r = 0.9 * *r + 0.1 * g;
    *s = 0.999 * *s + 0.001 * g * g;
    double mean = *r / (1 - m_pow(0.9, t)), square = *s / (1 - m_pow(0.999, t));
    *w -= eta * mean / (sqrt(square) + 1e-8);
}

/*
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

## 检验

在地图上，检验一百个斜率的平均。在网络里，十幅图像先一幅一幅地算，再十幅一起算，
看结果是否一样。自己写的洗牌、重球和 Adam，也跟程序库的比一比。

→ 检验：手算 = 计算带 = 数值

## 什么时候，该跟谁走

离谷底还远，就跟着醉汉：步子里的运气会在路上抵消，谨慎的人还没走开，他已经下来
了。图像越多，他领先的时间就越长。最好让他每步看十幅，十幅合用一次更新。

快到谷底，就要让他清醒过来。可以让学习率慢慢变小，也可以每步多看几幅；图像要像发
牌那样发给他，每轮重洗一次。

图像不多，又要算准每一位小数，就跟着谨慎的人：他走得到。

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

enum { MEN = 20, NETWORKS = 3, EPOCHS = 128 };

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
    chapter_predict(c, "图像用十倍，误差会小多少？");
    Table t = table_begin("m|全部平均：∂C/∂w|∂C/∂b|它的运气|"
                          "单独的误差|σ/√m",
                          "%3d | %18.4f | %7.4f | %8.4f | %13.4f | %6.4f");
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
        table_row(&t, m, sum.w, sum.b, sigma / sqrt(m * (double)DRAWS),
                  sqrt(stray), sigma / sqrt(m));
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

// 乘加次数：往前、往回各经过全部权重一次，往回时，第一层以上的权重还要再经过一
// 次；最后加上更新。
static double work(int seen, int steps) {
    const int upper = 16 * 16 + 16 * 10, weights = 784 * 16 + upper;
    return (double)seen * (weights + weights + upper) + (double)steps * KNOBS;
}

// 训练到做完这么多次乘加。
static void train(Learner *l, double most) {
    for (int seen = 0; work(seen, l->steps) < most;)
        seen += next_step(l, &l->chance);
}

static void the_price(Chapter *c, const Dataset *d, const Dataset *test) {
    enum { SIZES = 4, RATES = 3 };
    const int m[SIZES] = {1, 10, 100, d->count};
    const double eta[SIZES] = {0.15, 1.5, 4, 1}, times[RATES] = {1 / 3.0, 3, 1};
    const double most = c->quick ? 1e8 : 5e8;
    const int networks = c->quick ? 1 : NETWORKS;
    chapter_section(c, "代价");
    printf("784-16-16-10 学 %d 幅图像，每步 m 幅，各 %d 个网络，每个做 "
           "%.0f 百万次乘加。\n学完的平均成本，学习率用 η、η/3 和 "
           "3η；还有用 η 时，%d 幅测试图像认对几幅。\n",
           d->count, networks, most / 1e6, test->count);
    chapter_predict(c, "同样的工作量，哪个 m 领先？");
    Table t = table_begin("m|每幅乘加次数|η|用 η 的成本|η/3|3η|认对",
                          "%4d|%13.0f|%4g|%-14s|%5.3f|%5.3f|%-10s");
    for (int k = 0; k < SIZES; k++) {
        double cost[RATES][NETWORKS], right[NETWORKS];
        for (int r = 0; r < RATES; r++)  // 最后用 η 本身
            for (int i = 0; i < networks; i++) {
                Learner l =
                    learner(d, m[k], eta[k] * times[r], c->seed + (uint64_t)i);
                train(&l, most);
                cost[r][i] = mean_cost(&l, 0, d->count, NULL);
                right[i] = dataset_correct(&l.mlp, test);
                learner_free(&l);
            }
        table_row(&t, m[k],
                  work(d->count, (d->count + m[k] - 1) / m[k]) / d->count,
                  eta[k], range_of(cost[2], networks, "%.3f"),
                  spread_of(cost[0], networks).mean,
                  spread_of(cost[1], networks).mean,
                  range_of(right, networks, "%.0f"));
    }
    table_end(&t);
}

// m 幅图像的平均斜率（13,002 个数）有多长：头一千幅切成 m 幅一段，各段的平方取
// 平均再开方；不够切就只算一段。
static double length_of_mean(const Learner *l, int m) {
    static double slopes[KNOBS];
    const int pieces = m < 1000 ? 1000 / m : 1;
    double squares = 0;
    for (int k = 0; k < pieces; k++) {
        mean_cost(l, k * m % l->set.count, m, slopes);
        for (int i = 0; i < KNOBS; i++)
            squares += slopes[i] * slopes[i] / pieces;
    }
    return sqrt(squares);
}

static void draw_wishes(Chapter *c, const Learner *l) {
    static double slopes[KNOBS];
    Figure *f = figure_open(c, "ch11_mean", "image row value");
    for (int k = 0; k <= 10; k++) {  // 最后一列是平均值
        mean_cost(l, k % 10, k < 10 ? 1 : 10, slopes);
        for (int j = 0; j < CLASSES; j++)
            figure_row(f, k, j, -100 * slopes[KNOBS - CLASSES + j]);
    }
    figure_block(f, "pixels", NULL);
    for (int row = 0; row < 28; row++)
        for (int x = 0; x < 10 * 28; x++)
            figure_row(f, (x - 13.5) / 28, (row - 13.5) / 17 - 1.4,
                       l->set.image[x / 28 * 784 + row * 28 + x % 28]);
    figure_close(c, f);
}

static void what_they_agree_on(Chapter *c, const Dataset *d) {
    enum { SIZES = 5 };
    const int m[SIZES] = {1, 10, 100, 1000, d->count};
    const int networks = c->quick ? 1 : NETWORKS;
    double length[SIZES][NETWORKS];
    chapter_section(c, "小批量的共同意见");
    printf("走过 100 步：m 幅图像的平均斜率有多长？（%d 个网络）\n", networks);
    chapter_predict(c, "图像多到什么时候，它就不再缩短？");
    for (int n = 0; n < networks; n++) {
        Learner l = learner(d, 10, 1.5, c->seed + (uint64_t)n);
        while (l.steps < 100)
            next_step(&l, &l.chance);
        for (int k = 0; k < SIZES; k++)
            length[k][n] = length_of_mean(&l, m[k]);
        if (n == 0)
            draw_wishes(c, &l);
        learner_free(&l);
    }
    const double one = spread_of(length[0], networks).mean;
    Table t = table_begin("m|长度|全凭运气的话", "%5d|%-14s|%15.3f");
    for (int k = 0; k < SIZES; k++)
        table_row(&t, m[k], range_of(length[k], networks, "%.3f"),
                  one / sqrt(m[k]));
    table_end(&t);
}

typedef enum Deal { BLINDLY, SHUFFLED, ONCE, SORTED } Deal;

typedef struct Way {
    Deal deal;  // 走的人怎样排图像的次序
    int batch;
    double rate, shrink;  // 第 e 轮的学习率是 rate/(1 + shrink·e)
    double keep;          // μ
} Way;

static Knobs trail[EPOCHS * FEW + 1];  // 最近一次走过的路：起点和每一步
static Knobs lowest;                   // 谷底，谨慎的人走到的地方
static double bottom;                  // 谷底的成本

// 走这么多轮，trail 要装得下。返回步数，也就是终点在 trail 里的序号。
static int walk(const Ink *s, Way way, int epochs, uint64_t seed) {
    int order[FEW], n = 0;
    Rng chance = rng_new(seed);
    memcpy(order, all, sizeof order);
    trail[0] = (Knobs){3, 2.5};
    for (int e = 0; e < epochs; e++) {
        for (int i = 0; way.deal == BLINDLY && i < FEW; i++)
            order[i] = rng_below(&chance, FEW);
        if (way.deal == SHUFFLED || (way.deal == ONCE && e == 0))
            shuffle(&chance, order, FEW);
        for (int i = 0; i < FEW; i += way.batch, n++) {
            int m = FEW - i < way.batch ? FEW - i : way.batch;
            Knobs was = trail[n > 0 ? n - 1 : 0], is = trail[n];
            Knobs to =
                moved(s, is, order + i, m, way.rate / (1 + way.shrink * e));
            to.w += way.keep * (is.w - was.w);  // 球按原来的方向再走一段
            to.b += way.keep * (is.b - was.b);
            trail[n + 1] = to;
        }
    }
    return n;
}

// 比谷底高多少。（最后几位可能算成“低”。）
static double height(const Ink *s, Knobs q) {
    return fabs(cost_at(s, q) - bottom);
}

static void two_men(Chapter *c, const Ink *s) {
    enum { WAYS = 4, SHOWN = 16, ROWS = 9 };
    const Way way[WAYS] = {{SORTED, FEW, 1, 0, 0},
                           {SORTED, FEW, 16, 0, 0},
                           {BLINDLY, batch, rate, 0, 0},
                           {BLINDLY, batch, 16, 0, 0}};
    const int men = c->quick ? 2 : MEN;
    double high[ROWS][WAYS] = {0}, up[MEN] = {0};
    chapter_section(c, "一张地图，两个人");
    printf("起点是 (3, 2.5)；谷底的成本是 %.4f。谨慎的人每步看 100 幅图像，"
           "醉汉（%d 个的\n平均）每步看 %d 幅：各比谷底高多少？\n",
           bottom, men, batch);
    chapter_predict(c, "谨慎的人走完四步时，谁更低？");
    Figure *f = figure_open(c, "ch11_walkers", "w b cost");
    figure_numbers(f, "size", 2, (double[]){FEW, batch});
    figure_block(f, "surface", NULL);
    for (int i = 0; i <= 90; i++, figure_gap(f))
        for (int j = 0; j <= 45; j++) {
            Knobs q = {-4.5 + 0.1 * i, -1.1 + 0.1 * j};
            figure_row(f, q.w, q.b, cost_at(s, q));
        }
    for (int k = 0; k < WAYS; k++)
        for (int man = 0; man < men; man++) {
            int steps = walk(s, way[k], EPOCHS, c->seed + (uint64_t)man);
            for (int r = 0, e = 0; r < ROWS; r++, e = e ? e * 2 : 1)
                high[r][k] += height(s, trail[e * steps / EPOCHS]) / men;
            for (int n = 0; k == 2 && n < 100; n++)
                up[man] += cost_at(s, trail[n + 1]) > cost_at(s, trail[n]);
            if (man > 0 || k == WAYS - 1)
                continue;
            figure_block(f, k < 2 ? "careful" : "drunk", NULL);
            for (int n = 0; n <= SHOWN * steps / EPOCHS; n++)
                figure_row(f, trail[n].w, trail[n].b, cost_at(s, trail[n]));
        }
    figure_close(c, f);
    Table t = table_begin(text_format("看过的图像|谨慎，η = 1|谨慎，η = 16|"
                                      "醉汉，η = %g|醉汉，η = 16",
                                      rate),
                          "%11d | %14.5f | %15.5f | %12.5f | %13.5f");
    for (int r = 0, e = 0; r < ROWS; r++, e = e ? e * 2 : 1)
        table_row(&t, e * FEW, high[r][0], high[r][1], high[r][2], high[r][3]);
    table_end(&t);
    printf("头 100 步里，%d 个醉汉（η = %g）的上坡步数：%s。\n\n", men, rate,
           range_of(up, men, "%.0f"));
}

// 二十个人徘徊得比谷底高多少：每个人取这么多轮里后一半的平均。画的是第一个人。
static Spread hover(Chapter *c, const Ink *s, Way way, int epochs, Figure *f) {
    const int men = c->quick ? 2 : MEN;
    double high[MEN] = {0};
    for (int i = 0; i < men; i++) {
        int steps = walk(s, way, epochs, c->seed + (uint64_t)i) / epochs;
        for (int e = i == 0 && f ? 0 : epochs / 2; e < epochs; e++) {
            double mean = 0;
            for (int n = e * steps + 1; n <= (e + 1) * steps; n++)
                mean += height(s, trail[n]) / steps;
            figure_row(i > 0 ? NULL : f, (e + 1) * FEW, mean);
            high[i] += e < epochs / 2 ? 0 : mean / (epochs - epochs / 2);
        }
    }
    return spread_of(high, men);
}

static void the_floor(Chapter *c, const Ink *s) {
    const double eta[] = {4, 1, 0.25, 0.0625, 1, 1};
    const double luck = luck_of_one(s, lowest);
    chapter_section(c, "他总差那么一点");
    printf("图像随机抽。在谷底，σ² 是 %.4f。看这么多幅图像，后一半路上"
           "徘徊得比谷底\n高多少？\n",
           luck);
    chapter_predict(c, "学习率降到四分之一，徘徊的高度会低多少？");
    Table t =
        table_begin("每步几幅|η|看 200 幅|看 1600 幅|看 12800 幅|ησ²/(4m)",
                    "%13d | %-11s | %7.5f | %7.5f | %8.5f | %8s");
    Figure *f = figure_open(c, "ch11_floor", "seen above");
    figure_numbers(f, "rate", 3, eta);
    figure_number(f, "luck", luck);
    for (int k = 0; k < 6; k++) {
        const bool shrinks = k == 5, drawn = k < 3 || shrinks;
        const int m = k == 4 ? 10 : 1;
        const Way way = {BLINDLY, m, eta[k], shrinks ? 0.25 : 0, 0};
        if (drawn)
            figure_block(f, shrinks ? "shrinking" : "constant", NULL);
        table_row(&t, m, shrinks ? "1/(1 + e/4)" : text_format("%g", eta[k]),
                  hover(c, s, way, 2, NULL).mean,
                  hover(c, s, way, 16, NULL).mean,
                  hover(c, s, way, EPOCHS, drawn ? f : NULL).mean,
                  shrinks ? "—" : text_format("%.5f", eta[k] * luck / (4 * m)));
    }
    table_end(&t);
    figure_close(c, f);
}

static void why_shuffle(Chapter *c, const Ink *s) {
    static const char *const name[] = {"随机抽", "每轮重洗", "只洗一次",
                                       "排好序，1 在先"};
    chapter_section(c, "为什么要洗牌？");
    printf("还是这些人，每步一幅，看图像的次序有什么影响。\n");
    chapter_predict(c, "洗过牌，学习率降到四分之一，基底也降到四分之一吗？");
    Table t = table_begin("次序|η = 1|最低和最高的人|η = 0.25|η = 0.0625",
                          "%-16s | %7.5f | %-22s | %8.5f | %10.5f");
    for (Deal k = BLINDLY; k <= SORTED; k++) {
        Spread one = hover(c, s, (Way){k, 1, 1, 0, 0}, EPOCHS, NULL);
        table_row(&t, name[k], one.mean,
                  range_of((double[]){one.low, one.high}, 2, "%.5f"),
                  hover(c, s, (Way){k, 1, 0.25, 0, 0}, EPOCHS, NULL).mean,
                  hover(c, s, (Way){k, 1, 0.0625, 0, 0}, EPOCHS, NULL).mean);
    }
    table_end(&t);
}

// 在山谷 x² + k·y² 里走一步。keep 是 μ，小于 0 表示 Adam。
typedef struct Ball {
    double w[2], v[2], s[2];  // v：速度，或者 Adam 的 r
    int t;                    // 走过的步数
} Ball;

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

// 在山谷 x² + k·y² 里从 (4, 1) 出发，走到离谷底不到 0.01，以后 100 步都不再离
// 开，一共几步。
static int steps_to_rest(double k, double keep) {
    const double eta = keep < 0 ? 0.1 : (1 + keep) / (1 + k);
    Ball b = {.w = {4, 1}};
    int last = 0;
    while (b.t - last <= 99) {
        step(&b, k, eta, keep);
        if (sqrt(b.w[0] * b.w[0] + b.w[1] * b.w[1]) >= 0.01)
            last = b.t;
    }
    return last + 1;
}

static void heavy_ball(Chapter *c, const Ink *s) {
    const double low = 1 - mu;
    chapter_section(c, "重球");
    printf("在 x² + k·y² 里走多少步才停下，η = (1 + μ)/(1 + k)。\n");
    chapter_predict(c, "动量取 0.9，在 k = 10 的山谷里有没有好处？");
    Table t = table_begin(text_format("k|μ = 0|μ = 0.3|μ = 0.6|μ = %g", mu),
                          "%4d|%5d|%7d|%7d|%7d");
    for (int k = 10; k <= 1000; k *= 10)
        table_row(&t, k, steps_to_rest(k, 0), steps_to_rest(k, 0.3),
                  steps_to_rest(k, 0.6), steps_to_rest(k, mu));
    table_end(&t);
    printf("Adam 取 η = 0.1，步数是 %d、%d 和 %d。\n\n", steps_to_rest(10, -1),
           steps_to_rest(100, -1), steps_to_rest(1000, -1));
    printf("再看喝醉的球，照上面的量法：η = %g，徘徊的高度是 %.5f；再加上 "
           "μ = %g，\n是 %.5f。\n\n",
           low, hover(c, s, (Way){BLINDLY, 1, low, 0, 0}, EPOCHS, NULL).mean,
           mu, hover(c, s, (Way){BLINDLY, 1, low, 0, mu}, EPOCHS, NULL).mean);
}

// 自己的规则和程序库的，走 200 步，最多相差多少。
static double rule_apart(double keep) {
    Ball ours = {.w = {4, 1}};
    double most = 0;
    Graph *g = graph_new(1);
    Tensor *p = t_param(g, "位置", 1, 2);
    p->data[0] = 4, p->data[1] = 1;
    Momentum ball = momentum_new(g, 0.1, keep);
    Adam theirs = adam_new(g, 0.1);
    while (ours.t < 200) {
        for (int i = 0; i < 2; i++)
            p->grad[i] = (i ? 20 : 2) * p->data[i];
        keep < 0 ? adam_step(&theirs, g) : momentum_step(&ball, g);
        step(&ours, 10, 0.1, keep);
        for (int i = 0; i < 2; i++) {
            double apart = fabs(ours.w[i] - p->data[i]);
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
    bool order = memcmp(ours, theirs, sizeof ours) == 0;
    double ball = rule_apart(0.5), yardstick = rule_apart(-1);
    printf("\n自己的洗牌和程序库的%s；重球和 momentum_step 最多相差 %.0e，\n"
           "Adam 法和 adam_step 最多相差 %.0e。\n\n",
           order ? "一致" : "不一致", ball, yardstick);
    if (!(order && ball + yardstick <= 1e-12))
        chapter_trouble(c, &(Error){"自己的规则和程序库的不一样"});
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
    if (!ink_of(&s, d)) {
        chapter_trouble(c, &(Error){"这一章要有 100 幅 1 或者 7 的图像"});
        return;
    }
    lowest = trail[walk(&s, (Way){SORTED, FEW, 16, 0, 0}, 4000, c->seed)];
    bottom = cost_at(&s, lowest);
    a_mean(c, &s);
    right_on_average(c, &s);
    the_price(c, d, test);
    what_they_agree_on(c, d);
    two_men(c, &s);
    the_floor(c, &s);
    why_shuffle(c, &s);
    heavy_ball(c, &s);
    check(c, &s, d);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch11_sgd", "醉汉与谨慎的人", options,
                                         &folder, TRAIN, TEST, tell});
}
