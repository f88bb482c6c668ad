/*
# 第 13 章：认手写数字

**这一章的问题。** 第四篇文章里训练了一个 784-30-10 的网络，每 100 幅测试图像能
认对将近 95 幅。换一个人、换一种语言、换一批随机的权重，还能做到吗？中间那三十个
神经元，有什么用？认错的那五幅是哪些，网络知不知道自己没把握？这一章我们一口气训
练二十个网络，看看有的网络怎么会丢了一个数字，再量一量：网络说 `0.9` 的时候，是
不是真有九成把握。

可以和第四篇文章对照着读（A4-8、A4-13、A4-14 和 A4-16 这几条，以及提醒 E20、E22
和 E23）。运行用 `make ch13`。正文里的数是在真正的 MNIST 上量出来的（先
`make mnist`）。改用程序画的数字，结论一样，数会不同。

**本章要点** 照第四篇文章的配方训练五次，只换随机种子，每 100 幅测试图像都能认对
95 幅左右；去掉隐藏层，还认对 92 幅左右。有时网络会“丢失”一个数字：别的图像把那
个输出推到 0 附近，σ′ 几乎是 0，很久都学不回来；权重从小一些的数开始，就丢得少。
网络的自信不能直接当正确率用：换成没学过的图像，它说有八九成把握的，对的没有那么
多，所以得分要先拿新图像量过。

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
口普查局的职员，也有中学生。写测试图像的和写训练图像的，没有一个是同一个人，所以
考的都是网络从没见过的笔迹。

图像装在四个文件里，训练和测试各有一个图像文件、一个标签文件。图像文件的开头是四
个数，每个占四个字节，高位在前。第一个是 2051，见到它就知道是图像文件；后面三个
是图像的幅数、行数和列数。再往后就是像素，一个像素一个字节，0 是白纸，255 是墨。
标签文件的开头是 2049 和标签的个数，后面一个标签一个字节。读文件的代码在
`chapters/common/images.c`：文件头写的数，先和文件的长度核对，对得上才信。（别的
图像集，只要也是这样的四个文件，都可以用 `--data DIR` 来读。）

配方如下：

- 像素取 0 到 1 的数，也就是它的字节除以 255。（字节大到 255，直接用，加权和就
  落到 σ 平的地方了。）
- 标签对应的那个输出，y 是 1，其余九个是 0。（要是只用一个输出来报数，就等于说
  3 和 4 差不多。）
- 权重和偏置起初都是随机数，取自第 6 章的 N(0, 1)，标准差是 1。
- 成本是 ½Σ (a - y)²，对 a 的斜率是 a - y。
- 每看 10 幅图像，就逆着它们斜率的平均走一步，η = 3。（第 11 章没有 ½，η 只要
  一半，步子就一样大。）
- 前 50,000 幅图像从头到尾看 30 遍，每遍都重新洗牌。

为什么一步看十幅、为什么要洗牌，第 11 章讲过。换别的学习率会怎样，第 15 章来试；
还有 10,000 幅图像，留给第 16 章。看完一遍叫一轮，循环还是第 11 章的那一个：记
录，往回走，倒带，下山。
*/

static void one_epoch(Learner *l) {
    learner_order(l);  // 按种子和轮次把 l->order 洗一遍
    for (int at = 0; at < l->set.count; at += BATCH) {
        int left = l->set.count - at;
        GraphMark mark = graph_mark(l->graph);
        Batch b = batch_gather(l->graph, &l->set, l->order + at,
                               left < BATCH ? left : BATCH);
        Tensor *a = t_sigmoid(mlp_forward(&l->mlp, b.x));
        t_backward(t_scale(t_squared_error(a, b.y), (real)0.5));
        graph_rewind(l->graph, mark);
        sgd_step(l->graph, (real)rate);
    }
    l->epochs++;
}

/*
所谓学习者（`chapters/common/learner.h`），就是一个网络，连同它自己的计算图、图
像次序和配方。它用到的随机数，全由一个数决定，这个数就是种子。不管什么配方，它的
`learner_epoch` 都照上面的办法走一轮。检验的时候，把两种走法的结果对一遍，一个二
进制位也不能差；往后就用学习者的这一种。

再看 `evaluate`。文章的程序里有这个函数，讲解的时候却跳过去了。十个输出里哪个最
大，网络的回答就是哪个数字，哪怕最大的那个也很小；回答和标签相同，就算认对。（答
案从错变对是一下子变的，没有斜率；所以学的时候看成本，考的时候看这个。）

考试用测试图像，训练时从来不用，免得把背下来的也算成会认的。我们比文章多记一样：
每个数字认成了什么，列成一张表。
*/

