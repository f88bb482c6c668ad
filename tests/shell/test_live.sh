#!/bin/sh
# The live book: each chapter's page prints and writes the golden digits, in node
# and in headless Chromium from a folder; and a reader's clicks do what they should.
# The Chinese pages' programs print what the Chinese ones print on a terminal, in node
# all, in Chromium three.
#     sh tests/shell/test_live.sh [ch02]   only chapters whose name begins so
# Sizes and times go to stderr.
cd "$(dirname "$0")/../.." || exit 1
only=${1:-ch}
TEXT=en
export TEXT
. tests/shell/check.sh
missing() {
    echo "no $1, so $2"
    echo "$passed passed, $failed failed, 1 skipped"
    [ "$failed" -eq 0 ]
    exit
}

# In a copy, so that the reader's own book and data stay as they are; without
# pictures, which are test_figures' affair. What is compiled is taken along.
mkdir "$dir/copy" "$dir/bare" build 2>/dev/null
tar -cf - --exclude ./.git --exclude ./build . | (cd "$dir/copy" && tar -xf -)
for built in double wasm; do
    [ ! -d "build/$built" ] || tar -cf - "build/$built" | (cd "$dir/copy" && tar -xf -)
done
(IFS=:
    for folder in $PATH; do ln -s "$folder"/* "$dir/bare" 2>/dev/null; done)
rm -f "$dir/bare/gnuplot"
mkdir -p "$dir/copy/build/woven"
[ "$(cd "$dir/copy" && sh chapters/book/book.sh live)" ] ||
    missing "clang, lld and wasi-libc" "no page can run: make deps"
command -v node >/dev/null || missing node "no page's program is run"

names=$(cd chapters && ls "$only"*.c 2>/dev/null | grep '^ch[0-9]' | sed 's/\.c$//')
quick() {
    ! grep -q chapter_that_trains "chapters/$1.c" || echo --quick
}
# What a run left in a folder, against the golden files; in Chinese, the story
# against that of the terminal.
golden() { # HOW NAME FOLDER [STORY]
    check "$2 $1: the story is not the golden one" cmp "${4:-tests/golden/$2.txt}" "$3/story"
    (cd "$3" && for f in *.dat; do echo "$(cksum <"$f") $f"; done) >"$dir/sums"
    check "$2 $1: the data are not the golden ones" diff "tests/golden/$2.sums" "$dir/sums"
}

(cd "$dir/copy" && make -s DEBUG= SANITIZE= PRECISION= \
    $(for name in $names; do echo "build/wasm/chapters/$name build/wasm/chapters/zh/$name \
        build/double/chapters/zh/$name"; done)) >/dev/null 2>"$dir/err" ||
    { cat "$dir/err"; wrong "the programs cannot be made"; }
for name in $names; do  # both languages at once: a page's program has one thread
    mkdir -p "$dir/node/$name" "$dir/node/zh/$name" "$dir/terminal/$name"
    TEXT=zh node tests/live/run.js "$dir/copy/build/wasm/chapters/zh/$name" \
        "$dir/node/zh/$name" $(quick "$name") &
    zh=$!
    check "$name in node: ends with an error" node tests/live/run.js \
        "$dir/copy/build/wasm/chapters/$name" "$dir/node/$name" $(quick "$name")
    TEXT=zh "$dir/copy/build/double/chapters/zh/$name" $(quick "$name") \
        --out "$dir/terminal/$name" >"$dir/terminal/$name/story" 2>/dev/null
    check "$name in node, in Chinese: ends with an error" wait $zh
    golden "in node" "$name" "$dir/node/$name"
    golden "in node, in Chinese" "$name" "$dir/node/zh/$name" "$dir/terminal/$name/story"
done

command -v pandoc >/dev/null || missing pandoc "there is no page to open"
node -e 'process.exit(require("./tests/live/browser.js").findChromium() ? 0 : 1)' ||
    missing Chromium "no page is opened"
for text in en zh; do
    (cd "$dir/copy" && PATH=$dir/bare make --no-print-directory DEBUG= SANITIZE= \
        PRECISION= QUICK=1 TEXT=$text book) >/dev/null 2>"$dir/err" ||
        { cat "$dir/err"; wrong "make book TEXT=$text fails"; }
done
zh=$dir/copy/build/book-zh
node tests/live/chapters.js "$dir/copy/build/book" "$dir/page" $names >"$dir/said"
check "in a page: $(cat "$dir/said")" [ ! -s "$dir/said" ]
# (The tape, a knob of many, one that trains.)
in_chinese=$(printf '%s\n' $names | grep '^ch0[24]_\|^ch13_')
node tests/live/chapters.js "$zh" "$dir/page/zh" $in_chinese >"$dir/said"
check "in a Chinese page: $(cat "$dir/said")" [ ! -s "$dir/said" ]
for name in $names; do
    if [ -d "$dir/page/$name" ]; then golden "in a page" "$name" "$dir/page/$name"; fi
    if [ -d "$dir/page/zh/$name" ]; then
        golden "in a Chinese page" "$name" "$dir/page/zh/$name" "$dir/terminal/$name/story"
    fi
done
node tests/live/reader.js "$dir/copy/build/book" >"$dir/said"
check "a reader: $(cat "$dir/said")" [ ! -s "$dir/said" ]
node tests/live/reader.js "$zh" zh >"$dir/said"
check "a Chinese reader: $(cat "$dir/said")" [ ! -s "$dir/said" ]
node tests/live/chinese.js "$zh" >"$dir/said"
check "the Chinese pages: $(cat "$dir/said")" [ ! -s "$dir/said" ]
node tests/live/touch.js "$dir/copy/build/book" >"$dir/said"
check "the pages to touch: $(cat "$dir/said")" [ ! -s "$dir/said" ]

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
