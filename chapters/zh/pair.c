/* pair.c: holds a Chinese chapter against the English one.
 *
 *     pair check EN.c ZH.c LEDGER   says what is wrong, a line each
 *     pair carry EN.c ZH.c LEDGER   writes ZH.c and LEDGER anew: the code of EN.c
 *                                   under the words that there are
 *     pair done  EN.c ZH.c LEDGER   writes LEDGER: all of ZH.c says what EN.c says
 *     pair wrap  ZH.c               prints it, its prose laid out in 80 columns
 *
 * A C file is read as code and units in turn. A unit is a paragraph of prose, a
 * comment, or a string. Both files have the same units, and between them the
 * same code. The ledger has a line for each: a sum of the English that the
 * Chinese was made from, and how that began.
 */
#include "common/files.h"
#include "common/text.h"
#include "../lib/base.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 2000, BEGINNING = 60 };

typedef struct Unit {
    char kind;  // '#' '!' '>' ':' '-' '$' 'p' of prose, 'c'omment, 's'tring
    size_t start, end;  // in the file
    size_t code;        // where the code before it begins
    int line;
    bool kept;   // stands in the Chinese file as in the English one
    char *flat;  // what it says, without the layout
    uint64_t sum;
} Unit;

typedef struct Words {
    const char *path;
    char *text;
    size_t size;
    int n;
    Unit unit[MOST + 1];  // the last one is the end
} Words;

static char *read_all(const char *path, size_t *size) {
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    size_t n = 0, got = 0;
    do {
        text = mem_resize(text, n + 65537, 1, "pair", 0);
        got = f ? fread(text + n, 1, 65536, f) : 0;
        n += got;
    } while (got > 0);
    if (f)
        fclose(f);
    text[n] = 0;
    *size = n;
    return text;
}

/* ---- What stands in a file -------------------------------------------------- */

static bool is_wide(const char *s) {  // the character there
    return (unsigned char)*s >= 0xe3 && (unsigned char)*s <= 0xef;
}

// The string's text without quotes, the comment's without slashes, and white
// space made one space, or none between two wide characters.
static char *flatten(const char *s, size_t n, char kind) {
    char *out = mem_resize(NULL, n + 1, 1, "pair", 0);
    size_t k = 0, last = 0;  // last: where the last character began
    bool inside = false;
    for (size_t i = 0; i < n; i++) {
        bool space = isspace((unsigned char)s[i]);
        if (kind == 's' && s[i] == '"') {
            inside = !inside;
            continue;
        }
        if (kind == 's' && !inside)
            continue;
        if (kind == 'c' &&
            (strncmp(s + i, "//", 2) == 0 || strncmp(s + i, "/*", 2) == 0 ||
             strncmp(s + i, "*/", 2) == 0)) {
            i++;
            continue;
        }
        if (kind != 's' && space) {
            while (i + 1 < n && (isspace((unsigned char)s[i + 1]) ||
                                 (kind == 'c' && s[i + 1] == '/')))
                i++;
            bool tight =
                k > 0 && i + 1 < n && is_wide(out + last) && is_wide(s + i + 1);
            if (k > 0 && i + 1 < n && !tight)
                last = k, out[k++] = ' ';
            continue;
        }
        if (((unsigned char)s[i] & 0xc0) != 0x80)
            last = k;
        out[k++] = s[i];
        if (kind == 's' && s[i] == '\\')
            out[k++] = s[++i];
    }
    while (k > 0 && out[k - 1] == ' ')
        k--;
    out[k] = 0;
    return out;
}

static uint64_t sum_of(char kind, const char *flat) {  // FNV-1a
    uint64_t sum = (14695981039346656037u ^ (uint64_t)kind) * 1099511628211u;
    for (; *flat; flat++)
        sum = (sum ^ (unsigned char)*flat) * 1099511628211u;
    return sum;
}

static void add_unit(Words *w, char kind, size_t start, size_t end) {
    Unit *u = &w->unit[w->n];
    Unit *before = w->n > 0 ? u - 1 : NULL;
    if (w->n == MOST)
        fatal("%s: more than %d units", w->path, MOST);
    u->kind = kind;
    u->start = start, u->end = end;
    u->code = before ? before->end : 0;
    u->line = before ? before->line : 1;
    for (size_t i = before ? before->start : 0; i < start; i++)
        u->line += w->text[i] == '\n';
    u->flat = flatten(w->text + start, end - start, kind);
    u->sum = sum_of(kind, u->flat);
    w->n++;
}