typedef int Confusion[CLASSES][CLASSES];  // [数字][回答]

// a [n, CLASSES]：网络看到 n 幅图像，输出各是多少。
static int evaluate(const real *a, const uint8_t *label, int n,
                    Confusion table) {
    int right = 0;
    for (int i = 0; i < n; i++) {
        int answer = argmax(a + i * CLASSES, CLASSES);
        table[label[i]][answer]++;
        right += answer == label[i];
    }
    return right;
}

/*
## 先做检验

梯度要是错了，训练就是白费时间。费多少呢？一幅图像往前走，每个权重乘一次、加一
次，一共 23,820 次乘加，往回走也差不多。走 30 轮，每轮 50,000 幅图像，一个网络要
做七百亿次，二十个网络要好几分钟。

所以训练之前先检验，用最前面的十幅图像，用双精度。*全部*导数都和数值的比一遍，其
中两个再用第 9 章的 δ 手算一遍。（我们的成本前面有个 ½，那个 2 就没有
了。）`make ch13` 把这个文件编译两次：检验交给双精度的程序，其余的交给 float
的，快一些。
*/

// 由一幅图像的加权和 z，求输出 j 的 δ。
static double delta(const real *z, int label, int j) {
    double a = m_sigmoid((double)z[j]), y = label == j;
    return (a - y) * a * (1 - a);
}

/*
→ 检验：手算 = 计算带 = 数值

只有 `11440` 个导数（共 23,860 个）不是 0。其余的导数，对应的像素在这十幅图像里
全是白纸，就像第 7 章里角上的那个。三种方法算得都一样，可以下山了。

## 二十个网络

前三篇文章讲的是 784-16-16-10，有 13,002 个权重和偏置。到第四篇就换成了
784-30-10，也没有交代一声。后一种有 23,860 个。两种我们都训练，各训练五次，种子
从 1 到 5：种子不同，初始的权重就不同，看图像的次序也不同。

隐藏神经元有什么用？去掉它们，才看得出来。所以我们再训练五个 784-10，让每个输出
直接看像素；成本、学习率、轮数和种子都不变。只有一样不同：权重的起点小一些，标准
差是 1/√784，不是 1。要是照文章的起点，它会丢数字；什么叫丢数字，下一节再看，那
里还有最后五个网络。

→ 二十个网络

![图 13.1：有三十个隐藏神经元，和一个也没有：每走完一轮，认对多少测试图像。线是
五个网络的中位数，色带从最低到最高。](ch13_accuracy)

**文章没有说错。** 照它的配方，五个网络最后每 100 幅认对 `94.70` 到 `95.62` 幅，
中位数是 `95.21`。一步还没走的时候是 `9.63`，等于瞎猜。走完一轮是 `90.68`，走完
十轮是 `94.59`，再走二十轮，也多不了多少。要是走完一轮还在瞎猜，不是代码有错，就
是学习率不合适。

784-16-16-10 的权重少一半，多一层，最后是 `93.18` 到 `94.06`。这一种里最好的，还
不如 784-30-10 里最差的，可见不是碰运气。至于是因为权重少，还是因为多了一层，只
看这两种网络，还分不出来。

**没有隐藏层**，是 `91.61` 到 `91.85`。这样看，三十个隐藏神经元每 100 幅多认对三
四幅。只看像素的输出，给每个像素一个权重：这个像素有墨，是支持 4 还是反对 4，早
就定死了，不管别的像素怎样。有了隐藏神经元，就可以看别的像素再定，像第 10 章那
样。

95 幅里其余的，又是哪里来的？第 5 章那十幅平均图像，其实也是一个 784-10，只是权
重没有训练过。用 1,000 幅图像求平均，能认对 `76.55` 幅；用全部 50,000 幅，能认对
`82.00` 幅。可见大半用不着下山。图像多到五十倍，多认对五幅；训练，再多将近十幅；
隐藏层，再添三四幅。（到第 16 章末尾，会超过 98。）

**为什么看中位数，又为什么训练五个？** 走完十轮，五个里有一个还只认对 `85.45`
幅。取平均，这一个就会拖累大家；取中位数就不会。要是只训练一个，就看不出换一个种
子，结果会变多少：这五个网络的标准差是 `0.31`。换一批测试图像，每 100 幅还会再差
零点二幅左右（第 7 章的标准差/√n，这里是 10,000 个数，不是 100 就是 0）。所以，
两种配方各跑一次，只差零点一，什么也说明不了。

## 丢失的数字

只认对 `85.45` 幅的那个网络，出了什么事？它几乎认不出某一个数字，别的数字却照认
不误。十幅图像里就有一幅是这个数字，丢了它，100 幅里要少认对十来幅，所以不难发
现。
*/

