/*
# 第 13 章：认手写数字

**这一章的问题。** 第四篇文章里训练了一个 784-30-10 的网络，每 100 幅测试图像能
认对将近 95 幅。换一个人、换一种语言、换一批随机的权重，还能做到吗？中间那三十个
神经元，有什么用？每 100 幅里认错的那五幅是哪些，网络知不知道自己没把握？这一章
我们一口气训练二十个网络，看看有的网络怎么丢了一个数字，又怎么找回来，再量一量：
网络说 `0.9` 的时候，是不是真有九成把握。

可以和第四篇文章对照着读（A4-8、A4-13、A4-14 和 A4-16 这几条，以及提醒 E20、E22
和 E23）。运行用 `make ch13`。正文里的数是在真正的 MNIST 上量出来的（先
`make mnist`）。改用程序画的数字，结论一样，数会不同。

**本章要点** 照第四篇文章的配方训练五次，只换随机种子，每 100 幅测试图像都能认对
95 幅左右；从同样的小起点出发，训练让错误减半，隐藏层再减半。有的网络会“丢失”一
个数字：最初的几百步把它的 z 推到左边很远的地方，那里 σ 是平的，推得越远，等得越
久，才找得回来。网络的自信不能直接当正确率用：换成没学过的图像，它说有八九成把握
的，对的没有那么多，所以得分要先拿新图像量过。

**新词**

中位数 (median)
: 一组数从小到大排好，正中间的那个。94、95 和 99 的中位数是 95。

混淆矩阵 (confusion matrix)
: 一张计数的表。第 4 行第 9 列写的是：有多少个 4 认成了 9。

丢失的数字 (lost digit)
: 网络几乎不认得的数字：它的图像，20 幅里认对的还不到 1 幅。

校准 (calibrated)
: 得分信得过：得分为 0.8 的回答，100 个里有 80 个是对的。
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

enum { IMAGES = 50000, TESTS = 10000, BATCH = 10, EPOCHS = 30 };
static const double rate = 3;  // η

/*
## 用 C 写第四篇文章的程序

文章里的程序把 Python 2 和 Python 3 混着写，照印出来的样子，哪个解释器也运行不
了。（仓库里的那一份可以运行。）我们的是 C。

MNIST 有 60,000 幅训练图像、10,000 幅测试图像。字是写在表格上的，写字的有美国人
口普查局的职员，也有中学生。写测试图像的人，没有一个写过训练图像，所以考的都是网
络从没见过的笔迹。图像和标签，训练的、测试的，一共四个文件，读文件的代码在
`chapters/common/images.c`。

配方如下：

- 像素的值在 0 到 1 之间，就是它的字节除以 255。
- 标签对应的那个输出，y 是 1，其余九个是 0。
- 权重和偏置起初都是随机数，取自第 6 章的 N(0, 1)，标准差是 1。
- 成本是 ½Σ (a - y)²，对 a 的斜率是 a - y。
- 每看 10 幅图像，就逆着它们斜率的平均走一步，η = 3。（第 11 章没有 ½，η 只要
  一半，步子就一样大。）
- 前 50,000 幅图像从头到尾看 30 遍，每遍都重新洗牌。

为什么一步看十幅、为什么要洗牌，第 11 章讲过。30 遍是文章定的；什么时候该停，第
16 章拿另外 10,000 幅图像来问。看完一遍叫一轮，一轮是 5,000 步。每一步还是第 11
章的那几样：记录，往回走，倒带，走一步。
*/

static void one_step(Learner *l) {
    if (l->at == 0)
        learner_order(l);  // 按种子和轮次把 l->order 洗一遍
    int left = l->set.count - l->at, n = left < BATCH ? left : BATCH;
    GraphMark mark = graph_mark(l->graph);
    Batch b = batch_gather(l->graph, &l->set, l->order + l->at, n);
    Tensor *a = t_sigmoid(mlp_forward(&l->mlp, b.x));
    t_backward(t_scale(t_squared_error(a, b.y), (real)0.5));
    graph_rewind(l->graph, mark);
    sgd_step(l->graph, (real)rate);
    l->at += n;
    if (l->at == l->set.count)
        l->at = 0, l->epochs++;
}

