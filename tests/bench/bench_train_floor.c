/* bench_train_floor.c: W1, W2 and W3 without an engine: the loops that a person
 * would write for exactly these nets, with the derivatives worked out by hand
 * and the step taken where the gradient is made. Built for this processor, and
 * the compiler may reorder sums. The two large products of W3 are matmul's (W4
 * says what it is worth); its loops here are what is left.
 */
#include "training.h"

#include "elementary.h"
#include "matmul.h"

enum { LAYERS = 3, WIDEST = 800, MOST_BATCH = 128, PIXELS = 784 };

typedef struct Net {
    real *w[LAYERS], *b[LAYERS];  // [out, in] (small layers [in, out]), [out]
    real *a[LAYERS + 1], *d[LAYERS + 1];  // [batch, size]: values, ∂C/∂z
    real y[MOST_BATCH * CLASSES], *gradient;  // W3's [out, in]
    Pool *pool;
} Net;

// x [n, 784] of images order[0 … n-1], y [n, 10]; the next batch's are asked
// for.
static void gather(Net *net, const Dataset *d, const int *order, int n,
                   int ahead) {
    memset(net->y, 0, (size_t)n * CLASSES * sizeof *net->y);
    for (int k = 0; k < n; k++) {
        const uint8_t *image = d->image + (size_t)order[k] * PIXELS;
        real *x = net->a[0] + k * PIXELS;
        for (int i = 0; i < PIXELS; i++)
            x[i] = (real)image[i] * (1 / (real)255);
        net->y[k * CLASSES + d->label[order[k]]] = 1;
    }
    for (int k = n; k < n + ahead; k++)
        for (int i = 0; i < PIXELS; i += 64)
            __builtin_prefetch(d->image + (size_t)order[k] * PIXELS + i);
}

// The widest vector that the compiler has been told of. PIXELS is a multiple.
#ifdef __AVX512F__
enum { LANES = 16 };
#elif defined __AVX__
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif
typedef real Vector
    __attribute__((vector_size(LANES * sizeof(real)), may_alias));

/* The first layer on ten images: five images by AT_ONCE neurons at a time stay
 * in registers. Sizes are constants where these are called.
 */
enum { STEPS = PIXELS / LANES, AT_ONCE = LANES == 16 ? 4 : 2 };

static inline __attribute__((always_inline)) void
neurons(const real *x, const real *w, const real *b, real *z, int out,
        int together) {
    Vector sum[5][AT_ONCE];
    const Vector *image = (const Vector *)x, *weight = (const Vector *)w;
    for (int r = 0; r < 5; r++)
        for (int c = 0; c < together; c++)
            sum[r][c] = (Vector){0};
    for (int i = 0; i < STEPS; i++)
        for (int r = 0; r < 5; r++)
            for (int c = 0; c < together; c++)
                sum[r][c] += image[r * STEPS + i] * weight[c * STEPS + i];
    for (int r = 0; r < 5; r++)
        for (int c = 0; c < together; c++) {
            real total = 0;
            for (int l = 0; l < LANES; l++)
                total += sum[r][c][l];
            z[r * out + c] = total + b[c];
        }
}

static inline __attribute__((always_inline)) void
first_layer(const real *x, const real *w, const real *b, real *z, int out) {
    for (int k = 0; k < 10; k += 5) {
        const real *images = x + k * PIXELS;
        int j = 0;
        for (; j + AT_ONCE <= out; j += AT_ONCE)
            neurons(images, w + j * PIXELS, b + j, z + k * out + j, out,
                    AT_ONCE);
        for (; j < out; j += 2)
            neurons(images, w + j * PIXELS, b + j, z + k * out + j, out, 2);
    }
    m_sigmoid_each(z, z, (size_t)(10 * out));
}

// Its step: W -= dᵀ·x, ten images at one place in registers while the neurons
// go by; d comes with η and the mean in it.
static inline __attribute__((always_inline)) void
first_update(real *w, real *b, const real *d, const real *x, int out) {
    for (int i = 0; i < STEPS; i++) {
        Vector image[10];
        for (int k = 0; k < 10; k++)
            image[k] = ((const Vector *)x)[k * STEPS + i];
        for (int j = 0; j < out; j += 2) {
            Vector *one = (Vector *)w + j * STEPS + i, *two = one + STEPS;
            Vector first = *one, second = *two;
            for (int k = 0; k < 10; k++) {
                first -= d[k * out + j] * image[k];
                second -= d[k * out + j + 1] * image[k];
            }
            *one = first;
            *two = second;
        }
    }
    for (int k = 0; k < 10; k++)
        for (int j = 0; j < out; j++)
            b[j] -= d[k * out + j];
}

/* A small layer has at most 16 neurons. Its W is [in, 16] here, its b, a and d
 * rows of 16, with zeros behind the neurons that there are.
 */
enum { WIDE16 = 16 / LANES };

