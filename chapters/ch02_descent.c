/*
# Chapter 2: Walking downhill

**The question.** Where is the lowest point of a curve that we cannot solve on
paper? (In a network, w will be one of the numbers that it learns, and C, the
height of the curve, will say how wrong it is.) By the end you will have seen a
program find it by the slope alone, end up in the wrong valley, crawl,
overshoot, and fly off to infinity, and you will know which number decides
between these.

Read it beside article 2, rows A2-6 to A2-11 and the notes E8 and E10. Run it
with `make ch02`, and turn its knobs: `make ch02 ARGS="--rate 0.05 --start 4"`.

**本章要点** 逆着斜率走一小步，函数值大约下降 η 乘以斜率的平方；一步一步走下去，就会接近某个局部最小值。
步长和斜率成正比，所以越接近谷底，步子越小。
在谷底附近，学习率乘以曲率要小于 2 才会收敛；从远处出发，走进哪个谷，由起点和学习率一起决定。

**New here**

gradient descent (梯度下降)
: repeat w ← w - η·C′(w). With η = 0.1 and slope 5, w = 2 becomes 1.5.

learning rate η (学习率)
: how far to go for a slope of 1. η = 0.01 makes a slope of 10 a step of 0.1.

local minimum (局部最小值)
: a point lower than all its neighbours, though perhaps not the lowest of all.

curvature κ (曲率)
: how fast the slope itself changes: the slope of the slope. For ½w² it is 1.

converge, diverge (收敛，发散)
: to settle at a point, or to get further away with every step.
*/

#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

static double rate = 0.01, start = 3.6;

static const Option knobs[] = {{"--rate", KNOB_NUMBER, &rate, 0.001, 0.5,
                                "learning rate η of the walk", "学习率 η"},
                               {"--start", KNOB_NUMBER, &start, -3, 4,
                                "the w that it starts from", "起点 w"},
                               {0}};

/*
## When paper is enough

The bowl C(w) = ½(w-3)² + 2 has the slope w - 3. Set it to zero: w = 3, and C is
2 there. Done, no computer needed.

![Figure 2.1: The bowl of article 2. Where the slope is 0 the tangent lies flat:
that is the minimum, and here paper finds it.](ch02_bowl)

Now try the same with

$$C(w) = 0.05\,\big((w+2)(w-1)(w-3)\big)^2 + 2 + 0.3\,(w-3).$$

Its slope is a polynomial of degree five, and for those no general formula gives
the zeros. We can still *evaluate* the slope anywhere, and the tape does it
exactly. (Trying a thousand values of w and keeping the best would do, too. With
two inputs that is a million tries, and a network has thousands of inputs;
slopes still work there.)
*/

typedef Value Curve(Value w);  // a function from one number to another

static Value bowl(Value w) {
    return v_affine(0.5, v_square(v_affine(1, w, -3)), 2);  // ½(w - 3)² + 2
}

static Value hills(Value w) {
    Value a = v_affine(1, w, 2), b = v_affine(1, w, -1), c = v_affine(1, w, -3);
    Value p = v_mul(v_mul(a, b), c);  // (w + 2)(w - 1)(w - 3)
    Value humps = v_affine(0.05, v_square(p), 2), tilt = v_affine(0.3, c, 0);
    return v_add(humps, tilt);
}

typedef struct Point {
    double cost, slope;
} Point;

// C and C′ at w, by the tape.
static Point at(Curve *curve, double w) {
    Tape *t = tape_new();
    Value x = v_var(t, w), y = curve(x);
    v_backward(y);
    Point p = {v_value(y), v_grad(x)};
    tape_free(t);
    return p;
}

/*
→ A curve with three valleys

## Step by the slope

Chapter 1 said what a slope's sign is good for: positive, go left; negative, go
right. So go against it:

$$w \leftarrow w - \eta\, C'(w)$$

That is **gradient descent**, all of it. The number η (say "eta") is the
**learning rate**, and positive; with a + the same walk would climb. (With
several inputs the slopes together are the gradient: chapter 3.)
*/

static double step(Curve *curve, double w, double eta) {
    return w - eta * at(curve, w).slope;
}

