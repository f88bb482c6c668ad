/*
# Chapter 15: The same network, made to learn better

**The question.** In chapter 13 digits got lost. An output that has been pushed
down far enough has a σ′ of nearly 0; every wish is multiplied by σ′; and so it
comes back late, or not at all. Must that be so? We take σ′ out of the formula,
by another cost, and see what becomes of the lost digits. Then we choose a start
from which no neuron is saturated, and ask which of the two is worth more. At
the end the network grows deeper: does δ still reach the first of five layers?

Here a network is *better* if after one or two epochs it has lost fewer digits,
or reads more test images. That shows how soon it learns. How well it ends, and
overfitting and weight decay with it, is chapter 16.

Read it beside article 4, and the rows A1-6, A3-21 and A4-3 with the notes E2,
E19 and N4. Run it with `make ch15`, and turn its knobs: `make ch15
ARGS="--z 6"`. Images read right are those of the real MNIST (`make mnist`).

**本章要点** 成本换成交叉熵，σ′ 就约掉了，输出层的误差项只剩 δ = a − y，错得越多，学得越快：用平方弄丢的数字，
换成交叉熵再训练一轮，全都找了回来。初始权重的标准差取 1/√n，加权和就落在 σ 较陡的一段；网络有隐藏层时，
每种办法都试过几个 η 再比，最管用的就是换这个起点。δ 每往回一层要乘两个因子，
一个来自权重，一个来自 f′：sigmoid 配 1/√n，只剩大约四分之一（梯度消失）；ReLU 配 √(2/n)，大小不变。

**New here**

cross-entropy (交叉熵)
: the cost -ln a if the target is 1, -ln(1 - a) if it is 0. For a = ½: 0.693.

softmax (归一化指数函数)
: from ten sums ten outputs: eᶻ over the sum of all eᶻ. For z = 0, 0: ½, ½.

initialisation (初始化)
: how the weights are drawn before the first step; 1/√784 is 1/28.

ReLU (修正线性单元)
: max(z, 0) in place of σ(z). Its slope is 1 for z > 0 and 0 for z < 0.

vanishing gradient (梯度消失)
: a δ that shrinks in every layer back; ¼ of it a layer is 1/1024 after five.
*/

#include "../lib/elementary.h"
#include "common/figure.h"
#include "common/learner.h"
#include "common/report.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>

static double start = 8, eta = 0.1;
enum { WIDTH = 30, DEEP = 5 };

static const Option knobs[] = {
    {"--z", KNOB_NUMBER, &start, -8, 12, "the sum z that one neuron starts at",
     "单个神经元起点的加权和 z"},
    {"--eta", KNOB_NUMBER, &eta, 0.001, 100, "η of that neuron",
     "它的学习率 η"},
    {0},
};

/*
First a check of the formulas below, against the tape and numeric slopes: δ of
each cost is sent back to a hidden neuron, of σ or of ReLU.

→ The check: by hand = by tape = numeric

## Where σ′ went

Why does a neuron that is badly wrong learn slowly? Take one with a single input
that is always 1, and the target 0. The sum is z = w + b, the output a = σ(z).
With half the squared error, ½(a - y)², the chain rule has two factors: ∂C/∂a =
a - y, and ∂a/∂z = σ′ = a(1 - a). Their product is δ.
*/

static double half_square(double z, double y) {
    double a = m_sigmoid(z);
    return (a - y) * (a - y) / 2;
}

static double half_square_delta(double z, double y) {
    double a = m_sigmoid(z);
    return (a - y) * a * (1 - a);
}

/*
Very wrong means that a is near 1. There the neuron is also saturated: σ′ is
nearly 0, and so is the product. The neuron that is worst learns least.

Could another cost have a factor that undoes σ′? We want a δ in proportion to
how wrong the answer is:

$$\frac{\partial C}{\partial a}\,a(1-a) = a - y,
\qquad\text{so}\qquad
\frac{\partial C}{\partial a} = \frac{a-y}{a(1-a)}.$$

For y = 0 that is 1/(1 - a), the slope of -ln(1 - a). For y = 1 it is -1/a, the
slope of -ln a. This cost is the **cross-entropy**; of ten outputs it is the sum
of ten such. Of chapter 9's equations only the first changes.

It measures surprise. Read a as the probability of a 1. Then what came true had
the probability p: a for y = 1, and 1 - a for y = 0. The cost is -ln p: 0 if p
was 1, and without end as p gets smaller. (Are squares bad, then? Without σ,
where a is z itself, their δ is a - y as it stands. Only behind σ do they
suffer.)

In code 1 - a is written as σ(-z). For from z = 37 on a is rounded to 1; then
1 - a would be 0, and its logarithm -∞.
*/

