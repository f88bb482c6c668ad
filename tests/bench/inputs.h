/* inputs.h: the sizes and inputs of bench W5, for the engines and the floor. */
#ifndef DOWNHILL_BENCH_INPUTS_H
#define DOWNHILL_BENCH_INPUTS_H

enum {
    MIX_STEPS = 100000,
    POLY_STEPS = 300000,
    FACTORS = 1000,
    POINTS = 100,
    HIDDEN = 16,
    WEIGHTS = 337,
    // 2 products and sums a neuron of the first layer, 16 of the others; a
    // relu each; the margin's affine and relu, and its sum.
    MOONS_OPERATIONS = HIDDEN * (4 + 1) + HIDDEN * (32 + 1) + 32 + 3
};

#define MIX_I(t) ((t) % 10)
#define MIX_J(t) (((t)*7 + 3) % 10)
#define MIX_K(t) (((t)*3 + 1) % 10)
#define POINT_X(p) (input_number((p) + 2000) * 3 - 1)
#define POINT_Y(p) (input_number((p) + 3000) * 2 - 1)

// A fixed number in [0, 1) for every index.
static inline double input_number(int i) {
    unsigned x = (unsigned)i * 2654435761u + 12345u;
    x ^= x >> 15;
    x *= 2246822519u;
    x ^= x >> 13;
    return (double)(x >> 8) / 16777216.0;
}

// Input i of a workload: mix and poly (10 of them), product (1,000), moons.
enum { MIX, POLY, PRODUCT, MOONS, WORKLOADS };
static const char *const workload_names[] = {"mix", "poly", "product", "moons"};
static const int workload_inputs[] = {10, 10, FACTORS, WEIGHTS};

static inline double workload_input(int workload, int i) {
    double u = input_number(i);
    return workload == PRODUCT ? 1 + 0.01 * (u - 0.5)
           : workload == MOONS ? u - 0.5
                               : u;
}

#endif
