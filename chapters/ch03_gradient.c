/*
# Chapter 3: Which way is down, with two knobs?

**The question.** With one knob, an input that we are free to turn, there are
two ways to go. With two knobs there is a whole compass of them, and which one
is steepest? By the end you will have tried all 360 degrees, found that two
slopes are enough to know the best one, and seen a valley in which the steepest
way is a detour.

Read it beside article 2, rows A2-12 to A2-14 and A2-18, and the note E10. Run
it with `make ch03`.

**本章要点** 有两个输入时，对每个输入各求一个斜率（偏导数），合起来就是梯度。
梯度指向上升最快的方向，它的长度就是那个方向的坡度；下山要走它的反方向。
梯度的每个分量还说明这个输入有多重要；梯度为零的地方不一定是谷底，也可能是鞍点。

**New here**

partial derivative ∂C/∂x (偏导数)
: the slope when only x moves. For C = 3x + y it is 3, whatever y is.

gradient ∇C (梯度)
: the partial derivatives in a row. For C = 3x + y it is (3, 1).

length of an arrow (向量的长度)
: (3, 4) is 5 long: the root of 3·3 + 4·4.

contour (等高线)
: a line on a map along which the height does not change.

saddle (鞍点)
: a flat place that goes up on two sides and down on the other two.
*/

#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

/*
## One slope for each knob

Take a landscape with two inputs,

$$C(x, y) = \tfrac{3}{2}x^2 + \tfrac{1}{2}y^2,$$

and stand at (1, 1). Turn only x, and the slope is 3x = 3. Turn only y, and it
is y = 1. These are the **partial derivatives**; together they are the
**gradient**, ∇C = (3, 1). The tape gives both with one `v_backward`.
*/

typedef Value Landscape(Value x, Value y);  // a function of two inputs

typedef struct Spot {
    double cost, dx, dy;  // C, ∂C/∂x, ∂C/∂y
} Spot;

static Value bowl(Value x, Value y) {
    Value wide = v_affine(1.5, v_square(x), 0);
    return v_add(wide, v_affine(0.5, v_square(y), 0));
}

static Spot look(Landscape *c, double x, double y) {
    Tape *t = tape_new();
    Value a = v_var(t, x), b = v_var(t, y), cost = c(a, b);
    v_backward(cost);
    Spot s = {v_value(cost), v_grad(a), v_grad(b)};
    tape_free(t);
    return s;
}

/*
## The compass

Is (3, 1) also the direction to go? Ask the landscape. From (1, 1) we take a
step of length 0.01 in each of the eight directions of the compass and measure
what C does, per unit of length.
*/

// The change of C per unit of length, r in the direction of `angle` degrees.
static double climb(Landscape *c, double x, double y, double angle, double r) {
    double turn = angle * 0.017453292519943295;  // π/180
    double there = look(c, x + r * m_cos(turn), y + r * m_sin(turn)).cost;
    return (there - look(c, x, y).cost) / r;
}

static void the_compass(Chapter *c) {
    chapter_section(c, "The compass");
    Spot s = look(bowl, 1, 1);
    printf("C = 3/2 x² + 1/2 y² at (1, 1): C = %g, ∇C = (%g, %g).\n", s.cost,
           s.dx, s.dy);
    chapter_predict(c, "Which of eight directions climbs fastest?");

    const char *name[] = {"east", "north-east", "north", "north-west",
                          "west", "south-west", "south", "south-east"};
    Table t = table_begin("direction | angle | climb per unit",
                          "%-10s | %5.0f | %9.4f");
    for (int i = 0; i < 8; i++)
        table_row(&t, name[i], 45.0 * i, climb(bowl, 1, 1, 45 * i, 0.01));
    table_end(&t);
}

static void all_degrees(Chapter *c) {
    chapter_predict(c, "And of all 360 degrees? How steep is it there?");
    Figure *s = figure_open(c, "ch03_cosine", "angle climb");
    double best = -1e9, best_angle = 0;
    for (int k = 0; k <= 3600; k++) {
        double angle = k * 0.1, gain = climb(bowl, 1, 1, angle, 1e-6);
        if (gain > best)
            best = gain, best_angle = angle;
        if (k % 20 == 0)
            figure_row(s, angle, gain);
    }
    figure_close(c, s);
    double turn = best_angle * 0.017453292519943295;
    printf("  steepest at %.1f degrees, the direction (%.4f, %.4f)\n",
           best_angle, m_cos(turn), m_sin(turn));
    printf("  (3, 1) made one unit long is           (%.4f, %.4f)\n",
           3 / sqrt(10), 1 / sqrt(10));
    printf("  climb per unit there: %.4f; length of (3, 1): %.4f\n\n", best,
           sqrt(10));
}

