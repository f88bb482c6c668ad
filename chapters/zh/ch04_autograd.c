/*
# 第 4 章：打开密封的盒子

**这一章的问题。** 前三章里，不管写什么公式，计算带都能求出精确的斜率。它是怎么
做到的？这一章里，你会用四十行代码自己造一条计算带，再亲手走一遍；你会看到，`+=`
里的那个 `+` 为什么要紧，程序里有 `if` 又怎么办；你还会认识另一种走法，叫正向，
并且算一算：旋钮有成千上万个的时候，正向为什么走不起。

请对照第三篇文章的 A3-13 和 A3-18 来读。用 `make ch04` 运行；旋钮也可以转，例如
`make ch04 ARGS="--a -1 --b 4"`。

**本章要点** 沿一条路径，变化率相乘；到达同一处的多条路径，变化率相加：这就是链
式法则。计算带按先后记下每次运算和各个偏导数，反向走一遍，就求出结果对所有输入的
导数。先算结果，再反向走一遍，运算量加起来只有单算结果的三倍左右，输入再多也是这
样；用正向模式或者数值微分，却要为每个输入各算一遍。

**新词**

链式法则 (chain rule)
: 沿着一条路径，变化率相乘：转一圈带动 3 圈，每圈又带动 4 圈，一共就是 12 圈。

自动微分 (automatic differentiation)
: 把链式法则用到程序的每一次运算上，结果精确，不需要 h。

计算带 (tape)
: 按先后顺序记下的一串运算。

反向模式，正向模式 (reverse mode, forward mode)
: 从一个结果倒着走到所有输入，或者从一个输入顺着走到所有结果。13,002 个输入、
  一个结果，反向走 1 遍就够，正向要走 13,002 遍。

乘加 (multiply–add)
: 一次乘法加一次加法，这本书用它作工作量的单位。
*/

#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

static double at_a = 2, at_b = 3, nudge = 0.001;

static const Option knobs[] = {
    {"--a", KNOB_NUMBER, &at_a, -9, 9, "the input a", "输入 a"},
    {"--b", KNOB_NUMBER, &at_b, -9, 9, "the input b", "输入 b"},
    {"--nudge", KNOB_NUMBER, &nudge, 1e-6, 1, "how far a moves", "a 动多远"},
    {0}};

/*
## 沿着路径，相乘

拿三个齿轮来说。第一个转一圈，第二个转 3 圈；第二个转一圈，第三个转 4 圈。那么第
一个转一圈，第三个就转 3·4 = 12 圈。沿着一条路径，变化率*相乘*。斜率就是只动一点
点时的变化率，所以也相乘：x 动 h，u 大约动 3h，v 大约动 4·3h，h 越小越准。这就
是**链式法则**。这本书要用的微积分，除了中学学过的斜率，就只有这一条。

## 路径不止一条，相加

一个数也可能经由两条路影响结果，比如

$$y = (a\,b)\,(a+b)$$

输入 a 用了两次。记 p = a·b，s = a + b，y = p·s，代入 a = 2，b = 3，就有 p =
6，s = 5，y = 30。为了把两条路分开看，给进入 p 的 a 和进入 s 的 a 各起一个名字，
再轻轻地推：先只推一个，再只推另一个，最后两个一起推。
*/

static double y_of(double a_in_p, double a_in_s, double b) {
    double p = a_in_p * b, s = a_in_s + b;
    return p * s;
}

/*
→ 沿路径相乘，各路径相加

先看经过 p 的路：a 动一点，p 的变化是它的 3 倍（b = 3）；p 动一点，y 的变化是它
的 5 倍（s = 5）；连起来是 15 倍。再看经过 s 的路：1 乘以 6，是 6 倍。很小的变化
可以相加，第 3 章的切平面就是这样，所以合起来是 21 倍。推一推，量到的是
`21.0030`。多出来的那一点，是 p 的变化（推动量的三倍）乘以 s 的变化（和推动量一
样大），两个都很小，乘起来就更小了。所以 ∂y/∂a = 21：先沿每条路径相乘，再把各条
路径相加。把一个数接连平方二十次，路径就有 2²⁰ 条，一百多万。计算带从来不去一条
条地列，只把二十次运算倒着走一遍，总和自己就累积起来了。

## 自己的计算带

每做一次运算，就记一行。一行里要记下：这个数由哪几行算出来（那几行叫*操作数*），
对每个操作数的变化率是多少。运算一做完，变化率也就知道了：乘法的变化率是另一个因
数（a 动 h，ab 就动 h·b），加法的变化率是 1。
*/

