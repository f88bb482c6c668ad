/*
# Chapter 16: How good can it honestly get?

**The question.** Which of all the ideas in this book help, by how much, and how
do we know without fooling ourselves? By the end you will have seen the luckiest
of ten disappoint, a network learn a thousand images by heart, what each idea
buys, and a plain network read more than 98 of 100 test images, looked at once.

Read it beside article 4, with the notes E25 and E28. Run it with `make ch16`;
its knobs are λ, the dropout and the layers of the network that learns by heart:
`make ch16 ARGS="--decay 0.1 --layers 300"`. The numbers in the text are those
of one run on the real MNIST (`make mnist`).

**本章要点** 训练集上的成绩说明不了什么：网络可以把一千幅图像背下来，没见过的图像却认不好，这叫过拟合。
学习率取多少、网络多大、什么时候停，都看验证集来选。从十个里挑出最好的，成绩里总有运气，所以测试集只在最后看一次。
每个办法有多大用处，要换几个随机种子来测。图像少时，最有用的是增加图像；数字转一转、弯一弯，还是同一个数字，所以图像可以自己造。

**New here**

overfitting (过拟合)
: getting better on the training set and no better, or worse, on other images.

validation set (验证集)
: images kept out of training, by which choices are made. Here 10,000.

weight decay (权重衰减)
: every step also pulls each weight w towards 0: λ·w joins its slope.

early stopping (早停)
: to keep the weights of the epoch that was best on the validation set.

dropout (随机失活)
: in training, neurons are switched off by chance; with p = ½, about half.
*/

#include "../lib/elementary.h"
#include "common/text.h"
#include "common/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double lambda = 0.01, off = 0.5;
static Sizes layers = {1, {100}};
static bool asked_search, asked_second;
static int distorted_epochs;

static const Option options[] = {
    {"--decay", KNOB_NUMBER, &lambda, 0, 1, "λ of the weight decay",
     "权重衰减的 λ"},
    {"--dropout", KNOB_NUMBER, &off, 0, 0.8,
     "which part of the neurons is switched off", "关掉几分之几的神经元"},
    {"--layers", KNOB_SIZES, &layers, 1, 500, "of the network that overfits",
     "过拟合的那个网络的各层"},
    {"--search", OPTION_FLAG, &asked_search, 0, 0,
     "   how the recipes of the last networks were chosen",
     "   最后那些网络的配方是怎么选出来的"},
    {"--second-opinion", OPTION_FLAG, &asked_second, 0, 0,
     "   them on images that never judged a network",
     "   换一批没有评判过网络的图像再测"},
    {"--distorted", OPTION_WHOLE, &distorted_epochs, 1, LIMIT_EPOCHS,
     "N so many epochs of distorted images", "N 用变形的图像训练几遍"},
    {0}};

/*
## A step, with what will be varied

All that we will vary stands in a recipe (`chapters/common/learner.h`): the
network, its start, the cost, and how it steps. Four ideas about steps will be
tried. One is chapter 11's **momentum**: v keeps a part μ of the last step.

The second is **weight decay** (or L2). Large weights make large sums, and large
sums a network that is sure of all it says. So their size gets a price, ½λΣw²,
which is added to the cost. The slope of ½λw² is λw, and it joins the slope g of
each weight: v ← μv + (g + λw), then w ← w - ηv. Where g and μ are 0, a step
leaves 1 - ηλ of w. Too large a λ pulls all weights to 0, and the network says
the same of every image. (Biases pay nothing.)

The third is a **rate that falls**, since the noise floor sinks with the rate
(chapter 11 again). By custom it goes along half a wave of a cosine: after a
share t of the epochs it is ½η(1 + cos πt), which is η at first, half of it
midway, and 0 at the end.

The fourth is **dropout** (Srivastava and others, 2014). In training, for each
image anew, each neuron is switched off with probability p. Those that stay get
louder, 1/(1 - p) times (twice for p = ½), so that on average the sums keep
their size. No neuron can rely on another one being there. When the network
reads, all are on. Dropout is a product with a mask.
*/

static Tensor *drop(Learner *l, Tensor *a, double p) {
    if (p <= 0)
        return a;
    Tensor *mask = t_const(l->graph, a->rows, a->cols, NULL);
    const real loud[2] = {0, (real)(1 / (1 - p))};
    unsigned limit = (unsigned)(p * 65536);
    int all = a->rows * a->cols;
    for (int i = 0; i < all; i += 4) {  // 64 bits by chance are four draws
        uint64_t bits = rng_next(&l->chance);
        for (int k = i; k < i + 4 && k < all; k++, bits >>= 16)
            mask->data[k] = loud[(bits & 65535) >= limit];
    }
    return t_mul(a, mask);
}

/*
The pixels and each hidden layer go through `drop`, each with its own p, while
the network learns. Most recipes of this chapter change one thing in this one:
*/

// The sums z of the last layer: with dropout while it is learning.
static Tensor *outputs(Learner *l, Tensor *x, bool learning);

static Recipe plain(void) {
    return (Recipe){"nothing",       .hidden = layers,    .activation = RELU,
                    .init = INIT_HE, .cost = &by_softmax, .batch = 10,
                    .rate = 0.05,    .outputs = outputs};
}

