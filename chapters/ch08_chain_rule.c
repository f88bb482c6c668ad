/*
# Chapter 8: Three factors

**The question.** A cost moves when a weight moves, but between the two lie a
sum, a σ, and perhaps whole layers. How do we get at the rate without turning
the knob? By the end you will have followed a nudge through a network link by
link, written down six derivatives by hand, found them on the tape, seen why a
neuron that is very wrong may hardly learn, and settled a factor of 2 on which
articles 3 and 4 do not agree.

Read it beside article 3 (rows A3-3, A3-9 to A3-16) and article 4 (A4-11,
A4-15), and the notes E16 to E18. Run it with `make ch08`, and turn its knobs:
`make ch08 ARGS="--w -2.5"`.

**本章要点** 每层只有一个神经元时，权重到成本之间是一条链：w 影响 z，z 影响 a，a 影响 C。
把每一环的变化率相乘，得到 ∂C/∂w = ∂z/∂w · ∂a/∂z · ∂C/∂a，再往前只是多乘几个因子；σ′ 很小时，错得再厉害也学得慢。
六个导数分别用手算、计算带和数值方法求，结果一致；第三篇的 2(a-y) 和第四篇代码的 a-y 都对，只是后者的成本取一半，这个因子 2 并到学习率里就行了。

**New here**

small change Δ (变化量)
: Δw is what we add to w; Δz, Δa, ΔC are what that does to the others. For Δw =
  `0.01` the cost below moves by ΔC = `-0.000706`.

layer index (层的下标)
: w₃ stands in front of neuron 3, and a₃ is its activation. Article 3 writes
  them as w with (L) above it, L for the last, and a₂ as a with (L-1).

sensitivity (敏感度)
: a derivative ∂C/∂…, in plain words: how much the cost cares. 0 is not at all.
*/

#include "../lib/elementary.h"
#include "../lib/random.h"
#include "../lib/scalar.h"
#include "common/figure.h"
#include "common/report.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>

/*
## A chain

The smallest network with layers has one neuron in each. Here is an input and
three neurons behind it: three weights, three biases, six knobs. Each neuron is
that of chapter 5, with one input, which is the activation before it:

$$z_k = w_k\,a_{k-1} + b_k,\qquad a_k = \sigma(z_k),\qquad a_0 = x$$

At the end stands the cost of one example, (a₃ - y)².
*/

enum { LAST = 3, KNOBS = 2 * LAST };

typedef struct Chain {
    double w[LAST + 1], b[LAST + 1];  // of neuron 1, 2, 3; [0] is not used
} Chain;

static Chain example = {{0, 1.8, -2, 2.5}, {0, -0.5, 1.1, -0.5}};
static double X = 0.5, Y = 1, nudge = 0.1;

static const Option knobs[] = {
    {"--w", KNOB_NUMBER, &example.w[LAST], -9, 9, "the weight w₃", "权重 w₃"},
    {"--b", KNOB_NUMBER, &example.b[LAST], -9, 9, "the bias b₃", "偏置 b₃"},
    {"--x", KNOB_NUMBER, &X, -1, 1, "the input x", "输入 x"},
    {"--y", KNOB_NUMBER, &Y, 0, 1, "the target y", "目标 y"},
    {"--nudge", KNOB_NUMBER, &nudge, 0.001, 2, "the largest Δw", "最大的 Δw"},
    {0}};

typedef struct Pass {
    double z[LAST + 1], a[LAST + 1], cost;  // a[0] is the input
} Pass;

static Pass forward(const Chain *n, double x, double y) {
    Pass p = {.a[0] = x};
    for (int k = 1; k <= LAST; k++) {
        p.z[k] = n->w[k] * p.a[k - 1] + n->b[k];
        p.a[k] = m_sigmoid(p.z[k]);
    }
    p.cost = (p.a[LAST] - y) * (p.a[LAST] - y);
    return p;
}

/*
→ A chain

## Nudge the last weight

Add Δw to w₃. Then z₃ moves by some Δz, that moves a₃ by some Δa, and that moves
the cost by some ΔC. Measure all of them, and what each is *per unit* of the one
before.
*/

static Pass nudged(double dw) {
    Chain turned = example;
    turned.w[LAST] += dw;
    return forward(&turned, X, Y);
}

