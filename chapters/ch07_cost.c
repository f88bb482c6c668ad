/*
# Chapter 7: How bad is it, in one number?

**The question.** A network with random weights talks nonsense. To make it
better by walking downhill, we need a landscape: one number that says how bad it
is. How is that number made, and what does its landscape look like over 13,002
knobs? By the end you will have turned one knob, turned two, and seen a valley.

Read it beside article 2 (rows A2-2, A2-3 and A2-5, the note E24) and article 1
(A1-22). Run it with `make ch07`; its knobs are how long the network was trained
and on how many images the cost is taken: `make ch07 ARGS="--epochs 0"`.

**本章要点** 一个样本的成本，是各个输出与目标之差的平方和；对许多样本取平均，就得到整个网络的成本。
成本函数的输入是 13,002 个权重和偏置，输出是一个数：这个数越小，网络越好。
学习，就是把这些旋钮转到成本小的位置。

**New here**

target y (目标值)
: the ten numbers that the outputs should be: 1 at the digit, 0 elsewhere.

cost C (成本函数)
: Σ (a - y)² for one image; its mean for many. 0 is perfect.

mean cost (平均成本)
: the costs of many images, added up and divided by their number.

training set (训练集)
: the images that a network may learn from.

test set (测试集)
: images kept apart, to see whether it can read what it has not seen.
*/

#include "../lib/elementary.h"
#include "../lib/nn.h"
#include "../lib/optim.h"
#include "common/figure.h"
#include "common/images.h"
#include "common/report.h"
#include "common/sets.h"
#include "common/story.h"
#include "common/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TRAIN = 10000, TEST = 1000, PARAMETERS = 13002 };

static int epochs = 5, images = 500;

static const char *folder;
static const Option options[] = {
    CHAPTER_DATA(&folder),
    {"--epochs", KNOB_WHOLE, &epochs, 0, 20, "how long the network was trained",
     "网络训练了几遍"},
    {"--images", KNOB_WHOLE, &images, 10, 2000,
     "images that the knobs are turned on", "转动旋钮时用几幅图像"},
    {0}};

/*
## What should it have said?

The label of an image is a digit, such as 3. The network answers with ten
numbers. To compare the two, the label becomes ten numbers as well: a 1 at the
digit and 0 everywhere else. These are the **targets**. Why 0 and 1? They are
the ends of what σ can say, which it comes near and never reaches; and all wrong
digits get the same 0, for none of them is less wrong: where a 3 is shown, 4 is
no nearer than 9. (In article 4 only the training images get ten targets; its
test labels stay digits, since there they are only compared with the network's
choice.)

How far off is an answer? Subtract, square, add up: that is the **cost** of one
image,

$$C_0 = \sum_{j=0}^{9} (a_j - y_j)^2.$$

Here j runs over the ten outputs, and the 0 of C₀ is the number of the image.
Why squares? Plain differences would cancel, one output too high against one too
low. The sizes |a - y| would not, but they have a corner at 0, as chapter 1 saw.
Squares count a miss above and a miss below alike, one big miss more than two of
half its size, and they are smooth, with the slope 2(a - y). No image costs more
than 10, with all ten outputs as wrong as can be, and none costs quite 0.
*/

// a [10]: the outputs for an image whose label is this digit.
static double cost_of_one(const real *a, int label) {
    double cost = 0;
    for (int j = 0; j < CLASSES; j++) {
        double y = j == label ? 1 : 0;
        cost += (a[j] - y) * (a[j] - y);
    }
    return cost;
}

