/*
# Chapter 2: Walking downhill

**The question.** Where is the lowest point of a curve that we cannot solve on
paper? By the end you will have seen a program find it by the slope alone, end
up in the wrong valley, crawl, overshoot, and fly off to infinity, and you will
know which number decides between these.

Read it beside article 2, rows A2-6 to A2-11 and the notes E8 and E10. Run it
with `make ch02`.

**本章要点** 沿着斜率的反方向走一小步，函数值就会下降；反复走，就到达某个局部最小值。
步长与斜率成正比，所以越接近谷底，步子越小。
学习率乘以曲率小于 2 才会收敛，这一个数决定了爬行、收敛、振荡还是发散。

**New here**

gradient descent (梯度下降)
: repeat w ← w - η·C′(w). With η = 0.1 and slope 5, w = 2 becomes 1.5.

learning rate η (学习率)
: how far to go for a slope of 1. η = 0.01 makes a slope of 10 a step of 0.1.

local minimum (局部最小值)
: a point lower than all its neighbours, though perhaps not the lowest of all.

curvature (曲率)
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

/*
## When paper is enough

The bowl C(w) = ½(w-3)² + 2 has the slope w - 3. Set it to zero: w = 3, and C is
2 there. Done, no computer needed. Now try the same with

$$C(w) = 0.05\,\big((w+2)(w-1)(w-3)\big)^2 + 2 + 0.3\,(w-3).$$

Its slope is a polynomial of degree five, and for those no formula gives the
zeros. We can still *evaluate* the slope anywhere, and the tape does it exactly.
*/

typedef struct Point {
    double cost, slope;
} Point;

// v_affine(a, x, b) is a·x + b, v_square(x) is x·x.
static Value hills(Value w) {
    Value a = v_affine(1, w, 2), b = v_affine(1, w, -1), c = v_affine(1, w, -3);
    Value product = v_mul(v_mul(a, b), c);
    Value hills = v_affine(0.05, v_square(product), 2);
    return v_add(hills, v_affine(0.3, w, -0.9));
}

static Value bowl(Value w) {
    return v_affine(0.5, v_square(v_affine(1, w, -3)), 2);
}

// C and C′ at w, by the tape.
static Point at(Value (*curve)(Value), double w) {
    Tape *t = tape_new();
    Value x = v_var(t, w), y = curve(x);
    v_backward(y);
    Point p = {v_value(y), v_grad(x)};
    tape_free(t);
    return p;
}

static void look_at_the_hills(Chapter *c) {
    chapter_section(c, "A curve with three valleys");
    printf("C(w) = 0.05 ((w + 2)(w - 1)(w - 3))² + 2 + 0.3 (w - 3), for w from "
           "-3 to 4:\n\n");
    enum { N = 141 };
    static double w[N], cost[N];
    for (int i = 0; i < N; i++) {
        w[i] = -3 + i * 0.05;
        cost[i] = at(hills, w[i]).cost;
    }
    const int n[] = {N};
    // In 64 x 12 letters, one curve, with C from 0 to 7:
    text_curves(64, 12, 1, n, (const double *const[]){w},
                (const double *const[]){cost}, 0, 7);
}

/*
## Step by the slope

Chapter 1 said what a slope's sign is good for: positive, go left; negative, go
right. So go against it:

$$w \leftarrow w - \eta\, C'(w)$$

That is **gradient descent**, all of it. The number η (say "eta") is the
**learning rate**. We start at w = 3.6, high on the right wall.
*/

static double descend(Value (*curve)(Value), double w, double rate, int steps) {
    for (int k = 0; k < steps; k++)
        w -= rate * at(curve, w).slope;
    return w;
}

static void step_by_the_slope(Chapter *c) {
    chapter_section(c, "Step by the slope");
    printf("From w = 3.6 with a learning rate of 0.01.\n");
    chapter_predict(c, "Will the steps grow or shrink on the way down?");

    Table t = table_begin("step | w | C(w) | slope | next step",
                          "%4d | %8.6f | %9.6f | %9.6f | %9.6f");
    const double rate = 0.01;
    double w = 3.6;
    for (int k = 0; k <= 30; k++) {
        Point p = at(hills, w);
        if (k < 6 || k % 10 == 0)
            table_row(&t, k, w, p.cost, p.slope, -rate * p.slope);
        w -= rate * p.slope;
    }
    table_end(&t);
}

