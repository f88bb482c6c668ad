/* matmul.c: the matrix product, clear and fast.
 *
 * The fast version keeps a tile of C, up to 6 rows by 4 vectors, in registers
 * (matmul_kernel.h). Vectors run over independent elements of C, each of which
 * is one chain of additions in the order of p; so in double neither the width
 * of a vector nor the number of threads can change a bit. In float, long rows
 * times long rows (A·Bᵀ) are read along p instead, a partial sum in each lane.
 */
#include "matmul.h"

#include "rounding.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#define HAVE_X86 1
#include <immintrin.h>
#elif defined(__aarch64__)
#define HAVE_NEON 1
#include <arm_neon.h>
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

/* ---- Kernels -------------------------------------------------------------
 */
enum { MOST_ROWS = 6, MOST_LANES = 64 / sizeof(real) };

// C's tile (+)= A's rows · B's panel. a and b point at its first numbers.
typedef struct Tile {
    real *c;
    Descent step;  // of W; none, and C is stored, where w is NULL
    size_t place;  // of the tile, in C and in W
    const real *a, *b;
    size_t c_row, b_row;
    size_t right;  // where the last vector of C and B begins
    Strides at;
    int depth;
    int columns;  // of A·Bᵀ along p: rows of B, b_row apart
    int rows;     // of A, where it is turned
    bool add;
} Tile;

// Kernels for one width of vector; [i] is for i + 1 rows.
typedef void Kernel(const Tile *t);

typedef struct Isa {
    int lanes;    // numbers in a vector
    int columns;  // of a tile of dots
    Kernel *tile[MOST_ROWS], *dots[MOST_ROWS];
    Kernel *wide[MOST_ROWS], *pair[MOST_ROWS];  // of 32 registers only
} Isa;

#ifdef DOWNHILL_FLOAT
// From [n] on, a vector's last n lanes are kept.
static const int32_t keep_last[2 * MOST_LANES] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
#endif

typedef real Quad __attribute__((vector_size(4 * sizeof(real))));

#ifdef DOWNHILL_FLOAT
typedef int32_t Places __attribute__((vector_size(16)));
#ifdef __clang__
#define FOUR_OF(x, y, i, j, k, l) __builtin_shufflevector(x, y, i, j, k, l)
#else
#define FOUR_OF(x, y, i, j, k, l) __builtin_shuffle(x, y, (Places){i, j, k, l})
#endif
#endif

#define BYTES 16
#define ISA  // what every processor has
#define IN(name) name##_plain
#define MULTIPLY_ADD(sum, x, y) ((sum) + (x) * (y))
#define PAIRS(x, y) (FOUR_OF(x, y, 0, 2, 4, 6) + FOUR_OF(x, y, 1, 3, 5, 7))
#define LOAD_ONCE(x)
#define IN_ORDER(sum)
#include "matmul_kernel.h"

// Fused in float only: double must give the reference's bits.
#ifdef HAVE_X86
#define BYTES 32
#define ISA __attribute__((target("avx2,fma")))
#define IN(name) name##_avx2
#ifdef DOWNHILL_FLOAT
#define MULTIPLY_ADD(sum, x, y)                                                \
    (Vector_avx2)(_mm256_fmadd_ps((__m256)(x), (__m256)(y), (__m256)(sum)))
#define PAIRS(x, y)                                                            \
    (Vector_avx2)(_mm256_shuffle_ps((__m256)(x), (__m256)(y), 0x88) +          \
                  _mm256_shuffle_ps((__m256)(x), (__m256)(y), 0xdd))
#define LOAD_ONCE(x) __asm__("" : "+x"(x))
#else
#define MULTIPLY_ADD(sum, x, y) ((sum) + (x) * (y))
#endif
#define IN_ORDER(sum)
#include "matmul_kernel.h"

#define BYTES 64
#define ISA __attribute__((target("avx512f")))
#define IN(name) name##_avx512
#ifdef DOWNHILL_FLOAT
#define MULTIPLY_ADD(sum, x, y)                                                \
    (Vector_avx512)(_mm512_fmadd_ps((__m512)(x), (__m512)(y), (__m512)(sum)))