static double cross_entropy(double z, double y) {
    return -y * m_log(m_sigmoid(z)) - (1 - y) * m_log(m_sigmoid(-z));
}

static double cross_entropy_delta(double z, double y) {
    return m_sigmoid(z) - y;
}

/*
![Figure 15.1: Both costs of one neuron that should say 0 (left), and their
slopes δ (right). Where the blue cost is flat, its δ is gone.](ch15_costs)

For large z the squares end on a plateau: C cannot exceed ½, and a plateau has
no slope. Cross-entropy goes on rising, in the end by 1 for each 1 of z.

## One neuron, badly wrong

How many steps does σ′ cost? Let the neuron learn, as in Michael Nielsen's book;
the numbers are ours.
*/

typedef double Delta(double z, double y);

static int steps_to_half(Delta *delta, double z) {
    int steps = 0;
    for (; z > 0 && steps < 100000; steps++)
        z -= 2 * eta * delta(z, 0);  // δ moves w and b, since the input is 1
    return steps;
}

/*
→ One neuron, badly wrong

From z = 8 cross-entropy needs `45` steps and squares `15041`. Each 2 further
out costs cross-entropy ten steps more: δ is nearly 1 there, and with η = `0.1`
z moves by nearly 2η a step, a fifth. With squares each 2 multiplies the steps,
in the end by about 7: far out δ is nearly e⁻ᶻ, and e² is a little more than 7.

## Ten scores, or shares of one

Do ten outputs say how probable each digit is? Article 1 reads them so. But ten
sigmoids are ten answers to ten separate questions, and nothing makes them sum
to 1. They can say "none of these", or "two of these".

**Softmax** shares out 1: it turns each z into eᶻ, which is positive, and
divides by the sum of all. But from z = 710 on eᶻ is too large for a double, and
from 89 on for a float. So first the largest z is subtracted from each. That
divides above and below by one number: the shares stay, and no eᶻ overflows.
*/

static void softmax(const double *z, int n, double *a) {
    double most = z[0], sum = 0;
    for (int j = 1; j < n; j++)
        most = z[j] > most ? z[j] : most;
    for (int j = 0; j < n; j++)
        sum += a[j] = m_exp(z[j] - most);
    for (int j = 0; j < n; j++)
        a[j] /= sum;
}

/*
Take three sums, 0, 0 and ln 2. Their powers of e are 1, 1 and 2, and the shares
¼, ¼ and ½. With 100 more in each sum they are the same: only differences count.

The cost is -ln a of the right output alone: how surprised one is by the label.
A blind guess among ten pays ln 10. This cost is called cross-entropy, too. Its
logarithm undoes the e, and the slope is the same as before:

$$C = -\ln a_{label} = \ln\sum_k e^{z_k} - z_{label},\qquad
\frac{\partial C}{\partial z_j} = a_j - y_j.$$

For the slope of ln Σ eᶻ with zⱼ is e to the zⱼ over Σ eᶻ, which is aⱼ; and
where zⱼ is the label's, the last term takes 1 off. All δ sum to 0: what one
output is to gain, the others lose.

(Two sums, z and 0, give the first share eᶻ/(eᶻ + 1): that is σ(z). So -ln σ(z)
is ln(1 + eᶻ) - z. Our networks compute that, for below z = -745 even σ is
rounded to 0, and its logarithm would be -∞. And lest eᶻ overflow, they take
ln(1 + eᶻ) as max(z, 0) + ln(1 + e^-|z|), which is the same.)

For a picture of no digit that is wrong: where ten sigmoids can all be small,
softmax must still share out 1.

## The lost digits

Back to the question. Chapter 13's 784-10 has no hidden layer. So only the cost
decides what δ its weights are moved by: (a - y)σ′, or a - y. Five such networks
started from weights of deviation 1 and learned with squares and η = 3. After an
epoch `17` of their fifty digits were lost: of the test images of such a digit
fewer than 1 in 20 were read.
*/

typedef struct Digits {
    int all[CLASSES], right[CLASSES];  // test images of each digit
} Digits;

static bool is_lost(const Digits *d, int digit) {
    return 20 * d->right[digit] < d->all[digit];
}

