/* bench.h: the clock and the median. */
#ifndef DOWNHILL_BENCH_H
#define DOWNHILL_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Work of one thread may be timed by CLOCK_PROCESS_CPUTIME_ID, so that who else
 * is on the machine matters less.
 */
static clockid_t bench_clock = CLOCK_MONOTONIC;

static inline double seconds_now(void) {
    struct timespec t;
    clock_gettime(bench_clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double median(double *x, int n) {
    qsort(x, (size_t)n, sizeof *x, compare_doubles);
    return x[n / 2];
}

#endif
