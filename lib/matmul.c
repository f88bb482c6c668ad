/* matmul.c: the matrix product, clear and fast.
 *
 * The fast version keeps a tile of C, up to 6 rows by 2 vectors, in registers
 * while p runs from 0 to k-1: each step loads two vectors of B and uses them
 * for all six rows. Every element of C is one chain of additions in the order
 * of p, and vectors run over independent elements only, so neither the width of
 * a vector nor the number of threads can change a bit.
 */
#include "matmul.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#define HAVE_AVX2 1
#include <immintrin.h>
#endif

/* ---- Clear --------------------------------------------------------------- */

// Where A's element (i, p) is: a[i·row + p·col].
typedef struct Strides {
    size_t row, col;
} Strides;

static Strides strides_of(bool transposed, int rows, int cols) {
    return transposed ? (Strides){1, (size_t)rows} : (Strides){(size_t)cols, 1};
}

void matmul_reference(int flags, real *c, const real *a, const real *b, int m,
                      int n, int k) {
    Strides at = strides_of(flags & MATMUL_A_T, m, k);
    Strides bt = strides_of(flags & MATMUL_B_T, k, n);
    for (size_t i = 0; i < (size_t)m; i++)
        for (size_t j = 0; j < (size_t)n; j++) {
            real sum = flags & MATMUL_ADD ? c[i * (size_t)n + j] : 0;
            for (size_t p = 0; p < (size_t)k; p++)
                sum += a[i * at.row + p * at.col] * b[p * bt.row + j * bt.col];
            c[i * (size_t)n + j] = sum;
        }
}

/* ---- A panel of B --------------------------------------------------------
 * DEPTH rows of B and WIDTH columns are worked on at a time, 16 KiB, which
 * stays in the first cache while the rows of A go by. When B is stored
 * transposed, or the panel is narrower than WIDTH, it is copied first, with
 * zeros for the columns that are not there.
 */
enum {
    VECTOR = 32 / sizeof(real),  // numbers in a 32-byte vector
    WIDTH = 2 * VECTOR,
    DEPTH = 256,
    MOST_ROWS = 6
};

static void pack(real *panel, const real *b, Strides bt, int depth, int width) {
    for (size_t p = 0; p < (size_t)depth; p++)
        for (size_t j = 0; j < WIDTH; j++)
            panel[p * WIDTH + j] =
                j < (size_t)width ? b[p * bt.row + j * bt.col] : 0;
}

// C's tile += A's rows · panel. tile and panel have WIDTH columns.
typedef void Kernel(real *tile, size_t tile_row, const real *a, Strides at,
                    const real *panel, size_t panel_row, int rows, int depth);

static void kernel_plain(real *tile, size_t tile_row, const real *a, Strides at,
                         const real *panel, size_t panel_row, int rows,
                         int depth) {
    for (size_t i = 0; i < (size_t)rows; i++) {
        real sum[WIDTH];
        memcpy(sum, tile + i * tile_row, sizeof sum);
        for (size_t p = 0; p < (size_t)depth; p++) {
            real x = a[i * at.row + p * at.col];
            for (int j = 0; j < WIDTH; j++)
                sum[j] += x * panel[p * panel_row + (size_t)j];
        }
        memcpy(tile + i * tile_row, sum, sizeof sum);
    }
}

#ifdef HAVE_AVX2

typedef real Vector __attribute__((vector_size(32), aligned(8), may_alias));

// sum + x·v, fused in float only: double must give the reference's bits.
__attribute__((target("avx2,fma"), always_inline)) static inline Vector
multiply_add(Vector sum, real x, Vector v) {
#ifdef DOWNHILL_FLOAT
    return (Vector)_mm256_fmadd_ps(_mm256_set1_ps(x), (__m256)v, (__m256)sum);
#else
    return sum + x * v;
#endif
}

// The kernel for a number of rows that the compiler knows: the sums are then
// 2·rows registers.
__attribute__((target("avx2,fma"), always_inline)) static inline void
tile_avx2(real *tile, size_t tile_row, const real *a, Strides at,
          const real *panel, size_t panel_row, int rows, int depth) {
    Vector sum[MOST_ROWS][2];
    for (int i = 0; i < rows; i++) {
        const Vector *row = (const Vector *)(tile + (size_t)i * tile_row);
        sum[i][0] = row[0];
        sum[i][1] = row[1];
    }
    for (int p = 0; p < depth; p++) {
        Vector left = *(const Vector *)panel;
        Vector right = *(const Vector *)(panel + VECTOR);
        for (int i = 0; i < rows; i++) {
            real x = a[(size_t)i * at.row];
            sum[i][0] = multiply_add(sum[i][0], x, left);
            sum[i][1] = multiply_add(sum[i][1], x, right);
        }
        a += at.col;
        panel += panel_row;
    }
    for (int i = 0; i < rows; i++) {
        Vector *row = (Vector *)(tile + (size_t)i * tile_row);
        row[0] = sum[i][0];
        row[1] = sum[i][1];
    }
}

