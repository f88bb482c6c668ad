/*
# 第 13 章：认手写数字

**这一章的问题。** 第四篇文章里训练了一个 784-30-10 的网络，最后每 100 幅测试图
像能认对将近 95 幅。换一个人、换一种语言、换一批随机的权重，还能做到吗？认错的那
五幅，又错在哪里？这一章我们一口气训练十个网络，看看有的网络怎么会丢了一个数字，
又把什么认成了什么，再量一量：网络说 `0.9` 的时候，是不是真有九成把握。

可以和第四篇文章对照着读（A4-8、A4-13、A4-14 和 A4-16 这几条，以及提醒 E20、E22
和 E23）。运行用 `make ch13`。正文里的数是在真正的 MNIST 上量出来的（先
`make mnist`）。改用程序画的数字，结论一样，数会不同。

**本章要点** 照第四篇文章的配方训练五次，只换随机种子，每 100 幅测试图像都能认对
95 幅左右；报告结果要写中位数和最低、最高，不能只写最好的一次。看混淆矩阵，就知
道哪个数字常认成哪个。网络的自信和实际的正确率，总的来说差不多；分开看，得分高的
自信过头，得分低的又过于谦虚。有时网络会“丢失”一个数字：那个输出停在 0 附近，σ′
几乎是 0，很久都学不回来。

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

MNIST 有 60,000 幅训练图像、10,000 幅测试图像，每幅 28x28 像素。字是写在表格上
的，写字的有美国人口普查局的职员，也有中学生；写测试图像的和写训练图像的，没有一
个是同一个人。图像装在四个文件里，训练和测试各有一个图像文件、一个标签文件。图像
文件的开头是四个数，每个占四个字节，高位在前。第一个是 2051，见到它就知道是图像
文件（四个字节是 0、0、8、3，意思是：无符号字节，三维）；后面三个是图像的幅数、
行数和列数。这 16 个字节过后，就是像素，一个像素一个字节，0 是白纸，255 是墨，一
行接一行，一幅接一幅，全长 16 + 60,000·784 = 47,040,016 个字节。标签文件的开头是
2049（一维）和标签的个数，后面一个标签一个字节。读文件的代码在
`chapters/common/images.c`：文件头写的数，先和文件的长度核对，对得上才信。四个文
件里要是少了一个，或者有一个不完整，或者把标签当成了图像，程序就停下来，说清楚是
哪个文件、错在哪里。（别的图像集，只要也是这样四个文件，文件名也一样，都可以用
`--data DIR` 来读。没有指定文件夹，也没有找到 MNIST，程序才自己画数字。）

配方如下。像素取 0 到 1 的数，也就是它的字节除以 255（字节大到 255，直接用，加权
和就落到 σ 平的地方了）；标签对应的那个输出，y 是 1，其余九个是 0。（要是只用一
个输出来报数，就等于说 3 和 4 差不多。）权重和偏置起初都是随机数，取自第 6 章的
N(0, 1)，标准差是 1。成本是 ½Σ (a - y)²，对 a 的斜率是 a - y。每看 10 幅图像，就
逆着它们斜率的平均走一步，η = 3。前 50,000 幅图像从头到尾看 30 遍，每遍都重新洗
牌。（还有 10,000 幅留给第 16 章。为什么一步看十幅、为什么要洗牌，第 11 章讲过；
换别的学习率会怎样，第 15 章来试。）看完一遍叫一轮，循环还是第 11 章的那一个：记
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
案从错变对是一下子变的，没有斜率；所以学的时候看成本，考的时候看这个。）考试用测
试图像，训练时从来不用，免得把背下来的也算成会认的。我们比文章多记一样：每个数字
认成了什么，列成一张表。
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
次，一共 23,820 次乘加，往回走也差不多；50,000 幅图像走 30 轮，一个网络要做七百
亿次。听起来很多，在普通的电脑上其实只要几秒，这一章的十五个网络，全部训练完也就
半分钟左右。不过训练之前还是先检验，用最前面的十幅图像，用双精度：*全部*导数都和
数值的比一遍，其中两个再手算一遍，用的是第 9 章的 δ，只是成本取那一章的一半。
（`make ch13` 把这个文件编译两次：双精度的程序做检验，其余的交给 float 的，快一
些。）
*/

