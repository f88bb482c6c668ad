/* test_gradcheck.c: who checks the checker? */
#include "gradcheck.h"
#include "suites.h"
#include "support.h"

typedef struct Knobs {
    real x[3];
    int calls;
} Knobs;

// x₀³ + 2x₁x₂: the gradient is 3x₀², 2x₂, 2x₁.
static real cubic(void *context) {
    Knobs *k = context;
    k->calls++;
    return k->x[0] * k->x[0] * k->x[0] + 2 * k->x[1] * k->x[2];
}

START_TEST(the_knob_is_put_back) {
    Knobs k = {.x = {(real)0.1, (real)1.7, (real)-3.3}};
    Knobs before = k;
    for (int i = 0; i < 3; i++)
        central_difference(cubic, &k, &k.x[i], difference_step(k.x[i]));
    for (int i = 0; i < 3; i++)
        ck_assert(k.x[i] == before.x[i]);
    ck_assert_int_eq(k.calls, 6);
}
END_TEST

#ifndef DOWNHILL_FLOAT
START_TEST(the_error_is_of_second_order) {
    Knobs k = {.x = {1, 2, 3}};
    double last = 0;
    for (double h = 0.1; h > 0.005; h /= 2) {
        double error = central_difference(cubic, &k, &k.x[0], h) - 3;
        ck_close(error, h * h, 1e-10);  // of x³, exactly
        if (last > 0)
            ck_close(last / error, 4, 1e-6);
        last = error;
    }
    k.x[0] = 1000;
    double h = difference_step(1000);
    ck_close(h, 6e-3, 1e-12);
    ck_close(central_difference(cubic, &k, &k.x[0], h), 3e6, 1e-8);
}
END_TEST
#endif

START_TEST(agreement_has_limits) {
#ifdef DOWNHILL_FLOAT
    double absolute = 1e-3, relative = 1e-2;
#else
    double absolute = 1e-7, relative = 1e-5;
#endif
    real nan = (real)NAN, inf = (real)INFINITY;
    ck_assert(gradients_agree(0, 0) && gradients_agree(2, 2));
    ck_assert(gradients_agree(0, (real)(absolute * 0.9)));
    ck_assert(!gradients_agree(0, (real)(absolute * 1.1)));
    ck_assert(gradients_agree(1000, (real)(1000 * (1 + relative * 0.9))));
    ck_assert(!gradients_agree(1000, (real)(1000 * (1 + relative * 1.1))));
    ck_assert(!gradients_agree(1, -1) && !gradients_agree(1, 2));
    ck_assert(!gradients_agree(nan, nan) && !gradients_agree(0, nan));
    ck_assert(!gradients_agree(nan, 0));
    ck_assert(!gradients_agree(inf, inf) && !gradients_agree(1, inf));
    ck_assert(!gradients_agree(-inf, 1));
    ck_assert(gradients_agree((real)1e31, (real)1e31));
    ck_assert(!gradients_agree((real)1e31, (real)2e31));
    // Relative to the larger one, whichever stands first.
    double at = absolute + relative * 100;
    real near = (real)(100 + at + at * relative / 2);
    ck_assert(gradients_agree(100, near) && gradients_agree(near, 100));
    real off = (real)(100 + at + at * relative * 2);
    ck_assert(!gradients_agree(100, off) && !gradients_agree(off, 100));
}
END_TEST

START_TEST(planted_mistakes_are_found) {
    Knobs k = {.x = {(real)1.5, (real)0.5, (real)-2}};
    const real right[3] = {(real)6.75, -4, 1};
    size_t worst = 9;
    ck_assert_uint_eq(check_gradient(cubic, &k, k.x, right, 3, NULL), 3);
    real factor[3] = {(real)13.5, -4, 1};
    ck_assert_uint_eq(check_gradient(cubic, &k, k.x, factor, 3, &worst), 2);
    ck_assert_uint_eq(worst, 0);
    real sign[3] = {(real)6.75, 4, 1};
    ck_assert_uint_eq(check_gradient(cubic, &k, k.x, sign, 3, &worst), 2);
    ck_assert_uint_eq(worst, 1);
    real missing[3] = {(real)6.75, -4, 0};
    ck_assert_uint_eq(check_gradient(cubic, &k, k.x, missing, 3, &worst), 2);
    ck_assert_uint_eq(worst, 2);
    real swapped[3] = {(real)6.75, 1, -4};
    ck_assert_uint_eq(check_gradient(cubic, &k, k.x, swapped, 3, &worst), 1);
    real nan[3] = {(real)67, (real)NAN, 7};
    ck_assert_uint_eq(check_gradient(cubic, &k, k.x, nan, 3, &worst), 0);
    ck_assert_uint_eq(worst, 1);
    real first[3] = {(real)NAN, -4, 1};  // what comes after it is still counted
    ck_assert_uint_eq(check_gradient(cubic, &k, k.x, first, 3, &worst), 2);
    ck_assert_uint_eq(worst, 0);
}
END_TEST

SUITE(gradcheck) {
    TCase *t = tcase_create("gradcheck");
    tcase_add_test(t, the_knob_is_put_back);
#ifndef DOWNHILL_FLOAT
    tcase_add_test(t, the_error_is_of_second_order);
#endif
    tcase_add_test(t, agreement_has_limits);
    tcase_add_test(t, planted_mistakes_are_found);
    suite_add_tcase(s, t);
}