/*
所谓学习者（`chapters/common/learner.h`），就是一个网络，连同它的图像次序和配
方。它用到的随机数，全由一个数决定，这个数就是种子。它的 `learner_step` 走一步，
和上面一样，只是什么配方都行，也快一些。这一章的网络由它来训练。其中五个，再用上
面的循环训练一遍：两边认对的测试图像是不是一样多，最后一张表会比。

再看 `evaluate`。文章的程序里有这个函数，讲解的时候却跳过去了。十个输出里哪个最
大，网络的回答就是哪个数字，哪怕最大的那个也很小；回答和标签相同，就算认对。（经
过 σ，大小次序不变，所以看加权和 z 就够了。答案从错变对是一下子变的，没有斜率；
所以学的时候看成本，考的时候看这个。）

考试用测试图像，训练时从来不用它们：背下来的，不能算会认。我们比文章多记一样：每
个数字认成了什么，列成一张表。
*/

typedef int Confusion[CLASSES][CLASSES];  // [数字][回答]

// z [n, CLASSES]：网络看到 n 幅图像，各说了什么。
static int evaluate(const real *z, const uint8_t *label, int n,
                    Confusion table) {
    int right = 0;
    for (int i = 0; i < n; i++) {
        int answer = argmax(z + i * CLASSES, CLASSES);
        table[label[i]][answer]++;
        right += answer == label[i];
    }
    return right;
}

/*
## 先做检验

梯度要是错了，训练就是白费时间。所以训练之前先检验，用最前面的十幅图像，用双精
度。*全部*导数都和数值导数比一遍，其中两个再用第 9 章的 δ 手算一遍。（我们的成本
前面有个 ½，δ 里的那个 2 就约掉了。）
*/

// 由一幅图像的加权和 z，求输出 j 的 δ。
static double delta(const real *z, int label, int j) {
    double a = m_sigmoid((double)z[j]), y = label == j;
    return (a - y) * a * (1 - a);
}

/*
→ 检验：手算 = 计算带 = 数值

只有 `11440` 个导数（共 23,860 个）不是 0。其余的导数，对应的像素在这十幅图像里
全是白纸，就像第 7 章里角上的那个像素。三种方法算得都一样。

## 二十个网络

前三篇文章讲的是 784-16-16-10，有 13,002 个权重和偏置。到第四篇就换成了
784-30-10，有 23,860 个，也没有交代一声。这一种我们训练五次，种子从 1 到 5：种子
不同，初始的权重就不同，看图像的次序也不同。

隐藏神经元有什么用？去掉它们，才看得出来。所以我们也训练 784-10，让每个输出直接
看像素。起点又有什么用？两种网络都换一个起点再训练一次，就是第 7 章用过的**小起
点**：有 n 个输入，标准差就取 1/√n，不取 1。这样一共四种，每种五个。

一点也不训练，又能认对多少？第 5 章那十幅平均图像，其实也是一个 784-10。每个输出
的权重，就是它那个数字的平均图像 m，偏置是 -½Σm²。
*/

// `d` 的十幅平均图像，看 `test` 的 100 幅认对几幅：权重 m，偏置 -½Σm²。
static double read_by_means(const Dataset *d, const Dataset *test) {
    int pixels = d->rows * d->cols;
    Learner l = learner_new(d, &(Recipe){.rate = rate}, 1, 1);
    for (int j = 0; j < CLASSES; j++) {
        real *m = l.mlp.weight[0]->data + j * pixels, n = 0, squares = 0;
        memset(m, 0, (size_t)pixels * sizeof *m);
        for (int i = 0; i < d->count; i++)
            for (int p = 0; d->label[i] == j && p < pixels; p++)
                m[p] += d->image[i * pixels + p], n += p == 0;
        for (int p = 0; n > 0 && p < pixels; p++)
            m[p] /= 255 * n, squares += m[p] * m[p];
        l.mlp.bias[0]->data[j] = -squares / 2;
    }
    double right = learner_read(&l, test).right;
    learner_free(&l);
    return right;
}

