/* test_scalar.c: the tape. Every operation against central differences, the
 * complex step, and vectors from PyTorch; random graphs against derivatives
 * carried forward; marks and rewinds; every abort.
 */
#include "scalar.h"
#include "gradcheck.h"
#include "suites.h"
#include "support.h"
#include "random.h"

#include <complex.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef DOWNHILL_FLOAT
#define TORCH_WANT_SCALARS
#include "vectors/torch_vectors.h"
#endif

/* ---- One operation at a time ---------------------------------------------
 * Beside each, the same function in complex arithmetic from the C library,
 * which knows nothing of the tape.
 */

typedef double complex Complex;

typedef struct Op {
    const char *name;
    Value (*tape)(const Value *x);
    Complex (*plain)(const Complex *x);
    int inputs;
    double low, high;  // of the inputs
    bool kink;         // no derivative near 0: keep away, no complex step
} Op;

static Value s_add2(const Value *x) { return v_add(x[0], x[1]); }
static Value s_sub2(const Value *x) { return v_sub(x[0], x[1]); }
static Value s_mul2(const Value *x) { return v_mul(x[0], x[1]); }
static Value s_div2(const Value *x) { return v_div(x[0], x[1]); }
static Value s_same(const Value *x) { return v_add(x[0], x[0]); }
static Value s_own_square(const Value *x) { return v_mul(x[0], x[0]); }
static Value s_affine(const Value *x) { return v_affine(3, x[0], -2); }
static Value s_neg(const Value *x) { return v_neg(x[0]); }
static Value s_square(const Value *x) { return v_square(x[0]); }
static Value s_sin(const Value *x) { return v_sin(x[0]); }
static Value s_cos(const Value *x) { return v_cos(x[0]); }
static Value s_exp(const Value *x) { return v_exp(x[0]); }
static Value s_log(const Value *x) { return v_log(x[0]); }
static Value s_tanh(const Value *x) { return v_tanh(x[0]); }
static Value s_sigmoid(const Value *x) { return v_sigmoid(x[0]); }
static Value s_relu(const Value *x) { return v_relu(x[0]); }
static Value s_pow(const Value *x) { return v_pow(x[0], 2.5); }
static Value s_inverse(const Value *x) { return v_pow(x[0], -1); }
static Value s_sum1(const Value *x) { return v_sum(x, 1); }
static Value s_sum5(const Value *x) { return v_sum(x, 5); }
static Value s_dot1(const Value *x) { return v_dot(x, x + 1, 1); }
static Value s_dot3(const Value *x) { return v_dot(x, x + 3, 3); }
// Two of one's own: x³ and x²·y.
static Value s_cube(const Value *x) {
    real a = v_value(x[0]);
    return v_unary("cube", a * a * a, x[0], 3 * a * a);
}
static Value s_square_times(const Value *x) {
    real a = v_value(x[0]), b = v_value(x[1]);
    return v_binary("square_times", a * a * b, x[0], 2 * a * b, x[1], a * a);
}
// x·y² + z in one row of its own.
static Value s_nary(const Value *x) {
    real a = v_value(x[0]), b = v_value(x[1]), c = v_value(x[2]);
    real slope[3] = {b * b, 2 * a * b, 1};
    return v_nary("nary", a * b * b + c, x, slope, 3);
}
static Value s_dot_self(const Value *x) { return v_dot(x, x, 4); }

static Complex c_add(const Complex *x) { return x[0] + x[1]; }
static Complex c_sub(const Complex *x) { return x[0] - x[1]; }
static Complex c_mul(const Complex *x) { return x[0] * x[1]; }
static Complex c_div(const Complex *x) { return x[0] / x[1]; }
static Complex c_same(const Complex *x) { return 2 * x[0]; }
static Complex c_square(const Complex *x) { return x[0] * x[0]; }
static Complex c_affine(const Complex *x) { return 3 * x[0] - 2; }
static Complex c_neg(const Complex *x) { return -x[0]; }
static Complex c_sin(const Complex *x) { return csin(x[0]); }
static Complex c_cos(const Complex *x) { return ccos(x[0]); }
static Complex c_exp(const Complex *x) { return cexp(x[0]); }
static Complex c_log(const Complex *x) { return clog(x[0]); }
static Complex c_tanh(const Complex *x) { return ctanh(x[0]); }
static Complex c_sigmoid(const Complex *x) { return 1 / (1 + cexp(-x[0])); }
static Complex c_relu(const Complex *x) { return creal(x[0]) > 0 ? x[0] : 0; }
static Complex c_pow(const Complex *x) { return cpow(x[0], 2.5); }
static Complex c_inverse(const Complex *x) { return 1 / x[0]; }
static Complex c_sum1(const Complex *x) { return x[0]; }
static Complex c_sum5(const Complex *x) {
    return x[0] + x[1] + x[2] + x[3] + x[4];
}
static Complex c_dot3(const Complex *x) {
    return x[0] * x[3] + x[1] * x[4] + x[2] * x[5];
}
static Complex c_cube(const Complex *x) { return x[0] * x[0] * x[0]; }
static Complex c_square_times(const Complex *x) { return x[0] * x[0] * x[1]; }
static Complex c_nary(const Complex *x) { return x[0] * x[1] * x[1] + x[2]; }
static Complex c_dot_self(const Complex *x) {
    return x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3];
}

