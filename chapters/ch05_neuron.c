/*
# Chapter 5: One neuron looks at a picture

**The question.** A picture of a digit is 784 numbers. A neuron turns them into
one. How, and what can it see? By the end you will have built a neuron that
lights up for a stroke in one place of the picture and not for a blot, and you
will know what its weights, its bias and its squashing are each good for.

Read it beside article 1 (rows A1-1 to A1-3, A1-9, A1-11, A1-14 to A1-19 and
A1-25) and article 4 (A4-1, A4-6, A4-12), and the notes E3, E4, E6, E7, E11 and
E21. Run it with `make ch05`. The pictures are those of MNIST, the well-known
collection of handwritten digits that article 4 trains on (`make mnist` fetches
it); without it the program works on digits that it draws itself, and says so.

**本章要点** 一幅手写数字图像就是 784 个 0 到 1 之间的数。
神经元先求加权和，再加上偏置，最后用 sigmoid 函数压到 0 和 1 之间。
权重决定它在找什么图案，偏置决定图案要多明显它才会亮。

**New here**

activation a (激活值)
: the number that a neuron holds, from 0 to 1. For a pixel: ink/255.

weight w (权重)
: what an input is multiplied by: 2 counts double, 0 not at all, -1 against.

neuron (神经元)
: a function: the sum of weights times inputs, plus a bias, squashed by σ.

bias b (偏置)
: a number added to the sum. With b = -10 the sum must exceed 10 to count.

sigmoid σ (sigmoid 函数)
: σ(z) = 1/(1 + e⁻ᶻ), where e = 2.718…: squashes any z into 0 … 1. σ(0) = ½.
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/optim.h"
#include "../lib/random.h"
#include "../lib/scalar.h"
#include "common/digits.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, IMAGES = 1000 };

/*
## A picture is 784 numbers

Each image of the data is 28 pixels wide and 28 high. A file holds one byte for
each pixel, row after row: 0 where there is paper, 255 where there is most ink.
(Article 1 shows MNIST white on black, and calls 1 white; other books print the
same bytes black on white. What never changes is that 0 means *no ink*.)

Here is one digit as it is, then with each 2 x 2 pixels averaged into one, then
each 4 x 4. How coarse may it get before you cannot read it any more? Below it
is what a program sees: numbers, here those in the middle.
*/

// Averages size x size pixels; the result keeps 28 x 28 bytes.
static void blur(const uint8_t *image, int size, uint8_t *out) {
    for (int k = 0; k < PIXELS; k++) {
        int r = k / SIDE / size * size, col = k % SIDE / size * size, sum = 0;
        for (int i = 0; i < size * size; i++)
            sum += image[(r + i / size) * SIDE + col + i % size];
        out[k] = (uint8_t)(sum / (size * size));
    }
}

// A block of a figure's data: a number for each pixel.
static void write_picture(Figure *s, const char *name, const double *x) {
    figure_block(s, name, NULL);
    for (int k = 0; k < PIXELS; k++)
        figure_row(s, (double)(k % SIDE), (double)(k / SIDE), x[k]);
}

static void as_it_is(Chapter *c, const uint8_t *image) {
    chapter_section(c, "A picture is 784 numbers");
    uint8_t half[PIXELS], quarter[PIXELS];
    blur(image, 2, half);
    blur(image, 4, quarter);
    printf("One digit as 28·28 = %d, 14·14 = %d and 7·7 = %d pixels:\n\n",
           28 * 28, 14 * 14, 7 * 7);
    text_images(3, (const uint8_t *[]){image, half, quarter}, SIDE, SIDE);
    printf("The middle of it, as bytes:\n\n");
    for (int r = 8; r < 20; r++) {
        for (int col = 8; col < 20; col++)
            printf(" %4d", image[r * SIDE + col]);
        printf(r < 19 ? "\n" : "\n\n");
    }
    double bytes[PIXELS];
    for (int k = 0; k < PIXELS; k++)
        bytes[k] = image[k];
    Figure *s = figure_open(c, "ch05_digit", "column row byte");
    write_picture(s, "image", bytes);
    figure_close(c, s);
}

/*
![Figure 5.1: The same bytes as ink on paper, as light on a dark screen, and
(the framed part) as what they are.](ch05_digit)

Divided by 255, each byte becomes a number from 0 to 1. That is the
**activation** of one neuron of the first layer: a neuron, to begin with, is a
thing that holds a number.

MNIST has 60,000 images to learn from and 10,000 more; we use the first
thousand. (`common/images.c` reads the files; article 4 does not show its
loader.)
*/

