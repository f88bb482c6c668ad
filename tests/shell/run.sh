#!/bin/sh
# Runs each command given as an argument, and shows what it says while it says
# it. Each ends with a line of its own, "N passed, N failed[, N skipped]"; the
# last line here is their sum.
passed=0 failed=0 skipped=0
log=$(mktemp) || exit 1
trap 'rm -f "$log" "$log.status"' EXIT
for command; do
    echo "== $command"
    { $command; echo $? >"$log.status"; } 2>&1 | tee "$log"
    status=$(cat "$log.status")
    counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}$/\1 \2 \4/p' \
        "$log" | tail -n 1)
    if [ -z "$counts" ]; then
        echo "$command: ended without a count (exit status $status)"
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