#define PAIRS(x, y)                                                            \
    (Vector_avx512)(_mm512_shuffle_ps((__m512)(x), (__m512)(y), 0x88) +        \
                    _mm512_shuffle_ps((__m512)(x), (__m512)(y), 0xdd))
#define LOAD_ONCE(x) __asm__("" : "+v"(x))
#define IN_ORDER(sum)
#else
#define MULTIPLY_ADD(sum, x, y) ((sum) + (x) * (y))
#define LOAD_AGAIN 1
#define IN_ORDER(sum) __asm__ volatile("" : "+v"(sum) : : "memory")
#endif
#include "matmul_kernel.h"
#endif

// Every 64-bit ARM has it.
#ifdef HAVE_NEON
#define BYTES 16
#define ISA
#define IN(name) name##_neon
#ifdef DOWNHILL_FLOAT
#define MULTIPLY_ADD(sum, x, y)                                                \
    (Vector_neon)                                                              \
        vfmaq_f32((float32x4_t)(sum), (float32x4_t)(x), (float32x4_t)(y))
#define PAIRS(x, y) (Vector_neon) vpaddq_f32((float32x4_t)(x), (float32x4_t)(y))
#define LOAD_ONCE(x)
#else
#define MULTIPLY_ADD(sum, x, y) ((sum) + (x) * (y))
#endif
#define IN_ORDER(sum) __asm__ volatile("" : "+w"(sum) : : "memory")
#include "matmul_kernel.h"
#endif

/* A·Bᵀ of few rows, in double: a vector of eight and one of four hold a column of
 * A, and each number of B goes into its products from memory. So A is turned, and
 * not B, of which there is more. (Beside OpenBLAS, which fuses, 10 x 30 x 784 has
 * 0.81, by panels of B 0.72; 10 x 800 x 784 has 1.35 and 1.03.)
 */
#if defined(HAVE_X86) && !defined(DOWNHILL_FLOAT)
#define HAVE_FEW 1
enum {
    FEW = 12,          // rows of A at a time
    FEW_MOST = 24,     // and in all
    FEW_ROW = 16,      // of the turned A: the rest is not used
    FEW_COLUMNS = 10,  // of C in registers
    FEW_FROM = 20,     // columns of C; cut evenly, at least 7 go together
    FEW_DEPTH = 1024   // of k at a time
};
#define AVX512 __attribute__((target("avx512f,avx512vl")))
#ifdef __clang__
#define UNROLL_FEW _Pragma("clang loop unroll(full)")
#else
#define UNROLL_FEW _Pragma("GCC unroll 10")
#endif
#define IN_ORDER(sum) __asm__ volatile("" : "+v"(sum) : : "memory")

AVX512 static inline __attribute__((always_inline)) void
few(const Tile *t, int columns, bool eights, bool fours) {
    Vector_avx512 eight[FEW_COLUMNS];
    Vector_avx2 four[FEW_COLUMNS];
    real out[FEW_COLUMNS][FEW] = {{0}}, *c = t->c + t->place;
    size_t b_row = t->b_row, c_row = t->c_row, rows = (size_t)t->rows;
    size_t behind = eights ? 8 : 0;
    UNROLL_FEW
    for (int j = 0; j < columns; j++) {
        for (size_t i = 0; t->add && i < rows; i++)
            out[j][i] = c[i * c_row + (size_t)j];
        eight[j] = *(Loose_avx512 *)out[j];
        four[j] = *(Loose_avx2 *)(out[j] + behind);
    }
    const real *a = t->a, *b = t->b;
    for (int depth = t->depth; depth > 0; depth--, a += FEW_ROW, b++) {
        Vector_avx512 x = *(const Loose_avx512 *)a;
        Vector_avx2 y = *(const Loose_avx2 *)(a + behind);
        const real *from = b;
        UNROLL_FEW
        for (int j = 0; j < columns; j++, from += b_row) {
            __asm__ volatile("" : "+r"(from));
            if (eights) {
                eight[j] += *from * x;
                IN_ORDER(eight[j]);
            }
            if (fours) {
                four[j] += *from * y;
                IN_ORDER(four[j]);
            }
        }
    }
    UNROLL_FEW
    for (int j = 0; j < columns; j++) {
        if (eights)
            *(Loose_avx512 *)out[j] = eight[j];
        if (fours)
            *(Loose_avx2 *)(out[j] + behind) = four[j];
        for (size_t i = 0; i < rows; i++)
            c[i * c_row + (size_t)j] = out[j][i];
    }
}