/*
Nobody told the program to slow down. The step is η times the slope, and near
the bottom the slope is nearly 0, so the steps shrink by themselves.

![Figure 2.1: The path from 3.6. Each dot is a step; the green line is the slope
at the start. The dots crowd together at the bottom.](ch02_path)

Compare a walker that only looks at the *sign* of the slope and always goes
0.05. It comes near quickly and then hops around the bottom for ever.

![Figure 2.2: Distance to the valley after each step. Near it, proportional
steps shrink it by the same factor each time, a straight line on this
logarithmic axis; fixed steps end up hopping from side to side.](ch02_steps)
*/

static void draw_path(Chapter *c) {
    Figure *s = figure_open(c, "ch02_path", "w cost slope");
    figure_block(s, "curve", NULL);
    for (int i = 0; i <= 140; i++) {
        double w = -3 + i * 0.05;
        Point p = at(hills, w);
        figure_row(s, w, p.cost, p.slope);
    }
    figure_block(s, "path", NULL);
    double w = 3.6;
    for (int k = 0; k <= 30; k++) {
        Point p = at(hills, w);
        figure_row(s, w, p.cost, p.slope);
        w -= 0.01 * p.slope;
    }
    figure_close(c, s);
}

static void draw_steps(Chapter *c) {
    Figure *s = figure_open(c, "ch02_steps", "step proportional fixed");
    double valley = descend(hills, 2.9, 0.05, 2000), w = 3.6, hopper = 3.6;
    for (int k = 0; k < 150; k++) {
        Point p = at(hills, w), q = at(hills, hopper);
        figure_row(s, (double)k, fabs(w - valley), fabs(hopper - valley));
        w -= 0.01 * p.slope;
        hopper -= q.slope > 0 ? 0.05 : -0.05;
    }
    figure_close(c, s);
    printf("The steps shrink with the slope. Beside it, one whose steps do "
           "not:\n\n");
    Table t = table_begin("walker | distance to the valley after 150 steps",
                          "%-13s | %.8f");
    table_row(&t, "η times slope", fabs(w - valley));
    table_row(&t, "always 0.05", fabs(hopper - valley));
    table_end(&t);
}

/*
## Which valley?

The slope knows only the ground under your feet. So the valley that the walk
ends in depends on where it begins.
*/

static void which_valley(Chapter *c) {
    chapter_section(c, "Which valley?");
    printf("Eleven starts, 400 steps each, the same learning rate.\n");
    chapter_predict(c, "How many different places will they end in?");

    Figure *s = figure_open(c, "ch02_valleys", "start cost end end_cost");
    Table t = table_begin("start | ends at | C there", "%5.1f | %9.6f | %.6f");
    for (int i = 0; i < 11; i++) {
        double start = -3 + i * 0.7, end = descend(hills, start, 0.01, 400);
        double cost = at(hills, end).cost;
        table_row(&t, start, end, cost);
    }
    for (int i = 0; i <= 280; i++) {
        double start = -3 + i * 0.025, end = descend(hills, start, 0.01, 400);
        figure_row(s, start, at(hills, start).cost, end, at(hills, end).cost);
    }
    figure_close(c, s);
    table_end(&t);
    printf("Three places: which one, the start decides.\n\n");
}

/*
Three **local minima**, near `-2.013059`, `0.919577` and `2.967879`. Only the
first is the lowest of all. Article 2 says it carefully: gradient descent
approaches *some* local minimum, and which one depends on the start.

![Figure 2.3: Every start in the colour of the valley where its walk ends. The
colours meet at the tops of the hills.](ch02_valleys)

## Too small, good, too large

Now the rate. On the bowl the algebra is short. There C′ = w - 3, so one step
turns the distance d = w - 3 into

$$d \leftarrow d - \eta\, d = (1-\eta)\, d.$$

The distance is multiplied by 1 - η every time. With η = 0.1 it shrinks to 90 %;
with η = 1 it is gone in one step; with η = 1.9 it changes sides and shrinks to
90 %; with η = 2.1 it changes sides and *grows*. For a curve that bends κ times
as much the factor is 1 - ηκ, and the border is at ηκ = 2. κ is the
**curvature**. So the largest rate that works is not a matter of taste: it is 2
divided by the curvature of the valley.
*/

