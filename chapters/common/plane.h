/* plane.h: what the neurons of a network with two inputs say all over the plane,
 * for chapter 10: in colours for a figure, in shades for the terminal.
 *
 *     Figure *f = plane_open(c, "ch10_xor");
 *     plane_map(f, &net, 1, 0, 2);  // the first hidden neuron
 *     figure_close(c, f);
 *
 * Layers are counted from the inputs, which are layer 0; each has sigmoids.
 */
#ifndef DOWNHILL_PLANE_H
#define DOWNHILL_PLANE_H

#include "../../lib/nn.h"
#include "figure.h"

#include <stdint.h>

enum { PLANE_CELLS = 120, PLANE_SHADES = 24 };  // across, and up

/* A figure whose blocks are maps of PLANE_CELLS x PLANE_CELLS cells, the lowest
 * row first.
 */
Figure *plane_open(Chapter *c, const char *stem);

/* What neuron `unit` of the layer says at the middles of the cells of
 * -half < x₁, x₂ < half, to three decimals, which are enough for a colour.
 */
void plane_map(Figure *f, const Mlp *n, int layer, int unit, double half);

/* The same of any function, which knows itself by `of`. */
typedef double Height(const void *of, double x1, double x2);
void plane_heights(Figure *f, Height *height, const void *of, double half);

/* And in shades, where -1.8 < x₁, x₂ < 1.8: PLANE_SHADES x PLANE_SHADES bytes, as
 * text_images takes them. plane_print prints n of them, at most three, beside each
 * other, each under its title.
 */
void plane_shade(const Mlp *n, int layer, int unit, uint8_t *image);
void plane_print(int n, const char *const *title, const uint8_t *const *image);

#endif
