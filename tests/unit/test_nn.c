/* test_nn.c: the multilayer perceptron. */
#include "nn.h"
#include "optim.h"
#include "suites.h"
#include "support.h"

#include <stdio.h>
#include <string.h>

static Mlp net_of(Graph *g, int n, const int *sizes, Init init, uint64_t seed) {
    Rng r = rng_new(seed);
    return mlp_new(g, sizes, n, SIGMOID, init, &r);
}

START_TEST(parameters_are_counted_and_named) {
    static const struct {
        int n, sizes[4];
        size_t params;
    } nets[] = {{4, {784, 16, 16, 10}, 13002},
                {4, {784, 16, 16, 9}, 12985},
                {3, {784, 30, 10, 0}, 23860},
                {3, {2, 3, 1, 0}, 13}};
    for (int k = 0; k < 4; k++) {
        Graph *g = graph_new(1);
        Mlp m = net_of(g, nets[k].n, nets[k].sizes, INIT_NORMAL, 1);
        ck_assert_uint_eq(graph_params(g), nets[k].params);
        for (int l = 0; l < m.layers; l++) {
            char name[32];
            snprintf(name, sizeof name, "fc%d.weight", l + 1);
            ck_assert_str_eq(m.weight[l]->name, name);
            ck_assert_int_eq(m.weight[l]->rows, nets[k].sizes[l + 1]);
            ck_assert_int_eq(m.weight[l]->cols, nets[k].sizes[l]);
            snprintf(name, sizeof name, "fc%d.bias", l + 1);
            ck_assert_str_eq(m.bias[l]->name, name);
            ck_assert_int_eq(m.bias[l]->rows, 1);
            ck_assert_int_eq(m.bias[l]->cols, nets[k].sizes[l + 1]);
        }
        graph_free(g);
    }
}
END_TEST

// An autoencoder: 3 numbers through 2 and back.
START_TEST(two_networks_live_on_one_graph) {
    Graph *g = graph_new(1);
    Rng r = rng_new(1), again = r;
    int in[] = {3, 4, 2}, out[] = {2, 3};
    Mlp encoder = mlp_new_named(g, "encoder.", in, 3, TANH, INIT_LECUN, &r);
    Mlp decoder = mlp_new_named(g, "decoder.", out, 2, TANH, INIT_LECUN, &r);
    Mlp plain = mlp_new(g, in, 3, TANH, INIT_LECUN, &again);
    static const char *const names[] = {
        "encoder.fc1.weight", "encoder.fc1.bias",
        "encoder.fc2.weight", "encoder.fc2.bias",
        "decoder.fc1.weight", "decoder.fc1.bias",
        "fc1.weight",         "fc1.bias",
        "fc2.weight",         "fc2.bias"};
    const Tensor *p = g->first_param;
    for (int k = 0; k < 10; k++, p = p->next)
        ck_assert_str_eq(p->name, names[k]);
    ck_assert_ptr_null(p);
    real a[50], b[50];  // the name changes no number
    ck_assert_uint_eq(mlp_flatten(&encoder, a), mlp_flatten(&plain, b));
    ck_assert_mem_eq(a, b, 26 * sizeof(real));
    Tensor *x = t_input(g, 1, 3, (real[]){1, 2, 3});
    Tensor *y = mlp_forward(&decoder, mlp_forward(&encoder, x));
    t_backward(t_squared_error(y, x));
    ck_assert(encoder.weight[0]->grad[0] < 0 || encoder.weight[0]->grad[0] > 0);
    ck_fatal("t_param: there is a parameter named encoder.fc1.weight already",
             mlp_new_named(g, "encoder.", in, 3, TANH, INIT_LECUN, &r));
    char longest[102];
    memset(longest, 'x', 101), longest[101] = '\0';
    mlp_new_named(g, longest + 1, out, 2, TANH, INIT_LECUN, &r);
    ck_fatal("mlp_new_named: a prefix of 101 letters; at most 100",
             mlp_new_named(g, longest, out, 2, TANH, INIT_LECUN, &r));
    graph_free(g);
}
END_TEST

START_TEST(sixteen_layers_are_the_most) {
    Graph *g = graph_new(1);
    int sizes[MLP_MAX_LAYERS + 1];
    for (int k = 0; k <= MLP_MAX_LAYERS; k++)
        sizes[k] = 1 + k % 3;
    Mlp m = net_of(g, MLP_MAX_LAYERS + 1, sizes, INIT_HE, 1);
    ck_assert_int_eq(m.layers, MLP_MAX_LAYERS);
    ck_assert_mem_eq(m.sizes, sizes, sizeof sizes);
    ck_assert_str_eq(m.bias[MLP_MAX_LAYERS - 1]->name, "fc16.bias");
    Tensor *y = mlp_forward(&m, t_const(g, 2, 1, NULL));
    ck_assert(y->rows == 2 && y->cols == sizes[MLP_MAX_LAYERS]);
    graph_free(g);
}
END_TEST

