#!/bin/sh
# run.sh: runs a chapter for make. It writes its data into a folder of its own;
# what has changed takes the place of the old when it is done, so that only its
# figures are drawn again, and two makes at once are in nobody's way.
#     run.sh tell NAME MAKE PROGRAM…    `make chNN`: a reader's run, with the
#                                       words of $ARGS; then its figures. What
#                                       it says goes into the file $TOLD, if set
#     run.sh keep NAME [-w WORD] PROGRAM…   what figures and book are made from:
#                                       the plain run; its text is kept too
#     run.sh text NAME [-w WORD] PROGRAM…   the text alone, in Chinese: what the
#                                       Chinese book is made from
# Of two programs the first checks the gradients and the second does the rest.
# In build/data, NAME.ran is as old as the data, NAME.txt is the text of a plain
# run and NAME.zh.txt of a Chinese one, and NAME.own is there while the data are
# those of a reader's run.
set -f
IFS='
'
how=$1 name=$2
shift 2
# (make runs this under -n, too, since it is told how make is called.)
case ${MAKEFLAGS%% *} in
-* | *=*) ;;
*n*) exit 0 ;;
esac
if [ "${TOLD:-}" ]; then
    mkdir -p "${TOLD%/*}" && exec >"$TOLD" 2>&1 || exit 1
    unset TOLD
fi
data=build/data words='' new=''
trap '[ -z "$new" ] || rm -rf "$new"' EXIT
# In Chinese, where the chapter is; what is kept is English.
language=${TEXT:-en}
say() { if [ "$language" = zh ]; then echo "$2"; else echo "$1"; fi; }
if [ $how = keep ] || [ ! -f "chapters/zh/$name.c" ]; then
    [ $how = keep ] || say '' "（这一章还没有译成中文，下面是英文。）" | grep .
    export TEXT=en
fi
mkdir -p $data && new=$(mktemp -d "$data/new-$name-XXXXXX") || exit 1

# A signal for us is one for the program, if it does not end by itself in a
# moment: Ctrl-C and a signal for the whole group reach both. The program may
# finish a step first, and we wait for it.
run() {
    trap ':' INT
    trap 'sleep 2; kill -TERM $child 2>/dev/null' HUP TERM
    "$@" <&3 3<&- &
    child=$!
    while :; do
        wait $child
        status=$?
        kill -0 $child 2>/dev/null || break
    done
    trap 'exit 130' HUP INT TERM
    return $status
}

both() { # PROGRAM [PROGRAM], with $words
    if [ $# -eq 2 ]; then
        run "$1" --check-only --out "$new" $words || return
        set -- "$2" --checked
    fi
    run "$@" --out "$new" $words
}

# The reader's words, one a line. Quotes hold a word together, as in the shell,
# but nothing in them is ever run; one without its other is a letter.
words_of() {
    printf '%s\n' "$1" | xargs -n 1 printf '%s\n' 2>/dev/null ||
        printf '%s\n' "$1" | tr -s ' \t' '\n\n'
}

take_data() {
    set +f
    for file in "$new"/*.dat; do
        [ ! -f "$file" ] || cmp -s "$file" "$data/${file##*/}" ||
            mv -f "$file" "$data" || exit 1
    done
    set -f
}

# What comes next: the figures, where gnuplot is, and the next chapter.
after() {
    number=$(echo "$name" | cut -c 3-4)
    if ! command -v gnuplot >/dev/null; then
        say "No figures: they need gnuplot (make deps). Then again: make ch$number." \
            "没有画图：画图要用 gnuplot（make deps）。装好以后再运行 make ch$number。"
    elif ls plots/ch"$number"_* >/dev/null 2>&1; then
        $make --no-print-directory figures CH="$number" TEXT="$language" >/dev/null || exit 1
        say "Figures: open build/figures/index.html" "图：打开 build/figures/index.html"
    fi
    next=$(printf 'ch%02d' $((${number#0} + 1)))
    if ls chapters/"$next"_* >/dev/null 2>&1; then
        say "Next: make $next" "下一章：make $next"
    fi
}

case $how in
tell)
    make=$1 words=$(words_of "${ARGS:-}")
    shift
    exec 3<&0
    both "$@" || exit
    # (--help leaves no data, and is no run.)
    [ "$(ls -A "$new")" ] || exit 0
    take_data
    touch "$data/$name.own" "$data/$name.ran"
    set +f
    after
    ;;
text)
    [ "$1" != -w ] || { words=$2; shift 2; }
    exec 3</dev/null
    both "$@" >"$new/text" && mv -f "$new/text" "$data/$name.zh.txt"
    ;;
keep)
    [ "$1" != -w ] || { words=$2; shift 2; }
    exec 3</dev/null
    both "$@" >"$new/text" || exit
    take_data
    mv -f "$new/text" "$data/$name.txt" && rm -f "$data/$name.own" &&
        touch "$data/$name.ran" "$data/$name.txt"
    ;;
esac