static inline __attribute__((always_inline)) void
layer(const real *x, int x_row, const Vector *w, const Vector *b, real *z,
      int in) {
    for (int k = 0; k < 10; k += 5)
        for (int v = 0; v < WIDE16; v++) {
            Vector sum[5];
            for (int r = 0; r < 5; r++)
                sum[r] = b[v];
            for (int i = 0; i < in; i++)
                for (int r = 0; r < 5; r++)
                    sum[r] += x[(k + r) * x_row + i] * w[i * WIDE16 + v];
            for (int r = 0; r < 5; r++)
                ((Vector *)z)[(k + r) * WIDE16 + v] = sum[r];
        }
    m_sigmoid_each(z, z, 10 * 16);
}

// dx = d·Wᵀ, times the slope of σ; W -= xᵀ·d.
static inline __attribute__((always_inline)) void
backward(Vector *w, Vector *b, const Vector *d, const real *x, real *dx,
         int x_row, int in) {
    for (int k = 0; k < 10; k++)
        for (int i = 0; i < in; i++) {
            real sum = 0, s = x[k * x_row + i];
            for (int v = 0; v < WIDE16; v++) {
                Vector product = d[k * WIDE16 + v] * w[i * WIDE16 + v];
                for (int l = 0; l < LANES; l++)
                    sum += product[l];
            }
            dx[k * x_row + i] = sum * s * (1 - s);
        }
    for (int v = 0; v < WIDE16; v++) {
        for (int i = 0; i < in; i++)
            for (int k = 0; k < 10; k++)
                w[i * WIDE16 + v] -= x[k * x_row + i] * d[k * WIDE16 + v];
        for (int k = 0; k < 10; k++)
            b[v] -= d[k * WIDE16 + v];
    }
}

// The last layer's d, with η/n in it; returns the cost.
static double last(Net *net, const real *a, real *d, real rate) {
    double cost = 0;
    for (int k = 0; k < 10; k++)
        for (int j = 0; j < CLASSES; j++) {
            real s = a[k * 16 + j], e = s - net->y[k * CLASSES + j];
            cost += (double)(e * e);
            d[k * 16 + j] = rate * e * s * (1 - s);
        }
    return cost / 2;
}

static double step_w1(Net *t, real rate) {
    real **a = t->a, **d = t->d;
    first_layer(a[0], t->w[0], t->b[0], a[1], 30);
    layer(a[1], 30, (Vector *)t->w[1], (Vector *)t->b[1], a[2], 30);
    double cost = last(t, a[2], d[2], rate / 10);
    backward((Vector *)t->w[1], (Vector *)t->b[1], (Vector *)d[2], a[1], d[1],
             30, 30);
    first_update(t->w[0], t->b[0], d[1], a[0], 30);
    return cost;
}

static double step_w2(Net *t, real rate) {
    real **a = t->a, **d = t->d;
    Vector *w1 = (Vector *)t->w[1], *w2 = (Vector *)t->w[2];
    Vector *b1 = (Vector *)t->b[1], *b2 = (Vector *)t->b[2];
    first_layer(a[0], t->w[0], t->b[0], a[1], 16);
    layer(a[1], 16, w1, b1, a[2], 16);
    layer(a[2], 16, w2, b2, a[3], 16);
    double cost = last(t, a[3], d[3], rate / 10);
    backward(w2, b2, (Vector *)d[3], a[2], d[2], 16, 16);
    backward(w1, b1, (Vector *)d[2], a[1], d[1], 16, 16);
    first_update(t->w[0], t->b[0], d[1], a[0], 16);
    return cost;
}

static void add_bias(real *z, const real *b, int n, int out) {
    for (int k = 0; k < n; k++)
        for (int j = 0; j < out; j++)
            z[k * out + j] += b[j];
}

static void relu(real *a, int n) {
    for (int i = 0; i < n; i++)
        a[i] = a[i] > 0 ? a[i] : 0;
}

// d = (softmax(z) - y)·η/n; returns the cost.
static double softmax(const Net *t, const real *z, real *d, int n, real rate) {
    double cost = 0;
    for (int k = 0; k < n; k++, z += CLASSES, d += CLASSES) {
        const real *y = t->y + k * CLASSES;
        real top = z[0], sum = 0, right = 0;
        for (int j = 1; j < CLASSES; j++)
            top = z[j] > top ? z[j] : top;
        for (int j = 0; j < CLASSES; j++)
            d[j] = z[j] - top;
        m_exp_each(d, d, CLASSES);
        for (int j = 0; j < CLASSES; j++)
            sum += d[j], right += y[j] * (z[j] - top);
        for (int j = 0; j < CLASSES; j++)
            d[j] = (d[j] / sum - y[j]) * rate / (real)n;
        cost += m_log((double)sum) - (double)right;
    }
    return cost;
}