/*
→ 二十个网络

![图 13.1：有三十个隐藏神经元的网络（两个起点）和没有隐藏神经元的网络，每走完一
轮，认对多少测试图像。线是五个网络的中位数，色带从最低到最高。](ch13_accuracy)

**文章没有说错。** 照它的配方，五个网络最后每 100 幅认对 `94.70` 到 `95.62` 幅，
中位数是 `95.21`。一路怎么走过来的，看图 13.1：图从第一轮走完画起，那时的中位
数，已经是十幅里认对九幅。要是到这里还在瞎猜，不是代码有错，就是学习率不合适。

**每一样值多少。** 我们来数认错了几幅，要比的网络都从小起点出发。100 幅测试图
像，十幅平均图像认错 18 幅。训练一个没有隐藏层的，认错的还不到一半，8 幅左右（认
对 `91.73`）；有了三十个隐藏神经元，又减一半，只剩 4 幅左右（认对 `95.85`）。

这算好吗？MNIST 就是 LeCun 等人编的。他们 1998 年报告的结果是：在训练图像里找最
像的那一幅，照它回答，100 幅认错 5 幅；300 个隐藏神经元的网络，也是 5 幅左右。我
们三十个神经元，错得还少些：可见配方和起点也要紧。最少能错到几幅，第 16 章来试。

只看像素的输出，给每个像素一个权重：这个像素有墨，是支持 4 还是反对 4，早就定死
了，不管别的像素怎样。有了隐藏神经元，就可以看别的像素再定，像第 10 章那样。不过
隐藏神经元自己也得学：第 9 章里有一次，第一层一直停在起点上，就没认对多少。

**起点**换小了，有隐藏层的网络，每八个错误就少一个：`95.21` 变成 `95.85`。没有隐
藏层的，从第四篇文章的起点出发，只认对 `75.68`。为什么？看表的最后几列：丢了数
字。

**为什么看中位数，又为什么训练五个？** 图 13.1 的色带有一处凹下去：五个里有一
个，一连十轮，每 100 幅都比别的少认对将近十幅。取平均，这一个就会拖累大家；取中
位数就不会。取最好的那一个呢？那是运气，还是看着测试成绩挑出来的。要是只训练一
个，就看不出换一个种子，结果会变多少：这五个网络的标准差是 `0.31`。所以，两种配
方各跑一次，只差零点一，什么也说明不了。

## 丢失的数字

100 幅里少认对将近十幅，是怎么回事？十个数字，每个约占图像的十分之一。所以那个网
络是有一个数字几乎认不出来，别的数字照样认得。一个数字的图像，20 幅里认对的还不
到 1 幅，就说它丢了。
*/

static bool is_lost(Confusion table, int digit) {
    int all = 0;
    for (int answer = 0; answer < CLASSES; answer++)
        all += table[digit][answer];
    return 20 * table[digit][digit] < all;
}

/*
上面的表数过了。第四篇文章的 784-30-10，走完一轮，五十个数字丢了 `2` 个，到最后
全都找回来了。从小起点出发，一个也没有丢。784-10 走完一轮丢了 `17` 个，到最后还
有 `7` 个没找回来；从小起点出发，丢了 `3` 个，后来都找回来了。

数字是怎么丢的，又是怎么找回来的？哪怕网络看到的正是这个数字，它那个输出也几乎是
0。可见在这些图像上，加权和 z 落在左边很远的地方，那里 σ 是平的。我们就盯着文章
的那五个网络，到一个数字也不丢为止：每个输出的 z，在自己那个数字的图像上取平均。
*/

// 输出 `digit` 的 z，在这个数字的图像上取平均。
static double own_sum(const real *z, const uint8_t *label, int n, int digit) {
    double sum = 0;
    int images = 0;
    for (int i = 0; i < n; i++)
        if (label[i] == digit)
            sum += (double)z[i * CLASSES + digit], images++;
    return images ? sum / images : 0;
}

