/* checks.h: what checks a reader's exercise. Each exercise has a function
 * checks() that calls the reader's and says what it expects:
 *
 *     expect_close("slope of x³ at 1", yours, 3);
 *     expect_number("steps from 4", steps, 2);
 *     expect(steps == 0, "a start on flat ground needs no step");
 *
 * The first surprise ends the check with one sentence that helps. This program
 * is run by supervise.c, which holds it to limits and tells a crash, an endless
 * loop, or an index outside an array (exercise.sh has the compiler trap it).
 * The exercise is solved when the last check was reached, and that alone: the
 * word that supervise.c gave is then said back.
 */
#ifndef DOWNHILL_CHECKS_H
#define DOWNHILL_CHECKS_H

#include "../../lib/gradcheck.h"

#include <stdarg.h>

static void checks(void);

// The sentence in the reader's language, as text.h chooses it.
static inline const char *in_words(const char *en, const char *zh) {
    const char *text = getenv("TEXT");
    return text && strcmp(text, "zh") == 0 ? zh : en;
}

static bool check_passed;   // was anything as expected so far?
static FILE *check_speaks;  // our sentences, apart from what the reader prints

// A sentence; supervise.c breaks it into lines.
static inline void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(check_speaks, format, arguments);
    fprintf(check_speaks, "\n");
    va_end(arguments);
}

static inline void not_yet(void) {
    fflush(check_speaks);
    _Exit(1);
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

static inline void say_numbers(const char *what, double yours, double right) {
    if (yours == yours)
        say(in_words("%s: yours is %.10g, it should be %.10g.",
                     "%s：你的是 %.10g，应当是 %.10g。"),
            what, yours, right);
    else
        say(in_words("%s: yours is not a number, it should be %.10g.",
                     "%s：你的不是一个数，应当是 %.10g。"),
            what, right);
}

// What the ratio of a wrong number to the right one says.
static inline const char *diagnosis(double yours, double right) {
    static char text[128];
    static const double factors[] = {2, 3, 4, 5, 6, 8, 10, 12, 16, 100, 784};
    double ratio = yours / right;
    if (fabs(ratio + 1) < 1e-4)
        return in_words("The sign is the wrong way round.", "正负号反了。");
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        for (int side = 0; side < 2; side++) {
            double factor = side ? 1 / factors[i] : factors[i];
            if (fabs(fabs(ratio) / factor - 1) > 1e-4)
                continue;
            snprintf(text, sizeof text,
                     in_words("A factor of %s%g is %s%s.", "因子 %s%g %s%s。"),
                     ratio < 0 ? "-" : "", factors[i],
                     side ? in_words("missing", "漏掉了")
                          : in_words("too many", "多乘了一次"),
                     ratio < 0 ? in_words(" (mind the sign too)",
                                          "（正负号也要注意）")
                               : "");
            return text;
        }
    if (fabs(ratio - 1) < 0.005)
        return in_words("Close, but not the same: is it an approximation?",
                        "很接近，但不相同：是不是用了近似？");
    return "";
}

// What to say of a wrong number when nothing is known about the mistake.
static inline const char *where_to_look(double yours) {
    if (yours == 0 && !check_passed)
        return in_words(
            "It is 0: is the body still empty, or was it never added to?",
            "它是 0：函数里面还空着，还是从来没有加上过什么？");
    if (check_passed)
        return in_words(
            "What was checked before this is right: what is new here?",
            "在这之前检查的都对：这里有什么不一样？");
    return in_words(
        "Work it out on paper with these numbers: where do the two part?",
        "用这些数在纸上算一遍：从哪里开始不一样？");
}

static inline void expect_within(const char *what, double yours, double right,
                                 double slack) {
    if (fabs(yours - right) <= slack) {  // false for a NaN
        check_passed = true;
        return;
    }
    say_numbers(what, yours, right);
    if (!(yours == yours))
        say(in_words(
            "Was it ever set? (0/0, ∞/∞ and ∞ - ∞ are no numbers either.)",
            "给它赋过值吗？（0/0、∞/∞ 和 ∞ - ∞ 也都不是数。）"));
    else if (isinf(yours))
        say(in_words("It is infinite: a division by 0, or an exp of too much?",
                     "它是无穷大：除以了 0，还是对太大的数取了 exp？"));
    else if (fabs(yours) > 1e300)
        say(in_words(
            "So large a number is a sign of a variable that was never set.",
            "数大成这样，多半是有个变量从来没有赋过值。"));
    else if (right != 0 && yours != 0 && diagnosis(yours, right)[0])
        say("%s", diagnosis(yours, right));
    else
        say("%s", where_to_look(yours));
    not_yet();
}

// Equal but for rounding.
static inline void expect_close(const char *what, double yours, double right) {
    expect_within(what, yours, right,
                  1e-9 * (fabs(right) > 1 ? fabs(right) : 1));
}

// A count or an index: no factor is looked for in these.
static inline void expect_number(const char *what, int yours, int right) {
    if (yours == right) {
        check_passed = true;
        return;
    }
    say_numbers(what, yours, right);
    if (yours == right + 1 || yours == right - 1)
        say(in_words("It is off by one.", "差了一个。"));
    else
        say("%s", where_to_look(yours));
    not_yet();
}

// Equal as far as a numeric derivative can tell.
static inline void expect_slope(const char *what, double yours,
                                double numeric) {
    if (gradients_agree((real)yours, (real)numeric))
        check_passed = true;
    else
        expect_within(what, yours, numeric, -1);
}

// Nothing is held back, so that what the reader's code prints before it crashes
// is seen. _Exit: nothing of the reader's is called any more.
int main(int count, char **arguments) {
    if (count != 2 || !(check_speaks = fdopen(3, "w"))) {
        fprintf(stderr, "make runs this program\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IONBF, 0);
    checks();
    fprintf(check_speaks, "%s\n", arguments[1]);
    fflush(check_speaks);
    _Exit(0);
}

#endif