START_TEST(an_unknown_activation_is_fatal) {
    Graph *g = graph_new(1);
    ck_fatal("mlp_activate: there is no activation 7",
             mlp_activate((Activation)7, t_const(g, 1, 1, NULL)));
    graph_free(g);
}
END_TEST

START_TEST(wrong_sizes_are_fatal) {
    Graph *g = graph_new(1);
    int sizes[20] = {0};
    ck_fatal("mlp_new: 1 sizes; needs 2 to 17",
             net_of(g, 1, sizes, INIT_HE, 1));
    ck_fatal("mlp_new: 18 sizes; needs 2 to 17",
             net_of(g, 18, sizes, INIT_HE, 1));
    ck_fatal("t_param: 0x0 has no elements", net_of(g, 2, sizes, INIT_HE, 1));
    graph_free(g);
}
END_TEST

// Mean and deviation of n normals lie within six standard errors.
static void check_spread(const Tensor *t, double deviation) {
    double n = t->rows * t->cols, sum = 0, squares = 0;
    for (int i = 0; i < t->rows * t->cols; i++) {
        sum += (double)t->data[i];
        squares += (double)t->data[i] * (double)t->data[i];
    }
    ck_assert(fabs(sum / n) <= 6 * deviation / sqrt(n));
    ck_assert(fabs(sqrt(squares / n) - deviation) <=
              6 * deviation / sqrt(2 * n));
}

START_TEST(weights_start_with_their_spread) {
    const double deviations[] = {1, 1 / sqrt(300), sqrt(2.0 / 300)};
    for (int init = INIT_NORMAL; init <= INIT_HE; init++) {
        Graph *g = graph_new(1);
        Mlp m = net_of(g, 2, (int[]){300, 100}, (Init)init, 5);
        check_spread(m.weight[0], deviations[init]);
        check_spread(m.bias[0], init == INIT_NORMAL ? 1 : 0);
        graph_free(g);
    }
}
END_TEST

static real plain_activation(Activation f, real z) {
    double v = (double)z;
    return f == SIGMOID ? (real)(1 / (1 + exp(-v)))
           : f == TANH  ? (real)tanh(v)
                        : (z > 0 ? z : 0);
}

START_TEST(forward_is_what_loops_give) {
    Graph *g = graph_new(1);
    Rng r = rng_new(6);
    Mlp m = mlp_new(g, (int[]){7, 5, 3}, 3, (Activation)_i, INIT_NORMAL, &r);
    Tensor *x = t_const(g, 4, 7, NULL);
    fill_normal(x, &r, 1);
    Tensor *out = mlp_forward(&m, x);
    for (int row = 0; row < 4; row++) {
        real a[7], z[5];
        memcpy(a, x->data + row * 7, sizeof a);
        for (int l = 0; l < 2; l++) {
            int in = m.sizes[l], width = m.sizes[l + 1];
            for (int j = 0; j < width; j++) {
                z[j] = 0;
                for (int i = 0; i < in; i++)
                    z[j] += m.weight[l]->data[j * in + i] * a[i];
                z[j] += m.bias[l]->data[j];
            }
            for (int j = 0; j < width; j++)
                a[j] = plain_activation((Activation)_i, z[j]);
        }
        for (int j = 0; j < 3; j++)
            ck_close(out->data[row * 3 + j], z[j], CLOSE);
    }
    graph_free(g);
}
END_TEST

#ifndef DOWNHILL_FLOAT
START_TEST(one_layer_equals_loops_to_the_bit) {
    Graph *g = graph_new(1);
    Rng r = rng_new(7);
    Mlp m = mlp_new(g, (int[]){784, 30}, 2, SIGMOID, INIT_NORMAL, &r);
    Tensor *x = t_const(g, 3, 784, NULL);
    fill_normal(x, &r, 1);
    Tensor *z = mlp_forward(&m, x);
    for (int row = 0; row < 3; row++)
        for (int j = 0; j < 30; j++) {
            real sum = 0;
            for (int i = 0; i < 784; i++)
                sum += x->data[row * 784 + i] * m.weight[0]->data[j * 784 + i];
            ck_assert(z->data[row * 30 + j] == sum + m.bias[0]->data[j]);
        }
    graph_free(g);
}
END_TEST
#endif