// Comments with nothing between them are one, and strings so. (The marks of an
// exercise, "//: stub" and the like, stay by themselves.)
static bool joins(const Words *w, char kind, size_t start) {
    const Unit *last = &w->unit[w->n - 1];
    if (w->n == 0 || last->kind != kind)
        return false;
    const char *gap = w->text + last->end;
    bool apart =
        kind == 'c' && (strncmp(gap, "\n\n", 2) == 0 ||
                        strncmp(w->text + last->start, "//:", 3) == 0 ||
                        strncmp(w->text + start, "//:", 3) == 0);
    return !apart && last->end + strspn(gap, " \t\n") == start;
}

static void add_or_join(Words *w, char kind, size_t start, size_t end) {
    if (joins(w, kind, start))
        start = w->unit[--w->n].start;
    add_unit(w, kind, start, end);
}

// A kind for each line that begins a paragraph of its own; 0: it does not.
static char opens(const char *line) {
    return strncmp(line, "→ ", 4) == 0     ? '>'
           : strncmp(line, "![", 2) == 0   ? '!'
           : strncmp(line, "- ", 2) == 0   ? '-'
           : strncmp(line, ": ", 2) == 0   ? ':'
           : strncmp(line, "$$", 2) == 0   ? '$'
           : strncmp(line, "    ", 4) == 0 ? ' '
           : *line == '#'                  ? '#'
           : isdigit((unsigned char)*line) && strncmp(line + 1, ". ", 2) == 0
               ? '1'
               : 0;
}

static size_t add_prose(Words *w, size_t i) {  // behind "/*\n"
    size_t start = i, end = i;
    char kind = 0;
    for (;;) {
        const char *line = w->text + i;
        size_t length = strcspn(line, "\n");
        bool over = strncmp(line, "*/\n", 3) == 0 || !*line, math = kind == '$';
        bool new = over || length == 0 ||
                   (opens(line) && !math && !(kind == ' ' && *line == ' '));
        if (new &&kind)
            add_unit(w, kind, start, end);
        if (over)
            return i;
        if (new)
            kind = 0;
        if (length > 0 && !kind)
            kind = opens(line) ? opens(line) : 'p', start = i;
        i += length;
        end = i;
        i += w->text[i] == '\n';
    }
}

// The name before the bracket at i, such as figure_row.
static bool called(const char *text, size_t i, const char *beginning) {
    size_t start = i;
    while (start > 0 &&
           (isalnum((unsigned char)text[start - 1]) || text[start - 1] == '_'))
        start--;
    return strncmp(text + start, beginning, strlen(beginning)) == 0;
}

// Which strings are names: of files, columns, options, and of costs, which are
// written into the files of networks. They stay.
static bool is_name(const Words *w, size_t start, const char *flat,
                    bool figure) {
    bool include =
        start > 9 && strncmp(w->text + start - 9, "#include ", 9) == 0;
    size_t line = start;
    while (line > 0 && w->text[line - 1] != '\n')
        line--;
    bool cost = strncmp(w->text + line, "static const Cost ", 18) == 0;
    size_t n = strspn(flat, "abcdefghijklmnopqrstuvwxyz0123456789_%. ");
    return figure || include || cost || strncmp(flat, "--", 2) == 0 ||
           (flat[n] == 0 && strchr(flat, '_'));
}

static void read_words(Words *w, const char *path) {
    *w = (Words){.path = path};
    w->text = read_all(path, &w->size);
    const char *t = w->text;
    bool figure[64] = {false};
    int depth = 0;
    for (size_t i = 0; i < w->size;) {
        size_t end = i + 1;
        if ((i == 0 || t[i - 1] == '\n') && strncmp(t + i, "/*\n", 3) == 0) {
            i = add_prose(w, i + 3) + 2;
            continue;
        }
        if (strncmp(t + i, "//", 2) == 0) {
            end = i + strcspn(t + i, "\n");
            add_or_join(w, 'c', i, end);
        } else if (strncmp(t + i, "/*", 2) == 0) {
            const char *close = strstr(t + i, "*/");
            end = close ? (size_t)(close + 2 - t) : w->size;
            add_or_join(w, 'c', i, end);
        } else if (t[i] == '"' || t[i] == '\'') {
            while (end < w->size && t[end] != t[i])
                end += t[end] == '\\' ? 2 : 1;
            end++;
            if (t[i] == '"') {
                add_or_join(w, 's', i, end);
                Unit *u = &w->unit[w->n - 1];
                u->kept = is_name(w, u->start, u->flat, figure[depth]);
            }
        } else if (t[i] == '(' && depth < 63) {
            figure[++depth] = called(t, i, "figure_");
        } else if (t[i] == ')' && depth > 0)
            depth--;
        i = end;
    }
    w->unit[w->n] = (Unit){.start = w->size, .end = w->size, .flat = ""};
    w->unit[w->n].code = w->n > 0 ? w->unit[w->n - 1].end : 0;
}