// 由一幅图像的加权和 z，求输出 j 的 δ。
static double delta(const real *z, int label, int j) {
    double a = m_sigmoid((double)z[j]), y = label == j;
    return (a - y) * a * (1 - a);
}

/*
→ 检验：手算 = 计算带 = 数值

23,860 个导数里，只有 `11440` 个不是 0。其余的导数，对应的像素在这十幅图像里全是
白纸，就像第 7 章里角上的那个。三种方法算得都一样，可以下山了。

## 十个网络

前三篇文章讲的是 784-16-16-10，有 13,002 个权重和偏置；到第四篇就换成了
784-30-10，也没有交代一声。后一种有 23,860 个。两种我们都训练，各训练五次，种子
从 1 到 5：种子不同，初始的权重就不同，看图像的次序也不同。

→ 十个网络

![图 13.1：每走完一轮，认对的测试图像。线是五个网络的中位数，色带从最低到最
高。](ch13_accuracy)

文章没有说错。照它的配方，五个网络最后每 100 幅认对 `94.70` 到 `95.62` 幅，中位
数是 `95.21`。一步还没走的时候是 `9.63`，等于瞎猜；走完一轮是 `90.68`，走完十轮
是 `94.59`，再走二十轮，也多不了多少。（第 5 章只拿十幅平均图像去比，没有训练，
也认对 76.5；到第 16 章末尾，会超过 98。）要是走完一轮还在瞎猜，不是代码有错，就
是学习率不合适。前三篇文章的 784-16-16-10，权重少一半，多一层，最后是 `93.18` 到
`94.06`。这一种里最好的，还不如 784-30-10 里最差的，可见不是碰运气；至于是因为权
重少，还是因为多了一层，只看这两种网络，还分不出来。

为什么看中位数，又为什么训练五个？走完十轮，五个里有一个还只认对 `85.45` 幅。取
平均，这一个就会拖累大家；取中位数就不会。要是只训练一个，就看不出换一个种子，结
果会变多少：这五个网络的标准差是 `0.31`。换一批测试图像，每 100 幅还会再差零点二
幅左右（√(95·5/10,000)，见第 16 章）。所以，两种配方各跑一次，只差零点一，什么也
说明不了；跑了许多次，只报告最好的一次、最好的一轮，比如这里的 `95.66`，那报告的
就是运气。

拿学过的图像来考，五个网络每 100 幅认对 `97.52` 幅，只比测试图像多两幅：它们会
的，大部分不是死记来的。这个差距怎样拉开，又怎样缩小，第 16 章再说。最管用的是多
学些图像：从 200 幅到 50,000 幅，各能认对多少，那一章都要量；图像用完了，还可以
拿现有的变出新的来。

## 丢失的数字

只认对 `85.45` 幅的那个网络，出了什么事？有时候，一个网络几乎认不出某一个数字，
别的数字却照认不误。十幅图像里就有一幅是这个数字，丢了它，100 幅里要少认对十来
幅，所以不难发现。
*/

static bool is_lost(Confusion table, int digit) {
    int all = 0;
    for (int answer = 0; answer < CLASSES; answer++)
        all += table[digit][answer];
    return 20 * table[digit][digit] < all;
}

/*
哪些网络丢了数字，丢的是哪个？除了这十个，我们再训练五个 784-100-10，训练三轮；
神经元更多，按说应该更好。还要从这五个里挑出最差的，看看每个输出遇到*自己*那个数
字的图像，报的是多少，σ′ 又是多少；第 9 章说过，输出的愿望都要乘以 σ′。
*/

// 在一个数字的图像上，它那个输出的平均和最大值，以及 σ′ 的平均。
typedef struct Own {
    double mean, most, slope;
} Own;

static Own own_output(const real *a, const uint8_t *label, int n, int digit) {
    Own own = {0, 0, 0};
    int images = 0;
    for (int i = 0; i < n; i++) {
        double o = (double)a[i * CLASSES + digit];
        if (label[i] != digit)
            continue;
        own.mean += o, own.slope += o * (1 - o), images++;
        own.most = o > own.most ? o : own.most;
    }
    own.mean /= images ? images : 1, own.slope /= images ? images : 1;
    return own;
}

