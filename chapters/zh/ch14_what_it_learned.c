/*
# 第 14 章：它学到了什么

**这一章的问题。** 第一篇文章设想：第一个隐藏层找到短边，第二个找到圆圈和笔画，
最后一层认出数字。我们的网络每 100 幅认对 93 幅，它真是这样认的吗？这一章先去找
边、找圆圈，每次都设对照；再问问网络：在噪声里看见了什么，胡乱的标签能不能也学
会，最喜欢什么样的图，数字挪了地方还认不认得，什么样的图骗得了它。

可以和第一篇文章对照着读（A1-10 和 A1-12 这两条，以及提醒 E5）。运行用
`make ch14`。正文里的数是在真正的 MNIST 上量出来的（先 `make mnist`）。

**本章要点** 第一篇文章设想第一层找到短边，第二层找到圆圈；和对照一比，神经元比
随机凑成的图更像边，但强得有限；“圆圈神经元”就算有也很少，是不是碰巧还说不准。网
络学到的，有一样看得清楚，就是每个数字的墨落在哪里：只懂这一样的十幅平均图，就认
得网络的“梦”。没有隐藏层的网络只少认对几幅，梦也认得，数字一挪同样认不出，轻轻一
推同样被骗；隐藏层多认对的那几幅靠什么，我们没有找到。

**新词**

噪声图像 (noise image)
: 784 个像素随机取值得到的图像，或者把另一幅的像素随机打乱。

对照 (control)
: 换一样东西做同样的测量，最好是结果事先就知道的东西。

p 值 (p-value)
: 单凭运气，量到这么大甚至更大的数的概率。硬币抛 3 次，3 次都是正面：p = 1/8。

对输入的梯度 (input gradient)
: ∂C/∂图像，784 个像素各有一个斜率；权重不动。

对抗样本 (adversarial example)
: 只改一点点（比如每个像素改 `0.05`）就让网络答错的图像。
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, UNITS = 16, SEEDS = 5 };

static double climb = 0.2, nudge_step = 0.01;

static const Option knobs[] = {
    {"--climb", KNOB_NUMBER, &climb, 0.01, 2,
     "length of a step of a dream, uphill", "“做梦”时每一步上坡的长度"},
    {"--nudge", KNOB_NUMBER, &nudge_step, 0.001, 0.05,
     "how far each pixel moves in a step of a nudge", "推一步时每个像素的改动"},
    {0}};

/*
## 先做检验

后面要转的旋钮是像素，我们到现在还没有碰过。用第 9 章的 δ 手算，像素的斜率是
(W¹)ᵀδ¹，因为图像只通过 W¹a 起作用。检验用的网络还没有训练过。（角上的像素是白
纸，也有斜率：它说的是，那里*要是*有墨会怎样。）

→ 检验：手算 = 计算带 = 数值

## 十个网络

五个是第一篇文章的 784-16-16-10，成本和学习率同第 13 章，在 50,000 幅图像上训练
了十轮。只有一点和文章不同：权重起步时的标准差是 1/√n（n 是输入的个数），不是
1。一个像素要是始终是白纸，和它相连的权重就一步也不动（每一步是 -η·δ·0）；所以起
步太大，会把学到的东西盖住。另外五个是对照，784-10，没有隐藏层：它们做得到的事，
都用不着隐藏层里的边和圆圈。

→ 十个网络

对照每 100 幅认对 `91.42` 幅；前五个（下面说“网络”，就是指它们）认对 `93.77` 幅
（都是平均），错的少了四分之一还多。

## 有边吗？

第一层的一个神经元，把权重照像素的位置摆好，就是一幅图。这幅图里，一条边占多少？
第 5 章画过边：中间一道正的权重，两侧镶着负的。这样的边算一种，再加一种从负一下
子跳到正的；每种取两个长度、八个方向、400 个位置，一共 12,800 条。

把图和边都看作 784 个数组成的箭头，得分是 100 乘以夹角余弦的平方（第 3 章）：图
就是这条边，不论深浅，都得 100；和它毫不相干，得 0；(1, 1) 和 (1, 0) 得 50。以最
像的那条边为准。

得 20 分，满分 100，又有 12,800 条边可以挑，这算高吗？只有靠对照才能判断。有些对
照*就是*边：一条是我们自己的；八十条是另外画的，位置、方向和大小各不相同；还有这
八十条加上噪声，边上的数是 1，噪声的标准差是 ½。

其余的对照，从来没有找过边。每走一步，神经元的权重加上 -η·δ·a（第 9 章），a 就是
图像；可见神经元学到的东西，*本来就是*许多图像各乘一个数，再加起来。我们取一千幅
图像，各乘一个*随机*数，随机数的平均是 0，也加起来：这样的图什么也没有学过。最后
是 784-10 的十幅权重图：这是学来的，可是每一幅管的是整个数字。

→ 有边吗？

![图 14.1：第一行是对照：我们的边，另一条边，同一条边加上噪声，三幅随机混合图。
下面是第一层的十二个神经元，种子 1：绿色表示赞成，红色表示反对；图下的数是得
分。](ch14_weights)

八十条别的边，得 `28.8` 以上；不到 100，是因为我们的边里很少有和它们正好重合的。
加了噪声，只得 `5.1` 到 `22.5`：埋在噪声里的边，这个办法可能漏掉。（神经元要是由
四条边合成，每条最多也只得 25 分。）

神经元得 `11.9` 到 `33.2`，中位数是 `20.6`。有几个看得出一小段笔画，和文章设想的
一样；别的只是一块块赞成和反对的色斑。随机混合图最高也有 `34.6`，但中位数只有
`16.7`。两边各取一幅，比比谁更像边：100 对里神经元赢 `66` 对，每个网络都赢 `64`
对以上；要是没有差别，该赢 50 对。（种子换成 6 到 15，赢得少些，但每个网络都在
50 对以上。）784-10 的输出，中位数只有 `11.6`，和它们比，神经元赢 `79` 对。可见
神经元确实比随机凑成的图更像边，但只强一点：五分之四是别的东西。

## 有圆圈吗？

再看第二个隐藏层。0、6、8、9 有圆圈，1、2、3、5、7 没有（4 有的写法有圆圈，有的
没有，就不算了）。看一个神经元的平均激活值：要是四个有圆圈的数字，个个都比那五个
没有圆圈的高，这个神经元就叫圆圈神经元。（个个都比那五个低也算：神经元也可以
说“不是”。）
*/

