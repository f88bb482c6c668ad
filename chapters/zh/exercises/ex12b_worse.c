/*
练习 12b：谁变差了？

每幅图像都有自己的成本，也就有自己的梯度。图像 i 的斜率放在 g 的第 i 行，每个旋
钮一个，第 k 个是 g[i * knobs + k]。网络逆着这些梯度的平均，走很小的一步。成本上
升的图像有多少幅？返回这个数。
*/
#include "exercise.h"

#include <stdint.h>

int how_many_get_worse(const double *g, int images, int knobs) {
    //: stub
    return -1;  // 轮到你了
    //: solution
    int worse = 0;
    for (int i = 0; i < images; i++) {
        double change = 0;
        for (int k = 0; k < knobs; k++) {
            double mean = 0;
            for (int other = 0; other < images; other++)
                mean += g[other * knobs + k] / images;
            change -= g[i * knobs + k] * mean;
        }
        worse += change > 0;
    }
    return worse;
    //: end
}

//: hint
// 先求每个旋钮的平均斜率，再乘以一个很小的负数，就是这个旋钮的转动。图像 i 的成
// 本会变化多少？用它自己的斜率乘以各个旋钮的转动，加起来，看是不是大于 0。
//: checks
// 图像 i 的成本是 Σ (θ - target)²：真的走一步，看看结果。
static int look(const double *target, int images, int knobs, double *g) {
    double mean[8] = {0};
    for (int i = 0; i < images * knobs; i++) {
        g[i] = -2 * target[i];  // 在 θ = 0 处
        mean[i % knobs] += g[i] / images;
    }
    int worse = 0;
    for (int i = 0; i < images; i++) {
        double before = 0, after = 0;
        for (int k = 0; k < knobs; k++) {
            double t = target[i * knobs + k], theta = -1e-6 * mean[k];
            before += t * t;
            after += (theta - t) * (theta - t);
        }
        worse += after > before;
    }
    return worse;
}

// below：斜率加起来小于 0 的有几幅，这说明不了什么。
static void expect_count(const char *what, int yours, int worse, int better,
                         int below) {
    char line[280];
    snprintf(line, sizeof line, "%s：变差的有 %d 幅，你说有 %d 幅。%s", what,
             worse, yours,
             yours == below
                 ? "斜率加起来小于 0 的，正好这么多：要先把每个斜率乘以那个旋钮"
                   "的转动，再加起来。"
             : yours == better ? "这是变好的幅数：这一步是逆着平均走的。"
                               : "");
    expect(yours == worse, line);
}

static void checks(void) {
    double one[] = {4, 3};
    expect_count("一幅图像，梯度是 (4, 3)，平均也是 (4, 3)",
                 how_many_get_worse(one, 1, 2), 0, 1, -2);
    double two[] = {3, -1};
    expect_count("两幅图像，一个旋钮，斜率是 3 和 -1",
                 how_many_get_worse(two, 2, 1), 1, -2, -2);
    double agree[] = {1, 0, 0, 1};
    expect_count("梯度 (1, 0) 和 (0, 1)，平均是 (0.5, 0.5)",
                 how_many_get_worse(agree, 2, 2), 0, 2, -2);
    double outvoted[] = {1, 0, 1, 0.5, -1, 2, -1, -4, -2, 3};
    expect_count("梯度 (1, 0)、(1, 0.5)、(-1, 2)、(-1, -4)、(-2, 3)",
                 how_many_get_worse(outvoted, 5, 2), 3, 2, 1);
    double target[40 * 5], g[40 * 5];
    uint32_t r = 1;
    for (int i = 0; i < 40 * 5; i++) {
        r = r * 1664525u + 1013904223u;
        target[i] = (r >> 8) / 16777216.0 - 0.4;
    }
    int right = look(target, 40, 5, g);
    expect_count("四十幅图像，五个旋钮，真的走了一步",
                 how_many_get_worse(g, 40, 5), right, 40 - right, -2);
}
