/* test_picture.c: pictures in every format that is read, where their ink ends
 * up, and everything that is refused.
 */
#include "digits.h"
#include "greymap.h"
#include "paper.h"
#include "random.h"
#include "picture.h"
#include "suites.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const file = "digit.pgm";

/* ---- Pictures to read ----------------------------------------------------- */

enum { ROOM = 600 * 600 };

// Shades 0 to 255, 0 black.
typedef struct Canvas {
    int rows, cols;
    uint8_t at[ROOM];
} Canvas;

static Canvas canvas;

static void paper(int rows, int cols, int shade) {
    ck_assert_int_le(rows * cols, ROOM);
    canvas.rows = rows, canvas.cols = cols;
    memset(canvas.at, shade, ROOM);
}

static void ink(int row, int col, int rows, int cols, int shade) {
    for (int r = row; r < row + rows; r++)
        memset(canvas.at + r * canvas.cols + col, shade, (size_t)cols);
}

// A seven: a bar, and a straight line down to the left.
static void seven(int shade) {
    int rows = canvas.rows, cols = canvas.cols;
    ink(rows / 5, cols / 4, rows / 12 + 1, cols / 2, shade);
    for (int r = rows / 5; r < rows * 4 / 5; r++)
        ink(r, cols * 3 / 4 - (r - rows / 5) / 3 - cols / 12, 1, cols / 12 + 1,
            shade);
}

static void negative(void) {
    for (int i = 0; i < canvas.rows * canvas.cols; i++)
        canvas.at[i] = (uint8_t)(255 - canvas.at[i]);
}

// kind: '1' to '6', and 'w' and 'W' for P5 and P6 with two bytes a value.
static void write_canvas(char kind) {
    FILE *f = fopen(file, "wb");
    ck_assert_ptr_nonnull(f);
    bool two = kind == 'w' || kind == 'W';
    fprintf(f, "P%c\n# drawn by a test\n%d %d\n",
            two ? (kind == 'w' ? '5' : '6') : kind, canvas.cols, canvas.rows);
    if (kind != '1' && kind != '4')
        fprintf(f, "%d\n", two ? 65535 : 255);
    for (int r = 0; r < canvas.rows; r++) {
        int byte = 0;
        for (int c = 0; c < canvas.cols; c++) {
            int v = canvas.at[r * canvas.cols + c], black = v < 128;
            byte = (byte << 1 | black) & 0xff;
            if (kind == '1')
                fputc('0' + black, f);
            else if (kind == '2')
                fprintf(f, "%d\n", v);
            else if (kind == '3')
                fprintf(f, "%d %d\n%d ", v, v, v);
            int bytes = kind == '5' || kind == 'w' ? 1 : 3;
            for (int k = 0; k < bytes * (two ? 2 : 1) && kind > '4'; k++)
                fputc(v, f);
            if (kind == '4' && (c % 8 == 7 || c + 1 == canvas.cols))
                fputc(byte << (7 - c % 8), f);
        }
    }
    ck_assert_int_eq(fclose(f), 0);
}

static Picture picture;

// A picture of so many digits.
static void load_digits(int digits) {
    Error e = {""};
    ck_assert_msg(picture_load(file, &picture, &e), "%s", e.text);
    ck_assert_int_eq(picture.digits, digits);
}

static void load(uint8_t *image) {
    load_digits(1);
    memcpy(image, picture.image[0], 784);
}

static void load_canvas(uint8_t *image) {
    write_canvas('5');
    load(image);
}

// Rows or columns from the first with ink to the last.
static int extent(const uint8_t *image, int step, int along, int *first) {
    int last = -1;
    *first = 28;
    for (int i = 0; i < 28; i++)
        for (int j = 0; j < 28; j++)
            if (image[i * step + j * along] > 0) {
                *first = i < *first ? i : *first;
                last = i;
            }
    return last - *first + 1;
}

static void expect_extent(const uint8_t *image, int rows, int cols) {
    int first;
    ck_assert_int_eq(extent(image, 28, 1, &first), rows);
    ck_assert_int_eq(extent(image, 1, 28, &first), cols);
}

static void expect_centred(const uint8_t *image) {
    double mass = 0, x = 0, y = 0;
    for (int k = 0; k < 784; k++) {
        mass += image[k];
        x += image[k] * (k % 28 + 0.5);
        y += image[k] * (k / 28 + 0.5);
    }
    x /= mass, y /= mass;
    ck_assert_msg(x >= 14 && x < 15 && y >= 14 && y < 15, "ink at %g, %g", x,
                  y);
}

static int darkest(const uint8_t *image) {
    int most = 0;
    for (int k = 0; k < 784; k++)
        most = image[k] > most ? image[k] : most;
    return most;
}

// How alike two images are: 1 if they are the same, but for a pixel up or down,
// left or right.
static double alike(const uint8_t *a, const uint8_t *b) {
    double best = 0;
    for (int shift = 0; shift < 9; shift++) {
        double ab = 0, aa = 0, bb = 0;
        for (int k = 0; k < 784; k++) {
            int row = k / 28 + shift / 3 - 1, col = k % 28 + shift % 3 - 1;
            bool inside = row >= 0 && row < 28 && col >= 0 && col < 28;
            double y = inside ? b[28 * row + col] : 0;
            ab += a[k] * y;
            aa += a[k] * a[k];
            bb += b[k] * b[k];
        }
        best = fmax(best, ab / sqrt(aa * bb));
    }
    return best;
}

/* ---- Formats -------------------------------------------------------------- */

START_TEST(all_formats_are_the_same_picture) {
    uint8_t expected[784], got[784];
    paper(123, 77, 255);  // (no multiple of 8)
    seven(0);
    load_canvas(expected);
    for (const char *kind = "12346wW"; *kind; kind++) {
        write_canvas(*kind);
        load(got);
        ck_assert_msg(memcmp(got, expected, 784) == 0, "P%c", *kind);
    }
}
END_TEST

