#!/bin/sh
# The library asks the C library for nothing but what is listed here: memory,
# strings, files, the terminal, threads, a clock for progress, and of libm only
# what IEEE 754 fixes (sqrt, fabs). A call of exp or sin would move the book's
# last digits from machine to machine.
cd "$(dirname "$0")/.." || exit 1
allowed=' abort calloc fatal fclose feof ferror fflush fopen fprintf fputc fputs fread free
 bsearch fseek ftell qsort
 fwrite getenv malloc memchr memcmp memcpy memmove memset printf putc putchar puts
 pthread_cond_broadcast pthread_cond_destroy pthread_cond_init
 pthread_cond_signal pthread_cond_wait pthread_create pthread_join
 pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock
 pthread_mutex_unlock realloc remove rename snprintf sqrt stderr strcmp
 stat strerror strlen strncmp vsnprintf sqrtf fabs __errno_location __cpu_model __cpu_indicator_init
 getc getchar isatty madvise stdin stdout strchr strcspn strpbrk strspn strtod strtol
 vfprintf sigaction clock_gettime __stack_chk_fail _GLOBAL_OFFSET_TABLE_ '
allowed=$(echo "$allowed" | tr '\n' ' ')
passed=0 failed=0
MAKEFLAGS= make --no-print-directory DEBUG= SANITIZE= CFLAGS=-O2 PRECISION=double lib >/dev/null &&
    MAKEFLAGS= make --no-print-directory DEBUG= SANITIZE= CFLAGS=-O2 PRECISION=float lib >/dev/null ||
    { echo "0 passed, 1 failed"; exit 1; }
for precision in double float; do
    # What the objects define together is theirs; the rest must be allowed.
    # (i: chosen when the program starts, by target_clones.)
    nm build/$precision/lib/*.o | awk 'NF == 3 && $2 ~ /[A-Zi]/ { print $3 }' |
        sort -u >build/symbols-defined
    bad=$(nm -u build/$precision/lib/*.o | awk 'NF == 2 { print $2 }' | sort -u |
        while read -r name; do
            grep -qx "$name" build/symbols-defined && continue
            case $allowed in *" $name "*) ;; *) echo "$name" ;; esac
        done)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "$precision: lib calls what it should not:" $bad
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
