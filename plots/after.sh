#!/bin/sh
# after.sh CHAPTER MAKE: what `make chNN` does when the program has run: draws
# the figures whose data changed, where gnuplot is, and says what comes next.
chapter=$1 make=$2
number=$(echo "$chapter" | cut -c 3-4)
if ! command -v gnuplot >/dev/null; then
    echo "No figures: they need gnuplot (make deps). Then again: make ch$number."
elif ls plots/ch"$number"_*.gp >/dev/null 2>&1; then
    $make --no-print-directory figures CH="$number" >/dev/null || exit 1
    echo "Figures: open build/figures/index.html"
fi
next=$(printf 'ch%02d' $((${number#0} + 1)))
if ls chapters/"$next"_*.c >/dev/null 2>&1; then
    echo "Next: make $next"
fi
