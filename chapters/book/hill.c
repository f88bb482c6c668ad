/* hill.c: what the page "Walk down a hill" computes: landscapes, their slopes by
 * the tape, and the walk of chapters 2 and 3. The page draws, and knows nothing.
 * What is returned as an array is this file's and lasts until the next call.
 */
#include "../../lib/scalar.h"

#include <math.h>

#define FOR_PAGE(name) __attribute__((export_name(#name)))

/* With one knob, y is left out of the cost: its slope is 0, and a walk keeps it. */
typedef Value Landscape(Value x, Value y);

static Value hills(Value x, Value y) {
    (void)y;
    Value a = v_affine(1, x, 2), b = v_affine(1, x, -1), c = v_affine(1, x, -3);
    Value p = v_mul(v_mul(a, b), c);  // (x + 2)(x - 1)(x - 3)
    Value humps = v_affine(0.05, v_square(p), 2), tilt = v_affine(0.3, c, 0);
    return v_add(humps, tilt);
}

static Value curved(Value x, Value y) {
    (void)y;
    return v_affine(0.5, v_square(v_affine(1, x, -3)), 2);  // ½(x - 3)² + 2
}

static Value two_valleys(Value x, Value y) {
    Value a = v_affine(1, v_square(x), -1.2);  // x² - 1.2
    Value along = v_square(a), across = v_affine(1.3, v_square(y), 0);
    return v_add(v_add(along, across), v_affine(0.25, v_add(x, y), 1));
}

static Value bowl(Value x, Value y) {
    return v_add(v_affine(1.5, v_square(x), 0), v_affine(0.5, v_square(y), 0));
}

static Value narrow_valley(Value x, Value y) {
    return v_add(v_affine(0.2, v_square(x), 0), v_affine(2, v_square(y), 0));
}

static Value saddle(Value x, Value y) {
    Value x2 = v_square(x), y2 = v_square(y), pass = v_sub(x2, y2);
    return v_add(pass, v_affine(0.25, v_square(y2), 0));
}

static Landscape *const landscapes[] = {hills, curved,        two_valleys,
                                        bowl,  narrow_valley, saddle};

typedef struct Spot {
    double x, y, cost, dx, dy;
} Spot;

static Tape *tape;

static Spot at(int land, double x, double y) {
    if (!tape)
        tape = tape_new();
    TapeMark empty = tape_mark(tape);
    Value vx = v_var(tape, x), vy = v_var(tape, y);
    Value cost = landscapes[land](vx, vy);
    v_backward(cost);
    Spot s = {x, y, v_value(cost), v_grad(vx), v_grad(vy)};
    tape_rewind(tape, empty);
    return s;
}

/* ---- For the page ---------------------------------------------------------- */

enum { MOST_STEPS = 1000, MOST_CELLS = 160 * 160 };
static Spot path[MOST_STEPS + 1];
static double cells[MOST_CELLS];

/* The spots of a walk, x, y, cost and both slopes each, from the start on;
 * walked() is their number: fewer than steps + 1 if it flies off.
 */
static int spots;
FOR_PAGE(walk)
const Spot *walk(int land, double x, double y, double rate, int steps) {
    spots = 0;
    while (spots <= steps && spots <= MOST_STEPS && fabs(x) < 1e6 &&
           fabs(y) < 1e6) {
        Spot s = path[spots++] = at(land, x, y);
        x -= rate * s.dx;
        y -= rate * s.dy;
    }
    return path;
}
FOR_PAGE(walked) int walked(void) { return spots; }

/* The cost at columns x rows places, the middles of cells, row by row from the
 * lowest y.
 */
FOR_PAGE(costs)
const double *costs(int land, double x0, double x1, int columns, double y0,
                    double y1, int rows) {
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns && r * columns + c < MOST_CELLS; c++)
            cells[r * columns + c] =
                at(land, x0 + (x1 - x0) * (c + 0.5) / columns,
                   y0 + (y1 - y0) * (r + 0.5) / rows)
                    .cost;
    return cells;
}
