/*
# Chapter 3: Which way is down, with two knobs?

**The question.** With one knob, an input that we are free to turn, there are
two ways to go. With two knobs there is a whole compass of them, and which one
is steepest? By the end you will have tried all 360 degrees, seen why two slopes
tell the best one, and met a valley in which the steepest way is a detour. (The
network of this book has 13,002 knobs; it will learn by the same rule.)

Read it beside article 2, rows A2-12 to A2-14 and A2-18, and the note E10. Run
it with `make ch03`, and turn its knobs: `make ch03 ARGS="--rate 0.15"`.

**本章要点** 有两个输入时，对每个输入各求一个斜率（偏导数），合起来就是梯度。
梯度指向上升最快的方向，长度就是那个方向的坡度；下山要往反方向走。
梯度的每个分量还说明这个输入有多重要；梯度为零的地方不一定是谷底，也可能是鞍点。

**New here**

partial derivative ∂C/∂x (偏导数)
: the slope when only x moves. For C = 3x + y it is 3, whatever y is.

gradient ∇C (梯度)
: the partial derivatives in a row. For C = 3x + y it is (3, 1).

length of an arrow (向量的长度)
: (3, 4) is 5 long: the root of 3·3 + 4·4. That of ∇C is written |∇C|.

contour (等高线)
: a line on a map along which the height does not change.

saddle (鞍点)
: a flat place that goes up on two sides and down on the other two.
*/

#include "../lib/random.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

static double steep = 3, rate = 0.06, start_x = 0.25, start_y = 1.4;
static double narrow = 10;

static const Option knobs[] = {
    {"--bowl", KNOB_NUMBER, &steep, 0.5, 8, "how steep the bowl is in x",
     "碗在 x 方向有多陡"},
    {"--rate", KNOB_NUMBER, &rate, 0.001, 0.2, "learning rate η of the walk",
     "学习率 η"},
    {"--x", KNOB_NUMBER, &start_x, -1.6, 1.6, "the x that it starts from",
     "起点 x"},
    {"--y", KNOB_NUMBER, &start_y, -1, 1.4, "the y that it starts from",
     "起点 y"},
    {"--valley", KNOB_NUMBER, &narrow, 1, 50, "how narrow the last valley is",
     "狭长山谷有多窄"},
    {0}};

/*
## One slope for each knob

Take a landscape with two inputs,

$$C(x, y) = \tfrac{3}{2}x^2 + \tfrac{1}{2}y^2,$$

and stand at (1, 1). Hold y, and turn only x: what is left is a curve of one
input, 3/2 x² + 1/2, with the slope 3x, here 3. Hold x instead, and the curve is
3/2 + 1/2 y² with the slope y, here 1. These are the **partial derivatives**;
the round ∂ in ∂C/∂x says that the other inputs are held. Together they are the
**gradient**, ∇C = (3, 1): an arrow that lies on the map of x and y, not on the
hillside. At another place it is another arrow. A minus in it would say, as in
chapter 1, that C falls when that input grows. The tape gives both slopes with
one `v_backward`.
*/

typedef Value Landscape(Value x, Value y);  // a function of two inputs

typedef struct Place {
    double x, y;
} Place;

typedef struct Spot {
    double cost, dx, dy;  // C, ∂C/∂x, ∂C/∂y
} Spot;

static Value bowl(Value x, Value y) {
    Value wide = v_affine(steep / 2, v_square(x), 0);
    return v_add(wide, v_affine(0.5, v_square(y), 0));
}

// What a landscape is at p, by the tape.
static Spot at(Landscape *land, Place p) {
    Tape *t = tape_new();
    Value x = v_var(t, p.x), y = v_var(t, p.y), cost = land(x, y);
    v_backward(cost);
    Spot s = {v_value(cost), v_grad(x), v_grad(y)};
    tape_free(t);
    return s;
}

static double cost(Landscape *land, double x, double y) {
    return at(land, (Place){x, y}).cost;
}

