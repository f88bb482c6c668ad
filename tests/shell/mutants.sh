#!/bin/sh
# Breaks the library on purpose, one fault of mutants.txt at a time, and runs
# the unit tests that look at gradients and training. A fault that no test
# notices survives, and fails this script. The last line is the count.
#
#   sh tests/shell/mutants.sh            all, as many at a time as there are processors
#   sh tests/shell/mutants.sh every N    only the N-th, the 2N-th and so on
#   sh tests/shell/mutants.sh one N      the N-th alone, with the tests' output
#   sh tests/shell/mutants.sh places     only: is each fault's place still there?
set -u
cd "$(dirname "$0")/../.." || exit 1
out=build/mutants
cc=${CC:-cc}
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -pthread -ffp-contract=off \
 -fno-trapping-math -fno-math-errno -O1 -w $(pkg-config --cflags check 2>/dev/null)"
libs="$(pkg-config --libs check 2>/dev/null || echo -lcheck) -lm"
wrap="-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=fsync"
suites="base parallel scalar tensor engines random optim nn gradcheck matmul images distort learner trials picture figure files model_file"
quotes="-iquote lib -iquote chapters/common -iquote tests"

list() { grep -v '^#' tests/shell/mutants.txt; }

# Everything as it is, once: a mutant compiles only what it touches.
# (The mark for xargs must not occur in the flags, as SOURCE would.)
whole() { # PRECISION [FLAG]
    to=$out/whole-$1
    mkdir -p "$to" || exit 1
    ls lib/*.c chapters/common/*.c tests/unit/*.c | xargs -P "$(nproc)" -I {} sh -c \
        "$cc $flags ${2:-} $quotes -c -o $to/\$(basename {} .c).o {}" ||
        exit 1
    $cc $flags $wrap -o "$to/unit" "$to"/*.o $libs || exit 1
    CK_FORK=no "$to/unit" $suites >"$to/log" 2>&1 && return
    echo "mutants: the tests fail before anything is broken:" >&2
    tail -n 20 "$to/log" >&2
    exit 1
}

prepare() {
    rm -rf "$out"
    whole double
    whole float -DDOWNHILL_FLOAT
}

file_of() { # LINE
    file=${1%%"$(printf '\t')"*}
    file=${file#float/}
    if [ -f "lib/$file" ]; then echo "lib/$file"; else echo "chapters/common/$file"; fi
}

# The file with a line's fault in it, on stdout; fails where there is no such place.
plant() { # LINE FILE
    printf '%s\n' "$1" | awk -F '\t' '
        NR == FNR { name = $2; old = $3; new = $4; next }
        # A function begins where its name stands before a parenthesis in a
        # line that is not indented, and ends at a brace in column 1.
        /^[A-Za-z_]/ && (index($0, " " name "(") || index($0, "*" name "(") ||
                         index($0, name "(") == 1) && !/;$/ { inside = 1 }
        inside && !done && (at = index($0, old)) {
            $0 = substr($0, 1, at - 1) new substr($0, at + length(old))
            done = 1
        }
        /^}/ { inside = 0 }
        { print }
        END { exit !done }' - "$2"
}

# Plants fault number $1 in a copy, builds and tests it. Writes its verdict.
one() {
    here=$out/$1
    line=$(list | sed -n "$1p")
    rm -rf "$here"
    mkdir -p "$here/lib" "$here/chapters" "$here/tests" || exit 1
    cp lib/*.[ch] "$here/lib" && cp -R chapters/common "$here/chapters" &&
        cp -R tests/unit tests/vectors "$here/tests" || exit 1
    file=$(file_of "$line")
    precision=double
    [ "${line#float/}" = "$line" ] ||
        { precision=float flags="$flags -DDOWNHILL_FLOAT"; }
    cp "$out/whole-$precision"/*.o "$here"
    : >"$here/log"
    if ! plant "$line" "$file" >"$here/$file"; then
        echo "NOT FOUND" >"$here/verdict"
        return
    fi
    sources="${file%.*}.c"
    [ "$file" = lib/matmul_kernel.h ] && sources=lib/matmul.c
    [ "$file" = lib/scalar.h ] && sources="$sources tests/unit/test_scalar.c
        tests/unit/test_engines.c tests/unit/test_faults.c"
    for source in $sources; do
        (cd "$here" && $cc $flags $quotes -c -o "$(basename "$source" .c).o" \
            "$source") || { echo "DOES NOT COMPILE" >"$here/verdict"; return; }
    done
    $cc $flags $wrap -o "$here/unit" "$here"/*.o $libs
    # (The first suite that fails is enough.)
    verdict=SURVIVED
    for suite in $suites; do
        CK_FORK=no timeout 60 "$here/unit" "$suite" >>"$here/log" 2>&1 ||
            { verdict=caught; break; }
    done
    echo "$verdict" >"$here/verdict"
    rm -rf "$here/lib" "$here/chapters" "$here/tests" "$here"/*.o "$here/unit"
}

every=1
case ${1:-all} in
places)
    list | { lost=0
        while IFS= read -r line; do
            plant "$line" "$(file_of "$line")" >/dev/null ||
                { lost=1; echo "NOT FOUND: $line"; }
        done
        exit "$lost"; }
    exit
    ;;
every) every=$2 ;;
one)
    [ -n "${MUTANTS_PREPARED:-}" ] || prepare
    one "$2"
    [ -n "${MUTANTS_PREPARED:-}" ] || { cat "$out/$2/log"; cat "$out/$2/verdict"; }
    exit 0
    ;;
esac

prepare
numbers=$(seq "$every" "$every" "$(list | wc -l)")
export MUTANTS_PREPARED=1
echo "$numbers" | xargs -P "$(nproc)" -n 1 sh "$0" one
caught=0 total=0
for n in $numbers; do
    total=$((total + 1))
    verdict=$(cat "$out/$n/verdict" 2>/dev/null)
    if [ "$verdict" = caught ]; then
        caught=$((caught + 1))
    else
        echo "${verdict:-NOT RUN}: mutant $n: $(list | sed -n "${n}p")"
    fi
done
echo "$caught of $total planted faults caught"
[ "$caught" -eq "$total" ] && [ "$(list | wc -l)" -ge 231 ]
