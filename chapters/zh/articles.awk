# articles.awk: the Chinese articles.md with the arrows of the English one, their
# headings those of the Chinese chapters, where there are some.
#     awk -f articles.awk chapters/ch*.c chapters/zh/ch*.c chapters/articles.md \
#         chapters/zh/articles.md
FNR == 1 { chinese = FILENAME ~ /\/zh\// }
FILENAME ~ /\.c$/ {
    chapter = FILENAME
    sub(/.*\//, "", chapter)
    chapter = substr(chapter, 1, 4)
    if (!/^## /) next
    if (chinese) heading[chapter, english[chapter, ++seen[chapter]]] = substr($0, 4)
    else english[chapter, ++count[chapter]] = substr($0, 4)
    next
}
/^- \*\*/ { row = $2 }
!chinese && /^  → / {
    line = $0
    sub(/:$/, "", line)
    if (match(line, /".*"/)) {
        chapter = substr(line, index(line, "ch"), 4)
        text = substr(line, RSTART + 1, RLENGTH - 2)
        if ((chapter, text) in heading)
            line = substr(line, 1, RSTART) heading[chapter, text] \
                substr(line, RSTART + RLENGTH - 1)
    }
    arrows[row] = arrows[row] (arrows[row] == "" ? "" : "\n") line
}
!chinese { next }
/^  → / { pending = row; next }
pending { print arrows[pending] (/^  / ? ":" : ""); pending = "" }
{ print }
END { if (pending) print arrows[pending] }
