/* test_images.c: the reader of IDX files and all it refuses, which set is
 * found, the drawn digits, batches, and points in the plane.
 */
#include "digits.h"
#include "images.h"
#include "points.h"
#include "sets.h"
#include "optim.h"
#include "suites.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Files to read --------------------------------------------------------
 */

static char images[80], labels[80];

static void make_folder(void) {
    folder_enter();
    unsetenv("MNIST_DIR");
    strcpy(images, "images");
    strcpy(labels, "labels");
}

// n labels 0, 1, … 9, 0, … under an IDX header.
static void write_labels(const char *path, int n) {
    uint8_t b[100] = {0, 0, 8, 1, 0, 0, 0, (uint8_t)n};
    for (int i = 0; i < n; i++)
        b[8 + i] = (uint8_t)(i % 10);
    write_bytes(path, b, 8 + (size_t)n);
}

// n images of rows x cols; byte k of all of them is k + 1.
static void write_images(const char *path, int n, int rows, int cols) {
    uint8_t b[300] = {0, 0, 8, 3,
                      0, 0, 0, (uint8_t)n,
                      0, 0, 0, (uint8_t)rows,
                      0, 0, 0, (uint8_t)cols};
    for (int k = 0; k < n * rows * cols; k++)
        b[16 + k] = (uint8_t)(k + 1);
    write_bytes(path, b, 16 + (size_t)(n * rows * cols));
}

static void expect_empty(const Dataset *d) {
    ck_assert_ptr_null(d->image);
    ck_assert_ptr_null(d->label);
    ck_assert_int_eq(d->count, 0);
}

static void expect_refused(const char *message) {
    Error e = {""};
    Dataset d;
    ck_assert(!dataset_load_idx(&d, images, labels, 100, &e));
    ck_assert_str_eq(e.text, message);
    expect_empty(&d);
}

START_TEST(a_pair_of_any_size) {
    Error e = {""};
    Dataset d;
    write_images(images, 3, 2, 5);
    write_labels(labels, 3);
    ck_assert_msg(dataset_load_idx(&d, images, labels, 100, &e), "%s", e.text);
    ck_assert_int_eq(d.count, 3);
    ck_assert_int_eq(d.rows, 2);
    ck_assert_int_eq(d.cols, 5);
    for (int k = 0; k < 30; k++)
        ck_assert_int_eq(d.image[k], k + 1);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(d.label[i], i);
    dataset_free(&d);
    expect_empty(&d);
}
END_TEST

START_TEST(only_as_many_as_asked_for) {
    Error e = {""};
    Dataset d;
    write_images(images, 3, 2, 2);
    write_bytes(labels, (uint8_t[]){0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 200}, 11);
    ck_assert_msg(dataset_load_idx(&d, images, labels, 2, &e), "%s", e.text);
    ck_assert_int_eq(d.count, 2);
    ck_assert_int_eq(d.image[7], 8);
    ck_assert_int_eq(d.label[1], 8);
    dataset_free(&d);
    expect_refused("labels: label 200 at index 2 (must be 0..9)");
    ck_fatal("dataset_load_idx: asked for 0 images",
             dataset_load_idx(&d, images, labels, 0, &e));
}
END_TEST

/* ---- Everything that may be wrong with a file ----------------------------- */

#define BYTES(...)                                                             \
    (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})
#define TEXT(text) (const uint8_t *)text, sizeof text - 1

