/*
# Chapter 1: The slope of a curve

**The question.** A straight road has one slope. A curve has another one at
every point: how steep is it *here*, and how can a program find out? The whole
book needs it: a network has thousands of numbers that can be turned up or down,
and learns by turning each the way that makes it less wrong. A slope says which
way that is. By the end you will have seen a slope found in three ways that
agree to ten digits, and you will know, before any trial, which step a program
should take to measure it.

Read it beside article 2, row A2-8 (`chapters/articles.md` lists the articles,
and the book can be read without them). `chapters/reading.md` explains the C of
these programs, and how to read them: read that short page first. Then run this
one with `make ch01`, and turn its knobs: `make ch01 ARGS="--x -2"`.

**本章要点** 曲线在每一点都有斜率，也就是输出的变化除以输入的变化。
两点靠得越近，割线越接近切线，割线的斜率也越接近导数。
步长太大，公式误差大；步长太小，舍入误差大；两种误差差不多相等的时候，步长最好。

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

static double point = 1, widest = 1;

static const Option knobs[] = {
    {"--x", KNOB_NUMBER, &point, -2, 2, "the x where we stand",
     "我们站在 x 等于多少的地方"},
    {"--h", KNOB_NUMBER, &widest, 0.1, 2, "the widest h of the secants",
     "割线的最大步长 h"},
    {0}};

/*
## From the secant to the tangent

Our first curve is y = x². We stand at x = 1 and want to know how steep it is
there. One point gives no slope, so take a second one, h to the right (to the
left, if h is negative). On the way there y rises, or falls, which is a negative
rise; the **slope** is how much it rises for each unit of way:

$$\frac{\text{rise}}{\text{run}} = \frac{f(x+h)-f(x)}{h}$$

![Figure 1.1: The triangle under a secant. It is h wide, the run, and as high as
y rises on the way. Height over width is the secant's slope.](ch01_triangle)
*/

typedef double Curve(double x);  // a function from one number to another

static double square(double x) { return x * x; }

static double secant_slope(Curve *f, double x, double h) {
    return (f(x + h) - f(x)) / h;
}

/*
Now let the second point come closer. Before you look at the table: the secant
with h = 1 goes through (1, 1) and (2, 4), so its slope is `3.000000`. What
number are the others heading for?

→ From the secant to the tangent

The slopes run towards 2, and school algebra says why. Multiply out:

$$\frac{(x+h)^2-x^2}{h} = \frac{2xh+h^2}{h} = 2x+h$$

At x = 1 the secant's slope is 2 + h, with no approximation anywhere: look at
the table again. (To put h = 0 at once gives 0/0, and that could be any number,
since any number times 0 is 0: divide first, then let h go.) What is left when h
has gone is 2x. That is the **derivative** of x², and 2 is its value at x = 1.
The line of slope 2 through our point is the **tangent**.

![Figure 1.2: As the second point comes closer, the secants turn into the
tangent.](ch01_secants)

Why should one line say anything about a curve? Because a smooth curve, looked
at closely, *is* nearly a line. At x = 1 + d the curve is 1 + 2d + d² high and
its tangent 1 + 2d, the height here plus slope times d. They are d² apart, so
ten times closer to our point they are a hundred times closer together.

![Figure 1.3: The same point three times, each picture ten times closer. In the
last one the curve lies on its tangent.](ch01_zoom)

## Change out per change in

The derivative has a second reading, and this book lives on it: *change out per
change in*, also written dy/dx. Where the slope is 2, move x by a little d, to
either side, and y moves by about 2d (all but that d²). So a slope has a unit,
that of y for one of x: with y in metres and x in seconds it is metres per
second, a speed.
*/

static double change_out(Curve *f, double x, double change_in) {
    return f(x + change_in) - f(x);
}

