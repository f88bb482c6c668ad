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

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- What goes into a file: numbers --------------------------------------- */

// One tensor in a file and where its numbers are in memory.
typedef struct Slot {
    char name[48];
    int rows, cols;  // rows 0: one dimension, [cols]
    real *data;      // [rows, cols] or [cols], not owned
} Slot;

// The names of Adam's means of squares begin so.
#define SQUARES "optimizer.v."

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

// Everything in the file of m and l; l may be NULL. Returns how many.
static int slots_of(Slot *slot, const Mlp *m, const Learner *l) {
    int n = add_slots(slot, m, "", NULL);
    if (l && l->recipe.adam) {
        n += add_slots(slot + n, m, "optimizer.m.", l->adam.m);
        n += add_slots(slot + n, m, SQUARES, l->adam.v);
    } else if (l && l->recipe.momentum > 0) {
        n +=
            add_slots(slot + n, m, "optimizer.velocity.", l->momentum.velocity);
    }
    return n;
}

/* ---- What goes into a file: settings -------------------------------------- */

// One line of __metadata__, and what it may be.
typedef struct Field {
    const char *key;
    enum { FIELD_WHOLE, FIELD_SEED, FIELD_NUMBER } kind;
    void *at;
    double least, most;
} Field;

enum { MOST_FIELDS = 8 };

// All settings but the texts. Returns how many.
static int fields_of(Field *f, ModelInfo *i, bool adam) {
    const Field all[MOST_FIELDS] = {
        {"training.seed", FIELD_SEED, &i->seed, 0, 0},
        {"training.examples", FIELD_WHOLE, &i->examples, 1, INT_MAX},
        {"training.batch", FIELD_WHOLE, &i->batch, 1, LIMIT_BATCH},
        {"training.epoch", FIELD_WHOLE, &i->epoch, 0, LIMIT_EPOCHS},
        {"training.position", FIELD_WHOLE, &i->position, 0, INT_MAX},
        {"training.rate", FIELD_NUMBER, &i->rate, DBL_TRUE_MIN, 1e300},
        {"optimizer.decay1", FIELD_NUMBER, &i->decay1, 0, 1},
        {"optimizer.decay2", FIELD_NUMBER, &i->decay2, 0, 1}};
    memcpy(f, all, sizeof all);
    return adam ? MOST_FIELDS : MOST_FIELDS - 2;
}

static ModelInfo info_of(const Learner *l) {
    ModelInfo i = {.seed = l->seed,
                   .examples = l->set.count,
                   .batch = l->recipe.batch,
                   .epoch = l->epochs,
                   .position = l->at,
                   .rate = l->recipe.rate,
                   .decay1 = l->adam.decay1,
                   .decay2 = l->adam.decay2};
    return i;
}

static const char *const activations[] = {"sigmoid", "tanh", "relu", NULL};
/* ---- Saving --------------------------------------------------------------- */

// The header while it is written. The longest one has 96 tensors of about 110
// characters and some settings.
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

// What must be the same where a training goes on, in words.
static void how_of(const Learner *l, char how[static HOW_ROOM]) {
    const Recipe *r = &l->recipe;
    Text t;
    t.used = 0;
    add(&t, "%s", dataset_kind(&l->set));
    if (l->set.kind == DATA_DRAWN)
        add(&t, ", seed %llu", (unsigned long long)l->set.seed);
    add(&t, "; %s", r->cost->name);
    if (r->adam)
        add(&t, "; Adam");
    else if (r->momentum > 0)
        add(&t, "; momentum %g", r->momentum);
    if (r->decay > 0)
        add(&t, "; decay %g", r->decay);
    if (r->drop_in > 0 || r->drop_hidden > 0)
        add(&t, "; dropout %g and %g", r->drop_in, r->drop_hidden);
    const Distortion *d = &r->distort;
    if (distorts(d))
        add(&t, "; images turned by %g, scaled by %g, moved by %g, bent by %g",
            d->turn, d->scale, d->shift, d->bend);
    if (distorts(d) && d->bend > 0)
        add(&t, " over %g", d->smooth);
    if (r->falls)
        add(&t, "; a rate that falls for %d epochs", r->epochs);
    if (t.used >= HOW_ROOM)
        fatal("model_file: what a training is takes %zu characters", t.used);
    memcpy(how, t.text, t.used + 1);
}