/*
![Figure 3.1: Two slices through the bowl, with one input held at 1. The slopes
of their tangents are the partial derivatives.](ch03_slices)

Chapter 1's central difference measures them, one knob at a time. It takes two
values of C for each: too much work when there are thousands.

→ One slope for each knob

The gradient also tells what matters. Turn x or y by the same little bit, and
with x C changes three times as much: here x matters three times as much as y.

## Both knobs at once

Now turn both, one after the other: first x by a, then y by b. While x moves, C
changes by about 3a. While y moves, it changes by about b times the slope in y
at (1 + a, 1), and we have that slope only at (1, 1). On the bowl it is the
same, since ∂C/∂y is y wherever x is. On any smooth landscape it has changed by
only some number times a, and times b that is a small mistake: small times
small. So

$$\Delta C \approx 3a + 1b.$$

Each slope times its own change, added up. This is what a tangent was with one
input; with two it is a plane that touches the landscape.
*/

static double on_the_plane(Spot s, double a, double b) {
    return s.dx * a + s.dy * b;
}

/*
→ Both knobs at once

Ten times shorter steps, and the difference between the landscape and the plane
is a hundred times smaller: the same law as for a curve and its tangent. So
trust the plane close by only. In the last two rows, up for x and down for y
just cancel on the plane; C rises, by `0.060000`, because the bowl bends up. A
shorter step that way, along the **contour**, hardly changes it.

![Figure 3.2: The bowl, its two slices through (1, 1), and the plane that
touches it there. The plane holds both tangents.](ch03_plane)

## The compass

Which direction is the steepest? Ask the landscape: from (1, 1), a step of
length 0.01 in each of eight directions, and what C does per unit of length.
*/

static const double degree = 0.017453292519943295;  // π/180

// The change of C per unit of length, r in the direction of `angle` degrees.
static double climb(Landscape *land, Place p, double angle, double r) {
    double a = r * m_cos(angle * degree), b = r * m_sin(angle * degree);
    return (cost(land, p.x + a, p.y + b) - cost(land, p.x, p.y)) / r;
}

/*
→ The compass

![Figure 3.3: Eight steps from (1, 1), each with its climb per unit. Green is
the direction of ∇C; dashed is the contour.](ch03_directions)

East climbs best of the eight (by `3.0150`, not 3: a step of 0.01 makes a
secant). Does any direction climb more than the larger of the two slopes?

→ All 360 degrees

Yes. The best (by steps of a millionth, in tenths of a degree) is the gradient's
direction, and the steepness there, `3.1623`, is its length. It is not 3 + 1: a
step of length 1 cannot go a whole 1 east and a whole 1 north as well.

![Figure 3.4: The climb in every direction. It is a cosine: highest along the
gradient, zero at right angles, lowest opposite.](ch03_cosine)

## Why a cosine?

A step of length 1 in the direction φ is the arrow (cos φ, sin φ): that is how
sine and cosine are defined. With the plane's formula it climbs

$$3 \cos\varphi + 1 \sin\varphi.$$

(North-east both are 1/√2, which makes 4/√2; in the table it is 0.01 more, for
the bowl bends up.) Write (3, 1) in the same way. Its length is √10, about
`3.1623`, its direction θ. Then 3 = √10 cos θ and 1 = √10 sin θ. Put them in:

$$\sqrt{10}\,(\cos\theta \cos\varphi + \sin\theta \sin\varphi)
= \sqrt{10}\,\cos(\varphi - \theta).$$

The last step is the addition formula from school. So the climb of a step of
length 1 is **the length of the gradient times the cosine of the angle between
the two**. All that we measured follows, since a cosine is never above 1:

- along ∇C the angle is 0 and the cosine 1: no direction climbs more;
- at right angles to ∇C it is 0: level, the contour;
- opposite to ∇C it is -1: **−∇C is the steepest way down.**

With 13,002 inputs nobody tries all ways. A step u of length 1 climbs Σgᵢuᵢ (g
is ∇C; Σ adds up over all i). Both g/|g| and u are 1 long: their squares add up
to 1. So those of gᵢ/|g| - uᵢ add up to 1 - 2Σgᵢuᵢ/|g| + 1. That is never below
0: no such step climbs more than |g|, and as much only where all squares are 0,
along g. Steepest down is -g. The cosine is then *defined* as Σgᵢuᵢ/(|g||u|).

## Down the hill

Gradient descent is chapter 2's rule with an arrow in place of a number: both
slopes are measured first, then both knobs move, each against its own. At the
new place both are measured anew.
*/