/*
→ 丢失的数字

一个数字丢了，哪怕网络看到的正是这个数字，它那个输出也几乎是 0：加权和落在左边很
远的地方，那里的 σ 是平的。也许随机的起点就在那里；也许因为十幅图像里有九幅都要
它变小，步子又大到 η = 3，是一步一步推过去的。平的地方 σ′ 几乎是 0，输出的愿望先
要乘以 σ′，传到权重那里就所剩无几了：表里丢了的那个 8，σ′ 平均只有 `0.000002`，
最大本来可以到 ¼。靠成本很难再把这个数字拉回来，就算能，也要很多轮：图 13.1 里，
种子为 5 的 784-30-10 到第十一轮才把 3 找回来。（η 小一些，推得没有这么远；可是
拉回来也更慢，起点本来就远的，还是那么远。）

五个宽的网络个个丢了数字，少的丢一个，多的丢四个；同样走三轮，另外十个里只有两个
各丢了一个。丢不丢、丢哪个，全凭运气。不过网络宽了，更容易碰上：这样的数，一百个
加起来，离 0 的距离大约是三十个的 √(100/30) 倍，将近两倍。要让多出来的神经元派上
用场，先得换个起点。第 15 章有两个办法：一是换一种成本，不再带那个 σ′；二是起点
的权重取小一些；到了第 16 章，再来增加神经元。

## 把什么认成什么

下面细看那五个 784-30-10。表用的是居中的那个网络，不是最好的那个。两个数字互相认
错几次，要两头都算：这个认成那个的，加上那个认成这个的。
*/

static int confused(Confusion table, int d, int k) {
    return table[d][k] + table[k][d];
}

/*
→ 把什么认成什么

![图 13.2：每行是一个数字，每列是一种回答，对角线上是认对的。颜色按十倍分级，不
然认错的那些格子就看不出来了。](ch13_confusion)

居中的网络把 `22` 幅 4 认成了 9，把 `19` 幅 9 认成了 4，所以这两个数字互相认错
41 次。按五个网络平均，也是它们排第一，往下是 3 和 5，3 和 8，2 和 7，2 和 3，7
和 9。字要是潦草，这些地方我们也会犹豫：4 的上面一封口，笔画就和 9 差不多重合
了，网络能看的又只有墨。不过先别急着信这个次序，看看各个网络相差多少：同样是 3
和 5，一个网络弄混 `20` 次，另一个弄混 `48` 次。最难认的是 5、8 还是 9，要看种
子；就连最难认的，每 100 幅也能认对 `91.1` 到 `92.7` 幅。表里最好认的是 0 和 1，
认对 `98.1` 幅。

## 它有多自信

输出是 0 到 1 之间的得分。最大的那个，就当作网络的自信程度。网络说 0.8 的时候，
是不是 100 次里对 80 次？如果是，得分就是校准过的，可以拿来用：没把握的数字交给
人，其余的交给机器。

其实，成本要网络做到的就是这一点。设有一批图像，在网络看来全都一样，其中 3 占
p。它们在输出 3 上得到同一个 a，平均成本是 ½p(a - 1)² + ½(1 - p)a²，对 a 的斜率
是 p(a - 1) + (1 - p)a = a - p，在 a = p 处等于 0：如实回答，成本最低。不过，这
说的是学过的图像。没学过的又怎样？

那就把回答按得分分段，数一数每一段对了多少。
*/

typedef struct Bin {
    int answers, right;
    double score;  // 各个得分之和
} Bin;

// a [n, CLASSES] 同上；只取得分从 `low` 到 `high` 的回答。
static Bin bin_of(const real *a, const uint8_t *label, int n, double low,
                  double high) {
    Bin bin = {0, 0, 0};
    for (int i = 0; i < n; i++) {
        int answer = argmax(a + i * CLASSES, CLASSES);
        double score = (double)a[i * CLASSES + answer];
        if (score < low || score >= high)
            continue;
        bin.answers++;
        bin.right += answer == label[i];
        bin.score += score;
    }
    return bin;
}

