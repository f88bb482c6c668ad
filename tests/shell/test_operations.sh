#!/bin/sh
# Every operation that can be differentiated is tested. Their list comes from
# the headers: what makes a Value of Values, or a Tensor of Tensors. Each is in
# the table of operations of its suite, which compares it in two ways, and has a
# planted fault in mutants.txt: in itself or in its _backward. What is
# missing is named.
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
missing() { # HEADER TABLE: an operation a line, and where it is missing
    awk -v mutants=tests/shell/mutants.txt '
        FNR == 1 { part++; body = "" }
        part == 1 && /^(static inline )?(Value|Tensor) \*?[vt]_/ {
            for (s = $0; s !~ /\)/ && (getline more) > 0;) s = s more
            if (s !~ /\(.*(Value|Tensor \*)/) next
            sub(/\(.*/, "", s); sub(/.*[ *]/, "", s)
            # (What operations are made with has tests of its own.)
            if (s != "t_result") operation[s] = 1
        }
        # An adapter, one line or several, up to the brace that closes it.
        part == 2 && /^static (Value|Tensor) .*\{/ { body = "" }
        part == 2 { body = body $0 }
        part == 2 && /^(static (Value|Tensor) .*)?\}$/ && body ~ /^static/ {
            name = body; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name)
            text[name] = body; body = ""
        }
        part == 2 && /^static const Op ops\[\]/ { table = 1 }
        part == 2 && /^};/ { table = 0 }
        part == 2 && table { rows = rows " " $0 }
        END {
            while ((getline line < mutants) > 0) {
                split(line, field, "\t"); planted[field[2]] = 1
            }
            for (o in operation) {
                found = 0
                for (n in text)
                    if (text[n] ~ "[^a-z_]" o "\\(" && rows ~ "[ ,{]" n ",")
                        found = 1
                if (!found) print o ": not in the table of operations"
                b = substr(o, 3) "_backward"
                if (!(o in planted) && !(b in planted))
                    print o ": no planted fault in mutants.txt"
                count++
            }
            print "count " count + 0
        }' "$1" "$2"
}
for engine in scalar tensor; do
    answer=$(missing lib/$engine.h tests/unit/test_$engine.c)
    count=$(echo "$answer" | sed -n 's/^count //p')
    bad=$(echo "$answer" | grep -v '^count')
    wrong=$(echo "$bad" | grep -c .)
    [ -z "$bad" ] || echo "$bad"
    # (A list that has become empty would be no test.)
    [ "$count" -ge 15 ] || { wrong=$((wrong + 1)); echo "$engine: only $count"; }
    failed=$((failed + wrong)) passed=$((passed + 2 * count - wrong))
done
# One that was added today is noticed.
mkdir -p build
for new in 'Tensor *t_abs(Tensor *a);' 'static inline Value v_abs(
    Value a) {'; do
    { cat lib/tensor.h; echo "$new"; } >build/operations.h
    if [ "$(missing build/operations.h tests/unit/test_tensor.c |
        grep -c '^[tv]_abs: ')" -eq 2 ]; then passed=$((passed + 1)); else
        failed=$((failed + 1)); echo "nobody misses the tests of $new"; fi
done
# Each planted fault has a place to be planted in.
if sh tests/shell/mutants.sh places; then passed=$((passed + 1)); else
    failed=$((failed + 1)); fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