static double descend(Curve *curve, double w, double eta, int steps) {
    for (; steps > 0; steps--)
        w = step(curve, w, eta);
    return w;
}

/*
Start at w = 3.6, high on the right wall, with η = 0.01.

→ Step by the slope

Nobody told the program to slow down. The step is η times the slope, and near
the bottom the slope is nearly 0, so the steps shrink by themselves.

![Figure 2.2: The path from 3.6. Each dot is a step; the green line is the
tangent at the start. The dots crowd together at the bottom.](ch02_path)

Compare a walker that only looks at the *sign* of the slope and always goes
equally far.
*/

static double hop(Curve *curve, double w, double length) {
    return at(curve, w).slope > 0 ? w - length : w + length;
}

/*
→ Steps that shrink, and steps that do not

It comes near quickly and then hops around the bottom for ever. Shorter hops
would end nearer, and take longer to get there.

![Figure 2.3: Distance to the valley after each step. Near it, proportional
steps shrink it by the same factor each time, a straight line on this
logarithmic axis; fixed steps end up hopping from side to side.](ch02_steps)

## Why a small step goes down

Why should C fall at all? A slope is change out per change in: move w by a small
Δw and C changes by about C′·Δw. Our Δw is -η·C′, so

$$\Delta C \approx C' \cdot (-\eta\, C') = -\eta\, C'^2.$$

A square is never negative, and η is positive. So C cannot rise, as long as the
step is small enough for "about" to hold, and it stops falling only where the
slope is 0. The formula is a promise that can be tested: how much of the
promised fall does a step deliver?
*/

static double promised_fall(Curve *curve, double w, double eta) {
    return eta * at(curve, w).slope * at(curve, w).slope;
}

static double real_fall(Curve *curve, double w, double eta) {
    return at(curve, w).cost - at(curve, step(curve, w, eta)).cost;
}

/*
→ Why a small step goes down

With the smallest rate the promise is kept almost to the last percent, and twice
the rate is nearly twice the fall. A longer step leaves the place where the
slope was measured, so less comes of it; at the end of the table C has *risen*.
So when C rises after a step there are two suspects. Make η ten times smaller,
more than once: if C falls in the end, the step was too long; if it rises
however small η is, the slope or the sign of the step is wrong.

## Too small, good, too large

How large may η be? On the bowl the algebra is short. Let the bowl bend κ times
as much, C = ½κ(w-3)² + 2; then C′ = κ(w-3), and one step turns the distance
d = w - 3 into

$$d \leftarrow d - \eta\, \kappa\, d = (1-\eta\,\kappa)\, d.$$

The distance is multiplied by the same factor every time. For our bowl κ is 1.
With η = `0.05` the factor is `0.95`: it crawls. With η = `0.5` it halves. With
η = 1 the bottom is reached in one step. With η = `1.9` the factor is `-0.90`: w
changes sides, and comes nearer. With η = `2.1` it is `-1.10`: w changes sides
and goes *away*. The border is at ηκ = 2, where w jumps from side to side for
ever, neither nearer nor further. κ is the **curvature**.

So no η is right for all curves: what counts is η·κ, and each curve has its own
κ. Nor is η a plain number. A slope is so much C for one unit of w, and η turns
that into a change of w, so it has the unit of w² divided by that of C. Count C
in cents instead of euros, and all slopes and κ become a hundred times as large:
to walk the same way, η must become a hundredth.

→ Too small, good, too large

![Figure 2.4: The steps on the bowl, from w = 0, for four rates. Each line joins
two places of the walk. A small rate crawls down one side; a large one bounces
between the walls, inwards or outwards.](ch02_rates)

![Figure 2.5: How far from the bottom the walk is after 20 steps, for every
rate. A bathtub: too small and too large are both bad, and beyond 2 it climbs
without end.](ch02_bathtub)

Steps that shrink near the bottom do *not* by themselves prevent overshooting:
with a rate above 1/κ each crosses the bottom, above 2/κ it ends further away.

## Which valley?

The hills are no bowl, but near the bottom of a valley nearly every smooth curve
looks like one, with a curvature that we can measure: the slope of the slope.
(Not w⁴: κ is 0 there, the factor nears 1, and the walk slows down for ever.)
*/

