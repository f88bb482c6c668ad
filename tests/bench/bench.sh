#!/bin/sh
# bench.sh [--quick]: how fast the library is, beside the peers found on this
# machine and a floor (the same work by hand, without an engine). Peers take
# turns in one run; what counts is the ratio, not the time. Needs the library's
# objects in build/double/lib and build/float/lib: call it by `make bench`.
set -u
cd "$(dirname "$0")/../.." || exit 1
out=build/bench
mkdir -p "$out" || exit 1
cc=${CC:-cc}
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -pthread -ffp-contract=off \
 -fno-trapping-math -O3 -iquote lib"
rounds=9 repeats=7 decades=7
[ "${1:-}" = --quick ] && rounds=1 repeats=3 decades=5
missing=

build() { # NAME PRECISION SOURCE [FLAGS…]
    name=$1 precision=$2 source=$3
    shift 3
    real=
    [ "$precision" = float ] && real=-DDOWNHILL_FLOAT
    $cc $flags $real -o "$out/$name" "$source" build/"$precision"/lib/*.o "$@" -lm
}

sed -n 's/^model name[^:]*: /machine   /p' /proc/cpuinfo 2>/dev/null | head -n 1
echo "compiler  $($cc --version | head -n 1)"
echo "flags     $flags"
echo

# ---- MNIST ----
# From MNIST_FROM, compressed or not; without it, drawn digits.
from=${MNIST_FROM:-../shared/mnist} mnist=
if [ -d "$from" ]; then
    mkdir -p "$out/mnist"
    mnist=$out/mnist
    for name in train-images-idx3 train-labels-idx1 t10k-images-idx3 t10k-labels-idx1; do
        if [ -f "$from/$name-ubyte.gz" ]; then gunzip -c "$from/$name-ubyte.gz"
        else cat "$from/$name-ubyte"; fi >"$out/mnist/$name-ubyte" || mnist=
    done
fi

# ---- W1, W2, W3 ----
build train float tests/bench/bench_train.c || exit 1
# (The floor may reorder sums, and is for this processor only.)
$cc -std=c11 -D_POSIX_C_SOURCE=200809L -pthread -O3 -march=native -ffast-math \
    -iquote lib -DDOWNHILL_FLOAT -o "$out/train-floor" \
    tests/bench/bench_train_floor.c build/float/lib/*.o -lm || exit 1
: >"$out/training"
for round in $(seq $rounds); do
    for work in W1 W2 W3; do
        epochs=3
        [ $work = W3 ] && epochs=1
        for program in train-floor train; do
            "$out/$program" $work "${mnist:-drawn}" $epochs >>"$out/training"
            [ $work = W3 ] && [ "$(nproc)" -gt 1 ] &&
                "$out/$program" $work "${mnist:-drawn}" $epochs 2 |
                sed 's/^[a-z]*/&-2-threads/' >>"$out/training"
        done
    done
done
awk -f tests/bench/training.awk "$out/training" || exit 1
echo

# ---- W4 ----
blas=
if printf '#include <cblas.h>\nint main(void){return 0;}\n' |
    $cc -x c -o "$out/probe" - -lopenblas 2>/dev/null; then
    blas="-DHAVE_OPENBLAS -lopenblas"
else
    missing="$missing libopenblas-dev"
fi
for precision in float double; do
    build "matmul-$precision" $precision tests/bench/bench_matmul.c $blas &&
        "$out/matmul-$precision" $((repeats * 2 - 1))
    echo
done

# ---- W5 ----
build tape double tests/bench/bench_tape.c || exit 1
build floor double tests/bench/bench_floor.c || exit 1
adolc=
if ${CXX:-c++} -O3 -o "$out/adolc" tests/bench/peer_adolc.cpp -ladolc 2>/dev/null
then adolc=yes; else missing="$missing libadolc-dev"; fi
: >"$out/w5"
for round in $(seq $rounds); do
    "$out/floor" $repeats >>"$out/w5"
    "$out/tape" $repeats >>"$out/w5"
    # (ADOL-C leaves files of its own where it runs.)
    [ -z "$adolc" ] || (cd "$out" && ./adolc 3) >>"$out/w5"
done
python=python3
/usr/bin/python3 -c 'import torch' 2>/dev/null && python=/usr/bin/python3
if command -v $python >/dev/null; then
    $python tests/bench/peer_python.py micrograd >>"$out/w5"
    if $python -c 'import torch' 2>/dev/null; then
        $python tests/bench/peer_python.py torch >>"$out/w5"
    else missing="$missing python3-torch"; fi
fi
awk '
function middle(key,   n, i, j, x, t, a) {
    n = split(times[key], a, " ")
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && a[j - 1] + 0 > a[j] + 0; j--) {
            t = a[j]; a[j] = a[j - 1]; a[j - 1] = t
        }
    return a[int(n / 2) + 1] + 0
}
{
    if (!($1 in seen)) { seen[$1] = 1; who[++engines] = $1 }
    times[$1, $2] = times[$1, $2] " " $3
    if ($1 == "downhill") bytes[$2] = $5
    if ($4 != "-") sum[$1, $2] = $4
}
END {
    n = split("mix poly product moons moons-dot", work, " ")
    print "W5  the scalar tape, ns an operation (recording + reverse), double"
    printf "%-16s", ""
    for (w = 1; w <= n; w++) printf "%12s", work[w]
    print ""
    for (e = 1; e <= engines; e++) {
        printf "%-16s", who[e]
        for (w = 1; w <= n; w++)
            if ((who[e], work[w]) in times)
                printf "%12.2f", middle(who[e] SUBSEP work[w])
            else
                printf "%12s", "-"
        print ""
    }
    printf "%-16s", "ours / floor"
    for (w = 1; w <= n; w++)
        printf "%12.2f", middle("downhill" SUBSEP work[w]) / middle("floor" SUBSEP work[w])
    printf "\n%-16s", "bytes/operation"
    for (w = 1; w <= n; w++) printf "%12s", bytes[work[w]]
    print ""
    for (key in sum) {
        split(key, part, SUBSEP)
        ref = sum["floor", part[2]]
        d = sum[key] - ref
        size = ref < 0 ? -ref : ref
        if ((d < 0 ? -d : d) > 1e-9 * size) {
            print "GRADIENTS DIFFER: " part[1] ", " part[2] ": " sum[key] " and " ref
            bad = 1
        }
    }
    if (!bad) print "(the gradients of all of them agree to 1e-9)"
    exit bad
}' "$out/w5" || exit 1
echo

# ---- the drawn digits ----
echo "The drawn digits: one core, and 784-30-10 tested on MNIST"
build digits float tests/bench/bench_digits.c && "$out/digits" $mnist
[ -n "$mnist" ] || echo "(no MNIST in $from; set MNIST_FROM)"
echo

# ---- W7 ----
build growth float tests/bench/bench_growth.c && "$out/growth" $decades "$out/bench_growth.dat"
[ -z "$missing" ] || printf '\nNot found, so not shown:%s (Debian packages)\n' "$missing"
