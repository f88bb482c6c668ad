/*
# Chapter 4: The sealed box, opened

**The question.** For three chapters the tape has given us exact slopes of
anything we wrote. How? By the end you will have built a tape of your own in
thirty lines, run the chain rule over it by hand, seen why one character (`+=`)
matters, and counted why this is the only affordable way when there are
thousands of knobs.

Read it beside article 3, rows A3-13 and A3-18. Run it with `make ch04`.

**本章要点** 沿一条路径，变化率相乘；到达同一处的多条路径，变化率相加：这就是链式法则。
磁带按先后记下每一步运算和它的偏导数，反向走一遍就得到所有输入的导数。
一次反向传播的代价与输入个数无关，而数值微分每个输入都要重算两次。

**New here**

chain rule (链式法则)
: along a path rates multiply: 3 turns for each, then 4 for each, make 12.

automatic differentiation (自动微分)
: the chain rule applied to the operations of a program, exactly, with no h.

tape (磁带)
: the list of operations in the order in which they were done.

reverse mode (反向模式)
: walking the tape from the result back to the inputs.

multiply–add (乘加)
: one multiplication and one addition, the unit in which this book counts work.
*/

#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

/*
## Along a path, multiply

Three gears. When the first turns once, the second turns 3 times; when the
second turns once, the third turns 4 times. Turn the first once and the third
turns 3·4 = 12 times. Rates *multiply* along a path. That is the **chain rule**,
and beside the slopes that school knows it is all the calculus that the rest of
this book needs.

## Over paths, add

Now let a number reach the result by two ways. In

$$y = (a\,b)\,(a+b)$$

the input a is used twice. Write p = a·b, s = a + b, y = p·s and put numbers in:
a = 2, b = 3, so p = 6, s = 5, y = 30. Nudge a by 0.001, and hold the rest.
*/

static void two_paths(Chapter *c) {
    chapter_section(c, "Along a path multiply, over paths add");
    const double a = 2, b = 3, nudge = 0.001;
    printf("y = p·s with p = a·b and s = a + b, at a = 2, b = 3.\n");
    chapter_predict(c, "Nudge a by 0.001. By how much does y move?");
    double p = a * b, s = a + b;
    double by_p = ((a + nudge) * b) * s - p * s;
    double by_s = p * (a + nudge + b) - p * s;
    double both = ((a + nudge) * b) * (a + nudge + b) - p * s;
    Table t = table_begin("what a moves | rates | change of y | per nudge",
                          "%-14s | %-14s | %9.6f | %9.4f");
    table_row(&t, "p only", "3 · 5 = 15", by_p, by_p / nudge);
    table_row(&t, "s only", "1 · 6 = 6", by_s, by_s / nudge);
    table_row(&t, "both, as it is", "15 + 6 = 21", both, both / nudge);
    table_end(&t);
}

/*
Through p: a moves p at the rate b = 3, and p moves y at the rate s = 5, which
makes 15. Through s: 1 times 6. Together 21, and the nudge agrees but for its
own size. So ∂y/∂a = 21: multiply along each path, add over the paths.

A long formula has more paths than anyone can list: if a number is used 16
times, and each of the results 16 times again, there are 256 of them already.
The tape never lists them. It works its way back one operation at a time and
lets the sums build up.

## A tape of our own

Each operation is a row. A row remembers which rows it was computed from, and at
what rate it moves with each of them. These rates are known the moment the
operation is done: for a product they are the other factor, for a sum they
are 1.
*/

enum { MOST_ROWS = 40000 };

typedef struct Row {
    int operand[2];     // the rows it came from, or -1
    double partial[2];  // how fast this row moves with each
    double value, grad;
} Row;

static Row rows[MOST_ROWS];
static int used;

static int put(double value, int a, double da, int b, double db) {
    rows[used] = (Row){{a, b}, {da, db}, value, 0};
    return used++;
}

static int input(double x) { return put(x, -1, 0, -1, 0); }

static int add(int a, int b) {
    return put(rows[a].value + rows[b].value, a, 1, b, 1);
}

static int multiply(int a, int b) {
    double x = rows[a].value, y = rows[b].value;
    return put(x * y, a, y, b, x);
}

