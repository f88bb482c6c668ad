/*
Exercise 6a: A matrix times a column

w has out rows of in numbers, row after row: row n holds the weights into neuron
n. Set z[0 … out-1] to the sums of the layer, z = Wa + b, for the activations
a[0 … in-1] and the biases b[0 … out-1].
*/
#include "exercise.h"

void layer_sums(const double *w, const double *a, const double *b, int out,
                int in, double *z) {
    //: stub
    // your turn
    //: solution
    for (int n = 0; n < out; n++) {
        z[n] = b[n];
        for (int k = 0; k < in; k++)
            z[n] += w[n * in + k] * a[k];
    }
    //: end
}

//: hint
// Two loops: over the neurons n, and inside it over the inputs k. Row n begins
// at w[n * in]; its entry for input k is w[n * in + k].
//: checks
static void checks(void) {
    const double w[] = {1, 0, -1, 2, 0.5, 0.5, 0.5, 0.5, -2, 1, 0, 1};
    const double a[] = {1, 0.5, 0, 0.25}, b[] = {-1, 0, 0.5}, none[4] = {0};
    double z[4] = {NAN, NAN, NAN, NAN};
    layer_sums(w, none, b, 3, 4, z);
    expect(z[0] == z[0],
           "z[0] is not a number: was it set? z holds anything at "
           "first, so start each sum at b[n] or at 0.");
    expect(z[0] != 0, "With activations of 0 the sums are the biases -1, 0, "
                      "0.5, but z[0] is 0: where is b?");
    expect(z[0] != -4, "z[0] is -4, four times b[0]: add the bias once, not "
                       "once for each input.");
    expect_close("z[0], with activations of 0", z[0], -1);
    expect_close("z[2], with activations of 0", z[2], 0.5);
    layer_sums(w, a, b, 3, 4, z);
    expect(z[0] != 1.25 || z[1] != 0.25,
           "W was read column by column: it is w[n * in + k], not "
           "w[k * out + n].");
    double plain[3];
    layer_sums(w, a, none, 3, 4, plain);
    expect_close("z[0] of chapter 6's example without bias", plain[0], 1.5);
    expect_close("z[0] of chapter 6's example", z[0], 0.5);
    expect_close("z[1] of chapter 6's example", z[1], 0.875);
    expect_close("z[2] of chapter 6's example", z[2], -0.75);
    expect(z[3] != z[3], "z has only `out` numbers; more were written.");
    const double row[] = {3, -2};
    layer_sums(row, (double[]){2, 5}, (double[]){10}, 1, 2, z);
    expect_close("one neuron with two inputs", z[0], 6);
}
