/*
练习 8a：偏置和前一个激活值

链上的最后一个神经元：z = w·a + b，激活值是 σ(z)，成本是 C = (σ(z) - y)²；a 是前
一个神经元的激活值。请求出 ∂C/∂b，写到 *db 里；求出 ∂C/∂a，写到 *da 里。σ(z) 用
m_sigmoid(z) 来算。
*/
#include "exercise.h"

void last_neuron(double w, double a, double b, double y, double *db,
                 double *da) {
    //: stub
    // 轮到你了
    //: solution
    double out = m_sigmoid(w * a + b);
    *db = 2 * (out - y) * out * (1 - out);
    *da = *db * w;
    //: end
}

//: hint
// 三环：C 随激活值的变化率是 2(σ(z) - y)，σ(z) 随 z 的变化率是 σ(z)(1 - σ(z))，
// z 随 b 的变化率是 1，随 a 的变化率是 w。把一路上的变化率乘起来。
//: checks
static double its_cost(double w, double a, double b, double y) {
    double off = m_sigmoid(w * a + b) - y;
    return off * off;
}

static void checks(void) {
    const double at[][4] = {
        {2.5, 0.4757, -0.5, 1}, {-3, 0.8, 1, 0}, {1, 0.2, 0.3, 0}};
    for (int i = 0; i < 3; i++) {
        const double *p = at[i], h = 6e-6;
        double db = NAN, da = NAN, w = p[0], a = p[1], b = p[2], y = p[3];
        double right_db =
            (its_cost(w, a, b + h, y) - its_cost(w, a, b - h, y)) / (2 * h);
        double right_da =
            (its_cost(w, a + h, b, y) - its_cost(w, a - h, b, y)) / (2 * h);
        char name[64];
        last_neuron(w, a, b, y, &db, &da);
        double out = m_sigmoid(w * a + b);
        expect(!gradients_agree(db, 2 * (out - y)),
               "你的 ∂C/∂b 是 2(σ(z) - y)：漏了因子 σ′(z)。");
        expect(!gradients_agree(db, 2 * (out - y) * a * (1 - a)),
               "∂C/∂b 里的 σ′ 是这个神经元的 σ(z)(1 - σ(z))；"
               "a(1 - a) 是前一个神经元的。");
        snprintf(name, sizeof name, "∂C/∂b，w = %g，a = %g", w, a);
        expect_slope(name, db, right_db);
        expect(i == 2 || !gradients_agree(da, db * a),
               "∂C/∂a 乘成了 a；可是 z = w·a + b 随 a 的变化率是 w。");
        snprintf(name, sizeof name, "∂C/∂a，w = %g，a = %g", w, a);
        expect_slope(name, da, right_da);
    }
}
