/*
# Chapter 5: One neuron looks at a picture

**The question.** A picture of a digit is 784 numbers. A neuron turns them into
one. How, and what can it see? By the end you will have built a neuron that
lights up for a stroke in one place of the picture and not for a blot, and you
will know what its weights, its bias and its bend are each good for.

Read it beside article 1 (rows A1-1 to A1-3, A1-9, A1-11, A1-14 to A1-19 and
A1-25) and article 4 (A4-1, A4-6, A4-12). Run it with `make ch05`. Without the
real MNIST it works on digits that it draws itself, and says so.

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

#include "../lib/chapter.h"
#include "../lib/nn.h"
#include "../lib/scalar.h"
#include "../lib/train.h"

#include <math.h>
#include <stdio.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, IMAGES = 1000 };

/*
## A picture is 784 numbers

Each image of the data is 28 pixels wide and 28 high. A file holds one byte for
each pixel, row after row: 0 where there is paper, 255 where there is most ink.
(Article 1 calls 1 white and 0 black. On the screen it shows MNIST with white
ink on black; other books print the same bytes black on white. What never
changes is that 0 means *no ink*.)

We are good at this. Here is one digit as it is, then with each 2 x 2 pixels
averaged into one, then each 4 x 4. How coarse may it get before you cannot read
it any more?
*/

// Averages size x size pixels; the result keeps 28 x 28 bytes.
static void blur(const uint8_t *image, int size, uint8_t *out) {
    for (int r = 0; r < SIDE; r++)
        for (int col = 0; col < SIDE; col++) {
            int sum = 0, top = r / size * size, left = col / size * size;
            for (int k = 0; k < size * size; k++)
                sum += image[(top + k / size) * SIDE + left + k % size];
            out[r * SIDE + col] = (uint8_t)(sum / (size * size));
        }
}

static void as_we_see_it(Chapter *c, const uint8_t *image) {
    chapter_section(c, "A picture is 784 numbers");
    uint8_t half[PIXELS], quarter[PIXELS];
    blur(image, 2, half);
    blur(image, 4, quarter);
    printf(
        "The same digit with 28·28 = %d, 14·14 = %d and 7·7 = %d pixels:\n\n",
        28 * 28, 14 * 14, 7 * 7);
    text_images(3, (const uint8_t *[]){image, half, quarter}, SIDE, SIDE);
}

/*
A program sees this instead: a patch of 12 x 12 numbers from the middle of the
same image.
*/

static void as_a_program_sees_it(Chapter *c, const uint8_t *image) {
    printf("The middle of it, as bytes:\n\n");
    for (int r = 8; r < 20; r++) {
        for (int col = 8; col < 20; col++)
            printf(" %4d", image[r * SIDE + col]);
        printf("\n");
    }
    printf("\n");
    Series *s = chapter_series(c, "ch05_digit", "column row byte");
    for (int patch = 0; patch < 2; patch++) {
        series_block(s, patch ? "patch" : "image");
        for (int r = patch ? 10 : 0; r < (patch ? 18 : SIDE); r++)
            for (int col = patch ? 10 : 0; col < (patch ? 18 : SIDE); col++)
                series_row(s, 3, (double)col, (double)r,
                           (double)image[r * SIDE + col]);
    }
    chapter_close(c, s);
}

/*
![Figure 5.1: The same bytes as ink on paper, as light on a dark screen, and
(the framed part) as what they are.](ch05_digit)

Divided by 255, each byte becomes a number from 0 to 1. That is the
**activation** of one neuron of the network's first layer: a neuron, to begin
with, is a thing that holds a number.

How many images are there of each digit, and what is the most and the least ink?
(`lib/dataset.c` reads MNIST's files and draws the digits. Article 4 uses a
loader that it does not show.)
*/

