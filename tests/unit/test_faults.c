/* test_faults.c: what happens when memory runs out, at the first request, the
 * second, the third, until nothing fails any more. The engines say one line
 * through the fatal hook; what belongs to the world returns an error.
 */
#include "nn.h"
#include "optim.h"
#include "scalar.h"
#include "figure.h"
#include "suites.h"
#include "support.h"
#include "tensor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef UNDER_ASAN
#include <sanitizer/lsan_interface.h>
#endif

static void scalar_work(void) {
    Tape *t = tape_new();
    Value x = v_var(t, 1), y = x;
    for (int i = 0; i < 5000; i++)
        y = v_mul(v_add(y, x), v_const(t, (real)0.5));
    v_backward(y);
    tape_free(t);
}

static void tensor_work(void) {
    Graph *g = graph_new(1);
    Rng r = rng_new(1);
    Mlp m = mlp_new(g, (int[]){40, 300, 10}, 3, RELU, INIT_HE, &r);
    Momentum momentum = momentum_new(g, (real)0.1, (real)0.9);
    Adam adam = adam_new(g, (real)0.1);
    Tensor *x = t_const(g, 3, 40, NULL);
    fill_normal(x, &r, 1);
    t_backward(
        t_softmax_cross_entropy(mlp_forward(&m, x), (uint8_t[]){1, 2, 3}));
    adam_step(&adam, g);
    momentum_step(&momentum, g);
    adam_free(&adam);
    momentum_free(&momentum);
    graph_free(g);
}

// (What was taken before a fatal line is not given back: the program ends
// there. The process of the test ends too.)
static void fail_one_after_another(void (*work)(void), int at_least) {
#ifdef UNDER_ASAN
    __lsan_disable();
#endif
    long before = alloc_calls();
    work();
    long requests = alloc_calls() - before;
    ck_assert_int_ge(requests, at_least);
    for (long n = 0; n < requests; n++) {
        fatal_catch();
        if (setjmp(fatal_jump) == 0) {
            alloc_fail_after(n);
            work();
            ck_abort_msg("request %ld failed and nobody noticed", n);
        }
        fatal_set_hook(NULL);
        ck_assert_msg(strstr(fatal_line, ": out of memory: asked for ") &&
                          strstr(fatal_line, " bytes, holding "),
                      "request %ld: %s", n, fatal_line);
    }
    work();
}

START_TEST(the_tape_says_so) { fail_one_after_another(scalar_work, 5); }
END_TEST

START_TEST(the_graph_says_so) { fail_one_after_another(tensor_work, 6); }
END_TEST

START_TEST(a_file_returns_an_error) {
    char path[64] = "/tmp/downhill-faults-XXXXXX";
    close(mkstemp(path));
    int failures = 0;
    for (long n = 0;; n++) {
        Error e = {""};
        alloc_fail_after(n);
        Figure *s = figure_begin(path, "x y", &e);
        figure_row(s, 1.0, 2.0);
        bool good = s && figure_end(s, &e);
        alloc_fail_after(-1);
        if (good)
            break;
        failures++;
        ck_assert_msg(strstr(e.text, path), "'%s'", e.text);
        ck_assert_int_lt(n, 50);
    }
    ck_assert_int_ge(failures, 2);
    FILE *f = fopen(path, "r");
    char line[32];
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_str_eq(line, "# x y\n");
    fclose(f);
    remove(path);
}
END_TEST

SUITE(faults) {
    TCase *t = tcase_create("faults");
    tcase_add_test(t, the_tape_says_so);
    tcase_add_test(t, the_graph_says_so);
    tcase_add_test(t, a_file_returns_an_error);
    suite_add_tcase(s, t);
}
