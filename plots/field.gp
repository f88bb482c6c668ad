# field.gp: a map with contours, for the figures that show a landscape from
# above. Load it after `f` and the ranges are set; then $contours has the lines.
# The ranges end where a cell of the image does, and the image has no more cells
# (`every`): SVG would not cut them off.
set pm3d map
unset key
set size noratio
set table $contours
set contour base
unset surface
set cntrparam levels auto 14
splot f index 0 using 1:2:3 with lines
unset table
unset contour
set surface
unset pm3d
unset grid
set colorbox user origin screen 0.93, screen 0.15 size screen 0.018, screen 0.73
set rmargin at screen 0.91
set cbtics textcolor rgb ink