/*
For the check, cost and decay are added on the tape. By hand it is the δ = a - y
of softmax and cross-entropy (chapter 15): the slope for a weight to output j is
the mean of δⱼ times its input, plus λw.

→ The check: by hand = by tape = numeric

## Three sets

So far there were two sets of images: one to learn from, and one to see whether
the network can read what it has not seen. Article 4 looks at the second after
every epoch, which is fine to demonstrate. But a test used for choosing is no
longer a test. Images learned from cannot choose either: a network may know them
by heart. So the last 10,000 training images become the **validation set**, and
all choices are made there.

All of the program may use these two, 50,000 images to learn from and 10,000 to
choose by. The 10,000 test images are read once in a run, when all is chosen.
*/

static Dataset train, validation;

/*
## The luckiest of ten

Why so strict? Take ten networks that differ in nothing but their seed, let a
thousand images judge them, and keep the best. Part of its result is luck with
these thousand, and other images will not repeat it.

We have 10,000 images, so we can do that ten times, each thousand judging once,
and ask the other 9,000 what the chosen one is worth. Some thousands are easier
than others. So what counts is how far the chosen one is ahead of the mean of
the ten: where it was chosen, and elsewhere.

→ The luckiest of ten

![Figure 16.1: Ten networks of one recipe, judged by one thousand images after
another. The best there (orange) is not always the same, and elsewhere (purple)
it is less ahead of the mean of the ten, every time.](ch16_luckiest)

All ten times the chosen one is too good: by `+0.14` to `+1.04` of 100, on the
average by `0.59`. By the fourth thousand a network is chosen that is *behind*
elsewhere, by `-0.19`. Nobody cheated; choosing does that. It still pays, for
elsewhere the chosen ones are ahead by `0.42`. But the number we chose by is no
result. Choose on one set, report on another, once.

How much luck is in a thousand images? Let an image that is read count 100, and
another 0. Where p of 100 are read, the mean is p; p images lie 100 - p above it
and the others p below. The mean of the squares of these distances is (p(100 -
p)² + (100 - p)p²)/100, and that is p(100 - p). So by chapter 7 the mean of n
images strays by √(p(100 - p)/n) from what endlessly many such images would say:
*/

static double luck(double p, int n) { return sqrt(p * (100 - p) / n); }

/*
We will write it as "give or take". It is one deviation: of results that lie
about a mean like chapter 6's bell, two of three are so near, and nineteen of
twenty within twice that.

For these thousands the rule says `0.73`. They deviate by `1.30`. So the rule,
which is right for images drawn one by one, promises too much: ours hang
together, perhaps by their writers. From here on each give or take by the rule
is the *least*, and where it matters we ask tenths of the images how far they
really stray.

## Learning by heart

Give a network a thousand images and a hundred epochs. 784-100-10 has 79,510
knobs; they can well remember so many images.

→ Learning by heart

![Figure 16.2: The training cost falls, the validation cost turns.](ch16_gap)

At the end the network knows its thousand images by heart: `100.00` of 100 are
right. Of images that it has not seen it reads `89.13`.

Such a gap does no harm yet. **Overfitting** is what the validation cost shows:
it is lowest after some ten epochs and rises from there, while the training cost
still falls. The share of right answers does not fall, it creeps up from `88.28`
to `89.13`. Fewer mistakes, and yet a higher cost: so the mistakes have become
dearer. The network grows surer and surer, of its mistakes too.

Three cures. **Early stopping** keeps the weights of the epoch with the lowest
validation cost, here the tenth or so. The cost is nearly a fifth lower,
`0.3845` instead of `0.4692`, but fewer images are read. Stopping cures how sure
the network is, not how often it is right (exercise 16a).

Weight decay holds the weights small, dropout makes the task harder. Both lower
the cost a little more (`0.3670`, `0.3585`). At these λ and p, not tuned, only
dropout reads more: its lowest seed `90.92`, the highest without it `89.51`.

## More images

The best cure is more images. The same network, the same number of steps, on
more of them (the last row is for the next section):

→ More images

![Figure 16.3: The same work on more and more images; and on children of
5,000.](ch16_images)

With 1,000 images `89.13` of 100 are read, with 50,000 `96.59`. The work was the
same, and less than a third of the mistakes are left. A thousand images come by
a hundred times each and can be remembered. Fifty thousand come twice: what can
be learned is what they have in common.

## More images than there are

MNIST has no more. But a digit turned a little, or widened, or bent, is the same
digit, as we know without looking (a 6 on its head is not). A plain network does
not know: to it a digit moved by two pixels is other pixels (chapter 14). So we
show it. From each image we make new ones, its children, others in each epoch.

A child is turned by up to ten degrees, stretched or shrunk each way by up to a
tenth, and bent by an elastic field. The field moves each place by about a pixel
(`.bend`, the deviation), and smoothly: pixels less than five apart (`.smooth`)
go nearly alike (Simard and others, 2003; `chapters/common/distort.c`). Only
training images are bent.
*/

static const Distortion bent = {
    .turn = 10, .scale = 0.1, .bend = 1, .smooth = 5};

