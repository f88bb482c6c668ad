/* scalar.c: the tape's memory, the sums, the backward loop, and printing. */
#include "scalar.h"

#include <stdlib.h>

Tape *tape_new(void) {
    Tape *t = mem_resize(NULL, 1, sizeof *t, "tape_new", 0);
    *t = (Tape){0};
    v_var(t, 0);  // row 0, the constants'
    return t;
}

void tape_free(Tape *t) {
    if (!t)
        return;
    free(t->cells);
    free(t->grad);
    free(t->marks.at);
#ifdef DOWNHILL_DEBUG
    free(t->note);
#endif
    free(t);
}

void tape_grow(Tape *t, size_t n) {
    size_t used = (size_t)(t->end - t->cells);
    size_t have = (size_t)(t->limit - t->cells);
    if (n > TAPE_MAX_CELLS || used > TAPE_MAX_CELLS - n)
        fatal("tape: more than %d cells; rewind it between steps",
              TAPE_MAX_CELLS);
    size_t want = have ? 2 * have : 1024;
    while (want < used + n)
        want *= 2;
    size_t held = have * (sizeof *t->cells + sizeof *t->grad);
    t->cells = mem_resize(t->cells, want, sizeof *t->cells, "tape", held);
    t->end = t->cells + used;
    t->grad = mem_resize(t->grad, want, sizeof *t->grad, "tape", held);
#ifdef DOWNHILL_DEBUG
    t->note = mem_resize(t->note, want, sizeof *t->note, "tape", held);
#endif
    t->limit = t->cells + want;
}

TapeMark tape_mark(Tape *t) {
    size_t serial = marks_add(&t->marks, t->rows, "tape_mark");
    return (TapeMark){(size_t)(t->end - t->cells), serial, t->rows};
}

void tape_rewind(Tape *t, TapeMark m) {
    marks_rewind(&t->marks, m.rows, m.serial, "tape_rewind");
    t->end = t->cells + m.cells;
    t->rows = m.rows;
    if (t->graded > m.rows)
        t->graded = m.rows;
}

size_t tape_bytes(const Tape *t) {
    return (size_t)(t->end - t->cells) * sizeof *t->cells +
           t->rows * sizeof *t->grad;
}

void tape_foreign(const char *operation, const char *which, const Tape *t) {
    fatal("%s: %s %s", operation, which,
          t ? "is from another tape" : "was never made");
}

#ifdef DOWNHILL_DEBUG
void v_check(const char *operation, const char *which, const Tape *t, Value a) {
    if (!a.tape || a.tape != t)
        tape_foreign(operation, which, a.tape);
    if (a.row != 0 && (a.row >= t->rows || t->note[a.row].stamp != a.stamp))
        fatal("%s: %s was rewound", operation, which);
}
#endif

/* ---- Sums ---------------------------------------------------------------- */

Value v_sum(const Value *a, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += (double)a[i].value;
    return v_nary("v_sum", (real)sum, a, NULL, n);
}

// Of two lists of operands: a group is one term.
Value v_dot(const Value *a, const Value *b, int n) {
    Tape *t = tape_of_all("v_dot", a, n < 1 ? n : 1);
    Cell *cell = tape_room(t, 3 * (size_t)n + 1);
    double sum = 0;
    for (int i = 0; i < n; i++, cell += 3) {
        v_check("v_dot", "a term", t, a[i]);
        v_check("v_dot", "a term", t, b[i]);
        if ((a[i].tape != t) | (b[i].tape != t))  // one test for two
            tape_foreign("v_dot", "a term",
                         a[i].tape != t ? a[i].tape : b[i].tape);
        cell[0].partial = b[i].value;
        cell[1].partial = a[i].value;
        cell[2].link = link_to(LINK_TWO, a[i].row, b[i].row);
        sum += (double)a[i].value * (double)b[i].value;
    }
    cell->link = link_to(LINK_MANY, (uint32_t)n, 0);
    return tape_close("v_dot", t, cell + 1, (real)sum);
}

/* ---- Reading the tape ----------------------------------------------------
 * From the end, because a link stands behind its partials.
 */

static unsigned kind_of(uint64_t link) { return (unsigned)(link >> LINK_KIND); }
static size_t left_of(uint64_t link) { return link & LINK_ROW; }
static size_t right_of(uint64_t link) { return link >> LINK_RIGHT & LINK_ROW; }

// Where the row that ends before `end` begins.
static const Cell *row_start(const Cell *end) {
    uint64_t link = end[-1].link;
    static const int partials[] = {0, 1, 2, 0};
    return kind_of(link) == LINK_MANY ? end - 1 - 3 * left_of(link)
                                      : end - 1 - partials[kind_of(link)];
}

// Where row `row` ends.
static const Cell *row_end(const Tape *t, uint32_t row) {
    const Cell *end = t->end;
    for (uint32_t r = t->rows - 1; r > row; r--)
        end = row_start(end);
    return end;
}

