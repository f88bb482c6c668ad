#!/bin/sh
# A term stands in a chapter's box of new words before any chapter uses it, and
# is boxed once. tests/shell/terms.allow lists the exceptions: chapter, reason, term.
cd "$(dirname "$0")/../.." || exit 1
terms=$(mktemp) || exit 1
trap 'rm -f "$terms"' EXIT
# chapter TAB term, for each term of each box; symbols at its end are dropped.
for source in chapters/ch*.c; do
    LC_ALL=C awk -v chapter="$(basename "$source" | cut -c 1-4)" '
        /^\*\*New here\*\*/ { box = 1; next }
        box && /^(##|\*\/)/ { exit }
        box && / \(.*\)$/ && !/^:/ {
            sub(/ \(.*/, "")
            sub(/ [^a-zA-Z ]*[^a-zA-Z -][^ ]*$/, "")
            n = split($0, part, /, /)
            for (i = 1; i <= n; i++) print chapter "\t" tolower(part[i])
        }' "$source"
done >"$terms"
passed=0 failed=0
for source in chapters/ch*.c; do
    chapter=$(basename "$source" | cut -c 1-4)
    faults=$(LC_ALL=C awk -F '\t' -v chapter="$chapter" '
        FILENAME ~ /terms.allow$/ {
            if (split($0, part, / *\| */) == 3) allowed[part[1], part[3]] = 1
            next
        }
        FILENAME !~ /\.c$/ {
            if ($2 in home) print $2 " is boxed in " home[$2] " and again in " $1
            home[$2] = $1
            next
        }
        /^\/\*$/ { prose = 1; next }
        /^\*\/$/ { prose = 0 }
        prose { text = text " " tolower($0) }
        END {
            gsub(/[^a-z0-9 \200-\377-]/, " ", text)
            gsub(/ +/, " ", text)
            for (t in home)
                if (home[t] > chapter && !((chapter, t) in allowed) &&
                    (index(text " ", " " t " ") || index(text " ", " " t "s ")))
                    print chapter " uses \"" t "\", which is boxed in " home[t]
        }' tests/shell/terms.allow "$terms" "$source" 2>&1)
    if [ -z "$faults" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "$faults"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
