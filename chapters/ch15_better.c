/*
# Chapter 15: The same network, made to learn better

**The question.** In chapter 13 a digit got lost, because σ′ was nearly 0 and
every wish is multiplied by it. Must that be so? By the end you will have seen
σ′ cancel out of the formula, a start from which no neuron is saturated, what
each of these is worth at many learning rates, in which layer the start counts,
how far δ, and with it η, depends on the cost, and what a layer does to δ.

Here a network is *better* if after two epochs it reads more test images. That
shows how soon it learns, and not how well it ends. Overfitting, how to choose
settings without the test images, and weight decay belong to chapter 16.

Read it beside article 4, and the rows A1-6, A3-21 and A4-3 with the notes E2,
E19 and N4. Run it with `make ch15`, and turn its knobs: `make ch15
ARGS="--z 6"`. Images read right are those of the real MNIST (`make mnist`).

**本章要点** 成本换成交叉熵，σ′ 就约掉了，输出层的误差项只剩 δ = a − y，错得越多，学得越快。softmax 也是
这样，而且十个输出加起来等于 1。初始权重的标准差取 1/√n，加权和就落在 σ 较陡的一段。
每种办法都试过几个 η 再比，最管用的是换起点，而且差不多全是第 1 层的功劳。δ 每往回一层要乘两个因子，
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
#include <stdlib.h>
#include <string.h>

static double start = 8, eta = 0.1, third = 3;
static int deep = 5;
enum { WIDTH = 30, DEEPEST = 12 };

static const Option knobs[] = {
    {"--z", KNOB_NUMBER, &start, -8, 12, "the sum z that one neuron starts at",
     "单个神经元起点的加权和 z"},
    {"--eta", KNOB_NUMBER, &eta, 0.001, 100, "η of that neuron",
     "它的学习率 η"},
    {"--z3", KNOB_NUMBER, &third, -20, 20, "the third sum of the softmax",
     "softmax 的第三个加权和"},
    {"--layers", KNOB_WHOLE, &deep, 2, DEEPEST,
     "hidden layers, before training", "训练前观察的隐藏层数"},
    {0}};

/*
First a check of the formulas below, against the tape and numeric slopes: δ of
the three costs, and δ through three layers of σ and of ReLU.

→ The check: by hand = by tape = numeric

## Where σ′ went

One neuron, one input that is always 1, and the target 0. The sum is z = w + b,
the output a = σ(z). With half the squared error, ½(a - y)², the chain rule has
two factors: ∂C/∂a = a - y, and ∂a/∂z = σ′ = a(1 - a). Their product is δ.
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
nearly 0, and so is the product. The neuron that is worst learns least. (Where a
is near 0, σ′ is as small, and no harm is done: there a - y is small as well.)

Could another cost have a factor that undoes σ′? We want a δ in proportion to
how wrong the answer is:

$$\frac{\partial C}{\partial a}\,a(1-a) = a - y,
\qquad\text{so}\qquad
\frac{\partial C}{\partial a} = \frac{a-y}{a(1-a)}.$$

For y = 0 that is 1/(1 - a), the slope of -ln(1 - a). For y = 1 it is -1/a, the
slope of -ln a. This cost is the **cross-entropy**; of ten outputs it is the sum
of ten such. Of chapter 9's equations only the first changes.
*/

static double cross_entropy(double z, double y) {  // 1 - σ(z) is σ(-z)
    return -y * m_log(m_sigmoid(z)) - (1 - y) * m_log(m_sigmoid(-z));
}

static double cross_entropy_delta(double z, double y) {
    return m_sigmoid(z) - y;
}

/*
→ Where σ′ went

For large z the squares end on a plateau: C cannot exceed ½, and a plateau has
no slope. Cross-entropy goes on rising, in the end by 1 for each 1 of z.

With squares δ is a²(1 - a), as y = 0. It is largest at a = ⅔, where its slope
2a - 3a² is 0, and even there only 4/27 = `0.148148`.

![Figure 15.1: Both costs of one neuron that should say 0 (left), and their
slopes δ (right). Where the blue cost is flat, its δ is gone.](ch15_costs)

## One neuron, badly wrong

Now let it learn, as in Michael Nielsen's book; the numbers are ours.
*/

typedef double Delta(double z, double y);

// A step of w and b, which are both moved by δ, since the input is 1.
static double step(Delta *delta, double z) { return z - 2 * eta * delta(z, 0); }

enum { PATIENCE = 100000 };

static int steps_to_half(Delta *delta, double z) {
    int steps = 0;
    for (; z > 0 && steps < PATIENCE; steps++)
        z = step(delta, z);
    return steps;
}

