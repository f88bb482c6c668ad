/*
练习 4b：顺着走计算带

计算带也可以朝另一个方向走。各行和它们的变化率已经在那里了；这一次，每一行没有梯
度，而有一个 `dot`：它随某一个输入变化得多快，即 ∂行/∂x。请写出 forward(x)：做完
以后，从第 0 行到第 used - 1 行，每一行的 dot 都是这个变化率。操作数是 -1，表示
没有操作数。它可能被调用两次，用不同的输入，所以开始的时候 dot 不一定是 0。
*/
#include "exercise.h"

typedef struct Row {
    int operand[2];
    double partial[2], value, dot;
} Row;
static Row rows[1000];
static int used;

static int put(double value, int a, double da, int b, double db) {
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

void forward(int x) {
    //: stub
    // 轮到你了
    //: solution
    for (int i = 0; i < used; i++) {
        rows[i].dot = i == x;
        for (int k = 0; k < 2; k++)
            if (rows[i].operand[k] >= 0)
                rows[i].dot +=
                    rows[i].partial[k] * rows[rows[i].operand[k]].dot;
    }
    //: end
}

//: hint
// 反向走，一行给它的操作数；正向走，一行从它的操作数那里取。x 那一行随自己
// 变化的变化率是 1，别的输入是 0。其余的每一行，把各个操作数的
// partial·(操作数的 dot) 加起来。
//: checks
static void checks(void) {
    int a = input(2), b = input(3), p = multiply(a, b), s = add(a, b);
    int y = multiply(p, s);
    forward(a);
    expect(rows[a].dot != 0,
           "∂a/∂a 是 1：先定下 x 那一行的 dot，不然什么都不会动。"
           "（输入没有操作数，不能因此把它的 dot 变成 0。）");
    expect(rows[b].dot != 1, "b 那一行的 dot 是 1：只有要求的那个输入才动。");
    expect_close("∂a/∂a", rows[a].dot, 1);
    expect_close("∂b/∂a", rows[b].dot, 0);
    expect(rows[p].dot != 0,
           "∂(ab)/∂a 是 0："
           "第 2 行要从它的每个操作数那里取 partial·(操作数的 dot)，"
           "并且加起来；用 = 就只剩最后一个。");
    expect_not(rows[p].dot, 2,
               "∂(ab)/∂a 算出来是 2：每个变化率要配自己的操作数。");
    expect_not(rows[p].dot, 5,
               "∂(ab)/∂a 算出来是 5：变化率加起来了，"
               "却没有乘以操作数的 dot。");
    expect_close("∂(ab)/∂a 在 (2, 3)", rows[p].dot, 3);
    expect_close("∂(a+b)/∂a", rows[s].dot, 1);
    expect(rows[y].dot != 0, "∂((ab)(a+b))/∂a 是 0：一行要排在它的操作数之后，"
                             "所以要从第一行走到最后一行。");
    expect_not(rows[y].dot, 6,
               "∂((ab)(a+b))/∂a 算出来是 6：只有第二个操作数的那一份，"
               "而各份要加起来。");
    expect_close("∂((ab)(a+b))/∂a", rows[y].dot, 21);
    forward(a);
    expect_not(rows[p].dot, 6, "调用两次，dot 就变大了：要先把它们设为 0。");
    expect_close("∂((ab)(a+b))/∂a，第二次调用", rows[y].dot, 21);
    forward(b);
    expect(rows[a].dot != 1, "调用 forward(a) 以后再调用 forward(b)，"
                             "a 那一行的 dot 还是 1：要清掉前一次留下的。");
    expect_close("∂((ab)(a+b))/∂b", rows[y].dot, 16);
    used = 0;
    a = input(1.5);
    for (y = a; used < 10;)
        y = add(multiply(y, y), a);
    forward(a);
    double by_hand = 1, value = 1.5;
    for (int k = 0; k < 5; k++, value = value * value + 1.5)
        by_hand = 2 * value * by_hand + 1;
    expect_close("x² + x，自己代入自己五次", rows[y].dot / by_hand, 1);
    forward(y);
    expect(rows[y].dot == 1 && rows[a].dot == 0,
           "对最后一行调用 forward(y)：它前面的都不随它动。");
}