// Red, green and blue of the same lightness are the same grey.
START_TEST(a_colour_is_as_light_as_its_grey) {
    static const uint8_t colours[][3] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}};
    static const int greys[] = {76, 150, 29};  // 0.299, 0.587, 0.114 of 255
    for (int k = 0; k < 3; k++) {
        uint8_t row[3 * 60], white[3 * 60];
        memset(white, 255, sizeof white);
        for (int col = 0; col < 60; col++)
            memcpy(row + 3 * col, col < 20 || col > 30 ? white : colours[k], 3);
        FILE *f = fopen(file, "wb");
        fprintf(f, "P6 60 60 255\n");
        for (int r = 0; r < 60; r++)
            fwrite(r < 10 || r > 50 ? white : row, 1, 180, f);
        ck_assert_int_eq(fclose(f), 0);
        Greymap g;
        Error e;
        ck_assert(greymap_load(file, &g, &e));
        ck_assert_double_eq_tol(g.at[30 * 60 + 25], greys[k] / 255.0, 0.002);
        ck_assert_double_eq(g.at[30 * 60 + 15], 1);
        free(g.at);
        load_digits(1);
    }
}
END_TEST

// In text a 0 is white, and a 1 black.
START_TEST(bits_in_text) {
    FILE *f = fopen(file, "wb");
    fprintf(f, "P1 3 1 0 1 0");
    ck_assert_int_eq(fclose(f), 0);
    Greymap g;
    Error e;
    ck_assert(greymap_load(file, &g, &e));
    ck_assert_double_eq(g.at[0], 1);
    ck_assert_double_eq(g.at[1], 0);
    free(g.at);
}
END_TEST

// A pen of a sixtieth of the digit's size is drawn out to a tenth of it.
START_TEST(a_thin_pen_is_thickened) {
    uint8_t image[784];
    int black = 0;
    paper(200, 160, 255);
    ink(30, 20, 2, 100, 0);
    ink(30, 119, 140, 2, 0);
    load_canvas(image);
    for (int i = 0; i < 784; i++)
        black += image[i] > 200;
    ck_assert_int_ge(black, 25);
}
END_TEST

// A shade of the last row and column is the mean of as many pixels as there are.
// What is as long as can be looked at is not shrunk.
START_TEST(a_white_page_stays_white_when_it_is_shrunk) {
    enum { SHORT = 3 };
    for (int more = 0; more < 2; more++) {
        FILE *f = fopen(file, "wb");
        fprintf(f, "P5 %d %d 255\n", GREYMAP_LONGEST + more, SHORT);
        for (int i = 0; i < (GREYMAP_LONGEST + more) * SHORT; i++)
            putc(255, f);
        ck_assert_int_eq(fclose(f), 0);
        Greymap g;
        Error e;
        ck_assert(greymap_load(file, &g, &e));
        ck_assert_int_eq(g.shrunk, 1 + more);
        for (int i = 0; i < g.rows * g.cols; i++)
            ck_assert_double_eq(g.at[i], 1);
        free(g.at);
    }
}
END_TEST

// What is as dark as a table is no paper, and a darker spot on it no ink.
START_TEST(a_table_is_no_paper) {
    enum { SIDE = 60 };
    Greymap g = {SIDE, SIDE, 1, malloc(SIDE * SIDE * sizeof *g.at)};
    for (int i = 0; i < SIDE * SIDE; i++)
        g.at[i] = i % SIDE < 45 ? 0.9 : 0.2;
    for (int i = 10; i < 50; i++)
        g.at[i * SIDE + 20] = 0.1;  // a stroke on the paper
    g.at[30 * SIDE + 52] = 0.1;     // a spot on the table
    Sheet s;
    ck_assert(sheet_begin(&s, &g));
    sheet_look(&s, 0);
    ck_assert(sheet_is_ink(&s, 30 * SIDE + 20));
    ck_assert(!sheet_is_ink(&s, 30 * SIDE + 52));
    ck_assert(s.dark[30 * SIDE + 52] < 0.1);
    sheet_free(&s);
    free(g.at);
}
END_TEST

#define TEXT(text) text, sizeof text - 1

START_TEST(comments_and_spaces) {
    static const struct {
        const char *bytes;
        size_t n;
    } same[] = {{TEXT("P2 3 3 1 1 1 1 1 0 1 1 1 1")},
                {TEXT("P2\n#3\n3#3\n#\r3\t1\v1 1 1\f1 0#9\n1 1\r\n1 1")},
                {TEXT("P1#\n3 3\n000010000")},
                {TEXT("P1 3 3 0 0 0 0 1 # 1 1\n0 000 and what comes after")},
                {TEXT("P5 3 3 9\n\t\t\t\t\0\t\t\t\t and another")}};
    uint8_t expected[784], got[784];
    paper(3, 3, 200);
    ink(1, 1, 1, 1, 0);
    load_canvas(expected);
    for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
        write_bytes(file, same[k].bytes, same[k].n);
        load(got);
        ck_assert_msg(memcmp(got, expected, 784) == 0, "%s", same[k].bytes);
    }
}
END_TEST

/* ---- Into MNIST's form ---------------------------------------------------- */

static Dataset drawn(int count) {
    Error e;
    Dataset d;
    ck_assert(dataset_draw(&d, count, 1, &e));
    return d;
}

START_TEST(a_picture_in_that_form_comes_back_as_it_is) {
    uint8_t got[784];
    Dataset d = drawn(200);
    for (int i = 0; i < d.count; i++)
        for (int light = 0; light < 2; light++) {
            paper(28, 28, 0);
            memcpy(canvas.at, d.image + 784 * i, 784);
            if (light)
                negative();
            load_canvas(got);
            ck_assert_mem_eq(got, d.image + 784 * i, 784);
        }
    dataset_free(&d);
}
END_TEST

static int row_most(const uint8_t *image, int row, int step, int along) {
    int most = 0;
    for (int j = 0; j < 28; j++)
        most = image[row * step + j * along] > most
                   ? image[row * step + j * along]
                   : most;
    return most;
}

/* Does the digit fill its box of 20x20, with nothing in it that would count as
 * paper on a large sheet, an outer row that is more than a stroke's pale edge,
 * and a pen that is thick enough?
 */
