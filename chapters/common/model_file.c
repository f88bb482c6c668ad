/* model_file.c: networks and the state of their training, as safetensors.
 *
 * One list (slots_of) says which numbers go into a file, another (fields_of)
 * which settings; saving and loading walk the same two. Nothing in a file is
 * believed before it has been compared with the file's size or with the
 * network, and nothing is changed before all of it has been read.
 */
#include "model_file.h"

#include "files.h"
#include "safetensors.h"
#include "text.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Not seeded: xoshiro256** would stay there.
static bool is_zero(const Rng *r) {
    return !(r->state[0] | r->state[1] | r->state[2] | r->state[3]);
}

void training_order(Training *t, int *order) {
    bool drawn = t->orders > t->epoch;
    Rng again = t->epoch_rng;
    if (is_zero(drawn ? &again : &t->rng))
        fatal("training_order: the training's rng has not been seeded");
    if (!drawn) {
        t->epoch_rng = t->rng;
        t->orders = t->epoch + 1;
    }
    for (int i = 0; i < t->examples; i++)
        order[i] = i;
    rng_shuffle(drawn ? &again : &t->rng, order, t->examples);
}

/* ---- What goes into a file: numbers --------------------------------------- */

// One tensor in a file and where its numbers are in memory.
typedef struct Slot {
    char name[48];
    int rows, cols;  // rows 0: one dimension, [cols]
    real *data;      // [rows, cols] or [cols], not owned
} Slot;

// The weights, and up to two numbers that Adam keeps for each.
enum { MOST_SLOTS = 3 * 2 * MLP_MAX_LAYERS };

static size_t count_of(const Slot *s) {
    return (size_t)(s->rows ? s->rows : 1) * (size_t)s->cols;
}

// The network's parameters, in the order of their creation. Where `from` is not
// NULL they are an optimiser's numbers for them, which lie one after another.
static int add_slots(Slot *slot, const Mlp *m, const char *prefix, real *from) {
    for (int k = 0; k < m->layers; k++) {
        Slot *w = &slot[2 * k], *b = w + 1;
        *w = (Slot){"", m->sizes[k + 1], m->sizes[k], m->weight[k]->data};
        *b = (Slot){"", 0, m->sizes[k + 1], m->bias[k]->data};
        snprintf(w->name, sizeof w->name, "%sfc%d.weight", prefix, k + 1);
        snprintf(b->name, sizeof b->name, "%sfc%d.bias", prefix, k + 1);
        if (from) {
            w->data = from;
            b->data = w->data + count_of(w);
            from = b->data + count_of(b);
        }
    }
    return 2 * m->layers;
}

static void check_optimiser(const Mlp *m, const Training *t) {
    size_t weights = model_numbers(m->sizes, m->layers);
    size_t n = t->adam ? t->adam->n : t->momentum->n;
    if (t->adam && t->momentum)
        fatal("model_file: a training has one optimiser, not two");
    if (n != weights)
        fatal("model_file: the optimiser is for %zu parameters, but the "
              "network has %zu",
              n, weights);
}

// Everything in the file of m and t; t may be NULL. Returns how many.
static int slots_of(Slot *slot, const Mlp *m, const Training *t) {
    int n = add_slots(slot, m, "", NULL);
    if (t && (t->momentum || t->adam))
        check_optimiser(m, t);
    if (t && t->momentum)
        n += add_slots(slot + n, m, "optimizer.velocity.",
                       t->momentum->velocity);
    if (t && t->adam) {
        n += add_slots(slot + n, m, "optimizer.m.", t->adam->m);
        n += add_slots(slot + n, m, "optimizer.v.", t->adam->v);
    }
    return n;
}

/* ---- What goes into a file: settings -------------------------------------- */

// A copy of a training, so that nothing is changed before all is well.
typedef struct State {
    Training t;
    Momentum momentum;
    Adam adam;
    real decay[MLP_MAX_LAYERS];  // of the weights
} State;

