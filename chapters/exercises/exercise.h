/* exercise.h: what checks a reader's exercise. Each exercise has a function
 * checks() that calls the reader's and says what it expects:
 *
 *     expect_close("slope of x³ at 1", yours, 3);
 *     expect(steps == 0, "a start on flat ground needs no step");
 *
 * The first surprise ends the check with one sentence that helps. The work is
 * done in a process of its own, so that a crash, an endless loop, or an index
 * outside an array (exercise.sh has the compiler trap it) gets a sentence too.
 * Exit status: 0 solved, 1 not yet.
 */
#ifndef DOWNHILL_EXERCISE_H
#define DOWNHILL_EXERCISE_H

#include "../../lib/gradcheck.h"
#include "../../lib/math.h"

#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static void checks(void);

// How the process of the checks ends; exit(0) in the reader's code is neither.
enum { SOLVED = 77, NOT_YET = 78 };
static bool passed;  // was anything as expected so far?

static inline void not_yet(void) {
    fflush(stdout);
    _exit(NOT_YET);
}

static inline void expect(bool good, const char *otherwise) {
    if (!good) {
        printf("  %s\n", otherwise);
        not_yet();
    }
}

// The wrong answer that a known mistake gives, and what to say about it.
static inline void expect_not(double yours, double wrong, const char *because) {
    expect(!(fabs(yours - wrong) <= 1e-9 * (1 + fabs(wrong))), because);
}

// What the ratio of a wrong number to the right one says.
static inline const char *diagnosis(double yours, double right) {
    static char text[96];
    static const double factors[] = {2, 3, 4, 5, 6, 8, 10, 12, 16, 100, 784};
    double ratio = yours / right;
    if (fabs(ratio + 1) < 1e-4)
        return "The sign is the wrong way round.";
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        for (int side = 0; side < 2; side++) {
            double factor = side ? 1 / factors[i] : factors[i];
            if (fabs(fabs(ratio) / factor - 1) > 1e-4)
                continue;
            snprintf(text, sizeof text, "A factor of %s%g is %s%s.",
                     ratio < 0 ? "-" : "", factors[i],
                     side ? "missing" : "too many",
                     ratio < 0 ? " (mind the sign too)" : "");
            return text;
        }
    if (fabs(ratio - 1) < 0.005)
        return "Close, but not the same: is it an approximation?";
    return "";
}

static inline void expect_within(const char *what, double yours, double right,
                                 double slack) {
    if (fabs(yours - right) <= slack) {  // false for a NaN
        passed = true;
        return;
    }
    printf("  %s: yours is %.10g, it should be %.10g.\n", what, yours, right);
    if (!(yours == yours))
        printf("  It is not a number: was it ever set, or divided by 0?\n");
    else if (yours == 0 && right != 0)
        printf("  It is 0: is the body still empty, or was it never added to?"
               "\n");
    else if (isinf(yours))
        printf("  It is infinite: a division by 0, or an exp of too much?\n");
    else if (fabs(yours) > 1e300)
        printf("  So large a number is a sign of a variable that was never "
               "set.\n");
    else if (right != 0 && diagnosis(yours, right)[0])
        printf("  %s\n", diagnosis(yours, right));
    else if (passed)
        printf("  What was checked before this is right: what is new here?\n");
    else
        printf("  Work it out on paper with these numbers: where do the two "
               "part?\n");
    not_yet();
}

// Equal but for rounding.
static inline void expect_close(const char *what, double yours, double right) {
    expect_within(what, yours, right,
                  1e-9 * (fabs(right) > 1 ? right < 0 ? -right : right : 1));
}

// Equal as far as a numeric derivative can tell.
static inline void expect_slope(const char *what, double yours,
                                double numeric) {
    if (gradients_agree((real)yours, (real)numeric))
        passed = true;
    else
        expect_within(what, yours, numeric, -1);
}

int main(void) {
    const char *asked = getenv("EXERCISE_SECONDS");
    int seconds = asked && atoi(asked) > 0 ? atoi(asked) : 10;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm((unsigned)seconds);
        checks();
        fflush(stdout);
        _exit(SOLVED);
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        printf("  The check could not be run on this machine.\n");
        return 1;
    }
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGALRM)
            printf(
                "  Still running after %d seconds: a loop that never ends?\n",
                seconds);
        else if (WTERMSIG(status) == SIGFPE)
            printf("  It crashed: a whole number was divided by 0.\n");
        else if (WTERMSIG(status) == SIGILL || WTERMSIG(status) == SIGTRAP)
            printf("  It was stopped at an index outside an array: does a loop "
                   "run one too far,\n  or is there a -1?\n");
        else
            printf("  It crashed (%s): an index outside an array, a pointer "
                   "never set, or a\n  function that calls itself for ever?\n",
                   strsignal(WTERMSIG(status)));
        return 1;
    }
    if (WEXITSTATUS(status) != SOLVED && WEXITSTATUS(status) != NOT_YET)
        printf("  Your code ended the whole program (exit): use return.\n");
    return WEXITSTATUS(status) == SOLVED ? 0 : 1;
}

#endif