static Place step(Landscape *land, Place p, double eta) {
    Spot s = at(land, p);
    return (Place){p.x - eta * s.dx, p.y - eta * s.dy};
}

/*
(Why not one knob at a time, first x to its lowest place and then y? On most
landscapes y then moves the lowest x, and it begins again; and with thousands of
knobs each round is thousands of walks.)

By how much does such a step lower C? Put a = -η ∂C/∂x and b = -η ∂C/∂y into
the plane's formula, each slope times its own change:

$$\Delta C \approx -\eta\,\Big(\frac{\partial C}{\partial x}\Big)^2
- \eta\,\Big(\frac{\partial C}{\partial y}\Big)^2 = -\eta\,|\nabla C|^2$$

That is chapter 2's promise, with the length of the gradient for the slope. This
change is never above 0, whatever the inputs: each takes its own square off.

Now a landscape with two valleys of different depth.

→ Down the hill

Each fall is less than promised: the ground bends up. The walk ends in the right
valley, a local minimum; the left is deeper. Start and rate decide which.

![Figure 3.5: The landscape from the side, and the path down.](ch03_surface)

![Figure 3.6: The same as a map. The arrows are −∇C (long ones are cut short).
Each step sets out at a right angle to the contour.](ch03_field)

## Steepest is not shortest

The arrow −∇C points where it is steepest *here*. In a long narrow valley that
is mostly across, not along. Take C = x² + 10y²: its curvature is 2 along x and
20 along y. As on chapter 2's bowl, a step multiplies x by 1 - 2η and y by 1 -
20η. The border, 2 divided by the curvature, allows η up to 1 for x, but only
0.1 for y, and there is one η for both.

→ Steepest is not shortest

![Figure 3.7: The narrow valley. With the larger rate the walk jumps from wall to
wall while it creeps along the floor; with the small one it comes down to the
floor and hardly moves on it.](ch03_zigzag)

Of 1 - 2η and 1 - 20η the one further from 0 is the slower. Equally far is best:
1 - 2η = -(1 - 20η), so η = 1/11, and a step keeps 9/11 of the distance. In a
valley of 100 to 1 it keeps 99/101, and a walk takes ten times as long. But
narrow is a matter of units: with y in pieces of 1/√10, v = √10·y, this
landscape is C = x² + v², a round bowl, and −∇C points straight at the bottom.
So units say which way is steepest and which input matters more; with thousands
of inputs nobody knows good ones. Chapter 11's cure needs none: momentum.

## Flat, but not the bottom

The rule stops where the gradient is zero. With two inputs there are new places
of that kind. On C = x² − y² + y⁴/4 the origin is a **saddle**: lowest along x,
highest along y. And on C = 1 - 1/(1 + (x² + y²)²), a plateau with one hole, the
gradient far from the hole is nearly zero everywhere.

Near the saddle the slope in y is -2y: downhill leads away from the ridge y = 0.
A step with η = 0.1 makes y into y + 0.2y: it grows by a fifth, whatever it is.

→ Flat, but not the bottom

Exactly on the ridge the walk ends at the saddle and stays. A nudge of a
billionth is enough to leave it. Growth by a fifth is a factor of a thousand in
38 steps, so a nudge a thousand times smaller comes off 38 steps later, not
never: a saddle slows a walk down, and only a perfect start is caught. From a
bottom the walk would come back after any small nudge: so one can tell. On the
plateau a hundred steps lead almost nowhere, and a rate large enough for it is
far too large in the hole. What helps is another start; chapter 15 chooses it.

![Figure 3.8: A saddle. On the ridge the walk stops at the flat place; a nudge
beside it, and it goes on down.](ch03_saddle)

## Many inputs, many saddles

How often is a flat place a bottom? Close by, a smooth landscape is nearly its
plane plus squares and products of the inputs; higher powers hardly count. At a
flat place the plane is level. With two inputs ax² + bxy + cy² is left: if a is
not 0, a(x + by/2a)² + (c - b²/4a)y². So, input by input, all become squares
with a number in front. If all these are above 0, every way is up: a bottom. Any
one below 0 is a way down. (If the lowest is 0, higher powers decide.)
*/

enum { MOST = 8 };

