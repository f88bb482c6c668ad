/* test_parallel.c: the pool runs every part once, on any number of threads. */
#include "parallel.h"
#include "suites.h"
#include "support.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_PARTS = 100 };

typedef struct Job {
    atomic_int times[MOST_PARTS];
    Pool *pool;
} Job;

static void count_part(void *context, int part) {
    Job *job = context;
    atomic_fetch_add(&job->times[part], 1);
}

START_TEST(every_part_runs_once) {
    for (int threads = 1; threads <= 5; threads++) {
        Pool *pool = pool_new(threads);
        ck_assert_int_eq(pool_threads(pool), threads);
        for (int parts = 0; parts <= MOST_PARTS; parts += 1 + parts / 4) {
            Job job = {0};
            pool_run(pool, parts, count_part, &job);
            for (int i = 0; i < MOST_PARTS; i++)
                ck_assert_int_eq(atomic_load(&job.times[i]), i < parts);
        }
        pool_free(pool);
    }
}
END_TEST

START_TEST(a_pool_is_used_again_and_again) {
    Pool *pool = pool_new(3);
    Job job = {0};
    for (int k = 0; k < 10000; k++)
        pool_run(pool, 4, count_part, &job);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(atomic_load(&job.times[i]), 10000);
    pool_free(pool);
}
END_TEST

typedef struct Meeting {
    atomic_int here, done;
    int parts;
    pthread_t caller;
} Meeting;

// All parts are on threads of their own at once; the caller's is done first.
static void meet(void *meeting, int part) {
    Meeting *m = meeting;
    (void)part;
    atomic_fetch_add(&m->here, 1);
    while (atomic_load(&m->here) < m->parts)
        sched_yield();
    if (!pthread_equal(pthread_self(), m->caller))
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    atomic_fetch_add(&m->done, 1);
}

START_TEST(who_waits_for_the_last_part_is_woken) {
    for (int threads = 2; threads <= 4; threads++) {
        Pool *pool = pool_new(threads);
        for (int k = 0; k < 3; k++) {
            Meeting m = {.parts = pool_threads(pool), .caller = pthread_self()};
            pool_run(pool, m.parts, meet, &m);
            ck_assert_int_eq(atomic_load(&m.done), m.parts);
        }
        pool_free(pool);
    }
}
END_TEST

START_TEST(no_pool_is_one_thread) {
    Job job = {0};
    ck_assert_int_eq(pool_threads(NULL), 1);
    pool_run(NULL, 7, count_part, &job);
    ck_assert_int_eq(atomic_load(&job.times[6]), 1);
    pool_free(NULL);
}
END_TEST

static void count_numbers(void *numbers, size_t from, size_t end) {
    unsigned char *seen = numbers;
    for (size_t i = from; i < end; i++)
        seen[i]++;
}

START_TEST(ranges_take_each_number_once) {
    enum { MOST = 200000 };
    static unsigned char seen[MOST + 1], none[MOST + 1], one[MOST];
    memset(one, 1, sizeof one);
    for (int threads = 1; threads <= 5; threads++) {
        Pool *pool = pool_new(threads);
        for (size_t n = 0; n <= MOST; n += 1 + n / 3) {
            memset(seen, 0, sizeof seen);
            pool_each(pool, n, count_numbers, seen);
            ck_assert_int_eq(memcmp(seen, one, n), 0);
            ck_assert_int_eq(memcmp(seen + n, none, MOST + 1 - n), 0);
        }
        pool_free(pool);
    }
}
END_TEST

START_TEST(wrong_numbers_are_fatal) {
    ck_fatal("pool_new: 0 threads; needs 1 to 64", pool_new(0));
    ck_fatal("pool_new: 65 threads; needs 1 to 64", pool_new(65));
}
END_TEST

#ifndef UNDER_TSAN  // which forbids threads after a fork
static void run_again(void *context, int part) {
    Job *job = context;
    (void)part;
    pool_run(job->pool, 4, count_part, job);
}

#define AGAIN "pool_run: called by a part of what this pool is running"

// Whichever thread the part is on: parts of the first job would be lost.
START_TEST(a_pool_within_itself_is_fatal) {
    Job one = {.pool = pool_new(_i)};
    ck_fatal(AGAIN, pool_run(one.pool, 1, run_again, &one));
    pool_free(one.pool);
    pool_run(NULL, 2, run_again, &(Job){.pool = NULL});  // plain loops
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        Job job = {.pool = pool_new(_i)};
        if (!freopen("/dev/null", "w", stderr))
            _exit(2);
        alarm(20);
        pool_run(job.pool, 4, run_again, &job);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}
END_TEST
#endif

SUITE(parallel) {
    TCase *t = tcase_create("parallel");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, every_part_runs_once);
    tcase_add_test(t, a_pool_is_used_again_and_again);
    tcase_add_test(t, who_waits_for_the_last_part_is_woken);
    tcase_add_test(t, no_pool_is_one_thread);
    tcase_add_test(t, ranges_take_each_number_once);
    tcase_add_test(t, wrong_numbers_are_fatal);
#ifndef UNDER_TSAN
    tcase_add_loop_test(t, a_pool_within_itself_is_fatal, 1, 4);
#endif
    suite_add_tcase(s, t);
}