enum { MOST_ROWS = 40000 };  // 这一章够用了

typedef struct Row {
    int operand[2];     // 由哪几行算出来；没有就是 -1
    double partial[2];  // 这一行对每个操作数的变化率
    double value, grad;
} Row;

static Row rows[MOST_ROWS];
static int used;

static int put(double value, int a, double da, int b, double db) {
    if (used == MOST_ROWS)
        fatal("计算带的 %d 行都写满了：是不是有个循环停不下来？", used);
    rows[used] = (Row){{a, b}, {da, db}, value, 0};
    return used++;
}

static int input(double x) { return put(x, -1, 0, -1, 0); }

static int add(int a, int b) {
    return put(rows[a].value + rows[b].value, a, 1, b, 1);
}

static int multiply(int a, int b) {
    double x = rows[a].value, y = rows[b].value;
    return put(x * y, a, y, b, x);
}

// 我们的公式一共五行：0 是 a，1 是 b，2 是 p，3 是 s，4 是 y。
static int record(double a, double b) {
    used = 0;
    int i = input(a), j = input(b), p = multiply(i, j), s = add(i, j);
    return multiply(p, s);
}

/*
对每一行，我们想知道什么？想知道*结果*随这一行变化得多快：只推一推这一行的值，后
面的都跟着变，看 y 变多少。这个变化率 ∂y/∂行，叫作这一行的**梯度**，写作
`grad`。y 自己的梯度是 1；两个输入行的梯度是 ∂y/∂a 和 ∂y/∂b，合起来就是第 3 章的
梯度。一行的梯度，要等往回走的时候才知道，因为记下这一行的时候，还不知道后面会拿
这一行去算什么。

知道了一行的梯度，再往回走一环，就到了操作数。每个操作数分到一份，等于变化率乘以
这一行的梯度：这是沿路径相乘。一个操作数可能从好几行各分到一份，都要加起来：这是
各路径相加。
*/

static void hand_back(int row) {
    for (int k = 0; k < 2; k++) {
        int from = rows[row].operand[k];
        if (from >= 0)
            rows[from].grad += rows[row].partial[k] * rows[row].grad;
    }
}

static void begin_at(int y) {
    for (int i = 0; i <= y; i++)
        rows[i].grad = 0;
    rows[y].grad = 1;
}

/*
**反向模式**就这么简单（到了第 9 章，就叫反向传播）：开始时，各行的梯度都是 0，
只有 y 的梯度是 1；然后从最后一行到第一行，每一行把该分的份额交回去。跟 y 无关的
行，一份也分不到，梯度就一直是 0。（要是不先清零，走第二遍的时候，份额就会加到第
一遍剩下的数上。）
*/

static void backward(int y) {
    begin_at(y);
    for (int i = y; i >= 0; i--)
        hand_back(i);
}

