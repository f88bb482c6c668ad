/* model_file.c: networks and the state of their training, as safetensors.
 *
 * One list (slots_of) says which numbers go into a file, another (fields_of)
 * which settings; saving and loading walk the same two. Nothing in a file is
 * believed before it has been compared with the file's size or with the
 * network, and nothing is changed before all of it has been read.
 */
#include "model_file.h"

#include "files.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void training_order(Training *t, int *order) {
    for (int i = 0; i < t->examples; i++)
        order[i] = i;
    if (t->position == 0) {
        t->epoch_rng = t->rng;
        rng_shuffle(&t->rng, order, t->examples);
    } else {
        Rng again = t->epoch_rng;
        rng_shuffle(&again, order, t->examples);
    }
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
    size_t weights = 0, n = t->adam ? t->adam->n : t->momentum->n;
    for (int k = 0; k < m->layers; k++)
        weights += ((size_t)m->sizes[k] + 1) * (size_t)m->sizes[k + 1];
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

enum { MOST_FIELDS = 16 + MLP_MAX_LAYERS };

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

static const char *optimiser_of(const Training *t) {
    return t->adam ? "adam" : t->momentum ? "momentum" : "sgd";
}

// All settings but the texts. Returns how many.
static int fields_of(Field *f, State *s, int layers) {
    const Field always[] = {{"training.seed", FIELD_SEED, &s->t.seed},
                            {"training.examples", FIELD_INT, &s->t.examples},
                            {"training.batch", FIELD_INT, &s->t.batch},
                            {"training.epoch", FIELD_INT, &s->t.epoch},
                            {"training.position", FIELD_INT, &s->t.position},
                            {"training.rate", FIELD_DOUBLE, &s->t.rate},
                            {"training.rng", FIELD_RNG, &s->t.rng},
                            {"training.epoch_rng", FIELD_RNG, &s->t.epoch_rng}};
    const Field momentum[] = {{"optimizer.rate", FIELD_REAL, &s->momentum.rate},
                              {"optimizer.mu", FIELD_REAL, &s->momentum.mu}};
    const Field adam[] = {{"optimizer.rate", FIELD_REAL, &s->adam.rate},
                          {"optimizer.beta1", FIELD_REAL, &s->adam.beta1},
                          {"optimizer.beta2", FIELD_REAL, &s->adam.beta2},
                          {"optimizer.epsilon", FIELD_REAL, &s->adam.epsilon},
                          {"optimizer.decay1", FIELD_DOUBLE, &s->adam.decay1},
                          {"optimizer.decay2", FIELD_DOUBLE, &s->adam.decay2}};
    int n = sizeof always / sizeof *always;
    memcpy(f, always, sizeof always);
    if (s->t.momentum) {
        memcpy(f + n, momentum, sizeof momentum);
        n += (int)(sizeof momentum / sizeof *momentum);
    }
    if (s->t.adam) {
        memcpy(f + n, adam, sizeof adam);
        n += (int)(sizeof adam / sizeof *adam);
    }
    for (int k = 0; k < layers; k++, n++) {
        f[n] = (Field){"", FIELD_REAL, &s->decay[k]};
        snprintf(f[n].key, sizeof f[n].key, "training.decay.fc%d", k + 1);
    }
    return n;
}

static const char *const activations[] = {"sigmoid", "tanh", "relu"};

/* ---- Saving --------------------------------------------------------------- */

#ifdef DOWNHILL_FLOAT
#define REAL_TYPE "F32"
#else
#define REAL_TYPE "F64"
#endif

enum { LENGTH_BYTES = 8, HEADER_LIMIT = 100000000, CHUNK = 512 };

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

// How long is the character of UTF-8 at s? 0: it is none.
static size_t utf8_length(const char *s, size_t n) {
    const unsigned char *b = (const unsigned char *)s;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = b[0] < 0x80         ? 1
                    : b[0] >> 5 == 0x06 ? 2
                    : b[0] >> 4 == 0x0e ? 3
                    : b[0] >> 3 == 0x1e ? 4
                                        : 0;
    if (length < 2 || length > n)
        return length > n ? 0 : length;
    uint32_t code = b[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (b[i] >> 6 != 2)
            return 0;
        code = code << 6 | (b[i] & 0x3f);
    }
    bool surrogate = code >= 0xd800 && code < 0xe000;
    return code < least[length] || code > 0x10ffff || surrogate ? 0 : length;
}