static bool is_lost(Confusion table, int digit) {
    int all = 0;
    for (int answer = 0; answer < CLASSES; answer++)
        all += table[digit][answer];
    return 20 * table[digit][digit] < all;
}

/*
一个数字丢了，哪怕网络看到的正是这个数字，它那个输出也几乎是 0。可见加权和落在左
边很远的地方，那里的 σ 是平的，σ′ 几乎是 0。输出的愿望先要乘以 σ′，才传得到权重
（第 9 章）。这个输出想变大，可是几乎什么也没有发生。

它是怎么到那里去的？也许随机的起点就在那里。也许是被推过去的：十幅图像里有九幅是
别的数字，都要它变小。想分清楚，就问两次，一次在第一步之前，一次在第一轮之后：在
自己那个数字的图像上，一个输出的 σ′ 平均是多少？
*/

static double own_slope(const real *a, const uint8_t *label, int n, int digit) {
    double sum = 0;
    int images = 0;
    for (int i = 0; i < n; i++) {
        double o = (double)a[i * CLASSES + digit];
        if (label[i] == digit)
            sum += o * (1 - o), images++;
    }
    return images ? sum / images : 0;
}

/*
要问的有三种网络，每种五个，也就是五十个数字：784-30-10；从文章的起点出发的
784-10；从小权重出发的 784-10。

→ 丢失的数字

先看从文章的起点出发的 784-10。走完一轮，五十个数字丢了 `17` 个。一步还没走的时
候，它们的 σ′ 是 `0.03428`，其余的是 `0.04237`，差得不多。走完一轮，就成了
`0.00005` 和 `0.01999`。（其余的也不到 ¼：它们答对了，在 1 附近，σ 同样是平
的。）可见丢了的那些，不是起点放在那里的，**是被推过去的。**

不过起点也有份，看最后一行就知道。从小权重出发，加权和都在 σ 的中段附近，σ′ 一开
始就有 `0.24202` 以上，而最大是 ¼。别的都没有变，丢的就只有 `3` 个，不是 `17`
个。到最后，这里一个也不丢了；从文章的起点出发的，还丢着 `7` 个。

再多的，这几行就说明不了。784-30-10 的起点在两者之间，丢的却最少，只有 `2` 个；
可是它还多了一层。两个都找了回来，其中一个用了十轮还多，`85.45` 就是它。还有两个
问题没有答案。每个输出，十幅图像里都有九幅要它变小，而这股推力也要乘以 σ′：为什
么偏偏是这 17 个，不是五十个全丢，也不是一个都不丢？斜率几乎没有了，丢了的又是怎
么找回来的？

所以，上面拿来比的 784-10 换了一个起点。从文章的起点出发，居中的网络只认对
`75.68` 幅。这是丢数字的代价，说明不了隐藏层有什么用。对付的办法有两个，起点小一
些，或者换一种不带那个 σ′ 的成本，都在第 15 章。

## 把什么认成什么

下面细看那五个 784-30-10。两个数字互相认错几次，要两头都算：这个认成那个的，加上
那个认成这个的。
*/

static int confused(Confusion table, int d, int k) {
    return table[d][k] + table[k][d];
}

/*
→ 把什么认成什么

![图 13.2：每行是一个数字，每列是一种回答，对角线上是认对的。颜色按十倍分级，不
然认错的那些格子就看不出来了。](ch13_confusion)

第一张表用的是居中的那个网络。它把 `22` 幅 4 认成了 9，把 `19` 幅 9 认成了 4，所
以这两个数字互相认错 41 次。按五个网络平均，也是它们排第一，往下是 3 和 5，3 和
8，2 和 7。字要是潦草，这些地方我们也会犹豫：4 的上面一封口，笔画就和 9 差不多重
合了，网络能看的又只有墨。

不过先别急着信这个次序，看看各个网络相差多少。同样是 3 和 5，一个网络弄混 `20`
次，另一个弄混 `48` 次。

## 它有多自信

输出是 0 到 1 之间的得分。最大的那个，就当作网络的自信程度。网络说 0.8 的时候，
是不是 100 次里对 80 次？如果是，得分就是校准过的，可以拿来用：没把握的数字交给
人，其余的交给机器。

其实，成本要每个输出做到的就是这一点。把输出 3 报同一个 a 的图像全拿来，设其中 3
占 p。它们的平均成本，连同对 a 的斜率，是

    ½p(a - 1)² + ½(1 - p)a²，斜率是 p(a - 1) + (1 - p)a = a - p。

在 a = p 处，它等于 0：如实回答，成本最低。

有两件事会坏了这条规矩。我们看的不是单独一个输出，而是*十个里最大的*。问的也不是
学过的图像，而是*新的*。所以要数三遍：先在学过的图像上，数每一个输出；再在同样的
图像上，数最大的；最后在测试图像上，数最大的。
*/