/*
→ 丢失的数字

![图 13.2：784-30-10 的五十个输出，z 在自己那个数字的图像上取平均。步数用对数坐
标。几乎个个都在二十步之内掉下去，到一千步，大多已经回来；有两个接着往下掉，然后
就等着。（一个网络一个数字也不丢了，它的线就画到那里。）](ch13_lost)

**先是几乎都往下掉。** 一个输出看到的图像，十幅里有九幅是别的数字，把它的 z 往左
推；只有一幅是自己的，往右拉。所以它先学会的是说“不是”：这么说，十次对九次。

**然后又回来。** 看看 δ，也就是 (a - y)·a·(1 - a)。设 a 很小。别的数字的图像，
y = 0，推力大约是 a²；自己的图像，y = 1，拉力大约是 a，大得多。所以只要*所有*图
像上 a 都小，就是自己的占上风。最低掉到 -6 与 -8 之间的有 `18` 个，其中一半，最
后一次发现丢了，不晚于第 `153` 步。

**可是 a 未必处处都小。** 在这个输出看来，别的数字的图像，有些也许比自己的还像。
这些图像上 z 还在 0 附近，推力最大。这样的图像只要有几幅，就压过自己的全部图像：
自己的这时几乎拉不动了。激活值又有许多是共用的，每推一下，自己的图像也跟着往下
掉。所以 z 一直往下掉，直到这个输出对什么图像都不作声。

**然后就等着。** 掉多深，等多久，用铅笔就能算。用一幅图像走一步，每个权重改变
-η·δ·h，h 是那三十个激活值。换一幅图像来看，它的激活值是 h′，z 就改变
-η·δ·(h·h′ + 1)：h·h′ 是三十个乘积之和，1 来自偏置。从这个起点出发，激活值大多
在 0 或 1 附近。设有一半是 1，而且同一个数字的两幅图像，是 1 的正好是同样的 15
个。（其实 h 也在变，这里当它不动。）

先算掉下去。z = 0 的时候，别的数字的图像，δ 是 1/8；自己的图像，δ 是 -1/8。十幅
里九幅推、一幅拉，所以走一步，z 往左移动

    3 · 8/10 · 1/8 · (15 + 1)，大约 5；

别的数字的图像，和自己的图像共有的激活值少些，z 移动得也少些。再算往回走。十幅图
像里有一幅是自己的，它的 δ 大约是 -a。所以走一步，z 上升

    3 · 1/10 · a · (15 + 1)，大约 5·a。

z = -5 的时候，这只是 1/30：掉下去只要一步，往回走，一步只有三十分之一。z = -11
的时候，输出 a = 1/60,000，照这个速度，上升 1 要 12,000 步。可是一路上 a 也在变
大，z 每升 1，a 就是原来的 e 倍。所以这些步大半花在头一个 1 上，走完全程，也不会
比这更多。

算得对吗？最低掉到 -10 与 -12 之间的那个，最后一次发现丢了，是第 `8718` 步。（下
一次查看，步数要多出三分之一，所以这个步数只是个大概。）z = -9，铅笔算出 1,600；
-8 与 -10 之间的 `2` 个，丢到第 `871` 步。最深的一个，刚过 -14 就回头（图
13.2），算起来要 240,000 步，实际丢到第 `48995` 步，将近十轮：图 13.1 里凹下去的
就是它。（同一个数字的图像，z 并不都一样：有些掉得浅，先往回拉，也就把别的图像带
了上来。）

可见铅笔算的，和实际相差不过五倍。再看表里，一直到 -12，每掉深 2，等的时间就是原
来的五倍，甚至更多。（铅笔算的是 e² 倍，约 7 倍。）

**别的网络呢？** 从小起点出发，z 在 0 附近，h 都在 ½ 附近，哪幅图像和别的都差不
了多少，五十个数字丢了 `0` 个。没有隐藏层，h 的位置就由像素来顶。两幅图像总有几
十个像素都有墨，所以每推一下，z 就移动得更远。往回拉，一步也大这么多倍，可是补不
回来：z 每深 1，等的时间就是原来的 e 倍。从小起点出发，这里的 z 起初也在 0 附
近：丢了 `3` 个，四轮以后都回来了。

784-10 的 `75.68` 就是这么来的：五十个数字丢了 `7` 个，五个网络平均下来，每 100
幅就丢了 14 幅。最好的那个网络认对 `91.63`，和从小起点出发的一样。对付的办法有两
个，都在第 15 章：一个是小起点，一个是换一种不带 σ′ 的成本。

## 把什么认成什么

下面细看 784-30-10，从文章的起点出发，五个里居中的那个。

→ 把什么认成什么

每行是一个数字，每列是一种回答。对角线上是认对的；10,000 幅一共认对多少，折成每
100 幅，就是 `95.21` 幅。它把 `22` 幅 4 认成了 9，把 `19` 幅 9 认成了 4；加起
来，别的哪一对都没有这么多。字要是潦草，这两个我们也会犹豫：4 的上面一封口，笔画
就和 9 差不多重合了，网络能看的又只有墨。

可是这一对只占全部错误的十二分之一。其次是 3 和 5，再往后是 3 和 2、3 和 8。认错
最多的是 8，100 次里将近八次；0 和 1 最少，各两次。

## 它有多自信

输出是 0 到 1 之间的得分。最大的那个，就当作网络的自信程度。网络说 0.8 的时候，
是不是 100 次里对 80 次？如果是，得分就是校准过的，可以拿来用：没把握的数字交给
人，其余的交给机器。

有两件事，可能让得分信不过。十个输出各报一个数，我们看的是其中*最大的*；网络学的
是一批图像，考它的却是*新的*。所以我们把五个网络的回答按得分的高低分成几段，学过
的图像和测试图像，各分一次。
*/