static void count_them(const Dataset *d) {
    int count[CLASSES] = {0}, least = 255, most = 0;
    for (int i = 0; i < d->count; i++) {
        count[d->label[i]]++;
        for (int k = 0; k < PIXELS; k++) {
            int byte = d->image[i * PIXELS + k];
            least = byte < least ? byte : least;
            most = byte > most ? byte : most;
        }
    }
    printf("%d images; bytes from %d to %d, activations from %g to %g.\n\n",
           d->count, least, most, least / 255.0, most / 255.0);
    Table t = table_begin("digit|0|1|2|3|4|5|6|7|8|9",
                          "%-6s|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d|%4d");
    table_row(&t, "images", count[0], count[1], count[2], count[3], count[4],
              count[5], count[6], count[7], count[8], count[9]);
    table_end(&t);
}

/*
What makes a 9 a 9? Article 1 answers: a loop above, a stroke below. Averaging
all images of one digit shows how much of that is in a fixed place. A 0 and a 1
survive it best. In the others everyone puts the parts somewhere else, and the
mean goes soft.

![Figure 5.2: The mean of all images of each digit.](ch05_means)
*/

static void mean_images(Chapter *c, const Dataset *d,
                        double mean[CLASSES][PIXELS]) {
    int count[CLASSES] = {0};
    for (int i = 0; i < d->count; i++) {
        count[d->label[i]]++;
        for (int k = 0; k < PIXELS; k++)
            mean[d->label[i]][k] += d->image[i * PIXELS + k] / 255.0;
    }
    Series *s = chapter_series(c, "ch05_means", "column row mean");
    for (int digit = 0; digit < CLASSES; digit++) {
        series_block(s, "digit");
        for (int k = 0; k < PIXELS; k++) {
            mean[digit][k] /= count[digit] > 0 ? count[digit] : 1;
            series_row(s, 3, (double)(k % SIDE), (double)(k / SIDE),
                       mean[digit][k]);
        }
    }
    chapter_close(c, s);
}

/*
## The weighted sum

A neuron of the next layer looks at all 784 activations at once. Each has a
**weight**, and the neuron adds up

$$z = w_1 a_1 + w_2 a_2 + \dots + w_{784} a_{784}$$

Put 1 on some pixels and 0 on all others, and the sum "looks" only there: it is
the amount of ink in that region. Let us try to find the flat stroke of a 7. The
region is a band across the upper half, 3 pixels high and 12 wide.

Is that a detector for a stroke? Try it on a stroke and on a blot.
*/

static double weighted_sum(const double *w, const double *a) {
    double z = 0;
    for (int k = 0; k < PIXELS; k++)
        z += w[k] * a[k];
    return z;
}

enum { TOP = 7, HIGH = 3, LEFT = 8, WIDE = 12 };

// 1 in the band. The edge mask has -¾ above and below it, too.
static void make_mask(double *w, bool edge) {
    for (int k = 0; k < PIXELS; k++) {
        int r = k / SIDE, col = k % SIDE;
        bool across = col >= LEFT && col < LEFT + WIDE;
        bool inside = across && r >= TOP && r < TOP + HIGH;
        bool beside = across && !inside && r >= TOP - 2 && r < TOP + HIGH + 2;
        w[k] = inside ? 1 : beside && edge ? -0.75 : 0;
    }
}

// Ink in rows from … to - 1 of the columns of the band.
static void make_bar(double *a, int from, int to) {
    for (int k = 0; k < PIXELS; k++)
        a[k] = k / SIDE >= from && k / SIDE < to && k % SIDE >= LEFT &&
               k % SIDE < LEFT + WIDE;
}