// mean [CLASSES] 是一个神经元的平均：有圆圈的数字，是不是个个都比别的高，或者没
// 有一个比别的高？
static bool is_loop_unit(const double *mean) {
    static const int loop[4] = {0, 6, 8, 9}, other[5] = {1, 2, 3, 5, 7};
    int more = 0;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 5; k++)
            more += mean[loop[i]] > mean[other[k]];
    return more == 4 * 5 || more == 0;
}

/*
单凭运气会怎样？九个数字里选四个，有 126 种选法；选中的是最高的四个，或者是最低
的四个，一共只有两种。所以，根本不懂圆圈的神经元，通过的概率是 p = 2/126。我们再
训练十个网络；一共 `240` 个神经元，单凭运气，平均会通过 `3.8` 个。

要是通过了 8 个，算多吗？n 个里恰好通过 i 个的概率是 c·pⁱ·(1-p)ⁿ⁻ⁱ，c 是 n 个里
选 i 个的选法数。从 8 个起全部加起来，就是 **p 值**：单凭运气，通过这么多个甚至
更多的概率。要说“不只是运气”，p 值必须很小，习惯上要小于 `0.05`。（对照必须通
过：它是输出 0、6、8、9 的和。）
*/

// 每个通过的概率是 p，求 n 个里至少通过 k 个的概率。
static double p_value(int k, int n, double p) {
    double sum = 0, exactly = m_pow(1 - p, n);  // n 个里通过 i 个，从 i = 0 起
    for (int i = 0; i <= n; i++) {
        sum += i >= k ? exactly : 0;
        exactly *= (n - i) * p / ((i + 1) * (1 - p));
    }
    return sum;
}

/*
→ 有圆圈吗？

![图 14.2：第二隐藏层的 16 个神经元，对每个数字的平均激活值；种子 1。有圆圈的数
字排在左边。](ch14_units)

对照在每个网络里都通过了。神经元通过了 `8` 个，p 值是 `0.04`，刚好低于习惯上的界
线。可是公式假定神经元互相独立，数字的各种高低次序同样可能，其实都不是这样。所以
结果正在界线上：有没有圆圈神经元，不能肯定，也不能否定；只知道通过的很少，30 个
里才有一个。看看图里的一行：点亮这个神经元的是哪几个数字？我们给它起不出名字。

## 噪声

给网络看一幅根本不是数字的图，会怎么样？最大的输出照样会报出一个数字；可是，它有
多大呢？我们把真实图像的像素打乱：墨一样多，却没有什么可认的。对照就用原来的图
像。有一个输出超过 `0.9`，就等于说“就是这个数字”。

→ 噪声

有输出超过 `0.9` 的，真实图像每 100 幅里有 `85.1` 到 `87.7` 幅，噪声有 `18.3` 到
`37.0` 幅（中位数 `28.7`）。可见噪声和数字，网络分得出来，但分得不好：它只见过数
字，看到别的东西该说什么，成本从来没有管过。

## 背下来的胡话

网络要答对，就非得*找到*什么规律不可吗？把 500 幅训练图像的标签打乱，就没有规律
可找了。训练 200 轮，五个网络学这些打乱的标签，五个学真标签，然后都来认 1,000 幅
没见过的图像。

→ 背下来的胡话

![图 14.3：学真标签和学打乱的标签，各认对多少图像：线是五个网络的中位数，色带从
最低到最高。](ch14_labels)

旋钮有 13,002 个，平均每个标签合 26 个，打乱的标签每 100 个背得下 `87.8` 到
`90.2` 个；只是比真标签学得慢，因为每一幅都得单独记，要和别的图像一一分清。遇到
没见过的图像，背下来的毫无用处：只认对 `8.3` 到 `12.0` 幅，等于瞎猜。学真标签
的，能认对 `79.1` 幅：真的找到了规律。成本低，只说明网络知道*答案*，不说明是怎么
知道的。（Zhang 等人，2017 年。）

## 它最喜欢什么样的图

这回把像素当旋钮来转，权重不动。从一张白纸出发，这样纸上的墨全是网络自己想要的；
选一个输出，在它的加权和 z 上往上坡走：沿 ∂z/∂图像走 200 步，步长 `0.2`，像素一
律限制在 0 到 1 之间。（不用 a = σ(z)：它一舍入成 1，斜率就是 0。）
*/

