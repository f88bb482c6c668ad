#!/bin/sh
# bench.sh [--quick] [W1 … W7 digits]: how fast the library is (all of it, or
# what is named), beside the peers found on this machine and a floor (the same
# work by hand, without an engine). Peers take turns in one run; what counts is
# the ratio, not the time. Ours is built by CC, and by gcc or clang, the other of
# the two, where that is there. Call it by `make bench ARGS="W1 W4"`. (COMPILERS
# and LEVEL are its test's: fewer, and not -O3.)
set -u
cd "$(dirname "$0")/../.." || exit 1
out=build/bench
mkdir -p "$out" || exit 1
cc=${CC:-cc}
# One table has them all: their names, without a folder or spaces.
case $("$cc" --version) in *clang*) name=clang other=gcc ;; *) name=gcc other=clang ;; esac
compilers=$name
command -v $other >/dev/null && compilers="$compilers $other"
compilers=${COMPILERS:-$compilers}
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -pthread -ffp-contract=off \
 -fno-trapping-math -O${LEVEL:-3} -iquote lib -iquote chapters/common"
rounds=${ROUNDS:-9} repeats=7 decades=7
[ "${1:-}" = --quick ] && { rounds=1 repeats=3 decades=5; shift; }
asked=" $* "
missing=

wanted() { # W1 …: was one of them asked for?
    [ "$asked" = "  " ] && return 0
    for word in "$@"; do
        case $asked in *" $word "*) return 0 ;; esac
    done
    return 1
}

compiler() { # NAME
    if [ "$1" = $name ]; then echo "$cc"; else echo "$1"; fi
}

# The library's objects by each compiler, in both precisions.
objects() {
    for by in $compilers; do
        for precision in double float; do
            real= to=$out/$by/$precision
            [ $precision = float ] && real=-DDOWNHILL_FLOAT
            mkdir -p "$to" || return 1
            ls lib/*.c chapters/common/*.c | xargs -P "$(nproc)" -I '{}' sh -c \
                "$(compiler $by) $flags $real -c -o $to/\$(basename '{}' .c).o '{}'" ||
                return 1
        done
    done
}

build() { # NAME PRECISION SOURCE [FLAGS…]: $out/NAME-COMPILER, by each
    program=$1 precision=$2 source=$3
    shift 3
    real=
    [ "$precision" = float ] && real=-DDOWNHILL_FLOAT
    for by in $compilers; do
        $(compiler $by) $flags $real -o "$out/$program-$by" "$source" \
            "$out/$by/$precision"/*.o "$@" -lm || return 1
    done
}

sed -n 's/^model name[^:]*: /machine   /p' /proc/cpuinfo 2>/dev/null | head -n 1
for by in $compilers; do
    printf '%-10s%s\n' "$by" "$($(compiler $by) --version | head -n 1)"
done
echo "flags     $flags"
echo "date      $(date +%Y-%m-%d)"
echo
objects || exit 1

# ---- MNIST ----
# From MNIST_FROM, compressed or not; without it, drawn digits.
from=${MNIST_FROM:-../shared/mnist} mnist=
if [ -d "$from" ]; then
    mkdir -p "$out/mnist"
    mnist=$out/mnist
    for file in train-images-idx3 train-labels-idx1 t10k-images-idx3 t10k-labels-idx1; do
        if [ -f "$from/$file-ubyte.gz" ]; then gunzip -c "$from/$file-ubyte.gz"
        else cat "$from/$file-ubyte"; fi >"$out/mnist/$file-ubyte" || mnist=
    done
fi

# ---- The peers ----
# OpenBLAS takes a processor that is newer than itself for an old one, and what
# the environment says of it may be wrong. So: the best of its kernels that this
# processor can run and whose product is right.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
blas=
if $cc -O1 -o "$out/probe" tests/bench/probe_blas.c -lopenblas -lm 2>/dev/null; then
    has() { grep -q "^flags.* $1 " /proc/cpuinfo 2>/dev/null; }
    kernels=
    has avx512vl && kernels=SkylakeX
    has avx2 && kernels="$kernels Haswell"
    for kernel in $kernels ''; do
        if [ -n "$kernel" ]; then export OPENBLAS_CORETYPE=$kernel
        else unset OPENBLAS_CORETYPE; fi
        found=$("$out/probe") && { blas="-DHAVE_OPENBLAS -lopenblas"; break; }
    done
    [ -n "$blas" ] && echo "OpenBLAS  kernels for $found, its product checked"
else
    missing="$missing libopenblas-dev"
fi
python=python3
/usr/bin/python3 -c 'import torch' 2>/dev/null && python=/usr/bin/python3
peers=
for module in numpy torch; do
    if $python -c "import $module" 2>/dev/null; then peers="$peers $module"
    else missing="$missing python3-$module"; fi
done
peers=$(echo "$peers" | sed 's/torch/pytorch/')
echo

# ---- W1, W2, W3 ----
works=
for work in W1 W2 W3; do wanted $work && works="$works $work"; done
if [ -n "$works" ] || wanted W6; then
    build train float tests/bench/bench_train.c || exit 1
    # (For this processor only, and with its widest vectors.)
    $cc -std=c11 -D_POSIX_C_SOURCE=200809L -pthread -O3 -march=native \
        -mprefer-vector-width=512 -ffp-contract=fast -fno-math-errno \
        -fno-trapping-math -iquote lib -iquote chapters/common -DDOWNHILL_FLOAT \
        -o "$out/train-floor" tests/bench/bench_train_floor.c \
        "$out/$name/float"/*.o -lm || exit 1
fi

train() { # WORK EPOCHS THREADS PROGRAM …: adds lines to $out/training
    work=$1 epochs=$2 threads=$3 more=
    shift 3
    [ "$threads" = 1 ] || more=-$threads-threads
    "$@" "$work" "${mnist:-drawn}" "$epochs" "$threads" |
        sed "s/^[a-z]*/&$who$more/" >>"$out/training"
}