static bool has_wide(const char *s) {
    for (; *s; s++)
        if (is_wide(s))
            return true;
    return false;
}

// In the English file: what is Chinese already, or a formula, or a command, or
// stands before its Chinese (a knob's meaning in both languages), stays.
static void keep_what_stays(Words *en) {
    for (int k = 0; k < en->n; k++) {
        Unit *u = &en->unit[k];
        const Unit *next = u + 1;
        size_t gap = next->start - u->end;
        bool comma = strspn(en->text + u->end, ", \n") == gap;
        if (u->kind == 's' && has_wide(u->flat))
            u->kept = true;
        if (u->kind == 's' && k + 1 < en->n && next->kind == 's' && comma &&
            has_wide(next->flat))
            u->kept = true;
        if (u->kind == 'c' && strncmp(en->text + u->start, "//:", 3) == 0)
            u->kept = true;
        if (u->kind == '$' && !strstr(u->flat, "\\text"))
            u->kept = true;
        if (u->kind == ' ' && strncmp(u->flat, "make ", 5) == 0)
            u->kept = true;
        if (strncmp(u->flat, "**本章要点**", strlen("**本章要点**")) == 0)
            u->kept = true;
    }
}

/* ---- Check ------------------------------------------------------------------ */

// Code with its layout gone: the same for the same program.
static char *code_before(const Words *w, int k) {
    size_t start = w->unit[k].code, end = w->unit[k].start, n = 0;
    char *out = mem_resize(NULL, end - start + 1, 1, "pair", 0);
    for (size_t i = start; i < end; i++) {
        bool space = isspace((unsigned char)w->text[i]);
        bool word =
            n > 0 && (isalnum((unsigned char)out[n - 1]) || out[n - 1] == '_');
        bool more =
            isalnum((unsigned char)w->text[i + 1]) || w->text[i + 1] == '_';
        if (!space)
            out[n++] = w->text[i];
        else if (word && more)
            out[n++] = ' ';
    }
    out[n] = 0;
    return out;
}

// How long the conversion is that begins here; 0 of a % that means percent.
static size_t conversion(const char *s) {
    size_t n = 1 + strspn(s + 1, "-+#*.lz0123456789");
    return s[n] && strchr("diouxXeEfgGscp", s[n]) ? n + 1 : 0;
}

// The conversions of a string, and its bars; or the spans of a paragraph: what
// stands in backticks or between two $, and the name of a figure.
static char *marks_of(const Unit *u) {
    char *out = mem_resize(NULL, 2 * strlen(u->flat) + 2, 1, "pair", 0);
    size_t n = 0;
    for (const char *s = u->flat; *s; s++) {
        size_t length = 0;
        if (u->kind == 's' && *s == '|')
            length = 1;
        else if (u->kind == 's' && *s == '%' && s[1] == '%')
            s++;
        else if (u->kind == 's' && *s == '%')
            length = conversion(s);
        else if (u->kind != 's' && (*s == '`' || *s == '$')) {
            const char *close = strchr(s + 1, *s);
            length = close ? (size_t)(close - s) + 1 : 1;
        } else if (u->kind == '!' && strncmp(s, "](", 2) == 0)
            length = strlen(s);
        if (length == 0)
            continue;
        for (size_t k = 0; k < length;
             k++) {  // (a file may be the Chinese one)
            if (strncmp(s + k, "/zh/", 4) == 0)
                k += 3;
            out[n++] = s[k];
        }
        out[n++] = '\n';
        s += length - 1;
    }
    out[n] = 0;
    return out;
}

// Each line of a is a line of b. (Chinese may say them in another order.)
static bool lines_in(const char *a, const char *b) {
    size_t n;
    for (; *a; a += n) {
        bool found = false;
        n = strcspn(a, "\n") + 1;
        for (const char *s = b; *s && !found; s += strcspn(s, "\n") + 1)
            found = strncmp(a, s, n) == 0;
        if (!found)
            return false;
    }
    return true;
}