__attribute__((target("avx2,fma"))) static void
kernel_avx2(real *tile, size_t tile_row, const real *a, Strides at,
            const real *panel, size_t panel_row, int rows, int depth) {
    switch (rows) {
    case 1:
        tile_avx2(tile, tile_row, a, at, panel, panel_row, 1, depth);
        break;
    case 2:
        tile_avx2(tile, tile_row, a, at, panel, panel_row, 2, depth);
        break;
    case 3:
        tile_avx2(tile, tile_row, a, at, panel, panel_row, 3, depth);
        break;
    case 4:
        tile_avx2(tile, tile_row, a, at, panel, panel_row, 4, depth);
        break;
    case 5:
        tile_avx2(tile, tile_row, a, at, panel, panel_row, 5, depth);
        break;
    default:
        tile_avx2(tile, tile_row, a, at, panel, panel_row, 6, depth);
    }
}
#endif

static Kernel *choose_kernel(void) {
    const char *isa = getenv("DOWNHILL_ISA");
    bool avx2 = false;
#ifdef HAVE_AVX2
    avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    if (isa && strcmp(isa, "plain") != 0 && strcmp(isa, "avx2") != 0)
        fatal("DOWNHILL_ISA: '%s' is neither plain nor avx2", isa);
    if (isa && isa[0] == 'a' && !avx2)
        fatal("DOWNHILL_ISA=avx2: this processor has no AVX2 and FMA");
#ifdef HAVE_AVX2
    if (avx2 && !(isa && isa[0] == 'p'))
        return kernel_avx2;
#endif
    return kernel_plain;
}

/* ---- Fast ---------------------------------------------------------------- */

typedef struct Product {
    Kernel *kernel;
    real *c;
    const real *a, *b;
    int m, n, k, flags, panels_each;
    Strides at, bt;
} Product;

// All rows of A against one panel: WIDTH columns of C from j on, DEPTH of k
// from p on. A narrow tile goes through a full one beside C.
static void multiply_panel(const Product *w, const real *panel,
                           size_t panel_row, int j, int width, int p,
                           int depth) {
    int tiles = (w->m + MOST_ROWS - 1) / MOST_ROWS;
    for (int t = 0; t < tiles; t++) {
        // Rows split evenly: 10 is 5 + 5, not 6 + 4.
        int from = (int)((long long)w->m * t / tiles);
        int rows = (int)((long long)w->m * (t + 1) / tiles) - from;
        real *c = w->c + (size_t)from * (size_t)w->n + (size_t)j;
        const real *a = w->a + (size_t)from * w->at.row + (size_t)p * w->at.col;
        if (width == WIDTH) {
            w->kernel(c, (size_t)w->n, a, w->at, panel, panel_row, rows, depth);
            continue;
        }
        real tile[MOST_ROWS * WIDTH] = {0};
        size_t bytes = (size_t)width * sizeof *tile;
        for (int i = 0; i < rows; i++)
            memcpy(tile + i * WIDTH, c + (size_t)i * (size_t)w->n, bytes);
        w->kernel(tile, WIDTH, a, w->at, panel, panel_row, rows, depth);
        for (int i = 0; i < rows; i++)
            memcpy(c + (size_t)i * (size_t)w->n, tile + i * WIDTH, bytes);
    }
}

// One part of the work: panels_each panels of WIDTH columns.
static void multiply_part(void *product, int part) {
    const Product *w = product;
    long long first = (long long)part * w->panels_each * WIDTH;
    long long end = first + (long long)w->panels_each * WIDTH;
    real packed[DEPTH * WIDTH];
    for (long long at = first; at < end && at < w->n; at += WIDTH) {
        int j = (int)at, width = w->n - j < WIDTH ? w->n - j : WIDTH;
        for (int p = 0; p < w->k; p += DEPTH) {
            int depth = w->k - p < DEPTH ? w->k - p : DEPTH;
            const real *panel =
                w->b + (size_t)p * w->bt.row + (size_t)j * w->bt.col;
            size_t panel_row = w->bt.row;
            if (width < WIDTH || w->bt.col != 1) {
                pack(packed, panel, w->bt, depth, width);
                panel = packed;
                panel_row = WIDTH;
            }
            multiply_panel(w, panel, panel_row, j, width, p, depth);
        }
    }
}

void matmul(Pool *pool, int flags, real *c, const real *a, const real *b, int m,
            int n, int k) {
    if (m < 0 || n < 0 || k < 0)
        fatal("matmul: [%d, %d] · [%d, %d] has a negative size", m, k, k, n);
    if (!(flags & MATMUL_ADD))
        memset(c, 0, (size_t)m * (size_t)n * sizeof *c);
    Product w = {.kernel = choose_kernel(),
                 .c = c,
                 .a = a,
                 .b = b,
                 .m = m,
                 .n = n,
                 .k = k,
                 .flags = flags,
                 .at = strides_of(flags & MATMUL_A_T, m, k),
                 .bt = strides_of(flags & MATMUL_B_T, k, n)};
    int panels = n / WIDTH + (n % WIDTH != 0), parts = 1;
    // Below about a million multiply-adds, waking a thread costs more than
    // it saves.
    if ((double)m * (double)n * (double)k > 1e6)
        parts = pool_threads(pool) < panels ? pool_threads(pool) : panels;
    w.panels_each = parts ? (panels + parts - 1) / parts : 0;
    pool_run(pool, parts, multiply_part, &w);
}
