# slides.awk: a chapter's figures as Markdown for slides, one a slide, with the
# caption and what the chapter asks there as its notes.
#     awk -f slides.awk CHAPTER.c CHAPTER.c
# Read twice: what each section asks stands in the workbench, where it is printed
# in the prose ("→ heading"). A question goes with the next figure, or with the
# last one where its part of the prose (## …) ends; the chapter's own with the first.

NR == FNR {
    code = code " " $0
    if (!/;$/) next
    if (match(code, /chapter_section\(.*/)) section = string(substr(code, RSTART))
    # (Not what has a number of the run in it.)
    if (match(code, /chapter_predict\(.*/) && code !~ /text_format/)
        asks[section] = asks[section] "\n\n? " plain(string(substr(code, RSTART)))
    code = ""
    next
}
/^\*\/$/ { prose = 0 }
/^\/\*$/ { prose = 1; next }
!prose { next }
/^# / && title == "" { title = substr($0, 3) }
# The chapter's question is its first paragraph.
/^\*\*/ && !began++ { in_question = 1 }
/^$/ { in_question = 0 }
in_question { question = question $0 "\n" }
/^→ / { pending = pending asks[substr($0, length("→ ") + 1)] }
/^## / { place(); first = slides + 1 }
/^!\[/ { caption = alt = ""; in_figure = 1 }
in_figure {
    caption = caption (caption == "" ? "" : "\n") $0
    alt = alt (alt ~ /[ -~]$/ ? " " : "") $0
}
in_figure && /\]\([a-z0-9_]+\)$/ {
    in_figure = 0
    match(caption, /\]\([a-z0-9_]+\)$/)
    stem = substr(caption, RSTART + 2, RLENGTH - 3)
    sub(/\]\([a-z0-9_]+\)$/, "", alt)
    gsub(/[*`$\\]/, "", alt)
    gsub(/"/, "'", alt)
    picture[++slides] = "![](" stem ".png \"" substr(alt, 3) "\")"
    notes[slides] = substr(caption, 3, RSTART - 3) pending
    pending = ""
}
END {
    first = 1
    place()
    print "---\ntitle: |\n  " title "\n---\n"
    notes[1] = question "\n" notes[1]
    for (i = 1; i <= slides; i++)
        print (i > 1 ? "---\n\n" : "") picture[i] "\n\n::: notes\n" notes[i] "\n:::\n"
}

function place() {
    if (!slides || slides < first) return
    notes[slides] = notes[slides] pending
    pending = ""
}

# What stands in C's quotes, in one; and with what Markdown would read escaped.
function string(text,   out) {
    while (match(text, /"([^"\\]|\\.)*"/)) {
        out = out substr(text, RSTART + 1, RLENGTH - 2)
        text = substr(text, RSTART + RLENGTH)
    }
    gsub(/\\"/, "\"", out)
    return out
}

function plain(text) {
    gsub(/[][*_$<^~`@\\]/, "\\\\&", text)
    return text
}
