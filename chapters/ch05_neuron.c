/*
# Chapter 5: One neuron looks at a picture

**The question.** A picture of a digit is 784 numbers. A neuron turns them into
one. How, and what can it see? By the end you will have counted the loops of
digits, built a neuron that lights up for a stroke and not for a blot, redrawn a
9 with short strokes alone, and seen ten neurons read without any descent.

Read it beside article 1 (rows A1-1 to A1-3, A1-9, A1-11, A1-14 to A1-19 and
A1-25) and article 4 (A4-1, A4-12), and the notes E3, E4, E6, E7, E11, E21 and
E27. Run it with `make ch05`, and turn its knobs: `make ch05 ARGS="--digit 9"`.
The pictures are MNIST's handwritten digits (`make mnist` fetches them, and our
numbers are theirs); without them the program draws digits itself.

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
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 28, PIXELS = SIDE * SIDE, FEW = 1000, WAYS = 4, MOST_EDGES = 40 };

static int digit = 7, which = 3;
static double bias = -10, steepness = 1;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--digit", KNOB_WHOLE, &digit, 0, 9, "the digit looked at", "看哪个数字"},
    {"--image", KNOB_WHOLE, &which, 1, 80, "which of its images", "第几幅"},
    {"--bias", KNOB_NUMBER, &bias, -30, 10, "the neuron's bias", "偏置 b"},
    {"--steepness", KNOB_NUMBER, &steepness, 0.1, 10,
     "multiplies its weights and its bias", "权重和偏置同乘的倍数"},
    {0}};

/*
## A picture is 784 numbers

Each image is 28 pixels wide and 28 high, and comes with a label, the digit that
it shows. It has one byte for each pixel, row after row: 0 where there is paper,
255 where there is most ink. (Article 1 shows ink as white, on black.)

We read a digit without effort, in any hand and from a coarse picture. How
coarse may it get? Judge: each 2 x 2 pixels are averaged into one, then 4 x 4.

→ A picture is 784 numbers

![Figure 5.1: The same bytes as ink on paper, as light on a dark screen, and
(the framed part) as what they are.](ch05_digit)

Divided by 255, each byte becomes a number from 0 to 1: the **activation** of a
neuron of the first layer. To begin with, a neuron is a thing that holds one.

## Loops and strokes

What makes a 9 a 9? Article 1 names parts: a 9 is a loop and a stroke, an 8 two
loops, a 4 strokes alone. Is it so? A loop encloses paper, so loops can be
counted. Pour water on a pixel of paper: it flows to all eight around that are
paper. Where it is dry still, pour again. One lake is the page, the rest loops.
*/

static bool pour(bool *dry, int row, int col) {
    bool on_page = row >= 0 && row < SIDE && col >= 0 && col < SIDE;
    if (!on_page || !dry[row * SIDE + col])
        return false;
    dry[row * SIDE + col] = false;
    for (int i = 0; i < 9; i++)
        pour(dry, row - 1 + i / 3, col - 1 + i % 3);
    return true;
}

static int loops(const double *a) {
    bool dry[PIXELS];
    for (int k = 0; k < PIXELS; k++)
        dry[k] = a[k] < 0.5;
    int lakes = 0;
    for (int k = 0; k < PIXELS; k++)
        lakes += pour(dry, k / SIDE, k % SIDE);
    return lakes - 1;
}

/*
→ Loops and strokes

Mostly it is so. But only `44` of `87` images of an 8 have two (a thick pen may
fill a loop, a quick one leave it open), and `43` of the `99` images of a 2 have
one. So we write no such rules: a neuron has numbers, to be fitted to examples.

## The weighted sum

A neuron of the next layer looks at all 784 activations at once. For each it has
a **weight**, which says how much that one counts, and it adds up

$$z = w_1 a_1 + w_2 a_2 + \dots + w_{784} a_{784}$$
*/

static double weighted_sum(const double *w, const double *a, int n) {
    double z = 0;
    for (int k = 0; k < n; k++)
        z += w[k] * a[k];
    return z;
}