/*
And this is the whole of **reverse mode**. Start with ∂y/∂y = 1. Then go through
the rows from the last to the first, and let each row hand its own gradient on
to the rows it came from, times the rate.
*/

static void backward(int y) {
    for (int i = 0; i <= y; i++)
        rows[i].grad = 0;
    rows[y].grad = 1;
    for (int i = y; i >= 0; i--)
        for (int k = 0; k < 2; k++)
            if (rows[i].operand[k] >= 0)
                rows[rows[i].operand[k]].grad +=
                    rows[i].partial[k] * rows[i].grad;
}

static void our_own_tape(Chapter *c) {
    chapter_section(c, "A tape of our own");
    used = 0;
    int a = input(2), b = input(3), p = multiply(a, b), s = add(a, b);
    int y = multiply(p, s);
    backward(y);
    const char *what[] = {"a", "b", "p = a·b", "s = a + b", "y = p·s"};
    Table t = table_begin("row | what | value | from | rates | gradient",
                          "%3d | %-9s | %5g | %-6s | %-6s | %8g");
    for (int i = 0; i < used; i++) {
        char from[24] = "–", rates[48] = "–";
        if (rows[i].operand[0] >= 0) {
            snprintf(from, sizeof from, "%d, %d", rows[i].operand[0],
                     rows[i].operand[1]);
            snprintf(rates, sizeof rates, "%g, %g", rows[i].partial[0],
                     rows[i].partial[1]);
        }
        table_row(&t, i, what[i], rows[i].value, from, rates, rows[i].grad);
    }
    table_end(&t);

    printf("Backwards, one row at a time:\n\n");
    printf("  row 4 has gradient 1:  p += 5·1, now 5   s += 6·1, now 6\n");
    printf("  row 3 has gradient 6:  a += 1·6, now 6   b += 1·6, now 6\n");
    printf("  row 2 has gradient 5:  a += 3·5, now 21  b += 2·5, now 16\n\n");

    Figure *d = figure_open(c, "ch04_graph", "row value grad");
    for (int i = 0; i < used; i++)
        figure_row(d, (double)i, rows[i].value, rows[i].grad);
    figure_close(c, d);
}

/*
![Figure 4.1: The expression as a graph. In each box the value, which flows
forward, and the gradient, which flows back. Two arrows meet at a, and their
shares add: 15 + 6 = 21.](ch04_graph)

**Why this order?** When the loop reaches a row, everything that used this row
has already handed on its share, because it was computed later and so stands
further down the tape. The gradient of the row is then complete. In any other
order a half-finished sum would be passed on. We get the right order for
nothing: it is the order in which the program ran, backwards.

**Why `+=`?** Because a row may be used more than once, and rates over paths
add. With `=` the last share would wipe out the ones before. Here is what that
does.
*/

static void backward_with_bug(int y) {
    for (int i = 0; i <= y; i++)
        rows[i].grad = 0;
    rows[y].grad = 1;
    for (int i = y; i >= 0; i--)
        for (int k = 0; k < 2; k++)
            if (rows[i].operand[k] >= 0)
                rows[rows[i].operand[k]].grad =  // the planted bug
                    rows[i].partial[k] * rows[i].grad;
}

static double central(double (*f)(double), double x) {
    return (f(x + 6e-6) - f(x - 6e-6)) / 1.2e-5;
}

static double twice(double a) { return a + a; }
static double product_of_both(double a) { return (a * 3) * (a + 3); }
static double only_once(double a) { return a * 3 + 3; }

// gradients_agree is what stands behind the "ok" of a check: are two numbers
// the same, for all that a numeric slope can tell? They come as the library's
// type for numbers, real, which is double until chapter 13.
static void why_plus(Chapter *c) {
    chapter_section(c, "Why +=");
    chapter_predict(c, "With = instead of +=, what is the slope of a + a?");
    Table t = table_begin("y | with += | with = | numeric | caught?",
                          "%-10s | %7g | %7g | %8.4f | %-7s");
    for (int k = 0; k < 3; k++) {
        used = 0;
        int a = input(2), b = input(3), p = k > 0 ? multiply(a, b) : a;
        int y = k == 0   ? add(a, a)
                : k == 1 ? multiply(p, add(a, b))
                         : add(p, b);
        backward(y);
        double good = rows[a].grad;
        backward_with_bug(y);
        double bad = rows[a].grad;
        double numeric = central(k == 0   ? twice
                                 : k == 1 ? product_of_both
                                          : only_once,
                                 2);
        const char *name[] = {"a + a", "(ab)(a+b)", "ab + b"};
        table_row(&t, name[k], good, bad, numeric,
                  gradients_agree((real)bad, (real)numeric) ? "no" : "yes");
    }
    table_end(&t);
}