static double curvature(Curve *curve, double w) {
    const double h = 1e-4;
    return (at(curve, w + h).slope - at(curve, w - h).slope) / (2 * h);
}

/*
Once a walk is near such a bottom, a rate below 2/κ keeps it there. But on the
way to it a walk meets slopes that are much steeper, and one long step can carry
it over a hill into the next valley. So start and rate decide *together* where
it ends. First the start alone.

→ Which valley?

Three **local minima**, near `-2.013059`, `0.919577` and `2.967879`. Only the
first is the lowest of all, and nothing in a walk tells whether its valley is
the lowest: it has seen the ground under its feet and no more. Nor does it roll
over the next rise like a ball: it has no speed (chapter 11 gives it one). Walk
from many starts and keep the best end: that helps, and proves nothing. So
article 2 says: gradient descent approaches *some* local minimum. (A network
starts at random, chapter 6, and chapter 7 looks at its valleys.)

![Figure 2.6: Every start in the colour of the valley where its walk ends, with
η = 0.01. The colours meet at the tops of the hills.](ch02_valleys)

Now the rate, from the same start.

→ The rate decides, too

The right valley has a curvature of `8.693`, so a walk that is near its bottom
stays for any rate below `0.230`. Yet from 3.6 the rates `0.10` and `0.20` end
in the *middle* valley: the first step, down the steep wall, is long enough to
fly over the hill. Even less than half the border is no promise for a walk that
starts far away.

![Figure 2.7: Where a walk ends, for every start and every rate. The bottom row
is figure 2.6. The lowest valley (blue) and the right one (green) end where the
rate passes their 2/κ; where it is pale, 400 steps have settled nowhere. At the
ragged edges a change of the start by a hair decides the valley.](ch02_map)

## When to stop

The steps may never be exactly 0, so a program needs a rule: stop when the slope
is small. Near the bottom the slope is about κ·d, so w is then off by the slope
over κ. But rounding sets a floor. A step η·κ·d of less than half the gap at w
(chapter 1) no longer moves w, and a limit below the slope there is never met:
so the loop gives up after 100000 steps. (Training mostly counts steps.)
*/

static int steps_until_flat(Curve *curve, double *w, double eta, double limit) {
    int steps = 0;
    for (; fabs(at(curve, *w).slope) >= limit && steps < 100000; steps++)
        *w = step(curve, *w, eta);
    return steps;
}

/*
→ When to stop

From 1e-3 on, a slope a thousand times smaller takes 76 steps more, and 76 again
(at half the rate about twice as many): near the bottom every step multiplies it
by the same factor. C is right to ten digits long before w is: the bottom is
flat, and a small error in w hardly shows. The last line is a trap. With η =
`0.5` the walk flies off, and soon the numbers are infinite; infinite minus
infinite is "not a number", nan in C. Any comparison with nan but `!=` is false,
so the loop ends as if the ground were flat. Look at w before you believe it.

## Why not a rate of 1/κ?

On the bowl η = 1/κ reached the bottom in one step. So let each step measure κ
where it stands, and take that rate. This is Newton's method:
*/

static double newton_step(Curve *curve, double w) {
    return w - at(curve, w).slope / curvature(curve, w);
}

/*
→ Why not a rate of 1/κ?

From 3.6 it needs `6` steps of three slopes each where the descent needs `159`
of one. But from `2.6` and `1.9` it ends on *hilltops*, where κ is negative (at
a bottom it is positive): Newton's method looks for a slope of 0, of any kind.
Where the ground bends down, its rate 1/κ is negative as well, and it walks up.
And with n inputs there is a curvature for each pair of them (how fast the slope
of one changes as the other moves), n² numbers, too many to measure where n is
thousands. So networks follow the slope alone.

## The check

The slope along the whole path, by hand, by the tape, and numeric. On paper, p =
(w+2)(w-1)(w-3) = w³ - 2w² - 5w + 6 has the slope p′ = 3w² - 4w - 5, and p² =
p·p has the slope p′·p + p·p′ (the product rule), so C has 0.1·p·p′ + 0.3.
*/

