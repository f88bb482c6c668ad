/*
# Chapter 4: The sealed box, opened

**The question.** For three chapters the tape has given us exact slopes of
anything we wrote. How? By the end you will have built a tape of your own in
forty lines, run it by hand, seen why one character (the `+` of `+=`) matters
and what becomes of an `if`, met the other way, forward, and counted why it is
too dear when there are thousands of knobs.

Read it beside article 3, rows A3-13 and A3-18. Run it with `make ch04`, and
turn its knobs: `make ch04 ARGS="--a -1 --b 4"`.

**本章要点** 沿一条路径，变化率相乘；到达同一处的多条路径，变化率相加：这就是链式法则。
计算带按先后记下每次运算和各个偏导数，反向走一遍，就求出结果对所有输入的导数。
先算结果，再反向走一遍，运算量加起来只有单算结果的三倍左右，输入再多也是这样；用正向模式或者数值微分，却要为每个输入各算一遍。

**New here**

chain rule (链式法则)
: along a path rates multiply: 3 turns for each, then 4 for each, make 12.

automatic differentiation (自动微分)
: the chain rule applied to the operations of a program, exactly, with no h.

tape (计算带)
: the list of operations in the order in which they were done.

reverse mode, forward mode (反向模式，正向模式)
: back from one result to all inputs, or on from one input to all results. With
  13,002 inputs and one result: 1 pass, or 13,002.

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

static double at_a = 2, at_b = 3, nudge = 0.001;

static const Option knobs[] = {
    {"--a", KNOB_NUMBER, &at_a, -9, 9, "the input a", "输入 a"},
    {"--b", KNOB_NUMBER, &at_b, -9, 9, "the input b", "输入 b"},
    {"--nudge", KNOB_NUMBER, &nudge, 1e-6, 1, "how far a moves", "a 动多远"},
    {0}};

/*
## Along a path, multiply

Three gears. When the first turns once, the second turns 3 times; when the
second turns once, the third turns 4 times. Turn the first once and the third
turns 3·4 = 12 times. Rates *multiply* along a path. So do slopes, the rates of
small moves: x moves by h, u by about 3h, v by about 4·3h, and the smaller h is,
the more exactly. That is the **chain rule**, and beside the slopes of school it
is all the calculus that this book needs.

## Over paths, add

Now let a number reach the result by two ways. In

$$y = (a\,b)\,(a+b)$$

the input a is used twice. Write p = a·b, s = a + b, y = p·s and put numbers in:
a = 2, b = 3, so p = 6, s = 5, y = 30. To see the two ways apart, give the a
that goes into p and the a that goes into s a name each, and nudge one of them,
or the other, or both.
*/

static double y_of(double a_in_p, double a_in_s, double b) {
    double p = a_in_p * b, s = a_in_s + b;
    return p * s;
}

/*
→ Along a path multiply, over paths add

Through p: a moves p at the rate b = 3, and p moves y at the rate s = 5, which
makes 15. Through s: 1 times 6. Small moves add, as on chapter 3's plane: 21.
The nudge gives `21.0030`: y also moves by the change of p (3 nudges) times that
of s (1), small times small. So ∂y/∂a = 21: multiply along each path, add over
the paths. Square a number twenty times, and there are 2²⁰ paths, a million. The
tape never lists them: it goes back by twenty operations, and the sums build up.

## A tape of our own

Each operation is a row. A row remembers which rows it was computed from, its
*operands*, and at what rate it moves with each of them. These rates are known
the moment the operation is done: for a product they are the other factor (turn
a by h, and ab grows by h·b), for a sum they are 1.
*/

enum { MOST_ROWS = 40000 };  // enough for this chapter

typedef struct Row {
    int operand[2];     // the rows it came from, or -1
    double partial[2];  // how fast this row moves with each
    double value, grad;
} Row;

static Row rows[MOST_ROWS];
static int used;

