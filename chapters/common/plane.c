/* plane.c: see plane.h. */
#include "plane.h"

#include <stdio.h>
#include <string.h>

static double middle_of(int i, double half) {
    return half * ((2.0 * i + 1) / PLANE_CELLS - 1);
}

// [PLANE_CELLS * PLANE_CELLS, neurons], the lowest row first: all places are one
// batch. It lies on the network's graph.
static const Tensor *look(const Mlp *n, int layer, double half) {
    enum { ALL = PLANE_CELLS * PLANE_CELLS };
    Mlp upto = *n;  // so its last layer is the one that is asked
    upto.layers = layer;
    Tensor *x = t_const(n->graph, ALL, 2, NULL);
    for (int i = 0; i < ALL; i++) {
        x->data[2 * i] = (real)middle_of(i % PLANE_CELLS, half);
        x->data[2 * i + 1] = (real)middle_of(i / PLANE_CELLS, half);
    }
    return t_sigmoid(mlp_forward(&upto, x));
}

// "v0 v1 …", which live until the program ends.
static const char *columns(void) {
    static char names[8 * PLANE_CELLS];
    for (int i = 0, used = 0; i < PLANE_CELLS; i++)
        used += snprintf(names + used, 8, "v%d ", i);
    return names;
}

Figure *plane_open(Chapter *c, const char *stem) {
    return figure_open(c, stem, NULL);
}

int plane_map(Figure *f, const Mlp *n, int layer, double half) {
    if (!f)
        return 0;
    GraphMark mark = graph_mark(n->graph);
    const Tensor *said = look(n, layer, half);
    const int maps = said->cols < PLANE_MOST ? said->cols : PLANE_MOST;
    for (int unit = 0; unit < maps; unit++) {
        const real *at = said->data + unit;
        figure_block(f, NULL, columns());
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

void plane_points(Figure *f, const Points *p) {
    figure_block(f, NULL, "x1 x2 label");
    for (int i = 0; i < p->n; i++)
        figure_row(f, p->x[2 * i], p->x[2 * i + 1], p->label[i]);
}

Mlp plane_of_cells(int n, const Points *p) {
    enum { MOST = PLANE_GRID, SHARP = 1000 };
    const double edge = 2.003;                 // no round number lies on a line
    int more[MOST][MOST] = {{0}}, fields = 0;  // more[row][column]: 1s less 0s
    for (int i = 0; i < p->n; i++) {
        double x = ((double)p->x[2 * i] + edge) / 4;
        double y = ((double)p->x[2 * i + 1] + edge) / 4;
        if (x >= 0 && x < 1 && y >= 0 && y < 1)
            more[(int)(y * n)][(int)(x * n)] += p->label[i] ? 1 : -1;
    }
    for (int cell = 0; cell < n * n; cell++)
        fields += more[cell / n][cell % n] > 0;
    fields = fields ? fields : 1;  // a layer has a neuron
    const int lines = 2 * (n + 1);
    Rng r = rng_new(1);
    Mlp net = mlp_new(graph_new(1), (int[]){2, lines, fields, 1}, 4, SIGMOID,
                      INIT_NORMAL, &r);
    real *line = net.weight[0]->data, *field = net.weight[1]->data;
    memset(line, 0, t_count(net.weight[0]) * sizeof *line);
    memset(field, 0, t_count(net.weight[1]) * sizeof *field);
    for (int k = 0; k <= n; k++) {  // 1 where x₁, or x₂, is beyond edge k
        line[2 * k] = line[2 * (n + 1 + k) + 1] = SHARP;
        net.bias[0]->data[k] = net.bias[0]->data[n + 1 + k] =
            (real)(SHARP * (edge - 4.0 * k / n));
    }
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++)
            if (more[j][i] > 0) {  // left - right + bottom - top
                field[i] = field[n + 1 + j] = SHARP;
                field[i + 1] = field[n + 2 + j] = -SHARP;
                field += lines;
            }
    for (int k = 0; k < fields; k++) {
        net.bias[1]->data[k] = (real)(-1.5 * SHARP);
        net.weight[2]->data[k] = SHARP;  // any of them
    }
    net.bias[2]->data[0] = (real)(-0.5 * SHARP);
    return net;
}
