# check.sh: what the test scripts share, read by each in the project's folder: how
# they count, and a folder that goes when they do. Some have a `wrong` of their own.
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
# Columns: a character of three bytes from the Chinese blocks takes two.
narrow() { # FILE
    LC_ALL=C awk '{ gsub(/[\343-\351\357]/, "&&"); gsub(/[\200-\277]/, "") }
        length($0) > 80 { print FILENAME ":" FNR ": wider than 80 columns"; bad = 1 }
        END { exit bad }' "$1"
}