static void draw_directions(Chapter *c) {
    Figure *s = figure_open(c, "ch03_directions", "x y dx dy climb");
    for (int i = 0; i < 8; i++) {
        double turn = i * 0.7853981633974483;  // 45 degrees
        double gain = climb(bowl, 1, 1, 45 * i, 0.01);
        figure_row(s, 1.0, 1.0, m_cos(turn), m_sin(turn), gain);
    }
    figure_block(s, "gradient", NULL);
    figure_row(s, 1.0, 1.0, 3.0, 1.0, sqrt(10));
    figure_close(c, s);
}

/*
So the gradient is the direction of the fastest climb, and its length, here
`3.1623`, is how steep that climb is. (The two directions differ in the last
digits because we tried tenths of a degree; and east climbs `3.0150`, not 3,
because a step of 0.01 makes a secant, not a tangent.) Downhill fastest is
exactly the other way, −∇C. At right angles to it the ground is level: that is
the direction of the **contour** line through the point.

![Figure 3.1: Eight steps from (1, 1). The longest arrow up is the one nearest
to the gradient; the contour runs where the climb is zero.](ch03_directions)

![Figure 3.2: The climb in every direction is a cosine: highest along the
gradient, zero at right angles, lowest opposite.](ch03_cosine)

Why a cosine? A small step (a, b) changes C by 3a + 1b, each slope times its own
change. For steps of one length that sum is the length of (3, 1) times the
cosine of the angle between the two arrows. Nothing about it needs two inputs;
the same holds for the 13,002 that our network will have.

There is a second way to read (3, 1), and article 2 dwells on it. Forget
directions: the numbers say that at this point x matters three times as much as
y. Turn each by the same little bit and see.
*/

static void which_knob_matters(Chapter *c) {
    chapter_section(c, "Which knob matters more?");
    chapter_predict(c, "Turn x by 0.001, or y by 0.001: what does C do?");
    double before = look(bowl, 1, 1).cost;
    double by_x = look(bowl, 1.001, 1).cost - before;
    double by_y = look(bowl, 1, 1.001).cost - before;
    Table t = table_begin("turned by 0.001 | change of C", "%-15s | %.7f");
    table_row(&t, "x", by_x);
    table_row(&t, "y", by_y);
    table_end(&t);
    printf("  x matters %.2f times as much.\n\n", by_x / by_y);
}

/*
## Down the hill

Gradient descent is chapter 2's rule with an arrow in place of a number: both
knobs move at once, each against its own slope.
*/

static void grid(Figure *s, Landscape *c, double reach_x, double reach_y) {
    enum { N = 80 };
    figure_block(s, "surface", NULL);
    for (int i = 0; i <= N; i++) {
        for (int j = 0; j <= N; j++) {
            double x = reach_x * (2.0 * i / N - 1);
            double y = reach_y * (2.0 * j / N - 1);
            Spot p = look(c, x, y);
            figure_row(s, x, y, p.cost, p.dx, p.dy);
        }
        figure_gap(s);
    }
}

// Writes the path, and gives its last point's distance from (0, 0).
static double walk(Figure *s, Landscape *c, double x, double y, double rate,
                   int steps) {
    figure_block(s, "path", NULL);
    for (int k = 0; k <= steps; k++) {
        Spot p = look(c, x, y);
        figure_row(s, x, y, p.cost, p.dx, p.dy);
        if (k < steps) {
            x -= rate * p.dx;
            y -= rate * p.dy;
        }
    }
    return sqrt(x * x + y * y);
}

// A landscape with two valleys of different depth.
static Value two_valleys(Value x, Value y) {
    Value a = v_affine(1, v_square(x), -1.2);  // x² - 1.2
    Value along = v_square(a), across = v_affine(1.3, v_square(y), 0);
    Value hills = v_add(along, across);
    return v_add(hills, v_affine(0.25, v_add(x, y), 1));
}

