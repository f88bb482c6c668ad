#!/bin/sh
# fingerprint.sh: a line for each file of the images that chapters would take
# (MNIST_DIR, else what is in data/, else nothing), so that make can tell when
# figures and pages were made from others.
CDPATH= cd -- "${MNIST_DIR:-data}" 2>/dev/null || exit 0
for name in train t10k; do
    for file in $name-images* $name-images*/*; do
        [ ! -f "$file" ] || wc -c <"$file"
    done
    for file in $name-labels* $name-labels*/*; do
        [ ! -f "$file" ] || cksum <"$file"
    done
done