// The same in Chinese, piece by piece, as it was put together.
void model_tell_how(const char *how, char told[static TOLD_ROOM]) {
    static const struct {
        const char *en, *zh;
    } pieces[] = {{"IDX files, not MNIST", "IDX 文件，不是 MNIST"},
                  {"drawn digits", "程序画的数字"},
                  {", seed ", "，种子 "},
                  {"half the squared error", "平方误差的一半"},
                  {"cross-entropy", "交叉熵"},
                  {"momentum ", "动量 "},
                  {"decay ", "权重衰减 "},
                  {"dropout ", "随机失活 "},
                  {" and ", " 和 "},
                  {"images turned by ", "图像旋转 "},
                  {", scaled by ", "，缩放 "},
                  {", moved by ", "，平移 "},
                  {", bent by ", "，弯曲 "},
                  {" over ", "，范围 "},
                  {"a rate that falls for ", "学习率逐渐减小，轮数 "},
                  {" epochs", ""},
                  {"; ", "；"}};
    size_t used = 0;
    while (*how) {
        const char *text = how;
        size_t taken = 1, n = 1;
        for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            size_t length = strlen(pieces[k].en);
            if (strncmp(how, pieces[k].en, length) != 0)
                continue;
            text = tr(pieces[k].en, pieces[k].zh);
            taken = length, n = strlen(text);
        }
        if (used + n >= TOLD_ROOM)
            break;
        memcpy(told + used, text, n);
        used += n, how += taken;
    }
    told[used] = '\0';
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

// 17 digits give a double back to the bit.
static void add_field(Text *t, const Field *f) {
    add(t, ",\"%s\":\"", f->key);
    switch (f->kind) {
    case FIELD_WHOLE:
        add(t, "%d", *(const int *)f->at);
        break;
    case FIELD_SEED:
        add(t, "%llu", (unsigned long long)*(const uint64_t *)f->at);
        break;
    case FIELD_NUMBER:
        add(t, "%.17g", *(const double *)f->at);
        break;
    }
    add(t, "\"");
}

static void add_metadata(Text *h, const Mlp *m, const Learner *l) {
    // ("format" is what the Python package writes, and some readers ask for.)
    add(h, "\"__metadata__\":{\"format\":\"pt\",\"activation\":\"%s\"",
        activations[m->hidden]);
    if (l) {
        ModelInfo info = info_of(l);
        Field field[MOST_FIELDS];
        int fields = fields_of(field, &info, l->recipe.adam);
        for (int i = 0; i < fields; i++)
            add_field(h, &field[i]);
        how_of(l, info.how);
        add(h, ",\"training.how\":");
        add_string(h, info.how);
    }
    add(h, "}");
}

static void write_header(Text *h, const Mlp *m, const Learner *l,
                         const Slot *slot, int slots) {
    size_t at = 0;
    h->used = 0;
    add(h, "{");
    add_metadata(h, m, l);
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
                return error_set(
                    e,
                    tr("%s: not saved: %s is not a finite number; the old file is unchanged",
                       "%s：没有保存：%s 不是有限的数；原来的文件没有动"),
                    path, safe_show_number(name, cols, i).text);
            }
    return true;
}

static const char *elsewhere(void) {
    return tr("choose another place with --save FILE",
              "用 --save FILE 换一个地方");
}

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
        error_set(&why,
                  tr("%s: a network that another program has kept",
                     "%s：是别的程序存的网络"),
                  path);
    return error_set(e, tr("%s: it is not replaced, %s", "%s；不覆盖它，%s"),
                     why.text, elsewhere());
}