/*
First we train them anew by five recipes, each a cost and a start, and by each
with three η. The starts are chapter 13's two: deviation 1, and the smaller 1/√n
with n = 784, of which the next section tells more.

The second try is stricter. Perhaps another cost pushes no digit so far down;
but can it bring back one that *is* lost? The five networks of the `17` train on
for another epoch. Only the cost changes, or only η.

→ The lost digits

With squares from deviation 1 `15` to `21` of fifty digits are lost, whatever η
is. With cross-entropy, from either start, and with softmax none is, at any η.
The smaller weights alone keep them all while the steps are small. With η = 10
they lose `29`, for a large step throws z far to the left. A start is left
behind; a cost is not.

And the lost come back. With squares, at the η that lost them, `2` of the `17`
do. With cross-entropy, at the same η, all `17` do. The rule of these steps
differs in nothing but σ′.

Would longer steps have done as well? With η = 30 squares bring back `15`. But
to be back is not yet to be read well. Of 100 images the five now read `70.1`,
hardly more than the `66.3` with η = 3: most of these digits are read badly, or
others pay for them. With cross-entropy the five read `86.8`.

## The start: 1/√n

Cross-entropy takes σ′ out of the *last* layer. In a hidden layer δ still has
its σ′ (chapter 9), so the sums there should not be far out. Are they?

They are. Figure 6.5 drew them: more than half lie beyond ±5, where σ is flat.
For a sum is Σ w·x. Weights are drawn independently, with deviation 1 around 0.
Then each w·x has the deviation |x|, and the squares of deviations add: Σ w·x
has √(Σ x²), the length of x, whatever shape the draw has. And an image is about
nine long (chapter 6).

The cure is one factor: draw with deviation 1/√n (LeCun and others, 1998). Here
n is the number of the layer's own inputs, 784, and 30 in the layer of the
outputs. Then nine becomes nine twenty-eighths, about a third. To ±5 that is
fifteen deviations: no sum gets there, and σ′ is near its best, ¼. (The biases
start at 0, for the weights already tell the neurons apart.)

A larger factor may do as well. With one hidden layer we have tried no other;
with five we shall. (`times` is the square of that factor.)
*/

static void draw(Tensor *w, double times, Rng *r) {
    for (int i = 0; i < w->rows * w->cols; i++)
        w->data[i] = (real)(sqrt(times / w->cols) * rng_normal(r));
}

static void draw_all(Learner *l, double times) {
    Rng r = rng_new(l->seed);
    for (int k = 0; k < l->mlp.layers; k++)
        draw(l->mlp.weight[k], times, &r);
}

/*
## Every cure at every η

What is each cure worth to a network with a hidden layer? We train article 4's,
784-30-10, by the same five recipes. A comparison at one η would be unfair: what
suits one may be too much for another. So each is trained at five rates, `0.1`,
`0.3`, 1, 3 and 10, and judged at its best, by images read right. Each rate is
tried with the same five seeds, which draw the start and the images' order. We
look at the median, which one unlucky start does not move, and at the lowest and
highest.

→ Every cure at every η

![Figure 15.2: Images read right at every rate, the median of five networks; for
article 4's recipe a band from the lowest to the highest.](ch15_rates)

Each best rate lies inside the five. Far below it, two epochs are too few for
such short steps; far above it the steps overshoot, those of cross-entropy most.
With squares the best is 3, which article 4 takes and article 3 would call
large. But what should be small is the step, η times the gradient; and with
squares the δ of an output has a σ′ in it, which is at most ¼. With
cross-entropy it has none. There the best is 1 or less.

Another cost alone reads `93.2`. Another start alone reads `94.7`, and its
lowest, `94.4`, is above the highest, `93.5`, of the other cost. (Were both as
good, chance would put these five above those five once in 252 times.) So the
start is worth more here, and costs nothing. Both together read `94.7` as well:
once the start is right, we see no gain from cross-entropy in two epochs.
Softmax, `95.3`, may bring half a point; why, we have not asked.

And the digits? Article 4's recipe, from `83.7` to `92.6`, has lost `2`. Every
other has lost none.

## What a layer does to δ

More layers should be better, or so article 1 hopes. But does δ reach the first
of them? On its way back through a layer it changes twice (chapter 9): the
weights hand a neuron Σ w·δ, and f′ of its own sum multiplies it.

For f in the hidden layers we may take σ, or **ReLU**, max(z, 0). It needs no
exponential, and its slope is 1 wherever it lets something through. (At z = 0 it
has the corner that chapter 1 warned of; there we take 0 for its slope. Why not
z itself? Without a bend the layers melt into one, chapter 6.)
*/

