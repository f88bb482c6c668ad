/* options.c: what a reader may ask of a chapter on its command line. */
#include "options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// Who reads, and what there is to choose from.
typedef struct Asked {
    const char *stem;
    const Option *shared, *own;
} Asked;

void options_usage(FILE *out, const char *stem, const Option *shared,
                   const Option *own) {
    fprintf(out, "usage: %s [options]\n", stem);
    for (const Option *o = shared; o->name; o++)
        fprintf(out, "  %s %s\n", o->name, o->help);
    fprintf(out, "  --help      this\n");
    for (const Option *o = own; o && o->name; o++)
        fprintf(out, "  %s %s\n", o->name, o->help);
    fprintf(out, "STEP=1 in the environment waits for Enter at each question.\n"
                 "NO_COLOR=1 prints without colour.\n");
}

static bool bad_option(const Asked *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool bad_option(const Asked *a, const char *format, ...) {
    va_list args;
    fprintf(stderr, "%s: ", a->stem);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    options_usage(stderr, a->stem, a->shared, a->own);
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
            return bad_option(a, "%s: '%s' is not a number > %g", o->name, text,
                              o->least);
        *(double *)o->value = x;
        return true;
    case OPTION_WHOLE:
        if (!number || strpbrk(text, ".eE") || x < o->least || x > o->most)
            return bad_option(a,
                              "%s: '%s' is not a whole number from %.0f to "
                              "%.0f",
                              o->name, text, o->least, o->most);
        *(int *)o->value = (int)x;
        return true;
    case OPTION_SIZES:
        if (!read_sizes(text, o->least, o->most, o->value))
            return bad_option(a,
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

static const Option *find_option(const Option *list, const char *name) {
    for (const Option *o = list; o && o->name; o++)
        if (strcmp(name, o->name) == 0)
            return o;
    return NULL;
}

OptionsRead options_read(const char *stem, int argc, char **argv,
                         const Option *shared, const Option *own) {
    const Asked a = {stem, shared, own};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0)
            return OPTIONS_HELP;
        const Option *o = find_option(shared, argv[i]);
        o = o ? o : find_option(own, argv[i]);
        bool good = true;
        if (!o)
            good = bad_option(&a, "there is no option %s", argv[i]);
        else if (o->kind == OPTION_FLAG)
            *(bool *)o->value = true;
        else if (i + 1 == argc)
            good = bad_option(&a, "%s needs a value", argv[i]);
        else
            good = set_option(&a, o, argv[++i]);
        if (!good)
            return OPTIONS_BAD;
    }
    return OPTIONS_GOOD;
}
