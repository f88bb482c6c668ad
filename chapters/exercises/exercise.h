/* exercise.h: what checks a reader's exercise. Each exercise has a function
 * checks() that calls the reader's and says what it expects:
 *
 *     expect_close("slope of x³ at 1", yours, 3);
 *     expect(steps == 0, "a start on flat ground needs no step");
 *
 * The first surprise ends the check with one sentence that helps, broken into
 * lines of 80 columns. The work is done in a process of its own, so that a
 * crash, an endless loop, or an index outside an array (exercise.sh has the
 * compiler trap it) gets a sentence too. What the reader's code prints comes
 * first, and every sentence of ours begins a line.
 * Exit status: 0 solved, 1 not yet.
 */
#ifndef DOWNHILL_EXERCISE_H
#define DOWNHILL_EXERCISE_H

#include "../../lib/gradcheck.h"
#include "../../lib/elementary.h"

#include <math.h>
#include <signal.h>
#include <stdarg.h>
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
static FILE *ours;  // where our sentences go, apart from what the reader prints

// Columns, not bytes: of a letter's bytes in UTF-8 only the first counts.
static inline int columns(const char *text) {
    int n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

// A sentence, in lines of at most 80 columns, each indented by two.
static inline void say(const char *format, ...) {
    char text[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    int used_columns = 0;
    for (char *word = strtok(text, " \n"); word; word = strtok(NULL, " \n")) {
        bool first = used_columns == 0;
        bool fits = used_columns + 1 + columns(word) <= 80;
        fprintf(ours, "%s%s", first ? "  " : fits ? " " : "\n  ", word);
        used_columns = columns(word) + (!first && fits ? used_columns + 1 : 2);
    }
    fprintf(ours, "\n");
}

static inline void not_yet(void) {
    fflush(stdout);
    fflush(ours);
    _exit(NOT_YET);
}

static inline void expect(bool good, const char *otherwise) {
    if (!good) {
        say("%s", otherwise);
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
    say("%s: yours is %.10g, it should be %.10g.", what, yours, right);
    if (!(yours == yours))
        say("It is not a number: was it ever set, or divided by 0?");
    else if (yours == 0 && right != 0)
        say("It is 0: is the body still empty, or was it never added to?");
    else if (isinf(yours))
        say("It is infinite: a division by 0, or an exp of too much?");
    else if (fabs(yours) > 1e300)
        say("So large a number is a sign of a variable that was never set.");
    else if (right != 0 && diagnosis(yours, right)[0])
        say("%s", diagnosis(yours, right));
    else if (passed)
        say("What was checked before this is right: what is new here?");
    else
        say("Work it out on paper with these numbers: where do the two part?");
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

// Copies what comes through a pipe to stdout, and gives its last letter.
static inline char pass_on(int pipe_end) {
    char text[512], last = '\n';
    for (ssize_t n; (n = read(pipe_end, text, sizeof text)) > 0;) {
        fwrite(text, 1, (size_t)n, stdout);
        fflush(stdout);
        last = text[n - 1];
    }
    return last;
}

// The process of the checks. Nothing is held back, so that what the reader's
// code prints before it crashes is seen.
static inline void run_checks(int seconds, int theirs, int sentences) {
    dup2(theirs, STDOUT_FILENO);
    setvbuf(stdout, NULL, _IONBF, 0);
    ours = fdopen(sentences, "w");
    alarm((unsigned)seconds);
    checks();
    _exit(SOLVED);
}

static inline void say_how_it_ended(int status, int seconds) {
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        say("Still running after %d seconds: a loop that never ends?", seconds);
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGFPE)
        say("It crashed: a whole number was divided by 0.");
    else if (WIFSIGNALED(status) &&
             (WTERMSIG(status) == SIGILL || WTERMSIG(status) == SIGTRAP))
        say("It was stopped at an index outside an array: does a loop run one "
            "too far, or is there a -1?");
    else if (WIFSIGNALED(status))
        say("It crashed (%s): an index outside an array, a pointer never set, "
            "or a function that calls itself for ever?",
            strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status) != SOLVED && WEXITSTATUS(status) != NOT_YET)
        say("Your code ended the whole program (exit): use return.");
}

int main(void) {
    const char *asked = getenv("EXERCISE_SECONDS");
    int seconds = asked && atoi(asked) > 0 ? atoi(asked) : 10;
    int theirs[2], sentences[2], status = 1;
    ours = stdout;
    fflush(stdout);
    pid_t child = -1;
    if (pipe(theirs) == 0 && pipe(sentences) == 0)
        child = fork();
    if (child < 0) {
        say("The check could not be run on this machine.");
        return 1;
    }
    if (child == 0) {
        close(theirs[0]);
        close(sentences[0]);
        run_checks(seconds, theirs[1], sentences[1]);
    }
    close(theirs[1]);
    close(sentences[1]);
    if (pass_on(theirs[0]) != '\n')
        printf("\n");
    pass_on(sentences[0]);
    if (waitpid(child, &status, 0) != child)
        say("The check could not be run on this machine.");
    else
        say_how_it_ended(status, seconds);
    return WIFEXITED(status) && WEXITSTATUS(status) == SOLVED ? 0 : 1;
}

#endif