typedef struct Bin {
    double low, high;  // 哪些得分归它
    int answers, right;
    double score;  // 各个得分之和
} Bin;

// z [n, CLASSES]：n 幅图像的加权和。
static void fill(Bin *bin, const real *z, const uint8_t *label, int n) {
    for (int i = 0; i < n; i++) {
        int answer = argmax(z + i * CLASSES, CLASSES);
        double score = m_sigmoid((double)z[i * CLASSES + answer]);
        if (score > bin->low && score <= bin->high) {
            bin->answers++;
            bin->right += answer == label[i];
            bin->score += score;
        }
    }
}

/*
→ 它有多自信

![图 13.3：得分差不多的回答里，对的占多大比例。落在细线上，得分就可以当概率用；
落到细线下面，就是自信过头。](ch13_reliability)

**学过的和新的。** 最后一行是全部回答。学过的图像，五个网络每 100 幅认对 `97.6`
幅，新的认对 `95.2` 幅。所以考试要用没学过的图像。

**在学过的图像上**，最大的输出太谦虚，说得越低越谦虚：说 `0.615` 的，每 100 个对
`77.8` 个。单看一个输出，说 0.8 的，也许 100 次里对 80 次。可要是另有一个输出报
得更高，它多半是错的；这种情形不算在这里，剩下的，对的比例自然高些。

**在新图像上**，超过 `0.7` 就自信过头了：说 `0.817` 的，每 100 个只对 `75.1`
个；说 `0.965` 的，对 `91.9` 个。在学过的图像上，得分差不多的，对 `91.0` 个和
`97.9` 个。这就是换成新图像的代价。（得分不到 `0.3` 的，正好反过来：学过了还这么
没把握的，也许本来就是怪字。）

所以，得分要拿没学过的图像量过才能用。量过以后，得分很有用：五分之四的回答超过
`0.99`，这些回答每 100 个对 `99.2` 个。把另外五分之一交给人：一共 `2418` 个错
误，除了 `313` 个，都在那五分之一里，也就是每 100 个错误里的 87 个。（最少要交多
少，练习 13b 来算。）

话说回来，五个网络还有这 `313` 个错误，摊到每个网络，最自信的回答里也有六十来
个。这些地方，它不知道自己错了。

→ 正文里的数

## 你自己的网络

有关训练的选项，随便加上哪一个，程序就只训练一个网络：

    make ch13 ARGS="--seed 2 --save net.safetensors"

这就是上面五个里的一个。想换个样子，可以用 `--hidden 128,64`、`--rate`、
`--batch` 和 `--epochs`；全部选项用 `make ch13 ARGS=--help` 来看。

然后写一个数字，深色的字，浅色的底，大小不限，用笔写、用画图程序画都行，再运行

    make predict IMAGE=my3.pgm MODEL=net.safetensors

这条命令把它做成和 MNIST 一样的图像，大小一样，也放在正中，照网络看到的样子显示
出来，十个输出画成条形。你写的字能认对多少，这里的表说不上来：换了一个人写，也换
了一支笔。

## 那么，它会认手写数字吗？

会：从没见过的笔迹，每 100 幅认对 95 幅左右，五个起点都做得到，靠的是一步一步下
山。十幅平均图像没有训练过，就能认对 `82.00` 幅。从小起点出发，训练让错误减半，
三十个隐藏神经元再减半。路上可能丢一个数字：最初的几百步把它的 z 推到左边很远的
地方，那里 σ 是平的；推得越远，找回来越久。

没把握的时候，它自己知道吗？多半知道：没把握的那五分之一，占了 100 个错误里的 87
个。可是得分不是概率，值多少，要有人拿新图像量过才知道。

## 我们偷了哪些懒

第四篇文章每走完一轮都拿测试图像考一遍，我们也照做了。可是谁要这样来*挑*配方，测
试就算不上测试了，正确的做法见第 16 章。得分在测试图像上量过，也只对这一类图像有
效。给网络看一幅根本不是数字的图，最大的输出照样会报出一个数字，第 14 章就来试。
还有，我们试了两个起点，学习率和成本却只有一种：换一张配方，全都可能变。

## 练习

`make ex13` 生成要你改的文件，并检查你的答案；`make hint13` 给提示。

- **13a** `evaluate`：由输出和标签，求认对了几个。
- **13b** 可以说“我不知道”的网络：最少要把多少幅图像交给人，其余的才够准？

下一章：网络会认字了。可是它学到的是什么，是短边和圆圈吗？`make ch14`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

enum { SEEDS = 5, OWN = 5000, CHECKED = 100, OUTPUTS = SEEDS * CLASSES };
static Dataset train, test;

enum { ARTICLE, ARTICLE_SMALL, DIRECT, DIRECT_SMALL, KINDS };
static const Recipe kind[] = {
    {"784-30-10", {1, {30}}, .epochs = EPOCHS, .rate = rate},
    {"784-30-10 小起点", {1, {30}}, .init = INIT_LECUN, .rate = rate},
    {"784-10", .rate = rate},
    {"784-10 小起点", .init = INIT_LECUN, .rate = rate}};

static void check(Chapter *c, const Recipe *r) {
    Dataset some = dataset_part(&train, 0, CHECKED);
    Learner l = learner_new(&some, r, c->seed, 1);
    Batch few = first_images(&l, BATCH);
    OnBatch k = {&l, &few};
    t_backward(learner_cost(&l, &few));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    // （工作量与网络大小的平方成正比；网络再大，也不比我们这个多花。）
    size_t all = graph_params(l.graph), most = 600000000 / all + 1;
    size_t moving = report_params(c, l.graph, cost_on_batch, &k,
                                  c->quick && most > 1000 ? 1000 : most);
    report_end(c);
    printf("  有 %zu 个导数（共 %zu 个）不是 0；检验只用了这 %d 幅图像。\n\n",
           moving, all, few.n);
    learner_free(&l);
}

/* ---- 网络的回答 ---------------------------------------------------------- */

