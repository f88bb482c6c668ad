#!/bin/sh
# book.sh: the steps of `make book`.
#     book.sh tools [TOOL…]           is pandoc there, and gnuplot?
#     book.sh prepare MAKE CHAPTER…   run what has not run; draw the figures
#     book.sh figures OUT             which figures there are
#     book.sh list OUT CHAPTER.c…     file, number, title and question, by tabs
#     book.sh contents OUT LIST [TOUCH.md…]   the contents page, as Markdown
#     book.sh glossary OUT LIST       the glossary, from the New here boxes
#     book.sh exercises OUT LIST      what each exercise asks, and its hint
#     book.sh library OUT             what the library has, from lib/lib.md
#     book.sh live                    says 1 if programs for pages can be made
#     book.sh page OUT NAME LIST [PROGRAM]    one page, from build/woven/NAME.md,
#                                     and the program that runs in it
#     book.sh tidy CHAPTER…           remove the pages of chapters that are gone
#     book.sh epub OUT LIST NAME…     the woven pages as one file for a reader of books
#     book.sh slides OUT CHAPTER.c FIGURES THEME    a chapter's figures as slides
# A page gets its name only when it is whole; else one line says why not. With
# TEXT=zh all of it is the Chinese book, made from chapters/zh.
case ${TEXT:-en} in
zh) words=zh chapters=chapters/zh woven=build/woven-zh book=build/book-zh ;;
*) words=en chapters=chapters woven=build/woven book=build/book ;;
esac
say() { if [ $words = zh ]; then echo "$2"; else echo "$1"; fi; }
tab=$(printf '\t')
trouble() { echo "book: $*" >&2; exit 1; }
unmade() { trouble "$(say "$out could not be made" "$out 没有做成")"; }
# Names of its own for what is not whole yet: two may make the book at once.
part=
trap '[ -z "$part" ] || rm -rf "$part" "$part.whole" "$part.program" "$part.slides"' EXIT
trap 'exit 130' HUP INT TERM

# Puts stdin into a file, and leaves the file alone when it would not change.
renew() {
    part=$1.$$
    cat 2>/dev/null >"$part" &&
        { cmp -s "$part" "$1" || mv -f "$part" "$1"; } ||
        trouble "$(say "$1 cannot be written; is the disk full?" "$1 写不进去，磁盘满了吗？")"
    rm -f "$part"
}

tools() {
    for tool in pandoc "$@"; do
        command -v "$tool" >/dev/null || trouble "$(say "needs $tool; install it with 'make deps'" \
            "需要 $tool：用 make deps 安装")"
    done
    command -v gnuplot >/dev/null ||
        say "book: no gnuplot, so no figure is drawn; install it with 'make deps'" \
            "book: 没有 gnuplot，所以没有画图：用 make deps 安装" >&2
}

prepare() {
    make=$1
    shift
    { mkdir -p $woven $book/figures/light-$words $book/figures/dark-$words &&
        [ -w $woven ] && [ -w $book ]; } 2>/dev/null ||
        trouble "$(say "$book cannot be written" "$book 写不进去")"
    # A reader's own run leaves other data than the text's: run it plainly.
    runs=
    for name; do
        [ -f "build/data/$name.txt" ] && [ ! -f "build/data/$name.own" ] || rm -f "build/data/$name.ran"
        runs="$runs build/data/$name.ran"
    done
    $make -s --no-print-directory $runs || exit 1
    if command -v gnuplot >/dev/null; then
        for theme in light dark; do
            $make --no-print-directory figures FIG= CH= THEME=$theme \
                LABELS=$words FORMAT=svg >/dev/null || exit 1
        done
    fi
    for picture in $(cat chapters/ch*.c |
        sed -n "s|.*](\(ch[a-z0-9_]*\))$|light-$words/\1.svg dark-$words/\1.svg|p"); do
        [ ! -f "build/figures/$picture" ] ||
            renew "$book/figures/$picture" <"build/figures/$picture" || exit 1
    done
}

