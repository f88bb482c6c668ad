/* matmul_kernel.h: the inner loops of matmul.c for one width of vector. It is
 * included there once for each instruction set, with
 *     BYTES     bytes in a vector: 16, 32 or 64
 *     ISA       what lets the compiler use the set: __attribute__((target(…)))
 *     IN(name)  the name for this set: name_avx2
 *     MULTIPLY_ADD(sum, x, y)   sum + x·y for vectors, fused or not
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
#define UNROLL _Pragma("GCC unroll 6")
#define BITS IN(Bits)
#define COLUMNS (BYTES == 64 ? 4 : 2)
#define AT(pointer) (*(IN(Loose) *)(pointer))
#define CONST_AT(pointer) (*(const IN(Loose) *)(pointer))

/* A tile of C, `rows` by two vectors, stays in registers while p runs: each
 * step loads two vectors of B and uses them for all rows. The second vector
 * begins at t->right, which may lie within the first: the numbers they share
 * are computed twice, alike.
 */
INLINE void IN(tile)(const Tile *t, int rows) {
    VECTOR sum[MOST_ROWS][2];
    size_t second = t->right, a_row = t->at.row, a_col = t->at.col;
    size_t b_row = t->b_row, c_row = t->c_row;
    real *c = t->c;
    UNROLL
    for (int i = 0; i < rows; i++) {
        sum[i][0] = sum[i][1] = (VECTOR){0};
        if (t->add) {
            sum[i][0] = CONST_AT(c + (size_t)i * c_row);
            sum[i][1] = CONST_AT(c + (size_t)i * c_row + second);
        }
    }
    const real *a = t->a, *b = t->b;
    for (int depth = t->depth; depth > 0; depth--) {
        VECTOR left = CONST_AT(b), right = CONST_AT(b + second);
        for (int i = 0; i < rows; i++) {
            // One number in every lane. (x - 0 is x, also for -0.)
            VECTOR x = a[(size_t)i * a_row] - (VECTOR){0};
            sum[i][0] = MULTIPLY_ADD(sum[i][0], x, left);
            sum[i][1] = MULTIPLY_ADD(sum[i][1], x, right);
        }
        a += a_col;
        b += b_row;
    }
    UNROLL
    for (int i = 0; i < rows; i++) {
        AT(c + (size_t)i * c_row) = sum[i][0];
        AT(c + (size_t)i * c_row + second) = sum[i][1];
    }
}

#ifdef DOWNHILL_FLOAT
// v's lanes added up, by quads.
INLINE real IN(total)(VECTOR v) {
    Quad part[LANES / 4];
    memcpy(part, &v, sizeof part);
    Quad sum = part[0];
    for (size_t j = 1; j < LANES / 4; j++)
        sum += part[j];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* A tile of A·Bᵀ, `rows` by COLUMNS numbers of C: rows of A against rows of B,
 * both read along p, LANES partial sums for each number. Where there are fewer
 * columns than COLUMNS the last is worked out again. 16 registers hold 6 x 2
 * sums; the 32 of AVX-512 hold 6 x 4 and then load less: 10 x 30 x 784 went
 * from 109 to 125 GFLOP/s.
 */
INLINE void IN(dots)(const Tile *t, int rows) {
    VECTOR sum[MOST_ROWS][COLUMNS];
    const real *b[COLUMNS];
    for (int j = 0; j < COLUMNS; j++) {
        int column = j < t->columns ? j : t->columns - 1;
        b[j] = t->b + (size_t)column * t->b_row;
        for (int i = 0; i < rows; i++)
            sum[i][j] = (VECTOR){0};
    }
    size_t depth = (size_t)t->depth, whole = depth / LANES * LANES;
    size_t a_row = t->at.row;
    for (size_t p = 0; p < whole; p += LANES)
        for (int i = 0; i < rows; i++) {
            VECTOR x = CONST_AT(t->a + (size_t)i * a_row + p);
            for (int j = 0; j < COLUMNS; j++)
                sum[i][j] = MULTIPLY_ADD(sum[i][j], x, CONST_AT(b[j] + p));
        }
    if (whole < depth) {
        // The last LANES numbers, without those that have been counted.
        size_t p = depth - LANES;
        BITS keep = *(const IN(LooseBits) *)(keep_last + MOST_LANES - LANES +
                                             (depth - whole));
        for (int i = 0; i < rows; i++) {
            VECTOR x = CONST_AT(t->a + (size_t)i * a_row + p);
            x = (VECTOR)((BITS)x & keep);
            for (int j = 0; j < COLUMNS; j++) {
                VECTOR y = (VECTOR)((BITS)CONST_AT(b[j] + p) & keep);
                sum[i][j] = MULTIPLY_ADD(sum[i][j], x, y);
            }
        }
    }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < COLUMNS; j++) {
            real *c = t->c + (size_t)i * t->c_row + j;
            if (j < t->columns)
                *c = IN(total)(sum[i][j]) + (t->add ? *c : 0);
        }
}
#endif

// With a number of rows that the compiler knows, the sums are registers.
ISA static void IN(tile_1)(const Tile *t) { IN(tile)(t, 1); }
ISA static void IN(tile_2)(const Tile *t) { IN(tile)(t, 2); }
ISA static void IN(tile_3)(const Tile *t) { IN(tile)(t, 3); }
ISA static void IN(tile_4)(const Tile *t) { IN(tile)(t, 4); }
ISA static void IN(tile_5)(const Tile *t) { IN(tile)(t, 5); }
ISA static void IN(tile_6)(const Tile *t) { IN(tile)(t, 6); }
#ifdef DOWNHILL_FLOAT
ISA static void IN(dots_1)(const Tile *t) { IN(dots)(t, 1); }
ISA static void IN(dots_2)(const Tile *t) { IN(dots)(t, 2); }
ISA static void IN(dots_3)(const Tile *t) { IN(dots)(t, 3); }
ISA static void IN(dots_4)(const Tile *t) { IN(dots)(t, 4); }
ISA static void IN(dots_5)(const Tile *t) { IN(dots)(t, 5); }
ISA static void IN(dots_6)(const Tile *t) { IN(dots)(t, 6); }
#endif

static const Isa IN(isa) = {
    .lanes = LANES,
    .columns = COLUMNS,
    .tile = {IN(tile_1), IN(tile_2), IN(tile_3), IN(tile_4), IN(tile_5),
             IN(tile_6)},
#ifdef DOWNHILL_FLOAT
    .dots = {IN(dots_1), IN(dots_2), IN(dots_3), IN(dots_4), IN(dots_5),
             IN(dots_6)},
#endif
};

#undef INLINE
#undef LANES
#undef VECTOR
#undef BITS
#undef UNROLL
#undef COLUMNS
#undef AT
#undef CONST_AT
#undef BYTES
#undef ISA
#undef IN
#undef MULTIPLY_ADD