/*
→ Nudge the last weight

In each line the last ratio is the product of the three before it. It has to be,
for these are fractions, and Δz and Δa cancel:

$$\frac{\Delta C}{\Delta w} =
\frac{\Delta z}{\Delta w}\cdot\frac{\Delta a}{\Delta z}\cdot\frac{\Delta
C}{\Delta a}$$

And from line to line, as Δw shrinks, each ratio settles at a number of its own.
(The product holds for a large Δw as well; but the curves bend on the way, and
its ratios belong to that long step and not to the place.)

![Figure 8.1: w₃ moves by a tenth, and z₃, a₃ and C follow, all drawn to one
scale. Each arrow is the one above it times the ratio that was measured. In the
animation w₃ swings to and fro.](ch08_nudges)

## Three factors

Which numbers? Each link is a function that we know.

z₃ = w₃·a₂ + b₃ is a straight line in w₃, with the slope a₂. So ∂z/∂w is **a₂**,
the activation that comes in: if it is small, so is the effect of the weight.

a₃ = σ(z₃) moves at the rate **σ′(z₃)** = a₃(1 - a₃), as chapter 5 found.

C = (a₃ - y)² moves at the rate **2(a₃ - y)**: twice the difference from the
target. It is negative here, as a₃ is too small and making it larger helps.

$$\frac{\partial C}{\partial w_3} = a_2\cdot\sigma'(z_3)\cdot 2(a_3-y)$$

→ Three factors

![Figure 8.2: ΔC/Δw for nudges up and nudges down. As they shrink, both reach
the product of the three factors.](ch08_ratio)

The smallest factor is σ′, and it is never more than ¼ (at a₃ = ½). With another
σ only this factor would change, with another cost only the last. That one is 0
where a₃ = y: when all is right, nothing pulls.

The bias sits in the same place as the weight, except that z₃ moves with it at
the rate 1. And a₂, the activation before, moves z₃ at the rate w₃:

$$\frac{\partial C}{\partial b_3} = \sigma'(z_3)\cdot 2(a_3-y),\qquad
\frac{\partial C}{\partial a_2} = w_3\,\sigma'(z_3)\cdot 2(a_3-y)$$

We cannot turn a₂ as we turn a knob. But its **sensitivity** is just what the
neuron before it needs.

## Go on backwards

Neuron 2 sees no cost. It sees that the rest of the network answers to its a₂ at
the rate ∂C/∂a₂, and this takes the place of 2(a₃ - y). So the same formulas
serve for every neuron: a loop from the last to the first, which carries one
number, ∂C/∂a, and hands it on.
*/

typedef struct Rates {
    double w[LAST + 1], b[LAST + 1];  // ∂C/∂w, ∂C/∂b
    double a[LAST + 1], z[LAST + 1];  // ∂C/∂a, ∂C/∂z
} Rates;

static Rates by_hand(const Chain *n, const Pass *p, double y) {
    Rates r = {.a[LAST] = 2 * (p->a[LAST] - y)};
    for (int k = LAST; k >= 1; k--) {
        r.z[k] = r.a[k] * p->a[k] * (1 - p->a[k]);
        r.w[k] = r.z[k] * p->a[k - 1];
        r.b[k] = r.z[k];
        r.a[k - 1] = r.z[k] * n->w[k];
    }
    return r;
}

/*
→ Go on backwards

![Figure 8.3: The whole chain. Follow the values, blue, from the left. Follow the
sensitivities, green, from the right: each is the next one times the rate on the
arrow between them.](ch08_tree)

This is the chain rule; all of articles 3 and 4 rests on it, and chapter 4's
tape applies it row after row. Look at the signs: raising w₁ *raises* the cost,
because the negative w₂ turns the effect around. And at the sizes: each layer
back multiplies by w·σ′, and σ′ is at most ¼, so unless w is above 4 in size,
the cost cares less the further back we go. Chapter 15 meets this in deep
networks. (Where w·σ′ is above 1 in size it cares more with each layer.)

Why backwards? Written out, each derivative is a product of its own, that for w₁
of seven factors; with n neurons the work would grow like n². But they all end
alike: whatever lies before neuron 3 reaches the cost through z₃, with the same
last factors. Backwards these are multiplied once and handed on. So each neuron
needs only one number, ∂C/∂z. As it stands it is ∂C/∂b; multiplied by the
activation before, it gives ∂C/∂w; multiplied by w, it goes on to the neuron
before. (For this `Pass` keeps the activations.) So the way back, with all
derivatives, takes about as long as the way forward, for any number of layers.

A note on words. ∂ is for derivatives, all other knobs held; Δ for changes that
we make and measure. Article 3 writes δ for a small change; article 4 uses
`delta` for ∂C/∂z, the fourth column above, and so do we, as δ, from the next
chapter on. And from the cost to the input is "backward", 向后, in article 3 and
"forward", 向前, in article 4. We say backwards.

## Against it

Then the knobs move: w ← w - η·∂C/∂w, *against* the derivative. (Article 3's
正向参数更新, "forward", may speak of the order of the layers; it is not the
sign.) First all six derivatives are found, then all six knobs move at once:
what small moves do adds up, as in chapter 3.
*/