/*
Here are two networks of the kind of chapter 6, 784-16-16-10. One has random
weights: those of chapter 6, divided by √n for a neuron with n inputs, as
proposed there. The other started from the same weights and has been trained,
five times through its images; how is the subject of chapter 11, and for now it
is borrowed from behind the curtain.

→ What should it have said?

![Figure 7.1: The outputs for this 3, before and after training. The outline is
the target; the cost adds up the squares of the gaps.](ch07_squares)

Remember two plain answers, by networks that have not looked at the image at
all. One says ½ to everything and costs `2.5`, ten times ½². One says a tenth to
everything and costs `0.9`: nine misses of 1/10 and one of 9/10 make 9/100 +
81/100. A random network says something around ½ everywhere, here a little more,
there a little less. Misses of ½ + e and ½ - e have the squares ¼ + e² ± e. Over
ten outputs the ±e about cancel and the e² stay, so it costs somewhat more than
`2.5`. And about one of its answers in ten is right, as with guessing.

## One number for the network

One image proves little. The cost of the *network* is the mean over the images
of the **training set**, here 10,000. (A sum would grow with their number, and
sets of different size could not be compared. In the mean each image counts the
same; so a digit that is rare in the set counts little. The cost of the worst
image would say nothing of the others.)
*/

static double mean_cost(const real *a, const uint8_t *label, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += cost_of_one(a + i * CLASSES, label[i]);
    return sum / n;
}

/*
Must it be all of them? A mean of n images misses the mean of all by luck, and
luck has a size: the costs of single images spread around their mean by some
standard deviation (the root of their mean squared distance from it), and the
mean of n of them strays by about that deviation divided by √n. A hundred times
the images, a tenth of the luck. (The √n is that of chapter 6: squares add up.)

→ One number for the network

![Figure 7.2: How far the mean of the first n images is from that of all, in
percent of it. Both axes are logarithmic. The dashed lines are the deviation of
single costs divided by √n: the means stay near or below them.](ch07_running)

For the random network all images cost about the same, so a hundred of them give
its mean to a percent or so. The trained network is right about most images and
badly wrong about a few; whoever draws a hundred may catch many of those few, or
none, and the mean can be off by a quarter and more. How many images a mean
takes depends on how uneven they are. Still, a few images give it roughly, and
cheaply: that will save much work in chapter 11.

The cost is not the number of mistakes. A mistake is an answer whose brightest
output is not that of the label. The cost also counts how sure the network was,
and it moves a little when a weight moves a little; a count of mistakes stays
the same until an answer flips. Only a smooth landscape has slopes to walk down.
Here are both, on the **test set** too, which the network has never seen.

→ Cost and mistakes

A lower cost need not mean fewer mistakes: a tenth on every output costs `0.9`,
not half of what the random network costs, and tells no digit from another. But
a low cost does mean few. In a wrong answer the right output says some a, and
some other one at least as much. The first costs (1 - a)², the second a² or
more, and together that is never below ½ (it is least at a = ½): the share of
wrong answers is at most twice the mean cost. On MNIST, with `0.1246`, that
would be 25 of 100; it is 8.

The trained network is worse on images that it has never seen: on MNIST they
cost `0.1830`, the training images `0.1246`. The random network costs about the
same on both. So some of what was learned is true of the training images alone;
chapter 16 comes back to that.

## Turn one knob

The images are given; they do not change any more. What can change are the
weights and biases. So the cost is a function of *them*: 13,002 numbers in, one
number out. That is the landscape: where the knobs stand is the place, the cost
is the height, and to learn is to go down. Hold all of them but one, turn that
one, and the cost draws a curve, as in chapter 2.
*/

// The outputs for all images of the set: a [d->count, 10]. (An Mlp is chapter
// 6's network as the library has it.)
static const real *outputs(const Mlp *m, const Dataset *d);

static double network_cost(const Mlp *m, const Dataset *d) {
    return mean_cost(outputs(m, d), d->label, d->count);
}

static double with_knob_at(real *knob, double value, const Mlp *m,
                           const Dataset *d) {
    real old = *knob;
    *knob = (real)value;
    double cost = network_cost(m, d);
    *knob = old;
    return cost;
}

