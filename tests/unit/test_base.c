/* test_base.c: failing, checked sizes, the arena. */
#include "suites.h"
#include "support.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(sizes_add_and_multiply) {
    size_t x = 7;
    ck_assert(size_add(3, 4, &x) && x == 7);
    ck_assert(size_add(SIZE_MAX, 0, &x) && x == SIZE_MAX);
    x = 7;
    ck_assert(!size_add(SIZE_MAX, 1, &x) && x == 7);
    ck_assert(size_mul(0, SIZE_MAX, &x) && x == 0);
    ck_assert(size_mul(SIZE_MAX, 0, &x) && x == 0);
    ck_assert(size_mul(SIZE_MAX / 2, 2, &x) && x == SIZE_MAX - 1);
    x = 7;
    ck_assert(!size_mul(SIZE_MAX / 2 + 1, 2, &x) && x == 7);
}
END_TEST

START_TEST(the_tests_know_what_is_close) {
    const double inf = (double)INFINITY, nan = (double)NAN;
    ck_assert(is_close(1, 1 + 1e-9, 1e-8) && is_close(1e9, 1e9 + 1, 1e-8));
    ck_assert(is_close(0, 1e-9, 1e-8) && !is_close(0, 1e-7, 1e-8));
    ck_assert(!is_close(inf, 2000.69, 1e-6) && !is_close(0, -inf, 1e-6));
    ck_assert(!is_close(inf, inf, 1e-6) && !is_close(nan, 0, 1e-6));
    ck_assert(!is_close(0, nan, 1e-6) && !is_close(nan, nan, 1e-6));
}
END_TEST

// Runs fatal in a child, and gives what it has written and how it ended.
static int fatal_in_child(char *text, size_t size) {
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        dup2(ends[1], 2);
        printf("told so far, ");
        fatal("three is %d", 3);
    }
    close(ends[1]);
    size_t used = 0;
    for (ssize_t n; (n = read(ends[0], text + used, size - 1 - used)) > 0;)
        used += (size_t)n;
    text[used] = 0;
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    return status;
}

START_TEST(fatal_writes_a_line_and_aborts) {
    char text[100];
    int status = fatal_in_child(text, sizeof text);
    ck_assert_str_eq(text, "told so far, three is 3\n");
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    ck_fatal("four", fatal("%s", "four"));
}
END_TEST

START_TEST(resize_refuses_an_impossible_size) {
    char expected[200];
    snprintf(expected, sizeof expected,
             "mine: %zu elements of 16 bytes are more than a size can say",
             SIZE_MAX / 8);
    ck_fatal(expected, mem_resize(NULL, SIZE_MAX / 8, 16, "mine", 0));
    char *p = mem_resize(NULL, 0, 8, "mine", 0);
    ck_assert_ptr_nonnull(p);
    p = mem_resize(p, 3, 1, "mine", 0);
    memcpy(p, "ab", 3);
    p = mem_resize(p, 100000, 1, "mine", 3);
    ck_assert_str_eq(p, "ab");
    free(p);
}
END_TEST

START_TEST(memory_may_be_tried_for) {
    char *p = mem_try(NULL, 3, 1);
    ck_assert_ptr_nonnull(p);
    memcpy(p, "ab", 3);
    ck_assert_ptr_null(mem_try(p, SIZE_MAX / 8, 16));
    alloc_fail_after(0);  // (Check itself must not need any meanwhile.)
    void *grown = mem_try(p, 1000, 1000), *fresh = mem_try(NULL, 1, 1);
    alloc_fail_after(-1);
    ck_assert(!grown && !fresh);
    ck_assert_str_eq(p, "ab");  // as it was
    p = mem_try(p, 1000, 1000);
    ck_assert_str_eq(p, "ab");
    free(p);
    p = mem_try(NULL, 0, 8);
    ck_assert_ptr_nonnull(p);
    free(p);
}
END_TEST

