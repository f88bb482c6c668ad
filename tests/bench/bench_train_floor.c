/* bench_train_floor.c: W1, W2 and W3 without an engine: what a person can write
 * for exactly these nets, with the derivatives worked out by hand. Built for this
 * processor. Nothing of the library is called while it trains.
 *
 * All large products are one idea, `tile`: some rows by one or two vectors of sums
 * stay in registers, and each step multiplies these vectors of the weights (or of
 * the errors) by a number for each row. So weights lie as [in, out]. The step of
 * gradient descent is taken where a slope is made: the sums begin at the weights,
 * and no slope is ever stored. Images stay bytes until their batch.
 */
#include "training.h"

#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { PIXELS = 784, MOST_LAYERS = 3 };

// The widest vector that the compiler has been told of, and as many rows of two
// vectors as its registers hold.
#ifdef __AVX512F__
enum { LANES = 16, ROWS = 14, IMAGES = 12 };
#elif defined __AVX__
enum { LANES = 8, ROWS = 7, IMAGES = 4 };
#else
enum { LANES = 4, ROWS = 7, IMAGES = 4 };
#endif
typedef float Vector
    __attribute__((vector_size(LANES * sizeof(float)), may_alias));
typedef int32_t Bits __attribute__((vector_size(LANES * sizeof(float))));

#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif
#define INLINE static inline __attribute__((always_inline))

// sum[r] += Σₚ a[r·row + p·col] · b[p·b_row …], p from 0 to depth-1
INLINE void tile(Vector sum[][2], const float *a, int row, int col,
                 const float *b, int b_row, int rows, int vectors, int depth) {
    for (int p = 0; p < depth; p++) {
        const Vector *y = (const Vector *)(b + p * b_row);
        Vector left = y[0], right = y[vectors - 1];
        UNROLL
        for (int r = 0; r < rows; r++) {
            float x = a[r * row + p * col];
            sum[r][0] += x * left;
            if (vectors > 1)
                sum[r][1] += x * right;
        }
    }
}

INLINE void load(Vector sum[][2], const float *from, int row, int rows,
                 int vectors) {
    UNROLL
    for (int r = 0; r < rows; r++) {
        sum[r][0] = ((const Vector *)(from + r * row))[0];
        sum[r][1] = ((const Vector *)(from + r * row))[vectors - 1];
    }
}

INLINE void store(float *to, int row, Vector sum[][2], int rows, int vectors) {
    UNROLL
    for (int r = 0; r < rows; r++) {
        ((Vector *)(to + r * row))[0] = sum[r][0];
        if (vectors > 1)
            ((Vector *)(to + r * row))[1] = sum[r][1];
    }
}

// y where x > 0, else 0
INLINE Vector where_positive(Vector x, Vector y) {
    return (Vector)((Bits)y & (Bits)(x > (Vector){0}));
}

static float *room(int n) {
    size_t bytes = ((size_t)n * sizeof(float) + 63) / 64 * 64;
    float *x = aligned_alloc(64, bytes);
    if (!x)
        exit(1);
    return memset(x, 0, bytes);
}

/* ---- Chance, and what has an exponential --------------------------------- */

static uint64_t chance = 0x9e3779b97f4a7c15;

static uint32_t by_chance(void) {  // xorshift64*
    chance ^= chance >> 12;
    chance ^= chance << 25;
    chance ^= chance >> 27;
    return (uint32_t)((chance * 0x2545f4914f6cdd1d) >> 32);
}

static float normal(void) {
    double u = (by_chance() + 1.0) / 4294967296, v = by_chance() / 4294967296.0;
    return (float)(sqrt(-2 * log(u)) * cos(6.283185307179586 * v));
}

