/* base.c: failing, checked sizes, memory, and the arena. */
#ifdef __linux__
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE  // for madvise
#endif
#include <sys/mman.h>
#endif
#include "base.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif
#ifdef UNDER_ASAN
#include <sanitizer/asan_interface.h>
#endif

const char DOWNHILL_BUILD = 0;

/* Where a fatal line goes: state of the whole process. It is set before any work
 * starts, by tests.
 */
static FatalHook fatal_hook;

void fatal_set_hook(FatalHook hook) { fatal_hook = hook; }

void fatal(const char *format, ...) {
    char line[512];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (fatal_hook)
        fatal_hook(line);
    else {
        fflush(stdout);  // abort would lose what has been told so far
        fprintf(stderr, "%s\n", line);
    }
    abort();
}

bool size_add(size_t a, size_t b, size_t *out) {
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

bool size_mul(size_t a, size_t b, size_t *out) {
    if (b != 0 && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

/* A large block goes into large pages where the system has them on request: it
 * is mapped 2 MiB at a time, not 4 KiB. Reading MNIST and an epoch of 13,002
 * then stop 1,000 times for memory, not 12,000, and took 0.064 s for 0.25 where
 * a stop is dear. Should the system refuse, nothing is lost.
 */
static void *in_large_pages(void *block, size_t bytes) {
#ifdef MADV_HUGEPAGE
    const size_t page = 2 << 20, skip = -(uintptr_t)block % page;
    if (block && bytes >= 2 * page)
        madvise((char *)block + skip, (bytes - skip) / page * page,
                MADV_HUGEPAGE);
#endif
    (void)bytes;
    return block;
}

void *mem_try(void *old, size_t count, size_t size) {
    size_t bytes;
    if (!size_mul(count, size, &bytes))
        return NULL;
    return in_large_pages(realloc(old, bytes ? bytes : 1), bytes);
}

static _Noreturn void out_of_memory(const char *whom, size_t bytes,
                                    size_t held) {
    fatal("%s: out of memory: asked for %zu bytes, holding %zu already", whom,
          bytes, held);
}

void *mem_resize(void *old, size_t count, size_t size, const char *whom,
                 size_t held) {
    size_t bytes;
    if (!size_mul(count, size, &bytes))
        fatal("%s: %zu elements of %zu bytes are more than a size can say",
              whom, count, size);
    void *grown = mem_try(old, count, size);
    if (!grown)
        out_of_memory(whom, bytes, held);
    return grown;
}

/* A chunk is this header followed by its bytes. `base` is the first byte on a
 * 64-byte boundary: a cache line, and enough for any vector register.
 */
enum { ALIGNMENT = 64 };
static const size_t SMALLEST_CHUNK = 64 * 1024;

typedef struct ArenaChunk {
    struct ArenaChunk *next;
    size_t size;  // bytes from base on
    char *base;
} ArenaChunk;

/* Marks memory as gone (a rewind) or as fresh. The fill is a NaN in both
 * precisions, so that what is computed from stale memory shows. Release builds
 * do nothing here.
 */
static void forget(char *bytes, size_t n) {
#ifdef DOWNHILL_DEBUG
    memset(bytes, 0xff, n);
#endif
#ifdef UNDER_ASAN
    ASAN_POISON_MEMORY_REGION(bytes, n);
#endif
    (void)bytes, (void)n;
}

static void lend(char *bytes, size_t n) {
#ifdef UNDER_ASAN
    ASAN_UNPOISON_MEMORY_REGION(bytes, n);
#endif
    (void)bytes, (void)n;
}

static ArenaChunk *chunk_new(const Arena *a, size_t bytes, const char *whom) {
    // Doubling what is held keeps the number of chunks logarithmic.
    size_t size = a->held > SMALLEST_CHUNK ? a->held : SMALLEST_CHUNK;
    if (size < bytes)
        size = bytes;
    size_t total;
    if (!size_add(size, sizeof(ArenaChunk) + ALIGNMENT, &total))
        out_of_memory(whom, bytes, a->held);
    ArenaChunk *chunk = mem_try(NULL, total, 1);
    if (!chunk)
        out_of_memory(whom, total, a->held);
    uintptr_t first = (uintptr_t)(chunk + 1);
    size_t skip = (ALIGNMENT - first % ALIGNMENT) % ALIGNMENT;
    *chunk = (ArenaChunk){NULL, size, (char *)(chunk + 1) + skip};
    forget(chunk->base, size);
    return chunk;
}

void *arena_alloc(Arena *a, size_t bytes, const char *whom) {
    if (bytes > SIZE_MAX - ALIGNMENT)
        out_of_memory(whom, bytes, a->held);
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    while (!a->current || a->current->size - a->used < bytes) {
        ArenaChunk *next = a->current ? a->current->next : a->first;
        if (!next || next->size < bytes) {
            // What is kept next is too small: a new chunk goes in between.
            ArenaChunk *fresh = chunk_new(a, bytes, whom);
            fresh->next = next;
            if (a->current)
                a->current->next = fresh;
            else
                a->first = fresh;
            a->held += fresh->size;
            next = fresh;
        }
        a->current = next;
        a->used = 0;
    }
    char *p = a->current->base + a->used;
    a->used += bytes;
    lend(p, bytes);
    return p;
}

ArenaMark arena_mark(const Arena *a) {
    return (ArenaMark){a->current, a->used};
}

void arena_rewind(Arena *a, ArenaMark m) {
#if defined(DOWNHILL_DEBUG) || defined(UNDER_ASAN)
    for (ArenaChunk *c = m.chunk ? m.chunk : a->first; c; c = c->next) {
        // What lies beyond `used` has not been lent since it was forgotten,
        // and a mark may lie there, if another was taken before it.
        size_t kept = c == m.chunk ? m.used : 0;
        size_t end = c == a->current ? a->used : c->size;
        if (end > kept) {
            lend(c->base + kept, end - kept);
            forget(c->base + kept, end - kept);
        }
        if (c == a->current)
            break;
    }
#endif
    a->current = m.chunk;
    a->used = m.used;
}

void arena_free(Arena *a) {
    for (ArenaChunk *c = a->first; c;) {
        ArenaChunk *next = c->next;
        lend(c->base, c->size);
        free(c);
        c = next;
    }
    *a = (Arena){0};
}

/* ---- Marks --------------------------------------------------------------- */

size_t serial_new(void) {
    static atomic_size_t last;
    return atomic_fetch_add_explicit(&last, 1, memory_order_relaxed) + 1;
}

size_t marks_add(Marks *m, size_t place, const char *whom) {
    if (m->n > 0 && m->at[m->n - 1].place == place)
        return m->at[m->n - 1].serial;
    if (m->n == m->room) {
        size_t room = m->room ? 2 * m->room : 8, held = m->n * sizeof *m->at;
        m->at = mem_resize(m->at, room, sizeof *m->at, whom, held);
        m->room = room;
    }
    m->at[m->n] = (struct MarkAt){place, serial_new()};
    return m->at[m->n++].serial;
}

void marks_rewind(Marks *m, size_t place, size_t serial, const char *whom) {
    size_t n = m->n;
    while (n > 0 && m->at[n - 1].place > place)
        n--;
    if (n == 0 || m->at[n - 1].serial != serial)
        fatal("%s: this mark has been rewound away, or was never made here",
              whom);
    m->n = n;
}