static void four_rates(Chapter *c) {
    chapter_section(c, "Too small, good, too large");
    printf("The bowl ½(w - 3)² + 2, with curvature 1, from w = 0.\n");
    chapter_predict(c, "Which of these rates never reaches the bottom?");

    const double rates[] = {0.05, 0.5, 1.9, 2.1};
    const char *what[] = {"too small: crawls", "good", "changes sides, arrives",
                          "diverges"};
    Figure *s = figure_open(c, "ch02_rates", "step small good swings diverges");
    double w[4] = {0}, after20[4] = {0};
    for (int k = 0; k <= 20; k++) {
        figure_row(s, (double)k, w[0], w[1], w[2], w[3]);
        for (int i = 0; i < 4; i++) {
            after20[i] = w[i];
            w[i] -= rates[i] * at(bowl, w[i]).slope;
        }
    }
    figure_close(c, s);
    Table t = table_begin("rate | factor a step | w after 20 | what happens",
                          "%4.2f | %5.2f | %10.4f | %-22s");
    for (int i = 0; i < 4; i++)
        table_row(&t, rates[i], 1 - rates[i], after20[i], what[i]);
    table_end(&t);
    printf("The border is 2 divided by the curvature, here 2.\n\n");
}

/*
![Figure 2.4: The same bowl, four rates. The dashed line is the
bottom.](ch02_rates)

This is where the article's wording needs care. That steps are proportional to
the slope makes them shrink near the bottom; it does *not* by itself prevent
overshooting. That takes a rate below 2/κ.

## When to stop

The steps never become exactly 0, so a program needs a rule. A good one is: stop
when the slope is as small as the accuracy you want. Counting steps is the other
one; training a network mostly uses that.
*/

static void when_to_stop(Chapter *c) {
    chapter_section(c, "When to stop");
    printf("From w = 3.6 again, until the slope is small enough:\n\n");
    Table t = table_begin("stop at a slope below | steps | w | C(w)",
                          "%6.0e | %5d | %10.8f | %.10f");
    for (int k = 1; k <= 4; k++) {
        double limit = k == 1 ? 1e-1 : k == 2 ? 1e-3 : k == 3 ? 1e-6 : 1e-9;
        double w = 3.6;
        int steps = 0;
        Point p = at(hills, w);
        for (; fabs(p.slope) >= limit && steps < 100000; steps++) {
            w -= 0.01 * p.slope;
            p = at(hills, w);
        }
        table_row(&t, limit, steps, w, p.cost);
    }
    table_end(&t);
}

/*
C is right to ten digits long before w is: at the bottom a curve is flat, so a
small error in w hardly shows in C.

## The check

The slope along the whole path, by hand, by the tape, and numeric. By hand, with
p = (w+2)(w-1)(w-3) = w³ - 2w² - 5w + 6, the slope is 0.1·p·p′ + 0.3, since that
of p² = p·p is p′·p + p·p′ by the product rule.
*/

static double slope_by_hand(double w) {
    double p = (w + 2) * (w - 1) * (w - 3);
    return 0.1 * p * (3 * w * w - 4 * w - 5) + 0.3;
}

static double numeric_slope(double w) {
    const double h = 6e-6;
    return (at(hills, w + h).cost - at(hills, w - h).cost) / (2 * h);
}

static void check(Chapter *c) {
    report_begin(c);
    double w = 3.6;
    for (int k = 0; k <= 30; k++) {
        Point p = at(hills, w);
        if (k % 5 == 0) {
            char name[40];
            snprintf(name, sizeof name, "C′ after %2d steps", k);
            report_row(c, name, slope_by_hand(w), p.slope, numeric_slope(w));
        }
        w -= 0.01 * p.slope;
    }
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch02_descent", "Walking downhill",
                       NULL))
        return c.status;
    look_at_the_hills(&c);
    step_by_the_slope(&c);
    draw_path(&c);
    draw_steps(&c);
    which_valley(&c);
    four_rates(&c);
    when_to_stop(&c);
    check(&c);
    return chapter_end(&c);
}

/*
## What we cut corners on

A slope of 0 is not always a bottom. Start exactly on a hilltop and the walk
does not move at all; chapter 3 meets worse. And our rate was chosen by looking:
for a formula with thousands of inputs nobody knows the curvature, so people try
several rates and watch C.

## Exercises

`make ex02` writes the files to edit and checks them; `make hint02` helps.

- **2a** Write the walk: so many steps downhill at a given rate.
- **2b** Write the rule for when to stop, with a limit on the number of steps.

Next: one input is not enough. Two of them, and in which direction to go:
`make ch03`.
*/
