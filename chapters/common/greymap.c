/* greymap.c: pictures in the formats of Netpbm (netpbm.sourceforge.net).
 *
 * They begin with a letter P and a digit, then the width, the height and (but
 * for P1 and P4) the largest value, all in decimal, with comments from # to the
 * end of a line; then the pixels, row by row. Nothing in a file is believed
 * before it has been compared with the file's size.
 */
#include "greymap.h"

#include "files.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_SIDE = 20000, MOST_PIXELS = 100000000 };

#define ADVICE "save your drawing as PGM (P2 or P5)"
#define ADVICE_ZH "请把画存成 PGM（P2 或 P5）"

// Where we are in a file.
typedef struct Reader {
    OldFile file;
    char kind;           // '1' … '6'
    size_t rows, cols;   // pixels
    unsigned long most;  // the value of white
    int bits;            // of P4: the byte that is being read
} Reader;

static bool is_plain(const Reader *r) { return r->kind < '4'; }

// P1 and P4, black and white: their largest value is 1, and 1 is black.
static bool is_bitmap(const Reader *r) {
    return r->kind == '1' || r->kind == '4';
}

// A pixel's values: red, green and blue, or one.
static size_t values(const Reader *r) {
    return r->kind == '3' || r->kind == '6' ? 3 : 1;
}

/* ---- The header ----------------------------------------------------------- */

