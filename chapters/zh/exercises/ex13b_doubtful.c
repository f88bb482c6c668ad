/*
练习 13b：“我不知道”

认字的机器遇到拿不准的图像，也就是得分最低的那些，可以交给人。score[i] 是机器给
第 i 幅图像的得分，right[i] 是它认得对不对。定一条界限：得分不低于界限的，机器自
己回答；低于界限的，全部交给人。要让机器自己的回答每 100 个至少对 `wanted` 个，n
幅图像里最少要交给人几幅？返回这个数。（全部交给人也行：一个也不答，就一个也不
错。）

运行之前先想一想：第 13 章的网络，每 100 幅认对 95.2 幅。1,000 幅里要交给人多少
幅，其余的才能每 100 幅对 99 幅？最后一项检查算的就是这个。
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
// 界限只要在各个得分里试就够了。每试一个，用一个循环数一数：机器回答几个，对了
// 几个。试到一个不行的，不要停：再低一些的也许行。
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
        "最没把握的两个错了，要求 100 个对 100 个",
        handed_over(score, sure, 5, 100), 2, 3,
        "得分 0.2 和 0.4 的错了，要求 100 个对 100 个，你的答案是 3："
        "那是机器自己回答的个数，不然就是把有把握的交给了人。该交的是两个。");
    expect_handed("全对", handed_over(score, all, 5, 100), 0, 5,
                  "回答全对，你的函数却全都交给了人。");
    expect_handed("全错", handed_over(score, none, 5, 50), 5, 0,
                  "回答全错，你的函数却一个也没有交给人。");
    expect_handed("要求 100 个对 75 个，四个对三个，刚好",
                  handed_over(score, (bool[]){1, 0, 1, 1, 0}, 5, 75), 1, 2,
                  "得分从 0.4 起，四个对三个，就是 100 个对 75 个："
                  "“至少”包括刚好。");
    expect_handed("只错了最有把握的那个，要求 100 个对 80 个",
                  handed_over(score, odd, 5, 80), 0, 5,
                  "只错了最有把握的那个。全部由机器回答，五个对四个，够了。"
                  "是不是试到第一个不行的界限就停下了？");
    static const double level[] = {0.5, 0.5, 0.5, 0.7};
    static const bool mixed[] = {1, 0, 1, 1};
    int yours = handed_over(level, mixed, 4, 80);
    expect(yours != 1 && yours != 2,
           "三幅图像的得分都是 0.5，有一幅错了，你的函数只把一部分交给了人。"
           "哪条界限都做不到：看的只是得分，三幅的得分一样。");
    expect_number("三个得分相等，有一个错了", yours, 3);

    // 一共 1,000 个，照第 13 章那张表分段。
    static const int many[] = {20, 13, 18, 38, 115, 796},
                     good[] = {9, 7, 12, 29, 106, 790};
    double its[1000];
    bool is_right[1000];
    int n = 0;
    for (int bin = 0; bin < 6; bin++)
        for (int i = 0; i < many[bin]; i++, n++) {
            its[n] = (bin + 1.0 * i / many[bin]) / 6;
            is_right[n] = (i + 1) * good[bin] / many[bin] >
                          i * good[bin] / many[bin];  // 均匀散开
        }
    expect_number("像第 13 章那样的 1,000 个回答，要求 100 个对 99 个",
                  handed_over(its, is_right, n, 99), 166);
}
