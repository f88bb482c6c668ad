/* series.c: the .dat files that gnuplot reads. */
#include "series.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Series {
    FILE *file;
    char *path, *part;  // the name it will have, and has while it is written
    int columns;
    long rows, bad_row;  // the first row with a number that is not finite
    int bad_column;
};

static void discard(Series *s) {
    if (s->file)
        fclose(s->file);
    free(s->path);
    free(s->part);
    free(s);
}

static int count_words(const char *text) {
    int words = 0;
    for (bool inside = false; *text; text++) {
        words += *text != ' ' && !inside;
        inside = *text != ' ';
    }
    return words;
}

Series *series_open(const char *path, const char *columns, Error *error) {
    size_t length = strlen(path) + 1;
    Series *s = calloc(1, sizeof *s);
    if (s) {
        s->path = malloc(length);
        s->part = malloc(length + strlen(".part"));
    }
    if (!s || !s->path || !s->part) {
        if (s)
            discard(s);
        error_set(error, "%s: out of memory", path);
        return NULL;
    }
    memcpy(s->path, path, length);
    snprintf(s->part, length + strlen(".part"), "%s.part", path);
    s->columns = count_words(columns);
    s->file = fopen(s->part, "w");
    if (!s->file) {
        error_set(error, "%s: %s; choose another folder with --out DIR", path,
                  strerror(errno));
        discard(s);
        return NULL;
    }
    fprintf(s->file, "# %s\n", columns);
    return s;
}

void series_row_from(Series *s, int n, const double *x) {
    if (!s)
        return;
    if (n != s->columns)
        fatal("series_row: %d numbers for the %d columns of %s", n, s->columns,
              s->path);
    s->rows++;
    for (int i = 0; i < n; i++) {
        if (!(fabs(x[i]) < HUGE_VAL) && s->bad_row == 0)
            s->bad_row = s->rows, s->bad_column = i + 1;
        fprintf(s->file, i ? " %.10g" : "%.10g", x[i]);
    }
    fputc('\n', s->file);
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
        fputc('\n', s->file);
}

void series_block(Series *s, const char *name) {
    if (!s)
        return;
    if (s->rows > 0)
        fputs("\n\n", s->file);
    if (name)
        fprintf(s->file, "# %s\n", name);
}

// Everything handed to the system, and no error on the way.
static bool flushed(FILE *file) {
    bool good = fflush(file) == 0 && !ferror(file);
    return (fclose(file) == 0) && good;
}

bool series_close(Series *s, Error *error) {
    if (!s)
        return true;
    bool good = flushed(s->file);
    s->file = NULL;
    if (!good)
        error_set(error,
                  "%s: could not be written (is the disk full?); the "
                  "old file is unchanged",
                  s->path);
    else if (s->bad_row)
        good = error_set(error,
                         "%s: row %ld, column %d is not a finite number; the "
                         "old file is unchanged",
                         s->path, s->bad_row, s->bad_column);
    else if (rename(s->part, s->path) != 0)
        good = error_set(error, "%s: %s; choose another folder with --out DIR",
                         s->path, strerror(errno));
    if (!good)
        remove(s->part);
    discard(s);
    return good;
}