/*
→ 它有多自信

![图 13.3：得分差不多的回答里，对的占多大比例。落在虚线上，得分就可以当概率用；
落到虚线下面，就是自信过头。](ch13_reliability)

把所有回答合在一起，平均得分是 `0.956`，每 100 个对 `95.16` 个：总的来说，这些网
络心里有数。分段来看就不是了。得分在 `0.9` 到 `0.99` 的，平均 `0.965`，每 100 个
却只对 `91.9` 个；得分不到 `0.3` 的，平均 `0.130`，倒对了 `44.1` 个。后一种情况
不奇怪：十个输出各答各的问题，加起来不必等于 1（第 15 章有一种输出才是这样）；每
个输出都没把握，可十个数字里非挑一个不可，挑对的机会自然比得分显示的大。前一种情
况，是因为图像换成了新的：换回学过的图像，得分在这一段的，每 100 个对 `97.9`
个。在学过的图像上，网络差不多处处偏谦虚；错只错在以为新图像和旧图像很像，其实没
有那么像。

所以，得分要拿没学过的图像量过才能用：网络说 `0.9` 到 `0.99`，就当作 100 次里对
`91.9` 次。量过以后，得分很有用：五分之四的回答超过 `0.99`，这些回答每 100 个对
`99.2` 个。把另外五分之一交给人，剩下的由机器来认，1,000 个里只认错八个。（最少
要交多少，练习 13b 来算。）话说回来，每个网络最自信的回答里，还有六十来个是错
的；居中的那个网络的，上面画了两个，图里有三十二个。有些字，我们自己也拿不准：有
个 5 封了口，像 6；有个 3 糊成一团，说是 8 也行。可是这三十二个，大半我们都认得
出来：一个细细的 2，网络认成 4；两个带横杠的 7，认成 2；一个 0，旁边不过多了个墨
点，认成 3。这些就怪不得字了。谁要是说网络*看见*了数字，该请他看看这些。

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
件里另外记着：种子，第几轮，这一轮看了多少幅，有了这三样，剩下的图像按什么次序看
就定了；还有学习率，每步的幅数；用动量的话，还有速度。（数照内存里的样子存成
float，一点也不舍入：每个四字节，784-30-10 一共大约 95 KB。换一种机器或编译器，
读出来的权重还是一样，认字也就一样，除非碰巧两个输出不相上下；接着训练，末尾几个
二进制位可能不同。）用的是什么图像、什么成本，文件里也写着，换了别的，程序就不肯
接着训练；文件不完整，或者文件头坏了，程序也不收，会说明原因。不写 `--epochs`，
就只用测试图像考一遍。（学习率太大，成本会变成“不是数”（NaN）；这时训练停下，留
下最后一份没坏的权重。走完一轮还在瞎猜，程序会列出三种可能的原因。）

然后写一个数字，深色的字，浅色的底，大小不限，用笔写、用画图程序画都行，再运行

    make predict IMAGE=my3.pgm MODEL=net.safetensors

这条命令先把墨迹剪下来，缩放到 20x20 像素，再放进 28x28 的格子，让重心落在正中，
和 MNIST 的图像一样。要是不放正，有些墨就会落在网络几乎没见过墨的像素上。接着，
图像照网络看到的样子显示出来，十个输出画成条形。你写的字能认对多少，这里的表说不
上来：换了一个人写，也换了一支笔。

## 我们偷了哪些懒

第四篇文章每走完一轮都拿测试图像考一遍，我们也照做了。可是谁要这样来*挑*配方，测
试就算不上测试了，正确的做法见第 16 章。得分在测试图像上校准过，也只对这一类图像
有效。给网络看一幅根本不是数字的图，最大的输出照样会报出一个数字，第 14 章就来
试。还有，½Σ (a - y)² 并不是最适合这个任务的成本，丢失的数字就是证据。

关于文章，再说一句。它的程序把 Python 2 和 Python 3 混着写，照印出来的样子，哪个
解释器也运行不了；仓库里的程序倒是可以运行。

## 练习

`make ex13` 生成要你改的文件，并检查你的答案；`make hint13` 给提示。

- **13a** `evaluate`：由输出和标签，求对了几个。
- **13b** 可以说“我不知道”的网络：最少要把多少幅图像交给人，其余的才够准？

下一章：网络会认字了。可是它学到的是什么，是短边和圆圈吗？`make ch14`。

## 工作台

下面的代码训练网络，打印表格，并把画图用的数写进文件。
*/

