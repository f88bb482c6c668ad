#!/bin/sh
# The Chinese edition. Each Chinese chapter is its English one to the compiler,
# and each sentence is one's Chinese (chapters/zh/pair.c); it prints the same
# numbers and writes the same data, in Chinese, within 80 columns.
#
#   sh tests/shell/test_zh.sh [ch03]     all, or the chapters that begin so
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
programs=$(ls chapters/zh/*.c | sed 's/\(.*\)\.c$/build\/double\/\1/')
need $programs
pair=build/double/chapters/zh/pair
numbers() { LC_ALL=C grep -oE '[-+]?[0-9]+([.][0-9]+)?(e[-+]?[0-9]+)?' "$1"; }
sums() { (cd "$1" && for f in *.dat; do echo "$(cksum <"$f") $f"; done); }
# No row of a table is wider than the rule above it.
aligned() {
    LC_ALL=C awk '{ line = $0; gsub(/[\343-\351\357]/, "&&"); gsub(/[\200-\277]/, "") }
        line ~ /^  ──/ { rule = length($0); next }
        line == "" { rule = 0 }
        rule && length($0) > rule { print FILENAME ": " line; bad = 1 }
        END { exit bad }' "$1"
}
# What is printed has no English word but names (and what the library prints).
chinese() {
    ! LC_ALL=C sed -E 's/TEXT=zh|--[a-z]+|^ *row  *gradient  *change$|^ *# made by  *shape .*//g
        s/(^|[^a-zA-Z])(sin|cos|tanh|exp|log|double|float|MNIST|XOR|ReLU|Adam)/\1/g
        s/SGD|IDX|tape_print|micrograd|over_a_hundred|softmax|rng_shuffle|momentum_step|adam_step//g
        s/t_[a-z_]+|fc[0-9].(weight|bias)//g' "$1" |
        LC_ALL=C grep -nE '[a-zA-Z]{3,}'
}
words() { # CHAPTER: the words of terms.txt, and the terms of the box
    LC_ALL=C awk -v file="chapters/zh/$1.c" '
        FILENAME ~ /terms.txt$/ {
            if (!/^#/ && split($0, part, / *\| */) >= 2) {
                zh[part[1]] = part[2]
                never = never " " part[3]
            }
            next
        }
        /^\*\*(New here|新词)\*\*/ { box = 1 }
        /^(##|\*\/)/ { box = 0 }
        box && held != "" && /^: / {
            if (FILENAME == file) {
                if (index(held, term[++k] " ") != 1) fault("its box has not " term[k])
            } else {
                sub(/\)$/, "", held)
                sub(/.*\(/, "", held)
                term[++terms] = held
            }
        }
        { held = $0 }
        FILENAME == file { text[1] = text[1] $0; next }
        /^\/\*$/ { prose = 1 }
        /^\*\/$/ { prose = 0 }
        prose { text[0] = text[0] " " tolower($0) }
        function fault(what) { print file ": " what; bad = 1 }
        END {
            for (t in zh)
                if (text[0] ~ ("[^a-z]" t "[^a-z]") && !index(text[1], zh[t]))
                    fault("says \"" t "\" otherwise than " zh[t])
            n = split(never, word, " ")
            for (i = 1; i <= n; i++)
                if (index(text[1], word[i])) fault("says " word[i])
            exit bad
        }' chapters/zh/terms.txt "chapters/$1.c" "chapters/zh/$1.c"
}

never=$(awk -F ' *[|] *' '!/^#/ && $3 != "" { gsub(/ +/, "\n", $3); print $3 }' \
    chapters/zh/terms.txt)
check "figures: labels say what terms.txt forbids" sh -c "! grep -nF '$never' plots/*.gp"

for source in chapters/zh/ch*.c; do
    name=$(basename "$source" .c)
    case "$name" in "${1:-ch}"*) ;; *) continue ;; esac
    check "$name: is not the English chapter in Chinese" \
        $pair check "chapters/$name.c" "$source" "chapters/zh/$name.ledger"
    mkdir "$dir/data"
    quick=''
    ! grep -q chapter_that_trains "$source" || quick=--quick
    check "$name: fails" env TEXT=zh build/double/chapters/zh/"$name" $quick --out "$dir/data" \
        >"$dir/out" 2>"$dir/err" </dev/null
    sums "$dir/data" >"$dir/sums"
    check "$name: its data are others" diff "tests/golden/$name.sums" "$dir/sums"
    numbers "tests/golden/$name.txt" >"$dir/en"
    numbers "$dir/out" >"$dir/zh"
    check "$name: prints other numbers" diff "$dir/en" "$dir/zh"
    check "$name: prints English" chinese "$dir/out"
    check "$name: prints wide lines" narrow "$dir/out"
    check "$name: has wide lines" narrow "$source"
    check "$name: a table does not line up" aligned "$dir/out"
    check "$name: its words" words "$name"
    LC_ALL=C sed 's/^## 工作台$/## The workbench/' "$source" >"$dir/$name.c"
    check "$name: its form" awk -v golden="$dir/out" -f tests/shell/form.awk "$dir/$name.c"
    rm -rf "$dir/data"
done