static real inside(real x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

// x [PIXELS]：输出 `digit` 最喜欢的图。
static void dream(Learner *l, int digit, real *x) {
    real wish[CLASSES] = {0};
    wish[digit] = 1;
    memset(x, 0, PIXELS * sizeof *x);  // 一张白纸
    for (int step = 0; step < 200; step++) {
        GraphMark mark = graph_mark(l->graph);
        Tensor *image = t_input(l->graph, 1, PIXELS, x);
        Tensor *z = mlp_forward(&l->mlp, image);
        t_backward(t_sum(t_mul(z, t_const(l->graph, 1, CLASSES, wish))));
        double squares = 1e-30;
        for (int i = 0; i < PIXELS; i++)
            squares += (double)(image->grad[i] * image->grad[i]);
        real far = (real)(climb / sqrt(squares));
        for (int i = 0; i < PIXELS; i++)
            x[i] = inside(x[i] + far * image->grad[i]);
        graph_rewind(l->graph, mark);
    }
}

/*
五个网络，各把每个数字梦一遍。谁来认这些梦？做梦的网络自己，另外四个网络，还有两
个对照。一个是 784-10。另一个只知道*每个数字的墨落在哪里*：它只有第 5 章的十幅平
均图像，别的什么也没有。哪个数字的平均图像和要认的图夹角余弦最大，就认成哪个数
字；算余弦以前，两边都先减去自己的平均墨量。我们把它叫做**十个形状**。

→ 它最喜欢什么样的图

![图 14.4：第一个网络的每个输出最喜欢的图，以及网络看到后的回答；小图是那个数字
的平均图像。](ch14_dream)

我们看到的只是些零碎的笔画，谁也不会那样写；做梦的网络却全都认得。*别的*网络，十
个梦认对 `9` 个或 `10` 个，784-10 认对 `8` 到 `10` 个，十个形状也一样。可见梦里
的墨，就落在那个数字的墨该在的地方：这一点网络学到了，而且用不着隐藏神经元。（十
幅平均图像带上第 5 章的偏置，一见墨少就当作 1，只认对 `1` 个或 `2` 个。）

## 挪一个像素

要是位置真的重要，数字换了地方，网络就该认不好了。那就把每幅图像整个挪动一到四个
像素，往右、往左、往下或者往上，空出来的地方补白纸。（对照：数字四周有空白，挤出
去的墨应该很少。这一节和下一节，都用测试集的前 1,000 幅。）

→ 挪一个像素

不挪的时候，每 100 幅认对 `93.8` 幅；挪一个像素，`88.2` 幅；挪两个，`66.6` 幅；
挪四个，只剩 `25.7` 幅（都是中位数），墨倒几乎都在，每 100 份还有 `99.2`
份。784-10 跌得差不多，从 `90.1` 跌到 `21.1`；十个形状从 `79.7` 跌到 `17.5`。

在我们看来，还是那个数字。可是一个权重只管一个像素，在这里学到的，到了旁边那个像
素就用不上。MNIST 的数字都摆在正中（第 13 章），从来没有拿这个考过网络。（要是神
经元找的是边，边又各有固定的位置，挪一挪也会认不出：位置重要，并不说明网络在那里
找的是什么。）

## 轻轻一推，就骗过它

从一幅真实的图像出发，沿它的成本往上坡走。从 ∂C/∂图像看得出，成本怎样随每个像素
变化。每走一步，每个像素按斜率的符号改 `0.01`，并且限制在 0 到 1 之间；五步下
来，哪个像素的改动都不超过 `0.05`。
*/

// n 个像素改动得一样多，加还是减，看 `way` 的符号。
static void nudge(real *x, const real *way, int n) {
    for (int i = 0; i < n; i++) {
        real sign = (real)((way[i] > 0) - (way[i] < 0));
        x[i] = inside(x[i] + (real)nudge_step * sign);
    }
}

/*
对照是再走一遍同样的步子，这回符号是随机的，每幅图像的符号只抽一次。设 g 是梯
度，每个像素推 ±ε，成本的变化大约是所有 ±εg 的和。沿 g 的符号推，784 项都朝一边
使劲，一共 ε·Σ|g|。符号随机，大多互相抵消，大约只剩 ε·√Σg²，有升有降。要是所有的
|g| 都相等，前者就是后者的 784/√784 = 28 倍。

→ 轻轻一推，就骗过它

![图 14.5：一幅图像，推五步的改动，以及两者之和；绿色是加墨，红色是减
墨。](ch14_fooled)

只算推以前认对的图像。每个像素改 `0.05`，也就是 255 级里的 13 级，我们几乎看不出
来，100 幅里就有 `24.6` 幅成了对抗样本；改 `0.1`，有 `57.4` 幅（都是中位数）。上
面那个 1，网络本来有 `0.998` 的把握；推过以后认成 8，把握几乎一样大。换成随机的
符号，分别只骗过 `1.7` 幅和 `5.8` 幅；沿梯度走，只走 `0.01` 的一步，就骗过 `3.7`
幅。（没有 28 倍：|g| 并不都相等。）危险就在这里：784 处改动，每一处都微不足道，
却全都推向同一边。（Goodfellow 等人，2014 年。）

要怪隐藏层吗？不怪。784-10 沿自己的梯度推 `0.1`，100 幅里有 `76.5` 幅被骗；十个
形状里什么也没有隐藏，也有 `31.9` 幅被骗：谁把 784 个像素加起来，谁就会被 784 处
微不足道的改动推倒。

而且，为推一个网络算出来的改动，对别的网络也管用。同样推 `0.1`，*别的*网络的梯度
根本没有算过，100 幅里也有 `28.0` 幅被骗，784-10 有 `24.6` 幅，十个形状有 `9.3`
幅。（随机的符号，也推 `0.1`：`5.8`、`2.5`、`0.9`。）可见各个网络有共同的弱点，
和没有隐藏层的网络共有的，也几乎一样多。

## 那么，它学到了什么？

- **短边？** 有一点：神经元得 `20.6` 分，满分 100；随机相加的图，得 `16.7`。
- **圆圈？** `240` 个神经元里通过 `8` 个，单凭运气有 `3.8` 个：正在界线上，而
  且很少。
- **学到东西没有？** 学到了：没见过的图像，100 幅认对 `79.1` 幅；学打乱的标签
  的，只有 `8.8` 幅。
- **什么样的图才算数字？** 几乎没学到：100 幅噪声，它对 `28.7` 幅很有把握。
- **墨落在哪里？** 学到了：只懂这一样的，也认得它的梦。可是不止这一样：十个形
  状 100 幅认对 `79.7` 幅，网络认对 `93.8` 幅。
- **隐藏层添了什么？** 多认对几幅（`93.77`，没有它是 `91.42`），多了一点边；数
  字一挪就认不出，轻轻一推就被骗，这两个毛病都没有治好。

所以，这个网络不大像第一篇文章设想的那样认数字：有一点边，圆圈很少，或者没
有。784-10 学的是，每个位置上的墨支持哪些数字，又反对哪些数字；这样就认得差不多
一样好。网络是不是也只做这件事，我们没有证明；只是数字挪了地方，或者用从别的网络
算来的改动去推，两种网络的表现差不多。多认对的那几幅，网络是怎么认的，我们没有弄
清。

→ 正文里的数

## 我们偷了哪些懒

十六个神经元，十轮训练，都太少了。我们只找了单独的边，也只在单个神经元里找了圆
圈。神经元的权重里还留着起步时的随机数，那不是边；混合图里没有这些。只有带隐藏层
的网络才认对的图像，我们没有看过。在专为图像设计的网络里，每个神经元只看一小块，
各处用同样的权重，第一层*确实*找得到边，数字挪了地方也不要紧：文章的设想并非没有
道理。

## 练习

`make ex14` 生成要你改的文件，并检查你的答案；`make hint14` 给提示。

- **14a** 比运气好吗？求两组数单凭运气分得这么开的概率。
- **14b** 所有像素一起推，求每个至少推多少，才能让一个神经元改变回答。

下一章：换更好的成本，选更好的起点，再多加几层。`make ch15`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

enum { IMAGES = 50000, TESTS = 10000, EPOCHS = 10 };
enum { MANY = 1000, EACH = SEEDS * UNITS };
static const double PI = 3.14159265358979323846;

// 各节共用的：图像；测试集的前 `many` 幅，变成 0 到 1 的数；谁来认：五个网络，
// 五个没有隐藏层的，两套十个平均。
enum { FLATS = SEEDS, SHAPES = 2 * SEEDS, MEANS, READERS };
static Dataset train, test;
static int many;
static real image[MANY * PIXELS];
static Learner *net[READERS];
static const Recipe recipe = {
    .name = "2", .hidden = {2, {UNITS, UNITS}}, .init = INIT_LECUN, .rate = 3};
static const Recipe flat = {.name = "0", .init = INIT_LECUN, .rate = 3};

// 层 `from` 的输出是 a，求层 `to` 的输出；层 0 是图像。
static Tensor *onward(const Mlp *m, Tensor *a, int from, int to) {
    for (int k = from; k < to; k++)
        a = t_sigmoid(t_linear(a, m->weight[k], m->bias[k]));
    return a;
}

// 谁对图 x [n, PIXELS]（最多 MANY 幅）的回答：[n, CLASSES]，下次再问就没了。
static const real *ask(int who, const real *x, int n) {
    static real says[MANY * CLASSES];
    const Mlp *m = &net[who]->mlp;
    GraphMark mark = graph_mark(m->graph);
    const Tensor *a = onward(m, t_const(m->graph, n, PIXELS, x), 0, m->layers);
    memcpy(says, a->data, t_count(a) * sizeof *says);
    graph_rewind(m->graph, mark);
    return says;
}

// 图 x [n, PIXELS]，每 100 幅认错几幅；标签是 CLASSES 的不问。
static double misread(int who, const real *x, int n, const uint8_t *label) {
    const real *says = ask(who, x, n);
    int asked = 0, wrong = 0;
    for (int i = 0; i < n; i++, says += CLASSES)
        if (label[i] < CLASSES) {
            asked++;
            wrong += !is_right(says, label[i]);
        }
    return 100.0 * wrong / fmax(asked, 1);
}

// 表的一行：n 次得出的数。
typedef struct Row {
    const char *name;
    int n;
    double x[MANY];
} Row;

static void add(Row *r, double x) {
    if (r->n == MANY)
        fatal("一行最多装 %d 个", MANY);
    r->x[r->n++] = x;
}

static Spread spread(Row *r) { return spread_of(r->x, r->n); }

static void show(const char *headings, const char *formats, int n, Row *row) {
    Table t = table_begin(headings, formats);
    for (int k = 0; k < n; k++)
        table_row(&t, row[k].name, row[k].n, SPREAD(spread(&row[k])));
    table_end(&t);
}

static void claim_row(const char *what, Row *r, double low, double high) {
    claim(what, spread(r).median, low, high, high > 1 ? "%.0f" : "%.2f");
}

// 画图用的几组数：图 x [n, PIXELS]，各有各的位置。
static void draw(Figure *f, int place, int n, const real *x) {
    for (int i = 0; i < n * PIXELS; i++) {
        if (i % PIXELS == 0)
            figure_block(f, "picture", "place column row value");
        figure_row(f, place + i / PIXELS, i % SIDE, i / SIDE % SIDE, x[i]);
    }
}

/* ---- 检验 --------------------------------------------------------------- */

// 图像 b 的 ∂C/∂图像 [1, PIXELS]，手算；成本是 half_squares。
static const real *input_gradient_by_hand(const Mlp *m, const Batch *b) {
    Tensor *a[4] = {b->x};
    for (int k = 0; k < 3; k++)
        a[k + 1] = onward(m, a[k], k, k + 1);
    Tensor *slope = t_sub(a[3], b->y);  // ∂C/∂a，一行
    for (int k = 3; k > 0; k--) {
        Tensor *delta = t_mul(slope, t_sub(a[k], t_square(a[k])));
        slope = t_matmul(delta, m->weight[k - 1]);  // (Wᵀδ)ᵀ
    }
    return slope->data;
}

// d 的前 n 幅图像改动以后是 x，把 ∂C/∂x 写进 g，都是 [n, PIXELS]。（C 是各幅成
// 本的平均，符号不受影响。）
static void input_gradient(Learner *l, const Dataset *d, int n, const real *x,
                           real *g) {
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, d, NULL, n);
    b.x = t_input(l->graph, n, PIXELS, x);
    t_backward(learner_cost(l, &b));
    memcpy(g, b.x->grad, t_count(b.x) * sizeof *g);
    graph_rewind(l->graph, mark);
}