static double activation(Activation f, double z) {
    return f == SIGMOID ? m_sigmoid(z) : z > 0 ? z : 0;
}

static double slope(Activation f, double z) {
    double a = activation(f, z);
    return f == SIGMOID ? a * (1 - a) : z > 0;
}

/*
![Figure 15.3: σ and ReLU (left), and their slopes (right). σ′ is at most ¼ and
nearly 0 on both sides; the slope of ReLU is 1 or 0.](ch15_relu)

The tape knows both. After t_backward the gradient of a layer's a is what the
weights handed back, and the gradient of its z is δ.
*/

static Tensor *record(const Learner *l, const Batch *b, Tensor **z,
                      Tensor **a) {
    const Mlp *m = &l->mlp;
    for (int k = 0; k < m->layers; k++) {
        z[k] = t_linear(k ? a[k - 1] : b->x, m->weight[k], m->bias[k]);
        a[k] = mlp_activate(m->hidden, z[k]);
    }
    return l->recipe.cost->of(z[m->layers - 1], b);  // the last a has no use
}

/*
→ What a layer does to δ

Each network has five hidden layers of 30 neurons, and softmax behind them. In
the table, *weights* and *f′* are the two parts in layer 4, and *back* is how
much of the δ of layer 5 is left in layer 1. (Sizes are roots of mean squares.)

**The weights' part.** A neuron is handed a sum of products, one from each
neuron of the next layer. Each has a weight with the square 1/n in the mean, and
there are n of them, for all these layers are of one size. So the sum is about
as large as one δ: the part of 1/√n is nearly 1, and that of 4/√n nearly 4.

**f′ of σ** is at most ¼. From 1/√n it is `0.236`, and the weights do not make
up for it. So each layer leaves about a quarter, and four of them leave
`0.0030`: the **vanishing gradient**. From 4/√n the weights could make up for ¼.
But they also make the sums larger on the way ahead, and σ flatter: f′ is down
to `0.160`. Still, `0.1847` of δ arrives, sixty times as much. (The parts of the
other layers differ somewhat.)

**f′ of ReLU** is 0 for the neurons that are off, about half. So half of the sum
of δ's squares is left, and δ shrinks by the root of ½: `0.691`. From 1/√n four
layers leave ¼, here `0.2481`. A start that is larger by a root of 2, √(2/n),
makes up for it, as Kaiming He and others proposed in 2015: all of δ arrives,
`1.0332`. (With weights still larger it grows from layer to layer: the
**exploding gradient**. And a neuron that is off for every image gets no δ; it
is *dead*, unless layers before it change and wake it.)

**Does it matter?** Compare the first four rows, each at the best of three η
(each time the middle one). From the same start, 1/√n, σ reads `73.5` and ReLU
`94.9`: that is the work of f. With the same σ the larger start reads `94.5`:
that is the work of the start. Either is enough. ReLU from its larger start
reads `94.4`: a quarter of δ does as well as all of it.

*Moved* tells what layer 1 does in the first 1000 steps, a tenth of all: how far
its weights get from the start, whose own length is 1. With σ from 1/√n that is
`0.14`, though its η is the largest; in the next three rows `0.53` to `0.63`.
The gradient vanishes, and at first the first layer hardly moves.

**But is it δ?** What tells two images apart, the difference of their sums, goes
the other way, through the same weights and the same f′. *Ahead* is how much of
it in layer 1 is left in layer 5: from σ's 1/√n `0.003`. (With ReLU it is less
than back: a neuron that is on for only one of the images lets a part through.)
So perhaps δ is innocent, and to layer 5 all images look alike? These four rows
cannot say: where little arrives back, little arrives ahead.

Adam answers one half: whether the images look alike. It does not see how large
the slopes of a weight are (chapter 11). Its row starts where the first does,
with the same back and ahead. But its steps are not shorter where δ is small:
layer 1 moves by `5.03`, and the network reads `92.9`. So what tells the images
apart was not lost at the start. Size was missing: that of δ, or of the
differences ahead, or both. Which, Adam cannot tell, and *ahead* after training
we have not measured. (A larger η for all is no help, since it lengthens the
steps of layer 5 as well: of 1, 3 and 10 plain steps did best with 3.)

Or is Adam better anyhow? Hardly: from 4/√n, where enough of δ arrives, it reads
`94.8`, and plain steps `94.5`. What is left from `92.9` to `94.8` may be the
way ahead, or η, of which Adam got only one.

So these deep networks learned where enough of δ arrived, or where its size did
not count. Depth itself has brought nothing here: one hidden layer of σ, with
softmax, read `95.3`.

→ The numbers of the text

## So what made it better?

Must a digit get lost, because σ′ is nearly 0? No. It is the σ′ of its output
that keeps it lost. Take that out, by cross-entropy, and all `17` come back in
an epoch, where squares with the same η bring back `2`. And with cross-entropy
from the first step, none was lost in thirty networks (two starts, three η, five
seeds).

In a network with a hidden layer the start was worth more: most of the way from
`92.2` to `95.3` is 1/√n, from which no sum lies where σ is flat. Both cures
keep σ′ from eating δ: cross-entropy in the last layer, for good; the start in
every layer, until large steps undo it. (That the start helps by σ′ is our
reading: large weights that stay behind paper, chapter 14, may harm as well.)
And in five layers σ learned after all, from another start; or ReLU took its
place, whose slope does not eat.

## What we cut corners on

"Better" here is sooner. With thirty epochs, in chapter 13, article 4's recipe
reads about as much as softmax here after two. How far these cures go in the
end, and whether the network then knows its images by heart, chapter 16 asks.
Most rates are a factor of three apart, and the best was chosen on the test set,
from five seeds; so tenths mean nothing here. And the plain δ needs softmax or σ
with *its* cross-entropy: squares behind a softmax have their σ′ back.

## Exercises

`make ex15` writes the files to edit and checks them; `make hint15` helps.

- **15a** A neuron with another activation, tanh, and targets -1 and 1. Which
  cost has δ = a - y there?
- **15b** Squares behind a softmax: find their δ, and see σ′ come back.
- **Deeper?** Predict what ten layers of ReLU read after two epochs. Measure:
  `--hidden 30,30,30,30,30,30,30,30,30,30 --epochs 2 --rate 0.03`. Which runs
  beside it tell depth from luck, and from η?

Any option about training trains one network of your own, with softmax and
ReLU: `make ch15 ARGS="--hidden 100,50 --epochs 5 --save better.safetensors"`.

Next: what is the best that all this can do, honestly measured? `make ch16`.

## The workbench

What follows prints the tables, writes the figures' numbers, and trains the
networks: recipes, each at several rates and from five seeds.
*/

