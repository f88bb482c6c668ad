# check_prose.awk: holds a chapter's prose against what its program prints.
#     awk -v golden=FILE [-v measured=FILE] -v allow=FILE -v chapter=ch01 \
#         -f check_prose.awk CHAPTER.c
# Prose is a block comment whose markers stand alone in column 1. In it
#   - a number in backticks must occur in the golden output or in that of the
#     full run on MNIST that was written down (measured), where claims are, too;
#   - any other decimal must be in the allow file: chapter, number, reason;
#   - a figure is numbered in order and has a script plots/STEM.gp;
#   - at most five terms stand in the New here box;
#   - no line is wider than 80 columns.
# One line for each fault; the exit status is 1 when there was one.
function fault(text) { print FILENAME ":" FNR ": " text; faults++ }

BEGIN {
    while ((getline line < golden) > 0) printed = printed " " line
    while (measured != "" && (getline line < measured) > 0)
        printed = printed " " line
    while ((getline line < allow) > 0) {
        split(line, word, " ")
        if (word[1] == chapter) allowed[word[2]] = 1
    }
    gsub(/[^-0-9.e+]/, " ", printed)
    printed = " " printed " "
}

# Columns, not bytes: continuation bytes of UTF-8 do not count.
{
    wide = $0
    gsub(/[\200-\277]/, "", wide)
    if (length(wide) > 80 && !/!\[/) fault("wider than 80 columns")
}

/^\/\*$/ { prose = 1; next }
/^\*\/$/ { prose = math = terms = 0; next }
!prose { next }

/^\$\$/ { math = !(/\$\$$/ && length($0) > 2) }
math { if (/\$\$$/) math = 0; next }
/^\$\$.*\$\$$/ { next }

/^\*\*New here\*\*/ { box = 1 }
box && /^: / && ++entries > 5 { fault("more than five new terms") }
/^## / { box = 0 }

match($0, /!\[Figure [0-9]+\.[0-9]+/) {
    number = substr($0, RSTART + 9, RLENGTH - 9)
    figures++
    if (number != (substr(chapter, 3) + 0) "." figures)
        fault("figure " number " should be " (substr(chapter, 3) + 0) "." figures)
}
match($0, /\]\([a-z0-9_]+\)/) {
    stem = substr($0, RSTART + 2, RLENGTH - 3)
    if ((getline line < ("plots/" stem ".gp")) < 0) fault("there is no plots/" stem ".gp")
    close("plots/" stem ".gp")
}

{
    text = $0
    while (match(text, /`[^`]*`/)) {
        code = substr(text, RSTART + 1, RLENGTH - 2)
        text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH)
        if (code ~ /^[-+]?[0-9][0-9.]*(e[-+]?[0-9]+)?$/ && !index(printed, " " code " "))
            fault(code " is not in the program's output")
    }
    gsub(/\$[^$]*\$/, " ", text)
    gsub(/[Ff]igure [0-9.]+/, " ", text)
    while (match(text, /[0-9]+\.[0-9]+/)) {
        number = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        if (!(number in allowed))
            fault("the decimal " number " is neither in backticks nor in tests/shell/prose.allow")
    }
}
END { exit faults > 0 }
