/*
# 第 6 章：网络是一个函数

**这一章的问题。** 一个神经元把 784 个数变成一个数。十六个排成一排，后面再排十六
个，最后排十个，这成了个什么东西？还没有人教过它的时候，它会说些什么？这一章里，
你只凭一张四个数的清单就把它造出来；再数清它的 13,002 个旋钮，看看去掉 σ 它还剩
多少本事；然后另造二十个这样的网络，旋钮全都随机取，让它们来认数字。

请对照第一篇文章（A1-4 到 A1-8、A1-13、A1-20、A1-21、A1-23、A1-24、A1-26 这几
条）、第二篇文章（A2-1、A2-4）和第四篇文章（A4-2 到 A4-7）来读，另有提醒
E1、E2、E23。运行用 `make ch06`；能转的旋钮有隐藏层、起点等等，例如
`make ch06 ARGS="--hidden 30 --start 7"`。文中的数是在 MNIST 上得到的。

**本章要点** 一层神经元可以写成一个式子：a′ = σ(Wa + b)；整个网络是一个函数：输
入 784 个数，输出 10 个数，由 13,002 个参数（旋钮）决定。去掉 σ，再多的层合起来
也只相当于一个矩阵。参数随机时，它认对的不比瞎猜多，往往不管看到什么都给同一个回
答；第一隐藏层的神经元大多卡在 0 或 1 附近。

**新词**

层，隐藏层 (layer, hidden layer)
: 一层就是一排神经元，输入都相同。除了最前和最后，中间的都是隐藏层。

矩阵，张量 (matrix, tensor)
: 一张数表，例如 W 有 16 行、784 列。程序库把这样的表都叫作张量；一串 784 个
  数，就是 784 行 1 列的张量。

参数 (parameter)
: 一个权重或者一个偏置。定下以后，看哪幅图像都用它。这个网络有 13,002 个。

标准差 (standard deviation)
: 一组数离它们的平均通常有多远。1、-1、1、-1 的标准差是 1。

饱和 (saturated)
: z 离 0 很远（正负都算）时，神经元停在 0 或 1 附近，几乎不动，这就叫饱和。z =
  10 时，σ 的斜率只有 `0.000045`。
*/

#include "../lib/elementary.h"
#include "../lib/random.h"
#include "../lib/tensor.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    SIDE = 28,
    PIXELS = SIDE * SIDE,
    WIDEST = 64,
    MOST_LAYERS = SIZES_MOST + 1,
    MOST_KNOBS = WIDEST * (PIXELS + 1) + MOST_LAYERS * WIDEST * (WIDEST + 1),
    IMAGES = 1000,
    NETWORKS = 20
};

static Sizes hidden = {2, {16, 16}};
static int start = 1;
static double deviation = 1;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--hidden", KNOB_SIZES, &hidden, 1, WIDEST, "the hidden layers",
     "各隐藏层的大小"},
    {"--start", KNOB_WHOLE, &start, 1, 1000, "the seed of the first network",
     "第一个网络的随机种子"},
    {"--deviation", KNOB_NUMBER, &deviation, 0.01, 3,
     "the standard deviation of the first weights and biases",
     "初始权重和偏置的标准差"},
    {0}};

/*
## 并排的神经元

一**层**就是一排神经元，看的是同一批激活值，权重和偏置却各有各的。把权重写成一张
表，一个神经元占一*行*，这张表就是**矩阵** W：第 n 行第 k 列，是神经元 n 看输入
k 用的权重。算一层，就是用循环把第 5 章的神经元挨个算一遍。
*/

typedef struct Layer {
    int out, in;
    double *w, *b;  // W [out, in]，一行接着一行；b [out]
} Layer;

// 求 z [out] = W a + b
static void layer_sums(const Layer *l, const double *a, double *z) {
    for (int n = 0; n < l->out; n++) {
        double sum = 0;
        for (int k = 0; k < l->in; k++)
            sum += l->w[n * l->in + k] * a[k];
        z[n] = sum + l->b[n];
    }
}

