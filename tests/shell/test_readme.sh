#!/bin/sh
# The programs that the README shows are built by the commands that the README
# gives, and print what the README says. Every chapter is listed, in both
# languages, and every file and make target named there exists.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh

wrong() { failed=$((failed + 1)); echo "README.md: $*"; }

# The N-th block of a kind.
block() { # KIND N
    awk -v want="$1" -v n="$2" '
        /^```/ && !inside { inside = 1; kind = substr($0, 4); found += kind == want; next }
        /^```/ { inside = 0; next }
        inside && kind == want && found == n' README.md
}
block c 1 >"$dir/my.c"
ln -s "$PWD/lib" "$PWD/chapters" "$dir"
n=0 programs=0
while n=$((n + 1)); [ -n "$(block sh $n)" ]; do
    command=$(block sh $n)
    case $command in cc*) ;; *) continue ;; esac
    programs=$((programs + 1))
    block text $programs >"$dir/expected"
    if (cd "$dir" && sh -c "$command") >"$dir/got" 2>"$dir/errors" &&
        [ ! -s "$dir/errors" ] && cmp -s "$dir/got" "$dir/expected"; then ok; else
        wrong "its program $programs does not print what it says:"
        cat "$dir/errors"
        diff "$dir/expected" "$dir/got"
    fi
done
for command in $(grep '^cc ' README.zh-CN.md | tr ' ' '~'); do
    grep -qxF "$(echo "$command" | tr '~' ' ')" README.md && ok ||
        wrong "the Chinese one builds otherwise"
done
[ $programs -eq 2 ] && ok || wrong "it has $programs programs, not 2"
[ "$(wc -l <"$dir/my.c")" -le 16 ] && ok || wrong "its program has grown"

for page in README.md README.zh-CN.md; do
    for chapter in chapters/ch*.c; do
        # (The Chinese page names the Chinese chapter, where there is one.)
        zh=chapters/zh/${chapter#*/}
        [ "$page" = README.zh-CN.md ] && [ -f "$zh" ] || zh=$chapter
        if grep -qF "]($zh) |" "$page"; then ok; else wrong "$page does not list $chapter"; fi
    done
    for file in $(grep -o '](\([a-zA-Z./_-]*\))' "$page" | tr -d ']()') \
        $(grep -o 'plots/[a-z-]*\.svg' "$page"); do
        if [ -e "$file" ]; then ok; else wrong "$page names $file, which is not there"; fi
    done
done

for target in $(grep -oh '`make [a-z0-9-]*' README.md README.zh-CN.md | sed 's/`make //' | sort -u); do
    if make -n "$target" >/dev/null 2>&1; then ok; else wrong "make $target: no such target"; fi
done
# The Chinese page says what the English one says: the same sections, and in each
# the same code, commands, numbers, tables and lists.
marks() { # FILE: a line for each, in no order within a section
    LC_ALL=C awk '
        /^## / { section++; print section " a section" }
        /^```/ { code = !code; print section " " $0; next }
        code { sub(/ +# .*/, ""); print section " " $0; next }
        /^(\||- |<img|\*\*)/ { print section " " substr($0, 1, 1) }
        { held = held $0 " " }
        # A paragraph at a time: what is in `…` may be broken between lines.
        /^$/ { of_paragraph() }
        END { of_paragraph() }
        function of_paragraph() {
            gsub(/\[[^]]*\]\(http[^)]*\)|\]\([^)]*\)|<[^>]*>/, "", held)
            while (match(held, /`[^`]*`/)) {
                print section " " substr(held, RSTART, RLENGTH)
                held = substr(held, 1, RSTART - 1) "." substr(held, RSTART + RLENGTH)
            }
            while (match(held, /[0-9]+([.,][0-9]+)*/)) {
                print section " " substr(held, RSTART, RLENGTH)
                held = substr(held, RSTART + RLENGTH)
            }
            held = ""
        }' "$1" | LC_ALL=C sort
}
marks README.md >"$dir/en"
marks README.zh-CN.md >"$dir/zh"
if diff "$dir/en" "$dir/zh"; then ok; else
    wrong "(<) and README.zh-CN.md (>) say different things, section by section"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