/*
→ 自己的计算带

![图 4.1：把公式画成图。值沿着蓝箭头往前流，梯度沿着绿箭头往回流，箭头旁边写着交
回的那一份。到达 a 的有两份，要加起来。](ch04_graph)

![图 4.2：同一件事，一行一行地看。绿色的数从右往左填。第 3 行把第一份交给两个输
入，第 2 行再交第二份。](ch04_backward)

**为什么要按这个顺序？** 循环走到某一行时，凡是用过这一行的行，都已经把份额交回
来了，因为那些行算得更晚，排在更下面。所以这一行的梯度已经加齐了。换一种顺序，就
会把没加完的数交出去。正确的顺序是现成的，把程序的顺序倒过来就行。

**为什么要用 `+=`？** 因为一行可能不止用一次，各条路径要相加。要是用 `=`，最后来
的一份就会把前面的都抹掉。

→ 为什么用 +=，为什么从末尾走起

最后一行里 a 只用了一次，错误就没有露出来。检验灵不灵，要看拿什么去试，所以每一
章都要检验自己的公式。至于从头走起，夹在 a 和 y 之间的行，轮到往回交的时候，自己
还什么都没有收到，所以什么也到不了 a。（a + a 中间没有别的行，才碰巧对了。）

## 遇到 `if` 和循环怎么办

计算带不是照着公式造的，是程序一边运行一边造的。那么，程序里要是有判断呢？下面这
个程序，拿 |x| 一遍遍地乘，乘到 100 就停。（|x| 要是不超过 1，就永远到不了 100；
等计算带写满了，`put` 会让程序停下来。）
*/

static int over_a_hundred(int x) {
    if (rows[x].value < 0)
        x = multiply(x, input(-1));  // x 从此是另一行，即 |x|
    int y = x;
    while (rows[y].value < 100)
        y = multiply(y, x);
    return y;
}

/*
→ 一个 if，一个循环

x = 3 时，循环转了四圈，计算带上有四个乘积：y = x⁵，斜率是 5x⁴ = `405`。x = 2 时
有六个乘积，y = x⁷。至于 `if` 和 `while`，计算带上什么也没记。记下来的是*实际走
过的那个分支*，循环转几圈就记几圈，求出来的也就是这个分支的斜率。换一个输入，就
要重新造一条计算带。

所以，哪怕没有公式，只有一段程序，也照样求得出斜率。（像中学那样，从一个公式推出
斜率的公式，叫符号微分：法则是一样的，可是先得有公式，推出来的公式又很快就长得不
得了。）不过局限也在这里。x = 10 时，程序停在 100；x 只要比 10 小一丝一毫，程序
就会一直算到将近 1000。y 在这里跳了一下，根本没有斜率，推一推，量到的是一个荒唐
的数。计算带只知道实际算过的，就说斜率是 `20`；碰上尖角，比如 max(x, 0) 在 0 的
地方，程序走的是哪一侧，求出来的就是哪一侧的斜率。

## 程序库的计算带

`lib/scalar.h` 也是这么做的，只是为了快，安排得不一样；往回走的循环，一页纸就写
得下。程序库会做的运算更多，每次运算只留下变化率：sin x 的变化率是 cos x，eˣ 的
变化率就是 eˣ。（要添一种运算，只要知道怎样算值、怎样算变化率就行，往回走的循环
不用改。在我们的计算带上，第 a 行的值是 x，那么 sin x 就是
`put(sin(x), a, cos(x), -1, 0)`。）整条计算带还可以打印出来。下面是我们的公式，
还有一个有 25 次运算的公式。后一个取自 micrograd 的说明（micrograd 是一个教学用
的 Python 库），算出来的数字和说明里的一样。

→ 程序库的计算带

打印出来的每一行，就是计算带的一行。程序库从 1 数起；`d3` 是第 3 行的变化，等于
各个操作数的变化乘以当初记下的变化率，再加起来。PyTorch 这样的大程序库也是这么做
的，只是每一行都是一个矩阵；到第 10 章，我们也用矩阵。

## 另一种走法：正向

一定要倒着走吗？换一个问题就不必了：每一行随某一个*输入*变化得多快？算出这一行的
时候，就已经知道了。让这个输入的变化率等于 1，程序一边运行，一边把变化率带着走：
每个数都变成一对，一个是值，一个是变化率，合称**对偶数**。这样连计算带都用不着。
*/

typedef struct Dual {
    double value, rate;
} Dual;

static Dual dual_add(Dual a, Dual b) {
    return (Dual){a.value + b.value, a.rate + b.rate};
}

static Dual dual_multiply(Dual a, Dual b) {
    return (Dual){a.value * b.value, a.rate * b.value + a.value * b.rate};
}

// 我们公式里的 p、s 和 y。
static void forward(Dual a, Dual b, Dual result[3]) {
    result[0] = dual_multiply(a, b);
    result[1] = dual_add(a, b);
    result[2] = dual_multiply(result[0], result[1]);
}

