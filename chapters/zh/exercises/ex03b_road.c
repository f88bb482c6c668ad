/*
练习 3b：一条坡度给定的路

上山的路不一定走最陡的方向，它可以斜着走。你站的地方，梯度是 (dx, dy)，不是 (0,
0)。请找一个方向，使 C 在这个方向上每单位长度正好上升 `climb`：把 *a 和 *b 设成
指向那里、长度为 1 的箭头，并返回 true。这样的方向有两个，一个在梯度的左边，一个
在右边，哪个都行。如果没有哪个方向上升得那么多（或者下降得那么多：climb 可以小于
0），就返回 false。
*/
#include "exercise.h"

bool road(double dx, double dy, double climb, double *a, double *b) {
    //: stub
    return false;  // 轮到你了
    //: solution
    double length = sqrt(dx * dx + dy * dy);
    double along = climb / length;  // 夹角的余弦
    if (fabs(along) > 1)
        return false;
    double across = sqrt(1 - along * along);  // 以及它的正弦
    *a = (along * dx - across * dy) / length;
    *b = (along * dy + across * dx) / length;
    return true;
    //: end
}

//: hint
// 上升量是 |∇C| 乘以夹角的余弦：那么余弦应当是多少？正弦也就知道了，因为
// cos² + sin² = 1。现在把两支箭头加起来：余弦乘以 (dx, dy)/|∇C|，正弦乘以与它
// 垂直的箭头 (-dy, dx)/|∇C|。
//: checks
static void check_road(double dx, double dy, double climb) {
    char what[64];
    double a = NAN, b = NAN;
    bool found = road(dx, dy, climb, &a, &b);
    snprintf(what, sizeof what, "∇C = (%g, %g)，上升 %g", dx, dy, climb);
    if (!found) {
        say("%s：有这样的方向，因为 |∇C| 是 %g，而你说没有。", what,
            sqrt(dx * dx + dy * dy));
        not_yet();
    }
    double length = sqrt(a * a + b * b), steepest = sqrt(dx * dx + dy * dy);
    if (fabs(dx * a + dy * b - steepest) < 1e-9 && fabs(length - 1) < 1e-9 &&
        fabs(climb - steepest) > 1e-9) {
        say("%s：你走了最陡的方向，它上升 %g。", what, steepest);
        not_yet();
    }
    if (fabs(dx * a + dy * b - climb) < 1e-9 && fabs(length - 1) > 1e-9) {
        say("%s：(%.4g, %.4g) 的确上升这么多，但是它的长度是 %.4g。"
            "加上一支与 ∇C 垂直的箭头，让它的长度变成 1。",
            what, a, b, length);
        not_yet();
    }
    expect_close("你的箭头的长度", length, 1);
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
           "∇C = (3, 4) 的长度是 5：没有哪个方向上升 5.5。");
    expect(!road(3, 4, -6, &a, &b),
           "∇C = (3, 4) 的长度是 5：没有哪个方向下降 6。");
}
