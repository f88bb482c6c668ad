# untold.awk: the English sentences in C that a reader would meet in any language:
# two words or more in a string that is no argument of tr() and has no Chinese
# beside it. What only a programmer meets (fatal, the name of some memory) is left
# out, and so is what is like `allow`.
#     LC_ALL=C awk -v allow=… -f untold.awk FILE…
FNR == 1 { read_words(text); text = ""; file = FILENAME }
{ text = text $0 "\n" }
END { read_words(text); exit bad }

function read_words(rest,    word, name, depth, call) {
    while (match(rest, /\/\/[^\n]*|\/\*|'(\\.|[^'\\])+'|"(\\.|[^"\\])*"|[A-Za-z_][A-Za-z_0-9]*|[^ \t\n]/)) {
        word = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        if (word == "\\") continue # (of a macro's lines)
        if (word ~ /^\/[\/*]/) { # a comment
            if (word == "/*") rest = substr(rest, index(rest, "*/") + 2)
        } else if (word ~ /^"/) {
            if (held != "" && !comma) { # beside each other they are one
                held = held substr(word, 2)
                continue
            }
            tell(word)
            held = word; inside = call[depth]; comma = 0
        } else if (word == "," && held != "" && !comma) {
            comma = 1
        } else {
            tell("")
            if (word == "(") call[++depth] = name
            if (word == ")") depth--
            name = word
        }
    }
    tell("")
}

# What is held has been read; what comes after it may be its Chinese.
function tell(chinese) {
    if (held ~ /[A-Za-z]+[,:;]? [a-z][a-z]+/ && (held chinese) !~ /[\343-\351]/ &&
        inside !~ /^(tr|fatal|mem_resize|arena_alloc)$/ && (allow == "" || held !~ allow)) {
        print file ": " held
        bad = 1
    }
    held = ""
}
