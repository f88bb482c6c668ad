/* parallel.c: a small pool of threads.
 *
 * pool_run publishes one job, takes parts of it like any other thread, and waits
 * until the last part is done. Jobs are counted, so that a thread which comes late
 * knows that there was one, and finds no part left.
 *
 * Who waits, watches a number for a moment and then sleeps on a condition
 * variable. In training the next job comes within that moment, and to be woken
 * takes longer: 784-800-10 on two threads trains in 0.83 of the time with it.
 */
#ifdef __APPLE__
#define _DARWIN_C_SOURCE  // for the number of processors
#elif !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L  // for the clock, whatever -std= says
#endif
#include "parallel.h"

#include <stdlib.h>

enum { MAX_THREADS = 64 };

static void check_threads(int threads) {
    if (threads < 1 || threads > MAX_THREADS)
        fatal("pool_new: %d threads; needs 1 to %d", threads, MAX_THREADS);
}

static void run_here(int parts, void (*work)(void *context, int part),
                     void *context) {
    for (int part = 0; part < parts; part++)
        work(context, part);
}

#ifdef __wasi__  // A page of the book has one thread, with the same results.
struct Pool {
    int threads;
    bool running;
};

Pool *pool_new(int threads) {
    check_threads(threads);
    Pool *p = mem_resize(NULL, 1, sizeof *p, "pool_new", 0);
    *p = (Pool){.threads = 1};
    return p;
}

void pool_free(Pool *p) { free(p); }

static void run_on_all(Pool *p, int parts,
                       void (*work)(void *context, int part), void *context) {
    (void)p;
    run_here(parts, work, context);
}
#else
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

struct Pool {
    int threads;   // the caller's among them
    bool running;  // a job: then no other is taken
    pthread_t id[MAX_THREADS];
    pthread_mutex_t lock;  // guards all below
    pthread_cond_t wake, done;
    void (*work)(void *context, int part);
    void *context;
    int parts, next, unfinished;
    bool ending;
    bool watching;  // a processor for each thread: none is kept from working
    atomic_uint begun, finished;  // jobs; read without the lock, too
};

static double seconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// Tells the processor that it waits.
static inline void rest(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

// Waits until a number of jobs is no longer `old`, but only for a moment. Called
// and left with the lock held.
static void watch(Pool *p, const atomic_uint *jobs, unsigned old) {
    const double moment = 1e-4;
    if (!p->watching)
        return;
    pthread_mutex_unlock(&p->lock);
    double end = seconds_now() + moment;
    do
        for (int k = 0; k < 50 && *jobs == old; k++)
            rest();
    while (*jobs == old && seconds_now() < end);
    pthread_mutex_lock(&p->lock);
}

// Takes parts until none are left. Called and left with the lock held.
static void take_parts(Pool *p) {
    while (p->next < p->parts) {
        int part = p->next++;
        pthread_mutex_unlock(&p->lock);
        p->work(p->context, part);
        pthread_mutex_lock(&p->lock);
        if (--p->unfinished == 0) {
            p->finished++;
            pthread_cond_signal(&p->done);
        }
    }
}

static void *thread_main(void *pool) {
    Pool *p = pool;
    pthread_mutex_lock(&p->lock);
    while (!p->ending) {
        take_parts(p);
        unsigned known = p->begun;
        watch(p, &p->begun, known);
        if (p->begun == known && !p->ending)
            pthread_cond_wait(&p->wake, &p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

Pool *pool_new(int threads) {
    check_threads(threads);
    Pool *p = mem_resize(NULL, 1, sizeof *p, "pool_new", 0);
    *p = (Pool){.threads = 1};
#ifdef _SC_NPROCESSORS_ONLN
    p->watching = threads <= sysconf(_SC_NPROCESSORS_ONLN);
#endif
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->wake, NULL);
    pthread_cond_init(&p->done, NULL);
    // A system that gives fewer threads gives the same results, later.
    while (p->threads < threads &&
           pthread_create(&p->id[p->threads], NULL, thread_main, p) == 0)
        p->threads++;
    return p;
}

void pool_free(Pool *p) {
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->ending = true;
    p->begun++;
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->lock);
    for (int k = 1; k < p->threads; k++)
        pthread_join(p->id[k], NULL);
    pthread_cond_destroy(&p->wake);
    pthread_cond_destroy(&p->done);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

static void run_on_all(Pool *p, int parts,
                       void (*work)(void *context, int part), void *context) {
    pthread_mutex_lock(&p->lock);
    p->work = work;
    p->context = context;
    p->next = 0;
    p->parts = p->unfinished = parts;
    unsigned before = p->finished;
    p->begun++;
    pthread_cond_broadcast(&p->wake);
    take_parts(p);
    watch(p, &p->finished, before);
    while (p->unfinished > 0)
        pthread_cond_wait(&p->done, &p->lock);
    pthread_mutex_unlock(&p->lock);
}
#endif

int pool_threads(const Pool *p) { return p ? p->threads : 1; }

void pool_run(Pool *p, int parts, void (*work)(void *context, int part),
              void *context) {
    if (!p) {
        run_here(parts, work, context);
        return;
    }
    if (p->running)
        fatal("pool_run: called by a part of what this pool is running");
    p->running = true;
    if (p->threads == 1 || parts < 2)
        run_here(parts, work, context);
    else
        run_on_all(p, parts, work, context);
    p->running = false;
}

/* ---- Over arrays ---------------------------------------------------------- */

typedef struct Ranges {
    void (*work)(void *context, size_t from, size_t end);
    void *context;
    size_t n, each;
} Ranges;

static void run_range(void *ranges, int part) {
    const Ranges *r = ranges;
    size_t from = r->each * (size_t)part, end = from + r->each;
    r->work(r->context, from, end < r->n ? end : r->n);
}

void pool_each(Pool *p, size_t n,
               void (*work)(void *context, size_t from, size_t end),
               void *context) {
    // Less is done sooner than a thread is woken. Ranges begin where a line of
    // the cache does, if the array does.
    const size_t worth = 16384, line = 64;
    size_t most = n / worth, threads = (size_t)pool_threads(p);
    size_t parts = most < threads ? most : threads;
    if (parts < 2) {
        work(context, 0, n);
        return;
    }
    size_t each = (n / parts + line) / line * line;
    Ranges r = {work, context, n, each};
    pool_run(p, (int)((n - 1) / each) + 1, run_range, &r);
}