// 一个网络最近一次的回答。
typedef struct Answers {
    real z[TESTS * CLASSES];  // 每幅图像，各个输出的加权和
    Confusion table;
} Answers;

// 每种网络五个，看测试图像；文章的那一种，还看自己学过的图像。
static Answers says[KINDS * SEEDS], own[SEEDS];
static int lost[KINDS * SEEDS][EPOCHS + 1];  // 每一轮之后，几个数字

// 返回认对了几幅。
static int ask(Answers *of, Learner *l, const Dataset *set) {
    learner_sums(l, set, of->z);
    memset(of->table, 0, sizeof of->table);
    return evaluate(of->z, set->label, set->count, of->table);
}

static void listen(Trial *t, int epoch) {
    ask(&says[t->number], &t->learner, &test);
    for (int digit = 0; digit < CLASSES; digit++)
        lost[t->number][epoch] += is_lost(says[t->number].table, digit);
}

/* ---- 正文里的表和图 ------------------------------------------------------ */

static int lost_digits(int recipe, int epoch) {
    int all = 0;
    for (int s = 0; s < SEEDS; s++)
        all += lost[recipe * SEEDS + s][epoch];
    return all;
}

static void twenty_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "二十个网络");
    chapter_predict(c, "没有隐藏层，能认对多少？一点也不训练呢？");
    trials_run(c, t, threads, "二十个网络");
    Figure *f = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high low median "
                            "high");
    Spread end[KINDS] = {{0}};
    for (int e = 0; e <= t->done; e++) {
        for (int k = 0; k < KINDS; k++)
            end[k] = trials_spread(t, k, e, trial_right);
        figure_row(f, e, SPREAD(end[ARTICLE]), SPREAD(end[ARTICLE_SMALL]),
                   SPREAD(end[DIRECT_SMALL]));
    }
    figure_close(c, f);
    printf("100 幅测试图像，最后认对几幅；五十个数字，走完一轮和最后，各丢了"
           "几个：\n\n");
    Table u = table_begin("网络|最低|中位数|最高|标准差|丢失：1|最后",
                          "%-16s|%6.2f|%6.2f|%7.2f|%9.2f|%7d|%3d");
    for (int k = 0; k < KINDS; k++)
        table_row(&u, kind[k].name, SPREAD(end[k]), end[k].deviation,
                  lost_digits(k, 1), lost_digits(k, t->done));
    table_end(&u);
    printf("用全部 %d 幅图像求十幅平均图像，认对 %.2f 幅（共 100 幅）。\n\n",
           train.count, read_by_means(&train, &test));
    claim("784-30-10，中位数", end[ARTICLE].median, 94.5, 95.4, "%.1f");
    claim("784-10，小起点", end[DIRECT_SMALL].median, 91.3, 92.1, "%.1f");
}

