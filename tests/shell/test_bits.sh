#!/bin/sh
# The library gives the same bits under any compiler's own flags, without those
# of the Makefile: gcc and clang, as far as they are here, at several levels,
# for this processor and for any. same_bits.c prints a hash of what each part
# computes; all must print what the Makefile's flags give. And what cannot keep
# the promise does not compile.
cd "$(dirname "$0")/../.." || exit 1
out=build/bits
ways() {
    cat <<'END'
gcc -O3 -std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off
gcc -O0
gcc -O2
gcc -O1 -std=gnu17 -march=native
gcc -O3 -march=native
clang -O0
clang -O2
clang -O1 -std=gnu17 -march=native
clang -O3 -march=native
END
}
one() { # NUMBER REAL: builds and runs the way of that number
    way=$(ways | sed -n "$1p")
    [ "$2" = double ] && real= || real=-DDOWNHILL_FLOAT
    $way $real -w -pthread -o "$out/$2-$1" tests/shell/same_bits.c lib/*.c -lm &&
        "$out/$2-$1" >"$out/$2-$1.txt"
}
[ "${1:-}" = one ] && { one "$2" "$3"; exit; }

rm -rf "$out" && mkdir -p "$out" || exit 1
passed=0 failed=0
check() { # WHAT STATUS
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else
        failed=$((failed + 1)); echo "$1"; fi
}

here=$(ways | awk '{ print NR, $1 }' | while read -r n compiler; do
    command -v "$compiler" >/dev/null && echo "$n double $n float"
done)
echo $here | xargs -n 2 -P "$(getconf _NPROCESSORS_ONLN)" sh tests/shell/test_bits.sh one
first=$(echo $here | cut -d ' ' -f 1)
for real in double float; do
    for n in $(echo $here | tr ' ' '\n' | grep '[0-9]' | uniq); do
        [ "$n" = "$first" ] && continue
        difference=$(diff "$out/$real-$first.txt" "$out/$real-$n.txt" 2>&1)
        check "$real, $(ways | sed -n "${n}p"): other bits
$difference" $?
    done
done

# A file with arithmetic of its own asks for it.
for file in lib/*.c; do
    case $file in lib/base.c | lib/parallel.c) continue ;; esac
    grep -q '#include "rounding.h"\|#include "scalar.h"' "$file"
    check "$file does not include rounding.h" $?
done

# x87 computes in a longer type, -ffast-math in none that is known. (Some of its
# parts older compilers do not tell of.)
for flag in -mfpmath=387 -ffast-math -ffinite-math-only -funsafe-math-optimizations; do
    [ "$flag" != -mfpmath=387 ] || [ "$(uname -m)" = x86_64 ] || continue
    if [ "$flag" = -funsafe-math-optimizations ]; then
        gcc $flag -dM -E - </dev/null 2>/dev/null | grep -q __ASSOCIATIVE_MATH__ || continue
    fi
    command -v gcc >/dev/null || continue
    gcc "$flag" -fsyntax-only lib/nn.c 2>&1 | grep -q '#error "Downhill needs'
    check "$flag is not refused" $?
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