/*
→ One neuron, badly wrong

From z = 8 cross-entropy needs `45` steps and squares `15041`. Each 2 further
out costs cross-entropy ten steps more: δ is nearly 1 there, and with η = `0.1`
z moves by nearly 2η a step, a fifth. With squares each 2 multiplies the steps,
by a factor that goes towards e², a little more than 7: there σ′ falls like e⁻ᶻ.

![Figure 15.2: The output of one neuron that should say 0. Left, it starts a
little wrong; right, saturated.](ch15_saturated)

## Ten scores, or shares of one

Article 1 calls the outputs probabilities. Ten sigmoids are ten answers to ten
separate questions, and nothing makes them sum to 1. They can say "none of
these", or "two of these".

**Softmax** shares out 1: it turns each z into eᶻ, which is positive, and
divides by the sum of all. First the largest z is subtracted from each. That
divides above and below by one number, so the shares stay; and no exponent is
positive, so none overflows.
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
The cost is -ln a of the right output alone, and is called cross-entropy, too.
(The others need no terms of their own: they get what the right one leaves.) Its
logarithm undoes the e, and the slope is the same as before:

$$C = -\ln a_{label} = \ln\sum_k e^{z_k} - z_{label},\qquad
\frac{\partial C}{\partial z_j} = a_j - y_j.$$

For the slope of ln Σ eᶻ with zⱼ is eᶻ/Σ eᶻ, which is aⱼ; and where zⱼ is the
label's, the last term takes 1 off. Three sums, the third the label's:

→ Ten scores, or shares of one

If one sum is larger than another by 1, its share is e, about `2.71828`, times
the other's. Only differences count: with 100 more in every sum the shares are
the same. And the three δ sum to 0: what one output is to gain, the others lose.

The sigmoids' sum is `2.564` here, the shares' is 1. That is right where one
answer is right. For a picture of no digit it is wrong: where ten sigmoids can
all be small, softmax must still share out 1.

## The start: 1/√n

Cross-entropy takes σ′ out of the *last* layer. In a hidden layer δ still has
its σ′ (chapter 9), so the sums there should not be far out. Are they?

A sum is Σ w·x. Weights are drawn independently, with mean 0 and deviation 1.
Then each w·x has the deviation |x|, and the squares of deviations add: Σ w·x
has √(Σ x²), the length of x, whatever shape the draw has. An image is about
nine long (chapter 6), so many sums must lie beyond ±5, where σ is flat.

The cure is one factor: draw with deviation 1/√n (LeCun and others, 1998). Here
n is the number of the layer's own inputs, 784, and 30 in the layer of the
outputs. Then nine becomes nine twenty-eighths, about a third. The biases start
at 0, for the weights already tell the neurons apart. (Why not smaller still?
The weights also carry δ back, as we shall see.)
*/

static void draw(Tensor *w, double times, Rng *r) {
    for (int i = 0; i < w->rows * w->cols; i++)
        w->data[i] = (real)(times * sqrt(1.0 / w->cols) * rng_normal(r));
}

/*
→ The start: 1/√n

![Figure 15.3: The sums in the hidden layer, before and after 1/√n, and σ′
behind them. Where σ′ is 0 nothing is learned.](ch15_spread)

With deviation 1 more than half of the sums lie where σ is flat before the first
step; with 1/√n none does, and σ′ is near its best, ¼.

## Every cure at every η

Article 4's network, 784-30-10, with either cost, from either start, and with
softmax from 1/√n. A comparison at one η would be unfair: what suits one may be
too much for another. So each of the five is trained at five rates, `0.1` to 10,
and judged at its best, by images read right.

Each rate is tried with the same five seeds; a seed draws the start and the
images' order. Of five we look at the median, which one unlucky start does not
move, and at the lowest and highest.

→ Every cure at every η

Each best rate lies inside the five. Article 4's recipe reads `92.2` of 100, but
from `83.7` to `92.6`: in the lowest a digit is lost, and a digit is about 10 of
100 images. The lowest of every other recipe shows that none is lost there.

Another cost alone reads `93.2`. Another start alone reads `94.7`, and its
lowest, `94.4`, is above the highest, `93.5`, of the other cost. (Were both as
good, chance would put these five above those five once in 252 times.) So the
start is worth more, and costs nothing. Both together read `94.7` as well: once
the start is right, we see no gain from cross-entropy in two epochs. Softmax,
`95.3`, may bring half a point.

![Figure 15.4: Images read right at every rate, the median of five networks; for
article 4's recipe a band from the lowest to the highest.](ch15_rates)

## Which layer's start?

Why is the start worth so much? It was changed in two layers: in layer 1, which
adds up 784 pixels, and in the outputs, which add up 30 neurons. We take them
apart, with squares: one has the weights and biases of the small start, 1/√n,
and the other those of deviation 1. Seeds and images are as before; of three
rates the middle one is best. "Neither" and "both" are from the last table.

→ Which layer's start?

It is layer 1. The small start there alone reads `94.6`, from `94.3` to `95.0`;
in both layers it is hardly more, `94.7`. In the outputs alone it reads `92.6`,
and its highest, `92.9`, is below the lowest of layer 1. No digit is lost there,
but the median is hardly above that of neither.

So the start does what it was made for. In layer 1 it brings the sums to where σ
is steep: the mean of σ′ rises from `0.0499` at most to `0.2416` at least. (That
this is the reason fits, but we have not changed σ′ alone.) With layer 1 alone
the outputs' weights, which hand δ back, are still those of "neither".

## Is η = 3 large?

η should be small, says article 3; article 4 takes 3. Of the five rates that is
its best, and too much for cross-entropy. What has to be small is the step, η
times the gradient, and that has δ in it. We compute δ for both costs, in the
networks that squares have trained.

→ Is η = 3 large?

From 1/√n the δ of squares is `0.0022` to `0.0025`; 3 times that is small. Same
weights, same images, and that of cross-entropy is `8.3` to `8.5` times as
large: it lacks the factor σ′, of outputs mostly near their targets. So η = 3
with squares is about as long a step as η = `0.3` with cross-entropy; and these
are the best rates from that start, if only by tenths. From article 4's own
start δ differs no less, but the best rates are 3 and 1. So δ after training is
not all that counts. Why 3 is best there we do not know.

## What a layer does to δ

More layers should be better, or so article 1 hopes. On its way back through a
layer δ changes twice (chapter 9): the weights hand a neuron Σ w·δ, and f′ of
its own sum multiplies it.

For f in the hidden layers we may take σ, or **ReLU**, max(z, 0). It needs no
exponential, and its slope is 1 wherever it lets something through. (At z = 0 it
has the corner that chapter 1 warned of; there we take 0 for its slope.)
(Why not z itself? Without a bend the layers melt into one, chapter 6.)
*/

