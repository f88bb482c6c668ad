/* test_picture.c: pictures in every format that is read, where their ink ends
 * up, and everything that is refused.
 */
#include "digits.h"
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

// kind: '1' '2' '4' '5', and 'w' for P5 with two bytes a pixel.
static void write_canvas(char kind) {
    FILE *f = fopen(file, "wb");
    ck_assert_ptr_nonnull(f);
    fprintf(f, "P%c\n# drawn by a test\n%d %d\n", kind == 'w' ? '5' : kind,
            canvas.cols, canvas.rows);
    if (kind != '1' && kind != '4')
        fprintf(f, "%d\n", kind == 'w' ? 65535 : 255);
    for (int r = 0; r < canvas.rows; r++) {
        int byte = 0;
        for (int c = 0; c < canvas.cols; c++) {
            int v = canvas.at[r * canvas.cols + c], black = v < 128;
            byte = (byte << 1 | black) & 0xff;
            if (kind == '1')
                fputc('0' + black, f);
            else if (kind == '2')
                fprintf(f, "%d\n", v);
            else if (kind == '5' || kind == 'w')
                fputc(v, f);
            if (kind == 'w')
                fputc(v, f);
            if (kind == '4' && (c % 8 == 7 || c + 1 == canvas.cols))
                fputc(byte << (7 - c % 8), f);
        }
    }
    ck_assert_int_eq(fclose(f), 0);
}

static void load(uint8_t *image) {
    Error e = {""};
    ck_assert_msg(picture_load(file, image, &e), "%s", e.text);
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

/* ---- Formats -------------------------------------------------------------- */

START_TEST(all_formats_are_the_same_picture) {
    uint8_t expected[784], got[784];
    paper(123, 77, 255);  // (no multiple of 8)
    seven(0);
    load_canvas(expected);
    for (const char *kind = "124w"; *kind; kind++) {
        write_canvas(*kind);
        load(got);
        ck_assert_msg(memcmp(got, expected, 784) == 0, "P%c", *kind);
    }
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

static int row_ink(const uint8_t *image, int row, int step, int along) {
    int sum = 0;
    for (int j = 0; j < 28; j++)
        sum += image[row * step + j * along];
    return sum;
}

/* Does the digit fill its box of 20x20, with nothing in it that would count as
 * a smear or as dust on a large sheet? (An outer row that becomes eight has a
 * thousandth of all ink in each of them when it has a 125th.)
 */
static bool fills_its_box(const uint8_t *image) {
    int top, left, high = extent(image, 28, 1, &top),
                   wide = extent(image, 1, 28, &left), sum = 0, faint = 0;
    for (int k = 0; k < 784; k++) {
        sum += image[k];
        faint += image[k] > 0 && image[k] <= 15;
    }
    return (high > wide ? high : wide) == 20 && !faint &&
           darkest(image) == 255 && 125 * row_ink(image, top, 28, 1) > sum &&
           125 * row_ink(image, top + high - 1, 28, 1) > sum &&
           125 * row_ink(image, left, 1, 28) > sum &&
           125 * row_ink(image, left + wide - 1, 1, 28) > sum;
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
        {100, 100, 20, 20}, {40, 10, 20, 5}, {10, 40, 5, 20}, {3, 2, 20, 13},
        {1, 1, 20, 20},     {1, 90, 1, 20},  {7, 7, 20, 20}};
    uint8_t image[784];
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        paper(130, 120, 255);
        ink(10, 15, shapes[k][0], shapes[k][1], 100);
        load_canvas(image);
        expect_extent(image, shapes[k][2], shapes[k][3]);
        expect_centred(image);
        for (int i = 0; i < 784; i++)
            ck_assert(image[i] == 0 || image[i] == 255);
    }
}
END_TEST

// 45 columns of ink become 20: the third lies in the second pixel by a quarter
// and in the third by none.
START_TEST(a_shade_is_a_mean_over_an_area) {
    uint8_t image[784];
    paper(60, 60, 255);
    ink(5, 5, 45, 45, 255);
    for (int r = 0; r < 45; r++)
        for (int c = 0; c < 45; c += 44)
            ink(5 + r, 5 + c, 1, 1, 0);  // the outer columns
    load_canvas(image);
    expect_extent(image, 20, 20);
    // One column of 2.25: 1/2.25 of black, which becomes 255.
    ck_assert_int_eq(image[14 * 28 + 4], 255);
    ck_assert_int_eq(image[14 * 28 + 5], 0);
    ink(5, 7, 45, 1, 0);  // a quarter in pixel 0, three quarters in pixel 1
    load_canvas(image);
    int left = 27;
    for (int c = 27; c >= 0; c--)
        left = image[14 * 28 + c] ? c : left;
    ck_assert_int_eq(image[14 * 28 + left], 255);      // 1.25 / 2.25
    ck_assert_int_eq(image[14 * 28 + left + 1], 153);  // 0.75 / 2.25
    ck_assert_int_eq(image[14 * 28 + left + 2], 0);
    ck_assert_int_eq(image[14 * 28 + left + 19], 204);  // 1 / 2.25
}
END_TEST