/*
We turn three knobs of the trained network: the bias of the output for 3, and
two weights of one neuron in the first hidden layer, one for the pixel in the
middle of the picture, one for the pixel in its corner. To be quick, from here
on the cost is that of the first 500 images.

→ Turn one knob

![Figure 7.3: The cost against one knob, the other 13,001 held; the dots are
where training has left them. One is a valley with two walls, one is nearly
flat, and the corner's is a straight line.](ch07_knob)

The bias is a valley. Turned far down, output 3 never lights up, and each 3 in
the set costs 1 there. Turned far up, it always does, and all the *other* digits
pay, nine times as many: the right wall is that much higher. Beyond, both walls
level off, as σ does. Training has left the bias near the bottom between them,
not at it: the check below still finds a slope. (Training was stopped on its
way, and it looked at all 10,000 images, not at these 500.) The bias acts on its
output for every image. The weight of the middle pixel can only make that pixel
count more or less, for one of sixteen neurons, and the cost moves far less. The
corner is paper in every image, its activation is 0, and 0 times any weight is
0: no cost can say anything about this knob, and it keeps the random value that
it started with. Other knobs draw other curves, and one with several valleys, as
in chapter 2, is not ruled out.

## Turn two

Two knobs make a map, as in chapter 3. We choose an interesting pair: not two
weights, which alone do little, but two *directions* in which all 13,002 move
together. One leads straight from the trained weights to the random ones that
they started from. The other leads somewhere at random, equally far.
*/

// All parameters of m set to here + s·one + t·other.
static void stand_at(Mlp *m, const real *here, double s, const real *one,
                     double t, const real *other) {
    static real there[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++)
        there[i] = (real)(here[i] + s * one[i] + t * other[i]);
    mlp_unflatten(m, there);
}

/*
→ Turn two

![Figure 7.4: A slice through the landscape of 13,002 knobs: the trained weights
at the centre of the valley, the random start on its slope.](ch07_slice)

On this line it is downhill all the way, into a valley where the trained weights
lie. (A straight line between two other points may well cross a hill.) But this
is one slice of very many, chosen because it holds both points, and nobody who
stands at the start can see it: there, only the slopes underfoot are known. To
go down, those are enough, as chapter 3 has shown; they are 13,002 numbers. To
turn each knob up and down would take two costs for each of them, and a single
cost sends 500 images through the network, with about 13,000 multiplications
each. That makes 13 million images, and some 170,000 million multiplications,
for one step. Chapter 9 gets all at the price of a few costs. (And to try all
settings, ten of each knob, is out of the question: there are 10¹³⁰⁰².)

Nor is this valley the only one. Let two hidden neurons of a layer change
places, with all that hangs on them: the network says the same (exercise 6a),
but its knobs stand elsewhere. So each valley has at least as many copies as its
hidden neurons have orders, 16!·16! (16! = 1·2·…·16 is about 2·10¹³), all
equally deep, and it does not matter in which of them a walk ends. Whether
somewhere there is a deeper one, no slice can say.

## The check

How fast does the cost move with one knob? For the bias of output j, by hand,
with the chain rule of chapter 4: the bias moves z at the rate 1, z moves a at
σ′(z) = a(1-a), and a moves (a - y)² at 2(a - y). Then the mean over the images.
*/

static double bias_slope_by_hand(const real *a, const uint8_t *label, int n,
                                 int j) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double out = a[i * CLASSES + j], y = label[i] == j ? 1 : 0;
        sum += 2 * (out - y) * out * (1 - out);
    }
    return sum / n;
}

/*
For the corner it is 0, and for the middle pixel we leave it to the tape, since
many paths lead from it to the cost: chapter 9. Had we forgotten a factor, or to
divide by n, the three columns would differ. And the size of a slope says how
much its knob matters here: chapter 12 makes a list of all 13,002.

→ The check: by hand = by tape = numeric

## What we cut corners on

The cost here is Σ (a - y)², as in articles 2 and 3. The program of article 4
trains on half of it; chapter 8 shows what that changes (a factor of 2 and
nothing else). Squares are not the only way to measure a miss either: chapter 15
has a better one for this task, which is the usual one and has another landscape
over the same knobs. And a slice shows what happens on the slice. Valleys that
look closed on it may have a way out in one of the other 13,000 directions.

## Exercises

`make ex07` writes the files to edit and checks them; `make hint07` helps.

- **7a** A lazy network answers the same to every image. Which answer costs
  least, if you know how many images show each digit?
- **7b** The mean cost of many images, kept up to date one image at a time and
  without storing their sum.

Next: the rate at which the cost moves with *every* knob. It takes one rule,
used again and again: `make ch08`.

## The workbench

What follows prints the tables and writes the figures' data. `train` is the
curtain: chapter 11 explains every line.
*/