static double activation(Activation f, double z) {
    return f == SIGMOID ? m_sigmoid(z) : z > 0 ? z : 0;
}

static double slope(Activation f, double z) {
    double a = activation(f, z);
    return f == SIGMOID ? a * (1 - a) : z > 0;
}

/*
![Figure 15.5: σ and ReLU (left), and their slopes (right). σ′ is at most ¼ and
nearly 0 on both sides; the slope of ReLU is 1 or 0.](ch15_relu)
*/

typedef struct Passes {
    double z[DEEPEST + 1][WIDTH];
    double handed[DEEPEST + 1][WIDTH];  // Σ w·δ
    double delta[DEEPEST + 1][WIDTH];   // and times f′
} Passes;

static void ahead(const Tensor *w, const real *b, const double *a, double *z) {
    for (int i = 0; i < w->rows; i++) {
        z[i] = (double)b[i];
        for (int j = 0; j < w->cols; j++)
            z[i] += (double)w->data[i * w->cols + j] * a[j];
    }
}

static void back(const Tensor *w, const double *delta, double *handed) {
    for (int j = 0; j < w->cols; j++) {
        handed[j] = 0;
        for (int i = 0; i < w->rows; i++)
            handed[j] += (double)w->data[i * w->cols + j] * delta[i];
    }
}

// One image through the network and back. The last layer has a softmax.
static void passes(const Mlp *m, const double *x, int label, Passes *p) {
    double a[WIDTH];
    int last = m->layers - 1;
    for (int k = 0; k <= last; k++) {
        ahead(m->weight[k], m->bias[k]->data, k ? a : x, p->z[k]);
        for (int j = 0; j < m->sizes[k + 1]; j++)
            a[j] = activation(m->hidden, p->z[k][j]);
    }
    softmax(p->z[last], CLASSES, a);
    for (int j = 0; j < CLASSES; j++)
        p->delta[last][j] = a[j] - (label == j);
    for (int k = last - 1; k >= 0; k--) {
        back(m->weight[k + 1], p->delta[k + 1], p->handed[k]);
        for (int j = 0; j < WIDTH; j++)
            p->delta[k][j] = p->handed[k][j] * slope(m->hidden, p->z[k][j]);
    }
}