// One line of __metadata__.
typedef struct Field {
    char key[32];
    enum { FIELD_INT, FIELD_SEED, FIELD_DOUBLE, FIELD_REAL, FIELD_RNG } kind;
    void *at;
} Field;

enum { MOST_FIELDS = 15 + MLP_MAX_LAYERS };

static State state_of(const Mlp *m, const Training *t) {
    State s = {.t = *t};
    if (t->momentum)
        s.momentum = *t->momentum;
    if (t->adam)
        s.adam = *t->adam;
    for (int k = 0; k < m->layers; k++)
        s.decay[k] = m->weight[k]->decay;
    return s;
}

static const char *const activations[] = {"sigmoid", "tanh", "relu", NULL};
static const char *const optimizers[] = {"none", "sgd", "momentum", "adam",
                                         NULL};

static ModelTraining training_of(const Training *t) {
    return t->adam ? MODEL_ADAM : t->momentum ? MODEL_MOMENTUM : MODEL_SGD;
}

// All settings but the texts. Returns how many.
static int fields_of(Field *f, State *s, int layers) {
    const bool momentum = s->t.momentum, adam = s->t.adam;
    const struct {
        bool kept;
        Field field;
    } all[] = {{true, {"training.seed", FIELD_SEED, &s->t.seed}},
               {true, {"training.examples", FIELD_INT, &s->t.examples}},
               {true, {"training.batch", FIELD_INT, &s->t.batch}},
               {true, {"training.epoch", FIELD_INT, &s->t.epoch}},
               {true, {"training.position", FIELD_INT, &s->t.position}},
               {true, {"training.orders", FIELD_INT, &s->t.orders}},
               {true, {"training.rate", FIELD_DOUBLE, &s->t.rate}},
               {true, {"training.rng", FIELD_RNG, &s->t.rng}},
               {true, {"training.epoch_rng", FIELD_RNG, &s->t.epoch_rng}},
               {momentum, {"optimizer.rate", FIELD_REAL, &s->momentum.rate}},
               {momentum, {"optimizer.mu", FIELD_REAL, &s->momentum.mu}},
               {adam, {"optimizer.rate", FIELD_REAL, &s->adam.rate}},
               {adam, {"optimizer.beta1", FIELD_REAL, &s->adam.beta1}},
               {adam, {"optimizer.beta2", FIELD_REAL, &s->adam.beta2}},
               {adam, {"optimizer.epsilon", FIELD_REAL, &s->adam.epsilon}},
               {adam, {"optimizer.decay1", FIELD_DOUBLE, &s->adam.decay1}},
               {adam, {"optimizer.decay2", FIELD_DOUBLE, &s->adam.decay2}}};
    int n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].kept)
            f[n++] = all[i].field;
    for (int k = 0; k < layers; k++, n++) {
        f[n] = (Field){"", FIELD_REAL, &s->decay[k]};
        snprintf(f[n].key, sizeof f[n].key, "training.decay.fc%d", k + 1);
    }
    return n;
}

/* ---- Saving --------------------------------------------------------------- */

// The header while it is written. The longest one has 96 tensors of about 110
// characters and 32 settings of about 60.
typedef struct Text {
    size_t used;
    char text[1 << 15];
} Text;