enum { IMAGES = 50000, TESTS = 10000, SEEDS = 5, EPOCHS = 2 };
static Dataset train, test;

/* ---- The check ---- */

// δ of output j.
static double delta(const Cost *cost, const real *sums, int label, int j) {
    double z[CLASSES], a[CLASSES], y = label == j;
    for (int k = 0; k < CLASSES; k++)
        z[k] = (double)sums[k];
    softmax(z, CLASSES, a);
    return cost == &half_squares ? half_square_delta(z[j], y)
           : cost == &by_sigmoid ? cross_entropy_delta(z[j], y)
                                 : a[j] - y;
}

// δ of the first hidden neuron, the slope of its bias.
static void check_delta(Chapter *c, const char *name, Activation f,
                        const Cost *cost) {
    const Recipe r = {NULL, {1, {WIDTH}}, f, INIT_HE, cost, .rate = 1};
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    Tensor *z[2], *a[2], *w = l.mlp.weight[1], *bias = l.mlp.bias[0];
    double by_hand = 0;
    t_backward(record(&l, &b, z, a));
    for (int i = 0; i < b.n; i++)
        for (int j = 0; j < CLASSES; j++)
            by_hand += delta(cost, z[1]->data + i * CLASSES, b.label[i], j) *
                       (double)w->data[j * WIDTH] *
                       slope(f, (double)z[0]->data[i * WIDTH]) / b.n;
    report_knob(c, name, by_hand, bias->grad[0], cost_on_batch, &k, bias->data);
    learner_free(&l);
}

static void check(Chapter *c, const Recipe *asked) {
    (void)asked;
    report_begin(c);
    check_delta(c, "½(a - y)², behind σ", SIGMOID, &half_squares);
    check_delta(c, "cross-entropy, behind σ", SIGMOID, &by_sigmoid);
    check_delta(c, "softmax, behind ReLU", RELU, &by_softmax);
    report_end(c);
    printf("\n");
}

/* ---- One neuron ---- */

