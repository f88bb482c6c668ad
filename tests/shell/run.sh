#!/bin/sh
# Runs each command given as an argument, as many at a time as there are
# processors, and shows in turn what each says, while it says it. Each ends with a
# line of its own, "N passed, N failed[, N skipped]"; the last line is their sum.
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0
for command; do
    n=$((n + 1))
    echo "$command" >"$dir/$n"
    : >"$dir/$n.log"
done
counting() { awk -v n=$n 'BEGIN { for (k = 1; k <= n; k++) print k }'; }

show() {
    for k in $(counting); do
        echo "== $(cat "$dir/$k")"
        seen=0 ended=
        while [ -z "$ended" ]; do
            sleep 1
            [ ! -f "$dir/$k.status" ] || ended=1
            size=$(wc -c <"$dir/$k.log")
            tail -c +$((seen + 1)) "$dir/$k.log" | head -c $((size - seen))
            seen=$size
        done
    done
}
show &
trap 'kill $! 2>/dev/null; rm -rf "$dir"' EXIT
trap 'exit 130' HUP INT TERM
counting | xargs -P "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)" -I % sh -c \
    '$(cat "$1") >"$1.log" 2>&1; echo $? >"$1.status"' sh "$dir/%"
wait

passed=0 failed=0 skipped=0
for k in $(counting); do
    status=$(cat "$dir/$k.status")
    counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}$/\1 \2 \4/p' \
        "$dir/$k.log" | tail -n 1)
    if [ -z "$counts" ]; then
        echo "$(cat "$dir/$k"): ended without a count (exit status $status)"
        counts="0 1 0"
    fi
    set -- $counts
    passed=$((passed + $1)) skipped=$((skipped + ${3:-0}))
    failed=$((failed + $2))
    # A command that fails without a failed test has failed all the same.
    [ "$status" -eq 0 ] || [ "$2" -gt 0 ] || failed=$((failed + 1))
done
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
