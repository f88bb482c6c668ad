#!/bin/sh
# The chapters as their readers use them: each prints what its golden file says
# and writes the data whose sums are recorded, its prose holds to that, its
# checks pass; and every wrong option, folder and disk gets one line that helps.
# Where the float build trains (chapter_that_trains), digits differ between
# machines: golden is what the double build prints with --quick, and with
# --check-only. What their text says of the full run on MNIST stands in
# golden/NAME.measured.txt, a run that was written down, and is held by claims.
#
#   sh tests/shell/test_chapters.sh            check
#   sh tests/shell/test_chapters.sh --accept   record today's output as golden
#   sh tests/shell/test_chapters.sh --digits   check only what is printed and written:
#                                        for another compiler, level or machine
# Each takes the beginning of a chapter's name, to do only that one.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
need chapters
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
run() { # PROGRAM ARGS…: stdout, stderr and status into $dir
    "$@" >"$dir/out" 2>"$dir/err" </dev/null
    echo $? >"$dir/status"
}
status_is() { [ "$(cat "$dir/status")" = "$1" ]; }
one_line() { [ "$(wc -l <"$dir/err")" -eq 1 ]; }
says() { grep -qF -- "$1" "$dir/err"; }

sums() { (cd "$1" && for f in *.dat; do echo "$(cksum <"$f") $f"; done); }

