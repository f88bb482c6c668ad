#!/bin/sh
# fetch_mnist.sh [FOLDER]: puts MNIST's four files beside this script, from a
# folder (.gz or not) or from the first mirror that answers. A file gets its
# real name only when the SHA-256 of its bytes is the one in SHA256SUMS, so a
# broken download never passes for data. What is there and right is kept.
set -u
[ -z "${1:-}" ] || from=$(CDPATH= cd -- "$1" 2>/dev/null && pwd) ||
    { echo "mnist: $1: no such folder" >&2; exit 1; }
CDPATH= cd -- "$(dirname "$0")" || exit 1
mirrors='https://ossci-datasets.s3.amazonaws.com/mnist
 https://storage.googleapis.com/cvdf-datasets/mnist'

fail() {
    echo "mnist: $*" >&2
    exit 1
}

if command -v sha256sum >/dev/null; then
    sum() { sha256sum <"$1" | cut -c 1-64; }
elif command -v shasum >/dev/null; then
    sum() { shasum -a 256 <"$1" | cut -c 1-64; }
elif command -v openssl >/dev/null; then
    sum() { openssl dgst -sha256 -r <"$1" | cut -c 1-64; }
else
    fail "needs sha256sum, shasum or openssl to check what it fetches"
fi

if [ -n "${1:-}" ]; then :
elif command -v curl >/dev/null; then
    get() { curl -fsSL --connect-timeout 20 --retry 2 -o "$2" "$1"; }
elif command -v wget >/dev/null; then
    get() { wget -q -T 20 -t 3 -O "$2" "$1"; }
else
    fail "needs curl or wget; or take the files from a folder: make mnist FROM=DIR"
fi

# Are the bytes of $1 those of the file named $2?
right() { [ -f "$1" ] && [ "$(sum "$1")" = "$(sed -n "s/  $2\$//p" SHA256SUMS)" ]; }

# Sends $2 through the command $1 into $3.part, and lets it have the name $3 if
# its bytes are right. What is wrong with it is said in the variable `why`.
take() {
    why=
    if ! $1 <"$2" >"$3.part" 2>/dev/null; then
        why="is cut short, or not gzip data, or the disk is full"
    elif ! right "$3.part" "$3"; then
        why="has the wrong bytes (SHA-256)"
    elif ! mv "$3.part" "$3"; then
        why="could not be renamed"
    fi
    rm -f "$3.part"
    [ -z "$why" ]
}

from_folder() { # NAME
    if [ -f "$from/$1" ]; then
        take cat "$from/$1" "$1" || fail "$from/$1 $why"
    elif [ -f "$from/$1.gz" ]; then
        take "gunzip -c" "$from/$1.gz" "$1" || fail "$from/$1.gz $why"
    else
        fail "$from holds neither $1 nor $1.gz"
    fi
}

from_mirrors() { # NAME
    last=
    for mirror in $mirrors; do
        if ! get "$mirror/$1.gz" "$1.gz.part" 2>/dev/null; then
            last="$mirror does not answer"
        elif take "gunzip -c" "$1.gz.part" "$1"; then
            rm -f "$1.gz.part"
            return
        else
            last="$1.gz from $mirror $why"
        fi
    done
    fail "no mirror gave a good file ($last); with the files in a folder: make mnist FROM=DIR"
}

trap 'rm -f ./*.part' EXIT
trap 'exit 130' INT TERM
for name in $(sed 's/^[0-9a-f]*  //' SHA256SUMS); do
    if right "$name" "$name"; then
        echo "data/$name: here already"
        continue
    fi
    if [ -n "${1:-}" ]; then from_folder "$name"; else from_mirrors "$name"; fi
    echo "data/$name: fetched, its bytes are right"
done