static const Op ops[] = {
    {"add", s_add2, c_add, 2, -3, 3, false},
    {"sub", s_sub2, c_sub, 2, -3, 3, false},
    {"mul", s_mul2, c_mul, 2, -3, 3, false},
    {"div", s_div2, c_div, 2, 0.3, 3, false},
    {"a + a", s_same, c_same, 1, -3, 3, false},
    {"a·a", s_own_square, c_square, 1, -3, 3, false},
    {"affine", s_affine, c_affine, 1, -3, 3, false},
    {"neg", s_neg, c_neg, 1, -3, 3, false},
    {"square", s_square, c_square, 1, -3, 3, false},
    {"sin", s_sin, c_sin, 1, -9, 9, false},
    {"cos", s_cos, c_cos, 1, -9, 9, false},
    {"exp", s_exp, c_exp, 1, -3, 3, false},
    {"log", s_log, c_log, 1, 0.3, 5, false},
    {"tanh", s_tanh, c_tanh, 1, -4, 4, false},
    {"sigmoid", s_sigmoid, c_sigmoid, 1, -6, 6, false},
    {"relu", s_relu, c_relu, 1, -3, 3, true},
    {"pow 2.5", s_pow, c_pow, 1, 0.3, 3, false},
    {"pow -1", s_inverse, c_inverse, 1, 0.3, 3, false},
    {"sum of 1", s_sum1, c_sum1, 1, -3, 3, false},
    {"sum of 5", s_sum5, c_sum5, 5, -3, 3, false},
    {"dot of 1", s_dot1, c_mul, 2, -3, 3, false},
    {"dot of 3", s_dot3, c_dot3, 6, -3, 3, false},
    {"v_unary", s_cube, c_cube, 1, -3, 3, false},
    {"v_binary", s_square_times, c_square_times, 2, -3, 3, false},
    {"v_nary", s_nary, c_nary, 3, -3, 3, false},
    {"dot with itself", s_dot_self, c_dot_self, 4, -3, 3, false},
};
enum { OPS = sizeof ops / sizeof *ops, MOST_INPUTS = 6, POINTS = 200 };

static void random_point(const Op *op, Rng *r, real *x) {
    for (int i = 0; i < op->inputs; i++)
        do
            x[i] = (real)(op->low + (op->high - op->low) * rng_uniform(r));
        while (op->kink && fabs((double)x[i]) < 0.05);
}

// The tape's value, and its gradient with respect to every input.
static real run(const Op *op, Tape *t, const real *x, real *grad) {
    TapeMark m = tape_mark(t);
    Value v[MOST_INPUTS];
    for (int i = 0; i < op->inputs; i++)
        v[i] = v_var(t, x[i]);
    Value y = op->tape(v);
    v_backward(y);
    for (int i = 0; i < op->inputs; i++)
        grad[i] = v_grad(v[i]);
    real value = v_value(y);
    tape_rewind(t, m);
    return value;
}

typedef struct Turned {
    const Op *op;
    Tape *tape;
    real *x;
} Turned;

static real value_at(void *context) {
    Turned *k = context;
    real ignored[MOST_INPUTS];
    return run(k->op, k->tape, k->x, ignored);
}

START_TEST(operations_agree_with_central_differences) {
    const Op *op = &ops[_i];
    Tape *t = tape_new();
    Rng r = rng_new(7);
    for (int k = 0; k < POINTS; k++) {
        real x[MOST_INPUTS], grad[MOST_INPUTS];
        random_point(op, &r, x);
        run(op, t, x, grad);
        for (int i = 0; i < op->inputs; i++) {
            Turned turned = {op, t, x};
            real numeric = central_difference(value_at, &turned, &x[i],
                                              difference_step(x[i]));
            ck_assert_msg(gradients_agree(grad[i], numeric),
                          "%s, input %d: tape %.17g, numeric %.17g", op->name,
                          i, (double)grad[i], (double)numeric);
        }
    }
    tape_free(t);
}
END_TEST