static void check(Chapter *c, const Recipe *unused) {
    (void)unused;
    Learner l = learner_new(&train, &recipe, c->seed, 1);
    Batch b = first_images(&l, 1);
    OnBatch k = {&l, &b};
    real *pixel = b.x->data, slope[PIXELS];
    double hand[PIXELS], tape[PIXELS], numeric[PIXELS];
    const real *by_hand = input_gradient_by_hand(&l.mlp, &b);
    input_gradient(&l, &train, 1, pixel, slope);
    for (int i = 0; i < PIXELS; i++) {
        hand[i] = (double)by_hand[i];
        tape[i] = (double)slope[i];
        numeric[i] = (double)central_difference(cost_on_batch, &k, &pixel[i],
                                                difference_step(pixel[i]));
    }
    report_begin(c);
    report_row(c, "角上的像素", hand[0], tape[0], numeric[0]);
    report_lists(c, "全部，数值与计算带", PIXELS, tape, numeric, 0);
    report_lists(c, "全部，手算与计算带", PIXELS, hand, tape,
                 10 * (double)REAL_EPSILON);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- 边 ----------------------------------------------------------------- */

// 各种图：该有边的，不该有边的，学来的：神经元的，没有隐藏层的输出的。（我们
// 自己的边只有一条。）
enum { OURS, OTHERS, NOISY, MIXED, LEARNED, OUTPUTS, KINDS };
static real picture[KINDS][EACH * PIXELS];

// x [PIXELS]：一条边，由中点、方向、半长和宽决定：是从负到正的一跳，或者镶着负
// 边的一道。
static void put_edge(real *x, double row, double col, double angle, double half,
                     double width, bool step) {
    double sine, cosine, border = width / 2 + 2;
    m_sincos(angle, &sine, &cosine);
    for (int i = 0; i < PIXELS; i++) {
        double right = i % SIDE - col, down = i / SIDE - row;
        double u = right * cosine + down * sine;  // 沿着边
        double v = down * cosine - right * sine;  // 横过边
        bool on = u >= -half && u < half && v >= -border && v < border;
        bool in = v >= -width / 2 && v < width / 2;
        double weight = step ? (v < 0 ? -1 : 1) : in ? 1 : -0.75;
        x[i] = on ? (real)weight : 0;
    }
}

// x [PIXELS]：许多图像各乘一个随机数，加起来。
static void mix(Rng *r, real *x) {
    int n = dataset_part(&train, 0, MANY).count;
    double times[MANY], mean = 0;
    for (int i = 0; i < n; i++) {
        times[i] = rng_normal(r);
        mean += times[i] / n;
    }
    for (int p = 0; p < PIXELS; p++) {
        double sum = 0;
        for (int i = 0; i < n; i++)
            sum += (times[i] - mean) * train.image[i * PIXELS + p];
        x[p] = (real)sum;
    }
}

static void fill_pictures(uint64_t seed) {
    Rng r = rng_new(seed + 500);
    put_edge(picture[OURS], 8, 14, 0, 6, 3, false);
    for (int k = 0; k < EACH; k++) {
        double row = 5 + 18 * rng_uniform(&r), col = 5 + 18 * rng_uniform(&r);
        double angle = PI * rng_uniform(&r), half = 2.5 + 4 * rng_uniform(&r);
        double width = 2 + 2 * rng_uniform(&r);
        put_edge(picture[OTHERS] + k * PIXELS, row, col, angle, half, width,
                 rng_below(&r, 2) == 1);
    }
    for (int i = 0; i < EACH * PIXELS; i++)
        picture[NOISY][i] = picture[OTHERS][i] + (real)(0.5 * rng_normal(&r));
    for (int k = 0; k < EACH; k++)
        mix(&r, picture[MIXED] + k * PIXELS);
    for (int k = 0; k < SHAPES; k++) {
        int n = k < FLATS ? UNITS : CLASSES;
        memcpy(picture[k < FLATS ? LEARNED : OUTPUTS] + k % SEEDS * n * PIXELS,
               net[k]->mlp.weight[0]->data,
               (size_t)(n * PIXELS) * sizeof(real));
    }
}

// 每幅图的得分，取最像的边。12,800 条全用，或者每 `stride` 条取一条：两种，两个
// 长度，八个方向，400 个位置。一条边上不是 0 的像素很少，所以让全部图并排过一
// 遍。
static void find_edges(int stride, Row *share) {
    enum { ALL = KINDS * EACH };
    static double column[PIXELS][ALL], squares[ALL];
    for (int i = 0; i < ALL * PIXELS; i++) {
        double x = (double)picture[i / PIXELS / EACH][i % (EACH * PIXELS)];
        column[i % PIXELS][i / PIXELS] = x;
        squares[i / PIXELS] += x * x;
    }
    for (int at = 0; at < 12800; at += stride) {
        int place = at % 400, kind = at / 400;
        real edge[PIXELS];
        double dot[ALL] = {0}, own = 0;
        put_edge(edge, 4 + place / 20, 4 + place % 20, kind / 4 * PI / 8,
                 kind & 2 ? 6 : 3, 3, kind & 1);
        for (int p = 0; p < PIXELS; p++) {
            double x = (double)edge[p];
            own += x * x;
            for (int i = 0; x * x > 0 && i < ALL; i++)
                dot[i] += x * column[p][i];
        }
        for (int i = 0; i < ALL; i++) {
            double both = own * squares[i];
            double like = both > 0 ? dot[i] / sqrt(both) : 0;
            double *best = &share[i / EACH].x[i % EACH];
            *best = fmax(*best, 100 * like * like);
        }
    }
}

// n 个里取一个，另外一组里取一个，每 100 对里有几对是前者大？
static double of_pairs(const double *these, int n, const Row *those) {
    double more = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < those->n; k++)
            more += these[i] > those->x[k];
    return 100 * more / n / those->n;
}

