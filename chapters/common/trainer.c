/* trainer.c: one network of the reader's own: trained, kept, gone on with.
 *
 * Only whole steps are kept. Every LOOK steps the weights are looked at: while
 * all are finite they are copied, and the copy is what is left when a cost
 * becomes NaN.
 */
#include "trainer.h"

#include "../../lib/elementary.h"
#include "model_file.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOK = 100 };

typedef struct Run {
    Learner learner;  // owned
    Chapter *c;
    const TrainOptions *asked;
    double usual;  // the rate of the chapter's recipe
    const Dataset *seen;
    const char *what;  // "test"
    int epochs;        // when it ends
    double cost;       // summed over these steps of the epoch
    int steps, right;
    bool warned;      // that it reads no more than a guess
    size_t params;    // numbers in the network
    real *good;       // [params, or 2 or 3 params with the optimiser's], owned
    Learner good_at;  // a copy; what it points to is the learner's
} Run;

bool trainer_asked(const TrainOptions *o) {
    return o->epochs || o->batch || o->rate > 0 || o->hidden.n || o->save ||
           o->load;
}

/* ---- Beginning ------------------------------------------------------------ */

static void sizes_text(const int *sizes, int n, char between, char *text,
                       size_t room) {
    size_t used = 0;
    for (int k = 0; k < n && used < room; k++) {
        if (k > 0)
            text[used++] = between;
        used += (size_t)snprintf(text + used, room - used, "%d", sizes[k]);
    }
}

// All sizes of a network for the images. Returns how many.
static int sizes_of(const Dataset *images, const Sizes *hidden, int *sizes) {
    int n = 0;
    sizes[n++] = images->rows * images->cols;
    for (int k = 0; k < hidden->n; k++)
        sizes[n++] = hidden->size[k];
    sizes[n++] = CLASSES;
    return n;
}

// Does the network in the file fit the images, and what was asked for?
static bool check_sizes(const Run *run, const Dataset *images,
                        const ModelInfo *info, Error *e) {
    const Sizes *asked = &run->asked->hidden;
    int wants[MLP_MAX_LAYERS + 1], n = sizes_of(images, asked, wants);
    bool fits =
        info->sizes[0] == wants[0] && info->sizes[info->layers] == CLASSES;
    if (asked->n)
        fits = fits && n == info->layers + 1 &&
               memcmp(wants, info->sizes, (size_t)n * sizeof *wants) == 0;
    if (fits)
        return true;
    char has[128], own[128];
    sizes_text(info->sizes, info->layers + 1, '-', has, sizeof has);
    sizes_text(wants, n, '-', own, sizeof own);
    return error_set(e,
                     tr("%s: holds a network of %s, not %s",
                        "%s：里面的网络是 %s；要的是：%s"),
                     run->asked->load, has,
                     asked->n ? own
                              : tr("one from these images to a digit",
                                   "从这些图像到十个数字"));
}

// The network of the file takes the place of the recipe's.
static void take_network(Run *run, const ModelInfo *info, Recipe *r) {
    r->hidden.n = info->layers - 1;
    for (int k = 0; k < r->hidden.n; k++)
        r->hidden.size[k] = info->sizes[k + 1];
    if (info->knows_hidden)
        r->activation = info->hidden;
    else
        printf(
            tr("(%s does not say what its neurons are: they are taken for this chapter's.)\n",
               "（%s 没有说它的神经元是哪一种：就当作和这一章的一样。）\n"),
            run->asked->load);
}

// What was asked for and has no meaning here.
static void tell_aside(const Run *run, const ModelInfo *info, bool only_read) {
    const TrainOptions *o = run->asked;
    const Chapter *c = run->c;
    bool seed = c->seed_given && c->seed != info->seed;
    if (only_read && (o->epochs || o->rate > 0 || o->batch || seed))
        printf(
            tr("(Nothing is trained: %s is at epoch %d, and more would be --epochs %d.)\n",
               "（没有训练：%s 已经到第 %d 轮，再训练要写 --epochs %d。）\n"),
            o->load, info->epoch, info->epoch + 1);
    else if (!only_read && info->training && seed)
        printf(
            tr("(--seed %llu is left aside: this training goes on with its own, %llu.)\n",
               "（--seed %llu 不起作用：这次训练接着用它自己的种子 %llu。）\n"),
            (unsigned long long)c->seed, (unsigned long long)info->seed);
    else if (!only_read && info->older)
        printf(tr("(%s was kept by an earlier version: its weights are "
                  "taken, and the training begins with epoch 1.)\n",
                  "（%s 是旧版本存的：取它的权重，训练从第 1 轮开始。）\n"),
               o->load);
}

