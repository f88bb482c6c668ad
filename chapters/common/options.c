/* options.c: what a reader may ask of a chapter on its command line. */
#include "options.h"

#include "text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool is_knob(const Option *o) { return o->kind >= KNOB_NUMBER; }

// The value of a knob as it would be given on the command line.
static void print_value(char *text, size_t size, const Option *o) {
    const Sizes *sizes = o->value;
    size_t used = 0;
    if (o->kind == KNOB_NUMBER)
        snprintf(text, size, "%.10g", *(double *)o->value);
    else if (o->kind == KNOB_WHOLE)
        snprintf(text, size, "%d", *(int *)o->value);
    else
        for (int k = 0; k < sizes->n && used < size; k++)
            used += (size_t)snprintf(text + used, size - used, k ? ",%d" : "%d",
                                     sizes->size[k]);
}

// The values before the command line was read, so that help tells them.
enum { KNOBS_MOST = 16, VALUE_MOST = 80 };
typedef struct Before {
    char text[KNOBS_MOST][VALUE_MOST];
} Before;

static Before remember(const Option *own) {
    Before b = {{{0}}};
    int k = 0;
    for (const Option *o = own; o && o->name; o++)
        if (is_knob(o) && k < KNOBS_MOST)
            print_value(b.text[k++], VALUE_MOST, o);
    return b;
}

// Who reads, and what there is to choose from.
typedef struct Asked {
    const char *stem;
    const Option *shared, *own;
    Before before;
} Asked;

static void print_usage(FILE *out, const Asked *a) {
    int k = 0;
    fprintf(out, tr("usage: %s [options]\n", "用法：%s [选项]\n"), a->stem);
    for (const Option *o = a->shared; o->name; o++)
        fprintf(out, "  %s %s\n", o->name, tr(o->help, o->zh));
    fprintf(out, "  --help      %s\n", tr("this", "就是这些"));
    for (const Option *o = a->own; o && o->name; o++)
        if (!is_knob(o))
            fprintf(out, "  %s %s\n", o->name, tr(o->help, o->zh));
    for (const Option *o = a->own; o && o->name; o++)
        if (is_knob(o))
            fprintf(out,
                    tr("%s  %s %s  %s (%s; %g to %g)\n",
                       "%s  %s %s  %s（%s；%g 到 %g）\n"),
                    k == 0 ? tr("Knobs to turn:\n", "可以转的旋钮：\n") : "",
                    o->name, o->kind == KNOB_NUMBER ? "X" : "N",
                    tr(o->help, o->zh), a->before.text[k], o->least, o->most),
                k++;
    fputs(
        tr("STEP=1 in the environment tells the story step by step.\n"
           "NO_COLOR=1 prints without colour.\n",
           "设环境变量 STEP=1，就一步一步地讲。\n设 NO_COLOR=1，就不用颜色。\n"),
        out);
}

void options_usage(FILE *out, const char *stem, const Option *shared,
                   const Option *own) {
    const Asked a = {stem, shared, own, remember(own)};
    print_usage(out, &a);
}

void options_knobs(FILE *out, const Option *own) {
    static const char *const kind[] = {"number", "whole", "sizes"};
    char value[VALUE_MOST];
    for (const Option *o = own; o && o->name; o++)
        if (is_knob(o)) {
            print_value(value, sizeof value, o);
            fprintf(out, "%s\t%s\t%s\t%.10g\t%.10g\t%s\t%s\n", o->name + 2,
                    kind[o->kind - KNOB_NUMBER], value, o->least, o->most,
                    o->help, o->zh);
        }
}

static bool bad_option(const Asked *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool bad_option(const Asked *a, const char *format, ...) {
    va_list args;
    fprintf(stderr, tr("%s: ", "%s："), a->stem);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    print_usage(stderr, a);
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

static bool set_option(const Asked *a, const Option *o, const char *text) {
    double x = 0;
    bool number = read_number(text, &x);
    switch (o->kind) {
    case OPTION_NUMBER:
        if (!number || !(x > o->least) || !(x <= o->most))
            return bad_option(
                a,
                tr("%s: '%s' is not a number > %g", "%s：“%s”不是大于 %g 的数"),
                o->name, text, o->least);
        *(double *)o->value = x;
        return true;
    case KNOB_NUMBER:
        if (!number || !(x >= o->least) || !(x <= o->most))
            return bad_option(a,
                              tr("%s: '%s' is not a number from %g to %g",
                                 "%s：“%s”不是 %g 到 %g 之间的数"),
                              o->name, text, o->least, o->most);
        *(double *)o->value = x;
        return true;
    case OPTION_WHOLE:
    case KNOB_WHOLE:
        if (!number || strpbrk(text, ".eE") || x < o->least || x > o->most)
            return bad_option(
                a,
                tr("%s: '%s' is not a whole number from %.0f to %.0f",
                   "%s：“%s”不是 %.0f 到 %.0f 之间的整数"),
                o->name, text, o->least, o->most);
        *(int *)o->value = (int)x;
        return true;
    case OPTION_SIZES:
    case KNOB_SIZES:
        if (!read_sizes(text, o->least, o->most, o->value))
            return bad_option(
                a,
                tr("%s: '%s' is not a list of at most %d whole numbers from %.0f to %.0f, such as 30 or 16,16",
                   "%s：“%s”不是一列整数（至多 %d 个，从 %.0f 到 %.0f），例如 30 或 16,16"),
                o->name, text, (int)SIZES_MOST, o->least, o->most);
        return true;
    default:
        *(const char **)o->value = text;
        return true;
    }
}

static const Option *find_option(const Option *list, const char *name) {
    for (const Option *o = list; o && o->name; o++)
        if (strcmp(name, o->name) == 0)
            return o;
    return NULL;
}

// What the reader has turned, for the first line of the run.
static void say_turned(const Asked *a, char *text, size_t size) {
    size_t used = 0;
    int k = 0;
    *text = 0;
    for (const Option *o = a->own; o && o->name; o++) {
        char now[VALUE_MOST];
        if (!is_knob(o) || k >= KNOBS_MOST)
            continue;
        const char *was = a->before.text[k++];
        print_value(now, sizeof now, o);
        if (strcmp(now, was) != 0 && used < size)
            used += (size_t)snprintf(text + used, size - used, "%s%s %s (%s)",
                                     used ? ", " : "", o->name, now, was);
    }
}

OptionsRead options_read(const char *stem, int argc, char **argv,
                         const Option *shared, const Option *own, char *turned,
                         size_t size) {
    const Asked a = {stem, shared, own, remember(own)};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0)
            return OPTIONS_HELP;
        if (strcmp(argv[i], "--knobs") == 0)
            return OPTIONS_KNOBS;
        const Option *o = find_option(shared, argv[i]);
        o = o ? o : find_option(own, argv[i]);
        bool good = true;
        if (!o)
            good = bad_option(
                &a, tr("there is no option %s", "没有 %s 这个选项"), argv[i]);
        else if (o->kind == OPTION_FLAG)
            *(bool *)o->value = true;
        else if (i + 1 == argc)
            good = bad_option(&a, tr("%s needs a value", "%s 后面要有一个值"),
                              argv[i]);
        else
            good = set_option(&a, o, argv[++i]);
        if (!good)
            return OPTIONS_BAD;
    }
    say_turned(&a, turned, size);
    return OPTIONS_GOOD;
}
