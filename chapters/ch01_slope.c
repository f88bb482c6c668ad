/*
# Chapter 1: The slope of a curve

**The question.** A straight road has one slope. A curve has another one at
every point: how steep is it *here*, and how can a program find out? By the end
you will have seen a slope found in three ways that agree to ten digits, and
you will know why a program must not take the smallest step it can.

Read it beside article 2 (rows A2-6 and A2-8): the articles and their rows are
listed in `chapters/articles.md`, and the book can be read without them. The
program does what this text says, in the same order: run it with `make ch01`.
Where it prints a line that begins with `?`, answer before you read on
(`make ch01 STEP=1` waits for you).

**本章要点** 曲线上每一点都有自己的斜率：输出的变化除以输入的变化。
割线越短，就越接近切线，割线的斜率就越接近导数。
步长太大有公式误差，太小有舍入误差，最好的步长在两者之间。

**New here**

slope (斜率)
: change out per change in. Up 2 for every 1 to the right is a slope of 2.

secant (割线)
: the straight line through two points of a curve.

tangent (切线)
: the line that a curve becomes when you look closely enough at one point.

derivative (导数)
: the slope of the tangent. For f(x) = x² at x = 1 it is 2; written f′(1) = 2.

logarithmic axis (对数坐标)
: an axis on which each step multiplies: 1, 10, 100 are equally far apart.
*/

#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

/*
## From the secant to the tangent

Our first curve is y = x². We stand at x = 1 and want to know how steep it is
there. One point gives no slope, so take a second one, h to the right, and
divide the change of y by the change of x:

$$\frac{f(x+h)-f(x)}{h}$$

That is the slope of the **secant** through the two points.
*/

typedef double (*Curve)(double x);

static double square(double x) { return x * x; }

static double secant_slope(Curve f, double x, double h) {
    return (f(x + h) - f(x)) / h;
}

/*
Now let the second point come closer. Before you look at the table: the secant
with h = 1 goes through (1, 1) and (2, 4), so its slope is `3.000000`. What
number are the others heading for?
*/

static void from_secant_to_tangent(Chapter *c) {
    chapter_section(c, "From the secant to the tangent");
    printf("The curve is y = x², and we stand at x = 1.\n");
    chapter_predict(c, "As h shrinks, which number does the slope approach?");

    Table t = table_begin("h | y at 1 + h | slope of the secant",
                          "%8g | %.8f | %.6f");
    for (double h = 1; h > 1e-5; h /= 10)
        table_row(&t, h, square(1 + h), secant_slope(square, 1, h));
    table_end(&t);
    printf("The slopes approach 2, the slope of the curve at x = 1.\n\n");
}

/*
The slopes run towards 2, and school algebra says why. Multiply out:

$$\frac{(x+h)^2-x^2}{h} = \frac{2xh+h^2}{h} = 2x+h$$

At x = 1 the secant's slope is 2 + h, with no approximation anywhere: look at
the table again. What is left when h has gone is 2x. That is the **derivative**
of x², and 2 is its value at x = 1. The line of slope 2 through our point is the
**tangent**.

![Figure 1.1: As the second point comes closer, the secants turn into the
tangent, whose slope is 2.](ch01_secants)

The derivative has a second reading, and this book lives on it: *change out per
change in*. Move x by a little, say 0.01, and y moves by about twice as much.
*/

// The numbers of figure 1.1, for gnuplot to draw. Skip what only draws.
static void draw_secants(Chapter *c) {
    Figure *s = figure_open(c, "ch01_secants", "x y h slope");
    figure_block(s, "curve", NULL);
    for (int i = 0; i <= 130; i++) {
        double x = -0.25 + i * 0.02;
        figure_row(s, x, square(x), 0.0, 2 * x);
    }
    const double steps[] = {1.25, 0.8, 0.4, 0};  // 0 is the tangent
    for (int k = 0; k < 4; k++) {
        double h = steps[k];
        double slope = h > 0 ? secant_slope(square, 1, h) : 2;
        figure_block(s, h > 0 ? "secant" : "tangent", NULL);
        for (int end = 0; end < 2; end++) {
            double x = end == 0 ? 0.1 : 2.3;
            figure_row(s, x, 1 + slope * (x - 1), h, slope);
        }
    }
    figure_close(c, s);
}

static void change_out_per_change_in(void) {
    printf("Move x by a little, and y moves by about twice as much:\n\n");
    Table t = table_begin("change of x | change of y | out per in",
                          "%g | %.8f | %.6f");
    for (int k = 1; k <= 3; k++) {
        double in = k == 1 ? 0.01 : k == 2 ? -0.01 : 0.0001;
        double out = square(1 + in) - square(1);
        table_row(&t, in, out, out / in);
    }
    table_end(&t);
}

/*
## What the sign of a slope is good for

The slope tells which way is down. Take the bowl that article 2 begins with,

$$C(w) = \tfrac{1}{2}(w-3)^2 + 2,\qquad C'(w) = w-3.$$

Where the slope is positive the curve rises to the right, so down is to the
left. Where it is negative, down is to the right. At the very bottom it is
neither: the slope is 0. For this bowl we can even solve C′(w) = 0 on paper and
get w = 3, where C is 2. For most curves nobody can, and chapter 2 walks
instead.
*/