START_TEST(decay_is_for_weights) {
    Graph *g = graph_new(1);
    Mlp m = net_of(g, 3, (int[]){2, 3, 1}, INIT_HE, 1);
    mlp_set_decay(&m, (real)0.125);
    for (int l = 0; l < 2; l++)
        ck_assert(m.weight[l]->decay == (real)0.125 && m.bias[l]->decay == 0);
    graph_free(g);
}
END_TEST

START_TEST(parameters_make_one_row_and_come_back) {
    enum { N = 3 * 2 + 3 + 1 * 3 + 1 };
    Graph *g = graph_new(1);
    Mlp m = net_of(g, 3, (int[]){2, 3, 1}, INIT_NORMAL, 4);
    real row[N], grad[N];
    ck_assert_uint_eq(mlp_flatten_grad(&m, grad), N);
    for (int i = 0; i < N; i++) {
        ck_assert(grad[i] == 0);
        row[i] = (real)(i + 1);
    }
    mlp_unflatten(&m, row);
    ck_assert(m.weight[0]->data[0] == 1 && m.weight[0]->data[5] == 6);
    ck_assert(m.bias[0]->data[0] == 7 && m.bias[0]->data[2] == 9);
    ck_assert(m.weight[1]->data[2] == 12 && m.bias[1]->data[0] == 13);
    real back[N];
    ck_assert_uint_eq(mlp_flatten(&m, back), N);
    ck_assert(memcmp(row, back, sizeof row) == 0);

    // C = Σ θ² over two of the parameters: ∂C/∂θ = 2θ there, 0 elsewhere.
    t_backward(t_add(t_sum(t_square(m.bias[0])), t_square(m.bias[1])));
    mlp_flatten_grad(&m, grad);
    for (int i = 0; i < N; i++) {
        bool bias = (i >= 6 && i < 9) || i == 12;
        ck_assert(grad[i] == (bias ? 2 * row[i] : 0));
    }
    graph_free(g);
}
END_TEST

START_TEST(argmax_takes_the_first_largest) {
    ck_assert_int_eq(argmax((real[]){1, 3, 2}, 3), 1);
    ck_assert_int_eq(argmax((real[]){2, 2, 1}, 3), 0);
    ck_assert_int_eq(argmax((real[]){-5}, 1), 0);
    ck_assert_int_eq(argmax((real[]){0, (real)NAN, 1}, 3), 1);
    ck_assert_int_eq(argmax((real[]){9, 1, (real)NAN}, 3), 2);
    ck_assert_int_eq(argmax((real[]){(real)NAN, (real)NAN}, 2), 0);
    ck_assert_int_eq(argmax((real[]){-(real)INFINITY, -1}, 2), 1);
}
END_TEST

START_TEST(a_small_net_learns_xor) {
    Graph *g = graph_new(1);
    Rng r = rng_new(2);
    Mlp m = mlp_new(g, (int[]){2, 4, 1}, 3, TANH, INIT_NORMAL, &r);
    Tensor *x = t_const(g, 4, 2, (real[]){0, 0, 0, 1, 1, 0, 1, 1});
    Tensor *y = t_const(g, 4, 1, (real[]){0, 1, 1, 0});
    GraphMark mark = graph_mark(g);
    real first = 0, last = 0;
    for (int step = 0; step < 2000; step++) {
        Tensor *cost = t_squared_error(t_sigmoid(mlp_forward(&m, x)), y);
        last = t_item(cost);
        first = step == 0 ? last : first;
        t_backward(cost);
        graph_rewind(g, mark);
        sgd_step(g, 1);
    }
    ck_assert_msg(first > (real)0.1 && last < (real)0.01,
                  "cost went from %g to %g", (double)first, (double)last);
    graph_free(g);
}
END_TEST

SUITE(nn) {
    TCase *t = tcase_create("nn");
    tcase_add_test(t, parameters_are_counted_and_named);
    tcase_add_test(t, two_networks_live_on_one_graph);
    tcase_add_test(t, sixteen_layers_are_the_most);
    tcase_add_test(t, an_unknown_activation_is_fatal);
    tcase_add_test(t, wrong_sizes_are_fatal);
    tcase_add_test(t, weights_start_with_their_spread);
    tcase_add_loop_test(t, forward_is_what_loops_give, SIGMOID, RELU + 1);
#ifndef DOWNHILL_FLOAT
    tcase_add_test(t, one_layer_equals_loops_to_the_bit);
#endif
    tcase_add_test(t, decay_is_for_weights);
    tcase_add_test(t, parameters_make_one_row_and_come_back);
    tcase_add_test(t, argmax_takes_the_first_largest);
    tcase_add_test(t, a_small_net_learns_xor);
    suite_add_tcase(s, t);
}
