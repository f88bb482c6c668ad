/*
练习 4b：顺着走计算带

计算带也可以顺着走。各行都已经记好，变化率也在里面；这一次，每一行不存梯度，存一
个 `dot`，也就是 ∂行/∂x：这一行随某一个输入变化得多快。请写出 forward(x)：走完以
后，从第 0 行到第 used - 1 行，每一行的 dot 都要填好。操作数是 -1，表示没有操作
数。forward 可能会调用两次，每次换一个输入，所以开始的时候，dot 不一定是 0。
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
// 反向走，一行把份额交给操作数；正向走，一行从操作数那里取份额。第 x 行的 dot
// 是 1，别的输入的 dot 是 0。其余的每一行，把各个操作数的
// partial·(操作数的 dot) 加起来。
//: checks
static void checks(void) {
    int a = input(2), b = input(3), p = multiply(a, b), s = add(a, b);
    int y = multiply(p, s);
    forward(a);
    expect(rows[a].dot != 0,
           "∂a/∂a 是 1：先把第 x 行的 dot 定下来，不然什么都不会动。"
           "（输入没有操作数，可别因此把 dot 变成了 0。）");
    expect(rows[b].dot != 1, "b 那一行的 dot 成了 1：只有指定的输入才动。");
    expect_close("∂a/∂a", rows[a].dot, 1);
    expect_close("∂b/∂a", rows[b].dot, 0);
    expect(rows[p].dot != 0,
           "∂(ab)/∂a 成了 0："
           "第 2 行要从每个操作数那里取 partial·(操作数的 dot)，"
           "再加起来；用 = 就只剩最后一份。");
    expect_not(rows[p].dot, 2, "∂(ab)/∂a 算成了 2：变化率和操作数要对上号。");
    expect_not(rows[p].dot, 5,
               "∂(ab)/∂a 算成了 5：变化率是加起来了，"
               "可是没有乘以操作数的 dot。");
    expect_close("(2, 3) 处的 ∂(ab)/∂a", rows[p].dot, 3);
    expect_close("∂(a+b)/∂a", rows[s].dot, 1);
    expect(rows[y].dot != 0, "∂((ab)(a+b))/∂a 成了 0：先算好操作数，"
                             "才能算这一行，所以要从第一行走到最后一行。");
    expect_not(rows[y].dot, 6,
               "∂((ab)(a+b))/∂a 算成了 6：只有第二个操作数的那一份，"
               "各份要加起来才行。");
    expect_close("∂((ab)(a+b))/∂a", rows[y].dot, 21);
    forward(a);
    expect_not(rows[p].dot, 6, "调用两次，dot 就越加越大：每次都要先清零。");
    expect_close("∂((ab)(a+b))/∂a，第二次调用", rows[y].dot, 21);
    forward(b);
    expect(rows[a].dot != 1, "先调用 forward(a)，再调用 forward(b)，"
                             "a 那一行的 dot 还是 1：上一次的要清掉。");
    expect_close("∂((ab)(a+b))/∂b", rows[y].dot, 16);
    used = 0;
    a = input(1.5);
    for (y = a; used < 10;)
        y = add(multiply(y, y), a);
    forward(a);
    double by_hand = 1, value = 1.5;
    for (int k = 0; k < 5; k++, value = value * value + 1.5)
        by_hand = 2 * value * by_hand + 1;
    expect_close("x² + x，反复代入自己五次", rows[y].dot / by_hand, 1);
    forward(y);
    expect(rows[y].dot == 1 && rows[a].dot == 0,
           "forward(y) 问的是最后一行，前面的行都不随这一行动。");
}