/*
![Figure 16.4: A digit (framed) and fourteen of its children.](ch16_children)

Now the last row of the table above: 5,000 images and their children, in as many
steps. Without children they taught the network to read `94.22` of 100; with
them `96.71`, and ten times as many real images `96.59`. So here, in so many
steps, the children are worth some 45,000 images that nobody had to write. It
does not go on like that: what no parent has (a 7 with a bar), no child has.

## The ladder

Now the ideas of this book, one on top of the other, up from article 4's recipe,
on 50,000 images, for four epochs. Each rung adds what its name says to all
below it, at a rate η usual for it; so some rungs change the rate, too. ReLU
brings its own start. Adam (chapter 11) takes the place of momentum for one rung
and is taken back. The top learns from children: distorted images.

A seed has luck of its own: another start, another order of the images, another
result. So each rung has three. Where the ranges of two rungs overlap, three
seeds cannot tell them apart.

→ The ladder

![Figure 16.5: Of 100 validation images, read right on each rung: the mean of
three seeds, and the lowest and highest.](ch16_ladder)

From `94.03` to `98.09` of 100: two of three mistakes are gone. Three rungs did
most: a start at which no neuron is stuck (`+1.25`), softmax with its
cross-entropy (`+0.68`), and more neurons (`+1.59`, for three times the work).

A rate that falls and children bought a quarter of one in 100 each (`+0.26` and
`+0.27`), clear of what lies below. (Three seeds lie above three by chance once
in twenty: likely, then, not sure.) Momentum (`+0.10`) and ReLU (`-0.08`)
overlap with it: no verdict. (ReLU helps deep networks, chapter 15.) Adam reads
less in the mean than momentum, but the ranges touch (its best `97.77`,
momentum's worst `97.76`): no verdict either. And no rate was tuned.

## The best plain network we found

(Plain: each neuron takes all of the layer before it, and images are as they
are, without children.) How wide a network, what rate, how much dropout? A
feeling for such numbers comes from results one has seen, test results too. So
we searched: chance proposed, the validation set decided. We only wrote down
what chance may choose from, four widths, five rates and so on (`draw`, in the
workbench). These are 3,840 recipes, too many to try. So chance drew 24. Each
learned for ten epochs, from one seed, and the lowest validation cost won. (The
cost hears every image; the count of right ones only those in doubt.) It takes
minutes: `make ch16 ARGS=--search`. The winner, number 11:
*/

static Recipe winner(void) {
    Recipe r = plain();
    r.hidden = (Sizes){1, {800}}, r.batch = 128;
    r.rate = 0.2, r.falls = true, r.momentum = 0.9, r.decay = 1e-4;
    r.drop_in = 0.2, r.drop_hidden = 0.1;
    return r;
}

/*
Its cost was `0.0529`, the next one's `0.0554`. By images read that one, number
18, led by a hair, `98.48` to `98.45`. One seed for each recipe finds a good
one, not the best; and 800 was the widest on the list.

What of it pays? The same command takes the winner apart, three seeds each. Of
100 validation images it reads `98.41`; with 100 neurons for 800, `98.05`; but
without dropout `98.43`, and without decay `98.42`. These two lower the cost, as
they did for a thousand images (`0.0532`, without them `0.0575` and `0.0561`).
But here they read no more: fifty thousand leave little to cure.

Now all is chosen, and `read_once` reads the test set: three networks, three
seeds. Two networks that read the *same* images share most of their luck: an
image that both read, or neither, does not say which is better. Only those count
that one reads and the other does not. Each is a toss of a coin, and the luck of
many tosses is the root of their number (chapter 6).

→ The best plain network we found

`98.46`, `98.48` and `98.53` of 100, in the mean `98.49`: the seeds are less
than a tenth apart. (Validation had said `98.45`, `98.39` and `98.38`.)

The luck of the images is larger. By the rule it is `0.12`. By the ten tenths of
the test set it is `0.26`, their deviation over √10. But some of that is no
luck. MNIST's own page says that the two halves of the test set come from two
collections, and the first is easier. To our networks it is the harder, `97.89`
against `99.09`. So we hold each tenth against its own half: `0.18`, still half
more than the rule. We believe that, to about a quarter of it.

Is the third seed better than the first? It alone reads `37` images, the first
alone `30`. They differ by `0.07`, give or take `0.08`: luck is larger than the
difference. Who compares networks by the second decimal here compares luck.

And the mistakes? Each network makes about 150. All three make `101` of them,
`92` with the same answer: no vote of the three could read these. Here they are:

![Figure 16.6: All that the three networks misread alike, from 0 to 9: what it
is → what they answer.](ch16_shared)

Often a 5 is read as a 3, a 4 closed at the top as a 9, a 9 open at the top as a
4, a 7 with a bar as a 2. Most of the `92` we can read; but we know the labels,
and that helps. (Of the 10,000 labels at least 15 are wrong: so many Northcutt
and others found, 2021. Who reads all as what they are has 99.85 at most.)

## A second opinion

Each run of this program meets the test set once. Its authors met it more often:
the chapters before look at it in public, and while we wrote this one we saw
test results of a dozen networks much like the last. That is why chance drew the
recipes. But it drew from our lists. Does that flatter our number?

Some images have never judged a network of this book: the first 10,000 of the
training set. Networks have learned from them, but none was chosen for how well
it reads them unseen. So we train the recipe on the other 50,000, and let them
judge: `make ch16 ARGS=--second-opinion`.

They say `98.32`, `98.42` and `98.39`, in the mean `98.38`: a tenth less than
the test set. That one is give or take `0.18`, this one `0.15` (here halves
hardly matter: without them, `0.16`). The squares add up (chapter 7): the
difference is a tenth, give or take a quarter. Had our choosing flattered our
number by a whole one in 100, it would show. Half of one may hide.

And these images may be the easier ones: some of their writers also wrote images
learned from, none of the test set's did. If that helps them by two tenths, the
fair difference is not one tenth but three, and three quarters may hide.

## Children, for long

What can children do where there are 50,000 parents? A network that is to read
so many shapes should be large, and it needs time. So we give it two hidden
layers, and no dropout or decay: nothing comes twice that could be remembered.
*/