bool model_save(const char *path, const Mlp *m, const Learner *l, Error *e) {
    Slot slot[MOST_SLOTS];
    Text header;
    int slots = slots_of(slot, m, l);
    NewFile f;
    if (!check_numbers(path, slot, slots, e) || !check_old_file(path, e) ||
        !file_begin(&f, path, elsewhere(), e))
        return false;
    f.on_disk = true;
    write_header(&header, m, l, slot, slots);
    safe_write_length(f.file, header.used);
    fwrite(header.text, 1, header.used, f.file);
    for (int i = 0; i < slots; i++)
        safe_write(f.file, slot[i].data, count_of(&slot[i]));
    return file_finish(&f, elsewhere(), e);
}

/* ---- Looking -------------------------------------------------------------- */

static const SafeEntry *weight_of(const SafeFile *f, int layer) {
    char name[48];
    snprintf(name, sizeof name, "fc%d.weight", layer);
    return safe_find(&f->tensors, name);
}

static bool no_first_layer(const SafeFile *f) {
    if (f->tensors.n == 0)
        return file_refuse(&f->in, tr("holds no tensors", "里面没有张量"));
    return file_refuse(
        &f->in,
        tr("has no tensor \"fc1.weight\" (but \"%s\"); name its layers fc1, fc2 and so on",
           "没有叫 fc1.weight 的张量（有“%s”）；请把各层叫作 fc1、fc2，依此类推"),
        safe_show(f->tensors.at[0].name).text);
}