/*
→ Change out per change in

## What the sign of a slope is good for

The slope tells which way is down. Where it is positive the curve rises to the
right, so down is to the left. Where it is negative, down is to the right. Where
it is 0 the tangent lies flat, and the slope does not tell: at x = 0 there is a
bottom of x², a top of -x², and x³ goes on rising. Look at both sides:

→ What the sign of a slope is good for

That is a rule which a program can follow without seeing the curve. The size of
the slope says how much a move is worth; chapter 2 uses both.

## A better secant

The secant's error on x² was h. Here is a way to make it far smaller for the
same h: take one point to the right *and one to the left*, equally far.

$$\frac{f(x+h)-f(x-h)}{2h}$$

It is called the **central difference**, and the first one the **forward
difference**. Either costs two values of f.
*/

static double central_slope(Curve *f, double x, double h) {
    return (f(x + h) - f(x - h)) / (2 * h);
}

/*
For x² the part that h adds on the right is taken away again on the left, and
the result is exact. A smooth curve bends off its tangent nearly alike on both
sides: that moves f(x+h) and f(x-h) by the same amount, the same way, and the
subtraction removes it. What is left is how the bend changes. So the test needs
a curve whose bending does change: x³. From (x+h)³ = x³ + 3x²h + 3xh² + h³ the
forward difference is 3x² + 3xh + h². In the central one x³ and 3xh² cancel, and
3x² + h² is left. So the derivative is 3x². At x = 1 that is 3, and the
differences are 3 + 3h + h² and 3 + h².
*/

static double cube(double x) { return x * x * x; }
static double cube_slope(double x) { return 3 * x * x; }

/*
→ A better secant

Ten times smaller steps make the central error a hundred times smaller, in every
row: it is h². The forward error is 3h + h². At h = 1 its h² still counts, and
from `4.000000` to `0.310000` is a factor of 13; further down only 3h is left of
it, and the factor is ten. (Formulas with more points have errors that shrink
faster still.) So why not take h = 0.000000000001 and be done?

## Why the smallest step is not the best

A computer keeps about 16 digits of a number (type `double`), or about 7 (type
`float`). When h is tiny, f(x+h) and f(x-h) agree in almost all of them. The
subtraction throws the equal digits away, and only the last few are left, the
ones that have been rounded.

→ Why the smallest step is not the best

With h = `1e-12` five digits of the difference are left, and the fifth is wrong:
so is that of the slope, `3.000100`. Nothing went wrong in the subtraction. It
only shows what rounding had done before; then the division by the tiny 2h makes
that large.

## The best step

How large is the best step? Between 1 and the next number that a computer knows
there is a gap, called ε (say "epsilon"). A program can find it: begin with a
gap of 1, and halve it for as long as 1 plus its half is still more than 1.
*/

static double gap_of_double(void) {
    double gap = 1;
    for (double next = 1.5; next > 1; next = 1 + gap / 2)
        gap /= 2;
    return gap;
}

static double gap_of_float(void) {
    float gap = 1;
    for (float next = 1.5f; next > 1; next = 1 + gap / 2)
        gap /= 2;
    return (double)gap;
}

/*
A number near 1 is stored with an error of at most half a gap; larger numbers
have larger gaps. So each value of f is off by about ε. (Of an f that is known
less well, take its own error for ε.) The central difference has two of them
above the fraction bar and 2h below it: an error of about ε/h, give or take a
small factor. And the formula's own error is h².

$$\text{error} \approx h^2 + \frac{\varepsilon}{h}$$

One part shrinks with h, the other grows as h shrinks. To the right of the place
where they are equal the first one rules, to the left of it the second; so the
sum is smallest about there.

$$h^2 = \frac{\varepsilon}{h} \quad\text{means}\quad h^3 = \varepsilon,
\qquad h = \varepsilon^{1/3}$$

The error of the forward difference shrinks only like h. Its balance is h = ε/h,
that is h² = ε, and h is the square root of ε: the same law, with another power.
*/

static double balance(double gap, int power) {  // where hᵖ = ε/h
    return m_pow(gap, 1.0 / (power + 1));
}

