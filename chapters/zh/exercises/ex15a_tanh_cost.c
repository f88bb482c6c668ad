/*
练习 15a：量身定做的成本

换一个神经元，输出是 a = tanh(z)，在 -1 和 1 之间，目标 y 是 -1 或者 1。tanh 的
斜率是 1 - a²，神经元一饱和，斜率就几乎是 0，所以用平方会有和 σ 一样的麻烦。哪种
成本的斜率是 ∂C/∂z = a - y？照第 15 章找交叉熵的办法来找。回答完全正确时（y =
1，z → ∞），成本应当是 0；只要 z 的绝对值不超过 800，成本就应当是有限的数。

m_tanh(x) 是 tanh x，m_log(x) 是 ln x，m_exp(x) 是 eˣ，fabs(x) 是 |x|。
*/
#include "exercise.h"

double tanh_cost(double z, double y) {
    //: stub
    return z * 0 + y * 0;  // 轮到你了
    //: solution
    double wrong = -y * z;  // 往错的那一边走了多远
    return (wrong > 0 ? 2 * wrong : 0) + m_log(1 + m_exp(-2 * fabs(z)));
    //: end
}

//: hint
// 要让 ∂C/∂a · (1 - a²) 等于 a - y。y = 1 时，∂C/∂a = (a - 1)/(1 - a²)
// = -1/(1 + a)，就是 -ln(1 + a) 的斜率；y = -1 时，是 1/(1 - a)。成本可以加上
// 任何一个数：加上哪个，a = 1 时成本是 0？然后代入 a = tanh z：(1 + tanh z)/2
// 就是 σ(2z)。z = -800 时，不能变成 ln 0：ln(1 + eˣ) 就是 x + ln(1 + e⁻ˣ)。
//: checks
static double slope_of(double z, double y) {
    const double h = 6e-6;
    return (tanh_cost(z + h, y) - tanh_cost(z - h, y)) / (2 * h);
}

static void try_at(double z, double y, double cost) {
    char what[64];
    double a = m_tanh(z), s = m_sigmoid(z), slope = slope_of(z, y);
    expect(!gradients_agree((real)slope, (real)((a - y) * (1 - a * a))) ||
               fabs((a - y) * a * a) < 1e-6,
           "你的成本的斜率是 (a - y)(1 - a²)，那是平方误差的一半的斜率。"
           "哪个 ∂C/∂a 能把 1 - a² 抵消掉？");
    expect(!gradients_agree((real)slope, (real)(s - (y + 1) / 2)),
           "这是 σ 的交叉熵，它的 a 是 σ(z)。这里的 a = tanh(z)，"
           "目标是 -1 和 1。");
    expect(!gradients_agree((real)slope, (real)(2 * (a - y))) ||
               fabs(a - y) < 1e-6,
           "你的成本的斜率是 2(a - y)，多乘了一个 2。");
    expect(!gradients_agree((real)slope, (real)((a - y) / 2)) ||
               fabs(a - y) < 1e-6,
           "你的成本的斜率是 (a - y)/2：漏掉了一个 2。");
    snprintf(what, sizeof what, "你的成本在 z = %g、y = %g 处的斜率", z, y);
    expect_slope(what, slope, a - y);
    expect_not(tanh_cost(z, y), cost - 0.6931471805599453,
               "斜率是对的。可是回答完全正确时，成本应当是 0，"
               "你的却少了一个 ln 2，要加上。");
    snprintf(what, sizeof what, "z = %g、y = %g 处的成本", z, y);
    expect_close(what, tanh_cost(z, y), cost);
}

static void checks(void) {
    try_at(0.5, 1, 0.31326168751822286);
    try_at(-2, 1, 4.0181499279178094);
    try_at(1, -1, 2.1269280110429727);
    try_at(-1.5, -1, 0.048587351573742);
    expect(fabs(tanh_cost(-800, 1)) < 1e300 && fabs(tanh_cost(800, -1)) < 1e300,
           "z 在错的那一边，大小是 800，成本就不是有限的数了。"
           "是不是对舍入成 0 的数求了 ln，或者求了 e 的 1600 次方？");
    expect_close("z = -800、y = 1 处的成本", tanh_cost(-800, 1), 1600);
    expect_close("z = 800、y = 1 处的成本", tanh_cost(800, 1), 0);
    expect_close("z = 800、y = -1 处的成本", tanh_cost(800, -1), 1600);
}