/*
→ What a layer does to δ

Sizes are roots of mean squares. The weights' part is their deviation in parts
of 1/√n: each neuron is handed n products, one by each neuron of the next layer,
whose squared deviations add. (All are 30 wide, so n is the same both ways. The
outputs are only ten; "left" is the mean of the other four steps.)

With σ and 1/√n that part is nearly 1 and σ′ nearly ¼, so a layer leaves `0.234`
of δ. In layer 1 of five only `0.00041` arrives: the **vanishing gradient**.

It is not σ′ alone; the weights have their say. Four times 1/√n would make up
for a σ′ of ¼. But the same weights make the sums larger on the way ahead, and σ
flatter: σ′ is down to `0.170`. Only with eight times 1/√n a layer leaves nearly
all, `0.965`; and there σ′ is only `0.124`.

Of ReLU's neurons about half are off, whatever the weights' size. So half of the
sum of δ's squares is left: δ shrinks by the root of ½. A start that is larger
by a root of 2, √(2/n), makes up for it, as Kaiming He and others proposed in
2015: a layer leaves `1.008`. With twice 1/√n it leaves `1.472`, and δ grows in
each layer: the **exploding gradient**. (A neuron that is off for every image
gets no δ; it is *dead*, unless layers before it change and wake it.) The
weights' part in the table is σ's; ReLU's is a little larger. Before you train
your own, print δ by layers. Later you only see it guess.

![Figure 15.6: Left, what is left of the outputs' δ in each layer, before the
first step. Right, what one layer leaves of it, for weights of any size: on the
dotted line δ neither shrinks nor grows.](ch15_layers)

## Five hidden layers

Does it matter how much of δ arrives? We train four of these networks, with
softmax: σ or ReLU, from 1/√n or √(2/n). Both starts have the same two rates; σ
and ReLU have not, so we do not compare them, nor need any be at its best.

→ Five hidden layers

With σ from 1/√n, which leaves layer 1 `0.00041` of δ, the network guesses at η
= `0.3`. At 3, which makes up for some of it, it reads `78.2`, but from `61.7`
to `81.4`. The larger start leaves `0.0019`, nearly five times as much. It reads
`91.3` at `0.3`, from `90.2` to `92.3`; at 3 both starts are level.

With ReLU a tenth of δ arrives from 1/√n, and `0.6` of it from √(2/n). At `0.03`
they read `94.9` and `94.7`: at this rate the root of 2 brings nothing. At 3
their sums become infinite and then nan, not a number: no answer.

So a tenth of δ can be enough. In twenty layers, though, `0.706` a layer would
leave a thousandth. (Very deep networks also rescale their sums, by
*normalisation*, and lead δ past layers, by *residual connections*.) Whether
depth pays here is open: one hidden layer of σ reads `95.3`, the best of five η.

→ The numbers of the text

## So what made it better?

Must a digit get lost, because σ′ is nearly 0? By the formula no: it is σ′ of an
output that keeps it lost, and cross-entropy takes that out. In our runs, each
at its best rate, the lowest of article 4's five lost one, and with a cure no
network did, even with the small start in the outputs alone. Five are too few to
say which of these keeps the digit, or that it always does.

The median, which one lost digit does not move, rises from `92.2` to `95.3`,
with softmax from 1/√n. Most of that is the start of layer 1, from which no sum
lies where σ is flat. The other cost alone brings a point; beside the good start
nothing that we can tell, or with softmax half a point. Each cure wants an η of
its own. ReLU and √(2/n), now usual, we have not tried with one hidden layer.

## What we cut corners on

With thirty epochs, in chapter 13, article 4's recipe reads about as much as
softmax here after two. What softmax would read then, we have not measured. Most
rates are a factor of three apart, and the best was chosen on the test set, from
five seeds; so tenths mean nothing here. And δ = a - y needs softmax or σ with
*its* cross-entropy: squares behind a softmax have their σ′ back.

## Exercises

`make ex15` writes the files to edit and checks them; `make hint15` helps.

- **15a** A neuron with another activation, tanh, and targets -1 and 1. Which
  cost has δ = a - y there?
- **15b** Squares behind a softmax: find their δ, and see σ′ come back.

Any option about training trains one network of your own, with softmax and
ReLU: `make ch15 ARGS="--hidden 100,50 --epochs 5 --save better.safetensors"`.

Next: what is the best that all this can do, honestly measured? `make ch16`.

## The workbench

What follows prints the tables, writes the figures' numbers, and trains the
networks: recipes, each at several rates and from five seeds.
*/

enum { IMAGES = 50000, TESTS = 10000, SEEDS = 5, EPOCHS = 2 };
static Dataset train, test;

static Recipe network(const char *name, int layers, Activation f, Init init,
                      const Cost *cost) {
    Recipe r = {.name = name, .activation = f, .init = init, .cost = cost};
    for (r.hidden.n = 0; r.hidden.n < layers; r.hidden.n++)
        r.hidden.size[r.hidden.n] = WIDTH;
    return r;
}

/* ---- The check ---- */

// Those of image i of the training set, until the next call.
static const Passes *passes_of(const Learner *l, int i) {
    static Passes p;
    size_t n = (size_t)train.rows * (size_t)train.cols;
    double *x = mem_resize(NULL, n, sizeof *x, "an image", 0);
    dataset_image(&train, i, x);
    passes(&l->mlp, x, train.label[i], &p);
    free(x);
    return &p;
}