/*
It knows no neighbours: shuffle the pixels, and the weights in the same way, and
the sum is the same. Give 1 to some pixels, 0 to all others, and it "looks" only
there: the sum is the ink in that region. Let us look for the flat stroke of a
7, in a band of 12 x 3 pixels. But what makes a stroke is the *paper* above and
below it. So a second set of weights has a border, two rows above and two below:
48 pixels with -¾ each, which undo the 36 of the band when all are inked.
*/

// The weight of a pixel that lies so far to the right of a stroke's middle, and
// so far down. `along` is an arrow of length 1, the way of the stroke.
static double edge(double right, double down, const double *along,
                   double length) {
    double ahead = right * along[0] + down * along[1];
    double aside = right * along[1] - down * along[0];
    if (fabs(ahead) > length / 2)
        return 0;
    return fabs(aside) < 2 ? 1 : fabs(aside) < 4 ? -0.75 : 0;
}

/*
→ The weighted sum

The region's sum is `36.0` for the stroke and `36.0` for the blot: it finds
*ink*, not a stroke. With the border a stroke keeps its 36, and a blot pays for
the ink beside the band and falls to `0.0`. Now the neuron answers to a stroke,
but only there: three pixels lower, two rows on the border, it gets `-18.0`.

![Figure 5.2: Two sets of weights as pictures: green counts for, red against.
The region finds ink; the one with a border finds a stroke.](ch05_weights)

![Figure 5.3: The weighted sum at work. Each weight is multiplied by the ink of
its pixel, and all the products are added up.](ch05_product)

Every digit leaves ink in the region, a 0 nearly as much as a 7. With the border
the 7 stands out, and after it the 9, whose loop often closes at that height.

## A loop of short edges

A loop is made of short *edges*, says article 1: bits of stroke. Build a neuron
for each: 5 pixels long, in four directions, at every pixel: 4·784 neurons.
*/

static const double ways[WAYS][2] = {
    {1, 0}, {0.7071, -0.7071}, {0, 1}, {0.7071, 0.7071}};

typedef struct Edge {
    int row, col, way;
    double sum;
} Edge;

// The weight of pixel k. (A slanting stroke has 17 pixels, a straight one 15.)
static double short_edge(const Edge *e, int k, double length) {
    double w = edge(k % SIDE - e->col, k / SIDE - e->row, ways[e->way], length);
    return e->way % 2 ? w * 15 / 17 : w;
}

/*
Which of all these neurons has the largest sum? Write it down, wipe away the ink
at its middle, and ask again, until no sum is above 6, two fifths of the 15 that
a stroke can get. Then the picture has become a list of edges.
*/

static Edge strongest(const double *a) {
    Edge best = {.sum = 0};
    for (int i = 0; i < WAYS * PIXELS; i++) {
        Edge e = {i / WAYS / SIDE, i / WAYS % SIDE, i % WAYS, 0};
        if (a[i / WAYS] < 0.5)  // its middle is on paper
            continue;
        for (int k = 0; k < PIXELS; k++)
            if (a[k] > 0)
                e.sum += short_edge(&e, k, 5) * a[k];
        if (e.sum > best.sum)
            best = e;
    }
    return best;
}

/*
→ A loop of short edges

![Figure 5.4: Digits redrawn with the short edges that such neurons found, and
nothing else. A loop comes back as a ring of them.](ch05_edges)

So loops *can* be made of edges: a 0 takes `12.2`, in all four directions, a 1
only `5.0`, in about two. A neuron behind these, with weights on the edges of
one ring, would see a loop; so article 1 hopes for a layer of edges and one of
parts. But we told each neuron what to seek, and where. Do networks find such
edges by themselves? Chapter 14 looks: hardly, and yet they read.

## Any number, squashed into 0 to 1

A sum can be anything; an activation, which the next neuron will read like ink,
is to lie between 0 and 1. The **sigmoid** makes a very negative sum almost 0
(e⁻ᶻ is huge), a very positive one almost 1 (e⁻ᶻ is almost 0). And it is smooth:
a step from 0 to 1 is flat on both sides, and has no slope to walk down.

$$\sigma(z) = \frac{1}{1+e^{-z}},\qquad \sigma'(z) = \sigma(z)\,(1-\sigma(z))$$

Why this one? Because whoever has σ has its slope. By chapter 4's chain: from z
to u = 1 + e⁻ᶻ the slope is -e⁻ᶻ (eˣ is its own slope); from u to σ = 1/u it is
-1/u², as (1/(u + h) - 1/u)/h is -1/(u(u + h)). The product, e⁻ᶻ/u² or (u -
1)/u², is (1/u)·(1 - 1/u), which is σ·(1 - σ).
*/