static Recipe wide(int epochs) {
    Recipe r = plain();
    r.hidden = (Sizes){2, {1024, 1024}};
    r.epochs = epochs, r.batch = 128;
    r.momentum = 0.9, r.rate = 0.05, r.falls = true;
    r.distort = bent;
    return r;
}

/*
`make ch16 ARGS="--distorted 24"` trains it for 24 epochs, some minutes. Of 100
validation images it reads `99.16`, of the test images, looked at at the end,
`99.29`; after 60 epochs `99.47` and `99.46`. Each is one network; but the step
from the plain ones is several times their luck. How much of it the children
bought is not measured: the control without them is missing.

How far to bend was chosen on validation images. Shape and steps come from an
earlier trial that had seen test images, so these numbers are less innocent.
(Others report, with distorted images: Simard's group 99.30 for 800 neurons;
Cireşan's, 2010, 99.65 with five hidden layers, and in 2012 99.77 for 35
networks that vote, convolutional ones.)

As in chapter 13, `--save` and the other options about training train one of
your own: by the winner's recipe or, after `--distorted`, by this one.

    make ch16 ARGS="--distorted 24 --save best.safetensors"
    make predict IMAGE=my3.pgm MODEL=best.safetensors

## How good, then?

Of 100 test images, in short:

- Plain: `98.49`, give or take `0.18`.
- With children, large and for long: `99.46`. That is *one* seed; its recipe had
  seen test images; and its luck, `0.07` or more, is computed, not measured.
- What choosing added: where a thousand images chose among ten, `0.59`. Where
  ten thousand chose among 24, by cost, the winner read `98.45` of these, and of
  the test's, which others wrote, `98.46`. Half of one may hide there.
- What is left of the plain one's: some 150 mistakes in 10,000. About 100 come
  from every start, the others by the seed; and some labels are wrong.

What helped most? Of the mistakes that each met, fifty times as many images took
two of three; children of 5,000 and three times the neurons two of five; a start
at which no neuron is stuck one of five; softmax one of seven; children of
50,000 one of eight. In another order the shares would be others. The rest is
less, and needs more than three seeds.

A number is honest if the images that judge did not choose; if its luck is told
with it; and if that luck was measured, not only computed. `98.49` is, as far as
the second opinion can see; `99.46` is not. Of your own handwriting neither says
anything: that is another test (chapter 13).

Other machines give other last digits. These ranges must hold on all:

→ The numbers of the text

## What we cut corners on

Three seeds are few: a difference of a tenth needs ten or more. The order of the
rungs matters. We chose the distortions. When all is chosen, validation images
could join the training; ours do not.

## Exercises

`make ex16` writes the files to edit and checks them; `make hint16` helps.

- **16a** Early stopping: which epoch to keep, and when to stop waiting.
- **16b** A leak: some validation images were also learned from. Predict what
  that does to the result, and repair it.

That is the book. You have seen a slope, and a step against it; the rest was the
same step in more dimensions. Now read `lib/tensor.c` from top to bottom, it is
short. Then write something that nobody has written, and check its gradients.

## The workbench

What follows trains the networks side by side, prints the tables, writes the
figures' data and holds the program to the ranges that its text needs.
*/

enum { IMAGES = 60000, TESTS = 10000, SEEDS = 3, TEN = 10 };
enum { BY_HEART = 100, FINAL = 10 };  // epochs

static Dataset images, test;  // all to learn from; and the test set

static int rounds(const Chapter *c, int all) { return c->quick ? 2 : all; }

// What a recipe's seeds read at the end, of 100: the mean.
static double right_of(const Trials *t, int recipe) {
    return trials_spread(t, recipe, t->done, trial_right).mean;
}

/* ---- The check ----------------------------------------------------------- */

static Tensor *outputs(Learner *l, Tensor *x, bool learning) {
    const Recipe *r = &l->recipe;
    const Mlp *m = &l->mlp;
    Tensor *z = x;
    for (int k = 0; k < m->layers; k++) {
        Tensor *a = k ? mlp_activate(m->hidden, z) : x;
        if (learning)
            a = drop(l, a, k ? r->drop_hidden : r->drop_in);
        z = t_linear(a, m->weight[k], m->bias[k]);
    }
    return z;
}

// On the tape, what the library's steps add by themselves.
static Tensor *with_decay(Tensor *z, const Batch *b) {
    Tensor *cost = by_softmax.of(z, b);
    for (Tensor *p = z->graph->first_param; p; p = p->next)
        if (p->decay > 0)
            cost = t_add(cost, t_scale(t_sum(t_square(p)), p->decay / 2));
    return cost;
}

static double delta(const real *z, int label, int j) {
    double sum = 0;
    for (int k = 0; k < CLASSES; k++)
        sum += m_exp((double)z[k] - (double)z[j]);
    return 1 / sum - (j == label);
}

static void check(Chapter *c, const Recipe *unused) {
    static const Cost decaying = {"softmax", with_decay};
    Recipe r = plain();
    (void)unused;
    r.hidden = (Sizes){1, {20}}, r.cost = &decaying, r.decay = 0.01;
    Learner l = learner_new(&train, &r, c->seed, 1);
    Batch b = first_images(&l, 10);
    OnBatch k = {&l, &b};
    t_backward(learner_cost(&l, &b));
    report_begin(c);
    report_last_layer(c, &k, delta, cost_on_batch, &k);
    report_params(c, l.graph, cost_on_batch, &k, c->quick ? 1000 : 20000);
    report_end(c);
    printf("\n");
    learner_free(&l);
}

