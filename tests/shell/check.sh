# check.sh: what the test scripts share, read by each in the project's folder: how
# they count, what they build, and a folder that goes when they do. Some have a
# `wrong` of their own. What make says here is not for the make that runs them.
MAKEFLAGS=
export MAKEFLAGS
passed=0 failed=0 skipped=0
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
ok() { passed=$((passed + 1)); }
wrong() { failed=$((failed + 1)); echo "$*"; }
check() { # DESCRIPTION COMMAND…: the command must succeed
    what=$1
    shift
    if "$@"; then ok; else wrong "$what"; fi
}
need() { # TARGET…: without these of the double build nothing can be tested
    make --no-print-directory DEBUG= SANITIZE= PRECISION=double "$@" >/dev/null ||
        { echo "0 passed, 1 failed"; exit 1; }
}
# Columns: a character of three bytes from the Chinese blocks takes two.
narrow() { # FILE
    LC_ALL=C awk '{ gsub(/[\343-\351\357]/, "&&"); gsub(/[\200-\277]/, "") }
        length($0) > 80 { print FILENAME ":" FNR ": wider than 80 columns"; bad = 1 }
        END { exit bad }' "$1"
}
