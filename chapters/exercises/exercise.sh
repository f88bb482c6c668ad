#!/bin/sh
# The reader's exercises, as make calls it:
#   exercise.sh ex01        try all exercises of chapter 1 (ex01a: only that one)
#   exercise.sh hint01      a hint for the first that is not solved
#   exercise.sh reset01     start again; the old file stays as FILE.old
#   exercise.sh solution01  our solutions of those that are solved
#   exercise.sh progress    a line for each chapter
# Exit status: 0 solved (or told what was asked for), 3 not solved yet, 1 when
# something is in the way, 2 when there is no such exercise. `make ex01` takes a
# 3 for a 0, since nothing is broken; `make ex01 STRICT=1` does not.
#
# One source holds an exercise: its task and code with `//: stub`, `//: solution`
# and `//: end` around what the reader writes, then `//: hint`, then `//: checks`.
# The reader's copy, without solution, hint and checks, is work/NAME.c; the list
# of what is solved is work/solved, to which lines are only ever added: NAME, or
# -NAME when it is not solved any more.
# With TEXT=zh all of it is Chinese, where chapters/zh/exercises has the exercise.
# COMPILE and LIBS are make's; DOWNHILL_WORK (work), EXERCISE_SECONDS (10) and
# EXERCISE_MEGABYTES (1024) are for tests.
set -f
CDPATH=
here=chapters/exercises work=${DOWNHILL_WORK:-work}
build=build/exercises
unsolved=3
goal=$1
verb=${goal%%[0-9]*} which=${goal#"${goal%%[0-9]*}"}

chinese() { [ "${TEXT:-}" = zh ]; }
said() { if chinese; then printf '%s' "$2"; else printf '%s' "$1"; fi; }
say() { said "$@"; echo; }
from() { # NAME: its source, in the reader's language
    from=chapters/zh/exercises/$1.c
    if chinese && [ -f "$from" ]; then echo "$from"; else echo "$here/$1.c"; fi
}

trouble() {
    echo "$*" >&2
    exit 1
}

part() { # stub | solution | hint | checks, SOURCE: that part, on stdout
    awk -v want="$1" '
        /^ *\/\/: / { section = $2; if (section == "end") section = ""; next }
        want == "hint" && section == "hint" { sub(/^\/\/ ?/, "  "); print }
        want == "checks" && section == "checks" {
            if (!started++) printf "#line %d \"%s\"\n", NR, FILENAME
            print
        }
        (want == "stub" || want == "solution") && (section == "" || section == want) {
            print
        }' "$2"
}

title() { sed -n 's/^Exercise [0-9]*[a-z]: *//p; s/^练习 [0-9]*[a-z]：//p' "$(from "$1")"; }
label() { echo "$1" | sed 's/^ex0*\([0-9]*[a-z]\).*/\1/'; }
number() { echo "$1" | cut -c 3-4; }

# ---- The check -------------------------------------------------------------

# What the compiler can do against the mistakes that pass by luck: trap an index
# outside an array, and fill a variable that was never set with nonsense.
guards() {
    for flag in '-fsanitize=bounds -fsanitize-undefined-trap-on-error' \
        -ftrivial-auto-var-init=pattern; do
        echo 'int x;' | $COMPILE -Werror $flag -x c -c -o "$try/guard.o" - \
            2>/dev/null && echo "$flag"
    done
}

# Of what the compiler says, only the errors and the lines that they point at;
# then what the usual ones mean to somebody who begins with C.
errors() {
    LC_ALL=C awk -v zh="$(said "" 1)" 'function in_words(a, b) { return zh ? b : a }
        /^[^ ]*:[0-9]+:/ { on = /error:/ }
        (/^[^ ]*: / && !/:[0-9]+:/) || / generated\.$/ { on = 0 }
        on && n++ < 14 { print }
        # In the line that it shows: full width signs, curly quotes, a 。
        on && /\357[\274\275][\200-\277]|\343\200[\200-\202]|\342\200[\230-\237]/ { strange = 1 }
        !/error:/ { next }
        { count++ }
        /non-void function/ { returns++ }
        /invalid suffix|invalid digit/ { means[in_words("In C a product needs its *: 2 * h, not 2h.", "C 的乘法要写出 *：2 * h，不是 2h。")] }
        /called object .*(is )?not a function/ {
            means[in_words("In C a product needs its *: 2 * (a + b), not 2(a + b).", "C 的乘法要写出 *：2 * (a + b)，不是 2(a + b)。")]
        }
        /invalid operands to binary (\^|expression)/ && /\^|double/ {
            means[in_words("In C ^ is no power: x * x is x².", "C 的 ^ 不是乘方：x² 要写成 x * x。")]
        }
        /stray |extended character|unexpected character|non-ASCII|Unicode/ { strange = 1 }
        /(redefinition of|conflicting types for) .?main/ { means[in_words("Your file needs no main: the checks have one.", "你的文件不用写 main：检查程序自己有。")]; next }
        /(redefinition of|conflicting types for|declaration of) / && index($0, here "/") == 1 {
            name = $0; sub(/.*(redefinition of|types for|declaration of) [^A-Za-z_]*/, "", name)
            sub(/[^A-Za-z0-9_].*/, "", name)
            means[in_words("The checks have a \"" name "\" of their own: give yours another name.", "检查程序自己也有一个 " name "：请换一个名字。")]
        }
        END {
            # (The missing return of a line that did not compile is no news.)
            if (returns && returns == count)
                means[in_words("A function ends there without a return.", "那里有一个函数没有 return 就结束了。")]
            if (strange)
                means[in_words("There is a sign that C does not know: a ； or （ ） of a Chinese" \
                    "\n  keyboard, a curly quote, a ², a · or a −? C knows ; ( ) \" * and -.", \
                    "有一个 C 不认识的符号：全角的 ； 或 （ ）、弯引号、²、· 或 −？" \
                    "\n  C 认识的是 ; ( ) \" * 和 -。")]
            for (sentence in means) print "  " sentence
        }' here="$here" "$1"
}

# The macros that a file defines or undefines: between push and pop they are the
# reader's, before and after they are what they are for everybody.
macros() { # push | pop, FILE
    LC_ALL=C sed -n 's/^[ 	]*#[ 	]*\(un\)\{0,1\}def\(ine\)\{0,1\}[ 	][ 	]*\([A-Za-z_][A-Za-z_0-9]*\).*/\3/p' "$2" |
        sort -u | sed "s/.*/#pragma $1_macro(\"&\")/"
}

# The reader's file. (A byte-order mark, as some editors put before the text,
# is no part of it.)
theirs() { LC_ALL=C awk 'NR == 1 { sub(/^\357\273\277/, "") } { print }' "$1"; }

supervisor() {
    [ -x "$build/supervise" ] &&
        [ -z "$(find "$here/supervise.c" -newer "$build/supervise")" ] ||
        { $COMPILE -o "$try/supervise" "$here/supervise.c" chapters/common/text.c \
            $LIBS -lm &&
            mv -f "$try/supervise" "$build/supervise"; }
}

# Compiles FILE with the checks of NAME and runs them; 0 when solved. They are
# put together in a folder of their own, so that two may check at once.
check() { # NAME FILE
    try=
    mkdir -p "$build" 2>/dev/null && try=$(mktemp -d "$build/try-XXXXXX") ||
        trouble "$(said "$build cannot be written" "$build 写不进去")"
    trap 'rm -rf "$try"' EXIT
    trap 'exit 130' HUP INT TERM
    supervisor || trouble "$(said "$here/supervise.c could not be compiled" "$here/supervise.c 编译不了")"
    case $(head -c 2 "$2" | od -An -tx1) in *"ff fe"* | *"fe ff"*)
        say "  The file is saved as UTF-16 (\"Unicode\"): save it as UTF-8." \
            "  文件存成了 UTF-16（“Unicode”）：请存成 UTF-8。"
        return $unsolved ;;
    esac
    { echo '#include "exercise.h"'
        macros push "$2"
        echo "#line 1 \"$(echo "$2" | sed 's/[\\"]/\\&/g')\""
        theirs "$2"
        macros pop "$2"
        echo '#include "checks.h"'
        part checks "$(from "$1")"
    } >"$try/$1.c" || trouble "$(said "$try cannot be written; is the disk full?" "$try 写不进去；磁盘满了吗？")"
    # (-O0: what C leaves undefined then does what the reader would expect. Only
    # what makes the answer meaningless is an error, whatever flags make has.)
    # (In the language that errors() reads.)
    if ! LC_ALL=C $COMPILE -O0 -Wno-error \
        -Werror=return-type -Werror=implicit-function-declaration $(guards) \
        -iquote "$here" -o "$try/check" "$try/$1.c" $LIBS -lm 2>"$try/log"; then
        errors "$try/log"
        say "  It does not compile yet: the line above says where." \
            "  还编译不过去：上面那一行说了是哪里。"
        return $unsolved
    fi
    memory=${EXERCISE_MEGABYTES:-1024}
    case $COMPILE in *-fsanitize=*) memory=0 ;; esac # (which need far more)
    "$build/supervise" "${EXERCISE_SECONDS:-10}" "$memory" "$try/check"
}

