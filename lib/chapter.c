/* chapter.c: what the chapter programs share. */
#include "chapter.h"

#include "files.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- Options -------------------------------------------------------------- */

static void usage(FILE *out, const Chapter *c, const Option *extra) {
    fprintf(out,
            "usage: %s [options]\n"
            "  --seed N    where the random numbers start (1)\n"
            "  --out DIR   where the data for the figures goes (.)\n"
            "  --quick     the same work on less data\n"
            "  --help      this\n",
            c->stem);
    for (const Option *o = extra; o && o->name; o++)
        fprintf(out, "  %s %s\n", o->name, o->help);
    fprintf(out, "STEP=1 in the environment waits for Enter at each question.\n"
                 "NO_COLOR=1 prints without colour.\n");
}

static bool bad_option(Chapter *c, const Option *extra, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool bad_option(Chapter *c, const Option *extra, const char *format,
                       ...) {
    va_list args;
    fprintf(stderr, "%s: ", c->stem);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    usage(stderr, c, extra);
    c->status = 2;
    return false;
}

// The whole of text is one number, and an ordinary one.
static bool read_number(const char *text, double *x) {
    char *end;
    errno = 0;
    *x = strtod(text, &end);
    bool digits = strspn(text, "+-0123456789.eE") == strlen(text);
    return end != text && *end == 0 && digits && errno == 0;
}

// Whole numbers with commas between them, and nothing else.
static bool read_sizes(const char *text, double least, double most,
                       Sizes *sizes) {
    Sizes s = {.n = 0};
    do {
        size_t digits = strspn(text, "0123456789");
        double x = strtod(text, NULL);
        if (digits < 1 || digits > 9 || x < least || x > most ||
            s.n == SIZES_MOST)
            return false;
        s.size[s.n++] = (int)x;
        text += digits;
    } while (*text++ == ',');
    if (text[-1] != 0)
        return false;
    *sizes = s;
    return true;
}

static bool set_option(Chapter *c, const Option *extra, const Option *o,
                       const char *text) {
    double x = 0;
    bool number = read_number(text, &x);
    switch (o->kind) {
    case OPTION_NUMBER:
        if (!number || !(x > o->least) || !(x <= o->most))
            return bad_option(c, extra, "%s: '%s' is not a number > %g",
                              o->name, text, o->least);
        *(double *)o->value = x;
        return true;
    case OPTION_WHOLE:
        if (!number || strpbrk(text, ".eE") || x < o->least || x > o->most)
            return bad_option(c, extra,
                              "%s: '%s' is not a whole number from %.0f to "
                              "%.0f",
                              o->name, text, o->least, o->most);
        *(int *)o->value = (int)x;
        return true;
    case OPTION_SIZES:
        if (!read_sizes(text, o->least, o->most, o->value))
            return bad_option(c, extra,
                              "%s: '%s' is not a list of at most %d whole "
                              "numbers from %.0f to %.0f, such as 30 or 16,16",
                              o->name, text, (int)SIZES_MOST, o->least,
                              o->most);
        return true;
    default:
        *(const char **)o->value = text;
        return true;
    }
}

static bool read_options(Chapter *c, int argc, char **argv,
                         const Option *extra) {
    int seed = 1;
    const Option shared[] = {{"--seed", OPTION_WHOLE, &seed, 0, 2147483647, ""},
                             {"--out", OPTION_TEXT, &c->out, 0, 0, ""},
                             {"--quick", OPTION_FLAG, &c->quick, 0, 0, ""},
                             {0}};
    for (int i = 1; i < argc; i++) {
        const Option *o = shared, *found = NULL;
        if (strcmp(argv[i], "--help") == 0) {
            if (!c->checked)  // or the other build has said it
                usage(stdout, c, extra);
            return false;
        }
        for (; o->name && !found; o++)
            found = strcmp(argv[i], o->name) == 0 ? o : NULL;
        for (o = extra; o && o->name && !found; o++)
            found = strcmp(argv[i], o->name) == 0 ? o : NULL;
        if (!found)
            return bad_option(c, extra, "there is no option %s", argv[i]);
        if (found->kind == OPTION_FLAG)
            *(bool *)found->value = true;
        else if (i + 1 == argc)
            return bad_option(c, extra, "%s needs a value", argv[i]);
        else if (!set_option(c, extra, found, argv[++i]))
            return false;
    }
    c->seed = (uint64_t)seed;
    return true;
}

/* ---- Beginning and end ---------------------------------------------------- */

static bool set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value && strcmp(value, "0") != 0;
}