typedef struct Bin {
    int answers, right;
    double score;  // 各个得分之和
} Bin;

// a [n, CLASSES] 同上；只取得分从 `low` 到 `high` 的回答。
// 一幅图像的回答是最大的那个输出；`each` 为真时，每个输出都算一个回答。
static Bin bin_of(const real *a, const uint8_t *label, int n, bool each,
                  double low, double high) {
    Bin bin = {0, 0, 0};
    for (int i = 0; i < n; i++) {
        int largest = argmax(a + i * CLASSES, CLASSES);
        for (int digit = 0; digit < CLASSES; digit++) {
            double score = (double)a[i * CLASSES + digit];
            if ((each || digit == largest) && score >= low && score < high) {
                bin.answers++;
                bin.right += digit == label[i];
                bin.score += score;
            }
        }
    }
    return bin;
}

/*
→ 它有多自信

![图 13.3：得分差不多的回答里，对的占多大比例。落在细线上，得分就可以当概率用；
落到细线下面，就是自信过头。](ch13_reliability)

**每个输出，学过的图像。** 得分差不多是老实的，正是成本要的那样。平均说 `0.395`
的地方，每 100 个对 `37.4` 个；说 `0.821` 的地方，对 `87.6` 个。没有哪一行差得超
过六个。

**十个里最大的，同样的图像。** 平均说 `0.411` 的，每 100 个对 `61.8` 个，谦虚得
很。不过，一个输出只报了这么多，居然还是最大的，那就是没有对手：其余九个报得更
少。所以它对的时候，比它说的要多。（十个输出加起来，并不必等于 1；第 15 章有一种
输出才是这样。）

**十个里最大的，新图像。** 不到 `0.5` 的，还是太谦虚。超过 `0.7` 的，就自信过头
了：平均说 `0.817` 的，每 100 个只对 `75.1` 个，不是 `91.0` 个；说 `0.965` 的，
对 `91.9` 个，不是 `97.9` 个。这就是换成新图像的代价。学过的图像里取 5,000 幅，
五个网络每 100 幅认对 `97.6` 幅，新的认对 `95.2` 幅。平均得分却只从 `0.967` 降到
`0.956`：少认对的，它只觉察到一半。

所有新图像合在一起，平均得分是 `0.956`。它和 `95.2` 这么接近，是因为太谦虚和太自
信在这里抵消了。那是运气，不是老实。

所以，得分要拿没学过的图像量过才能用。量过以后，得分很有用：五分之四的回答超过
`0.99`，这些回答每 100 个对 `99.2` 个。把另外五分之一交给人，剩下的由机器来
认，1,000 个里只认错八个。错误大半就在那五分之一里：一共 `2418` 个，除去 `313`
个都在，100 个里有 87 个。（最少要交多少，练习 13b 来算。）

话说回来，每个网络最自信的回答里，这样的错误还有六十来个。居中的那个网络的，上面
印了两个，下面的图里有三十二个。有些字，我们自己也拿不准：有个 5 封了口，像 6；
有个 3 糊成一团，说是 8 也行。可是这三十二个，大半我们都认得出来：一个细细的 2，
网络认成 4；两个带横杠的 7，认成 2；一个 0，旁边不过多了个墨点，认成 3。谁要是说
网络*看见*了数字，该请他看看这些。

![图 13.4：居中的网络最自信的错误：本来的数字 → 认成的数字。](ch13_misses)

程序最后列一张表，把正文里的数和这次运行的放在一起比：

→ 正文里的数

## 你自己的网络

有关训练的选项，随便加上哪一个，程序就只训练一个网络：

    make ch13 ARGS="--seed 2 --save net.safetensors"

这就是上面表里种子 2 那一行的网络，一位不差。想换个样子，可以用
`--hidden 128,64`、`--rate`、`--batch` 和 `--epochs`；全部选项用
`make ch13 ARGS=--help` 来看。每走完一轮，文件就存一次。中途按 Ctrl-C，走完当前
这一步就停，学到的都会存下来，程序还会告诉你用什么命令接着训练。已经训练完的网
络，也可以用这样的命令再往下走：

    make ch13 ARGS="--load net.safetensors --epochs 40 --save net.safetensors"

这样得到的网络，和中间不停、一口气走完 40 轮的一位不差。光有权重还做不到，所以文
件里（格式是常见的 safetensors）另外记着：种子，走到第几轮的什么地方，有了这两
样，剩下的图像按什么次序看就定了；还有学习率和每步的幅数。用的是什么图像、什么成
本，文件里也写着，换了别的，程序就不肯接着训练。文件坏了，程序不收，会说明原因。
不写 `--epochs`，就只用测试图像考一遍。

然后写一个数字，深色的字，浅色的底，大小不限，用笔写、用画图程序画都行，再运行

    make predict IMAGE=my3.pgm MODEL=net.safetensors

这条命令先把墨迹剪下来，缩放到 20x20 像素，再放进 28x28 的格子，让重心落在正中，
和 MNIST 的图像一样。接着，图像照网络看到的样子显示出来，十个输出画成条形。你写
的字能认对多少，这里的表说不上来：换了一个人写，也换了一支笔。

## 那么，它会认手写数字吗？

会：从没见过的笔迹，每 100 幅认对 95 幅左右，五个起点都做得到，靠的是一步一步下
山。十幅平均图像没有训练过，就能认对 `82.00` 幅；不要隐藏层，光靠训练，多将近十
幅；有了隐藏层，再添三四幅。路上可能丢一个数字，很晚才找回来。

没把握的时候，它自己知道吗？多半知道：没把握的那五分之一，占了 100 个错误里的 87
个。可是得分不是概率，值多少，要有人拿新图像量过才知道。再说它最自信的那些错误，
大半我们不会犯：它有的只是一个一个像素的墨，别的什么也没有。

## 我们偷了哪些懒

第四篇文章每走完一轮都拿测试图像考一遍，我们也照做了。可是谁要这样来*挑*配方，测
试就算不上测试了，正确的做法见第 16 章。得分在测试图像上量过，也只对这一类图像有
效。给网络看一幅根本不是数字的图，最大的输出照样会报出一个数字，第 14 章就来试。
还有，和没有隐藏层的网络相比，每种只试了一个起点、一个学习率、一种成本：换一张配
方，两边都可能变。

## 练习

`make ex13` 生成要你改的文件，并检查你的答案；`make hint13` 给提示。

- **13a** `evaluate`：由输出和标签，求对了几个。
- **13b** 可以说“我不知道”的网络：最少要把多少幅图像交给人，其余的才够准？

下一章：网络会认字了。可是它学到的是什么，是短边和圆圈吗？`make ch14`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

enum { SEEDS = 5, OWN = 5000, CHECKED = 100 };
static Dataset train, test;

enum { ARTICLE, SMALL, LARGE, TWO_LAYERS, KINDS };
static const Recipe kind[] = {
    {"784-30-10", {1, {30}}, .epochs = EPOCHS, .batch = BATCH, .rate = rate},
    {"784-10，小起点", .init = INIT_LECUN, .batch = BATCH, .rate = rate},
    {"784-10", .batch = BATCH, .rate = rate},
    {"784-16-16-10", {2, {16, 16}}, .batch = BATCH, .rate = rate}};

static void check(Chapter *c, const Recipe *r) {
    Dataset some = dataset_part(&train, 0, CHECKED);
    Learner a = learner_new(&some, r, c->seed, 1);
    Learner b = learner_new(&some, r, c->seed, 1);
    Batch few = first_images(&a, BATCH);
    OnBatch k = {&a, &few};
    t_backward(learner_cost(&a, &few));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    // （工作量与网络大小的平方成正比；网络再大，也不比我们这个多花。）
    size_t all = graph_params(a.graph), most = 600000000 / all + 1, same = 0;
    size_t moving = report_params(c, a.graph, cost_on_batch, &k,
                                  c->quick && most > 1000 ? 1000 : most);
    report_end(c);
    printf("  有 %zu 个导数（共 %zu 个）不是 0；检验只用了这 %d 幅图像。\n",
           moving, all, few.n);
    one_epoch(&a);
    learner_epoch(&b);
    for (Tensor *p = a.graph->first_param, *q = b.graph->first_param; p;
         p = p->next, q = q->next)
        for (size_t i = 0; i < t_count(p); i++)
            same += memcmp(&p->data[i], &q->data[i], sizeof(real)) == 0;
    printf("  %d 幅图像，用上面的循环走一轮，用学习者也走一轮：权重和偏置\n"
           "  一位不差的有 %zu 个，总共 %zu 个。\n\n",
           some.count, same, all);
    learner_free(&a);
    learner_free(&b);
}

/* ---- 网络的回答 ---------------------------------------------------------- */

