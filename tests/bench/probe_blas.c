/* probe_blas.c: the name of OpenBLAS's kernels, if their products are right: a
 * kernel that is not this processor's may compute something else.
 */
#include <cblas.h>
#include <math.h>
#include <stdio.h>

char *openblas_get_corename(void);

enum { M = 37, N = 53, K = 117 };

int main(void) {
    static float a[M * K], b[K * N], c[M * N];
    for (int i = 0; i < M * K; i++)
        a[i] = (float)(i * 7 % 19 - 9);
    for (int i = 0; i < K * N; i++)
        b[i] = (float)(i * 5 % 23 - 11);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, M, N, K, 1, a, K, b,
                N, 0, c, N);
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) {
            float sum = 0;  // whole numbers: no rounding
            for (int p = 0; p < K; p++)
                sum += a[i * K + p] * b[p * N + j];
            if (!(fabsf(sum - c[i * N + j]) < 0.5f))
                return 1;
        }
    puts(openblas_get_corename());
    return 0;
}
