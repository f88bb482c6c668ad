/* trainer.c: one network of the reader's own: trained, kept, gone on with.
 *
 * Only whole steps are kept, with the place in the epoch and the state of
 * chance. Every LOOK steps the weights are looked at: while all are finite they
 * are copied, and the copy is what is left when a cost becomes NaN.
 */
#include "trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOK = 100 };

typedef struct Run {
    Learner learner;  // owned; first, for adam_move
    Chapter *c;
    const TrainOptions *asked;
    const Recipe *recipe;
    const Dataset *train, *test;
    Training at;
    Adam adam;    // owned
    int epochs;   // when it ends
    double cost;  // summed over these steps of the epoch
    int steps;
    int right;      // test images
    size_t params;  // numbers in the network
    real *good;     // [params, or 3 params with Adam's], owned
    Training good_at;
    Adam good_adam;
} Run;

bool trainer_asked(const TrainOptions *o) {
    return o->epochs || o->batch || o->rate > 0 || o->hidden.n || o->save ||
           o->load;
}

/* ---- Beginning ------------------------------------------------------------ */

static void sizes_text(const int *sizes, int n, char *text, size_t room) {
    size_t used = 0;
    for (int k = 0; k < n && used < room; k++)
        used += (size_t)snprintf(text + used, room - used, k ? "-%d" : "%d",
                                 sizes[k]);
}

// Which network: that of the file, or that of the options and the recipe.
static bool choose(Run *run, ModelInfo *info, Error *e) {
    const TrainOptions *o = run->asked;
    const Sizes *h = o->hidden.n ? &o->hidden : &run->recipe->hidden;
    ModelInfo own = {.hidden = run->recipe->activation};
    own.sizes[own.layers] = run->train->rows * run->train->cols;
    for (int k = 0; k < h->n; k++)
        own.sizes[++own.layers] = h->size[k];
    own.sizes[++own.layers] = CLASSES;
    *info = own;
    if (!o->load)
        return true;
    if (!model_look(o->load, info, e))
        return false;
    char has[128], wants[128];
    bool same = info->layers == own.layers || !o->hidden.n;
    same = same && info->sizes[0] == own.sizes[0] &&
           info->sizes[info->layers] == CLASSES;
    for (int k = 0; same && o->hidden.n && k <= own.layers; k++)
        same = info->sizes[k] == own.sizes[k];
    if (same)
        return true;
    sizes_text(info->sizes, info->layers + 1, has, sizeof has);
    sizes_text(own.sizes, own.layers + 1, wants, sizeof wants);
    return error_set(e, "%s: holds a network of %s, not %s", o->load, has,
                     o->hidden.n ? wants : "one from these images to a digit");
}

// The data and the cost: what must not change when a training goes on.
static void note_of(const Run *run, char *note, size_t room) {
    char seed[32] = "";  // which the drawn digits depend on
    if (run->train->kind == DATA_DRAWN)
        snprintf(seed, sizeof seed, ", seed %d", (int)run->c->seed);
    snprintf(note, room, "%s%s; %s", dataset_kind(run->train), seed,
             run->recipe->cost_name);
}

static bool load(Run *run, const ModelInfo *info, Error *e) {
    const char *path = run->asked->load;
    bool ours = info->training == (run->recipe->adam ? MODEL_ADAM : MODEL_SGD);
    if (!model_load(path, &run->learner.mlp, ours ? &run->at : NULL, e))
        return false;
    run->epochs = run->asked->epochs ? run->asked->epochs : run->at.epoch;
    if (run->epochs <= run->at.epoch)
        return true;  // only to be read
    char note[sizeof run->at.note];
    note_of(run, note, sizeof note);
    if (info->training == MODEL_WEIGHTS_ONLY)
        return true;
    if (!ours)
        return error_set(e, "%s: was trained with another optimiser", path);
    if (strcmp(note, run->at.note) != 0)
        return error_set(e, "%s: was trained on '%s'; this would be '%s'", path,
                         run->at.note, note);
    if (run->at.examples != run->train->count)
        return error_set(e, "%s: was trained on %d images; here are %d", path,
                         run->at.examples, run->train->count);
    return true;
}

static void adam_move(Learner *l) { adam_step(&((Run *)l)->adam, l->graph); }