// 一个网络的回答。训练的路上问它，训练完了再问一次。
typedef struct Answers {
    Dataset set;               // 图像；不归它所有
    real a[TESTS * CLASSES];   // 最近一次的输出 [set.count, CLASSES]
    Confusion table;           // 由 a 数出来的
    double slope[2][CLASSES];  // σ′：第一步之前，第一轮之后
    bool lost[CLASSES];        // 第一轮之后
} Answers;

// 每种网络五个，看测试图像；文章的那一种，还看自己学过的图像。
static Answers says[KINDS * SEEDS], own[SEEDS];

static void ask(Answers *of, Learner *l, const Dataset *set) {
    of->set = *set;
    learner_sums(l, set, of->a);  // （经过 σ，大小次序不变）
    memset(of->table, 0, sizeof of->table);
    evaluate(of->a, set->label, set->count, of->table);
    for (int i = 0; i < set->count * CLASSES; i++)
        of->a[i] = (real)m_sigmoid((double)of->a[i]);
}

static void ask_five(Answers *five, const Trials *t, int recipe,
                     const Dataset *set) {
    for (int k = 0; k < SEEDS; k++)
        ask(&five[k], &trials_at(t, recipe, k)->learner, set);
}

static void listen(Trial *t, int round) {
    Answers *of = says + t->number;
    if (round > 1)
        return;
    ask(of, &t->learner, &test);
    for (int digit = 0; digit < CLASSES; digit++) {
        of->slope[round][digit] =
            own_slope(of->a, test.label, test.count, digit);
        of->lost[digit] = is_lost(of->table, digit);
    }
}