enum { SEEDS = 5, WIDE = 2 * SEEDS, NETWORKS = 3 * SEEDS };
enum { OWN = 5000, SOON = 3, CHECKED = 100 };
static Dataset train, test;

static const Recipe kind[] = {
    {"784-30-10", {1, {30}}, .epochs = EPOCHS, .batch = BATCH, .rate = rate},
    {"784-16-16-10", {2, {16, 16}}, .batch = BATCH, .rate = rate},
    {"784-100-10", {1, {100}}, .batch = BATCH, .rate = rate}};

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

// 一个网络走完某几轮之后会被问到，最后一轮之后一定问。
typedef struct Answers {
    Dataset set;                  // 图像；不归它所有
    int last;                     // 最近一次问它，是在第几轮之后
    real a[TESTS * CLASSES];      // 那时的输出 [set.count, CLASSES]
    Confusion table[EPOCHS + 1];  // 按轮次
} Answers;

// 每种网络五个，看测试图像；第一种的五个，还看自己学过的图像。
static Answers says[NETWORKS], own[SEEDS];
static Answers *asked = says;  // 正在训练的网络的回答，从这里放起

static void ask(Answers *of, Learner *l, const Dataset *set) {
    of->set = *set;
    of->last = l->epochs;
    learner_sums(l, set, of->a);  // （经过 σ，大小次序不变）
    memset(of->table[of->last], 0, sizeof of->table[of->last]);
    evaluate(of->a, set->label, set->count, of->table[of->last]);
    for (int i = 0; i < set->count * CLASSES; i++)
        of->a[i] = (real)m_sigmoid((double)of->a[i]);
}

static void listen(Trial *t, int round) {
    if (round > 0 && (round <= SOON || round == EPOCHS))
        ask(asked + t->number, &t->learner, &test);
}

static const char *lost_after(Answers *of, int epoch) {
    char text[2 * CLASSES + 1];
    int n = 0;
    if (epoch > of->last)
        return "（已停）";
    for (int digit = 0; digit < CLASSES; digit++)
        if (is_lost(of->table[epoch], digit))
            n += sprintf(text + n, n ? " %d" : "%d", digit);
    return n ? text_format("%s", text) : "–";
}

static double share_read(Confusion table, int digit) {
    int all = 0;
    for (int k = 0; k < CLASSES; k++)
        all += table[digit][k];
    return 100.0 * table[digit][digit] / (all ? all : 1);
}

/* ---- 正文里的表和图 ------------------------------------------------------ */

static void ten_networks(Chapter *c, Trials *t, int threads) {
    int steps = (train.count + BATCH - 1) / BATCH;
    chapter_section(c, "十个网络");
    printf("%d 幅图像，每步 %d 幅：一轮 %d 步，一共走 %d 步，也就是 %d 轮。\n",
           train.count, BATCH, steps, steps * t->rounds, t->rounds);
    chapter_predict(c, "五个网络只有种子不同，最后会相差多少？");
    trials_run(c, t, threads, "十个网络");
    printf("100 幅测试图像里认对几幅：五个网络的最低、中位数和最高，"
           "\n先是 784-30-10，后是 784-16-16-10：\n\n");
    Table u = table_begin("轮|30：最低|中位数|最高|16-16：最低|中位数|最高",
                          "%5d|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f|%6.2f");
    Figure *f = figure_open(c, "ch13_accuracy",
                            "epoch low median high low median high learned");
    Spread a = {0}, b = {0}, learned = {0};
    double best = 0;
    for (int e = 0; e <= t->rounds; e++) {
        a = trials_spread(t, 0, e, trial_right);
        b = trials_spread(t, 1, e, trial_right);
        learned = trials_spread(t, 0, e, trial_own_right);
        best = fmax(best, a.high);
        figure_row(f, e, SPREAD(a), SPREAD(b), learned.median);
        if (e <= 3 || e % 10 == 0 || e == 5 || e == t->rounds)
            table_row(&u, e, SPREAD(a), SPREAD(b));
    }
    figure_close(c, f);
    table_end(&u);
    u = table_begin("种子 | 784-30-10 | 784-16-16-10", "%-9s | %.2f | %.2f");
    for (int k = 0; k < SEEDS; k++)
        table_row(&u, text_format("%.0f", (double)c->seed + k),
                  trial_right(trials_at(t, 0, k), t->rounds),
                  trial_right(trials_at(t, 1, k), t->rounds));
    table_row(&u, "平均", a.mean, b.mean);
    table_row(&u, "标准差", a.deviation, b.deviation);
    table_end(&u);
    printf("每 100 幅学过的图像，784-30-10 认对 %.2f 到 %.2f 幅（中位数\n"
           "%.2f）。测试图像上，所有网络、所有轮次里最好的是 %.2f：那是运气，\n"
           "看了 %d 次才碰上。\n\n",
           learned.low, learned.high, learned.median, best, SEEDS * t->rounds);
    claim("784-30-10：五个网络的中位数", a.median, 94.5, 95.4, "%.1f");
    claim("784-30-10，走完一轮", trials_spread(t, 0, 1, trial_right).median, 88,
          92, "%.0f");
    claim("784-16-16-10：五个网络的中位数", b.median, 92.5, 94.5, "%.1f");
}

