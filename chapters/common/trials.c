/* trials.c: recipes x seeds, trained side by side; and the main that goes with
 * them.
 */
#include "trials.h"

#include "text.h"
#include "trainer.h"
#include "../../lib/parallel.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- Trials ---------------------------------------------------------------- */

Trials trials_of(int seeds, uint64_t first, int rounds, const Dataset *judges) {
    if (seeds < 1 || rounds < 0)
        fatal("trials_of: %d seeds, %d rounds; needs at least 1 and 0", seeds,
              rounds);
    return (Trials){
        .seeds = seeds, .first = first, .rounds = rounds, .judges = judges};
}

static void *room(int n, size_t size) {
    return n > 0 ? mem_resize(NULL, (size_t)n, size, "what trials have read", 0)
                 : NULL;
}

static Reading *unread(int n) {
    Reading *r = room(n, sizeof *r);
    for (int k = 0; k < n; k++)
        r[k] = (Reading){0, 0};
    return r;
}

void trials_add(Trials *t, const Recipe *recipe, const Dataset *set) {
    Recipe r = *recipe;
    if (r.epochs == 0)
        r.epochs = t->rounds;
    int n = t->recipes * t->seeds;
    t->trial = mem_resize(t->trial, (size_t)(n + t->seeds), sizeof *t->trial,
                          "trials", 0);
    for (int k = 0; k < t->seeds; k++)
        t->trial[n + k] =
            (Trial){.learner = learner_new(set, &r, t->first + (uint64_t)k, 1),
                    .recipe = t->recipes,
                    .number = n + k,
                    .at_end = t->at_end,
                    .seen = unread(t->rounds + 1),
                    .own = t->own ? unread(t->rounds + 1) : NULL,
                    .curve = room(t->rounds * t->parts, sizeof(double))};
    t->recipes++;
}

void trials_free(Trials *t) {
    for (int k = 0; k < t->recipes * t->seeds; k++) {
        learner_free(&t->trial[k].learner);
        free(t->trial[k].seen);
        free(t->trial[k].own);
        free(t->trial[k].curve);
    }
    free(t->trial);
    *t = (Trials){0};
}

static void look(const Trials *t, Trial *one, int round) {
    one->seen[round] = learner_read(&one->learner, t->judges);
    if (one->own) {
        Dataset own = dataset_part(&one->learner.set, 0, t->own);
        one->own[round] = learner_read(&one->learner, &own);
    }
    if (t->after)
        t->after(one, round);
}

// A part's cost is the mean over the images of the steps that end in it.
static void keep_costs(const Trials *t, Trial *one, int round, int steps) {
    Learner *l = &one->learner;
    double *part = one->curve + round * t->parts, sum = 0;
    for (int k = 0, images = 0, p = 0; k < steps; k++) {
        int at = l->at;
        if (sum == sum)
            sum += learner_step(l);
        images += (l->at ? l->at : l->set.count) - at;
        int end = (int)((double)(k + 1) * t->parts / steps);
        if (end == p)
            continue;
        while (p < end)
            part[p++] = sum / images;
        if (sum == sum)
            sum = images = 0;
    }
}

// (A network whose cost is no number has weights that are none, and they stay
// so: its steps are left out.)
static void train_round(const Trials *t, Trial *one, int round) {
    Learner *l = &one->learner;
    int batch = l->recipe.batch;
    int steps = t->steps ? t->steps : (l->set.count + batch - 1) / batch;
    double cost = 0;
    if (t->parts)
        keep_costs(t, one, round, steps);
    else
        for (int k = 0; k < steps && cost == cost; k++)
            cost = learner_step(l);
    if (!one->at_end)
        look(t, one, round + 1);
}

static void look_first(void *trials, int which) {
    const Trials *t = trials;
    if (!t->trial[which].at_end)
        look(t, &t->trial[which], 0);
}

static void look_last(void *trials, int which) {
    const Trials *t = trials;
    if (t->trial[which].at_end)
        look(t, &t->trial[which], t->done);
}

// What has been reached so far, for the reader who waits; 0: nobody knows.
static double best_median(const Trials *t) {
    double best = 0;
    for (int r = 0; r < t->recipes; r++) {
        if (trials_at(t, r, 0)->at_end)
            continue;
        double right = trials_spread(t, r, t->done, trial_right).median;
        best = right > best ? right : best;
    }
    return best;
}

static void tell_progress(Chapter *c, const Trials *t, const char *what) {
    double right = best_median(t);
    if (right > 0)
        chapter_progress(
            c, t->done, t->rounds,
            tr("%s, %d of %d: %.2f of 100", "%s，%d/%d：每 100 幅认对 %.2f 幅"),
            what, t->done, t->rounds, right);
    else
        chapter_progress(c, t->done, t->rounds, tr("%s, %d of %d", "%s，%d/%d"),
                         what, t->done, t->rounds);
}