static bool same_marks(const Unit *en, const Unit *zh) {
    char *a = marks_of(en), *b = marks_of(zh);
    bool same = en->kind == 's' ? strcmp(a, b) == 0
                                : strlen(a) == strlen(b) && lines_in(a, b) &&
                                      lines_in(b, a);
    free(a);
    free(b);
    return same;
}

// How long what begins here is, if it is no word of a language: a name of ours,
// a conversion, an escape, code, a formula. Or 0.
static size_t no_word(const char *s) {
    static const char *const names[] = {
        "MNIST", "XOR", "ReLU", "Adam", "SGD", "IDX",  "sin",  "cos",
        "tanh",  "exp", "log",  "pow",  "tan", "sqrt", "make", "softmax"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        size_t n = strlen(names[k]);
        if (strncmp(s, names[k], n) == 0 && !isalpha((unsigned char)s[n]))
            return n;
    }
    const char *close = *s == '`' || *s == '$' ? strchr(s + 1, *s) : NULL;
    if (close)
        return (size_t)(close - s) + 1;
    if (*s == '\\' || (*s == '%' && s[1] == '%'))
        return s[1] ? 2 : 1;
    return *s == '%' ? conversion(s) : 0;
}

// Three letters in a row, but for those.
static bool has_words(const Unit *u) {
    int run = 0;
    for (const char *s = u->flat; *s;) {
        size_t n = run == 0 || *s == '%' || *s == '\\' ? no_word(s) : 0;
        run = n == 0 && isalpha((unsigned char)*s) ? run + 1 : 0;
        if (run == 3)
            return true;
        s += n > 0 ? n : 1;
    }
    return false;
}

typedef struct Ledger {
    int n;
    uint64_t sum[MOST];
    char kind[MOST];
} Ledger;

static void read_ledger(Ledger *l, const char *path) {
    FILE *f = fopen(path, "r");
    char line[512];
    l->n = 0;
    while (f && l->n < MOST && fgets(line, sizeof line, f)) {
        char *end;
        l->sum[l->n] = strtoull(line, &end, 16);
        l->kind[l->n++] = *end ? end[1] : 0;
    }
    if (f)
        fclose(f);
}

static int faults;

static void fault(const Words *w, int k, const char *what, const char *text) {
    printf("%s:%d: %s: %s\n", w->path, w->unit[k].line, what, text);
    faults++;
}

static bool parallel(const Words *en, const Words *zh) {
    for (int k = 0; k <= en->n || k <= zh->n; k++) {
        const Unit *a = &en->unit[k], *b = &zh->unit[k];
        if (k > en->n || k > zh->n || a->kind != b->kind) {
            fault(en, k < en->n ? k : en->n, "here", a->flat ? a->flat : "");
            fault(zh, k < zh->n ? k : zh->n, "is something else",
                  b->flat ? b->flat : "");
            return false;
        }
        char *one = code_before(en, k), *two = code_before(zh, k);
        bool same = strcmp(one, two) == 0;
        if (!same) {
            fault(en, k, "the code here", one);
            fault(zh, k, "is other code", two);
        }
        free(one);
        free(two);
        if (!same)
            return false;
    }
    return true;
}

static void check(const Words *en, const Words *zh, const Ledger *l) {
    if (!parallel(en, zh))
        return;
    if (l->n != en->n)
        fault(zh, 0, "its ledger has another number of units", "pair done?");
    for (int k = 0; k < en->n; k++) {
        const Unit *a = &en->unit[k], *b = &zh->unit[k];
        bool equal = strcmp(a->flat, b->flat) == 0;
        if (a->kept) {
            if (!equal)
                fault(zh, k, "should be as in English", a->flat);
        } else if (has_words(a) && !has_wide(b->flat))
            fault(zh, k, "not yet in Chinese", a->flat);
        else if (l->n == en->n && l->sum[k] == 0)
            fault(zh, k, "not yet said to be done", a->flat);
        else if (l->n == en->n && l->sum[k] != a->sum)
            fault(zh, k, "the English is now", a->flat);
        else if (!same_marks(a, b))
            fault(zh, k, "numbers, code or conversions differ from", a->flat);
    }
}

/* ---- Carry ------------------------------------------------------------------ */

static void write_or_die(const char *path, const char *text, size_t n) {
    Error e;
    NewFile out;
    if (!file_begin(&out, path, "see who else writes there", &e))
        fatal("%s", e.text);
    fwrite(text, 1, n, out.file);
    if (!file_finish(&out, "see who else writes there", &e))
        fatal("%s", e.text);
}