static void digit_by_digit(Chapter *c, const Dataset *d) {
    static double mean[CLASSES][PIXELS];
    double count[CLASSES] = {0}, a[PIXELS], least = 1, most = 0;
    for (int i = 0; i < d->count; i++) {
        dataset_image(d, i, a);
        count[d->label[i]]++;
        for (int k = 0; k < PIXELS; k++) {
            least = a[k] < least ? a[k] : least;
            most = a[k] > most ? a[k] : most;
            mean[d->label[i]][k] += a[k];
        }
    }
    printf("%d images; bytes from %g to %g, activations from %g to %g.\n\n",
           d->count, 255 * least, 255 * most, least, most);
    Figure *s = figure_open(c, "ch05_means", "column row mean");
    for (int digit = 0; digit < CLASSES; digit++) {
        for (int k = 0; k < PIXELS; k++)
            mean[digit][k] /= count[digit] > 0 ? count[digit] : 1;
        write_picture(s, "digit", mean[digit]);
    }
    figure_close(c, s);
}

/*
What makes a 9 a 9? Article 1 answers: a loop above, a stroke below. Averaging
all images of one digit shows how much of that is in a fixed place. A 0 and a 1
survive it best. The others go soft: everyone puts their parts somewhere else.

![Figure 5.2: The mean of all images of each digit.](ch05_means)

## The weighted sum

A neuron of the next layer looks at all 784 activations at once. Each has a
**weight**, and the neuron adds up

$$z = w_1 a_1 + w_2 a_2 + \dots + w_{784} a_{784}$$

Put 1 on some pixels and 0 on all others, and the sum "looks" only there: it is
the amount of ink in that region. Let us try to find the flat stroke of a 7. The
region is a band across the upper half, 3 pixels high and 12 wide. Is that a
detector for a stroke? Try it on a stroke and on a blot.
*/

static double weighted_sum(const double *w, const double *a, int n) {
    double z = 0;
    for (int k = 0; k < n; k++)
        z += w[k] * a[k];
    return z;
}

enum { TOP = 7, HIGH = 3, LEFT = 8, WIDE = 12 };

// Is pixel k in the columns of the band, and in rows from … to - 1?
static bool inside(int k, int from, int to) {
    int r = k / SIDE, col = k % SIDE;
    return r >= from && r < to && col >= LEFT && col < LEFT + WIDE;
}

// The region, 1 in the band, and the edge, which has -¾ above and below it too.
static void make_masks(double mask[2][PIXELS]) {
    for (int k = 0; k < PIXELS; k++) {
        bool band = inside(k, TOP, TOP + HIGH);
        bool border = !band && inside(k, TOP - 2, TOP + HIGH + 2);
        mask[0][k] = band ? 1 : 0;
        mask[1][k] = band ? 1 : border ? -0.75 : 0;
    }
}

static void what_a_mask_finds(Chapter *c, double mask[2][PIXELS]) {
    chapter_section(c, "The weighted sum");
    printf("A band of %d x %d pixels has the weight 1, the others 0.\n", WIDE,
           HIGH);
    chapter_predict(c, "Does a blot get a smaller sum than a stroke?");
    const char *name[] = {"an empty page", "a stroke, right in the band",
                          "a stroke, 3 pixels too low", "a big blot"};
    const int rows[][2] = {{0, 0}, {7, 10}, {10, 13}, {0, 20}};  // from, to
    Table t = table_begin("picture|sum in the region|with a negative border",
                          "%-28s | %6.1f | %6.1f");
    for (int i = 0; i < 4; i++) {
        double a[PIXELS];
        for (int k = 0; k < PIXELS; k++)
            a[k] = inside(k, rows[i][0], rows[i][1]);
        table_row(&t, name[i], weighted_sum(mask[0], a, PIXELS),
                  weighted_sum(mask[1], a, PIXELS));
    }
    table_end(&t);
    Figure *s = figure_open(c, "ch05_weights", "column row weight");
    write_picture(s, "region", mask[0]);
    write_picture(s, "edge", mask[1]);
    figure_close(c, s);
}