// f(x + ih) = f(x) + ih·f′(x) - …: with h = 1e-30 the imaginary part is h·f′
// and nothing is lost to a subtraction.
START_TEST(operations_agree_with_the_complex_step) {
    const Op *op = &ops[_i];
    Tape *t = tape_new();
    Rng r = rng_new(8);
    for (int k = 0; k < POINTS; k++) {
        real x[MOST_INPUTS] = {0}, grad[MOST_INPUTS];
        Complex z[MOST_INPUTS];
        random_point(op, &r, x);
        real value = run(op, t, x, grad);
        for (int i = 0; i < op->inputs; i++)
            z[i] = (double)x[i];
        ck_close(value, creal(op->plain(z)), CLOSE);
        for (int i = 0; i < op->inputs; i++) {
            z[i] += 1e-30 * I;
            double exact = cimag(op->plain(z)) / 1e-30;
            z[i] = (double)x[i];
            ck_assert_msg(fabs((double)grad[i] - exact) <=
                              CLOSE / 10 * (1 + fabs(exact)),
                          "%s, input %d: tape %.17g, exact %.17g", op->name, i,
                          (double)grad[i], exact);
        }
    }
    tape_free(t);
}
END_TEST

START_TEST(kinks_and_edges) {
    Tape *t = tape_new();
    Value zero = v_var(t, 0), y = v_relu(zero);
    v_backward(y);
    ck_assert(v_grad(zero) == 0 && v_value(y) == 0);
    y = v_pow(zero, 0);
    v_backward(y);
    ck_assert(v_value(y) == 1 && v_grad(zero) == 0);
    y = v_pow(zero, 1);
    v_backward(y);
    ck_assert(v_value(y) == 0 && v_grad(zero) == 1);
    y = v_pow(zero, 2);
    v_backward(y);
    ck_assert(v_grad(zero) == 0);
    Value nan = v_var(t, (real)NAN);
    y = v_relu(nan);
    v_backward(y);
    ck_assert(isnan((double)v_value(y)) && isnan((double)v_grad(nan)));
    tape_free(t);
}
END_TEST

#ifndef DOWNHILL_FLOAT

/* ---- PyTorch ------------------------------------------------------------- */

START_TEST(agrees_with_pytorch) {
    Tape *t = tape_new();
    for (int k = 0; k < TORCH_SCALARS; k++) {
        const TorchScalar *e = &torch_scalars[k];
        TapeMark m = tape_mark(t);
        Value a = v_var(t, e->a), b = v_var(t, e->b), y;
        switch (e->expression) {
        case 0:  // micrograd's example
        {
            Value c = v_add(a, b), d = v_add(v_mul(a, b), v_pow(b, 3));
            c = v_add(c, v_affine(1, c, 1));
            c = v_add(c, v_add(v_affine(1, c, 1), v_neg(a)));
            d = v_add(d, v_add(v_affine(2, d, 0), v_relu(v_add(b, a))));
            d = v_add(d, v_add(v_affine(3, d, 0), v_relu(v_sub(b, a))));
            Value f = v_square(v_sub(c, d));
            y = v_add(v_affine(0.5, f, 0), v_div(v_const(t, 10), f));
            break;
        }
        case 1:
            y = v_mul(v_mul(a, b), v_add(a, b));
            break;
        case 2:
            y = v_tanh(v_add(v_mul(a, b), v_sin(v_exp(b))));
            break;
        case 3:
            y = v_log(v_add(v_exp(a), v_exp(b)));
            break;
        case 4:
            y = v_sigmoid(v_div(v_cos(a), v_affine(1, v_square(b), 1)));
            break;
        case 5:
            y = v_pow(v_affine(1, v_mul(a, a), 0.5), 1.7);
            break;
        default: {
            y = a;
            for (int i = 0; i < 10; i++)
                y = v_sin(v_add(v_mul(y, b), v_affine(0.1, a, (real)i)));
        }
        }
        v_backward(y);
        ck_close(v_value(y), e->value, 1e-12);
        ck_close(v_grad(a), e->da, 1e-12);
        ck_close(v_grad(b), e->db, 1e-12);
        tape_rewind(t, m);
    }
    tape_free(t);
}
END_TEST

START_TEST(micrograds_example_in_its_own_digits) {
    const TorchScalar *e = &torch_scalars[0];
    ck_assert_double_eq_tol(e->value, 24.7041, 5e-5);
    ck_assert_double_eq_tol(e->da, 138.8338, 5e-5);
    ck_assert_double_eq_tol(e->db, 645.5773, 5e-5);
}
END_TEST

#endif

/* ---- Random graphs -------------------------------------------------------
 * Against derivatives carried forward: each result with its derivative for
 * every input, by the rules of a school book.
 */