static void lost_digit(Chapter *c, int threads) {
    chapter_section(c, "丢失的数字");
    chapter_predict(c, "神经元增加到三倍，丢数字的事会更多，还是更少？");
    Trials wide = trials_of(SEEDS, c->seed, c->quick ? 2 : SOON, &test);
    wide.after = listen, asked = says + WIDE;
    trials_add(&wide, &kind[2], &train);
    trials_run(c, &wide, threads, kind[2].name);
    Table t =
        table_begin("网络 | 种子 | 走完 1 轮，丢失 | 走完 3 轮 | 走完 30 轮",
                    "%-12s | %4d | %-18s | %-13s | %-s");
    for (int k = 0; k < NETWORKS; k++)
        table_row(&t, kind[k / SEEDS].name, (double)c->seed + k % SEEDS,
                  lost_after(&says[k], 1), lost_after(&says[k], SOON),
                  lost_after(&says[k], EPOCHS));
    table_end(&t);
    int worst = 0;
    double right = trials_spread(&wide, 0, wide.done, trial_right).low;
    while (trial_right(&wide.trial[worst], wide.done) > right)
        worst++;
    printf("784-100-10，种子 %.0f，认对 %.2f 幅（每 100 幅，走完 %d 轮）。\n"
           "各个输出看到自己那个数字的图像，报的是：\n\n",
           (double)c->seed + worst, right, wide.done);
    Answers *of = asked + worst;
    t = table_begin("数字 || 平均 | 最大 | σ′ 的平均",
                    "%5d | %-4s | %8.6f | %8.6f | %8.6f");
    for (int digit = 0; digit < CLASSES; digit++) {
        bool lost = is_lost(of->table[of->last], digit);
        Own o = own_output(of->a, test.label, test.count, digit);
        table_row(&t, digit, lost ? "丢失" : "", o.mean, o.most, o.slope);
    }
    table_end(&t);
    trials_free(&wide);
}

static void what_for_what(Chapter *c, Confusion table) {
    chapter_section(c, "把什么认成什么");
    chapter_predict(c, "哪个数字最难认？哪两个最容易互相认错？");
    Figure *f = figure_open(c, "ch13_confusion", "answer digit images");
    Table t = table_begin("数字|0|1|2|3|4|5|6|7|8|9|每 100",
                          "%5d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%.1f");
    for (int digit = 0; digit < CLASSES; digit++) {
        const int *r = table[digit];
        for (int k = 0; k < CLASSES; k++)
            figure_row(f, k, digit, r[k]);
        table_row(&t, digit, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7],
                  r[8], r[9], share_read(table, digit));
    }
    figure_close(c, f);
    table_end(&t);
}

