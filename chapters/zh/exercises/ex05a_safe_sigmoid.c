/*
练习 5a：从不出毛病的 σ

写出 σ(z) = 1/(1 + e⁻ᶻ) 和它的斜率，不管 z 是多少都不能溢出，800 和 -800 也一
样。m_exp(x) 算的是 eˣ：x 大于 709，结果是无穷大；x 负得厉害，结果差不多是 0。 σ
再小，也要一直对到最后几位。
*/
#include "exercise.h"

double safe_sigmoid(double z) {
    //: stub
    return 0;  // 轮到你了
    //: solution
    if (z >= 0)
        return 1 / (1 + m_exp(-z));
    double up = m_exp(z);
    return up / (1 + up);
    //: end
}

double safe_slope(double z) {
    //: stub
    return 0;
    //: solution
    double s = safe_sigmoid(z < 0 ? z : -z);  // 两个值里小的那个
    return s * (1 - s);
    //: end
}

//: hint
// σ 有两种写法：1/(1 + e⁻ᶻ) 和 eᶻ/(1 + eᶻ)。z 为正时，一种保险；z 为负时，另一
// 种保险。斜率是 σ(1 - σ)，0 的两边是对称的：挑 σ 小的那一边来算。
//: checks
static void checks(void) {
    expect_close("σ(0)", safe_sigmoid(0), 0.5);
    expect_close("σ(2)", safe_sigmoid(2), m_sigmoid(2));
    expect_close("σ(-2)", safe_sigmoid(-2), m_sigmoid(-2));
    expect_close("σ(800)", safe_sigmoid(800), 1);
    expect_close("σ(-800)", safe_sigmoid(-800), 0);
    double tiny = m_exp(-40);
    expect(!(safe_sigmoid(-40) > 2 * tiny),
           "σ(-40) 大约是 e⁻⁴⁰，你算的太大了："
           "把 z 卡在一个范围里，σ 就小不下去了。");
    expect_within("σ(-40)·e⁴⁰", safe_sigmoid(-40) / tiny, 1, 1e-12);
    expect(safe_sigmoid(-720) > 0,
           "σ(-720) 算成了 0。它确实小，大约 2·10⁻³¹³，可不是 0："
           "e⁷²⁰ 溢出了。z 为负时，σ 要换一种写法。");
    expect_within("σ(-720)·e⁷²⁰", safe_sigmoid(-720) / m_exp(-720), 1, 1e-9);
    expect_close("σ′(0)", safe_slope(0), 0.25);
    expect_close("σ′(1)", safe_slope(1), m_sigmoid(1) * m_sigmoid(-1));
    expect_close("σ′(-3)", safe_slope(-3), m_sigmoid(3) * m_sigmoid(-3));
    expect_close("σ′(800)", safe_slope(800), 0);
    expect(safe_slope(40) != 0,
           "σ′(40) 算成了 0，其实大约是 4·10⁻¹⁸：σ(40) 离 1 太近，"
           "1 - σ 一减就没了。到 0 的另一边去算，斜率一样，σ 却很小。");
    expect_within("σ′(40)·e⁴⁰", safe_slope(40) / tiny, 1, 1e-12);
}