/* The chain rule: grad[operand] += partial · grad[row], from y's row to the
 * oldest. `below` is grad[row - 1], kept in a register, because the most
 * frequent operand is the row just below, and its sum is what comes next.
 */
void v_backward(Value y) {
    Tape *t = y.tape;
    v_check("v_backward", "result", t, y);
    if (y.row == 0)
        fatal("v_backward: the result is a constant; nothing can change it");
    real *grad = t->grad;
    for (uint32_t i = 0; i < t->rows; i++)
        grad[i] = 0;
    t->graded = t->rows;

    const Cell *cell = row_end(t, y.row);
    real g = 1;
    for (size_t row = y.row; row > 0; row--) {
        real below = grad[row - 1];
        uint64_t link = (--cell)->link;
        size_t left = left_of(link), right = right_of(link);
        unsigned kind = kind_of(link);
        if (kind == LINK_MANY) {
            grad[row - 1] = below;
            for (size_t groups = left; groups > 0; groups--) {
                cell -= 3;
                grad[left_of(cell[2].link)] += g * cell[0].partial;
                grad[right_of(cell[2].link)] += g * cell[1].partial;
            }
            below = grad[row - 1];
        } else {
            real dl = g, dr = g;
            if (kind == LINK_TWO)
                dr *= (--cell)->partial;
            if (kind != LINK_TWO_ONES)
                dl *= (--cell)->partial;
            if (kind != LINK_ONE) {
                if (right == row - 1)
                    below += dr;
                else
                    grad[right] += dr;
            }
            if (left == row - 1)
                below += dl;
            else
                grad[left] += dl;
        }
        grad[row] = g;
        g = below;
    }
}

/* ---- Printing ------------------------------------------------------------ */

enum { MOST_TERMS = 9 };  // more do not fit in a line
typedef struct Term {
    size_t operand;
    real partial;
} Term;

// How many operands the row that ends before `end` has, constants left out; the
// first MOST_TERMS are filled in.
static size_t row_terms(const Cell *end, Term *term) {
    const Cell *cell = row_start(end);
    unsigned kind = kind_of(end[-1].link);
    size_t groups = kind == LINK_MANY ? left_of(end[-1].link) : 1, n = 0;
    for (size_t k = 0; k < groups; k++, cell += 3) {
        uint64_t link = kind == LINK_MANY ? cell[2].link : end[-1].link;
        size_t operand[2] = {left_of(link), right_of(link)};
        for (int side = 0; side < 2; side++) {
            real partial = kind == LINK_TWO_ONES ? 1 : cell[side].partial;
            if (operand[side] != 0 && n++ < MOST_TERMS)
                term[n - 1] = (Term){operand[side], partial};
        }
    }
    return n;
}

// What a row is, a change made of its operands' changes, in `room` columns:
// d4 = 1.5·d1 - 2·d2
static void print_change(FILE *out, size_t row, const Cell *end, int room) {
    Term term[MOST_TERMS];
    size_t n = row_terms(end, term);
    bool variable = end[-1].link == link_to(LINK_MANY, 0, 0);
    room -= fprintf(out, "d%zu%s", row, n == 0 && !variable ? " = 0" : "");
    for (size_t k = 0; k < n; k++) {
        char text[64];
        double p = k < MOST_TERMS ? (double)term[k].partial : 0;
        bool minus = k > 0 && p < 0;
        const char *sign = k == 0 ? "=" : minus ? "-" : "+";
        int bytes = snprintf(text, sizeof text, " %s %.4g·d%zu", sign,
                             minus ? -p : p, term[k % MOST_TERMS].operand);
        room -= bytes - 1;  // (the dot is two bytes)
        if (k == MOST_TERMS || room < (k + 1 < n ? 4 : 0)) {
            fputs(" + …", out);
            break;
        }
        fputs(text, out);
    }
    fputc('\n', out);
}

static void print_row(FILE *out, const Tape *t, uint32_t row, const Cell *end) {
    int room = 80;
    room -= fprintf(out, "%6u ", (unsigned)row);
#ifdef DOWNHILL_DEBUG
    room -= fprintf(out, "%-11.11s %12.6g ", t->note[row].operation,
                    (double)t->note[row].value);
#endif
    if (row < t->graded)
        room -= fprintf(out, "%12.6g  ", (double)t->grad[row]);
    else
        room -= fprintf(out, "%12s  ", "");
    print_change(out, row, end, room);
}

void tape_print(const Tape *t, FILE *out) {
    const Cell **end =
        mem_resize(NULL, t->rows, sizeof *end, "tape_print", tape_bytes(t));
    end[t->rows - 1] = t->end;
    for (uint32_t row = t->rows - 1; row > 0; row--)
        end[row - 1] = row_start(end[row]);
#ifdef DOWNHILL_DEBUG
    fputs("   row operation          value     gradient  change\n", out);
#else
    fputs("   row     gradient  change\n", out);
#endif
    for (uint32_t row = 1; row < t->rows; row++)
        print_row(out, t, row, end[row]);
    free(end);
}
