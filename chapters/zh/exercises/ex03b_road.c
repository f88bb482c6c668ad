/*
练习 3b：一条坡度给定的路

上山的路不许走最陡的方向，只能斜着走。你站的地方，梯度是 (dx, dy)，不是 (0, 0)。
请找一个方向，照着走，C 每单位长度正好上升 `climb`：取这个方向上长度为 1 的箭
头，放进 *a 和 *b，再返回 true。这样的方向有两个，一个在梯度左边，一个在梯度右
边，选哪个都行。要是哪个方向都升不了那么多（climb 也可以小于 0，那就是降不了那么
多），就返回 false。
*/
#include "exercise.h"

bool road(double dx, double dy, double climb, double *a, double *b) {
    //: stub
    return false;  // 轮到你了
    //: solution
    double length = sqrt(dx * dx + dy * dy);
    double along = climb / length;  // 与梯度夹角的余弦
    if (fabs(along) > 1)
        return false;
    double across = sqrt(1 - along * along);  // 夹角的正弦
    *a = (along * dx - across * dy) / length;
    *b = (along * dy + across * dx) / length;
    return true;
    //: end
}

//: hint
// 上升量等于 |∇C| 乘以夹角的余弦，那么余弦该是多少？知道了余弦，也就知道了
// 正弦，因为 cos² + sin² = 1。再把两支箭头加起来：一支是余弦乘以
// (dx, dy)/|∇C|，另一支是正弦乘以与梯度垂直的箭头 (-dy, dx)/|∇C|。
//: checks
static void check_road(double dx, double dy, double climb) {
    char what[64];
    double a = NAN, b = NAN;
    bool found = road(dx, dy, climb, &a, &b);
    snprintf(what, sizeof what, "∇C = (%g, %g)，上升 %g", dx, dy, climb);
    if (!found) {
        say("%s：你说没有这样的方向，其实有，因为 |∇C| 是 %g。", what,
            sqrt(dx * dx + dy * dy));
        not_yet();
    }
    double length = sqrt(a * a + b * b), steepest = sqrt(dx * dx + dy * dy);
    if (fabs(dx * a + dy * b - steepest) < 1e-9 && fabs(length - 1) < 1e-9 &&
        fabs(climb - steepest) > 1e-9) {
        say("%s：你走的是最陡的方向，每单位长度上升 %g。", what, steepest);
        not_yet();
    }
    if (fabs(dx * a + dy * b - climb) < 1e-9 && fabs(length - 1) > 1e-9) {
        say("%s：照 (%.4g, %.4g) 走，的确上升这么多，可是箭头的长度是 %.4g。"
            "再加上一支与 ∇C 垂直的箭头，让长度变成 1。",
            what, a, b, length);
        not_yet();
    }
    expect_close("你那支箭头的长度", length, 1);
    expect_close(what, dx * a + dy * b, climb);
}

static void checks(void) {
    check_road(3, 4, 4);
    check_road(3, 4, 0);  // 等高线
    check_road(3, 4, -2.5);
    check_road(3, 4, 5);
    check_road(-1, 0.5, 0.3);
    double a, b;
    expect(!road(3, 4, 5.5, &a, &b),
           "∇C = (3, 4) 的长度是 5，哪个方向都升不了 5.5。");
    expect(!road(3, 4, -6, &a, &b),
           "∇C = (3, 4) 的长度是 5，哪个方向都降不了 6。");
}
