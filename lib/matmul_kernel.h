/* matmul_kernel.h: the inner loops of matmul.c for one width of vector. It is
 * included there once for each instruction set, with
 *     BYTES     bytes in a vector: 16, 32 or 64
 *     ISA       what lets the compiler use the set: __attribute__((target(…)))
 *     IN(name)  the name for this set: name_avx2
 *     MULTIPLY_ADD(sum, x, y)   sum + x·y for vectors, fused or not
 *     PAIRS(x, y)   of each quarter, neighbours added: x0 + x1, x2 + x3,
 *                   y0 + y1, y2 + y3 (float only)
 *     LOAD_ONCE(x)  keeps a vector in a register; else gcc reads it again for
 *                   each product (with AVX2: 0.82 of OpenBLAS, now 0.97)
 *     IN_ORDER(sum) after a sum: keeps gcc and clang from loading all rows' numbers
 *                   first, for which 32 registers are too few
 *     LOAD_AGAIN    may be 1: each product takes A's number from memory. (To fill
 *                   64 bytes with it first takes an adder's place, and where
 *                   products are not fused all adders are busy: 0.80 of
 *                   OpenBLAS, and from memory 0.98)
 * and undefines them.
 */
#define INLINE ISA static inline __attribute__((always_inline))
#define LANES (BYTES / sizeof(real))

typedef real IN(Vector) __attribute__((vector_size(BYTES)));
typedef real IN(Loose)  // a vector anywhere in an array of numbers
    __attribute__((vector_size(BYTES), aligned(sizeof(real)), may_alias));
typedef int32_t IN(Bits) __attribute__((vector_size(BYTES)));
typedef int32_t IN(LooseBits)
    __attribute__((vector_size(BYTES), aligned(sizeof(int32_t)), may_alias));
#define VECTOR IN(Vector)
// Before each loop over rows or columns of a tile: unrolled, its sums are
// registers. (clang 14 left the inner loops as they were, and its sums in memory:
// 784-800-10 took 2.4 times as long as with gcc.)
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 6")
#endif
#define BITS IN(Bits)
#ifndef LOAD_AGAIN
#define LOAD_AGAIN 0
#endif
#if BYTES == 64 || defined(__aarch64__)
#define MANY_REGISTERS 1  // 32 of them, not 16
#else
#define MANY_REGISTERS 0
#endif
#define COLUMNS (MANY_REGISTERS ? 4 : 2)
#define ONE_CHAIN (sizeof(real) == sizeof(double))
#define AT(pointer) (*(IN(Loose) *)(pointer))
#define CONST_AT(pointer) (*(const IN(Loose) *)(pointer))
// One number in every lane. (x - 0 is x, also for -0.)
#define ONE_IN_ALL(x) ((real)(x) - (VECTOR){0})
// Hides from the compiler where a number came from.
#define FORGET(number) __asm__("" : "+r"(number))

/* A tile of C, `rows` by two or four vectors, stays in registers while p runs:
 * each step loads these vectors of B and uses them for all rows. The last
 * vector begins at t->right, which may lie within the one before: the numbers
 * they share are computed twice, alike. 16 registers hold 6 x 2 sums, the 32 of
 * AVX-512 and ARM 6 x 4: 30 x 784 x 10 in 0.90 of the time.
 *
 * With t->add double goes on from what C holds, one chain for all p. Float begins
 * at 0 and adds C last, so that no chain is longer than a tile is deep.
 *
 * Where C is a slope whose step is taken, W's new numbers are all worked out
 * before one is stored: the last vector has some of them a second time.
 */