static void add(Text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(Text *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    size_t room = sizeof t->text - t->used;
    int n = vsnprintf(t->text + t->used, room, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= room)
        fatal("model_save: the header has grown beyond %zu bytes",
              sizeof t->text);
    t->used += (size_t)n;
}

// A text in quotes. What would need an escape, and what is not UTF-8, such as
// half a character at the end of a text that was cut, becomes a question mark.
static void add_string(Text *t, const char *s) {
    add(t, "\"");
    for (size_t n = strlen(s), length; n > 0; s += length, n -= length) {
        uint32_t code;
        length = text_utf8(s, n, &code);
        bool plain = length > 0 && (unsigned char)*s >= ' ' && *s != 0x7f &&
                     *s != '"' && *s != '\\';
        if (plain)
            add(t, "%.*s", (int)length, s);
        else
            add(t, "?");
        length = length ? length : 1;
    }
    add(t, "\"");
}

static void add_rng(Text *t, const Rng *r) {
    for (int i = 0; i < 4; i++)
        add(t, "%016llx ", (unsigned long long)r->state[i]);
    if (r->has_spare)
        add(t, "%.17g", r->spare);
    else
        add(t, "none");
}

// 17 digits give a double back to the bit.
static void add_field(Text *t, const Field *f) {
    add(t, ",\"%s\":\"", f->key);
    switch (f->kind) {
    case FIELD_INT:
        add(t, "%d", *(const int *)f->at);
        break;
    case FIELD_SEED:
        add(t, "%llu", (unsigned long long)*(const uint64_t *)f->at);
        break;
    case FIELD_DOUBLE:
        add(t, "%.17g", *(const double *)f->at);
        break;
    case FIELD_REAL:
        add(t, "%.17g", (double)*(const real *)f->at);
        break;
    case FIELD_RNG:
        add_rng(t, f->at);
        break;
    }
    add(t, "\"");
}

static void add_metadata(Text *h, const Mlp *m, const Training *t) {
    // ("format" is what the Python package writes, and some readers ask for.)
    add(h, "\"__metadata__\":{\"format\":\"pt\",\"activation\":\"%s\"",
        activations[m->hidden]);
    if (t) {
        State s = state_of(m, t);
        Field field[MOST_FIELDS];
        int fields = fields_of(field, &s, m->layers);
        for (int i = 0; i < fields; i++)
            add_field(h, &field[i]);
        add(h, ",\"optimizer\":\"%s\",\"training.note\":",
            optimizers[training_of(t)]);
        add_string(h, t->note);
    }
    add(h, "}");
}

static void write_header(Text *h, const Mlp *m, const Training *t,
                         const Slot *slot, int slots) {
    size_t at = 0;
    h->used = 0;
    add(h, "{");
    add_metadata(h, m, t);
    for (int i = 0; i < slots; i++) {
        const Slot *s = &slot[i];
        size_t end = at + count_of(s) * sizeof(real);
        add(h, ",\"%s\":{\"dtype\":\"" SAFE_REAL "\",\"shape\":[", s->name);
        if (s->rows)
            add(h, "%d,", s->rows);
        add(h, "%d],\"data_offsets\":[%zu,%zu]}", s->cols, at, end);
        at = end;
    }
    add(h, "}");
    // So that the numbers lie on a multiple of their size.
    while (h->used % SAFE_LENGTH_BYTES)
        add(h, " ");
}

static bool check_numbers(const char *path, const Slot *slot, int slots,
                          Error *e) {
    for (const Slot *s = slot; s < slot + slots; s++)
        for (size_t i = 0; i < count_of(s); i++)
            if (!isfinite(s->data[i])) {
                SafeText name = {s->name, strlen(s->name)};
                size_t cols = s->rows ? (size_t)s->cols : 0;
                return error_set(e,
                                 "%s: not saved: %s is not a finite number; "
                                 "the old file is unchanged",
                                 path, safe_show_number(name, cols, i).text);
            }
    return true;
}

static const char *const elsewhere = "choose another place with --save FILE";

// Nothing is replaced but a network that was kept here.
static bool check_old_file(const char *path, Error *e) {
    struct stat about;
    ModelInfo old;
    Error why;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode) ||
        about.st_size == 0)
        return true;  // nothing, or what file_begin has a word for
    bool readable = model_look(path, &old, &why);
    if (readable && old.knows_hidden)
        return true;
    if (readable)
        error_set(&why, "%s: a network that another program has kept", path);
    return error_set(e, "%s: it is not replaced, %s", why.text, elsewhere);
}

