#!/bin/sh
# chapters/articles.md: every row of the four articles is there once, in order,
# and has an arrow; the chapter after an arrow has a section of that heading,
# which shows the figure.
cd "$(dirname "$0")/../.." || exit 1
page=chapters/articles.md passed=0 failed=0
ok() { passed=$((passed + 1)); }
wrong() { failed=$((failed + 1)); echo "$page: $*"; }
rows=$(mktemp) && arrows=$(mktemp) || exit 1
trap 'rm -f "$rows" "$arrows"' EXIT
for series in "A1- 27" "A2- 21" "A3- 22" "A4- 16" "E 28" "N 4"; do
    set -- $series
    i=1
    while [ "$i" -le "$2" ]; do
        echo "$1$i"
        i=$((i + 1))
    done
done >"$rows"
if sed -n 's/^- \*\*\([AEN][-0-9]*\)\.\*\* .*/\1/p' $page | diff "$rows" - >&2
then ok; else wrong "its rows are not those of the articles (diff above)"; fi

# row TAB chapter TAB heading TAB figure; a row without an arrow, or an arrow
# that says something else, has no chapter.
awk '/^- \*\*/ {
        if (row && !seen) print row "\t\t\t"
        row = $2; gsub(/[*.]/, "", row); seen = 0
    }
    /^  → / {
        seen = 1
        line = $0; sub(/^  → /, "", line); sub(/:$/, "", line)
        if (line == "README") next
        chapter = substr(line, 1, 4); rest = substr(line, 5); figure = ""
        if (chapter !~ /^ch[0-9][0-9]$/ || rest !~ /^, ".*"(, ch[0-9][0-9]_[a-z_]+)?$/)
            chapter = ""
        if (match(rest, /", ch[0-9][0-9]_[a-z_]+$/)) {
            figure = substr(rest, RSTART + 3)
            rest = substr(rest, 1, RSTART)
        }
        sub(/^, "/, "", rest); sub(/"$/, "", rest)
        print row "\t" chapter "\t" rest "\t" figure
    }
    END { if (row && !seen) print row "\t\t\t" }' $page >"$arrows"
tab=$(printf '\t')
while IFS= read -r line; do
    row=${line%%"$tab"*} line=${line#*"$tab"}
    chapter=${line%%"$tab"*} line=${line#*"$tab"}
    heading=${line%%"$tab"*} figure=${line#*"$tab"}
    source=$(ls chapters/"${chapter:-none}"_*.c 2>/dev/null)
    if [ -z "$source" ]; then
        wrong "$row: no '→ chNN, \"heading\", figure' with a chapter that is there"
        continue
    fi
    if grep -qxF "## $heading" "$source"; then ok; else
        wrong "$row: $source has no section '$heading'"; fi
    [ -n "$figure" ] || continue
    if awk -v heading="## $heading" -v figure="]($figure)" '
        /^## / { here = $0 == heading }
        here && index($0, figure) { found = 1 }
        END { exit !found }' "$source"; then ok; else
        wrong "$row: $source shows no $figure in '$heading'"; fi
done <"$arrows"

# The tables of both READMEs say with which articles a chapter goes.
for pair in $(sed -n "s/^A\([1-4]\)-[0-9]*$tab\(ch[0-9]*\)$tab.*/\2:\1/p" "$arrows" | sort -u); do
    for readme in README.md README.zh-CN.md; do
        if grep -q "^| \[.${pair%:*}.\].*|[^|]*${pair#*:}[^|]*|\$" $readme; then ok; else
            wrong "$readme: ${pair%:*} goes with article ${pair#*:}"; fi
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
