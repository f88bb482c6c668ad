/*
练习 11a：它公平吗？

有人给了你一个洗牌程序：shuffle(order, n) 把 order 的 n 个数换一个次序，据说是公
平的，也就是每一种次序出现的机会都一样大。返回你信不信。你想调用多少次都行，用什
么来试都行。

写之前先想一想：三个数可以排成多少种次序，四个呢？把三个数公平地洗 6000 次，每种
次序大约出现多少次，运气又能让它偏多少？
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
// 把 0 1 2 3 洗很多次，每次都重新从这个次序开始，数一数 24 种次序各出现多少
// 次。应当出现 1000 次的，碰运气会偏大约 √1000 = 32 次。所以，偏得不超过它的
// 几倍，就是公平的。
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

static void cut(int *order, int n) {  // 随机几个，移到后面
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
               "这一个是公平的，你却说不公平。应当出现 k 次的，"
               "运气会让它偏大约 √k 次；要数的次序多，总有一个偏得更远："
               "要放宽到它的五倍左右。");
    expect(!is_fair(last_two),
           "这一个把最后两个数对调，或者不对调，你却说它公平。");
    expect(!is_fair(cut),
           "这一个在某处把牌切开，把上面那部分放到下面。于是每个数"
           "来到每个位置的次数一样多，可是大多数次序从来不出现："
           "要看整个次序。");
    expect(!is_fair(never_stay),
           "这一个从来不让最后一个数留在原处，你却说它公平。"
           "你每次都从同一个次序开始吗？不公平地洗了又洗，"
           "看上去就公平了。");
    expect(!is_fair(from_all),
           "这一个每次都从所有的位置里抽，而不是从剩下的位置里抽。"
           "三个数的话，有些次序 27 次里出现 5 次，有些出现 4 次："
           "要多洗一些，让运气比这个差别小。"
           "而且每次都从同一个次序开始。");
    expect(!is_fair(twice), "这一个丢了一个数，另一个数却有两个："
                            "出来的不再是这些数的一种次序。");
    expect(!is_fair(first_three),
           "这一个洗三个数是公平的；数再多，多出来的就留在原处。"
           "你只用三个数试过它。");
}