/*
这两重循环，数学上有个简短的写法。把激活值竖着排成一列，*W 乘以 a* 也是一列，里
面的第 n 个数，就是用第 n 行算出的加权和。再加上 b，每个神经元就有了自己的偏置；
对一列取 σ，就是每个数都取 σ。把出来的激活值记作 a′，整个一层写出来就是

$$a' = \sigma(W a + b)$$

→ 并排的神经元

形状对上了，事情就成了一半。[3,4] 乘以 [4,1] 是 [3,1]：中间那两个数必须相等（一
行有几个权重，就要有几个输入），乘完就消掉了。十列并排放着，[3,4] 乘以 [4,10] 是
[3,10]，所有的和一次算完。

## 一张清单造出网络

第四篇文章造网络，只要一张清单，例如 [2, 3, 1]：两个输入，中间三个神经元，末尾一
个。第一层就是输入，什么也不用算，所以没有权重，也没有偏置。往后每一层都有一个矩
阵和一列偏置。把这些全部接起来，就是长长的一串数，叫作**参数**，也就是网络的旋
钮。
*/

typedef struct Network {
    int layers;  // 输入层后面有几层
    Layer layer[MOST_LAYERS];
    int knobs;
    double knob[MOST_KNOBS];  // 各层的，一层接着一层
} Network;

static void network_start(Network *n, const int *sizes, int count, Rng *r) {
    double *next = n->knob;
    n->layers = count - 1;
    for (int k = 0; k < n->layers; k++) {
        int out = sizes[k + 1], in = sizes[k];
        n->layer[k] = (Layer){out, in, next, next + out * in};
        next += out * in + out;
    }
    n->knobs = (int)(next - n->knob);
    for (int i = 0; i < n->knobs; i++)
        n->knob[i] = deviation * rng_normal(r);
}

/*
旋钮一开始全是随机数，取自钟形分布 N(0, 1)：平均是 0，**标准差**是 1，大约三分之
二落在 -1 和 1 之间。为什么不都从 0 开始？权重一样的神经元，说的一样，学的也一
样，十六个永远只能当一个用（见第 9 章）。

旋钮一共有多少？每个神经元和前一层的每个神经元都相连，一条连线一个权重：784 个像
素后面接 16 个神经元，就有 784·16 个权重，还有 16 个偏置。第一篇文章有一处说，最
后一层有九个神经元，对应数字 1 到 9；后面不远又说，参数有 13,002 个。这两句话不
可能都对。

→ 一张清单造出网络

数字是 0 到 9，输出有十个，参数就是 `13002` 个；要是九个，只有 `12985` 个。参数
绝大多数在图像和第一隐藏层之间，光是权重就有 `12544` 个。（第四篇文章另有一个网
络，只有一个隐藏层，30 个神经元，参数是 `23860` 个。那里的矩阵从 0 数起，层从 1
数起：`weights[1]` 就是表里的权重[1]，连接第 2 层和第 3 层。）

## 一幅图走一遍

每一层都接着前一层的结果往下算，一个权重做一次乘加，一幅图要做 12,960 次；一秒能
做十亿次的话，就是 13 微秒。（W 在内存里一行接着一行，循环也一行一行地读；要是跳
着读，就慢了。）这段程序，第四篇文章里叫 `feedforward`。`bend` 表示要不要弯，下
一节再用。
*/

typedef struct Pass {  // a[0] 是图
    double z[MOST_LAYERS + 1][PIXELS], a[MOST_LAYERS + 1][PIXELS];
} Pass;

static void forward(const Network *n, const double *image, bool bend, Pass *p) {
    memcpy(p->a[0], image, PIXELS * sizeof *image);
    for (int k = 0; k < n->layers; k++) {
        layer_sums(&n->layer[k], p->a[k], p->z[k + 1]);
        for (int i = 0; i < n->layer[k].out; i++) {
            double z = p->z[k + 1][i];
            p->a[k + 1][i] = bend ? m_sigmoid(z) : z;
        }
    }
}

/*
→ 一幅图走一遍

![图 6.1：一幅图走过各层：墨越浓，激活值越大。每个神经元和前一层的每个神经元都相
连，绿线的权重是正的，红线的权重是负的。](ch06_layers)

中间为什么要放这些层？是指望一层比一层看得更抽象：先看短边，再看圈，最后看数字。
这里的权重是随机的，什么也看不出来；训练好的权重，到第 14 章再看。

程序库有自己的矩阵，叫**张量**。改用张量来算，全部 42 个神经元的激活值一位也不
差，因为两边相加的次序一样。同一幅图再算一遍，答案也不会变。所以网络就是一个*函
数*，784 个数进去，十个数出来；它很复杂，可是每个部件我们都懂。（反过来，图不
动，只转旋钮，它又是 13,002 个数的函数：第 7 章就这样看它。）

## σ 有什么用

去掉 σ，每一层就只剩 a′ = Wa + b。两层接在一起，就是

$$W_2(W_1 a + b_1) + b_2 = (W_2 W_1)\,a + (W_2 b_1 + b_2)$$

这还是*一*层，矩阵是 W₂W₁，偏置是 W₂b₁ + b₂。从输入 k 到神经元 n，要经过中间那一
层的各个神经元 j，每个 j 是一条路；W₂W₁ 的第 n 行第 k 列就是这些路合起来的权重：
一条路上的两个权重相乘，各条路再相加。我们把三层合成一层，比一比最后的和 z。表的
最后一列更简单：把两幅图平均成一幅，再把那两幅的 z 也平均一下，两边的 z 差多少？
*/