START_TEST(out_of_memory_says_how_much) {
    Arena a = {0};
    alloc_fail_after(0);
    ck_fatal("tape: out of memory: asked for 48 bytes, holding 5 already",
             mem_resize(NULL, 6, 8, "tape", 5));
    fatal_catch();
    if (setjmp(fatal_jump) == 0) {
        alloc_fail_after(0);
        arena_alloc(&a, 1000000, "image");
        ck_abort_msg("was not fatal");
    }
    fatal_set_hook(NULL);
    ck_assert_msg(
        strncmp(fatal_line, "image: out of memory: asked for 1000", 36) == 0,
        "%s", fatal_line);
    ck_assert_ptr_nonnull(strstr(fatal_line, "holding 0 already"));
    ck_fatal(
        "x: out of memory: asked for 18446744073709551615 bytes, holding 0 "
        "already",
        arena_alloc(&a, SIZE_MAX, "x"));
}
END_TEST

// What an arena holds is more than what it has handed out.
START_TEST(out_of_memory_says_what_is_held) {
    char expected[200];
    Arena a = {0};
    arena_alloc(&a, 100, "test");
    snprintf(expected, sizeof expected,
             "x: out of memory: asked for %zu bytes, holding %zu already",
             SIZE_MAX - 63, a.held);
    ck_fatal(expected, arena_alloc(&a, SIZE_MAX - 64, "x"));
    fatal_catch();
    if (setjmp(fatal_jump) == 0) {
        alloc_fail_after(0);
        arena_alloc(&a, 1000000, "x");
        ck_abort_msg("was not fatal");
    }
    fatal_set_hook(NULL);
    snprintf(expected, sizeof expected, "holding %zu already", a.held);
    ck_assert_msg(strstr(fatal_line, expected) != NULL, "%s", fatal_line);
    arena_free(&a);
}
END_TEST

/* ---- The arena ----------------------------------------------------------- */

enum { PIECES = 3000 };

// Fills pieces of many sizes with their number, and looks again at the end.
START_TEST(pieces_are_aligned_and_apart) {
    Arena a = {0};
    static unsigned char *piece[PIECES];
    static size_t size[PIECES];
    unsigned state = 1;
    for (int i = 0; i < PIECES; i++) {
        state = state * 1664525 + 1013904223;
        size[i] = i % 100 == 0 ? state % 300000 : state % 700;
        piece[i] = arena_alloc(&a, size[i], "test");
        ck_assert_uint_eq((uintptr_t)piece[i] % 64, 0);
        memset(piece[i], i & 255, size[i]);
    }
    size_t sum = 0;
    for (int i = 0; i < PIECES; i++) {
        sum += size[i];
        size_t kept = 0;
        for (size_t k = 0; k < size[i]; k++)
            kept += piece[i][k] == (i & 255);
        ck_assert_uint_eq(kept, size[i]);
    }
    ck_assert(a.held >= sum);
    arena_free(&a);
    ck_assert(!a.first && !a.held);
    *(char *)arena_alloc(&a, 1, "test") = 'x';  // may be used again
    arena_free(&a);
}
END_TEST

START_TEST(a_rewind_gives_the_same_memory_again) {
    Arena a = {0};
    char *first = arena_alloc(&a, 100, "test");
    memset(first, 'x', 100);
    ArenaMark outer = arena_mark(&a);
    char *second = arena_alloc(&a, 100, "test");
    ArenaMark inner = arena_mark(&a);
    char *third = arena_alloc(&a, 1 << 20, "test");
    arena_rewind(&a, inner);
    ck_assert_ptr_eq(arena_alloc(&a, 1 << 20, "test"), third);
    arena_rewind(&a, outer);
    ck_assert_ptr_eq(arena_alloc(&a, 100, "test"), second);
    ck_assert_int_eq(first[99], 'x');
    arena_rewind(&a, (ArenaMark){0});
    ck_assert_ptr_eq(arena_alloc(&a, 100, "test"), first);
    arena_free(&a);
}
END_TEST

START_TEST(repeated_work_asks_for_nothing) {
    Arena a = {0};
    long calls = 0;
    for (int round = 0; round < 50; round++) {
        ArenaMark m = arena_mark(&a);
        for (int i = 0; i < 40; i++)
            arena_alloc(&a, (size_t)(i * i * 100), "test");
        arena_rewind(&a, m);
        if (round == 0)
            calls = alloc_calls();
    }
    ck_assert_int_eq(alloc_calls(), calls);
    arena_free(&a);
}
END_TEST