: >"$out/training"
for round in $(seq $rounds); do
    for work in $works; do
        epochs=5 counts=1
        [ $work = W3 ] && epochs=3
        [ $work = W3 ] && [ "$(nproc)" -gt 1 ] && counts="1 2"
        for threads in $counts; do
            who=
            train $work $epochs "$threads" "$out/train-floor"
            for by in $compilers; do
                who=-$by
                train $work $epochs "$threads" "$out/train-$by"
            done
            who=
            # (They are slow and need the files: three rounds are enough.)
            [ -n "$mnist" ] && [ "$round" -le 3 ] && for peer in $peers; do
                train $work 2 "$threads" $python tests/bench/peer_training.py "$peer"
            done
        done
    done
done
[ -z "$works" ] || awk -f tests/bench/training.awk "$out/training" || exit 1
[ -n "$mnist" ] || echo "(drawn digits: no MNIST in $from; set MNIST_FROM)"
echo

# ---- W6 ----
if wanted W6; then
    $cc -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$out/cold" \
        tests/bench/bench_cold.c || exit 1
    echo "W6  a cold process to the end of one epoch of W2"
    printf "%-30s%12s%12s%8s\n" "" "s" "s of cpu" "MiB"
    {
        "$out/cold" $((rounds * 2 + 1)) floor "$out/train-floor" W6 "${mnist:-drawn}"
        for by in $compilers; do
            "$out/cold" $((rounds * 2 + 1)) downhill-$by "$out/train-$by" W6 "${mnist:-drawn}"
        done
        [ -n "$mnist" ] && for peer in $peers; do
            "$out/cold" 3 $peer $python tests/bench/peer_training.py $peer W6 "$mnist" 1 1
        done
    } | awk '{ printf "    %-26s%12.3f%12.3f%8d\n", $1, $2, $3, $4 }'
    echo
fi

# ---- W4 ----
for precision in float double; do
    wanted W4 || continue
    build "matmul-$precision" $precision tests/bench/bench_matmul.c $blas || exit 1
    for by in $compilers; do
        echo "Built by $by:"
        "$out/matmul-$precision-$by" $((repeats * 2 - 1))
        echo
    done
done

# ---- W5 ----
if wanted W5; then
build tape double tests/bench/bench_tape.c || exit 1
$cc $flags -o "$out/floor" tests/bench/bench_floor.c "$out/$name/double"/*.o -lm || exit 1
adolc=
if ${CXX:-c++} -O3 -o "$out/adolc" tests/bench/peer_adolc.cpp -ladolc 2>/dev/null
then adolc=yes; else missing="$missing libadolc-dev"; fi
adept=
if ${CXX:-c++} -O3 -o "$out/adept" tests/bench/peer_adept.cpp -ladept 2>/dev/null
then adept=yes; else missing="$missing Adept-2"; fi
: >"$out/w5"
for round in $(seq $rounds); do
    "$out/floor" $repeats >>"$out/w5"
    for by in $compilers; do
        "$out/tape-$by" downhill-$by $repeats >>"$out/w5"
    done
    # (ADOL-C leaves files of its own where it runs.)
    [ -z "$adolc" ] || (cd "$out" && ./adolc 3) >>"$out/w5"
    [ -z "$adept" ] || "$out/adept" $repeats >>"$out/w5"
done
if command -v $python >/dev/null; then
    $python tests/bench/peer_python.py micrograd >>"$out/w5"
    case $peers in *pytorch*) $python tests/bench/peer_python.py torch >>"$out/w5" ;; esac
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
# mix-row and mix are the same work.
function work_of(name) { sub(/-.*/, "", name); return name }
{
    if (!($1 in seen)) { seen[$1] = 1; who[++engines] = $1 }
    times[$1, $2] = times[$1, $2] " " $3
    if ($1 ~ /^downhill/) bytes[$2] = $5
    if ($4 != "-") sum[$1, $2] = $4
}
END {
    n = split("mix mix-row poly poly-row product moons moons-dot", work, " ")
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
    for (e = 1; e <= engines; e++) {
        if (who[e] !~ /^downhill/) continue
        printf "%-16s", "  x floor"
        for (w = 1; w <= n; w++)
            printf "%12.2f", middle(who[e] SUBSEP work[w]) / middle("floor" SUBSEP work_of(work[w]))
        print "   " who[e]
    }
    printf "%-16s", "bytes/operation"
    for (w = 1; w <= n; w++) printf "%12s", bytes[work[w]]
    print ""
    for (key in sum) {
        split(key, part, SUBSEP)
        ref = sum["floor", work_of(part[2])]
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
fi

# ---- The drawn digits ----
if wanted digits; then
    echo "The drawn digits: one core, and 784-30-10 tested on MNIST"
    build digits float tests/bench/bench_digits.c && "$out/digits-$name" $mnist
    echo
fi

# ---- W7 ----
if wanted W7; then
    build growth float tests/bench/bench_growth.c &&
        "$out/growth-$name" $decades "$out/bench_growth.dat" || exit 1
    if command -v gnuplot >/dev/null; then
        sh plots/render.sh bench_growth light en svg "$out" "$out/bench_growth.svg" &&
            echo "drawn in $out/bench_growth.svg"
    fi
fi
[ -z "$missing" ] || printf '\nNot found, so not shown:%s\n' "$missing"