// 没有 σ 时，把 `first` 和 `second` 两层合成一层，各个数放在 `room` 里。
static Layer join(const Layer *first, const Layer *second, double *room) {
    Layer one = {second->out, first->in, room, room + second->out * first->in};
    for (int n = 0; n < one.out; n++)
        for (int k = 0; k < one.in; k++) {
            double sum = 0;
            for (int j = 0; j < first->out; j++)
                sum += second->w[n * second->in + j] * first->w[j * one.in + k];
            one.w[n * one.in + k] = sum;
        }
    layer_sums(second, first->b, one.b);
    return one;
}

static Layer one_for_all(const Network *n) {
    static double room[2][WIDEST * (PIXELS + 1)];  // 一块读，一块写
    Layer one = n->layer[0];
    for (int k = 1; k < n->layers; k++)
        one = join(&one, &n->layer[k], room[k % 2]);
    return one;
}

/*
→ σ 有什么用

没有 σ，不管什么图，三层算的，同那一个矩阵算的都一样，只在最后几位上有点出入：z
大到 `770`，最多也只差 `9.1e-13`。所以，13,002 个旋钮只顶 `7850` 个（784·10 +
10）用，再添一百层也是白添；一个神经元做不到的事（第 5 章正方形的对角），哪个输
出也做不到，末尾加不加 σ 都一样。因为没有 σ，z 走的就是直线：图变到一半，z 也正
好变到一半。有了 σ，图变到一半时，z 走到哪里就说不准了。许多层能胜过一层，靠的就
是这个弯：神经元够多的话，只要一个隐藏层，随便什么连续函数都能凑出来，要多像有多
像。（第 10 章会用一个个凸起拼出形状；至于怎样*找到*这些权重，那是另一回
事。）

![图 6.2：一幅图慢慢变成另一幅。没有 σ，不管权重是多少，每个输出都走直线。有了
σ，就可以拐弯。](ch06_straight)

## 随机的网络说什么

哪个输出神经元最亮，网络的回答就是哪个数字。（四个输出也够把数字写成二进制了。可
是那样一来，末位碰到 1、3、5、7、9 都得亮，这几个数字的样子毫无共同之处；再说，
有十个输出，还看得出排第二的是谁。）下面是三个随机网络看同一幅图，各自的十个输
出。

→ 随机的网络说什么

![图 6.3：一幅图，三个随机网络。最亮的输出就是回答，不过全凭运
气。](ch06_outputs)

每个输出都在 0 和 1 之间，第一篇文章就说它是概率。可是每个神经元都是自己压自己
的，没有谁管着这十个数加起来要等于 1。它们只是十个*得分*。（第 15 章有一种输出，
加起来真的是 1。）

这样的回答，十次能对几次？拿一千幅图像，去问二十个随机网络，再看看每个网络最常给
的是哪个回答。

→ 二十个随机网络

大约十次里对一次，和瞎猜一样：第二篇文章说这种网络很糟糕，果然如此。不过看看最后
一列，它们连猜都没有猜。有一半的网络，对 `75.4` % 以上的图像都给同一个回答。7 号
和 8 号看到什么都说 1，碰上真的 1，自然就对了。怎么会这样呢？激活值没有负的，平
均起来都大于 0；乘上权重一加，还没看图，就已经有一个输出领先了。

![图 6.4：二十个网络各认对多少，最常给的回答又占多少。](ch06_guesses)

## 神经元为什么走极端

再看看上面的第 2 层：神经元大多在 0 或 1，夹在中间的很少。权重倒不大，三分之二都
在 -1 和 1 之间。可是一个神经元要加的项很多。把和平方一下：(x + y)² 是 x² + y² +
2xy，2xy 时正时负，平均起来是 0，所以越加越多的只有*平方*。从 N(0, 1) 取一个数，
它的平方平均是 1，也就是标准差的平方；取 n 个加起来，和的平方平均就是 n，和本身
通常有 √n 那么大。在 z 里，权重要乘以激活值 a，这一项就不算 1，算 a²；偏置仍旧算
1。所以 z 通常有 √(Σa² + 1) 那么大；Σa² 是 100 的话，就是 10 左右。

→ 神经元为什么走极端

![图 6.5：第一隐藏层的加权和 z（下方）散得很开，远远超出 σ 陡的那一段，所以激活
值（左边）都堆在 0 和 1。](ch06_spread)

图上写的是什么数字，公式根本不管，结果却只差百分之几。所以，第一隐藏层的神经元多
半**饱和**了，每 100 个里有 `58.2` 个：和超出了 ±5，σ 在那里已经平了。这样的神经
元一口咬定“是”或者“不是”，权重转动一点，它几乎没有反应。这对学习很不利，因为学习
就要看每个权重转动一点会有什么变化（第 8 章）。后面两层只有 16 个输入，加权和小
一些，神经元也灵活一些。

第四篇文章用的就是这样的 N(0, 1) 权重，第 13 章会看到，它照样学得会。要是把权重
缩小到 1/√n（n 是输入的个数），偏置取 0，和通常就不超过 1，因为 Σa² 不超过 n。第
7 章就从这样的权重开始；好处有多大，第 15 章再看。（权重太小也不行：在 0 附近，σ
差不多是直线，输出全在 ½ 上下。用 `--deviation 0.01` 试试看。）

## 检验

拿 [2, 3, 1] 来检验。输入变一点，输出跟着变多少？路径有三条，每个隐藏神经元一
条，像第 4 章那样加起来。参数变一点，输出又变多少？第一个问题，手算是这样的：
*/