// Of figures 15.1 and 15.3.
static void draw_curves(Chapter *c) {
    Figure *costs = figure_open(
        c, "ch15_costs", "z squares entropy delta_squares delta_entropy");
    Figure *relu =
        figure_open(c, "ch15_relu", "z sigmoid relu sigmoid_slope relu_slope");
    for (int k = -60; k <= 80; k++) {
        double z = k / 10.0;
        figure_row(costs, z, half_square(z, 0), cross_entropy(z, 0),
                   half_square_delta(z, 0), cross_entropy_delta(z, 0));
        figure_row(relu, z, activation(SIGMOID, z), activation(RELU, z),
                   slope(SIGMOID, z), slope(RELU, z));
    }
    figure_close(c, costs);
    figure_close(c, relu);
}

static void one_neuron(Chapter *c) {
    chapter_section(c, "One neuron, badly wrong");
    printf("Steps with η = %g until the answer is no more than ½:\n", eta);
    chapter_predict(c, "How many times as many steps does each cost need for a "
                       "start that is 2 further out?");
    Table t = table_begin("z | ½(a - y)² | cross-entropy", "%4g | %9d | %13d");
    const double from[] = {2, 4, 6, start};
    for (int k = 0; k < 4; k++)
        table_row(&t, from[k], steps_to_half(half_square_delta, from[k]),
                  steps_to_half(cross_entropy_delta, from[k]));
    table_end(&t);
}

/* ---- Recipes at several rates ---- */

enum { CURES = 5, RATES = 5 };  // at most so many rates

static const Recipe cure[CURES] = {
    {.name = "½(a - y)², deviation 1"},
    {.name = "½(a - y)², 1/√n", .init = INIT_LECUN},
    {.name = "cross-entropy, deviation 1", .cost = &by_sigmoid},
    {.name = "cross-entropy, 1/√n", .init = INIT_LECUN, .cost = &by_sigmoid},
    {.name = "softmax, 1/√n", .init = INIT_LECUN, .cost = &by_softmax}};

typedef struct Row {
    Recipe recipe;
    double rate[RATES];     // to be tried; 0: no more
    double times;           // drawn anew from √(times/n); 0: not
    Spread right[RATES];    // of 100 images
    int lost[RATES], best;  // digits, where times is 0; the highest median's
} Row;

static Digits digits_of(Learner *l) {
    static real z[TESTS * CLASSES];
    Digits of = {{0}, {0}};
    learner_sums(l, &test, z);
    for (int i = 0; i < test.count; i++) {
        of.all[test.label[i]]++;
        of.right[test.label[i]] += is_right(z + i * CLASSES, test.label[i]);
    }
    return of;
}

// Row by row, or all the networks at once would take much memory.
static void train_row(Chapter *c, Row *r, int epochs, int threads) {
    Trials t = trials_of(SEEDS, c->seed, epochs, &test);
    int rates = 0;
    t.at_end = true;
    for (; rates < RATES && r->rate[rates] > 0; rates++) {
        r->recipe.rate = r->rate[rates];
        trials_add(&t, &r->recipe, &train);
        for (int k = 0; k < SEEDS && r->times > 0; k++)
            draw_all(&trials_at(&t, rates, k)->learner, r->times);
    }
    trials_run(c, &t, threads, r->recipe.name);
    for (int k = 0; k < rates; k++) {
        r->right[k] = trials_spread(&t, k, epochs, trial_right);
        if (r->right[k].median > r->right[r->best].median)
            r->best = k;
        for (int seed = 0; seed < SEEDS && r->times == 0; seed++) {
            Digits of = digits_of(&trials_at(&t, k, seed)->learner);
            for (int d = 0; d < CLASSES; d++)
                r->lost[k] += is_lost(&of, d);
        }
    }
    trials_free(&t);
}

/* ---- The lost digits ---- */

// After an epoch of squares with η = 3 this one: how many digits come back.
static int second_epoch(Chapter *c, const Table *t, const Recipe *second) {
    Recipe first = cure[0];
    double right = 0;
    int lost = 0, back = 0;
    first.rate = 3;
    for (int seed = 0; seed < SEEDS; seed++) {
        Learner l = learner_new(&train, &first, c->seed + (uint64_t)seed, 1);
        learner_epoch(&l);
        Digits before = digits_of(&l);
        l.recipe.cost = second->cost;
        l.recipe.rate = second->rate;
        learner_epoch(&l);
        Digits after = digits_of(&l);
        for (int d = 0; d < CLASSES; d++) {
            lost += is_lost(&before, d);
            back += is_lost(&before, d) && !is_lost(&after, d);
        }
        right += learner_read(&l, &test).right / SEEDS;
        learner_free(&l);
    }
    table_row(t, second->name, second->rate, lost, back, right);
    return back;
}