static bool fills_its_box(const uint8_t *image) {
    int top, left, high = extent(image, 28, 1, &top),
                   wide = extent(image, 1, 28, &left), sum = 0, faint = 0;
    for (int k = 0; k < 784; k++) {
        sum += image[k];
        faint += image[k] > 0 && image[k] <= 15;
    }
    return (high > wide ? high : wide) == 20 && !faint &&
           darkest(image) == 255 && row_most(image, top, 28, 1) > 64 &&
           row_most(image, top + high - 1, 28, 1) > 64 &&
           row_most(image, left, 1, 28) > 64 &&
           row_most(image, left + wide - 1, 1, 28) > 64 && sum > 100 * 255;
}

START_TEST(a_picture_of_that_size_that_is_off_the_centre) {
    static const int at[][2] = {{0, 9}, {8, 9}, {4, 0}, {4, 18}, {4, 9}};
    uint8_t image[784];
    for (int k = 0; k < 5; k++) {
        paper(28, 28, 0);
        ink(at[k][0], at[k][1], 20, 10, 255);
        load_canvas(image);
        expect_extent(image, 20, 10);
        expect_centred(image);
    }
}
END_TEST

// Each pixel becomes a square of 8x8, somewhere on a sheet.
START_TEST(an_enlarged_digit_comes_back) {
    Dataset d = drawn(1500);
    int whole = 0;
    for (int i = 0; i < d.count; i++) {
        const uint8_t *image = d.image + 784 * i;
        if (!fills_its_box(image))
            continue;
        uint8_t expected[784], got[784];
        paper(300 + i % 97, 500 - i % 61, 255);
        for (int k = 0; k < 784; k++)
            ink(10 + i % 50 + 8 * (k / 28), 20 + i % 100 + 8 * (k % 28), 8, 8,
                255 - image[k]);
        load_canvas(got);
        picture_centre(expected, image, 14.5 - 1e-9);
        ck_assert_mem_eq(got, expected, 784);
        whole++;
    }
    ck_assert_int_ge(whole, 10);
    dataset_free(&d);
}
END_TEST

START_TEST(dark_on_light_or_light_on_dark) {
    uint8_t dark[784], light[784];
    paper(200, 150, 240);
    seven(20);
    load_canvas(dark);
    negative();
    load_canvas(light);
    ck_assert_mem_eq(dark, light, 784);
    expect_centred(dark);
    ck_assert_int_eq(darkest(dark), 255);
}
END_TEST

START_TEST(proportions_are_kept) {
    static const int shapes[][4] = {
        // rows and columns of the ink, and in the image
        {100, 100, 20, 20}, {40, 10, 20, 5}, {10, 40, 5, 20}, {6, 4, 20, 13},
        {4, 4, 20, 20},     {4, 90, 1, 20},  {7, 7, 20, 20}};
    uint8_t image[784];
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        paper(130, 120, 255);
        ink(10, 15, shapes[k][0], shapes[k][1], 100);
        load_canvas(image);
        if (shapes[k][2] > 1)
            expect_extent(image, shapes[k][2], shapes[k][3]);
        expect_centred(image);
    }
}
END_TEST

// 45 columns of ink become 20: the third lies in the second pixel by a quarter
// and in the third by none.
START_TEST(a_shade_is_a_mean_over_an_area) {
    uint8_t image[784];
    paper(60, 60, 255);
    for (int r = 5; r < 50; r++) {
        ink(r, 5, 1, 5, 0);
        ink(r, 46, 1, 4, 0);
    }
    ink(27, 5, 4, 45, 0);
    load_canvas(image);
    expect_extent(image, 20, 20);
    int left = 27, row = 28 * 18;
    for (int c = 27; c >= 0; c--)
        left = image[row + c] ? c : left;
    ck_assert_int_eq(image[row + left], 255);
    ck_assert_int_eq(image[row + left + 1], 255);
    ck_assert_int_eq(image[row + left + 2], 57);  // 0.5 / 2.25
    ck_assert_int_eq(image[row + left + 3], 0);
    ck_assert_int_eq(image[row + left + 18], 198);  // 1.75 / 2.25
    ck_assert_int_eq(image[row + left + 19], 255);
    paper(60, 60, 255);  // the same of rows
    ink(5, 5, 5, 45, 0);
    ink(46, 5, 4, 45, 0);
    ink(5, 27, 45, 4, 0);
    load_canvas(image);
    int top = 27;
    for (int r = 27; r >= 0; r--)
        top = image[28 * r + 18] ? r : top;
    ck_assert_int_eq(image[28 * (top + 2) + 18], 57);
    ck_assert_int_eq(image[28 * (top + 18) + 18], 198);
}
END_TEST

// A 7 moved to each border in turn.
START_TEST(ink_that_touches_the_border) {
    static const int at[][2] = {{20, 20}, {0, 20}, {20, 0}, {40, 20}, {20, 50}};
    uint8_t inside[784], touching[784];
    for (int k = 0; k < 5; k++) {
        paper(100, 100, 255);
        ink(at[k][0], at[k][1], 10, 50, 0);
        for (int row = 10; row < 60; row++)
            ink(at[k][0] + row, at[k][1] + 40 - row / 2, 1, 10, 0);
        load_canvas(k == 0 ? inside : touching);
        if (k > 0)
            ck_assert_mem_eq(inside, touching, 784);
    }
}
END_TEST

// A pencil is grey, and so is what a phone makes of a pen.
START_TEST(a_pale_picture_becomes_black) {
    uint8_t got[784];
    Dataset d = drawn(20);
    for (int i = 0; i < d.count; i++) {
        paper(28, 28, 0);
        for (int k = 0; k < 784; k++)
            canvas.at[k] = (uint8_t)(200 - d.image[784 * i + k] * 80 / 255);
        load_canvas(got);
        ck_assert_int_eq(darkest(got), 255);
        for (int k = 0; k < 784; k++)
            ck_assert_int_le(abs(got[k] - d.image[784 * i + k]), 4);
    }
    dataset_free(&d);
}
END_TEST