static double hills_by_hand(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

/*
→ The check: by hand = by tape = numeric

## What we cut corners on

A slope of 0 is not always a bottom. Start exactly on a hilltop and the walk
does not move at all; a hair beside it the factor 1 - ηκ is above 1, and it
leaves. On a wide, nearly flat piece it crawls, and a stop by the slope takes
that for a bottom; chapter 3 meets both again. Some curves have no bottom: with
C = w the walk goes left for ever. (A network's C is never below 0.) And our
rate was chosen by looking at the curve. With thousands of inputs people try
rates, each some three times the last, and watch C. Often they make η smaller on
the way: a large one covers the ground, a small one can settle where κ is large.
Our slopes were exact, too; chapter 11 walks by rough ones.

## Exercises

`make ex02` writes the files to edit and checks them; `make hint02` helps.

- **2a** Write the walk: so many steps downhill at a given rate.
- **2b** A careful walker: where C has risen after a step it goes back, and
  halves η. Where does it end from a start and rate that made ours fly off?

Next: one input is not enough. Two of them, and in which direction to go:
`make ch03`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

// A walk that is this far away flies off, and is followed no further.
static bool away(double w) { return !(fabs(w) < 100); }

static void a_curve_with_three_valleys(Chapter *c) {
    chapter_section(c, "A curve with three valleys");
    printf("C(w) = 0.05 ((w + 2)(w - 1)(w - 3))² + 2 + 0.3 (w - 3), for w from "
           "-3 to 4:\n\n");
    enum { N = 141 };
    static double w[N], cost[N];
    Figure *b = figure_open(c, "ch02_bowl", "w cost");
    for (int i = 0; i < N; i++) {
        w[i] = -3 + i * 0.05;
        cost[i] = at(hills, w[i]).cost;
        figure_row(b, w[i] + 2.5, at(bowl, w[i] + 2.5).cost);
    }
    figure_close(c, b);
    const int n[] = {N};
    // In 64 x 12 letters, one curve, with C from 0 to 7:
    text_curves(64, 12, 1, n, (const double *const[]){w},
                (const double *const[]){cost}, 0, 7);
}

static void step_by_the_slope(Chapter *c) {
    chapter_section(c, "Step by the slope");
    printf("From w = %g with a learning rate of %g.\n", start, rate);
    chapter_predict(c, "Will the steps grow or shrink on the way down?");

    Table t = table_begin("step | w | C(w) | slope | next step",
                          "%4d | %8.6f | %9.6f | %9.6f | %9.6f");
    Figure *f = figure_open(c, "ch02_path", "w cost slope");
    figure_block(f, "curve", NULL);
    for (int i = 0; i <= 140; i++) {
        double w = -3 + i * 0.05;
        figure_row(f, w, at(hills, w).cost, at(hills, w).slope);
    }
    figure_block(f, "path", NULL);
    double w = start;
    for (int k = 0; k <= 30 && !away(w); k++, w = step(hills, w, rate)) {
        Point p = at(hills, w);
        if (k < 6 || k % 10 == 0)
            table_row(&t, k, w, p.cost, p.slope, -rate * p.slope);
        figure_row(f, w, p.cost, p.slope);
    }
    figure_close(c, f);
    table_end(&t);
    if (away(w))
        printf("Then it is beyond 100: it flies off.\n\n");
}

static void steps_that_shrink(Chapter *c) {
    chapter_section(c, "Steps that shrink, and steps that do not");
    const double length = 0.05;
    printf("One walker steps by %g times the slope, the other always %g.\n",
           rate, length);
    chapter_predict(c, "Which of the two is nearer after 150 steps?");

    Figure *f = figure_open(c, "ch02_steps", "step proportional fixed");
    double w = start, hopper = start;
    double valley = descend(hills, descend(hills, w, rate, 1000), 0.02, 2000);
    if (away(valley))  // the hopper's, then
        valley = descend(hills, start, 0.001, 20000);
    for (int k = 0; k < 150 && !away(w); k++) {
        figure_row(f, k, fabs(w - valley), fabs(hopper - valley));
        w = step(hills, w, rate);
        hopper = hop(hills, hopper, length);
    }
    figure_close(c, f);
    Table t = table_begin("walker | distance to the valley after 150 steps",
                          "%-14s | %.8f");
    table_row(&t, "η times slope", fabs(w - valley));
    table_row(&t, "always the same", fabs(hopper - valley));
    table_end(&t);
}

static void why_a_small_step_goes_down(Chapter *c) {
    chapter_section(c, "Why a small step goes down");
    printf("One step from w = %g, where the slope is %.6f:\n", start,
           at(hills, start).slope);
    chapter_predict(c, "The promise is η·C′². Twice the rate: twice the fall?");

    Table t = table_begin("rate | promised fall η·C′² | real fall | kept",
                          "%6.4f | %10.6f | %10.6f | %6.1f %%");
    const double rates[] = {0.0001, 0.001, 0.002, 0.01, 0.1, 0.5};
    for (int i = 0; i < 6; i++) {
        double promise = promised_fall(hills, start, rates[i]);
        double fall = real_fall(hills, start, rates[i]);
        table_row(&t, rates[i], promise, fall, 100 * fall / promise);
    }
    table_end(&t);
}

static void too_small_good_too_large(Chapter *c) {
    chapter_section(c, "Too small, good, too large");
    printf("The bowl ½(w - 3)² + 2, with curvature 1, from w = 0, with the "
           "rates\n0.05, 0.5, 1.9 and 2.1:\n");
    chapter_predict(c, "Which of these rates never reaches the bottom?");

    const double rates[] = {0.05, 0.5, 1.9, 2.1};
    const char *what[] = {"too small: crawls", "good",
                          "changes sides, comes nearer", "diverges"};
    Table t = table_begin("rate | factor a step | w after 20 | what happens",
                          "%4.2f | %5.2f | %10.4f | %-27s");
    Figure *f = figure_open(c, "ch02_rates", "w cost rate");
    for (int i = 0; i < 4; i++) {
        double w = 0;
        figure_block(f, "rate", NULL);
        for (int k = 0; k <= 20; k++, w = step(bowl, w, rates[i]))
            figure_row(f, w, at(bowl, w).cost, rates[i]);
        table_row(&t, rates[i], 1 - rates[i], descend(bowl, 0, rates[i], 20),
                  what[i]);
    }
    figure_close(c, f);
    table_end(&t);
    printf("The border is 2 divided by the curvature, here 2.\n\n");

    f = figure_open(c, "ch02_bathtub", "rate distance");
    for (int k = 1; k <= 230; k++)
        figure_row(f, k * 0.01, fabs(descend(bowl, 0, k * 0.01, 20) - 3));
    figure_close(c, f);
}

static void which_valley(Chapter *c) {
    chapter_section(c, "Which valley?");
    printf("Eleven starts, 400 steps each, the learning rate %g.\n", rate);
    chapter_predict(c, "How many different places will they end in?");

    Table t = table_begin("start | ends at | C there", "%5.1f | %9.6f | %.6f");
    for (int i = 0; i < 11; i++) {
        double from = -3 + i * 0.7, end = descend(hills, from, rate, 400);
        table_row(&t, from, end, at(hills, end).cost);
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch02_valleys", "start cost end end_cost");
    for (int i = 0; i <= 280; i++) {
        double from = -3 + i * 0.025, end = descend(hills, from, rate, 400);
        if (!away(end))
            figure_row(f, from, at(hills, from).cost, end, at(hills, end).cost);
    }
    figure_close(c, f);
}

// The lowest valley is 1, the middle one 2, the right one 3; 0 is none. (The
// map needs hundreds of thousands of slopes: by hand they take a tenth.)
static int valley_of(double w, double eta) {
    double slope = hills_by_hand(w);
    for (int k = 0; k < 400 && fabs(w) < 10 && fabs(slope) > 1e-5; k++) {
        w -= eta * slope;
        slope = hills_by_hand(w);
    }
    return !(fabs(slope) < 1e-2) ? 0 : w < -1 ? 1 : w < 2 ? 2 : 3;
}

static void the_rate_decides_too(Chapter *c) {
    static const char *const name[] = {"none", "lowest", "middle", "right"};
    chapter_section(c, "The rate decides, too");
    double bottom = descend(hills, 3, 0.02, 2000);
    double bend = curvature(hills, bottom);
    printf("The curvature at the bottom of the right valley is %.3f: the "
           "border, 2/κ,\nis %.3f there. We start at %g.\n",
           bend, 2 / bend, start);
    chapter_predict(c, "Will every rate below the border end in the right "
                       "valley?");
    Table t = table_begin("rate | w after one step | w after 400 | valley",
                          "%5.2f | %9.6f | %9.6f | %-6s");
    const double rates[] = {0.01, 0.05, 0.08, 0.1, 0.2, 0.22};
    for (int i = 0; i < 6; i++)
        table_row(&t, rates[i], step(hills, start, rates[i]),
                  descend(hills, start, rates[i], 400),
                  name[valley_of(start, rates[i])]);
    table_end(&t);

    Figure *f = figure_open(c, "ch02_map", "start rate valley");
    for (int j = 0; j < 90; j++, figure_gap(f))
        for (int i = 0; i <= 280; i++) {
            double from = -3 + i * 0.025, eta = 0.01 + j * 0.003;
            figure_row(f, from, eta, valley_of(from, eta));
        }
    figure_close(c, f);
}

static void when_to_stop(Chapter *c) {
    chapter_section(c, "When to stop");
    printf("From w = %g again, until the slope is small enough:\n\n", start);
    Table t = table_begin("stop at a slope below | steps | w | C(w)",
                          "%6.0e | %5d | %10.8f | %.10f");
    const double limits[] = {1e-1, 1e-3, 1e-6, 1e-9};
    for (int k = 0; k < 4; k++) {
        double w = start;
        int steps = steps_until_flat(hills, &w, rate, limits[k]);
        table_row(&t, limits[k], steps, w, at(hills, w).cost);
    }
    table_end(&t);
    double w = start;
    int steps = steps_until_flat(hills, &w, 0.5, 1e-6);
    printf("With η = 0.5 the same loop stops after %d steps, and w is %s.\n\n",
           steps, isnan(w) ? "not a number" : "a number");
}

static void why_not_a_rate_of_1_by_kappa(Chapter *c) {
    chapter_section(c, "Why not a rate of 1/κ?");
    printf("Newton's steps, and ours with η = %g, until the slope is below "
           "1e-06:\n",
           rate);
    chapter_predict(c, "Does each of Newton's walks end at a bottom?");
    Table t = table_begin("start | Newton: steps | ends at | κ there | "
                          "descent: steps | ends at",
                          "%5.1f | %5d | %9.6f | %8.3f | %6d | %9.6f");
    const double starts[] = {start, 2.6, 1.9};
    for (int k = 0; k < 3; k++) {
        double w = starts[k], end = w;
        int newton = 0, steps = steps_until_flat(hills, &end, rate, 1e-6);
        for (; fabs(at(hills, w).slope) >= 1e-6 && newton < 1000; newton++)
            w = newton_step(hills, w);
        table_row(&t, starts[k], newton, w, curvature(hills, w), steps, end);
    }
    table_end(&t);
}

static void check(Chapter *c) {
    const double h = 6e-6;
    double w = start;
    report_begin(c);
    for (int k = 0; k <= 30 && !away(w); k += 5) {
        double rise = at(hills, w + h).cost - at(hills, w - h).cost;
        report_row(c, text_format("C′ after %2d steps", k), hills_by_hand(w),
                   at(hills, w).slope, rise / (2 * h));
        w = descend(hills, w, rate, 5);
    }
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch02_descent", "Walking downhill",
                       knobs))
        return c.status;
    a_curve_with_three_valleys(&c);
    step_by_the_slope(&c);
    steps_that_shrink(&c);
    why_a_small_step_goes_down(&c);
    too_small_good_too_large(&c);
    which_valley(&c);
    the_rate_decides_too(&c);
    when_to_stop(&c);
    why_not_a_rate_of_1_by_kappa(&c);
    check(&c);
    return chapter_end(&c);
}