/* ---- Side by side, judged by validation images --------------------------- */

static void show_luckiest(Chapter *c, const Trials *t) {
    int all = validation.count, n = all < TEN ? 1 : all / TEN;
    int best[TEN] = {0};  // the first at a tie
    double there[TEN][TEN], thousand[TEN] = {0}, good = 0, still = 0;
    for (int k = 0; k < TEN; k++) {
        Dataset tenth = dataset_part(&validation, k * n % all, n);
        for (int i = 0; i < TEN; i++) {
            there[k][i] = learner_read(&t->trial[i].learner, &tenth).right;
            thousand[k] += there[k][i] / TEN;
            if (there[k][i] > there[k][best[k]])
                best[k] = i;
        }
    }
    Table table = table_begin("judges|mean of ten|luckiest|reads|ahead by|"
                              "elsewhere by|too good by",
                              "%6d|%11.2f|%8d|%6.2f|%+8.2f|%+12.2f|%+11.2f");
    Figure *f = figure_open(c, "ch16_luckiest",
                            "judges network there elsewhere chosen");
    figure_number(f, "judges", all / TEN);
    for (int k = 0; k < TEN; k++) {
        double x = 0, y = 0;  // how far the chosen one is ahead
        for (int i = 0; i < TEN; i++) {
            double here = there[k][i] - thousand[k], others = 0;
            for (int j = 0; j < TEN; j++)
                others += j == k ? 0 : (there[j][i] - thousand[j]) / (TEN - 1);
            figure_row(f, k + 1, i + 1, here, others, i == best[k]);
            if (i == best[k])
                x = here, y = others;
        }
        table_row(&table, k + 1, thousand[k], best[k] + 1, there[k][best[k]], x,
                  y, x - y);
        good += (x - y) / TEN, still += y / TEN;
    }
    figure_close(c, f);
    table_end(&table);
    Spread s = spread_of(thousand, TEN);
    printf("Too good by %.2f on the average, and %.2f ahead elsewhere.\n"
           "The mean of ten deviates by %.2f from part to part; if images were "
           "drawn one by\none, by %.2f only.\n\n",
           good, still, s.deviation, luck(s.mean, n));
    claim("the luckiest of ten, too good by", good, 0.1, 1.2, "%.2f");
}

static void the_luckiest_of_ten(Chapter *c, int threads) {
    Recipe r = plain();
    Dataset one = dataset_part(&validation, 0, 1);  // (all are read later)
    r.hidden = (Sizes){1, {30}};
    chapter_section(c, "The luckiest of ten");
    printf("784-30-10, %d images, one epoch; right of 100:\n", train.count);
    chapter_predict(c, "The best of the ten on 1,000 images: is it the best "
                       "elsewhere?");
    Trials t = trials_of(TEN, c->seed, 1, &one);
    t.at_end = true;
    trials_add(&t, &r, &train);
    trials_run(c, &t, threads, "ten equal networks");
    if (!chapter_interrupted())
        show_luckiest(c, &t);
    trials_free(&t);
}

static void learning_by_heart(Chapter *c, int threads) {
    Dataset few = dataset_part(&train, 0, 1000);
    Recipe nothing = plain(), decay = plain(), dropout = plain();
    decay.name = text_format("weight decay λ = %g", lambda);
    decay.decay = lambda;
    dropout.drop_in = off < 0.2 ? off : 0.2, dropout.drop_hidden = off;
    dropout.name = text_format("dropout, %g and %g", dropout.drop_in, off);
    chapter_section(c, "Learning by heart");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, BY_HEART), &validation);
    t.own = 1000;
    trials_add(&t, &nothing, &few);
    t.at_end = true;  // (only the first is looked at on its way)
    trials_add(&t, &decay, &few);
    trials_add(&t, &dropout, &few);
    printf("%zu knobs, %d images, %d epochs, the mean of %d seeds.\n",
           graph_params(t.trial[0].learner.graph), few.count, t.rounds, SEEDS);
    chapter_predict(c, "The training cost goes to nearly 0. And the "
                       "validation cost?");
    trials_run(c, &t, threads, "by heart");
    Figure *f = figure_open(c, "ch16_gap",
                            "epoch training own validation low right high");
    trials_epochs(&t, 0, f);
    figure_close(c, f);
    trials_table(&t, "against it", NULL);
    double own = trials_spread(&t, 0, t.done, trial_own_right).mean;
    claim("1,000 images: fewer validation right", own - right_of(&t, 0), 10, 15,
          "%.0f");
    trials_free(&t);
}

static void more_images(Chapter *c, int threads) {
    static const int amount[] = {200, 1000, 5000, 20000, 50000, 5000};
    chapter_section(c, "More images");
    Trials t = trials_of(SEEDS, c->seed, 1, &validation);
    t.steps = c->quick ? 100 : 10000, t.own = 1000, t.at_end = true;
    printf("The same network, %d steps of 10 images, the mean of %d seeds.\n",
           t.steps, SEEDS);
    chapter_predict(c, "With fifty times the images, how many of the mistakes "
                       "are left?");
    for (int k = 0; k < 6; k++) {
        Recipe r = plain();
        Dataset part = dataset_part(&train, 0, amount[k]);
        r.name = text_format("%d, %.3g times each", part.count,
                             t.steps * 10.0 / part.count);
        if (k == 5)
            r.name = text_format("%d and children", part.count),
            r.distort = bent;
        trials_add(&t, &r, &part);
    }
    trials_run(c, &t, threads, "more images");
    Figure *f = figure_open(c, "ch16_images", "images own cost low mean high");
    trials_table(&t, "images", f);
    figure_close(c, f);
    claim("50,000 images", right_of(&t, 4), 96, 98, "%.0f");
    claim("what the children bought", right_of(&t, 5) - right_of(&t, 2), 1.5, 4,
          "%.1f");
    trials_free(&t);
}