// Twice as large as can be looked at: each pixel four times.
START_TEST(a_large_picture_is_shrunk) {
    uint8_t small[784];
    paper(450, 600, 230);
    seven(40);
    load_canvas(small);
    int size = picture.size;
    FILE *f = fopen(file, "wb");
    fprintf(f, "P5 1200 900 255\n");
    for (int i = 0; i < 900 * 1200; i++)
        fputc(canvas.at[i / 1200 / 2 * 600 + i % 1200 / 2], f);
    ck_assert_int_eq(fclose(f), 0);
    load_digits(1);
    ck_assert_mem_eq(picture.image[0], small, 784);
    ck_assert_int_eq(picture.size, 2 * size);
}
END_TEST

/* ---- Photographs ----------------------------------------------------------
 * A digit is enlarged, with sharp edges, and put on paper as it may be. It has
 * to come back.
 */

typedef struct Pen {
    int size;          // of the digit, in pixels
    int top, left;     // where it begins
    double threshold;  // the higher, the thinner the pen
    double takes;      // how much of the light the ink takes
} Pen;

// How far from the paper to the ink, 0 … 1, at a point of an image.
static double sample(const uint8_t *image, double x, double y) {
    double sum = 0;
    for (int k = 0; k < 4; k++) {
        int col = (int)(x + 1) - 1 + k % 2, row = (int)(y + 1) - 1 + k / 2;
        double near_x = 1 - fabs(x - col), near_y = 1 - fabs(y - row);
        if (row >= 0 && row < 28 && col >= 0 && col < 28)
            sum += image[28 * row + col] * near_x * near_y / 255;
    }
    return sum;
}

// The pixels of the digit's box of 20x20 become squares of size/20.
static double pen_at(const uint8_t *image, const Pen *p, int row, int col) {
    double scale = p->size / 20.0, x = (col - p->left + 0.5) / scale + 3.5,
           y = (row - p->top + 0.5) / scale + 3.5;
    if (x < 0 || y < 0 || x > 27 || y > 27)
        return 0;
    double a = (sample(image, x, y) - p->threshold) * scale + 0.5;
    return a < 0 ? 0 : a > 1 ? p->takes : a * p->takes;
}

// How much of its light the paper keeps at a pixel: 1 is all.
typedef double Paper(double x, double y, Rng *r);