static Chain step(Chain n, double eta, double x, double y) {
    Pass p = forward(&n, x, y);
    Rates r = by_hand(&n, &p, y);
    for (int k = 1; k <= LAST; k++) {
        n.w[k] -= eta * r.w[k];
        n.b[k] -= eta * r.b[k];
    }
    return n;
}

/*
→ Against it

Against the derivative the cost falls, and along it it rises. The fall is a bit
less than what chapter 3 promises, η times the sum of the six squares: the
ground bends up. How large η may be, and when to stop, chapter 2 has said.

## Very wrong, and hardly moving

A neuron that is far off should learn fast: 2(a₃ - y) is largest in size there.
But it is multiplied by σ′, and where a σ is saturated, near 0 or near 1, its
curve is flat. Take the target 1, and look at the pull on the last bias alone,
∂C/∂b₃, for one z₃ after another. How many steps of b₃, with η = 1, does it take
until the output is at least ½?
*/

static double pull(double z) {
    double a = m_sigmoid(z);
    return a * (1 - a) * 2 * (a - 1);
}

static int steps_to_half(double z) {
    int steps = 0;
    for (; z < 0; steps++)
        z -= pull(z);  // b₃ moves z₃ at the rate 1
    return steps;
}

/*
→ Very wrong, and hardly moving

At z₃ = -8 the output is as wrong as can be, and the pull is hundreds of times
weaker than at -1: hardly anything of what happens at the output gets through
the flat σ. Of the `1507` steps from -8, about six in seven are spent before it
reaches -6. The pull's size, 2a(1 - a)², is largest at a = ⅓, where the neuron
is only fairly wrong.

![Figure 8.4: How wrong (dashed), how steep (green), and their product, the pull.
On the left the neuron is very wrong and hardly pulled.](ch08_pull)

This is no mistake in the derivative: turning the knob really changes the cost
that little. And a saturated neuron on the way holds back all that lie before it
in the same manner. Weights that start small keep z near 0, where σ is steep
(chapter 6); chapter 15 gets rid of the last σ′ by another cost.

## A last weight of 0

Another factor can be 0: a weight on the way. With w₃ = 0 nothing that the
earlier neurons do reaches the cost, and their four sensitivities are exactly 0.
Are they stuck for ever? ∂C/∂w₃ itself has the factors a₂, σ′ and 2(a₃ - y), and
none of them is 0.
*/

static Chain learn(Chain n, int steps) {
    for (; steps > 0; steps--)
        n = step(n, 1, X, Y);
    return n;
}

/*
→ A last weight of 0

After one step w₃ is no longer 0, and then the others move, too. With both w₂
and w₃ at 0 it takes a step more: first w₃ wakes up, then w₂, then w₁. So zeros
are no prison for a chain. For a layer they are, since all its neurons wake up
alike and stay so (chapter 9): that is why networks start from random weights.

## More than one example

The cost that we want to lower is the mean over all examples. Slopes of sums
add: so its derivative is the mean of the derivatives of the single examples.
Four examples, one weight:

→ More than one example

Three of them want w₁ lower and one wants it higher; the mean is the compromise,
and where it is 0, nothing moves, even if no example is content. Each example
takes its own way forward and back; chapter 11 makes do with few of them.

## A factor of 2

Articles 2 and 3 use the cost (a - y)², and its derivative is 2(a - y). The
program of article 4 says `cost_derivative` is a - y, without the 2. Which is
right? Ask three ways.

→ A factor of 2

Both are right, each for its own cost: a - y is the derivative of *half* the
squared distance, ½(a - y)². The ratio is exactly `2.0000`, so nothing changes
but the length of the steps, and η takes care of that. Where it does matter is a
check: compare the code of article 4 with numeric derivatives of the cost of
article 3, and everything is off by 2.

## The check

All six knobs, by hand, by tape, numeric; then the mean of the four examples;
then six derivatives of each of a hundred chains with random weights and biases.
For the tape the chain is four lines of code:
*/