static double bowl(double w) { return 0.5 * (w - 3) * (w - 3) + 2; }
static double bowl_slope(double w) { return w - 3; }

static void which_way_is_down(Chapter *c) {
    chapter_section(c, "What the sign of a slope is good for");
    printf("The bowl C(w) = ½(w - 3)² + 2, whose slope is w - 3.\n");
    chapter_predict(c, "At w = 1 the slope is -2. Which way is down?");

    Table t =
        table_begin("w | C(w) | slope | so down is", "%4g|%.3f|%5g|%-12s");
    for (int i = 0; i <= 4; i++) {
        double w = 1 + i, slope = bowl_slope(w);
        const char *down = slope < 0   ? "to the right"
                           : slope > 0 ? "to the left"
                                       : "nowhere";
        table_row(&t, w, bowl(w), slope, down);
    }
    table_end(&t);
}

/*
## A better secant

The secant's error on x² was h. Here is a way to make it far smaller for the
same h: take one point to the right *and one to the left*, as far away.

$$\frac{f(x+h)-f(x-h)}{2h}$$

It is called the **central difference**, and the first one the **forward
difference**. For x² at x = 1, the part that h adds on the right is taken away
again on the left, and the result is exact. So the test needs a curve that
bends more: f(x) = x³, whose derivative is 3x². At x = 1 that is 3. Multiplying
out once more, the forward difference is 3 + 3h + h² and the central one 3 + h².
*/

static double cube(double x) { return x * x * x; }

static double central_slope(Curve f, double x, double h) {
    return (f(x + h) - f(x - h)) / (2 * h);
}

static void a_better_secant(Chapter *c) {
    chapter_section(c, "A better secant");
    printf("Now y = x³ at x = 1, where the slope is 3.\n");
    chapter_predict(c, "With h ten times smaller, how much smaller is each "
                       "error?");

    Table t = table_begin("h | forward | its error | central | its error",
                          "%6g | %.6f | %.6f | %.6f | %.6f");
    for (int k = 0; k < 4; k++) {
        double h = k == 0 ? 1 : k == 1 ? 0.1 : k == 2 ? 0.01 : 0.001;
        double forward = secant_slope(cube, 1, h);
        double central = central_slope(cube, 1, h);
        table_row(&t, h, forward, forward - 3, central, central - 3);
    }
    table_end(&t);
    printf("Ten times smaller, and a hundred times smaller.\n\n");
}

/*
Ten times smaller steps make the forward error ten times smaller and the
central error a hundred times smaller. So why not take h = 0.000000000001 and
be done?

## Why the smallest step is not the best

A computer keeps about 16 digits of a number (type `double`), or about 7 (type
`float`). When h is tiny, f(x+h) and f(x-h) agree in almost all of them. The
subtraction throws the equal digits away, and what is left is mostly the
rounding of the last digit. Dividing by the tiny 2h makes that noise large.

So there are two errors. The one of the formula shrinks with h; the one of
rounding grows as h shrinks. Their sum has a lowest point, and where it lies is
worth a guess. Luck plays a part in rounding, so we try ten points between 1 and
2 and count the worst.
*/

static float cube_float(float x) { return x * x * x; }

// The four ways: forward and central in double, then in float.
static double slope_by(int way, double x, double h) {
    float xf = (float)x, hf = (float)h;
    switch (way) {
    case 0:
        return secant_slope(cube, x, h);
    case 1:
        return central_slope(cube, x, h);
    case 2:
        return (double)((cube_float(xf + hf) - cube_float(xf)) / hf);
    default:
        return (double)((cube_float(xf + hf) - cube_float(xf - hf)) / (2 * hf));
    }
}

static double worst_error(int way, double h) {
    double worst = 0;
    for (int i = 0; i < 10; i++) {
        double x = 1 + i * 0.1;
        double error = fabs(slope_by(way, x, h) - 3 * x * x);
        worst = error > worst ? error : worst;
    }
    return worst;
}

static void the_smallest_step(Chapter *c) {
    chapter_section(c, "Why the smallest step is not the best");
    printf("How far from 3x² each formula is, in double and in float:\n\n");
    chapter_predict(c, "Which h gives the best central difference?");

    Table t = table_begin("h|forward|central|forward, float|central, float",
                          "%6.0e | %8.1e | %8.1e | %8.1e | %8.1e");
    Figure *s = figure_open(c, "ch01_error",
                            "h forward central forward_float central_float");
    double best_h[4] = {0}, best[4] = {1, 1, 1, 1};
    for (int k = 0; k <= 48; k++) {  // four steps a decade, from 1 to 1e-12
        static const double quarter[] = {1, 0.56, 0.32, 0.18};
        double h = quarter[k % 4], error[4];
        for (int i = 0; i < k / 4; i++)
            h /= 10;
        for (int way = 0; way < 4; way++) {
            error[way] = worst_error(way, h);
            if (error[way] < best[way])
                best[way] = error[way], best_h[way] = h;
        }
        if (k % 4 == 0)
            table_row(&t, h, error[0], error[1], error[2], error[3]);
        figure_row(s, h, error[0], error[1], error[2], error[3]);
    }
    figure_close(c, s);
    table_end(&t);
    printf("Below the best h rounding takes over, and a smaller step is a "
           "worse one:\n\n");

    const char *name[] = {"forward, double", "central, double",
                          "forward, float", "central, float"};
    t = table_begin("formula | smallest error | with h",
                    "%-15s | %7.0e | %7.0e");
    for (int way = 0; way < 4; way++)
        table_row(&t, name[way], best[way], best_h[way]);
    table_end(&t);
}