figures() { (cd $book/figures && ls ./*/*.svg 2>/dev/null); }

# The question is the first paragraph up to its question mark. (As bytes: lines are
# joined by a space, or by nothing where both sides are Chinese.)
list() {
    LC_ALL=C awk '
        /^# (Chapter|第) [0-9]+/ && !done[FILENAME]++ {
            number = $0
            sub(/^# (Chapter|第) /, "", number)
            number += 0
            title = $0
            sub(/^# (Chapter [0-9]+: *|第 [0-9]+ 章：)/, "", title)
            name = FILENAME
            sub(/.*\//, "", name)
            sub(/\.c$/, "", name)
            question = ""
        }
        /^\*\*(The question\.|这一章的问题。)\*\*/ { asking = 1; sub(/^\*\*[^*]+\*\* /, "") }
        asking && /^$/ { asking = 0; sub(/\?.*/, "?", question); sub(/？.*/, "？", question)
            gsub(/'\''/, "’", title)
            print name "\t" number "\t" title "\t" question }
        asking {
            wide = question ~ /[\343-\357][\200-\277][\200-\277]$/ && /^[\343-\357]/
            question = question (question == "" || wide ? "" : " ") $0
        }' "$@"
}

contents() {
    cat <<'END'
<svg class="vignette" viewBox="0 0 480 120" aria-hidden="true">
<path d="M6.7,7.0 C13.1,43.4 19.6,66.9 26.0,82.6
C33.5,100.8 40.9,108.5 48.4,111.2 C58.3,114.7 68.2,109.5 78.1,102.9
C90.5,94.7 102.9,84.5 115.3,78.1 C130.2,70.4 145.1,67.9 160.0,70.0
C177.4,72.5 194.7,80.6 212.1,87.7 C229.5,94.8 246.8,100.4 264.2,101.7
C281.6,103.0 298.9,100.0 316.3,96.2 C331.2,93.0 346.0,89.5 360.9,88.6
C373.3,87.9 385.7,89.2 398.1,91.4 C408.1,93.1 418.0,95.5 427.9,95.0
C436.6,94.6 445.3,92.1 454.0,82.7 C462.1,73.8 470.3,58.8 478.5,31.0"/>
<circle cx="473" cy="49" r="4"/><circle cx="456" cy="81" r="4"/><circle cx="448" cy="88" r="4"/>
<circle cx="444" cy="91" r="4"/><circle cx="440" cy="92" r="4"/>
</svg>

END
    if [ $words = zh ]; then
        cat <<'END'
# Downhill

用 C 语言学神经网络，从一条曲线的斜率到认手写数字。

每一章是一个 C 程序，读起来像一篇文章。它提一个问题，让你先猜，做实验，把结果画
出来，每一个梯度都用三种办法检验。一边看网页，一边运行：`make ch01 TEXT=zh`。

END
    else
        cat <<'END'
# Downhill

*Learn neural networks in C, from the slope of a curve to reading handwriting.*

Each chapter is one C program that reads like an essay. It asks a question, lets
you guess, runs the experiment, draws what it found, and checks every gradient
three ways. Run it beside the page: `make ch01`.

END
    fi
    echo '<ol class="contents">'
    while IFS=$tab read -r name number title question; do
        printf '<li>\n\n[[%s]{.number} %s](%s.html)\n\n%s\n\n</li>\n' \
            "$number" "$title" "$name" "$question"
    done <"$1"
    echo '</ol>'
    shift
    [ $# -eq 0 ] || printf '\n## %s\n\n%s\n\n' "$(say "Pages to touch" 动手的页面)" "$(say \
        "Three pages are there to play with: a hill to walk down, a boundary to bend, and a digit to draw, read by a network that is trained in the page." \
        "有三页是拿来动手的：亲手走下山，弯一条边界，写一个数字，由就在网页里训练的网络来认。")"
    for touch; do
        name=$(basename "$touch" .md)
        sed -n "s/^# \(.*\)/- [\1]($name.html)/p" "$touch"
    done
    if [ $words = zh ]; then
        cat <<'END'

[这些程序怎么读](reading.html)说的是页面上有什么，也讲了入门课也许没讲过的 C。所有
的术语连同英文名，都在[术语表](glossary.html)里；每道题问什么，在[练习](exercises.html)
里；程序库里有什么，在[程序库](lib.html)里。
END
    else
        cat <<'END'

[How to read these programs](reading.html) says what a page shows, and explains
the C that a first course may not have had. All the terms, with their Chinese
names, are in the [glossary](glossary.html), what the [exercises](exercises.html)
ask on a page of its own, and what the library has on [another](lib.html).
END
    fi
    # The other edition, where it stands beside this one.
    other=build/book$(say -zh "")/index.html
    [ ! -f "$other" ] || printf '\n[%s](../%s){lang=%s}\n' "$(say 中文版 "In English")" "${other#build/}" "$(say zh-CN en)"
}

# By the alphabet; in Chinese, whose order is no alphabet's, as the chapters go.
glossary() {
    say "# Glossary" "# 术语表"
    echo
    say "Every term with its Chinese name, in the words of the chapter that brings it in." \
        "每个术语都带着英文名，用的是引入它的那一章的话；按在书里出现的先后排列。"
    echo
    while IFS=$tab read -r name number title question; do
        awk -v name="$name" -v where="$(say "chapter $number" "第 $number 章")" '
            function out() {
                if (term != "") print tolower(term) "\t" term "\t" meaning \
                    "\t[" where "](" name ".html#" id "){.where}"
                term = ""
            }
            /\]\{#new-[0-9]+\}$/ {
                out()
                id = term = $0
                sub(/.*\{#/, "", id)
                sub(/\}$/, "", id)
                sub(/^\[/, "", term)
                sub(/\]\{#new-[0-9]+\}$/, "", term)
                meaning = ""
                next
            }
            term != "" && (/^$/ || /^:::/) { out() }
            term != "" { sub(/^: +/, ""); meaning = meaning " " $0 }' \
            "$woven/$name.md"
    done <"$1" | if [ $words = zh ]; then cat; else LC_ALL=C sort; fi |
        awk -F '\t' '{ print $2 "\n:  " $3 " " $4 "\n" }'
}

# What stands before `//: hint` but the solution, and the hint, folded.
exercises() {
    say "# Exercises" "# 练习"
    echo
    say "What each one asks. \`make ex03\` writes the files of chapter 3’s to \`work/\`, and checks them from then on." \
        "每一题问什么。\`make ex03\` 第一次把第 3 章的题目写到 \`work/\`，以后检查你的答案。"
    list=$1
    while IFS=$tab read -r name number title question; do
        chapter=${name#ch} chapter=${chapter%%_*}
        printf '\n## [%s](%s.html) {#ex%s}\n' \
            "$(say "Chapter $number: $title" "第 $number 章：$title")" "$name" "$chapter"
        for source in "$chapters/exercises/ex$chapter"[a-z]_*.c; do
            id=$(basename "$source" .c)
            [ ! -f "$source" ] || awk -v id="${id%%_*}" -v hint="$(say "A hint" 提示)" '
                /^(Exercise|练习) [0-9]/ && !titled++ {
                    sub(/^(Exercise|练习) /, "")
                    print "\n### " $0 " {#" id "}"
                    next
                }
                /^\/\*$/ && !titled { next }
                /^\*\/$/ && !coded++ { part = "stub"; next }
                /^ *\/\/: / { part = $2 == "end" ? "stub" : $2 }
                /^ *\/\/: hint/ {
                    gsub(/^\n+|\n+$/, "", code)
                    print "\n```c\n" code "\n```\n\n<details><summary>" hint "</summary>\n"
                }
                /^ *\/\/: |^#include "exercise.h"/ { next }
                part == "stub" { code = code $0 "\n" }
                part == "hint" { sub(/^\/\/ ?/, "") }
                part == "" || part == "hint"
                END { print "\n</details>" }' "$source"
        done
    done <"$list"
}

# Each name in a table has its place; links into the repository are text.
library() {
    say "# The library" "# 程序库"
    echo
    say "What a chapter calls, file by file: \`lib/NAME.h\` has each one’s contract." \
        "各章调用的函数，一个文件一个文件地列出；每一个的约定写在 \`lib/NAME.h\` 里。（这一页是英文的。）"
    printf '\n::: {#library lang=en}\n'
    awk '/^# To add/ { exit }
        /^# / { next }
        { line = $0; out = "" }
        /^\|/ {
            while (match(line, /`[a-z_0-9]+\([^`]*`/)) {
                name = substr(line, RSTART + 1, RLENGTH - 2)
                sub(/\(.*/, "", name)
                code = substr(line, RSTART, RLENGTH)
                out = out substr(line, 1, RSTART - 1) (seen[name]++ ? code : "[" code "]{#" name "}")
                line = substr(line, RSTART + RLENGTH)
            }
        }
        { line = out line
            while (match(line, /\]\([^)]*\)/)) {
                out = substr(line, 1, RSTART - 1)
                sub(/\[([^[]*)$/, "\001&", out)
                sub(/\001\[/, "", out)
                line = out substr(line, RSTART + RLENGTH)
            }
            print line }' lib/lib.md
    printf '\n:::\n'
}

# field SHIFT N: the Nth field of the line SHIFT lines after the page's own.
field() {
    awk -F '\t' -v name="$name" -v shift="$1" -v n="$2" '
        { value[NR] = $n }
        $1 == name { at = NR }
        END { if (at) print value[at + shift] }' "$list"
}

# Marks each character of Braille (U+2800 to U+28FF, by its bytes): few fonts of
# equal width have them, so the style sheet holds them in their columns.
dots() {
    LC_ALL=C awk '{ gsub(/\342[\240-\243][\200-\277]/, "<i>&</i>"); print }'
}

live() {
    echo 'int main(void) { return 0; }' >"$woven/try.c" &&
        clang --target=wasm32-wasi --sysroot=/usr -o "$woven/try" "$woven/try.c" >/dev/null 2>&1 &&
        echo 1
    rm -f "$woven/try" "$woven/try.c"
}

# The program of a page, as letters in a script that no browser runs by itself.
# Where a chapter trains for long, it is its run on little data.
program() { # NAME PROGRAM
    quick=
    ! grep -qs chapter_that_trains "chapters/$1.c" || quick=--quick
    echo "<script type=\"application/wasm\" id=\"program\" data-args=\"$quick\">"
    base64 <"$2" || return
    echo '</script>'
    case $1 in ch*) set -- pictures live ;; *) set -- touch "$1" ;; esac
    for script in wasi page plot "$@"; do
        echo "<script src=\"$script.js\"></script>"
    done
}

# The text of page NAME with its links; of an EPUB, whose files are others: NAME=FILE….
links() { # NAME [FILES]
    LC_ALL=C awk -v list="$list" -v page="$1" -v files="${2:-}" -v zh="$(say '' 1)" -v woven=$woven \
        -v figures="$(sh plots/numbers.sh | tr '\n' ' ')" -f chapters/book/links.awk
}

page() {
    out=$1 name=$2 list=$3 part=$1.$$
    : >"$part.program"
    [ -z "${4:-}" ] || program "$name" "$4" >"$part.program" || unmade
    title=$(sed -n 's/^# //p' "$woven/$name.md" | head -n 1)
    case $name in
    index) set -- -M kind=index -M pagetitle=Downhill ;;
    ch*)
        set -- --toc --toc-depth=2 -M kind=chapter -M name="$name" -M source="$chapters/$name.c" \
            -M pagetitle="$(field 0 2). $(field 0 3) · Downhill"
        before=$(field -1 1) after=$(field 1 1)
        [ -z "$before" ] ||
            set -- "$@" -M prevfile="$before.html" -M prevtitle="$(field -1 3)"
        [ -z "$after" ] ||
            set -- "$@" -M nextfile="$after.html" -M nexttitle="$(field 1 3)"
        ;;
    *) set -- -M kind="$name" -M pagetitle="$title · Downhill" ;;
    esac
    [ $words = en ] || set -- "$@" -M zh=1
    # (pandoc reads its arguments, the titles among them, as the locale says.)
    . plots/utf8.sh
    LC_ALL=$utf8 pandoc -f markdown+east_asian_line_breaks -t html5 --mathml --wrap=none \
        --standalone --template chapters/book/page.html --include-after-body "$part.program" "$@" -o "$part.whole" "$woven/$name.md" &&
        dots <"$part.whole" | links "$name" >"$part" && tail -n 1 "$part" | grep -q '</html>' &&
        mv -f "$part" "$out" || unmade
}

tidy() {
    for file in $book/ch*.html; do
        name=$(basename "$file" .html)
        case " $* " in *" $name "*) ;; *) rm -f "$file" "$woven/$name.md" ;; esac
    done
}

# One text of all: ids that each page has for itself get its name, and links between
# pages become links in the text. An EPUB is XHTML, and has no day and night. The links
# of the text itself are put in when it is made, for pandoc says which file has what.
epub() {
    out=$1 list=$2 part=$1.$$
    shift 2
    { pandoc --print-default-data-file epub.css &&
        echo 'img { max-width: 100%; height: auto } pre { white-space: pre-wrap; font-size: 0.72em }'; } \
        >"$part.program" || unmade
    . plots/utf8.sh
    for name; do
        sed -e "1s/\$/ {#$name}/" -e "s/^## Exercises\$/& {#$name-exercises}/" -e "s/{#new-/{#$name-new-/" -e '/^<img class="night"/d' \
            -e 's/](\(ch[a-z0-9_]*\)\.html#/](#\1-/g' -e 's/](\([a-z0-9_]*\)\.html)/](#\1)/g' \
            -e 's/^\(<img class="day" .*\) width="1280" height="720">$/\1 \/>/' "$woven/$name.md" && echo || exit 1
    done | LC_ALL=$utf8 pandoc -f markdown+east_asian_line_breaks -t epub3 --quiet --mathml --toc --toc-depth=2 \
        --wrap=none --css "$part.program" --resource-path $book -M title=Downhill -M lang="$(say en zh-CN)" \
        -M author="$(say "The Downhill authors" "Downhill 的作者们")" \
        -M rights="$(say "Text and figures CC BY 4.0, code MIT" "文字和图 CC BY 4.0，代码 MIT")" -o "$part.whole" &&
        mkdir "$part.slides" && unzip -q "$part.whole" -d "$part.slides" && linked_files "$@" &&
        (cd "$part.slides" && zip -qX0 whole.zip mimetype && zip -qXr whole.zip . -x whole.zip -x mimetype) &&
        mv -f "$part.slides/whole.zip" "$out" || unmade
}

linked_files() { # NAME…, in "$part.slides"
    files=
    for name; do
        file=$(cd "$part.slides/EPUB/text" && grep -l "<section id=\"$name\" class=\"level1\"" ch*.xhtml) || return
        files="$files $name=$file"
    done
    for pair in $files; do
        file=$part.slides/EPUB/text/${pair#*=}
        links "${pair%%=*}" "$files" <"$file" >"$part" && mv -f "$part" "$file" || return
    done
}

# Pandoc's own slides, made 16:9 and all picture, or all dark.
slides() {
    out=$1 source=$2 figures=$3 theme=$4 part=$1.$$
    mkdir -p "$part.slides/ppt" "$(dirname "$out")" 2>/dev/null || trouble "$(say "$out cannot be written" "$out 写不进去")"
    size='cx="9144000" cy="5143500"'
    dark=
    [ "$theme" != dark ] || dark='s/bg1="lt1" tx1="dk1"/bg1="dk1" tx1="lt1"/'
    (cd "$part.slides" && pandoc -o plain.pptx --print-default-data-file reference.pptx &&
        unzip -q plain.pptx -d all && cd all/ppt &&
        sed "s|<p:sldSz [^>]*>|<p:sldSz $size type=\"screen16x9\"/>|" presentation.xml >../1 &&
        sed -e 's|\(type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>\)<a:off [^>]*><a:ext [^>]*>|'"\\1<a:off x=\"0\" y=\"0\"/><a:ext $size/>|" \
            -e "$dark" slideMasters/slideMaster1.xml >../2 && grep -q "$size" ../1 && grep -q "$size" ../2 &&
        mv ../1 presentation.xml && mv ../2 slideMasters/slideMaster1.xml && cd .. && zip -qr ../wide.pptx .) &&
        awk -f chapters/book/slides.awk "$source" "$source" >"$part.slides/text" &&
        . plots/utf8.sh &&
        LC_ALL=$utf8 pandoc -f markdown+east_asian_line_breaks-implicit_figures -t pptx --slide-level 1 \
            --resource-path "$figures" --reference-doc "$part.slides/wide.pptx" -o "$part.slides/whole" "$part.slides/text" &&
        mv -f "$part.slides/whole" "$out" || unmade
}

step=$1
shift
case $step in
figures | list | contents | glossary | exercises | library)
    out=$1
    shift
    "$step" "$@" | renew "$out"
    ;;
*) "$step" "$@" ;;
esac
