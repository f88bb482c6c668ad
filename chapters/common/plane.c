/* plane.c: see plane.h. */
#include "plane.h"
#include "text.h"

#include <stdio.h>

static double middle_of(int i, int across, double half) {
    return half * ((2.0 * i + 1) / across - 1);
}

// [across * across, neurons], the lowest row first: all places are one batch. It
// lies on the network's graph.
static const Tensor *look(const Mlp *n, int layer, double half, int across) {
    Mlp upto = *n;  // so its last layer is the one that is asked
    upto.layers = layer;
    Tensor *x = t_const(n->graph, across * across, 2, NULL);
    for (int i = 0; i < across * across; i++) {
        x->data[2 * i] = (real)middle_of(i % across, across, half);
        x->data[2 * i + 1] = (real)middle_of(i / across, across, half);
    }
    return t_sigmoid(mlp_forward(&upto, x));
}

Figure *plane_open(Chapter *c, const char *stem) {
    char names[8 * PLANE_CELLS] = "";
    for (int i = 0, used = 0; i < PLANE_CELLS; i++)
        used += snprintf(names + used, 8, "v%d ", i);
    return figure_open(c, stem, names);
}

int plane_map(Figure *f, const Mlp *n, int layer, double half) {
    if (!f)
        return 0;
    GraphMark mark = graph_mark(n->graph);
    const Tensor *said = look(n, layer, half, PLANE_CELLS);
    const int maps = said->cols < PLANE_MOST ? said->cols : PLANE_MOST;
    for (int unit = 0; unit < maps; unit++) {
        const real *at = said->data + unit;
        figure_block(f, NULL, NULL);
        for (int j = 0; j < PLANE_CELLS; j++) {
            double row[PLANE_CELLS];
            for (int i = 0; i < PLANE_CELLS; i++, at += said->cols)
                row[i] = (int)((double)*at * 1000 + 0.5) / 1000.0;
            figure_row_from(f, PLANE_CELLS, row);
        }
    }
    graph_rewind(n->graph, mark);
    return maps;
}

Shades plane_shades(const Mlp *n, int layer, int unit, const char *title) {
    enum { SIDE = PLANE_SHADES };
    Shades s;
    uint8_t *shade = s.image;
    snprintf(s.title, sizeof s.title, "%s", title);
    GraphMark mark = graph_mark(n->graph);
    const Tensor *said = look(n, layer, 1.8, SIDE);
    for (int j = SIDE - 1; j >= 0; j--)
        for (int i = 0; i < SIDE; i++) {
            real at = said->data[(j * SIDE + i) * said->cols + unit];
            *shade++ = (uint8_t)(255 * (double)at + 0.5);
        }
    graph_rewind(n->graph, mark);
    return s;
}

void plane_print(Shades left, Shades middle, Shades right) {
    fputs("  ", stdout);
    text_padded(left.title, -PLANE_SHADES);
    fputs("  ", stdout);
    text_padded(middle.title, -PLANE_SHADES);
    printf("  %s\n", right.title);
    text_images(3, (const uint8_t *[]){left.image, middle.image, right.image},
                PLANE_SHADES, PLANE_SHADES);
}
