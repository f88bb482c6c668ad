#!/bin/sh
# A network that we have saved gives the same outputs in PyTorch, and one that
# PyTorch has saved gives the same outputs here; in double and in float.
cd "$(dirname "$0")/../.." || exit 1
python=
for p in python3 /usr/bin/python3; do
    [ -z "$python" ] && $p -c 'import numpy, torch' >/dev/null 2>&1 && python=$p
done
if [ -z "$python" ]; then
    echo "no PyTorch here: not tested"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
package=
$python -c 'import safetensors.torch' >/dev/null 2>&1 && package=package
. tests/shell/check.sh

# same NAME: are the outputs in ours and theirs the same?
same() {
    if $python tests/torch/exchange.py compare "$dir/ours" "$dir/theirs" \
        >"$dir/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "test_torch: $*"
        tail -n 3 "$dir/errors" "$dir/log"
    fi
}

for precision in double float; do
    flag=
    [ $precision = float ] && flag=-DDOWNHILL_FLOAT
    make --no-print-directory DEBUG= SANITIZE= CFLAGS=-O2 \
        PRECISION=$precision objects >/dev/null &&
        ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -pthread $flag -iquote lib -iquote chapters/common \
            -o "$dir/exchange" tests/torch/exchange.c build/$precision/lib/*.o build/$precision/common/*.o \
            -lm || { echo "0 passed, 1 failed"; exit 1; }
    for reader in '' $package; do
        net=$dir/net
        {
            "$dir/exchange" write "$net" && "$dir/exchange" read "$net" \
                >"$dir/ours"
            $python tests/torch/exchange.py outputs "$net" $reader \
                >"$dir/theirs"
        } 2>"$dir/errors"
        same "$precision: PyTorch reads ours $reader"
        for type in float32 float64; do
            {
                $python tests/torch/exchange.py write "$net" $type $reader \
                    >"$dir/theirs"
                "$dir/exchange" read "$net" >"$dir/ours"
            } 2>"$dir/errors"
            same "$precision: we read PyTorch's $type $reader"
        done
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