// A text in quotes. What is not UTF-8, such as half a character at the end of
// a text that was cut, becomes a question mark.
static void add_string(Text *t, const char *s) {
    add(t, "\"");
    for (size_t n = strlen(s), length; n > 0; s += length, n -= length) {
        length = utf8_length(s, n);
        if (length == 0) {
            add(t, "?");
            length = 1;
        } else if (*s == '"' || *s == '\\') {
            add(t, "\\%c", *s);
        } else if ((unsigned char)*s < ' ') {
            add(t, "\\u%04x", (unsigned)*s);
        } else {
            add(t, "%.*s", (int)length, s);
        }
    }
    add(t, "\"");
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
    case FIELD_RNG: {
        const Rng *r = f->at;
        for (int i = 0; i < 4; i++)
            add(t, "%016llx ", (unsigned long long)r->state[i]);
        if (r->has_spare)
            add(t, "%.17g", r->spare);
        else
            add(t, "none");
        break;
    }
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
        add(h, ",\"optimizer\":\"%s\",\"training.note\":", optimiser_of(t));
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
        add(h, ",\"%s\":{\"dtype\":\"" REAL_TYPE "\",\"shape\":[", s->name);
        if (s->rows)
            add(h, "%d,", s->rows);
        add(h, "%d],\"data_offsets\":[%zu,%zu]}", s->cols, at, end);
        at = end;
    }
    add(h, "}");
    while (h->used % LENGTH_BYTES)  // so that the numbers lie on their size
        add(h, " ");
}

// The n lowest bytes of a word, lowest first.
static void put_word(uint8_t *to, uint64_t word, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] = (uint8_t)(word >> 8 * i);
}

static uint64_t get_word(const uint8_t *from, size_t n) {
    uint64_t word = 0;
    for (size_t i = n; i-- > 0;)
        word = word << 8 | from[i];
    return word;
}

static void write_numbers(FILE *file, const real *x, size_t n) {
    uint8_t bytes[CHUNK * sizeof(real)];
    for (size_t from = 0, now; from < n; from += now) {
        now = n - from < CHUNK ? n - from : CHUNK;
        for (size_t i = 0; i < now; i++) {
#ifdef DOWNHILL_FLOAT
            uint32_t word;
#else
            uint64_t word;
#endif
            memcpy(&word, &x[from + i], sizeof word);
            put_word(bytes + i * sizeof word, word, sizeof word);
        }
        fwrite(bytes, sizeof(real), now, file);  // file_finish finds errors
    }
}

static bool finite(double x) { return fabs(x) < HUGE_VAL; }

// fc1.weight[2,5], or fc1.bias[5], for a message.
static void name_number(char *to, size_t size, const Slot *s, size_t i) {
    size_t cols = (size_t)s->cols;
    if (s->rows)
        snprintf(to, size, "%.47s[%zu,%zu]", s->name, i / cols, i % cols);
    else
        snprintf(to, size, "%.47s[%zu]", s->name, i);
}

static bool check_numbers(const char *path, const Slot *slot, int slots,
                          Error *e) {
    char number[96];
    for (int s = 0; s < slots; s++)
        for (size_t i = 0; i < count_of(&slot[s]); i++)
            if (!finite((double)slot[s].data[i])) {
                name_number(number, sizeof number, &slot[s], i);
                return error_set(e,
                                 "%s: not saved: %s is not a finite number; "
                                 "the old file is unchanged",
                                 path, number);
            }
    return true;
}

bool model_save(const char *path, const Mlp *m, const Training *t, Error *e) {
    const char *advice = "choose another place with --save FILE";
    Slot slot[MOST_SLOTS];
    Text header;
    int slots = slots_of(slot, m, t);
    NewFile f;
    if (!check_numbers(path, slot, slots, e) ||
        !file_begin(&f, path, advice, e))
        return false;
    write_header(&header, m, t, slot, slots);
    uint8_t length[LENGTH_BYTES];
    put_word(length, header.used, sizeof length);
    fwrite(length, 1, sizeof length, f.file);
    fwrite(header.text, 1, header.used, f.file);
    for (int i = 0; i < slots; i++)
        write_numbers(f.file, slot[i].data, count_of(&slot[i]));
    return file_finish(&f, advice, e);
}

/* ---- A header that came from outside: its parts --------------------------- */

// A part of the header's text, after its escapes have been undone; no '\0'.
typedef struct Slice {
    const char *at;
    size_t n;
} Slice;

enum { MOST_DIMENSIONS = 8, MOST_ENTRIES = 100000 };

// A tensor, or (in __metadata__) a text.
typedef struct Entry {
    Slice name, text;  // text: the value, or the tensor's type
    size_t type_bytes, dimensions, shape[MOST_DIMENSIONS];
    size_t begin, end;  // in bytes, from the end of the header
} Entry;

typedef struct Entries {
    Entry *at;  // owned
    size_t n, room;
} Entries;

