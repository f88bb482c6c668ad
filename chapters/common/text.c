/* text.c: tables, curves and images made of characters. */
#include "text.h"

#include "../../lib/base.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t text_utf8(const char *s, size_t n, uint32_t *out) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const uint8_t *b = (const uint8_t *)s;
    size_t length = n == 0              ? 0
                    : b[0] < 0x80       ? 1
                    : b[0] >> 5 == 0x06 ? 2
                    : b[0] >> 4 == 0x0e ? 3
                    : b[0] >> 3 == 0x1e ? 4
                                        : 0;
    if (length == 0 || length > n)
        return 0;
    uint32_t code = length == 1 ? b[0] : b[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (b[i] >> 6 != 2)
            return 0;
        code = code << 6 | (b[i] & 0x3f);
    }
    bool surrogate = code >= 0xd800 && code < 0xe000;
    if (code < least[length] || code > 0x10ffff || surrogate)
        return 0;
    *out = code;
    return length;
}

void text_rule(const char *piece, int n) {
    for (; n > 0; n--)
        fputs(piece, stdout);
}

const char *tr(const char *en, const char *zh) {
    const char *text = getenv("TEXT");
    return text && strcmp(text, "zh") == 0 ? zh : en;
}

// (Those that a reader's files and disks have; the others stay English.)
const char *tr_error(int number) {
    static const struct {
        int number;
        const char *zh;
    } known[] = {{ENOENT, "没有这个文件或文件夹"},
                 {EACCES, "没有权限"},
                 {EPERM, "不允许这样做"},
                 {EISDIR, "这是一个文件夹"},
                 {ENOTDIR, "路径里有一段不是文件夹"},
                 {ENAMETOOLONG, "名字太长"},
                 {ENOSPC, "磁盘满了"},
                 {EFBIG, "文件太大"},
                 {EROFS, "这里只能读，不能写"},
                 {EIO, "磁盘读写出错"},
                 {ELOOP, "链接绕成了圈"},
                 {EMFILE, "打开的文件太多"},
                 {ENOMEM, "内存不够"},
                 {EPIPE, "对面已经不读了"},
                 {EBADF, "它已经关上了"}};
    const char *en = strerror(number);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (known[k].number == number)
            return tr(en, known[k].zh);
    return en;
}

// The character at s, which may be any byte that is no UTF-8: taken for itself.
static uint32_t character(const char *s, size_t n, size_t *bytes) {
    uint32_t code = 0;
    *bytes = text_utf8(s, n, &code);
    if (*bytes == 0)
        code = (unsigned char)*s, *bytes = 1;
    return code;
}

static bool is_wide(uint32_t code) {
    return (code >= 0x1100 && code < 0x1160) ||
           (code >= 0x2e80 && code < 0xa4d0) ||
           (code >= 0xac00 && code < 0xd7a4) ||
           (code >= 0xf900 && code < 0xfb00) ||
           (code >= 0xfe30 && code < 0xfe70) ||
           (code >= 0xff00 && code < 0xff61);
}

static int width_of(const char *text, size_t left) {
    int width = 0;
    for (size_t bytes; left > 0; text += bytes, left -= bytes) {
        uint32_t code = character(text, left, &bytes);
        bool combining = code >= 0x300 && code < 0x370;
        width += combining ? 0 : is_wide(code) ? 2 : 1;
    }
    return width;
}

const char *text_format(const char *format, ...) {
    static char text[16][96];
    static int next;
    char *to = text[next++ % 16];
    va_list args;
    va_start(args, format);
    vsnprintf(to, sizeof *text, format, args);
    va_end(args);
    return to;
}

int text_width(const char *text) { return width_of(text, strlen(text)); }

void text_padded(const char *text, int columns) {
    int pad = abs(columns) - text_width(text);
    pad = pad > 0 ? pad : 0;
    printf("%*s%s%*s", columns < 0 ? 0 : pad, "", text, columns < 0 ? pad : 0,
           "");
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
static void print_cell(const char *text, int width, bool left, bool last) {
    fputs("  ", stdout);
    text_padded(text, left ? last ? 0 : -width : width);
}

// How many bytes of the text no line may break within: a word, what stands in
// backticks, or a wide character with the punctuation that stays with it.
static size_t unbroken(const char *text) {
    static const char *const opening = "（《「『【〔“‘";
    static const char *const closing = "，。；：？！、）》」』】〕”’…";
    size_t all = strlen(text), n = 0, bytes;
    bool wide = false, open = false, code = false;
    for (; n < all && (text[n] != ' ' || code); n += bytes) {
        char one[5] = {0};
        bool was_wide = wide, was_open = open;
        wide = is_wide(character(text + n, all - n, &bytes));
        memcpy(one, text + n, bytes);
        code ^= *one == '`';
        open = strstr(opening, one) != NULL;
        if (was_wide && wide && !code && !was_open && !strstr(closing, one))
            break;
    }
    return n;
}

void text_wrapped(const char *text, int columns, const char *indent) {
    int used = 0, space = 0;
    while (*text) {
        size_t n = unbroken(text);
        int width = width_of(text, n);
        if (used > 0 && used + space + width > columns) {
            printf("\n%s", indent);
            used = space = 0;
        }
        printf("%*s%.*s", space, "", (int)n, text);
        used += space + width;
        space = text[n] == ' ';
        text += n + strspn(text + n, " ");
    }
    fputs("\n", stdout);
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
        print_cell(heading, t.width[t.columns], left, last);
    }
    fputs("\n  ", stdout);
    int width = -2;
    for (int k = 0; k < t.columns; k++)
        width += t.width[k] + 2;
    text_rule("─", width);
    fputs("\n", stdout);
    return t;
}

void table_cells(const Table *t, const RowCell *cell, int n) {
    if (n != t->columns)
        fatal("table_row: %d cells for the %d columns '%s'", n, t->columns,
              t->formats);
    for (int k = 0; k < n; k++) {
        char format[32], printed[128];
        field(t->formats, k, format, sizeof format);
        char *kind = format + strlen(format) - 1;
        if ((*kind == 's') != (cell[k].text != NULL))
            fatal("table_row: cell %d does not fit its format %s", k + 1,
                  format);
        if (*kind == 'd')
            memcpy(kind, ".0f", 4);
        if (cell[k].text)
            snprintf(printed, sizeof printed, "%s", cell[k].text);
        else
            snprintf(printed, sizeof printed, format, cell[k].number);
        print_cell(printed, t->width[k], strchr(format, '-') != NULL,
                   k + 1 == t->columns);
    }
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
    text_rule("─", d->cols);
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

// As many as fit beside each other.
static void row_of_images(int n, const uint8_t *const *image, int rows,
                          int cols) {
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

void text_images(int n, const uint8_t *const *image, int rows, int cols) {
    int fit = (80 - 2) / (cols + 2);
    fit = fit < 1 ? 1 : fit;
    for (int k = 0; k < n; k += fit)
        row_of_images(n - k < fit ? n - k : fit, image + k, rows, cols);
}