#define COLUMNS(n)                                                             \
    AVX512 static void few_##n(const Tile *t) {                                \
        if (t->rows > 8)                                                       \
            few(t, n, true, true);                                             \
        else if (t->rows > 4)                                                  \
            few(t, n, true, false);                                            \
        else                                                                   \
            few(t, n, false, true);                                            \
    }
COLUMNS(7)
COLUMNS(8)
COLUMNS(9)
COLUMNS(10)
static Kernel *const few_kernels[] = {few_7, few_8, few_9, few_10};
#undef COLUMNS
#endif

static const struct {
    const char *name;
    const Isa *isa;
} isas[] = {{"plain", &isa_plain},
#ifdef HAVE_X86
            {"avx2", &isa_avx2},
            {"avx512", &isa_avx512}
#elif defined(HAVE_NEON)
            {"neon", &isa_neon}
#endif
};
enum { ISAS = sizeof isas / sizeof *isas };

// How many of isas[] this processor has.
static int isas_here(void) {
#ifdef HAVE_X86
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return 1;
    return __builtin_cpu_supports("avx512f") &&
                   __builtin_cpu_supports("avx512vl")
               ? 3
               : 2;
#else
    return ISAS;
#endif
}

static const Isa *choose_isa(void) {
    const char *name = getenv("DOWNHILL_ISA");
    int here = isas_here();
    if (!name)
        return isas[here - 1].isa;
    for (int i = 0; i < ISAS; i++)
        if (strcmp(name, isas[i].name) == 0) {
            if (i >= here)
                fatal("DOWNHILL_ISA=%s: this processor does not have it", name);
            return isas[i].isa;
        }
    fatal("DOWNHILL_ISA: '%s' is not plain, avx2, avx512 or neon", name);
}

// Chosen once. (Threads that come here together choose alike.)
static const Isa *the_isa(void) {
    static const Isa *_Atomic chosen;
    const Isa *isa = atomic_load_explicit(&chosen, memory_order_acquire);
    if (!isa) {
        isa = choose_isa();
        atomic_store_explicit(&chosen, isa, memory_order_release);
    }
    return isa;
}

/* ---- Fast ---------------------------------------------------------------- */

enum {
    // Of k at a time: what is packed stays in the first cache while it is used.
    DEPTH = sizeof(real) == sizeof(double) ? 64 : 256,
    WIDE = 512,        // columns of B copied together: half a megabyte (float)
    PACK_FROM = 48,    // rows of A from which B is copied
    DOTS_FROM = 16,    // k from which A·Bᵀ is read along p
    DOTS_MOST = 2048,  // of it in one go: for the sake of the sums
    NEAR = 8 * 1024,   // numbers of A that stay in the first cache
    STRIP = 64 * 1024  // and in the second
};

typedef struct Product {
    const Isa *isa;
    Descent step;
    real *c;
    const real *a, *b;
    int m, n, k, flags;
    int each;      // a part of the work: so many columns of C
    bool in_rows;  // or rows
    Strides at, bt;
} Product;

