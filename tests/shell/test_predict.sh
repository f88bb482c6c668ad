#!/bin/sh
# make predict: pictures in the formats that it reads and in those that other
# programs convert for it; names with quotes; what it says of a network and of a
# picture; the network that it keeps.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
wrong() {
    failed=$((failed + 1))
    echo "predict: $*"
    sed 's/^/    /' "$dir/err" | head -n 5
}
unset MNIST_DIR STEP ARGS IMAGE MODEL ACTIVATION TEXT
export DEBUG= SANITIZE= PRECISION=
programs=build/float/chapters
make --no-print-directory $programs/ch13_mnist $programs/predict >/dev/null ||
    { echo "0 passed, 1 failed"; exit 1; }

predict() { # VARIABLES…
    make --no-print-directory predict QUICK=1 KEPT="$dir/kept" "$@" \
        >"$dir/out" 2>"$dir/err" </dev/null
    status=$?
}
status_is() { [ "$status" = "$1" ] || { echo "    its status is $status"; false; }; }
fails() { [ "$status" != 0 ] || { echo "    its status is 0"; false; }; }
says() { grep -qF -- "$1" "$dir/err"; }
tells() { grep -q -- "$1" "$dir/out"; }
silent() { ! grep -q -- "$1" "$dir/out"; }

# Strokes of a fat pen on white paper, from these columns on.
strokes() { # KIND WIDTH FIRST…
    kind=$1 width=$2
    shift 2
    echo "P$kind $width 60 255"
    awk -v width="$width" -v first="$*" -v kind="$kind" 'BEGIN {
        n = split(first, at, " ")
        for (y = 0; y < 60; y++)
            for (x = 0; x < width; x++) {
                ink = 0
                for (k = 1; k <= n; k++)
                    ink += x > at[k] && x < at[k] + 6 && y > 8 && y < 52
                v = ink ? 0 : 255
                print kind == 3 ? v " " v " " v : v
            }
    }'
}
strokes 2 40 17 >"$dir/one.pgm"
net="$dir/it's a net"
$programs/ch13_mnist --checked --quick --data drawn --hidden 20 --epochs 40 \
    --save "$net" >"$dir/out" 2>"$dir/err" </dev/null
check "no network" [ -s "$net" ]

# ---- A picture and a network -----------------------------------------------

predict IMAGE="$dir/one.pgm" MODEL="$net"
check "fails" status_is 0
check "writes to stderr" [ ! -s "$dir/err" ]
check "not ten bars" [ "$(grep -c '│' "$dir/out")" = 10 ]
check "does not draw the stroke" tells '██'
check "does not read a 1" tells 'It reads a 1'
check "does not say what it learned from" \
    tells '^The network: 784-20-10 with sigmoid, trained on drawn digits, seed 1\.$'
check "trains although there is a model" [ ! -e "$dir/kept" ]
predict
check "without a picture" says "Which picture? make predict IMAGE=my3.pgm"
predict IMAGE="$dir/nothing.pgm"
check "no such picture" says "nothing.pgm: No such file or directory; is that the"
check "no such picture: trains first" silent training
predict IMAGE=Makefile MODEL="$net"
check "not a picture" says "not a PGM"
predict IMAGE="$dir/one.pgm" MODEL=Makefile
check "not a model" says "not a safetensors file"
strokes 2 40 99 >"$dir/blank.pgm"
predict IMAGE="$dir/blank.pgm" MODEL="$net"
check "a blank picture" says "there is no ink on it"
echo "P2 60 60 9 $(awk 'BEGIN { for (i = 0; i < 3600; i++)
    print i % 1000 == 400 ? 0 : 9 }')" >"$dir/specks.pgm"
predict IMAGE="$dir/specks.pgm" MODEL="$net"
check "specks" says "hardly any ink: the largest stroke is 1 pixel long"

strokes 3 120 17 60 95 >"$dir/three.ppm"
predict IMAGE="$dir/three.ppm" MODEL="$net"
check "three digits: fails" status_is 0
check "three digits: not one by one" [ "$(grep -c '^Digit [123] of 3' "$dir/out")" = 3 ]
check "three digits: not said" tells 'There are 3 digits in the picture. It reads 1 1 1\.'
awk 'NR == 1 || $1 != 0 { print; next } { print 240 }' "$dir/one.pgm" >"$dir/pale.pgm"
predict IMAGE="$dir/pale.pgm" MODEL="$net"
check "pale ink: not said" tells 'hardly darker than the paper'

# ---- Names -----------------------------------------------------------------

for name in "Ben's 3.pgm" "x'; touch pwned; '" '$(touch pwned) `touch pwned`' \
    '-n $$(touch pwned) "%s' 'a	b  c'; do
    cp "$dir/one.pgm" "$dir/$name"
    cp "$net" "$dir/net $name"
    predict IMAGE="$dir/$name" MODEL="$dir/net $name"
    check "a picture called $name" tells 'It reads a 1'
done
check "a name was run" [ ! -e pwned ]
rm -f pwned

# ---- What a network does not say -------------------------------------------

LC_ALL=C sed 's/"activation"/"activatiox"/' "$net" >"$dir/unsaid"
predict IMAGE="$dir/one.pgm" MODEL="$dir/unsaid"
check "no activation: not said" tells 'Its file does not say which activation'
check "no activation: not what is taken" tells 'with relu'
predict IMAGE="$dir/one.pgm" MODEL="$dir/unsaid" ACTIVATION=sigmoid
check "ACTIVATION: not taken" tells '784-20-10 with sigmoid, '
check "ACTIVATION: still a guess" silent 'does not say'
predict IMAGE="$dir/one.pgm" MODEL="$dir/unsaid" ACTIVATION=gelu
check "ACTIVATION=gelu" says 'there is no activation "gelu"'
predict IMAGE="$dir/one.pgm" MODEL="$net" ACTIVATION=relu
check "another activation than the file's" says 'the file says sigmoid, not relu'

