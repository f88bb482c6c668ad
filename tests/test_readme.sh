#!/bin/sh
# The program that the README shows is built by the command that the README
# gives, and prints what the README says. Every make target it names exists.
cd "$(dirname "$0")/.." || exit 1
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

for target in $(grep -o '`make [a-z-]*' README.md | sed 's/`make //' | sort -u); do
    if MAKEFLAGS= make -n "$target" >/dev/null 2>&1; then ok; else wrong "make $target: no such target"; fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