bool model_save(const char *path, const Mlp *m, const Training *t, Error *e) {
    Slot slot[MOST_SLOTS];
    Text header;
    int slots = slots_of(slot, m, t);
    NewFile f;
    if (t && is_zero(&t->rng))
        fatal("model_save: the training's rng has not been seeded");
    if (!check_numbers(path, slot, slots, e) || !check_old_file(path, e) ||
        !file_begin(&f, path, elsewhere, e))
        return false;
    f.on_disk = true;
    write_header(&header, m, t, slot, slots);
    safe_write_length(f.file, header.used);
    fwrite(header.text, 1, header.used, f.file);
    for (int i = 0; i < slots; i++)
        safe_write(f.file, slot[i].data, count_of(&slot[i]));
    return file_finish(&f, elsewhere, e);
}

/* ---- Looking -------------------------------------------------------------- */

static const SafeEntry *weight_of(const SafeFile *f, int layer) {
    char name[48];
    snprintf(name, sizeof name, "fc%d.weight", layer);
    return safe_find(&f->tensors, name);
}

static bool no_first_layer(const SafeFile *f) {
    if (f->tensors.n == 0)
        return file_refuse(&f->in, "holds no tensors");
    return file_refuse(&f->in,
                       "has no tensor \"fc1.weight\" (but \"%s\"); name its "
                       "layers fc1, fc2 and so on",
                       safe_show(f->tensors.at[0].name).text);
}

// Layer k, whose inputs are the outputs of the layer before.
static bool look_at_layer(const SafeFile *f, ModelInfo *info, int k,
                          const SafeEntry *w) {
    if (k > MLP_MAX_LAYERS)
        return file_refuse(&f->in, "has more than %d layers", MLP_MAX_LAYERS);
    if (w->dimensions != 2 || w->shape[0] < 1 || w->shape[0] > INT_MAX ||
        w->shape[1] < 1 || w->shape[1] > INT_MAX)
        return file_refuse(&f->in, "fc%d.weight %s is not a layer's matrix", k,
                           safe_show_shape(w).text);
    if (k > 1 && w->shape[1] != (size_t)info->sizes[k - 1])
        return file_refuse(
            &f->in, "fc%d.weight %s does not fit the %d outputs of fc%d", k,
            safe_show_shape(w).text, info->sizes[k - 1], k - 1);
    info->sizes[k - 1] = (int)w->shape[1];
    info->sizes[k] = (int)w->shape[0];
    info->layers = k;
    return safe_is_read(f, w);
}

// The index of a text in a list that ends with NULL; -1: it is not there.
static int index_of(SafeText s, const char *const *list) {
    for (int i = 0; list[i]; i++)
        if (safe_is(s, list[i]))
            return i;
    return -1;
}

static bool look_at_settings(const SafeFile *f, ModelInfo *info) {
    const SafeEntry *a = safe_find(&f->metadata, "activation");
    const SafeEntry *o = safe_find(&f->metadata, "optimizer");
    int hidden = a ? index_of(a->text, activations) : SIGMOID;
    int training = o ? index_of(o->text, optimizers) : MODEL_WEIGHTS_ONLY;
    if (hidden < 0)
        return file_refuse(&f->in, "there is no activation \"%s\"",
                           safe_show(a->text).text);
    if (training < 0)
        return file_refuse(&f->in, "there is no optimizer \"%s\"",
                           safe_show(o->text).text);
    info->knows_hidden = a != NULL;
    info->hidden = (Activation)hidden;
    info->training = (ModelTraining)training;
    return true;
}

size_t model_numbers(const int *sizes, int layers) {
    size_t all = 0;
    for (int k = 0; k < layers; k++)
        all += ((size_t)sizes[k] + 1) * (size_t)sizes[k + 1];
    return all;
}

static bool look(const SafeFile *f, ModelInfo *info) {
    const SafeEntry *w;
    for (int k = 1; (w = weight_of(f, k)); k++)
        if (!look_at_layer(f, info, k, w))
            return false;
    if (info->layers == 0)
        return no_first_layer(f);
    size_t all = model_numbers(info->sizes, info->layers);
    if (all > MODEL_MOST)
        return file_refuse(&f->in,
                           "has %zu weights and biases; more than %d are "
                           "refused",
                           all, MODEL_MOST);
    return look_at_settings(f, info);
}