static void edges(Chapter *c) {
    static const int drawn[KINDS] = {1, 1, 1, 3, 12, 0};
    static Row surer,
        share[KINDS] = {{.name = "我们自己的边", .n = 1},
                        {.name = "别的边", .n = EACH},
                        {.name = "别的边，加噪声", .n = EACH},
                        {.name = "图像的混合", .n = EACH},
                        {.name = "神经元", .n = EACH},
                        {.name = "784-10 的输出", .n = SEEDS * CLASSES}};
    const double *unit = share[LEARNED].x;
    int stride = c->quick ? 7 : 1;
    chapter_section(c, "有边吗？");
    chapter_predict(c, "神经元的权重里，最像的那条边占多少？");
    printf("第一层每个神经元的权重，与 %d 条边相比：\n\n",
           (12800 + stride - 1) / stride);
    fill_pictures(c->seed);
    find_edges(stride, share);
    Figure *f = figure_open(c, "ch14_weights", "place share");
    for (int k = 0, place = 0; k < KINDS; k++)
        for (int i = 0; i < drawn[k]; i++)
            figure_row(f, place++, share[k].x[i]);
    for (int k = 0, place = 0; k < KINDS; place += drawn[k++])
        draw(f, place, drawn[k], picture[k]);
    figure_close(c, f);
    for (int k = 0; k < SEEDS; k++)
        add(&surer, of_pairs(unit + k * UNITS, UNITS, &share[MIXED]));
    double all = of_pairs(unit, EACH, &share[MIXED]);
    show("和边有多像，满分 100 | 几幅 | 最低 | 中位数 | 最高",
         "%-25s | %8d | %6.1f | %6.1f | %7.1f", KINDS, share);
    Spread s = spread(&surer);
    printf("和混合图比，神经元更像边的，有 %.0f 对（每 100 对），各网络 %.0f "
           "到 %.0f 对；\n和 784-10 的输出比，有 %.0f 对（每 100 对）。\n\n",
           all, s.low, s.high, of_pairs(unit, EACH, &share[OUTPUTS]));
    claim_row("神经元的得分，中位数", &share[LEARNED], 12, 30);
    claim("神经元更像边，每 100 对", all, 40, 80, "%.0f");
}

