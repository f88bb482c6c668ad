/*
练习 16b：一处泄漏

有人把几批图像合成一个集合，再从里面随机取出验证集。这样一来，有些验证图像网络可
能已经学过，认对认错都不能算数。请把成绩改对。

`learned` 有 n 幅图像，`validation` 有 m 幅，每幅 `pixels` 个字节，一幅接一
幅；right[i] 是验证图像 i 认对了没有。只看*没有*学过的验证图像，返回每 100 幅认
对几幅；一个字节也不差的，才是同一幅。没学过的一幅也没有，就返回 -1。

（动手之前先想一想：改对以后，这个数会低了还是高了？要看什么来定？）
*/
#include "exercise.h"

double without_leak(const unsigned char *learned, int n,
                    const unsigned char *validation, const bool *right, int m,
                    int pixels) {
    //: stub
    return 0;  // 轮到你了
    //: solution
    int judges = 0, good = 0;
    for (int i = 0; i < m; i++) {
        bool seen = false;
        for (int k = 0; k < n && !seen; k++)
            seen = memcmp(learned + k * pixels, validation + i * pixels,
                          (size_t)pixels) == 0;
        judges += !seen;
        good += !seen && right[i];
    }
    return judges ? 100.0 * good / judges : -1;
    //: end
}

//: hint
// 学过的图像不能评判，分子、分母里都不算。memcmp(a, b, bytes) 是 0，就是
// 所有的字节都相同；图像 i 从 validation + i * pixels 开始。
//: checks
enum { PIXELS = 4, MOST = 8 };

// 这里的一幅图像只有四个数字，也就是四个字节。
typedef struct Case {
    const char *what, *learned[MOST], *validation[MOST];
    const char *right;  // 认对了是“+”
    double of_100;
} Case;

static const Case cases[] = {
    {"没有哪幅图像在两边都有",
     {"1234", "2345"},
     {"3456", "4567", "5678", "6789"},
     "+-++",
     75},
    {"有一幅在两边都有，认对了",
     {"1234", "2345"},
     {"3456", "2345", "4567", "5678"},
     "-+-+",
     100 / 3.0},
    {"有一幅在两边都有，没有认对",
     {"1234", "2345"},
     {"1234", "3456", "4567"},
     "-++",
     100},
    {"同一幅来了两次",
     {"1234"},
     {"1234", "3456", "1234", "4567", "5678"},
     "+-+++",
     200 / 3.0},
    {"只差一个像素的图像",
     {"1234", "2345"},
     {"1230", "0234", "2345", "2045"},
     "+--+",
     200 / 3.0},
    {"全都学过", {"1234", "2345"}, {"2345", "1234"}, "++", -1}};

static int gather(const char *const *word, unsigned char *image) {
    int n = 0;
    for (; n < MOST && word[n]; n++)
        memcpy(image + n * PIXELS, word[n], PIXELS);
    return n;
}

// 常犯的几种错误，各会算出什么。
typedef struct Wrong {
    double as_it_is, of_all, same_place, first_pixel;
} Wrong;

static Wrong mistakes(const unsigned char *a, int n, const unsigned char *b,
                      const bool *right, int m) {
    int good = 0, clean = 0, place[2] = {0}, pixel[2] = {0};
    for (int i = 0; i < m; i++) {
        bool seen = false, first = false;
        bool here = i < n && !memcmp(a + i * PIXELS, b + i * PIXELS, PIXELS);
        for (int k = 0; k < n; k++) {
            seen |= !memcmp(a + k * PIXELS, b + i * PIXELS, PIXELS);
            first |= a[k * PIXELS] == b[i * PIXELS];
        }
        good += right[i], clean += right[i] && !seen;
        place[0] += right[i] && !here, place[1] += !here;
        pixel[0] += right[i] && !first, pixel[1] += !first;
    }
    return (Wrong){100.0 * good / m, 100.0 * clean / m,
                   place[1] ? 100.0 * place[0] / place[1] : -1,
                   pixel[1] ? 100.0 * pixel[0] / pixel[1] : -1};
}

static void checks(void) {
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const Case *c = &cases[k];
        unsigned char learned[MOST * PIXELS], validation[MOST * PIXELS];
        bool right[MOST] = {false};
        int n = gather(c->learned, learned);
        int m = gather(c->validation, validation);
        for (int i = 0; i < m; i++)
            right[i] = c->right[i] == '+';
        double yours = without_leak(learned, n, validation, right, m, PIXELS);
        Wrong w = mistakes(learned, n, validation, right, m);
        bool good = fabs(yours - c->of_100) < 1e-9;
        if (!good && check_passed) {
            expect_not(yours, w.as_it_is,
                       "这就是原来的成绩：学过的图像还在评判。");
            expect_not(yours, w.of_all,
                       "学过的图像，认对的里面不算了，总数里却还算着，"
                       "这就等于都认错了。分子、分母里都要去掉。");
            expect_not(
                yours, w.same_place,
                "同一幅在学过的图像里可以排在任何地方，不一定位置相同。");
            expect_not(yours, w.first_pixel,
                       "光是开头一样，还不是同一幅图像，要比较全部像素。");
            expect(c->of_100 >= 0,
                   "能评判的图像一幅也不剩，就没有成绩，返回 -1。");
        }
        expect_close(c->what, yours, c->of_100);
    }
}