static double slope_of(double from, double to, double x) {
    double t = (x - from) / (to - from);
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

// x and y are pixels of a sheet of 240x200.
static double white(double x, double y, Rng *r) {
    return (void)x, (void)y, (void)r, 1;
}
static double darker_corner(double x, double y, Rng *r) {
    double d = sqrt((240 - x) * (240 - x) + (200 - y) * (200 - y));
    return 1 - 0.4 * slope_of(140, 0, d) + 0.01 * rng_normal(r);
}
static double darker_edge(double x, double y, Rng *r) {
    (void)x;
    return 1 - 0.35 * slope_of(120, 0, y) + 0.01 * rng_normal(r);
}
static double strong_shade(double x, double y, Rng *r) {
    return (void)y, 1 - 0.55 * x / 240 + 0.005 * rng_normal(r);
}
static double shade_below(double x, double y, Rng *r) {
    return (void)x, 1 - 0.55 * y / 200 + 0.005 * rng_normal(r);
}
static double shadow(double x, double y, Rng *r) {
    return (x + 0.6 * y > 190 ? 0.6 : 1) + 0.005 * rng_normal(r);
}
static double soft_shadow(double x, double y, Rng *r) {
    return (void)r, 1 - 0.5 * slope_of(60, 120, 0.3 * x + y);
}
static double squared(double x, double y, Rng *r) {
    bool line = (int)x % 24 == 7 || (int)y % 24 == 11;
    return (void)r, line ? 0.7 : 1;
}
static double squared_askew(double x, double y, Rng *r) {
    double u = fmod(x + 0.04 * y, 27), v = fmod(y - 0.04 * x + 27, 27);
    return 1 - 0.4 * (u < 1.2) - 0.4 * (v < 1.2) + 0.01 * rng_normal(r);
}
static double ruled(double x, double y, Rng *r) {
    return (void)r, fmod(y + 0.01 * x, 44) < 1.5 ? 0.55 : 1;
}
static double dark_frame(double x, double y, Rng *r) {
    bool frame = x < 5 || y < 7 || x >= 236 || y >= 194;
    return (void)r, frame ? 0.03 : 1;
}
static double on_a_table(double x, double y, Rng *r) {
    bool paper = x - 0.05 * y > 14 && x + 0.04 * y < 232 && y > 12 + 0.03 * x;
    return paper ? 1 : 0.25 + 0.02 * rng_normal(r);
}
// Paper on a table, under a lamp.
static double lamp_above(double x, double y, Rng *r) {
    double from_lamp = y / 200 - 0.1, to_side = x / 240 - 0.3,
           far = from_lamp * from_lamp + to_side * to_side;
    bool paper = 1.2 * y - 0.042 * x > 36 && y < 186 && x < 216 + 0.07 * y;
    return (paper ? 1 : 0.45) * (0.3 + 0.7 * exp(-3 * far)) +
           0.005 * rng_normal(r);
}
// A lamp's light in the middle, and far less at the border.
static double spot(double x, double y, Rng *r) {
    double across = x / 240 - 0.5, down = y / 200 - 0.5;
    return 0.25 + 0.75 * exp(-5 * (across * across + down * down)) +
           0.005 * rng_normal(r);
}
// A small sheet in the middle of a dark table.
static double note(double x, double y, Rng *r) {
    bool paper = x > 58 && x < 190 && y > 36 && y < 166 + 0.03 * x;
    return paper ? 1 : 0.15 + 0.01 * rng_normal(r);
}
static double grain(double x, double y, Rng *r) {
    return (void)x, (void)y, 1 + 0.07 * rng_normal(r);
}
static double fine_grain(double x, double y, Rng *r) {
    return (void)x, (void)y, 1 + 0.01 * rng_normal(r);
}
static double specks(double x, double y, Rng *r) {
    bool speck = fmod(x, 37) < 2 && fmod(y, 41) < 2;
    return (void)r, speck ? 0.3 : 1;
}
// A stroke of the next digit, cut off.
static double neighbour(double x, double y, Rng *r) {
    return (void)r, x > 232 && y > 70 && y < 130 ? 0.3 : 1;
}
// Squares of 8x8, as JPEG leaves them.
static double blocks(double x, double y, Rng *r) {
    (void)r;
    return 1 + 0.03 * (((int)x / 8 * 5 + (int)y / 8 * 3) % 7 - 3) / 3;
}

static const struct {
    const char *name;
    Paper *paper;
    double threshold, takes;
    bool light_on_dark;
} papers[] = {{"darker corner", darker_corner, 0.45, 0.6, false},
              {"darker edge", darker_edge, 0.45, 0.6, false},
              {"strong shade", strong_shade, 0.45, 0.7, false},
              {"strong shade, fat pen", strong_shade, 0.25, 0.8, false},
              {"shade from below, fat pen", shade_below, 0.25, 0.8, false},
              {"shadow", shadow, 0.45, 0.7, false},
              {"soft shadow", soft_shadow, 0.45, 0.7, false},
              {"squared", squared, 0.45, 0.8, false},
              {"squared, askew", squared_askew, 0.45, 0.8, false},
              {"ruled", ruled, 0.45, 0.8, false},
              {"frame", dark_frame, 0.45, 0.7, false},
              {"frame, grey pen", dark_frame, 0.45, 0.3, false},
              {"table", on_a_table, 0.45, 0.6, false},
              {"table, lamp above", lamp_above, 0.45, 0.8, false},
              {"lamp in the middle", spot, 0.45, 0.8, false},
              {"note on a table", note, 0.45, 0.8, false},
              {"slate on a table", note, 0.45, 0.8, true},
              {"grain", grain, 0.45, 0.6, false},
              {"pale", white, 0.45, 0.12, false},
              {"thin grey pen", darker_edge, 0.7, 0.4, false},
              {"specks", specks, 0.45, 0.7, false},
              {"neighbour", neighbour, 0.45, 0.7, false},
              {"blocks", blocks, 0.45, 0.7, false},
              {"white on black", darker_corner, 0.45, 0.7, true}};
enum { PAPERS = sizeof papers / sizeof *papers };

static void photograph(const uint8_t *image, const Pen *p, Paper *on,
                       int light) {
    Rng r = rng_new(5);
    for (int row = 0; row < canvas.rows; row++)
        for (int col = 0; col < canvas.cols; col++) {
            double x = col * 240.0 / canvas.cols, y = row * 200.0 / canvas.rows,
                   shade =
                       light * on(x, y, &r) * (1 - pen_at(image, p, row, col));
            canvas.at[row * canvas.cols + col] =
                (uint8_t)(shade < 0     ? 0
                          : shade > 255 ? 255
                                        : shade + 0.5);
        }
}

// How many of 20 digits come back as they were.
static int same_on(int kind, const Dataset *d, int rows, int cols, Pen p) {
    int same = 0;
    p.threshold = papers[kind].threshold, p.takes = papers[kind].takes;
    for (int i = 0; i < 20; i++) {
        Error e;
        const uint8_t *image = d->image + 784 * i;
        paper(rows, cols, 255);
        photograph(image, &p, papers[kind].paper, 215);
        if (papers[kind].light_on_dark)
            negative();
        write_canvas('5');
        same += picture_load(file, &picture, &e) && picture.digits == 1 &&
                alike(picture.image[0], image) > 0.8;
    }
    return same;
}

START_TEST(on_every_paper_a_digit_is_found) {
    Dataset d = drawn(20);
    Pen p = {.size = 90, .top = 36, .left = 55};
    int same = same_on(_i, &d, 160, 192, p);
    ck_assert_msg(same >= 19, "%s: %d of 20", papers[_i].name, same);
    dataset_free(&d);
}
END_TEST

START_TEST(with_a_margin_of_5_to_65_pixels) {
    Dataset d = drawn(20);
    for (int margin = 5; margin <= 65; margin += 20)
        for (int kind = 0; kind < 3; kind++) {
            Pen p = {.size = 80, .top = margin, .left = margin};
            int side = 80 + 2 * margin;
            int same = same_on(kind, &d, side, side, p);
            ck_assert_msg(same >= 19, "%s, margin %d: %d of 20",
                          papers[kind].name, margin, same);
        }
    dataset_free(&d);
}
END_TEST

START_TEST(small_and_in_a_corner) {
    Dataset d = drawn(20);
    Pen p = {.size = 24, .top = 250, .left = 4};
    int same = same_on(2, &d, 280, 300, p);
    ck_assert_msg(same >= 19, "%d of 20", same);
    dataset_free(&d);
}
END_TEST

// A felt-tip's digit that fills the picture is most of it, and what is paper lies
// at the border: it is the same dark on light and light on dark, in shade too.
START_TEST(fat_and_filling_its_picture) {
    static Paper *const on[] = {white, strong_shade, shade_below};
    Dataset d = drawn(20);
    Pen p = {.size = 90, .top = 10, .left = 10, .threshold = 0.01, .takes = 1};
    for (int i = 0; i < 20; i++)
        for (int k = 0; k < 3; k++) {
            uint8_t dark[784], light[784];
            paper(110, 110, 255);
            photograph(d.image + 784 * i, &p, on[k], 230);
            load_canvas(dark);
            negative();
            load_canvas(light);
            ck_assert_msg(alike(dark, light) > 0.97, "digit %d, paper %d", i,
                          k);
        }
    dataset_free(&d);
}
END_TEST

// Grain is no ink beside a stroke either.
START_TEST(paper_near_a_stroke_stays_white) {
    uint8_t image[784];
    Pen p = {.takes = 0};
    paper(150, 150, 255);
    photograph(image, &p, fine_grain, 215);
    ink(25, 30, 10, 90, 60);
    ink(35, 110, 80, 10, 60);
    load_canvas(image);
    int faint = 0;
    for (int k = 0; k < 784; k++)
        faint += image[k] > 0 && image[k] < 30;
    ck_assert_int_eq(faint, 0);
}
END_TEST

// Out of focus a stroke has a pale rim, by which the digit is no larger.
START_TEST(a_pale_rim_is_not_measured) {
    uint8_t sharp[784], soft[784];
    for (int rim = 0; rim < 2; rim++) {
        paper(120, 100, 250);
        for (int by = 4 * rim; by >= 0; by -= 4) {
            int shade = by > 0 ? 205 : 30;
            ink(20 - by, 30 - by, 10 + 2 * by, 40 + 2 * by, shade);
            ink(20 - by, 60 - by, 80 + 2 * by, 10 + 2 * by, shade);
        }
        load_canvas(rim ? soft : sharp);
    }
    for (int k = 0; k < 784; k++)
        ck_assert_int_le(abs(soft[k] - sharp[k]), 60);
}
END_TEST

// A box for the digit to be written into, a circle, a line under it.
START_TEST(what_is_drawn_around_a_digit_is_left_out) {
    enum { BOX, CIRCLE, LINE, KINDS };
    uint8_t alone[784] = {0}, got[784];
    for (int kind = -1; kind < KINDS; kind++) {
        paper(180, 180, 255);
        ink(50, 60, 10, 60, 0);  // a 7
        ink(60, 105, 70, 10, 0);
        for (int row = 0; row < 180 && (kind == BOX || kind == CIRCLE); row++)
            for (int col = 0; col < 180; col++) {
                int x = abs(col - 90), y = abs(row - 90);
                double far = kind == BOX ? fmax(x, y) : hypot(x, y);
                if (far > 72 && far < 78)
                    ink(row, col, 1, 1, 0);
            }
        if (kind == LINE)
            ink(138, 50, 5, 80, 0);
        load_canvas(kind < 0 ? alone : got);
        ck_assert_msg(kind < 0 || alike(got, alone) > 0.99, "kind %d", kind);
    }
}
END_TEST

/* ---- Several digits ------------------------------------------------------- */

// Digit i of the set in black, 80 high, added to what is there.
static void add_digit(const Dataset *d, int i, int top, int left) {
    Pen p = {80, top, left, 0.45, 1};
    for (int row = 0; row < canvas.rows; row++)
        for (int col = 0; col < canvas.cols; col++) {
            double x = pen_at(d->image + 784 * i, &p, row, col);
            uint8_t *at = &canvas.at[row * canvas.cols + col];
            *at = (uint8_t)((1 - x) * *at + 0.5);
        }
}

START_TEST(several_digits_come_in_reading_order) {
    static const int place[][2] = {{20, 20},  {34, 110},  {12, 210},
                                   {25, 300}, {150, 120}, {160, 20}};
    static const int order[] = {0, 1, 2, 3, 5, 4};
    uint8_t alone[6][784];
    Dataset d = drawn(6);
    for (int i = 0; i < 6; i++) {
        paper(260, 420, 255);
        add_digit(&d, i, place[i][0], place[i][1]);
        load_canvas(alone[i]);
    }
    for (int n = 2; n <= 6; n++) {
        paper(260, 420, 255);
        for (int i = 0; i < n; i++)
            add_digit(&d, i, place[i][0], place[i][1]);
        write_canvas('5');
        load_digits(n);
        for (int i = 0; i < n; i++)
            ck_assert_double_gt(
                alike(picture.image[i], alone[n < 6 ? i : order[i]]), 0.97);
    }
    dataset_free(&d);
}
END_TEST

START_TEST(the_parts_of_one_digit_are_one) {
    uint8_t five[784];
    paper(200, 160, 255);
    ink(30, 52, 12, 60, 0);  // the bar of a 5
    ink(50, 40, 42, 12, 0);  // and its body, apart
    ink(80, 40, 12, 60, 0);
    ink(80, 90, 60, 12, 0);
    ink(130, 40, 12, 60, 0);
    load_canvas(five);
    expect_extent(five, 20, 13);
    ink(60, 140, 80, 12, 0);  // a 1 beside it
    write_canvas('5');
    load_digits(2);
}
END_TEST

// Its bar is shorter than a digit, but longer than a full stop.
START_TEST(a_short_part_is_the_digits_and_a_full_stop_is_not) {
    uint8_t five[784];
    for (int stop = 0; stop < 2; stop++) {
        paper(200, 160, 255);
        ink(30, 40, 60, 12, 0);  // the body of a 5
        ink(80, 40, 12, 40, 0);
        ink(80, 70, 60, 12, 0);
        ink(130, 30, 12, 50, 0);
        if (stop)
            ink(130, 92, 9, 9, 0);
        else
            ink(30, 57, 12, 40, 0);  // its bar, apart
        load_canvas(five);
        expect_extent(five, 20, stop ? 9 : 12);
    }
}
END_TEST

// Half as long as the longest is a digit; a third is not, but a part of one that
// is near.
START_TEST(what_is_short_is_a_part_if_it_is_near) {
    uint8_t image[784];
    paper(150, 160, 255);
    ink(20, 30, 100, 12, 0);
    ink(60, 110, 50, 12, 0);
    write_canvas('5');
    load_digits(2);
    for (int gap = 8; gap <= 60; gap += gap < 18 ? 10 : 42) {
        paper(150, 160, 255);
        ink(20, 30, 100, 12, 0);
        ink(60, 42 + gap, 12, 30, 0);
        load_canvas(image);
        expect_extent(image, 20, gap == 8 ? 10 : 2);
    }
}
END_TEST

// A pen that fails for a moment at the top and at the bottom of a 0.
START_TEST(a_ring_with_gaps_is_one_digit) {
    uint8_t image[784];
    paper(500, 500, 255);
    for (int row = 100; row < 400; row++)
        for (int col = 100; col < 400; col++) {
            double far = hypot(col - 249.5, row - 249.5);
            if (far > 100 && far < 120 && abs(2 * col - 499) > 4)
                ink(row, col, 1, 1, 0);
        }
    load_canvas(image);
    expect_extent(image, 20, 20);
}
END_TEST

// A 3 around its middle bar, a 2 with its base apart, a 0 with a dot in it.
START_TEST(what_is_open_or_holds_little_is_no_frame) {
    uint8_t image[784];
    paper(180, 160, 255);
    ink(30, 40, 12, 60, 0);
    ink(84, 45, 12, 39, 0);
    ink(138, 40, 12, 60, 0);
    ink(30, 90, 120, 12, 0);
    load_canvas(image);
    expect_extent(image, 20, 10);
    paper(180, 160, 255);
    ink(30, 40, 12, 60, 0);
    ink(30, 88, 50, 12, 0);
    ink(68, 40, 12, 60, 0);
    ink(68, 40, 60, 12, 0);
    ink(134, 40, 12, 100, 0);
    load_canvas(image);
    expect_extent(image, 20, 17);
    paper(180, 160, 255);
    ink(30, 40, 120, 70, 0);
    ink(42, 52, 96, 46, 255);
    ink(85, 70, 10, 10, 0);
    load_canvas(image);
    expect_extent(image, 20, 12);
    ck_assert_int_gt(image[14 * 28 + 14], 128);
}
END_TEST

START_TEST(what_is_doubtful) {
    uint8_t image[784];
    paper(100, 100, 255);
    ink(30, 20, 10, 60, 0);
    load_canvas(image);
    ck_assert(picture.wide && !picture.pale);
    ck_assert_int_eq(picture.size, 60);
    paper(100, 100, 255);
    ink(20, 45, 60, 10, 0);
    load_canvas(image);
    ck_assert(!picture.wide && !picture.pale);
    paper(100, 100, 255);
    ink(20, 45, 60, 10, 240);
    load_canvas(image);
    ck_assert(picture.pale);
}
END_TEST

/* ---- Everything that may be wrong ----------------------------------------- */

static void expect_refused(const char *message) {
    static Picture kept;
    Error e = {""};
    memset(&picture, 99, sizeof picture);
    memset(&kept, 99, sizeof kept);
    ck_assert_msg(!picture_load(file, &picture, &e), "not refused: %s",
                  message);
    ck_assert_str_eq(e.text, message);
    ck_assert_mem_eq(&picture, &kept, sizeof picture);
}

#define ADVICE "; save your drawing as PGM (P2 or P5)"
#define CONVERT "; make a PGM of it: magick PICTURE digit.pgm (ImageMagick)"
#define TRUNCATED                                                              \
    "truncated header: a width, a height and a largest value are expected" ADVICE
#define NO_INK                                                                 \
    "there is no ink on it; draw a digit, dark on light or light on dark"

static const struct {
    const char *bytes;
    size_t n;
    const char *message;
} bad[] = {
    {TEXT(""), "not a PGM picture (0 bytes)" ADVICE},
    {TEXT("P"), "not a PGM picture (1 bytes)" ADVICE},
    {TEXT("P9\n1 1\n1\n"), "not a PGM picture (9 bytes)" ADVICE},
    {TEXT("<html><body>"), "not a PGM picture (starts with \"<html\")" ADVICE},
    {TEXT("\x89PNG\r\n\x1a\n"), "a PNG picture" CONVERT},
    {TEXT("\xff\xd8\xff\xe0JFIF"), "a JPEG picture" CONVERT},
    {TEXT("GIF89a"), "a GIF picture" CONVERT},
    {TEXT("BM123456"), "a BMP picture" CONVERT},
    {TEXT("RIFF1234WEBPVP8 "), "a WebP picture" CONVERT},
    {TEXT("RIFF1234WAVEfmt "),
     "not a PGM picture (starts with \"RIFF1\")" ADVICE},
    {TEXT("\0\0\0\x18"
          "ftypheic"),
     "a HEIC picture" CONVERT},
    {TEXT("\x1f\x8b\x08\0"), "this is gzip data; run gunzip"},
    {TEXT("P6 1 2 255 abcde"), "header says 1x2 pixels = 6 bytes, file has 5"},
    {TEXT("P6 1 1 98 abc"), "value 99 at row 0, column 0 (must be 0..98)"},
    {TEXT("P3 1 1 255 1 2  "), "ends after 0 of 1x1 pixels"},
    {TEXT("P3 1 1 255 1 2 x"), "no number at row 0, column 0"},
    {TEXT("P3 2 1 9 1 2 3 4 5 10"),
     "value 10 at row 0, column 1 (must be 0..9)"},
    {TEXT("P6 1 1 255 abc"), NO_INK},
    {TEXT("P5"), TRUNCATED},
    {TEXT("P5 3"), TRUNCATED},
    {TEXT("P5 3 3"), TRUNCATED},
    {TEXT("P5 -3 3 255 "), TRUNCATED},
    {TEXT("P5 3x3 255 "), TRUNCATED},
    {TEXT("P4 3 # 3"),
     "truncated header: a width, a height are expected" ADVICE},
    {TEXT("P5 0 3 255 "), "header says 0x3: it is empty"},
    {TEXT("P5 3 0 255 "), "header says 3x0: it is empty"},
    {TEXT("P5 20001 3 255 "),
     "header says 20001x3 pixels, more than can be read; make it smaller"},
    {TEXT("P5 20000 20000 255 "),
     "header says 20000x20000 pixels, more than can be read; make it smaller"},
    {TEXT("P5 3 12345678 255 "),
     "header says 3x12345678 pixels, more than can be read; make it smaller"},
    {TEXT("P5 99999999999999999999 3 255 "),
     "header says 1000000000x3 pixels, more than can be read; make it "
     "smaller"},
    {TEXT("P5 1 1 0 a"), "largest value 0 (must be 1..65535)"},
    {TEXT("P5 1 1 65536 ab"), "largest value 65536 (must be 1..65535)"},
    {TEXT("P5 3 2 255 abcde"), "header says 3x2 pixels = 6 bytes, file has 5"},
    {TEXT("P5 3 2 256 abcdefghijk"),
     "header says 3x2 pixels = 12 bytes, file has 11"},
    {TEXT("P4 9 2 abc"), "header says 9x2 pixels = 4 bytes, file has 3"},
    {TEXT("P2 3 2 9 1 2 3 4 5"),
     "header says 3x2 pixels = 11 bytes at least, file has 9"},
    {TEXT("P2 3 2 9 1   2   3   4   5"), "ends after 5 of 3x2 pixels"},
    {TEXT("P1 3 2 1 0 1 0 1 # 0 0"), "ends after 5 of 3x2 pixels"},
    {TEXT("P2 3 2 9 1 2 3 4 x 6"), "no number at row 1, column 1"},
    {TEXT("P2 3 2 9 1 2 3 4 -5 6"), "no number at row 1, column 1"},
    {TEXT("P1 3 2 110120"), "no number at row 1, column 1"},
    {TEXT("P2 3 2 9 1 2 3 4 10 6"),
     "value 10 at row 1, column 1 (must be 0..9)"},
    {TEXT("P5 3 2 98 abcabc"), "value 99 at row 0, column 2 (must be 0..98)"},
    {TEXT("P5 1 2 256 \x01\x02\x01\x01"),
     "value 258 at row 0, column 0 (must be 0..256)"},
    {TEXT("P5 3 2 255 aaaaaa"), NO_INK},
    {TEXT("P1 1 1 1"), NO_INK},
    {TEXT("P4 1 1 \x80"), NO_INK},
};

START_TEST(pictures_that_are_refused) {
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        char expected[300];
        snprintf(expected, sizeof expected, "digit.pgm: %s", bad[k].message);
        write_bytes(file, bad[k].bytes, bad[k].n);
        expect_refused(expected);
    }
}
END_TEST