static bool load(Run *run, const ModelInfo *info, Error *e) {
    const TrainOptions *o = run->asked;
    Learner *l = &run->learner;
    bool only_read = info->training ? o->epochs <= info->epoch : !o->epochs;
    tell_aside(run, info, only_read);
    run->epochs = only_read ? info->epoch : o->epochs;
    if (!model_load(o->load, &l->mlp, only_read || !info->training ? NULL : l,
                    e))
        return false;
    if (only_read)
        l->epochs = info->epoch, l->at = info->position;
    return true;
}

static bool begin(Run *run, const Recipe *recipe, const Dataset *images,
                  Error *e) {
    const TrainOptions *o = run->asked;
    Recipe r = *recipe;
    ModelInfo info = {.layers = 0};
    int sizes[MLP_MAX_LAYERS + 1];
    r.hidden = o->hidden.n ? o->hidden : r.hidden;
    run->epochs = o->epochs ? o->epochs : run->c->quick ? 2 : r.epochs;
    r.epochs = run->epochs;
    if (o->load) {
        if (!model_look(o->load, &info, e) ||
            !check_sizes(run, images, &info, e))
            return false;
        take_network(run, &info, &r);
    }
    int n = sizes_of(images, &r.hidden, sizes);
    run->params = model_numbers(sizes, n - 1);
    if (run->params > MODEL_MOST)
        return error_set(
            e,
            tr("%zu weights and biases are more than %d; choose fewer with --hidden",
               "%zu 个权重和偏置，超过了 %d 个；请用 --hidden 选少一些"),
            run->params, MODEL_MOST);
    Learner *l = &run->learner;
    *l = learner_new(images, &r, run->c->seed, o->threads ? o->threads : 1);
    if (o->load && !load(run, &info, e))
        return false;
    l->recipe.rate = o->rate > 0 ? o->rate : l->recipe.rate;
    l->recipe.batch = o->batch ? o->batch : l->recipe.batch;
    int each = r.adam ? 3 : r.momentum > 0 ? 2 : 1;
    run->good = mem_resize(NULL, run->params * (size_t)each, sizeof(real),
                           "trainer_run", 0);
    return true;
}

/* ---- Keeping -------------------------------------------------------------- */

// The first layer with a number that is not finite; 0: none.
static int broken_layer(const Mlp *m) {
    for (int k = 0; k < m->layers; k++)
        for (int b = 0; b < 2; b++) {
            const Tensor *t = b ? m->bias[k] : m->weight[k];
            size_t n = (size_t)t->rows * (size_t)t->cols;
            for (size_t i = 0; i < n; i++)
                if (!(fabs((double)t->data[i]) < HUGE_VAL))
                    return k + 1;
        }
    return 0;
}

// What the optimiser keeps for each parameter; NULL where it keeps less.
static void optimisers_numbers(const Run *run, real *own[2]) {
    const Learner *l = &run->learner;
    own[0] = l->recipe.adam ? l->adam.m : l->momentum.velocity;
    own[1] = l->adam.v;
}

static void remember(Run *run) {
    real *own[2];
    optimisers_numbers(run, own);
    run->good_at = run->learner;
    mlp_flatten(&run->learner.mlp, run->good);
    for (size_t k = 0; k < 2 && own[k]; k++)
        memcpy(run->good + (k + 1) * run->params, own[k],
               run->params * sizeof(real));
}

static void go_back(Run *run) {
    real *own[2];
    run->learner = run->good_at;
    run->learner.ordered = -1;
    optimisers_numbers(run, own);
    mlp_unflatten(&run->learner.mlp, run->good);
    for (size_t k = 0; k < 2 && own[k]; k++)
        memcpy(own[k], run->good + (k + 1) * run->params,
               run->params * sizeof(real));
}

static bool save(Run *run) {
    Error e;
    const Learner *l = &run->learner;
    if (!run->asked->save || model_save(run->asked->save, &l->mlp, l, &e))
        return true;
    chapter_trouble(run->c, &e);
    return false;
}

/* ---- What to do about it --------------------------------------------------- */