# ---- The reader's files ----------------------------------------------------

# What is there must be a file: a pipe would keep us waiting.
no_trap() { # FILE
    [ ! -e "$1" ] || [ -f "$1" ] || trouble "$(said "$1 is not a file; move it away" "$1 不是文件；请把它移开")"
}

solved() {
    no_trap "$work/solved"
    [ "$(awk -v name="$1" '$0 == name || $0 == "-" name { last = $0 }
        END { print last }' "$work/solved" 2>/dev/null)" = "$1" ]
}

note() { # NAME or -NAME; one line is added, nothing that is there is touched
    line=$1
    [ -z "$(tail -c 1 "$work/solved" 2>/dev/null)" ] || line="
$1"
    { echo "$line" >>"$work/solved"; } 2>/dev/null ||
        trouble "$(said "$work/solved cannot be written; is the disk full?" "$work/solved 写不进去；磁盘满了吗？")"
}

# The reader's copy, written aside and whole before it has its name.
begin() { # NAME
    new=$work/.$1.$$
    trap 'rm -f "$new"' EXIT
    trap 'exit 130' HUP INT TERM
    { mkdir -p "$work" && part stub "$(from "$1")" >"$new"; } 2>/dev/null &&
        part stub "$(from "$1")" | cmp -s - "$new" ||
        trouble "$(said "$work/$1.c cannot be written; is the disk full?" "$work/$1.c 写不进去；磁盘满了吗？")"
}

begun() {
    no_trap "$work/$1.c"
    [ -s "$work/$1.c" ]
}

try() { # NAME
    say "Exercise $(label "$1"): $(title "$1")" "练习 $(label "$1")：$(title "$1")"
    if ! begun "$1"; then
        begin "$1"
        mv -f "$new" "$work/$1.c" || exit 1
        say "  The task is in $work/$1.c. Edit it, then: make $(echo "$1" | cut -c 1-4)" \
            "  题目在 $work/$1.c 里。改好以后再运行：make $(echo "$1" | cut -c 1-4)"
        return $unsolved
    fi
    (check "$1" "$work/$1.c")
    result=$?
    case $result in
    0)
        solved "$1" || note "$1"
        say "  Solved. Ours, to compare: make solution$(number "$1")" \
            "  做对了。我们的写法，可以对照：make solution$(number "$1")"
        ;;
    "$unsolved")
        ! solved "$1" || note "-$1"
        say "  Not solved yet. Edit $work/$1.c; make hint$(number "$1") gives a hint." \
            "  还没有做对。请改 $work/$1.c；make hint$(number "$1") 给提示。"
        ;;
    esac
    return $result
}