/*
这就是**正向模式**。（乘积里两个因数都在动，是两条路径，要相加；中学里叫乘积的求
导法则。）取 a = (2, 1)、b = (3, 0) 走一遍，就知道*每一个*结果对 a 的变化率。要
对 b 的变化率，还得取 a = (2, 0)、b = (3, 1)，再走一遍。反向走一遍，就知道*一
个*结果对每一个输入的变化率。

→ 另一种走法：正向

六个数都一样。正向走，这张表是一列一列地填，每个输入走一遍；反向走，是一行一行地
填，每个结果走一遍。所以用哪一种，要看输入和结果哪个多。网络的输入有成千上万个
（就是那些旋钮），结果只有一个，就是成本：反向走一遍就够了，正向要走成千上万遍。
要是输入只有一个，结果有一千个，那就反过来。

![图 4.3：全部六个变化率。正向走一遍填一列，反向走一遍填一行。要是结果只有一个，
输入有很多，整张表就是长长的一行。](ch04_modes)

## 求一次梯度要花多少工夫

来数一数。取 y = x₁x₂ + x₂x₃ + … + xₙx₁。用计算带，先把每次运算做一遍，算出 y；
往回走的时候，每次运算有两个操作数，每个操作数要做一次**乘加**，也就是变化率乘以
梯度，再加上去。用对偶数走一遍，花的一样多，可是要走 n 遍。用数值方法，每个输入
都要往上转一点、往下转一点，y 就要算两次。

→ 求一次梯度要花多少工夫

![图 4.4：求一次梯度的工作量。反向走，和算 y 本身成正比；正向走，或者把旋钮一个
一个地转，就和输入个数的平方成正比。](ch04_work)

用计算带求一次梯度，运算数是算 y 的三倍，不管输入是一个还是一万个。（网络只要两
倍左右，见第 9 章。）把旋钮一个一个地转，输入有 `10000` 个时，花费是计算带的
`6666.7` 倍。一个有 13,002 个旋钮的网络，训练时要把梯度求上成千上万次；要是只有
正向，谁也不会去试。反向也有代价，就是费内存：对偶数用过就可以丢掉，计算带却要把
每一行都留到往回走完。我们的一行占 `40` 个字节，两个 int 加四个 double；程序库不
存值，一个乘积占 `32` 个字节，一个和占 `16` 个。

## 怎样才算“一致”？

每一章最后都有检验，拿计算带的斜率和数值的斜率来比，数值的斜率就是一个差除以
2h。计算带的斜率差不多有十六位是准的，数值的大约有十位，这在第 1 章已经看到了。
所以两者不会每一位都相同。只要

$$|\text{计算带} - \text{数值}| \le 10^{-7} + 10^{-5}\cdot
\max(|\text{计算带}|, |\text{数值}|)$$

各章就说“一致”。这就是 `lib/gradcheck.h` 里的 `gradients_agree`：两者相差不到十
万分之一，在 0 附近则不到 10⁻⁷。公式要是对的，离这个界限还远得很；要是漏了一个因
子、一个符号或者一条路径，就会远远地超出去，除非斜率几乎是 0。（手算的公式，要有
12 位和计算带相同。用 `float` 的时候，界限放宽一些。）

→ 怎样才算一致

## 检验

(ab)(a+b) = a²b + ab² 的两个斜率是 2ab + b² 和 a² + 2ab。用我们自己的计算带、用
对偶数、用程序库的计算带，或者推一推，算出来的都必须是这两个数。

→ 检验：手算 = 计算带 = 数值

## 我们偷了哪些懒

计算带求不出高阶导数：上面记的变化率只是一些数，一个数就再没有变化率可言了。（第
2 章的曲率，是用两个斜率求出来的。）程序越长，计算带占的内存越多；程序库每训练一
步，就把内存收回来一次。还有，“三倍”说的是运算次数。要论秒数，用计算带要多久，不
用又要多久，可以用 `make bench` 来量。

## 练习

`make ex04` 生成要你改的文件，并检查你的答案；`make hint04` 给提示。

- **4a** 教我们自己的计算带做除法：两个变化率各是什么？
- **4b** 顺着走一条计算带，求出每一行随某一个输入变化得多快。

下一章：从曲线转到图像，看看神经元怎样看图：`make ch05`。

## 工作台

下面的代码打印表格，并把画图用的数写进文件。
*/

