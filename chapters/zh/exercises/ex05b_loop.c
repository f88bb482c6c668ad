/*
练习 5b：认圈的神经元

一个神经元看着 28 x 28 个像素。请填好它的权重 w（w[28*row + column] 是第 row 行
第 column 列那个像素的权重），再返回它的偏置。图的正中在 row 为 13.5、column 为
13.5 的地方；离正中 4.5 到 7.5 个像素的地方都是墨，就是一个环。用你的权重求加权
和，再加上你的偏置：环要能点亮这个神经元（大于 0），墨量只有 0.8 的淡环也要能。
半个环、一团墨、一横、一张白纸，都不许点亮它（要小于 0）。
*/
#include "exercise.h"

double loop_neuron(double *w) {
    //: stub
    for (int k = 0; k < 28 * 28; k++)
        w[k] = 0;  // 轮到你了
    return 0;
    //: solution
    double sum = 0;
    for (int k = 0; k < 28 * 28; k++) {
        double down = k / 28 - 13.5, right = k % 28 - 13.5;
        double far = sqrt(down * down + right * right);
        bool ring = far > 4.5 && far < 7.5;
        w[k] = ring ? 1 : -1;
        sum += ring;
    }
    return -0.65 * sum;
    //: end
}

//: hint
// 权重照第 5 章的办法定：环上取正，该是纸的地方取负。再定偏置：先数一数环能得
// 多少分。淡环得这个分的 0.8，半个环得 0.5；及格线该划在两者之间的哪里？
//: checks
// 图形里的墨量都是 1：像素到中点的距离在两个数之间，列号小于 `right`。一横没有
// 这样的距离，只占几行，另外算。
static double shape(const double *w, double from, double to, double row,
                    double column, int right) {
    double sum = 0;
    for (int k = 0; k < 28 * 28; k++) {
        double y = k / 28 - row, x = k % 28 - column;
        double far = sqrt(y * y + x * x);
        if (far > from && far < to && k % 28 < right)
            sum += w[k];
    }
    return sum;
}

static void checks(void) {
    double w[28 * 28 + 1];
    for (int k = 0; k < 28 * 28 + 1; k++)
        w[k] = NAN;
    double b = loop_neuron(w);
    expect(!(w[28 * 28] == w[28 * 28]),
           "权重只有 784 个，从 w[0] 到 w[783]；你写过头了。");
    bool any = false;
    for (int k = 0; k < 28 * 28; k++) {
        expect(w[k] == w[k], "有的权重没有赋值。");
        any = any || w[k] != 0;
    }
    expect(any, "权重全是 0：神经元什么也看不见。");
    expect(b == b, "偏置不是一个数。");
    double ring = shape(w, 4.5, 7.5, 13.5, 13.5, 28);
    double half = shape(w, 4.5, 7.5, 13.5, 13.5, 14);
    double other_half = ring - half;
    double blot = shape(w, -1, 7.5, 13.5, 13.5, 28), stroke = 0;
    for (int k = 12 * 28; k < 15 * 28; k++)
        stroke += w[k];
    expect(b < 0, "白纸的加权和是 0，加上你的偏置，神经元暗不下来："
                  "偏置必须小于多少？");
    expect(ring > 0, "环的和还不如白纸：环上有墨的地方，权重取正了吗？");
    expect(ring + b > 0, "环点不亮它：偏置扣掉的，比环得的还多。");
    expect(0.8 * ring + b > 0,
           "环点得亮它，淡环（墨量 0.8）点不亮：偏置把门槛定高了。");
    expect(half + b < 0 && other_half + b < 0,
           "半个环也点亮了它：偏置把门槛定低了。");
    expect(blot + b < 0, "一团墨点亮了它：环上的墨它都有，中间也有墨。"
                         "中间的墨必须倒扣。");
    expect(stroke + b < 0, "穿过正中的一横点亮了它：环外面或者环里面的墨，"
                           "必须倒扣。");
    expect(shape(w, 4.5, 7.5, 13.5, 7.5, 28) + b < 0,
           "环往左移了 6 个像素，还是点亮了它。");
}
