/*
# Chapter 15: The same network, made to learn better

**The question.** In chapter 13 a digit got lost, because σ′ was nearly 0 and
every wish is multiplied by it. Must that be so? By the end you will have seen
σ′ cancel out of the formula, a start from which no neuron is saturated, what
each of these is worth at many learning rates, what a layer does to δ on its way
back, and why article 4 gets away with η = 3.

Read it beside article 4, and the rows A1-6, A3-21 and A4-3 with the notes E2,
E19 and N4. Run it with `make ch15`, and turn its knobs: `make ch15
ARGS="--z 6"`. Images read right are those of the real MNIST (`make mnist`).

**本章要点** 成本换成交叉熵，σ′ 就约掉了，输出层的误差项只剩 δ = a − y，错得越多，学得越快。softmax 也是
这样，而且十个输出加起来等于 1。初始权重的标准差取 1/√n，加权和就落在 σ 较陡的一段。
每种办法都试过几个 η 再比，最管用的是换起点。δ 每往回一层要乘两个因子，一个来自权重，一个来自 f′：sigmoid 配 1/√n，
只剩大约四分之一（梯度消失）；ReLU 配 √(2/n)，大小不变。

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

static double start = 8, eta = 0.1, third = 3, times = 8;
static int deep = 8;
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
    {"--weights", KNOB_NUMBER, &times, 0.1, 30,
     "the deviation of their weights, in parts of 1/√n",
     "这些层的权重，标准差是 1/√n 的几倍"},
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

For y = 0 that is 1/(1 - a), the slope of -ln(1 - a); for y = 1 it is -1/a, the
slope of -ln a. This cost is the **cross-entropy**; of ten outputs it is the sum
of ten such. (Of chapter 9's equations only the first changes.) The honest
answer stays cheapest (chapter 13): if a share p of the images with the answer a
has the target 1, their mean δ is p(a - 1) + (1 - p)a = a - p, which is 0 at a =
p. (Of a σ(z) rounded to 0 the logarithm is minus infinity, so the library,
unlike our code, takes it from z: z - ln(1 + eᶻ) below 0, else -ln(1 + e⁻ᶻ).)
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
no slope. Cross-entropy goes on rising, in the end by 1 for each 1 of z. (Its
height has no limit, its pull has: δ stays within 1, even for a wrong label.)

With squares δ is a²(1 - a), as y = 0. It is largest at a = ⅔, where its slope
2a - 3a² is 0, and even there only 4/27 = `0.148148`. (It will explain η = 3.)

![Figure 15.1: Both costs of one neuron that should say 0 (left), and their
slopes δ (right). Where the blue cost is flat, its δ is gone.](ch15_costs)

## One neuron, badly wrong

Now let it learn. (Nielsen's book has such an experiment; the numbers are ours.)
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
separate questions, and nothing makes them sum to 1. **Softmax** does: it turns
each z into eᶻ, which is positive, and divides by the sum of all. It takes one
exponential an output, as σ does. (Other positive functions would do; with e, δ
is as simple as before, since the cost's logarithm undoes it.) First the largest
z is subtracted from each. That divides above and below by one number, so the
shares stay; and no exponent is positive, so none overflows.
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
The cost is -ln a of the right output alone. (The others have their say through
the sum.) Its slope is the same as before,

$$C = -\ln a_{label} = \ln\sum_k e^{z_k} - z_{label},\qquad
\frac{\partial C}{\partial z_j} = a_j - y_j,$$

since the slope of ln Σ eᶻ with zⱼ is eᶻ/Σ eᶻ, which is aⱼ, and where zⱼ is the
label's, the last term takes 1 off. The library computes C so, from z, since -ln
of a share rounded to 0 is infinite; of the exponents it takes off the largest
z, which it adds to ln Σ. Three sums, the third the label's:

→ Ten scores, or shares of one

If one sum is larger than another by 1, its share is e, about `2.71828`, times
the other's. Only differences count: with 100 more in every sum the shares are
the same. And the three δ sum to 0: what one output is to gain, the others lose.
(A network that knows nothing gives a tenth to each of ten, and pays ln 10.)

## The start: 1/√n

Cross-entropy takes σ′ out of the *last* layer. In a hidden layer δ still has
its σ′ (chapter 9), so the sums there should not be far out. Are they?

A sum is Σ w·x. Weights are drawn independently, with mean 0 and deviation 1.
Then each w·x has the deviation |x|, and the squares of deviations add: Σ w·x
has √(Σ x²), the length of x, whatever shape the draw has. An image is about
nine long, so many sums must lie beyond ±5, where σ is flat. The cure is one
factor: draw with deviation 1/√n (LeCun and others, 1998), where n is the number
of the layer's own inputs, 784 here and 30 in the layer of the outputs. Then
nine becomes nine twenty-eighths, about a third. The biases start at 0, for the
weights already tell the neurons apart. (Why not smaller still? The weights also
carry δ back, as we shall see; and with weights that are all 0 the neurons of a
layer would get the same δ and stay alike.)
*/