enum { GRAPH_INPUTS = 4, GRAPH_STEPS = 60, GRAPHS = 200 };

typedef struct Forward {
    double value, d[GRAPH_INPUTS];
} Forward;

static Forward chain(double value, const Forward *a, double da,
                     const Forward *b, double db) {
    Forward y = {.value = value};
    for (int i = 0; i < GRAPH_INPUTS; i++)
        y.d[i] = da * a->d[i] + (b ? db * b->d[i] : 0);
    return y;
}

static Value random_step(int kind, Value a, Value b, Value c, const Forward *fa,
                         const Forward *fb, const Forward *fc, Forward *y) {
    double x = fa->value, z = fb->value;
    switch (kind) {
    case 0:
        *y = chain(x + z, fa, 1, fb, 1);
        return v_add(a, b);
    case 1:
        *y = chain(x - z, fa, 1, fb, -1);
        return v_sub(a, b);
    case 2:
        *y = chain(x * z, fa, z, fb, x);
        return v_mul(a, b);
    case 3:
        *y = chain(tanh(x), fa, 1 - tanh(x) * tanh(x), NULL, 0);
        return v_tanh(a);
    case 4:
        *y = chain(sin(x), fa, cos(x), NULL, 0);
        return v_sin(a);
    case 5:
        *y = chain(0.5 * x + 0.25, fa, 0.5, NULL, 0);
        return v_affine(0.5, a, 0.25);
    case 6:
        *y = chain(x / (z * z + 1), fa, 1 / (z * z + 1), fb,
                   -2 * x * z / ((z * z + 1) * (z * z + 1)));
        return v_div(a, v_affine(1, v_square(b), 1));
    case 7: {
        Forward ab = chain(x + z, fa, 1, fb, 1);
        *y = chain(ab.value + fc->value, &ab, 1, fc, 1);
        return v_sum((Value[]){a, b, c}, 3);
    }
    default: {
        Forward ab = chain(x * z, fa, z, fb, x);
        Forward bc = chain(z * fc->value, fb, fc->value, fc, z);
        *y = chain(ab.value + bc.value, &ab, 1, &bc, 1);
        return v_dot((Value[]){a, b}, (Value[]){b, c}, 2);
    }
    }
}

START_TEST(random_graphs_agree_with_forward_derivatives) {
    Tape *t = tape_new();
    Rng r = rng_new(99);
    for (int g = 0; g < GRAPHS; g++) {
        TapeMark m = tape_mark(t);
        Value v[GRAPH_INPUTS + 1 + GRAPH_STEPS];
        Forward f[GRAPH_INPUTS + 1 + GRAPH_STEPS] = {0};
        int n = 0;
        for (; n < GRAPH_INPUTS; n++) {
            f[n].value = (double)(real)(2 * rng_uniform(&r) - 1);
            f[n].d[n] = 1;
            v[n] = v_var(t, (real)f[n].value);
        }
        f[n].value = 0.75;
        v[n] = v_const(t, (real)0.75), n++;
        for (; n < GRAPH_INPUTS + 1 + GRAPH_STEPS; n++) {
            int a = rng_below(&r, n), b = rng_below(&r, n),
                c = rng_below(&r, n);
            v[n] = random_step(rng_below(&r, 9), v[a], v[b], v[c], &f[a], &f[b],
                               &f[c], &f[n]);
            if (fabs(f[n].value) > 10) {  // keep the numbers tame
                double s = tanh(f[n].value);
                f[n] = chain(s, &f[n], 1 - s * s, NULL, 0);
                v[n] = v_tanh(v[n]);
            }
        }
        Value y = v_sum(v, n);
        v_backward(y);
        for (int i = 0; i < GRAPH_INPUTS; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++)
                sum += f[k].d[i];
            ck_close(v_grad(v[i]), sum, CLOSE * 10);
        }
        tape_rewind(t, m);
    }
    tape_free(t);
}
END_TEST

/* ---- The tape's life ------------------------------------------------------ */

START_TEST(backward_sets_and_does_not_add) {
    Tape *t = tape_new();
    Value x = v_var(t, 3), y = v_square(x), z = v_affine(5, x, 0);
    v_backward(y);
    ck_assert(v_grad(x) == 6 && v_grad(y) == 1 && v_grad(z) == 0);
    v_backward(y);
    ck_assert(v_grad(x) == 6);
    v_backward(z);
    ck_assert(v_grad(x) == 5 && v_grad(y) == 0 && v_grad(z) == 1);
    v_backward(x);
    ck_assert(v_grad(x) == 1 && v_grad(z) == 0);
    Value later = v_mul(x, y);
    ck_assert(v_grad(later) == 0);  // no backward pass has seen it
    tape_free(t);
}
END_TEST