START_TEST(uneven_paper_and_dust_are_not_ink) {
    uint8_t clean[784], got[784];
    Rng r = rng_new(1);
    paper(400, 300, 220);
    seven(40);
    load_canvas(clean);
    for (int i = 0; i < canvas.rows * canvas.cols; i++) {
        double shade = canvas.at[i] + 5 * rng_normal(&r) +
                       20.0 * (i % canvas.cols - 150) / 150;
        canvas.at[i] = (uint8_t)(shade < 0 ? 0 : shade > 255 ? 255 : shade);
    }
    canvas.at[300 * 20 + 12] = 0;  // dust
    canvas.at[300 * 390 + 280] = 0;
    load_canvas(got);
    expect_centred(got);
    int off = 0;
    for (int k = 0; k < 784; k++)
        off += abs(got[k] - clean[k]) > 60;
    ck_assert_int_le(off, 6);
}
END_TEST

// The border's shades are 192, 200 and 208: the median distance is 8. Spots of
// three times that are paper, anywhere; of five times, and many, they are ink.
START_TEST(how_uneven_paper_may_be) {
    uint8_t clean[784], got[784];
    for (int spots = 0; spots < 3; spots++) {
        paper(300, 300, 200);
        for (int i = 0; i < canvas.rows * canvas.cols; i++)
            canvas.at[i] = (uint8_t)(192 + 8 * (i % 3));
        for (int i = 0; i < 12 && spots; i++)
            ink(12, 12 + 23 * i, 12, 12, 200 - 8 * (spots == 1 ? 3 : 5));
        seven(0);
        load_canvas(spots ? got : clean);
        if (spots)
            ck_assert_int_eq(!memcmp(got, clean, sizeof got), spots == 1);
    }
}
END_TEST

START_TEST(ink_that_touches_the_border) {
    uint8_t inside[784], cut[784];
    paper(100, 80, 255);
    ink(20, 20, 10, 40, 0);
    ink(20, 45, 60, 10, 0);
    load_canvas(inside);
    paper(60, 40, 255);
    ink(0, 0, 10, 40, 0);
    ink(0, 25, 60, 10, 0);
    load_canvas(cut);
    ck_assert_mem_eq(inside, cut, 784);
}
END_TEST

/* ---- Everything that may be wrong ----------------------------------------- */

static void expect_refused(const char *message) {
    uint8_t image[784], kept[784];
    Error e = {""};
    memset(image, 99, sizeof image);
    memset(kept, 99, sizeof kept);
    ck_assert_msg(!picture_load(file, image, &e), "not refused: %s", message);
    ck_assert_str_eq(e.text, message);
    ck_assert_mem_eq(image, kept, 784);
}

#define ADVICE "; save your drawing as PGM (P2 or P5)"
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
    {TEXT("\x89PNG\r\n\x1a\n"), "a PNG picture" ADVICE},
    {TEXT("\xff\xd8\xff\xe0JFIF"), "a JPEG picture" ADVICE},
    {TEXT("GIF89a"), "a GIF picture" ADVICE},
    {TEXT("BM123456"), "a BMP picture" ADVICE},
    {TEXT("\x1f\x8b\x08\0"), "this is gzip data; run gunzip"},
    {TEXT("P6 1 1 255 abc"),
     "a picture in colour (P6); save it in shades of grey, as PGM"},
    {TEXT("P3 1 1 255 1 2 3"),
     "a picture in colour (P3); save it in shades of grey, as PGM"},
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

START_TEST(what_is_not_a_file) {
    expect_refused("digit.pgm: No such file or directory; save your drawing as "
                   "PGM (P2 or P5)");
    ck_assert_int_eq(mkdir(file, 0700), 0);
    expect_refused("digit.pgm: is a directory");
    rmdir(file);
    ck_assert_int_eq(mkfifo(file, 0600), 0);  // opening it would wait
    expect_refused("digit.pgm: is not a regular file");
}
END_TEST

START_TEST(no_memory_is_an_error) {
    static const char *const messages[] = {
        "digit.pgm: no memory for 80x100 pixels",
        "digit.pgm: no memory for its border"};
    uint8_t expected[784], got[784];
    paper(100, 80, 255);
    seven(0);
    load_canvas(expected);
    for (long n = 0;; n++) {
        Error e = {""};
        memset(got, 0, sizeof got);
        alloc_fail_after(n);
        bool good = picture_load(file, got, &e);
        alloc_fail_after(-1);
        ck_assert(good == (n >= 2));
        if (good)
            break;
        ck_assert_str_eq(e.text, messages[n]);
    }
    ck_assert_mem_eq(got, expected, 784);
}
END_TEST

SUITE(picture) {
    TCase *t = tcase_create("picture");
    tcase_add_checked_fixture(t, folder_enter, folder_leave);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, all_formats_are_the_same_picture);
    tcase_add_test(t, comments_and_spaces);
    tcase_add_test(t, a_picture_in_that_form_comes_back_as_it_is);
    tcase_add_test(t, a_picture_of_that_size_that_is_off_the_centre);
    tcase_add_test(t, an_enlarged_digit_comes_back);
    tcase_add_test(t, dark_on_light_or_light_on_dark);
    tcase_add_test(t, proportions_are_kept);
    tcase_add_test(t, a_shade_is_a_mean_over_an_area);
    tcase_add_test(t, uneven_paper_and_dust_are_not_ink);
    tcase_add_test(t, how_uneven_paper_may_be);
    tcase_add_test(t, ink_that_touches_the_border);
    tcase_add_test(t, pictures_that_are_refused);
    tcase_add_test(t, a_sheet_without_a_digit);
    tcase_add_test(t, what_is_not_a_file);
    tcase_add_test(t, no_memory_is_an_error);
    suite_add_tcase(s, t);
}
