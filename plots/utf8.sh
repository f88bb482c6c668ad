# utf8.sh, to be read with `.`: sets utf8 to a locale whose letters are UTF-8,
# whatever the reader's is, for gnuplot and pandoc. (A plain container has none
# in its environment, but has C.UTF-8.)
utf8=$(locale -a 2>/dev/null | grep -i '\.utf-\{0,1\}8$' |
    awk '/^C\./ { best = $0 } /^en_US/ && best == "" { best = $0 }
        NR == 1 { first = $0 } END { print best != "" ? best : first }')
utf8=${utf8:-C.UTF-8}
