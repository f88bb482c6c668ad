/*
Exercise 5b: A mask for an upright stroke

Fill the weights w of a neuron that looks at 28 x 28 pixels; w[28*row + column]
is the pixel's. It must answer to an upright stroke in columns 12 to 15, rows 8
to 19, with a sum of at least 10. A blot that covers rows 4 to 23 and columns 4
to 23, and a flat stroke in rows 12 to 15 of these columns, must get less than a
quarter of that.
*/
#include "exercise.h"

void upright_mask(double *w) {
    //: stub
    for (int k = 0; k < 28 * 28; k++)
        w[k] = 0;  // your turn
    //: solution
    for (int k = 0; k < 28 * 28; k++) {
        int row = k / 28, column = k % 28;
        bool high = row >= 8 && row <= 19;
        bool band = column >= 12 && column <= 15;
        bool beside = !band && column >= 10 && column <= 17;
        w[k] = high && band ? 1 : high && beside ? -1 : 0;
    }
    //: end
}

//: hint
// As in chapter 5, turned by a quarter: +1 where the stroke is, something
// negative on its left and its right. The blot is cancelled when all the
// weights add up to 0.
//: checks
// The sum over a rectangle of ink.
static double ink(const double *w, int top, int bottom, int left, int right) {
    double sum = 0;
    for (int row = top; row <= bottom; row++)
        for (int column = left; column <= right; column++)
            sum += w[28 * row + column];
    return sum;
}

static void checks(void) {
    double w[28 * 28 + 1];
    for (int k = 0; k < 28 * 28 + 1; k++)
        w[k] = NAN;
    upright_mask(w);
    expect(!(w[28 * 28] == w[28 * 28]), "There are 784 weights, w[0] to "
                                        "w[783]; you wrote beyond the last.");
    for (int k = 0; k < 28 * 28; k++)
        expect(w[k] == w[k], "Some weight was never set.");
    double stroke = ink(w, 8, 19, 12, 15), blot = ink(w, 4, 23, 4, 23);
    double flat = ink(w, 12, 15, 4, 23);
    bool any = false;
    for (int k = 0; k < 28 * 28; k++)
        any = any || w[k] != 0;
    expect(any, "All weights are 0.");
    expect(stroke >= 10 || ink(w, 12, 15, 8, 19) < 10,
           "Your stroke lies flat: are row and column exchanged? The weight of "
           "a pixel is w[28*row + column].");
    expect(stroke != 0,
           "The stroke's sum is 0: either all weights are 0 there, "
           "or they cancel.");
    expect(stroke >= 10, "The stroke's sum is below 10.");
    expect(blot < stroke / 4, "The blot gets too much: it needs negative "
                              "weights beside the stroke.");
    expect(flat < stroke / 4, "A flat stroke gets too much: where it crosses, "
                              "the ink on both sides must count against it.");
    expect(ink(w, 8, 19, 4, 7) < stroke / 4,
           "An upright stroke in another place lights it up too.");
}
