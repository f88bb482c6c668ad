/* plane.h: what the neurons of a network with two inputs say all over the plane,
 * for chapter 10: in colours for a figure, in shades for the terminal.
 *
 *     Figure *f = plane_open(c, "ch10_xor");
 *     plane_map(f, &net, 1, 2);  // the first hidden layer
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
enum { PLANE_MOST = 8 };

/* A figure whose blocks are maps of PLANE_CELLS x PLANE_CELLS cells, the lowest
 * row first.
 */
Figure *plane_open(Chapter *c, const char *stem);

/* What each neuron of the layer says, but of the first PLANE_MOST at most: at the
 * middles of the cells of -half < x₁, x₂ < half, to three decimals, which are
 * enough for a colour. Returns how many maps that is; 0 where f is NULL.
 */
int plane_map(Figure *f, const Mlp *n, int layer, double half);

/* And what one says, in shades, where -1.8 < x₁, x₂ < 1.8; plane_print prints
 * three beside each other, each under its title, which is copied.
 */
typedef struct Shades {
    char title[64];
    uint8_t image[PLANE_SHADES * PLANE_SHADES];  // as text_images takes it
} Shades;
Shades plane_shades(const Mlp *n, int layer, int unit, const char *title);
void plane_print(Shades left, Shades middle, Shades right);

#endif