/*
That was a guess on paper. To test it, measure: both formulas, in `double` and
in `float`. Luck plays a part in rounding, so each error in the table is the
worst of ten points, from x = 1 to 1.9.

→ The best step

The four guesses are right, to within a factor of two. The best central
difference in double is off by about `8e-11`, at h = `6e-06` (about 2h², as the
balance has it); the best one in float by about `4e-05`. Remember the two
numbers: they say how well a program can check a derivative by moving x a
little, and every chapter will do that.

![Figure 1.4: The two parts of the error of a central difference in double, and
what was measured. Where the two lines cross, the error is
smallest.](ch01_balance)

![Figure 1.5: Error against step, four ways, on two logarithmic axes. Each line
is a V whose left arm ends on a plateau.](ch01_error)

Read figure 1.5 from right to left. Its axes are logarithmic, for there the
error h is a straight line, and h² one that is twice as steep. The right arm of
a V is the formula: each time that h becomes ten times smaller, the forward
error does so too, and the central one becomes a hundred times smaller. The tip
is the balance. On the left arm rounding rules, ε/h: there the error *grows* ten
times for each ten times smaller h. But not for ever.

And if nobody knows the true slope? Take h, h/10 and so on, and compare each
slope with the next. On the right arm they differ less and less; stop when they
differ more again, for that is the left arm, and the tip lies where they
differed least. (Do not go on to the end: on the plateau all slopes are 0, agree
perfectly, and are wrong.)

## A step that is none

Why is each line flat at its left end? When h is less than half of the gap at x,
x + h is rounded back to x. Then we have not moved at all, the difference is
exactly 0, and so is the slope that comes out. The error is then the whole
slope, and grows no more: 3·1.9² is about 11 at the last of our points. (An h of
`1e-18` is no trouble by itself: a number keeps its 16 digits from the first
that is not 0. Only beside the 1 nothing is left of it.)

→ A step that is none

Just above the border it is not much better: with h = `1e-07` float does move,
but by a whole gap, which is more than the h that we divide by, and the slope
comes out as `3.5763`.

## The check

From now on we want derivatives of any formula, exactly, without choosing an h;
and later for thousands of inputs at once, each with a slope of its own (chapter
3), where central differences would take two values of f for each. For that
there is a small machine in `lib/scalar.h`, called the **tape**: give it the
input with `v_var`, write the formula with its operations (`v_mul(x, y)` for
x·y, `v_affine(a, x, b)` for a·x + b with plain numbers a and b, `v_sin` for
sin, …), call `v_backward`, and read the derivative with `v_grad`. In this
chapter it is a sealed box. Chapter 4 opens it.
*/

typedef Value TapeCurve(Value x);  // the same as a Curve, for the tape

static Value tape_cube(Value x) { return v_mul(v_mul(x, x), x); }

static double tape_slope(TapeCurve *f, double x) {
    Tape *t = tape_new();
    Value input = v_var(t, x);
    v_backward(f(input));
    double slope = v_grad(input);
    tape_free(t);
    return slope;
}