static const struct {
    const uint8_t *bytes;
    size_t n;
    const char *message;
} bad_images[] = {
    {BYTES(0, 0, 8), "images: truncated header: 3 bytes, need at least 16"},
    {TEXT(""), "images: truncated header: 0 bytes, need at least 16"},
    {TEXT("404"), "images: truncated header: 3 bytes, need at least 16"},
    {BYTES(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0),
     "images: truncated header: 15 bytes, need at least 16"},
    {BYTES(0x1f, 0x8b, 8, 0), "images: this is gzip data; run gunzip"},
    {TEXT("<html><body>"), "images: not an IDX file (starts with \"<html\"): "
                           "the download failed"},
    {TEXT("label,1x1,1x2,1x3,1x4"),
     "images: not an IDX file (starts with \"label\"): a text, such as CSV, "
     "will not do"},
    {TEXT("version https://git-lfs.github.com/spec/v1"),
     "images: not an IDX file (starts with \"versi\"): git lfs keeps the file "
     "elsewhere"},
    {BYTES(0xef, 0xbb, 0xbf, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
     "images: not an IDX file (starts with 0xefbbbf3c)"},
    {BYTES(0, 0, 8, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0),
     "images: labels file given where images were expected"},
    {BYTES(3, 8, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7),
     "images: byte-swapped header"},
    {BYTES(0, 0, 13, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7),
     "images: unsupported element type 0x0d (only unsigned bytes, 0x08)"},
    {BYTES(0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7),
     "images: 4 dimensions where images have 3"},
    {BYTES(0, 0, 8, 3, 0, 0, 0xea, 0x60, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2),
     "images: header says 60000x28x28 = 47040000 bytes, file has 2"},
    {BYTES(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2),
     "images: header says 1x1x1 = 1 bytes, file has 2"},
    {BYTES(0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28),
     "images: header says 0x28x28: it is empty"},
    {BYTES(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 28),
     "images: header says 1x0x28: it is empty"},
    {BYTES(0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
           255),
     "images: header says 4294967295x4294967295x4294967295 bytes, more than "
     "can be read"},
    // A product that is 0 modulo 2⁶⁴.
    {BYTES(0, 0, 8, 3, 128, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 4),
     "images: header says 2147483648x2147483648x4 bytes, more than can be "
     "read"},
    {BYTES(0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4),
     "images: 4 images but 3 labels in labels"},
};

START_TEST(images_that_are_refused) {
    write_labels(labels, 3);
    for (size_t k = 0; k < sizeof bad_images / sizeof *bad_images; k++) {
        write_bytes(images, bad_images[k].bytes, bad_images[k].n);
        expect_refused(bad_images[k].message);
    }
}
END_TEST

START_TEST(labels_that_are_refused) {
    write_images(images, 2, 1, 1);
    write_images(labels, 2, 1, 1);
    expect_refused("labels: images file given where labels were expected");
    write_bytes(labels, (uint8_t[]){0, 0, 8, 1, 0, 0, 0}, 7);
    expect_refused("labels: truncated header: 7 bytes, need at least 8");
    write_bytes(labels, (uint8_t[]){1, 8, 0, 0, 2, 0, 0, 0, 1, 2}, 10);
    expect_refused("labels: byte-swapped header");
    write_bytes(labels, (uint8_t[]){0, 0, 8, 1, 0, 0, 0, 2, 1}, 9);
    expect_refused("labels: header says 2 bytes, file has 1");
    write_bytes(labels, (uint8_t[]){0, 0, 8, 1, 0, 0, 0, 2, 9, 10}, 10);
    expect_refused("labels: label 10 at index 1 (must be 0..9)");
}
END_TEST

START_TEST(what_is_not_a_file) {
    expect_refused("images: No such file or directory; run `make mnist`, or "
                   "name the folder of MNIST's four files with --data DIR or "
                   "MNIST_DIR");
    write_bytes("images.gz", "x", 1);
    expect_refused("images: is still packed; run gunzip images.gz");
    write_images(images, 2, 1, 1);
    expect_refused("labels: No such file or directory; run `make mnist`, or "
                   "name the folder of MNIST's four files with --data DIR or "
                   "MNIST_DIR");
    ck_assert_int_eq(mkdir(labels, 0700), 0);
    expect_refused("labels: is a directory");
    rmdir(labels);
    ck_assert_int_eq(mkfifo(labels, 0600), 0);  // opening it would wait
    expect_refused("labels: is not a regular file");
    strcpy(images, "/dev/null");
    expect_refused("/dev/null: is not a regular file");
}
END_TEST

START_TEST(no_memory_is_an_error) {
    write_images(images, 3, 2, 2);
    write_labels(labels, 3);
    int failures = 0;
    for (long n = 0;; n++, failures++) {
        Error e = {""};
        Dataset d;
        alloc_fail_after(n);
        bool good = dataset_load_idx(&d, images, labels, 9, &e);
        alloc_fail_after(-1);
        if (good) {
            dataset_free(&d);
            break;
        }
        ck_assert_str_ne(e.text, "");
        expect_empty(&d);
        ck_assert_int_lt(n, 50);
    }
    ck_assert_int_ge(failures, 2);
    for (long n = 0; n < 2; n++) {
        Error e = {""};
        Dataset d;
        alloc_fail_after(n);
        bool good = dataset_draw(&d, 5, 1, &e);
        alloc_fail_after(-1);
        ck_assert(!good);
        ck_assert_str_eq(e.text, "drawn digits: no memory for 5 of them");
        expect_empty(&d);
    }
}
END_TEST

/* ---- Which set is found --------------------------------------------------- */

static void write_set(const char *name, int rows) {
    static const char *const files[] = {
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
    char path[100];
    ck_assert_int_eq(mkdir(name, 0700), 0);
    for (int k = 0; k < 4; k++) {
        snprintf(path, sizeof path, "%s/%s", name, files[k]);
        if (k % 2)
            write_labels(path, k == 1 ? 6 : 4);
        else
            write_images(path, k == 0 ? 6 : 4, rows, 3);
    }
}

// What is found, with the size of its images; the error if nothing is.
static const char *found(const char *option) {
    static char text[600];
    Error e = {""};
    Dataset train, test;
    if (!dataset_find(&train, &test, option, 5, 3, 1, &e)) {
        expect_empty(&train);
        expect_empty(&test);
        strcpy(text, e.text);
        return text;
    }
    ck_assert_int_eq(train.count, 5);
    ck_assert_int_eq(test.count, 3);
    ck_assert_int_eq(train.kind, test.kind);
    if (train.kind == DATA_DRAWN)
        ck_assert_mem_ne(train.image, test.image, 784);
    sprintf(text, "%s %dx%d", dataset_kind(&train), train.rows, train.cols);
    dataset_free(&train);
    dataset_free(&test);
    return text;
}

static const char drawn_size[] = "drawn digits 28x28",
                  size_2x3[] = "IDX files, not MNIST 2x3",
                  size_4x3[] = "IDX files, not MNIST 4x3",
                  size_5x3[] = "IDX files, not MNIST 5x3";

START_TEST(the_first_that_is_there) {
    ck_assert_str_eq(found(NULL), drawn_size);
    ck_assert_int_eq(mkdir("data", 0700), 0);
    ck_assert_str_eq(found(NULL), drawn_size);
    rmdir("data");
    write_set("data", 2);
    ck_assert_str_eq(found(NULL), size_2x3);
    write_set("elsewhere", 4);
    setenv("MNIST_DIR", "elsewhere", 1);
    ck_assert_str_eq(found(NULL), size_4x3);
    write_set("fashion", 5);
    ck_assert_str_eq(found("fashion"), size_5x3);
    ck_assert_str_eq(found("drawn"), drawn_size);
    setenv("MNIST_DIR", "", 1);
    ck_assert_str_eq(found(NULL), size_2x3);
    unsetenv("MNIST_DIR");
}
END_TEST

static void move(const char *from, const char *to) {
    ck_assert_int_eq(rename(from, to), 0);
}

// As other mirrors have it: a dot in the name, and a folder of the file's name.
START_TEST(under_other_names) {
    write_set("s", 2);
    move("s/train-images-idx3-ubyte", "s/train-images.idx3-ubyte");
    ck_assert_str_eq(found("s"), size_2x3);
    move("s/t10k-labels-idx1-ubyte", "kept");
    ck_assert_int_eq(mkdir("s/t10k-labels-idx1-ubyte", 0700), 0);
    ck_assert_str_eq(found("s"), "s/t10k-labels-idx1-ubyte: is a directory");
    move("kept", "s/t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte");
    ck_assert_str_eq(found("s"), size_2x3);
    move("s/t10k-labels-idx1-ubyte", "s/t10k-labels.idx1-ubyte");
    ck_assert_str_eq(found("s"), size_2x3);
    move("s/t10k-labels.idx1-ubyte/t10k-labels-idx1-ubyte",
         "s/t10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte");
    ck_assert_str_eq(found("s"), size_2x3);
    move("s/t10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte",
         "s/t10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte.gz");
    ck_assert_str_eq(found("s"),
                     "s/t10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte: is "
                     "still packed; run gunzip "
                     "s/t10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte.gz");
}
END_TEST

// Whatever there is of MNIST in data/, it is not passed over.
START_TEST(data_is_never_passed_over) {
    static const char *const not_a_set[] = {
        "README.md", "fetch_mnist.sh", "SHA256SUMS",
        "train-images-idx3-ubyte.part", ".gitignore"};
    static const char *const parts[] = {
        "MNIST", "mnist_train.csv", "train-images.idx3-ubyte.zip",
        "t10k-labels.idx1-ubyte", "Train-Images-IDX3-UBYTE"};
    char path[100];
    ck_assert_int_eq(mkdir("data", 0700), 0);
    for (int k = 0; k < 5; k++) {
        snprintf(path, sizeof path, "data/%s", not_a_set[k]);
        write_bytes(path, "x", 1);
    }
    ck_assert_str_eq(found(NULL), drawn_size);
    for (int k = 0; k < 5; k++) {
        snprintf(path, sizeof path, "data/%s", parts[k]);
        write_bytes(path, "x", 1);
        ck_assert_str_eq(found(NULL),
                         "data/train-images-idx3-ubyte: No such file or "
                         "directory; run `make mnist`, or name the folder of "
                         "MNIST's four files with --data DIR or MNIST_DIR");
        ck_assert_str_eq(found("drawn"), drawn_size);
        remove(path);
    }
    write_bytes("data/train-images-idx3-ubyte.gz", "x", 1);
    ck_assert_str_eq(found(NULL), "data/train-images-idx3-ubyte: is still "
                                  "packed; run gunzip "
                                  "data/train-images-idx3-ubyte.gz");
}
END_TEST

// A set of MNIST's sizes, all blank (and with holes for bytes).
START_TEST(mnists_sizes_do_not_make_it_mnist) {
    static const uint8_t image_header[] = {0, 0, 8, 3,  0, 0, 0x27, 0x10,
                                           0, 0, 0, 28, 0, 0, 0,    28},
                         label_header[] = {0, 0, 8, 1, 0, 0, 0x27, 0x10};
    write_bytes(images, image_header, sizeof image_header);
    write_bytes(labels, label_header, sizeof label_header);
    ck_assert_int_eq(truncate(images, 16 + 10000 * 784), 0);
    ck_assert_int_eq(truncate(labels, 8 + 10000), 0);
    Error e = {""};
    Dataset d;
    ck_assert_msg(dataset_load_idx(&d, images, labels, 1, &e), "%s", e.text);
    ck_assert_int_eq(d.kind, DATA_OTHER);
    dataset_free(&d);
}
END_TEST

START_TEST(a_named_folder_must_hold_them) {
    const char *missing =
        "nowhere/train-images-idx3-ubyte: No such file or directory; run "
        "`make mnist`, or name the folder of MNIST's four files with --data "
        "DIR or MNIST_DIR";
    ck_assert_str_eq(found("nowhere"), missing);
    setenv("MNIST_DIR", "nowhere", 1);
    ck_assert_str_eq(found(NULL), missing);
    unsetenv("MNIST_DIR");
    char longest[5000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    ck_assert_str_eq(found(longest),
                     "the name of the folder is too long (4999 characters)");
}
END_TEST

START_TEST(a_broken_file_is_never_passed_over) {
    write_set("data", 2);
    write_labels("data/t10k-labels-idx1-ubyte", 5);
    ck_assert_str_eq(found(NULL), "data/t10k-images-idx3-ubyte: 4 images but 5 "
                                  "labels in data/t10k-labels-idx1-ubyte");
    remove("data/t10k-labels-idx1-ubyte");
    ck_assert_str_eq(found(NULL),
                     "data/t10k-labels-idx1-ubyte: No such file or directory; "
                     "run `make mnist`, or name the folder of MNIST's four "
                     "files with --data DIR or MNIST_DIR");
    write_labels("data/t10k-labels-idx1-ubyte", 4);
    write_images("data/t10k-images-idx3-ubyte", 4, 1, 3);
    ck_assert_str_eq(found(NULL),
                     "data: training images are 2x3 but test images 1x3");
}
END_TEST

/* ---- Drawn digits --------------------------------------------------------- */

// The bytes of the first 1,000 digits of seed 1, in every build.
#define DRAWN_IMAGES 4954634550266467699ull
#define DRAWN_LABELS 1454588995401936524ull

static Dataset drawn(int count, uint64_t seed) {
    Error e;
    Dataset d;
    ck_assert(dataset_draw(&d, count, seed, &e));
    return d;
}

START_TEST(drawn_digits_are_the_same_everywhere) {
    Dataset d = drawn(1000, 1), few = drawn(10, 1), other = drawn(1000, 2);
    ck_assert_uint_eq(hash_bytes(d.image, 784000), DRAWN_IMAGES);
    ck_assert_uint_eq(hash_bytes(d.label, 1000), DRAWN_LABELS);
    ck_assert_mem_eq(few.image, d.image, 7840);  // a prefix is a prefix
    ck_assert_mem_eq(few.label, d.label, 10);
    for (int i = 0; i < 999; i++)  // another seed shares nothing, shifted too
        ck_quick(memcmp(d.image + 784 * (i + 1), other.image + 784 * i, 784) &&
                 memcmp(d.image + 784 * i, other.image + 784 * i, 784));
    ck_assert_str_eq(dataset_kind(&d), "drawn digits");
    dataset_free(&d);
    dataset_free(&few);
    dataset_free(&other);
    ck_fatal("dataset_draw: asked for 0 images", drawn(0, 1));
}
END_TEST

// Rows or columns from the first with ink to the last.
static int extent(const uint8_t *image, int step, int along) {
    int first = 28, last = -1;
    for (int i = 0; i < 28; i++)
        for (int j = 0; j < 28; j++)
            if (image[i * step + j * along] > 0) {
                first = i < first ? i : first;
                last = i;
            }
    return last - first + 1;
}

START_TEST(drawn_digits_are_like_mnists) {
    Dataset d = drawn(2000, 3);
    int each[CLASSES] = {0};
    double ink = 0;
    for (int i = 0; i < d.count; i++) {
        const uint8_t *image = d.image + 784 * i;
        double mass = 0, x = 0, y = 0;
        for (int k = 0; k < 784; k++) {
            mass += image[k];
            x += image[k] * (k % 28 + 0.5);
            y += image[k] * (k / 28 + 0.5);
        }
        ck_quick(fabs(x / mass - 14) <= 0.51 && fabs(y / mass - 14) <= 0.51);
        int high = extent(image, 28, 1), wide = extent(image, 1, 28);
        ck_quick((high > wide ? high : wide) >= 20 && high <= 22 && wide <= 22);
        ink += mass / 255;
        each[d.label[i]]++;
    }
    for (int digit = 0; digit < CLASSES; digit++)
        ck_assert_int_ge(each[digit], 150);
    ck_assert(ink / d.count > 90 && ink / d.count < 120);  // MNIST: 103
    dataset_free(&d);
}
END_TEST

// A network that has seen 3,000 of them reads others.
START_TEST(drawn_digits_can_be_learned) {
    enum { N = 3000 };
    Dataset d = drawn(N, 5), other = drawn(500, 6);
    Rng r = rng_new(1);
    Graph *g = graph_new(1);
    Mlp m = mlp_new(g, (int[]){784, 20, 10}, 3, SIGMOID, INIT_LECUN, &r);
    int order[N];
    for (int i = 0; i < N; i++)
        order[i] = i;
    size_t bytes = 0;
    GraphMark mark = graph_mark(g);
    for (int epoch = 0; epoch < 4; epoch++) {
        rng_shuffle(&r, order, N);
        for (int at = 0; at < N; at += 10) {
            Batch b = batch_gather(g, &d, order + at, 10);
            t_backward(t_softmax_cross_entropy(mlp_forward(&m, b.x), b.label));
            graph_rewind(g, mark);
            sgd_step(g, (real)0.5);
            bytes = bytes ? bytes : graph_bytes(g);
        }
    }
    ck_assert_uint_eq(graph_bytes(g), bytes);
    ck_assert_int_ge(dataset_correct(&m, &other), 350);
    graph_free(g);
    dataset_free(&d);
    dataset_free(&other);
}
END_TEST

/* ---- Batches -------------------------------------------------------------- */

START_TEST(threads_gather_the_same) {
    enum { N = 70 };
    Dataset d = drawn(N, 5);
    int order[N];
    Rng r = rng_new(1);
    for (int i = 0; i < N; i++)
        order[i] = i;
    rng_shuffle(&r, order, N);
    Graph *one = graph_new(1), *many = graph_new(3);
    for (int n = 31; n <= N; n += 13) {
        const real *x = batch_gather(one, &d, order, n).x->data;
        const real *same = batch_gather(many, &d, order, n).x->data;
        ck_assert(memcmp(x, same, (size_t)n * 784 * sizeof *x) == 0);
        for (int k = 0; k < n; k++)
            for (int j = 0; j < 784; j++)
                ck_quick(x[k * 784 + j] ==
                         (real)d.image[order[k] * 784 + j] / 255);
    }
    graph_free(one);
    graph_free(many);
    dataset_free(&d);
}
END_TEST

START_TEST(every_byte_is_divided_to_the_last_bit) {
    uint8_t image[256], label[] = {0};
    Dataset d = {1, 16, 16, image, label, DATA_OTHER, 0};
    Graph *g = graph_new(1);
    for (int i = 0; i < 256; i++)
        image[i] = (uint8_t)i;
    Batch b = batch_gather(g, &d, (int[]){0}, 1);
    for (int i = 0; i < 256; i++)
        ck_assert(b.x->data[i] == (real)i / 255);
    graph_free(g);
}
END_TEST

START_TEST(a_batch_is_bytes_over_255) {
    uint8_t image[] = {0, 255, 51, 102, 1, 2, 3, 4, 5, 6, 7, 8};
    uint8_t label[] = {9, 0, 4};
    Dataset d = {3, 2, 2, image, label, DATA_OTHER, 0};
    Graph *g = graph_new(1);
    Batch b = batch_gather(g, &d, (int[]){2, 0, 0}, 3);
    ck_assert_int_eq(b.n, 3);
    ck_assert(b.x->rows == 3 && b.x->cols == 4 && !b.x->trainable);
    ck_assert(b.y->rows == 3 && b.y->cols == 10 && !b.y->trainable);
    const int from[] = {2, 0, 0};
    for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 4; j++)
            ck_assert(b.x->data[4 * k + j] ==
                      (real)image[4 * from[k] + j] / 255);
        ck_assert_int_eq(b.label[k], label[from[k]]);
        for (int c = 0; c < CLASSES; c++)
            ck_assert(b.y->data[10 * k + c] == (c == label[from[k]]));
    }
    double x[4];
    dataset_image(&d, 0, x);
    ck_assert(x[0] == 0 && x[1] == 1 && x[2] == 0.2 && x[3] == 0.4);
    ck_fatal("batch_gather: image 3 of 3 (they count from 0)",
             batch_gather(g, &d, (int[]){0, 3}, 2));
    ck_fatal("batch_gather: image -1 of 3 (they count from 0)",
             batch_gather(g, &d, (int[]){-1}, 1));
    ck_fatal("dataset_image: image 3 of 3 (they count from 0)",
             dataset_image(&d, 3, x));
    graph_free(g);
}
END_TEST

START_TEST(a_part_is_a_view) {
    uint8_t image[6] = {0}, label[6] = {0, 1, 2, 3, 4, 5};
    Dataset d = {6, 1, 1, image, label, DATA_DRAWN, 0};
    Dataset part = dataset_part(&d, 2, 3);
    ck_assert_int_eq(part.count, 3);
    ck_assert(part.image == image + 2 && part.label == label + 2);
    ck_assert_int_eq(part.kind, DATA_DRAWN);
    ck_assert_int_eq(dataset_part(&d, 4, 3).count, 2);
    ck_assert_int_eq(dataset_part(&d, 6, 1).count, 0);
    ck_fatal("dataset_part: 1 images from 7 on, of 6", dataset_part(&d, 7, 1));
    ck_fatal("dataset_part: 1 images from -1 on, of 6",
             dataset_part(&d, -1, 1));
    ck_fatal("dataset_part: -1 images from 0 on, of 6",
             dataset_part(&d, 0, -1));
}
END_TEST

typedef struct Seen {
    const Dataset *d;
    int images, batches;
} Seen;

static void see(void *context, const Batch *b, int from) {
    Seen *s = context;
    ck_assert(from == s->images && from == 500 * s->batches);
    ck_assert_int_eq(b->n, s->d->count - from < 500 ? s->d->count - from : 500);
    for (int i = 0; i < b->n; i++) {
        ck_quick(b->label[i] == s->d->label[from + i]);
        ck_quick(b->x->data[i] == (real)s->d->image[from + i] / 255);
    }
    s->images += b->n;
    s->batches++;
}

START_TEST(every_image_is_visited_once) {
    enum { MOST = 1001 };
    static const int counts[] = {0, 1, 499, 500, 501, MOST};
    uint8_t image[MOST], label[MOST];
    Graph *g = graph_new(1);
    GraphMark before = graph_mark(g);
    for (int i = 0; i < MOST; i++)
        image[i] = (uint8_t)(i % 256), label[i] = (uint8_t)(i % 7);
    for (int k = 0; k < 6; k++) {
        Dataset d = {counts[k], 1, 1, image, label, DATA_OTHER, 0};
        Seen s = {&d, 0, 0};
        dataset_visit(&d, g, see, &s);
        ck_assert_int_eq(s.images, counts[k]);
        GraphMark after = graph_mark(g);
        ck_assert(after.newest == before.newest &&
                  after.tensors == before.tensors);
    }
    graph_free(g);
}
END_TEST

START_TEST(correct_counts_every_image) {
    Dataset d = drawn(601, 9);  // a chunk and an incomplete one
    Rng r = rng_new(2);
    Graph *g = graph_new(1);
    Mlp m = mlp_new(g, (int[]){784, 10}, 2, SIGMOID, INIT_LECUN, &r);
    int expected = 0;
    for (int i = 0; i < d.count; i++) {
        GraphMark mark = graph_mark(g);
        Batch b = batch_gather(g, &d, &i, 1);
        expected += argmax(mlp_forward(&m, b.x)->data, 10) == d.label[i];
        graph_rewind(g, mark);
    }
    ck_assert_int_gt(expected, 0);
    ck_assert_int_eq(dataset_correct(&m, &d), expected);
    // Who says NaN is never right, also where 0 would be.
    for (int k = 0; k < 10; k++)
        m.bias[0]->data[k] = (real)NAN;
    memset(d.label, 0, (size_t)d.count);
    ck_assert_int_eq(dataset_correct(&m, &d), 0);
    // Images of another size are noticed before their memory is read.
    Mlp other =
        mlp_new_named(g, "other", (int[]){100, 10}, 2, SIGMOID, INIT_LECUN, &r);
    ck_fatal("t_linear: x is 500x784 but W is 10x100; 784 inputs cannot meet "
             "100 weights",
             dataset_correct(&other, &d));
    graph_free(g);
    dataset_free(&d);
}
END_TEST

/* ---- Points --------------------------------------------------------------- */

START_TEST(points_lie_where_they_should) {
    Rng r = rng_new(1);
    Points p[] = {points_xor(101, 0, &r), points_moons(101, 0, &r),
                  points_spirals(101, 0, &r), points_rings(101, 0, &r)};
    for (int i = 0; i < 101; i++) {
        double x[4], y[4];
        for (int k = 0; k < 4; k++) {
            x[k] = (double)p[k].x[2 * i], y[k] = (double)p[k].x[2 * i + 1];
            ck_assert_int_eq(p[k].label[i], i % 2);
        }
        bool one = i % 2;
        ck_close(fabs(x[0]), 1, CLOSE);
        ck_close(x[0] * y[0], one ? -1 : 1, CLOSE);
        ck_close(one ? (x[1] - 1) * (x[1] - 1) + (y[1] - 0.5) * (y[1] - 0.5)
                     : x[1] * x[1] + y[1] * y[1],
                 1, CLOSE);
        ck_assert(one ? y[1] <= 0.5 : y[1] >= 0);
        // r = 0.1 + angle/2π on the first arm, turned by half on the second.
        double radius = sqrt(x[2] * x[2] + y[2] * y[2]);
        double angle = 2 * acos(-1.0) * (radius - 0.1);
        ck_close(x[2], (one ? -1 : 1) * radius * cos(angle), 20 * CLOSE);
        ck_close(y[2], (one ? -1 : 1) * radius * sin(angle), 20 * CLOSE);
        ck_close(sqrt(x[3] * x[3] + y[3] * y[3]), one ? 2 : 1, CLOSE);
    }
    for (int k = 0; k < 4; k++)
        points_free(&p[k]);
    ck_fatal("points: asked for 0 points", points_xor(0, 0, &r));
}
END_TEST

START_TEST(points_have_the_noise_asked_for) {
    Rng r = rng_new(4);
    Points p = points_xor(4000, 0.25, &r);
    double sum = 0, square = 0;
    for (int i = 0; i < 2 * p.n; i++) {
        int corner = i / 2;
        double x = corner / 2 % 2 ? 1 : -1, y = corner % 2 ? -x : x;
        double miss = (double)p.x[i] - (i % 2 ? y : x);
        sum += miss;
        square += miss * miss;
    }
    ck_assert(fabs(sum / (2 * p.n)) < 0.02);
    ck_assert(fabs(sqrt(square / (2 * p.n)) - 0.25) < 0.01);
    points_free(&p);
}
END_TEST

static bool load_points(Points *p, const char *text, Error *e) {
    write_bytes(images, text, strlen(text));
    return points_load(p, images, e);
}

START_TEST(points_of_a_file) {
    Points p;
    Error e = {""};
    ck_assert(
        load_points(&p, "# mine\n0.5 -1.2 1\n\n  -2  4e-1 0\r\n1\t2\t1", &e));
    ck_assert_int_eq(p.n, 3);
    ck_close(p.x[0], 0.5, CLOSE);
    ck_close(p.x[3], 0.4, CLOSE);
    ck_assert_int_eq(p.label[0] * 100 + p.label[1] * 10 + p.label[2], 101);
    points_free(&p);
}
END_TEST

START_TEST(points_that_are_refused) {
    static const char *const bad[] = {"1 2\n",     "0 0 0 3\n",   "1 nan 0\n",
                                      "0 2.1 0\n", "x y class\n", "1 2 2\n"};
    Points p;
    Error e = {""};
    char text[64];
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        snprintf(text, sizeof text, "0 0 1\n%s", bad[k]);
        ck_assert(!load_points(&p, text, &e));
        ck_assert_str_eq(
            e.text, "images: line 2 should be two numbers within ±2 and a "
                    "class, 0 or 1, such as 0.5 -1.2 1 (at most 10000 points)");
        ck_assert(!p.x && !p.label && p.n == 0);
    }
    ck_assert(!load_points(&p, "", &e));
    ck_assert(!load_points(&p, "1 2 1\n", &e));
    ck_assert_str_eq(e.text, "images: it takes points of both classes");
    static char many[6 * (POINTS_MOST + 1) + 1];
    for (int i = 0; i <= POINTS_MOST; i++)
        memcpy(many + 6 * i, i % 2 ? "1 2 1\n" : "1 2 0\n", 7);
    ck_assert(!load_points(&p, many, &e));
    ck_assert(strstr(e.text, "line 10001 "));
    many[6 * POINTS_MOST] = '\0';
    ck_assert(load_points(&p, many, &e));
    points_free(&p);
}
END_TEST