typedef struct Reader {
    FILE *file;
    const char *path;
    Error *error;
    size_t header_bytes, data_bytes;
    char *text, *at, *end;  // the header, where we are in it, its end
    Entries tensors, metadata;
} Reader;

static bool is(Slice s, const char *word) {
    return s.n == strlen(word) && memcmp(s.at, word, s.n) == 0;
}

// A name from a file, fit for a line on a terminal.
typedef struct Shown {
    char text[128];
} Shown;

static Shown show(Slice s) {
    Shown shown;
    size_t n = s.n < 60 ? s.n : 60;
    for (size_t i = 0; i < n; i++)
        shown.text[i] = s.at[i] >= ' ' && s.at[i] <= '~' ? s.at[i] : '?';
    snprintf(shown.text + n, sizeof shown.text - n, "%s", n < s.n ? "..." : "");
    return shown;
}

// [30,784]
static Shown show_shape(const Entry *t) {
    Shown shown = {"["};
    for (size_t i = 0, used = 1; i < t->dimensions && used < 100; i++)
        used += (size_t)snprintf(shown.text + used, sizeof shown.text - used,
                                 i ? ",%zu" : "%zu", t->shape[i]);
    size_t used = strlen(shown.text);
    snprintf(shown.text + used, sizeof shown.text - used, "]");
    return shown;
}

static bool not_json(Reader *r, const char *expected) {
    return error_set(r->error,
                     "%s: not a safetensors file: byte %zu of its header "
                     "should be %s",
                     r->path, (size_t)(r->at - r->text), expected);
}

static void skip_space(Reader *r) {
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' ||
                              *r->at == '\n' || *r->at == '\r'))
        r->at++;
}

