#!/bin/sh
# The live book: each chapter's page prints and writes the golden digits, in node
# and in headless Chromium from a folder; and a reader's clicks do what they should.
#     sh tests/shell/test_live.sh [ch02]   only chapters whose name begins so
# Sizes and times go to stderr.
cd "$(dirname "$0")/../.." || exit 1
only=${1:-ch}
passed=0 failed=0
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
ok() { passed=$((passed + 1)); }
wrong() { failed=$((failed + 1)); echo "$*"; }
check() { # DESCRIPTION COMMAND…: the command must succeed
    what=$1
    shift
    if "$@"; then ok; else wrong "$what"; fi
}
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
# What a run left in a folder, against the golden files.
golden() { # HOW NAME FOLDER
    check "$2 $1: the story is not the golden one" cmp "tests/golden/$2.txt" "$3/story"
    (cd "$3" && for f in *.dat; do echo "$(cksum <"$f") $f"; done) >"$dir/sums"
    check "$2 $1: the data are not the golden ones" diff "tests/golden/$2.sums" "$dir/sums"
}

(cd "$dir/copy" && MAKEFLAGS='' make -s DEBUG= SANITIZE= PRECISION= \
    $(for name in $names; do echo "build/wasm/chapters/$name"; done)) >/dev/null 2>"$dir/err" ||
    { cat "$dir/err"; wrong "the programs cannot be made"; }
for name in $names; do
    mkdir -p "$dir/node/$name"
    check "$name in node: ends with an error" node tests/live/run.js \
        "$dir/copy/build/wasm/chapters/$name" "$dir/node/$name" $(quick "$name")
    golden "in node" "$name" "$dir/node/$name"
done

command -v pandoc >/dev/null || missing pandoc "there is no page to open"
node -e 'process.exit(require("./tests/live/browser.js").findChromium() ? 0 : 1)' ||
    missing Chromium "no page is opened"
(cd "$dir/copy" && PATH=$dir/bare MAKEFLAGS='' make --no-print-directory DEBUG= SANITIZE= \
    PRECISION= QUICK=1 book) >/dev/null 2>"$dir/err" || { cat "$dir/err"; wrong "make book fails"; }
node tests/live/chapters.js "$dir/copy/build/book" "$dir/page" $names >"$dir/said"
check "in a page: $(cat "$dir/said")" [ ! -s "$dir/said" ]
for name in $names; do
    if [ -d "$dir/page/$name" ]; then golden "in a page" "$name" "$dir/page/$name"; fi
done
node tests/live/reader.js "$dir/copy/build/book" >"$dir/said"
check "a reader: $(cat "$dir/said")" [ ! -s "$dir/said" ]
node tests/live/touch.js "$dir/copy/build/book" >"$dir/said"
check "the pages to touch: $(cat "$dir/said")" [ ! -s "$dir/said" ]

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
