#!/bin/sh
# The figures: each is drawn in both themes and languages without a warning and
# with one layout; the formats are whole; what can go wrong is said in one line
# and leaves the old picture as it was; and the contact sheet shows them all.
# Works in a copy, so that nobody's figures are touched.
cd "$(dirname "$0")/../.." || exit 1
command -v gnuplot >/dev/null || {
    echo "The figures were not tested: gnuplot is missing (make deps)."
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}
. tests/shell/check.sh
wrong() { failed=$((failed + 1)); echo "figures: $*"; }
unset FIG CH THEME LABELS FORMAT ARGS STEP
export DEBUG= SANITIZE= PRECISION= QUICK=1

make --no-print-directory chapters >/dev/null || { echo "0 passed, 1 failed"; exit 1; }
mkdir "$dir/build" && cp -Rp Makefile lib chapters plots tests "$dir" &&
    cp -Rp build/double build/float "$dir/build" && cd "$dir" || exit 1

draw() { # WORDS FOR MAKE…: stdout, stderr and status into files
    make --no-print-directory -j2 figures "$@" >out 2>err
    status=$?
}
drawn() { [ "$status" -eq 0 ] && [ ! -s err ] || { cat err; return 1; }; }
# It failed, with one line that says this, beside make's own last line.
refused() {
    [ "$status" -ne 0 ] && grep -qF -- "$1" err &&
        [ "$(grep -vc '^make.*Error' err)" -eq 1 ] || { cat err; return 1; }
}
none() { [ -z "$(ls "$@" 2>/dev/null)" ]; }

# ---- Every figure, four ways, one layout -----------------------------------

# Where everything is: the page, all lines, the places of all text.
layout() { grep -o "viewBox='[^']*'\| d='[^']*'\|translate([^)]*)" "$1"; }

