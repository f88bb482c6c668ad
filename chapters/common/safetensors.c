/* safetensors.c: the header of a safetensors file, and numbers as bytes. */
#include "safetensors.h"

#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_LIMIT = 100000000, MOST_ENTRIES = 100000, CHUNK = 512 };

/* ---- Numbers as bytes, lowest first --------------------------------------- */

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

void safe_write_length(FILE *file, size_t header_bytes) {
    uint8_t length[SAFE_LENGTH_BYTES];
    put_word(length, header_bytes, sizeof length);
    fwrite(length, 1, sizeof length, file);
}

void safe_write(FILE *file, const real *x, size_t n) {
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

static double get_number(const uint8_t *b, size_t bytes) {
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

// Number i of the tensor, which is not as it should be.
static bool bad_number(const SafeFile *f, const SafeEntry *t, size_t i,
                       const char *why) {
    size_t cols = t->dimensions > 1 ? t->shape[t->dimensions - 1] : 0;
    return file_refuse(&f->in, tr("%s is %s", "%s %s"),
                       safe_show_number(t->name, cols, i).text, why);
}

bool safe_is_read(const SafeFile *f, const SafeEntry *t) {
    return t->type_bytes ||
           file_refuse(
               &f->in,
               tr("tensor \"%s\": numbers of type %s (only F32 and F64)",
                  "张量“%s”：数的类型是 %s（只能是 F32 或 F64）"),
               safe_show(t->name).text, safe_show(t->text).text);
}

bool safe_read(const SafeFile *f, const SafeEntry *t, real *to) {
    uint8_t bytes[CHUNK * 8];
    if (!safe_is_read(f, t))
        return false;
    size_t size = t->type_bytes, n = (t->end - t->begin) / size;
    size_t at = SAFE_LENGTH_BYTES + f->header_bytes + t->begin;
    if (fseek(f->in.file, (long)at, SEEK_SET) != 0)
        return file_refuse(&f->in,
                           tr("could not be read to its end", "没能读到结尾"));
    for (size_t from = 0, now; from < n; from += now) {
        now = n - from < CHUNK ? n - from : CHUNK;
        if (!file_read(&f->in, bytes, now * size))
            return false;
        for (size_t i = 0; i < now; i++) {
            double x = get_number(bytes + i * size, size);
            if (!isfinite(x))
                return bad_number(f, t, from + i,
                                  tr("not a finite number", "不是有限的数"));
            to[from + i] = (real)x;
            if (!isfinite(to[from + i]))
                return bad_number(
                    f, t, from + i,
                    tr("more than a float can hold", "超出了 float 的范围"));
        }
    }
    return true;
}

/* ---- Texts ---------------------------------------------------------------- */

bool safe_is(SafeText s, const char *word) {
    return s.n == strlen(word) && memcmp(s.at, word, s.n) == 0;
}

SafeShown safe_show(SafeText s) {
    SafeShown shown;
    size_t n = s.n < 60 ? s.n : 60;
    for (size_t i = 0; i < n; i++)
        shown.text[i] = s.at[i] >= ' ' && s.at[i] <= '~' ? s.at[i] : '?';
    memcpy(shown.text + n, n < s.n ? "..." : "", n < s.n ? 4 : 1);
    return shown;
}

SafeShown safe_show_number(SafeText name, size_t cols, size_t i) {
    SafeShown shown = safe_show(name);
    size_t used = strlen(shown.text), room = sizeof shown.text - used;
    if (cols)
        snprintf(shown.text + used, room, "[%zu,%zu]", i / cols, i % cols);
    else
        snprintf(shown.text + used, room, "[%zu]", i);
    return shown;
}

SafeShown safe_show_shape(const SafeEntry *t) {
    SafeShown shown = {"["};
    size_t used = 1, room = sizeof shown.text - 1;
    for (size_t i = 0; i < t->dimensions && used < 100; i++)
        used += (size_t)snprintf(shown.text + used, room - used,
                                 i ? ",%zu" : "%zu", t->shape[i]);
    shown.text[used] = ']';
    shown.text[used + 1] = '\0';
    return shown;
}

/* ---- JSON: its parts ------------------------------------------------------ */

typedef struct Json {
    SafeFile *f;
    char *at, *end;  // where we are in the header, and its end
} Json;

static bool not_json(Json *j, const char *expected) {
    return file_refuse(
        &j->f->in,
        tr("not a safetensors file: byte %zu of its header should be %s",
           "不是 safetensors 文件：文件头的字节 %zu 应该是%s"),
        (size_t)(j->at - j->f->header), expected);
}

static bool next_is(Json *j, char c) {
    while (j->at < j->end && (*j->at == ' ' || *j->at == '\t' ||
                              *j->at == '\n' || *j->at == '\r'))
        j->at++;
    if (j->at == j->end || *j->at != c)
        return false;
    j->at++;
    return true;
}

static bool expect(Json *j, char c) {
    char expected[] = {'\'', c, '\'', '\0'};
    return next_is(j, c) || not_json(j, expected);
}

// After a member of a list: is there another?
static bool another(Json *j, char close, bool *more) {
    *more = next_is(j, ',');
    return *more || expect(j, close);
}

static bool read_whole(Json *j, size_t *out) {
    next_is(j, ' ');  // (skips all space)
    char *start = j->at;
    size_t x = 0;
    for (; j->at < j->end && *j->at >= '0' && *j->at <= '9'; j->at++) {
        size_t digit = (size_t)(*j->at - '0');
        if (!size_mul(x, 10, &x) || !size_add(x, digit, &x))
            return not_json(j, tr("the end of a number (this one is too large)",
                                  "数的结尾（这个数太大）"));
    }
    *out = x;
    bool leading_zero = j->at - start > 1 && *start == '0';
    return (j->at > start && !leading_zero) ||
           not_json(j, tr("a whole number", "整数"));
}

// As it stands: escapes are stepped over and not undone. (PyTorch's names have
// none; other programs' texts are nothing that we need.)
static bool read_text(Json *j, SafeText *out) {
    if (!expect(j, '"'))
        return false;
    out->at = j->at;
    while (j->at < j->end && *j->at != '"') {
        uint32_t code;
        j->at += *j->at == '\\';
        size_t length = text_utf8(j->at, (size_t)(j->end - j->at), &code);
        if (length == 0 || (uint8_t)*j->at < ' ')
            return not_json(j, tr("a character of UTF-8", " UTF-8 字符"));
        j->at += length;
    }
    out->n = (size_t)(j->at - out->at);
    return expect(j, '"');
}

// [number, number, …], at most `most` of them.
static bool read_list(Json *j, size_t *x, size_t most, size_t *n) {
    bool more = true;
    *n = 0;
    if (!expect(j, '['))
        return false;
    if (next_is(j, ']'))
        return true;
    while (more) {
        if (*n == most)
            return not_json(j, tr("the end of a list (this one is too long)",
                                  "列表的结尾（这个列表太长）"));
        if (!read_whole(j, &x[(*n)++]) || !another(j, ']', &more))
            return false;
    }
    return true;
}

/* ---- JSON: its grammar ----------------------------------------------------
 * Not JSON in general but what safetensors makes of it. That is three levels
 * deep, so there is no recursion, and no depth that could be too much.
 */

static bool new_entry(Json *j, SafeEntries *list, SafeText name,
                      SafeEntry **out) {
    if (list->n == MOST_ENTRIES)
        return file_refuse(
            &j->f->in,
            tr("more than %d names in its header", "文件头里的名字超过 %d 个"),
            MOST_ENTRIES);
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : 32;
        SafeEntry *at = mem_try(list->at, room, sizeof *at);
        if (!at)
            return file_refuse(
                &j->f->in,
                tr("no memory for %zu tensors", "内存装不下 %zu 个张量"), room);
        list->at = at;
        list->room = room;
    }
    *out = &list->at[list->n++];
    **out = (SafeEntry){.name = name};
    return true;
}

static bool read_metadata(Json *j) {
    bool more = true;
    if (!expect(j, '{'))
        return false;
    if (next_is(j, '}'))
        return true;
    while (more) {
        SafeText name;
        SafeEntry *entry;
        if (!read_text(j, &name) || !expect(j, ':') ||
            !new_entry(j, &j->f->metadata, name, &entry) ||
            !read_text(j, &entry->text) || !another(j, '}', &more))
            return false;
    }
    return true;
}

static bool bad_tensor(const Json *j, const SafeEntry *t, const char *why) {
    return file_refuse(&j->f->in, tr("tensor \"%s\" %s", "张量“%s”%s"),
                       safe_show(t->name).text, why);
}

// (Other types there are many, and more to come. What we do not need may be of
// any: how many bytes it takes, its offsets say.)
static bool read_type(Json *j, SafeEntry *t) {
    if (!read_text(j, &t->text))
        return false;
    t->type_bytes = safe_is(t->text, "F32")   ? 4
                    : safe_is(t->text, "F64") ? 8
                                              : 0;
    return true;
}

static bool read_offsets(Json *j, SafeEntry *t) {
    size_t offsets[2], n;
    if (!read_list(j, offsets, 2, &n))
        return false;
    if (n != 2)
        return bad_tensor(j, t,
                          tr("has data_offsets that are not two numbers",
                             "的 data_offsets 不是两个数"));
    t->begin = offsets[0];
    t->end = offsets[1];
    return true;
}

// One of a tensor's three properties; `seen` has a bit for each.
static bool read_property(Json *j, SafeEntry *t, unsigned *seen) {
    SafeText key;
    if (!read_text(j, &key) || !expect(j, ':'))
        return false;
    unsigned bit = safe_is(key, "dtype")          ? 1
                   : safe_is(key, "shape")        ? 2
                   : safe_is(key, "data_offsets") ? 4
                                                  : 0;
    if (!bit || (*seen & bit))
        return file_refuse(
            &j->f->in, tr("tensor \"%s\" has %s \"%s\"", "张量“%s”有%s“%s”"),
            safe_show(t->name).text,
            bit ? tr("a second", "第二个")
                : tr("an unknown property", "不认识的属性"),
            safe_show(key).text);
    *seen |= bit;
    return bit == 1 ? read_type(j, t)
           : bit == 2
               ? read_list(j, t->shape, SAFE_MOST_DIMENSIONS, &t->dimensions)
               : read_offsets(j, t);
}

static bool read_tensor(Json *j, SafeText name) {
    unsigned seen = 0;
    bool more = true;
    SafeEntry *t;
    if (!new_entry(j, &j->f->tensors, name, &t) || !expect(j, '{'))
        return false;
    while (more)
        if (!read_property(j, t, &seen) || !another(j, '}', &more))
            return false;
    return seen == 7 ||
           bad_tensor(j, t,
                      tr("lacks one of dtype, shape and data_offsets",
                         "缺少 dtype、shape、data_offsets 之一"));
}

static bool read_json(Json *j) {
    bool metadata = false;
    if (*j->at != '{')
        return not_json(j, "'{'");
    j->at++;
    for (bool more = !next_is(j, '}'); more;) {
        SafeText name;
        if (!read_text(j, &name) || !expect(j, ':'))
            return false;
        bool is_metadata = safe_is(name, "__metadata__");
        if (is_metadata && metadata)
            return file_refuse(&j->f->in, tr("\"__metadata__\" is there twice",
                                             "“__metadata__”出现了两次"));
        metadata |= is_metadata;
        if (!(is_metadata ? read_metadata(j) : read_tensor(j, name)) ||
            !another(j, '}', &more))
            return false;
    }
    while (j->at < j->end && *j->at == ' ')
        j->at++;
    return j->at == j->end || not_json(j, tr("a space", "空格"));
}

/* ---- Does the header agree with itself and with the file? ----------------- */

static int by_name(const void *left, const void *right) {
    const SafeEntry *a = left, *b = right;
    size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
    int order = memcmp(a->name.at, b->name.at, n);
    return order ? order : (a->name.n > b->name.n) - (a->name.n < b->name.n);
}

static int by_place(const void *left, const void *right) {
    const SafeEntry *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

static void sort(SafeEntries *list, int (*order)(const void *, const void *)) {
    if (list->n > 1)
        qsort(list->at, list->n, sizeof *list->at, order);
}

static bool check_names(const SafeFile *f, SafeEntries *list) {
    sort(list, by_name);
    for (size_t i = 1; i < list->n; i++)
        if (by_name(&list->at[i - 1], &list->at[i]) == 0)
            return file_refuse(&f->in,
                               tr("\"%s\" is there twice", "“%s”出现了两次"),
                               safe_show(list->at[i].name).text);
    return true;
}

static bool check_tensor(const SafeFile *f, const SafeEntry *t) {
    size_t bytes = t->type_bytes;
    bool fits = t->begin <= t->end;
    for (size_t i = 0; i < t->dimensions; i++)
        fits = fits && size_mul(bytes, t->shape[i], &bytes);
    if (!fits || (t->type_bytes && t->end - t->begin != bytes))
        return file_refuse(
            &f->in,
            tr("tensor \"%s\": offsets %zu..%zu do not match %s%s",
               "张量“%s”：偏移 %zu..%zu 与 %s%s 对不上"),
            safe_show(t->name).text, t->begin, t->end, safe_show(t->text).text,
            safe_show_shape(t).text);
    if (t->end > f->data_bytes)
        return file_refuse(
            &f->in,
            tr("tensor \"%s\": offsets %zu..%zu, but the file has %zu bytes of numbers: it was cut short",
               "张量“%s”：偏移 %zu..%zu，文件里却只有 %zu 字节的数：它被截短了"),
            safe_show(t->name).text, t->begin, t->end, f->data_bytes);
    return true;
}

// From 0, without gaps, to the end of the file.
static bool check_places(SafeFile *f) {
    size_t at = 0;
    sort(&f->tensors, by_place);
    for (size_t i = 0; i < f->tensors.n; i++) {
        const SafeEntry *t = &f->tensors.at[i];
        if (t->begin != at)
            return file_refuse(
                &f->in,
                tr("tensor \"%s\": offsets %zu..%zu %s, which ends at %zu",
                   "张量“%s”：偏移 %zu..%zu %s，那个张量到 %zu 为止"),
                safe_show(t->name).text, t->begin, t->end,
                t->begin < at
                    ? tr("overlap the tensor before", "与前一个张量重叠")
                    : tr("leave a gap after the tensor before",
                         "与前一个张量之间有空隙"),
                at);
        at = t->end;
    }
    return at == f->data_bytes ||
           file_refuse(
               &f->in,
               tr("its tensors end at %zu, but it has %zu bytes of numbers",
                  "张量到 %zu 为止，文件里却有 %zu 字节的数"),
               at, f->data_bytes);
}

/* ---- A file --------------------------------------------------------------- */

// What other files begin with.
static bool check_kind(const SafeFile *f, const uint8_t *b, size_t n) {
    if (n >= 4 && memcmp(b, "PK\3\4", 4) == 0)
        return file_refuse(
            &f->in,
            tr("made by torch.save; use safetensors.torch.save_file there",
               "是 torch.save 存的；请在那边用 safetensors.torch.save_file"));
    if (!file_check_start(&f->in, b, n,
                          tr("a safetensors file", " safetensors 文件"), ""))
        return false;
    return n == SAFE_LENGTH_BYTES ||
           file_refuse(&f->in,
                       tr("truncated header: %zu bytes, need at least %d",
                          "文件头不完整：有 %zu 字节，至少要 %d"),
                       n, SAFE_LENGTH_BYTES + 2);
}

static bool read_length(SafeFile *f) {
    uint8_t b[SAFE_LENGTH_BYTES];
    if (!check_kind(f, b, fread(b, 1, sizeof b, f->in.file)))
        return false;
    uint64_t length = get_word(b, sizeof b);
    size_t left = f->in.size < sizeof b ? 0 : f->in.size - sizeof b;
    if (length > HEADER_LIMIT)
        return file_refuse(
            &f->in,
            tr("not a safetensors file: its header would have %llu bytes (at most %d)",
               "不是 safetensors 文件：文件头会有 %llu 字节（最多 %d）"),
            (unsigned long long)length, HEADER_LIMIT);
    if (length > left || length < 2)
        return file_refuse(&f->in,
                           tr("header says %zu bytes, file has %zu",
                              "文件头说有 %zu 字节，文件里有 %zu"),
                           (size_t)length, left);
    f->header_bytes = (size_t)length;
    f->data_bytes = left - f->header_bytes;
    return true;
}

static bool read_header(SafeFile *f) {
    f->header = mem_try(NULL, f->header_bytes, 1);
    if (!f->header)
        return file_refuse(&f->in,
                           tr("no memory for its header of %zu bytes",
                              "内存装不下 %zu 字节的文件头"),
                           f->header_bytes);
    if (!file_read(&f->in, f->header, f->header_bytes))
        return false;
    Json j = {f, f->header, f->header + f->header_bytes};
    if (!read_json(&j))
        return false;
    // (What is there twice is said first: its places would not fit either.)
    if (!check_names(f, &f->tensors) || !check_names(f, &f->metadata))
        return false;
    for (size_t i = 0; i < f->tensors.n; i++)
        if (!check_tensor(f, &f->tensors.at[i]))
            return false;
    bool good = check_places(f);
    sort(&f->tensors, by_name);  // as safe_find needs them
    return good;
}

bool safe_open(SafeFile *f, const char *path, const char *advice, Error *e) {
    *f = (SafeFile){0};
    return file_open(&f->in, path, advice, e) && read_length(f) &&
           read_header(f);
}

void safe_close(SafeFile *f) {
    file_close(&f->in);
    free(f->header);
    free(f->tensors.at);
    free(f->metadata.at);
    *f = (SafeFile){0};
}

const SafeEntry *safe_find(const SafeEntries *list, const char *name) {
    SafeEntry wanted = {.name = {name, strlen(name)}};
    return list->n
               ? bsearch(&wanted, list->at, list->n, sizeof *list->at, by_name)
               : NULL;
}