static int put(double value, int a, double da, int b, double db) {
    if (used == MOST_ROWS)
        fatal("All %d rows of the tape are written: a loop without end?", used);
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

// Our formula is five rows: 0 is a, 1 is b, 2 is p, 3 is s, and 4 is y.
static int record(double a, double b) {
    used = 0;
    int i = input(a), j = input(b), p = multiply(i, j), s = add(i, j);
    return multiply(p, s);
}

/*
What do we want to know of a row? How fast the *result* moves with it: nudge
that row's value alone, let everything after it follow, and see what y does.
That rate, ∂y/∂row, is the row's **gradient**, `grad`. Of y itself it is 1. Of
the input rows it is ∂y/∂a and ∂y/∂b, which make up chapter 3's gradient. It can
be known only on a way back: what a row will be used for is written after it.

When the gradient of a row is known, each of its operands is one link further
from y: its share is the rate times that gradient. Along a path, multiply. And
an operand may get shares from several rows. Over paths, add.
*/

static void hand_back(int row) {
    for (int k = 0; k < 2; k++) {
        int from = rows[row].operand[k];
        if (from >= 0)
            rows[from].grad += rows[row].partial[k] * rows[row].grad;
    }
}

static void begin_at(int y) {
    for (int i = 0; i <= y; i++)
        rows[i].grad = 0;
    rows[y].grad = 1;
}

/*
This is the whole of **reverse mode** (backpropagation in chapter 9): every
gradient begins at 0, but y's at 1; then, from the last row to the first, each
hands its shares back. What y does not depend on gets none and keeps its 0.
(Without the zeros, a second pass would add to what the first has left.)
*/

static void backward(int y) {
    begin_at(y);
    for (int i = y; i >= 0; i--)
        hand_back(i);
}

/*
→ A tape of our own

![Figure 4.1: The expression as a graph. Values flow forward, along the blue
arrows. Gradients flow back, along the green ones; beside each stands the share
that it carries. Two shares arrive at a, and they add.](ch04_graph)

![Figure 4.2: The same, row by row. Green fills in from the right. Row 3 gives
both inputs their first share, row 2 the second one.](ch04_backward)

**Why this order?** When the loop reaches a row, everything that used this row
has already handed back its share, because it was computed later and so stands
further down. Its gradient is complete. In another order a half-finished sum
would be handed on. The right order costs nothing: the program's, backwards.

**Why `+=`?** Because a row may be used more than once, and paths add. With `=`
the last share would wipe out the ones before.

→ Why += and why from the end

In the last line a is used only once, and the bug stays hidden. A check is only
as good as its cases: so every chapter checks its own formulas. And from the
front, a row between a and y hands back before anything has reached it, so
nothing gets to a. (In a + a no row is between.)

## What becomes of an `if`, and of a loop

The tape is made not from a formula but by a program that runs. What if that
program decides? This one multiplies by |x| until it has reached 100. (If |x| is
at most 1 it never does; the tape fills up, and `put` ends it.)
*/

static int over_a_hundred(int x) {
    if (rows[x].value < 0)
        x = multiply(x, input(-1));  // x now names another row, |x|
    int y = x;
    while (rows[y].value < 100)
        y = multiply(y, x);
    return y;
}

/*
→ An if and a loop

For x = 3 the loop ran four times, and the tape holds four products: y = x⁵,
with the slope 5x⁴ = `405`. For x = 2 there are six, and y = x⁷. Of the `if` and
the `while` nothing is written down. The tape records *the branch that was
taken*, as many rounds as were done, and the slope is that of this branch. For
other inputs it is made anew.

So a program will do. (To turn a formula into the formula of its slope, as at
school, is symbolic differentiation: the same rules, but it needs a formula, and
the new one soon gets long.) And here is the limit: at x = 10 the program stops
at 100; a hair below 10 it goes on to nearly 1000. There y jumps and has no
slope, and a nudge gives an absurd number. The tape knows only what was run, and
says `20`; at a corner, as of max(x, 0) at 0, the slope of the side taken.

## The library's tape

`lib/scalar.h` is the same idea, arranged for speed; its backward loop fits on
one page. It has more operations, and keeps of each only its rates: for sin x it
is cos x, for eˣ it is eˣ. (A new one needs its value and its rates, and the way
back stays as it is: with ours, `put(sin(x), a, cos(x), -1, 0)` for x in row a.)
And it can print itself. Here are our formula, and one of 25 operations from the
README of micrograd, a teaching library in Python, which gives the same digits.

→ The library's tape

Each printed line is a row. The library counts from 1; `d3` is the change of row
3, made of its operands' changes at the rates that were written down. Large
libraries, as PyTorch, do the same with matrices for rows; so will chapter 10.

## The other way: forward

Must it be backwards? Not for another question: how fast does each row move with
one *input*? That is known as soon as the row is. Give this input the rate 1,
and carry the rates along while the program runs: every number becomes a pair of
its value and its rate, a **dual number**. No tape is needed.
*/

typedef struct Dual {
    double value, rate;
} Dual;

static Dual dual_add(Dual a, Dual b) {
    return (Dual){a.value + b.value, a.rate + b.rate};
}

static Dual dual_multiply(Dual a, Dual b) {
    return (Dual){a.value * b.value, a.rate * b.value + a.value * b.rate};
}

// p, s and y of our formula.
static void forward(Dual a, Dual b, Dual result[3]) {
    result[0] = dual_multiply(a, b);
    result[1] = dual_add(a, b);
    result[2] = dual_multiply(result[0], result[1]);
}

/*
This is **forward mode**. (In a product both factors move: two paths, which add.
School calls it the product rule.) One pass with a = (2, 1) and b = (3, 0) gives
the rates of *every* result with a. For those with b it takes another pass, with
a = (2, 0) and b = (3, 1). One pass backward gives the rates of *one* result
with every input.

→ The other way: forward

The six numbers are the same. Forward fills the table by columns, one pass for
each input; backward fills it by rows, one pass for each result. So it depends
on what there is more of. A network has thousands of inputs (they are its knobs)
and one result, the cost: one pass backward, thousands forward. With one input
and a thousand results it is the other way round.

![Figure 4.3: All six rates: a column for each pass forward, a row for each pass
backward. With one result and many inputs it is one long row.](ch04_modes)

## What a gradient costs

Now count. Take y = x₁x₂ + x₂x₃ + … + xₙx₁. With a tape, each operation is done
once to get y, and on the way back there is a **multiply–add**, a rate times a
gradient, for each of its two operands. A pass with dual numbers costs just as
much, and there are n passes. And numerically, by turning each input up and
down, y is computed twice for each.

→ What a gradient costs

![Figure 4.4: Work for one gradient. Backward it grows like that for y itself;
forward, and by turning every knob, with the square.](ch04_work)

By the tape a gradient costs three times the operations of y, for one input or
ten thousand. (For a network it is about twice: chapter 9.) Turning the knobs
one by one costs `6666.7` times as much at `10000` inputs. A network with 13,002
knobs is trained with thousands of gradients; forward, nobody would have tried.
The price is memory: dual numbers are forgotten once they are used, the tape
keeps every row until the way back is done. One of ours takes `40` bytes, two
int and four double; in the library, without values, a product `32`, a sum `16`.

## How close is "ok"?

Every chapter ends with a check: a slope by the tape beside a numeric one, a
difference over 2h. The first is good to nearly sixteen digits, the second to
about ten, as chapter 1 showed. So they never agree to the last digit. All
chapters say "ok" when

$$|\text{tape} - \text{numeric}| \le 10^{-7} + 10^{-5}\cdot
\max(|\text{tape}|, |\text{numeric}|),$$

which is `gradients_agree` of `lib/gradcheck.h`: the same to one part in
100,000, or to 10⁻⁷ near 0. A right formula is far inside; a lost factor, sign
or path is far outside, unless the slope is nearly 0. (A formula by hand must
match the tape to 12 digits. Where numbers are `float`, limits are wider.)

→ How close is ok

## The check

(ab)(a+b) = a²b + ab² has the slopes 2ab + b² and a² + 2ab. They must be those
of our own tape, of dual numbers, of the library's tape, and of a nudge.

→ The check: by hand = by tape = numeric

## What we cut corners on

The tape gives no higher derivatives: its rates are numbers, and numbers have no
rates. (Chapter 2 got its curvature from two slopes.) Its memory grows with the
program; the library takes it back at each step. And "three times" counts
operations: to measure seconds, with a tape and without, `make bench` is there.

## Exercises

`make ex04` writes the files to edit and checks them; `make hint04` helps.

- **4a** Teach our own tape to divide: what are the two rates?
- **4b** Walk a tape forward: how fast does every row move with one input?

Next: from curves to pictures, and what looks at them: `make ch05`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

static void two_paths(Chapter *c) {
    chapter_section(c, "Along a path multiply, over paths add");
    double a = at_a, b = at_b, more = a + nudge, p = a * b, s = a + b;
    printf("y = p·s with p = a·b and s = a + b, at a = %g, b = %g.\n", a, b);
    chapter_predict(
        c, text_format("Nudge a by %g. By how much does y move?", nudge));
    double y = p * s, by_p = y_of(more, a, b) - y, by_s = y_of(a, more, b) - y;
    double by_both = y_of(more, more, b) - y;
    Table t = table_begin("what a moves | rates | change of y | per nudge",
                          "%-14s | %-22s | %11.6f | %9.4f");
    table_row(&t, "p only", text_format("%.4g · %.4g = %.4g", b, s, b * s),
              by_p, by_p / nudge);
    table_row(&t, "s only", text_format("1 · %.4g = %.4g", p, p), by_s,
              by_s / nudge);
    table_row(&t, "both, as it is",
              text_format("%.4g + %.4g = %.4g", b * s, p, b * s + p), by_both,
              by_both / nudge);
    table_end(&t);
}

static const char *const names[] = {"a", "b", "p", "s", "y"};

// The rows of our formula; those from `turn` on have handed back their shares,
// `turn` just now.
static void figure_rows(Figure *f, int turn) {
    for (int i = 0; i < 5; i++)
        figure_row(f, i, rows[i].value, rows[i].grad, rows[i].operand[0],
                   rows[i].operand[1], rows[i].partial[0], rows[i].partial[1],
                   (i >= turn) + (i == turn));
}

static const char columns[] = "row value grad left right by_left by_right turn";

static void print_rows(void) {
    const char *what[] = {"a", "b", "p = a·b", "s = a + b", "y = p·s"};
    Table t = table_begin("row | what | value | from | rates | gradient",
                          "%3d | %-9s | %7.4g | %-6s | %-14s | %8.5g");
    for (int i = 0; i < used; i++) {
        Row r = rows[i];
        const char *from = "–", *rates = "–";
        if (i >= 2) {
            from = text_format("%d, %d", r.operand[0], r.operand[1]);
            rates = text_format("%.4g, %.4g", r.partial[0], r.partial[1]);
        }
        table_row(&t, i, what[i], r.value, from, rates, r.grad);
    }
    table_end(&t);
}

// What the row has handed to its operand k.
static const char *share(Row r, int k) {
    int to = r.operand[k];
    return text_format("%s += %.3g·%.3g, now %.4g", names[to], r.partial[k],
                       r.grad, rows[to].grad);
}

static void our_own_tape(Chapter *c) {
    chapter_section(c, "A tape of our own");
    int y = record(at_a, at_b);
    printf("Backwards, one row at a time:\n");
    chapter_predict(c, "Which row gives a its first share, and how much?");
    begin_at(y);
    Figure *f = figure_open(c, "ch04_backward", columns);
    figure_rows(f, used);
    Table t = table_begin("row | its gradient | it hands back | and",
                          "%3d | %12.5g | %-26s | %-26s");
    for (int i = y; i >= 2; i--) {
        hand_back(i);
        table_row(&t, i, rows[i].grad, share(rows[i], 0), share(rows[i], 1));
        figure_block(f, "after a row", NULL);
        figure_rows(f, i);
    }
    figure_close(c, f);
    table_end(&t);
    printf("The tape after that:\n\n");
    print_rows();
    f = figure_open(c, "ch04_graph", columns);
    figure_rows(f, 0);
    figure_close(c, f);
}

static void hand_back_with_bug(int row) {
    for (int k = 0; k < 2; k++) {
        int from = rows[row].operand[k];
        if (from >= 0)
            rows[from].grad = rows[row].partial[k] * rows[row].grad;
    }
}

// a + a, (ab)(a+b), ab + b
static int example(int which, double x, double z) {
    if (which == 1)
        return record(x, z);
    used = 0;
    int a = input(x), b = input(z);
    return which == 0 ? add(a, a) : add(multiply(a, b), b);
}

static void why_plus(Chapter *c) {
    chapter_section(c, "Why += and why from the end");
    printf("∂y/∂a at a = %g, b = %g: by our loop, with = in it,\n"
           "and from the first row to the last.\n",
           at_a, at_b);
    chapter_predict(c, "With = instead of +=, what is the slope of a + a?");
    const char *name[] = {"a + a", "(ab)(a+b)", "ab + b"};
    Table t = table_begin("y | with += | with = | from the front | numeric | "
                          "= is caught?",
                          "%-10s | %8.5g | %8.5g | %14.5g | %9.4f | %-12s");
    for (int k = 0; k < 3; k++) {
        const double h = 6e-6;
        double up = rows[example(k, at_a + h, at_b)].value;
        double down = rows[example(k, at_a - h, at_b)].value;
        double numeric = (up - down) / (2 * h);
        int y = example(k, at_a, at_b);
        backward(y);
        double good = rows[0].grad;
        begin_at(y);
        for (int i = y; i >= 0; i--)
            hand_back_with_bug(i);
        double bad = rows[0].grad;
        begin_at(y);
        for (int i = 0; i <= y; i++)
            hand_back(i);
        table_row(&t, name[k], good, bad, rows[0].grad, numeric,
                  gradients_agree(bad, numeric) ? "no" : "yes");
    }
    table_end(&t);
}

typedef double Curve(double x);  // a function from one number to another

static double central(Curve *f, double x) {
    return (f(x + 6e-6) - f(x - 6e-6)) / 1.2e-5;
}

static double over_a_hundred_at(double x) {
    used = 0;
    return rows[over_a_hundred(input(x))].value;
}

static void if_and_loop(Chapter *c) {
    chapter_section(c, "An if and a loop");
    printf("The program over_a_hundred, run with five inputs:\n");
    chapter_predict(c, "3 becomes 9, 27, 81, 243. What is the slope there?");
    Table t = table_begin("x | y | rows | products | ∂y/∂x by tape | numeric",
                          "%4g | %5g | %4d | %8d | %13g | %14.4f");
    const double xs[] = {-3, 2, 3, 5, 10};
    for (int i = 0; i < 5; i++) {
        double numeric = central(over_a_hundred_at, xs[i]);
        used = 0;
        int products = 0, y = over_a_hundred(input(xs[i]));
        backward(y);
        for (int k = 0; k < used; k++)
            products += rows[k].operand[0] >= 0;
        table_row(&t, xs[i], rows[y].value, used, products, rows[0].grad,
                  numeric);
    }
    table_end(&t);
}

typedef Value Formula(Value a, Value b);  // from two numbers to one

static Value ours(Value a, Value b) {
    Value p = v_mul(a, b), s = v_add(a, b);
    return v_mul(p, s);
}

// (v_relu(x) is x where x is positive, and 0 elsewhere; v_const is a number on
// the tape whose slope nobody asks for.)
static Value micrograd(Value a, Value b) {
    Value c = v_add(a, b), ab = v_mul(a, b), d = v_add(ab, v_pow(b, 3));
    c = v_add(c, v_affine(1, c, 1));
    Value more = v_affine(1, c, 1), twice = v_affine(2, d, 0);
    c = v_add(c, v_add(more, v_neg(a)));
    d = v_add(d, v_add(twice, v_relu(v_add(b, a))));
    Value thrice = v_affine(3, d, 0);
    d = v_add(d, v_add(thrice, v_relu(v_sub(b, a))));
    Value e = v_sub(c, d), f = v_square(e);
    Value half = v_affine(0.5, f, 0);
    return v_add(half, v_div(v_const(a.tape, 10), f));
}

typedef struct Point {
    double value, by_a, by_b;
} Point;

// The value and both slopes at (a, b), by the library's tape, which is printed
// if `shown`.
static Point at(Formula *formula, double a, double b, bool shown) {
    Tape *t = tape_new();
    Value x = v_var(t, a), y = v_var(t, b), result = formula(x, y);
    v_backward(result);
    Point p = {v_value(result), v_grad(x), v_grad(y)};
    if (shown)
        tape_print(t, stdout);
    tape_free(t);
    return p;
}

static void the_library(Chapter *c) {
    chapter_section(c, "The library's tape");
    printf(
        "The tape of (ab)(a+b) at a = %g, b = %g, as tape_print shows it:\n\n",
        at_a, at_b);
    at(ours, at_a, at_b, true);
    Point g = at(micrograd, -4, 2, false);
    printf("\nMicrograd's formula g of 25 operations, at a = -4, b = 2:\n\n");
    printf("  g = %.4f   ∂g/∂a = %.4f   ∂g/∂b = %.4f\n\n", g.value, g.by_a,
           g.by_b);
}

static void both_forward(Dual by_a[3], Dual by_b[3]) {
    forward((Dual){at_a, 1}, (Dual){at_b, 0}, by_a);
    forward((Dual){at_a, 0}, (Dual){at_b, 1}, by_b);
}

static void the_other_way(Chapter *c) {
    chapter_section(c, "The other way: forward");
    printf("How fast p, s and y move with a and with b, at a = %g, b = %g.\n",
           at_a, at_b);
    chapter_predict(c, "For all six rates: how many passes forward, how many "
                       "backward?");
    Dual by_a[3], by_b[3];
    both_forward(by_a, by_b);
    Table t = table_begin("result | a, forward | b, forward | a, backward | "
                          "b, backward",
                          "%-6s | %10.5g | %10.5g | %11.5g | %11.5g");
    Figure *f = figure_open(c, "ch04_modes", "by_a by_b back_a back_b");
    record(at_a, at_b);
    for (int k = 0; k < 3; k++) {
        backward(2 + k);  // from p, from s, from y
        table_and_figure_row(&t, f, names[2 + k], by_a[k].rate, by_b[k].rate,
                             rows[0].grad, rows[1].grad);
    }
    figure_close(c, f);
    table_end(&t);
    printf("Forward: 2 passes, one for each input. Backward: 3 passes, one for "
           "each\nresult.\n\n");
}

// Σ xᵢ·xᵢ₊₁ around a ring of n inputs, on our tape.
static int ring(int n) {
    used = 0;
    for (int i = 0; i < n; i++)
        input(0.5 + i % 3);
    int sum = multiply(0, 1 % n);
    for (int i = 1; i < n; i++)
        sum = add(sum, multiply(i, (i + 1) % n));
    return sum;
}

// What an operation takes on the library's tape.
static size_t bytes_of(Formula *operation) {
    Tape *t = tape_new();
    Value a = v_var(t, at_a), b = v_var(t, at_b);
    size_t before = tape_bytes(t);
    operation(a, b);
    size_t bytes = tape_bytes(t) - before;
    tape_free(t);
    return bytes;
}

static void what_it_costs(Chapter *c) {
    chapter_section(c, "What a gradient costs");
    printf("y = x₁x₂ + x₂x₃ + … + xₙx₁: operations for y, and for its "
           "n slopes.\n");
    chapter_predict(c, "For 10,000 inputs, how many times more work is it to "
                       "turn each knob?");
    Table t = table_begin("inputs | one y | by the tape | by turning | ratio | "
                          "forward | ratio",
                          "%6d | %6d | %11d | %10.0f | %6.1f | %10.0f | %7.1f");
    Figure *s = figure_open(c, "ch04_work", "inputs once tape turning forward");
    for (int n = 1; n <= 10000; n *= 10) {
        backward(ring(n));
        int once = used - n, tape = once;  // and for the way back:
        for (int i = 0; i < used; i++)
            tape += (rows[i].operand[0] >= 0) + (rows[i].operand[1] >= 0);
        double turning = 2.0 * n * once, duals = 1.0 * n * tape;
        table_row(&t, n, once, tape, turning, turning / tape, duals,
                  duals / tape);
        figure_row(s, n, once, tape, turning, duals);
    }
    figure_close(c, s);
    table_end(&t);
    printf("Bytes: a row of ours %zu; of the library's, a product %zu, a sum "
           "%zu.\n\n",
           sizeof(Row), bytes_of(v_mul), bytes_of(v_add));
}

static double y_of_a(double a) { return y_of(a, a, at_b); }
static double y_of_b(double b) { return y_of(at_a, at_a, b); }

static void how_close(Chapter *c) {
    chapter_section(c, "How close is ok");
    double numeric = central(y_of_a, at_a);
    printf("∂y/∂a by a nudge of 0.000006 is %.10f. Is this the slope?\n",
           numeric);
    chapter_predict(c, "One part in a million too much: will the check see "
                       "it?");
    Table t = table_begin("slope | value | differ | allowed | verdict",
                          "%-32s | %13.8f | %6.0e | %7.0e | %-7s");
    const char *what[] = {"by the tape", "1 part in a million too much",
                          "1 part in a thousand too much",
                          "one of its two paths (the bug)"};
    backward(record(at_a, at_b));
    double tape = rows[0].grad, path = at_b * (at_a + at_b);
    double slopes[] = {tape, tape * 1.000001, tape * 1.001, path};
    for (int k = 0; k < 4; k++) {
        double larger = fmax(fabs(slopes[k]), fabs(numeric));
        table_row(&t, what[k], slopes[k], fabs(slopes[k] - numeric),
                  1e-7 + 1e-5 * larger,
                  gradients_agree(slopes[k], numeric) ? "ok" : "not ok");
    }
    table_end(&t);
}

// The slopes of our formula, by the formulas of school and by a machine.
static void check_ours(Chapter *c, const char *whose, double by_a,
                       double by_b) {
    const double a = at_a, b = at_b;
    report_row(c, text_format("∂y/∂a, %s", whose), 2 * a * b + b * b, by_a,
               central(y_of_a, a));
    report_row(c, text_format("∂y/∂b, %s", whose), a * a + 2 * a * b, by_b,
               central(y_of_b, b));
}

static double g_of_a(double a) { return at(micrograd, a, 2, false).value; }
static double g_of_b(double b) { return at(micrograd, -4, b, false).value; }

static void check(Chapter *c) {
    report_begin(c);
    backward(record(at_a, at_b));
    check_ours(c, "our own tape", rows[0].grad, rows[1].grad);
    Dual by_a[3], by_b[3];
    both_forward(by_a, by_b);
    check_ours(c, "dual numbers", by_a[2].rate, by_b[2].rate);
    Point p = at(ours, at_a, at_b, false), g = at(micrograd, -4, 2, false);
    check_ours(c, "the library's", p.by_a, p.by_b);
    report_row(c, "∂g/∂a, micrograd's", NAN, g.by_a, central(g_of_a, -4));
    report_row(c, "∂g/∂b, micrograd's", NAN, g.by_b, central(g_of_b, 2));
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch04_autograd",
                       "The sealed box, opened", knobs))
        return c.status;
    two_paths(&c);
    our_own_tape(&c);
    why_plus(&c);
    if_and_loop(&c);
    the_library(&c);
    the_other_way(&c);
    what_it_costs(&c);
    how_close(&c);
    check(&c);
    return chapter_end(&c);
}