static void the_lost(Chapter *c, int threads) {
    static const Recipe second[] = {
        {.name = "½(a - y)²", .cost = &half_squares, .rate = 3},
        {.name = "½(a - y)²", .cost = &half_squares, .rate = 30},
        {.name = "cross-entropy", .cost = &by_sigmoid, .rate = 3}};
    int back = 0;
    chapter_section(c, "The lost digits");
    chapter_predict(c, "Of the digits that squares have lost, how many does "
                       "each cost bring back in an epoch?");
    printf("784-10 after an epoch: lost of the %d digits of %d networks.\n\n",
           SEEDS * CLASSES, SEEDS);
    Table t = table_begin("η = | 0.1 | 1 | 10", "%-26s | %3d | %3d | %3d");
    for (int k = 0; k < CURES; k++) {
        Row r = {.recipe = cure[k], .rate = {0.1, 1, 10}};
        train_row(c, &r, 1, threads);
        table_row(&t, cure[k].name, r.lost[0], r.lost[1], r.lost[2]);
    }
    table_end(&t);
    printf("After a second epoch, by the five of deviation 1, squares and η = "
           "3: how many of\ntheir lost digits are back, and right of 100 test "
           "images, in the mean.\n\n");
    t = table_begin("second epoch | η | lost | back | right",
                    "%-13s | %2g | %4d | %4d | %5.1f");
    for (int k = 0; k < 3; k++)
        back = second_epoch(c, &t, &second[k]);
    table_end(&t);
    claim("back with cross-entropy", back, 10, 24, "%.0f");
}

/* ---- Every cure ---- */

static void every_cure(Chapter *c, int threads) {
    static const double low[CURES] = {83, 94, 92.5, 94, 94.5},
                        high[CURES] = {94, 95.5, 94, 95.6, 96};
    chapter_section(c, "Every cure at every η");
    chapter_predict(c, "Which helps more: the other cost, or the other "
                       "start? And whose best η will be the largest?");
    printf("784-30-10, %d epochs, at the best of %d rates: right of 100 test "
           "images, by %d\nseeds, and digits lost.\n\n",
           EPOCHS, RATES, SEEDS);
    Table t = table_begin("recipe | best η | low | median | high | lost",
                          "%-26s | %6g | %4.1f | %6.1f | %4.1f | %4d");
    Figure *f = figure_open(c, "ch15_rates", NULL);
    for (int k = 0; k < CURES; k++) {
        Row r = {.recipe = cure[k], .rate = {0.1, 0.3, 1, 3, 10}};
        r.recipe.hidden = (Sizes){1, {WIDTH}};
        train_row(c, &r, EPOCHS, threads);
        const Spread *best = &r.right[r.best];
        table_row(&t, cure[k].name, r.rate[r.best], SPREAD(*best),
                  r.lost[r.best]);
        claim(cure[k].name, best->median, low[k], high[k], "%.1f");
        figure_block(f, "recipe", "rate low median high");
        for (int i = 0; i < RATES; i++)
            figure_row(f, r.rate[i], SPREAD(r.right[i]));
    }
    figure_close(c, f);
    table_end(&t);
}

/* ---- Layers ---- */

// Σ δ² of a layer, or of what it is handed.
static double squares(const Tensor *t) {
    double sum = 0;
    for (size_t i = 0; i < t_count(t); i++)
        sum += (double)t->grad[i] * (double)t->grad[i];
    return sum;
}

// The same of how far n numbers are from n others.
static double apart(const real *a, const real *b, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)a[i] - (double)b[i]) * ((double)a[i] - (double)b[i]);
    return sum;
}

