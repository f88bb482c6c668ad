#!/bin/sh
# make bench takes too long to be a test; but its programs must compile and link,
# and one short workload go through bench.sh: one compiler, no peers.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
cc=${CC:-cc}
wrong() {
    failed=$((failed + 1))
    echo "bench: $*"
    tail -n 20 "$dir/out"
}
for precision in double float; do
    make --no-print-directory DEBUG= SANITIZE= CC="$cc" \
        PRECISION=$precision objects >/dev/null 2>&1
done
for source in tests/bench/bench_*.c; do
    precision=float real=-DDOWNHILL_FLOAT
    case $source in */bench_tape.c | */bench_floor.c) precision=double real= ;; esac
    if "$cc" -std=c11 -D_POSIX_C_SOURCE=200809L -pthread -Wall -Wextra -Werror \
        -iquote lib -iquote chapters/common $real -o "$dir/program" "$source" \
        build/$precision/lib/*.o build/$precision/common/*.o -lm >"$dir/out" 2>&1
    then ok; else wrong "$source does not compile"; fi
done
case $("$cc" --version) in *clang*) name=clang ;; *) name=gcc ;; esac
if CC=$cc COMPILERS=$name LEVEL=1 MNIST_FROM=/nowhere timeout 300 \
    sh tests/bench/bench.sh --quick W2 >"$dir/out" 2>&1 &&
    grep -q "^    downhill-$name  *[0-9]" "$dir/out" &&
    grep -q '^    floor  *[0-9]' "$dir/out"
then ok; else wrong "bench.sh does not get through W2"; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