static const char *bold(const Chapter *c) { return c->color ? "\033[1m" : ""; }
static const char *green(const Chapter *c) {
    return c->color ? "\033[32m" : "";
}
static const char *red(const Chapter *c) { return c->color ? "\033[31m" : ""; }
static const char *plain(const Chapter *c) { return c->color ? "\033[0m" : ""; }

// A line of n pieces.
static void line(const char *piece, int n) {
    for (; n > 0; n--)
        fputs(piece, stdout);
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
    line("═", text_width(title) + 12);
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

bool chapter_data(Chapter *c, const char *folder, int train_count,
                  int test_count, Dataset *train, Dataset *test) {
    Error e;
    if (c->quick) {
        train_count = train_count < 1000 ? train_count : 1000;
        test_count = test_count < 1000 ? test_count : 1000;
    }
    if (!dataset_find(train, test, folder, train_count, test_count, c->seed,
                      &e)) {
        chapter_trouble(c, &e);
        return false;
    }
    // (Not the folder: the story is the same wherever the files lie.)
    int name = (int)strcspn(train->source, "(");
    name -= name > 0 && train->source[name - 1] == ' ';
    c->mnist = strncmp(train->source, "MNIST", 5) == 0;
    if (!c->checked)
        printf("Data: %.*s.\n\n", name, train->source);
    return true;
}

int chapter_on_images(int argc, char **argv, const char *stem,
                      const char *title, int train_count, int test_count,
                      void tell(Chapter *c, const Dataset *train,
                                const Dataset *test)) {
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), {0}};
    if (!chapter_begin(&c, argc, argv, stem, title, extra))
        return c.status;
    Dataset train, test;
    if (chapter_data(&c, folder, train_count, test_count, &train, &test)) {
        tell(&c, &train, &test);
        dataset_free(&train);
        dataset_free(&test);
    }
    return chapter_end(&c);
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

int text_width(const char *text) {
    int width = 0;
    for (size_t left = strlen(text), bytes; left > 0; left -= bytes) {
        uint32_t code;
        bytes = text_utf8(text, left, &code);
        if (bytes == 0)  // not UTF-8: take the byte for itself
            code = (unsigned char)*text, bytes = 1;
        text += bytes;
        bool combining = code >= 0x300 && code < 0x370;
        bool wide = (code >= 0x1100 && code < 0x1160) ||
                    (code >= 0x2e80 && code < 0xa4d0) ||
                    (code >= 0xac00 && code < 0xd7a4) ||
                    (code >= 0xf900 && code < 0xfb00) ||
                    (code >= 0xfe30 && code < 0xfe70) ||
                    (code >= 0xff00 && code < 0xff61);
        width += combining ? 0 : wide ? 2 : 1;
    }
    return width;
}

// Copies the k-th field of a list separated by '|', without spaces around it.
static bool field(const char *list, int k, char *out, size_t size) {
    while (k-- > 0) {
        list = strchr(list, '|');
        if (!list)
            return false;
        list++;
    }
    size_t n = strcspn(list, "|");
    while (n > 0 && *list == ' ')
        list++, n--;
    while (n > 0 && list[n - 1] == ' ')
        n--;
    if (n >= size)
        fatal("table: '%.*s' is too long", (int)n, list);
    memcpy(out, list, n);
    out[n] = 0;
    return true;
}

// (The last column's text is not padded: no line ends in spaces.)
static void print_padded(const char *text, int width, bool left, bool last) {
    int pad = width - text_width(text);
    pad = pad > 0 ? pad : 0;
    printf("  %*s%s%*s", left ? 0 : pad, "", text, left && !last ? pad : 0, "");
}