START_TEST(newer_rows_take_no_part) {
    Tape *t = tape_new();
    Value x = v_var(t, 0), y = v_affine(2, x, 1);
    Value a[5] = {x, x, y, y, x};
    v_log(x);  // its partial is 1/0
    v_div(y, x);
    v_sum(a, 5);
    v_dot(a, a, 5);
    v_add(x, y);
    v_backward(y);
    ck_assert(v_grad(x) == 2);
    tape_free(t);
}
END_TEST

START_TEST(constants_take_no_row_and_no_gradient) {
    Tape *t = tape_new();
    Value x = v_var(t, 2);
    size_t bytes = tape_bytes(t);
    Value c = v_const(t, 4);
    ck_assert_uint_eq(tape_bytes(t), bytes);
    Value y = v_add(v_mul(c, x), v_mul(x, c));
    v_backward(y);
    ck_assert(v_grad(x) == 8 && v_grad(c) == 0 && v_value(c) == 4);
    tape_free(t);
}
END_TEST

START_TEST(memory_is_flat_over_steps) {
    Tape *t = tape_new();
    Value x[3] = {v_var(t, 1), v_var(t, 2), v_var(t, 3)};
    TapeMark start = tape_mark(t);
    long calls = 0;
    size_t bytes = 0;
    int grown = 0;
    for (int step = 0; step < 100000; step++) {
        Value y = v_mul(v_sum(x, 3), v_dot(x, x, 3));
        if (step % 1000 == 0) {
            v_backward(y);  // 6·2x + 14
            grown += v_grad(x[0]) != 26 || v_grad(x[2]) != 50;
        }
        if (step == 0)
            calls = alloc_calls(), bytes = tape_bytes(t);
        grown += tape_bytes(t) != bytes || alloc_calls() != calls;
        tape_rewind(t, start);
    }
    ck_assert(grown == 0 && v_value(x[1]) == 2);
    tape_free(t);
}
END_TEST

START_TEST(marks_nest) {
    Tape *t = tape_new();
    Value x = v_var(t, 5);
    TapeMark outer = tape_mark(t);
    Value y = v_square(x);
    TapeMark inner = tape_mark(t);
    v_exp(y);
    tape_rewind(t, inner);
    Value z = v_affine(2, y, 0);
    v_backward(z);
    ck_assert(v_grad(x) == 20);
    tape_rewind(t, outer);
    Value w = v_neg(x);
    v_backward(w);
    ck_assert(v_grad(x) == -1);
    tape_free(t);
}
END_TEST

#define REWOUND                                                                \
    "tape_rewind: this mark has been rewound away, or was never made here"

START_TEST(a_mark_that_is_gone_is_fatal) {
    Tape *t = tape_new(), *other = tape_new();
    TapeMark start = tape_mark(t), foreign = tape_mark(other), never = {0};
    Value a = v_var(t, 2), b = v_mul(a, a);
    TapeMark later = tape_mark(t), same = tape_mark(t);
    tape_rewind(t, later);
    tape_rewind(t, same);
    tape_rewind(t, start);
    ck_fatal(REWOUND, tape_rewind(t, later));
    v_var(t, 5);
    v_var(t, 6);
    ck_fatal(REWOUND, tape_rewind(t, later));  // as many rows, other ones
    v_var(t, 7);
    TapeMark end = tape_mark(t);
    ck_fatal(REWOUND, tape_rewind(t, later));
    ck_fatal(REWOUND, tape_rewind(t, foreign));
    ck_fatal(REWOUND, tape_rewind(t, never));
    tape_rewind(t, end);  // those that are there are none the worse for it
    tape_rewind(t, start);
    ck_assert_uint_eq(t->rows, 1);
    ck_assert(v_value(b) == 4);
    for (int i = 0; i < 100; i++) {  // many marks, and from the first again
        v_var(t, 1);
        tape_mark(t);
    }
    tape_rewind(t, start);
    ck_fatal(REWOUND, tape_rewind(t, end));
    tape_free(t);
    tape_free(other);
}
END_TEST

// What a rewind takes back has no gradient any more, whoever takes its row.
START_TEST(a_new_row_has_no_old_gradient) {
    Tape *t = tape_new();
    Value x = v_var(t, 3);
    TapeMark m = tape_mark(t);
    Value y = v_square(x), z = v_square(y);
    v_backward(z);
    ck_assert(v_grad(y) == 18);
    tape_rewind(t, m);
    ck_assert(v_grad(x) == 108);  // older than the mark: it is kept
    Value fresh = v_var(t, 5), more = v_exp(fresh);
    ck_assert(v_grad(fresh) == 0 && v_grad(more) == 0);
    tape_free(t);
}
END_TEST

