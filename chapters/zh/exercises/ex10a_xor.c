/*
练习 10a：用最少的神经元做异或

有一个网络，两个输入，n 个隐藏神经元，一个输出神经元。输入是 0 或 1；恰好有一个
输入是 1，就该回答 1，否则回答 0。（第 10 章里，输入是 -1 或 1。）权重由你来选：
hidden[k] 放隐藏神经元 k 的两个权重和偏置；out 先放各个隐藏神经元到输出的权重，
最后放偏置。返回 n，越小越好。该回答 1 的，输出要大于 0.9；该回答 0 的，输出要小
于 0.1。
*/
#include "exercise.h"

enum { MOST = 8 };

int xor_network(double hidden[MOST][3], double out[MOST + 1]) {
    //: stub
    // 第一个输入是 1，hidden[0] 就亮；第二个输入不管。
    hidden[0][0] = 10, hidden[0][1] = 0, hidden[0][2] = -5;
    out[0] = 10, out[1] = -5;
    return 1;  // 轮到你了
    //: solution
    // “至少一个”、“两个都是”，然后：要前者，不要后者。
    hidden[0][0] = 20, hidden[0][1] = 20, hidden[0][2] = -10;
    hidden[1][0] = 20, hidden[1][1] = 20, hidden[1][2] = -30;
    out[0] = 20, out[1] = -20, out[2] = -10;
    return 2;
    //: end
}

//: hint
// 让一个隐藏神经元管“至少有一个输入是 1”，另一个管“两个都是 1”。输出要前一个
// 亮、后一个暗：前一个的权重取正，后一个的取负，偏置取在两者中间。权重取 10 或
// 20，σ 就差不多是个开关了。
//: checks
static void checks(void) {
    double hidden[MOST][3], out[MOST + 1];
    for (int k = 0; k <= MOST; k++) {
        out[k] = NAN;
        if (k < MOST)
            hidden[k][0] = hidden[k][1] = hidden[k][2] = NAN;
    }
    int n = xor_network(hidden, out);
    expect(n >= 1 && n <= MOST, "返回隐藏神经元的个数，1 到 8。");
    for (int i = 0; i < 4; i++) {
        double x1 = i % 2, x2 = i / 2, z = out[n];
        for (int k = 0; k < n; k++)
            z += out[k] * m_sigmoid(hidden[k][0] * x1 + hidden[k][1] * x2 +
                                    hidden[k][2]);
        double a = m_sigmoid(z);
        char text[128];
        snprintf(text, sizeof text, "输入是 %g 和 %g，输出是 %.3f；应当%s。",
                 x1, x2, a, x1 == x2 ? "小于 0.1" : "大于 0.9");
        expect(a == a, "有的权重没有赋值：每个隐藏神经元有"
                       "两个权重和一个偏置，输出有 n 个权重和一个偏置。");
        expect(x1 == x2 ? a < 0.1 : a > 0.9, text);
    }
    expect(n <= 2, "做到了。可是隐藏神经元用不着这么多。");
}