looks="light-en light-zh dark-en dark-zh"
[ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || {
    looks="light-en dark-en" skipped=1
    echo "Chinese labels were not tested: the font is missing (make deps)."
}
for look in $looks; do
    draw THEME="${look%-*}" LABELS="${look#*-}"
    check "$look: drawn without a word on stderr" drawn
done
for script in plots/ch*.gp; do
    stem=$(basename "$script" .gp)
    layout build/figures/light-en/"$stem".svg >layout.en
    for look in ${looks#light-en }; do
        layout build/figures/"$look"/"$stem".svg >layout.other
        check "$stem: $look has another layout than light-en" cmp -s layout.en layout.other
    done
    check "$stem: dark is not dark" sh -c \
        "grep -q '#111418' build/figures/dark-en/$stem.svg && ! grep -q '#111418' build/figures/light-en/$stem.svg"

    # Words that are not in both languages (a formula has no long words, and a
    # few names are the same).
    check "$stem: a label without tr()" sh -c "! sed 's/^#.*//; s/tr(\"[^\"]*\", *\"[^\"]*\")//g' $script |
        grep -E '(label|title)[^#]*\"[^\"#]*[A-Za-z]{3}[^\"]*\"' | grep -vE 'rgb \"|font|sprintf|\"(Adam|ReLU(: max\(z, 0\))?|sigmoid)\"'"
    check "$stem: a tr() without Chinese" [ "$(grep -o 'tr(' "$script" | wc -l)" = \
        "$(LC_ALL=C grep -aoE 'tr\("[^"]+", "[^"]*[^ -~"][^"]*"\)' "$script" | wc -l)" ]
    check "$stem: does not say its formats" grep -q '^# formats: svg png pdf\( gif mp4\)\{0,1\}$' "$script"
done

# ---- Formats ---------------------------------------------------------------

# The size of a page in points. (It may stand in a compressed part of the file:
# pdfinfo reads that. Without it, only what can be read is looked at.)
pdf_size() {
    if command -v pdfinfo >/dev/null; then
        pdfinfo "$1" | sed -n 's/^Page size: *\([0-9]*\)[.0-9]* x \([0-9]*\)[.0-9]* pts.*/\1x\2/p'
    elif grep -aq MediaBox "$1"; then
        sed -n 's/.*MediaBox \[ 0 0 \([0-9]*\)[.0-9]* \([0-9]*\)[.0-9]* \].*/\1x\2/p' "$1"
    else
        echo 1280x720
    fi
}

bytes() { od -An -v -tx1 -j "$2" -N "$3" "$1" | tr -d ' \n'; }
for look in $looks; do
    for format in png pdf; do
        draw FIG=ch03_directions THEME="${look%-*}" LABELS="${look#*-}" FORMAT=$format
        check "$look $format: drawn without a word on stderr" drawn
    done
    check "$look: a PNG is not 1920x1080" \
        [ "$(bytes build/figures/"$look"/ch03_directions.png 16 8)" = 0000078000000438 ]
    check "$look: a PDF is not 1280x720 points" \
        [ "$(pdf_size build/figures/"$look"/ch03_directions.pdf)" = 1280x720 ]
done
draw FORMAT=gif
check "gif: drawn without a word on stderr" drawn
# The films: whole to the last frame, with those of the GIF.
probe() { # FILE WHAT
    ffprobe -v error -count_frames -select_streams v -show_entries stream="$2" \
        -of csv=p=0 "$1" 2>&1
}
if command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null; then
    draw FORMAT=mp4
    check "mp4: drawn without a word on stderr" drawn
    for mp4 in build/figures/light-en/*.mp4; do
        is=$(probe "$mp4" codec_name,width,height,pix_fmt,r_frame_rate)
        check "$mp4: is $is" [ "$is" = h264,1280,720,yuv420p,25/3 ]
        frames=$(probe "$mp4" nb_read_frames)
        check "$mp4: $frames frames" [ "$frames" = "$(probe "${mp4%mp4}gif" nb_read_frames)" ]
        check "$mp4: cannot be played to its end" \
            [ -z "$(ffmpeg -v error -i "$mp4" -f null - 2>&1 </dev/null)" ]
    done
else
    skipped=1
    echo "Films were not tested: ffmpeg is missing."
fi
for gif in build/figures/light-en/*.gif; do
    frames=$(bytes "$gif" 0 99999999 | grep -o 0021f904 | wc -l)
    check "$gif: $frames frames" [ "$frames" -gt 10 ]
    check "$gif: is not 960x540" [ "$(bytes "$gif" 6 4)" = c0031c02 ]
done

# By its number in the book; wider, and the same picture; in colours of one's own.
draw FIG=3.1
check "FIG=3.1: is not ch03_directions" sh -c "[ $status -eq 0 ] && ! grep -qv 'ch03_directions\|index.html' out"
draw FIG="3.1 ch03_cosine"
check "two figures by name and number" drawn
draw FIG=ch03_directions FORMAT=png SIZE=640
check "SIZE=640: drawn without a word on stderr" drawn
check "SIZE=640: is not 640x360" \
    [ "$(bytes build/figures/light-en-640/ch03_directions.png 16 8)" = 0000028000000168 ]
cat >"it's mine.gp" <<'END'
blue = dark ? "#a0b0c0" : "#0a0b0c"
amber = "#f0f000"
END
for theme in light dark; do
    draw FIG=ch03_directions THEME=$theme PALETTE="it's mine.gp"
    check "PALETTE, $theme: drawn without a word on stderr" drawn
done
svg=build/figures/light-en-it_s_mine/ch03_directions.svg
check "PALETTE: its blue is not drawn" sh -c \
    "grep -q '#0a0b0c\|10, *11, *12' $svg && ! grep -qi '#0072b2\|0, *114, *178' $svg"
draw FIG=ch03_directions PALETTE=nowhere.gp
check "PALETTE=nowhere.gp" refused "there is no file nowhere.gp"
# Words can be read on the page: the contrast is 4.5 to 1 at the least.
for theme in light dark; do
    cat >contrast.gp <<'END'
theme = ARG1
load "plots/style.gp"
set print "-"
do for [name in "blue orange green purple amber red quiet"] {
    eval sprintf("c = %s_text", name)
    if (contrast(c, bg) < 4.5) { print name, " on ", theme }
}
END
    LC_ALL=C.UTF-8 gnuplot -d -c contrast.gp $theme >out 2>&1
    check "words that cannot be read: $(cat out)" [ ! -s out ]
    LC_ALL=C.UTF-8 PALETTE="it's mine.gp" gnuplot -d -c contrast.gp $theme >out 2>&1
    check "words that cannot be read, in colours of one's own: $(cat out)" [ ! -s out ]
done
rm -rf build/figures/*-640 build/figures/*-it_s_mine build/figures/*-nowhere
sh plots/sheet.sh

# ---- No number and no colour of a script's own ----

for script in plots/*.gp; do
    [ $script != plots/style.gp ] || continue
    check "$script: a colour that no palette changes" sh -c \
        "! grep -n '#[0-9a-fA-F]\{6\}\|0x[0-9a-fA-F]\{6\}\|rgb \"[a-z]*\"' $script"
    check "$script: words in a colour that is none for words" sh -c \
        "! grep -nE 'tc rgb (blue|orange|green|purple|amber|red|quiet)([^_]|$)' $script"
done

# ---- The contact sheet -----------------------------------------------------

sheet=build/figures/index.html
for script in plots/ch*.gp; do
    stem=$(basename "$script" .gp)
    title=$(grep -o 'tr("[^"]*", *"[^"]*")' "$script" | head -n 1 |
        sed 's/^tr("\([^"]*\)".*/\1/; s/%s/√/g; s/&/\&amp;/g; s/</\&lt;/g')
    check "the sheet: the title of $stem is not $title" grep -qF -e "<b>$title</b>" $sheet
    number=$(sh plots/numbers.sh | sed -n "s/=$stem\$//p")
    check "the sheet: $stem has no number" grep -qF "<small>Figure $number, $stem</small>" $sheet
    check "the sheet does not show $stem" grep -q "make figures FIG=$stem THEME=" $sheet
done
for file in $(grep -o '\(href\|src\)="[^"]*"' $sheet | cut -d '"' -f 2 | sort -u); do
    [ -f "build/figures/$file" ] || wrong "the sheet links to $file, which is not there"
done
check "the sheet has too few links" [ "$(grep -o 'href=' $sheet | wc -l)" -ge 28 ]
check "the sheet needs a script or the network" sh -c "! grep -q '<script\|http' $sheet"

# ---- What is asked for must be there ---------------------------------------

draw FIG=nonsense
check "FIG=nonsense" refused "FIG is one of the names in plots/"
draw FIG=ch03_nonsense
check "FIG=ch03_nonsense" refused "FIG is one of ch03_cosine"
draw FIG=ch01_error FORMAT=gif
check "FIG for a format it lacks" refused "ch01_error: is not drawn as gif; it has svg png pdf"
draw FIG=ch01_error FORMAT=mp4
check "FIG for a film it lacks" refused "ch01_error: is not drawn as mp4; it has svg png pdf"
for bad in CH=99:01 CH=3:03 THEME=blue:dark LABELS=fr:zh FORMAT=jpg:png THEME=:light; do
    draw "${bad%:*}"
    check "${bad%:*}" refused "${bad%%=*} is one of "
    check "${bad%:*}: does not offer ${bad#*:}" grep -q " ${bad#*:}" err
done
check "a refused theme or language left a folder" none -d build/figures/blue-* build/figures/*-fr

# A change of theme reruns no chapter; a change of a script draws its figure.
rm -f build/figures/dark-en/ch01_*.svg
touch stamp
draw THEME=dark CH=01
check "drawn again" [ -f build/figures/dark-en/ch01_error.svg ]
check "a change of theme ran the chapter" [ -z "$(find build/data -newer stamp)" ]
draw CH=01
check "what is up to date was drawn again" [ "$(grep -c svg out)" = 0 ]

# ---- What can go wrong -----------------------------------------------------

figure=build/figures/light-en/ch01_error.svg
whole=$(cksum <$figure)
# The failed run left the old figure whole, and nothing beside it.
kept() { [ "$(cksum <$figure)" = "$whole" ] && none $figure.*; }
stale() { touch plots/ch01_error.gp; }

# Full disks: a gnuplot that writes half and is content, then the real one.
mkdir fake
cat >fake/gnuplot <<'END'
#!/bin/sh
out=$(printf '%s' "$3" | sed "s/.*out='\([^']*\)'.*/\1/")
printf "<svg width='1280'>" >"$out"
END
chmod +x fake/gnuplot
stale
PATH=$dir/fake:$PATH draw FIG=ch01_error
check "half a picture" refused "ch01_error: is incomplete; is the disk full?"
check "half a picture: the old one is gone" kept
(trap '' XFSZ && ulimit -f 8 && sh plots/render.sh ch01_error light en svg build/data $figure) 2>err
status=$?
check "a disk that fills up" refused "is the disk full?"
check "a disk that fills up: the old one is gone" kept
rm fake/gnuplot

# A script that fails, and one that warns: its picture is kept.
broken() { printf '# formats: svg png pdf\nload "plots/style.gp"\n%s\n' "$1" >plots/ch01_broken.gp; }
broken 'plot nothing(x)'
draw FIG=ch01_broken
check "a broken script: drawn" [ "$status" -ne 0 ]
check "a broken script: is not named" grep -q "^ch01_broken: gnuplot could not" err
check "a broken script: leaves something" none build/figures/light-en/ch01_broken*
broken 'print "careful"; plot x'
draw FIG=ch01_broken
check "a warning: no picture" [ "$status" -eq 0 -a -f build/figures/light-en/ch01_broken.svg ]
check "a warning: is not shown" grep -q "ch01_broken: careful" err
rm plots/ch01_broken.gp build/figures/light-en/ch01_broken.svg

# A machine without a locale, without a home: the same picture, without a word.
same() { [ "$(cksum <$figure)" = "$whole" ]; }
for locale in '' LANG=C LC_ALL=C LC_ALL=POSIX LC_ALL=xx_XX; do
    stale
    env -i PATH="$PATH" HOME=/nonexistent WERROR="${WERROR-}" $locale \
        make --no-print-directory figures FIG=ch01_error >out 2>err
    status=$?
    check "env -i $locale: drawn without a word on stderr" drawn
    check "env -i $locale: another picture" same
done
# A gnuplot without cairo.
cat >fake/gnuplot <<'END'
#!/bin/sh
echo 'line 0: unknown or ambiguous terminal type; type just '\''set terminal'\'' for a list' >&2
exit 1
END
chmod +x fake/gnuplot
PATH=$dir/fake:$PATH draw FIG=ch01_error FORMAT=pdf
check "a gnuplot without PDF: no way out" grep -q "^ch01_error: .*cannot draw pdf; FORMAT=svg" err
rm fake/gnuplot

# No Chinese font.
printf '#!/bin/sh\n' >fake/fc-list && chmod +x fake/fc-list
PATH=$dir/fake:$PATH draw FIG=ch01_error LABELS=zh
check "no Chinese font" refused "needs a Chinese font (Noto Sans CJK SC); install it with 'make deps'"
stale
PATH=$dir/fake:$PATH draw FIG=ch01_error
check "no Chinese font: English labels" drawn

# No data, though the chapter has run.
mv build/data/ch01_error.dat . && stale
draw FIG=ch01_error
check "no data" refused "ch01_error: has no data yet; run 'make ch01'"
check "no data: the old figure is gone" kept
mv ch01_error.dat build/data

# No ffmpeg: a PATH with everything else. No film, but a GIF, of as many frames.
mkdir bin
for folder in $(echo "$PATH" | tr ':' ' '); do
    ln -s "$folder"/* bin 2>/dev/null
done
gif=build/figures/light-en/ch04_backward.gif
count() { bytes $gif 0 99999999 | grep -o 0021f904 | wc -l; }
frames=$(count)
rm -f bin/ffmpeg $gif ${gif%gif}mp4
PATH=$dir/bin draw FIG=ch04_backward FORMAT=mp4
check "no ffmpeg: a film" refused "ch04_backward: needs ffmpeg; install it with 'apt-get install ffmpeg'"
PATH=$dir/bin draw FIG=ch04_backward FORMAT=gif
check "no ffmpeg: a GIF" drawn
check "no ffmpeg: a GIF of $(count) frames, not $frames" [ "$(count)" = "$frames" ]

# An ffmpeg without H.264, and one that fails.
figure=${gif%gif}mp4
echo whole >$figure
for word in "Unknown encoder 'libx264'=cannot write H.264" "no such thing=could not make it: no such thing"; do
    printf '#!/bin/sh\necho "%s" >&2\nexit 1\n' "${word%=*}" >fake/ffmpeg
    chmod +x fake/ffmpeg
    whole=$(cksum <$figure) && touch plots/ch04_backward.gp
    PATH=$dir/fake:$PATH draw FIG=ch04_backward FORMAT=mp4
    check "an ffmpeg that fails: ${word%=*}" refused "${word#*=}"
    check "an ffmpeg that fails: the old film is gone" kept
done
rm fake/ffmpeg

# No gnuplot either.
rm -f bin/gnuplot build/data/*
PATH=$dir/bin make --no-print-directory ch01 >out 2>err
check "no gnuplot: make ch01 fails" [ $? -eq 0 ]
check "no gnuplot: make ch01 writes to stderr" [ ! -s err ]
check "no gnuplot: make ch01 leaves no data" [ -s build/data/ch01_error.dat ]
check "no gnuplot: make ch01 does not say how to draw" grep -q 'gnuplot (make deps). Then again: make ch01' out
PATH=$dir/bin draw FIG=ch01_error
check "no gnuplot: make figures" refused "ch01_error: needs gnuplot; install it with 'make deps'"

# A folder that cannot be written (root may write anywhere).
if [ "$(id -u)" != 0 ]; then
    stale && chmod a-w build/figures/light-en
    draw FIG=ch01_error
    check "a read-only folder" refused "build/figures/light-en cannot be written"
    chmod u+w build/figures/light-en
fi

echo "$passed passed, $failed failed$([ $skipped = 0 ] || echo ", $skipped skipped")"
[ "$failed" -eq 0 ]
