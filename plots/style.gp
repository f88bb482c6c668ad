# style.gp: how every figure looks. A script loads it first; then it has
#   tr("English", "中文")  the label in the language asked for
#   data   the folder of the .dat files; draw("stem") is the path of one
#   number(f, "name")      a number that the chapter wrote into that file, such as
#          the rate that its data were made with (# name = value): what stands in
#          a figure comes from there, never from the script
#   cell(f, block, row, column), rows(f, block)   one number of a data set (from
#          0; columns from 1), and how many rows it has
#   plain(x), comma(n), fraction(x)   a number for a label: −0.5; 13,002; −¾
#   the colours below; blue_text and so on for words, dark enough to be read
#   line styles, by meaning: 1 function (blue), 2 gradient and tangent (green),
#   3 path (orange), 4 test data (purple), 5 amber, 6 ink, 7 quiet.
#   label styles are set by the script: tc rgb blue_text and so on.
# Variables from the command line: theme (light, dark), labels (en, zh), format
# (svg, png, pdf, gif, or frames: the PNGs of a film, one after the other), size
# (of a PNG: its width), data, out; and PALETTE in the environment, a file of
# colours of one's own. `moving`: is the figure to move? Then each plot is a frame.

if (!exists("theme")) theme = "light"
if (!exists("labels")) labels = "en"
if (!exists("format")) format = "svg"
if (!exists("size")) size = 1920
if (!exists("data")) data = "build/data"
moving = format eq "gif" || format eq "frames"

tr(en, zh) = labels eq "zh" ? zh : en
draw(stem) = data . "/" . stem . ".dat"
number(f, name) = real(system(sprintf("sed -n 's/^# %s = //p' '%s'", name, f)))
cell(f, block, row, column) = real(system(sprintf( \
    "awk -f plots/cell.awk -v block=%d -v row=%d -v column=%d '%s'", block, row, column, f)))
rows(f, block) = int(cell(f, block, -1, 1))
plain(x) = (x < 0 ? "−" : "").sprintf("%g", abs(x))
fraction(x) = (x < 0 ? "−" : "").(abs(x) == 0.25 ? "¼" : abs(x) == 0.5 ? "½" : \
    abs(x) == 0.75 ? "¾" : sprintf("%g", abs(x)))
comma(n) = n < 1000 ? sprintf("%d", n) : sprintf("%d,%03d", int(n)/1000, int(n) % 1000)

# ---- Colours: all of them, for all figures. ----------------------------------
# PALETTE=mine.gp may set any of these anew, as "#rrggbb".
dark = theme eq "dark"
bg = dark ? "#111418" : "#ffffff"
ink = dark ? "#e6e6e6" : "#222222"
grid_color = dark ? "#2b3038" : "#e3e3e3"
quiet = dark ? "#9aa2ae" : "#6e6e6e"
pale = dark ? "#3d4653" : "#d4d4d4"  # behind what matters
blue = dark ? "#56b4e9" : "#0072b2"
orange = dark ? "#ff8c42" : "#d55e00"
green = dark ? "#2fc79a" : "#009e73"
purple = "#cc79a7"
amber = "#e69f00"
red = dark ? "#ff6b5e" : "#c0392b"
# Weights and slopes: against, and for (for_it, green); what is written on them.
against = "#c0392b"; on_against = "#ffffff"; on_for = "#111418"
on_orange = "#111418"  # what is written on an area
# Maps: viridis, what is drawn on it, and what is written where it is bright.
map_colors = "0 '#440154', 0.125 '#472c7a', 0.25 '#3b518b', 0.375 '#2c718e', 0.5 '#21908d', \
    0.625 '#27ad81', 0.75 '#5cc863', 0.875 '#aadc32', 1 '#fde725'"
on_map = "#ffffff"; on_bright = "#222222"
# The two classes of chapter 10: points, and the plane behind them.
cold = dark ? "#7cc8f5" : "#005b8f"
warm = dark ? "#ffa765" : "#b84f00"
plane_colors = dark ? \
    "0 '#1d6a9c', 0.25 '#17405d', 0.5 '#14171b', 0.75 '#5e3316', 1 '#a9561d'" : \
    "0 '#6db3dd', 0.25 '#b5d7ec', 0.5 '#fbfaf7', 0.75 '#f6cda9', 1 '#ec9a58'"
# Cells of a matrix: any, an example's, a neuron's.
cell_color = dark ? "#1f252d" : "#eeeeee"
example_color = dark ? "#7a4a12" : "#fbd3a0"
neuron_color = dark ? "#1a5480" : "#a9d2ee"
# What an image shows, where its bytes are shown as they are.
paper = "#ffffff"; pen = "#000000"
palette_file = system("printf %s \"$PALETTE\"")
if (strlen(palette_file)) load palette_file
for_it = exists("for_it") ? for_it : green