static void two_paths(Chapter *c) {
    chapter_section(c, "沿路径相乘，各路径相加");
    double a = at_a, b = at_b, more = a + nudge, p = a * b, s = a + b;
    printf("y = p·s，p = a·b，s = a + b，取 a = %g，b = %g。\n", a, b);
    chapter_predict(c, text_format("把 a 推动 %g，y 大约会动多少？", nudge));
    double y = p * s, by_p = y_of(more, a, b) - y, by_s = y_of(a, more, b) - y;
    double by_both = y_of(more, more, b) - y;
    Table t = table_begin("推哪里的 a | 变化率 | y 的变化 | 除以 a 的变化",
                          "%-14s | %-22s | %11.6f | %9.4f");
    table_row(&t, "只推 p 里的", text_format("%.4g · %.4g = %.4g", b, s, b * s),
              by_p, by_p / nudge);
    table_row(&t, "只推 s 里的", text_format("1 · %.4g = %.4g", p, p), by_s,
              by_s / nudge);
    table_row(&t, "两个一起推",
              text_format("%.4g + %.4g = %.4g", b * s, p, b * s + p), by_both,
              by_both / nudge);
    table_end(&t);
}

static const char *const names[] = {"a", "b", "p", "s", "y"};

// 我们公式的各行；从 `turn` 往后都已经交回了份额，`turn` 是刚刚交的。
static void figure_rows(Figure *f, int turn) {
    for (int i = 0; i < 5; i++)
        figure_row(f, i, rows[i].value, rows[i].grad, rows[i].operand[0],
                   rows[i].operand[1], rows[i].partial[0], rows[i].partial[1],
                   (i >= turn) + (i == turn));
}

static const char columns[] = "row value grad left right by_left by_right turn";

static void print_rows(void) {
    const char *what[] = {"a", "b", "p = a·b", "s = a + b", "y = p·s"};
    Table t = table_begin("行 | 内容 | 值 | 来自 | 变化率 | 梯度",
                          "%3d | %-9s | %7.4g | %-6s | %-14s | %8.5g");
    for (int i = 0; i < used; i++) {
        Row r = rows[i];
        const char *from = "–", *rates = "–";
        if (i >= 2) {
            from = text_format("%d, %d", r.operand[0], r.operand[1]);
            rates = text_format("%.4g, %.4g", r.partial[0], r.partial[1]);
        }
        table_row(&t, i, what[i], r.value, from, rates, r.grad);
    }
    table_end(&t);
}

// 这一行交给第 k 个操作数的一份。
static const char *share(Row r, int k) {
    int to = r.operand[k];
    return text_format("%s += %.3g·%.3g，现在是 %.4g", names[to], r.partial[k],
                       r.grad, rows[to].grad);
}

static void our_own_tape(Chapter *c) {
    chapter_section(c, "自己的计算带");
    int y = record(at_a, at_b);
    printf("倒着走，一次一行：\n");
    chapter_predict(c, "哪一行最先交给 a 一份？这一份是多少？");
    begin_at(y);
    Figure *f = figure_open(c, "ch04_backward", columns);
    figure_rows(f, used);
    Table t = table_begin("行 | 这一行的梯度 | 交回一份 | 再交一份",
                          "%3d | %12.5g | %-26s | %-26s");
    for (int i = y; i >= 2; i--) {
        hand_back(i);
        table_row(&t, i, rows[i].grad, share(rows[i], 0), share(rows[i], 1));
        figure_block(f, "after a row", NULL);
        figure_rows(f, i);
    }
    figure_close(c, f);
    table_end(&t);
    printf("走完以后的计算带：\n\n");
    print_rows();
    f = figure_open(c, "ch04_graph", columns);
    figure_rows(f, 0);
    figure_close(c, f);
}

