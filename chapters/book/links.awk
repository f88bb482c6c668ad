# links.awk: from each mention of a chapter, a figure or an article's row in a page's
# text to what it names; and an address on each heading.
#     awk -v list=LIST -v figures="1.1=ch01_triangle …" -v page=NAME -f links.awk
# The rows are those of chapters/articles.md. LIST is book.sh's: file, number, title
# and question. With -v zh=1 the page is Chinese. Text in links, headings and code is
# left alone. Only lines that are whole paragraphs are read, and pandoc
# (--wrap=none) makes them so.

BEGIN {
    FS = "\t"
    while ((getline line < list) > 0) {
        split(line, field, "\t")
        target["chapter " field[2]] = target["第 " field[2] " 章"] = target[substr(field[1], 1, 4)] = field[1] ".html"
    }
    while ((getline line < "chapters/articles.md") > 0)
        if (match(line, /^- \*\*[A-Z][0-9-]+/))
            target[substr(line, 5, RLENGTH - 4)] = "articles.html#" substr(line, 5, RLENGTH - 4)
    n = split(figures, pair, " ")
    for (i = 1; i <= n; i++) {
        split(pair[i], of, "=")
        if (!(substr(of[2], 1, 4) in target)) continue
        target["figure " of[1]] = target["图 " of[1]] = target[of[2]] = target[substr(of[2], 1, 4)] "#" of[2]
    }
    # (Names as make knows them only where they stand for themselves.)
    words = "([Cc]hapter|[Ff]igure) [0-9]+(\\.[0-9]+)?|第 [0-9]+ 章|图 [0-9]+\\.[0-9]+|[AEN][0-9]+(-[0-9]+)?"
    if (page == "articles") words = words "|ch[0-9][0-9](_[a-z0-9_]+)?"
}

/^<h2 id="/ {
    id = $0
    sub(/^<h2 id="/, "", id)
    sub(/".*/, "", id)
    sub(/<\/h2>/, "<a class=\"anchor\" href=\"#" id "\" aria-label=\"" (zh ? "这一节的链接" : "link to this section") "\">#</a></h2>")
}
/^<pre|<div class="sourceCode/ { code = 1 }
!code && /^<(p|li|dd|td)>/ { $0 = linked($0) }
/<\/pre>/ { code = 0 }
{ print }

# The pieces of text between tags; not those within <a>, <code>, <math>.
function linked(line,   out, text, tag, inside, at) {
    while (line != "") {
        at = index(line, "<")
        text = at ? substr(line, 1, at - 1) : line
        line = at ? substr(line, at) : ""
        out = out (inside ? text : with_links(text))
        if (line == "") break
        at = index(line, ">")
        tag = substr(line, 1, at)
        line = substr(line, at + 1)
        if (tag ~ /^<(a|code|math)[ >]/) inside++
        if (tag ~ /^<\/(a|code|math)>/) inside--
        out = out tag
    }
    return out
}

function with_links(text,   out, found, name, to) {
    while (match(text, words)) {
        name = found = substr(text, RSTART, RLENGTH)
        sub(/^C/, "c", name)
        sub(/^F/, "f", name)
        to = name in target ? target[name] : ""
        if (to == page ".html") to = ""
        out = out substr(text, 1, RSTART - 1) (to == "" ? found : "<a class=\"to\" href=\"" to "\">" found "</a>")
        text = substr(text, RSTART + RLENGTH)
    }
    return out text
}