static Value cost_on_tape(const Value *w, const Value *b, Value x, double y) {
    Value a = x;
    for (int k = 1; k <= LAST; k++)
        a = v_sigmoid(v_add(v_mul(w[k], a), b[k]));
    return v_square(v_affine(1, a, -y));
}

/*
→ The check: by hand = by tape = numeric

## What we cut corners on

One neuron a layer means one path, so nothing has to be added. In a wider
network each path is such a chain, but several lead from an activation to the
cost, and their shares add up as in chapter 4. With two neurons in the middle
layer ∂C/∂a₁ would be the sum of two products w·∂C/∂z, one for each (chapter 9).
And "Δz and Δa cancel" needs them not to be 0; else only the proof is longer.

## Exercises

`make ex08` writes the files to edit and checks them; `make hint08` helps.

- **8a** The bias and the activation before: ∂C/∂b₃ and ∂C/∂a₂.
- **8b** One weight for all neurons of a chain: now there are several paths.

Next: ten neurons at the end, and each wants something else: `make ch09`.

## The workbench

What follows prints the tables, and writes the numbers that the figures show.
*/

// The example's, forward and backwards.
static Pass pass;
static Rates rates;

static void the_chain(Chapter *c) {
    chapter_section(c, "A chain");
    printf("%d weights and %d biases: %d knobs. x = %g, y = %g.\n\n", LAST,
           LAST, KNOBS, X, Y);
    Table t = table_begin("neuron k|w|a before|b|z = w·a + b|a = σ(z)",
                          "%8d|%4.1f|%8.4f|%4.1f|%11.4f|%8.4f");
    for (int k = 1; k <= LAST; k++)
        table_row(&t, k, example.w[k], pass.a[k - 1], example.b[k], pass.z[k],
                  pass.a[k]);
    table_end(&t);
    printf("C = (%.4f - %g)² = %.4f. The end of the chain as a tree:\n\n",
           pass.a[3], Y, pass.cost);
    printf("  w₃ = %7.4f ─┐\n", example.w[3]);
    printf("  a₂ = %7.4f ─┼→ z₃ = %.4f ──→ a₃ = %.4f ─┬→ C = %.4f\n", pass.a[2],
           pass.z[3], pass.a[3], pass.cost);
    printf("  b₃ = %7.4f ─┘                   y = %.4f ─┘\n\n", example.b[3],
           Y);
}

static void nudge_the_last(Chapter *c) {
    chapter_section(c, "Nudge the last weight");
    printf("Add Δw to w₃, and see what becomes of z₃, a₃ and C.\n");
    chapter_predict(c, "w₃ goes up. Does the cost go up or down?");
    Table t = table_begin("Δw|Δz|Δa|ΔC|Δz/Δw|Δa/Δz|ΔC/Δa|ΔC/Δw",
                          "%5g|%9.6f|%9.6f|%9.6f|%7.4f|%7.4f|%7.4f|%8.5f");
    double dw = nudge;
    for (int i = 0; i < 3; i++, dw /= 10) {
        Pass q = nudged(dw);
        double dz = q.z[3] - pass.z[3], da = q.a[3] - pass.a[3],
               dc = q.cost - pass.cost;
        table_row(&t, dw, dz, da, dc, dz / dw, da / dz, dc / da, dc / dw);
    }
    table_end(&t);

    Figure *f = figure_open(c, "ch08_nudges", NULL);
    figure_block(f, "after the nudge", "before after");
    Pass q = nudged(nudge);
    figure_row(f, example.w[3], example.w[3] + nudge);
    figure_row(f, pass.z[3], q.z[3]);
    figure_row(f, pass.a[3], q.a[3]);
    figure_row(f, pass.cost, q.cost);
    figure_block(f, "to and fro", "w z a cost");
    for (int i = 0; i < 48; i++) {
        double s, unused;
        m_sincos(i * 3.14159265358979 / 24, &s, &unused);
        q = nudged(nudge * s);
        figure_row(f, example.w[3] + nudge * s, q.z[3], q.a[3], q.cost);
    }
    figure_close(c, f);
}

