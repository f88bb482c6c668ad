/* plane.c: see plane.h. */
#include "plane.h"
#include "text.h"

#include <stdio.h>

enum { CELLS_OF_MAP = PLANE_CELLS * PLANE_CELLS };

static double middle(int i, int across, double half) {
    return half * ((2.0 * i + 1) / across - 1);
}

// out [across * across], the lowest row first: all places are one batch.
static void look(const Mlp *n, int layer, int unit, double half, int across,
                 real *out) {
    Mlp upto = *n;  // so its last layer is the one that is asked
    upto.layers = layer;
    GraphMark mark = graph_mark(n->graph);
    Tensor *x = t_const(n->graph, across * across, 2, NULL);
    for (int i = 0; i < across * across; i++) {
        x->data[2 * i] = (real)middle(i % across, across, half);
        x->data[2 * i + 1] = (real)middle(i / across, across, half);
    }
    const Tensor *a = t_sigmoid(mlp_forward(&upto, x));
    for (int i = 0; i < across * across; i++)
        out[i] = a->data[i * a->cols + unit];
    graph_rewind(n->graph, mark);
}

Figure *plane_open(Chapter *c, const char *stem) {
    char names[8 * PLANE_CELLS] = "";
    for (int i = 0, used = 0; i < PLANE_CELLS; i++)
        used += snprintf(names + used, 8, "v%d ", i);
    return figure_open(c, stem, names);
}

static void write_rows(Figure *f, double *cell) {
    for (int i = 0; i < CELLS_OF_MAP; i++)
        cell[i] = (int)(cell[i] * 1000 + 0.5) / 1000.0;
    figure_block(f, NULL, NULL);
    for (int j = 0; j < PLANE_CELLS; j++)
        figure_row_from(f, PLANE_CELLS, cell + j * PLANE_CELLS);
}

void plane_map(Figure *f, const Mlp *n, int layer, int unit, double half) {
    static real said[CELLS_OF_MAP];
    static double cell[CELLS_OF_MAP];
    look(n, layer, unit, half, PLANE_CELLS, said);
    for (int i = 0; i < CELLS_OF_MAP; i++)
        cell[i] = (double)said[i];
    write_rows(f, cell);
}

void plane_heights(Figure *f, Height *height, const void *of, double half) {
    static double cell[CELLS_OF_MAP];
    for (int i = 0; i < CELLS_OF_MAP; i++)
        cell[i] = height(of, middle(i % PLANE_CELLS, PLANE_CELLS, half),
                         middle(i / PLANE_CELLS, PLANE_CELLS, half));
    write_rows(f, cell);
}

void plane_shade(const Mlp *n, int layer, int unit, uint8_t *image) {
    enum { SIDE = PLANE_SHADES };
    real said[SIDE * SIDE];
    look(n, layer, unit, 1.8, SIDE, said);
    for (int j = SIDE - 1; j >= 0; j--)
        for (int i = 0; i < SIDE; i++)
            *image++ = (uint8_t)(255 * (double)said[j * SIDE + i] + 0.5);
}

void plane_print(int n, const char *const *title, const uint8_t *const *image) {
    for (int k = 0; k < n; k++) {
        printf("  ");
        text_padded(title[k], k < n - 1 ? -PLANE_SHADES : 0);
    }
    printf("\n");
    text_images(n, image, PLANE_SHADES, PLANE_SHADES);
}
