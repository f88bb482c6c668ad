#!/bin/sh
# lib/lib.md: every function of every header stands under its file, and no other
# does; the files stand in an order in which each includes only those before it,
# all of them, and in the README's table as well.
cd "$(dirname "$0")/../.." || exit 1
page=lib/lib.md
. tests/shell/check.sh
wrong() { failed=$((failed + 1)); echo "$page: $*"; }

# The functions of a header: a name before a parenthesis, in a line that begins
# in column 1.
offered() {
    awk '/^[A-Za-z].*[ *][a-z][a-z_0-9]*\(/ && !/^typedef/ && !/^__attribute__/ {
        sub(/\(.*/, ""); sub(/.*[ *]/, ""); print }' "$1" | sort -u
}
# What stands under a file's heading as `name(…)`.
listed() {
    awk -v file="$1" '/^# /{ inside = 0 } /^## /{ inside = $2 == file ":" } inside' $page |
        grep -o '`[a-z_0-9]*(' | tr -d '`(' | sort -u
}

# ("# To add something" ends the list.)
files=$(sed -n 's/^## \([a-z]*\):.*/\1/p' $page)
for header in lib/*.h; do
    file=$(basename "$header" .h)
    case $file in *_kernel) continue ;; esac
    offered "$header" >"$dir/offered"
    [ -s "$dir/offered" ] || continue # rounding.h
    listed "$file" >"$dir/listed"
    if cmp -s "$dir/offered" "$dir/listed"; then ok; else
        wrong "$header offers (<) what it does not list, or lists (>) what is not there:"
        diff "$dir/offered" "$dir/listed" | grep '^[<>]'
    fi
    if grep -qF "](lib/$file.h)" README.md; then ok; else
        wrong "the README's table does not have $file"
    fi
done
before=" rounding matmul_kernel"
for file in $files; do
    before="$before $file "
    for other in $(sed -n 's/^#include "\([a-z_]*\)\.h"/\1/p' lib/"$file".[ch] | sort -u); do
        case $before in *" $other "* | *" $other") ok ;; *) wrong "$file includes $other, which comes after it" ;; esac
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
