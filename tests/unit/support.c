/* support.c: what several suites share. */
#include "support.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

unsigned long long hash_bytes(const void *bytes, size_t n) {
    const unsigned char *b = bytes;
    unsigned long long hash = 14695981039346656037ull;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ b[i]) * 1099511628211ull;
    return hash;
}

bool is_close(double a, double b, double tolerance) {
    double scale = fmax(1, fmax(fabs(a), fabs(b)));
    return isfinite(a) && isfinite(b) && fabs(a - b) <= tolerance * scale;
}

/* ---- Files ---------------------------------------------------------------- */

static char folder[32], before[4096];

void folder_enter(void) {
    strcpy(folder, "/tmp/downhill-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(folder), 0);
}

void folder_leave(void) {
    char command[80];
    ck_assert_int_eq(chdir(before), 0);
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

void write_bytes(const char *path, const void *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    ck_assert_int_eq(fclose(f), 0);
}

char *printed(void (*print)(const void *object, FILE *out),
              const void *object) {
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    print(object, out);
    fclose(out);
    return text;
}

int widest_line(const char *text) {
    int widest = 0, columns = 0;
    for (; *text; text++) {
        columns += (*text & 0xc0) != 0x80;  // not the rest of a character
        if (*text == '\n')
            columns = 0;
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

static long fsyncs;
static bool fsync_fails;

long fsync_calls(void) { return fsyncs; }
void fsync_fail(bool fails) { fsync_fails = fails; }

int __real_fsync(int fd);
int __wrap_fsync(int fd);

int __wrap_fsync(int fd) {
    fsyncs++;
    if (!fsync_fails)
        return __real_fsync(fd);
    errno = EIO;
    return -1;
}

/* ---- Memory -------------------------------------------------------------- */

static atomic_long calls, left = -1;

long alloc_calls(void) { return atomic_load(&calls); }
void alloc_fail_after(long n) { atomic_store(&left, n); }

static int refused(void) {
    atomic_fetch_add(&calls, 1);
    long n = atomic_load(&left);
    if (n > 0)
        atomic_store(&left, n - 1);
    return n == 0;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

void *__wrap_malloc(size_t n) { return refused() ? NULL : __real_malloc(n); }

void *__wrap_calloc(size_t n, size_t size) {
    return refused() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n) {
    return refused() ? NULL : __real_realloc(p, n);
}

/* ---- Fatal lines ---------------------------------------------------------- */

jmp_buf fatal_jump;
char fatal_line[512];

static void jump(const char *line) {
    alloc_fail_after(-1);
    strncpy(fatal_line, line, sizeof fatal_line - 1);
    longjmp(fatal_jump, 1);
}

void fatal_catch(void) {
    memset(fatal_line, 0, sizeof fatal_line);
    fatal_set_hook(jump);
}