// Layer k, whose inputs are the outputs of the layer before.
static bool look_at_layer(const SafeFile *f, ModelInfo *info, int k,
                          const SafeEntry *w) {
    if (k > MLP_MAX_LAYERS)
        return file_refuse(&f->in, tr("has more than %d layers", "超过 %d 层"),
                           MLP_MAX_LAYERS);
    if (w->dimensions != 2 || w->shape[0] < 1 || w->shape[0] > INT_MAX ||
        w->shape[1] < 1 || w->shape[1] > INT_MAX)
        return file_refuse(&f->in,
                           tr("fc%d.weight %s is not a layer's matrix",
                              "fc%d.weight %s 不是一层的矩阵"),
                           k, safe_show_shape(w).text);
    if (k > 1 && w->shape[1] != (size_t)info->sizes[k - 1])
        return file_refuse(
            &f->in,
            tr("fc%d.weight %s does not fit the %d outputs of fc%d",
               "fc%d.weight %s 接不上前面的 %d 个输出（fc%d）"),
            k, safe_show_shape(w).text, info->sizes[k - 1], k - 1);
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

static bool text_of(const SafeFile *f, const char *key, char *to, size_t size) {
    const SafeEntry *m = safe_find(&f->metadata, key);
    if (!m)
        return file_refuse(
            &f->in, tr("its training lacks %s", "训练记录里缺少 %s"), key);
    if (m->text.n >= size)
        return file_refuse(&f->in, tr("%s is too long", "%s 太长"), key);
    memcpy(to, m->text.at, m->text.n);
    to[m->text.n] = '\0';
    return true;
}

// Exactly as it is written: digits, and no more than fit.
static bool parse_whole(const char *text, uint64_t *x) {
    const char *at = text;
    for (*x = 0; *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (*x > (UINT64_MAX - digit) / 10)
            return false;
        *x = 10 * *x + digit;
    }
    return at > text && !*at;
}

static bool parse_number(const char *text, double *x) {
    char *end;
    *x = strtod(text, &end);
    return *text && strspn(text, "+-.0123456789eE") == strlen(text) && !*end;
}

static bool parse_field(const Field *f, const char *text) {
    double x;
    uint64_t whole;
    switch (f->kind) {
    case FIELD_SEED:
        return parse_whole(text, f->at);
    case FIELD_WHOLE:
        if (!parse_whole(text, &whole) || !((double)whole >= f->least) ||
            !((double)whole <= f->most))
            return false;
        *(int *)f->at = (int)whole;
        return true;
    case FIELD_NUMBER:
        if (!parse_number(text, &x) || !(x >= f->least) || !(x <= f->most))
            return false;
        *(double *)f->at = x;
        return true;
    }
    return false;
}

// Has a text of the header no character that would command a terminal? (The
// first 32 are no part of a header's text.)
static bool is_harmless(const char *text) {
    const uint8_t *b = (const uint8_t *)text;
    for (; *b; b++)
        if (*b == 0x7f || (b[0] == 0xc2 && b[1] < 0xa0))
            return false;
    return true;
}

// Where the training stands, and that there can be such a place.
static bool look_at_training(const SafeFile *f, ModelInfo *info) {
    Field field[MOST_FIELDS];
    bool adam = safe_find(&f->metadata, "optimizer.decay1");
    int fields = fields_of(field, info, adam);
    for (int i = 0; i < fields; i++) {
        char text[64];
        if (!text_of(f, field[i].key, text, sizeof text))
            return false;
        if (!parse_field(&field[i], text))
            return file_refuse(
                &f->in, tr("%s cannot be \"%s\"", "%s 不能是“%s”"),
                field[i].key, safe_show((SafeText){text, strlen(text)}).text);
    }
    if (info->position >= info->examples)
        return file_refuse(
            &f->in,
            tr("stands at example %d of %d", "停在样例 %d，可是只有 %d 个样例"),
            info->position, info->examples);
    return text_of(f, "training.how", info->how, sizeof info->how) &&
           (is_harmless(info->how) ||
            file_refuse(&f->in, tr("training.how has control characters",
                                   "training.how 里有控制字符")));
}

static bool look_at_settings(const SafeFile *f, ModelInfo *info) {
    const SafeEntry *a = safe_find(&f->metadata, "activation");
    int hidden = a ? index_of(a->text, activations) : SIGMOID;
    if (hidden < 0)
        return file_refuse(
            &f->in, tr("there is no activation \"%s\"", "没有“%s”这种激活函数"),
            safe_show(a->text).text);
    info->knows_hidden = a != NULL;
    info->hidden = (Activation)hidden;
    info->older = safe_find(&f->metadata, "training.note");
    info->training = !info->older && safe_find(&f->metadata, "training.seed");
    return !info->training || look_at_training(f, info);
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
        return file_refuse(
            &f->in,
            tr("has %zu weights and biases; more than %d are refused",
               "有 %zu 个权重和偏置；超过 %d 个就不读"),
            all, MODEL_MOST);
    return look_at_settings(f, info);
}

static const char *advice(void) {
    return tr("train a network first, with --save FILE",
              "请先用 --save FILE 训练一个网络");
}

bool model_look(const char *path, ModelInfo *info, Error *e) {
    SafeFile f;
    ModelInfo found = {.layers = 0};
    bool good = safe_open(&f, path, advice(), e) && look(&f, &found);
    safe_close(&f);
    if (good)
        *info = found;
    return good;
}

/* ---- Loading: numbers ----------------------------------------------------- */

// Is it the network that the caller has?
static bool check_network(const SafeFile *f, const Mlp *m,
                          const ModelInfo *info) {
    if (!weight_of(f, 1))
        return no_first_layer(f);
    if (weight_of(f, m->layers + 1))
        return file_refuse(&f->in,
                           tr("expects %d layers, file has fc%d.weight",
                              "应该是 %d 层，文件里却有 fc%d.weight"),
                           m->layers, m->layers + 1);
    if (info->knows_hidden && info->hidden != m->hidden)
        return file_refuse(&f->in,
                           tr("expects %s neurons, file has %s",
                              "应该是 %s 神经元，文件里是 %s"),
                           activations[m->hidden], activations[info->hidden]);
    return true;
}

// Can its training go on as this one?
static bool check_training(const SafeFile *f, const Learner *l,
                           const ModelInfo *info) {
    char how[HOW_ROOM], has[TOLD_ROOM], own[TOLD_ROOM];
    how_of(l, how);
    model_tell_how(how, own);
    model_tell_how(info->how, has);
    if (info->older)
        return file_refuse(
            &f->in,
            tr("was kept by an earlier version: its training cannot go on, its weights can begin another",
               "是旧版本存的：训练不能接着做，但可以从它的权重开始新的训练"));
    if (!info->training)
        return file_refuse(
            &f->in,
            tr("has weights but no state of training to go on from; train from the beginning",
               "只有权重，没有记下训练到哪里，接不下去；请从头训练"));
    if (strcmp(how, info->how) != 0)
        return file_refuse(&f->in,
                           tr("was trained on '%s'; this would be '%s'",
                              "是用“%s”训练的；这一次却是“%s”"),
                           has, own);
    if (info->examples != l->set.count)
        return file_refuse(&f->in,
                           tr("was trained on %d images; here are %d",
                              "是用 %d 幅图像训练的；这里有 %d 幅"),
                           info->examples, l->set.count);
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
        return file_refuse(
            &f->in, tr("has no tensor \"%s\"", "没有叫“%s”的张量"), s->name);
    return ((*t)->dimensions == expected.dimensions &&
            memcmp((*t)->shape, expected.shape, sizeof expected.shape) == 0) ||
           file_refuse(
               &f->in,
               tr("expects %s %s, file has %s", "%s 应该是 %s，文件里是 %s"),
               s->name, safe_show_shape(&expected).text,
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
        return file_refuse(
            &f->in,
            tr("no memory for its %zu numbers", "内存装不下它的 %zu 个数"), n);
    for (int i = 0; i < slots; i++) {
        if (!safe_read(f, entry[i], to))
            return false;
        to += count_of(&slot[i]);
    }
    return true;
}

// Means of squares, under which a root is taken.
static bool check_squares(const SafeFile *f, const Slot *slot, int slots,
                          const real *staged) {
    for (const Slot *s = slot; s < slot + slots; s++) {
        bool squares = strncmp(s->name, SQUARES, sizeof SQUARES - 1) == 0;
        for (size_t i = 0; squares && i < count_of(s); i++)
            if (staged[i] < 0)
                return file_refuse(
                    &f->in, tr("%s has a number below 0", "%s 里有小于 0 的数"),
                    s->name);
        staged += count_of(s);
    }
    return true;
}

static void commit(const Slot *slot, int slots, const real *staged) {
    for (int i = 0; i < slots; i++) {
        memcpy(slot[i].data, staged, count_of(&slot[i]) * sizeof *staged);
        staged += count_of(&slot[i]);
    }
}

static void commit_training(const ModelInfo *info, Learner *l) {
    l->seed = info->seed;
    l->epochs = info->epoch;
    l->at = info->position;
    l->ordered = -1;
    l->recipe.batch = info->batch;
    l->recipe.rate = info->rate;
    l->adam.decay1 = info->decay1;
    l->adam.decay2 = info->decay2;
}

bool model_load(const char *path, Mlp *m, Learner *l, Error *e) {
    SafeFile f;
    ModelInfo info = {.layers = 0};
    Slot slot[MOST_SLOTS];
    real *staged = NULL;
    int slots = slots_of(slot, m, l);
    bool good = safe_open(&f, path, advice(), e) &&
                look_at_settings(&f, &info) && check_network(&f, m, &info) &&
                (!l || check_training(&f, l, &info)) &&
                stage(&f, slot, slots, &staged) &&
                check_squares(&f, slot, slots, staged);
    if (good)
        commit(slot, slots, staged);
    if (good && l)
        commit_training(&info, l);
    free(staged);
    safe_close(&f);
    return good;
}
