# weave.awk: turns a chapter into Markdown, prose and code in their order.
#     awk [-v ran=RUN.txt] [-v figures=DIR] -f weave.awk CHAPTER.c
# Prose is a block comment whose markers stand alone in column 1; the rest is
# code. What the run printed in a section stands where the prose has the line
# "→ heading", or follows the code that prints it. The workbench, from its
# heading on, is folded. Nothing is lost: the ```c blocks, in order, are all the
# code there is. A chapter whose title is Chinese is woven in Chinese.

BEGIN {
    while (ran != "" && (getline line < ran) > 0)
        if (line ~ /^── .* ──$/) {
            gsub(/^── | ──$/, "", line)
            heading[++sections] = line
        } else if (!sections) {  # after the title and its rule, such as "Data: …"
            if (++before > 2 && line != "") printed[1] = printed[1] line "\n\n"
        } else if ((line != "" || printed[sections] != ""))
            printed[sections] = printed[sections] line "\n"
}

/^\/\*$/ { code_so_far(); prose = 1; next }
!prose { code = code $0 "\n"; next }
/^\*\/$/ { close_box(); prose = 0; print ""; next }

# A figure may take several lines; it is over where its stem is.
/^!\[(Figure|图) / { caption = ""; in_figure = 1 }
in_figure { caption = caption (caption == "" ? "" : "\n") $0 }
in_figure && /\]\([a-z0-9_]+\)$/ { figure(caption); in_figure = 0; next }
in_figure { next }

# "→ heading": what is printed in that section stands here.
/^→ / { sub(/^→ /, ""); printed_here($0); next }
/^## (The workbench|工作台)$/ {
    close_box()
    print "<details class=\"workbench\"><summary>" say("The workbench: what prints" \
        " the tables and writes the figures’ data",
        "工作台：打印表格、写出画图用的数的代码") "</summary>\n"
    folded = 1
    next
}

/^# Chapter [0-9]+: / { sub(/Chapter [0-9]+/, "[&]{.number}"); sub(/: /, " ") }
/^# 第 [0-9]+ 章：/ { zh = 1; sub(/第 [0-9]+ 章/, "[&]{.number}"); sub(/：/, " ") }
/^## / { close_box() }
/^\*\*本章要点\*\*/ { print "::: {.box .points lang=zh-CN}"; box = "points" }
/^\*\*(New here|新词)\*\*/ { print "::: {#new-here .box}"; box = "new" }
box == "points" && /^$/ { close_box() }
# A term is known by the line after it; each has an anchor for the glossary.
box == "new" {
    if (/^: / && held != "" && held !~ /^: /) {
        sub(/\([^()]*\)$/, "[&]{lang=" say("zh-CN", "en") "}", held)
        held = "[" held "]{#new-" ++terms "}"
    }
    if (held != "") print held
    held = $0
    if (held == "") print ""
    next
}
{ print }
END {
    code_so_far()
    if (folded) print "</details>\n"
    rest()
}

function say(english, chinese) { return zh ? chinese : english }

function close_box() {
    if (held != "") print held
    if (box != "") print "\n:::\n"
    held = box = ""
}

function code_so_far(   flat, i) {
    gsub(/^\n+|\n+$/, "", code)
    if (code != "") print "```c\n" code "\n```\n"
    flat = code
    code = ""
    if (folded) return
    gsub(/[ \n]+/, " ", flat)
    for (i = 1; i <= sections; i++)
        if (index(flat, "chapter_section(c, \"" heading[i] "\"") ||
            heading[i] ~ /^(The check|检验)/ && index(flat, "report_begin(c)") ||
            heading[i] ~ /^(The numbers of|正文里的数)/ && index(flat, "claims_check(c"))
            output(i)
}

function quoted(text) {
    gsub(/["\\]/, "\\\\&", text)
    return text
}

function printed_here(name,   i) {
    for (i = 1; i <= sections; i++) if (heading[i] == name) { output(i); return }
}

function output(i) {
    sub(/\n+$/, "", printed[i])
    if (printed[i] != "") print "``` {.output data-section=\"" quoted(heading[i]) \
        "\"}\n" printed[i] "\n```\n"
    printed[i] = ""
}

# What no code claimed by its heading is shown at the end.
function rest(   i, shown) {
    for (i = 1; i <= sections; i++)
        if (printed[i] != "") {
            if (!shown++) print "## " say("What else it prints", "它还打印了") "\n"
            print heading[i] "\n"
            output(i)
        }
}

# text: ![Figure 1.2: what to look at](stem), or ![图 1.2：该看什么](stem)
function figure(text,   stem, number, colon, alt, path, line) {
    stem = substr(text, match(text, /[a-z0-9_]+\)$/), RLENGTH - 1)
    colon = say(": ", "：")
    number = substr(text, 3, index(text, colon) - 3)
    text = substr(text, index(text, colon) + length(colon))
    sub(/\]\([a-z0-9_]+\)$/, "", text)
    alt = text
    gsub(/[*`$]/, "", alt)
    gsub(/&/, "\\&amp;", alt)
    gsub(/"/, "\\&quot;", alt)
    gsub(/</, "\\&lt;", alt)
    alt = one_line(alt)
    path = say("light-en/", "light-zh/") stem ".svg"
    print "<figure id=\"" stem "\">"
    if ((getline line < (figures "/" path)) > 0)
        printf "%s%s", image("day", say("light-en/", "light-zh/") stem, alt),
            image("night", say("dark-en/", "dark-zh/") stem, alt)
    else
        print "<p class=\"notice\">" say("Not drawn yet: <code>make deps</code> " \
            "installs gnuplot, then <code>make book</code> draws it.",
            "还没有画：用 <code>make deps</code> 装好 gnuplot，再用 <code>make book" \
            "</code> 画出来。") "</p>"
    close(figures "/" path)
    print "<figcaption>\n\n[" number say(".", "") "]{.number} " text
    print "[make figures FIG=" stem "]{.stem}"
    print "\n</figcaption>\n</figure>"
}

# Lines joined: by a space, or by nothing where both sides are Chinese.
function one_line(text,   out, at) {
    while ((at = index(text, "\n")) > 0) {
        out = out substr(text, 1, at - 1)
        text = substr(text, at + 1)
        if (!zh || out ~ /[ -~]$/ || text ~ /^[ -~]/) out = out " "
    }
    return out text
}

# By day and by night; the style sheet shows one. (A <picture> that was loaded
# dark would stay dark on paper.)
function image(when, path, alt) {
    return "<img class=\"" when "\" src=\"figures/" path ".svg\" alt=\"" alt \
        "\" width=\"1280\" height=\"720\">\n"
}