// A word of a command, in quotes where it needs them.
static void add_word(char *text, size_t room, const char *name,
                     const char *value) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
                                "UVWXYZ0123456789_-+=.,:/@%";
    size_t used = strlen(text);
    bool quotes = strspn(value, plain) < strlen(value);
    snprintf(text + used, room - used, quotes ? " %s '%s'" : " %s %s", name,
             value);
}

// A whole command: the chapter (0: this one) with these options, on this data.
static const char *command(const Run *run, int chapter, const char *options) {
    static char text[2048];
    const Chapter *c = run->c;
    char seed[24];
    snprintf(text, sizeof text, "make ch%02d ARGS=\"%s",
             chapter ? chapter : atoi(c->stem + 2), options);
    if (!chapter && run->asked->hidden.n && !strstr(options, "--load")) {
        char sizes[128];
        sizes_text(run->asked->hidden.size, run->asked->hidden.n, ',', sizes,
                   sizeof sizes);
        add_word(text, sizeof text, "--hidden", sizes);
    }
    if (run->asked->data)
        add_word(text, sizeof text, "--data", run->asked->data);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)c->seed);
    if (c->seed != 1)
        add_word(text, sizeof text, "--seed", seed);
    size_t used = strlen(text);
    bool quick = c->quick && !strstr(options, "--quick");
    snprintf(text + used, sizeof text - used, quick ? " --quick\"" : "\"");
    return text;
}

// A rate that works, for all that is known: the recipe's, or a third.
static double better_rate(const Run *run) {
    double rate = run->learner.recipe.rate, usual = run->usual;
    return rate > usual || rate < usual ? usual : rate / 3;
}

// A cost or a weight is not a number any more.
static void broken(Run *run, int epoch, int step, double cost) {
    Error e;
    char where[64];
    int layer = broken_layer(&run->learner.mlp);
    snprintf(where, sizeof where,
             layer ? tr("the weights of layer %d (fc%d) are not finite",
                        "第 %d 层（fc%d）的权重不是有限的数")
                   : tr("no weight is infinite yet", "还没有权重变成无穷大"),
             layer, layer);
    error_set(
        &e,
        tr("epoch %d, step %d: the cost is %s and %s; the rate %g is too large, try --rate %g",
           "第 %d 轮第 %d 步：成本%s，%s；学习率 %g 太大，试试 --rate %g"),
        epoch + 1, step,
        cost != cost            ? tr("not a number", "已经不是数")
        : fabs(cost) < HUGE_VAL ? tr("finite", "还是有限的")
                                : tr("infinite", "是无穷大"),
        where, run->learner.recipe.rate, better_rate(run));
    chapter_trouble(run->c, &e);
    go_back(run);
    if (save(run) && run->asked->save)
        fprintf(stderr,
                tr("The last good weights, after step %d, are in %s.\n",
                   "最后一份好的权重（第 %d 步以后）存在 %s。\n"),
                run->learner.at / run->learner.recipe.batch, run->asked->save);
    run->c->status = 3;
}

// How many images one would get who always said the commonest digit.
static int guess(const Dataset *d) {
    int count[CLASSES] = {0}, most = 0;
    for (int i = 0; i < d->count; i++)
        count[d->label[i]]++;
    for (int k = 0; k < CLASSES; k++)
        most = count[k] > most ? count[k] : most;
    return most;
}

// What a step multiplies the wish of a neuron with the sum z by.
static double slope_of(Activation f, double z) {
    double a = f == TANH ? m_tanh(z) : m_sigmoid(z);
    return f == SIGMOID ? a * (1 - a) : f == TANH ? 1 - a * a : z > 0;
}

// Of the neurons of this layer's sums z, how many have no slope to speak of for
// any row.
static int stuck_neurons(Activation f, const Tensor *z) {
    int stuck = 0;
    for (int j = 0; j < z->cols; j++) {
        double most = 0;
        for (int i = 0; i < z->rows; i++) {
            double slope = slope_of(f, (double)z->data[i * z->cols + j]);
            most = slope > most ? slope : most;
        }
        stuck += most < 0.01;
    }
    return stuck;
}

// The same for all layers whose slope a step multiplies by.
static int all_stuck(const Run *run, int *all) {
    const Mlp *m = &run->learner.mlp;
    Dataset some = dataset_part(run->seen, 0, 500);
    GraphMark mark = graph_mark(m->graph);
    int stuck = 0;
    Tensor *a = batch_gather(m->graph, &some, NULL, some.count).x;
    *all = 0;
    for (int k = 0; k < m->layers; k++) {
        Tensor *z = t_linear(a, m->weight[k], m->bias[k]);
        bool last = k + 1 == m->layers;
        if (last && run->learner.recipe.cost != &half_squares)
            break;  // (other costs have no σ′ there)
        stuck += stuck_neurons(last ? SIGMOID : m->hidden, z);
        *all += z->cols;
        a = mlp_activate(m->hidden, z);
    }
    graph_rewind(m->graph, mark);
    return stuck;
}