Table table_begin(const char *headings, const char *formats) {
    Table t = {.columns = 0};
    char heading[64], format[32];
    snprintf(t.formats, sizeof t.formats, "%s", formats);
    for (; field(formats, t.columns, format, sizeof format); t.columns++) {
        if (t.columns == TABLE_MAX_COLUMNS ||
            !field(headings, t.columns, heading, sizeof heading))
            fatal("table: '%s' and '%s' do not match", headings, formats);
        int asked = atoi(format + strspn(format, "%-+ "));
        int width = text_width(heading);
        t.width[t.columns] = asked > width ? asked : width;
        bool left = strchr(format, '-') != NULL;
        bool last = !field(formats, t.columns + 1, format, sizeof format);
        print_padded(heading, t.width[t.columns], left, last);
    }
    fputs("\n  ", stdout);
    int width = -2;
    for (int k = 0; k < t.columns; k++)
        width += t.width[k] + 2;
    line("─", width);
    fputs("\n", stdout);
    return t;
}

void table_row(const Table *t, ...) {
    va_list args;
    va_start(args, t);
    for (int k = 0; k < t->columns; k++) {
        char format[32], cell[128];
        field(t->formats, k, format, sizeof format);
        char kind = format[strlen(format) - 1];
        if (kind == 's')
            snprintf(cell, sizeof cell, "%s", va_arg(args, const char *));
        else if (kind == 'd')
            snprintf(cell, sizeof cell, format, va_arg(args, int));
        else
            snprintf(cell, sizeof cell, format, va_arg(args, double));
        print_padded(cell, t->width[k], strchr(format, '-') != NULL,
                     k + 1 == t->columns);
    }
    va_end(args);
    fputs("\n", stdout);
}

void table_end(const Table *t) {
    (void)t;
    fputs("\n", stdout);
}

/* ---- Curves as text ------------------------------------------------------- */

enum { DOTS_MOST_COLS = 120, DOTS_MOST_ROWS = 60 };

typedef struct Dots {
    unsigned char cell[DOTS_MOST_ROWS][DOTS_MOST_COLS];
    int cols, rows;  // in characters; each is 2 x 4 dots
} Dots;

static void put_dot(Dots *d, int x, int y) {
    static const unsigned char bit[4][2] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    if (x >= 0 && y >= 0 && x < 2 * d->cols && y < 4 * d->rows)
        d->cell[y / 4][x / 2] |= bit[y % 4][x % 2];
}

typedef struct Range {
    double low, high;
} Range;

static Range range_of(int curves, const int *n, const double *const *v) {
    Range r = {HUGE_VAL, -HUGE_VAL};
    for (int k = 0; k < curves; k++)
        for (int i = 0; i < n[k]; i++)
            if (fabs(v[k][i]) < HUGE_VAL) {
                r.low = v[k][i] < r.low ? v[k][i] : r.low;
                r.high = v[k][i] > r.high ? v[k][i] : r.high;
            }
    return r;
}

static void draw_line(Dots *d, double x0, double y0, double x1, double y1) {
    double longest =
        fabs(x1 - x0) > fabs(y1 - y0) ? fabs(x1 - x0) : fabs(y1 - y0);
    int steps = (int)longest + 1;
    for (int i = 0; i <= steps; i++) {
        double s = (double)i / steps;
        put_dot(d, (int)(x0 + s * (x1 - x0) + 0.5),
                (int)(y0 + s * (y1 - y0) + 0.5));
    }
}

static void print_dots(const Dots *d, Range x, Range y) {
    char label[16];
    for (int r = 0; r < d->rows; r++) {
        label[0] = 0;
        if (r == 0 || r == d->rows - 1)
            snprintf(label, sizeof label, "%.3g", r == 0 ? y.high : y.low);
        printf("  %8s │", label);
        int last = d->cols;
        while (last > 0 && !d->cell[r][last - 1])
            last--;
        for (int k = 0; k < last; k++) {
            int code = 0x2800 + d->cell[r][k];
            putchar(0xe0 | code >> 12);
            putchar(0x80 | (code >> 6 & 0x3f));
            putchar(0x80 | (code & 0x3f));
        }
        putchar('\n');
    }
    printf("  %8s └", "");
    line("─", d->cols);
    char right[16];
    snprintf(label, sizeof label, "%.3g", x.low);
    snprintf(right, sizeof right, "%.3g", x.high);
    printf("\n  %8s  %-*s%s\n\n", "", d->cols - (int)strlen(right), label,
           right);
}

