// peer_adolc.cpp: W5 on ADOL-C (Debian: libadolc-dev), the same lines as
// bench_tape.c prints. Every repeat records the trace anew, as ours does.
#include "bench.h"

#include <adolc/adolc.h>

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

typedef adouble Work(const adouble *x, long *operations);

int main(int argc, char **argv) {
    int repeats = argc > 1 ? atoi(argv[1]) : 5;
    Work *const works[] = {work_mix, work_poly, work_product, work_moons};
    for (int w = 0; w < WORKLOADS; w++) {
        static double at[FACTORS], grad[FACTORS], ns[101];
        double sum = 0;
        int n = workload_inputs[w];
        for (int k = 0; k < repeats; k++) {
            long operations = 0;
            double result, one = 1, began = seconds_now();
            {
                trace_on(1, 1);
                adouble *x = new adouble[n];
                for (int i = 0; i < n; i++)
                    x[i] <<= at[i] = workload_input(w, i);
                adouble y = works[w](x, &operations);
                y >>= result;
                trace_off();
                delete[] x;
            }
            reverse(1, 1, n, 0, one, grad);
            ns[k] = (seconds_now() - began) * 1e9 / (double)operations;
            sum = 0;
            for (int i = 0; i < n; i++)
                sum += grad[i];
        }
        printf("adol-c %s %.3f %.12g 0\n", workload_names[w],
               median(ns, repeats), sum);
    }
    return 0;
}