static const real *outputs(const Mlp *m, const Dataset *d) {
    enum { CHUNK = 500 };
    static real a[TRAIN * CLASSES];
    for (int from = 0; from < d->count; from += CHUNK) {
        Dataset part = dataset_part(d, from, CHUNK);
        GraphMark mark = graph_mark(m->graph);
        Batch b = batch_gather(m->graph, &part, NULL, part.count);
        Tensor *out = t_sigmoid(mlp_forward(m, b.x));
        memcpy(a + from * CLASSES, out->data, t_count(out) * sizeof *a);
        graph_rewind(m->graph, mark);
    }
    return a;
}

static void train(Mlp *m, const Dataset *d, int times, Rng *r) {
    static int order[TRAIN];
    for (int i = 0; i < d->count; i++)
        order[i] = i;
    for (int e = 0; e < times; e++) {
        rng_shuffle(r, order, d->count);
        for (int from = 0; from + 10 <= d->count; from += 10) {
            GraphMark mark = graph_mark(m->graph);
            Batch b = batch_gather(m->graph, d, order + from, 10);
            t_backward(t_squared_error(t_sigmoid(mlp_forward(m, b.x)), b.y));
            sgd_step(m->graph, (real)1.5);
            graph_rewind(m->graph, mark);
        }
    }
}

// What all sections look at: the two networks, and what they say of the set.
static const Dataset *set, *test;
static Dataset few;  // images of the set, for the turning of knobs
static Mlp untrained, trained;
static real before[TRAIN * CLASSES], after[TRAIN * CLASSES];

static void what_should_it_have_said(Chapter *c) {
    chapter_section(c, "What should it have said?");
    int image = 0;  // the first 3 that is read as one
    while (image < set->count - 1 &&
           (set->label[image] != 3 ||
            argmax(after + image * CLASSES, CLASSES) != 3))
        image++;
    text_images(1, (const uint8_t *[]){set->image + image * 784}, 28, 28);
    chapter_predict(c, "An answer of 0.5 on every output: what does it cost?");
    int label = set->label[image];
    const real *a = before + image * CLASSES, *z = after + image * CLASSES;
    Table t = table_begin("output|target|random|(a - y)²|trained|(a - y)²",
                          "%6d | %6d | %7.4f | %8.4f | %7.4f | %8.4f");
    Figure *f = figure_open(c, "ch07_squares", "output target before after");
    for (int j = 0; j < CLASSES; j++) {
        double y = j == label, p = a[j] - y, q = z[j] - y;
        table_row(&t, j, y, a[j], p * p, z[j], q * q);
        figure_row(f, j, y, a[j], z[j]);
    }
    figure_close(c, f);
    text_padded("  sum", -8);
    printf("  %6s  %7s  %8.4f  %7s  %8.4f\n\n", "", "", cost_of_one(a, label),
           "", cost_of_one(z, label));
    printf("0.5 on every output would cost 10 · 0.25 = 2.5; "
           "0.1 on every output %.1f.\n\n",
           9 * 0.1 * 0.1 + 0.9 * 0.9);
}

// The deviation of the costs of single images from their mean.
static double deviation(const real *a, double mean) {
    double sum = 0;
    for (int i = 0; i < set->count; i++) {
        double off = cost_of_one(a + i * CLASSES, set->label[i]) - mean;
        sum += off * off;
    }
    return sqrt(sum / set->count);
}