/* ---- 圆圈 --------------------------------------------------------------- */

// mean [UNITS + 1]：第二隐藏层的神经元，对每个数字的平均激活值；还有一个对照：
// 有圆圈的数字的输出加起来。
static void mean_activations(const Mlp *m, double mean[UNITS + 1][CLASSES]) {
    int count[CLASSES] = {0};
    memset(mean, 0, (UNITS + 1) * sizeof *mean);
    GraphMark mark = graph_mark(m->graph);
    Batch b = batch_gather(m->graph, &test, NULL, test.count);
    Tensor *hidden = onward(m, b.x, 0, 2), *output = onward(m, hidden, 2, 3);
    for (int i = 0; i < b.n; i++) {
        int d = b.label[i];
        const real *says = output->data + i * CLASSES;
        for (int u = 0; u < UNITS; u++)
            mean[u][d] += (double)hidden->data[i * UNITS + u];
        mean[UNITS][d] += (double)(says[0] + says[6] + says[8] + says[9]);
        count[d]++;
    }
    graph_rewind(m->graph, mark);
    for (int i = 0; i < (UNITS + 1) * CLASSES; i++)
        mean[i / CLASSES][i % CLASSES] /= fmax(count[i % CLASSES], 1);
}

static void loops(Chapter *c, int threads) {
    enum { MORE = 2 * SEEDS, ALL = SEEDS + MORE };
    const double luck = 2 / 126.0;
    int pass = 0, control = 0;
    Trials t = trials_of(MORE, c->seed + SEEDS, c->quick ? 2 : EPOCHS, &test);
    t.at_end = true;
    trials_add(&t, &recipe, &train);
    chapter_section(c, "有圆圈吗？");
    chapter_predict(c, "240 个神经元里，有几个能把有圆圈的数字全都分到一边？");
    trials_run(c, &t, threads, "再加十个网络");
    Figure *f = figure_open(c, "ch14_units", "digit unit mean");
    for (int k = 0; k < ALL; k++) {
        Learner *l = k < SEEDS ? net[k] : &t.trial[k - SEEDS].learner;
        double mean[UNITS + 1][CLASSES];
        mean_activations(&l->mlp, mean);
        for (int u = 0; u < UNITS; u++) {
            pass += is_loop_unit(mean[u]);
            for (int d = 0; k == 0 && d < CLASSES; d++)
                figure_row(f, d, u, mean[u][d]);
        }
        control += is_loop_unit(mean[UNITS]);
    }
    figure_close(c, f);
    Table u = table_begin("对象 | 总数 | 通过 | 单凭运气 | p 值",
                          "%-27s | %3d | %4d | %9.1f | %7.2f");
    double p = p_value(pass, ALL * UNITS, luck);
    table_row(&u, "神经元", ALL * UNITS, pass, ALL * UNITS * luck, p);
    table_row(&u, "对照：输出 0、6、8、9", ALL, control, ALL * luck,
              p_value(control, ALL, luck));
    table_end(&u);
    claim("圆圈神经元：p 值", p, 0.01, 0.5, "%.2f");
    trials_free(&t);
}

/* ---- 噪声 --------------------------------------------------------------- */

static void noise(Chapter *c) {
    static real page[MANY * PIXELS];
    static Row row[] = {{.name = "真实图像，有一个超过 0.9"},
                        {.name = "噪声，有一个超过 0.9"}};
    chapter_section(c, "噪声");
    chapter_predict(c, "100 幅噪声图像，几幅有输出超过 0.9？");
    Rng r = rng_new(c->seed + 600);
    for (int i = 0; i < many * PIXELS; i += PIXELS) {
        int order[PIXELS];
        for (int p = 0; p < PIXELS; p++)
            order[p] = p;
        rng_shuffle(&r, order, PIXELS);
        for (int p = 0; p < PIXELS; p++)
            page[i + p] = image[i + order[p]];
    }
    for (int k = 0; k < 2 * SEEDS; k++) {
        const real *says = ask(k / 2, k % 2 ? page : image, many);
        int sure = 0;
        for (int i = 0; i < many; i++, says += CLASSES)
            sure += says[argmax(says, CLASSES)] > (real)0.9;
        add(&row[k % 2], 100.0 * sure / many);
    }
    printf("每 100 幅，五个网络：\n\n");
    show("输出 | 网络 | 最低 | 中位数 | 最高", "%-26s|%8d|%6.1f|%6.1f|%7.1f", 2,
         row);
    claim_row("噪声超过 0.9，中位数", &row[1], 15, 45);
}

/* ---- 胡话 --------------------------------------------------------------- */

static void nonsense(Chapter *c, int threads) {
    enum { FEW = 500, LONG = 200 };
    static uint8_t label[FEW];
    Dataset few = dataset_part(&train, 0, FEW), shuffled = few,
            others = dataset_part(&test, 0, MANY);
    int order[FEW];
    Rng chance = rng_new(c->seed + 700);
    for (int i = 0; i < few.count; i++)
        order[i] = i;
    rng_shuffle(&chance, order, few.count);
    for (int i = 0; i < few.count; i++)
        label[i] = few.label[order[i]];
    shuffled.label = label;
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : LONG, &others);
    t.own = FEW;
    trials_add(&t, &recipe, &few);
    trials_add(&t, &recipe, &shuffled);
    chapter_section(c, "背下来的胡话");
    chapter_predict(c, "500 个打乱的标签，能背下多少个？");
    trials_run(c, &t, threads, "打乱的标签");
    printf("每 100 幅图像认对几幅，学完 %d 轮以后：\n\n", t.rounds);
    Figure *f = figure_open(c, "ch14_labels",
                            "epoch low median high low median high low "
                            "median high low median high");
    figure_number(f, "images", few.count);
    Spread s[4] = {{0}};
    for (int e = 0; e <= t.rounds; e += c->quick ? 1 : 5) {
        for (int k = 0; k < 4; k++)
            s[k] = trials_spread(&t, k / 2, e,
                                 k % 2 ? trial_right : trial_own_right);
        figure_row(f, e, SPREAD(s[0]), SPREAD(s[1]), SPREAD(s[2]),
                   SPREAD(s[3]));
    }
    figure_close(c, f);
    Table u = table_begin("标签 | 图像 | 最低 | 中位数 | 最高",
                          "%-8s|%-6s|%6.1f|%6.1f|%7.1f");
    for (int k = 0; k < 4; k++)
        table_row(&u, k / 2 ? "打乱的" : "真的", k % 2 ? "没见过" : "见过",
                  SPREAD(s[k]));
    table_end(&u);
    claim("打乱的标签，见过的", s[2].median, 75, 97, "%.0f");
    claim("同上，没见过的", s[3].median, 5, 15, "%.0f");
    trials_free(&t);
}