hint() { # NAME
    solved "$1" && return
    say "A hint for $(title "$1"):" "$(title "$1")，一个提示："
    part hint "$(from "$1")"
    exit 0
}

reset() { # NAME
    ! solved "$1" || note "-$1"
    if ! begun "$1" || part stub "$(from "$1")" | cmp -s - "$work/$1.c"; then
        begin "$1" # (and a file that was put aside before stays)
        mv -f "$new" "$work/$1.c" || exit 1
        say "$work/$1.c is as it was at first." "$work/$1.c 恢复了原样。"
        return
    fi
    old=$1.c.old count=1
    while [ -e "$work/$old" ]; do
        count=$((count + 1)) old=$1.c.old$count
    done
    begin "$1"
    mv "$work/$1.c" "$work/$old" && mv "$new" "$work/$1.c" || exit 1
    say "$work/$1.c is as it was at first; yours is now $old." \
        "$work/$1.c 恢复了原样；你的那份现在叫 $old。"
}

solution() { # NAME
    if solved "$1"; then
        say "Ours, $(title "$1"):" "我们的写法，$(title "$1")："
        echo
        part solution "$(from "$1")" | awk '/^#include/ { on = 1; next } on'
        echo
    else
        say "$(title "$1"): solve it first (make ex$(number "$1"))." \
            "$(title "$1")：请先自己做出来（make ex$(number "$1")）。"
    fi
}