static void one_number_for_the_network(Chapter *c) {
    const real *a[2] = {before, after};
    double all[2], spread[2], sum[2] = {0, 0};
    chapter_section(c, "One number for the network");
    for (int k = 0; k < 2; k++) {
        all[k] = mean_cost(a[k], set->label, set->count);
        spread[k] = deviation(a[k], all[k]);
    }
    printf("The deviation of single images' costs: random network %.4f, trained"
           " %.4f.\n",
           spread[0], spread[1]);
    chapter_predict(c, "For which of the two do 100 images tell more?");
    Table t = table_begin("images|random: mean|off by|trained: mean|off by",
                          "%6d | %.4f | %4.1f %% | %.4f | %4.1f %%");
    Figure *f = figure_open(c, "ch07_running",
                            "images random trained luck_random luck_trained");
    for (int n = 1, drawn = 1, tabled = 1; n <= set->count; n++) {
        double mean[2], off[2], luck[2];
        for (int k = 0; k < 2; k++) {
            sum[k] += cost_of_one(a[k] + (n - 1) * CLASSES, set->label[n - 1]);
            mean[k] = sum[k] / n;
            off[k] = 100 * fabs(mean[k] - all[k]) / all[k];
            luck[k] = 100 * spread[k] / all[k] / sqrt(n);
        }
        if (n == drawn) {
            figure_row(f, n, off[0], off[1], luck[0], luck[1]);
            drawn += 1 + n / 16;
        }
        if (n == tabled) {
            table_row(&t, n, mean[0], off[0], mean[1], off[1]);
            tabled *= 10;
        }
    }
    figure_close(c, f);
    table_end(&t);
}

static void cost_and_mistakes(Chapter *c) {
    chapter_section(c, "Cost and mistakes");
    Table t = table_begin("network | set | mean cost | right | of",
                          "%-8s | %-8s | %.4f | %5d | %5d");
    for (int k = 0; k < 4; k++) {
        const Mlp *m = k < 2 ? &untrained : &trained;
        const Dataset *d = k % 2 ? test : set;
        table_row(&t, k < 2 ? "random" : "trained", k % 2 ? "test" : "training",
                  network_cost(m, d), dataset_correct(m, d), d->count);
    }
    table_end(&t);
}

// The three knobs that are turned: each a tensor, and a place in it. The
// weights behind the pixels are those of neuron 5, counted from 0.
enum { KNOBS = 3, INTO_FIVE = 5 * 784 };
static const int place[KNOBS] = {3, INTO_FIVE + 14 * 28 + 14, INTO_FIVE};

static Tensor *tensor(int k) {
    return k == 0 ? trained.bias[2] : trained.weight[0];
}

static real *knob(int k) { return &tensor(k)->data[place[k]]; }

static void turn_one_knob(Chapter *c) {
    chapter_section(c, "Turn one knob");
    printf("From here on, the cost is that of the first %d images.\n",
           few.count);
    chapter_predict(c, "What does the cost do when the corner pixel's weight "
                       "turns?");
    Table t = table_begin("knob set to|bias of output 3|middle pixel|"
                          "corner pixel",
                          "%6g | %.5f | %.5f | %.5f");
    Figure *f = figure_open(c, "ch07_knob", NULL);
    figure_block(f, "curves", "knob bias middle corner");
    for (int i = -40; i <= 40; i++) {
        double w = i / 4.0, cost[KNOBS];
        for (int k = 0; k < KNOBS; k++)
            cost[k] = with_knob_at(knob(k), w, &trained, &few);
        figure_row(f, w, cost[0], cost[1], cost[2]);
        if (i % 10 == 0)
            table_row(&t, w, cost[0], cost[1], cost[2]);
    }
    table_end(&t);
    double now = network_cost(&trained, &few);
    printf("As trained they stand at %.3f, %.3f, %.3f, with the cost %.5f.\n\n",
           *knob(0), *knob(1), *knob(2), now);
    figure_block(f, "trained", "knob cost");
    for (int k = 0; k < KNOBS; k++)
        figure_row(f, *knob(k), now);
    figure_close(c, f);
}

