#!/bin/sh
# chapters/articles.md: every row of the four articles is there once; the
# chapter and the figure it names exist, or the chapter is still to come (then
# it stands in brackets) and so is its figure.
cd "$(dirname "$0")/../.." || exit 1
page=chapters/articles.md passed=0 failed=0
ok() { passed=$((passed + 1)); }
wrong() { failed=$((failed + 1)); echo "$page: $*"; }
for series in "A1 27" "A2 21" "A3 22" "A4 16" "E 28"; do
    set -- $series
    i=1
    while [ "$i" -le "$2" ]; do
        row="$1-$i"
        [ "$1" = E ] && row="E$i"
        count=$(grep -c "^| $row |" $page)
        if [ "$count" = 1 ]; then ok; else wrong "$row stands there $count times"; fi
        i=$((i + 1))
    done
done
for chapter in $(sed -n 's/.*| \[*\(ch[0-9][0-9]\)\]* |.*/\1/p' $page | sort -u); do
    source=$(ls chapters/"$chapter"_*.c 2>/dev/null)
    if [ -z "$source" ] && grep -q "| $chapter |" $page; then
        wrong "$chapter is not written yet: put it in brackets"
    elif [ -n "$source" ] && grep -q "| \[$chapter\] |" $page; then
        wrong "$chapter is there: take away its brackets"
    else ok; fi
    [ -n "$source" ] || continue
    for figure in $(grep "| $chapter |" $page | grep -o 'ch[0-9][0-9]_[a-z_]*' | sort -u); do
        if [ -f "plots/$figure.gp" ]; then ok; else
            case $figure in
            "$chapter"_*) wrong "there is no figure $figure" ;;
            *) ok ;;
            esac
        fi
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