static bool begin(Run *run, Error *e) {
    const TrainOptions *o = run->asked;
    const Recipe *r = run->recipe;
    ModelInfo info;
    if (!choose(run, &info, e))
        return false;
    run->at = (Training){.seed = run->c->seed,
                         .examples = run->train->count,
                         .batch = r->batch,
                         .rate = r->rate,
                         .epoch_rng = rng_new(run->c->seed)};
    note_of(run, run->at.note, sizeof run->at.note);
    Learner *l = &run->learner;
    *l = learner_new(run->train, info.sizes + 1, info.layers - 1, info.hidden,
                     r->init, run->c->seed, o->threads ? o->threads : 1);
    l->cost = r->cost;
    mlp_set_decay(&l->mlp, (real)r->decay);
    run->at.rng = l->rng;
    if (r->adam) {
        run->adam = adam_new(l->graph, (real)r->rate);
        run->at.adam = &run->adam;
        l->move = adam_move;
    }
    run->epochs = o->epochs ? o->epochs : run->c->quick ? 2 : r->epochs;
    if (o->load && !load(run, &info, e))
        return false;
    if (o->rate > 0)
        run->at.rate = o->rate, run->adam.rate = (real)o->rate;
    if (o->batch)
        run->at.batch = o->batch;
    l->rate = (real)run->at.rate;
    run->params = graph_params(l->graph);
    run->good = mem_resize(NULL, run->params * (r->adam ? 3 : 1), sizeof(real),
                           "trainer_run", 0);
    return true;
}

/* ---- Keeping -------------------------------------------------------------- */

// The first layer with a number that is not finite; 0: none.
static int broken_layer(const Mlp *m) {
    for (int k = 0; k < m->layers; k++)
        for (int b = 0; b < 2; b++) {
            const Tensor *t = b ? m->bias[k] : m->weight[k];
            for (size_t i = 0; i < t_count(t); i++)
                if (!(fabs((double)t->data[i]) < HUGE_VAL))
                    return k + 1;
        }
    return 0;
}

static void remember(Run *run) {
    size_t bytes = run->params * sizeof *run->good;
    mlp_flatten(&run->learner.mlp, run->good);
    run->good_at = run->at;
    run->good_adam = run->adam;
    if (run->recipe->adam) {
        memcpy(run->good + run->params, run->adam.m, bytes);
        memcpy(run->good + 2 * run->params, run->adam.v, bytes);
    }
}

static void go_back(Run *run) {
    size_t bytes = run->params * sizeof *run->good;
    mlp_unflatten(&run->learner.mlp, run->good);
    run->at = run->good_at;
    run->adam = run->good_adam;
    if (run->recipe->adam) {
        memcpy(run->adam.m, run->good + run->params, bytes);
        memcpy(run->adam.v, run->good + 2 * run->params, bytes);
    }
}

static bool save(Run *run) {
    Error e;
    if (!run->asked->save ||
        model_save(run->asked->save, &run->learner.mlp, &run->at, &e))
        return true;
    chapter_trouble(run->c, &e);
    return false;
}

// A cost or a weight is not a number any more.
static void broken(Run *run, double cost) {
    Error e;
    char where[64];
    int layer = broken_layer(&run->learner.mlp);
    int step = (run->at.position + run->at.batch - 1) / run->at.batch;
    snprintf(where, sizeof where,
             layer ? "the weights of layer %d (fc%d) are not finite"
                   : "no weight is infinite yet",
             layer, layer);
    error_set(&e,
              "epoch %d, step %d: the cost is %s and %s; the rate %g is too "
              "large, try --rate %g",
              run->at.epoch + 1, step,
              cost != cost            ? "not a number"
              : fabs(cost) < HUGE_VAL ? "finite"
                                      : "infinite",
              where, run->at.rate, run->at.rate / 10);
    chapter_trouble(run->c, &e);
    go_back(run);
    if (save(run) && run->asked->save)
        fprintf(stderr, "The last good weights, after step %d, are in %s.\n",
                run->at.position / run->at.batch, run->asked->save);
    run->c->status = 3;
}

/* ---- Training ------------------------------------------------------------- */

// Returns the cost before it.
static double step(Run *run) {
    Training *t = &run->at;
    int left = t->examples - t->position;
    int n = left < t->batch ? left : t->batch;
    const int *index = run->learner.order + t->position;
    t->position += n;
    return learner_step_with(&run->learner, index, n) / n;
}