typedef struct Path {  // 一个输出的
    double low;        // 最低的 own_sum
    int lost;          // 最后一次发现它的数字丢了，是第几步
} Path;

// 用正文的循环训练一个，返回最后认对几幅。
static int follow(Path *path, Figure *f, uint64_t seed, int last) {
    static Answers now;
    int right = 0;
    Learner l = learner_new(&train, &kind[ARTICLE], seed, 1);
    figure_block(f, NULL, "step 0 1 2 3 4 5 6 7 8 9");
    for (int step = 0, look = 0; step <= last; step++, one_step(&l)) {
        if (step < look && step < last)
            continue;
        double row[1 + CLASSES] = {step};
        right = ask(&now, &l, &test);
        for (int d = 0; d < CLASSES; d++) {
            row[1 + d] = own_sum(now.z, test.label, test.count, d);
            path[d].low = fmin(path[d].low, row[1 + d]);
            if (is_lost(now.table, d))
                path[d].lost = step;
        }
        figure_row_from(f, 1 + CLASSES, row);
        look += 1 + look / 3;
    }
    learner_free(&l);
    return right;
}

static void lost_digit(Chapter *c, const Trials *t) {
    static Path path[OUTPUTS];
    int epoch = (train.count + BATCH - 1) / BATCH, same = 0;
    chapter_section(c, "丢失的数字");
    chapter_predict(c, "数字丢掉要几步，找回来又要几步？");
    Figure *f = figure_open(c, "ch13_lost", NULL);
    for (int s = 0; s < SEEDS; s++) {
        const Trial *twin = trials_at(t, ARTICLE, s);
        int e = 1;  // 到一个也不丢为止
        while (e < t->done && lost[twin->number][e] > 0)
            e++;
        int right =
            follow(path + s * CLASSES, f, twin->learner.seed, e * epoch);
        same += fabs(100.0 * right / test.count - trial_right(twin, e)) < 1e-6;
    }
    figure_close(c, f);
    printf(
        "784-30-10 的五十个输出，按最低的 z 分段；最后一次发现它的数字丢了，\n"
        "是第几步：\n\n");
    Table u = table_begin("最低的 z | 数字 | 丢失：最短 | 中位数 | 最长",
                          "%-10s | %6d | %14d | %6d | %7d");
    for (int z = 0; z > -60; z -= 2) {
        double wait[OUTPUTS];
        int n = 0;
        for (const Path *p = path; p < path + OUTPUTS; p++)
            if (p->low <= z && p->low > z - 2)
                wait[n++] = p->lost;
        if (n == 0)
            continue;
        Spread steps = spread_of(wait, n);
        table_row(&u, text_format("%d 到 %d", z, z - 2), n, SPREAD(steps));
    }
    table_end(&u);
    claim("两种循环训练得一样的网络", same, SEEDS, SEEDS, "%.0f");
}

