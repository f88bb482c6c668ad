/*
Exercise 15b: A softmax that never overflows

From the sums z [n] make the outputs a [n], each eᶻ over the sum of all n of
them, so that they sum to 1. It must be right for any z: m_exp(x), which gives
eˣ, is infinite for x above 709. z and a are different arrays.
*/
#include "exercise.h"

void softmax(const double *z, int n, double *a) {
    //: stub
    a[0] = z[0] * n * 0;  // your turn
    //: solution
    double largest = z[0], sum = 0;
    for (int j = 1; j < n; j++)
        largest = z[j] > largest ? z[j] : largest;
    for (int j = 0; j < n; j++)
        sum += a[j] = m_exp(z[j] - largest);
    for (int j = 0; j < n; j++)
        a[j] /= sum;
    //: end
}

//: hint
// Take the same number c from every z. Each eᶻ is then divided by the same eᶜ,
// and so is their sum: the outputs do not change. Which c makes the largest
// exponent 0? With it nothing overflows, and the sum is at least 1.
//: checks
static void expect_outputs(const char *what, const double *z, int n,
                           const double *right) {
    double a[8], sum = 0;
    for (int j = 0; j < 8; j++)
        a[j] = NAN;
    softmax(z, n, a);
    expect(z[0] < 700 || a[0] == a[0],
           "With z = 1000 the first output is not a number: e¹⁰⁰⁰ is infinite. "
           "What happens to the outputs if every z is made smaller by the "
           "same amount?");
    expect(
        z[0] > -700 || a[0] == a[0],
        "With z = -1000 the first output is not a number: every eᶻ is 0, and "
        "so is their sum. Take the largest z from each, not a fixed "
        "number.");
    for (int j = 0; j < n; j++)
        sum += a[j];
    char text[96];
    snprintf(text, sizeof text, "%s: the sum of the outputs", what);
    expect_close(text, sum, 1);
    for (int j = 0; j < n; j++) {
        snprintf(text, sizeof text, "%s: output %d", what, j);
        expect_close(text, a[j], right[j]);
    }
    expect(a[n] != a[n], "a[n] was written: one output too many.");
}

static void checks(void) {
    expect_outputs("z = 0, 0", (double[]){0, 0}, 2, (double[]){0.5, 0.5});
    expect_outputs("z = 3, 3, 3, 3", (double[]){3, 3, 3, 3}, 4,
                   (double[]){0.25, 0.25, 0.25, 0.25});
    // ln 2 and ln 5: e to them is 2 and 5.
    expect_outputs("z = 0, ln 2, ln 5",
                   (double[]){0, 0.6931471805599453, 1.6094379124341003}, 3,
                   (double[]){0.125, 0.25, 0.625});
    expect_outputs("z = 7", (double[]){7}, 1, (double[]){1});
    expect_outputs("z = 1000, 1000 + ln 2",
                   (double[]){1000, 1000.6931471805599}, 2,
                   (double[]){0.3333333333333417, 0.6666666666666583});
    expect_outputs("z = -1000, -1000", (double[]){-1000, -1000}, 2,
                   (double[]){0.5, 0.5});
    expect_outputs("z = -1000, 1000", (double[]){-1000, 1000}, 2,
                   (double[]){0, 1});
}