static void what_a_mask_finds(Chapter *c, const double *region,
                              const double *edge) {
    chapter_section(c, "The weighted sum");
    printf("A band of %d x %d pixels has the weight 1, the others 0.\n", WIDE,
           HIGH);
    chapter_predict(c, "Does a blot get a smaller sum than a stroke?");
    const struct {
        const char *name;
        int from, to;
    } bars[] = {{"an empty page", 0, 0},
                {"a stroke, right in the band", TOP, TOP + HIGH},
                {"a stroke, 3 pixels too low", TOP + 3, TOP + HIGH + 3},
                {"a big blot", 0, 20}};
    Table t = table_begin("picture|sum in the region|with a negative border",
                          "%-28s | %6.1f | %6.1f");
    for (int i = 0; i < 4; i++) {
        double a[PIXELS];
        make_bar(a, bars[i].from, bars[i].to);
        table_row(&t, bars[i].name, weighted_sum(region, a),
                  weighted_sum(edge, a));
    }
    table_end(&t);
}

/*
The region's sum is `36.0` for the stroke and `36.0` for the blot: it finds
*ink*, not a stroke. What makes a stroke is that there is paper above and below.
So put a negative weight there, -¾, two rows above and two below. A stroke keeps
its 36; a blot pays for the ink beside the band and falls to `0.0`. Now the
neuron answers to an edge. (Article 1 tells only the first half, the region. Its
source, 3Blue1Brown's film, has the negative border.)

![Figure 5.3: Two sets of weights as pictures: green counts for, red against.
The region finds ink; the one with a border finds a stroke.](ch05_weights)

Which digits have such a stroke there? The mean of both sums over all images of
each digit:
*/

static void draw_masks(Chapter *c, const double *region, const double *edge) {
    Series *s = chapter_series(c, "ch05_weights", "column row weight");
    for (int m = 0; m < 2; m++) {
        series_block(s, m ? "edge" : "region");
        for (int k = 0; k < PIXELS; k++)
            series_row(s, 3, (double)(k % SIDE), (double)(k / SIDE),
                       m ? edge[k] : region[k]);
    }
    chapter_close(c, s);
}

static void sums_by_digit(const Dataset *d, const double *region,
                          const double *edge, double *z) {
    double sum[2][CLASSES] = {{0}}, a[PIXELS];
    int count[CLASSES] = {0};
    for (int i = 0; i < d->count; i++) {
        dataset_image(d, i, a);
        z[i] = weighted_sum(edge, a);
        sum[0][d->label[i]] += weighted_sum(region, a);
        sum[1][d->label[i]] += z[i];
        count[d->label[i]]++;
    }
    Table t = table_begin("mean sum|0|1|2|3|4|5|6|7|8|9",
                          "%-11s|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f|%5.1f|"
                          "%5.1f|%5.1f|%5.1f");
    for (int m = 0; m < 2; m++) {
        double *x = sum[m];
        for (int k = 0; k < CLASSES; k++)
            x[k] /= count[k] > 0 ? count[k] : 1;
        table_row(&t, m ? "with border" : "region", x[0], x[1], x[2], x[3],
                  x[4], x[5], x[6], x[7], x[8], x[9]);
    }
    table_end(&t);
}

/*
Every digit leaves some ink in the region, so its sums are all alike. With the
border the 7 stands out, at `10.0`, and after it the 9, whose loop often closes
at that height. A loop is made of such short edges, says article 1, and a neuron
for each could find it. Ours sees one of them, because we taught it to. How a
network teaches itself is the rest of the book.

## Any number, squashed into 0 to 1

A sum can be anything: ours run from far below 0 to far above 10. An activation
must lie between 0 and 1. The **sigmoid** takes care of that: a very negative
sum becomes almost 0, a very positive one almost 1.

$$\sigma(z) = \frac{1}{1+e^{-z}},\qquad \sigma'(z) = \sigma(z)\,(1-\sigma(z))$$

Its slope is never above ¼, which it has at 0, and there σ is nearly the
straight line ½ + z/4. *Nearly* ends soon, as the table shows: at 1 the line is
off by two hundredths, at 5 it has left the range altogether.
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
    const double zs[] = {-10, -5, -1, 0, 1, 5, 10};
    for (int i = 0; i < 7; i++)
        table_row(&t, zs[i], m_sigmoid(zs[i]), sigmoid_slope(zs[i]),
                  0.5 + zs[i] / 4);
    table_end(&t);
    Series *s = chapter_series(c, "ch05_sigmoid", "z sigmoid slope shifted");
    for (int i = -160; i <= 320; i++) {
        double z = i / 20.0;
        series_row(s, 4, z, m_sigmoid(z), sigmoid_slope(z), m_sigmoid(z - 10));
    }
    chapter_close(c, s);
}

/*
![Figure 5.4: σ, its slope, and σ moved to the right by a bias of
-10.](ch05_sigmoid)

One warning for those who write it themselves. Multiplied through by eᶻ the same
function reads eᶻ/(1 + eᶻ), and that form breaks: e to a large power overflows.
*/