// 输出对输入 k 的 ∂a′/∂a；网络只有一个隐藏层、一个输出。
static double by_three_paths(const Network *n, const Pass *p, int k) {
    const Layer *first = &n->layer[0], *second = &n->layer[1];
    double sum = 0, out = p->a[2][0];
    for (int j = 0; j < first->out; j++) {
        double a = p->a[1][j], w = first->w[j * first->in + k];
        sum += out * (1 - out) * second->w[j] * a * (1 - a) * w;
    }
    return sum;
}

/*
→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

两个隐藏层，每层十六个神经元，这样选只是因为画得下；第 13 章用三十个，更多的到第
16 章再试。还有，n 项的和“通常”是 √n，要各项互不相干才成立；随机的权重互不相干，
训练过的就不是了。

## 练习

`make ex06` 生成要你改的文件，并检查你的答案；`make hint06` 给提示。

- **6a** 两个隐藏神经元交换位置。要让输出不变，还有什么必须跟着换？
- **6b** 参数的总数有限，两个隐藏层最宽能有多宽？

下一章：这样的网络有多差？用一个数来衡量，再看看旋钮的地形：`make ch07`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

static int sizes[MOST_LAYERS + 1], count;  // 784，各隐藏层，10
static Pass pass;                          // 最近算过的那幅图

// 第 k 个随机网络；种子各不相同。
static const Network *network(const Chapter *c, int k) {
    static Network n;
    Rng r = rng_new(c->seed + (uint64_t)(start - 1 + k));
    network_start(&n, sizes, count, &r);
    return &n;
}

// [2, 3, 1]
static Network *small_network(const Chapter *c) {
    static Network n;
    Rng r = rng_new(c->seed);
    network_start(&n, (int[]){2, 3, 1}, 3, &r);
    return &n;
}

// 最后一层的激活值。
static const double *outputs(const Network *n, const double *image) {
    forward(n, image, true, &pass);
    return pass.a[n->layers];
}

static void neurons_side_by_side(Chapter *c) {
    chapter_section(c, "并排的神经元");
    double w[] = {1, 0, -1, 2, 0.5, 0.5, 0.5, 0.5, -2, 1, 0, 1};
    double a[] = {1, 0.5, 0, 0.25}, b[] = {-1, 0, 0.5}, z[3];
    layer_sums(&(Layer){3, 4, w, b}, a, z);
    printf("三个神经元看着四个激活值：1、0.5、0、0.25。\n");
    chapter_predict(c, "神经元 1 的权重是 1、0、-1、2，偏置是 -1，z 是多少？");
    Table t = table_begin("神经元|W：w₁|w₂|w₃|w₄|b|z = Wa + b|a′ = σ(z)",
                          "%6d|%4.1f|%4.1f|%4.1f|%4.1f|%4.1f|%.3f|%.4f");
    for (int n = 0; n < 3; n++)
        table_row(&t, n + 1, w[n * 4], w[n * 4 + 1], w[n * 4 + 2], w[n * 4 + 3],
                  b[n], z[n], m_sigmoid(z[n]));
    table_end(&t);
    printf("神经元 1：1·1 + 0·0.5 - 1·0 + 2·0.25 - 1 = %.3f\n\n", z[0]);
}

static void show_shapes(const Network *n) {
    Table t = table_begin("k|从哪层|到哪层|行数|列数|权重[k]|偏置[k]",
                          "%d | %d | %d | %d | %d | %d | %d");
    for (int k = 0; k < n->layers; k++) {
        const Layer *l = &n->layer[k];
        table_row(&t, k, k + 1, k + 2, l->out, l->in, l->out * l->in, l->out);
    }
    table_end(&t);
}

// 784-30-10: 784·30 + 30 + 30·10 + 10 = 23860
static void show_count(const int *size, int n) {
    int sum = 0;
    for (int k = 0; k < n; k++)
        printf(k ? "-%d" : "%d", size[k]);
    for (int k = 1; k < n; k++) {
        printf("%s%d·%d + %d", k > 1 ? " + " : ": ", size[k - 1], size[k],
               size[k]);
        sum += (size[k - 1] + 1) * size[k];
    }
    printf(" = %d\n", sum);
}

static void a_list_of_sizes(Chapter *c) {
    chapter_section(c, "一张清单造出网络");
    const Network *small = small_network(c);
    printf("[2, 3, 1]，有 %d 个参数：\n\n", small->knobs);
    show_shapes(small);
    chapter_predict(c, "有 13,002 个参数，输出是九个，还是十个？");
    show_count(sizes, count);
    sizes[count - 1] = 9;
    show_count(sizes, count);
    sizes[count - 1] = CLASSES;
    show_count((int[]){784, 30, 10}, 3);
    printf("\n第一个网络，一层一层地看：\n\n");
    const Network *n = network(c, 0);
    show_shapes(n);
    double sum = 0, squares = 0;
    for (int i = 0; i < n->knobs; i++) {
        sum += n->knob[i];
        squares += n->knob[i] * n->knob[i];
    }
    sum /= n->knobs, squares /= n->knobs;
    printf("它的 %d 个旋钮：平均 %.3f，标准差 %.3f。\n\n", n->knobs, sum,
           sqrt(squares - sum * sum));
}

// 同一个网络，用程序库的张量造出来。
typedef struct Mirror {
    Graph *graph;
    int layers;
    Tensor *w[MOST_LAYERS], *b[MOST_LAYERS], *a[MOST_LAYERS + 1];
} Mirror;

static Mirror mirror_new(const Network *n, const double *image) {
    Mirror m = {.graph = graph_new(1), .layers = n->layers};
    m.a[0] = t_input(m.graph, n->layer[0].in, 1, image);
    for (int k = 0; k < n->layers; k++) {
        const Layer *l = &n->layer[k];
        char name[32];
        snprintf(name, sizeof name, "偏置[%d]", k);
        m.b[k] = t_param(m.graph, name, l->out, 1);
        memcpy(m.b[k]->data, l->b, (size_t)l->out * sizeof *l->b);
        snprintf(name, sizeof name, "权重[%d]", k);
        m.w[k] = t_param(m.graph, name, l->out, l->in);
        memcpy(m.w[k]->data, l->w, (size_t)(l->out * l->in) * sizeof *l->w);
    }
    return m;
}

static Tensor *mirror_forward(Mirror *m) {
    for (int k = 0; k < m->layers; k++)
        m->a[k + 1] = t_sigmoid(t_add(t_matmul(m->w[k], m->a[k]), m->b[k]));
    return m->a[m->layers];
}

static void figure_layers(Chapter *c, const Network *n, int answer) {
    Figure *f = figure_open(c, "ch06_layers", NULL);
    double size[MOST_LAYERS + 1];
    for (int k = 0; k < count; k++)
        size[k] = sizes[k];
    figure_number(f, "layers", count);
    figure_numbers(f, "size", count, size);
    figure_number(f, "answer", answer);
    figure_block(f, "picture", "pixel ink");
    for (int i = 0; i < PIXELS; i++)
        figure_row(f, i, pass.a[0][i]);
    figure_block(f, "neurons", "layer size neuron activation");
    for (int k = 1; k < count; k++)
        for (int i = 0; i < sizes[k]; i++)
            figure_row(f, k, sizes[k], i, pass.a[k][i]);
    figure_block(f, "weights", "layer size next_size from to weight");
    for (int k = 1; k < n->layers; k++)
        for (int i = 0; i < sizes[k] * sizes[k + 1]; i++)
            figure_row(f, k, sizes[k], sizes[k + 1], i % sizes[k], i / sizes[k],
                       n->layer[k].w[i]);
    figure_close(c, f);
}

static void one_picture(Chapter *c, const uint8_t *bytes, const double *image) {
    static const char *const shade[] = {"··", "░░", "▒▒", "▓▓", "██"};
    chapter_section(c, "一幅图走一遍");
    const Network *n = network(c, 0);
    int answer = argmax(outputs(n, image), CLASSES);
    text_images(1, &bytes, SIDE, SIDE);
    printf("  第 1 层 [%d,1]：像素\n", PIXELS);
    for (int k = 1; k < count; k++) {
        printf("  第 %d 层 [%d,1] = σ([%d,%d]·[%d,1] + [%d,1])", k + 1,
               sizes[k], sizes[k], sizes[k - 1], sizes[k - 1], sizes[k]);
        for (int i = 0; i < sizes[k]; i++)
            printf("%s %s", i % 16 ? "" : "\n ",
                   shade[(int)(pass.a[k][i] * 4 + 0.5)]);
        printf("\n");
    }
    printf("   0  1  2  3  4  5  6  7  8  9   它的回答：%d\n\n", answer);
    printf("看成函数：%d 个数进去，%d 个数出来，%d 个参数。\n\n", PIXELS,
           CLASSES, n->knobs);
    figure_layers(c, n, answer);

    Mirror m = mirror_new(n, image);
    mirror_forward(&m);
    static Pass again;
    forward(n, image, true, &again);
    int all = 0, equal = 0, repeated = 0;
    for (int k = 1; k < count; k++)
        for (int i = 0; i < sizes[k]; i++, all++) {
            equal += pass.a[k][i] == m.a[k]->data[i];
            repeated += pass.a[k][i] == again.a[k][i];
        }
    graph_free(m.graph);
    printf("用循环算，再用矩阵算：一位不差的神经元有 %d 个，总共 %d 个。\n"
           "同一幅图再走一遍：一位不差的有 %d 个，总共 %d 个。\n\n",
           equal, all, repeated, all);
    if (equal < all || repeated < all)
        fatal("循环和矩阵对不上；见上面几行");
}

// 最后一层的加权和；各层要么都不用 σ，要么都用。
static const double *last_sums(const Network *n, const double *image, bool bend,
                               Pass *p) {
    forward(n, image, bend, p);
    return p->z[n->layers];
}

static double larger(double a, double b) { return fabs(b) > a ? fabs(b) : a; }

static void what_sigma_is_good_for(Chapter *c, const Dataset *d,
                                   const double *image, const double *other) {
    static Pass whole, at_other, halfway;
    const Dataset few = dataset_part(d, 0, 100);
    const Network *n = network(c, 0);
    Layer one = one_for_all(n);
    chapter_section(c, "σ 有什么用");
    printf("%d 层，%d 个参数，去掉 σ 合成一层：一个矩阵 [%d,%d]\n"
           "加一列偏置，%d 个参数。%d 个网络，每个看 %d 幅图像。\n",
           n->layers, n->knobs, one.out, one.in, one.out * (one.in + 1),
           NETWORKS, few.count);
    chapter_predict(c, "最后的和 z，跟那一个矩阵算出来的差多少？");
    double most = 0, apart[2] = {0}, bent[2] = {0}, same[2] = {0};
    double x[PIXELS], middle[PIXELS], by_one[CLASSES];
    for (int k = 0; k < NETWORKS; k++) {
        one = one_for_all(network(c, k));
        for (int i = 0; i < 2 * few.count; i++) {
            bool bend = i % 2;
            dataset_image(&few, i / 2, x);
            for (int p = 0; p < PIXELS; p++)
                middle[p] = (x[p] + other[p]) / 2;
            layer_sums(&one, x, by_one);
            const double *z = last_sums(n, x, bend, &whole);
            const double *from = last_sums(n, other, bend, &at_other);
            const double *between = last_sums(n, middle, bend, &halfway);
            same[bend] += argmax(by_one, CLASSES) == argmax(z, CLASSES);
            for (int j = 0; j < CLASSES; j++) {
                most = larger(most, by_one[j]);
                apart[bend] = larger(apart[bend], z[j] - by_one[j]);
                bent[bend] =
                    larger(bent[bend], between[j] - (z[j] + from[j]) / 2);
            }
        }
    }
    Table t =
        table_begin("网络 | 最多差多少 | 回答相同（%） | 两图平均后差多少",
                    "%-9s | %18.1e | %14.1f | %17.1e");
    for (int bend = 0; bend < 2; bend++)
        table_row(&t, bend ? "有 σ" : "没有 σ", apart[bend],
                  100 * same[bend] / few.count / NETWORKS, bent[bend]);
    table_end(&t);
    printf("（那一个矩阵算出的和，绝对值最大是 %.3g。）\n\n", most);

    network(c, 0);
    Figure *f = figure_open(c, "ch06_straight", "share straight bent");
    for (int j = 0; j < CLASSES; j++) {
        figure_block(f, "output", NULL);
        for (int i = 0; i <= 100; i++) {
            for (int p = 0; p < PIXELS; p++)
                middle[p] = image[p] + i / 100.0 * (other[p] - image[p]);
            figure_row(f, i / 100.0, last_sums(n, middle, false, &halfway)[j],
                       m_sigmoid(last_sums(n, middle, true, &whole)[j]));
        }
    }
    figure_block(f, "pictures", "first second");
    for (int p = 0; p < PIXELS; p++)
        figure_row(f, image[p], other[p]);
    figure_close(c, f);
}

static void what_a_random_network_says(Chapter *c, const double *image) {
    chapter_section(c, "随机的网络说什么");
    printf("三个网络，权重都是随机的，看的是上面那幅图。\n");
    chapter_predict(c, "一个网络的十个输出，加起来是 1 吗？");
    double a[3][CLASSES], sum[3] = {0};
    for (int k = 0; k < 3; k++)
        memcpy(a[k], outputs(network(c, k), image), sizeof a[k]);
    Table t =
        table_begin("输出|网络 1|网络 2|网络 3", "%6d | %9.2f | %9.2f | %9.2f");
    Figure *f = figure_open(c, "ch06_outputs", "output one two three");
    for (int j = 0; j < CLASSES; j++) {
        table_and_figure_row(&t, f, j, a[0][j], a[1][j], a[2][j]);
        for (int k = 0; k < 3; k++)
            sum[k] += a[k][j];
    }
    table_end(&t);
    figure_close(c, f);
    printf("加起来是 %.2f、%.2f 和 %.2f。\n\n", sum[0], sum[1], sum[2]);
}

// 每一层，所有网络、所有图像加在一起：输入的 Σa²，Σz²，|z| > 5 的个数。
static double inputs[MOST_LAYERS], squares[MOST_LAYERS], far[MOST_LAYERS];

static void count_sums(void) {
    for (int k = 0; k < count - 1; k++) {
        for (int j = 0; j < sizes[k]; j++)
            inputs[k] += pass.a[k][j] * pass.a[k][j];
        for (int j = 0; j < sizes[k + 1]; j++) {
            double z = pass.z[k + 1][j];
            squares[k] += z * z;
            far[k] += fabs(z) > 5;
        }
    }
}

static void twenty_random_networks(Chapter *c, const Dataset *d) {
    chapter_section(c, "二十个随机网络");
    printf("%d 个网络，每个看 %d 幅图像。\n", NETWORKS, d->count);
    chapter_predict(c, "一百幅图像，一个网络能认对几幅？");
    Table t = table_begin("网络 | 认对（%） | 最常给的回答 | 占多少（%）",
                          "%7d | %8.1f | %16d | %11.1f");
    Figure *f = figure_open(c, "ch06_guesses", "network right favourite");
    figure_number(f, "images", d->count);
    Figure *spread = figure_open(c, "ch06_spread", "z");
    figure_number(spread, "deviation", deviation);
    figure_number(spread, "inputs", PIXELS);
    double right[NETWORKS], given[NETWORKS], x[PIXELS];
    for (int k = 0; k < NETWORKS; k++) {
        const Network *n = network(c, k);
        double said[CLASSES] = {0};
        right[k] = 0;
        for (int i = 0; i < d->count; i++) {
            dataset_image(d, i, x);
            int answer = argmax(outputs(n, x), CLASSES);
            said[answer]++;
            right[k] += 100.0 * (answer == d->label[i]) / d->count;
            count_sums();
            for (int j = 0; i % 20 == 19 && j < sizes[1]; j++)
                figure_row(spread, pass.z[1][j]);
        }
        int favourite = argmax(said, CLASSES);
        given[k] = 100 * said[favourite] / d->count;
        table_row(&t, k + 1, right[k], favourite, given[k]);
        figure_row(f, k + 1, right[k], given[k]);
    }
    table_end(&t);
    Spread s = spread_of(right, NETWORKS), g = spread_of(given, NETWORKS);
    figure_number(f, "mean", s.mean);
    figure_close(c, f);
    figure_close(c, spread);
    printf("认对：从 %.1f 到 %.1f %%，平均 %.1f %%。有一半的网络，\n"
           "对 %.1f %% 以上的图像都给同一个回答。\n\n",
           s.low, s.high, s.mean, g.median);
}

// a2 是一层各个输入的 Σa²。
static double typical_sum(double a2) { return deviation * sqrt(a2 + 1); }

static void why_they_shout(Chapter *c, int pictures) {
    enum { SUMS = 10000 };
    chapter_section(c, "神经元为什么走极端");
    chapter_predict(c, "从 N(0, 1) 取一百个数加起来，"
                       "和大约是 1、10，还是 100？");
    Table t = table_begin("几个数 | 和通常有多大 | √n", "%7d | %25.2f | %5.2f");
    Rng r = rng_new(c->seed);
    const int numbers[] = {1, 10, 100, PIXELS};
    for (int k = 0; k < 4; k++) {
        double mean_square = 0;
        for (int i = 0; i < SUMS; i++) {
            double sum = 0;
            for (int j = 0; j < numbers[k]; j++)
                sum += rng_normal(&r);
            mean_square += sum * sum / SUMS;
        }
        table_row(&t, numbers[k], sqrt(mean_square), sqrt(numbers[k]));
    }
    table_end(&t);
    printf("再看上面所有神经元的加权和 z：\n");
    chapter_predict(c, "一幅图的 Σa² 大约是 100。z 有多大？");
    t = table_begin("层|输入的平均 Σa²|√(Σa² + 1)|z 通常有多大|超出 ±5（%）",
                    "%5d|%10.2f|%6.2f|%12.2f|%7.1f");
    for (int k = 0; k < count - 1; k++) {
        double n = (double)pictures * sizes[k + 1], in = inputs[k] / pictures;
        table_row(&t, k + 2, in, typical_sum(in), sqrt(squares[k] / n),
                  100 * far[k] / n);
    }
    table_end(&t);
    printf(
        "σ 的斜率：%.6f（z = 0 时）、%.6f（z = 5 时）、%.6f（z = 10 时）。\n\n",
        0.25, m_sigmoid(5) * m_sigmoid(-5), m_sigmoid(10) * m_sigmoid(-10));
}

static double two_inputs[PIXELS] = {0.8, 0.3};

static real by_loops(void *network) { return outputs(network, two_inputs)[0]; }

static real by_matrices(void *mirror) { return t_item(mirror_forward(mirror)); }

static void check(Chapter *c) {
    Network *n = small_network(c);
    Mirror m = mirror_new(n, two_inputs);
    t_backward(mirror_forward(&m));
    report_begin(c);
    for (int k = 0; k < 2; k++) {
        double numeric = central_difference(by_loops, n, &two_inputs[k], 6e-6);
        outputs(n, two_inputs);
        report_row(c, k ? "∂a′/∂ 输入 2" : "∂a′/∂ 输入 1，三条路径",
                   by_three_paths(n, &pass, k), m.a[0]->grad[k], numeric);
    }
    report_params(c, m.graph, by_matrices, &m, graph_params(m.graph));
    report_end(c);
    graph_free(m.graph);
}

// 这个数字的第一幅图像，换成激活值。
static int first(const Dataset *d, int digit, double *image) {
    int i = 0;
    while (i < d->count - 1 && d->label[i] != digit)
        i++;
    dataset_image(d, i, image);
    return i;
}

static void tell(Chapter *c, const Dataset *d, const Dataset *unused) {
    (void)unused;
    sizes[count++] = PIXELS;
    for (int k = 0; k < hidden.n; k++)
        sizes[count++] = hidden.size[k];
    sizes[count++] = CLASSES;
    double three[PIXELS], seven[PIXELS];
    int which = first(d, 3, three);
    first(d, 7, seven);
    neurons_side_by_side(c);
    a_list_of_sizes(c);
    one_picture(c, d->image + which * PIXELS, three);
    what_sigma_is_good_for(c, d, three, seven);
    what_a_random_network_says(c, three);
    twenty_random_networks(c, d);
    why_they_shout(c, NETWORKS * d->count);
    check(c);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch06_network", "网络是一个函数",
                                         options, &folder, IMAGES, 1, tell});
}
