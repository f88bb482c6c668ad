#!/bin/sh
# The book: the weaver turns a planted chapter into exactly this Markdown; no
# line of code is lost on the way to the page; every picture and every link
# leads somewhere; and without pandoc or gnuplot the reader is told what to do.
cd "$(dirname "$0")/../.." || exit 1
. tests/shell/check.sh
# In a folder, as a reader would, but with little data; and without a locale, as
# in a plain container.
make_book() {
    (cd "$1" && LC_ALL=C make --no-print-directory DEBUG= SANITIZE= \
        PRECISION= QUICK=1 ${2:-} ${goal:-book}) >"$dir/out" 2>"$dir/said" </dev/null
    status=$?
    # (What is compiled is said there, too.)
    grep -v '^  building \|^  正在编译 ' "$dir/said" >"$dir/err"
    return $status
}
# Each page is whole, loads nothing from elsewhere, and its links lead somewhere.
ids() { grep -o ' id="[^"]*"' "$1" | sed 's/ id="//;s/"//'; }
check_pages() { # BOOK
    book=$1
    for page in "$book"/*.html; do
        name=$(basename "$page" .html)
        check "$name: is not whole" sh -c "tail -n 1 '$page' | grep -q '</html>'"
        case $name in index) ;; *)
            check "$name: its title is broken" grep -q '<title>.* · Downhill</title>' "$page" ;;
        esac
        # (Its own program, and the book's scripts.)
        grep -oi '<script[^>]*>\|javascript:\| on[a-z]*="' "$page" | grep -v '^<script src="[a-z]*\.js">$
^<script type="application/wasm" id="program" data-args="[a-z-]*">$' >"$dir/scripts"
        check "$name: has a script: $(head -n 1 "$dir/scripts")" [ ! -s "$dir/scripts" ]
        check "$name: loads something from elsewhere" sh -c \
            "! grep -q '<\(link\|img\)[^>]*\"https\{0,1\}:' '$page'"
        for tag in div figure pre code math p dl dt dd ol ul li nav main span a; do
            opened=$(grep -o "<$tag[ >]" "$page" | wc -l)
            closed=$(grep -o "</$tag>" "$page" | wc -l)
            [ "$opened" -eq "$closed" ] ||
                { wrong "$name: $opened <$tag>, $closed </$tag>"; continue 2; }
        done
        ok
        if command -v xmllint >/dev/null; then
            # It knows no HTML 5: unknown tags are no error of ours.
            xmllint --html --noout "$page" 2>&1 | grep ' error : ' |
                grep -v 'Tag [a-z]* invalid' >"$dir/xml"
            check "$name: $(head -n 1 "$dir/xml")" [ ! -s "$dir/xml" ]
        fi
        check "$name: the same id twice: $(ids "$page" | sort | uniq -d | tr '\n' ' ')" \
            [ -z "$(ids "$page" | sort | uniq -d)" ]
        for link in $(grep -o '\(href\|src\|srcset\)="[^"]*"' "$page" |
            sed 's/^[a-z]*="//;s/"$//' | grep -v '^https\{0,1\}:' | sort -u); do
            file=${link%%#*}
            [ -n "$file" ] || file=$name.html
            case $link in
            *#*) ids "$book/$file" 2>/dev/null | grep -qxF -- "${link#*#}" ;;
            *) [ -s "$book/$file" ] ;;
            esac || echo "$link"
        done >"$dir/nowhere"
        check "$name: these lead nowhere: $(tr '\n' ' ' <"$dir/nowhere")" [ ! -s "$dir/nowhere" ]
    done
}

# What is in <pre class="KIND …">, as text.
text_of() {
    awk -v start="<pre class=\"$1[ \"]" '
        $0 ~ start { inside = 1 } inside { print } /<\/pre>/ { inside = 0 }' "$2" |
        sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'\''/g
            s/&amp;/\&/g' | grep -v '^ *$'
}

# A PATH with everything but one tool.
path_without() {
    mkdir "$dir/without-$1"
    (IFS=:
        for folder in $PATH; do
            ln -s "$folder"/* "$dir/without-$1" 2>/dev/null
        done)
    rm -f "$dir/without-$1/$1"
    echo "$dir/without-$1"
}

# ---- The weaver ------------------------------------------------------------

cat >"$dir/planted.c" <<'END'
/*
# Chapter 7: A "planted" one

**The question.** Why?

**本章要点** 一。
二。

**New here**

knob w (旋钮)
: what we turn,
and turn.

rate
: how fast.
*/

#include <stdio.h>

/* a note, no prose */
static int f(void) {

    chapter_section(c,
                    "One & two");
    return 1;
}


/*
Look:

![Figure 7.1: A *bowl* & "its" `w`,
seen < 1.](ch07_bowl)
![Figure 7.2: Not drawn.](ch07_none)
*/

/*
## Last
*/
int main(void) { return f(); }
END
cat >"$dir/ran.txt" <<'END'
Chapter 7: A "planted" one
══════════════════════════

── One & two ──

  ? x

── Elsewhere ──

y
END
cat >"$dir/expected" <<'END'
# [Chapter 7]{.number} A "planted" one

**The question.** Why?

::: {.box .points lang=zh-CN}
**本章要点** 一。
二。

:::


::: {#new-here .box}
**New here**

[knob w [(旋钮)]{lang=zh-CN}]{#new-1}
: what we turn,
and turn.

[rate]{#new-2}
: how fast.

:::


```c
#include <stdio.h>

/* a note, no prose */
static int f(void) {

    chapter_section(c,
                    "One & two");
    return 1;
}
```

``` {.output data-section="One & two"}
  ? x
```

Look:

<figure id="ch07_bowl">
<img class="day" src="figures/light-en/ch07_bowl.svg" alt="A bowl &amp; &quot;its&quot; w, seen &lt; 1." width="1280" height="720">
<img class="night" src="figures/dark-en/ch07_bowl.svg" alt="A bowl &amp; &quot;its&quot; w, seen &lt; 1." width="1280" height="720">
<figcaption>

[Figure 7.1.]{.number} A *bowl* & "its" `w`,
seen < 1.
[make figures FIG=ch07_bowl]{.stem}

</figcaption>
</figure>
<figure id="ch07_none">
<p class="notice">Not drawn yet: <code>make deps</code> installs gnuplot, then <code>make book</code> draws it.</p>
<figcaption>

[Figure 7.2.]{.number} Not drawn.
[make figures FIG=ch07_none]{.stem}

</figcaption>
</figure>

## Last

```c
int main(void) { return f(); }
```

## What else it prints

Elsewhere

``` {.output data-section="Elsewhere"}
y
```

END
mkdir -p "$dir/figures/light-en"
echo '<svg></svg>' >"$dir/figures/light-en/ch07_bowl.svg"
for awk in awk mawk "gawk --posix" "busybox awk" original-awk; do
    command -v "${awk%% *}" >/dev/null || continue
    $awk -v ran="$dir/ran.txt" -v figures="$dir/figures" -f chapters/book/weave.awk \
        "$dir/planted.c" >"$dir/woven" 2>&1
    check "weave.awk under $awk: is not what it should be (diff above)" \
        diff "$dir/expected" "$dir/woven"
done

# ---- Links, and a minus ----------------------------------------------------

# Each line as it stands in a page, and as it is to be.
printf 'ch03_gradient\t3\tTitle\tWhy?\nch05_neuron\t5\tTitle\tWhy?\n' >"$dir/list"
mkdir "$dir/named"
echo '### 3a {#ex03a}
## 3 {#ex03}' >"$dir/named/exercises.md"
echo '| [`t_linear(x, w, b)`]{#t_linear} | |' >"$dir/named/lib.md"
cat >"$dir/cases" <<'END'
<p>between -1 and 1, of -0.1</p>	<p>between −1 and 1, of −0.1</p>
<p>a - y, -∇C, -g, -½Σ, -ln(1 - a), (-dy, dx)</p>	<p>a − y, −∇C, −g, −½Σ, −ln(1 − a), (−dy, dx)</p>
<p>f(x-h), (w-3)², (1-p), (L-1), is -η·C′(w)</p>	<p>f(x−h), (w−3)², (1−p), (L−1), is −η·C′(w)</p>
<p>是（-1，3），斜率 -¾，从 -10 到 -9</p>	<p>是（−1，3），斜率 −¾，从 −10 到 −9</p>
<p>784-30-10, 2-2-1, a mini-batch, x-axis, two- and three-fold</p>	<p>784-30-10, 2-2-1, a mini-batch, x-axis, two- and three-fold</p>
<p>f-string, Ctrl-C, pages (3-5), 1e-9, -like</p>	<p>f-string, Ctrl-C, pages (3-5), 1e-9, -like</p>
<p><code>-1 a - b</code> <math>-1</math> <a href="x-1">-1</a></p>	<p><code>-1 a - b</code> <math>-1</math> <a href="x-1">-1</a></p>
<h2 id="x-1">To -x</h2>	<h2 id="x-1">To −x<a class="anchor" href="#x-1" aria-label="link to this section">#</a></h2>
<p>Chapter 5, 第 5 章，chapter 6</p>	<p><a class="to" href="ch05_neuron.html">Chapter 5</a>, <a class="to" href="ch05_neuron.html">第 5 章</a>，chapter 6</p>
<p>Figure 5.1, 图 5.1</p>	<p><a class="to" href="ch05_neuron.html#ch05_digit">Figure 5.1</a>, <a class="to" href="ch05_neuron.html#ch05_digit">图 5.1</a></p>
<p>exercise 3a, 练习 3a, by 3a + 1b</p>	<p><a class="to" href="exercises.html#ex03a">exercise 3a</a>, <a class="to" href="exercises.html#ex03a">练习 3a</a>, by 3a + 1b</p>
<p><code>make ex03</code>, <code>hint03</code>, <code>make ex09</code></p>	<p><a class="to" href="exercises.html#ex03"><code>make ex03</code></a>, <a class="to" href="exercises.html#ex03"><code>hint03</code></a>, <code>make ex09</code></p>
<li><strong>3a</strong> Work, <strong>all</strong></li>	<li><a class="to" href="exercises.html#ex03a"><strong>3a</strong></a> Work, <strong>all</strong></li>
<p><code>t_linear</code>, <code>t_linear(x, w, b)</code>, <code>main</code></p>	<p><a class="to" href="lib.html#t_linear"><code>t_linear</code></a>, <a class="to" href="lib.html#t_linear"><code>t_linear(x, w, b)</code></a>, <code>main</code></p>
<dd>	<dd>
a with (L-1), chapter 5</dd>	a with (L−1), <a class="to" href="ch05_neuron.html">chapter 5</a></dd>
as it is, -1	as it is, -1
<p>A2-12</p>	<p><a class="to" href="articles.html#A2-12">A2-12</a></p>
END
cut -f 1 "$dir/cases" >"$dir/pieces"
cut -f 2 "$dir/cases" >"$dir/expected"
for awk in awk mawk "gawk --posix" "busybox awk" original-awk; do
    command -v "${awk%% *}" >/dev/null || continue
    LC_ALL=C $awk -v list="$dir/list" -v page=ch03_gradient -v woven="$dir/named" \
        -v figures="5.1=ch05_digit" -f chapters/book/links.awk "$dir/pieces" >"$dir/woven" 2>&1
    check "links.awk under $awk: is not what it should be (diff above)" \
        diff "$dir/expected" "$dir/woven"
done

# A Chinese chapter is woven by the same rules.
cat >"$dir/planted.c" <<'END'
/*
# 第 7 章：种下的一章

**新词**

旋钮 w (knob)
: 可以转的。

![图 7.1：一只 *碗*，看
这里](ch07_bowl)
*/
/*
## 工作台
*/
int main(void) { return 0; }
END
cat >"$dir/expected" <<'END'
# [第 7 章]{.number} 种下的一章

::: {#new-here .box}
**新词**

[旋钮 w [(knob)]{lang=en}]{#new-1}
: 可以转的。

<figure id="ch07_bowl">
<p class="notice">还没有画：用 <code>make deps</code> 装好 gnuplot，再用 <code>make book</code> 画出来。</p>
<figcaption>

[图 7.1]{.number} 一只 *碗*，看
这里
[make figures FIG=ch07_bowl]{.stem}

</figcaption>
</figure>

:::


<details class="workbench"><summary>工作台：打印表格、写出画图用的数的代码</summary>

```c
int main(void) { return 0; }
```

</details>

END
awk -f chapters/book/weave.awk "$dir/planted.c" | cat -s >"$dir/woven" 2>&1
check "weave.awk, a Chinese chapter: is not what it should be (diff above)" \
    sh -c "cat -s '$dir/expected' | diff - '$dir/woven'"

# ---- Without pandoc --------------------------------------------------------

# A copy of the tree, with what is built in it, so that nothing here touches
# the reader's own book. Two chapters are enough for what goes wrong.
mkdir "$dir/copy"
tar -cf - --exclude ./build --exclude ./.git . | (cd "$dir/copy" && tar -xf -)
rm -f "$dir"/copy/chapters/ch0[3-9]_*.c "$dir"/copy/chapters/ch1*.c
bare=$(path_without pandoc)
PATH=$bare make_book "$dir/copy"
status=$?
check "no pandoc: its status is 0" [ $status -ne 0 ]
check "no pandoc: does not name it and the install line" [ \
    "$(grep -v '^make' "$dir/err")" = "book: needs pandoc; install it with 'make deps'" ]
goal="slides CH=01" PATH=$bare make_book "$dir/copy"
check "no pandoc: make slides does not name it and the install line" [ \
    "$(grep -v '^make' "$dir/err")" = "book: needs pandoc; install it with 'make deps'" ]
check "no pandoc: leaves something behind" [ ! -e "$dir/copy/build" ]

if ! command -v pandoc >/dev/null; then
    echo "No pandoc, so the pages are not tested: make deps"
    echo "$passed passed, $failed failed, 1 skipped"
    [ "$failed" -eq 0 ]
    exit
fi

# ---- Without gnuplot, and what is made again -------------------------------

bare=$(path_without gnuplot)
if PATH=$bare make_book "$dir/copy" -j2; then ok; else
    wrong "no gnuplot: there is no book:"
    cat "$dir/err"
fi
check "no gnuplot: says other than one line" [ \
    "$(cat "$dir/err")" = "book: no gnuplot, so no figure is drawn; install it with 'make deps'" ]
check "no gnuplot: the page does not say how to draw" \
    grep -q 'class="notice"' "$dir/copy/build/book/ch01_slope.html"
check "no gnuplot: the page shows a picture" sh -c \
    "! grep -q '<img' '$dir/copy/build/book/ch01_slope.html'"
made() { sed -n 's|^  build/book/||p' "$dir/out" | sort | tr '\n' ' '; }
PATH=$bare make_book "$dir/copy"
check "a second make book makes again: $(made)" [ -z "$(made)" ]
sleep 1
echo "// changed" >>"$dir/copy/chapters/ch02_descent.c"
PATH=$bare make_book "$dir/copy"
check "a change of code in chapter 2 makes again: $(made)" [ \
    "$(made)" = "ch02_descent.html " ]
check "a change of code does not reach the page" \
    grep -q '// changed' "$dir/copy/build/book/ch02_descent.html"
# ---- Without clang ---------------------------------------------------------

rm -f "$bare/clang" "$dir/copy/build/book/"*.html
if PATH=$bare make_book "$dir/copy"; then ok; else
    wrong "no clang: there is no book:"
    cat "$dir/err"
fi
check "no clang: a page has a script" sh -c "! grep -q '<script' '$dir/copy/build/book/'*.html"

# ---- In Chinese ------------------------------------------------------------

if PATH=$bare make_book "$dir/copy" TEXT=zh; then ok; else
    wrong "make book TEXT=zh: fails:"
    cat "$dir/err"
fi
check "Chinese: says other than one line in Chinese" [ \
    "$(cat "$dir/err")" = "book: 没有 gnuplot，所以没有画图：用 make deps 安装" ]
check "make book TEXT=zh: has made the English book" [ -z "$(made)" ]
here=$PWD
cd "$dir/copy" || exit 1
check_pages build/book-zh
check "Chinese: a page is not said to be Chinese" sh -c \
    "! grep -L '<html lang=\"zh-CN\">' build/book-zh/*.html | grep -q ."
check "Chinese: the contents page does not lead to the English one" \
    grep -q 'href="../book/index.html"' build/book-zh/index.html
for source in chapters/zh/ch0[12]_*.c; do
    name=$(basename "$source" .c)
    page=build/book-zh/$name.html
    awk '/^\/\*$/ { prose = 1 } !prose && NF { print } /^\*\/$/ { prose = 0 }' \
        "$source" >"$dir/code"
    text_of sourceCode "$page" >"$dir/in-page"
    check "Chinese, $name: the page's code is not the chapter's (diff above)" \
        diff "$dir/code" "$dir/in-page"
    sed 1,2d "build/data/$name.zh.txt" | grep -v '^── .* ──$' | grep -v '^ *$' | sort >"$dir/golden"
    text_of output "$page" | sort >"$dir/in-page"
    check "Chinese, $name: the page does not show what it prints (diff above)" \
        diff "$dir/golden" "$dir/in-page"
    check "Chinese, $name: what it prints has lost its place" sh -c "! grep -q 它还打印了 '$page'"
    check "Chinese, $name: a figure is missing in the page" [ \
        "$(grep -c '<figcaption>' "$page")" = "$(grep -c '^!\[图 ' "$source")" ]
    for link in exercises.html#ex0 articles.html#A; do
        check "Chinese, $name: no link to $link" grep -q "class=\"to\" href=\"$link" "$page"
    done
done
check "Chinese: no link to the library" grep -q 'class="to" href="lib.html#v_' build/book-zh/ch01_slope.html
# Nothing is English but code, names, and a term in its brackets.
for page in ch01_slope ch02_descent reading glossary exercises; do
    sed -e '/<script/,/<\/script>/d' -e '/<pre/,/<\/pre>/d' \
        -e 's/<code[^>]*>[^<]*<\/code>//g' -e 's/<span lang="en">[^<]*<\/span>//g' \
        -e 's/<math.*<\/math>//g' -e 's/<[^>]*>//g' build/book-zh/$page.html |
        grep -m 1 '[A-Za-z][a-z]\{1,\} [a-z]\{2,\} [a-z]\{2,\}' >"$dir/english"
    check "Chinese, $page: English stands there: $(cat "$dir/english")" [ ! -s "$dir/english" ]
done
cd "$here" || exit 1

# ---- A chapter that is gone -------------------------------------------------

rm "$dir/copy/chapters/ch02_descent.c"
PATH=$bare make_book "$dir/copy"
check "a chapter that is gone still has a page" [ ! -e "$dir/copy/build/book/ch02_descent.html" ]
check "a page leads to a chapter that is gone" sh -c \
    "! grep -q ch02_descent '$dir/copy/build/book/'*.html"
rm -rf "$dir/copy"

# ---- The pages -------------------------------------------------------------

# In a copy: nothing is left in it from before, and what QUICK=1 makes does not
# stay in the reader's own build.
mkdir "$dir/whole" && tar -cf - --exclude ./build --exclude ./.git . |
    (cd "$dir/whole" && tar -xf -) && cd "$dir/whole" || exit 1
if make_book . && [ ! -s "$dir/err" ]; then ok; else
    wrong "make book: fails, or writes to stderr:"
    cat "$dir/err"
fi
check_pages build/book

for source in chapters/ch*.c; do
    name=$(basename "$source" .c)
    page=$book/$name.html
    awk '/^\/\*$/ { prose = 1 } !prose && NF { print } /^\*\/$/ { prose = 0 }' \
        "$source" >"$dir/code"
    text_of sourceCode "$page" >"$dir/in-page"
    check "$name: the page's code is not the chapter's (diff above)" \
        diff "$dir/code" "$dir/in-page"
    # The golden output, but for the title and the headings (and blank lines);
    # what the float build has trained has digits of this machine.
    printed=tests/golden/$name.txt
    ! grep -q '^Data: MNIST' "build/data/$name.txt" || printed=tests/golden/$name.mnist.txt
    ! grep -q chapter_that_trains "$source" || printed=build/data/$name.txt
    sed 1,2d "$printed" | grep -v '^── .* ──$' | grep -v '^ *$' |
        sort >"$dir/golden"
    text_of output "$page" | sort >"$dir/in-page"
    check "$name: the page does not show what it prints (diff above)" \
        diff "$dir/golden" "$dir/in-page"
    check "$name: what it prints has lost its place" sh -c \
        "! grep -q 'What else it prints' '$page'"
    check "$name: a figure is missing in the page" [ \
        "$(grep -c '<figcaption>' "$page")" = "$(grep -c '^!\[Figure ' "$source")" ]
    check "$name: is not on the contents page" grep -q "href=\"$name.html\"" $book/index.html
    terms=$(awk '/^\*\*New here/ { box = 1 } /^\*\/$/ { box = 0 } box && /^: /' "$source" | wc -l)
    check "$name: its $terms new terms are not all in the glossary" [ \
        "$(grep -o "href=\"$name.html#new-[0-9]*\"" $book/glossary.html | wc -l)" -eq "$terms" ]
done
if command -v gnuplot >/dev/null; then
    check "a figure is not drawn" sh -c "! grep -q 'class=\"notice\"' $book/*.html"
fi

# ---- To take away ----------------------------------------------------------

if make_book . FORMAT=epub && [ ! -s "$dir/err" ]; then ok; else
    wrong "make book FORMAT=epub: fails, or writes to stderr:"
    cat "$dir/err"
fi
# Links as on the pages; where they lead, EPUBCheck looks.
if command -v unzip >/dev/null; then
    unzip -p $book/downhill.epub 'EPUB/text/ch0*.xhtml' >"$dir/epub-text"
    for link in 'ch[0-9]*.xhtml' 'ch[0-9]*.xhtml#ch03_plane' 'ch[0-9]*.xhtml#ex03a' 'ch[0-9]*.xhtml#A2-12' \
        'ch[0-9]*.xhtml#v_backward'; do
        check "the EPUB has no link to $link" grep -q "class=\"to\" href=\"$link\"" "$dir/epub-text"
    done
fi
# (Debian's is a Java archive, which not every shell can start.)
epubcheck=$(command -v epubcheck)
starts() { $1 --version 2>&1 | grep -q '^EPUBCheck v'; }
[ -z "$epubcheck" ] || starts "$epubcheck" 2>/dev/null || epubcheck="java -jar $epubcheck"
if [ -n "$epubcheck" ] && starts "$epubcheck"; then
    $epubcheck $book/downhill.epub >"$dir/epub" 2>&1
    check "EPUBCheck: $(grep -m 1 '^ERROR\|^WARN\|^FATAL' "$dir/epub")" \
        grep -q ' 0 fatals / 0 errors / 0 warnings' "$dir/epub"
else
    skipped=$((skipped + 1))
    echo "no epubcheck here"
fi
if command -v unzip >/dev/null && command -v zip >/dev/null && command -v gnuplot >/dev/null; then
    check "the EPUB has not every figure" [ "$(unzip -l $book/downhill.epub | grep -c '\.svg$')" -eq \
        "$(cat chapters/ch*.c | grep -c '^!\[Figure ')" ]
    languages="en zh"
    [ -n "$(fc-list :lang=zh-cn 2>/dev/null | head -n 1)" ] || { languages=en; skipped=$((skipped + 1)); }
    for labels in $languages; do
        source=chapters/ch03_gradient.c
        [ $labels = en ] || source=chapters/zh/ch03_gradient.c
        if goal="slides CH=03 LABELS=$labels THEME=dark" make_book . && [ ! -s "$dir/err" ]; then ok; else
            wrong "make slides LABELS=$labels: fails, or writes to stderr:"
            cat "$dir/err"
        fi
        rm -rf "$dir/pptx"
        unzip -q build/slides/ch03-$labels-dark.pptx -d "$dir/pptx"
        # A title, and a picture that fills each of the others.
        cat "$dir/pptx/ppt/slides/"*.xml |
            grep -o '<a:off x="0" y="0" */><a:ext cx="9144000" cy="5143500"' >"$dir/shown"
        check "slides, $labels: not a whole slide for each figure" [ \
            "$(grep -c . "$dir/shown") $(ls "$dir/pptx/ppt/slides/"*.xml | grep -c .)" = \
            "$(grep -c '^!\[' $source) $(($(grep -c '^!\[' $source) + 1))" ]
        check "slides, $labels: are not 16:9" grep -q 'sldSz cx="9144000" cy="5143500"' \
            "$dir/pptx/ppt/presentation.xml"
        sed -n 's/.*chapter_predict([^"]*"\(.*\)");$/\1/p' $source | while read -r asked; do
            cat "$dir/pptx/ppt/notesSlides/"*.xml | sed 's/<[^>]*>//g' | grep -qF -- "$asked" || echo "$asked"
        done >"$dir/unasked"
        check "slides, $labels: not in the notes: $(head -n 1 "$dir/unasked")" [ ! -s "$dir/unasked" ]
    done
else
    skipped=$((skipped + 1))
    echo "no zip, unzip or gnuplot here, so no slides"
fi

echo "$passed passed, $failed failed$([ $skipped = 0 ] || echo ", $skipped skipped")"
[ "$failed" -eq 0 ]
