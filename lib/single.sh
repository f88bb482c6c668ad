#!/bin/sh
# single.sh: the library as one header, on stdout. What is in it comes from the
# files beside it, each once, in the order in which they need each other.
cd "$(dirname "$0")" || exit 1
cat <<'END'
/* downhill.h: the library of Downhill in one file (made by `make single`).
 *
 * Copy it, and #include it where you need it, in C or C++. One file of your
 * program, in C11 or later, is to hold the library itself: there, before
 * everything else,
 *     #define DOWNHILL_IMPLEMENTATION
 *     #include "downhill.h"
 * and link with -lm -pthread. -DDOWNHILL_FLOAT counts in float, everywhere;
 * -DDOWNHILL_DEBUG checks every operand.
 *
END
sed 's/^/ * /; s/ *$//' ../LICENSE
cat <<'END'
 */
#ifdef DOWNHILL_IMPLEMENTATION
#ifdef __APPLE__
#define _DARWIN_C_SOURCE
#elif defined(__linux__) && !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE
#elif !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#endif

END
awk '
    function put(file, line, name, inside) {
        print "\n/* ======== " file " ======== */\n"
        while ((getline line <file) > 0) {
            name = line
            if (!sub(/^#include "/, "", name))
                print line
            else if (sub(/"$/, "", name) && (name ~ /_kernel/ || !done[name]++))
                put(name)
        }
        close(file)
    }
    BEGIN {
        for (i = 1; i < ARGC; i++)
            if (!done[ARGV[i] ".h"]++)
                put(ARGV[i] ".h")
        print "\n#if defined(DOWNHILL_IMPLEMENTATION) && !defined(DOWNHILL_IS_HERE)"
        print "#define DOWNHILL_IS_HERE"
        for (i = 1; i < ARGC; i++)
            put(ARGV[i] ".c")
        print "\n#endif"
    }' "$@"