static double mean_pixel(const Dataset *d) {
    double sum = 0;
    size_t n = (size_t)d->count * (size_t)d->rows * (size_t)d->cols;
    for (size_t i = 0; i < n; i++)
        sum += d->image[i];
    return sum / (double)n;
}

// After an epoch, if it reads no more than a guess: what it may be.
static void warn(Run *run) {
    int most = guess(run->seen), n = run->seen->count, all;
    double luck = 2 * sqrt((double)most * (n - most) / n);
    double worth = most + luck + (n - most) / 20.0;  // a little and no luck
    if (run->warned || n < 100 || run->right == n || run->right > worth)
        return;
    run->warned = true;
    const Dataset *set = &run->learner.set;
    bool usual_size = set->rows == 28 && set->cols == 28;
    int stuck = all_stuck(run, &all);
    char rate[64];
    snprintf(rate, sizeof rate, "--epochs 1 --rate %g", better_rate(run));
    fflush(stdout);
    fprintf(
        stderr,
        tr("After epoch %d it reads %d of %d %s images, as a guess would. It may be\n",
           "第 %d 轮以后，它认对 %d/%d 幅%s图像，和瞎猜差不多。可能是\n"),
        run->learner.epochs, run->right, n, run->what);
    fprintf(stderr,
            tr("  1. The rate, %g: is it too %s? Try\n     %s\n",
               "  1. 学习率 %g：是不是太%s？试试\n     %s\n"),
            run->learner.recipe.rate,
            run->learner.recipe.rate < run->usual ? tr("small", "小")
                                                  : tr("large", "大"),
            command(run, 0, rate));
    fprintf(
        stderr,
        tr("  2. Ink and paper exchanged: the mean pixel is %.0f of 255 (MNIST's: 33). Look\n"
           "     %s\n",
           "  2. 墨和纸反了：像素平均是 %.0f，最大 255（MNIST 的平均是 33）。看一看\n"
           "     %s\n"),
        mean_pixel(set), command(run, usual_size ? 5 : 13, "--quick"));
    fprintf(
        stderr,
        tr("  3. Saturated or dead neurons: %d of %d have no slope for any image. Compare\n"
           "     %s\n",
           "  3. 神经元饱和了，或者死了：对哪幅图像都没有斜率的有 %d 个，共 %d 个。比一比\n"
           "     %s\n"),
        stuck, all,
        command(run, atoi(run->c->stem + 2) == 13 ? 15 : 13, "--epochs 1"));
}

/* ---- Training ------------------------------------------------------------- */

static void progress(Run *run, double from) {
    const Learner *l = &run->learner;
    double all = 1000.0 * (run->epochs - from);
    double done = 1000.0 * (l->epochs + (double)l->at / l->set.count - from);
    chapter_progress(run->c, (int)done, (int)all,
                     tr("epoch %d of %d: cost %.4f, %d of %d %s images right",
                        "第 %d/%d 轮：成本 %.4f，认对 %d/%d 幅%s图像"),
                     l->epochs + (l->at > 0), run->epochs,
                     run->cost / run->steps, run->right, run->seen->count,
                     run->what);
}

// The rest of an epoch. false: stopped, for good or bad.
static bool epoch(Run *run, double from) {
    Learner *l = &run->learner;
    bool live = isatty(STDERR_FILENO);
    run->cost = 0;
    run->steps = 0;
    do {
        int e = l->epochs, at = l->at, left = l->set.count - at;
        int n = left < l->recipe.batch ? left : l->recipe.batch;
        double cost = learner_step(l) / n;
        run->cost += cost;
        bool look = ++run->steps % LOOK == 0 || l->at == 0;
        if (!(fabs(cost) < HUGE_VAL) || (look && broken_layer(&l->mlp))) {
            broken(run, e, at / l->recipe.batch + 1, cost);
            return false;
        }
        if (chapter_interrupted() && l->at > 0)
            return false;
        if (look)
            remember(run);
        if (live && run->steps % (10 * LOOK) == 0)
            progress(run, from);
    } while (l->at > 0);
    return true;
}