static void shuffle(int *order, int n) {
    for (int i = n - 1; i > 0; i--) {
        int j = (int)((uint64_t)by_chance() * (uint64_t)(i + 1) >> 32);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

// eˣ for x <= 0: 2ᵏ times a short series. (Adding 1.5·2²³ rounds.)
INLINE float exponential(float x) {
    x = x < -80 ? -80 : x;
    float k = (x * 1.44269504f + 12582912.0f) - 12582912.0f;
    float r = (x - k * 0.693145752f) - k * 1.42860677e-6f, r2 = r * r;
    float high = 1.0f / 24 + r * (1.0f / 120) + r2 * (1.0f / 720);
    float y = 1 + r + r2 * (0.5f + r * (1.0f / 6) + r2 * high), scale;
    int32_t bits = ((int32_t)k + 127) * (1 << 23);
    memcpy(&scale, &bits, sizeof scale);
    return y * scale;
}

INLINE void sigmoid(float *a, int n) {
    for (int i = 0; i < n; i++) {
        float e = exponential(-fabsf(a[i]));
        a[i] = (a[i] < 0 ? e : 1) / (1 + e);
    }
}

INLINE void to_numbers(float *x, const uint8_t *image, int n) {
    for (int i = 0; i < n; i++)
        x[i] = (float)image[i] * (1 / 255.0f);
}

// Asks for an image: now into the first cache, or early into the second.
INLINE void expect(const uint8_t *image, bool now) {
    for (int i = 0; i < PIXELS; i += 64)
        if (now)
            __builtin_prefetch(image + i);
        else
            __builtin_prefetch(image + i, 0, 2);
}

/* ---- W1, W2: ten images, sigmoid, squares ---------------------------------
 * The sizes are constants in step_w1 and step_w2, and so are all loops'. A layer's
 * outputs are padded to 16 or 32; the errors of the padding are 0.
 */
enum { TEN = 10, MOST = 32 };

typedef struct Small {
    float *w[MOST_LAYERS], *b[MOST_LAYERS];  // [in, padded], [padded]
    float *x, *a[MOST_LAYERS + 1], *d[MOST_LAYERS + 1];  // [TEN, padded]
    uint8_t label[TEN];
} Small;

INLINE int padded(int n) { return n > 16 ? 32 : 16; }
INLINE int across(int n) { return padded(n) / LANES < 2 ? 1 : 2; }

// a = σ(x·w + b)
INLINE void small_forward(float *a, const float *x, int x_row, const float *w,
                          const float *b, int in, int out) {
    const int rows = LANES == 16 ? 10 : 5, row = padded(out), v = across(out);
    for (int j = 0; j < row; j += v * LANES)
        for (int k = 0; k < TEN; k += rows) {
            Vector sum[ROWS][2];
            load(sum, b + j, 0, rows, v);
            tile(sum, x + k * x_row, x_row, 1, w + j, row, rows, v, in);
            store(a + k * row + j, row, sum, rows, v);
        }
    sigmoid(a, TEN * row);
}

// w += xᵀ·d, b += Σ d: d has -η and the mean in it
INLINE void small_update(float *w, float *b, const float *x, int x_row,
                         const float *d, int in, int out, int rows) {
    const int row = padded(out), v = across(out);
    for (int i = 0; i < in; i += rows)
        for (int j = 0; j < row; j += v * LANES) {
            Vector sum[ROWS][2];
            load(sum, w + i * row + j, row, rows, v);
            tile(sum, x + i, 1, x_row, d + j, row, rows, v, TEN);
            store(w + i * row + j, row, sum, rows, v);
        }
    for (int k = 0; k < TEN; k++)
        for (int j = 0; j < row; j++)
            b[j] += d[k * row + j];
}

// dx = d·wᵀ ⊙ x(1 - x)
INLINE void small_backward(float *dx, const float *d, const float *w,
                           const float *x, int in, int out) {
    const int row = padded(out), in_row = padded(in);
    float turned[16 * MOST];  // [out, padded in]
    memset(turned, 0, sizeof turned);
    for (int i = 0; i < in; i++)
        for (int j = 0; j < out; j++)
            turned[j * in_row + i] = w[i * row + j];
    for (int k = 0; k < TEN; k++, d += row, dx += in_row, x += in_row) {
        for (int i = 0; i < in_row; i++)
            dx[i] = 0;
        for (int j = 0; j < out; j++)
            for (int i = 0; i < in_row; i++)
                dx[i] += d[j] * turned[j * in_row + i];
        for (int i = 0; i < in_row; i++)
            dx[i] *= x[i] * (1 - x[i]);
    }
}

// The last layer's errors; returns the cost.
INLINE double small_errors(const Small *t, float rate, const float *y,
                           float *d) {
    float cost = 0;
    for (int k = 0; k < TEN; k++)
        for (int j = 0; j < CLASSES; j++) {
            float s = y[k * 16 + j], e = s - (float)(t->label[k] == j);
            cost += e * e / 2;
            d[k * 16 + j] = -rate / TEN * e * s * (1 - s);
        }
    return (double)cost;
}

// Back through layer l, which has so many inputs and outputs.
INLINE void small_back(Small *t, int l, int in, int out, int rows) {
    float *x = t->a[l], *d = t->d[l + 1];
    small_backward(t->d[l], d, t->w[l], x, in, out);
    small_update(t->w[l], t->b[l], x, padded(in), d, in, out, rows);
}

static double step_w1(Small *t) {
    float **a = t->a, **w = t->w, **b = t->b;
    small_forward(a[1], t->x, PIXELS, w[0], b[0], PIXELS, 30);
    small_forward(a[2], a[1], 32, w[1], b[1], 30, CLASSES);
    double cost = small_errors(t, 3, a[2], t->d[2]);
    small_back(t, 1, 30, CLASSES, 6);
    small_update(w[0], b[0], t->x, PIXELS, t->d[1], PIXELS, 30, ROWS);
    return cost;
}

static double step_w2(Small *t) {
    float **a = t->a, **w = t->w, **b = t->b;
    small_forward(a[1], t->x, PIXELS, w[0], b[0], PIXELS, 16);
    small_forward(a[2], a[1], 16, w[1], b[1], 16, 16);
    small_forward(a[3], a[2], 16, w[2], b[2], 16, CLASSES);
    double cost = small_errors(t, 3, a[3], t->d[3]);
    small_back(t, 2, 16, CLASSES, 4);
    small_back(t, 1, 16, 16, 4);
    small_update(w[0], b[0], t->x, PIXELS, t->d[1], PIXELS, 16, ROWS);
    return cost;
}

static void small_begin(Small *t, const Work *work) {
    for (int l = 0; l + 1 < work->n; l++) {
        int in = work->sizes[l], out = work->sizes[l + 1], row = padded(out);
        t->w[l] = room((in + 2) * row);
        t->b[l] = room(row);
        t->a[l + 1] = room(TEN * row);
        t->d[l + 1] = room(TEN * row);
        for (int i = 0; i < in; i++)
            for (int j = 0; j < out; j++)
                t->w[l][i * row + j] = normal() / sqrtf((float)in);
    }
    t->x = room(TEN * PIXELS);
}

static void small_gather(Small *t, const Dataset *d, const int *order,
                         int ahead) {
    for (int k = 0; k < TEN; k++)
        expect(d->image + (size_t)order[k] * PIXELS, true);
    for (int k = 0; k < TEN; k++) {
        to_numbers(t->x + k * PIXELS, d->image + (size_t)order[k] * PIXELS,
                   PIXELS);
        t->label[k] = d->label[order[k]];
    }
    for (int k = TEN; k < TEN + ahead; k++)
        expect(d->image + (size_t)order[k] * PIXELS, false);
}

static double small_epoch(Small *t, const Training *g) {
    double cost = 0;
    for (int at = 0; at + TEN <= g->train.count; at += TEN) {
        int left = g->train.count - at - TEN;
        small_gather(t, &g->train, g->order + at, left < TEN ? left : TEN);
        cost += g->work->n == 3 ? step_w1(t) : step_w2(t);
    }
    return cost / g->train.count;
}

static int small_correct(Small *t, const Training *g) {
    int right = 0, order[TEN], layers = g->work->n - 1;
    for (int at = 0; at + TEN <= g->test.count; at += TEN) {
        for (int k = 0; k < TEN; k++)
            order[k] = at + k;
        small_gather(t, &g->test, order, 0);
        for (int l = 0; l < layers; l++)
            small_forward(t->a[l + 1], l ? t->a[l] : t->x,
                          l ? padded(g->work->sizes[l]) : PIXELS, t->w[l],
                          t->b[l], g->work->sizes[l], g->work->sizes[l + 1]);
        for (int k = 0; k < TEN; k++) {
            const float *y = t->a[layers] + k * 16;
            int best = 0;
            for (int j = 1; j < CLASSES; j++)
                best = y[j] > y[best] ? j : best;
            right += best == t->label[k];
        }
    }
    return right;
}

/* ---- W3: 784-800-10, ReLU, softmax, cross-entropy --------------------------
 * The first weights lie in panels, [out/PANEL][784][PANEL], and the images in
 * blocks of 14 pixels, [56][images][16], so that what a tile reads lies together.
 * The second ones lie as [10, 800]. Two threads go through a step together and
 * meet four times in it.
 */
enum {
    HIDDEN = 800,
    BATCH = 128,
    PANEL = 2 * LANES,
    PANELS = HIDDEN / PANEL,
    BLOCK = 14,
    BLOCKS = PIXELS / BLOCK,
    BLOCK_ROW = 16,
    ACROSS = HIDDEN / LANES
};
static const float rate = 0.1f;

typedef struct Large {
    float *w1, *b1, *w2, b2[CLASSES];
    float *x, *a, *d;  // a, d: [BATCH, HIDDEN]
    float e[BATCH][CLASSES];
    uint8_t label[BATCH];
    double cost[BATCH];
    int threads, n;
    atomic_int there, round;
} Large;

static void meet(Large *t) {
    int round = t->round;
    if (t->threads == 1)
        return;
    if (++t->there == t->threads) {
        t->there = 0;
        t->round++;
    }
    for (int k = 0; t->round == round; k++)
        if (k > 10000)  // somebody else needs the processor
            sched_yield();
}

// The share of `all` that thread `me` has.
static int share(const Large *t, int all, int me) {
    return all * me / t->threads;
}

static void large_gather(Large *t, const Dataset *d, const int *order, int k) {
    const uint8_t *image = d->image + (size_t)order[k] * PIXELS;
    float x[PIXELS];
    to_numbers(x, image, PIXELS);
    for (int b = 0; b < BLOCKS; b++)
        memcpy(t->x + (b * BATCH + k) * BLOCK_ROW, x + b * BLOCK,
               BLOCK * sizeof *x);
    t->label[k] = d->label[order[k]];
}

// a = max(x·w + b, 0) for some images and a panel
INLINE void panel_forward(Large *t, int panel, int k, int images) {
    const float *w = t->w1 + panel * PIXELS * PANEL;
    Vector sum[ROWS][2];
    load(sum, t->b1 + panel * PANEL, 0, images, 2);
    for (int b = 0; b < BLOCKS; b++)
        tile(sum, t->x + (b * BATCH + k) * BLOCK_ROW, BLOCK_ROW, 1,
             w + b * BLOCK * PANEL, PANEL, images, 2, BLOCK);
    UNROLL
    for (int r = 0; r < images; r++)
        for (int v = 0; v < 2; v++)
            sum[r][v] = where_positive(sum[r][v], sum[r][v]);
    store(t->a + k * HIDDEN + panel * PANEL, HIDDEN, sum, images, 2);
}

static void first_forward(Large *t, int panel) {
    int k = 0;
    for (; k + IMAGES <= t->n; k += IMAGES)
        panel_forward(t, panel, k, IMAGES);
    for (; k + 4 <= t->n; k += 4)
        panel_forward(t, panel, k, 4);
}

static void first_update(Large *t, int panel) {
    float *w = t->w1 + panel * PIXELS * PANEL, *b = t->b1 + panel * PANEL;
    const float *d = t->d + panel * PANEL;
    for (int i = 0; i < PIXELS; i += ROWS, w += ROWS * PANEL) {
        const float *x = t->x + i / BLOCK * BATCH * BLOCK_ROW + i % BLOCK;
        Vector sum[ROWS][2];
        load(sum, w, PANEL, ROWS, 2);
        tile(sum, x, 1, BLOCK_ROW, d, HIDDEN, ROWS, 2, t->n);
        store(w, PANEL, sum, ROWS, 2);
    }
    for (int k = 0; k < t->n; k++)
        for (int j = 0; j < PANEL; j++)
            b[j] += d[k * HIDDEN + j];
}

static void last_sums(const Large *t, const float *a, float *z) {
    Vector sum[CLASSES] = {{0}};
    for (int v = 0; v < ACROSS; v++) {
        Vector x = ((const Vector *)a)[v];
        UNROLL
        for (int c = 0; c < CLASSES; c++)
            sum[c] += x * ((const Vector *)(t->w2 + c * HIDDEN))[v];
    }
    for (int c = 0; c < CLASSES; c++) {
        z[c] = t->b2[c];
        for (int l = 0; l < LANES; l++)
            z[c] += sum[c][l];
    }
}

// One image through the last layer and back: its cost, and both errors, which
// have -η and the mean in them.
static void last_layer(Large *t, int k) {
    const float *a = t->a + k * HIDDEN;
    float z[16] = {0}, *e = t->e[k], top, sum = 0;
    last_sums(t, a, z);
    top = z[0];
    for (int c = 1; c < CLASSES; c++)
        top = z[c] > top ? z[c] : top;
    float target = z[t->label[k]] - top;
    for (int c = 0; c < 16; c++)
        z[c] = exponential(z[c] - top);
    for (int c = 0; c < CLASSES; c++)
        sum += z[c];
    t->cost[k] = log((double)sum) - (double)target;
    for (int c = 0; c < CLASSES; c++)
        e[c] = -rate / (float)t->n * (z[c] / sum - (t->label[k] == c));
    for (int v = 0; v < ACROSS; v++) {
        Vector d = {0};
        UNROLL
        for (int c = 0; c < CLASSES; c++)
            d += e[c] * ((const Vector *)(t->w2 + c * HIDDEN))[v];
        Vector x = ((const Vector *)a)[v];
        ((Vector *)(t->d + k * HIDDEN))[v] = where_positive(x, d);
    }
}

static void last_update(Large *t, int v) {
    Vector sum[CLASSES];
    UNROLL
    for (int c = 0; c < CLASSES; c++)
        sum[c] = ((const Vector *)(t->w2 + c * HIDDEN))[v];
    for (int k = 0; k < t->n; k++) {
        Vector x = ((const Vector *)(t->a + k * HIDDEN))[v];
        UNROLL
        for (int c = 0; c < CLASSES; c++)
            sum[c] += t->e[k][c] * x;
    }
    UNROLL
    for (int c = 0; c < CLASSES; c++)
        ((Vector *)(t->w2 + c * HIDDEN))[v] = sum[c];
}

static void large_step(Large *t, const Dataset *d, const int *order, int me) {
    int n = t->n, left = share(t, n, me), right = share(t, n, me + 1);
    for (int k = left; k < right; k++)
        large_gather(t, d, order, k);
    meet(t);
    for (int p = share(t, PANELS, me); p < share(t, PANELS, me + 1); p++)
        first_forward(t, p);
    meet(t);
    for (int k = left; k < right; k++)
        last_layer(t, k);
    meet(t);
    for (int v = share(t, ACROSS, me); v < share(t, ACROSS, me + 1); v++)
        last_update(t, v);
    for (int p = share(t, PANELS, me); p < share(t, PANELS, me + 1); p++)
        first_update(t, p);
    if (me == 0)
        for (int k = 0; k < n; k++)
            for (int c = 0; c < CLASSES; c++)
                t->b2[c] += t->e[k][c];
    meet(t);
}

typedef struct Epoch {
    Large *net;
    const Training *training;
    double cost;
} Epoch;

static void large_epoch(Epoch *o, int me) {
    const Training *g = o->training;
    for (int at = 0; at < g->train.count; at += BATCH) {
        int left = g->train.count - at, n = left < BATCH ? left : BATCH;
        if (me == 0)
            o->net->n = n;
        meet(o->net);
        for (int k = BATCH + me; k < left && k < 2 * BATCH; k += 2)
            expect(g->train.image + (size_t)g->order[at + k] * PIXELS, true);
        large_step(o->net, &g->train, g->order + at, me);
        for (int k = 0; me == 0 && k < n; k++)
            o->cost += o->net->cost[k];
    }
}

static void *second_thread(void *epoch) {
    large_epoch(epoch, 1);
    return NULL;
}

static double large_epoch_on_all(Large *t, const Training *g) {
    Epoch o = {t, g, 0};
    pthread_t other;
    if (t->threads > 1 && pthread_create(&other, NULL, second_thread, &o) != 0)
        exit(1);
    large_epoch(&o, 0);
    if (t->threads > 1)
        pthread_join(other, NULL);
    return o.cost / g->train.count;
}

static void large_begin(Large *t, int threads) {
    t->threads = threads > 1 ? 2 : 1;
    t->w1 = room(PIXELS * HIDDEN);
    t->b1 = room(HIDDEN);
    t->w2 = room(CLASSES * HIDDEN);
    t->x = room(BLOCKS * BATCH * BLOCK_ROW);
    t->a = room(BATCH * HIDDEN);
    t->d = room(BATCH * HIDDEN);
    for (int i = 0; i < PIXELS * HIDDEN; i++)
        t->w1[i] = normal() * sqrtf(2.0f / PIXELS);
    for (int i = 0; i < CLASSES * HIDDEN; i++)
        t->w2[i] = normal() * sqrtf(2.0f / HIDDEN);
}

static int large_correct(Large *t, const Dataset *d) {
    int right = 0, order[BATCH];
    for (int at = 0; at < d->count; at += BATCH) {
        t->n = d->count - at < BATCH ? d->count - at : BATCH;
        for (int k = 0; k < t->n; k++) {
            order[k] = at + k;
            large_gather(t, d, order, k);
        }
        for (int p = 0; p < PANELS; p++)
            first_forward(t, p);
        for (int k = 0; k < t->n; k++) {
            float z[CLASSES];
            int best = 0;
            last_sums(t, t->a + k * HIDDEN, z);
            for (int c = 1; c < CLASSES; c++)
                best = z[c] > z[best] ? c : best;
            right += best == t->label[k];
        }
    }
    return right;
}

int main(int argc, char **argv) {
    static Small small;
    static Large large;
    Training t;
    if (!training_begin(&t, argc, argv))
        return 1;
    bool is_large = t.work->batch > TEN;
    if (is_large)
        large_begin(&large, t.threads);
    else
        small_begin(&small, t.work);
    for (int epoch = 0; epoch < t.epochs; epoch++) {
        double began = seconds_now();
        shuffle(t.order, t.train.count);
        double cost =
            is_large ? large_epoch_on_all(&large, &t) : small_epoch(&small, &t);
        double seconds = seconds_now() - began;
        training_report(&t, "floor", epoch, seconds, cost,
                        is_large ? large_correct(&large, &t.test)
                                 : small_correct(&small, &t));
    }
    training_end(&t);
    return 0;
}