static void descend(Net *t, int layer, const real *d, const real *x, int in,
                    int out, int n) {
    real *w = t->w[layer], *b = t->b[layer], *g = t->gradient;
    matmul(t->pool, MATMUL_A_T, g, d, x, out, in, n);
    for (int i = 0; i < in * out; i++)
        w[i] -= g[i];
    for (int k = 0; k < n; k++)
        for (int j = 0; j < out; j++)
            b[j] -= d[k * out + j];
}

static double step_w3(Net *t, real rate, int n) {
    real **a = t->a, **d = t->d;
    matmul(t->pool, MATMUL_B_T, a[1], a[0], t->w[0], n, 800, 784);
    add_bias(a[1], t->b[0], n, 800);
    relu(a[1], n * 800);
    matmul(t->pool, MATMUL_B_T, a[2], a[1], t->w[1], n, 10, 800);
    add_bias(a[2], t->b[1], n, 10);
    double cost = softmax(t, a[2], d[2], n, rate);
    matmul(t->pool, MATMUL_PLAIN, d[1], d[2], t->w[1], n, 800, 10);
    for (int i = 0; i < n * 800; i++)
        d[1][i] = a[1][i] > 0 ? d[1][i] : 0;
    descend(t, 1, d[2], a[1], 800, 10, n);
    descend(t, 0, d[1], a[0], 784, 800, n);
    return cost;
}

static real *room(int n) {
    size_t bytes = ((size_t)n * sizeof(real) + 63) / 64 * 64;
    real *x = aligned_alloc(64, bytes);
    if (!x)
        exit(1);
    return memset(x, 0, bytes);
}

// A small layer's W between [out, in] and [in, 16].
static void turn(real *small, real *w, int out, int in, bool back) {
    for (int i = 0; i < in; i++)
        for (int j = 0; j < out; j++)
            if (back)
                w[j * in + i] = small[i * 16 + j];
            else
                small[i * 16 + j] = w[j * in + i];
}

// The same numbers as the library's net begins with.
static void begin(Net *net, const Training *t) {
    Graph *g = graph_new(1);
    Rng r = rng_new(2);
    Mlp m = mlp_new(g, t->work->sizes, t->work->n, RELU,
                    t->work->batch > 10 ? INIT_HE : INIT_LECUN, &r);
    for (int k = 0; k < m.layers; k++) {
        int in = m.sizes[k], out = m.sizes[k + 1];
        size_t bytes = (size_t)(in * out) * sizeof(real);
        net->w[k] = room(in * (out > 16 ? out : 16));
        net->b[k] = room(out > 16 ? out : 16);
        if (k > 0 && t->work->batch == 10)
            turn(net->w[k], m.weight[k]->data, out, in, false);
        else
            memcpy(net->w[k], m.weight[k]->data, bytes);
    }
    for (int k = 0; k <= LAYERS; k++) {
        net->a[k] = room(MOST_BATCH * WIDEST);
        net->d[k] = room(MOST_BATCH * WIDEST);
    }
    net->gradient = room(PIXELS * WIDEST);
    net->pool = pool_new(t->threads);
    graph_free(g);
}

static double train_one_epoch(Training *t, Net *net) {
    const Work *w = t->work;
    double sum = 0;
    int count = t->train.count;
    rng_shuffle(&t->rng, t->order, count);
    for (int at = 0; at < count; at += w->batch) {
        int n = count - at < w->batch ? count - at : w->batch;
        int left = count - at - n, ahead = left < 10 ? left : 10;
        gather(net, &t->train, t->order + at, n, ahead);
        sum += w->batch > 10 ? step_w3(net, w->rate, n)
               : w->n == 3   ? step_w1(net, w->rate)
                             : step_w2(net, w->rate);
    }
    return sum / count;
}

// How many of the test images it reads right, by the library's net.
static int correct(const Training *t, const Net *net) {
    Graph *g = graph_new(1);
    Rng r = rng_new(2);
    Mlp m = mlp_new(g, t->work->sizes, t->work->n,
                    t->work->batch > 10 ? RELU : SIGMOID, INIT_HE, &r);
    for (int k = 0; k < m.layers; k++) {
        size_t outs = (size_t)m.sizes[k + 1], cells = outs * (size_t)m.sizes[k];
        memcpy(m.weight[k]->data, net->w[k], cells * sizeof(real));
        if (k > 0 && t->work->batch == 10)
            turn(net->w[k], m.weight[k]->data, m.sizes[k + 1], m.sizes[k],
                 true);
        memcpy(m.bias[k]->data, net->b[k], outs * sizeof(real));
    }
    int right = dataset_correct(&m, &t->test);
    graph_free(g);
    return right;
}

int main(int argc, char **argv) {
    static Net net;
    Training t;
    if (!training_begin(&t, argc, argv))
        return 1;
    begin(&net, &t);
    for (int epoch = 0; epoch < t.epochs; epoch++) {
        double began = seconds_now(), cost = train_one_epoch(&t, &net);
        training_report(&t, "floor", seconds_now() - began, cost,
                        correct(&t, &net));
    }
    pool_free(net.pool);
    training_end(&t);
    return 0;
}