// sums: of the English that each unit was made from; NULL: of this one.
static void write_ledger(const Words *en, const char *path,
                         const uint64_t *sums) {
    char *text = mem_resize(NULL, (size_t)en->n + 1, 128, "pair", 0);
    size_t n = 0;
    for (int k = 0; k < en->n; k++) {
        const Unit *u = &en->unit[k];
        int length = BEGINNING;  // not in the middle of a character
        while (length > 0 && ((unsigned char)u->flat[length] & 0xc0) == 0x80 &&
               strlen(u->flat) > BEGINNING)
            length--;
        n += (size_t)sprintf(text + n, "%016llx %c %.*s\n",
                             (unsigned long long)(sums ? sums[k] : u->sum),
                             u->kind, length, u->flat);
    }
    write_or_die(path, text, n);
    free(text);
}

static bool is_in(const Words *en, uint64_t sum) {
    for (int k = 0; k < en->n; k++)
        if (en->unit[k].sum == sum)
            return true;
    return false;
}

// Which unit of the old file has the words for unit u: the next one that was
// made from them, or any; or the next one, if what it was made from is gone. -1.
static int words_for(const Words *en, const Unit *u, const Ledger *l,
                     int next) {
    for (int k = 0; k < l->n; k++)
        if (l->sum[(next + k) % l->n] == u->sum)
            return (next + k) % l->n;
    bool changed =
        next < l->n && l->kind[next] == u->kind && !is_in(en, l->sum[next]);
    return changed ? next : -1;
}

static void carry(const Words *en, const Words *zh, const Ledger *l,
                  const char *ledger) {
    if (l->n != zh->n)
        fatal("%s: %d units, but %d in %s", zh->path, zh->n, l->n, ledger);
    static uint64_t sums[MOST];
    char *out = mem_resize(NULL, 2 * (en->size + zh->size) + 1, 1, "pair", 0);
    size_t n = 0;
    int next = 0;
    for (int k = 0; k <= en->n; k++) {
        const Unit *u = &en->unit[k];
        memcpy(out + n, en->text + u->code, u->start - u->code);
        n += u->start - u->code;
        int from = k < en->n ? words_for(en, u, l, next) : -1;
        bool theirs = from >= 0 && !u->kept;
        const Unit *source = theirs ? &zh->unit[from] : u;
        memcpy(out + n, (theirs ? zh : en)->text + source->start,
               source->end - source->start);
        n += source->end - source->start;
        sums[k] = from >= 0 ? l->sum[from] : u->kept ? u->sum : 0;
        next = from >= 0 ? from + 1 : next;
    }
    write_or_die(zh->path, out, n);
    write_ledger(en, ledger, sums);
    free(out);
}

/* ---- Wrap ------------------------------------------------------------------- */

static void wrap(const Words *w) {
    size_t at = 0;
    for (int k = 0; k < w->n; k++) {
        const Unit *u = &w->unit[k];
        fwrite(w->text + at, 1, u->start - at, stdout);
        at = u->end;
        if (!strchr("p!:-1", u->kind))
            fwrite(w->text + u->start, 1, u->end - u->start, stdout);
        else {
            const char *indent = u->kind == '1'          ? "   "
                                 : strchr(":-", u->kind) ? "  "
                                                         : "";
            text_wrapped(u->flat, 80 - (int)strlen(indent), indent);
            at += w->text[at] == '\n';
        }
    }
    fputs(w->text + at, stdout);
}

int main(int argc, char **argv) {
    static Words en, zh;
    static Ledger ledger;
    const char *how = argc > 2 ? argv[1] : "";
    if (strcmp(how, "wrap") == 0) {
        read_words(&zh, argv[2]);
        wrap(&zh);
        return 0;
    }
    if (argc != 5) {
        fputs("usage: pair check|carry|done EN.c ZH.c LEDGER, pair wrap ZH.c\n",
              stderr);
        return 2;
    }
    read_words(&en, argv[2]);
    read_words(&zh, argv[3]);
    read_ledger(&ledger, argv[4]);
    keep_what_stays(&en);
    if (strcmp(how, "carry") == 0)
        carry(&en, &zh, &ledger, argv[4]);
    else if (strcmp(how, "check") == 0)
        check(&en, &zh, &ledger);
    else if (parallel(&en, &zh))
        write_ledger(&en, argv[4], NULL);
    return faults > 0;
}