static void hand_back_with_bug(int row) {
    for (int k = 0; k < 2; k++) {
        int from = rows[row].operand[k];
        if (from >= 0)
            rows[from].grad = rows[row].partial[k] * rows[row].grad;
    }
}

// a + a, (ab)(a+b), ab + b
static int example(int which, double x, double z) {
    if (which == 1)
        return record(x, z);
    used = 0;
    int a = input(x), b = input(z);
    return which == 0 ? add(a, a) : add(multiply(a, b), b);
}

static void why_plus(Chapter *c) {
    chapter_section(c, "为什么用 +=，为什么从末尾走起");
    printf(
        "取 a = %g，b = %g，求 ∂y/∂a，三种走法：照我们的循环；把 += 写成 =；\n"
        "从第一行走到最后一行。\n",
        at_a, at_b);
    chapter_predict(c, "要是把 += 写成 =，a + a 的斜率会是多少？");
    const char *name[] = {"a + a", "(ab)(a+b)", "ab + b"};
    Table t = table_begin("y | 用 += | 用 = | 从头走起 | 数值 | 查得出 = 吗",
                          "%-10s | %8.5g | %8.5g | %14.5g | %9.4f | %-12s");
    for (int k = 0; k < 3; k++) {
        const double h = 6e-6;
        double up = rows[example(k, at_a + h, at_b)].value;
        double down = rows[example(k, at_a - h, at_b)].value;
        double numeric = (up - down) / (2 * h);
        int y = example(k, at_a, at_b);
        backward(y);
        double good = rows[0].grad;
        begin_at(y);
        for (int i = y; i >= 0; i--)
            hand_back_with_bug(i);
        double bad = rows[0].grad;
        begin_at(y);
        for (int i = 0; i <= y; i++)
            hand_back(i);
        table_row(&t, name[k], good, bad, rows[0].grad, numeric,
                  gradients_agree(bad, numeric) ? "否" : "是");
    }
    table_end(&t);
}

typedef double Curve(double x);  // 把一个数变成另一个数的函数

static double central(Curve *f, double x) {
    return (f(x + 6e-6) - f(x - 6e-6)) / 1.2e-5;
}

static double over_a_hundred_at(double x) {
    used = 0;
    return rows[over_a_hundred(input(x))].value;
}

static void if_and_loop(Chapter *c) {
    chapter_section(c, "一个 if，一个循环");
    printf("拿五个输入来运行程序 over_a_hundred：\n");
    chapter_predict(c, "3 变成 9、27、81、243，斜率是多少？");
    Table t = table_begin("x | y | 行数 | 乘积个数 | 计算带 ∂y/∂x | 数值",
                          "%4g | %5g | %4d | %8d | %13g | %14.4f");
    const double xs[] = {-3, 2, 3, 5, 10};
    for (int i = 0; i < 5; i++) {
        double numeric = central(over_a_hundred_at, xs[i]);
        used = 0;
        int products = 0, y = over_a_hundred(input(xs[i]));
        backward(y);
        for (int k = 0; k < used; k++)
            products += rows[k].operand[0] >= 0;
        table_row(&t, xs[i], rows[y].value, used, products, rows[0].grad,
                  numeric);
    }
    table_end(&t);
}

typedef Value Formula(Value a, Value b);  // 把两个数变成一个数

static Value ours(Value a, Value b) {
    Value p = v_mul(a, b), s = v_add(a, b);
    return v_mul(p, s);
}

// （v_relu(x) 在 x 为正时是 x，否则是 0；
// v_const 是计算带上的一个数，没有人要它的斜率。）
static Value micrograd(Value a, Value b) {
    Value c = v_add(a, b), ab = v_mul(a, b), d = v_add(ab, v_pow(b, 3));
    c = v_add(c, v_affine(1, c, 1));
    Value more = v_affine(1, c, 1), twice = v_affine(2, d, 0);
    c = v_add(c, v_add(more, v_neg(a)));
    d = v_add(d, v_add(twice, v_relu(v_add(b, a))));
    Value thrice = v_affine(3, d, 0);
    d = v_add(d, v_add(thrice, v_relu(v_sub(b, a))));
    Value e = v_sub(c, d), f = v_square(e);
    Value half = v_affine(0.5, f, 0);
    return v_add(half, v_div(v_const(a.tape, 10), f));
}

