#!/bin/sh
# data/fetch_mnist.sh: a folder, damaged files, mirrors that fail. The network
# is played by a curl and a wget of our own. Needs MNIST in MNIST_FROM.
cd "$(dirname "$0")/../.." || exit 1
from=${MNIST_FROM:-../shared/mnist}
if [ ! -f "$from/t10k-labels-idx1-ubyte.gz" ]; then
    echo "no MNIST in $from (set MNIST_FROM): not tested"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
from=$(cd "$from" && pwd)
. tests/shell/check.sh
# A data/ with nothing fetched.
fresh() {
    rm -rf "$dir/data"
    mkdir "$dir/data" && cp data/SHA256SUMS data/fetch_mnist.sh "$dir/data"
}
run() {
    (cd "$dir" && PATH="${path:-$PATH}" sh data/fetch_mnist.sh "$@") \
        >"$dir/out" 2>"$dir/errors"
    status=$?
}
wrong() {
    failed=$((failed + 1))
    echo "test_mnist: $*"
    cat "$dir/out" "$dir/errors"
    ls -l "$dir/data"
}
files() { (cd "$dir/data" && ls | grep -v -e SHA256SUMS -e fetch_mnist.sh); }
# All four are there, and nothing else.
whole() {
    [ "$status" -eq 0 ] && [ "$(files | wc -l)" -eq 4 ] &&
        [ "$(files | grep -c 'ubyte$')" -eq 4 ]
}
# One line that says $1, exit status 1, and only the files $2 are there.
refused() {
    [ "$status" -eq 1 ] && [ "$(wc -l <"$dir/errors")" -eq 1 ] &&
        grep -q "$1" "$dir/errors" &&
        [ "$(files | tr '\n' ' ')" = "${2:+$2 }" ]
}

# ---- From a folder ----
fresh
run "$from"
whole && ok || wrong "compressed files from a folder"
mkdir "$dir/raw" && cp "$dir"/data/*-ubyte "$dir/raw"
touch -t 200001010000 "$dir"/data/*-ubyte
run "$from"
whole && [ -z "$(find "$dir/data" -name '*-ubyte' -newer data/SHA256SUMS)" ] &&
    ok || wrong "files that are there and right are kept"
fresh
run raw
whole && ok || wrong "files that are not compressed, from a relative folder"
printf x >>"$dir/data/t10k-labels-idx1-ubyte"
run raw
whole && cmp -s "$dir/raw/t10k-labels-idx1-ubyte" "$dir/data/t10k-labels-idx1-ubyte" &&
    ok || wrong "a damaged file that is there is replaced"


# ---- Other mirrors' names ----
dotted() { echo "$1" | sed 's/-idx/.idx/'; }
mkdir "$dir/dots" "$dir/dots_gz" "$dir/folders" "$dir/dot_folders"
for file in "$dir"/raw/*; do
    name=$(basename "$file")
    ln "$file" "$dir/dots/$(dotted "$name")"
    cp "$from/$name.gz" "$dir/dots_gz/$(dotted "$name").gz"
    mkdir "$dir/folders/$name" "$dir/dot_folders/$(dotted "$name")"
    ln "$file" "$dir/folders/$name/$name"
    ln "$file" "$dir/dot_folders/$(dotted "$name")/$name"
done
for names in dots dots_gz folders dot_folders; do
    fresh
    run $names
    whole && ok || wrong "files named as in $names"
done
# What lies in data/ is taken, without FROM and without a network.
fresh
cp "$from"/*.gz "$dir/data"
path=/nonexistent:$PATH run
[ "$status" -eq 0 ] && [ "$(files | grep -c 'ubyte$')" -eq 4 ] && ok || wrong "what lies in data/ as .gz"

# ---- Damage: nothing bad gets a real name ----
got=train-images-idx3-ubyte
cp -r "$dir/raw" "$dir/bad" && chmod -R u+w "$dir/bad"
printf '\377' | dd of="$dir/bad/train-labels-idx1-ubyte" bs=1 seek=99 conv=notrunc 2>/dev/null
fresh
run bad
refused "bad/train-labels-idx1-ubyte has the wrong bytes" $got && ok || wrong "wrong bytes"
rm "$dir/bad/train-labels-idx1-ubyte"
head -c 9999 "$from/train-labels-idx1-ubyte.gz" >"$dir/bad/train-labels-idx1-ubyte.gz"
fresh
run bad
refused "train-labels-idx1-ubyte.gz is cut short" $got && ok || wrong "cut short"
rm "$dir"/bad/train-labels*
fresh
run bad
refused "bad holds neither train-labels-idx1-ubyte nor" $got && ok || wrong "one is missing"
fresh
run nowhere
refused "nowhere: no such folder" && ok || wrong "no such folder"

# A file that unpacks to much more than it should, in little time and space.
mkdir "$dir/bomb"
head -c 300000000 /dev/zero | gzip -c >"$dir/bomb/train-images-idx3-ubyte.gz"
fresh
run bomb
refused "has more than the 47040016 bytes" && ok || wrong "a file that unpacks without end"
mkdir "$dir/data/train-images-idx3-ubyte"
run raw
[ "$status" -eq 1 ] && grep -q "data/train-images-idx3-ubyte is no file" "$dir/errors" &&
    [ -z "$(ls "$dir/data/train-images-idx3-ubyte")" ] && ok || wrong "a folder in a file's place"

# Two at once, three times; and nothing is written through somebody's link.
for round in 1 2 3; do
    fresh
    echo mine >"$dir/victim"
    ln -s "$dir/victim" "$dir/data/train-images-idx3-ubyte.part"
    ln -s "$dir/victim" "$dir/data/train-labels-idx1-ubyte"
    (cd "$dir" && sh data/fetch_mnist.sh raw) >/dev/null 2>&1 &
    run raw
    wait $! && [ "$status" -eq 0 ] && cmp -s "$dir/raw/t10k-images-idx3-ubyte" "$dir/data/t10k-images-idx3-ubyte" &&
        [ "$(files | grep -c 'ubyte$')" -eq 4 ] && [ "$(files | wc -l)" -eq 5 ] && ok || wrong "two at once"
    [ "$(cat "$dir/victim")" = mine ] && [ ! -L "$dir/data/train-labels-idx1-ubyte" ] &&
        ok || wrong "written through a link"
done

# ---- Mirrors: a PATH with only what the script needs, and our own curl ----
mkdir "$dir/bin"
for tool in sh cat cut dirname gunzip gzip head mktemp mv rm sed wc sha256sum shasum openssl; do
    where=$(command -v $tool) && ln -s "$where" "$dir/bin/$tool"
done
path=$dir/bin
# Tells what was asked for; the first mirror does what $FIRST says.
cat >"$dir/bin/fetch" <<'END'
echo "$url" >>"$ASKED"
case $url in *ossci*) how=$FIRST ;; *) how=$SECOND ;; esac
case $how in
good) cat "$GOOD/${url##*/}" >"$to" ;;
html) echo '<html>Not here</html>' >"$to" ;;
short) head -c 3000 "$GOOD/${url##*/}" >"$to" ;;
gone) exit 22 ;;
half) head -c 3000 "$GOOD/${url##*/}" >"$to"; exit 18 ;;
other) gzip -c "$0" >"$to" ;;
esac
END
{ echo '#!/bin/sh'
    echo 'while [ $# -gt 1 ]; do [ "$1" = -o ] && to=$2; shift; done; url=$1'
    cat "$dir/bin/fetch"; } >"$dir/bin/curl"
{ echo '#!/bin/sh'
    echo 'while [ $# -gt 1 ]; do [ "$1" = -O ] && to=$2; shift; done; url=$1'
    cat "$dir/bin/fetch"; } >"$dir/wget"