static bool next_is(Reader *r, char c) {
    skip_space(r);
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static bool expect(Reader *r, char c) {
    char expected[] = {'\'', c, '\'', '\0'};
    return next_is(r, c) || not_json(r, expected);
}

// After a member of a list: is there another? Leaves *more alone on an error.
static bool another(Reader *r, char close, bool *more) {
    char expected[] = {'\'', ',',  '\'',  ' ',  'o', 'r',
                       ' ',  '\'', close, '\'', 0};
    if (next_is(r, ','))
        *more = true;
    else if (next_is(r, close))
        *more = false;
    else
        return not_json(r, expected);
    return true;
}

static bool digits(Slice s, uint64_t *out, size_t *used) {
    uint64_t x = 0;
    size_t i = 0;
    for (; i < s.n && s.at[i] >= '0' && s.at[i] <= '9'; i++) {
        unsigned digit = (unsigned)(s.at[i] - '0');
        if (x > (UINT64_MAX - digit) / 10 || (i == 1 && s.at[0] == '0'))
            return false;
        x = 10 * x + digit;
    }
    *out = x;
    *used = i;
    return i > 0;
}

static bool read_whole(Reader *r, size_t *out) {
    skip_space(r);
    uint64_t x;
    size_t used;
    if (!digits((Slice){r->at, (size_t)(r->end - r->at)}, &x, &used) ||
        x > SIZE_MAX)
        return not_json(r, "a whole number");
    r->at += used;
    *out = (size_t)x;
    return true;
}

static bool hex4(const char *s, const char *end, uint32_t *out) {
    static const char hex[] = "0123456789abcdefABCDEF";
    *out = 0;
    for (int i = 0; i < 4; i++) {
        const char *digit = s + i < end && s[i] ? strchr(hex, s[i]) : NULL;
        if (!digit)
            return false;
        uint32_t value = (uint32_t)(digit - hex);
        *out = *out << 4 | (value < 16 ? value : value - 6);
    }
    return true;
}

static char *put_utf8(char *to, uint32_t code) {
    if (code < 0x80) {
        *to++ = (char)code;
        return to;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    *to++ = (char)(0xff00u >> (more + 1) | code >> 6 * more);
    while (more-- > 0)
        *to++ = (char)(0x80 | (code >> 6 * more & 0x3f));
    return to;
}

// \uXXXX, after the u; two of them for a character above 0xffff.
static bool read_unicode(Reader *r, char **to) {
    uint32_t code, low = 0;
    if (!hex4(r->at, r->end, &code))
        return not_json(r, "four hexadecimal digits");
    r->at += 4;
    if (code >= 0xd800 && code < 0xdc00 && r->end - r->at >= 6 &&
        r->at[0] == '\\' && r->at[1] == 'u' && hex4(r->at + 2, r->end, &low) &&
        low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        r->at += 6;
    }
    if (code >= 0xd800 && code < 0xe000)
        return not_json(r, "the other half of a character");
    *to = put_utf8(*to, code);
    return true;
}

static bool read_escape(Reader *r, char **to) {
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    char c = r->at < r->end ? *r->at : '\0';
    const char *known = c ? strchr(from, c) : NULL;
    if (!known && c != 'u')
        return not_json(r, "an escape");
    r->at++;
    if (c == 'u')
        return read_unicode(r, to);
    *(*to)++ = into[known - from];
    return true;
}

// (The escapes are undone in place: a text only gets shorter.)
static bool read_string(Reader *r, Slice *out) {
    if (!expect(r, '"'))
        return false;
    char *to = r->at;
    out->at = to;
    while (r->at < r->end && *r->at != '"') {
        size_t length = utf8_length(r->at, (size_t)(r->end - r->at));
        if (length == 0 || (unsigned char)*r->at < ' ')
            return not_json(r, "a character of UTF-8");
        if (*r->at == '\\') {
            r->at++;
            if (!read_escape(r, &to))
                return false;
            continue;
        }
        memmove(to, r->at, length);
        to += length;
        r->at += length;
    }
    out->n = (size_t)(to - out->at);
    return expect(r, '"');
}

/* ---- A header: its grammar ------------------------------------------------
 * Not JSON in general but what safetensors makes of it: three levels, so there
 * is no recursion and nothing to overflow.
 */

static bool new_entry(Reader *r, Entries *list, Slice name, Entry **out) {
    if (list->n == MOST_ENTRIES)
        return error_set(r->error, "%s: more than %d names in its header",
                         r->path, MOST_ENTRIES);
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : 32;
        Entry *more = realloc(list->at, room * sizeof *more);
        if (!more)
            return error_set(r->error, "%s: no memory for its %zu tensors",
                             r->path, room);
        list->at = more;
        list->room = room;
    }
    *out = &list->at[list->n++];
    **out = (Entry){.name = name};
    return true;
}

static bool read_metadata(Reader *r) {
    bool more = true;
    if (!expect(r, '{'))
        return false;
    if (next_is(r, '}'))
        return true;
    while (more) {
        Slice name;
        Entry *entry;
        if (!read_string(r, &name) || !expect(r, ':') ||
            !new_entry(r, &r->metadata, name, &entry) ||
            !read_string(r, &entry->text) || !another(r, '}', &more))
            return false;
    }
    return true;
}

static bool bad_tensor(Reader *r, const Entry *t, const char *why) {
    return error_set(r->error, "%s: tensor \"%s\": %s", r->path,
                     show(t->name).text, why);
}

// [number, number, …], at most `most` of them.
static bool read_list(Reader *r, size_t *x, size_t most, size_t *n) {
    bool more = true;
    *n = 0;
    if (!expect(r, '['))
        return false;
    if (next_is(r, ']'))
        return true;
    while (more) {
        if (*n == most)
            return not_json(r, "the end of a list (this one is too long)");
        if (!read_whole(r, &x[(*n)++]) || !another(r, ']', &more))
            return false;
    }
    return true;
}

static bool read_type(Reader *r, Entry *t) {
    static const struct {
        const char *name;
        size_t bytes;
    } types[] = {{"F32", 4},     {"F64", 8},     {"F16", 2}, {"BF16", 2},
                 {"I64", 8},     {"I32", 4},     {"I16", 2}, {"I8", 1},
                 {"U64", 8},     {"U32", 4},     {"U16", 2}, {"U8", 1},
                 {"F8_E4M3", 1}, {"F8_E5M2", 1}, {"C64", 8}, {"BOOL", 1}};
    if (!read_string(r, &t->text))
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (is(t->text, types[i].name)) {
            t->type_bytes = types[i].bytes;
            return true;
        }
    return error_set(r->error, "%s: tensor \"%s\": there is no type \"%s\"",
                     r->path, show(t->name).text, show(t->text).text);
}

// One of a tensor's three properties; `seen` has a bit for each.
static bool read_property(Reader *r, Entry *t, Slice key, unsigned *seen) {
    size_t offsets[2], n;
    unsigned bit = is(key, "dtype")          ? 1
                   : is(key, "shape")        ? 2
                   : is(key, "data_offsets") ? 4
                                             : 0;
    if (!bit || (*seen & bit))
        return bad_tensor(r, t,
                          "has something other than one dtype, one shape and "
                          "one data_offsets");
    *seen |= bit;
    if (bit == 1)
        return read_type(r, t);
    if (bit == 2)
        return read_list(r, t->shape, MOST_DIMENSIONS, &t->dimensions);
    if (!read_list(r, offsets, 2, &n))
        return false;
    if (n != 2)
        return bad_tensor(r, t, "data_offsets are not two numbers");
    t->begin = offsets[0], t->end = offsets[1];
    return true;
}

static bool read_tensor(Reader *r, Slice name) {
    unsigned seen = 0;
    bool more = true;
    Entry *t;
    if (!new_entry(r, &r->tensors, name, &t) || !expect(r, '{'))
        return false;
    while (more) {
        Slice key;
        if (!read_string(r, &key) || !expect(r, ':') ||
            !read_property(r, t, key, &seen) || !another(r, '}', &more))
            return false;
    }
    return seen == 7 || bad_tensor(r, t, "has no dtype, shape or data_offsets");
}

static bool read_json(Reader *r) {
    bool more = true, metadata = false;
    if (*r->at != '{')
        return not_json(r, "'{'");
    r->at++;
    if (next_is(r, '}'))
        more = false;
    while (more) {
        Slice name;
        if (!read_string(r, &name) || !expect(r, ':'))
            return false;
        bool is_metadata = is(name, "__metadata__");
        if (is_metadata && metadata)
            return error_set(r->error, "%s: two entries \"__metadata__\"",
                             r->path);
        metadata = metadata || is_metadata;
        if (!(is_metadata ? read_metadata(r) : read_tensor(r, name)) ||
            !another(r, '}', &more))
            return false;
    }
    while (r->at < r->end && *r->at == ' ')
        r->at++;
    return r->at == r->end || not_json(r, "a space");
}

/* ---- A header: does it agree with itself and with the file? --------------- */

static int by_name(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    int order = memcmp(a->name.at, b->name.at,
                       a->name.n < b->name.n ? a->name.n : b->name.n);
    return order ? order : (a->name.n > b->name.n) - (a->name.n < b->name.n);
}

static int by_place(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

static void sort(Entries *list, int (*order)(const void *, const void *)) {
    if (list->n > 1)
        qsort(list->at, list->n, sizeof *list->at, order);
}

static bool check_names(Reader *r, Entries *list, const char *kind) {
    sort(list, by_name);
    for (size_t i = 1; i < list->n; i++)
        if (by_name(&list->at[i - 1], &list->at[i]) == 0)
            return error_set(r->error, "%s: %s \"%s\" is there twice", r->path,
                             kind, show(list->at[i].name).text);
    return true;
}

static bool check_tensor(Reader *r, const Entry *t) {
    size_t bytes = t->type_bytes;
    bool fits = true;
    for (size_t i = 0; i < t->dimensions; i++)
        fits = fits && size_mul(bytes, t->shape[i], &bytes);
    if (!fits || t->begin > t->end || t->end - t->begin != bytes)
        return error_set(
            r->error, "%s: tensor \"%s\": offsets %zu..%zu do not match %s%s",
            r->path, show(t->name).text, t->begin, t->end, show(t->text).text,
            show_shape(t).text);
    if (t->end > r->data_bytes)
        return error_set(r->error,
                         "%s: tensor \"%s\": offsets %zu..%zu end behind the "
                         "file, which has %zu bytes of numbers: it was cut "
                         "short",
                         r->path, show(t->name).text, t->begin, t->end,
                         r->data_bytes);
    return true;
}

// From 0, without gaps, to the end of the file.
static bool check_places(Reader *r) {
    size_t at = 0;
    sort(&r->tensors, by_place);
    for (size_t i = 0; i < r->tensors.n; i++) {
        const Entry *t = &r->tensors.at[i];
        if (t->begin != at)
            return error_set(
                r->error, "%s: tensor \"%s\": offsets %zu..%zu %s at %zu",
                r->path, show(t->name).text, t->begin, t->end,
                t->begin < at ? "overlap the tensor that ends"
                              : "leave a gap after the tensor that ends",
                at);
        at = t->end;
    }
    if (at != r->data_bytes)
        return error_set(r->error,
                         "%s: its tensors end at %zu but the file has %zu "
                         "bytes of numbers",
                         r->path, at, r->data_bytes);
    return true;
}

// What other kinds of files begin with.
static bool check_kind(Reader *r, const uint8_t *b, size_t n) {
    char start[FILE_START + 1];
    if (n >= 2 && b[0] == 0x1f && b[1] == 0x8b)
        return error_set(r->error, "%s: this is gzip data; run gunzip",
                         r->path);
    if (n >= 4 && memcmp(b, "PK\3\4", 4) == 0)
        return error_set(r->error,
                         "%s: made by torch.save; save it with "
                         "safetensors.torch.save_file instead",
                         r->path);
    if (file_is_text(b, n, start))
        return error_set(r->error,
                         "%s: not a safetensors file (starts with \"%s\")",
                         r->path, start);
    if (n < LENGTH_BYTES)
        return error_set(r->error,
                         "%s: truncated header: %zu bytes, need at least %d",
                         r->path, n, LENGTH_BYTES + 2);
    return true;
}

static bool read_length(Reader *r) {
    uint8_t b[LENGTH_BYTES];
    long end = fseek(r->file, 0, SEEK_END) == 0 ? ftell(r->file) : -1;
    if (end < 0 || fseek(r->file, 0, SEEK_SET) != 0)
        return error_set(r->error, "%s: its size cannot be found", r->path);
    size_t size = (size_t)end;
    if (!check_kind(r, b, fread(b, 1, sizeof b, r->file)))
        return false;
    uint64_t length = get_word(b, sizeof b);
    if (length > HEADER_LIMIT)
        return error_set(r->error,
                         "%s: not a safetensors file: a header of %llu bytes "
                         "(at most %d)",
                         r->path, (unsigned long long)length, HEADER_LIMIT);
    if (size < LENGTH_BYTES || length > size - LENGTH_BYTES || length < 2)
        return error_set(r->error, "%s: header says %llu bytes, file has %zu",
                         r->path, (unsigned long long)length,
                         size < LENGTH_BYTES ? 0 : size - LENGTH_BYTES);
    r->header_bytes = (size_t)length;
    r->data_bytes = size - LENGTH_BYTES - r->header_bytes;
    return true;
}

static bool read_header(Reader *r) {
    if (!read_length(r))
        return false;
    r->text = malloc(r->header_bytes);
    if (!r->text)
        return error_set(r->error, "%s: no memory for its header of %zu bytes",
                         r->path, r->header_bytes);
    if (fread(r->text, 1, r->header_bytes, r->file) != r->header_bytes)
        return error_set(r->error, "%s: could not be read to its end", r->path);
    r->at = r->text;
    r->end = r->text + r->header_bytes;
    if (!read_json(r))
        return false;
    for (size_t i = 0; i < r->tensors.n; i++)
        if (!check_tensor(r, &r->tensors.at[i]))
            return false;
    // (By place first: what comes after looks for names.)
    return check_places(r) && check_names(r, &r->tensors, "tensor") &&
           check_names(r, &r->metadata, "metadata");
}

static bool reader_open(Reader *r, const char *path, Error *e) {
    const char *advice = "train a network first, with --save FILE";
    *r = (Reader){.path = path, .error = e};
    r->file = file_open(path, advice, e);
    return r->file && read_header(r);
}

static void reader_close(Reader *r) {
    if (r->file)
        fclose(r->file);
    free(r->text);
    free(r->tensors.at);
    free(r->metadata.at);
}

static const Entry *find(const Entries *list, const char *name) {
    size_t low = 0, high = list->n;
    Entry wanted = {.name = {name, strlen(name)}};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = by_name(&wanted, &list->at[middle]);
        if (order == 0)
            return &list->at[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- Looking -------------------------------------------------------------- */

static const Entry *layer_tensor(const Reader *r, int layer, const char *kind) {
    char name[48];
    snprintf(name, sizeof name, "fc%d.%s", layer, kind);
    return find(&r->tensors, name);
}

static bool no_first_layer(Reader *r) {
    if (r->tensors.n == 0)
        return error_set(r->error, "%s: holds no tensors", r->path);
    return error_set(r->error,
                     "%s: has no \"fc1.weight\" (but \"%s\"): name its layers "
                     "fc1, fc2 and so on",
                     r->path, show(r->tensors.at[0].name).text);
}

// Layer k + 1, whose inputs are the outputs of the layer before.
static bool look_at_layer(Reader *r, ModelInfo *info, int k, const Entry *w) {
    if (k == MLP_MAX_LAYERS)
        return error_set(r->error, "%s: has more than %d layers", r->path,
                         MLP_MAX_LAYERS);
    if (w->dimensions != 2 || w->shape[0] < 1 || w->shape[0] > INT_MAX ||
        w->shape[1] < 1 || w->shape[1] > INT_MAX)
        return error_set(r->error,
                         "%s: fc%d.weight %s is not the matrix of a layer",
                         r->path, k + 1, show_shape(w).text);
    if (k > 0 && w->shape[1] != (size_t)info->sizes[k])
        return error_set(r->error,
                         "%s: fc%d.weight %s does not fit the %d outputs of "
                         "fc%d",
                         r->path, k + 1, show_shape(w).text, info->sizes[k], k);
    info->sizes[k] = (int)w->shape[1];
    info->sizes[k + 1] = (int)w->shape[0];
    info->layers = k + 1;
    return true;
}

static bool look_at_settings(Reader *r, ModelInfo *info) {
    const Entry *f = find(&r->metadata, "activation");
    info->hidden = SIGMOID;
    for (int i = 0; f && i < 3; i++)
        if (is(f->text, activations[i])) {
            info->knows_hidden = true;
            info->hidden = (Activation)i;
        }
    if (f && !info->knows_hidden)
        return error_set(r->error, "%s: there is no activation \"%s\"", r->path,
                         show(f->text).text);
    f = find(&r->metadata, "optimizer");
    info->training = !f                        ? MODEL_WEIGHTS_ONLY
                     : is(f->text, "adam")     ? MODEL_ADAM
                     : is(f->text, "momentum") ? MODEL_MOMENTUM
                                               : MODEL_SGD;
    if (info->training == MODEL_SGD && !is(f->text, "sgd"))
        return error_set(r->error, "%s: there is no optimizer \"%s\"", r->path,
                         show(f->text).text);
    return true;
}

static bool look(Reader *r, ModelInfo *info) {
    const Entry *w;
    for (int k = 0; (w = layer_tensor(r, k + 1, "weight")); k++)
        if (!look_at_layer(r, info, k, w))
            return false;
    if (info->layers == 0)
        return no_first_layer(r);
    return look_at_settings(r, info);
}

bool model_look(const char *path, ModelInfo *info, Error *e) {
    Reader r;
    ModelInfo found = {.layers = 0};
    bool good = reader_open(&r, path, e) && look(&r, &found);
    reader_close(&r);
    if (good)
        *info = found;
    return good;
}

/* ---- Loading -------------------------------------------------------------- */

// The tensor for a slot, of the right type and shape; NULL and an error.
static const Entry *entry_for(Reader *r, const Slot *s) {
    const Entry *t = find(&r->tensors, s->name);
    Entry expected = {
        .dimensions = s->rows ? 2 : 1,
        .shape = {(size_t)(s->rows ? s->rows : s->cols), (size_t)s->cols}};
    if (!t) {
        error_set(r->error, "%s: has no tensor \"%s\"", r->path, s->name);
        return NULL;
    }
    if (t->dimensions != expected.dimensions ||
        memcmp(t->shape, expected.shape, t->dimensions * sizeof *t->shape) !=
            0) {
        error_set(r->error, "%s: expects %s %s, file has %s", r->path, s->name,
                  show_shape(&expected).text, show_shape(t).text);
        return NULL;
    }
    if (is(t->text, "F32") || is(t->text, "F64"))
        return t;
    error_set(r->error, "%s: tensor \"%s\": numbers of type %s (only F32, F64)",
              r->path, s->name, show(t->text).text);
    return NULL;
}

static double number_at(const uint8_t *b, size_t bytes) {
    uint64_t word = get_word(b, bytes);
    if (bytes == 8) {
        double x;
        memcpy(&x, &word, sizeof x);
        return x;
    }
    uint32_t half = (uint32_t)word;
    float x;
    memcpy(&x, &half, sizeof x);
    return (double)x;
}

static bool read_numbers(Reader *r, const Slot *s, const Entry *t, real *to) {
    uint8_t bytes[CHUNK * 8];
    size_t n = count_of(s), at = LENGTH_BYTES + r->header_bytes + t->begin;
    if (fseek(r->file, (long)at, SEEK_SET) != 0)
        return error_set(r->error, "%s: could not be read to its end", r->path);
    for (size_t from = 0, now; from < n; from += now) {
        now = n - from < CHUNK ? n - from : CHUNK;
        if (fread(bytes, t->type_bytes, now, r->file) != now)
            return error_set(r->error, "%s: could not be read to its end",
                             r->path);
        for (size_t i = 0; i < now; i++) {
            double x = number_at(bytes + i * t->type_bytes, t->type_bytes);
            char number[96];
            to[from + i] = (real)x;
            if (finite((double)to[from + i]))
                continue;
            name_number(number, sizeof number, s, from + i);
            return error_set(r->error, "%s: %s is %s", r->path, number,
                             finite(x) ? "more than a float can hold"
                                       : "not a finite number");
        }
    }
    return true;
}

static bool text_of(Reader *r, const char *key, char *to, size_t size) {
    const Entry *f = find(&r->metadata, key);
    if (!f)
        return error_set(r->error, "%s: its training has no \"%s\"", r->path,
                         key);
    if (f->text.n >= size || memchr(f->text.at, '\0', f->text.n))
        return error_set(r->error, "%s: \"%s\" is too long", r->path, key);
    memcpy(to, f->text.at, f->text.n);
    to[f->text.n] = '\0';
    return true;
}

// All of the text is one finite number.
static bool number_of(const char *text, double *x) {
    char *end;
    *x = strtod(text, &end);
    return *text && strspn(text, "+-.0123456789eE") == strlen(text) && !*end &&
           finite(*x);
}

static bool rng_of(const char *text, Rng *out) {
    Rng r = {.has_spare = false};
    uint64_t any = 0;
    for (int i = 0; i < 4; i++, text += 17) {
        for (int k = 0; k < 4; k++) {
            uint32_t part;
            if (!hex4(text + 4 * k, text + strlen(text), &part))
                return false;
            r.state[i] = r.state[i] << 16 | part;
        }
        any |= r.state[i];
        if (text[16] != ' ')
            return false;
    }
    if (strcmp(text, "none") != 0) {
        if (!number_of(text, &r.spare))
            return false;
        r.has_spare = true;
    }
    *out = r;
    return any != 0;  // zeros would stay zeros
}

static bool parse_field(const Field *f, const char *text) {
    double x = 0;
    uint64_t whole = 0;
    size_t used = 0;
    bool number = number_of(text, &x);
    bool natural =
        digits((Slice){text, strlen(text)}, &whole, &used) && !text[used];
    switch (f->kind) {
    case FIELD_INT:
        *(int *)f->at = natural && whole <= INT_MAX ? (int)whole : 0;
        return natural && whole <= INT_MAX;
    case FIELD_SEED:
        *(uint64_t *)f->at = whole;
        return natural;
    case FIELD_DOUBLE:
        *(double *)f->at = x;
        return number;
    case FIELD_REAL:
        *(real *)f->at = (real)x;
        return number && finite((double)(real)x);
    case FIELD_RNG:
        return rng_of(text, f->at);
    }
    return false;
}

static bool read_settings(Reader *r, State *s, int layers) {
    Field field[MOST_FIELDS];
    int fields = fields_of(field, s, layers);
    for (int i = 0; i < fields; i++) {
        char text[160];
        if (!text_of(r, field[i].key, text, sizeof text))
            return false;
        if (!parse_field(&field[i], text))
            return error_set(r->error, "%s: %s cannot be '%s'", r->path,
                             field[i].key, text);
    }
    if (s->t.position > s->t.examples)
        return error_set(r->error, "%s: at example %d of %d", r->path,
                         s->t.position, s->t.examples);
    return text_of(r, "training.note", s->t.note, sizeof s->t.note);
}

// Is it the network that the caller has?
static bool check_network(Reader *r, const Mlp *m, const Training *t,
                          const ModelInfo *info) {
    if (!layer_tensor(r, 1, "weight"))
        return no_first_layer(r);
    if (layer_tensor(r, m->layers + 1, "weight"))
        return error_set(r->error,
                         "%s: expects %d layers, file has fc%d.weight", r->path,
                         m->layers, m->layers + 1);
    if (info->knows_hidden && info->hidden != m->hidden)
        return error_set(r->error, "%s: expects %s neurons, file has %s",
                         r->path, activations[m->hidden],
                         activations[info->hidden]);
    if (!t)
        return true;
    static const char *const kinds[] = {NULL, "sgd", "momentum", "adam"};
    const char *kind = kinds[info->training];
    if (!kind)
        return error_set(r->error,
                         "%s: has weights but no state of training, so it "
                         "cannot go on; train from the beginning",
                         r->path);
    if (strcmp(kind, optimiser_of(t)) != 0)
        return error_set(r->error, "%s: expects training with %s, file has %s",
                         r->path, optimiser_of(t), kind);
    return true;
}

static bool stage(Reader *r, const Slot *slot, int slots, real **staged) {
    size_t n = 0, at = 0;
    const Entry *entry[MOST_SLOTS];
    for (int i = 0; i < slots; i++) {
        if (!(entry[i] = entry_for(r, &slot[i])))
            return false;
        n += count_of(&slot[i]);
    }
    *staged = malloc(n * sizeof **staged);
    if (!*staged)
        return error_set(r->error, "%s: no memory for its %zu numbers", r->path,
                         n);
    for (int i = 0; i < slots; i++) {
        if (!read_numbers(r, &slot[i], entry[i], *staged + at))
            return false;
        at += count_of(&slot[i]);
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
    Reader r;
    ModelInfo info = {.layers = 0};
    State s = {.decay = {0}};
    Slot slot[MOST_SLOTS];
    real *staged = NULL;
    int slots = slots_of(slot, m, t);
    if (t)
        s = state_of(m, t);
    bool good = reader_open(&r, path, e) && look_at_settings(&r, &info) &&
                check_network(&r, m, t, &info) &&
                (!t || read_settings(&r, &s, m->layers)) &&
                stage(&r, slot, slots, &staged);
    if (good) {
        commit(slot, slots, staged);
        if (t)
            commit_training(&s, m, t);
    }
    free(staged);
    reader_close(&r);
    return good;
}
