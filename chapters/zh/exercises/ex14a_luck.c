/*
练习 14a：比运气好吗？

第 14 章拿两组数来比：a 组有 n 个，平均是 A；b 组有 m 个，平均是 B。假如 A - B
是 3，是真有差别，还是碰上了运气？要是没有差别，哪个数在哪一组都一样，n + m 个数
里随便选 n 个，都可以当第一组。那就把选 n 个的选法全部试一遍，每次用选中的平均减
去剩下的平均。差不小于 A - B 的，占全部选法的几分之几？返回这个比例。（原来的分
法也算一种。n + m 最多是 12。两个差相距不到 1e-9，就当作一样。）

运行之前先想一想：a 是 (1, 2)，b 是 (3, 4)，结果一定是多少？再想一想：两组一样
大，a 里最小的也不比 b 里最大的小，每组至少要有几个数，才能得到 0.05？
*/
#include "exercise.h"

double luck(const double *a, int n, const double *b, int m) {
    //: stub
    (void)a, (void)n, (void)b, (void)m;
    return 0;  // 轮到你了
    //: solution
    double x[12], own = 0;
    for (int i = 0; i < n + m; i++) {
        x[i] = i < n ? a[i] : b[i - n];
        own += i < n ? x[i] / n : -x[i] / m;
    }
    int ways = 0, as_far = 0;
    for (int chosen = 0; chosen < 1 << (n + m); chosen++) {
        int count = 0;
        double difference = 0;
        for (int i = 0; i < n + m; i++) {
            int in = chosen >> i & 1;
            count += in;
            difference += in ? x[i] / n : -x[i] / m;
        }
        if (count != n)
            continue;
        ways++;
        as_far += difference >= own - 1e-9;
    }
    return (double)as_far / ways;
    //: end
}

//: hint
// 把所有的数放进一个数组。一种选法可以写成 0 到 2ⁿ⁺ᵐ - 1 的一个整数：第 i 个二
// 进制位是 1，就选第 i 个数；这一位用 `choice >> i & 1` 取出来。1 不是刚好 n 个
// 的，跳过去。
//: checks
static void checks(void) {
    const double small[] = {1, 2}, large[] = {3, 4};
    double yours = luck(large, 2, small, 2);
    expect_not(yours, 0,
               "a = (3, 4)，b = (1, 2)：别的选法都分不了这么开，"
               "可是原来的分法也算六种里的一种：该是 1/6，不是 0。");
    expect_not(yours, 1.0 / 16,
               "四个数里选两个，有六种选法。你除以的是全部 16 个子集："
               "个数不对的，不算选法。");
    expect_not(yours, 1.0 / 24,
               "1/24：你把次序也数进去了。只看选了哪两个，先选哪个都一样。");
    expect_not(yours, 1.0 / 3,
               "1/3：你取了差的绝对值。题目问的是差是不是不小于 A - B，"
               "只看一边。");
    expect_close("a = (3, 4)，b = (1, 2)", yours, 1.0 / 6);
    yours = luck(small, 2, large, 2);
    expect_not(yours, 1.0 / 6,
               "a = (1, 2)，b = (3, 4)：不管怎么选，差都不小于 -2。"
               "是不是算成了 B - A，或者取了绝对值？");
    expect_close("a = (1, 2)，b = (3, 4)", yours, 1);
    const double level[] = {5, 5, 5};
    yours = luck(level, 3, level, 2);
    expect_not(yours, 0, "五个数都相等，差全是 0，0 也不小于 0。");
    expect_close("五个相等的数", yours, 1);
    yours = luck((double[]){3}, 1, (double[]){0, 1, 2}, 3);
    expect_close("a = (3)，b = (0, 1, 2)：两组个数不同", yours, 0.25);
    expect_close("a = (0.1, 0.2, 0.7)，b = (0.3, 0.4)：和有舍入",
                 luck((double[]){0.1, 0.2, 0.7}, 3, (double[]){0.3, 0.4}, 2),
                 0.6);
    expect_close("三个对三个，a 里没有一个更小：能得到的最小值",
                 luck((double[]){7, 8, 9}, 3, (double[]){1, 2, 3}, 3), 0.05);
    expect_close(
        "十二个数",
        luck((double[]){6, 2, 9, 4, 7, 8}, 6, (double[]){3, 5, 1, 0, 9, 2}, 6),
        80 / 924.0);
}
