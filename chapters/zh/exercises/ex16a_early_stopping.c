/*
练习 16a：早停

cost[e] 是第 e 轮以后的验证成本，e = 0 … epochs - 1。如果连续 `patience` 轮，成
本都没有刷新最低纪录，训练就停下；如果从来没有这样，就一直训练到最后。

返回该留下哪一轮的权重，也就是停下以前成本最低的那一轮，并列时取第一个。把
*stopped 设成训练过的最后一轮。
*/
#include "exercise.h"

int early_stopping(const double *cost, int epochs, int patience, int *stopped) {
    //: stub
    *stopped = epochs - 1;
    return 0;  // 轮到你了
    //: solution
    int best = 0;
    for (int e = 0; e < epochs; e++) {
        *stopped = e;
        if (cost[e] < cost[best])
            best = e;
        if (e - best >= patience)
            break;
    }
    return best;
    //: end
}

//: hint
// 记住到现在为止最好的那一轮。现在这一轮要是比它晚了 `patience` 轮，就是说，
// 这么久都没有更好的了。
//: checks
static void try(const char *what, const double *cost, int epochs, int patience,
                int keep, int last) {
    char text[96];
    int stopped = -1;
    int kept = early_stopping(cost, epochs, patience, &stopped);
    if (kept > last && kept < epochs)
        expect(false, "你留下的那一轮，在训练停下以后，"
                      "那一轮的成本谁也没有见过。");
    snprintf(text, sizeof text, "%s：留下的那一轮", what);
    expect_number(text, kept, keep);
    snprintf(text, sizeof text, "%s：最后一轮", what);
    expect_number(text, stopped, last);
}

static void checks(void) {
    const double falls[] = {5, 4, 3, 2, 1}, turns[] = {5, 3, 2, 3, 4, 5, 6};
    const double later[] = {5, 3, 4, 4, 2, 4, 4, 4, 1},
                 tie[] = {4, 2, 3, 2, 3, 4, 5};
    try("成本一直下降", falls, 5, 2, 4, 4);
    try("成本掉过头来，patience 为 3", turns, 7, 3, 2, 5);
    try("patience 为 1", turns, 7, 1, 2, 3);
    try("第二个谷够得着，patience 为 3", later, 9, 3, 4, 7);
    try("第二个谷够不着，patience 为 2", later, 9, 2, 1, 3);
    try("同样的成本再来一次，不算更低", tie, 7, 3, 1, 4);
}
