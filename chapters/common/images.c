/* images.c: images from IDX files, and batches.
 *
 * The IDX format (LeCun's, for MNIST): two zero bytes, a type (8 is unsigned
 * bytes), the number of dimensions, each dimension as four bytes with the
 * highest first, then the data. Nothing in a file is believed before it has
 * been compared with the file's size.
 */
#include "images.h"

#include "files.h"
#include "text.h"
#include "../../lib/elementary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#if defined(__x86_64__) && defined(DOWNHILL_FLOAT)
#define HAVE_SIXTEENS 1
#include <immintrin.h>
#endif

void dataset_free(Dataset *d) {
    free(d->image);
    free(d->label);
    *d = (Dataset){0};
}

const char *dataset_kind(const Dataset *d) {
    return d->kind == DATA_OTHER   ? "IDX files, not MNIST"
           : d->kind == DATA_DRAWN ? "drawn digits"
                                   : "MNIST";
}

const char *dataset_name(const Dataset *d) {
    return tr(dataset_kind(d), d->kind == DATA_OTHER ? "IDX 文件，不是 MNIST"
                               : d->kind == DATA_DRAWN ? "程序画的数字"
                                                       : "MNIST");
}

/* ---- IDX ------------------------------------------------------------------ */

enum { UNSIGNED_BYTES = 8, LABEL_HEADER = 8, IMAGE_HEADER = 16 };

// What a header says.
typedef struct Shape {
    size_t count, rows, cols;
} Shape;

static uint32_t big_endian(const uint8_t *b) {
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
           b[3];
}

// Is it the kind of file that was expected? Looks at the first four bytes.
static bool check_magic(const OldFile *f, const uint8_t *b, int dimensions) {
    const char *expected =
        dimensions == 3 ? tr("images", "图像") : tr("labels", "标签");
    if (b[0] != 0 || b[1] != 0) {
        if (b[2] == 0 && b[3] == 0 && b[0] <= 4 && b[1] >= 8 && b[1] <= 14)
            return file_refuse(
                f, tr("byte-swapped header", "文件头的字节顺序反了"));
        return file_refuse(f,
                           tr("not an IDX file (starts with 0x%08x)",
                              "不是 IDX 文件（开头是 0x%08x）"),
                           (unsigned)big_endian(b));
    }
    if (b[2] != UNSIGNED_BYTES)
        return file_refuse(
            f,
            tr("unsupported element type 0x%02x (only unsigned bytes, 0x08)",
               "元素的类型是 0x%02x（只能是无符号字节，0x08）"),
            b[2]);
    if (b[3] == dimensions)
        return true;
    if (b[3] == 1 || b[3] == 3)
        return file_refuse(
            f,
            tr("%s file given where %s were expected",
               "这是%s文件，这里要的是%s"),
            b[3] == 1 ? tr("labels", "标签") : tr("images", "图像"), expected);
    return file_refuse(
        f, tr("%d dimensions where %s have %d", "有 %d 维，%s应该有 %d 维"),
        b[3], expected, dimensions);
}

// Does the header agree with the size of the file?
static bool check_size(const OldFile *f, Shape s, size_t header) {
    size_t bytes, total;
    char shape[80];
    if (header == IMAGE_HEADER)
        snprintf(shape, sizeof shape, "%zux%zux%zu", s.count, s.rows, s.cols);
    else
        snprintf(shape, sizeof shape, "%zu", s.count);
    if (!size_mul(s.rows, s.cols, &bytes) || bytes > INT32_MAX ||
        s.count > INT32_MAX || !size_mul(s.count, bytes, &bytes) ||
        !size_add(bytes, header, &total))
        return file_refuse(f,
                           tr("header says %s bytes, more than can be read",
                              "文件头说有 %s 字节，多得读不了"),
                           shape);
    if (bytes == 0)
        return file_refuse(
            f, tr("header says %s: it is empty", "文件头说是 %s：空的"), shape);
    if (total == f->size)
        return true;
    if (header == LABEL_HEADER)
        return file_refuse(f,
                           tr("header says %s bytes, file has %zu",
                              "文件头说有 %s 字节，文件里有 %zu"),
                           shape, f->size - header);
    return file_refuse(f,
                       tr("header says %s = %zu bytes, file has %zu",
                          "文件头说有 %s = %zu 字节，文件里有 %zu"),
                       shape, bytes, f->size - header);
}