INLINE void IN(tile)(const Tile *t, int rows, int vectors) {
    VECTOR sum[MOST_ROWS][4];
    size_t a_row = t->at.row, a_col = t->at.col;
    size_t b_row = t->b_row, c_row = t->c_row, last = t->right;
    real *row = t->c + t->place;
#define FROM(v) ((v) == vectors - 1 ? last : (size_t)(v)*LANES)
    UNROLL
    for (int i = 0; i < rows; i++) {
        UNROLL
        for (int v = 0; v < vectors; v++)
            sum[i][v] = (VECTOR){0};
    }
    if (t->add && ONE_CHAIN) {
        UNROLL
        for (int i = 0; i < rows; i++, row += c_row) {
            UNROLL
            for (int v = 0; v < vectors; v++)
                sum[i][v] = CONST_AT(row + FROM(v));
        }
    }
    const real *a = t->a, *b = t->b;
    for (int depth = t->depth; depth > 0; depth--) {
        VECTOR y[4];
        UNROLL
        for (int v = 0; v < vectors; v++)
            y[v] = CONST_AT(b + FROM(v));
        UNROLL
        for (int i = 0; i < rows; i++) {
            VECTOR x = ONE_IN_ALL(a[(size_t)i * a_row]);
            UNROLL
            for (int v = 0; v < vectors; v++) {
                if (LOAD_AGAIN)
                    x = ONE_IN_ALL(a[(size_t)i * a_row]);
                sum[i][v] = MULTIPLY_ADD(sum[i][v], x, y[v]);
                IN_ORDER(sum[i][v]);
            }
        }
        a += a_col;
        b += b_row;
    }
    // (Else it works out all addresses in C before the loop and keeps them: 30 x
    // 784 x 10 took 1.09 of the time.)
    row = t->c + t->place;
    FORGET(last);
    UNROLL
    for (int i = 0; i < rows; i++, row += c_row) {
        FORGET(row);
        if (t->add && !ONE_CHAIN) {
            UNROLL
            for (int v = 0; v < vectors; v++)
                sum[i][v] += CONST_AT(row + FROM(v));
        }
        real *to = row;
        if (t->step.w) {
            to = t->step.w + (row - t->c);
            UNROLL
            for (int v = 0; v < vectors; v++) {
                VECTOR w = CONST_AT(to + FROM(v));
                if (t->step.decay != 0)
                    sum[i][v] += t->step.decay * w;
                sum[i][v] = w - t->step.rate * sum[i][v];
            }
        }
        UNROLL
        for (int v = 0; v < vectors; v++)
            AT(to + FROM(v)) = sum[i][v];
    }
#undef FROM
}

#ifdef DOWNHILL_FLOAT
// Of up to four vectors the sums of their lanes: first neighbours, in all of a
// vector at once, then its quarters.
INLINE Quad IN(lane_sums)(const VECTOR *sum, int columns) {
    VECTOR none = {0};
    VECTOR left = PAIRS(sum[0], columns > 1 ? sum[1] : none);
    VECTOR right = columns > 2 ? PAIRS(sum[2], sum[3]) : none;
    VECTOR all = PAIRS(left, right);
    Quad part[LANES / 4];
    memcpy(part, &all, sizeof part);
    for (size_t n = LANES / 8; n > 0; n /= 2)
        for (size_t j = 0; j < n; j++)
            part[j] += part[j + n];
    return part[0];
}

/* A tile of A·Bᵀ, `rows` by COLUMNS numbers of C: rows of A against rows of B,
 * both read along p, LANES partial sums for each number. Where there are fewer
 * columns than COLUMNS the last is worked out again. 16 registers hold 6 x 2
 * sums; 32 hold 6 x 4 and then load less: 10 x 30 x 784 went
 * from 109 to 125 GFLOP/s, and to 136 when the last two of 30 columns got a tile
 * of two. Adding up the lanes of four sums together and loops over rows that
 * are all unrolled, so that no sum leaves its register, took that from 0.88 to
 * 0.95 to 1.05 of OpenBLAS.
 */