static const char *const advice = "train a network first, with --save FILE";

bool model_look(const char *path, ModelInfo *info, Error *e) {
    SafeFile f;
    ModelInfo found = {.layers = 0};
    bool good = safe_open(&f, path, advice, e) && look(&f, &found);
    safe_close(&f);
    if (good)
        *info = found;
    return good;
}

/* ---- Loading: settings ---------------------------------------------------- */

static bool text_of(const SafeFile *f, const char *key, char *to, size_t size) {
    const SafeEntry *m = safe_find(&f->metadata, key);
    if (!m)
        return file_refuse(&f->in, "its training lacks %s", key);
    if (m->text.n >= size || memchr(m->text.at, '\0', m->text.n))
        return file_refuse(&f->in, "%s is too long", key);
    memcpy(to, m->text.at, m->text.n);
    to[m->text.n] = '\0';
    return true;
}

// All of the text is one finite number.
static bool parse_double(const char *text, double *x) {
    char *end;
    *x = strtod(text, &end);
    return *text && strspn(text, "+-.0123456789eE") == strlen(text) && !*end &&
           isfinite(*x);
}

// Exactly as it is written: digits, in base 10 or 16, and no more of them.
static bool parse_whole(const char *text, size_t n, unsigned base,
                        uint64_t *x) {
    static const char digits[] = "0123456789abcdef";
    *x = 0;
    for (size_t i = 0; i < n; i++) {
        const char *digit = text[i] ? strchr(digits, text[i]) : NULL;
        uint64_t value = digit ? (uint64_t)(digit - digits) : base;
        if (value >= base || *x > (UINT64_MAX - value) / base)
            return false;
        *x = base * *x + value;
    }
    return n > 0;
}

static bool parse_rng(const char *text, Rng *out) {
    Rng r = {.has_spare = false};
    if (strlen(text) <= 4 * 17)
        return false;
    for (int i = 0; i < 4; i++, text += 17)
        if (!parse_whole(text, 16, 16, &r.state[i]) || text[16] != ' ')
            return false;
    r.has_spare = strcmp(text, "none") != 0;
    if (r.has_spare && !parse_double(text, &r.spare))
        return false;
    *out = r;
    return true;
}

static bool parse_field(const Field *f, const char *text) {
    double x;
    uint64_t whole;
    switch (f->kind) {
    case FIELD_INT:
        if (!parse_whole(text, strlen(text), 10, &whole) || whole >= INT_MAX)
            return false;
        *(int *)f->at = (int)whole;
        return true;
    case FIELD_SEED:
        return parse_whole(text, strlen(text), 10, f->at);
    case FIELD_DOUBLE:
        return parse_double(text, f->at);
    case FIELD_REAL:
        if (!parse_double(text, &x) || !isfinite((real)x))
            return false;
        *(real *)f->at = (real)x;
        return true;
    case FIELD_RNG:
        return parse_rng(text, f->at);
    }
    return false;
}

static bool read_settings(const SafeFile *f, State *s, int layers) {
    Field field[MOST_FIELDS];
    int fields = fields_of(field, s, layers);
    for (int i = 0; i < fields; i++) {
        char text[160];
        if (!text_of(f, field[i].key, text, sizeof text))
            return false;
        if (!parse_field(&field[i], text))
            return file_refuse(&f->in, "%s cannot be \"%s\"", field[i].key,
                               safe_show((SafeText){text, strlen(text)}).text);
    }
    if (s->t.position > s->t.examples)
        return file_refuse(&f->in, "stands at example %d of %d", s->t.position,
                           s->t.examples);
    if (is_zero(&s->t.rng) || (s->t.orders > 0 && is_zero(&s->t.epoch_rng)))
        return file_refuse(&f->in, "its random numbers have no state");
    return text_of(f, "training.note", s->t.note, sizeof s->t.note);
}