// Trained; then drawn anew, for the parts of layer 4, what is left back and
// ahead, and how far layer 1 moves.
static void deep_row(Chapter *c, const Table *t, Row *r, int threads) {
    Tensor *z[DEEP + 1], *a[DEEP + 1];
    double last = 0, handed = 0, delta = 0, first = 0, near = 0, far = 0;
    double moved = 0, start_length = SEEDS * WIDTH * r->times;  // squares
    train_row(c, r, EPOCHS, threads);
    r->recipe.rate = r->rate[r->best];
    for (int seed = 0; seed < SEEDS; seed++) {
        uint64_t chance = c->seed + (uint64_t)seed;
        Learner l = learner_new(&train, &r->recipe, chance, 1),
                drawn = learner_new(&train, &r->recipe, chance, 1);
        const Tensor *w = l.mlp.weight[0];
        Batch b = first_images(&l, 100);
        draw_all(&l, r->times);
        draw_all(&drawn, r->times);
        t_backward(record(&l, &b, z, a));
        last += squares(z[DEEP - 1]);
        handed += squares(a[DEEP - 2]);
        delta += squares(z[DEEP - 2]);
        first += squares(z[0]);
        const real *z1 = z[0]->data, *z5 = z[DEEP - 1]->data;
        size_t n = t_count(z[0]) - WIDTH;  // each image's sums and the next's
        near += apart(z1 + WIDTH, z1, n);
        far += apart(z5 + WIDTH, z5, n);
        for (int step = 0; step < 1000; step++)
            learner_step(&l);
        moved += apart(w->data, drawn.mlp.weight[0]->data, t_count(w));
        learner_free(&l);
        learner_free(&drawn);
    }
    table_row(t, r->recipe.name, sqrt(handed / last), sqrt(delta / handed),
              sqrt(first / last), near > 0 ? sqrt(far / near) : 0,
              sqrt(moved / start_length), r->rate[r->best],
              SPREAD(r->right[r->best]));
}

static void what_a_layer_does(Chapter *c, int threads) {
    static const double low[] = {60, 93, 93, 93, 90, 93},
                        high[] = {88, 95.5, 96, 96, 94, 96};
    Row row[] = {
        {{.name = "σ, 1/√n"}, {1, 3, 10}, .times = 1},
        {{.name = "σ, 4/√n"}, {0.1, 0.3, 1}, .times = 16},
        {{.name = "ReLU, 1/√n", .activation = RELU},
         {0.01, 0.03, 0.1},
         .times = 1},
        {{.name = "ReLU, √(2/n)", .activation = RELU},
         {0.01, 0.03, 0.1},
         .times = 2},
        {{.name = "σ, 1/√n, Adam", .adam = true}, {0.003}, .times = 1},
        {{.name = "σ, 4/√n, Adam", .adam = true}, {0.003}, .times = 16}};
    chapter_section(c, "What a layer does to δ");
    printf("%d hidden layers of %d, before the first step: the parts of layer "
           "4, and what is\nleft back in layer 1 and ahead in layer 5. At the "
           "best η: how far 1000 steps\nmove layer 1, in lengths of its start; "
           "and right of 100 images after %d epochs.\n",
           DEEP, WIDTH, EPOCHS);
    chapter_predict(c, "σ′ is at most ¼. What must the weights' part be for δ "
                       "to keep its size?");
    Table t =
        table_begin("start | weights | f′ | back | ahead | moved | η | low"
                    " | median | high",
                    "%-13s | %7.3f | %5.3f | %6.4f | %5.3f | %5.2f | %5g"
                    " | %4.1f | %6.1f | %4.1f");
    for (int k = 0; k < 6; k++) {
        row[k].recipe.hidden =
            (Sizes){DEEP, {WIDTH, WIDTH, WIDTH, WIDTH, WIDTH}};
        row[k].recipe.init = INIT_LECUN;  // biases of 0
        row[k].recipe.cost = &by_softmax;
        deep_row(c, &t, &row[k], threads);
        claim(row[k].recipe.name, row[k].right[row[k].best].median, low[k],
              high[k], "%.1f");
    }
    table_end(&t);
}

/* ---- All of it ---- */

static void tell(Chapter *c, int threads) {
    draw_curves(c);
    one_neuron(c);
    if (*c->turned) {
        printf("No knob turns the networks that are trained, so they are left "
               "out.\n\n");
        return;
    }
    the_lost(c, threads);
    every_cure(c, threads);
    what_a_layer_does(c, threads);
    claims_check(c, c->seed == 1);
}

int main(int argc, char **argv) {
    static const Recipe own = {NULL,        {1, {100}},   RELU,       INIT_HE,
                               &by_softmax, .epochs = 10, .rate = 0.1};
    return chapter_that_trains(
        argc, argv,
        &(Training){"ch15_better", "The same network, made to learn better",
                    IMAGES, TESTS, 10, &train, &test, knobs, .any_size = true,
                    .recipe = &own, .check = check, .tell = tell});
}
