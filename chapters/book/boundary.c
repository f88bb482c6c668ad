/* boundary.c: what the page "Bend a boundary" computes: points of two classes in
 * the plane, a network of chapter 10 that learns them, and what each of its
 * neurons says of every place. The page draws, and knows nothing. What is
 * returned as an array is this file's and lasts until the next call.
 */
#include "../../lib/nn.h"
#include "../../lib/optim.h"
#include "../common/points.h"

#define FOR_PAGE(name) __attribute__((export_name(#name)))

enum { MOST_POINTS = 1000, MOST_SIDE = 80, MOST_NEURONS = 33 };

/* ---- Points ------------------------------------------------------------------ */

typedef struct Point {
    double x, y, label;
} Point;
static Point point[MOST_POINTS];
static int points;

FOR_PAGE(points_at) const Point *points_at(void) { return point; }
FOR_PAGE(points_there) int points_there(void) { return points; }
FOR_PAGE(clear_points) void clear_points(void) { points = 0; }
FOR_PAGE(add_point) void add_point(double x, double y, int label) {
    if (points < MOST_POINTS)
        point[points++] = (Point){x, y, label};
}

/* The sets of points.h: XOR, moons, spirals, rings. */
FOR_PAGE(take_set) void take_set(int which, int n, double noise, int seed) {
    static Points (*const set[])(int, double, Rng *) = {
        points_xor, points_moons, points_spirals, points_rings};
    Rng r = rng_new((uint64_t)seed);
    Points p = set[which](n, noise, &r);
    clear_points();
    for (int i = 0; i < p.n; i++)
        add_point((double)p.x[2 * i], (double)p.x[2 * i + 1], p.label[i]);
    points_free(&p);
}

/* ---- The network --------------------------------------------------------------
 * Two inputs, none to two hidden layers of tanh, one σ; cross-entropy, momentum.
 */

static Graph *graph;
static Mlp mlp;
static Momentum momentum;

FOR_PAGE(begin) void begin(int first, int second, int seed) {
    if (graph) {
        momentum_free(&momentum);
        graph_free(graph);
    }
    int sizes[4] = {2}, n = 1;
    if (first > 0)
        sizes[n++] = first;
    if (first > 0 && second > 0)
        sizes[n++] = second;
    sizes[n++] = 1;
    graph = graph_new(1);
    Rng r = rng_new((uint64_t)seed);
    mlp = mlp_new(graph, sizes, n, TANH, INIT_LECUN, &r);
    momentum = momentum_new(graph, (real)0.1, (real)0.9);
}

static Tensor *inputs(void) {
    static real x[2 * MOST_POINTS];
    for (int i = 0; i < points; i++) {
        x[2 * i] = (real)point[i].x;
        x[2 * i + 1] = (real)point[i].y;
    }
    return t_const(graph, points, 2, x);
}

static Tensor *mean_cost(void) {
    static real y[MOST_POINTS];
    for (int i = 0; i < points; i++)
        y[i] = (real)point[i].label;
    Tensor *z = mlp_forward(&mlp, inputs());
    return t_sigmoid_cross_entropy(z, t_const(graph, points, 1, y));
}

/* So many steps on all points at once; the mean cost before the last. */
FOR_PAGE(learn) double learn(int steps, double rate) {
    double cost = 0;
    momentum.rate = (real)rate;
    for (int k = 0; k < steps && points > 0; k++) {
        GraphMark mark = graph_mark(graph);
        Tensor *c = mean_cost();
        t_backward(c);
        cost = (double)t_item(c);
        graph_rewind(graph, mark);
        momentum_step(&momentum, graph);
    }
    return cost;
}

/* How many points are on their side of the boundary. */
FOR_PAGE(right) int right(void) {
    if (points == 0)
        return 0;
    GraphMark mark = graph_mark(graph);
    const real *z = mlp_forward(&mlp, inputs())->data;
    int n = 0;
    for (int i = 0; i < points; i++)
        n += (z[i] > 0) == (point[i].label > 0);
    graph_rewind(graph, mark);
    return n;
}

/* What each neuron says at side x side places, the middles of cells of the square
 * from -half to half, row by row from the lowest: neuron after neuron, the output
 * last. From 0 to 1; of tanh, half of 1 more.
 */
static double said[MOST_NEURONS * MOST_SIDE * MOST_SIDE];
FOR_PAGE(maps) const double *maps(int side, double half) {
    static real x[2 * MOST_SIDE * MOST_SIDE];
    int n = side * side;
    for (int i = 0; i < n; i++) {
        x[2 * i] = (real)(half * ((2 * (i % side) + 1.0) / side - 1));
        x[2 * i + 1] = (real)(half * ((2 * (i / side) + 1.0) / side - 1));
    }
    GraphMark mark = graph_mark(graph);
    Tensor *a = t_const(graph, n, 2, x);
    double *to = said;
    for (int k = 0; k < mlp.layers; k++) {
        bool last = k == mlp.layers - 1;
        Tensor *z = t_linear(a, mlp.weight[k], mlp.bias[k]);
        a = last ? t_sigmoid(z) : mlp_activate(TANH, z);
        for (int j = 0; j < a->cols; j++)
            for (int i = 0; i < n; i++) {
                double value = (double)a->data[i * a->cols + j];
                *to++ = last ? value : 0.5 + 0.5 * value;
            }
    }
    graph_rewind(graph, mark);
    return said;
}