/* ---- Loading: numbers ----------------------------------------------------- */

// Is it the network that the caller has, trained in the caller's way?
static bool check_network(const SafeFile *f, const Mlp *m, const Training *t,
                          const ModelInfo *info) {
    if (!weight_of(f, 1))
        return no_first_layer(f);
    if (weight_of(f, m->layers + 1))
        return file_refuse(&f->in, "expects %d layers, file has fc%d.weight",
                           m->layers, m->layers + 1);
    if (info->knows_hidden && info->hidden != m->hidden)
        return file_refuse(&f->in, "expects %s neurons, file has %s",
                           activations[m->hidden], activations[info->hidden]);
    if (t && info->training == MODEL_WEIGHTS_ONLY)
        return file_refuse(&f->in,
                           "has weights but no state of training to go on "
                           "from; train from the beginning");
    if (t && info->training != training_of(t))
        return file_refuse(&f->in, "expects training with %s, file has %s",
                           optimizers[training_of(t)],
                           optimizers[info->training]);
    return true;
}

// The slot's tensor in the file, of the right shape.
static bool find_entry(const SafeFile *f, const Slot *s, const SafeEntry **t) {
    SafeEntry expected = {.dimensions = 1, .shape = {(size_t)s->cols}};
    if (s->rows)
        expected = (SafeEntry){.dimensions = 2,
                               .shape = {(size_t)s->rows, (size_t)s->cols}};
    *t = safe_find(&f->tensors, s->name);
    if (!*t)
        return file_refuse(&f->in, "has no tensor \"%s\"", s->name);
    return ((*t)->dimensions == expected.dimensions &&
            memcmp((*t)->shape, expected.shape, sizeof expected.shape) == 0) ||
           file_refuse(&f->in, "expects %s %s, file has %s", s->name,
                       safe_show_shape(&expected).text,
                       safe_show_shape(*t).text);
}

// All numbers of the slots, one after another, in memory of their own.
static bool stage(const SafeFile *f, const Slot *slot, int slots,
                  real **staged) {
    const SafeEntry *entry[MOST_SLOTS];
    size_t n = 0;
    for (int i = 0; i < slots; i++) {
        if (!find_entry(f, &slot[i], &entry[i]))
            return false;
        n += count_of(&slot[i]);
    }
    real *to = *staged = mem_try(NULL, n, sizeof *to);
    if (!to)
        return file_refuse(&f->in, "no memory for its %zu numbers", n);
    for (int i = 0; i < slots; i++) {
        if (!safe_read(f, entry[i], to))
            return false;
        to += count_of(&slot[i]);
    }
    return true;
}

static void commit(const Slot *slot, int slots, const real *staged) {
    for (int i = 0; i < slots; i++) {
        memcpy(slot[i].data, staged, count_of(&slot[i]) * sizeof *staged);
        staged += count_of(&slot[i]);
    }
}

static void commit_training(const State *s, Mlp *m, Training *t) {
    if (t->momentum)
        *t->momentum = s->momentum;
    if (t->adam)
        *t->adam = s->adam;
    for (int k = 0; k < m->layers; k++)
        m->weight[k]->decay = s->decay[k];
    *t = s->t;
}

bool model_load(const char *path, Mlp *m, Training *t, Error *e) {
    SafeFile f;
    ModelInfo info;
    State s = t ? state_of(m, t) : (State){.decay = {0}};
    Slot slot[MOST_SLOTS];
    real *staged = NULL;
    int slots = slots_of(slot, m, t);
    bool good = safe_open(&f, path, advice, e) && look_at_settings(&f, &info) &&
                check_network(&f, m, t, &info) &&
                (!t || read_settings(&f, &s, m->layers)) &&
                stage(&f, slot, slots, &staged);
    if (good)
        commit(slot, slots, staged);
    if (good && t)
        commit_training(&s, m, t);
    free(staged);
    safe_close(&f);
    return good;
}
