/*
练习 11a：洗得公平吗？

有人给你一个洗牌程序，shuffle(order, n) 会把 order 里的 n 个数打乱。据说它洗得公
平，每种次序出现的机会都一样大。你信不信？用返回值来回答。调用多少次、拿什么数去
试，都由你。

写之前先想一想：三个数有多少种次序，四个数呢？把三个数公平地洗 6000 次，每种次序
大约出现多少次？碰运气会偏出多少？
*/
#include "exercise.h"

bool is_fair(void (*shuffle)(int *order, int n)) {
    //: stub
    return true;  // 轮到你了
    //: solution
    enum { TIMES = 24000 };
    int count[256] = {0};
    for (int i = 0; i < TIMES; i++) {
        int order[] = {0, 1, 2, 3}, code = 0, seen = 0;
        shuffle(order, 4);
        for (int k = 0; k < 4; k++) {
            code = 4 * code + order[k];
            seen |= 1 << order[k];
        }
        if (seen != 15)
            return false;  // 丢了一个
        count[code]++;
    }
    int orders = 0;
    for (int k = 0; k < 256; k++) {
        orders += count[k] > 0;
        if (count[k] > 0 && abs(count[k] - 1000) > 200)
            return false;
    }
    return orders == 24;
    //: end
}

//: hint
// 把 0 1 2 3 洗很多次，每次都从这个次序开始，数一数 24 种次序各出现多少次。应当
// 出现 1000 次的，碰运气会偏出大约 √1000 = 32 次。只要不超过 32 次的几倍，就算
// 公平。
//: checks
#include "../../lib/random.h"

static Rng rng;

static void swap(int *order, int i, int j) {
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
}

static void fair(int *order, int n) { rng_shuffle(&rng, order, n); }

static void lazy(int *order, int n) {
    (void)order;
    (void)n;
}

static void last_two(int *order, int n) {
    if (n > 1 && rng_below(&rng, 2))
        swap(order, n - 1, n - 2);
}

static void twice(int *order, int n) {
    fair(order, n);
    if (n > 1)
        order[0] = order[n - 1];
}

static void cut(int *order, int n) {  // 随机取前面几个，移到后面
    int by = rng_below(&rng, n);
    for (int i = 0; i < by; i++)
        for (int k = 0; k + 1 < n; k++)
            swap(order, k, k + 1);
}

static void never_stay(int *order, int n) {
    for (int i = n - 1; i > 0; i--)
        swap(order, i, rng_below(&rng, i));
}

static void from_all(int *order, int n) {
    for (int i = 0; i < n; i++)
        swap(order, i, rng_below(&rng, n));
}

static void first_three(int *order, int n) { fair(order, n < 3 ? n : 3); }

static void checks(void) {
    rng = rng_new(11);
    expect(!is_fair(lazy), "有一个洗牌程序什么也不做，你却说它公平。");
    for (int i = 0; i < 20; i++)
        expect(is_fair(fair),
               "这个洗牌程序是公平的，你却说不公平。应当出现 k 次的，"
               "碰运气会偏出大约 √k 次；次序的种数一多，总有一种偏得更远，"
               "所以要放宽到五倍左右。");
    expect(!is_fair(last_two),
           "这个程序只是有时把最后两个数对调，你却说它公平。");
    expect(!is_fair(cut),
           "这个程序只是切牌，把上面一叠放到下面。"
           "每个数来到每个位置的次数倒是一样多，可是大多数次序从来不出"
           "现。要看整个次序。");
    expect(!is_fair(never_stay),
           "这个程序从来不让最后一个数留在原处，你却说它公平。"
           "你每次都从同一个次序开始吗？接着上一次的结果洗下去，"
           "不公平的看上去也公平了。");
    expect(!is_fair(from_all),
           "这个程序每次都从所有的位置里抽，没有只从剩下的位置里抽。"
           "洗三个数，有的次序 27 次里出现 5 次，有的出现 4 次。"
           "要多洗一些，让运气比这个差别小；每次还要从同一个次序开始。");
    expect(!is_fair(twice), "这个程序丢了一个数，另一个数却出现两次："
                            "洗出来的已经不是原来那些数了。");
    expect(!is_fair(first_three),
           "这个程序洗三个数是公平的；数再多，多出来的就留在原处。"
           "你只用三个数试过它。");
}