static void progress(Run *run, double from) {
    const Training *t = &run->at;
    double all = 1000.0 * (run->epochs - from);
    double done =
        1000.0 * (t->epoch + (double)t->position / t->examples - from);
    chapter_progress(run->c, (int)done, (int)all,
                     "epoch %d of %d: cost %.4f, %d of %d test images right",
                     t->epoch + (t->position > 0), run->epochs,
                     run->cost / run->steps, run->right, run->test->count);
}

// The rest of an epoch. false: stopped, for good or bad.
static bool epoch(Run *run, double from) {
    Training *t = &run->at;
    bool live = isatty(STDERR_FILENO);
    training_order(t, run->learner.order);
    run->cost = 0;
    run->steps = 0;
    while (t->position < t->examples) {
        double cost = step(run);
        run->cost += cost;
        bool look = ++run->steps % LOOK == 0 || t->position == t->examples;
        if (!(fabs(cost) < HUGE_VAL) ||
            (look && broken_layer(&run->learner.mlp))) {
            broken(run, cost);
            return false;
        }
        if (chapter_interrupted() && t->position < t->examples)
            return false;
        if (look)
            remember(run);
        if (live && run->steps % (10 * LOOK) == 0)
            progress(run, from);
    }
    t->position = 0;
    t->epoch++;
    remember(run);
    return true;
}

static void train(Run *run) {
    double from = run->at.epoch + (double)run->at.position / run->at.examples;
    chapter_catch_interrupt();
    remember(run);
    if (!save(run))  // a folder that cannot be written is noticed early
        return;
    run->right = dataset_correct(&run->learner.mlp, run->test);
    chapter_progress(run->c, 0, 1, "%d of %d test images right at the start",
                     run->right, run->test->count);
    while (run->at.epoch < run->epochs && !chapter_interrupted()) {
        if (!epoch(run, from))
            break;
        run->right = dataset_correct(&run->learner.mlp, run->test);
        progress(run, from);
        if (!save(run))
            return;
    }
}

/* ---- Telling -------------------------------------------------------------- */

static void tell_start(const Run *run) {
    char sizes[128];
    sizes_text(run->learner.mlp.sizes, run->learner.mlp.layers + 1, sizes,
               sizeof sizes);
    printf("%s: %zu weights and biases", sizes, run->params);
    if (run->at.epoch > 0 || run->at.position > 0)
        printf(", trained for %d epoch%s", run->at.epoch,
               run->at.epoch == 1 ? "" : "s");
    if (run->at.position > 0)
        printf(" and %d images", run->at.position);
    printf(".\n");
    if (run->epochs > run->at.epoch)
        printf("%d images (%.*s), %d at a time, rate %g, up to epoch %d.\n",
               run->train->count, (int)strcspn(run->at.note, ";"), run->at.note,
               run->at.batch, run->at.rate, run->epochs);
    printf("\n");
    fflush(stdout);
}

static void tell_end(const Run *run) {
    const char *kept = run->asked->save;
    if (chapter_interrupted() && run->at.epoch < run->epochs) {
        fflush(stdout);
        fprintf(stderr, "\nStopped in epoch %d, after %d of %d images.",
                run->at.epoch + 1, run->at.position, run->at.examples);
        if (kept)
            fprintf(stderr, " To go on: --load %s --epochs %d\n", kept,
                    run->epochs);
        else
            fprintf(stderr, " Nothing is kept: there was no --save FILE.\n");
        return;
    }
    printf("%d of %d test images right: %.2f of 100.\n", run->right,
           run->test->count, 100.0 * run->right / run->test->count);
    if (kept)
        printf("Kept in %s. Show it a picture: make predict IMAGE=my3.pgm "
               "MODEL=%s\n",
               kept, kept);
}

void trainer_run(Chapter *c, const TrainOptions *o, const Recipe *r,
                 const Dataset *train_set, const Dataset *test) {
    Run run = {
        .c = c, .asked = o, .recipe = r, .train = train_set, .test = test};
    Error e;
    chapter_section(c, "A network of your own");
    if (!begin(&run, &e)) {
        chapter_trouble(c, &e);
    } else {
        tell_start(&run);
        if (run.epochs > run.at.epoch)
            train(&run);
        else
            run.right = dataset_correct(&run.learner.mlp, test);
        if (c->status == 0 && save(&run))
            tell_end(&run);
    }
    adam_free(&run.adam);
    learner_free(&run.learner);
    free(run.good);
}