// Rows and columns are cut into tiles. Rows evenly: 10 is 5 + 5, not 6 + 4.
// Columns by four vectors (with 32 registers) or two; never so that less than a
// vector is left.
// (In a page by 4: 6 x 2 sums leave its compilers no register for a product.)
#ifdef __wasm__
enum { TILE_ROWS = 4 };
#else
enum { TILE_ROWS = MOST_ROWS };
#endif
static int tiles_of(int rows) { return (rows + TILE_ROWS - 1) / TILE_ROWS; }

static int rows_of(int rows, int tiles, int tile) {
    return rows / tiles + (tile < rows % tiles);
}

static int width_of(const Isa *isa, int rest) {
    int lanes = isa->lanes;
    if (isa->wide[0] && (rest == 4 * lanes || rest >= 5 * lanes))
        return 4 * lanes;
    if (rest > 2 * lanes && rest < 3 * lanes)
        return lanes;
    return rest < 2 * lanes ? rest : 2 * lanes;
}

#ifndef DOWNHILL_FLOAT
typedef real Two __attribute__((vector_size(16), aligned(8), may_alias));

// A panel of a transposed B (or of A's rows, turned), two of its rows by two numbers
// at a time. (Float reads such a B along p instead.)
static void pack_twos(real *panel, size_t row, const real *b, size_t b_row,
                      size_t depth, size_t columns) {
    for (size_t j = 0; j < columns; j += 2, b += 2 * b_row) {
        real *to = panel + j;
        size_t p = 0, whole = j + 1 < columns ? depth / 2 * 2 : 0;
        for (; p < whole; p += 2, to += 2 * row) {
            Two x = *(const Two *)(b + p), y = *(const Two *)(b + b_row + p);
            *(Two *)to = (Two){x[0], y[0]};
            *(Two *)(to + row) = (Two){x[1], y[1]};
        }
        for (; p < depth; p++, to += row)
            for (size_t last = j; last < columns && last < j + 2; last++)
                to[last - j] = b[(last - j) * b_row + p];
    }
}

#ifdef HAVE_X86
// The same by fours, where there is AVX2. (10 x 30 x 784: 18 to 28 GFLOP/s, with
// panels that stay in the first cache.)
__attribute__((target("avx2"))) static void
pack_fours(real *panel, size_t row, const real *b, size_t b_row, size_t depth,
           size_t columns) {
    size_t fours = columns / 4 * 4, whole = depth / 4 * 4;
    for (size_t j = 0; j < fours; j += 4)
        for (size_t p = 0; p < whole; p += 4) {
            const real *from = b + j * b_row + p;
            real *to = panel + p * row + j;
            __m256d x = _mm256_loadu_pd(from);
            __m256d y = _mm256_loadu_pd(from + b_row);
            __m256d z = _mm256_loadu_pd(from + 2 * b_row);
            __m256d w = _mm256_loadu_pd(from + 3 * b_row);
            __m256d xy = _mm256_unpacklo_pd(x, y),
                    zw = _mm256_unpacklo_pd(z, w);
            x = _mm256_unpackhi_pd(x, y), z = _mm256_unpackhi_pd(z, w);
            _mm256_storeu_pd(to, _mm256_permute2f128_pd(xy, zw, 0x20));
            _mm256_storeu_pd(to + row, _mm256_permute2f128_pd(x, z, 0x20));
            _mm256_storeu_pd(to + 2 * row,
                             _mm256_permute2f128_pd(xy, zw, 0x31));
            _mm256_storeu_pd(to + 3 * row, _mm256_permute2f128_pd(x, z, 0x31));
        }
    if (whole < depth)
        pack_twos(panel + whole * row, row, b + whole, b_row, depth - whole,
                  fours);
    if (fours < columns)
        pack_twos(panel + fours, row, b + fours * b_row, b_row, depth,
                  columns - fours);
}
#endif
#endif

