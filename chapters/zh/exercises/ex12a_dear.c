/*
练习 12a：贵的旋钮

第 12 章把所有旋钮都当成一样贵的。这里不一样：走一步，旋钮 k 转动 step[k]，要花
price[k]·step[k]²，n 个旋钮加起来，总共可以花 1。slope[k] 是 C 对旋钮 k 的偏导
数。花费是 1 的步子有很多，请把承诺下降最多的那一步写进 step。斜率全是 0 的话，
就站着不动。

写之前先想一想：两个旋钮，斜率是 1 和 1，价格是 1 和 4。便宜的那个要转到贵的那个
的几倍？
*/
#include "exercise.h"

void fastest(const double *slope, const double *price, int n, double *step) {
    //: stub
    // 轮到你了
    //: solution
    double cost = 0;
    for (int k = 0; k < n; k++) {
        step[k] = -slope[k] / price[k];
        cost += price[k] * step[k] * step[k];
    }
    for (int k = 0; k < n && cost > 0; k++)
        step[k] /= sqrt(cost);
    //: end
}

//: hint
// 每个旋钮换一个单位来量：令 u = √price·step。这样一步的花费就是 Σ u²，好像所有
// 旋钮都一样贵；对 u 的斜率是 slope/√price。像第 12 章那样逆着斜率走，再换回
// step = u/√price。最后全部除以同一个数，让这一步的花费是 1。
//: checks
#include "../../lib/random.h"

enum { MOST = 6 };

static double cost_of(const double *price, int n, const double *step) {
    double cost = 0;
    for (int k = 0; k < n; k++)
        cost += price[k] * step[k] * step[k];
    return cost;
}

static double promise(const double *slope, int n, const double *step) {
    double change = 0;
    for (int k = 0; k < n; k++)
        change += slope[k] * step[k];
    return change;
}

// slope/price^power，花费是 1：容易犯的错误会算成这样。
static double mistaken(const double *slope, const double *price, int n,
                       double power) {
    double step[MOST];
    for (int k = 0; k < n; k++)
        step[k] = -slope[k] / m_pow(price[k], power);
    return step[0] / sqrt(cost_of(price, n, step));
}

static void try_knobs(const double *slope, const double *price, int n,
                      Rng *chance) {
    double step[MOST] = {0}, way[MOST];
    char line[160];
    fastest(slope, price, n, step);
    double cost = cost_of(price, n, step), mine = promise(slope, n, step);
    expect(cost > 0, "没有一个旋钮转动：函数里面还空着吗？");
    expect(mine < 0, "C 会上升：要逆着斜率走。");
    snprintf(line, sizeof line, "你这一步花了 %.6g；可以花 1，应当全部花掉。",
             cost);
    expect(fabs(cost - 1) < 1e-9, line);
    if (n > 1 && price[0] != price[1]) {
        expect_not(step[0], mistaken(slope, price, n, 0),
                   "这是直接逆着斜率走，好像所有旋钮都一样贵。");
        expect_not(step[0], mistaken(slope, price, n, 0.5),
                   "这是除以价格的平方根。要是一个旋钮的价格是别的四倍，"
                   "请在纸上试一试：转一半最好，还是转四分之一最好？");
        expect_not(step[0], mistaken(slope, price, n, -1),
                   "这样一来，贵的旋钮转得比便宜的还多。");
    }
    for (int i = 0; i < 3000; i++) {
        for (int k = 0; k < n; k++)
            way[k] = rng_normal(chance);
        double found = promise(slope, n, way) / sqrt(cost_of(price, n, way));
        snprintf(line, sizeof line,
                 "随机走一步，花费一样，承诺的变化是 %.6f，你的只有 %.6f。",
                 found, mine);
        expect(found >= mine - 1e-9, line);
    }
}

static void checks(void) {
    Rng chance = rng_new(12);
    double step[MOST] = {7, 7};
    try_knobs((double[]){3, 4}, (double[]){1, 1}, 2, &chance);
    try_knobs((double[]){1, 1}, (double[]){1, 4}, 2, &chance);
    try_knobs((double[]){-2, 0.5, 3}, (double[]){0.1, 2, 9}, 3, &chance);
    try_knobs((double[]){5}, (double[]){4}, 1, &chance);
    try_knobs((double[]){1, 0, -1, 2, 0.3, -4},
              (double[]){1, 2, 3, 0.5, 0.1, 20}, 6, &chance);
    fastest((double[]){0, 0}, (double[]){1, 2}, 2, step);
    expect(step[0] == 0 && step[1] == 0,
           "斜率全是 0，要站着不动。（是不是用 0 除了 0？）");
}