/*
In the last line a is used only once, and the bug stays hidden. A check is only
as good as the cases it is tried on: that is why every chapter checks its own
formulas, and why `make mutants` plants such bugs in the library itself, one
after another, and demands that the tests find each of them.

## The library's tape

`lib/scalar.h` is the same idea, arranged for speed; its backward loop fits on
one page. It has more operations than two, but it needs no list of them: all it
keeps of an operation is its rates. Here is a longer formula, from the
README of micrograd, a teaching library in Python, which gives the same digits.
*/

// (v_relu(x) is x where x is positive, and 0 elsewhere; v_const is a number on
// the tape whose slope nobody asks for.)
static Value micrograd_example(Tape *t, Value a, Value b) {
    Value c = v_add(a, b), ab = v_mul(a, b), d = v_add(ab, v_pow(b, 3));
    c = v_add(c, v_affine(1, c, 1));
    Value more = v_affine(1, c, 1), twice = v_affine(2, d, 0);
    c = v_add(c, v_add(more, v_neg(a)));
    d = v_add(d, v_add(twice, v_relu(v_add(b, a))));
    Value thrice = v_affine(3, d, 0);
    d = v_add(d, v_add(thrice, v_relu(v_sub(b, a))));
    Value e = v_sub(c, d), f = v_square(e);
    Value half = v_affine(0.5, f, 0);
    return v_add(half, v_div(v_const(t, 10), f));
}

static double micrograd_at(double a, double b, double *da, double *db) {
    Tape *t = tape_new();
    Value x = v_var(t, a), y = v_var(t, b), g = micrograd_example(t, x, y);
    v_backward(g);
    if (da)
        *da = v_grad(x), *db = v_grad(y);
    double value = v_value(g);
    tape_free(t);
    return value;
}

static void the_library(Chapter *c) {
    chapter_section(c, "The library's tape, on micrograd's example");
    double da, db, g = micrograd_at(-4, 2, &da, &db);
    printf("A formula g of 25 operations, at a = -4, b = 2:\n\n");
    printf("  g = %.4f   ∂g/∂a = %.4f   ∂g/∂b = %.4f\n\n", g, da, db);
}

/*
## What a gradient costs

Here is the reason for all this. Take y = x₁x₂ + x₂x₃ + … with n inputs, and
count operations. To get all n slopes numerically, y must be computed twice for
each input. The tape computes it once, and goes back once.
*/

// Σ xᵢ·xᵢ₊₁ around a ring of n inputs; the number of its operations.
static int ring(int n, int *y) {
    used = 0;
    for (int i = 0; i < n; i++)
        input(0.5 + i % 3);
    int sum = multiply(0, 1 % n);
    for (int i = 1; i < n; i++)
        sum = add(sum, multiply(i, (i + 1) % n));
    *y = sum;
    return used - n;
}

static void what_it_costs(Chapter *c) {
    chapter_section(c, "What a gradient costs");
    printf("y = x₁x₂ + x₂x₃ + … with n inputs: operations for y, and for its "
           "n slopes.\n");
    chapter_predict(c, "For 10,000 inputs, how many times more work is it to "
                       "turn each knob?");
    Table t = table_begin("inputs | one y | by the tape | by turning | ratio",
                          "%6d | %6d | %8d | %12.0f | %8.1f");
    Figure *s = figure_open(c, "ch04_work", "inputs once tape turning");
    for (int n = 1; n <= 10000; n *= 10) {
        int y, forward = ring(n, &y), back = 0;
        backward(y);
        for (int i = 0; i < used; i++)
            back += (rows[i].operand[0] >= 0) + (rows[i].operand[1] >= 0);
        double turning = 2.0 * n * forward;
        table_row(&t, n, forward, forward + back, turning,
                  turning / (forward + back));
        figure_row(s, (double)n, (double)forward, (double)(forward + back),
                   turning);
    }
    figure_close(c, s);
    table_end(&t);
}