START_TEST(two_tapes_do_not_meet) {
    Tape *s = tape_new(), *t = tape_new();
    Value x = v_var(s, 3), u = v_var(t, 4);
    Value y = v_square(x), w = v_square(u);
    v_backward(y);
    v_backward(w);
    ck_assert(v_grad(x) == 6 && v_grad(u) == 8);
    tape_free(s);
    ck_assert(v_grad(u) == 8);
    tape_free(t);
    tape_free(NULL);
}
END_TEST

static void *work_alone(void *result) {
    Tape *t = tape_new();
    Value x = v_var(t, (real)1.5);
    TapeMark m = tape_mark(t);
    for (int step = 0; step < 300; step++) {
        tape_rewind(t, m);
        Value y = x;
        for (int i = 0; i < 100; i++)
            y = v_sin(v_add(y, x));
        v_backward(y);
        *(real *)result = v_grad(x);
    }
    tape_free(t);
    return NULL;
}

START_TEST(two_tapes_on_two_threads) {
    real alone, result[2];
    work_alone(&alone);
    pthread_t id[2];
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(pthread_create(&id[i], NULL, work_alone, &result[i]),
                         0);
    for (int i = 0; i < 2; i++)
        pthread_join(id[i], NULL);
    ck_assert(result[0] == alone && result[1] == alone);
}
END_TEST

// y = x + 10⁷ - 1 additions of x: dy/dx = 10⁷. No recursion, so no stack.
START_TEST(ten_million_operations) {
    enum { N = 10000000 };
    Tape *t = tape_new();
    Value x = v_var(t, 0), y = x;
    for (int i = 1; i < N; i++)
        y = v_add(y, x);
    v_backward(y);
    ck_assert((double)v_grad(x) == N);
    tape_free(t);
}
END_TEST

// v_sum and v_dot of many terms, whose row has many groups.
START_TEST(long_sums) {
    enum { N = 1001 };
    Tape *t = tape_new();
    static Value x[N];
    static Value c[N];
    double sum = 0;
    for (int i = 0; i < N; i++) {
        c[i] = v_const(t, (real)(i % 7));
        x[i] = v_var(t, (real)(i % 5));
        sum += (i % 7) * (i % 5);
    }
    Value y = v_dot(x, c, N);
    ck_assert((double)v_value(y) == sum);
    v_backward(y);
    for (int i = 0; i < N; i++)
        ck_assert(v_grad(x[i]) == v_value(c[i]));
    y = v_sum(x, N);
    v_backward(y);
    for (int i = 0; i < N; i++)
        ck_assert(v_grad(x[i]) == 1);
    y = v_dot(x, x, N);
    v_backward(y);
    for (int i = 0; i < N; i++)
        ck_assert(v_grad(x[i]) == 2 * v_value(x[i]));
    tape_free(t);
}
END_TEST

// Sums of a million terms of about a tenth, in either precision.
START_TEST(sums_do_not_lose_their_place) {
    enum { N = 1000000 };
    Tape *t = tape_new();
    Value *a = mem_resize(NULL, N, sizeof *a, "test", 0);
    for (int i = 0; i < N; i++)
        a[i] = v_const(t, (real)0.1);
    double tenth = (double)(real)0.1;
    ck_close(v_value(v_sum(a, N)), N * tenth, 1e-6);
    ck_close(v_value(v_dot(a, a, N)), N * tenth * tenth, 1e-6);
    free(a);
    tape_free(t);
}
END_TEST

static void print(const void *tape, FILE *out) { tape_print(tape, out); }

#ifdef DOWNHILL_DEBUG
#define SHOW(debug) debug
#define REST " + …"  // there is less room
#else
#define SHOW(debug) ""
#define REST " - 4·d4 + 2·d6"
#endif

