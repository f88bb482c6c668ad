/* story.c: how a chapter program begins, tells its story, and ends. */
#include "story.h"

#include "text.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- Beginning and end ---------------------------------------------------- */

// All that was printed must have arrived.
static void end_output(Chapter *c) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return;
    Error e;
    error_set(&e, tr("the output could not be written: %s", "输出写不出去：%s"),
              tr_error(errno));
    chapter_trouble(c, &e);
}

static bool read_options(Chapter *c, int argc, char **argv,
                         const Option *extra) {
    int seed = -1;
    const Option shared[] = {
        {"--seed", OPTION_WHOLE, &seed, 0, 2147483647,
         "N    where the random numbers start (1)", "N    随机数的种子（1）"},
        {"--out", OPTION_TEXT, &c->out, 0, 0,
         "DIR   where the data for the figures goes (.)",
         "DIR   图的数据写到哪个文件夹（.）"},
        {"--quick", OPTION_FLAG, &c->quick, 0, 0,
         "    the same work on less data", "    同样的步骤，少用一些数据"},
        {0}};
    switch (options_read(c->stem, argc, argv, shared, extra, c->turned,
                         sizeof c->turned)) {
    case OPTIONS_GOOD:
        c->seed_given = seed >= 0;
        c->seed = c->seed_given ? (uint64_t)seed : 1;
        return true;
    case OPTIONS_HELP:
        if (!c->checked)  // or the other build has said it
            options_usage(stdout, c->stem, shared, extra);
        end_output(c);
        return false;
    case OPTIONS_KNOBS:
        if (!c->checked)
            options_knobs(stdout, extra);
        end_output(c);
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

static bool has_two_builds(const Option *extra) {
    for (const Option *o = extra; o && o->name; o++)
        if (strcmp(o->name, "--check-only") == 0)
            return true;
    return false;
}

bool chapter_begin(Chapter *c, int argc, char **argv, const char *stem,
                   const char *title, const Option *extra) {
    *c = (Chapter){.stem = stem, .title = title, .out = "."};
    // A closed pipe and Ctrl-C end a chapter, whatever it has inherited: some
    // start programs with the first ignored, and shells those in the background
    // (as chapters/run.sh does) with the second.
#ifdef SIGPIPE  // Windows has none
    signal(SIGPIPE, SIG_DFL);
#endif
    signal(SIGINT, SIG_DFL);
    const char *term = getenv("TERM");
    c->color = (isatty(STDOUT_FILENO) || set("CLICOLOR_FORCE")) &&
               !set("NO_COLOR") && term && strcmp(term, "dumb") != 0;
    c->step = set("STEP");
    if (sizeof(real) != sizeof(double) && !has_two_builds(extra)) {
        fprintf(
            stderr,
            tr("%s: is written for double numbers; build it without -DDOWNHILL_FLOAT\n",
               "%s：是为 double 写的，编译时不要 -DDOWNHILL_FLOAT\n"),
            stem);
        c->status = 2;
        return false;
    }
    if (!read_options(c, argc, argv, extra))
        return false;
    if (c->checked)
        return true;
    char whole[256];
    snprintf(whole, sizeof whole, tr("Chapter %d: %s", "第 %d 章：%s"),
             atoi(stem + 2), title);
    printf("%s%s%s\n", bold(c), whole, plain(c));
    text_rule("═",
              text_width(title) + text_width(tr("Chapter 10: ", "第 10 章：")));
    fputs("\n\n", stdout);
    if (*c->turned) {
        char line[sizeof c->turned + 64];
        snprintf(line, sizeof line,
                 tr("Turned, so the text may say something else: %s.",
                    "旋钮转过了，和正文说的会不一样：%s。"),
                 c->turned);
        text_wrapped(line, 80, "");
        fputs("\n", stdout);
    }
    return true;
}

bool chapter_checks(const Chapter *c) {
    if (c->checked)
        return false;
    if (sizeof(real) == sizeof(double) || c->check_only)
        return true;
    fputs(
        tr("(Built in float: the gradients are checked by the double build.)\n\n",
           "（这是 float 的程序：梯度由 double 的程序检查。）\n\n"),
        stdout);
    return false;
}

// With STEP=1: waits for Enter.
static void wait_for_enter(const Chapter *c) {
    if (!c->step)
        return;
    fputs(tr("  (press Enter) ", "  （按回车继续）"), stdout);
    fflush(stdout);
    for (int ch = getchar(); ch != '\n' && ch != EOF;)
        ch = getchar();
    fputs("\n", stdout);
}

// Reads on in the chapter's source, to the line "→ heading" of its prose, or to
// the workbench (NULL). Prints what it passes if `aloud`: prose as it is, code
// further right. Is the line there?
static bool read_on(FILE *f, bool prose, const char *heading, bool aloud) {
    static const char arrow[] = "→ ";
    const char *workbench = tr("## The workbench", "## 工作台");
    size_t n = strlen(arrow);
    char line[1024];
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = 0;
        if (strcmp(line, "/*") == 0 || strcmp(line, "*/") == 0) {
            prose = line[0] == '/';
            continue;
        }
        bool here = prose && strncmp(line, arrow, n) == 0;
        if (heading ? here && strcmp(line + n, heading) == 0
                    : prose && strcmp(line, workbench) == 0)
            return true;
        if (aloud && !here && strncmp(line, "# ", 2) != 0)
            printf("%s%s\n", prose || !*line ? "" : "    ", line);
    }
    return false;
}

// With STEP=1, and where the chapter's source is at hand: tells the story on.
static void tell_on(Chapter *c, const char *heading) {
    char path[128];
    FILE *f = NULL;
    snprintf(path, sizeof path, tr("chapters/%s.c", "chapters/zh/%s.c"),
             c->stem);
    if (!c->step || !(f = fopen(path, "r")))
        return;
    bool prose = c->told > 0;  // there it was a line of prose
    if (fseek(f, c->told, SEEK_SET) == 0 && read_on(f, prose, heading, false) &&
        fseek(f, c->told, SEEK_SET) == 0) {
        read_on(f, prose, heading, true);
        c->told = ftell(f);
    }
    fclose(f);
}

void chapter_trouble(Chapter *c, const Error *e) {
    fflush(stdout);
    fprintf(stderr, tr("%s: %s\n", "%s：%s\n"), c->stem, e->text);
    c->status = 1;
}

int chapter_end(Chapter *c) {
    tell_on(c, NULL);
    end_output(c);
    return chapter_interrupted() && c->status == 0 ? 130 : c->status;
}

/* ---- Telling -------------------------------------------------------------- */

void chapter_section(Chapter *c, const char *heading) {
    if (c->sections++ > 0)
        wait_for_enter(c);
    tell_on(c, heading);
    printf("%s── %s ──%s\n\n", bold(c), heading, plain(c));
}

void chapter_predict(Chapter *c, const char *question) {
    printf("%s?%s ", bold(c), plain(c));
    text_wrapped(question, 78, "  ");
    wait_for_enter(c);
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
        fprintf(stderr, tr("  %.0f s left", "  还要 %.0f 秒"),
                (now - c->started) * (all - done) / done);
    fputs(terminal ? "\033[K" : "\n", stderr);
    if (terminal && done >= all)
        fputs("\n", stderr);
}

static atomic_int interrupted;  // read on any thread

static void on_interrupt(int number) {
    (void)number;
    interrupted = 1;
}

void chapter_catch_interrupt(void) {
    interrupted = 0;
#if defined _WIN32 || defined __wasi__
    signal(SIGINT, on_interrupt);  // once, by itself
    signal(SIGTERM, on_interrupt);
#else
    struct sigaction once = {.sa_handler = on_interrupt,
                             .sa_flags = (int)(SA_RESETHAND | SA_RESTART)};
    struct sigaction now;
    sigaction(SIGINT, &once, NULL);
    sigaction(SIGTERM, &once, NULL);
    // (nohup has chosen that a closed terminal is nothing.)
    if (sigaction(SIGHUP, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &once, NULL);
#endif
}

bool chapter_interrupted(void) { return interrupted != 0; }