// Copies a panel of B: depth rows of `row` numbers, zeros behind its columns.
static void pack(real *panel, const real *b, Strides bt, int depth, int width,
                 int row) {
#ifndef DOWNHILL_FLOAT
    if (bt.row == 1 && width == row) {
        size_t w = (size_t)width;
#ifdef HAVE_X86
        if (the_isa() != &isa_plain) {
            pack_fours(panel, w, b, bt.col, (size_t)depth, w);
            return;
        }
#endif
        pack_twos(panel, w, b, bt.col, (size_t)depth, w);
        return;
    }
#endif
    for (int p = 0; p < depth; p++, panel += row, b += bt.row) {
        for (int j = 0; j < width; j++)
            panel[j] = b[(size_t)j * bt.col];
        for (int j = width; j < row; j++)
            panel[j] = 0;
    }
}

// The tile at column j, before it is cut: depth of k from p on.
static Tile tile_at(const Product *w, int j, int p, int depth) {
    return (Tile){.c = w->c,
                  .step = p + depth == w->k ? w->step : (Descent){0},
                  .place = (size_t)j,
                  .a = w->a + (size_t)p * w->at.col,
                  .b = w->b + (size_t)p * w->bt.row + (size_t)j * w->bt.col,
                  .c_row = (size_t)w->n,
                  .b_row = w->bt.row,
                  .at = w->at,
                  .depth = depth,
                  .add = p > 0 || w->flags & MATMUL_ADD};
}

// Columns that are less than a vector go through a wider tile beside C.
static void narrow(const Product *w, Tile t, int width) {
    real packed[DEPTH * MOST_LANES] __attribute__((aligned(64)));
    real tile[MOST_ROWS * MOST_LANES] = {0}, *c = t.c + t.place;
    real *from = c, *to = t.step.w ? t.step.w + t.place : NULL;
    size_t bytes = (size_t)width * sizeof *tile, c_row = t.c_row;
    int tiles = tiles_of(w->m), lanes = w->isa->lanes;
    pack(packed, t.b, w->bt, t.depth, width, lanes);
    t.b = packed;
    t.b_row = (size_t)lanes;
    t.c = tile;
    t.place = 0;
    t.step.w = NULL;
    t.c_row = MOST_LANES;
    for (int k = 0; k < tiles; k++) {
        int here = rows_of(w->m, tiles, k);
        for (int i = 0; i < here; i++)
            memcpy(tile + i * MOST_LANES, c + (size_t)i * c_row, bytes);
        w->isa->tile[here - 1](&t);
        for (int i = 0; i < here; i++)
            memcpy(c + (size_t)i * c_row, tile + i * MOST_LANES, bytes);
        t.a += (size_t)here * t.at.row;
        c += (size_t)here * c_row;
    }
    for (int i = 0; to && i < w->m; i++, to += c_row, from += c_row)
        for (int j = 0; j < width; j++) {
            real slope = from[j];
            if (t.step.decay != 0)
                slope += t.step.decay * to[j];
            to[j] -= t.step.rate * slope;
        }
}

// The same few rows of A for all columns, then the next: they stay in the first
// cache, and C is written along its rows. B lies as it is, row by row, or
// packed, tile after tile.
static void by_rows(const Product *w, Tile *t, int columns, bool packed) {
    int tiles = tiles_of(w->m), lanes = w->isa->lanes;
    size_t place = t->place;
    const real *b = t->b;
    for (int k = 0; k < tiles; k++) {
        int here = rows_of(w->m, tiles, k);
        t->b = b;
        t->place = place;
        for (int rest = columns, width; rest > 0; rest -= width) {
            width = width_of(w->isa, rest);
            t->right = (size_t)(width - lanes);
            if (packed)
                t->b_row = (size_t)width;
            bool wide = width > 2 * lanes;
            (wide ? w->isa->wide : w->isa->tile)[here - 1](t);
            t->b += packed ? (size_t)width * (size_t)t->depth : (size_t)width;
            t->place += (size_t)width;
        }
        t->a += (size_t)here * t->at.row;
        place += (size_t)here * t->c_row;
    }
}

static _Thread_local real packed[DEPTH * (WIDE + MOST_LANES)]
    __attribute__((aligned(64)));