/* ---- 正文里的表和图 ------------------------------------------------------ */

// 第 5 章的十幅平均图像，这里用若干幅图像来求：每 100 幅认对几幅。
static double means_read(int images) {
    Dataset d = dataset_part(&train, 0, images);
    Learner l = learner_new(&d, &kind[SMALL], 1, 1);
    for (int j = 0, pixels = d.rows * d.cols; j < CLASSES; j++) {
        real *m = l.mlp.weight[0]->data + j * pixels, n = 0, squares = 0;
        memset(m, 0, (size_t)pixels * sizeof *m);
        for (int i = 0; i < d.count; i++)
            for (int p = 0; d.label[i] == j && p < pixels; p++)
                m[p] += d.image[i * pixels + p], n += p == 0;
        for (int p = 0; n > 0 && p < pixels; p++)
            m[p] /= 255 * n, squares += m[p] * m[p];
        l.mlp.bias[0]->data[j] = -squares / 2;
    }
    double right = learner_read(&l, &test).right;
    learner_free(&l);
    return right;
}

static void twenty_networks(Chapter *c, Trials *t, int threads) {
    chapter_section(c, "二十个网络");
    chapter_predict(
        c, "五个网络只有种子不同，最后会相差多少？没有隐藏层，又能认对多少？");
    trials_run(c, t, threads, "二十个网络");
    printf("100 幅测试图像里认对几幅：先是五个 784-30-10，后是每个网络最后的\n"
           "结果：\n\n");
    Table u =
        table_begin("轮 | 最低 | 中位数 | 最高", "%5d | %6.2f | %6.2f | %7.2f");
    Figure *f = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high");
    Spread end[KINDS];
    for (int e = 0; e <= t->done; e++) {
        for (int k = 0; k < KINDS; k++)
            end[k] = trials_spread(t, k, e, trial_right);
        figure_row(f, e, SPREAD(end[ARTICLE]), SPREAD(end[SMALL]));
        if (e <= 1 || e == 10 || e == t->done)
            table_row(&u, e, SPREAD(end[ARTICLE]));
    }
    figure_close(c, f);
    table_end(&u);
    u = table_begin("种子 | 784-30-10 | 784-16-16-10 | 784-10，小起点",
                    "%-9s | %.2f | %.2f | %.2f");
    for (int k = 0; k < SEEDS; k++)
        table_row(&u, text_format("%.0f", (double)c->seed + k),
                  trial_right(trials_at(t, ARTICLE, k), t->done),
                  trial_right(trials_at(t, TWO_LAYERS, k), t->done),
                  trial_right(trials_at(t, SMALL, k), t->done));
    table_row(&u, "标准差", end[ARTICLE].deviation, end[TWO_LAYERS].deviation,
              end[SMALL].deviation);
    table_end(&u);
    printf(
        "照第 5 章求平均，认对 %.2f；用全部 %d 幅来求，%.2f（共 100 幅）。\n\n",
        means_read(1000), train.count, means_read(train.count));
    claim("784-30-10，中位数", end[ARTICLE].median, 94.5, 95.4, "%.1f");
    claim("784-16-16-10", end[TWO_LAYERS].median, 92.5, 94.5, "%.1f");
    claim("784-10，小起点", end[SMALL].median, 91.3, 92.1, "%.1f");
}