// Refuses what is another format of pictures; true when it is none.
static bool refuse_others(const OldFile *f, const uint8_t *b, size_t n) {
    static const struct {
        size_t at;
        const char *bytes, *name;
    } others[] = {{0, "\x89PNG", "PNG"}, {0, "\xff\xd8\xff", "JPEG"},
                  {0, "GIF8", "GIF"},    {8, "WEBP", "WebP"},
                  {0, "BM", "BMP"},      {0, "II*", "TIFF"},
                  {0, "MM", "TIFF"},     {4, "ftyp", "HEIC"},
                  {0, "%PDF", "PDF"},    {0, "P7", "PAM"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t at = others[i].at, length = strlen(others[i].bytes);
        if (n >= at + length && memcmp(b + at, others[i].bytes, length) == 0)
            return file_refuse(
                f,
                tr("a %s picture; make a PGM of it: magick PICTURE digit.pgm (ImageMagick)",
                   "是 %s 图；请转成 PGM：magick PICTURE digit.pgm（ImageMagick）"),
                others[i].name);
    }
    return true;
}

static bool read_kind(Reader *r) {
    const OldFile *f = &r->file;
    uint8_t b[12];
    size_t n = fread(b, 1, sizeof b, f->file);
    if (!refuse_others(f, b, n))
        return false;
    if (n < 2 || b[0] != 'P' || b[1] < '1' || b[1] > '6')
        return file_check_start(f, b, n, tr("a PGM picture", " PGM 图"),
                                tr("; " ADVICE, "；" ADVICE_ZH)) &&
               file_refuse(f,
                           tr("not a PGM picture (%zu bytes); " ADVICE,
                              "不是 PGM 图（%zu 字节）；" ADVICE_ZH),
                           f->size);
    r->kind = (char)b[1];
    return fseek(f->file, 2, SEEK_SET) == 0 ||
           file_refuse(f, tr("could not be read", "读不了"));
}

// The next character that is not in a comment.
static int next_char(FILE *f) {
    int c = getc(f);
    if (c == '#')
        while (c != '\n' && c != '\r' && c != EOF)
            c = getc(f);
    return c;
}

static bool is_space(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// A number in decimal and the character after it. false: there is none. (More
// than nine digits are too large for anything here, and stay so.)
static bool read_number(FILE *f, unsigned long *out) {
    int c = next_char(f);
    while (is_space(c))
        c = next_char(f);
    if (c < '0' || c > '9')
        return false;
    unsigned long x = 0;
    for (; c >= '0' && c <= '9'; c = next_char(f))
        x = x < 100000000 ? 10 * x + (unsigned long)(c - '0') : 1000000000;
    *out = x;
    return is_space(c) || c == EOF;
}

static bool read_sizes(Reader *r) {
    const OldFile *f = &r->file;
    unsigned long cols, rows, most = 1;
    bool bitmap = is_bitmap(r);
    if (!read_number(f->file, &cols) || !read_number(f->file, &rows) ||
        (!bitmap && !read_number(f->file, &most)))
        return file_refuse(
            f,
            tr("truncated header: a width, a height%s are expected; " ADVICE,
               "文件头不完整：要有宽和高%s；" ADVICE_ZH),
            bitmap ? "" : tr(" and a largest value", "，还有最大值"));
    if (cols == 0 || rows == 0)
        return file_refuse(
            f,
            tr("header says %lux%lu: it is empty", "文件头说是 %lux%lu：空的"),
            cols, rows);
    if (cols > LONGEST_SIDE || rows > LONGEST_SIDE || rows > MOST_PIXELS / cols)
        return file_refuse(
            f,
            tr("header says %lux%lu pixels, more than can be read; make it smaller",
               "文件头说有 %lux%lu 像素，多得读不了；请缩小一些"),
            cols, rows);
    if (most < 1 || most > 65535)
        return file_refuse(f,
                           tr("largest value %lu (must be 1..65535)",
                              "最大值是 %lu（必须是 1..65535）"),
                           most);
    r->rows = rows, r->cols = cols, r->most = most;
    return true;
}

// How many bytes the pixels take, at least (a plain file may have more).
static size_t bytes_of(const Reader *r) {
    size_t n = values(r) * r->rows * r->cols;
    if (r->kind == '1')
        return n;  // 0110…
    if (is_plain(r))
        return 2 * n - 1;  // 0 1 1 0 …
    if (r->kind == '4')
        return r->rows * ((r->cols + 7) / 8);
    return r->most > 255 ? 2 * n : n;
}

static bool check_size(const Reader *r) {
    const OldFile *f = &r->file;
    long at = ftell(f->file);
    size_t left = at < 0 ? 0 : f->size - (size_t)at, bytes = bytes_of(r);
    return bytes <= left ||
           file_refuse(
               f,
               tr("header says %zux%zu pixels = %zu bytes%s, file has %zu",
                  "文件头说有 %zux%zu 像素 = %zu 字节%s，文件里有 %zu"),
               r->cols, r->rows, bytes,
               is_plain(r) ? tr(" at least", "以上") : "", left);
}

/* ---- The pixels ----------------------------------------------------------- */

// P1: nothing need stand between two of them.
static bool read_bit_as_text(FILE *f, unsigned long *x) {
    int c = next_char(f);
    while (is_space(c))
        c = next_char(f);
    *x = c == '0';
    return c == '0' || c == '1';
}

// P1 to P3: a number as text.
static bool read_plain(const Reader *r, size_t row, size_t col,
                       unsigned long *x) {
    FILE *f = r->file.file;
    if (is_bitmap(r) ? read_bit_as_text(f, x) : read_number(f, x))
        return true;
    if (feof(f))
        return file_refuse(&r->file,
                           tr("ends after %zu of %zux%zu pixels",
                              "只有 %zu 个像素，应该有 %zux%zu 个"),
                           row * r->cols + col, r->cols, r->rows);
    return file_refuse(
        &r->file,
        tr("no number at row %zu, column %zu", "行 %zu、列 %zu 的地方没有数"),
        row, col);
}

// P4 to P6: a bit (a row begins with a new byte), or a byte, or two.
static bool read_raw(Reader *r, size_t col, unsigned long *x) {
    FILE *f = r->file.file;
    size_t bit = col % 8;
    int high = 0;
    if (!is_bitmap(r) && r->most > 255)
        high = getc(f);
    if (!is_bitmap(r) || bit == 0)
        r->bits = getc(f);
    if (high == EOF || r->bits == EOF)
        return file_refuse(&r->file,
                           tr("could not be read to its end", "没能读到结尾"));
    unsigned long low = (unsigned long)r->bits;
    *x = is_bitmap(r) ? (unsigned long)!(low >> (7 - bit) & 1)
                      : (unsigned long)high << 8 | low;
    return true;
}

// The lightness of the next pixel, from 0 to 1.
static bool read_pixel(Reader *r, size_t row, size_t col, double *lightness) {
    static const unsigned long grey[] = {1000}, colour[] = {299, 587, 114};
    const unsigned long *part = values(r) == 3 ? colour : grey;
    unsigned long x = 0, sum = 0;
    for (size_t k = 0; k < values(r); k++) {
        if (!(is_plain(r) ? read_plain(r, row, col, &x) : read_raw(r, col, &x)))
            return false;
        if (x > r->most)
            return file_refuse(
                &r->file,
                tr("value %lu at row %zu, column %zu (must be 0..%lu)",
                   "值 %lu，在行 %zu、列 %zu（必须是 0..%lu）"),
                x, row, col, r->most);
        sum += x * part[k];
    }
    *lightness = (double)sum / (1000 * (double)r->most);
    return true;
}

// Means over squares of g->shrunk pixels a side; the last of a row or a column
// may be smaller.
static bool read_pixels(Reader *r, Greymap *g) {
    size_t k = (size_t)g->shrunk, cols = (size_t)g->cols;
    for (size_t row = 0; row < r->rows; row++)
        for (size_t col = 0; col < r->cols; col++) {
            double x = 0;
            if (!read_pixel(r, row, col, &x))
                return false;
            g->at[row / k * cols + col / k] += x;
        }
    for (size_t i = 0; i < (size_t)g->rows * cols; i++) {
        size_t down = r->rows - i / cols * k, right = r->cols - i % cols * k;
        g->at[i] /= (double)((down < k ? down : k) * (right < k ? right : k));
    }
    return true;
}

static bool read_all(Reader *r, Greymap *g) {
    if (!read_kind(r) || !read_sizes(r) || !check_size(r))
        return false;
    size_t longer = r->rows > r->cols ? r->rows : r->cols;
    size_t k = (longer + GREYMAP_LONGEST - 1) / GREYMAP_LONGEST;
    g->shrunk = (int)k;
    g->rows = (int)((r->rows + k - 1) / k);
    g->cols = (int)((r->cols + k - 1) / k);
    size_t n = (size_t)g->rows * (size_t)g->cols;
    g->at = mem_try(NULL, n, sizeof *g->at);
    if (!g->at)
        return file_refuse(
            &r->file, tr("no memory for %dx%d pixels", "内存装不下 %dx%d 像素"),
            g->cols, g->rows);
    memset(g->at, 0, n * sizeof *g->at);
    return read_pixels(r, g);
}

bool greymap_load(const char *path, Greymap *g, Error *e) {
    Reader r = {.kind = '5'};
    *g = (Greymap){0};
    bool good =
        file_open(&r.file, path,
                  tr("is that the picture's name?", "图的名字写对了吗？"), e) &&
        read_all(&r, g);
    file_close(&r.file);
    if (!good) {
        free(g->at);
        *g = (Greymap){0};
    }
    return good;
}