#ifdef HAVE_FEW
static bool by_few(const Product *w, int from, int end) {
    int n = end - from, tiles = (w->m - 1) / FEW + 1;
    int blocks = (n - 1) / FEW_COLUMNS + 1;
    if (w->isa != &isa_avx512 || w->m > FEW_MOST || n < FEW_FROM ||
        w->at.col != 1 || w->bt.row != 1)
        return false;
    for (int p = 0, depth; p < w->k; p += depth) {
        depth = w->k - p < FEW_DEPTH ? w->k - p : FEW_DEPTH;
        for (int k = 0, i = 0, rows; k < tiles; k++, i += rows) {
            rows = rows_of(w->m, tiles, k);
            const real *a = w->a + (size_t)i * w->at.row + p;
            for (int q = 0; q < depth; q += DEPTH)
                pack_fours(packed + q * FEW_ROW, FEW_ROW, a + q, w->at.row,
                           (size_t)(depth - q < DEPTH ? depth - q : DEPTH),
                           (size_t)rows);
            for (int l = 0, j = from, columns; l < blocks; l++, j += columns) {
                columns = rows_of(n, blocks, l);
                Tile t = tile_at(w, j, p, depth);
                t.a = packed;
                t.b_row = w->bt.col;
                t.place += (size_t)i * t.c_row;
                t.rows = rows;
                few_kernels[columns - 7](&t);
            }
        }
    }
    return true;
}
#endif

// A strip of B is copied, tile after tile, to go by from the second cache for
// every few rows of A: 1024 cubed at 0.99 of OpenBLAS. (One tile after the other,
// each for all rows of A, reads A too often: 0.72.)
static void by_strips(const Product *w, int from, int end, int p, int depth) {
    for (int begin = from, stop; begin < end; begin = stop) {
        stop = end - begin < WIDE + w->isa->lanes ? end : begin + WIDE;
        Tile t = tile_at(w, begin, p, depth);
        real *to = packed;
        for (int j = begin, width; j < stop; j += width) {
            width = width_of(w->isa, stop - j);
            pack(to, t.b + (size_t)(j - begin) * w->bt.col, w->bt, depth, width,
                 width);
            to += (size_t)width * (size_t)depth;
        }
        t.b = packed;
        by_rows(w, &t, stop - begin, true);
    }
}

static void panels(const Product *w, int from, int end) {
#ifdef HAVE_FEW
    if (by_few(w, from, end))
        return;
#endif
    bool direct = w->m < PACK_FROM && w->bt.col == 1;
    for (int p = 0; p < w->k; p += DEPTH) {
        int depth = w->k - p < DEPTH ? w->k - p : DEPTH;
        if (end - from < w->isa->lanes)
            narrow(w, tile_at(w, from, p, depth), end - from);
        else if (direct) {
            Tile t = tile_at(w, from, p, depth);
            by_rows(w, &t, end - from, false);
        } else
            by_strips(w, from, end, p, depth);
    }
}

// A·Bᵀ along p, tile after tile. Where A fits the first cache, a few rows of B stay
// there with it while all of A's go by. Else a few rows of A stay while a strip of
// B's goes by from the second cache: 128 x 800 x 784 took 0.93 of the time (and the
// batch of 10 would take 1.05).
static void dots(const Product *w, int from, int end, int p, int depth) {
    int tiles = tiles_of(w->m), most = w->isa->columns, strip = most;
    if ((long long)w->m * depth > NEAR)
        strip *= STRIP / most / depth + 1;
    Tile t = tile_at(w, 0, p, depth);
    const real *a = t.a, *b = t.b;
    t.b_row = w->bt.col;
    for (int begin = from; begin < end; begin += strip) {
        int stop = end - begin < strip ? end : begin + strip, row = 0;
        for (int k = 0, rows; k < tiles; k++, row += rows) {
            rows = rows_of(w->m, tiles, k);
            t.a = a + (size_t)row * w->at.row;
            for (int j = begin; j < stop; j += most) {
                t.b = b + (size_t)j * t.b_row;
                t.columns = end - j < most ? end - j : most;
                bool pair = most > 2 && t.columns <= 2;
                t.place = (size_t)row * t.c_row + (size_t)j;
                (pair ? w->isa->pair : w->isa->dots)[rows - 1](&t);
            }
        }
    }
}