/* ---- 梦 ----------------------------------------------------------------- */

static real mean_image[CLASSES * PIXELS];

static void fill_means(void) {
    static double sum[CLASSES * PIXELS];
    int count[CLASSES] = {0};
    for (int i = 0; i < train.count; i++) {
        count[train.label[i]]++;
        for (int p = 0; p < PIXELS; p++)
            sum[train.label[i] * PIXELS + p] += train.image[i * PIXELS + p];
    }
    for (int p = 0; p < CLASSES * PIXELS; p++)
        mean_image[p] = (real)(sum[p] / 255 / fmax(count[p / PIXELS], 1));
}

// 十个神经元，每个用一个数字的平均图像 m。第 5 章的，权重是 m，偏置是 -½Σm²
// （这里都缩成十分之一，免得 σ 舍入成 1）；只看形状的，权重是 (m - μ)/|m - μ|，
// μ 是 m 的平均，没有偏置。
static Learner ten_means(bool shape) {
    Recipe r = {.cost = &by_softmax};
    Learner l = learner_new(&train, &r, 1, 1);
    for (int d = 0; d < CLASSES; d++) {
        real *w = l.mlp.weight[0]->data + d * PIXELS;
        const real *m = mean_image + d * PIXELS;
        double level = 0, squares = 1e-30;
        for (int p = 0; shape && p < PIXELS; p++)
            level += (double)m[p] / PIXELS;
        for (int p = 0; p < PIXELS; p++) {
            double x = (double)m[p] - level;
            squares += x * x;
            w[p] = (real)x;
        }
        for (int p = 0; p < PIXELS; p++)
            w[p] /= shape ? (real)sqrt(squares) : 10;
        l.mlp.bias[0]->data[d] = shape ? 0 : (real)(-squares / 20);
    }
    return l;
}

static real dreams[SEEDS][CLASSES * PIXELS];  // 每个网络，一个个数字

