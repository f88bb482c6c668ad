#!/bin/sh
# run.sh [MACHINE …]: the book's digits on other machines, really run. The library
# and bits.c in double and in float, and chapters 1 to 4 (--quick), are built for
# each, run under qemu's user mode, and must print and draw, byte for byte, what
# this machine does. Without a name: aarch64 s390x riscv64 armhf i686 musl, and
# what must be refused (refused) or compiled (mingw). Debian has them all: qemu-user,
# gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and so on, musl-tools,
# gcc-mingw-w64-x86-64, tcc. A machine whose tools are missing fails.
set -u
cd "$(dirname "$0")/../.." || exit 1
out=build/machines
base="-std=c11 -D_POSIX_C_SOURCE=200809L -pthread -ffp-contract=off \
 -fno-trapping-math -fno-math-errno -O2 -static"
common="-iquote lib -iquote chapters/common"
chapters="ch01_slope ch02_descent ch03_gradient ch04_autograd"
passed=0 failed=0

say() { # PASSED|FAILED WHAT
    if [ "$1" = passed ]; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "FAILED: $2"; fi
}

objects() { # FOLDER FILES… -- FLAGS: the files' objects, two at a time
    folder=$1
    shift
    files=
    while [ "$1" != -- ]; do files="$files $1"; shift; done
    shift
    mkdir -p "$folder"
    echo "$files" | tr ' ' '\n' | sed '/^$/d' |
        xargs -P 2 -I '{}' sh -c \
        "$compiler $* -c -o '$folder'/\$(basename '{}' .c).o '{}'" || return 1
}

build() { # MACHINE: programs in $out/MACHINE
    machine=$out/$1
    rm -rf "$machine"
    objects "$machine/double" lib/*.c chapters/common/*.c tests/machines/bits.c \
        -- $base $flags $common || return 1
    objects "$machine/float" lib/*.c tests/machines/bits.c \
        -- $base $flags $common -DDOWNHILL_FLOAT || return 1
    $compiler $base $flags -o "$machine/bits" "$machine"/double/*.o -lm &&
        $compiler $base $flags -o "$machine/bits-float" "$machine"/float/*.o -lm ||
        return 1
    rm "$machine/double/bits.o"
    for chapter in $chapters; do
        $compiler $base $flags $common -o "$machine/$chapter" \
            chapters/$chapter.c "$machine"/double/*.o -lm || return 1
    done
}

run() { # MACHINE: what its programs say, in $out/MACHINE/said
    machine=$out/$1
    mkdir -p "$machine/said"
    $qemu "$machine/bits" "$machine/bits.safetensors" >"$machine/said/bits" &&
        DOWNHILL_ISA=plain $qemu "$machine/bits-float" >"$machine/said/float" ||
        return 1
    for chapter in $chapters; do
        $qemu "$machine/$chapter" --quick --out "$machine/said" </dev/null \
            >"$machine/said/$chapter.txt" 2>"$machine/log" || return 1
    done
    cp "$machine/bits.safetensors" "$machine/said"
    # (A chapter names the folder that it wrote to.)
    sed "s|$machine|MACHINE|g" "$machine"/said/*.txt >"$machine/text"
    mv "$machine/text" "$machine/said/text"
    rm "$machine"/said/*.txt
}

this_machine() {
    compiler=cc flags= qemu=
    build this && run this
}

compare() { # MACHINE
    build "$1" && run "$1" || { say failed "$1: see above"; return; }
    here=$failed
    for file in "$out"/this/said/*; do
        cmp "$file" "$out/$1/said/$(basename "$file")" && say passed ||
            say failed "$1: $(basename "$file") differs"
    done
    [ "$failed" = "$here" ] && echo "$1: the same bytes"
}

refused() { # WHAT SENTENCE COMPILER…: it says so, once
    what=$1 sentence=$2
    shift 2
    "$@" -c -o /dev/null lib/scalar.c 2>"$out/refused"
    if grep -q "$sentence" "$out/refused"; then say passed; echo "$what: refused"
    else cat "$out/refused"; say failed "$what is not refused"; fi
}

mkdir -p "$out"
[ $# -gt 0 ] || set -- aarch64 s390x riscv64 armhf i686 musl refused mingw
this_machine || { echo "this machine: failed"; exit 1; }
for name in "$@"; do
    flags= qemu=
    case $name in
    aarch64) compiler=aarch64-linux-gnu-gcc qemu=qemu-aarch64 ;;
    s390x) compiler=s390x-linux-gnu-gcc qemu=qemu-s390x
        flags=-fexcess-precision=fast ;;
    riscv64) compiler=riscv64-linux-gnu-gcc qemu=qemu-riscv64 ;;
    armhf) compiler=arm-linux-gnueabihf-gcc qemu=qemu-arm ;;
    i686) compiler=i686-linux-gnu-gcc qemu=qemu-i386
        flags="-msse2 -mfpmath=sse" ;;
    musl) compiler=musl-gcc ;;
    refused)
        refused "x87" "x86 -msse2" i686-linux-gnu-gcc -std=c11
        refused "s390x's wide floats" "s390x -fexcess-precision=fast" s390x-linux-gnu-gcc -std=c11
        refused "tcc" "needs gcc or clang" tcc
        continue ;;
    mingw)
        compiler=x86_64-w64-mingw32-gcc
        if objects "$out/mingw" lib/*.c chapters/common/*.c chapters/*.c \
            -- $base $common -Werror=implicit-function-declaration; then say passed; echo "mingw: compiles"
        else say failed "mingw"; fi
        continue ;;
    *) echo "run.sh: there is no machine $name" >&2; exit 2 ;;
    esac
    compare "$name"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
