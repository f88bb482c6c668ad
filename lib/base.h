/* base.h: what everything else stands on — the number type, one way to fail,
 * and one way to get memory.
 *
 * A mistake in the program (a wrong shape, a mark that was rewound, no memory
 * left) calls fatal: one line on stderr in the reader's terms, then abort. Debug
 * builds (-DDOWNHILL_DEBUG) know of a value that was rewound, too. The library
 * touches no file and never calls exit.
 */
#ifndef DOWNHILL_BASE_H
#define DOWNHILL_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>  // (and __GLIBC__ with it)

#if !defined(__GNUC__) || defined(__TINYC__)
#error "Downhill needs gcc or clang: its products are written in their vectors"
#endif

/* C++ may use the library's headers (but for matmul_kernel.h, which is a part of
 * matmul.c).
 */
#ifdef __cplusplus
#define DOWNHILL_BEGIN extern "C" {
#define DOWNHILL_END }
#else
#define DOWNHILL_BEGIN
#define DOWNHILL_END
#endif

/* The number type of both engines. Double is the book's build: the same digits
 * on every machine. Float (-DDOWNHILL_FLOAT) is for speed.
 */
#ifdef DOWNHILL_FLOAT
typedef float real;
#define REAL_EPSILON ((real)1.1920928955078125e-7)  // 2^-23
#else
typedef double real;
#define REAL_EPSILON 2.220446049250313e-16  // 2^-52
#endif

/* Before a function that is a loop over an array: it is compiled for wider
 * vectors too, and the widest that the processor has is chosen when the program
 * starts. The numbers are the same to the last bit. (784-30-10 trains in three
 * quarters of the time with it.) Empty where the compiler may use wide vectors
 * anyway, where such a choice cannot be made, in debug builds, and where a
 * sanitizer forbids it. Its file includes rounding.h, or the numbers would tell.
 * Such a function is static and its name the only one in the library: clang 14
 * gives other files no name to call it by, and lets them see its chooser.
 */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)  // clang's
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
    __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) &&         \
    !defined(__AVX2__) && !defined(SANITIZED) && !defined(DOWNHILL_DEBUG)
#if __has_attribute(target_clones)
#define WIDE_LOOP __attribute__((target_clones("avx512f", "avx2", "default")))
#endif
#endif
#ifndef WIDE_LOOP
#define WIDE_LOOP
#endif

DOWNHILL_BEGIN

/* How the library was built. What is built otherwise has numbers and structures
 * of another size; it does not link: the linker misses this name.
 */
#if defined(DOWNHILL_FLOAT) && defined(DOWNHILL_DEBUG)
#define DOWNHILL_BUILD downhill_was_built_for_float_and_debug
#elif defined(DOWNHILL_FLOAT)
#define DOWNHILL_BUILD downhill_was_built_for_float
#elif defined(DOWNHILL_DEBUG)
#define DOWNHILL_BUILD downhill_was_built_for_double_and_debug
#else
#define DOWNHILL_BUILD downhill_was_built_for_double
#endif
extern const char DOWNHILL_BUILD;
__attribute__((used)) static const char *const downhill_build = &DOWNHILL_BUILD;

/* Ends the program because of a mistake in it: writes the formatted line to
 * stderr and aborts. When a hook is set, the hook gets the line instead; a test
 * leaves it with longjmp, on the thread that set the jump. If the hook returns,
 * the program aborts all the same. What was being made is then of no use any
 * more: free it.
 */
void fatal(const char *format, ...)
    __attribute__((noreturn, format(printf, 1, 2)));

typedef void (*FatalHook)(const char *line);
void fatal_set_hook(FatalHook hook);  // NULL restores the default

/* Arithmetic on sizes that come from a file or from a caller: false when the
 * result does not fit, and *out is then left alone.
 */
bool size_add(size_t a, size_t b, size_t *out);
bool size_mul(size_t a, size_t b, size_t *out);

/* ---- Memory --------------------------------------------------------------
 * There are three ways to get it, and no other in the library and its programs:
 *     arena_alloc  what a rewind takes back at once; fatal when there is none
 *     mem_resize   what an owner of its own frees; fatal when there is none
 *     mem_try      the same where the size is a file's or a user's, and to have
 *                  too little memory for it is no mistake in the program
 */

/* An array of count elements of size bytes, old's contents kept (NULL: a new
 * one, its contents undefined). Fatal when the memory is not there, or when the
 * product overflows; the line names whom it was for, and how many bytes that
 * owner holds already or what the product was. Free it with free().
 */
void *mem_resize(void *old, size_t count, size_t size, const char *whom,
                 size_t held);

/* The same, but NULL when the memory is not there or the product overflows; then
 * old is as it was.
 */
void *mem_try(void *old, size_t count, size_t size);

/* An arena: memory that is handed out piece by piece and taken back all at
 * once. Its chunks are kept when it is rewound, so a program that repeats the
 * same work asks the system for memory only the first time.
 * Zero-initialise it: `Arena a = {0};`. One thread at a time.
 */
typedef struct Arena {
    struct ArenaChunk *first, *current;  // owned; later chunks wait for reuse
    size_t used;                         // bytes handed out of `current`
    size_t held;                         // bytes in all chunks
} Arena;

typedef struct ArenaMark {
    struct ArenaChunk *chunk;
    size_t used;
} ArenaMark;

/* `bytes` (at least 1) of memory on a 64-byte boundary, contents undefined,
 * owned by the arena. Fatal when there is none: the line says how much was asked
 * for, how much the arena holds, and for whom.
 */
void *arena_alloc(Arena *a, size_t bytes, const char *whom);

/* Remembers how much is in use; a rewind takes back all that was handed out
 * since, in O(1), and marks made since are no more. Do not use that memory after
 * the rewind: debug builds (-DDOWNHILL_DEBUG) fill it with NaN, and the address
 * sanitizer reports it.
 */
ArenaMark arena_mark(const Arena *a);
void arena_rewind(Arena *a, ArenaMark m);
void arena_free(Arena *a);

/* A number that this process has not been given before: it tells a thing from
 * another that has taken its place. Any thread may ask.
 */
size_t serial_new(void);

/* The marks of a recording that are still there, so that one which has been
 * rewound away, or is another recording's, is known. Places grow with what is
 * recorded. Zero-initialise it; `at` is owned, give it to free().
 */
typedef struct Marks {
    struct MarkAt {
        size_t place, serial;
    } * at;
    size_t n, room;
} Marks;

/* The serial number of a mark at this place. Asks for memory only where no mark
 * is yet.
 */
size_t marks_add(Marks *m, size_t place, const char *whom);

/* Forgets the marks beyond this one. Fatal, in whom's name, if it is not there. */
void marks_rewind(Marks *m, size_t place, size_t serial, const char *whom);

DOWNHILL_END

#endif
