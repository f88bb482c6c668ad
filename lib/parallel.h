/* parallel.h: a small pool of threads. */
#ifndef DOWNHILL_PARALLEL_H
#define DOWNHILL_PARALLEL_H

#include "base.h"

DOWNHILL_BEGIN

typedef struct Pool Pool;

/* A pool that works with `threads` threads, the caller's among them (1 starts
 * none; fewer than 1, or more than 64, is fatal), or with as many as the system
 * gives. Owned by the caller, and used by one thread at a time.
 */
Pool *pool_new(int threads);
void pool_free(Pool *pool);          // NULL is allowed
int pool_threads(const Pool *pool);  // 1 for NULL

/* Calls work(context, part) for part = 0 … parts-1, each exactly once, on
 * whichever thread is free, and returns when all are done. With a NULL pool or
 * one part it is a plain loop. Results must not depend on which thread runs
 * which part: parts write to disjoint places. A part that calls pool_run on the
 * same pool is fatal (and pool_each, where there is enough to share).
 */
void pool_run(Pool *pool, int parts, void (*work)(void *context, int part),
              void *context);

/* Calls work(context, from, end) on ranges that make up 0 … n-1: of an array of
 * n numbers, each of which is worked out by itself. Short ones are one range.
 */
void pool_each(Pool *pool, size_t n,
               void (*work)(void *context, size_t from, size_t end),
               void *context);

DOWNHILL_END

#endif
