/* figure.c: the .dat files that gnuplot reads. */
#include "figure.h"

#include "files.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *advice(void) {
    return tr("choose another folder with --out DIR",
              "用 --out DIR 换一个文件夹");
}

enum { MOST_CELLS = 16 };

struct Figure {
    NewFile out;
    int columns;
    long rows, bad_row;  // the first row with a number that is not finite
    int bad_column;
    const char *bad_number;  // the name of one that is not finite
};

static int count_words(const char *text) {
    int words = 0;
    for (bool inside = false; *text; text++) {
        words += *text != ' ' && !inside;
        inside = *text != ' ';
    }
    return words;
}

Figure *figure_begin(const char *path, const char *columns, Error *error) {
    Figure *f = mem_try(NULL, 1, sizeof *f);
    if (!f) {
        error_set(error, tr("%s: out of memory", "%s：内存不够"), path);
        return NULL;
    }
    *f = (Figure){0};
    if (!file_begin(&f->out, path, advice(), error)) {
        free(f);
        return NULL;
    }
    if (columns) {
        f->columns = count_words(columns);
        fprintf(f->out.file, "# %s\n", columns);
    }
    return f;
}

void figure_row_from(Figure *f, int n, const double *x) {
    if (!f)
        return;
    if (n != f->columns)
        fatal("figure_row: %d numbers for the %d columns of %s", n, f->columns,
              f->out.path);
    f->rows++;
    for (int i = 0; i < n; i++) {
        if (!(fabs(x[i]) < HUGE_VAL) && f->bad_row == 0)
            f->bad_row = f->rows, f->bad_column = i + 1;
        fprintf(f->out.file, i ? " %.10g" : "%.10g", x[i]);
    }
    fputc('\n', f->out.file);
}

void figure_number(Figure *f, const char *name, double value) {
    if (!f)
        return;
    if (!(fabs(value) < HUGE_VAL))
        f->bad_number = name;
    fprintf(f->out.file, "# %s = %.10g\n", name, value);
}

void figure_numbers(Figure *f, const char *name, int n, const double *value) {
    for (int i = 0; f && i < n; i++) {
        if (!(fabs(value[i]) < HUGE_VAL))
            f->bad_number = name;
        fprintf(f->out.file, "# %s_%d = %.10g\n", name, i + 1, value[i]);
    }
}

void figure_cells(Figure *f, const RowCell *cell, int n) {
    double x[MOST_CELLS];
    int numbers = 0;
    for (int i = 0; i < n; i++)
        if (!cell[i].text)
            x[numbers++] = cell[i].number;
    figure_row_from(f, numbers, x);
}

void figure_gap(Figure *f) {
    if (f)
        fputc('\n', f->out.file);
}

void figure_block(Figure *f, const char *name, const char *columns) {
    if (!f)
        return;
    if (f->rows > 0)
        fputs("\n\n", f->out.file);
    if (name)
        fprintf(f->out.file, "# %s\n", name);
    if (columns) {
        f->columns = count_words(columns);
        fprintf(f->out.file, "# %s\n", columns);
    }
}

bool figure_end(Figure *f, Error *error) {
    if (!f)
        return true;
    bool good = f->bad_row == 0 && !f->bad_number;
    if (good)
        good = file_finish(&f->out, advice(), error);
    else if (f->bad_row > 0)
        error_set(
            error,
            tr("%s: row %ld, column %d is not a finite number; the old file is unchanged",
               "%s：第 %ld 行第 %d 列不是有限的数；原来的文件没有动"),
            f->out.path, f->bad_row, f->bad_column);
    else
        error_set(error,
                  tr("%s: %s is not finite; the old file is unchanged",
                     "%s：%s 不是有限的数；原来的文件没有动"),
                  f->out.path, f->bad_number);
    if (f->bad_row > 0 || f->bad_number)
        file_discard(&f->out);
    free(f);
    return good;
}

/* ---- A chapter's own ------------------------------------------------------- */

Figure *figure_open(Chapter *c, const char *stem, const char *columns) {
    if (c->no_series)
        return NULL;  // said once, that is enough
    char path[1024];
    Error e;
    int n = snprintf(path, sizeof path, "%s/%s.dat", c->out, stem);
    Figure *f = NULL;
    if (n < 0 || (size_t)n >= sizeof path)
        error_set(&e, "%s",
                  tr("--out: the name of the folder is too long",
                     "--out：文件夹的名字太长"));
    else
        f = figure_begin(path, columns, &e);
    if (!f) {
        chapter_trouble(c, &e);
        c->no_series = true;
    }
    return f;
}

void figure_close(Chapter *c, Figure *f) {
    Error e;
    if (!figure_end(f, &e))
        chapter_trouble(c, &e);
}
