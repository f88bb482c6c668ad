/* parallel.c: a small pool of threads.
 *
 * The threads sleep on a condition variable. pool_run publishes one job, takes
 * parts of it like any other thread, and waits until the last part is done. A
 * job is numbered, so that a thread which wakes late finds nothing to do.
 */
#include "parallel.h"

#include <pthread.h>
#include <stdlib.h>

enum { MAX_THREADS = 64 };

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
};

// Takes parts until none are left. Called and left with the lock held.
static void take_parts(Pool *p) {
    while (p->next < p->parts) {
        int part = p->next++;
        pthread_mutex_unlock(&p->lock);
        p->work(p->context, part);
        pthread_mutex_lock(&p->lock);
        if (--p->unfinished == 0)
            pthread_cond_signal(&p->done);
    }
}

static void *thread_main(void *pool) {
    Pool *p = pool;
    pthread_mutex_lock(&p->lock);
    while (!p->ending) {
        take_parts(p);
        if (!p->ending)
            pthread_cond_wait(&p->wake, &p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

Pool *pool_new(int threads) {
    if (threads < 1 || threads > MAX_THREADS)
        fatal("pool_new: %d threads; needs 1 to %d", threads, MAX_THREADS);
    Pool *p = mem_resize(NULL, 1, sizeof *p, "pool_new", 0);
    *p = (Pool){.threads = 1};
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
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->lock);
    for (int k = 1; k < p->threads; k++)
        pthread_join(p->id[k], NULL);
    pthread_cond_destroy(&p->wake);
    pthread_cond_destroy(&p->done);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

int pool_threads(const Pool *p) { return p ? p->threads : 1; }

static void run_here(int parts, void (*work)(void *context, int part),
                     void *context) {
    for (int part = 0; part < parts; part++)
        work(context, part);
}

static void run_on_all(Pool *p, int parts,
                       void (*work)(void *context, int part), void *context) {
    pthread_mutex_lock(&p->lock);
    p->work = work;
    p->context = context;
    p->next = 0;
    p->parts = p->unfinished = parts;
    pthread_cond_broadcast(&p->wake);
    take_parts(p);
    while (p->unfinished > 0)
        pthread_cond_wait(&p->done, &p->lock);
    pthread_mutex_unlock(&p->lock);
}

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
