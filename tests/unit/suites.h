/* suites.h: the unit tests, one suite a file tests/unit/test_NAME.c. A suite
 * makes itself known, so that a new one is a new file and nothing else.
 */
#ifndef DOWNHILL_SUITES_H
#define DOWNHILL_SUITES_H

#include <check.h>

/* At the end of a suite's file, what is in it:
 *     SUITE(tensor) { …; suite_add_tcase(s, t); }
 */
#define SUITE(name)                                                            \
    static void name##_fill(Suite *s);                                         \
    __attribute__((constructor)) static void name##_exists(void) {             \
        suite_known(#name, name##_fill);                                       \
    }                                                                          \
    static void name##_fill(Suite *s)

/* Called before main. */
void suite_known(const char *name, void (*fill)(Suite *s));

#endif