# The real MNIST, where it can be had: from MNIST_FROM, unpacked once.
mnist=$PWD/build/mnist
for file in "${MNIST_FROM:-../shared/mnist}"/*-ubyte.gz; do
    [ -f "$file" ] || continue
    mkdir -p "$mnist"
    out=$mnist/$(basename "$file" .gz)
    [ -f "$out" ] || { gunzip -c "$file" >"$out.part" && mv "$out.part" "$out"; }
done
if [ ! -f "$mnist/t10k-labels-idx1-ubyte" ]; then
    mnist=
    echo "no MNIST in ${MNIST_FROM:-../shared/mnist}: only the drawn digits are tried"
fi

# What a run leaves in $dir against the golden files of a name.
golden_output() { # NAME
    [ ! "$accept" ] || cp "$dir/out" "tests/golden/$1.txt"
    check "$1: its exit status is $(cat "$dir/status")" status_is 0
    check "$1: writes to stderr" [ ! -s "$dir/err" ]
    check "$1: the output is not the golden one (diff follows)" \
        diff "tests/golden/$1.txt" "$dir/out"
}
golden() { # NAME
    golden_output "$1"
    sums "$dir/data" >"$dir/sums"
    [ ! "$accept" ] || cp "$dir/sums" "tests/golden/$1.sums"
    check "$1: its data are not the golden ones" \
        diff "tests/golden/$1.sums" "$dir/sums"
}
# A chapter of two builds: what make runs one after the other is one story.
halves() { # NAME VARIABLE=VALUE ARGUMENTS…
    name=$1 variable=$2
    shift 2
    mkdir "$dir/half"
    run env "$variable" "$program" --check-only --out "$dir/half" "$@"
    golden_output "$name.check"
    check "$name --check-only: writes data" [ -z "$(ls "$dir/half")" ]
    run env "$variable" "$program" --check-only --quick --out "$dir/half" "$@"
    mv "$dir/out" "$dir/first"
    run env "$variable" "$program" --checked --quick --out "$dir/half" "$@"
    cat "$dir/first" "$dir/out" >"$dir/both"
    check "$name: its halves are not the whole (diff follows)" \
        diff "tests/golden/$name.txt" "$dir/both"
    rm -rf "$dir/half"
}

accept='' digits=''
[ "${1:-}" != --accept ] || { accept=1; shift; }
[ "${1:-}" != --digits ] || { digits=1; shift; }
for source in chapters/ch*.c; do
    chapter=$(basename "$source" .c)
    case "$chapter" in "${1:-ch}"*) ;; *) continue ;; esac
    program=build/double/chapters/$chapter
    mkdir "$dir/data"
    images='' quick=''
    if grep -q 'CHAPTER_DATA\|chapter_that_trains' "$source"; then
        images="--data drawn"
    fi
    if grep -q chapter_that_trains "$source"; then quick=--quick; fi
    if [ "$images" ] && [ "$mnist" ]; then
        run env MNIST_DIR="$mnist" "$program" --out "$dir/data" $quick
        golden "$chapter.mnist"
    fi
    if [ "$digits" ]; then
        run "$program" --out "$dir/data" $quick $images
        golden "$chapter"
        rm -rf "$dir/data"
        continue
    fi
    if [ "$images" ] && [ "$mnist" ]; then
        [ ! "$quick" ] || halves "$chapter.mnist" MNIST_DIR="$mnist"
        run "$program" --data "$dir/nowhere"
        check "$chapter: a missing --data folder" status_is 1
        check "$chapter: one line about a missing --data folder" one_line
    fi
    run "$program" --out "$dir/data" $quick $images
    golden "$chapter"
    check "$chapter: prints colour into a file" sh -c \
        "! grep -q '$(printf '\033')' '$dir/out'"
    check "$chapter: prints a line wider than 80 columns" env LC_ALL=C awk '
        { gsub(/[\200-\277]/, ""); wide += length($0) > 80 }
        END { exit wide > 0 }' "$dir/out"
    check "$chapter: lines end in spaces" sh -c "! grep -q ' \$' '$dir/out'"
    [ ! "$quick" ] || halves "$chapter" MNIST_DIR= $images
    # (Where golden is no --quick run, that on MNIST is the measured one.)
    measured=tests/golden/$chapter.measured.txt
    [ "$quick" ] || [ -f "$measured" ] || measured=tests/golden/$chapter.mnist.txt
    check "$chapter: prose and program disagree" env LC_ALL=C awk \
        -v golden="tests/golden/$chapter.txt" -v allow=tests/shell/prose.allow \
        -v measured="$measured" \
        -v chapter="$(echo "$chapter" | cut -c 1-4)" -f tests/shell/check_prose.awk "$source"
    [ ! "$quick" ] || check "$chapter: prose and program disagree on MNIST" env LC_ALL=C awk \
        -v golden="tests/golden/$chapter.mnist.txt" -v allow=tests/shell/prose.allow \
        -v measured="tests/golden/$chapter.measured.txt" \
        -v chapter="$(echo "$chapter" | cut -c 1-4)" -f tests/shell/check_prose.awk "$source"
    # (Until the last chapter has its workbench behind the story.)
    ! grep -q '^## The workbench$' "$source" ||
        check "$chapter: its form" env LC_ALL=C awk -v golden="tests/golden/$chapter.txt" \
            -f tests/shell/form.awk "$source"
    for script in plots/"$(echo "$chapter" | cut -c 1-4)"_*.gp; do
        stem=$(basename "$script" .gp)
        check "$stem: no chapter shows it" grep -q "($stem)" "$source"
    done

    run "$program" --quick --seed 7 --out "$dir/data" $images
    check "$chapter --quick: fails" status_is 0
    run "$program" --help
    check "$chapter --help: status and stdout" sh -c \
        "[ \$(cat '$dir/status') = 0 ] && grep -q '^usage:' '$dir/out' && [ ! -s '$dir/err' ]"
    run "$program" --out "$dir/nowhere" $quick $images
    check "$chapter: a missing folder" status_is 1
    check "$chapter: says what to do about a missing folder" says "--out DIR"
    check "$chapter: one line about a missing folder" one_line
    check "$chapter: tells its story all the same" grep -q 'agree' "$dir/out"
    rm -rf "$dir/data"
done

[ ! "$digits" ] || {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# Chapter 16's search: six recipes of those drawn, the lowest cost first; and the
# images that it sets aside.
run build/double/chapters/ch16_honest --checked --quick --data drawn \
    --out "$dir" --search --second-opinion
check "ch16 --search: fails" status_is 0
awk '/^ *[0-9]/ && NF == 10 { print $1, $9 }' "$dir/out" >"$dir/best"
check "ch16 --search: not six recipes" \
    [ "$(cut -d ' ' -f 1 "$dir/best" | sort -nu | wc -l)" -eq 6 ]
cut -d ' ' -f 2 "$dir/best" >"$dir/costs"
check "ch16 --search: not sorted" sort -c -g "$dir/costs"
check "ch16 --second-opinion: not of 166 images" grep -q 'judge once, 166 of' "$dir/out"

# Options, on one of them.
program=build/double/chapters/ch01_slope
for bad in "--rat" "--seed" "--seed x" "--seed 1.5" "--seed -1" "--seed 1e9" \
    "--seed nan" "--seed 99999999999" "--seed 0x10" "--out" "extra"; do
    run $program $bad
    check "ch01 $bad: its status is not 2" status_is 2
    check "ch01 $bad: nothing on stdout" [ ! -s "$dir/out" ]
    check "ch01 $bad: no usage on stderr" says "usage: ch01_slope"
done
run $program --out "$dir" --seed 2147483647
check "ch01: the largest seed is none" status_is 0
run $program --seed x
check "ch01 --seed x: does not name the mistake" says "--seed: 'x' is not a whole number from 0"

# A full disk, for what is printed and for what is drawn.
if [ -c /dev/full ]; then
    for what in "--out $dir" --help --knobs; do
        $program $what >/dev/full 2>"$dir/err"
        echo $? >"$dir/status"
        check "ch01 $what >/dev/full: is not noticed" status_is 1
        check "ch01 $what >/dev/full: does not say so" says "could not be written"
    done
fi
# A read-only folder (root may write anywhere, so only as somebody else).
mkdir "$dir/locked" && chmod a-w "$dir/locked"
if [ "$(id -u)" != 0 ]; then
    run $program --out "$dir/locked"
    check "ch01: a read-only folder" status_is 1
    check "ch01: says what to do about it" says "--out DIR"
fi
# A reader who leaves: no message.
$program --out "$dir" 2>"$dir/err" | head -n 1 >/dev/null
check "ch01 | head: complains" [ ! -s "$dir/err" ]

(trap '' PIPE; $program --out "$dir" 2>"$dir/err" | head -n 1 >/dev/null)
check "ch01 | head, where SIGPIPE is ignored: complains" [ ! -s "$dir/err" ]

# A last batch that is smaller is learned from too: here ten images are all that
# there are of the first.
run build/double/chapters/ch09_backprop --quick --batch 100 --out "$dir"
check "ch09 --batch 100: learns nothing" awk '
    $1 == 1 && $2 == 0 && NF == 6  { before = $3 }
    $1 == 1 && $2 == 10 && NF == 6 { after = $3 }
    END { exit !(after > 0 && after < before) }' "$dir/out"

# A reader's points that chapter 10 would not look at are refused.
printf '1 1 0\n1 -1 1\n-3 1 1\n' >"$dir/far"
run build/double/chapters/ch10_small_data --quick --points "$dir/far" --out "$dir"
check "ch10, a point far out: status" status_is 1
check "ch10, a point far out: does not say which" says "line 3 should be two numbers within"

# What is written for double numbers says so in any other build.
make --no-print-directory ch05 PRECISION=float >"$dir/out" 2>"$dir/err"
check "make ch05 PRECISION=float: is not refused" [ $? -eq 2 ]
check "make ch05 PRECISION=float: does not say why" one_line
check "make ch05 PRECISION=float: does not say why" says "is written for double numbers"
make --no-print-directory -s DEBUG= SANITIZE= WERROR= build/float/chapters/ch01_slope >/dev/null 2>&1
run build/float/chapters/ch01_slope --out "$dir"
check "ch01 in float: is not refused" status_is 2
check "ch01 in float: does not say why" one_line

# STEP=1 waits for one Enter at each question, and where a section ends.
STEP=1 $program --out "$dir" </dev/null >"$dir/out" 2>&1
waits=$(grep -c '^? ' "$dir/out") sections=$(grep -c '^── ' "$dir/out")
check "STEP=1: does not ask for Enter" \
    [ "$(grep -c 'press Enter' "$dir/out")" = $((waits + sections - 1)) ]

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
