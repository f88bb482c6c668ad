#!/bin/sh
# Chapter 13 as a program to use: its options and what they say when they are
# wrong; a training that is kept, stopped and gone on with ends at the same bits
# as one that never stopped; and a cost that is no number.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
wrong() {
    failed=$((failed + 1))
    echo "ch13: $*"
    sed 's/^/    /' "$dir/err" | head -n 5
}
unset MNIST_DIR STEP ARGS
export DEBUG= SANITIZE= PRECISION=
make --no-print-directory build/double/chapters/ch13_mnist \
    build/float/chapters/ch13_mnist build/double/chapters/ch16_honest >/dev/null ||
    { echo "0 passed, 1 failed"; exit 1; }

# 1,000 drawn digits, an epoch of which takes some milliseconds.
build=float
ch13() { # OPTIONS…: stdout, stderr and status into $dir
    build/$build/chapters/ch13_mnist --checked --quick --data drawn \
        --out "$dir" "$@" >"$dir/out" 2>"$dir/err" </dev/null
    status=$?
}
status_is() { [ "$status" = "$1" ] || { echo "    its status is $status"; false; }; }
says() { grep -qF -- "$1" "$dir/err"; }
says_line() { grep -qxF -- "$1" "$dir/err"; }
says_next() { says_line "$1" && says 'To go on:'; }
tells() { grep -q -- "$1" "$dir/out"; }
# Ended with this status and one line on stderr, which says this.
refused() { # STATUS TEXT
    status_is "$1" && says "$2" && [ "$(wc -l <"$dir/err")" -eq 1 ]
}

# ---- Options ---------------------------------------------------------------

for bad in "--rate abc:'abc' is not a number > 0" "--rate nan:'nan' is not" \
    "--rate -1:'-1' is not a number > 0" "--rate 0:'0' is not" \
    "--rate 1e999:'1e999' is not" "--epochs 1.5:'1.5' is not a whole number" \
    "--epochs 0:'0' is not a whole number from 1" "--batch 0:'0' is not" \
    "--threads 65:'65' is not a whole number from 1 to 64" \
    "--hidden 0:'0' is not a list" "--hidden 99999999:'99999999' is not a list" \
    "--hidden 16,,16:such as 30 or 16,16" "--hidden 30,:such as" \
    "--save:needs a value" "--quik:there is no option --quik"; do
    ch13 ${bad%%:*}
    check "${bad%%:*}: its status" status_is 2
    check "${bad%%:*}: does not say '${bad#*:}'" \
        sh -c 'head -n 1 "$1" | grep -qF -- "$2"' - "$dir/err" "${bad#*:}"
    check "${bad%%:*}: prints on stdout" [ ! -s "$dir/out" ]
done
ch13 --save "$dir/nowhere/net"
check "--save in a folder that is not there" refused 1 "--save FILE"
ch13 --load "$dir/nowhere"
check "--load of a file that is not there" refused 1 "train a network first"
ch13 --load Makefile
check "--load of another file" refused 1 "not a safetensors file"

# ---- The chapter's own network ---------------------------------------------

