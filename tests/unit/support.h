/* support.h: what several suites share. */
#ifndef DOWNHILL_TESTS_SUPPORT_H
#define DOWNHILL_TESTS_SUPPORT_H

#include "base.h"

#include <check.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif

#if defined(__SANITIZE_THREAD__)
#define UNDER_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNDER_TSAN 1
#endif
#endif

/* Where rounding may differ in order: the last digits of the number type. */
#ifdef DOWNHILL_FLOAT
#define CLOSE 2e-5
#else
#define CLOSE 1e-12
#endif

/* A fatal line is caught here instead of ending the program; memory that was
 * made to fail works again.
 */
extern jmp_buf fatal_jump;
extern char fatal_line[512];
void fatal_catch(void);

/* For loops of many checks: unlike ck_assert, costs nothing when all is well. */
#define ck_quick(condition)                                                    \
    do {                                                                       \
        if (!(condition))                                                      \
            ck_abort_msg("failed: %s", #condition);                            \
    } while (0)

/* The statement must end in fatal() with exactly this line. */
#define ck_fatal(expected, statement)                                          \
    do {                                                                       \
        fatal_catch();                                                         \
        if (setjmp(fatal_jump) == 0) {                                         \
            statement;                                                         \
            ck_abort_msg("was not fatal: %s", #statement);                     \
        }                                                                      \
        fatal_set_hook(NULL);                                                  \
        ck_assert_str_eq(fatal_line, expected);                                \
    } while (0)

/* Equal but for rounding, relative to the larger, or to 1. NaN and infinity
 * fail: to infinity, anything would be close.
 */
bool is_close(double a, double b, double tolerance);

#define ck_close(a, b, tolerance)                                              \
    do {                                                                       \
        double a_ = (double)(a), b_ = (double)(b);                             \
        ck_assert_msg(is_close(a_, b_, tolerance),                             \
                      "%s = %.17g but %s = %.17g", #a, a_, #b, b_);            \
    } while (0)

/* How often malloc, calloc and realloc have been called; the unit runner is
 * linked with --wrap. After alloc_fail_after(n), n calls succeed and all later
 * ones fail, until alloc_fail_after(-1).
 */
long alloc_calls(void);
void alloc_fail_after(long n);

/* How often fsync has been called; and whether it fails. */
long fsync_calls(void);
void fsync_fail(bool fails);

/* A new, empty folder to work in, and the way back out of it; for
 * tcase_add_checked_fixture.
 */
void folder_enter(void);
void folder_leave(void);

/* What print(object, out) writes; free() it. And the columns of its widest line.
 */
char *printed(void (*print)(const void *object, FILE *out), const void *object);
int widest_line(const char *text);

void write_bytes(const char *path, const void *bytes, size_t n);

/* FNV-1a over bytes: a number that changes when any bit does. */
unsigned long long hash_bytes(const void *bytes, size_t n);

#endif