static void show_read(void) {
    static const uint8_t digit[CLASSES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    static Row row[] = {{.name = "梦，做梦的自己认"},
                        {.name = "梦，别的网络认"},
                        {.name = "梦，784-10 认"},
                        {.name = "梦，十个形状认"},
                        {.name = "梦，第 5 章的平均图认"}};
    for (int k = 0; k < SEEDS; k++)
        for (int j = 0; j < READERS; j++)
            add(&row[j == k       ? 0
                     : j < FLATS  ? 1
                     : j < SHAPES ? 2
                                  : j - SHAPES + 3],
                10 - misread(j, dreams[k], CLASSES, digit) / 10);
    printf("步长 %g。每十幅，认对几幅：\n\n", climb);
    show("谁的图，谁来认 | 几次 | 最低 | 中位数 | 最高",
         "%-26s|%5d|%6.0f|%6.0f|%7.0f", 5, row);
    claim_row("别的网络认对的梦，每 10 个", &row[1], 8, 10);
    claim_row("十个形状认对的梦，每 10 个", &row[3], 7, 10);
}

static void dreaming(Chapter *c) {
    chapter_section(c, "它最喜欢什么样的图");
    chapter_predict(c, "网络梦见的 2，像 2 吗？在别的网络看来呢？");
    for (int i = 0; i < SEEDS * CLASSES; i++)
        dream(net[i / CLASSES], i % CLASSES,
              dreams[i / CLASSES] + i % CLASSES * PIXELS);
    const real *says = ask(0, dreams[0], CLASSES);
    Figure *f = figure_open(c, "ch14_dream", "digit output");
    for (int d = 0; d < CLASSES; d++)
        figure_row(f, d, says[d * CLASSES + d]);
    draw(f, 0, CLASSES, dreams[0]);
    draw(f, 0, CLASSES, mean_image);
    figure_close(c, f);
    show_read();
}

/* ---- 挪动 --------------------------------------------------------------- */

// x [many, PIXELS]：图像往右、往下挪这么多；空出来的地方是白纸。返回留下的墨。
static double move(int right, int down, real *x) {
    double ink = 0;
    for (int i = 0; i < many * PIXELS; i++) {
        int row = i / SIDE % SIDE - down, col = i % SIDE - right;
        bool in = row >= 0 && row < SIDE && col >= 0 && col < SIDE;
        x[i] = in ? image[i - down * SIDE - right] : 0;
        ink += (double)x[i];
    }
    return ink;
}

static void moved(Chapter *c) {
    enum { FAR = 4, SIDES = 4 };
    static const int right[SIDES] = {1, -1, 0, 0}, down[SIDES] = {0, 0, 1, -1};
    static real x[MANY * PIXELS];
    static Row read[FAR + 1], by_flat[FAR + 1];
    double by_shape[FAR + 1] = {0};
    chapter_section(c, "挪一个像素");
    chapter_predict(c, "每幅图像挪 1 到 4 个像素，100 幅里还认得几幅？");
    printf("每 100 幅认对几幅，四个方向的平均：\n\n");
    Table t =
        table_begin("像素|墨留下|网络：最低|中位数|最高|784-10：中位数|形状",
                    "%6d|%9.1f|%16.1f|%6.1f|%7.1f|%14.1f|%6.1f");
    double all = move(0, 0, x);
    for (int far = 0; far <= FAR; far++) {
        double stays = 0;
        read[far].n = by_flat[far].n = SEEDS;
        for (int side = 0; side < SIDES; side++) {
            stays += 100 * move(far * right[side], far * down[side], x) / all;
            for (int k = 0; k <= SHAPES; k++) {
                double part = (100 - misread(k, x, many, test.label)) / SIDES;
                Row *r = k < FLATS ? &read[far] : &by_flat[far];
                *(k == SHAPES ? &by_shape[far] : &r->x[k % SEEDS]) += part;
            }
        }
        table_row(&t, far, stays / SIDES, SPREAD(spread(&read[far])),
                  spread(&by_flat[far]).median, by_shape[far]);
    }
    table_end(&t);
    claim_row("挪 2 个像素后认对，中位数", &read[2], 40, 90);
}

/* ---- 一推 --------------------------------------------------------------- */

// 谁走：网络，没有隐藏层的网络，十个形状。沿什么走：自己的梯度，随机的符号，或
// 者（对别的网络和后两样）一个网络的梯度。
enum { BY_CHANCE = 3, PASSED_ON = 6, WAYS = 9, STEPS = 10 };
static int kind(int who) { return who < FLATS ? 0 : who < SHAPES ? 1 : 2; }

// 各自认对的图像的标签，别的图像是 CLASSES；走这么多步以后，前者每 100 幅认错几
// 幅；还有第一个网络走了五步的图像。
static uint8_t known[READERS][MANY];
static Row wrong[STEPS + 1][WAYS];
static real example[MANY * PIXELS];

static void walk(int who, bool uphill, uint64_t seed) {
    static real x[MANY * PIXELS], sign[MANY * PIXELS];
    int way = kind(who) + (uphill ? 0 : BY_CHANCE);
    Rng r = rng_new(seed + 800);
    memcpy(x, image, sizeof x);
    for (int p = 0; p < many * PIXELS; p++)
        sign[p] = rng_uniform(&r) < 0.5 ? -1 : 1;
    for (int step = 0; step <= STEPS; step++) {
        add(&wrong[step][way], misread(who, x, many, known[who]));
        for (int j = 0; way == 0 && j <= SHAPES; j++)
            if (j != who)
                add(&wrong[step][PASSED_ON + kind(j)],
                    misread(j, x, many, known[j]));
        if (uphill && who == 0 && step == 5)
            memcpy(example, x, sizeof x);
        if (uphill)
            input_gradient(net[who], &test, many, x, sign);
        nudge(x, sign, many * PIXELS);
    }
}

// 第一幅推五步就骗过第一个网络的图像。
static void show_fooled(Chapter *c) {
    const real *says = ask(0, example, many);
    int i = 0;
    while (i + 1 < many && (known[0][i] == CLASSES ||
                            is_right(says + i * CLASSES, known[0][i])))
        i++;
    int is = argmax(says + i * CLASSES, CLASSES);
    real now = says[i * CLASSES + is];
    says = ask(0, image + i * PIXELS, 1);
    int was = argmax(says, CLASSES);
    printf("测试图像 %d：%d，%.3f；推五步以后：%d，%.3f。\n\n", i, was,
           (double)says[was], is, (double)now);
    Figure *f = figure_open(c, "ch14_fooled", "was score is score");
    figure_row(f, was, says[was], is, now);
    draw(f, 0, 1, image + i * PIXELS);
    draw(f, 1, 1, example + i * PIXELS);
    figure_close(c, f);
}

static void show_walks(void) {
    static const char *const who[WAYS] = {
        "网络，自己的梯度",     "784-10，自己的梯度", "十个形状，自己的梯度",
        "网络，随机的符号",     "784-10，随机的符号", "十个形状，随机的符号",
        "别的网络，网络的梯度", "784-10，网络的梯度", "十个形状，网络的梯度"};
    printf("每 100 幅认对的图像，现在有几幅认错；每一步推 %g：\n\n",
           nudge_step);
    Table t =
        table_begin("推谁，沿什么的符号|1 步|5 步|10 步：最低|中位数|最高",
                    "%-27s|%6.1f|%7.1f|%10.1f|%6.1f|%7.1f");
    for (int way = 0; way < WAYS; way++)
        table_row(&t, who[way], spread(&wrong[1][way]).median,
                  spread(&wrong[5][way]).median,
                  SPREAD(spread(&wrong[10][way])));
    table_end(&t);
    claim_row("推 10 步后认错，中位数", &wrong[10][0], 35, 75);
    claim_row("随机 10 步后，中位数", &wrong[10][BY_CHANCE], 0, 10);
    claim_row("784-10，沿自己的梯度 10 步后", &wrong[10][1], 50, 95);
}

static void the_nudge(Chapter *c) {
    chapter_section(c, "轻轻一推，就骗过它");
    chapter_predict(
        c, "每个像素改 0.05，100 幅里有几幅骗得过网络？沿梯度的呢，随机的呢？");
    for (int k = 0; k <= SHAPES; k++) {
        const real *says = ask(k, image, many);
        for (int i = 0; i < many; i++, says += CLASSES) {
            bool right = is_right(says, test.label[i]);
            known[k][i] = right ? test.label[i] : CLASSES;
        }
    }
    for (int k = 0; k < SHAPES; k++) {
        walk(k, true, c->seed + (uint64_t)(k % SEEDS));
        walk(k, false, c->seed + (uint64_t)(k % SEEDS));
    }
    for (int k = 0; k < SEEDS; k++)
        walk(SHAPES, false, c->seed + (uint64_t)k);
    walk(SHAPES, true, c->seed);
    show_fooled(c);
    show_walks();
}

/* ---- 全部 --------------------------------------------------------------- */

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    trials_add(&t, &recipe, &train);
    trials_add(&t, &flat, &train);
    chapter_section(c, "十个网络");
    trials_run(c, &t, threads, "十个网络");
    trials_table(&t, "隐藏层", NULL);
    fill_means();
    Learner shapes = ten_means(true), means = ten_means(false);
    for (int k = 0; k < SHAPES; k++)
        net[k] = &t.trial[k].learner;
    net[SHAPES] = &shapes, net[MEANS] = &means;
    many = dataset_part(&test, 0, c->quick ? MANY / 10 : MANY).count;
    for (int p = 0; p < many * PIXELS; p++)
        image[p] = (real)(test.image[p] / 255.0);
    edges(c);
    loops(c, threads);
    noise(c);
    nonsense(c, threads);
    dreaming(c);
    moved(c);
    the_nudge(c);
    claims_check(c, c->seed == 1);
    learner_free(&shapes);
    learner_free(&means);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){.stem = "ch14_what_it_learned",
                                           .title = "它学到了什么",
                                           .images = IMAGES,
                                           .tests = TESTS,
                                           .checked = 10,
                                           .train = &train,
                                           .test = &test,
                                           .options = knobs,
                                           .check = check,
                                           .tell = tell});
}