static void show_children(Chapter *c) {
    enum { SIDE = 28, PIXELS = SIDE * SIDE, CHILDREN = 14 };
    static uint8_t family[1 + CHILDREN][PIXELS];  // the parent is the first
    int digit = 0;
    if (train.rows != SIDE || train.cols != SIDE)
        return;
    while (digit + 1 < train.count && train.label[digit] != 3)
        digit++;
    memcpy(family[0], train.image + digit * PIXELS, PIXELS);
    for (int k = 0; k < CHILDREN; k++)
        images_distort(family[k + 1], &train, &digit, 1, &bent, c->seed, k,
                       NULL);
    Figure *f = figure_open(c, "ch16_children", "place column row byte");
    for (int k = 0; k <= CHILDREN; k++) {
        figure_block(f, "image", NULL);
        for (int i = 0; i < PIXELS; i++)
            figure_row(f, k, i % SIDE, i / SIDE, family[k][i]);
    }
    figure_close(c, f);
}

// Adam is there for one rung and is taken back.
enum { RUNG_ADAM = 7, RUNGS = 9 };

static Recipe rung(int k) {
    Recipe r = {"article 4: 784-30-10", .hidden = {1, {30}}, .rate = 3};
    r.outputs = outputs;
    if (k >= 1)
        r.name = "start 1/√n", r.init = INIT_LECUN;
    if (k >= 2)
        r.name = "softmax, cross-entropy", r.cost = &by_softmax, r.rate = 0.5;
    if (k >= 3)
        r.name = "ReLU", r.activation = RELU, r.init = INIT_HE, r.rate = 0.1;
    if (k >= 4)
        r.name = "100 neurons for 30", r.hidden.size[0] = 100;
    if (k >= 5)
        r.name = "a rate that falls", r.falls = true;
    if (k >= 6)
        r.name = "momentum, 0.9", r.momentum = 0.9, r.rate = 0.02;
    if (k == RUNG_ADAM)
        r.name = "(Adam instead)", r.adam = true, r.rate = 0.001;
    if (k > RUNG_ADAM)
        r.name = "distorted images", r.distort = bent;
    return r;
}

static void the_ladder(Chapter *c, int threads) {
    double top = 0;
    chapter_section(c, "The ladder");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, 4), &validation);
    t.at_end = true;
    printf("%d images, %d epochs, %d seeds; right of 100 validation images:\n",
           train.count, t.rounds, SEEDS);
    chapter_predict(c, "Which idea buys most? Does each buy something?");
    for (int k = 0; k < RUNGS; k++) {
        Recipe r = rung(k);
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "the ladder");
    Table table = table_begin("rung|η|lowest|mean|highest|it bought",
                              "%-22s|%5g|%6.2f|%6.2f|%7.2f|%s");
    Figure *f = figure_open(c, "ch16_ladder", "rung low mean high");
    figure_number(f, "seeds", SEEDS);
    for (int k = 0; k < RUNGS; k++) {
        Spread s = trials_spread(&t, k, t.done, trial_right);
        table_row(&table, rung(k).name, rung(k).rate, s.low, s.mean, s.high,
                  k ? text_format("%+.2f", s.mean - top) : "–");
        figure_row(f, k, s.low, s.mean, s.high);
        top = k == RUNG_ADAM ? top : s.mean;
    }
    figure_close(c, f);
    table_end(&table);
    claim("the top of the ladder", top, 97.7, 98.5, "%.1f");
    trials_free(&t);
}

/* ---- The search ---------------------------------------------------------- */

static double one_of(Rng *rng, int n, const double *these) {
    return these[rng_below(rng, n)];
}

static Recipe draw(Rng *rng) {
    Recipe r = plain();
    r.falls = true, r.hidden.n = 1;
    r.hidden.size[0] = (int)one_of(rng, 4, (double[]){100, 200, 400, 800});
    r.batch = (int)one_of(rng, 2, (double[]){64, 128});
    r.rate = one_of(rng, 5, (double[]){0.02, 0.05, 0.1, 0.2, 0.5});
    r.momentum = one_of(rng, 2, (double[]){0, 0.9});
    r.drop_in = one_of(rng, 3, (double[]){0, 0.1, 0.2});
    r.drop_hidden = one_of(rng, 4, (double[]){0, 0.1, 0.3, 0.5});
    r.decay = one_of(rng, 4, (double[]){0, 1e-5, 1e-4, 1e-3});
    return r;
}

// The winner, and what is left of it without this or that.
static void what_of_it(Chapter *c, int threads) {
    chapter_section(c, "What of it pays");
    Trials t = trials_of(SEEDS, c->seed, rounds(c, FINAL), &validation);
    t.at_end = true;
    for (int k = 0; k < 4; k++) {
        Recipe r = winner();
        r.name = "the winner";
        if (k == 1)
            r.name = "without dropout", r.drop_in = r.drop_hidden = 0;
        if (k == 2)
            r.name = "without decay", r.decay = 0;
        if (k == 3)
            r.name = "100 neurons for 800", r.hidden.size[0] = 100;
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "the winner, taken apart");
    trials_table(&t, "recipe", NULL);
    trials_free(&t);
}

