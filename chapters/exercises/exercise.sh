#!/bin/sh
# The reader's exercises, as make calls it:
#   exercise.sh ex01        try all exercises of chapter 1 (ex01a: only that one)
#   exercise.sh hint01      a hint for the first that is not solved
#   exercise.sh reset01     start again; the old file stays as FILE.old
#   exercise.sh solution01  our solutions of those that are solved
#   exercise.sh progress    a line for each chapter
# One source holds an exercise: its task and code with `//: stub`, `//: solution`
# and `//: end` around what the reader writes, then `//: hint`, then `//: checks`.
# The reader's copy, without solution, hint and checks, is work/NAME.c.
# COMPILE and LIBS are make's; WORK (work) and EXERCISE_SECONDS (10) are for tests.
here=chapters/exercises work=${WORK:-work}
build=build/exercises
verb=$(echo "$1" | sed 's/[0-9].*//') which=$(echo "$1" | sed 's/^[a-z]*//')

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

title() { sed -n 's/^Exercise [0-9]*[a-z]: *//p' "$1"; }

# What the compiler can do against the mistakes that pass by luck: trap an index
# outside an array, and fill a variable that was never set with nonsense.
guards() {
    for flag in '-fsanitize=bounds -fsanitize-undefined-trap-on-error' \
        -ftrivial-auto-var-init=pattern; do
        echo 'int x;' | $COMPILE -Werror $flag -x c -c -o "$build/guard.o" - \
            2>/dev/null && echo "$flag"
    done
}

# Of what the compiler says, only the errors and the lines that they point at.
errors() {
    awk '/^[^ ]*:[0-9]+:/ { on = /error:/ }
        (/^[^ ]*: / && !/:[0-9]+:/) || / generated\.$/ { on = 0 }
        on { print; returns += /error: .*non-void function/ }
        END { if (returns) print "  A function ends there without a return." }' |
        head -n 14
}

# Compiles FILE with the checks of NAME and runs them; 0 when solved.
check() { # NAME FILE
    mkdir -p "$build" 2>/dev/null && [ -w "$build" ] || {
        echo "$build cannot be written" >&2
        exit 1
    }
    { echo "#line 1 \"$2\""; cat "$2"; part checks "$here/$1.c"; } >"$build/$1.c"
    # (-O0: what C leaves undefined then does what the reader would expect. Only
    # what makes the answer meaningless is an error, whatever flags make has.)
    if ! $COMPILE -O0 -Wno-error \
        -Werror=return-type -Werror=implicit-function-declaration $(guards) \
        -iquote "$here" -o "$build/$1" "$build/$1.c" $LIBS -lm 2>"$build/$1.log"; then
        errors <"$build/$1.log"
        echo "  It does not compile yet: the line above says where."
        return 1
    fi
    "$build/$1"
}

solved() { grep -qx "$1" "$work/solved" 2>/dev/null; }
forget() {
    [ -f "$work/solved" ] || return 0
    grep -vx "$1" "$work/solved" >"$work/solved.new"
    mv "$work/solved.new" "$work/solved"
}

begin() { # NAME: the reader's copy
    mkdir -p "$work" 2>/dev/null && part stub "$here/$1.c" >"$work/$1.c" || {
        echo "$work/$1.c cannot be written here" >&2
        exit 1
    }
}

try() { # NAME
    echo "Exercise $(echo "$1" | sed 's/^ex0*\([0-9]*[a-z]\).*/\1/'): $(title "$here/$1.c")"
    if [ ! -f "$work/$1.c" ]; then
        begin "$1"
        echo "  The task is in $work/$1.c. Edit it, then: make $(echo "$1" | cut -c 1-4)"
    elif check "$1" "$work/$1.c"; then
        forget "$1"
        echo "$1" >>"$work/solved"
        echo "  Solved. Ours, to compare: make solution$(echo "$1" | cut -c 3-4)"
    else
        forget "$1"
        echo "  Not solved yet. Edit $work/$1.c; make hint$(echo "$1" | cut -c 3-4) gives a hint."
    fi
}

hint() { # NAME
    solved "$1" && return
    echo "A hint for $(title "$here/$1.c"):"
    part hint "$here/$1.c"
    exit 0
}

reset() { # NAME
    forget "$1"
    if [ ! -f "$work/$1.c" ] || part stub "$here/$1.c" | cmp -s - "$work/$1.c"; then
        begin "$1" # (and a file that was put aside before stays)
        echo "$work/$1.c is as it was at first."
    else
        mv "$work/$1.c" "$work/$1.c.old"
        begin "$1"
        echo "$work/$1.c is as it was at first; yours is now $1.c.old."
    fi
}

solution() { # NAME
    if solved "$1"; then
        echo "Ours, $(title "$here/$1.c"):"
        echo
        part solution "$here/$1.c" | awk '/^#include/ { on = 1; next } on'
        echo
    else
        echo "$(title "$here/$1.c"): solve it first (make ex$(echo "$1" | cut -c 3-4))."
    fi
}

progress() {
    for n in $(ls $here | sed -n 's/^ex\([0-9][0-9]*\)[a-z]_.*/\1/p' | sort -u); do
        line=
        for source in $here/ex"$n"*.c; do
            name=$(basename "$source" .c)
            state="not begun"
            [ ! -f "$work/$name.c" ] || state="begun"
            ! solved "$name" || state="solved"
            line="$line  $(echo "$name" | cut -c 3-5) $state"
        done
        echo "chapter $n:$line"
    done
}

[ "$1" != progress ] || { progress; exit 0; }
case $which in # ex1 is ex01, and ex1b is ex01b
[1-9] | [1-9][a-z]) which=0$which ;;
0) which= ;;
esac
set -- $here/ex"$which"*.c
if [ -z "$which" ] || [ ! -f "$1" ]; then
    echo "There is no exercise '$which'; there are: $(ls $here |
        sed -n 's/^ex\([0-9][0-9]*[a-z]\)_.*/\1/p' | tr '\n' ' ')" >&2
    exit 2
fi
for source; do
    name=$(basename "$source" .c)
    case $verb in
    ex) try "$name" ;;
    hint) hint "$name" ;;
    reset) reset "$name" ;;
    solution) solution "$name" ;;
    stub | answer) # for the tests: is the stub refused, the solution accepted?
        mkdir -p "$build"
        [ $verb = stub ] && part stub "$source" >"$build/$name.try.c"
        [ $verb = answer ] && part solution "$source" >"$build/$name.try.c"
        check "$name" "$build/$name.try.c" || exit 1 ;;
    esac
done
[ "$verb" != hint ] || echo "All of them are solved."