/*
The region's sum is `36.0` for the stroke and `36.0` for the blot: it finds
*ink*, not a stroke. What makes a stroke is that there is paper above and below.
So put a negative weight there, -¾, two rows above and two below. A stroke keeps
its 36; a blot pays for the ink beside the band and falls to `0.0`. Now the
neuron answers to an edge. (Article 1 tells only of the region; its source,
3Blue1Brown's film, has the negative border.)

![Figure 5.3: Two sets of weights as pictures: green counts for, red against.
The region finds ink; the one with a border finds a stroke.](ch05_weights)

Which digits have such a stroke there? Here is how many images there are of each
digit, and the mean of both sums over them:
*/

static void sums_by_digit(const Dataset *d, double mask[2][PIXELS], double *z) {
    double sum[2][CLASSES] = {{0}}, a[PIXELS];
    int count[CLASSES] = {0};
    for (int i = 0; i < d->count; i++) {
        dataset_image(d, i, a);
        z[i] = weighted_sum(mask[1], a, PIXELS);
        sum[0][d->label[i]] += weighted_sum(mask[0], a, PIXELS);
        sum[1][d->label[i]] += z[i];
        count[d->label[i]]++;
    }
    Table t = table_begin("digit|images|mean sum: region|with border",
                          "%5d | %6d | %6.1f | %6.1f");
    for (int k = 0; k < CLASSES; k++) {
        double n = count[k] > 0 ? count[k] : 1;
        table_row(&t, k, count[k], sum[0][k] / n, sum[1][k] / n);
    }
    table_end(&t);
}

/*
Every digit leaves ink in the region, a 0 nearly as much as a 7. With the border
the 7 stands out, and after it the 9, whose loop often closes at that height. A
loop is made of such short edges, says article 1, and a neuron for each could
find it. Ours finds one, because we told it where. How a network finds out by
itself is the rest of the book.

## Any number, squashed into 0 to 1

A sum can be anything: ours run from far below 0 to far above 10. An activation
must lie between 0 and 1. The **sigmoid** takes care of that: a very negative
sum becomes almost 0, a very positive one almost 1.

$$\sigma(z) = \frac{1}{1+e^{-z}},\qquad \sigma'(z) = \sigma(z)\,(1-\sigma(z))$$

Its slope comes by chapter 4's rule, with u = 1 + e⁻ᶻ and σ = 1/u. First u moves
with z at the rate -e⁻ᶻ (eˣ is its own slope); then 1/u moves with u at -1/u²,
as chapter 1 checked. The product is e⁻ᶻ/u², and since e⁻ᶻ is u - 1, that is
(1/u)·(1 - 1/u) = σ·(1 - σ). The check below measures it, too.
*/

static double sigmoid_slope(double z) {
    double s = m_sigmoid(z);
    return s * (1 - s);
}

static void squash(Chapter *c) {
    chapter_section(c, "Any number, squashed into 0 to 1");
    chapter_predict(c, "What is σ(0), and where is σ steepest?");
    Table t = table_begin("z | σ(z) | σ′(z) | the line ½ + z/4",
                          "%4g | %8.6f | %8.6f | %6.2f");
    const double z[] = {-10, -5, -1, 0, 1, 5, 10};
    for (int i = 0; i < 7; i++)
        table_row(&t, z[i], m_sigmoid(z[i]), sigmoid_slope(z[i]),
                  0.5 + z[i] / 4);
    table_end(&t);
    double up = m_exp(800), other = up / (1 + up);
    printf("At z = 800, eᶻ/(1 + eᶻ) is %s; the library's σ is %g.\n\n",
           other == other ? "a number" : "not a number", m_sigmoid(800));
    Figure *s = figure_open(c, "ch05_sigmoid", "z sigmoid slope shifted");
    for (int i = -160; i <= 320; i++) {
        double x = i / 20.0;
        figure_row(s, x, m_sigmoid(x), sigmoid_slope(x), m_sigmoid(x - 10));
    }
    figure_close(c, s);
}

/*
![Figure 5.4: σ, its slope, and σ moved to the right by a bias of
-10.](ch05_sigmoid)

A product s(1 - s) is largest at s = ½, so the slope is never above ¼. It is ¼
at 0, and there σ is nearly the straight line ½ + z/4. *Nearly* ends soon, as
the table shows: at 1 the line is off by two hundredths, at 5 it has left the
range altogether.

One warning for those who write it themselves. Multiplied through by eᶻ the same
function reads eᶻ/(1 + eᶻ), and that form breaks: e⁸⁰⁰ is too large for a
`double`, C calls it infinity, and infinity divided by infinity is "not a
number". Exercise 5a asks for a σ that never does this.

## The bias: how much is enough?

Say that a neuron is lit when its activation is above ½. Ours, with the border,
is lit by any sum above 0, by the faintest stroke. Should it be lit only when
the sum is above 10, then subtract 10 *before* squashing: σ(z - 10). The number
that is added to the sum is the **bias**, here -10. (Article 1 says "subtract 10
after the function", which cannot be meant: σ(z) - 10 lies near -10 and -9.)
*/

