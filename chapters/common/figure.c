/* figure.c: the .dat files that gnuplot reads. */
#include "figure.h"

#include "files.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const advice = "choose another folder with --out DIR";

struct Series {
    NewFile out;
    int columns;
    long rows, bad_row;  // the first row with a number that is not finite
    int bad_column;
};

static int count_words(const char *text) {
    int words = 0;
    for (bool inside = false; *text; text++) {
        words += *text != ' ' && !inside;
        inside = *text != ' ';
    }
    return words;
}

Series *series_open(const char *path, const char *columns, Error *error) {
    Series *s = calloc(1, sizeof *s);
    if (!s) {
        error_set(error, "%s: out of memory", path);
        return NULL;
    }
    if (!file_begin(&s->out, path, advice, error)) {
        free(s);
        return NULL;
    }
    s->columns = count_words(columns);
    fprintf(s->out.file, "# %s\n", columns);
    return s;
}

void series_row_from(Series *s, int n, const double *x) {
    if (!s)
        return;
    if (n != s->columns)
        fatal("series_row: %d numbers for the %d columns of %s", n, s->columns,
              s->out.path);
    s->rows++;
    for (int i = 0; i < n; i++) {
        if (!(fabs(x[i]) < HUGE_VAL) && s->bad_row == 0)
            s->bad_row = s->rows, s->bad_column = i + 1;
        fprintf(s->out.file, i ? " %.10g" : "%.10g", x[i]);
    }
    fputc('\n', s->out.file);
}

void series_row(Series *s, int n, ...) {
    enum { MOST = 64 };
    double x[MOST];
    if (n > MOST)
        fatal("series_row: %d numbers; series_row_from takes more than %d", n,
              MOST);
    va_list args;
    va_start(args, n);
    for (int i = 0; i < n; i++)
        x[i] = va_arg(args, double);
    va_end(args);
    series_row_from(s, n, x);
}

void series_gap(Series *s) {
    if (s)
        fputc('\n', s->out.file);
}

void series_block(Series *s, const char *name) {
    if (!s)
        return;
    if (s->rows > 0)
        fputs("\n\n", s->out.file);
    if (name)
        fprintf(s->out.file, "# %s\n", name);
}

bool series_close(Series *s, Error *error) {
    if (!s)
        return true;
    bool good = s->bad_row == 0;
    if (good) {
        good = file_finish(&s->out, advice, error);
    } else {
        error_set(error,
                  "%s: row %ld, column %d is not a finite number; the old file "
                  "is unchanged",
                  s->out.path, s->bad_row, s->bad_column);
        file_discard(&s->out);
    }
    free(s);
    return good;
}

/* ---- A chapter's own ------------------------------------------------------- */

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
