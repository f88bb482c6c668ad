#!/bin/sh
# make itself: two at once, -j, Ctrl-C, names with anything in them, and what
# the environment holds for other tools. Works in a copy.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
wrong() {
    failed=$((failed + 1))
    echo "make: $*"
    cat "$dir/out" 2>/dev/null | tail -n 20
}
unset FIG CH THEME LABELS FORMAT ARGS FROM STEP MNIST_DIR
export DEBUG= SANITIZE= PRECISION= QUICK=1
make="make --no-print-directory"

tar -cf - --exclude ./build --exclude ./work --exclude ./.git . |
    (mkdir "$dir/copy" && cd "$dir/copy" && tar -xf -) && cd "$dir/copy" || exit 1
rm -f data/*-ubyte
# Chapters 1, 2 and 6 (which shows images) are enough.
for chapter in chapters/ch*.c plots/ch*.gp; do
    case $(basename "$chapter") in ch01* | ch02* | ch06*) ;; *) rm "$chapter" ;; esac
done
# Nothing that is not whole, nothing of a make that has ended (its compilers may
# take a moment to, after a signal).
tidy() {
    for moment in 0 1 1 1 2; do
        sleep $moment
        whole && return
    done
    echo "left: $left"
    return 1
}
whole() {
    left=$(find build -name '*.part' -o -name '*.log' -o -name 'new-*' -o -name 'try-*' \
        -o -name '*.[0-9]*' ! -name '*.[0-9]')
    [ -z "$left" ]
}

# ---- Two at once, in a fresh clone -----------------------------------------

# (-O0: what is raced for is the files.)
for round in 1 2; do
    rm -rf build/data build/figures
    [ $round -eq 2 ] || rm -rf build
    $make CFLAGS=-O0 ch01 >"$dir/out" 2>&1 &
    first=$!
    $make CFLAGS=-O0 ch01 >"$dir/out2" 2>&1
    second=$?
    wait $first
    check "two makes of a chapter: the first fails" [ $? -eq 0 ]
    check "two makes of a chapter: the second fails" [ $second -eq 0 ]
    check "two makes of a chapter leave parts" tidy
    if command -v gnuplot >/dev/null; then
        check "two makes of a chapter: a figure is missing" [ \
            "$(ls build/figures/light-en/ch01_*.svg | wc -l)" -eq "$(ls plots/ch01_*.gp | wc -l)" ]
    fi
done
goals="ch01 ch02 ch06 chapters"
! command -v gnuplot >/dev/null || goals="$goals figures"
! command -v pandoc >/dev/null || goals="$goals book"
rm -rf build
$make -n all >"$dir/out" 2>&1
check "make -n all: fails" [ $? -eq 0 ]
check "make -n all: does something" [ ! -e build/told ]
$make -k -j8 CFLAGS=-O0 $goals >"$dir/out" 2>&1
check "make -j8 $goals: fails" [ $? -eq 0 ]
check "make -j8 $goals: leaves parts" tidy
# The first chapter is the last to be done.
cp chapters/run.sh "$dir/run.sh"
{ echo 'case $2 in ch01*) sleep 5 ;; esac' && cat "$dir/run.sh"; } >chapters/run.sh
$make -j8 CFLAGS=-O0 all >"$dir/out" 2>&1
check "make -j8 all: fails" [ $? -eq 0 ]
cp "$dir/run.sh" chapters/run.sh
check "make -j8 all: not each chapter once and in order" [ \
    "$(grep -o '^Chapter [0-9]*' "$dir/out" | tr -dc '0-9\n' | tr '\n' ' ')" = "1 2 6 " ]
$make -j8 CFLAGS=-O0 all ARGS=--nonsense >"$dir/out" 2>&1
check "make all: succeeds, though a chapter does not" [ $? -ne 0 ]
check "make all: does not say what failed" grep -q "there is no option --nonsense" "$dir/out"
if command -v pandoc >/dev/null; then
    check "make -j8 book: a page is missing" [ -s build/book/ch06_network.html ]
    # A reader's own run does not change what the book shows.
    $make CFLAGS=-O0 ch06 ARGS="--seed 7" >"$dir/out" 2>&1
    $make CFLAGS=-O0 book >"$dir/out" 2>&1
    check "the book after a reader's own run: fails" [ $? -eq 0 ]
    cp build/data/ch06_guesses.dat "$dir/plain.dat"
    $make CFLAGS=-O0 ch06 >/dev/null 2>&1
    check "the book after a reader's own run shows that one" cmp -s build/data/ch06_guesses.dat "$dir/plain.dat"
fi

# ---- New images ------------------------------------------------------------

if command -v gnuplot >/dev/null; then
    image() { # LETTERS FILE: a set of 20 images of these
        printf '\000\000\010\003\000\000\000\024\000\000\000\034\000\000\000\034' >"$2"
        yes "$1" | head -c 15680 >>"$2"
    }
    labels() {
        printf '\000\000\010\001\000\000\000\024' >"$1"
        printf '\000\001\002\003\004\005\006\007\010\011\000\001\002\003\004\005\006\007\010\011' >>"$1"
    }
    $make CFLAGS=-O0 figures FIG=ch06_guesses >"$dir/out" 2>&1
    drawn=$(cksum <build/data/ch06_guesses.dat) svg=$(cksum <build/figures/light-en/ch06_guesses.svg)
    for set in train t10k; do
        image 'a  d' data/$set-images-idx3-ubyte && labels data/$set-labels-idx1-ubyte
    done
    $make CFLAGS=-O0 figures FIG=ch06_guesses >"$dir/out" 2>&1
    check "images that have come: the data are the old ones" [ \
        "$(cksum <build/data/ch06_guesses.dat)" != "$drawn" ]
    check "images that have come: the figure is the old one" [ \
        "$(cksum <build/figures/light-en/ch06_guesses.svg)" != "$svg" ]
    touch stamp
    $make CFLAGS=-O0 figures FIG=ch06_guesses >"$dir/out" 2>&1
    check "the same images: run again" [ -z "$(find build/data -name 'ch06*' -newer stamp)" ]
    rm data/*-ubyte
    $make CFLAGS=-O0 figures FIG=ch06_guesses >"$dir/out" 2>&1
    check "images that have gone" [ "$(cksum <build/data/ch06_guesses.dat)" = "$drawn" ]
fi

# ---- Ctrl-C ----------------------------------------------------------------

# (timeout sends its signal to the whole group, as a terminal does.)
if command -v timeout >/dev/null; then
    for signal in INT TERM; do
        rm -rf build/data build/figures build/book
        for after in 0.2 0.5 1; do
            timeout -s $signal $after $make -j2 CFLAGS=-O0 ${goals#ch01 ch02 } >"$dir/out" 2>&1
            check "$signal after $after s leaves parts" tidy
        done
        touch lib/*.c
        timeout -s $signal 0.3 $make -j2 CFLAGS=-O0 chapters >"$dir/out" 2>&1
        check "$signal while it compiles leaves parts" tidy
        $make CFLAGS=-O0 ch01 >"$dir/out" 2>&1
        check "make ch01 after $signal: fails" [ $? -eq 0 ]
    done
fi

# ---- Names, and the environment of others ----------------------------------

for name in "x'; touch pwned; '" '$(touch pwned)' '$(shell touch pwned)' '`touch pwned`' \
    '"; touch pwned; "' '; touch pwned' '* ? [a-z]' '-n; touch pwned'; do
    $make CFLAGS=-O0 mnist FROM="$name" >"$dir/out" 2>&1 && wrong "FROM=$name is accepted"
    check "FROM=$name: is not named" grep -qF -- "mnist: $name: no such folder" "$dir/out"
    $make CFLAGS=-O0 ch01 ARGS="--seed $name" >"$dir/out" 2>&1 && wrong "ARGS=$name is accepted"
    check "ARGS=--seed $name: no sentence" grep -q -e '--seed: ' "$dir/out"
    $make CFLAGS=-O0 "ex01$name" >"$dir/out" 2>&1
    check "ARGS, FROM or a goal with $name runs it" [ ! -e pwned ]
    rm -f pwned
done
mkdir "$dir/a folder, and it's mine"
$make CFLAGS=-O0 ch01 ARGS="--out \"$dir/a folder, and it's mine\"" >"$dir/out" 2>&1
check "ARGS with quotes: no data there" [ -s "$dir/a folder, and it's mine/ch01_error.dat" ]
check "ARGS with a folder of one's own: draws figures" sh -c "! grep -q Figures: '$dir/out'"

mkdir -p "$dir/elsewhere/data" && touch "$dir/elsewhere/data/mine.part" "$dir/elsewhere/chapters"
$make CFLAGS=-O0 ch01 >"$dir/plain" 2>&1
env CDPATH="$dir/elsewhere" IFS=a/ GREP_OPTIONS=-v GZIP=-v QUOTING_STYLE=c CLICOLOR_FORCE=1 \
    POSIXLY_CORRECT=1 WORK=/nonexistent $make CFLAGS=-O0 ch01 >"$dir/out" 2>&1
check "CDPATH, IFS, GREP_OPTIONS …: another output" cmp -s "$dir/plain" "$dir/out"
CDPATH="$dir/elsewhere" sh data/fetch_mnist.sh "$dir/elsewhere" >"$dir/out" 2>&1
check "CDPATH: files of another folder are removed" [ -e "$dir/elsewhere/data/mine.part" ]

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