static void down_the_hill(Chapter *c) {
    chapter_section(c, "Down the hill");
    printf("C = (x² - 1.2)² + 1.3y² + (x + y)/4 + 1, from (0.25, 1.4).\n\n");
    const double rate = 0.06;
    double x = 0.25, y = 1.4;
    Table t = table_begin("step | x | y | C | length of ∇C",
                          "%4d | %8.5f | %8.5f | %7.5f | %7.5f");
    for (int k = 0; k <= 40; k++) {
        Spot p = look(two_valleys, x, y);
        if (k < 4 || k % 10 == 0)
            table_row(&t, k, x, y, p.cost, sqrt(p.dx * p.dx + p.dy * p.dy));
        x -= rate * p.dx;
        y -= rate * p.dy;
    }
    table_end(&t);
    Figure *s = figure_open(c, "ch03_field", "x y cost dx dy");
    grid(s, two_valleys, 2, 1.6);
    walk(s, two_valleys, 0.25, 1.4, rate, 40);
    figure_close(c, s);
}

/*
The walk ends in the right-hand valley, a local minimum; the left one is deeper.
With two inputs as with one, the start decides.

![Figure 3.3: The landscape from the side, and the path down.](ch03_surface)

![Figure 3.4: The same as a map. Each arrow is −∇C at its place; the path
crosses the contours at right angles.](ch03_field)

## Steepest is not shortest

The arrow −∇C points where it is steepest *here*. In a long narrow valley that
is mostly across, not along. Take C = x² + 10y²: its curvature is 2 along x and
20 along y. Chapter 2's border, 2 divided by the curvature, allows η up to 1 for
x, but only 0.1 for y, and there is one η for both.
*/

static Value narrow(Value x, Value y) {
    Value along = v_square(x);
    return v_add(along, v_affine(10, v_square(y), 0));
}

static void zig_zag(Chapter *c) {
    chapter_section(c, "Steepest is not shortest");
    printf("C = x² + 10y² from (4, 1), 30 steps at each rate.\n"
           "A step multiplies x by 1 - 2η and y by 1 - 20η.\n");
    chapter_predict(c, "Which of these rates comes nearest to (0, 0)?");
    const double rates[] = {0.01, 0.05, 0.09, 0.101};
    Table t = table_begin("rate | factor for x | factor for y | distance left",
                          "%5.3f | %5.2f | %5.2f | %8.4f");
    Figure *s = figure_open(c, "ch03_zigzag", "x y cost dx dy");
    grid(s, narrow, 4.5, 1.5);
    for (int i = 0; i < 4; i++) {
        double left = walk(s, narrow, 4, 1, rates[i], 30);
        table_row(&t, rates[i], 1 - 2 * rates[i], 1 - 20 * rates[i], left);
    }
    table_end(&t);
    printf("Too small crawls along x, too large grows along y.\n\n");
    figure_close(c, s);
}

/*
![Figure 3.5: The narrow valley. At η = 0.09 the walk jumps from wall to wall
while it creeps along the floor.](ch03_zigzag)

The best rate is a compromise between two factors, and the worse the valley's
proportions, the worse the compromise. Chapter 11 shows a cure: momentum.

## Flat, but not the bottom

The rule stops where the gradient is zero. With two inputs there are new places
of that kind. On C = x² − y² + y⁴/4 the origin is a **saddle**: lowest along x,
highest along y. And on C = 1 - 1/(1 + (x² + y²)²), a plateau with one hole, the
gradient far from the hole is nearly zero everywhere.
*/

static Value saddle(Value x, Value y) {
    Value x2 = v_square(x), y2 = v_square(y), pass = v_sub(x2, y2);
    return v_add(pass, v_affine(0.25, v_square(y2), 0));
}

static Value plateau(Value x, Value y) {  // 1 - 1/(1 + (x² + y²)²)
    Value x2 = v_square(x), r2 = v_add(x2, v_square(y));
    return v_affine(-1, v_pow(v_affine(1, v_square(r2), 1), -1), 1);
}