START_TEST(a_sheet_without_a_digit) {
    Rng r = rng_new(2);
    paper(300, 200, 200);
    for (int i = 0; i < canvas.rows * canvas.cols; i++)
        canvas.at[i] = (uint8_t)(200 + rng_below(&r, 9));
    write_canvas('5');
    expect_refused("digit.pgm: " NO_INK);
}
END_TEST

// Whatever the grain, most of it is paler than what counts as the paper's own.
START_TEST(grain_is_not_ink) {
    enum { SIDE = 120 };
    static const double deviations[] = {0.01, 0.03, 0.1};
    for (int k = 0; k < 3; k++) {
        Rng r = rng_new(5);
        Greymap g = {SIDE, SIDE, 1, malloc(SIDE * SIDE * sizeof *g.at)};
        for (int i = 0; i < SIDE * SIDE; i++)
            g.at[i] = 0.6 + deviations[k] * rng_normal(&r);
        Sheet s;
        ck_assert(sheet_begin(&s, &g));
        for (int reach = 0; reach < 3; reach++) {
            int above = 0;
            sheet_look(&s, reach);
            for (int i = 0; i < SIDE * SIDE; i++)
                above += s.soft[i] > s.grain;
            ck_assert_msg(
                above < SIDE * SIDE / 50,
                "deviation %g, reach %d: %d of %d are above the grain",
                deviations[k], reach, above, SIDE * SIDE);
        }
        sheet_free(&s);
        free(g.at);
    }
}
END_TEST