/* Reads and checks a header of one or three dimensions. Everything that is
 * wrong with the file's kind is said before what is wrong with its length.
 */
static bool read_header(const OldFile *f, int dimensions, Shape *s) {
    uint8_t b[IMAGE_HEADER];
    size_t header = dimensions == 3 ? IMAGE_HEADER : LABEL_HEADER;
    size_t have = fread(b, 1, header, f->file);
    const char *then = have && b[0] == '<'
                           ? tr(": the download failed", "：下载没有成功")
                       : have >= 8 && memcmp(b, "version ", 8) == 0
                           ? tr(": git lfs keeps the file elsewhere",
                                "：git lfs 把文件放在别处")
                           : tr(": a text, such as CSV, will not do",
                                "：文本文件（例如 CSV）不行");
    if (!file_check_start(f, b, have, tr("an IDX file", " IDX 文件"), then))
        return false;
    if (have < header || f->size < header)
        return file_refuse(f,
                           tr("truncated header: %zu bytes, need at least %zu",
                              "文件头不完整：有 %zu 字节，至少要 %zu"),
                           have, header);
    if (!check_magic(f, b, dimensions))
        return false;
    *s = (Shape){big_endian(b + 4), 1, 1};
    if (dimensions == 3)
        s->rows = big_endian(b + 8), s->cols = big_endian(b + 12);
    return check_size(f, *s, header);
}

static bool read_bytes(const OldFile *f, uint8_t **to, size_t n) {
    *to = mem_try(NULL, n, 1);
    if (!*to)
        return file_refuse(
            f, tr("no memory for %zu bytes", "内存装不下 %zu 字节"), n);
    return file_read(f, *to, n);
}

static bool check_labels(const OldFile *f, const Dataset *d) {
    for (int i = 0; i < d->count; i++)
        if (d->label[i] >= CLASSES)
            return file_refuse(f,
                               tr("label %d at index %d (must be 0..%d)",
                                  "标签是 %d，在下标 %d（必须是 0..%d）"),
                               d->label[i], i, CLASSES - 1);
    return true;
}

// The labels and every thousandth image in one number (by FNV-1a, of Fowler,
// Noll and Vo). What cannot be read has another one.
static uint64_t fingerprint(const OldFile *images, const OldFile *labels,
                            size_t count, size_t pixels) {
    const OldFile *const file[] = {labels, images};
    const size_t header[] = {LABEL_HEADER, IMAGE_HEADER};
    const size_t each[] = {1, pixels}, bytes[] = {1000, pixels};
    uint64_t h = 0xcbf29ce484222325;
    uint8_t b[1000] = {0};
    for (size_t i = 0; i < count; i += 1000)
        for (int k = 0; k < 2; k++) {
            fseek(file[k]->file, (long)(header[k] + i * each[k]), SEEK_SET);
            size_t n = fread(b, 1, bytes[k], file[k]->file);
            for (size_t j = 0; j < n; j++)
                h = (h ^ b[j]) * 0x100000001b3;
        }
    return h;
}

static DataKind kind_of(const OldFile *images, const OldFile *labels, Shape s) {
    if (s.rows != 28 || s.cols != 28 || (s.count != 60000 && s.count != 10000))
        return DATA_OTHER;
    uint64_t has = fingerprint(images, labels, s.count, s.rows * s.cols);
    return has == 0xd9e87b58b916b3d7   ? DATA_MNIST
           : has == 0x18b87665618fdb3f ? DATA_MNIST_TEST
                                       : DATA_OTHER;
}

