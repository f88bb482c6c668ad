#!/bin/sh
# numbers.sh: NUMBER=STEM for each figure that a chapter shows, such as
# 3.1=ch03_directions. (A caption may run over several lines.)
awk 'match($0, /!\[Figure [0-9]+\.[0-9]+/) { number = substr($0, RSTART + 9, RLENGTH - 9) }
    number != "" && match($0, /\]\(ch[a-z0-9_]+\)/) {
        print number "=" substr($0, RSTART + 2, RLENGTH - 3)
        number = ""
    }' chapters/ch*.c