// (What C prints for NaN differs from machine to machine.)
static const char *shown(double x, char *text, size_t size) {
    snprintf(text, size, x == x ? "%.6f" : "nan", x);
    return text;
}

static void overflow(void) {
    Table t = table_begin("z | 1/(1 + e⁻ᶻ) | eᶻ/(1 + eᶻ) | the library's",
                          "%5g | %8s | %8s | %8.6f");
    const double zs[] = {-800, 2, 800};
    for (int i = 0; i < 3; i++) {
        double up = m_exp(zs[i]), down = m_exp(-zs[i]);
        char one[32], two[32];
        table_row(&t, zs[i], shown(1 / (1 + down), one, sizeof one),
                  shown(up / (1 + up), two, sizeof two), m_sigmoid(zs[i]));
    }
    table_end(&t);
}

/*
(`nan` is "not a number", the result of infinity divided by infinity. Exercise
5a asks for a σ that never does this.)

## The bias: how much is enough?

Our neuron with the border lights up at any sum above 0, that is, at the
faintest stroke. Suppose we want it to light up only when the sum is above 10.
Then subtract 10 *before* squashing: σ(z - 10). The number that is added to the
sum is the **bias**, here -10. (Article 1 says "subtract 10 after the function",
which cannot be meant: σ(z) - 10 lies near -10 and -9, far from 0 to 1.)
*/

static void how_much_is_enough(Chapter *c, const Dataset *d, const double *z) {
    chapter_section(c, "The bias: how much is enough?");
    printf("A sum of 12: σ(12 - 10) = %.4f, but σ(12) - 10 = %.4f.\n",
           m_sigmoid(2), m_sigmoid(12) - 10);
    chapter_predict(c, "With the bias -10, does the neuron light up for more "
                       "images or for fewer?");
    Table t = table_begin("bias|lit|of them 7|of them 9|others|mean activation",
                          "%4g | %5d | %5d | %5d | %5d | %.4f");
    for (int b = 0; b >= -20; b -= 5) {
        int lit = 0, seven = 0, nine = 0;
        double sum = 0;
        for (int i = 0; i < d->count; i++) {
            double a = m_sigmoid(z[i] + b);
            sum += a;
            if (a > 0.5) {
                lit++;
                seven += d->label[i] == 7;
                nine += d->label[i] == 9;
            }
        }
        table_row(&t, (double)b, lit, seven, nine, lit - seven - nine,
                  sum / d->count);
    }
    table_end(&t);
    Series *s = chapter_series(c, "ch05_sums", "sum without_bias with_bias");
    for (int i = 0; i < d->count; i++)
        series_row(s, 3, z[i], m_sigmoid(z[i]), m_sigmoid(z[i] - 10));
    chapter_close(c, s);
}

/*
![Figure 5.5: The sums of a thousand images, and what becomes of them: σ piles
them up at 0 and at 1.](ch05_sums)

So the weights say *which pattern*, and the bias says *how much of it*.

## A neuron is a function

Put together, with a for all the inputs:

$$a' = \sigma(w_1 a_1 + \dots + w_n a_n + b)$$

A neuron is better thought of as this function than as a thing that holds a
number. With two inputs we can see all of it. Where the sum is 0 the neuron is
undecided, at ½; that place is a straight line in the plane of the inputs.
Turning the weights turns the line, and the bias moves it without turning.
*/

