/*
Exercise 9b: The slopes of a layer's weights

m images have gone through a layer of `out` neurons with `in` inputs. Image i
had the inputs a[i * in + k] and the errors delta[i * out + j]. Fill dw [out,
in] with the slopes of the *mean* cost with respect to the weights; dw[j * in +
k] is that of the weight from input k to neuron j. (What dw holds before is
rubbish.)
*/
#include "exercise.h"

void layer_slopes(const double *delta, const double *a, int m, int in, int out,
                  double *dw) {
    //: stub
    dw[0] = 0;  // your turn
    //: solution
    for (int j = 0; j < out; j++)
        for (int k = 0; k < in; k++) {
            double sum = 0;
            for (int i = 0; i < m; i++)
                sum += delta[i * out + j] * a[i * in + k];
            dw[j * in + k] = sum / m;
        }
    //: end
}

//: hint
// For one image every slope is a product: the δ of its neuron times the input
// behind the weight. For m images add these up, from 0, and divide by m once.
//: checks
static void checks(void) {
    double dw[7];
    for (int i = 0; i < 7; i++)
        dw[i] = 1000;
    layer_slopes((double[]){2}, (double[]){0.5}, 1, 1, 1, dw);
    expect(dw[0] != 1000, "dw was not touched: is the body still empty?");
    expect(dw[0] != 1001, "dw was not emptied before the sum: it held 1000.");
    expect_close("one image, one weight, δ = 2, a = 0.5", dw[0], 1);
    layer_slopes((double[]){2, -1}, (double[]){0.1, 0.2, 0.3}, 1, 3, 2, dw);
    const double one[] = {0.2, 0.4, 0.6, -0.1, -0.2, -0.3};
    expect(fabs(dw[1] - one[3]) > 1e-9,
           "The table lies on its side: a row of dw belongs to one neuron, so "
           "the weight from input k to neuron j is dw[j * in + k].");
    for (int i = 0; i < 6; i++) {
        char what[80];
        snprintf(what, sizeof what, "one image, weight from input %d to %d",
                 i % 3 + 1, i / 3 + 1);
        expect_close(what, dw[i], one[i]);
    }
    layer_slopes((double[]){1, 2, 6}, (double[]){1, 0.5, 0.25}, 3, 1, 1, dw);
    expect(fabs(dw[0] - 1.5) > 1e-9 && fabs(dw[0] - 0.5) > 1e-9,
           "Of three images only the last one counts: is there a = where a += "
           "belongs?");
    expect_close("three images, one weight", dw[0], 3.5 / 3);
    layer_slopes((double[]){1, 2, 3, 4}, (double[]){0.5, 1, 0.25, 2}, 2, 2, 2,
                 dw);
    const double two[] = {0.625, 3.5, 1, 5};
    for (int i = 0; i < 4; i++) {
        char what[80];
        snprintf(what, sizeof what, "two images, weight from input %d to %d",
                 i % 2 + 1, i / 2 + 1);
        expect_close(what, dw[i], two[i]);
    }
    expect(dw[6] == 1000, "dw[out * in] was written: one weight too many.");
}