static void how_much_is_enough(Chapter *c, const Dataset *d, const double *z) {
    chapter_section(c, "The bias: how much is enough?");
    printf("A sum of 12: σ(12 - 10) = %.4f, but σ(12) - 10 = %.4f.\n",
           m_sigmoid(2), m_sigmoid(12) - 10);
    chapter_predict(c, "With the bias -10, is the neuron lit by more images "
                       "or by fewer?");
    Table t = table_begin("bias|lit|of them 7|of them 9|others",
                          "%4g | %5d | %5d | %5d | %5d");
    for (int b = 0; b >= -20; b -= 5) {
        int lit = 0, of[CLASSES] = {0};
        for (int i = 0; i < d->count; i++)
            if (m_sigmoid(z[i] + b) > 0.5)
                lit++, of[d->label[i]]++;
        table_row(&t, (double)b, lit, of[7], of[9], lit - of[7] - of[9]);
    }
    table_end(&t);
    Figure *s = figure_open(c, "ch05_sums", "sum without_bias with_bias");
    for (int i = 0; i < d->count; i++)
        figure_row(s, z[i], m_sigmoid(z[i]), m_sigmoid(z[i] - 10));
    figure_close(c, s);
}

/*
![Figure 5.5: The sums of a thousand images, and what becomes of them: σ piles
them up at 0 and at 1.](ch05_sums)

With the bias fewer are lit, and the sevens hold out longest. So the weights say
*which pattern*, and the bias says *how much of it*.

## A neuron is a function

Put together, with a₁ … aₙ for the inputs and a′ for what comes out (on an a the
stroke means "next"; on f and σ it still means the slope):

$$a' = \sigma(w_1 a_1 + \dots + w_n a_n + b)$$

A neuron is better thought of as this function than as a thing that holds a
number. With two inputs we can see all of it. Where the sum with the bias is 0
it is undecided, at ½; that place is a straight line in the plane of the inputs.
Turning the weights turns the line, and the bias moves it without turning.
*/

static double neuron(const double *w, double b, const double *a, int n) {
    return m_sigmoid(weighted_sum(w, a, n) + b);
}

static void two_inputs(Chapter *c) {
    chapter_section(c, "A neuron is a function");
    printf("Two weights turned by 45 degrees, then the bias moved:\n\n");
    const double w[][3] = {{4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -2}};
    printf("  %-30s%-30s%s\n", "w = (4, 0), b = 0", "w = (2.83, 2.83), b = 0",
           "w = (4, 0), b = -2");
    uint8_t map[3][PIXELS];
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < PIXELS; i++) {
            double a[2] = {(i % SIDE - 13.5) / 13.5, (13.5 - i / SIDE) / 13.5};
            map[k][i] = (uint8_t)(255 * neuron(w[k], w[k][2], a, 2) + 0.5);
        }
    text_images(3, (const uint8_t *[]){map[0], map[1], map[2]}, SIDE, SIDE);
}

/*
## Drawn or written?

Whoever has no MNIST works with digits that the program draws. Are they enough
like handwriting? A glance ahead: 30 such neurons, and 10 behind them, one for
each digit, learn from 60,000 drawn digits and from nothing else. Then they read
images that they have never seen. (The next six chapters explain every line.)
*/