static double neuron(const double *w, double b, const double *a, int n) {
    double z = b;
    for (int k = 0; k < n; k++)
        z += w[k] * a[k];
    return m_sigmoid(z);
}

static void two_inputs(Chapter *c) {
    chapter_section(c, "A neuron is a function");
    printf(
        "The same two weights turned by 45 degrees, then the bias moved:\n\n");
    const double sets[][3] = {{4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -2}};
    printf("  %-30s%-30s%s\n", "w = (4, 0), b = 0", "w = (2.83, 2.83), b = 0",
           "w = (4, 0), b = -2");
    uint8_t shade[3][PIXELS];
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < PIXELS; i++) {
            double a[2] = {(i % SIDE - 13.5) / 13.5, (13.5 - i / SIDE) / 13.5};
            shade[k][i] =
                (uint8_t)(255 * neuron(sets[k], sets[k][2], a, 2) + 0.5);
        }
    text_images(3, (const uint8_t *[]){shade[0], shade[1], shade[2]}, SIDE,
                SIDE);
}

/*
## What are the drawn digits worth?

Whoever has no MNIST works with digits that the program draws from strokes by
rule. Are they enough like handwriting to learn from? Here is the test. A
network of 30 such neurons, with 10 more behind them, one for each digit, gets
60,000 drawn digits to learn from and nothing else. Then it reads digits that it
has never seen. (How it learns is borrowed from behind the curtain. The next six
chapters explain every line.)
*/

static void learn(Mlp *m, const Dataset *d, Rng *r) {
    for (int done = 0; done + 10 <= d->count; done += 10) {
        int index[10];
        for (int k = 0; k < 10; k++)
            index[k] = rng_below(r, d->count);
        GraphMark mark = graph_mark(m->graph);
        Batch b = batch_gather(m->graph, d, index, 10);
        t_backward(t_squared_error(t_sigmoid(mlp_forward(m, b.x)), b.y));
        sgd_step(m->graph, 1.5);
        graph_rewind(m->graph, mark);
    }
}

static void worth(Chapter *c, const Dataset *unseen) {
    chapter_section(c, "What are the drawn digits worth?");
    chapter_predict(c, "How many of a hundred does such a network read right?");
    Dataset drawn;
    Error e;
    // (Another seed: none of the drawn digits above is among these.)
    if (!dataset_draw(&drawn, c->quick ? 1000 : 60000, c->seed + 1000, &e)) {
        chapter_trouble(c, &e);
        return;
    }
    Rng r = rng_new(c->seed);
    Graph *g = graph_new(1);
    Mlp m =
        mlp_new(g, (int[]){PIXELS, 30, CLASSES}, 3, SIGMOID, INIT_LECUN, &r);
    Table t =
        table_begin("drawn digits seen | read right | of", "%8d | %6d | %6d");
    table_row(&t, 0, dataset_correct(&m, unseen), unseen->count);
    for (int pass = 1; pass <= 2; pass++) {
        learn(&m, &drawn, &r);
        table_row(&t, pass * drawn.count, dataset_correct(&m, unseen),
                  unseen->count);
    }
    table_end(&t);
    graph_free(g);
    dataset_free(&drawn);
}

/*
With the real MNIST at hand those are real handwriting, and about nine of ten
are read right by a network that has seen only drawings. So the drawings are
worth learning from. They are no match for the real thing, from which the same
network learns to read 95 of a hundred in chapter 13.

## The check

The slope of σ, and of a whole neuron: how fast its activation moves with a
weight, with the bias, and with an input. By hand these are σ′(z)·a, σ′(z) and
σ′(z)·w: the chain rule of chapter 4.
*/

