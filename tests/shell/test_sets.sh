#!/bin/sh
# Sets of images that are not like MNIST: other sizes, few images, few classes,
# no ink. Every chapter on images works with them or says in one line why not,
# and never crashes. With the address sanitizer's programs, memory too:
#
#   sh tests/shell/test_sets.sh [FOLDER OF THE PROGRAMS]
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
programs=${1:-build/double/chapters}
[ "${1:-}" ] || need chapters
unset MNIST_DIR STEP
wrong() {
    failed=$((failed + 1))
    echo "sets: $*"
    head -n 5 "$dir/err"
}

# Bytes, as printf knows them: four for a number, highest first; and labels.
number() { printf '\\%03o\\%03o\\%03o\\%03o' $(($1 / 16777216)) \
    $(($1 / 65536 % 256)) $(($1 / 256 % 256)) $(($1 % 256)); }
# Grey noise enough for every set: the bytes of our own sources.
cat lib/*.c chapters/*.c >"$dir/noise"
[ "$(wc -c <"$dir/noise")" -gt 400000 ] || wrong "too little noise"

pair() { # PREFIX COUNT ROWS COLS CLASSES INK: noise, or a byte in octal
    {
        printf "\\0\\0\\10\\3$(number "$2")$(number "$3")$(number "$4")"
        head -c $(($2 * $3 * $4)) "$dir/noise" |
            if [ "$6" = noise ]; then cat; else tr '\000-\377' "\\$6"; fi
    } >"$1-images-idx3-ubyte"
    printf "\\0\\0\\10\\1$(number "$2")$(awk -v n="$2" -v classes="$5" \
        'BEGIN { for (i = 0; i < n; i++) printf "\\%03o", i * 7 % classes }')" \
        >"$1-labels-idx1-ubyte"
}
sets=
set_of() { # NAME TRAIN TEST ROWS COLS [CLASSES [INK]]
    sets="$sets $1"
    mkdir "$dir/$1"
    pair "$dir/$1/train" "$2" "$4" "$5" "${6:-10}" "${7:-noise}"
    pair "$dir/$1/t10k" "$3" "$4" "$5" "${6:-10}" "${7:-noise}"
}
set_of one 1 1 28 28
set_of two 2 2 28 28
set_of five 5 1 28 28
set_of ten 10 10 28 28
set_of more_tests 3 200 28 28
set_of one_class 60 20 28 28 1
set_of two_classes 250 40 28 28 2
set_of paper 60 20 28 28 10 000
set_of ink 60 20 28 28 10 377
set_of 29x28 40 20 29 28
set_of 28x29 40 20 28 29
set_of 16x16 100 50 16 16
set_of 64x64 40 20 64 64
set_of 3x2 60 20 3 2
set_of 1x1 60 20 1 1
set_of 784x1 60 20 784 1
set_of 5000x1 20 10 5000 1

# Ended well, or with the one line that says why not.
runs() { # CHAPTER SET
    mkdir "$dir/out"
    timeout 300 "$programs/$1" --quick --data "$dir/$2" --out "$dir/out" \
        >"$dir/told" 2>"$dir/err" </dev/null
    status=$?
    rm -rf "$dir/out"
    if [ $status = 0 ] && [ ! -s "$dir/err" ]; then
        reason=
        ! grep -q '[^a-z]nan[^a-z]' "$dir/told"
    else
        reason=$(sed -n 's/.*: these images are \(blank\).*/\1/p
            s/.* counts on 28x28; chapters 13, 15 and 16 take.*/size/p
            s/.*: this chapter needs .*/few/p' "$dir/err")
        [ $status = 1 ] && [ "$(wc -l <"$dir/err")" = 1 ] && [ "$reason" ]
    fi
}

for source in chapters/ch*.c; do
    grep -q 'CHAPTER_DATA\|chapter_that_trains' "$source" || continue
    chapter=$(basename "$source" .c)
    for set in $sets; do
        if runs "$chapter" "$set"; then ok; else wrong "$chapter, $set: status $status"; fi
        # What a chapter must work with, and what it must refuse.
        case $chapter,$set in
        *,paper | *,ink) expected=blank ;;
        ch1[356]*,*x*) expected= ;;
        *,*x*) expected=size ;;
        ch11*,two_classes) expected= ;;
        ch11*) expected=few ;;
        ch16*,one | ch16*,two | ch16*,five | ch16*,more_tests) expected=few ;;
        *) expected= ;;
        esac
        [ "$reason" = "$expected" ] && ok ||
            wrong "$chapter, $set: '$reason' and not '$expected'"
    done
done

# Fashion, or what else has MNIST's names and sizes, is not called MNIST: here
# MNIST with one label changed, and with its test set for both.
mnist=${MNIST_FROM:-../shared/mnist}
called() { # NAME
    "$programs/ch05_neuron" --quick --data "$dir/like" --out "$dir" \
        >"$dir/told" 2>"$dir/err" </dev/null
    grep -q "^Data: $1\.\$" "$dir/told" && ok || wrong "like MNIST: not '$1'"
}
if [ -f "$mnist/t10k-labels-idx1-ubyte.gz" ]; then
    mkdir "$dir/like"
    for file in "$mnist"/*-ubyte.gz; do
        gunzip -c "$file" >"$dir/like/$(basename "$file" .gz)"
    done
    called MNIST
    cp "$dir/like/train-labels-idx1-ubyte" "$dir/kept"
    printf '\3' | dd of="$dir/like/train-labels-idx1-ubyte" bs=1 seek=50000 \
        conv=notrunc 2>/dev/null
    called "IDX files, not MNIST"
    mv "$dir/kept" "$dir/like/train-labels-idx1-ubyte"
    cp "$dir/like/t10k-images-idx3-ubyte" "$dir/like/train-images-idx3-ubyte"
    cp "$dir/like/t10k-labels-idx1-ubyte" "$dir/like/train-labels-idx1-ubyte"
    called "IDX files, not MNIST"
else
    echo "no MNIST in $mnist: what is like it is not tried"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