INLINE void IN(dots)(const Tile *t, int rows, int columns) {
    VECTOR sum[MOST_ROWS][COLUMNS];
    const real *b[COLUMNS];
    UNROLL
    for (int j = 0; j < columns; j++) {
        int column = j < t->columns ? j : t->columns - 1;
        b[j] = t->b + (size_t)column * t->b_row;
        UNROLL
        for (int i = 0; i < rows; i++)
            sum[i][j] = (VECTOR){0};
    }
    size_t depth = (size_t)t->depth, whole = depth / LANES * LANES;
    size_t a_row = t->at.row;
    const real *a = t->a;
    for (size_t p = 0; p < whole; p += LANES) {
        VECTOR y[COLUMNS];
        UNROLL
        for (int j = 0; j < columns; j++)
            y[j] = CONST_AT(b[j] + p);
        UNROLL
        for (int i = 0; i < rows; i++) {
            VECTOR x = CONST_AT(a + (size_t)i * a_row + p);
            LOAD_ONCE(x);
            UNROLL
            for (int j = 0; j < columns; j++) {
                sum[i][j] = MULTIPLY_ADD(sum[i][j], x, y[j]);
                IN_ORDER(sum[i][j]);
            }
        }
    }
    if (whole < depth) {
        // The last LANES numbers, without those that have been counted.
        size_t p = depth - LANES;
        BITS keep = *(const IN(LooseBits) *)(keep_last + MOST_LANES - LANES +
                                             (depth - whole));
        UNROLL
        for (int i = 0; i < rows; i++) {
            VECTOR x = CONST_AT(a + (size_t)i * a_row + p);
            x = (VECTOR)((BITS)x & keep);
            UNROLL
            for (int j = 0; j < columns; j++) {
                VECTOR y = (VECTOR)((BITS)CONST_AT(b[j] + p) & keep);
                sum[i][j] = MULTIPLY_ADD(sum[i][j], x, y);
            }
        }
    }
    UNROLL
    for (int i = 0; i < rows; i++) {
        Quad row = IN(lane_sums)(sum[i], columns);
        real *c = t->c + t->place + (size_t)i * t->c_row;
        if (t->columns == 4 && !t->add)
            memcpy(c, &row, sizeof row);
        else
            for (int j = 0; j < t->columns; j++)
                c[j] = row[j] + (t->add ? c[j] : 0);
    }
}
#endif

// With a number of rows that the compiler knows, the sums are registers.
#define SIX(kind, body, width)                                                 \
    ISA static void IN(kind##_1)(const Tile *t) { IN(body)(t, 1, width); }     \
    ISA static void IN(kind##_2)(const Tile *t) { IN(body)(t, 2, width); }     \
    ISA static void IN(kind##_3)(const Tile *t) { IN(body)(t, 3, width); }     \
    ISA static void IN(kind##_4)(const Tile *t) { IN(body)(t, 4, width); }     \
    ISA static void IN(kind##_5)(const Tile *t) { IN(body)(t, 5, width); }     \
    ISA static void IN(kind##_6)(const Tile *t) { IN(body)(t, 6, width); }
#define THE_SIX(kind)                                                          \
    {                                                                          \
        IN(kind##_1), IN(kind##_2), IN(kind##_3), IN(kind##_4), IN(kind##_5),  \
            IN(kind##_6)                                                       \
    }

SIX(tile, tile, 2)
#if MANY_REGISTERS
SIX(wide, tile, 4)
#endif
#ifdef DOWNHILL_FLOAT
SIX(dots, dots, COLUMNS)
#if MANY_REGISTERS
SIX(pair, dots, 2)
#endif
#endif

static const Isa IN(isa) = {.lanes = LANES,
                            .columns = COLUMNS,
#if MANY_REGISTERS
                            .wide = THE_SIX(wide),
#ifdef DOWNHILL_FLOAT
                            .pair = THE_SIX(pair),
#endif
#endif
#ifdef DOWNHILL_FLOAT
                            .dots = THE_SIX(dots),
#endif
                            .tile = THE_SIX(tile)};

#undef SIX
#undef THE_SIX
#undef INLINE
#undef LANES
#undef VECTOR
#undef BITS
#undef UNROLL
#undef COLUMNS
#undef ONE_CHAIN
#undef MANY_REGISTERS
#undef AT
#undef CONST_AT
#undef FORGET
#undef BYTES
#undef ISA
#undef IN
#undef MULTIPLY_ADD
#undef PAIRS
#undef LOAD_ONCE
#undef IN_ORDER
#undef LOAD_AGAIN
#undef ONE_IN_ALL