START_TEST(a_tape_prints_itself) {
    Tape *t = tape_new();
    Value a = v_var(t, 3), b = v_var(t, -4), c = v_const(t, 2);
    Value half = v_affine((real)0.5, v_mul(a, b), 0);
    Value all = v_sum((Value[]){a, v_add(a, b), half}, 3);
    v_backward(v_dot((Value[]){a, b, c}, (Value[]){b, half, all}, 3));
    v_mul(c, c);
    v_mul(c, v_exp(v_sub(c, half)));
    char *text = printed(print, t);
    // clang-format off
    ck_assert_str_eq(text,
        "   row " SHOW("operation          value ")
                                              "    gradient  change\n"
        "     1 " SHOW("v_var                  3 ") "           4  d1\n"
        "     2 " SHOW("v_var                 -4 ") "          -4  d2\n"
        "     3 " SHOW("v_mul                -12 ") "          -1  d3 = -4·d1 + 3·d2\n"
        "     4 " SHOW("v_affine              -6 ") "          -2  d4 = 0.5·d3\n"
        "     5 " SHOW("v_add                 -1 ") "           2  d5 = 1·d1 + 1·d2\n"
        "     6 " SHOW("v_sum                 -4 ") "           2  d6 = 1·d1 + 1·d5 + 1·d4\n"
        "     7 " SHOW("v_dot                  4 ") "           1  d7 = -4·d1 + 3·d2 - 6·d2" REST "\n"
        "     8 " SHOW("v_mul                  4 ") "              d8 = 0\n"
        "     9 " SHOW("v_sub                  8 ") "              d9 = -1·d4\n"
        "    10 " SHOW("v_exp            2980.96 ") "              d10 = 2981·d9\n"
        "    11 " SHOW("v_mul            5961.92 ") "              d11 = 2·d10\n");
    // clang-format on
    free(text);
    tape_free(t);
}
END_TEST

// As many columns as a terminal has, whatever is on the tape.
START_TEST(a_printed_row_fits_in_a_line) {
    enum { N = 40 };
    Tape *t = tape_new();
    Rng r = rng_new(3);
    Value x[N];
    for (int i = 0; i < N; i++)
        x[i] = v_var(t, (real)(rng_normal(&r) * m_exp(9 * rng_normal(&r))));
    for (int n = 1; n <= N; n++)
        v_backward(v_dot(x, x, n));
    v_unary("an_operation_with_a_long_name", (real)-1.234567e-30, x[0],
            (real)-INFINITY);
    char *text = printed(print, t);
    ck_assert_int_le(widest_line(text), 80);
    ck_assert(strstr(text, " + …\n"));
    free(text);
    tape_free(t);
}
END_TEST

#ifndef DOWNHILL_FLOAT
START_TEST(bytes_an_operation) {
    Tape *t = tape_new();
    Value x = v_var(t, (real)0.5), s = x, f = v_const(t, 0);
    size_t before = tape_bytes(t);
    v_add(x, x);
    ck_assert_uint_eq(tape_bytes(t) - before, 16);
    before = tape_bytes(t);
    v_mul(x, x);
    ck_assert_uint_eq(tape_bytes(t) - before, 32);
    before = tape_bytes(t);
    for (int i = 0; i < 100; i++) {  // bench W5's mix
        s = v_tanh(v_add(v_add(v_mul(x, s), v_sin(v_mul(x, x))),
                         v_mul(x, v_exp(v_mul(s, x)))));
        f = v_add(f, s);
    }
    ck_assert_uint_le(tape_bytes(t) - before, 28 * 10 * 100);
    tape_free(t);
}
END_TEST
#endif

/* ---- Mistakes ------------------------------------------------------------ */

START_TEST(sums_of_nothing_are_fatal) {
    Tape *t = tape_new();
    Value x = v_var(t, 1);
    ck_fatal("v_sum: needs at least one term, was given 0", v_sum(&x, 0));
    ck_fatal("v_dot: needs at least one term, was given -1", v_dot(&x, &x, -1));
    ck_fatal("my_own: needs at least one term, was given 0",
             v_nary("my_own", 1, &x, NULL, 0));
    tape_free(t);
}
END_TEST

START_TEST(a_constant_has_no_derivative) {
    Tape *t = tape_new();
    ck_fatal("v_backward: the result is a constant; nothing can change it",
             v_backward(v_const(t, 3)));
    tape_free(t);
}
END_TEST

START_TEST(a_tape_has_an_end) {
    Tape *t = tape_new();
    ck_fatal("tape: more than 1073741824 cells; rewind it between steps",
             tape_grow(t, TAPE_MAX_CELLS));
    Value x = v_var(t, 1);  // too many for one row
    ck_fatal("tape: more than 1073741824 cells; rewind it between steps",
             v_dot(&x, &x, INT_MAX));
    tape_free(t);
}
END_TEST

