/* bench_matmul.c: W4, the matrix product beside OpenBLAS (with -DHAVE_OPENBLAS),
 * in turn, medians, one thread and then two. In the build's precision.
 *
 *     bench_matmul REPEATS
 */
#include "bench.h"
#include "matmul.h"

#ifdef HAVE_OPENBLAS
#include <cblas.h>
void openblas_set_num_threads(int threads);
#endif

typedef struct Shape {
    const char *what;
    int m, n, k, flags;
} Shape;

static const Shape shapes[] = {
    {"layer, batch 10: x W'", 10, 30, 784, MATMUL_B_T},
    {"  its weights: dz' x", 30, 784, 10, MATMUL_A_T},
    {"  its input: dz W", 10, 784, 30, MATMUL_PLAIN},
    {"16 neurons: x W'", 10, 16, 784, MATMUL_B_T},
    {"  its weights: dz' x", 16, 784, 10, MATMUL_A_T},
    {"batch 128: x W'", 128, 800, 784, MATMUL_B_T},
    {"  its weights: dz' x", 800, 784, 128, MATMUL_A_T},
    {"  its input: dz W", 128, 784, 800, MATMUL_PLAIN},
    {"square 512", 512, 512, 512, MATMUL_PLAIN},
    {"square 1024", 1024, 1024, 1024, MATMUL_PLAIN},
};
enum { SHAPES = sizeof shapes / sizeof *shapes, MOST = 51 };

static void ours(Pool *pool, const Shape *s, real *c, const real *a,
                 const real *b) {
    matmul(pool, s->flags, c, a, b, s->m, s->n, s->k);
}

#ifdef HAVE_OPENBLAS
static void theirs(const Shape *s, real *c, const real *a, const real *b) {
    bool at = s->flags & MATMUL_A_T, bt = s->flags & MATMUL_B_T;
    int ta = at ? CblasTrans : CblasNoTrans,
        tb = bt ? CblasTrans : CblasNoTrans;
    int lda = at ? s->m : s->k, ldb = bt ? s->k : s->n;
#ifdef DOWNHILL_FLOAT
    cblas_sgemm
#else
    cblas_dgemm
#endif
        (CblasRowMajor, (CBLAS_TRANSPOSE)ta, (CBLAS_TRANSPOSE)tb, s->m, s->n,
         s->k, 1, a, lda, b, ldb, 0, c, s->n);
}
#endif

// At the start of a cache line, as the graph's tensors are.
static real *room(size_t n) {
    real *x = aligned_alloc(64, (n * sizeof *x + 63) / 64 * 64);
    if (!x)
        exit(1);
    return x;
}

static void measure(Pool *pool, const Shape *s, int repeats) {
    size_t mk = (size_t)s->m * (size_t)s->k, kn = (size_t)s->k * (size_t)s->n;
    size_t mn = (size_t)s->m * (size_t)s->n;
    real *a = room(mk), *b = room(kn), *c = room(mn);
    for (size_t i = 0; i < mk; i++)
        a[i] = (real)(i % 7) / 7;
    for (size_t i = 0; i < kn; i++)
        b[i] = (real)(i % 5) / 5;
    double work = 2.0 * s->m * s->n * s->k, mine[MOST], other[MOST] = {0};
    int rounds = (int)(2e8 / work) + 1;
    for (int k = 0; k < repeats; k++) {
        double began = seconds_now();
        for (int round = 0; round < rounds; round++)
            ours(pool, s, c, a, b);
        mine[k] = work * rounds / (seconds_now() - began) * 1e-9;
#ifdef HAVE_OPENBLAS
        began = seconds_now();
        for (int round = 0; round < rounds; round++)
            theirs(s, c, a, b);
        other[k] = work * rounds / (seconds_now() - began) * 1e-9;
#endif
    }
    double x = median(mine, repeats), y = median(other, repeats);
    printf("%d thread%s  %-24s %4dx%4dx%4d  %7.1f  ", pool_threads(pool),
           pool_threads(pool) > 1 ? "s" : " ", s->what, s->m, s->n, s->k, x);
    if (y > 0)
        printf("%9.1f  %5.2f\n", y, x / y);
    else
        printf("        -      -\n");
    free(a), free(b), free(c);
}

// A processor that has slept is slow at first: the first row had half of its speed.
static void wake(Pool *pool) {
    real x[30 * 30] = {0}, y[30 * 30];
    for (double began = seconds_now(); seconds_now() - began < 0.5;)
        matmul(pool, MATMUL_PLAIN, y, x, x, 30, 30, 30);
}

int main(int argc, char **argv) {
    int repeats = argc > 1 ? atoi(argv[1]) : 21;
    printf("W4  the matrix product, GFLOP/s, %s\n",
           sizeof(real) == 4 ? "float" : "double");
    printf("%-40s m    n    k     ours   OpenBLAS  ratio\n", "");
    for (int threads = 1; threads <= 2; threads++) {
        Pool *pool = pool_new(threads);
        bench_clock = threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
#ifdef HAVE_OPENBLAS
        openblas_set_num_threads(threads);
#endif
        wake(pool);
        for (int i = threads == 1 ? 0 : 5; i < SHAPES; i++)
            measure(pool, &shapes[i], repeats);
        pool_free(pool);
    }
    return 0;
}
