/* workloads.h: bench W5, written once for every engine that can say NUMBER,
 * CONSTANT(x), ADD(a, b), MUL(a, b), SIN(a), EXP(a), TANH(a), RELU(a) and
 * AFFINE(c, a, d) = c·a + d. Inputs x are NUMBERs already; each returns the
 * result and sets the number of elementary operations.
 */
#include "inputs.h"

// s = tanh(xᵢ·s + sin(xⱼ·xᵢ) + xₖ·exp(s·xⱼ)), f += s: ten operations.
static NUMBER work_mix(const NUMBER *x, long *operations) {
    NUMBER s = CONSTANT(0.5), f = CONSTANT(0);
    for (int t = 0; t < MIX_STEPS; t++) {
        const NUMBER *i = &x[MIX_I(t)], *j = &x[MIX_J(t)], *k = &x[MIX_K(t)];
        NUMBER a = ADD(MUL(*i, s), SIN(MUL(*j, *i)));
        s = TANH(ADD(a, MUL(*k, EXP(MUL(s, *j)))));
        f = ADD(f, s);
    }
    *operations = 10L * MIX_STEPS;
    return f;
}

// s = s·xᵢ + xⱼ·xᵢ: three operations.
static NUMBER work_poly(const NUMBER *x, long *operations) {
    NUMBER s = CONSTANT(0.5);
    for (int t = 0; t < POLY_STEPS; t++) {
        const NUMBER *i = &x[MIX_I(t)], *j = &x[MIX_J(t)];
        s = ADD(MUL(s, *i), MUL(*j, *i));
    }
    *operations = 3L * POLY_STEPS;
    return s;
}

// Speelpenning's product of 1,000 factors.
static NUMBER work_product(const NUMBER *x, long *operations) {
    NUMBER s = x[0];
    for (int i = 1; i < FACTORS; i++)
        s = MUL(s, x[i]);
    *operations = FACTORS - 1;
    return s;
}

// One neuron: b + Σ wᵢ·aᵢ, term by term or as one v_dot.
static NUMBER neuron(const NUMBER *w, const NUMBER *a, int n) {
#ifdef DOT
    return ADD(DOT(w, a, n), w[n]);
#else
    NUMBER z = w[n];
    for (int i = 0; i < n; i++)
        z = ADD(z, MUL(w[i], a[i]));
    return z;
#endif
}

// A 2-16-16-1 relu net on 100 points, max-margin cost and L2: 337 parameters.
static NUMBER work_moons(const NUMBER *w, long *operations) {
    NUMBER cost = CONSTANT(0), sum = CONSTANT(0);
    for (int p = 0; p < POINTS; p++) {
        NUMBER in[2] = {CONSTANT(POINT_X(p)), CONSTANT(POINT_Y(p))};
        NUMBER a[HIDDEN], b[HIDDEN];
        const NUMBER *at = w;
        for (int j = 0; j < HIDDEN; j++, at += 3)
            a[j] = RELU(neuron(at, in, 2));
        for (int j = 0; j < HIDDEN; j++, at += HIDDEN + 1)
            b[j] = RELU(neuron(at, a, HIDDEN));
        NUMBER z = neuron(at, b, HIDDEN);
        cost = ADD(cost, RELU(AFFINE(p % 2 ? 1.0 : -1.0, z, 1.0)));
    }
    for (int i = 0; i < WEIGHTS; i++)
        sum = ADD(sum, MUL(w[i], w[i]));
    *operations = POINTS * MOONS_OPERATIONS + 2 * WEIGHTS + 3;
    return ADD(AFFINE(1.0 / POINTS, cost, 0.0), AFFINE(1e-4, sum, 0.0));
}
