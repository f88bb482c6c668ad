#!/bin/sh
# render.sh STEM THEME LABELS FORMAT DATA OUT: draws one figure with gnuplot.
# SIZE, the width of a PNG, and PALETTE, a file of colours, in the environment.
# The picture gets its name only when it is whole; else one line says why not.
# What gnuplot says of a picture that it drew is shown, and is no failure.
stem=$1 theme=$2 labels=$3 format=$4 data=$5 out=$6
script=plots/$stem.gp
say() { if [ "${TEXT:-en}" = zh ]; then echo "$2"; else echo "$1"; fi; }
trouble() { say "$stem: $1" "$stem：$2" >&2; exit 1; } # ENGLISH CHINESE
incomplete() { trouble "is incomplete; is the disk full?" "没有写完；磁盘满了吗？"; }
install='make deps'
size=${SIZE:-1920}
case $size in
*[!0-9]* | ?????*)
    trouble "SIZE=$size is no width in pixels; 1920 or 3840, say" \
        "SIZE=$size 不是像素宽度；可以写 1920 或 3840"
    ;;
esac
[ "$size" -ge 320 ] || trouble "SIZE=$size is too narrow for a figure; 320 is the least" \
    "SIZE=$size 太窄，画不下；至少 320"
[ -z "${PALETTE:-}" ] || [ -f "$PALETTE" ] ||
    trouble "there is no file $PALETTE (PALETTE)" "没有 $PALETTE 这个文件（PALETTE）"

[ -f "$script" ] || trouble "there is no figure of that name; see plots/" \
    "没有叫这个名字的图；见 plots/"
grep -q "^# formats:.*$format" "$script" ||
    trouble "is not drawn as $format; $(sed -n 's/^# formats: */it has /p' "$script")" \
        "不能画成 $format；$(sed -n 's/^# formats: */它有 /p' "$script")"
command -v gnuplot >/dev/null ||
    trouble "needs gnuplot; install it with '$install'" "要用 gnuplot；请用 $install 安装"
# Without the font gnuplot covers the figure with boxes and reports success.
if [ "$labels" = zh ] && [ -z "$(fc-list :lang=zh-cn 2>/dev/null | head -n 1)" ]; then
    trouble "needs a Chinese font (Noto Sans CJK SC); install it with '$install'" \
        "要有中文字体（Noto Sans CJK SC）；请用 $install 安装"
fi
# A film is made of frames; a GIF too, where it can be: gnuplot's own has jagged
# lines.
draw=$format
case $format in gif | mp4)
    if command -v ffmpeg >/dev/null; then
        draw=frames
    elif [ "$format" = mp4 ]; then
        trouble "needs ffmpeg; install it with 'apt-get install ffmpeg' (FORMAT=gif does without)" \
            "要用 ffmpeg；请用 apt-get install ffmpeg 安装（FORMAT=gif 不用它）"
    fi
    ;;
esac
for file in $(sed -n 's/.*draw("\([a-z0-9_]*\)").*/\1/p' "$script" | sort -u); do
    [ -f "$data/$file.dat" ] ||
        trouble "has no data yet; run 'make $(echo "$stem" | cut -c 1-4)'" \
            "还没有数据；请运行 make $(echo "$stem" | cut -c 1-4)"
done

# Names of its own: two may draw the same figure at once.
part=$out.$$.part log=$out.$$.log
trap 'rm -f "$part" "$part.2" "$log"' EXIT
trap 'exit 130' HUP INT TERM
mkdir -p "$(dirname "$out")" 2>/dev/null && (: >"$part") 2>/dev/null ||
    trouble "$(dirname "$out") cannot be written" "$(dirname "$out") 写不进去"

# Fonts are looked up in a cache; where the reader's folder for such things
# cannot be written, ours can.
cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}
[ -w "$cache" ] || { [ ! -e "$cache" ] && [ -w "$(dirname "$cache")" ]; } ||
    { XDG_CACHE_HOME=$PWD/build/cache && export XDG_CACHE_HOME; }
. plots/utf8.sh
LC_ALL=$utf8 gnuplot -d -e "theme='$theme'; labels='$labels'; format='$draw'; size=$size; \
data='$data'; out='$part'" "$script" 2>"$log" </dev/null
status=$?
# (A finished animation is announced on stderr; that is no warning.)
awk '!/frames in animation sequence$/ && !said[$0]++' "$log" | sed "s/^/    $stem: /" >&2
if [ $status -ne 0 ]; then
    ! grep -q 'unknown or ambiguous terminal type' "$log" || [ "$format" = svg ] ||
        trouble "this gnuplot cannot draw $format; FORMAT=svg works everywhere" \
            "这个 gnuplot 画不了 $format；FORMAT=svg 到处都行"
    trouble "gnuplot could not draw it (exit status $status)" \
        "gnuplot 没有画成（退出状态 $status）"
fi
if [ "$draw" = frames ]; then
    # As fast as gnuplot's own, 12 hundredths of a second each. A picture in few
    # colours needs no dots between them; a film says what its colours are.
    tail -c 12 "$part" | grep -q IEND || incomplete
    mv -f "$part" "$part.2"
    set -- -v error -nostdin -y -f image2pipe -c:v png -framerate 25/3 -i "$part.2"
    case $format in
    gif) set -- "$@" -filter_complex "scale=960:540:flags=lanczos,split[a][b]; \
[a]palettegen[c]; [b][c]paletteuse=dither=none:diff_mode=rectangle" -f gif ;;
    mp4) set -- "$@" -vf scale=out_color_matrix=bt709:out_range=tv -c:v libx264 \
        -crf 20 -preset slow -pix_fmt yuv420p -colorspace bt709 -color_primaries bt709 \
        -color_trc iec61966-2-1 -movflags +faststart -f mp4 ;;
    esac
    if ! ffmpeg "$@" "$part" 2>"$log" </dev/null; then
        ! grep -q 'Unknown encoder' "$log" ||
            trouble "this ffmpeg cannot write H.264 (libx264); FORMAT=gif works everywhere" \
                "这个 ffmpeg 写不了 H.264（libx264）；FORMAT=gif 到处都行"
        trouble "ffmpeg could not make it: $(tail -n 1 "$log")" \
            "ffmpeg 没有做成：$(tail -n 1 "$log")"
    fi
fi
# A full disk leaves a short file and no error: is its end there?
case $format in
svg) tail -c 20 "$part" | grep -q '</svg>' ;;
png) tail -c 12 "$part" | grep -q IEND ;;
pdf) tail -c 20 "$part" | grep -q '%%EOF' ;;
mp4) [ "$(head -c 8 "$part" | tail -c 4)" = ftyp ] ;;
gif) [ "$(tail -c 1 "$part" | od -An -tx1 | tr -d ' ')" = 3b ] ;;
esac || incomplete
if [ "$format" = svg ]; then
    # Pixels of a digit stay sharp in a browser; a label's box is a box, where
    # gnuplot draws the text in it as well, twice in one place, as if bold.
    sed -e 's/<image /<image style="image-rendering:pixelated" /' \
        -e "s/<feComposite in='SourceGraphic' in2='bgnd' operator='atop'/<feComposite in='bgnd' in2='bgnd' operator='over'/" \
        "$part" >"$part.2" 2>/dev/null && tail -c 20 "$part.2" | grep -q '</svg>' &&
        mv -f "$part.2" "$part" || trouble "cannot be written; is the disk full?" "写不进去；磁盘满了吗？"
fi
mv -f "$part" "$out"
