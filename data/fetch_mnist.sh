#!/bin/sh
# fetch_mnist.sh [FOLDER]: puts MNIST's four files beside this script, from a
# folder or from the first mirror that answers. In a folder a file may also be
# compressed (NAME.gz), have a dot in its name (train-images.idx3-ubyte), or lie
# in a folder of its own name, as some mirrors have them; what lies here so is
# taken before anything is fetched. A file gets its real name only when the
# SHA-256 of its bytes is the one in SHA256SUMS, so a broken download never
# passes for data. What is there and right is kept.
set -u
say() { if [ "${TEXT:-en}" = zh ]; then echo "$2"; else echo "$1"; fi; }

from=
[ -z "${1:-}" ] || from=$(CDPATH= cd -- "$1" 2>/dev/null && pwd) ||
    { say "mnist: $1: no such folder" "mnist：$1：没有这个文件夹" >&2; exit 1; }
CDPATH= cd -- "$(dirname "$0")" || exit 1
unset GZIP # (options for gunzip)
mirrors='https://ossci-datasets.s3.amazonaws.com/mnist
 https://storage.googleapis.com/cvdf-datasets/mnist'

fail() { # ENGLISH CHINESE
    say "mnist: $1" "mnist：$2" >&2
    exit 1
}

if command -v sha256sum >/dev/null; then
    sum() { sha256sum <"$1" | cut -c 1-64; }
elif command -v shasum >/dev/null; then
    sum() { shasum -a 256 <"$1" | cut -c 1-64; }
elif command -v openssl >/dev/null; then
    sum() { openssl dgst -sha256 -r <"$1" | cut -c 1-64; }
else
    fail "needs sha256sum, shasum or openssl to check what it fetches" \
        "检查下载的文件要用 sha256sum、shasum 或 openssl"
fi

get=
if command -v curl >/dev/null; then
    get="curl -fsSL --connect-timeout 20 --retry 2 -o"
elif command -v wget >/dev/null; then
    get="wget -q -T 20 -t 3 -O"
fi

size() { # of the file of that name
    case $1 in
    train-images*) echo 47040016 ;; train-labels*) echo 60008 ;;
    t10k-images*) echo 7840016 ;; t10k-labels*) echo 10008 ;;
    esac
}

# Are the bytes of $1 those of the file named $2?
right() { [ -f "$1" ] && [ "$(sum "$1")" = "$(sed -n "s/  $2\$//p" SHA256SUMS)" ]; }

# Lets the file $1, compressed or not, have the name $2 if its bytes are right:
# first into our own folder, and not more than a byte too many, as a few
# kilobytes can unpack to a full disk. What is wrong is said in `why`.
take() {
    cat=cat why=''
    case $1 in *.gz) cat="gunzip -c" ;; esac
    $cat <"$1" 2>/dev/null | head -c $(($(size "$2") + 1)) >"$new/$2" 2>/dev/null
    got=$(($(wc -c <"$new/$2")))
    if [ $got -lt "$(size "$2")" ]; then
        why=$(say "is cut short, or not gzip data, or the disk is full ($got bytes of $(size "$2"))" \
            "不完整，或者不是 gzip 数据，或者磁盘满了（只有 $got 字节，应该有 $(size "$2")）")
    elif [ $got -gt "$(size "$2")" ]; then
        why=$(say "has more than the $(size "$2") bytes that it should have" \
            "超过了它该有的 $(size "$2") 字节")
    elif ! right "$new/$2" "$2"; then
        why=$(say "has the wrong bytes (SHA-256)" "内容不对（SHA-256）")
    elif ! mv -f "$new/$2" "$2"; then
        why=$(say "could not be renamed" "改不了名字")
    fi
    rm -f "$new/$2"
    [ -z "$why" ]
}

# The file of that name in a folder, under any of the names that mirrors give.
find_file() { # FOLDER NAME
    dotted=$(echo "$2" | sed 's/-idx/.idx/')
    for form in "$2" "$dotted"; do
        for file in "$1/$form" "$1/$form.gz" "$1/$form/$2" "$1/$form/$dotted" \
            "$1/$form/$2.gz" "$1/$form/$dotted.gz"; do
            [ ! -f "$file" ] || { echo "$file"; return; }
        done
    done
    return 1
}

from_folder() { # NAME
    file=$(find_file "$from" "$1") ||
        fail "$from holds neither $1 nor $1.gz (nor either with a dot for the last -)" \
            "$from 里没有 $1，也没有 $1.gz（最后的 - 换成点也没有）"
    take "$file" "$1" || fail "$file $why" "$file $why"
}

# (A mirror that sends without end is stopped at 20 MB, the largest has 10.)
from_mirrors() { # NAME
    [ -n "$get" ] ||
        fail "needs curl or wget (make deps); or take the files from a folder: make mnist FROM=DIR" \
            "下载要用 curl 或 wget（make deps）；也可以从文件夹里取：make mnist FROM=DIR"
    last=
    for mirror in $mirrors; do
        if ! (ulimit -f 40000; $get "$new/$1.gz" "$mirror/$1.gz") 2>/dev/null; then
            last=$(say "$mirror does not answer" "$mirror 没有回应")
        elif take "$new/$1.gz" "$1"; then
            return
        else
            last=$(say "$1.gz from $mirror $why" "$mirror 的 $1.gz $why")
        fi
    done
    fail "no mirror gave a good file ($last); with the files in a folder: make mnist FROM=DIR" \
        "没有一个镜像给出好的文件（$last）；文件在文件夹里的话：make mnist FROM=DIR"
}

new=
trap '[ -z "$new" ] || rm -rf "$new"' EXIT
trap 'exit 130' HUP INT TERM
new=$(mktemp -d ./new-XXXXXX) || fail "data/ cannot be written" "data/ 写不进去"
for name in $(sed 's/^[0-9a-f]*  //' SHA256SUMS); do
    if right "$name" "$name"; then
        say "data/$name: here already" "data/$name：已经在这里"
        continue
    fi
    here=$(find_file . "$name")
    if [ -e "$name" ] && [ ! -f "$name" ]; then
        [ -z "$here" ] || here=$(say " (and move ${here#./} out of it)" "（并把 ${here#./} 从里面拿出来）")
        fail "data/$name is no file, and stands where the file belongs; move it away$here" \
            "data/$name 不是文件，却占着那个文件的位置；请把它移开$here"
    elif [ -n "$from" ]; then
        from_folder "$name"
    elif [ -n "$here" ] && take "$here" "$name"; then
        say "data/$name: from data/${here#./}, its bytes are right" \
            "data/$name：取自 data/${here#./}，内容正确"
        continue
    else
        from_mirrors "$name"
    fi
    say "data/$name: fetched, its bytes are right" "data/$name：取到了，内容正确"
done
