# links.awk: from each mention in a page's text to what it names: a chapter, a figure,
# an article's row, an exercise, a function of the library; an address on each
# heading; and where a formula stands in the text, its minus is a minus.
#     LC_ALL=C awk -v list=LIST -v figures="1.1=ch01_triangle …" -v page=NAME
#         -v woven=DIR [-v zh=1] [-v files="ch01_slope=ch002.xhtml …"] -f links.awk
# The rows are those of chapters/articles.md. LIST is book.sh's: file, number, title
# and question. DIR has the pages of the exercises and of the library, whose places
# are named {#ex03a} and {#t_linear}. A page NAME is the file NAME.html, if `files`
# does not say otherwise. Text in links and math is left alone, and in code all but a
# name alone. Only lines that are whole paragraphs are read, and pandoc (--wrap=none)
# makes them so; a definition's text is on a line of its own. (As bytes: minus_before and minus_after know letters by them.)

BEGIN {
    n = split(files, pair, " ")
    for (i = 1; i <= n; i++) {
        split(pair[i], of, "=")
        file[of[1]] = of[2]
    }
    FS = "\t"
    while ((getline line < list) > 0) {
        split(line, field, "\t")
        target["chapter " field[2]] = target["第 " field[2] " 章"] = \
            target[substr(field[1], 1, 4)] = address(field[1])
    }
    while ((getline line < "chapters/articles.md") > 0)
        if (match(line, /^- \*\*[A-Z][0-9-]+/)) {
            name = substr(line, 5, RLENGTH - 4)
            target[name] = address("articles") "#" name
        }
    n = split(figures, pair, " ")
    for (i = 1; i <= n; i++) {
        split(pair[i], of, "=")
        if (!(substr(of[2], 1, 4) in target)) continue
        target["figure " of[1]] = target["图 " of[1]] = target[of[2]] = \
            target[substr(of[2], 1, 4)] "#" of[2]
    }
    places("exercises")
    places("lib")
    # (Names as make knows them only where they stand for themselves.)
    words = "([Cc]hapter|[Ff]igure) [0-9]+(\\.[0-9]+)?|第 [0-9]+ 章|图 [0-9]+\\.[0-9]+" \
        "|([Ee]xercise|练习) [0-9]+[a-z]|[AEN][0-9]+(-[0-9]+)?"
    if (page == "articles") words = words "|ch[0-9][0-9](_[a-z0-9_]+)?"
    # What stands before a minus with nothing after it, and what follows one: a digit, a
    # letter alone, (, |, ln, Greek, ½ ¼ ¾, and ∂ ∇ ∑ √ ∞.
    minus_before = "[ (=,|/\200-\277]$"
    minus_after = "^([0-9(|\316\317]|[A-Za-z]([^A-Za-z-]|$)|ln[ (]|d[a-z][^a-z]|\302[\274-\276]|\342\210)"
}

/^<h2 id="/ {
    id = $0
    sub(/^<h2 id="/, "", id)
    sub(/".*/, "", id)
    sub(/<\/h2>/, "<a class=\"anchor\" href=\"#" id "\" aria-label=\"" (zh ? "这一节的链接" : "link to this section") "\">#</a></h2>")
}
/^<pre|<div class="sourceCode/ { code = 1 }
/^<dd>/ { meaning = 1 }
!code && (meaning || /^<(p|li|td)>/) { $0 = linked($0) }
/<\/dd>/ { meaning = 0 }
!code && /^<(h[1-4]|dt|summary|details)[ >]/ { only_minus = 1; $0 = linked($0); only_minus = 0 }
/<\/pre>/ { code = 0 }
{ print }

function address(name) { return name in file ? file[name] : name ".html" }

function places(name,   line, id) {
    while ((getline line < (woven "/" name ".md")) > 0)
        while (match(line, /\{#[a-z0-9_]+\}/)) {
            id = substr(line, RSTART + 2, RLENGTH - 3)
            target["`" id] = address(name) "#" id
            line = substr(line, RSTART + RLENGTH)
        }
}

# The pieces of text between tags; not those within <a>, <code>, <math>. A line begins
# with a tag.
function linked(line,   out, text, tag, to, inside, at) {
    while (line != "") {
        at = index(line, "<")
        text = at ? substr(line, 1, at - 1) : line
        line = at ? substr(line, at) : ""
        out = out (inside ? text : with_links(with_minus(text)))
        if (line == "") break
        at = index(line, ">")
        tag = substr(line, 1, at)
        line = substr(line, at + 1)
        # A name in code, and an exercise that is a list's: "3a".
        if (!inside && !only_minus && (tag == "<code>" || tag == "<strong>") && (at = index(line, "<"))) {
            text = substr(line, 1, at - 1)
            to = tag == "<code>" ? named(text) : text ~ /^[0-9]+[a-z]$/ ? exercise(text) : ""
            if (to != "") {
                out = out link(to, tag text "</" substr(tag, 2))
                line = substr(line, at + length(tag) + 1)
                continue
            }
        }
        if (tag ~ /^<(a|code|math)[ >]/) inside++
        if (tag ~ /^<\/(a|code|math)>/) inside--
        out = out tag
    }
    return out
}

function link(to, text) { return "<a class=\"to\" href=\"" to "\">" text "</a>" }

# Where a page has something; "" if it is nowhere, or the page itself.
function place(name) {
    if (!(name in target) || target[name] == address(page)) return ""
    if (name ~ /^`/ && index(target[name], address(page) "#") == 1) return ""
    return target[name]
}
function exercise(number) {
    return place("`ex" substr("0" number, length(number) - 1))
}
# Of `t_linear`, `v_mul(x, y)`, `make ex03`, `hint03`.
function named(code) {
    sub(/\(.*\)$/, "", code)
    sub(/^(make )?(ex|hint)/, "ex", code)
    return code ~ /^ex[0-9][0-9][a-z]?$|^[a-z]+(_[a-z0-9]+)*$/ ? place("`" code) : ""
}

function with_links(text,   out, found, name, to) {
    if (only_minus) return text
    while (match(text, words)) {
        name = found = substr(text, RSTART, RLENGTH)
        sub(/^C/, "c", name)
        sub(/^F/, "f", name)
        if (name ~ /^([Ee]xercise|练习) /) {
            sub(/^[^ ]+ /, "", name)
            to = exercise(name)
        } else to = place(name)
        out = out substr(text, 1, RSTART - 1) (to == "" ? found : link(to, found))
        text = substr(text, RSTART + RLENGTH)
    }
    return out text
}

# A minus between two spaces, or before what it turns round ("-η", "(-1, 3)"), or alone in
# "(a-y)"; never in a word, a range or a name ("784-30-10", "mini-batch", "A2-12").
function with_minus(text,   out, at, before, after) {
    while ((at = index(text, "-")) > 0) {
        before = substr(text, 1, at - 1)
        after = substr(text, at + 1)
        out = out before (is_minus(out before, after) ? "−" : "-")
        text = after
    }
    return out text
}
function is_minus(before, after) {
    if (before ~ / $/ && after ~ /^ /) return 1
    if ((before == "" || before ~ minus_before) && after ~ minus_after) return 1
    return before ~ /\([A-Za-z0-9]$/ && after ~ /^[a-z0-9]\)/ && \
        (before ~ /[a-z]$/ || after ~ /^[a-z]/ || before ~ /[A-Z]$/)
}
