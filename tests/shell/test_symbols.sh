#!/bin/sh
# The library asks the C library for nothing but what is listed here: memory,
# strings, threads and how many of them there is room for, one line on stderr,
# and of libm only what IEEE 754 fixes (sqrt, fabs). A call of exp or sin would
# move the book's last digits from machine to machine. What the chapters share
# may use files, folders and the terminal besides, and no more of libm. The
# library includes nothing from outside itself, and only base.c asks the system
# for memory.
cd "$(dirname "$0")/../.." || exit 1
library=' abort clock_gettime fatal fflush fputc fputs fprintf fwrite free getenv madvise malloc
 memchr memcmp memcpy memmove memset realloc
 pthread_cond_broadcast pthread_cond_destroy pthread_cond_init
 pthread_cond_signal pthread_cond_wait pthread_create pthread_join
 pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock
 pthread_mutex_unlock snprintf sqrt stderr stdout strcmp strlen strncmp sysconf vsnprintf sqrtf
 fabs __errno_location __cpu_model __cpu_indicator_init __stack_chk_fail
 _GLOBAL_OFFSET_TABLE_ '
common="$library"' __ctype_tolower_loc __isoc99_sscanf sscanf __sysv_signal access bsearch clock_gettime close
 closedir fchmod fclose fdopen feof ferror fgets fileno fopen fread fseek
 fsync ftell getc getchar isatty lstat open opendir printf putc putchar puts
 qsort raise readdir realpath remove rename sched_yield sigaction stat stdin strchr
 strcspn strerror strpbrk strspn strstr strtod strtol unlink vfprintf '
passed=0 failed=0
MAKEFLAGS= make --no-print-directory DEBUG= SANITIZE= CFLAGS=-O2 PRECISION=double objects >/dev/null &&
    MAKEFLAGS= make --no-print-directory DEBUG= SANITIZE= CFLAGS=-O2 PRECISION=float objects >/dev/null ||
    { echo "0 passed, 1 failed"; exit 1; }
objects() { # FOLDER PART: of the sources that there are now
    ls "$1"/*.c | sed "s#.*/\(.*\)c\$#build/$precision/$2/\1o#"
}
for precision in double float; do for part in lib common; do
    # What the objects define together is theirs; the rest must be allowed.
    # (i: chosen when the program starts, by target_clones.) The library stands
    # alone: what chapters share is not there for it.
    uses=$(objects lib lib) defines=$uses allowed=$library
    [ $part = lib ] || { uses=$(objects chapters/common common)
        defines="$defines $uses" allowed=$common; }
    allowed=$(echo "$allowed" | tr '\n' ' ')
    nm $defines | awk 'NF == 3 && $2 ~ /[A-Zi]/ { print $3 }' |
        sort -u >build/symbols-defined
    bad=$(nm -u $uses | awk 'NF == 2 { print $2 }' | sort -u |
        while read -r name; do
            grep -qx "$name" build/symbols-defined && continue
            case $allowed in *" $name "*) ;; *) echo "$name" ;; esac
        done)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "$precision: $part calls what it should not:" $bad
    fi
done; done
outside=$(grep -n '#include "' lib/*.[ch] | while IFS=: read -r file line text; do
    name=${text#*\"} name=${name%%\"*}
    case $name in */*) echo "$file:$line" ;; *) [ -f "lib/$name" ] || echo "$file:$line" ;; esac
done)
if [ -z "$outside" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "lib includes what is not its own:" $outside
fi
memory=$(grep -nE '(^|[^a-z_])(malloc|calloc|realloc|strdup|aligned_alloc)\(' \
    lib/*.[ch] chapters/common/*.[ch] | grep -v '^lib/base\.c:')
if [ -z "$memory" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "asks for memory otherwise than base.h says:" "$memory"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