static double length(const real *v) {
    double sum = 0;
    for (int i = 0; i < PARAMETERS; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

static void turn_two(Chapter *c, Rng *r) {
    static real here[PARAMETERS], first[PARAMETERS], other[PARAMETERS];
    chapter_section(c, "Turn two");
    mlp_flatten(&trained, here);  // all parameters in one long row
    mlp_flatten(&untrained, first);
    for (int i = 0; i < PARAMETERS; i++) {
        first[i] -= here[i];
        other[i] = (real)rng_normal(r);
    }
    double far = length(first), scale = far / length(other);
    printf("%d knobs; the start is %.2f away from the trained weights.\n",
           PARAMETERS, far);
    chapter_predict(c, "From the start straight to the trained weights: "
                       "downhill all the way?");
    Table t = table_begin("of the way | cost", "%10.1f | %6.4f");
    for (int k = 0; k <= 10; k++) {
        stand_at(&trained, here, 1 - k / 10.0, first, 0, other);
        table_row(&t, k / 10.0, network_cost(&trained, &few));
    }
    table_end(&t);
    Figure *f = figure_open(c, "ch07_slice", "along across log10_cost");
    for (int p = -10; p <= 10; p += c->quick ? 5 : 1, figure_gap(f))
        for (int q = -15; q <= 15; q += c->quick ? 5 : 1) {
            double along = 0.5 + q / 15.0, across = p * 0.15;
            stand_at(&trained, here, along, first, across * scale, other);
            figure_row(f, along, across,
                       m_log(network_cost(&trained, &few)) / m_log(10));
        }
    figure_close(c, f);
    mlp_unflatten(&trained, here);
}

static real cost_now(void *unused) {
    (void)unused;
    return network_cost(&trained, &few);
}

static void check(Chapter *c) {
    Graph *g = trained.graph;
    GraphMark mark = graph_mark(g);
    Batch b = batch_gather(g, &few, NULL, few.count);
    t_backward(t_squared_error(t_sigmoid(mlp_forward(&trained, b.x)), b.y));
    double ink = 0;  // the corner has none, and where there is none no slope
    for (int i = 0; i < b.n; i++)
        ink += b.x->data[i * b.x->cols];
    graph_rewind(g, mark);  // (the parameters keep their gradient)
    report_begin(c);
    const char *const name[] = {"bias of output 3", "middle pixel",
                                "corner pixel"};
    const real *a = outputs(&trained, &few);
    const double by_hand[] = {bias_slope_by_hand(a, few.label, few.count, 3),
                              NAN, ink > 0 ? NAN : 0};
    for (int k = 0; k < KNOBS; k++)
        report_row(c, name[k], by_hand[k], tensor(k)->grad[place[k]],
                   central_difference(cost_now, NULL, knob(k), 6e-6));
    report_end(c);
}

static void tell(Chapter *c, const Dataset *train_set,
                 const Dataset *test_set) {
    static const int sizes[] = {784, 16, 16, 10};
    Rng r = rng_new(c->seed), again = r;
    set = train_set, test = test_set;
    few = dataset_part(set, 0, images);
    untrained = mlp_new(graph_new(1), sizes, 4, SIGMOID, INIT_LECUN, &again);
    trained = mlp_new(graph_new(1), sizes, 4, SIGMOID, INIT_LECUN, &r);
    train(&trained, set, c->quick && epochs > 2 ? 2 : epochs, &r);
    size_t bytes = (size_t)set->count * CLASSES * sizeof(real);
    memcpy(before, outputs(&untrained, set), bytes);
    memcpy(after, outputs(&trained, set), bytes);
    what_should_it_have_said(c);
    one_number_for_the_network(c);
    cost_and_mistakes(c);
    turn_one_knob(c);
    turn_two(c, &r);
    check(c);
    graph_free(untrained.graph);
    graph_free(trained.graph);
}

int main(int argc, char **argv) {
    return chapter_on_images(argc, argv,
                             &(OnImages){"ch07_cost",
                                         "How bad is it, in one number?",
                                         options, &folder, TRAIN, TEST, tell});
}