chmod +x "$dir/bin/curl" "$dir/wget"
export ASKED="$dir/asked" GOOD="$from" FIRST SECOND
mirrors() { # FIRST SECOND
    FIRST=$1 SECOND=$2
    fresh
    : >"$ASKED"
    run
}

mirrors good gone
whole && [ "$(grep -c ossci "$ASKED")" -eq 4 ] && [ "$(wc -l <"$ASKED")" -eq 4 ] &&
    ok || wrong "the first mirror answers"
for how in gone half html short other; do
    mirrors $how good
    whole && [ "$(grep -c cvdf-datasets "$ASKED")" -eq 4 ] &&
        ok || wrong "the first mirror: $how"
    mirrors gone $how
    refused "no mirror gave a good file" && grep -q "FROM=DIR" "$dir/errors" &&
        ok || wrong "both mirrors fail: $how"
done
mv "$dir/bin/curl" "$dir/curl" && mv "$dir/wget" "$dir/bin/wget"
mirrors gone good
whole && ok || wrong "wget where there is no curl"
rm "$dir/bin/wget"
mirrors good good
refused "needs curl or wget" && ok || wrong "neither curl nor wget"
for tool in sha256sum shasum openssl; do
    [ -e "$dir/bin/$tool" ] || continue
    fresh
    run raw
    whole && ok || wrong "the sums by $tool"
    rm "$dir/bin/$tool"
done
fresh
run raw
refused "needs sha256sum, shasum or openssl" && ok || wrong "nothing that makes sums"

# make passes FROM on, and a failure too.
if make mnist FROM="$dir/nowhere" >"$dir/out" 2>"$dir/errors"; then
    wrong "make mnist with no such folder"
else
    grep -q "nowhere: no such folder" "$dir/errors" && ok || wrong "make mnist FROM"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
