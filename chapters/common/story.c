/* story.c: how a chapter program begins, tells its story, and ends. */
#include "story.h"

#include "text.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- Beginning and end ---------------------------------------------------- */

static bool read_options(Chapter *c, int argc, char **argv,
                         const Option *extra) {
    int seed = 1;
    const Option shared[] = {{"--seed", OPTION_WHOLE, &seed, 0, 2147483647,
                              "N    where the random numbers start (1)"},
                             {"--out", OPTION_TEXT, &c->out, 0, 0,
                              "DIR   where the data for the figures goes (.)"},
                             {"--quick", OPTION_FLAG, &c->quick, 0, 0,
                              "    the same work on less data"},
                             {0}};
    switch (options_read(c->stem, argc, argv, shared, extra)) {
    case OPTIONS_GOOD:
        c->seed = (uint64_t)seed;
        return true;
    case OPTIONS_HELP:
        if (!c->checked)  // or the other build has said it
            options_usage(stdout, c->stem, shared, extra);
        return false;
    default:
        c->status = 2;
        return false;
    }
}

static bool set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value && strcmp(value, "0") != 0;
}

static const char *bold(const Chapter *c) { return c->color ? "\033[1m" : ""; }
static const char *plain(const Chapter *c) { return c->color ? "\033[0m" : ""; }

void chapter_verdict(const Chapter *c, bool good, const char *text) {
    printf("%s%s%s",
           !c->color ? ""
           : good    ? "\033[32m"
                     : "\033[31m",
           text, plain(c));
}

bool chapter_begin(Chapter *c, int argc, char **argv, const char *stem,
                   const char *title, const Option *extra) {
    *c = (Chapter){.stem = stem, .title = title, .out = "."};
    const char *term = getenv("TERM");
    c->color = isatty(STDOUT_FILENO) && !set("NO_COLOR") && term &&
               strcmp(term, "dumb") != 0;
    c->step = set("STEP");
    if (!read_options(c, argc, argv, extra))
        return false;
    if (c->checked)
        return true;
    printf("%sChapter %d: %s%s\n", bold(c), atoi(stem + 2), title, plain(c));
    text_rule("═", text_width(title) + 12);
    fputs("\n\n", stdout);
    return true;
}

bool chapter_checks(const Chapter *c) {
    if (c->checked)
        return false;
    if (sizeof(real) == sizeof(double) || c->check_only)
        return true;
    printf(
        "(Built in float: the gradients are checked by the double build.)\n\n");
    return false;
}

void chapter_trouble(Chapter *c, const Error *e) {
    fflush(stdout);
    fprintf(stderr, "%s: %s\n", c->stem, e->text);
    c->status = 1;
}

int chapter_end(Chapter *c) {
    if (fflush(stdout) != 0 || ferror(stdout)) {
        Error e;
        error_set(&e, "the output could not be written: %s", strerror(errno));
        chapter_trouble(c, &e);
    }
    return chapter_interrupted() && c->status == 0 ? 130 : c->status;
}

/* ---- Telling -------------------------------------------------------------- */

void chapter_section(Chapter *c, const char *heading) {
    printf("%s── %s ──%s\n\n", bold(c), heading, plain(c));
}

void chapter_predict(Chapter *c, const char *question) {
    printf("%s?%s %s\n", bold(c), plain(c), question);
    if (c->step) {
        fputs("  (press Enter) ", stdout);
        fflush(stdout);
        for (int ch = getchar(); ch != '\n' && ch != EOF;)
            ch = getchar();
    }
    fputs("\n", stdout);
}

/* ---- Long work ------------------------------------------------------------ */

static double seconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void chapter_progress(Chapter *c, int done, int all, const char *format, ...) {
    if (c->quick)  // that is no long work
        return;
    bool terminal = isatty(STDERR_FILENO);
    double now = seconds_now();
    if (done == 0 || c->started <= 0)
        c->started = now;
    fflush(stdout);
    fputs(terminal ? "\r  " : "  ", stderr);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    if (done > 0 && done < all)
        fprintf(stderr, "  %.0f s left",
                (now - c->started) * (all - done) / done);
    fputs(terminal ? "\033[K" : "\n", stderr);
    if (terminal && done >= all)
        fputs("\n", stderr);
}

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) {
    (void)number;
    interrupted = 1;
}

void chapter_catch_interrupt(void) {
    interrupted = 0;
    struct sigaction once = {.sa_handler = on_interrupt,
                             .sa_flags = (int)(SA_RESETHAND | SA_RESTART)};
    sigaction(SIGINT, &once, NULL);
    sigaction(SIGTERM, &once, NULL);
}

bool chapter_interrupted(void) { return interrupted != 0; }