static const char *mean_of(double sum, int n) {
    return n ? text_format("%.5f", sum / n) : "–";
}

static void lost_row(const Table *t, const Trials *all, int recipe) {
    double slope[2][2] = {{0}};  // [之前，之后][丢了没有]
    int digits[2] = {0, 0}, end = 0;
    Answers *of = says + recipe * SEEDS;
    for (int k = 0; k < SEEDS; k++, of++)
        for (int d = 0; d < CLASSES; d++) {
            bool lost = of->lost[d];
            digits[lost]++, end += is_lost(of->table, d);
            slope[0][lost] += of->slope[0][d];
            slope[1][lost] += of->slope[1][d];
        }
    table_row(t, kind[recipe].name, digits[1], mean_of(slope[0][1], digits[1]),
              mean_of(slope[0][0], digits[0]), mean_of(slope[1][1], digits[1]),
              mean_of(slope[1][0], digits[0]), end,
              trials_spread(all, recipe, all->done, trial_right).median);
}

static void lost_digit(Chapter *c, const Trials *t) {
    chapter_section(c, "丢失的数字");
    chapter_predict(
        c, "有个数字会丢。它的 σ′ 在第一步之前就几乎是 0，还是后来才这样？");
    printf(
        "走完 1 轮，五十个数字丢了几个；它们的 σ′ 和其余数字的 σ′，起点是\n"
        "多少，走完这一轮又是多少；最后还丢几个，居中的网络那时每 100 幅认对\n"
        "几幅：\n\n");
    Table u =
        table_begin("网络|丢失|起点：丢失|其余|一轮后：丢失|其余|最后|认对",
                    "%-14s|%4d|%11s|%7s|%11s|%7s|%3d|%5.2f");
    lost_row(&u, t, ARTICLE);
    lost_row(&u, t, LARGE);
    lost_row(&u, t, SMALL);
    table_end(&u);
}

static void what_for_what(Chapter *c, int median) {
    Answers *of = says + median;
    chapter_section(c, "把什么认成什么");
    chapter_predict(c, "哪两个数字最容易互相认错？");
    printf("784-30-10，种子 %.0f，五个里居中的那个：\n\n",
           (double)c->seed + median);
    Figure *f = figure_open(c, "ch13_confusion", "answer digit images");
    Table t = table_begin("数字|0|1|2|3|4|5|6|7|8|9",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d");
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = of->table[digit];
        for (int k = 0; k < CLASSES; k++)
            figure_row(f, k, digit, r[k]);
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9]);
    }
    figure_close(c, f);
    table_end(&t);
}

static void most_confused(void) {
    enum { PAIRS = CLASSES * CLASSES };  // d、k 这一对的编号是 d·CLASSES + k
    Spread images[PAIRS];
    for (int p = 0; p < PAIRS; p++) {
        double x[SEEDS];
        for (int s = 0; s < SEEDS; s++)
            x[s] = confused(says[s].table, p / CLASSES, p % CLASSES);
        images[p] = spread_of(x, SEEDS);
        if (p / CLASSES >= p % CLASSES)
            images[p].mean = -1;  // 已经算在 k、d 里了
    }
    printf("五个网络合起来，最容易互相认错的几对数字（两头都算）：\n\n");
    Table t = table_begin("一对 | 图像：最少 | 平均 | 最多",
                          "%-5s | %14d | %5.1f | %7d");
    for (int k = 0; k < 6; k++) {
        int most = 0;
        for (int p = 1; p < PAIRS; p++)
            if (images[p].mean > images[most].mean)
                most = p;
        table_row(&t, text_format("%d, %d", most / CLASSES, most % CLASSES),
                  images[most].low, images[most].mean, images[most].high);
        images[most].mean = -1;
    }
    table_end(&t);
}

// 五个网络合起来；以及单独一个，每 100 个回答对几个。
typedef struct Bins {
    int answers, wrong;
    double score, right, low, high;
} Bins;

static Bins five_bins(const Answers *five, bool each, double low, double high) {
    Bins b = {.low = 100};
    for (const Answers *of = five; of < five + SEEDS; of++) {
        Bin one = bin_of(of->a, of->set.label, of->set.count, each, low, high);
        if (one.answers == 0)
            continue;
        b.answers += one.answers, b.score += one.score, b.right += one.right;
        b.wrong += one.answers - one.right;
        b.low = fmin(b.low, 100.0 * one.right / one.answers);
        b.high = fmax(b.high, 100.0 * one.right / one.answers);
    }
    int all = b.answers ? b.answers : 1;
    b.score /= all, b.right *= 100.0 / all;
    return b;
}