static void three_factors(Chapter *c) {
    chapter_section(c, "Three factors");
    chapter_predict(c, "Which factor makes the product so small?");
    const double dw = 0.001;
    Pass q = nudged(dw);
    double dz = q.z[3] - pass.z[3], da = q.a[3] - pass.a[3];
    double slope = pass.a[3] * (1 - pass.a[3]), off = 2 * (pass.a[3] - Y);
    double exact = pass.a[2] * slope * off;
    Table t = table_begin("factor | formula | by hand | measured, Δw = 0.001",
                          "%-7s | %-9s | %9.6f | %9.6f");
    table_row(&t, "∂z/∂w", "a₂", pass.a[2], dz / dw);
    table_row(&t, "∂a/∂z", "σ′(z₃)", slope, da / dz);
    table_row(&t, "∂C/∂a", "2(a₃ - y)", off, (q.cost - pass.cost) / da);
    table_row(&t, "∂C/∂w", "product", exact, (q.cost - pass.cost) / dw);
    table_end(&t);
    Figure *f = figure_open(c, "ch08_ratio", "nudge up down exact");
    for (int i = 0; i <= 40; i++) {
        double h = 2 * m_pow(10, -i / 8.0);
        figure_row(f, h, (nudged(h).cost - pass.cost) / h,
                   (pass.cost - nudged(-h).cost) / h, exact);
    }
    figure_close(c, f);
}

static void go_on_backwards(Chapter *c) {
    chapter_section(c, "Go on backwards");
    printf(
        "From the last neuron to the first, each line from left to right:\n");
    chapter_predict(c, "w₁ goes up. Does the cost go up or down?");
    Table t = table_begin("k|∂C/∂a|· σ′ =|∂C/∂z = ∂C/∂b|· a before = ∂C/∂w|"
                          "· w = ∂C/∂a before",
                          "%d|%8.5f|%7.5f|%14.5f|%18.5f|%18.5f");
    for (int k = LAST; k >= 1; k--)
        table_row(&t, k, rates.a[k], pass.a[k] * (1 - pass.a[k]), rates.z[k],
                  rates.w[k], rates.a[k - 1]);
    table_end(&t);
    printf("The gradient ∇C, in the order w₁ b₁ w₂ b₂ w₃ b₃:\n\n ");
    for (int k = 1; k <= LAST; k++)
        printf(" %9.6f %9.6f", rates.w[k], rates.b[k]);
    printf("\n\nFrom w₁ to C there are seven links:\n\n  %.4g", X);
    for (int k = 1; k <= LAST; k++) {
        printf(" · %.4f", pass.a[k] * (1 - pass.a[k]));
        if (k < LAST)
            printf(" · %.4g", example.w[k + 1]);
    }
    printf(" · %.4f = %.6f\n\n", rates.a[LAST], rates.w[1]);
    Figure *s = figure_open(c, "ch08_tree", "k z a w b by_z by_a by_w by_b");
    for (int k = 0; k <= LAST; k++)
        figure_row(s, (double)k, pass.z[k], pass.a[k], example.w[k],
                   example.b[k], rates.z[k], rates.a[k], rates.w[k],
                   rates.b[k]);
    figure_row(s, LAST + 1.0, 0.0, pass.cost, Y, 0.0, 0.0, 1.0, 0.0, 0.0);
    figure_close(c, s);
}

static void against_it(Chapter *c) {
    chapter_section(c, "Against it");
    printf("One step of all six knobs with η = 1, and the same step the other "
           "way:\n\n");
    Table t = table_begin("step | C before | C after", "%-22s | %8.6f | %8.6f");
    for (int rate = 1; rate >= -1; rate -= 2) {
        Chain moved = step(example, rate, X, Y);
        table_row(&t, rate > 0 ? "against the derivative" : "along it",
                  pass.cost, forward(&moved, X, Y).cost);
    }
    table_end(&t);
}