static bool read_pair(Dataset *d, const OldFile *images, const OldFile *labels,
                      int most) {
    Shape s, one;
    if (!read_header(images, 3, &s) || !read_header(labels, 1, &one))
        return false;
    if (s.count != one.count)
        return file_refuse(images,
                           tr("%zu images but %zu labels in %s",
                              "有 %zu 幅图像，标签却有 %zu 个，在 %s"),
                           s.count, one.count, labels->path);
    d->count = s.count < (size_t)most ? (int)s.count : most;
    d->rows = (int)s.rows, d->cols = (int)s.cols;
    // (No product here can overflow: check_size has made the larger ones.)
    size_t n = (size_t)d->count;
    if (!read_bytes(images, &d->image, n * s.rows * s.cols) ||
        !read_bytes(labels, &d->label, n) || !check_labels(labels, d))
        return false;
    d->kind = kind_of(images, labels, s);
    return true;
}

bool dataset_load_idx(Dataset *d, const char *images_path,
                      const char *labels_path, int most, Error *e) {
    const char *advice = tr(
        "run `make mnist`, or name the folder of MNIST's four files with --data DIR or MNIST_DIR",
        "请运行 `make mnist`，或者用 --data DIR 或 MNIST_DIR 指出 MNIST 四个文件所在的文件夹");
    OldFile images = {0}, labels = {0};
    *d = (Dataset){0};
    if (most < 1)
        fatal("dataset_load_idx: asked for %d images", most);
    bool good = file_open(&images, images_path, advice, e) &&
                file_open(&labels, labels_path, advice, e) &&
                read_pair(d, &images, &labels, most);
    if (!good)
        dataset_free(d);
    file_close(&images);
    file_close(&labels);
    return good;
}

/* ---- What a network is fed ------------------------------------------------ */

static const uint8_t *pixels(const Dataset *d, int i) {
    return d->image + (size_t)i * (size_t)d->rows * (size_t)d->cols;
}

// Inlined by force: gcc 12 takes a function that only asks for memory for one
// that does nothing, and leaves its calls out.
__attribute__((always_inline)) static inline void
expect(const Dataset *d, const int *index, int n, bool now) {
    for (int k = 0; k < n && k < 16; k++)  // more would not fit in flight
        for (int j = 0; j < d->rows * d->cols; j += 64)
            if (now)
                __builtin_prefetch(pixels(d, index[k]) + j);
            else
                __builtin_prefetch(pixels(d, index[k]) + j, 0, 2);
}

void images_expect(const Dataset *d, const int *index, int n) {
    expect(d, index, n, false);
}

// Bytes to numbers from 0 to 1: byte/255, to the last bit, without a division.
// 1/255 is cut in two; the first part has so few digits that its product is
// exact, and only the sum rounds. (A test compares all 256.)
#ifdef DOWNHILL_FLOAT
static const real high = 0x1.01p-8f, low = 0x1.010102p-24f;
#else
static const real high = 0x1.01010101p-8, low = 0x1.010101010101p-48;
#endif

WIDE_LOOP static void each_to_number(real *to, const uint8_t *from, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] = (real)from[i] * high + (real)from[i] * low;
}

// Sixteen at a time: gcc 12 takes 1.6 times as long for that loop, which is 4 of
// 100 in an epoch of 784-16-16-10. Returns how many are done.
#ifdef HAVE_SIXTEENS
__attribute__((target("avx512f"))) static size_t
sixteens_to_numbers(real *to, const uint8_t *from, size_t n) {
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(from + i));
        __m512 x = _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(bytes));
        __m512 sum = _mm512_add_ps(_mm512_mul_ps(x, _mm512_set1_ps(high)),
                                   _mm512_mul_ps(x, _mm512_set1_ps(low)));
        _mm512_storeu_ps(to + i, sum);
    }
    return i;
}
#endif

