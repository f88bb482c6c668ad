/* bench_growth.c: W7, does the time of one operation stay what it is as the
 * work grows, and does memory stay what it is as training goes on?
 *
 *     bench_growth MOST_DECADES FILE.dat
 */
#include "bench.h"
#include "nn.h"
#include "optim.h"
#include "scalar.h"
#include "figure.h"

// ns an operation, recording and reverse, of a chain of n; warm memory.
static double tape_time(Tape *t, long n) {
    enum { MOST = 2001 };
    static double ns[MOST];
    int repeats = (int)(3e6 / (double)n) + 9;
    if (repeats > MOST)
        repeats = MOST;
    TapeMark m = tape_mark(t);
    for (int k = 0; k < repeats; k++) {
        double began = seconds_now();
        Value x[10], s = v_const(t, (real)0.5);
        for (int i = 0; i < 10; i++)
            x[i] = v_var(t, (real)(0.05 * (i + 1)));
        for (long i = 0; i < n; i += 2)
            s = v_add(v_mul(s, x[i % 10]), x[(i + 3) % 10]);
        v_backward(s);
        tape_rewind(t, m);
        ns[k] = (seconds_now() - began) * 1e9 / (double)n;
    }
    return median(ns, repeats);
}

// ns a parameter of one training step of a net of about n parameters.
static double step_time(long n, size_t *params) {
    enum { MOST = 501, BATCH = 16 };
    static double ns[MOST];
    // in-h-10 with in = h: h² + 11h + 10 parameters or so.
    int h = 1;
    while ((h + 1) * (h + 12) < n)
        h++;
    Graph *g = graph_new(1);
    Rng r = rng_new(1);
    Mlp net = mlp_new(g, (int[]){h, h, 10}, 3, RELU, INIT_HE, &r);
    real *x = calloc((size_t)BATCH * (size_t)h, sizeof *x);
    uint8_t label[BATCH] = {0};
    *params = graph_params(g);
    int repeats = (int)(3e7 / (double)*params / BATCH) + 9;
    if (repeats > MOST)
        repeats = MOST;
    GraphMark m = graph_mark(g);
    for (int k = 0; k < repeats; k++) {
        double began = seconds_now();
        Tensor *z = mlp_forward(&net, t_const(g, BATCH, h, x));
        t_backward(t_softmax_cross_entropy(z, label));
        graph_rewind(g, m);
        sgd_step(g, (real)0.01);
        ns[k] = (seconds_now() - began) * 1e9 / (double)*params;
    }
    free(x);
    graph_free(g);
    return median(ns, repeats);
}

// Bytes held after 1, 10, … steps of training a small net on both engines.
static void memory(int decades) {
    Graph *g = graph_new(1);
    Tape *t = tape_new();
    Rng r = rng_new(1);
    Mlp net = mlp_new(g, (int[]){20, 16, 10}, 3, RELU, INIT_HE, &r);
    real x[20 * 10] = {0};
    uint8_t label[10] = {0};
    GraphMark gm = graph_mark(g);
    TapeMark tm = tape_mark(t);
    printf("\nW7  memory held during training, bytes\n");
    printf("%12s %12s %12s\n", "steps", "graph", "tape");
    long report = 1;
    for (long step = 1; decades > 0; step++) {
        t_backward(t_softmax_cross_entropy(
            mlp_forward(&net, t_const(g, 10, 20, x)), label));
        graph_rewind(g, gm);
        sgd_step(g, (real)0.01);
        Value w = v_var(t, 1);
        for (int i = 0; i < 50; i++)
            w = v_sin(w);
        v_backward(w);
        size_t cells = (size_t)(t->limit - t->cells);
        tape_rewind(t, tm);
        if (step == report) {
            printf("%12ld %12zu %12zu\n", step, graph_bytes(g),
                   cells * (sizeof(Cell) + sizeof(real)));
            report *= 10;
            decades--;
        }
    }
    graph_free(g);
    tape_free(t);
}

int main(int argc, char **argv) {
    int decades = argc > 1 ? atoi(argv[1]) : 7;
    bench_clock = CLOCK_PROCESS_CPUTIME_ID;
    Error e;
    Figure *s = NULL;
    if (argc > 2 && !(s = figure_begin(argv[2], "size tape_ns net_ns", &e)))
        fprintf(stderr, "%s\n", e.text);
    printf("W7  growth, %s\n", sizeof(real) == 4 ? "float" : "double");
    printf("%12s %18s %22s\n", "size", "tape, ns/operation",
           "net, ns/parameter·step");
    Tape *t = tape_new();
    double low = 1e9, high = 0;
    for (int d = 1; d <= decades; d++) {
        long n = 1;
        for (int i = 0; i < d; i++)
            n *= 10;
        size_t params;
        double tape_ns = d >= 3 ? tape_time(t, n) : 0;
        double net_ns = step_time(n, &params);
        if (d >= 3) {
            low = tape_ns < low ? tape_ns : low;
            high = tape_ns > high ? tape_ns : high;
            printf("%12ld %18.2f %22.2f\n", n, tape_ns, net_ns);
            figure_row(s, (double)n, tape_ns, net_ns);
        } else {
            printf("%12ld %18s %22.2f\n", n, "-", net_ns);
            // (0: not measured)
            figure_row(s, (double)n, 0.0, net_ns);
        }
    }
    tape_free(t);
    printf("the tape's slowest is %.2f of its fastest\n", high / low);
    if (!figure_end(s, &e))
        fprintf(stderr, "%s\n", e.text);
    memory(6);
    return 0;
}