#ifdef DOWNHILL_DEBUG
START_TEST(stale_values_are_fatal) {
    Tape *t = tape_new();
    Value x = v_var(t, 1);
    TapeMark m = tape_mark(t);
    Value old = v_square(x);
    tape_rewind(t, m);
    ck_fatal("v_mul: left operand was rewound", v_mul(old, x));
    Value fresh = v_square(x);  // takes the same row
    ck_assert_uint_eq(fresh.row, old.row);
    ck_fatal("v_mul: right operand was rewound", v_mul(x, old));
    ck_fatal("v_add: left operand was rewound", v_add(old, x));
    ck_fatal("v_add: right operand was rewound", v_add(x, old));
    ck_fatal("v_sub: right operand was rewound", v_sub(x, old));
    ck_fatal("v_div: right operand was rewound", v_div(x, old));
    ck_fatal("v_sin: operand was rewound", v_sin(old));
    ck_fatal("v_relu: operand was rewound", v_relu(old));
    ck_fatal("v_affine: operand was rewound", v_affine(2, old, 1));
    ck_fatal("v_grad: value was rewound", v_grad(old));
    ck_fatal("v_backward: result was rewound", v_backward(old));
    Value list[2] = {x, old}, good[2] = {x, x};
    ck_fatal("v_sum: a term was rewound", v_sum(list, 2));
    ck_fatal("v_dot: a term was rewound", v_dot(list, good, 2));
    ck_fatal("v_dot: a term was rewound", v_dot(good, list, 2));
    ck_assert(v_value(v_mul(fresh, x)) == 1);
    tape_free(t);
}
END_TEST

START_TEST(values_never_made_are_fatal) {
    Value never = {0};
    ck_fatal("v_exp: operand was never made", v_exp(never));
    ck_fatal("v_grad: value was never made", v_grad(never));
    ck_fatal("v_backward: result was never made", v_backward(never));
}
END_TEST
#endif

// In every build: a derivative would be silently wrong.
START_TEST(foreign_values_are_fatal) {
    Tape *s = tape_new(), *t = tape_new();
    Value x = v_var(s, 1), u = v_var(t, 1), c = v_const(t, 1), never = {0};
    ck_fatal("v_mul: right operand is from another tape", v_mul(x, u));
    ck_fatal("v_add: right operand is from another tape", v_add(x, u));
    ck_fatal("v_sub: right operand is from another tape", v_sub(u, x));
    ck_fatal("v_div: right operand is from another tape", v_div(x, c));
    ck_fatal("my_own: right operand is from another tape",
             v_binary("my_own", 1, x, 2, u, 3));
    Value list[2] = {x, u}, good[2] = {x, x};
    ck_fatal("v_sum: a term is from another tape", v_sum(list, 2));
    ck_fatal("my_own: a term is from another tape",
             v_nary("my_own", 1, list, (real[]){2, 3}, 2));
    ck_fatal("v_dot: a term is from another tape", v_dot(good, list, 2));
    ck_fatal("v_dot: a term is from another tape", v_dot(list, good, 2));
    ck_fatal("v_mul: left operand was never made", v_mul(never, u));
    ck_fatal("v_mul: right operand was never made", v_mul(u, never));
    ck_fatal("v_sum: a term was never made", v_sum(&never, 1));
    tape_free(s);
    tape_free(t);
}
END_TEST

SUITE(scalar) {
    TCase *t = tcase_create("scalar");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, operations_agree_with_central_differences, 0, OPS);
    tcase_add_loop_test(t, operations_agree_with_the_complex_step, 0, OPS);
    tcase_add_test(t, kinks_and_edges);
#ifndef DOWNHILL_FLOAT
    tcase_add_test(t, agrees_with_pytorch);
    tcase_add_test(t, micrograds_example_in_its_own_digits);
    tcase_add_test(t, bytes_an_operation);
#endif
    tcase_add_test(t, random_graphs_agree_with_forward_derivatives);
    tcase_add_test(t, backward_sets_and_does_not_add);
    tcase_add_test(t, newer_rows_take_no_part);
    tcase_add_test(t, constants_take_no_row_and_no_gradient);
    tcase_add_test(t, memory_is_flat_over_steps);
    tcase_add_test(t, marks_nest);
    tcase_add_test(t, a_mark_that_is_gone_is_fatal);
    tcase_add_test(t, a_new_row_has_no_old_gradient);
    tcase_add_test(t, two_tapes_do_not_meet);
    tcase_add_test(t, two_tapes_on_two_threads);
    tcase_add_test(t, ten_million_operations);
    tcase_add_test(t, long_sums);
    tcase_add_test(t, sums_do_not_lose_their_place);
    tcase_add_test(t, a_tape_prints_itself);
    tcase_add_test(t, a_printed_row_fits_in_a_line);
    tcase_add_test(t, sums_of_nothing_are_fatal);
    tcase_add_test(t, a_constant_has_no_derivative);
    tcase_add_test(t, a_tape_has_an_end);
#ifdef DOWNHILL_DEBUG
    tcase_add_test(t, stale_values_are_fatal);
    tcase_add_test(t, values_never_made_are_fatal);
#endif
    tcase_add_test(t, foreign_values_are_fatal);
    suite_add_tcase(s, t);
}