START_TEST(a_small_chunk_is_passed_over_and_kept) {
    Arena a = {0};
    arena_alloc(&a, 1000, "test");
    ArenaMark m = arena_mark(&a);
    arena_alloc(&a, 5 << 20, "test");
    arena_rewind(&a, m);
    char *again = arena_alloc(&a, 6 << 20, "test");  // larger than any kept
    memset(again, 1, 6 << 20);
    size_t held = a.held;
    arena_rewind(&a, m);
    arena_alloc(&a, 6 << 20, "test");
    arena_alloc(&a, 5 << 20, "test");  // the older one still serves
    ck_assert_uint_eq(a.held, held);
    arena_free(&a);
}
END_TEST

START_TEST(marks_without_memory_stay_as_they_are) {
    Marks m = {0};
    size_t serial[9];
    for (size_t k = 0; k < 8; k++)
        serial[k] = marks_add(&m, 10 * k, "mine");
    alloc_fail_after(0);
    ck_fatal("mine: out of memory: asked for 256 bytes, holding 128 already",
             marks_add(&m, 80, "mine"));
    serial[8] = marks_add(&m, 80, "mine");
    for (size_t k = 9; k-- > 0;) {
        ck_assert_uint_eq(marks_add(&m, 10 * k, "mine"), serial[k]);
        marks_rewind(&m, 10 * k, serial[k], "mine");
        ck_assert_uint_eq(m.n, k + 1);
        if (k > 0)
            marks_rewind(&m, 10 * (k - 1), serial[k - 1], "mine");
    }
    free(m.at);
}
END_TEST

#if defined(DOWNHILL_DEBUG) && !defined(UNDER_ASAN)
START_TEST(what_is_rewound_becomes_nan) {
    Arena a = {0};
    ArenaMark m = arena_mark(&a);
    real *x = arena_alloc(&a, 10 * sizeof *x, "test");
    for (int i = 0; i < 10; i++)
        x[i] = 1;
    arena_rewind(&a, m);
    for (int i = 0; i < 10; i++)
        ck_assert(x[i] != x[i]);
    arena_free(&a);
}
END_TEST

// Every chunk since the mark, from where the mark stands.
START_TEST(all_that_is_rewound_becomes_nan) {
    enum { CHUNKS = 4, N = 100000 };
    Arena a = {0};
    real *kept = arena_alloc(&a, sizeof *kept, "test"), *x[CHUNKS];
    *kept = 1;
    ArenaMark m = arena_mark(&a);
    for (int k = 0; k < CHUNKS; k++) {
        x[k] = arena_alloc(&a, N * sizeof *x[k], "test");
        x[k][0] = x[k][N - 1] = 1;
    }
    arena_rewind(&a, m);
    ck_assert(*kept == 1);
    for (int k = 0; k < CHUNKS; k++)
        ck_assert(x[k][0] != x[k][0] && x[k][N - 1] != x[k][N - 1]);
    arena_free(&a);
}
END_TEST
#endif

SUITE(base) {
    TCase *t = tcase_create("base");
    tcase_add_test(t, sizes_add_and_multiply);
    tcase_add_test(t, the_tests_know_what_is_close);
    tcase_add_test(t, fatal_writes_a_line_and_aborts);
    tcase_add_test(t, resize_refuses_an_impossible_size);
    tcase_add_test(t, memory_may_be_tried_for);
    tcase_add_test(t, out_of_memory_says_how_much);
    tcase_add_test(t, out_of_memory_says_what_is_held);
    tcase_add_test(t, pieces_are_aligned_and_apart);
    tcase_add_test(t, a_rewind_gives_the_same_memory_again);
    tcase_add_test(t, repeated_work_asks_for_nothing);
    tcase_add_test(t, a_small_chunk_is_passed_over_and_kept);
    tcase_add_test(t, marks_without_memory_stay_as_they_are);
#if defined(DOWNHILL_DEBUG) && !defined(UNDER_ASAN)
    tcase_add_test(t, what_is_rewound_becomes_nan);
    tcase_add_test(t, all_that_is_rewound_becomes_nan);
#endif
    suite_add_tcase(s, t);
}