static void most_confused(int last) {
    enum { PAIRS = CLASSES * CLASSES };  // d、k 这一对的编号是 d·CLASSES + k
    Spread images[PAIRS];
    for (int p = 0; p < PAIRS; p++) {
        double x[SEEDS];
        for (int s = 0; s < SEEDS; s++)
            x[s] = confused(says[s].table[last], p / CLASSES, p % CLASSES);
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

static void hardest(int last) {
    double x[SEEDS];
    printf("每个网络最难认的数字，每 100 幅认对几幅：");
    for (int s = 0; s < SEEDS; s++) {
        int hard = 0;
        x[s] = share_read(says[s].table[last], 0);
        for (int d = 1; d < CLASSES; d++)
            if (share_read(says[s].table[last], d) < x[s])
                hard = d, x[s] = share_read(says[s].table[last], d);
        printf("%s %d: %.1f", s ? "," : "\n ", hard, x[s]);
    }
    printf("\n\n");
    claim("最难认的数字，每 100 幅认对几幅，中位数", spread_of(x, SEEDS).median,
          88, 95, "%.0f");
}

// 五个网络合起来；以及单独一个，每 100 个回答对几个。
typedef struct Bins {
    int answers;
    double score, right, low, high;
} Bins;

static Bins five_bins(const Answers *five, double low, double high) {
    Bins b = {.low = 100};
    for (const Answers *of = five; of < five + SEEDS; of++) {
        Bin one = bin_of(of->a, of->set.label, of->set.count, low, high);
        if (one.answers == 0)
            continue;
        b.answers += one.answers, b.score += one.score, b.right += one.right;
        b.low = fmin(b.low, 100.0 * one.right / one.answers);
        b.high = fmax(b.high, 100.0 * one.right / one.answers);
    }
    if (b.answers == 0)
        return (Bins){0};
    b.score /= b.answers;
    b.right = 100 * b.right / b.answers;
    return b;
}

static void how_sure(Chapter *c, const Trials *ten) {
    static const char *const name[] = {
        "0.3 以下",    "0.3 到 0.5", "0.5 到 0.7", "0.7 到 0.9",
        "0.9 到 0.99", "0.99 以上",  "全部"};
    static const double edge[] = {0, 0.3, 0.5, 0.7, 0.9, 0.99, 2};
    enum { SUREST = 5, ALL };  // 最后一段是全部回答
    Bins b[ALL + 1];
    Dataset learned = dataset_part(&train, 0, OWN);
    for (int k = 0; k < SEEDS; k++)
        ask(&own[k], &trials_at(ten, 0, k)->learner, &learned);
    chapter_section(c, "它有多自信");
    chapter_predict(
        c, "得分在 0.9 到 0.99 的回答，每 100 个对几个？不到 0.3 的呢？");
    printf(
        "五个网络对测试图像的回答，按得分分段；后两列是 %d 幅学过的图像：\n\n",
        learned.count);
    Table t =
        table_begin("得分|回答数|平均分|每 100 个对|最低|最高|学过：平均|对",
                    "%-11s|%7d|%.3f|%12.1f|%6.1f|%7.1f|%9.3f|%5.1f");
    for (int k = 0; k <= ALL; k++) {
        double low = edge[k % ALL], high = edge[k < ALL ? k + 1 : ALL];
        Bins l = five_bins(own, low, high);
        b[k] = five_bins(says, low, high);
        table_row(&t, name[k], b[k].answers, b[k].score, b[k].right, b[k].low,
                  b[k].high, l.score, l.right);
    }
    table_end(&t);
    claim("每 100 个对几个（得分 0.99 以上）", b[SUREST].right, 98.5, 99.7,
          "%.1f");
    claim("测试图像上，自信过头多少", 100 * b[ALL].score - b[ALL].right, 0, 3,
          "%.1f");
}

static void draw_bins(Chapter *c) {
    Figure *f = figure_open(c, "ch13_reliability", "score right low high");
    figure_number(f, "networks", SEEDS);
    for (int learned = 0; learned < 2; learned++) {
        figure_block(f, learned ? "learned from" : "test", NULL);
        for (int k = 0; k < 10; k++) {
            Bins b = five_bins(learned ? own : says, k / 10.0,
                               (k + 1 + k / 9) / 10.0);
            if (b.answers >= 50)
                figure_row(f, b.score, b.right / 100, b.low / 100,
                           b.high / 100);
        }
    }
    figure_close(c, f);
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
    t.own = OWN, t.after = listen;
    trials_add(&t, &kind[0], &train);
    trials_add(&t, &kind[1], &train);
    ten_networks(c, &t, threads);
    lost_digit(c, threads);
    Answers *median = says + trials_median(&t, 0, t.done, trial_right)->number;
    what_for_what(c, median->table[t.done]);
    most_confused(t.done);
    hardest(t.done);
    how_sure(c, &t);
    draw_bins(c);
    surest_misses(c, median);
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