static void to_numbers(real *to, const uint8_t *from, size_t n) {
    size_t done = 0;
#ifdef HAVE_SIXTEENS
    if (__builtin_cpu_supports("avx512f"))
        done = sixteens_to_numbers(to, from, n);
#endif
    each_to_number(to + done, from + done, n - done);
}

Dataset dataset_part(const Dataset *d, int from, int count) {
    if (from < 0 || from > d->count || count < 0)
        fatal("dataset_part: %d images from %d on, of %d", count, from,
              d->count);
    Dataset part = *d;
    part.image += (size_t)from * (size_t)(d->rows * d->cols);
    part.label += from;
    part.count = count < d->count - from ? count : d->count - from;
    return part;
}

typedef struct Gather {
    const Dataset *set;
    const int *index;
    real *x;
    int n;
} Gather;
enum { GATHERED = 32 };  // images of a part of the pool's work

static void gather_part(void *gather, int part) {
    const Gather *g = gather;
    size_t inputs = (size_t)(g->set->rows * g->set->cols);
    for (int k = part * GATHERED; k < g->n && k < (part + 1) * GATHERED; k++)
        to_numbers(g->x + (size_t)k * inputs,
                   pixels(g->set, g->index ? g->index[k] : k), inputs);
}

Batch batch_gather(Graph *g, const Dataset *d, const int *index, int n) {
    int inputs = d->rows * d->cols;
    Batch b = {n, t_blank(g, n, inputs), t_const(g, n, CLASSES, NULL), NULL};
    uint8_t *label = arena_alloc(&g->memory, (size_t)n, "batch_gather");
    b.label = label;
    for (int k = 0; k < n; k++) {
        int i = index ? index[k] : k;
        if (i < 0 || i >= d->count)
            fatal("batch_gather: image %d of %d (they count from 0)", i,
                  d->count);
        label[k] = d->label[i];
        b.y->data[k * CLASSES + label[k]] = 1;
    }
    if (index)
        expect(d, index, n, true);
    Gather all = {d, index, b.x->data, n};
    pool_run(g->pool, (n + GATHERED - 1) / GATHERED, gather_part, &all);
    return b;
}

void dataset_image(const Dataset *d, int i, double *x) {
    if (i < 0 || i >= d->count)
        fatal("dataset_image: image %d of %d (they count from 0)", i, d->count);
    const uint8_t *from = pixels(d, i);
    for (int j = 0; j < d->rows * d->cols; j++)
        x[j] = from[j] / 255.0;
}

/* ---- A whole set ------------------------------------------------------------ */

void dataset_visit(const Dataset *d, Graph *g,
                   void (*visit)(void *context, const Batch *b, int from),
                   void *context) {
    enum { MOST = 500 };
    for (int from = 0; from < d->count; from += MOST) {
        Dataset part = dataset_part(d, from, MOST);
        GraphMark mark = graph_mark(g);
        Batch b = batch_gather(g, &part, NULL, part.count);
        visit(context, &b, from);
        graph_rewind(g, mark);
    }
}

bool is_right(const real *outputs, int label) {
    int answer = argmax(outputs, CLASSES);  // that of a NaN, if there is one
    return answer == label && outputs[answer] == outputs[answer];
}

typedef struct Count {
    const Mlp *m;
    int right;
} Count;

static void count_right(void *context, const Batch *b, int from) {
    Count *c = context;
    (void)from;
    const real *z = mlp_forward(c->m, b->x)->data;
    for (int k = 0; k < b->n; k++)
        c->right += is_right(z + k * CLASSES, b->label[k]);
}

int dataset_correct(const Mlp *m, const Dataset *d) {
    Count c = {m, 0};
    dataset_visit(d, m->graph, count_right, &c);
    return c.right;
}