# The exercises: the same code, and told, refused and praised in Chinese.
DOWNHILL_WORK=$dir/mine
export DOWNHILL_WORK
exercise() { make --no-print-directory DEBUG= SANITIZE= PRECISION=double TEXT=zh "$1" >"$dir/out" 2>&1; }
exercise lib
for source in chapters/zh/exercises/ex*.c; do
    name=$(basename "$source" .c)
    label=$(echo "$name" | cut -c 3-5)
    case "$name" in "ex${1#ch}"*) ;; *) continue ;; esac
    check "$name: is not the English exercise in Chinese" $pair check \
        "chapters/exercises/$name.c" "$source" "${source%.c}.ledger"
    check "$name: has wide lines" narrow "$source"
    check "$name: the stub passes" sh -c "! make -s TEXT=zh stub$label >'$dir/out' 2>/dev/null"
    check "$name: what is said of the stub is not Chinese" sh -c \
        "! grep -E '[a-z]+ [a-z]+ [a-z]+' '$dir/out' && grep -q '。\|：' '$dir/out'"
    check "$name: its lines are wide" narrow "$dir/out"
    exercise "answer$label"
    check "$name: our solution fails" [ ! -s "$dir/out" ]
    exercise "ex$label"
    check "$name: its beginning" grep -q "^练习 .*：" "$dir/out"
    check "$name: the copy is not Chinese" grep -q '^练习 ' "$dir/mine/$name.c"
    exercise "hint$label"
    check "$name: its hint" grep -q '，一个提示：$' "$dir/out"
done
exercise ex01a
sed 's/return 0;.*/return (f(x + h) - f(x - h)) \/ h;/' chapters/zh/exercises/ex01a_central.c |
    sed '/^\/\/: hint/,$d; /\/\/: solution/,/\/\/: end/d' >"$dir/mine/ex01a_central.c"
exercise ex01a
check "ex01a: a wrong factor is not said in Chinese" grep -q '因子 2 多乘了一次' "$dir/out"
exercise progress
check "progress: is not Chinese" grep -q '^第 .* 章：' "$dir/out"

# What the reader meets before and beside the story.
program=build/double/chapters/zh/ch03_gradient
TEXT=zh $program --help >"$dir/out"
check "--help: is not in Chinese" grep -q '^用法：ch03_gradient' "$dir/out"
check "--help: prints English" sh -c "! grep -q 'learning rate' '$dir/out'"
TEXT=zh $program --rate x >"$dir/out" 2>"$dir/err"
check "a wrong option: its status" [ $? -eq 2 ]
check "a wrong option: is not said in Chinese" grep -q '“x”不是 0.001 到 0.2 之间的数' "$dir/err"
TEXT=zh STEP=1 $program --out "$dir" </dev/null >"$dir/out"
check "STEP=1: does not tell the Chinese story" grep -q '取一片有两个输入的地形' "$dir/out"

commands() { grep -o 'make [a-z][a-z0-9-]*'; }
make TEXT=en help | commands >"$dir/en"
make TEXT=zh help | commands >"$dir/zh"
check "make help: is another one in Chinese" diff "$dir/en" "$dir/zh"
check "make help: wide lines" narrow chapters/zh/help.txt

# The page of the articles has the rows and the arrows of the English one.
check "articles.md: its arrows are old (make zh-carry)" make -s TEXT=en zh-check
rows() { sed -n 's/^- \*\*\([AEN][-0-9]*\)\..*/\1/p' "$1"; }
rows chapters/articles.md >"$dir/en"
rows chapters/zh/articles.md >"$dir/zh"
check "articles.md: other rows than in English" diff "$dir/en" "$dir/zh"
check "articles.md, reading.md: wide lines" sh -c "cat chapters/zh/*.md >'$dir/out'"
check "articles.md, reading.md: wide lines" narrow "$dir/out"

# pair: what it must notice, and carry.
en=chapters/ch03_gradient.c zh=chapters/zh/ch03_gradient.c
cp chapters/zh/ch03_gradient.ledger "$dir/ledger"
noticed() { # WHAT TEXT SED-EN SED-ZH
    sed "$3" $en >"$dir/en.c"
    sed "$4" $zh >"$dir/zh.c"
    check "pair: $1 changed nothing" sh -c "! cmp -s $en $dir/en.c || ! cmp -s $zh $dir/zh.c"
    check "pair: does not fail for $1" sh -c \
        "! $pair check $dir/en.c $dir/zh.c $dir/ledger >$dir/out"
    check "pair: does not notice $1" grep -q "$2" "$dir/out"
}
noticed "another number" 'is other code' '' 's/narrow = 10/narrow = 11/'
noticed "another conversion" 'conversions differ' '' 's/是 y 的 %.2f 倍/是 y 的 %.3f 倍/'
noticed "a sentence" 'English is now: Now let a landscape' 's/^Now a landscape/Now let a landscape/' ''
noticed "a new sentence" 'is something else' 's/^Now a landscape.*/&\n\nLook at it./' ''
noticed "a figure" 'conversions differ' '' 's/](ch03_cosine)/](ch03_cosines)/'
noticed "English" 'not yet in Chinese' '' 's/^## 下山$/## Down the hill/'
noticed "a file's name" 'as in English' '' 's/"x y cost rate"/"x y C rate"/'
sed 's/narrow = 10/narrow = 12/; s/^Now a landscape/Now let a landscape/;
    s/^## The compass/## All the compass/; s/on_the_plane/in_the_plane/' $en >"$dir/en.c"
cp $zh "$dir/zh.c"
$pair carry "$dir/en.c" "$dir/zh.c" "$dir/ledger"
$pair check "$dir/en.c" "$dir/zh.c" "$dir/ledger" >"$dir/out"
check "pair carry: other than the two changed sentences are named" \
    [ "$(grep -c 'English is now' "$dir/out")/$(wc -l <"$dir/out")" = 2/2 ]
check "pair carry: loses the old words" grep -q '^## 罗盘' "$dir/zh.c"
check "pair carry: the code is not the new one" grep -q 'in_the_plane' "$dir/zh.c"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