static void how_sure(Chapter *c) {
    static const char *const name[] = {
        "0.3 以下",    "0.3 到 0.5", "0.5 到 0.7", "0.7 到 0.9",
        "0.9 到 0.99", "0.99 以上",  "全部"};
    static const double edge[] = {0, 0.3, 0.5, 0.7, 0.9, 0.99, 2};
    enum { SUREST = 5, ALL };  // 最后一段是全部回答
    chapter_section(c, "它有多自信");
    chapter_predict(
        c, "得分在 0.9 到 0.99 的回答，每 100 个对几个？不到 0.3 的呢？");
    printf(
        "回答按得分分段：平均得分，每 100 个对几个。先在 %d 幅学过的图像上，\n"
        "看每个输出；再在同样的图像上，看十个里最大的；最后在测试图像上，看\n"
        "最大的：\n\n",
        own[0].set.count);
    Table t = table_begin("得分|每个：平均|对|最大的|对|测试|平均|对|错",
                          "%-11s|%10.3f|%5.1f|%7.3f|%5.1f|%5d|%5.3f|%5.1f|%5d");
    Figure *f = figure_open(c, "ch13_reliability",
                            "score right low high score right low high "
                            "score right low high");
    figure_number(f, "networks", SEEDS);
    for (int k = 0; k <= ALL; k++) {
        double low = edge[k % ALL], high = edge[k < ALL ? k + 1 : ALL];
        Bins e = five_bins(own, true, low, high);
        Bins l = five_bins(own, false, low, high);
        Bins b = five_bins(says, false, low, high);
        table_row(&t, name[k], e.score, e.right, l.score, l.right, b.answers,
                  b.score, b.right, b.wrong);
        if (k < ALL && l.answers >= 50 && b.answers >= 50)
            figure_row(f, b.score, b.right / 100, b.low / 100, b.high / 100,
                       l.score, l.right / 100, l.low / 100, l.high / 100,
                       e.score, e.right / 100, e.low / 100, e.high / 100);
        if (k == SUREST)
            claim("每 100 个对几个（得分 0.99 以上）", b.right, 98.5, 99.7,
                  "%.1f");
    }
    figure_close(c, f);
    table_end(&t);
}

static void surest_misses(Chapter *c, const Answers *of) {
    enum { SHOWN = 2, GALLERY = 32 };
    static real sure[TESTS];  // 每个错误有多自信；-1：没有认错
    const uint8_t *image[GALLERY];
    const char *said[SHOWN];
    int n = 0, pixels = test.rows * test.cols;
    for (int i = 0; i < test.count; i++) {
        const real *a = of->a + i * CLASSES;
        sure[i] = is_right(a, test.label[i]) ? -1 : a[argmax(a, CLASSES)];
    }
    Figure *f = figure_open(c, "ch13_misses", "place digit answer score");
    for (; n < GALLERY; n++) {
        int i = argmax(sure, test.count), digit = test.label[i];
        int answer = argmax(of->a + i * CLASSES, CLASSES);
        if (sure[i] < 0)
            break;
        if (n < SHOWN)
            said[n] = text_format("这是 %d；它说 %d，%.5f", digit, answer,
                                  (double)sure[i]);
        figure_row(f, n, digit, answer, sure[i]);
        image[n] = test.image + i * pixels;
        sure[i] = -1;
    }
    for (int k = 0; k < n; k++) {
        figure_block(f, "pixels", "place column row byte");
        for (int i = 0; i < pixels; i++)
            figure_row(f, k, i % test.cols, i / test.cols, image[k][i]);
    }
    figure_close(c, f);
    n = n < SHOWN ? n : SHOWN;
    printf("居中的网络最自信的错误：\n\n");
    text_images(n, image, test.rows, test.cols);
    for (int k = 0; k < n; k++)
        printf(k ? "        %s" : "  %s", said[k]);
    printf("\n\n");
}

static void tell(Chapter *c, int threads) {
    Trials t = trials_of(SEEDS, c->seed, c->quick ? 2 : EPOCHS, &test);
    t.after = listen;
    for (int k = 0; k < KINDS; k++) {
        t.at_end = k == TWO_LAYERS;
        trials_add(&t, &kind[k], &train);
    }
    twenty_networks(c, &t, threads);
    Dataset learned = dataset_part(&train, 0, OWN);
    for (int k = 0; k < KINDS; k++)
        ask_five(says + k * SEEDS, &t, k, &test);
    ask_five(own, &t, ARTICLE, &learned);
    lost_digit(c, &t);
    int median = trials_median(&t, ARTICLE, t.done, trial_right)->number;
    what_for_what(c, median);
    most_confused();
    how_sure(c);
    surest_misses(c, says + median);
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