# ---- What is asked for -----------------------------------------------------

sources() { # 01, 01a, or nothing: the sources of these exercises
    set +f
    for source in $here/ex"$1"*.c; do
        [ ! -f "$source" ] || echo "$source"
    done
    set -f
}

progress() {
    before=
    for source in $(sources ''); do
        name=$(basename "$source" .c)
        state=$(said "not begun" "还没开始")
        ! begun "$name" || state=$(said begun "已开始")
        ! solved "$name" || state=$(said solved "做对了")
        n=$(number "$name")
        [ "$n" = "$before" ] || printf '%s%s' "${before:+
}" "$(said "chapter $n:" "第 $n 章：")"
        before=$n
        printf '  %s %s' "$(echo "$name" | cut -c 3-5)" "$state"
    done
    echo
}

[ "$goal" != progress ] || { progress; exit 0; }
case $which in # ex1 is ex01, and ex1b is ex01b
[1-9] | [1-9][a-z]) which=0$which ;;
[0-9][0-9] | [0-9][0-9][a-z]) ;;
*) which= ;;
esac
found=$(sources "$which")
if [ -z "$which" ] || [ -z "$found" ]; then
    there=$(sources '' | sed 's/.*\/ex\([0-9]*[a-z]\)_.*/\1/' | tr '\n' ' ')
    say "There is no exercise '${goal#"$verb"}'; there are: $there" \
        "没有“${goal#"$verb"}”这个练习；有的是：$there" >&2
    exit 2
fi
status=0
for source in $found; do
    name=$(basename "$source" .c)
    case $verb in
    ex) try "$name" ;;
    hint) hint "$name" ;;
    reset) reset "$name" ;;
    solution) solution "$name" ;;
    stub | answer) # for the tests: is the stub refused, the solution accepted?
        mkdir -p "$build" && copy=$(mktemp "$build/copy-XXXXXX") || exit 1
        trap 'rm -f "$copy"' EXIT
        part "$([ "$verb" = stub ] && echo stub || echo solution)" "$(from "$name")" >"$copy"
        (check "$name" "$copy")
        ;;
    esac || {
        result=$?
        [ $status -eq 1 ] || status=$result
    }
done
[ "$verb" != hint ] || say "All of them are solved." "全都做对了。"
exit $status