// δ of the first neuron, the slope of its bias: by a formula, or by `passes`.
static void check_delta(Chapter *c, const char *name, int layers, Activation f,
                        const Cost *cost, Delta *formula) {
    const Recipe recipe = network(NULL, layers, f, INIT_HE, cost);
    Learner l = learner_new(&train, &recipe, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    double delta = 0;
    t_backward(learner_cost(&l, &b));
    for (int i = 0; i < b.n; i++) {
        const Passes *p = passes_of(&l, i);
        delta +=
            (formula ? formula(p->z[0][0], b.label[i] == 0) : p->delta[0][0]) /
            b.n;
    }
    report_knob(c, name, delta, l.mlp.bias[0]->grad[0], cost_on_batch, &k,
                l.mlp.bias[0]->data);
    learner_free(&l);
}

static void check(Chapter *c, const Recipe *asked) {
    (void)asked;
    report_begin(c);
    check_delta(c, "½(a - y)²", 0, SIGMOID, &half_squares, half_square_delta);
    check_delta(c, "cross-entropy", 0, SIGMOID, &by_sigmoid,
                cross_entropy_delta);
    check_delta(c, "softmax", 0, SIGMOID, &by_softmax, NULL);
    check_delta(c, "through three σ", 3, SIGMOID, &by_softmax, NULL);
    check_delta(c, "through three ReLU", 3, RELU, &by_softmax, NULL);
    report_end(c);
    printf("\n");
}

/* ---- One neuron ---- */

static void where_it_went(Chapter *c) {
    chapter_section(c, "Where σ′ went");
    printf("One neuron, target 0. The larger z, the worse the answer.\n");
    chapter_predict(c, "From which z on does the squared error pull less "
                       "again, although the answer is worse?");
    Table t =
        table_begin("z | a - y | σ′ | squares: C | δ | cross-entropy: C | δ",
                    "%5.2f | %8.6f | %8.6f | %10.6f | %8.6f | %16.6f | %8.6f");
    static const double at[] = {-2, 0, 0.6931471805599453, 2, 4, 6, 8};
    for (int k = 0; k < 7; k++) {
        double z = at[k];
        table_row(&t, z, m_sigmoid(z), slope(SIGMOID, z), half_square(z, 0),
                  half_square_delta(z, 0), cross_entropy(z, 0),
                  cross_entropy_delta(z, 0));
    }
    table_end(&t);
}

// Of figures 15.1 and 15.5, which ends at z = 6.
static void draw_curves(Chapter *c) {
    Figure *costs = figure_open(
        c, "ch15_costs", "z squares entropy delta_squares delta_entropy");
    Figure *relu =
        figure_open(c, "ch15_relu", "z sigmoid relu sigmoid_slope relu_slope");
    for (int k = -60; k <= 80; k++) {
        double z = k / 10.0;
        figure_row(costs, z, half_square(z, 0), cross_entropy(z, 0),
                   half_square_delta(z, 0), cross_entropy_delta(z, 0));
        figure_row(k <= 60 ? relu : NULL, z, activation(SIGMOID, z),
                   activation(RELU, z), slope(SIGMOID, z), slope(RELU, z));
    }
    figure_close(c, costs);
    figure_close(c, relu);
}

static const char *steps_told(Delta *delta, double z) {
    int n = steps_to_half(delta, z);
    return text_format(n < PATIENCE ? "%d" : ">= %d", n);
}

static void one_neuron(Chapter *c) {
    chapter_section(c, "One neuron, badly wrong");
    printf("Steps with η = %g until the answer is no more than ½:\n", eta);
    chapter_predict(c, "How many times as many steps does each cost need for a "
                       "start that is 2 further out?");
    Table t = table_begin("start z | a | ½(a - y)² | cross-entropy",
                          "%7g | %8.6f | %9s | %13s");
    const double from[] = {2, 4, 6, start};
    for (int k = 0; k < 4; k++)
        table_row(&t, from[k], m_sigmoid(from[k]),
                  steps_told(half_square_delta, from[k]),
                  steps_told(cross_entropy_delta, from[k]));
    table_end(&t);
    Figure *f = figure_open(c, "ch15_saturated", "step a a a a");
    double z[] = {1, 1, start, start};
    figure_numbers(f, "z", 2, z + 1);
    for (int k = 0; k <= 300; k++) {
        figure_row(f, k, m_sigmoid(z[0]), m_sigmoid(z[1]), m_sigmoid(z[2]),
                   m_sigmoid(z[3]));
        for (int i = 0; i < 4; i++)
            z[i] = step(i % 2 ? cross_entropy_delta : half_square_delta, z[i]);
    }
    figure_close(c, f);
}

static void shares_of_one(Chapter *c) {
    chapter_section(c, "Ten scores, or shares of one");
    chapter_predict(c, "The first two sums are 1 and 2. How many times the "
                       "first share will the second be?");
    const double z[] = {1, 2, third}, more[] = {101, 102, third + 100};
    double a[3], b[3];
    softmax(z, 3, a);
    softmax(more, 3, b);
    Table t = table_begin("z | σ(z) | eᶻ | softmax | with z + 100 | δ",
                          "%3g | %8.6f | %9.6g | %8.6f | %12.6f | %9.6f");
    for (int j = 0; j < 3; j++)
        table_row(&t, z[j], m_sigmoid(z[j]), m_exp(z[j]), a[j], b[j],
                  a[j] - (j == 2));
    table_end(&t);
    printf("The sigmoids sum to %.3f, the shares to %.3f. C = -ln %.6f = "
           "%.6f.\n\n",
           m_sigmoid(z[0]) + m_sigmoid(z[1]) + m_sigmoid(z[2]),
           a[0] + a[1] + a[2], a[2], -m_log(a[2]));
}

/* ---- The start ---- */

enum { BINS = 200 };  // of width ¼, from -25 to 25

typedef struct Start {
    double deviation[SEEDS], far[SEEDS], slope[SEEDS];  // far: of 100 sums
    double bin[BINS];  // of 100 sums of the first seed, for each unit of z
} Start;

// The sums z in the hidden layer of a learner not yet trained.
static void look_at(const Learner *l, Start *s, int seed) {
    const Tensor *z =
        t_linear(first_images(l, 1000).x, l->mlp.weight[0], l->mlp.bias[0]);
    int all = z->rows * z->cols;
    for (int i = 0; i < all; i++) {
        double v = (double)z->data[i];
        s->deviation[seed] += v * v / all;
        s->far[seed] += fabs(v) > 5 ? 100.0 / all : 0;
        s->slope[seed] += slope(SIGMOID, v) / all;
        if (seed == 0 && fabs(v) < 25)
            s->bin[(int)fmin((v + 25) * 4, BINS - 1)] += 400.0 / all;
    }
    s->deviation[seed] = sqrt(s->deviation[seed]);
}

static void the_start(Chapter *c) {
    static const Init init[] = {INIT_NORMAL, INIT_LECUN};
    static Start of[2];
    int inputs = train.rows * train.cols;
    chapter_section(c, "The start: 1/√n");
    printf("%d-30-10, before the first step; z of the hidden layer for up to "
           "1,000 images;\nthe lowest and the highest of %d seeds.\n",
           inputs, SEEDS);
    chapter_predict(c, "With deviation 1, how many of 100 sums are outside "
                       "-5 … 5, where σ is flat?");
    Table t = table_begin("weights | deviation of z | outside ±5, of 100"
                          " | mean of σ′",
                          "%-11s | %16s | %18s | %16s");
    for (int k = 0; k < 2; k++) {
        Start *s = &of[k];
        const Recipe r = network(NULL, 1, SIGMOID, init[k], NULL);
        for (int seed = 0; seed < SEEDS; seed++) {
            Learner l = learner_new(&train, &r, c->seed + (uint64_t)seed, 1);
            look_at(&l, s, seed);
            learner_free(&l);
        }
        table_row(&t, k ? "1/√n" : "deviation 1",
                  range_of(s->deviation, SEEDS, "%.3f"),
                  range_of(s->far, SEEDS, "%.1f"),
                  range_of(s->slope, SEEDS, "%.4f"));
    }
    table_end(&t);
    claim("outside ±5 with deviation 1", spread_of(of[0].far, SEEDS).median, 50,
          66, "%.0f");
    Figure *f = figure_open(c, "ch15_spread", "z before after");
    figure_number(f, "inputs", inputs);
    for (int k = 0; k < BINS; k++)
        figure_row(f, (k + 0.5) / 4 - 25, of[0].bin[k], of[1].bin[k]);
    figure_close(c, f);
}

/* ---- Recipes at several rates ---- */

enum { RATES = 5 };  // at most

typedef struct Row {
    Recipe recipe;
    double rate[RATES];  // to be tried; 0: no more
    int narrow;  // layer 1 or 2, which starts from 1/√n all the same; 0: none
    Spread right[RATES], best;  // of 100 images; the highest median
    // The mean size of δ with either cost, where squares have trained, at the
    // best rate; and how many times as large the second is.
    double squares[SEEDS], entropy[SEEDS], ratio[SEEDS];
} Row;

static void listen(Learner *l, Row *r, int seed) {
    static real z[TESTS * CLASSES];
    int n = test.count * CLASSES;
    learner_sums(l, &test, z);
    for (int i = 0; i < n; i++) {
        double y = test.label[i / CLASSES] == i % CLASSES;
        r->squares[seed] += fabs(half_square_delta((double)z[i], y)) / n;
        r->entropy[seed] += fabs(cross_entropy_delta((double)z[i], y)) / n;
    }
    r->ratio[seed] =
        r->squares[seed] > 0 ? r->entropy[seed] / r->squares[seed] : 0;
}

// The weights and biases that a layer has where both start from 1/√n.
static void narrow_layer(Learner *l, int layer) {
    Recipe both = l->recipe;
    both.init = INIT_LECUN;
    Learner from = learner_new(&train, &both, l->seed, 1);
    Tensor *w = l->mlp.weight[layer], *b = l->mlp.bias[layer];
    memcpy(w->data, from.mlp.weight[layer]->data, t_count(w) * sizeof(real));
    memcpy(b->data, from.mlp.bias[layer]->data, t_count(b) * sizeof(real));
    learner_free(&from);
}

// Row by row, or all the networks at once would take much memory.
static void train_row(Chapter *c, Row *r, int threads) {
    Trials t = trials_of(SEEDS, c->seed, EPOCHS, &test);
    int rates = 0, best = 0;
    t.at_end = true;
    for (; rates < RATES && r->rate[rates] > 0; rates++) {
        r->recipe.rate = r->rate[rates];
        trials_add(&t, &r->recipe, &train);
        for (int k = 0; r->narrow && k < SEEDS; k++)
            narrow_layer(&trials_at(&t, rates, k)->learner, r->narrow - 1);
    }
    trials_run(c, &t, threads, r->recipe.name);
    for (int k = 0; k < rates; k++) {
        r->right[k] = trials_spread(&t, k, EPOCHS, trial_right);
        best = r->right[k].median > r->right[best].median ? k : best;
    }
    r->best = r->right[best];
    for (int k = 0; !r->recipe.cost && !r->narrow && k < SEEDS; k++)
        listen(&trials_at(&t, best, k)->learner, r, k);
    trials_free(&t);
}

// A column for each rate; there is nothing where a row has not tried it.
static void show_rows(const Row *row, int rows, int rates, const double *rate) {
    char headings[96] = "η =", formats[96] = "%-26s";
    for (int k = 0; k < rates; k++) {
        strcat(headings, text_format(" | %g", rate[k]));
        strcat(formats, " | %5s");
    }
    printf("%d images, %d epochs; of 100 test images: the median of %d seeds, "
           "and at its\nbest the lowest and the highest.\n\n",
           train.count, EPOCHS, SEEDS);
    Table t = table_begin(strcat(headings, " | lowest | highest"),
                          strcat(formats, " | %6.1f | %7.1f"));
    for (const Row *r = row; r < row + rows; r++) {
        RowCell cell[RATES + 3] = {cell_text(r->recipe.name)};
        for (int k = 0; k < rates; k++) {
            int j = 0;
            while (j < RATES && r->rate[j] != rate[k])
                j++;
            cell[k + 1] = cell_text(
                j < RATES ? text_format("%.1f", r->right[j].median) : "");
        }
        cell[rates + 1].number = r->best.low;
        cell[rates + 2].number = r->best.high;
        table_cells(&t, cell, rates + 3);
    }
    table_end(&t);
}

enum { SQUARES, SQUARES_NARROW, ENTROPY, ENTROPY_NARROW, SOFTMAX, CURES };

static void every_cure(Chapter *c, Row *row, int threads) {
    const Init wide = INIT_NORMAL, narrow = INIT_LECUN;
    const Recipe recipe[CURES] = {
        network("½(a - y)², deviation 1", 1, SIGMOID, wide, NULL),
        network("½(a - y)², 1/√n", 1, SIGMOID, narrow, NULL),
        network("cross-entropy, deviation 1", 1, SIGMOID, wide, &by_sigmoid),
        network("cross-entropy, 1/√n", 1, SIGMOID, narrow, &by_sigmoid),
        network("softmax, 1/√n", 1, SIGMOID, narrow, &by_softmax)};
    chapter_section(c, "Every cure at every η");
    chapter_predict(c, "Which helps more: the other cost, or the other "
                       "start? And whose best η will be the largest?");
    Figure *f = figure_open(c, "ch15_rates", NULL);
    for (int r = 0; r < CURES; r++) {
        row[r] = (Row){.recipe = recipe[r], .rate = {0.1, 0.3, 1, 3, 10}};
        train_row(c, &row[r], threads);
        figure_block(f, "recipe", "rate low median high");
        for (int k = 0; k < RATES; k++)
            figure_row(f, row[r].rate[k], SPREAD(row[r].right[k]));
    }
    figure_close(c, f);
    show_rows(row, CURES, RATES, row->rate);
    claim("article 4's recipe", row[SQUARES].best.median, 83, 94, "%.1f");
    claim("cross-entropy alone", row[ENTROPY].best.median, 92.5, 94, "%.1f");
    claim("1/√n alone", row[SQUARES_NARROW].best.median, 94, 95.5, "%.1f");
    claim("both", row[ENTROPY_NARROW].best.median, 94, 95.6, "%.1f");
    claim("softmax, 1/√n", row[SOFTMAX].best.median, 94.5, 96, "%.1f");
    claim("the start brings more than the cost",
          row[SQUARES_NARROW].best.median - row[ENTROPY].best.median, 0.5, 3,
          "%.1f");
}

static void which_layer(Chapter *c, const Row *neither, const Row *both,
                        int threads) {
    const Recipe wide = neither->recipe;
    Row row[] = {*neither,
                 {.recipe = wide, .rate = {3, 10, 30}, .narrow = 2},
                 {.recipe = wide, .rate = {0.3, 1, 3}, .narrow = 1},
                 *both};
    static const char *const name[] = {"neither", "the outputs alone",
                                       "layer 1 alone", "both"};
    chapter_section(c, "Which layer's start?");
    chapter_predict(c, "The small start in one layer alone: in which one does "
                       "it come nearer to what it brings in both?");
    for (int k = 0; k < 4; k++) {
        row[k].recipe.name = name[k];
        if (row[k].narrow)
            train_row(c, &row[k], threads);
    }
    show_rows(row, 4, 5, (double[]){0.3, 1, 3, 10, 30});
    claim("1/√n in the outputs alone", row[1].best.median, 91.5, 93.5, "%.1f");
    claim("1/√n in layer 1 alone", row[2].best.median, 94, 95.5, "%.1f");
    claim("the same, above the outputs alone",
          row[2].best.low - row[1].best.high, 0.2, 3, "%.1f");
}

static void why_three(Chapter *c, Row *row) {
    chapter_section(c, "Is η = 3 large?");
    chapter_predict(c, "How many times as large is the δ of cross-entropy in a "
                       "network that squares have trained?");
    printf("The mean size of δ in networks that squares have trained, at their "
           "best η; the\nlowest and the highest of %d seeds:\n\n",
           SEEDS);
    Table t = table_begin("start | squares | cross-entropy | times as large",
                          "%-11s | %16s | %16s | %14s");
    for (Row *r = row; r <= row + SQUARES_NARROW; r++)
        table_row(&t, r == row ? "deviation 1" : "1/√n",
                  range_of(r->squares, SEEDS, "%.4f"),
                  range_of(r->entropy, SEEDS, "%.4f"),
                  range_of(r->ratio, SEEDS, "%.1f"));
    table_end(&t);
    claim("δ, cross-entropy to squares, 1/√n",
          spread_of(row[SQUARES_NARROW].ratio, SEEDS).median, 6, 12, "%.0f");
}

/* ---- Layers ---- */

typedef struct Back {
    double weights, slope, left;  // a layer's two parts, and their product
    double delta[DEEPEST + 1];    // in parts of the outputs'
} Back;

// Sizes are roots of mean squares, over neurons, 100 images and five seeds.
static Back back_through(Chapter *c, Activation f, double deviation) {
    double handed[DEEPEST + 1] = {0}, delta[DEEPEST + 1] = {0};
    const Recipe recipe = network(NULL, deep, f, INIT_LECUN, &by_softmax);
    for (int seed = 0; seed < SEEDS; seed++) {
        Learner l = learner_new(&train, &recipe, c->seed + (uint64_t)seed, 1);
        Rng r = rng_new(l.seed);
        for (int k = 0; k <= deep; k++)
            draw(l.mlp.weight[k], deviation, &r);
        for (int i = 0; i < 100 && i < train.count; i++) {
            const Passes *p = passes_of(&l, i);
            for (int k = 0; k <= deep; k++)
                for (int j = 0, n = l.mlp.sizes[k + 1]; j < n; j++) {
                    delta[k] += p->delta[k][j] * p->delta[k][j] / n;
                    if (k < deep)
                        handed[k] += p->handed[k][j] * p->handed[k][j] / n;
                }
        }
        learner_free(&l);
    }
    // From the last hidden layer to the first, on the way one like the other.
    Back s = {.weights = 1, .slope = 1};
    for (int k = deep - 2; k >= 0; k--) {
        s.weights *= m_pow(handed[k] / delta[k + 1], 0.5 / (deep - 1));
        s.slope *= m_pow(delta[k] / handed[k], 0.5 / (deep - 1));
    }
    s.left = s.weights * s.slope;
    for (int k = 0; k <= deep; k++)
        s.delta[k] = sqrt(delta[k] / delta[deep]);
    return s;
}

static void what_a_layer_does(Chapter *c) {
    static const double size[] = {0.5, 1, 1.4142135623730951, 2, 4, 8};
    enum { ALL = 6 };
    Back s[ALL], r[ALL];
    chapter_section(c, "What a layer does to δ");
    printf("%d hidden layers of %d, before the first step; %d seeds, 100 "
           "images. What a layer\nleaves of δ, and how much of the outputs' δ "
           "there is in layer 1:\n",
           deep, WIDTH, SEEDS);
    chapter_predict(c, "σ′ is at most ¼. What must the weights' part be for δ "
                       "to keep its size?");
    Table t = table_begin("times 1/√n | σ: weights | σ′ | left | layer 1"
                          " | ReLU: f′ | left | layer 1",
                          "%10.2f | %10.3f | %5.3f | %5.3f | %7.2g"
                          " | %8.3f | %5.3f | %7.2g");
    Figure *f = figure_open(c, "ch15_layers", NULL);
    figure_block(f, "sizes", "times sigmoid relu");
    for (int k = 0; k < ALL; k++) {
        s[k] = back_through(c, SIGMOID, size[k]);
        r[k] = back_through(c, RELU, size[k]);
        table_row(&t, size[k], s[k].weights, s[k].slope, s[k].left,
                  s[k].delta[0], r[k].slope, r[k].left, r[k].delta[0]);
        figure_row(f, size[k], s[k].left, r[k].left);
    }
    table_end(&t);
    figure_block(f, "layers", "layer narrow larger relu");
    for (int k = 0; k <= deep; k++)
        figure_row(f, k + 1, s[1].delta[k], s[2].delta[k], r[2].delta[k]);
    figure_close(c, f);
    claim("δ left by a layer, σ, 1/√n", s[1].left, 0.22, 0.25, "%.2f");
}

static void five_layers(Chapter *c, int threads) {
    const Cost *last = &by_softmax;
    Row row[] = {{.recipe = network("σ, 1/√n", 5, SIGMOID, INIT_LECUN, last),
                  .rate = {0.3, 3}},
                 {.recipe = network("σ, √(2/n)", 5, SIGMOID, INIT_HE, last),
                  .rate = {0.3, 3}},
                 {.recipe = network("ReLU, 1/√n", 5, RELU, INIT_LECUN, last),
                  .rate = {0.03, 3}},
                 {.recipe = network("ReLU, √(2/n)", 5, RELU, INIT_HE, last),
                  .rate = {0.03, 3}}};
    chapter_section(c, "Five hidden layers");
    chapter_predict(c, "σ from 1/√n, five hidden layers: will a larger η make "
                       "up for the δ that is lost?");
    for (int k = 0; k < 4; k++)
        train_row(c, &row[k], threads);
    show_rows(row, 4, 3, (double[]){0.03, 0.3, 3});
    claim("5 hidden, σ, 1/√n, at best", row[0].best.median, 60, 88, "%.0f");
    claim("5 hidden, σ, √(2/n)", row[1].best.median, 89, 93, "%.1f");
    claim("5 hidden, ReLU, 1/√n", row[2].best.median, 93.5, 96, "%.1f");
    claim("5 hidden, ReLU, √(2/n)", row[3].best.median, 93.5, 96, "%.1f");
}

/* ---- All of it ---- */

static void tell(Chapter *c, int threads) {
    where_it_went(c);
    draw_curves(c);
    one_neuron(c);
    shares_of_one(c);
    the_start(c);
    if (*c->turned) {
        what_a_layer_does(c);
        printf("No knob turns the networks that are trained, so they are left "
               "out.\n\n");
        return;
    }
    Row cure[CURES];
    every_cure(c, cure, threads);
    which_layer(c, &cure[SQUARES], &cure[SQUARES_NARROW], threads);
    why_three(c, cure);
    what_a_layer_does(c);
    five_layers(c, threads);
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