static void flat_places(Chapter *c) {
    chapter_section(c, "Flat, but not the bottom");
    printf("A saddle, C = x² - y² + y⁴/4, and a plateau far from its hole.\n");
    chapter_predict(c, "Start exactly on the ridge, y = 0. Where does it end?");
    const double starts[] = {0, 1e-9, 1e-3};
    Table t = table_begin("start | steps | x | y | C",
                          "%-16s | %5d | %9.6f | %9.6f | %9.6f");
    Figure *s = figure_open(c, "ch03_saddle", "x y cost dx dy");
    grid(s, saddle, 2, 2.2);
    const char *names[] = {"(1.5, 0)", "(1.5, 10⁻⁹)", "(1.5, 10⁻³)"};
    for (int i = 0; i < 3; i++) {
        double x = 1.5, y = starts[i];
        for (int k = 0; k < 100; k++) {
            Spot p = look(saddle, x, y);
            x -= 0.1 * p.dx;
            y -= 0.1 * p.dy;
        }
        table_row(&t, names[i], 100, x, y, look(saddle, x, y).cost);
        walk(s, saddle, 1.5, starts[i], 0.1, 100);
    }
    figure_close(c, s);
    double x = 4, y = 3;
    for (int k = 0; k < 100; k++) {
        Spot p = look(plateau, x, y);
        x -= 0.1 * p.dx;
        y -= 0.1 * p.dy;
    }
    table_row(&t, "plateau, (4, 3)", 100, x, y, look(plateau, x, y).cost);
    table_end(&t);
    printf(
        "On the ridge it ends at the saddle, which is flat but no bottom.\n\n");
}

/*
Exactly on the ridge the walk ends at the saddle and stays. A nudge of a
thousandth is enough to fall off it. A nudge of a billionth does so too, only
later. On the plateau a hundred steps lead almost nowhere. So "gradient descent
finds a local minimum" (article 2) needs a little care: it stops at flat places,
most of which, with luck and a little noise, are minima.

![Figure 3.6: A saddle. On the ridge the walk stops at the flat place; a nudge
beside it, and it goes on down.](ch03_saddle)

## The check

Both components at several places, by hand, by the tape, and numeric.
*/

typedef struct Place {
    const char *name;
    Landscape *c;
    double x, y, dx, dy;  // and the gradient by hand
} Place;

static double numeric(Landscape *c, double x, double y, bool along_x) {
    const double h = 6e-6;
    double a = along_x ? h : 0, b = along_x ? 0 : h;
    return (look(c, x + a, y + b).cost - look(c, x - a, y - b).cost) / (2 * h);
}

static void check(Chapter *c) {
    const Place places[] = {
        {"bowl at (1, 1)", bowl, 1, 1, 3, 1},
        {"bowl at (-2, 3)", bowl, -2, 3, -6, 3},
        {"valleys at (0.5, 1)", two_valleys, 0.5, 1,
         4 * 0.5 * (0.25 - 1.2) + 0.25, 2.6 + 0.25},
        {"narrow at (4, 1)", narrow, 4, 1, 8, 20},
        {"saddle at (1, 2)", saddle, 1, 2, 2, -4 + 8},
        {"plateau at (1, 1)", plateau, 1, 1, 8.0 / 25, 8.0 / 25},
    };
    report_begin(c);
    for (int i = 0; i < 6; i++) {
        const Place *p = &places[i];
        Spot s = look(p->c, p->x, p->y);
        char name[64];
        snprintf(name, sizeof name, "∂C/∂x, %s", p->name);
        report_row(c, name, p->dx, s.dx, numeric(p->c, p->x, p->y, true));
        snprintf(name, sizeof name, "∂C/∂y, %s", p->name);
        report_row(c, name, p->dy, s.dy, numeric(p->c, p->x, p->y, false));
    }
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch03_gradient",
                       "Which way is down, with two knobs?", NULL))
        return c.status;
    the_compass(&c);
    all_degrees(&c);
    draw_directions(&c);
    which_knob_matters(&c);
    down_the_hill(&c);
    zig_zag(&c);
    flat_places(&c);
    check(&c);
    return chapter_end(&c);
}

/*
## What we cut corners on

"Steepest" depends on how lengths are measured: if x were in metres and y in
miles, the arrow would point elsewhere. And we drew landscapes because two
inputs can be drawn. A network's cost has thousands of inputs and no picture;
what carries over is the rule, not the view.

## Exercises

`make ex03` writes the files to edit and checks them; `make hint03` helps.

- **3a** Work out both partial derivatives of x²y + y³ on paper, then write them
  down in C.
- **3b** Take one step of a given length in the steepest direction down.

Next: we have used the tape as a sealed box for three chapters. Open it:
`make ch04`.
*/
