# style.gp: how every figure looks. A script loads it first; then it has
#   tr("English", "中文")  the label in the language asked for
#   bg ink grid_color, blue orange green purple amber  the theme's colours
#   data   the folder of the .dat files; draw("stem") is the path of one
#   line styles, by meaning: 1 function (blue), 2 gradient and tangent (green),
#   3 path (orange), 4 test data (purple), 5 amber, 6 ink, 7 quiet.
#   label styles are set by the script: tc rgb blue and so on.
# Variables from the command line: theme (light, dark), labels (en, zh), format
# (svg, png, pdf, gif), data, out.

if (!exists("theme")) theme = "light"
if (!exists("labels")) labels = "en"
if (!exists("format")) format = "svg"
if (!exists("data")) data = "build/data"

tr(en, zh) = labels eq "zh" ? zh : en
draw(stem) = data . "/" . stem . ".dat"

dark = theme eq "dark"
bg = dark ? "#111418" : "#ffffff"
ink = dark ? "#e6e6e6" : "#222222"
grid_color = dark ? "#2b3038" : "#e3e3e3"
quiet = dark ? "#9aa2ae" : "#6e6e6e"
blue = dark ? "#56b4e9" : "#0072b2"
orange = dark ? "#ff8c42" : "#d55e00"
green = dark ? "#2fc79a" : "#009e73"
purple = "#cc79a7"
amber = "#e69f00"

face = "Noto Sans CJK SC"
# Its √ draws a bar over nothing; `"1/".root."n"` has one that fits.
root = '{/"DejaVu Sans" √}'
# Line width and point size of each terminal, so that all formats look alike.
lw = format eq "svg" ? 2.0 : format eq "png" ? 3.0 : format eq "pdf" ? 4.0 : 2.0
ps = format eq "svg" ? 0.65 : format eq "png" ? 3.0 : format eq "pdf" ? 2.0 : 1.0

if (format eq "svg") {
    set terminal svg size 1280,720 dynamic font face.",22" background rgb bg
}
if (format eq "png") {
    set terminal pngcairo size 1920,1080 font face.",22" fontscale 1.125 \
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
set title font face.",".(format eq "gif" ? "18" : "26") textcolor rgb ink
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

set palette defined (0 '#440154', 0.125 '#472c7a', 0.25 '#3b518b', \
    0.375 '#2c718e', 0.5 '#21908d', 0.625 '#27ad81', 0.75 '#5cc863', \
    0.875 '#aadc32', 1 '#fde725')