static double sigmoid(double z) { return 1 / (1 + m_exp(-z)); }
static double sigmoid_slope(double z) { return sigmoid(z) * (1 - sigmoid(z)); }

/*
→ Any number, squashed into 0 to 1

![Figure 5.5: σ, its slope, and σ moved by a bias.](ch05_sigmoid)

With s for σ, s(1 - s) is ¼ - (s - ½)²: the slope is at most ¼, at 0, and there
σ is nearly the line ½ + z/4. At z = 5 it is almost flat: whatever a weight
does, the neuron hardly moves (chapter 6 meets many). And it is *not* straight:
without a bend many layers are worth one (chapter 6). (As eᶻ/(1 + eᶻ) it breaks:
∞/∞ for z = 800. Our slope is lost where s is rounded to 1: see 5a.)

## The bias: how much is enough?

A neuron is lit, let us say, when its activation is above ½. Ours is lit by any
sum above 0, by the faintest stroke; an empty page leaves it at ½. Should it be
lit only above 10, subtract 10 *before* squashing. ("After", says article 1;
that would lie between -10 and -9.) What is added, here -10, is the **bias**:
*/

static double neuron(const double *w, double b, const double *a, int n) {
    return sigmoid(weighted_sum(w, a, n) + b);
}

/*
→ The bias: how much is enough?

![Figure 5.6: The sums of a thousand images, and what becomes of them with the
bias: σ piles them up at 0 and at 1.](ch05_sums)

The lower the bias, the fewer are lit, and the sevens hold out longest. (At -10,
`74` of `117` sevens and 78 of 883 others: one stroke is not a 7. Above 0 an
empty page is lit.) So the weights say *which pattern*, the bias *how much*.

## A neuron is a function

With a₁ … aₙ for what goes in and a′ for what comes out (on an a the stroke
means "next"; on f and σ it still means the slope):

$$a' = \sigma(w_1 a_1 + \dots + w_n a_n + b)$$

A neuron is this function, here with 785 numbers of its own, rather than a thing
that holds one. With weights 2 and -2, bias 0 and inputs 1 and ½ it is σ(2 - 1)
= `0.731059`. With two inputs we can see all of it. Where the sum with the bias
is 0 it is at ½, undecided: a straight line in their plane. The weights turn the
line, the bias moves it, larger weights make the rise steeper. But brighter is
not surer: three times the weights and the bias have the same line, and are only
further from ½. An activation is no probability.

No neuron can be lit by two opposite corners of a square and not by the others.
Midway between two points its sum is the mean of theirs: the first pair would
light the square's middle, the second darken it. Chapter 10 takes two neurons.

→ A neuron is a function

## Ten neurons that read

One number cannot name ten digits, so we take a neuron for each. Which weights
look for a whole digit? Try the mean m of its images. It is near to a picture a
where Σ(a - m)² = Σa² - 2Σma + Σm² is small. Σa² is the same for all, so for the
nearest mean Σma - ½Σm² is largest: the sum of a neuron with weights m and bias
-½Σm². The largest wins. (σ keeps the order.)
*/

static double nearness(const double *mean, const double *a) {
    double b = -weighted_sum(mean, mean, PIXELS) / 2;
    return weighted_sum(mean, a, PIXELS) + b;
}

