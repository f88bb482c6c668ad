/* matmul.h: the one hot kernel, the matrix product. */
#ifndef DOWNHILL_MATMUL_H
#define DOWNHILL_MATMUL_H

#include "base.h"
#include "parallel.h"

DOWNHILL_BEGIN

/* What is done to the operands, or-ed together. */
enum {
    MATMUL_PLAIN = 0,
    MATMUL_A_T = 1,  // A is stored transposed, [k, m]
    MATMUL_B_T = 2,  // B is stored transposed, [n, k]
    MATMUL_ADD = 4   // C += A·B instead of C = A·B
};

/* C [m, n] = A [m, k] · B [k, n], all row-major and dense:
 *     C[i][j] = Σₚ A[i][p]·B[p][j],  p from 0 to k-1;
 * with MATMUL_ADD the sum is added to C[i][j]. C must not overlap A or B. Sizes
 * of 0 are allowed; below 0 or above 2,000,000,000 is fatal. pool may be NULL; its
 * number of threads changes no bit. Nothing is allocated, but each thread of the
 * program has half a megabyte (in double a quarter) of its own for this.
 *
 * Double: multiplied and added without FMA, each sum begun at C[i][j] or 0 and
 * taken in the order of p, so the bits are those of matmul_reference on every
 * machine. Float: with FMA on x86 that has AVX2 and on 64-bit ARM, and where A and
 * B both lie along p (A·Bᵀ; n = 1), from k = 16 on, in partial sums, one for each
 * lane of a vector: the bits depend on the processor, not on the compiler. No
 * chain of sums is longer than about 500 for k up to 60,000, so a sum of positive
 * products is right to 600 roundings (3.6e-5).
 * The environment's DOWNHILL_ISA=plain, avx2, avx512 or (ARM) neon forces a path;
 * another word, or what the processor does not have, is fatal.
 */
void matmul(Pool *pool, int flags, real *c, const real *a, const real *b, int m,
            int n, int k);

/* A step of gradient descent where its slope is made: with what the same matmul
 * would make of C, in its bits, W[i][j] -= rate·(C[i][j] + decay·W[i][j]), the
 * last term only where decay is not 0. C is left with no meaning; W is like C and
 * overlaps nothing. Fatal unless k >= 1 and of A and B A is transposed and B is
 * not.
 */
typedef struct Descent {
    real *w, rate, decay;
} Descent;
void matmul_descend(Pool *pool, int flags, Descent step, real *c, const real *a,
                    const real *b, int m, int n, int k);

/* matmul's contract as three plain loops: the reference that tests it. */
void matmul_reference(int flags, real *c, const real *a, const real *b, int m,
                      int n, int k);

DOWNHILL_END

#endif