static void very_wrong(Chapter *c) {
    chapter_section(c, "Very wrong, and hardly moving");
    printf("The last neuron alone, with the target 1:\n");
    chapter_predict(c, "Which pull is the strongest: that at z₃ = -1, -4 or "
                       "-8?");
    Table t = table_begin("z₃ | a₃ | 2(a₃ - y) | σ′(z₃) | pull ∂C/∂b₃ | "
                          "steps to a₃ ≥ ½",
                          "%5.2f | %6.4f | %9.4f | %8.6f | %12.6f | %15d");
    const double zs[] = {-0.69, -1, -2, -4, -6, -8};
    for (int i = 0; i < 6; i++) {
        double a = m_sigmoid(zs[i]);
        table_row(&t, zs[i], a, 2 * (a - 1), a * (1 - a), pull(zs[i]),
                  steps_to_half(zs[i]));
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch08_pull", "z off slope pull");
    for (int i = 0; i <= 140; i++) {
        double z = -9 + i * 0.1, a = m_sigmoid(z);
        figure_row(f, z, 2 * (1 - a), a * (1 - a), -pull(z));
    }
    figure_close(c, f);
}

static void a_weight_of_zero(Chapter *c) {
    chapter_section(c, "A last weight of 0");
    printf("All six knobs learn, with η = 1: with w₃ = 0 at first, and with w₂ "
           "= w₃ = 0.\n");
    chapter_predict(c, "w₃ = 0. Will w₁ ever move?");
    Table t = table_begin("after | w₃ | ∂C/∂w₁ | C | and w₂ = 0: w₃ | w₂ | "
                          "∂C/∂w₁",
                          "%5d | %8.5f | %9.6f | %7.5f | %14.5f | %8.5f | "
                          "%9.6f");
    Chain one = example, two = example;
    one.w[3] = two.w[3] = two.w[2] = 0;
    const int steps[] = {0, 1, 2, 3, 10, 100};
    for (int i = 0; i < 6; i++) {
        Chain n = learn(one, steps[i]), m = learn(two, steps[i]);
        Pass of_n = forward(&n, X, Y), of_m = forward(&m, X, Y);
        table_row(&t, steps[i], n.w[3], by_hand(&n, &of_n, Y).w[1] + 0,
                  of_n.cost, m.w[3], m.w[2], by_hand(&m, &of_m, Y).w[1] + 0);
    }
    table_end(&t);
}

enum { EXAMPLES = 4 };
static const double xs[EXAMPLES] = {0.5, 0.1, 0.9, -0.6};
static const double ys[EXAMPLES] = {1, 0, 1, 0};

// ∂/∂knob of the mean cost of n examples; knobs: w₁ b₁ w₂ b₂ w₃ b₃.
static double numeric(const Chain *c, const double *x, const double *y, int n,
                      int knob) {
    double sum[2] = {0, 0};
    for (int side = 0; side < 2; side++) {
        Chain turned = *c;
        double *at = knob % 2 ? turned.b : turned.w;
        at[1 + knob / 2] += side ? 6e-6 : -6e-6;
        for (int i = 0; i < n; i++)
            sum[side] += forward(&turned, x[i], y[i]).cost;
    }
    return (sum[1] - sum[0]) / n / 1.2e-5;
}

static double more_examples(Chapter *c) {
    chapter_section(c, "More than one example");
    printf("Four examples, and what each of them says about w₁.\n");
    chapter_predict(c, "Do all examples want w₁ to go the same way?");
    Table t = table_begin("x | y | C | ∂C/∂w₁", "%4.1f | %g | %8.6f | %9.6f");
    double sum = 0;
    for (int i = 0; i < EXAMPLES; i++) {
        Pass one = forward(&example, xs[i], ys[i]);
        double rate = by_hand(&example, &one, ys[i]).w[1];
        table_row(&t, xs[i], ys[i], one.cost, rate);
        sum += rate;
    }
    table_end(&t);
    printf("mean of the four derivatives:     %.6f\n", sum / EXAMPLES);
    printf("derivative of the mean, measured: %.6f\n\n",
           numeric(&example, xs, ys, EXAMPLES, 0));
    return sum / EXAMPLES;
}

typedef struct Taped {
    Tape *tape;
    Value w[LAST + 1], b[LAST + 1], cost;
} Taped;

// The mean cost of n examples, recorded, and its derivatives.
static Taped on_tape(const double *x, const double *y, int n) {
    Taped t = {.tape = tape_new()};
    for (int k = 1; k <= LAST; k++) {
        t.w[k] = v_var(t.tape, example.w[k]);
        t.b[k] = v_var(t.tape, example.b[k]);
    }
    Value costs[EXAMPLES];
    for (int i = 0; i < n; i++)
        costs[i] = cost_on_tape(t.w, t.b, v_const(t.tape, x[i]), y[i]);
    t.cost = v_affine(1.0 / n, v_sum(costs, n), 0);
    v_backward(t.cost);
    return t;
}

static void factor_of_two(Chapter *c) {
    chapter_section(c, "A factor of 2");
    // As article 4 has it:
    double code = pass.a[2] * pass.a[3] * (1 - pass.a[3]) * (pass.a[3] - Y);
    Taped t = on_tape(&X, &Y, 1);
    double tape = v_grad(t.w[3]), by_number = numeric(&example, &X, &Y, 1, 4);
    v_backward(v_affine(0.5, t.cost, 0));
    double half = v_grad(t.w[3]);
    tape_free(t.tape);
    printf("With a - y in place of 2(a - y), ∂C/∂w₃ = %.8f.\n\n", code);
    Table u = table_begin("∂C/∂w₃ of C = (a - y)² | value | ratio to that",
                          "%-22s | %11.8f | %13.4f");
    table_row(&u, "by hand", rates.w[3], rates.w[3] / code);
    table_row(&u, "by tape", tape, tape / code);
    table_row(&u, "numeric", by_number, by_number / code);
    table_row(&u, "tape, of half the cost", half, half / code);
    table_end(&u);
    int same = 0;
    for (int k = 1; k <= LAST; k++) {
        same += example.w[k] - 3 * (rates.w[k] / 2) ==
                example.w[k] - 1.5 * rates.w[k];
        same += example.b[k] - 3 * (rates.b[k] / 2) ==
                example.b[k] - 1.5 * rates.b[k];
    }
    printf("A step with η = 3 and a - y, and one with η = 1.5 and 2(a - y): "
           "%d of %d\nknobs end at the same place, to the bit.\n\n",
           same, KNOBS);
}

static void check(Chapter *c, double mean_by_hand) {
    static const char *const name[] = {"∂C/∂w₁", "∂C/∂b₁", "∂C/∂w₂",
                                       "∂C/∂b₂", "∂C/∂w₃", "∂C/∂b₃"};
    report_begin(c);
    Taped t = on_tape(&X, &Y, 1);
    for (int k = 0; k < KNOBS; k++)
        report_row(c, name[k], k % 2 ? rates.b[1 + k / 2] : rates.w[1 + k / 2],
                   v_grad(k % 2 ? t.b[1 + k / 2] : t.w[1 + k / 2]),
                   numeric(&example, &X, &Y, 1, k));
    tape_free(t.tape);
    t = on_tape(xs, ys, EXAMPLES);
    report_row(c, "∂C/∂w₁, mean of four", mean_by_hand, v_grad(t.w[1]),
               numeric(&example, xs, ys, EXAMPLES, 0));
    tape_free(t.tape);
    Rng chance = rng_new(c->seed);
    size_t agree = 0;
    double worst = 0;
    for (int j = 0; j < 100; j++) {
        Chain n;
        for (int k = 0; k <= LAST; k++) {
            n.w[k] = 2 * rng_normal(&chance);
            n.b[k] = rng_normal(&chance);
        }
        double x = rng_uniform(&chance), y = j % 2;
        Pass its = forward(&n, x, y);
        Rates by = by_hand(&n, &its, y);
        for (int k = 0; k < KNOBS; k++) {
            double hand = k % 2 ? by.b[1 + k / 2] : by.w[1 + k / 2];
            double other = numeric(&n, &x, &y, 1, k);
            agree += gradients_agree(hand, other);
            worst = fmax(worst, fabs(hand - other));
        }
    }
    report_many(c, "a hundred random chains", 600, agree, worst);
    report_end(c);
}

int main(int argc, char **argv) {
    Chapter c;
    if (!chapter_begin(&c, argc, argv, "ch08_chain_rule", "Three factors",
                       knobs))
        return c.status;
    pass = forward(&example, X, Y);
    rates = by_hand(&example, &pass, Y);
    the_chain(&c);
    nudge_the_last(&c);
    three_factors(&c);
    go_on_backwards(&c);
    against_it(&c);
    very_wrong(&c);
    a_weight_of_zero(&c);
    double mean = more_examples(&c);
    factor_of_two(&c);
    check(&c, mean);
    return chapter_end(&c);
}