typedef struct Point {
    double value, by_a, by_b;
} Point;

// 用程序库的计算带求 (a, b) 处的值和两个斜率；`shown` 为真，就打印计算带。
static Point at(Formula *formula, double a, double b, bool shown) {
    Tape *t = tape_new();
    Value x = v_var(t, a), y = v_var(t, b), result = formula(x, y);
    v_backward(result);
    Point p = {v_value(result), v_grad(x), v_grad(y)};
    if (shown)
        tape_print(t, stdout);
    tape_free(t);
    return p;
}

static void the_library(Chapter *c) {
    chapter_section(c, "程序库的计算带");
    printf("取 a = %g，b = %g，用 tape_print 打印 (ab)(a+b) 的计算带\n"
           "（三列是行、梯度、变化）：\n\n",
           at_a, at_b);
    at(ours, at_a, at_b, true);
    Point g = at(micrograd, -4, 2, false);
    printf("\nmicrograd 的公式 g，有 25 次运算，取 a = -4，b = 2：\n\n");
    printf("  g = %.4f   ∂g/∂a = %.4f   ∂g/∂b = %.4f\n\n", g.value, g.by_a,
           g.by_b);
}

static void both_forward(Dual by_a[3], Dual by_b[3]) {
    forward((Dual){at_a, 1}, (Dual){at_b, 0}, by_a);
    forward((Dual){at_a, 0}, (Dual){at_b, 1}, by_b);
}

static void the_other_way(Chapter *c) {
    chapter_section(c, "另一种走法：正向");
    printf("取 a = %g，b = %g，看 p、s、y 随 a、随 b 变化得多快。\n", at_a,
           at_b);
    chapter_predict(c, "六个变化率都要，正向得走几遍？反向呢？");
    Dual by_a[3], by_b[3];
    both_forward(by_a, by_b);
    Table t = table_begin("结果 | a，正向 | b，正向 | a，反向 | b，反向",
                          "%-6s | %10.5g | %10.5g | %11.5g | %11.5g");
    Figure *f = figure_open(c, "ch04_modes", "by_a by_b back_a back_b");
    record(at_a, at_b);
    for (int k = 0; k < 3; k++) {
        backward(2 + k);  // 从 p，从 s，从 y
        table_and_figure_row(&t, f, names[2 + k], by_a[k].rate, by_b[k].rate,
                             rows[0].grad, rows[1].grad);
    }
    figure_close(c, f);
    table_end(&t);
    printf("正向：2 遍，每个输入一遍。反向：3 遍，每个结果一遍。\n\n");
}

// n 个输入围成一圈，求 Σ xᵢ·xᵢ₊₁，记在我们的计算带上。
static int ring(int n) {
    used = 0;
    for (int i = 0; i < n; i++)
        input(0.5 + i % 3);
    int sum = multiply(0, 1 % n);
    for (int i = 1; i < n; i++)
        sum = add(sum, multiply(i, (i + 1) % n));
    return sum;
}

// 一次运算在程序库的计算带上占多少。
static size_t bytes_of(Formula *operation) {
    Tape *t = tape_new();
    Value a = v_var(t, at_a), b = v_var(t, at_b);
    size_t before = tape_bytes(t);
    operation(a, b);
    size_t bytes = tape_bytes(t) - before;
    tape_free(t);
    return bytes;
}