/*
→ Ten neurons that read

![Figure 5.7: The mean of about a hundred images of each digit. Ones lean this
way and that about the same middle: dark there, faint at the ends.](ch05_means)

How alike is an image to its digit's mean? The cosine of the angle between them
(chapter 3; 1 where one is a paler copy of the other) says: the 0 most, the 5
least; and the most similar other mean ("next") is never far behind. All the
same the ten read `76.5` of 100 images that they have never seen, where luck
would read ten: no descent, only a thousand labelled images. They mistake what
looks alike: `237` times a 4 for a 9.

Look what the bias does. Without it a mean with much ink gets a large sum from
anything: the 0 and the 8 win too often, and *no* image is read as a 5. With it
`67.7` of 100 fives are. But a mean knows nothing of the nine other digits.
Chapter 13 will train, with thirty neurons in between, for 95.

## The check

The slope of σ, and those that will teach a neuron: z has the slope a in a
weight, 1 in the bias, w in an input; so a′ has σ′(z)·a, σ′(z) and σ′(z)·w.

→ The check: by hand = by tape = numeric

## What we cut corners on

Such functions were first thought of as imitating the brain; nothing here leans
on that. Our weights were made by hand or by averaging; how a network finds
better ones is the rest of the book. And σ is not the only bend, or *activation
function* (激活函数): chapter 15 has one that does not squash.

## Exercises

`make ex05` writes the files to edit and checks them; `make hint05` helps.

- **5a** Write a σ that is right for any z, however large, and its slope.
- **5b** Weights and a bias for a loop: lit by a ring, not by half a ring.

Next: sixteen such neurons side by side, and sixteen more behind: `make ch06`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

// What all sections look at.
static Dataset few;                        // the first images of the set
static int count[CLASSES];                 // of them, of each digit
static double ink[FEW][PIXELS], sum[FEW];  // of image i; with the border
static int asked;                          // what the reader has asked for

// Weights for the stroke of a 7: without the border, and with it.
static double region[PIXELS], stroke[PIXELS];
static const double band_row = 8, band_col = 13.5, band_length = 12;

// The nth image of a digit with so many loops (-1: with any), or the last one.
static int find(int label, int nth, int holes) {
    int last = 0;
    for (int i = 0; i < few.count && nth > 0; i++)
        if (few.label[i] == label && (holes < 0 || loops(ink[i]) == holes)) {
            last = i;
            nth--;
        }
    return last;
}

static void look(const Dataset *set) {
    const double flat[] = {1, 0};
    for (int k = 0; k < PIXELS; k++) {
        stroke[k] =
            edge(k % SIDE - band_col, k / SIDE - band_row, flat, band_length);
        region[k] = fmax(stroke[k], 0);
    }
    few = dataset_part(set, 0, FEW);
    for (int i = 0; i < few.count; i++) {
        dataset_image(&few, i, ink[i]);
        sum[i] = weighted_sum(stroke, ink[i], PIXELS);
        count[few.label[i]]++;
    }
    asked = find(digit, which, -1);
}

// What the neuron with the reader's bias makes of a sum.
static double lit(double z) { return sigmoid(steepness * (z + bias)); }

// To divide by: a set need not have images of every digit.
static double some(double n) { return n > 0 ? n : 1; }

// A block of a figure's data: a number for each pixel.
static void figure_picture(Figure *f, const char *name, const char *columns,
                           const double *x) {
    figure_block(f, name, columns);
    for (int k = 0; k < PIXELS; k++)
        figure_row(f, k % SIDE, k / SIDE, x[k]);
}

// Averages size x size pixels; the result keeps 28 x 28 bytes.
static void blur(const uint8_t *image, int size, uint8_t *out) {
    for (int k = 0; k < PIXELS; k++) {
        int row = k / SIDE / size * size, col = k % SIDE / size * size, all = 0;
        for (int i = 0; i < size * size; i++)
            all += image[(row + i / size) * SIDE + col + i % size];
        out[k] = (uint8_t)(all / (size * size));
    }
}

static void a_picture_is_784_numbers(Chapter *c, int images, int others) {
    chapter_section(c, "A picture is 784 numbers");
    printf("%d images to learn from, and %d others. Image %d of a %d, as\n"
           "28·28 = %d, 14·14 = %d and 7·7 = %d pixels:\n\n",
           images, others, which, digit, 28 * 28, 14 * 14, 7 * 7);
    const uint8_t *byte = few.image + asked * PIXELS;
    uint8_t half[PIXELS], quarter[PIXELS];
    blur(byte, 2, half);
    blur(byte, 4, quarter);
    text_images(3, (const uint8_t *[]){byte, half, quarter}, SIDE, SIDE);
    printf("The middle of it, as bytes:\n\n");
    for (int row = 8; row < 20; row++) {
        for (int col = 8; col < 20; col++)
            printf(" %4d", byte[row * SIDE + col]);
        printf(row < 19 ? "\n" : "\n\n");
    }
    Figure *f = figure_open(c, "ch05_digit", "column row byte");
    figure_block(f, "image", NULL);
    for (int k = 0; k < PIXELS; k++)
        figure_row(f, k % SIDE, k / SIDE, byte[k]);
    figure_close(c, f);
}

static void loops_and_strokes(Chapter *c) {
    chapter_section(c, "Loops and strokes");
    printf("The loops of the first %d images.\n", few.count);
    chapter_predict(c, "How many loops has a 4, a 6, an 8?");
    int found[CLASSES][3] = {{0}};
    for (int i = 0; i < few.count; i++) {
        int n = loops(ink[i]);
        found[few.label[i]][n > 2 ? 2 : n]++;
    }
    Table t = table_begin("digit | images | no loop | one | two or more",
                          "%5d | %6d | %7d | %5d | %11d");
    for (int k = 0; k < CLASSES; k++)
        table_row(&t, k, count[k], found[k][0], found[k][1], found[k][2]);
    table_end(&t);
}

static void the_weighted_sum(Chapter *c) {
    chapter_section(c, "The weighted sum");
    printf("A band of %g x 3 pixels has the weight 1, the others 0.\n",
           band_length);
    chapter_predict(c, "Does a blot get a smaller sum than a stroke?");
    static const char *const name[] = {
        "an empty page", "a stroke, right in the band",
        "a stroke, 3 pixels too low", "a big blot"};
    const int rows[][2] = {{0, 0}, {7, 10}, {10, 13}, {0, 20}};  // from, to
    Table t = table_begin("picture|sum in the region|with a negative border",
                          "%-28s | %6.1f | %6.1f");
    for (int i = 0; i < 4; i++) {
        double a[PIXELS];
        for (int k = 0; k < PIXELS; k++)
            a[k] = k / SIDE >= rows[i][0] && k / SIDE < rows[i][1] &&
                   fabs(k % SIDE - band_col) < band_length / 2;
        table_row(&t, name[i], weighted_sum(region, a, PIXELS),
                  weighted_sum(stroke, a, PIXELS));
    }
    table_end(&t);
    printf("The picture above gets %.1f and %.1f. The means over %d images:\n",
           weighted_sum(region, ink[asked], PIXELS), sum[asked], few.count);
    chapter_predict(c, "Which digit comes second in the last column?");
    double in_region[CLASSES] = {0}, with_border[CLASSES] = {0};
    for (int i = 0; i < few.count; i++) {
        int k = few.label[i];
        in_region[k] += weighted_sum(region, ink[i], PIXELS) / count[k];
        with_border[k] += sum[i] / count[k];
    }
    t = table_begin("digit|images|region|with border",
                    "%5d | %6d | %6.1f | %6.1f");
    for (int k = 0; k < CLASSES; k++)
        table_row(&t, k, count[k], in_region[k], with_border[k]);
    table_end(&t);

    Figure *f = figure_open(c, "ch05_weights", "column row weight");
    figure_picture(f, "region", NULL, region);
    figure_picture(f, "edge", NULL, stroke);
    figure_close(c, f);
    const int two[] = {asked, find(digit == 6 ? 7 : 6, 1, -1)};
    f = figure_open(c, "ch05_product", "column row ink product");
    figure_number(f, "bias", bias);
    for (int i = 0; i < 2; i++) {
        const double *a = ink[two[i]];
        figure_number(f, i ? "sum_2" : "sum_1", sum[two[i]]);
        figure_number(f, i ? "lit_2" : "lit_1", lit(sum[two[i]]));
        figure_block(f, "picture", NULL);
        for (int k = 0; k < PIXELS; k++)
            figure_row(f, k % SIDE, k / SIDE, a[k], stroke[k] * a[k]);
    }
    figure_close(c, f);
}

// Makes the picture a list of edges, and wipes it away on the way.
static int take_apart(double *a, Edge *list) {
    for (int n = 0; n < MOST_EDGES; n++) {
        list[n] = strongest(a);
        if (list[n].sum <= 6)
            return n;
        for (int k = 0; k < PIXELS; k++)
            if (short_edge(&list[n], k, 3) > 0)
                a[k] = 0;
    }
    return MOST_EDGES;
}

static void a_loop_of_short_edges(Chapter *c) {
    enum { EACH = 20 };
    chapter_section(c, "A loop of short edges");
    printf("The first %d images of each digit, taken apart.\n", EACH);
    chapter_predict(c, "Which digit needs edges in the fewest directions?");
    Table t =
        table_begin("digit | edges | directions | flat | rising | upright | "
                    "falling | ink taken, %",
                    "%5d|%5.1f|%5.1f|%5.1f|%6.1f|%7.1f|%7.1f|%12.1f");
    double a[PIXELS];
    Edge list[MOST_EDGES];
    for (int k = 0; k < CLASSES; k++) {
        double images = 0, edges = 0, ways_used = 0, of[WAYS] = {0};
        double before = 0, left = 0;
        for (int i = 0; i < few.count && images < EACH; i++) {
            if (few.label[i] != k)
                continue;
            memcpy(a, ink[i], sizeof a);
            int n = take_apart(a, list), used[WAYS] = {0};
            for (int j = 0; j < n; j++) {
                of[list[j].way]++;
                ways_used += used[list[j].way]++ == 0;
            }
            for (int p = 0; p < PIXELS; p++)
                before += ink[i][p], left += a[p];
            edges += n, images++;
        }
        images = some(images);
        table_row(&t, k, edges / images, ways_used / images, of[0] / images,
                  of[1] / images, of[2] / images, of[3] / images,
                  100 * (before - left) / some(before));
    }
    table_end(&t);

    // The reader's picture, a 0 and a 9 with their loop, an 8 with both of its.
    const int four[] = {asked, find(0, 1, 1), find(8, 1, 2), find(9, 1, 1)};
    Figure *f = figure_open(c, "ch05_edges", NULL);
    for (int i = 0; i < 4; i++) {
        memcpy(a, ink[four[i]], sizeof a);
        figure_picture(f, "picture", "column row ink", a);
        int n = take_apart(a, list);
        figure_block(f, "edges", "column row right down sum");
        for (int j = 0; j < n; j++)
            figure_row(f, list[j].col, list[j].row, ways[list[j].way][0],
                       ways[list[j].way][1], list[j].sum);
    }
    figure_close(c, f);
}

static void squashed(Chapter *c) {
    chapter_section(c, "Any number, squashed into 0 to 1");
    chapter_predict(c, "What is σ(0), and where is σ steepest?");
    Table t = table_begin("z | σ(z) | σ′(z) | the line ½ + z/4",
                          "%4g | %8.6f | %8.6f | %6.2f");
    const double z[] = {-10, -5, -1, 0, 1, 5, 10};
    for (int i = 0; i < 7; i++)
        table_row(&t, z[i], sigmoid(z[i]), sigmoid_slope(z[i]), 0.5 + z[i] / 4);
    table_end(&t);
    double up = m_exp(800), other = up / (1 + up);
    printf("At z = 800, eᶻ/(1 + eᶻ) is %s; 1/(1 + e⁻ᶻ) is %g.\n\n",
           isnan(other) ? "not a number" : "a number", sigmoid(800));
    Figure *f = figure_open(c, "ch05_sigmoid", "z sigmoid slope shifted");
    figure_number(f, "bias", bias);
    figure_number(f, "steepness", steepness);
    for (int i = -800; i <= 800; i++) {
        double x = i / 20.0;
        figure_row(f, x, sigmoid(x), sigmoid_slope(x), lit(x));
    }
    figure_close(c, f);
}

static void how_much_is_enough(Chapter *c) {
    chapter_section(c, "The bias: how much is enough?");
    printf("A sum of 12: σ(12 - 10) = %.4f, but σ(12) - 10 = %.4f.\n",
           sigmoid(2), sigmoid(12) - 10);
    chapter_predict(c, "With a lower bias, is the neuron lit by more images "
                       "or by fewer?");
    Table t = table_begin("bias|lit|of them 7|of them 9|others",
                          "%4g | %5d | %5d | %5d | %5d");
    for (int k = 0; k <= 4; k++) {
        double b = bias * k / 2 + 0;  // (+ 0: no -0 is printed)
        int all = 0, of[CLASSES] = {0};
        for (int i = 0; i < few.count; i++) {
            all += sum[i] + b > 0;
            of[few.label[i]] += sum[i] + b > 0;
        }
        table_row(&t, b, all, of[7], of[9], all - of[7] - of[9]);
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch05_sums", "sum activation");
    figure_number(f, "bias", bias);
    figure_number(f, "steepness", steepness);
    figure_number(f, "images", few.count);
    for (int i = 0; i < few.count; i++)
        figure_row(f, sum[i], lit(sum[i]));
    figure_close(c, f);
}

static void a_neuron_is_a_function(Chapter *c) {
    enum { MAPS = 4, WIDE = 16 };
    chapter_section(c, "A neuron is a function");
    printf("Two inputs from -1 to 1: the weights turned by 45 degrees, the "
           "bias moved,\nand all three times as large:\n\n");
    const double w[MAPS][3] = {
        {4, 0, 0}, {2.8284, 2.8284, 0}, {4, 0, -2}, {12, 0, 0}};
    printf("  %-18s%-18s%-18s%s\n", "w = (4, 0)", "w = (2.83, 2.83)",
           "(4, 0), b = -2", "w = (12, 0)");
    uint8_t map[MAPS][WIDE * WIDE];
    for (int k = 0; k < MAPS; k++)
        for (int i = 0; i < WIDE * WIDE; i++) {
            double a[] = {(i % WIDE - 7.5) / 7.5, (7.5 - i / WIDE) / 7.5};
            map[k][i] = (uint8_t)(255 * neuron(w[k], w[k][2], a, 2) + 0.5);
        }
    text_images(MAPS, (const uint8_t *[]){map[0], map[1], map[2], map[3]}, WIDE,
                WIDE);
}

// The cosine of the angle between two pictures: 1 for the same, however pale.
static double alike(const double *a, const double *b) {
    double squares = weighted_sum(a, a, PIXELS) * weighted_sum(b, b, PIXELS);
    return weighted_sum(a, b, PIXELS) / sqrt(some(squares));
}

// as[k][j]: how many images of a k are read as a j.
static void three_commonest_mistakes(int as[CLASSES][CLASSES]) {
    printf("Mistaken most often:");
    for (int n = 0; n < 3; n++) {
        int most = 1;
        for (int i = 0; i < CLASSES * CLASSES; i++)
            if (i / CLASSES != i % CLASSES &&
                as[i / CLASSES][i % CLASSES] >
                    as[most / CLASSES][most % CLASSES])
                most = i;
        int k = most / CLASSES, j = most % CLASSES;
        printf(n == 0 ? " a %d for a %d, %d times" : "; %d for %d, %d", k, j,
               as[k][j]);
        as[k][j] = 0;
    }
    printf(".\n\n");
}

static void ten_neurons(Chapter *c, const Dataset *unseen) {
    static double mean[CLASSES][PIXELS];
    // How alike the images of digit k are to the mean of digit j: to[k][j].
    double to[CLASSES][CLASSES] = {{0}};
    for (int i = 0; i < few.count; i++)
        for (int p = 0, k = few.label[i]; p < PIXELS; p++)
            mean[k][p] += ink[i][p] / count[k];
    for (int i = 0; i < few.count; i++)
        for (int j = 0, k = few.label[i]; j < CLASSES; j++)
            to[k][j] += alike(ink[i], mean[j]) / count[k];
    chapter_section(c, "Ten neurons that read");
    printf("The means of the first %d images; and %d others, read by them.\n",
           few.count, unseen->count);
    chapter_predict(c, "Without the biases, which digits win too often?");
    int images[CLASSES] = {0}, all[2] = {0};  // [0] without biases, [1] with
    int right[2][CLASSES] = {{0}}, answers[2][CLASSES] = {{0}};
    int as[CLASSES][CLASSES] = {{0}};
    for (int i = 0; i < unseen->count; i++) {
        double a[PIXELS];
        dataset_image(unseen, i, a);
        int k = unseen->label[i];
        images[k]++;
        for (int b = 0; b < 2; b++) {
            real z[CLASSES];
            for (int j = 0; j < CLASSES; j++)
                z[j] =
                    b ? nearness(mean[j], a) : weighted_sum(mean[j], a, PIXELS);
            int answer = argmax(z, CLASSES);
            answers[b][answer]++;
            right[b][k] += answer == k;
            all[b] += answer == k;
            as[k][answer] += b;
        }
    }
    Table t = table_begin("digit | own mean | next | of | right, % | answers | "
                          "no bias: right, % | answers",
                          "%5d|%8.3f|%5.3f|%2d|%8.1f|%7d|%17.1f|%7d");
    for (int k = 0; k < CLASSES; k++) {
        int next = k == 0;  // the most alike of the other means
        for (int j = 0; j < CLASSES; j++)
            if (j != k && to[k][j] > to[k][next])
                next = j;
        table_row(&t, k, to[k][k], to[k][next], next,
                  100 * right[1][k] / some(images[k]), answers[1][k],
                  100 * right[0][k] / some(images[k]), answers[0][k]);
    }
    table_end(&t);
    printf("Of 100 that were never seen, %.1f are read; without the biases "
           "%.1f.\n",
           100.0 * all[1] / unseen->count, 100.0 * all[0] / unseen->count);
    three_commonest_mistakes(as);
    Figure *f = figure_open(c, "ch05_means", "column row mean");
    figure_number(f, "images", few.count);
    for (int k = 0; k < CLASSES; k++)
        figure_picture(f, "digit", NULL, mean[k]);
    figure_close(c, f);
}

static real activation(void *numbers) {  // w₁ w₂ w₃, a₁ a₂ a₃, b
    const double *x = numbers;
    return neuron(x, x[6], x + 3, 3);
}

static void check_one(Chapter *c, const char *name, double *x, int k,
                      double by_hand) {
    Tape *t = tape_new();
    Value v[7];
    for (int i = 0; i < 7; i++)
        v[i] = v_var(t, x[i]);
    v_backward(v_sigmoid(v_add(v_dot(v, v + 3, 3), v[6])));
    report_row(c, name, by_hand, v_grad(v[k]),
               central_difference(activation, x, &x[k], 6e-6));
    tape_free(t);
}

static void check(Chapter *c) {
    report_begin(c);
    for (int z = -4; z <= 4; z += 2) {  // of a neuron that has a bias alone
        char name[32];
        snprintf(name, sizeof name, "σ′ at %d", z);
        check_one(c, name, (double[7]){[6] = z}, 6, sigmoid_slope(z));
    }
    double x[] = {0.5, -1.5, 2, 0.9, 0.3, 0.6, -0.4};
    double out = activation(x), slope = out * (1 - out);
    check_one(c, "∂a′/∂w₂ = σ′(z)·a₂", x, 1, slope * x[4]);
    check_one(c, "∂a′/∂a₂ = σ′(z)·w₂", x, 4, slope * x[1]);
    check_one(c, "∂a′/∂b = σ′(z)", x, 6, slope);
    report_end(c);
}

static void tell(Chapter *c, const Dataset *set, const Dataset *unseen) {
    look(set);
    a_picture_is_784_numbers(c, set->count, unseen->count);
    loops_and_strokes(c);
    the_weighted_sum(c);
    a_loop_of_short_edges(c);
    squashed(c);
    how_much_is_enough(c);
    a_neuron_is_a_function(c);
    ten_neurons(c, unseen);
    check(c);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch05_neuron",
                                         "One neuron looks at a picture",
                                         options, &folder, 60000, 10000, tell});
}