static void search(Chapter *c, int threads) {
    enum { DRAWN = 24, SHOWN = 6 };
    double cost[DRAWN];
    Rng rng = rng_new(c->seed);
    Trials t = trials_of(1, c->seed, c->quick ? 1 : 10, &validation);
    t.at_end = true;
    chapter_section(c, "The search");
    printf("%d recipes are drawn. The lowest costs:\n\n", DRAWN);
    for (int k = 0; k < DRAWN; k++) {
        Recipe r = draw(&rng);
        trials_add(&t, &r, &train);
    }
    trials_run(c, &t, threads, "the search");
    for (int k = 0; k < DRAWN; k++)  // (where it is no number, the highest)
        cost[k] = fmin(trial_cost(&t.trial[k], t.done), HUGE_VAL);
    Table table = table_begin("number|hidden|batch|rate|momentum|dropout|and|"
                              "decay|cost|right",
                              "%6d|%6d|%5d|%4g|%8g|%7g|%3g|%6g|%.4f|%.2f");
    for (int k = 0; k < SHOWN; k++) {
        int best = 0;
        for (int i = 1; i < DRAWN; i++)
            best = cost[i] < cost[best] ? i : best;
        const Recipe *r = &t.trial[best].learner.recipe;
        table_row(&table, best, r->hidden.size[0], r->batch, r->rate,
                  r->momentum, r->drop_in, r->drop_hidden, r->decay, cost[best],
                  trial_right(&t.trial[best], t.done));
        cost[best] = HUGE_VAL;
    }
    table_end(&table);
    trials_free(&t);
    if (!chapter_interrupted())
        what_of_it(c, threads);
}

/* ---- The final networks -------------------------------------------------- */

// Of the judges: 100 for each image that a network reads, else 0. The last row
// is the mean of all networks.
static double reads[SEEDS + 1][TESTS];
static int answer[TESTS];  // of all networks; -1: they do not agree

static void read_once(const Trials *t, const Dataset *judges) {
    static real z[TESTS * CLASSES];
    memset(reads, 0, sizeof reads);
    for (int k = 0; k < SEEDS; k++) {
        learner_sums(&t->trial[k].learner, judges, z);
        for (int i = 0; i < judges->count; i++) {
            reads[k][i] = 100 * is_right(z + i * CLASSES, judges->label[i]);
            reads[SEEDS][i] += reads[k][i] / SEEDS;
            int said = argmax(z + i * CLASSES, CLASSES);
            answer[i] = k && answer[i] != said ? -1 : said;
        }
    }
}

static double mean_of(const double *x, int n) {
    double mean = 0;
    for (int i = 0; i < n; i++)
        mean += x[i] / n;
    return mean;
}

// How far a mean strays, as those of tenths do about that of all or their half.
static double by_tenths(const double *x, int n, int halves) {
    double part[TEN], squares = 0;
    int size = n < TEN ? 1 : n / TEN, few = TEN / halves;
    for (int k = 0; k < TEN; k++)
        part[k] = mean_of(x + k * size % n, size);
    for (int k = 0; k < TEN; k++) {
        double d = part[k] - mean_of(part + k / few * few, few);
        squares += d * d;
    }
    return sqrt(squares / (TEN - halves) / TEN);  // (less 1 for each mean used)
}

// What each network reads of n images, and how the first differs from the last.
// Returns the mean of 100.
static double show_answers(double first, int n) {
    enum { LAST = SEEDS - 1 };
    double p = 0;
    int one = 0, other = 0;
    Table t = table_begin("seed|read|not|of 100|give or take|tenths|in halves",
                          "%4s|%5d|%4d|%6.2f|%12.2f|%6.2f|%9.2f");
    for (int k = 0; k <= SEEDS; k++) {
        p = mean_of(reads[k], n);
        table_row(&t, k < SEEDS ? text_format("%.0f", first + k) : "mean",
                  p * n / 100, n - p * n / 100, p, luck(p, n),
                  by_tenths(reads[k], n, 1), by_tenths(reads[k], n, 2));
    }
    table_end(&t);
    printf("They read %.2f of 100 in the first half and %.2f in the second.\n",
           mean_of(reads[SEEDS], n / 2), mean_of(reads[SEEDS] + n / 2, n / 2));
    for (int i = 0; i < n; i++)
        one += reads[0][i] > reads[LAST][i],
            other += reads[0][i] < reads[LAST][i];
    printf("Seed %.0f alone reads %d of them, seed %.0f alone %d: they are "
           "%.2f apart\n(give or take %.2f).\n\n",
           first, one, first + LAST, other, 100 * fabs((double)one - other) / n,
           100 * sqrt(one + other) / n);
    return p;
}

