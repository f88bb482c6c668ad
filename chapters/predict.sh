#!/bin/sh
# predict.sh: what `make predict` does, with the words of $IMAGE, $MODEL and
# $ACTIVATION: makes a PPM of a PNG or a JPEG if a program here can, trains a
# network if none is named, and has it read.
#     predict.sh PROGRAMS IMAGES [WORD]
# PROGRAMS is the folder with predict and ch16_honest, IMAGES the file that tells
# which images there are to learn from, WORD one more for the training. The
# network is kept as $KEPT.
set -f
programs=$1 images=$2 word=${3-}
picture=${IMAGE-} model=${MODEL-} work=''
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
say() { if [ "${TEXT:-en}" = zh ]; then echo "$2"; else echo "$1"; fi; }

if [ -z "$picture" ]; then
    say "Which picture? make predict IMAGE=my3.pgm (a digit; PGM, PPM or PBM, or PNG or JPEG)" \
        "哪一幅图？make predict IMAGE=my3.pgm（写着数字；PGM、PPM 或 PBM，也可以是 PNG 或 JPEG）" >&2
    exit 2
fi

# Which format the file has, by its first bytes, if it has to be converted.
kind_of() {
    case $(dd bs=12 count=1 2>/dev/null <"$1" | od -A n -t x1 | tr -d ' \n') in
    89504e47*) echo png ;;
    ffd8ff*) echo jpg ;;
    47494638*) echo gif ;;
    52494646????????57454250*) echo webp ;;
    424d*) echo bmp ;;
    49492a00* | 4d4d002a*) echo tiff ;;
    ????????66747970*) echo heic ;;
    esac
}

# A program that may not be there, or may not know the format.
try() { # PROGRAM…
    command -v "$1" >/dev/null || return 1
    "$@" >"$made" 2>/dev/null </dev/null || return 1
    case $(head -c 2 "$made") in
    P[1-6]) converted=$1 ;;
    *) return 1 ;;
    esac
}

# What is transparent becomes white, and a photograph is turned as it was taken,
# where the program can do that.
convert_with_any() { # KIND FILE
    try magick "$2" -auto-orient -background white -flatten ppm:- ||
        try convert "$2" -auto-orient -background white -flatten ppm:- ||
        try convert "$2" ppm:- ||
        try gm convert "$2" -auto-orient ppm:- ||
        try ffmpeg -v error -i "$2" -frames:v 1 -f image2pipe -c:v ppm - ||
        case $1 in
        png) try pngtopnm -mix -background white "$2" || try pngtopnm "$2" ;;
        jpg) try djpeg "$2" || try jpegtopnm "$2" ;;
        gif) try giftopnm "$2" ;;
        webp) try dwebp "$2" -ppm -o - ;;
        bmp) try bmptopnm "$2" ;;
        tiff) try tifftopnm "$2" ;;
        *) false ;;
        esac
}

# (The converters see a copy: some take a name with : or % or [ for a command.)
kind=''
[ ! -f "$picture" ] || [ ! -r "$picture" ] || kind=$(kind_of "$picture")
if [ -n "$kind" ]; then
    mkdir -p build && work=$(mktemp -d build/predict-XXXXXX) &&
        cat <"$picture" >"$work/picture.$kind" || exit 1
    made=$work/picture.ppm
    if ! convert_with_any "$kind" "$work/picture.$kind"; then
        say "predict: $picture: no program here makes a PGM of a $kind picture. Install ImageMagick, or elsewhere: magick my3.$kind my3.pgm" \
            "predict：$picture：这里没有程序能把 $kind 图转成 PGM。请装上 ImageMagick，或者在别的机器上运行：magick my3.$kind my3.pgm" >&2
        exit 1
    fi
    say "$picture: a $kind picture, read with $converted." \
        "$picture：$kind 图，用 $converted 读的。"
    picture=$made
fi

# The network of before will do if it learned from the images of today in the way
# of today: from digits turned, scaled and bent, as a stranger's hand does.
how='--distorted 5 --hidden 200 --batch 64'
if [ -z "$model" ] && [ -f "$picture" ]; then
    model=$KEPT
    { cat "$images" && echo "$how $word"; } >"$KEPT.$$.images" || exit 1
    trap 'rm -f "$KEPT.$$" "$KEPT.$$.images"; [ -z "$work" ] || rm -rf "$work"' EXIT
    if [ ! -f "$KEPT" ] || ! cmp -s "$KEPT.$$.images" "$KEPT.images"; then
        say "No MODEL given: training one, to be kept in $KEPT." \
            "没有写 MODEL：先训练一个，存在 $KEPT。"
        "$programs/ch16_honest" --checked $how \
            ${word:+"$word"} --save "$KEPT.$$" >/dev/null &&
            mv -f "$KEPT.$$" "$KEPT" &&
            mv -f "$KEPT.$$.images" "$KEPT.images" || exit 1
    fi
fi
"$programs/predict" "$picture" "$model" ${ACTIVATION:+"$ACTIVATION"}