// Rounds x trials, in this order, for whoever is free: a trial's next round waits
// for its own last one, and for no other's.
typedef struct Run {
    Chapter *chapter;
    Trials *trials;
    const char *what;
    int n;
    atomic_int *trained;   // [n]: rounds of each trial
    atomic_int *decision;  // [rounds]: UNDECIDED, …
    atomic_int *ended;     // [rounds]: trials that have it behind them
    atomic_flag telling;
} Run;
enum { UNDECIDED, GOES, STOPS };

static atomic_int *zeros(int n) {
    atomic_int *x = room(n, sizeof *x);
    for (int k = 0; k < n; k++)
        atomic_init(&x[k], 0);
    return x;
}

static void run_part(void *run, int part) {
    Run *r = run;
    Trials *t = r->trials;
    int round = part / r->n, which = part % r->n, known = UNDECIDED;
    while (r->trained[which] < round && r->decision[round - 1] != STOPS)
        sched_yield();
    // Who comes first to a round says for all whether there will be one. (After
    // an interrupt there is none.)
    atomic_compare_exchange_strong(&r->decision[round], &known,
                                   chapter_interrupted() ? STOPS : GOES);
    if (r->decision[round] == STOPS)
        return;
    train_round(t, &t->trial[which], round);
    r->trained[which]++;
    if (++r->ended[round] < r->n)
        return;
    while (atomic_flag_test_and_set(&r->telling))
        sched_yield();
    if (t->done <= round) {
        t->done = round + 1;
        tell_progress(r->chapter, t, r->what);
    }
    atomic_flag_clear(&r->telling);
}

void trials_run(Chapter *c, Trials *t, int threads, const char *what) {
    Pool *pool = pool_new(threads);
    int n = t->recipes * t->seeds;
    Run r = {.chapter = c,
             .trials = t,
             .what = what,
             .n = n,
             .trained = zeros(n),
             .decision = zeros(t->rounds),
             .ended = zeros(t->rounds),
             .telling = ATOMIC_FLAG_INIT};
    t->done = 0;
    chapter_progress(c, 0, t->rounds, "%s", what);
    pool_run(pool, n, look_first, t);
    pool_run(pool, n * t->rounds, run_part, &r);
    pool_run(pool, n, look_last, t);
    free(r.trained);
    free(r.decision);
    free(r.ended);
    pool_free(pool);
}

double trial_right(const Trial *t, int round) { return t->seen[round].right; }
double trial_cost(const Trial *t, int round) { return t->seen[round].cost; }
double trial_own_right(const Trial *t, int round) {
    return t->own[round].right;
}
double trial_own_cost(const Trial *t, int round) { return t->own[round].cost; }

Trial *trials_at(const Trials *t, int recipe, int seed) {
    return &t->trial[recipe * t->seeds + seed];
}

Spread trials_spread(const Trials *t, int recipe, int round, TrialNumber *of) {
    double *x = room(t->seeds, sizeof *x);
    for (int k = 0; k < t->seeds; k++)
        x[k] = of(trials_at(t, recipe, k), round);
    Spread s = spread_of(x, t->seeds);
    free(x);
    return s;
}

Trial *trials_median(const Trials *t, int recipe, int round, TrialNumber *of) {
    double median = trials_spread(t, recipe, round, of).median;
    int k = 0;
    while (k + 1 < t->seeds && (of(trials_at(t, recipe, k), round) < median ||
                                of(trials_at(t, recipe, k), round) > median))
        k++;
    return trials_at(t, recipe, k);
}

/* ---- Tables ---------------------------------------------------------------- */

// Right of its own images, if they are read; the judges' cost, and of 100 right
// of them the lowest, the mean and the highest. Returns how many cells that is.
static int readings(const Trials *t, int recipe, int round, RowCell *cell) {
    Spread s = trials_spread(t, recipe, round, trial_right);
    int n = 0;
    if (t->own)
        cell[n++].number =
            trials_spread(t, recipe, round, trial_own_right).mean;
    cell[n++].number = trials_spread(t, recipe, round, trial_cost).mean;
    cell[n++].number = s.low;
    cell[n++].number = s.mean;
    cell[n++].number = s.high;
    return n;
}

static Table begin_table(const Trials *t, const char *first,
                         const char *format) {
    char headings[160], formats[120];
    snprintf(headings, sizeof headings, "%s%s%s", first,
             t->own ? tr("|own: right", "|自己：认对") : "",
             tr("|judges: cost|right: lowest|mean|highest",
                "|评判：成本|认对：最低|平均|最高"));
    snprintf(formats, sizeof formats, "%s%s|%%12.4f|%%13.2f|%%5.2f|%%7.2f",
             format, t->own ? "|%10.2f" : "");
    return table_begin(headings, formats);
}

void trials_table(const Trials *t, const char *what, Figure *f) {
    Table table = begin_table(t, what, "%-21s");
    for (int k = 0; k < t->recipes; k++) {
        const Learner *l = &trials_at(t, k, 0)->learner;
        RowCell cell[6] = {cell_text(l->recipe.name)};
        int n = 1 + readings(t, k, t->done, cell + 1);
        table_cells(&table, cell, n);
        cell[0] = (RowCell){.number = l->set.count};
        figure_cells(f, cell, n);
    }
    table_end(&table);
}

