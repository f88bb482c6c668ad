/* bench_tape.c: W5 on the scalar tape, through its public interface.
 *
 *     bench_tape NAME REPEATS
 *
 * A line for each workload: who, workload, ns an operation (recording and
 * reverse, median), Σ of the gradient, bytes an operation.
 */
#include "bench.h"
#include "scalar.h"

static Tape *tape;
static const char *name_of_ours;

#define NUMBER Value
#define CONSTANT(x) v_const(tape, x)
#define ADD v_add
#define MUL v_mul
#define SIN v_sin
#define EXP v_exp
#define TANH v_tanh
#define RELU v_relu
#define AFFINE v_affine
#include "workloads.h"

// The same with a neuron as one v_dot.
#define DOT v_dot
#define neuron neuron_dot
#define work_mix unused_mix
#define work_poly unused_poly
#define work_product unused_product
#define work_moons work_moons_dot
#include "workloads.h"
#undef work_mix
#undef work_poly
#undef work_product
#undef work_moons

// A step of mix and of poly as one row each, its partials worked out by hand.
static Value work_mix_row(const Value *x, long *operations) {
    Value s = v_const(tape, 0.5), f = v_const(tape, 0);
    for (int t = 0; t < MIX_STEPS; t++) {
        Value i = x[MIX_I(t)], j = x[MIX_J(t)], k = x[MIX_K(t)];
        double sine, cosine, e = m_exp(s.value * j.value);
        m_sincos(j.value * i.value, &sine, &cosine);
        double y = m_tanh(i.value * s.value + sine + k.value * e);
        double d = 1 - y * y, de = d * k.value * e, dc = d * cosine;
        const Value a[4] = {i, j, k, s};
        const double da[4] = {d * s.value + dc * j.value,
                              dc * i.value + de * s.value, d * e,
                              d * i.value + de * j.value};
        s = v_nary("mix", y, a, da, 4);
        f = v_add(f, s);
    }
    *operations = 10L * MIX_STEPS;
    return f;
}

static Value work_poly_row(const Value *x, long *operations) {
    Value s = v_const(tape, 0.5);
    for (int t = 0; t < POLY_STEPS; t++) {
        Value i = x[MIX_I(t)], j = x[MIX_J(t)];
        const Value a[3] = {i, j, s};
        const double da[3] = {s.value + j.value, i.value, i.value};
        s = v_nary("poly", s.value * i.value + j.value * i.value, a, da, 3);
    }
    *operations = 3L * POLY_STEPS;
    return s;
}

typedef Value Work(const Value *x, long *operations);

static void measure(const char *name, int workload, Work *work, int repeats) {
    enum { MOST = 101 };
    double ns[MOST], sum = 0, bytes = 0;
    TapeMark start = tape_mark(tape);
    int n = workload_inputs[workload], rounds = workload == PRODUCT ? 100 : 1;
    for (int k = 0; k < repeats; k++) {
        long operations = 0;
        double began = seconds_now();
        for (int round = 0; round < rounds; round++) {
            Value x[FACTORS];
            for (int i = 0; i < n; i++)
                x[i] = v_var(tape, workload_input(workload, i));
            size_t before = tape_bytes(tape);
            Value y = work(x, &operations);
            v_backward(y);
            bytes = (double)(tape_bytes(tape) - before) / (double)operations;
            sum = 0;
            for (int i = 0; i < n; i++)
                sum += v_grad(x[i]);
            tape_rewind(tape, start);
        }
        ns[k] = (seconds_now() - began) * 1e9 / (double)(operations * rounds);
    }
    printf("%s %s %.3f %.12g %.1f\n", name_of_ours, name, median(ns, repeats),
           sum, bytes);
}

int main(int argc, char **argv) {
    int repeats = argc > 2 ? atoi(argv[2]) : 11;
    name_of_ours = argc > 1 ? argv[1] : "downhill";
    Work *const works[] = {work_mix, work_poly, work_product, work_moons};
    (void)unused_mix, (void)unused_poly, (void)unused_product;
    tape = tape_new();
    for (int w = 0; w < WORKLOADS; w++)
        measure(workload_names[w], w, works[w], repeats);
    measure("mix-row", MIX, work_mix_row, repeats);
    measure("poly-row", POLY, work_poly_row, repeats);
    measure("moons-dot", MOONS, work_moons_dot, repeats);
    tape_free(tape);
    return 0;
}