void text_curves(int cols, int rows, int curves, const int *n,
                 const double *const *x, const double *const *y, double y_low,
                 double y_high) {
    static Dots d;
    if (cols < 2 || cols > DOTS_MOST_COLS || rows < 2 || rows > DOTS_MOST_ROWS)
        fatal("text_curves: %dx%d characters", cols, rows);
    memset(&d, 0, sizeof d);
    d.cols = cols, d.rows = rows;
    Range rx = range_of(curves, n, x), ry = {y_low, y_high};
    if (!(y_low < y_high))
        ry = range_of(curves, n, y);
    double sx = (2 * cols - 1) / (rx.high > rx.low ? rx.high - rx.low : 1);
    double sy = (4 * rows - 1) / (ry.high > ry.low ? ry.high - ry.low : 1);
    for (int k = 0; k < curves; k++)
        for (int i = 0; i < n[k]; i++) {
            int from = i > 0 ? i - 1 : i;
            bool inside = true;
            for (int j = from; j <= i; j++)
                inside = inside && y[k][j] >= ry.low && y[k][j] <= ry.high &&
                         fabs(x[k][j]) < HUGE_VAL;
            if (inside)
                draw_line(&d, (x[k][from] - rx.low) * sx,
                          (ry.high - y[k][from]) * sy, (x[k][i] - rx.low) * sx,
                          (ry.high - y[k][i]) * sy);
        }
    print_dots(&d, rx, ry);
}

/* ---- Images as text ------------------------------------------------------- */