static void draw(Tensor *w, double deviation, Rng *r) {
    for (int i = 0; i < w->rows * w->cols; i++)
        w->data[i] = (real)(deviation * sqrt(1.0 / w->cols) * rng_normal(r));
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
too much for another. So each of the five is trained for two epochs at five
rates, `0.1` to 10, from the same five seeds (a seed draws the start and the
images' order): 125 networks. Each is judged at its best, by images read right,
since values of different costs cannot be compared. (A larger η cannot quite
replace a lost σ′: it lengthens all steps alike; σ′ shortens each differently.)

→ Every cure at every η

Networks from 1/√n read more, with squares at every rate up to 3, with
cross-entropy up to 1. From the same start cross-entropy reads more than squares
for η up to `0.3`; at 3 it reads less from 1/√n: its steps are too long.

Now each at its best: the median of five networks, which one unlucky start does
not move, and the lowest and highest. Article 4's recipe reads `92.23`, but from
`83.73` to `92.61`: a digit is lost in the lowest, and a digit is about 10 of
100 images. No other recipe loses one. Another cost alone reads `93.23`, from
`92.57` to `93.53`. Another start alone reads `94.73`, and its lowest, `94.42`,
is above the highest of those. (Were both as good, chance would put these five
above those five once in 252 times.) So the start is worth more (it frees the
hidden layer; the cost, only the outputs), and costs nothing. Both together read
`94.65`, from `94.31` to `95.07`: once the start is right, cross-entropy brings
nothing that five seeds tell, after two epochs. Softmax, `95.27`, from `94.72`
to `95.31`, may bring half a point. (Each best rate lies inside the five.)

![Figure 15.4: Left, the cost of the training images at a small, a good and a
large rate. Right, images read right at every rate: the median of five networks,
and for article 4's recipe a band from the lowest to the highest.](ch15_rates)

## Why η = 3?

η should be small, says article 3; article 4 takes 3. The table shows that this
is its best rate, and 3 is too much for cross-entropy. What has to be small is
the step, η times the gradient. Take article 4's trained networks as they are
now, and compute δ for both costs.

→ Why η = 3?

Same weights, same images: the δ of cross-entropy is `8.3` to `12.7` times as
large. That of squares has a factor σ′, of nearly settled outputs, and is far
below 4/27. So η = `0.3` with cross-entropy is about as long a step as η = 3
with squares. From 1/√n these are their best rates; from article 4's start, 1
and 3: the δ of trained networks is not all that counts.

## What ten outputs sum to

We add up the ten outputs of every test image, with cross-entropy and softmax.

→ What ten outputs sum to

![Figure 15.5: The two test images whose ten sigmoids sum to least and to most,
and what softmax says to them.](ch15_softmax)

Sigmoids can say "none of these" or "two of these". Their mean sum is near to 1,
the sum of their targets, `0.993` to `1.017`; of one image it may be from
`0.024` to `2.003`. Softmax can say neither: it always shares out 1, rightly
where one answer is right, wrongly for a picture of no digit. Can a share be
believed (chapter 13)? The mean share of all answers is `94.3` to `94.9` of 100,
and `94.7` to `95.3` are right; of those with `0.9` to `0.99` it is `96.5` to
`96.7`, and `96.7` to `98.0` are right. Nearly: after two epochs softmax is a
little too modest. (Long training on few images makes it too sure: chapter 16.)

## What a layer does to δ

More layers should be better, or so article 1's hope suggests (edges, then
parts, then digits). Chapter 9 has the way back: what the weights hand to a
neuron, Σ w·δ, times f′ of its own sum. For f in the hidden layers (the outputs
keep their softmax) we may take σ, or **ReLU**, max(z, 0), which needs no
exponential, and whose slope is 1 wherever it lets something through. (At z = 0
it has the corner that chapter 1 warned of, and we take 0 for its slope there.
Where the step h of a numeric slope carries a z over it, the slope mixes both
sides; few z lie so near, and the check agrees. Why not z itself, whose slope is
always 1? Without a bend the layers melt into one (chapter 6). tanh z, which is
2σ(2z) - 1, is four times as steep as σ at 0, and flatter far out.)
*/

static double activation(Activation f, double z) {
    return f == SIGMOID ? m_sigmoid(z) : z > 0 ? z : 0;
}

static double slope(Activation f, double z) {
    double a = activation(f, z);
    return f == SIGMOID ? a * (1 - a) : z > 0;
}

/*
![Figure 15.6: σ and ReLU (left), and their slopes (right). σ′ is at most ¼ and
nearly 0 on both sides; the slope of ReLU is 1 or 0.](ch15_relu)

So δ changes twice on its way back through a layer: by the weights and by f′.
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

The weights' part is their deviation in parts of 1/√n: each neuron is handed n
products, one by each neuron of the next layer (n here too), whose squared
deviations add, as on the way ahead. With σ and 1/√n that part is 1 and σ′
nearly ¼, so `0.237` of δ is left a layer, and in layer 1 of eight hardly a
hundred-thousandth: the **vanishing gradient**. Weights there hardly move.

It is not σ′ alone; the weights have their say. Four times 1/√n would make up
for a σ′ of ¼. But the same weights make the sums larger on the way ahead, and σ
flatter: σ′ is down to `0.166`. With eight times 1/√n nearly all of δ comes
through, and σ′ is `0.119`: a mean, as many neurons are saturated again, and δ
passes through the others. (We have not trained from there.)

Of ReLU's neurons about half are off, whatever the weights' size. So half of the
sum of δ's squares is left: δ shrinks by the root of ½. (On the way ahead max(z,
0) halves the squares of z just so.) So a start that is larger by a root of 2,
√(2/n), keeps δ in balance, as Kaiming He and others proposed in 2015. With
twice 1/√n δ grows `1.462` times a layer, which a deep network cannot bear
either: the **exploding gradient**. And where a neuron is off for every image,
f′ = 0 leaves nothing of what it is handed: it stays off, unless layers before
it change and wake it. (With a small slope left of 0 it is leaky.) Before you
train your own, print δ by layers, as here; later you only see it guess.

![Figure 15.7: Left, what is left of the outputs' δ in each layer, before the
first step. Right, what one layer leaves of it, for weights of any size: on the
dotted line δ neither shrinks nor grows.](ch15_layers)

## Five hidden layers

From softmax and 1/√n, the cures' last row, we change one thing a row: one
hidden layer becomes five, then the start is larger, then σ becomes ReLU, then
one layer is left. Each is at its best η of `0.03`, `0.3` (best there) and 3.

→ Five hidden layers

With five hidden layers σ from 1/√n guesses at `0.03` and at `0.3`; η = 3, which
makes up for some of the lost δ, gets it to `78.16`, from `61.68` to `81.43`.
With a start that is larger by a root of 2, and nothing else changed, it reads
`90.15` to `92.29`: a layer leaves `0.319` of δ, not `0.237`. ReLU from that
same start reads `94.13` to `95.63`, but wants a small η: at `0.3` it guesses,
and at 3 its sums become infinite and then nan, not a number: no answer. (Where
δ arrives whole the same η is a longer step, which may be why; we measured
neither this nor whether the root of 2 changed only δ. The best rates 3 and
`0.03` end our list: others may be better.)

So depth needs a δ that arrives, which the start and the slope of f decide.
(Training moves the weights, so very deep networks also rescale their sums, and
lead δ past layers by shortcuts; ours do not.) Usual now: softmax, ReLU, √(2/n).
Deeper is not always better: with 30 neurons a layer and two epochs, one hidden
layer does as well, with ReLU (`94.77`) or σ (`95.27`, above).

→ The numbers of the text

## What we cut corners on

Two epochs are few, and show how *soon* a network learns: with thirty, in
chapter 13, article 4's recipe reads about as much as softmax here. What softmax
would read then, we have not measured. Momentum and Adam, which chapter 11
explains, falling rates, more neurons, bent images: chapter 16's ladder measures
these. Our rates are a factor of three apart, in the last section ten; the best
was chosen on the test set, from five seeds; so tenths mean nothing here
(chapter 16 chooses honestly). Cross-entropy is not only "the cost that cancels
σ′": it is minus the logarithm of the share given to what was true, by which
information theory, from where the name comes, measures surprise. And δ = a - y
needs the right pair, softmax or σ with *its* cross-entropy: squares behind a
softmax have their σ′ back.

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

enum { IMAGES = 50000, TESTS = 10000, SEEDS = 5, EPOCHS = 2, PARTS = 20 };
static Dataset train, test;

static Recipe network(const char *name, int layers, Activation f, Init init,
                      const Cost *cost) {
    Recipe r = {.name = name, .activation = f, .init = init, .cost = cost};
    for (r.hidden.n = 0; r.hidden.n < layers; r.hidden.n++)
        r.hidden.size[r.hidden.n] = WIDTH;
    return r;
}

/* ---- The check ---- */

enum { LABEL = 3 };

// What the story has for a cost of ten sums z [CLASSES]: of each sum, or NULL
// for softmax, which is of all ten.
typedef struct ByHand {
    double (*of)(double z, double y);
    Delta *slope;
    const real *z;
    double delta[CLASSES];  // of the last cost_by_hand
} ByHand;

static real cost_by_hand(void *by) {
    ByHand *h = by;
    double z[CLASSES], share[CLASSES], cost = 0;
    for (int j = 0; j < CLASSES; j++)
        z[j] = (double)h->z[j];
    softmax(z, CLASSES, share);
    for (int j = 0; j < CLASSES; j++) {
        double y = j == LABEL;
        cost += h->of ? h->of(z[j], y) : -y * m_log(share[j]);
        h->delta[j] = h->of ? h->slope(z[j], y) : share[j] - y;
    }
    return (real)cost;
}

static void check_cost(Chapter *c, const char *name, const Cost *cost,
                       double (*of)(double z, double y), Delta *slope_of) {
    Graph *g = graph_new(1);
    Tensor *z = t_param(g, "z", 1, CLASSES);
    const uint8_t label = LABEL;
    const real y[CLASSES] = {[LABEL] = 1};
    Rng chance = rng_new(c->seed);
    fill_normal(z, &chance, 2);
    t_backward(
        cost->of(z, &(Batch){1, NULL, t_const(g, 1, CLASSES, y), &label}));
    ByHand h = {of, slope_of, z->data, {0}};
    for (int j = LABEL; j <= LABEL + 1; j++) {
        cost_by_hand(&h);
        report_knob(c, text_format("%s: δ of %d", name, j), h.delta[j],
                    z->grad[j], cost_by_hand, &h, &z->data[j]);
    }
    graph_free(g);
}

// Those of a batch's image, until the next call.
static const Passes *passes_of(const Learner *l, const Batch *b, int i) {
    static Passes p;
    int n = b->x->cols;
    double *x = mem_resize(NULL, (size_t)n, sizeof *x, "an image", 0);
    for (int j = 0; j < n; j++)
        x[j] = (double)b->x->data[i * n + j];
    passes(&l->mlp, x, b->label[i], &p);
    free(x);
    return &p;
}

static void check_layers(Chapter *c, Activation f, const char *name) {
    const Recipe recipe = network(NULL, 3, f, INIT_HE, &by_softmax);
    Learner l = learner_new(&train, &recipe, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    double delta = 0;
    for (int i = 0; i < b.n; i++)
        delta += passes_of(&l, &b, i)->delta[0][0] / b.n;
    report_knob(c, name, delta, l.mlp.bias[0]->grad[0], cost_on_batch, &k,
                l.mlp.bias[0]->data);
    if (f == RELU)
        report_params(c, l.graph, cost_on_batch, &k, 1000);
    learner_free(&l);
}

static void check(Chapter *c, const Recipe *asked) {
    (void)asked;
    report_begin(c);
    check_cost(c, "½(a - y)²", &half_squares, half_square, half_square_delta);
    check_cost(c, "cross-entropy", &by_sigmoid, cross_entropy,
               cross_entropy_delta);
    check_cost(c, "softmax", &by_softmax, NULL, NULL);
    check_layers(c, SIGMOID, "first bias, through σ");
    check_layers(c, RELU, "first bias, through ReLU");
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

// Of figures 15.1 and 15.6, which ends at z = 6.
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

// How many weights of the library's first layer are those of draw.
static int drawn_alike(const Learner *l) {
    const Tensor *w = l->mlp.weight[0];
    Tensor *ours = t_blank(l->graph, w->rows, w->cols);
    Rng chance = rng_new(l->seed);
    draw(ours, 1, &chance);
    int alike = 0;
    for (int i = 0; i < w->rows * w->cols; i++)
        alike += w->data[i] == ours->data[i];
    return alike;
}

static void the_start(Chapter *c) {
    static const Init init[] = {INIT_NORMAL, INIT_LECUN};
    static Start of[2];
    int inputs = train.rows * train.cols, alike = 0;
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
            if (k == 1 && seed == 0)
                alike = drawn_alike(&l);
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
    printf("Of the library's %d weights to this layer, %d are those of our "
           "lines.\n\n",
           WIDTH * inputs, alike);
    Figure *f = figure_open(c, "ch15_spread", "z before after");
    figure_number(f, "inputs", inputs);
    for (int k = 0; k < BINS; k++)
        figure_row(f, (k + 0.5) / 4 - 25, of[0].bin[k], of[1].bin[k]);
    figure_close(c, f);
}

/* ---- What trained networks say ---- */

// The networks of a recipe and the test images. Score is the largest output.
typedef struct Said {
    double squares[SEEDS], entropy[SEEDS], ratio[SEEDS];  // mean size of δ
    double sum[SEEDS], low[SEEDS], high[SEEDS];   // Σ of the ten outputs
    double score[SEEDS], right[SEEDS];            // of 100, of all answers
    double nine_score[SEEDS], nine_right[SEEDS];  // of those with 0.9 to 0.99
    // Of the network that was heard last.
    int lowest, highest;  // images
    real output[TESTS * CLASSES];
} Said;
static Said article_4, sigmoids, shares;

static void add_to(double *mean, int n, double x) { *mean += (x - *mean) / n; }

static void listen(Learner *l, Said *s, int k) {
    const bool shared = l->recipe.cost == &by_softmax;
    int nine = 0;
    real *a = s->output;
    learner_sums(l, &test, a);
    s->low[k] = INFINITY;
    for (int i = 0; i < test.count; i++, a += CLASSES) {
        double z[CLASSES], sum = 0;
        for (int j = 0; j < CLASSES; j++)
            z[j] = (double)a[j];
        if (shared)
            softmax(z, CLASSES, z);
        for (int j = 0; j < CLASSES; j++) {
            a[j] = (real)(shared ? z[j] : m_sigmoid(z[j]));
            double aj = (double)a[j], miss = fabs(aj - (test.label[i] == j));
            s->entropy[k] += miss / test.count / CLASSES;
            s->squares[k] += miss * aj * (1 - aj) / test.count / CLASSES;
            sum += aj;
        }
        s->sum[k] += sum / test.count;
        if (sum < s->low[k])
            s->low[k] = sum, s->lowest = i;
        if (sum > s->high[k])
            s->high[k] = sum, s->highest = i;
        int answer = argmax(a, CLASSES);
        double score = (double)a[answer], right = answer == test.label[i];
        add_to(&s->score[k], i + 1, 100 * score);
        add_to(&s->right[k], i + 1, 100 * right);
        if (score >= 0.9 && score < 0.99) {
            add_to(&s->nine_score[k], ++nine, 100 * score);
            add_to(&s->nine_right[k], nine, 100 * right);
        }
    }
    s->ratio[k] = s->squares[k] > 0 ? s->entropy[k] / s->squares[k] : 0;
}

/* ---- Recipes at several rates ---- */

enum { RATES = 5 };  // at most

typedef struct Row {
    Recipe recipe;  // at the end with its best rate: the highest median
    Said *said;     // what its networks say then, or NULL
    Spread right[RATES], best;            // of 100 images
    double curve[RATES][EPOCHS * PARTS];  // the cost of the first seed
} Row;

static void train_row(Chapter *c, Row *r, const double *rate, int rates,
                      int threads) {
    Trials t = trials_of(SEEDS, c->seed, EPOCHS, &test);
    int best = 0;
    t.parts = PARTS, t.at_end = true;
    for (int k = 0; k < rates; k++) {
        r->recipe.rate = rate[k];
        trials_add(&t, &r->recipe, &train);
    }
    trials_run(c, &t, threads, r->recipe.name);
    for (int k = 0; k < rates; k++) {
        r->right[k] = trials_spread(&t, k, EPOCHS, trial_right);
        memcpy(r->curve[k], trials_at(&t, k, 0)->curve, sizeof r->curve[k]);
        best = r->right[k].median > r->right[best].median ? k : best;
    }
    r->best = r->right[best];
    r->recipe.rate = rate[best];
    for (int k = SEEDS - 1; r->said && k >= 0; k--)  // the first seed last
        listen(&trials_at(&t, best, k)->learner, r->said, k);
    trials_free(&t);
}

// Row by row, or all the networks at once would take much memory.
static void train_and_show(Chapter *c, Row *row, int rows, const double *rate,
                           int rates, int threads) {
    char headings[64] = "η =", formats[64] = "%-26s";
    for (int r = 0; r < rows; r++)
        train_row(c, &row[r], rate, rates, threads);
    printf("%d images, %d epochs. The median of %d seeds, of 100 test "
           "images:\n\n",
           train.count, EPOCHS, SEEDS);
    for (int k = 0; k < rates; k++) {
        strcat(headings, text_format(" | %g", rate[k]));
        strcat(formats, " | %5.1f");
    }
    Table t = table_begin(headings, formats);
    for (int r = 0; r < rows; r++) {
        RowCell cell[RATES + 1] = {cell_text(row[r].recipe.name)};
        for (int k = 0; k < rates; k++)
            cell[k + 1] = cell_number(row[r].right[k].median);
        table_cells(&t, cell, rates + 1);
    }
    table_end(&t);
    printf("Each at its best η:\n\n");
    t = table_begin("| η | lowest | median | highest",
                    "%-26s | %5g | %6.2f | %6.2f | %6.2f");
    for (Row *r = row; r < row + rows; r++)
        table_row(&t, r->recipe.name, r->recipe.rate, SPREAD(r->best));
    table_end(&t);
}

static void every_cure(Chapter *c, int threads) {
    enum { SQUARES, SQUARES_NARROW, ENTROPY, ENTROPY_NARROW, SOFTMAX, ROWS };
    static const double rate[RATES] = {0.1, 0.3, 1, 3, 10};
    const Init wide = INIT_NORMAL, narrow = INIT_LECUN;
    Row row[ROWS] = {
        {.recipe = network("½(a - y)², deviation 1", 1, SIGMOID, wide, NULL),
         .said = &article_4},
        {.recipe = network("½(a - y)², 1/√n", 1, SIGMOID, narrow, NULL)},
        {.recipe = network("cross-entropy, deviation 1", 1, SIGMOID, wide,
                           &by_sigmoid)},
        {.recipe =
             network("cross-entropy, 1/√n", 1, SIGMOID, narrow, &by_sigmoid),
         .said = &sigmoids},
        {.recipe = network("softmax, 1/√n", 1, SIGMOID, narrow, &by_softmax),
         .said = &shares}};
    chapter_section(c, "Every cure at every η");
    chapter_predict(c, "Which helps more: the other cost, or the other "
                       "start? And whose best η will be the largest?");
    train_and_show(c, row, ROWS, rate, RATES, threads);
    Figure *f = figure_open(c, "ch15_rates", NULL);
    figure_numbers(f, "rate", 3, (double[]){rate[0], rate[1], rate[4]});
    figure_block(f, "curves", "epochs small good large");
    double(*cost)[EPOCHS * PARTS] = row[ENTROPY_NARROW].curve;
    for (int k = 0; k < EPOCHS * PARTS; k++)
        figure_row(f, (k + 0.5) / PARTS, cost[0][k], cost[1][k], cost[4][k]);
    double best[ROWS], lowest = 100;
    for (int r = 0; r < ROWS; r++) {
        figure_block(f, "recipe", "rate low median high");
        for (int k = 0; k < RATES; k++)
            figure_row(f, rate[k], SPREAD(row[r].right[k]));
        best[r] = row[r].best.median;
        lowest = r == SQUARES ? lowest : fmin(lowest, row[r].best.low);
    }
    figure_close(c, f);
    claim("article 4's recipe", best[SQUARES], 83, 94, "%.1f");
    claim("cross-entropy alone", best[ENTROPY], 92.5, 94, "%.1f");
    claim("1/√n alone", best[SQUARES_NARROW], 94, 95.5, "%.1f");
    claim("both", best[ENTROPY_NARROW], 94, 95.6, "%.1f");
    claim("softmax, 1/√n", best[SOFTMAX], 94.5, 96, "%.1f");
    claim("the lowest of these four", lowest, 92, 95, "%.1f");
    claim("the start brings more than the cost",
          best[SQUARES_NARROW] - best[ENTROPY], 0.5, 3, "%.1f");
}

static void why_three(Chapter *c) {
    Said *s = &article_4;
    chapter_section(c, "Why η = 3?");
    chapter_predict(c, "Is the δ of squares in a trained network nearer to "
                       "4/27, or far below?");
    printf("Article 4's networks at their best η; the mean size of δ over all "
           "outputs and\ntest images, the lowest and the highest of %d seeds:"
           "\n\n",
           SEEDS);
    Table t = table_begin("cost | mean size of δ", "%-13s | %16s");
    table_row(&t, "½(a - y)²", range_of(s->squares, SEEDS, "%.4f"));
    table_row(&t, "cross-entropy", range_of(s->entropy, SEEDS, "%.4f"));
    table_end(&t);
    printf("In one network the second is %s times the first.\n\n",
           range_of(s->ratio, SEEDS, "%.1f"));
    claim("δ, cross-entropy to squares", spread_of(s->ratio, SEEDS).median, 6,
          15, "%.0f");
}

static void draw_outputs(Figure *f, int image) {
    figure_block(f, "outputs", "output sigmoid softmax right");
    for (int j = 0, k = image * CLASSES; j < CLASSES; j++, k++)
        figure_row(f, j, sigmoids.output[k], shares.output[k],
                   test.label[image] == j);
    figure_block(f, "pixels", "column row byte");
    for (int i = 0, n = test.rows * test.cols; i < n; i++)
        figure_row(f, i % test.cols, i / test.cols, test.image[image * n + i]);
}

static void what_they_sum_to(Chapter *c) {
    Said *const said[] = {&sigmoids, &shares};
    const char *const name[] = {"sigmoids", "softmax"};
    chapter_section(c, "What ten outputs sum to");
    chapter_predict(c, "Sigmoids that were trained on targets with one 1: will "
                       "they sum to 1 on the average? For every image?");
    Table t = table_begin("outputs | mean of Σ | smallest | largest",
                          "%-8s | %14s | %14s | %14s");
    for (int k = 0; k < 2; k++)
        table_row(&t, name[k], range_of(said[k]->sum, SEEDS, "%.3f"),
                  range_of(said[k]->low, SEEDS, "%.3f"),
                  range_of(said[k]->high, SEEDS, "%.3f"));
    table_end(&t);
    printf("(Of %d seeds. The figure shows two images of the first.)\n\n",
           SEEDS);
    printf("An answer's score is the largest of the ten. The mean score, and "
           "how many are\nright, of 100; of all answers, and of those with 0.9 "
           "to 0.99:\n\n");
    t = table_begin("outputs | all: score | right"
                    " | 0.9 to 0.99: score | right",
                    "%-8s | %14s | %14s | %18s | %14s");
    for (int k = 0; k < 2; k++)
        table_row(&t, name[k], range_of(said[k]->score, SEEDS, "%.1f"),
                  range_of(said[k]->right, SEEDS, "%.1f"),
                  range_of(said[k]->nine_score, SEEDS, "%.1f"),
                  range_of(said[k]->nine_right, SEEDS, "%.1f"));
    table_end(&t);
    claim("ten sigmoids: largest Σ", spread_of(sigmoids.high, SEEDS).median,
          1.5, 2.5, "%.1f");
    claim("softmax, 0.9 to 0.99: right",
          spread_of(shares.nine_right, SEEDS).median, 95, 99, "%.0f");
    Figure *f = figure_open(c, "ch15_softmax", NULL);
    draw_outputs(f, sigmoids.lowest);
    draw_outputs(f, sigmoids.highest);
    figure_close(c, f);
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
        Batch b = first_images(&l, 100);
        for (int i = 0; i < b.n; i++) {
            const Passes *p = passes_of(&l, &b, i);
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
    chapter_section(c, "What a layer does to δ");
    printf(
        "%d hidden layers of %d, before the first step; %d seeds, 100 images. "
        "Of δ a layer\nleaves the weights' part times that of f′:\n",
        deep, WIDTH, SEEDS);
    chapter_predict(c, "σ′ is at most ¼. What must the weights' part be for δ "
                       "to keep its size?");
    Table t =
        table_begin("deviation·√n | σ: weights | · σ′ | = left"
                    " | ReLU: weights | · f′ | = left",
                    "%12.2f | %10.3f | %5.3f | %6.3f | %13.3f | %5.3f | %6.3f");
    Figure *f = figure_open(c, "ch15_layers", NULL);
    figure_number(f, "times", times);
    figure_block(f, "sizes", "deviation sigmoid relu");
    const double size[] = {0.5, 1, sqrt(2), 2, 4, 8, 16};
    Back s[7], r[7];
    for (int k = 0; k < 7; k++) {
        s[k] = back_through(c, SIGMOID, size[k]);
        r[k] = back_through(c, RELU, size[k]);
        table_row(&t, size[k], s[k].weights, s[k].slope, s[k].left,
                  r[k].weights, r[k].slope, r[k].left);
        figure_row(f, size[k], s[k].left, r[k].left);
    }
    table_end(&t);
    printf("What is left of the outputs' δ:\n\n");
    t = table_begin(
        text_format("layer | sigmoid, 1/√n | sigmoid, %g/√n | ReLU, √(2/n)",
                    times),
        "%-6s | %13.1e | %14.1e | %12.1e");
    const Back wide = back_through(c, SIGMOID, times);
    const Back *narrow = &s[1], *relu = &r[2];
    figure_block(f, "layers", "layer narrow wide relu");
    for (int k = 0; k <= deep; k++) {
        table_row(&t, k < deep ? text_format("%d", k + 1) : "output",
                  narrow->delta[k], wide.delta[k], relu->delta[k]);
        figure_row(f, k + 1, narrow->delta[k], wide.delta[k], relu->delta[k]);
    }
    figure_close(c, f);
    table_end(&t);
    claim("δ left by a layer, 1/√n", narrow->left, 0.22, 0.25, "%.2f");
}

static void five_layers(Chapter *c, int threads) {
    const Cost *last = &by_softmax;
    Row row[] = {
        {.recipe = network("5 hidden, σ, 1/√n", 5, SIGMOID, INIT_LECUN, last)},
        {.recipe = network("5 hidden, σ, √(2/n)", 5, SIGMOID, INIT_HE, last)},
        {.recipe = network("5 hidden, ReLU, √(2/n)", 5, RELU, INIT_HE, last)},
        {.recipe = network("1 hidden, ReLU, √(2/n)", 1, RELU, INIT_HE, last)}};
    chapter_section(c, "Five hidden layers");
    chapter_predict(c, "σ from 1/√n, five hidden layers: will a larger η make "
                       "up for the δ that is lost?");
    train_and_show(c, row, 4, (double[]){0.03, 0.3, 3}, 3, threads);
    claim("5 hidden, σ, 1/√n, η = 0.3", row[0].right[1].median, 8, 20, "%.0f");
    claim("5 hidden, σ, 1/√n, at best", row[0].best.median, 60, 88, "%.0f");
    claim("5 hidden, σ, √(2/n)", row[1].best.median, 89, 93, "%.1f");
    claim("5 hidden, ReLU, √(2/n)", row[2].best.median, 93.5, 96, "%.1f");
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
    every_cure(c, threads);
    why_three(c);
    what_they_sum_to(c);
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
