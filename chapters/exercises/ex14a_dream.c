/*
Exercise 14a: Dream a digit

x has the n pixels of an image, each from 0 to 1. slope(x, g) fills g with the n
slopes of what an output says, ∂z/∂x. Walk uphill: `steps` times, ask for the
slopes, move x along them by a step of the given length (that is, by
length·g/|g|, where |g|² is the sum of the g²), and put a pixel that has left 0
… 1 back on the border. Where all slopes are 0 there is no way up: stop.
*/
#include "exercise.h"

enum { PIXELS = 16 };
typedef void Slope(const double *x, double *g);

void dream(double *x, int n, Slope *slope, int steps, double length) {
    //: stub
    double g[PIXELS];  // your turn
    (void)x, (void)n, (void)slope, (void)steps, (void)length, (void)g;
    //: solution
    double g[PIXELS];
    for (int step = 0; step < steps; step++) {
        double squares = 0;
        slope(x, g);
        for (int i = 0; i < n; i++)
            squares += g[i] * g[i];
        if (squares == 0)
            return;
        for (int i = 0; i < n; i++) {
            x[i] += length * g[i] / sqrt(squares);
            x[i] = x[i] < 0 ? 0 : x[i] > 1 ? 1 : x[i];
        }
    }
    //: end
}

//: hint
// Three loops over the pixels in each step: one adds up the squares, and one
// moves and clips. Only sqrt is needed. Ask for new slopes in every step: they
// change as x does.
//: checks
static void constant(const double *x, double *g) {
    for (int i = 0; i < PIXELS; i++)
        g[i] = (i == 1 ? 4 : i == 2 ? -3 : 0) + 0 * x[i];
}

// z = x₀ + x₀x₁: pixel 1 helps only once there is ink in pixel 0.
static void product(const double *x, double *g) {
    for (int i = 0; i < PIXELS; i++)
        g[i] = 0;
    g[0] = 1 + x[1];
    g[1] = x[0];
}

static void flat(const double *x, double *g) {
    for (int i = 0; i < PIXELS; i++)
        g[i] = 0 * x[i];
}

static void checks(void) {
    double x[PIXELS], y[2] = {0, 0};
    for (int i = 0; i < PIXELS; i++)
        x[i] = 0.5;
    dream(x, PIXELS, constant, 1, 0.1);
    expect_close("slopes (0, 4, -3, 0 …), a step of 0.1: pixel 1 moves by",
                 x[1] - 0.5, 0.08);
    expect_close("the same: pixel 2 moves by", x[2] - 0.5, -0.06);
    expect_close("the same: a pixel whose slope is 0 moves by", x[3] - 0.5, 0);
    dream(x, PIXELS, constant, 0, 0.1);
    expect_close("no steps: pixel 1 stays", x[1], 0.58);
    dream(x, PIXELS, constant, 50, 0.1);
    expect_close("50 steps more, kept at most 1: pixel 1", x[1], 1);
    expect_close("50 steps more, kept at least 0: pixel 2", x[2], 0);
    for (int i = 0; i < PIXELS; i++)
        x[i] = 0;
    for (int step = 0; step < 3; step++) {
        double length = sqrt((1 + y[1]) * (1 + y[1]) + y[0] * y[0]), up = y[0];
        y[0] += 0.2 * (1 + y[1]) / length;
        y[1] += 0.2 * up / length;
    }
    dream(x, PIXELS, product, 3, 0.2);
    expect_close("z = x₀ + x₀x₁, 3 steps of 0.2: x₀", x[0], y[0]);
    expect_close("z = x₀ + x₀x₁, 3 steps of 0.2 (new slopes in each): x₁", x[1],
                 y[1]);
    dream(x, PIXELS, flat, 5, 0.2);
    expect_close("all slopes 0: x₀ stays where it is", x[0], y[0]);
}