// How many of the n squares of Σ a[i][j]·xᵢ·xⱼ come with a minus.
static int ways_down(int n, double a[MOST][MOST]) {
    int down = 0;
    for (int k = 0; k < n; k++) {  // complete the square of input k
        down += a[k][k] < 0;
        for (int i = k + 1; i < n; i++)
            for (int j = k + 1; j < n; j++)
                a[i][j] -= a[i][k] * a[k][j] / a[k][k];
    }
    return down;
}

/*
Let chance choose the numbers a, from a bell curve around 0, 10,000 times for
each number of inputs.

→ Many inputs, many saddles

With one input each is a bottom or a top. With eight not one is. Eight coins
hardly ever all agree, and these signs less often still: where a[k][k] is above
0, each later a[i][i] loses a[i][k]²/a[k][k]; where it is below, it gains. (A
network is not made by chance, and may have more bottoms.) So article 2's
"gradient descent finds a local minimum" needs care: where a walk hardly moves
there may be only a saddle, and the walk is not over.

## The check

Each landscape at one point; the bowl at (-2, 3), where 3x is -6 and y is 3.

→ The check: by hand = by tape = numeric

## What we cut corners on

Where the ground has an edge no plane touches it, and two slopes tell nothing of
other ways. A network's cost has no picture: only the rule carries over.

## Exercises

`make ex03` writes the files to edit and checks them; `make hint03` helps.

- **3a** Both partial derivatives of x²y + y³, on paper, and then in C.
- **3b** A road may climb only so much. In which direction does it go?

Next: we have used the tape as a sealed box for three chapters. Open it:
`make ch04`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

static Value two_valleys(Value x, Value y) {
    Value a = v_affine(1, v_square(x), -1.2);  // x² - 1.2
    Value along = v_square(a), across = v_affine(1.3, v_square(y), 0);
    Value hills = v_add(along, across);
    return v_add(hills, v_affine(0.25, v_add(x, y), 1));
}

static Value narrow_valley(Value x, Value y) {
    return v_add(v_square(x), v_affine(narrow, v_square(y), 0));
}

static Value saddle(Value x, Value y) {
    Value x2 = v_square(x), y2 = v_square(y), pass = v_sub(x2, y2);
    return v_add(pass, v_affine(0.25, v_square(y2), 0));
}

static Value plateau(Value x, Value y) {  // 1 - 1/(1 + (x² + y²)²)
    Value x2 = v_square(x), r2 = v_add(x2, v_square(y));
    return v_affine(-1, v_pow(v_affine(1, v_square(r2), 1), -1), 1);
}

static double size(Spot s) { return sqrt(s.dx * s.dx + s.dy * s.dy); }

// One of a and b is 0 and the other h: how far x and y are moved.
static double slope_of_slice(Landscape *land, Place p, double a, double b) {
    double ahead = cost(land, p.x + a, p.y + b);
    return (ahead - cost(land, p.x - a, p.y - b)) / (2 * (a + b));
}

static double promised_fall(Landscape *land, Place p, double eta) {
    Spot s = at(land, p);
    return -on_the_plane(s, -eta * s.dx, -eta * s.dy);  // η|∇C|²
}

static const Place here = {1, 1};

static void one_slope_for_each_knob(Chapter *c) {
    chapter_section(c, "One slope for each knob");
    printf("C = %g/2 x² + 1/2 y², at (1, 1).\n", steep);
    chapter_predict(c, "Turn only x by 0.01: by how much does C rise, about?");
    const double h = 6e-6;
    Spot s = at(bowl, here);
    double first = cost(bowl, 1.01, 1) - s.cost;
    double second = cost(bowl, 1, 1.01) - s.cost;
    Table t = table_begin("turned | C rises by | central difference | by tape",
                          "%-12s | %.7f | %.6f | %.6f");
    table_row(&t, "x by 0.01", first, slope_of_slice(bowl, here, h, 0), s.dx);
    table_row(&t, "y by 0.01", second, slope_of_slice(bowl, here, 0, h), s.dy);
    table_end(&t);
    printf("∇C = (%g, %g). x matters %.2f times as much.\n\n", s.dx, s.dy,
           first / second);

    Figure *f = figure_open(c, "ch03_slices", NULL);
    figure_block(f, "in_x", "x cost tangent slope");
    for (int i = -40; i <= 80; i++) {
        double x = i / 40.0;
        figure_row(f, x, cost(bowl, x, 1), s.cost + s.dx * (x - 1), s.dx);
    }
    figure_block(f, "in_y", "y cost tangent slope");
    for (int i = -40; i <= 80; i++) {
        double y = i / 40.0;
        figure_row(f, y, cost(bowl, 1, y), s.cost + s.dy * (y - 1), s.dy);
    }
    figure_close(c, f);
}

static void draw_on_bowl(Figure *f, double x, double y) {
    figure_row(f, x, y, cost(bowl, x, y));
}

static void draw_on_plane(Figure *f, double a, double b) {
    Spot s = at(bowl, here);
    figure_row(f, 1 + a, 1 + b, s.cost + on_the_plane(s, a, b));
}

static double tick(int i) { return -0.4 + i * 0.0625; }  // up to 1.6

static void draw_plane(Chapter *c) {
    Figure *f = figure_open(c, "ch03_plane", NULL);
    figure_block(f, "surface", "x y cost");
    for (int i = 0; i <= 32; i++, figure_gap(f))
        for (int j = 0; j <= 32; j++)
            draw_on_bowl(f, tick(i), tick(j));
    figure_block(f, "plane", "x y cost");
    const double r = 0.6;
    const double corner[][2] = {{-r, -r}, {r, -r}, {r, r}, {-r, r}, {-r, -r}};
    for (int k = 0; k < 5; k++)
        draw_on_plane(f, corner[k][0], corner[k][1]);
    figure_block(f, "tangent_in_x", "x y cost");
    draw_on_plane(f, -r, 0);
    draw_on_plane(f, r, 0);
    figure_block(f, "tangent_in_y", "x y cost");
    draw_on_plane(f, 0, -r);
    draw_on_plane(f, 0, r);
    figure_block(f, "in_x", "x y cost");
    for (int i = 0; i <= 32; i++)
        draw_on_bowl(f, tick(i), 1);
    figure_block(f, "in_y", "x y cost");
    for (int i = 0; i <= 32; i++)
        draw_on_bowl(f, 1, tick(i));
    figure_close(c, f);
}

static void both_knobs_at_once(Chapter *c) {
    chapter_section(c, "Both knobs at once");
    Spot s = at(bowl, here);
    printf("From (1, 1) by the step (a, b).\n");
    chapter_predict(c, "The step (0.1, -0.3): does C rise or fall, about?");
    Table t = table_begin("a | b | C changes by | on the plane | difference",
                          "%6g | %6g | %9.6f | %9.6f | %8.6f");
    const double steps[][2] = {{0.1, 0.1},   {0.01, 0.01}, {0.1, 0.2},
                               {0.01, 0.02}, {0.1, -0.3},  {0.01, -0.03}};
    for (int k = 0; k < 6; k++) {
        double a = steps[k][0], b = steps[k][1];
        double change = cost(bowl, 1 + a, 1 + b) - s.cost;
        double plane = on_the_plane(s, a, b);
        table_row(&t, a, b, change, plane, change - plane);
    }
    table_end(&t);
    draw_plane(c);
}

static void the_compass(Chapter *c) {
    chapter_section(c, "The compass");
    printf("Again C = %g/2 x² + 1/2 y² at (1, 1).\n", steep);
    chapter_predict(c, "Which of eight directions climbs fastest?");
    const char *name[] = {"east", "north-east", "north", "north-west",
                          "west", "south-west", "south", "south-east"};
    Table t = table_begin("direction | angle | climb per unit",
                          "%-10s | %5.0f | %9.4f");
    Spot s = at(bowl, here);
    Figure *f = figure_open(c, "ch03_directions", NULL);
    figure_block(f, "directions", "angle climb");
    for (int i = 0; i < 8; i++)
        table_and_figure_row(&t, f, name[i], 45.0 * i,
                             climb(bowl, here, 45 * i, 0.01));
    table_end(&t);
    figure_block(f, "gradient", "dx dy length");
    figure_row(f, s.dx, s.dy, size(s));
    figure_block(f, "contour", "x y");
    for (int k = 0; k <= 360; k++)
        figure_row(f, sqrt(2 * s.cost / steep) * m_cos(k * degree),
                   sqrt(2 * s.cost) * m_sin(k * degree));
    figure_close(c, f);
}

static void all_degrees(Chapter *c) {
    chapter_section(c, "All 360 degrees");
    chapter_predict(c, "How steep is the steepest direction: 3, 4, between?");
    Spot s = at(bowl, here);
    Figure *f = figure_open(c, "ch03_cosine", "angle climb dx dy");
    double best = -1e9, best_angle = 0;
    for (int k = 0; k <= 3600; k++) {
        double angle = k * 0.1, gain = climb(bowl, here, angle, 1e-6);
        if (gain > best)
            best = gain, best_angle = angle;
        if (k % 20 == 0)
            figure_row(f, angle, gain, s.dx, s.dy);
    }
    figure_close(c, f);
    double turn = best_angle * degree;
    printf("  steepest at %.1f degrees, the direction (%.4f, %.4f)\n",
           best_angle, m_cos(turn), m_sin(turn));
    printf("  (%g, %g) made one unit long is           (%.4f, %.4f)\n", s.dx,
           s.dy, s.dx / size(s), s.dy / size(s));
    printf("  climb per unit there: %.4f; length of (%g, %g): %.4f\n\n", best,
           s.dx, s.dy, size(s));
}

static void grid(Figure *f, Landscape *land, double reach_x, double reach_y) {
    enum { N = 80 };
    figure_block(f, "surface", "x y cost dx dy");
    for (int i = 0; i <= N; i++, figure_gap(f))
        for (int j = 0; j <= N; j++) {
            Place p = {reach_x * (2.0 * i / N - 1),
                       reach_y * (2.0 * j / N - 1)};
            Spot s = at(land, p);
            figure_row(f, p.x, p.y, s.cost, s.dx, s.dy);
        }
}

// Writes the path, and returns its end.
static Place walk(Figure *f, Landscape *land, Place p, double eta, int steps) {
    figure_block(f, "path", "x y cost rate");
    for (int k = 0; k <= steps; k++) {
        figure_row(f, p.x, p.y, at(land, p).cost, eta);
        p = k < steps ? step(land, p, eta) : p;
    }
    return p;
}

static void down_the_hill(Chapter *c) {
    chapter_section(c, "Down the hill");
    printf("C = (x² - 1.2)² + 1.3y² + (x + y)/4 + 1, from (%g, %g), η = %g.\n",
           start_x, start_y, rate);
    chapter_predict(c, "Will a step lower C by more or by less than promised?");
    Table t =
        table_begin("step | x | y | C | length of ∇C | promised fall | "
                    "real fall",
                    "%4d | %8.5f | %8.5f | %7.5f | %8.5f | %8.5f | %8.5f");
    Place p = {start_x, start_y};
    for (int k = 0; k <= 40; k++) {
        Spot s = at(two_valleys, p);
        Place next = step(two_valleys, p, rate);
        if (k < 4 || k % 10 == 0)
            table_row(&t, k, p.x, p.y, s.cost, size(s),
                      promised_fall(two_valleys, p, rate),
                      s.cost - at(two_valleys, next).cost);
        p = next;
    }
    table_end(&t);
    Place other = walk(NULL, two_valleys, (Place){-start_x, start_y}, rate, 41);
    printf("From (%g, %g) it would end at (%.5f, %.5f), with C = %.5f.\n\n",
           -start_x, start_y, other.x, other.y, at(two_valleys, other).cost);
    Figure *f = figure_open(c, "ch03_field", NULL);
    grid(f, two_valleys, 2, 1.6);
    walk(f, two_valleys, (Place){start_x, start_y}, rate, 40);
    figure_close(c, f);
}

static void zig_zag(Chapter *c) {
    chapter_section(c, "Steepest is not shortest");
    // The border for y is 1/narrow.
    const double rates[] = {0.1 / narrow, 0.5 / narrow, 0.9 / narrow,
                            1.01 / narrow};
    printf("C = x² + %gy² from (4, 1), 30 steps at each rate:\n%g, %g, %g and "
           "%g.\n",
           narrow, rates[0], rates[1], rates[2], rates[3]);
    chapter_predict(c, "Which of these rates comes nearest to (0, 0)?");
    Table t = table_begin("rate | factor for x | factor for y | distance left",
                          "%5.3f | %5.2f | %5.2f | %8.4f");
    Figure *f = figure_open(c, "ch03_zigzag", NULL);
    grid(f, narrow_valley, 4.5, 1.5);
    for (int i = 0; i < 4; i++) {
        double eta = rates[i];
        Place end = walk(f, narrow_valley, (Place){4, 1}, eta, 30);
        table_row(&t, eta, 1 - 2 * eta, 1 - 2 * narrow * eta,
                  sqrt(end.x * end.x + end.y * end.y));
    }
    table_end(&t);
    figure_close(c, f);
}

static const char *steps_from_the_ridge(Place p) {  // until y is half a unit
    int steps = 0;
    for (; p.y > 0 && p.y < 0.5; steps++)
        p = step(saddle, p, 0.1);
    return p.y > 0 ? text_format("%d", steps) : "never";
}

static void flat_places(Chapter *c) {
    chapter_section(c, "Flat, but not the bottom");
    printf("From (1.5, y), on the ridge or beside it, with η = 0.1.\n");
    chapter_predict(c,
                    "From y = 10⁻³ to 10⁻⁶: a thousand times as many steps?");
    const double starts[] = {1e-3, 1e-6, 1e-9, 0};
    const char *names[] = {"10⁻³", "10⁻⁶", "10⁻⁹", "0"};
    Table t = table_begin("y at first | steps until y is 0.5 | x after 400 | y "
                          "after 400",
                          "%-10s | %7s | %9.6f | %9.6f");
    Figure *f = figure_open(c, "ch03_saddle", NULL);
    grid(f, saddle, 2, 2.2);
    for (int i = 0; i < 4; i++) {
        Place p = {1.5, starts[i]};
        Place end = walk(f, saddle, p, 0.1, 400);
        table_row(&t, names[i], steps_from_the_ridge(p), end.x, end.y);
    }
    figure_close(c, f);
    table_end(&t);
    Place p = {4, 3}, end = walk(NULL, plateau, p, 0.1, 100);
    printf("On the plateau, 100 steps lead from (%g, %g) to (%.4f, %.4f).\n\n",
           p.x, p.y, end.x, end.y);
}

static void many_saddles(Chapter *c) {
    chapter_section(c, "Many inputs, many saddles");
    printf("10,000 flat places for each number of inputs, by chance.\n");
    chapter_predict(c, "With one input half are bottoms. And with eight?");
    Table t = table_begin("inputs | bottoms | tops | saddles",
                          "%6d | %7d | %7d | %7d");
    Rng r = rng_new(c->seed);
    for (int n = 1; n <= MOST; n = n < 4 ? n + 1 : 2 * n) {
        int count[3] = {0};  // bottoms, tops, saddles
        for (int k = 0; k < 10000; k++) {
            double a[MOST][MOST];
            for (int i = 0; i < n; i++)
                for (int j = 0; j <= i; j++)
                    a[i][j] = a[j][i] = rng_normal(&r);
            int down = ways_down(n, a);
            count[down == 0 ? 0 : down == n ? 1 : 2]++;
        }
        table_row(&t, n, count[0], count[1], count[2]);
    }
    table_end(&t);
}

static void check_at(Chapter *c, const char *name, Landscape *land, Place p,
                     double dx, double dy) {
    const double h = 6e-6;
    Spot s = at(land, p);
    report_row(c, text_format("∂C/∂x, %s", name), dx, s.dx,
               slope_of_slice(land, p, h, 0));
    report_row(c, text_format("∂C/∂y, %s", name), dy, s.dy,
               slope_of_slice(land, p, 0, h));
}

static void check(Chapter *c) {
    report_begin(c);
    check_at(c, "the bowl", bowl, (Place){-2, 3}, -2 * steep, 3);
    check_at(c, "two valleys", two_valleys, (Place){0.5, 1},
             2 * (0.25 - 1.2) + 0.25, 2.85);
    check_at(c, "the saddle", saddle, (Place){1, 2}, 2, -4 + 8);
    check_at(c, "the plateau", plateau, here, 8.0 / 25, 8.0 / 25);
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch03_gradient",
                       "Which way is down, with two knobs?", knobs))
        return c.status;
    one_slope_for_each_knob(&c);
    both_knobs_at_once(&c);
    the_compass(&c);
    all_degrees(&c);
    down_the_hill(&c);
    zig_zag(&c);
    flat_places(&c);
    many_saddles(&c);
    check(&c);
    return chapter_end(&c);
}