static void what_for_what(Chapter *c, int median) {
    chapter_section(c, "把什么认成什么");
    chapter_predict(c, "哪两个数字最容易互相认错？");
    printf("784-30-10，种子 %.0f，五个里居中的那个：\n\n",
           (double)c->seed + median);
    Table t = table_begin("数字|0|1|2|3|4|5|6|7|8|9",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d");
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = says[median].table[digit];
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9]);
    }
    table_end(&t);
}

static void how_sure(Chapter *c, const Trials *t) {
    enum { BINS = 6 };
    static const double low[] = {0, 0.3, 0.5, 0.7, 0.9, 0.99, 0};
    static const double high[] = {0.3, 0.5, 0.7, 0.9, 0.99, 1, 1};
    Dataset learned = dataset_part(&train, 0, OWN);
    for (int s = 0; s < SEEDS; s++)
        ask(&own[s], &trials_at(t, ARTICLE, s)->learner, &learned);
    chapter_section(c, "它有多自信");
    chapter_predict(c, "说 0.8 的回答，对的有没有 80 个（共 100 个）？");
    printf("五个网络的回答按得分分段：平均得分，每 100 个对几个。先在\n"
           "%d 幅学过的图像上，再在测试图像上：\n\n",
           learned.count);
    Table u = table_begin("得分|学过：平均|对|测试：平均|对|回答|错",
                          "%-11s|%13.3f|%5.1f|%10.3f|%5.1f|%7d|%5d");
    Figure *f =
        figure_open(c, "ch13_reliability", "score right learned_score right");
    for (int k = 0; k <= BINS; k++) {
        Bin o = {low[k], high[k], 0, 0, 0}, b = o;
        for (int s = 0; s < SEEDS; s++) {
            fill(&o, own[s].z, learned.label, learned.count);
            fill(&b, says[ARTICLE * SEEDS + s].z, test.label, test.count);
        }
        double old = o.answers ? o.answers : 1, n = b.answers ? b.answers : 1;
        table_row(&u, text_format("%g 到 %g", o.low, o.high), o.score / old,
                  100 * o.right / old, b.score / n, 100 * b.right / n,
                  b.answers, b.answers - b.right);
        if (k < BINS && o.answers >= 50 && b.answers >= 50)
            figure_row(f, b.score / n, 100 * b.right / n, o.score / old,
                       100 * o.right / old);
    }
    figure_close(c, f);
    table_end(&u);
}

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    t.after = listen;
    for (int k = 0; k < KINDS; k++)
        trials_add(&t, &kind[k], &train);
    twenty_networks(c, &t, threads);
    lost_digit(c, &t);
    int median = trials_median(&t, ARTICLE, t.done, trial_right)->number;
    what_for_what(c, median);
    how_sure(c, &t);
    claims_check(c, c->seed == 1);
    trials_free(&t);
}

int main(int argc, char **argv) {
    return chapter_that_trains(argc, argv,
                               &(Training){"ch13_mnist", "认手写数字", IMAGES,
                                           TESTS, CHECKED, &train, &test,
                                           .any_size = true, .recipe = kind,
                                           .check = check, .tell = tell});
}