// Of its own images that are read; else of all in its steps.
static double training_cost(const Trials *t, int recipe, int round) {
    if (t->own)
        return trials_spread(t, recipe, round, trial_own_cost).mean;
    double sum = 0;
    for (int k = 0; k < t->seeds; k++)
        for (int p = 0; p < t->parts; p++)
            sum += trials_at(t, recipe, k)->curve[(round - 1) * t->parts + p];
    return sum / (t->seeds * t->parts);
}

// 1, 2, 5, 10, 20, 50, 100, …
static bool is_told(int round) {
    while (round >= 10 && round % 10 == 0)
        round /= 10;
    return round <= 2 || round == 5;
}

void trials_epochs(const Trials *t, int recipe, Figure *f) {
    if (!t->own && !t->parts)
        fatal("trials_epochs: these trials know no training cost");
    Table table = begin_table(t, tr("epoch|training: cost", "轮|训练：成本"),
                              "%5d|%14.4f");
    for (int e = t->own ? 0 : 1; e <= t->done; e++) {
        RowCell cell[7] = {{.number = e}};
        cell[1].number = training_cost(t, recipe, e);
        int n = 2 + readings(t, recipe, e, cell + 2);
        if (is_told(e) || e == t->done)
            table_cells(&table, cell, n);
        if (e > 0)
            figure_cells(f, cell, n);
    }
    table_end(&table);
}

/* ---- The check of the last layer ------------------------------------------- */

Batch first_images(const Learner *l, int most) {
    int n = l->set.count < most ? l->set.count : most;
    return batch_gather(l->graph, &l->set, l->order, n);
}

void report_last_layer(Chapter *c, const OnBatch *k, DeltaByHand *delta,
                       Function f, void *context) {
    const Mlp *m = &k->learner->mlp;
    const Batch *batch = k->batch;
    int last = m->layers - 1, cols = m->weight[last]->cols;
    real *b = &m->bias[last]->data[3], *w = &m->weight[last]->data[3 * cols];
    GraphMark mark = graph_mark(m->graph);
    Tensor *a = batch->x;
    for (int l = 0; l < last; l++)
        a = mlp_activate(m->hidden, t_linear(a, m->weight[l], m->bias[l]));
    const Tensor *z = t_linear(a, m->weight[last], m->bias[last]);
    double by_b = 0, by_w = k->learner->recipe.decay * (double)*w;
    for (int i = 0; i < batch->n; i++) {
        double d = delta(z->data + i * CLASSES, batch->label[i], 3) / batch->n;
        by_b += d;
        by_w += d * (double)a->data[i * a->cols];
    }
    graph_rewind(m->graph, mark);
    report_knob(c, tr("bias of output 3", "输出 3 的偏置"), by_b,
                m->bias[last]->grad[3], f, context, b);
    report_knob(c, tr("a weight to output 3", "输出 3 的一个权重"), by_w,
                m->weight[last]->grad[3 * cols], f, context, w);
}

/* ---- The main --------------------------------------------------------------- */

enum { MOST_OPTIONS = 24 };

static void add_options(Option *all, int *n, const Option *some) {
    for (; some && some->kind != OPTION_END; some++) {
        if (*n + 1 >= MOST_OPTIONS)
            fatal("chapter_that_trains: more than %d options",
                  MOST_OPTIONS - 1);
        all[(*n)++] = *some;
    }
}

static void tell(Chapter *c, const Training *t, const TrainOptions *o) {
    Recipe r = t->recipe ? *t->recipe : (Recipe){0};
    if (o->hidden.n)
        r.hidden = o->hidden;
    if (t->prepare && !t->prepare(c))
        return;
    if (chapter_checks(c))
        t->check(c, t->recipe ? &r : NULL);
    if (c->check_only)
        return;
    if (t->recipe && trainer_asked(o))
        trainer_run(c, o, t->recipe, t->train, t->judges ? t->judges : t->test,
                    t->what ? t->what : tr("test", "测试"));
    else
        t->tell(c, o->threads ? o->threads : 2);
}

int chapter_that_trains(int argc, char **argv, const Training *t) {
    Chapter c;
    TrainOptions o = {0};
    Option all[MOST_OPTIONS] = {{0}};
    const Option training[] = {CHAPTER_TRAINING(&o), {0}};
    const Option no_training[] = {CHAPTER_DATA(&o.data), {0}};
    const Option two[] = {CHAPTER_TWO_BUILDS(&c), {0}};
    int n = 0;
    add_options(all, &n, t->recipe ? training : no_training);
    add_options(all, &n, t->options);
    add_options(all, &n, two);
    if (!chapter_begin(&c, argc, argv, t->stem, t->title, all))
        return c.status;
    c.any_size = t->any_size;
    if (chapter_data(&c, o.data, c.check_only ? t->checked : t->images,
                     c.check_only ? t->checked : t->tests, t->train, t->test)) {
        Dataset train = *t->train, test = *t->test;  // as prepare may cut them
        tell(&c, t, &o);
        dataset_free(&train);
        dataset_free(&test);
    }
    return chapter_end(&c);
}