/*
The sealed box must agree with the formula by hand and with the central
difference, at the best h. So must every derivative in this workbook: *by hand =
by tape = numeric*. By hand 1/x goes like x²: 1/(x+h) - 1/x is -h/(x(x+h));
divide by h, let h go, and -1/x² is left. That sin x has the slope cos x is in
every school book; chapter 4 puts simple formulas together. A slip on paper, a
bug in the box and a bad h are mistakes of three kinds, which hardly ever give
the same wrong number. When one differs, the program fails, and `make` stops.
(How close is close enough, chapter 4 says.)

→ The check: by hand = by tape = numeric

## What we cut corners on

Not every curve has a tangent everywhere: |x| has a corner at 0, with slope -1
on its left and 1 on its right, and a central difference there says 0, which is
neither. Chapter 15 meets such a corner inside a network and lives with it. At a
jump the rise stays while h shrinks, and the secants get steeper without end.
The balance left out two factors: how much the curve bends (for x³ the formula's
error is exactly h²) and how large f is (here from 1 to 7); they move the best h
a little, or a lot on wilder curves. Where x is large the gaps are larger, and
so should the step be: programs often take h times |x| there. And "closely
enough" is a picture; the exact notion, a limit, is what a first course of
calculus is about.

## Exercises

`make ex01` writes two small files into `work/` and says what to do; when you
have edited one, the same command checks it. `make hint01` gives a hint.

- **1a** Write the central difference as a function.
- **1b** The slope has a slope of its own. Find it from three points, work out
  its best h by a balance as above, and let the check measure whether you are
  right.

Next: a slope says which way is down. Follow it: `make ch02`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

static void from_secant_to_tangent(Chapter *c) {
    chapter_section(c, "From the secant to the tangent");
    printf("The curve is y = x², and we stand at x = %g.\n", point);
    chapter_predict(c, "As h shrinks, which number does the slope approach?");

    Table t = table_begin("h | y at x + h | rise | slope of the secant",
                          "%8g | %10.8f | %10.8f | %.6f");
    double h = widest;
    for (int k = 0; k < 5; k++, h /= 10)
        table_row(&t, h, square(point + h), change_out(square, point, h),
                  secant_slope(square, point, h));
    table_end(&t);
}

static void draw_curve(Figure *f) {
    figure_block(f, "curve", "x y");
    for (int i = 0; i <= 130; i++) {
        double x = point + (0.02 * i - 1.25) * widest;
        figure_row(f, x, square(x));
    }
}

// A straight line through our point, and how far the second point is.
static void draw_line(Figure *f, double h, double slope) {
    const double ends[] = {-0.9 * widest, 1.3 * widest};
    for (int k = 0; k < 2; k++)
        figure_row(f, point + ends[k], square(point) + slope * ends[k], h,
                   slope);
}

static void draw_secants(Chapter *c) {
    double y = square(point), slope = 2 * point;
    Figure *f = figure_open(c, "ch01_triangle", NULL);
    draw_curve(f);
    figure_block(f, "triangle", "x y run rise");
    figure_row(f, point, y, widest, change_out(square, point, widest));
    figure_close(c, f);

    f = figure_open(c, "ch01_secants", NULL);
    draw_curve(f);
    const double h[] = {1.25 * widest, 0.8 * widest, 0.4 * widest, 0};
    for (int k = 0; k < 3; k++) {
        figure_block(f, "secant", "x y h slope");
        draw_line(f, h[k], secant_slope(square, point, h[k]));
    }
    figure_block(f, "tangent", "x y h slope");
    draw_line(f, 0, slope);
    figure_block(f, "points", "x y");
    for (int k = 0; k < 4; k++)
        figure_row(f, point + h[k], square(point + h[k]));
    figure_close(c, f);

    f = figure_open(c, "ch01_zoom", NULL);
    double reach = widest;
    for (int k = 0; k < 3; k++, reach /= 10) {
        figure_block(f, "closer", "x y tangent");
        for (int i = -40; i <= 40; i++) {
            double x = point + i * reach / 40;
            figure_row(f, x, square(x), y + slope * (x - point));
        }
    }
    figure_close(c, f);
}

static void change_out_per_change_in(Chapter *c) {
    chapter_section(c, "Change out per change in");
    printf("Again y = x² at x = %g, where the slope is %g.\n", point,
           2 * point);
    chapter_predict(c, "Move x by -0.01. By how much does y move, about?");
    Table t = table_begin("change of x | change of y | out per in",
                          "%g | %.8f | %.6f");
    const double changes[] = {0.01, -0.01, 0.0001};
    for (int k = 0; k < 3; k++) {
        double out = change_out(square, point, changes[k]);
        table_row(&t, changes[k], out, out / changes[k]);
    }
    table_end(&t);
}

static void which_way_is_down(Chapter *c) {
    chapter_section(c, "What the sign of a slope is good for");
    printf("The slope of y = x² is 2x: at x = -1 it is -2.\n");
    chapter_predict(c, "Which way is down from x = -1?");

    Table t = table_begin("x | slope | y 0.1 to the left | y here | y 0.1 to "
                          "the right | so down is",
                          "%2g | %5g | %.2f | %.2f | %.2f | %s");
    for (double x = -1; x <= 1; x++)
        table_row(&t, x, 2 * x, square(x - 0.1), square(x), square(x + 0.1),
                  x < 0   ? "right"
                  : x > 0 ? "left"
                          : "nowhere");
    table_end(&t);
}

static void a_better_secant(Chapter *c) {
    chapter_section(c, "A better secant");
    double slope = cube_slope(point), h = 1;
    printf("Now y = x³ at x = %g, where the slope is %g.\n", point, slope);
    chapter_predict(c, "With h ten times smaller, how much smaller is each "
                       "error?");

    Table t = table_begin("h | forward | its error | central | its error",
                          "%6g | %.6f | %.6f | %.6f | %.6f");
    for (int k = 0; k < 4; k++, h /= 10) {
        double forward = secant_slope(cube, point, h);
        double central = central_slope(cube, point, h);
        table_row(&t, h, forward, forward - slope, central, central - slope);
    }
    table_end(&t);
}

static void the_smallest_step(Chapter *c) {
    chapter_section(c, "Why the smallest step is not the best");
    printf("y = x³ at x = %g, in double, with 16 decimals.\n", point);
    chapter_predict(c, "With h = 1e-12, how many digits will the difference "
                       "have left?");
    Table t = table_begin("h | y at x + h | y at x - h | difference | slope",
                          "%5.0e | %18.16f | %18.16f | %18.16f | %8.6f");
    const double steps[] = {1e-3, 1e-6, 1e-9, 1e-12, 1e-15};
    for (int k = 0; k < 5; k++) {
        double right = cube(point + steps[k]), left = cube(point - steps[k]);
        table_row(&t, steps[k], right, left, right - left,
                  central_slope(cube, point, steps[k]));
    }
    table_end(&t);
}

static float cube_float(float x) { return x * x * x; }

static double secant_float(float x, float h) {
    return (double)((cube_float(x + h) - cube_float(x)) / h);
}

static double central_float(float x, float h) {
    return (double)((cube_float(x + h) - cube_float(x - h)) / (2 * h));
}

// The four ways: forward and central in double, then in float.
static double slope_by(int way, double x, double h) {
    return way == 0   ? secant_slope(cube, x, h)
           : way == 1 ? central_slope(cube, x, h)
           : way == 2 ? secant_float((float)x, (float)h)
                      : central_float((float)x, (float)h);
}

static double worst_error(int way, double h) {
    double worst = 0;
    for (int i = 0; i < 10; i++) {
        double x = point + i * 0.1;
        double error = fabs(slope_by(way, x, h) - cube_slope(x));
        worst = error > worst ? error : worst;
    }
    return worst;
}

typedef struct Best {
    double h, error;
} Best;

// The table, the figures, and of each way the best h of all that were tried.
static void measure_errors(Chapter *c, Best *best) {
    double steps[] = {1, 0.56, 0.32, 0.18};  // of a decade
    Table t = table_begin("h|forward|central|forward, float|central, float",
                          "%6.0e | %8.1e | %8.1e | %8.1e | %8.1e");
    Figure *v = figure_open(c, "ch01_error",
                            "h forward central forward_float central_float");
    Figure *b =
        figure_open(c, "ch01_balance", "h formula rounding sum measured gap");
    double gap = gap_of_double();
    for (int k = 0; k <= 72; k++) {  // from 1 to 1e-18
        double h = steps[k % 4], e[4];
        steps[k % 4] /= 10;
        for (int way = 0; way < 4; way++) {
            e[way] = worst_error(way, h);
            if (k == 0 || e[way] < best[way].error)
                best[way] = (Best){.h = h, .error = e[way]};
        }
        if (k % 8 == 0)
            table_row(&t, h, e[0], e[1], e[2], e[3]);
        figure_row(v, h, e[0], e[1], e[2], e[3]);
        figure_row(b, h, h * h, gap / h, h * h + gap / h, e[1], gap);
    }
    figure_close(c, v);
    figure_close(c, b);
    table_end(&t);
}

static void the_best_step(Chapter *c) {
    chapter_section(c, "The best step");
    double gap[] = {gap_of_double(), gap_of_float()};
    printf("ε is %.1e in double and %.1e in float.\n", gap[0], gap[1]);
    chapter_predict(c, "At which h is h² as large as ε/h? About, for double.");
    printf("How far from 3x² each formula is, for x from %g to %g:\n\n", point,
           point + 0.9);
    Best best[4];
    measure_errors(c, best);

    const char *name[] = {"forward, double", "central, double",
                          "forward, float", "central, float"};
    Table t = table_begin("formula | balance at h | measured: best h | its "
                          "error",
                          "%-15s | %7.0e | %7.0e | %7.0e");
    for (int way = 0; way < 4; way++)
        table_row(&t, name[way], balance(gap[way / 2], 1 + way % 2),
                  best[way].h, best[way].error);
    table_end(&t);
}

static void a_step_that_is_none(Chapter *c) {
    chapter_section(c, "A step that is none");
    printf("The forward difference of x³ at x = %g, with steps about the "
           "gap.\n",
           point);
    chapter_predict(c, "From which h on does float not move at all?");
    Table t = table_begin("h | x + h in float | slope | x + h in double | "
                          "slope",
                          "%5.0e | %12.10f | %6.4f | %18.16f | %6.4f");
    const double steps[] = {1e-6, 1e-7, 1e-8, 1e-15, 1e-16};
    for (int k = 0; k < 5; k++) {
        float x = (float)point, h = (float)steps[k], there = x + h;
        table_row(&t, steps[k], (double)there, secant_float(x, h),
                  point + steps[k], secant_slope(cube, point, steps[k]));
    }
    table_end(&t);
}

static double bowl(double x) { return 0.5 * (x - 3) * (x - 3) + 2; }
static double inverse(double x) { return 1 / x; }
static double sine(double x) { return m_sin(x); }  // (the library's sin)
static double mixed(double x) { return x * x * m_sin(x); }

static Value tape_square(Value x) { return v_mul(x, x); }
static Value tape_bowl(Value x) {
    Value d = v_affine(1, x, -3);          // x - 3
    return v_affine(0.5, v_mul(d, d), 2);  // ½d² + 2
}
static Value tape_inverse(Value x) { return v_pow(x, -1); }
static Value tape_mixed(Value x) {
    Value square = v_mul(x, x), sine = v_sin(x);
    return v_mul(square, sine);
}

static void same(Chapter *c, const char *name, Curve *f, TapeCurve *tape,
                 double by_hand) {
    report_row(c, name, by_hand, tape_slope(tape, 1),
               central_slope(f, 1, 6e-6));
}

static void check(Chapter *c) {
    report_begin(c);
    same(c, "x² at 1", square, tape_square, 2 * 1);
    same(c, "x³ at 1", cube, tape_cube, cube_slope(1));
    same(c, "½(x - 3)² + 2 at 1", bowl, tape_bowl, 1 - 3);
    same(c, "1/x at 1", inverse, tape_inverse, -1);  // -1/x²
    same(c, "sin x at 1", sine, v_sin, m_cos(1));
    same(c, "x² sin x at 1", mixed, tape_mixed, 2 * m_sin(1) + m_cos(1));
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch01_slope", "The slope of a curve",
                       knobs))
        return c.status;
    from_secant_to_tangent(&c);
    draw_secants(&c);
    change_out_per_change_in(&c);
    which_way_is_down(&c);
    a_better_secant(&c);
    the_smallest_step(&c);
    the_best_step(&c);
    a_step_that_is_none(&c);
    check(&c);
    return chapter_end(&c);
}