/*
![Figure 1.2: Error against step. From right to left each line falls as the
formula gets better, turns, and rises as rounding takes over. Both axes are
logarithmic.](ch01_error)

Each line is a V. The right arm is the formula: each time that h becomes ten
times smaller, the forward error does so too, and the central one becomes a
hundred times smaller, as the algebra said. The left arm is rounding: there the
error *grows* ten times for each ten times smaller h. The best central
difference in double is off by about `8e-11`, at h = `6e-06`; the best one in
float by about `4e-05`. Remember the two numbers: they say how well a program
can check a derivative by moving x a little, and every chapter will do that.

## The check

From now on we want derivatives of any formula, exactly, without choosing an h.
For that there is a small machine in `lib/scalar.h`, called the **tape**: write
the formula with its operations (`v_mul(x, y)` for x·y, `v_affine(a, x, b)` for
a·x + b with plain numbers a and b, `v_sin` for sin, …), call `v_backward`, and
read the derivative with `v_grad`. In this chapter it is a sealed box.
Chapter 4 opens it.

The sealed box must agree with the formula from the school book and with the
central difference. So must every derivative in this workbook: *by hand = by
tape = numeric*. When one does not, the program fails and the build stops.
*/

typedef struct Example {
    const char *name;
    Value (*tape)(Value x);
    double (*curve)(double x), (*by_hand)(double x);
} Example;

static Value tape_square(Value x) { return v_mul(x, x); }
static double square_slope(double x) { return 2 * x; }

static Value tape_cube(Value x) { return v_mul(v_mul(x, x), x); }
static double cube_slope(double x) { return 3 * x * x; }

static Value tape_bowl(Value x) {
    Value d = v_affine(1, x, -3);          // x - 3
    return v_affine(0.5, v_mul(d, d), 2);  // ½d² + 2
}

static Value tape_inverse(Value x) { return v_pow(x, -1); }
static double inverse(double x) { return 1 / x; }
static double inverse_slope(double x) { return -1 / (x * x); }

// (m_sin is the library's sin: the same digits on every machine.)
static double sine(double x) { return m_sin(x); }
static double sine_slope(double x) { return m_cos(x); }

static Value tape_mixed(Value x) {
    Value squared = v_mul(x, x);
    return v_mul(squared, v_sin(x));
}
static double mixed(double x) { return x * x * m_sin(x); }
static double mixed_slope(double x) {
    return 2 * x * m_sin(x) + x * x * m_cos(x);
}

static double tape_slope(Value (*f)(Value), double x) {
    Tape *t = tape_new();
    Value input = v_var(t, x);
    v_backward(f(input));
    double slope = v_grad(input);
    tape_free(t);
    return slope;
}

static void check(Chapter *c) {
    const Example examples[] = {
        {"x² at 1", tape_square, square, square_slope},
        {"x³ at 1", tape_cube, cube, cube_slope},
        {"½(x - 3)² + 2 at 1", tape_bowl, bowl, bowl_slope},
        {"1/x at 1", tape_inverse, inverse, inverse_slope},
        {"sin x at 1", v_sin, sine, sine_slope},
        {"x² sin x at 1", tape_mixed, mixed, mixed_slope},
    };
    report_begin(c);
    for (int i = 0; i < 6; i++) {
        const Example *e = &examples[i];
        report_row(c, e->name, e->by_hand(1), tape_slope(e->tape, 1),
                   central_slope(e->curve, 1, 6e-6));
    }
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch01_slope", "The slope of a curve",
                       NULL))
        return c.status;
    from_secant_to_tangent(&c);
    draw_secants(&c);
    change_out_per_change_in();
    which_way_is_down(&c);
    a_better_secant(&c);
    the_smallest_step(&c);
    check(&c);
    return chapter_end(&c);
}

/*
## What we cut corners on

Not every curve has a tangent everywhere: |x| has a corner at 0, with slope -1
on its left and 1 on its right, and a central difference there says 0, which is
neither. Chapter 15 meets such a corner inside a network and lives with it. And
"look closely enough" is a picture; the exact notion, a limit, is what a first
course of calculus is about.

## Exercises

`make ex01` writes two small files into `work/` and says what to do; when you
have edited one, the same command checks it. `make hint01` gives a hint.

- **1a** Write the central difference as a function.
- **1b** Four points do better than two: weigh x ± h with ±8 and x ± 2h with
  ∓1, and divide by 12h. Write it, and see the error fall with h⁴.

Next: a slope says which way is down. Follow it: `make ch02`.
*/