static void what_it_costs(Chapter *c) {
    chapter_section(c, "求一次梯度要花多少工夫");
    printf("y = x₁x₂ + x₂x₃ + … + xₙx₁："
           "算 y 要几次运算，求 n 个斜率呢？\n");
    chapter_predict(c, "10,000 个输入，把旋钮一个一个地转，要花几倍的工夫？");
    Table t =
        table_begin("输入 | 算 y | 计算带 | 一个个转 | 倍数 | 正向 | 倍数",
                    "%6d | %6d | %11d | %10.0f | %6.1f | %10.0f | %7.1f");
    Figure *s = figure_open(c, "ch04_work", "inputs once tape turning forward");
    for (int n = 1; n <= 10000; n *= 10) {
        backward(ring(n));
        int once = used - n, tape = once;  // 再加上往回走的：
        for (int i = 0; i < used; i++)
            tape += (rows[i].operand[0] >= 0) + (rows[i].operand[1] >= 0);
        double turning = 2.0 * n * once, duals = 1.0 * n * tape;
        table_row(&t, n, once, tape, turning, turning / tape, duals,
                  duals / tape);
        figure_row(s, n, once, tape, turning, duals);
    }
    figure_close(c, s);
    table_end(&t);
    printf("占多少字节：我们的一行 %zu；程序库的一个乘积 %zu，一个和 %zu。\n\n",
           sizeof(Row), bytes_of(v_mul), bytes_of(v_add));
}

static double y_of_a(double a) { return y_of(a, a, at_b); }
static double y_of_b(double b) { return y_of(at_a, at_a, b); }

static void how_close(Chapter *c) {
    chapter_section(c, "怎样才算一致");
    double numeric = central(y_of_a, at_a);
    printf("推 0.000006，量到 ∂y/∂a = %.10f。这就是斜率吗？\n", numeric);
    chapter_predict(c, "要是多了百万分之一，检验查得出来吗？");
    Table t = table_begin("斜率 | 值 | 相差 | 允许 | 结论",
                          "%-32s | %13.8f | %6.0e | %7.0e | %-7s");
    const char *what[] = {"计算带", "多了百万分之 1", "多了千分之 1",
                          "两条路径只算一条（= 的错误）"};
    backward(record(at_a, at_b));
    double tape = rows[0].grad, path = at_b * (at_a + at_b);
    double slopes[] = {tape, tape * 1.000001, tape * 1.001, path};
    for (int k = 0; k < 4; k++) {
        double larger = fmax(fabs(slopes[k]), fabs(numeric));
        table_row(&t, what[k], slopes[k], fabs(slopes[k] - numeric),
                  1e-7 + 1e-5 * larger,
                  gradients_agree(slopes[k], numeric) ? "一致" : "不一致");
    }
    table_end(&t);
}

// 我们公式的两个斜率：一边按中学的公式算，一边由机器求。
static void check_ours(Chapter *c, const char *whose, double by_a,
                       double by_b) {
    const double a = at_a, b = at_b;
    report_row(c, text_format("∂y/∂a，%s", whose), 2 * a * b + b * b, by_a,
               central(y_of_a, a));
    report_row(c, text_format("∂y/∂b，%s", whose), a * a + 2 * a * b, by_b,
               central(y_of_b, b));
}

static double g_of_a(double a) { return at(micrograd, a, 2, false).value; }
static double g_of_b(double b) { return at(micrograd, -4, b, false).value; }

static void check(Chapter *c) {
    report_begin(c);
    backward(record(at_a, at_b));
    check_ours(c, "我们的计算带", rows[0].grad, rows[1].grad);
    Dual by_a[3], by_b[3];
    both_forward(by_a, by_b);
    check_ours(c, "对偶数", by_a[2].rate, by_b[2].rate);
    Point p = at(ours, at_a, at_b, false), g = at(micrograd, -4, 2, false);
    check_ours(c, "程序库的", p.by_a, p.by_b);
    report_row(c, "∂g/∂a，micrograd 的", NAN, g.by_a, central(g_of_a, -4));
    report_row(c, "∂g/∂b，micrograd 的", NAN, g.by_b, central(g_of_b, 2));
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch04_autograd", "打开密封的盒子",
                       knobs))
        return c.status;
    two_paths(&c);
    our_own_tape(&c);
    why_plus(&c);
    if_and_loop(&c);
    the_library(&c);
    the_other_way(&c);
    what_it_costs(&c);
    how_close(&c);
    check(&c);
    return chapter_end(&c);
}
