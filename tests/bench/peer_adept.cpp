// peer_adept.cpp: W5 on Adept-2, the same lines as bench_tape.c prints. No package
// of Debian has it: github.com/rjhogan/Adept-2. The bench finds it where `c++
// -ladept` does (CXX="c++ -I… -L…").
#include "bench.h"

#include <adept.h>

using adept::adouble;

#define NUMBER adouble
#define CONSTANT(x) adouble(x)
#define ADD(a, b) ((a) + (b))
#define MUL(a, b) ((a) * (b))
#define SIN(a) sin(a)
#define EXP(a) exp(a)
#define TANH(a) tanh(a)
#define RELU(a) fmax(a, 0.0)
#define AFFINE(c, a, d) ((c) * (a) + (d))
#include "workloads.h"

// As its users write it: an expression is one statement on its stack.
static adouble step_mix(const adouble *x, long *operations) {
    adouble s = 0.5, f = 0;
    for (int t = 0; t < MIX_STEPS; t++) {
        const adouble &i = x[MIX_I(t)], &j = x[MIX_J(t)], &k = x[MIX_K(t)];
        s = tanh(i * s + sin(j * i) + k * exp(s * j));
        f += s;
    }
    *operations = 10L * MIX_STEPS;
    return f;
}

typedef adouble Work(const adouble *x, long *operations);

int main(int argc, char **argv) {
    int repeats = argc > 1 ? atoi(argv[1]) : 5;
    adept::Stack stack;
    (void)work_mix;
    Work *const works[] = {step_mix, work_poly, work_product, work_moons};
    for (int w = 0; w < WORKLOADS; w++) {
        static double ns[101];
        double sum = 0;
        int n = workload_inputs[w], rounds = w == PRODUCT ? 100 : 1;
        for (int k = 0; k < repeats; k++) {
            long operations = 0;
            double began = seconds_now();
            for (int round = 0; round < rounds; round++) {
                adouble *x = new adouble[n];
                for (int i = 0; i < n; i++)
                    x[i].set_value(workload_input(w, i));
                stack.new_recording();
                adouble y = works[w](x, &operations);
                y.set_gradient(1.0);
                stack.compute_adjoint();
                sum = 0;
                for (int i = 0; i < n; i++)
                    sum += x[i].get_gradient();
                delete[] x;
            }
            ns[k] =
                (seconds_now() - began) * 1e9 / (double)(operations * rounds);
        }
        printf("adept-2 %s %.3f %.12g 0\n", workload_names[w],
               median(ns, repeats), sum);
    }
    return 0;
}
