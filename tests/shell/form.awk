# form.awk: measures a chapter's form: a story in front, a workbench behind.
#     awk [-v golden=FILE] [-v table=1] -f form.awk CHAPTER.c…
# The story ends at the heading "## The workbench". It may have 350 lines (in
# chapters 9, 13, 15 and 16: 450); no line of its code formats, draws or
# reports; and each section that is printed stands in it as a line "→ heading",
# in order. Faults are printed, one a line, and the exit status is then 1. With
# table=1 a row for each chapter instead:
#   lines and, of the story: prose, code, blank; workbench; idea lines of ten
function fault(text) { if (!table) print name ": " text; faults++ }

function finish(   i) {
    if (name == "") return
    most = name ~ /^ch(09|13|15|16)/ ? 450 : 350
    if (!behind) fault("has no heading \"## The workbench\"")
    if (story > most) fault("the story has " story " lines, more than " most)
    for (i = 1; i <= printed; i++)
        if (named[i] != heading[i]) {
            fault("\"" heading[i] "\" is printed, but the story has \"→ " \
                named[i] "\" there")
            break
        }
    if (golden != "" && arrows > printed)
        fault("\"→ " named[printed + 1] "\" is never printed")
    if (table)
        printf "%-22s %5d %6d %6d %6d %6d %10d %8.1f\n", name, story + bench,
            story, prose_lines, code_lines, blanks, bench,
            code_lines + bench_code ? 10 * code_lines / (code_lines + bench_code) : 0
}

BEGIN {
    while (golden != "" && (getline line < golden) > 0)
        if (line ~ /^── .* ──$/) {
            gsub(/^── | ──$/, "", line)
            heading[++printed] = line
        }
    if (table)
        printf "%-22s %5s %6s %6s %6s %6s %10s %8s\n", "chapter", "lines",
            "story", "prose", "code", "blank", "workbench", "story/10"
}

FNR == 1 {
    finish()
    name = FILENAME
    gsub(/.*\/|\.c$/, "", name)
    story = bench = prose_lines = code_lines = bench_code = blanks = 0
    prose = behind = arrows = 0
}
/^\/\*$/ { prose = 1 }
prose && /^## The workbench$/ { behind = 1 }
behind { bench++; if (!prose && NF) bench_code++ }
!behind {
    story++
    if (!NF) blanks++
    else if (prose) prose_lines++
    else code_lines++
    if (prose && sub(/^→ /, "")) named[++arrows] = $0
    if (!prose && /(^|[^a-z_])(printf|puts|fputs|table_[a-z_]+|figure_[a-z_]+|text_[a-z_]+|report_[a-z_]+|claims?_[a-z]+|chapter_[a-z_]+)\(/)
        fault("line " FNR " of the story formats, draws or reports")
}
/^\*\/$/ { prose = 0 }
END { finish(); exit !table && faults > 0 }