START_TEST(what_is_not_a_file) {
    expect_refused("digit.pgm: No such file or directory; is that the "
                   "picture's name?");
    ck_assert_int_eq(mkdir(file, 0700), 0);
    expect_refused("digit.pgm: is a directory");
    rmdir(file);
    ck_assert_int_eq(mkfifo(file, 0600), 0);  // opening it would wait
    expect_refused("digit.pgm: is not a regular file");
}
END_TEST

START_TEST(no_memory_is_an_error) {
    uint8_t expected[784];
    long n = 0;
    paper(100, 80, 255);
    seven(0);
    load_canvas(expected);
    for (bool good = false; !good; n++) {
        Error e = {""};
        alloc_fail_after(n);
        good = picture_load(file, &picture, &e);
        alloc_fail_after(-1);
        ck_assert(good ||
                  strncmp(e.text, "digit.pgm: no memory for ", 25) == 0);
    }
    ck_assert_int_ge(n, 10);
    ck_assert_mem_eq(picture.image[0], expected, 784);
}
END_TEST

SUITE(picture) {
    TCase *t = tcase_create("picture");
    tcase_add_checked_fixture(t, folder_enter, folder_leave);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, all_formats_are_the_same_picture);
    tcase_add_test(t, a_colour_is_as_light_as_its_grey);
    tcase_add_test(t, a_large_picture_is_shrunk);
    tcase_add_test(t, comments_and_spaces);
    tcase_add_test(t, a_picture_in_that_form_comes_back_as_it_is);
    tcase_add_test(t, a_picture_of_that_size_that_is_off_the_centre);
    tcase_add_test(t, an_enlarged_digit_comes_back);
    tcase_add_test(t, dark_on_light_or_light_on_dark);
    tcase_add_test(t, proportions_are_kept);
    tcase_add_test(t, a_shade_is_a_mean_over_an_area);
    tcase_add_test(t, ink_that_touches_the_border);
    tcase_add_test(t, a_pale_picture_becomes_black);
    tcase_add_test(t, with_a_margin_of_5_to_65_pixels);
    tcase_add_test(t, small_and_in_a_corner);
    tcase_add_test(t, several_digits_come_in_reading_order);
    tcase_add_test(t, the_parts_of_one_digit_are_one);
    tcase_add_test(t, fat_and_filling_its_picture);
    tcase_add_test(t, paper_near_a_stroke_stays_white);
    tcase_add_test(t, a_pale_rim_is_not_measured);
    tcase_add_test(t, what_is_drawn_around_a_digit_is_left_out);
    tcase_add_test(t, a_short_part_is_the_digits_and_a_full_stop_is_not);
    tcase_add_test(t, what_is_short_is_a_part_if_it_is_near);
    tcase_add_test(t, a_ring_with_gaps_is_one_digit);
    tcase_add_test(t, what_is_open_or_holds_little_is_no_frame);
    tcase_add_test(t, what_is_doubtful);
    tcase_add_test(t, a_thin_pen_is_thickened);
    tcase_add_loop_test(t, on_every_paper_a_digit_is_found, 0, PAPERS);
    tcase_add_test(t, pictures_that_are_refused);
    tcase_add_test(t, a_sheet_without_a_digit);
    tcase_add_test(t, bits_in_text);
    tcase_add_test(t, a_white_page_stays_white_when_it_is_shrunk);
    tcase_add_test(t, a_table_is_no_paper);
    tcase_add_test(t, grain_is_not_ink);
    tcase_add_test(t, what_is_not_a_file);
    tcase_add_test(t, no_memory_is_an_error);
    suite_add_tcase(s, t);
}