# A colour as a number, for `rgb variable`; `clear` is its top byte.
digit(x) = strstrt("0123456789abcdef", x) > 0 ? strstrt("0123456789abcdef", x) - 1 : strstrt("0123456789ABCDEF", x) - 1
part(c, i) = 16*digit(c[2*i:2*i]) + digit(c[2*i+1:2*i+1])
rgb(c) = 65536*part(c, 1) + 256*part(c, 2) + part(c, 3)
clear(c, byte) = sprintf("#%02x%s", byte, c[2:7])
# Words in a colour: nearer to black (or white) until the contrast is 4.5 : 1.
linear(v) = v <= 0.03928 ? v/12.92 : ((v + 0.055)/1.055)**2.4
light(c) = 0.2126*linear(part(c, 1)/255.0) + 0.7152*linear(part(c, 2)/255.0) + 0.0722*linear(part(c, 3)/255.0)
contrast(a, b) = light(a) > light(b) ? (light(a) + 0.05)/(light(b) + 0.05) : (light(b) + 0.05)/(light(a) + 0.05)
toward(v) = int(v + 0.06*((light(bg) > 0.4 ? 0 : 255) - v))
readable(c) = contrast(c, bg) >= 4.6 ? c : \
    readable(sprintf("#%02x%02x%02x", toward(part(c, 1)), toward(part(c, 2)), toward(part(c, 3))))
do for [name in "blue orange green purple amber red quiet"] {
    eval sprintf('%s_text = exists("%s_text") ? %s_text : readable(%s)', name, name, name, name)
}

face = "Noto Sans CJK SC"
# Its √ draws a bar over nothing; `"1/".root."n"` has one that fits.
root = '{/"DejaVu Sans" √}'
# Line width and point size of each terminal, so that all formats look alike.
lw = format eq "svg" ? 2.0 : format eq "png" ? 3.0*size/1920 : format eq "pdf" ? 4.0 : 2.0
ps = format eq "svg" ? 0.65 : format eq "png" ? 3.0*size/1920 : format eq "pdf" ? 2.0 : 1.0

if (format eq "svg") {
    set terminal svg size 1280,720 dynamic font face.",22" background rgb bg
}
if (format eq "png") {
    set terminal pngcairo size size,size*9/16 font face.",22" fontscale 1.125*size/1920 \
        background rgb bg
}
if (format eq "pdf") {
    set terminal pdfcairo size 17.7778in,10in font face.",22" fontscale 0.75 \
        background rgb bg
}
if (format eq "gif") {
    set terminal gif animate delay 12 loop 0 size 960,540 font face.",16" \
        background rgb bg
}
# (The letters have the sizes of a GIF's, a third larger.)
if (format eq "frames") {
    set terminal pngcairo size 1280,720 font face.",16" fontscale 22.0/16*0.75 \
        background rgb bg
}
if (exists("out")) set output out

set encoding utf8
set minussign    # a minus as long as a plus
set format "%h"  # the default puts a space before each number
set lmargin at screen 0.09
set rmargin at screen 0.97
set bmargin at screen 0.15
set tmargin at screen 0.88
set clip two  # a line whose ends are both outside is still drawn inside
set border 3 lw 0.6*lw lc rgb ink
set tics out nomirror textcolor rgb ink
set grid lw 0.5*lw lc rgb grid_color lt 1
set title font face.",".(moving ? "18" : "26") textcolor rgb ink
set xlabel textcolor rgb ink offset 0,0.5  # off the edge of the page
# Where tics are powers of ten, `set label 90 tr(…) @left_edge` instead of ylabel:
# the terminals guess their width differently, and ylabel ends outside the page.
left_edge = "at screen 0.018,0.515 center rotate textcolor rgb ink"
set ylabel textcolor rgb ink
set zlabel textcolor rgb ink
set key textcolor rgb ink
set style fill solid 1.0 noborder

set style line 1 lc rgb blue lw 2.2*lw dt 1 pt 7 ps ps
set style line 2 lc rgb green lw 2*lw dt (10,4) pt 9 ps ps
set style line 3 lc rgb orange lw 1.6*lw dt 1 pt 7 ps ps
set style line 4 lc rgb purple lw 2*lw dt (3,3) pt 5 ps ps
set style line 5 lc rgb amber lw 2*lw dt (12,3,3,3) pt 13 ps ps
set style line 6 lc rgb ink lw lw dt 1 pt 7 ps ps
set style line 7 lc rgb quiet lw 0.8*lw dt (4,4) pt 6 ps ps

# A label's box in the colour of the page, so that no line runs through text.
set style textbox opaque noborder fillcolor rgb bg margins 0.4,0.4

set palette defined (@map_colors)
