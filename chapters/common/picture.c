/* picture.c: from a picture of any size to an image as MNIST's are.
 *
 * The formats (netpbm.sourceforge.net): a letter P and a digit, then the width,
 * the height and (but for P1 and P4) the largest value, all in decimal, with
 * comments from # to the end of a line; then the pixels, row by row. Nothing in
 * a file is believed before it has been compared with the file's size.
 */
#include "picture.h"

#include "files.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE = PICTURE_SIDE, PIXELS = PICTURE_PIXELS, BOX = PICTURE_BOX };
enum { LONGEST_SIDE = 20000, MOST_PIXELS = 100000000 };

#define ADVICE "save your drawing as PGM (P2 or P5)"

// A picture in shades of grey: first what the file says, 0 black; then, when
// find_ink is through, ink: 0 paper.
typedef struct Grey {
    size_t rows, cols;
    unsigned most;  // the value of white; then, of full ink
    uint16_t *at;   // [rows, cols], owned
} Grey;

/* ---- Reading -------------------------------------------------------------- */

static bool check_kind(OldFile *f, const uint8_t *b, size_t n) {
    static const struct {
        const char *start, *name;
    } others[] = {{"\x89PNG", "PNG"}, {"\xff\xd8\xff", "JPEG"},
                  {"GIF8", "GIF"},    {"RIFF", "WebP"},
                  {"BM", "BMP"},      {"II*", "TIFF"},
                  {"%PDF", "PDF"},    {"P7", "PAM"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (n >= 4 && memcmp(b, others[i].start, strlen(others[i].start)) == 0)
            return file_refuse(f, "a %s picture; " ADVICE, others[i].name);
    if (n >= 2 && b[0] == 'P' && (b[1] == '3' || b[1] == '6'))
        return file_refuse(f,
                           "a picture in colour (P%c); save it in shades of "
                           "grey, as PGM",
                           b[1]);
    if (n >= 2 && b[0] == 'P' && b[1] && strchr("1245", b[1]))
        return true;
    return file_check_start(f, b, n, "a PGM picture", "; " ADVICE) &&
           file_refuse(f, "not a PGM picture (%zu bytes); " ADVICE, f->size);
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

// Width, height and the largest value. The two that are bitmaps have 1 for it.
static bool read_sizes(OldFile *f, bool bitmap, Grey *g) {
    unsigned long cols, rows, most = 1;
    if (!read_number(f->file, &cols) || !read_number(f->file, &rows) ||
        (!bitmap && !read_number(f->file, &most)))
        return file_refuse(f,
                           "truncated header: a width, a height%s are "
                           "expected; " ADVICE,
                           bitmap ? "" : " and a largest value");
    if (cols == 0 || rows == 0)
        return file_refuse(f, "header says %lux%lu: it is empty", cols, rows);
    if (cols > LONGEST_SIDE || rows > LONGEST_SIDE || rows > MOST_PIXELS / cols)
        return file_refuse(f,
                           "header says %lux%lu pixels, more than can be "
                           "read; make it smaller",
                           cols, rows);
    if (most < 1 || most > 65535)
        return file_refuse(f, "largest value %lu (must be 1..65535)", most);
    *g = (Grey){rows, cols, (unsigned)most, NULL};
    return true;
}

// How many bytes the pixels take, at least (a plain file may have more).
static size_t bytes_of(const Grey *g, char kind) {
    switch (kind) {
    case '1':
        return g->rows * g->cols;  // 0110…
    case '2':
        return 2 * g->rows * g->cols - 1;  // 0 1 1 0 …
    case '4':
        return g->rows * ((g->cols + 7) / 8);
    default:
        return g->rows * g->cols * (g->most > 255 ? 2 : 1);
    }
}

static bool bad_value(OldFile *f, const Grey *g, size_t i, unsigned long x) {
    return file_refuse(f, "value %lu at row %zu, column %zu (must be 0..%u)", x,
                       i / g->cols, i % g->cols, g->most);
}

// P1 and P2: numbers as text. In a bitmap 1 is black, and nothing need stand
// between two of them.
static bool read_plain(OldFile *f, Grey *g, bool bitmap) {
    for (size_t i = 0; i < g->rows * g->cols; i++) {
        unsigned long x = 0;
        int c = ' ';
        while (bitmap && is_space(c))
            c = next_char(f->file);
        bool good = bitmap ? c == '0' || c == '1' : read_number(f->file, &x);
        if (!good && feof(f->file))
            return file_refuse(f, "ends after %zu of %zux%zu pixels", i,
                               g->cols, g->rows);
        if (!good)
            return file_refuse(f, "no number at row %zu, column %zu",
                               i / g->cols, i % g->cols);
        if (x > g->most)
            return bad_value(f, g, i, x);
        g->at[i] = (uint16_t)(bitmap ? c == '0' : x);
    }
    return true;
}

// One row of P4 or P5 as it is in the file.
static bool unpack(OldFile *f, Grey *g, char kind, size_t row,
                   const uint8_t *b) {
    for (size_t col = 0; col < g->cols; col++) {
        unsigned x = b[kind == '4' ? col / 8 : g->most > 255 ? 2 * col : col];
        if (kind == '4')
            x = !(x >> (7 - col % 8) & 1);
        else if (g->most > 255)
            x = x << 8 | b[2 * col + 1];
        if (x > g->most)
            return bad_value(f, g, row * g->cols + col, x);
        g->at[row * g->cols + col] = (uint16_t)x;
    }
    return true;
}

static bool read_raw(OldFile *f, Grey *g, char kind) {
    uint8_t line[2 * LONGEST_SIDE];
    size_t bytes = bytes_of(g, kind) / g->rows;
    for (size_t row = 0; row < g->rows; row++) {
        if (!file_read(f, line, bytes) || !unpack(f, g, kind, row, line))
            return false;
    }
    return true;
}

static bool read_picture(OldFile *f, Grey *g) {
    uint8_t b[8];
    if (!check_kind(f, b, fread(b, 1, sizeof b, f->file)))
        return false;
    char kind = (char)b[1];
    bool bitmap = kind == '1' || kind == '4', plain = kind < '3';
    if (fseek(f->file, 2, SEEK_SET) != 0 || !read_sizes(f, bitmap, g))
        return false;
    long at = ftell(f->file);
    size_t left = at < 0 ? 0 : f->size - (size_t)at, bytes = bytes_of(g, kind);
    if (bytes > left)
        return file_refuse(
            f, "header says %zux%zu pixels = %zu bytes%s, file has %zu",
            g->cols, g->rows, bytes, plain ? " at least" : "", left);
    g->at = mem_try(NULL, g->rows * g->cols, sizeof *g->at);
    if (!g->at)
        return file_refuse(f, "no memory for %zux%zu pixels", g->cols, g->rows);
    return plain ? read_plain(f, g, bitmap) : read_raw(f, g, kind);
}

/* ---- Ink ------------------------------------------------------------------ */

static int by_value(const void *left, const void *right) {
    uint16_t a = *(const uint16_t *)left, b = *(const uint16_t *)right;
    return (a > b) - (a < b);
}

static unsigned distance(unsigned a, unsigned b) {
    return a > b ? a - b : b - a;
}

/* What the border shows is paper: its shade is the border's median, and how
 * uneven it is, four times the median distance from that. (For normal noise
 * that is 2.7 standard deviations. Ink that reaches the border hardly moves a
 * median.)
 */
static bool find_paper(const Grey *g, unsigned *paper, unsigned *uneven) {
    size_t n = 0;
    uint16_t *border = mem_try(NULL, 2 * (g->rows + g->cols), sizeof *border);
    if (!border)
        return false;
    for (size_t col = 0; col < g->cols; col++) {
        border[n++] = g->at[col];
        border[n++] = g->at[(g->rows - 1) * g->cols + col];
    }
    for (size_t row = 0; row < g->rows; row++) {
        border[n++] = g->at[row * g->cols];
        border[n++] = g->at[row * g->cols + g->cols - 1];
    }
    qsort(border, n, sizeof *border, by_value);
    *paper = border[n / 2];
    for (size_t i = 0; i < n; i++)
        border[i] = (uint16_t)distance(border[i], *paper);
    qsort(border, n, sizeof *border, by_value);
    *uneven = 4u * border[n / 2];
    free(border);
    return true;
}

// Is there more that is darker than the paper, or more that is lighter?
static bool ink_is_dark(const Grey *g, unsigned paper, unsigned uneven) {
    double dark = 0, light = 0;
    for (size_t i = 0; i < g->rows * g->cols; i++) {
        unsigned d = distance(g->at[i], paper);
        if (d > uneven)
            *(g->at[i] < paper ? &dark : &light) += d;
    }
    return dark > light;
}

// Shades become ink: how far a pixel is from the paper, on the ink's side.
static void turn_to_ink(Grey *g, unsigned paper, bool dark) {
    for (size_t i = 0; i < g->rows * g->cols; i++) {
        bool ink = dark ? g->at[i] < paper : g->at[i] > paper;
        g->at[i] = (uint16_t)(ink ? distance(g->at[i], paper) : 0);
    }
    g->most = dark ? paper : g->most - paper;
}

// What is not darker than uneven paper is paper. Returns how much ink is left.
static double clear_below(Grey *g, unsigned least) {
    double ink = 0;
    for (size_t i = 0; i < g->rows * g->cols; i++) {
        if (g->at[i] <= least)
            g->at[i] = 0;
        ink += g->at[i];
    }
    return ink;
}

/* ---- Into MNIST's form ---------------------------------------------------- */

// Of MNIST's ink. (A little less than 14.5: ink at 14 exactly stays there.)
static const double middle = 14.5 - 1e-9;

// By how many pixels the ink must move; 0 where there is none.
static void off_centre(const uint8_t *image, double where, int *right,
                       int *down) {
    double mass = 0, x = 0, y = 0;
    for (int i = 0; i < PIXELS; i++) {
        mass += image[i];
        x += image[i] * (i % SIDE + 0.5);
        y += image[i] * (i / SIDE + 0.5);
    }
    *right = *down = 0;
    if (!(mass > 0))
        return;
    // (Rounded after adding SIDE, so that the cast sees a positive number.)
    *right = (int)(SIDE + where - x / mass + 0.5) - SIDE;
    *down = (int)(SIDE + where - y / mass + 0.5) - SIDE;
}

void picture_centre(uint8_t *to, const uint8_t *from, double where) {
    int right, down;
    off_centre(from, where, &right, &down);
    for (int i = 0; i < PIXELS; i++) {
        int row = i / SIDE - down, col = i % SIDE - right;
        bool inside = row >= 0 && row < SIDE && col >= 0 && col < SIDE;
        to[i] = inside ? from[row * SIDE + col] : 0;
    }
}

// A rectangle of a picture.
typedef struct Part {
    size_t row, col, rows, cols;
} Part;

static double ink_in(const Grey *g, size_t from, size_t step, size_t n) {
    double ink = 0;
    for (size_t i = 0; i < n; i++)
        ink += g->at[from + i * step];
    return ink;
}

// The part with the ink. `dust` of it may be lost on each side: a speck far
// from the digit must not count.
static Part crop(const Grey *g, double dust) {
    size_t top = 0, bottom = g->rows, left = 0, right = g->cols;
    double lost = 0;
    while ((lost += ink_in(g, top * g->cols, 1, g->cols)) <= dust)
        top++;
    lost = 0;
    while ((lost += ink_in(g, (bottom - 1) * g->cols, 1, g->cols)) <= dust)
        bottom--;
    lost = 0;
    while ((lost += ink_in(g, left, g->cols, g->rows)) <= dust)
        left++;
    lost = 0;
    while ((lost += ink_in(g, right - 1, g->cols, g->rows)) <= dust)
        right--;
    return (Part){top, left, bottom - top, right - left};
}

// How much of pixel i lies between low and high.
static double share(double i, double low, double high) {
    double from = i > low ? i : low, to = i + 1 < high ? i + 1 : high;
    return to > from ? to - from : 0;
}

// The mean ink of part p between top and bottom, left and right.
static double mean_ink(const Grey *g, Part p, double top, double bottom,
                       double left, double right) {
    double sum = 0;
    for (size_t row = (size_t)top; row < p.rows && (double)row < bottom; row++)
        for (size_t col = (size_t)left; col < p.cols && (double)col < right;
             col++)
            sum += g->at[(p.row + row) * g->cols + p.col + col] *
                   share((double)row, top, bottom) *
                   share((double)col, left, right);
    return sum / ((bottom - top) * (right - left));
}

// The larger side of the part fills the box; the other keeps its proportion.
static void scale(const Grey *g, Part p, uint8_t *image) {
    double longer = (double)(p.rows > p.cols ? p.rows : p.cols) / BOX;
    int rows = (int)((double)p.rows / longer + 0.5);
    int cols = (int)((double)p.cols / longer + 0.5);
    double ink[PIXELS] = {0}, darkest = 0;
    rows = rows ? rows : 1, cols = cols ? cols : 1;
    double high = (double)p.rows / rows, wide = (double)p.cols / cols;
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < cols; c++) {
            double x = mean_ink(g, p, r * high, (r + 1) * high, c * wide,
                                (c + 1) * wide);
            ink[(r + (SIDE - rows) / 2) * SIDE + c + (SIDE - cols) / 2] = x;
            darkest = x > darkest ? x : darkest;
        }
    // The darkest becomes black: a pencil is grey, and so is a thin pen once
    // it has been scaled.
    for (int i = 0; i < PIXELS; i++)
        image[i] = (uint8_t)(255 * ink[i] / darkest + 0.5);
}

// 28x28, its ink in a box of about 20x20 and centred to a pixel: it is as
// MNIST's are, and scaling it again would only blur it.
static bool is_ready(const Grey *g, uint8_t *image) {
    if (g->rows != SIDE || g->cols != SIDE)
        return false;
    Part p = crop(g, 0);
    size_t longer = p.rows > p.cols ? p.rows : p.cols;
    for (int i = 0; i < PIXELS; i++)
        image[i] = (uint8_t)(255.0 * g->at[i] / g->most + 0.5);
    int right, down;
    off_centre(image, middle, &right, &down);
    return longer >= BOX - 2 && longer <= BOX + 2 && right >= -1 &&
           right <= 1 && down >= -1 && down <= 1;
}

static bool make_image(OldFile *f, Grey *g, uint8_t *image) {
    unsigned paper, uneven;
    if (!find_paper(g, &paper, &uneven))
        return file_refuse(f, "no memory for its border");
    turn_to_ink(g, paper, ink_is_dark(g, paper, uneven));
    uint8_t ready[PIXELS], scaled[PIXELS];
    double ink = clear_below(g, uneven);
    if (ink > 0 && is_ready(g, ready)) {
        memcpy(image, ready, sizeof ready);
        return true;
    }
    // (Pictures that were JPEG have faint marks around the ink.)
    ink = clear_below(g, g->most / 16);
    if (!(ink > 0))
        return file_refuse(f, "there is no ink on it; draw a digit, dark on "
                              "light or light on dark");
    scale(g, crop(g, ink / 1000), scaled);
    picture_centre(image, scaled, middle);
    return true;
}

bool picture_load(const char *path, uint8_t *image, Error *e) {
    OldFile f;
    Grey g = {.at = NULL};
    bool good = file_open(&f, path, ADVICE, e) && read_picture(&f, &g) &&
                make_image(&f, &g, image);
    free(g.at);
    file_close(&f);
    return good;
}
