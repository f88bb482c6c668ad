/* plane.h: what the neurons of a network with two inputs say all over the plane,
 * for the figures of chapter 10.
 *
 *     Figure *f = plane_open(c, "ch10_line");
 *     plane_map(f, &net, 1, 2);  // the first hidden layer
 *     figure_close(c, f);
 *
 * Layers are counted from the inputs, which are layer 0; each has sigmoids.
 */
#ifndef DOWNHILL_PLANE_H
#define DOWNHILL_PLANE_H

#include "../../lib/nn.h"
#include "figure.h"
#include "points.h"

enum { PLANE_CELLS = 120 };  // across, and up
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

/* The points that are to be told apart, as a block of x1, x2 and label. */
void plane_points(Figure *f, const Points *p);

/* An untrained network on a graph of its own. Its first hidden layer are the
 * lines of a grid of n x n cells over -2 < x₁, x₂ < 2 (0.003 aside, so that no
 * round number lies on one), each 1 to the right of it or above it. Its second
 * has a neuron for each cell where more points are of class 1 than of class 0,
 * which is 1 there and nowhere else: left - right + bottom - top - 1½. Its output
 * asks for any of these. All weights are times 1000. n is at most PLANE_GRID.
 */
enum { PLANE_GRID = 64 };
Mlp plane_of_cells(int n, const Points *p);

#endif
