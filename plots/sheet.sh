#!/bin/sh
# sheet.sh [DIR]: writes DIR/index.html, a contact sheet of the figures drawn so
# far: by chapter, each with its number in the book, its title (the first tr() of
# its script), the command that makes it for a slide, and links to its files.
# In Chinese with TEXT=zh.
dir=${1:-build/figures}
say() { if [ "${TEXT:-en}" = zh ]; then echo "$2"; else echo "$1"; fi; }
mkdir -p "$dir" || exit 1
part=$dir/index.html.$$
trap 'rm -f "$part"' EXIT
trap 'exit 130' HUP INT TERM

# One line for each figure, ready for HTML: stem|formats|English|Chinese|number.
figures() {
    sh plots/numbers.sh | awk '
    FILENAME == "-" { split($0, word, "="); number[word[2]] = word[1]; next }
    FNR == 1 { stem = FILENAME; gsub(/.*\/|\.gp$/, "", stem); found = 0 }
    /^# formats:/ { formats = substr($0, 12) }
    !found && match($0, /tr\("[^"]*", *"[^"]*"\)/) {
        found = split(substr($0, RSTART + 4, RLENGTH - 6), label, /", *"/)
        line = stem "|" formats "|" label[1] "|" label[2] "|" number[stem]
        gsub(/%s/, "√", line)  # (a root that fits, in the script)
        gsub(/&/, "\\&amp;", line); gsub(/</, "\\&lt;", line)
        split(number[stem] ".99", place, ".")
        printf "%s %02d|%s\n", substr(stem, 1, 4), place[2], line
    }' - plots/ch*.gp | LC_ALL=C sort | cut -d "|" -f 2-
}

# The folders that there are, those of the reader's own colours and sizes last.
looks=$(cd "$dir" && for look in light-en light-zh dark-en dark-zh light-*-* dark-*-*; do
    [ ! -d "$look" ] || echo "$look"
done)

page() {
    cat <<END
<!DOCTYPE html><html lang="$(say en zh-CN)"><meta charset="utf-8"><title>$(say "Downhill: figures" "Downhill：图")</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 80rem; margin: auto; padding: 1rem }
main { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)) }
h2 { grid-column: 1/-1; margin: 1rem 0 -1rem }
figure { margin: 0 } div { display: flex; flex-wrap: wrap; gap: .5rem }
div a { flex: 1 1 14rem } img, video { width: 100%; border: 1px solid #8886 }
code { display: block; padding: .3rem .5rem; background: #8882; user-select: all; overflow-wrap: anywhere }
</style>
<h1>$(say "Downhill: the figures" "Downhill：全部的图")</h1><main>
END
    figures | while IFS='|' read -r stem formats english chinese number; do
        shots='' links='' shown=''
        for look in $looks; do
            for format in svg png gif mp4 pdf; do
                file=$look/$stem.$format
                [ -f "$dir/$file" ] || continue
                links="$links <a href=\"$file\">$look.$format</a>"
                # The first there is of each theme is shown.
                case $format-$shown in pdf* | *"${look%%-*}"*) continue ;; esac
                shown=$shown${look%%-*}
                if [ "$format" = mp4 ]; then
                    shots="$shots<a href=\"$file\"><video src=\"$file\" controls loop muted></video></a>"
                    continue
                fi
                shots="$shots<a href=\"$file\"><img src=\"$file\" alt=\"$english\" loading=\"lazy\"></a>"
            done
        done
        [ -n "$links" ] || continue
        if [ "${stem%%_*}" != "${chapter:-}" ]; then
            chapter=${stem%%_*}
            sed -n '1,3s/^# \(.*\)/<h2>\1<\/h2>/p' "$(say chapters chapters/zh)/$chapter"_*.c
        fi
        echo "<figure id=\"$stem\"><div>$shots</div>"
        say "<b>$english</b> <span lang=\"zh\">$chinese</span>" \
            "<b>$chinese</b> <span lang=\"en\">$english</span>"
        say "<small>${number:+Figure $number, }$stem</small>" \
            "<small>${number:+图 $number，}$stem</small>"
        echo "<code>make figures FIG=$stem THEME=dark LABELS=zh FORMAT=pdf</code>"
        say "<small>drawn:$links; can be drawn as $formats</small></figure>" \
            "<small>画好的：$links；可以画成 $formats</small></figure>"
    done
}
page >"$part" && mv -f "$part" "$dir/index.html"