static void read_them(Run *run) {
    Reading r = learner_read(&run->learner, run->seen);
    run->right = (int)(r.right * run->seen->count / 100 + 0.5);
}

static void train(Run *run) {
    const Learner *l = &run->learner;
    double from = l->epochs + (double)l->at / l->set.count;
    chapter_catch_interrupt();
    remember(run);
    if (!save(run))  // a folder that cannot be written is noticed early
        return;
    read_them(run);
    chapter_progress(run->c, 0, 1,
                     tr("%d of %d %s images right at the start",
                        "开始时认对 %d/%d 幅%s图像"),
                     run->right, run->seen->count, run->what);
    while (l->epochs < run->epochs && !chapter_interrupted()) {
        if (!epoch(run, from))
            break;
        read_them(run);
        progress(run, from);
        if (!save(run))
            return;
        warn(run);
    }
}

/* ---- Telling -------------------------------------------------------------- */

static void tell_start(const Run *run) {
    const Learner *l = &run->learner;
    char sizes[128];
    sizes_text(l->mlp.sizes, l->mlp.layers + 1, '-', sizes, sizeof sizes);
    printf(tr("%s: %zu weights and biases", "%s：%zu 个权重和偏置"), sizes,
           run->params);
    if (l->epochs > 0 || l->at > 0)
        printf(tr(l->epochs == 1 ? ", trained for %d epoch"
                                 : ", trained for %d epochs",
                  "，已训练 %d 轮"),
               l->epochs);
    if (l->at > 0)
        printf(tr(" and %d images", "又 %d 幅图像"), l->at);
    fputs(tr(".\n", "。\n"), stdout);
    if (run->epochs > l->epochs)
        printf(tr("%d images (%s), %d at a time, rate %g, up to epoch %d.\n",
                  "%d 幅图像（%s），每次 %d 幅，学习率 %g，到第 %d 轮为止。\n"),
               l->set.count, dataset_name(&l->set), l->recipe.batch,
               l->recipe.rate, run->epochs);
    printf("\n");
    fflush(stdout);
}

static void tell_end(const Run *run) {
    const char *kept = run->asked->save;
    const Learner *l = &run->learner;
    if (chapter_interrupted() && l->epochs < run->epochs) {
        fflush(stdout);
        fprintf(stderr,
                tr("\nStopped in epoch %d, after %d of %d images.",
                   "\n在第 %d 轮停下，这一轮学了 %d/%d 幅图像。"),
                l->epochs + 1, l->at, l->set.count);
        char options[1024] = "", epochs[24];
        if (!kept) {
            fprintf(stderr, tr(" Nothing is kept: there was no --save FILE.\n",
                               "什么也没有存下：没有写 --save FILE。\n"));
            return;
        }
        snprintf(epochs, sizeof epochs, "%d", run->epochs);
        add_word(options, sizeof options, "--load", kept);
        add_word(options, sizeof options, "--save", kept);
        add_word(options, sizeof options, "--epochs", epochs);
        fprintf(stderr, tr(" To go on:\n%s\n", "接着训练：\n%s\n"),
                command(run, 0, options + 1));
        return;
    }
    printf(tr("%d of %d %s images right: %.2f of 100.\n",
              "认对 %d/%d 幅%s图像：每 100 幅 %.2f 幅。\n"),
           run->right, run->seen->count, run->what,
           100.0 * run->right / run->seen->count);
    if (kept)
        printf(
            tr("Kept in %s. Show it a picture: make predict IMAGE=my3.pgm MODEL=%s\n",
               "存在 %s。给它看一幅图：make predict IMAGE=my3.pgm MODEL=%s\n"),
            kept, kept);
}

void trainer_run(Chapter *c, const TrainOptions *o, const Recipe *r,
                 const Dataset *train_set, const Dataset *seen,
                 const char *what) {
    Run run = {
        .c = c, .asked = o, .usual = r->rate, .seen = seen, .what = what};
    Error e;
    chapter_section(c, tr("A network of your own", "你自己的网络"));
    if (!begin(&run, r, train_set, &e)) {
        chapter_trouble(c, &e);
    } else {
        tell_start(&run);
        if (run.epochs > run.learner.epochs)
            train(&run);
        else
            read_them(&run);
        if (c->status == 0 && save(&run))
            tell_end(&run);
    }
    learner_free(&run.learner);
    free(run.good);
}
