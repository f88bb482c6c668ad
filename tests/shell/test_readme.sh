#!/bin/sh
# The program that the README shows is built by the command that the README
# gives, and prints what the README says. Every chapter is listed, in both
# languages, and every file and make target named there exists.
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

ok() { passed=$((passed + 1)); }
wrong() { failed=$((failed + 1)); echo "README.md: $*"; }

# The first block of C, of shell after it, and of output after that.
block() {
    awk -v want="$1" '
        /^```/ && !inside { inside = 1; kind = substr($0, 4); next }
        /^```/ { inside = 0; if (kind == want && found++ == 0) exit; next }
        inside && kind == want && !found' README.md
}
block c >"$dir/my.c"
block text >"$dir/expected"
command=$(grep -o '^cc my\.c .*' README.md | head -n 1)
if [ -s "$dir/my.c" ] && [ -n "$command" ] && ln -s "$PWD/lib" "$dir/lib" &&
    (cd "$dir" && sh -c "$command") >"$dir/got" 2>"$dir/errors" &&
    [ ! -s "$dir/errors" ] && cmp -s "$dir/got" "$dir/expected"; then ok; else
    wrong "its program does not print what it says:"
    cat "$dir/errors"
    diff "$dir/expected" "$dir/got"
fi
[ "$(wc -l <"$dir/my.c")" -le 16 ] && ok || wrong "its program has grown"

for page in README.md README.zh-CN.md; do
    for chapter in chapters/ch*.c; do
        if grep -qF "]($chapter) |" "$page"; then ok; else wrong "$page does not list $chapter"; fi
    done
    for file in $(grep -o '](\([a-zA-Z./_-]*\))' "$page" | tr -d ']()') \
        $(grep -o 'plots/[a-z-]*\.svg' "$page"); do
        if [ -e "$file" ]; then ok; else wrong "$page names $file, which is not there"; fi
    done
done

for target in $(grep -oh '`make [a-z0-9-]*' README.md README.zh-CN.md | sed 's/`make //' | sort -u); do
    if MAKEFLAGS= make -n "$target" >/dev/null 2>&1; then ok; else wrong "make $target: no such target"; fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