SUITE(images) {
    TCase *t = tcase_create("files");
    tcase_add_checked_fixture(t, make_folder, folder_leave);
    tcase_add_test(t, a_pair_of_any_size);
    tcase_add_test(t, only_as_many_as_asked_for);
    tcase_add_test(t, images_that_are_refused);
    tcase_add_test(t, labels_that_are_refused);
    tcase_add_test(t, what_is_not_a_file);
    tcase_add_test(t, no_memory_is_an_error);
    tcase_add_test(t, the_first_that_is_there);
    tcase_add_test(t, under_other_names);
    tcase_add_test(t, data_is_never_passed_over);
    tcase_add_test(t, mnists_sizes_do_not_make_it_mnist);
    tcase_add_test(t, a_named_folder_must_hold_them);
    tcase_add_test(t, a_broken_file_is_never_passed_over);
    suite_add_tcase(s, t);
    t = tcase_create("images");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, drawn_digits_are_the_same_everywhere);
    tcase_add_test(t, drawn_digits_are_like_mnists);
    tcase_add_test(t, drawn_digits_can_be_learned);
    tcase_add_test(t, threads_gather_the_same);
    tcase_add_test(t, a_batch_is_bytes_over_255);
    tcase_add_test(t, every_byte_is_divided_to_the_last_bit);
    tcase_add_test(t, a_part_is_a_view);
    tcase_add_test(t, every_image_is_visited_once);
    tcase_add_test(t, correct_counts_every_image);
    tcase_add_test(t, points_lie_where_they_should);
    tcase_add_test(t, points_have_the_noise_asked_for);
    tcase_add_checked_fixture(t, make_folder, folder_leave);
    tcase_add_test(t, points_of_a_file);
    tcase_add_test(t, points_that_are_refused);
    suite_add_tcase(s, t);
}
