/*
Exercise 5b: A neuron for a loop

Fill the weights w of a neuron that looks at 28 x 28 pixels (w[28*row + column]
is the pixel's), and return its bias. A ring is the ink between 4.5 and 7.5
pixels from the middle of the picture, which is at row 13.5, column 13.5. With
your weights and bias, weighted sum plus bias, the neuron must be lit (above 0)
by the ring, also by a faint one whose ink is 0.8 and not 1. It must stay dark
(below 0) for half a ring, a blot, a flat stroke and an empty page.
*/
#include "exercise.h"

double loop_neuron(double *w) {
    //: stub
    for (int k = 0; k < 28 * 28; k++)
        w[k] = 0;  // your turn
    return 0;
    //: solution
    double sum = 0;
    for (int k = 0; k < 28 * 28; k++) {
        double down = k / 28 - 13.5, right = k % 28 - 13.5;
        double far = sqrt(down * down + right * right);
        bool ring = far > 4.5 && far < 7.5;
        w[k] = ring ? 1 : -1;
        sum += ring;
    }
    return -0.65 * sum;
    //: end
}

//: hint
// Weights as in chapter 5: something positive on the ring, something negative
// where a loop has paper. Then the bias: count what the ring gets. A faint ring
// gets 0.8 of that, half a ring 0.5; where between must the bias put its limit?
//: checks
// Ink 1 where the shape is: its pixels lie between two distances from a middle
// and in the columns below `right`; or, with no distances, in rows of a stroke.
static double shape(const double *w, double from, double to, double row,
                    double column, int right) {
    double sum = 0;
    for (int k = 0; k < 28 * 28; k++) {
        double y = k / 28 - row, x = k % 28 - column;
        double far = sqrt(y * y + x * x);
        if (far > from && far < to && k % 28 < right)
            sum += w[k];
    }
    return sum;
}

static void checks(void) {
    double w[28 * 28 + 1];
    for (int k = 0; k < 28 * 28 + 1; k++)
        w[k] = NAN;
    double b = loop_neuron(w);
    expect(!(w[28 * 28] == w[28 * 28]), "There are 784 weights, w[0] to "
                                        "w[783]; you wrote beyond the last.");
    bool any = false;
    for (int k = 0; k < 28 * 28; k++) {
        expect(w[k] == w[k], "Some weight was never set.");
        any = any || w[k] != 0;
    }
    expect(any, "All weights are 0: the neuron sees nothing.");
    expect(b == b, "The bias is not a number.");
    double ring = shape(w, 4.5, 7.5, 13.5, 13.5, 28);
    double half = shape(w, 4.5, 7.5, 13.5, 13.5, 14);
    double other_half = ring - half;
    double blot = shape(w, -1, 7.5, 13.5, 13.5, 28), stroke = 0;
    for (int k = 12 * 28; k < 15 * 28; k++)
        stroke += w[k];
    expect(b < 0, "The empty page has the sum 0, so with your bias the neuron "
                  "is not dark: what must the bias be below?");
    expect(ring > 0, "The ring gets no more than the empty page: are there "
                     "positive weights where it has ink?");
    expect(ring + b > 0, "The ring does not light it: the bias takes away more "
                         "than the ring gives.");
    expect(0.8 * ring + b > 0,
           "A ring lights it, a faint one (0.8 of the ink) does not: the bias "
           "asks for too much.");
    expect(half + b < 0 && other_half + b < 0,
           "Half a ring lights it, too: the bias asks for too little.");
    expect(blot + b < 0,
           "A blot lights it: it has all the ink of the ring, and the middle. "
           "The middle must count against it.");
    expect(stroke + b < 0,
           "A flat stroke through the middle lights it: the ink outside of the "
           "ring, or inside, must count against it.");
    expect(shape(w, 4.5, 7.5, 13.5, 7.5, 28) + b < 0,
           "A ring 6 pixels further to the left lights it.");
}