void text_images(int n, const uint8_t *const *image, int rows, int cols) {
    static const char *const shade[] = {" ", "░", "▒", "▓", "█"};
    for (int r = 0; r < rows; r += 2) {
        char line[1024] = "  ";
        size_t used = 2, ink = 2;  // up to the last character with ink
        for (int k = 0; k < n && used + 6 < sizeof line; k++) {
            for (int col = 0; col < cols && used + 6 < sizeof line; col++) {
                const uint8_t *p = image[k] + r * cols + col;
                int below = r + 1 < rows ? p[cols] : 0;
                const char *s = shade[(p[0] + below + 63) / 128];
                memcpy(line + used, s, strlen(s));
                used += strlen(s);
                ink = *s == ' ' ? ink : used;
            }
            memcpy(line + used, "  ", 2);
            used += 2;
        }
        printf("%.*s\n", ink > 2 ? (int)ink : 0, line);
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

/* ---- The gradient report -------------------------------------------------- */

void report_begin(Chapter *c) {
    chapter_section(c, "The check: by hand = by tape = numeric");
    printf("  %-28s %15s %15s %15s %11s\n", "quantity", "by hand", "by tape",
           "numeric", "difference");
    fputs("  ", stdout);
    line("─", 93);
    fputs("\n", stdout);
}

static void verdict(Chapter *c, bool good) {
    printf("  %s%s%s\n", good ? green(c) : red(c), good ? "ok" : "WRONG",
           plain(c));
    c->rows++;
    c->agree += good;
}

void report_row(Chapter *c, const char *quantity, double by_hand,
                double by_tape, double numeric) {
    bool has_hand = by_hand == by_hand;
    double close = sizeof(real) == 4 ? 1e-5 : 1e-12;
    double size = fabs(by_tape) > 1 ? fabs(by_tape) : 1;
    bool good = gradients_agree((real)by_tape, (real)numeric) &&
                (!has_hand || fabs(by_hand - by_tape) <= close * size);
    char hand[24] = "–";
    if (has_hand)
        snprintf(hand, sizeof hand, "%.10f", by_hand);
    printf("  %s%*s", quantity, 28 - text_width(quantity), "");
    printf(" %*s%s %15.10f %15.10f %11.0e", 15 - text_width(hand), "", hand,
           by_tape, numeric, fabs(by_tape - numeric));
    verdict(c, good);
}

void report_many(Chapter *c, const char *quantity, size_t n, size_t agree,
                 double largest) {
    char counted[64];
    snprintf(counted, sizeof counted, "%zu of %zu derivatives agree", agree, n);
    printf("  %s%*s", quantity, 28 - text_width(quantity), "");
    printf(" %47s %11.0e", counted, largest);
    verdict(c, agree == n && n > 0);
}

size_t report_params(Chapter *c, const Graph *g, Function f, void *context,
                     size_t most) {
    size_t stride = (graph_params(g) + most - 1) / most, moving = 0;
    for (Tensor *p = g->first_param; p; p = p->next) {
        size_t all = (size_t)p->rows * (size_t)p->cols, n = 0, agree = 0;
        double largest = 0;
        char name[64];
        for (size_t i = 0; i < all; i++)
            moving += p->grad[i] < 0 || p->grad[i] > 0;
        for (size_t i = 0; i < all; i += stride, n++) {
            real *knob = &p->data[i];
            real h = difference_step(*knob);
            real numeric = central_difference(f, context, knob, h);
            double off = fabs((double)(p->grad[i] - numeric));
            agree += gradients_agree(p->grad[i], numeric);
            largest = off <= largest ? largest : off;
        }
        snprintf(name, sizeof name, stride > 1 ? "%s, 1 in %zu" : "%s", p->name,
                 stride);
        report_many(c, name, n, agree, largest);
    }
    return moving;
}

void report_end(Chapter *c) {
    bool good = c->agree == c->rows && c->rows > 0;
    printf("\n  %s%d of %d agree.%s\n", good ? green(c) : red(c), c->agree,
           c->rows, plain(c));
    if (!good) {
        Error e;
        error_set(&e, "a derivative is wrong; see the table above");
        chapter_trouble(c, &e);
    }
}

/* ---- Several seeds -------------------------------------------------------- */

Spread spread_of(double *x, int n) {
    Spread s = {0};
    for (int k = 0; k < n; k++) {  // sorted as they come
        double one = x[k];
        int at = k;
        for (; at > 0 && x[at - 1] > one; at--)
            x[at] = x[at - 1];
        x[at] = one;
        s.mean += one / n;
    }
    for (int k = 0; k < n; k++)
        s.deviation += (x[k] - s.mean) * (x[k] - s.mean) / n;
    s.deviation = sqrt(s.deviation);
    s.low = x[0], s.median = x[n / 2], s.high = x[n - 1];
    return s;
}

/* ---- Claims ---------------------------------------------------------------- */

void claims_begin(Chapter *c, bool asked) {
    c->claims = asked && c->mnist && !c->quick;
    c->off = 0;
    chapter_section(c, "The numbers of the text");
    if (!c->claims)
        printf("(The text speaks of the full run on MNIST, which this is "
               "not.)\n\n");
    printf("  %-44s %10s   %s\n  ", "quantity", "this run", "the text");
    line("─", 77);
    fputs("\n", stdout);
}

void claim_row(Chapter *c, const char *quantity, double value, double low,
               double high, const char *format) {
    char number[3][32];
    const double x[3] = {value, low, high};
    for (int k = 0; k < 3; k++)
        snprintf(number[k], sizeof number[k], format, x[k]);
    printf("  %s%*s %10s   %s to %s", quantity, 44 - text_width(quantity), "",
           number[0], number[1], number[2]);
    if (!c->claims) {
        fputs("\n", stdout);
        return;
    }
    bool good = value >= low && value <= high;
    printf("  %s%s%s\n", good ? green(c) : red(c), good ? "ok" : "OFF",
           plain(c));
    c->off += !good;
}

void claims_end(Chapter *c) {
    fputs("\n", stdout);
    if (c->off == 0)
        return;
    Error e;
    error_set(&e, "%d of the numbers above %s not where the text says", c->off,
              c->off == 1 ? "is" : "are");
    chapter_trouble(c, &e);
}

/* ---- Data for the figures ------------------------------------------------- */

Series *chapter_series(Chapter *c, const char *stem, const char *columns) {
    if (c->no_series)
        return NULL;  // said once, that is enough
    char path[1024];
    Error e;
    int n = snprintf(path, sizeof path, "%s/%s.dat", c->out, stem);
    Series *s = NULL;
    if (n < 0 || (size_t)n >= sizeof path)
        error_set(&e, "--out: the name of the folder is too long");
    else
        s = series_open(path, columns, &e);
    if (!s) {
        chapter_trouble(c, &e);
        c->no_series = true;
    }
    return s;
}

void chapter_close(Chapter *c, Series *s) {
    Error e;
    if (!series_close(s, &e))
        chapter_trouble(c, &e);
}