// The images that all of them misread; drawn, digit by digit, those that all
// take for the same.
static void show_misread(Chapter *c, const Dataset *judges) {
    enum { ACROSS = 14, DRAWN = 7 * ACROSS, WORDS = 4 };
    int all = 0, alike = 0, w = judges->cols, h = WORDS + judges->rows;
    const uint8_t *image[DRAWN];
    for (int i = 0; i < judges->count; i++)
        all += reads[SEEDS][i] <= 0;
    Figure *f = figure_open(c, "ch16_shared", "place digit answer");
    for (int pair = 0; pair < CLASSES * CLASSES; pair++)
        for (int i = 0; i < judges->count; i++) {
            int digit = pair / CLASSES, said = pair % CLASSES;
            if (reads[SEEDS][i] > 0 || judges->label[i] != digit ||
                answer[i] != said)
                continue;
            if (alike < DRAWN) {
                figure_row(f, alike, digit, said);
                image[alike] = judges->image + i * w * judges->rows;
            }
            alike++;
        }
    int n = alike < DRAWN ? alike : DRAWN;
    figure_block(f, "pixels", "column row byte");
    for (int y = 0; y < (n + ACROSS - 1) / ACROSS * h; y++)
        for (int x = 0; x < ACROSS * w; x++) {
            int k = y / h * ACROSS + x / w, row = y % h - WORDS;
            bool ink = k < n && row >= 0;
            figure_row(f, x, y, ink ? image[k][row * w + x % w] : 0);
        }
    figure_close(c, f);
    printf("All %d misread %d of them, and %d of these as the same digit.\n\n",
           SEEDS, all, alike);
}

// Trains the winner's recipe from several seeds, and has the judges read once.
static void train_and_judge(Chapter *c, const Dataset *set,
                            const Dataset *judges, int threads) {
    bool chosen = set == &train;  // by images that it has not learned from
    Recipe r = winner();
    Trials t = trials_of(SEEDS, c->seed, rounds(c, FINAL), &validation);
    t.at_end = true;
    trials_add(&t, &r, set);
    trials_run(c, &t, threads, "the final networks");
    for (int k = 0; chosen && k < SEEDS; k++)
        printf("%s %.2f%s", k ? "," : "The validation images, seed by seed:",
               trial_right(&t.trial[k], t.done), k + 1 < SEEDS ? "" : ".\n\n");
    if (!chapter_interrupted()) {
        printf("Images that judge once, %d of them:\n\n", judges->count);
        read_once(&t, judges);
        double mean = show_answers((double)c->seed, judges->count);
        if (chosen) {
            claim("the final networks, test images", mean, 98.3, 98.9, "%.1f");
            show_misread(c, judges);
        }
    }
    trials_free(&t);
}

static void the_final_networks(Chapter *c, int threads) {
    chapter_section(c, "The best plain network we found");
    chapter_predict(c, "Of 10,000 test images, how many will it misread?");
    train_and_judge(c, &train, &test, threads);
}

static void second_opinion(Chapter *c, int threads) {
    Dataset aside = dataset_part(&images, 0, validation.count);
    Dataset others = dataset_part(&images, aside.count, train.count);
    chapter_section(c, "A second opinion");
    train_and_judge(c, &others, &aside, threads);
}

// One network for long, on distorted images only; then the test set.
static void distorted(Chapter *c, int threads) {
    Recipe r = wide(c->quick ? 2 : distorted_epochs);
    chapter_section(c, "Distorted images, for long");
    Learner l = learner_new(&train, &r, c->seed, threads);
    double cost = 0;
    chapter_progress(c, 0, r.epochs, "distorted images");
    for (int e = 1; e <= r.epochs && !chapter_interrupted(); e++) {
        cost = learner_epoch(&l);
        chapter_progress(c, e, r.epochs, "epoch %d of %d", e, r.epochs);
    }
    if (!chapter_interrupted()) {
        Reading v = learner_read(&l, &validation);
        double p = learner_read(&l, &test).right;
        printf("Epoch %d: the cost is %.4f in training, %.4f on validation "
               "images. Of 100\nof these %.2f are read. Of the test images, "
               "once: %.2f, give or take %.2f.\n\n",
               r.epochs, cost, v.cost, v.right, p, luck(p, test.count));
    }
    learner_free(&l);
}

/* ---- The main ------------------------------------------------------------ */

static Recipe own;  // for a network of the reader's own

static bool prepare(Chapter *c) {
    int kept = train.count / 6;
    Error e;
    if (kept < 1) {
        error_set(&e, "this chapter needs at least 6 images to learn from");
        chapter_trouble(c, &e);
        return false;
    }
    images = train;
    train = dataset_part(&images, 0, images.count - kept);
    validation = dataset_part(&images, train.count, kept);
    own = distorted_epochs ? wide(distorted_epochs) : winner();
    own.epochs = distorted_epochs ? distorted_epochs : FINAL;
    return true;
}

static void tell(Chapter *c, int threads) {
    chapter_catch_interrupt();
    if (asked_search)
        search(c, threads);
    if (asked_second)
        second_opinion(c, threads);
    if (distorted_epochs)
        distorted(c, threads);
    if (asked_search || asked_second || distorted_epochs)
        return;
    if (!c->turned[0])
        the_luckiest_of_ten(c, threads);
    learning_by_heart(c, threads);
    more_images(c, threads);
    if (c->turned[0]) {
        printf("(What follows in the text has nothing to turn.)\n");
        return;
    }
    show_children(c);
    the_ladder(c, threads);
    the_final_networks(c, threads);
    claims_check(c, c->seed == 1 && !chapter_interrupted());
}

int main(int argc, char **argv) {
    return chapter_that_trains(
        argc, argv,
        &(Training){"ch16_honest", "How good can it honestly get?", IMAGES,
                    TESTS, 60, &train, &test, options, .any_size = true,
                    .recipe = &own, .judges = &validation, .what = "validation",
                    .prepare = prepare, .check = check, .tell = tell});
}