static void drawn_or_written(Chapter *c, const Dataset *unseen) {
    chapter_section(c, "Drawn or written?");
    chapter_predict(c, "After drawings only: how many of 100 new images of the "
                       "data above are read?");
    Dataset drawn;
    Error e;
    // Another seed: none of the drawn images above is among these.
    if (!dataset_draw(&drawn, c->quick ? 1000 : 60000, c->seed + 1000, &e)) {
        chapter_trouble(c, &e);
        return;
    }
    Rng r = rng_new(c->seed);
    Graph *g = graph_new(1);
    const int sizes[] = {PIXELS, 30, CLASSES};
    Mlp m = mlp_new(g, sizes, 3, SIGMOID, INIT_LECUN, &r);
    int seen = 0, index[10];
    for (; seen < 2 * drawn.count; seen += 10) {
        for (int k = 0; k < 10; k++)
            index[k] = rng_below(&r, drawn.count);
        GraphMark mark = graph_mark(g);
        Batch b = batch_gather(g, &drawn, index, 10);
        t_backward(t_squared_error(t_sigmoid(mlp_forward(&m, b.x)), b.y));
        sgd_step(g, 1.5);
        graph_rewind(g, mark);
    }
    int right = dataset_correct(&m, unseen);
    printf("After %d drawn digits, %d of %d are right: %.1f of 100.\n\n", seen,
           right, unseen->count, 100.0 * right / unseen->count);
    graph_free(g);
    dataset_free(&drawn);
}

/*
With MNIST at hand that is real handwriting, and about nine of ten are read by
somebody who has seen only drawings. They are worth learning from.

## The check

The slope of σ, and of a whole neuron: how fast its activation moves with a
weight, with the bias, and with an input. By hand these are σ′(z)·a, σ′(z) and
σ′(z)·w: the chain rule of chapter 4.
*/

// For central_difference: a function, what it reads, which number to turn, h.
static real sigmoid(void *z) { return m_sigmoid(*(double *)z); }

static real activation(void *knobs) {  // w₁ w₂ w₃, a₁ a₂ a₃, b
    const double *x = knobs;
    return neuron(x, x[6], x + 3, 3);
}

static void check(Chapter *c) {
    report_begin(c);
    Tape *t = tape_new();
    for (int i = -2; i <= 2; i++) {
        double z = 2 * i;
        Value x = v_var(t, z);
        v_backward(v_sigmoid(x));
        char name[32];
        snprintf(name, sizeof name, "σ′ at %g", z);
        report_row(c, name, sigmoid_slope(z), v_grad(x),
                   central_difference(sigmoid, &z, &z, 6e-6));
    }
    double x[] = {0.5, -1.5, 2, 0.9, 0.3, 0.6, -0.4};
    double out = activation(x), slope = out * (1 - out);
    Value v[7];
    for (int k = 0; k < 7; k++)
        v[k] = v_var(t, x[k]);
    v_backward(v_sigmoid(v_add(v_dot(v, v + 3, 3), v[6])));
    report_row(c, "∂a′/∂w₂ = σ′(z)·a₂", slope * x[4], v_grad(v[1]),
               central_difference(activation, x, &x[1], 6e-6));
    report_row(c, "∂a′/∂a₂ = σ′(z)·w₂", slope * x[1], v_grad(v[4]),
               central_difference(activation, x, &x[4], 6e-6));
    report_row(c, "∂a′/∂b = σ′(z)", slope, v_grad(v[6]),
               central_difference(activation, x, &x[6], 6e-6));
    tape_free(t);
    report_end(c);
}

int main(int argc, char **argv) {
    static double mask[2][PIXELS], z[IMAGES];
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), {0}};
    if (!chapter_begin(&c, argc, argv, "ch05_neuron",
                       "One neuron looks at a picture", extra))
        return c.status;
    Dataset d, unseen;
    if (!chapter_data(&c, folder, IMAGES, 10000, &d, &unseen))
        return chapter_end(&c);
    as_it_is(&c, d.image);
    digit_by_digit(&c, &d);
    make_masks(mask);
    what_a_mask_finds(&c, mask);
    sums_by_digit(&d, mask, z);
    squash(&c);
    how_much_is_enough(&c, &d, z);
    two_inputs(&c);
    drawn_or_written(&c, &unseen);
    check(&c);
    dataset_free(&d);
    dataset_free(&unseen);
    return chapter_end(&c);
}

/*
## What we cut corners on

Such functions were first thought of as imitating the brain; the likeness is
loose, and nothing here leans on it. The masks were made by somebody who knew
what a 7 looks like. A network has to find its own; chapter 14 looks at them.
And σ is not the only way to bend a sum: chapter 15 has another.

## Exercises

`make ex05` writes the files to edit and checks them; `make hint05` helps.

- **5a** Write a σ that is right for any z, however large, and its slope.
- **5b** Make a mask that finds an upright stroke and is fooled neither by a
  blot nor by a flat stroke.

Next: sixteen such neurons side by side, and sixteen more behind: `make ch06`.
*/
