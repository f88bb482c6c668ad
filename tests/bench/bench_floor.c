/* bench_floor.c: W5 without an engine. For each workload the loops that a
 * person would write for exactly that work, with the reverse sweep derived by
 * hand; what an engine costs is measured against them.
 */
#include "bench.h"
#include "inputs.h"
#include "elementary.h"

#include <string.h>

static double *room(size_t n) {
    double *x = malloc(n * sizeof *x);
    if (!x)
        exit(1);
    return x;
}

static void floor_mix(const double *x, double *gx) {
    static double *s, *e, *c;
    if (!s) {
        s = room(MIX_STEPS + 1);
        e = room(MIX_STEPS);
        c = room(MIX_STEPS);
    }
    s[0] = 0.5;
    for (int t = 0; t < MIX_STEPS; t++) {
        double xi = x[MIX_I(t)], xj = x[MIX_J(t)], xk = x[MIX_K(t)], sine;
        m_sincos(xj * xi, &sine, &c[t]);
        e[t] = m_exp(s[t] * xj);
        s[t + 1] = m_tanh(xi * s[t] + sine + xk * e[t]);
    }
    double gs = 0;
    for (int t = MIX_STEPS; t-- > 0;) {
        int i = MIX_I(t), j = MIX_J(t), k = MIX_K(t);
        double g = (gs + 1) * (1 - s[t + 1] * s[t + 1]);
        double ge = g * x[k] * e[t];
        gx[i] += g * s[t] + g * c[t] * x[j];
        gx[j] += g * c[t] * x[i] + ge * s[t];
        gx[k] += g * e[t];
        gs = g * x[i] + ge * x[j];
    }
}

static void floor_poly(const double *x, double *gx) {
    static double *s;
    if (!s)
        s = room(POLY_STEPS + 1);
    s[0] = 0.5;
    for (int t = 0; t < POLY_STEPS; t++)
        s[t + 1] = s[t] * x[MIX_I(t)] + x[MIX_J(t)] * x[MIX_I(t)];
    double g = 1;
    for (int t = POLY_STEPS; t-- > 0;) {
        double xj = x[MIX_J(t)];
        gx[MIX_I(t)] += g * (s[t] + xj);
        g *= x[MIX_I(t)];
        gx[MIX_J(t)] += g;
    }
}

static void floor_product(const double *x, double *gx) {
    double before[FACTORS], after = 1;
    before[0] = 1;
    for (int i = 1; i < FACTORS; i++)
        before[i] = before[i - 1] * x[i - 1];
    for (int i = FACTORS; i-- > 0;) {
        gx[i] = after * before[i];
        after *= x[i];
    }
}

static double dot(const double *w, const double *a, int n) {
    double z = w[n];
    for (int i = 0; i < n; i++)
        z += w[i] * a[i];
    return z;
}

// Turns dz, for every neuron of a layer, into its weights' and inputs' shares.
static void layer_backward(const double *w, const double *a, const double *dz,
                           int n, int neurons, double *gw, double *ga) {
    for (int i = 0; i < n; i++)
        ga[i] = 0;
    for (int j = 0; j < neurons; j++, w += n + 1, gw += n + 1) {
        if (dz[j] == 0)
            continue;
        for (int i = 0; i < n; i++) {
            gw[i] += dz[j] * a[i];
            ga[i] += dz[j] * w[i];
        }
        gw[n] += dz[j];
    }
}

static void floor_moons(const double *w, double *gw) {
    const double *w2 = w + 3 * HIDDEN, *w3 = w2 + (HIDDEN + 1) * HIDDEN;
    double *g2 = gw + 3 * HIDDEN, *g3 = g2 + (HIDDEN + 1) * HIDDEN;
    for (int p = 0; p < POINTS; p++) {
        double in[2] = {POINT_X(p), POINT_Y(p)}, a[HIDDEN], b[HIDDEN];
        double ga[HIDDEN], gb[HIDDEN], gin[2], sign = p % 2 ? 1 : -1;
        for (int j = 0; j < HIDDEN; j++) {
            double z = dot(w + 3 * j, in, 2);
            a[j] = z > 0 ? z : 0;
        }
        for (int j = 0; j < HIDDEN; j++) {
            double z = dot(w2 + (HIDDEN + 1) * j, a, HIDDEN);
            b[j] = z > 0 ? z : 0;
        }
        double margin = sign * dot(w3, b, HIDDEN) + 1;
        double dz = margin > 0 ? sign / POINTS : 0;
        layer_backward(w3, b, &dz, HIDDEN, 1, g3, gb);
        for (int j = 0; j < HIDDEN; j++)
            gb[j] = b[j] > 0 ? gb[j] : 0;
        layer_backward(w2, a, gb, HIDDEN, HIDDEN, g2, ga);
        for (int j = 0; j < HIDDEN; j++)
            ga[j] = a[j] > 0 ? ga[j] : 0;
        layer_backward(w, in, ga, 2, HIDDEN, gw, gin);
    }
    for (int i = 0; i < WEIGHTS; i++)
        gw[i] += 2e-4 * w[i];
}

int main(int argc, char **argv) {
    enum { MOST = 101 };
    int repeats = argc > 1 ? atoi(argv[1]) : 11;
    void (*const works[])(const double *, double *) = {
        floor_mix, floor_poly, floor_product, floor_moons};
    const double operations[] = {10.0 * MIX_STEPS, 3.0 * POLY_STEPS,
                                 FACTORS - 1,
                                 POINTS * MOONS_OPERATIONS + 2 * WEIGHTS + 3};
    for (int w = 0; w < WORKLOADS; w++) {
        double x[FACTORS], gx[FACTORS], ns[MOST], sum = 0;
        int n = workload_inputs[w], rounds = w == PRODUCT ? 100 : 1;
        for (int i = 0; i < n; i++)
            x[i] = workload_input(w, i);
        for (int k = 0; k < repeats; k++) {
            double began = seconds_now();
            for (int round = 0; round < rounds; round++) {
                memset(gx, 0, sizeof gx);
                works[w](x, gx);
                sum = 0;
                for (int i = 0; i < n; i++)
                    sum += gx[i];
            }
            ns[k] = (seconds_now() - began) * 1e9 / operations[w] / rounds;
        }
        printf("floor %s %.3f %.12g 0\n", workload_names[w],
               median(ns, repeats), sum);
    }
    return 0;
}