# What is trained with the seeds 1 to 5 are the networks of the chapter: the
# lowest, the median and the highest of them stand in its table. On 200 images
# of noise, which do not depend on the seed as the drawn digits do.
mkdir "$dir/noise"
for set in train t10k; do
    { printf '\0\0\10\3\0\0\0\310\0\0\0\34\0\0\0\34'
        cat lib/*.c chapters/*.c | head -c 156800; } >"$dir/noise/$set-images-idx3-ubyte"
    printf "\\0\\0\\10\\1\\0\\0\\0\\310$(awk 'BEGIN {
        for (i = 0; i < 200; i++) printf "\\%03o", i * 7 % 10 }')" \
        >"$dir/noise/$set-labels-idx1-ubyte"
done
for build in float double; do
    ch13 --data "$dir/noise"
    check "$build: the chapter itself" status_is 0
    awk '$1 == "784-30-10" { print $2, $3, $4; exit }' "$dir/out" >"$dir/spread"
    for seed in 1 2 3 4 5; do
        ch13 --data "$dir/noise" --seed $seed --epochs 2
        sed -n 's/.*test images right: \([0-9.]*\) of 100.*/\1/p' "$dir/out" | tail -n 1
    done | sort -n | awk '{ x[NR] = $1 } END { print x[1], x[3], x[5] }' >"$dir/five"
    check "$build: the five seeds are not the five of the chapter" \
        diff "$dir/spread" "$dir/five"
done
build=float

# ---- Too large a rate, or the like -----------------------------------------

# It says so once, with a command for each cause, and keeps what there is.
stuck() { # OPTIONS…
    ch13 "$@" --save "$dir/stuck"
    check "$*: its status" status_is 0
    check "$*: does not say that it guesses" says 'images, as a guess would. It may be'
    check "$*: not once, with three commands" [ "$(wc -l <"$dir/err")" -eq 7 ]
    check "$*: keeps nothing" [ -s "$dir/stuck" ]
}
stuck --epochs 2 --rate 100 --hidden 12,8
check "--rate 100: no rate that works" says_line \
    '     make ch13 ARGS="--epochs 1 --rate 3 --hidden 12,8 --data drawn --quick"'
check "--rate 100: the outputs' neurons are not counted" \
    grep -q 'Saturated or dead neurons: [1-3][0-9] of 30 have' "$dir/err"
check "--rate 100: calls it too small" says 'The rate, 100: is it too large?'
stuck --epochs 1 --rate 1e-9 --hidden 12,8
stuck --epochs 1 --rate 1e-9
check "--rate 1e-9: calls it too large" says 'The rate, 1e-09: is it too small?'
mkdir "$dir/inverted"
for file in "$dir"/noise/*-images-idx3-ubyte; do
    { head -c 16 "$file"; tail -c +17 "$file" | tr '\040-\177' '\340-\377'; } \
        >"$dir/inverted/$(basename "$file")"
done
cp "$dir"/noise/*-labels-* "$dir/inverted"
stuck --data "$dir/inverted" --epochs 1
check "inverted images: their mean is not said" \
    says 'Ink and paper exchanged: the mean pixel is 2'
check "inverted images: no command that shows them" says_line \
    "     make ch05 ARGS=\"--quick --data $dir/inverted\""

# ---- Kept, loaded, gone on with --------------------------------------------

for build in float double; do
    ch13 --hidden 12,8 --epochs 4 --seed 7 --save "$dir/whole"
    check "$build: training" status_is 0
    check "$build: says nothing of the test images" tells 'of 1000 test images right'
    score=$(grep 'test images right' "$dir/out")
    ch13 --hidden 12,8 --epochs 4 --seed 7 --threads 2 --save "$dir/threads"
    check "$build: two threads come to other bits" cmp "$dir/whole" "$dir/threads"
    ch13 --hidden 12,8 --epochs 4 --seed 8 --save "$dir/other"
    check "$build: another seed comes to the same" sh -c "! cmp -s '$dir/whole' '$dir/other'"
    ch13 --load "$dir/whole" --seed 7
    check "$build: --load reads something else" tells "^$score"
    check "$build: --load trains" sh -c "! grep -q 'up to epoch' '$dir/out'"
    ch13 --hidden 12,8 --epochs 1 --seed 7 --save "$dir/part"
    ch13 --load "$dir/part" --seed 7 --epochs 4 --save "$dir/part"
    check "$build: 1 epoch and 3 more are not 4" cmp "$dir/whole" "$dir/part"
done
build=float
ch13 --load "$dir/whole" --hidden 12
check "--load with other sizes" refused 1 "holds a network of 784-12-8-10, not 784-12-10"
ch13 --load "$dir/whole" --epochs 9
check "going on with other drawn digits" refused 1 \
    "was trained on 'drawn digits, seed 7; half the squared error'; this would be 'drawn digits, seed 1;"
build/float/chapters/ch13_mnist --checked --data drawn --load "$dir/whole" \
    --seed 7 --epochs 9 >"$dir/out" 2>"$dir/err"
status=$?
check "going on with more images" refused 1 "was trained on 1000 images; here are 50000"
ch13 --load "$dir/whole" --seed 7 --epochs 3 --rate 2
check "--load with fewer epochs: does not say so" \
    tells "(Nothing is trained: $dir/whole is at epoch 4, and more would be --epochs 5.)"
ch13 --load "$dir/whole" --seed 7 --epochs 5
check "going on: says that something is left aside" sh -c "! grep -q '^(' '$dir/out'"
# (MNIST's kind of set, in which the seed is no part of the data.)
make_set() { # two images of a pixel and four tests
    printf '\0\0\10\3\0\0\0\2\0\0\0\1\0\0\0\1\1\2' >"$1/train-images-idx3-ubyte"
    printf '\0\0\10\1\0\0\0\2\1\2' >"$1/train-labels-idx1-ubyte"
    cp "$1/train-images-idx3-ubyte" "$1/t10k-images-idx3-ubyte"
    cp "$1/train-labels-idx1-ubyte" "$1/t10k-labels-idx1-ubyte"
}
mkdir "$dir/set" && make_set "$dir/set"
on_set() {
    build/float/chapters/ch13_mnist --checked --data "$dir/set" "$@" \
        >"$dir/out" 2>"$dir/err" </dev/null
    status=$?
}
on_set --seed 7 --epochs 1 --save "$dir/small"
on_set --load "$dir/small" --seed 9 --epochs 2
check "going on with another seed: its status" status_is 0
check "going on with another seed: does not say so" \
    tells '(--seed 9 is left aside: this training goes on with its own, 7.)'

# What is wrong with a file is said before anything is trained or written.
for nonsense in 'batch":"10/batch":"0 ' 'rate":"3/rate":"0' 'position":"0/position":"2' \
    'how":"IDX/how":"XDI'; do
    sed "s/$nonsense/" "$dir/small" >"$dir/nonsense"
    cp "$dir/nonsense" "$dir/before"
    on_set --load "$dir/nonsense" --epochs 2 --save "$dir/nonsense"
    check "nonsense in a file, $nonsense" status_is 1
    check "nonsense in a file, $nonsense: one line" [ "$(wc -l <"$dir/err")" -eq 1 ]
    check "nonsense in a file, $nonsense: it is overwritten" cmp "$dir/nonsense" "$dir/before"
done
sed 's/training.how":"IDX files, not MNIST/training.note":"IDX files, notMNIST/' \
    "$dir/small" >"$dir/older"
on_set --load "$dir/older" --epochs 1
check "a file of an earlier version: its status" status_is 0
check "a file of an earlier version: does not say so" \
    tells 'was kept by an earlier version: its weights are taken, and the training begins with epoch 1'
head -c 5000 "$dir/whole" >"$dir/cut"
ch13 --load "$dir/cut"
check "--load of half a file" status_is 1

# ---- Kept where? -----------------------------------------------------------

echo 'a diary' >"$dir/diary"
ch13 --epochs 1 --save "$dir/diary"
check "--save over another file" refused 1 "it is not replaced, choose another place with --save FILE"
check "--save over another file: it is gone" grep -q diary "$dir/diary"
ln -s kept_far "$dir/link" && cp "$dir/part" "$dir/kept_far" && chmod 640 "$dir/kept_far"
ch13 --hidden 12,8 --epochs 1 --save "$dir/link"
check "--save through a link" status_is 0
check "--save through a link: the link is gone" [ -h "$dir/link" ]
check "--save through a link: another mode" \
    sh -c "ls -l '$dir/kept_far' | grep -q '^-rw-r-----'"
(ulimit -f 8 && ch13 --hidden 12,8 --epochs 1 --save "$dir/limited" && exit $status)
check "--save beyond a limit of size: ends by a signal" [ $? = 1 ]
check "--save beyond a limit of size" says "could not be written (is the disk full?)"

# Two trainings with one --save: both keep it whole, and it is one of theirs.
for seed in 1 2; do
    build/float/chapters/ch13_mnist --checked --quick --data drawn --hidden 12 --epochs 30 \
        --seed $seed --save "$dir/one" >/dev/null 2>"$dir/err$seed" </dev/null &
    eval "pid$seed=\$!"
done
wait "$pid1"
check "two trainings, one file: the first ends badly" [ $? = 0 ]
wait "$pid2"
check "two trainings, one file: the second ends badly" [ $? = 0 ]
for seed in 1 2; do
    ch13 --hidden 12 --epochs 30 --seed $seed --save "$dir/alone$seed"
done
check "two trainings, one file: it is neither's" \
    sh -c "cmp -s '$dir/one' '$dir/alone1' || cmp -s '$dir/one' '$dir/alone2'"
check "two trainings, one file: a temporary file is left" [ -z "$(ls "$dir"/*.part 2>/dev/null)" ]

# ---- Stopped ---------------------------------------------------------------

# In the background, until the file is there and some epochs have passed.
ch13_stopped() { # SIGNAL OPTIONS…
    signal=$1
    shift
    rm -f "$dir/stopped"
    # (A shell in the background would hide SIGINT from what it starts.)
    sh -c 'trap - INT; exec "$@"' - build/float/chapters/ch13_mnist --checked --quick \
        --data drawn --epochs 1000000 "$@" >"$dir/out" 2>"$dir/err" </dev/null &
    pid=$!
    tries=0
    while [ ! -s "$dir/stopped" ] && [ $tries -lt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    sleep 0.3
    kill -"$signal" $pid
    wait $pid
    status=$?
}
ch13_stopped TERM --hidden 12 --save "$dir/stopped"
check "SIGTERM: its status" status_is 130
check "SIGTERM: does not say how to go on" says_next "make ch13 ARGS=\"--load $dir/stopped --save $dir/stopped --epochs 1000000 --data drawn --quick\""
epoch=$(sed -n 's/^Stopped in epoch \([0-9]*\), after.*/\1/p' "$dir/err")
ch13 --load "$dir/stopped"
check "SIGTERM: what it leaves is not whole" status_is 0
ch13 --load "$dir/stopped" --epochs "${epoch:-1}" --save "$dir/on"
check "SIGTERM: going on to the epoch's end" status_is 0
ch13 --hidden 12 --epochs "${epoch:-1}" --save "$dir/never"
check "SIGTERM in epoch ${epoch:-?}: going on is not as if it had never stopped" \
    cmp "$dir/on" "$dir/never"
check "SIGTERM: leaves a temporary file" [ -z "$(ls "$dir"/*.part 2>/dev/null)" ]
ch13_stopped HUP --hidden 12 --save "$dir/stopped"
check "SIGHUP, a terminal that is closed: its status" status_is 130
check "SIGHUP: does not say how to go on" says_next "make ch13 ARGS=\"--load $dir/stopped --save $dir/stopped --epochs 1000000 --data drawn --quick\""

# Without --save there is nothing to keep, and the same status. (ch13_stopped
# waits for its file, so it is put there.)
sh -c 'trap - INT; exec "$@"' - build/float/chapters/ch13_mnist --checked --quick \
    --data drawn --epochs 1000000 >"$dir/out" 2>"$dir/err" </dev/null &
pid=$!
tries=0
while ! tells 'up to epoch' && [ $tries -lt 30 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
sleep 0.3
kill -INT $pid
wait $pid
status=$?
check "Ctrl-C without --save: its status" status_is 130
check "Ctrl-C without --save: does not say that nothing is kept" says "Nothing is kept"

# ---- A cost that is no number ----------------------------------------------

ch13 --hidden 12 --rate 1e39 --save "$dir/broken"
check "--rate 1e39: its status" status_is 3
check "--rate 1e39: does not name step and layer" \
    says "epoch 1, step 2: the cost is not a number and the weights of layer 1 (fc1) are not finite"
check "--rate 1e39: does not advise" says "the rate 1e+39 is too large, try --rate 3"
check "--rate 1e39: does not say what is kept" says "The last good weights, after step 0, are in"
ch13 --load "$dir/broken"
check "--rate 1e39: keeps weights that are not good" status_is 0
ch13 --load "$dir/whole" --seed 7 --rate 1e39 --epochs 5 --save "$dir/broken"
check "going on with --rate 1e39" status_is 3
ch13 --load "$dir/broken" --seed 7 --rate 3 --epochs 5
check "going on after that" status_is 0

# ---- Chapter 16 too --------------------------------------------------------

ch16() { # OPTIONS…
    build/double/chapters/ch16_honest --checked --quick --data drawn --out "$dir" "$@" \
        >"$dir/out" 2>"$dir/err" </dev/null
    status=$?
}
ch16
# (Of its three seeds the first reads least.)
right=$(sed -n 's/^  the images  *[0-9.]*  *\([0-9.]*\) .*/\1/p' "$dir/out")
ch16 --save "$dir/best"
check "ch16 --save: its status" status_is 0
check "ch16 --save: not the chapter's network, ${right:-?}" \
    tells "validation images right: ${right:-?} of 100"
check "ch16 --save: tells the chapter" sh -c "! grep -q 'luckiest' '$dir/out'"
ch16 --epochs 2 --save "$dir/first"
ch16 --load "$dir/first" --epochs 4
check "ch16: a rate that falls for another number of epochs" \
    says "a rate that falls for 2 epochs'; this would be"
# (As if it had been stopped after one of three epochs.)
build/double/chapters/ch16_honest --checked --quick --data drawn --epochs 3 --hidden 20,9 \
    --save "$dir/three" >"$dir/out" 2>"$dir/err" </dev/null
cp "$dir/three" "$dir/whole16"
ch16 --hidden 20,9 --epochs 3 --save "$dir/again16"
check "ch16: twice is not the same" cmp "$dir/whole16" "$dir/again16"
echo 'a diary' >"$dir/diary"
ch16 --save "$dir/diary"
check "ch16 --save over another file" refused 1 "it is not replaced"

# ---- make ch13 ARGS=… ------------------------------------------------------

make --no-print-directory ch13 ARGS="--quick --data drawn --hidden 9 --epochs 1 \
    --save $dir/made" >"$dir/out" 2>"$dir/err" </dev/null
status=$?
check "make ch13 ARGS: fails" status_is 0
check "make ch13 ARGS: no check of the reader's network" tells 'of all 7165 derivatives'
check "make ch13 ARGS: prints the title twice" [ "$(grep -c '^Chapter 13' "$dir/out")" = 1 ]
check "make ch13 ARGS: draws figures" sh -c "! grep -q Figures: '$dir/out'"
check "make ch13 ARGS: keeps nothing" [ -s "$dir/made" ]
make --no-print-directory ch13 PRECISION=float ARGS="--quick --data drawn" \
    >"$dir/out" 2>"$dir/err" </dev/null
status=$?
check "make ch13 PRECISION=float: fails" status_is 0
check "make ch13 PRECISION=float: checks, or does not say why not" tells 'Built in float'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