// A neuron with three inputs, of which the second can be varied.
static double three_inputs(double w2, double a2, double b) {
    const double w[3] = {0.5, w2, 2}, a[3] = {0.9, a2, 0.6};
    return neuron(w, b, a, 3);
}

static void check_neuron(Chapter *c) {
    const double w2 = -1.5, a2 = 0.3, b = -0.4, h = 6e-6;
    double a = three_inputs(w2, a2, b), slope = a * (1 - a);
    Tape *t = tape_new();
    Value w[3] = {v_var(t, 0.5), v_var(t, w2), v_var(t, 2)};
    Value in[3] = {v_var(t, 0.9), v_var(t, a2), v_var(t, 0.6)};
    Value bias = v_var(t, b), sum = v_dot(w, in, 3);
    v_backward(v_sigmoid(v_add(sum, bias)));
    report_row(c, "∂a′/∂w₂ = σ′(z)·a₂", slope * a2, v_grad(w[1]),
               (three_inputs(w2 + h, a2, b) - three_inputs(w2 - h, a2, b)) /
                   (2 * h));
    report_row(c, "∂a′/∂a₂ = σ′(z)·w₂", slope * w2, v_grad(in[1]),
               (three_inputs(w2, a2 + h, b) - three_inputs(w2, a2 - h, b)) /
                   (2 * h));
    report_row(c, "∂a′/∂b = σ′(z)", slope, v_grad(bias),
               (three_inputs(w2, a2, b + h) - three_inputs(w2, a2, b - h)) /
                   (2 * h));
    tape_free(t);
}

static void check(Chapter *c) {
    report_begin(c);
    for (int i = -2; i <= 2; i++) {
        double z = 2 * i, h = 6e-6;
        Tape *t = tape_new();
        Value x = v_var(t, z);
        v_backward(v_sigmoid(x));
        char name[32];
        snprintf(name, sizeof name, "σ′ at %g", z);
        report_row(c, name, sigmoid_slope(z), v_grad(x),
                   (m_sigmoid(z + h) - m_sigmoid(z - h)) / (2 * h));
        tape_free(t);
    }
    check_neuron(c);
    report_end(c);
}

int main(int argc, char **argv) {
    static double mean[CLASSES][PIXELS], region[PIXELS], edge[PIXELS];
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), {0}};
    if (!chapter_begin(&c, argc, argv, "ch05_neuron",
                       "One neuron looks at a picture", extra))
        return c.status;
    Dataset d, unseen;
    static double z[IMAGES];
    if (!chapter_data(&c, folder, IMAGES, 10000, &d, &unseen))
        return chapter_end(&c);
    as_we_see_it(&c, d.image);
    as_a_program_sees_it(&c, d.image);
    count_them(&d);
    mean_images(&c, &d, mean);
    make_mask(region, false);
    make_mask(edge, true);
    what_a_mask_finds(&c, region, edge);
    draw_masks(&c, region, edge);
    sums_by_digit(&d, region, edge, z);
    squash(&c);
    overflow();
    how_much_is_enough(&c, &d, z);
    two_inputs(&c);
    worth(&c, &unseen);
    check(&c);
    dataset_free(&d);
    dataset_free(&unseen);
    return chapter_end(&c);
}

/*
## What we cut corners on

"Imitates the brain" is how such functions were first thought of; the likeness
is loose, and nothing in this book leans on it. The masks were made by hand, by
somebody who knew what a 7 looks like. Nobody could make them for 784 inputs and
all digits; a network has to find its own, and chapter 14 looks at what it
finds. And σ is one way to bend a sum. It is not the only one: chapter 15 uses
another, which only cuts off what is below 0.

## Exercises

`make ex05` writes the files to edit and checks them; `make hint05` helps.

- **5a** Write a σ that is right for any z, however large, and its slope.
- **5b** Make a mask that finds an upright stroke and is fooled neither by a
  blot nor by a flat stroke.

Next: sixteen such neurons side by side, and another sixteen behind them:
`make ch06`.
*/
