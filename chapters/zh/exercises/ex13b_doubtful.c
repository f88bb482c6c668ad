/*
练习 13b：“我不知道”

认字的机器可以把拿不准的图像，也就是得分最低的那些，交给人。score[i] 是它对图像
i 有多自信，right[i] 是它的回答对不对。得分不低于某个界限的，它自己回答；低于界
限的，全部交给人。要使它自己回答的，每 100 个至少对 `wanted` 个，n 幅图像里最少
交给人几幅？返回这个数。（如果全部交给人，它就一个也没有回答，那也就没有错。）

运行之前先想一想：第 13 章的网络，每 100 幅认对 95.2 幅。1,000 幅里必须交给人多
少幅，其余的才能每 100 幅对 99 幅？最后一项检查就是这种情形。
*/
#include "exercise.h"

int handed_over(const double *score, const bool *right, int n, double wanted) {
    //: stub
    (void)score, (void)right, (void)wanted;
    return n;  // 轮到你了
    //: solution
    int fewest = n;
    for (int border = 0; border < n; border++) {
        int answered = 0, good = 0;
        for (int i = 0; i < n; i++)
            if (score[i] >= score[border]) {
                answered++;
                good += right[i];
            }
        if (100.0 * good >= wanted * answered && n - answered < fewest)
            fewest = n - answered;
    }
    return fewest;
    //: end
}

//: hint
// 只有各个得分本身值得拿来当界限试。对每个界限，用一个循环数一数：它自己回答几
// 个，其中对了几个。遇到一个不行的界限，不要停下：更低的界限也许行。
//: checks
static void expect_handed(const char *what, int yours, int right, int wrong,
                          const char *because) {
    expect(yours != wrong, because);
    expect_number(what, yours, right);
}

static void checks(void) {
    static const double score[] = {0.9, 0.2, 0.6, 0.8, 0.4};
    static const bool all[] = {1, 1, 1, 1, 1}, sure[] = {1, 0, 1, 1, 0},
                      none[] = {0, 0, 0, 0, 0}, odd[] = {0, 1, 1, 1, 1};
    expect_handed(
        "最没有把握的两个错了，要求 100 个对 100 个",
        handed_over(score, sure, 5, 100), 2, 3,
        "得分 0.2 和 0.4 的错了，要求 100 个对 100 个，你的是 3："
        "那是它自己回答的个数，或者是把有把握的交给了人。交给人的应当是两个。");
    expect_handed("全对", handed_over(score, all, 5, 100), 0, 5,
                  "回答全对，你的却把它们全都交给了人。");
    expect_handed("全错", handed_over(score, none, 5, 50), 5, 0,
                  "回答全错，你的却一个也没有交给人。");
    expect_handed("要求 100 个对 75 个，四个里对了三个，正好",
                  handed_over(score, (bool[]){1, 0, 1, 1, 0}, 5, 75), 1, 2,
                  "得分从 0.4 起，四个里对了三个，就是 100 个对 75 个："
                  "“至少”已经达到了。");
    expect_handed(
        "只有最有把握的错了，要求 100 个对 80 个",
        handed_over(score, odd, 5, 80), 0, 5,
        "只有最有把握的那个回答错了。如果全部自己回答，五个里对四个：够了。"
        "是不是遇到第一个不行的界限就停下了？");
    static const double level[] = {0.5, 0.5, 0.5, 0.7};
    static const bool mixed[] = {1, 0, 1, 1};
    int yours = handed_over(level, mixed, 4, 80);
    expect(
        yours != 1 && yours != 2,
        "三幅图像的得分都是 0.5，其中一个错了，你的把三幅里的一部分交给了人。"
        "没有哪个界限做得到：只看得分，而它们的得分相等。");
    expect_number("三个得分相等，其中一个错了", yours, 3);

    // 一共 1,000 个：第 13 章的表里的各段。
    static const int many[] = {20, 13, 18, 38, 115, 796},
                     good[] = {9, 7, 12, 29, 106, 790};
    double its[1000];
    bool is_right[1000];
    int n = 0;
    for (int bin = 0; bin < 6; bin++)
        for (int i = 0; i < many[bin]; i++, n++) {
            its[n] = (bin + 1.0 * i / many[bin]) / 6;
            is_right[n] = (i + 1) * good[bin] / many[bin] >
                          i * good[bin] / many[bin];  // 均匀分开
        }
    expect_number("像第 13 章那样的 1,000 个回答，要求 100 个对 99 个",
                  handed_over(its, is_right, n, 99), 166);
}