# A network 784-1-10 whose weights are as large as a float can be.
numbers() { # HOW MANY
    i=0
    while [ $i -lt "$1" ]; do
        printf '\377\377\177\177'
        i=$((i + 1))
    done
}
header='{"__metadata__":{"activation":"relu","training.note":"a\302\233b\033"},'
header=$header'"fc1.weight":{"dtype":"F32","shape":[1,784],"data_offsets":[0,3136]},'
header=$header'"fc1.bias":{"dtype":"F32","shape":[1],"data_offsets":[3136,3140]},'
header=$header'"fc2.weight":{"dtype":"F32","shape":[10,1],"data_offsets":[3140,3180]},'
header=$header'"fc2.bias":{"dtype":"F32","shape":[10],"data_offsets":[3180,3220]}}'
large() { # NOTE: another one
    text=$(printf '%s' "$header" | sed "s/a.302.233b.033/$1/")
    n=$(printf '%s' "$text" | wc -c)
    printf "\\$(printf %03o $((n % 256)))\\$(printf %03o $((n / 256)))\0\0\0\0\0\0"
    printf '%s' "$text"
    numbers 805
}
large "$(printf 'a\302\233b')" >"$dir/large"
predict IMAGE="$dir/one.pgm" MODEL="$dir/large"
check "outputs that are no numbers: no error" fails
check "outputs that are no numbers: not said" says "is not a number: the network's weights"
check "outputs that are no numbers: bars" silent '│'
check "a note's control characters are printed" silent "$(printf '\302\233')"

# ---- The output ------------------------------------------------------------

$programs/predict "$dir/one.pgm" "$net" >&- 2>"$dir/err"
status=$?
check "stdout is closed: no error" fails
check "stdout is closed: not said" says "predict: the output could not be written"
if [ -c /dev/full ]; then
    $programs/predict "$dir/one.pgm" "$net" >/dev/full 2>"$dir/err"
    status=$?
    check "stdout is full: no error" fails
    check "stdout is full: not said" says "could not be written: No space left"
fi

# ---- PNG and JPEG ----------------------------------------------------------

# With a program that converts, and without any.
mkdir "$dir/bare" "$dir/with"
for tool in cat cmp dd head mkdir mktemp mv od rm sh tr; do
    ln -s "$(command -v $tool)" "$dir/bare/$tool"
done
bare() { # PATH IMAGE
    PATH=$1 IMAGE=$2 MODEL=$net sh chapters/predict.sh $programs images \
        >"$dir/out" 2>"$dir/err" </dev/null
    status=$?
}
printf '#!/bin/sh\n[ -f "$1" ] && case $1 in *[!-A-Za-z0-9/.]*) exit 1 ;; esac\n%s\n' \
    "cat '$dir/three.ppm'" >"$dir/with/magick"
chmod +x "$dir/with/magick"
printf '\211PNG\r\n\032\n and more' >"$dir/a:b[0]%d's.png"
printf '\377\330\377\340 and more' >"$dir/photo.JPG"
bare "$dir/bare" "$dir/a:b[0]%d's.png"
check "a PNG and no converter: no error" fails
check "a PNG and no converter: no command" says "magick my3.png my3.pgm"
bare "$dir/bare" "$dir/photo.JPG"
check "a JPEG and no converter: no command" says "magick my3.jpg my3.pgm"
bare "$dir/with:$dir/bare" "$dir/a:b[0]%d's.png"
check "a PNG: fails" status_is 0
check "a PNG: not said" tells "a png picture, read with magick"
check "a PNG: not read" tells 'It reads 1 1 1'
check "a PNG: leaves its parts" sh -c '! ls -d build/predict-?????? 2>/dev/null'
$programs/predict "$dir/photo.JPG" "$net" 2>"$dir/err"
check "the program alone: no command" says "a JPEG picture; make a PGM of it: magick"

# ---- The network that is kept ----------------------------------------------

# Twenty images of noise, twice, with other labels.
noise() { # FOLDER LABEL
    mkdir -p "$1"
    for name in train t10k; do
        { printf '\0\0\010\003\0\0\0\024\0\0\0\034\0\0\0\034'
            head -c 15680 $programs/predict; } >"$1/$name-images-idx3-ubyte"
        { printf '\0\0\010\001\0\0\0\024'
            for i in 1 2 3 4 5 6 7 8 9 10; do printf "\\00$2\\00$2"; done
        } >"$1/$name-labels-idx1-ubyte"
    done
}
noise "$dir/first" 1
noise "$dir/second" 2
predict IMAGE="$dir/one.pgm" MNIST_DIR="$dir/first"
check "without a model: fails" status_is 0
check "without a model: does not say that it trains" tells 'No MODEL given: training one'
check "without a model: does not keep it" [ -s "$dir/kept" ]
check "without a model: not from which images" tells 'trained on IDX files, not MNIST'
predict IMAGE="$dir/one.pgm" MNIST_DIR="$dir/first"
check "again: trains again" silent training
predict IMAGE="$dir/one.pgm" MNIST_DIR="$dir/second"
check "other images: the network of before" tells 'No MODEL given: training one'
check "leaves its parts" sh -c '! ls "$1"/kept.[0-9]* 2>/dev/null' - "$dir"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