// Even pieces of k, none longer than DOTS_MOST: so long is a chain of sums.
static void by_pieces(const Product *w, int from, int end) {
    long long pieces = (w->k - 1) / DOTS_MOST + 1;
    for (int piece = 0, p = 0, stop; piece < pieces; piece++, p = stop) {
        stop = (int)(w->k * (piece + 1LL) / pieces);
        dots(w, from, end, p, stop - p);
    }
}

// (One weight's slope is no A·Bᵀ, though it could be read as one.)
static bool by_dots(const Product *w) {
#ifdef DOWNHILL_FLOAT
    return w->k >= DOTS_FROM && w->at.col == 1 && w->bt.row == 1 &&
           !(w->flags & MATMUL_A_T);
#else
    (void)w;
    return false;
#endif
}

static void multiply_part(void *product, int part) {
    Product w = *(const Product *)product;
    long long from = (long long)part * w.each, end = from + w.each;
    if (w.in_rows) {
        size_t skip = (size_t)from * (size_t)w.n;
        w.a += (size_t)from * w.at.row;
        w.c += skip;
        if (w.step.w)
            w.step.w += skip;
        w.m = (int)((end < w.m ? end : w.m) - from);
        from = 0, end = w.n;
    }
    end = end < w.n ? end : w.n;
    (by_dots(&w) ? by_pieces : panels)(&w, (int)from, (int)end);
}

void matmul(Pool *pool, int flags, real *c, const real *a, const real *b, int m,
            int n, int k) {
    matmul_descend(pool, flags, (Descent){0}, c, a, b, m, n, k);
}

void matmul_descend(Pool *pool, int flags, Descent step, real *c, const real *a,
                    const real *b, int m, int n, int k) {
    const int most = 2000000000;
    if (m < 0 || n < 0 || k < 0)
        fatal("matmul: [%d, %d] · [%d, %d] has a negative size", m, k, k, n);
    if (m > most || n > most || k > most)
        fatal("matmul: [%d, %d] · [%d, %d]: sizes go up to %d", m, k, k, n,
              most);
    int stored = flags & (MATMUL_A_T | MATMUL_B_T);
    if (step.w && (k == 0 || stored != MATMUL_A_T))
        fatal(
            "matmul_descend: k is %d; it must be above 0, A transposed, B not",
            k);
    if (m == 0 || n == 0)
        return;
    if (k == 0) {
        if (!(flags & MATMUL_ADD))
            memset(c, 0, (size_t)m * (size_t)n * sizeof *c);
        return;
    }
    Product w = {.isa = the_isa(),
                 .step = step,
                 .c = c,
                 .a = a,
                 .b = b,
                 .m = m,
                 .n = n,
                 .k = k,
                 .flags = flags,
                 .at = strides_of(flags & MATMUL_A_T, m, k),
                 .bt = strides_of(flags & MATMUL_B_T, k, n)};
    // Parts are whole panels; or rows, where there are not two of those, and of
    // a layer's weights' gradient: then a thread moves the weights that it will
    // read, and they stay in its cache (784-800-10 on two threads: 0.94 of the
    // time). Below about a million multiply-adds, waking a thread costs more
    // than it saves.
    int width = 2 * w.isa->lanes, count = (n - 1) / width + 1, parts = 1;
    w.in_rows = m >= 96 && (flags & MATMUL_A_T || count == 1);
    if (w.in_rows)
        width = MOST_ROWS, count = (m - 1) / width + 1;
    if ((double)m * (double)n * (double)k > 1e6)
        parts = pool_threads(pool) < count ? pool_threads(pool) : count;
    int each = (count + parts - 1) / parts;
    w.each = each * width;
    pool_run(pool, (count - 1) / each + 1, multiply_part, &w);
}