/*
![Figure 4.2: Work for one gradient. By the tape it grows like the work for y
itself; by turning every knob it grows with the square.](ch04_work)

By the tape a gradient costs three times the operations of y, for one input or
for ten thousand: each operation is done once on the way forward, and on the way
back there is a **multiply–add**, a rate times a gradient, for each of its two
operands. (For a network it is only about twice, as chapter 9 will count: nobody
asks for the slopes of its pixels.) Turning the knobs one by one costs `6666.7`
times as much at `10000` inputs. A network with 13,002 knobs is trained with
thousands of gradients; without reverse mode nobody would have tried.

## The check

(ab)(a+b) = a²b + ab² has the slopes 2ab + b² and a² + 2ab. They must be those
of our own tape, of the library's, and of a nudge; micrograd's example we do not
do by hand.
*/

static double both_at(double a, double b) { return (a * b) * (a + b); }

static void check(Chapter *c) {
    report_begin(c);
    used = 0;
    int a = input(2), b = input(3), p = multiply(a, b);
    backward(multiply(p, add(a, b)));
    Tape *t = tape_new();
    Value x = v_var(t, 2), z = v_var(t, 3), q = v_mul(x, z);
    v_backward(v_mul(q, v_add(x, z)));
    const double h = 6e-6;
    double by_a = (both_at(2 + h, 3) - both_at(2 - h, 3)) / (2 * h);
    double by_b = (both_at(2, 3 + h) - both_at(2, 3 - h)) / (2 * h);
    report_row(c, "∂y/∂a, our own tape", 2 * 2 * 3 + 3 * 3, rows[a].grad, by_a);
    report_row(c, "∂y/∂b, our own tape", 2 * 2 + 2 * 2 * 3, rows[b].grad, by_b);
    report_row(c, "∂y/∂a, the library's", 2 * 2 * 3 + 3 * 3, v_grad(x), by_a);
    report_row(c, "∂y/∂b, the library's", 2 * 2 + 2 * 2 * 3, v_grad(z), by_b);
    tape_free(t);
    double da, db;
    micrograd_at(-4, 2, &da, &db);
    double up = micrograd_at(-4 + h, 2, NULL, NULL);
    double down = micrograd_at(-4 - h, 2, NULL, NULL);
    report_row(c, "∂g/∂a, micrograd's", NAN, da, (up - down) / (2 * h));
    up = micrograd_at(-4, 2 + h, NULL, NULL);
    down = micrograd_at(-4, 2 - h, NULL, NULL);
    report_row(c, "∂g/∂b, micrograd's", NAN, db, (up - down) / (2 * h));
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch04_autograd",
                       "The sealed box, opened", NULL))
        return c.status;
    two_paths(&c);
    our_own_tape(&c);
    why_plus(&c);
    the_library(&c);
    what_it_costs(&c);
    check(&c);
    return chapter_end(&c);
}

/*
## What we cut corners on

C does not say which of two arguments is computed first. In `v_add(v_sin(a),
v_exp(b))` one compiler may record the sine first and another the exponential;
the slopes are the same but for the last bit. Where that matters we give one of
them a name first, and so do all the chapters.

The tape remembers every operation, so memory grows with the length of the
program; the library takes it back with a mark and a rewind at each step. And
"three times" counts operations. In seconds, a tape costs more against a tight
loop that does nothing but multiply and add, and less where sin and exp take
most of the time; `make bench` measures both.

## Exercises

`make ex04` writes the files to edit and checks them; `make hint04` helps.

- **4a** Teach our own tape to divide: what are the two rates?
- **4b** Write the backward loop yourself. Let it run from the first row to the
  last once, and see what it gives for (ab)(a+b).

Next: from curves to pictures, and to the first thing that looks at one:
`make ch05`.
*/
